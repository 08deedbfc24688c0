//! People, the links and sessions through which they come in, and the roles they hold.
//!
//! Secrets never come here: only their digests, in hexadecimal, made by the caller.

mod invitations;

use jiff::Timestamp;

use crate::{Conn, Result, Row, Tx, values};

pub use invitations::{
    Invitation, accept_invitation, invitation, invite, pending_for, pending_in, take_back,
};

/// Someone who signs in, organises, or decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their number.
    pub id: i64,
    /// Their address, in small letters; one person has one address.
    pub email: String,
    /// How they are called on screens that they and their colleagues see; may be empty.
    pub name: String,
    /// The language they are written to in: `fr` or `en`.
    pub language: String,
    /// When the site first heard of them.
    pub created_at: Timestamp,
    /// When they proved that the address is theirs.
    pub confirmed_at: Option<Timestamp>,
    /// When they asked for no more digests.
    pub digest_stopped_at: Option<Timestamp>,
}

const PERSON: &str = "id, email, name, language, created_at, confirmed_at, digest_stopped_at";

fn person(row: &Row) -> Result<Person> {
    Ok(Person {
        id: row.int("id")?,
        email: row.text("email")?,
        name: row.text("name")?,
        language: row.text("language")?,
        created_at: row.moment("created_at")?,
        confirmed_at: row.opt_moment("confirmed_at")?,
        digest_stopped_at: row.opt_moment("digest_stopped_at")?,
    })
}

/// The person with this number.
///
/// # Errors
/// As the database answers.
pub async fn by_id(conn: &mut Conn, id: i64) -> Result<Option<Person>> {
    let sql = format!("SELECT {PERSON} FROM person WHERE id = $1");
    let row = conn.maybe(&sql, values![id]).await?;
    row.as_ref().map(person).transpose()
}

/// The person with this address, whatever its capitals.
///
/// # Errors
/// As the database answers.
pub async fn by_email(conn: &mut Conn, email: &str) -> Result<Option<Person>> {
    let sql = format!("SELECT {PERSON} FROM person WHERE email = $1");
    let row = conn.maybe(&sql, values![email.to_lowercase()]).await?;
    row.as_ref().map(person).transpose()
}

/// The people, by address, after the address `after` when given; at most `most`.
///
/// # Errors
/// As the database answers.
pub async fn list(conn: &mut Conn, after: Option<&str>, most: i64) -> Result<Vec<Person>> {
    let sql = format!("SELECT {PERSON} FROM person WHERE email > $1 ORDER BY email LIMIT $2");
    let rows = conn
        .all(&sql, values![after.unwrap_or_default(), most])
        .await?;
    rows.iter().map(person).collect()
}

/// The person with this address, made now if nobody has it. An existing person keeps their name, unless
/// they had none.
///
/// # Errors
/// As the database answers.
pub async fn welcome(
    tx: &mut Tx,
    email: &str,
    name: &str,
    language: &str,
    now: Timestamp,
) -> Result<Person> {
    let sql = format!(
        "INSERT INTO person (email, name, language, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (email) DO UPDATE SET \
         name = CASE WHEN person.name = '' THEN excluded.name ELSE person.name END \
         RETURNING {PERSON}"
    );
    let args = values![email.to_lowercase(), name, language, now];
    person(&tx.one(&sql, args).await?)
}

/// The address was proved to be theirs; the first proof is kept.
///
/// # Errors
/// As the database answers.
pub async fn confirm(tx: &mut Tx, id: i64, now: Timestamp) -> Result<()> {
    tx.run(
        "UPDATE person SET confirmed_at = $2 WHERE id = $1 AND confirmed_at IS NULL",
        values![id, now],
    )
    .await?;
    Ok(())
}

/// How the person wants to be called and written to.
///
/// # Errors
/// As the database answers.
pub async fn rename(tx: &mut Tx, id: i64, name: &str, language: &str) -> Result<()> {
    tx.run(
        "UPDATE person SET name = $2, language = $3 WHERE id = $1",
        values![id, name, language],
    )
    .await?;
    Ok(())
}

/// No more digests for them, or again from now on.
///
/// # Errors
/// As the database answers.
pub async fn stop_digests(tx: &mut Tx, id: i64, stopped: Option<Timestamp>) -> Result<()> {
    tx.run(
        "UPDATE person SET digest_stopped_at = $2 WHERE id = $1",
        values![id, stopped],
    )
    .await?;
    Ok(())
}

/// A single-use link sent by mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The digest of its secret.
    pub token_hash: String,
    /// The address it was sent to, which it proves.
    pub email: String,
    /// What it is for, such as `sign-in`.
    pub purpose: String,
    /// Where it leads afterwards: a path of this site.
    pub next_path: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it stops working.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

const LINK: &str = "token_hash, email, purpose, next_path, created_at, expires_at, used_at";

fn link_of(row: &Row) -> Result<Link> {
    Ok(Link {
        token_hash: row.text("token_hash")?,
        email: row.text("email")?,
        purpose: row.text("purpose")?,
        next_path: row.opt_text("next_path")?,
        created_at: row.moment("created_at")?,
        expires_at: row.moment("expires_at")?,
        used_at: row.opt_moment("used_at")?,
    })
}

/// Keeps a link that is about to be sent, and forgets those a day past their end.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] for a digest already kept; else as the database answers.
pub async fn add_link(tx: &mut Tx, link: &Link) -> Result<()> {
    let forgotten = link.created_at.as_millisecond() - 86_400_000;
    tx.run(
        "DELETE FROM sign_in_link WHERE expires_at < $1",
        values![forgotten],
    )
    .await?;
    tx.run(
        "INSERT INTO sign_in_link (token_hash, email, purpose, next_path, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        values![
            &link.token_hash,
            link.email.to_lowercase(),
            &link.purpose,
            link.next_path.clone(),
            link.created_at,
            link.expires_at
        ],
    )
    .await?;
    Ok(())
}

/// The link with this digest, used or not, ended or not.
///
/// # Errors
/// As the database answers.
pub async fn link(conn: &mut Conn, token_hash: &str) -> Result<Option<Link>> {
    let sql = format!("SELECT {LINK} FROM sign_in_link WHERE token_hash = $1");
    let row = conn.maybe(&sql, values![token_hash]).await?;
    row.as_ref().map(link_of).transpose()
}

/// Whether anybody is known.
///
/// # Errors
/// As the database answers.
pub async fn anybody(conn: &mut Conn) -> Result<bool> {
    let sql = "SELECT 1 AS there FROM person LIMIT 1";
    Ok(conn.maybe(sql, values![]).await?.is_some())
}

/// Whether a link that was sent to this address, in small letters, still opens the door.
///
/// # Errors
/// As the database answers.
pub async fn has_live_link(conn: &mut Conn, email: &str, now: Timestamp) -> Result<bool> {
    let sql = "SELECT 1 AS there FROM sign_in_link WHERE email = $1 AND used_at IS NULL AND expires_at > $2 LIMIT 1";
    Ok(conn.maybe(sql, values![email, now]).await?.is_some())
}

/// Gives a link that nobody used until another moment; answers whether there is one.
///
/// # Errors
/// As the database answers.
pub async fn prolong_link(tx: &mut Tx, token_hash: &str, until: Timestamp) -> Result<bool> {
    let sql = "UPDATE sign_in_link SET expires_at = $2 WHERE token_hash = $1 AND used_at IS NULL";
    Ok(tx.run(sql, values![token_hash, until]).await? == 1)
}

/// Uses the link, once: of two that try, one gets it. None when it was used, has ended or never was.
///
/// # Errors
/// As the database answers.
pub async fn use_link(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<Option<Link>> {
    let sql = format!(
        "UPDATE sign_in_link SET used_at = $2 \
         WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING {LINK}"
    );
    let row = tx.maybe(&sql, values![token_hash, now]).await?;
    row.as_ref().map(link_of).transpose()
}

/// Someone signed in on a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its number, safe to show to its person and to the national team.
    pub id: i64,
    /// Whose it is.
    pub person_id: i64,
    /// When they signed in.
    pub created_at: Timestamp,
    /// When it was last used, to a few minutes.
    pub seen_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// When it was ended by someone.
    pub ended_at: Option<Timestamp>,
    /// Who ended it.
    pub ended_by: Option<i64>,
    /// The browser and the system, in a few words.
    pub device: String,
}

const SESSION: &str = "session.id AS session_id, session.person_id, session.created_at AS opened_at, \
                       session.seen_at, session.expires_at, session.ended_at, session.ended_by, session.device";

fn session_of(row: &Row) -> Result<Session> {
    Ok(Session {
        id: row.int("session_id")?,
        person_id: row.int("person_id")?,
        created_at: row.moment("opened_at")?,
        seen_at: row.moment("seen_at")?,
        expires_at: row.moment("expires_at")?,
        ended_at: row.opt_moment("ended_at")?,
        ended_by: row.opt_int("ended_by")?,
        device: row.text("device")?,
    })
}

/// Opens a session; answers its number.
///
/// # Errors
/// As the database answers.
pub async fn open_session(
    tx: &mut Tx,
    token_hash: &str,
    person_id: i64,
    device: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<i64> {
    tx.one(
        "INSERT INTO session (token_hash, person_id, created_at, seen_at, expires_at, device) \
         VALUES ($1, $2, $3, $3, $4, $5) RETURNING id",
        values![token_hash, person_id, now, expires_at, device],
    )
    .await?
    .int("id")
}

/// The live session with this digest and its person.
///
/// # Errors
/// As the database answers.
pub async fn session(
    conn: &mut Conn,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<(Session, Person)>> {
    let sql = format!(
        "SELECT {SESSION}, person.* FROM session JOIN person ON person.id = session.person_id \
         WHERE session.token_hash = $1 AND session.ended_at IS NULL AND session.expires_at > $2"
    );
    let row = conn.maybe(&sql, values![token_hash, now]).await?;
    row.map(|row| Ok((session_of(&row)?, person(&row)?)))
        .transpose()
}

/// The session was used; it now ends at `expires_at` unless used again.
///
/// # Errors
/// As the database answers.
pub async fn seen(tx: &mut Tx, id: i64, now: Timestamp, expires_at: Timestamp) -> Result<()> {
    tx.run(
        "UPDATE session SET seen_at = $2, expires_at = $3 WHERE id = $1 AND ended_at IS NULL",
        values![id, now, expires_at],
    )
    .await?;
    Ok(())
}

/// Ends a session; answers whether it was live. With `of`, only a session of that person.
///
/// # Errors
/// As the database answers.
pub async fn end_session(
    tx: &mut Tx,
    id: i64,
    of: Option<i64>,
    by: i64,
    now: Timestamp,
) -> Result<bool> {
    let touched = tx
        .run(
            "UPDATE session SET ended_at = $2, ended_by = $3 WHERE id = $1 AND ended_at IS NULL \
             AND expires_at > $2 AND (CAST($4 AS BIGINT) IS NULL OR person_id = CAST($4 AS BIGINT))",
            values![id, now, by, of],
        )
        .await?;
    Ok(touched > 0)
}

/// Ends every live session of a person; answers how many.
///
/// # Errors
/// As the database answers.
pub async fn end_sessions_of(tx: &mut Tx, person: i64, by: i64, now: Timestamp) -> Result<u64> {
    tx.run(
        "UPDATE session SET ended_at = $2, ended_by = $3 \
         WHERE person_id = $1 AND ended_at IS NULL AND expires_at > $2",
        values![person, now, by],
    )
    .await
}

/// The live sessions of a person, the latest used first.
///
/// # Errors
/// As the database answers.
pub async fn sessions_of(conn: &mut Conn, person: i64, now: Timestamp) -> Result<Vec<Session>> {
    let sql = format!(
        "SELECT {SESSION} FROM session WHERE person_id = $1 AND ended_at IS NULL AND expires_at > $2 \
         ORDER BY seen_at DESC, session.id DESC LIMIT 200"
    );
    let rows = conn.all(&sql, values![person, now]).await?;
    rows.iter().map(session_of).collect()
}

/// Every live session with its person, the latest used first; at most `most`.
///
/// # Errors
/// As the database answers.
pub async fn live_sessions(
    conn: &mut Conn,
    now: Timestamp,
    most: i64,
) -> Result<Vec<(Session, Person)>> {
    let sql = format!(
        "SELECT {SESSION}, person.* FROM session JOIN person ON person.id = session.person_id \
         WHERE session.ended_at IS NULL AND session.expires_at > $1 \
         ORDER BY session.seen_at DESC, session.id DESC LIMIT $2"
    );
    let rows = conn.all(&sql, values![now, most]).await?;
    rows.iter()
        .map(|row| Ok((session_of(row)?, person(row)?)))
        .collect()
}

/// A role that someone holds or held in a territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// Its number.
    pub id: i64,
    /// Who holds it.
    pub person_id: i64,
    /// `referee`, `coordinator`, `committee` or `national`.
    pub role: String,
    /// The code of the territory; `FR` for the national team.
    pub territory: String,
    /// For a member of a committee, the institution they speak for.
    pub institution: Option<String>,
    /// Since when.
    pub since: Timestamp,
    /// Until when, once it has ended.
    pub until: Option<Timestamp>,
    /// Who appointed them; nobody when it was done from the command line.
    pub appointed_by: Option<i64>,
}

const APPOINTMENT: &str = "appointment.id AS appointment_id, appointment.person_id, appointment.role, \
                           appointment.territory, appointment.institution, appointment.since, \
                           appointment.until, appointment.appointed_by";

fn appointment(row: &Row) -> Result<Appointment> {
    Ok(Appointment {
        id: row.int("appointment_id")?,
        person_id: row.int("person_id")?,
        role: row.text("role")?,
        territory: row.text("territory")?,
        institution: row.opt_text("institution")?,
        since: row.moment("since")?,
        until: row.opt_moment("until")?,
        appointed_by: row.opt_int("appointed_by")?,
    })
}

/// Appoints someone; answers the number of the appointment. One they hold already is answered as it is.
///
/// # Errors
/// As the database answers.
pub async fn appoint(
    tx: &mut Tx,
    person: i64,
    role: &str,
    territory: &str,
    institution: Option<&str>,
    by: Option<i64>,
    now: Timestamp,
) -> Result<i64> {
    tx.lock_row("person", person).await?;
    let held = tx
        .maybe(
            "SELECT id FROM appointment WHERE person_id = $1 AND role = $2 AND territory = $3 \
             AND COALESCE(institution, '') = COALESCE(CAST($4 AS TEXT), '') AND until IS NULL",
            values![person, role, territory, institution],
        )
        .await?;
    if let Some(row) = held {
        return row.int("id");
    }
    tx.one(
        "INSERT INTO appointment (person_id, role, territory, institution, since, appointed_by) \
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        values![person, role, territory, institution, now, by],
    )
    .await?
    .int("id")
}

/// Ends an appointment; answers whether it was held.
///
/// # Errors
/// As the database answers.
pub async fn dismiss(tx: &mut Tx, id: i64, now: Timestamp) -> Result<bool> {
    let touched = tx
        .run(
            "UPDATE appointment SET until = $2 WHERE id = $1 AND until IS NULL",
            values![id, now],
        )
        .await?;
    Ok(touched > 0)
}

/// The roles a person holds now.
///
/// # Errors
/// As the database answers.
pub async fn appointments_of(conn: &mut Conn, person: i64) -> Result<Vec<Appointment>> {
    let sql = format!(
        "SELECT {APPOINTMENT} FROM appointment WHERE person_id = $1 AND until IS NULL ORDER BY id"
    );
    let rows = conn.all(&sql, values![person]).await?;
    rows.iter().map(appointment).collect()
}

/// Who holds a role now, with the person; of one territory, or of all.
///
/// # Errors
/// As the database answers.
pub async fn appointed(
    conn: &mut Conn,
    role: &str,
    territory: Option<&str>,
) -> Result<Vec<(Appointment, Person)>> {
    let sql = format!(
        "SELECT {APPOINTMENT}, person.* FROM appointment \
         JOIN person ON person.id = appointment.person_id \
         WHERE appointment.role = $1 AND appointment.until IS NULL \
         AND (CAST($2 AS TEXT) IS NULL OR appointment.territory = CAST($2 AS TEXT)) \
         ORDER BY appointment.territory, appointment.id"
    );
    let rows = conn.all(&sql, values![role, territory]).await?;
    rows.iter()
        .map(|row| Ok((appointment(row)?, person(row)?)))
        .collect()
}

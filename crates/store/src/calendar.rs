//! What the calendar looks for: what nears its date, what passed it, what was left behind.

use domain::ids::{EditionId, EventId};
use domain::territory::{Chain, TerritoryCode};
use jiff::Timestamp;

use crate::events::{self, Kept};
use crate::json::from_json;
use crate::{Conn, Result, Row, StoreError, Tx, values};

/// Where a page of a list ended: the date and the number of its last event.
pub type Place = (i64, i64);

/// Waiting proposals that are due before `soon` and of which the calendar has not said all it has to say, the most urgent
/// first, after `after`; at most `limit`.
///
/// A proposal about to be late is left out once its parent was warned (or the nation itself reminded), a late one once
/// that was told.
///
/// # Errors
/// As the database answers.
pub async fn to_watch(
    conn: &mut Conn,
    now: Timestamp,
    soon: Timestamp,
    after: Place,
    limit: u32,
) -> Result<Vec<(Place, Result<Kept>)>> {
    let two_days = soon.as_millisecond() - now.as_millisecond();
    let sql = format!(
        "SELECT {}, e.due_at FROM event e WHERE e.state = 'proposed' AND e.due_at < $2 \
         AND (e.due_at > $3 OR (e.due_at = $3 AND e.id > $4)) \
         AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.event_id = e.id AND \
           ((e.due_at <= $1 AND j.at >= e.due_at \
             AND (j.what LIKE '{{\"what\":\"overdue\"%' OR j.what LIKE '{{\"what\":\"late\"%')) OR \
            (e.due_at > $1 AND j.at >= e.due_at - $5 \
             AND (j.what LIKE '{{\"what\":\"parent-warned\"%' OR j.what LIKE '{{\"what\":\"reminded\"%')))) \
         ORDER BY e.due_at, e.id LIMIT $6",
        events::COLUMNS
    );
    let args = values![now, soon, after.0, after.1, two_days, limit];
    let rows = conn.all(&sql, args).await?;
    rows.iter()
        .map(|row| {
            let due = row.opt_moment("due_at")?.unwrap_or_default();
            let place = (due.as_millisecond(), row.int("id")?);
            Ok((place, events::read(row)))
        })
        .collect()
}

/// Events that wait for their organiser, by number after `after`; at most `limit`.
///
/// # Errors
/// As the database answers.
pub async fn returned(conn: &mut Conn, after: i64, limit: u32) -> Result<Vec<(i64, Result<Kept>)>> {
    let sql = format!(
        "SELECT {} FROM event e WHERE e.state = 'returned' AND e.id > $1 ORDER BY e.id LIMIT $2",
        events::COLUMNS
    );
    let rows = conn.all(&sql, values![after, limit]).await?;
    rows.iter()
        .map(|row| Ok((row.int("id")?, events::read(row))))
        .collect()
}

/// A proposal that waits, as a list of many needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Which event.
    pub id: EventId,
    /// Its title.
    pub title: String,
    /// Where it belongs, lowest first.
    pub chain: Chain,
    /// Until when a decision is due.
    pub due: Timestamp,
}

fn waiting_of(row: &Row) -> Result<Waiting> {
    let id = row.int("id")?;
    let due = row
        .opt_moment("due_at")?
        .ok_or_else(|| StoreError::corrupt("event", id, "it waits without a due date"))?;
    Ok(Waiting {
        id: EventId(id),
        title: row.text("title")?,
        chain: from_json("event", id, row.str("chain")?)?,
        due,
    })
}

/// Every proposal of an edition that waits, the most urgent first; at most `limit`.
///
/// # Errors
/// As the database answers.
pub async fn waiting(conn: &mut Conn, edition: EditionId, limit: u32) -> Result<Vec<Waiting>> {
    let sql = "SELECT id, title, chain, due_at FROM event \
               WHERE edition_id = $1 AND state = 'proposed' ORDER BY due_at, id LIMIT $2";
    conn.all(sql, values![edition.0, limit])
        .await?
        .iter()
        .map(waiting_of)
        .collect()
}

/// Someone who decides, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decider {
    /// The person.
    pub person: i64,
    /// Their address.
    pub email: String,
    /// The language they are written to in.
    pub language: String,
    /// Where they decide.
    pub territory: TerritoryCode,
}

/// Everyone who decides somewhere and takes the morning letter, by person and appointment.
///
/// # Errors
/// As the database answers.
pub async fn deciders(conn: &mut Conn) -> Result<Vec<Result<Decider>>> {
    let sql = "SELECT p.id, p.email, p.language, a.territory FROM appointment a \
               JOIN person p ON p.id = a.person_id WHERE a.until IS NULL AND a.role <> 'committee' \
               AND p.digest_stopped_at IS NULL ORDER BY p.id, a.id";
    let rows = conn.all(sql, values![]).await?;
    let decider = |row: &Row| {
        let code = row.str("territory")?;
        Ok(Decider {
            person: row.int("id")?,
            email: row.text("email")?,
            language: row.text("language")?,
            territory: TerritoryCode::parse(code)
                .ok_or_else(|| StoreError::corrupt("appointment", code, "not a territory"))?,
        })
    };
    Ok(rows.iter().map(decider).collect())
}

/// Until when things that ended are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    /// Links sent by mail that ended before this moment.
    pub links: Timestamp,
    /// Sessions that ended before this moment.
    pub sessions: Timestamp,
    /// Invitations not accepted that ended before this moment.
    pub invitations: Timestamp,
    /// Looks at a proposal before this moment.
    pub presence: Timestamp,
    /// Letters sent or given up before this moment, with the addresses they went to.
    pub letters: Timestamp,
}

/// Takes away links, sessions, invitations, presences and letters that ended before; answers how many rows went.
///
/// # Errors
/// As the database answers.
pub async fn sweep(tx: &mut Tx, before: Before) -> Result<u64> {
    let statements = [
        (
            "DELETE FROM sign_in_link WHERE expires_at < $1",
            before.links,
        ),
        (
            "DELETE FROM session WHERE expires_at < $1 OR ended_at < $1",
            before.sessions,
        ),
        (
            "DELETE FROM invitation WHERE accepted_at IS NULL AND expires_at < $1",
            before.invitations,
        ),
        ("DELETE FROM presence WHERE seen_at < $1", before.presence),
        (
            "DELETE FROM letter WHERE sent_at < $1 OR gave_up_at < $1",
            before.letters,
        ),
    ];
    let mut gone = 0;
    for (sql, moment) in statements {
        gone += tx.run(sql, values![moment]).await?;
    }
    Ok(gone)
}

/// Drafts, sent or not or taken back, whose mail address nobody confirmed and that have not changed since `before`; at most
/// `limit`.
///
/// # Errors
/// As the database answers.
pub async fn abandoned(conn: &mut Conn, before: Timestamp, limit: u32) -> Result<Vec<EventId>> {
    let sql = "SELECT id FROM event WHERE proposer_id IS NULL AND label IS NULL \
               AND state IN ('draft', 'unconfirmed', 'withdrawn') AND updated_at < $1 \
               AND id NOT IN (SELECT event_id FROM imported) ORDER BY id LIMIT $2";
    let rows = conn.all(sql, values![before, limit]).await?;
    rows.iter().map(|row| Ok(EventId(row.int("id")?))).collect()
}

/// Forgets an abandoned draft and all that hangs on it; answers whether it still was one.
///
/// # Errors
/// As the database answers.
pub async fn forget(tx: &mut Tx, id: EventId, before: Timestamp) -> Result<bool> {
    tx.lock_row("event", id.0).await?;
    let still = tx
        .maybe(
            "SELECT 1 AS there FROM event WHERE id = $1 AND proposer_id IS NULL AND label IS NULL \
             AND state IN ('draft', 'unconfirmed', 'withdrawn') AND updated_at < $2",
            values![id.0, before],
        )
        .await?;
    if still.is_none() {
        return Ok(false);
    }
    for table in ["journal", "presence", "revision"] {
        let sql = format!("DELETE FROM {table} WHERE event_id = $1");
        tx.run(&sql, values![id.0]).await?;
    }
    tx.run("DELETE FROM event WHERE id = $1", values![id.0])
        .await?;
    Ok(true)
}

//! Letters waiting to be sent, being sent, sent, or given up.
//!
//! A letter is posted in the transaction that decided it. A sender claims letters for a while, so that two
//! nodes never send the same one; a claim that is not settled in time may be taken by another.

use domain::ids::EventId;
use jiff::Timestamp;
use serde_json::Value as Json;

use crate::{Conn, Result, Row, StoreError, Tx, values};

/// A letter to post.
#[derive(Debug, Clone, PartialEq)]
pub struct NewLetter {
    /// The reason and the addressee in one text: a second letter with the same is not posted.
    pub dedupe: String,
    /// Where it goes, in small letters.
    pub to_email: String,
    /// Who it is for, when they are known.
    pub to_person: Option<i64>,
    /// The language of the addressee: `fr` or `en`.
    pub language: String,
    /// The name of its template.
    pub kind: String,
    /// What its template needs.
    pub params: Json,
    /// It is not sent before.
    pub not_before: Timestamp,
}

/// A letter of the outbox.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    /// Its number, from which its `Message-ID` is made.
    pub id: i64,
    /// Where it goes.
    pub to_email: String,
    /// Who it is for, when they are known.
    pub to_person: Option<i64>,
    /// The language of the addressee.
    pub language: String,
    /// The name of its template.
    pub kind: String,
    /// What its template needs.
    pub params: Json,
    /// When it was posted.
    pub created_at: Timestamp,
    /// It is not sent, or not tried again, before.
    pub not_before: Timestamp,
    /// How many times it was tried.
    pub attempts: i64,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When the mail server took it.
    pub sent_at: Option<Timestamp>,
    /// When it was given up.
    pub gave_up_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, to_email, to_person, language, kind, params, created_at, not_before, \
                       attempts, last_error, sent_at, gave_up_at";

fn letter(row: &Row) -> Result<Letter> {
    let id = row.int("id")?;
    let params = serde_json::from_str(row.str("params")?)
        .map_err(|error| StoreError::corrupt("letter", id, error.to_string()))?;
    Ok(Letter {
        id,
        to_email: row.text("to_email")?,
        to_person: row.opt_int("to_person")?,
        language: row.text("language")?,
        kind: row.text("kind")?,
        params,
        created_at: row.moment("created_at")?,
        not_before: row.moment("not_before")?,
        attempts: row.int("attempts")?,
        last_error: row.opt_text("last_error")?,
        sent_at: row.opt_moment("sent_at")?,
        gave_up_at: row.opt_moment("gave_up_at")?,
    })
}

/// Posts a letter; answers its number, or none when one was posted already for the same reason.
///
/// # Errors
/// As the database answers.
pub async fn post(tx: &mut Tx, new: &NewLetter, now: Timestamp) -> Result<Option<i64>> {
    let row = tx
        .maybe(
            "INSERT INTO letter (dedupe, to_email, to_person, language, kind, params, created_at, not_before) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
             ON CONFLICT (dedupe) DO NOTHING RETURNING id",
            values![
                &new.dedupe,
                &new.to_email,
                new.to_person,
                &new.language,
                &new.kind,
                new.params.to_string(),
                now,
                new.not_before
            ],
        )
        .await?;
    row.map(|row| row.int("id")).transpose()
}

/// Takes at most `most` letters that are due, until `until`; nobody else takes them before.
///
/// # Errors
/// As the database answers.
pub async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    until: Timestamp,
    most: i64,
) -> Result<Vec<Letter>> {
    // The conditions are said twice: PostgreSQL looks again at the outer ones when it had to wait for
    // another node that was taking the same letter.
    let sql = format!(
        "UPDATE letter SET claimed_until = $1 WHERE id IN (\
           SELECT id FROM letter WHERE sent_at IS NULL AND gave_up_at IS NULL AND not_before <= $2 \
           AND (claimed_until IS NULL OR claimed_until <= $2) ORDER BY not_before, id LIMIT $3) \
         AND sent_at IS NULL AND gave_up_at IS NULL AND (claimed_until IS NULL OR claimed_until <= $2) \
         RETURNING {COLUMNS}"
    );
    let rows = tx.all(&sql, values![until, now, most]).await?;
    let mut letters = rows.iter().map(letter).collect::<Result<Vec<_>>>()?;
    letters.sort_by_key(|letter| letter.id);
    Ok(letters)
}

/// The reason of letters about an event that were written at a moment, as [`crate::letters::write`] gives it.
#[derive(Debug, Clone, Copy)]
pub struct Reason<'a> {
    /// The event.
    pub event: EventId,
    /// The kind of letter.
    pub kind: &'a str,
    /// When it was written.
    pub at: Timestamp,
}

impl Reason<'_> {
    fn pattern(&self) -> String {
        let at = self.at.as_millisecond();
        format!("event/{}/{}/{at}/%", self.event, self.kind)
    }
}

/// Keeps letters back until a moment, unless somebody has begun to send them.
///
/// # Errors
/// As the database answers.
pub async fn hold(tx: &mut Tx, reason: Reason<'_>, until: Timestamp) -> Result<()> {
    let sql = format!("UPDATE letter SET not_before = $2 WHERE dedupe LIKE $1 AND {NOT_BEGUN}");
    tx.run(&sql, values![reason.pattern(), until]).await?;
    Ok(())
}

/// Takes letters back when nobody has begun to send any of them; answers whether they were taken back, and so whether those
/// they were for have heard nothing.
///
/// # Errors
/// As the database answers.
pub async fn take_back(tx: &mut Tx, reason: Reason<'_>) -> Result<bool> {
    let sql = format!(
        "DELETE FROM letter WHERE dedupe LIKE $1 AND NOT EXISTS (\
           SELECT 1 FROM letter AS begun WHERE begun.dedupe LIKE $1 AND NOT ({NOT_BEGUN}))"
    );
    Ok(tx.run(&sql, values![reason.pattern()]).await? > 0)
}

/// What holds of a letter that nobody has begun to send.
const NOT_BEGUN: &str =
    "sent_at IS NULL AND gave_up_at IS NULL AND claimed_until IS NULL AND attempts = 0";

/// The mail server took the letter; of its params, `kept` stays.
///
/// # Errors
/// As the database answers.
pub async fn sent(tx: &mut Tx, id: i64, kept: &Json, now: Timestamp) -> Result<()> {
    tx.run(
        "UPDATE letter SET sent_at = $2, params = $3, claimed_until = NULL, \
         attempts = attempts + 1, last_error = NULL WHERE id = $1 AND sent_at IS NULL",
        values![id, now, kept.to_string()],
    )
    .await?;
    Ok(())
}

/// The letter could not be sent; it is tried again at `next`.
///
/// # Errors
/// As the database answers.
pub async fn failed(tx: &mut Tx, id: i64, why: &str, next: Timestamp) -> Result<()> {
    tx.run(
        "UPDATE letter SET attempts = attempts + 1, last_error = $2, not_before = $3, \
         claimed_until = NULL WHERE id = $1 AND sent_at IS NULL",
        values![id, why, next],
    )
    .await?;
    Ok(())
}

/// The letter will not be tried again; the national team sees it with the reason.
///
/// # Errors
/// As the database answers.
pub async fn gave_up(tx: &mut Tx, id: i64, why: &str, now: Timestamp) -> Result<()> {
    tx.run(
        "UPDATE letter SET attempts = attempts + 1, last_error = $2, gave_up_at = $3, \
         claimed_until = NULL WHERE id = $1 AND sent_at IS NULL",
        values![id, why, now],
    )
    .await?;
    Ok(())
}

/// Letters that were claimed and not tried are anybody’s again.
///
/// # Errors
/// As the database answers.
pub async fn release(tx: &mut Tx, letters: &[i64]) -> Result<()> {
    for id in letters {
        let sql = "UPDATE letter SET claimed_until = NULL WHERE id = $1 AND sent_at IS NULL";
        tx.run(sql, values![*id]).await?;
    }
    Ok(())
}

/// Makes a letter that was given up, or waits, due at once.
///
/// # Errors
/// As the database answers.
pub async fn try_again(tx: &mut Tx, id: i64, now: Timestamp) -> Result<()> {
    tx.run(
        "UPDATE letter SET gave_up_at = NULL, attempts = 0, not_before = $2 WHERE id = $1 AND sent_at IS NULL",
        values![id, now],
    )
    .await?;
    Ok(())
}

/// Makes every letter that was given up due at once, as when a mail server that refused them all is mended; answers how many.
///
/// # Errors
/// As the database answers.
pub async fn try_all_again(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    tx.run(
        "UPDATE letter SET gave_up_at = NULL, attempts = 0, not_before = $1 WHERE gave_up_at IS NOT NULL AND sent_at IS NULL",
        values![now],
    )
    .await
}

/// The latest letters, newest first, before the letter `before` when given; at most `most`.
///
/// # Errors
/// As the database answers; [`StoreError::Corrupt`] for a letter that cannot be read.
pub async fn latest(conn: &mut Conn, before: Option<i64>, most: i64) -> Result<Vec<Letter>> {
    let sql = format!("SELECT {COLUMNS} FROM letter WHERE id < $1 ORDER BY id DESC LIMIT $2");
    let rows = conn
        .all(&sql, values![before.unwrap_or(i64::MAX), most])
        .await?;
    rows.iter().map(letter).collect()
}

/// The letters that wait, or those given up, newest first, before the letter `before` when given; at most `most`.
///
/// # Errors
/// As the database answers; [`StoreError::Corrupt`] for a letter that cannot be read.
pub async fn unsent(
    conn: &mut Conn,
    given_up: bool,
    before: Option<i64>,
    most: i64,
) -> Result<Vec<Letter>> {
    let which = match given_up {
        true => "gave_up_at IS NOT NULL",
        false => "gave_up_at IS NULL",
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM letter WHERE sent_at IS NULL AND {which} AND id < $1 ORDER BY id DESC LIMIT $2"
    );
    let rows = conn
        .all(&sql, values![before.unwrap_or(i64::MAX), most])
        .await?;
    rows.iter().map(letter).collect()
}

/// One letter.
///
/// # Errors
/// As the database answers; [`StoreError::Corrupt`] for a letter that cannot be read.
pub async fn by_id(conn: &mut Conn, id: i64) -> Result<Option<Letter>> {
    let sql = format!("SELECT {COLUMNS} FROM letter WHERE id = $1");
    let row = conn.maybe(&sql, values![id]).await?;
    row.as_ref().map(letter).transpose()
}

/// How the outbox stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Letters not sent yet and not given up.
    pub waiting: i64,
    /// Letters given up.
    pub given_up: i64,
    /// When the oldest waiting letter was posted.
    pub oldest: Option<Timestamp>,
}

/// How the outbox stands.
///
/// # Errors
/// As the database answers.
pub async fn standing(conn: &mut Conn) -> Result<Standing> {
    let waiting = conn
        .one(
            "SELECT COUNT(*) AS count, MIN(created_at) AS oldest FROM letter \
             WHERE sent_at IS NULL AND gave_up_at IS NULL",
            values![],
        )
        .await?;
    let given_up = conn
        .one(
            "SELECT COUNT(*) AS count FROM letter WHERE gave_up_at IS NOT NULL",
            values![],
        )
        .await?;
    Ok(Standing {
        waiting: waiting.int("count")?,
        given_up: given_up.int("count")?,
        oldest: waiting.opt_moment("oldest")?,
    })
}

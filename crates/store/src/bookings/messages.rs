//! What organisers wrote to those who booked.

use domain::ids::{EditionId, EventId, PersonId};
use jiff::Timestamp;

use crate::{Conn, Result, Row, Tx, values};

/// A message to those who booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its number; letters name it. Nought before it is kept.
    pub id: i64,
    /// The event.
    pub event: EventId,
    /// The edition of that event.
    pub edition: EditionId,
    /// Its subject.
    pub subject: String,
    /// What it says, in plain words.
    pub body: String,
    /// The key of the form it was sent with.
    pub form: String,
    /// When it was sent.
    pub at: Timestamp,
    /// By whom, when known.
    pub by: Option<PersonId>,
}

const COLUMNS: &str = "id, event_id, edition_id, subject, body, form, at, by_id";

fn read(row: &Row) -> Result<Message> {
    Ok(Message {
        id: row.int("id")?,
        event: EventId(row.int("event_id")?),
        edition: EditionId(row.int("edition_id")?),
        subject: row.text("subject")?,
        body: row.text("body")?,
        form: row.text("form")?,
        at: row.moment("at")?,
        by: row.opt_int("by_id")?.map(PersonId),
    })
}

/// Keeps a message; answers its number, or none when one was sent with the same form before.
///
/// # Errors
/// As the database answers.
pub async fn add(tx: &mut Tx, message: &Message) -> Result<Option<i64>> {
    let row = tx
        .maybe(
            "INSERT INTO booking_message (event_id, edition_id, subject, body, form, at, by_id) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (form) DO NOTHING RETURNING id",
            values![
                message.event.0,
                message.edition.0,
                &message.subject,
                &message.body,
                &message.form,
                message.at,
                message.by.map(|by| by.0)
            ],
        )
        .await?;
    row.map(|row| row.int("id")).transpose()
}

/// One message.
///
/// # Errors
/// As the database answers.
pub async fn find(conn: &mut Conn, id: i64) -> Result<Option<Message>> {
    let sql = format!("SELECT {COLUMNS} FROM booking_message WHERE id = $1");
    let row = conn.maybe(&sql, values![id]).await?;
    row.as_ref().map(read).transpose()
}

/// The messages of an event, the latest first.
///
/// # Errors
/// As the database answers.
pub async fn of_event(conn: &mut Conn, event: EventId) -> Result<Vec<Message>> {
    let sql = format!("SELECT {COLUMNS} FROM booking_message WHERE event_id = $1 ORDER BY id DESC");
    conn.all(&sql, values![event.0])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Takes away the messages of an edition: a message may name people.
///
/// # Errors
/// As the database answers.
pub async fn forget(tx: &mut Tx, edition: EditionId) -> Result<u64> {
    let sql = "DELETE FROM booking_message WHERE edition_id = $1";
    tx.run(sql, values![edition.0]).await
}

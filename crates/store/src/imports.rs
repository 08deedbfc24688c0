//! Where imported events came from, and what the file said the last time: the third side of every comparison.

use domain::event::Content;
use domain::ids::{EditionId, EventId};
use jiff::Timestamp;

use crate::json::{from_json, to_json};
use crate::{Conn, Result, Tx};

/// What is remembered of an imported event.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The event it became.
    pub event: EventId,
    /// The file’s last word.
    pub content: Content,
    /// When it came.
    pub at: Timestamp,
}

/// What is remembered of an outside identifier within a flow, if it came before.
///
/// # Errors
/// As the database answers.
pub async fn imported(
    conn: &mut Conn,
    edition: EditionId,
    source: &str,
    outside: &str,
) -> Result<Option<Imported>> {
    let sql = "SELECT event_id, content, at FROM imported WHERE edition_id = $1 AND source = $2 AND outside_id = $3";
    let row = conn
        .maybe(sql, vec![edition.0.into(), source.into(), outside.into()])
        .await?;
    row.map(|row| {
        Ok(Imported {
            event: EventId(row.int("event_id")?),
            content: from_json("imported", outside, row.str("content")?)?,
            at: row.moment("at")?,
        })
    })
    .transpose()
}

/// Remembers what the file said of an event.
///
/// # Errors
/// As the database answers.
pub async fn remember(
    tx: &mut Tx,
    edition: EditionId,
    source: &str,
    outside: &str,
    imported: &Imported,
) -> Result<()> {
    tx.run(
        "INSERT INTO imported (edition_id, source, outside_id, event_id, content, at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (edition_id, source, outside_id) DO UPDATE SET event_id = excluded.event_id, \
         content = excluded.content, at = excluded.at",
        vec![
            edition.0.into(),
            source.into(),
            outside.into(),
            imported.event.0.into(),
            to_json(&imported.content)?.into(),
            imported.at.into(),
        ],
    )
    .await?;
    Ok(())
}

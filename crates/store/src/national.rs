//! What the national team looks at: verdicts day by day, every content of an edition at once, letters that wait.

use domain::event::Content;
use domain::ids::{EditionId, EventId};
use domain::territory::Chain;
use jiff::Timestamp;

use crate::json::from_json;
use crate::{Conn, Result, values};

/// The verdicts on the events of an edition since a moment, oldest first: when, and which kind (the name of a
/// `VerdictKind`).
///
/// # Errors
/// As the database answers.
pub async fn verdicts_since(
    conn: &mut Conn,
    edition: EditionId,
    since: Timestamp,
) -> Result<Vec<(Timestamp, String)>> {
    let sql = "SELECT v.at, v.kind FROM verdict v JOIN event e ON e.id = v.event_id \
               WHERE v.at >= $2 AND e.edition_id = $1 ORDER BY v.at, v.id";
    let rows = conn.all(sql, values![edition.0, since]).await?;
    rows.iter()
        .map(|row| Ok((row.moment("at")?, row.text("kind")?)))
        .collect()
}

/// An event with the content of the revision that stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Which event.
    pub id: EventId,
    /// Its title.
    pub title: String,
    /// Where it belongs, lowest first.
    pub chain: Chain,
    /// Where it stands: `proposed`, `returned` or `labelled`.
    pub state: String,
    /// What that revision says.
    pub content: Content,
}

/// The events of an edition in one state with their latest content, by number after `after`; at most `limit`.
///
/// # Errors
/// As the database answers.
pub async fn contents(
    conn: &mut Conn,
    edition: EditionId,
    state: &str,
    after: i64,
    limit: u32,
) -> Result<Vec<Told>> {
    let sql = "SELECT e.id, e.title, e.chain, e.state, r.content FROM event e \
               JOIN revision r ON r.event_id = e.id \
               AND r.number = CASE WHEN e.state = 'labelled' THEN e.labelled_revision ELSE e.revisions END \
               WHERE e.edition_id = $1 AND e.state = $2 AND e.id > $3 ORDER BY e.id LIMIT $4";
    let rows = conn
        .all(sql, values![edition.0, state, after, limit])
        .await?;
    rows.iter()
        .map(|row| {
            let id = row.int("id")?;
            Ok(Told {
                id: EventId(id),
                title: row.text("title")?,
                chain: from_json("event", id, row.str("chain")?)?,
                state: row.text("state")?,
                content: from_json("revision", id, row.str("content")?)?,
            })
        })
        .collect()
}

/// How many events of an edition are in each state, by the name of the state.
///
/// # Errors
/// As the database answers.
pub async fn states(conn: &mut Conn, edition: EditionId) -> Result<Vec<(String, u64)>> {
    let sql = "SELECT state, COUNT(*) AS n FROM event WHERE edition_id = $1 GROUP BY state ORDER BY state";
    let rows = conn.all(sql, values![edition.0]).await?;
    rows.iter()
        .map(|row| Ok((row.text("state")?, row.int("n")?.unsigned_abs())))
        .collect()
}

//! Whether an event has seats left, as the catalogue tells it: not the number, only whether there are any.

use domain::ids::{EditionId, EventId};
use jiff::Timestamp;

use crate::{Conn, Result, Row, StoreError, Tx, editions, events, values};

/// What an event’s slots say of its seats, for the event `e` and the moment `$1`: 1 without a seat in any slot one may still book,
/// 0 with some, or when it is booked here no more, and what was said before when nothing can be booked any longer.
const SAYS: &str = "CASE \
     WHEN NOT EXISTS (SELECT 1 FROM booking_slot s WHERE s.event_id = e.id AND s.removed_at IS NULL) THEN 0 \
     WHEN EXISTS (SELECT 1 FROM booking_slot s WHERE s.event_id = e.id AND s.removed_at IS NULL \
       AND s.closes_at > $1 AND s.full_at IS NULL) THEN 0 \
     WHEN EXISTS (SELECT 1 FROM booking_slot s WHERE s.event_id = e.id AND s.removed_at IS NULL \
       AND s.closes_at > $1) THEN 1 \
     WHEN e.full_at IS NULL THEN 0 ELSE 1 END";

/// What is said of it now.
const SAID: &str = "CASE WHEN e.full_at IS NULL THEN 0 ELSE 1 END";

/// The events of which a slot changed at `since` or later and of which something else is said than holds.
///
/// # Errors
/// As the database answers.
pub async fn unsettled(conn: &mut Conn, since: Timestamp, now: Timestamp) -> Result<Vec<EventId>> {
    let sql = format!(
        "SELECT e.id FROM event e WHERE e.id IN (SELECT event_id FROM booking_slot WHERE changed_at >= $2) \
         AND {SAID} <> {SAYS} ORDER BY e.id"
    );
    let rows = conn.all(&sql, values![now, since]).await?;
    rows.iter().map(|row| Ok(EventId(row.int("id")?))).collect()
}

/// Says of an event whether it has seats left. When that changes, the public revision of its edition is raised; answers whether
/// it did. To be called in a transaction that holds none of the event’s slots, or that held the event before them: a label holds
/// the event first and its slots after.
///
/// # Errors
/// As the database answers.
pub async fn settle(tx: &mut Tx, event: EventId, now: Timestamp) -> Result<bool> {
    let sql =
        format!("SELECT e.edition_id, {SAID} AS said, {SAYS} AS says FROM event e WHERE e.id = $2");
    let same = |row: &Row| Ok::<bool, StoreError>(row.int("said")? == row.int("says")?);
    // Nobody waits for the event when there is nothing to say, which is nearly always.
    let row = tx.one(&sql, values![now, event.0]).await?;
    if same(&row)? {
        return Ok(false);
    }
    tx.lock_row("event", event.0).await?;
    let row = tx.one(&sql, values![now, event.0]).await?;
    if same(&row)? {
        return Ok(false);
    }
    let says = row.int("says")?;
    let raised = editions::raise_public_revision(tx, EditionId(row.int("edition_id")?)).await?;
    let sql = format!(
        "UPDATE event SET full_at = $2, public_revision = $3, public_at = {} WHERE id = $4",
        events::PUBLIC_AT
    );
    let full_at = (says == 1).then_some(now);
    tx.run(&sql, values![now, full_at, raised, event.0]).await?;
    Ok(true)
}

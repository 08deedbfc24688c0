//! Bookings as they are kept: what an organiser set, the slots people book, who booked them.
//!
//! Seats are granted by whoever holds the slot’s row ([`slots::hold`]), in a transaction that writes the slot’s counts with them.

pub mod full;
pub mod letters;
pub mod messages;
pub mod registrations;
pub mod risks;
pub mod slots;

use domain::booking::{Plan, Question};
use domain::ids::EventId;
use jiff::Timestamp;

use crate::json::{from_json, to_json};
use crate::{Conn, Result, Row, StoreError, Tx, Value, values};

pub use letters::NewLetter;
pub use registrations::{Booked, Engaged};
pub use slots::{NewSlot, Slot};

/// What an organiser set for an event, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPlan {
    /// The event.
    pub event: EventId,
    /// What holds for each slot.
    pub plan: Plan,
    /// What is asked of whoever books.
    pub questions: Vec<Question>,
    /// Raised with every save; guards against two people at once.
    pub version: i64,
}

fn read_plan(row: &Row) -> Result<KeptPlan> {
    let id = row.int("event_id")?;
    Ok(KeptPlan {
        event: EventId(id),
        plan: from_json("booking_plan", id, row.str("plan")?)?,
        questions: from_json("booking_plan", id, row.str("questions")?)?,
        version: row.int("version")?,
    })
}

/// What was set for these events; nothing for those for which nothing was.
///
/// # Errors
/// As the database answers; [`StoreError::Corrupt`] for a row that cannot be read.
pub async fn plans(conn: &mut Conn, events: &[EventId]) -> Result<Vec<KeptPlan>> {
    let ids: Vec<i64> = events.iter().map(|event| event.0).collect();
    let (list, args) = Value::list(&ids, 1);
    let sql = format!(
        "SELECT event_id, plan, questions, version FROM booking_plan WHERE event_id IN ({list})"
    );
    conn.all(&sql, args).await?.iter().map(read_plan).collect()
}

/// What was set for an event, if anything was.
///
/// # Errors
/// As [`plans`].
pub async fn plan(conn: &mut Conn, event: EventId) -> Result<Option<KeptPlan>> {
    Ok(plans(conn, &[event]).await?.pop())
}

/// Keeps what an organiser set, when nobody has since `version`; none for an event for which nothing was set yet.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody has.
pub async fn save_plan(
    tx: &mut Tx,
    event: EventId,
    plan: &Plan,
    questions: &[Question],
    version: Option<i64>,
    now: Timestamp,
) -> Result<()> {
    let (plan, questions) = (to_json(plan)?, to_json(&questions)?);
    let touched = match version {
        None => {
            let sql = "INSERT INTO booking_plan (event_id, plan, questions, updated_at) \
                       VALUES ($1, $2, $3, $4) ON CONFLICT (event_id) DO NOTHING";
            tx.run(sql, values![event.0, plan, questions, now]).await?
        }
        Some(version) => {
            let sql = "UPDATE booking_plan SET plan = $2, questions = $3, updated_at = $4, \
                       version = version + 1 WHERE event_id = $1 AND version = $5";
            let args = values![event.0, plan, questions, now, version];
            tx.run(sql, args).await?
        }
    };
    match touched {
        1 => Ok(()),
        _ => Err(StoreError::Conflict("booking_plan".into())),
    }
}

/// A number that is no less than nought, as the database keeps it.
fn count(table: &'static str, row: &Row, column: &str) -> Result<u32> {
    u32::try_from(row.int(column)?)
        .map_err(|_| StoreError::corrupt(table, row.int("id").unwrap_or(0), column))
}

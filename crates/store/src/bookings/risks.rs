//! Slots to which too few come.

use domain::ids::{EditionId, EventId};
use domain::territory::Chain;
use jiff::Timestamp;

use super::Slot;
use super::slots;
use crate::json::from_json;
use crate::{Conn, Result, values};

/// Slots read at most: more than anybody would look at.
const MOST: u32 = 500;

/// A slot whose organiser would rather not hold it as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Risk {
    /// The slot.
    pub slot: Slot,
    /// Its event.
    pub event: EventId,
    /// The address part of the event.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Where it belongs.
    pub chain: Chain,
}

/// The slots of public events of an edition that begin soon and have fewer people than their organiser’s minimum
/// ([`domain::booking::Seats::at_risk`]), the first to take place first.
///
/// # Errors
/// As the database answers; [`crate::StoreError::Corrupt`] for a row that cannot be read.
pub async fn at_risk(conn: &mut Conn, edition: EditionId, now: Timestamp) -> Result<Vec<Risk>> {
    // One without a minimum is never at risk, and most have none.
    let sql = format!(
        "SELECT {}, e.slug, e.title, e.chain FROM booking_slot s JOIN event e ON e.id = s.event_id \
         WHERE s.edition_id = $1 AND s.from_at > $2 AND s.from_at <= $3 AND s.removed_at IS NULL \
         AND s.postponed_at IS NULL AND s.seats NOT LIKE '%\"minimum\":null%' AND e.slug IS NOT NULL \
         AND e.label IS NOT NULL ORDER BY s.from_at, s.id LIMIT {MOST}",
        slots::columns("s")
    );
    let soon = now.saturating_add(domain::booking::limits::AT_RISK);
    let args = values![edition.0, now, soon.unwrap_or(Timestamp::MAX)];
    let mut risks = Vec::new();
    for row in conn.all(&sql, args).await? {
        let slot = slots::read(&row)?;
        if slot.seats.at_risk(slot.confirmed, now) {
            risks.push(Risk {
                event: slot.event,
                slug: row.text("slug")?,
                title: row.text("title")?,
                chain: from_json("event", slot.event, row.str("chain")?)?,
                slot,
            });
        }
    }
    Ok(risks)
}

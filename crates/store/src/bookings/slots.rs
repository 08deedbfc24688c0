//! The slots people book: their seats, their counts, and when something happens in them by itself.

use domain::booking::{Closed, Outlook, Seats, Taking};
use domain::ids::{EditionId, EventId, SlotId};
use jiff::Timestamp;
use jiff::civil::DateTime;

use super::count;
use crate::json::{from_json, to_json};
use crate::{Conn, Result, Row, StoreError, Tx, Value, values};

/// A slot as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Its identity, whatever its hours.
    pub id: SlotId,
    /// The event it is of.
    pub event: EventId,
    /// The edition of that event.
    pub edition: EditionId,
    /// When it begins, in the time of its place.
    pub start: DateTime,
    /// When it ends, in the time of its place.
    pub end: DateTime,
    /// Its seats.
    pub seats: Seats,
    /// The capacity set for it alone; none when that of the content holds.
    pub capacity_own: Option<u32>,
    /// Closed by the organiser before its time.
    pub closed: Option<Closed>,
    /// The last place given in the order of arrival.
    pub arrivals: u64,
    /// When something happens in it by itself.
    pub next_turn: Option<Timestamp>,
    /// Seats taken.
    pub taken: u32,
    /// People who are sure to come, or have come.
    pub confirmed: u32,
    /// Parties that wait.
    pub waiting: u32,
    /// How it looked to a newcomer of no audience when it last changed; see [`Slot::outlook_at`].
    pub outlook: Outlook,
    /// Since when a newcomer finds no seat.
    pub full_at: Option<Timestamp>,
    /// What those who booked know of when and where it is, as a digest.
    pub told: String,
    /// The sequence of its calendar, raised when that changes.
    pub sequence: i64,
    /// Since when it waits for another date, or for a label that was undone.
    pub postponed_at: Option<Timestamp>,
    /// Since when it is no more.
    pub removed_at: Option<Timestamp>,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// Raised with every save: of two readings the one with the higher is the later.
    pub version: i64,
}

impl Slot {
    /// How it looks to a newcomer of no audience at a moment: what time alone decides is told as it is then, even before its
    /// turn was taken.
    #[must_use]
    pub fn outlook_at(&self, now: Timestamp) -> Outlook {
        let taking = self.seats.taking(now);
        match (taking, self.outlook) {
            (Taking::Open, Outlook::NotTaken { .. }) => match self.seats.capacity {
                None => Outlook::Unlimited,
                Some(_) => domain::booking::Ledger::of(&self.seats, &[], now).outlook(None),
            },
            (Taking::Open, outlook) => outlook,
            (taking, _) => Outlook::NotTaken { taking },
        }
    }
}

/// A slot that is booked from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSlot {
    /// The event it is of.
    pub event: EventId,
    /// The edition of that event.
    pub edition: EditionId,
    /// When it begins, in the time of its place.
    pub start: DateTime,
    /// When it ends, in the time of its place.
    pub end: DateTime,
    /// Its seats.
    pub seats: Seats,
    /// What those who book will know of when and where it is, as a digest.
    pub told: String,
    /// Since when it waits for another date.
    pub postponed_at: Option<Timestamp>,
    /// When something happens in it by itself.
    pub next_turn: Option<Timestamp>,
    /// How it looks to a newcomer.
    pub outlook: Outlook,
}

const COLUMNS: &str = "id, event_id, edition_id, starts, ends, seats, capacity_own, closed, arrivals, next_turn, taken, \
     confirmed, waiting, outlook, full_at, told, sequence, postponed_at, removed_at, changed_at, version";

/// The columns of a slot, of the table of that name in a statement.
pub(super) fn columns(table: &str) -> String {
    let all = COLUMNS
        .split(", ")
        .map(|column| format!("{table}.{column}"));
    all.collect::<Vec<_>>().join(", ")
}

pub(super) fn read(row: &Row) -> Result<Slot> {
    const TABLE: &str = "booking_slot";
    let id = row.int("id")?;
    let civil = |column: &str| -> Result<DateTime> {
        let text = row.str(column)?;
        text.parse()
            .map_err(|_| StoreError::corrupt(TABLE, id, format!("{text} is no time")))
    };
    let own = match row.opt_int("capacity_own")? {
        Some(_) => Some(count(TABLE, row, "capacity_own")?),
        None => None,
    };
    let closed = row.opt_text("closed")?;
    Ok(Slot {
        id: SlotId(id),
        event: EventId(row.int("event_id")?),
        edition: EditionId(row.int("edition_id")?),
        start: civil("starts")?,
        end: civil("ends")?,
        seats: from_json(TABLE, id, row.str("seats")?)?,
        capacity_own: own,
        closed: closed.map(|text| from_json(TABLE, id, &text)).transpose()?,
        arrivals: row.int("arrivals")?.unsigned_abs(),
        next_turn: row.opt_moment("next_turn")?,
        taken: count(TABLE, row, "taken")?,
        confirmed: count(TABLE, row, "confirmed")?,
        waiting: count(TABLE, row, "waiting")?,
        outlook: from_json(TABLE, id, row.str("outlook")?)?,
        full_at: row.opt_moment("full_at")?,
        told: row.text("told")?,
        sequence: row.int("sequence")?,
        postponed_at: row.opt_moment("postponed_at")?,
        removed_at: row.opt_moment("removed_at")?,
        changed_at: row.moment("changed_at")?,
        version: row.int("version")?,
    })
}

/// The slots with these numbers, by number, those that are no more included.
///
/// # Errors
/// As the database answers; [`StoreError::Corrupt`] for a row that cannot be read.
pub async fn by_ids(conn: &mut Conn, ids: &[SlotId]) -> Result<Vec<Slot>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let (list, args) = Value::list(&ids, 1);
    let sql = format!("SELECT {COLUMNS} FROM booking_slot WHERE id IN ({list}) ORDER BY id");
    conn.all(&sql, args).await?.iter().map(read).collect()
}

/// One slot.
///
/// # Errors
/// As [`by_ids`].
pub async fn find(conn: &mut Conn, id: SlotId) -> Result<Option<Slot>> {
    Ok(by_ids(conn, &[id]).await?.pop())
}

/// The slots of an event that one may come to, or could, in the order in which they take place; those that are no more are left
/// out.
///
/// # Errors
/// As [`by_ids`].
pub async fn of_event(conn: &mut Conn, event: EventId) -> Result<Vec<Slot>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM booking_slot WHERE event_id = $1 AND removed_at IS NULL ORDER BY from_at, id"
    );
    conn.all(&sql, values![event.0])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Holds these slots until the transaction ends, and reads them as they are then, by number.
///
/// # Errors
/// As [`by_ids`].
pub async fn hold(tx: &mut Tx, ids: &[SlotId]) -> Result<Vec<Slot>> {
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    tx.lock_rows("booking_slot", &numbers).await?;
    by_ids(tx, ids).await
}

/// Until when a slot says something of the seats its event has left.
fn closes(seats: &Seats, postponed_at: Option<Timestamp>) -> Timestamp {
    postponed_at.unwrap_or(seats.closes())
}

/// Adds a slot.
///
/// # Errors
/// As the database answers.
pub async fn add(tx: &mut Tx, slot: &NewSlot, now: Timestamp) -> Result<SlotId> {
    let row = tx
        .one(
            "INSERT INTO booking_slot (event_id, edition_id, starts, ends, from_at, to_at, closes_at, seats, told, \
             postponed_at, next_turn, outlook, changed_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id",
            row(slot, now)?,
        )
        .await?;
    Ok(SlotId(row.int("id")?))
}

/// Adds many slots at once.
///
/// # Errors
/// As the database answers.
pub async fn add_many(tx: &mut Tx, slots: &[NewSlot], now: Timestamp) -> Result<u64> {
    let columns = [
        "event_id",
        "edition_id",
        "starts",
        "ends",
        "from_at",
        "to_at",
        "closes_at",
        "seats",
        "told",
        "postponed_at",
        "next_turn",
        "outlook",
        "changed_at",
    ];
    let rows: Vec<Vec<Value>> = slots
        .iter()
        .map(|slot| row(slot, now))
        .collect::<Result<_>>()?;
    tx.insert_many("booking_slot", &columns, rows).await
}

fn row(slot: &NewSlot, now: Timestamp) -> Result<Vec<Value>> {
    let when = slot.seats.when;
    Ok(values![
        slot.event.0,
        slot.edition.0,
        slot.start.to_string(),
        slot.end.to_string(),
        when.from,
        when.to,
        closes(&slot.seats, slot.postponed_at),
        to_json(&slot.seats)?,
        &slot.told,
        slot.postponed_at,
        slot.next_turn,
        to_json(&slot.outlook)?,
        now
    ])
}

/// Saves a slot, when nobody has since its version.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody has.
pub async fn save(tx: &mut Tx, slot: &Slot, now: Timestamp) -> Result<()> {
    let when = slot.seats.when;
    let touched = tx
        .run(
            "UPDATE booking_slot SET starts = $2, ends = $3, from_at = $4, to_at = $5, closes_at = $6, seats = $7, \
             capacity_own = $8, closed = $9, arrivals = $10, next_turn = $11, taken = $12, confirmed = $13, \
             waiting = $14, outlook = $15, full_at = $16, told = $17, sequence = $18, postponed_at = $19, \
             removed_at = $20, changed_at = $21, version = version + 1 WHERE id = $1 AND version = $22",
            values![
                slot.id.0,
                slot.start.to_string(),
                slot.end.to_string(),
                when.from,
                when.to,
                closes(&slot.seats, slot.postponed_at),
                to_json(&slot.seats)?,
                slot.capacity_own,
                slot.closed.as_ref().map(to_json).transpose()?,
                slot.arrivals.cast_signed(),
                slot.next_turn,
                slot.taken,
                slot.confirmed,
                slot.waiting,
                to_json(&slot.outlook)?,
                slot.full_at,
                &slot.told,
                slot.sequence,
                slot.postponed_at,
                slot.removed_at,
                now,
                slot.version
            ],
        )
        .await?;
    match touched {
        1 => Ok(()),
        _ => Err(StoreError::Conflict("booking_slot".into())),
    }
}

/// The slots in which something happens by itself at this moment or should have before, the longest due first; at most `limit`.
///
/// # Errors
/// As the database answers.
pub async fn due(conn: &mut Conn, now: Timestamp, limit: u32) -> Result<Vec<SlotId>> {
    let sql = "SELECT id FROM booking_slot WHERE next_turn IS NOT NULL AND next_turn <= $1 \
               ORDER BY next_turn, id LIMIT $2";
    let rows = conn.all(sql, values![now, limit]).await?;
    rows.iter().map(|row| Ok(SlotId(row.int("id")?))).collect()
}

/// The slots that changed at this moment or later, those that are no more included. A change is dated when it is made and seen
/// when it is committed: whoever follows asks again from some seconds before the last time, and keeps of two readings the one
/// with the higher version.
///
/// # Errors
/// As [`by_ids`].
pub async fn changed_since(conn: &mut Conn, since: Timestamp) -> Result<Vec<Slot>> {
    let sql = format!("SELECT {COLUMNS} FROM booking_slot WHERE changed_at >= $1 ORDER BY id");
    conn.all(&sql, values![since])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The slots that have not ended, with too few people for their minimum and so near that their organiser is told, the first to
/// take place first. Whether each is at risk is for [`Seats::at_risk`] to say.
///
/// # Errors
/// As [`by_ids`].
pub async fn near(conn: &mut Conn, now: Timestamp, until: Timestamp) -> Result<Vec<Slot>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM booking_slot WHERE from_at > $1 AND from_at <= $2 AND removed_at IS NULL \
         ORDER BY from_at, id"
    );
    conn.all(&sql, values![now, until])
        .await?
        .iter()
        .map(read)
        .collect()
}

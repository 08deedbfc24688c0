//! Who booked: registrations in and out.

use domain::booking::{Line, Registration, State, When};
use domain::identifier::Email;
use domain::ids::{EditionId, EventId, RegistrationId, SlotId};
use jiff::Timestamp;

use super::count;
use crate::json::{from_json, to_json};
use crate::{Conn, Result, Row, StoreError, Tx, Value, values};

const TABLE: &str = "registration";

/// What takes seats, or may: the states of [`Line`]s that count. Said as the index says it.
const LIVE: &str = "state IN ('held', 'confirmed', 'waiting', 'offered', 'attended')";

/// A registration as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// What the rules need, its number included.
    pub registration: Registration,
    /// Its number.
    pub id: RegistrationId,
    /// Its slot.
    pub slot: SlotId,
    /// The event of that slot.
    pub event: EventId,
    /// The edition of that event.
    pub edition: EditionId,
    /// The language they are written to in.
    pub language: String,
    /// The sequence of its calendar that was told last.
    pub sequence: i64,
    /// When they were reminded that it is tomorrow, or had nothing to be reminded of.
    pub reminded_at: Option<Timestamp>,
    /// Since when they want no messages of the organiser.
    pub quiet_at: Option<Timestamp>,
    /// The key of the form it was sent with.
    pub form: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it was forgotten who it was.
    pub forgotten_at: Option<Timestamp>,
    /// Raised with every save.
    pub version: i64,
}

impl Booked {
    /// The address it was made with, as two are compared.
    #[must_use]
    pub fn email(&self) -> Option<String> {
        let registrant = self.registration.registrant.as_ref()?;
        Some(comparable(&registrant.email))
    }
}

/// An address as two are compared.
#[must_use]
pub fn comparable(email: &str) -> String {
    Email::parse(email).map_or_else(|_| email.trim().to_lowercase(), |email| email.comparable())
}

const COLUMNS: &str = "r.id, r.slot_id, r.event_id, r.edition_id, r.arrival, r.state_body, r.party, r.registrant, \
     r.answers, r.language, r.sequence, r.reminded_at, r.quiet_at, r.form, r.created_at, r.updated_at, r.forgotten_at, r.version";

fn read(row: &Row) -> Result<Booked> {
    let id = row.int("id")?;
    let registrant = row.opt_text("registrant")?;
    Ok(Booked {
        registration: Registration {
            id: Some(RegistrationId(id)),
            person: None,
            arrival: row.int("arrival")?.unsigned_abs(),
            registrant: registrant
                .map(|text| from_json(TABLE, id, &text))
                .transpose()?,
            party: from_json(TABLE, id, row.str("party")?)?,
            answers: from_json(TABLE, id, row.str("answers")?)?,
            state: from_json(TABLE, id, row.str("state_body")?)?,
        },
        id: RegistrationId(id),
        slot: SlotId(row.int("slot_id")?),
        event: EventId(row.int("event_id")?),
        edition: EditionId(row.int("edition_id")?),
        language: row.text("language")?,
        sequence: row.int("sequence")?,
        reminded_at: row.opt_moment("reminded_at")?,
        quiet_at: row.opt_moment("quiet_at")?,
        form: row.opt_text("form")?,
        created_at: row.moment("created_at")?,
        updated_at: row.moment("updated_at")?,
        forgotten_at: row.opt_moment("forgotten_at")?,
        version: row.int("version")?,
    })
}

async fn read_all(conn: &mut Conn, rest: &str, args: Vec<Value>) -> Result<Vec<Booked>> {
    let sql = format!("SELECT {COLUMNS} FROM registration r {rest}");
    conn.all(&sql, args).await?.iter().map(read).collect()
}

/// The lines of the ledgers of these slots: every registration that counts, each with its slot, in the order of arrival.
///
/// # Errors
/// As the database answers; [`StoreError::Corrupt`] for a row that cannot be read.
pub async fn lines(conn: &mut Conn, slots: &[SlotId]) -> Result<Vec<(SlotId, Line)>> {
    let ids: Vec<i64> = slots.iter().map(|slot| slot.0).collect();
    let (list, args) = Value::list(&ids, 1);
    let sql = format!(
        "SELECT id, slot_id, arrival, people, audience, state_body FROM registration \
         WHERE slot_id IN ({list}) AND {LIVE} ORDER BY arrival, id"
    );
    let rows = conn.all(&sql, args).await?;
    let line = |row: &Row| {
        let id = row.int("id")?;
        let line = Line {
            registration: RegistrationId(id),
            arrival: row.int("arrival")?.unsigned_abs(),
            people: count(TABLE, row, "people")?,
            audience: row.opt_text("audience")?,
            state: from_json(TABLE, id, row.str("state_body")?)?,
        };
        Ok((SlotId(row.int("slot_id")?), line))
    };
    rows.iter().map(line).collect()
}

/// The registrations with these numbers, by number.
///
/// # Errors
/// As [`lines`].
pub async fn by_ids(conn: &mut Conn, ids: &[RegistrationId]) -> Result<Vec<Booked>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let (list, args) = Value::list(&ids, 1);
    read_all(conn, &format!("WHERE r.id IN ({list}) ORDER BY r.id"), args).await
}

/// One registration.
///
/// # Errors
/// As [`lines`].
pub async fn find(conn: &mut Conn, id: RegistrationId) -> Result<Option<Booked>> {
    Ok(by_ids(conn, &[id]).await?.pop())
}

/// The registrations that were sent with these forms.
///
/// # Errors
/// As [`lines`].
pub async fn by_forms(conn: &mut Conn, forms: &[String]) -> Result<Vec<Booked>> {
    let (list, args) = Value::list(forms, 1);
    let rest = format!("WHERE r.form IN ({list}) ORDER BY r.id");
    read_all(conn, &rest, args).await
}

/// Everyone who booked a slot, those whose registration has ended included, in the order of arrival.
///
/// # Errors
/// As [`lines`].
pub async fn of_slot(conn: &mut Conn, slot: SlotId) -> Result<Vec<Booked>> {
    let rest = "WHERE r.slot_id = $1 ORDER BY r.arrival, r.id";
    read_all(conn, rest, values![slot.0]).await
}

/// Everyone who booked a slot of an event, slot by slot, in the order of arrival.
///
/// # Errors
/// As [`lines`].
pub async fn of_event(conn: &mut Conn, event: EventId) -> Result<Vec<Booked>> {
    let rest = "WHERE r.event_id = $1 ORDER BY r.slot_id, r.arrival, r.id";
    read_all(conn, rest, values![event.0]).await
}

/// Everything that was booked with an address, the latest first; at most 500.
///
/// # Errors
/// As [`lines`].
pub async fn of_email(conn: &mut Conn, email: &str) -> Result<Vec<Booked>> {
    let rest =
        "WHERE r.email = $1 AND r.email IS NOT NULL ORDER BY r.created_at DESC, r.id LIMIT 500";
    read_all(conn, rest, values![comparable(email)]).await
}

/// A registration made with an address, as far as it keeps another from being made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engaged {
    /// The address, as two are compared.
    pub email: String,
    /// Which registration.
    pub registration: RegistrationId,
    /// For which slot.
    pub slot: SlotId,
    /// When that takes place.
    pub when: When,
    /// Where it stands.
    pub state: State,
}

/// What was booked with these addresses and has neither ended nor taken place.
///
/// # Errors
/// As [`lines`].
pub async fn engaged(conn: &mut Conn, emails: &[String], now: Timestamp) -> Result<Vec<Engaged>> {
    if emails.is_empty() {
        return Ok(Vec::new());
    }
    let (list, args) = Value::list(emails, 2);
    let sql = format!(
        "SELECT r.id, r.email, r.slot_id, r.state_body, s.from_at, s.to_at FROM registration r \
         JOIN booking_slot s ON s.id = r.slot_id WHERE r.email IN ({list}) AND r.email IS NOT NULL \
         AND r.{LIVE} AND s.to_at > $1 ORDER BY r.id"
    );
    let args = values![now].into_iter().chain(args).collect();
    let rows = conn.all(&sql, args).await?;
    let engaged = |row: &Row| {
        let id = row.int("id")?;
        Ok(Engaged {
            email: row.text("email")?,
            registration: RegistrationId(id),
            slot: SlotId(row.int("slot_id")?),
            when: When {
                from: row.moment("from_at")?,
                to: row.moment("to_at")?,
            },
            state: from_json(TABLE, id, row.str("state_body")?)?,
        })
    };
    rows.iter().map(engaged).collect()
}

/// Adds registrations, each under its own number.
///
/// # Errors
/// [`StoreError::Duplicate`] when a number or a form is there already.
pub async fn add(tx: &mut Tx, booked: &[&Booked]) -> Result<()> {
    let columns = [
        "id",
        "slot_id",
        "event_id",
        "edition_id",
        "arrival",
        "people",
        "audience",
        "state",
        "state_body",
        "party",
        "registrant",
        "email",
        "answers",
        "language",
        "sequence",
        "reminded_at",
        "form",
        "created_at",
        "updated_at",
    ];
    let rows: Vec<Vec<Value>> = booked
        .iter()
        .map(|booked| row(booked))
        .collect::<Result<_>>()?;
    tx.insert_many(TABLE, &columns, rows).await?;
    Ok(())
}

fn row(booked: &Booked) -> Result<Vec<Value>> {
    let Registration {
        arrival,
        registrant,
        party,
        answers,
        state,
        ..
    } = &booked.registration;
    Ok(values![
        booked.id.0,
        booked.slot.0,
        booked.event.0,
        booked.edition.0,
        arrival.cast_signed(),
        party.seats(),
        party.audience.clone(),
        state.slug(),
        to_json(state)?,
        to_json(party)?,
        registrant.as_ref().map(to_json).transpose()?,
        booked.email(),
        to_json(answers)?,
        &booked.language,
        booked.sequence,
        booked.reminded_at,
        booked.form.clone(),
        booked.created_at,
        booked.updated_at
    ])
}

/// Saves a registration, when nobody has since its version.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody has.
pub async fn save(tx: &mut Tx, booked: &Booked, now: Timestamp) -> Result<()> {
    let it = &booked.registration;
    let touched = tx
        .run(
            "UPDATE registration SET slot_id = $2, arrival = $3, people = $4, audience = $5, state = $6, \
             state_body = $7, party = $8, registrant = $9, email = $10, answers = $11, sequence = $12, \
             reminded_at = $13, form = $14, updated_at = $15, forgotten_at = $16, quiet_at = $18, \
             version = version + 1 WHERE id = $1 AND version = $17",
            values![
                booked.id.0,
                booked.slot.0,
                it.arrival.cast_signed(),
                it.party.seats(),
                it.party.audience.clone(),
                it.state.slug(),
                to_json(&it.state)?,
                to_json(&it.party)?,
                it.registrant.as_ref().map(to_json).transpose()?,
                booked.email(),
                to_json(&it.answers)?,
                booked.sequence,
                booked.reminded_at,
                booked.form.clone(),
                now,
                booked.forgotten_at,
                booked.version,
                booked.quiet_at
            ],
        )
        .await?;
    match touched {
        1 => Ok(()),
        _ => Err(StoreError::Conflict(TABLE.into())),
    }
}

/// The slots that begin after `now` and by `until` and have someone who is sure to come and was not reminded, the first to begin
/// first; at most `limit`. One that waits for another date is not begun at all.
///
/// # Errors
/// As the database answers.
pub async fn slots_to_remind(
    conn: &mut Conn,
    now: Timestamp,
    until: Timestamp,
    limit: u32,
) -> Result<Vec<SlotId>> {
    let sql = "SELECT s.id FROM booking_slot s WHERE s.from_at > $1 AND s.from_at <= $2 AND s.removed_at IS NULL \
               AND s.postponed_at IS NULL AND EXISTS (SELECT 1 FROM registration r WHERE r.slot_id = s.id \
               AND r.state = 'confirmed' AND r.reminded_at IS NULL AND r.email IS NOT NULL) \
               ORDER BY s.from_at, s.id LIMIT $3";
    let rows = conn.all(sql, values![now, until, limit]).await?;
    rows.iter().map(|row| Ok(SlotId(row.int("id")?))).collect()
}

/// The registrations of an edition that are not forgotten yet, by number after `after`; at most `limit`.
///
/// # Errors
/// As the database answers.
pub async fn to_forget(
    conn: &mut Conn,
    edition: EditionId,
    after: RegistrationId,
    limit: u32,
) -> Result<Vec<RegistrationId>> {
    let sql = "SELECT id FROM registration WHERE edition_id = $1 AND forgotten_at IS NULL AND id > $2 \
               ORDER BY id LIMIT $3";
    let rows = conn.all(sql, values![edition.0, after.0, limit]).await?;
    rows.iter()
        .map(|row| Ok(RegistrationId(row.int("id")?)))
        .collect()
}

/// How many registrations of an event stand in each state, with the people they bring, by the name of the state. Who they are is
/// not read.
///
/// # Errors
/// As the database answers.
pub async fn counts(conn: &mut Conn, event: EventId) -> Result<Vec<(String, u64, u64)>> {
    let sql = "SELECT state, COUNT(*) AS parties, CAST(SUM(people) AS BIGINT) AS people FROM registration \
               WHERE event_id = $1 GROUP BY state ORDER BY state";
    let rows = conn.all(sql, values![event.0]).await?;
    rows.iter()
        .map(|row| {
            let number = |column: &str| Ok::<u64, StoreError>(row.int(column)?.unsigned_abs());
            Ok((row.text("state")?, number("parties")?, number("people")?))
        })
        .collect()
}

//! What a referee's desk shows: pages of the queue and of what was settled, the order of the queue, who looks at what.

use std::collections::BTreeMap;

use domain::ids::{EditionId, EventId, PersonId, VerdictId};
use domain::territory::TerritoryCode;
use jiff::Timestamp;

use crate::events::{self, Kept};
use crate::reviews::QueueFilter;
use crate::{Conn, Result, Row, StoreError, Value};

/// An event as a list of the desk shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The event.
    pub kept: Kept,
    /// Its commune, when it has one.
    pub commune: Option<TerritoryCode>,
    /// Another event is much like it.
    pub likely_duplicate: bool,
    /// Its pin is missing or uncertain.
    pub place_uncertain: bool,
}

fn item(row: &Row) -> Result<Item> {
    Ok(Item {
        kept: events::read(row)?,
        commune: row
            .opt_text("commune")?
            .as_deref()
            .and_then(TerritoryCode::parse),
        likely_duplicate: row.int("likely_duplicate")? != 0,
        place_uncertain: row.int("place_uncertain")? != 0,
    })
}

/// The codes as `$first, $first+1, …` and the values for them.
pub(crate) fn places(codes: &[TerritoryCode], first: usize) -> (String, Vec<Value>) {
    let names: Vec<String> = (first..first + codes.len())
        .map(|at| format!("${at}"))
        .collect();
    let values = codes.iter().map(|code| code.as_str().into()).collect();
    (names.join(", "), values)
}

/// A page of what waits in some territories, the most urgent first: at most `limit` events after the first `skip`.
///
/// `homes` are the codes with jurisdiction, at most 2,000 of them.
///
/// # Errors
/// As the database answers.
pub async fn waiting(
    conn: &mut Conn,
    edition: EditionId,
    homes: &[TerritoryCode],
    filter: QueueFilter,
    now: Timestamp,
    (skip, limit): (u32, u32),
) -> Result<Vec<Item>> {
    if homes.is_empty() {
        return Ok(Vec::new());
    }
    let (places, mut args) = places(homes, 5);
    args.splice(
        0..0,
        [
            Value::from(edition.0),
            now.into(),
            limit.into(),
            skip.into(),
        ],
    );
    let sql = format!(
        "SELECT {}, e.commune, e.likely_duplicate, e.place_uncertain FROM event e \
         WHERE e.edition_id = $1 AND e.state = 'proposed' AND e.home IN ({places}) \
         AND {} AND $2 > 0 ORDER BY e.due_at, e.id LIMIT $3 OFFSET $4",
        events::COLUMNS,
        filter.condition().replace("$now", "$2"),
    );
    conn.all(&sql, args).await?.iter().map(item).collect()
}

/// The order of the queue: the events that wait, the most urgent first, at most `limit`.
///
/// # Errors
/// As the database answers.
pub async fn order(
    conn: &mut Conn,
    edition: EditionId,
    homes: &[TerritoryCode],
    filter: QueueFilter,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<EventId>> {
    if homes.is_empty() {
        return Ok(Vec::new());
    }
    let (places, mut args) = places(homes, 4);
    args.splice(0..0, [Value::from(edition.0), now.into(), limit.into()]);
    let sql = format!(
        "SELECT e.id FROM event e WHERE e.edition_id = $1 AND e.state = 'proposed' AND e.home IN ({places}) \
         AND {} AND $2 > 0 ORDER BY e.due_at, e.id LIMIT $3",
        filter.condition().replace("$now", "$2"),
    );
    let rows = conn.all(&sql, args).await?;
    rows.iter().map(|row| Ok(EventId(row.int("id")?))).collect()
}

/// Events of some territories in a state that is not waiting, last changed first, at most `limit`.
///
/// # Errors
/// As the database answers.
pub async fn settled(
    conn: &mut Conn,
    edition: EditionId,
    homes: &[TerritoryCode],
    state: &str,
    limit: u32,
) -> Result<Vec<Item>> {
    if homes.is_empty() {
        return Ok(Vec::new());
    }
    let (places, mut args) = places(homes, 4);
    args.splice(0..0, [Value::from(edition.0), state.into(), limit.into()]);
    let sql = format!(
        "SELECT {}, e.commune, e.likely_duplicate, e.place_uncertain FROM event e \
         WHERE e.edition_id = $1 AND e.state = $2 AND e.home IN ({places}) \
         ORDER BY e.updated_at DESC, e.id DESC LIMIT $3",
        events::COLUMNS
    );
    conn.all(&sql, args).await?.iter().map(item).collect()
}

/// How many events of some territories are in each state, by the name of the state.
///
/// # Errors
/// As the database answers.
pub async fn states(
    conn: &mut Conn,
    edition: EditionId,
    homes: &[TerritoryCode],
) -> Result<BTreeMap<String, u64>> {
    if homes.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (places, mut args) = places(homes, 2);
    args.insert(0, Value::from(edition.0));
    let sql = format!(
        "SELECT e.state, COUNT(*) AS n FROM event e WHERE e.edition_id = $1 AND e.home IN ({places}) \
         GROUP BY e.state"
    );
    let rows = conn.all(&sql, args).await?;
    rows.iter()
        .map(|row| Ok((row.text("state")?, row.int("n")?.unsigned_abs())))
        .collect()
}

/// Who else has looked at each of these events since a moment; at most 500 events.
///
/// # Errors
/// As the database answers.
pub async fn looked_at(
    conn: &mut Conn,
    ids: &[EventId],
    but: PersonId,
    since: Timestamp,
) -> Result<BTreeMap<EventId, Vec<PersonId>>> {
    let mut seen: BTreeMap<EventId, Vec<PersonId>> = BTreeMap::new();
    if ids.is_empty() {
        return Ok(seen);
    }
    let names: Vec<String> = (3..3 + ids.len().min(500))
        .map(|at| format!("${at}"))
        .collect();
    let mut args = vec![Value::from(but.0), since.into()];
    args.extend(ids.iter().take(500).map(|id| Value::from(id.0)));
    let sql = format!(
        "SELECT event_id, person_id FROM presence WHERE person_id <> $1 AND seen_at >= $2 \
         AND event_id IN ({}) ORDER BY seen_at DESC",
        names.join(", ")
    );
    for row in conn.all(&sql, args).await? {
        let event = EventId(row.int("event_id")?);
        seen.entry(event)
            .or_default()
            .push(PersonId(row.int("person_id")?));
    }
    Ok(seen)
}

/// The event a verdict stands on.
///
/// # Errors
/// As the database answers.
pub async fn event_of(conn: &mut Conn, verdict: VerdictId) -> Result<Option<EventId>> {
    let sql = "SELECT event_id FROM verdict WHERE id = $1";
    let row = conn.maybe(sql, vec![verdict.0.into()]).await?;
    row.map(|row| Ok(EventId(row.int("event_id")?))).transpose()
}

/// The territory of an appointment that is held now, with its role.
///
/// # Errors
/// As the database answers.
pub async fn held(conn: &mut Conn, appointment: i64) -> Result<Option<(String, TerritoryCode)>> {
    let sql = "SELECT role, territory FROM appointment WHERE id = $1 AND until IS NULL";
    let row = conn.maybe(sql, vec![appointment.into()]).await?;
    row.map(|row| {
        let code = row.str("territory")?;
        let territory = TerritoryCode::parse(code)
            .ok_or_else(|| StoreError::corrupt("appointment", appointment, "not a territory"))?;
        Ok((row.text("role")?, territory))
    })
    .transpose()
}

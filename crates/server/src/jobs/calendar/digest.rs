//! The morning letter to those who decide: what is late, what is due today, what waits, territory by territory. It goes out at
//! eight, on working days, by the clock and the holidays of the territory.

use std::collections::{BTreeMap, BTreeSet};

use domain::authority;
use domain::ids::EditionId;
use domain::territory::TerritoryCode;
use domain::time;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value as Json, json};
use store::calendar::{self, Decider, Waiting};
use store::outbox::{self, NewLetter};
use store::settings;

use crate::acts::{self, Coverage};
use crate::app::App;

/// The hour of the letter, in the territory's own zone.
const HOUR: i8 = 8;
/// From this hour on, a letter that could not go out in the morning is left for the next working day.
const TOO_LATE: i8 = 19;
/// Proposals named for each territory, and territories in one letter.
const MOST_ITEMS: usize = 5;
const MOST_TERRITORIES: usize = 15;
/// Proposals read at once: far more than ever wait.
const MOST_WAITING: u32 = 50_000;

/// Writes the morning letters whose hour came; answers how many.
pub(super) async fn send(app: &App, running: &BTreeSet<EditionId>) -> store::Result<usize> {
    let mut conn = app.store.reader().await?;
    let due = due_now(app, &mut conn).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let coverage = Coverage::load(&mut conn).await?;
    let mut waiting = Vec::new();
    for edition in running {
        waiting.extend(calendar::waiting(&mut conn, *edition, MOST_WAITING).await?);
    }
    drop(conn);
    let now = app.clock.now();
    let mut sent = 0;
    for (clock, (day, people)) in due {
        let mut tx = app.store.begin().await?;
        for (person, territories) in &people {
            let letter = letter(app, *person, territories, &waiting, &coverage, day, now);
            if let Some(letter) = letter {
                sent += usize::from(outbox::post(&mut tx, &letter, now).await?.is_some());
            }
        }
        settings::keep(&mut tx, &ledger(&clock), &day.to_string()).await?;
        tx.commit().await?;
    }
    Ok(sent)
}

/// People by their number, with where they decide.
type People = BTreeMap<i64, Vec<Decider>>;

fn ledger(clock: &str) -> String {
    format!("calendar-digest/{clock}")
}

/// The clocks at which it is time, each with its day and the people who live by it: a person lives by the clock of their first
/// appointment.
async fn due_now(
    app: &App,
    conn: &mut store::Conn,
) -> store::Result<BTreeMap<String, (Date, People)>> {
    let now = app.clock.now();
    let mut people = People::new();
    let deciders = calendar::deciders(conn).await?;
    for decider in deciders.into_iter().filter_map(super::readable) {
        people.entry(decider.person).or_default().push(decider);
    }
    let mut due: BTreeMap<String, (Date, People)> = BTreeMap::new();
    for (person, places) in people {
        let Some(first) = places.first() else {
            continue;
        };
        let (zone, holidays) = acts::calendar(&app.gazetteer, &first.territory);
        let local = now.to_zoned_datetime(zone.clone());
        let open = (HOUR..TOO_LATE).contains(&local.hour())
            && time::is_working_day(local.date(), holidays);
        if open {
            let clock = format!("{}/{holidays}", zone.iana_name().unwrap_or("UTC"));
            let entry = due.entry(clock).or_insert((local.date(), People::new()));
            entry.1.insert(person, places);
        }
    }
    let mut left = BTreeMap::new();
    for (clock, (day, people)) in due {
        if settings::setting(conn, &ledger(&clock)).await? != Some(day.to_string()) {
            left.insert(clock, (day, people));
        }
    }
    Ok(left)
}

/// What one person may decide on, by the territory it belongs to.
fn letter(
    app: &App,
    person: i64,
    places: &[Decider],
    waiting: &[Waiting],
    coverage: &Coverage,
    day: Date,
    now: Timestamp,
) -> Option<NewLetter> {
    let mut by_home: BTreeMap<&TerritoryCode, Vec<&Waiting>> = BTreeMap::new();
    for one in waiting.iter().filter(|one| {
        places
            .iter()
            .any(|held| may_decide(held, one, coverage, now))
    }) {
        by_home.entry(one.chain.home()).or_default().push(one);
    }
    let first = places.first().filter(|_| !by_home.is_empty())?;
    let all = by_home.values().map(Vec::len).sum::<usize>();
    let late = by_home
        .values()
        .flatten()
        .filter(|one| one.due <= now)
        .count();
    let mut territories: Vec<(usize, Json)> = by_home
        .iter()
        .map(|(home, events)| territory(app, home, events, now))
        .collect();
    // Who is late comes first.
    territories.sort_by_key(|(late, _)| std::cmp::Reverse(*late));
    let territories: Vec<Json> = territories
        .into_iter()
        .map(|(_, told)| told)
        .take(MOST_TERRITORIES)
        .collect();
    Some(NewLetter {
        dedupe: format!("digest/{person}/{day}"),
        to_email: first.email.clone(),
        to_person: Some(person),
        language: first.language.clone(),
        kind: "digest".to_owned(),
        params: json!({ "waiting": all, "late": late, "territories": territories }),
        not_before: now,
    })
}

/// Whether it is this person's to decide, where they decide.
fn may_decide(held: &Decider, one: &Waiting, coverage: &Coverage, now: Timestamp) -> bool {
    let deciding = one.chain.deciding(|level| coverage.covers(level));
    authority::is_for(&held.territory, &one.chain, deciding, one.due <= now)
}

/// A territory of the letter: how many are late, and what is told of it.
fn territory(
    app: &App,
    home: &TerritoryCode,
    events: &[&Waiting],
    now: Timestamp,
) -> (usize, Json) {
    let (zone, _) = acts::calendar(&app.gazetteer, home);
    let today = now.to_zoned_datetime(zone.clone()).date();
    let late = events.iter().filter(|one| one.due <= now).count();
    let due_today = events
        .iter()
        .filter(|one| one.due > now && one.due.to_zoned_datetime(zone.clone()).date() == today)
        .count();
    let items: Vec<Json> = events
        .iter()
        .take(MOST_ITEMS)
        .map(|one| {
            json!({
                "event": one.id.0, "title": one.title,
                "due": one.due.as_millisecond(), "late": one.due <= now,
            })
        })
        .collect();
    let told = json!({
        "code": home, "waiting": events.len(), "late": late, "due_today": due_today,
        "more": events.len().saturating_sub(items.len()), "items": items,
    });
    (late, told)
}

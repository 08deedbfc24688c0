//! What a change of the rules would do to the events that wait or are labelled: they are examined by the rules as they are
//! and as they would be, and only what the change itself would break is told.

use std::collections::BTreeMap;

use domain::check::{self, Blocked, Surroundings};
use domain::edition::{Edition, Rules};
use domain::event::Field;
use domain::time;
use serde_json::{Value as Json, json};
use store::national::{self, Told};

use super::Team;
use crate::acts;
use crate::app::App;
use crate::error::{Answer, Failure};
use crate::web::filters;

/// Events read at once, and in all; beyond, the page says that more were not examined.
const BATCH: u32 = 500;
const MOST: usize = 30_000;
/// Events named under each effect.
const NAMED: usize = 20;
/// The states whose events are examined, in the order of the page.
const STATES: [&str; 3] = ["proposed", "returned", "labelled"];

/// What a change would do to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    Window,
    Format,
    Sectors,
    Audiences,
    Tags,
}

impl Effect {
    const ALL: [Effect; 5] = [
        Effect::Window,
        Effect::Format,
        Effect::Sectors,
        Effect::Audiences,
        Effect::Tags,
    ];

    fn slug(self) -> &'static str {
        match self {
            Effect::Window => "window",
            Effect::Format => "format",
            Effect::Sectors => "sectors",
            Effect::Audiences => "audiences",
            Effect::Tags => "tags",
        }
    }

    /// The effect that something blocked tells, if the rules have a part in it.
    fn of(blocked: &Blocked) -> Option<Effect> {
        match blocked {
            Blocked::OutsideWindow { .. } => Some(Effect::Window),
            Blocked::UnknownChoice { field } => match field {
                Field::Format => Some(Effect::Format),
                Field::Sectors => Some(Effect::Sectors),
                Field::Audiences => Some(Effect::Audiences),
                Field::Tags => Some(Effect::Tags),
                _ => None,
            },
            _ => None,
        }
    }
}

/// What would happen to the events of one state: by effect, how many and the first of them.
type Effects = BTreeMap<Effect, (usize, Vec<(i64, String)>)>;

/// Examines every event that waits or is labelled, and tells what would change.
///
/// # Errors
/// As the database answers.
pub async fn effect(app: &App, team: &Team, before: &Edition, after: &Edition) -> Answer<Json> {
    let mut conn = app.store.reader().await?;
    let mut states = Vec::new();
    let (mut examined, mut all) = (0, true);
    for state in STATES {
        let (mut effects, mut count, mut last) = (Effects::new(), 0, 0);
        loop {
            if examined >= MOST {
                all = false;
                break;
            }
            let batch = national::contents(&mut conn, before.id, state, last, BATCH).await?;
            let (read, whole) = (batch.len(), BATCH as usize);
            last = batch.last().map_or(last, |event| event.id.0);
            count += read;
            examined += read;
            let rules = (before.clone(), after.clone());
            let found = tokio::task::spawn_blocking(move || compare(&batch, &rules.0, &rules.1));
            merge(&mut effects, found.await.map_err(Failure::fault)?);
            if read < whole {
                break;
            }
        }
        states.push(state_told(app, team, state, count, effects));
    }
    let touched = states.iter().any(|one| {
        one["effects"]
            .as_array()
            .is_some_and(|list| !list.is_empty())
    });
    Ok(json!({
        "states": states, "examined": examined, "all": all, "touched": touched,
        "sentences": sentences(app, team, before, after),
    }))
}

fn compare(batch: &[Told], before: &Edition, after: &Edition) -> Effects {
    let mut effects = Effects::new();
    for event in batch {
        let was = effects_of(event, before);
        for effect in effects_of(event, after) {
            if !was.contains(&effect) {
                let entry = effects.entry(effect).or_default();
                entry.0 += 1;
                if entry.1.len() < NAMED {
                    entry.1.push((event.id.0, event.title.clone()));
                }
            }
        }
    }
    effects
}

fn effects_of(event: &Told, edition: &Edition) -> Vec<Effect> {
    let around = Surroundings {
        commune_known: true,
        ..Surroundings::default()
    };
    let findings = check::check(&event.content, edition, &event.chain, &around);
    let mut effects: Vec<Effect> = findings.blocked.iter().filter_map(Effect::of).collect();
    effects.sort_unstable();
    effects.dedup();
    effects
}

fn merge(into: &mut Effects, from: Effects) {
    for (effect, (count, named)) in from {
        let entry = into.entry(effect).or_default();
        entry.0 += count;
        let room = NAMED.saturating_sub(entry.1.len());
        entry.1.extend(named.into_iter().take(room));
    }
}

fn state_told(app: &App, team: &Team, state: &str, count: usize, effects: Effects) -> Json {
    let effects: Vec<Json> = Effect::ALL
        .into_iter()
        .filter_map(|effect| Some((effect, effects.get(&effect)?)))
        .map(|(effect, (count, named))| {
            let key = format!("national-effect-{}", effect.slug());
            let events: Vec<Json> = named
                .iter()
                .map(|(id, title)| {
                    json!({ "title": title, "href": team.href(&format!("/instruction/{id}")) })
                })
                .collect();
            json!({
                "text": team.say_with(app, &key, &[("count", (*count as f64).into())]),
                "events": events, "more": count - events.len(),
            })
        })
        .collect();
    json!({
        "title": team.say_with(app, &format!("national-effect-{state}"), &[("count", (count as f64).into())]),
        "effects": effects,
    })
}

/// What changes for what comes next, whatever waits: dates, delays, criteria.
fn sentences(app: &App, team: &Team, before: &Edition, after: &Edition) -> Vec<String> {
    let (old, new) = (&before.rules, &after.rules);
    let mut told = Vec::new();
    if old.decision_days != new.decision_days {
        told.push(due_sentence(app, team, old, new));
    }
    if criteria(old) != criteria(new) {
        told.push(team.say(app, "national-effect-criteria"));
    }
    let now = app.clock.now();
    match (before.takes_proposals(now), after.takes_proposals(now)) {
        (true, false) => told.push(team.say(app, "national-effect-closes")),
        (false, true) => told.push(team.say(app, "national-effect-opens")),
        _ => {}
    }
    told
}

/// Due dates already given stay; what a proposal of today would get is told by both rules.
fn due_sentence(app: &App, team: &Team, old: &Rules, new: &Rules) -> String {
    let nation = app.gazetteer.nation().code.clone();
    let (zone, holidays) = acts::calendar(&app.gazetteer, &nation);
    let due = |rules: &Rules| {
        let days = u32::from(rules.decision_days);
        let at = time::add_working_days(app.clock.now(), days, holidays, &zone);
        filters::moment(at, zone.iana_name(), team.visit.lang)
    };
    let args = [("before", due(old).into()), ("after", due(new).into())];
    team.say_with(app, "national-effect-due", &args)
}

fn criteria(rules: &Rules) -> Vec<&str> {
    rules.criteria.iter().map(|one| one.slug.as_str()).collect()
}

//! The list: every slot with its counts, and who booked the one that is chosen.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use domain::booking::{Given, State as Stands};
use serde::Deserialize;
use serde_json::{Value, json};
use store::bookings::{self, Booked, Slot};

use super::{Desk, teller};
use crate::app::App;
use crate::error::Answer;
use crate::web::booking::outlook;
use crate::web::booking::sheet::Teller;
use crate::web::door::Visit;
use crate::web::organiser::draft::discreet;
use crate::web::page::{Flash, Page, href};

/// The filters of a list, with the states each shows.
const FILTERS: [(&str, &[&str]); 4] = [
    ("viennent", &["confirmed", "attended"]),
    ("attendent", &["waiting", "offered"]),
    ("a-confirmer", &["held"]),
    ("finies", &["cancelled", "declined", "lapsed", "no-show"]),
];

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    creneau: String,
    #[serde(default)]
    etat: String,
    #[serde(default)]
    fait: Option<String>,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(secret): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let desk = Desk::load(&app, &visit, &secret).await?;
    let mut page = page(&app, &visit, &desk, &wanted.creneau, &wanted.etat, None).await?;
    if wanted.fait.is_some() {
        let teller = teller(&app, &visit);
        page = page.flash(Flash {
            kind: "good",
            title: teller.say("booked-done"),
            text: String::new(),
        });
    }
    Ok(discreet(app.show(&visit, page)?))
}

/// The page with the list of a slot: the one named, else the next to take place.
pub(super) async fn page(
    app: &App,
    visit: &Visit,
    desk: &Desk,
    chosen: &str,
    filter: &str,
    refused: Option<String>,
) -> Answer<Page> {
    let teller = teller(app, visit);
    let next = |slot: &&Slot| slot.removed_at.is_none() && slot.seats.when.to > desk.now;
    let slot = desk
        .slot(chosen)
        .or_else(|| desk.slots.iter().find(next))
        .or_else(|| desk.slots.last());
    let own = href(visit.lang, &desk.path(""));
    let status = match refused {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let mut conn = app.store.reader().await?;
    let plan = bookings::plan(&mut conn, desk.opened.kept.id).await?;
    drop(conn);
    let questions = plan.map(|kept| kept.questions).unwrap_or_default();
    let asked = |number: u32| {
        let question = questions.iter().find(|question| question.number == number);
        question.map_or("", |question| question.text.as_str())
    };
    let (states, filter) = FILTERS
        .iter()
        .find(|(name, _)| *name == filter)
        .map_or((None, ""), |(name, states)| (Some(*states), *name));
    let all: &[Booked] = slot.map_or(&[], |slot| desk.of(slot.id));
    let shown = |booked: &&Booked| {
        states.is_none_or(|states| states.contains(&booked.registration.state.slug()))
    };
    let rows: Vec<Value> = all
        .iter()
        .filter(shown)
        .map(|booked| row(&teller, desk, booked, &asked))
        .collect();
    let link = |slot: &Slot, filter: &str| match filter {
        "" => format!("{own}?creneau={}", slot.id),
        filter => format!("{own}?creneau={}&etat={filter}", slot.id),
    };
    let tabs: Vec<Value> = slot
        .map(|slot| {
            let mut tabs = vec![json!({
                "text": teller.say("booked-filter-all"), "href": link(slot, ""),
                "here": filter.is_empty(), "count": all.len(),
            })];
            tabs.extend(FILTERS.iter().map(|(name, states)| {
                let count = all
                    .iter()
                    .filter(|booked| states.contains(&booked.registration.state.slug()))
                    .count();
                json!({
                    "text": teller.say(&format!("booked-filter-{name}")),
                    "href": link(slot, name), "here": *name == filter, "count": count,
                })
            }));
            tabs
        })
        .unwrap_or_default();
    let slots: Vec<Value> = desk
        .slots
        .iter()
        .map(|one| {
            let here = slot.is_some_and(|slot| slot.id == one.id);
            slot_told(&teller, desk, one, here, link(one, ""))
        })
        .collect();
    Ok(
        Page::new("organiser/bookings.html", teller.say("booked-title"))
            .hidden()
            .nav("organise")
            .capability(&desk.opened.secret)
            .status(status)
            .with("title", &desk.opened.kept.title)
            .with("refused", refused.unwrap_or_default())
            .with("back", href(visit.lang, &desk.opened.path("")))
            .with("action", &own)
            .with("settings", href(visit.lang, &desk.path("reglages")))
            .with("message", href(visit.lang, &desk.path("message")))
            .with("door", href(visit.lang, &desk.opened.path("pointage")))
            .with("exports", exports(&teller, visit, desk, slot))
            .with("slots", slots)
            .with("chosen", slot.map(|slot| chosen_told(&teller, desk, slot)))
            .with("targets", targets(&teller, desk, slot))
            .with("tabs", tabs)
            .with("filter", filter)
            .with("rows", rows),
    )
}

/// What can be taken away: the table of everybody, and the list to print of the chosen slot.
fn exports(teller: &Teller<'_>, visit: &Visit, desk: &Desk, slot: Option<&Slot>) -> Vec<Value> {
    let mut exports: Vec<Value> = ["csv", "xlsx"]
        .into_iter()
        .map(|end| {
            let path = desk.path(&format!("reservations.{end}"));
            json!({ "text": teller.say(&format!("booked-export-{end}")), "href": href(visit.lang, &path) })
        })
        .collect();
    let comes = |slot: &&Slot| slot.confirmed > 0;
    if let Some(slot) = slot.filter(comes) {
        let path = format!("{}?creneau={}", desk.path("liste.pdf"), slot.id);
        let text = teller.say("booked-export-door");
        exports.push(json!({ "text": text, "href": href(visit.lang, &path) }));
    }
    exports
}

/// A slot in the list of all: its counts, and whether too few come.
fn slot_told(teller: &Teller<'_>, desk: &Desk, slot: &Slot, here: bool, link: String) -> Value {
    let (left, tone, _) = outlook(teller, slot.outlook_at(desk.now), &desk.zone);
    let left = match slot.removed_at {
        Some(_) => teller.say("booked-slot-removed"),
        None => left,
    };
    json!({
        "id": slot.id.0.to_string(),
        "when": teller.when(slot),
        "href": link,
        "here": here,
        "left": left,
        "tone": tone,
        "taken": slot.taken,
        "capacity": slot.seats.capacity,
        "waiting": slot.waiting,
        "risk": slot.removed_at.is_none() && slot.seats.at_risk(slot.confirmed, desk.now),
    })
}

/// The chosen slot: what one may set for it alone.
fn chosen_told(teller: &Teller<'_>, desk: &Desk, slot: &Slot) -> Value {
    let minimum = slot.seats.minimum.unwrap_or(0);
    json!({
        "id": slot.id.0.to_string(),
        "when": teller.when(slot),
        "confirmed": slot.confirmed,
        "taken": slot.taken,
        "waiting": slot.waiting,
        "capacity": slot.seats.capacity.map(|capacity| capacity.to_string()).unwrap_or_default(),
        "closed": slot.closed.is_some(),
        "open": slot.removed_at.is_none() && slot.seats.when.to > desk.now,
        "risk": match slot.removed_at.is_none() && slot.seats.at_risk(slot.confirmed, desk.now) {
            true => teller.count("booked-risk-text", "count", minimum),
            false => String::new(),
        },
    })
}

/// The other slots one may be moved to.
fn targets(teller: &Teller<'_>, desk: &Desk, slot: Option<&Slot>) -> Vec<Value> {
    let other = |one: &&Slot| {
        let same = slot.is_some_and(|slot| slot.id == one.id);
        one.removed_at.is_none() && !same && one.seats.when.from > desk.now
    };
    desk.slots
        .iter()
        .filter(other)
        .map(|one| json!({ "value": one.id.0.to_string(), "text": teller.when(one) }))
        .collect()
}

fn row<'q>(
    teller: &Teller<'_>,
    desk: &Desk,
    booked: &Booked,
    asked: &impl Fn(u32) -> &'q str,
) -> Value {
    let registration = &booked.registration;
    let known = registration.registrant.as_ref();
    let answers: Vec<String> = registration
        .answers
        .iter()
        .map(|answer| {
            let given = match &answer.given {
                Given::Text(text) | Given::Choice(text) => text.clone(),
                Given::Consent(_) => teller.say("booked-consented"),
            };
            format!("{} {given}", asked(answer.question))
                .trim()
                .to_owned()
        })
        .collect();
    let state = &registration.state;
    let comes = matches!(state, Stands::Confirmed { .. });
    let begun = desk
        .slots
        .iter()
        .any(|slot| slot.id == booked.slot && slot.seats.when.from <= desk.now);
    json!({
        "id": booked.id.0.to_string(),
        "name": known.map_or_else(|| teller.say("booked-nobody"), |known| known.name.clone()),
        "mail": known.map_or("", |known| known.email.as_str()),
        "phone": known.map_or("", |known| known.phone.as_str()),
        "party": teller.party(&registration.party),
        "needs": needs(teller, registration),
        "answers": answers,
        "state": teller.say(&format!("booking-short-{}", state.slug())),
        "slug": state.slug(),
        "since": teller.moment(booked.created_at, &desk.zone),
        "cancel": !state.has_ended() && !matches!(state, Stands::Attended { .. }),
        "move": comes || state.waits_since().is_some(),
        "miss": comes && begun,
    })
}

/// The special needs of a group, in counts.
fn needs(teller: &Teller<'_>, registration: &domain::booking::Registration) -> Vec<String> {
    let domain::booking::Who::Group(group) = &registration.party.who else {
        return Vec::new();
    };
    let told = |need: &domain::booking::Need| {
        let kind = teller.say(&format!("booking-need-{}", need.kind.slug()));
        format!("{kind}\u{a0}: {}", need.people)
    };
    group.needs.iter().map(told).collect()
}

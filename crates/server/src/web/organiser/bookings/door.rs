//! The door: who comes to a slot, let in by name or by the code of the ticket; those who come without a booking; those who were
//! given up and come late.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use domain::booking::{Party, State as Stands};
use domain::ids::RegistrationId;
use domain::text::{fold, single_line};
use serde::Deserialize;
use serde_json::{Value, json};
use store::bookings::{Booked, Slot};

use super::{Desk, teller};
use crate::acts::bookings::{Ask, Deed, Failed, WalkIn, number};
use crate::app::App;
use crate::capability;
use crate::error::{Answer, Failure};
use crate::secret;
use crate::web::booking::sheet::Teller;
use crate::web::booking::{failure, refusal};
use crate::web::door::Visit;
use crate::web::form::Fields;
use crate::web::organiser::draft::discreet;
use crate::web::page::{Flash, Page, go, href};

/// Bookings shown at once: more are found by their name.
const MOST: usize = 200;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    creneau: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    porte: String,
    #[serde(default)]
    entre: Option<String>,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(secret): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let desk = Desk::load(&app, &visit, &secret).await?;
    let mut page = page(&app, &visit, &desk, &wanted, None)?;
    if let Some(number) = &wanted.entre {
        let teller = teller(&app, &visit);
        let people = number.parse().unwrap_or(1);
        page = page.flash(Flash {
            kind: "good",
            title: teller.count("door-in", "count", people),
            text: String::new(),
        });
    }
    Ok(discreet(app.show(&visit, page)?))
}

/// The slot of the door: the one named, else the one that takes place now or next.
fn chosen<'d>(desk: &'d Desk, wanted: &Wanted) -> Option<&'d Slot> {
    let live = || desk.slots.iter().filter(|slot| slot.removed_at.is_none());
    desk.slot(&wanted.creneau)
        .or_else(|| live().find(|slot| slot.seats.when.to > desk.now))
        .or_else(|| live().next_back())
}

fn page(
    app: &App,
    visit: &Visit,
    desk: &Desk,
    wanted: &Wanted,
    refused: Option<String>,
) -> Answer<Page> {
    let teller = teller(app, visit);
    let slot = chosen(desk, wanted).ok_or(Failure::NotFound)?;
    let comes = |booked: &&Booked| {
        let state = &booked.registration.state;
        matches!(
            state,
            Stands::Confirmed { .. } | Stands::Attended { .. } | Stands::NoShow { .. }
        )
    };
    let all: Vec<&Booked> = desk.of(slot.id).iter().filter(comes).collect();
    let scanned = capability::admits(&app.key, wanted.q.replace(' ', "").trim());
    let words = fold(&wanted.q);
    let mut found: Vec<&Booked> = all
        .iter()
        .copied()
        .filter(|booked| match scanned {
            Some(id) => booked.id == id,
            None => is_found(app, booked, &words),
        })
        .collect();
    found.sort_by_key(|booked| (is_in(booked), name_of(booked).map(fold)));
    let more = found.len().saturating_sub(MOST);
    found.truncate(MOST);
    let inside: u32 = all
        .iter()
        .filter_map(|booked| match booked.registration.state {
            Stands::Attended { people, .. } => Some(people),
            _ => None,
        })
        .sum();
    let to_come = all
        .iter()
        .filter(|booked| matches!(booked.registration.state, Stands::Confirmed { .. }))
        .map(|booked| booked.registration.party.seats())
        .sum::<u32>();
    let rows: Vec<Value> = found
        .iter()
        .map(|booked| row(&teller, desk, booked))
        .collect();
    let slots: Vec<Value> = desk
        .slots
        .iter()
        .filter(|one| one.removed_at.is_none())
        .map(|one| json!({ "value": one.id.0.to_string(), "text": teller.when(one) }))
        .collect();
    let status = match refused {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    Ok(Page::new("organiser/door.html", teller.say("door-title"))
        .hidden()
        .nav("organise")
        .capability(&desk.opened.secret)
        .status(status)
        .with("title", &desk.opened.kept.title)
        .with("refused", refused.unwrap_or_default())
        .with("back", href(visit.lang, &desk.path("")))
        .with("action", href(visit.lang, &desk.opened.path("pointage")))
        .with("slot", slot.id.0.to_string())
        .with("when", teller.when(slot))
        .with("slots", slots)
        .with("q", &wanted.q)
        .with("door", &wanted.porte)
        .with("key", secret::fresh())
        .with(
            "counts",
            json!([
                { "title": teller.say("door-inside"), "text": inside.to_string() },
                { "title": teller.say("door-to-come"), "text": to_come.to_string() },
                {
                    "title": teller.say("door-free"),
                    "text": slot.seats.capacity.map_or_else(
                        || teller.say("door-free-unlimited"),
                        |capacity| capacity.saturating_sub(slot.taken).to_string(),
                    ),
                },
            ]),
        )
        .with("rows", rows)
        .with("more", more))
}

fn name_of(booked: &Booked) -> Option<&str> {
    let known = booked.registration.registrant.as_ref();
    known.map(|known| known.name.as_str())
}

fn is_in(booked: &Booked) -> bool {
    matches!(booked.registration.state, Stands::Attended { .. })
}

/// Whether a booking is looked for by these words, folded: its name, its school, or the beginning of its ticket’s code.
fn is_found(app: &App, booked: &Booked, words: &str) -> bool {
    if words.is_empty() {
        return true;
    }
    let school = match &booked.registration.party.who {
        domain::booking::Who::Group(group) => fold(&group.establishment),
        domain::booking::Who::People { .. } => String::new(),
    };
    let name = name_of(booked).map(fold).unwrap_or_default();
    let token = capability::ticket(&app.key, booked.id);
    let proof = token.split_once('-').map_or("", |(_, proof)| proof);
    let code: String = words
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect();
    name.contains(words) || school.contains(words) || (code.len() >= 4 && proof.starts_with(&code))
}

fn row(teller: &Teller<'_>, desk: &Desk, booked: &Booked) -> Value {
    let registration = &booked.registration;
    let (state, told) = match &registration.state {
        Stands::Attended {
            at, people, door, ..
        } => {
            let at = teller.moment(*at, &desk.zone);
            let key = if door.is_empty() {
                "door-was-in"
            } else {
                "door-was-in-at"
            };
            let people = people.to_string();
            let filled = [("at", at.as_str()), ("people", &people), ("door", door)];
            ("in", teller.tell(key, &filled))
        }
        Stands::NoShow { at, .. } => {
            let at = teller.moment(*at, &desk.zone);
            ("given-up", teller.tell("door-given-up", &[("at", &at)]))
        }
        _ => ("expected", String::new()),
    };
    json!({
        "id": booked.id.0.to_string(),
        "name": name_of(booked).map_or_else(|| teller.say("door-walk-in"), str::to_owned),
        "party": teller.party(&registration.party),
        "people": registration.party.seats().to_string(),
        "state": state,
        "told": told,
    })
}

/// Lets in, takes a check-in back, or lets in whoever had not booked.
pub async fn act(State(app): State<App>, Path(secret): Path<String>, fields: Fields) -> Answer {
    let visit = fields.visit.clone();
    let token = fields.get("csrf").unwrap_or_default();
    app.check_token(&visit, Some(&secret), token)?;
    app.limits.change_by(&secret)?;
    let desk = Desk::load(&app, &visit, &secret).await?;
    let field = |name: &str| single_line(fields.get(name).unwrap_or_default());
    let wanted = Wanted {
        creneau: field("creneau"),
        porte: field("porte"),
        ..Wanted::default()
    };
    let slot = chosen(&desk, &wanted).ok_or(Failure::NotFound)?.clone();
    match carry_out(&app, &desk, &slot, &fields, &wanted.porte).await {
        Ok(people) => {
            let mut query = url::form_urlencoded::Serializer::new(String::new());
            query.append_pair("creneau", &slot.id.to_string());
            query.append_pair("porte", &wanted.porte);
            if let Some(people) = people {
                query.append_pair("entre", &people.to_string());
            }
            let path = format!("{}?{}", desk.opened.path("pointage"), query.finish());
            Ok(discreet(go(&visit, &path)))
        }
        Err(failed) => {
            let Some(sentence) = refusal(&failed) else {
                return Err(failure(failed));
            };
            let said = sentence.said(&app.words, visit.lang);
            // Another telephone may have let them in meanwhile.
            let desk = Desk::load(&app, &visit, &secret).await?;
            let page = page(&app, &visit, &desk, &wanted, Some(said))?;
            Ok(discreet(app.show(&visit, page)?))
        }
    }
}

/// Does what is asked; how many were let in, when somebody was.
async fn carry_out(
    app: &App,
    desk: &Desk,
    slot: &Slot,
    fields: &Fields,
    door: &str,
) -> Result<Option<u32>, Failed> {
    let by = desk.by(app).map_err(|_| Failed::Gone)?;
    let people: u32 = fields
        .get("people")
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(0);
    let door = door.to_owned();
    if fields.get("act") == Some("sans-reservation") {
        let key = fields.get("key").unwrap_or_default();
        let walk_in = WalkIn {
            id: number(),
            slot: slot.id,
            party: Party::people(people),
            door,
            form: format!("door/{key}"),
            by,
        };
        app.desk.ask(Ask::WalkIn(Box::new(walk_in))).await?;
        return Ok(Some(people));
    }
    let id = fields.get("inscription").and_then(|text| text.parse().ok());
    let id = id.map(RegistrationId).ok_or(Failed::Gone)?;
    // Whoever holds a ticket of another slot is told so by the list, which does not hold them.
    if !desk.of(slot.id).iter().any(|booked| booked.id == id) {
        return Err(Failed::Gone);
    }
    let (deed, came) = match fields.get("act").unwrap_or_default() {
        "entrer" => {
            let at = None;
            (
                Deed::CheckIn {
                    people,
                    door,
                    at,
                    by,
                },
                Some(people),
            )
        }
        "tard" => (Deed::LetInLate { people, door, by }, Some(people)),
        "retour" => (Deed::TakeBack(by), None),
        _ => return Err(Failed::Gone),
    };
    app.desk.ask(Ask::Do(id, deed)).await?;
    Ok(came)
}

//! A booking for whoever made it, at its secret address: where it stands, and what one may do.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::booking::{Ledger, Refusal, State as Stands, TurnedAway, Who};
use domain::event::Status;
use serde_json::{Value, json};
use store::bookings::registrations;

use super::sheet::{Sheet, Teller};
use super::typed::Typed;
use super::{failure, known, reserve, told};
use crate::acts::bookings::{Ask, Deed, Failed};
use crate::app::App;
use crate::capability;
use crate::error::{Answer, Failure};
use crate::web::door::Visit;
use crate::web::form::Fields;
use crate::web::organiser::draft::discreet;
use crate::web::page::{Flash, Page, go, href};

/// Opens a booking by the secret part of its address; attempts are counted.
pub(super) async fn open(app: &App, visit: &Visit, secret: &str) -> Answer<Sheet> {
    let mut conn = app.store.reader().await?;
    let found = match capability::opens_registration(&app.key, secret) {
        Some(id) => Sheet::load(app, &mut conn, id).await?,
        None => None,
    };
    match found {
        Some(sheet) => Ok(sheet),
        None => {
            app.limits.attempt(visit.from)?;
            Err(Failure::DeadLink)
        }
    }
}

/// The page.
pub async fn show(State(app): State<App>, visit: Visit, Path(secret): Path<String>) -> Answer {
    let sheet = open(&app, &visit, &secret).await?;
    page(&app, &visit, &secret, &sheet, None).await
}

async fn page(
    app: &App,
    visit: &Visit,
    secret: &str,
    sheet: &Sheet,
    refused: Option<String>,
) -> Answer {
    let teller = Teller {
        app,
        lang: visit.lang,
    };
    let own = |act: &str| href(visit.lang, &format!("/inscriptions/{secret}/{act}"));
    let now = app.clock.now();
    let state = &sheet.booked.registration.state;
    let begun = now >= sheet.slot.seats.when.from;
    let forgotten = sheet.booked.forgotten_at.is_some();
    let over = state.is_over(now);
    let button = |key: &str, act: &str| json!({ "text": teller.say(key), "action": own(act) });
    let (go, second) = match state {
        _ if over || forgotten => (Value::Null, Value::Null),
        Stands::Held { .. } => (button("booking-confirm-go", "confirmer"), Value::Null),
        Stands::Waiting {
            prove_by: Some(_), ..
        } => (button("booking-confirm-place-go", "confirmer"), Value::Null),
        Stands::Offered { .. } => (
            button("booking-accept-go", "accepter"),
            button("booking-decline-go", "decliner"),
        ),
        _ => (Value::Null, Value::Null),
    };
    let confirmed = matches!(state, Stands::Confirmed { .. } | Stands::Attended { .. });
    let live = !state.has_ended() && !over && !forgotten;
    let ticket = (confirmed && !forgotten)
        .then(|| json!({ "href": own("billet"), "ics": own("rendez-vous.ics") }));
    let lang = sheet.content.language;
    let public = sheet
        .kept
        .slug
        .as_ref()
        .filter(|_| sheet.kept.event.label.is_some());
    let status = match refused {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let mut page = Page::new("public/registration.html", &sheet.content.title)
        .hidden()
        .nav("events")
        .capability(secret)
        .status(status)
        .with(
            "event",
            json!({
                "title": sheet.content.title,
                "href": public.map(|slug| href(visit.lang, &format!("/evenements/{slug}"))).unwrap_or_default(),
                "lang": if lang == visit.lang { "" } else { lang.tag() },
                "organiser": sheet.organiser,
            }),
        )
        .with("refused", refused.unwrap_or_default())
        .with("state", state_told(app, &teller, sheet).await?)
        .with("announced", announced(&teller, sheet))
        .with("facts", facts(&teller, sheet))
        .with("go", go)
        .with("second", second)
        .with("ticket", ticket)
        .with("change", change(&teller, sheet, own("changer"), live && !begun))
        .with("cancel", match live && !begun && !matches!(state, Stands::Attended { .. }) {
            true => own("annuler"),
            false => String::new(),
        })
        .with("forget", match forgotten {
            true => String::new(),
            false => own("oublier"),
        })
        .with("contact", contact(sheet));
    if let Some(flash) = flash(visit, &teller) {
        page = page.flash(flash);
    }
    Ok(discreet(app.show(visit, page)?))
}

fn flash(visit: &Visit, teller: &Teller<'_>) -> Option<Flash> {
    let key = match visit.query.as_deref()? {
        "confirme" => "booking-flash-confirmed",
        "attend" => "booking-flash-waits",
        "change" => "booking-flash-changed",
        "annule" => "booking-flash-cancelled",
        "decline" => "booking-flash-declined",
        "oublie" => "booking-flash-forgotten",
        _ => return None,
    };
    Some(Flash {
        kind: "good",
        title: teller.say(key),
        text: teller.say(&format!("{key}-text")),
    })
}

async fn state_told(app: &App, teller: &Teller<'_>, sheet: &Sheet) -> Answer<Value> {
    let moment = |at| teller.moment(at, &sheet.zone);
    let state = &sheet.booked.registration.state;
    let (slug, kind) = match state {
        // The time is over, and nobody has written it yet.
        _ if state.is_over(app.clock.now()) => ("lapsed", "info"),
        Stands::Held { .. } => ("held", "warn"),
        Stands::Waiting {
            prove_by: Some(_), ..
        } => ("waiting-unproved", "warn"),
        Stands::Waiting { .. } => ("waiting", "info"),
        Stands::Offered { .. } => ("offered", "warn"),
        Stands::Confirmed { .. } => ("confirmed", "good"),
        Stands::Attended { .. } => ("attended", "good"),
        Stands::Cancelled { .. } => ("cancelled", "info"),
        Stands::Declined { .. } => ("declined", "info"),
        Stands::Lapsed { .. } => ("lapsed", "info"),
        Stands::NoShow { .. } => ("no-show", "info"),
    };
    let until = state.until().map(moment).unwrap_or_default();
    let date = match state {
        Stands::Cancelled { at, .. } | Stands::Attended { at, .. } | Stands::NoShow { at, .. } => {
            moment(*at)
        }
        _ => String::new(),
    };
    let text = match slug {
        "waiting" => {
            let ahead = ahead(app, sheet).await?;
            teller.count("booking-state-waiting-text", "ahead", ahead)
        }
        slug => teller.tell(
            &format!("booking-state-{slug}-text"),
            &[("until", until.as_str()), ("date", date.as_str())],
        ),
    };
    Ok(json!({
        "slug": slug,
        "kind": kind,
        "title": teller.say(&format!("booking-state-{slug}")),
        "text": text,
    }))
}

/// How many wait before it.
async fn ahead(app: &App, sheet: &Sheet) -> Answer<u32> {
    let mut conn = app.store.reader().await?;
    let lines = registrations::lines(&mut conn, &[sheet.slot.id]).await?;
    let before: Vec<_> = lines
        .into_iter()
        .map(|(_, line)| line)
        .filter(|line| line.arrival < sheet.booked.registration.arrival)
        .collect();
    let ledger = Ledger::of(&sheet.slot.seats, &before, app.clock.now());
    Ok(u32::try_from(ledger.waiting()).unwrap_or(u32::MAX))
}

/// What was announced of the event, when it does not take place as told.
fn announced(teller: &Teller<'_>, sheet: &Sheet) -> Value {
    let (slug, reason) = match &sheet.kept.event.status {
        Status::Scheduled => return Value::Null,
        Status::Cancelled { reason, .. } => ("cancelled", reason),
        Status::Postponed { reason, .. } => ("postponed", reason),
        Status::MovedOnline { reason, .. } => ("moved", reason),
    };
    json!({ "title": teller.say(&format!("public-event-{slug}")), "text": reason })
}

/// When, where, who, in whose name.
fn facts(teller: &Teller<'_>, sheet: &Sheet) -> Vec<Value> {
    let registration = &sheet.booked.registration;
    let name = registration
        .registrant
        .as_ref()
        .map(|known| known.name.clone());
    let all = [
        ("booking-fact-when", Some(teller.when(&sheet.slot))),
        ("booking-fact-where", Some(teller.place(sheet).join(", "))),
        (
            "booking-fact-party",
            Some(teller.party(&registration.party)),
        ),
        ("booking-fact-name", name),
    ];
    all.into_iter()
        .filter_map(|(key, text)| Some((key, text.filter(|text| !text.is_empty())?)))
        .map(|(key, text)| json!({ "title": teller.say(key), "text": text }))
        .collect()
}

fn change(teller: &Teller<'_>, sheet: &Sheet, action: String, open: bool) -> Value {
    let party = &sheet.booked.registration.party;
    let proved = !matches!(
        sheet.booked.registration.state,
        Stands::Held { .. }
            | Stands::Waiting {
                prove_by: Some(_),
                ..
            }
            | Stands::Attended { .. }
    );
    if !open || !proved || teller.app.clock.now() >= sheet.slot.seats.closes() {
        return Value::Null;
    }
    let most = sheet.slot.seats.most(party.audience());
    let (group, people, heads, adults) = match &party.who {
        Who::People { people } => (false, *people, 0, 0),
        Who::Group(group) => (true, 0, group.heads, group.adults),
    };
    json!({
        "action": action,
        "group": group,
        "people": people.to_string(),
        "heads": heads.to_string(),
        "adults": adults.to_string(),
        "error": "",
        "hint": teller.count("booking-people-hint", "most", most),
    })
}

fn contact(sheet: &Sheet) -> Value {
    let known = &sheet.content.public_contact;
    if known.email.is_empty() && known.phone.is_empty() {
        return Value::Null;
    }
    json!({ "service": known.name, "email": known.email, "phone": known.phone })
}

/// Does what its button asks.
pub async fn act(
    State(app): State<App>,
    Path((secret, act)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let visit = fields.visit.clone();
    let token = fields.get("csrf").unwrap_or_default();
    app.check_token(&visit, Some(&secret), token)?;
    let sheet = open(&app, &visit, &secret).await?;
    let (deed, done) = match act.as_str() {
        "confirmer" => (Deed::Confirm, "confirme"),
        "annuler" => (Deed::Cancel, "annule"),
        "accepter" => (Deed::Accept, "confirme"),
        "decliner" => (Deed::Decline, "decline"),
        "oublier" => (Deed::Forget, "oublie"),
        "changer" => (Deed::Change(changed(&sheet, &fields)?), "change"),
        _ => return Err(Failure::NotFound),
    };
    let proves = matches!(deed, Deed::Confirm | Deed::Accept);
    match app.desk.ask(Ask::Do(sheet.booked.id, deed)).await {
        Ok(booked) => {
            let waits = booked
                .as_ref()
                .is_some_and(|booked| matches!(booked.registration.state, Stands::Waiting { .. }));
            let done = if waits && act == "confirmer" {
                "attend"
            } else {
                done
            };
            let path = format!("/inscriptions/{secret}?{done}");
            let mut response = discreet(go(&visit, &path));
            if proves && let Some(email) = sheet.booked.email() {
                known::remember(&app, &mut response, &email)?;
            }
            Ok(response)
        }
        // The button was pressed twice, or the letter opened again: what is asked is so already.
        Err(Failed::Refused(Refusal::Already)) => Ok(discreet(go(
            &visit,
            &format!("/inscriptions/{secret}?{done}"),
        ))),
        Err(failed) => {
            let teller = Teller {
                app: &app,
                lang: visit.lang,
            };
            let said = match &failed {
                Failed::Refused(Refusal::Clash(other))
                | Failed::TurnedAway(TurnedAway::Clash(other)) => {
                    reserve::clash(&app, &teller, other).await?
                }
                Failed::Refused(refusal) => told::refused(refusal).said(&app.words, visit.lang),
                _ => return Err(failure(failed)),
            };
            // What stands may have changed since.
            let sheet = open(&app, &visit, &secret).await?;
            page(&app, &visit, &secret, &sheet, Some(said)).await
        }
    }
}

/// The party as it is to be: the counts of the form, everything else as it was.
fn changed(sheet: &Sheet, fields: &Fields) -> Answer<domain::booking::Party> {
    let (typed, unread) = Typed::read(fields).party_like(&sheet.booked.registration.party);
    match unread.is_empty() {
        true => Ok(typed),
        false => Err(Failure::refusal("booking-wrong-number")),
    }
}

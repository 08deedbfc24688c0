//! The form with which one books, and what follows it. The same page follows whether the address is known or not: only whoever
//! reads the letter learns more.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use domain::booking::{
    Address, Asked, Clash, Outlook, Question, Request, State as Stands, Taking, TurnedAway,
};
use domain::edition::Choice;
use domain::event::{Access, Status};
use domain::identifier::Email;
use domain::ids::SlotId;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Value, json};
use store::bookings::{self, Booked, Slot, slots};
use store::public::{self, Face};

use super::sheet::{Sheet, Teller};
use super::typed::{self, Errors, Typed};
use super::{failure, known, told};
use crate::acts::{self, bookings as acting};
use crate::app::App;
use crate::capability;
use crate::error::{Answer, Failure};
use crate::secret;
use crate::web::form::Fields;
use crate::web::organiser::draft::discreet;
use crate::web::page::{Page, href};
use crate::web::public::scope::Scope;

/// The longest key of a form, in characters.
const MOST_KEY: usize = 64;

/// What the address asks of the form.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    slot: Option<String>,
    #[serde(default)]
    who: Option<String>,
}

/// What is to be booked.
struct Offer {
    face: Face,
    slots: Vec<Slot>,
    questions: Vec<Question>,
    organiser: String,
    zone: TimeZone,
}

impl Offer {
    /// What may be booked at this address.
    async fn load(scope: &Scope, slug: &str) -> Answer<Offer> {
        let mut conn = scope.app.store.reader().await?;
        let face = public::face(&mut conn, scope.edition().id, slug).await?;
        let face = face.filter(|face| face.content.booking.here() && !scope.is_archived());
        let face = face.ok_or(Failure::NotFound)?;
        let mut slots = slots::of_event(&mut conn, face.id).await?;
        slots.retain(|slot| slot.removed_at.is_none() && slot.seats.when.to > scope.now);
        slots.sort_by_key(|slot| slot.start);
        let plan = bookings::plan(&mut conn, face.id).await?;
        Ok(Offer {
            zone: acts::zone_of(&scope.app.gazetteer, &face.chain),
            organiser: face.organisation.as_ref().map_or_else(
                || scope.say("booking-the-organiser"),
                |(_, name)| name.clone(),
            ),
            questions: plan.map(|kept| kept.questions).unwrap_or_default(),
            slots,
            face,
        })
    }

    /// The audiences for which seats are kept somewhere: only then one is asked.
    fn audiences<'a>(&self, scope: &'a Scope) -> Vec<&'a Choice> {
        let kept = |slug: &str| {
            let mut kept = self.slots.iter().flat_map(|slot| &slot.seats.kept);
            kept.any(|keeping| keeping.audiences.iter().any(|own| own == slug))
        };
        let all = scope.rules().audiences.iter();
        all.filter(|choice| kept(&choice.slug)).collect()
    }

    /// The largest party that any slot takes.
    fn most(&self) -> u32 {
        let most = self.slots.iter().map(|slot| slot.seats.most(None));
        most.max().unwrap_or(1)
    }

    /// Why nobody may book now; empty when somebody may.
    fn closed(&self, scope: &Scope, teller: &Teller<'_>) -> String {
        let off = matches!(
            self.face.status,
            Status::Cancelled { .. } | Status::Postponed { .. }
        );
        if off {
            return teller.say("booking-closed-off");
        }
        let outlooks: Vec<Outlook> = self
            .slots
            .iter()
            .map(|slot| slot.outlook_at(scope.now))
            .collect();
        let taken =
            |outlook: &Outlook| !matches!(outlook, Outlook::NotTaken { .. } | Outlook::Full);
        // A slot that is full to the public may have seats kept for some, or a list.
        let kept = self.slots.iter().any(|slot| !slot.seats.kept.is_empty());
        if outlooks.iter().any(taken) || (kept && outlooks.contains(&Outlook::Full)) {
            return String::new();
        }
        let first = outlooks.iter().find_map(|outlook| match outlook {
            Outlook::NotTaken { taking } => Some(*taking),
            _ => None,
        });
        match first {
            Some(Taking::NotYet { opens }) => {
                let date = teller.moment(opens, &self.zone);
                teller.tell("booking-closed-opens", &[("date", &date)])
            }
            Some(Taking::Over { since }) => {
                let date = teller.moment(since, &self.zone);
                teller.tell("booking-closed-over", &[("date", &date)])
            }
            Some(Taking::ClosedByOrganiser { .. }) => teller.say("booking-closed-organiser"),
            _ => teller.say("booking-closed-none"),
        }
    }
}

/// The form.
pub async fn show(
    scope: Scope,
    headers: HeaderMap,
    Path(slug): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let offer = Offer::load(&scope, &slug).await?;
    let only = match offer.slots.as_slice() {
        [only] => Some(only.id.0),
        _ => wanted.slot.and_then(|number| number.parse().ok()),
    };
    let mut typed = Typed::fresh(only);
    typed.set("who", wanted.who.as_deref().unwrap_or_default());
    let known = proved(&scope, &headers);
    page(&scope, &offer, &typed, &Errors::new(), known.as_ref(), None)
}

/// The address that needs no letter: that of whoever is signed in, or one that was proved in this session.
fn proved(scope: &Scope, headers: &HeaderMap) -> Option<Email> {
    match &scope.visit.me {
        Some(me) => Email::parse(&me.person.email).ok(),
        None => known::proved(&scope.app, headers),
    }
}

fn page(
    scope: &Scope,
    offer: &Offer,
    typed: &Typed,
    errors: &Errors,
    known: Option<&Email>,
    refused: Option<String>,
) -> Answer {
    let teller = Teller {
        app: &scope.app,
        lang: scope.lang(),
    };
    let own = format!("/evenements/{}", offer.face.slug);
    let action = scope.href(&format!("{own}/reserver"));
    let group = typed.is_group();
    let slots: Vec<Value> = offer
        .slots
        .iter()
        .map(|slot| {
            let (hint, _, open) = told::outlook(&teller, slot.outlook_at(scope.now), &offer.zone);
            let open = open || !slot.seats.kept.is_empty();
            json!({
                "value": slot.id.0.to_string(),
                "text": teller.when(slot),
                "hint": hint,
                "disabled": !open,
            })
        })
        .collect();
    let only = match slots.as_slice() {
        [only] => format!("{} · {}", text(only, "text"), text(only, "hint")),
        _ => String::new(),
    };
    let needs: Vec<Value> = Access::ALL
        .into_iter()
        .map(|kind| {
            let name = typed::need(kind);
            json!({
                "label": teller.say(&format!("booking-need-{}", kind.slug())),
                "value": typed.get(&name),
                "name": name,
            })
        })
        .collect();
    let with = |who: &str| match typed.get("slot") {
        "" => format!("{action}?who={who}"),
        slot => format!("{action}?who={who}&slot={slot}"),
    };
    let audiences: Vec<Value> = offer
        .audiences(scope)
        .into_iter()
        .map(|choice| json!({ "value": choice.slug, "text": choice.label.get(scope.lang()) }))
        .collect();
    let mut wrong: Vec<Value> = errors
        .iter()
        .map(|(name, text)| json!({ "field": anchor(name), "text": text }))
        .collect();
    if let Some(refused) = &refused {
        wrong.push(json!({ "field": "", "text": refused }));
    }
    let status = match wrong.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let key = match typed.get("key") {
        "" => secret::fresh(),
        key => key.to_owned(),
    };
    let error = |name: &str| errors.get(name).map_or("", String::as_str);
    let value = |name: &str| typed.get(name);
    let page = Page::new("public/book.html", teller.say("booking-title"))
        .hidden()
        .nav("events")
        .status(status)
        .with(
            "crumbs",
            json!([{ "text": scope.say("common-nav-events"), "href": scope.href("/evenements") }]),
        )
        .with("event", event(scope, offer, &own))
        .with("slots", slots)
        .with("only", only)
        .with("closed", offer.closed(scope, &teller))
        .with("group", group)
        .with("people_href", with("people"))
        .with("group_href", with("group"))
        .with(
            "typed",
            json!({
                "slot": value("slot"), "name": value("name"), "email": value("email"),
                "phone": value("phone"), "people": value("people"), "audience": value("audience"),
                "establishment": value("establishment"), "level": value("level"),
                "heads": value("heads"), "adults": value("adults"), "needs": needs,
            }),
        )
        .with("audiences", audiences)
        .with("most", offer.most())
        .with("questions", typed.shown(&offer.questions, errors))
        .with(
            "errors",
            json!({
                "slot": error("slot"), "name": error("name"), "email": error("email"),
                "phone": error("phone"), "people": error("people"), "audience": error("audience"),
                "establishment": error("establishment"), "level": error("level"),
                "heads": error("heads"), "adults": error("adults"), "needs": error("needs"),
            }),
        )
        .with("wrong", wrong)
        .with("known", known.map(ToString::to_string).unwrap_or_default())
        .with("key", key)
        .with("action", action)
        .with("organiser", json!({ "name": offer.organiser }))
        .with("days", scope.app.config.bookings_kept_days);
    Ok(discreet(scope.app.show(&scope.visit, page)?))
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Where a field stands in the page.
fn anchor(name: &str) -> String {
    match name {
        "needs" => "f-need_moteur".to_owned(),
        name => format!("f-{name}"),
    }
}

fn event(scope: &Scope, offer: &Offer, own: &str) -> Value {
    let lang = offer.face.content.language;
    json!({
        "title": offer.face.content.title,
        "href": scope.href(own),
        "lang": if lang == scope.lang() { "" } else { lang.tag() },
    })
}

/// Books.
pub async fn send(
    scope: Scope,
    State(app): State<App>,
    headers: HeaderMap,
    Path(slug): Path<String>,
    fields: Fields,
) -> Answer {
    app.check_token(&scope.visit, None, fields.get("csrf").unwrap_or_default())?;
    let offer = Offer::load(&scope, &slug).await?;
    let typed = Typed::read(&fields);
    let teller = Teller {
        app: &app,
        lang: scope.lang(),
    };
    let proved = proved(&scope, &headers);
    let email = match &proved {
        Some(email) => email.to_string(),
        None => typed.get("email").to_owned(),
    };
    let (party, unread) = typed.party();
    let request = Request {
        person: None,
        address: match proved {
            Some(_) => Address::Proved,
            None => Address::FirstTime,
        },
        registrant: typed.registrant(&email),
        party,
        answers: typed.answers(&offer.questions, scope.now),
        arrival: 0,
    };
    let asked = Asked {
        audiences: &scope.rules().audiences,
        questions: &offer.questions,
    };
    let mut errors = typed::errors(&teller, &request, &asked, &unread);
    let chosen = typed.get("slot").parse().ok().map(SlotId);
    let slot = offer.slots.iter().find(|slot| Some(slot.id) == chosen);
    if slot.is_none() {
        errors.insert("slot".to_owned(), teller.say("booking-wrong-slot"));
    }
    let (Some(slot), true) = (slot, errors.is_empty()) else {
        return page(&scope, &offer, &typed, &errors, proved.as_ref(), None);
    };
    let mailbox = request.registrant.email.clone();
    app.limits
        .booking(scope.visit.from, &mailbox, request.address)?;
    let form: String = typed.get("key").chars().take(MOST_KEY).collect();
    let booking = acting::Booking {
        id: acting::number(),
        slot: slot.id,
        address: request.address,
        registrant: request.registrant,
        party: request.party,
        answers: request.answers,
        language: scope.lang(),
        form: match form.is_empty() {
            true => secret::fresh(),
            false => form,
        },
    };
    match app.desk.ask(acting::Ask::Book(Box::new(booking))).await {
        Ok(Some(booked)) => sent(&scope, &offer, slot, &booked),
        Ok(None) => Err(Failure::fault("a booking left nothing")),
        Err(acting::Failed::TurnedAway(away)) => {
            let refused = turned_away(&scope, &teller, &away).await?;
            page(
                &scope,
                &offer,
                &typed,
                &errors,
                proved.as_ref(),
                Some(refused),
            )
        }
        Err(failed) => Err(failure(failed)),
    }
}

/// Why a party is turned away, in words; the booking it clashes with is named.
async fn turned_away(scope: &Scope, teller: &Teller<'_>, away: &TurnedAway) -> Answer<String> {
    match away {
        TurnedAway::Clash(other) => clash(&scope.app, teller, other).await,
        away => Ok(told::away(away).said(&teller.app.words, teller.lang)),
    }
}

/// The sentence of a clash, with the other booking named: its address is proved to be theirs.
pub(super) async fn clash(app: &App, teller: &Teller<'_>, other: &Clash) -> Answer<String> {
    let mut conn = app.store.reader().await?;
    let sheet = Sheet::load(app, &mut conn, other.registration).await?;
    let (title, when) = sheet.map_or_else(Default::default, |sheet| {
        (sheet.content.title.clone(), teller.when(&sheet.slot))
    });
    Ok(teller.tell(
        "booking-away-clash",
        &[("title", title.as_str()), ("when", when.as_str())],
    ))
}

/// What follows: the letter to open, or the booking itself.
fn sent(scope: &Scope, offer: &Offer, slot: &Slot, booked: &Booked) -> Answer {
    let teller = Teller {
        app: &scope.app,
        lang: scope.lang(),
    };
    let state = &booked.registration.state;
    let (outcome, title) = match state {
        Stands::Held { .. } => ("held", "booking-sent-title"),
        Stands::Waiting {
            prove_by: Some(_), ..
        } => ("waiting", "booking-sent-title"),
        Stands::Waiting { .. } => ("waits", "booking-sent-title-waits"),
        _ => ("confirmed", "booking-sent-title-done"),
    };
    let until = state
        .until()
        .map(|until| teller.moment(until, &offer.zone))
        .unwrap_or_default();
    let path = capability::registration_path(&scope.app.key, booked.id);
    // Whoever has not proved the address gets the way to the booking by the letter, and by nothing else.
    let own = match outcome {
        "held" | "waiting" => String::new(),
        _ => href(scope.lang(), &path),
    };
    let page = Page::new("public/booked.html", teller.say(title))
        .hidden()
        .nav("events")
        .with(
            "event",
            event(scope, offer, &format!("/evenements/{}", offer.face.slug)),
        )
        .with("slot", teller.when(slot))
        .with("outcome", outcome)
        .with("until", until)
        .with("own", own)
        .with(
            "outbox",
            !scope.app.mailer.is_there() && !scope.app.config.demo,
        );
    Ok(discreet(scope.app.show(&scope.visit, page)?))
}

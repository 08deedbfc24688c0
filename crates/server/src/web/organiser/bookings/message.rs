//! A letter to those who booked, or to some of them.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::booking::limits;
use domain::ids::RegistrationId;
use serde_json::{Value, json};
use store::bookings::Booked;

use super::{Desk, teller};
use crate::acts::bookings::{self, Failed, MessageFault};
use crate::app::App;
use crate::error::Answer;
use crate::secret;
use crate::web::booking::failure;
use crate::web::door::Visit;
use crate::web::form::Fields;
use crate::web::organiser::draft::discreet;
use crate::web::page::{Page, go, href};

/// What was typed.
#[derive(Debug, Default)]
struct Typed {
    to: String,
    who: String,
    subject: String,
    body: String,
    key: String,
}

/// The form.
pub async fn show(State(app): State<App>, visit: Visit, Path(secret): Path<String>) -> Answer {
    let desk = Desk::load(&app, &visit, &secret).await?;
    let typed = Typed {
        who: "viennent".to_owned(),
        key: secret::fresh(),
        ..Typed::default()
    };
    page(&app, &visit, &desk, &typed, None)
}

fn page(
    app: &App,
    visit: &Visit,
    desk: &Desk,
    typed: &Typed,
    fault: Option<MessageFault>,
) -> Answer {
    let teller = teller(app, visit);
    let status = match fault {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let error = |subject: bool| {
        let fault = fault.filter(|fault| {
            let of_subject = matches!(fault, MessageFault::NoSubject | MessageFault::LongSubject);
            of_subject == subject
        });
        fault.map(|fault| teller.say(&format!("booked-message-{}", fault.slug())))
    };
    let slots: Vec<Value> = desk
        .slots
        .iter()
        .filter(|slot| !desk.of(slot.id).is_empty())
        .map(|slot| json!({ "value": slot.id.0.to_string(), "text": teller.when(slot) }))
        .collect();
    let who = ["viennent", "attendent", "tous"].map(
        |name| json!({ "value": name, "text": teller.say(&format!("booked-message-to-{name}")) }),
    );
    let page = Page::new(
        "organiser/booking_message.html",
        teller.say("booked-message-title"),
    )
    .hidden()
    .nav("organise")
    .capability(&desk.opened.secret)
    .status(status)
    .with("title", &desk.opened.kept.title)
    .with("action", href(visit.lang, &desk.path("message")))
    .with("back", href(visit.lang, &desk.path("")))
    .with("slots", slots)
    .with("who", who)
    .with(
        "typed",
        json!({
            "to": typed.to, "who": typed.who, "subject": typed.subject, "body": typed.body,
            "key": typed.key,
        }),
    )
    .with(
        "errors",
        json!({
            "subject": error(true).unwrap_or_default(),
            "body": error(false).unwrap_or_default(),
        }),
    )
    .with("most", limits::MESSAGE);
    Ok(discreet(app.show(visit, page)?))
}

/// Writes the letters.
pub async fn send(State(app): State<App>, Path(secret): Path<String>, fields: Fields) -> Answer {
    let visit = fields.visit.clone();
    let token = fields.get("csrf").unwrap_or_default();
    app.check_token(&visit, Some(&secret), token)?;
    app.limits.change_by(&secret)?;
    let desk = Desk::load(&app, &visit, &secret).await?;
    let by = desk.by(&app)?;
    let field = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let typed = Typed {
        to: field("creneau"),
        who: field("qui"),
        subject: domain::text::single_line(&field("objet")),
        body: field("texte"),
        key: field("key"),
    };
    let chosen = desk.slot(&typed.to).map(|slot| slot.id);
    let wanted = |booked: &&Booked| {
        let waits = booked.registration.state.waits_since().is_some()
            || booked.registration.state.slug() == "offered";
        chosen.is_none_or(|slot| slot == booked.slot)
            && match typed.who.as_str() {
                "attendent" => waits,
                "viennent" => !waits,
                _ => true,
            }
    };
    let all = desk.booked.values().flatten();
    let to: BTreeSet<RegistrationId> = all.filter(wanted).map(|booked| booked.id).collect();
    match bookings::message(&app, &by, &to, &typed.subject, &typed.body, &typed.key).await {
        Ok(_) => Ok(discreet(go(&visit, &format!("{}?fait", desk.path(""))))),
        Err(Failed::Message(fault)) => page(&app, &visit, &desk, &typed, Some(fault)),
        Err(failed) => Err(failure(failed)),
    }
}

//! Everything booked with one address: a link is sent there, and opens the list, where all of it may be deleted.

use axum::extract::{Path, State};
use domain::booking::State as Stands;
use domain::identifier::Email;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use store::bookings::{NewLetter, letters, registrations};

use super::sheet::{Sheet, Teller};
use super::{failure, known};
use crate::acts::bookings::{Ask, Deed, Failed};
use crate::app::App;
use crate::capability;
use crate::clock::after;
use crate::error::{Answer, Failure};
use crate::secret::hex;
use crate::web::door::Visit;
use crate::web::form::{Fields, Sent};
use crate::web::organiser::draft::discreet;
use crate::web::page::{Page, go, href};

const PURPOSE: &str = "all-bookings";
/// How long the link works, in milliseconds.
const WORKS_MILLIS: i64 = 3_600_000;

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    email: String,
}

/// The page that asks for an address.
pub async fn show(State(app): State<App>, visit: Visit) -> Answer {
    page(&app, &visit, "", "", false)
}

fn page(app: &App, visit: &Visit, typed: &str, error: &str, sent: bool) -> Answer {
    let title = app.words.say(visit.lang, "booking-find-title", None);
    let page = Page::new("public/find.html", title)
        .hidden()
        .nav("events")
        .with("sent", sent)
        .with("typed", json!({ "email": typed }))
        .with("errors", json!({ "email": error }))
        .with("outbox", !app.mailer.is_there() && !app.config.demo);
    Ok(discreet(app.show(visit, page)?))
}

/// Sends the link, when something was booked with the address. What is answered is the same when nothing was.
pub async fn send(State(app): State<App>, visit: Visit, Sent(asked): Sent<Asked>) -> Answer {
    let typed = domain::text::single_line(&asked.email);
    let Ok(email) = Email::parse(&typed) else {
        let wrong = app
            .words
            .say(visit.lang, "refusal-identifier-email-shape", None);
        return page(&app, &visit, &typed, &wrong, false);
    };
    let email = email.comparable();
    app.limits.letter(visit.from, &email)?;
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let all = registrations::of_email(&mut tx, &email).await?;
    if let Some(last) = all.first() {
        // The letter goes with the booking it is kept for: nothing of the address outlives that.
        let letter = NewLetter {
            registration: last.id,
            slot: last.slot,
            event: last.event,
            to_email: email,
            language: visit.lang.tag().to_owned(),
            kind: "booking-all",
            message: None,
            occasion: now.as_millisecond().to_string(),
        };
        letters::post(&mut tx, &[letter], now).await?;
        tx.commit().await?;
        app.outbox.notify_one();
    }
    page(&app, &visit, "", "", true)
}

/// The path of the list of an address, without the prefix of a language; it works for an hour from `now`.
#[must_use]
pub fn path(app: &App, email: &str, now: Timestamp) -> String {
    let until = after(now, WORKS_MILLIS).as_millisecond();
    let text = format!("{}.{until}", hex(email.as_bytes()));
    let proof = app.key.prove(PURPOSE, &text);
    format!("/inscriptions/toutes/{text}.{proof}")
}

/// The address that a secret part opens the list of.
fn opens(app: &App, secret: &str) -> Option<String> {
    let (text, proof) = secret.rsplit_once('.')?;
    let (email, until) = text.split_once('.')?;
    let until = Timestamp::from_millisecond(until.parse().ok()?).ok()?;
    if !app.key.proves(PURPOSE, text, proof) || until <= app.clock.now() {
        return None;
    }
    let bytes = crate::secret::unhex(email)?;
    String::from_utf8(bytes).ok()
}

/// The list.
pub async fn all(State(app): State<App>, visit: Visit, Path(secret): Path<String>) -> Answer {
    let email = found(&app, &visit, &secret)?;
    let mut conn = app.store.reader().await?;
    let teller = Teller {
        app: &app,
        lang: visit.lang,
    };
    let mut rows: Vec<Value> = Vec::new();
    for booked in registrations::of_email(&mut conn, &email).await? {
        let Some(sheet) = Sheet::load(&app, &mut conn, booked.id).await? else {
            continue;
        };
        let path = capability::registration_path(&app.key, booked.id);
        let state = teller.say(&format!(
            "booking-short-{}",
            booked.registration.state.slug()
        ));
        rows.push(json!({
            "title": sheet.content.title,
            "why": format!("{} · {state}", teller.when(&sheet.slot)),
            "href": href(visit.lang, &path),
        }));
    }
    let forget = match rows.is_empty() {
        true => String::new(),
        false => href(visit.lang, &format!("/inscriptions/toutes/{secret}")),
    };
    let page = Page::new(
        "public/registrations.html",
        teller.say("booking-find-title"),
    )
    .hidden()
    .nav("events")
    .capability(&secret)
    .with("email", &email)
    .with("rows", rows)
    .with("forget", forget);
    let mut response = discreet(app.show(&visit, page)?);
    known::remember(&app, &mut response, &email)?;
    Ok(response)
}

fn found(app: &App, visit: &Visit, secret: &str) -> Answer<String> {
    match opens(app, secret) {
        Some(email) => Ok(email),
        None => {
            app.limits.attempt(visit.from)?;
            Err(Failure::DeadLink)
        }
    }
}

/// Deletes everything that tells whose bookings they were; those to come are cancelled.
pub async fn forget(State(app): State<App>, Path(secret): Path<String>, fields: Fields) -> Answer {
    let visit = fields.visit.clone();
    let token = fields.get("csrf").unwrap_or_default();
    app.check_token(&visit, Some(&secret), token)?;
    let email = found(&app, &visit, &secret)?;
    let mut conn = app.store.reader().await?;
    let all = registrations::of_email(&mut conn, &email).await?;
    drop(conn);
    for booked in all {
        // Whoever is inside may not be cancelled, and is forgotten once the slot is over.
        let attended = matches!(booked.registration.state, Stands::Attended { .. });
        match app.desk.ask(Ask::Do(booked.id, Deed::Forget)).await {
            Ok(_) => {}
            Err(Failed::Refused(_)) if attended => {}
            Err(failed) => return Err(failure(failed)),
        }
    }
    Ok(discreet(go(
        &visit,
        &format!("/inscriptions/toutes/{secret}"),
    )))
}

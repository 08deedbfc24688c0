//! Coming in and going out: a single-use link by mail, a session, no password.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use domain::identifier::Email;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;
use store::outbox::{self, NewLetter};
use store::people::{self, Link};

use crate::app::App;
use crate::clock::after;
use crate::error::{Answer, Failure};
use crate::secret;
use crate::web::door::{self, Parameters, SignedIn, Visit};
use crate::web::form::Sent;
use crate::web::page::{Page, go, href};

/// How long a link works.
pub const LINK_MINUTES: i64 = 20;
/// The letter that bears it.
pub const LETTER: &str = "sign-in";
const PURPOSE: &str = "sign-in";

/// The addresses of coming in and going out.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/connexion", get(ask).post(send))
        .route("/connexion/envoyee", get(sent))
        .route("/connexion/{secret}", get(arrive).post(enter))
        .route("/deconnexion", post(leave))
        .route("/espace/connexions", get(sessions))
        .route("/espace/connexions/{id}/fin", post(end))
}

/// A path of this site, and nothing that a browser would read as another site.
#[must_use]
pub fn local_path(text: &str) -> Option<String> {
    let inside = text.starts_with('/') && !text.starts_with("//") && text.len() <= 500;
    let plain = !text.contains(|letter: char| letter.is_control() || letter == '\\');
    (inside && plain).then(|| text.to_owned())
}

async fn ask(State(app): State<App>, visit: Visit, Query(query): Query<Parameters>) -> Answer {
    let next = query.get("suite").map(String::as_str).unwrap_or_default();
    form(&app, &visit, "", next, "")
}

fn form(app: &App, visit: &Visit, email: &str, next: &str, error: &str) -> Answer {
    let status = match error {
        "" => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = Page::new(
        "session/ask.html",
        app.words.say(visit.lang, "session-ask-title", None),
    )
    .hidden()
    .status(status)
    .with("email", email)
    .with("next", local_path(next).unwrap_or_default())
    .with("error", error);
    app.show(visit, page)
}

/// What the sign-in form sends.
#[derive(Deserialize)]
struct Asked {
    email: String,
    #[serde(default)]
    suite: String,
}

/// Known or not, the same letter goes to the address and the same page is shown: whoever opens the link has proved
/// that the address is theirs, and nobody else learns anything.
async fn send(State(app): State<App>, visit: Visit, Sent(asked): Sent<Asked>) -> Answer {
    let Ok(email) = Email::parse(&asked.email) else {
        let error = app.words.say(visit.lang, "session-ask-email-wrong", None);
        return form(&app, &visit, asked.email.trim(), &asked.suite, &error);
    };
    app.limits.letter_from(visit.from)?;
    let now = app.clock.now();
    if let Err(too_many) = app.limits.letter_to(&email.comparable()) {
        // Others may have asked for that mailbox: whoever reads it has a letter that opens the door, and needs no other.
        let mut conn = app.store.reader().await?;
        return match people::has_live_link(&mut conn, &email.comparable(), now).await? {
            true => Ok(go(&visit, "/connexion/envoyee")),
            false => Err(too_many),
        };
    }
    let (link, letter) = link_and_letter(&app, &visit, &email, &asked.suite, now);
    let mut tx = app.store.begin().await?;
    people::add_link(&mut tx, &link).await?;
    outbox::post(&mut tx, &letter, now).await?;
    tx.commit().await?;
    app.outbox.notify_one();
    Ok(go(&visit, "/connexion/envoyee"))
}

fn link_and_letter(
    app: &App,
    visit: &Visit,
    email: &Email,
    next: &str,
    now: Timestamp,
) -> (Link, NewLetter) {
    let fresh = secret::fresh();
    let token_hash = secret::digest(&fresh);
    let address = app
        .config
        .absolute(&href(visit.lang, &format!("/connexion/{fresh}")));
    let letter = NewLetter {
        dedupe: format!("sign-in {token_hash}"),
        to_email: email.comparable(),
        to_person: None,
        language: visit.lang.tag().to_owned(),
        kind: LETTER.to_owned(),
        params: json!({ "link": address, "minutes": LINK_MINUTES }),
        not_before: now,
    };
    let link = Link {
        token_hash,
        email: email.comparable(),
        purpose: PURPOSE.to_owned(),
        next_path: local_path(next),
        created_at: now,
        expires_at: after(now, LINK_MINUTES * 60_000),
        used_at: None,
    };
    (link, letter)
}

/// The minutes of a link begin when its letter leaves: one that waited for a mail server opens the door all the same. Answers
/// whether there still is such a link, not used yet.
///
/// # Errors
/// As the database answers.
pub async fn begin_minutes(app: &App, letter: &serde_json::Value) -> store::Result<bool> {
    let link = letter["link"].as_str().unwrap_or_default();
    let given = link.rsplit('/').next().unwrap_or_default();
    let until = after(app.clock.now(), LINK_MINUTES * 60_000);
    let mut tx = app.store.begin().await?;
    let there = people::prolong_link(&mut tx, &secret::digest(given), until).await?;
    tx.commit().await?;
    Ok(there)
}

async fn sent(State(app): State<App>, visit: Visit) -> Answer {
    let title = app.words.say(visit.lang, "session-sent-title", None);
    let page = Page::new("session/sent.html", title)
        .hidden()
        .with("minutes", LINK_MINUTES)
        .with("outbox", app.config.smtp_url.is_none());
    app.show(&visit, page)
}

/// The page of the link: a button, since programs that look into mail follow links, and must not use this one.
async fn arrive(State(app): State<App>, visit: Visit, Path(given): Path<String>) -> Answer {
    let mut conn = app.store.reader().await?;
    let found = people::link(&mut conn, &secret::digest(&given)).await?;
    let now = app.clock.now();
    let works = found.is_some_and(|link| {
        link.purpose == PURPOSE && link.used_at.is_none() && link.expires_at > now
    });
    if !works {
        // Guesses are counted, not those who were written to: many of them may sit behind one address.
        app.limits.attempt(visit.from)?;
        return ended(&app, &visit);
    }
    let title = app.words.say(visit.lang, "session-arrive-title", None);
    let page = Page::new("session/arrive.html", title)
        .hidden()
        .with("action", href(visit.lang, &visit.path));
    app.show(&visit, page)
}

/// The link was used, has ended, or never was: which one is nobody's business but its owner's, and the way on is
/// the same.
fn ended(app: &App, visit: &Visit) -> Answer {
    let page = Page::new(
        "session/ended.html",
        app.words.say(visit.lang, "session-ended-title", None),
    )
    .hidden()
    .status(StatusCode::GONE)
    .with("minutes", LINK_MINUTES);
    app.show(visit, page)
}

/// What the button of the link sends: its token only, which is checked.
#[derive(Deserialize)]
struct Nothing {}

async fn enter(
    State(app): State<App>,
    visit: Visit,
    Path(given): Path<String>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Answer {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let link = people::use_link(&mut tx, &secret::digest(&given), now).await?;
    let Some(link) = link.filter(|link| link.purpose == PURPOSE) else {
        app.limits.attempt(visit.from)?;
        return ended(&app, &visit);
    };
    let person = people::welcome(&mut tx, &link.email, "", visit.lang.tag(), now).await?;
    people::confirm(&mut tx, person.id, now).await?;
    let response =
        open_session(&app, &visit, &mut tx, person.id, link.next_path.as_deref()).await?;
    tx.commit().await?;
    Ok(response)
}

/// Opens a session for a person in the transaction that proved who they are; answers the way on, with the cookie.
///
/// # Errors
/// As the database answers.
pub async fn open_session(
    app: &App,
    visit: &Visit,
    tx: &mut store::Tx,
    person: i64,
    next: Option<&str>,
) -> Answer {
    let now = app.clock.now();
    let fresh = secret::fresh();
    let end = after(now, door::SESSION_MILLIS);
    people::open_session(tx, &secret::digest(&fresh), person, &visit.device, now, end).await?;
    let mut response = go(visit, next.unwrap_or("/espace"));
    set_cookie(app, &mut response, Some(&fresh))?;
    Ok(response)
}

fn set_cookie(app: &App, response: &mut Response, value: Option<&str>) -> Answer<()> {
    let cookie = HeaderValue::from_str(&door::cookie(app, value)).map_err(Failure::fault)?;
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(())
}

async fn leave(State(app): State<App>, visit: Visit, Sent(Nothing {}): Sent<Nothing>) -> Answer {
    if let Some(me) = &visit.me {
        let mut tx = app.store.begin().await?;
        let now = app.clock.now();
        people::end_session(&mut tx, me.session, Some(me.person.id), me.person.id, now).await?;
        tx.commit().await?;
    }
    let mut response = go(&visit, "/");
    set_cookie(&app, &mut response, None)?;
    Ok(response)
}

/// Where one is signed in, and a way to end it elsewhere.
async fn sessions(State(app): State<App>, visit: Visit, SignedIn(me): SignedIn) -> Answer {
    let mut conn = app.store.reader().await?;
    let live = people::sessions_of(&mut conn, me.person.id, app.clock.now()).await?;
    let rows: Vec<_> = live
        .iter()
        .map(|session| {
            json!({
                "device": session.device,
                "seen": session.seen_at.as_millisecond(),
                "opened": session.created_at.as_millisecond(),
                "here": session.id == me.session,
                "end": href(visit.lang, &format!("/espace/connexions/{}/fin", session.id)),
            })
        })
        .collect();
    let title = app.words.say(visit.lang, "session-list-title", None);
    let page = Page::new("session/list.html", title)
        .hidden()
        .with("rows", rows);
    app.show(&visit, page)
}

async fn end(
    State(app): State<App>,
    visit: Visit,
    SignedIn(me): SignedIn,
    Path(id): Path<i64>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Answer {
    let mut tx = app.store.begin().await?;
    let person = me.person.id;
    let ended = people::end_session(&mut tx, id, Some(person), person, app.clock.now()).await?;
    if !ended {
        return Err(Failure::NotFound);
    }
    tx.commit().await?;
    Ok(go(&visit, "/espace/connexions"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_of_ours_is_a_way_on() {
        assert_eq!(local_path("/espace?a=b").as_deref(), Some("/espace?a=b"));
        for elsewhere in [
            "//a.example",
            "https://a.example",
            "/\\a.example",
            "",
            "espace",
            "/a\nb",
        ] {
            assert_eq!(local_path(elsewhere), None, "{elsewhere}");
        }
    }
}

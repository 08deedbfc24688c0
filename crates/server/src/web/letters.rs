//! The address that stops the morning letter: one click in the mail program (RFC 8058), or a page with a button.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use store::people;

use crate::app::App;
use crate::error::{Answer, Failure};
use crate::secret::Key;
use crate::web::door::Visit;
use crate::web::page::{Page, href};

const PURPOSE: &str = "stop-digest";

/// The addresses of letters.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/lettres/arret/{secret}", get(ask).post(stop))
        .route("/lettres/reprise/{secret}", post(resume))
}

/// The path that stops the morning letter of a person, without the prefix of a language.
#[must_use]
pub fn stop_path(key: &Key, person: i64) -> String {
    format!("/lettres/arret/{}", secret(key, person))
}

fn secret(key: &Key, person: i64) -> String {
    format!("{person}-{}", key.prove(PURPOSE, &person.to_string()))
}

/// The person a secret belongs to.
fn person_of(app: &App, secret: &str) -> Answer<i64> {
    let (number, proof) = secret.split_once('-').ok_or(Failure::NotFound)?;
    let person: i64 = number.parse().map_err(|_| Failure::NotFound)?;
    let ours = app.key.proves(PURPOSE, &person.to_string(), proof);
    ours.then_some(person).ok_or(Failure::NotFound)
}

async fn ask(State(app): State<App>, visit: Visit, Path(given): Path<String>) -> Answer {
    app.limits.attempt(visit.from)?;
    let person = person_of(&app, &given)?;
    let mut conn = app.store.reader().await?;
    let found = people::by_id(&mut conn, person).await?;
    let found = found.ok_or(Failure::NotFound)?;
    let state = match found.digest_stopped_at {
        Some(_) => "stopped",
        None => "asked",
    };
    show(&app, &visit, &given, state)
}

/// Mail programs send no token: the secret of the address decides.
async fn stop(State(app): State<App>, visit: Visit, Path(given): Path<String>) -> Answer {
    change(&app, &visit, &given, true).await
}

async fn resume(State(app): State<App>, visit: Visit, Path(given): Path<String>) -> Answer {
    change(&app, &visit, &given, false).await
}

async fn change(app: &App, visit: &Visit, given: &str, stopped: bool) -> Answer<Response> {
    app.limits.attempt(visit.from)?;
    let person = person_of(app, given)?;
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    people::stop_digests(&mut tx, person, stopped.then_some(now)).await?;
    tx.commit().await?;
    show(
        app,
        visit,
        given,
        if stopped { "stopped" } else { "resumed" },
    )
}

fn show(app: &App, visit: &Visit, given: &str, state: &str) -> Answer {
    let title = app.words.say(visit.lang, "mail-stop-title", None);
    let path = |verb: &str| href(visit.lang, &format!("/lettres/{verb}/{given}"));
    let page = Page::new("national/letters.html", title)
        .hidden()
        .with("state", state)
        .with("stop", path("arret"))
        .with("resume", path("reprise"));
    app.show(visit, page)
}

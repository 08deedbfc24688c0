//! The way into the demonstration: who one can be, what to try, every letter sent. These addresses exist in it only.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse};
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::outbox::{self, Letter};
use store::people::{self, Person};

use crate::app::App;
use crate::demo::people::{COMMITTEE, DOMAIN, GERS, NATIONAL, OCCITANIE};
use crate::demo::proposals::{FOUNDRY, SCHOOL};
use crate::error::{Answer, Failure};
use crate::mail;
use crate::web::door::{Parameters, Visit};
use crate::web::form::Sent;
use crate::web::page::{Page, href};
use crate::web::session;

/// Letters shown at once.
const LETTERS: i64 = 30;
/// What a letter may load when it is shown as a browser shows it: its own style, and nothing else.
const LETTER_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-top-navigation-by-user-activation";

/// The addresses of the demonstration; none on a real site.
pub fn routes(app: &App) -> Router<App> {
    if !app.config.demo {
        return Router::new();
    }
    Router::new()
        .route("/demo", get(welcome))
        .route("/demo/entrer", post(enter))
        .route("/demo/lettres/{id}", get(letter))
        .route("/demo/lettres/{id}/html", get(letter_html))
}

/// Someone one can be.
#[derive(Serialize)]
struct Part {
    email: String,
    name: String,
    /// The key of the words that say what they do.
    does: &'static str,
}

async fn welcome(State(app): State<App>, visit: Visit, Query(query): Query<Parameters>) -> Answer {
    let before = query.get("avant").and_then(|text| text.parse().ok());
    let mut conn = app.store.reader().await?;
    let mut parts = Vec::new();
    for (email, does) in cast() {
        if let Some(person) = people::by_email(&mut conn, &email).await? {
            parts.push(Part {
                email: person.email,
                name: person.name,
                does,
            });
        }
    }
    let mut others = Vec::new();
    for role in ["referee", "coordinator"] {
        let appointed = people::appointed(&mut conn, role, None).await?;
        others.extend(appointed.into_iter().map(|(_, person)| option(person)));
    }
    let letters = outbox::latest(&mut conn, before, LETTERS).await?;
    let older = letters
        .last()
        .filter(|_| letters.len() as i64 == LETTERS)
        .map(|last| href(visit.lang, &format!("/demo?avant={}#lettres", last.id)));
    drop(conn);
    let mut rows = Vec::new();
    for letter in &letters {
        rows.push(row(&app, &visit, letter).await);
    }
    let page = Page::new(
        "demo/welcome.html",
        app.words.say(visit.lang, "demo-title", None),
    )
    .hidden()
    .with("parts", parts)
    .with("others", others)
    .with("letters", rows)
    .with("older", older.unwrap_or_default());
    app.show(&visit, page)
}

/// The people of the ten-minute tour, with what they do.
fn cast() -> Vec<(String, &'static str)> {
    let own = |name: &str| format!("{name}@{DOMAIN}");
    vec![
        (GERS.to_owned(), "demo-does-referee"),
        (COMMITTEE[0].0.to_owned(), "demo-does-committee"),
        (COMMITTEE[1].0.to_owned(), "demo-does-committee"),
        (OCCITANIE.to_owned(), "demo-does-coordinator"),
        (NATIONAL.to_owned(), "demo-does-national"),
        (own(FOUNDRY[0]), "demo-does-organiser"),
        (own(FOUNDRY[1]), "demo-does-colleague"),
        (own(SCHOOL), "demo-does-returned"),
    ]
}

fn option(person: Person) -> serde_json::Value {
    json!({ "value": person.email, "text": person.name })
}

async fn row(app: &App, visit: &Visit, letter: &Letter) -> serde_json::Value {
    let written = mail::write(app, letter).await;
    let subject = written.map_or_else(|_| letter.kind.clone(), |written| written.subject);
    json!({
        "subject": subject,
        "to": letter.to_email,
        "at": letter.created_at.as_millisecond(),
        "href": href(visit.lang, &format!("/demo/lettres/{}", letter.id)),
    })
}

#[derive(Deserialize)]
struct Chosen {
    email: String,
}

/// One click and one is somebody else. Only people who are there already: nobody is made by it.
async fn enter(State(app): State<App>, visit: Visit, Sent(chosen): Sent<Chosen>) -> Answer {
    let mut tx = app.store.begin().await?;
    let Some(person) = people::by_email(&mut tx, chosen.email.trim()).await? else {
        return Err(Failure::NotFound);
    };
    people::confirm(&mut tx, person.id, app.clock.now()).await?;
    let appointments = people::appointments_of(&mut tx, person.id).await?;
    let holds = |role: &str| appointments.iter().any(|held| held.role == role);
    let next = if holds("national") {
        "/pilotage"
    } else if appointments.is_empty() {
        "/espace"
    } else {
        "/instruction"
    };
    let response = session::open_session(&app, &visit, &mut tx, person.id, Some(next)).await?;
    tx.commit().await?;
    Ok(response)
}

async fn find(app: &App, id: i64) -> Answer<Letter> {
    let mut conn = app.store.reader().await?;
    let found = outbox::by_id(&mut conn, id).await?;
    found.ok_or(Failure::NotFound)
}

async fn letter(State(app): State<App>, visit: Visit, Path(id): Path<i64>) -> Answer {
    let letter = find(&app, id).await?;
    let written = mail::write(&app, &letter).await.map_err(Failure::fault)?;
    let page = Page::new("demo/letter.html", written.subject.clone())
        .hidden()
        .with("to", &letter.to_email)
        .with("at", letter.created_at.as_millisecond())
        .with("language", &letter.language)
        .with("text", &written.text)
        .with("links", links(&app, &written.text))
        .with(
            "html",
            href(visit.lang, &format!("/demo/lettres/{id}/html")),
        );
    app.show(&visit, page)
}

/// The addresses of this site in a letter, so that one may follow them as from a mail programme.
fn links(app: &App, text: &str) -> Vec<String> {
    let origin = app.config.origin();
    let mut links: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word = word
            .trim_matches(['<', '>', '(', ')', ','])
            .trim_end_matches('.');
        if word.starts_with(&origin) && !links.iter().any(|known| known == word) {
            links.push(word.to_owned());
        }
    }
    links
}

async fn letter_html(State(app): State<App>, Path(id): Path<i64>) -> Answer {
    let letter = find(&app, id).await?;
    let written = mail::write(&app, &letter).await.map_err(Failure::fault)?;
    let policy = HeaderValue::from_static(LETTER_POLICY);
    Ok((
        [(header::CONTENT_SECURITY_POLICY, policy)],
        Html(written.html),
    )
        .into_response())
}

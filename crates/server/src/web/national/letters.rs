//! The outbox: letters that wait, letters given up, and the latest ones. What they say is shown only where no mail server is
//! set: their links open doors that belong to those they are for.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse};
use serde_json::{Value as Json, json};
use store::outbox::{self, Letter};

use super::Team;
use crate::app::App;
use crate::error::{Answer, Failure};
use crate::mail;
use crate::web::door::Parameters;
use crate::web::form::Fields;
use crate::web::page::go;

/// Letters on a page.
const LETTERS: i64 = 50;
/// What a letter may load when it is shown as a mail program shows it: its own style, and nothing else.
const LETTER_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups";
/// Which letters, in addresses.
const STATES: [&str; 3] = ["attente", "abandon", "toutes"];

/// The letters of one state.
pub async fn list(State(app): State<App>, team: Team, Query(query): Query<Parameters>) -> Answer {
    let asked = query.get("etat").map_or("attente", String::as_str);
    let state = STATES
        .iter()
        .find(|state| **state == asked)
        .unwrap_or(&STATES[0]);
    let before = query.get("avant").and_then(|text| text.parse().ok());
    let mut conn = app.store.reader().await?;
    let letters = match *state {
        "toutes" => outbox::latest(&mut conn, before, LETTERS).await?,
        state => outbox::unsent(&mut conn, state == "abandon", before, LETTERS).await?,
    };
    let standing = outbox::standing(&mut conn).await?;
    drop(conn);
    let path = |state: &str| team.href(&format!("/pilotage/lettres?etat={state}"));
    let states: Vec<Json> = STATES
        .iter()
        .map(|one| {
            let count = match *one {
                "attente" => Some(standing.waiting),
                "abandon" => Some(standing.given_up),
                _ => None,
            };
            let text = team.say(&app, &format!("national-letters-{one}"));
            json!({ "text": text, "href": path(one), "here": one == state, "count": count })
        })
        .collect();
    let older = letters
        .last()
        .filter(|_| letters.len() as i64 == LETTERS)
        .map(|last| team.href(&format!("/pilotage/lettres?etat={state}&avant={}", last.id)));
    let rows: Vec<Json> = letters
        .iter()
        .map(|letter| row(&app, &team, letter))
        .collect();
    let title = team.say(&app, "national-letters");
    let page = team
        .page(&app, "national/outbox.html", &title, "letters")
        .with("states", states)
        .with("rows", rows)
        .with("older", older)
        .with(
            "all_again",
            match (*state, standing.given_up) {
                ("abandon", 1..) => team.href("/pilotage/lettres/reessayer"),
                _ => String::new(),
            },
        )
        .with("given_up", standing.given_up)
        .with("server", app.mailer.is_there());
    app.show(&team.visit, page)
}

fn row(app: &App, team: &Team, letter: &Letter) -> Json {
    let state = match (letter.sent_at, letter.gave_up_at) {
        (Some(_), _) => "sent",
        (None, Some(_)) => "given-up",
        (None, None) => "waiting",
    };
    json!({
        "kind": team.say(app, &format!("national-letter-{}", letter.kind)),
        "to": letter.to_email,
        "at": letter.created_at.as_millisecond(),
        "attempts": letter.attempts,
        "why": letter.last_error.clone().unwrap_or_default(),
        "state": state,
        "state_text": team.say(app, &format!("national-letter-{state}")),
        "href": team.href(&format!("/pilotage/lettres/{}", letter.id)),
        "again": match state {
            "sent" => String::new(),
            _ => team.href(&format!("/pilotage/lettres/{}/reessayer", letter.id)),
        },
    })
}

async fn find(app: &App, id: i64) -> Answer<Letter> {
    let mut conn = app.store.reader().await?;
    outbox::by_id(&mut conn, id).await?.ok_or(Failure::NotFound)
}

/// Whether the team may read what letters say.
fn may_be_read(app: &App, letter: &Letter) -> bool {
    !app.mailer.is_there() && letter.sent_at.is_none()
}

/// One letter.
pub async fn show(State(app): State<App>, team: Team, Path(id): Path<i64>) -> Answer {
    let letter = find(&app, id).await?;
    let written = match may_be_read(&app, &letter) {
        true => mail::write(&app, &letter).await.ok(),
        false => None,
    };
    let text = written.as_ref().map_or("", |written| written.text.as_str());
    let told = row(&app, &team, &letter);
    let title = match &written {
        Some(written) => written.subject.clone(),
        None => told["kind"].as_str().unwrap_or_default().to_owned(),
    };
    let page = team
        .page(&app, "national/letter.html", &title, "letters")
        .with("letter", &told)
        .with("language", &letter.language)
        .with("text", text)
        .with("html", team.href(&format!("/pilotage/lettres/{id}/html")))
        .with("back", team.href("/pilotage/lettres"));
    app.show(&team.visit, page)
}

/// The letter as a mail program shows it, shut in a sandbox.
pub async fn html(State(app): State<App>, _team: Team, Path(id): Path<i64>) -> Answer {
    let letter = find(&app, id).await?;
    if !may_be_read(&app, &letter) {
        return Err(Failure::Forbidden);
    }
    let written = mail::write(&app, &letter).await.map_err(Failure::fault)?;
    let policy = HeaderValue::from_static(LETTER_POLICY);
    let headers = [(header::CONTENT_SECURITY_POLICY, policy)];
    Ok((headers, Html(written.html)).into_response())
}

/// Makes every letter that was given up due at once.
pub async fn all_again(State(app): State<App>, team: Team, sent: Fields) -> Answer {
    team.check(&app, &sent)?;
    let mut tx = app.store.begin().await?;
    outbox::try_all_again(&mut tx, app.clock.now()).await?;
    tx.commit().await?;
    app.outbox.notify_one();
    Ok(go(&team.visit, "/pilotage/lettres?fait=again"))
}

/// Makes a letter due at once.
pub async fn again(
    State(app): State<App>,
    team: Team,
    Path(id): Path<i64>,
    sent: Fields,
) -> Answer {
    team.check(&app, &sent)?;
    let letter = find(&app, id).await?;
    let mut tx = app.store.begin().await?;
    outbox::try_again(&mut tx, letter.id, app.clock.now()).await?;
    tx.commit().await?;
    app.outbox.notify_one();
    Ok(go(&team.visit, "/pilotage/lettres?fait=again"))
}

//! The space of a signed-in organiser: their events by what they need, their organisations, their profile.

use axum::extract::State;
use axum::http::StatusCode;
use domain::ids::PersonId;
use domain::review::Review;
use domain::text::{check_length, single_line};
use domain::words::Language;
use serde::Deserialize;
use serde_json::{Value, json};
use store::events::{self, Kept};
use store::{editions, organisations, people};

use crate::app::App;
use crate::capability;
use crate::error::Answer;
use crate::refresh;
use crate::web::door::{SignedIn, Visit};
use crate::web::filters;
use crate::web::form::Sent;
use crate::web::organiser::hub;
use crate::web::page::{Flash, Page, go, href};

/// The longest name of a person, characters.
pub const NAME: usize = 120;

/// What an event needs from its organiser, the most urgent first.
fn need(kept: &Kept) -> &'static str {
    match &kept.event.review {
        Review::Returned { .. } => "answer",
        Review::Unconfirmed { .. } => "confirm",
        Review::Draft { .. } => "finish",
        _ if kept.working.is_some() => "finish",
        Review::Proposed { .. } => "wait",
        Review::Labelled { .. } => "labelled",
        Review::Refused { .. } | Review::Withdrawn { .. } => "closed",
    }
}

const NEEDS: [&str; 6] = ["answer", "confirm", "finish", "wait", "labelled", "closed"];

/// The page.
pub async fn show(State(app): State<App>, visit: Visit, SignedIn(me): SignedIn) -> Answer {
    let person = PersonId(me.person.id);
    let mut conn = app.store.reader().await?;
    let kept = events::of_person(&mut conn, person).await?;
    let editions = editions::editions(&mut conn).await?;
    let own = organisations::of_person(&mut conn, person).await?;
    drop(conn);
    let card = |kept: &Kept| -> Value {
        let edition = editions.iter().find(|one| one.id == kept.event.edition);
        let title = match kept.title.as_str() {
            "" => app.words.say(visit.lang, "organiser-untitled", None),
            title => title.to_owned(),
        };
        json!({
            "title": title,
            "href": href(visit.lang, &capability::path(&app.key, kept.id, kept.link_epoch)),
            "state": hub::told_state(&app, visit.lang, &kept.event, kept.working.is_some()),
            "edition": edition.map(|one| refresh::name(one).get(visit.lang).to_owned()),
            "changed": filters::moment(kept.updated_at, None, visit.lang),
        })
    };
    let groups: Vec<Value> = NEEDS
        .into_iter()
        .filter_map(|slug| {
            let events: Vec<Value> = kept
                .iter()
                .filter(|one| need(one) == slug)
                .map(card)
                .collect();
            let title = app
                .words
                .say(visit.lang, &format!("organiser-need-{slug}"), None);
            (!events.is_empty()).then(|| json!({ "title": title, "events": events }))
        })
        .collect();
    let organisations: Vec<Value> = own
        .iter()
        .map(|one| {
            json!({
                "name": one.organisation.name,
                "href": href(visit.lang, &format!("/espace/organisations/{}", one.id)),
            })
        })
        .collect();
    let title = app.words.say(visit.lang, "organiser-space-title", None);
    let page = Page::new("organiser/space.html", title)
        .hidden()
        .nav("organise")
        .with("groups", groups)
        .with("organisations", organisations);
    app.show(&visit, page)
}

/// What the profile sends.
#[derive(Debug, Deserialize)]
pub struct Profile {
    #[serde(default)]
    name: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    digests: String,
}

/// The profile.
pub async fn profile(State(app): State<App>, visit: Visit, SignedIn(me): SignedIn) -> Answer {
    let done = visit.query.as_deref() == Some("fait");
    let flash = done.then(|| Flash {
        kind: "good",
        title: app.words.say(visit.lang, "organiser-profile-saved", None),
        text: String::new(),
    });
    let name = me.person.name.clone();
    profile_page(&app, &visit, &me.person, &name, "", flash)
}

fn profile_page(
    app: &App,
    visit: &Visit,
    person: &people::Person,
    name: &str,
    error: &str,
    flash: Option<Flash>,
) -> Answer {
    let status = match error {
        "" => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let languages: Vec<Value> = Language::ALL
        .into_iter()
        .map(|language| {
            let key = format!("organiser-language-{}", language.tag());
            json!({ "value": language.tag(), "text": app.words.say(visit.lang, &key, None) })
        })
        .collect();
    let mut page = Page::new(
        "organiser/profile.html",
        app.words.say(visit.lang, "organiser-profile-title", None),
    )
    .hidden()
    .status(status)
    .with("email", &person.email)
    .with("name", name)
    .with("language", &person.language)
    .with("languages", languages)
    .with("digests", person.digest_stopped_at.is_none())
    .with("error", error);
    if let Some(flash) = flash {
        page = page.flash(flash);
    }
    app.show(visit, page)
}

/// Saves the profile.
pub async fn save_profile(
    State(app): State<App>,
    visit: Visit,
    SignedIn(me): SignedIn,
    Sent(profile): Sent<Profile>,
) -> Answer {
    let name = single_line(&profile.name);
    if check_length(&name, NAME).is_err() {
        let error = app
            .words
            .say(visit.lang, "organiser-profile-name-long", None);
        return profile_page(&app, &visit, &me.person, &name, &error, None);
    }
    let language = Language::parse(&profile.language).unwrap_or(visit.lang);
    let stopped = match (profile.digests.as_str(), me.person.digest_stopped_at) {
        ("1", _) => None,
        (_, Some(since)) => Some(since),
        (_, None) => Some(app.clock.now()),
    };
    let mut tx = app.store.begin().await?;
    people::rename(&mut tx, me.person.id, &name, language.tag()).await?;
    people::stop_digests(&mut tx, me.person.id, stopped).await?;
    tx.commit().await?;
    Ok(go(&visit, "/espace/profil?fait"))
}

//! Where one begins: what the label is, and a first field from which the draft is saved.

use axum::extract::State;
use axum::http::StatusCode;
use domain::edition::{Edition, Stage};
use domain::event::{Content, limits};
use domain::identifier::Email;
use domain::ids::PersonId;
use domain::text::{check_length, single_line};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use store::outbox::{self, NewLetter};
use store::{Conn, editions};
use store::{events, letters};

use crate::acts::{self, World};
use crate::app::App;
use crate::capability;
use crate::error::{Answer, Failure, Sentence};
use crate::refresh;
use crate::web::door::Visit;
use crate::web::filters;
use crate::web::form::Sent;
use crate::web::organiser::draft::{campaign_names, discreet, speaker};
use crate::web::page::{Page, go, href};

/// The edition that takes proposals or will, if there is one.
async fn running(conn: &mut Conn) -> store::Result<Option<Edition>> {
    let editions = editions::editions(conn).await?;
    Ok(editions
        .into_iter()
        .find(|edition| matches!(edition.stage, Stage::Running { .. })))
}

/// What the first form sends.
#[derive(Debug, Default, Deserialize)]
pub struct First {
    #[serde(default)]
    title: String,
    #[serde(default)]
    email: String,
}

/// The page.
pub async fn show(State(app): State<App>, visit: Visit) -> Answer {
    let mut conn = app.store.reader().await?;
    let edition = running(&mut conn).await?;
    drop(conn);
    page(
        &app,
        &visit,
        edition.as_ref(),
        &First::default(),
        [None, None],
    )
}

fn page(
    app: &App,
    visit: &Visit,
    edition: Option<&Edition>,
    typed: &First,
    errors: [Option<String>; 2],
) -> Answer {
    let lang = visit.lang;
    let now = app.clock.now();
    let open = edition.is_some_and(|edition| edition.takes_proposals(now));
    let told = edition.map(|edition| about(edition, visit, now));
    let status = match errors.iter().any(Option::is_some) {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let [title_error, email_error] = errors.map(Option::unwrap_or_default);
    let page = Page::new(
        "organiser/start.html",
        app.words.say(lang, "organiser-start-title", None),
    )
    .description(app.words.say(lang, "organiser-start-description", None))
    .nav("organise")
    .status(status)
    .with("edition", told)
    .with("open", open)
    .with(
        "typed",
        json!({ "title": typed.title, "email": typed.email }),
    )
    .with(
        "errors",
        json!({ "title": title_error, "email": email_error }),
    );
    app.show(visit, page)
}

fn about(edition: &Edition, visit: &Visit, now: Timestamp) -> Value {
    let (rules, lang) = (&edition.rules, visit.lang);
    let criteria: Vec<&str> = rules
        .criteria
        .iter()
        .map(|criterion| criterion.statement.get(lang))
        .collect();
    json!({
        "name": refresh::name(edition).get(lang),
        "theme": rules.theme.get(lang),
        "about": rules.about.get(lang),
        "week": filters::period(rules.week.from, rules.week.to, lang),
        "window": filters::period(rules.accepted.from, rules.accepted.to, lang),
        "wider": rules.accepted != rules.week,
        "opens": filters::day_long(rules.proposals_open, lang),
        "closes": filters::day_long(rules.proposals_close, lang),
        "early": edition.today(now) < rules.proposals_open,
        "days": rules.decision_days,
        "criteria": criteria,
    })
}

/// Begins a draft. The same page follows whether the address is known or not: only whoever reads the letter learns more.
pub async fn begin(State(app): State<App>, visit: Visit, Sent(first): Sent<First>) -> Answer {
    let typed = First {
        title: single_line(&first.title),
        email: single_line(&first.email),
    };
    // Nothing is begun before it is sure to be: whoever writes keeps others from writing.
    let mut conn = app.store.reader().await?;
    let edition = open(&app, &mut conn).await?;
    drop(conn);
    let email = match &visit.me {
        Some(me) => Email::parse(&me.person.email),
        None => Email::parse(&typed.email),
    };
    let title_error = title_fault(&app, &visit, &typed.title);
    let (Ok(email), None) = (email, &title_error) else {
        let wrong = visit.me.is_none() && Email::parse(&typed.email).is_err();
        let email_error = wrong.then(|| {
            app.words
                .say(visit.lang, "refusal-identifier-email-shape", None)
        });
        return page(
            &app,
            &visit,
            Some(&edition),
            &typed,
            [title_error, email_error],
        );
    };
    app.limits.letter(visit.from, &email.comparable())?;
    app.limits.change(visit.from)?;
    let mut tx = app.store.begin().await?;
    let edition = open(&app, &mut tx).await?;
    let now = app.clock.now();
    let mut content = Content {
        title: typed.title,
        language: visit.lang,
        ..Content::default()
    };
    content.referee_contact.email = email.to_string();
    let names = campaign_names(&app, &mut tx).await?;
    let world = World {
        gazetteer: &app.gazetteer,
        campaign_names: &names,
        edition: &edition,
        now,
    };
    let proposer = visit.me.as_ref().map(|me| PersonId(me.person.id));
    let id = acts::begin(&mut tx, world, proposer, &content).await?;
    let Some(kept) = events::find(&mut tx, id).await? else {
        return Err(Failure::fault("a draft just begun is not there"));
    };
    let path = capability::path(&app.key, id, kept.link_epoch);
    let letter = letter(&app, &visit, &email, &letters::first_letter(id), &path, now);
    outbox::post(&mut tx, &letter, now).await?;
    tx.commit().await?;
    app.outbox.notify_one();
    Ok(discreet(go(&visit, &format!("{path}/quoi"))))
}

/// The edition, while it takes proposals.
async fn open(app: &App, conn: &mut Conn) -> Answer<Edition> {
    let edition = running(conn).await?;
    edition
        .filter(|edition| edition.takes_proposals(app.clock.now()))
        .ok_or_else(|| Failure::refusal("refusal-review-closed"))
}

fn title_fault(app: &App, visit: &Visit, title: &str) -> Option<String> {
    let speaker = speaker(app, visit);
    if title.is_empty() {
        return Some(speaker.missing(domain::event::Field::Title));
    }
    let sentence = Sentence::new("refusal-blocked-too-long")
        .with("field", speaker.field(domain::event::Field::Title))
        .with("limit", limits::TITLE);
    check_length(title, limits::TITLE)
        .err()
        .map(|_| speaker.say(&sentence))
}

/// The letter with which one comes back to a draft. Nothing that was typed stands in it: nobody has proved yet that the address
/// is theirs.
#[must_use]
pub fn letter(
    app: &App,
    visit: &Visit,
    email: &Email,
    dedupe: &str,
    path: &str,
    now: Timestamp,
) -> NewLetter {
    NewLetter {
        dedupe: dedupe.to_owned(),
        to_email: email.comparable(),
        to_person: None,
        language: visit.lang.tag().to_owned(),
        kind: "draft-link".to_owned(),
        params: json!({ "link": app.config.absolute(&href(visit.lang, path)) }),
        not_before: now,
    }
}

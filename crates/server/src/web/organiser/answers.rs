//! Answering the referee's remarks from the letter: each remark beside its field, words to the referee, and nothing else.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::authority::Action;
use domain::event::Field;
use domain::review::{ANSWER, Refusal};
use domain::text;
use store::events;

use crate::app::App;
use crate::error::Answer;
use crate::web::door::Visit;
use crate::web::form::Fields;
use crate::web::organiser::draft::{Opened, discreet, speaker};
use crate::web::organiser::form::{Showing, as_json, page, take_in, unsettled, wants_json};
use crate::web::organiser::send;
use crate::web::organiser::typed::Typed;
use crate::web::page::{Flash, go};
use crate::web::sentences;

/// Fields that are answered together: one is not mended without the others in sight.
const TOGETHER: [&[Field]; 2] = [
    &[Field::Place, Field::Commune, Field::Point],
    &[Field::Booking, Field::Conditions],
];

/// The fields the remarks are about and those that go with them, each once, in the order of the pages.
fn remarked(opened: &Opened) -> Vec<Field> {
    let about = |field: &Field| {
        let mut remarks = opened.remarks.iter();
        remarks.any(|remark| remark.field == Some(*field))
    };
    let beside = |field: &Field| {
        let mut groups = TOGETHER.iter().filter(|group| group.contains(field));
        groups.any(|group| group.iter().any(about))
    };
    let fields = Field::ALL.into_iter();
    fields
        .filter(|field| about(field) || beside(field))
        .collect()
}

/// The remarks, each beside its field.
pub async fn show(State(app): State<App>, visit: Visit, Path(secret): Path<String>) -> Answer {
    let opened = Opened::load(&app, &visit, &secret).await?;
    if opened.remarks.is_empty() {
        return Ok(discreet(go(&visit, &opened.path(""))));
    }
    let content = opened.content.clone();
    let showing = Showing::of(remarked(&opened));
    page(&app, &visit, &opened, &content, showing).await
}

/// Saves the answers, and sends them when asked to.
pub async fn save(
    State(app): State<App>,
    headers: HeaderMap,
    Path(secret): Path<String>,
    fields: Fields,
) -> Answer {
    let visit = fields.visit.clone();
    app.check_token(
        &visit,
        Some(&secret),
        fields.get("csrf").unwrap_or_default(),
    )?;
    let typed = Typed(fields.pairs().to_vec());
    let opened = Opened::load(&app, &visit, &secret).await?;
    if opened.remarks.is_empty() {
        return Ok(discreet(go(&visit, &opened.path(""))));
    }
    let asked = remarked(&opened);
    let quiet = wants_json(&headers);
    let saved = take_in(&app, &visit, &secret, &typed, &asked, quiet).await?;
    let said = typed.prose("answer");
    let fits = text::check_length(&said, ANSWER).is_ok();
    if fits {
        keep(&app, &opened, &said).await?;
    }
    if quiet {
        return as_json(&app, &visit, saved, &asked).await;
    }
    if let Some(showing) = unsettled(&typed, &saved, Showing::of(asked.clone())) {
        return page(&app, &visit, &saved.opened, &saved.content, showing).await;
    }
    if !fits {
        let sentence = sentences::refusal(&Refusal::TooLong(ANSWER));
        let showing = Showing {
            typed: Some(&typed),
            own: Some(speaker(&app, &visit).say(&sentence)),
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..Showing::of(asked)
        };
        return page(&app, &visit, &saved.opened, &saved.content, showing).await;
    }
    if typed.get("act") != "send" {
        return Ok(discreet(go(&visit, &saved.opened.path("repondre"))));
    }
    match send::try_to_send(&app, &visit, &secret).await? {
        Ok(sent) => Ok(sent),
        Err((opened, Refusal::NothingChanged)) => {
            let showing = Showing::of(remarked(&opened));
            nothing_said(&app, &visit, &opened, showing).await
        }
        Err((opened, refused)) => send::kept_back(&app, &visit, &opened, &refused).await,
    }
}

/// Keeps the words to the referee, where the proposal still waits for them.
async fn keep(app: &App, opened: &Opened, said: &str) -> Answer<()> {
    if *said == opened.kept.answer {
        return Ok(());
    }
    opened.organiser(app, Action::Edit)?;
    let mut tx = app.store.begin().await?;
    events::keep_answer(&mut tx, opened.kept.id, said).await?;
    Ok(tx.commit().await?)
}

/// The same page, which says that an answer changes something or says something.
async fn nothing_said(app: &App, visit: &Visit, opened: &Opened, showing: Showing<'_>) -> Answer {
    let speaker = speaker(app, visit);
    let showing = Showing {
        flash: Some(Flash {
            kind: "bad",
            title: speaker.word("organiser-not-sent"),
            text: speaker.word("organiser-answer-nothing"),
        }),
        own: Some(speaker.word("organiser-answer-nothing")),
        status: StatusCode::UNPROCESSABLE_ENTITY,
        ..showing
    };
    page(app, visit, opened, &opened.content, showing).await
}

//! The steps of the form. Each is an ordinary form that saves whatever is there; the script sends the same form as one types
//! and is answered in JSON.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::authority::Action;
use domain::event::{Content, Field};
use domain::review::Review;
use serde_json::{Value, json};
use store::StoreError;

use crate::acts::{self, Failed};
use crate::app::App;
use crate::error::{Answer, Failure};
use crate::web::door::Visit;
use crate::web::filters;
use crate::web::form::Fields;
use crate::web::organiser::around::{changed, clock, deadline, head, map, said, steps, theirs};
use crate::web::organiser::draft::{Opened, base, discreet, speaker};
use crate::web::organiser::steps::Step;
use crate::web::organiser::typed::{self, Around, Reading, Typed};
use crate::web::organiser::{aside, geocode, organisation, send, unread, values};
use crate::web::page::{Flash, Page, go};

/// What a page of the form shows beside the content.
pub struct Showing<'a> {
    /// The step; none on the page that answers remarks.
    pub step: Option<Step>,
    /// The fields of the page.
    pub fields: Vec<Field>,
    /// What was typed, when it is shown again.
    pub typed: Option<&'a Typed>,
    /// What could not be read.
    pub reading: Reading,
    /// What somebody else saved meanwhile.
    pub theirs: Option<Content>,
    /// What is wrong with the words to the referee.
    pub own: Option<String>,
    /// What was just done.
    pub flash: Option<Flash>,
    /// The status of the answer.
    pub status: StatusCode,
}

impl Showing<'_> {
    /// A step as it stands.
    #[must_use]
    pub fn step(step: Step) -> Self {
        Self {
            step: Some(step),
            ..Self::of(step.fields().to_vec())
        }
    }

    /// Some fields as they stand.
    #[must_use]
    pub fn of(fields: Vec<Field>) -> Self {
        Self {
            step: None,
            fields,
            typed: None,
            reading: Reading::default(),
            theirs: None,
            own: None,
            flash: None,
            status: StatusCode::OK,
        }
    }
}

/// Whether the script asks, which saves as one types.
pub fn wants_json(headers: &HeaderMap) -> bool {
    let accepted = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.starts_with("application/json"))
}

/// A step.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path((secret, slug)): Path<(String, String)>,
) -> Answer {
    let step = Step::parse(&slug).ok_or(Failure::NotFound)?;
    let opened = Opened::load(&app, &visit, &secret).await?;
    if !opened.may_edit(&app) {
        return Ok(discreet(go(&visit, &opened.path(""))));
    }
    let content = opened.content.clone();
    let showing = Showing {
        flash: said(&app, &visit),
        ..Showing::step(step)
    };
    page(&app, &visit, &opened, &content, showing).await
}

/// Shows a page of the form with a content, which need not be the one that is kept.
///
/// # Errors
/// As the database answers.
pub async fn page(
    app: &App,
    visit: &Visit,
    opened: &Opened,
    content: &Content,
    showing: Showing<'_>,
) -> Answer {
    let examined = opened.examine(app, content).await?;
    let panel = aside::panel(app, visit, opened, content, &examined).await?;
    let organisation = values::organisation(app, content).await?;
    let shared = organisation::shared(app, visit, opened, organisation.as_ref()).await?;
    let mut shown = values::values(app, content, organisation.as_ref());
    let again = unread::again(app, opened, &showing.fields).filter(|_| showing.typed.is_none());
    let (typed, reading) = match &again {
        Some((typed, reading)) => (Some(typed), reading),
        None => (showing.typed, &showing.reading),
    };
    if let Some(typed) = typed {
        let behind = showing.theirs.is_some();
        values::lay_typed(&mut shown, typed, reading, behind);
    }
    let errors = values::errors(app, visit, &showing.fields, &examined.findings, reading);
    let list: Vec<Value> = showing
        .fields
        .iter()
        .filter_map(|field| Some((field, errors.get(field.slug())?)))
        .filter(|(_, text)| !text.is_empty() && showing.typed.is_some())
        .map(|(field, text)| json!({ "field": aside::input_of(*field), "text": text }))
        .chain(
            showing
                .own
                .iter()
                .map(|text| json!({ "field": "f-answer", "text": text })),
        )
        .collect();
    let speaker = speaker(app, visit);
    let key = match showing.step {
        Some(step) => format!("organiser-step-{}", step.slug()),
        None => "organiser-answer-title".to_owned(),
    };
    let general: Vec<&str> = opened
        .remarks
        .iter()
        .filter(|remark| remark.field.is_none())
        .map(|remark| remark.text.as_str())
        .collect();
    let fields: Vec<&str> = showing.fields.iter().map(|field| field.slug()).collect();
    let said = showing
        .typed
        .map_or_else(|| opened.kept.answer.clone(), |typed| typed.prose("answer"));
    let theirs = theirs(app, visit, opened, content, &showing).await?;
    let (waits, changed) = changed(app, visit, opened, content, showing.step).await?;
    let own = showing.own.clone().unwrap_or_default();
    let mut page = Page::new(
        match showing.step {
            Some(_) => "organiser/step.html",
            None => "organiser/answer.html",
        },
        speaker.word(&key),
    )
    .hidden()
    .nav("organise")
    .capability(&opened.secret)
    .status(showing.status)
    .with("step", showing.step.map(Step::slug).unwrap_or_default())
    .with("steps", steps(app, visit, opened, &examined, showing.step))
    .with("head", head(app, visit, opened, content))
    .with(
        "action",
        showing.step.map_or_else(
            || values::link(visit, opened, "repondre"),
            |step| values::link(visit, opened, step.slug()),
        ),
    )
    .with(
        "back",
        showing
            .step
            .and_then(Step::before)
            .map(|step| values::link(visit, opened, step.slug())),
    )
    .with("fields", fields)
    .with("base", base(&opened.content, &showing.fields))
    .with("v", shown)
    .with("o", values::options(app, visit, opened))
    .with("e", errors)
    .with("r", values::remarks(&opened.remarks))
    .with("general", general)
    .with("said", said)
    .with("said_error", own)
    .with("said_most", domain::review::ANSWER)
    .with("list", list)
    .with(
        "slots",
        values::slots(app, visit, opened, content, &examined.chain, reading),
    )
    .with("map", map(app, content))
    .with("shared", shared)
    .with("theirs", theirs)
    .with("changed", changed)
    .with("waits", waits)
    .with(
        "online",
        matches!(opened.kept.event.review, Review::Labelled { .. }),
    )
    .with("deadline", deadline(app, visit, opened))
    .with(
        "links",
        json!({
            "communes": crate::web::page::href(visit.lang, "/proposer/communes"),
            "organisations": crate::web::page::href(visit.lang, "/proposer/organisations"),
            "address": crate::web::page::href(visit.lang, "/proposer/adresse"),
            "here": crate::web::page::href(visit.lang, "/proposer/lieu"),
            "markdown": values::link(visit, opened, "markdown"),
            "hub": values::link(visit, opened, ""),
        }),
    )
    .with("panel", panel);
    if let Some(flash) = showing.flash {
        page = page.flash(flash);
    }
    Ok(discreet(app.show(visit, page)?))
}

/// Saves a step.
pub async fn save(
    State(app): State<App>,
    headers: HeaderMap,
    Path((secret, slug)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let step = Step::parse(&slug).ok_or(Failure::NotFound)?;
    let visit = fields.visit.clone();
    app.check_token(
        &visit,
        Some(&secret),
        fields.get("csrf").unwrap_or_default(),
    )?;
    let typed = Typed(fields.pairs().to_vec());
    let quiet = wants_json(&headers);
    let saved = take_in(&app, &visit, &secret, &typed, step.fields(), quiet).await?;
    if quiet {
        return as_json(&app, &visit, saved, step.fields()).await;
    }
    let showing = Showing::step(step);
    if let Some(showing) = unsettled(&typed, &saved, showing) {
        return page(&app, &visit, &saved.opened, &saved.content, showing).await;
    }
    let stays = matches!(typed.get("act"), "stay" | "series" | "clear");
    if !stays && cannot_stand(&app, &saved, step.fields()).await? {
        let showing = Showing {
            typed: Some(&typed),
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..Showing::step(step)
        };
        return page(&app, &visit, &saved.opened, &saved.content, showing).await;
    }
    let next = step.next().filter(|_| !stays).unwrap_or(step);
    let path = saved.opened.path(next.slug());
    let path = match saved.word {
        Some(word) => format!("{path}?repere={word}"),
        None if typed.get("act") == "series" => format!("{path}?creneaux={}", saved.added),
        None => path,
    };
    Ok(discreet(go(&visit, &path)))
}

/// Whether something typed on this page cannot stand: one does not walk on past a fault, and may past what is only missing.
async fn cannot_stand(app: &App, saved: &Saved, fields: &[Field]) -> Answer<bool> {
    let examined = saved.opened.examine(app, &saved.content).await?;
    let mut blocked = examined.findings.blocked.iter();
    Ok(blocked.any(|one| fields.contains(&one.field())))
}

/// What became of a form that was taken in.
pub struct Saved {
    /// The event as it is now.
    pub opened: Opened,
    /// What the form holds; not kept when somebody was quicker.
    pub content: Content,
    /// What could not be read.
    pub reading: Reading,
    /// The key of a word about the pin, when its address was not found.
    pub word: Option<&'static str>,
    /// How many slots a series added.
    pub added: usize,
    /// What somebody else saved meanwhile: nothing was kept.
    pub theirs: Option<Content>,
}

/// Reads a form into the working copy and keeps it, unless somebody changed the same fields meanwhile. `quiet` is the script
/// that saves as one types: it creates nothing and asks nobody outside.
///
/// # Errors
/// [`Failure::Forbidden`] when the event's state does not allow it.
pub async fn take_in(
    app: &App,
    visit: &Visit,
    secret: &str,
    typed: &Typed,
    fields: &[Field],
    quiet: bool,
) -> Answer<Saved> {
    app.limits.change_by(secret)?;
    let opened = Opened::load(app, visit, secret).await?;
    opened.organiser(app, Action::Edit)?;
    let mut content = opened.content.clone();
    let around = Around {
        gazetteer: &app.gazetteer,
        edition: &opened.edition,
    };
    let mut reading = typed::read(typed, fields, around, &mut content);
    let mut added = 0;
    if fields.contains(&Field::Slots) {
        added = send::series(typed, &opened, &mut content, &mut reading);
    }
    let word = match fields.contains(&Field::Point) && !quiet {
        true => geocode::place_pin(app, typed, &mut content, &reading).await,
        false => None,
    };
    let mut tx = app.store.begin().await?;
    if fields.contains(&Field::Organisation) && typed.holds(Field::Organisation) {
        let settled = organisation::choose(
            app,
            &mut tx,
            typed,
            quiet,
            &opened,
            &mut content,
            &mut reading,
        );
        if !settled.await? {
            reading.pending.push(Field::Organisation);
        }
    }
    let unread = unread::after(&opened.kept.unread, fields, typed, &reading);
    let shown = typed.get("base");
    let behind = !shown.is_empty() && shown != base(&opened.content, fields);
    if behind && base(&content, fields) != base(&opened.content, fields) {
        drop(tx);
        return Ok(yielded(opened, content, reading));
    }
    if content != opened.content || unread != opened.kept.unread {
        let world = opened.world(app);
        match acts::save_typed(&mut tx, world, &opened.kept, &content, &unread).await {
            Ok(()) => tx.commit().await?,
            // Another step was saved at the same moment: what is kept now is compared again.
            Err(Failed::Store(StoreError::Conflict(_))) => {
                drop(tx);
                let now = Opened::load(app, visit, secret).await?;
                return Ok(yielded(now, content, reading));
            }
            Err(failed) => return Err(failed.into()),
        }
    } else {
        drop(tx);
    }
    let opened = Opened::load(app, visit, secret).await?;
    Ok(Saved {
        opened,
        content,
        reading,
        word,
        added,
        theirs: None,
    })
}

/// Somebody was quicker: what was typed is shown beside what they saved, and nothing is kept. An organisation about to be
/// created is not, so its number means nothing.
fn yielded(opened: Opened, mut content: Content, reading: Reading) -> Saved {
    let theirs = Some(opened.content.clone());
    content.organisation = opened.content.organisation;
    Saved {
        opened,
        content,
        reading,
        word: None,
        added: 0,
        theirs,
    }
}

/// The page to show again, when something could not be read or somebody was quicker.
pub fn unsettled<'a>(typed: &'a Typed, saved: &Saved, showing: Showing<'a>) -> Option<Showing<'a>> {
    let status = match (&saved.theirs, saved.reading.troubles.is_empty()) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (None, true) => return None,
    };
    Some(Showing {
        typed: Some(typed),
        reading: saved.reading.clone(),
        theirs: saved.theirs.clone(),
        status,
        ..showing
    })
}

/// The answer to the script: when it was saved, what the next form must say it saw, and the panel.
pub async fn as_json(app: &App, visit: &Visit, saved: Saved, fields: &[Field]) -> Answer {
    let Saved {
        opened,
        content,
        theirs,
        ..
    } = saved;
    if theirs.is_some() {
        let text = app.words.say(visit.lang, "organiser-save-conflict", None);
        let body = Json(json!({ "conflict": text }));
        return Ok(discreet((StatusCode::CONFLICT, body).into_response()));
    }
    let examined = opened.examine(app, &content).await?;
    let panel = aside::panel(app, visit, &opened, &content, &examined).await?;
    let values = minijinja::context! {
        panel => minijinja::value::Value::from(minijinja::value::Serde(&panel)),
        page => minijinja::context! { lang => visit.lang.tag(), path => visit.path.as_str() },
    };
    let html = app
        .pages
        .render(visit.lang, "organiser/panel.html", values)?;
    let at = clock(app.clock.now(), visit.lang);
    let mut args = fluent_bundle::FluentArgs::new();
    args.set("time", at);
    let body = json!({
        "saved": app.words.say(visit.lang, "organiser-saved-at", Some(&args)),
        "base": base(&opened.content, fields),
        "panel": html,
        "ready": examined.findings.may_be_proposed(),
    });
    Ok(discreet(Json(body).into_response()))
}

/// What a description will look like.
pub async fn markdown(
    State(app): State<App>,
    Path(secret): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let visit = fields.visit.clone();
    app.check_token(
        &visit,
        Some(&secret),
        fields.get("csrf").unwrap_or_default(),
    )?;
    app.limits.change_by(&secret)?;
    let typed = Typed(fields.pairs().to_vec());
    let body = Json(json!({ "html": filters::markdown(&typed.prose("description"), 2) }));
    Ok(discreet(body.into_response()))
}

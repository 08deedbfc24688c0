//! What stands around the form on its pages: steps, the title, the little map, what changes, what somebody else saved.

use domain::event::{Content, Field};
use domain::review::Review;
use domain::words::Language;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use store::events;

use crate::acts::Examined;
use crate::app::App;
use crate::error::Answer;
use crate::web::door::Visit;
use crate::web::filters;
use crate::web::organiser::draft::{Opened, speaker};
use crate::web::organiser::form::Showing;
use crate::web::organiser::steps::Step;
use crate::web::organiser::{aside, geocode, hub, values};
use crate::web::page::Flash;

/// On the last step, what would be sent changes of what was sent before, and whether a referee answers on it; on others,
/// nothing.
pub(super) async fn changed(
    app: &App,
    visit: &Visit,
    opened: &Opened,
    content: &Content,
    step: Option<Step>,
) -> Answer<(bool, Vec<Value>)> {
    let event = &opened.kept.event;
    if step != Some(Step::Send) || event.standing() == 0 {
        return Ok((true, Vec::new()));
    }
    let mut conn = app.store.reader().await?;
    let before = events::content(&mut conn, opened.kept.id, event.standing()).await?;
    drop(conn);
    let rules = &opened.edition.rules;
    let mut differing = before.differences(content).into_iter();
    let free = matches!(event.review, Review::Labelled { .. })
        && differing.all(|field| rules.passes(field, &before, content));
    let rows = aside::changes(app, visit, opened, &before, content).await?;
    Ok((!free, rows))
}

/// Until when an answer to remarks is awaited, in words.
pub(super) fn deadline(app: &App, visit: &Visit, opened: &Opened) -> String {
    match opened.remarks.is_empty() {
        true => String::new(),
        false => hub::state(app, visit, opened)["text"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
    }
}

/// The title and the state above the form.
pub(super) fn head(app: &App, visit: &Visit, opened: &Opened, content: &Content) -> Value {
    let saved = opened
        .kept
        .working_at
        .filter(|_| opened.kept.working.is_some())
        .map(|at| clock(at, visit.lang));
    json!({
        "title": content.title,
        "saved": saved,
        "first": opened.kept.event.revisions == 0,
        "labelled": opened.kept.event.label.is_some(),
        "returned": !opened.remarks.is_empty(),
        "demo": app.config.demo,
    })
}

/// The hour at which something was saved, in the nation's capital.
pub(super) fn clock(at: jiff::Timestamp, language: Language) -> String {
    let zone = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
    filters::time(at.to_zoned_datetime(zone).time(), language)
}

/// The steps, each with its state.
pub(super) fn steps(
    app: &App,
    visit: &Visit,
    opened: &Opened,
    examined: &Examined,
    here: Option<Step>,
) -> Vec<Value> {
    let speaker = speaker(app, visit);
    Step::ALL
        .into_iter()
        .map(|step| {
            let state = match here == Some(step) {
                true => "here",
                false => step.state(&examined.findings),
            };
            json!({
                "text": speaker.word(&format!("organiser-step-short-{}", step.slug())),
                "href": values::link(visit, opened, step.slug()),
                "state": state,
            })
        })
        .collect()
}

/// Where the little map begins.
pub(super) fn map(app: &App, content: &Content) -> Value {
    let commune = content
        .place
        .commune
        .as_ref()
        .and_then(|code| app.gazetteer.commune(code.as_str()));
    let bounds = match commune {
        Some(commune) => app
            .gazetteer
            .bounds(catalogue::place::Place::Commune(commune)),
        None => app.gazetteer.nation().bounds,
    };
    let style = app.config.map_style_url.as_ref().map(ToString::to_string);
    json!({
        "bounds": bounds.map(|degrees| format!("{degrees:.4}")).join(","),
        "style": style.unwrap_or_default(),
        "base": if app.base_map.is_some() { "/fond/{z}/{x}/{y}.mvt" } else { "" },
        "credits": app.gazetteer.credits(),
    })
}

/// What somebody else saved meanwhile, beside what was typed.
pub(super) async fn theirs(
    app: &App,
    visit: &Visit,
    opened: &Opened,
    content: &Content,
    showing: &Showing<'_>,
) -> Answer<Vec<Value>> {
    let Some(theirs) = &showing.theirs else {
        return Ok(Vec::new());
    };
    let speaker = speaker(app, visit);
    let mine = aside::preview(app, visit, opened, content).await?;
    let other = aside::preview(app, visit, opened, theirs).await?;
    let text = |list: &[Value], title: &str| {
        let found = list.iter().find(|one| one["title"] == title);
        found.map_or_else(String::new, |one| match one["html"].as_str() {
            Some("") | None => one["text"].as_str().unwrap_or_default().to_owned(),
            Some(_) => content.description.clone(),
        })
    };
    let differing = content.differences(theirs);
    Ok(showing
        .fields
        .iter()
        .filter(|field| differing.contains(field))
        .map(|field| {
            let title = speaker.field(*field);
            let other = match field {
                Field::Description => theirs.description.clone(),
                _ => text(&other, &title),
            };
            json!({ "title": title, "mine": text(&mine, &title), "theirs": other })
        })
        .collect())
}

/// What the form that was sent has to say on the page it leads to.
pub(super) fn said(app: &App, visit: &Visit) -> Option<Flash> {
    let query = visit.query.as_deref()?;
    if let Some(added) = query.strip_prefix("creneaux=") {
        let added: usize = added.parse().ok()?;
        let args = crate::words::args([("count", added.into())]);
        let title = app
            .words
            .say(visit.lang, "organiser-series-made", Some(&args));
        return Some(Flash {
            kind: if added > 0 { "good" } else { "info" },
            title,
            text: String::new(),
        });
    }
    about_pin(app, visit, query)
}

/// The word about the pin that the step before left, when it could place none.
fn about_pin(app: &App, visit: &Visit, query: &str) -> Option<Flash> {
    let asked = query.strip_prefix("repere=")?;
    let word = geocode::WORDS.iter().find(|word| **word == asked)?;
    let speaker = speaker(app, visit);
    Some(Flash {
        kind: "info",
        title: speaker.word("organiser-address-no-pin"),
        text: speaker.word(word),
    })
}

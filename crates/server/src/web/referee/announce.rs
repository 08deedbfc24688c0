//! Whoever decides says what becomes of a labelled event of theirs: cancelled, postponed, moved online, or held after all.
//! Its page says so at once, and its organiser is told who said it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::authority;
use domain::review::REMARK;
use serde_json::{Value, json};
use store::StoreError;
use store::events::Kept;

use super::desk::{Desk, Trail, denied, failure, pairs};
use crate::acts::{self, Failed};
use crate::app::App;
use crate::error::{Answer, Sentence};
use crate::web::announce::{self, Change, Typed};
use crate::web::door::Visit;
use crate::web::faults;
use crate::web::form::Fields;
use crate::web::page::{Page, go};

/// A form shown again: what was chosen and typed, and why nothing was announced.
#[derive(Default)]
struct Told {
    change: Option<Change>,
    typed: Typed,
    status: StatusCode,
    /// Fields (their id on the page) and sentences.
    faults: Vec<(&'static str, Sentence)>,
}

/// The form.
pub async fn show(State(app): State<App>, visit: Visit, Path(id): Path<i64>) -> Answer {
    let mut conn = app.store.reader().await?;
    let mut desk = Desk::open(&app, &visit, &mut conn).await?;
    let trail = desk.trail(&pairs(&visit));
    let (kept, matter) = desk.event(&mut conn, id).await?;
    authority::announcer(&desk.standing, &matter).map_err(|why| denied(&why))?;
    form(&desk, &kept, &trail, Told::default())
}

fn form(desk: &Desk<'_>, kept: &Kept, trail: &Trail, told: Told) -> Answer {
    let changes: Vec<Value> = Change::ALL
        .into_iter()
        .filter(|change| change.is_news(&kept.event))
        .map(|change| {
            let key = format!("referee-announce-{}", change.slug());
            json!({
                "value": change.slug(),
                "text": desk.say(&key),
                "hint": desk.say(&format!("{key}-text")),
            })
        })
        .collect();
    let sentence = |field: &str| {
        let found = told.faults.iter().find(|(own, _)| *own == field);
        found.map_or_else(String::new, |(_, why)| {
            faults::say(desk.app, desk.visit, why)
        })
    };
    let summary: Vec<Value> = told
        .faults
        .iter()
        .map(|(field, why)| {
            json!({ "field": field, "text": faults::say(desk.app, desk.visit, why) })
        })
        .collect();
    let path = format!("/instruction/{}", kept.id);
    let page = Page::new("referee/announce.html", desk.say("referee-announce-title"))
        .hidden()
        .status(told.status)
        .with("title", &kept.title)
        .with("said", said(desk, kept))
        .with("changes", changes)
        .with("change", told.change.map(Change::slug).unwrap_or_default())
        .with("reason", &told.typed.reason)
        .with("url", &told.typed.url)
        .with(
            "errors",
            json!({
                "change": sentence("f-annonce"),
                "reason": sentence("f-reason"),
                "url": sentence("f-url"),
            }),
        )
        .with("summary", summary)
        .with("most", REMARK)
        .with("carried", trail.carried())
        .with("action", desk.href(&format!("{path}/annoncer")))
        .with("back", desk.href(&trail.path(&path, &[])));
    desk.app.show(desk.visit, page)
}

/// What visitors read today about what became of it; empty while it takes place as told.
pub fn said(desk: &Desk<'_>, kept: &Kept) -> String {
    announce::told(&kept.event.status).map_or_else(String::new, |(slug, reason)| {
        desk.say_with(
            &format!("referee-status-{slug}"),
            &[("reason", reason.to_owned().into())],
        )
    })
}

/// Announces it.
pub async fn save(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
    sent: Fields,
) -> Answer {
    visit.signed_in()?;
    app.check_token(&visit, None, sent.get("csrf").unwrap_or_default())?;
    let mut tx = app.store.begin().await?;
    let mut desk = Desk::open(&app, &visit, &mut tx).await?;
    let trail = desk.trail(sent.pairs());
    let (kept, matter) = desk.event(&mut tx, id).await?;
    let by = authority::announcer(&desk.standing, &matter).map_err(|why| denied(&why))?;
    let mut told = Told {
        change: sent.get("annonce").and_then(Change::parse),
        typed: Typed::read(&sent),
        status: StatusCode::UNPROCESSABLE_ENTITY,
        faults: Vec::new(),
    };
    let Some(change) = told.change else {
        told.faults
            .push(("f-annonce", Sentence::new("referee-no-announcement")));
        return form(&desk, &kept, &trail, told);
    };
    let [reason, url] = told.typed.faults(change);
    told.faults.extend(reason.map(|why| ("f-reason", why)));
    told.faults.extend(url.map(|why| ("f-url", why)));
    if !told.faults.is_empty() {
        return form(&desk, &kept, &trail, told);
    }
    // Somebody said it first: what was typed is kept, and the form says what the public reads now.
    if !change.is_news(&kept.event) {
        return overtaken(&desk, &kept, &trail, told);
    }
    let status = told.typed.clone().status(change, desk.now);
    match acts::announce(&mut tx, desk.world(), &kept, status, &by).await {
        Ok(_) => {}
        Err(Failed::Store(StoreError::Conflict(_))) => {
            return overtaken(&desk, &kept, &trail, told);
        }
        Err(other) => return Err(failure(other)),
    }
    tx.commit().await?;
    app.outbox.notify_one();
    let path = trail.path(&format!("/instruction/{id}"), &[("annonce", "1")]);
    Ok(go(&visit, &path))
}

/// The form again: the event has moved on since it was shown.
fn overtaken(desk: &Desk<'_>, kept: &Kept, trail: &Trail, mut told: Told) -> Answer {
    told.status = StatusCode::CONFLICT;
    told.faults.push(("", Sentence::new("referee-no-moved-on")));
    form(desk, kept, trail, told)
}

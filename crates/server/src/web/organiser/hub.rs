//! The page of an event for its organiser: where it stands, what comes next, what one may do, and its journal.

use axum::extract::{Path, State};
use domain::authority::Action;
use domain::event::Content;
use domain::journal::{Actor, Entry, What};
use domain::review::{Review, VerdictKind};
use domain::words::Language;
use fluent_bundle::{FluentArgs, FluentValue};
use serde_json::{Value, json};
use store::{events, offices, reviews};

use crate::acts;
use crate::app::App;
use crate::error::Answer;
use crate::web::announce;
use crate::web::door::Visit;
use crate::web::filters;
use crate::web::organiser::acting::{Act, words_of};
use crate::web::organiser::draft::{Opened, discreet, speaker};
use crate::web::organiser::steps::Step;
use crate::web::organiser::{aside, values};
use crate::web::page::{Flash, Page, go, href};

/// The page. A draft goes to its form.
pub async fn show(State(app): State<App>, visit: Visit, Path(secret): Path<String>) -> Answer {
    let opened = Opened::load(&app, &visit, &secret).await?;
    let event = &opened.kept.event;
    let begun = matches!(event.review, Review::Draft { .. }) && event.revisions == 0;
    if begun && opened.may_edit(&app) {
        return Ok(discreet(go(&visit, &opened.path(Step::What.slug()))));
    }
    let speaker = speaker(&app, &visit);
    let mut conn = app.store.reader().await?;
    let journal = reviews::journal(&mut conn, opened.kept.id).await?;
    let verdicts = reviews::verdicts(&mut conn, opened.kept.id).await?;
    let deciding = opened.coverage.deciding(&event.chain).clone();
    let (office, _) = offices::office(&mut conn, &deciding).await?;
    let labelled = match &event.label {
        Some(label) => Some(events::content(&mut conn, opened.kept.id, label.revision).await?),
        None => None,
    };
    drop(conn);
    let refused = matches!(event.review, Review::Refused { .. });
    let reason = verdicts
        .iter()
        .rev()
        .find(|(_, verdict)| refused && verdict.kind == VerdictKind::Refused)
        .map(|(_, verdict)| verdict.note.clone());
    let place = app.gazetteer.territory(deciding.as_str());
    let territory = place.map(|place| app.gazetteer.name(place, visit.lang.tag()).to_owned());
    let public = opened
        .kept
        .slug
        .as_ref()
        .filter(|_| event.label.is_some())
        .map(|slug| href(visit.lang, &format!("/evenements/{slug}")));
    let mut page = Page::new("organiser/hub.html", opened.kept.title.clone())
        .hidden()
        .nav("organise")
        .capability(&secret)
        .with("state", state(&app, &visit, &opened))
        .with("resend", values::link(&visit, &opened, Step::Send.slug()))
        .with("email", opened.content.referee_contact.email.clone())
        .with("reason", reason.unwrap_or_default())
        .with("remarks", remarks(&app, &visit, &opened))
        .with("public", public)
        .with("bookings", bookings(&visit, &opened, &labelled))
        .with("status", status(&app, &visit, &opened))
        .with(
            "territory",
            json!({
                "name": territory,
                "service": office.service,
                "mail": office.email,
                "phone": office.phone,
            }),
        )
        .with(
            "edit",
            opened
                .may_edit(&app)
                .then(|| values::link(&visit, &opened, "quoi")),
        )
        .with(
            "answer",
            (!opened.remarks.is_empty()).then(|| values::link(&visit, &opened, "repondre")),
        )
        .with("working", opened.kept.working.is_some())
        .with("over", opened.is_over())
        .with("acts", acts_of(&app, &visit, &opened))
        .with(
            "facts",
            aside::preview(&app, &visit, &opened, &opened.content).await?,
        )
        .with("signed_in", visit.me.is_some())
        .with("journal", lines(&app, visit.lang, &journal));
    if let Some(flash) = flash(&visit, &opened, &speaker) {
        page = page.flash(flash);
    }
    Ok(discreet(app.show(&visit, page)?))
}

/// Where those who booked are listed, when one books here.
fn bookings(visit: &Visit, opened: &Opened, labelled: &Option<Content>) -> Option<String> {
    let here = labelled
        .as_ref()
        .is_some_and(|content| content.booking.here());
    here.then(|| values::link(visit, opened, "inscriptions"))
}

fn flash(
    visit: &Visit,
    opened: &Opened,
    speaker: &crate::web::sentences::Speaker<'_>,
) -> Option<Flash> {
    let waits = matches!(opened.kept.event.review, Review::Unconfirmed { .. });
    // Nothing waits after it was sent: it needed no review.
    let passed = matches!(opened.kept.event.review, Review::Labelled { .. });
    let key = match visit.query.as_deref()? {
        "envoye" if waits => "organiser-flash-waits",
        "envoye" if passed => "organiser-flash-passed",
        "envoye" => "organiser-flash-sent",
        "confirme" => "organiser-flash-confirmed",
        "fait" => "organiser-flash-done",
        "lien" => "organiser-flash-relinked",
        _ => return None,
    };
    Some(Flash {
        kind: "good",
        title: speaker.word(key),
        text: speaker.word(&format!("{key}-text")),
    })
}

/// Where the event stands, in words: a title and a sentence.
#[must_use]
pub fn state(app: &App, visit: &Visit, opened: &Opened) -> Value {
    told_state(
        app,
        visit.lang,
        &opened.kept.event,
        opened.kept.working.is_some(),
    )
}

/// The same from the event alone.
#[must_use]
pub fn told_state(
    app: &App,
    lang: Language,
    event: &domain::review::Event,
    working: bool,
) -> Value {
    let zone = acts::zone_of(&app.gazetteer, &event.chain);
    let day =
        |at: jiff::Timestamp| filters::day_long(at.to_zoned_datetime(zone.clone()).date(), lang);
    let labelled = event.label.is_some();
    let (slug, kind, date) = match &event.review {
        Review::Draft { since } => ("draft", "info", day(*since)),
        Review::Unconfirmed { since, .. } => ("unconfirmed", "warn", day(*since)),
        Review::Proposed { due, .. } if labelled => ("edited", "info", day(*due)),
        Review::Proposed { due, .. } if *due < app.clock.now() => ("overdue", "info", day(*due)),
        Review::Proposed { due, .. } => ("proposed", "info", day(*due)),
        Review::Returned { answer_by, .. } => ("returned", "warn", day(*answer_by)),
        Review::Labelled { at, .. } => ("labelled", "good", day(*at)),
        Review::Refused { at, .. } => ("refused", "bad", day(*at)),
        Review::Withdrawn { at, by: None } => ("lapsed", "info", day(*at)),
        Review::Withdrawn { at, .. } => ("withdrawn", "info", day(*at)),
    };
    let said = |part: &str| {
        let args: FluentArgs<'_> = [("date", FluentValue::from(date.as_str()))]
            .into_iter()
            .collect();
        app.words
            .say(lang, &format!("organiser-state-{slug}{part}"), Some(&args))
    };
    json!({
        "slug": slug,
        "kind": kind,
        "title": said(""),
        "text": said("-text"),
        "unsent": working && event.revisions > 0,
    })
}

fn remarks(app: &App, visit: &Visit, opened: &Opened) -> Vec<Value> {
    let speaker = speaker(app, visit);
    opened
        .remarks
        .iter()
        .map(|remark| {
            let field = remark.field.map(|field| speaker.field(field));
            json!({ "field": field.unwrap_or_default(), "text": remark.text })
        })
        .collect()
}

fn status(app: &App, visit: &Visit, opened: &Opened) -> Value {
    let Some((slug, reason)) = announce::told(&opened.kept.event.status) else {
        return Value::Null;
    };
    let key = format!("organiser-status-{slug}");
    json!({ "text": app.words.say(visit.lang, &key, None), "reason": reason })
}

/// What one may do now, each a link to its page.
fn acts_of(app: &App, visit: &Visit, opened: &Opened) -> Vec<Value> {
    let speaker = speaker(app, visit);
    Act::ALL
        .into_iter()
        .filter(|act| act.is_open(app, opened))
        .map(|act| {
            json!({
                "text": speaker.word(&words_of(act, &opened.kept.event)),
                "href": values::link(visit, opened, &format!("agir/{}", act.slug())),
                "danger": act.is_grave(),
            })
        })
        .collect()
}

/// The journal in words, the latest first.
#[must_use]
pub fn lines(app: &App, lang: Language, entries: &[Entry]) -> Vec<Value> {
    entries
        .iter()
        .rev()
        .map(|entry| line(app, lang, entry))
        .collect()
}

fn line(app: &App, lang: Language, entry: &Entry) -> Value {
    let territory = |code: &domain::territory::TerritoryCode| {
        app.gazetteer.territory(code.as_str()).map_or_else(
            || code.to_string(),
            |place| app.gazetteer.name(place, lang.tag()).to_owned(),
        )
    };
    let who = match &entry.actor {
        Actor::Organiser { .. } => app.words.say(lang, "organiser-actor-organiser", None),
        Actor::Site => app.words.say(lang, "organiser-actor-site", None),
        Actor::Committee { institution, .. } => institution.clone(),
        Actor::Referee {
            territory: code, ..
        } => {
            let name = territory(code);
            let args: FluentArgs<'_> = [("territory", FluentValue::from(name.as_str()))]
                .into_iter()
                .collect();
            app.words.say(lang, "organiser-actor-referee", Some(&args))
        }
    };
    let (slug, place, note) = match &entry.what {
        What::Begun => ("begun", String::new(), String::new()),
        What::Cloned { .. } => ("cloned", String::new(), String::new()),
        What::Imported { source } => ("imported", String::new(), source.clone()),
        What::Sent { .. } => ("sent", String::new(), String::new()),
        What::Proposed {
            territory: code,
            reason,
            ..
        } => {
            let key = match reason {
                domain::review::Reason::New => "proposed",
                domain::review::Reason::Answered => "answered",
                domain::review::Reason::Edited => "edited",
                domain::review::Reason::Reopened => "reopened",
            };
            (key, territory(code), String::new())
        }
        What::Returned { .. } => ("returned", String::new(), String::new()),
        What::Labelled { .. } => ("labelled", String::new(), String::new()),
        What::Refused { .. } => ("refused", String::new(), String::new()),
        What::Undone { .. } => ("undone", String::new(), String::new()),
        What::Corrected { fields, .. } => ("corrected", String::new(), names(app, lang, fields)),
        What::Updated { fields, .. } => ("updated", String::new(), names(app, lang, fields)),
        What::Withdrawn => ("withdrawn", String::new(), String::new()),
        What::Lapsed { .. } => ("lapsed", String::new(), String::new()),
        What::ChangeWithdrawn { .. } => ("change-withdrawn", String::new(), String::new()),
        What::Cancelled => ("cancelled", String::new(), String::new()),
        What::Postponed => ("postponed", String::new(), String::new()),
        What::MovedOnline => ("moved-online", String::new(), String::new()),
        What::OrganisationChanged => ("organisation-changed", String::new(), String::new()),
        What::Reinstated => ("reinstated", String::new(), String::new()),
        What::Moved { to, .. } => ("moved", territory(to), String::new()),
        What::ParentWarned { territory: code } => ("parent-warned", territory(code), String::new()),
        What::Overdue { territory: code } => ("overdue", territory(code), String::new()),
        What::Reminded { territory: code } => ("reminded", territory(code), String::new()),
        What::Late { territory: code } => ("late", territory(code), String::new()),
        What::Relinked => ("relinked", String::new(), String::new()),
        What::Opined { favourable: true } => ("opined", String::new(), String::new()),
        What::Opined { favourable: false } => ("opined-against", String::new(), String::new()),
        What::BookingsSet => ("bookings-set", String::new(), String::new()),
        What::SlotClosed { slot } => ("slot-closed", String::new(), filters::civil(*slot, lang)),
        What::SlotReopened { slot } => {
            ("slot-reopened", String::new(), filters::civil(*slot, lang))
        }
        What::CapacitySet { slot, .. } => {
            ("capacity-set", String::new(), filters::civil(*slot, lang))
        }
    };
    let args: FluentArgs<'_> = [("territory", FluentValue::from(place.as_str()))]
        .into_iter()
        .collect();
    json!({
        "when": filters::moment(entry.at, None, lang),
        "iso": entry.at.to_string(),
        "who": who,
        "text": app.words.say(lang, &format!("organiser-journal-{slug}"), Some(&args)),
        "note": note,
        "verdict": matches!(slug, "returned" | "labelled" | "refused" | "undone"),
    })
}

fn names(app: &App, lang: Language, fields: &[domain::event::Field]) -> String {
    let names: Vec<String> = fields
        .iter()
        .map(|field| {
            app.words
                .say(lang, &format!("refusal-field-{}", field.slug()), None)
        })
        .collect();
    names.join(", ")
}

/// Whether a person may still withdraw; shared with the list of the space.
#[must_use]
pub fn may_withdraw(app: &App, opened: &Opened) -> bool {
    opened.organiser(app, Action::Withdraw).is_ok()
}

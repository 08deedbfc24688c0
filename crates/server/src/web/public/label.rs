//! The label as a proof: a page at an address that never changes, where anyone checks which event was labelled, by whom,
//! when, on which revision, and whether it still holds. Nothing on it is personal.

use axum::extract::{Path, State};
use domain::event::{Content, Status};
use domain::ids::EventId;
use domain::review::{self, Grant, Proof, Validity};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use store::events::{self, Kept};
use store::{organisations, reviews};

use super::card;
use super::places;
use super::scope::Scope;
use crate::app::App;
use crate::error::{Answer, Failure};
use crate::refresh;
use crate::web::door::Visit;
use crate::web::filters;
use crate::web::page::{Page, href};

/// The heights of the mark: a day of the event, another day of the week.
const BARS: (u8, u8) = (24, 5);
/// The bars of a label that no longer holds.
const FLAT: u8 = 2;
/// The most bars of the mark.
const MOST_BARS: usize = 7;

/// The part of the address that names a label: the number of its event.
#[derive(Debug, Deserialize)]
pub struct Numbered {
    number: String,
}

/// The path of the label of an event.
#[must_use]
pub fn path(id: EventId) -> String {
    format!("/label/{}", id.0)
}

/// The page of a label.
pub async fn label(State(app): State<App>, visit: Visit, Path(named): Path<Numbered>) -> Answer {
    let number = named.number.parse().map_err(|_| Failure::NotFound)?;
    let id = EventId(number);
    let mut reader = app.store.reader().await?;
    let kept = events::find(&mut reader, id)
        .await?
        .ok_or(Failure::NotFound)?;
    let verdicts = reviews::verdicts(&mut reader, id).await?;
    let verdicts: Vec<_> = verdicts.into_iter().map(|(_, verdict)| verdict).collect();
    let proof = review::proof(&kept.event, &verdicts).ok_or(Failure::NotFound)?;
    let scope = scope_of(&app, &visit, &kept).ok_or(Failure::NotFound)?;
    let shown = match proof.validity {
        Validity::Valid { public } => public,
        Validity::Undone { .. } | Validity::Withdrawn { .. } => proof.grant.revision,
    };
    let content = events::content(&mut reader, id, shown).await?;
    let organisation = match content.organisation {
        Some(id) => organisations::find(&mut reader, id).await?,
        None => None,
    };
    drop(reader);
    let organiser = organisation.map(|known| (known.organisation.name, known.slug));
    show(&scope, &kept, &proof, &content, organiser)
}

/// The edition of the event, which the public may read.
fn scope_of(app: &App, visit: &Visit, kept: &Kept) -> Option<Scope> {
    let all = app.shelf.all();
    let own = all
        .values()
        .find(|shelved| shelved.edition.id == kept.event.edition)
        .filter(|shelved| shelved.edition.is_public())?;
    Scope::current(app, visit).map(|scope| scope.of(own.clone()))
}

fn show(
    scope: &Scope,
    kept: &Kept,
    proof: &Proof,
    content: &Content,
    organiser: Option<(String, String)>,
) -> Answer {
    let own = path(kept.id);
    let number = kept.id.0.to_string();
    let title = scope.tell("public-proof-title", &[("number", &number)]);
    let valid = matches!(proof.validity, Validity::Valid { .. });
    let criteria: Vec<&str> = scope
        .rules()
        .criteria
        .iter()
        .map(|criterion| criterion.statement.get(scope.lang()))
        .collect();
    let (verdict, text) = standing(scope, proof);
    let page = Page::new("public/label.html", &title)
        .description(format!("{verdict} {}", content.title))
        .canonical(own.as_str())
        .with("title", title)
        .with("valid", valid)
        .with("verdict", verdict)
        .with("text", text)
        .with("bars", bars(scope, content, valid))
        .with(
            "event",
            json!({
                "title": content.title,
                "lang": card::foreign(scope, content.language.tag()),
                "href": kept.slug.as_ref().filter(|_| valid).map(|slug| scope.event(slug)).unwrap_or_default(),
            }),
        )
        .with("facts", facts(scope, kept, proof, organiser))
        .with("criteria", if valid { criteria } else { Vec::new() })
        .with("history", history(scope, proof))
        .with("checked", scope.tell("public-proof-checked", &[("day", &day(scope, scope.now))]))
        .with("address", scope.app.config.absolute(&href(scope.lang(), &own)));
    scope.show(page)
}

/// A day in the clock of the edition.
fn day(scope: &Scope, at: Timestamp) -> String {
    let date = at.to_zoned_datetime(scope.edition().time_zone()).date();
    filters::day_long(date, scope.lang())
}

/// Whether it holds, in a sentence, and what follows from it.
fn standing(scope: &Scope, proof: &Proof) -> (String, String) {
    let campaign = scope.shelved.campaign.name.get(scope.lang());
    match proof.validity {
        Validity::Valid { .. } => (
            scope.say("public-proof-valid"),
            scope.tell("public-proof-valid-text", &[("campaign", campaign)]),
        ),
        Validity::Withdrawn { at } => (
            scope.say("public-proof-undone"),
            match at {
                Some(at) => scope.tell("public-proof-off-text", &[("day", &day(scope, at))]),
                None => scope.say("public-proof-again-text"),
            },
        ),
        Validity::Undone { at, withdrawn } => {
            let key = match withdrawn {
                Some(_) => "public-proof-withdrawn-text",
                None => "public-proof-undone-text",
            };
            (
                scope.say("public-proof-undone"),
                scope.tell(key, &[("day", &day(scope, at))]),
            )
        }
    }
}

/// The mark of the label: the days of the event among those of the week.
fn bars(scope: &Scope, content: &Content, valid: bool) -> Vec<u8> {
    let week = scope.rules().week;
    let days = week.from.series(jiff::Span::new().days(1));
    days.take_while(|day| *day <= week.to)
        .take(MOST_BARS)
        .map(
            |day| match content.slots.iter().any(|slot| slot.day() == day) {
                _ if !valid => FLAT,
                true => BARS.0,
                false => BARS.1,
            },
        )
        .collect()
}

fn facts(
    scope: &Scope,
    kept: &Kept,
    proof: &Proof,
    organiser: Option<(String, String)>,
) -> Vec<Value> {
    let mut facts = Vec::new();
    let mut tell = |key: &str, text: String, href: String| {
        if !text.is_empty() {
            facts.push(json!({ "title": scope.say(key), "text": text, "href": href }));
        }
    };
    if let Some((name, slug)) = organiser {
        let valid = matches!(proof.validity, Validity::Valid { .. });
        let link = scope.href(&format!("/organisations/{slug}"));
        tell(
            "public-proof-organiser",
            name,
            if valid { link } else { String::new() },
        );
    }
    let name = refresh::title(scope.edition(), scope.lang());
    let dates = refresh::dates(scope.edition(), scope.lang());
    tell(
        "public-proof-edition",
        format!("{name}\u{a0}· {dates}"),
        scope.href("/"),
    );
    let territory = proof.grant.territory.as_str();
    tell(
        "public-proof-territory",
        places::name(scope, territory),
        scope.href(&format!("/territoires/{territory}")),
    );
    tell(
        "public-proof-day",
        day(scope, proof.grant.at),
        String::new(),
    );
    tell(
        "public-proof-revision",
        revision(scope, proof),
        String::new(),
    );
    let state = match kept.event.status {
        Status::Cancelled { .. } => "common-state-cancelled",
        Status::Postponed { .. } => "common-state-postponed",
        Status::MovedOnline { .. } => "common-state-moved",
        Status::Scheduled => return facts,
    };
    tell("public-proof-state", scope.say(state), String::new());
    facts
}

/// The revision that was labelled, and the one that is public when it needed no review.
fn revision(scope: &Scope, proof: &Proof) -> String {
    let granted = scope.number(proof.grant.revision as usize);
    match proof.validity {
        Validity::Valid { public } if public != proof.grant.revision => {
            let public = scope.number(public as usize);
            scope.tell(
                "public-proof-revision-later",
                &[("granted", &granted), ("public", &public)],
            )
        }
        _ => scope.tell("public-proof-revision-text", &[("granted", &granted)]),
    }
}

/// Every label the event ever had, when there is more to tell than the one above.
fn history(scope: &Scope, proof: &Proof) -> Vec<String> {
    let told = |grant: &Grant| {
        let gazetteer = &scope.app.gazetteer;
        let of = gazetteer
            .territory(grant.territory.as_str())
            .map(|place| gazetteer.forms(place, scope.lang().tag()).of)
            .unwrap_or_default();
        let revision = scope.number(grant.revision as usize);
        let granted = day(scope, grant.at);
        let words = [
            ("revision", revision.as_str()),
            ("day", &granted),
            ("of", &of),
        ];
        match grant.undone {
            None => scope.tell("public-proof-granted", &words),
            Some(at) => {
                let undone = day(scope, at);
                let words = [words[0], words[1], words[2], ("undone", undone.as_str())];
                scope.tell("public-proof-granted-undone", &words)
            }
        }
    };
    match proof.grants.len() {
        0 | 1 => Vec::new(),
        _ => proof.grants.iter().map(told).collect(),
    }
}

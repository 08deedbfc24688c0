//! The picture of a shared link: the words of the page it leads to and the week, in the colours of the edition.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use catalogue::{Choice, DayCount, Query, Status};
use jiff::civil::Date;
use store::public::Face;

use super::scope::Scope;
use super::{ask, places, slots};
use crate::card::{self, Card, Day};
use crate::error::{Answer, Failure};
use crate::pictures;
use crate::refresh;
use crate::web::assets;
use crate::web::filters;

/// Whoever asks with the present revision may keep the picture for ever: another revision has another address.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Whoever asks otherwise looks again after an hour.
const FOR_NOW: &str = "public, max-age=3600";
/// The width of the organiser’s picture that is read.
const PICTURE: u32 = 640;

/// The absolute address of the picture of a query.
#[must_use]
pub fn address(scope: &Scope, query: &Query) -> String {
    let asked = query.to_query_string();
    let join = if asked.is_empty() { "" } else { "&" };
    let path = scope.href("/partage.png");
    let version = scope.shelved.revision;
    scope
        .app
        .config
        .absolute(&format!("{path}?{asked}{join}v={version}"))
}

/// The absolute address of the picture of an event.
#[must_use]
pub fn of_event(scope: &Scope, face: &Face) -> String {
    let own = scope.href(&format!("/evenements/{}.png", face.slug));
    scope
        .app
        .config
        .absolute(&format!("{own}?v={}", face.public_revision))
}

/// The picture of a query.
pub async fn picture(scope: Scope) -> Answer {
    let asked = ask::read(&scope);
    let query = &asked.query;
    let answer = scope
        .catalogue()
        .search(&query.clear(Choice::Day), scope.now);
    let total = scope.catalogue().select(query).total();
    let campaign = scope.shelved.campaign.name.get(scope.lang());
    let rules = scope.rules();
    let title = match rules.promise.get(scope.lang()) {
        "" => rules.theme.get(scope.lang()),
        promise => promise,
    };
    let title = subject(&scope, query).unwrap_or_else(|| title.to_owned());
    let days = answer.days.iter().filter(|day| day.in_week);
    let card = Card {
        title: if title.is_empty() {
            campaign.to_owned()
        } else {
            title
        },
        lines: vec![match total {
            0 => String::new(),
            _ => scope.count("public-card-events", total),
        }],
        days: days
            .map(|day| bar(&scope, day, query.days.contains(&day.day)))
            .collect(),
        ..frame(&scope)
    };
    let version = scope.shelved.revision;
    drawn(&scope, card, None, version).await
}

/// The picture of an event: its title, where and when, its days among those of the week, and the organiser’s own picture.
pub async fn event(scope: &Scope, face: &Face) -> Answer {
    let content = &face.content;
    let found = scope.catalogue().event(&face.slug);
    let state = found.as_ref().map(|event| match event.status {
        Status::Cancelled => scope.say("common-state-cancelled"),
        Status::Postponed => scope.say("common-state-postponed"),
        Status::MovedOnline => scope.say("common-state-moved"),
        Status::Scheduled => String::new(),
    });
    let lines = found.as_ref().map(|event| {
        vec![
            super::card::place(scope, event),
            slots::when(scope, event, None),
        ]
    });
    let held = |day: Date| {
        content
            .slots
            .iter()
            .any(|slot| slot.day() <= day && day <= slot.last_day())
    };
    let week = scope.rules().week;
    let days = week
        .from
        .series(jiff::Span::new().days(1))
        .take_while(|day| *day <= week.to);
    let card = Card {
        state: state.unwrap_or_default(),
        title: content.title.clone(),
        lines: lines.unwrap_or_default(),
        days: days
            .map(|day| Day {
                name: short(scope, day),
                count: u32::from(held(day)),
                chosen: held(day),
            })
            .collect(),
        ..frame(scope)
    };
    let picture = match &content.picture {
        Some(own) => beside(scope, &own.key, own.width).await,
        None => None,
    };
    drawn(scope, card, picture, face.public_revision).await
}

/// The organiser’s picture; one that cannot be read leaves its place to the words.
async fn beside(scope: &Scope, key: &str, width: u32) -> Option<Bytes> {
    let data = &scope.app.config.data;
    pictures::read(data, key, PICTURE.min(width))
        .await
        .ok()
        .flatten()
}

/// What every card of an edition says.
fn frame(scope: &Scope) -> Card {
    let rules = scope.rules();
    let name = refresh::title(scope.edition(), scope.lang());
    let dates = refresh::dates(scope.edition(), scope.lang());
    Card {
        campaign: scope.shelved.campaign.name.get(scope.lang()).to_owned(),
        edition: format!("{name}\u{a0}· {dates}"),
        ground: rules.colour.clone(),
        ..Card::default()
    }
}

/// The place or the organiser a query is about, when it is about one.
fn subject(scope: &Scope, query: &Query) -> Option<String> {
    let only = |choice: Choice| match query.chosen(choice).as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    };
    if let Some(code) = only(Choice::Territory) {
        return Some(places::name(scope, &code));
    }
    let slug = only(Choice::Organisation)?;
    let hits = scope.catalogue().by_organisation(&slug, scope.now);
    hits.first()
        .map(|hit| hit.event.organisation_name.to_owned())
}

fn bar(scope: &Scope, day: &DayCount, chosen: bool) -> Day {
    Day {
        name: short(scope, day.day),
        count: day.count,
        chosen,
    }
}

/// “lun. 14”, “Mon 14”.
fn short(scope: &Scope, day: Date) -> String {
    let (name, number) = filters::weekday_short(day, scope.lang());
    format!("{name}\u{a0}{number}")
}

async fn drawn(scope: &Scope, card: Card, picture: Option<Bytes>, version: i64) -> Answer {
    let png = card::png(card, assets::faces(), picture)
        .await
        .map_err(Failure::fault)?;
    let asked = scope.visit.query.as_deref().unwrap_or_default();
    let current = asked.split('&').any(|pair| pair == format!("v={version}"));
    let cache = if current { FOR_EVER } else { FOR_NOW };
    let mut response: Response = png.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    Ok(response)
}

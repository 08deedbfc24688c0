//! An event in a list.

use catalogue::{Event, Hit, Mode, Slot, Status};
use serde_json::{Value, json};

use super::scope::Scope;
use super::{booking, choices, places, slots};
use crate::words::number;

/// What a list knows of an event besides the event itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shown {
    /// The slot to show; the first one when none is given.
    pub slot: Option<Slot>,
    /// Whether every slot asked for is over.
    pub over: bool,
    /// How far it is, in kilometres.
    pub distance_km: Option<f64>,
}

/// The cards of a page of hits.
#[must_use]
pub fn cards(scope: &Scope, hits: &[Hit<'_>]) -> Vec<Value> {
    hits.iter()
        .map(|hit| {
            let shown = Shown {
                slot: hit.slot,
                over: hit.over,
                distance_km: hit.distance_km,
            };
            card(scope, &hit.event, shown)
        })
        .collect()
}

/// The card of an event, as `templates/parts/card.html` draws it.
#[must_use]
pub fn card(scope: &Scope, event: &Event<'_>, shown: Shown) -> Value {
    let rules = scope.rules();
    let point = event.point;
    json!({
        "id": event.slug,
        "href": scope.event(event.slug),
        "title": event.title,
        "lang": foreign(scope, event.language),
        "sector": event.sectors.first().and_then(|slug| choices::sector(scope, slug)),
        "format": choices::name(scope, &rules.formats, event.format),
        "organisation": event.organisation_name,
        "place": place(scope, event),
        "when": slots::when(scope, event, shown.slot),
        "booking": booking::on_card(scope, event),
        "state": state(scope, event, shown.over),
        "distance": shown.distance_km.map(|km| distance(scope, km)).unwrap_or_default(),
        "lon": point.map(|point| point.lon),
        "lat": point.map(|point| point.lat),
    })
}

/// The language of an event's words when it is not the page's, else nothing.
#[must_use]
pub fn foreign<'a>(scope: &Scope, language: &'a str) -> &'a str {
    match language == scope.lang().tag() {
        true => "",
        false => language,
    }
}

/// “Auch (Gers)”, “En ligne”, “Auch (Gers) et en ligne”.
#[must_use]
pub fn place(scope: &Scope, event: &Event<'_>) -> String {
    let department = match event.department {
        "" => String::new(),
        code => places::name(scope, code),
    };
    let named = match event.commune_name {
        "" => department,
        commune => places::in_department(commune, &department),
    };
    let online = event.mode == Mode::Online || event.status == Status::MovedOnline;
    match (online, event.mode) {
        (true, _) => scope.say("public-place-online"),
        (false, Mode::Mixed) => scope.tell("public-place-both", &[("place", &named)]),
        (false, _) => named,
    }
}

/// The state that is said in words before anything else.
fn state(scope: &Scope, event: &Event<'_>, over: bool) -> &'static str {
    match event.status {
        Status::Cancelled => "cancelled",
        Status::Postponed => "postponed",
        Status::MovedOnline => "moved",
        // In an edition that is over, everything is.
        Status::Scheduled if over && !scope.is_archived() => "past",
        Status::Scheduled if event.full && !over => "full",
        Status::Scheduled => "",
    }
}

/// “800 m”, “2,4 km”, “38 km”.
fn distance(scope: &Scope, km: f64) -> String {
    let language = scope.lang();
    if km < 1.0 {
        let metres = (km * 10.0).round() * 100.0;
        return format!("{}\u{a0}m", number(metres.max(100.0), language));
    }
    let short = if km < 10.0 {
        (km * 10.0).round() / 10.0
    } else {
        km.round()
    };
    format!("{}\u{a0}km", number(short, language))
}

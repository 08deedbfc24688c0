//! When an event takes place, as people read it: in the clock of its place.

use catalogue::{Event, Slot};
use domain::words::Language;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::places;
use super::scope::Scope;
use crate::web::filters::{day_short, time};

/// How many beginnings a card names.
const MOST_TIMES: usize = 3;

/// The clock of an event's place.
#[must_use]
pub fn zone(scope: &Scope, event: &Event<'_>) -> TimeZone {
    places::zone(scope, event.department)
}

/// A moment as it is on a clock.
#[must_use]
pub fn clock(seconds: i64, zone: &TimeZone) -> Time {
    let moment = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
    moment.to_zoned_datetime(zone.clone()).time()
}

/// “9 h – 10 h 15”.
#[must_use]
pub fn span(start: Time, end: Time, language: Language) -> String {
    format!("{}\u{a0}– {}", time(start, language), time(end, language))
}

/// “jeu. 17 déc. · 9 h, 10 h 30 · et 2 autres jours”: the day to show, its beginnings, and how many other days there are.
#[must_use]
pub fn when(scope: &Scope, event: &Event<'_>, shown: Option<Slot>) -> String {
    let Some(shown) = shown.or_else(|| event.slots.first().copied()) else {
        return scope.say("public-when-unknown");
    };
    let zone = zone(scope, event);
    let day = shown.first_day;
    let of_day: Vec<&Slot> = event
        .slots
        .iter()
        .filter(|slot| slot.first_day == day)
        .collect();
    let mut parts = vec![day_short(day, scope.lang()), hours(scope, &of_day, &zone)];
    let others = other_days(event.slots, day);
    if others > 0 {
        parts.push(scope.count("public-when-other-days", others));
    }
    parts.join("\u{a0}· ")
}

fn hours(scope: &Scope, slots: &[&Slot], zone: &TimeZone) -> String {
    let language = scope.lang();
    if let [only] = slots {
        return span(clock(only.start, zone), clock(only.end, zone), language);
    }
    let named: Vec<String> = slots
        .iter()
        .take(MOST_TIMES)
        .map(|slot| time(clock(slot.start, zone), language))
        .collect();
    let named = named.join(", ");
    match slots.len().saturating_sub(MOST_TIMES) {
        0 => named,
        more => format!("{named} {}", scope.count("public-when-more-times", more)),
    }
}

fn other_days(slots: &[Slot], day: Date) -> usize {
    let mut days: Vec<Date> = slots
        .iter()
        .map(|slot| slot.first_day)
        .filter(|other| *other != day)
        .collect();
    days.sort_unstable();
    days.dedup();
    days.len()
}

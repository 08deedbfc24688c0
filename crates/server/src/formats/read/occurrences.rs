//! When the events of a calendar take place: moments of any zone, and series spelled out (RFC 5545, 3.8.5).

use std::collections::{HashMap, HashSet};

use calcard::common::timezone::Tz;
use calcard::icalendar::dates::TimeOrDelta;
use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarProperty, ICalendarValue};

/// Most occurrences of a series that are looked at: seven years of every day.
const OF_A_SERIES: u32 = 2_500;
/// Most occurrences of the series of one calendar; a calendar with more is not spelled out.
const OF_A_CALENDAR: usize = 100_000;

/// When an event of a calendar takes place, as ISO 8601: with `Z` when its zone is known, else in that of the place.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct When {
    /// Its beginning.
    pub(super) start: String,
    /// Its end; empty when the calendar does not tell it.
    pub(super) end: String,
    /// The slots of the whole series, `start/end`, for its first event; none for an event that does not repeat, and for a series
    /// that cannot be spelled out.
    pub(super) slots: Vec<String>,
    /// Whether it is told by another event of its series, whose exception it is.
    pub(super) told_elsewhere: bool,
}

/// What each event of a calendar says, by its number among the components. Events of whole days are left out.
pub(super) fn of(calendar: &ICalendar) -> HashMap<usize, When> {
    let mut calendar = calendar.clone();
    for component in &mut calendar.components {
        bound(component);
    }
    let expanded = calendar.expand_dates(Tz::Floating, OF_A_CALENDAR);
    let all = expanded.events.len() < OF_A_CALENDAR;
    let mut moments: HashMap<usize, Vec<(String, String)>> = HashMap::new();
    for event in expanded.events {
        let start = iso(event.start.timestamp(), event.start.timezone());
        let (seconds, zone) = match &event.end {
            TimeOrDelta::Time(end) => (end.timestamp(), end.timezone()),
            TimeOrDelta::Delta(delta) => {
                let end = event.start.timestamp().saturating_add(delta.num_seconds());
                (end, event.start.timezone())
            }
        };
        if let Some(times) = start.zip(iso(seconds, zone)) {
            moments
                .entry(event.comp_id as usize)
                .or_default()
                .push(times);
        }
    }
    let series = series(&calendar);
    let mut found = HashMap::new();
    let timed = calendar.components.iter().enumerate();
    for (at, component) in timed.filter(|(_, one)| one.component_type.is_event() && has_hours(one))
    {
        let uid = component.uid().unwrap_or_default();
        let members = series.get(uid).map_or(&[][..], Vec::as_slice);
        let mut when = When::default();
        if let Some((start, end)) = moments.get(&at).and_then(|times| times.first()) {
            when.start.clone_from(start);
            if tells_its_end(component) {
                when.end.clone_from(end);
            }
        }
        match members.first() {
            Some(first) if *first == at && all => when.slots = slots(members, &moments, &calendar),
            Some(first) => when.told_elsewhere = *first != at,
            None => {}
        }
        found.insert(at, when);
    }
    found
}

/// The events of each series, the one with the rule first.
fn series(calendar: &ICalendar) -> HashMap<&str, Vec<usize>> {
    let mut series: HashMap<&str, Vec<usize>> = HashMap::new();
    let events = || {
        let all = calendar.components.iter().enumerate();
        all.filter(|(_, one)| one.component_type.is_event() && has_hours(one))
    };
    for (at, component) in events().filter(|(_, one)| one.is_recurrent()) {
        if let Some(uid) = component.uid() {
            series.entry(uid).or_default().push(at);
        }
    }
    for (at, component) in events().filter(|(_, one)| !one.is_recurrent()) {
        let is_exception = component.has_property(&ICalendarProperty::RecurrenceId);
        let members = component.uid().and_then(|uid| series.get_mut(uid));
        if let (true, Some(members)) = (is_exception, members) {
            members.push(at);
        }
    }
    series
}

/// The slots of a series, in order; none when one of its events does not tell when it ends.
fn slots(
    members: &[usize],
    moments: &HashMap<usize, Vec<(String, String)>>,
    calendar: &ICalendar,
) -> Vec<String> {
    if !members
        .iter()
        .all(|at| tells_its_end(&calendar.components[*at]))
    {
        return Vec::new();
    }
    let times = members.iter().filter_map(|at| moments.get(at)).flatten();
    let slots: HashSet<String> = times.map(|(start, end)| format!("{start}/{end}")).collect();
    let mut slots: Vec<String> = slots.into_iter().collect();
    slots.sort_unstable();
    slots.truncate(OF_A_SERIES as usize);
    slots
}

/// A series without an end, or a very long one, is looked at for some years only.
fn bound(component: &mut ICalendarComponent) {
    let rules = component.entries.iter_mut();
    let rules = rules.filter(|entry| entry.name == ICalendarProperty::Rrule);
    for value in rules.flat_map(|entry| &mut entry.values) {
        if let ICalendarValue::RecurrenceRule(rule) = value
            && rule.until.is_none()
        {
            let count = rule.count.unwrap_or(OF_A_SERIES);
            rule.count = Some(count.min(OF_A_SERIES));
        }
    }
}

fn has_hours(event: &ICalendarComponent) -> bool {
    let start = event.property(&ICalendarProperty::Dtstart);
    let start = start.and_then(|entry| entry.values.first()?.as_partial_date_time());
    start.is_some_and(|told| told.hour.is_some())
}

fn tells_its_end(event: &ICalendarComponent) -> bool {
    [ICalendarProperty::Dtend, ICalendarProperty::Duration]
        .iter()
        .any(|property| event.has_property(property))
}

/// A moment to the minute; none outside of all calendars.
fn iso(seconds: i64, zone: Tz) -> Option<String> {
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    let civil = jiff::tz::TimeZone::UTC.to_datetime(moment);
    let mark = if zone.is_floating() { "" } else { "Z" };
    Some(format!("{}{mark}", civil.strftime("%Y-%m-%dT%H:%M")))
}

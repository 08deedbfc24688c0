//! The same query, day by day.

use std::collections::BTreeMap;

use catalogue::{Choice, Event, Query, Slot};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::card::{Shown, card};
use super::scope::Scope;
use super::{ask, filters, list, places, slots, week};
use crate::error::Answer;
use crate::web::filters as written;
use crate::web::page::Page;

/// How many events of one hour are shown before the list takes over.
const MOST_OF_HOUR: usize = 12;
/// A slot of so many hours takes the whole day.
const WHOLE_DAY_HOURS: i64 = 7;

/// The events of a day by the hour they begin.
pub async fn calendar(scope: Scope) -> Answer {
    if let Some(elsewhere) = scope.without_programme() {
        return Ok(elsewhere);
    }
    let asked = ask::read(&scope);
    let everything = asked.query.clear(Choice::Day);
    let answer = scope.catalogue().search(&asked.query, scope.now);
    let day = chosen(&scope, &asked.query, &answer.days);
    let query = everything.with(Choice::Day, &day.to_string());
    let groups = groups(&scope, &query, day);
    let count: usize = groups.values().map(Vec::len).sum();
    let shown = answer.days.iter().map(|one| catalogue::DayCount {
        chosen: one.day == day,
        ..*one
    });
    let shown: Vec<_> = shown.collect();
    let title = written::day_long(day, scope.lang());
    let link = |other: Date| {
        scope.ask(
            "/calendrier",
            &everything.with(Choice::Day, &other.to_string()),
        )
    };
    let page = Page::new("public/calendar.html", capital(&title))
        .description(scope.tell("public-calendar-description", &[("day", &title)]))
        .nav("calendar")
        .canonical(scope.canonical(&format!("/calendrier?{}", query.with_page(1).with_sort(None).to_query_string())))
        .with("title", capital(&title))
        .with("count_text", scope.count("public-count-events", count))
        .with("query", filters::query(&scope, &asked, "/calendrier"))
        .with("filters", filters::filters(&scope, &query, &scope.catalogue().search(&query, scope.now)))
        .with("active", filters::active(&scope, &everything, "/calendrier"))
        .with("clear", scope.ask("/calendrier", &Query::default().with(Choice::Day, &day.to_string())))
        .with("problems", &asked.problems)
        .with("understood", list::understood(&scope, &asked, "/calendrier"))
        .with("week", bars(&scope, &everything, &shown))
        .with("groups", groups.iter().map(|(start, events)| group(&scope, &query, *start, events)).collect::<Vec<_>>())
        .with("previous", beside(&scope, &answer.days, day, false).map(|other| turn(&scope, other, &link(other))))
        .with("next", beside(&scope, &answer.days, day, true).map(|other| turn(&scope, other, &link(other))))
        .with(
            "downloads",
            json!([{ "text": scope.say("public-calendar-ics"), "href": scope.ask("/evenements.ics", &query) }]),
        );
    scope.show(page)
}

/// The day to show: the first asked for, else today within the week, else the first day that has events.
fn chosen(scope: &Scope, query: &Query, days: &[catalogue::DayCount]) -> Date {
    let week = scope.rules().week;
    let today = scope.edition().today(scope.now);
    let first = || {
        days.iter()
            .find(|day| day.in_week && day.count > 0)
            .map(|day| day.day)
    };
    query
        .days
        .first()
        .copied()
        .or(query.from)
        .or(week.contains(today).then_some(today))
        .or_else(first)
        .unwrap_or(week.from)
}

/// When a group begins: an hour of the clock of each place, or the whole day, which comes first.
type Start = Option<i8>;

fn groups<'c>(
    scope: &'c Scope,
    query: &Query,
    day: Date,
) -> BTreeMap<Start, Vec<(Event<'c>, Slot)>> {
    let mut zones = std::collections::HashMap::new();
    let mut groups: BTreeMap<Start, Vec<_>> = BTreeMap::new();
    for event in scope.catalogue().iter(query, scope.now) {
        let zone = zones
            .entry(event.department)
            .or_insert_with(|| places::zone(scope, event.department));
        let of_day = |slot: &&Slot| slot.first_day <= day && day <= slot.last_day;
        let Some(slot) = event.slots.iter().find(of_day).copied() else {
            continue;
        };
        let whole = slot.first_day < day || slot.end - slot.start >= WHOLE_DAY_HOURS * 3600;
        let start = (!whole).then(|| slots::clock(slot.start, zone).hour());
        groups.entry(start).or_default().push((event, slot));
    }
    groups
}

fn group(scope: &Scope, query: &Query, start: Start, events: &[(Event<'_>, Slot)]) -> Value {
    let cards: Vec<Value> = events
        .iter()
        .take(MOST_OF_HOUR)
        .map(|(event, slot)| {
            let over = slot.end <= scope.now.as_second();
            card(
                scope,
                event,
                Shown {
                    slot: Some(*slot),
                    over,
                    distance_km: None,
                },
            )
        })
        .collect();
    let title = match start {
        Some(hour) => jiff::civil::Time::new(hour, 0, 0, 0)
            .map_or_else(|_| String::new(), |hour| written::time(hour, scope.lang())),
        None => scope.say("public-calendar-whole-day"),
    };
    let more = events.len() > MOST_OF_HOUR;
    json!({
        "anchor": start.map_or_else(|| "jour".to_owned(), |hour| format!("h{hour}")),
        "title": title,
        "count": events.len(),
        "events": cards,
        "more": if more { scope.ask("/evenements", query) } else { String::new() },
    })
}

fn bars(scope: &Scope, everything: &Query, days: &[catalogue::DayCount]) -> Value {
    let mut week = week::week(scope, everything, days, "/calendrier");
    // Outside of the week, the calendar stays the calendar.
    let path = scope.href("/evenements");
    for side in ["before", "after"] {
        if let Some(href) = week[side]["href"]
            .as_str()
            .and_then(|href| href.strip_prefix(&path))
        {
            week[side]["href"] = Value::from(format!("{}{href}", scope.href("/calendrier")));
        }
    }
    week
}

/// The nearest day with events before or after this one; the days of the week itself stand without any.
fn beside(scope: &Scope, days: &[catalogue::DayCount], day: Date, later: bool) -> Option<Date> {
    let week = scope.rules().week;
    let mut known: Vec<Date> = days
        .iter()
        .filter(|one| one.count > 0 || week.contains(one.day))
        .map(|one| one.day)
        .collect();
    known.sort_unstable();
    match later {
        true => known.into_iter().find(|other| *other > day),
        false => known.into_iter().rev().find(|other| *other < day),
    }
}

fn turn(scope: &Scope, day: Date, href: &str) -> Value {
    json!({ "text": written::day(day, scope.lang()), "href": href })
}

/// A title begins with a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string())
        .unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

//! The week as bars, each a day with its count and its link.

use catalogue::{Choice, DayCount, Query};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::scope::Scope;
use crate::web::filters;

/// The days of a week.
const SEVEN: usize = 7;

/// The days of the edition's week and what falls before and after, as `templates/parts/week.html` draws them. Each day
/// leads to `path` with that day chosen, or no longer chosen.
#[must_use]
pub fn week(scope: &Scope, query: &Query, days: &[DayCount], path: &str) -> Value {
    let toggled = |day: Date| scope.ask(path, &query.toggle(Choice::Day, &day.to_string()));
    let bars: Vec<Value> = days
        .iter()
        .filter(|day| day.in_week)
        .map(|day| bar(scope, day, &toggled(day.day)))
        .collect();
    let outside = |from: Option<Date>, to: Option<Date>, key: &str| {
        let asked = query.clear(Choice::Day).with_period(from, to);
        let count = scope.catalogue().select(&asked).total();
        (count > 0).then(|| {
            json!({ "count": count, "text": scope.count(key, count), "href": scope.ask("/evenements", &asked) })
        })
    };
    let window = scope.rules().week;
    json!({
        "days": bars,
        "before": window.from.yesterday().ok().and_then(|day| outside(None, Some(day), "public-week-before")),
        "after": window.to.tomorrow().ok().and_then(|day| outside(Some(day), None, "public-week-after")),
    })
}

/// The title above the bars of the week.
#[must_use]
pub fn title(scope: &Scope) -> String {
    match scope.rules().week.len() {
        SEVEN => scope.say("public-week-title"),
        _ => scope.say("public-week-days"),
    }
}

fn bar(scope: &Scope, day: &DayCount, href: &str) -> Value {
    let language = scope.lang();
    let (name, number) = filters::weekday_short(day.day, language);
    json!({
        "name": name,
        "number": number,
        "long": filters::day(day.day, language),
        "count": day.count,
        "href": href,
        "chosen": day.chosen,
    })
}

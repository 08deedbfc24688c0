//! The figures of a territory: counted from the programme itself, with words on how. What nobody counted is not told.

use catalogue::place::Level;
use catalogue::{Choice, Figures, Query};
use serde_json::{Value, json};

use super::scope::Scope;
use super::{choices, places};
use crate::refresh;
use crate::web::filters;

/// The headline figures of a territory; none before it has an event.
#[must_use]
pub fn headline(
    scope: &Scope,
    level: Level,
    of: (&str, &str),
    figures: &Figures<'_>,
) -> Option<Value> {
    if figures.total == 0 {
        return None;
    }
    let number = |count: u32, key: &str| {
        json!({
            "value": scope.number(count as usize),
            "text": scope.count(key, count as usize),
            "how": "",
            "how_href": "",
        })
    };
    let mut list = vec![
        number(figures.total, "public-figures-labelled"),
        number(figures.organisers, "public-figures-organisers"),
    ];
    // Everything may be online: then no commune holds anything.
    match level {
        Level::Nation | Level::Region if figures.departments > 1 => {
            list.push(number(figures.departments, "public-figures-departements"));
        }
        _ if figures.communes > 0 => list.push(number(figures.communes, "public-figures-communes")),
        _ => {}
    }
    list.push(share(
        scope,
        figures.accessible,
        figures.total,
        "public-figures-accessible",
    ));
    list.push(share(
        scope,
        figures.online,
        figures.total,
        "public-figures-online",
    ));
    let (of, name) = of;
    Some(json!({
        "title": scope.tell("public-figures-of", &[("of", of), ("name", name)]),
        "list": list,
        "note": note(scope, figures),
    }))
}

/// A part of the whole, with both numbers beside it.
fn share(scope: &Scope, part: u32, total: u32, key: &str) -> Value {
    let percent = f64::from(part) * 100.0 / f64::from(total.max(1));
    let rounded = percent.round() as usize;
    let number = scope.number(rounded);
    let value = match (part, rounded) {
        (1.., 0) => scope.say("public-figures-share-least"),
        _ => scope.tell("public-figures-share", &[("number", &number)]),
    };
    let (part, total) = (scope.number(part as usize), scope.number(total as usize));
    json!({
        "value": value,
        "text": scope.say(key),
        "how": scope.tell("public-figures-share-how", &[("part", &part), ("total", &total)]),
        "how_href": "",
    })
}

/// How the figures were counted, and when.
fn note(scope: &Scope, figures: &Figures<'_>) -> String {
    let day = filters::day_long(scope.edition().today(scope.now), scope.lang());
    let counted = match scope.is_archived() {
        true => scope.say("public-figures-counted-over"),
        false => scope.tell("public-figures-counted", &[("day", &day)]),
    };
    match figures.cancelled {
        0 => counted,
        some => format!(
            "{counted} {}",
            scope.count("public-figures-cancelled", some as usize)
        ),
    }
}

/// A row with its own week: where it leads, how many, on which days.
pub struct Row<'a> {
    /// The name people read.
    pub name: &'a str,
    /// Where it leads.
    pub href: String,
    /// The sector it is about, as the parts draw it.
    pub sector: Option<Value>,
    /// What stands below the name.
    pub note: String,
    /// How many events.
    pub count: u32,
    /// How many on each day of the week; empty without a week.
    pub week: &'a [u32],
}

/// The row as `templates/parts/week.html` draws it.
#[must_use]
pub fn row(scope: &Scope, row: Row<'_>) -> Value {
    json!({
        "name": row.name,
        "href": row.href,
        "sector": row.sector,
        "note": row.note,
        "count": row.count,
        "week": row.week,
        "week_text": week_text(scope, row.week),
    })
}

/// The week in words, for those who do not see its bars: “lundi 14 décembre : 3, mardi 15 décembre : 5”.
#[must_use]
pub fn week_text(scope: &Scope, week: &[u32]) -> String {
    let days = scope.rules().week.from.series(jiff::Span::new().days(1));
    let told: Vec<String> = days
        .zip(week)
        .map(|(day, count)| {
            let day = filters::day(day, scope.lang());
            let count = scope.number(*count as usize);
            scope.tell("public-figures-day", &[("day", &day), ("count", &count)])
        })
        .collect();
    told.join(", ")
}

/// Sectors that have events, the fullest first, each with its week; and the names of those that have none yet.
#[must_use]
pub fn sectors(scope: &Scope, query: &Query, figures: &Figures<'_>) -> (Vec<Value>, String) {
    let mut held: Vec<_> = figures
        .by_sector
        .iter()
        .filter(|part| part.count > 0)
        .collect();
    held.sort_by_key(|part| std::cmp::Reverse(part.count));
    let rows = held
        .iter()
        .filter_map(|part| {
            let sector = choices::sector(scope, part.value)?;
            let name = choices::name(scope, &scope.rules().sectors, part.value);
            Some(row(
                scope,
                Row {
                    name,
                    href: scope.ask("/evenements", &query.with(Choice::Sector, part.value)),
                    sector: Some(sector),
                    note: String::new(),
                    count: part.count,
                    week: &part.week,
                },
            ))
        })
        .collect();
    let empty: Vec<&str> = figures
        .by_sector
        .iter()
        .filter(|part| part.count == 0)
        .map(|part| choices::name(scope, &scope.rules().sectors, part.value))
        .collect();
    let without = match (empty.as_slice(), held.is_empty()) {
        ([], _) | (_, true) => String::new(),
        (names, _) => scope.tell(
            "public-figures-sectors-none",
            &[("names", &names.join(", "))],
        ),
    };
    (rows, without)
}

/// Every département of a région, with its week.
#[must_use]
pub fn departments(scope: &Scope, region: &str, figures: &Figures<'_>) -> Vec<Value> {
    let none = vec![0; figures.week.len()];
    let below = scope.app.gazetteer.children(region);
    below
        .iter()
        .map(|child| {
            let code = child.code().as_str();
            let part = figures.by_department.iter().find(|part| part.value == code);
            row(
                scope,
                Row {
                    name: &places::name(scope, code),
                    href: scope.href(&format!("/territoires/{code}")),
                    sector: None,
                    note: String::new(),
                    count: part.map_or(0, |part| part.count),
                    week: part.map_or(&none, |part| &part.week),
                },
            )
        })
        .collect()
}

/// The other editions whose programme is kept and that had events here, the latest first. Editions of which only national
/// totals are known say nothing of a territory, and are not made to.
#[must_use]
pub fn other_editions(scope: &Scope, code: &str) -> Vec<Value> {
    let query = Query::default().with(Choice::Territory, code);
    let all = scope.app.shelf.all();
    let mut others: Vec<_> = all
        .values()
        .filter(|shelved| shelved.edition.is_public() && shelved.edition.id != scope.edition().id)
        .collect();
    others.sort_by_key(|shelved| std::cmp::Reverse(shelved.edition.rules.week.from));
    others
        .into_iter()
        .filter_map(|shelved| {
            let other = scope.of(shelved.clone());
            let figures = other.catalogue().figures(&query);
            (figures.total > 0).then(|| edition_row(&other, code, &figures))
        })
        .collect()
}

fn edition_row(other: &Scope, code: &str, figures: &Figures<'_>) -> Value {
    let name = refresh::title(other.edition(), other.lang());
    let dates = refresh::dates(other.edition(), other.lang());
    let organisers = format!(
        "{} {}",
        other.number(figures.organisers as usize),
        other.count("public-figures-organisers", figures.organisers as usize)
    );
    row(
        other,
        Row {
            name: &name,
            href: other.href(&format!("/territoires/{code}")),
            sector: None,
            note: format!("{dates}\u{a0}· {organisers}"),
            count: figures.total,
            week: &figures.week,
        },
    )
}

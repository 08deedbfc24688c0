//! The filters around a list: what may be chosen, with counts that follow the other filters; what is chosen, with the way
//! to take it off.

use catalogue::{Access, Answer, Choice, FacetCounts, Mode, Query};
use domain::edition;
use serde_json::{Value, json};

use super::ask::{self, Asked};
use super::scope::Scope;
use super::{choices, places};
use crate::web::filters::day;

/// The fields of the filters' form, for a page at `path`.
#[must_use]
pub fn query(scope: &Scope, asked: &Asked, path: &str) -> Value {
    let has_field = |name: &str| {
        name == "q"
            || name == "page"
            || FILTERS.iter().any(|(choice, _)| choice.word() == name)
            || name == "places"
    };
    let in_place = |name: &str| {
        name == "territoire" && !asked.place.code.is_empty() && asked.typed.near.is_none()
    };
    let kept: Vec<Value> = asked
        .typed
        .to_pairs()
        .into_iter()
        .filter(|(name, _)| !has_field(name) && !in_place(name))
        .map(|(name, value)| json!({ "name": name, "value": value, "of_place": name == "pres" || name == "tri" }))
        .collect();
    json!({
        "action": scope.href(path),
        "q": asked.typed.text,
        "suggest": suggest(scope),
        "example": example(scope),
        // The script adds where the reader stands; what was chosen but the place stays.
        "near": scope.ask(path, &asked.query.clear(Choice::Territory).with_bbox(None).with_page(1)),
        "where": asked.place.text,
        "where_code": asked.place.code,
        "kept": kept,
    })
}

/// The address that completes the words of a search of this edition.
#[must_use]
pub fn suggest(scope: &Scope) -> String {
    let own = crate::web::page::href(scope.lang(), "/api/v1/suggest");
    match scope.is_apart() {
        true => format!("{own}?edition={}", scope.edition().slug),
        false => own,
    }
}

/// Two words one may look for: the shortest names of sectors of the edition.
#[must_use]
pub fn example(scope: &Scope) -> String {
    let sectors = scope.rules().sectors.iter();
    let mut names: Vec<String> = sectors
        .map(|sector| sector.label.get(scope.lang()).to_lowercase())
        .collect();
    names.sort_by_key(|name| name.chars().count());
    match names.as_slice() {
        [first, second, ..] => scope.tell(
            "public-search-what-example",
            &[("first", first), ("second", second)],
        ),
        _ => String::new(),
    }
}

/// The filters that have a field, with the key of their label.
const FILTERS: [(Choice, &str); 6] = [
    (Choice::Sector, "public-filter-sector"),
    (Choice::Audience, "public-filter-audience"),
    (Choice::Format, "public-filter-format"),
    (Choice::Mode, "public-filter-mode"),
    (Choice::Access, "public-filter-access"),
    (Choice::Tag, "public-filter-tag"),
];

/// What may be chosen, each value with its count.
#[must_use]
pub fn filters(scope: &Scope, query: &Query, answer: &Answer<'_>) -> Vec<Value> {
    let mut all: Vec<Value> = FILTERS
        .iter()
        .filter_map(|(choice, label)| {
            let facet = answer.facets.iter().find(|facet| facet.choice == *choice)?;
            filter(scope, query, facet, label)
        })
        .collect();
    let seats = scope.catalogue().select(&query.with_seats(true)).total();
    all.push(json!({
        "name": "places",
        "label": scope.say("public-filter-seats"),
        "options": [{ "value": "1", "text": scope.say("public-filter-seats-only"), "count": seats }],
        "values": if query.seats { vec!["1"] } else { vec![] },
    }));
    all
}

fn filter(scope: &Scope, query: &Query, facet: &FacetCounts<'_>, label: &str) -> Option<Value> {
    if facet.values.is_empty() {
        return None;
    }
    let options: Vec<Value> = facet
        .values
        .iter()
        .map(|one| json!({ "value": one.value, "text": value_name(scope, facet.choice, one.value), "count": one.count }))
        .collect();
    Some(json!({
        "name": facet.choice.word(),
        "label": scope.say(label),
        "options": options,
        "values": query.chosen(facet.choice),
    }))
}

/// A chosen value as people read it.
fn value_name(scope: &Scope, choice: Choice, value: &str) -> String {
    let rules = scope.rules();
    let of = |list: &[edition::Choice]| choices::name(scope, list, value).to_owned();
    match choice {
        Choice::Sector => of(&rules.sectors),
        Choice::Audience => of(&rules.audiences),
        Choice::Format => of(&rules.formats),
        Choice::Tag => of(&rules.tags),
        Choice::Territory => places::name(scope, value),
        Choice::Day => value
            .parse()
            .map_or_else(|_| value.to_owned(), |date| day(date, scope.lang())),
        Choice::Mode => {
            Mode::read(value).map_or_else(|| value.to_owned(), |mode| scope.say(mode_key(mode)))
        }
        Choice::Access => {
            Access::read(value).map_or_else(|| value.to_owned(), |need| scope.say(access_key(need)))
        }
        Choice::Organisation => scope
            .catalogue()
            .by_organisation(value, scope.now)
            .first()
            .map_or_else(
                || value.to_owned(),
                |hit| hit.event.organisation_name.to_owned(),
            ),
    }
}

fn mode_key(mode: Mode) -> &'static str {
    match mode {
        Mode::OnSite => "public-mode-place",
        Mode::Online => "public-mode-online",
        Mode::Mixed => "public-mode-both",
    }
}

/// The key of the name of an access need.
#[must_use]
pub fn access_key(need: Access) -> &'static str {
    match need {
        Access::Motor => "public-access-motor",
        Access::Sight => "public-access-sight",
        Access::Hearing => "public-access-hearing",
        Access::Intellectual => "public-access-intellectual",
        Access::Psychic => "public-access-psychic",
    }
}

/// What is chosen, each with the link that takes it off.
#[must_use]
pub fn active(scope: &Scope, query: &Query, path: &str) -> Vec<Value> {
    let mut all: Vec<(String, Query)> = Vec::new();
    if !query.text.is_empty() {
        all.push((
            scope.tell("public-active-words", &[("words", &query.text)]),
            query.with_text(""),
        ));
    }
    for choice in Choice::ALL {
        for value in query.chosen(choice) {
            all.push((
                value_name(scope, choice, &value),
                query.without(choice, &value),
            ));
        }
    }
    if query.from.is_some() || query.to.is_some() {
        all.push((period(scope, query), query.with_period(None, None)));
    }
    if query.seats {
        all.push((
            scope.say("public-filter-seats-only"),
            query.with_seats(false),
        ));
    }
    if let Some(circle) = circle(scope, query) {
        all.push((circle, query.with_near(None)));
    }
    if query.bbox.is_some() {
        all.push((scope.say("public-active-box"), query.with_bbox(None)));
    }
    all.into_iter()
        .map(|(text, without)| {
            json!({
                "remove": scope.tell("public-active-remove", &[("filter", &text)]),
                "href": scope.ask(path, &without),
                "text": text,
            })
        })
        .collect()
}

fn period(scope: &Scope, query: &Query) -> String {
    let language = scope.lang();
    let told = |date: jiff::civil::Date| day(date, language);
    match (query.from, query.to) {
        (Some(from), Some(to)) => scope.tell(
            "public-active-period",
            &[("from", &told(from)), ("to", &told(to))],
        ),
        (Some(from), None) => scope.tell("public-active-from", &[("from", &told(from))]),
        (None, Some(to)) => scope.tell("public-active-to", &[("to", &told(to))]),
        (None, None) => String::new(),
    }
}

/// “Auch et 20 km alentour”, “À 30 km d’un point près d’Auch”.
#[must_use]
pub fn circle(scope: &Scope, query: &Query) -> Option<String> {
    let near = query.near.as_ref()?;
    let km = crate::words::number(near.km, scope.lang());
    if let Some(commune) = ask::centre(scope, near) {
        return Some(scope.tell(
            "public-active-around",
            &[("place", &commune.name), ("km", &km)],
        ));
    }
    let gazetteer = &scope.app.gazetteer;
    let nearest = gazetteer
        .locate(near.point.lon, near.point.lat)
        .or_else(|| {
            gazetteer
                .nearest(near.point.lon, near.point.lat, 100.0)
                .map(|found| found.0)
        });
    Some(match nearest {
        Some(commune) => {
            let of = gazetteer
                .forms(
                    catalogue::place::Place::Commune(commune),
                    scope.lang().tag(),
                )
                .of;
            scope.tell(
                "public-active-near",
                &[("of", &of), ("name", &commune.name), ("km", &km)],
            )
        }
        None => scope.tell("public-active-point", &[("km", &km)]),
    })
}

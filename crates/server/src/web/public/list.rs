//! The list and the map: one page, two views, one query.

use catalogue::{Answer, Bbox, Choice, Near, Query, Sort};
use serde_json::{Value, json};

use super::ask::{self, Asked};
use super::scope::Scope;
use super::{card, choices, filters, france, week};
use crate::error::Answer as Answered;
use crate::web::page::Page;

/// The circles offered when a smaller one holds nothing, in kilometres.
const WIDER: [f64; 4] = [20.0, 50.0, 100.0, 200.0];
/// How far the nearest events are looked for when a circle holds none, in kilometres.
const FAR: f64 = 500.0;
/// How many of them are shown.
const MOST_NEAREST: usize = 3;
/// A box wider than this many degrees holds two oceans: the mainland is shown instead.
const TOO_WIDE: f64 = 25.0;
/// What is shown around events that all stand in one place, in kilometres.
const AROUND_ONE: f64 = 4.0;
/// How many page numbers stand on each side of the present one.
const BESIDE: u32 = 2;

/// The list first.
pub async fn list(scope: Scope) -> Answered {
    show(&scope, View::List)
}

/// The map first.
pub async fn map(scope: Scope) -> Answered {
    show(&scope, View::Map)
}

/// Which of both a phone shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    List,
    Map,
}

impl View {
    fn path(self) -> &'static str {
        match self {
            View::List => "/evenements",
            View::Map => "/carte",
        }
    }

    fn word(self) -> &'static str {
        match self {
            View::List => "list",
            View::Map => "map",
        }
    }
}

fn show(scope: &Scope, view: View) -> Answered {
    if let Some(elsewhere) = scope.without_programme() {
        return Ok(elsewhere);
    }
    let mut asked = ask::read(scope);
    let mut answer = scope.catalogue().search(&asked.query, scope.now);
    if answer.hits.is_empty() && answer.total > 0 {
        // A page beyond the last: the last one is shown.
        asked.problems.push(scope.tell(
            "public-page-beyond",
            &[("pages", &answer.pages.to_string())],
        ));
        asked.query = asked.query.with_page(answer.pages);
        answer = scope.catalogue().search(&asked.query, scope.now);
    }
    let query = &asked.query;
    let count = scope.count("public-count-events", answer.total);
    let selection = query.with_bbox(None).with_sort(None);
    let france_query = selection.clear(Choice::Territory).with_near(None);
    let page = Page::new("public/list.html", title(scope, &asked))
        .description(scope.tell("public-list-description", &[("count", &count)]))
        .nav(match view {
            View::List => "events",
            View::Map => "map",
        })
        .canonical(scope.canonical(&canonical(query, view)))
        .with("title", &count)
        .with("view", view.word())
        .with("query", filters::query(scope, &asked, view.path()))
        .with("filters", filters::filters(scope, query, &answer))
        .with("active", filters::active(scope, query, view.path()))
        .with("clear", scope.href(view.path()))
        .with("problems", &asked.problems)
        .with("others", others(scope, &asked, view))
        .with("understood", understood(scope, &asked, view.path()))
        .with("forgiven", forgiven(scope, &answer))
        .with("views", views(scope, query, view, answer.total))
        .with("sort", sorts(scope, query, view))
        .with("exports", exports(scope, query))
        .with("feed", scope.ask("/evenements.rss", &selection))
        .with("week", week::week(scope, query, &answer.days, view.path()))
        .with("events", card::cards(scope, &answer.hits))
        .with("off_map", off_map(scope, &answer))
        .with("pages", pages(scope, query, &answer, view))
        .with("ways", ways(scope, query, &answer, view))
        .with("nearest", nearest(scope, query, &answer))
        .with("map", island(scope, query, &answer, view))
        .with("legend", choices::legend(scope))
        .with(
            "france",
            france::france(
                scope,
                &answer.departments,
                |code| query.has(Choice::Territory, code),
                |code| scope.ask(view.path(), &france_query.with(Choice::Territory, code)),
            ),
        )
        .with(
            "near",
            filters::circle(scope, query).map(|text| json!({ "text": text })),
        );
    scope.show(page)
}

/// One page for search engines, whatever order or box is asked for; a page of the list is its own.
fn canonical(query: &Query, view: View) -> String {
    let kept = query
        .with_bbox(None)
        .with_sort(None)
        .with_page(query.page_number());
    match kept.to_query_string() {
        asked if asked.is_empty() => view.path().to_owned(),
        asked => format!("{}?{asked}", view.path()),
    }
}

/// “Événements dans le Gers”, “Événements près d’Auch”, “Événements”.
fn title(scope: &Scope, asked: &Asked) -> String {
    let gazetteer = &scope.app.gazetteer;
    let place = gazetteer.territory(&ask::field(scope, &asked.query).code);
    let forms = place.map(|place| gazetteer.forms(place, scope.lang().tag()));
    match (forms, asked.query.near) {
        (Some(forms), Some(_)) => scope.tell(
            "public-list-title-near",
            &[("of", &forms.of), ("name", &forms.name)],
        ),
        (Some(forms), None) => scope.tell("public-list-title-in", &[("in", &forms.within)]),
        (None, _) => scope.say("public-list-title"),
    }
}

fn others(scope: &Scope, asked: &Asked, view: View) -> Vec<Value> {
    let others = asked.others.iter();
    others
        .map(|(text, query)| json!({ "text": text, "href": scope.ask(view.path(), query) }))
        .collect()
}

/// What was made of the words, and the way to have them looked for as they are.
pub fn understood(scope: &Scope, asked: &Asked, path: &str) -> Option<Value> {
    let understood = asked.understood.as_ref()?;
    let href = scope.ask(path, &understood.everywhere);
    Some(json!({ "text": understood.sentence, "href": href }))
}

fn forgiven(scope: &Scope, answer: &Answer<'_>) -> String {
    match answer.forgiven.as_slice() {
        [] => String::new(),
        words => scope.tell("public-forgiven", &[("words", &words.join(", "))]),
    }
}

fn off_map(scope: &Scope, answer: &Answer<'_>) -> String {
    match answer.without_point {
        0 => String::new(),
        count => scope.count("public-off-map", count),
    }
}

fn views(scope: &Scope, query: &Query, view: View, count: usize) -> Vec<Value> {
    [
        (View::List, "common-nav-list", "list"),
        (View::Map, "common-nav-map", "map"),
    ]
    .iter()
    .map(|(other, key, icon)| {
        let name = scope.say(key);
        let text = match other {
            View::List => format!("{name}\u{a0}· {}", scope.number(count)),
            View::Map => name,
        };
        json!({
            "text": text,
            "href": scope.ask(other.path(), query),
            "here": *other == view,
            "icon": icon,
            "view": other.word(),
        })
    })
    .collect()
}

fn sorts(scope: &Scope, query: &Query, view: View) -> Vec<Value> {
    Sort::ALL
        .into_iter()
        .filter(|sort| match sort {
            Sort::Date => true,
            Sort::Distance => query.near.is_some(),
            Sort::Relevance => !query.text.is_empty(),
        })
        .map(|sort| {
            json!({
                "text": scope.say(&format!("public-sort-{}", sort.word())),
                "href": scope.ask(view.path(), &query.with_sort(Some(sort))),
                "here": query.order() == sort,
            })
        })
        .collect()
}

fn exports(scope: &Scope, query: &Query) -> Vec<Value> {
    let asked = query.with_page(1);
    ["ics", "xlsx", "csv", "geojson", "json"]
        .iter()
        .map(|format| {
            json!({
                "text": scope.say(&format!("public-export-{format}")),
                "href": scope.ask(&format!("/evenements.{format}"), &asked),
            })
        })
        .collect()
}

/// The numbers of the pages near the present one, with the first and the last.
fn pages(scope: &Scope, query: &Query, answer: &Answer<'_>, view: View) -> Value {
    let href = |page: u32| scope.ask(view.path(), &query.with_page(page));
    let (page, last) = (answer.page, answer.pages.max(1));
    let shown: Vec<u32> = (1..=last)
        .filter(|one| *one == 1 || *one == last || one.abs_diff(page) <= BESIDE)
        .collect();
    let mut items = Vec::new();
    for (place, one) in shown.iter().enumerate() {
        if place > 0 && shown[place - 1] + 1 < *one {
            items.push(json!({ "gap": true }));
        }
        let text = scope.number(*one as usize);
        items.push(json!({ "text": text, "href": href(*one), "here": *one == page }));
    }
    let first = (page as usize - 1) * catalogue::PAGE_SIZE + 1;
    json!({
        "previous": if page > 1 { href(page - 1) } else { String::new() },
        "next": if page < last { href(page + 1) } else { String::new() },
        "items": items,
        "note": scope.tell("public-pages-note", &[
            ("first", &scope.number(first)),
            ("last", &scope.number(first + answer.hits.len().saturating_sub(1))),
            ("total", &scope.number(answer.total)),
        ]),
    })
}

/// What to try when nothing matches: each way drops or widens one thing, and is offered when it finds something.
fn ways(scope: &Scope, query: &Query, answer: &Answer<'_>, view: View) -> Vec<Value> {
    if answer.total > 0 {
        return Vec::new();
    }
    let mut tried: Vec<(String, Query)> = Vec::new();
    if let Some(near) = query.near {
        tried.extend(WIDER.iter().filter(|km| **km > near.km).map(|km| {
            let text = scope.tell("public-way-wider", &[("km", &scope.number(*km as usize))]);
            (text, query.with_near(Some(Near { km: *km, ..near })))
        }));
    }
    if query.bbox.is_some() {
        tried.push((scope.say("public-way-box"), query.with_bbox(None)));
    }
    if !query.days.is_empty() || query.from.is_some() || query.to.is_some() {
        tried.push((scope.say("public-way-days"), query.clear(Choice::Day)));
    }
    if !query.text.is_empty() {
        tried.push((scope.say("public-way-words"), query.with_text("")));
    }
    for (choice, key) in [
        (Choice::Sector, "public-way-sectors"),
        (Choice::Audience, "public-way-audiences"),
        (Choice::Format, "public-way-formats"),
        (Choice::Mode, "public-way-modes"),
        (Choice::Access, "public-way-access"),
        (Choice::Territory, "public-way-territories"),
    ] {
        if !query.chosen(choice).is_empty() {
            // Only the one about places names the country.
            tried.push((super::home::everywhere(scope, key), query.clear(choice)));
        }
    }
    if query.seats {
        tried.push((scope.say("public-way-seats"), query.with_seats(false)));
    }
    let mut ways: Vec<Value> = tried
        .into_iter()
        .map(|(text, other)| (text, scope.catalogue().select(&other).total(), other))
        .filter(|(_, found, _)| *found > 0)
        .take(4)
        .map(|(text, found, other)| {
            let text = format!("{text} ({})", scope.number(found));
            json!({ "text": text, "href": scope.ask(view.path(), &other) })
        })
        .collect();
    ways.push(
        json!({ "text": scope.say("public-way-everything"), "href": scope.href(view.path()) }),
    );
    ways
}

/// The nearest events when a circle holds none.
fn nearest(scope: &Scope, query: &Query, answer: &Answer<'_>) -> Vec<Value> {
    let Some(near) = query.near.filter(|_| answer.total == 0) else {
        return Vec::new();
    };
    let far = query
        .with_bbox(None)
        .with_near(Some(Near { km: FAR, ..near }))
        .with_sort(Some(Sort::Distance));
    let mut found = scope.catalogue().search(&far, scope.now).hits;
    found.truncate(MOST_NEAREST);
    card::cards(scope, &found)
}

/// What the map is told. Its tiles and its page never hold a box: moving the map must not change them.
fn island(scope: &Scope, query: &Query, answer: &Answer<'_>, view: View) -> Value {
    let selection = query.with_bbox(None).selection();
    json!({
        "tiles": tiles(scope, &selection),
        "style": scope.app.config.map_style_url.as_ref().map(ToString::to_string).unwrap_or_default(),
        "base": super::base_map::template(&scope.app),
        "bounds": bounds(scope, query, answer),
        "search": api(scope, &selection),
        "page": scope.ask(view.path(), &query.with_bbox(None)),
        "events": scope.href("/evenements"),
        "parts": parts(scope, query, view),
        "focus": "",
        "credits": scope.app.gazetteer.credits(),
    })
}

/// Overseas and back: each part of the country with its edges, and the same list within them.
fn parts(scope: &Scope, query: &Query, view: View) -> Vec<Value> {
    let parts = france::parts(scope).into_iter();
    parts
        .map(|(name, bounds)| {
            let (boxed, _) = Query::read([("bbox", bounds.as_str())]);
            let within = query.with_bbox(boxed.bbox);
            json!({
                "text": name,
                "bounds": bounds,
                "href": scope.ask(view.path(), &within.with_page(1)),
                "count": scope.catalogue().select(&within).total(),
            })
        })
        .collect()
}

/// The template of the tiles' addresses. The content's own mark keeps apart two sites, or two lives of one, whose numbers
/// are the same.
fn tiles(scope: &Scope, selection: &Query) -> String {
    let shelved = &scope.shelved;
    let asked = selection.to_query_string();
    let join = if asked.is_empty() { "" } else { "&" };
    format!(
        "/tuiles/{}/{}/{{z}}/{{x}}/{{y}}.mvt?{asked}{join}v={:x}",
        shelved.edition.slug,
        shelved.revision,
        shelved.catalogue.fingerprint()
    )
}

fn api(scope: &Scope, selection: &Query) -> String {
    let mut asked = selection.to_query_string();
    if scope.is_apart() {
        let join = if asked.is_empty() { "" } else { "&" };
        asked = format!("{asked}{join}edition={}", scope.edition().slug);
    }
    match asked.is_empty() {
        true => "/api/v1/search".to_owned(),
        false => format!("/api/v1/search?{asked}"),
    }
}

/// The box the map shows first: the one asked for, else what holds the events, else the mainland.
fn bounds(scope: &Scope, query: &Query, answer: &Answer<'_>) -> String {
    let mainland = || {
        let frame = scope.app.gazetteer.outlines().frames.first();
        let [west, south, east, north] =
            frame.map_or([-180.0, -85.0, 180.0, 85.0], |frame| frame.bounds);
        Bbox {
            west,
            south,
            east,
            north,
        }
    };
    let asked = query
        .bbox
        .or_else(|| query.near.map(|near| Bbox::around(near.point, near.km)));
    let found = answer.bbox.filter(|_| !query.is_everything());
    let found = found.map(
        |bbox| match bbox.west == bbox.east && bbox.south == bbox.north {
            true => catalogue::Point::new(bbox.west, bbox.south)
                .map_or(bbox, |point| Bbox::around(point, AROUND_ONE)),
            false => bbox,
        },
    );
    let shown = asked
        .or(found.filter(|bbox| bbox.east - bbox.west <= TOO_WIDE && bbox.west <= bbox.east))
        .unwrap_or_else(mainland);
    format!(
        "{:.4},{:.4},{:.4},{:.4}",
        shown.west, shown.south, shown.east, shown.north
    )
}

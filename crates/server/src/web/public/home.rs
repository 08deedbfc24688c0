//! The home of the edition the site is about.

use axum::extract::State;
use catalogue::place::Place;
use catalogue::{Choice, Query};
use domain::edition::Rules;
use serde_json::{Value, json};

use super::scope::Scope;
use super::{card, choices, editions, filters as filters_bar, france, places, share, week};
use crate::app::App;
use crate::error::Answer;
use crate::refresh;
use crate::web::door::Visit;
use crate::web::filters;
use crate::web::page::Page;

/// How many events the home picks.
const PICKED: usize = 6;
/// How many audiences stand as shortcuts.
const SHORTCUTS: usize = 4;

/// The home; before any edition is open, what this site will be and who may come in.
pub async fn home(State(app): State<App>, visit: Visit) -> Answer {
    let Some(scope) = Scope::current(&app, &visit) else {
        let page = Page::new("public/opening.html", app.campaign(visit.lang));
        return app.show(&visit, page);
    };
    let query = Query::default();
    let answer = scope.catalogue().search(&query, scope.now);
    let rules = scope.rules();
    let dates = filters::period(rules.week.from, rules.week.to, scope.lang());
    let name = refresh::name(scope.edition());
    let title = format!(
        "{}\u{a0}· {dates}",
        scope.shelved.campaign.name.get(scope.lang())
    );
    let lead = lead(&scope, answer.total);
    let departments = answer
        .departments
        .iter()
        .filter(|one| one.count > 0)
        .count();
    let map_note = scope.tell(
        "public-home-map-note",
        &[
            ("events", &scope.count("public-count-events", answer.total)),
            (
                "departments",
                &scope.count("public-count-departments", departments),
            ),
        ],
    );
    let page = Page::new("public/home.html", title)
        .description(&lead)
        .canonical("/")
        .image(share::address(&scope, &query))
        .with(
            "edition",
            json!({
                "state": state(&scope),
                "overline": format!("{}\u{a0}· {dates}\u{a0}· {}", name.get(scope.lang()), everywhere(&scope, "public-home-everywhere")),
                "title": promise(&scope, rules),
                "lead": lead,
            }),
        )
        .with("search", search(&scope))
        .with("shortcuts", shortcuts(&scope, &answer))
        .with(
            "map",
            france::france(&scope, &answer.departments, |_| false, |code| scope.href(&format!("/territoires/{code}"))),
        )
        .with("map_note", map_note)
        .with("week_title", week::title(&scope))
        .with("week", week::week(&scope, &query, &answer.days, "/evenements"))
        .with("figures", editions::last_figures(&scope))
        .with("regions", regions(&scope, &answer))
        .with("sectors", sectors(&scope, &answer, &query))
        .with("picked", picked(&scope))
        .with("organise", organise(&scope));
    app.show(&visit, page)
}

/// “partout en France”: a sentence about the whole country of the pack.
#[must_use]
pub fn everywhere(scope: &Scope, key: &str) -> String {
    let gazetteer = &scope.app.gazetteer;
    let nation = Place::Territory(gazetteer.nation());
    let forms = gazetteer.forms(nation, scope.lang().tag());
    scope.tell(key, &[("in", &forms.within), ("name", &forms.name)])
}

/// One sentence that makes one want to go: the edition's own, else its theme.
fn promise<'a>(scope: &Scope, rules: &'a Rules) -> &'a str {
    match rules.promise.get(scope.lang()) {
        "" => rules.theme.get(scope.lang()),
        promise => promise,
    }
}

fn lead(scope: &Scope, total: usize) -> String {
    match total {
        0 => scope.say("public-home-lead-none"),
        _ => scope.count("public-home-lead", total),
    }
}

fn state(scope: &Scope) -> &'static str {
    let today = scope.edition().today(scope.now);
    let week = scope.rules().week;
    if today < week.from {
        "before"
    } else if today > week.to {
        "after"
    } else {
        "during"
    }
}

fn search(scope: &Scope) -> Value {
    let week = scope.rules().week;
    let days: Vec<Value> = week
        .from
        .series(jiff::Span::new().days(1))
        .take_while(|day| *day <= week.to)
        .map(|day| json!({ "value": day.to_string(), "text": filters::day(day, scope.lang()) }))
        .collect();
    json!({ "q": "", "suggest": filters_bar::suggest(scope), "example": filters_bar::example(scope), "where": "", "where_code": "", "day": "", "days": days })
}

/// The fullest audiences.
fn shortcuts(scope: &Scope, answer: &catalogue::Answer<'_>) -> Vec<Value> {
    let Some(facet) = answer
        .facets
        .iter()
        .find(|facet| facet.choice == Choice::Audience)
    else {
        return Vec::new();
    };
    let mut values: Vec<_> = facet.values.iter().filter(|one| one.count > 0).collect();
    values.sort_by_key(|one| std::cmp::Reverse(one.count));
    values
        .iter()
        .take(SHORTCUTS)
        .map(|one| {
            let query = Query::default().with(Choice::Audience, one.value);
            json!({
                "text": choices::name(scope, &scope.rules().audiences, one.value),
                "href": scope.ask("/evenements", &query),
                "count": one.count,
            })
        })
        .collect()
}

/// The régions by their names, each with its count and its page.
fn regions(scope: &Scope, answer: &catalogue::Answer<'_>) -> Vec<Value> {
    let count = |code: &str| {
        let own = answer.regions.iter().find(|one| one.value == code);
        own.map_or(0, |one| one.count)
    };
    let mut regions: Vec<(String, Value)> = scope
        .app
        .gazetteer
        .regions()
        .map(|region| {
            let code = region.code.as_str();
            let name = places::name(scope, code);
            let href = scope.href(&format!("/territoires/{code}"));
            (
                name.clone(),
                json!({ "name": name, "href": href, "count": count(code) }),
            )
        })
        .collect();
    regions.sort_by_key(|(name, _)| domain::text::fold(name));
    regions.into_iter().map(|(_, region)| region).collect()
}

/// Sectors as doors, with their counts; each leads to its list within `query`.
#[must_use]
pub fn sectors(scope: &Scope, answer: &catalogue::Answer<'_>, query: &Query) -> Vec<Value> {
    let Some(facet) = answer
        .facets
        .iter()
        .find(|facet| facet.choice == Choice::Sector)
    else {
        return Vec::new();
    };
    facet
        .values
        .iter()
        .filter_map(|one| {
            let sector = choices::sector(scope, one.value)?;
            let href = scope.ask("/evenements", &query.with(Choice::Sector, one.value));
            Some(json!({ "sector": sector, "href": href, "count": one.count }))
        })
        .collect()
}

/// A few events to begin with: the next of as many sectors as there are, on the map first.
fn picked(scope: &Scope) -> Value {
    let mut found = Vec::new();
    for choice in &scope.rules().sectors {
        let query = Query::default()
            .with(Choice::Sector, &choice.slug)
            .with_seats(true);
        let hits = scope.catalogue().search(&query, scope.now).hits;
        let fresh = hits.into_iter().find(|hit| {
            !hit.over
                && found
                    .iter()
                    .all(|other: &catalogue::Hit<'_>| other.event.id != hit.event.id)
        });
        found.extend(fresh);
        if found.len() == PICKED {
            break;
        }
    }
    json!({
        "title": scope.say("public-home-picked"),
        "href": scope.href("/evenements"),
        "events": card::cards(scope, &found),
    })
}

fn organise(scope: &Scope) -> Value {
    let open = scope.edition().takes_proposals(scope.now);
    let until = filters::day_long(scope.rules().proposals_close, scope.lang());
    let text = match open {
        true => scope.tell(
            "public-home-organise-text",
            &[
                ("until", &until),
                ("days", &scope.rules().decision_days.to_string()),
            ],
        ),
        false => scope.say("public-home-organise-closed"),
    };
    json!({
        "title": scope.say("public-home-organise"),
        "text": text,
        "href": crate::web::page::href(scope.lang(), "/proposer"),
        "button": if open { scope.say("public-propose") } else { String::new() },
        "until": scope.rules().proposals_close.to_string(),
    })
}

//! How the running edition stands: what waits and what is late in each territory, who decides there, labels and verdicts day by
//! day, letters that wait.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use domain::edition::{Edition, Stage};
use domain::territory::TerritoryCode;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value as Json, json};
use store::reviews::Standing;
use store::{Conn, editions, national, outbox, reviews};

use super::{Team, map};
use crate::acts::{self, Coverage};
use crate::app::App;
use crate::error::Answer;
use crate::web::door::Parameters;
use crate::web::filters;

/// Days of verdicts shown.
const DAYS: i64 = 14;

/// The first page of the space.
pub async fn show(State(app): State<App>, team: Team, Query(query): Query<Parameters>) -> Answer {
    let mut conn = app.store.reader().await?;
    let all = editions::editions(&mut conn).await?;
    let asked = query.get("edition").map(String::as_str);
    let Some(edition) = chosen(&all, asked) else {
        let title = team.say(&app, "national-dashboard");
        let page = team
            .page(&app, "national/dashboard.html", &title, "dashboard")
            .with("edition", ());
        return app.show(&team.visit, page);
    };
    let now = app.clock.now();
    let standings = reviews::standings(&mut conn, edition.id, now).await?;
    let coverage = Coverage::load(&mut conn).await?;
    let letters = outbox::standing(&mut conn).await?;
    let days = days(&mut conn, edition, now).await?;
    drop(conn);
    let by_code: BTreeMap<&str, &Standing> = standings
        .iter()
        .map(|standing| (standing.home.as_str(), standing))
        .collect();
    let title = team.say(&app, "national-dashboard");
    let page = team
        .page(&app, "national/dashboard.html", &title, "dashboard")
        .with("edition", about(&app, &team, edition))
        .with("figures", figures(&app, &team, &standings, &coverage))
        .with("alone", alone(&app, &team, &standings, &coverage))
        .with("rows", rows(&app, &team, &standings, &coverage))
        .with("uncovered", uncovered(&app, &team, &coverage))
        .with("map", map::map(&app, &team, &by_code))
        .with("days", days)
        .with(
            "letters",
            json!({
                "waiting": letters.waiting,
                "given_up": letters.given_up,
                "oldest": letters.oldest.map(|at| at.as_millisecond()),
                "server": app.mailer.is_there(),
                "href": team.href("/pilotage/lettres"),
                "given_up_href": team.href("/pilotage/lettres?etat=abandon"),
            }),
        );
    app.show(&team.visit, page)
}

/// The edition asked for, else the running one, else the latest.
fn chosen<'e>(all: &'e [Edition], asked: Option<&str>) -> Option<&'e Edition> {
    let named = asked.and_then(|slug| all.iter().find(|edition| edition.slug == slug));
    let running = || {
        all.iter()
            .find(|edition| matches!(edition.stage, Stage::Running { .. }))
    };
    named.or_else(running).or_else(|| all.first())
}

fn about(app: &App, team: &Team, edition: &Edition) -> Json {
    let rules = &edition.rules;
    let lang = team.visit.lang;
    json!({
        "name": crate::refresh::name(edition).get(lang),
        "theme": rules.theme.get(lang),
        "dates": filters::period(rules.week.from, rules.week.to, lang),
        "closes": filters::day_long(rules.proposals_close, lang),
        "open": edition.takes_proposals(app.clock.now()),
        "href": team.href(&format!("/pilotage/editions/{}", edition.slug)),
    })
}

fn figures(app: &App, team: &Team, standings: &[Standing], coverage: &Coverage) -> Json {
    let sum = |of: fn(&Standing) -> u64| standings.iter().map(of).sum::<u64>();
    let without = app
        .gazetteer
        .departements()
        .filter(|territory| !coverage.covers(&territory.code))
        .count() as u64;
    let figure = |key: &str, value: u64| {
        json!({
            "value": crate::words::number(value as f64, team.visit.lang),
            "text": team.say(app, &format!("national-figure-{key}")), "how": "", "how_href": "",
        })
    };
    json!([
        figure("waiting", sum(|one| one.waiting)),
        figure("overdue", sum(|one| one.overdue)),
        figure("returned", sum(|one| one.returned)),
        figure("labelled", sum(|one| one.labelled)),
        figure("refused", sum(|one| one.refused)),
        figure("uncovered", without),
    ])
}

/// What waits for the national team itself, because nobody decides below it: nobody is above to be told.
fn alone(app: &App, team: &Team, standings: &[Standing], coverage: &Coverage) -> Json {
    let nation = &app.gazetteer.nation().code;
    let own: Vec<&Standing> = standings
        .iter()
        .filter(|one| {
            let chain = app.gazetteer.chain(one.home.as_str());
            chain.is_some_and(|chain| coverage.deciding(&chain) == nation)
        })
        .collect();
    let places: Vec<Json> = own
        .iter()
        .filter(|one| one.overdue > 0)
        .map(|one| {
            let code = one.home.as_str();
            json!({
                "name": team.territory(app, code),
                "href": team.href(&format!("/instruction?territoire={code}&filtre=retard")),
                "overdue": one.overdue,
            })
        })
        .collect();
    json!({
        "overdue": own.iter().map(|one| one.overdue).sum::<u64>(),
        "waiting": own.iter().map(|one| one.waiting).sum::<u64>(),
        "places": places,
    })
}

/// The territories where something waits: those without a referee first, then the latest ones.
fn rows(app: &App, team: &Team, standings: &[Standing], coverage: &Coverage) -> Vec<Json> {
    let mut waiting: Vec<&Standing> = standings.iter().filter(|one| one.waiting > 0).collect();
    waiting.sort_by_key(|one| {
        let covered = coverage.covers(&one.home);
        (covered, std::cmp::Reverse(one.overdue), one.first_due)
    });
    waiting
        .into_iter()
        .map(|one| row(app, team, one, coverage))
        .collect()
}

fn row(app: &App, team: &Team, one: &Standing, coverage: &Coverage) -> Json {
    let code = one.home.as_str();
    let (zone, _) = acts::calendar(&app.gazetteer, &one.home);
    let first_due = one.first_due.map_or_else(String::new, |at| {
        filters::moment(at, zone.iana_name(), team.visit.lang)
    });
    json!({
        "name": team.territory(app, code),
        "href": team.href(&format!("/instruction?territoire={code}")),
        "waiting": one.waiting,
        "overdue": one.overdue,
        "first_due": first_due,
        "returned": one.returned,
        "labelled": one.labelled,
        "covered": coverage.covers(&one.home),
        "urgent": one.overdue > 0 || !coverage.covers(&one.home),
        "instead": instead(app, team, &one.home, coverage),
        "people": team.href(&format!("/instruction/territoire/{code}/personnes")),
    })
}

/// Who decides in the place of a territory without a referee; empty when it has one.
fn instead(app: &App, team: &Team, home: &TerritoryCode, coverage: &Coverage) -> String {
    let Some(chain) = app.gazetteer.chain(home.as_str()) else {
        return String::new();
    };
    match coverage.deciding(&chain) {
        deciding if deciding == home => String::new(),
        deciding => team.territory(app, deciding.as_str()),
    }
}

/// The départements without a referee, wherever something waits or not.
fn uncovered(app: &App, team: &Team, coverage: &Coverage) -> Vec<Json> {
    app.gazetteer
        .departements()
        .filter(|territory| !coverage.covers(&territory.code))
        .map(|territory| {
            let code = territory.code.as_str();
            json!({
                "name": team.territory(app, code),
                "instead": instead(app, team, &territory.code, coverage),
                "href": team.href(&format!("/instruction/territoire/{code}/personnes")),
            })
        })
        .collect()
}

/// Verdicts of the last days, in the edition's own zone, the latest day first.
async fn days(conn: &mut Conn, edition: &Edition, now: Timestamp) -> store::Result<Vec<Json>> {
    let today = edition.today(now);
    let first = today.checked_sub((DAYS - 1).days()).unwrap_or(today);
    let zone = edition.time_zone();
    let since = zone
        .to_timestamp(first.at(0, 0, 0, 0))
        .unwrap_or(Timestamp::MIN);
    let mut counts: BTreeMap<Date, [u64; 4]> = BTreeMap::new();
    let days = std::iter::successors(Some(first), |day| day.tomorrow().ok());
    for day in days.take_while(|day| *day <= today) {
        counts.insert(day, [0; 4]);
    }
    for (at, kind) in national::verdicts_since(conn, edition.id, since).await? {
        let day = at.to_zoned_datetime(zone.clone()).date();
        let place = ["labelled", "returned", "refused", "undone"]
            .iter()
            .position(|known| *known == kind);
        if let (Some(counted), Some(place)) = (counts.get_mut(&day), place) {
            counted[place] += 1;
        }
    }
    Ok(counts
        .into_iter()
        .rev()
        .map(|(day, [labelled, returned, refused, undone])| {
            json!({
                "day": day.to_string(), "labelled": labelled, "returned": returned,
                "refused": refused, "undone": undone,
                "decisions": labelled + returned + refused + undone,
            })
        })
        .collect())
}

//! A région, a département or a commune: its events, its figures, who answers for it.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use catalogue::place::{Level, Place};
use catalogue::{Choice, Figures, Query};
use domain::territory::{Office, TerritoryCode};
use serde::Deserialize;
use serde_json::{Value, json};
use store::bookings::risks;
use store::{Conn, offices};

use super::scope::Scope;
use super::{card, figures, france, places, share, week};
use crate::error::{Answer, Failure};
use crate::web::filters;
use crate::web::page::{Page, href};

/// How many events the page shows before its list.
const SHOWN: usize = 6;
/// How many communes a département names.
const MOST_COMMUNES: usize = 60;

/// The part of the address that names a territory.
#[derive(Debug, Deserialize)]
pub struct Named {
    code: String,
}

/// The page of a territory.
pub async fn territory(scope: Scope, Path(named): Path<Named>) -> Answer {
    if let Some(elsewhere) = scope.without_programme() {
        return Ok(elsewhere);
    }
    let app = scope.app.clone();
    let spelled = [
        named.code.clone(),
        named.code.to_uppercase(),
        named.code.to_lowercase(),
    ];
    let place = spelled
        .iter()
        .find_map(|code| app.gazetteer.territory(code))
        .ok_or(Failure::NotFound)?;
    let code = place.code().to_string();
    if place.level() == Level::Nation {
        return Ok(Redirect::permanent(&scope.href("/territoires")).into_response());
    }
    if code != named.code {
        // A former commune leads to its heir, a code written otherwise to its own.
        return Ok(
            Redirect::permanent(&scope.href(&format!("/territoires/{code}"))).into_response(),
        );
    }
    let mut reader = app.store.reader().await?;
    let own = said_by(&scope, &mut reader, place.code()).await?;
    let (answering, office) = office(&scope, &mut reader, place).await?;
    let seats_left = seats_left(&scope, &mut reader, place.code()).await?;
    drop(reader);
    show(&scope, place, &own, (&answering, &office), seats_left)
}

/// The events of a territory to which too few come as yet, put forward a week before: visits are cancelled for that.
async fn seats_left(
    scope: &Scope,
    reader: &mut Conn,
    code: &TerritoryCode,
) -> Result<Vec<Value>, Failure> {
    if scope.is_archived() {
        return Ok(Vec::new());
    }
    let risks = risks::at_risk(reader, scope.edition().id, scope.now).await?;
    let mut slugs: Vec<&str> = risks
        .iter()
        .filter(|risk| risk.chain.height(code).is_some())
        .map(|risk| risk.slug.as_str())
        .collect();
    // An event is shown once, at its first slot.
    let mut seen = std::collections::BTreeSet::new();
    slugs.retain(|slug| seen.insert(*slug));
    let events = slugs
        .into_iter()
        .filter_map(|slug| scope.catalogue().event(slug));
    let shown = |event: catalogue::Event<'_>| card::card(scope, &event, card::Shown::default());
    Ok(events.take(SHOWN).map(shown).collect())
}

/// What a territory says of itself; on the pages of an edition that is over, as it said it then.
async fn said_by(
    scope: &Scope,
    reader: &mut Conn,
    code: &TerritoryCode,
) -> Result<Office, Failure> {
    match scope.is_archived() {
        true => Ok(offices::archived(reader, scope.edition().id, code).await?),
        false => Ok(offices::office(reader, code).await?.0),
    }
}

/// Who answers for a territory: its own office, else that of the nearest territory above that may be reached.
async fn office(
    scope: &Scope,
    reader: &mut Conn,
    place: Place<'_>,
) -> Result<(TerritoryCode, Office), Failure> {
    let gazetteer = &scope.app.gazetteer;
    let mut code = place.code().clone();
    loop {
        let office = said_by(scope, reader, &code).await?;
        let found = is_reachable(&office);
        let Some(parent) = gazetteer.parent(code.as_str()).filter(|_| !found) else {
            return Ok((code, office));
        };
        code = parent.code.clone();
    }
}

/// Whether an office says how to reach it.
fn is_reachable(office: &Office) -> bool {
    let said = [
        &office.service,
        &office.email,
        &office.phone,
        &office.website,
    ];
    said.iter().any(|text| !text.is_empty())
}

/// The page, with what the territory says of itself and who answers for it.
fn show(
    scope: &Scope,
    place: Place<'_>,
    own: &Office,
    (answering, office): (&TerritoryCode, &Office),
    seats_left: Vec<Value>,
) -> Answer {
    let gazetteer = &scope.app.gazetteer;
    let code = place.code().as_str();
    let forms = gazetteer.forms(place, scope.lang().tag());
    let query = Query::default().with(Choice::Territory, code);
    let answer = scope.catalogue().search(&query, scope.now);
    // Nobody is welcomed to what is over.
    let welcome = match scope.is_archived() {
        true => "",
        false => own.welcome.get(scope.lang()),
    };
    let lead = match answer.total {
        0 => scope.tell("public-territory-lead-none", &[("in", &forms.within)]),
        total => {
            let counted = scope.count("public-count-events", total);
            scope.tell(
                "public-territory-lead",
                &[("events", &counted), ("in", &forms.within)],
            )
        }
    };
    // Where the office welcomes people in its own words, those stand in the place of the sentence.
    let html = match welcome {
        "" => String::new(),
        welcome => filters::markdown(welcome, 2),
    };
    let mut hits = answer.hits.clone();
    hits.truncate(SHOWN);
    let propose = scope.edition().takes_proposals(scope.now);
    let counted = scope.catalogue().figures(&query);
    let (rows, without) = figures::sectors(scope, &query, &counted);
    let page = Page::new("public/territory.html", &forms.name)
        .description(&lead)
        .nav("territories")
        .canonical(scope.canonical(&format!("/territoires/{code}")))
        .image(share::address(scope, &query))
        .with("crumbs", crumbs(scope, place))
        .with(
            "territory",
            json!({ "name": forms.name, "code": code, "kind": places::kind(scope, place.level()), "lead": lead, "html": html }),
        )
        .with("count", answer.total)
        .with("list_href", scope.ask("/evenements", &query))
        .with("map_href", scope.ask("/carte", &query))
        .with("week", week::week(scope, &query, &answer.days, "/evenements"))
        .with("referee", contact(scope, answering, answering == place.code(), office))
        .with("committee", committee(scope, own))
        .with("seats_left", seats_left)
        .with("events", card::cards(scope, &hits))
        .with("figures", figures::headline(scope, place.level(), (&forms.of, &forms.name), &counted))
        .with("children", children(scope, place, &counted))
        .with("editions", figures::other_editions(scope, code))
        .with(
            "map",
            france::around(scope, place, &answer.departments, |code| scope.href(&format!("/territoires/{code}"))),
        )
        .with("over", scope.is_archived())
        .with("sectors", rows)
        .with("sectors_none", without)
        .with("propose", if propose { href(scope.lang(), "/proposer") } else { String::new() });
    scope.show(page)
}

fn crumbs(scope: &Scope, place: Place<'_>) -> Vec<Value> {
    let mut crumbs = vec![
        json!({ "text": scope.say("common-nav-territories"), "href": scope.href("/territoires") }),
    ];
    let parent = scope.app.gazetteer.parent(place.code().as_str());
    let way = parent
        .map(|parent| places::way(scope, parent.code.as_str()))
        .unwrap_or_default();
    // La Réunion is a département and a région: the page does not lead to itself under another code.
    let own = places::name(scope, place.code().as_str());
    crumbs.extend(way.into_iter().filter(|link| link["text"] != own.as_str()));
    crumbs
}

/// The service organisers may turn to, and whether it is the one of a wider territory.
fn contact(scope: &Scope, answering: &TerritoryCode, own: bool, office: &Office) -> Option<Value> {
    if !is_reachable(office) {
        return None;
    }
    let gazetteer = &scope.app.gazetteer;
    let place = gazetteer.territory(answering.as_str())?;
    let of = gazetteer.forms(place, scope.lang().tag()).of;
    let (title, own_text, above) = match place.level() {
        Level::Nation => ("public-team-title", "public-team-text", "public-team-above"),
        Level::Region => (
            "public-coordination-title",
            "public-coordination-text",
            "public-coordination-above",
        ),
        Level::Departement | Level::Commune => (
            "public-referee-title",
            "public-referee-text",
            "public-referee-above",
        ),
    };
    let text = match (scope.is_archived(), own) {
        (true, _) => scope.say("public-referee-then"),
        (false, true) => scope.say(own_text),
        (false, false) => scope.tell(above, &[("of", &of)]),
    };
    Some(json!({
        "title": scope.say(if scope.is_archived() { "public-referee-then-title" } else { title }),
        "name": office.service,
        "mail": office.email,
        "phone": office.phone,
        "site": site(&office.website),
        "site_text": short(&office.website),
        "text": text,
    }))
}

/// The address of a site as it is read.
fn short(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.trim_end_matches('/')
}

/// The address of a site, when it is one that a browser may open.
fn site(address: &str) -> &str {
    let web = address.starts_with("https://") || address.starts_with("http://");
    if web { address } else { "" }
}

fn committee(scope: &Scope, office: &Office) -> Option<Value> {
    let committee = &office.committee;
    if committee.partners.is_empty() && committee.run_by.is_empty() {
        return None;
    }
    let mut said = Vec::new();
    if !committee.since.is_empty() {
        said.push(scope.tell("public-committee-since", &[("since", &committee.since)]));
    }
    if !committee.partners.is_empty() {
        said.push(scope.count("public-committee-partners", committee.partners.len()));
    }
    if !committee.run_by.is_empty() {
        said.push(scope.tell("public-committee-run", &[("by", &committee.run_by)]));
    }
    let text = said.join(" ");
    let partners: Vec<Value> = committee
        .partners
        .iter()
        .map(|partner| json!({ "name": partner.name, "href": site(&partner.website) }))
        .collect();
    Some(
        json!({ "title": scope.say("public-committee-title"), "text": text, "partners": partners }),
    )
}

/// The territories right below: every département of a région with its week, the communes of a département that hold
/// events.
fn children(scope: &Scope, place: Place<'_>, counted: &Figures<'_>) -> Option<Value> {
    let code = place.code().as_str();
    let (key, rows, list) = match place.level() {
        Level::Region => {
            let rows = figures::departments(scope, code, counted);
            ("public-territory-departements", rows, Vec::new())
        }
        Level::Departement => (
            "public-territory-communes",
            Vec::new(),
            communes(scope, code),
        ),
        Level::Nation | Level::Commune => return None,
    };
    let some = !rows.is_empty() || !list.is_empty();
    some.then(|| json!({ "title": scope.say(key), "rows": rows, "list": list }))
}

/// The communes of a département with events, the fullest first.
fn communes(scope: &Scope, department: &str) -> Vec<Value> {
    let query = Query::default().with(Choice::Territory, department);
    let mut counts: std::collections::BTreeMap<(&str, &str), usize> =
        std::collections::BTreeMap::new();
    for event in scope.catalogue().iter(&query, scope.now) {
        if !event.commune.is_empty() {
            *counts
                .entry((event.commune_name, event.commune))
                .or_default() += 1;
        }
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    rows.truncate(MOST_COMMUNES);
    rows.into_iter()
        .map(|((name, code), count)| {
            json!({ "name": name, "href": scope.href(&format!("/territoires/{code}")), "count": count })
        })
        .collect()
}

//! An organiser: what it holds this time, and what it held before.

use axum::extract::Path;
use catalogue::{Choice, Query};
use serde::Deserialize;
use serde_json::{Value, json};

use super::scope::Scope;
use super::{card, places, share, week};
use crate::error::{Answer, Failure};
use crate::web::page::Page;

/// The most events of earlier editions shown.
const MOST_PAST: usize = 12;
/// The most events shown; the list holds the others.
const MOST: usize = 60;

/// The part of the address that names an organisation.
#[derive(Debug, Deserialize)]
pub struct Named {
    slug: String,
}

/// The page of an organiser. One that never had a labelled event has no public page.
pub async fn organisation(scope: Scope, Path(named): Path<Named>) -> Answer {
    let mut hits = scope.catalogue().by_organisation(&named.slug, scope.now);
    let others = hits.len().saturating_sub(MOST);
    hits.truncate(MOST);
    let past = past(&scope, &named.slug);
    if hits.is_empty() && past.is_empty() {
        return Err(Failure::NotFound);
    }
    let mut reader = scope.app.store.reader().await?;
    let known = store::organisations::by_slug(&mut reader, &named.slug)
        .await?
        .ok_or(Failure::NotFound)?;
    drop(reader);
    let own = known.organisation;
    let query = Query::default().with(Choice::Organisation, &known.slug);
    let answer = scope.catalogue().search(&query, scope.now);
    let commune = own
        .commune
        .as_ref()
        .and_then(|code| scope.app.gazetteer.commune(code.as_str()));
    let place = commune
        .map(|commune| places::commune(&scope, commune))
        .unwrap_or_default();
    let kind = scope.say(&format!("public-organisation-{}", own.kind.slug()));
    let web = own.website.starts_with("https://") || own.website.starts_with("http://");
    let site = if web { own.website.as_str() } else { "" };
    let page = Page::new("public/organisation.html", &own.name)
        .description(scope.tell("public-organisation-description", &[("name", &own.name)]))
        .canonical(scope.canonical(&format!("/organisations/{}", known.slug)))
        .image(share::address(&scope, &query))
        .with("crumbs", json!([{ "text": scope.say("common-nav-events"), "href": scope.href("/evenements") }]))
        .with(
            "organisation",
            json!({
                "name": own.name,
                "kind": kind,
                "place": place,
                "text": "",
                "site": site,
                "site_text": site.split_once("://").map_or(site, |(_, rest)| rest).trim_end_matches('/'),
            }),
        )
        .with("week", week::week(&scope, &query, &answer.days, "/evenements"))
        .with("events", card::cards(&scope, &hits))
        .with("past", past)
        .with("count", answer.total)
        .with("list_href", if others > 0 { scope.ask("/evenements", &query) } else { String::new() });
    scope.show(page)
}

/// What it held in earlier editions, the latest first.
fn past(scope: &Scope, slug: &str) -> Vec<Value> {
    let all = scope.app.shelf.all();
    let mut earlier: Vec<_> = all
        .values()
        .filter(|shelved| {
            shelved.edition.is_public() && shelved.edition.rules.week.from < scope.rules().week.from
        })
        .collect();
    earlier.sort_by_key(|shelved| std::cmp::Reverse(shelved.edition.rules.week.from));
    let mut cards = Vec::new();
    for shelved in earlier {
        let other = scope.of(shelved.clone());
        let hits = other.catalogue().by_organisation(slug, scope.now);
        cards.extend(card::cards(&other, &hits));
    }
    cards.truncate(MOST_PAST);
    cards
}

//! Every territory, with its count.

use std::collections::HashMap;

use catalogue::Query;
use catalogue::place::Territory;
use serde_json::{Value, json};

use super::scope::Scope;
use super::{france, home, places, share};
use crate::error::Answer;
use crate::web::page::Page;

/// The régions with their départements.
pub async fn territories(scope: Scope) -> Answer {
    if let Some(elsewhere) = scope.without_programme() {
        return Ok(elsewhere);
    }
    let query = Query::default();
    let answer = scope.catalogue().search(&query, scope.now);
    let of_regions: HashMap<&str, u32> = answer
        .regions
        .iter()
        .map(|one| (one.value, one.count))
        .collect();
    let of_departments: HashMap<&str, u32> = answer
        .departments
        .iter()
        .map(|one| (one.value, one.count))
        .collect();
    let gazetteer = &scope.app.gazetteer;
    let link = |code: &str| scope.href(&format!("/territoires/{code}"));
    let mut regions: Vec<&Territory> = gazetteer.regions().collect();
    regions.sort_by_key(|region| domain::text::fold(&places::name(&scope, region.code.as_str())));
    let regions: Vec<Value> = regions
        .into_iter()
        .map(|region| {
            let code = region.code.as_str();
            let departments: Vec<Value> = gazetteer
                .children(code)
                .iter()
                .map(|child| {
                    let code = child.code().as_str();
                    json!({
                        "code": code,
                        "name": places::name(&scope, code),
                        "href": link(code),
                        "count": of_departments.get(code).copied().unwrap_or(0),
                    })
                })
                .collect();
            let name = places::name(&scope, code);
            // A région of one département of the same name is not told twice.
            let (departments, href) = match departments.as_slice() {
                [only] if only["name"] == name.as_str() => (Vec::new(), only["href"].clone()),
                _ => (departments, Value::from(link(code))),
            };
            json!({
                "name": name,
                "href": href,
                "count": of_regions.get(code).copied().unwrap_or(0),
                "departements": departments,
            })
        })
        .collect();
    let title = home::everywhere(&scope, "public-territories-title");
    let page = Page::new(
        "public/territories.html",
        scope.say("common-nav-territories"),
    )
    .description(scope.say("public-territories-lead"))
    .nav("territories")
    .canonical(scope.canonical("/territoires"))
    .image(share::address(&scope, &query))
    .with("title", title)
    .with("lead", scope.say("public-territories-lead"))
    .with(
        "map",
        france::france(&scope, &answer.departments, |_| false, link),
    )
    .with("regions", regions);
    scope.show(page)
}

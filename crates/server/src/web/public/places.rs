//! Territories as pages name them.

use catalogue::place::{Commune, Level};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::scope::Scope;

/// The name of a territory by its code; the code itself when the pack does not know it.
#[must_use]
pub fn name(scope: &Scope, code: &str) -> String {
    let gazetteer = &scope.app.gazetteer;
    match gazetteer.territory(code) {
        Some(place) => gazetteer.name(place, scope.lang().tag()).to_owned(),
        None => code.to_owned(),
    }
}

/// “Auch (Gers)”: a commune with what tells it from its homonyms; “Paris” stands alone.
#[must_use]
pub fn commune(scope: &Scope, commune: &Commune) -> String {
    let home = scope.app.gazetteer.home(commune);
    in_department(&commune.name, &name(scope, home.code.as_str()))
}

/// “Auch (Gers)”, from two names.
#[must_use]
pub fn in_department(commune: &str, department: &str) -> String {
    if department.is_empty() || commune == department {
        return commune.to_owned();
    }
    format!("{commune} ({department})")
}

/// The clock of a place by the code of its département or région; the edition's own when it has none.
#[must_use]
pub fn zone(scope: &Scope, code: &str) -> TimeZone {
    let gazetteer = &scope.app.gazetteer;
    gazetteer
        .territory(code)
        .and_then(|place| TimeZone::get(gazetteer.time_zone(place)).ok())
        .unwrap_or_else(|| scope.edition().time_zone())
}

/// The level of a territory in words: “Région”.
#[must_use]
pub fn kind(scope: &Scope, level: Level) -> String {
    scope.say(match level {
        Level::Nation => "public-level-nation",
        Level::Region => "public-level-region",
        Level::Departement => "public-level-departement",
        Level::Commune => "public-level-commune",
    })
}

/// The way down to a département or région, itself included, as links; a région of one département of the same name is
/// not told twice.
#[must_use]
pub fn way(scope: &Scope, code: &str) -> Vec<Value> {
    let gazetteer = &scope.app.gazetteer;
    let mut codes = vec![code.to_owned()];
    while let Some(parent) = codes.first().and_then(|code| gazetteer.parent(code)) {
        codes.insert(0, parent.code.to_string());
    }
    codes.retain(|code| *code != gazetteer.nation().code.as_str());
    let mut links: Vec<Value> = Vec::new();
    for code in codes {
        let name = name(scope, &code);
        if links
            .last()
            .is_some_and(|last| last["text"] == name.as_str())
        {
            links.pop();
        }
        links.push(json!({ "text": name, "href": scope.href(&format!("/territoires/{code}")) }));
    }
    links
}

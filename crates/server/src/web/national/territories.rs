//! Every territory with the people who decide there or advise, found by name.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use catalogue::place::Territory;
use domain::text;
use serde_json::{Value as Json, json};
use store::people;

use super::Team;
use crate::app::App;
use crate::error::Answer;
use crate::web::door::Parameters;

/// The roles of a territory, as the columns of the table.
const ROLES: [&str; 3] = ["coordinator", "referee", "committee"];

/// People by territory, then by role.
type People = BTreeMap<String, BTreeMap<&'static str, Vec<Json>>>;

/// The list, or what of it answers the search.
pub async fn list(State(app): State<App>, team: Team, Query(query): Query<Parameters>) -> Answer {
    let asked = query.get("q").map(|text| text.trim()).unwrap_or_default();
    let only = query.contains_key("sans");
    let mut conn = app.store.reader().await?;
    let mut people = People::new();
    for role in ROLES {
        for (appointment, person) in people::appointed(&mut conn, role, None).await? {
            let name = match person.name.as_str() {
                "" => &person.email,
                name => name,
            };
            let told =
                json!({ "name": name, "institution": appointment.institution.unwrap_or_default() });
            let place = people.entry(appointment.territory).or_default();
            place.entry(role).or_default().push(told);
        }
    }
    drop(conn);
    let wanted = text::words(asked);
    let rows: Vec<Json> = app
        .gazetteer
        .regions()
        .flat_map(|region| {
            let below = app
                .gazetteer
                .departements()
                .filter(|one| one.parent.as_ref() == Some(&region.code));
            std::iter::once(region).chain(below)
        })
        .filter(|territory| answers(&app, &team, territory, &wanted))
        .map(|territory| row(&app, &team, territory, &people))
        .filter(|row| !only || row["decided"] == json!(false))
        .collect();
    let title = team.say(&app, "national-territories");
    let page = team
        .page(&app, "national/territories.html", &title, "territories")
        .with("q", asked)
        .with("only", only)
        .with("rows", rows)
        .with("action", team.href("/pilotage/territoires"));
    app.show(&team.visit, page)
}

/// Every word asked for begins a word of the name, or is the code.
fn answers(app: &App, team: &Team, territory: &Territory, wanted: &[String]) -> bool {
    let code = territory.code.as_str();
    let mut names = text::words(&team.territory(app, code));
    names.push(code.to_lowercase());
    wanted
        .iter()
        .all(|word| names.iter().any(|name| name.starts_with(word.as_str())))
}

fn row(app: &App, team: &Team, territory: &Territory, people: &People) -> Json {
    let code = territory.code.as_str();
    let empty = BTreeMap::new();
    let here = people.get(code).unwrap_or(&empty);
    let of = |role: &str| here.get(role).cloned().unwrap_or_default();
    let decided = !of("referee").is_empty() || !of("coordinator").is_empty();
    json!({
        "name": team.territory(app, code),
        "code": code.trim_start_matches('r'),
        "region": app.gazetteer.region(code).is_some(),
        "decided": decided,
        "deciders": if of("referee").is_empty() { of("coordinator") } else { of("referee") },
        "committee": of("committee"),
        "people": team.href(&format!("/instruction/territoire/{code}/personnes")),
        "office": team.href(&format!("/instruction/territoire/{code}")),
    })
}

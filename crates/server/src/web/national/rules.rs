//! The page of an edition: everything the national team sets, the effect of a change shown before it is saved, and two people
//! at once told from one.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::edition::{Edition, Stage};
use domain::event::Field;
use serde_json::{Map, Value as Json, json};
use store::{StoreError, editions};

use super::typed::{Fault, MOST_ROWS, SINGLE, Typed};
use super::{Team, changes, effect, rows};
use crate::app::App;
use crate::error::{Answer, Failure};
use crate::refresh;
use crate::web::form::Fields;
use crate::web::page::{Flash, go};

/// Empty rows offered at the end of each list; of criteria, whose rows are tall and change seldom, one.
const EMPTY_ROWS: usize = 3;

/// What the form shows besides what was typed.
#[derive(Default)]
struct Around {
    faults: Vec<Fault>,
    /// Somebody saved meanwhile.
    overtaken: bool,
}

async fn find(app: &App, slug: &str) -> Answer<Edition> {
    let mut conn = app.store.reader().await?;
    let found = editions::edition_by_slug(&mut conn, slug).await?;
    found.ok_or(Failure::NotFound)
}

/// The form, as the rules are.
pub async fn show(State(app): State<App>, team: Team, Path(slug): Path<String>) -> Answer {
    let edition = find(&app, &slug).await?;
    let typed = Typed::of(&edition.rules);
    form(&app, &team, &edition, &typed, Around::default())
}

/// Faults are told beside their fields; then the effect is shown; then, confirmed, it is saved.
pub async fn save(
    State(app): State<App>,
    team: Team,
    Path(slug): Path<String>,
    sent: Fields,
) -> Answer {
    team.check(&app, &sent)?;
    let edition = find(&app, &slug).await?;
    let typed = Typed::sent(&sent);
    if sent.get("act") == Some("change") {
        return form(&app, &team, &edition, &typed, Around::default());
    }
    let (rules, faults) = typed.read(&edition.rules, &app.gazetteer);
    let seen: Option<i64> = sent.get("version").and_then(|text| text.parse().ok());
    if seen != Some(edition.version) {
        let around = Around {
            overtaken: true,
            ..Around::default()
        };
        return form(&app, &team, &edition, &typed, around);
    }
    if !faults.is_empty() {
        let around = Around {
            faults,
            ..Around::default()
        };
        return form(&app, &team, &edition, &typed, around);
    }
    let mut after = edition.clone();
    after.rules = rules;
    if sent.get("act") != Some("save") {
        return preview(&app, &team, &edition, &after, &typed).await;
    }
    let mut tx = app.store.begin().await?;
    match editions::save(&mut tx, &after).await {
        Ok(()) => tx.commit().await?,
        Err(StoreError::Conflict(_)) => {
            drop(tx);
            let around = Around {
                overtaken: true,
                ..Around::default()
            };
            let edition = find(&app, &slug).await?;
            return form(&app, &team, &edition, &typed, around);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(go(
        &team.visit,
        &format!("/pilotage/editions/{slug}?fait=saved"),
    ))
}

/// The effect of the change, with everything that was typed, to be confirmed or changed again.
async fn preview(
    app: &App,
    team: &Team,
    before: &Edition,
    after: &Edition,
    typed: &Typed,
) -> Answer {
    let same = before.rules == after.rules;
    let effect = effect::effect(app, team, before, after).await?;
    let name = refresh::name(before);
    let args = [("name", name.get(team.visit.lang).to_owned().into())];
    let title = team.say_with(app, "national-effect-title", &args);
    let page = team
        .page(app, "national/effect.html", &title, "editions")
        .with("effect", effect)
        .with(
            "changes",
            changes::changes(app, team, &before.rules, &after.rules),
        )
        .with("same", same)
        .with("version", before.version)
        .with("typed", typed.pairs())
        .with(
            "action",
            team.href(&format!("/pilotage/editions/{}", before.slug)),
        );
    app.show(&team.visit, page)
}

fn form(app: &App, team: &Team, edition: &Edition, typed: &Typed, around: Around) -> Answer {
    let sentences = sentences(app, team, &around.faults);
    let mut values = Map::new();
    for name in SINGLE.iter().chain(&["colour"]) {
        values.insert((*name).to_owned(), json!(typed.get(name)));
    }
    let summary: Vec<Json> = around
        .faults
        .iter()
        .map(|fault| {
            let id = fault.field.replace('.', "-");
            json!({ "field": format!("f-{id}"), "text": sentences[&fault.field] })
        })
        .collect();
    let mut lists = Map::new();
    for (list, cells) in CELLS {
        lists.insert(
            (*list).to_owned(),
            list_told(typed, list, cells, &sentences),
        );
    }
    let status = match (around.overtaken, around.faults.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (false, true) => StatusCode::OK,
    };
    let name = refresh::name(edition);
    let title = name.get(team.visit.lang);
    let path = format!("/pilotage/editions/{}", edition.slug);
    let stage = super::editions::stage(edition.stage);
    let mut page = team
        .page(app, "national/edition.html", title, "editions")
        .status(status)
        .with("slug", &edition.slug)
        .with("stage", stage)
        .with(
            "stage_text",
            team.say(app, &format!("national-stage-{stage}")),
        )
        .with("stage_href", team.href(&format!("{path}/etape")))
        .with("finished", matches!(edition.stage, Stage::Finished { .. }))
        .with("version", edition.version)
        .with("values", values)
        .with("errors", &sentences)
        .with("summary", summary)
        .with("lists", lists)
        .with(
            "free",
            typed
                .free()
                .iter()
                .map(|field| field.slug())
                .collect::<Vec<_>>(),
        )
        .with("typos", typed.get("typos") == "1")
        .with("options", options(app, team))
        .with("action", team.href(&path));
    if around.overtaken {
        page = page.flash(Flash {
            kind: "warn",
            title: team.say(app, "national-overtaken"),
            text: team.say(app, "national-overtaken-text"),
        });
    }
    app.show(&team.visit, page)
}

/// The lists of the form and the fields of their rows.
const CELLS: &[(&str, &[&str])] = &[
    ("windows", &["territory", "from", "to"]),
    ("criteria", &["rank", "slug", "fr", "en", "check"]),
    ("sectors", &["rank", "slug", "fr", "en", "colour", "shape"]),
    ("formats", &["rank", "slug", "fr", "en"]),
    (
        "audiences",
        &["rank", "slug", "fr", "en", "group_fr", "group_en"],
    ),
    ("tags", &["rank", "slug", "fr", "en"]),
    ("figures", &["what", "value", "more", "online", "basis"]),
];

/// The rows of a list, and some empty ones: each cell with its value and its error.
fn list_told(
    typed: &Typed,
    list: &str,
    cells: &[&str],
    sentences: &BTreeMap<String, String>,
) -> Json {
    let filled = typed.rows(list);
    let row = |number: usize| {
        let mut row = Map::new();
        row.insert("number".into(), json!(number));
        row.insert("filled".into(), json!(number < filled));
        for cell in cells {
            let name = format!("{list}.{number}.{cell}");
            let error = sentences.get(&name).map_or("", String::as_str);
            let value = typed.get(&name);
            row.insert(
                (*cell).to_owned(),
                json!({ "name": name, "value": value, "error": error }),
            );
        }
        Json::Object(row)
    };
    let empty = match list {
        "criteria" => 1,
        _ => EMPTY_ROWS,
    };
    let last = (filled + empty).min(MOST_ROWS);
    Json::Array((0..last).map(row).collect())
}

/// The sentence of each fault, by the name of its field.
fn sentences(app: &App, team: &Team, faults: &[Fault]) -> BTreeMap<String, String> {
    let mut sentences = BTreeMap::new();
    for fault in faults {
        let key = format!("national-fault-{}", fault.key);
        let sentence = team.say_with(app, &key, &[("what", fault.what.clone().into())]);
        sentences.entry(fault.field.clone()).or_insert(sentence);
    }
    sentences
}

/// What the choices of the form offer.
fn options(app: &App, team: &Team) -> Json {
    let named = |prefix: &str, slugs: &[&str]| {
        let options = slugs.iter().map(|slug| {
            json!({ "value": slug, "text": team.say(app, &format!("national-{prefix}-{slug}")) })
        });
        Json::Array(options.collect())
    };
    let fields = Field::ALL.iter().map(|field| {
        let text = team.say(app, &format!("mail-field-{}", field.slug()));
        json!({ "value": field.slug(), "text": text })
    });
    let territories = app
        .gazetteer
        .regions()
        .chain(app.gazetteer.departements())
        .map(|territory| {
            let code = territory.code.as_str();
            json!({ "value": code, "text": format!("{} ({code})", team.territory(app, code)) })
        });
    json!({
        "checks": named("check", &rows::CHECKS),
        "shapes": named("shape", &rows::SHAPES),
        "counted": named("counted", &["events", "participants"]),
        "basis": named("basis", &["declared", "verified", "estimated"]),
        "fields": fields.collect::<Vec<_>>(),
        "territories": territories.collect::<Vec<_>>(),
    })
}

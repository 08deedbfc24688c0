//! What a form changes of an edition, setting by setting, as it was and as it would be.

use domain::edition::Rules;
use domain::event::Field;
use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::Team;
use super::typed::{LISTS, SINGLE, Typed};
use crate::app::App;
use crate::web::differ::{compare, whole};
use crate::web::filters;

/// The cells of a row, in the order in which a line tells them. The place in the list is told by the order of the lines.
const CELLS: [&str; 14] = [
    "fr",
    "en",
    "territory",
    "what",
    "value",
    "basis",
    "from",
    "to",
    "slug",
    "check",
    "colour",
    "shape",
    "group_fr",
    "group_en",
];

/// The rows of a table of old and new, for `parts/diff.html`: only what differs.
pub fn changes(app: &App, team: &Team, before: &Rules, after: &Rules) -> Vec<Json> {
    let (old, new) = (Typed::of(before), Typed::of(after));
    let mut rows = Vec::new();
    let mut put = |label: String, old: &str, new: &str, entire: bool| {
        if old == new {
            return;
        }
        // A date or a colour is replaced, not mended word by word.
        let (old, new) = match entire {
            true => (whole(old), whole(new)),
            false => compare(old, new),
        };
        rows.push(json!({ "label": label, "same": false, "old": old, "new": new, "remark": "", "id": "" }));
    };
    for name in SINGLE.iter().chain(&["colour"]) {
        let value = |typed: &Typed| told(team, typed.get(name));
        let entire = !["theme", "promise", "about"]
            .iter()
            .any(|start| name.starts_with(start));
        put(label(app, team, name), &value(&old), &value(&new), entire);
    }
    for list in LISTS {
        let count = new.rows(list);
        let args = [("count", count.into())];
        let label = team.say_with(app, &format!("national-part-{list}"), &args);
        put(
            label,
            &lines(app, team, &old, list),
            &lines(app, team, &new, list),
            false,
        );
    }
    let free = |typed: &Typed| -> String {
        let names = typed
            .free()
            .into_iter()
            .map(|field: Field| team.say(app, &format!("mail-field-{}", field.slug())));
        names.collect::<Vec<_>>().join("\n")
    };
    put(
        team.say(app, "national-free"),
        &free(&old),
        &free(&new),
        false,
    );
    let typos = |typed: &Typed| match typed.get("typos") {
        "1" => team.say(app, "common-yes"),
        _ => team.say(app, "common-no"),
    };
    put(
        team.say(app, "national-typos"),
        &typos(&old),
        &typos(&new),
        true,
    );
    rows
}

/// The label of a setting that stands alone, as the form has it.
fn label(app: &App, team: &Team, name: &str) -> String {
    for (end, language) in [
        ("_fr", "national-in-french"),
        ("_en", "national-in-english"),
    ] {
        if let Some(name) = name.strip_suffix(end) {
            let label = team.say(app, &format!("national-{name}"));
            return format!("{label} {}", team.say(app, language));
        }
    }
    team.say(app, &format!("national-{}", name.replace('_', "-")))
}

/// A value as one reads it: a day by its name, the rest as it was typed.
fn told(team: &Team, value: &str) -> String {
    match value.parse::<Date>() {
        Ok(day) => filters::day_long(day, team.visit.lang),
        Err(_) => value.to_owned(),
    }
}

/// A list, a line for each row.
fn lines(app: &App, team: &Team, typed: &Typed, list: &str) -> String {
    let line = |row: usize| -> String {
        let cells = CELLS.iter().filter_map(|cell| {
            let value = typed.cell(list, row, cell);
            let word = match *cell {
                _ if value.is_empty() => return None,
                "what" => team.say(app, &format!("national-counted-{value}")),
                "check" | "shape" | "basis" => team.say(app, &format!("national-{cell}-{value}")),
                "territory" => team.territory(app, value),
                _ => told(team, value),
            };
            Some(word)
        });
        cells.collect::<Vec<_>>().join(" · ")
    };
    let lines: Vec<String> = (0..typed.rows(list)).map(line).collect();
    lines.join("\n")
}

//! The lists of an edition in its form: criteria, sectors, formats, audiences, tags, a row for each entry. An empty row says
//! nothing; a row without a short name gets one from its French words.

use domain::edition::{Check, Choice, Criterion, Rules, Shape};
use domain::text;
use domain::words::Words;

use super::typed::{Fault, Typed};

/// Longest name of an entry, in characters.
const LINE: usize = 300;
/// The shapes a sector may have on the map.
pub const SHAPES: [&str; 10] = [
    "circle", "square", "triangle", "diamond", "leaf", "hexagon", "cross", "star", "drop",
    "pentagon",
];
/// What the site can say of a criterion by itself.
pub const CHECKS: [&str; 4] = ["judgement", "window", "audience", "free"];

/// The choices of the rules by the name of their list.
fn lists(rules: &Rules) -> [(&'static str, &Vec<Choice>); 4] {
    [
        ("sectors", &rules.sectors),
        ("formats", &rules.formats),
        ("audiences", &rules.audiences),
        ("tags", &rules.tags),
    ]
}

/// The lists as fields of the form.
pub fn write(rules: &Rules, pairs: &mut Vec<(String, String)>) {
    let mut put = |list: &str, row: usize, cell: &str, value: &str| {
        pairs.push((format!("{list}.{row}.{cell}"), value.to_owned()));
    };
    for (row, criterion) in rules.criteria.iter().enumerate() {
        put("criteria", row, "slug", &criterion.slug);
        put("criteria", row, "fr", &criterion.statement.fr);
        put("criteria", row, "en", &criterion.statement.en);
        put("criteria", row, "check", check_slug(criterion.check));
    }
    for (list, choices) in lists(rules) {
        for (row, choice) in choices.iter().enumerate() {
            put(list, row, "slug", &choice.slug);
            put(list, row, "fr", &choice.label.fr);
            put(list, row, "en", &choice.label.en);
            put(list, row, "colour", &choice.colour);
            put(list, row, "shape", choice.shape.map_or("", shape_slug));
            put(list, row, "group_fr", &choice.group.fr);
            put(list, row, "group_en", &choice.group.en);
        }
    }
}

/// Reads the lists into the rules.
pub fn read(typed: &Typed, rules: &mut Rules, faults: &mut Vec<Fault>) {
    rules.criteria = entries(typed, "criteria", faults)
        .into_iter()
        .map(|(row, slug, statement)| Criterion {
            slug,
            statement,
            check: parse_check(typed.cell("criteria", row, "check")),
        })
        .collect();
    rules.sectors = choices(typed, "sectors", faults);
    rules.formats = choices(typed, "formats", faults);
    rules.audiences = choices(typed, "audiences", faults);
    rules.tags = choices(typed, "tags", faults);
}

fn choices(typed: &Typed, list: &str, faults: &mut Vec<Fault>) -> Vec<Choice> {
    entries(typed, list, faults)
        .into_iter()
        .map(|(row, slug, label)| {
            let cell = |name: &str| text::single_line(typed.cell(list, row, name));
            Choice {
                slug,
                label,
                colour: cell("colour").to_lowercase(),
                shape: parse_shape(&cell("shape")),
                group: Words {
                    fr: cell("group_fr"),
                    en: cell("group_en"),
                },
            }
        })
        .collect()
}

/// The rows that say something: their place, their short name and their words.
fn entries(typed: &Typed, list: &str, faults: &mut Vec<Fault>) -> Vec<(usize, String, Words)> {
    let mut entries = Vec::new();
    for row in 0..typed.rows(list) {
        let cell = |name: &str| text::single_line(typed.cell(list, row, name));
        let (slug, words) = (
            cell("slug"),
            Words {
                fr: cell("fr"),
                en: cell("en"),
            },
        );
        if slug.is_empty() && words.is_empty() {
            continue;
        }
        for (name, value) in [("fr", &words.fr), ("en", &words.en)] {
            if text::length(value) > LINE {
                faults.push(Fault::new(format!("{list}.{row}.{name}"), "long", LINE));
            }
        }
        let slug = match slug.as_str() {
            "" => text::slugify(&words.fr, 60, "entree"),
            _ => slug,
        };
        entries.push((row, slug, words));
    }
    entries
}

fn check_slug(check: Check) -> &'static str {
    match check {
        Check::Window => "window",
        Check::Audience => "audience",
        Check::Free => "free",
        Check::Judgement => "judgement",
    }
}

fn parse_check(slug: &str) -> Check {
    match slug {
        "window" => Check::Window,
        "audience" => Check::Audience,
        "free" => Check::Free,
        _ => Check::Judgement,
    }
}

fn shape_slug(shape: Shape) -> &'static str {
    match shape {
        Shape::Circle => "circle",
        Shape::Square => "square",
        Shape::Triangle => "triangle",
        Shape::Diamond => "diamond",
        Shape::Leaf => "leaf",
        Shape::Hexagon => "hexagon",
        Shape::Cross => "cross",
        Shape::Star => "star",
        Shape::Drop => "drop",
        Shape::Pentagon => "pentagon",
    }
}

fn parse_shape(slug: &str) -> Option<Shape> {
    Some(match slug {
        "circle" => Shape::Circle,
        "square" => Shape::Square,
        "triangle" => Shape::Triangle,
        "diamond" => Shape::Diamond,
        "leaf" => Shape::Leaf,
        "hexagon" => Shape::Hexagon,
        "cross" => Shape::Cross,
        "star" => Shape::Star,
        "drop" => Shape::Drop,
        "pentagon" => Shape::Pentagon,
        _ => return None,
    })
}

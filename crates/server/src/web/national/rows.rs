//! The lists of an edition in its form: criteria, sectors, formats, audiences, tags, a row for each entry. An empty row says
//! nothing; a row without a short name gets one from its French words. Each row says its place in the list: entries are
//! moved by writing another.

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
        put("criteria", row, "rank", &rank(row));
        put("criteria", row, "slug", &criterion.slug);
        put("criteria", row, "fr", &criterion.statement.fr);
        put("criteria", row, "en", &criterion.statement.en);
        put("criteria", row, "check", check_slug(criterion.check));
    }
    for (list, choices) in lists(rules) {
        for (row, choice) in choices.iter().enumerate() {
            put(list, row, "rank", &rank(row));
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
    let mut rank = |row: usize| match cell_rank(typed, list, row) {
        Ok(rank) => rank,
        Err(typed) => {
            faults.push(Fault::new(format!("{list}.{row}.rank"), "rank", typed));
            None
        }
    };
    let places: Vec<Place> = entries.iter().map(|(row, ..)| (*row, rank(*row))).collect();
    in_order(entries, places)
}

/// The place of a row as the form shows it, counted from 1.
fn rank(row: usize) -> String {
    (row + 1).to_string()
}

/// The place that was typed, counted from 0; none for a row that says nothing about it.
fn cell_rank(typed: &Typed, list: &str, row: usize) -> Result<Option<usize>, String> {
    let text = text::single_line(typed.cell(list, row, "rank"));
    match text.parse::<usize>() {
        _ if text.is_empty() => Ok(None),
        Ok(place @ 1..=999) => Ok(Some(place - 1)),
        _ => Err(text),
    }
}

/// Where an entry stands in the form, and where it is asked to stand; both counted from 0.
type Place = (usize, Option<usize>);

/// The entries in the order of their places. One that was moved takes the place it names, and the others make room: moved
/// up it comes before what stood there, moved down after it. Those that name none come last.
fn in_order<T>(entries: Vec<T>, places: Vec<Place>) -> Vec<T> {
    let mut placed: Vec<(Place, T)> = places.into_iter().zip(entries).collect();
    placed.sort_by_key(|((row, asked), _)| {
        let rank = asked.unwrap_or(usize::MAX);
        // `Less` comes before `Equal`, and `Greater` after it.
        (rank, rank.cmp(row))
    });
    placed.into_iter().map(|(_, entry)| entry).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(ranks: [usize; 4]) -> String {
        let places = ranks.iter().map(|rank| rank.checked_sub(1)).enumerate();
        let entries = vec!['A', 'B', 'C', 'D'];
        in_order(entries, places.collect()).iter().collect()
    }

    #[test]
    fn an_entry_takes_the_place_it_names_and_the_others_make_room() {
        assert_eq!(moved([1, 2, 3, 4]), "ABCD");
        assert_eq!(moved([1, 2, 3, 1]), "DABC", "the last comes first");
        assert_eq!(moved([1, 2, 3, 2]), "ADBC");
        assert_eq!(moved([3, 2, 3, 4]), "BCAD", "the first comes third");
        assert_eq!(moved([9, 2, 3, 4]), "BCDA");
        assert_eq!(moved([2, 1, 3, 4]), "BACD", "two change places");
        assert_eq!(
            moved([1, 0, 3, 4]),
            "ACDB",
            "one without a place comes last"
        );
    }
}

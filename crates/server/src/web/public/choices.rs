//! The edition's own values, as pages name and draw them.

use domain::edition::{Choice, Shape};
use serde_json::{Value, json};

use super::scope::Scope;

/// How many tones the look has for sectors.
const TONES: usize = 12;

/// The shapes given in turn to sectors that have none of their own.
const SHAPES: [Shape; 10] = [
    Shape::Circle,
    Shape::Leaf,
    Shape::Square,
    Shape::Diamond,
    Shape::Triangle,
    Shape::Pentagon,
    Shape::Cross,
    Shape::Hexagon,
    Shape::Drop,
    Shape::Star,
];

/// Words in the slug of a sector and the drawing that suits it; another sector is drawn by its shape.
const ICONS: [(&str, &str); 11] = [
    ("aero", "plane"),
    ("alimentaire", "wheat"),
    ("auto", "car"),
    ("bois", "tree"),
    ("consommation", "basket"),
    ("communication", "megaphone"),
    ("sante", "health"),
    ("numerique", "chip"),
    ("personne", "hand"),
    ("services", "hand"),
    ("eco", "leaf"),
];

/// The choice with this slug in a list of the edition.
#[must_use]
pub fn find<'r>(list: &'r [Choice], slug: &str) -> Option<&'r Choice> {
    list.iter().find(|choice| choice.slug == slug)
}

/// The name of a choice for people; the slug itself when the edition no longer has it.
#[must_use]
pub fn name<'r>(scope: &'r Scope, list: &'r [Choice], slug: &'r str) -> &'r str {
    find(list, slug).map_or(slug, |choice| choice.label.get(scope.lang()))
}

/// A sector as the parts draw it: its name, its tone, its shape and its icon.
#[must_use]
pub fn sector(scope: &Scope, slug: &str) -> Option<Value> {
    let all = &scope.rules().sectors;
    let place = all.iter().position(|choice| choice.slug == slug)?;
    let choice = &all[place];
    let shape = choice.shape.unwrap_or(SHAPES[place % SHAPES.len()]);
    let icon = ICONS
        .iter()
        .find(|(word, _)| slug.contains(word))
        .map_or("", |(_, icon)| icon);
    Some(json!({
        "slug": slug,
        "name": choice.label.get(scope.lang()),
        "tone": place % TONES + 1,
        "shape": shape,
        "icon": icon,
    }))
}

/// Every sector of the edition, for the legend of the map.
#[must_use]
pub fn legend(scope: &Scope) -> Vec<Value> {
    let sectors = &scope.rules().sectors;
    sectors
        .iter()
        .filter_map(|choice| sector(scope, &choice.slug))
        .collect()
}

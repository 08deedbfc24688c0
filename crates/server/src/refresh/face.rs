//! What the header of every page says of the edition the site is about.

use domain::edition::{Campaign, Edition};
use domain::words::{Language, Words};

use crate::app::{EditionFace, Face};
use crate::web::filters;

/// A longer “week” is that of an edition of which only the year is known.
const MOST_DAYS: usize = 31;

/// The face of the site for an edition of a campaign.
#[must_use]
pub fn face(campaign: &Campaign, edition: &Edition) -> Face {
    let rules = &edition.rules;
    let dates = |language| dates(edition, language);
    Face {
        edition: Some(EditionFace {
            name: name(edition),
            theme: rules.theme.clone(),
            dates: Words::new(&dates(Language::Fr), &dates(Language::En)),
            slug: edition.slug.clone(),
        }),
        colour: Some(rules.colour.clone()),
        campaign: Some(campaign.name.clone()),
        steered_by: campaign.steered_by.clone(),
    }
}

/// “8e édition”, “8th edition”; without a number, the year of its week.
#[must_use]
pub fn name(edition: &Edition) -> Words {
    match edition.rules.number {
        Some(1) => Words::new("1re édition", "1st edition"),
        Some(number) => Words::new(
            &format!("{number}e édition"),
            &format!("{number}{} edition", ending(number)),
        ),
        None => {
            let year = edition.rules.week.from.year();
            Words::new(&format!("édition {year}"), &format!("{year} edition"))
        }
    }
}

/// The name within a sentence, with its article: “la 8e édition”, “l’édition 2019”, “the 8th edition”.
#[must_use]
pub fn the(edition: &Edition) -> Words {
    let name = name(edition);
    let article = match edition.rules.number {
        Some(_) => "la ",
        None => "l’",
    };
    Words::new(
        &format!("{article}{}", name.fr),
        &format!("the {}", name.en),
    )
}

/// The dates of the week, “du 26 mars au 1er avril 2018”; the year alone of an edition whose days nobody told.
#[must_use]
pub fn dates(edition: &Edition, language: Language) -> String {
    let week = edition.rules.week;
    match week.len() > MOST_DAYS {
        true => week.from.year().to_string(),
        false => filters::period(week.from, week.to, language),
    }
}

/// The name at the beginning of a line: “Édition 2025”.
#[must_use]
pub fn title(edition: &Edition, language: Language) -> String {
    let name = name(edition);
    let mut letters = name.get(language).chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// The ending of an English ordinal number.
fn ending(number: u16) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

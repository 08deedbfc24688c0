//! Trades of the ten sectors: what a house does, with what, in which steps, and by whom.

mod aeronautics;
mod cars;
mod communication;
mod digital;
mod environment;
mod food;
mod goods;
mod health;
mod services;
mod wood;

use super::grammar::{Gender, Noun};

/// The first word of a company's name, with its gender: "Fonderie", feminine.
pub type Head = (&'static str, Gender);

/// A trade.
#[derive(Debug)]
pub struct Trade {
    /// What a house of this trade is: "fonderie d’aluminium".
    pub house: Noun,
    /// First words of the names of such houses.
    pub heads: &'static [Head],
    /// What leaves it.
    pub product: Noun,
    /// What it is all about, with its article: "l’aluminium".
    pub matter: &'static str,
    /// The machine one remembers.
    pub machine: Noun,
    /// What one sees, in order, each with its article.
    pub steps: [&'static str; 5],
    /// Jobs, in the feminine and in the masculine plural.
    pub jobs: [(&'static str, &'static str); 3],
    /// Titles of its own, without blanks.
    pub leads: [&'static str; 4],
    /// Sentences of its own, without blanks.
    pub facts: [&'static str; 3],
    /// The same in English: the house with its article, the product in the plural, the matter.
    pub english: [&'static str; 3],
}

/// The sectors, in the order of the edition, with their trades.
pub const SECTORS: [(&str, &[Trade]); 10] = [
    ("aeronautique", &aeronautics::TRADES),
    ("agroalimentaire", &food::TRADES),
    ("automobile", &cars::TRADES),
    ("biens-de-consommation", &goods::TRADES),
    ("bois", &wood::TRADES),
    ("communication", &communication::TRADES),
    ("sante", &health::TRADES),
    ("numerique", &digital::TRADES),
    ("services", &services::TRADES),
    ("eco-industrie", &environment::TRADES),
];

//! What documents say of a slot and of a party, in the words of the site.

use domain::booking::{Group, Party, Who};
use domain::event::Access;
use domain::words::Language;
use fluent_bundle::FluentValue;

use super::Occasion;
use crate::web::filters;
use crate::web::public;
use crate::words::{Words, args};

/// The words of the site in the language of a document.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    words: &'a Words,
    language: Language,
}

impl<'a> Said<'a> {
    /// The words in this language.
    pub fn new(words: &'a Words, language: Language) -> Said<'a> {
        Said { words, language }
    }

    /// The language.
    pub fn language(self) -> Language {
        self.language
    }

    /// A text.
    pub fn say(self, key: &str) -> String {
        self.words.say(self.language, key, None)
    }

    /// A text with values in it.
    pub fn with<const N: usize>(self, key: &str, values: [(&str, FluentValue<'_>); N]) -> String {
        self.words.say(self.language, key, Some(&args(values)))
    }

    /// A text that tells a number.
    pub fn count(self, key: &str, count: u32) -> String {
        self.with(key, [("count", count.into())])
    }

    /// “jeudi 19 novembre 2026”, with a capital where a line begins with it.
    pub fn day(self, occasion: &Occasion) -> String {
        let day = filters::day_long(occasion.starts.date(), self.language);
        let mut letters = day.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    }

    /// “9 h – 10 h 15”, and the day it ends on when it is another one.
    pub fn hours(self, occasion: &Occasion) -> String {
        let (from, to) = (occasion.starts, occasion.ends);
        let span = public::span(from.time(), to.time(), self.language);
        match from.date() == to.date() {
            true => span,
            false => format!("{span} ({})", filters::day(to.date(), self.language)),
        }
    }

    /// “3 personnes”, “28 élèves et 3 accompagnateurs”.
    pub fn heads(self, party: &Party) -> String {
        match &party.who {
            Who::People { people } => self.count("document-people", *people),
            Who::Group(Group { heads, adults, .. }) => {
                let group = self.count("document-heads", *heads);
                match *adults {
                    0 => group,
                    adults => {
                        let adults = self.count("document-adults", adults);
                        self.with(
                            "document-heads-and-adults",
                            [("heads", group.into()), ("adults", adults.into())],
                        )
                    }
                }
            }
        }
    }

    /// “Collège Carnot, 3e B”; nothing for people who come by themselves.
    pub fn group(self, party: &Party) -> String {
        match &party.who {
            Who::People { .. } => String::new(),
            Who::Group(group) => [group.establishment.trim(), group.level.trim()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
        }
    }

    /// “Handicap moteur : 2”, one for each kind of need.
    pub fn needs(self, party: &Party) -> Vec<String> {
        let Who::Group(group) = &party.who else {
            return Vec::new();
        };
        let tell = |need: &domain::booking::Need| self.need(need.kind, need.people);
        group.needs.iter().map(tell).collect()
    }

    /// “Handicap moteur : 2”.
    pub fn need(self, kind: Access, people: u32) -> String {
        let name = self.say(&format!("organiser-access-{}", kind.slug()));
        self.with(
            "document-need",
            [("need", name.into()), ("count", people.into())],
        )
    }
}

//! Names of organisations and communes, and completing them while someone types.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::build::{Catalogue, Facets};
use crate::facets::Facet;
use crate::record::{Record, Term};
use crate::typo::{self, Typo};
use crate::words;

/// What a suggestion leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SuggestionKind {
    /// A sector of the edition: a filter by its slug.
    Sector,
    /// A format of the edition: a filter by its slug.
    Format,
    /// An audience of the edition: a filter by its slug.
    Audience,
    /// A commune: a filter by its code.
    Place,
    /// An organisation: a filter by its slug, or its page.
    Organisation,
    /// An event: its page.
    Event,
    /// A word: a search for it.
    Word,
}

/// Something that what was typed may become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion<'c> {
    /// What it leads to.
    pub kind: SuggestionKind,
    /// The commune's code, the slug of the choice, of the organisation or of the event, the word.
    pub value: std::borrow::Cow<'c, str>,
    /// What to show; of a choice, its first name in any language: whoever shows it knows it in the reader's.
    pub text: std::borrow::Cow<'c, str>,
    /// How many events it leads to.
    pub count: u32,
}

/// The longest beginning looked for, in characters.
const MAX_PREFIX: usize = 60;

/// Names by the numbers of their facets' values.
#[derive(Default)]
pub(crate) struct Names {
    organisations: Named,
    communes: Named,
}

/// The names of one facet's values, and the words they are found by.
#[derive(Default, Clone)]
struct Named {
    names: Arc<Vec<Box<str>>>,
    words: Arc<Beginnings>,
}

impl Named {
    fn new(names: Vec<Box<str>>) -> Named {
        Named {
            words: Arc::new(Beginnings::new(&names)),
            names: Arc::new(names),
        }
    }

    /// The names of the next picture; nothing is made anew when none is new.
    fn after<'r>(&self, facet: &Facet, told: impl Iterator<Item = (&'r str, &'r str)>) -> Named {
        let mut new: BTreeMap<u32, &str> = BTreeMap::new();
        for (slug, name) in told.filter(|(_, name)| !name.is_empty()) {
            let value = facet.find(slug);
            let fresh = value.filter(|&value| {
                let known = self.names.get(value as usize);
                known.is_none_or(|known| known.as_ref() != name)
            });
            // Of several told at once, that of the first event is kept.
            fresh.map(|value| new.entry(value).or_insert(name));
        }
        let len = facet.slugs().count();
        if new.is_empty() && len == self.names.len() {
            return self.clone();
        }
        let mut names = self.names.as_ref().clone();
        names.resize(len, Box::default());
        for (value, name) in new {
            names[value as usize] = name.into();
        }
        Named::new(names)
    }
}

/// From each word of a name to the name: sorted by what is typed.
#[derive(Default)]
struct Beginnings(Vec<(Box<str>, u32)>);

impl Beginnings {
    fn new(names: &[Box<str>]) -> Beginnings {
        let mut all = Vec::new();
        for (value, name) in names.iter().enumerate() {
            let words: Vec<String> = words::words(name)
                .into_iter()
                .map(|word| word.folded)
                .collect();
            all.extend(
                (0..words.len().min(8))
                    .map(|from| (words[from..].join(" ").into_boxed_str(), value as u32)),
            );
        }
        all.sort_unstable();
        Beginnings(all)
    }

    fn find<'a>(&'a self, typed: &'a str) -> impl Iterator<Item = u32> + 'a {
        let from = self.0.partition_point(|(words, _)| words.as_ref() < typed);
        self.0[from..]
            .iter()
            .take_while(move |(words, _)| words.starts_with(typed))
            .map(|(_, value)| *value)
    }

    /// The same one letter apart, for those who found nothing; nothing for a few letters.
    fn nearly(&self, typed: &str) -> Vec<u32> {
        if typed.chars().count() < typo::SHORTEST {
            return Vec::new();
        }
        let pattern = Typo::new(typed);
        let near = self
            .0
            .iter()
            .filter(|(words, _)| typo::begins(&pattern, words));
        near.map(|(_, value)| *value).collect()
    }
}

impl Names {
    /// The names of the next picture: what is told last is right.
    pub(crate) fn after(&self, told: &[Record], facets: &Facets) -> Names {
        let organisations = told.iter().map(|record| {
            (
                record.organisation.slug.as_str(),
                record.organisation.name.as_str(),
            )
        });
        let communes = told.iter().filter_map(|record| record.commune.as_ref());
        let communes = communes.map(|commune| (commune.code.as_str(), commune.name.as_str()));
        Names {
            organisations: self
                .organisations
                .after(&facets.organisations, organisations),
            communes: self.communes.after(&facets.communes, communes),
        }
    }

    /// The names of a picture that was kept.
    pub(crate) fn read(organisations: Vec<Box<str>>, communes: Vec<Box<str>>) -> Names {
        Names {
            organisations: Named::new(organisations),
            communes: Named::new(communes),
        }
    }

    /// What [`Names::read`] takes.
    pub(crate) fn kept(&self) -> (&[Box<str>], &[Box<str>]) {
        (&self.organisations.names, &self.communes.names)
    }

    pub(crate) fn organisation_of(&self, facets: &Facets, event: u32) -> &str {
        facets
            .organisations
            .of(event)
            .first()
            .map_or("", |&value| self.organisation(value))
    }

    pub(crate) fn organisation(&self, value: u32) -> &str {
        &self.organisations.names[value as usize]
    }

    pub(crate) fn commune_of(&self, facets: &Facets, event: u32) -> &str {
        facets
            .communes
            .of(event)
            .first()
            .map_or("", |&value| &self.communes.names[value as usize])
    }
}

/// Whether the name, from one of its words on, begins as asked.
fn any_beginning(name: &str, begins: &dyn Fn(&str) -> bool) -> bool {
    let words: Vec<String> = words::words(name)
        .into_iter()
        .map(|word| word.folded)
        .collect();
    (0..words.len()).any(|from| begins(&words[from..].join(" ")))
}

impl Catalogue {
    /// What the typed letters may become: sectors, formats, audiences, communes and organisations that have events, titles,
    /// words; at most `most` of each kind, the fullest first. Nothing under two letters; one typo forgiven from five on.
    pub fn suggest(&self, typed: &str, most: usize) -> Vec<Suggestion<'_>> {
        let typed: String = typed.chars().take(MAX_PREFIX).collect();
        let parts: Vec<String> = words::words(&typed)
            .into_iter()
            .map(|word| word.folded)
            .collect();
        let joined = parts.join(" ");
        if joined.chars().nth(1).is_none() {
            return Vec::new();
        }
        let mut out = Vec::new();
        for kind in [
            SuggestionKind::Sector,
            SuggestionKind::Format,
            SuggestionKind::Audience,
        ] {
            self.suggest_choices(kind, &joined, most, &mut out);
        }
        self.suggest_names(SuggestionKind::Place, &joined, most, &mut out);
        self.suggest_names(SuggestionKind::Organisation, &joined, most, &mut out);
        self.suggest_events(&typed, most, &mut out);
        if let [word] = parts.as_slice() {
            let words = self.index.completions(word, most).into_iter();
            out.extend(words.map(|(word, count)| Suggestion {
                kind: SuggestionKind::Word,
                value: word.clone().into(),
                text: word.into(),
                count,
            }));
        }
        out
    }

    /// Choices of the edition that have events, by any word of any of their names.
    fn suggest_choices<'c>(
        &'c self,
        kind: SuggestionKind,
        typed: &str,
        most: usize,
        out: &mut Vec<Suggestion<'c>>,
    ) {
        let (terms, facet) = match kind {
            SuggestionKind::Sector => (&self.facts.sectors, &self.facets.sectors),
            SuggestionKind::Format => (&self.facts.formats, &self.facets.formats),
            _ => (&self.facts.audiences, &self.facets.audiences),
        };
        let count = |term: &Term| {
            let value = facet.find(&term.slug);
            value.map_or(0, |value| facet.members(value).len() as u32)
        };
        let named = |begins: &dyn Fn(&str) -> bool| -> Vec<(&'c Term, u32)> {
            let own = |term: &&Term| term.names.iter().any(|name| any_beginning(name, begins));
            let held = terms.iter().filter(own).map(|term| (term, count(term)));
            held.filter(|(_, count)| *count > 0).collect()
        };
        let mut found = named(&|words| words.starts_with(typed));
        if found.is_empty() && typed.chars().count() >= typo::SHORTEST {
            let pattern = Typo::new(typed);
            found = named(&|words| typo::begins(&pattern, words));
        }
        found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        out.extend(
            found
                .into_iter()
                .take(most)
                .map(|(term, count)| Suggestion {
                    kind,
                    value: term.slug.as_str().into(),
                    text: term.names.first().map_or("", String::as_str).into(),
                    count,
                }),
        );
    }

    fn suggest_names<'c>(
        &'c self,
        kind: SuggestionKind,
        typed: &str,
        most: usize,
        out: &mut Vec<Suggestion<'c>>,
    ) {
        let (facet, names, words) = match kind {
            SuggestionKind::Place => (
                &self.facets.communes,
                &self.names.communes.names,
                &self.names.communes.words,
            ),
            _ => (
                &self.facets.organisations,
                &self.names.organisations.names,
                &self.names.organisations.words,
            ),
        };
        let count = |value: u32| facet.members(value).len() as u32;
        // A name may have lost its last event since it was told.
        let held = |value: &u32| count(*value) > 0;
        let mut values: Vec<u32> = words.find(typed).filter(held).collect();
        if values.is_empty() {
            values = words.nearly(typed);
        }
        values.sort_unstable();
        values.dedup();
        values.retain(held);
        values.sort_by(|&a, &b| {
            count(b)
                .cmp(&count(a))
                .then_with(|| names[a as usize].cmp(&names[b as usize]))
                .then_with(|| facet.slug(a).cmp(facet.slug(b)))
        });
        out.extend(values.into_iter().take(most).map(|value| Suggestion {
            kind,
            value: facet.slug(value).into(),
            text: names[value as usize].as_ref().into(),
            count: count(value),
        }));
    }

    fn suggest_events<'c>(&'c self, typed: &str, most: usize, out: &mut Vec<Suggestion<'c>>) {
        let Some(found) = self.index.search(typed) else {
            return;
        };
        let mut best: Vec<(u32, f32)> = found.scores(None).collect();
        let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if best.len() > most {
            best.select_nth_unstable_by(most, order);
            best.truncate(most);
        }
        best.sort_unstable_by(order);
        out.extend(best.into_iter().map(|(event, _)| Suggestion {
            kind: SuggestionKind::Event,
            value: self.shelf.slug(event).into(),
            text: self.shelf.title(event).into(),
            count: 1,
        }));
    }
}

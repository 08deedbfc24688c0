//! Names of organisations and communes, and completing them while someone types.

use serde::Serialize;

use crate::build::{Catalogue, Facets};
use crate::record::Record;
use crate::words;

/// What a suggestion leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SuggestionKind {
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
    /// The commune's code, the slug of the organisation or of the event, the word.
    pub value: std::borrow::Cow<'c, str>,
    /// What to show.
    pub text: std::borrow::Cow<'c, str>,
    /// How many events it leads to.
    pub count: u32,
}

/// The longest beginning looked for, in characters.
const MAX_PREFIX: usize = 60;

/// Names by the numbers of their facets' values.
pub(crate) struct Names {
    organisations: Vec<Box<str>>,
    communes: Vec<Box<str>>,
    organisation_words: Beginnings,
    commune_words: Beginnings,
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
}

impl Names {
    pub(crate) fn new(records: &[Record], facets: &Facets) -> Names {
        let mut organisations = vec![Box::<str>::default(); facets.organisations.slugs().count()];
        let mut communes = vec![Box::<str>::default(); facets.communes.slugs().count()];
        for record in records {
            if let Some(value) = facets.organisations.find(&record.organisation.slug) {
                keep(
                    &mut organisations[value as usize],
                    &record.organisation.name,
                );
            }
            if let Some(commune) = &record.commune
                && let Some(value) = facets.communes.find(&commune.code)
            {
                keep(&mut communes[value as usize], &commune.name);
            }
        }
        let organisation_words = Beginnings::new(&organisations);
        let commune_words = Beginnings::new(&communes);
        Names {
            organisations,
            communes,
            organisation_words,
            commune_words,
        }
    }

    pub(crate) fn organisation_of(&self, facets: &Facets, event: u32) -> &str {
        facets
            .organisations
            .of(event)
            .first()
            .map_or("", |&value| self.organisation(value))
    }

    pub(crate) fn organisation(&self, value: u32) -> &str {
        &self.organisations[value as usize]
    }

    pub(crate) fn commune_of(&self, facets: &Facets, event: u32) -> &str {
        facets
            .communes
            .of(event)
            .first()
            .map_or("", |&value| &self.communes[value as usize])
    }
}

fn keep(slot: &mut Box<str>, name: &str) {
    if slot.is_empty() {
        *slot = name.into();
    }
}

impl Catalogue {
    /// What the typed letters may become: communes and organisations that have events, titles, words; at
    /// most `most` of each kind, the fullest first. Nothing under two letters.
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
                &self.names.communes,
                &self.names.commune_words,
            ),
            _ => (
                &self.facets.organisations,
                &self.names.organisations,
                &self.names.organisation_words,
            ),
        };
        let mut values: Vec<u32> = words.find(typed).collect();
        values.sort_unstable();
        values.dedup();
        let count = |value: u32| facet.members(value).len() as u32;
        values.sort_by(|&a, &b| {
            count(b)
                .cmp(&count(a))
                .then_with(|| names[a as usize].cmp(&names[b as usize]))
        });
        out.extend(values.into_iter().take(most).map(|value| Suggestion {
            kind,
            value: facet.slug(value).into(),
            text: names[value as usize].as_ref().into(),
            count: count(value),
        }));
    }

    fn suggest_events<'c>(&'c self, typed: &str, most: usize, out: &mut Vec<Suggestion<'c>>) {
        let Some(mut found) = self.index.search(typed) else {
            return;
        };
        found
            .events
            .sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        out.extend(
            found
                .events
                .into_iter()
                .take(most)
                .map(|(event, _)| Suggestion {
                    kind: SuggestionKind::Event,
                    value: self.shelf.slug(event).into(),
                    text: self.shelf.title(event).into(),
                    count: 1,
                }),
        );
    }
}

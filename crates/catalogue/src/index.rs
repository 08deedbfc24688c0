//! The inverted index: from words to event numbers.
//!
//! A dictionary of folded words (an `fst`, for prefixes and typos) leads to stems, one by language; a
//! stem leads to its postings: event numbers, each with the weight of the fields where it stands. Each
//! event also keeps its words in order, one or two bytes each, by which exact phrases are checked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fst::automaton::{Automaton, Str};
use fst::{IntoStreamer, Map, Streamer};

use crate::bits::Bits;
use crate::lists::Lists;
use crate::typo::Typo;
use crate::varint;
use crate::words::{self, Stemmers, Tongue};

mod found;
mod make;

use found::{Common, List, Scores};

pub(crate) use found::Found;
pub(crate) use make::{Field, Indexer};

/// A stem that stands in more than one event of so many is kept ready to be intersected.
const COMMON_SHARE: u64 = 8;

/// No stem: the word is too common in that language, or never seen in it.
const NO_STEM: u32 = u32::MAX;

/// From folded words, or from stems, to their numbers. Shared by a picture and the next one while no word is new.
type Table = Arc<Map<Vec<u8>>>;

/// How much an event counts that was found by the beginning of a word, and by a mistyped word.
const BY_PREFIX: f32 = 0.5;
const BY_TYPO: f32 = 0.4;

/// Words to event numbers.
pub(crate) struct Index {
    stemmers: Stemmers,
    dictionary: Table,
    /// The stems of each language.
    stems: [Table; 2],
    /// The stems of each word, by language.
    stems_of: Vec<[u32; 2]>,
    /// How often each word stands in any event.
    uses: Vec<u32>,
    /// How many events hold each stem; none any more, it may be.
    counts: Vec<u32>,
    /// The events of each stem: steps from one number to the next, and weights.
    postings: Lists<u8, u64>,
    /// The words of each event, one after the other.
    streams: Lists<u8, u64>,
    /// Stems that stand in many events.
    common: BTreeMap<u32, Common>,
}

/// What an index is made of, to be kept: the dictionaries as bytes, then everything as it is.
#[derive(serde::Serialize, serde::Deserialize)]
pub(crate) struct Words<T = Vec<u8>, S = Vec<[u32; 2]>, C = Vec<u32>, L = Lists<u8, u64>> {
    tables: [T; 3],
    stems_of: S,
    uses: C,
    counts: C,
    postings: L,
    streams: L,
}

impl Index {
    /// What [`Index::read`] takes.
    #[allow(clippy::type_complexity, reason = "the same as `Words`, borrowed")]
    pub(crate) fn words(&self) -> Words<&[u8], &[[u32; 2]], &[u32], &Lists<u8, u64>> {
        Words {
            tables: [
                self.dictionary.as_fst().as_bytes(),
                self.stems[0].as_fst().as_bytes(),
                self.stems[1].as_fst().as_bytes(),
            ],
            stems_of: &self.stems_of,
            uses: &self.uses,
            counts: &self.counts,
            postings: &self.postings,
            streams: &self.streams,
        }
    }

    /// The index again; `None` when a dictionary is none.
    pub(crate) fn read(kept: Words) -> Option<Index> {
        let table = |bytes: Vec<u8>| Map::new(bytes).ok().map(Arc::new);
        let [dictionary, french, english] = kept.tables;
        let index = Index {
            stemmers: Stemmers::new(),
            dictionary: table(dictionary)?,
            stems: [table(french)?, table(english)?],
            stems_of: kept.stems_of,
            uses: kept.uses,
            counts: kept.counts,
            postings: kept.postings,
            streams: kept.streams,
            common: BTreeMap::new(),
        };
        Some(index.settled())
    }
}

/// A piece of what someone typed.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Word { folded: String, last: bool },
    Phrase(Vec<String>),
}

/// A stem to look for and how much it counts.
type Wanted = BTreeMap<u32, f32>;

impl Index {
    /// The events that hold everything a text asks for; `None` when it asks for nothing (no word in it).
    pub(crate) fn search(&self, text: &str) -> Option<Found<'_>> {
        let parts = parts(text);
        if parts.is_empty() {
            return None;
        }
        let (mut stems, mut forgiven) = (BTreeSet::new(), Vec::new());
        let mut needed = Vec::new();
        let mut welcome = Vec::new();
        for part in &parts {
            match part {
                Part::Phrase(words) => needed.push(self.phrase(words, &mut stems)),
                Part::Word { folded, last } => {
                    let (wanted, typo) = self.wanted(folded, *last);
                    if typo {
                        forgiven.push(folded.clone());
                    }
                    stems.extend(wanted.keys());
                    let list = self.gather(&wanted);
                    if is_optional(folded, *last) {
                        &mut welcome
                    } else {
                        &mut needed
                    }
                    .push(list);
                }
            }
        }
        if needed.is_empty() {
            // Nothing but common words: then they are what is looked for.
            std::mem::swap(&mut needed, &mut welcome);
        }
        Some(Found::new(self.len(), needed, welcome, stems, forgiven))
    }

    /// How many events there are.
    fn len(&self) -> u32 {
        self.streams.len() as u32
    }

    /// Whether a word of a text is one of those found.
    pub(crate) fn is_found(&self, folded: &str, stems: &BTreeSet<u32>) -> bool {
        let known = self
            .dictionary
            .get(folded)
            .map(|id| self.stems_of[id as usize]);
        known.is_some_and(|both| both.iter().any(|stem| stems.contains(stem)))
    }

    /// Dictionary words that begin so, with how many events hold their stem, the most frequent first.
    pub(crate) fn completions(&self, prefix: &str, most: usize) -> Vec<(String, u32)> {
        let mut out = Vec::new();
        let mut stream = self
            .dictionary
            .search(Str::new(prefix).starts_with())
            .into_stream();
        while let Some((word, id)) = stream.next() {
            let stems = self.stems_of[id as usize]
                .into_iter()
                .filter(|&stem| stem != NO_STEM);
            let count = stems
                .map(|stem| self.counts[stem as usize])
                .max()
                .unwrap_or(0);
            if count > 0 {
                out.push((String::from_utf8_lossy(word).into_owned(), count));
            }
        }
        out.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        out.truncate(most);
        out
    }

    /// The stems a word stands for, and whether a typo had to be forgiven.
    fn wanted(&self, folded: &str, last: bool) -> (Wanted, bool) {
        let mut wanted = self.exact(folded);
        if last && folded.chars().nth(1).is_some() {
            self.collect(Str::new(folded).starts_with(), BY_PREFIX, &mut wanted);
        }
        let forgivable =
            folded.chars().nth(4).is_some() && !folded.bytes().any(|b| b.is_ascii_digit());
        if !wanted.is_empty() || !forgivable {
            return (wanted, false);
        }
        self.collect(Typo::new(folded), BY_TYPO, &mut wanted);
        if wanted.is_empty() && last {
            self.collect(
                Typo::new(folded).starts_with(),
                BY_TYPO * BY_PREFIX,
                &mut wanted,
            );
        }
        let forgiven = !wanted.is_empty();
        (wanted, forgiven)
    }

    fn exact(&self, folded: &str) -> Wanted {
        let stem = |tongue: Tongue| {
            let text = (!tongue.is_common(folded)).then(|| self.stemmers.stem(tongue, folded))?;
            let stem = self.stems[tongue as usize].get(text)? as u32;
            self.is_held(stem).then_some(stem)
        };
        Tongue::ALL
            .into_iter()
            .filter_map(stem)
            .map(|stem| (stem, 1.0))
            .collect()
    }

    /// Whether an event still holds a stem.
    fn is_held(&self, stem: u32) -> bool {
        self.counts[stem as usize] > 0
    }

    fn collect(&self, shape: impl Automaton, factor: f32, wanted: &mut Wanted) {
        let mut stream = self.dictionary.search(shape).into_stream();
        while let Some((_, id)) = stream.next() {
            for stem in self.stems_of[id as usize] {
                if stem != NO_STEM && self.is_held(stem) {
                    wanted.entry(stem).or_insert(factor);
                }
            }
        }
    }

    /// The events of any of the stems, each with its best score.
    fn gather(&self, wanted: &Wanted) -> List<'_> {
        let mut list = List::default();
        let mut rest = Wanted::new();
        for (&stem, &factor) in wanted {
            match self.common.get(&stem) {
                Some(common) => {
                    let scores = Box::new(self.scores_of(stem, factor));
                    list.common.push((common, scores));
                }
                None => drop(rest.insert(stem, factor)),
            }
        }
        list.few = self.gather_rest(&rest);
        list
    }

    /// The events of stems that stand in few of them, ascending, each with its best score.
    fn gather_rest(&self, wanted: &Wanted) -> Vec<(u32, f32)> {
        let events = self.streams.len();
        let counts = wanted.keys().map(|&stem| self.counts[stem as usize]);
        let all: usize = counts.map(|count| count as usize).sum();
        if wanted.len() < 2 || all * 16 < events {
            return self.gather_few(wanted, all);
        }
        // Many lists are poured into one table: sorting them together would cost far more.
        let mut seen = Bits::none(events as u32);
        let mut best = vec![0.0f32; events];
        for (&stem, &factor) in wanted {
            self.scores(stem, factor, |number, score| {
                seen.insert(number);
                let kept = &mut best[number as usize];
                *kept = kept.max(score);
            });
        }
        seen.iter()
            .map(|number| (number, best[number as usize]))
            .collect()
    }

    /// The same of lists that together are short beside all events: a table of these would cost more than sorting.
    fn gather_few(&self, wanted: &Wanted, all: usize) -> Vec<(u32, f32)> {
        let mut found = Vec::with_capacity(all);
        for (&stem, &factor) in wanted {
            self.scores(stem, factor, |number, score| found.push((number, score)));
        }
        if wanted.len() > 1 {
            found.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            found.dedup_by_key(|(number, _)| *number);
        }
        found
    }

    fn scores(&self, stem: u32, factor: f32, mut f: impl FnMut(u32, f32)) {
        if self.counts[stem as usize] < 512 {
            let factor = factor * self.rarity(stem);
            return self.postings(stem, |number, weight| f(number, score(factor, weight)));
        }
        // There are fewer weights than events.
        let scores = self.scores_of(stem, factor);
        self.postings(stem, |number, weight| {
            f(number, scores[usize::from(weight)])
        });
    }

    /// What each weight of a stem counts.
    fn scores_of(&self, stem: u32, factor: f32) -> Scores {
        let factor = factor * self.rarity(stem);
        std::array::from_fn(|weight| score(factor, weight as u8))
    }

    /// The stems that stand in many events, ready to be intersected.
    fn common(&self) -> BTreeMap<u32, Common> {
        let many = |count: u32| u64::from(count) * COMMON_SHARE > u64::from(self.len());
        let stems = (0u32..)
            .zip(&self.counts)
            .filter(|(_, count)| many(**count));
        let common = stems.map(|(stem, _)| {
            let mut common = Common {
                bits: Bits::none(self.len()),
                weights: vec![0; self.streams.len()],
            };
            self.postings(stem, |number, weight| {
                common.bits.insert(number);
                common.weights[number as usize] = weight;
            });
            (stem, common)
        });
        common.collect()
    }

    /// The index with what follows from the rest.
    fn settled(mut self) -> Index {
        self.common = self.common();
        self
    }

    fn rarity(&self, stem: u32) -> f32 {
        let events = self.streams.len() as f32;
        (1.0 + events / self.counts[stem as usize].max(1) as f32).ln()
    }

    fn postings(&self, stem: u32, mut f: impl FnMut(u32, u8)) {
        let mut bytes = self.postings.of(stem);
        let mut number = 0;
        while let Some(step) = varint::read(&mut bytes) {
            let Some((&weight, rest)) = bytes.split_first() else {
                return;
            };
            bytes = rest;
            number += step;
            f(number, weight);
        }
    }

    /// The events where the words follow each other in one field.
    fn phrase(&self, words: &[String], stems: &mut BTreeSet<u32>) -> List<'_> {
        let ids: Option<Vec<u32>> = words
            .iter()
            .map(|word| self.dictionary.get(word).map(|id| id as u32))
            .collect();
        let Some(ids) = ids else {
            return List::default();
        };
        let telling = words
            .iter()
            .filter(|word| !Tongue::ALL.iter().any(|tongue| tongue.is_common(word)));
        let lists: Vec<List<'_>> = telling
            .map(|word| {
                let wanted = self.exact(word);
                stems.extend(wanted.keys());
                self.gather(&wanted)
            })
            .collect();
        // Words are written one after the other, so that a phrase is a run of the same bytes.
        let mut written = Vec::new();
        for id in ids {
            varint::write(&mut written, id + 1);
        }
        let run = varint::Run::new(&written);
        let stands = |event: u32| run.is_in(self.streams.of(event));
        let few = if lists.is_empty() {
            let all = (0..self.len()).filter(|event| stands(*event));
            all.map(|event| (event, 1.0)).collect()
        } else {
            let all = Found::new(self.len(), lists, Vec::new(), BTreeSet::new(), Vec::new());
            let stand = all.scores(None).filter(|(event, _)| stands(*event));
            stand.collect()
        };
        List {
            few,
            ..List::default()
        }
    }
}

/// What a weight counts: more and more slowly, so that a word said often does not drown the others.
fn score(factor: f32, weight: u8) -> f32 {
    let weight = f32::from(weight);
    factor * weight / (weight + 6.0)
}

/// Whether a word may be missing: too common in a language, or a single letter still being typed.
fn is_optional(folded: &str, last: bool) -> bool {
    let common = Tongue::ALL.iter().any(|tongue| tongue.is_common(folded));
    common || (last && folded.len() == 1 && !folded.as_bytes()[0].is_ascii_digit())
}

/// Cuts what someone typed into words and phrases.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((plain, inside, after)) = quoted(rest) {
        plain_words(plain, &mut parts);
        let mut phrase: Vec<String> = words::words(inside)
            .into_iter()
            .map(|word| word.folded)
            .collect();
        if !phrase.is_empty() {
            join_figures(&mut phrase);
            parts.push(Part::Phrase(phrase));
        }
        rest = after;
    }
    let before = parts.len();
    plain_words(rest, &mut parts);
    if parts.len() > before
        && let Some(Part::Word { last, .. }) = parts.last_mut()
    {
        *last = true;
    }
    parts
}

/// What stands before a phrase in quotes, in it, and after it. A quote left open is no phrase yet.
fn quoted(text: &str) -> Option<(&str, &str, &str)> {
    let (open, mark) = text
        .char_indices()
        .find(|(_, c)| matches!(c, '"' | '«' | '“'))?;
    let close = match mark {
        '«' => '»',
        '“' => '”',
        mark => mark,
    };
    let inside = &text[open + mark.len_utf8()..];
    let end = inside.find(close)?;
    Some((
        &text[..open],
        &inside[..end],
        &inside[end + close.len_utf8()..],
    ))
}

fn plain_words(text: &str, parts: &mut Vec<Part>) {
    let mut found: Vec<String> = words::words(text)
        .into_iter()
        .map(|word| word.folded)
        .collect();
    join_figures(&mut found);
    parts.extend(found.into_iter().map(|folded| Part::Word {
        folded,
        last: false,
    }));
}

/// A SIRET or a SIREN is often typed in groups of three figures: they are made one word again.
fn join_figures(words: &mut Vec<String>) {
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    let is_figures = |word: &String| word.bytes().all(|b| b.is_ascii_digit());
    for run in words.chunk_by(|a, b| is_figures(a) && is_figures(b)) {
        let joined = run.concat();
        if run.len() > 1 && matches!(joined.len(), 9 | 14) {
            out.push(joined);
        } else {
            out.extend_from_slice(run);
        }
    }
    *words = out;
}

#[cfg(test)]
mod tests;

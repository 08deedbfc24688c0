//! The inverted index: from words to event numbers.
//!
//! A dictionary of folded words (an `fst`, for prefixes and typos) leads to stems, one by language; a
//! stem leads to its postings: event numbers, each with the weight of the fields where it stands. Each
//! event also keeps its words in order, one or two bytes each, by which exact phrases are checked.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use fst::automaton::{Automaton, Str};
use fst::{IntoStreamer, Map, Streamer};

use crate::bits::Bits;
use crate::build::Fnv;
use crate::typo::Typo;
use crate::varint;
use crate::words::{self, Stemmers, Tongue};

/// Words are hashed by a plain function: the index is built from what was labelled, not from what a stranger asks.
type Hash = std::hash::BuildHasherDefault<Fnv>;

/// No stem: the word is too common in that language, or never seen in it.
const NO_STEM: u32 = u32::MAX;
/// While the index is made: no stem, since the word is too common.
const COMMON: u32 = u32::MAX - 1;
/// While the index is made: what is written so is no word.
const NO_WORD: u32 = u32::MAX;

/// How much an event counts that was found by the beginning of a word, and by a mistyped word.
const BY_PREFIX: f32 = 0.5;
const BY_TYPO: f32 = 0.4;

/// A piece of text to index, and how much a word in it weighs.
pub(crate) struct Field<'a> {
    pub(crate) text: &'a str,
    pub(crate) weight: u8,
}

/// Makes an [`Index`]; events come in the order of their numbers.
pub(crate) struct Indexer {
    stemmers: Stemmers,
    /// What was written before, as it was written: its word, and whether it is one when an apostrophe follows. Most words of a text
    /// were seen, and need not be folded again.
    written: HashMap<Box<str>, (u32, bool), Hash>,
    ids: HashMap<Box<str>, u32, Hash>,
    stems_of: Vec<[u32; 2]>,
    stem_ids: [HashMap<Box<str>, u32, Hash>; 2],
    lists: Vec<List>,
    streams: Vec<u8>,
    stream_starts: Vec<u64>,
}

#[derive(Default)]
struct List {
    bytes: Vec<u8>,
    last: u32,
    count: u32,
}

impl Indexer {
    pub(crate) fn new() -> Indexer {
        Indexer {
            stemmers: Stemmers::new(),
            written: HashMap::default(),
            ids: HashMap::default(),
            stems_of: Vec::new(),
            stem_ids: [HashMap::default(), HashMap::default()],
            lists: Vec::new(),
            streams: Vec::new(),
            stream_starts: vec![0],
        }
    }

    /// Indexes the next event.
    pub(crate) fn add<'a>(&mut self, tongue: Tongue, fields: impl IntoIterator<Item = Field<'a>>) {
        let number = (self.stream_starts.len() - 1) as u32;
        let mut weights: Vec<(u32, u8)> = Vec::new();
        let mut folded = String::new();
        for field in fields {
            let before = self.streams.len();
            words::cut(field.text, |at, apostrophe| {
                let written = &field.text[at];
                let (id, elision) = match self.written.get(written) {
                    Some(known) => *known,
                    None => self.learn(written, &mut folded),
                };
                if id == NO_WORD || (elision && apostrophe) {
                    return;
                }
                varint::write(&mut self.streams, id + 1);
                let stem = match self.stems_of[id as usize][tongue as usize] {
                    NO_STEM => {
                        words::fold_word(written, &mut folded);
                        self.stem(tongue, &folded, id)
                    }
                    known => known,
                };
                if stem != COMMON {
                    weights.push((stem, field.weight));
                }
            });
            if self.streams.len() > before {
                // A zero parts the fields, so that no phrase runs from one into the next.
                self.streams.push(0);
            }
        }
        self.stream_starts.push(self.streams.len() as u64);
        weights.sort_unstable();
        for same in weights.chunk_by(|a, b| a.0 == b.0) {
            let weight = same
                .iter()
                .fold(0u8, |sum, (_, weight)| sum.saturating_add(*weight));
            let list = &mut self.lists[same[0].0 as usize];
            varint::write(&mut list.bytes, number - list.last);
            list.bytes.push(weight);
            list.last = number;
            list.count += 1;
        }
    }

    /// The word of something that was never written so before.
    fn learn(&mut self, written: &str, folded: &mut String) -> (u32, bool) {
        let elision = words::fold_word(written, folded);
        let id = match folded.is_empty() {
            true => NO_WORD,
            false => self.word(folded),
        };
        self.written.insert(written.into(), (id, elision));
        (id, elision)
    }

    fn word(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = self.stems_of.len() as u32;
        self.ids.insert(word.into(), id);
        self.stems_of.push([NO_STEM; 2]);
        id
    }

    fn stem(&mut self, tongue: Tongue, word: &str, id: u32) -> u32 {
        if tongue.is_common(word) {
            self.stems_of[id as usize][tongue as usize] = COMMON;
            return COMMON;
        }
        let next = self.lists.len() as u32;
        let text = self.stemmers.stem(tongue, word).into_boxed_str();
        let stem = *self.stem_ids[tongue as usize].entry(text).or_insert(next);
        if stem == next {
            self.lists.push(List::default());
        }
        self.stems_of[id as usize][tongue as usize] = stem;
        stem
    }

    pub(crate) fn finish(mut self) -> Index {
        for stem in self.stems_of.iter_mut().flatten() {
            if *stem == COMMON {
                *stem = NO_STEM;
            }
        }
        let mut starts = Vec::with_capacity(self.lists.len() + 1);
        let mut counts = Vec::with_capacity(self.lists.len());
        let mut postings = Vec::with_capacity(self.lists.iter().map(|list| list.bytes.len()).sum());
        for list in std::mem::take(&mut self.lists) {
            starts.push(postings.len() as u64);
            counts.push(list.count);
            postings.extend_from_slice(&list.bytes);
        }
        starts.push(postings.len() as u64);
        self.streams.shrink_to_fit();
        let sorted: BTreeMap<Box<str>, u64> = self
            .ids
            .drain()
            .map(|(word, id)| (word, u64::from(id)))
            .collect();
        // Sorted and without doubles, which is all that `from_iter` can refuse; an empty map finds nothing.
        let dictionary = Map::from_iter(sorted.iter().map(|(word, id)| (word.as_bytes(), *id)))
            .unwrap_or_default();
        Index {
            stemmers: self.stemmers,
            dictionary,
            stems_of: self.stems_of,
            stem_ids: self.stem_ids,
            starts,
            counts,
            postings,
            streams: self.streams,
            stream_starts: self.stream_starts,
        }
    }
}

/// Words to event numbers.
pub(crate) struct Index {
    stemmers: Stemmers,
    dictionary: Map<Vec<u8>>,
    stems_of: Vec<[u32; 2]>,
    stem_ids: [HashMap<Box<str>, u32, Hash>; 2],
    starts: Vec<u64>,
    counts: Vec<u32>,
    postings: Vec<u8>,
    streams: Vec<u8>,
    stream_starts: Vec<u64>,
}

/// What a text was found to mean.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Event numbers, ascending, each with its relevance.
    pub(crate) events: Vec<(u32, f32)>,
    /// The stems that led to them.
    pub(crate) stems: BTreeSet<u32>,
    /// Words that were taken for others, one letter apart: as typed.
    pub(crate) forgiven: Vec<String>,
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
    pub(crate) fn search(&self, text: &str) -> Option<Found> {
        let parts = parts(text);
        if parts.is_empty() {
            return None;
        }
        let mut found = Found::default();
        let mut needed = Vec::new();
        let mut welcome = Vec::new();
        for part in &parts {
            match part {
                Part::Phrase(words) => needed.push(self.phrase(words, &mut found.stems)),
                Part::Word { folded, last } => {
                    let (wanted, typo) = self.wanted(folded, *last);
                    if typo {
                        found.forgiven.push(folded.clone());
                    }
                    found.stems.extend(wanted.keys());
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
        needed.sort_by_key(Vec::len);
        found.events = needed.into_iter().reduce(both).unwrap_or_default();
        for list in &welcome {
            raise(&mut found.events, list);
        }
        Some(found)
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
            self.stem_ids[tongue as usize].get(text.as_str()).copied()
        };
        Tongue::ALL
            .into_iter()
            .filter_map(stem)
            .map(|stem| (stem, 1.0))
            .collect()
    }

    fn collect(&self, shape: impl Automaton, factor: f32, wanted: &mut Wanted) {
        let mut stream = self.dictionary.search(shape).into_stream();
        while let Some((_, id)) = stream.next() {
            for stem in self.stems_of[id as usize] {
                if stem != NO_STEM {
                    wanted.entry(stem).or_insert(factor);
                }
            }
        }
    }

    /// The events of any of the stems, ascending, each with its best score.
    fn gather(&self, wanted: &Wanted) -> Vec<(u32, f32)> {
        if let [(&stem, &factor)] = wanted.iter().collect::<Vec<_>>()[..] {
            let mut all = Vec::with_capacity(self.counts[stem as usize] as usize);
            self.scores(stem, factor, |number, score| all.push((number, score)));
            return all;
        }
        // Many lists are poured into one table: sorting them together would cost far more.
        let events = self.stream_starts.len() as u32 - 1;
        let mut seen = Bits::none(events);
        let mut best = vec![
            0.0f32;
            if wanted.is_empty() {
                0
            } else {
                events as usize
            }
        ];
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

    fn scores(&self, stem: u32, factor: f32, mut f: impl FnMut(u32, f32)) {
        let rarity = self.rarity(stem);
        self.postings(stem, |number, weight| {
            let weight = f32::from(weight);
            f(number, factor * rarity * weight / (weight + 6.0));
        });
    }

    fn rarity(&self, stem: u32) -> f32 {
        let events = (self.stream_starts.len() - 1) as f32;
        (1.0 + events / self.counts[stem as usize].max(1) as f32).ln()
    }

    fn postings(&self, stem: u32, mut f: impl FnMut(u32, u8)) {
        let (start, end) = (
            self.starts[stem as usize] as usize,
            self.starts[stem as usize + 1] as usize,
        );
        let mut bytes = &self.postings[start..end];
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
    fn phrase(&self, words: &[String], stems: &mut BTreeSet<u32>) -> Vec<(u32, f32)> {
        let ids: Option<Vec<u32>> = words
            .iter()
            .map(|word| self.dictionary.get(word).map(|id| id as u32))
            .collect();
        let Some(ids) = ids else { return Vec::new() };
        let telling = words
            .iter()
            .filter(|word| !Tongue::ALL.iter().any(|tongue| tongue.is_common(word)));
        let lists = telling.map(|word| {
            let wanted = self.exact(word);
            stems.extend(wanted.keys());
            self.gather(&wanted)
        });
        let everything = || {
            (0..self.stream_starts.len() as u32 - 1)
                .map(|number| (number, 1.0))
                .collect()
        };
        let mut events = lists.reduce(both).unwrap_or_else(everything);
        // Words are written one after the other, so that a phrase is a run of the same bytes.
        let mut written = Vec::new();
        for id in ids {
            varint::write(&mut written, id + 1);
        }
        events.retain(|&(number, _)| varint::holds(&self.streams[self.stream(number)], &written));
        events
    }

    fn stream(&self, number: u32) -> Range<usize> {
        self.stream_starts[number as usize] as usize
            ..self.stream_starts[number as usize + 1] as usize
    }
}

/// Whether a word may be missing: too common in a language, or a single letter still being typed.
fn is_optional(folded: &str, last: bool) -> bool {
    let common = Tongue::ALL.iter().any(|tongue| tongue.is_common(folded));
    common || (last && folded.len() == 1 && !folded.as_bytes()[0].is_ascii_digit())
}

/// The events of both lists, their scores added.
fn both(a: Vec<(u32, f32)>, b: Vec<(u32, f32)>) -> Vec<(u32, f32)> {
    let mut out = Vec::with_capacity(a.len().min(b.len()));
    let mut right = b.iter().peekable();
    for (number, score) in a {
        while right.next_if(|(other, _)| *other < number).is_some() {}
        if let Some((_, more)) = right.next_if(|(other, _)| *other == number) {
            out.push((number, score + more));
        }
    }
    out
}

/// Adds the scores of a list to those events that are already there.
fn raise(events: &mut [(u32, f32)], list: &[(u32, f32)]) {
    let mut right = list.iter().peekable();
    for (number, score) in events {
        while right.next_if(|(other, _)| *other < *number).is_some() {}
        if let Some((_, more)) = right.next_if(|(other, _)| *other == *number) {
            *score += more;
        }
    }
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

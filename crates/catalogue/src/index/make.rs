//! Making an index: the next one from the one before and the texts of the events told anew.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use fst::{IntoStreamer, Map, MapBuilder, Streamer};

use super::{Index, NO_STEM, Table};
use crate::build::Fnv;
use crate::lists::Lists;
use crate::plan::Plan;
use crate::varint;
use crate::words::{self, Stemmers, Tongue};

/// Words are hashed by a plain function: the index is built from what was labelled, not from what a stranger asks.
type Hash = std::hash::BuildHasherDefault<Fnv>;

/// No stem, since the word is too common.
const COMMON: u32 = u32::MAX - 1;
/// What is written so is no word.
const NO_WORD: u32 = u32::MAX;

/// A piece of text to index, and how much a word in it weighs.
pub(crate) struct Field<'a> {
    pub(crate) text: &'a str,
    pub(crate) weight: u8,
}

/// Makes the next [`Index`]; the events told come in their order.
pub(crate) struct Indexer<'i> {
    before: &'i Index,
    stemmers: Stemmers,
    /// What was written before, as it was written: its word, and whether it is one when an apostrophe follows. Most words of a text
    /// were seen, and need not be folded again.
    written: HashMap<Box<str>, (u32, bool), Hash>,
    /// Words that the index before does not know.
    ids: HashMap<Box<str>, u32, Hash>,
    stems_of: Vec<[u32; 2]>,
    uses: Vec<u32>,
    /// Stems that the index before does not know.
    stem_ids: [HashMap<Box<str>, u32, Hash>; 2],
    lists: Vec<List>,
    streams: Lists<u8, u64>,
}

/// Event numbers told for one stem, as they are kept.
#[derive(Default, Clone)]
struct List {
    bytes: Vec<u8>,
    last: u32,
    count: u32,
}

impl List {
    fn push(&mut self, number: u32, weight: u8) {
        varint::write(&mut self.bytes, number - self.last);
        self.bytes.push(weight);
        self.last = number;
        self.count += 1;
    }
}

impl<'i> Indexer<'i> {
    /// Begins with what an index knows.
    pub(crate) fn new(before: &'i Index) -> Indexer<'i> {
        Indexer {
            stemmers: Stemmers::new(),
            written: HashMap::default(),
            ids: HashMap::default(),
            stems_of: before.stems_of.clone(),
            uses: before.uses.clone(),
            stem_ids: [HashMap::default(), HashMap::default()],
            lists: vec![List::default(); before.counts.len()],
            streams: Lists::default(),
            before,
        }
    }

    /// Indexes the next event told, by its number in the next picture.
    pub(crate) fn add<'a>(
        &mut self,
        number: u32,
        tongue: Tongue,
        fields: impl IntoIterator<Item = Field<'a>>,
    ) {
        let mut weights: Vec<(u32, u8)> = Vec::new();
        let mut folded = String::new();
        for field in fields {
            let before = self.streams.opened().len();
            words::cut(field.text, |at, apostrophe| {
                let written = &field.text[at];
                let (id, elision) = match self.written.get(written) {
                    Some(known) => *known,
                    None => self.learn(written, &mut folded),
                };
                if id == NO_WORD || (elision && apostrophe) {
                    return;
                }
                varint::write(self.streams.open(), id + 1);
                self.uses[id as usize] += 1;
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
            if self.streams.opened().len() > before {
                // A zero parts the fields, so that no phrase runs from one into the next.
                self.streams.open().push(0);
            }
        }
        self.streams.close();
        weights.sort_unstable();
        for same in weights.chunk_by(|a, b| a.0 == b.0) {
            let weight = same
                .iter()
                .fold(0u8, |sum, (_, weight)| sum.saturating_add(*weight));
            self.lists[same[0].0 as usize].push(number, weight);
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
        let known = self.before.dictionary.get(word).map(|id| id as u32);
        if let Some(id) = known.or_else(|| self.ids.get(word).copied()) {
            return id;
        }
        let id = self.stems_of.len() as u32;
        self.ids.insert(word.into(), id);
        self.stems_of.push([NO_STEM; 2]);
        self.uses.push(0);
        id
    }

    fn stem(&mut self, tongue: Tongue, word: &str, id: u32) -> u32 {
        let stem = if tongue.is_common(word) {
            COMMON
        } else {
            let text = self.stemmers.stem(tongue, word);
            let known = self.before.stems[tongue as usize].get(&text);
            match known {
                Some(known) => known as u32,
                None => self.new_stem(tongue, text),
            }
        };
        self.stems_of[id as usize][tongue as usize] = stem;
        stem
    }

    fn new_stem(&mut self, tongue: Tongue, text: String) -> u32 {
        let next = self.lists.len() as u32;
        let own = &mut self.stem_ids[tongue as usize];
        let stem = *own.entry(text.into_boxed_str()).or_insert(next);
        if stem == next {
            self.lists.push(List::default());
        }
        stem
    }

    /// The next index, of the events that stay and those told.
    pub(crate) fn finish(mut self, plan: &Plan) -> Index {
        for stem in self.stems_of.iter_mut().flatten() {
            if *stem == COMMON {
                *stem = NO_STEM;
            }
        }
        let told: usize = self.lists.iter().map(|list| list.bytes.len()).sum();
        let mut postings = Lists::<u8, u64>::default();
        postings
            .open()
            .reserve_exact(told + self.before.postings.items().len());
        let mut counts = Vec::with_capacity(self.lists.len());
        for (stem, told) in (0u32..).zip(&self.lists) {
            counts.push(match (stem as usize) < self.before.counts.len() {
                true => write_both(self.before, stem, plan, told, postings.open()),
                false => {
                    postings.open().extend_from_slice(&told.bytes);
                    told.count
                }
            });
            postings.close();
        }
        let mut left = false;
        for event in plan.gone() {
            let mut words = self.before.streams.of(event);
            while let Some(word) = varint::read(&mut words) {
                if let Some(uses) = word.checked_sub(1).map(|id| &mut self.uses[id as usize]) {
                    *uses -= 1;
                    left |= *uses == 0;
                }
            }
        }
        let [french, english] = std::mem::take(&mut self.stem_ids);
        let stems = &self.before.stems;
        Index {
            stemmers: self.stemmers,
            dictionary: table(
                &self.before.dictionary,
                self.ids,
                |word| self.uses[word] > 0,
                left,
            ),
            stems: [
                // A stem without an event stays: words that are there yet may lead to it again.
                table(&stems[0], french, |_| true, false),
                table(&stems[1], english, |_| true, false),
            ],
            stems_of: self.stems_of,
            uses: self.uses,
            counts,
            postings,
            streams: self.before.streams.after(plan, self.streams),
            common: BTreeMap::new(),
        }
        .settled()
    }
}

/// Writes a stem's events of the next picture: those that stay, by their next numbers, and those told. Answers how many.
fn write_both(before: &Index, stem: u32, plan: &Plan, told: &List, out: &mut Vec<u8>) -> u32 {
    let mut both = List {
        bytes: std::mem::take(out),
        ..List::default()
    };
    let mut fresh = told.bytes.as_slice();
    let mut next = read(&mut fresh, 0);
    before.postings(stem, |number, weight| {
        let Some(number) = plan.next(number) else {
            return;
        };
        while let Some((told, own)) = next.filter(|(told, _)| *told < number) {
            both.push(told, own);
            next = read(&mut fresh, told);
        }
        both.push(number, weight);
    });
    while let Some((told, own)) = next {
        both.push(told, own);
        next = read(&mut fresh, told);
    }
    *out = both.bytes;
    both.count
}

/// The next number and weight of a list, the last number being known.
fn read(bytes: &mut &[u8], last: u32) -> Option<(u32, u8)> {
    let step = varint::read(bytes)?;
    let (&weight, rest) = bytes.split_first()?;
    *bytes = rest;
    Some((last + step, weight))
}

/// A table with what is new to it and, when something `left`, only with what is to be kept; the same one when neither is.
fn table(
    before: &Table,
    new: HashMap<Box<str>, u32, Hash>,
    keeps: impl Fn(usize) -> bool,
    left: bool,
) -> Table {
    if new.is_empty() && !left {
        return before.clone();
    }
    let sorted: BTreeMap<Box<str>, u32> = new.into_iter().collect();
    let sorted = sorted
        .iter()
        .map(|(text, id)| (text.as_bytes(), u64::from(*id)));
    // Texts come sorted and without doubles, which is all that can be refused; an empty table finds nothing.
    let new = Map::from_iter(sorted).unwrap_or_default();
    let mut all = MapBuilder::memory();
    let mut stream = before.op().add(&new).union().into_stream();
    while let Some((text, ids)) = stream.next() {
        let id = ids[0].value;
        if keeps(id as usize) {
            let _ = all.insert(text, id);
        }
    }
    Arc::new(all.into_map())
}

impl Default for Index {
    /// The index of no event.
    fn default() -> Index {
        Index {
            stemmers: Stemmers::new(),
            dictionary: Table::default(),
            stems: <[Table; 2]>::default(),
            stems_of: Vec::new(),
            uses: Vec::new(),
            counts: Vec::new(),
            postings: Lists::default(),
            streams: Lists::default(),
            common: BTreeMap::new(),
        }
    }
}

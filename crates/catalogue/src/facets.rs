//! The values people choose among: which event has which, which value has which events, how many.

use std::collections::HashMap;

use serde::Serialize;

use crate::bits::Bits;
use crate::query::Choice;
use crate::record::Term;

/// A value of a facet and how many events have it, all other filters being followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValueCount<'c> {
    /// The slug or the code.
    pub value: &'c str,
    /// How many events.
    pub count: u32,
    /// Whether the query chose it.
    pub chosen: bool,
}

/// A facet of an answer: the values of one parameter. Its counts follow every other filter and not its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetCounts<'c> {
    /// The parameter.
    pub choice: Choice,
    /// The values, in the edition's order, with those of no event.
    pub values: Vec<ValueCount<'c>>,
}

/// With more values than this a facet keeps no bitmap by value.
const MOST_BITMAPS: usize = 128;

/// One facet over all events, both ways.
#[derive(Debug, Default)]
pub(crate) struct Facet {
    slugs: Vec<Box<str>>,
    by_slug: HashMap<Box<str>, u32>,
    /// Where each event's values start in `values`; one more at the end.
    starts: Vec<u32>,
    values: Vec<u32>,
    /// Where each value's events start in `members`; one more at the end.
    member_starts: Vec<u32>,
    members: Vec<u32>,
    /// Each value's events as a bitmap, when values are few.
    bitmaps: Vec<Bits>,
}

impl Facet {
    /// A facet whose known values come first, in their order.
    pub(crate) fn new<'a>(known: impl IntoIterator<Item = &'a str>) -> Facet {
        let mut facet = Facet {
            starts: vec![0],
            ..Facet::default()
        };
        for slug in known {
            facet.value(slug);
        }
        facet
    }

    pub(crate) fn of_terms(terms: &[Term]) -> Facet {
        Facet::new(terms.iter().map(|term| term.slug.as_str()))
    }

    /// The number of a value, which is made known when it was not.
    pub(crate) fn value(&mut self, slug: &str) -> u32 {
        if let Some(&value) = self.by_slug.get(slug) {
            return value;
        }
        let value = self.slugs.len() as u32;
        self.slugs.push(slug.into());
        self.by_slug.insert(slug.into(), value);
        value
    }

    /// Tells the next event's values, in their order, doubles and empty ones dropped.
    pub(crate) fn push<'a>(&mut self, slugs: impl IntoIterator<Item = &'a str>) {
        let first = self.values.len();
        for slug in slugs.into_iter().filter(|slug| !slug.is_empty()) {
            let value = self.value(slug);
            if !self.values[first..].contains(&value) {
                self.values.push(value);
            }
        }
        self.starts.push(self.values.len() as u32);
    }

    /// Turns the table around, once every event was told.
    pub(crate) fn finish(&mut self) {
        let mut starts = vec![0u32; self.slugs.len() + 1];
        self.values
            .iter()
            .for_each(|&value| starts[value as usize + 1] += 1);
        (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        let mut next = starts.clone();
        self.members = vec![0; self.values.len()];
        for event in 0..self.len() {
            for at in self.starts[event as usize]..self.starts[event as usize + 1] {
                let slot = &mut next[self.values[at as usize] as usize];
                self.members[*slot as usize] = event;
                *slot += 1;
            }
        }
        self.member_starts = starts;
        self.values.shrink_to_fit();
        if self.slugs.len() <= MOST_BITMAPS {
            self.bitmaps = (0..self.slugs.len() as u32)
                .map(|value| self.bitmap(value))
                .collect();
        }
    }

    fn bitmap(&self, value: u32) -> Bits {
        let mut bits = Bits::none(self.len());
        self.members(value)
            .iter()
            .for_each(|&event| bits.insert(event));
        bits
    }

    fn len(&self) -> u32 {
        self.starts.len() as u32 - 1
    }

    pub(crate) fn slug(&self, value: u32) -> &str {
        &self.slugs[value as usize]
    }

    pub(crate) fn slugs(&self) -> impl Iterator<Item = &str> {
        self.slugs.iter().map(AsRef::as_ref)
    }

    pub(crate) fn find(&self, slug: &str) -> Option<u32> {
        self.by_slug.get(slug).copied()
    }

    /// An event's values.
    pub(crate) fn of(&self, event: u32) -> &[u32] {
        &self.values[self.starts[event as usize] as usize..self.starts[event as usize + 1] as usize]
    }

    /// An event's slugs.
    pub(crate) fn slugs_of(&self, event: u32) -> Vec<&str> {
        self.of(event)
            .iter()
            .map(|&value| self.slug(value))
            .collect()
    }

    /// A value's events, ascending.
    pub(crate) fn members(&self, value: u32) -> &[u32] {
        &self.members[self.member_starts[value as usize] as usize
            ..self.member_starts[value as usize + 1] as usize]
    }

    /// Adds a value's events to a set.
    pub(crate) fn add_members(&self, value: u32, bits: &mut Bits) {
        match self.bitmaps.get(value as usize) {
            Some(bitmap) => bits.or(bitmap),
            None => self
                .members(value)
                .iter()
                .for_each(|&event| bits.insert(event)),
        }
    }

    /// How many events of the set have each value. `None` is the set of all.
    pub(crate) fn counts(&self, set: Option<&Bits>) -> Vec<u32> {
        let Some(set) = set else {
            return self
                .member_starts
                .windows(2)
                .map(|pair| pair[1] - pair[0])
                .collect();
        };
        let events = set.count() as usize;
        // By bitmap costs a word by value for each 64 events, by event a few loads each.
        if !self.bitmaps.is_empty() && events * 8 > set.words().len() * self.slugs.len() {
            return self
                .bitmaps
                .iter()
                .map(|bitmap| bitmap.count_common(set))
                .collect();
        }
        let mut counts = vec![0; self.slugs.len()];
        for event in set.iter() {
            self.of(event)
                .iter()
                .for_each(|&value| counts[value as usize] += 1);
        }
        counts
    }
}

impl Facet {
    /// An event's first slug; empty when it has none.
    pub(crate) fn first_of(&self, event: u32) -> &str {
        self.of(event).first().map_or("", |&value| self.slug(value))
    }
}

//! The values people choose among: which event has which, which value has which events, how many.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::Serialize;

use crate::bits::{Bits, Fixed};
use crate::lists::Lists;
use crate::plan::Plan;
use crate::query::Choice;
use crate::record::{Record, Term};

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
    /// Each event's values.
    values: Lists<u32>,
    /// Where each value's events start in `members`; one more at the end.
    member_starts: Vec<u32>,
    members: Vec<u32>,
    /// Each value's events as a bitmap, when values are few.
    bitmaps: Vec<Fixed>,
}

impl Facet {
    /// A facet of no event yet, whose known values come first, in their order.
    pub(crate) fn new<'a>(known: impl IntoIterator<Item = &'a str>) -> Facet {
        let mut facet = Facet::default();
        for slug in known {
            facet.value(slug);
        }
        facet.finish();
        facet
    }

    pub(crate) fn of_terms(terms: &[Term]) -> Facet {
        Facet::new(terms.iter().map(|term| term.slug.as_str()))
    }

    /// The facet of the next picture: that of the one before with the values of the events told, of which `of` gives the slugs
    /// (doubles and empty ones are dropped). Values that nobody has any more stay known.
    pub(crate) fn after<'r, S: AsRef<str> + 'r, I: IntoIterator<Item = S>>(
        &self,
        plan: &Plan,
        told: &'r [Record],
        of: impl Fn(&'r Record) -> I,
    ) -> Facet {
        self.after_known(self.slugs(), plan, told, of)
    }

    /// The same for a facet of the edition's own terms: these first, then whatever else events have, by its slug.
    pub(crate) fn after_terms<'r, S: AsRef<str> + 'r, I: IntoIterator<Item = S>>(
        &self,
        terms: &[Term],
        plan: &Plan,
        told: &'r [Record],
        of: impl Fn(&'r Record) -> I,
    ) -> Facet {
        let own: HashSet<&str> = terms.iter().map(|term| term.slug.as_str()).collect();
        let kept = self.staying(plan).filter(|slug| !own.contains(slug));
        let mut others: BTreeSet<String> = kept.map(str::to_owned).collect();
        for record in told {
            let new = of(record)
                .into_iter()
                .filter(|slug| !own.contains(slug.as_ref()));
            others.extend(new.map(|slug| slug.as_ref().to_owned()));
        }
        let terms = terms.iter().map(|term| term.slug.as_str());
        let others = others
            .iter()
            .map(String::as_str)
            .filter(|slug| !slug.is_empty());
        self.after_known(terms.chain(others), plan, told, of)
    }

    /// The values of events that stay.
    pub(crate) fn staying<'a>(&'a self, plan: &'a Plan) -> impl Iterator<Item = &'a str> {
        let stays = |event: &u32| plan.next(*event).is_some();
        let values = (0..).zip(self.slugs());
        let held = values.filter(move |(value, _)| self.members(*value).iter().any(stays));
        held.map(|(_, slug)| slug)
    }

    /// The same with known values in another order; those of the facet before that are not among them have no event any more.
    pub(crate) fn after_known<'a, 'r, S: AsRef<str> + 'r, I: IntoIterator<Item = S>>(
        &self,
        known: impl IntoIterator<Item = &'a str>,
        plan: &Plan,
        told: &'r [Record],
        of: impl Fn(&'r Record) -> I,
    ) -> Facet {
        let mut next = Facet::default();
        for slug in known {
            next.value(slug);
        }
        let moved = self.slugs().map(|slug| next.find(slug).unwrap_or(u32::MAX));
        let moved: Vec<u32> = moved.collect();
        for record in told {
            for slug in of(record) {
                next.add(slug.as_ref());
            }
            next.values.close();
        }
        let told = std::mem::take(&mut next.values);
        next.values = if moved.iter().copied().eq(0..moved.len() as u32) {
            self.values.after(plan, told)
        } else {
            let before = self.values.clone().map(|value| moved[value as usize]);
            before.after(plan, told)
        };
        next.finish();
        next
    }

    /// The number of a value, which is made known when it was not.
    fn value(&mut self, slug: &str) -> u32 {
        if let Some(&value) = self.by_slug.get(slug) {
            return value;
        }
        let value = self.slugs.len() as u32;
        self.slugs.push(slug.into());
        self.by_slug.insert(slug.into(), value);
        value
    }

    /// Adds a value to those of the next event.
    fn add(&mut self, slug: &str) {
        if slug.is_empty() {
            return;
        }
        let value = self.value(slug);
        if !self.values.opened().contains(&value) {
            self.values.open().push(value);
        }
    }

    /// The facet of a picture that was kept: its slugs by number, and each event's values.
    pub(crate) fn read(slugs: Vec<Box<str>>, values: Lists<u32>) -> Facet {
        let mut facet = Facet::default();
        for slug in slugs {
            facet.value(&slug);
        }
        facet.values = values;
        facet.finish();
        facet
    }

    /// What [`Facet::read`] takes.
    pub(crate) fn kept(&self) -> (&[Box<str>], &Lists<u32>) {
        (&self.slugs, &self.values)
    }

    /// Turns the table around, once every event was told.
    fn finish(&mut self) {
        let mut starts = vec![0u32; self.slugs.len() + 1];
        let values = self.values.items();
        values
            .iter()
            .for_each(|&value| starts[value as usize + 1] += 1);
        (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        let mut next = starts.clone();
        self.members = vec![0; values.len()];
        for event in 0..self.len() {
            for &value in self.values.of(event) {
                let slot = &mut next[value as usize];
                self.members[*slot as usize] = event;
                *slot += 1;
            }
        }
        self.member_starts = starts;
        if self.slugs.len() <= MOST_BITMAPS {
            self.bitmaps = (0..self.slugs.len() as u32)
                .map(|value| Fixed::new(self.bitmap(value)))
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
        self.values.len() as u32
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
        self.values.of(event)
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
            Some(bitmap) => bitmap.add_to(bits),
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
        // By bitmap costs the words they keep, by event a few loads each.
        let words = || self.bitmaps.iter().map(Fixed::weight).sum::<usize>();
        if !self.bitmaps.is_empty() && events * 8 > words() {
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

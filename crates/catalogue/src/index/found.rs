//! What was found: the events that hold everything asked for, and how well each answers.
//!
//! Words that stand in many events are not read through: their events are a set that is intersected like any filter, and the weight of
//! a word in an event is looked up where somebody wants to know.

use std::collections::BTreeSet;

use crate::bits::Bits;

/// The events of a stem that stands in many of them.
#[derive(Debug)]
pub(crate) struct Common {
    /// Which events.
    pub(super) bits: Bits,
    /// Its weight in each event, by number; 0 where it does not stand.
    pub(super) weights: Vec<u8>,
}

/// What a weight counts, for each of the 256 there are.
pub(super) type Scores = [f32; 256];

/// The events that one word, or one phrase, leads to.
#[derive(Debug, Default)]
pub(crate) struct List<'i> {
    /// Stems that stand in many events, with what their weights count.
    pub(super) common: Vec<(&'i Common, Box<Scores>)>,
    /// The events of all other stems, ascending, each with its best score.
    pub(super) few: Vec<(u32, f32)>,
}

impl List<'_> {
    /// How well an event answers; `None` when it is not one of these. `from` is where the events before it ended among the few: events
    /// are asked for in ascending order.
    fn score(&self, event: u32, from: &mut usize) -> Option<f32> {
        let rest = &self.few[*from..];
        *from += match rest.first() {
            Some((first, _)) if *first >= event => 0,
            _ => skip(rest, event),
        };
        let few = self.few.get(*from).filter(|(number, _)| *number == event);
        let common = self.common.iter().filter_map(|(stem, scores)| {
            let weight = stem.weights[event as usize];
            (weight > 0).then(|| scores[usize::from(weight)])
        });
        common.chain(few.map(|(_, score)| *score)).reduce(f32::max)
    }

    /// Every event of it.
    fn set(&self, events: u32) -> Bits {
        let mut bits = Bits::none(events);
        for (stem, _) in &self.common {
            bits.or(&stem.bits);
        }
        for (event, _) in &self.few {
            bits.insert(*event);
        }
        bits
    }
}

/// How many of the first are below an event: found in steps that grow, since it is mostly near.
fn skip(list: &[(u32, f32)], event: u32) -> usize {
    let mut step = 1;
    while step < list.len() && list[step].0 < event {
        step *= 2;
    }
    let low = step / 2;
    let high = (step + 1).min(list.len());
    low + list[low..high].partition_point(|(number, _)| *number < event)
}

/// What a text was found to mean.
#[derive(Debug)]
pub(crate) struct Found<'i> {
    /// The events that hold everything needed.
    pub(crate) set: Bits,
    /// What is needed, and what only counts when it is there.
    needed: Vec<List<'i>>,
    welcome: Vec<List<'i>>,
    /// The stems that led to them.
    pub(crate) stems: BTreeSet<u32>,
    /// Words that were taken for others, one letter apart: as typed.
    pub(crate) forgiven: Vec<String>,
}

impl<'i> Found<'i> {
    /// The events that all of `needed` lead to, among so many; `welcome` raises them.
    pub(super) fn new(
        events: u32,
        needed: Vec<List<'i>>,
        welcome: Vec<List<'i>>,
        stems: BTreeSet<u32>,
        forgiven: Vec<String>,
    ) -> Found<'i> {
        Found {
            set: shared(events, &needed),
            needed,
            welcome,
            stems,
            forgiven,
        }
    }

    /// How well each event answers, in the order of their numbers: all that were found, or those of them that are kept.
    pub(crate) fn scores<'a>(
        &'a self,
        kept: Option<&'a Bits>,
    ) -> impl Iterator<Item = (u32, f32)> + 'a {
        let lists: Vec<&List<'_>> = self.needed.iter().chain(&self.welcome).collect();
        let mut from = vec![0; lists.len()];
        kept.unwrap_or(&self.set).iter().map(move |event| {
            let parts = lists.iter().zip(&mut from);
            let score = parts.filter_map(|(list, from)| list.score(event, from));
            (event, score.sum())
        })
    }

    /// How well one event answers; `None` when it was not found.
    pub(crate) fn score(&self, event: u32) -> Option<f32> {
        let lists = self.needed.iter().chain(&self.welcome);
        let score = lists.filter_map(|list| list.score(event, &mut 0));
        self.set.contains(event).then(|| score.sum())
    }
}

/// The events that all lists share.
fn shared(events: u32, lists: &[List<'_>]) -> Bits {
    let short = lists.iter().filter(|list| list.common.is_empty());
    let Some(shortest) = short.min_by_key(|list| list.few.len()) else {
        let sets = lists.iter().map(|list| list.set(events));
        let all = sets.reduce(|mut all, set| {
            all.and(&set);
            all
        });
        return all.unwrap_or_else(|| Bits::none(events));
    };
    let mut bits = Bits::none(events);
    let mut from = vec![0; lists.len()];
    for (event, _) in &shortest.few {
        let mut parts = lists.iter().zip(&mut from);
        if parts.all(|(list, from)| list.score(*event, from).is_some()) {
            bits.insert(*event);
        }
    }
    bits
}

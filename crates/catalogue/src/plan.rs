//! How one picture follows another: which events stay, which are told anew, and where each comes to stand.

use std::cmp::Ordering;
use std::ops::Range;

use crate::bits::Bits;
use crate::build::{Catalogue, code};
use crate::geo::Packed;
use crate::record::Record;

/// No number: the event is not in the next picture.
const GONE: u32 = u32::MAX;

/// Events of the next picture that follow each other, by their numbers before or among those told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Run {
    /// Numbers in the picture before.
    Kept(Range<u32>),
    /// Places among the records told.
    Told(Range<u32>),
}

/// The next picture in outline: its events, run by run.
#[derive(Debug)]
pub(crate) struct Plan {
    runs: Vec<Run>,
    /// The next number of each event of the picture before.
    next: Vec<u32>,
    /// The next number of each record told.
    told: Vec<u32>,
}

impl Plan {
    /// Lays the records told (in the order of [`in_order`]) among the events that stay.
    pub(crate) fn new(before: &Catalogue, told: &[Record], gone: &Bits) -> Plan {
        let mut plan = Plan {
            runs: Vec::new(),
            next: vec![GONE; before.len as usize],
            told: Vec::with_capacity(told.len()),
        };
        let mut len = 0;
        let mut old = 0;
        let tell = |plan: &mut Plan, len: &mut u32| {
            let at = plan.told.len() as u32;
            plan.told.push(*len);
            plan.push(Run::Told(at..at + 1));
            *len += 1;
        };
        for record in told {
            let place = before.place_of(record);
            while old < place {
                plan.keep(&mut old, &mut len, gone);
            }
            tell(&mut plan, &mut len);
        }
        while old < before.len {
            plan.keep(&mut old, &mut len, gone);
        }
        plan
    }

    fn keep(&mut self, old: &mut u32, len: &mut u32, gone: &Bits) {
        if !gone.contains(*old) {
            self.next[*old as usize] = *len;
            *len += 1;
            self.push(Run::Kept(*old..*old + 1));
        }
        *old += 1;
    }

    /// Adds a run, to the last one if it goes on where that one ends.
    fn push(&mut self, run: Run) {
        match (self.runs.last_mut(), run) {
            (Some(Run::Kept(last)), Run::Kept(next)) | (Some(Run::Told(last)), Run::Told(next))
                if last.end == next.start =>
            {
                last.end = next.end;
            }
            (_, run) => self.runs.push(run),
        }
    }

    /// How many events the next picture has.
    pub(crate) fn len(&self) -> u32 {
        let len = |run: &Run| match run {
            Run::Kept(events) | Run::Told(events) => events.len() as u32,
        };
        self.runs.iter().map(len).sum()
    }

    pub(crate) fn runs(&self) -> impl Iterator<Item = Run> + '_ {
        self.runs.iter().cloned()
    }

    /// The next number of an event of the picture before; `None` when it is not in the next one.
    pub(crate) fn next(&self, event: u32) -> Option<u32> {
        let next = self.next[event as usize];
        (next != GONE).then_some(next)
    }

    /// The events of the picture before that are not in the next one, or are told anew.
    pub(crate) fn gone(&self) -> impl Iterator<Item = u32> + '_ {
        let events = (0u32..).zip(&self.next);
        events.filter_map(|(event, &next)| (next == GONE).then_some(event))
    }

    /// The plan of a first picture, of so many events told in their order.
    #[cfg(test)]
    pub(crate) fn whole(len: u32) -> Plan {
        Plan {
            runs: vec![Run::Told(0..len)],
            next: Vec::new(),
            told: (0..len).collect(),
        }
    }

    /// The next table out of one with an item for each event (or for each on the map: they come first in both).
    pub(crate) fn table<T: Copy>(&self, before: &[T], told: &[T]) -> Vec<T> {
        let mut next = Vec::with_capacity(before.len() + told.len());
        let within = |range: Range<u32>, len: usize| {
            (range.start as usize).min(len)..(range.end as usize).min(len)
        };
        for run in self.runs() {
            match run {
                Run::Kept(events) => {
                    next.extend_from_slice(&before[within(events, before.len())]);
                }
                Run::Told(events) => next.extend_from_slice(&told[within(events, told.len())]),
            }
        }
        next
    }

    /// The next list of event numbers that is sorted by something else: `before` in its order, without those that are gone, and
    /// `told` in the same order.
    pub(crate) fn sorted(
        &self,
        before: &[u32],
        mut told: Vec<u32>,
        order: impl Fn(u32, u32) -> Ordering,
    ) -> Vec<u32> {
        told.sort_by(|&a, &b| order(a, b));
        let kept = before.iter().filter_map(|&event| self.next(event));
        merge(kept, told, |a, b| order(*a, *b))
    }

    /// The next numbers of all records told.
    pub(crate) fn all_told(&self) -> &[u32] {
        &self.told
    }
}

/// Two sorted lists as one.
pub(crate) fn merge<T>(
    a: impl IntoIterator<Item = T>,
    b: impl IntoIterator<Item = T>,
    order: impl Fn(&T, &T) -> Ordering,
) -> Vec<T> {
    let mut b = b.into_iter().peekable();
    let a = a.into_iter();
    let mut out = Vec::with_capacity(a.size_hint().1.unwrap_or(0) + b.size_hint().0);
    for item in a {
        while let Some(earlier) = b.next_if(|other| order(other, &item).is_lt()) {
            out.push(earlier);
        }
        out.push(item);
    }
    out.extend(b);
    out
}

/// Records in the order in which events are numbered: along the curve, then those that are not on the map; of two with the same
/// slug the later one (by its number in the database) is kept.
pub(crate) fn in_order(mut records: Vec<Record>) -> Vec<Record> {
    records.sort_by(|a, b| a.slug.cmp(&b.slug).then(b.id.cmp(&a.id)));
    records.dedup_by(|later, kept| later.slug == kept.slug);
    // Those that are not on the map come last: `None` would come first by itself.
    records.sort_by_cached_key(|record| {
        let place = record.on_map().map(|point| code(Packed::new(point)));
        (place.is_none(), place, record.id)
    });
    records
}

impl Catalogue {
    /// The number that a record would take here.
    fn place_of(&self, record: &Record) -> u32 {
        let located = self.codes.len() as u32;
        let (from, to, before): (u32, u32, Box<dyn Fn(u32) -> bool>) = match record.on_map() {
            Some(point) => {
                let place = code(Packed::new(point));
                let before = move |event: u32| {
                    (self.codes[event as usize], self.shelf.id(event)) < (place, record.id)
                };
                (0, located, Box::new(before))
            }
            None => (
                located,
                self.len,
                Box::new(|event| self.shelf.id(event) < record.id),
            ),
        };
        let (mut from, mut to) = (from, to);
        while from < to {
            let middle = from + (to - from) / 2;
            if before(middle) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from
    }
}

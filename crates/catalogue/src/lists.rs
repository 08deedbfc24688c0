//! A list for each event, all kept one after the other in one table.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::plan::{Plan, Run};

/// Where a list begins: four bytes where there are few items by event, eight where there may be thousands.
pub(crate) trait Start: Copy {
    fn of(at: usize) -> Self;
    fn at(self) -> usize;
}

impl Start for u32 {
    fn of(at: usize) -> u32 {
        at as u32
    }

    fn at(self) -> usize {
        self as usize
    }
}

impl Start for u64 {
    fn of(at: usize) -> u64 {
        at as u64
    }

    fn at(self) -> usize {
        self as usize
    }
}

/// The items of all events, and where those of each begin.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Lists<T, S = u32> {
    /// One more than there are events: the last is where all end.
    starts: Vec<S>,
    items: Vec<T>,
}

impl<T, S: Start> Default for Lists<T, S> {
    fn default() -> Lists<T, S> {
        Lists {
            starts: vec![S::of(0)],
            items: Vec::new(),
        }
    }
}

impl<T, S: Start> Lists<T, S> {
    /// How many events have a list, if only an empty one.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Where an event's items lie among [`Lists::items`].
    pub(crate) fn range(&self, event: u32) -> Range<usize> {
        self.starts[event as usize].at()..self.starts[event as usize + 1].at()
    }

    /// An event's items.
    pub(crate) fn of(&self, event: u32) -> &[T] {
        &self.items[self.range(event)]
    }

    /// Every item, in the order of events.
    pub(crate) fn items(&self) -> &[T] {
        &self.items
    }

    /// The list that the next event will have: whatever is added to it until [`Lists::close`].
    pub(crate) fn open(&mut self) -> &mut Vec<T> {
        &mut self.items
    }

    /// What was added to the list of the next event so far.
    pub(crate) fn opened(&self) -> &[T] {
        let from = self.starts.last().map_or(0, |start| start.at());
        &self.items[from..]
    }

    /// Ends the list of the next event.
    pub(crate) fn close(&mut self) {
        self.starts.push(S::of(self.items.len()));
    }
}

impl<T: Copy, S: Start> Lists<T, S> {
    /// The lists of the next picture: those that stay, and those of the events told anew, in its order.
    pub(crate) fn after(&self, plan: &Plan, told: Lists<T, S>) -> Lists<T, S> {
        if self.len() == 0 {
            let mut told = told;
            told.items.shrink_to_fit();
            return told;
        }
        let mut next = Lists {
            starts: Vec::with_capacity(plan.len() as usize + 1),
            items: Vec::with_capacity(self.items.len() + told.items.len()),
        };
        next.starts.push(S::of(0));
        for run in plan.runs() {
            let (from, events) = match run {
                Run::Kept(events) => (self, events),
                Run::Told(events) => (&told, events),
            };
            let starts = &from.starts[events.start as usize..=events.end as usize];
            let (first, last) = (starts[0].at(), starts[starts.len() - 1].at());
            let shift = next.items.len();
            next.items.extend_from_slice(&from.items[first..last]);
            let moved = starts[1..].iter().map(|start| start.at() - first + shift);
            next.starts.extend(moved.map(S::of));
        }
        next
    }

    /// The same with other items.
    pub(crate) fn map(mut self, f: impl Fn(T) -> T) -> Lists<T, S> {
        self.items.iter_mut().for_each(|item| *item = f(*item));
        self
    }
}

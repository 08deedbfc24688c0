//! The order of an answer: by relevance, by distance, by date; a page of it.

use std::collections::HashSet;

use super::Hit;
use crate::build::Catalogue;
use crate::query::{Near, PAGE_SIZE, Query, Sort};
use crate::record::{Slot, Status};
use crate::select::{self, Filters, Selection};

/// An event being put in order: what it is sorted by, then its number.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Ranking(f64, f64, pub(super) u32);

impl Ranking {
    /// The score it was made of by [`Catalogue::by_relevance`].
    fn score(&self) -> f32 {
        -self.0 as f32
    }
}

/// Up to so many of the most relevant are held while the others pass by; further pages put all in order.
const MOST_HELD: usize = 400;

impl Catalogue {
    pub(super) fn order(&self, query: &Query, filters: &Filters<'_>) -> Sort {
        match query.order() {
            Sort::Relevance if filters.found.is_none() => Sort::Date,
            Sort::Distance if query.near.is_none() => Sort::Date,
            order => order,
        }
    }

    pub(super) fn page(
        &self,
        query: &Query,
        order: Sort,
        filters: &Filters<'_>,
        selection: &Selection,
        now: i64,
    ) -> Vec<Hit<'_>> {
        let first = query.page as usize * PAGE_SIZE;
        if first >= selection.total() {
            return Vec::new();
        }
        if order == Sort::Date
            && let Some(events) = self.coming(query, selection, first, now)
        {
            return events
                .into_iter()
                .map(|event| self.hit(query, event, self.relevance(filters, event), now))
                .collect();
        }
        let all = self.best(query, order, filters, selection, first + PAGE_SIZE, now);
        all[first..]
            .iter()
            .map(|ranking| self.hit(query, ranking.2, self.relevance(filters, ranking.2), now))
            .collect()
    }

    /// The first `most` of the order, in order.
    fn best(
        &self,
        query: &Query,
        order: Sort,
        filters: &Filters<'_>,
        selection: &Selection,
        most: usize,
        now: i64,
    ) -> Vec<Ranking> {
        if let (Sort::Relevance, Some(found)) = (order, &filters.found)
            && most <= MOST_HELD
        {
            return self.most_relevant(found.scores(selection.bits()), most);
        }
        let mut all = self.rankings(query, order, filters, selection, now);
        if all.len() > most {
            all.select_nth_unstable_by(most, compare);
            all.truncate(most);
        }
        all.sort_unstable_by(compare);
        all
    }

    /// The most relevant of many: nearly all are worse than the worst of those held, and are passed by.
    fn most_relevant(&self, events: impl Iterator<Item = (u32, f32)>, most: usize) -> Vec<Ranking> {
        let mut held: Vec<Ranking> = Vec::with_capacity(2 * most);
        let mut least = f32::NEG_INFINITY;
        for (event, score) in events {
            if score < least {
                continue;
            }
            held.push(self.by_relevance(event, score));
            if held.len() == 2 * most {
                held.select_nth_unstable_by(most - 1, compare);
                held.truncate(most);
                least = held
                    .iter()
                    .map(Ranking::score)
                    .fold(f32::INFINITY, f32::min);
            }
        }
        held.sort_unstable_by(compare);
        held.truncate(most);
        held
    }

    fn relevance(&self, filters: &Filters<'_>, event: u32) -> Option<f32> {
        filters.found.as_ref()?.score(event)
    }

    /// A page by date of many events, read off the agenda: the same as ranking them all, without looking at each. `None` where that
    /// would cost more (few events, a page far behind) and where the page reaches what is over.
    fn coming(
        &self,
        query: &Query,
        selection: &Selection,
        first: usize,
        now: i64,
    ) -> Option<Vec<u32>> {
        let needed = first + PAGE_SIZE;
        let (total, slots) = (selection.total() as u64, self.slots.len() as u64);
        if total * total < needed as u64 * slots {
            return None;
        }
        let wants_days = select::wants_days(query);
        let mut seen = HashSet::with_capacity(needed);
        let mut page = Vec::with_capacity(PAGE_SIZE);
        for (event, slot) in self.slots.agenda(self.slots.under_way_since(now)) {
            let chosen = selection.bits().is_none_or(|bits| bits.contains(event));
            if !chosen || slot.end <= now || (wants_days && !wanted(query, slot)) {
                continue;
            }
            if seen.insert(event) && seen.len() > first {
                page.push(event);
                if page.len() == PAGE_SIZE {
                    return Some(page);
                }
            }
        }
        None
    }

    pub(super) fn rankings(
        &self,
        query: &Query,
        order: Sort,
        filters: &Filters<'_>,
        selection: &Selection,
        now: i64,
    ) -> Vec<Ranking> {
        match (order, query.near, &filters.found) {
            (Sort::Relevance, _, Some(found)) => found
                .scores(selection.bits())
                .map(|(event, score)| self.by_relevance(event, score))
                .collect(),
            (Sort::Distance, Some(near), _) => selection
                .iter()
                .map(|event| self.by_distance(near, event))
                .collect(),
            _ => selection
                .iter()
                .map(|event| self.by_date(query, event, now))
                .collect(),
        }
    }

    /// The better first; of two alike, the one that is held.
    fn by_relevance(&self, event: u32, score: f32) -> Ranking {
        let cancelled = self.shelf.status(event) == Status::Cancelled;
        Ranking(-f64::from(score), f64::from(u8::from(cancelled)), event)
    }

    pub(super) fn by_distance(&self, near: Near, event: u32) -> Ranking {
        let point = self.points.get(event as usize).map(|packed| packed.point());
        Ranking(
            point.map_or(f64::INFINITY, |point| near.point.distance_km(point)),
            0.0,
            event,
        )
    }

    /// What is coming by its next beginning, then what is over by its last; without a slot after all.
    pub(super) fn by_date(&self, query: &Query, event: u32, now: i64) -> Ranking {
        match self.slot(query, event, now) {
            Some((slot, over)) => Ranking(f64::from(u8::from(over)), slot.start as f64, event),
            None => Ranking(2.0, 0.0, event),
        }
    }

    /// The slot to show of an event, and whether it is over.
    fn slot(&self, query: &Query, event: u32, now: i64) -> Option<(Slot, bool)> {
        let wants_days = select::wants_days(query);
        let wanted = |slot: &&Slot| !wants_days || wanted(query, slot);
        let mut slots = self.slots.of(event).iter().filter(wanted);
        let next = slots.clone().find(|slot| slot.end > now);
        next.map(|slot| (*slot, false))
            .or_else(|| slots.next_back().map(|slot| (*slot, true)))
    }

    pub(super) fn hit(
        &self,
        query: &Query,
        event: u32,
        relevance: Option<f32>,
        now: i64,
    ) -> Hit<'_> {
        let slot = self.slot(query, event, now);
        let shown = self.at(event);
        let distance_km = query
            .near
            .zip(shown.point)
            .map(|(near, point)| near.point.distance_km(point));
        Hit {
            relevance,
            distance_km,
            slot: slot.map(|(slot, _)| slot),
            over: slot.is_some_and(|(_, over)| over),
            event: shown,
        }
    }
}

/// Whether a slot touches a day asked for.
fn wanted(query: &Query, slot: &Slot) -> bool {
    slot.first_day
        .series(jiff::Span::new().days(1))
        .take_while(|day| *day <= slot.last_day)
        .any(|day| select::wants_day(query, day))
}

pub(super) fn compare(a: &Ranking, b: &Ranking) -> std::cmp::Ordering {
    a.0.total_cmp(&b.0)
        .then(a.1.total_cmp(&b.1))
        .then(a.2.cmp(&b.2))
}

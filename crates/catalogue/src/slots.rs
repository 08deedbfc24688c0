//! When events are held: each one's slots, and all of them by their beginnings.

use crate::lists::Lists;
use crate::plan::{Plan, merge};
use crate::record::{Record, Slot};

/// Every event's slots, sorted by their beginning.
#[derive(Default)]
pub(crate) struct Slots {
    slots: Lists<Slot>,
    /// Every end, ascending: how many lie behind a moment tells whether an answer could have changed since.
    ends: Vec<i64>,
    /// Every slot by its beginning, then by its event: the event and the place of the slot in `slots`.
    agenda: Vec<(u32, u32)>,
    /// The length of the longest slot, in seconds.
    longest: i64,
}

impl Slots {
    pub(crate) fn of(&self, event: u32) -> &[Slot] {
        self.slots.of(event)
    }

    /// How many slots are over.
    pub(crate) fn over(&self, now: i64) -> usize {
        self.ends.partition_point(|&end| end <= now)
    }

    /// The first end after a moment.
    pub(crate) fn next_end(&self, now: i64) -> Option<i64> {
        self.ends.get(self.over(now)).copied()
    }

    /// The slots that begin at `from` or later, by their beginnings, and then by their events.
    pub(crate) fn agenda(&self, from: i64) -> impl Iterator<Item = (u32, &Slot)> {
        let slot = |at: u32| &self.slots.items()[at as usize];
        let first = self
            .agenda
            .partition_point(|&(_, at)| slot(at).start < from);
        self.agenda[first..]
            .iter()
            .map(move |&(event, at)| (event, slot(at)))
    }

    /// How many slots there are.
    pub(crate) fn len(&self) -> usize {
        self.slots.items().len()
    }

    /// No slot that is under way at a moment, or comes later, began before this one.
    pub(crate) fn under_way_since(&self, now: i64) -> i64 {
        now.saturating_sub(self.longest)
    }

    /// Each event's slots, to be kept for [`Slots::read`].
    pub(crate) fn lists(&self) -> &Lists<Slot> {
        &self.slots
    }

    /// All slots, from those of each event.
    pub(crate) fn read(slots: Lists<Slot>) -> Slots {
        let mut agenda = places(&slots, 0..slots.len() as u32);
        sort(&slots, &mut agenda);
        let mut ends: Vec<i64> = slots.items().iter().map(|slot| slot.end).collect();
        ends.sort_unstable();
        Slots {
            longest: longest(&slots),
            ends,
            agenda,
            slots,
        }
    }

    /// The slots of the next picture. Those that stay are not sorted again.
    pub(crate) fn after(&self, plan: &Plan, told: &[Record]) -> Slots {
        let mut fresh = Lists::default();
        for record in told {
            fresh.open().extend_from_slice(&record.slots);
            let from = fresh.open().len() - record.slots.len();
            fresh.open()[from..].sort_unstable();
            fresh.close();
        }
        let mut fresh_ends: Vec<i64> = fresh.items().iter().map(|slot: &Slot| slot.end).collect();
        fresh_ends.sort_unstable();
        let mut gone_ends: Vec<i64> = plan
            .gone()
            .flat_map(|event| self.of(event))
            .map(|slot| slot.end)
            .collect();
        gone_ends.sort_unstable();
        let mut leaving = gone_ends.into_iter().peekable();
        let staying = self
            .ends
            .iter()
            .copied()
            .filter(|end| leaving.next_if_eq(end).is_none());
        let ends = merge(staying, fresh_ends, i64::cmp);

        let slots = self.slots.after(plan, fresh);
        let mut new = places(&slots, plan.all_told().iter().copied());
        sort(&slots, &mut new);
        let kept = self.agenda.iter().filter_map(|&(event, at)| {
            let next = plan.next(event)?;
            let shift = at as usize - self.slots.range(event).start;
            Some((next, (slots.range(next).start + shift) as u32))
        });
        let agenda = merge(kept, new, |a, b| key(&slots, a).cmp(&key(&slots, b)));
        Slots {
            longest: longest(&slots),
            ends,
            agenda,
            slots,
        }
    }
}

fn key(slots: &Lists<Slot>, &(event, at): &(u32, u32)) -> (i64, u32, u32) {
    (slots.items()[at as usize].start, event, at)
}

fn sort(slots: &Lists<Slot>, agenda: &mut [(u32, u32)]) {
    agenda.sort_unstable_by_key(|place| key(slots, place));
}

/// Where the slots of events lie.
fn places(slots: &Lists<Slot>, events: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let own = |event: u32| slots.range(event).map(move |at| (event, at as u32));
    events.flat_map(own).collect()
}

fn longest(slots: &Lists<Slot>) -> i64 {
    let lengths = slots
        .items()
        .iter()
        .map(|slot| slot.end.saturating_sub(slot.start));
    lengths.max().unwrap_or(0).max(0)
}

//! Counting seats: how many are taken, and for whom the others are.

use jiff::Timestamp;

use super::ledger::Line;
use super::seats::{Keeping, Seats};

/// The seats of a slot at a moment.
#[derive(Debug, Clone)]
pub(super) struct Count<'a> {
    capacity: Option<u32>,
    taken: u32,
    /// The keepings that hold now, each with the seats taken by those it is for.
    kept: Vec<(&'a Keeping, u32)>,
}

impl<'a> Count<'a> {
    pub(super) fn of<'l>(
        seats: &'a Seats,
        lines: impl Iterator<Item = &'l Line>,
        now: Timestamp,
    ) -> Count<'a> {
        let holding = seats.kept.iter().filter(|keeping| keeping.holds(now));
        let mut count = Count {
            capacity: seats.capacity,
            taken: 0,
            kept: holding.map(|keeping| (keeping, 0)).collect(),
        };
        for line in lines.filter(|line| line.state.takes_seats()) {
            count.take(line.people, line.audience.as_deref());
        }
        count
    }

    pub(super) fn taken(&self) -> u32 {
        self.taken
    }

    pub(super) fn take(&mut self, people: u32, audience: Option<&str>) {
        self.taken = self.taken.saturating_add(people);
        if let Some(own) = self.own(audience) {
            let taken = &mut self.kept[own].1;
            *taken = taken.saturating_add(people);
        }
    }

    pub(super) fn give_back(&mut self, people: u32, audience: Option<&str>) {
        self.taken = self.taken.saturating_sub(people);
        if let Some(own) = self.own(audience) {
            let taken = &mut self.kept[own].1;
            *taken = taken.saturating_sub(people);
        }
    }

    /// The keeping an audience belongs to, as long as it holds. An audience belongs to one at most.
    pub(super) fn own(&self, audience: Option<&str>) -> Option<usize> {
        self.kept
            .iter()
            .position(|(keeping, _)| keeping.is_for(audience))
    }

    /// The seats of a keeping that nobody of its own has taken yet.
    fn unused(&self, keeping: usize) -> u32 {
        let (keeping, taken) = self.kept[keeping];
        keeping.seats.saturating_sub(taken)
    }

    /// The seats that are free for an audience: all that are not taken, without those kept for others. None when they are
    /// not counted.
    pub(super) fn free_for(&self, audience: Option<&str>) -> Option<u32> {
        self.free_of(self.own(audience))
    }

    /// The same for those of a keeping, or of none.
    pub(super) fn free_of(&self, own: Option<usize>) -> Option<u32> {
        let others = (0..self.kept.len()).filter(|keeping| Some(*keeping) != own);
        let kept = others.map(|keeping| self.unused(keeping));
        let away = kept.fold(self.taken, u32::saturating_add);
        self.capacity.map(|capacity| capacity.saturating_sub(away))
    }

    /// The same without what is put aside for parties of these keepings (none: of no keeping): only seats they could not
    /// have either are left, which are those kept for others.
    pub(super) fn spare_for(&self, audience: Option<&str>, aside: &[Option<usize>]) -> Option<u32> {
        let free = self.free_for(audience)?;
        if aside.is_empty() {
            return Some(free);
        }
        match self.own(audience) {
            Some(own) if !aside.contains(&Some(own)) => Some(free.min(self.unused(own))),
            _ => Some(0),
        }
    }
}

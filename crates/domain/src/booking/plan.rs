//! What an organiser sets for every slot of an event at once, without review.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::limits;
use super::seats::{Closed, Keeping, Seats, SeatsFault, WaitingList, When};
use crate::edition::Choice;

/// What holds for the bookings of every slot of an event. Minutes are counted back from the beginning of each slot, so that a
/// slot that is moved takes its closing along.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// The most people one booking may bring; none when only the capacity and [`limits::PARTY`] say so.
    pub largest_party: Option<u32>,
    /// From when one may book; none when at once.
    pub opens: Option<Timestamp>,
    /// So many minutes before each slot begins, bookings close; 0: at its beginning.
    pub closes_before: u32,
    /// The number of people below which the organiser would rather not hold a slot.
    pub minimum: Option<u32>,
    /// Seats kept for some in each slot.
    pub kept: Vec<Kept>,
    /// Whether one may wait when a slot is full.
    pub waiting_list: WaitingList,
}

/// Seats kept for some audiences in each slot, until so long before it begins.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// Slugs of the edition’s audiences for whom they are kept.
    pub audiences: Vec<String>,
    /// How many seats of each slot.
    pub seats: u32,
    /// Until so many minutes before each slot begins; 0: for as long as one may book.
    pub until_before: u32,
}

/// A slot that a plan is laid over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// When it takes place.
    pub when: When,
    /// How many people it takes.
    pub capacity: Option<u32>,
    /// How many seats are taken already.
    pub taken: u32,
}

impl Plan {
    /// The seats of one slot. What could not hold there is brought down to it: a small slot takes a smaller party, and where
    /// seats are not counted none are kept.
    #[must_use]
    pub fn seats(&self, when: When, capacity: Option<u32>, closed: Option<Closed>) -> Seats {
        let within = |number: u32| capacity.map_or(number, |capacity| number.min(capacity));
        let closes = (self.closes_before > 0).then(|| before(when.from, self.closes_before));
        let last = closes.unwrap_or(when.from);
        let keeping = |kept: &Kept| Keeping {
            audiences: kept.audiences.clone(),
            seats: kept.seats,
            until: before(when.from, kept.until_before).min(last),
        };
        Seats {
            when,
            capacity,
            largest_party: self.largest_party.map(within),
            opens: self.opens,
            closes,
            kept: match capacity {
                Some(_) => self.kept.iter().map(keeping).collect(),
                None => Vec::new(),
            },
            minimum: self.minimum.map(within),
            closed,
            waiting_list: self.waiting_list,
        }
    }

    /// Everything that is wrong with a plan, for an edition’s audiences and the slots it is laid over, those that have ended left
    /// out; empty when it may be saved. A fault that several slots share is told of the first.
    #[must_use]
    pub fn check(&self, audiences: &[Choice], slots: &[Planned]) -> Vec<PlanFault> {
        let mut faults = Vec::new();
        if self.closes_before > limits::LONG_BEFORE {
            let minutes = self.closes_before;
            faults.push(PlanFault::ClosesLongBefore { minutes });
        }
        for (index, kept) in self.kept.iter().enumerate() {
            let minutes = kept.until_before;
            if minutes > limits::LONG_BEFORE {
                faults.push(PlanFault::KeptLongBefore { index, minutes });
            }
        }
        faults.extend(self.own_faults(audiences));
        for (slot, planned) in slots.iter().enumerate() {
            let seats = self.seats(planned.when, planned.capacity, None);
            for fault in seats.check(audiences, planned.taken) {
                let told = faults.iter().any(|other| other.seats() == Some(&fault));
                // What was taken beforehand is nothing that the plan changes.
                if !told && !matches!(fault, SeatsFault::BelowTaken { .. }) {
                    let slot = Some(slot);
                    faults.push(PlanFault::Seats { slot, fault });
                }
            }
        }
        faults
    }

    /// What is wrong with it whatever the slot: looked for in one that takes everybody.
    fn own_faults(&self, audiences: &[Choice]) -> Vec<PlanFault> {
        let when = When {
            from: self.opens.unwrap_or(Timestamp::UNIX_EPOCH),
            to: Timestamp::MAX,
        };
        let own = Seats {
            opens: None,
            closes: None,
            largest_party: self.largest_party,
            minimum: self.minimum,
            ..self.seats(when, Some(crate::slot::MAX_CAPACITY), None)
        };
        let slot = None;
        let faults = own.check(audiences, 0).into_iter();
        faults
            .map(|fault| PlanFault::Seats { slot, fault })
            .collect()
    }
}

/// So many minutes before a moment.
fn before(from: Timestamp, minutes: u32) -> Timestamp {
    from.saturating_sub(SignedDuration::from_mins(i64::from(minutes)))
        .unwrap_or(Timestamp::MIN)
}

/// What is wrong with a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "plan-fault")]
pub enum PlanFault {
    /// Bookings would close more than [`limits::LONG_BEFORE`] before the slots begin.
    #[error("bookings close {minutes} minutes before the slot, which is too long")]
    ClosesLongBefore {
        /// How many minutes.
        minutes: u32,
    },
    /// Seats would be everybody’s more than [`limits::LONG_BEFORE`] before the slots begin.
    #[error("keeping {index} ends {minutes} minutes before the slot, which is too long")]
    KeptLongBefore {
        /// Which keeping, from 0.
        index: usize,
        /// How many minutes.
        minutes: u32,
    },
    /// The seats of a slot would be wrong.
    #[error("the seats of slot {slot:?}: {fault}")]
    Seats {
        /// Which slot of those given, from 0; none when it would be wrong in any.
        slot: Option<usize>,
        /// What is wrong.
        fault: SeatsFault,
    },
}

impl PlanFault {
    /// Its name among the words of the site.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        match self {
            PlanFault::ClosesLongBefore { .. } => "closes-long-before",
            PlanFault::KeptLongBefore { .. } => "kept-long-before",
            PlanFault::Seats { fault, .. } => fault.slug(),
        }
    }

    /// What is wrong with the seats of a slot that the plan is laid over, when it is that.
    #[must_use]
    pub fn seats(&self) -> Option<&SeatsFault> {
        match self {
            PlanFault::Seats { fault, .. } => Some(fault),
            _ => None,
        }
    }
}

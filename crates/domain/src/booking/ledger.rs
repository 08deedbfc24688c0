//! The ledger of a slot: who has which seats, what is free for whom, and whether a party is taken, waits or is turned away.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::book::{Engagement, TurnedAway, clash};
use super::count::Count;
use super::limits;
use super::party::Party;
use super::seats::{Seats, Taking, WaitingList};
use super::state::State;
use super::waiting::{Pass, in_order, pass};
use crate::ids::RegistrationId;

/// What the ledger knows of one registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which one.
    pub registration: RegistrationId,
    /// Its place in the order of arrival.
    pub arrival: u64,
    /// How many seats it takes or waits for.
    pub people: u32,
    /// The slug of its audience, when it said so.
    pub audience: Option<String>,
    /// Where it stands.
    pub state: State,
}

/// The ledger of one slot at one moment.
#[derive(Debug, Clone)]
pub struct Ledger<'a> {
    seats: &'a Seats,
    lines: &'a [Line],
    now: Timestamp,
    count: Count<'a>,
}

/// Proof that seats are free for a party; only a [`Ledger`] makes one, and it holds within the transaction that read it.
#[derive(Debug, PartialEq, Eq)]
pub struct Room {
    registration: Option<RegistrationId>,
    people: u32,
    audience: Option<String>,
}

/// What the ledger answers to a party that would come.
#[derive(Debug, PartialEq, Eq)]
pub enum Admission {
    /// There are seats.
    Taken(Room),
    /// It may wait.
    Waits {
        /// How many parties wait before it.
        ahead: usize,
    },
}

/// How a slot looks to someone who would book now. Each has its words on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outlook", rename_all = "kebab-case")]
pub enum Outlook {
    /// Seats are not counted.
    Unlimited,
    /// So many seats are left.
    Seats {
        /// How many.
        left: u32,
    },
    /// Few are left: at most [`limits::FEW`].
    Few {
        /// How many.
        left: u32,
    },
    /// None is left; one may wait.
    WaitingList {
        /// How many parties wait already.
        parties: usize,
    },
    /// None is left.
    Full,
    /// Bookings are not taken.
    NotTaken {
        /// Why.
        taking: Taking,
    },
}

impl<'a> Ledger<'a> {
    /// The ledger of a slot from all its registrations, in any order.
    #[must_use]
    pub fn of(seats: &'a Seats, lines: &'a [Line], now: Timestamp) -> Ledger<'a> {
        Ledger {
            seats,
            lines,
            now,
            count: Count::of(seats, lines.iter(), now),
        }
    }

    /// The seats it is about.
    #[must_use]
    pub fn seats(&self) -> &'a Seats {
        self.seats
    }

    /// The moment it is about.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// How many seats are taken: held, offered, confirmed, and those of who came ([`State::takes_seats`]).
    #[must_use]
    pub fn taken(&self) -> u32 {
        self.count.taken()
    }

    /// How many people are sure to come or have come: what is compared with the organiser’s minimum.
    #[must_use]
    pub fn confirmed(&self) -> u32 {
        let sure =
            |line: &&Line| matches!(line.state, State::Confirmed { .. } | State::Attended { .. });
        let people = self.lines.iter().filter(sure).map(|line| line.people);
        people.fold(0, u32::saturating_add)
    }

    /// How many parties wait, their address proved or still to be.
    #[must_use]
    pub fn waiting(&self) -> usize {
        let waits = |line: &&Line| line.state.waits(self.now);
        self.lines.iter().filter(waits).count()
    }

    /// How many seats nobody has taken that this audience may have, those kept for others left out and those kept for it
    /// included; none when seats are not counted. Some may be due to who waits: see [`Ledger::open_to`].
    #[must_use]
    pub fn free_for(&self, audience: Option<&str>) -> Option<u32> {
        self.count.free_for(audience)
    }

    /// How many seats are open to a newcomer of this audience, who comes after everyone who waits; none when seats are not
    /// counted.
    #[must_use]
    pub fn open_to(&self, audience: Option<&str>) -> Option<u32> {
        let pass = self.pass();
        pass.count.spare_for(audience, &pass.aside)
    }

    /// How the slot looks to a newcomer of this audience.
    #[must_use]
    pub fn outlook(&self, audience: Option<&str>) -> Outlook {
        let taking = self.seats.taking(self.now);
        if taking != Taking::Open {
            return Outlook::NotTaken { taking };
        }
        let can_wait = self.seats.waiting_list == WaitingList::On && self.seats.most(audience) > 0;
        match self.open_to(audience) {
            None => Outlook::Unlimited,
            Some(0) if can_wait => Outlook::WaitingList {
                parties: self.waiting(),
            },
            Some(0) => Outlook::Full,
            Some(left) if left <= limits::FEW => Outlook::Few { left },
            Some(left) => Outlook::Seats { left },
        }
    }

    /// What is answered to a party that would come: it is taken, it waits, or it is turned away.
    ///
    /// # Errors
    /// Each [`TurnedAway`] but [`TurnedAway::Faults`].
    pub fn answer(
        &self,
        party: &Party,
        engagements: &[Engagement],
    ) -> Result<Admission, TurnedAway> {
        let (people, audience) = (party.seats(), party.audience());
        if people == 0 {
            return Err(TurnedAway::Nobody);
        }
        match self.seats.taking(self.now) {
            Taking::Open => {}
            Taking::NotYet { opens } => return Err(TurnedAway::NotYet { opens }),
            Taking::Over { since } => return Err(TurnedAway::Over { since }),
            Taking::ClosedByOrganiser { at } => return Err(TurnedAway::ClosedByOrganiser { at }),
        }
        match self.seats.most(audience) {
            0 => return Err(TurnedAway::KeptForOthers),
            most if people > most => return Err(TurnedAway::TooLarge { most }),
            _ => {}
        }
        let has_seats = |state: &State| state.takes_seats() && !state.is_over(self.now);
        let waits = |state: &State| state.waits(self.now);
        if let Some(other) = clash(&self.seats.when, engagements, has_seats, waits) {
            return Err(other.into());
        }
        let open = self.open_to(audience);
        if open.is_none_or(|open| people <= open) {
            return Ok(Admission::Taken(Room::new(None, party)));
        }
        match self.seats.waiting_list {
            WaitingList::On => Ok(Admission::Waits {
                ahead: self.waiting(),
            }),
            WaitingList::Off => Err(TurnedAway::Full),
        }
    }

    /// Room for a registration that has seats to become this party instead. Those who wait come first, and nothing is taken
    /// from what is put aside for them. None when there is not enough, when it has no seats here, and while bookings are not
    /// taken.
    #[must_use]
    pub fn room_to_change(&self, registration: RegistrationId, party: &Party) -> Option<Room> {
        let is_it = |line: &&Line| line.registration == registration;
        let line = self.lines.iter().find(is_it)?;
        let open = self.seats.taking(self.now) == Taking::Open;
        if !open || !line.state.takes_seats() {
            return None;
        }
        let Pass { count, aside, .. } = self.pass();
        let (people, audience) = (party.seats(), party.audience());
        let mut after = count.clone();
        after.give_back(line.people, line.audience.as_deref());
        let fits = after.free_for(audience).is_none_or(|free| people <= free);
        after.take(people, audience);
        let spares = aside
            .iter()
            .all(|own| after.free_of(*own) >= count.free_of(*own));
        (fits && spares).then(|| Room::new(Some(registration), party))
    }

    /// Room at the door for someone who has no seats: the list is closed then, and only seats that nobody has taken count.
    /// None when there is not enough.
    #[must_use]
    pub fn room_at_the_door(
        &self,
        registration: Option<RegistrationId>,
        party: &Party,
    ) -> Option<Room> {
        let free = self.free_for(party.audience());
        free.is_none_or(|free| party.seats() <= free)
            .then(|| Room::new(registration, party))
    }

    fn pass(&self) -> Pass<'a> {
        let count = self.count.clone();
        pass(self.seats, count, &in_order(self.lines), self.now)
    }
}

impl Room {
    fn new(registration: Option<RegistrationId>, party: &Party) -> Room {
        Room {
            registration,
            people: party.seats(),
            audience: party.audience.clone(),
        }
    }

    /// Whether it is for this registration to be this party.
    pub(super) fn is_for(&self, registration: Option<RegistrationId>, party: &Party) -> bool {
        self.registration == registration
            && self.people == party.seats()
            && self.audience == party.audience
    }
}

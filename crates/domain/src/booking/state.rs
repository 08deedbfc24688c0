//! Where a registration stands: its state says who and when.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ledger::Line;
use super::party::{Party, Registrant};
use super::question::Answer;
use crate::ids::{PersonId, RegistrationId};

/// One booking of one party for one slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Its identity; `None` until the store has numbered it.
    pub id: Option<RegistrationId>,
    /// Whose mail address it is; nobody’s for who came to the door, or once it is forgotten.
    pub person: Option<PersonId>,
    /// Its place in the order of arrival of the slot: each number is given once, and a later arrival has a higher one.
    pub arrival: u64,
    /// Whom one may write to; nobody for who came to the door, or once it is forgotten.
    pub registrant: Option<Registrant>,
    /// Who comes.
    pub party: Party,
    /// What the organiser asked.
    pub answers: Vec<Answer>,
    /// Where it stands.
    pub state: State,
}

impl Registration {
    /// Its line in the ledger of the slot; none before it is numbered.
    #[must_use]
    pub fn line(&self) -> Option<Line> {
        self.id.map(|registration| Line {
            registration,
            arrival: self.arrival,
            people: self.party.seats(),
            audience: self.party.audience.clone(),
            state: self.state.clone(),
        })
    }
}

/// Where a registration stands. Each state says who and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum State {
    /// Seats are held until the address is proved.
    Held {
        /// Since when.
        since: Timestamp,
        /// Until when; from this moment on it lapses.
        until: Timestamp,
    },
    /// Seats are theirs.
    Confirmed {
        /// Since when.
        at: Timestamp,
    },
    /// Waits for seats.
    Waiting {
        /// Since when.
        since: Timestamp,
        /// Until when the address must be proved; none once it is. Before that nothing is offered: a stranger’s address
        /// would let freed seats lie for a day.
        prove_by: Option<Timestamp>,
    },
    /// Seats are held and offered to one that waited.
    Offered {
        /// Since when it had waited.
        since: Timestamp,
        /// When it was offered.
        at: Timestamp,
        /// Until when it may accept; from this moment on it lapses.
        until: Timestamp,
    },
    /// Cancelled.
    Cancelled {
        /// When.
        at: Timestamp,
        /// By whom.
        by: By,
    },
    /// Declined what was offered.
    Declined {
        /// When.
        at: Timestamp,
    },
    /// A time passed without an answer.
    Lapsed {
        /// When that was written; the moment itself was before.
        at: Timestamp,
        /// What lapsed.
        what: Lapse,
    },
    /// Came.
    Attended {
        /// Since when the seats were theirs.
        confirmed: Timestamp,
        /// When they passed the door.
        at: Timestamp,
        /// How many came, at most as many as booked.
        people: u32,
        /// Which door, in the organiser’s words: a name of a place, never of a person.
        door: String,
        /// Who checked them in, when known.
        by: Option<PersonId>,
    },
    /// Did not come: the seats were given up.
    NoShow {
        /// Since when the seats were theirs.
        confirmed: Timestamp,
        /// When that was said.
        at: Timestamp,
        /// By whom.
        by: By,
    },
}

/// Who ended a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum By {
    /// Whoever had booked.
    Registrant,
    /// Whoever organises.
    Organiser {
        /// The person, when known.
        person: Option<PersonId>,
    },
    /// The site, by itself: the event was cancelled, the slot removed, the day over.
    Site,
}

/// What lapsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lapse {
    /// Seats held for an address that was not proved.
    Hold,
    /// A place in the waiting list for an address that was not proved.
    Place,
    /// An offer that was not answered.
    Offer,
    /// A wait: bookings closed before seats were free.
    Wait,
}

impl State {
    /// Its name in data.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        match self {
            State::Held { .. } => "held",
            State::Confirmed { .. } => "confirmed",
            State::Waiting { .. } => "waiting",
            State::Offered { .. } => "offered",
            State::Cancelled { .. } => "cancelled",
            State::Declined { .. } => "declined",
            State::Lapsed { .. } => "lapsed",
            State::Attended { .. } => "attended",
            State::NoShow { .. } => "no-show",
        }
    }

    /// Whether it takes seats: held, offered, confirmed, or come. What is held or offered takes them until its lapse is
    /// written, whatever a clock says: clocks of two nodes differ, and a request may have waited for its turn, but a row
    /// says the same to everyone. Those who came with fewer than they booked keep all their seats, so that a check-in taken
    /// back finds them.
    #[must_use]
    pub fn takes_seats(&self) -> bool {
        matches!(
            self,
            State::Held { .. }
                | State::Offered { .. }
                | State::Confirmed { .. }
                | State::Attended { .. }
        )
    }

    /// Until when it may be answered: an address proved, an offer accepted.
    #[must_use]
    pub fn until(&self) -> Option<Timestamp> {
        match self {
            State::Held { until, .. } | State::Offered { until, .. } => Some(*until),
            State::Waiting { prove_by, .. } => *prove_by,
            _ => None,
        }
    }

    /// Whether its time to answer is over: it is answered no more, even if nobody has written the lapse yet.
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.until().is_some_and(|until| until <= now)
    }

    /// Since when it waits, if seats may be offered to it.
    #[must_use]
    pub fn waits_since(&self) -> Option<Timestamp> {
        match self {
            State::Waiting {
                since,
                prove_by: None,
            } => Some(*since),
            _ => None,
        }
    }

    /// Whether it keeps its place in the waiting list at this moment, its address proved or still to be.
    #[must_use]
    pub fn waits(&self, now: Timestamp) -> bool {
        matches!(self, State::Waiting { .. }) && !self.is_over(now)
    }

    /// Whether it has ended without anybody coming: it never takes seats again, but for a [`State::NoShow`] that is let in
    /// late.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        matches!(
            self,
            State::Cancelled { .. }
                | State::Declined { .. }
                | State::Lapsed { .. }
                | State::NoShow { .. }
        )
    }
}

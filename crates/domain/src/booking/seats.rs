//! The seats of a slot: how many, for whom, and when one may book them.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::limits;
use crate::edition::Choice;
use crate::ids::PersonId;
use crate::slot::{MAX_CAPACITY, Slot};

/// When a slot takes place, as moments: what people in several zones have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct When {
    /// When it begins.
    pub from: Timestamp,
    /// When it ends, strictly after the beginning.
    pub to: Timestamp,
}

impl When {
    /// The moments of a slot in the zone of its place.
    ///
    /// # Errors
    /// When a moment is outside what a [`Timestamp`] can say.
    pub fn of(slot: &Slot, tz: &TimeZone) -> Result<When, jiff::Error> {
        slot.moments(tz).map(|(from, to)| When { from, to })
    }

    /// Whether both share a moment; one that begins when the other ends does not. The way from one place to the other is
    /// nobody’s to judge.
    #[must_use]
    pub fn overlaps(&self, other: &When) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// The seats of one slot, as its organiser set them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seats {
    /// When the slot takes place; it follows the slot when that is moved.
    pub when: When,
    /// How many people the slot takes; none when that is not limited.
    #[serde(default)]
    pub capacity: Option<u32>,
    /// The most people one booking may bring; none when only the capacity and [`limits::PARTY`] say so.
    #[serde(default)]
    pub largest_party: Option<u32>,
    /// From when one may book; none when at once.
    #[serde(default)]
    pub opens: Option<Timestamp>,
    /// Until when one may book; none when until the slot begins ([`Seats::closes`]).
    #[serde(default)]
    pub closes: Option<Timestamp>,
    /// Seats kept for some until a moment.
    #[serde(default)]
    pub kept: Vec<Keeping>,
    /// The number of people below which the organiser would rather not hold it.
    #[serde(default)]
    pub minimum: Option<u32>,
    /// Closed by the organiser before its time.
    #[serde(default)]
    pub closed: Option<Closed>,
    /// Whether one may wait when it is full.
    #[serde(default)]
    pub waiting_list: WaitingList,
}

/// Seats kept for some audiences until a moment; then they are everybody’s. Those they are kept for use them first, and
/// then the seats of everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keeping {
    /// Slugs of the edition’s audiences for whom they are kept ("schools" may be three of them).
    pub audiences: Vec<String>,
    /// How many seats.
    pub seats: u32,
    /// Until when; from this moment on they are kept no more.
    pub until: Timestamp,
}

impl Keeping {
    /// Whether it keeps seats from everybody else at this moment.
    #[must_use]
    pub fn holds(&self, now: Timestamp) -> bool {
        now < self.until
    }

    /// Whether it keeps them for this audience.
    #[must_use]
    pub fn is_for(&self, audience: Option<&str>) -> bool {
        audience.is_some_and(|slug| self.audiences.iter().any(|own| own == slug))
    }
}

/// Bookings were closed by the organiser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// When.
    pub at: Timestamp,
    /// By whom, when known.
    pub by: Option<PersonId>,
}

/// Whether one may wait when a slot is full. Switched off, it takes nobody new; those who wait already keep their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WaitingList {
    /// One may wait.
    #[default]
    On,
    /// One may not.
    Off,
}

/// Whether bookings are taken at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "taking", rename_all = "kebab-case")]
pub enum Taking {
    /// Not yet.
    NotYet {
        /// From when.
        opens: Timestamp,
    },
    /// They are.
    Open,
    /// The organiser closed them.
    ClosedByOrganiser {
        /// When.
        at: Timestamp,
    },
    /// Their time is over.
    Over {
        /// Since when.
        since: Timestamp,
    },
}

impl Seats {
    /// Seats without any limit, for a slot.
    #[must_use]
    pub fn new(when: When) -> Seats {
        Seats {
            when,
            capacity: None,
            largest_party: None,
            opens: None,
            closes: None,
            kept: Vec::new(),
            minimum: None,
            closed: None,
            waiting_list: WaitingList::default(),
        }
    }

    /// Until when one may book: the moment set, or the beginning of the slot.
    #[must_use]
    pub fn closes(&self) -> Timestamp {
        self.closes.unwrap_or(self.when.from)
    }

    /// Whether bookings are taken at this moment. What is over is told before what the organiser closed: it opens no more.
    #[must_use]
    pub fn taking(&self, now: Timestamp) -> Taking {
        let since = self.closes();
        if now >= since {
            return Taking::Over { since };
        }
        if let Some(Closed { at, .. }) = self.closed {
            return Taking::ClosedByOrganiser { at };
        }
        match self.opens {
            Some(opens) if now < opens => Taking::NotYet { opens },
            _ => Taking::Open,
        }
    }

    /// Until when seats are held for an address that was never proved: [`limits::HOLD`], and no longer than one may book.
    #[must_use]
    pub fn held_until(&self, now: Timestamp) -> Timestamp {
        later(now, limits::HOLD).min(self.closes())
    }

    /// Until when an offer made now stands: [`limits::OFFER`], from the last call on [`limits::LATE_OFFER`], and no longer
    /// than one may book.
    #[must_use]
    pub fn offered_until(&self, now: Timestamp) -> Timestamp {
        let time = match self.is_last_call(now) {
            true => limits::LATE_OFFER,
            false => limits::OFFER,
        };
        later(now, time).min(self.closes())
    }

    /// Whether bookings close so soon that nothing is put aside any more ([`limits::LAST_CALL`]).
    #[must_use]
    pub fn is_last_call(&self, now: Timestamp) -> bool {
        later(now, limits::LAST_CALL) >= self.closes()
    }

    /// The most people of an audience that fit at a moment if nobody had booked: the capacity without what is kept for
    /// others. None when there is no limit.
    #[must_use]
    pub fn fits_at_most(&self, audience: Option<&str>, now: Timestamp) -> Option<u32> {
        let others = |keeping: &&Keeping| keeping.holds(now) && !keeping.is_for(audience);
        let kept = self.kept.iter().filter(others).map(|keeping| keeping.seats);
        let kept = kept.fold(0, u32::saturating_add);
        self.capacity.map(|capacity| capacity.saturating_sub(kept))
    }

    /// The most people one booking of an audience may ever bring: the largest party, and what fits at the last moment at
    /// which one may book, when seats that are kept until then stay kept.
    #[must_use]
    pub fn most(&self, audience: Option<&str>) -> u32 {
        let last = self.closes().saturating_sub(SignedDuration::from_nanos(1));
        let fits = self.fits_at_most(audience, last.unwrap_or(Timestamp::MIN));
        let largest = self.largest_party.unwrap_or(limits::PARTY);
        fits.map_or(largest, |fits| largest.min(fits))
    }

    /// Whether too few people are expected: from [`limits::AT_RISK`] before the slot until it begins, fewer confirmed than
    /// the organiser’s minimum.
    #[must_use]
    pub fn at_risk(&self, confirmed: u32, now: Timestamp) -> bool {
        let near = later(now, limits::AT_RISK) >= self.when.from && now < self.when.from;
        near && self.minimum.is_some_and(|minimum| confirmed < minimum)
    }

    /// Everything that is wrong with what an organiser set, for an edition’s audiences and the number of seats that are
    /// taken already (0 for a new slot); empty when it may be saved.
    #[must_use]
    pub fn check(&self, audiences: &[Choice], taken: u32) -> Vec<SeatsFault> {
        let mut faults = Vec::new();
        self.check_numbers(taken, &mut faults);
        self.check_moments(&mut faults);
        self.check_kept(audiences, &mut faults);
        faults
    }

    fn check_numbers(&self, taken: u32, faults: &mut Vec<SeatsFault>) {
        let sound = |number: u32, most: u32| (1..=most).contains(&number);
        if let Some(capacity) = self.capacity {
            if !sound(capacity, MAX_CAPACITY) {
                faults.push(SeatsFault::Capacity { capacity });
            } else if capacity < taken {
                faults.push(SeatsFault::BelowTaken { capacity, taken });
            }
        }
        if let Some(largest) = self.largest_party {
            if !sound(largest, limits::PARTY) {
                faults.push(SeatsFault::LargestParty { largest });
            } else if let Some(capacity) = self.capacity.filter(|capacity| *capacity < largest) {
                faults.push(SeatsFault::PartyAboveCapacity { largest, capacity });
            }
        }
        if let Some(minimum) = self.minimum {
            if !sound(minimum, MAX_CAPACITY) {
                faults.push(SeatsFault::Minimum { minimum });
            } else if let Some(capacity) = self.capacity.filter(|capacity| *capacity < minimum) {
                faults.push(SeatsFault::MinimumAboveCapacity { minimum, capacity });
            }
        }
    }

    fn check_moments(&self, faults: &mut Vec<SeatsFault>) {
        let closes = self.closes();
        if closes > self.when.to {
            faults.push(SeatsFault::ClosesAfterEnd {
                closes,
                ends: self.when.to,
            });
        }
        if let Some(opens) = self.opens.filter(|opens| *opens >= closes) {
            faults.push(SeatsFault::NeverOpen { opens, closes });
        }
    }

    fn check_kept(&self, audiences: &[Choice], faults: &mut Vec<SeatsFault>) {
        if self.kept.len() > limits::KEEPINGS {
            let count = self.kept.len();
            faults.push(SeatsFault::TooManyKeepings { count });
            return;
        }
        if !self.kept.is_empty() && self.capacity.is_none() {
            faults.push(SeatsFault::KeptOfNoCapacity);
        }
        let closes = self.closes();
        let mut named: Vec<&str> = Vec::new();
        for (index, keeping) in self.kept.iter().enumerate() {
            if keeping.seats == 0 {
                faults.push(SeatsFault::KeptNone { index });
            }
            if keeping.audiences.is_empty() {
                faults.push(SeatsFault::KeptForNobody { index });
            }
            if keeping.until > closes {
                let until = keeping.until;
                faults.push(SeatsFault::KeptAfterClosing {
                    index,
                    until,
                    closes,
                });
            }
            for slug in &keeping.audiences {
                let audience = slug.clone();
                if !audiences.iter().any(|choice| choice.slug == *slug) {
                    faults.push(SeatsFault::UnknownAudience { index, audience });
                } else if named.contains(&slug.as_str()) {
                    faults.push(SeatsFault::KeptTwice { index, audience });
                }
                named.push(slug);
            }
        }
        let seats = self.kept.iter().map(|keeping| keeping.seats);
        let kept = seats.fold(0, u32::saturating_add);
        if let Some(capacity) = self.capacity.filter(|capacity| kept > *capacity) {
            faults.push(SeatsFault::KeptAboveCapacity { kept, capacity });
        }
    }
}

/// So much later, or the last moment there is.
pub(super) fn later(now: Timestamp, time: SignedDuration) -> Timestamp {
    now.saturating_add(time).unwrap_or(Timestamp::MAX)
}

/// What is wrong with the seats of a slot. A keeping is named by its index, from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "fault")]
#[allow(missing_docs, reason = "the fields are said in the sentence of each")]
pub enum SeatsFault {
    /// The capacity is nought, or absurd ([`MAX_CAPACITY`]).
    #[error("the slot takes {capacity} people")]
    Capacity { capacity: u32 },
    /// More seats are taken than there would be: bookings are moved or cancelled first, by someone who tells the people.
    #[error("{taken} seats are taken, more than {capacity}")]
    BelowTaken { capacity: u32, taken: u32 },
    /// The largest party is nought, or above [`limits::PARTY`].
    #[error("the largest party is {largest} people, not 1 to {}", limits::PARTY)]
    LargestParty { largest: u32 },
    /// The largest party would never fit.
    #[error("a party of {largest} never fits into {capacity} seats")]
    PartyAboveCapacity { largest: u32, capacity: u32 },
    /// The minimum is nought, or absurd.
    #[error("the minimum is {minimum} people")]
    Minimum { minimum: u32 },
    /// The minimum could never be reached.
    #[error("a minimum of {minimum} is never reached with {capacity} seats")]
    MinimumAboveCapacity { minimum: u32, capacity: u32 },
    /// Bookings would close after the slot has ended.
    #[error("bookings close at {closes}, after the end at {ends}")]
    ClosesAfterEnd { closes: Timestamp, ends: Timestamp },
    /// Bookings would close before they open, or at the same moment.
    #[error("bookings open at {opens} and close at {closes}")]
    NeverOpen { opens: Timestamp, closes: Timestamp },
    /// There are more than [`limits::KEEPINGS`]; none was looked at.
    #[error("{count} keepings, at most {} are possible", limits::KEEPINGS)]
    TooManyKeepings { count: usize },
    /// Seats are kept where seats are not counted.
    #[error("seats are kept of a slot without a capacity")]
    KeptOfNoCapacity,
    /// No seat is kept.
    #[error("keeping {index} keeps no seat")]
    KeptNone { index: usize },
    /// Seats are kept for no audience.
    #[error("keeping {index} is for nobody")]
    KeptForNobody { index: usize },
    /// The audience is not one of the edition’s.
    #[error("keeping {index} is for {audience}, which the edition does not know")]
    UnknownAudience { index: usize, audience: String },
    /// Seats are kept twice for one audience: which of them it takes first would be anyone’s guess.
    #[error("keeping {index} is for {audience} a second time")]
    KeptTwice { index: usize, audience: String },
    /// Seats would be kept longer than anyone may book.
    #[error("keeping {index} lasts until {until}, after bookings close at {closes}")]
    KeptAfterClosing {
        index: usize,
        until: Timestamp,
        closes: Timestamp,
    },
    /// More seats are kept than there are.
    #[error("{kept} seats are kept of {capacity}")]
    KeptAboveCapacity { kept: u32, capacity: u32 },
}

impl SeatsFault {
    /// Its name among the words of the site.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        match self {
            SeatsFault::Capacity { .. } => "capacity",
            SeatsFault::BelowTaken { .. } => "below-taken",
            SeatsFault::LargestParty { .. } => "largest-party",
            SeatsFault::PartyAboveCapacity { .. } => "party-above-capacity",
            SeatsFault::Minimum { .. } => "minimum",
            SeatsFault::MinimumAboveCapacity { .. } => "minimum-above-capacity",
            SeatsFault::ClosesAfterEnd { .. } => "closes-after-end",
            SeatsFault::NeverOpen { .. } => "never-open",
            SeatsFault::TooManyKeepings { .. } => "too-many-keepings",
            SeatsFault::KeptOfNoCapacity => "kept-of-no-capacity",
            SeatsFault::KeptNone { .. } => "kept-none",
            SeatsFault::KeptForNobody { .. } => "kept-for-nobody",
            SeatsFault::UnknownAudience { .. } => "unknown-audience",
            SeatsFault::KeptTwice { .. } => "kept-twice",
            SeatsFault::KeptAfterClosing { .. } => "kept-after-closing",
            SeatsFault::KeptAboveCapacity { .. } => "kept-above-capacity",
        }
    }
}

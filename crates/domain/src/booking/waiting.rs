//! The waiting list.
//!
//! **The rule, as an organiser is told it.** *A freed seat goes to the first in the list for whom it is enough. Whoever has
//! waited a day comes before everybody later: freed seats are put aside until there are enough, up to two days before
//! bookings close.* Why it is this one: `docs/decisions/waiting-lists-know-parties.md`.

use jiff::Timestamp;

use super::count::Count;
use super::ledger::Line;
use super::limits;
use super::seats::{Seats, Taking, later};
use super::state::State;
use crate::ids::RegistrationId;

/// Seats offered to a party that waits; only [`promote`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    registration: RegistrationId,
    people: u32,
    until: Timestamp,
}

impl Offer {
    /// To whom.
    #[must_use]
    pub fn registration(&self) -> RegistrationId {
        self.registration
    }

    /// How many seats.
    #[must_use]
    pub fn people(&self) -> u32 {
        self.people
    }

    /// Until when it may be accepted.
    #[must_use]
    pub fn until(&self) -> Timestamp {
        self.until
    }
}

/// The offers to be made now, in order of arrival. What lapsed frees its seats once that is written: [`lapses`] come first.
/// To be asked whenever seats may have become free: after a cancellation, a
/// change of party or of capacity, a lapse, a proved address, and at [`next_turn`]. While bookings are not taken, nothing is
/// offered: what an organiser printed for the door stays true.
#[must_use]
pub fn promote(seats: &Seats, lines: &[Line], now: Timestamp) -> Vec<Offer> {
    let count = Count::of(seats, lines.iter(), now);
    let until = seats.offered_until(now);
    let pass = pass(seats, count, &in_order(lines), now);
    let offer = |line: &Line| Offer {
        registration: line.registration,
        people: line.people,
        until,
    };
    pass.served.into_iter().map(offer).collect()
}

/// What is left once everyone in the list was asked.
pub(super) struct Pass<'a> {
    /// The seats, those offered now taken.
    pub(super) count: Count<'a>,
    /// For whom seats are put aside: the keeping of each party that has waited too long.
    pub(super) aside: Vec<Option<usize>>,
    /// Those for whom there are seats.
    served: Vec<&'a Line>,
}

/// Those to whom seats may be offered, in order of arrival.
pub(super) fn in_order(lines: &[Line]) -> Vec<&Line> {
    let waits = |line: &&Line| line.state.waits_since().is_some();
    let mut waiting: Vec<&Line> = lines.iter().filter(waits).collect();
    waiting.sort_by_key(|line| (line.arrival, line.registration));
    waiting
}

/// Goes once through the list, in order of arrival: serves whoever fits into what is not put aside, and puts aside for
/// whoever has waited too long.
pub(super) fn pass<'a>(
    seats: &'a Seats,
    count: Count<'a>,
    waiting: &[&'a Line],
    now: Timestamp,
) -> Pass<'a> {
    let mut pass = Pass {
        count,
        aside: Vec::new(),
        served: Vec::new(),
    };
    if seats.taking(now) != Taking::Open {
        return pass;
    }
    for line in waiting.iter().copied() {
        let audience = line.audience.as_deref();
        let spare = pass.count.spare_for(audience, &pass.aside);
        if spare.is_none_or(|spare| line.people <= spare) {
            pass.count.take(line.people, audience);
            pass.served.push(line);
        } else if has_waited_too_long(seats, line, now) {
            pass.aside.push(pass.count.own(audience));
        }
    }
    pass
}

/// Whether seats are put aside for a party: it has waited for [`limits::PATIENCE`], the last call has not come, and it would
/// fit if nobody else had booked. For one that never fits, seats would lie idle.
fn has_waited_too_long(seats: &Seats, line: &Line, now: Timestamp) -> bool {
    let since = line.state.waits_since();
    let long = since.is_some_and(|since| later(since, limits::PATIENCE) <= now);
    let most = seats.fits_at_most(line.audience.as_deref(), now);
    long && !seats.is_last_call(now) && most.is_none_or(|most| line.people <= most)
}

/// The registrations whose time is over and that are to be written as lapsed.
#[must_use]
pub fn lapses(seats: &Seats, lines: &[Line], now: Timestamp) -> Vec<RegistrationId> {
    let due = lines
        .iter()
        .filter(|line| ends_at(seats, &line.state).is_some_and(|end| end <= now));
    due.map(|line| line.registration).collect()
}

/// When a state ends by itself: when its time to answer is over, and a wait when bookings close.
pub(super) fn ends_at(seats: &Seats, state: &State) -> Option<Timestamp> {
    let closes = matches!(state, State::Waiting { .. }).then(|| seats.closes());
    state.until().into_iter().chain(closes).min()
}

/// The next moment after `now` at which something happens by itself: bookings open, a time lapses, kept seats become
/// everybody’s, the last call comes. Until then [`promote`] has nothing new to say unless somebody acts.
#[must_use]
pub fn next_turn(seats: &Seats, lines: &[Line], now: Timestamp) -> Option<Timestamp> {
    let ends = lines.iter().filter_map(|line| ends_at(seats, &line.state));
    let kept = seats.kept.iter().map(|keeping| keeping.until);
    let last_call = seats.closes().saturating_sub(limits::LAST_CALL).ok();
    let own = [seats.opens, last_call];
    ends.chain(kept)
        .chain(own.into_iter().flatten())
        .filter(|moment| *moment > now)
        .min()
}

//! The one door: every move of a registration, allowed or refused.

use jiff::Timestamp;

use super::book::{Engagement, clash};
use super::door::{check_in, let_in_late, miss, take_back};
use super::ledger::Room;
use super::party::Party;
use super::refusal::Refusal;
use super::seats::{Seats, Taking};
use super::state::{By, Lapse, Registration, State};
use super::waiting::{Offer, ends_at};
use crate::authority::Organiser;

/// What is done with a registration. What needs no hand is done by whoever holds its own link.
#[derive(Debug, Clone)]
pub enum Act<'a> {
    /// The address is proved: what was held is theirs, or the place in the list is kept.
    Confirm {
        /// The person’s other registrations, which nobody looked up before the address was proved.
        engagements: &'a [Engagement],
    },
    /// Cancel.
    Cancel(Hand<'a>),
    /// Offer the seats that were found for it.
    Offer(&'a Offer),
    /// Accept what was offered.
    Accept {
        /// The person’s other registrations: they may have gone elsewhere meanwhile.
        engagements: &'a [Engagement],
    },
    /// Decline what was offered.
    Decline,
    /// Write down that its time is over.
    Lapse,
    /// Come as another party.
    Change {
        /// Who comes now.
        party: Party,
        /// Proof that there is room; not needed by who waits, nor by a party that only becomes smaller.
        room: Option<&'a Room>,
    },
    /// Let in at the door.
    CheckIn {
        /// How many came.
        people: u32,
        /// Which door.
        door: String,
        /// Who lets in.
        by: &'a Organiser,
    },
    /// Take a mistaken check-in back.
    TakeBack {
        /// Who takes it back.
        by: &'a Organiser,
    },
    /// Say that nobody came: the seats are given up.
    Miss {
        /// Who says so; the site itself when nobody is named.
        by: Option<&'a Organiser>,
    },
    /// Let in late, after the seats were given up.
    LetInLate {
        /// Proof that there is room again.
        room: &'a Room,
        /// How many came.
        people: u32,
        /// Which door.
        door: String,
        /// Who lets in.
        by: &'a Organiser,
    },
    /// Forget who it was: the counts stay.
    Forget,
}

/// By whose hand a registration is cancelled.
#[derive(Debug, Clone, Copy)]
pub enum Hand<'a> {
    /// Whoever holds its link.
    Registrant,
    /// Whoever organises.
    Organiser(&'a Organiser),
    /// The site, when there is nothing left to come to.
    Site,
}

impl Hand<'_> {
    pub(super) fn by(self) -> By {
        match self {
            Hand::Registrant => By::Registrant,
            Hand::Organiser(organiser) => By::Organiser {
                person: organiser.person(),
            },
            Hand::Site => By::Site,
        }
    }
}

/// Does something with a registration: what it is then, or why not. Whoever saves it then asks
/// [`promote`](super::promote), as seats may have become free.
///
/// # Errors
/// Each [`Refusal`]; the table of all acts in all states is a snapshot of the tests.
pub fn apply(
    registration: &Registration,
    seats: &Seats,
    act: Act<'_>,
    now: Timestamp,
) -> Result<Registration, Refusal> {
    let mut next = registration.clone();
    match act {
        Act::Confirm { engagements } => {
            next.state = confirm(registration, seats, engagements, now)?;
        }
        Act::Cancel(hand) => next.state = cancel(&registration.state, seats, hand, now)?,
        Act::Offer(offer) => next.state = take_offer(registration, offer, now)?,
        Act::Accept { engagements } => {
            next.state = accept(registration, seats, engagements, now)?;
        }
        Act::Decline => {
            next.state = decline(&registration.state, now)?;
        }
        Act::Lapse => next.state = lapse(&registration.state, seats, now)?,
        Act::Change { party, room } => {
            check_change(registration, seats, &party, room, now)?;
            next.party = party;
        }
        Act::CheckIn { people, door, by } => {
            next.state = check_in(registration, seats, people, door, by, now)?;
        }
        Act::TakeBack { .. } => next.state = take_back(&registration.state)?,
        Act::Miss { by } => next.state = miss(&registration.state, seats, by, now)?,
        Act::LetInLate {
            room,
            people,
            door,
            by,
        } => next.state = let_in_late(registration, seats, room, people, door, by, now)?,
        Act::Forget => {
            check_forget(&registration.state, seats, now)?;
            next.person = None;
            next.registrant = None;
            next.party = registration.party.forgotten();
            next.answers.clear();
        }
    }
    Ok(next)
}

/// What has ended is touched no more; what ran out of time has ended too, even if nobody wrote it yet.
pub(super) fn alive(state: &State, now: Timestamp) -> Result<(), Refusal> {
    if state.has_ended() {
        return Err(Refusal::Ended(state.slug()));
    }
    match state.until() {
        Some(until) if until <= now => Err(Refusal::TooLate { until }),
        _ => Ok(()),
    }
}

fn confirm(
    registration: &Registration,
    seats: &Seats,
    engagements: &[Engagement],
    now: Timestamp,
) -> Result<State, Refusal> {
    let state = &registration.state;
    alive(state, now)?;
    let next = match *state {
        State::Held { .. } => State::Confirmed { at: now },
        State::Waiting {
            since,
            prove_by: Some(_),
        } => State::Waiting {
            since,
            prove_by: None,
        },
        State::Offered { .. } => return Err(Refusal::NotAccepted),
        _ => return Err(Refusal::Already),
    };
    nothing_else(registration, seats, engagements)?;
    Ok(next)
}

/// What is theirs elsewhere at that time keeps them from coming; so does a place in this very list. What is only held or
/// offered does not: whatever is answered first stands.
fn nothing_else(
    registration: &Registration,
    seats: &Seats,
    engagements: &[Engagement],
) -> Result<(), Refusal> {
    let others = engagements
        .iter()
        .filter(|other| Some(other.registration) != registration.id);
    let theirs = |state: &State| matches!(state, State::Confirmed { .. } | State::Attended { .. });
    clash(&seats.when, others, theirs, |state| {
        state.waits_since().is_some()
    })
    .map_or(Ok(()), |clash| Err(clash.into()))
}

fn cancel(state: &State, seats: &Seats, hand: Hand<'_>, now: Timestamp) -> Result<State, Refusal> {
    if matches!(state, State::Cancelled { .. }) {
        return Err(Refusal::Already);
    }
    alive(state, now)?;
    if let State::Attended { at, door, .. } = state {
        let (at, door) = (*at, door.clone());
        return Err(Refusal::AlreadyIn { at, door });
    }
    let begins = seats.when.from;
    if matches!(hand, Hand::Registrant) && now >= begins {
        return Err(Refusal::Begun { at: begins });
    }
    Ok(State::Cancelled {
        at: now,
        by: hand.by(),
    })
}

fn take_offer(
    registration: &Registration,
    offer: &Offer,
    now: Timestamp,
) -> Result<State, Refusal> {
    alive(&registration.state, now)?;
    let State::Waiting { since, prove_by } = registration.state else {
        return Err(Refusal::NotWaiting);
    };
    if prove_by.is_some() {
        return Err(Refusal::NotConfirmed);
    }
    let same = Some(offer.registration()) == registration.id;
    if !same || offer.people() != registration.party.seats() {
        return Err(Refusal::OtherOffer);
    }
    Ok(State::Offered {
        since,
        at: now,
        until: offer.until(),
    })
}

/// Something is offered, and there is time left to answer.
fn offered(state: &State, now: Timestamp) -> Result<(), Refusal> {
    alive(state, now)?;
    match state {
        State::Offered { .. } => Ok(()),
        State::Waiting { .. } => Err(Refusal::StillWaits),
        _ => Err(Refusal::NotOffered),
    }
}

fn accept(
    registration: &Registration,
    seats: &Seats,
    engagements: &[Engagement],
    now: Timestamp,
) -> Result<State, Refusal> {
    if matches!(registration.state, State::Confirmed { .. }) {
        return Err(Refusal::Already);
    }
    offered(&registration.state, now)?;
    nothing_else(registration, seats, engagements)?;
    Ok(State::Confirmed { at: now })
}

fn decline(state: &State, now: Timestamp) -> Result<State, Refusal> {
    if matches!(state, State::Declined { .. }) {
        return Err(Refusal::Already);
    }
    offered(state, now)?;
    Ok(State::Declined { at: now })
}

fn lapse(state: &State, seats: &Seats, now: Timestamp) -> Result<State, Refusal> {
    let what = match state {
        State::Lapsed { .. } => return Err(Refusal::Already),
        _ if state.has_ended() => return Err(Refusal::Ended(state.slug())),
        State::Held { .. } => Lapse::Hold,
        State::Offered { .. } => Lapse::Offer,
        State::Waiting { .. } if state.is_over(now) => Lapse::Place,
        _ => Lapse::Wait,
    };
    match ends_at(seats, state) {
        Some(from) if now < from => Err(Refusal::NotYet { from }),
        Some(_) => Ok(State::Lapsed { at: now, what }),
        None => Err(Refusal::NothingLapses),
    }
}

fn check_change(
    registration: &Registration,
    seats: &Seats,
    party: &Party,
    room: Option<&Room>,
    now: Timestamp,
) -> Result<(), Refusal> {
    let state = &registration.state;
    alive(state, now)?;
    if let State::Attended { at, door, .. } = state {
        let (at, door) = (*at, door.clone());
        return Err(Refusal::AlreadyIn { at, door });
    }
    let since = seats.closes();
    if now >= since {
        return Err(Refusal::Closed { since });
    }
    let people = party.seats();
    let grows = people > registration.party.seats();
    if people == 0 {
        return Err(Refusal::Nobody);
    }
    if matches!(state, State::Waiting { .. }) {
        return (!grows).then_some(()).ok_or(Refusal::GrowsInLine);
    }
    if !grows && party.audience == registration.party.audience {
        return Ok(());
    }
    // What takes more is like booking, and so only while one may.
    match seats.taking(now) {
        Taking::Open => {}
        Taking::NotYet { opens } => return Err(Refusal::NotYet { from: opens }),
        Taking::ClosedByOrganiser { at: since } | Taking::Over { since } => {
            return Err(Refusal::Closed { since });
        }
    }
    let most = seats.most(party.audience());
    if people > most {
        return Err(Refusal::TooLarge { most });
    }
    let room = room.ok_or(Refusal::NoRoom)?;
    match room.is_for(registration.id, party) {
        true => Ok(()),
        false => Err(Refusal::OtherRoom),
    }
}

/// What still concerns someone is not forgotten before the slot is over: it is cancelled first.
fn check_forget(state: &State, seats: &Seats, now: Timestamp) -> Result<(), Refusal> {
    let from = seats.when.to;
    match state.has_ended() || now >= from {
        true => Ok(()),
        false => Err(Refusal::NotYet { from }),
    }
}

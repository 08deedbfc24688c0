//! A registration that goes to another slot by the organiser’s hand.

use super::act::alive;
use super::book::{Engagement, clash};
use super::ledger::{Ledger, Room};
use super::refusal::Refusal;
use super::seats::Seats;
use super::state::{Registration, State};
use crate::authority::Organiser;

/// Moves a registration that has seats to another slot, where it takes the next place in the order of arrival. Those who wait
/// there are passed over: the organiser moves someone so that a visit is kept at all. What it was promised stays: a hold runs out
/// when it would have.
///
/// # Errors
/// [`Refusal::Begun`] when either slot has begun, [`Refusal::StillWaits`] and [`Refusal::NotAccepted`] without seats of its own,
/// [`Refusal::TooLarge`], [`Refusal::OtherRoom`], [`Refusal::Clash`] with another engagement of the same person, and whatever
/// refuses what has ended.
pub fn transfer(
    registration: &Registration,
    from: &Seats,
    to: &Ledger<'_>,
    room: &Room,
    engagements: &[Engagement],
    arrival: u64,
    _by: &Organiser,
) -> Result<Registration, Refusal> {
    let (now, state) = (to.now(), &registration.state);
    alive(state, now)?;
    match state {
        State::Waiting { .. } => return Err(Refusal::StillWaits),
        State::Offered { .. } => return Err(Refusal::NotAccepted),
        State::Attended { at, door, .. } => {
            let (at, door) = (*at, door.clone());
            return Err(Refusal::AlreadyIn { at, door });
        }
        _ => {}
    }
    for at in [from.when.from, to.seats().when.from] {
        if now >= at {
            return Err(Refusal::Begun { at });
        }
    }
    let most = to.seats().most(registration.party.audience());
    if registration.party.seats() > most {
        return Err(Refusal::TooLarge { most });
    }
    if !room.is_for(registration.id, &registration.party) {
        return Err(Refusal::OtherRoom);
    }
    let others = engagements
        .iter()
        .filter(|other| Some(other.registration) != registration.id);
    let theirs = |state: &State| matches!(state, State::Confirmed { .. } | State::Attended { .. });
    if let Some(clash) = clash(&to.seats().when, others, theirs, |state| {
        state.waits_since().is_some()
    }) {
        return Err(clash.into());
    }
    Ok(Registration {
        arrival,
        ..registration.clone()
    })
}

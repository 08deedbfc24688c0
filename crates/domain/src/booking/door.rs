//! The door: who came, who did not, and who came late.

use jiff::Timestamp;

use super::act::{Hand, alive};
use super::ledger::Room;
use super::limits;
use super::refusal::Refusal;
use super::seats::Seats;
use super::state::{Registration, State};
use crate::authority::Organiser;
use crate::text::length;

/// The door is open, and has a name that fits.
pub(super) fn check_door(seats: &Seats, door: &str, now: Timestamp) -> Result<(), Refusal> {
    let opens = seats.when.from.saturating_sub(limits::DOOR);
    let from = opens.unwrap_or(Timestamp::MIN);
    if now < from {
        return Err(Refusal::NotYet { from });
    }
    match length(door) > limits::LINE {
        true => Err(Refusal::TooLong(limits::LINE)),
        false => Ok(()),
    }
}

fn check_people(people: u32, booked: u32) -> Result<(), Refusal> {
    match people {
        0 => Err(Refusal::Nobody),
        _ if people > booked => Err(Refusal::MoreThanBooked { people, booked }),
        _ => Ok(()),
    }
}

/// Since when the seats are theirs, of a party that has not passed the door.
fn theirs_since(state: &State, now: Timestamp) -> Result<Timestamp, Refusal> {
    alive(state, now)?;
    match state {
        State::Confirmed { at } => Ok(*at),
        State::Held { .. } => Err(Refusal::NotConfirmed),
        State::Offered { .. } => Err(Refusal::NotAccepted),
        State::Waiting { .. } => Err(Refusal::StillWaits),
        State::Attended { at, door, .. } => Err(Refusal::AlreadyIn {
            at: *at,
            door: door.clone(),
        }),
        State::Cancelled { .. }
        | State::Declined { .. }
        | State::Lapsed { .. }
        | State::NoShow { .. } => Err(Refusal::Ended(state.slug())),
    }
}

/// The same scan may be sent twice by a telephone that was without network: it is one. Another scan is told when and where
/// the first was.
pub(super) fn check_in(
    registration: &Registration,
    seats: &Seats,
    people: u32,
    door: String,
    by: &Organiser,
    now: Timestamp,
) -> Result<State, Refusal> {
    let state = &registration.state;
    let confirmed = match state {
        State::Attended {
            at, door: first, ..
        } => {
            if *at == now && *first == door {
                return Ok(state.clone());
            }
            let (at, door) = (*at, first.clone());
            return Err(Refusal::AlreadyIn { at, door });
        }
        State::NoShow { at, .. } => return Err(Refusal::GivenUp { at: *at }),
        _ => theirs_since(state, now)?,
    };
    let came = Came { people, door, by };
    came.in_at(seats, registration, confirmed, now)
}

/// Those who pass the door now.
struct Came<'a> {
    people: u32,
    door: String,
    by: &'a Organiser,
}

impl Came<'_> {
    /// They are in, when the door is open and they are no more than booked.
    fn in_at(
        self,
        seats: &Seats,
        registration: &Registration,
        confirmed: Timestamp,
        now: Timestamp,
    ) -> Result<State, Refusal> {
        check_door(seats, &self.door, now)?;
        check_people(self.people, registration.party.seats())?;
        Ok(State::Attended {
            confirmed,
            at: now,
            people: self.people,
            door: self.door,
            by: self.by.person(),
        })
    }
}

pub(super) fn take_back(state: &State) -> Result<State, Refusal> {
    match state {
        State::Attended { confirmed, .. } => Ok(State::Confirmed { at: *confirmed }),
        _ => Err(Refusal::NotIn),
    }
}

pub(super) fn miss(
    state: &State,
    seats: &Seats,
    by: Option<&Organiser>,
    now: Timestamp,
) -> Result<State, Refusal> {
    if matches!(state, State::NoShow { .. }) {
        return Err(Refusal::Already);
    }
    let confirmed = theirs_since(state, now)?;
    let from = seats.when.from;
    if now < from {
        return Err(Refusal::NotYet { from });
    }
    Ok(State::NoShow {
        confirmed,
        at: now,
        by: by.map_or(Hand::Site, Hand::Organiser).by(),
    })
}

pub(super) fn let_in_late(
    registration: &Registration,
    seats: &Seats,
    room: &Room,
    people: u32,
    door: String,
    by: &Organiser,
    now: Timestamp,
) -> Result<State, Refusal> {
    let State::NoShow { confirmed, .. } = registration.state else {
        return Err(Refusal::NotGivenUp);
    };
    let came = Came { people, door, by };
    let inside = came.in_at(seats, registration, confirmed, now)?;
    if !room.is_for(registration.id, &registration.party) {
        return Err(Refusal::OtherRoom);
    }
    Ok(inside)
}

//! How a registration begins: someone books, or comes to the door.

use jiff::Timestamp;
use serde::Serialize;

use super::door::check_door;
use super::ledger::{Admission, Ledger, Room};
use super::party::{Party, PartyFault, Registrant};
use super::question::{Answer, AnswerFault, Question, check_answers};
use super::refusal::Refusal;
use super::seats::When;
use super::state::{Registration, State};
use crate::authority::Organiser;
use crate::edition::Choice;
use crate::ids::{PersonId, RegistrationId};

/// What someone sent who would come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Whose mail address it is, when that is known already.
    pub person: Option<PersonId>,
    /// Whether it was ever proved to be theirs.
    pub address: Address,
    /// Whom one may write to.
    pub registrant: Registrant,
    /// Who comes.
    pub party: Party,
    /// What the organiser asked.
    pub answers: Vec<Answer>,
    /// The place in the order of arrival, given by the store: higher than every one before.
    pub arrival: u64,
}

/// Whether a mail address was ever proved to belong to who uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Address {
    /// Never: the link in the letter proves it.
    FirstTime,
    /// It was, in this session of the browser or by a link.
    Proved,
}

/// What a request is compared with.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The edition’s audiences.
    pub audiences: &'a [Choice],
    /// The organiser’s questions.
    pub questions: &'a [Question],
}

/// Another registration of the same person, in this slot or in any other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engagement {
    /// Which one.
    pub registration: RegistrationId,
    /// Whether it is for the same slot.
    pub slot: SameSlot,
    /// When its slot takes place.
    pub when: When,
    /// Where it stands.
    pub state: State,
}

/// Whether two registrations are for one slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SameSlot {
    /// They are.
    Same,
    /// They are for two slots, of one event or of two.
    Another,
}

/// A registration that cannot be kept beside another: the person is told which. Nobody else is, so that no one learns what
/// another has booked: engagements are looked up for a proved address only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("registration {registration} is from {} to {}", .when.from, .when.to)]
pub struct Clash {
    /// The other registration.
    pub registration: RegistrationId,
    /// When its slot takes place.
    pub when: When,
}

/// What is wrong with what was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum BookingFault {
    /// With the party or its contact.
    #[error(transparent)]
    Party(#[from] PartyFault),
    /// With an answer.
    #[error(transparent)]
    Answer(#[from] AnswerFault),
}

/// Why a party is turned away. Each has its sentence on the page, with a way on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TurnedAway {
    /// What was sent is not complete, or wrong.
    #[error("the booking is not complete")]
    Faults(Vec<BookingFault>),
    /// Nobody would come.
    #[error("nobody comes")]
    Nobody,
    /// Bookings open later.
    #[error("bookings open at {opens}")]
    NotYet {
        /// When.
        opens: Timestamp,
    },
    /// The time for bookings is over.
    #[error("bookings are over since {since}")]
    Over {
        /// Since when.
        since: Timestamp,
    },
    /// The organiser closed them.
    #[error("the organiser closed bookings at {at}")]
    ClosedByOrganiser {
        /// When.
        at: Timestamp,
    },
    /// More people than one booking may bring, or than will ever fit.
    #[error("at most {most} people may come together")]
    TooLarge {
        /// How many may.
        most: u32,
    },
    /// Every seat is kept for other audiences for as long as one may book.
    #[error("every seat is kept for others")]
    KeptForOthers,
    /// No seat is free for so many, and one may not wait.
    #[error("no seat is free")]
    Full,
    /// The same person is somewhere else at that time, or has booked this slot already.
    #[error(transparent)]
    Clash(#[from] Clash),
}

impl TurnedAway {
    /// Its name among the words of the site.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        match self {
            TurnedAway::Faults(_) => "faults",
            TurnedAway::Nobody => "nobody",
            TurnedAway::NotYet { .. } => "not-yet",
            TurnedAway::Over { .. } => "over",
            TurnedAway::ClosedByOrganiser { .. } => "closed-by-organiser",
            TurnedAway::TooLarge { .. } => "too-large",
            TurnedAway::KeptForOthers => "kept-for-others",
            TurnedAway::Full => "full",
            TurnedAway::Clash(_) => "clash",
        }
    }
}

/// The first of a person’s engagements that keeps them from coming: one with seats at that time, or one that waits for this
/// very slot. Waiting elsewhere keeps nobody from taking what there is.
pub(super) fn clash<'e>(
    when: &When,
    engagements: impl IntoIterator<Item = &'e Engagement>,
    has_seats: impl Fn(&State) -> bool,
    waits: impl Fn(&State) -> bool,
) -> Option<Clash> {
    let clashes = |other: &&Engagement| {
        let there = has_seats(&other.state) && other.when.overlaps(when);
        there || (other.slot == SameSlot::Same && waits(&other.state))
    };
    engagements.into_iter().find(clashes).map(|other| Clash {
        registration: other.registration,
        when: other.when,
    })
}

impl Request {
    /// Everything that is wrong with what was sent; empty when the ledger may be asked.
    #[must_use]
    pub fn check(&self, asked: &Asked<'_>) -> Vec<BookingFault> {
        let party = self.party.check(asked.audiences).into_iter();
        let contact = self.registrant.check().into_iter();
        let answers = check_answers(asked.questions, &self.answers).into_iter();
        party
            .chain(contact)
            .map(BookingFault::from)
            .chain(answers.map(BookingFault::from))
            .collect()
    }
}

/// Someone books: the seats are theirs, or held until the address is proved; or the party waits.
///
/// # Errors
/// Each [`TurnedAway`].
pub fn book(
    ledger: &Ledger<'_>,
    asked: &Asked<'_>,
    request: Request,
    engagements: &[Engagement],
) -> Result<Registration, TurnedAway> {
    let faults = request.check(asked);
    if !faults.is_empty() {
        return Err(TurnedAway::Faults(faults));
    }
    let (now, seats) = (ledger.now(), ledger.seats());
    let admission = ledger.answer(&request.party, engagements)?;
    let state = match (admission, request.address) {
        (Admission::Taken(_), Address::Proved) => State::Confirmed { at: now },
        (Admission::Taken(_), Address::FirstTime) => State::Held {
            since: now,
            until: seats.held_until(now),
        },
        (Admission::Waits { .. }, address) => State::Waiting {
            since: now,
            prove_by: (address == Address::FirstTime).then(|| seats.held_until(now)),
        },
    };
    Ok(Registration {
        id: None,
        person: request.person,
        arrival: request.arrival,
        registrant: Some(request.registrant),
        party: request.party,
        answers: request.answers,
        state,
    })
}

/// Someone comes to the door who has not booked, and there is room. Nothing is asked but how many they are.
///
/// # Errors
/// [`Refusal::Nobody`], [`Refusal::TooLong`], [`Refusal::OtherRoom`] when the room is for another party,
/// [`Refusal::NotYet`] when the door is not open yet.
pub fn walk_in(
    ledger: &Ledger<'_>,
    room: &Room,
    party: Party,
    door: &str,
    by: &Organiser,
    arrival: u64,
) -> Result<Registration, Refusal> {
    let (now, seats) = (ledger.now(), ledger.seats());
    check_door(seats, door, now)?;
    if party.seats() == 0 {
        return Err(Refusal::Nobody);
    }
    if !room.is_for(None, &party) {
        return Err(Refusal::OtherRoom);
    }
    let state = State::Attended {
        confirmed: now,
        at: now,
        people: party.seats(),
        door: door.to_owned(),
        by: by.person(),
    };
    Ok(Registration {
        id: None,
        person: None,
        arrival,
        registrant: None,
        party,
        answers: Vec::new(),
        state,
    })
}

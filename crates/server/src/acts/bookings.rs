//! Bookings as the site carries them out: whoever grants a seat holds its slot, writes what lapsed, grants, and makes the offers
//! that are due, all in one transaction. Visitors come through the desk ([`crate::desk`]), which does this for many at once.

mod follow;
mod forget;
mod message;
mod register;
mod settings;
mod turn;

use std::collections::BTreeSet;

use domain::authority::Organiser;
use domain::booking::{
    Address, Answer, Party, PlanFault, QuestionFault, Refusal, Registrant, SeatsFault, TurnedAway,
};
use domain::ids::{EventId, RegistrationId, SlotId};
use domain::words::Language;
use jiff::Timestamp;
use store::StoreError;
use store::bookings::{Booked, full};

use crate::app::App;

pub use follow::{first_slots, follow};
pub use forget::{Forgotten, forget_edition};
pub use message::{MessageFault, message};
pub use register::REMIND_MILLIS;
pub use settings::{close_slot, reopen_slot, set_capacity, set_plan};
pub use turn::{Done, carry_out, remind};

/// A number for a registration, by chance: it tells nobody how many book. It has 53 bits, which every program can hold.
#[must_use]
pub fn number() -> RegistrationId {
    RegistrationId(rand::random_range(1..1 << 53))
}

/// What is asked of the desk.
#[derive(Debug, Clone)]
pub enum Ask {
    /// Someone books.
    Book(Box<Booking>),
    /// Someone comes to the door who has not booked.
    WalkIn(Box<WalkIn>),
    /// Something is done with a registration.
    Do(RegistrationId, Deed),
    /// Only what time does by itself is written down.
    Turn(SlotId),
}

/// Someone books.
#[derive(Debug, Clone)]
pub struct Booking {
    /// The number it will have; see [`number`].
    pub id: RegistrationId,
    /// Which slot.
    pub slot: SlotId,
    /// Whether the address was ever proved to be theirs.
    pub address: Address,
    /// Whom one may write to.
    pub registrant: Registrant,
    /// Who comes.
    pub party: Party,
    /// What was answered to the organiser’s questions.
    pub answers: Vec<Answer>,
    /// The language they are written to in.
    pub language: Language,
    /// The key of the form it was sent with: the same form sent twice is one booking.
    pub form: String,
}

/// Someone comes to the door who has not booked.
#[derive(Debug, Clone)]
pub struct WalkIn {
    /// The number it will have; see [`number`].
    pub id: RegistrationId,
    /// Which slot.
    pub slot: SlotId,
    /// Who comes.
    pub party: Party,
    /// Which door.
    pub door: String,
    /// The key it was sent with: a telephone that was without network may send it twice.
    pub form: String,
    /// Who lets in.
    pub by: By,
}

/// Whoever organises an event, with the proof of it.
#[derive(Debug, Clone)]
pub struct By {
    /// The event the proof is of: nothing is done with the registrations of another.
    pub event: EventId,
    /// The proof.
    pub organiser: Organiser,
}

/// What is done with a registration. What needs no hand is done by whoever holds its own address.
#[derive(Debug, Clone)]
pub enum Deed {
    /// The address is proved.
    Confirm,
    /// Whoever booked cancels.
    Cancel,
    /// The organiser cancels.
    CancelFor(By),
    /// What was offered is accepted.
    Accept,
    /// What was offered is declined.
    Decline,
    /// Another party comes.
    Change(Party),
    /// Let in at the door.
    CheckIn {
        /// How many came.
        people: u32,
        /// Which door.
        door: String,
        /// When it was scanned, by a telephone that was without network then; none for now.
        at: Option<Timestamp>,
        /// Who lets in.
        by: By,
    },
    /// A mistaken check-in is taken back.
    TakeBack(By),
    /// Nobody came.
    Miss(By),
    /// Let in late, after the seats were given up.
    LetInLate {
        /// How many came.
        people: u32,
        /// Which door.
        door: String,
        /// Who lets in.
        by: By,
    },
    /// The organiser moves it to another slot of the event.
    Move {
        /// Which one.
        to: SlotId,
        /// Who moves it.
        by: By,
    },
    /// Whoever booked wants no messages of the organiser any more.
    Quiet,
    /// It is forgotten who it was; what may still be cancelled is cancelled first.
    Forget,
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// A party is turned away.
    #[error(transparent)]
    TurnedAway(#[from] TurnedAway),
    /// A rule refuses an act.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// What was set for an event cannot be.
    #[error("the plan has faults")]
    Plan(Vec<PlanFault>),
    /// The questions cannot be asked.
    #[error("the questions have faults")]
    Questions(Vec<QuestionFault>),
    /// The seats of a slot cannot be so.
    #[error("the seats have faults")]
    Seats(Vec<SeatsFault>),
    /// The message cannot be sent.
    #[error(transparent)]
    Message(#[from] MessageFault),
    /// There is no such slot or registration, or not any more, or it is another event’s.
    #[error("there is nothing to do this with")]
    Gone,
    /// Too many ask at once, or the process is about to end.
    #[error("the desk is busy")]
    Busy,
    /// The database failed, or somebody was quicker ([`StoreError::Conflict`]).
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What became of what was asked: the registration as it is now; none for [`Ask::Turn`].
pub type Outcome = Result<Option<Booked>, Failed>;

/// Says of these events whether they have seats left, where that changed: the catalogue follows. It is done after the seats were
/// granted, as it takes the event before its slots; what is not said because the process ends is said by the job.
pub async fn settle(app: &App, events: &BTreeSet<EventId>, now: Timestamp) {
    for event in events {
        if let Err(fault) = settle_one(app, *event, now).await {
            tracing::warn!(event = event.0, %fault, "whether an event is full is told later");
        }
    }
}

async fn settle_one(app: &App, event: EventId, now: Timestamp) -> store::Result<bool> {
    let mut tx = app.store.begin().await?;
    let flipped = full::settle(&mut tx, event, now).await?;
    if flipped {
        tx.commit().await?;
    }
    Ok(flipped)
}

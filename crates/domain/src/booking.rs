//! Booking: seats of a slot, registrations, the waiting list, the door.
//!
//! A registration moves through one door, [`apply`]. Seats are counted in one place, the [`Ledger`], and only it makes a
//! [`Room`] or an [`Offer`]: whoever grants a seat has proof that it was free. Times are arguments.
//!
//! Whoever grants seats does so in one transaction that holds the slot: it writes the lapses that are due ([`lapses`]),
//! grants, and makes the offers that are due ([`promote`]). Seats are counted by what is written, never by what a clock says
//! has lapsed: no seat is given twice, though two nodes’ clocks differ.

mod act;
mod book;
mod count;
mod door;
mod ledger;
pub mod limits;
mod party;
mod plan;
mod question;
mod reconcile;
mod refusal;
mod seats;
mod state;
mod transfer;
mod waiting;

pub use act::{Act, Hand, apply};
pub use book::{
    Address, Asked, BookingFault, Clash, Engagement, Request, SameSlot, TurnedAway, book, walk_in,
};
pub use ledger::{Admission, Ledger, Line, Outlook, Room};
pub use party::{Group, Need, Party, PartyFault, PartyField, Registrant, Who};
pub use plan::{Kept, Plan, PlanFault, Planned};
pub use question::{
    Answer, AnswerFault, Given, Needed, Question, QuestionFault, QuestionKind, check_answers,
    check_questions,
};
pub use reconcile::{Matched, Times, reconcile};
pub use refusal::Refusal;
pub use seats::{Closed, Keeping, Seats, SeatsFault, Taking, WaitingList, When};
pub use state::{By, Lapse, Registration, State};
pub use transfer::transfer;
pub use waiting::{Offer, lapses, next_turn, promote};

#[cfg(test)]
mod tests;

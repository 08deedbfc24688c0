//! Booking, for whoever comes: the form, the letter that proves an address, the booking with what one may do, the ticket, and
//! everything booked with one address.

mod known;
mod letters;
mod mine;
mod quiet;
mod reserve;
mod search;
pub mod sheet;
pub mod ticket;
mod told;
mod typed;

pub use letters::params;
pub use told::outlook;

use axum::Router;
use axum::routing::{get, post};

use crate::acts::bookings::Failed;
use crate::app::App;
use crate::desk;
use crate::error::{Failure, Sentence};

/// The addresses of those who book.
pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/evenements/{slug}/reserver",
            get(reserve::show).post(reserve::send),
        )
        .route("/inscriptions", get(search::show).post(search::send))
        .route(
            "/inscriptions/toutes/{secret}",
            get(search::all).post(search::forget),
        )
        .route(
            "/inscriptions/silence/{secret}",
            get(quiet::ask).post(quiet::stop),
        )
        .route("/inscriptions/{secret}", get(mine::show))
        .route("/inscriptions/{secret}/billet", get(ticket::show))
        .route("/inscriptions/{secret}/billet.pdf", get(ticket::pdf))
        .route(
            "/inscriptions/{secret}/rendez-vous.ics",
            get(ticket::calendar),
        )
        .route("/inscriptions/{secret}/{act}", post(mine::act))
}

/// The sentence of a rule that says no; none when it was no rule.
#[must_use]
pub fn refusal(failed: &Failed) -> Option<Sentence> {
    match failed {
        Failed::Refused(refusal) => Some(told::refused(refusal)),
        Failed::TurnedAway(away) => Some(told::away(away)),
        Failed::Seats(_) => Some(Sentence::new("booked-wrong-capacity")),
        Failed::Plan(_) | Failed::Questions(_) | Failed::Message(_) => {
            Some(Sentence::new("booking-wrong-settings"))
        }
        Failed::Gone | Failed::Busy | Failed::Store(_) => None,
    }
}

/// What is answered when the desk could not do what was asked, where no field of a form can say it.
#[must_use]
pub fn failure(failed: Failed) -> Failure {
    if let Some(sentence) = refusal(&failed) {
        return Failure::Refusal(sentence);
    }
    match failed {
        Failed::Busy => Failure::TooMany { wait: desk::WAIT },
        Failed::Store(fault) => fault.into(),
        _ => Failure::DeadLink,
    }
}

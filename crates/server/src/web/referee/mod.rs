//! The space of those who review: the queue of their territories, the proposals, the verdicts, and what their territory
//! says of itself.
//!
//! A proposal of another territory is answered as one that does not exist (404): its number says nothing to a stranger.
//! What a role does not allow is 403, what the state of the event does not allow is 409, each with its sentence.

mod announce;
mod booked;
mod bulk;
mod correct;
mod delay;
mod desk;
mod fields;
mod file;
mod found;
pub mod import;
mod invitation;
mod journal;
mod lists;
mod office;
mod place;
mod team;
mod verdict;
mod voucher;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The addresses of the referees’ space, and that of an invitation.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/instruction", get(lists::queue))
        .route("/instruction/retournes", get(lists::returned))
        .route("/instruction/labellises", get(lists::labelled))
        .route("/instruction/refuses", get(lists::refused))
        .route(
            "/instruction/labelliser",
            get(bulk::preview).post(bulk::label),
        )
        .route("/instruction/labelliser/fait", get(bulk::done))
        .route("/instruction/labelliser/annuler", post(bulk::undo))
        .route("/instruction/{id}", get(file::show).post(verdict::give))
        .route("/instruction/{id}/annuler", post(verdict::undo))
        .route("/instruction/{id}/avis", post(verdict::opine))
        .route("/instruction/{id}/agit", post(voucher::confirm))
        .route("/instruction/{id}/presence", post(file::presence))
        .route(
            "/instruction/{id}/annoncer",
            get(announce::show).post(announce::save),
        )
        .route(
            "/instruction/{id}/corriger",
            get(correct::show).post(correct::save),
        )
        .route(
            "/instruction/territoire/{code}",
            get(office::show).post(office::save),
        )
        .route(
            "/instruction/territoire/{code}/personnes",
            get(team::show).post(team::invite),
        )
        .route(
            "/instruction/territoire/{code}/personnes/{appointment}/fin",
            post(team::end),
        )
        .route(
            "/instruction/territoire/{code}/personnes/invitation/{invitation}/reprendre",
            post(team::take_back),
        )
        .route(
            "/invitation/{token}",
            get(invitation::show).post(invitation::accept),
        )
}

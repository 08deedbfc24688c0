//! The organisers' pages: propose an event without an account, answer remarks, say what becomes of it, and, signed in, find
//! everything one organises.

mod acting;
mod answers;
mod around;
mod aside;
mod bookings;
pub(crate) mod draft;
mod form;
pub(crate) mod geocode;
mod hub;
mod joining;
mod lookup;
mod media;
mod organisation;
mod send;
mod space;
mod start;
mod steps;
mod team;
mod typed;
mod unread;
mod values;

pub use space::NAME;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::app::App;
use crate::pictures;

/// The addresses of organisers.
pub fn routes() -> Router<App> {
    // The form around the picture weighs a little too.
    let picture = DefaultBodyLimit::max(pictures::MOST_BYTES + 64 * 1024);
    Router::new()
        .merge(bookings::routes())
        .route("/proposer", get(start::show).post(start::begin))
        .route("/proposer/communes", get(lookup::communes))
        .route("/proposer/organisations", get(lookup::organisations))
        .route("/proposer/adresse", get(lookup::address))
        .route("/proposer/lieu", get(lookup::here))
        .route("/proposer/lien", get(acting::relinked))
        .route("/proposer/{secret}", get(hub::show))
        .route(
            "/proposer/{secret}/image",
            get(media::show).post(media::save).layer(picture),
        )
        .route("/proposer/{secret}/markdown", post(form::markdown))
        .route("/proposer/{secret}/envoi", get(send::show).post(send::send))
        .route(
            "/proposer/{secret}/repondre",
            get(answers::show).post(answers::save),
        )
        .route(
            "/proposer/{secret}/confirmer/{proof}",
            get(send::arrive).post(send::confirm),
        )
        .route(
            "/proposer/{secret}/agir/{act}",
            get(acting::ask).post(acting::act),
        )
        .route(
            "/proposer/{secret}/{step}",
            get(form::show).post(form::save),
        )
        .route("/medias/{file}", get(media::file))
        .route("/espace", get(space::show))
        .route(
            "/espace/profil",
            get(space::profile).post(space::save_profile),
        )
        .route(
            "/espace/organisations/{id}",
            get(team::show).post(team::save),
        )
        .route("/espace/organisations/{id}/inviter", post(joining::invite))
        .route("/espace/organisations/{id}/quitter", post(team::leave))
        .route(
            "/espace/organisations/{id}/retirer/{person}",
            post(team::remove),
        )
        .route(
            "/espace/organisations/{id}/confirmer/{person}",
            post(team::confirm),
        )
        .route(
            "/espace/organisations/{id}/reprendre/{invitation}",
            post(joining::take_back),
        )
        .route(
            "/espace/invitation/{secret}",
            get(joining::arrive).post(joining::accept),
        )
}

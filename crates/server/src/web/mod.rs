//! The site over HTTP.

pub mod announce;
pub mod assets;
pub mod booking;
pub mod demo;
pub mod differ;
pub mod door;
pub mod faults;
pub mod filters;
pub mod form;
pub mod keeper;
pub mod letters;
pub mod listen;
pub mod national;
pub mod organiser;
pub mod packed;
pub mod page;
pub mod prose;
pub mod public;
pub mod ranges;
pub mod referee;
pub mod samples;
pub mod sentences;
pub mod session;
pub mod standard;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};

use crate::app::App;

/// The most a form may weigh; a route that takes pictures or tables says its own limit.
pub const MOST_FORM_BYTES: usize = 256 * 1024;

/// Every address of the site, within its frame. Routes are written once, without the prefix of a language.
pub fn site(app: &App) -> Router {
    let routes = Router::new()
        .merge(standard::routes())
        .merge(assets::routes())
        .merge(session::routes())
        .merge(referee::routes())
        .merge(letters::routes())
        .merge(national::routes())
        .merge(public::routes())
        .merge(demo::routes(app))
        .merge(referee::import::routes())
        .merge(organiser::routes())
        .merge(booking::routes())
        .route_layer(from_fn(door::remember_route))
        .layer(DefaultBodyLimit::max(MOST_FORM_BYTES))
        .with_state(app.clone());
    // The frame stands outside the routes, so that it can take the prefix of the language off first.
    Router::new()
        .fallback_service(routes)
        .layer(from_fn_with_state(app.clone(), door::frame))
}

//! What visitors read: one edition's events in every view, the places, the organisers, the editions, and the same as data.
//!
//! Every page of an edition asks the catalogue by one [`catalogue::Query`], read by [`ask`] from the address and
//! written back to every link by [`scope::Scope`].

mod api;
pub mod ask;
mod base_map;
mod booking;
mod calendar;
mod card;
mod choices;
mod data;
mod editions;
mod event;
mod figures;
mod filters;
mod france;
mod gone;
mod home;
pub(crate) mod label;
mod list;
mod organisation;
mod pages;
mod places;
pub(crate) mod scope;
mod share;
mod sitemap;
mod slots;
mod suggest;
mod territories;
mod territory;
mod tiles;
mod week;

pub(crate) use slots::span;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// The public addresses.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home::home))
        .merge(of_an_edition())
        .route("/editions", get(editions::all))
        .nest(
            "/editions/{edition}",
            of_an_edition().route("/", get(editions::one)),
        )
        .route("/tuiles/{edition}/{revision}/{z}/{x}/{y}", get(tiles::tile))
        .route("/fond/{z}/{x}/{y}", get(base_map::tile))
        .route("/carte/style.json", get(base_map::style))
        .route("/api/v1/search", get(api::search))
        .route("/api/v1/suggest", get(suggest::suggest))
        .route("/api/v1/places", get(suggest::places))
        .route("/label/{number}", get(label::label))
        .route("/donnees", get(pages::data))
        .route("/accessibilite", get(pages::accessibility))
        .route("/mentions-legales", get(pages::legal))
        .route("/sitemap.xml", get(sitemap::index))
        .route("/sitemap/{part}", get(sitemap::part))
}

/// The addresses every edition has: at the root for the one the site is about, below its own for each.
fn of_an_edition() -> Router<App> {
    Router::new()
        .route("/evenements", get(list::list))
        .route("/carte", get(list::map))
        .route("/calendrier", get(calendar::calendar))
        .route("/evenements/{slug}", get(event::event))
        .route("/evenements.json", get(data::json))
        .route("/evenements.geojson", get(data::geojson))
        .route("/evenements.csv", get(data::csv))
        .route("/evenements.xlsx", get(data::xlsx))
        .route("/evenements.ics", get(data::ics))
        .route("/evenements.rss", get(data::rss))
        .route("/territoires", get(territories::territories))
        .route("/territoires/{code}", get(territory::territory))
        .route("/organisations/{slug}", get(organisation::organisation))
        .route("/partage.png", get(share::picture))
}

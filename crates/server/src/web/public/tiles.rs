//! The map's events as vector tiles.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use catalogue::Query;
use serde::Deserialize;

use super::ask::settle_territories;
use crate::app::App;
use crate::error::{Answer, Failure};
use crate::web::door::Visit;

/// The type of a vector tile.
pub const KIND: &str = "application/vnd.mapbox-vector-tile";
/// An answer that never changes.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The parts of a tile's address.
#[derive(Debug, Deserialize)]
pub struct Address {
    edition: String,
    revision: i64,
    z: String,
    x: String,
    y: String,
}

/// A tile of the query at a public revision. Only the revision on the shelf can be cut: it is kept for ever. Of another one
/// (an older page, a node that is ahead or behind) the answer is the tile as it is here, and nobody keeps it.
pub async fn tile(State(app): State<App>, visit: Visit, Path(address): Path<Address>) -> Answer {
    let shelved = app
        .shelf
        .edition(&address.edition)
        .filter(|shelved| shelved.edition.is_public())
        .ok_or(Failure::NotFound)?;
    let (z, x, y) =
        catalogue::tile_address(&address.z, &address.x, &address.y).ok_or(Failure::NotFound)?;
    let (mut query, _) = Query::from_query_string(visit.query.as_deref().unwrap_or_default());
    shelved.catalogue.settle(&mut query);
    settle_territories(&app.gazetteer, &mut query);
    let known = shelved.revision == address.revision;
    let tile = shelved
        .catalogue
        .tile(&query, z, x, y)
        .ok_or(Failure::NotFound)?;
    Ok(answer(tile, if known { FOR_EVER } else { "no-store" }))
}

fn answer(tile: Vec<u8>, cache: &'static str) -> Response {
    let mut response = tile.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(KIND));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    response
}

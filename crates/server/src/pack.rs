//! The territory pack the binary carries.

use std::borrow::Cow;

use catalogue::place::{Gazetteer, PackBytes};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../territories/fr"]
struct French;

/// The places of the pack.
///
/// # Errors
/// A sentence for the operator, when the pack does not hold what it promises.
pub fn gazetteer() -> Result<Gazetteer, String> {
    let bytes = PackBytes::gather(|name| French::get(name).map(|file| file.data));
    bytes
        .and_then(|bytes| Gazetteer::read(&bytes))
        .map_err(|fault| format!("The territory pack cannot be read: {fault}."))
}

/// The base map, a PMTiles archive, if the pack has one. Read once: a debug build takes it from the disk.
#[must_use]
pub fn base_map() -> Option<Cow<'static, [u8]>> {
    French::get("basemap.pmtiles").map(|EmbeddedFile { data, .. }| data)
}

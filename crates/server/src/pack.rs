//! The territory pack the binary carries.

use std::borrow::Cow;

use catalogue::place::{Gazetteer, PackBytes, PackError};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../territories/fr"]
struct French;

/// The places of the pack; its contours and names are read when they are first asked for.
///
/// # Errors
/// A sentence for the operator, when the pack does not hold what it promises.
pub fn gazetteer() -> Result<Gazetteer, String> {
    gathered().and_then(|bytes| Gazetteer::read_at_need(bytes).map_err(told))
}

/// Reads the whole pack, to know that it holds what it promises.
///
/// # Errors
/// As [`gazetteer`].
pub fn check() -> Result<(), String> {
    gathered().and_then(|bytes| Gazetteer::read(&bytes).map(drop).map_err(told))
}

fn gathered() -> Result<PackBytes<'static>, String> {
    PackBytes::gather(|name| French::get(name).map(|file| file.data)).map_err(told)
}

fn told(fault: PackError) -> String {
    format!("The territory pack cannot be read: {fault}.")
}

/// The base map, a PMTiles archive, if the pack has one. Read once: a debug build takes it from the disk.
#[must_use]
pub fn base_map() -> Option<Cow<'static, [u8]>> {
    French::get("basemap.pmtiles").map(|EmbeddedFile { data, .. }| data)
}

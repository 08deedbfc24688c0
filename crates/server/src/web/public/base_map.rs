//! The base map the binary carries: tiles of a PMTiles archive (version 3 of its specification), and a style for them.

use std::io::Read;
use std::sync::OnceLock;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse;
use domain::words::Language;
use flate2::read::GzDecoder;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::tiles::{FOR_EVER, KIND};
use crate::app::App;
use crate::error::{Answer, Failure};
use crate::secret::hex;
use crate::web::door::Visit;
use crate::web::packed;

/// The length of the header of an archive, in bytes.
const HEADER: usize = 127;
/// The most a directory may hold once opened, in bytes.
const MOST_DIRECTORY: u64 = 64 << 20;
/// The most a tile may hold once opened, in bytes.
const MOST_TILE: u64 = 16 << 20;
/// The number by which an archive says that something is packed by gzip.
const GZIP: u8 = 2;
/// The number by which an archive says that something is not packed.
const PLAIN: u8 = 1;
/// How deep directories may lie below each other.
const DEEPEST: usize = 4;

/// Where the tiles of an archive are.
struct Index {
    /// By the tile they begin with.
    runs: Vec<Run>,
    /// Where the tiles begin in the archive.
    data: usize,
    /// How tiles are packed.
    packing: u8,
    /// A mark of the whole archive, for its addresses.
    version: String,
    /// The deepest zoom.
    deepest: u8,
}

/// The same tile for a run of places along the curve.
#[derive(Debug, Clone, Copy)]
struct Run {
    first: u64,
    count: u64,
    offset: usize,
    length: usize,
}

/// The index of the archive the binary carries, read once; none when there is no archive, or one that cannot be read.
fn index(app: &App) -> Option<&'static Index> {
    static INDEX: OnceLock<Option<Index>> = OnceLock::new();
    INDEX
        .get_or_init(|| {
            let archive = app.base_map.as_deref()?;
            let read = read(archive);
            if read.is_none() {
                tracing::error!("the base map of the territory pack cannot be read");
            }
            read
        })
        .as_ref()
}

fn read(archive: &[u8]) -> Option<Index> {
    let header = archive.get(..HEADER)?;
    if !header.starts_with(b"PMTiles\x03") {
        return None;
    }
    let number = |at: usize| {
        let bytes: [u8; 8] = header.get(at..at + 8)?.try_into().ok()?;
        usize::try_from(u64::from_le_bytes(bytes)).ok()
    };
    let (root, root_length, leaves, data) = (number(8)?, number(16)?, number(40)?, number(56)?);
    let (directories, packing, deepest) = (header[97], header[98], header[101]);
    let mut runs = Vec::new();
    let root = archive.get(root..root.checked_add(root_length)?)?;
    gather(archive, root, leaves, directories, 0, &mut runs)?;
    runs.sort_unstable_by_key(|run| run.first);
    Some(Index {
        runs,
        data,
        packing,
        version: hex(&Sha256::digest(archive)[..6]),
        deepest,
    })
}

/// The runs of a directory and of those below it.
fn gather(
    archive: &[u8],
    packed: &[u8],
    leaves: usize,
    packing: u8,
    depth: usize,
    runs: &mut Vec<Run>,
) -> Option<()> {
    if depth > DEEPEST {
        return None;
    }
    let bytes = opened(packed, packing, MOST_DIRECTORY)?;
    let mut numbers = Numbers(&bytes);
    let count = usize::try_from(numbers.next()?).ok()?;
    if count > bytes.len() {
        return None;
    }
    let mut column = || {
        (0..count)
            .map(|_| numbers.next())
            .collect::<Option<Vec<u64>>>()
    };
    let (steps, counts, lengths, offsets) = (column()?, column()?, column()?, column()?);
    let (mut first, mut end) = (0_u64, 0_usize);
    for place in 0..count {
        first = first.checked_add(steps[place])?;
        let length = usize::try_from(lengths[place]).ok()?;
        // Nought says: right after the one before.
        let offset = match offsets[place] {
            0 if place > 0 => end,
            other => usize::try_from(other.checked_sub(1)?).ok()?,
        };
        end = offset.checked_add(length)?;
        match counts[place] {
            0 => {
                let from = leaves.checked_add(offset)?;
                let leaf = archive.get(from..from.checked_add(length)?)?;
                gather(archive, leaf, leaves, packing, depth + 1, runs)?;
            }
            count => runs.push(Run {
                first,
                count,
                offset,
                length,
            }),
        }
    }
    Some(())
}

/// Whole numbers of seven bits a byte, the least first.
struct Numbers<'a>(&'a [u8]);

impl Iterator for Numbers<'_> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }
}

fn opened(packed: &[u8], packing: u8, most: u64) -> Option<Vec<u8>> {
    match packing {
        PLAIN => Some(packed.to_vec()),
        GZIP => {
            let mut out = Vec::new();
            GzDecoder::new(packed)
                .take(most)
                .read_to_end(&mut out)
                .ok()?;
            Some(out)
        }
        _ => None,
    }
}

/// The number of a tile along the archive's curve (Hilbert's, zoom after zoom). None for an address that is no tile.
fn number(z: u8, x: u32, y: u32) -> Option<u64> {
    if z > 26 || x >> z != 0 || y >> z != 0 {
        return None;
    }
    let before = ((1_u64 << (2 * u32::from(z))) - 1) / 3;
    let (mut x, mut y, mut along) = (u64::from(x), u64::from(y), 0_u64);
    for level in (0..z).rev() {
        let side = 1_u64 << level;
        let (right, down) = (u64::from(x & side != 0), u64::from(y & side != 0));
        along += side * side * ((3 * right) ^ down);
        if down == 0 {
            if right == 1 {
                x = (side - 1).wrapping_sub(x) & (2 * side - 1);
                y = (side - 1).wrapping_sub(y) & (2 * side - 1);
            }
            std::mem::swap(&mut x, &mut y);
        }
        (x, y) = (x & (side - 1), y & (side - 1));
    }
    Some(before + along)
}

/// The template of the tiles' addresses, with the mark of the archive; empty when there is none.
#[must_use]
pub fn template(app: &App) -> String {
    index(app)
        .map(|index| format!("/fond/{{z}}/{{x}}/{{y}}.mvt?v={}", index.version))
        .unwrap_or_default()
}

/// The parts of a tile's address.
#[derive(Debug, Deserialize)]
pub struct Address {
    z: u8,
    x: u32,
    y: String,
}

/// A tile of the base map. Where nothing is drawn the tile is empty.
pub async fn tile(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Path(address): Path<Address>,
) -> Answer {
    let index = index(&app).ok_or(Failure::NotFound)?;
    let row = address.y.strip_suffix(".mvt").and_then(|y| y.parse().ok());
    let tile = row
        .and_then(|row| number(address.z, address.x, row))
        .ok_or(Failure::NotFound)?;
    if address.z > index.deepest {
        return Err(Failure::NotFound);
    }
    let archive = app.base_map.as_deref().ok_or(Failure::NotFound)?;
    let at = index.place(tile);
    let found = at
        .and_then(|(from, length)| archive.get(from..from.checked_add(length)?))
        .unwrap_or_default();
    let as_it_is = index.packing == GZIP && packed::accepts(&headers, "gzip") && !found.is_empty();
    let body = match as_it_is || found.is_empty() {
        true => found.to_vec(),
        false => opened(found, index.packing, MOST_TILE)
            .ok_or_else(|| Failure::fault("a tile of the base map cannot be opened"))?,
    };
    let asked = visit.query.as_deref().unwrap_or_default();
    let dated = asked
        .split('&')
        .any(|pair| pair.strip_prefix("v=") == Some(&index.version));
    let mut response = body.into_response();
    let own = response.headers_mut();
    own.insert(header::CONTENT_TYPE, HeaderValue::from_static(KIND));
    own.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    own.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    let cache = if dated {
        FOR_EVER
    } else {
        "public, max-age=86400"
    };
    own.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if as_it_is {
        own.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

impl Index {
    /// Where a tile stands in the archive: from, and how long.
    fn place(&self, tile: u64) -> Option<(usize, usize)> {
        let at = self
            .runs
            .partition_point(|run| run.first <= tile)
            .checked_sub(1)?;
        let run = self.runs[at];
        (tile - run.first < run.count).then_some(())?;
        Some((self.data.checked_add(run.offset)?, run.length))
    }
}

/// The colours of a scheme: sea, land, lines, stronger lines, ink.
struct Colours {
    sea: &'static str,
    land: &'static str,
    line: &'static str,
    strong: &'static str,
    ink: &'static str,
}

const LIGHT: Colours = Colours {
    sea: "#e1e8ee",
    land: "#f2eee3",
    line: "#d5cfbf",
    strong: "#8b8d97",
    ink: "#3b3e4a",
};
const DARK: Colours = Colours {
    sea: "#14171e",
    land: "#22242c",
    line: "#3a3d48",
    strong: "#747886",
    ink: "#d2d3d9",
};

/// The base map as a style that any MapLibre map takes, light or, with `?theme=sombre`, dark. The site's own map draws the
/// same from the tokens of its page.
pub async fn style(State(app): State<App>, visit: Visit) -> Answer {
    if let Some(own) = &app.config.map_style_url {
        return Ok(axum::response::Redirect::temporary(own.as_str()).into_response());
    }
    let dark = visit
        .query
        .as_deref()
        .is_some_and(|asked| asked.split('&').any(|pair| pair == "theme=sombre"));
    let colours = if dark { DARK } else { LIGHT };
    let cache = [
        (header::CACHE_CONTROL, "public, max-age=3600"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    Ok((cache, Json(styled(&app, &colours, visit.lang.tag()))).into_response())
}

fn styled(app: &App, colours: &Colours, language: &str) -> Value {
    let border = |level: &str, colour: &str, width: f64, from: u8| {
        json!({
            "id": format!("boundary-{level}"), "type": "line", "source": "base", "source-layer": "boundaries", "minzoom": from,
            "filter": ["==", ["get", "level"], level], "layout": { "line-join": "round", "line-cap": "round" },
            "paint": { "line-color": colour, "line-width": width },
        })
    };
    let named = match language {
        "en" => json!(["coalesce", ["get", "name_en"], ["get", "name"]]),
        _ => json!(["get", "name"]),
    };
    let names = |kind: &str, from: u8| {
        json!({
            "id": format!("names-{kind}"), "type": "symbol", "source": "base", "source-layer": "places", "minzoom": from,
            "filter": ["==", ["get", "kind"], kind],
            "layout": { "text-field": named, "text-size": 12, "symbol-sort-key": ["coalesce", ["get", "rank"], 0] },
            "paint": { "text-color": colours.ink, "text-halo-color": colours.land, "text-halo-width": 1.4 },
        })
    };
    json!({
        "version": 8,
        "name": app.campaign(Language::parse(language).unwrap_or_default()),
        "sources": { "base": {
            "type": "vector", "tiles": [app.config.absolute(&template(app))],
            "maxzoom": index(app).map(|index| index.deepest), "attribution": app.gazetteer.credits(),
        } },
        "layers": [
            { "id": "sea", "type": "background", "paint": { "background-color": colours.sea } },
            { "id": "land", "type": "fill", "source": "base", "source-layer": "land", "paint": { "fill-color": colours.land } },
            border("commune", colours.line, 0.5, 8),
            border("departement", colours.line, 0.9, 4),
            border("region", colours.line, 1.5, 4),
            border("coast", colours.line, 0.8, 4),
            border("country", colours.strong, 1.1, 0),
            names("departement", 7),
            names("commune", 0),
            names("country", 0),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_numbered_along_the_curve() {
        // The numbers of the specification's own table.
        for (z, x, y, along) in [
            (0, 0, 0, 0),
            (1, 0, 0, 1),
            (1, 0, 1, 2),
            (1, 1, 1, 3),
            (1, 1, 0, 4),
            (2, 0, 0, 5),
        ] {
            assert_eq!(number(z, x, y), Some(along), "{z}/{x}/{y}");
        }
        assert_eq!(number(12, 3423, 1763), Some(19_078_479));
        assert_eq!(number(3, 8, 0), None);
    }

    #[test]
    fn every_tile_of_a_zoom_has_a_number_of_its_own() {
        let mut all: Vec<u64> = (0..32)
            .flat_map(|x| (0..32).filter_map(move |y| number(5, x, y)))
            .collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 1024);
        assert_eq!(all[0], 341);
    }
}

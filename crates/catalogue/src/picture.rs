//! The catalogue as a file, so that the next start need not read every row and every word again.
//!
//! A line says whose picture it is; one Zstandard frame follows, with a checksum, of what cannot be worked out at once from the
//! rest. It is a cache and no format: whoever wrote it reads it, and a line that differs is reason enough to build anew.

use std::io::{BufRead, Error, ErrorKind, Read, Result, Write};

use serde::{Deserialize, Serialize};

use crate::build::{Catalogue, Facets, code};
use crate::facets::Facet;
use crate::geo::Packed;
use crate::index::{Index, Words};
use crate::lists::Lists;
use crate::names::Names;
use crate::record::{EditionFacts, Slot};
use crate::shelf::Shelf;
use crate::slots::Slots;

/// How hard it is packed: a picture is written while people read, and read while they wait.
const LEVEL: i32 = 1;
/// The longest line that says whose picture it is, in bytes.
const LONGEST_KEY: u64 = 1000;

/// What is kept; facets in the order of [`Facets::all`].
#[derive(Serialize, Deserialize)]
struct Kept<F, S, H, I, N> {
    facts: F,
    revision: i64,
    changed: u32,
    points: Vec<Packed>,
    shelf: H,
    facets: Vec<S>,
    slots: N,
    index: I,
    names: [Vec<Box<str>>; 2],
    by_slug: Vec<u32>,
    by_id: Vec<u32>,
}

type Whole = Kept<EditionFacts, (Vec<Box<str>>, Lists<u32>), Shelf, Words, Lists<Slot>>;

impl Catalogue {
    /// Writes the picture. `key` says of what it is one, in a single line: [`Catalogue::read`] takes it back for the same key only.
    ///
    /// # Errors
    /// As the writer answers; a key of several lines, or of more than a thousand bytes, is refused.
    pub fn write(&self, key: &str, mut out: impl Write) -> Result<()> {
        if key.contains('\n') || key.len() as u64 >= LONGEST_KEY {
            return Err(Error::new(
                ErrorKind::InvalidInput,
                "a key is one short line",
            ));
        }
        let (organisations, communes) = self.names.kept();
        let kept = Kept {
            facts: &self.facts,
            revision: self.revision,
            changed: self.changed,
            points: self.points.clone(),
            shelf: &self.shelf,
            facets: self.facets.all().map(Facet::kept).to_vec(),
            slots: self.slots.lists(),
            index: self.index.words(),
            names: [organisations.to_vec(), communes.to_vec()],
            by_slug: self.by_slug.clone(),
            by_id: self.by_id.clone(),
        };
        writeln!(out, "{key}")?;
        let mut packer = zstd::Encoder::new(out, LEVEL)?;
        packer.include_checksum(true)?;
        let mut packer = std::io::BufWriter::new(packer);
        postcard::to_io(&kept, &mut packer).map_err(unsound)?;
        let packer = packer
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)?;
        packer.finish()?.flush()
    }

    /// Reads a picture back; `None` when it is not one of what `key` says.
    ///
    /// # Errors
    /// As the reader answers, or that the file is not whole.
    pub fn read(key: &str, mut from: impl BufRead) -> Result<Option<Catalogue>> {
        let mut line = String::new();
        from.by_ref().take(LONGEST_KEY).read_line(&mut line)?;
        if line.strip_suffix('\n') != Some(key) {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        zstd::Decoder::with_buffer(from)?.read_to_end(&mut bytes)?;
        let kept: Whole = postcard::from_bytes(&bytes).map_err(unsound)?;
        drop(bytes);
        let names = kept.names;
        let facets = kept.facets.into_iter();
        let facets: Vec<Facet> = facets
            .map(|(slugs, values)| Facet::read(slugs, values))
            .collect();
        let [organisations, communes] = names;
        let whole = Catalogue {
            revision: kept.revision,
            changed: kept.changed,
            codes: kept.points.iter().map(|point| code(*point)).collect(),
            points: kept.points,
            slots: Slots::read(kept.slots),
            index: Index::read(kept.index).ok_or_else(|| unsound("no dictionary"))?,
            names: Names::read(organisations, communes),
            by_slug: kept.by_slug,
            by_id: kept.by_id,
            facets: Facets::read(facets).ok_or_else(|| unsound("facets are missing"))?,
            shelf: kept.shelf,
            ..Catalogue::empty(kept.facts)
        };
        Ok(Some(whole.settled()))
    }
}

fn unsound(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(ErrorKind::InvalidData, why)
}

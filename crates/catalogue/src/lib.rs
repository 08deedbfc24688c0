//! What the public reads: an immutable picture of one edition's labelled events, held in memory and
//! replaced whole. Search, facets, geography and map tiles live here and nowhere else.
//!
//! There is no I/O and no clock: records come in by [`Catalogue::build`], and whoever asks says what time it is.
//!
//! Events are numbered along a Z-order curve. So a map tile is a range of numbers, a filter a set of
//! numbers, a cluster a count within a range, and words are an inverted index over the same numbers.
//!
//! ```text
//! Query::from_query_string ─► Catalogue::search   ─► Answer   the list, with facets, days, territories
//!                             Catalogue::tile     ─► bytes    the map
//!                             Catalogue::clusters ─► Clusters the map as data
//!                             Catalogue::iter     ─► Events   exports
//! ```

mod bits;
mod build;
mod facets;
mod figures;
mod geo;
mod index;
mod lists;
mod mvt;
mod names;
mod picture;
pub mod place;
mod plan;
pub mod query;
mod record;
mod search;
mod select;
mod shelf;
mod slots;
mod tiles;
mod typo;
mod varint;
pub mod words;

pub use build::Catalogue;
pub use facets::{FacetCounts, ValueCount};
pub use figures::{Figures, Part};
pub use geo::{Bbox, MERCATOR_EDGE, Point};
pub use mvt::EXTENT;
pub use names::{Suggestion, SuggestionKind};
pub use query::{Access, BadValue, Choice, Expected, Mode, Near, PAGE_SIZE, Query, Sort};
pub use record::{
    Ages, Booking, Commune, EditionFacts, Organisation, Picture, Record, Slot, Status, Term,
};
pub use search::{Answer, DayCount, Hit, Marks};
pub use select::Selection;
pub use shelf::Event;
pub use tiles::{
    APART, Cluster, Clusters, MAX_ZOOM, MOST_CLUSTERS, MOST_IDS, TILE_PIXELS, drawn_size,
    tile_address,
};

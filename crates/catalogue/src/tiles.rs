//! Clusters and tiles.
//!
//! At each zoom the world is cut in cells of 32 pixels, each a range of event numbers. A cell with
//! events stands at one of its events, the middle one along the curve, so that nothing is ever drawn
//! where nothing happens. Two cells conflict when they stand nearer than [`APART`] pixels; the fuller of
//! two keeps its place and takes in the other. This is decided for the whole world by the same rule,
//! looked at only where needed, so that a tile never depends on who asked: a cluster is the same from
//! every side, belongs to the tile where it stands, and every event is in exactly one.

use std::collections::HashMap;

use serde::Serialize;
use smallvec::SmallVec;

use crate::build::Catalogue;
use crate::geo::{self, Bbox, Point};
use crate::mvt::{EXTENT, Layer, Value};
use crate::query::Query;
use crate::record::Status;
use crate::select::Selection;
use crate::shelf::Event;

/// The deepest zoom of tiles and clusters.
pub const MAX_ZOOM: u8 = 20;
/// The side of a tile as maps draw it, in pixels.
pub const TILE_PIXELS: u32 = 512;
/// How far apart features stand at least, in pixels: nothing wider may be drawn for one.
pub const APART: u32 = 48;
/// The most events named by a feature that cannot be opened.
pub const MOST_IDS: usize = 50;
/// The most features in one answer of [`Catalogue::clusters`].
pub const MOST_CLUSTERS: usize = 4000;

/// A cell's side is the tile's divided by two to this power: 32 pixels.
const CELL_BITS: u32 = 4;
/// How many cells away a conflict may lie: 48 pixels are less than two cells.
const REACH: i64 = 2;
/// Every event of one feature lies within so many pixels of any other on either axis: a cell and a conflict on both
/// sides of the keeper. Wider apart, two events are surely in two features.
const WIDEST: u64 = 2 * (32 + APART as u64);
/// How many cells of a tile have events, usually.
const USUAL_CELLS: usize = 56;
/// Clusters are numbered above every event.
const CLUSTER_IDS: u64 = 1 << 50;

/// The diameter at which maps draw a feature of so many events, in pixels; never more than [`APART`].
pub fn drawn_size(count: u32) -> u32 {
    match count {
        0..=1 => 28,
        2..=9 => 32,
        10..=99 => 38,
        100..=999 => 44,
        _ => APART,
    }
}

/// What stands at one place of the map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cluster<'c> {
    /// A number that stays the same for the same place and zoom; the event's own for a single one.
    pub id: u64,
    /// Where it stands: where one of its events is.
    pub point: Point,
    /// How many events.
    pub count: u32,
    /// The zoom at which its events part for sure. `None` for a single event, or when they never do.
    pub opens: Option<u8>,
    /// The database numbers of events that share one place, at most [`MOST_IDS`]; empty when zooming parts them.
    pub ids: Vec<i64>,
    /// The event, when it is a single one.
    pub event: Option<Event<'c>>,
}

/// The clusters of a box.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Clusters<'c> {
    /// The zoom they were made for: the one asked for, or a lower one when there were too many.
    pub zoom: u8,
    /// The clusters; their counts add up to what the list says is on the map in the same box.
    pub clusters: Vec<Cluster<'c>>,
}

/// A cell that has events.
#[derive(Debug, Clone, Copy)]
struct Cell {
    /// Its events are those of these ranks in the selection.
    first: u32,
    end: u32,
    /// The event it stands at, and where that is.
    stands: u32,
    x: u32,
    y: u32,
}

impl Cell {
    fn count(&self) -> u32 {
        self.end - self.first
    }
}

/// Cells that stand near one, with their codes: seldom more than a few.
type Near = SmallVec<[(u64, Cell); 8]>;

/// What is known of a cell's neighbourhood so far.
struct Grid<'a> {
    catalogue: &'a Catalogue,
    selection: &'a Selection,
    zoom: u8,
    /// Cells by their place along the curve at this zoom; `None` has no event.
    cells: HashMap<u64, Option<Cell>, Spread>,
    /// Codes from the first to before the second were all read: one that is not in `cells` has no event.
    read: std::ops::Range<u64>,
    /// Which cell keeps the events of each cell.
    keepers: HashMap<u64, u64, Spread>,
}

/// A feature before it is written: the keeper and the cells it took in.
struct Feature {
    code: u64,
    keeper: Cell,
    taken: Vec<Cell>,
}

impl<'a> Grid<'a> {
    fn new(catalogue: &'a Catalogue, selection: &'a Selection, zoom: u8) -> Grid<'a> {
        Grid {
            catalogue,
            selection,
            zoom,
            cells: HashMap::with_capacity_and_hasher(USUAL_CELLS, Spread::default()),
            read: 0..0,
            keepers: HashMap::with_capacity_and_hasher(USUAL_CELLS, Spread::default()),
        }
    }

    /// How many bits of a place along the curve are below a cell of this zoom.
    fn shift(&self) -> u32 {
        64 - 2 * (u32::from(self.zoom) + CELL_BITS)
    }

    /// Reads every cell of a range of events and gives their codes.
    fn walk(&mut self, start: u32, end: u32, most: usize) -> Option<Vec<u64>> {
        let (codes, shift) = (&self.catalogue.codes, self.shift());
        let mut found = Vec::new();
        let mut rank = self.selection.rank(start);
        let last = self.selection.rank(end);
        while rank < last {
            let event = self.selection.nth(rank)?;
            let code = codes[event as usize] >> shift;
            let beyond = event
                + gallop(&codes[event as usize..end as usize], |&place| {
                    place >> shift == code
                });
            let cell = self.cell_of(rank, self.selection.rank(beyond));
            self.cells.insert(code, cell);
            found.push(code);
            if found.len() > most {
                return None;
            }
            rank = self.selection.rank(beyond);
        }
        Some(found)
    }

    fn cell_of(&self, first: u32, end: u32) -> Option<Cell> {
        if first >= end {
            return None;
        }
        let stands = self.selection.nth(first + (end - first) / 2)?;
        let (x, y) = geo::deinterleave(self.catalogue.codes[stands as usize]);
        Some(Cell {
            first,
            end,
            stands,
            x,
            y,
        })
    }

    fn cell(&mut self, code: u64) -> Option<Cell> {
        if let Some(cell) = self.cells.get(&code) {
            return *cell;
        }
        if self.read.contains(&code) {
            return None;
        }
        let codes = &self.catalogue.codes;
        let shift = self.shift();
        let start = codes.partition_point(|&place| place >> shift < code);
        let end = start + gallop(&codes[start..], |&place| place >> shift == code) as usize;
        let cell = self.cell_of(
            self.selection.rank(start as u32),
            self.selection.rank(end as u32),
        );
        self.cells.insert(code, cell);
        cell
    }

    /// The cells that stand too near to one, with their codes.
    fn conflicts(&mut self, code: u64, cell: Cell) -> Near {
        let cells_across = 1i64 << (u32::from(self.zoom) + CELL_BITS);
        let (x, y) = geo::deinterleave(code);
        let limit = self.steps(u64::from(APART));
        let mut found = Near::new();
        for dy in -REACH..=REACH {
            let row = i64::from(y) + dy;
            if !(0..cells_across).contains(&row) {
                continue;
            }
            if self.gap(cell.y, dy) >= limit {
                continue;
            }
            for dx in -REACH..=REACH {
                if self.gap(cell.x, dx) >= limit {
                    continue;
                }
                // The world is round: the last column touches the first.
                let column = (i64::from(x) + dx).rem_euclid(cells_across);
                let other = geo::interleave(column as u32, row as u32);
                if other == code {
                    continue;
                }
                if let Some(neighbour) = self.cell(other)
                    && self.too_near(&cell, &neighbour)
                {
                    found.push((other, neighbour));
                }
            }
        }
        found
    }

    /// How far a place is, on one axis, from the column (or row) of cells so many to the side, in steps.
    fn gap(&self, step: u32, cells: i64) -> u64 {
        let side = 1u64 << (32 - u32::from(self.zoom) - CELL_BITS);
        let inside = u64::from(step) & (side - 1);
        match cells {
            0 => 0,
            1.. => cells.unsigned_abs() * side - inside,
            _ => (cells.unsigned_abs() - 1) * side + inside + 1,
        }
    }

    fn too_near(&self, a: &Cell, b: &Cell) -> bool {
        // Steps wrap around like the world does.
        let dx = u64::from((a.x.wrapping_sub(b.x) as i32).unsigned_abs());
        let dy = u64::from(a.y.abs_diff(b.y));
        let limit = self.steps(u64::from(APART));
        dx < limit
            && dy < limit
            && u128::from(dx) * u128::from(dx) + u128::from(dy) * u128::from(dy)
                < u128::from(limit) * u128::from(limit)
    }

    /// So many pixels of this zoom in steps of the Mercator square.
    fn steps(&self, pixels: u64) -> u64 {
        ((pixels << 32) / u64::from(TILE_PIXELS)) >> self.zoom
    }

    /// Who keeps the events of a cell: itself, unless a fuller one that keeps its place stands too near.
    /// Each step leads to a fuller cell, so that it ends.
    fn keeper(&mut self, code: u64, cell: Cell) -> u64 {
        if let Some(&keeper) = self.keepers.get(&code) {
            return keeper;
        }
        let conflicts = self.conflicts(code, cell);
        self.keeper_among(code, cell, conflicts)
    }

    /// The same, when the conflicts are known already.
    fn keeper_among(&mut self, code: u64, cell: Cell, mut fuller: Near) -> u64 {
        let mine = weight(code, &cell);
        fuller.retain(|(other, neighbour)| weight(*other, neighbour) > mine);
        fuller.sort_unstable_by_key(|(other, neighbour)| {
            std::cmp::Reverse(weight(*other, neighbour))
        });
        let keeps = fuller
            .into_iter()
            .find(|&(other, neighbour)| self.keeper(other, neighbour) == other);
        let keeper = keeps.map_or(code, |(other, _)| other);
        self.keepers.insert(code, keeper);
        keeper
    }

    /// The features that stand in some cells.
    fn features(&mut self, codes: &[u64]) -> Vec<Feature> {
        let mut features = Vec::new();
        for &code in codes {
            let Some(cell) = self.cell(code) else {
                continue;
            };
            if self
                .keepers
                .get(&code)
                .is_some_and(|&keeper| keeper != code)
            {
                continue;
            }
            let mut taken = self.conflicts(code, cell);
            if self.keeper_among(code, cell, taken.clone()) != code {
                continue;
            }
            taken.retain(|&mut (other, neighbour)| self.keeper(other, neighbour) == code);
            let taken = taken.into_iter().map(|(_, cell)| cell).collect();
            features.push(Feature {
                code,
                keeper: cell,
                taken,
            });
        }
        features
    }

    /// A feature as it is told; the event itself is left to the caller.
    fn cluster(&self, feature: &Feature) -> Cluster<'a> {
        let catalogue = self.catalogue;
        let cells = || std::iter::once(&feature.keeper).chain(&feature.taken);
        let count: u32 = cells().map(Cell::count).sum();
        let stands = feature.keeper.stands;
        let opens = self.opens(feature);
        let alone = count == 1;
        let shared = !alone && opens.is_none();
        let ranks = cells()
            .filter(|_| shared)
            .flat_map(|cell| cell.first..cell.end);
        let ids = ranks
            .take(MOST_IDS)
            .filter_map(|rank| self.selection.nth(rank))
            .map(|event| catalogue.shelf.id(event));
        let sentinel = 1u64 << (2 * (u32::from(self.zoom) + CELL_BITS));
        let id = match u64::try_from(catalogue.shelf.id(stands)) {
            Ok(id) if alone => id,
            _ => CLUSTER_IDS + sentinel + feature.code,
        };
        Cluster {
            id,
            point: catalogue.points[stands as usize].point(),
            count,
            opens,
            ids: ids.collect(),
            event: None,
        }
    }

    /// The zoom at which two of the feature's events are too far apart to be one.
    fn opens(&self, feature: &Feature) -> Option<u8> {
        let ends = |cell: &Cell| {
            let place = |rank| {
                self.selection
                    .nth(rank)
                    .map(|event| self.catalogue.codes[event as usize])
            };
            [place(cell.first), place(cell.end - 1)]
        };
        let places: Vec<(u32, u32)> = std::iter::once(&feature.keeper)
            .chain(&feature.taken)
            .flat_map(ends)
            .flatten()
            .map(geo::deinterleave)
            .collect();
        let &(x, y) = places.first()?;
        let apart = |(a, b): &(u32, u32)| {
            let dx = (a.wrapping_sub(x) as i32).unsigned_abs();
            u64::from(dx.max(b.abs_diff(y)))
        };
        let widest = places.iter().map(apart).max()?;
        (self.zoom + 1..=MAX_ZOOM)
            .find(|&zoom| widest << zoom >= (WIDEST << 32) / u64::from(TILE_PIXELS))
    }
}

/// The fuller first; among equals an order that looks like chance, so that no long chain follows a coast.
fn weight(code: u64, cell: &Cell) -> (u32, u64, u64) {
    (
        cell.count(),
        code.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23),
        code,
    )
}

/// How many items from the start satisfy `f`, which holds up to some item and then no more. Quick when they are few.
fn gallop<T>(items: &[T], f: impl Fn(&T) -> bool) -> u32 {
    let mut step = 1;
    while step < items.len() && f(&items[step - 1]) {
        step *= 2;
    }
    let low = step / 2;
    let high = step.min(items.len());
    (low + items[low..high].partition_point(f)) as u32
}

/// Cell codes are spread well enough by one multiplication.
type Spread = std::hash::BuildHasherDefault<Multiply>;

#[derive(Default)]
struct Multiply(u64);

impl std::hash::Hasher for Multiply {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes
            .iter()
            .for_each(|&byte| self.write_u64(u64::from(byte)));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0 ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 32;
    }
}

/// The zoom, the column and the row of a tile's address: three numbers as they are written by themselves, the last with `.mvt`
/// after it. `None` when it is no tile (see [`Catalogue::tile`]), or is written in another way than the one.
pub fn tile_address(z: &str, x: &str, y: &str) -> Option<(u8, u32, u32)> {
    fn number<N: std::str::FromStr + ToString>(text: &str) -> Option<N> {
        text.parse()
            .ok()
            .filter(|number: &N| number.to_string() == text)
    }
    let (z, x, y) = (
        number::<u8>(z)?,
        number(x)?,
        number(y.strip_suffix(".mvt")?)?,
    );
    is_tile(z, x, y).then_some((z, x, y))
}

fn is_tile(z: u8, x: u32, y: u32) -> bool {
    z <= MAX_ZOOM && u64::from(x) >> z == 0 && u64::from(y) >> z == 0
}

impl Catalogue {
    /// The tile of a query as a vector tile: layer `events`, [`EXTENT`] units wide. Empty where nothing stands, and
    /// `None` for an address that is no tile (a zoom above [`MAX_ZOOM`], a column or row outside of the world).
    ///
    /// Every feature has `count`. A single event has `id`, `slug`, `title`, `sector`, `format`, `status`; a cluster
    /// has `opens`, the zoom at which it parts, or `ids`, numbers with commas between, when its events share one place.
    pub fn tile(&self, query: &Query, z: u8, x: u32, y: u32) -> Option<Vec<u8>> {
        self.tile_of(&self.select(query), z, x, y)
    }

    /// The same of a selection made before from this very catalogue.
    pub fn tile_of(&self, selection: &Selection, z: u8, x: u32, y: u32) -> Option<Vec<u8>> {
        if !is_tile(z, x, y) {
            return None;
        }
        let prefix = geo::interleave(x, y);
        let inside = |place: u64| {
            if z == 0 {
                0
            } else {
                place >> (64 - 2 * u32::from(z))
            }
        };
        let start = self.codes.partition_point(|&place| inside(place) < prefix);
        let end = start + self.codes[start..].partition_point(|&place| inside(place) == prefix);
        let mut grid = Grid::new(self, selection, z);
        let codes = grid
            .walk(start as u32, end as u32, usize::MAX)
            .unwrap_or_default();
        grid.read = prefix << (2 * CELL_BITS)..(prefix + 1) << (2 * CELL_BITS);
        let mut layer = Layer::new("events");
        for feature in grid.features(&codes) {
            let (px, py) = (
                within_tile(feature.keeper.x, z),
                within_tile(feature.keeper.y, z),
            );
            let cluster = grid.cluster(&feature);
            self.describe(&mut layer, &cluster, feature.keeper.stands);
            layer.point(cluster.id, px, py);
        }
        Some(layer.finish())
    }

    /// The clusters of what a query keeps in a box, which narrows the query like a filter does: their counts add up
    /// to the list's total for the same query and box, less what is not on the map.
    pub fn clusters(&self, query: &Query, bbox: Bbox, zoom: u8) -> Clusters<'_> {
        let mut kept = self.in_box(bbox);
        if let Some(filtered) = self.filters(query).without(None) {
            kept.and(&filtered);
        }
        self.clusters_of(&self.selection(Some(kept)), zoom)
    }

    /// The clusters of a selection made before from this very catalogue.
    pub fn clusters_of(&self, selection: &Selection, zoom: u8) -> Clusters<'_> {
        let mut zoom = zoom.min(MAX_ZOOM);
        loop {
            let mut grid = Grid::new(self, selection, zoom);
            let Some(codes) = grid.walk(0, self.codes.len() as u32, MOST_CLUSTERS) else {
                zoom -= 1;
                continue;
            };
            grid.read = 0..u64::MAX;
            let features = grid.features(&codes);
            let clusters = features.iter().map(|feature| {
                let cluster = grid.cluster(feature);
                let event = (cluster.count == 1).then(|| self.at(feature.keeper.stands));
                Cluster { event, ..cluster }
            });
            return Clusters {
                zoom,
                clusters: clusters.collect(),
            };
        }
    }

    /// Which events a feature of the map stands for, by its number, as [`Catalogue::tile`] and [`Catalogue::clusters`]
    /// gave it for the same query: the way from a cluster to its list. Empty for a number that is none.
    pub fn cluster_events(&self, query: &Query, id: u64) -> Vec<Event<'_>> {
        let selection = self.select(query);
        let Some((zoom, code)) = read_id(id) else {
            let event = i64::try_from(id).ok().and_then(|id| self.event_by_id(id));
            return event.into_iter().collect();
        };
        let mut grid = Grid::new(self, &selection, zoom);
        let features = grid.features(&[code]);
        let cells = features
            .iter()
            .flat_map(|feature| std::iter::once(&feature.keeper).chain(&feature.taken));
        let ranks = cells.flat_map(|cell| cell.first..cell.end);
        ranks
            .filter_map(|rank| selection.nth(rank))
            .map(|event| self.at(event))
            .collect()
    }

    /// Tells what a feature of a tile is.
    fn describe(&self, layer: &mut Layer, cluster: &Cluster<'_>, event: u32) {
        layer.property("count", Value::Number(u64::from(cluster.count)));
        if cluster.count == 1 {
            let status: Status = self.shelf.status(event);
            let id = u64::try_from(self.shelf.id(event)).unwrap_or_default();
            layer.property("id", Value::Number(id));
            let (sectors, formats) = (&self.facets.sectors, &self.facets.formats);
            for (key, text) in [
                ("slug", self.shelf.slug(event)),
                ("title", self.shelf.title(event)),
                ("sector", sectors.first_of(event)),
                ("format", formats.first_of(event)),
                ("status", status.word()),
            ] {
                layer.property(key, Value::Text(text));
            }
        }
        if let Some(opens) = cluster.opens {
            layer.property("opens", Value::Number(u64::from(opens)));
        }
        if !cluster.ids.is_empty() {
            let ids: Vec<String> = cluster.ids.iter().map(i64::to_string).collect();
            layer.property("ids", Value::Text(&ids.join(",")));
        }
    }
}

/// A step's place in its tile, in the tile's units.
fn within_tile(step: u32, zoom: u8) -> u32 {
    let across = u64::from(step) << zoom & 0xFFFF_FFFF;
    ((across * u64::from(EXTENT)) >> 32) as u32
}

/// The zoom and the cell of a cluster's number.
fn read_id(id: u64) -> Option<(u8, u64)> {
    let numbered = id
        .checked_sub(CLUSTER_IDS)
        .filter(|&numbered| numbered > 0)?;
    let top = numbered.ilog2();
    let zoom = u8::try_from(top / 2).ok()?.checked_sub(CELL_BITS as u8)?;
    (top.is_multiple_of(2) && zoom <= MAX_ZOOM).then(|| (zoom, numbered ^ 1 << top))
}

//! From a query to the set of events it keeps: each filter is a set, a query is what they share.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::bits::{Bits, Ranked};
use crate::build::Catalogue;
use crate::geo::{self, Bbox, Point};
use crate::index::Found;
use crate::query::{Choice, Near, Query};

/// What a filter narrows; a facet leaves its own filter out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Filter {
    /// A parameter with a facet; the period counts as days.
    By(Choice),
    /// Words, seats, circle, box: without a facet.
    Plain,
}

/// The events that a query keeps, ready to be counted and drawn. Worth keeping while a filter is in use:
/// every tile of the same query can be made from one selection.
#[derive(Debug, Clone)]
pub struct Selection {
    /// `None` is every event.
    pub(crate) set: Option<Ranked>,
    pub(crate) total: u32,
    pub(crate) on_map: u32,
}

impl Selection {
    /// How many events.
    pub fn total(&self) -> usize {
        self.total as usize
    }

    /// How many of them the map shows.
    pub fn on_map(&self) -> usize {
        self.on_map as usize
    }

    /// How many of the first `number` events it keeps.
    pub(crate) fn rank(&self, number: u32) -> u32 {
        self.set.as_ref().map_or(number, |set| set.rank(number))
    }

    /// The event that has that many others before it.
    pub(crate) fn nth(&self, rank: u32) -> Option<u32> {
        match &self.set {
            Some(set) => set.select(rank),
            None => (rank < self.total).then_some(rank),
        }
    }

    pub(crate) fn bits(&self) -> Option<&Bits> {
        self.set.as_ref().map(Ranked::bits)
    }

    /// The events kept, ascending.
    pub(crate) fn iter(&self) -> Box<dyn Iterator<Item = u32> + '_> {
        match self.bits() {
            Some(bits) => Box::new(bits.iter()),
            None => Box::new(0..self.total),
        }
    }
}

/// A query's filters, each with its set, and what its words were found to mean.
pub(crate) struct Filters<'c> {
    sets: Vec<(Filter, Bits)>,
    pub(crate) found: Option<Found<'c>>,
}

impl Filters<'_> {
    /// What all filters share, those of one parameter left out. `None` is every event.
    pub(crate) fn without(&self, left_out: Option<Choice>) -> Option<Bits> {
        let kept = |filter: Filter| left_out.is_none_or(|choice| filter != Filter::By(choice));
        let mut sets = self
            .sets
            .iter()
            .filter(|(filter, _)| kept(*filter))
            .map(|(_, bits)| bits);
        let mut shared = sets.next()?.clone();
        sets.for_each(|bits| shared.and(bits));
        Some(shared)
    }

    pub(crate) fn has(&self, choice: Choice) -> bool {
        self.sets
            .iter()
            .any(|(filter, _)| *filter == Filter::By(choice))
    }
}

impl Catalogue {
    /// The events that the query keeps; its order and page do not matter.
    pub fn select(&self, query: &Query) -> Selection {
        self.selection(self.filters(query).without(None))
    }

    pub(crate) fn selection(&self, bits: Option<Bits>) -> Selection {
        let located = self.codes.len() as u32;
        match bits.map(Ranked::new) {
            None => Selection {
                set: None,
                total: self.len,
                on_map: located,
            },
            Some(set) => Selection {
                total: set.count(),
                on_map: set.rank(located),
                set: Some(set),
            },
        }
    }

    pub(crate) fn filters(&self, query: &Query) -> Filters<'_> {
        let mut sets = Vec::new();
        for choice in Choice::ALL {
            sets.extend(
                self.chosen(query, choice)
                    .map(|bits| (Filter::By(choice), bits)),
            );
        }
        if query.seats {
            sets.push((Filter::Plain, self.open.clone()));
        }
        if let Some(near) = query.near {
            sets.push((Filter::Plain, self.in_circle(near)));
        }
        if let Some(bbox) = query.bbox {
            sets.push((Filter::Plain, self.in_box(bbox)));
        }
        let found = self.index.search(&query.text);
        if let Some(found) = &found {
            sets.push((Filter::Plain, found.set.clone()));
        }
        Filters { sets, found }
    }

    /// The events that have what was chosen in a parameter; `None` when nothing was.
    fn chosen(&self, query: &Query, choice: Choice) -> Option<Bits> {
        let facets = &self.facets;
        let modes = || query.modes.iter().map(|mode| mode.word());
        match choice {
            Choice::Sector => self.any(&facets.sectors, &query.sectors),
            Choice::Audience => self.any(&facets.audiences, &query.audiences),
            Choice::Format => self.any(&facets.formats, &query.formats),
            Choice::Tag => self.any(&facets.tags, &query.tags),
            Choice::Organisation => self.any(&facets.organisations, &query.organisations),
            Choice::Territory => self.in_territories(&query.territories),
            Choice::Day => self.on_days(query),
            Choice::Mode => (!query.modes.is_empty()).then(|| self.union(&facets.modes, modes())),
            Choice::Access => {
                let needs = query
                    .access
                    .iter()
                    .map(|need| self.union(&facets.access, [need.word()]));
                needs.reduce(|mut all, need| {
                    all.and(&need);
                    all
                })
            }
        }
    }

    fn any(&self, facet: &crate::facets::Facet, slugs: &BTreeSet<String>) -> Option<Bits> {
        (!slugs.is_empty()).then(|| self.union(facet, slugs.iter().map(String::as_str)))
    }

    fn union<'a>(
        &self,
        facet: &crate::facets::Facet,
        slugs: impl IntoIterator<Item = &'a str>,
    ) -> Bits {
        let mut bits = Bits::none(self.len);
        for value in slugs.into_iter().filter_map(|slug| facet.find(slug)) {
            facet.add_members(value, &mut bits);
        }
        bits
    }

    fn in_territories(&self, codes: &BTreeSet<String>) -> Option<Bits> {
        if codes.is_empty() || codes.contains(&self.facts.nation) {
            return None;
        }
        let mut bits = Bits::none(self.len);
        for facet in [
            &self.facets.regions,
            &self.facets.departments,
            &self.facets.communes,
        ] {
            codes
                .iter()
                .filter_map(|code| facet.find(code))
                .for_each(|value| facet.add_members(value, &mut bits));
        }
        Some(bits)
    }

    fn on_days(&self, query: &Query) -> Option<Bits> {
        wants_days(query).then(|| {
            let mut bits = Bits::none(self.len);
            for (value, day) in self.facets.days.slugs().enumerate() {
                if day.parse().is_ok_and(|day| wants_day(query, day)) {
                    self.facets.days.add_members(value as u32, &mut bits);
                }
            }
            bits
        })
    }

    /// The events on the map in a box, edges included.
    pub(crate) fn in_box(&self, bbox: Bbox) -> Bits {
        let mut bits = Bits::none(self.len);
        for part in bbox.parts() {
            self.cover(&part, None, &|point| part.contains(point), &mut bits);
        }
        bits
    }

    /// The events on the map in a circle, edge included.
    pub(crate) fn in_circle(&self, near: Near) -> Bits {
        let mut bits = Bits::none(self.len);
        let inside = |point: Point| near.point.distance_km(point) <= near.km;
        // A cell whose farthest point could not be outside is taken whole, without looking at its events.
        let whole = |cell: &Bbox| {
            let middle = Point {
                lon: (cell.west + cell.east) / 2.0,
                lat: (cell.south + cell.north) / 2.0,
            };
            let corners = [(cell.west, cell.south), (cell.west, cell.north)]
                .map(|(lon, lat)| Point { lon, lat });
            let reach = corners
                .iter()
                .map(|corner| middle.distance_km(*corner))
                .fold(0.0, f64::max);
            cell.east - cell.west < 20.0 && near.point.distance_km(middle) + reach * 1.1 <= near.km
        };
        for part in Bbox::around(near.point, near.km).parts() {
            self.cover(&part, Some(&whole), &inside, &mut bits);
        }
        bits
    }

    /// Adds the events of a box for which `inside` holds. Cells of the Z-order that lie in the box (or for which
    /// `whole` holds, when the shape is not the box itself) are taken as ranges, the others cut in four.
    fn cover(
        &self,
        bbox: &Bbox,
        whole: Option<Whole<'_>>,
        inside: &dyn Fn(Point) -> bool,
        out: &mut Bits,
    ) {
        let corner = |lon, lat| geo::steps(Point { lon, lat });
        let ((x0, y0), (x1, y1)) = (corner(bbox.west, bbox.north), corner(bbox.east, bbox.south));
        let window = Window {
            x0,
            y0,
            x1,
            y1,
            whole,
        };
        self.cover_cell(&window, 0, 0, 0..self.codes.len() as u32, inside, out);
    }

    fn cover_cell(
        &self,
        window: &Window<'_>,
        level: u32,
        prefix: u64,
        range: std::ops::Range<u32>,
        inside: &dyn Fn(Point) -> bool,
        out: &mut Bits,
    ) {
        if range.is_empty() {
            return;
        }
        let (x, y) = geo::deinterleave(prefix);
        let last = u32::MAX.checked_shr(level).unwrap_or(0);
        match window.relation((x, y), (x | last, y | last)) {
            Relation::Apart => return,
            Relation::Whole => return out.insert_range(range.start, range.end),
            Relation::Partly => {}
        }
        if range.len() <= 32 || level == 32 {
            let points = range.filter(|&event| inside(self.points[event as usize].point()));
            return points.for_each(|event| out.insert(event));
        }
        let mut start = range.start;
        for quarter in 0..4u64 {
            let next = prefix + (quarter << (62 - 2 * level));
            let end = match quarter {
                3 => range.end,
                _ => {
                    let bound = prefix + ((quarter + 1) << (62 - 2 * level));
                    let rest = &self.codes[start as usize..range.end as usize];
                    start + rest.partition_point(|&code| code < bound) as u32
                }
            };
            self.cover_cell(window, level + 1, next, start..end, inside, out);
            start = end;
        }
    }
}

/// Whether a cell lies wholly in a shape.
type Whole<'a> = &'a dyn Fn(&Bbox) -> bool;

/// A box in steps of the Mercator square.
struct Window<'a> {
    x0: u32,
    y0: u32,
    x1: u32,
    y1: u32,
    /// When the shape is not the box itself: whether a cell lies wholly in it.
    whole: Option<Whole<'a>>,
}

enum Relation {
    Apart,
    Partly,
    Whole,
}

impl Window<'_> {
    /// How a cell stands to the shape. Steps are cut from floats: two of them either way stay in doubt.
    fn relation(&self, (x, y): (u32, u32), (x_last, y_last): (u32, u32)) -> Relation {
        let doubt = 2;
        let apart = x_last < self.x0.saturating_sub(doubt)
            || x > self.x1.saturating_add(doubt)
            || y_last < self.y0.saturating_sub(doubt)
            || y > self.y1.saturating_add(doubt);
        if apart {
            return Relation::Apart;
        }
        let whole = match self.whole {
            Some(whole) => whole(&cell_box((x, y), (x_last, y_last))),
            None => {
                x > self.x0.saturating_add(doubt)
                    && x_last < self.x1.saturating_sub(doubt)
                    && y > self.y0.saturating_add(doubt)
                    && y_last < self.y1.saturating_sub(doubt)
            }
        };
        if whole {
            Relation::Whole
        } else {
            Relation::Partly
        }
    }
}

/// A cell in degrees.
fn cell_box(first: (u32, u32), last: (u32, u32)) -> Bbox {
    let world = 4_294_967_296.0;
    let lon = |x: f64| x / world * 360.0 - 180.0;
    let lat = |y: f64| {
        (std::f64::consts::PI * (1.0 - 2.0 * y / world))
            .sinh()
            .atan()
            .to_degrees()
    };
    Bbox {
        west: lon(f64::from(first.0)),
        south: lat(f64::from(last.1) + 1.0),
        east: lon(f64::from(last.0) + 1.0),
        north: lat(f64::from(first.1)),
    }
}

pub(crate) fn wants_days(query: &Query) -> bool {
    !query.days.is_empty() || query.from.is_some() || query.to.is_some()
}

/// Whether a day is one of those asked for: among the single days if there are any, and within the period if there is one.
pub(crate) fn wants_day(query: &Query, day: Date) -> bool {
    (query.days.is_empty() || query.days.contains(&day))
        && query.from.is_none_or(|from| from <= day)
        && query.to.is_none_or(|to| day <= to)
}

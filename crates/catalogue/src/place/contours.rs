//! The contours of the communes, as arcs that neighbours share, and a grid to find which commune holds a point.

use std::io::Read;

use serde::Deserialize;

use super::pack::{PackError, inconsistent};
use super::{Commune, Gazetteer};

/// The side of a cell of the grid, in degrees.
const CELL: f64 = 0.1;
/// Metres in a degree of latitude, on the mean sphere.
const METRES_PER_DEGREE: f64 = 111_195.0;
/// The most a contours file may hold once opened: a guard against a small file that opens without end.
const MOST_BYTES: u64 = 256 << 20;

/// Whether a pin stands in the commune it is said to be in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Agreement<'a> {
    /// Inside its contour.
    Inside,
    /// Outside, but so near its border that the drawn contour cannot tell: the commune's code is to be trusted.
    NearBorder {
        /// From the pin to the contour.
        metres: f64,
    },
    /// In another commune, or in none: at sea, abroad.
    Elsewhere {
        /// The commune that holds the pin.
        commune: Option<&'a Commune>,
    },
}

/// Contours in whole steps of a grid.
#[derive(Debug, Default)]
pub(super) struct Contours {
    scale: [f64; 2],
    translate: [f64; 2],
    /// Points of all arcs, one after the other.
    points: Vec<[i32; 2]>,
    /// Where each arc begins among the points; one more at the end.
    arc_starts: Vec<u32>,
    /// Arcs of each commune, one after the other; `!n` is arc `n` walked backwards, which changes nothing here.
    arcs: Vec<i32>,
    /// Where each commune begins among the arcs; one more at the end.
    commune_starts: Vec<u32>,
    /// (cell, commune), sorted: which communes may hold a point of the cell.
    grid: Vec<(u32, u32)>,
}

/// A TopoJSON file as the pack has it: one object, whose geometries are all MultiPolygons.
#[derive(Deserialize)]
struct Topology<'a> {
    transform: Transform,
    #[serde(borrow)]
    objects: Objects<'a>,
    arcs: Vec<Vec<[i32; 2]>>,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Objects<'a> {
    #[serde(borrow)]
    communes: Collection<'a>,
}

#[derive(Deserialize)]
struct Collection<'a> {
    #[serde(borrow)]
    geometries: Vec<Geometry<'a>>,
}

#[derive(Deserialize)]
struct Geometry<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    id: &'a str,
    arcs: Vec<Vec<Vec<i32>>>,
}

impl Contours {
    /// Reads `contours.topojson.zst`, which must hold each of the communes, whose national codes come sorted.
    pub(super) fn read(packed: &[u8], communes: &[Commune]) -> Result<Contours, PackError> {
        const FILE: &str = "contours.topojson.zst";
        let text = opened(packed)
            .map_err(|error| inconsistent(format!("{FILE} cannot be opened: {error}")))?;
        let topology: Topology<'_> = serde_json::from_slice(&text)
            .map_err(|source| PackError::Json { file: FILE, source })?;
        let mut contours = Contours {
            scale: topology.transform.scale,
            translate: topology.transform.translate,
            ..Contours::default()
        };
        contours.take_arcs(&topology.arcs)?;
        contours.take_communes(topology.objects.communes.geometries, communes)?;
        contours.take_grid();
        Ok(contours)
    }

    /// Undoes the differences: each arc becomes points of the grid.
    fn take_arcs(&mut self, arcs: &[Vec<[i32; 2]>]) -> Result<(), PackError> {
        for arc in arcs {
            self.arc_starts.push(self.points.len() as u32);
            let mut at = [0_i32; 2];
            for [dx, dy] in arc {
                at = match (at[0].checked_add(*dx), at[1].checked_add(*dy)) {
                    (Some(x), Some(y)) => [x, y],
                    _ => return Err(inconsistent("a contour leaves the Earth".to_owned())),
                };
                self.points.push(at);
            }
        }
        self.arc_starts.push(self.points.len() as u32);
        Ok(())
    }

    /// Sets the arcs of each commune in the order of the communes.
    fn take_communes(
        &mut self,
        mut geometries: Vec<Geometry<'_>>,
        communes: &[Commune],
    ) -> Result<(), PackError> {
        geometries.sort_by_key(|geometry| geometry.id);
        if geometries.len() != communes.len() {
            return Err(inconsistent(format!(
                "{} contours for {} communes",
                geometries.len(),
                communes.len()
            )));
        }
        let last = self.arc_starts.len() as i64 - 1;
        for (geometry, commune) in geometries.iter().zip(communes) {
            if geometry.id != commune.national_code() || geometry.kind != "MultiPolygon" {
                return Err(inconsistent(format!(
                    "commune {} has no MultiPolygon",
                    commune.national_code()
                )));
            }
            self.commune_starts.push(self.arcs.len() as u32);
            for &arc in geometry.arcs.iter().flatten().flatten() {
                let number = if arc < 0 { !arc } else { arc };
                if i64::from(number) >= last {
                    return Err(inconsistent(format!(
                        "commune {} names an unknown arc",
                        geometry.id
                    )));
                }
                self.arcs.push(number);
            }
        }
        self.commune_starts.push(self.arcs.len() as u32);
        Ok(())
    }

    fn take_grid(&mut self) {
        for commune in 0..self.commune_starts.len() as u32 - 1 {
            let Some([west, south, east, north]) = self.bounds(commune) else {
                continue;
            };
            for row in cell_row(south)..=cell_row(north) {
                for column in cell_column(west)..=cell_column(east) {
                    self.grid.push((cell(column, row), commune));
                }
            }
        }
        self.grid.sort_unstable();
    }

    /// Each edge of a commune's contour, in degrees.
    fn edges(&self, commune: u32) -> impl Iterator<Item = [[f64; 2]; 2]> {
        let range = self.commune_starts[commune as usize] as usize
            ..self.commune_starts[commune as usize + 1] as usize;
        self.arcs[range].iter().flat_map(move |&arc| {
            let points =
                self.arc_starts[arc as usize] as usize..self.arc_starts[arc as usize + 1] as usize;
            self.points[points]
                .windows(2)
                .map(|pair| [self.degrees(pair[0]), self.degrees(pair[1])])
        })
    }

    /// The lines of a commune's contour, in degrees: together they close it, each may be walked either way.
    fn lines(&self, commune: u32) -> impl Iterator<Item = Vec<[f64; 2]>> {
        let range = self.commune_starts[commune as usize] as usize
            ..self.commune_starts[commune as usize + 1] as usize;
        self.arcs[range].iter().map(move |&arc| {
            let points =
                self.arc_starts[arc as usize] as usize..self.arc_starts[arc as usize + 1] as usize;
            self.points[points]
                .iter()
                .map(|point| self.degrees(*point))
                .collect()
        })
    }

    fn degrees(&self, [x, y]: [i32; 2]) -> [f64; 2] {
        [
            f64::from(x) * self.scale[0] + self.translate[0],
            f64::from(y) * self.scale[1] + self.translate[1],
        ]
    }

    /// West, south, east and north of a commune, in degrees.
    pub(super) fn bounds(&self, commune: u32) -> Option<[f64; 4]> {
        self.edges(commune).flatten().fold(None, |bounds, [x, y]| {
            let [west, south, east, north] = bounds.unwrap_or([x, y, x, y]);
            Some([west.min(x), south.min(y), east.max(x), north.max(y)])
        })
    }

    /// Whether a point is inside a commune, by the parity of the edges to its east. An edge that two communes share is
    /// judged the same for both, so that no point is in two communes or falls between them.
    pub(super) fn holds(&self, commune: u32, lon: f64, lat: f64) -> bool {
        let crossed = self.edges(commune).filter(|[a, b]| {
            let (low, high) = if a[1] <= b[1] { (a, b) } else { (b, a) };
            (low[1] > lat) != (high[1] > lat)
                && lon < low[0] + (lat - low[1]) / (high[1] - low[1]) * (high[0] - low[0])
        });
        crossed.count() % 2 == 1
    }

    /// The commune that holds a point.
    pub(super) fn locate(&self, lon: f64, lat: f64) -> Option<u32> {
        if !(-180.0..=180.0).contains(&lon) || !(-90.0..=90.0).contains(&lat) {
            return None;
        }
        let cell = cell(cell_column(lon), cell_row(lat));
        let first = self.grid.partition_point(|entry| entry.0 < cell);
        let near = self.grid[first..]
            .iter()
            .take_while(|entry| entry.0 == cell);
        near.map(|entry| entry.1)
            .find(|&commune| self.holds(commune, lon, lat))
    }

    /// Metres from a point to a commune's contour, on a plane that touches the Earth there.
    pub(super) fn metres_to(&self, commune: u32, lon: f64, lat: f64) -> f64 {
        let shrink = lat.to_radians().cos();
        let plane = |[x, y]: [f64; 2]| {
            [
                (x - lon) * shrink * METRES_PER_DEGREE,
                (y - lat) * METRES_PER_DEGREE,
            ]
        };
        self.edges(commune)
            .map(|[a, b]| from_origin(plane(a), plane(b)))
            .fold(f64::INFINITY, f64::min)
    }
}

/// What a compressed file holds.
fn opened(packed: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut text = Vec::new();
    zstd::Decoder::new(packed)?
        .take(MOST_BYTES)
        .read_to_end(&mut text)?;
    Ok(text)
}

/// The distance from the origin to a segment.
fn from_origin(a: [f64; 2], b: [f64; 2]) -> f64 {
    let along = [b[0] - a[0], b[1] - a[1]];
    let length = along[0] * along[0] + along[1] * along[1];
    let share = if length > 0.0 {
        (-(a[0] * along[0] + a[1] * along[1]) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (a[0] + share * along[0]).hypot(a[1] + share * along[1])
}

fn cell_column(lon: f64) -> u32 {
    ((lon + 180.0) / CELL).clamp(0.0, 3599.0) as u32
}

fn cell_row(lat: f64) -> u32 {
    ((lat + 90.0) / CELL).clamp(0.0, 1799.0) as u32
}

fn cell(column: u32, row: u32) -> u32 {
    row * 3600 + column
}

impl Gazetteer {
    /// The contours, read when they are first asked for.
    fn contours(&self) -> &Contours {
        self.contours
            .get_or_init(|| match Contours::read(&self.packed, &self.communes) {
                Ok(contours) => contours,
                // The pack a binary carries was read whole by its tests.
                Err(fault) => panic!("the territory pack cannot be read: {fault}"),
            })
    }

    /// Reads now what would be read when it is first asked for: contours and names.
    pub fn warm(&self) {
        self.contours();
        self.names();
    }

    /// The commune whose contour holds a point. None at sea and abroad.
    #[must_use]
    pub fn locate(&self, lon: f64, lat: f64) -> Option<&Commune> {
        self.contours()
            .locate(lon, lat)
            .map(|at| &self.communes[at as usize])
    }

    /// Whether a pin stands in the commune it is said to be in. Contours are drawn to within some hundred metres, so that
    /// near a border the commune's code is trusted over them.
    #[must_use]
    pub fn pin_agrees(&self, commune: &Commune, lon: f64, lat: f64) -> Agreement<'_> {
        let code = commune.national_code();
        let Ok(at) = self
            .communes
            .binary_search_by(|other| other.national_code().cmp(code))
        else {
            return Agreement::Elsewhere {
                commune: self.locate(lon, lat),
            };
        };
        if self.contours().holds(at as u32, lon, lat) {
            return Agreement::Inside;
        }
        let metres = self.contours().metres_to(at as u32, lon, lat);
        if metres <= self.manifest.near_border_metres {
            return Agreement::NearBorder { metres };
        }
        Agreement::Elsewhere {
            commune: self.locate(lon, lat),
        }
    }

    /// The lines of a commune's contour, longitude before latitude, in degrees. Drawn one after the other they show it whole;
    /// their order and direction say nothing.
    #[must_use]
    pub fn contour(&self, commune: &Commune) -> Vec<Vec<[f64; 2]>> {
        let code = commune.national_code();
        let at = self
            .communes
            .binary_search_by(|other| other.national_code().cmp(code));
        at.map_or_else(
            |_| Vec::new(),
            |at| self.contours().lines(at as u32).collect(),
        )
    }

    /// West, south, east and north of a territory of any level, in degrees.
    #[must_use]
    pub fn bounds(&self, place: super::Place<'_>) -> [f64; 4] {
        match place {
            super::Place::Territory(territory) => territory.bounds,
            super::Place::Commune(commune) => {
                let code = commune.national_code();
                let at = self
                    .communes
                    .binary_search_by(|other| other.national_code().cmp(code));
                let bounds = at.ok().and_then(|at| self.contours().bounds(at as u32));
                bounds.unwrap_or([commune.lon, commune.lat, commune.lon, commune.lat])
            }
        }
    }
}

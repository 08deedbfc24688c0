//! The drawn map: shapes as SVG paths, and where a point of the Earth falls on the drawing.

use std::collections::BTreeMap;
use std::f64::consts::FRAC_PI_4;

use domain::territory::TerritoryCode;
use serde::{Deserialize, Serialize};

use super::Level;

/// A drawing of the country, in units of its own view box.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outlines {
    /// Width of the view box.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
    /// The parts of the drawing, each with its own projection; the insets repeat a part of another, larger.
    pub frames: Vec<Frame>,
    /// Régions first, then départements, those of insets last.
    pub shapes: Vec<Shape>,
}

/// A part of the drawing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Its name for programs: `metropole`, `974`.
    pub id: String,
    /// Its name for people, by language.
    pub name: BTreeMap<String, String>,
    /// Whether it repeats, larger, a part of another frame.
    pub inset: bool,
    /// Left, top, width and height in the view box.
    #[serde(rename = "box")]
    pub rectangle: [f64; 4],
    /// West, south, east and north of what it shows, in degrees.
    pub bounds: [f64; 4],
    /// How degrees become units.
    pub projection: Projection,
}

/// How longitude and latitude become a place on the drawing; `y` grows to the south.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Projection {
    /// Lambert's conformal conic with two standard parallels, on a sphere (Snyder, *Map Projections*, 1987, §15).
    Lambert {
        /// Longitude of the middle, in degrees.
        lon0: f64,
        /// Latitude of the origin, in degrees.
        lat0: f64,
        /// First standard parallel, in degrees.
        lat1: f64,
        /// Second standard parallel, in degrees; not the same as the first.
        lat2: f64,
        /// Units per radius of the Earth.
        scale: f64,
        /// Added to the right.
        x: f64,
        /// Added downwards.
        y: f64,
    },
    /// Mercator's, on a sphere.
    Mercator {
        /// Units per radius of the Earth.
        scale: f64,
        /// Added to the right.
        x: f64,
        /// Added downwards.
        y: f64,
    },
}

impl Projection {
    /// The place of a point on the drawing, in units.
    #[must_use]
    pub fn project(&self, lon: f64, lat: f64) -> (f64, f64) {
        let half = |degrees: f64| (FRAC_PI_4 + degrees.to_radians() / 2.0).tan();
        match *self {
            Projection::Mercator { scale, x, y } => {
                (lon.to_radians() * scale + x, y - half(lat).ln() * scale)
            }
            Projection::Lambert {
                lon0,
                lat0,
                lat1,
                lat2,
                scale,
                x,
                y,
            } => {
                let (cos1, cos2) = (lat1.to_radians().cos(), lat2.to_radians().cos());
                let n = (cos1 / cos2).ln() / (half(lat2) / half(lat1)).ln();
                let f = cos1 * half(lat1).powf(n) / n;
                let (rho, rho0) = (f / half(lat).powf(n), f / half(lat0).powf(n));
                let theta = n * (lon - lon0).to_radians();
                (
                    rho * theta.sin() * scale + x,
                    (rho * theta.cos() - rho0) * scale + y,
                )
            }
        }
    }
}

/// The outline of a territory in one frame.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// The territory.
    pub code: TerritoryCode,
    /// Its level.
    pub level: Level,
    /// The frame it is drawn in.
    pub frame: String,
    /// A place well inside it, for a mark or a number.
    pub label: [f64; 2],
    /// The `d` of an SVG path.
    pub path: String,
}

/// Where a point falls on the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot<'a> {
    /// In which frame.
    pub frame: &'a Frame,
    /// Units from the left.
    pub x: f64,
    /// Units from the top.
    pub y: f64,
}

impl Outlines {
    /// Every place where a point is drawn: none when it is out of the drawing, two when an inset repeats it.
    pub fn spots(&self, lon: f64, lat: f64) -> impl Iterator<Item = Spot<'_>> {
        self.frames
            .iter()
            .filter_map(move |frame| frame.spot(lon, lat))
    }

    /// The shapes of one level, insets left out.
    pub fn level(&self, level: Level) -> impl Iterator<Item = &Shape> {
        let inset = |id: &str| {
            self.frames
                .iter()
                .any(|frame| frame.inset && frame.id == id)
        };
        self.shapes
            .iter()
            .filter(move |shape| shape.level == level && !inset(&shape.frame))
    }

    /// The shapes drawn larger in the insets.
    pub fn insets(&self) -> impl Iterator<Item = &Shape> {
        let inset = |id: &str| {
            self.frames
                .iter()
                .any(|frame| frame.inset && frame.id == id)
        };
        self.shapes.iter().filter(move |shape| inset(&shape.frame))
    }
}

impl Frame {
    /// Where a point falls in this frame, if it does.
    #[must_use]
    pub fn spot(&self, lon: f64, lat: f64) -> Option<Spot<'_>> {
        let [west, south, east, north] = self.bounds;
        if !(west..=east).contains(&lon) || !(south..=north).contains(&lat) {
            return None;
        }
        let (x, y) = self.projection.project(lon, lat);
        let [left, top, width, height] = self.rectangle;
        let inside = (left..=left + width).contains(&x) && (top..=top + height).contains(&y);
        inside.then_some(Spot { frame: self, x, y })
    }
}

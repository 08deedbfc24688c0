//! Places on the globe and their numbers along the Z-order curve.
//!
//! The world is the square of Web Mercator, cut in 2³² steps along each side (under a centimetre).
//! A place's number interleaves the bits of its two steps, so that every tile, at every zoom, is one
//! range of numbers.

use serde::{Deserialize, Serialize};

/// The mean radius of the Earth, in kilometres, for distances as people understand them.
const EARTH_KM: f64 = 6371.0088;

/// The northernmost (and southernmost) latitude of the Mercator square, in degrees.
pub const MERCATOR_EDGE: f64 = 85.051_128_779_806_6;

/// A place in degrees, WGS 84.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Point {
    /// Degrees east, −180 to 180.
    pub lon: f64,
    /// Degrees north, −90 to 90.
    pub lat: f64,
}

impl Point {
    /// A place, when both degrees make sense.
    pub fn new(lon: f64, lat: f64) -> Option<Point> {
        let sound = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        sound.then_some(Point { lon, lat })
    }

    /// The great-circle distance to another place, in kilometres.
    pub fn distance_km(self, other: Point) -> f64 {
        let (a, b) = (self.lat.to_radians(), other.lat.to_radians());
        let half_lat = ((b - a) / 2.0).sin();
        let half_lon = ((other.lon - self.lon).to_radians() / 2.0).sin();
        let h = half_lat * half_lat + a.cos() * b.cos() * half_lon * half_lon;
        2.0 * EARTH_KM * h.min(1.0).sqrt().asin()
    }
}

/// A box in degrees. It crosses the date line when `west` is greater than `east`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bbox {
    /// Western edge, −180 to 180.
    pub west: f64,
    /// Southern edge, −90 to 90.
    pub south: f64,
    /// Eastern edge, −180 to 180.
    pub east: f64,
    /// Northern edge, −90 to 90.
    pub north: f64,
}

impl Bbox {
    /// The whole world.
    pub const WORLD: Bbox = Bbox {
        west: -180.0,
        south: -90.0,
        east: 180.0,
        north: 90.0,
    };

    /// A box from four numbers as maps give them: longitudes may run past the date line (a map that was
    /// turned twice around says 540), latitudes past the poles. `None` when a number is not one, when
    /// the south is above the north.
    pub fn new(west: f64, south: f64, east: f64, north: f64) -> Option<Bbox> {
        let finite = [west, south, east, north]
            .iter()
            .all(|v| v.is_finite() && v.abs() <= 3600.0);
        if !finite || south > north || south > 90.0 || north < -90.0 {
            return None;
        }
        let (south, north) = (south.max(-90.0), north.min(90.0));
        if east - west >= 360.0 {
            return Some(Bbox {
                west: -180.0,
                south,
                east: 180.0,
                north,
            });
        }
        Some(Bbox {
            west: wrap(west),
            south,
            east: wrap(east),
            north,
        })
    }

    /// The box of one place.
    pub(crate) fn of(p: Point) -> Bbox {
        Bbox {
            west: p.lon,
            south: p.lat,
            east: p.lon,
            north: p.lat,
        }
    }

    /// The smallest box that holds both; neither crosses the date line.
    pub(crate) fn with(self, other: Bbox) -> Bbox {
        Bbox {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// Whether it holds the whole of another; neither crosses the date line.
    pub(crate) fn holds(&self, other: &Bbox) -> bool {
        self.west <= other.west
            && self.south <= other.south
            && self.east >= other.east
            && self.north >= other.north
    }

    /// Whether a place lies in the box, edges included.
    pub fn contains(&self, p: Point) -> bool {
        let lat = self.south <= p.lat && p.lat <= self.north;
        let lon = if self.west <= self.east {
            self.west <= p.lon && p.lon <= self.east
        } else {
            p.lon >= self.west || p.lon <= self.east
        };
        lat && lon
    }

    /// The box as one or two boxes that do not cross the date line.
    pub fn parts(&self) -> impl Iterator<Item = Bbox> {
        let crosses = self.west > self.east;
        let first = if crosses {
            Bbox {
                east: 180.0,
                ..*self
            }
        } else {
            *self
        };
        let second = crosses.then_some(Bbox {
            west: -180.0,
            ..*self
        });
        std::iter::once(first).chain(second)
    }

    /// The smallest box that holds a circle of that many kilometres.
    pub fn around(centre: Point, km: f64) -> Bbox {
        let lat = (km / EARTH_KM).to_degrees();
        let (south, north) = ((centre.lat - lat).max(-90.0), (centre.lat + lat).min(90.0));
        let polar = south <= -90.0 || north >= 90.0;
        let reach = (km / EARTH_KM).sin() / centre.lat.to_radians().cos();
        if polar || !(0.0..1.0).contains(&reach) {
            return Bbox {
                west: -180.0,
                south,
                east: 180.0,
                north,
            };
        }
        let lon = reach.asin().to_degrees();
        Bbox {
            west: wrap(centre.lon - lon),
            south,
            east: wrap(centre.lon + lon),
            north,
        }
    }
}

/// A longitude brought back to −180 to 180 (both kept as they are).
fn wrap(lon: f64) -> f64 {
    if (-180.0..=180.0).contains(&lon) {
        lon
    } else {
        (lon + 180.0).rem_euclid(360.0) - 180.0
    }
}

/// The steps of a place in the Mercator square: east from the date line, south from the northern edge.
pub fn steps(p: Point) -> (u32, u32) {
    let world = 4_294_967_296.0;
    let x = (p.lon + 180.0) / 360.0;
    let lat = p.lat.clamp(-MERCATOR_EDGE, MERCATOR_EDGE).to_radians();
    let y = (1.0 - lat.tan().asinh() / std::f64::consts::PI) / 2.0;
    // A float that overflows a u32 saturates: the date line's eastern side is the last step.
    ((x * world) as u32, (y * world) as u32)
}

/// Two numbers' bits in turn, the second one's above: the number along the curve.
pub fn interleave(x: u32, y: u32) -> u64 {
    spread(x) | spread(y) << 1
}

/// The two steps that [`interleave`] was given.
pub fn deinterleave(code: u64) -> (u32, u32) {
    (gather(code), gather(code >> 1))
}

fn spread(v: u32) -> u64 {
    let mut v = u64::from(v);
    v = (v | v << 16) & 0x0000_FFFF_0000_FFFF;
    v = (v | v << 8) & 0x00FF_00FF_00FF_00FF;
    v = (v | v << 4) & 0x0F0F_0F0F_0F0F_0F0F;
    v = (v | v << 2) & 0x3333_3333_3333_3333;
    (v | v << 1) & 0x5555_5555_5555_5555
}

fn gather(v: u64) -> u32 {
    let mut v = v & 0x5555_5555_5555_5555;
    v = (v | v >> 1) & 0x3333_3333_3333_3333;
    v = (v | v >> 2) & 0x0F0F_0F0F_0F0F_0F0F;
    v = (v | v >> 4) & 0x00FF_00FF_00FF_00FF;
    v = (v | v >> 8) & 0x0000_FFFF_0000_FFFF;
    (v | v >> 16) as u32
}

/// A place kept in 8 bytes, to a ten-millionth of a degree (about a centimetre).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    lon: i32,
    lat: i32,
}

impl Packed {
    /// Rounded to a ten-millionth of a degree.
    pub fn new(p: Point) -> Packed {
        Packed {
            lon: (p.lon * 1e7).round() as i32,
            lat: (p.lat * 1e7).round() as i32,
        }
    }

    /// The place again.
    pub fn point(self) -> Point {
        Point {
            lon: f64::from(self.lon) / 1e7,
            lat: f64::from(self.lat) / 1e7,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_go_in_turn_and_come_back() {
        assert_eq!(interleave(0b11, 0b01), 0b0111);
        for (x, y) in [
            (0, 0),
            (u32::MAX, 0),
            (0, u32::MAX),
            (123_456_789, 987_654_321),
        ] {
            assert_eq!(deinterleave(interleave(x, y)), (x, y));
        }
    }

    #[test]
    fn the_edges_of_the_world_stay_on_the_map() {
        assert_eq!(
            steps(Point {
                lon: -180.0,
                lat: 90.0
            })
            .0,
            0
        );
        assert_eq!(
            steps(Point {
                lon: 180.0,
                lat: -90.0
            })
            .0,
            u32::MAX
        );
        assert!(
            steps(Point {
                lon: 0.0,
                lat: 90.0
            })
            .1 < 10
        );
        assert!(
            steps(Point {
                lon: 0.0,
                lat: -90.0
            })
            .1 > u32::MAX - 10
        );
    }

    #[test]
    fn a_map_turned_past_the_date_line_gives_a_box_that_crosses_it() {
        let b = Bbox::new(170.0, -30.0, 190.0, 0.0).unwrap();
        assert_eq!((b.west, b.east), (170.0, -170.0));
        assert!(b.contains(Point {
            lon: -176.2,
            lat: -13.3
        }));
        assert!(!b.contains(Point {
            lon: 0.0,
            lat: -13.3
        }));
        assert_eq!(
            Bbox::new(-400.0, 0.0, 0.0, 1.0).unwrap(),
            Bbox {
                west: -180.0,
                south: 0.0,
                east: 180.0,
                north: 1.0
            }
        );
        assert!(Bbox::new(0.0, 10.0, 1.0, 5.0).is_none());
        assert!(Bbox::new(f64::NAN, 0.0, 1.0, 5.0).is_none());
    }

    #[test]
    fn distances_are_those_of_the_globe() {
        let auch = Point {
            lon: 0.5867,
            lat: 43.6465,
        };
        let toulouse = Point {
            lon: 1.4442,
            lat: 43.6047,
        };
        assert!((auch.distance_km(toulouse) - 69.2).abs() < 0.5);
    }
}

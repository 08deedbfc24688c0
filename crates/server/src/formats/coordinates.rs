//! Where things stand: WGS 84 when the file has it, Lambert 93 when it is all there is, and the usual mistakes.

use domain::event::Point;

use super::values::number;

/// What the coordinates of a row are found to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Told {
    /// A point.
    Point(Point),
    /// A point whose numbers stood in the wrong columns.
    Swapped(Point),
    /// A point told in Lambert 93.
    Lambert(Point),
    /// Numbers that are no place.
    Nowhere,
}

/// The point of two cells told as longitude (or x) and latitude (or y). None when both are empty.
///
/// `near` says whether a point is one where an event may be: in the country. Numbers that only fit when they are turned
/// round are turned round.
#[must_use]
pub fn read(x: &str, y: &str, near: impl Fn(Point) -> bool) -> Option<Told> {
    if x.trim().is_empty() && y.trim().is_empty() {
        return None;
    }
    let (Some(x), Some(y)) = (number(x), number(y)) else {
        return Some(Told::Nowhere);
    };
    // A cell left at zero says that nobody knew.
    if x == 0.0 && y == 0.0 {
        return None;
    }
    if (100_000.0..1_300_000.0).contains(&x) && (6_000_000.0..7_200_000.0).contains(&y) {
        return Some(lambert_93(x, y).map_or(Told::Nowhere, Told::Lambert));
    }
    let straight = Point::new(x, y);
    let turned = Point::new(y, x);
    match (straight.filter(|p| near(*p)), turned.filter(|p| near(*p))) {
        (Some(point), _) => Some(Told::Point(point)),
        (None, Some(point)) => Some(Told::Swapped(point)),
        (None, None) => Some(Told::Nowhere),
    }
}

/// The point of one cell with two numbers, latitude first as most portals write it, the other way round when it must be.
#[must_use]
pub fn read_pair(cell: &str, near: impl Fn(Point) -> bool) -> Option<Told> {
    if cell.trim().is_empty() {
        return None;
    }
    let words: Vec<&str> = cell
        .split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | ',' | '+')))
        .map(|word| word.trim_matches(','))
        .filter(|word| word.chars().any(|c| c.is_ascii_digit()))
        .collect();
    let parts: Vec<&str> = match words[..] {
        [one] => one.split(',').collect(),
        _ => words,
    };
    match parts[..] {
        [lat, lon] => read(lon, lat, near),
        // 43,64,0,58: decimal commas and a comma between.
        [a, b, c, d] => read(&format!("{c}.{d}"), &format!("{a}.{b}"), near),
        _ => Some(Told::Nowhere),
    }
}

/// Lambert 93 (EPSG:2154) to WGS 84, after IGN's note NTG 71 (algorithms 2 and 4) with the constants of the GRS 80
/// ellipsoid. `x` and `y` in metres; exact to the centimetre.
#[must_use]
pub fn lambert_93(x: f64, y: f64) -> Option<Point> {
    const N: f64 = 0.725_607_765_053_267;
    const C: f64 = 11_754_255.426_096;
    const XS: f64 = 700_000.0;
    const YS: f64 = 12_655_612.049_876;
    const E: f64 = 0.081_819_191_042_816;
    let radius = (x - XS).hypot(y - YS);
    let gamma = ((x - XS) / (YS - y)).atan();
    let lon = 3.0 + (gamma / N).to_degrees();
    let iso = -1.0 / N * (radius / C).abs().ln();
    let mut lat = 2.0 * iso.exp().atan() - std::f64::consts::FRAC_PI_2;
    for _ in 0..20 {
        let sine = E * lat.sin();
        let next = 2.0 * (((1.0 + sine) / (1.0 - sine)).powf(E / 2.0) * iso.exp()).atan()
            - std::f64::consts::FRAC_PI_2;
        let done = (next - lat).abs() < 1e-12;
        lat = next;
        if done {
            break;
        }
    }
    Point::new(lon, lat.to_degrees())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn france(p: Point) -> bool {
        (-5.5..10.0).contains(&p.lon) && (41.0..51.5).contains(&p.lat)
    }

    #[test]
    fn numbers_find_their_place() {
        let auch = Point {
            lon: 0.58,
            lat: 43.64,
        };
        assert_eq!(read("0,58", "43,64", france), Some(Told::Point(auch)));
        assert_eq!(read("43.64", "0.58", france), Some(Told::Swapped(auch)));
        assert_eq!(read("", "", france), None);
        assert_eq!(read("0", "0", france), None);
        assert_eq!(read("120", "-80", france), Some(Told::Nowhere));
        for pair in [
            "43.64, 0.58",
            "43.64,0.58",
            "[43.64, 0.58]",
            "43,64,0,58",
            "43.64 0.58",
        ] {
            assert_eq!(read_pair(pair, france), Some(Told::Point(auch)), "{pair}");
        }
    }

    #[test]
    fn lambert_93_is_that_of_the_institute() {
        // The projection's own origin: 3° east, 46.5° north is x 700000, y 6600000.
        let point = lambert_93(700_000.0, 6_600_000.0).unwrap();
        assert!((point.lon - 3.0).abs() < 1e-9 && (point.lat - 46.5).abs() < 1e-7);
        let Some(Told::Lambert(point)) = read("700000", "6600000", france) else {
            panic!("not told as Lambert 93");
        };
        assert!(france(point));
    }
}

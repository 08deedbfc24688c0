//! The pin of a proposal on a small drawing of its commune.

use catalogue::place::Agreement;
use domain::event::Content;
use fluent_bundle::FluentValue;
use serde::Serialize;

use super::desk::Desk;

/// The side of the drawing, in its own units.
const SIDE: f64 = 200.0;
/// Room around the commune, in the same units.
const ROOM: f64 = 14.0;

/// A drawing of a commune with the pin, and what it tells in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sketch {
    /// The contour, as the path of an SVG.
    pub contour: String,
    /// Width and height of the drawing.
    pub width: f64,
    /// See `width`.
    pub height: f64,
    /// The pin, when there is one.
    pub pin: Option<[f64; 2]>,
    /// How the pin agrees with the commune, in words.
    pub text: String,
    /// `good`, `warn` or `bad`.
    pub tone: &'static str,
    /// The name of the commune.
    pub commune: String,
}

/// The drawing of a content’s place, when it has a commune.
pub fn sketch(desk: &Desk<'_>, content: &Content) -> Option<Sketch> {
    let gazetteer = &desk.app.gazetteer;
    let code = content.place.commune.as_ref()?;
    let commune = gazetteer.commune(code.as_str())?;
    let name = FluentValue::from(commune.name.to_string());
    let point = content.place.point;
    let (text, tone) = match point.map(|p| gazetteer.pin_agrees(commune, p.lon, p.lat)) {
        None => (desk.say("referee-pin-none"), "warn"),
        Some(Agreement::Inside) => (
            desk.say_with("referee-pin-inside", &[("commune", name)]),
            "good",
        ),
        Some(Agreement::NearBorder { .. }) => (
            desk.say_with("referee-pin-border", &[("commune", name)]),
            "good",
        ),
        Some(Agreement::Elsewhere {
            commune: Some(other),
        }) => (
            desk.say_with(
                "referee-pin-elsewhere",
                &[("commune", other.name.to_string().into())],
            ),
            "bad",
        ),
        Some(Agreement::Elsewhere { commune: None }) => (desk.say("referee-pin-nowhere"), "bad"),
    };
    let edges = gazetteer.contour(commune);
    let pin = point.map(|point| [point.lon, point.lat]);
    let all = || edges.iter().flatten().copied().chain(pin);
    let least = |at: usize| all().map(|p| p[at]).fold(f64::INFINITY, f64::min);
    let most = |at: usize| all().map(|p| p[at]).fold(f64::NEG_INFINITY, f64::max);
    let (west, south, east, north) = (least(0), least(1), most(0), most(1));
    // A degree of longitude is shorter than one of latitude, by the cosine of the latitude.
    let shrink = f64::midpoint(south, north).to_radians().cos();
    let (across, up) = ((east - west) * shrink, north - south);
    let scale = (SIDE - 2.0 * ROOM) / across.max(up).max(1e-6);
    let drawn = |[lon, lat]: [f64; 2]| {
        let x = ROOM + (lon - west) * shrink * scale;
        let y = ROOM + (north - lat) * scale;
        [(x * 10.0).round() / 10.0, (y * 10.0).round() / 10.0]
    };
    Some(Sketch {
        contour: path(&edges, drawn),
        width: (across * scale + 2.0 * ROOM).round(),
        height: (up * scale + 2.0 * ROOM).round(),
        pin: pin.map(drawn),
        text,
        tone,
        commune: commune.name.to_string(),
    })
}

fn path(lines: &[Vec<[f64; 2]>], drawn: impl Fn([f64; 2]) -> [f64; 2]) -> String {
    use std::fmt::Write;
    let mut path = String::new();
    for line in lines {
        for (at, point) in line.iter().enumerate() {
            let [x, y] = drawn(*point);
            // Writing to a string cannot fail.
            let _ = write!(path, "{}{x} {y}", if at == 0 { "M" } else { "L" });
        }
    }
    path
}

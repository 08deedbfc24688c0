//! The country as a picture of itself, by département, and a territory among its neighbours.

use std::collections::HashMap;
use std::sync::OnceLock;

use catalogue::ValueCount;
use catalogue::place::{Level, Outlines, Place, Shape};
use domain::words::Language;
use serde_json::{Value, json};

use super::places;
use super::scope::Scope;

/// Units left under the last frames for their names.
const NAMES_BELOW: f64 = 25.0;
/// How many tints tell a count, the empty one not counted.
const TINTS: f64 = 5.0;
/// Room around a territory drawn by itself, as a part of its larger side.
const MARGIN: f64 = 0.12;

/// A shape with its path in whole units.
struct Drawn {
    path: String,
    edges: Edges,
}

/// A box of the drawing, in its units.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Edges {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Edges {
    const NONE: Edges = Edges {
        left: f64::MAX,
        top: f64::MAX,
        right: f64::MIN,
        bottom: f64::MIN,
    };

    fn with(self, x: f64, y: f64) -> Edges {
        Edges {
            left: self.left.min(x),
            top: self.top.min(y),
            right: self.right.max(x),
            bottom: self.bottom.max(y),
        }
    }

    fn and(self, other: Edges) -> Edges {
        self.with(other.left, other.top)
            .with(other.right, other.bottom)
    }

    fn touches(self, other: Edges) -> bool {
        self.left <= other.right
            && other.left <= self.right
            && self.top <= other.bottom
            && other.top <= self.bottom
    }

    /// With room all around.
    fn roomy(self) -> Edges {
        let room = (self.right - self.left)
            .max(self.bottom - self.top)
            .max(1.0)
            * MARGIN;
        Edges {
            left: self.left - room,
            top: self.top - room,
            right: self.right + room,
            bottom: self.bottom + room,
        }
    }

    fn view_box(self) -> String {
        format!(
            "{:.0} {:.0} {:.0} {:.0}",
            self.left,
            self.top,
            self.right - self.left,
            self.bottom - self.top
        )
    }
}

/// The shapes of the pack in whole units: half the bytes, and nothing lost at the size pages draw them. The pack of a
/// binary never changes, so this is done once.
fn drawn(outlines: &Outlines) -> &'static [Drawn] {
    static DRAWN: OnceLock<Vec<Drawn>> = OnceLock::new();
    DRAWN.get_or_init(|| {
        outlines
            .shapes
            .iter()
            .map(|shape| whole(&shape.path))
            .collect()
    })
}

/// A path of `M`, `l` and `z` with its points rounded to whole units; rounded where they stand, so that neighbours still
/// share their border. Points that fall together become one.
fn whole(path: &str) -> Drawn {
    let mut out = String::with_capacity(path.len() / 2);
    let mut edges = Edges::NONE;
    let (mut x, mut y) = (0.0_f64, 0.0_f64);
    let mut last = (0_i64, 0_i64);
    let marks = |c: char| matches!(c, 'M' | 'l' | 'z');
    for (at, mark) in path.match_indices(marks) {
        let rest = &path[at + 1..];
        let numbers = &rest[..rest.find(marks).unwrap_or(rest.len())];
        if mark == "z" {
            out.push('z');
            continue;
        }
        let mut points = read_numbers(numbers);
        let mut first = true;
        while let (Some(a), Some(b)) = (points.next(), points.next()) {
            (x, y) = if mark == "M" { (a, b) } else { (x + a, y + b) };
            edges = edges.with(x, y);
            let now = (x.round() as i64, y.round() as i64);
            if mark == "M" {
                out.push_str(&format!("M{} {}", now.0, now.1));
            } else if now != last {
                let joint = if first { "l" } else { " " };
                out.push_str(&format!("{joint}{} {}", now.0 - last.0, now.1 - last.1));
                first = false;
            }
            last = now;
        }
    }
    Drawn { path: out, edges }
}

/// The numbers of a path: parted by spaces, or by a sign.
fn read_numbers(text: &str) -> impl Iterator<Item = f64> {
    let mut starts: Vec<usize> = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let begins = c == '-' || (c != ' ' && before == ' ');
        if begins && before != '-' {
            starts.push(at);
        }
        before = c;
    }
    starts.push(text.len());
    let numbers: Vec<f64> = starts
        .windows(2)
        .filter_map(|pair| text[pair[0]..pair[1]].trim().parse().ok())
        .collect();
    numbers.into_iter()
}

/// The whole country, each département tinted by its count and leading to `href` of its code.
#[must_use]
pub fn france(
    scope: &Scope,
    counts: &[ValueCount<'_>],
    chosen: impl Fn(&str) -> bool,
    href: impl Fn(&str) -> String,
) -> Value {
    let outlines = scope.app.gazetteer.outlines();
    let inset_frames: Vec<&str> = outlines
        .frames
        .iter()
        .filter(|frame| frame.inset)
        .map(|frame| frame.id.as_str())
        .collect();
    let counts = Counts::of(counts);
    let areas: Vec<Value> = outlines
        .shapes
        .iter()
        .zip(drawn(outlines))
        .filter(|(shape, _)| shape.level == Level::Departement)
        .map(|(shape, drawn)| {
            let inset = inset_frames.contains(&shape.frame.as_str());
            let code = shape.code.as_str();
            area(
                scope,
                &counts,
                code,
                &drawn.path,
                chosen(code),
                inset,
                &href(code),
            )
        })
        .collect();
    // The first frame is the mainland, which needs neither a border nor a name.
    let frames: Vec<Value> = outlines
        .frames
        .iter()
        .skip(1)
        .map(|frame| named(scope, frame))
        .collect();
    json!({
        "viewbox": format!("0 0 {} {}", outlines.width, outlines.height + NAMES_BELOW),
        "areas": areas,
        "frames": frames,
        "most": counts.sorted.last().copied().unwrap_or(0),
    })
}

/// Where the map may jump: the parts of the drawing, with their edges in degrees (`west,south,east,north`).
#[must_use]
pub fn parts(scope: &Scope) -> Vec<(String, String)> {
    let frames = scope
        .app
        .gazetteer
        .outlines()
        .frames
        .iter()
        .filter(|frame| !frame.inset);
    frames
        .map(|frame| {
            let [west, south, east, north] = frame.bounds;
            (
                name_of(scope, frame),
                format!("{west},{south},{east},{north}"),
            )
        })
        .collect()
}

fn name_of(scope: &Scope, frame: &catalogue::place::Frame) -> String {
    let own = frame
        .name
        .get(scope.lang().tag())
        .or_else(|| frame.name.get(Language::Fr.tag()));
    own.cloned().unwrap_or_default()
}

fn named(scope: &Scope, frame: &catalogue::place::Frame) -> Value {
    let [x, y, width, height] = frame.rectangle;
    json!({ "x": x, "y": y, "width": width, "height": height, "name": name_of(scope, frame) })
}

/// The counts by code, and all counts in order.
struct Counts<'a> {
    by_code: HashMap<&'a str, u32>,
    sorted: Vec<u32>,
}

impl<'a> Counts<'a> {
    fn of(counts: &[ValueCount<'a>]) -> Self {
        let mut sorted: Vec<u32> = counts
            .iter()
            .map(|one| one.count)
            .filter(|count| *count > 0)
            .collect();
        sorted.sort_unstable();
        Counts {
            by_code: counts.iter().map(|one| (one.value, one.count)).collect(),
            sorted,
        }
    }

    fn get(&self, code: &str) -> u32 {
        self.by_code.get(code).copied().unwrap_or(0)
    }

    /// From 0 (none) to 5 (the most): each tint holds about a fifth of the places that have events, and equal counts
    /// have the same. A few places hold most events: by size alone, nearly all would look alike.
    fn tint(&self, count: u32) -> u32 {
        if count == 0 {
            return 0;
        }
        let up_to = self.sorted.partition_point(|other| *other <= count);
        let part = up_to as f64 / self.sorted.len().max(1) as f64;
        (part * TINTS).ceil().clamp(1.0, TINTS) as u32
    }
}

fn area(
    scope: &Scope,
    counts: &Counts<'_>,
    code: &str,
    path: &str,
    chosen: bool,
    inset: bool,
    href: &str,
) -> Value {
    let count = counts.get(code);
    json!({
        "code": code,
        "name": places::name(scope, code),
        "path": path,
        "count": count,
        "level": counts.tint(count),
        "href": href,
        "chosen": chosen,
        "inset": inset,
    })
}

/// A territory among its neighbours, tinted by count: a région by its départements, a commune by its département.
#[must_use]
pub fn around(
    scope: &Scope,
    place: Place<'_>,
    counts: &[ValueCount<'_>],
    href: impl Fn(&str) -> String,
) -> Option<Value> {
    let gazetteer = &scope.app.gazetteer;
    let outlines = gazetteer.outlines();
    let own: Vec<&str> = match place {
        Place::Territory(territory) if territory.level == Level::Region => gazetteer
            .children(territory.code.as_str())
            .into_iter()
            .map(|child| child.code().as_str())
            .collect(),
        Place::Territory(territory) => vec![territory.code.as_str()],
        Place::Commune(commune) => vec![gazetteer.home(commune).code.as_str()],
    };
    let shown: Vec<(&Shape, &Drawn)> = outlines
        .shapes
        .iter()
        .zip(drawn(outlines))
        .filter(|(shape, _)| shape.level == Level::Departement && !is_inset(outlines, shape))
        .collect();
    let is_own = |shape: &Shape| own.contains(&shape.code.as_str());
    let frame = &shown.iter().find(|(shape, _)| is_own(shape))?.0.frame;
    let window = shown
        .iter()
        .filter(|(shape, _)| is_own(shape))
        .map(|(_, drawn)| drawn.edges)
        .fold(Edges::NONE, Edges::and)
        .roomy();
    let counts = Counts::of(counts);
    let areas: Vec<Value> = shown
        .iter()
        .filter(|(shape, drawn)| shape.frame == *frame && drawn.edges.touches(window))
        .map(|(shape, drawn)| {
            let code = shape.code.as_str();
            area(
                scope,
                &counts,
                code,
                &drawn.path,
                is_own(shape),
                false,
                &href(code),
            )
        })
        .collect();
    Some(json!({ "viewbox": window.view_box(), "areas": areas, "frames": [] }))
}

fn is_inset(outlines: &Outlines, shape: &Shape) -> bool {
    outlines
        .frames
        .iter()
        .any(|frame| frame.inset && frame.id == shape.frame)
}

/// A small drawing of where a point is in its département, as safe SVG; empty when the drawing does not hold it.
#[must_use]
pub fn sketch(scope: &Scope, department: &str, lon: f64, lat: f64) -> String {
    /// Width for height, as the page draws it.
    const RATIO: f64 = 2.0;
    let outlines = scope.app.gazetteer.outlines();
    let Some(spot) = outlines.spots(lon, lat).find(|spot| !spot.frame.inset) else {
        return String::new();
    };
    let in_frame = || {
        outlines
            .shapes
            .iter()
            .zip(drawn(outlines))
            .filter(|(shape, _)| shape.level == Level::Departement && shape.frame == spot.frame.id)
    };
    let Some((_, home)) = in_frame().find(|(shape, _)| shape.code.as_str() == department) else {
        return String::new();
    };
    let own = home.edges.roomy();
    let height = (own.bottom - own.top).max((own.right - own.left) / RATIO);
    let (middle_x, middle_y) = ((own.left + own.right) / 2.0, (own.top + own.bottom) / 2.0);
    let window = Edges {
        left: middle_x - height * RATIO / 2.0,
        top: middle_y - height / 2.0,
        right: middle_x + height * RATIO / 2.0,
        bottom: middle_y + height / 2.0,
    };
    let paths: String = in_frame()
        .filter(|(_, drawn)| drawn.edges.touches(window))
        .map(|(shape, _)| {
            let class = if shape.code.as_str() == department {
                "sketch-home"
            } else {
                "sketch-land"
            };
            format!("<path class=\"{class}\" d=\"{}\"/>", shape.path)
        })
        .collect();
    // The pin keeps its size whatever the département's.
    let radius = height / 22.0;
    format!(
        "<svg viewBox=\"{}\" aria-hidden=\"true\" focusable=\"false\">{paths}<circle class=\"sketch-pin\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\"/></svg>",
        window.view_box(),
        spot.x,
        spot.y,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_keeps_its_points_to_the_unit() {
        let drawn = whole("M10.4 20.6l-3-3.8 .2 0 1.6 2.5z");
        assert_eq!(drawn.path, "M10 21l-3 -4 1 0 1 2z");
        assert_eq!(drawn.edges.left, 7.4);
    }
}

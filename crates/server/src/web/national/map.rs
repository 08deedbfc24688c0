//! France by département, tinted by what waits and what is late.

use std::collections::BTreeMap;

use catalogue::place::Level;
use serde_json::{Value as Json, json};
use store::reviews::Standing;

use super::Team;
use crate::app::App;

/// Room below the frames for their names, in units of the drawing.
const NAMES_BELOW: f64 = 25.0;

/// The drawing for `parts/france.html`; each département leads to its queue.
pub fn map(app: &App, team: &Team, standings: &BTreeMap<&str, &Standing>) -> Json {
    let outlines = app.gazetteer.outlines();
    let is_inset = |frame: &str| {
        outlines
            .frames
            .iter()
            .any(|one| one.inset && one.id == frame)
    };
    let areas: Vec<Json> = outlines
        .shapes
        .iter()
        .filter(|shape| shape.level == Level::Departement)
        .map(|shape| {
            let code = shape.code.as_str();
            let standing = standings.get(code);
            json!({
                "code": code,
                "name": team.territory(app, code),
                "path": shape.path,
                "count": standing.map_or(0, |standing| standing.waiting),
                "level": standing.map_or(0, |standing| tint(standing)),
                "href": team.href(&format!("/instruction?territoire={code}")),
                "chosen": false,
                "inset": is_inset(&shape.frame),
            })
        })
        .collect();
    let frames: Vec<Json> = outlines
        .frames
        .iter()
        // The first frame is the mainland, which needs neither a border nor a name.
        .skip(1)
        .map(|frame| {
            let [x, y, width, height] = frame.rectangle;
            let name = frame
                .name
                .get(team.visit.lang.tag())
                .or_else(|| frame.name.values().next());
            json!({ "x": x, "y": y, "width": width, "height": height, "name": name })
        })
        .collect();
    json!({
        "viewbox": format!("0 0 {} {}", outlines.width, outlines.height + NAMES_BELOW),
        "areas": areas,
        "frames": frames,
    })
}

/// 0 when nothing waits, 1 and 2 when nothing is late, 3 to 5 when something is.
fn tint(standing: &Standing) -> u8 {
    match (standing.overdue, standing.waiting) {
        (10.., _) => 5,
        (3.., _) => 4,
        (1.., _) => 3,
        (0, 10..) => 2,
        (0, 1..) => 1,
        (0, 0) => 0,
    }
}

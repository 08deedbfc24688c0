//! A real browser on the map: what the page costs whoever uses it. `assets/tests/bench/map.mjs` does it.

use std::path::Path;

use super::OURS;
use super::site::{Kept, Site};
use super::table::Line;
use crate::found::{self, Need};
use crate::run::{Run, say};
use crate::setup;

/// How long the map is panned, in seconds: two minutes, or a moment.
const PANNING: (u32, u32) = (120, 15);

/// Uses the map, and tells what was measured. A browser that cannot be had is said and skipped.
pub fn measure(root: &Path, kept: &Kept, site: &Site, quick: bool) -> Result<Vec<Line>, String> {
    let chromium = setup::install(root, &[Need::Chromium])
        .and_then(|()| found::chromium(root).ok_or_else(|| Need::Chromium.way_out().to_owned()));
    let chromium = match chromium {
        Ok(chromium) => chromium,
        Err(why) => {
            return Ok(vec![Line::skipped("map", "a browser", &why)]);
        }
    };
    let pictures = kept.at("pictures");
    std::fs::create_dir_all(&pictures)
        .map_err(|error| format!("{} cannot be made ({error}).", pictures.display()))?;
    let seconds = if quick { PANNING.1 } else { PANNING.0 };
    say("  a browser opens the map, pans, zooms, filters, opens a cluster and goes back");
    let said = Run::new(root, "node")
        .arg("assets/tests/bench/map.mjs")
        .arg(format!("http://{}", site.address))
        .arg(&pictures)
        .arg(seconds.to_string())
        .env("SEMAINE_CHROMIUM", chromium)
        .output()?;
    say(&format!("  screenshots to look at: {}", pictures.display()));
    Ok(said.lines().filter_map(line).collect())
}

/// A line of the script: what was done, the figure, the aim, and `yes` or `no`; the last two may be empty.
fn line(said: &str) -> Option<Line> {
    let mut parts = said.split('\t');
    let (work, figure) = (parts.next()?, parts.next()?);
    let line = Line::told(work, OURS, figure);
    Some(match (parts.next(), parts.next()) {
        (Some(aim), Some(reached)) if !aim.is_empty() => {
            line.aiming(aim.to_owned(), reached == "yes")
        }
        _ => line,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_script_is_read() {
        let told = line("map: layout shift\t0.000\t0\tyes").unwrap();
        assert_eq!(told.aim, Some(("0".to_owned(), true)));
        assert_eq!(line("map: frames\t31 a second\t\t").unwrap().aim, None);
        assert!(line("").is_none());
    }
}

//! The same kinds of work inside one process, as the catalogue's own benchmark tells them: what is left when HTTP,
//! compression and the caches are taken away.

use std::path::Path;

use super::OURS;
use super::aims::Work;
use super::table::Line;
use crate::run::{Run, say};

/// The rows of `cargo bench --package catalogue` that stand beside ours.
const ROWS: [(&str, Work); 3] = [
    ("tile, filtered", Work::FilteredTile),
    ("first tile of a filter", Work::FirstTile),
    ("search with facets", Work::Search),
];

/// Runs it for one size. What cannot be had is said and skipped.
pub fn measure(root: &Path, events: usize) -> Vec<Line> {
    let who = format!("{OURS}, in process, drawn events");
    if std::env::var_os("SEMAINE_BINARY").is_some() {
        let why = "another binary than this tree’s is measured";
        return vec![Line::skipped("in process", &who, why)];
    }
    say("  the catalogue’s own benchmark");
    let said = Run::cargo(
        root,
        &["bench", "--profile", "bench-light", "--quiet", "--package"],
    )
    .args(["catalogue", "--", &events.to_string()])
    .output();
    let found = said.and_then(|said| {
        let lines: Vec<Line> = said.lines().filter_map(|row| line(row, &who)).collect();
        match lines.is_empty() {
            true => Err("the catalogue has no benchmark of its own".to_owned()),
            false => Ok(lines),
        }
    });
    found.unwrap_or_else(|why| vec![Line::skipped("in process", &who, &why)])
}

/// A row `| name | mean µs | p50 | p99 | worst |`.
fn line(row: &str, who: &str) -> Option<Line> {
    let mut cells = row.trim().strip_prefix('|')?.split('|').map(str::trim);
    let name = cells.next()?;
    let (_, work) = ROWS.iter().find(|(row, _)| *row == name)?;
    let mut figure = || cells.next()?.parse::<f64>().ok();
    let (cpu, p50, p99) = (figure()?, figure()?, figure()?);
    Some(Line {
        cpu: Some(cpu),
        p50: Some(p50 / 1e3),
        p99: Some(p99 / 1e3),
        ..Line::told(work.name(), who, "")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_the_catalogue_are_read() {
        let row = "| tile, filtered                         |         21.5 |         12.0 |        210.0 |        400.0 |";
        let told = line(row, "us").unwrap();
        assert_eq!(
            (told.cpu, told.p50, told.p99),
            (Some(21.5), Some(0.012), Some(0.21))
        );
        assert_eq!(told.work, Work::FilteredTile.name());
        assert!(line("| tile z5, filtered | 1.0 | 1.0 | 1.0 | 1.0 |", "us").is_none());
        assert!(line("|---|---|", "us").is_none());
    }
}

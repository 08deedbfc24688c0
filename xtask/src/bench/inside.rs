//! The same kinds of work inside one process, as the catalogue's own benchmark tells them: what is left when HTTP,
//! compression and the caches are taken away.

use std::path::Path;

use super::OURS;
use super::aims::Work;
use super::table::Line;
use crate::run::{Run, say};

/// The benchmarks of `cargo bench --package catalogue` that stand beside ours.
const ROWS: [(&str, Work); 3] = [
    ("filtered_tile", Work::FilteredTile),
    ("first_tile", Work::FirstTile),
    ("search", Work::Search),
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
    .args(["catalogue", "--bench", "catalogue"])
    .env("SEMAINE_BENCH_EVENTS", events.to_string())
    .output();
    let found = said.and_then(|said| {
        let lines = lines(&said, &who);
        match lines.is_empty() {
            true => Err("the catalogue has no benchmark of its own".to_owned()),
            false => Ok(lines),
        }
    });
    found.unwrap_or_else(|why| vec![Line::skipped("in process", &who, &why)])
}

/// The lines of what `divan` prints: a branch for each benchmark, and under it one for each size.
fn lines(said: &str, who: &str) -> Vec<Line> {
    let mut work = None;
    let mut lines = Vec::new();
    for row in said.lines() {
        let row = row.trim_start_matches(|c: char| "│├╰─ ".contains(c));
        let name = row.split([' ', '│']).next().unwrap_or_default();
        if name.is_empty() || name.bytes().any(|byte| !byte.is_ascii_digit()) {
            work = ROWS.iter().find(|(row, _)| *row == name);
        } else if let Some((_, work)) = work {
            lines.extend(line(&row[name.len()..], *work, who));
        }
    }
    lines
}

/// A row `fastest │ slowest │ median │ mean │ samples │ iters`.
fn line(row: &str, work: Work, who: &str) -> Option<Line> {
    let mut cells = row.split('│').map(micros);
    let (_fastest, slowest, median, mean) = (
        cells.next()??,
        cells.next()??,
        cells.next()??,
        cells.next()??,
    );
    Some(Line {
        cpu: Some(mean),
        p50: Some(median / 1e3),
        ..Line::told(
            work.name(),
            who,
            &format!("longest {:.2} ms", slowest / 1e3),
        )
    })
}

/// `6.286 µs` in microseconds.
fn micros(cell: &str) -> Option<f64> {
    let (figure, unit) = cell.trim().split_once(' ')?;
    let times = match unit.trim() {
        "ns" => 1e-3,
        "µs" => 1.0,
        "ms" => 1e3,
        "s" => 1e6,
        _ => return None,
    };
    Some(figure.parse::<f64>().ok()? * times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_divan_prints_is_read() {
        let said = "Timer precision: 29 ns\n\
            catalogue         fastest       │ slowest       │ median        │ mean          │ samples │ iters\n\
            ├─ filtered_tile                │               │               │               │         │\n\
            │  ├─ 2400        221.5 ns      │ 4.064 ms      │ 6.286 µs      │ 60.38 µs      │ 100     │ 100\n\
            ├─ label                        │               │               │               │         │\n\
            │  ╰─ 2400        4.866 ms      │ 8.533 ms      │ 7.624 ms      │ 7.249 ms      │ 10      │ 10\n\
            ╰─ search                       │               │               │               │         │\n   \
               ╰─ 2400        98.72 µs      │ 4.211 ms      │ 109.8 µs      │ 199.5 µs      │ 100     │ 100\n";
        let told = lines(said, "us");
        let figures: Vec<_> = told.iter().map(|line| (line.cpu, line.p50)).collect();
        assert_eq!(
            figures,
            [(Some(60.38), Some(6.286e-3)), (Some(199.5), Some(0.1098))]
        );
        let works: Vec<_> = told.iter().map(|line| line.work.as_str()).collect();
        assert_eq!(works, [Work::FilteredTile.name(), Work::Search.name()]);
    }
}

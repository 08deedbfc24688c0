//! Those who do the same work another way, on the same events, with the same tiles, filters and searches. They are
//! measured without HTTP, which is to their advantage.

mod postgres;
mod process;
mod sqlite;

use std::path::{Path, PathBuf};

use super::aims::Work;
use super::site::Kept;
use super::table::{Line, short};
use crate::found::Need;
use crate::run::{Run, say};
use crate::setup;

/// Where the peers are kept.
const FOLDER: &str = "xtask/bench-peers";
/// What is measured of each.
pub struct Amounts {
    /// Tiles, with a filter and without.
    pub tiles: usize,
    /// Tiles with a filter of their own.
    pub rebuilds: usize,
    /// Different filters of those that are used again.
    pub filters: usize,
    /// Searches.
    pub searches: usize,
}

impl Amounts {
    /// As many as take some seconds, and none fewer than tell something.
    fn of(events: usize) -> Self {
        let [tiles, rebuilds, filters, searches] = match events {
            0..=10_000 => [1_000, 200, 120, 1_000],
            10_001..=300_000 => [400, 60, 60, 400],
            _ => [96, 24, 12, 96],
        };
        Self {
            tiles,
            rebuilds,
            filters,
            searches,
        }
    }
}

/// What some work cost a peer, one piece after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Cost {
    /// Mean processor time of one, in microseconds.
    pub cpu: f64,
    /// Half of them took at most so many milliseconds.
    pub p50: f64,
    /// And 99 % of them.
    pub p99: f64,
}

impl Cost {
    /// From the time each piece took, in milliseconds, and the processor time of all, in seconds.
    fn of(mut took: Vec<f64>, spent: f64) -> Option<Self> {
        took.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let place = (took.len() as f64 * share) as usize;
            took.get(place.min(took.len().checked_sub(1)?)).copied()
        };
        Some(Self {
            cpu: spent * 1e6 / took.len() as f64,
            p50: at(0.5)?,
            p99: at(0.99)?,
        })
    }

    fn median(costs: &[Self]) -> Option<Self> {
        let middle = |figure: fn(&Self) -> f64| {
            let mut figures: Vec<f64> = costs.iter().map(figure).collect();
            figures.sort_by(f64::total_cmp);
            figures.get(figures.len() / 2).copied()
        };
        Some(Self {
            cpu: middle(|cost| cost.cpu)?,
            p50: middle(|cost| cost.p50)?,
            p99: middle(|cost| cost.p99)?,
        })
    }

    fn line(&self, work: Work, who: &str) -> Line {
        Line {
            work: work.name().to_owned(),
            who: who.to_owned(),
            cpu: Some(self.cpu),
            p50: Some(self.p50),
            p99: Some(self.p99),
            ..Line::default()
        }
    }
}

/// The binary of the Rust peers, built when its sources have changed; the error says why it cannot be had.
pub fn rust(root: &Path) -> Result<PathBuf, String> {
    let folder = format!("{FOLDER}/rust");
    say("Building the peers in Rust (the first time, that takes some minutes)");
    Run::cargo(root, &["build", "--release", "--locked", "--quiet"])
        .args(["--target-dir", "../../../target/bench-peers"])
        .folder(&folder)
        .shown()?;
    Ok(root.join("target/bench-peers/release/bench-peers"))
}

/// Measures every peer that can be had. `rust` is the binary of the Rust peers; `own` is our processor time for a work.
pub fn measure(
    root: &Path,
    kept: &Kept,
    rust: &Result<PathBuf, String>,
    own: &dyn Fn(Work) -> Option<f64>,
) -> Result<Vec<Line>, String> {
    let amounts = Amounts::of(kept.events);
    Run::new(root, "node")
        .arg(format!("{FOLDER}/node/sql.mjs"))
        .arg(kept.at("lists"))
        .args([amounts.tiles, amounts.searches].map(|most| most.to_string()))
        .shown()?;
    let lists = kept.at("lists");
    let postgis = setup::install(root, &[Need::Postgres, Need::Postgis])
        .and_then(|()| postgres::measure(root, &lists));
    let supercluster = setup::npm(root, &format!("{FOLDER}/node"), "bench-npm-ci")
        .and_then(|()| process::supercluster(root, &lists, &amounts));
    let tantivy = rust
        .as_ref()
        .map_err(Clone::clone)
        .and_then(|binary| process::tantivy(root, binary, &lists, amounts.searches));
    let sqlite = match kept.events {
        0..=300_000 => setup::install(root, &[Need::Sqlite])
            .and_then(|()| sqlite::measure(root, &lists, &kept.at("peer.sqlite"))),
        _ => Err("filling its tables takes too long at this size".to_owned()),
    };
    let mut lines = Vec::new();
    for (who, outcome) in [
        ("PostGIS and PostgreSQL’s full text", postgis),
        ("supercluster with vt-pbf", supercluster),
        ("tantivy", tantivy),
        ("SQLite FTS5", sqlite),
    ] {
        match outcome {
            Ok(costs) => lines.extend(costs.into_iter().map(|told| told.beside(own))),
            Err(why) => {
                say(&format!("  {who}: skipped: {why}"));
                lines.push(Line::skipped("peers", who, &why));
            }
        }
    }
    Ok(lines)
}

/// What a peer told of one work.
struct Told {
    work: Option<Work>,
    line: Line,
}

impl Told {
    fn cost(work: Work, who: &str, cost: &Cost) -> Self {
        Self {
            work: Some(work),
            line: cost.line(work, who),
        }
    }

    fn memory(who: &str, figure: String) -> Self {
        Self {
            work: None,
            line: Line::told("memory", who, &figure),
        }
    }

    /// The line, with how it compares to what the work costs us.
    fn beside(self, own: &dyn Fn(Work) -> Option<f64>) -> Line {
        let ours = self.work.and_then(own);
        match (ours, self.line.cpu) {
            (Some(ours), Some(theirs)) => {
                let ratio = format!("{} × our CPU", short(theirs / ours));
                self.line.compared(ratio)
            }
            _ => self.line,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cost_is_of_each_piece() {
        let cost = Cost::of(vec![3.0, 1.0, 2.0, 9.0], 0.002).unwrap();
        assert_eq!((cost.cpu, cost.p50, cost.p99), (500.0, 3.0, 9.0));
        assert_eq!(Cost::of(Vec::new(), 1.0), None);
    }
}

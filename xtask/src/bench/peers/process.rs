//! Peers that are a program of their own and tell their figures line by line.

use std::path::Path;

use super::super::aims::Work;
use super::super::{TIMES, table};
use super::{Amounts, Cost, Told};
use crate::run::Run;

/// npm supercluster with vt-pbf, in one Node process.
pub fn supercluster(root: &Path, lists: &Path, amounts: &Amounts) -> Result<Vec<Told>, String> {
    let run = Run::new(root, "node")
        .args(["--expose-gc", "--max-old-space-size=6000"])
        .arg("xtask/bench-peers/node/supercluster.mjs")
        .arg(lists)
        .args([amounts.tiles, amounts.rebuilds, amounts.filters].map(|most| most.to_string()));
    let works = [
        (
            "tiles",
            Work::CachedTile,
            "supercluster with vt-pbf, no filter, made each time",
        ),
        (
            "filtered",
            Work::FilteredTile,
            "supercluster with vt-pbf, an index for each filter",
        ),
        (
            "first",
            Work::FirstTile,
            "supercluster with vt-pbf, built again",
        ),
    ];
    told(&run, &works, "supercluster with vt-pbf")
}

/// The tantivy crate.
pub fn tantivy(root: &Path, binary: &Path, lists: &Path, most: usize) -> Result<Vec<Told>, String> {
    let run = Run::new(root, binary)
        .arg("search")
        .arg(lists)
        .arg(most.to_string());
    let works = [(
        "search",
        Work::Search,
        "tantivy, 20 hits, total, five facets",
    )];
    told(&run, &works, "tantivy, its index in files")
}

/// Runs it three times, and tells the middle of each figure.
fn told(run: &Run, works: &[(&str, Work, &str)], who: &str) -> Result<Vec<Told>, String> {
    let said = (0..TIMES)
        .map(|_| run.output())
        .collect::<Result<Vec<_>, _>>()?;
    let mut told = Vec::new();
    for (name, work, who) in works {
        let costs: Vec<Cost> = said.iter().filter_map(|said| cost(said, name)).collect();
        let cost = Cost::median(&costs).ok_or_else(|| format!("`{}` told nothing.", run.line()))?;
        told.push(Told::cost(*work, who, &cost));
    }
    let memory = said.first().and_then(|said| figures(said, "memory"));
    if let Some(bytes) = memory.and_then(|figures| figures.first().copied()) {
        let memory = format!("{} MiB", table::short(bytes / 1024.0 / 1024.0));
        told.push(Told::memory(who, memory));
    }
    Ok(told)
}

fn cost(said: &str, name: &str) -> Option<Cost> {
    match figures(said, name)?.as_slice() {
        [cpu, p50, p99, ..] => Some(Cost {
            cpu: *cpu,
            p50: *p50,
            p99: *p99,
        }),
        _ => None,
    }
}

/// The figures of the line with this name.
fn figures(said: &str, name: &str) -> Option<Vec<f64>> {
    let line = said
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix('\t'))?;
    line.split('\t').map(|figure| figure.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_by_their_name() {
        let said = "tiles\t38.1\t0.01\t0.8\t1000\t705\nmemory\t1048576\n";
        let expected = Cost {
            cpu: 38.1,
            p50: 0.01,
            p99: 0.8,
        };
        assert_eq!(cost(said, "tiles"), Some(expected));
        assert_eq!(figures(said, "memory"), Some(vec![1_048_576.0]));
        assert_eq!(cost(said, "first"), None);
    }
}

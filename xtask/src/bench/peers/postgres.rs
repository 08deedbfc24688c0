//! PostGIS and PostgreSQL's full text, in a server of their own.

use std::path::Path;

use super::super::aims::Work;
use super::super::load;
use super::super::{TIMES, table};
use super::{Cost, Told};
use crate::postgres::Postgres;
use crate::run::{Run, say};

/// What is asked of it: the script that `sql.mjs` made, the work it is beside, and who it is.
const ASKED: [(&str, Work, &str); 4] = [
    (
        "postgres-tiles.sql",
        Work::CachedTile,
        "PostGIS ST_AsMVT, 16 × 16 clusters, no filter, made each time",
    ),
    (
        "postgres-filtered.sql",
        Work::FilteredTile,
        "PostGIS ST_AsMVT, 16 × 16 clusters",
    ),
    (
        "postgres-first.sql",
        Work::FirstTile,
        "PostGIS ST_AsMVT, 16 × 16 clusters",
    ),
    (
        "postgres-search.sql",
        Work::Search,
        "PostgreSQL full text, GIN, five facets",
    ),
];

/// Loads the events and asks.
pub fn measure(root: &Path, lists: &Path) -> Result<Vec<Told>, String> {
    let server = Postgres::start(root)?;
    let process = server.process()?;
    let psql = |script: &str| {
        Run::new(root, "psql")
            .args(["--no-psqlrc", "--quiet", "--file", script, "--dbname"])
            .arg(&server.url)
            .at(lists)
    };
    say("  loading the events into PostgreSQL");
    psql("postgres-load.sql").output()?;
    let mut told = Vec::new();
    for (script, work, who) in ASKED {
        let mut costs = Vec::new();
        for _ in 0..TIMES {
            let before = load::family(root, process)?;
            let said = psql(script).output()?;
            let spent = load::family(root, process)? - before;
            costs.extend(Cost::of(times(&said), spent));
        }
        let cost = Cost::median(&costs).ok_or_else(|| format!("{script} told no times."))?;
        told.push(Told::cost(work, who, &cost));
    }
    let size = Run::new(root, "psql")
        .args(["--no-psqlrc", "--tuples-only", "--no-align", "--command"])
        .arg("SELECT pg_total_relation_size('event')")
        .arg(&server.url)
        .output()?;
    let size = size.trim().parse::<f64>().unwrap_or_default() / 1024.0 / 1024.0;
    told.push(Told::memory(
        "PostgreSQL",
        format!("{} MiB of tables and indexes", table::short(size)),
    ));
    Ok(told)
}

/// The times that psql tells after each statement, in milliseconds.
fn times(said: &str) -> Vec<f64> {
    said.lines()
        .filter_map(|line| line.strip_prefix("Time: ")?.split(' ').next()?.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_from_psql() {
        let said = "Time: 0.412 ms\nSET\nTime: 1234.567 ms (00:01.235)\n";
        assert_eq!(times(said), [0.412, 1234.567]);
    }
}

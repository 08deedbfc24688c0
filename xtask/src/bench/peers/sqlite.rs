//! SQLite's full text, by its own program.

use std::fs::File;
use std::path::Path;
use std::process::Stdio;

use super::super::TIMES;
use super::super::aims::Work;
use super::{Cost, Told};
use crate::run::{Run, say};

/// Loads the events into a file and asks.
pub fn measure(root: &Path, lists: &Path, file: &Path) -> Result<Vec<Told>, String> {
    // What an earlier run left is of other events.
    let _ = std::fs::remove_file(file);
    say("  loading the events into SQLite");
    let run = Run::new(root, "sqlite3").arg("-batch").arg(file).at(lists);
    script(&run, &lists.join("sqlite-load.sql"))?;
    let mut costs = Vec::new();
    for _ in 0..TIMES {
        let (took, spent) = times(&script(&run, &lists.join("sqlite-search.sql"))?);
        costs.extend(Cost::of(took, spent));
    }
    let _ = std::fs::remove_file(file);
    let cost = Cost::median(&costs).ok_or("sqlite3 told no times.")?;
    Ok(vec![Told::cost(
        Work::Search,
        "SQLite FTS5, five facets",
        &cost,
    )])
}

/// Gives a script to the program and keeps what it says.
fn script(run: &Run, file: &Path) -> Result<String, String> {
    let unread = |error| format!("{} cannot be read ({error}).", file.display());
    let input = File::open(file).map_err(unread)?;
    let output = run
        .command()
        .stdin(Stdio::from(input))
        .output()
        .map_err(|error| format!("sqlite3 could not be started ({error})."))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(format!(
            "`{}` failed: {}",
            run.line(),
            String::from_utf8_lossy(&output.stderr).trim()
        )),
    }
}

/// The time each statement took, in milliseconds, and the processor time of all, in seconds.
fn times(said: &str) -> (Vec<f64>, f64) {
    let mut took = Vec::new();
    let mut spent = 0.0;
    for line in said.lines().filter(|line| line.starts_with("Run Time: ")) {
        let after = |name: &str| -> Option<f64> {
            line.split_once(name)?.1.split(' ').next()?.parse().ok()
        };
        if let (Some(real), Some(user), Some(system)) =
            (after("real "), after("user "), after("sys "))
        {
            took.push(real * 1e3);
            spent += user + system;
        }
    }
    (took, spent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_from_its_timer() {
        let said = "Run Time: real 0.002 user 0.001500 sys 0.000500\nx\nRun Time: real 0.001 user 0.001000 sys 0.000000\n";
        let (took, spent) = times(said);
        assert_eq!(took, [2.0, 1.0]);
        assert!((spent - 0.003).abs() < 1e-9);
    }
}

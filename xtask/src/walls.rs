//! The walls of ARCHITECTURE.md: which crate may name which, who may hold a connection, and where SQL is written.

use std::collections::BTreeSet;
use std::path::Path;

use crate::house::tracked;
use crate::run::{Run, say};

/// Each of our crates, with those of ours it may name.
const MAY_NAME: [(&str, &[&str]); 5] = [
    ("domain", &[]),
    ("catalogue", &["domain"]),
    ("store", &["domain"]),
    ("server", &["catalogue", "domain", "store"]),
    ("xtask", &["catalogue", "domain"]),
];

/// Crates of others that only some of ours may name: what a wall keeps out.
const ONLY_IN: [(&str, &[&str]); 16] = [
    ("sqlx", &["store"]),
    ("axum", &["server"]),
    ("tower", &["server"]),
    ("tower-http", &["server"]),
    ("reqwest", &["server", "xtask"]),
    ("krilla", &["server"]),
    ("lettre", &["server"]),
    ("minijinja", &["server"]),
    ("clap", &["server", "xtask"]),
    ("object_store", &["server"]),
    ("rand", &["server"]),
    ("metrics", &["server"]),
    ("tokio", &["server", "store"]),
    ("futures", &["server", "store"]),
    ("tracing", &["server", "store"]),
    ("tracing-subscriber", &["server"]),
];

/// Checks every wall. The error says which is broken, and where.
pub fn check(root: &Path) -> Result<(), String> {
    let mut broken = Vec::new();
    for (ours, may_name) in MAY_NAME {
        let tree = [
            "tree",
            "--package",
            ours,
            "--depth",
            "1",
            "--edges",
            "normal,build,dev",
            "--prefix",
            "none",
        ];
        let tree = Run::cargo(root, &tree).args(["--format", "{p}"]);
        say(&format!("  $ {}", tree.line()));
        let output = tree.output()?;
        let named: BTreeSet<&str> = output
            .lines()
            .skip(1)
            .filter_map(|line| line.split(' ').next())
            .collect();
        broken.extend(misnamed(ours, may_name, &named));
    }
    for (path, text) in tracked(root, &["rs"])? {
        if path.starts_with("crates/") && !path.starts_with("crates/store/") {
            broken.extend(
                sql(&text)
                    .map(|line| format!("{path}:{line}: SQL is written in crates/store only")),
            );
        }
        if path.starts_with("crates/domain/") || path.starts_with("crates/catalogue/src/") {
            broken.extend(
                lines_with(&text, &["async fn", "async move", ".await"])
                    .map(|line| format!("{path}:{line}: nothing here waits")),
            );
        }
    }
    for (path, text) in tracked(root, &["toml"])? {
        // nextest runs no documentation tests: a library that has some would have them skipped without a word.
        if path.starts_with("crates/")
            && path.ends_with("/Cargo.toml")
            && !text.contains("[lib]\ndoctest = false\n")
        {
            broken.push(format!(
                "{path}: write `doctest = false` under `[lib]`, and tests as tests"
            ));
        }
    }
    match broken.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "These walls are broken (ARCHITECTURE.md says why they stand):\n  {}",
            broken.join("\n  ")
        )),
    }
}

/// What a crate names and may not.
fn misnamed(ours: &str, may_name: &[&str], named: &BTreeSet<&str>) -> Vec<String> {
    let ours_too = MAY_NAME
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| *name != ours && !may_name.contains(name));
    let others = ONLY_IN
        .iter()
        .filter(|(_, homes)| !homes.contains(&ours))
        .map(|(name, _)| *name);
    let forbidden = ours_too.chain(others).filter(|name| named.contains(name));
    forbidden
        .map(|name| format!("{ours} may not name {name}"))
        .collect()
}

/// The numbers of the lines that look like SQL.
fn sql(text: &str) -> impl Iterator<Item = usize> + '_ {
    let pairs = [
        ("SELECT ", " FROM "),
        ("UPDATE ", " SET "),
        ("\"SELECT ", ""),
        ("INSERT INTO ", ""),
        ("DELETE FROM ", ""),
    ];
    let more = [
        ("CREATE TABLE ", ""),
        ("CREATE INDEX ", ""),
        ("ALTER TABLE ", ""),
        ("DROP TABLE ", ""),
    ];
    let looks = move |line: &str| {
        pairs.iter().chain(&more).any(|(first, then)| {
            line.split_once(first)
                .is_some_and(|(_, rest)| format!(" {rest}").contains(then))
        })
    };
    text.lines()
        .enumerate()
        .filter(move |(_, line)| looks(line))
        .map(|(index, _)| index + 1)
}

/// The numbers of the lines of code, comments left out, that hold one of these.
fn lines_with<'a>(text: &'a str, needles: &'a [&'a str]) -> impl Iterator<Item = usize> + 'a {
    let code = |line: &&str| !line.trim_start().starts_with("//");
    let found = move |(_, line): &(usize, &str)| {
        code(line) && needles.iter().any(|needle| line.contains(needle))
    };
    text.lines()
        .enumerate()
        .filter(found)
        .map(|(index, _)| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_that_looks_over_a_wall_is_named() {
        let named = BTreeSet::from(["domain", "catalogue", "serde", "axum"]);
        let expected = vec![
            "store may not name catalogue".to_owned(),
            "store may not name axum".to_owned(),
        ];
        assert_eq!(misnamed("store", &["domain"], &named), expected);
    }

    #[test]
    fn sql_is_told_from_prose() {
        let text = "let q = \"SELECT id FROM event\";\n// select from the list\n\"UPDATE event SET x = 1\"\nUPDATE the list\n";
        assert_eq!(sql(text).collect::<Vec<_>>(), [1, 3]);
    }
}

//! Every test, in order: rules and lints first, for they are quick, then Rust on both databases, then the browser.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::found::{self, Need};
use crate::postgres::Postgres;
use crate::run::{Run, say};
use crate::tally::{self, Tally};
use crate::{Failure, house, licences, markup, setup, walls};

/// One step: its title, the parts of `--only` it belongs to, what it needs, and what it does.
struct Step {
    title: &'static str,
    parts: &'static [&'static str],
    needs: &'static [Need],
    action: fn(&Path) -> Result<Tally, String>,
}

const STEPS: [Step; 10] = [
    Step {
        title: "House rules",
        parts: &["lint"],
        needs: &[],
        action: |root| told(house::check(root)),
    },
    Step {
        title: "Walls",
        parts: &["lint"],
        needs: &[],
        action: |root| told(walls::check(root)),
    },
    Step {
        title: "Markup of pages",
        parts: &["lint"],
        needs: &[],
        action: |root| told(markup::check(root)),
    },
    Step {
        title: "Licences",
        parts: &["licences"],
        needs: &[],
        action: |root| told(licences::check(root)),
    },
    Step {
        title: "Format",
        parts: &["lint"],
        needs: &[Need::Lints],
        action: |root| told(format(root)),
    },
    Step {
        title: "Types of the assets",
        parts: &["lint"],
        needs: &[Need::Node],
        action: |root| told(types(root)),
    },
    Step {
        title: "Clippy",
        parts: &["lint"],
        needs: &[Need::Lints],
        action: |root| told(clippy(root)),
    },
    Step {
        title: "Rust on SQLite",
        parts: &["rust", "sqlite"],
        needs: &[Need::Node, Need::Nextest, Need::Readers],
        action: sqlite,
    },
    Step {
        title: "Rust on PostgreSQL",
        parts: &["rust", "postgres"],
        needs: &[Need::Node, Need::Nextest, Need::Readers, Need::Postgres],
        action: postgres,
    },
    Step {
        title: "Journeys in a browser",
        parts: &["browser"],
        needs: &[Need::Node, Need::Chromium],
        action: browser,
    },
];

/// `cargo xtask test [--only PART]…`: status 0 only when everything passed.
pub fn command(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    let only = parts(arguments)?;
    let chosen: Vec<&Step> = STEPS
        .iter()
        .filter(|step| {
            only.is_empty()
                || step
                    .parts
                    .iter()
                    .any(|part| only.iter().any(|chosen| chosen == part))
        })
        .collect();
    let needs: Vec<Need> =
        chosen
            .iter()
            .flat_map(|step| step.needs)
            .copied()
            .fold(Vec::new(), |mut needs, need| {
                if !needs.contains(&need) {
                    needs.push(need);
                }
                needs
            });
    let begun = Instant::now();
    setup::install(root, &needs)?;
    setup::fetch(root)?;

    let mut lines = Vec::new();
    let mut total = Tally::default();
    for (index, step) in chosen.iter().enumerate() {
        say(&format!(
            "\n━━ {}/{} {}",
            index + 1,
            chosen.len(),
            step.title
        ));
        let started = Instant::now();
        let tally = (step.action)(root).unwrap_or_else(|sentence| {
            say(&sentence);
            Tally::one(false)
        });
        let line = line(step.title, tally, started.elapsed());
        say(&format!("━━ {line}"));
        lines.push(line);
        total += tally;
    }
    say(&format!(
        "\n{}\nall in {}\n\n{} passed, {} failed",
        lines.join("\n"),
        spent(begun.elapsed()),
        total.passed,
        total.failed
    ));
    match total.failed {
        0 => Ok(()),
        _ => Err(Failure::Told),
    }
}

fn parts(arguments: &[String]) -> Result<Vec<String>, Failure> {
    let known = |part: &str| STEPS.iter().any(|step| step.parts.contains(&part));
    let mut only = Vec::new();
    let mut rest = arguments.iter();
    while let Some(word) = rest.next() {
        match (word.as_str(), rest.next()) {
            ("--only", Some(part)) if known(part) => only.push(part.clone()),
            ("--only", Some(part)) => {
                return Err(Failure::Usage(format!("test has no part “{part}”")));
            }
            ("--only", None) => {
                return Err(Failure::Usage("--only wants the name of a part".to_owned()));
            }
            _ => return Err(Failure::Usage(format!("test does not know “{word}”"))),
        }
    }
    Ok(only)
}

fn line(title: &str, tally: Tally, elapsed: Duration) -> String {
    let sign = if tally.failed == 0 { '✓' } else { '✗' };
    format!(
        "{sign} {title:<24} {:>5} passed {:>3} failed  {:>8}",
        tally.passed,
        tally.failed,
        spent(elapsed)
    )
}

/// A duration as people say it.
fn spent(duration: Duration) -> String {
    match duration.as_secs() {
        0..60 => format!("{:.1} s", duration.as_secs_f64()),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

/// One check that holds, or the sentences saying why it does not.
fn told(outcome: Result<(), String>) -> Result<Tally, String> {
    outcome.map(|()| Tally::one(true))
}

fn format(root: &Path) -> Result<(), String> {
    Run::cargo(root, &["fmt", "--all", "--check"])
        .shown()
        .map_err(|sentence| format!("{sentence} `cargo fmt --all` mends it."))
}

fn clippy(root: &Path) -> Result<(), String> {
    Run::cargo(
        root,
        &["clippy", "--workspace", "--all-targets", "--keep-going"],
    )
    .args(["--", "--deny", "warnings"])
    .shown()
}

fn types(root: &Path) -> Result<(), String> {
    setup::assets(root)?;
    Run::new(root, "npx")
        .args(["--no-install", "tsc", "--noEmit"])
        .folder("assets")
        .shown()
}

fn sqlite(root: &Path) -> Result<Tally, String> {
    setup::assets(root)?;
    nextest(
        &Run::cargo(root, &["nextest", "run", "--workspace", "--no-fail-fast"]),
        false,
    )
}

/// The store's suite and the server's journeys once more, on a PostgreSQL that lives as long as this function.
fn postgres(root: &Path) -> Result<Tally, String> {
    setup::assets(root)?;
    let server = Postgres::start(root)?;
    // The whole workspace is built as it was for SQLite, so that nothing is compiled again, and two packages are run.
    let filter = [
        "nextest",
        "run",
        "--workspace",
        "--no-fail-fast",
        "--filterset",
        "package(store) + package(server)",
    ];
    nextest(
        &Run::cargo(root, &filter).env("SEMAINE_TEST_DATABASE_URL", &server.url),
        true,
    )
}

fn nextest(run: &Run, filtered: bool) -> Result<Tally, String> {
    let (succeeded, output) = run.kept()?;
    Ok(Tally::of_runner(
        tally::nextest(&output, filtered),
        succeeded,
    ))
}

/// The journeys start the server they need themselves, from the binary that is named to them.
fn browser(root: &Path) -> Result<Tally, String> {
    setup::assets(root)?;
    // Built together with the tests, as they were for the Rust steps: the same features, so nothing is compiled again.
    Run::cargo(root, &["build", "--workspace", "--bins", "--tests"]).shown()?;
    let chromium = found::chromium(root).ok_or_else(|| Need::Chromium.way_out().to_owned())?;
    let journeys = journeys(root)?;
    let run = Run::new(root, "node")
        .args([
            "--test",
            "--test-reporter=spec",
            "--test-timeout=600000",
            "--test-concurrency=2",
        ])
        .args(journeys)
        .env("SEMAINE_CHROMIUM", chromium)
        .env("SEMAINE_BINARY", "target/debug/semaine");
    let (succeeded, output) = run.kept()?;
    Ok(Tally::of_runner(tally::node(&output), succeeded))
}

/// The files of journeys, named one by one: Node's versions differ in how they read a folder or a pattern.
fn journeys(root: &Path) -> Result<Vec<PathBuf>, String> {
    let folder = root.join("assets/tests");
    let entries = std::fs::read_dir(&folder)
        .map_err(|error| format!("The folder assets/tests cannot be read ({error})."))?;
    let names = entries
        .flatten()
        .map(|entry| PathBuf::from("assets/tests").join(entry.file_name()));
    let mut journeys: Vec<PathBuf> = names
        .filter(|path| {
            [".test.js", ".test.mjs", ".test.ts"]
                .iter()
                .any(|ending| path.to_string_lossy().ends_with(ending))
        })
        .collect();
    journeys.sort();
    match journeys.is_empty() {
        true => Err(
            "The folder assets/tests holds no journey: their files end in `.test.mjs`.".to_owned(),
        ),
        false => Ok(journeys),
    }
}

//! The benchmarks: what the work of the public site costs, beside those that people would use instead, on the same
//! events and in the same run. One table, on the machine it is run on, with the aims beside the figures.

mod aims;
mod browser;
mod bytes;
mod fresh;
mod freshness;
mod http;
mod inside;
mod load;
mod nginx;
mod options;
mod peers;
mod referee;
mod site;
mod soak;
mod table;
mod verdict;
mod visitors;

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::found::Need;
use crate::run::say;
use crate::{Failure, setup};
use aims::Work;
use bytes::Same;
use load::Load;
use options::{Options, Part};
use site::{Kept, Site};
use table::{Line, short};

/// How often each figure is taken; the middle one is told.
const TIMES: usize = 3;

/// `cargo xtask bench [--quick] [--events N]… [--only PART]… [--soak [MINUTES]]`.
pub fn command(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    let options = Options::read(arguments)?;
    setup::install(root, &[Need::Node, Need::Wrk])?;
    setup::assets(root)?;
    site::build(root)?;
    if let Some(minutes) = options.soak {
        for events in &options.sizes {
            soak::run(root, *events, minutes)?;
        }
        return Ok(());
    }
    let rust = peers::rust(root);
    let same = Same {
        axum: rust.clone(),
        nginx: setup::install(root, &[Need::Nginx]),
    };
    let begun = Instant::now();
    let mut rounds = Vec::new();
    for events in &options.sizes {
        let lines = round(root, &options, *events, &same, &rust)?;
        say(&format!(
            "\n{}\n\n{}",
            title(*events),
            table::markdown(&lines)
        ));
        rounds.push((*events, lines));
    }
    if let Some(line) = growth(&rounds) {
        say(&table::markdown(&[line]));
    }
    write(root, &rounds)?;
    say(&format!(
        "measured in {:.0} s; the table is kept in {TABLE}",
        begun.elapsed().as_secs_f64()
    ));
    Ok(())
}

/// Where the last table is kept.
const TABLE: &str = "target/xtask/bench/table.md";

fn write(root: &Path, rounds: &[(usize, Vec<Line>)]) -> Result<(), String> {
    let mut text: String = rounds
        .iter()
        .map(|(events, lines)| format!("### {}\n\n{}\n", title(*events), table::markdown(lines)))
        .collect();
    if let Some(line) = growth(rounds) {
        text += &table::markdown(&[line]);
    }
    std::fs::write(root.join(TABLE), text)
        .map_err(|error| format!("{TABLE} cannot be written ({error})."))
}

fn title(events: usize) -> String {
    format!("{} events", table::grouped(events as f64))
}

/// One size, from the start of the server to the last peer.
fn round(
    root: &Path,
    options: &Options,
    events: usize,
    same: &Same,
    rust: &Result<PathBuf, String>,
) -> Result<Vec<Line>, String> {
    let kept = Kept::of(root, events)?;
    let mut lines = vec![machine()];
    let (site, ready) = started(root, &kept)?;
    kept.prepare(root, &site)?;
    if options.has(Part::Server) {
        let (rest, _) = site.memory()?;
        say(&format!(
            "Measuring {} events",
            table::grouped(events as f64)
        ));
        lines.extend(fresh::measure(root, &kept, &site, options.seconds())?);
        lines.extend(bytes::measure(root, &kept, &site, same, options.seconds())?);
        lines.push(ready_line(events, ready));
        lines.push(memory_line(events, rest, site.memory()?));
        lines.extend(visitors::line(&lines));
    }
    if options.has(Part::Browser) {
        lines.extend(browser::measure(root, &kept, &site, options.quick)?);
    }
    drop(site);
    if options.has(Part::Server) {
        lines.extend(verdict::measure(root, &kept).unwrap_or_else(|why| {
            say(&format!("  {why}"));
            let broken = Line::skipped("from the verdict to everyone", OURS, &why);
            vec![broken.aiming(format!("≤ {} s", aims::visible(events)), false)]
        }));
        lines.extend(inside::measure(root, events));
    }
    if options.has(Part::Peers) {
        let own = |work: Work| {
            let ours = lines
                .iter()
                .find(|line| line.work == work.name() && line.who == OURS);
            ours.and_then(|line| line.cpu)
        };
        let told = peers::measure(root, &kept, rust, &own)?;
        lines.extend(told);
    }
    Ok(by_work(lines))
}

/// How the table names us.
const OURS: &str = "Semaine";

/// Starts the server three times on the same folder; tells the middle of the times until everything could be read.
fn started(root: &Path, kept: &Kept) -> Result<(Site, f64), String> {
    let mut times = Vec::new();
    for _ in 1..TIMES {
        let (_, ready) = kept.start(root)?;
        times.push(ready.as_secs_f64());
    }
    let (site, ready) = kept.start(root)?;
    times.push(ready.as_secs_f64());
    times.sort_by(f64::total_cmp);
    Ok((site, times[TIMES / 2]))
}

fn ready_line(events: usize, ready: f64) -> Line {
    let aim = aims::ready(events);
    Line::told("ready after start", OURS, &format!("{} s", short(ready)))
        .aiming(format!("≤ {aim} s"), ready <= aim)
}

fn memory_line(events: usize, rest: f64, (now, highest): (f64, f64)) -> Line {
    let aim = aims::memory(events);
    let figure = format!(
        "{} MiB at rest, {} MiB after the load, {} MiB at its highest",
        short(rest),
        short(now),
        short(highest)
    );
    Line::told("memory", OURS, &figure).aiming(format!("≤ {aim} MiB"), now <= aim)
}

/// What the figures were taken on, and whether others worked there too.
fn machine() -> Line {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    let figure = format!(
        "{cores} cores for both sides of the wire, {load} processes running in the minute before"
    );
    Line::told("machine", "", &figure)
}

/// From 100,000 to 1,000,000 events, what an uncached tile costs more.
fn growth(rounds: &[(usize, Vec<Line>)]) -> Option<Line> {
    let cpu = |wanted: usize| {
        let (_, lines) = rounds.iter().find(|(events, _)| *events == wanted)?;
        let tile = lines
            .iter()
            .find(|line| line.work == Work::FilteredTile.name() && line.who == OURS);
        tile?.cpu
    };
    let times = cpu(1_000_000)? / cpu(100_000)?;
    let figure = format!("{} × from 100,000 to 1,000,000 events", short(times));
    let line = Line::told(Work::FilteredTile.name(), OURS, &figure);
    Some(line.aiming(format!("≤ {} ×", aims::GROWTH), times <= aims::GROWTH))
}

/// The lines of one work under each other, works in the order in which they came.
fn by_work(lines: Vec<Line>) -> Vec<Line> {
    let mut sorted: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let place = sorted.iter().rposition(|other| other.work == line.work);
        sorted.insert(place.map_or(sorted.len(), |place| place + 1), line);
    }
    sorted
}

/// A line of ours with the aims of its work.
fn with_aim(line: Line, work: Work, events: usize, load: &Load) -> Line {
    let Some(cpu) = work.cpu(events) else {
        return line;
    };
    match work.p99(events) {
        None => line.aiming(format!("≤ {cpu} µs"), load.cpu <= cpu),
        Some(p99) => line.aiming(
            format!("≤ {cpu} µs, p99 ≤ {p99} ms"),
            load.cpu <= cpu && load.p99 <= p99,
        ),
    }
}

/// The first lines of a file.
fn lines_of(file: &Path, most: usize) -> Result<Vec<String>, String> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| format!("{} cannot be read ({error}).", file.display()))?;
    Ok(text.lines().take(most).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(work: &str, who: &str, cpu: f64) -> Line {
        Line {
            cpu: Some(cpu),
            ..Line::told(work, who, "")
        }
    }

    #[test]
    fn peers_stand_under_the_work_they_do() {
        let lines = vec![
            line("tile", OURS, 1.0),
            line("search", OURS, 2.0),
            line("tile", "PostGIS", 3.0),
        ];
        let sorted: Vec<String> = by_work(lines)
            .into_iter()
            .map(|line| format!("{} {}", line.work, line.who))
            .collect();
        assert_eq!(sorted, ["tile Semaine", "tile PostGIS", "search Semaine"]);
    }

    #[test]
    fn growth_is_told_when_both_sizes_were_measured() {
        let work = Work::FilteredTile.name();
        let rounds = [
            (100_000, vec![line(work, OURS, 20.0)]),
            (1_000_000, vec![line(work, OURS, 50.0)]),
        ];
        let told = growth(&rounds).unwrap();
        assert_eq!(told.ratio, "2.50 × from 100,000 to 1,000,000 events");
        assert_eq!(told.aim, Some(("≤ 2 ×".to_owned(), false)));
        assert!(growth(&rounds[..1]).is_none());
    }
}

//! Readers, verdicts and rebuilds together for some minutes: no error, and memory that stays as it is.

use std::io::Read as _;
use std::num::NonZeroU32;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::load::{self, List, Manner, Report};
use super::referee::Referee;
use super::site::{Kept, Site};
use super::table::{Line, grouped, markdown, short};
use super::{OURS, http, lines_of};
use crate::Failure;
use crate::run::say;

/// Readers: connections that ask again as soon as they are answered.
const READERS: u32 = 8;
/// How long between two verdicts; each raises the public revision, and so asks for a catalogue.
const BETWEEN: Duration = Duration::from_millis(800);
/// The share of the time in which memory may still grow to its usual size.
const SETTLING: f64 = 0.2;
/// How many readers may be asked to come back: rebuilds share the cores with them.
const MOST_LATER: f64 = 0.01;
/// What may come on top in the end: a share, and mebibytes of noise.
const NOISE: (f64, f64) = (0.05, 8.0);

/// Runs it, prints a table, and fails when something went wrong.
pub fn run(root: &Path, events: usize, minutes: NonZeroU32) -> Result<(), Failure> {
    let kept = Kept::of(root, events)?;
    let data = kept.copy(root, "soak")?;
    let (site, _) = Site::start(root, events, &data)?;
    kept.prepare(root, &site)?;
    let mix = mix(&kept, &site)?;
    let seconds = minutes.get() * 60;
    say(&format!(
        "{READERS} readers, a verdict every {} ms and the rebuilds they ask for, {minutes} minutes",
        BETWEEN.as_millis()
    ));
    let soaked = soak(root, &site, &mix, seconds)?;
    drop(site);
    // The copy was made for this only.
    let _ = std::fs::remove_dir_all(&data);
    let lines = soaked.lines();
    let text = format!(
        "### Soak, {} events, {minutes} minutes\n\n{}",
        grouped(events as f64),
        markdown(&lines)
    );
    say(&format!("\n{text}"));
    let file = kept.at("soak.md");
    std::fs::write(&file, text)
        .map_err(|error| format!("{} cannot be written ({error}).", file.display()))?;
    let failed = |line: &Line| line.aim.as_ref().is_some_and(|(_, reached)| !reached);
    match lines.iter().any(failed) {
        false => Ok(()),
        true => Err(Failure::Told),
    }
}

/// What people read, mixed: pages, tiles of a map that was opened a while ago, searches.
fn mix(kept: &Kept, site: &Site) -> Result<List, String> {
    const EACH: usize = 4_000;
    let (before, mark) = site.tiles()?;
    let list = |name: &str| lines_of(&kept.at("lists").join(name), EACH);
    let tiles = list("tiles.tsv")?;
    let filtered = list("filtered.tsv")?;
    let searches = list("search.tsv")?;
    let pages = list("pages.tsv")?;
    let mut lines = Vec::new();
    for at in 0..EACH {
        let of = |list: &[String]| {
            let line = list.get(at % list.len().max(1));
            line.and_then(|line| line.split('\t').next())
                .unwrap_or_default()
                .to_owned()
        };
        let search = of(&searches);
        lines.extend([
            format!("{before}{}{mark}", of(&tiles)),
            format!("{before}{}&{mark}", of(&filtered)),
            format!("/api/v1/search?{search}"),
            format!("/evenements/{}", of(&pages)),
            format!("/evenements?{search}"),
        ]);
        if at % 10 == 0 {
            lines.extend([
                "/".to_owned(),
                "/carte".to_owned(),
                "/calendrier".to_owned(),
            ]);
        }
    }
    let file = kept.at("soak.tsv");
    std::fs::write(&file, lines.join("\n") + "\n")
        .map_err(|error| format!("{} cannot be written ({error}).", file.display()))?;
    Ok(List {
        file,
        before: String::new(),
        after: String::new(),
        lines: 0..0,
        manner: Manner::Crowd,
    })
}

/// What came of it.
struct Soaked {
    readers: Report,
    verdicts: u64,
    /// Verdicts that were asked to come back, and were given then.
    later: u64,
    /// The first thing that went wrong with a verdict.
    fault: Option<String>,
    revisions: (u64, u64),
    /// Mebibytes in memory, in the order of time.
    memory: Vec<f64>,
    highest: f64,
}

fn soak(root: &Path, site: &Site, mix: &List, seconds: u32) -> Result<Soaked, String> {
    let referee = Referee::arrive(site.address)?;
    let queue = referee.queue()?;
    let proposal = queue
        .first()
        .ok_or("No proposal waits in the demonstration’s queue.")?;
    let before = revision(site)?;
    let mut readers = load::wrk(root, site.address, mix, READERS, seconds)
        .command()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("wrk could not be started ({error})."))?;
    let mut soaked = Soaked {
        readers: Report::default(),
        verdicts: 0,
        later: 0,
        fault: None,
        revisions: (before, before),
        memory: Vec::new(),
        highest: 0.0,
    };
    let begun = Instant::now();
    let mut labelled = None;
    let mut told = 0;
    while begun.elapsed().as_secs() < u64::from(seconds) {
        let turn = Instant::now();
        let given = match labelled {
            None => referee.label(proposal).map(|verdict| verdict.map(Some)),
            Some(verdict) => referee
                .undo(proposal, verdict)
                .map(|done| done.map(|()| None)),
        };
        match given {
            Ok(Some(next)) => {
                labelled = next;
                soaked.verdicts += 1;
            }
            // Asked to come back: the same again at the next turn.
            Ok(None) => soaked.later += 1,
            Err(sentence) => drop(soaked.fault.get_or_insert(sentence)),
        }
        let (now, highest) = site.memory()?;
        soaked.memory.push(now);
        soaked.highest = highest;
        let minute = begun.elapsed().as_secs() / 60;
        if minute > told {
            told = minute;
            say(&format!(
                "  {minute} min: {} MiB, {} verdicts",
                short(now),
                soaked.verdicts
            ));
        }
        std::thread::sleep(BETWEEN.saturating_sub(turn.elapsed()));
    }
    soaked.revisions.1 = revision(site)?;
    let mut report = String::new();
    if let Some(mut said) = readers.stdout.take() {
        said.read_to_string(&mut report)
            .map_err(|error| format!("wrk could not be heard ({error})."))?;
    }
    let _ = readers.wait();
    soaked.readers = Report::read(&report).ok_or_else(|| format!("wrk told nothing: {report}"))?;
    Ok(soaked)
}

/// The highest public revision on the shelf.
fn revision(site: &Site) -> Result<u64, String> {
    let answer = http::get(site.address, "/readyz", &[])?.text();
    let numbers = answer.split("\"revision\":").skip(1).filter_map(|rest| {
        let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
        digits.parse().ok()
    });
    numbers
        .max()
        .ok_or_else(|| "/readyz tells no revision.".to_owned())
}

impl Soaked {
    fn lines(&self) -> Vec<Line> {
        let readers = &self.readers;
        let wrong = readers.refused + readers.broken;
        let reading = Line {
            per_second: Some(readers.requests as f64 / readers.seconds.max(1e-9)),
            p50: Some(readers.p50),
            p99: Some(readers.p99),
            ..Line::told(
                "reading",
                OURS,
                &format!(
                    "{} answers, {} asked to come back, {} refused, {} connections broken",
                    grouped(readers.requests as f64),
                    readers.later,
                    readers.refused,
                    readers.broken
                ),
            )
        };
        let fault = self
            .fault
            .clone()
            .unwrap_or_else(|| "none failed".to_owned());
        let verdicts = format!(
            "{} given or taken back, {} at a second try; {fault}",
            self.verdicts, self.later
        );
        let rebuilt = self.revisions.1.saturating_sub(self.revisions.0);
        let (early, late) = ends(&self.memory);
        let most = early * (1.0 + NOISE.0) + NOISE.1;
        let memory = format!(
            "{} MiB once settled, {} MiB at the end, {} MiB at its highest",
            short(early),
            short(late),
            short(self.highest)
        );
        vec![
            reading.aiming(
                format!("no error, ≤ {} % asked to come back", MOST_LATER * 100.0),
                wrong == 0
                    && readers.requests > 0
                    && readers.later as f64 <= readers.requests as f64 * MOST_LATER,
            ),
            Line::told("verdicts", OURS, &verdicts)
                .aiming("none fails".to_owned(), self.fault.is_none()),
            Line::told(
                "rebuilds",
                OURS,
                &format!("the shelf is {rebuilt} revisions further"),
            )
            .aiming("some".to_owned(), rebuilt > 0),
            Line::told("memory", OURS, &memory).aiming(
                format!("≤ {} MiB at the end", short(most)),
                late <= most && late > 0.0,
            ),
        ]
    }
}

/// The usual memory soon after the start and near the end: medians of the first and the last third of what follows
/// the time of settling. Rebuilds come and go within seconds, so that a median does not see them.
fn ends(memory: &[f64]) -> (f64, f64) {
    let settled = &memory[(memory.len() as f64 * SETTLING) as usize..];
    let third = (settled.len() / 3).max(1).min(settled.len());
    let median = |part: &[f64]| {
        let mut part = part.to_vec();
        part.sort_by(f64::total_cmp);
        part.get(part.len() / 2).copied().unwrap_or_default()
    };
    (
        median(&settled[..third]),
        median(&settled[settled.len() - third..]),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn soaked(memory: Vec<f64>, refused: u64) -> Vec<bool> {
        let soaked = Soaked {
            readers: Report {
                requests: 10,
                seconds: 1.0,
                refused,
                ..Report::default()
            },
            verdicts: 4,
            later: 1,
            fault: None,
            revisions: (3, 7),
            memory,
            highest: 300.0,
        };
        let signs = soaked.lines().into_iter();
        signs.filter_map(|line| Some(line.aim?.1)).collect()
    }

    #[test]
    fn memory_that_grows_is_seen_and_peaks_are_not() {
        let flat = (0..100).map(|at| if at % 5 == 0 { 180.0 } else { 100.0 });
        assert_eq!(soaked(flat.collect(), 0), [true; 4]);
        let growing = (0..100).map(|at| 100.0 + f64::from(at));
        assert_eq!(soaked(growing.collect(), 0), [true, true, true, false]);
    }

    #[test]
    fn an_error_is_not_forgiven() {
        assert_eq!(soaked(vec![100.0; 9], 1), [false, true, true, true]);
        assert!(!soaked(Vec::new(), 0)[3]);
    }
}

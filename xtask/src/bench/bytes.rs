//! Answers that are made once and kept, and those who serve the very same bytes: axum from memory, nginx from disk.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use super::aims::{OF_AXUM, Work};
use super::http::{self, Answer};
use super::load::{self, ACCEPT, List, Load, Manner};
use super::nginx::Nginx;
use super::site::{Kept, Site};
use super::table::{Line, short};
use super::{OURS, TIMES, lines_of, with_aim};
use crate::run::Run;

/// Connections held open, as by a proxy in front.
const CONNECTIONS: u32 = 16;
/// How many addresses a row goes round, where it has many.
const ROUND: usize = 48;
/// Headers that every server writes for itself.
const OWN: [&str; 5] = [
    "connection",
    "content-length",
    "date",
    "transfer-encoding",
    "x-request-id",
];

/// Those who serve the same bytes; the error says why one is left out.
pub struct Same {
    /// The binary of `xtask/bench-peers/rust`.
    pub axum: Result<PathBuf, String>,
    /// Whether nginx is here.
    pub nginx: Result<(), String>,
}

/// One who answers a row.
struct Side {
    who: &'static str,
    address: SocketAddr,
    list: List,
    processes: Vec<u32>,
    loads: Vec<Load>,
}

/// Measures what is kept, each row beside those who serve the same bytes, in turns.
pub fn measure(
    root: &Path,
    kept: &Kept,
    site: &Site,
    same: &Same,
    seconds: u32,
) -> Result<Vec<Line>, String> {
    let rows = rows(kept, site)?;
    let folder = kept.at("answers");
    let addresses: Vec<&String> = rows.iter().flat_map(|(_, addresses)| addresses).collect();
    let answers = answers(site, &addresses)?;
    write(&folder, &answers)?;
    let axum = same
        .axum
        .as_ref()
        .map_err(Clone::clone)
        .and_then(|binary| Axum::start(root, binary, &folder));
    let nginx = same
        .nginx
        .clone()
        .and_then(|()| Nginx::start(root, &kept.at("nginx"), &folder, &answers));
    let mut lines = Vec::new();
    let mut number = 0;
    for (work, addresses) in &rows {
        let ours = list(&folder, &format!("row-{number}"), "", addresses)?;
        let numbers: Vec<String> = (number..number + addresses.len())
            .map(|number| number.to_string())
            .collect();
        let same = list(&folder, &format!("row-{number}-same"), "/", &numbers)?;
        number += addresses.len();
        // Every answer is made once before it counts.
        load::load(root, site.address, &ours, CONNECTIONS, 1, &site.processes())?;
        let side = |who, address, list: &List, processes| Side {
            who,
            address,
            list: list.clone(),
            processes,
            loads: Vec::new(),
        };
        let mut sides = vec![side(OURS, site.address, &ours, site.processes().to_vec())];
        if let Ok(axum) = &axum {
            sides.push(side(AXUM, axum.address, &same, vec![axum.child.id()]));
        }
        if let Ok(nginx) = &nginx {
            sides.push(side(NGINX, nginx.address, &same, nginx.processes()));
        }
        for _ in 0..TIMES {
            for side in &mut sides {
                let load = load::load(
                    root,
                    side.address,
                    &side.list,
                    CONNECTIONS,
                    seconds,
                    &side.processes,
                )?;
                side.loads.push(load);
            }
        }
        lines.extend(told(*work, kept.events, &sides));
    }
    for (who, why) in [(AXUM, axum.err()), (NGINX, nginx.err())] {
        if let Some(why) = why {
            lines.push(Line::told(
                "the same bytes",
                who,
                &format!("skipped: {why}"),
            ));
        }
    }
    Ok(lines)
}

const AXUM: &str = "axum, the same bytes from memory";
const NGINX: &str = "nginx, the same bytes from disk";

/// The lines of a row: ours first, then how we stand beside the others.
fn told(work: Work, events: usize, sides: &[Side]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut own = None;
    for side in sides {
        let Some(load) = load::median(&side.loads) else {
            continue;
        };
        let line = Line::loaded(work.name(), side.who, &load);
        let Some(own) = &own else {
            lines.push(with_aim(line, work, events, &load));
            own = Some(load);
            continue;
        };
        let share = own.per_second / load.per_second;
        let line = line.compared(format!(
            "ours: {} × its requests/s, {} × its CPU",
            short(share),
            short(own.cpu / load.cpu)
        ));
        lines.push(match side.who {
            AXUM => line.aiming(format!("≥ {OF_AXUM} × its requests/s"), share >= OF_AXUM),
            _ => line,
        });
    }
    lines
}

/// What is asked for again and again: the work, and the addresses.
fn rows(kept: &Kept, site: &Site) -> Result<Vec<(Work, Vec<String>)>, String> {
    let (before, mark) = site.tiles()?;
    let first = |name: &str, address: &dyn Fn(&str) -> String| -> Result<Vec<String>, String> {
        let lines = lines_of(&kept.at("lists").join(name), ROUND)?;
        Ok(lines
            .iter()
            .map(|line| address(line.split('\t').next().unwrap_or_default()))
            .collect())
    };
    let tiles = first("tiles.tsv", &|tile| format!("{before}{tile}{mark}"))?;
    let searches = first("search.tsv", &|search| format!("/api/v1/search?{search}"))?;
    let events = first("pages.tsv", &|slug| format!("/evenements/{slug}"))?;
    let one = |path: &str| vec![path.to_owned()];
    Ok(vec![
        (Work::CachedTile, tiles),
        (Work::CachedSearch, searches),
        (Work::CachedEvent, events),
        (Work::Home, one("/")),
        (Work::List, one("/evenements")),
        (Work::Map, one("/carte")),
    ])
}

/// The answers as a browser gets them; anything but a success stops the bench, which would otherwise measure errors.
fn answers(site: &Site, addresses: &[&String]) -> Result<Vec<Answer>, String> {
    let ask = |path: &&String| {
        let answer = http::get(site.address, path, &[("Accept-Encoding", ACCEPT)])?;
        match answer.status {
            200 => Ok(answer),
            status => Err(format!(
                "{path} answers {status}, so it is not measured. Mend it first."
            )),
        }
    };
    addresses.iter().map(ask).collect()
}

/// Writes the answers as files `0`, `1`, …, with their headers beside them.
fn write(folder: &Path, answers: &[Answer]) -> Result<(), String> {
    let unwritten = |error| format!("{} cannot be written ({error}).", folder.display());
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder).map_err(unwritten)?;
    for (number, answer) in answers.iter().enumerate() {
        let headers: String = answer
            .headers
            .iter()
            .filter(|(name, _)| !OWN.contains(&name.as_str()))
            .map(|(name, value)| format!("{name}\t{value}\n"))
            .collect();
        std::fs::write(folder.join(number.to_string()), &answer.body)
            .and_then(|()| std::fs::write(folder.join(format!("{number}.headers")), headers))
            .map_err(unwritten)?;
    }
    Ok(())
}

/// A list that goes round, written into a file.
fn list(folder: &Path, name: &str, before: &str, lines: &[String]) -> Result<List, String> {
    let file = folder.join(name);
    std::fs::write(&file, lines.join("\n") + "\n")
        .map_err(|error| format!("{} cannot be written ({error}).", file.display()))?;
    Ok(List {
        file,
        before: before.to_owned(),
        after: String::new(),
        lines: 0..0,
        manner: Manner::Around,
    })
}

/// axum answering from memory; it ends with this value.
struct Axum {
    child: Child,
    address: SocketAddr,
}

impl Axum {
    fn start(root: &Path, binary: &Path, folder: &Path) -> Result<Self, String> {
        let run = Run::new(root, binary).arg("memory").arg(folder);
        let child = run
            .command()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn();
        let mut child = child.map_err(|error| format!("axum could not be started ({error})."))?;
        let mut line = String::new();
        if let Some(said) = child.stdout.take() {
            // An address that cannot be read is told below, with what stands there.
            let _ = BufReader::new(said).read_line(&mut line);
        }
        let address = line.trim().parse();
        let axum = |address| Self { child, address };
        address
            .map(axum)
            .map_err(|_| format!("axum does not say where it listens (`{}`).", run.line()))
    }
}

impl Drop for Axum {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

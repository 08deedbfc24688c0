//! Our server as people start it: the demonstration, on a folder that is kept so that it is loaded once.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant, SystemTime};

use super::freshness::{self, View};
use super::{http, load};
use crate::postgres::free_port;
use crate::run::{Run, say};
use crate::setup;

/// How long the days of a demonstration are near enough: then it is loaded anew.
const MOST_AGE: Duration = Duration::from_secs(7 * 24 * 3600);
/// What decides how a demonstration is.
const SOURCES: [&str; 2] = ["migrations", "crates/server/src/demo"];

/// The binary that is measured: the one named in `SEMAINE_BINARY`, else the one that the bench builds.
pub fn binary(root: &Path) -> PathBuf {
    match std::env::var_os("SEMAINE_BINARY") {
        Some(named) => root.join(named),
        None => root.join("target/bench-light/semaine"),
    }
}

/// Builds it, unless another one is named.
pub fn build(root: &Path) -> Result<(), String> {
    if let Some(named) = std::env::var_os("SEMAINE_BINARY") {
        say(&format!(
            "Measuring {} (SEMAINE_BINARY) instead of building the server",
            named.to_string_lossy()
        ));
        return Ok(());
    }
    say("Building the server as it is released, but for the slow passes of the linker");
    Run::cargo(
        root,
        &["build", "--profile", "bench-light", "--package", "server"],
    )
    .shown()
}

/// A folder of one size, with its demonstration and the lists made from it.
pub struct Kept {
    /// How many events were asked for.
    pub events: usize,
    /// `target/xtask/bench/N`.
    pub folder: PathBuf,
}

impl Kept {
    /// The folder of a size, emptied when its demonstration would not be today’s.
    pub fn of(root: &Path, events: usize) -> Result<Self, String> {
        let name = format!("bench/{events}");
        let folder = root.join("target/xtask").join(&name);
        let mark = format!("{name}/loaded");
        let mut sources = Vec::new();
        for source in SOURCES {
            setup::files(&root.join(source), &mut sources)?;
        }
        let stamp = setup::stamp(&sources)?;
        let age = std::fs::metadata(root.join("target/xtask").join(&mark))
            .and_then(|file| file.modified())
            .ok()
            .and_then(|then| SystemTime::now().duration_since(then).ok());
        let fresh = age.is_some_and(|age| age < MOST_AGE);
        if !fresh || setup::is_stale(root, &mark, stamp) {
            // Nothing there is as good.
            let _ = std::fs::remove_dir_all(&folder);
            std::fs::create_dir_all(&folder).map_err(|error| {
                format!("The folder {} cannot be made ({error}).", folder.display())
            })?;
            say(&format!(
                "Loading {events} events into target/xtask/{name}, once: they are kept there"
            ));
            let begun = Instant::now();
            let kept = Self { events, folder };
            kept.start(root)?;
            say(&format!(
                "  loaded in {:.0} s",
                begun.elapsed().as_secs_f64()
            ));
            setup::remember(root, &mark, stamp)?;
            return Ok(kept);
        }
        Ok(Self { events, folder })
    }

    /// A file or a folder of it.
    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The demonstration's folder once more: verdicts change it, and the kept one stays as it was loaded.
    pub fn copy(&self, root: &Path, name: &str) -> Result<PathBuf, String> {
        let data = self.at(name);
        let _ = std::fs::remove_dir_all(&data);
        Run::new(root, "cp")
            .args(["-a", "--reflink=auto"])
            .arg(self.at("data"))
            .arg(&data)
            .output()?;
        Ok(data)
    }

    /// Starts the server, and tells how soon everything could be read.
    pub fn start(&self, root: &Path) -> Result<(Site, Duration), String> {
        Site::start(root, self.events, &self.at("data"))
    }

    /// Makes the lists of what is asked for, from what the server exports, unless they are there.
    pub fn prepare(&self, root: &Path, site: &Site) -> Result<(), String> {
        let lists = self.at("lists");
        if lists.join("total").is_file() {
            return Ok(());
        }
        Run::new(root, "node")
            .args([
                "--max-old-space-size=6000",
                "xtask/bench-peers/node/prepare.mjs",
            ])
            .arg(format!("http://{}", site.address))
            .arg(&lists)
            .shown()
    }
}

/// A running server; it ends with this value.
pub struct Site {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Site {
    /// Starts the demonstration on a folder, and waits until all of it can be read.
    pub fn start(root: &Path, events: usize, data: &Path) -> Result<(Self, Duration), String> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()?));
        let run = Run::new(root, binary(root))
            .args(["demo", "--events", &events.to_string(), "--listen"])
            .arg(address.to_string())
            .arg("--data")
            .arg(data);
        say(&format!("  $ {}", run.line()));
        let mut site = None;
        let act = || {
            let child = run
                .command()
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn();
            site = Some(Self {
                child: child
                    .map_err(|error| format!("The server could not be started ({error})."))?,
                address,
            });
            Ok(())
        };
        let all_there = || {
            let answer = http::get(address, "/api/v1/search", &[]);
            Ok(answer
                .is_ok_and(|answer| total(&answer.text()).is_some_and(|total| total >= events)))
        };
        let views = [View {
            name: "every event in the search",
            sees: Box::new(all_there),
        }];
        // A million events are loaded in minutes, by a build without optimisation in many.
        let patience = Duration::from_secs(300 + events as u64 / 100);
        let seen = freshness::until_visible(act, &views, patience).map_err(|sentence| {
            format!(
                "{sentence} Start the server by hand and see: {}",
                run.line()
            )
        });
        let site = site.ok_or("The server could not be started.")?;
        let ready = seen?.first().map_or(Duration::ZERO, |(_, took)| *took);
        Ok((site, ready))
    }

    /// The process ids whose work is counted.
    pub fn processes(&self) -> [u32; 1] {
        [self.child.id()]
    }

    /// The memory it holds now, and what it held at its highest, in mebibytes.
    pub fn memory(&self) -> Result<(f64, f64), String> {
        load::memory(self.child.id())
    }

    /// The beginning of a tile's address, and the mark that its last parameter carries.
    pub fn tiles(&self) -> Result<(String, String), String> {
        let page = http::get(self.address, "/carte", &[])?.text();
        tiles_in(&page).ok_or_else(|| "The map at /carte names no tiles.".to_owned())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // It answers what is under way and closes its database. It may have ended by itself; then there is nothing to end.
        let _ = Run::new(Path::new("/"), "kill")
            .arg(self.child.id().to_string())
            .output();
        let _ = self.child.wait();
    }
}

/// The total of an answer of the search.
fn total(json: &str) -> Option<usize> {
    let rest = json.split_once("\"total\":")?.1;
    rest.split(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

/// `/tuiles/2026/22/` and `v=3f…` of a page whose map has its tiles at `/tuiles/2026/22/{z}/{x}/{y}.mvt?v=3f…`.
pub fn tiles_in(page: &str) -> Option<(String, String)> {
    let template = page.split_once("data-tiles=\"")?.1.split('"').next()?;
    let template = template.replace("&#x2f;", "/").replace("&amp;", "&");
    let (before, after) = template.split_once("{z}/{x}/{y}.mvt")?;
    Some((before.to_owned(), after.trim_start_matches('?').to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_tiles_is_read_from_a_page() {
        let page = r#"<div data-map data-tiles="&#x2f;tuiles&#x2f;2026&#x2f;22&#x2f;{z}&#x2f;{x}&#x2f;{y}.mvt?v=3f">"#;
        let expected = ("/tuiles/2026/22/".to_owned(), "v=3f".to_owned());
        assert_eq!(tiles_in(page), Some(expected));
        assert_eq!(tiles_in("<p>no map</p>"), None);
    }

    #[test]
    fn a_total_is_read_from_an_answer() {
        assert_eq!(total(r#"{"pages":3,"total":42,"x":1}"#), Some(42));
        assert_eq!(total("{}"), None);
    }
}

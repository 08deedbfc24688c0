//! The benchmarks: what a page costs, what it costs nginx to serve the same bytes, the memory held, and how soon
//! everyone sees what has just been done. One table, on the machine it is run on.

mod freshness;
mod http;
mod load;
mod nginx;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::found::Need;
use crate::postgres::free_port;
use crate::run::{Run, say};
use crate::{Failure, setup};
use freshness::{Seen, View};
use http::Answer;
use load::Load;
use nginx::Nginx;

/// Events of the demonstration that is measured: the size of a real edition.
const EVENTS: &str = "2400";
/// What browsers accept, in the order they say it.
const ACCEPT: &str = "gzip, deflate, br, zstd";
/// Longest time for the server to start and load its demonstration.
const PATIENCE: Duration = Duration::from_secs(180);

/// A page measured: its name in the table, and its path.
struct Page {
    name: &'static str,
    path: String,
}

/// `cargo xtask bench [--quick]`.
pub fn command(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    let seconds = match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [] => 10,
        ["--quick"] => 3,
        _ => return Err(Failure::Usage("bench takes only `--quick`".to_owned())),
    };
    setup::install(root, &[Need::Node, Need::Wrk, Need::Nginx])?;
    setup::assets(root)?;
    say("Building the server as it is released, but for the slow passes of the linker");
    Run::cargo(
        root,
        &["build", "--profile", "bench-light", "--package", "server"],
    )
    .shown()?;

    let folder = Folder::new(root)?;
    let (server, started) = Server::start(root, &folder.0)?;
    let pages = pages(server.address)?;
    let answers = pages
        .iter()
        .map(|page| page.answer(server.address))
        .collect::<Result<Vec<_>, _>>()?;
    let nginx = Nginx::start(root, &folder.0.join("nginx"), &answers)?;

    say(&format!(
        "\n{EVENTS} events, 16 connections, {seconds} s a page, this machine for both sides of the wire\n"
    ));
    say(
        "page            bytes   requests/s    p50 ms    p99 ms   CPU µs |  nginx r/s   CPU µs |  r/s ratio  CPU ratio",
    );
    for (index, (page, answer)) in pages.iter().zip(&answers).enumerate() {
        let ours = load::load(
            root,
            server.address,
            &page.path,
            ACCEPT,
            seconds,
            &[server.child.id()],
        )?;
        let path = format!("/{index}");
        let theirs = load::load(
            root,
            nginx.address,
            &path,
            ACCEPT,
            seconds,
            &nginx.processes(),
        )?;
        say(&row(page.name, answer.body.len(), &ours, &theirs));
    }
    let (now, highest) = load::memory(server.child.id())?;
    say(&format!(
        "\nmemory of the server: {now:.0} MiB, at its highest {highest:.0} MiB"
    ));
    for (name, duration) in started {
        say(&format!(
            "from an empty folder to {name}: {:.2} s",
            duration.as_secs_f64()
        ));
    }
    Ok(())
}

fn row(name: &str, bytes: usize, ours: &Load, theirs: &Load) -> String {
    format!(
        "{name:<13} {bytes:>7} {:>12.0} {:>9.2} {:>9.2} {:>8.0} | {:>10.0} {:>8.0} | {:>10.2} {:>10.1}",
        ours.per_second,
        ours.p50,
        ours.p99,
        ours.cpu,
        theirs.per_second,
        theirs.cpu,
        ours.per_second / theirs.per_second,
        ours.cpu / theirs.cpu,
    )
}

impl Page {
    /// The page as a browser gets it; anything but a success stops the bench, which would otherwise measure errors.
    fn answer(&self, address: SocketAddr) -> Result<Answer, String> {
        let answer = http::get(address, &self.path, &[("Accept-Encoding", ACCEPT)])?;
        match answer.status {
            200 => Ok(answer),
            status => Err(format!(
                "{} ({}) answers {status}, so it is not measured. Mend it first.",
                self.path, self.name
            )),
        }
    }
}

/// The pages to measure: those whose address is known, and an event and a tile found as a visitor's browser finds them.
fn pages(address: SocketAddr) -> Result<Vec<Page>, String> {
    let list = http::get(address, "/evenements", &[])?.text();
    let map = http::get(address, "/carte", &[])?.text();
    let event = first_after(&list, "/evenements/", |slug| {
        !slug.is_empty() && !slug.contains('.')
    })
    .ok_or("The list at /evenements names no event.")?;
    let tiles = first_after(&map, "/tuiles/", |rest| rest.split('/').count() > 2)
        .ok_or("The map at /carte names no tiles.")?;
    let edition: Vec<&str> = tiles.split('/').take(2).collect();
    // Zoom 5: the first tile that a map of France asks for, with most of the events in it.
    let tile = format!("/tuiles/{}/5/16/11.mvt", edition.join("/"));
    let known = [
        ("home", "/".to_owned()),
        ("list", "/evenements".to_owned()),
        (
            "list, query",
            "/evenements?q=usine&territoire=32".to_owned(),
        ),
        ("event", format!("/evenements/{event}")),
        ("map tile", tile),
        ("search JSON", "/api/v1/search?q=atelier".to_owned()),
    ];
    Ok(known
        .into_iter()
        .map(|(name, path)| Page { name, path })
        .collect())
}

/// What follows the first `start` in the attributes of a page that suits, up to the quotation mark.
fn first_after<'a>(html: &'a str, start: &str, suits: impl Fn(&str) -> bool) -> Option<&'a str> {
    let rests = html
        .match_indices(start)
        .map(|(at, _)| &html[at + start.len()..]);
    rests
        .filter_map(|rest| rest.split(['"', '\'', '?', '#', '<']).next())
        .find(|rest| suits(rest))
}

/// The server being measured; it ends with this value.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts the demonstration in a new folder, and tells how soon each of its faces was there.
    fn start(root: &Path, folder: &Path) -> Result<(Self, Seen), String> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()?));
        let run = Run::new(root, "target/bench-light/semaine")
            .args([
                "demo",
                "--events",
                EVENTS,
                "--listen",
                &address.to_string(),
                "--data",
            ])
            .arg(folder.join("data"));
        say(&format!("  $ {}", run.line()));
        let mut server = None;
        let there = |path: &'static str| {
            Box::new(move || {
                Ok(http::get(address, path, &[]).is_ok_and(|answer| answer.status == 200))
            })
        };
        let views = [
            View {
                name: "ready",
                sees: there("/readyz"),
            },
            View {
                name: "its home page",
                sees: there("/"),
            },
        ];
        let act = || {
            let child = run
                .command()
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .spawn();
            server = Some(Self {
                child: child
                    .map_err(|error| format!("The server could not be started ({error})."))?,
                address,
            });
            Ok(())
        };
        let seen = freshness::until_visible(act, &views, PATIENCE);
        let server = server.ok_or("The server could not be started.")?;
        Ok((server, seen?))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder under `target` that goes with this value.
struct Folder(PathBuf);

impl Folder {
    fn new(root: &Path) -> Result<Self, String> {
        let folder = root.join(format!("target/xtask/bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|error| {
            format!("The folder {} cannot be made ({error}).", folder.display())
        })?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_and_its_tiles_are_found_in_a_page() {
        let html = r#"<a href="/evenements/?jour=1">x</a><a href="/evenements/visite-auch#top">y</a> "/tuiles/e9/12/{z}/{x}/{y}.mvt""#;
        assert_eq!(
            first_after(html, "/evenements/", |slug| !slug.is_empty()),
            Some("visite-auch")
        );
        assert_eq!(
            first_after(html, "/tuiles/", |_| true),
            Some("e9/12/{z}/{x}/{y}.mvt")
        );
    }
}

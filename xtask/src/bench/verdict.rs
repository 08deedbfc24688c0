//! From the verdict to everyone's eyes: proposals of the demonstration are labelled as a referee labels them, and looked for
//! where visitors look.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use super::freshness::{self, Seen, View};
use super::http::{self, Answer};
use super::referee::Referee;
use super::site::{self, Kept, Site};
use super::table::{Line, short};
use super::{OURS, aims};

/// The territory of the referee.
const TERRITORY: &str = "32";
/// The tile of the first map of France in which it lies.
const TILE: &str = "5/16/11";
/// How many verdicts are measured.
const VERDICTS: usize = 5;
/// Longest wait before a view counts as broken.
const PATIENCE: Duration = Duration::from_secs(120);

/// Labels proposals and takes the verdicts back, on a copy of the demonstration; for each view, how long until it showed a label.
pub fn measure(root: &Path, kept: &Kept) -> Result<Vec<Line>, String> {
    let data = kept.copy(root, "verdicts")?;
    let (site, _) = Site::start(root, kept.events, &data)?;
    let referee = Referee::arrive(site.address)?;
    let mut all = Vec::new();
    for proposal in referee.queue()? {
        // A title that is written otherwise in a page than in data would not be found.
        let title = referee.title(&proposal)?;
        let Some(title) = title.filter(|title| !title.contains(['&', '<', '"', '/'])) else {
            continue;
        };
        while all.len() < VERDICTS {
            match one(site.address, &referee, &proposal, &title)? {
                Some(seen) => all.push(seen),
                None => break,
            }
        }
    }
    drop(site);
    // The copy was made for this only.
    let _ = std::fs::remove_dir_all(&data);
    match all.is_empty() {
        true => {
            Err("No proposal waits with a title of its own: nothing can be measured.".to_owned())
        }
        false => Ok(lines(&all, kept.events)),
    }
}

/// One verdict, taken back once everyone has seen it; nothing when the event says nothing: its title stands on a whole page
/// already, or it is online only and has no place on the map.
fn one(
    address: SocketAddr,
    referee: &Referee,
    proposal: &str,
    title: &str,
) -> Result<Option<Seen>, String> {
    const BUSY: &str = "The server was too busy for a verdict.";
    let visitor = Visitor::new(address, title)?;
    if visitor.alike >= PAGE {
        return Ok(None);
    }
    let views = visitor.views()?;
    let mut verdict = 0;
    let label = || {
        verdict = referee.label(proposal)?.ok_or(BUSY)?;
        Ok(())
    };
    let seen = freshness::until_visible(label, &views, PATIENCE)?;
    let online = visitor.is_online()?;
    let gone = View {
        name: "list without it",
        sees: Box::new(|| Ok(!(views[0].sees)()?)),
    };
    let undo = || referee.undo(proposal, verdict)?.ok_or(BUSY.to_owned());
    freshness::until_visible(undo, &[gone], PATIENCE)?;
    Ok((!online).then_some(seen))
}

/// Each view with the middle and the longest of its times.
fn lines(all: &[Seen], events: usize) -> Vec<Line> {
    let aim = aims::visible(events);
    let names = all.first().map_or(&[][..], |seen| seen.as_slice());
    let line = |(at, (name, _)): (usize, &(&str, Duration))| {
        let mut times: Vec<f64> = all.iter().map(|seen| seen[at].1.as_secs_f64()).collect();
        times.sort_by(f64::total_cmp);
        let (middle, longest) = (times[times.len() / 2], times[times.len() - 1]);
        let figure = format!(
            "{} s, the longest of {} {} s",
            short(middle),
            times.len(),
            short(longest)
        );
        Line::told(&format!("from the verdict to the {name}"), OURS, &figure)
            .aiming(format!("≤ {aim} s"), longest <= aim)
    };
    names.iter().enumerate().map(line).collect()
}

/// How many events a page of the list holds.
const PAGE: usize = 20;

/// Somebody who looks for an event by its title. Others may have the same one: it is seen once one more is there.
struct Visitor<'a> {
    address: SocketAddr,
    title: &'a str,
    query: String,
    /// How many events its words lead to before the verdict, and how many of these are not on the map.
    alike: usize,
    off_map: usize,
    /// The tile before the verdict.
    tile: Vec<u8>,
}

impl<'a> Visitor<'a> {
    fn new(address: SocketAddr, title: &'a str) -> Result<Self, String> {
        let query = format!("territoire={TERRITORY}&{}", form(&[("q", title)]));
        let mut visitor = Self {
            address,
            title,
            query,
            alike: 0,
            off_map: 0,
            tile: Vec::new(),
        };
        visitor.tile = visitor.tile()?;
        visitor.alike = visitor.count("total")?;
        visitor.off_map = visitor.count("off_map")?;
        Ok(visitor)
    }

    /// Looks for one more of the title at an address.
    fn look(&'a self, name: &'static str, path: String) -> Result<View<'a>, String> {
        let held = move || {
            let answer = success(http::get(self.address, &path, &[])?, &path)?;
            Ok::<usize, String>(answer.text().matches(self.title).count())
        };
        let before = held()?;
        Ok(View {
            name,
            sees: Box::new(move || Ok(held()? > before)),
        })
    }

    /// A count of the answer to the search.
    fn count(&self, name: &str) -> Result<usize, String> {
        let path = format!("/api/v1/search?{}", self.query);
        let found = success(http::get(self.address, &path, &[])?, &path)?.text();
        let after = found.split_once(&format!("\"{name}\":"));
        let figures = after.and_then(|(_, rest)| rest.split(|c: char| !c.is_ascii_digit()).next());
        figures
            .and_then(|figures| figures.parse().ok())
            .ok_or_else(|| format!("{path} tells no {name}."))
    }

    /// The tile as a map that is opened now asks for it.
    fn tile(&self) -> Result<Vec<u8>, String> {
        let map = success(http::get(self.address, "/carte", &[])?, "/carte")?.text();
        let (before, mark) = site::tiles_in(&map).ok_or("The map at /carte names no tiles.")?;
        let path = format!("{before}{TILE}.mvt?territoire={TERRITORY}&{mark}");
        Ok(success(http::get(self.address, &path, &[])?, &path)?.body)
    }

    /// Whether the event can be found, and is not on the map.
    fn is_online(&self) -> Result<bool, String> {
        Ok(self.count("off_map")? > self.off_map)
    }

    fn views(&'a self) -> Result<Vec<View<'a>>, String> {
        let query = &self.query;
        Ok(vec![
            self.look("list", format!("/evenements?{query}"))?,
            View {
                name: "map",
                sees: Box::new(|| Ok(self.tile()? != self.tile || self.is_online()?)),
            },
            self.look("search", format!("/api/v1/search?{query}"))?,
            self.look("feed", format!("/evenements.rss?{query}"))?,
            self.look("export", format!("/evenements.geojson?{query}"))?,
        ])
    }
}

fn success(answer: Answer, path: &str) -> Result<Answer, String> {
    match answer.status {
        200 => Ok(answer),
        status => Err(format!("{path} answers {status}.")),
    }
}

/// Fields as a form sends them.
fn form(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    pairs.join("&")
}

fn encoded(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    text.bytes().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sent_as_a_browser_sends_them() {
        assert_eq!(
            form(&[("q", "l’été & toi")]),
            "q=l%E2%80%99%C3%A9t%C3%A9%20%26%20toi"
        );
    }

    #[test]
    fn each_view_tells_the_middle_and_the_longest() {
        let seen = |list: u64, map: u64| {
            vec![
                ("list", Duration::from_millis(list)),
                ("map", Duration::from_millis(map)),
            ]
        };
        let told = lines(&[seen(300, 2_500), seen(100, 400), seen(200, 500)], 2_400);
        assert_eq!(told[0].ratio, "0.20 s, the longest of 3 0.30 s");
        assert_eq!(told[0].aim, Some(("≤ 1 s".to_owned(), true)));
        assert_eq!(told[1].work, "from the verdict to the map");
        assert_eq!(told[1].aim, Some(("≤ 1 s".to_owned(), false)));
    }
}

//! What `cargo xtask bench` was asked to do.

use std::num::NonZeroU32;

use crate::Failure;

/// The sizes that are measured when none is named: a real edition, and every edition of a country.
const SIZES: [usize; 2] = [2_400, 100_000];
/// How long a soak takes when nothing is said.
const SOAK_MINUTES: u32 = 10;
/// The size of a soak when none is named: large enough for a rebuild to weigh, and loaded in minutes.
const SOAK_EVENTS: usize = 100_000;

/// A part of the bench.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The server, and those who serve the very same bytes.
    Server,
    /// Those who do the same work another way.
    Peers,
    /// A real browser.
    Browser,
}

impl Part {
    const ALL: [(&'static str, Part); 3] = [
        ("server", Part::Server),
        ("peers", Part::Peers),
        ("browser", Part::Browser),
    ];
}

/// The options.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// Short measures: under three minutes for 2,400 events.
    pub quick: bool,
    /// How many events, for each round.
    pub sizes: Vec<usize>,
    /// Which parts are measured.
    pub parts: Vec<Part>,
    /// Instead of measuring: readers, verdicts and rebuilds together for so many minutes.
    pub soak: Option<NonZeroU32>,
}

impl Options {
    /// Reads `[--quick] [--events N]… [--only PART]… [--soak [MINUTES]]`.
    pub fn read(arguments: &[String]) -> Result<Self, Failure> {
        let mut options = Self {
            quick: false,
            sizes: Vec::new(),
            parts: Vec::new(),
            soak: None,
        };
        let mut rest = arguments.iter().map(String::as_str).peekable();
        while let Some(word) = rest.next() {
            match word {
                "--quick" => options.quick = true,
                "--events" => options.sizes.push(size(rest.next())?),
                "--only" => options.parts.push(part(rest.next())?),
                "--soak" => {
                    let minutes = rest.next_if(|next| !next.starts_with('-'));
                    options.soak = Some(minutes.map_or(Ok(minutes_usual()), minutes_of)?);
                }
                other => return Err(usage(&format!("bench does not know “{other}”"))),
            }
        }
        if options.sizes.is_empty() {
            options.sizes = match (options.soak, options.quick) {
                (Some(_), false) => vec![SOAK_EVENTS],
                (_, true) => SIZES[..1].to_vec(),
                (None, false) => SIZES.to_vec(),
            };
        }
        if options.parts.is_empty() {
            options.parts = Part::ALL.map(|(_, part)| part).to_vec();
        }
        Ok(options)
    }

    /// Whether a part is to be measured.
    pub fn has(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    /// How long each measure by `wrk` lasts.
    pub fn seconds(&self) -> u32 {
        if self.quick { 1 } else { 4 }
    }
}

fn minutes_usual() -> NonZeroU32 {
    NonZeroU32::new(SOAK_MINUTES).unwrap_or(NonZeroU32::MIN)
}

fn minutes_of(word: &str) -> Result<NonZeroU32, Failure> {
    word.parse()
        .map_err(|_| usage("--soak wants a number of minutes"))
}

fn size(word: Option<&str>) -> Result<usize, Failure> {
    let read = word.and_then(|word| word.replace(['_', ','], "").parse().ok());
    read.filter(|events| *events > 0)
        .ok_or_else(|| usage("--events wants a number, such as 1000000"))
}

fn part(word: Option<&str>) -> Result<Part, Failure> {
    let found = Part::ALL.iter().find(|(name, _)| Some(*name) == word);
    found
        .map(|(_, part)| *part)
        .ok_or_else(|| usage("--only wants server, peers or browser"))
}

fn usage(sentence: &str) -> Failure {
    Failure::Usage(sentence.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Options, Failure> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::read(&words)
    }

    #[test]
    fn sizes_and_parts_have_their_usual_values() {
        let usual = read("").unwrap();
        assert_eq!(usual.sizes, [2_400, 100_000]);
        assert!(usual.has(Part::Peers) && usual.has(Part::Browser) && usual.soak.is_none());
        assert_eq!(read("--quick").unwrap().sizes, [2_400]);
        let named = read("--events 1,000,000 --events 300 --only peers").unwrap();
        assert_eq!(named.sizes, [1_000_000, 300]);
        assert!(!named.has(Part::Server));
    }

    #[test]
    fn a_soak_may_say_its_minutes() {
        let minutes = |line: &str| read(line).unwrap().soak.map(NonZeroU32::get);
        assert_eq!(minutes("--soak --quick"), Some(10));
        assert_eq!(minutes("--soak 3 --events 500"), Some(3));
        assert_eq!(read("--soak").unwrap().sizes, [100_000]);
    }

    #[test]
    fn what_is_not_known_is_said() {
        for line in ["--fast", "--events", "--events 0", "--only map", "--soak x"] {
            assert!(matches!(read(line), Err(Failure::Usage(_))), "{line}");
        }
    }
}

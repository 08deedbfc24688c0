//! Finding the commune of a free address with nothing but the gazetteer.

use domain::text;

use super::complete::expanded;
use super::{Alias, Commune, Gazetteer};

/// The most characters of an address that are read, from its end.
const MOST_CHARACTERS: usize = 400;
/// The most words of a commune's name.
const MOST_WORDS: usize = 10;
/// How many first characters the postcodes of one neighbourhood share, those of large organisations included.
const SHARED_START: usize = 2;

/// How sure the gazetteer is of a commune.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sureness {
    /// The name and the postcode agree.
    Certain,
    /// The name alone and no other commune has it, or the postcode alone and no other commune has it.
    Likely,
    /// The most populous of several; people must be asked.
    Guess,
}

/// The commune found in an address. Its point is that of the commune, or of its district: never that of the street.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Geocoded<'a> {
    /// The commune.
    pub commune: &'a Commune,
    /// The district or former commune that was recognised.
    pub alias: Option<&'a Alias>,
    /// Longitude in degrees.
    pub lon: f64,
    /// Latitude in degrees.
    pub lat: f64,
    /// How sure it is.
    pub sureness: Sureness,
}

impl Gazetteer {
    /// The commune of a free address such as "Zone industrielle, 32000 Auch". None when nothing in it names one.
    #[must_use]
    pub fn geocode_offline(&self, address: &str) -> Option<Geocoded<'_>> {
        let skipped = address.chars().count().saturating_sub(MOST_CHARACTERS);
        let address: String = address.chars().skip(skipped).collect();
        let words = expanded(&self.manifest, &text::words(&address));
        self.by_postcode(&words)
            .or_else(|| self.by_neighbourhood(&words))
            .or_else(|| self.by_name(&address))
    }

    /// A postcode of the pack, and the name of one of its communes anywhere in the address, best right after it.
    fn by_postcode(&self, words: &[String]) -> Option<Geocoded<'_>> {
        let (at, entries) = words.iter().enumerate().rev().find_map(|(at, word)| {
            let entries: Vec<u32> = self.names().with_postcode(word).collect();
            (!entries.is_empty()).then_some((at, entries))
        })?;
        let communes: Vec<u32> = entries.iter().map(|&entry| self.entry(entry).0).collect();
        let fits = |entry: u32| communes.contains(&self.entry(entry).0);
        let after = self.longest_name(words, at + 1..at + 2, &fits);
        let named = after.or_else(|| self.longest_name(words, 0..words.len(), &fits));
        // A district has a postcode of its own: its point is nearer to the address than its commune's.
        let district = entries
            .iter()
            .copied()
            .find(|&entry| self.entry(entry).1.is_some());
        if let Some(entry) = named {
            let (commune, alias) = self.entry(entry);
            let same =
                district.filter(|&district| alias.is_none() && self.entry(district).0 == commune);
            return Some(self.found(same.unwrap_or(entry), Sureness::Certain));
        }
        let alone = communes.iter().all(|commune| *commune == communes[0]);
        let sureness = if alone {
            Sureness::Likely
        } else {
            Sureness::Guess
        };
        let fallback = district.or_else(|| self.most_populous(entries.into_iter()))?;
        Some(self.found(fallback, sureness))
    }

    /// A postcode of a large organisation (CEDEX), unknown to the pack: its first figures narrow the name that follows it.
    fn by_neighbourhood(&self, words: &[String]) -> Option<Geocoded<'_>> {
        let looks_like = |word: &String| {
            let known = self
                .communes
                .first()
                .and_then(|first| first.postcodes().next())
                .map(str::len);
            known == Some(word.len()) && word.bytes().all(|b| b.is_ascii_digit())
        };
        let at = words.iter().rposition(looks_like)?;
        let start = words[at].get(..SHARED_START)?;
        let fits = |entry: u32| {
            let commune = &self.communes[self.entry(entry).0 as usize];
            commune
                .postcodes()
                .any(|postcode| postcode.starts_with(start))
        };
        let entry = self.longest_name(words, at + 1..at + 2, &fits)?;
        Some(self.found(entry, Sureness::Likely))
    }

    /// No postcode: a part of the address, the last first, that is a commune's name, or else that ends with one.
    fn by_name(&self, address: &str) -> Option<Geocoded<'_>> {
        let parts: Vec<Vec<String>> = address
            .split([',', ';', '\n', '(', ')', '–', '—', '/'])
            .map(|part| expanded(&self.manifest, &text::words(part)))
            .filter(|words| !words.is_empty())
            .collect();
        let within = parts
            .iter()
            .rev()
            .find_map(|words| self.territory_above(&words.join(" ")));
        let fits = |entry: u32| self.is_in(entry, within);
        for words in parts.iter().rev() {
            let entries: Vec<u32> = self
                .names()
                .whole(&words.join(" "))
                .filter(|&entry| fits(entry))
                .collect();
            if let Some(entry) = self.most_populous(entries.iter().copied()) {
                let first = self.entry(entry).0;
                let alone = entries.iter().all(|&other| self.entry(other).0 == first);
                return Some(self.found(
                    entry,
                    if alone {
                        Sureness::Likely
                    } else {
                        Sureness::Guess
                    },
                ));
            }
        }
        let ending = |words: &Vec<String>| {
            let first = words.len().saturating_sub(MOST_WORDS);
            (first..words.len()).find_map(|at| {
                self.most_populous(
                    self.names()
                        .whole(&words[at..].join(" "))
                        .filter(|&entry| fits(entry)),
                )
            })
        };
        let entry = parts.iter().rev().find_map(ending)?;
        Some(self.found(entry, Sureness::Guess))
    }

    /// A territory above the communes by its code or its name, when no commune has that name.
    fn territory_above(&self, folded: &str) -> Option<u32> {
        let named = |one: &super::Territory| {
            text::fold(one.code.as_str()) == folded
                || one
                    .words
                    .values()
                    .any(|forms| text::words(&forms.name).join(" ") == folded)
        };
        let at = self.tree.iter().position(named)?;
        self.names()
            .whole(folded)
            .next()
            .is_none()
            .then_some(at as u32)
    }

    /// The longest name that fits and begins at one of these words; the last place wins between equals.
    fn longest_name(
        &self,
        words: &[String],
        starts: std::ops::Range<usize>,
        fits: &dyn Fn(u32) -> bool,
    ) -> Option<u32> {
        let mut best: Option<(usize, u32)> = None;
        for start in starts.filter(|start| *start < words.len()) {
            for end in start + 1..=(start + MOST_WORDS).min(words.len()) {
                let named = self
                    .names()
                    .whole(&words[start..end].join(" "))
                    .filter(|&entry| fits(entry));
                let Some(entry) = self.most_populous(named) else {
                    continue;
                };
                if best.is_none_or(|(length, _)| end - start >= length) {
                    best = Some((end - start, entry));
                }
            }
        }
        best.map(|(_, entry)| entry)
    }

    /// The entry whose commune has the most people; a commune's own name before that of a part of it.
    fn most_populous(&self, entries: impl Iterator<Item = u32>) -> Option<u32> {
        entries.max_by_key(|&entry| {
            let (commune, alias) = self.entry(entry);
            (alias.is_none(), self.communes[commune as usize].population)
        })
    }

    fn found(&self, entry: u32, sureness: Sureness) -> Geocoded<'_> {
        let (commune, alias) = self.entry(entry);
        let commune = &self.communes[commune as usize];
        let alias = alias.map(|alias| &self.aliases[alias as usize]);
        let (lon, lat) = alias
            .and_then(|alias| alias.point)
            .unwrap_or((commune.lon, commune.lat));
        Geocoded {
            commune,
            alias,
            lon,
            lat,
            sureness,
        }
    }
}

//! Completing a commune as one types its name, its postcode or its code.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use domain::text;

use super::{Alias, Commune, Gazetteer, Manifest, Place, Territory};
use crate::typo::{self, Typo};

/// The most characters of a request that are read: no name is longer.
const MOST_CHARACTERS: usize = 100;
/// Above this number, an entry is an alias.
const ALIAS: u32 = 1 << 31;

/// How well a commune answers what was typed; better ones come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exactness {
    /// Its whole name (with or without its article), postcode or code.
    Whole,
    /// The beginning of its name, postcode or code.
    Beginning,
    /// The beginning of a later word of its name.
    LaterWord,
    /// One letter apart from its name or from its beginning.
    Nearly,
}

/// A commune offered for what was typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Completion<'a> {
    /// The commune.
    pub commune: &'a Commune,
    /// The département, which tells homonyms apart.
    pub home: &'a Territory,
    /// The former commune or the district that was recognised, when it is not the commune itself.
    pub alias: Option<&'a Alias>,
    /// The postcode that was recognised, when one was typed.
    pub postcode: Option<&'a str>,
    /// How well it answers.
    pub exactness: Exactness,
}

/// A name, or the end of a name from one of its words on.
#[derive(Debug)]
struct Key {
    start: u32,
    length: u16,
    /// Whether it begins with the name's first word, articles left out.
    leads: bool,
    /// A commune, or an alias above [`ALIAS`].
    entry: u32,
}

/// The names of a pack, folded and sorted.
#[derive(Debug)]
pub(super) struct Names {
    /// Every folded name, one after the other.
    letters: String,
    /// Sorted by their letters.
    keys: Vec<Key>,
    /// (postcode, entry), sorted.
    postcodes: Vec<(Box<str>, u32)>,
    /// Territories above the communes by their folded names, in every language: the highest and the lowest of that name.
    territories: HashMap<Box<str>, (u32, u32)>,
}

/// What one asks for: the words of a name, and what narrows the answers.
#[derive(Debug, Default)]
struct Asked {
    /// Folded names that would do, each whole.
    names: Vec<String>,
    /// The start of a postcode.
    postcode: Option<String>,
    /// A territory above the communes.
    within: Option<u32>,
}

impl Names {
    pub(super) fn new(
        manifest: &Manifest,
        tree: &[Territory],
        communes: &[Commune],
        aliases: &[Alias],
    ) -> Names {
        let mut names = Names {
            letters: String::new(),
            keys: Vec::new(),
            postcodes: Vec::new(),
            territories: HashMap::new(),
        };
        for (territory, at) in tree.iter().zip(0..) {
            let forms = territory.words.values();
            for name in forms.flat_map(|forms| [&forms.name, &forms.the]) {
                let name = text::words(name).join(" ").into_boxed_str();
                names.territories.entry(name).or_insert((at, at)).1 = at;
            }
        }
        for (at, commune) in communes.iter().enumerate() {
            names.add(manifest, &commune.name, at as u32);
            names.postcodes.extend(
                commune
                    .postcodes()
                    .map(|postcode| (text::fold(postcode).into(), at as u32)),
            );
        }
        for (at, alias) in aliases.iter().enumerate() {
            names.add(manifest, &alias.name, at as u32 | ALIAS);
            names.postcodes.extend(
                alias
                    .postcodes()
                    .map(|postcode| (text::fold(postcode).into(), at as u32 | ALIAS)),
            );
        }
        let letters = std::mem::take(&mut names.letters);
        let of =
            |key: &Key| &letters[key.start as usize..key.start as usize + usize::from(key.length)];
        names.keys.sort_by(|a, b| of(a).cmp(of(b)));
        names.letters = letters;
        names.postcodes.sort();
        names
    }

    /// Adds a name under each of its words that tells something.
    fn add(&mut self, manifest: &Manifest, name: &str, entry: u32) {
        let words = expanded(manifest, &text::words(name));
        self.add_words(manifest, &words, entry);
        // People also type "lisle" for "L’Isle": the elided word joined to the next.
        if name.contains(['\u{2019}', '\'']) {
            let joined = text::words(&name.replace(['\u{2019}', '\''], ""));
            self.add_words(manifest, &expanded(manifest, &joined), entry);
        }
    }

    fn add_words(&mut self, manifest: &Manifest, words: &[String], entry: u32) {
        let (start, whole) = (self.letters.len(), words.join(" "));
        let (mut offset, mut only_weak) = (0, true);
        for (at, word) in words.iter().enumerate() {
            let weak = manifest.weak_words.contains(word);
            if at == 0 || !weak {
                let length = u16::try_from(whole.len() - offset).unwrap_or(u16::MAX);
                self.keys.push(Key {
                    start: (start + offset) as u32,
                    length,
                    leads: only_weak,
                    entry,
                });
            }
            only_weak &= weak;
            offset += word.len() + 1;
        }
        self.letters.push_str(&whole);
    }

    fn of(&self, key: &Key) -> &str {
        &self.letters[key.start as usize..key.start as usize + usize::from(key.length)]
    }

    /// The keys that begin with these letters.
    fn beginning(&self, letters: &str) -> Range<usize> {
        let first = self.keys.partition_point(|key| self.of(key) < letters);
        let count = self.keys[first..].partition_point(|key| self.of(key).starts_with(letters));
        first..first + count
    }

    /// The entries whose whole name this is, its article left out or not.
    pub(super) fn whole<'a>(&'a self, letters: &str) -> impl Iterator<Item = u32> + use<'a> {
        let (keys, length) = (&self.keys[self.beginning(letters)], letters.len());
        keys.iter()
            .take_while(move |key| usize::from(key.length) == length)
            .filter(|key| key.leads)
            .map(|key| key.entry)
    }

    /// The postcodes that begin with these characters.
    fn postcodes_from(&self, start: &str) -> &[(Box<str>, u32)] {
        let first = self
            .postcodes
            .partition_point(|(postcode, _)| **postcode < *start);
        let count =
            self.postcodes[first..].partition_point(|(postcode, _)| postcode.starts_with(start));
        &self.postcodes[first..first + count]
    }

    /// The entries that have this postcode.
    pub(super) fn with_postcode<'a>(
        &'a self,
        postcode: &str,
    ) -> impl Iterator<Item = u32> + use<'a> {
        let whole = postcode.len();
        self.postcodes_from(postcode)
            .iter()
            .take_while(move |(found, _)| found.len() == whole)
            .map(|(_, entry)| *entry)
    }
}

/// Folded words with their abbreviations written out: `st` becomes `saint`.
pub(super) fn expanded(manifest: &Manifest, words: &[String]) -> Vec<String> {
    let full = |word: &String| manifest.abbreviations.get(word).unwrap_or(word).clone();
    words.iter().map(full).collect()
}

/// Communes found so far, each with the best way it was found.
struct Found<'a> {
    gazetteer: &'a Gazetteer,
    best: HashMap<u32, (Exactness, Option<u32>, Option<&'a str>)>,
}

impl<'a> Found<'a> {
    fn add(&mut self, entry: u32, exactness: Exactness, postcode: Option<&'a str>) {
        let (commune, alias) = self.gazetteer.entry(entry);
        // The commune's own name wins over that of one of its parts.
        let offered = (exactness, alias, postcode);
        let kept = self.best.entry(commune).or_insert(offered);
        if (offered.0, offered.1.is_some()) < (kept.0, kept.1.is_some()) {
            *kept = offered;
        }
    }

    /// The best ones, by exactness, then by population, then by code.
    fn best(self, limit: usize) -> Vec<Completion<'a>> {
        let gazetteer = self.gazetteer;
        let population = |at: u32| gazetteer.communes[at as usize].population;
        let mut all: Vec<_> = self.best.into_iter().collect();
        all.sort_unstable_by_key(|(at, found)| (found.0, std::cmp::Reverse(population(*at)), *at));
        all.truncate(limit);
        let completion = |(at, (exactness, alias, postcode)): (
            u32,
            (Exactness, Option<u32>, Option<&'a str>),
        )| {
            let commune = &gazetteer.communes[at as usize];
            let alias = alias.map(|alias| &gazetteer.aliases[alias as usize]);
            Completion {
                commune,
                home: gazetteer.home(commune),
                alias,
                postcode,
                exactness,
            }
        };
        all.into_iter().map(completion).collect()
    }
}

impl Gazetteer {
    /// The names, folded and sorted when they are first asked for.
    pub(super) fn names(&self) -> &Names {
        self.names
            .get_or_init(|| Names::new(&self.manifest, &self.tree, &self.communes, &self.aliases))
    }

    /// The communes that answer what is being typed, the best first: a name or its beginning (accents, hyphens, apostrophes,
    /// articles and abbreviations forgiven), a postcode or its beginning, a code, or a name narrowed by a postcode or by a
    /// territory ("saint denis 974", "saint-denis réunion", "Auch (32)"). When nothing answers, one typo is forgiven from five
    /// letters on.
    #[must_use]
    pub fn complete(&self, typed: &str, limit: usize) -> Vec<Completion<'_>> {
        let typed: String = typed.chars().take(MOST_CHARACTERS).collect();
        let words = text::words(&typed);
        if words.is_empty() || limit == 0 {
            return Vec::new();
        }
        let asked = [
            self.plainly(&words),
            self.narrowed(&words),
            self.placed(&words),
        ];
        let answers = asked
            .into_iter()
            .flatten()
            .map(|asked| self.answer(&asked).best(limit));
        answers
            .into_iter()
            .find(|answers| !answers.is_empty())
            .unwrap_or_else(|| self.nearly(&words).best(limit))
    }

    /// The communes whose name begins one letter apart from what was typed.
    fn nearly(&self, words: &[String]) -> Found<'_> {
        let mut found = Found {
            gazetteer: self,
            best: HashMap::new(),
        };
        for name in self.spellings(words) {
            if has_figure(&name) || name.chars().count() < typo::SHORTEST {
                continue;
            }
            let pattern = Typo::new(&name);
            let near = |key: &&Key| key.leads && typo::begins(&pattern, self.names().of(key));
            for key in self.names().keys.iter().filter(near) {
                found.add(key.entry, Exactness::Nearly, None);
            }
        }
        found
    }

    /// The commune an entry of the names stands for, and its alias.
    pub(super) fn entry(&self, entry: u32) -> (u32, Option<u32>) {
        match entry & ALIAS {
            0 => (entry, None),
            _ => (
                self.aliases[(entry & !ALIAS) as usize].commune,
                Some(entry & !ALIAS),
            ),
        }
    }

    /// All the words are a name; one word with a figure may also be a postcode or a code.
    fn plainly(&self, words: &[String]) -> Option<Asked> {
        let postcode = (words.len() == 1 && has_figure(&words[0])).then(|| words[0].clone());
        Some(Asked {
            names: self.spellings(words),
            postcode,
            within: None,
        })
    }

    /// Words with figures narrow the others: a postcode, or the code of a territory.
    fn narrowed(&self, words: &[String]) -> Option<Asked> {
        let (figures, names): (Vec<String>, Vec<String>) =
            words.iter().cloned().partition(|word| has_figure(word));
        let figure = figures.into_iter().next().filter(|_| !names.is_empty())?;
        let within = self.territory_numbered(&figure);
        let postcode = within.is_none().then_some(figure);
        Some(Asked {
            names: self.spellings(&names),
            postcode,
            within,
        })
    }

    /// The last words name a territory above the communes: "saint denis reunion".
    fn placed(&self, words: &[String]) -> Option<Asked> {
        let splits = (1..words.len()).filter_map(|at| {
            let within = self.territory_named(&words[at..].join(" "))?;
            Some(Asked {
                names: self.spellings(&words[..at]),
                postcode: None,
                within: Some(within),
            })
        });
        splits
            .into_iter()
            .find(|asked| !self.answer(asked).best.is_empty())
    }

    /// The ways the words may be meant: abbreviations written out, but the last may be the start of a longer word.
    fn spellings(&self, words: &[String]) -> Vec<String> {
        let full = expanded(&self.manifest, words);
        let mut spellings = BTreeSet::from([full.join(" ")]);
        if let (Some(typed), Some((_, before))) = (words.last(), full.split_last()) {
            spellings.insert([before, std::slice::from_ref(typed)].concat().join(" "));
        }
        spellings.into_iter().collect()
    }

    fn territory_numbered(&self, code: &str) -> Option<u32> {
        self.tree
            .iter()
            .position(|one| text::fold(one.code.as_str()) == code)
            .map(|at| at as u32)
    }

    fn territory_named(&self, name: &str) -> Option<u32> {
        self.names()
            .territories
            .get(name)
            .map(|(highest, _)| *highest)
    }

    /// The place whose whole name this is, accents, hyphens and abbreviations forgiven: the lowest territory above the communes, else
    /// the most populous commune.
    #[must_use]
    pub fn named(&self, typed: &str) -> Option<Place<'_>> {
        let words = text::words(typed);
        if words.is_empty() {
            return None;
        }
        if let Some((_, lowest)) = self.names().territories.get(words.join(" ").as_str()) {
            return Some(Place::Territory(&self.tree[*lowest as usize]));
        }
        let whole = expanded(&self.manifest, &words).join(" ");
        let entries = self
            .names()
            .whole(&whole)
            .filter(|entry| entry & ALIAS == 0);
        let communes = entries.map(|entry| &self.communes[entry as usize]);
        communes
            .max_by_key(|commune| commune.population)
            .map(Place::Commune)
    }

    fn answer(&self, asked: &Asked) -> Found<'_> {
        let mut found = Found {
            gazetteer: self,
            best: HashMap::new(),
        };
        for name in &asked.names {
            for key in &self.names().keys[self.names().beginning(name)] {
                let postcode = asked.postcode.as_deref().filter(|_| !has_figure(name));
                if self.is_in(key.entry, asked.within)
                    && postcode.is_none_or(|start| self.has_postcode(key.entry, start))
                {
                    let whole = usize::from(key.length) == name.len();
                    found.add(key.entry, exactness(key.leads, whole), None);
                }
            }
        }
        let alone = asked
            .postcode
            .as_deref()
            .filter(|figure| asked.names.iter().all(|name| name == figure));
        for (postcode, entry) in alone
            .map(|start| self.names().postcodes_from(start))
            .unwrap_or_default()
        {
            found.add(
                *entry,
                exactness(true, Some(&**postcode) == alone),
                Some(postcode),
            );
        }
        if let Some(at) = alone.and_then(|code| self.commune(&code.to_uppercase())) {
            let at = self
                .communes
                .partition_point(|other| other.national_code() < at.national_code());
            found.add(at as u32, Exactness::LaterWord, None);
        }
        found
    }

    /// Whether an entry is part of a territory of the tree.
    pub(super) fn is_in(&self, entry: u32, within: Option<u32>) -> bool {
        let Some(within) = within else { return true };
        let mut step = Some(self.communes[self.entry(entry).0 as usize].parent);
        while let Some(at) = step.filter(|at| *at != within) {
            step = self.tree[at as usize]
                .parent
                .as_ref()
                .and_then(|parent| self.tree_by_code.get(parent).copied());
        }
        step.is_some()
    }

    fn has_postcode(&self, entry: u32, start: &str) -> bool {
        let (commune, _) = self.entry(entry);
        self.communes[commune as usize]
            .postcodes()
            .any(|postcode| text::fold(postcode).starts_with(start))
    }
}

fn exactness(leads: bool, whole: bool) -> Exactness {
    match (leads, whole) {
        (true, true) => Exactness::Whole,
        (true, false) => Exactness::Beginning,
        (false, _) => Exactness::LaterWord,
    }
}

fn has_figure(word: &str) -> bool {
    word.contains(|letter: char| letter.is_ascii_digit())
}

//! What a visitor asks: the query of the address, the words of a place made a territory or a circle, and what could not
//! be followed, named.

use std::collections::BTreeSet;

use catalogue::place::{Commune, Gazetteer, Level, Place};
use catalogue::{BadValue, Expected, Near, Point, Query, query};
use url::form_urlencoded;

use super::places;
use super::scope::Scope;

/// The circle around a commune that is named, in kilometres.
const AROUND_KM: f64 = 20.0;
/// The most problems a page names.
const MOST_PROBLEMS: usize = 6;
/// The longest name of a place that is looked for, in characters.
const MOST_WORDS: usize = 120;
/// How near a circle's centre is to a commune's own point to be that of the commune, in kilometres.
const SAME_KM: f64 = 0.05;
/// A commune with fewer inhabitants is not looked for among words, unless they say that it is a place.
const LARGE: u32 = 5_000;
/// The most words of a name that is looked for among words.
const MOST_PLACE_WORDS: usize = 4;
/// How many places of the same name are offered.
const MOST_OTHERS: usize = 5;

/// A query read from an address.
pub struct Asked {
    /// The query.
    pub query: Query,
    /// What could not be followed, in sentences.
    pub problems: Vec<String>,
    /// What stands in the field of the place.
    pub place: Field,
    /// Other places that the words may have meant: their names, and the query for each.
    pub others: Vec<(String, Query)>,
    /// The query before a place was found among its words: what the form goes on with.
    pub typed: Query,
    /// A place found among the words.
    pub understood: Option<Understood>,
}

/// A place that was found among the words of a search.
pub struct Understood {
    /// What it is, in a sentence.
    pub sentence: String,
    /// The same words, looked for everywhere.
    pub everywhere: Query,
}

/// What stands in the field of the place; both empty when the query names none that fits there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// The name.
    pub text: String,
    /// The code that goes with it.
    pub code: String,
}

/// Reads the query of the visitor's address.
#[must_use]
pub fn read(scope: &Scope) -> Asked {
    let raw = scope.visit.query.as_deref().unwrap_or_default();
    let pairs: Vec<_> = form_urlencoded::parse(raw.as_bytes())
        .take(query::MAX_PAIRS)
        .collect();
    let (mut query, mut bad) = Query::read(pairs.iter().map(|(name, value)| (name, value)));
    bad.extend(scope.catalogue().settle(&mut query));
    bad.extend(settle_territories(&scope.app.gazetteer, &mut query));
    let last = |wanted: &str| {
        let found = pairs.iter().rev().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.trim().chars().take(MOST_WORDS).collect::<String>())
    };
    let mut problems: Vec<String> = bad.iter().map(|bad| sentence(scope, bad)).collect();
    let mut others = Vec::new();
    if let Some(words) = last("lieu") {
        let code = last("lieu_code").unwrap_or_default();
        match Wish::read(scope, &words, &code) {
            Wish::Nothing => {}
            Wish::Away(code) => leave(scope, &mut query, &code),
            Wish::Unknown => {
                problems.push(scope.tell("public-place-unknown", &[("place", &words)]))
            }
            Wish::One(place, homonyms) => {
                let before = query.clone();
                query = at(scope, &before, place);
                others = homonyms
                    .into_iter()
                    .take(MOST_OTHERS)
                    .map(|other| (label(scope, other), at(scope, &before, other)))
                    .collect();
            }
        }
    }
    problems.truncate(MOST_PROBLEMS);
    let place = field(scope, &query);
    let typed = query.clone();
    let understood = understand(scope, &mut query);
    Asked {
        query,
        problems,
        place,
        others,
        typed,
        understood,
    }
}

/// Finds a place at the end of the words, when nothing else says where: “robotique toulouse” is “robotique” around Toulouse. What
/// stays is at least one word; what stands between quotes is meant as it is written.
fn understand(scope: &Scope, query: &mut Query) -> Option<Understood> {
    let somewhere = query.near.is_some() || query.bbox.is_some() || !query.territories.is_empty();
    if somewhere || query.text.contains(['"', '«', '“']) {
        return None;
    }
    let text = query.text.clone();
    let words: Vec<&str> = text.split_whitespace().collect();
    let longest = words.len().saturating_sub(1).min(MOST_PLACE_WORDS);
    let (rest, tail, place) = (1..=longest).rev().find_map(|count| {
        let (rest, tail) = words.split_at(words.len() - count);
        let tail = tail.join(" ");
        // Few words name a place: only then is it worth looking at what stands before.
        let place = scope.app.gazetteer.named(&tail)?;
        let (rest, told) = without_preposition(rest);
        let meant = !rest.is_empty() && is_meant(scope, place, &tail, told);
        meant.then(|| (rest.join(" "), tail, place))
    })?;
    let nation = &scope.app.gazetteer.nation().code;
    let everywhere = query.with(catalogue::Choice::Territory, nation.as_str());
    *query = at(scope, &query.with_text(&rest), place);
    let km = AROUND_KM.to_string();
    let named = [
        ("words", tail.as_str()),
        ("place", &label(scope, place)),
        ("km", &km),
    ];
    let key = match place {
        Place::Commune(_) => "public-understood-around",
        Place::Territory(_) => "public-understood-in",
    };
    Some(Understood {
        sentence: scope.tell(key, &named),
        everywhere,
    })
}

/// What says that a place follows, the longest first.
const PREPOSITIONS: [&str; 19] = [
    "près de la",
    "autour de la",
    "près de",
    "près d’",
    "autour de",
    "autour d’",
    "dans le",
    "dans la",
    "dans les",
    "in the",
    "à",
    "vers",
    "dans",
    "en",
    "sur",
    "in",
    "near",
    "around",
    "at",
];

/// The words before a preposition of place, and whether there was one.
fn without_preposition<'a, 'w>(words: &'w [&'a str]) -> (&'w [&'a str], bool) {
    let ends_with = |preposition: &&str| {
        let asked = domain::text::words(preposition);
        let count = asked.len();
        let tail = words
            .len()
            .checked_sub(count)
            .map(|at| words[at..].join(" "));
        tail.is_some_and(|tail| domain::text::words(&tail) == asked)
    };
    match PREPOSITIONS.iter().find(|one| ends_with(one)) {
        Some(found) => {
            let count = domain::text::words(found).len();
            (&words[..words.len() - count], true)
        }
        None => (words, false),
    }
}

/// Whether the place that words name whole is what they mean. A small commune, and one whose name is a word of the edition (a
/// sector, a format), is only meant when a preposition says so: « visite à Bois ».
fn is_meant(scope: &Scope, place: Place<'_>, words: &str, told: bool) -> bool {
    let large = match place {
        Place::Commune(commune) => commune.population >= LARGE,
        Place::Territory(territory) => territory.code != scope.app.gazetteer.nation().code,
    };
    told || (large && !scope.shelved.own_words.contains(&folded(words)))
}

/// The words of the names among which an edition lets one choose: sectors, formats, audiences, tags.
#[must_use]
pub fn words_of(rules: &domain::edition::Rules) -> BTreeSet<String> {
    let choices = [
        &rules.sectors,
        &rules.formats,
        &rules.audiences,
        &rules.tags,
    ];
    let names = choices
        .into_iter()
        .flatten()
        .flat_map(|choice| [&choice.label.fr, &choice.label.en]);
    names.flat_map(|name| domain::text::words(name)).collect()
}

/// Drops territories that the pack does not know, and names them; former communes become their heirs.
pub fn settle_territories(gazetteer: &Gazetteer, query: &mut Query) -> Vec<BadValue> {
    let mut bad = Vec::new();
    let mut known = BTreeSet::new();
    for code in std::mem::take(&mut query.territories) {
        match gazetteer.territory(&code) {
            Some(place) => drop(known.insert(place.code().to_string())),
            None => bad.push(BadValue {
                parameter: "territoire",
                value: code,
                expected: Expected::Known,
            }),
        }
    }
    query.territories = known;
    bad
}

/// What the field of the place was left with.
enum Wish<'a> {
    /// It was empty, and had been.
    Nothing,
    /// It was emptied: the place with this code no longer matters.
    Away(String),
    /// Nothing answers to it.
    Unknown,
    /// This place, and others of the same name.
    One(Place<'a>, Vec<Place<'a>>),
}

impl<'a> Wish<'a> {
    fn read(scope: &'a Scope, words: &str, code: &str) -> Self {
        let gazetteer = &scope.app.gazetteer;
        if words.is_empty() {
            return match code {
                "" => Wish::Nothing,
                code => Wish::Away(code.to_owned()),
            };
        }
        // The code says which of several homonyms was chosen, as long as the words are still its name.
        let chosen = gazetteer.territory(code);
        if let Some(place) = chosen.filter(|place| is_named(scope, *place, words)) {
            return Wish::One(place, Vec::new());
        }
        let mut found: Vec<Place<'_>> = gazetteer
            .territories()
            .iter()
            .rev()
            .map(Place::Territory)
            .filter(|place| {
                place.code().as_str().eq_ignore_ascii_case(words) || is_named(scope, *place, words)
            })
            .collect();
        let communes = gazetteer.complete(words, 1 + MOST_OTHERS);
        let best = communes
            .first()
            .map(|first| (first.exactness, folded(&first.commune.name)));
        let alike = communes
            .iter()
            .filter(|one| {
                best.as_ref().is_some_and(|(exactness, name)| {
                    one.postcode.is_some()
                        || (one.exactness == *exactness && folded(&one.commune.name) == *name)
                })
            })
            .map(|one| Place::Commune(one.commune));
        found.extend(alike);
        let mut found = found.into_iter();
        match found.next() {
            Some(first) => Wish::One(first, found.collect()),
            None => Wish::Unknown,
        }
    }
}

fn folded(text: &str) -> String {
    domain::text::words(text).join(" ")
}

/// Whether the words are a territory's name in one of the site's languages, or the name the site writes for it.
fn is_named(scope: &Scope, place: Place<'_>, words: &str) -> bool {
    let words = folded(words);
    let own = scope.app.gazetteer.name(place, scope.lang().tag());
    words == folded(own) || words == folded(&label(scope, place))
}

/// A place as it is told among others of the same name.
fn label(scope: &Scope, place: Place<'_>) -> String {
    match place {
        Place::Commune(commune) => places::commune(scope, commune),
        Place::Territory(territory) => {
            let name = places::name(scope, territory.code.as_str());
            match territory.level {
                Level::Departement => scope.tell(
                    "public-place-departement",
                    &[("name", &name), ("code", territory.code.as_str())],
                ),
                Level::Region => scope.tell("public-place-region", &[("name", &name)]),
                Level::Nation | Level::Commune => name,
            }
        }
    }
}

/// The query at a place: around a commune, within any other territory.
#[must_use]
pub fn at(scope: &Scope, query: &Query, place: Place<'_>) -> Query {
    let query = query.clear(catalogue::Choice::Territory);
    match place {
        Place::Commune(commune) => {
            let kept = query.near.filter(|near| is_centre(commune, near));
            let near = kept.or_else(|| around(commune, AROUND_KM));
            query.with_near(near)
        }
        Place::Territory(territory) if territory.code == scope.app.gazetteer.nation().code => {
            query.with_near(None)
        }
        Place::Territory(territory) => query
            .with_near(None)
            .with(catalogue::Choice::Territory, territory.code.as_str()),
    }
}

/// A circle around a commune.
#[must_use]
pub fn around(commune: &Commune, km: f64) -> Option<Near> {
    // Four decimals are some ten metres: enough, and an address one can read.
    let short = |degrees: f64| (degrees * 10_000.0).round() / 10_000.0;
    Point::new(short(commune.lon), short(commune.lat)).map(|point| Near { point, km })
}

fn is_centre(commune: &Commune, near: &Near) -> bool {
    commune.distance_km(near.point.lon, near.point.lat) <= SAME_KM
}

/// The commune a circle is around, if its centre is one's own point.
#[must_use]
pub fn centre<'a>(scope: &'a Scope, near: &Near) -> Option<&'a Commune> {
    let nearest = scope
        .app
        .gazetteer
        .nearest(near.point.lon, near.point.lat, SAME_KM);
    nearest.map(|(commune, _)| commune)
}

fn leave(scope: &Scope, query: &mut Query, code: &str) {
    let around_it = scope
        .app
        .gazetteer
        .commune(code)
        .zip(query.near.as_ref())
        .is_some_and(|(commune, near)| is_centre(commune, near));
    if around_it {
        *query = query.with_near(None);
    }
}

/// What stands in the field of the place for a query: the commune of its circle, or its only territory above communes.
#[must_use]
pub fn field(scope: &Scope, query: &Query) -> Field {
    if let Some(near) = &query.near {
        return centre(scope, near).map_or_else(Field::default, |commune| Field {
            text: commune.name.to_string(),
            code: commune.code.to_string(),
        });
    }
    let mut codes = query.territories.iter();
    match (codes.next(), codes.next()) {
        (Some(code), None)
            if scope.app.gazetteer.commune(code).is_none() || !code.starts_with('c') =>
        {
            Field {
                text: places::name(scope, code),
                code: code.clone(),
            }
        }
        _ => Field::default(),
    }
}

/// What a bad value is told as.
fn sentence(scope: &Scope, bad: &BadValue) -> String {
    let what = scope.tell(&format!("public-bad-{}", bad.expected.key()), &[]);
    scope.tell(
        "public-bad",
        &[
            ("parameter", bad.parameter),
            ("value", &bad.value),
            ("expected", &what),
        ],
    )
}

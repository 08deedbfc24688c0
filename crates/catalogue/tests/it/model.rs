//! Random catalogues and queries, and the naive reading: every rule told again in the plainest way.

use std::collections::BTreeSet;

use catalogue::{
    Access, Bbox, Choice, Commune, EditionFacts, Mode, Near, Organisation, Point, Query, Record,
    Slot, Status, Term,
};
use catalogue::{Catalogue, words};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use rust_stemmers::{Algorithm, Stemmer};

pub const SECTORS: [&str; 4] = ["bois", "numerique", "sante", "inconnu"];
const FORMATS: [&str; 3] = ["visite", "atelier", "forum"];
const AUDIENCES: [&str; 3] = ["grand-public", "scolaires", "etudiants"];
const TAGS: [&str; 2] = ["mixite", "robots"];
const PLACES: [(&str, &str, &str, &str); 4] = [
    ("c32013", "Auch", "32", "r76"),
    ("c31555", "Toulouse", "31", "r76"),
    ("c97411", "Saint-Denis", "974", "r04"),
    ("c2A004", "Ajaccio", "2A", "r94"),
];
const VOCABULARY: [&str; 12] = [
    "visite",
    "visites",
    "fonderie",
    "robotique",
    "robot",
    "ateliers",
    "École",
    "de",
    "la",
    "industriel",
    "d’usine",
    "métier",
];
const TYPED: [&str; 16] = [
    "visite",
    "fonderies",
    "robo",
    "robotiqe",
    "rboot",
    "atelier",
    "ecole",
    "de",
    "la",
    "l’",
    "\"de la\"",
    "« visites de »",
    "auch",
    "saint denis",
    "usin",
    "32000",
];

pub fn facts() -> EditionFacts {
    EditionFacts {
        slug: "2018".to_owned(),
        first_day: date(2018, 3, 26),
        last_day: date(2018, 4, 1),
        nation: "FR".to_owned(),
        sectors: vec![
            Term::new("bois", &["Bois"]),
            Term::new("numerique", &["Numérique"]),
            Term::new("sante", &["Santé"]),
        ],
        formats: FORMATS.map(|slug| Term::new(slug, &[slug])).to_vec(),
        audiences: AUDIENCES.map(|slug| Term::new(slug, &[])).to_vec(),
        tags: TAGS.map(|slug| Term::new(slug, &[])).to_vec(),
        regions: vec![
            Term::new("r76", &["Occitanie"]),
            Term::new("r04", &["La Réunion"]),
        ],
        departments: vec![
            Term::new("32", &["Gers"]),
            Term::new("31", &["Haute-Garonne"]),
        ],
    }
}

pub fn first_moment() -> i64 {
    // Monday 26 March 2018, midnight UTC.
    1_522_022_400
}

fn slot() -> impl Strategy<Value = Slot> {
    (0i64..9, 0i64..20, 1i64..24).prop_map(|(day, hour, hours)| {
        let start = first_moment() + day * 86_400 + hour * 3600;
        let end = start + hours * 3600;
        let local = |moment: i64| {
            date(2018, 3, 26)
                .saturating_add(jiff::Span::new().days((moment - first_moment()) / 86_400))
        };
        Slot {
            start,
            end,
            first_day: local(start),
            last_day: local(end),
        }
    })
}

fn point() -> impl Strategy<Value = Point> {
    let around = |lon: f64, lat: f64, spread: f64| {
        (-1.0..1.0, -1.0..1.0).prop_map(move |(a, b): (f64, f64)| {
            let round = |v: f64| (v * 1e5).round() / 1e5;
            Point {
                lon: round((lon + a * spread).clamp(-180.0, 180.0)),
                lat: round((lat + b * spread).clamp(-90.0, 90.0)),
            }
        })
    };
    prop_oneof![
        3 => around(0.586, 43.646, 0.002),
        3 => around(1.5, 44.0, 3.0),
        1 => around(55.45, -20.9, 0.3),
        1 => around(179.999, -16.0, 0.5),
        1 => around(-179.999, -16.0, 0.5),
        1 => around(0.0, 89.0, 1.0),
        3 => Just(Point { lon: 0.58651, lat: 43.64638 }),
    ]
}

fn text(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(select(&VOCABULARY[..]), 0..=most).prop_map(|words| words.join(" "))
}

fn owned(items: Vec<&str>) -> Vec<String> {
    items.into_iter().map(str::to_owned).collect()
}

fn record() -> impl Strategy<Value = Record> {
    let texts = (text(4), text(3), text(5));
    let values = (
        subsequence(&SECTORS[..], 0..=3),
        select(&FORMATS[..]),
        subsequence(&AUDIENCES[..], 0..=2),
        subsequence(&TAGS[..], 0..=2),
        subsequence(&Access::ALL[..], 0..=4),
        select(&Mode::ALL[..]),
    );
    let place = (
        prop::option::weighted(0.9, select(&PLACES[..])),
        prop::option::weighted(0.9, point()),
    );
    let status = select(vec![
        Status::Scheduled,
        Status::Scheduled,
        Status::Cancelled,
        Status::MovedOnline,
    ]);
    let rest = (
        prop::collection::vec(slot(), 0..3),
        status,
        any::<bool>(),
        0..4usize,
    );
    (texts, values, place, rest).prop_map(
        |(texts, values, (place, point), (slots, status, full, organisation))| Record {
            title: texts.0,
            summary: texts.1,
            body: texts.2,
            sectors: owned(values.0),
            format: values.1.to_owned(),
            audiences: owned(values.2),
            tags: owned(values.3),
            access: values.4,
            mode: values.5,
            organisation: Organisation {
                slug: format!("structure-{organisation}"),
                name: "Fonderie Martin".to_owned(),
                siret: None,
            },
            postcode: if place.is_some() {
                "32000".to_owned()
            } else {
                String::new()
            },
            commune: place.map(|(code, name, ..)| Commune {
                code: code.to_owned(),
                name: name.to_owned(),
            }),
            department: place.map(|(_, _, department, _)| department.to_owned()),
            region: place.map(|(.., region)| region.to_owned()),
            point,
            slots,
            status,
            full,
            ..Record::default()
        },
    )
}

pub fn records(most: usize) -> impl Strategy<Value = Vec<Record>> {
    prop::collection::vec(record(), 0..most).prop_map(|mut records| {
        for (at, record) in records.iter_mut().enumerate() {
            record.id = at as i64 * 7 + 1;
            record.slug = format!("evenement-{}", record.id);
        }
        records
    })
}

pub fn query() -> impl Strategy<Value = Query> {
    let few = |items: &'static [&'static str]| {
        prop_oneof![3 => Just(Vec::new()), 1 => subsequence(items, 1..=2.min(items.len()))]
            .prop_map(|items| {
                items
                    .into_iter()
                    .map(str::to_owned)
                    .collect::<BTreeSet<String>>()
            })
    };
    let days = prop_oneof![4 => Just(Vec::new()), 1 => prop::collection::vec(0i32..9, 1..3)];
    let period = (
        prop::option::weighted(0.15, 0i32..9),
        prop::option::weighted(0.15, 4i32..9),
    );
    let choices = (
        few(&SECTORS),
        few(&AUDIENCES),
        few(&FORMATS),
        few(&["32", "r76", "c97411", "FR", "99"]),
        few(&TAGS),
    );
    let more = (
        prop_oneof![4 => Just(vec![]), 1 => subsequence(&Mode::ALL[..], 1..=2)],
        prop_oneof![4 => Just(vec![]), 1 => subsequence(&Access::ALL[..], 1..=2)],
        prop::bool::weighted(0.15),
        prop::option::weighted(0.2, near()),
        prop::option::weighted(0.2, bbox()),
    );
    let words =
        prop_oneof![2 => Just(vec![]), 1 => prop::collection::vec(select(&TYPED[..]), 1..3)];
    (choices, more, days, period, words).prop_map(|(choices, more, days, period, words)| Query {
        text: words.join(" "),
        sectors: choices.0,
        audiences: choices.1,
        formats: choices.2,
        territories: choices.3,
        tags: choices.4,
        modes: more.0.into_iter().collect(),
        access: more.1.into_iter().collect(),
        seats: more.2,
        near: more.3,
        bbox: more.4,
        days: days.into_iter().map(day).collect(),
        from: period.0.map(day),
        to: period.1.map(day),
        ..Query::default()
    })
}

fn near() -> impl Strategy<Value = Near> {
    (
        point(),
        prop_oneof![Just(1.0), Just(30.0), Just(400.0), Just(1000.0)],
    )
        .prop_map(|(point, km)| Near { point, km })
}

pub fn bbox() -> impl Strategy<Value = Bbox> {
    prop_oneof![
        Just(Bbox::WORLD),
        Just(Bbox {
            west: 170.0,
            south: -40.0,
            east: -170.0,
            north: 0.0
        }),
        (point(), point()).prop_map(|(a, b)| Bbox {
            west: a.lon.min(b.lon),
            south: a.lat.min(b.lat),
            east: a.lon.max(b.lon),
            north: a.lat.max(b.lat),
        }),
    ]
}

pub fn day(offset: i32) -> Date {
    date(2018, 3, 26).saturating_add(jiff::Span::new().days(offset))
}

/// The naive reading.
pub struct Naive {
    pub records: Vec<Record>,
    /// Every word of every record, for prefixes and typos.
    dictionary: BTreeSet<String>,
    stemmer: Stemmer,
}

impl Naive {
    pub fn new(records: &[Record]) -> Naive {
        let mut naive = Naive {
            records: records.to_vec(),
            dictionary: BTreeSet::new(),
            stemmer: Stemmer::create(Algorithm::French),
        };
        naive.dictionary = records
            .iter()
            .flat_map(|record| naive.fields(record).into_iter().flatten())
            .collect();
        naive
    }

    /// The folded words of each field of a record.
    fn fields(&self, record: &Record) -> Vec<Vec<String>> {
        let facts = facts();
        let name = |terms: &[Term], slug: &str| {
            terms
                .iter()
                .find(|t| t.slug == slug)
                .map(|t| t.names.join(" "))
                .unwrap_or_default()
        };
        let mut texts = vec![
            record.title.clone(),
            record.summary.clone(),
            record.body.clone(),
            record.postcode.clone(),
        ];
        texts.extend(record.sectors.iter().map(|slug| name(&facts.sectors, slug)));
        texts.push(name(&facts.formats, &record.format));
        texts.push(record.organisation.name.clone());
        texts.extend(record.commune.iter().map(|commune| commune.name.clone()));
        texts.extend(
            record
                .department
                .iter()
                .map(|code| name(&facts.departments, code)),
        );
        texts.extend(record.region.iter().map(|code| name(&facts.regions, code)));
        texts.iter().map(|text| folded(text)).collect()
    }

    fn stem(&self, word: &str) -> String {
        if word.len() < 3 || word.bytes().any(|b| b.is_ascii_digit()) {
            word.to_owned()
        } else {
            self.stemmer.stem(word).into_owned()
        }
    }

    /// The stems that a typed word stands for.
    fn wanted(&self, word: &str, last: bool) -> BTreeSet<String> {
        let stems = |keep: &dyn Fn(&str) -> bool| -> BTreeSet<String> {
            self.dictionary
                .iter()
                .filter(|known| !is_common(known) && keep(known))
                .map(|known| self.stem(known))
                .collect()
        };
        let begins = last && word.chars().count() >= 2;
        let usual = stems(&|known| {
            self.stem(known) == self.stem(word) || (begins && known.starts_with(word))
        });
        if !usual.is_empty() || word.len() < 5 || word.bytes().any(|b| b.is_ascii_digit()) {
            return usual;
        }
        let typo = stems(&|known| distance(word, known) <= 1);
        if !typo.is_empty() || !last {
            return typo;
        }
        stems(&|known| (0..=known.len()).any(|end| distance(word, &known[..end]) <= 1))
    }

    fn says(&self, record: &Record, text: &str) -> bool {
        let fields = self.fields(record);
        let stems: BTreeSet<String> = fields
            .iter()
            .flatten()
            .filter(|word| !is_common(word))
            .map(|word| self.stem(word))
            .collect();
        let pieces: Vec<&str> = text.split(['"', '«', '»']).collect();
        let phrases = pieces
            .iter()
            .skip(1)
            .step_by(2)
            .map(|piece| folded(piece))
            .filter(|phrase| !phrase.is_empty());
        let phrases: Vec<Vec<String>> = phrases.collect();
        let mut plain: Vec<(String, bool)> = Vec::new();
        for (at, piece) in pieces.iter().enumerate().step_by(2) {
            let words = folded(piece);
            let count = words.len();
            let end = at + 1 == pieces.len();
            plain.extend(
                words
                    .into_iter()
                    .enumerate()
                    .map(|(n, word)| (word, end && n + 1 == count)),
            );
        }
        let holds = |(word, last): &(String, bool)| !self.wanted(word, *last).is_disjoint(&stems);
        let in_order = phrases.iter().all(|phrase| {
            fields
                .iter()
                .any(|field| field.windows(phrase.len()).any(|w| w == phrase))
        });
        let needed: Vec<_> = plain.iter().filter(|(word, _)| !is_common(word)).collect();
        if needed.is_empty() && phrases.is_empty() {
            return plain.iter().all(holds);
        }
        in_order && needed.into_iter().all(holds)
    }

    /// Whether a record answers a query, the filter of one parameter left out.
    pub fn matches(&self, record: &Record, query: &Query, left_out: Option<Choice>) -> bool {
        let on = |choice: Choice, test: &dyn Fn() -> bool| left_out == Some(choice) || test();
        let any = |wanted: &BTreeSet<String>, has: &[String]| {
            wanted.is_empty() || has.iter().any(|slug| wanted.contains(slug))
        };
        let territories = || {
            let codes = [
                record.region.clone(),
                record.department.clone(),
                record.commune.as_ref().map(|c| c.code.clone()),
            ];
            let codes: Vec<String> = codes.into_iter().flatten().collect();
            query.territories.contains("FR") || any(&query.territories, &codes)
        };
        let days = || {
            let asked = !query.days.is_empty() || query.from.is_some() || query.to.is_some();
            !asked || days_of(record).into_iter().any(|day| wants(query, day))
        };
        on(Choice::Sector, &|| any(&query.sectors, &record.sectors))
            && on(Choice::Audience, &|| {
                any(&query.audiences, &record.audiences)
            })
            && on(Choice::Format, &|| {
                any(&query.formats, std::slice::from_ref(&record.format))
            })
            && on(Choice::Tag, &|| any(&query.tags, &record.tags))
            && on(Choice::Territory, &territories)
            && on(Choice::Day, &days)
            && on(Choice::Mode, &|| {
                query.modes.is_empty() || query.modes.contains(&record.mode)
            })
            && on(Choice::Access, &|| {
                query.access.iter().all(|need| record.access.contains(need))
            })
            && (!query.seats || (!record.full && record.status != Status::Cancelled))
            && query.near.is_none_or(|near| {
                record
                    .on_map()
                    .is_some_and(|p| near.point.distance_km(p) <= near.km)
            })
            && query
                .bbox
                .is_none_or(|bbox| record.on_map().is_some_and(|p| bbox.contains(p)))
            && (folded(&query.text).is_empty() || self.says(record, &query.text))
    }

    pub fn matching(&self, query: &Query, left_out: Option<Choice>) -> Vec<&Record> {
        self.records
            .iter()
            .filter(|record| self.matches(record, query, left_out))
            .collect()
    }
}

pub fn wants(query: &Query, day: Date) -> bool {
    (query.days.is_empty() || query.days.contains(&day))
        && query.from.is_none_or(|from| from <= day)
        && query.to.is_none_or(|to| day <= to)
}

pub fn days_of(record: &Record) -> BTreeSet<Date> {
    record
        .slots
        .iter()
        .flat_map(|slot| [slot.first_day, slot.last_day])
        .collect()
}

fn folded(text: &str) -> Vec<String> {
    words::words(text)
        .into_iter()
        .map(|word| word.folded)
        .collect()
}

fn is_common(word: &str) -> bool {
    ["de", "la"].contains(&word)
}

/// The distance with swaps of neighbours.
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 { i + j } else { 0 };
            if i == 0 || j == 0 {
                continue;
            }
            let mut best = (table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]))
                .min(table[i - 1][j] + 1)
                .min(table[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(table[i - 2][j - 2] + 1);
            }
            table[i][j] = best;
        }
    }
    table[a.len()][b.len()]
}

pub fn build(records: &[Record]) -> Catalogue {
    Catalogue::build(facts(), records.to_vec(), 1)
}

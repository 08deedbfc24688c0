//! The work of one request inside the process, without HTTP, packing and caches, on drawn events: `cargo xtask bench` puts it
//! beside what the server spends. `SEMAINE_BENCH_EVENTS=2400,100000` says on how many events.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

use catalogue::{
    Catalogue, Commune, EditionFacts, Mode, Organisation, Point, Query, Record, Slot, Term,
};
use divan::{Bencher, black_box};
use jiff::Timestamp;
use jiff::civil::date;

fn main() {
    divan::main();
}

/// How many events, as the environment says.
#[allow(
    clippy::disallowed_methods,
    reason = "the arguments of a bench are those of its runner"
)]
fn sizes() -> Vec<usize> {
    let asked = std::env::var("SEMAINE_BENCH_EVENTS").unwrap_or_else(|_| "2400,100000".to_owned());
    asked
        .split(',')
        .filter_map(|size| size.trim().parse().ok())
        .collect()
}

/// Numbers that look like chance and are the same each time (Knuth's 64-bit linear congruence).
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % most
    }

    fn unit(&mut self) -> f64 {
        self.below(1 << 20) as f64 / f64::from(1 << 20)
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const SECTORS: [&str; 8] = [
    "bois",
    "numerique",
    "sante",
    "chimie",
    "textile",
    "energie",
    "auto",
    "agro",
];
const FORMATS: [&str; 4] = ["visite", "atelier", "forum", "conference"];
const AUDIENCES: [&str; 4] = [
    "grand-public",
    "scolaires",
    "etudiants",
    "demandeurs-d-emploi",
];
const WORDS: [&str; 24] = [
    "visite",
    "atelier",
    "fonderie",
    "robotique",
    "métiers",
    "industrie",
    "énergie",
    "usine",
    "découverte",
    "laboratoire",
    "bois",
    "scierie",
    "textile",
    "numérique",
    "apprentis",
    "maintenance",
    "soudure",
    "chaudronnerie",
    "emploi",
    "lycéens",
    "portes",
    "ouvertes",
    "chimie",
    "aéronautique",
];

fn facts() -> EditionFacts {
    let terms = |slugs: &[&str]| {
        slugs
            .iter()
            .map(|slug| Term::new(slug, &[slug]))
            .collect::<Vec<_>>()
    };
    let departments: Vec<String> = (1..=101).map(|code| format!("{code:02}")).collect();
    EditionFacts {
        slug: "2026".to_owned(),
        first_day: date(2026, 11, 16),
        last_day: date(2026, 11, 22),
        nation: "FR".to_owned(),
        sectors: terms(&SECTORS),
        formats: terms(&FORMATS),
        audiences: terms(&AUDIENCES),
        tags: Vec::new(),
        regions: (1..=18)
            .map(|code| Term::new(&format!("r{code:02}"), &[]))
            .collect(),
        departments: departments
            .iter()
            .map(|code| Term::new(code, &[]))
            .collect(),
    }
}

/// Events around two hundred towns, some of them at the very same place.
fn records(events: usize) -> Vec<Record> {
    let mut drawn = Drawn(7);
    let towns: Vec<(f64, f64)> = (0..200)
        .map(|_| (drawn.unit() * 10.0 - 3.0, 43.0 + drawn.unit() * 7.0))
        .collect();
    let text = |drawn: &mut Drawn, words: usize| {
        let picked: Vec<&str> = (0..words).map(|_| drawn.of(&WORDS)).collect();
        picked.join(" ")
    };
    (0..events)
        .map(|number| {
            let town = drawn.below(towns.len());
            let (lon, lat) = towns[town];
            let day = drawn.below(7) as i8;
            let start = 1_794_800_000 + i64::from(day) * 86_400 + drawn.below(36_000) as i64;
            let local = date(2026, 11, 16 + day);
            let department = 1 + town % 101;
            Record {
                id: number as i64 + 1,
                slug: format!("evenement-{number}"),
                title: text(&mut drawn, 5),
                summary: text(&mut drawn, 15),
                body: text(&mut drawn, 80),
                sectors: vec![drawn.of(&SECTORS).to_owned()],
                format: drawn.of(&FORMATS).to_owned(),
                audiences: vec![drawn.of(&AUDIENCES).to_owned()],
                organisation: Organisation {
                    slug: format!("structure-{}", drawn.below(events / 4 + 1)),
                    name: text(&mut drawn, 3),
                    siret: None,
                },
                commune: Some(Commune {
                    code: format!("c{town:05}"),
                    name: format!("Ville {town}"),
                }),
                department: Some(format!("{department:02}")),
                region: Some(format!("r{:02}", 1 + department % 18)),
                point: Point::new(lon + drawn.unit() * 0.2, lat + drawn.unit() * 0.2),
                mode: Mode::OnSite,
                slots: vec![Slot {
                    start,
                    end: start + 7200,
                    first_day: local,
                    last_day: local,
                }],
                ..Record::default()
            }
        })
        .collect()
}

/// A catalogue of each size, built once.
fn catalogue(events: usize) -> &'static Catalogue {
    static BUILT: LazyLock<Mutex<BTreeMap<usize, &'static Catalogue>>> =
        LazyLock::new(Mutex::default);
    let mut built = BUILT.lock().expect("no bench fails half way");
    built
        .entry(events)
        .or_insert_with(|| Box::leak(Box::new(Catalogue::build(facts(), records(events), 1))))
}

fn now() -> Timestamp {
    Timestamp::from_second(1_794_900_000).expect("a moment")
}

fn query(drawn: &mut Drawn) -> Query {
    let (query, _) = Query::from_query_string(&format!(
        "secteur={}&format={}",
        drawn.of(&SECTORS),
        drawn.of(&FORMATS)
    ));
    query
}

/// A tile of zooms 5 to 12 around an event.
fn address(catalogue: &Catalogue, drawn: &mut Drawn) -> (u8, u32, u32) {
    let id = 1 + drawn.below(catalogue.len()) as i64;
    let point = catalogue
        .event_by_id(id)
        .and_then(|event| event.point)
        .expect("it is on the map");
    let zoom = 5 + drawn.below(8) as u8;
    let side = f64::from(1u32 << zoom);
    let lat = point.lat.to_radians();
    let x = (point.lon + 180.0) / 360.0 * side;
    let y = (1.0 - (lat.tan() + 1.0 / lat.cos()).ln() / std::f64::consts::PI) / 2.0 * side;
    (zoom, x as u32, y as u32)
}

#[divan::bench(args = sizes())]
fn filtered_tile(bencher: Bencher, events: usize) {
    let (catalogue, mut drawn) = (catalogue(events), Drawn(1));
    let selections: Vec<_> = (0..32)
        .map(|_| catalogue.select(&query(&mut drawn)))
        .collect();
    bencher
        .with_inputs(|| {
            (
                drawn.below(selections.len()),
                address(catalogue, &mut drawn),
            )
        })
        .bench_local_values(|(at, (z, x, y))| {
            catalogue.tile_of(black_box(&selections[at]), z, x, y)
        });
}

#[divan::bench(args = sizes())]
fn first_tile(bencher: Bencher, events: usize) {
    let (catalogue, mut drawn) = (catalogue(events), Drawn(2));
    bencher
        .with_inputs(|| (query(&mut drawn), address(catalogue, &mut drawn)))
        .bench_local_values(|(query, (z, x, y))| catalogue.tile(&query, z, x, y));
}

#[divan::bench(args = sizes())]
fn search(bencher: Bencher, events: usize) {
    let (catalogue, mut drawn) = (catalogue(events), Drawn(3));
    bencher
        .with_inputs(|| {
            query(&mut drawn).with_text(&format!("{} {}", drawn.of(&WORDS), drawn.of(&WORDS)))
        })
        .bench_local_values(|query| catalogue.search(&query, now()).total);
}

#[divan::bench(args = sizes(), sample_count = 10, sample_size = 1)]
fn label(bencher: Bencher, events: usize) {
    let catalogue = catalogue(events);
    let told = records(8).pop().expect("an event");
    bencher
        .with_inputs(|| {
            vec![Record {
                id: 10_000_000,
                slug: "nouveau".to_owned(),
                ..told.clone()
            }]
        })
        .bench_local_values(|told| catalogue.after(told, &[], 2).len());
}

#[divan::bench(args = sizes(), sample_count = 3, sample_size = 1)]
fn start(bencher: Bencher, events: usize) {
    let mut file = Vec::new();
    catalogue(events)
        .write("bench", &mut file)
        .expect("written to memory");
    bencher.bench_local(|| {
        Catalogue::read("bench", black_box(file.as_slice()))
            .expect("whole")
            .map(|read| read.len())
    });
}

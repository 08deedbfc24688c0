//! Addresses of tiles and queries, whatever they are: read, written, read again, answered. The first line of the input is the
//! address of a tile (`8/130/90.mvt`), the rest a query.
#![no_main]

use std::sync::LazyLock;

use catalogue::{
    Catalogue, Commune, EditionFacts, MAX_ZOOM, Mode, Organisation, Point, Query, Record, Slot,
    Status, Term, tile_address,
};
use jiff::Timestamp;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

/// A few dozen events: around a town, at one place, overseas, at the date line, at a pole, online, nowhere.
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let terms = |slugs: &[&str]| slugs.iter().map(|slug| Term::new(slug, &[slug])).collect();
    let facts = EditionFacts {
        slug: "2026".to_owned(),
        first_day: date(2026, 11, 16),
        last_day: date(2026, 11, 22),
        nation: "FR".to_owned(),
        sectors: terms(&["bois", "numerique"]),
        formats: terms(&["visite", "atelier"]),
        audiences: terms(&["grand-public", "scolaires"]),
        tags: terms(&["robots"]),
        regions: terms(&["r76", "r04"]),
        departments: terms(&["32", "974"]),
    };
    let places = [
        Point::new(0.5865, 43.6464),
        Point::new(0.5865, 43.6464),
        Point::new(0.59, 43.65),
        Point::new(55.45, -20.9),
        Point::new(179.9999, -16.0),
        Point::new(-180.0, -16.0),
        Point::new(0.0, 90.0),
        Point::new(0.0, -90.0),
        None,
    ];
    let record = |number: usize| {
        let start = 1_794_800_000 + number as i64 * 7200;
        let day = date(2026, 11, 16 + (number % 7) as i8);
        Record {
            id: number as i64 + 1,
            slug: format!("evenement-{number}"),
            title: ["Visite d’une fonderie", "Atelier de robotique", "L’œuvre électrique"][number % 3].to_owned(),
            summary: "Les métiers de l’industrie".to_owned(),
            sectors: vec![["bois", "numerique"][number % 2].to_owned()],
            format: ["visite", "atelier"][number % 2].to_owned(),
            audiences: vec!["scolaires".to_owned()],
            organisation: Organisation {
                slug: format!("structure-{}", number % 5),
                name: "Scierie du Gers".to_owned(),
                siret: Some("44306184100047".to_owned()),
            },
            commune: Some(Commune { code: "c32013".to_owned(), name: "Auch".to_owned() }),
            department: Some(["32", "974"][number % 2].to_owned()),
            region: Some("r76".to_owned()),
            postcode: "32000".to_owned(),
            point: places[number % places.len()],
            mode: if number % 9 == 8 { Mode::Online } else { Mode::OnSite },
            status: if number % 11 == 10 { Status::Cancelled } else { Status::Scheduled },
            full: number % 4 == 3,
            slots: vec![Slot { start, end: start + 3600, first_day: day, last_day: day }],
            ..Record::default()
        }
    };
    Catalogue::build(facts, (0..60).map(record).collect(), 1)
});

fuzz_target!(|input: &[u8]| {
    let text = String::from_utf8_lossy(input);
    let (address, asked) = text.split_once('\n').unwrap_or((&text, ""));
    let catalogue = &*CATALOGUE;
    let (mut query, _) = Query::from_query_string(asked);
    let written = query.to_query_string();
    let (again, bad) = Query::from_query_string(&written);
    assert!(bad.is_empty(), "what we write we can read: {written}");
    assert_eq!(again, query, "{written}");
    catalogue.settle(&mut query);

    let now = Timestamp::from_second(1_794_900_000).expect("a moment");
    let answer = catalogue.search(&query, now);
    let selection = catalogue.select(&query);
    assert_eq!(answer.total, selection.total());
    assert_eq!(answer.total - answer.without_point, selection.on_map());
    assert!(answer.hits.len() <= answer.total.min(catalogue::PAGE_SIZE));
    assert_eq!(catalogue.iter(&query, now).count(), answer.total);
    for hit in &answer.hits {
        for range in answer.marks.in_text(hit.event.title) {
            assert!(hit.event.title.get(range).is_some_and(|marked| !marked.is_empty()));
        }
    }
    let parts: Vec<&str> = address.splitn(3, '/').collect();
    if let [z, x, y] = parts[..]
        && let Some((z, x, y)) = tile_address(z, x, y)
    {
        assert!(z <= MAX_ZOOM);
        assert!(catalogue.tile_of(&selection, z, x, y).is_some());
        let clusters = catalogue.clusters_of(&selection, z);
        let counted: usize = clusters.clusters.iter().map(|cluster| cluster.count as usize).sum();
        assert_eq!(counted, selection.on_map());
    }
    catalogue.suggest(asked, 5);
});

//! What the site wrote itself comes back: every event of the demonstration, in every format, and by whose hand.

use domain::ids::PersonId;
use server::acts;
use server::formats::write::{self, Export, Format};
use server::import::{Import, Outcome, Run, What};
use server::{demo, formats, refresh};
use store::{editions, people};

use crate::world::World;

const FORMATS: [Format; 5] = [
    Format::Csv,
    Format::Xlsx,
    Format::Json,
    Format::GeoJson,
    Format::Ics,
];

/// A small demonstration: seats, places overseas, online, cancelled, moved, with changes that wait.
async fn demonstration(world: &World) -> String {
    let (app, now) = (&world.app, world.clock.now());
    let loaded = demo::load(&app.store, &app.gazetteer, 160, now, &|_| ()).await;
    refresh::refresh(app).await.expect("a fresh shelf");
    loaded.expect("the demonstration").running
}

fn exported(world: &World, edition: &str, format: Format) -> Vec<u8> {
    let shelved = world.app.shelf.edition(edition).expect("the edition");
    let (query, _) = catalogue::Query::from_query_string("");
    let export = Export {
        catalogue: &shelved.catalogue,
        query: &query,
        gazetteer: &world.app.gazetteer,
        title: "Semaine de l’industrie",
        words: (&world.app.words, domain::words::Language::Fr),
        address: "https://semaine.example/evenements",
        site: "https://semaine.example",
        now: world.clock.now(),
    };
    let mut out = Vec::new();
    let written = write::write(format, export, &mut out).expect("written");
    assert!(written >= 160, "{written} events");
    out
}

async fn brought_by(
    world: &World,
    email: &str,
    slug: &str,
    name: &str,
    bytes: &[u8],
) -> Vec<Outcome> {
    let mut reader = world.app.store.reader().await.expect("a reader");
    let edition = editions::edition_by_slug(&mut reader, slug)
        .await
        .expect("read");
    let person = people::by_email(&mut reader, email).await.expect("read");
    let person = PersonId(person.expect("somebody of the demonstration").id);
    let standing = acts::standing(&mut reader, person)
        .await
        .expect("a standing");
    drop(reader);
    let table = formats::read(bytes, name).expect("a table");
    let import = Import {
        world: acts::World {
            gazetteer: &world.app.gazetteer,
            campaign_names: &[],
            edition: &edition.expect("the edition"),
            now: world.clock.now(),
        },
        standing: &standing,
        email,
        table: &table,
        mapping: &formats::guess::guess(&table),
        run: Run::Dry,
    };
    let outcomes = server::import::import(&world.app.store, &import, |_| ()).await;
    outcomes.expect("outcomes")
}

#[tokio::test]
async fn the_whole_programme_comes_back_unchanged_in_every_format() {
    let world = World::new().await;
    let slug = demonstration(&world).await;
    for format in FORMATS {
        let bytes = exported(&world, &slug, format);
        let name = format!("programme.{}", format.ending());
        let team = format!("equipe.nationale@{}", demo::people::DOMAIN);
        let outcomes = brought_by(&world, &team, &slug, &name, &bytes).await;
        assert!(outcomes.len() >= 160, "{format:?}: {} rows", outcomes.len());
        let other: Vec<_> = outcomes
            .iter()
            .filter(|outcome| outcome.what != What::Unchanged)
            .map(|outcome| (&outcome.title, outcome.what, &outcome.changed))
            .collect();
        assert!(other.is_empty(), "{format:?}: {other:#?}");
    }
}

#[tokio::test]
async fn nobody_rewrites_the_events_of_others_by_what_the_site_exports() {
    let world = World::new().await;
    let slug = demonstration(&world).await;
    let bytes = exported(&world, &slug, Format::Csv);
    let text = String::from_utf8(bytes).expect("text");
    let words = "Ce titre est d’un autre.";
    let header = text.lines().next().expect("a header");
    let title = header
        .split(',')
        .position(|name| name == "summary")
        .expect("a summary");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(reader.headers().expect("a header"))
        .expect("written");
    for record in reader.records() {
        let record = record.expect("a row");
        let cells = record.iter().enumerate();
        let changed = cells.map(|(at, cell)| if at == title { words } else { cell });
        writer.write_record(changed).expect("written");
    }
    let forged = writer.into_inner().expect("a file");
    // The national team, which may decide everywhere, and the referee of one département: neither proposed these events.
    for who in ["equipe.nationale", "referent.gers"] {
        let email = format!("{who}@{}", demo::people::DOMAIN);
        let outcomes = brought_by(&world, &email, &slug, "programme.csv", &forged).await;
        assert!(outcomes.len() >= 160);
        let passed: Vec<_> = outcomes
            .iter()
            .filter(|outcome| outcome.what != What::Refused)
            .map(|outcome| (&outcome.title, outcome.what))
            .collect();
        assert!(passed.is_empty(), "{who}: {passed:#?}");
    }
}

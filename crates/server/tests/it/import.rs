//! A file comes in, goes out as data, and comes in again.

use domain::edition::{Campaign, Choice, Criterion, Rules, Stage};
use domain::event::Field;
use domain::ids::{CampaignId, EditionId, PersonId};
use domain::review::{Answer, Met};
use domain::time::Window;
use domain::words::Words;
use jiff::civil::Date;
use reqwest::Method;
use server::acts::{self, Coverage, Ruling};
use server::formats::write::{self, Export, Format};
use server::import::{Import, Outcome, Run, What};
use server::{formats, refresh};
use store::{editions, events, people};

use crate::caller::{Caller, Shown};
use crate::world::World;

const REFEREE: &str = "referent.gers@semaine.example";

const FILE: &str = "id;titre;résumé;code insee;adresse;structure;début;fin;gratuit;inscription;gps\n\
    a;\"=Visite; de l’usine\";Trois heures dans l’usine.;32013;1 rue des Prés;Usine du Pré;24/03/2026 9h;24/03/2026 12h;oui;non;43.6465, 0.5867\n\
    b;Visite de l’atelier;Deux heures à l’atelier.;32013;2 rue des Prés;Usine du Pré;24/03/2026 14h;24/03/2026 16h;oui;non;43.6466, 0.5868\n\
    c;Ailleurs;Dans un autre département.;31555;3 rue des Prés;Usine du Pré;24/03/2026 14h;24/03/2026 16h;oui;non;\n\
    d;Sans date;Il manque les horaires.;32013;4 rue des Prés;Usine du Pré;;;oui;non;\n";

fn choices(slugs: &[&str]) -> Vec<Choice> {
    let choice = |slug: &&str| Choice {
        slug: (*slug).into(),
        label: Words::new(slug, slug),
        ..Choice::default()
    };
    slugs.iter().map(choice).collect()
}

fn rules() -> Rules {
    let day = |d| Date::constant(2026, 3, d);
    Rules {
        number: Some(9),
        theme: Words::new("L’industrie", "Industry"),
        promise: Words::new("Entrez", "Come in"),
        about: Words::default(),
        week: Window::new(day(23), day(29)).expect("a week"),
        accepted: Window::new(day(16), day(29)).expect("a window"),
        accepted_in: std::collections::BTreeMap::new(),
        proposals_open: Date::constant(2026, 1, 5),
        proposals_close: day(20),
        zone: "Europe/Paris".into(),
        decision_days: 4,
        answer_days: 7,
        criteria: vec![Criterion {
            slug: "gratuit".into(),
            statement: Words::new("Gratuit", "Free"),
            check: domain::edition::Check::Free,
        }],
        sectors: choices(&["bois"]),
        formats: choices(&["visite"]),
        audiences: choices(&["grand-public"]),
        tags: Vec::new(),
        free_fields: vec![Field::PublicContact],
        free_typos: false,
        colour: "#2743d8".into(),
        figures: Vec::new(),
    }
}

/// An edition that takes proposals, and the referee of the Gers.
async fn edition(world: &World) -> EditionId {
    let now = world.clock.now();
    let mut tx = world.app.store.begin().await.expect("a transaction");
    let campaign = Campaign {
        id: CampaignId(0),
        slug: "industrie".into(),
        name: Words::new("Semaine de l’industrie", "Industry week"),
        steered_by: Words::default(),
    };
    let campaign = editions::create_campaign(&mut tx, &campaign)
        .await
        .expect("a campaign");
    let stage = Stage::Running { since: now };
    let id = editions::create(&mut tx, campaign, "2026", stage, &rules())
        .await
        .expect("an edition");
    let person = people::welcome(&mut tx, REFEREE, "", "fr", now)
        .await
        .expect("a person");
    people::appoint(&mut tx, person.id, "referee", "32", None, None, now)
        .await
        .expect("an appointment");
    tx.commit().await.expect("kept");
    refresh::refresh(&world.app).await.expect("a shelf");
    id
}

async fn upload(caller: &Caller, name: &str, bytes: &[u8]) -> Shown {
    let token = caller
        .get("/instruction/import")
        .await
        .hidden("csrf")
        .expect("a form");
    upload_with(caller, &token, name, bytes).await
}

/// Sends a file with a token that is there already.
pub async fn upload_with(caller: &Caller, token: &str, name: &str, bytes: &[u8]) -> Shown {
    let mut body = format!(
        "--frontier\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--frontier\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--frontier--\r\n");
    let request = caller
        .ask(Method::POST, "/instruction/import")
        .header("content-type", "multipart/form-data; boundary=frontier")
        .header("sec-fetch-site", "same-origin")
        .body(body);
    caller.send(request).await
}

/// Where the form of a report goes.
pub fn next(shown: &Shown) -> String {
    let mark = "action=\"/instruction/import/";
    let start = shown.body.find(mark).expect("a form") + "action=\"".len();
    let end = shown.body[start..].find('"').expect("its end");
    shown.body[start..start + end].to_owned()
}

#[tokio::test]
async fn a_referee_reads_what_would_happen_then_imports() {
    let world = World::new().await;
    edition(&world).await;
    let referee = world.sign_in(REFEREE).await;
    let shown = upload(&referee, "programme.csv", FILE.as_bytes()).await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    for words in [
        "rien n’est gardé",
        "Visite de l’atelier",
        "n’est pas de votre territoire",
        "Il manque",
        "title = &quot;titre&quot;",
    ] {
        assert!(shown.body.contains(words), "{words}: {}", shown.body);
    }
    let count = || async {
        let mut reader = world.app.store.reader().await.expect("a reader");
        store::bulk::count_events(&mut reader)
            .await
            .expect("a count")
    };
    assert_eq!(count().await, 0);
    let token = shown.hidden("csrf").expect("a token");
    // A column is made to say something else by its menu; the mapping written by hand follows.
    let at = FILE.split('\n').next().expect("a head").split(';');
    let at = at
        .clone()
        .position(|column| column == "résumé")
        .expect("it");
    let (was, now) = (format!("was.{at}"), format!("col.{at}"));
    assert!(
        shown.body.contains(&format!("name=\"{now}\"")),
        "{}",
        shown.body
    );
    let guessed = shown
        .body
        .split("name=\"mapping\"")
        .nth(1)
        .expect("a mapping");
    let guessed = guessed.split_once('>').expect("its text").1;
    let guessed = guessed.split("</textarea>").next().expect("its end");
    let guessed = guessed.replace("&quot;", "\"");
    let moved = [
        ("csrf", token.as_str()),
        ("mapping", guessed.as_str()),
        (was.as_str(), "summary"),
        (now.as_str(), "description"),
        ("do", "try"),
    ];
    let tried = referee.post(&next(&shown), &moved).await;
    assert_eq!(tried.status, 200, "{}", tried.body);
    assert!(
        tried.body.contains("description = &quot;résumé&quot;")
            && !tried.body.contains("summary = &quot;résumé&quot;"),
        "{}",
        tried.body
    );
    assert_eq!(count().await, 0);
    let mapping = "source = 'essai'\n[fields]\nid='id'\ntitle='titre'\nsummary='résumé'\ncommune_code='code insee'\naddress='adresse'\norganisation='structure'\nstart='début'\nend='fin'\nfree='gratuit'\nbooking='inscription'\npoint='gps'\n";
    let wrong = referee
        .post(
            &next(&shown),
            &[
                ("csrf", &token),
                ("mapping", "[fields]\ntitel = 'x'"),
                ("do", "confirm"),
            ],
        )
        .await;
    assert_eq!(wrong.status, 422);
    let done = referee
        .post(
            &next(&shown),
            &[("csrf", &token), ("mapping", mapping), ("do", "confirm")],
        )
        .await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(count().await, 3);
    for link in [
        "href=\"/instruction/",
        "href=\"/proposer/",
        "href=\"/espace\"",
    ] {
        assert!(done.body.contains(link), "{link}: {}", done.body);
    }
    // Confirmed, the file waits no more.
    let again = referee
        .post(
            &next(&shown),
            &[("csrf", &token), ("mapping", mapping), ("do", "confirm")],
        )
        .await;
    assert_eq!(again.status, 422);
}

#[tokio::test]
async fn a_file_nobody_confirmed_is_kept_a_day_and_no_longer() {
    let world = World::new().await;
    edition(&world).await;
    let referee = world.sign_in(REFEREE).await;
    let shown = upload(&referee, "programme.csv", FILE.as_bytes()).await;
    let (token, page) = (shown.hidden("csrf").expect("a token"), next(&shown));
    let again = [("csrf", token.as_str()), ("mapping", ""), ("do", "try")];
    let name = page.rsplit('/').next().expect("a name").to_owned();
    let kept = world.app.config.data.join("imports").join(name);
    let age = |hours: u64| {
        let file = std::fs::File::options()
            .write(true)
            .open(&kept)
            .expect("the file");
        let then = std::time::SystemTime::now() - std::time::Duration::from_secs(hours * 3_600);
        file.set_modified(then).expect("an age");
    };
    age(23);
    server::jobs::calendar::pass(&world.app)
        .await
        .expect("a look");
    let waits = referee.post(&page, &again).await;
    assert!(!waits.body.contains("n’est plus gardé"), "{}", waits.body);
    age(25);
    let gone = referee.post(&page, &again).await;
    assert_eq!(gone.status, 422);
    assert!(gone.body.contains("n’est plus gardé"), "{}", gone.body);
    assert!(kept.exists(), "reading takes nothing away");
    server::jobs::calendar::pass(&world.app)
        .await
        .expect("a look");
    assert!(!kept.exists());
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_refused_in_words() {
    let world = World::new().await;
    edition(&world).await;
    let referee = world.sign_in(REFEREE).await;
    let deep = format!("[{}1{}]", "[".repeat(5_000), "]".repeat(5_000));
    let files: [(&str, &[u8]); 9] = [
        ("vide.csv", b""),
        ("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("faux.xlsx", b"PK\x03\x04 nothing of the kind"),
        ("rompu.json", b"{\"events\": [{\"title\": "),
        ("page.html", b"<!doctype html><p>x"),
        ("agenda.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
        ("profond.json", deep.as_bytes()),
        ("octets.bin", &[0xff; 300]),
        ("seul.csv", b"titre;ville\n"),
    ];
    for (name, bytes) in files {
        let shown = upload(&referee, name, bytes).await;
        assert!(
            matches!(shown.status.as_u16(), 200 | 422),
            "{name}: {}",
            shown.status
        );
    }
    let stranger = world.sign_in("camille.durand@semaine.example").await;
    assert_eq!(stranger.get("/instruction/import").await.status, 403);
    assert_eq!(world.caller().get("/instruction/import").await.status, 303);
}

async fn bring(world: &World, id: EditionId, name: &str, bytes: &[u8]) -> Vec<Outcome> {
    let mut reader = world.app.store.reader().await.expect("a reader");
    let edition = editions::edition(&mut reader, id)
        .await
        .expect("the edition");
    let person = people::by_email(&mut reader, REFEREE)
        .await
        .expect("an answer")
        .expect("the referee");
    let standing = acts::standing(&mut reader, PersonId(person.id))
        .await
        .expect("a standing");
    drop(reader);
    let table = formats::read(bytes, name).expect("a table");
    let import = Import {
        world: acts::World {
            gazetteer: &world.app.gazetteer,
            campaign_names: &[],
            edition: &edition,
            now: world.clock.now(),
        },
        standing: &standing,
        email: REFEREE,
        table: &table,
        mapping: &formats::guess::guess(&table),
        run: Run::Real,
    };
    server::import::import(&world.app.store, &import, |_| ())
        .await
        .expect("outcomes")
}

/// Labels everything that waits.
async fn label(world: &World, id: EditionId, outcomes: &[Outcome]) {
    let mut tx = world.app.store.begin().await.expect("a transaction");
    let edition = editions::edition(&mut tx, id).await.expect("the edition");
    let person = people::by_email(&mut tx, REFEREE)
        .await
        .expect("an answer")
        .expect("the referee");
    let standing = acts::standing(&mut tx, PersonId(person.id))
        .await
        .expect("a standing");
    let coverage = Coverage::load(&mut tx).await.expect("coverage");
    let around = acts::World {
        gazetteer: &world.app.gazetteer,
        campaign_names: &[],
        edition: &edition,
        now: world.clock.now(),
    };
    for event in outcomes.iter().filter_map(|outcome| outcome.event) {
        let kept = events::find(&mut tx, event)
            .await
            .expect("an answer")
            .expect("the event");
        let Some(revision) = kept.event.waiting() else {
            continue;
        };
        let by = domain::authority::referee(&standing, &coverage.matter(&kept.event, around.now))
            .expect("a referee");
        let answers = vec![Answer {
            criterion: "gratuit".into(),
            met: Met::Yes,
        }];
        acts::rule(
            &mut tx,
            around,
            &kept,
            revision,
            answers,
            Ruling::Label,
            &by,
        )
        .await
        .expect("a label");
    }
    tx.commit().await.expect("kept");
    refresh::refresh(&world.app).await.expect("a shelf");
}

fn exported(world: &World, format: Format) -> Vec<u8> {
    let shelved = world.app.shelf.edition("2026").expect("the edition");
    let (query, bad) = catalogue::Query::from_query_string("");
    assert!(bad.is_empty());
    let export = Export {
        catalogue: &shelved.catalogue,
        query: &query,
        gazetteer: &world.app.gazetteer,
        title: "Semaine, de l’industrie",
        words: (&world.app.words, domain::words::Language::Fr),
        address: "https://semaine.example/evenements",
        site: "https://semaine.example",
        now: world.clock.now(),
    };
    let mut out = Vec::new();
    assert_eq!(write::write(format, export, &mut out).expect("written"), 2);
    out
}

#[tokio::test]
async fn what_goes_out_comes_in_again_unchanged() {
    let world = World::new().await;
    let id = edition(&world).await;
    let outcomes = bring(&world, id, "programme.csv", FILE.as_bytes()).await;
    label(&world, id, &outcomes).await;
    for format in [Format::Csv, Format::Json, Format::GeoJson, Format::Xlsx] {
        let bytes = exported(&world, format);
        let again = bring(&world, id, &format!("export.{}", format.ending()), &bytes).await;
        let whats: Vec<What> = again.iter().map(|outcome| outcome.what).collect();
        assert_eq!(
            whats,
            [What::Unchanged, What::Unchanged],
            "{format:?}: {again:#?}"
        );
    }
    let csv = String::from_utf8(exported(&world, Format::Csv)).expect("text");
    assert!(
        csv.contains("\"'=Visite; de l’usine\"") || csv.contains("'=Visite; de l’usine"),
        "{csv}"
    );
    assert!(csv.contains("2026-03-24T09:00/2026-03-24T12:00"));
}

#[tokio::test]
async fn calendars_and_feeds_say_what_others_need() {
    let world = World::new().await;
    let id = edition(&world).await;
    let outcomes = bring(&world, id, "programme.csv", FILE.as_bytes()).await;
    label(&world, id, &outcomes).await;
    let ics = String::from_utf8(exported(&world, Format::Ics)).expect("text");
    for line in [
        "DTSTART:20260324T080000Z",
        "DTEND:20260324T110000Z",
        "SEQUENCE:",
        "@semaine.example",
        "STATUS:CONFIRMED",
    ] {
        assert!(ics.contains(line), "{line}: {ics}");
    }
    assert_eq!(ics.matches("BEGIN:VEVENT").count(), 2);
    // What we write we can read.
    assert_eq!(
        formats::read(ics.as_bytes(), "x.ics")
            .expect("a table")
            .rows
            .len(),
        2
    );
    let rss = String::from_utf8(exported(&world, Format::Rss)).expect("text");
    assert!(
        rss.contains("<guid isPermaLink=\"true\">https://semaine.example/evenements/"),
        "{rss}"
    );
    assert_eq!(rss.matches("<item>").count(), 2);
}

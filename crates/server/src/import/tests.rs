//! Whole files, brought into a real database and a real country.

use std::sync::OnceLock;

use catalogue::place::Gazetteer;
use domain::authority::{Appointment, Role};
use domain::edition::{Campaign, Choice, Criterion, Edition, Rules, Stage};
use domain::ids::PersonId;
use domain::territory::TerritoryCode;
use domain::time::Window;
use domain::words::Words;
use jiff::Timestamp;
use jiff::civil::Date;
use store::{DatabaseUrl, people};

use super::*;
use crate::formats::guess::guess;

const SAMPLE: &[u8] = include_bytes!("../../tests/samples/patrimoine.csv");

fn gazetteer() -> &'static Gazetteer {
    static READ: OnceLock<Gazetteer> = OnceLock::new();
    READ.get_or_init(|| crate::pack::gazetteer().unwrap())
}

struct Site {
    store: Store,
    edition: Edition,
    standing: Standing,
    now: Timestamp,
    folder: std::path::PathBuf,
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn list(slugs: &[&str]) -> Vec<Choice> {
    slugs
        .iter()
        .map(|slug| Choice {
            slug: (*slug).into(),
            label: Words::new(slug, slug),
            ..Choice::default()
        })
        .collect()
}

fn rules() -> Rules {
    let day = |d| Date::constant(2021, 9, d);
    Rules {
        number: None,
        theme: Words::new("Patrimoine pour tous", ""),
        promise: Words::new("Entrez", ""),
        about: Words::default(),
        week: Window::new(day(18), day(19)).unwrap(),
        accepted: Window::new(day(18), day(19)).unwrap(),
        accepted_in: std::collections::BTreeMap::new(),
        proposals_open: Date::constant(2021, 6, 1),
        proposals_close: day(15),
        zone: "Europe/Paris".into(),
        decision_days: 4,
        answer_days: 7,
        criteria: vec![Criterion {
            slug: "fenetre".into(),
            statement: Words::new("Dans la fenêtre", ""),
            check: domain::edition::Check::Window,
        }],
        sectors: list(&["patrimoine"]),
        formats: list(&["visite"]),
        audiences: list(&["grand-public"]),
        tags: Vec::new(),
        free_fields: vec![Field::PublicContact],
        free_typos: false,
        colour: "#2743d8".into(),
        figures: Vec::new(),
    }
}

async fn site(territory: &str, role: Role) -> Site {
    static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let folder =
        std::env::temp_dir().join(format!("semaine-import-{}-{count}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let store = Store::open(&DatabaseUrl::parse(None, &folder).unwrap())
        .await
        .unwrap();
    let now: Timestamp = "2021-09-06T08:00:00Z".parse().unwrap();
    let mut tx = store.begin().await.unwrap();
    let campaign = Campaign {
        id: domain::ids::CampaignId(0),
        slug: "patrimoine".into(),
        name: Words::new("Journées", ""),
        steered_by: Words::default(),
    };
    let campaign = store::editions::create_campaign(&mut tx, &campaign)
        .await
        .unwrap();
    let stage = Stage::Running { since: now };
    let id = store::editions::create(&mut tx, campaign, "2021", stage, &rules())
        .await
        .unwrap();
    let person = people::welcome(&mut tx, "referent.gers@semaine.example", "", "fr", now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let edition = store::editions::edition(&mut store.reader().await.unwrap(), id)
        .await
        .unwrap();
    let standing = Standing {
        person: PersonId(person.id),
        appointments: vec![Appointment {
            role,
            territory: TerritoryCode::parse(territory).unwrap(),
            institution: String::new(),
        }],
        memberships: Vec::new(),
    };
    Site {
        store,
        edition,
        standing,
        now,
        folder,
    }
}

impl Site {
    async fn bring(&self, bytes: &[u8], mapping: Option<&str>, run: Run) -> Vec<Outcome> {
        let table = crate::formats::read(bytes, "sample.csv").unwrap();
        let mapping = mapping.map_or_else(|| guess(&table), |text| Mapping::read(text).unwrap());
        let import = Import {
            world: World {
                gazetteer: gazetteer(),
                campaign_names: &[],
                edition: &self.edition,
                now: self.now,
            },
            standing: &self.standing,
            email: "referent.gers@semaine.example",
            table: &table,
            mapping: &mapping,
            run,
        };
        super::import(&self.store, &import, |_| ()).await.unwrap()
    }

    async fn content(&self, outcome: &Outcome) -> domain::event::Content {
        let mut reader = self.store.reader().await.unwrap();
        let kept = store::events::find(&mut reader, outcome.event.unwrap())
            .await
            .unwrap()
            .unwrap();
        crate::acts::editable(&mut reader, &kept).await.unwrap()
    }
}

fn whats(outcomes: &[Outcome]) -> Vec<(What, Option<Landing>)> {
    outcomes
        .iter()
        .map(|outcome| (outcome.what, outcome.landing))
        .collect()
}

#[tokio::test]
async fn an_untidy_file_comes_in_whole_and_only_once() {
    let site = site("32", Role::Referee).await;
    let dry = site.bring(SAMPLE, None, Run::Dry).await;
    let real = site.bring(SAMPLE, None, Run::Real).await;
    assert_eq!(whats(&dry), whats(&real));
    let landings: Vec<Landing> = real
        .iter()
        .map(|outcome| outcome.landing.unwrap())
        .collect();
    use Landing::{Draft, Proposed};
    // Hours are told for sure three times, once without a word of booking; not at all once; not for sure twice.
    assert_eq!(landings, [Proposed, Proposed, Draft, Draft, Draft, Draft]);
    assert_eq!(real[2].missing, [Field::Booking]);
    assert_eq!(real[3].missing, [Field::Slots]);
    let first = site.content(&real[0]).await;
    assert_eq!(first.slots.len(), 2);
    assert_eq!(first.booking.phone, "05 62 00 00 01");
    assert_eq!(first.place.commune.unwrap().as_str(), "c32013");
    let second = site.content(&real[1]).await;
    assert_eq!(
        (
            second.place.address.as_str(),
            second.place.postcode.as_str()
        ),
        ("12 rue du Pont", "32000")
    );
    assert!(
        second
            .description
            .starts_with("Un moulin à eau, sa roue et ses meules.")
    );
    let third = site.content(&real[2]).await;
    assert_eq!(third.free_of_charge, Some(false));
    // The pin's numbers stood in the wrong columns.
    let last = site.content(&real[5]).await;
    assert!(last.place.point.is_some_and(|point| point.lat > 43.0));
    assert!(last.slots.is_empty());

    let again = site.bring(SAMPLE, None, Run::Real).await;
    assert!(
        again.iter().all(|outcome| outcome.what == What::Unchanged),
        "{again:#?}"
    );
    let events: Vec<_> = real.iter().map(|outcome| outcome.event).collect();
    assert_eq!(
        events,
        again
            .iter()
            .map(|outcome| outcome.event)
            .collect::<Vec<_>>()
    );
}

const SIMPLE: &str = "id;titre;resume;insee;adresse;structure;debut;fin;gratuit;inscription\n\
    a;Visite de l’usine;Trois heures dans l’usine.;32013;1 rue des Prés;Usine;18/09/2021 9h;18/09/2021 12h;oui;non\n\
    b;Visite de l’atelier;Deux heures à l’atelier.;31555;2 rue des Prés;Usine;18/09/2021 9h;18/09/2021 11h;oui;non\n";

#[tokio::test]
async fn hours_in_one_column_are_those_of_the_day_in_another() {
    let site = site("FR", Role::National).await;
    let file = "id;titre;resume;insee;adresse;structure;date;horaires;gratuit;inscription\n\
        a;Visite de l’usine;Trois heures.;32013;1 rue des Prés;Usine;18/09/2021;10h-17h;oui;non\n\
        b;Visite de l’atelier;Deux heures.;31555;2 rue des Prés;Usine;19/09/2021;9h à 11h et 14h à 16h;oui;non\n\
        c;Visite du chai;Une heure.;31555;3 rue des Prés;Usine;19/09/2021;le matin;oui;non\n";
    let outcomes = site.bring(file.as_bytes(), None, Run::Real).await;
    let slots = async |at: usize| {
        let content = site.content(&outcomes[at]).await;
        let told = content
            .slots
            .iter()
            .map(|slot| format!("{}–{}", slot.start, slot.end.time()));
        told.collect::<Vec<_>>()
    };
    assert_eq!(slots(0).await, ["2021-09-18T10:00:00–17:00:00"]);
    assert_eq!(
        slots(1).await,
        [
            "2021-09-19T09:00:00–11:00:00",
            "2021-09-19T14:00:00–16:00:00"
        ]
    );
    // What is not understood for sure is kept to be read, the day too.
    assert_eq!(slots(2).await, Vec::<String>::new());
    let kept = site.content(&outcomes[2]).await.description;
    assert!(
        kept.contains("19/09/2021") && kept.contains("le matin"),
        "{kept}"
    );
}

#[tokio::test]
async fn a_referee_brings_in_only_their_own_territory() {
    let site = site("32", Role::Referee).await;
    let outcomes = site.bring(SIMPLE.as_bytes(), None, Run::Real).await;
    assert_eq!(
        whats(&outcomes),
        [(What::New, Some(Landing::Proposed)), (What::Refused, None)]
    );
    assert_eq!(outcomes[1].remarks[0].key, "import-row-not-yours");
    let member = self::site("32", Role::Committee).await;
    let outcomes = member.bring(SIMPLE.as_bytes(), None, Run::Real).await;
    assert!(outcomes.iter().all(|outcome| outcome.what == What::Refused));
    let nation = self::site("FR", Role::National).await;
    let outcomes = nation.bring(SIMPLE.as_bytes(), None, Run::Real).await;
    assert!(outcomes.iter().all(|outcome| outcome.what == What::New));
}

#[tokio::test]
async fn a_changed_row_is_a_new_revision_and_a_local_edit_stays() {
    let site = site("FR", Role::National).await;
    let first = site.bring(SIMPLE.as_bytes(), None, Run::Real).await;
    let changed = SIMPLE.replace("12h", "13h");
    let second = site.bring(changed.as_bytes(), None, Run::Real).await;
    assert_eq!(whats(&second)[0], (What::Changed, Some(Landing::Proposed)));
    assert_eq!(second[0].changed, [Leaf::Slots]);
    assert_eq!(second[1].what, What::Unchanged);
    // Somebody edits the title on the site, and sends it.
    let world = World {
        gazetteer: gazetteer(),
        campaign_names: &[],
        edition: &site.edition,
        now: site.now,
    };
    let mut tx = site.store.begin().await.unwrap();
    let kept = store::events::find(&mut tx, first[0].event.unwrap())
        .await
        .unwrap()
        .unwrap();
    let mut content = crate::acts::editable(&mut tx, &kept).await.unwrap();
    content.title = "Visite de la grande usine".into();
    let matter = Coverage::default().matter(&kept.event, site.now);
    let by = domain::authority::organiser(&site.standing, &matter).unwrap();
    crate::acts::send(&mut tx, world, &kept, &content, &by)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let same = site.bring(changed.as_bytes(), None, Run::Real).await;
    assert_eq!(
        (same[0].what, &same[0].kept[..]),
        (What::Unchanged, &[Leaf::Title][..])
    );
    let other = changed.replace("Visite de l’usine", "Visite de l’usine neuve");
    let conflict = site.bring(other.as_bytes(), None, Run::Real).await;
    assert_eq!(conflict[0].what, What::Conflict);
    assert_eq!(
        conflict[0].conflicts[0].site.as_deref(),
        Some("Visite de la grande usine")
    );
    assert_eq!(conflict[0].conflicts[0].file, "Visite de l’usine neuve");
    assert_eq!(
        site.content(&conflict[0]).await.title,
        "Visite de la grande usine"
    );
}

#[tokio::test]
async fn what_an_organiser_has_not_sent_is_not_told_to_whoever_brings_a_file() {
    let mut site = site("FR", Role::National).await;
    let first = site.bring(SIMPLE.as_bytes(), None, Run::Real).await;
    let id = first[0].event.unwrap();
    let world = World {
        gazetteer: gazetteer(),
        campaign_names: &[],
        edition: &site.edition,
        now: site.now,
    };
    let mut tx = site.store.begin().await.unwrap();
    let kept = store::events::find(&mut tx, id).await.unwrap().unwrap();
    let mut content = crate::acts::editable(&mut tx, &kept).await.unwrap();
    content.title = "Visite secrète".into();
    crate::acts::save_working(&mut tx, world, &kept, &content)
        .await
        .unwrap();
    // The file comes again from somebody else of the national team.
    let other = people::welcome(&mut tx, "equipe@semaine.example", "", "fr", site.now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let changed = SIMPLE.replace("Visite de l’usine", "Visite de l’usine neuve");
    let own = site.bring(changed.as_bytes(), None, Run::Dry).await;
    assert_eq!(own[0].conflicts[0].site.as_deref(), Some("Visite secrète"));
    site.standing.person = PersonId(other.id);
    let others = site.bring(changed.as_bytes(), None, Run::Dry).await;
    assert_eq!(others[0].what, What::Conflict, "{:?}", others[0]);
    assert_eq!(others[0].conflicts[0].site, None);
    let speak = |said: &crate::formats::Said| format!("{} {:?}", said.key, said.with);
    let report = report::csv(&others, &speak).unwrap();
    let report = String::from_utf8(report).unwrap();
    assert!(report.contains("import-conflict-unsent"), "{report}");
    assert!(!report.contains("secrète"), "{report}");
}

#[tokio::test]
async fn rows_without_an_identifier_are_known_again() {
    let site = site("FR", Role::National).await;
    let nameless = SIMPLE
        .replace("id;", "x;")
        .replace("\na;", "\n;")
        .replace("\nb;", "\n;");
    let first = site.bring(nameless.as_bytes(), None, Run::Real).await;
    assert!(
        first[0]
            .remarks
            .iter()
            .any(|said| said.key == "import-remark-made-up")
    );
    let again = site.bring(nameless.as_bytes(), None, Run::Real).await;
    assert!(again.iter().all(|outcome| outcome.what == What::Unchanged));
    let twice = format!("{SIMPLE}a;Autre;x;32013;y;z;;;;\n");
    let outcomes = site.bring(twice.as_bytes(), None, Run::Dry).await;
    assert_eq!(outcomes[2].remarks[0].key, "import-row-same-id");
}

#[tokio::test]
async fn a_dry_run_keeps_nothing() {
    let site = site("FR", Role::National).await;
    site.bring(SIMPLE.as_bytes(), None, Run::Dry).await;
    let mut reader = site.store.reader().await.unwrap();
    let found = store::organisations::by_name(&mut reader, "Usine")
        .await
        .unwrap();
    assert!(found.is_empty());
}

#[tokio::test]
async fn a_price_beside_the_word_free_is_told() {
    let site = site("FR", Role::National).await;
    let file = "id;titre;gratuit;tarif\n1;Visite payante;oui;5 €\n2;Visite gratuite;oui;0\n";
    let outcomes = site.bring(file.as_bytes(), None, Run::Dry).await;
    let told = |row: usize| {
        let mut remarks = outcomes[row].remarks.iter();
        remarks.any(|said| said.key == "import-remark-price")
    };
    assert!(told(0), "{:?}", outcomes[0]);
    assert!(!told(1), "{:?}", outcomes[1]);
}

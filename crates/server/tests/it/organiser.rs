//! Proposing: a draft kept field by field, an address confirmed, remarks answered from the letter, and hostile hands.

mod answers;
mod changes;
mod hostile;
mod kept;
mod links;
mod pictures;
mod teams;
mod warned;

use std::collections::BTreeMap;

use domain::authority::{self, Standing};
use domain::edition::{Check, Choice, Criterion, Edition, Rules, Stage};
use domain::event::{Content, Field};
use domain::ids::{CampaignId, EditionId, EventId, PersonId};
use domain::review::{Answer, Met, Remark, Review};
use domain::time::Window;
use domain::words::Words;
use jiff::civil::date;
use server::acts::{self, Coverage, Ruling, World as Acts};
use store::events::{self, Kept};
use store::{editions, people, reviews};

use crate::caller::{Caller, Shown};
use crate::world::World;

const MAIL: &str = "fonderie@semaine.example";

fn choice(slug: &str) -> Choice {
    Choice {
        slug: slug.into(),
        label: Words::new(slug, slug),
        ..Choice::default()
    }
}

fn rules() -> Rules {
    let week = Window::new(date(2026, 3, 23), date(2026, 3, 29)).expect("a week");
    let criterion = |slug: &str, check| Criterion {
        slug: slug.into(),
        statement: Words::new(slug, slug),
        check,
    };
    Rules {
        number: Some(16),
        theme: Words::new("Construis ton avenir", "Build your future"),
        promise: Words::new("Venez voir", "Come and see"),
        about: Words::default(),
        week,
        accepted: week,
        accepted_in: BTreeMap::new(),
        proposals_open: date(2026, 1, 5),
        proposals_close: date(2026, 3, 20),
        zone: "Europe/Paris".into(),
        decision_days: 4,
        answer_days: 5,
        criteria: vec![
            criterion("dates", Check::Window),
            criterion("gratuit", Check::Free),
        ],
        sectors: vec![choice("bois"), choice("metal")],
        formats: vec![choice("visite")],
        audiences: vec![choice("grand-public")],
        tags: vec![],
        free_fields: vec![Field::PublicContact],
        free_typos: false,
        colour: "#2742d8".into(),
        figures: vec![],
    }
}

/// A site whose proposals are open, with a referee in the Gers.
async fn open_site() -> (World, Edition, PersonId) {
    opened(World::new().await).await
}

async fn opened(world: World) -> (World, Edition, PersonId) {
    let now = world.clock.now();
    let mut tx = world.app.store.begin().await.expect("a transaction");
    let campaign = domain::edition::Campaign {
        id: CampaignId(0),
        slug: "semaine".into(),
        name: Words::new("Semaine de l’Industrie", "Industry Week"),
        steered_by: Words::default(),
    };
    let campaign = editions::create_campaign(&mut tx, &campaign)
        .await
        .expect("a campaign");
    let id: EditionId = editions::create(
        &mut tx,
        campaign,
        "2026",
        Stage::Running { since: now },
        &rules(),
    )
    .await
    .expect("an edition");
    let referee = people::welcome(&mut tx, "referent.gers@semaine.example", "", "fr", now)
        .await
        .expect("a person");
    people::appoint(&mut tx, referee.id, "referee", "32", None, None, now)
        .await
        .expect("an appointment");
    let edition = editions::edition(&mut tx, id).await.expect("the edition");
    tx.commit().await.expect("kept");
    (world, edition, PersonId(referee.id))
}

/// Begins a draft without an account; answers the path of its first step, without the step.
async fn begin(world: &World, caller: &Caller, title: &str) -> String {
    let begun = caller
        .fill(
            "/proposer",
            "/proposer",
            &[("title", title), ("email", MAIL)],
        )
        .await;
    assert_eq!(begun.status, 303, "{}", begun.body);
    world.deliver().await;
    let place = begun.location.expect("a way on");
    place
        .strip_suffix("/quoi")
        .expect("the first step")
        .to_owned()
}

/// Fills in one step as a browser would: the fields it names, the digest it was shown.
async fn step(caller: &Caller, draft: &str, slug: &str, fields: &[(&str, &str)]) -> Shown {
    let path = format!("{draft}/{slug}");
    let shown = caller.get(&path).await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    let (csrf, base) = (shown.hidden("csrf"), shown.hidden("base"));
    let (csrf, base) = (csrf.unwrap_or_default(), base.unwrap_or_default());
    let mut all = vec![("csrf", csrf.as_str()), ("base", base.as_str())];
    all.extend_from_slice(fields);
    caller.post(&path, &all).await
}

const WHAT: &[(&str, &str)] = &[
    ("champ", "title"),
    ("champ", "summary"),
    ("champ", "description"),
    ("champ", "format"),
    ("champ", "sectors"),
    ("champ", "audiences"),
    ("title", "Dans les coulisses d’une fonderie"),
    ("summary", "Une coulée en direct."),
    ("description", "On verra **tout**."),
    ("format", "visite"),
    ("sectors", "metal"),
    ("audiences", "grand-public"),
];
const WHO: &[(&str, &str)] = &[
    ("champ", "organisation"),
    ("champ", "referee-contact"),
    ("organisation", "Fonderie du Gers"),
    ("organisation_code", ""),
    ("organisation_kind", "company"),
    ("referee_email", MAIL),
];
const WHERE: &[(&str, &str)] = &[
    ("champ", "mode"),
    ("champ", "place"),
    ("champ", "commune"),
    ("champ", "point"),
    ("mode", "place"),
    ("place_address", "12 rue de la Fonderie"),
    ("place_postcode", "32000"),
    ("commune", "Auch"),
    ("commune_code", "c32013"),
    ("lat", "43.6465"),
    ("lon", "0.5855"),
];
const WHEN: &[(&str, &str)] = &[
    ("champ", "slots"),
    ("act", "series"),
    ("series_every", "60"),
    ("series_length", "45"),
    ("series_from", "10:00"),
    ("series_to", "12:00"),
    ("series_day", "2026-03-24"),
    ("series_day", "2026-03-25"),
];
const HOW: &[(&str, &str)] = &[
    ("champ", "booking"),
    ("champ", "free"),
    ("booking_mode", "nothing"),
    ("free", "oui"),
];

/// Fills in the whole form.
async fn complete(caller: &Caller, draft: &str) {
    for (slug, fields) in [
        ("quoi", WHAT),
        ("qui", WHO),
        ("ou", WHERE),
        ("quand", WHEN),
        ("comment", HOW),
    ] {
        let saved = step(caller, draft, slug, fields).await;
        assert_eq!(saved.status, 303, "{slug}: {}", saved.body);
    }
}

fn number(draft: &str) -> EventId {
    let secret = draft.rsplit('/').next().expect("a secret");
    let id = secret.split('-').next().expect("a number");
    EventId(id.parse().expect("digits"))
}

async fn kept(world: &World, draft: &str) -> Kept {
    let mut conn = world.app.store.reader().await.expect("a reader");
    let found = events::find(&mut conn, number(draft)).await;
    found.expect("an answer").expect("the event")
}

async fn working(world: &World, draft: &str) -> Content {
    kept(world, draft).await.working.expect("a working copy")
}

/// Sends a complete draft and confirms its address by the letter.
async fn send_and_confirm(world: &World, caller: &Caller, draft: &str) {
    let sent = step(caller, draft, "envoi", &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let waits = kept(world, draft).await;
    assert!(matches!(waits.event.review, Review::Unconfirmed { .. }));
    world.deliver().await;
    let letter = world.post.letters().pop().expect("a letter");
    assert_eq!(letter.to, [MAIL]);
    let link = letter.link().expect("a link");
    assert!(link.contains("/confirmer/"), "{link}");
    let looked = caller.get(&link).await;
    assert_eq!(looked.status, 200);
    let still = kept(world, draft).await;
    assert!(
        matches!(still.event.review, Review::Unconfirmed { .. }),
        "a look confirms nothing"
    );
    let confirmed = caller.fill(&link, &link, &[]).await;
    assert_eq!(confirmed.status, 303, "{}", confirmed.body);
}

#[tokio::test]
async fn a_draft_is_kept_from_its_first_field_and_found_again_by_the_letter() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    assert_eq!(working(&world, &draft).await.title, "Une fonderie");
    let letter = world.post.letters().pop().expect("a letter");
    let link = letter.link().expect("a link");
    assert!(link.ends_with(&draft), "{link} leads to {draft}");
    let saved = step(&caller, &draft, "quoi", WHAT).await;
    assert_eq!(saved.location.as_deref(), Some(&*format!("{draft}/qui")));
    let elsewhere = world.caller();
    let again = elsewhere.get(&format!("{draft}/quoi")).await;
    assert!(
        again.body.contains("Une coulée en direct."),
        "{}",
        again.body
    );
    assert_eq!(again.header("referrer-policy"), Some("same-origin"));
    assert_eq!(again.header("cache-control"), Some("private, no-store"));
    assert!(!elsewhere.has_cookies());
}

#[tokio::test]
async fn the_script_saves_the_same_form_and_creates_nothing() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    let path = format!("{draft}/qui");
    let token = caller.get(&path).await.hidden("csrf").expect("a token");
    let mut fields = vec![("csrf", token.as_str())];
    fields.extend_from_slice(WHO);
    let form = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&fields)
        .finish();
    let request = caller
        .ask(reqwest::Method::POST, &path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "application/json")
        .body(form);
    let saved = caller.send(request).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    assert!(saved.body.contains("Enregistré à 9"), "{}", saved.body);
    assert!(saved.body.contains("\"panel\""), "{}", saved.body);
    assert_eq!(working(&world, &draft).await.organisation, None);
}

#[tokio::test]
async fn a_proposal_waits_for_its_address_and_then_lands_with_the_referee_of_the_gers() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    complete(&caller, &draft).await;
    assert_eq!(working(&world, &draft).await.slots.len(), 4);
    send_and_confirm(&world, &caller, &draft).await;
    let landed = kept(&world, &draft).await;
    let Review::Proposed { at, .. } = landed.event.review else {
        panic!("{:?}", landed.event.review);
    };
    assert_eq!(at, world.clock.now());
    assert_eq!(landed.event.chain.home().as_str(), "32");
    let proposer = landed.event.proposer.expect("a proposer");
    let mut conn = world.app.store.reader().await.expect("a reader");
    let own = store::organisations::of_person(&mut conn, proposer).await;
    let names: Vec<String> = own
        .expect("organisations")
        .into_iter()
        .map(|one| one.organisation.name)
        .collect();
    assert_eq!(names, ["Fonderie du Gers"]);
    let hub = caller.get(&draft).await;
    assert!(hub.body.contains("Proposition envoyée"), "{}", hub.body);
}

#[tokio::test]
async fn what_is_missing_keeps_a_proposal_back_and_says_where() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    let sent = step(&caller, &draft, "envoi", &[]).await;
    assert_eq!(sent.status, 422);
    assert!(
        sent.body.contains("Ajoutez au moins un créneau."),
        "{}",
        sent.body
    );
    let place = format!("{draft}/quand#f-slots");
    let body = sent.body.replace("&#x2f;", "/");
    assert!(body.contains(&place), "{body}");
}

/// The referee of the Gers asks about the summary.
async fn give_back(world: &World, edition: &Edition, referee: PersonId, draft: &str) {
    let ruling = Ruling::Return {
        remarks: vec![Remark {
            field: Some(Field::Summary),
            text: "Dites combien de temps cela dure.".into(),
        }],
        answer_by: server::clock::after(world.clock.now(), 7 * 86_400_000),
    };
    rule(world, edition, referee, draft, ruling, Met::Unknown).await;
}

/// The referee of the Gers gives a verdict on the first revision, with the same answer to each criterion.
async fn rule(
    world: &World,
    edition: &Edition,
    referee: PersonId,
    draft: &str,
    ruling: Ruling,
    met: Met,
) {
    let kept = kept(world, draft).await;
    let mut tx = world.app.store.begin().await.expect("a transaction");
    let standing: Standing = acts::standing(&mut tx, referee).await.expect("a standing");
    let coverage = Coverage::load(&mut tx).await.expect("coverage");
    let matter = coverage.matter(&kept.event, world.clock.now());
    let by = authority::referee(&standing, &matter).expect("a referee");
    let acts = Acts {
        gazetteer: &world.app.gazetteer,
        campaign_names: &[],
        edition,
        now: world.clock.now(),
    };
    let answers = edition
        .rules
        .criteria
        .iter()
        .map(|criterion| Answer {
            criterion: criterion.slug.clone(),
            met,
        })
        .collect();
    acts::rule(&mut tx, acts, &kept, 1, answers, ruling, &by)
        .await
        .expect("ruled");
    tx.commit().await.expect("kept");
}

#[tokio::test]
async fn the_address_of_one_event_opens_no_other() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let one = begin(&world, &caller, "Une fonderie").await;
    let other = begin(&world, &caller, "Une scierie").await;
    let proof = one.split_once('-').expect("a proof").1;
    let mixed = format!("/proposer/{}-{proof}", number(&other));
    for page in [
        "",
        "/quoi",
        "/envoi",
        "/repondre",
        "/agir/supprimer",
        "/image",
    ] {
        assert_eq!(
            caller.get(&format!("{mixed}{page}")).await.status,
            404,
            "{page}"
        );
    }
    let token = caller
        .get(&format!("{one}/quoi"))
        .await
        .hidden("csrf")
        .expect("a token");
    let forged = [
        ("csrf", token.as_str()),
        ("champ", "title"),
        ("title", "Prise"),
    ];
    let refused = caller.post(&format!("{other}/quoi"), &forged).await;
    assert_eq!(refused.status, 403);
    assert_eq!(working(&world, &other).await.title, "Une scierie");
}

#[tokio::test]
async fn a_form_sets_what_it_shows_and_nothing_else() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    let before = kept(&world, &draft).await;
    let greedy = [
        ("champ", "title"),
        ("champ", "slots"),
        ("title", "Une fonderie"),
        ("slot_day", "2026-03-24"),
        ("slot_from", "10:00"),
        ("slot_to", "11:00"),
        ("proposer", "1"),
        ("review", "labelled"),
        ("revisions", "3"),
        ("organisation", "1"),
        ("picture", "x"),
    ];
    let saved = step(&caller, &draft, "quoi", &greedy).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let after = kept(&world, &draft).await;
    assert_eq!(after.event, before.event);
    assert_eq!(after.working, before.working);
}

#[tokio::test]
async fn a_slot_outside_the_window_and_a_pin_elsewhere_are_blocked_with_the_way_out() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    complete(&caller, &draft).await;
    let late = [
        ("champ", "slots"),
        ("act", "stay"),
        ("slot_day", "2026-04-30"),
        ("slot_from", "10:00"),
        ("slot_to", "11:00"),
    ];
    step(&caller, &draft, "quand", &late).await;
    let shown = caller.get(&format!("{draft}/quand")).await;
    assert!(
        shown.body.contains("hors des dates acceptées"),
        "{}",
        shown.body
    );
    assert!(shown.body.contains("23 au 29\u{a0}mars") || shown.body.contains("23 au 29 mars"));
    let mut away = WHERE.to_vec();
    away.retain(|(name, _)| !matches!(*name, "lat" | "lon"));
    away.extend([("lat", "48.8566"), ("lon", "2.3522")]);
    step(&caller, &draft, "ou", &away).await;
    let sent = step(&caller, &draft, "envoi", &[]).await;
    assert_eq!(sent.status, 422);
    assert!(
        sent.body.contains("Le repère est à Paris (75)"),
        "{}",
        sent.body
    );
    assert_eq!(
        working(&world, &draft).await.slots.len(),
        1,
        "kept as it was typed"
    );
}

#[tokio::test]
async fn two_people_at_once_lose_nothing() {
    let (world, ..) = open_site().await;
    let (one, other) = (world.caller(), world.caller());
    let draft = begin(&world, &one, "Une fonderie").await;
    let path = format!("{draft}/quoi");
    let seen = one.get(&path).await;
    let (csrf, base) = (
        seen.hidden("csrf").expect("a token"),
        seen.hidden("base").expect("a digest"),
    );
    let first = step(
        &other,
        &draft,
        "quoi",
        &[("champ", "title"), ("title", "Version de l’un")],
    )
    .await;
    assert_eq!(first.status, 303);
    let mine = [
        ("csrf", csrf.as_str()),
        ("base", base.as_str()),
        ("champ", "title"),
        ("title", "Version de l’autre"),
    ];
    let conflict = one.post(&path, &mine).await;
    assert_eq!(conflict.status, 409);
    assert!(
        conflict.body.contains("Version de l’un") && conflict.body.contains("Version de l’autre")
    );
    assert_eq!(working(&world, &draft).await.title, "Version de l’un");
    let settled = conflict.hidden("base").expect("a digest");
    let again = [
        ("csrf", csrf.as_str()),
        ("base", settled.as_str()),
        ("champ", "title"),
        ("title", "Version de l’autre"),
    ];
    assert_eq!(one.post(&path, &again).await.status, 303);
    assert_eq!(working(&world, &draft).await.title, "Version de l’autre");
}

#[tokio::test]
async fn another_step_saved_meanwhile_is_no_conflict() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    let path = format!("{draft}/quoi");
    let seen = caller.get(&path).await;
    let (csrf, base) = (
        seen.hidden("csrf").expect("a token"),
        seen.hidden("base").expect("a digest"),
    );
    step(&caller, &draft, "comment", HOW).await;
    let mut fields = vec![("csrf", csrf.as_str()), ("base", base.as_str())];
    fields.extend_from_slice(WHAT);
    assert_eq!(caller.post(&path, &fields).await.status, 303);
    assert_eq!(working(&world, &draft).await.free_of_charge, Some(true));
}

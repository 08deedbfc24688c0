//! The mail server is down, busy, wrong or breaks off: letters are late, none is lost, and none comes twice to the same person
//! for the same reason.

use std::collections::BTreeMap;

use jiff::Timestamp;
use server::clock;
use server::jobs::outbox::{CLAIM_MILLIS, Pass};
use store::outbox::{self, Letter};

use crate::post_office::{Mood, NOBODY};
use crate::process::Process;
use crate::stage::NATIONAL;
use crate::world::World;

const SOMEONE: &str = "camille.durand@semaine.example";
/// The most minutes after which the last letter has arrived, once the server is well again.
const LATEST: usize = 4 * 60;

/// Every letter of the outbox, the oldest first.
pub async fn posted(world: &World) -> Vec<Letter> {
    let mut conn = world.app.store.reader().await.expect("a reader");
    let mut letters = outbox::latest(&mut conn, None, 10_000)
        .await
        .expect("letters");
    letters.reverse();
    letters
}

/// Every letter was taken, and is in the mailbox of its addressee once. A copy of it is known by its mark, so that mail programs
/// show one.
pub async fn each_arrived_once(world: &World) {
    let mut expected = BTreeMap::new();
    for letter in posted(world).await {
        assert!(letter.sent_at.is_some(), "{letter:?}");
        expected.insert(letter.id, letter.to_email);
    }
    let mut marks: BTreeMap<String, String> = BTreeMap::new();
    for letter in world.post.letters() {
        let mark = letter.header("message-id").expect("its mark");
        marks.insert(mark, letter.to.concat());
    }
    let arrived: Vec<(i64, String)> = marks
        .into_iter()
        .map(|(mark, to)| {
            let number = mark.trim_start_matches('<').split('.').next();
            let number = number.and_then(|number| number.parse().ok());
            (number.expect("its number"), to)
        })
        .collect();
    let distinct: BTreeMap<i64, String> = arrived.iter().cloned().collect();
    assert_eq!(distinct, expected);
    assert_eq!(arrived.len(), expected.len(), "a letter keeps its mark");
}

#[tokio::test]
async fn an_hour_without_a_mail_server_makes_letters_late_and_loses_none() {
    let world = World::new().await;
    let scene = world.scene().await;
    let ails = [
        None,
        Some(Mood::Away),
        Some(Mood::Busy),
        Some(Mood::Strict),
        Some(Mood::Loses),
        Some(Mood::BreaksOff),
    ];
    let hour = ails.iter().cycle().take(12);
    for (at, mood) in hour.enumerate() {
        match mood {
            None => world.post.close().await,
            Some(mood) => world.post.becomes(*mood),
        }
        world.proposes(&scene, &format!("Atelier {at}")).await;
        for _ in 0..5 {
            assert_eq!(world.deliver().await.sent, 0, "{mood:?}");
            world.wait_minutes(1);
        }
        if mood.is_none() {
            world.post.reopen().await;
        }
    }
    world.post.becomes(Mood::Well);
    let mut minutes = 0;
    while posted(&world).await.iter().any(|it| it.sent_at.is_none()) {
        world.deliver().await;
        world.wait_minutes(1);
        minutes += 1;
        assert!(minutes < LATEST, "{:?}", posted(&world).await);
    }
    each_arrived_once(&world).await;
    let mut reasons: Vec<(String, String, String)> = posted(&world)
        .await
        .into_iter()
        .map(|it| (it.to_email, it.kind, it.params["event"].to_string()))
        .collect();
    assert_eq!(reasons.len(), 24, "each proposal is told to both sides");
    reasons.sort();
    reasons.dedup();
    assert_eq!(reasons.len(), 24);
}

#[tokio::test]
async fn a_mailbox_that_does_not_exist_is_given_up_at_once_and_keeps_nobody_waiting() {
    let world = World::new().await;
    for email in [NOBODY, SOMEONE] {
        let caller = world.caller();
        let fields = [("email", email)];
        caller.fill("/connexion", "/connexion", &fields).await;
    }
    let pass = world.deliver().await;
    let expected = Pass {
        sent: 1,
        delayed: 0,
        given_up: 1,
    };
    assert_eq!(pass, expected);
    let told: Vec<(String, bool)> = posted(&world)
        .await
        .into_iter()
        .map(|it| (it.to_email, it.gave_up_at.is_some()))
        .collect();
    assert_eq!(told, [(NOBODY.into(), true), (SOMEONE.into(), false)]);
}

#[tokio::test]
async fn killed_before_it_noted_that_a_letter_was_taken_the_site_sends_the_same_one() {
    let world = World::new().await;
    let now = Timestamp::now();
    world.clock.set(now);
    world.post.becomes(Mood::Silent);
    let mut process = Process::serve(&world).await;
    let caller = world.caller().at(process.origin());
    let fields = [("email", SOMEONE)];
    caller.fill("/connexion", "/connexion", &fields).await;
    let first = world.post.receives(SOMEONE).await;
    process.kill();
    assert_eq!(posted(&world).await[0].sent_at, None);

    world.post.becomes(Mood::Well);
    world.clock.set(clock::after(now, CLAIM_MILLIS / 2));
    assert_eq!(
        world.deliver().await,
        Pass::default(),
        "it is still claimed"
    );
    world.clock.set(clock::after(now, CLAIM_MILLIS + 120_000));
    assert_eq!(world.deliver().await.sent, 1);
    let letters = world.post.letters();
    assert_eq!(letters.len(), 2);
    for name in ["message-id", "date", "subject", "to"] {
        assert_eq!(letters[1].header(name), first.header(name), "{name}");
    }
    assert_eq!(letters[1].link(), first.link());
    each_arrived_once(&world).await;
}

#[tokio::test]
async fn what_was_given_up_is_tried_again_all_at_once_and_what_was_sent_is_forgotten_in_the_end() {
    let world = World::new().await;
    world.scene().await;
    let team = world.sign_in(NATIONAL).await;
    let fields = [("email", NOBODY)];
    world
        .caller()
        .fill("/connexion", "/connexion", &fields)
        .await;
    assert_eq!(world.deliver().await.given_up, 1);
    let list = "/pilotage/lettres?etat=abandon";
    let shown = team.get(list).await.body;
    assert!(shown.contains("Réessayer la lettre abandonnée"), "{shown}");
    let again = team.fill(list, "/pilotage/lettres/reessayer", &[]).await;
    assert_eq!(again.status, 303, "{}", again.body);
    let waits = posted(&world)
        .await
        .into_iter()
        .filter(|one| one.to_email == NOBODY);
    let waits: Vec<_> = waits.map(|one| one.gave_up_at).collect();
    assert_eq!(waits, [None]);
    assert_eq!(world.deliver().await.given_up, 1, "it was tried");

    let stranger = world.sign_in(SOMEONE).await;
    let sneaky = stranger
        .fill("/espace/connexions", "/pilotage/lettres/reessayer", &[])
        .await;
    assert_eq!(sneaky.status, 403);

    let day = 24 * 3_600_000;
    world.clock.set(clock::after(world.clock.now(), 390 * day));
    server::jobs::calendar::pass(&world.app)
        .await
        .expect("a pass");
    assert!(
        !posted(&world).await.is_empty(),
        "an edition is not over yet"
    );
    world.clock.set(clock::after(world.clock.now(), 20 * day));
    server::jobs::calendar::pass(&world.app)
        .await
        .expect("a pass");
    let old: Vec<_> = posted(&world)
        .await
        .into_iter()
        .filter(|one| one.sent_at.is_some() || one.gave_up_at.is_some())
        .map(|one| one.kind)
        .collect();
    assert_eq!(old, Vec::<String>::new());
}

//! Every letter, in both languages, as it reaches people.

use domain::event::Field;
use domain::letter::{About, Letter, To};
use domain::review::Met;
use domain::territory::TerritoryCode;
use server::acts::Ruling;
use server::mail;
use store::outbox::{self, NewLetter};
use store::{events, letters};

use crate::stage::{ORGANISER, REFEREE, asks_for_hours};
use crate::world::World;

/// One of each kind, as decisions write them.
fn every_kind(world: &World) -> Vec<About> {
    let due = world.clock.now();
    let answer_by = due;
    let territory = TerritoryCode::parse("r76").expect("a code");
    let status = |name: &str| About::Announced {
        status: name.into(),
        by: (name == "cancelled").then(|| territory.clone()),
    };
    vec![
        About::ConfirmAddress { revision: 1 },
        About::Received {
            revision: 1,
            territory: territory.clone(),
            due,
        },
        About::Arrived {
            revision: 1,
            territory: territory.clone(),
            due,
        },
        About::MovedAway {
            revision: 1,
            from: TerritoryCode::parse("32").expect("a code"),
            territory: territory.clone(),
        },
        About::BroughtUpToDate { revision: 2 },
        About::Returned {
            revision: 1,
            answer_by,
        },
        About::Labelled { revision: 1 },
        About::Refused {
            revision: 1,
            criterion: "free".into(),
        },
        About::Undone { revision: 1 },
        About::Corrected {
            revision: 1,
            fields: vec![Field::Title, Field::Summary],
        },
        About::ChangeRefused {
            revision: 1,
            criterion: "free".into(),
        },
        About::Withdrawn,
        About::ChangeWithdrawn,
        status("cancelled"),
        status("postponed"),
        status("moved-online"),
        status("scheduled"),
        About::DueSoon {
            territory: territory.clone(),
            due,
        },
        About::Overdue {
            territory: territory.clone(),
            due,
        },
        About::DueHere {
            territory: territory.clone(),
            due,
        },
        About::OverdueHere { territory, due },
        About::TakenDown,
        About::NewLink,
        About::AnswerDue {
            revision: 1,
            answer_by,
        },
    ]
}

fn not_about_an_event() -> Vec<(&'static str, serde_json::Value)> {
    let item = serde_json::json!({ "event": 1, "title": "Charpente", "due": 1_772_438_400_000_i64, "late": true });
    let territory = serde_json::json!({
        "code": "32", "waiting": 7, "late": 1, "due_today": 2, "more": 6, "items": [item],
    });
    let digest = serde_json::json!({ "waiting": 7, "late": 1, "territories": [territory] });
    let mut all = vec![("digest", digest)];
    for kind in ["links-renewed", "left-organisation"] {
        let told = serde_json::json!({
            "organisation": "Atelier du Bois", "link": "http://semaine.example/espace",
        });
        all.push((kind, told));
    }
    for role in ["referee", "coordinator", "committee", "national"] {
        all.push((
            "invitation",
            serde_json::json!({
                "role": role, "territory": "32", "institution": "Chambre de commerce et d’industrie du Gers",
                "link": "http://semaine.example/invitation/abc", "days": 14,
            }),
        ));
    }
    let link = "http://semaine.example/proposer/1-abc";
    all.push(("draft-link", serde_json::json!({ "link": link })));
    all.push((
        "join-organisation",
        serde_json::json!({ "link": link, "who": "usine@semaine.example", "days": 14 }),
    ));
    all.push((
        "sign-in",
        serde_json::json!({ "link": link, "minutes": 30 }),
    ));
    all
}

#[tokio::test]
async fn every_letter_is_written_in_both_languages() {
    let world = World::new().await;
    let scene = world.scene().await;
    let id = world
        .proposes(&scene, "Dans l’atelier d’une charpentière")
        .await;
    world
        .rules(&scene, id, Met::Yes, asks_for_hours(&world))
        .await;
    let mut tx = world.app.store.begin().await.expect("a transaction");
    let kept = events::find(&mut tx, id)
        .await
        .expect("read")
        .expect("the event");
    let mut posted = 0;
    for (number, about) in every_kind(&world).into_iter().enumerate() {
        let to = To::Person {
            person: scene.organiser,
        };
        // A moment of its own for each, so that none is taken for another.
        let at = server::clock::after(world.clock.now(), number as i64);
        letters::write(&mut tx, &kept, &kept.event, &Letter { to, about }, at)
            .await
            .expect("written");
        posted += 1;
    }
    for (kind, params) in not_about_an_event() {
        let new = NewLetter {
            dedupe: format!("{kind} {params}"),
            to_email: ORGANISER.into(),
            to_person: Some(scene.organiser.0),
            language: "fr".into(),
            kind: kind.into(),
            params,
            not_before: world.clock.now(),
        };
        outbox::post(&mut tx, &new, world.clock.now())
            .await
            .expect("posted");
        posted += 1;
    }
    tx.commit().await.expect("kept");
    let mut conn = world.app.store.reader().await.expect("a reader");
    let all = outbox::latest(&mut conn, None, 100).await.expect("letters");
    drop(conn);
    let own: Vec<_> = all
        .into_iter()
        .filter(|letter| letter.to_email == ORGANISER)
        .collect();
    assert!(own.len() >= posted, "{} of {posted}", own.len());
    for mut letter in own {
        for language in ["fr", "en"] {
            letter.language = language.into();
            let written = mail::write(&world.app, &letter)
                .await
                .expect("a letter in words");
            let name = format!("{} in {language}", letter.kind);
            assert!(
                !written.subject.contains(['⟦', '{', '\n']),
                "{name}: {}",
                written.subject
            );
            assert!(
                !written.text.contains(['⟦', '{']),
                "{name}: {}",
                written.text
            );
            assert!(!written.html.contains('⟦'), "{name}: {}", written.html);
            let head: Vec<&str> = written.text.lines().take(6).collect();
            assert!(
                head.iter().any(|line| line.starts_with("http")),
                "{name}: the link comes first: {head:?}"
            );
            assert!(!written.text.contains("\n\n\n"), "{name}: {}", written.text);
        }
    }
    assert_eq!(world.app.words.missing(), Vec::<String>::new());
}

#[tokio::test]
async fn the_letters_of_a_review_reach_those_they_concern() {
    let world = World::new().await;
    let scene = world.scene().await;
    let id = world
        .proposes(&scene, "Dans l’atelier d’une charpentière")
        .await;
    world.deliver().await;
    assert_eq!(world.letters_to(ORGANISER).await, ["received"]);
    assert_eq!(world.letters_to(REFEREE).await, ["arrived"]);
    world
        .rules(&scene, id, Met::Yes, asks_for_hours(&world))
        .await;
    world.deliver().await;
    let returned = world.post.letters().pop().expect("a letter");
    assert_eq!(returned.to, [ORGANISER]);
    assert!(
        returned
            .plain()
            .contains("> À quelle heure finit la visite"),
        "{}",
        returned.plain()
    );
    let link = returned.link().expect("a link");
    assert!(link.contains(&format!("/proposer/{id}-")), "{link}");
    assert!(link.ends_with("/repondre"), "{link}");
}

#[tokio::test]
async fn a_refusal_says_which_criterion_and_why() {
    let world = World::new().await;
    let scene = world.scene().await;
    let id = world.proposes(&scene, "Vente de meubles").await;
    let note = "L’entrée est payante.".to_owned();
    world
        .rules(&scene, id, Met::No, Ruling::Refuse { note })
        .await;
    world.deliver().await;
    let refused = world.post.letters().pop().expect("a letter").plain();
    assert!(
        refused.contains("* Gratuit") && refused.contains("> L’entrée est payante."),
        "{refused}"
    );
}

#[tokio::test]
async fn a_cancelled_event_is_told_to_both_sides_each_with_its_own_door() {
    let world = World::new().await;
    let scene = world.scene().await;
    let id = world
        .proposes(&scene, "Dans l’atelier d’une charpentière")
        .await;
    world.rules(&scene, id, Met::Yes, Ruling::Label).await;
    world.deliver().await;
    let before = world.post.letters().len();
    world.cancels(&scene, id, "L’atelier est inondé.").await;
    world.deliver().await;
    let told = world.post.letters().split_off(before);
    let door = |email: &str| {
        let letter = told
            .iter()
            .find(|letter| letter.to == [email])
            .expect("a letter");
        letter.link().expect("a link")
    };
    assert!(door(ORGANISER).contains("/proposer/"));
    assert!(door(REFEREE).ends_with(&format!("/instruction/{id}")));
}

#[tokio::test]
async fn who_has_no_account_is_asked_to_confirm_at_the_address_they_gave() {
    let world = World::new().await;
    let scene = world.scene().await;
    let id = world
        .proposes_without_account(&scene, "Dans l’atelier")
        .await;
    world.deliver().await;
    let letters = world.post.letters();
    assert_eq!(letters.len(), 1, "and nobody else is told");
    assert_eq!(letters[0].to, ["nouvelle@semaine.example"]);
    let link = letters[0].link().expect("a link");
    assert!(
        link.contains(&format!("/proposer/{id}-")) && link.contains("/confirmer/"),
        "{link}"
    );
}

//! What an organiser sees of a change before it is sent, and of a remark on the place; and a letter asked for again.

use super::*;

/// An event sent and labelled; answers its path.
async fn labelled(world: &World, edition: &Edition, referee: PersonId, caller: &Caller) -> String {
    let draft = begin(world, caller, "Une fonderie").await;
    complete(caller, &draft).await;
    send_and_confirm(world, caller, &draft).await;
    rule(world, edition, referee, &draft, Ruling::Label, Met::Yes).await;
    draft
}

#[tokio::test]
async fn a_change_is_listed_old_and_new_before_it_is_sent_and_taken_back_in_its_own_words() {
    let (world, edition, referee) = open_site().await;
    let caller = world.caller();
    let draft = labelled(&world, &edition, referee, &caller).await;
    let same = caller.get(&format!("{draft}/envoi")).await.body;
    assert!(same.contains("il n’y a rien à envoyer"), "{same}");
    let fields = [
        ("champ", "slots"),
        ("slot_day", "2026-03-26"),
        ("slot_from", "14:00"),
        ("slot_to", "15:00"),
        ("slot_seats", "12"),
    ];
    let saved = step(&caller, &draft, "quand", &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let page = caller.get(&format!("{draft}/envoi")).await.body;
    let plain = page.replace(['\u{a0}', '\u{202f}'], " ");
    for said in [
        "le référent répondra sur ces changements",
        "En ligne",
        "12 places par créneau",
        "Envoyer les changements",
        "#f-slots",
    ] {
        assert!(plain.contains(said), "{said}: {plain}");
    }
    assert!(
        plain.contains("<del>") && plain.contains("<ins>"),
        "{plain}"
    );
    let sent = step(&caller, &draft, "envoi", &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.body);

    let path = format!("{draft}/agir/retirer");
    let asked = caller.get(&path).await.body;
    assert!(
        asked.contains("Reprendre le changement en attente"),
        "{asked}"
    );
    world.deliver().await;
    assert_eq!(caller.fill(&path, &path, &[]).await.status, 303);
    world.deliver().await;
    let letters = world.post.letters();
    let told = letters.iter().any(|letter| {
        letter.to == ["referent.gers@semaine.example"]
            && letter.plain().contains("a repris le changement")
    });
    assert!(told, "the referee is not told that the event is withdrawn");
    let back = kept(&world, &draft).await;
    assert!(matches!(back.event.review, Review::Labelled { .. }));
}

#[tokio::test]
async fn a_remark_on_the_place_is_answered_with_its_map_and_until_its_day() {
    let (world, edition, referee) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    complete(&caller, &draft).await;
    send_and_confirm(&world, &caller, &draft).await;
    let ruling = Ruling::Return {
        remarks: vec![Remark {
            field: Some(Field::Place),
            text: "De quelle entrée s’agit-il ?".into(),
        }],
        answer_by: server::clock::after(world.clock.now(), 7 * 86_400_000),
    };
    rule(&world, &edition, referee, &draft, ruling, Met::Unknown).await;
    let page = caller.get(&format!("{draft}/repondre")).await.body;
    for there in [
        "name=\"place_address\"",
        "name=\"commune\"",
        "data-pin-map",
        "Répondez si possible avant le",
    ] {
        assert!(page.contains(there), "{there}: {page}");
    }
    assert!(!page.contains("name=\"summary\""), "only what was asked");
}

#[tokio::test]
async fn the_letter_that_proves_an_address_is_asked_for_again_where_one_waits() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    complete(&caller, &draft).await;
    assert_eq!(step(&caller, &draft, "envoi", &[]).await.status, 303);
    world.deliver().await;
    let before = world.post.letters().len();
    let hub = caller.get(&draft).await;
    assert!(hub.body.contains("Renvoyer le courriel"), "{}", hub.body);
    let csrf = hub.hidden("csrf").expect("a token");
    let again = caller
        .post(&format!("{draft}/envoi"), &[("csrf", &csrf)])
        .await;
    assert_eq!(again.status, 303, "{}", again.body);
    world.deliver().await;
    let letters = world.post.letters();
    assert_eq!(letters.len(), before + 1);
    let link = letters
        .last()
        .and_then(|letter| letter.link())
        .expect("a link");
    let confirmed = caller.fill(&link, &link, &[]).await;
    assert_eq!(confirmed.status, 303, "{}", confirmed.body);
    assert!(matches!(
        kept(&world, &draft).await.event.review,
        Review::Proposed { .. }
    ));
}

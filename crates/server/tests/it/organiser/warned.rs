//! What the form says by itself: odd things are told and stand, what cannot stand is told with the way out.

use super::*;

/// Begins, fills in everything, then changes a step.
async fn with(world: &World, caller: &Caller, slug: &str, fields: &[(&str, &str)]) -> String {
    let draft = begin(world, caller, "Une fonderie").await;
    complete(caller, &draft).await;
    let saved = step(caller, &draft, slug, fields).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    draft
}

#[tokio::test]
async fn what_is_odd_is_told_and_may_be_sent() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    for (fields, sentence) in [
        (
            &[
                ("champ", "title"),
                ("title", "PORTES OUVERTES DE LA FONDERIE"),
            ][..],
            "en capitales",
        ),
        (
            &[
                ("champ", "title"),
                ("title", "Semaine de l’industrie à la fonderie"),
            ][..],
            "répète le nom de la semaine",
        ),
        (
            &[
                ("champ", "description"),
                (
                    "description",
                    "10h : coulée\n11h : moulage\n14h : ébarbage\n",
                ),
            ][..],
            "plusieurs événements",
        ),
    ] {
        let draft = with(&world, &caller, "quoi", fields).await;
        let panel = caller.get(&format!("{draft}/envoi")).await;
        assert!(panel.body.contains(sentence), "{sentence}: {}", panel.body);
        let sent = step(&caller, &draft, "envoi", &[]).await;
        assert_eq!(sent.status, 303, "{sentence}: {}", sent.body);
    }
}

#[tokio::test]
async fn a_likely_duplicate_is_told_and_what_is_not_public_is_not_named() {
    let (world, edition, referee) = open_site().await;
    let caller = world.caller();
    let first = begin(&world, &caller, "Une fonderie").await;
    complete(&caller, &first).await;
    send_and_confirm(&world, &caller, &first).await;
    let other = world.caller();
    let fields = [
        ("champ", "title"),
        ("title", "Les coulisses d’une fonderie"),
    ];
    let draft = with(&world, &other, "quoi", &fields).await;
    let panel = other.get(&format!("{draft}/envoi")).await.body;
    assert!(panel.contains("Un événement très proche"), "{panel}");
    assert!(
        !panel.contains("Dans les coulisses d’une fonderie"),
        "it waits: {panel}"
    );
    rule(&world, &edition, referee, &first, Ruling::Label, Met::Yes).await;
    let panel = other.get(&format!("{draft}/envoi")).await.body;
    let page = "/evenements/dans-les-coulisses-d-une-fonderie";
    assert!(panel.contains(page), "it is public: {panel}");
    assert_eq!(step(&other, &draft, "envoi", &[]).await.status, 303);
}

#[tokio::test]
async fn what_cannot_stand_keeps_a_proposal_back_with_the_way_out() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    for (slug, fields, sentence) in [
        (
            "quand",
            &[
                ("champ", "slots"),
                ("slot_day", "2026-03-30"),
                ("slot_from", "9:00"),
                ("slot_to", "10:00"),
                ("slot_seats", ""),
            ][..],
            "hors des dates acceptées",
        ),
        (
            "ou",
            &[("champ", "point"), ("lat", "43.6045"), ("lon", "1.4440")][..],
            "Le repère est à Toulouse",
        ),
    ] {
        let draft = with(&world, &caller, slug, fields).await;
        let sent = step(&caller, &draft, "envoi", &[]).await;
        assert_eq!(sent.status, 422, "{slug}");
        assert!(sent.body.contains(sentence), "{sentence}: {}", sent.body);
        assert!(
            sent.body.contains(&format!("{draft}/{slug}#")),
            "where to mend it"
        );
    }
    let late = with(&world, &caller, "comment", HOW).await;
    // Proposals close on 20 March.
    world.wait_minutes(20 * 24 * 60);
    let page = caller.get(&format!("{late}/envoi")).await.body;
    assert!(page.contains("closes depuis le"), "{page}");
    let sent = step(&caller, &late, "envoi", &[]).await;
    assert_eq!(sent.status, 422);
    assert!(sent.body.contains("Un brouillon se garde"), "{}", sent.body);
    assert_eq!(
        caller.get(&format!("{late}/quoi")).await.status,
        200,
        "nothing is lost"
    );
}

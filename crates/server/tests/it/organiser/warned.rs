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
    let (world, ..) = opened(World::tireless().await).await;
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
    let (world, ..) = opened(World::tireless().await).await;
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
        let draft = begin(&world, &caller, "Une fonderie").await;
        complete(&caller, &draft).await;
        let told = step(&caller, &draft, slug, fields).await;
        assert_eq!(told.status, 422, "one does not walk on past it: {slug}");
        assert!(told.body.contains(sentence), "{sentence}: {}", told.body);
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

#[tokio::test]
async fn of_a_slot_the_part_that_is_wrong_is_named_and_a_series_shows_what_it_made() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    let rows = [
        (
            ["2026-03-24", "10:00", "11:00", "douze"],
            "« douze » n’est pas un nombre de places",
        ),
        (["", "10:00", "11:00", ""], "Indiquez le jour"),
        (
            ["2026-03-24", "", "11:00", ""],
            "l’heure à laquelle ce créneau commence",
        ),
        (
            ["2026-03-24", "10:00", "midi", ""],
            "« midi » n’est pas une heure",
        ),
        (
            ["2026-03-24", "11:00", "10:00", ""],
            "finit avant de commencer",
        ),
        (
            ["2026-04-24", "10:00", "11:00", ""],
            "hors des dates acceptées",
        ),
    ];
    for ([day, from, to, seats], sentence) in rows {
        let fields = [
            ("champ", "slots"),
            ("slot_day", day),
            ("slot_from", from),
            ("slot_to", to),
            ("slot_seats", seats),
            ("act", "next"),
        ];
        let told = step(&caller, &draft, "quand", &fields).await;
        assert_eq!(told.status, 422, "{sentence}");
        let plain = told.body.replace(['\u{a0}', '\u{202f}'], " ");
        assert!(plain.contains(sentence), "{sentence}: {plain}");
    }
    let made = step(&caller, &draft, "quand", WHEN).await;
    let path = format!("{draft}/quand?creneaux=4");
    assert_eq!(made.location.as_deref(), Some(&*path), "{}", made.body);
    let shown = caller.get(&path).await.body;
    assert!(shown.contains("4 créneaux sont ajoutés"), "{shown}");
    let mut wrong = WHEN.to_vec();
    wrong.retain(|(name, _)| *name != "series_every");
    wrong.push(("series_every", "une demi-heure"));
    let told = step(&caller, &draft, "quand", &wrong).await;
    assert_eq!(told.status, 422);
    assert!(told.body.contains("séparent deux départs"), "{}", told.body);
}

#[tokio::test]
async fn beside_the_form_stands_who_will_decide_until_when_and_how_to_reach_them() {
    let (world, ..) = open_site().await;
    let referee = world.sign_in("referent.gers@semaine.example").await;
    let office = "/instruction/territoire/32";
    let version = referee.get(office).await.hidden("version").expect("one");
    let fields = [
        ("version", version.as_str()),
        ("service", "Unité du Gers"),
        ("email", "semaine@gers.example"),
        ("phone", "05 99 00 00 32"),
    ];
    assert_eq!(referee.fill(office, office, &fields).await.status, 303);
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    let before = caller.get(&format!("{draft}/quoi")).await.body;
    assert!(before.contains("Indiquez la commune"), "{before}");
    assert_eq!(step(&caller, &draft, "ou", WHERE).await.status, 303);
    let panel = caller.get(&format!("{draft}/quoi")).await.body;
    let panel = panel.replace('\u{a0}', " ");
    for told in [
        "La proposition ira au territoire : Gers.",
        "Unité du Gers",
        "semaine@gers.example",
        "05 99 00 00 32",
        // Sent on Monday 2 March, four working days later.
        "au plus tard le vendredi 6 mars 2026",
        "Dernier jour pour proposer : vendredi 20 mars 2026",
        "dates <strong class=\"point-word\">à compléter",
        "Résumez en une phrase",
    ] {
        assert!(panel.contains(told), "{told}: {panel}");
    }
}

#[tokio::test]
async fn an_organisation_is_searched_before_it_is_created_and_its_siret_is_checked() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    let wrong = [
        ("champ", "organisation"),
        ("organisation", "Scierie du Gers"),
        ("organisation_siret", "732 829 320 00075"),
    ];
    let refused = step(&caller, &draft, "qui", &wrong).await;
    assert_eq!(refused.status, 422, "the key does not fit");
    assert!(
        refused.body.contains("732 829 320 00075"),
        "{}",
        refused.body
    );
    complete(&caller, &draft).await;
    let search = "/proposer/organisations?q=fonderie";
    let found = caller.get(search).await.body;
    assert!(
        !found.contains("Fonderie du Gers"),
        "a draft’s own: {found}"
    );
    send_and_confirm(&world, &caller, &draft).await;
    let found = caller.get(search).await.body;
    assert!(found.contains("Fonderie du Gers"), "{found}");
    // Another types the same name, accents and capitals apart, and means the same.
    let other = world.caller();
    let second = begin(&world, &other, "Une autre visite").await;
    let same = [
        ("champ", "organisation"),
        ("organisation", "FONDERIE DU GERS"),
    ];
    assert_eq!(step(&other, &second, "qui", &same).await.status, 303);
    let own = |content: Content| content.organisation.expect("an organisation");
    let mut conn = world.app.store.reader().await.expect("a reader");
    let first = events::content(&mut conn, number(&draft), 1)
        .await
        .expect("read");
    drop(conn);
    assert_eq!(own(working(&world, &second).await), own(first));
}

#[tokio::test]
async fn the_hours_are_those_of_the_place_overseas_included() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    let place = [
        ("champ", "mode"),
        ("champ", "place"),
        ("champ", "commune"),
        ("mode", "place"),
        ("place_address", "1 rue du Port"),
        ("place_postcode", "97400"),
        ("commune", "Saint-Denis"),
        ("commune_code", "c97411"),
    ];
    assert_eq!(step(&caller, &draft, "ou", &place).await.status, 303);
    let hours = caller.get(&format!("{draft}/quand")).await.body;
    assert!(
        hours.contains("Les heures sont celles de La Réunion"),
        "{hours}"
    );
}

//! Nothing typed is lost: what cannot be read is kept too, and shown again with its sentence on another device.

use super::*;

/// Typed into three steps, none of which can be read.
const AGES: &[(&str, &str)] = &[
    ("champ", "ages"),
    ("ages_from", "douze"),
    ("ages_to", "99 et plus"),
];
const PIN: &[(&str, &str)] = &[
    ("champ", "mode"),
    ("champ", "point"),
    ("mode", "place"),
    ("lat", "quarante-trois"),
    ("lon", "0,58"),
];
const HOURS: &[(&str, &str)] = &[
    ("champ", "slots"),
    ("slot_day", "2026-03-24"),
    ("slot_from", "9:00"),
    ("slot_to", "10:00"),
    ("slot_seats", ""),
    ("slot_day", "2026-03-25"),
    ("slot_from", "neuf heures"),
    ("slot_to", "midi"),
    ("slot_seats", "beaucoup"),
];

#[tokio::test]
async fn what_cannot_be_read_is_shown_again_on_another_device_and_keeps_the_proposal_back() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    complete(&caller, &draft).await;
    for (slug, fields) in [("quoi", AGES), ("ou", PIN), ("quand", HOURS)] {
        let shown = step(&caller, &draft, slug, fields).await;
        assert_eq!(shown.status, 422, "{slug}: {}", shown.body);
    }
    let content = working(&world, &draft).await;
    assert_eq!(content.slots.len(), 1, "what can be read is kept as ever");

    let elsewhere = world.caller();
    for (slug, typed, sentence) in [
        (
            "quoi",
            &["value=\"douze\"", "value=\"99 et plus\""][..],
            "n’est pas un âge",
        ),
        (
            "ou",
            &["value=\"quarante-trois\"", "value=\"0,58\""][..],
            "ne se lisent pas",
        ),
        (
            "quand",
            &[
                "value=\"neuf heures\"",
                "value=\"midi\"",
                "value=\"beaucoup\"",
            ][..],
            "À compléter",
        ),
    ] {
        let again = elsewhere.get(&format!("{draft}/{slug}")).await;
        assert_eq!(again.status, 200, "{slug}");
        for text in typed.iter().copied().chain([sentence]) {
            assert!(again.body.contains(text), "{slug} {text}: {}", again.body);
        }
    }
    let sent = step(&elsewhere, &draft, "envoi", &[]).await;
    assert_eq!(sent.status, 422, "it is not sent without what was meant");
    for (field, place) in [("Âges", "quoi"), ("Créneaux", "quand"), ("Repère", "ou")] {
        assert!(sent.body.contains(field), "{field}: {}", sent.body);
        assert!(sent.body.contains(&format!("{draft}/{place}#")), "{place}");
    }

    let mended = [
        (
            "quoi",
            &[("champ", "ages"), ("ages_from", "12 ans"), ("ages_to", "")][..],
        ),
        (
            "ou",
            &[("champ", "point"), ("lat", "43.6465"), ("lon", "0.5855")][..],
        ),
        (
            "quand",
            &[
                ("champ", "slots"),
                ("slot_day", "2026-03-25"),
                ("slot_from", "9h"),
                ("slot_to", "12h"),
                ("slot_seats", ""),
            ][..],
        ),
    ];
    for (slug, fields) in mended {
        let saved = step(&elsewhere, &draft, slug, fields).await;
        assert_eq!(saved.status, 303, "{slug}: {}", saved.body);
    }
    assert!(kept(&world, &draft).await.unread.is_empty());
    assert_eq!(working(&world, &draft).await.ages.from, Some(12));
    let sent = step(&elsewhere, &draft, "envoi", &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
}

#[tokio::test]
async fn the_script_keeps_it_too_and_the_name_of_an_organisation_that_is_not_created_yet() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    for (slug, fields) in [("qui", WHO), ("quoi", AGES)] {
        let path = format!("{draft}/{slug}");
        let token = caller.get(&path).await.hidden("csrf").expect("a token");
        let mut all = vec![("csrf", token.as_str())];
        all.extend_from_slice(fields);
        let form = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&all)
            .finish();
        let request = caller
            .ask(reqwest::Method::POST, &path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "application/json")
            .body(form);
        let saved = caller.send(request).await;
        assert_eq!(saved.status, 200, "{slug}: {}", saved.body);
    }
    let elsewhere = world.caller();
    let who = elsewhere.get(&format!("{draft}/qui")).await.body;
    assert!(who.contains("value=\"Fonderie du Gers\""), "{who}");
    assert!(
        who.contains("sera enregistrée quand vous continuerez"),
        "{who}"
    );
    let what = elsewhere.get(&format!("{draft}/quoi")).await.body;
    assert!(what.contains("value=\"douze\""), "{what}");
    let saved = step(&elsewhere, &draft, "qui", WHO).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let known = kept(&world, &draft).await;
    assert_eq!(known.unread.fields(), [Field::Ages]);
    assert!(working(&world, &draft).await.organisation.is_some());
}

#[tokio::test]
async fn a_series_that_cannot_be_made_is_shown_again_as_it_was_typed() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    let series = [
        ("champ", "slots"),
        ("act", "series"),
        ("series_every", "vingt"),
        ("series_length", "25"),
        ("series_from", "14:00"),
        ("series_to", "16:00"),
        ("series_seats", "12"),
        ("series_day", "2026-03-26"),
    ];
    let shown = step(&caller, &draft, "quand", &series).await;
    assert_eq!(shown.status, 422);
    for text in [
        "value=\"vingt\"",
        "value=\"25\"",
        "value=\"14:00\"",
        "value=\"12\"",
    ] {
        assert!(shown.body.contains(text), "{text}: {}", shown.body);
    }
    let day = shown
        .body
        .split("value=\"2026-03-26\"")
        .nth(1)
        .expect("the day");
    assert!(day.starts_with(" checked"), "{day:.40}");
    assert!(
        kept(&world, &draft).await.unread.is_empty(),
        "a series is no content"
    );
}

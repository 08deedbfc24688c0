//! What is sent by mistake or in malice, pictures, and what one does with one’s own proposals.

use super::*;

#[tokio::test]
async fn hostile_input_is_answered_by_a_sentence() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    let long = "é".repeat(40_000);
    let controls = "\u{202e}\u{0}<script>alert(1)</script>\r\nBcc: a@b.example";
    let hands: &[(&str, &[(&str, &str)])] = &[
        ("quoi", &[("champ", "title"), ("title", &long)]),
        (
            "quoi",
            &[("champ", "description"), ("description", controls)],
        ),
        (
            "quoi",
            &[("champ", "ages"), ("ages_from", "-3"), ("ages_to", "1e9")],
        ),
        ("quoi", &[("champ", "sectors"), ("sectors", "' OR 1=1 --")]),
        ("ou", &[("champ", "point"), ("lat", "NaN"), ("lon", "inf")]),
        (
            "ou",
            &[
                ("champ", "commune"),
                ("commune", controls),
                ("commune_code", "c99999"),
            ],
        ),
        (
            "ou",
            &[
                ("champ", "online-url"),
                ("online_url", "javascript:alert(1)"),
            ],
        ),
        (
            "quand",
            &[
                ("champ", "slots"),
                ("slot_day", "9999-99-99"),
                ("slot_from", "99:99"),
            ],
        ),
        (
            "quand",
            &[
                ("champ", "slots"),
                ("act", "series"),
                ("series_every", "0"),
                ("series_from", "0:00"),
                ("series_to", "23:59"),
                ("series_day", "2026-03-24"),
            ],
        ),
        (
            "quand",
            &[
                ("champ", "slots"),
                ("act", "series"),
                ("series_every", "1"),
                ("series_from", "0:00"),
                ("series_to", "23:59"),
                ("series_day", "2026-03-24"),
            ],
        ),
        ("qui", &[("champ", "organisation"), ("organisation", &long)]),
        (
            "qui",
            &[
                ("champ", "organisation"),
                ("organisation", "X"),
                ("organisation_siret", "12345678901234"),
            ],
        ),
        (
            "qui",
            &[
                ("champ", "organisation"),
                ("organisation", "X"),
                ("organisation_code", "99999999999999999999"),
            ],
        ),
        (
            "qui",
            &[("champ", "referee-contact"), ("referee_email", controls)],
        ),
        (
            "comment",
            &[
                ("champ", "booking"),
                ("booking_mode", "royal"),
                ("booking_url", "//x"),
            ],
        ),
    ];
    for (slug, fields) in hands {
        let shown = step(&caller, &draft, slug, fields).await;
        let status = shown.status.as_u16();
        assert!(matches!(status, 303 | 422), "{slug} {fields:?}: {status}");
        let again = caller.get(&format!("{draft}/{slug}")).await;
        assert_eq!(again.status, 200, "{slug} {fields:?}");
        assert!(!again.body.contains("<script>alert"), "{slug}");
    }
    for path in [
        "/proposer/x",
        "/proposer/1-",
        "/proposer/-1-a",
        "/proposer/1-%00",
        "/medias/..%2f..%2fsemaine.sqlite",
        "/medias/x-1.jpg",
    ] {
        assert_eq!(caller.get(path).await.status, 404, "{path}");
    }
    for path in [
        "/proposer/communes?q=%00%ff",
        "/proposer/organisations?q=%25",
        "/proposer/adresse?q=",
    ] {
        let shown = caller.get(path).await;
        assert!(shown.status.as_u16() < 500, "{path}: {}", shown.status);
    }
}

/// Sends the form of the picture with a file.
async fn upload(caller: &Caller, draft: &str, file: &[u8]) -> Shown {
    send_picture(caller, draft, &[("act", "take")], Some(file)).await
}

/// Sends the form of the picture.
pub async fn send_picture(
    caller: &Caller,
    draft: &str,
    fields: &[(&str, &str)],
    file: Option<&[u8]>,
) -> Shown {
    let path = format!("{draft}/image");
    let token = caller.get(&path).await.hidden("csrf").expect("a token");
    let mark = "a-mark-between-parts";
    let mut body = Vec::new();
    for (name, value) in [("csrf", token.as_str())].iter().chain(fields) {
        body.extend(
            format!(
                "--{mark}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
            .bytes(),
        );
    }
    if let Some(file) = file {
        body.extend(format!("--{mark}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../x.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n").bytes());
        body.extend(file);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{mark}--\r\n").bytes());
    let request = caller
        .ask(reqwest::Method::POST, &path)
        .header(
            "content-type",
            format!("multipart/form-data; boundary={mark}"),
        )
        .header("sec-fetch-site", "same-origin")
        .body(body);
    caller.send(request).await
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(width, height)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture");
    bytes.into_inner()
}

#[tokio::test]
async fn a_picture_is_taken_in_and_what_is_none_is_refused_by_a_sentence() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    for (file, sentence) in [
        (b"%PDF-1.7 not a picture".to_vec(), "n’est pas une image"),
        (png(20, 20), "trop petite"),
        (png(400, 300)[..300].to_vec(), "abîmée"),
    ] {
        let refused = upload(&caller, &draft, &file).await;
        assert_eq!(refused.status, 422, "{sentence}");
        assert!(
            refused.body.contains(sentence),
            "{sentence}: {}",
            refused.body
        );
    }
    let taken = upload(&caller, &draft, &png(1500, 1000)).await;
    assert_eq!(taken.status, 303, "{}", taken.body);
    let picture = working(&world, &draft).await.picture.expect("a picture");
    assert_eq!((picture.width, picture.height), (1280, 853));
    let shown = caller
        .get(&format!("/medias/{}-640.jpg", picture.key))
        .await;
    assert_eq!(shown.status, 200);
    assert_eq!(shown.header("content-type"), Some("image/jpeg"));
    assert!(
        shown
            .header("cache-control")
            .is_some_and(|value| value.contains("immutable"))
    );
    let none = caller
        .get(&format!("/medias/{}-641.jpg", picture.key))
        .await;
    assert_eq!(none.status, 404);
    let sent = step(&caller, &draft, "envoi", &[]).await;
    assert!(sent.body.contains("Décrivez l’image"), "{}", sent.body);
}

#[tokio::test]
async fn nobody_learns_whether_an_address_is_known() {
    let (world, ..) = open_site().await;
    world.sign_in("connue@semaine.example").await;
    let caller = world.caller();
    let mut shown = Vec::new();
    for email in ["connue@semaine.example", "inconnue@semaine.example"] {
        let begun = caller
            .fill(
                "/proposer",
                "/proposer",
                &[("title", "Une visite"), ("email", email)],
            )
            .await;
        shown.push((begun.status, begun.body.len()));
    }
    assert_eq!(shown[0], shown[1]);
}

#[tokio::test]
async fn a_draft_is_withdrawn_for_good_only_after_the_question() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    let path = format!("{draft}/agir/supprimer");
    assert_eq!(caller.get(&path).await.status, 200);
    assert_eq!(working(&world, &draft).await.title, "Une fonderie");
    assert_eq!(caller.fill(&path, &path, &[]).await.status, 303);
    assert_eq!(caller.get(&draft).await.status, 404);
}

#[tokio::test]
async fn a_signed_in_person_sends_without_confirming_and_finds_it_in_their_space() {
    let (world, edition, _) = open_site().await;
    let caller = world.sign_in("atelier@semaine.example").await;
    let draft = begin(&world, &caller, "Une fonderie").await;
    complete(&caller, &draft).await;
    let sent = step(&caller, &draft, "envoi", &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let landed = kept(&world, &draft).await;
    assert!(matches!(landed.event.review, Review::Proposed { .. }));
    let space = caller.get("/espace").await;
    assert!(
        space.body.contains("Dans les coulisses d’une fonderie"),
        "{}",
        space.body
    );
    assert!(space.body.contains("Fonderie du Gers"));
    let full = [("champ", "full"), ("full", "1")];
    step(&caller, &draft, "comment", &full).await;
    let taken = upload(&caller, &draft, &png(800, 600)).await;
    assert_eq!(taken.status, 303, "{}", taken.body);
    let mut edited = working(&world, &draft).await;
    assert!(edited.booking.full);
    edited.picture.as_mut().expect("a picture").consent = Some(world.clock.now());
    let before = kept(&world, &draft).await;
    let mut tx = world.app.store.begin().await.expect("a transaction");
    let acts = Acts {
        gazetteer: &world.app.gazetteer,
        campaign_names: &[],
        edition: &edition,
        now: world.clock.now(),
    };
    acts::save_working(&mut tx, acts, &before, &edited)
        .await
        .expect("saved");
    tx.commit().await.expect("kept");
    let path = format!("{draft}/agir/retirer");
    assert_eq!(caller.fill(&path, &path, &[]).await.status, 303);
    let gone = kept(&world, &draft).await;
    assert!(matches!(gone.event.review, Review::Withdrawn { .. }));
    let copy = format!("{draft}/agir/copier");
    let copied = caller.fill(&copy, &copy, &[]).await;
    let place = copied.location.expect("a way on");
    let new = place.strip_suffix("/quand").expect("the dates are asked");
    let content = working(&world, new).await;
    assert!(content.slots.is_empty());
    assert!(!content.booking.full, "seats are free again");
    let picture = content.picture.expect("the picture stays");
    assert_eq!(picture.consent, None, "agreement is for one time");
    assert_eq!(content.title, "Dans les coulisses d’une fonderie");
    let mut conn = world.app.store.reader().await.expect("a reader");
    let journal = reviews::journal(&mut conn, number(new))
        .await
        .expect("a journal");
    assert_eq!(journal.len(), 2);
    drop(conn);

    // Whoever has the link and no session may as well: the address is proved again, by the letter.
    let stranger = world.caller();
    let hub = stranger.get(&draft).await.body;
    assert!(
        hub.contains("Copier dans une nouvelle proposition"),
        "{hub}"
    );
    let copied = stranger.fill(&copy, &copy, &[]).await;
    let place = copied.location.expect("a way on");
    let other = place.strip_suffix("/quand").expect("the dates are asked");
    assert_ne!(other, new);
    let again = kept(&world, other).await;
    assert_eq!(again.event.proposer, None, "nobody is known by a link");
    assert_eq!(again.title, "Dans les coulisses d’une fonderie");
    world.deliver().await;
    let letter = world.post.letters().pop().expect("a letter");
    let link = letter.link().expect("a link");
    assert!(link.contains(other), "{link}");
}

#[tokio::test]
async fn a_colleague_joins_by_the_letter() {
    let (world, ..) = open_site().await;
    let caller = world.sign_in("atelier@semaine.example").await;
    let draft = begin(&world, &caller, "Une fonderie").await;
    complete(&caller, &draft).await;
    let organisation = working(&world, &draft).await.organisation.expect("one");
    let team = format!("/espace/organisations/{organisation}");
    let stranger = world.sign_in("passant@semaine.example").await;
    assert_eq!(stranger.get(&team).await.status, 404);
    let invited = caller
        .fill(
            &team,
            &format!("{team}/inviter"),
            &[("email", "collegue@semaine.example")],
        )
        .await;
    assert_eq!(invited.status, 303, "{}", invited.body);
    world.deliver().await;
    let letter = world.post.letters().pop().expect("a letter");
    let link = letter.link().expect("a link");
    let colleague = world.caller();
    let joined = colleague.fill(&link, &link, &[]).await;
    assert_eq!(joined.status, 303, "{}", joined.body);
    let page = colleague.get(&team).await;
    assert!(
        page.body.contains("collegue@semaine.example"),
        "{}",
        page.body
    );
    assert_eq!(world.caller().get(&link).await.status, 410);
}

#[tokio::test]
async fn nothing_typed_is_mailed_to_an_address_nobody_has_proved() {
    let (world, ..) = open_site().await;
    let caller = world.sign_in("malice@semaine.example").await;
    let words = "GAGNEZ sur gain.example";
    let page = "/espace/profil";
    caller.fill(page, page, &[("name", words)]).await;
    let stranger = world.caller();
    let draft = begin(&world, &stranger, words).await;
    complete(&stranger, &draft).await;
    let named = [("champ", "title"), ("title", words)];
    step(&stranger, &draft, "quoi", &named).await;
    step(&stranger, &draft, "envoi", &[]).await;

    let own = begin(&world, &caller, "Une fonderie").await;
    let mut who = WHO.to_vec();
    who.retain(|(name, _)| *name != "organisation");
    who.push(("organisation", words));
    let saved = step(&caller, &own, "qui", &who).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    complete_but_who(&caller, &own).await;
    let sent = step(&caller, &own, "envoi", &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let organisation = kept(&world, &own).await.event.organisation.expect("one");
    let team = format!("/espace/organisations/{organisation}");
    let victim = ("email", "victime@semaine.example");
    let invited = caller
        .fill(&team, &format!("{team}/inviter"), &[victim])
        .await;
    assert_eq!(invited.status, 303, "{}", invited.body);

    let mut conn = world.app.store.reader().await.expect("a reader");
    let all = store::outbox::latest(&mut conn, None, 100).await;
    drop(conn);
    let proved = ["malice@semaine.example", "referent.gers@semaine.example"];
    let sent = world.post.letters().into_iter();
    let sent = sent.filter(|letter| letter.to == [MAIL]);
    let mut told: Vec<String> = sent
        .map(|letter| format!("{} {}", letter.raw, letter.plain()))
        .collect();
    assert_eq!(
        told.len(),
        2,
        "the link of the draft, the address to confirm"
    );
    let mut kinds = Vec::new();
    for letter in all.expect("letters") {
        if !proved.contains(&letter.to_email.as_str()) {
            if letter.sent_at.is_none() {
                let written = server::mail::write(&world.app, &letter).await;
                let written = written.expect("a letter in words");
                told.push(format!(
                    "{} {} {}",
                    written.subject, written.text, written.html
                ));
            }
            kinds.push(letter.kind);
        }
    }
    assert_eq!(
        kinds,
        ["join-organisation", "confirm-address", "draft-link"]
    );
    for text in told {
        assert!(!text.contains("GAGNEZ"), "{text}");
        assert!(!text.contains("gain.example"), "{text}");
    }
}

/// Fills in the whole form but its organisation.
async fn complete_but_who(caller: &Caller, draft: &str) {
    for (slug, fields) in [
        ("quoi", WHAT),
        ("ou", WHERE),
        ("quand", WHEN),
        ("comment", HOW),
    ] {
        let saved = step(caller, draft, slug, fields).await;
        assert_eq!(saved.status, 303, "{slug}: {}", saved.body);
    }
}

#[tokio::test]
async fn a_first_form_that_is_refused_waits_for_nobody() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    // Somebody else writes all this time.
    let tx = world.app.store.begin().await.expect("a transaction");
    let typed = [("title", "Une fonderie"), ("email", "pas une adresse")];
    let refused = caller.fill("/proposer", "/proposer", &typed).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    drop(tx);
}

#[tokio::test]
async fn a_preview_is_never_deeper_than_prose_and_is_counted() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    let token = caller.get(&format!("{draft}/quoi")).await;
    let token = token.hidden("csrf").expect("a token");
    let deep = ">".repeat(60_000);
    let fields = [("csrf", token.as_str()), ("description", deep.as_str())];
    let shown = caller.post(&format!("{draft}/markdown"), &fields).await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    let read: serde_json::Value = serde_json::from_str(&shown.body).expect("JSON");
    let html = read["html"].as_str().expect("a text");
    assert_eq!(html.matches("<blockquote>").count(), 8, "{html}");
    let kept = [("champ", "description"), ("description", deep.as_str())];
    let saved = step(&caller, &draft, "quoi", &kept).await;
    assert_eq!(
        saved.status, 422,
        "too long is kept, and said beside its field"
    );
    assert_eq!(working(&world, &draft).await.description.len(), 40_000);

    let most = server::limits::Rates::default().changes_by_event.burst;
    let fields = [("csrf", token.as_str()), ("description", "x")];
    let mut last = 200;
    for _ in 0..most {
        let shown = caller.post(&format!("{draft}/markdown"), &fields).await;
        last = shown.status.as_u16();
    }
    assert_eq!(last, 429);
    let other = begin(&world, &caller, "Une scierie").await;
    let saved = step(&caller, &other, "quoi", WHAT).await;
    assert_eq!(saved.status, 303, "another draft behind the same address");
}

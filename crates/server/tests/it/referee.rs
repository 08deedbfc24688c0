//! A referee’s morning: the queue, a verdict, the next one, an undo, and somebody who was quicker.

use domain::event::Picture;
use domain::review::Met;
use server::acts::Ruling;
use server::refresh;
use store::outbox;

use crate::gers::Gers;
use crate::world::World;

#[tokio::test]
async fn a_verdict_opens_the_next_and_is_undone_by_another() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let first = gers.proposed("Visite de la scierie", "c32013").await;
    world.wait_minutes(1);
    let second = gers.proposed("Au cœur de la fonderie", "c32132").await;
    let elsewhere = gers.proposed("Au bord de la mer", "c33009").await;
    let referee = world.sign_in("gers@semaine.example").await;

    let queue = referee.get("/instruction").await;
    assert_eq!(queue.status, 200, "{}", queue.body);
    assert!(queue.body.contains("Visite de la scierie") && queue.body.contains("Au cœur"));
    assert!(
        !queue.body.contains("Au bord de la mer"),
        "another territory’s proposal is not shown"
    );
    let page = format!("/instruction/{elsewhere}");
    assert_eq!(referee.get(&page).await.status, 404);

    let page = format!("/instruction/{first}?filtre=nouveaux");
    let fields = [
        ("revision", "1"),
        ("filtre", "nouveaux"),
        ("verdict", "label"),
        ("critere-fenetre", "yes"),
        ("critere-industrie", "yes"),
    ];
    let path = format!("/instruction/{first}");
    let labelled = referee.fill(&page, &path, &fields).await;
    let verdict = gers.last_verdict(first).await;
    let next = format!("/instruction/{second}?filtre=nouveaux&fait={verdict}");
    assert_eq!(
        labelled.location.as_deref(),
        Some(next.as_str()),
        "{}",
        labelled.body
    );
    assert_eq!(gers.state(first).await, "labelled");
    let shown = referee.get(&next).await;
    assert!(
        shown.body.contains("Visite de la scierie"),
        "what was done is said"
    );

    let verdict = verdict.to_string();
    let undo = format!("{path}/annuler");
    let undone = referee.fill(&next, &undo, &[("verdict", &verdict)]).await;
    assert_eq!(undone.status, 303, "{}", undone.body);
    assert_eq!(gers.state(first).await, "proposed");
    let again = referee.fill(&next, &undo, &[("verdict", &verdict)]).await;
    assert_eq!(again.status, 409, "an undo is not undone");
}

#[tokio::test]
async fn a_label_is_undone_after_an_edit_that_needed_no_review_and_nothing_of_it_is_lost() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let id = gers.proposed("Visite de la scierie", "c32013").await;
    gers.rule(id, Ruling::Label, Met::Yes).await;
    let verdict = gers.last_verdict(id).await.to_string();
    let mut content = gers.content("Visite de la scierie", "c32013");
    content.public_contact.phone = "05 99 00 00 32".into();
    gers.send_content(id, content).await;
    assert_eq!(gers.state(id).await, "labelled", "it passes at once");
    refresh::refresh(&world.app).await.expect("a shelf");
    let visitor = world.caller();
    let page = "/evenements/visite-de-la-scierie";
    assert!(visitor.get(page).await.body.contains("05 99 00 00 32"));

    let referee = world.sign_in("gers@semaine.example").await;
    let file = format!("/instruction/{id}");
    assert!(referee.get(&file).await.body.contains("Annuler le label"));
    let undo = format!("{file}/annuler");
    let undone = referee.fill(&file, &undo, &[("verdict", &verdict)]).await;
    assert_eq!(undone.status, 303, "{}", undone.body);
    assert_eq!(gers.state(id).await, "proposed");
    assert_eq!(visitor.get(page).await.status, 410);
    let waiting = referee.get(&file).await;
    assert!(waiting.body.contains("05 99 00 00 32"), "{}", waiting.body);
    let fields = [
        ("revision", "2"),
        ("verdict", "label"),
        ("critere-fenetre", "yes"),
        ("critere-industrie", "yes"),
    ];
    let again = referee.fill(&file, &file, &fields).await;
    assert_eq!(again.status, 303, "{}", again.body);
    assert!(visitor.get(page).await.body.contains("05 99 00 00 32"));
}

#[tokio::test]
async fn what_was_typed_is_kept_when_the_proposal_has_moved_on() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let id = gers.proposed("Visite de la scierie", "c32013").await;
    let referee = world.sign_in("gers@semaine.example").await;
    let path = format!("/instruction/{id}");
    let typed = [
        ("revision", "1"),
        ("remarque-title", "Dites quel atelier."),
        ("critere-industrie", "yes"),
        ("reponse", "2026-03-10"),
        ("verdict", "return"),
    ];
    gers.send(id, "Visite de la grande scierie", "c32013").await;
    let late = referee.fill(&path, &path, &typed).await;
    assert_eq!(late.status, 409);
    assert!(late.body.contains("Dites quel atelier."), "{}", late.body);
    assert!(
        late.body.contains("name=\"revision\" value=\"2\""),
        "{}",
        late.body
    );

    gers.rule(id, Ruling::Label, Met::Yes).await;
    let later = referee.fill("/instruction", &path, &typed).await;
    assert_eq!(later.status, 409);
    assert!(later.body.contains("Dites quel atelier."), "{}", later.body);
}

#[tokio::test]
async fn a_rule_that_says_no_keeps_what_was_typed() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let id = gers.proposed("Visite de la scierie", "c32013").await;
    let referee = world.sign_in("gers@semaine.example").await;
    let path = format!("/instruction/{id}");
    for verdict in ["label", "refuse"] {
        let fields = [
            ("revision", "1"),
            ("verdict", verdict),
            ("note", "Trop loin"),
        ];
        let refused = referee.fill(&path, &path, &fields).await;
        assert_eq!(refused.status, 422, "{verdict}");
        assert!(refused.body.contains("Trop loin"), "{}", refused.body);
    }
    let fields = [
        ("revision", "1"),
        ("verdict", "return"),
        ("reponse", "2026-03-01"),
    ];
    assert_eq!(referee.fill(&path, &path, &fields).await.status, 422);
    assert_eq!(gers.state(id).await, "proposed");
}

#[tokio::test]
async fn several_are_labelled_at_once_and_undone_at_once() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let one = gers.proposed("Visite de la scierie", "c32013").await;
    let two = gers.proposed("Au cœur de la fonderie", "c32132").await;
    let elsewhere = gers.proposed("Au bord de la mer", "c33009").await;
    let referee = world.sign_in("gers@semaine.example").await;
    let page = format!("/instruction/labelliser?choix={one}&choix={two}&choix={elsewhere}");
    let preview = referee.get(&page).await;
    assert!(preview.body.contains("scierie") && !preview.body.contains("Au bord de la mer"));
    let plain = preview.body.replace(['\u{a0}', '\u{202f}'], " ");
    for told in ["Auch · ", " · réponse due : "] {
        assert!(plain.contains(told), "{told}: {plain}");
    }
    world.deliver().await;
    let before = world.post.letters().len();
    let choices = [
        format!("{one}:1"),
        format!("{two}:1"),
        format!("{elsewhere}:1"),
    ];
    let mut fields: Vec<(&str, &str)> = choices
        .iter()
        .map(|choice| ("choix", choice.as_str()))
        .collect();
    let without = referee
        .fill(&page, "/instruction/labelliser", &fields)
        .await;
    assert_eq!(without.status, 422, "each criterion is answered");
    fields.extend([("critere-fenetre", "yes"), ("critere-industrie", "yes")]);
    let done = referee
        .fill(&page, "/instruction/labelliser", &fields)
        .await;
    assert_eq!(done.status, 303, "{}", done.body);
    assert_eq!(gers.state(one).await, "labelled");
    assert_eq!(gers.state(two).await, "labelled");
    assert_eq!(gers.state(elsewhere).await, "proposed");
    let result = done.location.expect("a way on");
    let verdicts = [gers.last_verdict(one).await, gers.last_verdict(two).await];
    let verdicts: Vec<String> = verdicts.iter().map(ToString::to_string).collect();
    let all: Vec<(&str, &str)> = verdicts.iter().map(|v| ("verdict", v.as_str())).collect();
    let undone = referee
        .fill(&result, "/instruction/labelliser/annuler", &all)
        .await;
    assert_eq!(undone.status, 303, "{}", undone.body);
    assert_eq!(gers.state(one).await, "proposed");
    assert_eq!(gers.state(two).await, "proposed");
    let back = undone.location.expect("a way on");
    assert!(referee.get(&back).await.body.contains("Labels annulés"));
    world.wait_minutes(6);
    world.deliver().await;
    assert_eq!(
        world.post.letters().len(),
        before,
        "undone at once, nobody was written to"
    );
    // Not undone, they are told, and an undo after that is told too.
    let done = referee
        .fill(&page, "/instruction/labelliser", &fields)
        .await;
    assert_eq!(done.status, 303, "{}", done.body);
    world.deliver().await;
    assert_eq!(world.post.letters().len(), before, "kept back");
    world.wait_minutes(6);
    world.deliver().await;
    let told = world.post.letters().len();
    assert!(told > before);
    let verdict = gers.last_verdict(one).await.to_string();
    let undone = referee
        .fill(
            &done.location.expect("a way on"),
            "/instruction/labelliser/annuler",
            &[("verdict", verdict.as_str())],
        )
        .await;
    assert_eq!(undone.status, 303, "{}", undone.body);
    world.deliver().await;
    assert!(world.post.letters().len() > told, "an undo is told");
}

#[tokio::test]
async fn an_invitation_makes_a_committee_member() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let id = gers.proposed("Visite de la scierie", "c32013").await;
    let referee = world.sign_in("gers@semaine.example").await;
    let page = "/instruction/territoire/32/personnes";
    let referees = [("email", "cci@semaine.example"), ("role", "referee")];
    assert_eq!(
        referee.fill(page, page, &referees).await.status,
        422,
        "a referee appoints no referee"
    );
    let fields = [
        ("email", "cci@semaine.example"),
        ("role", "committee"),
        ("institution", "CCI du Gers"),
    ];
    assert_eq!(referee.fill(page, page, &fields).await.status, 303);
    let mut conn = world.app.store.reader().await.expect("a reader");
    let letters = outbox::latest(&mut conn, None, 20).await.expect("read");
    drop(conn);
    let letter = letters
        .iter()
        .find(|letter| letter.to_email == "cci@semaine.example" && letter.kind == "invitation")
        .expect("a letter");
    let link = letter.params["link"].as_str().expect("a link").to_owned();
    let member = world.caller();
    assert_eq!(member.get(&link).await.status, 200);
    let long = "é".repeat(121);
    let refused = member.fill(&link, &link, &[("name", &long)]).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    let named = [("name", "Chargée de mission industrie")];
    let accepted = member.fill(&link, &link, &named).await;
    assert_eq!(
        accepted.location.as_deref(),
        Some("/instruction?bienvenue"),
        "{}",
        accepted.body
    );
    let arrived = member.get("/instruction?bienvenue").await.body;
    for there in ["Bienvenue", "Chargée de mission industrie"] {
        assert!(arrived.contains(there), "{there}: {arrived}");
    }
    let path = format!("/instruction/{id}");
    let opinion = [("revision", "1"), ("avis", "favourable")];
    let opined = member.fill(&path, &format!("{path}/avis"), &opinion).await;
    assert_eq!(opined.status, 303, "{}", opined.body);
    assert!(referee.get(&path).await.body.contains("CCI du Gers"));
    assert_eq!(member.get(&link).await.status, 410, "it works once");
}

fn picture(key: &str) -> Picture {
    Picture {
        key: key.into(),
        width: 1_280,
        height: 853,
        alt: "Une coulée".into(),
        credit: "Fonderie du Gers".into(),
        consent: Some("2026-03-01T08:00:00Z".parse().expect("a moment")),
    }
}

#[tokio::test]
async fn a_picture_is_seen_before_it_is_labelled_and_the_one_it_replaces_beside_it() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let id = gers.draft("Visite de la scierie", "c32013").await;
    let mut content = gers.content("Visite de la scierie", "c32013");
    content.picture = Some(picture("aaaa"));
    gers.send_content(id, content.clone()).await;
    let referee = world.sign_in("gers@semaine.example").await;
    let path = format!("/instruction/{id}");
    let file = referee.get(&path).await;
    assert!(
        file.body.contains("src=\"/medias/aaaa-1280.jpg\""),
        "{}",
        file.body
    );
    gers.rule(id, Ruling::Label, Met::Yes).await;

    // Another picture under the same words is another thing to decide.
    content.picture = Some(picture("bbbb"));
    content.title = "Visite de la grande scierie".into();
    gers.send_content(id, content).await;
    let file = referee.get(&path).await;
    let row = file
        .body
        .split("id=\"champ-picture\"")
        .nth(1)
        .expect("its row");
    let row = row.split("</tr>").next().expect("its end");
    for key in ["aaaa", "bbbb"] {
        let drawn = format!("src=\"/medias/{key}-1280.jpg\"");
        assert_eq!(row.matches(&drawn).count(), 1, "{key}: {row}");
    }
    assert!(!row.contains("inchangé"), "{row}");
}

#[tokio::test]
async fn only_a_script_that_says_so_is_seen_looking() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    gers.appoint("autre@semaine.example", "referee", "32").await;
    let id = gers.proposed("Visite de la scierie", "c32013").await;
    let one = world.sign_in("gers@semaine.example").await;
    let other = world.sign_in("autre@semaine.example").await;
    let path = format!("/instruction/{id}");
    one.get(&path).await;
    let looks = "une personne regarde aussi";
    let seen = other.get(&path).await;
    assert!(!seen.body.contains(looks), "{}", seen.body);
    let told = one.fill(&path, &format!("{path}/presence"), &[]).await;
    assert_eq!(told.status, 200, "{}", told.body);
    let seen = other.get(&path).await;
    assert!(seen.body.contains(looks), "{}", seen.body);
}

#[tokio::test]
async fn a_correction_is_told_in_the_words_before_and_after() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let id = gers.proposed("Visite de la scirie", "c32013").await;
    let referee = world.sign_in("gers@semaine.example").await;
    let page = format!("/instruction/{id}/corriger");
    let fields = [
        ("revision", "1"),
        ("title", "Visite de la scierie"),
        ("summary", "Une visite."),
        ("description", "On visite l’atelier."),
        ("address", "1 rue de l’Atelier"),
    ];
    let corrected = referee.fill(&page, &page, &fields).await;
    assert_eq!(corrected.status, 303, "{}", corrected.body);
    let mut conn = world.app.store.reader().await.expect("a reader");
    let letters = outbox::latest(&mut conn, None, 20).await.expect("read");
    drop(conn);
    let letter = letters.iter().find(|letter| letter.kind == "corrected");
    let written = server::mail::write(&world.app, letter.expect("a letter"))
        .await
        .expect("a letter in words");
    let told = "* Titre\n\nAvant\u{a0}:\n> Visite de la scirie\n\nMaintenant\u{a0}:\n> Visite de la scierie\n";
    assert!(written.text.contains(told), "{}", written.text);
    assert!(!written.text.contains("* Résumé"), "{}", written.text);
    assert!(
        written.html.contains("Visite de la scirie"),
        "{}",
        written.html
    );
}

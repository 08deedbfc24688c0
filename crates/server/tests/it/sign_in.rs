//! Coming in by a letter.

use crate::world::World;

const SOMEONE: &str = "camille.durand@semaine.example";

#[tokio::test]
async fn a_letter_brings_a_link_that_opens_a_session() {
    let world = World::new().await;
    let caller = world.caller();
    let link = world.link_for(&caller, SOMEONE).await;
    let letter = world.post.letters().pop().expect("a letter");
    assert!(
        letter
            .header("message-id")
            .is_some_and(|id| id.starts_with('<'))
    );
    assert!(letter.raw.contains("multipart/alternative"));

    let entered = caller.fill(&link, &link, &[]).await;
    assert_eq!(
        (entered.status.as_u16(), entered.location.as_deref()),
        (303, Some("/espace"))
    );
    let list = caller.get("/espace/connexions").await;
    assert_eq!(list.status, 200);
    assert!(list.body.contains("celui-ci"), "the session is listed");
    assert_eq!(list.header("cache-control"), Some("private, no-store"));

    let left = caller.fill("/espace/connexions", "/deconnexion", &[]).await;
    assert_eq!(left.location.as_deref(), Some("/"));
    assert!(!caller.has_cookies());
    assert_eq!(caller.get("/espace/connexions").await.status, 303);
}

#[tokio::test]
async fn the_way_on_is_kept_and_leads_nowhere_else() {
    let world = World::new().await;
    let caller = world.caller();
    let turned = caller.get("/en/espace/connexions").await;
    assert_eq!(
        turned.location.as_deref(),
        Some("/en/connexion?suite=%2Fespace%2Fconnexions")
    );
    let form = caller
        .get("/en/connexion?suite=%2Fespace%2Fconnexions")
        .await;
    assert_eq!(form.hidden("suite").as_deref(), Some("/espace/connexions"));
    let fields = [("email", SOMEONE), ("suite", "/espace/connexions")];
    caller.fill("/en/connexion", "/en/connexion", &fields).await;
    world.deliver().await;
    let link = world.post.letters()[0].link().expect("a link");
    assert!(
        link.contains("/en/connexion/"),
        "the link is in the visitor's language"
    );
    let entered = caller.fill(&link, &link, &[]).await;
    assert_eq!(entered.location.as_deref(), Some("/en/espace/connexions"));

    let form = caller
        .get("/connexion?suite=https%3A%2F%2Felsewhere.example")
        .await;
    assert_eq!(form.hidden("suite").as_deref(), Some(""));
}

#[tokio::test]
async fn a_link_serves_once() {
    let world = World::new().await;
    let caller = world.caller();
    let link = world.link_for(&caller, SOMEONE).await;
    let shown = caller.get(&link).await;
    let token = shown.hidden("csrf").expect("a token");
    assert_eq!(caller.post(&link, &[("csrf", &token)]).await.status, 303);
    let other = world.caller();
    assert_eq!(other.get(&link).await.status, 410);
    assert_eq!(other.post(&link, &[("csrf", &token)]).await.status, 410);
    assert!(!other.has_cookies());
}

#[tokio::test]
async fn a_link_serves_twenty_minutes() {
    let world = World::new().await;
    let caller = world.caller();
    let first = world.link_for(&caller, SOMEONE).await;
    world.wait_minutes(19);
    assert_eq!(caller.get(&first).await.status, 200);
    let token = caller.get(&first).await.hidden("csrf").expect("a token");
    world.wait_minutes(1);
    assert_eq!(caller.get(&first).await.status, 410);
    assert_eq!(caller.post(&first, &[("csrf", &token)]).await.status, 410);
}

#[tokio::test]
async fn looking_at_a_link_never_uses_it() {
    let world = World::new().await;
    let caller = world.caller();
    let link = world.link_for(&caller, SOMEONE).await;
    let scanner = world.caller();
    for _ in 0..3 {
        assert_eq!(scanner.get(&link).await.status, 200);
    }
    let head = scanner
        .send(scanner.ask(reqwest::Method::HEAD, &link))
        .await;
    assert_eq!(head.status, 200);
    assert!(!scanner.has_cookies());
    assert_eq!(caller.fill(&link, &link, &[]).await.status, 303);
}

#[tokio::test]
async fn nobody_learns_whether_an_address_is_known() {
    let world = World::new().await;
    world.sign_in(SOMEONE).await;
    let mut answers = Vec::new();
    for email in [SOMEONE, "nobody.knows@semaine.example"] {
        let caller = world.caller();
        let asked = caller
            .fill("/connexion", "/connexion", &[("email", email)])
            .await;
        let page = caller.get("/connexion/envoyee").await;
        answers.push((asked.status, asked.location, asked.body, page.body));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(world.deliver().await.sent, 2, "both get a letter");
}

#[tokio::test]
async fn an_address_that_is_none_is_told_beside_its_field() {
    let world = World::new().await;
    let caller = world.caller();
    let refused = caller
        .fill("/connexion", "/connexion", &[("email", "camille")])
        .await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("id=\"f-email-error\""));
    assert!(
        refused.body.contains("value=\"camille\""),
        "what was typed is kept"
    );
}

#[tokio::test]
async fn asking_too_often_is_told_how_long_to_wait() {
    let world = World::new().await;
    let caller = world.caller();
    let most = server::limits::Rates::default().letters_by_address.burst;
    let ask = async |email: String| {
        let fields = [("email", email.as_str())];
        caller.fill("/connexion", "/connexion", &fields).await
    };
    for number in 0..most {
        let asked = ask(format!("personne{number}@semaine.example")).await;
        assert_eq!(asked.status, 303, "{}", asked.body);
    }
    let last = ask("encore@semaine.example".to_owned()).await;
    assert_eq!(last.status, 429);
    assert!(
        last.header("retry-after")
            .is_some_and(|wait| wait.parse::<u32>().is_ok())
    );
}

#[tokio::test]
async fn whoever_asks_for_the_mailbox_of_others_keeps_nobody_out_and_fills_no_mailbox() {
    let world = World::new().await;
    let caller = world.caller();
    let fields = [("email", SOMEONE)];
    for _ in 0..6 {
        let asked = caller.fill("/connexion", "/connexion", &fields).await;
        assert_eq!(asked.location.as_deref(), Some("/connexion/envoyee"));
    }
    world.deliver().await;
    let letters = world.post.letters();
    assert_eq!(letters.len(), 4, "no more letters than the mailbox bears");
    let link = letters[3].link().expect("a link");
    assert_eq!(caller.get(&link).await.status, 200);
}

#[tokio::test]
async fn one_ends_the_session_one_left_open_elsewhere() {
    let world = World::new().await;
    let left_open = world.sign_in(SOMEONE).await;
    let here = world.sign_in(SOMEONE).await;
    let stranger = world.sign_in("someone.else@semaine.example").await;
    let list = here.get("/espace/connexions").await.body;
    let mark = "/espace/connexions/";
    let first = list.find(mark).map(|_| {
        list.split(mark)
            .skip(1)
            .filter_map(|rest| rest.split("/fin").next()?.parse::<i64>().ok())
            .min()
    });
    let end = format!("{mark}{}/fin", first.flatten().expect("a session to end"));
    assert_eq!(
        stranger.fill("/espace/connexions", &end, &[]).await.status,
        404
    );
    assert_eq!(here.fill("/espace/connexions", &end, &[]).await.status, 303);
    assert_eq!(left_open.get("/espace/connexions").await.status, 303);
    assert_eq!(here.get("/espace/connexions").await.status, 200);
}

#[tokio::test]
async fn a_letter_waits_for_the_mail_server_and_goes_once() {
    let world = World::new().await;
    world.post.close().await;
    let caller = world.caller();
    caller
        .fill("/connexion", "/connexion", &[("email", SOMEONE)])
        .await;
    for _ in 0..4 {
        assert_eq!(world.deliver().await.sent, 0);
        world.wait_minutes(3);
    }
    assert_eq!(world.post.letters().len(), 0);
    world.post.reopen().await;
    world.wait_minutes(60);
    let (one, two) = tokio::join!(world.deliver(), world.deliver());
    assert_eq!(one.sent + two.sent, 1);
    // Its minutes begin when it leaves.
    let link = world.post.letters()[0].link().expect("a link");
    world.wait_minutes(19);
    assert_eq!(caller.get(&link).await.status, 200);
    world.wait_minutes(2);
    assert_ne!(caller.get(&link).await.status, 200);
    world.wait_minutes(600);
    assert_eq!(world.deliver().await.sent, 0);
    assert_eq!(world.post.letters().len(), 1);
}

#[tokio::test]
async fn many_sign_in_behind_one_address_and_guesses_are_counted() {
    let world = World::new().await;
    let most = server::limits::Rates::default().attempts_by_address.burst;
    let caller = world.caller();
    caller
        .fill("/connexion", "/connexion", &[("email", SOMEONE)])
        .await;
    world.deliver().await;
    let link = world.post.letters()[0].link().expect("a link");
    for _ in 0..=most {
        assert_eq!(
            caller.get(&link).await.status,
            200,
            "a link that works is no guess"
        );
    }
    let guess = format!("/connexion/{}", "a".repeat(43));
    let mut last = caller.get(&guess).await;
    for _ in 0..most {
        last = caller.get(&guess).await;
    }
    assert_eq!(last.status, 429);
}

#[tokio::test]
async fn a_process_that_ends_leaves_the_letters_it_did_not_send_to_others() {
    let world = World::new().await;
    world
        .caller()
        .fill("/connexion", "/connexion", &[("email", SOMEONE)])
        .await;
    world.app.leave();
    assert_eq!(world.deliver().await.sent, 0);
    let mut tx = world.app.store.begin().await.expect("a transaction");
    let now = world.clock.now();
    let claimed = store::outbox::claim(&mut tx, now, now, 10).await;
    assert_eq!(
        claimed.expect("letters").len(),
        1,
        "another may take it at once"
    );
}

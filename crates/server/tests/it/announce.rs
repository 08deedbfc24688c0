//! What becomes of a labelled event, said by its organiser or by whoever decides there: its page says so at once and keeps
//! its address; every other place follows.

use domain::event::Status;
use domain::ids::EventId;
use domain::review::Met;
use reqwest::Method;
use server::acts::Ruling;
use server::refresh;

use crate::caller::{Caller, Shown};
use crate::gers::Gers;
use crate::world::World;

const TITLE: &str = "Visite de la scierie";
const SLUG: &str = "visite-de-la-scierie";
const PAGE: &str = "/evenements/visite-de-la-scierie";
const ORGANISER: &str = "usine@semaine.example";
const REFEREE: &str = "gers@semaine.example";

/// Every public place that lists an event in Auch.
const LISTS: [&str; 12] = [
    "/evenements",
    "/en/evenements",
    "/carte",
    "/calendrier?jour=2026-03-24",
    "/territoires/32",
    "/organisations/scierie-du-gers",
    "/api/v1/search",
    "/evenements.json",
    "/evenements.csv",
    "/evenements.ics",
    "/evenements.rss",
    "/sitemap/2026-1.xml",
];

/// A labelled event, with its organiser and a visitor.
struct Scene {
    world: World,
    gers: Gers,
    id: EventId,
    organiser: Caller,
    /// The path of the event for its organiser.
    own: String,
    visitor: Caller,
}

impl Scene {
    async fn set() -> Scene {
        let world = World::new().await;
        let gers = Gers::open(&world.app).await;
        gers.appoint(REFEREE, "referee", "32").await;
        let id = gers.proposed(TITLE, "c32013").await;
        gers.rule(id, Ruling::Label, Met::Yes).await;
        let organiser = world.sign_in(ORGANISER).await;
        let space = organiser.get("/espace").await.body;
        let start = space.find(&format!("/proposer/{id}-")).expect("a link");
        let own = space[start..]
            .split('"')
            .next()
            .unwrap_or_default()
            .to_owned();
        let visitor = world.caller();
        let scene = Scene {
            world,
            gers,
            id,
            organiser,
            own,
            visitor,
        };
        scene.refreshed().await;
        scene
    }

    async fn refreshed(&self) {
        refresh::refresh(&self.world.app).await.expect("a shelf");
    }

    /// The organiser opens the page of an act, and does it.
    async fn acts(&self, act: &str, fields: &[(&str, &str)]) -> Shown {
        let path = format!("{}/agir/{act}", self.own);
        self.organiser.fill(&path, &path, fields).await
    }

    async fn seen(&self, place: &str) -> String {
        let shown = self.visitor.get(place).await;
        assert_eq!(shown.status, 200, "{place}: {}", shown.body);
        shown.body
    }

    /// The tile that holds Auch.
    async fn tile(&self) -> String {
        let shelved = self.world.app.shelf.edition("2026").expect("on the shelf");
        let path = format!("/tuiles/2026/{}/8/128/93.mvt", shelved.revision);
        self.seen(&path).await
    }

    /// The visitor asks for the page again, with the `ETag` of the one they have.
    async fn asks_again(&self, had: &Shown) -> Shown {
        let tag = had.header("etag").expect("a tag");
        let again = self.visitor.ask(Method::GET, PAGE);
        self.visitor.send(again.header("if-none-match", tag)).await
    }

    /// The page says this before its title, at once, to whoever had the one before; and may be kept like any other.
    async fn page_says_first(&self, had: &Shown, words: &str) -> Shown {
        let now = self.asks_again(had).await;
        assert_eq!(now.status, 200, "the same address");
        let said = now.body.find(words);
        let said = said.unwrap_or_else(|| panic!("{words}: {}", now.body));
        assert!(said < now.body.find("<h1").expect("a title"), "said first");
        assert_eq!(
            now.header("cache-control"),
            Some(server::web::packed::FRESH)
        );
        assert!(now.header("etag").is_some());
        now
    }

    async fn letters(&self, email: &str) -> Vec<String> {
        self.world.deliver().await;
        self.world.letters_to(email).await
    }
}

#[tokio::test]
async fn a_cancelled_event_says_so_everywhere_and_may_be_held_after_all() {
    let scene = Scene::set().await;
    let had = scene.visitor.get(PAGE).await;
    let without = scene.acts("annuler", &[("reason", "  ")]).await;
    assert_eq!(without.status, 422, "visitors read why");
    assert_eq!(scene.asks_again(&had).await.status, 304, "nothing changed");
    let why = [("reason", "La scie est en panne.")];
    assert_eq!(scene.acts("annuler", &why).await.status, 303);
    let had = scene.page_says_first(&had, "La scie est en panne.").await;
    assert!(had.body.contains("EventCancelled"), "search engines too");
    scene.refreshed().await;
    for place in LISTS {
        assert!(scene.seen(place).await.contains(SLUG), "{place} keeps it");
    }
    for place in [
        "/evenements",
        "/calendrier?jour=2026-03-24",
        "/territoires/32",
    ] {
        assert!(scene.seen(place).await.contains("Annulé"), "{place}");
    }
    for place in ["/evenements.json", "/evenements.geojson", "/evenements.csv"] {
        assert!(scene.seen(place).await.contains("cancelled"), "{place}");
    }
    assert!(scene.seen("/api/v1/search").await.contains("cancelled"));
    for place in ["/evenements.ics", &format!("{PAGE}.ics")] {
        let calendar = scene.seen(place).await;
        assert!(calendar.contains("STATUS:CANCELLED"), "{place}: {calendar}");
    }
    let feed = scene.seen("/evenements.rss").await;
    assert!(feed.contains("<title>Annulé\u{a0}: Visite"), "{feed}");
    let feed = scene.seen("/en/evenements.rss").await;
    assert!(feed.contains("<title>Cancelled: Visite"), "{feed}");
    assert!(scene.tile().await.contains("cancelled"), "the map knows it");
    for email in [ORGANISER, REFEREE] {
        let letters = scene.letters(email).await;
        assert_eq!(
            letters.last().map(String::as_str),
            Some("announced"),
            "{email}"
        );
    }

    assert_eq!(scene.acts("maintenir", &[]).await.status, 303);
    let now = scene.asks_again(&had).await;
    assert!(!now.body.contains("en panne"), "{}", now.body);
    scene.refreshed().await;
    let calendar = scene.seen("/evenements.ics").await;
    assert!(calendar.contains("STATUS:CONFIRMED"), "{calendar}");
    assert!(!scene.seen("/evenements").await.contains("Annulé"));
}

#[tokio::test]
async fn a_postponed_event_says_so_everywhere() {
    let scene = Scene::set().await;
    let had = scene.visitor.get(PAGE).await;
    let why = [("reason", "Nous revenons en mai.")];
    assert_eq!(scene.acts("reporter", &why).await.status, 303);
    let page = scene.page_says_first(&had, "Nous revenons en mai.").await;
    assert!(page.body.contains("EventPostponed"));
    scene.refreshed().await;
    assert!(scene.seen("/evenements").await.contains("Reporté"));
    let calendar = scene.seen("/evenements.ics").await;
    assert!(calendar.contains("STATUS:TENTATIVE"), "{calendar}");
    assert!(scene.seen("/evenements.json").await.contains("postponed"));
    let feed = scene.seen("/evenements.rss").await;
    assert!(feed.contains("<title>Reporté\u{a0}: "), "{feed}");
    let again = scene
        .organiser
        .get(&format!("{}/agir/reporter", scene.own))
        .await;
    assert_eq!(again.status, 303, "it is said already");
}

#[tokio::test]
async fn an_event_moved_online_leaves_the_map_and_sends_nobody_to_its_place() {
    let scene = Scene::set().await;
    assert!(scene.tile().await.contains(SLUG));
    let had = scene.visitor.get(PAGE).await;
    let why = ("reason", "La route est coupée.");
    for wrong in ["", "javascript:alert(1)", "une salle"] {
        let refused = scene.acts("en-ligne", &[why, ("url", wrong)]).await;
        assert_eq!(refused.status, 422, "{wrong}");
        assert!(
            refused.body.contains("La route est coupée."),
            "nothing is lost"
        );
    }
    let fields = [why, ("url", "https://visio.example/scierie")];
    assert_eq!(scene.acts("en-ligne", &fields).await.status, 303);
    let page = scene.page_says_first(&had, "La route est coupée.").await;
    assert!(page.body.contains("https://visio.example/scierie"));
    assert!(!page.body.contains("rue de l’Atelier"), "{}", page.body);
    scene.refreshed().await;
    assert!(!scene.tile().await.contains(SLUG), "not on the map");
    assert!(scene.seen("/evenements?mode=ligne").await.contains(SLUG));
    assert!(
        scene
            .seen("/evenements.json")
            .await
            .contains("moved-online")
    );
    let calendar = scene.seen("/evenements.ics").await;
    let calendar = calendar.replace("\r\n ", "");
    let place = calendar.split("LOCATION:").nth(1).expect("a place");
    let place = place.lines().next().unwrap_or_default();
    assert!(place.contains("https://visio.example/scierie"), "{place}");
    assert!(!place.contains("rue de l’Atelier"), "{place}");
    assert!(!calendar.contains("GEO:"), "{calendar}");
}

#[tokio::test]
async fn a_withdrawn_event_leaves_the_programme_and_its_address_says_only_that() {
    let scene = Scene::set().await;
    let had = scene.visitor.get(PAGE).await;
    let asked = scene
        .organiser
        .get(&format!("{}/agir/retirer", scene.own))
        .await;
    assert!(
        asked.body.contains("Retirer l’événement du programme"),
        "{}",
        asked.body
    );
    assert_eq!(scene.acts("retirer", &[]).await.status, 303);
    assert_eq!(scene.gers.state(scene.id).await, "withdrawn");
    let gone = scene.asks_again(&had).await;
    is_gone(&gone, "Son organisateur l’a retiré");
    let english = scene.visitor.get(&format!("/en{PAGE}")).await;
    is_gone(&english, "Its organiser has withdrawn it");
    scene.refreshed().await;
    for place in LISTS {
        let shown = scene.visitor.get(place).await;
        assert!(!shown.body.contains(SLUG), "{place} shows it");
    }
    assert!(!scene.tile().await.contains(SLUG));
    for place in [
        PAGE,
        &format!("{PAGE}.ics"),
        &format!("/editions/2026{PAGE}"),
    ] {
        is_gone(
            &scene.visitor.get(place).await,
            "Son organisateur l’a retiré",
        );
    }
    let head = scene
        .visitor
        .send(scene.visitor.ask(Method::HEAD, PAGE))
        .await;
    assert_eq!(head.status, 410);
    assert_eq!(
        scene.visitor.get(&format!("{PAGE}-2")).await.status,
        404,
        "never was"
    );
    for email in [ORGANISER, REFEREE] {
        let letters = scene.letters(email).await;
        assert_eq!(
            letters.last().map(String::as_str),
            Some("taken-down"),
            "{email}"
        );
    }

    // Proposed and labelled again, it stands where it stood.
    scene.gers.send(scene.id, TITLE, "c32013").await;
    is_gone(&scene.visitor.get(PAGE).await, "Son label est réexaminé");
    scene.gers.rule(scene.id, Ruling::Label, Met::Yes).await;
    assert!(scene.seen(PAGE).await.contains(TITLE));
}

/// The page of what has gone: it says so, shows a way on, and tells nothing of the event.
fn is_gone(shown: &Shown, words: &str) {
    assert_eq!(shown.status, 410, "{}", shown.body);
    assert!(shown.body.contains(words), "{words}: {}", shown.body);
    for told in [TITLE, "On visite", "Scierie du Gers", "rue de l’Atelier"] {
        assert!(!shown.body.contains(told), "{told}: {}", shown.body);
    }
    assert!(shown.body.contains("noindex") && shown.body.contains("/evenements\""));
    assert_eq!(
        shown.header("cache-control"),
        Some(server::web::packed::FRESH),
        "it may be back"
    );
    assert_eq!(shown.header("etag"), None);
}

#[tokio::test]
async fn an_event_whose_label_was_undone_says_so_until_it_is_labelled_again() {
    let scene = Scene::set().await;
    let referee = scene.world.sign_in(REFEREE).await;
    let file = format!("/instruction/{}", scene.id);
    let verdict = scene.gers.last_verdict(scene.id).await.to_string();
    let undo = format!("{file}/annuler");
    let undone = referee.fill(&file, &undo, &[("verdict", &verdict)]).await;
    assert_eq!(undone.status, 303, "{}", undone.body);
    is_gone(&scene.visitor.get(PAGE).await, "Son label est réexaminé");
    scene.world.deliver().await;
    let letter = scene.world.post.letters().pop().expect("a letter");
    assert_eq!(letter.to, [ORGANISER]);
    assert!(
        letter.plain().contains("plus au programme"),
        "{}",
        letter.plain()
    );
    scene.gers.rule(scene.id, Ruling::Label, Met::Yes).await;
    assert!(scene.seen(PAGE).await.contains(TITLE));
}

#[tokio::test]
async fn whoever_decides_announces_and_the_organiser_reads_who_it_was() {
    let scene = Scene::set().await;
    let referee = scene.world.sign_in(REFEREE).await;
    let file = format!("/instruction/{}", scene.id);
    let form = format!("{file}/annoncer");
    assert!(referee.get(&file).await.body.contains(&form));
    let had = scene.visitor.get(PAGE).await;
    for (fields, id) in [
        (&[("reason", "Crue du Gers.")][..], "f-annonce"),
        (
            &[("annonce", "annuler"), ("reason", "")][..],
            "f-reason-error",
        ),
        (
            &[("annonce", "en-ligne"), ("reason", "Crue du Gers.")][..],
            "f-url-error",
        ),
    ] {
        let refused = referee.fill(&form, &form, fields).await;
        assert_eq!(refused.status, 422, "{fields:?}");
        assert!(refused.body.contains(id), "{id}: {}", refused.body);
    }
    let fields = [("annonce", "annuler"), ("reason", "Crue du Gers.")];
    let done = referee.fill(&form, &form, &fields).await;
    let back = done.location.expect("a way on");
    assert!(referee.get(&back).await.body.contains("C’est annoncé"));
    scene.page_says_first(&had, "Crue du Gers.").await;

    scene.world.deliver().await;
    let letters = scene.world.post.letters();
    let letter = letters.iter().rfind(|letter| letter.to == [ORGANISER]);
    let told = letter.expect("a letter").plain();
    assert!(told.contains("Crue du Gers."), "{told}");
    assert!(
        told.contains("qui décident du label dans le Gers"),
        "{told}"
    );
    let hub = scene.organiser.get(&scene.own).await.body;
    let line = hub
        .split("Référent (Gers)")
        .nth(1)
        .expect("a line of the journal");
    assert!(line.contains("Annulé"), "{hub}");

    // Somebody who had the form open meanwhile loses nothing of what they wrote.
    let late = [("annonce", "annuler"), ("reason", "Trop d’eau.")];
    let late = referee.fill(&form, &form, &late).await;
    assert_eq!(late.status, 409);
    assert!(late.body.contains("Trop d’eau.") && late.body.contains("Crue du Gers."));
    let held = referee
        .fill(&form, &form, &[("annonce", "maintenir")])
        .await;
    assert_eq!(held.status, 303, "{}", held.body);
    assert!(!scene.seen(PAGE).await.contains("Crue du Gers."));
}

#[tokio::test]
async fn a_reason_is_not_lost_when_somebody_was_quicker() {
    let scene = Scene::set().await;
    let path = format!("{}/agir/annuler", scene.own);
    let token = scene.organiser.get(&path).await.hidden("csrf");
    let token = token.expect("a token");
    let first = scene
        .acts("annuler", &[("reason", "L’atelier est inondé.")])
        .await;
    assert_eq!(first.status, 303, "{}", first.body);
    let mine = [
        ("csrf", token.as_str()),
        ("reason", "La scie est en panne."),
    ];
    let late = scene.organiser.post(&path, &mine).await;
    assert_eq!(late.status, 409, "{}", late.body);
    assert!(late.body.contains("La scie est en panne."), "{}", late.body);
    let page = scene.seen(PAGE).await;
    assert!(page.contains("L’atelier est inondé."), "{page}");
}

#[tokio::test]
async fn a_cancelled_event_says_why_in_its_own_language_and_goes_into_no_calendar() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let id = gers.draft("Visite de la scierie", "c32013").await;
    let mut content = gers.content("Visite de la scierie", "c32013");
    content.safety = "Chaussures fermées.".into();
    content.place.meeting_point = "Devant le portail".into();
    content.booking.conditions = "Une heure.".into();
    gers.send_content(id, content).await;
    gers.rule(id, Ruling::Label, Met::Yes).await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let visitor = world.caller();
    let path = "/en/evenements/visite-de-la-scierie";
    let before = visitor.get(path).await.body;
    let calendar = "visite-de-la-scierie.ics\"";
    assert!(before.contains(calendar), "{before}");
    for own in [
        "lang=\"fr\">Chaussures fermées.",
        "lang=\"fr\">Devant le portail",
        "lang=\"fr\">Une heure.",
    ] {
        assert!(before.contains(own), "{own}: {before}");
    }
    let status = Status::Cancelled {
        at: world.clock.now(),
        reason: "La machine est en panne.".into(),
    };
    gers.announce(id, status).await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let after = visitor.get(path).await.body;
    assert!(
        after.contains("<span lang=\"fr\">La machine est en panne.</span>"),
        "{after}"
    );
    assert!(!after.contains(calendar), "{after}");
}

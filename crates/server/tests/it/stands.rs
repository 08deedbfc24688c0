//! What stands while something else waits: the public face of a labelled event, the calendar one subscribed to, and an
//! edition that is over.

use domain::event::{Content, Status};
use domain::ids::{EventId, OrganisationId};
use domain::journal::What;
use domain::organisation::Organisation;
use domain::review::Met;
use domain::slot::Slot;
use jiff::civil::date;
use server::acts::{Ruling, Stages, save_stage};
use server::{capability, refresh};
use store::{editions, events, organisations, reviews};

use crate::caller::{Caller, Shown};
use crate::gers::Gers;
use crate::world::World;

const HERE: &str = "referent.gers@semaine.example";
const THERE: &str = "referent.gironde@semaine.example";
const SLUG: &str = "visite-de-la-scierie";

/// A labelled event in Auch, referees in two départements, someone who looks.
struct Scene {
    world: World,
    gers: Gers,
    event: EventId,
    visitor: Caller,
}

impl Scene {
    async fn set() -> Scene {
        let world = World::new().await;
        let gers = Gers::open(&world.app).await;
        gers.appoint(HERE, "referee", "32").await;
        gers.appoint(THERE, "referee", "33").await;
        let event = gers.proposed("Visite de la scierie", "c32013").await;
        gers.rule(event, Ruling::Label, Met::Yes).await;
        let visitor = world.caller();
        let scene = Scene {
            world,
            gers,
            event,
            visitor,
        };
        scene.refreshed().await;
        scene
    }

    async fn refreshed(&self) {
        refresh::refresh(&self.world.app).await.expect("a shelf");
    }

    /// Everything the public reads of the event.
    async fn faces(&self) -> Vec<String> {
        let mut faces = Vec::new();
        let page = format!("/evenements/{SLUG}");
        for path in [
            page.as_str(),
            "/evenements",
            "/evenements?territoire=32",
            "/evenements.json",
            "/evenements.geojson",
            "/evenements.csv",
            "/evenements.ics",
            "/evenements.rss",
            "/territoires/32",
            "/territoires/33",
            "/organisations/scierie-du-gers",
        ] {
            let shown = self.visitor.get(path).await;
            assert_eq!(shown.status, 200, "{path}");
            faces.push(format!("{path}\n{}", shown.body));
        }
        faces
    }

    /// Another organisation, in whose name the event would be held in Bordeaux.
    async fn change(&self) -> Content {
        let mut tx = self.world.app.store.begin().await.expect("a transaction");
        let new = Organisation {
            name: "Chantier naval".into(),
            ..Organisation::default()
        };
        let own = organisations::create(&mut tx, &new, self.world.clock.now())
            .await
            .expect("created");
        tx.commit().await.expect("kept");
        self.moved(own)
    }

    fn moved(&self, own: OrganisationId) -> Content {
        let mut content = self.gers.content("Visite du chantier", "c33063");
        content.organisation = Some(own);
        content
    }

    async fn kept(&self) -> events::Kept {
        let mut conn = self.world.app.store.reader().await.expect("a reader");
        let found = events::find(&mut conn, self.event).await.expect("read");
        found.expect("the event")
    }

    async fn own_path(&self) -> String {
        let kept = self.kept().await;
        capability::path(&self.world.app.key, kept.id, kept.link_epoch)
    }
}

#[tokio::test]
async fn who_organises_and_where_are_public_as_labelled_while_a_change_waits_and_after_it_is_refused()
 {
    let scene = Scene::set().await;
    let before = scene.faces().await;
    let change = scene.change().await;
    let refusal = || Ruling::Refuse {
        note: "Hors du thème.".into(),
    };
    scene.gers.send_content(scene.event, change.clone()).await;
    scene.refreshed().await;
    assert_eq!(scene.faces().await, before, "while it waits");
    assert_eq!(scene.kept().await.event.chain.home().as_str(), "33");

    scene.gers.rule(scene.event, refusal(), Met::No).await;
    scene.refreshed().await;
    assert_eq!(scene.faces().await, before, "after it was refused");
    let kept = scene.kept().await;
    assert_eq!(kept.title, "Visite de la scierie");
    assert_eq!(kept.event.chain.home().as_str(), "32");
    assert_eq!(kept.event.organisation, Some(scene.gers.organisation));

    scene.gers.send_content(scene.event, change.clone()).await;
    scene.gers.withdraw(scene.event).await;
    scene.refreshed().await;
    assert_eq!(scene.faces().await, before, "after it was withdrawn");
    // A small edit of what stands, which needs no review, brings nothing of it back.
    let own = scene.own_path().await;
    let step = scene.visitor.get(&format!("{own}/quoi")).await.body;
    assert!(step.contains("Visite de la scierie"), "{step}");
    assert!(!step.contains("Visite du chantier"), "{step}");

    scene.gers.send_content(scene.event, change).await;
    scene.gers.rule(scene.event, Ruling::Label, Met::Yes).await;
    scene.refreshed().await;
    let page = scene.visitor.get(&format!("/evenements/{SLUG}")).await.body;
    assert!(page.contains("Chantier naval"), "{page}");
    assert!(page.contains("Gironde"), "{page}");
}

#[tokio::test]
async fn whoever_refused_a_change_of_place_may_take_that_back() {
    let scene = Scene::set().await;
    let change = scene.change().await;
    scene.gers.send_content(scene.event, change).await;
    let there = scene.world.sign_in(THERE).await;
    let file = format!("/instruction/{}", scene.event);
    let verdict = [
        ("revision", "2"),
        ("verdict", "refuse"),
        ("critere-fenetre", "no"),
        ("critere-industrie", "yes"),
        ("note", "Hors des dates."),
    ];
    let refused = there.fill(&file, &file, &verdict).await;
    assert_eq!(refused.status, 303, "{}", refused.body);
    let next = refused.location.expect("a way on");
    let last = scene.gers.last_verdict(scene.event).await.to_string();
    let undo = format!("{file}/annuler");
    let undone = there.fill(&next, &undo, &[("verdict", &last)]).await;
    assert_eq!(undone.status, 303, "{}", undone.body);
    let kept = scene.kept().await;
    assert_eq!(kept.event.chain.home().as_str(), "33");
    assert_eq!(kept.title, "Visite du chantier");
    assert_eq!(there.get(&file).await.status, 200);
}

#[tokio::test]
async fn the_territory_a_proposal_leaves_is_told_and_the_new_one_has_its_full_time() {
    let scene = Scene::set().await;
    let id = scene
        .gers
        .proposed("Visite de la tonnellerie", "c32013")
        .await;
    let due = |kept: &events::Kept| match kept.event.review {
        domain::review::Review::Proposed { due, .. } => due,
        _ => panic!("it waits"),
    };
    let app = &scene.world.app;
    let read = |id| async move {
        let mut conn = app.store.reader().await.expect("a reader");
        events::find(&mut conn, id)
            .await
            .expect("read")
            .expect("it")
    };
    let first = due(&read(id).await);
    scene.world.wait_minutes(2 * 24 * 60);
    scene
        .gers
        .send(id, "Visite de la tonnellerie", "c33063")
        .await;
    assert!(due(&read(id).await) > first);
    scene.world.deliver().await;
    let here = scene.world.about_events_to(HERE).await;
    assert_eq!(here.last().map(String::as_str), Some("moved-away"));
    let letter = scene.world.post.letters();
    let letter = letter.iter().rfind(|letter| letter.to == [HERE]);
    let text = letter.expect("a letter").plain();
    assert!(text.contains("en Gironde"), "{text}");
    assert_eq!(scene.world.about_events_to(THERE).await, ["arrived"]);
}

#[tokio::test]
async fn where_it_is_still_public_it_is_read_and_announced_while_its_move_waits() {
    let scene = Scene::set().await;
    let id = scene
        .gers
        .proposed("Visite de la tonnellerie", "c32013")
        .await;
    scene.gers.rule(id, Ruling::Label, Met::Yes).await;
    scene
        .gers
        .send(id, "Visite de la tonnellerie", "c33063")
        .await;
    scene.refreshed().await;
    let file = format!("/instruction/{}", id.0);
    let announce = format!("{file}/annoncer");
    let here = scene.world.sign_in(HERE).await;
    let shown = here.get(&file).await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    assert!(
        !shown.body.contains("value=\"label\""),
        "they rule on nothing"
    );
    assert_eq!(here.get(&announce).await.status, 200);
    let there = scene.world.sign_in(THERE).await;
    let decides = there.get(&file).await;
    assert!(decides.body.contains("value=\"label\""), "{}", decides.body);
}

#[tokio::test]
async fn labels_of_one_title_at_once_get_addresses_of_their_own() {
    let scene = Scene::set().await;
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(scene.gers.proposed("Visite de la forge", "c32013").await);
    }
    let label = |id| scene.gers.rule(id, Ruling::Label, Met::Yes);
    tokio::join!(label(ids[0]), label(ids[1]), label(ids[2]), label(ids[3]));
    let mut conn = scene.world.app.store.reader().await.expect("a reader");
    let mut slugs = Vec::new();
    for id in ids {
        let kept = events::find(&mut conn, id).await.expect("read");
        slugs.push(kept.expect("an event").slug.expect("an address"));
    }
    slugs.sort_unstable();
    let expected = ["", "-2", "-3", "-4"].map(|number| format!("visite-de-la-forge{number}"));
    assert_eq!(slugs, expected);
}

/// The lines of a calendar that begin so.
fn lines<'a>(calendar: &'a str, name: &str) -> Vec<&'a str> {
    let own = calendar.lines().filter_map(|line| line.strip_prefix(name));
    own.collect()
}

async fn calendar(scene: &Scene) -> String {
    scene.refreshed().await;
    let Shown { body, .. } = scene.visitor.get("/evenements.ics").await;
    body.replace("\r\n ", "")
}

#[tokio::test]
async fn a_calendar_one_subscribed_to_follows_what_is_public_and_nothing_else() {
    let scene = Scene::set().await;
    let day = |day: i8, hour: i8| {
        let day = date(2026, 3, day);
        Slot::new(day.at(hour, 0, 0, 0), day.at(hour + 1, 0, 0, 0))
    };
    let mut content = scene.gers.content("Visite de la scierie", "c32013");
    content.slots = vec![day(24, 9), day(25, 9), day(26, 9)];
    scene.gers.send_content(scene.event, content.clone()).await;
    scene.gers.rule(scene.event, Ruling::Label, Met::Yes).await;
    let first = calendar(&scene).await;
    assert_eq!(lines(&first, "UID:").len(), 3);

    // What is typed and not sent is nobody's business.
    scene.world.wait_minutes(60);
    content.summary = "Autre chose.".into();
    scene.gers.save_working(scene.event, &content).await;
    assert_eq!(calendar(&scene).await, first);

    content.summary = "Une visite.".into();
    content.slots.remove(0);
    scene.gers.send_content(scene.event, content).await;
    scene.gers.rule(scene.event, Ruling::Label, Met::Yes).await;
    let second = calendar(&scene).await;
    assert_eq!(lines(&second, "UID:"), lines(&first, "UID:")[1..]);
    let sequence = |calendar: &str| -> u32 {
        let found = lines(calendar, "SEQUENCE:");
        found[0].parse().expect("a number")
    };
    assert!(sequence(&second) > sequence(&first), "the label is newer");

    let status = Status::MovedOnline {
        at: scene.world.clock.now(),
        reason: "La route est coupée.".into(),
        url: "https://visio.example/scierie".into(),
    };
    scene.gers.announce(scene.event, status).await;
    let third = calendar(&scene).await;
    assert!(sequence(&third) > sequence(&second));
    let place = lines(&third, "LOCATION:");
    assert!(
        place[0].contains("https://visio.example/scierie"),
        "{third}"
    );
    assert!(!third.contains("GEO:") && !third.contains("rue de l’Atelier"));
}

#[tokio::test]
async fn an_edition_that_is_over_is_read_and_changes_no_more() {
    let scene = Scene::set().await;
    let draft = scene.gers.draft("Un brouillon", "c32013").await;
    let waits = scene
        .gers
        .proposed("Visite de la tonnellerie", "c32013")
        .await;
    let app = &scene.world.app;
    let finish = || async {
        let mut tx = app.store.begin().await.expect("a transaction");
        let held = Stages::hold(&mut tx, "2026").await.expect("read");
        let next = held.expect("an edition").finished(app.clock.now());
        if let Ok(next) = &next {
            save_stage(&mut tx, next).await.expect("saved");
            tx.commit().await.expect("kept");
        }
        next.is_ok()
    };
    let own = scene.own_path().await;
    let form = scene.visitor.get(&format!("{own}/quoi")).await;
    let (token, base) = (form.hidden("csrf"), form.hidden("base"));
    let (token, base) = (token.expect("a token"), base.expect("a digest"));
    assert!(!finish().await, "a proposal waits");
    scene.gers.withdraw(waits).await;
    assert!(finish().await);
    scene.refreshed().await;

    let hub = scene.visitor.get(&own).await;
    assert_eq!(hub.status, 200);
    assert!(hub.body.contains("L’édition est close"), "{}", hub.body);
    assert!(!hub.body.contains(&format!("{own}/quoi")), "{}", hub.body);
    assert!(!hub.body.contains("/agir/annuler"), "{}", hub.body);
    let typed = [
        ("csrf", token.as_str()),
        ("base", base.as_str()),
        ("champ", "title"),
        ("title", "Autre"),
    ];
    for page in ["quoi", "envoi"] {
        let path = format!("{own}/{page}");
        assert_eq!(scene.visitor.get(&path).await.status, 303, "{page}");
        let sent = scene.visitor.post(&path, &typed).await;
        assert_eq!(sent.status, 422, "{page}: {}", sent.body);
        assert!(sent.body.contains("n’est pas en cours"), "{page}");
    }
    let forgotten = capability::path(&app.key, draft, 0);
    assert_eq!(scene.visitor.get(&forgotten).await.status, 200);

    let referee = scene.world.sign_in(HERE).await;
    let file = format!("/instruction/{}", scene.event);
    let page = referee.get(&file).await.body;
    assert!(!page.contains(&format!("{file}/corriger")), "{page}");
    let token = referee.get("/espace/profil").await.hidden("csrf");
    let token = token.expect("a token");
    let last = scene.gers.last_verdict(scene.event).await.to_string();
    for (verb, fields) in [
        ("annuler", vec![("verdict", last.as_str())]),
        (
            "corriger",
            vec![("revision", "1"), ("title", "Visite de scierie")],
        ),
        (
            "annoncer",
            vec![("annonce", "annuler"), ("reason", "Neige.")],
        ),
    ] {
        let mut all = vec![("csrf", token.as_str())];
        all.extend(fields);
        let refused = referee.post(&format!("{file}/{verb}"), &all).await;
        assert_eq!(refused.status, 422, "{verb}: {}", refused.body);
        assert!(refused.body.contains("n’est pas en cours"), "{verb}");
    }
    assert_eq!(scene.gers.state(scene.event).await, "labelled");
    assert_eq!(scene.kept().await.event.revisions, 1);
}

#[tokio::test]
async fn an_organisation_with_another_name_has_it_everywhere_at_once() {
    let scene = Scene::set().await;
    let (app, own) = (&scene.world.app, scene.gers.organisation);
    let mut tx = app.store.begin().await.expect("a transaction");
    let vouched = domain::authority::Vouched::Known;
    organisations::join(&mut tx, own, scene.gers.organiser, vouched, app.clock.now())
        .await
        .expect("joined");
    tx.commit().await.expect("kept");
    let organiser = scene.world.sign_in("usine@semaine.example").await;
    let team = format!("/espace/organisations/{own}");
    let fields = [("name", "Scierie de l’Armagnac"), ("kind", "company")];
    let saved = organiser.fill(&team, &team, &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    scene.refreshed().await;
    for path in [
        &format!("/evenements/{SLUG}"),
        "/evenements.json",
        "/evenements.csv",
        "/organisations/scierie-du-gers",
    ] {
        let shown = scene.visitor.get(path).await.body;
        assert!(shown.contains("Scierie de l’Armagnac"), "{path}: {shown}");
    }
    let mut conn = app.store.reader().await.expect("a reader");
    let journal = reviews::journal(&mut conn, scene.event)
        .await
        .expect("read");
    let last = journal.last().map(|entry| &entry.what);
    assert_eq!(last, Some(&What::OrganisationChanged));
    let before = editions::edition(&mut conn, scene.gers.edition.id).await;
    drop(conn);
    // Saved as it is, it changes nothing.
    let again = organiser.fill(&team, &team, &fields).await;
    assert_eq!(again.status, 303, "{}", again.body);
    let mut conn = app.store.reader().await.expect("a reader");
    let after = editions::edition(&mut conn, scene.gers.edition.id).await;
    let revision =
        |edition: store::Result<domain::edition::Edition>| edition.expect("read").public_revision;
    assert_eq!(revision(after), revision(before));
}

#[tokio::test]
async fn what_its_organiser_never_answered_ends_with_the_edition() {
    let scene = Scene::set().await;
    let labelled = scene.gers.proposed("Visite de la scierie", "c32013").await;
    scene.gers.rule(labelled, Ruling::Label, Met::Yes).await;
    let mut change = scene.gers.content("Visite de la scierie", "c32013");
    change.summary = "Une autre visite.".into();
    scene.gers.send_content(labelled, change).await;
    scene.gers.give_back(labelled).await;
    let silent = scene
        .gers
        .proposed("Visite de la tonnellerie", "c32013")
        .await;
    scene.gers.give_back(silent).await;
    let app = &scene.world.app;
    let mut tx = app.store.begin().await.expect("a transaction");
    let held = Stages::hold(&mut tx, "2026")
        .await
        .expect("read")
        .expect("an edition");
    assert_eq!((held.waiting, held.unanswered), (0, 2));
    let next = held
        .finished(app.clock.now())
        .expect("nothing waits for a verdict");
    save_stage(&mut tx, &next).await.expect("saved");
    tx.commit().await.expect("kept");
    assert_eq!(scene.gers.state(labelled).await, "labelled");
    assert_eq!(scene.gers.state(silent).await, "withdrawn");
    let mut conn = app.store.reader().await.expect("a reader");
    for id in [labelled, silent] {
        let journal = reviews::journal(&mut conn, id).await.expect("read");
        let ended = journal
            .iter()
            .filter(|entry| matches!(entry.what, What::Lapsed { .. }));
        assert_eq!(ended.count(), 1);
    }
    drop(conn);
    // A pass takes a handful of letters.
    for _ in 0..3 {
        scene.world.deliver().await;
    }
    let letters = scene.world.letters_to("usine@semaine.example").await;
    let told = letters.iter().filter(|kind| *kind == "lapsed").count();
    assert_eq!(told, 2, "{letters:?}");
}

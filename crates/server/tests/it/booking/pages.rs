//! Booking as people do it: pages, forms and letters.

use domain::booking::Plan;
use domain::slot::Slot as Hours;
use reqwest::Method;

use super::house::{House, visit};
use crate::caller::Shown;
use crate::world::World;

/// The house, and the address of its event on the site.
async fn open(world: &World, hours: &[Hours]) -> (House, String) {
    let house = House::open(world, hours).await;
    server::refresh::refresh(&world.app).await.expect("a shelf");
    let mut conn = world.app.store.reader().await.expect("a reader");
    let kept = store::events::find(&mut conn, house.event).await;
    let slug = kept.expect("read").expect("an event").slug;
    (house, format!("/evenements/{}", slug.expect("an address")))
}

/// The path of a link of a letter, on this site.
fn path(world: &World, link: &str) -> String {
    link.strip_prefix(world.app.config.origin().as_str())
        .unwrap_or(link)
        .to_owned()
}

/// Fills the form of an event in and sends it.
async fn books(world: &World, page: &str, fields: &[(&str, &str)]) -> Shown {
    let caller = world.caller();
    let form = format!("{page}/reserver");
    let shown = caller.get(&form).await;
    let key = shown.hidden("key").expect("the key of the form");
    let mut all = vec![("key", key.as_str())];
    all.extend_from_slice(fields);
    caller.fill(&form, &form, &all).await
}

/// The letters go out; the last one to an address.
async fn letter(world: &World, to: &str) -> crate::post_office::Received {
    world.deliver().await;
    let letters = world.post.letters();
    let own = letters
        .into_iter()
        .rev()
        .find(|letter| letter.to.iter().any(|one| one == to));
    own.expect("a letter")
}

#[tokio::test]
async fn one_books_confirms_by_letter_shows_a_ticket_and_cancels() {
    let world = World::new().await;
    let (house, page) = open(&world, &[visit(9, 10)]).await;
    let slot = house.slot(0).await.to_string();
    let caller = world.caller();
    assert!(caller.get(&page).await.body.contains("10 places libres"));
    let alix = [
        ("slot", slot.as_str()),
        ("people", "3"),
        ("name", "Alix D."),
        ("email", "alix@visiteur.example"),
    ];
    let sent = books(&world, &page, &alix).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    // Whoever has not proved the address learns nothing of the way to the booking.
    assert!(!sent.body.contains("/inscriptions/"), "{}", sent.body);

    let confirm = letter(&world, "alix@visiteur.example").await;
    let own = path(&world, &confirm.link().expect("a link"));
    // Opening the link changes nothing: programs open links too.
    assert_eq!(caller.get(&own).await.status, 200);
    assert_eq!(house.slots().await[0].confirmed, 0);
    let done = caller.fill(&own, &format!("{own}/confirmer"), &[]).await;
    assert_eq!(done.status, 303);
    assert_eq!(house.slots().await[0].confirmed, 3);
    let printed = caller.ask(Method::GET, &format!("{own}/billet.pdf"));
    let printed = printed.send().await.expect("a ticket");
    assert_eq!(printed.headers()["content-type"], "application/pdf");
    assert!(printed.bytes().await.expect("bytes").starts_with(b"%PDF"));
    let ticket = caller.get(&format!("{own}/billet")).await;
    assert!(ticket.body.contains("<svg") && ticket.body.contains("Alix D."));

    let confirmed = letter(&world, "alix@visiteur.example").await;
    assert!(confirmed.raw.contains("method=REQUEST"));
    let file = caller.get(&format!("{own}/rendez-vous.ics")).await.body;
    assert!(file.contains("METHOD:PUBLISH") && file.contains("STATUS:CONFIRMED"));

    // A later booking from the same browser needs no letter to be confirmed; one at the same time is refused, with its name.
    let again = caller.get(&format!("{page}/reserver")).await;
    assert!(again.body.contains("alix@visiteur.example"));
    let key = again.hidden("key").expect("a key");
    let form = format!("{page}/reserver");
    let fields = [
        ("key", key.as_str()),
        ("slot", &slot),
        ("people", "1"),
        ("name", "Alix D."),
    ];
    let refused = caller.fill(&form, &form, &fields).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Visite de la scierie"));
    assert_eq!(house.all().await.len(), 1);

    let more = [("people", "12")];
    let refused = caller.fill(&own, &format!("{own}/changer"), &more).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    let more = [("people", "4")];
    let changed = caller.fill(&own, &format!("{own}/changer"), &more).await;
    assert_eq!(changed.status, 303, "{}", changed.body);
    assert_eq!(house.slots().await[0].taken, 4);
    let gone = caller.fill(&own, &format!("{own}/annuler"), &[]).await;
    assert_eq!(gone.status, 303);
    assert_eq!(house.slots().await[0].taken, 0);
    let cancelled = letter(&world, "alix@visiteur.example").await;
    assert!(cancelled.raw.contains("method=CANCEL"));
    let off = caller.get(&format!("{own}/billet")).await;
    assert!(!off.body.contains("<svg viewBox=\"0 0"), "{}", off.body);
}

#[tokio::test]
async fn a_class_books_and_is_counted_never_named() {
    let world = World::new().await;
    let (house, page) = open(&world, &[visit(9, 40)]).await;
    let slot = house.slot(0).await.to_string();
    let class = |heads: &'static str| {
        vec![
            ("slot", slot.clone()),
            ("who", "group".to_owned()),
            ("establishment", "Collège des Tilleuls".to_owned()),
            ("level", "4e".to_owned()),
            ("heads", heads.to_owned()),
            ("adults", "2".to_owned()),
            ("need_moteur", "1".to_owned()),
            ("name", "Sacha M.".to_owned()),
            ("email", "sacha@college.example".to_owned()),
        ]
    };
    let wrong = class("beaucoup");
    let wrong: Vec<(&str, &str)> = wrong.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let refused = books(&world, &page, &wrong).await;
    assert_eq!(refused.status, 422);
    // What was typed is still there, and each fault is said beside its field.
    assert!(
        refused.body.contains("Collège des Tilleuls") && refused.body.contains("f-heads-error")
    );
    let right = class("24");
    let right: Vec<(&str, &str)> = right.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!(books(&world, &page, &right).await.status, 200);
    assert_eq!(house.slots().await[0].taken, 26);
    let secret = house.secret().await;
    let list = world
        .caller()
        .get(&format!("/proposer/{secret}/inscriptions"))
        .await;
    assert!(
        list.body
            .contains("Collège des Tilleuls, 4e, 24 participants et 2 accompagnateurs")
    );
    assert!(list.body.contains("Handicap moteur"));
}

#[tokio::test]
async fn an_organiser_sets_asks_adds_seats_moves_and_writes() {
    let world = World::new().await;
    let (house, page) = open(&world, &[visit(9, 2), visit(14, 5)]).await;
    let secret = house.secret().await;
    let own = format!("/proposer/{secret}/inscriptions");
    let organiser = world.caller();
    let set = format!("{own}/reglages");
    let version = organiser.get(&set).await.hidden("version");
    let version = version.expect("the version that is changed");
    let settings = [
        ("version", version.as_str()),
        ("closes", "2"),
        ("waits", "1"),
        ("question_0_text", "Pointure"),
        ("question_0_kind", "texte"),
        ("question_0_required", "1"),
    ];
    let saved = organiser.fill(&set, &set, &settings).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let (morning, later) = (
        house.slot(0).await.to_string(),
        house.slot(1).await.to_string(),
    );
    let party = |name: &'static str, people: &'static str| {
        vec![
            ("slot", morning.clone()),
            ("people", people.to_owned()),
            ("name", name.to_owned()),
            ("email", format!("{name}@visiteur.example")),
        ]
    };
    let without = party("noa", "2");
    let without: Vec<(&str, &str)> = without.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let refused = books(&world, &page, &without).await;
    assert!(
        refused.status == 422 && refused.body.contains("question_1"),
        "{}",
        refused.body
    );
    for (name, people) in [("noa", "2"), ("lou", "2")] {
        let mut fields = party(name, people);
        fields.push(("question_1", "42".to_owned()));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        assert_eq!(books(&world, &page, &fields).await.status, 200);
        let confirm = letter(&world, &format!("{name}@visiteur.example")).await;
        let link = path(&world, &confirm.link().expect("a link"));
        let caller = world.caller();
        let done = caller.fill(&link, &format!("{link}/confirmer"), &[]).await;
        assert_eq!(done.status, 303, "{}", done.body);
    }
    let states = || async {
        let all = house.all().await;
        let states: Vec<&str> = all
            .iter()
            .map(|one| one.registration.state.slug())
            .collect();
        states.join(" ")
    };
    assert_eq!(states().await, "confirmed waiting");
    // Fewer seats than are taken is no; two more, and the list moves by itself.
    let seats = |number: &'static str| {
        [
            ("creneau", morning.clone()),
            ("act", "places".to_owned()),
            ("places", number.to_owned()),
        ]
    };
    for (number, status, after) in [
        ("1", 422, "confirmed waiting"),
        ("4", 303, "confirmed offered"),
    ] {
        let fields = seats(number);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let answer = organiser.fill(&own, &own, &fields).await;
        assert_eq!(
            (answer.status.as_u16(), states().await.as_str()),
            (status, after),
            "{}",
            answer.body
        );
    }
    let table = organiser.get(&format!("{own}/reservations.csv")).await.body;
    assert!(
        table.contains("noa@visiteur.example") && table.contains(",42,"),
        "{table}"
    );
    let printed = organiser.ask(Method::GET, &format!("{own}/liste.pdf?creneau={morning}"));
    let printed = printed.send().await.expect("a list").bytes().await;
    assert!(printed.expect("bytes").starts_with(b"%PDF"));
    let noa = house.all().await[0].id.to_string();
    let moved = [
        ("creneau", morning.as_str()),
        ("act", "deplacer"),
        ("inscription", &noa),
        ("vers", &later),
    ];
    assert_eq!(organiser.fill(&own, &own, &moved).await.status, 303);
    assert_eq!(house.slots().await[1].confirmed, 2);
    let told = letter(&world, "noa@visiteur.example").await;
    assert!(
        told.plain().contains("14 h") || told.plain().contains("14\u{a0}h"),
        "{}",
        told.plain()
    );

    let write = format!("{own}/message");
    let form = organiser.get(&write).await;
    let key = form.hidden("key").expect("a key");
    let text = [
        ("key", key.as_str()),
        ("creneau", &later),
        ("qui", "viennent"),
        ("objet", "Chaussures fermées"),
        ("texte", "Venez avec des chaussures fermées."),
    ];
    assert_eq!(organiser.fill(&write, &write, &text).await.status, 303);
    let message = letter(&world, "noa@visiteur.example").await;
    assert!(message.plain().contains("chaussures"));
    let stop = message.header("List-Unsubscribe").expect("a way to stop");
    let stop = path(&world, stop.trim_matches(['<', '>']));
    // A mail program sends one click, and nothing else.
    let click = world.caller().ask(Method::POST, &stop);
    let click = click.body("List-Unsubscribe=One-Click");
    assert_eq!(world.caller().send(click).await.status, 200);
    assert!(house.all().await.iter().any(|one| one.quiet_at.is_some()));
}

#[tokio::test]
async fn nobody_learns_whether_an_address_has_booked_and_all_of_it_can_be_deleted() {
    let world = World::new().await;
    let (house, page) = open(&world, &[visit(9, 10)]).await;
    let slot = house.slot(0).await.to_string();
    let fields = [
        ("slot", slot.as_str()),
        ("people", "1"),
        ("name", "Charlie B."),
        ("email", "charlie@visiteur.example"),
    ];
    books(&world, &page, &fields).await;
    let caller = world.caller();
    let ask = |email: &'static str| {
        let caller = &caller;
        async move {
            caller
                .fill("/inscriptions", "/inscriptions", &[("email", email)])
                .await
        }
    };
    let (known, unknown) = (
        ask("charlie@visiteur.example").await,
        ask("personne@visiteur.example").await,
    );
    assert_eq!(known.body, unknown.body);
    let found = letter(&world, "charlie@visiteur.example").await;
    let all = path(&world, &found.link().expect("a link"));
    let list = caller.get(&all).await;
    assert!(list.body.contains("Visite de la scierie"));
    assert_eq!(caller.fill(&all, &all, &[]).await.status, 303);
    assert!(!caller.get(&all).await.body.contains("Visite de la scierie"));
    let mut left = Vec::new();
    let mut conn = world.app.store.reader().await.expect("a reader");
    store::bulk::texts(&mut conn, |table, column, text| {
        if text.contains("charlie@") {
            left.push(format!("{table}.{column}"));
        }
    })
    .await
    .expect("read");
    drop(conn);
    assert_eq!(left, [""; 0], "the address is nowhere");
    let booked = &house.all().await[0];
    assert_eq!(
        (
            booked.registration.registrant.as_ref(),
            booked.registration.state.slug()
        ),
        (None, "cancelled")
    );
}

#[tokio::test]
async fn a_stranger_opens_no_booking_and_no_list() {
    let world = World::new().await;
    let (house, page) = open(&world, &[visit(9, 10)]).await;
    let caller = world.caller();
    for wrong in ["1-aaaa", "abc", "1", "-"] {
        for page in ["", "/billet", "/rendez-vous.ics"] {
            let shown = caller.get(&format!("/inscriptions/{wrong}{page}")).await;
            assert_eq!(shown.status, 404, "{wrong}{page}");
        }
        assert_eq!(
            caller
                .get(&format!("/inscriptions/toutes/{wrong}"))
                .await
                .status,
            404
        );
        assert_eq!(
            caller
                .get(&format!("/proposer/{wrong}/inscriptions"))
                .await
                .status,
            404
        );
    }
    let key = [
        ("slot", "999999"),
        ("people", "1"),
        ("name", "N"),
        ("email", "n@visiteur.example"),
    ];
    assert_eq!(books(&world, &page, &key).await.status, 422);
    assert!(house.all().await.is_empty());
}

#[tokio::test]
async fn the_door_lets_in_once_and_says_when_and_where() {
    let world = World::new().await;
    let (house, _) = open(&world, &[visit(9, 4)]).await;
    let slot = house.slot(0).await;
    let booked = house.books(slot, "alix", 3).await.expect("booked");
    let door = format!("/proposer/{}/pointage", house.secret().await);
    let (slot, id) = (slot.to_string(), booked.id.to_string());
    let entry = |people: &'static str, porte: &'static str| {
        let (door, slot, id) = (door.clone(), slot.clone(), id.clone());
        let caller = world.caller();
        async move {
            let fields = [
                ("creneau", slot.as_str()),
                ("porte", porte),
                ("act", "entrer"),
                ("inscription", &id),
                ("people", people),
            ];
            caller.fill(&door, &door, &fields).await
        }
    };
    let early = entry("3", "accueil").await;
    assert_eq!(early.status, 422, "three weeks before");
    // The morning of the visit, at a quarter to nine.
    world.wait_minutes(22 * 24 * 60 - 15);
    let many = entry("4", "accueil").await;
    assert_eq!(many.status, 422, "more than booked");
    // Two telephones at one door, at once: one of them is told.
    let (one, two) = tokio::join!(entry("3", "accueil"), entry("3", "portail nord"));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    world.wait_minutes(5);
    let again = entry("3", "accueil").await;
    assert_eq!(again.status, 422);
    let body = again.body.replace('\u{a0}', " ");
    assert!(body.contains("8 h 45") && (body.contains("accueil") || body.contains("portail nord")));

    let caller = world.caller();
    let ticket = server::capability::ticket(&world.app.key, booked.id);
    let found = caller
        .get(&format!("{door}?creneau={slot}&q={ticket}"))
        .await;
    assert!(found.body.contains("alix"), "{}", found.body);
    let forged = caller
        .get(&format!("{door}?creneau={slot}&q={id}-0000"))
        .await;
    assert!(!forged.body.contains("3 à l’intérieur"), "{}", forged.body);

    // Nobody comes in without a seat, whatever the hurry; the same form sent twice is one party.
    let shown = caller.get(&door).await;
    let key = shown.hidden("key").expect("a key");
    let walk_in = |people: &'static str| {
        let (door, slot, key) = (door.clone(), slot.clone(), key.clone());
        let caller = world.caller();
        async move {
            let fields = [
                ("creneau", slot.as_str()),
                ("act", "sans-reservation"),
                ("key", &key),
                ("people", people),
            ];
            caller.fill(&door, &door, &fields).await.status.as_u16()
        }
    };
    assert_eq!(walk_in("2").await, 422);
    assert_eq!((walk_in("1").await, walk_in("1").await), (303, 303));
    assert_eq!(house.slots().await[0].taken, 4);
}

#[tokio::test]
async fn too_few_bookings_are_shown_a_week_before_to_those_who_can_help() {
    let world = World::new().await;
    let plan = Plan {
        minimum: Some(4),
        ..Plan::default()
    };
    let house = House::planned(&world, &[visit(9, 10)], plan).await;
    server::refresh::refresh(&world.app).await.expect("a shelf");
    let list = format!("/proposer/{}/inscriptions", house.secret().await);
    let caller = world.caller();
    let shown = || async {
        let territory = caller.get("/territoires/32").await.body;
        let own = caller.get(&list).await.body;
        [
            territory.contains("Il reste des places"),
            own.contains("Peu de réservations"),
        ]
    };
    assert_eq!(shown().await, [false, false], "three weeks before");
    world.wait_minutes(16 * 24 * 60);
    assert_eq!(shown().await, [true, true], "six days before");
    let referee = world.sign_in("gers@semaine.example").await;
    let queue = referee.get("/instruction").await.body;
    assert!(
        queue.contains("1 créneau avec peu de réservations"),
        "{queue}"
    );
    // Whoever reviews sees counts, and nobody’s name.
    let slot = house.slot(0).await;
    house.books(slot, "alix", 4).await.expect("booked");
    let file = referee.get(&format!("/instruction/{}", house.event)).await;
    assert_eq!(file.status, 200);
    assert!(file.body.contains("Réservations") && !file.body.contains("alix"));
    world.wait_minutes(2);
    assert_eq!(shown().await, [false, false], "four are enough");
}

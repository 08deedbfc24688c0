//! Some time after the week nobody can say who had booked, and everybody can say how many came.

use domain::booking::{Answer, Given, Group, Needed, Party, Plan, Question, QuestionKind, Who};
use server::acts::bookings::{Deed, Failed};
use store::{DatabaseUrl, bulk};

use super::house::{House, booking, visit};
use crate::world::World;

/// What must be nowhere afterwards.
const SECRETS: [&str; 5] = [
    "zzalix",
    "visiteurs.example",
    "zzcollege",
    "zzanswer",
    "zz0600000000",
];

/// Where the database holds any of these words.
async fn leaks(house: &House) -> Vec<String> {
    let mut conn = house.app.store.reader().await.expect("a reader");
    let mut found = Vec::new();
    let look = |table: &str, column: &str, text: &str| {
        let text = text.to_lowercase();
        let told = SECRETS.iter().filter(|secret| text.contains(**secret));
        found.extend(told.map(|secret| format!("{table}.{column}: {secret}")));
    };
    bulk::texts(&mut conn, look).await.expect("read");
    found.sort();
    found.dedup();
    found
}

async fn with_a_class(world: &World) -> (House, domain::ids::RegistrationId) {
    let house = House::open(world, &[visit(9, 40)]).await;
    let question = Question {
        number: 1,
        text: "Une question ?".into(),
        kind: QuestionKind::ShortText,
        need: Needed::Optional,
    };
    house
        .set_plan(&Plan::default(), &[question])
        .await
        .expect("set");
    let slot = house.slot(0).await;
    let mut form = booking(slot, "zzalix", 1, domain::booking::Address::Proved);
    form.registrant.phone = "zz0600000000".into();
    form.party = Party {
        audience: Some("grand-public".into()),
        who: Who::Group(Group {
            establishment: "zzcollege".into(),
            level: "4e".into(),
            heads: 28,
            adults: 2,
            needs: Vec::new(),
        }),
    };
    form.answers = vec![Answer {
        question: 1,
        given: Given::Text("zzanswer".into()),
    }];
    let id = form.id;
    house.asks(form).await.expect("booked");
    (house, id)
}

#[tokio::test]
async fn ninety_days_after_the_week_only_the_counts_are_left() {
    let world = World::new().await;
    let (house, id) = with_a_class(&world).await;
    // The letter has gone, and its row with the address is kept as sent.
    assert!(
        !leaks(&house).await.is_empty(),
        "there is something to find"
    );
    // The week ends on 29 March in Paris; ninety days later but for a minute.
    world
        .clock
        .set("2026-06-27T21:59:00Z".parse().expect("a moment"));
    assert_eq!(house.time_passes().await.forgotten, 0);
    assert!(!leaks(&house).await.is_empty());
    world.wait_minutes(1);
    assert_eq!(house.time_passes().await.forgotten, 1);
    assert_eq!(leaks(&house).await, Vec::<String>::new());
    assert_eq!(house.told(id).await, Vec::<String>::new());
    let kept = house.all().await;
    assert_eq!(kept.len(), 1);
    let party = &kept[0].registration.party;
    assert_eq!(
        (party.seats(), party.audience()),
        (30, Some("grand-public"))
    );
    let slot = &house.slots().await[0];
    assert_eq!((slot.taken, slot.confirmed), (30, 30));
    assert_eq!(house.time_passes().await.forgotten, 0);
}

#[tokio::test]
async fn what_is_forgotten_is_not_left_in_the_file_either() {
    let world = World::new().await;
    let (house, id) = with_a_class(&world).await;
    house.does(id, Deed::Forget).await.expect("forgotten");
    world.app.desk.close().await;
    world.app.store.close().await;
    let DatabaseUrl::Sqlite(file) = &world.app.config.database else {
        // What a server of PostgreSQL leaves on its disk is its operator’s to clean.
        return;
    };
    let bytes = std::fs::read(file).expect("the file");
    let holds = |secret: &str| {
        let mut parts = bytes.windows(secret.len());
        parts.any(|part| part == secret.as_bytes())
    };
    let left: Vec<&str> = SECRETS.into_iter().filter(|secret| holds(secret)).collect();
    assert_eq!(left, Vec::<&str>::new());
}

#[tokio::test]
async fn who_wishes_it_is_forgotten_at_once_and_the_seats_are_free() {
    let world = World::new().await;
    let (house, id) = with_a_class(&world).await;
    let forgotten = house.does(id, Deed::Forget).await.expect("forgotten");
    assert_eq!(forgotten.registration.registrant, None);
    assert_eq!(house.state(id).await, "cancelled");
    assert_eq!(house.slots().await[0].taken, 0);
    assert_eq!(leaks(&house).await, Vec::<String>::new());
    let again = house.does(id, Deed::Cancel).await;
    assert!(matches!(again, Err(Failed::Refused(_))), "{again:?}");
}

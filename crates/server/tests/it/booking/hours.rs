//! What becomes of the bookings when the visits change: those who booked go along, and are told once.

use domain::event::{BookedBy, Status};
use domain::review::Met;
use domain::slot::Slot as Hours;
use server::acts::Ruling;
use server::acts::bookings::{self, Failed};

use super::house::{House, tuesday, visit};
use crate::world::World;

fn at(house_hour: i8, minute: i8, capacity: u32) -> Hours {
    Hours {
        start: tuesday(house_hour).date().at(house_hour, minute, 0, 0),
        end: tuesday(house_hour).date().at(house_hour + 1, minute, 0, 0),
        capacity: Some(capacity),
    }
}

#[tokio::test]
async fn a_visit_that_is_moved_takes_everyone_along_and_tells_each_once() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 2), visit(11, 2)]).await;
    let (nine, eleven) = (house.slot(0).await, house.slot(1).await);
    let sure = house.books(nine, "alix", 2).await.expect("booked");
    let waits = house.books(nine, "bilal", 1).await.expect("in the list");
    let unproved = house.books_first(nine, "chloe", 1).await;
    let other = house.books(eleven, "driss", 1).await.expect("booked");
    world.wait_minutes(30);
    house
        .label(house.content(&[at(14, 30, 2), visit(11, 2)]))
        .await;
    let slots = house.slots().await;
    let moved = slots
        .iter()
        .find(|slot| slot.id == nine)
        .expect("still there");
    assert_eq!(moved.start, at(14, 30, 2).start);
    assert_eq!((moved.sequence, moved.taken), (1, 2));
    assert_eq!(
        house.told(sure.id).await,
        ["booking-confirmed", "booking-changed"]
    );
    assert_eq!(
        house.told(waits.id).await,
        ["booking-waiting", "booking-changed"]
    );
    assert_eq!(house.told(unproved.id).await, ["booking-confirm"]);
    assert_eq!(house.told(other.id).await, ["booking-confirmed"]);
    // A change of words is none of theirs.
    world.wait_minutes(30);
    let mut content = house.content(&[at(14, 30, 2), visit(11, 2)]);
    content.summary = "Une autre visite.".into();
    house.label(content).await;
    assert_eq!(
        house.told(sure.id).await,
        ["booking-confirmed", "booking-changed"]
    );
    // Another place is.
    let mut content = house.content(&[at(14, 30, 2), visit(11, 2)]);
    content.place.address = "2 rue de l’Atelier".into();
    world.wait_minutes(30);
    house.label(content).await;
    assert_eq!(
        house.told(other.id).await,
        ["booking-confirmed", "booking-changed"]
    );
}

#[tokio::test]
async fn a_visit_that_is_no_more_is_cancelled_with_everyone_in_it() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 2), visit(11, 2), visit(14, 2)]).await;
    let nine = house.slot(0).await;
    let sure = house.books(nine, "alix", 2).await.expect("booked");
    let waits = house.books(nine, "bilal", 1).await.expect("in the list");
    world.wait_minutes(30);
    house
        .label(house.content(&[visit(11, 2), visit(14, 2)]))
        .await;
    assert_eq!(house.slots().await.len(), 2);
    for id in [sure.id, waits.id] {
        assert_eq!(house.state(id).await, "cancelled");
        assert_eq!(
            house.told(id).await.last().map(String::as_str),
            Some("booking-cancelled")
        );
    }
    let gone = house.books(nine, "chloe", 1).await;
    assert!(matches!(gone, Err(Failed::Gone)), "{gone:?}");
}

#[tokio::test]
async fn what_is_announced_is_told_to_everyone_who_booked_once() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 2)]).await;
    let slot = house.slot(0).await;
    let booked = house.books(slot, "alix", 1).await.expect("booked");
    let at = world.app.clock.now();
    let reason = || "Une panne.".to_owned();
    let postponed = Status::Postponed {
        at,
        reason: reason(),
    };
    house.gers.announce(house.event, postponed).await;
    let closed = house.books(slot, "bilal", 1).await;
    assert!(matches!(closed, Err(Failed::TurnedAway(_))), "{closed:?}");
    assert_eq!(house.state(booked.id).await, "confirmed");
    house.gers.announce(house.event, Status::Scheduled).await;
    house.books(slot, "bilal", 1).await.expect("open again");
    let online = Status::MovedOnline {
        at,
        reason: reason(),
        url: "https://visite.example".into(),
    };
    house.gers.announce(house.event, online).await;
    let told = [
        "booking-confirmed",
        "booking-changed",
        "booking-changed",
        "booking-changed",
    ];
    assert_eq!(house.told(booked.id).await, told);
    assert_eq!(house.slots().await[0].sequence, 3);
    let cancelled = Status::Cancelled {
        at,
        reason: reason(),
    };
    house.gers.announce(house.event, cancelled).await;
    assert_eq!(house.state(booked.id).await, "cancelled");
    assert_eq!(house.slots().await, []);
    let told = house.told(booked.id).await;
    assert_eq!(told.len(), 5);
    assert_eq!(told[4], "booking-cancelled");
}

#[tokio::test]
async fn a_withdrawn_event_lets_everyone_go() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 2)]).await;
    let booked = house.books(house.slot(0).await, "alix", 1).await;
    let booked = booked.expect("booked");
    house.gers.withdraw(house.event).await;
    assert_eq!(house.state(booked.id).await, "cancelled");
    assert_eq!(
        house.told(booked.id).await,
        ["booking-confirmed", "booking-cancelled"]
    );
}

#[tokio::test]
async fn a_label_that_is_undone_sends_nobody_away_until_it_is_decided_again() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 2)]).await;
    let slot = house.slot(0).await;
    let booked = house.books(slot, "alix", 1).await.expect("booked");
    house.gers.undo(house.event).await;
    assert_eq!(house.state(booked.id).await, "confirmed");
    let closed = house.books(slot, "bilal", 1).await;
    assert!(matches!(closed, Err(Failed::TurnedAway(_))), "{closed:?}");
    house.gers.rule(house.event, Ruling::Label, Met::Yes).await;
    house.books(slot, "bilal", 1).await.expect("open again");
    assert_eq!(house.told(booked.id).await, ["booking-confirmed"]);
    house.gers.undo(house.event).await;
    let refused = Ruling::Refuse {
        note: "Rien à voir.".into(),
    };
    house.gers.rule(house.event, refused, Met::No).await;
    assert_eq!(house.state(booked.id).await, "cancelled");
    assert_eq!(
        house.told(booked.id).await,
        ["booking-confirmed", "booking-cancelled"]
    );
}

#[tokio::test]
async fn an_event_that_is_booked_elsewhere_from_now_on_lets_everyone_go() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 2)]).await;
    let booked = house.books(house.slot(0).await, "alix", 1).await;
    let booked = booked.expect("booked");
    let mut content = house.content(&[visit(9, 2)]);
    content.booking.by = BookedBy::Elsewhere;
    content.booking.url = "https://scierie.example".into();
    world.wait_minutes(30);
    house.label(content).await;
    assert_eq!(house.slots().await, []);
    assert_eq!(house.state(booked.id).await, "cancelled");
}

#[tokio::test]
async fn the_day_before_everyone_who_is_sure_to_come_is_reminded_once() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 3)]).await;
    let slot = house.slot(0).await;
    let sure = house.books(slot, "alix", 1).await.expect("booked");
    let unproved = house.books_first(slot, "bilal", 1).await;
    // Nine o'clock in Paris, the day before, but for a minute.
    world
        .clock
        .set("2026-03-23T07:59:00Z".parse().expect("a moment"));
    assert_eq!(house.time_passes().await.reminded, 0);
    world.wait_minutes(1);
    assert_eq!(house.time_passes().await.reminded, 1);
    assert_eq!(house.time_passes().await.reminded, 0);
    // Another node may have found the same slot at the same moment.
    let mut tx = world.app.store.begin().await.expect("a transaction");
    let again = bookings::remind(&mut tx, slot, world.clock.now()).await;
    assert_eq!(again.expect("a look"), 0);
    drop(tx);
    // Who books the day before has just been told.
    let late = house.books(slot, "chloe", 1).await.expect("booked");
    assert_eq!(house.time_passes().await.reminded, 0);
    assert_eq!(
        house.told(sure.id).await,
        ["booking-confirmed", "booking-reminder"]
    );
    assert_eq!(house.told(unproved.id).await, ["booking-confirm"]);
    assert_eq!(house.told(late.id).await, ["booking-confirmed"]);
}

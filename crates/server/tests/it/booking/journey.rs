//! One booking, from the form to the visit.

use domain::booking::{Address, Party, Refusal, TurnedAway};
use server::acts::bookings::{self, Ask, Deed, Failed, MessageFault, WalkIn, number};

use super::house::{House, booking, visit};
use crate::world::World;

#[tokio::test]
async fn a_first_booking_is_held_until_its_address_is_proved() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 10)]).await;
    let slot = house.slot(0).await;
    let booked = house.books_first(slot, "alix", 3).await;
    assert_eq!(booked.registration.state.slug(), "held");
    assert_eq!(house.told(booked.id).await, ["booking-confirm"]);
    assert_eq!(house.slots().await[0].taken, 3);
    assert_eq!(house.slots().await[0].confirmed, 0);
    let confirmed = house.does(booked.id, Deed::Confirm).await.expect("proved");
    assert_eq!(confirmed.registration.state.slug(), "confirmed");
    assert_eq!(
        house.told(booked.id).await,
        ["booking-confirm", "booking-confirmed"]
    );
    assert_eq!(house.slots().await[0].confirmed, 3);
    let again = house.does(booked.id, Deed::Confirm).await;
    assert!(
        matches!(again, Err(Failed::Refused(Refusal::Already))),
        "{again:?}"
    );
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_booking() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 10)]).await;
    let slot = house.slot(0).await;
    let form = booking(slot, "alix", 2, Address::Proved);
    // Twice at once, as by a double click, and once more later with a number of its own.
    let (one, two) = tokio::join!(house.asks(form.clone()), house.asks(form.clone()));
    let mut later = form.clone();
    later.id = number();
    let three = house.asks(later).await;
    for answer in [one, two, three] {
        assert_eq!(answer.expect("booked").id, form.id);
    }
    assert_eq!(house.all().await.len(), 1);
    assert_eq!(house.slots().await[0].taken, 2);
    assert_eq!(house.told(form.id).await, ["booking-confirmed"]);
}

#[tokio::test]
async fn a_cancellation_goes_to_the_first_who_waits() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 4)]).await;
    let slot = house.slot(0).await;
    let first = house.books(slot, "alix", 4).await.expect("booked");
    let second = house.books(slot, "bilal", 2).await.expect("in the list");
    let third = house.books(slot, "chloe", 2).await.expect("in the list");
    let fourth = house.books(slot, "driss", 1).await.expect("in the list");
    assert_eq!(second.registration.state.slug(), "waiting");
    assert_eq!(house.told(second.id).await, ["booking-waiting"]);
    house.does(first.id, Deed::Cancel).await.expect("cancelled");
    for (id, state) in [
        (first.id, "cancelled"),
        (second.id, "offered"),
        (third.id, "offered"),
        (fourth.id, "waiting"),
    ] {
        assert_eq!(house.state(id).await, state);
    }
    assert_eq!(
        house.told(second.id).await,
        ["booking-waiting", "booking-offered"]
    );
    house.does(second.id, Deed::Accept).await.expect("accepted");
    house.does(third.id, Deed::Decline).await.expect("declined");
    assert_eq!(house.state(fourth.id).await, "offered");
    let slot = &house.slots().await[0];
    assert_eq!((slot.taken, slot.confirmed, slot.waiting), (3, 2, 0));
}

#[tokio::test]
async fn one_person_is_in_one_place_at_a_time() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 4), visit(10, 4)]).await;
    let (nine, ten) = (house.slot(0).await, house.slot(1).await);
    let first = house.books(nine, "alix", 1).await.expect("booked");
    house.books(ten, "alix", 1).await.expect("an hour later");
    let twice = house.books(nine, "alix", 1).await;
    let Err(Failed::TurnedAway(TurnedAway::Clash(clash))) = twice else {
        panic!("booked twice: {twice:?}");
    };
    assert_eq!(clash.registration, first.id);
    // Nobody is told what another has booked: without a proof of the address, nothing is looked up.
    let unknown = house.books_first(nine, "alix", 1).await;
    let proved = house.does(unknown.id, Deed::Confirm).await;
    assert!(
        matches!(proved, Err(Failed::Refused(Refusal::Clash(_)))),
        "{proved:?}"
    );
}

#[tokio::test]
async fn at_the_door_a_second_scan_is_told_of_the_first() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 4)]).await;
    let slot = house.slot(0).await;
    let booked = house.books(slot, "alix", 3).await.expect("booked");
    let missed = house.books(slot, "bilal", 1).await.expect("booked");
    let by = house.by().await;
    let scan = |door: &str, at| Deed::CheckIn {
        people: 3,
        door: door.into(),
        at,
        by: by.clone(),
    };
    // Nine o'clock in Paris.
    world
        .clock
        .set("2026-03-24T08:00:00Z".parse().expect("a moment"));
    let now = world.clock.now();
    let seen = Some(now);
    house.does(booked.id, scan("nord", seen)).await.expect("in");
    world.wait_minutes(5);
    // The telephone sends its scan again once it has a network: it is the same.
    house.does(booked.id, scan("nord", seen)).await.expect("in");
    let other = house.does(booked.id, scan("sud", None)).await;
    let Err(Failed::Refused(Refusal::AlreadyIn { at, door })) = other else {
        panic!("let in twice: {other:?}");
    };
    assert_eq!((at, door.as_str()), (now, "nord"));
    let walk_in = |people: u32| {
        Ask::WalkIn(Box::new(WalkIn {
            id: number(),
            slot,
            party: Party::people(people),
            door: "nord".into(),
            form: format!("walk-in {people}"),
            by: by.clone(),
        }))
    };
    let full = world.app.desk.ask(walk_in(1)).await;
    assert!(
        matches!(full, Err(Failed::Refused(Refusal::NoRoom))),
        "{full:?}"
    );
    house
        .does(missed.id, Deed::Miss(by.clone()))
        .await
        .expect("given up");
    world.app.desk.ask(walk_in(1)).await.expect("in");
    let late = Deed::LetInLate {
        people: 1,
        door: "nord".into(),
        by: by.clone(),
    };
    let late = house.does(missed.id, late).await;
    assert!(
        matches!(late, Err(Failed::Refused(Refusal::NoRoom))),
        "{late:?}"
    );
    assert_eq!(house.slots().await[0].taken, 4);
}

#[tokio::test]
async fn the_organiser_of_another_event_has_no_hand_in_it() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 4)]).await;
    let slot = house.slot(0).await;
    let booked = house.books(slot, "alix", 3).await.expect("booked");
    let mut by = house.by().await;
    by.event = domain::ids::EventId(by.event.0 + 1);
    let cancelled = house.does(booked.id, Deed::CancelFor(by)).await;
    assert!(matches!(cancelled, Err(Failed::Gone)), "{cancelled:?}");
    assert_eq!(house.state(booked.id).await, "confirmed");
}

#[tokio::test]
async fn someone_is_moved_to_another_visit_with_their_seats() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 4), visit(11, 4)]).await;
    let (nine, eleven) = (house.slot(0).await, house.slot(1).await);
    let booked = house.books(nine, "alix", 3).await.expect("booked");
    let waits = house.books(nine, "bilal", 2).await.expect("in the list");
    let by = house.by().await;
    let to = |to| Deed::Move { to, by: by.clone() };
    let moved = house.does(booked.id, to(eleven)).await.expect("moved");
    assert_eq!(moved.slot, eleven);
    assert_eq!(
        house.told(booked.id).await,
        ["booking-confirmed", "booking-changed"]
    );
    assert_eq!(house.state(waits.id).await, "offered");
    house.does(waits.id, Deed::Accept).await.expect("accepted");
    let full = house.does(waits.id, to(eleven)).await;
    assert!(
        matches!(full, Err(Failed::Refused(Refusal::NoRoom))),
        "{full:?}"
    );
    let taken: Vec<u32> = house.slots().await.iter().map(|slot| slot.taken).collect();
    assert_eq!(taken, [2, 3]);
}

#[tokio::test]
async fn an_organiser_writes_once_to_those_who_count_on_it_and_did_not_stop_it() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 4)]).await;
    let slot = house.slot(0).await;
    let sure = house.books(slot, "alix", 1).await.expect("booked");
    let quiet = house.books(slot, "bilal", 1).await.expect("booked");
    let gone = house.books(slot, "chloe", 1).await.expect("booked");
    let unproved = house.books_first(slot, "driss", 1).await;
    house.does(quiet.id, Deed::Quiet).await.expect("stopped");
    house.does(gone.id, Deed::Cancel).await.expect("cancelled");
    let by = house.by().await;
    let all = [sure.id, quiet.id, gone.id, unproved.id].into();
    let write = async |subject: &str| {
        let body = "Venez en chaussures fermées.";
        bookings::message(&world.app, &by, &all, subject, body, "a form").await
    };
    let empty = write(" ").await;
    assert!(
        matches!(empty, Err(Failed::Message(MessageFault::NoSubject))),
        "{empty:?}"
    );
    assert_eq!(write("Votre visite").await.expect("sent"), 1);
    assert_eq!(write("Votre visite").await.expect("sent before"), 0);
    let told = ["booking-confirmed", "booking-message"];
    assert_eq!(house.told(sure.id).await, told);
    assert_eq!(house.told(quiet.id).await, ["booking-confirmed"]);
    assert_eq!(house.told(unproved.id).await, ["booking-confirm"]);
}

//! The waiting list moves by itself: when seats are added, when a time runs out; and the catalogue says whether seats are left.

use domain::booking::{Plan, PlanFault, SeatsFault, TurnedAway, WaitingList};
use domain::journal::What;
use server::acts::bookings::{self, Deed, Failed};
use server::refresh;
use store::reviews;

use super::house::{House, tuesday, visit};
use crate::world::World;

#[tokio::test]
async fn seats_that_are_added_are_offered_to_who_waits() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 2)]).await;
    let slot = house.slot(0).await;
    house.books(slot, "alix", 2).await.expect("booked");
    let waits = house.books(slot, "bilal", 3).await;
    assert!(
        matches!(
            waits,
            Err(Failed::TurnedAway(TurnedAway::TooLarge { most: 2 }))
        ),
        "{waits:?}"
    );
    let waits = house.books(slot, "bilal", 2).await.expect("in the list");
    let by = house.by().await;
    bookings::set_capacity(&world.app, &by, slot, Some(4))
        .await
        .expect("two more");
    assert_eq!(house.state(waits.id).await, "offered");
    let fewer = bookings::set_capacity(&world.app, &by, slot, Some(3)).await;
    let Err(Failed::Seats(faults)) = fewer else {
        panic!("seats that are taken were taken away: {fewer:?}");
    };
    let fault = SeatsFault::BelowTaken {
        capacity: 3,
        taken: 4,
    };
    assert_eq!(faults, [fault]);
    // The journal says what was done to the event, and of nobody who books.
    let mut conn = world.app.store.reader().await.expect("a reader");
    let journal = reviews::journal(&mut conn, house.event)
        .await
        .expect("read");
    let set: Vec<What> = journal
        .into_iter()
        .map(|entry| entry.what)
        .filter(|what| matches!(what, What::BookingsSet | What::CapacitySet { .. }))
        .collect();
    let added = What::CapacitySet {
        slot: tuesday(9),
        capacity: Some(4),
    };
    assert_eq!(set, [What::BookingsSet, added]);
}

#[tokio::test]
async fn a_hold_that_nobody_proves_goes_to_who_waits() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 2)]).await;
    let slot = house.slot(0).await;
    let held = house.books_first(slot, "alix", 2).await;
    let waits = house.books(slot, "bilal", 1).await.expect("in the list");
    world.wait_minutes(119);
    assert_eq!(house.time_passes().await.turned, 0);
    assert_eq!(house.state(held.id).await, "held");
    world.wait_minutes(1);
    assert_eq!(house.time_passes().await.turned, 1);
    assert_eq!(house.state(held.id).await, "lapsed");
    assert_eq!(house.state(waits.id).await, "offered");
    // An address that nobody proved gets no second letter.
    assert_eq!(house.told(held.id).await, ["booking-confirm"]);
    let late = house.does(held.id, Deed::Confirm).await;
    assert!(matches!(late, Err(Failed::Refused(_))), "{late:?}");
}

#[tokio::test]
async fn an_offer_that_nobody_answers_goes_to_the_next() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 2)]).await;
    let slot = house.slot(0).await;
    let first = house.books(slot, "alix", 2).await.expect("booked");
    let second = house.books(slot, "bilal", 2).await.expect("in the list");
    let third = house.books(slot, "chloe", 2).await.expect("in the list");
    house.does(first.id, Deed::Cancel).await.expect("cancelled");
    assert_eq!(house.state(second.id).await, "offered");
    world.wait_minutes(24 * 60);
    house.time_passes().await;
    assert_eq!(house.state(second.id).await, "lapsed");
    assert_eq!(
        house.told(second.id).await,
        ["booking-waiting", "booking-offered", "booking-lapsed"]
    );
    assert_eq!(house.state(third.id).await, "offered");
    // Whoever comes to the desk finds what ran out written down, even before anybody looked.
    world.wait_minutes(24 * 60);
    let fourth = house.books(slot, "driss", 2).await.expect("booked");
    assert_eq!(house.state(third.id).await, "lapsed");
    assert_eq!(fourth.registration.state.slug(), "confirmed");
}

#[tokio::test]
async fn a_slot_that_is_closed_takes_and_offers_nothing_until_it_is_opened_again() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 2)]).await;
    let slot = house.slot(0).await;
    let first = house.books(slot, "alix", 2).await.expect("booked");
    let waits = house.books(slot, "bilal", 2).await.expect("in the list");
    let by = house.by().await;
    bookings::close_slot(&world.app, &by, slot)
        .await
        .expect("closed");
    let closed = house.books(slot, "chloe", 1).await;
    assert!(
        matches!(
            closed,
            Err(Failed::TurnedAway(TurnedAway::ClosedByOrganiser { .. }))
        ),
        "{closed:?}"
    );
    house.does(first.id, Deed::Cancel).await.expect("cancelled");
    assert_eq!(house.state(waits.id).await, "waiting");
    bookings::reopen_slot(&world.app, &by, slot)
        .await
        .expect("open again");
    assert_eq!(house.state(waits.id).await, "offered");
}

#[tokio::test]
async fn what_an_organiser_sets_holds_for_every_visit_or_is_refused_with_its_faults() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 2), visit(10, 30)]).await;
    let plan = Plan {
        largest_party: Some(5),
        closes_before: 60,
        waiting_list: WaitingList::Off,
        ..Plan::default()
    };
    house.set_plan(&plan, &[]).await.expect("set");
    let slots = house.slots().await;
    assert_eq!(slots[0].seats.largest_party, Some(2), "as many as fit");
    assert_eq!(slots[1].seats.largest_party, Some(5));
    house.books(slots[0].id, "alix", 2).await.expect("booked");
    let full = house.books(slots[0].id, "bilal", 1).await;
    assert!(
        matches!(full, Err(Failed::TurnedAway(TurnedAway::Full))),
        "{full:?}"
    );
    let wrong = Plan {
        minimum: Some(0),
        ..plan
    };
    let Err(Failed::Plan(faults)) = house.set_plan(&wrong, &[]).await else {
        panic!("a minimum of nobody was set");
    };
    let fault = SeatsFault::Minimum { minimum: 0 };
    assert_eq!(faults, [PlanFault::Seats { slot: None, fault }]);
}

#[tokio::test]
async fn the_catalogue_says_when_no_seat_is_left_and_when_there_is_one_again() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 1), visit(10, 1)]).await;
    let full = || async {
        refresh::refresh(&world.app).await.expect("a fresh shelf");
        let shelved = world.app.shelf.edition("2026").expect("on the shelf");
        let query = catalogue::Query::default();
        let mut all = shelved.catalogue.iter(&query, world.app.clock.now());
        all.next().expect("the event").full
    };
    let (nine, ten) = (house.slot(0).await, house.slot(1).await);
    assert!(!full().await);
    house.books(nine, "alix", 1).await.expect("booked");
    house.time_passes().await;
    assert!(!full().await, "there is one at ten");
    let last = house.books(ten, "bilal", 1).await.expect("booked");
    // Said after the answer, by the desk itself.
    let said = || async { full().await };
    house.time_passes().await;
    assert!(said().await);
    house.does(last.id, Deed::Cancel).await.expect("cancelled");
    house.time_passes().await;
    assert!(!said().await);
}

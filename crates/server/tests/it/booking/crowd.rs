//! When everybody comes at once, at one desk or at two, nobody is granted a seat that is not there.

use std::collections::{BTreeMap, BTreeSet};

use domain::booking::{Address, State};
use domain::ids::{RegistrationId, SlotId};
use futures::future::join_all;
use server::acts::bookings::{Ask, Booking, Failed};
use server::app::App;
use server::limits::Rates;
use store::StoreError;
use store::bookings::Booked;

use super::house::{House, booking, visit};
use crate::world::World;

/// Seats of each visit.
const SEATS: u32 = 12;
/// Parties that come for each: from one to three people.
const PARTIES: u32 = 40;

fn forms(slots: &[SlotId]) -> Vec<Booking> {
    let parties = (0..PARTIES).flat_map(|party| {
        slots
            .iter()
            .enumerate()
            .map(move |(index, slot)| (party, index, *slot))
    });
    parties
        .map(|(party, index, slot)| {
            let people = 1 + (party * 7 + index as u32) % 3;
            let known = match party % 2 {
                0 => Address::Proved,
                _ => Address::FirstTime,
            };
            booking(slot, &format!("visiteur-{index}-{party}"), people, known)
        })
        .collect()
}

/// Everything holds that must hold of the seats, whoever came first.
async fn check(house: &House, answers: &[Booked]) {
    let kept: BTreeMap<RegistrationId, Booked> = house
        .all()
        .await
        .into_iter()
        .map(|booked| (booked.id, booked))
        .collect();
    assert_eq!(kept.len(), answers.len(), "nobody is lost, nobody made up");
    for answer in answers {
        let booked = &kept[&answer.id];
        assert_eq!(booked.registration, answer.registration);
    }
    for slot in house.slots().await {
        let own = kept.values().filter(|booked| booked.slot == slot.id);
        let own: Vec<&Booked> = own.collect();
        let people = |which: fn(&State) -> bool| -> u32 {
            let parties = own
                .iter()
                .filter(|booked| which(&booked.registration.state));
            parties
                .map(|booked| booked.registration.party.seats())
                .sum()
        };
        assert_eq!(people(State::takes_seats), SEATS, "every seat, and no more");
        assert_eq!(slot.taken, SEATS);
        assert_eq!(
            slot.confirmed,
            people(|state| matches!(state, State::Confirmed { .. }))
        );
        let waits = own
            .iter()
            .filter(|booked| matches!(booked.registration.state, State::Waiting { .. }));
        assert_eq!(slot.waiting as usize, waits.count());
        let arrivals: BTreeSet<u64> = own
            .iter()
            .map(|booked| booked.registration.arrival)
            .collect();
        let all: BTreeSet<u64> = (1..=u64::from(PARTIES)).collect();
        assert_eq!(arrivals, all, "each place in the order is given once");
    }
}

async fn second(world: &World) -> App {
    let clock = world.app.clock.clone();
    App::open(world.app.config.clone(), clock, Rates::default())
        .await
        .expect("a second process")
}

#[tokio::test]
async fn at_one_desk_no_seat_is_granted_twice() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, SEATS), visit(10, SEATS)]).await;
    let slots: Vec<SlotId> = house.slots().await.iter().map(|slot| slot.id).collect();
    let asked = forms(&slots).into_iter().map(|form| house.asks(form));
    let answers: Result<Vec<Booked>, Failed> = join_all(asked).await.into_iter().collect();
    check(&house, &answers.expect("everybody is answered")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_two_desks_no_seat_is_granted_twice() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, SEATS), visit(10, SEATS)]).await;
    let other = second(&world).await;
    let slots: Vec<SlotId> = house.slots().await.iter().map(|slot| slot.id).collect();
    let asked = forms(&slots).into_iter().enumerate().map(|(number, form)| {
        let app = match number % 2 {
            0 => world.app.clone(),
            _ => other.clone(),
        };
        tokio::spawn(async move { app.desk.ask(Ask::Book(Box::new(form))).await })
    });
    let answers = join_all(asked).await.into_iter().map(|answer| {
        let answer = answer.expect("a task").expect("everybody is answered");
        answer.expect("a registration")
    });
    check(&house, &answers.collect::<Vec<_>>()).await;
}

#[tokio::test]
async fn one_that_cannot_be_kept_keeps_no_other_from_being_granted() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 4)]).await;
    let slot = house.slot(0).await;
    let first = house.books(slot, "alix", 1).await.expect("booked");
    let forms = ["bilal", "chloe", "driss"].map(|name| booking(slot, name, 1, Address::Proved));
    let [one, mut taken, three] = forms;
    taken.id = first.id;
    // All three wait when the desk takes them, and the database refuses the second.
    let (one, two, three) = tokio::join!(house.asks(one), house.asks(taken), house.asks(three));
    assert_eq!(one.expect("booked").registration.state.slug(), "confirmed");
    assert!(
        matches!(two, Err(Failed::Store(StoreError::Duplicate { .. }))),
        "{two:?}"
    );
    assert_eq!(
        three.expect("booked").registration.state.slug(),
        "confirmed"
    );
    let slot = &house.slots().await[0];
    assert_eq!((slot.taken, slot.arrivals), (3, 3));
}

#[tokio::test]
async fn whoever_was_let_in_is_answered_before_the_process_ends() {
    let world = World::new().await;
    let house = House::open(&world, &[visit(9, 4)]).await;
    let slot = house.slot(0).await;
    let form = booking(slot, "alix", 1, Address::Proved);
    let (booked, ()) = tokio::join!(house.asks(form), world.app.desk.close());
    assert_eq!(
        booked.expect("booked").registration.state.slug(),
        "confirmed"
    );
    let late = house.books(slot, "bilal", 1).await;
    assert!(matches!(late, Err(Failed::Busy)), "{late:?}");
}

//! Bookings in and out: what is written is read again, two people at once are told apart, and what is forgotten is gone.

use domain::booking::{Ledger, Party, Plan, Registrant, Registration, Seats, State, When};
use domain::ids::{RegistrationId, SlotId};
use store::bookings::{self, Booked, NewLetter, NewSlot, full, letters, registrations, slots};
use store::public::{self, Change};

use super::*;

/// A visit of two hours that begins so many hours after the fixed moment.
fn seats(hours: i64, capacity: u32) -> Seats {
    let when = When {
        from: at(hours * 3_600),
        to: at((hours + 2) * 3_600),
    };
    Plan::default().seats(when, Some(capacity), None)
}

async fn slot(tx: &mut Tx, trade: &Trade, event: EventId, hours: i64) -> SlotId {
    let seats = seats(hours, 10);
    let new = NewSlot {
        event,
        edition: trade.edition.id,
        start: date(2018, 3, 24).at(9, 0, 0, 0),
        end: date(2018, 3, 24).at(11, 0, 0, 0),
        told: "told".into(),
        postponed_at: None,
        next_turn: Some(seats.closes()),
        outlook: Ledger::of(&seats, &[], at(0)).outlook(None),
        seats,
    };
    slots::add(tx, &new, at(0)).await.expect("a slot")
}

fn booked(trade: &Trade, event: EventId, slot: SlotId, number: i64, state: State) -> Booked {
    Booked {
        registration: Registration {
            id: Some(RegistrationId(number)),
            person: None,
            arrival: number.unsigned_abs(),
            registrant: Some(Registrant {
                name: "Alix".into(),
                email: "Alix@Visiteurs.example".into(),
                phone: String::new(),
            }),
            party: Party::people(2),
            answers: Vec::new(),
            state,
        },
        id: RegistrationId(number),
        slot,
        event,
        edition: trade.edition.id,
        language: "fr".into(),
        sequence: 0,
        reminded_at: None,
        quiet_at: None,
        form: Some(format!("form {number}")),
        created_at: at(0),
        updated_at: at(0),
        forgotten_at: None,
        version: 1,
    }
}

fn confirmed() -> State {
    State::Confirmed { at: at(0) }
}

async fn labelled(tx: &mut Tx, trade: &Trade) -> EventId {
    let content = content("Visite de la scierie");
    let id = trade.begin(tx, &content).await;
    trade.send(tx, id, &content, 0).await;
    trade.label(tx, id, 10).await;
    id
}

#[tokio::test]
async fn a_plan_is_saved_once_for_each_reading() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        let event = labelled(&mut tx, &trade).await;
        assert_eq!(bookings::plan(&mut tx, event).await.expect("read"), None);
        let plan = Plan {
            closes_before: 60,
            ..Plan::default()
        };
        bookings::save_plan(&mut tx, event, &plan, &[], None, at(0))
            .await
            .expect("kept");
        let late = bookings::save_plan(&mut tx, event, &plan, &[], None, at(1)).await;
        assert!(matches!(late, Err(StoreError::Conflict(_))), "{late:?}");
        let kept = bookings::plan(&mut tx, event).await.expect("read");
        assert_eq!(
            kept.map(|kept| (kept.plan, kept.version)),
            Some((plan.clone(), 1))
        );
        bookings::save_plan(&mut tx, event, &plan, &[], Some(1), at(2))
            .await
            .expect("kept");
        let late = bookings::save_plan(&mut tx, event, &plan, &[], Some(1), at(3)).await;
        assert!(matches!(late, Err(StoreError::Conflict(_))), "{late:?}");
    }
}

#[tokio::test]
async fn a_slot_is_read_as_it_was_written() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        let event = labelled(&mut tx, &trade).await;
        let id = slot(&mut tx, &trade, event, 48).await;
        let mut held = slots::hold(&mut tx, &[id, SlotId(0)]).await.expect("held");
        let mut own = held.pop().expect("a slot");
        assert_eq!(held, []);
        own.taken = 4;
        own.capacity_own = Some(12);
        own.next_turn = Some(at(60));
        slots::save(&mut tx, &own, at(5)).await.expect("saved");
        let late = slots::save(&mut tx, &own, at(6)).await;
        assert!(matches!(late, Err(StoreError::Conflict(_))), "{late:?}");
        own.version += 1;
        own.changed_at = at(5);
        let read = slots::find(&mut tx, id).await.expect("read");
        assert_eq!(read.as_ref(), Some(&own));
        assert_eq!(slots::due(&mut tx, at(59), 9).await.expect("read"), []);
        assert_eq!(slots::due(&mut tx, at(60), 9).await.expect("read"), [id]);
        let changed = slots::changed_since(&mut tx, at(5)).await.expect("read");
        assert_eq!(changed, [own]);
        assert_eq!(
            slots::changed_since(&mut tx, at(6)).await.expect("read"),
            []
        );
    }
}

#[tokio::test]
async fn registrations_are_found_by_what_they_were_made_with() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        let event = labelled(&mut tx, &trade).await;
        let slot = slot(&mut tx, &trade, event, 48).await;
        let one = booked(&trade, event, slot, 7, confirmed());
        let ended = State::Declined { at: at(1) };
        let two = booked(&trade, event, slot, 3, ended);
        registrations::add(&mut tx, &[&one, &two])
            .await
            .expect("added");
        tx.commit().await.expect("kept");
        let mut conn = place.store.reader().await.expect("a reader");
        let found = registrations::by_ids(&mut conn, &[two.id, one.id]).await;
        assert_eq!(found.expect("read"), [two.clone(), one.clone()]);
        let by_form = registrations::by_forms(&mut conn, &["form 7".into()]).await;
        assert_eq!(by_form.expect("read"), std::slice::from_ref(&one));
        let of_email = registrations::of_email(&mut conn, "ALIX@visiteurs.example").await;
        assert_eq!(of_email.expect("read").len(), 2);
        // What has ended takes no seat and keeps from nothing.
        let lines = registrations::lines(&mut conn, &[slot])
            .await
            .expect("read");
        let line = one.registration.line().expect("a line");
        assert_eq!(lines, [(slot, line)]);
        let email = vec!["alix@visiteurs.example".to_owned()];
        let engaged = registrations::engaged(&mut conn, &email, at(0)).await;
        let engaged: Vec<RegistrationId> = engaged
            .expect("read")
            .into_iter()
            .map(|engaged| engaged.registration)
            .collect();
        assert_eq!(engaged, [one.id]);
        let counts = registrations::counts(&mut conn, event).await.expect("read");
        let expected = [("confirmed", 1, 2), ("declined", 1, 2)];
        assert_eq!(
            counts,
            expected.map(|(state, n, people)| (state.to_owned(), n, people))
        );
    }
}

#[tokio::test]
async fn a_form_makes_one_registration_and_two_people_never_save_the_same_reading() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        let event = labelled(&mut tx, &trade).await;
        let slot = slot(&mut tx, &trade, event, 48).await;
        let mut one = booked(&trade, event, slot, 7, confirmed());
        registrations::add(&mut tx, &[&one]).await.expect("added");
        registrations::save(&mut tx, &one, at(1))
            .await
            .expect("saved");
        let late = registrations::save(&mut tx, &one, at(2)).await;
        assert!(matches!(late, Err(StoreError::Conflict(_))), "{late:?}");
        one.id = RegistrationId(8);
        one.registration.id = Some(one.id);
        let twice = registrations::add(&mut tx, &[&one]).await;
        assert!(
            matches!(twice, Err(StoreError::Duplicate { .. })),
            "{twice:?}"
        );
    }
}

#[tokio::test]
async fn a_forgotten_registration_takes_its_letters_along() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        let event = labelled(&mut tx, &trade).await;
        let slot = slot(&mut tx, &trade, event, 48).await;
        let letter = |number: i64| NewLetter {
            registration: RegistrationId(number),
            slot,
            event,
            to_email: "alix@visiteurs.example".into(),
            language: "fr".into(),
            kind: "booking-confirmed",
            message: None,
            occasion: "1".into(),
        };
        letters::post(&mut tx, &[letter(7), letter(70), letter(8)], at(0))
            .await
            .expect("posted");
        let gone = letters::forget(&mut tx, &[RegistrationId(7), RegistrationId(8)]).await;
        assert_eq!(gone.expect("gone"), 2);
        let none = letters::forget(&mut tx, &[]).await.expect("nobody’s");
        assert_eq!(none, 0, "the letters of others stay");
    }
}

#[tokio::test]
async fn an_event_is_full_when_every_slot_is_that_one_may_still_book() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        let event = labelled(&mut tx, &trade).await;
        let ids = [
            slot(&mut tx, &trade, event, 24).await,
            slot(&mut tx, &trade, event, 48).await,
        ];
        assert!(!full::settle(&mut tx, event, at(0)).await.expect("settled"));
        for (index, id) in ids.into_iter().enumerate() {
            let mut own = slots::find(&mut tx, id)
                .await
                .expect("read")
                .expect("a slot");
            own.full_at = Some(at(5));
            slots::save(&mut tx, &own, at(5)).await.expect("saved");
            let unsettled = full::unsettled(&mut tx, at(5), at(5)).await.expect("read");
            let flips = full::settle(&mut tx, event, at(5)).await.expect("settled");
            assert_eq!(flips, index == 1, "the second was the last one");
            assert_eq!(unsettled.contains(&event), flips);
        }
        let mut told = Vec::new();
        public::changes(&mut tx, trade.edition.id, 0, |change| {
            if let Change::Shown(face) = change {
                told.push((face.full_at, face.public_revision));
            }
            Ok(())
        })
        .await
        .expect("read");
        assert_eq!(told, [(Some(at(5)), 2)], "and the picture follows");
        // A seat in the first, which has begun meanwhile, is of no use.
        let mut first = slots::find(&mut tx, ids[0])
            .await
            .expect("read")
            .expect("a slot");
        first.full_at = None;
        slots::save(&mut tx, &first, at(6)).await.expect("saved");
        let begun = at(24 * 3_600);
        assert!(!full::settle(&mut tx, event, begun).await.expect("settled"));
        assert!(full::settle(&mut tx, event, at(7)).await.expect("settled"));
    }
}

//! What an organiser sets for every slot, and which slot is which once the hours change.

use jiff::civil::{DateTime, date};

use super::*;

fn planned(hours: i64, capacity: Option<u32>) -> Planned {
    Planned {
        when: when(hours),
        capacity,
        taken: 0,
    }
}

#[test]
fn a_plan_is_laid_over_each_slot_by_its_own_beginning() {
    let plan = Plan {
        largest_party: Some(20),
        opens: Some(at(0)),
        closes_before: 24 * 60,
        minimum: Some(15),
        kept: vec![Kept {
            audiences: vec![SCHOOLS.into()],
            seats: 10,
            until_before: 5 * 24 * 60,
        }],
        waiting_list: WaitingList::Off,
    };
    let seats = plan.seats(when(BEGINS), Some(30), None);
    let expected = Seats {
        when: when(BEGINS),
        capacity: Some(30),
        largest_party: Some(20),
        opens: Some(at(0)),
        closes: Some(at(BEGINS - 24)),
        kept: vec![kept(SCHOOLS, 10, BEGINS - 5 * 24)],
        minimum: Some(15),
        closed: None,
        waiting_list: WaitingList::Off,
    };
    assert_eq!(seats, expected);
    // The same plan a day later is a day later in everything but the opening.
    let later = plan.seats(when(BEGINS + 24), Some(30), None);
    assert_eq!(later.closes, Some(at(BEGINS)));
    assert_eq!(later.kept[0].until, at(BEGINS - 4 * 24));
    assert_eq!(later.opens, Some(at(0)));
}

#[test]
fn a_plan_is_brought_down_to_what_a_slot_can_hold() {
    let plan = Plan {
        largest_party: Some(20),
        minimum: Some(15),
        closes_before: 60,
        kept: vec![Kept {
            audiences: vec![SCHOOLS.into()],
            seats: 10,
            until_before: 0,
        }],
        ..Plan::default()
    };
    let small = plan.seats(when(BEGINS), Some(12), None);
    assert_eq!((small.largest_party, small.minimum), (Some(12), Some(12)));
    let closes = small.closes();
    assert_eq!(
        small.kept[0].until, closes,
        "kept for as long as one may book"
    );
    let open = plan.seats(when(BEGINS), None, None);
    assert_eq!(open.kept, [], "where seats are not counted none are kept");
    assert_eq!(
        plan.seats(when(BEGINS), Some(12), None)
            .check(&audiences(), 0),
        []
    );
}

#[test]
fn each_fault_of_a_plan_is_named_once() {
    let slots = [planned(BEGINS, Some(8)), planned(BEGINS + 2, Some(8))];
    assert_eq!(Plan::default().check(&audiences(), &slots), []);
    let faults = |plan: Plan| plan.check(&audiences(), &slots);
    let minutes = limits::LONG_BEFORE + 1;
    let early = faults(Plan {
        closes_before: minutes,
        ..Plan::default()
    });
    assert_eq!(early, [PlanFault::ClosesLongBefore { minutes }]);
    let keeping = |audience: &str, seats, until_before| Kept {
        audiences: vec![audience.into()],
        seats,
        until_before,
    };
    let kept = |kept: Vec<Kept>| {
        faults(Plan {
            kept,
            ..Plan::default()
        })
    };
    let index = 0;
    assert_eq!(
        kept(vec![keeping(SCHOOLS, 1, minutes)]),
        [PlanFault::KeptLongBefore { index, minutes }]
    );
    let audience = "personne".to_owned();
    let fault = SeatsFault::UnknownAudience { index, audience };
    let slot = None;
    assert_eq!(
        kept(vec![keeping("personne", 1, 0)]),
        [PlanFault::Seats { slot, fault }]
    );
    // What is wrong in both slots is told of the first.
    let (kept_seats, capacity) = (9, 8);
    let fault = SeatsFault::KeptAboveCapacity {
        kept: kept_seats,
        capacity,
    };
    let slot = Some(0);
    assert_eq!(
        kept(vec![keeping(SCHOOLS, 9, 0)]),
        [PlanFault::Seats { slot, fault }]
    );
    let late = faults(Plan {
        opens: Some(at(BEGINS + 1)),
        ..Plan::default()
    });
    let fault = SeatsFault::NeverOpen {
        opens: at(BEGINS + 1),
        closes: at(BEGINS),
    };
    assert_eq!(late, [PlanFault::Seats { slot, fault }]);
}

#[test]
fn seats_that_are_taken_already_keep_nobody_from_setting_the_rest() {
    let slot = Planned {
        taken: 12,
        ..planned(BEGINS, Some(8))
    };
    assert_eq!(Plan::default().check(&audiences(), &[slot]), []);
}

/// A visit from one hour to another, on a day of the week.
fn hours(day: i8, from: i8, to: i8) -> (DateTime, DateTime) {
    let day = date(2018, 3, day);
    (day.at(from, 0, 0, 0), day.at(to, 0, 0, 0))
}

fn pairs(of: &[(usize, usize)]) -> Matched {
    Matched {
        pairs: of.to_vec(),
        ..Matched::default()
    }
}

#[test]
fn a_slot_is_known_by_its_beginning_then_by_its_end() {
    let before = [hours(27, 9, 10), hours(27, 11, 12)];
    let same = reconcile(&before, &[hours(27, 11, 12), hours(27, 9, 10)]);
    assert_eq!(same, pairs(&[(0, 1), (1, 0)]));
    let longer = reconcile(&before, &[hours(27, 8, 10), hours(27, 11, 13)]);
    assert_eq!(longer, pairs(&[(0, 0), (1, 1)]));
    // One that stayed as it was is itself, though another begins with it now.
    let before = [hours(27, 9, 11), hours(27, 9, 10)];
    assert_eq!(
        reconcile(&before, &[hours(27, 9, 10)]),
        Matched {
            pairs: vec![(1, 0)],
            removed: vec![0],
            added: vec![],
        }
    );
}

#[test]
fn the_only_one_left_of_a_day_is_itself_at_another_hour() {
    let before = [hours(27, 9, 10), hours(27, 11, 12), hours(28, 9, 10)];
    let after = [hours(27, 9, 10), hours(27, 15, 16), hours(29, 9, 10)];
    // The day after is another story: two are left, and they are taken in order.
    assert_eq!(reconcile(&before, &after), pairs(&[(0, 0), (1, 1), (2, 2)]));
}

#[test]
fn equally_many_that_are_left_are_taken_in_order() {
    let before = [hours(27, 11, 12), hours(27, 9, 10)];
    let after = [hours(28, 14, 15), hours(28, 16, 17)];
    assert_eq!(reconcile(&before, &after), pairs(&[(0, 1), (1, 0)]));
}

#[test]
fn what_has_no_partner_is_removed_or_added() {
    let before = [hours(27, 9, 10), hours(27, 11, 12), hours(28, 9, 10)];
    let fewer = reconcile(&before, &[hours(27, 9, 10)]);
    assert_eq!((fewer.pairs, fewer.removed), (vec![(0, 0)], vec![1, 2]));
    let more = reconcile(&before[..1], &before);
    assert_eq!((more.pairs, more.added), (vec![(0, 0)], vec![1, 2]));
    assert_eq!(reconcile(&[], &[]), Matched::default());
    // One of two that are left, with nothing that tells which: nobody is sent to a visit they did not choose.
    let unlike = reconcile(&before[..2], &[hours(29, 15, 16)]);
    assert_eq!((unlike.removed, unlike.added), (vec![0, 1], vec![0]));
}

#[test]
fn a_registration_goes_to_another_slot_only_with_seats_for_seats() {
    let from = seats(10);
    let to = Seats {
        when: when(BEGINS + 5),
        ..seats(4)
    };
    let lines = [line(9, Party::people(2), confirmed())];
    let ledger = Ledger::of(&to, &lines, at(1));
    let moves = |state: State, people: u32| {
        let registration = registration(1, Party::people(people), state);
        let id = registration.id;
        let room = ledger.room_at_the_door(id, &registration.party);
        let room = room.ok_or(Refusal::NoRoom)?;
        transfer(&registration, &from, &ledger, &room, &[], 7, &organiser())
    };
    let moved = moves(confirmed(), 2).expect("moved");
    assert_eq!((moved.arrival, moved.state), (7, confirmed()));
    assert_eq!(moves(confirmed(), 3), Err(Refusal::NoRoom));
    assert_eq!(moves(waiting(0), 1), Err(Refusal::StillWaits));
    let cancelled = State::Cancelled {
        at: at(0),
        by: By::Site,
    };
    assert_eq!(moves(cancelled, 1), Err(Refusal::Ended("cancelled")));
}

#[test]
fn a_registration_does_not_go_where_the_person_already_is() {
    let from = seats(10);
    let to = Seats {
        when: when(BEGINS + 5),
        ..seats(4)
    };
    let ledger = Ledger::of(&to, &[], at(1));
    let own = registration(1, Party::people(1), confirmed());
    let room = ledger.room_at_the_door(own.id, &own.party).expect("room");
    let elsewhere = Engagement {
        registration: RegistrationId(2),
        slot: SameSlot::Another,
        when: when(BEGINS + 6),
        state: confirmed(),
    };
    let moved = transfer(&own, &from, &ledger, &room, &[elsewhere], 7, &organiser());
    assert!(matches!(moved, Err(Refusal::Clash(_))), "{moved:?}");
    // The one it has now is no other.
    let itself = Engagement {
        registration: RegistrationId(1),
        slot: SameSlot::Another,
        when: when(BEGINS + 5),
        state: confirmed(),
    };
    let moved = transfer(&own, &from, &ledger, &room, &[itself], 7, &organiser());
    assert_eq!(moved.map(|moved| moved.arrival), Ok(7));
}

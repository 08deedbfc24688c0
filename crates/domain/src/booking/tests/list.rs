//! The waiting list by examples.

use super::*;

const NOW: i64 = 100;

/// To whom nothing is offered.
const NOBODY: [i64; 0] = [];

/// To whom seats are offered: their numbers, in order.
fn offered(seats: &Seats, lines: &[Line], hours: i64) -> Vec<i64> {
    let offers = promote(seats, lines, at(hours));
    offers.iter().map(|offer| offer.registration().0).collect()
}

/// A slot of ten with so many taken, and parties that wait since so long before now: their size and hours.
fn list(taken: u32, parties: &[(u32, i64)]) -> Vec<Line> {
    let first = (taken > 0).then(|| line(1, Party::people(taken), confirmed()));
    let rest = parties.iter().enumerate().map(|(index, (people, hours))| {
        let number = 2 + i64::try_from(index).expect("few");
        line(number, Party::people(*people), waiting(NOW - hours))
    });
    first.into_iter().chain(rest).collect()
}

#[test]
fn freed_seats_go_to_the_first_for_whom_they_are_enough() {
    let seats = seats(10);
    let lines = list(8, &[(3, 5), (2, 4), (1, 3)]);
    assert_eq!(offered(&seats, &lines, NOW), [3], "the second party of two");
    let lines = list(6, &[(3, 5), (2, 4), (1, 3)]);
    assert_eq!(offered(&seats, &lines, NOW), [2, 4]);
    let mut turned = lines.clone();
    turned.reverse();
    assert_eq!(
        offered(&seats, &turned, NOW),
        [2, 4],
        "whatever the order of the rows"
    );
}

#[test]
fn who_has_waited_a_day_comes_before_everybody_later() {
    let seats = seats(10);
    let lines = list(8, &[(3, 24), (2, 4), (1, 3)]);
    assert_eq!(offered(&seats, &lines, NOW), NOBODY);
    let ledger = Ledger::of(&seats, &lines, at(NOW));
    assert_eq!(
        (ledger.free_for(None), ledger.open_to(None)),
        (Some(2), Some(0))
    );
    assert_eq!(ledger.outlook(None), Outlook::WaitingList { parties: 3 });
    let lines = list(7, &[(3, 24), (2, 4), (1, 3)]);
    assert_eq!(offered(&seats, &lines, NOW), [2]);
    let lines = list(8, &[(2, 30), (3, 25), (1, 3)]);
    assert_eq!(
        offered(&seats, &lines, NOW),
        [2],
        "who came before is served first"
    );
}

#[test]
fn a_party_that_never_fits_keeps_nobody_waiting() {
    let seats = seats(10);
    let lines = list(8, &[(11, 90), (2, 4)]);
    assert_eq!(offered(&seats, &lines, NOW), [3]);
}

#[test]
fn nothing_is_put_aside_in_the_last_two_days() {
    let seats = seats(10);
    let lines = list(8, &[(3, 24), (2, 4)]);
    assert_eq!(offered(&seats, &lines, BEGINS - 49), NOBODY);
    assert_eq!(offered(&seats, &lines, BEGINS - 48), [3]);
}

#[test]
fn a_newcomer_comes_after_everyone_who_waits() {
    let seats = seats(10);
    let answer = |lines: &[Line], people| {
        let ledger = Ledger::of(&seats, lines, at(NOW));
        ledger
            .answer(&Party::people(people), &[])
            .expect("an answer")
    };
    let taken = |answer| matches!(answer, Admission::Taken(_));
    assert!(
        taken(answer(&list(8, &[(3, 5)]), 2)),
        "the first is too large for them yet"
    );
    let waits = Admission::Waits { ahead: 1 };
    assert_eq!(answer(&list(8, &[(3, 24)]), 2), waits, "they are put aside");
    let waits = Admission::Waits { ahead: 1 };
    assert_eq!(
        answer(&list(8, &[(1, 2)]), 2),
        waits,
        "one seat is the first’s"
    );
    assert!(taken(answer(&list(8, &[(1, 2)]), 1)));
}

#[test]
fn what_is_kept_for_others_is_not_put_aside() {
    let mut seats = seats(10);
    seats.kept = vec![kept(SCHOOLS, 4, 240)];
    let mut lines = list(5, &[(3, 30), (1, 3)]);
    lines.push(line(8, of(SCHOOLS, 5), waiting(NOW - 2)));
    lines.push(line(9, of(SCHOOLS, 4), waiting(NOW - 1)));
    assert_eq!(
        offered(&seats, &lines, NOW),
        [9],
        "four seats that the first could not have, and not the fifth"
    );
    let ledger = Ledger::of(&seats, &lines[..3], at(NOW));
    assert_eq!(ledger.open_to(Some(SCHOOLS)), Some(4));
    assert_eq!(ledger.open_to(None), Some(0));
    assert_eq!(
        offered(&seats, &lines, 240),
        [2, 3],
        "then they are everybody’s"
    );
}

#[test]
fn nothing_is_put_aside_for_whom_the_seats_are_not() {
    let mut seats = seats(10);
    seats.kept = vec![kept(SCHOOLS, 6, 240)];
    let lines = list(3, &[(5, 30), (1, 3)]);
    assert_eq!(
        offered(&seats, &lines, NOW),
        [3],
        "five do not fit before the schools’ day"
    );
}

#[test]
fn nothing_is_offered_to_an_address_that_was_not_proved() {
    let seats = seats(10);
    let mut lines = list(8, &[(2, 30), (2, 1)]);
    lines[1].state = State::Waiting {
        since: at(NOW - 1),
        prove_by: Some(at(NOW + 1)),
    };
    assert_eq!(offered(&seats, &lines, NOW), [3]);
}

#[test]
fn nothing_is_offered_while_bookings_are_not_taken() {
    let mut seats = seats(10);
    let lines = list(8, &[(2, 30)]);
    assert_eq!(offered(&seats, &lines, BEGINS), NOBODY);
    seats.closed = Some(Closed {
        at: at(NOW - 1),
        by: None,
    });
    assert_eq!(offered(&seats, &lines, NOW), NOBODY);
    seats.closed = None;
    seats.waiting_list = WaitingList::Off;
    assert_eq!(
        offered(&seats, &lines, NOW),
        [2],
        "who waits keeps the place"
    );
}

#[test]
fn an_offer_stands_a_day_and_in_the_last_two_days_four_hours() {
    let seats = seats(10);
    let lines = list(8, &[(2, 1)]);
    let until = |hours| promote(&seats, &lines, at(hours))[0].until();
    assert_eq!(until(NOW), at(NOW + 24));
    assert_eq!(until(BEGINS - 49), at(BEGINS - 25));
    assert_eq!(until(BEGINS - 48), at(BEGINS - 44));
    assert_eq!(
        until(BEGINS - 1),
        at(BEGINS),
        "and never longer than one may book"
    );
}

#[test]
fn more_seats_move_the_list() {
    let mut seats = seats(10);
    let lines = list(10, &[(3, 30), (2, 20), (1, 10)]);
    assert_eq!(offered(&seats, &lines, NOW), NOBODY);
    seats.capacity = Some(15);
    assert_eq!(offered(&seats, &lines, NOW), [2, 3]);
    seats.capacity = None;
    assert_eq!(offered(&seats, &lines, NOW), [2, 3, 4]);
}

#[test]
fn times_that_are_over_are_told_and_so_is_the_next_one() {
    let mut seats = seats(10);
    seats.opens = Some(at(10));
    seats.kept = vec![kept(SCHOOLS, 4, 240)];
    let held = |number, until: i64| {
        let state = State::Held {
            since: at(until - 2),
            until: at(until),
        };
        line(number, Party::people(1), state)
    };
    let mut lines = list(2, &[(9, 30)]);
    lines.extend([held(7, NOW), held(8, NOW + 1)]);
    let due = |hours| lapses(&seats, &lines, at(hours));
    let numbers = |all: &[i64]| -> Vec<RegistrationId> {
        all.iter().map(|number| RegistrationId(*number)).collect()
    };
    assert_eq!(due(NOW), numbers(&[7]));
    assert_eq!(due(BEGINS), numbers(&[2, 7, 8]));
    let next = |hours| next_turn(&seats, &lines, at(hours));
    assert_eq!(next(0), Some(at(10)));
    assert_eq!(next(NOW), Some(at(NOW + 1)));
    assert_eq!(next(NOW + 1), Some(at(240)));
    assert_eq!(next(240), Some(at(BEGINS - 48)));
    assert_eq!(next(BEGINS - 48), Some(at(BEGINS)));
    assert_eq!(next(BEGINS), None);
}

#[test]
fn no_seat_is_given_twice_though_two_clocks_differ() {
    let seats = seats(4);
    let held = State::Held {
        since: at(NOW - 2),
        until: at(NOW),
    };
    let hold = registration(1, Party::people(4), held);
    let mut lines = [
        hold.line().expect("a line"),
        line(2, Party::people(4), waiting(NOW - 5)),
    ];
    assert_eq!(
        offered(&seats, &lines, NOW),
        NOBODY,
        "nothing is written yet"
    );
    let confirm =
        |it: &Registration, moment| apply(it, &seats, Act::Confirm { engagements: &[] }, moment);
    assert!(
        confirm(&hold, at(NOW - 1)).is_ok(),
        "so that a late clock may still confirm"
    );
    let lapsed = apply(&hold, &seats, Act::Lapse, at(NOW)).expect("lapsed");
    lines[0] = lapsed.line().expect("a line");
    assert_eq!(offered(&seats, &lines, NOW), [2]);
    let late = confirm(&lapsed, at(NOW - 1));
    assert_eq!(late, Err(Refusal::Ended("lapsed")), "and then it may not");
}

//! Who is taken, who waits and who is turned away.

use super::*;

const NOW: i64 = 100;

fn asked(lines: &[Line], seats: &Seats, party: &Party) -> Result<String, TurnedAway> {
    asked_at(NOW, lines, seats, party)
}

fn asked_at(
    hours: i64,
    lines: &[Line],
    seats: &Seats,
    party: &Party,
) -> Result<String, TurnedAway> {
    let answer = Ledger::of(seats, lines, at(hours)).answer(party, &[])?;
    Ok(match answer {
        Admission::Taken(_) => "taken".into(),
        Admission::Waits { ahead } => format!("waits behind {ahead}"),
    })
}

#[test]
fn held_offered_confirmed_and_come_take_seats_and_nothing_else_does() {
    let seats = seats(100);
    let mut lines = vec![
        line(1, Party::people(1), confirmed()),
        line(2, Party::people(2), waiting(0)),
    ];
    lines.push(line(
        3,
        Party::people(4),
        State::Held {
            since: at(99),
            until: at(101),
        },
    ));
    lines.push(line(
        4,
        Party::people(8),
        State::Offered {
            since: at(0),
            at: at(90),
            until: at(114),
        },
    ));
    lines.push(line(5, Party::people(16), State::Declined { at: at(9) }));
    let ledger = Ledger::of(&seats, &lines, at(NOW));
    assert_eq!(ledger.taken(), 1 + 4 + 8);
    assert_eq!(ledger.confirmed(), 1);
    assert_eq!(ledger.waiting(), 1);
    assert_eq!(ledger.free_for(None), Some(87));
    let late = Ledger::of(&seats, &lines, at(114));
    assert_eq!(late.taken(), 1 + 4 + 8, "until their lapse is written");
}

#[test]
fn a_party_is_taken_waits_or_is_turned_away() {
    let mut seats = seats(10);
    let lines = [line(1, Party::people(7), confirmed())];
    assert_eq!(asked(&lines, &seats, &Party::people(3)), Ok("taken".into()));
    let behind = Ok("waits behind 0".into());
    assert_eq!(asked(&lines, &seats, &Party::people(4)), behind);
    let nobody = asked(&lines, &seats, &Party::people(0));
    assert_eq!(nobody, Err(TurnedAway::Nobody));
    let never = asked(&lines, &seats, &Party::people(11));
    assert_eq!(never, Err(TurnedAway::TooLarge { most: 10 }));
    seats.largest_party = Some(2);
    let large = asked(&lines, &seats, &Party::people(3));
    assert_eq!(large, Err(TurnedAway::TooLarge { most: 2 }));
    seats.largest_party = None;
    seats.waiting_list = WaitingList::Off;
    let full = asked(&lines, &seats, &Party::people(4));
    assert_eq!(full, Err(TurnedAway::Full));
    seats.capacity = None;
    let taken = asked(&lines, &seats, &Party::people(400));
    assert_eq!(taken, Ok("taken".into()));
}

#[test]
fn bookings_open_and_close() {
    let mut seats = seats(10);
    seats.opens = Some(at(50));
    seats.closes = Some(at(200));
    let one = Party::people(1);
    let at_hour = |hours, seats: &Seats| asked_at(hours, &[], seats, &one);
    let early = TurnedAway::NotYet { opens: at(50) };
    assert_eq!(at_hour(49, &seats), Err(early));
    assert_eq!(at_hour(50, &seats), Ok("taken".into()));
    assert_eq!(at_hour(199, &seats), Ok("taken".into()));
    let over = TurnedAway::Over { since: at(200) };
    assert_eq!(at_hour(200, &seats), Err(over));
    seats.closes = None;
    assert_eq!(at_hour(BEGINS - 1, &seats), Ok("taken".into()));
    let over = TurnedAway::Over { since: at(BEGINS) };
    assert_eq!(at_hour(BEGINS, &seats), Err(over));
    seats.closed = Some(Closed {
        at: at(90),
        by: Some(PersonId(1)),
    });
    let closed = TurnedAway::ClosedByOrganiser { at: at(90) };
    assert_eq!(at_hour(100, &seats), Err(closed));
}

#[test]
fn kept_seats_are_for_whom_they_are_kept_until_the_moment() {
    let mut seats = seats(30);
    seats.kept = vec![kept(SCHOOLS, 20, 240)];
    let lines = [
        line(1, Party::people(6), confirmed()),
        line(2, of(SCHOOLS, 5), confirmed()),
    ];
    let ledger = Ledger::of(&seats, &lines, at(239));
    assert_eq!(ledger.free_for(None), Some(4));
    assert_eq!(ledger.free_for(Some(JOBSEEKERS)), Some(4));
    assert_eq!(ledger.free_for(Some(SCHOOLS)), Some(19));
    let ledger = Ledger::of(&seats, &lines, at(240));
    assert_eq!(ledger.free_for(None), Some(19));
    let five = Party::people(5);
    let waits = asked_at(239, &lines, &seats, &five);
    assert_eq!(waits, Ok("waits behind 0".into()));
    assert_eq!(asked_at(240, &lines, &seats, &five), Ok("taken".into()));
    let eleven = asked_at(239, &lines, &seats, &Party::people(11));
    assert_eq!(eleven, Ok("waits behind 0".into()), "it fits one day");
}

#[test]
fn those_for_whom_seats_are_kept_may_take_more_of_what_is_everybodys() {
    let mut seats = seats(30);
    seats.kept = vec![kept(SCHOOLS, 20, 240)];
    let lines = [line(1, of(SCHOOLS, 25), confirmed())];
    let ledger = Ledger::of(&seats, &lines, at(NOW));
    assert_eq!(ledger.free_for(None), Some(5));
    assert_eq!(ledger.free_for(Some(SCHOOLS)), Some(5));
}

#[test]
fn seats_kept_until_bookings_close_are_never_for_others() {
    let mut seats = seats(30);
    seats.kept = vec![kept(SCHOOLS, 30, BEGINS)];
    let one = asked(&[], &seats, &Party::people(1));
    assert_eq!(one, Err(TurnedAway::KeptForOthers));
    seats.kept = vec![kept(SCHOOLS, 20, BEGINS)];
    let eleven = asked(&[], &seats, &Party::people(11));
    assert_eq!(eleven, Err(TurnedAway::TooLarge { most: 10 }));
    assert_eq!(asked(&[], &seats, &of(SCHOOLS, 30)), Ok("taken".into()));
}

#[test]
fn a_clash_is_named() {
    let seats = seats(10);
    let engagement = |hours, slot, state| Engagement {
        registration: RegistrationId(70),
        slot,
        when: when(hours),
        state,
    };
    let ledger = Ledger::of(&seats, &[], at(NOW));
    let answer = |other| ledger.answer(&Party::people(1), &[other]).err();
    let clash = |hours| {
        Some(TurnedAway::Clash(Clash {
            registration: RegistrationId(70),
            when: when(hours),
        }))
    };
    use SameSlot::{Another, Same};
    let held = State::Held {
        since: at(99),
        until: at(101),
    };
    let over = State::Held {
        since: at(98),
        until: at(100),
    };
    assert_eq!(
        answer(engagement(BEGINS + 1, Another, confirmed())),
        clash(BEGINS + 1)
    );
    assert_eq!(
        answer(engagement(BEGINS - 1, Another, held)),
        clash(BEGINS - 1)
    );
    assert_eq!(answer(engagement(BEGINS, Same, waiting(0))), clash(BEGINS));
    assert_eq!(answer(engagement(BEGINS, Another, waiting(0))), None);
    assert_eq!(answer(engagement(BEGINS, Another, over)), None);
    assert_eq!(answer(engagement(BEGINS + 2, Another, confirmed())), None);
    assert_eq!(answer(engagement(BEGINS - 2, Another, confirmed())), None);
}

#[test]
fn how_a_slot_looks_is_said_in_words() {
    let mut seats = seats(10);
    let look = |seats: &Seats, lines: &[Line]| Ledger::of(seats, lines, at(NOW)).outlook(None);
    let taken = |people| vec![line(1, Party::people(people), confirmed())];
    assert_eq!(look(&seats, &[]), Outlook::Seats { left: 10 });
    assert_eq!(look(&seats, &taken(4)), Outlook::Seats { left: 6 });
    assert_eq!(look(&seats, &taken(5)), Outlook::Few { left: 5 });
    let mut lines = taken(10);
    assert_eq!(look(&seats, &lines), Outlook::WaitingList { parties: 0 });
    lines.push(line(2, Party::people(3), waiting(99)));
    assert_eq!(look(&seats, &lines), Outlook::WaitingList { parties: 1 });
    seats.waiting_list = WaitingList::Off;
    assert_eq!(look(&seats, &lines), Outlook::Full);
    seats.capacity = None;
    assert_eq!(look(&seats, &lines), Outlook::Unlimited);
    seats.opens = Some(at(101));
    let taking = Taking::NotYet { opens: at(101) };
    assert_eq!(look(&seats, &lines), Outlook::NotTaken { taking });
}

#[test]
fn too_few_bookings_are_told_a_week_before() {
    let mut seats = seats(10);
    assert!(!seats.at_risk(0, at(BEGINS - 1)), "without a minimum");
    seats.minimum = Some(5);
    assert!(!seats.at_risk(4, at(BEGINS - 7 * 24 - 1)));
    assert!(seats.at_risk(4, at(BEGINS - 7 * 24)));
    assert!(!seats.at_risk(5, at(BEGINS - 7 * 24)));
    assert!(seats.at_risk(4, at(BEGINS - 1)));
    assert!(!seats.at_risk(4, at(BEGINS)));
}

/// What begins when someone books, at this hour.
fn booked(seats: &Seats, lines: &[Line], address: Address, hours: i64) -> State {
    let ledger = Ledger::of(seats, lines, at(hours));
    let asked = Asked {
        audiences: &audiences(),
        questions: &[],
    };
    let request = Request {
        person: None,
        address,
        registrant: registrant(),
        party: Party::people(4),
        answers: Vec::new(),
        arrival: 9,
    };
    let registration = book(&ledger, &asked, request, &[]).expect("booked");
    registration.state
}

#[test]
fn seats_are_held_until_the_address_is_proved() {
    let seats = seats(10);
    let full = [line(1, Party::people(7), confirmed())];
    use Address::{FirstTime, Proved};
    let held = |since: i64, until: i64| State::Held {
        since: at(since),
        until: at(until),
    };
    assert_eq!(booked(&seats, &[], FirstTime, NOW), held(NOW, NOW + 2));
    let last = BEGINS - 1;
    assert_eq!(booked(&seats, &[], FirstTime, last), held(last, BEGINS));
    let own = State::Confirmed { at: at(NOW) };
    assert_eq!(booked(&seats, &[], Proved, NOW), own);
    assert_eq!(booked(&seats, &full, Proved, NOW), waiting(NOW));
    let to_prove = State::Waiting {
        since: at(NOW),
        prove_by: Some(at(NOW + 2)),
    };
    assert_eq!(booked(&seats, &full, FirstTime, NOW), to_prove);
}

#[test]
fn what_was_sent_is_looked_at_first() {
    let seats = seats(10);
    let ledger = Ledger::of(&seats, &[], at(BEGINS));
    let questions = [Question {
        number: 1,
        text: "Comment viendrez-vous ?".into(),
        kind: QuestionKind::ShortText,
        need: Needed::Required,
    }];
    let asked = Asked {
        audiences: &audiences(),
        questions: &questions,
    };
    let request = Request {
        person: None,
        address: Address::Proved,
        registrant: Registrant {
            name: String::new(),
            ..registrant()
        },
        party: Party::people(0),
        answers: Vec::new(),
        arrival: 1,
    };
    let faults = vec![
        BookingFault::Party(PartyFault::Nobody),
        BookingFault::Party(PartyFault::NoName),
        BookingFault::Answer(AnswerFault::Missing { question: 1 }),
    ];
    let away = book(&ledger, &asked, request, &[]);
    assert_eq!(away.err(), Some(TurnedAway::Faults(faults)));
}

//! What each act does in each state, as a table.

use std::fmt::Write as _;

use super::*;

/// Now, in the table: the slot has begun or not, as the act needs it.
const NOW: i64 = 100;

/// The states one tells apart.
fn states() -> Vec<(&'static str, State)> {
    let attended = State::Attended {
        confirmed: at(0),
        at: at(90),
        people: 2,
        door: "Porte nord".into(),
        by: None,
    };
    let gone = State::NoShow {
        confirmed: at(0),
        at: at(95),
        by: By::Site,
    };
    let wait = |prove_by: i64| State::Waiting {
        since: at(90),
        prove_by: Some(at(prove_by)),
    };
    let held = |until: i64| State::Held {
        since: at(until - 2),
        until: at(until),
    };
    let offered = |until: i64| State::Offered {
        since: at(0),
        at: at(until - 24),
        until: at(until),
    };
    vec![
        ("held", held(NOW + 1)),
        ("held, the time is over", held(NOW)),
        ("confirmed", confirmed()),
        ("waiting, address not proved", wait(NOW + 1)),
        ("waiting, the time to prove is over", wait(NOW)),
        ("waiting", waiting(50)),
        ("offered", offered(NOW + 1)),
        ("offered, the time is over", offered(NOW)),
        (
            "cancelled",
            State::Cancelled {
                at: at(80),
                by: By::Registrant,
            },
        ),
        ("declined", State::Declined { at: at(80) }),
        (
            "lapsed",
            State::Lapsed {
                at: at(80),
                what: Lapse::Offer,
            },
        ),
        ("come", attended),
        ("not come", gone),
    ]
}

/// What is asked of each state: in words, and how it is answered.
type Row = (
    &'static str,
    fn(&Registration, &Seats) -> Result<Registration, Refusal>,
);

fn rows() -> Vec<Row> {
    vec![
        ("prove the address", |it, seats| {
            apply(it, seats, Act::Confirm { engagements: &[] }, at(NOW))
        }),
        ("cancel", |it, seats| {
            apply(it, seats, Act::Cancel(Hand::Registrant), at(NOW))
        }),
        ("cancel for the organiser", |it, seats| {
            let organiser = organiser();
            apply(it, seats, Act::Cancel(Hand::Organiser(&organiser)), at(NOW))
        }),
        ("offer", |it, seats| {
            let offer = offer_to(it);
            apply(it, seats, Act::Offer(&offer), at(NOW))
        }),
        ("accept", |it, seats| {
            apply(it, seats, Act::Accept { engagements: &[] }, at(NOW))
        }),
        ("decline", |it, seats| {
            apply(it, seats, Act::Decline, at(NOW))
        }),
        ("lapse", |it, seats| apply(it, seats, Act::Lapse, at(NOW))),
        ("lapse when bookings close", |it, seats| {
            apply(it, seats, Act::Lapse, at(BEGINS))
        }),
        ("come fewer", |it, seats| {
            let party = Party::people(1);
            apply(it, seats, Act::Change { party, room: None }, at(NOW))
        }),
        ("come more, without room", |it, seats| {
            let party = Party::people(3);
            apply(it, seats, Act::Change { party, room: None }, at(NOW))
        }),
        ("let in", |it, seats| check_in(it, seats, 2, BEGINS)),
        ("let in long before", |it, seats| {
            check_in(it, seats, 2, BEGINS - 25)
        }),
        ("take the check-in back", |it, seats| {
            let by = &organiser();
            apply(it, seats, Act::TakeBack { by }, at(NOW))
        }),
        ("nobody came", |it, seats| {
            apply(it, seats, Act::Miss { by: None }, at(BEGINS))
        }),
        ("let in late", |it, seats| {
            let (by, lines) = (&organiser(), []);
            let room = Ledger::of(seats, &lines, at(BEGINS)).room_at_the_door(it.id, &it.party);
            let act = Act::LetInLate {
                room: &room.expect("room"),
                people: 1,
                door: "Porte sud".into(),
                by,
            };
            apply(it, seats, act, at(BEGINS))
        }),
        ("forget", |it, seats| apply(it, seats, Act::Forget, at(NOW))),
        ("forget after the slot", |it, seats| {
            apply(it, seats, Act::Forget, at(BEGINS + 2))
        }),
    ]
}

fn check_in(
    it: &Registration,
    seats: &Seats,
    people: u32,
    hours: i64,
) -> Result<Registration, Refusal> {
    let (door, by) = ("Porte sud".into(), &organiser());
    apply(it, seats, Act::CheckIn { people, door, by }, at(hours))
}

/// What would be offered to it if it waited for free seats.
fn offer_to(it: &Registration) -> Offer {
    let waits = Line {
        state: waiting(50),
        ..it.line().expect("a line")
    };
    promote(&seats(10), &[waits], at(NOW)).remove(0)
}

/// A moment as the table tells it, in hours after bookings opened.
fn hour(moment: Timestamp) -> i64 {
    (moment.as_second() - at(0).as_second()) / 3_600
}

fn told(it: &Registration) -> String {
    let people = it.party.seats();
    let who = match it.registrant {
        Some(_) => format!("{people} people"),
        None => format!("{people} people, forgotten"),
    };
    let state = match &it.state {
        State::Held { until, .. } => format!("held until {}", hour(*until)),
        State::Confirmed { at } => format!("confirmed at {}", hour(*at)),
        State::Waiting { since, prove_by } => match prove_by {
            Some(until) => format!(
                "waiting since {}, to prove by {}",
                hour(*since),
                hour(*until)
            ),
            None => format!("waiting since {}", hour(*since)),
        },
        State::Offered { until, .. } => format!("offered until {}", hour(*until)),
        State::Cancelled { at, by } => format!("cancelled at {} by {by:?}", hour(*at)),
        State::Declined { at } => format!("declined at {}", hour(*at)),
        State::Lapsed { at, what } => format!("lapsed at {} ({what:?})", hour(*at)),
        State::Attended {
            confirmed,
            at,
            people,
            door,
            ..
        } => format!(
            "{people} came at {}, {door}, confirmed at {}",
            hour(*at),
            hour(*confirmed)
        ),
        State::NoShow { at, by, .. } => format!("not come, said at {} by {by:?}", hour(*at)),
    };
    format!("{state}; {who}")
}

#[test]
fn what_each_act_does_in_each_state() {
    let seats = seats(10);
    let mut page = format!(
        "It is hour {NOW}; the slot is from {BEGINS} to {}.\n\n",
        BEGINS + 2
    );
    for (name, state) in states() {
        let it = registration(7, Party::people(2), state);
        writeln!(page, "{} [{}]", name.to_uppercase(), told(&it)).expect("written");
        for (words, act) in rows() {
            let answer = match act(&it, &seats) {
                Ok(next) => told(&next),
                Err(refusal) => format!("no ({}): {refusal}", refusal.slug()),
            };
            writeln!(page, "  {words:<27}{answer}").expect("written");
        }
        page.push('\n');
    }
    insta::assert_snapshot!("acts", page);
}

#[test]
fn nobody_cancels_what_has_begun_but_who_organises() {
    let it = registration(7, Party::people(2), confirmed());
    let begun = apply(&it, &seats(10), Act::Cancel(Hand::Registrant), at(BEGINS));
    assert_eq!(begun.err(), Some(Refusal::Begun { at: at(BEGINS) }));
    for hand in [Hand::Organiser(&organiser()), Hand::Site] {
        let cancelled = apply(&it, &seats(10), Act::Cancel(hand), at(BEGINS + 1));
        assert!(cancelled.expect("cancelled").state.has_ended());
    }
}

#[test]
fn a_second_scan_is_told_when_and_where_the_first_was() {
    let it = registration(7, Party::people(2), confirmed());
    let seats = seats(10);
    let come = check_in(&it, &seats, 2, BEGINS).expect("let in");
    assert_eq!(
        check_in(&come, &seats, 2, BEGINS).as_ref(),
        Ok(&come),
        "the same scan, sent twice"
    );
    let first = Refusal::AlreadyIn {
        at: at(BEGINS),
        door: "Porte sud".into(),
    };
    assert_eq!(check_in(&come, &seats, 2, BEGINS + 1), Err(first));
}

#[test]
fn who_comes_to_the_door_is_counted() {
    let it = registration(7, Party::people(2), confirmed());
    let seats = seats(10);
    let more = Refusal::MoreThanBooked {
        people: 3,
        booked: 2,
    };
    assert_eq!(check_in(&it, &seats, 3, BEGINS), Err(more));
    assert_eq!(check_in(&it, &seats, 0, BEGINS), Err(Refusal::Nobody));
    let act = Act::CheckIn {
        people: 2,
        door: "é".repeat(limits::LINE + 1),
        by: &organiser(),
    };
    let long = apply(&it, &seats, act, at(BEGINS));
    assert_eq!(long, Err(Refusal::TooLong(limits::LINE)));
}

#[test]
fn an_offer_is_for_one_party_as_it_was() {
    let it = registration(7, Party::people(2), waiting(50));
    let offer = offer_to(&it);
    let seats = seats(10);
    let other = registration(8, Party::people(2), waiting(50));
    let smaller = registration(7, Party::people(1), waiting(50));
    for it in [other, smaller] {
        let refused = apply(&it, &seats, Act::Offer(&offer), at(NOW));
        assert_eq!(refused, Err(Refusal::OtherOffer));
    }
}

/// Another registration of the same person, in a slot that begins at this hour.
fn engagement(hours: i64, slot: SameSlot, state: State) -> Engagement {
    Engagement {
        registration: RegistrationId(70),
        slot,
        when: when(hours),
        state,
    }
}

#[test]
fn nobody_is_in_two_places_at_once() {
    let seats = seats(10);
    let held = State::Held {
        since: at(NOW),
        until: at(NOW + 2),
    };
    let offered = State::Offered {
        since: at(0),
        at: at(NOW - 1),
        until: at(NOW + 2),
    };
    let clash = Clash {
        registration: RegistrationId(70),
        when: when(BEGINS + 1),
    };
    let other = [engagement(BEGINS + 1, SameSlot::Another, confirmed())];
    let held = registration(7, Party::people(2), held);
    let offered = registration(7, Party::people(2), offered);
    let confirm = |others: &[Engagement]| {
        let engagements = others;
        apply(&held, &seats, Act::Confirm { engagements }, at(NOW))
    };
    let accept = |others: &[Engagement]| {
        let engagements = others;
        apply(&offered, &seats, Act::Accept { engagements }, at(NOW))
    };
    assert_eq!(confirm(&other), Err(Refusal::Clash(clash)));
    assert_eq!(accept(&other), Err(Refusal::Clash(clash)));
    let fine = [
        engagement(BEGINS + 2, SameSlot::Another, confirmed()),
        engagement(BEGINS, SameSlot::Another, waiting(0)),
        engagement(BEGINS, SameSlot::Another, offered.state.clone()),
        engagement(BEGINS, SameSlot::Another, State::Declined { at: at(0) }),
    ];
    assert!(confirm(&fine).is_ok(), "what is answered first stands");
    assert!(accept(&fine).is_ok());
    let twice = [engagement(BEGINS, SameSlot::Same, waiting(0))];
    let clash = Clash {
        registration: RegistrationId(70),
        when: when(BEGINS),
    };
    assert_eq!(confirm(&twice), Err(Refusal::Clash(clash)));
}

#[test]
fn a_party_grows_into_room_and_never_in_line() {
    let mut seats = seats(10);
    seats.largest_party = Some(6);
    let it = registration(7, Party::people(2), confirmed());
    let lines = [
        it.line().expect("a line"),
        line(8, Party::people(4), confirmed()),
    ];
    let ledger = Ledger::of(&seats, &lines, at(NOW));
    let change = |it: &Registration, people: u32, room: Option<&Room>| {
        let party = Party::people(people);
        apply(it, &seats, Act::Change { party, room }, at(NOW))
    };
    let id = RegistrationId(7);
    let room = ledger.room_to_change(id, &Party::people(6)).expect("room");
    let grown = change(&it, 6, Some(&room)).expect("grown");
    assert_eq!(grown.party, Party::people(6));
    assert_eq!(ledger.room_to_change(id, &Party::people(7)), None);
    assert_eq!(
        ledger.room_to_change(RegistrationId(9), &Party::people(1)),
        None
    );
    assert_eq!(change(&it, 5, Some(&room)), Err(Refusal::OtherRoom));
    assert_eq!(
        change(&it, 7, Some(&room)),
        Err(Refusal::TooLarge { most: 6 })
    );
    assert_eq!(change(&it, 0, None), Err(Refusal::Nobody));
    let waits = registration(7, Party::people(2), waiting(50));
    assert_eq!(change(&waits, 3, Some(&room)), Err(Refusal::GrowsInLine));
    let act = Act::Change {
        party: Party::people(1),
        room: None,
    };
    let late = apply(&it, &seats, act, at(BEGINS));
    assert_eq!(late, Err(Refusal::Closed { since: at(BEGINS) }));
    let closed = Seats {
        closed: Some(Closed {
            at: at(NOW - 1),
            by: None,
        }),
        ..seats.clone()
    };
    let change = |people, room| {
        let party = Party::people(people);
        apply(&it, &closed, Act::Change { party, room }, at(NOW))
    };
    let since = at(NOW - 1);
    assert_eq!(change(6, Some(&room)), Err(Refusal::Closed { since }));
    assert!(change(1, None).is_ok(), "seats are given back at any time");
}

#[test]
fn a_change_of_audience_needs_room_too() {
    let mut seats = seats(10);
    seats.kept = vec![kept(SCHOOLS, 6, 240)];
    let it = registration(7, of(SCHOOLS, 6), confirmed());
    let lines = [
        it.line().expect("a line"),
        line(8, Party::people(4), confirmed()),
    ];
    let party = Party::people(6);
    let act = Act::Change {
        party: party.clone(),
        room: None,
    };
    assert_eq!(apply(&it, &seats, act, at(NOW)), Err(Refusal::NoRoom));
    let ledger = Ledger::of(&seats, &lines, at(NOW));
    assert_eq!(ledger.room_to_change(RegistrationId(7), &party), None);
    let later = Ledger::of(&seats, &lines, at(240));
    assert!(later.room_to_change(RegistrationId(7), &party).is_some());
}

#[test]
fn what_is_forgotten_keeps_its_counts_only() {
    let mut it = registration(7, class(), confirmed());
    it.answers = vec![Answer {
        question: 1,
        given: Given::Text("Par la cour.".into()),
    }];
    let gone = apply(&it, &seats(30), Act::Forget, at(BEGINS + 2)).expect("forgotten");
    let expected = Registration {
        id: it.id,
        person: None,
        arrival: 7,
        registrant: None,
        party: Party {
            audience: Some(SCHOOLS.into()),
            who: Who::Group(Group {
                heads: 28,
                adults: 2,
                ..Group::default()
            }),
        },
        answers: Vec::new(),
        state: confirmed(),
    };
    assert_eq!(gone, expected);
}

#[test]
fn who_comes_without_booking_takes_what_nobody_has() {
    let seats = seats(10);
    let lines = [line(1, Party::people(7), confirmed())];
    let ledger = Ledger::of(&seats, &lines, at(BEGINS));
    let party = Party::people(3);
    let room = ledger.room_at_the_door(None, &party).expect("room");
    assert_eq!(ledger.room_at_the_door(None, &Party::people(4)), None);
    let by = &organiser();
    let come = walk_in(&ledger, &room, party.clone(), "Porte nord", by, 2).expect("let in");
    let state = State::Attended {
        confirmed: at(BEGINS),
        at: at(BEGINS),
        people: 3,
        door: "Porte nord".into(),
        by: by.person(),
    };
    assert_eq!(
        (come.person, come.registrant, come.state),
        (None, None, state)
    );
    let other = walk_in(&ledger, &room, Party::people(2), "Porte nord", by, 2);
    assert_eq!(other.err(), Some(Refusal::OtherRoom));
    let nobody = walk_in(&ledger, &room, Party::people(0), "Porte nord", by, 2);
    assert_eq!(nobody.err(), Some(Refusal::Nobody));
    let early = Ledger::of(&seats, &lines, at(NOW));
    let early = walk_in(&early, &room, party, "Porte nord", by, 2);
    let from = at(BEGINS - 24);
    assert_eq!(early.err(), Some(Refusal::NotYet { from }));
}

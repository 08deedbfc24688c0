//! Every fault of what is set and of what is sent.

use super::*;
use crate::event::Access;

#[test]
fn good_seats_have_no_fault() {
    let mut seats = seats(30);
    seats.largest_party = Some(30);
    seats.minimum = Some(8);
    seats.opens = Some(at(0));
    seats.closes = Some(at(BEGINS - 24));
    seats.kept = vec![kept(SCHOOLS, 20, 240), kept(JOBSEEKERS, 10, BEGINS - 24)];
    assert_eq!(seats.check(&audiences(), 30), []);
    assert_eq!(Seats::new(when(BEGINS)).check(&audiences(), 0), []);
}

/// The faults of seats for thirty that are changed in one way, with twelve taken.
fn faults_of(change: impl Fn(&mut Seats)) -> Vec<SeatsFault> {
    let mut seats = seats(30);
    change(&mut seats);
    seats.check(&audiences(), 12)
}

#[test]
fn each_fault_of_the_numbers_is_named() {
    use SeatsFault::{
        BelowTaken, Capacity, LargestParty, Minimum, MinimumAboveCapacity, PartyAboveCapacity,
    };
    for capacity in [0, crate::slot::MAX_CAPACITY + 1] {
        let faults = faults_of(|seats| seats.capacity = Some(capacity));
        assert_eq!(faults, [Capacity { capacity }]);
    }
    let faults = faults_of(|seats| seats.capacity = Some(11));
    let (capacity, taken) = (11, 12);
    assert_eq!(faults, [BelowTaken { capacity, taken }]);
    for largest in [0, limits::PARTY + 1] {
        let faults = faults_of(|seats| seats.largest_party = Some(largest));
        assert_eq!(faults, [LargestParty { largest }]);
    }
    let (largest, capacity) = (31, 30);
    let faults = faults_of(|seats| seats.largest_party = Some(31));
    assert_eq!(faults, [PartyAboveCapacity { largest, capacity }]);
    let faults = faults_of(|seats| seats.minimum = Some(0));
    assert_eq!(faults, [Minimum { minimum: 0 }]);
    let (minimum, capacity) = (31, 30);
    let faults = faults_of(|seats| seats.minimum = Some(31));
    assert_eq!(faults, [MinimumAboveCapacity { minimum, capacity }]);
}

#[test]
fn each_fault_of_the_moments_is_named() {
    let late = faults_of(|seats| seats.closes = Some(at(BEGINS + 3)));
    let fault = SeatsFault::ClosesAfterEnd {
        closes: at(BEGINS + 3),
        ends: at(BEGINS + 2),
    };
    assert_eq!(late, [fault]);
    assert_eq!(
        faults_of(|seats| seats.closes = Some(at(BEGINS + 2))),
        [],
        "one may book while the doors are open"
    );
    let never = faults_of(|seats| seats.opens = Some(at(BEGINS)));
    let fault = SeatsFault::NeverOpen {
        opens: at(BEGINS),
        closes: at(BEGINS),
    };
    assert_eq!(never, [fault]);
}

#[test]
fn each_fault_of_what_is_kept_is_named() {
    use SeatsFault::{
        KeptAboveCapacity, KeptAfterClosing, KeptForNobody, KeptNone, KeptOfNoCapacity, KeptTwice,
        TooManyKeepings, UnknownAudience,
    };
    let audience = String::from(SCHOOLS);
    let faults = faults_of(|seats| {
        seats.kept = vec![
            kept(SCHOOLS, 0, 240),
            kept(SCHOOLS, 20, BEGINS + 1),
            kept("retraités", 11, 240),
            Keeping {
                audiences: Vec::new(),
                ..kept(JOBSEEKERS, 1, 240)
            },
        ];
    });
    let expected = [
        KeptNone { index: 0 },
        KeptAfterClosing {
            index: 1,
            until: at(BEGINS + 1),
            closes: at(BEGINS),
        },
        KeptTwice { index: 1, audience },
        UnknownAudience {
            index: 2,
            audience: "retraités".into(),
        },
        KeptForNobody { index: 3 },
        KeptAboveCapacity {
            kept: 32,
            capacity: 30,
        },
    ];
    assert_eq!(faults, expected);
    let uncounted = faults_of(|seats| {
        seats.capacity = None;
        seats.kept = vec![kept(SCHOOLS, 20, 240)];
    });
    assert_eq!(uncounted, [KeptOfNoCapacity]);
    let many = faults_of(|seats| seats.kept = vec![kept(SCHOOLS, 1, 240); 11]);
    assert_eq!(many, [TooManyKeepings { count: 11 }]);
}

#[test]
fn good_parties_have_no_fault() {
    assert_eq!(Party::people(1).check(&audiences()), []);
    assert_eq!(of(JOBSEEKERS, 12).check(&audiences()), []);
    assert_eq!(class().check(&audiences()), []);
    assert_eq!(class().seats(), 30, "those who accompany have seats too");
    assert_eq!(registrant().check(), []);
}

#[test]
fn each_fault_of_a_party_is_named() {
    use PartyFault::{
        NeedOfMore, NeedOfNobody, NeedTwice, NoEstablishment, NoHeads, Nobody, TooLong, TooMany,
        UnknownAudience,
    };
    assert_eq!(Party::people(0).check(&audiences()), [Nobody]);
    let people = limits::PARTY + 1;
    let many = Party::people(people).check(&audiences());
    assert_eq!(many, [TooMany { people }]);
    let audience = String::from("retraités");
    let unknown = of("retraités", 2).check(&audiences());
    assert_eq!(unknown, [UnknownAudience { audience }]);
    let need = |kind, people| Need { kind, people };
    let group = Group {
        establishment: " ".into(),
        level: "é".repeat(limits::LINE + 1),
        heads: 0,
        adults: 2,
        needs: vec![
            need(Access::Motor, 1),
            need(Access::Motor, 1),
            need(Access::Sight, 0),
            need(Access::Hearing, 3),
        ],
    };
    let party = Party {
        audience: None,
        who: Who::Group(group),
    };
    let faults = party.check(&audiences());
    let expected = [
        NoEstablishment,
        TooLong {
            field: PartyField::Level,
            limit: limits::LINE,
        },
        NoHeads,
        NeedTwice {
            kind: Access::Motor,
        },
        NeedOfNobody {
            kind: Access::Sight,
        },
        NeedOfMore {
            kind: Access::Hearing,
            people: 3,
        },
    ];
    assert_eq!(faults, expected);
    let fields: Vec<PartyField> = faults.iter().map(PartyFault::field).collect();
    use PartyField::{Establishment, Heads, Level, Needs};
    assert_eq!(fields, [Establishment, Level, Heads, Needs, Needs, Needs]);
}

#[test]
fn each_fault_of_the_contact_is_named() {
    let contact = Registrant {
        name: String::new(),
        email: "accueil".into(),
        phone: "0".repeat(limits::PHONE + 1),
    };
    let phone = PartyFault::TooLong {
        field: PartyField::Phone,
        limit: limits::PHONE,
    };
    let expected = [PartyFault::NoName, PartyFault::Email, phone];
    assert_eq!(contact.check(), expected);
}

fn question(number: u32, kind: QuestionKind, need: Needed) -> Question {
    Question {
        number,
        text: "Comment viendrez-vous ?".into(),
        kind,
        need,
    }
}

fn choice(options: &[&str]) -> QuestionKind {
    QuestionKind::Choice {
        options: options.iter().map(|option| (*option).into()).collect(),
    }
}

#[test]
fn each_fault_of_a_question_is_named() {
    use QuestionFault::{
        Empty, EmptyOption, LongOption, Options, SameNumber, SameOption, TooLong, TooMany,
    };
    let text = || question(1, QuestionKind::ShortText, Needed::Optional);
    let long = "é".repeat(limits::OPTION + 1);
    let mut empty = text();
    empty.text = "  ".into();
    let mut wordy = question(2, QuestionKind::Consent, Needed::Required);
    wordy.text = "é".repeat(limits::QUESTION + 1);
    let questions = [
        text(),
        empty,
        wordy,
        question(3, choice(&["En bus"]), Needed::Optional),
        question(
            4,
            choice(&["En bus", "", &long, "En bus"]),
            Needed::Optional,
        ),
    ];
    let expected = [
        SameNumber { index: 1 },
        Empty { index: 1 },
        TooLong { index: 2 },
        Options { index: 3, count: 1 },
        EmptyOption {
            index: 4,
            option: 1,
        },
        LongOption {
            index: 4,
            option: 2,
        },
        SameOption {
            index: 4,
            option: 3,
        },
    ];
    assert_eq!(check_questions(&questions), expected);
    let eleven: Vec<Question> = (0..11)
        .map(|number| question(number, QuestionKind::ShortText, Needed::Optional))
        .collect();
    assert_eq!(check_questions(&eleven), [TooMany { count: 11 }]);
    assert_eq!(check_questions(&eleven[..10]), []);
}

#[test]
fn each_fault_of_an_answer_is_named() {
    use AnswerFault::{Missing, NotAChoice, NotAsked, OtherKind, TooLong, Twice};
    let questions = [
        question(1, QuestionKind::ShortText, Needed::Required),
        question(2, choice(&["En bus", "À pied"]), Needed::Required),
        question(3, QuestionKind::Consent, Needed::Required),
        question(4, QuestionKind::ShortText, Needed::Optional),
    ];
    let answer = |question, given| Answer { question, given };
    let text = |text: &str| Given::Text(text.into());
    let pick = |text: &str| Given::Choice(text.into());
    let good = [
        answer(1, text("Par la cour.")),
        answer(2, pick("À pied")),
        answer(3, Given::Consent(at(1))),
        answer(4, text("")),
    ];
    assert_eq!(check_answers(&questions, &good), []);
    let none = [1, 2, 3].map(|question| Missing { question });
    assert_eq!(check_answers(&questions, &[]), none);
    let bad = [
        answer(1, text(" ")),
        answer(2, pick("En train")),
        answer(2, pick("En bus")),
        answer(3, text("oui")),
        answer(4, text(&"é".repeat(limits::ANSWER + 1))),
        answer(9, text("?")),
    ];
    let expected = [
        Missing { question: 1 },
        NotAChoice { question: 2 },
        Twice { question: 2 },
        OtherKind { question: 3 },
        TooLong { question: 4 },
        NotAsked { question: 9 },
    ];
    assert_eq!(check_answers(&questions, &bad), expected);
}

#[test]
fn what_is_kept_reads_as_it_was_written() {
    let mut seats = seats(30);
    seats.kept = vec![kept(SCHOOLS, 20, 240)];
    let text = serde_json::to_string(&seats).expect("written");
    assert_eq!(serde_json::from_str::<Seats>(&text).expect("read"), seats);
    let mut registration = registration(7, class(), waiting(3));
    registration.answers = vec![Answer {
        question: 3,
        given: Given::Consent(at(1)),
    }];
    let text = serde_json::to_string(&registration).expect("written");
    let read: Registration = serde_json::from_str(&text).expect("read");
    assert_eq!(read, registration);
    let party = serde_json::to_string(&Party::people(3)).expect("written");
    assert_eq!(party, r#"{"who":"people","people":3}"#);
}

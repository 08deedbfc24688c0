//! What is said of seats and parties, what each act does in each state, who gets which seats, and what no order of arrivals
//! and cancellations can do.

mod acts;
mod faults;
mod ledger;
mod list;
mod plan;
mod properties;
mod world;

use jiff::Timestamp;

use super::*;
use crate::authority::{self, Action, Matter, Organiser, Phase};
use crate::edition::Choice;
use crate::ids::{PersonId, RegistrationId};
use crate::territory::{Chain, TerritoryCode};

/// When the slot of these tests begins, in hours after bookings opened: twenty days.
const BEGINS: i64 = 480;

const SCHOOLS: &str = "scolaires";
const JOBSEEKERS: &str = "demandeurs-emploi";

/// A moment, in hours after bookings opened.
fn at(hours: i64) -> Timestamp {
    Timestamp::from_second(1_518_000_000 + hours * 3_600).expect("a moment")
}

/// A slot of two hours that begins at this hour.
fn when(hours: i64) -> When {
    When {
        from: at(hours),
        to: at(hours + 2),
    }
}

fn seats(capacity: u32) -> Seats {
    Seats {
        capacity: Some(capacity),
        ..Seats::new(when(BEGINS))
    }
}

/// So many seats kept for an audience until an hour.
fn kept(audience: &str, seats: u32, until: i64) -> Keeping {
    Keeping {
        audiences: vec![audience.into()],
        seats,
        until: at(until),
    }
}

fn audiences() -> Vec<Choice> {
    let choice = |slug: &str| Choice {
        slug: slug.into(),
        ..Choice::default()
    };
    ["grand-public", SCHOOLS, JOBSEEKERS].map(choice).into()
}

/// So many people of an audience.
fn of(audience: &str, people: u32) -> Party {
    Party {
        audience: Some(audience.into()),
        ..Party::people(people)
    }
}

fn class() -> Party {
    Party {
        audience: Some(SCHOOLS.into()),
        who: Who::Group(Group {
            establishment: "Collège des Rives".into(),
            level: "4e".into(),
            heads: 28,
            adults: 2,
            needs: vec![Need {
                kind: crate::event::Access::Motor,
                people: 1,
            }],
        }),
    }
}

fn registrant() -> Registrant {
    Registrant {
        name: "Accueil de l’établissement".into(),
        email: "accueil@etablissement.example".into(),
        phone: String::new(),
    }
}

/// A registration of so many people in a state; its number is its place in the order of arrival.
fn registration(number: i64, party: Party, state: State) -> Registration {
    Registration {
        id: Some(RegistrationId(number)),
        person: Some(PersonId(number)),
        arrival: u64::try_from(number).expect("a number"),
        registrant: Some(registrant()),
        party,
        answers: Vec::new(),
        state,
    }
}

fn line(number: i64, party: Party, state: State) -> Line {
    registration(number, party, state).line().expect("a line")
}

fn confirmed() -> State {
    State::Confirmed { at: at(0) }
}

fn waiting(since: i64) -> State {
    State::Waiting {
        since: at(since),
        prove_by: None,
    }
}

/// The proof that someone organises: rights have a table of their own.
fn organiser() -> Organiser {
    let code = |text| TerritoryCode::parse(text).expect("a code");
    let matter = Matter {
        chain: Chain::new(vec![code("32"), code("FR")]).expect("a chain"),
        covered: vec![true, true],
        phase: Phase::Labelled,
        proposer: Some(PersonId(900)),
        organisations: Vec::new(),
        labelled: true,
        public: None,
    };
    authority::holder_of_the_link(&matter, Action::Edit).expect("an organiser")
}

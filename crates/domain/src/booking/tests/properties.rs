//! What no order of arrivals, answers, cancellations, changes of capacity and time can do.

use jiff::SignedDuration;
use proptest::prelude::*;

use super::world::{Step, World, is_offered};
use super::*;

fn address() -> impl Strategy<Value = Address> {
    prop_oneof![Just(Address::FirstTime), Just(Address::Proved)]
}

fn step() -> impl Strategy<Value = Step> {
    let arrive =
        (1..=6_u32, 0..3_usize, address()).prop_map(|(people, audience, address)| Step::Arrive {
            people,
            audience,
            address,
        });
    prop_oneof![
        8 => arrive,
        3 => any::<usize>().prop_map(Step::Prove),
        4 => any::<usize>().prop_map(Step::Cancel),
        2 => any::<usize>().prop_map(Step::Accept),
        1 => any::<usize>().prop_map(Step::Decline),
        2 => (any::<usize>(), 1..=6_u32).prop_map(|(pick, people)| Step::Change(pick, people)),
        1 => (1..=14_u32).prop_map(Step::Capacity),
        1 => Just(Step::CloseOrOpen),
        4 => (1..30_i64).prop_map(Step::Hours),
    ]
}

/// Seats for a few, some of them kept for schools and for jobseekers.
fn some_seats() -> impl Strategy<Value = Seats> {
    let kept_hours = 10..150_i64;
    (2..=12_u32, 0..=4_u32, 0..=2_u32, kept_hours, 150..400_i64).prop_map(
        |(capacity, schools, jobseekers, until, begins)| {
            let schools = schools.min(capacity);
            let jobseekers = jobseekers.min(capacity - schools);
            let kept = [
                kept(SCHOOLS, schools, until),
                kept(JOBSEEKERS, jobseekers, until + 20),
            ];
            Seats {
                capacity: Some(capacity),
                kept: kept
                    .into_iter()
                    .filter(|keeping| keeping.seats > 0)
                    .collect(),
                closes: Some(at(begins.max(until + 20))),
                ..Seats::new(when(begins.max(until + 20)))
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Whatever people do in whatever order, after each step:
    /// * never one seat too many is taken;
    /// * nobody for whom the free seats are enough waits, unless they are put aside for a party that came before and has
    ///   waited a day;
    /// * of two alike (as many people, the same audience), who came first is served first, in the list and from the page;
    /// * nobody later takes what is put aside;
    /// * kept seats go only to whom they are kept for, until the moment;
    /// * what is held or offered and whose time is over is written as lapsed;
    /// * nothing more is due before the next turn.
    #[test]
    fn seats_are_given_once_and_in_order(
        seats in some_seats(),
        steps in proptest::collection::vec(step(), 1..80),
    ) {
        prop_assert_eq!(seats.check(&audiences(), 0), vec![]);
        let mut world = World::new(seats);
        for step in steps {
            world.step(step);
            world.holds();
        }
    }

    /// Every party that can ever fit is offered seats in the end, if only one party an hour cancels, and although somebody
    /// alone books every hour. How long it may take: a day, then for each party before it as many hours as there are seats.
    #[test]
    fn every_party_that_can_ever_fit_is_offered_seats_in_the_end(
        capacity in 2..=10_u32,
        schools in 0..=3_u32,
        until in 1..100_i64,
        arrivals in proptest::collection::vec((1..=10_u32, 0..3_usize), 1..20),
    ) {
        let mut seats = Seats {
            capacity: Some(capacity),
            ..Seats::new(when(100_000))
        };
        if schools > 0 {
            seats.kept = vec![kept(SCHOOLS, schools.min(capacity), until)];
        }
        let mut world = World::new(seats);
        for (people, audience) in arrivals {
            world.step(Step::Arrive { people, audience, address: Address::Proved });
        }
        let waited: Vec<RegistrationId> = world.waiting().filter_map(|it| it.id).collect();
        let hours = 24 + until + (waited.len() as i64 + 1) * (i64::from(capacity) + 1);
        for _ in 0..hours {
            world.step(Step::Hours(1));
            let seated = world.all.iter().find(|it| it.state.takes_seats());
            if let Some(id) = seated.and_then(|it| it.id) {
                world.put(id, Act::Cancel(Hand::Registrant));
            }
            world.settle();
            world.step(Step::Arrive { people: 1, audience: 0, address: Address::Proved });
            world.holds();
        }
        let left: Vec<&Registration> =
            world.waiting().filter(|it| waited.contains(&it.id.expect("numbered"))).collect();
        prop_assert!(left.is_empty(), "they still wait: {:?}", left);
    }

    /// An offer that nobody answers lapses, cannot be accepted any more, and goes to the next: of parties alike, each is
    /// offered the seats once, in the order in which they came.
    #[test]
    fn an_offer_that_lapses_goes_to_the_next(
        people in 1..=4_u32,
        parties in 1..12_usize,
        late in 0..100_i64,
    ) {
        let mut world = World::new(Seats {
            capacity: Some(people),
            ..Seats::new(when(10_000))
        });
        for _ in 0..=parties {
            world.step(Step::Arrive { people, audience: 0, address: Address::Proved });
        }
        world.step(Step::Cancel(0));
        let mut asked: Vec<u64> = Vec::new();
        while let Some(it) = world.all.iter().find(|it| is_offered(&it.state)).cloned() {
            asked.push(it.arrival);
            let others = world.all.iter().filter(|it| is_offered(&it.state)).count();
            prop_assert_eq!(others, 1, "one after the other");
            let State::Offered { until, .. } = it.state else { unreachable!() };
            let hours = world.now.duration_until(until).as_hours();
            let moment = until + SignedDuration::from_hours(late);
            let accepted = apply(&it, &world.seats, Act::Accept { engagements: &[] }, moment);
            prop_assert_eq!(accepted, Err(Refusal::TooLate { until }));
            world.step(Step::Hours(hours - 1));
            prop_assert!(world.all.iter().any(|same| same == &it), "it stands until then");
            world.step(Step::Hours(1));
            world.holds();
        }
        let in_order: Vec<u64> = (2..2 + parties as u64).collect();
        prop_assert_eq!(asked, in_order);
        prop_assert_eq!(world.free_for(None), people);
    }

    /// Kept seats: before the moment those of other audiences get what is left beside them, and no more; from the moment on
    /// everybody gets everything.
    #[test]
    fn kept_seats_are_for_some_until_the_moment_and_then_for_all(
        capacity in 1..=20_u32,
        share in 0..=20_u32,
        parties in proptest::collection::vec(1..=3_u32, 1..30),
    ) {
        let keeps = share.min(capacity - 1);
        let mut seats = Seats { capacity: Some(capacity), ..Seats::new(when(10_000)) };
        seats.kept = (keeps > 0).then(|| kept(SCHOOLS, keeps, 50)).into_iter().collect();
        let mut world = World::new(seats);
        for people in parties {
            world.step(Step::Arrive { people, audience: 2, address: Address::Proved });
        }
        prop_assert!(world.taken() <= capacity - keeps);
        let lines = world.lines();
        let ledger = Ledger::of(&world.seats, &lines, world.now);
        if keeps > 0 {
            let class = ledger.answer(&of(SCHOOLS, keeps), &[]);
            prop_assert!(matches!(class, Ok(Admission::Taken(_))), "the schools’ seats are there");
        }
        world.step(Step::Hours(50));
        world.holds();
        let largest = world.waiting().map(|it| it.party.seats()).max();
        let all = largest.is_none_or(|people| people > world.free_for(None));
        prop_assert!(all, "seats for everyone are free, and somebody waits");
    }
}

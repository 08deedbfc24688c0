//! A slot with everyone who books it, moved by random steps; and what must hold after each, counted plainly here, without
//! the ledger.

use jiff::SignedDuration;

use super::*;

/// What somebody does. Whoever is meant is picked among those to whom it can happen.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Arrive {
        people: u32,
        audience: usize,
        address: Address,
    },
    Prove(usize),
    Cancel(usize),
    Accept(usize),
    Decline(usize),
    Change(usize, u32),
    Capacity(u32),
    CloseOrOpen,
    Hours(i64),
}

/// The audiences of those who arrive; none said nothing.
const COMES_AS: [Option<&str>; 3] = [None, Some(SCHOOLS), Some(JOBSEEKERS)];

#[derive(Debug, Clone)]
pub(super) struct World {
    pub(super) seats: Seats,
    pub(super) now: Timestamp,
    pub(super) all: Vec<Registration>,
}

impl World {
    pub(super) fn new(seats: Seats) -> World {
        World {
            seats,
            now: at(0),
            all: Vec::new(),
        }
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        self.all.iter().filter_map(Registration::line).collect()
    }

    /// Somebody does something; then the site does what is due.
    pub(super) fn step(&mut self, step: Step) {
        match step {
            Step::Arrive {
                people,
                audience,
                address,
            } => {
                self.arrive(people, COMES_AS[audience], address);
            }
            Step::Prove(pick) => {
                let unproved = |state: &State| {
                    matches!(
                        state,
                        State::Held { .. }
                            | State::Waiting {
                                prove_by: Some(_),
                                ..
                            }
                    )
                };
                self.act(pick, unproved, Act::Confirm { engagements: &[] });
            }
            Step::Cancel(pick) => {
                let alive = |state: &State| !state.has_ended();
                self.act(pick, alive, Act::Cancel(Hand::Registrant));
            }
            Step::Accept(pick) => {
                self.act(pick, is_offered, Act::Accept { engagements: &[] });
            }
            Step::Decline(pick) => self.act(pick, is_offered, Act::Decline),
            Step::Change(pick, people) => self.change(pick, people),
            Step::Capacity(capacity) => self.resize(capacity),
            Step::CloseOrOpen => {
                let closed = Closed {
                    at: self.now,
                    by: None,
                };
                self.seats.closed = match self.seats.closed {
                    Some(_) => None,
                    None => Some(closed),
                };
            }
            Step::Hours(hours) => self.now += SignedDuration::from_hours(hours),
        }
        self.settle();
    }

    /// Someone books, and is told whether there are seats.
    pub(super) fn arrive(
        &mut self,
        people: u32,
        audience: Option<&str>,
        address: Address,
    ) -> Option<RegistrationId> {
        let number = 1 + self.all.len();
        let request = Request {
            person: None,
            address,
            registrant: registrant(),
            party: Party {
                audience: audience.map(str::to_owned),
                ..Party::people(people)
            },
            answers: Vec::new(),
            arrival: number as u64,
        };
        let asked = Asked {
            audiences: &audiences(),
            questions: &[],
        };
        let lines = self.lines();
        let ledger = Ledger::of(&self.seats, &lines, self.now);
        let mut registration = book(&ledger, &asked, request, &[]).ok()?;
        let id = RegistrationId(number as i64);
        registration.id = Some(id);
        let before = self.clone();
        let has_seats = registration.state.takes_seats();
        self.all.push(registration);
        if has_seats {
            self.granted(&before, number - 1);
        }
        Some(id)
    }

    fn act(&mut self, pick: usize, to: impl Fn(&State) -> bool, act: Act<'_>) {
        let may: Vec<usize> = (0..self.all.len())
            .filter(|index| to(&self.all[*index].state))
            .collect();
        let Some(index) = may.get(pick % may.len().max(1)) else {
            return;
        };
        if let Ok(next) = apply(&self.all[*index], &self.seats, act, self.now) {
            self.all[*index] = next;
        }
    }

    fn change(&mut self, pick: usize, people: u32) {
        let may: Vec<usize> = (0..self.all.len())
            .filter(|index| !self.all[*index].state.has_ended())
            .collect();
        let Some(index) = may.get(pick % may.len().max(1)).copied() else {
            return;
        };
        let before = self.clone();
        let it = &before.all[index];
        let party = Party {
            who: Who::People { people },
            ..it.party.clone()
        };
        let lines = self.lines();
        let ledger = Ledger::of(&self.seats, &lines, self.now);
        let room = ledger.room_to_change(it.id.expect("numbered"), &party);
        let grows = people > it.party.seats();
        let room = room.as_ref();
        let Ok(next) = apply(it, &self.seats, Act::Change { party, room }, self.now) else {
            return;
        };
        self.all[index] = next;
        if grows {
            self.granted(&before, index);
        }
    }

    /// The organiser sets another capacity, when nothing is wrong with it.
    fn resize(&mut self, capacity: u32) {
        let seats = Seats {
            capacity: Some(capacity),
            ..self.seats.clone()
        };
        if seats.check(&audiences(), self.taken()).is_empty() {
            self.seats = seats;
        }
    }

    /// What the site does by itself: it writes what lapsed and makes the offers that are due.
    pub(super) fn settle(&mut self) {
        for id in lapses(&self.seats, &self.lines(), self.now) {
            self.put(id, Act::Lapse);
        }
        for offer in promote(&self.seats, &self.lines(), self.now) {
            let before = self.clone();
            let index = self.put(offer.registration(), Act::Offer(&offer));
            self.granted(&before, index);
        }
    }

    pub(super) fn put(&mut self, id: RegistrationId, act: Act<'_>) -> usize {
        let is_it = |it: &Registration| it.id == Some(id);
        let index = self.all.iter().position(is_it).expect("known");
        let next = apply(&self.all[index], &self.seats, act, self.now);
        self.all[index] = next.expect("the site does what may be done");
        index
    }

    /// How many seats are taken, those of an audience or all.
    fn taken_by(&self, counts: impl Fn(&Registration) -> bool) -> u32 {
        let has_seats = |state: &State| ["held", "offered", "confirmed"].contains(&state.slug());
        let takes = |it: &&Registration| has_seats(&it.state) && counts(it);
        self.all
            .iter()
            .filter(takes)
            .map(|it| it.party.seats())
            .sum()
    }

    pub(super) fn taken(&self) -> u32 {
        self.taken_by(|_| true)
    }

    /// How many seats are kept now from an audience: of each keeping for others, those its own have not taken.
    fn kept_from(&self, audience: Option<&str>) -> u32 {
        let for_others = |keeping: &&Keeping| keeping.until > self.now && !keeping.is_for(audience);
        let unused = |keeping: &Keeping| {
            let own = self.taken_by(|it| keeping.is_for(it.party.audience()));
            keeping.seats.saturating_sub(own)
        };
        self.seats.kept.iter().filter(for_others).map(unused).sum()
    }

    fn capacity(&self) -> u32 {
        self.seats.capacity.expect("a capacity")
    }

    /// How many seats an audience may have.
    pub(super) fn free_for(&self, audience: Option<&str>) -> u32 {
        self.capacity()
            .saturating_sub(self.taken() + self.kept_from(audience))
    }

    /// Those to whom seats may be offered.
    pub(super) fn waiting(&self) -> impl Iterator<Item = &Registration> {
        self.all
            .iter()
            .filter(|it| it.state.waits_since().is_some())
    }

    /// Whether a party waits so long that seats are put aside for it.
    fn is_starving(&self, it: &Registration) -> bool {
        let since = it.state.waits_since();
        let hours = |from: Timestamp, to| from.duration_until(to).as_hours();
        let long = since.is_some_and(|since| hours(since, self.now) >= 24);
        let last = hours(self.now, self.seats.closes()) <= 48;
        let kept = self.seats.kept.iter();
        let kept =
            kept.filter(|keeping| keeping.until > self.now && !keeping.is_for(it.party.audience()));
        let kept: u32 = kept.map(|keeping| keeping.seats).sum();
        long && !last && it.party.seats() + kept <= self.capacity()
    }

    /// What must hold of all seats that are given, to whom has this index. Who becomes more people is like someone who
    /// books for those who were not there before.
    fn granted(&self, before: &World, index: usize) {
        let it = &self.all[index];
        let given = self.taken() - before.taken();
        let audience = it.party.audience();
        assert!(
            self.taken() <= self.capacity(),
            "never one seat too many: {} of {}",
            self.taken(),
            self.capacity()
        );
        assert!(
            self.taken() + self.kept_from(audience) <= self.capacity(),
            "seats are kept for whom they are kept until the moment"
        );
        let earlier = self.waiting().filter(|other| other.arrival < it.arrival);
        for other in earlier {
            assert!(
                (other.party.seats(), other.party.audience()) != (given, audience),
                "of two alike, who came first is served first"
            );
            let free = |world: &World| world.free_for(other.party.audience());
            assert!(
                !self.is_starving(other) || free(self) >= free(before),
                "nobody later takes what is put aside for who has waited a day"
            );
        }
    }

    /// What must hold whenever the site has done what is due.
    pub(super) fn holds(&self) {
        assert!(self.taken() <= self.capacity(), "never one seat too many");
        let over = |it: &&Registration| match it.state {
            State::Held { until, .. } | State::Offered { until, .. } => until <= self.now,
            _ => false,
        };
        assert_eq!(
            self.all.iter().find(over),
            None,
            "what is over is written as lapsed"
        );
        if self.seats.taking(self.now) == Taking::Open {
            self.nobody_waits_in_vain();
        }
        self.nothing_happens_before_the_next_turn();
    }

    /// Nobody for whom the free seats are enough waits, unless they would take from what is put aside for a party that came
    /// before and has waited a day.
    fn nobody_waits_in_vain(&self) {
        for it in self.waiting() {
            let audience = it.party.audience();
            if it.party.seats() > self.free_for(audience) {
                continue;
            }
            let mut with = self.clone();
            let index = self.all.iter().position(|other| other.id == it.id);
            with.all[index.expect("known")].state = State::Confirmed { at: self.now };
            let takes_from = |other: &Registration| {
                let audience = other.party.audience();
                with.free_for(audience) < self.free_for(audience)
            };
            let why = self.waiting().find(|other| {
                other.arrival < it.arrival && self.is_starving(other) && takes_from(other)
            });
            assert!(why.is_some(), "seats are free, and {it:?} waits");
        }
    }

    /// Between now and the next turn, the site has nothing to do unless somebody acts.
    fn nothing_happens_before_the_next_turn(&self) {
        let lines = self.lines();
        let Some(next) = next_turn(&self.seats, &lines, self.now) else {
            return;
        };
        let moment = next - SignedDuration::from_millis(1);
        assert_eq!(promote(&self.seats, &lines, moment), []);
        assert_eq!(lapses(&self.seats, &lines, moment), []);
    }
}

pub(super) fn is_offered(state: &State) -> bool {
    matches!(state, State::Offered { .. })
}

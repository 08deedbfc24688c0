//! A turn of some slots: what is asked of them, done in one transaction that holds them.

use std::collections::{BTreeMap, BTreeSet};

use domain::booking::{
    self, Act, Address, Asked, Hand, Ledger, Refusal, Registration, Request, Room,
};
use domain::edition::Choice;
use domain::ids::{EditionId, EventId, RegistrationId, SlotId};
use jiff::Timestamp;
use store::bookings::registrations::comparable;
use store::bookings::{Booked, KeptPlan, plans, registrations};
use store::{Conn, StoreError, Tx, editions};

use super::register::Register;
use super::{Ask, Booking, By, Deed, Failed, Outcome, WalkIn};

/// What a turn did.
#[derive(Debug)]
pub struct Done {
    /// What became of each thing asked, in the order asked.
    pub outcomes: Vec<Outcome>,
    /// Letters that were posted.
    pub letters: usize,
    /// Events of which it may have changed whether they have seats left; see [`super::settle`].
    pub events: BTreeSet<EventId>,
}

/// Carries out what is asked, in the order asked, in a transaction that holds every slot concerned. What a rule refuses is an
/// outcome; what the database refuses is an error, and nothing of it is kept.
///
/// # Errors
/// As the database answers; [`StoreError::Conflict`] when somebody was quicker.
pub async fn carry_out(tx: &mut Tx, asks: &[Ask], now: Timestamp) -> store::Result<Done> {
    let concerned = Concerned::by(tx, asks).await?;
    // The same person asks once at a time, so that two bookings at one time are never both granted.
    tx.lock_names(&concerned.names()).await?;
    let mut register = Register::open(tx, &concerned.slots(), now).await?;
    register.lapse(tx).await?;
    register.load(tx, &concerned.booked).await?;
    register.engaged = registrations::engaged(tx, &concerned.emails, now).await?;
    let known = Known::read(tx, &register, asks).await?;
    let mut done: Vec<Result<Option<RegistrationId>, Failed>> = Vec::with_capacity(asks.len());
    let mut sent = known.sent.clone();
    for ask in asks {
        let form = ask.form();
        // The same form sent twice is one booking, within one turn as well.
        if let Some(before) = form.and_then(|form| sent.get(form)) {
            done.push(Ok(Some(*before)));
            continue;
        }
        let outcome = register.carry_out(ask, &known);
        if let (Some(form), Ok(Some(id))) = (form, &outcome) {
            sent.insert(form.to_owned(), *id);
        }
        done.push(outcome);
    }
    register.promote(tx).await?;
    let saved = register.save(tx).await?;
    let of = |id: RegistrationId| {
        let held = register.booked.get(&id).or(known.of_before.get(&id));
        held.cloned()
    };
    let outcomes = done
        .into_iter()
        .map(|done| done.map(|id| id.and_then(of)))
        .collect();
    Ok(Done {
        outcomes,
        letters: saved.letters,
        events: saved.events,
    })
}

/// Reminds everyone who is sure to come to this slot, once; answers how many.
///
/// # Errors
/// As the database answers.
pub async fn remind(tx: &mut Tx, slot: SlotId, now: Timestamp) -> store::Result<usize> {
    let mut register = Register::open(tx, &[slot], now).await?;
    register.lapse(tx).await?;
    let reminded = register.remind(tx, slot).await?;
    register.promote(tx).await?;
    register.save(tx).await?;
    Ok(reminded)
}

impl Ask {
    fn form(&self) -> Option<&str> {
        match self {
            Ask::Book(booking) => Some(&booking.form),
            Ask::WalkIn(walk_in) => Some(&walk_in.form),
            Ask::Do(..) | Ask::Turn(_) => None,
        }
    }
}

/// What the asks are about, read before anything is held.
struct Concerned {
    booked: Vec<RegistrationId>,
    own: BTreeSet<SlotId>,
    /// The addresses that are proved, or about to be.
    emails: Vec<String>,
}

impl Concerned {
    async fn by(conn: &mut Conn, asks: &[Ask]) -> store::Result<Concerned> {
        let (mut ids, mut own) = (BTreeSet::new(), BTreeSet::new());
        // Addresses whose other registrations may keep them from coming: looked up once they are proved, and then only.
        let (mut emails, mut proving) = (BTreeSet::new(), BTreeSet::new());
        for ask in asks {
            match ask {
                Ask::Book(booking) => {
                    own.insert(booking.slot);
                    if booking.address == Address::Proved {
                        emails.insert(comparable(&booking.registrant.email));
                    }
                }
                Ask::WalkIn(walk_in) => own.extend([walk_in.slot]),
                Ask::Turn(slot) => own.extend([*slot]),
                Ask::Do(id, deed) => {
                    ids.insert(*id);
                    if let Deed::Move { to, .. } = deed {
                        own.insert(*to);
                    }
                    if matches!(deed, Deed::Confirm | Deed::Accept | Deed::Move { .. }) {
                        proving.insert(*id);
                    }
                }
            }
        }
        let booked: Vec<RegistrationId> = ids.into_iter().collect();
        if !booked.is_empty() {
            for one in registrations::by_ids(conn, &booked).await? {
                own.insert(one.slot);
                if proving.contains(&one.id) {
                    emails.extend(one.email());
                }
            }
        }
        Ok(Concerned {
            booked,
            own,
            emails: emails.into_iter().collect(),
        })
    }

    fn slots(&self) -> Vec<SlotId> {
        self.own.iter().copied().collect()
    }

    fn names(&self) -> Vec<String> {
        let name = |email: &String| format!("books {email}");
        self.emails.iter().map(name).collect()
    }
}

/// What is the same for everyone who asks.
struct Known {
    plans: BTreeMap<EventId, KeptPlan>,
    audiences: BTreeMap<EditionId, Vec<Choice>>,
    /// The registrations that were made with these forms before, by form.
    sent: BTreeMap<String, RegistrationId>,
    of_before: BTreeMap<RegistrationId, Booked>,
}

impl Known {
    async fn read(conn: &mut Conn, register: &Register, asks: &[Ask]) -> store::Result<Known> {
        let forms: Vec<String> = asks
            .iter()
            .filter_map(Ask::form)
            .map(str::to_owned)
            .collect();
        let (mut before, mut kept, mut audiences) = (Vec::new(), Vec::new(), BTreeMap::new());
        if !forms.is_empty() {
            before = registrations::by_forms(conn, &forms).await?;
            let (events, own) = register.events();
            kept = plans(conn, &events).await?;
            for id in own {
                let edition = editions::edition(conn, id).await?;
                audiences.insert(id, edition.rules.audiences);
            }
        }
        let sent = before
            .iter()
            .filter_map(|one| Some((one.form.clone()?, one.id)));
        Ok(Known {
            sent: sent.collect(),
            plans: kept.into_iter().map(|plan| (plan.event, plan)).collect(),
            audiences,
            of_before: before.into_iter().map(|one| (one.id, one)).collect(),
        })
    }
}

impl Register {
    /// The events of the slots that are held, and their editions.
    fn events(&self) -> (Vec<EventId>, BTreeSet<EditionId>) {
        let slots = || self.pages.values().map(|page| &page.slot);
        let events: BTreeSet<EventId> = slots().map(|slot| slot.event).collect();
        let editions = slots().map(|slot| slot.edition).collect();
        (events.into_iter().collect(), editions)
    }

    fn carry_out(&mut self, ask: &Ask, known: &Known) -> Result<Option<RegistrationId>, Failed> {
        match ask {
            Ask::Book(booking) => self.book(booking, known).map(Some),
            Ask::WalkIn(walk_in) => self.walk_in(walk_in).map(Some),
            Ask::Do(id, deed) => self.perform(*id, deed).map(|()| Some(*id)),
            Ask::Turn(_) => Ok(None),
        }
    }

    fn book(&mut self, booking: &Booking, known: &Known) -> Result<RegistrationId, Failed> {
        let email = comparable(&booking.registrant.email);
        let engagements = match booking.address {
            Address::Proved => self.engagements(&email, booking.slot),
            Address::FirstTime => Vec::new(),
        };
        let now = self.now;
        let page = self.live(booking.slot)?;
        let questions = known.plans.get(&page.slot.event);
        let audiences = known.audiences.get(&page.slot.edition);
        let asked = Asked {
            audiences: audiences.map_or(&[], Vec::as_slice),
            questions: questions.map_or(&[], |plan| plan.questions.as_slice()),
        };
        let request = Request {
            person: None,
            address: booking.address,
            registrant: booking.registrant.clone(),
            party: booking.party.clone(),
            answers: booking.answers.clone(),
            arrival: page.slot.arrivals + 1,
        };
        let registration = booking::book(&page.ledger(now), &asked, request, &engagements)?;
        self.enter(
            booking.id,
            booking.slot,
            registration,
            booking.language.tag(),
            &booking.form,
        )
    }

    fn walk_in(&mut self, walk_in: &WalkIn) -> Result<RegistrationId, Failed> {
        let now = self.now;
        let page = self.live(walk_in.slot)?;
        is_of(&walk_in.by, page.slot.event)?;
        let ledger = page.ledger(now);
        let room = ledger.room_at_the_door(None, &walk_in.party);
        let room = room.ok_or(Refusal::NoRoom)?;
        let registration = booking::walk_in(
            &ledger,
            &room,
            walk_in.party.clone(),
            &walk_in.door,
            &walk_in.by.organiser,
            page.slot.arrivals + 1,
        )?;
        self.enter(walk_in.id, walk_in.slot, registration, "fr", &walk_in.form)
    }

    /// Writes a new registration into the register, under the place it was given in the order of arrival.
    fn enter(
        &mut self,
        id: RegistrationId,
        slot: SlotId,
        registration: Registration,
        language: &str,
        form: &str,
    ) -> Result<RegistrationId, Failed> {
        let now = self.now;
        let page = self.pages.get_mut(&slot).ok_or(Failed::Gone)?;
        page.arrives();
        let booked = Booked {
            registration: Registration {
                id: Some(id),
                ..registration
            },
            id,
            slot,
            event: page.slot.event,
            edition: page.slot.edition,
            language: language.to_owned(),
            sequence: page.slot.sequence,
            reminded_at: None,
            quiet_at: None,
            form: Some(form.to_owned()),
            created_at: now,
            updated_at: now,
            forgotten_at: None,
            version: 1,
        };
        match self.booked.contains_key(&id) {
            true => Err(duplicate()),
            false => {
                self.add(booked);
                Ok(id)
            }
        }
    }

    fn live(&self, slot: SlotId) -> Result<&super::register::Page, Failed> {
        let page = self.pages.get(&slot).ok_or(Failed::Gone)?;
        match page.slot.removed_at {
            Some(_) => Err(Failed::Gone),
            None => Ok(page),
        }
    }

    fn perform(&mut self, id: RegistrationId, deed: &Deed) -> Result<(), Failed> {
        let now = self.now;
        let booked = self.booked.get(&id).ok_or(Failed::Gone)?;
        let (registration, slot) = (booked.registration.clone(), booked.slot);
        if let Some(by) = deed.by() {
            is_of(by, booked.event)?;
        }
        let email = booked.email().unwrap_or_default();
        let engagements = self.engagements(&email, slot);
        // Somebody moved it while it was being looked for, to a slot that is not held.
        let moved = || StoreError::Conflict("registration".into());
        let page = self.pages.get(&slot).ok_or_else(moved)?;
        let (seats, ledger) = (&page.slot.seats, page.ledger(now));
        let (room, mut at) = (room_for(&ledger, id, &registration, deed), now);
        let act = match deed {
            Deed::Confirm => Act::Confirm {
                engagements: &engagements,
            },
            Deed::Cancel => Act::Cancel(Hand::Registrant),
            Deed::CancelFor(by) => Act::Cancel(Hand::Organiser(&by.organiser)),
            Deed::Accept => Act::Accept {
                engagements: &engagements,
            },
            Deed::Decline => Act::Decline,
            Deed::Change(party) => Act::Change {
                party: party.clone(),
                room: room.as_ref(),
            },
            Deed::CheckIn {
                people,
                door,
                at: scanned,
                by,
            } => {
                // A telephone’s clock may be ahead; nobody came later than now.
                at = scanned.map_or(now, |scanned| scanned.min(now));
                Act::CheckIn {
                    people: *people,
                    door: door.clone(),
                    by: &by.organiser,
                }
            }
            Deed::TakeBack(by) => Act::TakeBack { by: &by.organiser },
            Deed::Miss(by) => Act::Miss {
                by: Some(&by.organiser),
            },
            Deed::LetInLate { people, door, by } => Act::LetInLate {
                room: room.as_ref().ok_or(Refusal::NoRoom)?,
                people: *people,
                door: door.clone(),
                by: &by.organiser,
            },
            Deed::Move { to, by } => return self.relocate(id, *to, by),
            Deed::Forget => return self.erase(id),
            Deed::Quiet => {
                self.quiet(id);
                return Ok(());
            }
        };
        let next = booking::apply(&registration, seats, act, at)?;
        self.put(id, next);
        Ok(())
    }

    fn relocate(&mut self, id: RegistrationId, to: SlotId, by: &By) -> Result<(), Failed> {
        let now = self.now;
        let booked = self.booked.get(&id).ok_or(Failed::Gone)?;
        let email = booked.email().unwrap_or_default();
        let (registration, from) = (booked.registration.clone(), booked.slot);
        if from == to {
            return Err(Refusal::Already.into());
        }
        let engagements = self.engagements(&email, to);
        let source = self.pages.get(&from).ok_or(Failed::Gone)?;
        let target = self.live(to)?;
        is_of(by, target.slot.event)?;
        let ledger: Ledger<'_> = target.ledger(now);
        let room = ledger.room_at_the_door(Some(id), &registration.party);
        let next = booking::transfer(
            &registration,
            &source.slot.seats,
            &ledger,
            &room.ok_or(Refusal::NoRoom)?,
            &engagements,
            target.slot.arrivals + 1,
            &by.organiser,
        )?;
        if let Some(target) = self.pages.get_mut(&to) {
            target.arrives();
        }
        self.transfer(id, to, next);
        Ok(())
    }

    /// Forgets who a registration was, cancelled first where it still concerns someone.
    fn erase(&mut self, id: RegistrationId) -> Result<(), Failed> {
        let now = self.now;
        let booked = self.booked.get(&id).ok_or(Failed::Gone)?;
        let slot = booked.slot;
        let page = self.pages.get(&slot).ok_or(Failed::Gone)?;
        let seats = page.slot.seats.clone();
        let registration = booked.registration.clone();
        let forgotten = match booking::apply(&registration, &seats, Act::Forget, now) {
            Err(Refusal::NotYet { .. }) => {
                let act = Act::Cancel(Hand::Registrant);
                let cancelled = booking::apply(&registration, &seats, act, now)?;
                booking::apply(&cancelled, &seats, Act::Forget, now)?
            }
            other => other?,
        };
        self.forget(id, forgotten);
        Ok(())
    }
}

impl Deed {
    /// By whose hand, when it is an organiser’s.
    fn by(&self) -> Option<&By> {
        match self {
            Deed::CancelFor(by)
            | Deed::CheckIn { by, .. }
            | Deed::TakeBack(by)
            | Deed::Miss(by)
            | Deed::LetInLate { by, .. }
            | Deed::Move { by, .. } => Some(by),
            Deed::Confirm
            | Deed::Cancel
            | Deed::Accept
            | Deed::Decline
            | Deed::Change(_)
            | Deed::Quiet
            | Deed::Forget => None,
        }
    }
}

/// The proof that there is room for what a deed asks, when it needs one and there is.
fn room_for(
    ledger: &Ledger<'_>,
    id: RegistrationId,
    registration: &Registration,
    deed: &Deed,
) -> Option<Room> {
    match deed {
        Deed::Change(party) => ledger.room_to_change(id, party),
        Deed::LetInLate { .. } => ledger.room_at_the_door(Some(id), &registration.party),
        _ => None,
    }
}

fn is_of(by: &By, event: EventId) -> Result<(), Failed> {
    (by.event == event).then_some(()).ok_or(Failed::Gone)
}

fn duplicate() -> Failed {
    Failed::Store(StoreError::Duplicate {
        table: "registration".into(),
        columns: vec!["id".into()],
    })
}

//! The register of some slots, open in one transaction that holds them: who has which seats, what changed, and who is told.

use std::collections::{BTreeMap, BTreeSet};

use domain::booking::{
    self, Act, Engagement, Hand, Ledger, Line, Outlook, Registration, SameSlot, State, Taking,
};
use domain::ids::{EventId, RegistrationId, SlotId};
use jiff::Timestamp;
use store::bookings::{Booked, Engaged, NewLetter, Slot, letters, registrations, slots};
use store::{StoreError, Tx};

use crate::clock::after;

/// So long before a slot one is reminded of it; who books later needs no reminder.
pub const REMIND_MILLIS: i64 = 24 * 3_600_000;

/// One slot that is held.
pub(super) struct Page {
    /// The slot, with what changes.
    pub(super) slot: Slot,
    /// Every registration that counts.
    pub(super) lines: Vec<Line>,
    before: Slot,
}

impl Page {
    /// Its ledger.
    pub(super) fn ledger(&self, now: Timestamp) -> Ledger<'_> {
        Ledger::of(&self.slot.seats, &self.lines, now)
    }

    /// The next place in the order of arrival.
    pub(super) fn arrives(&mut self) -> u64 {
        self.slot.arrivals += 1;
        self.slot.arrivals
    }

    /// Writes down how the slot is now; answers whether anything is to be saved.
    fn count(&mut self, now: Timestamp) -> bool {
        let ledger = Ledger::of(&self.slot.seats, &self.lines, now);
        let outlook = ledger.outlook(None);
        let (taken, confirmed) = (ledger.taken(), ledger.confirmed());
        let waiting = u32::try_from(ledger.waiting()).unwrap_or(u32::MAX);
        let slot = &mut self.slot;
        (slot.taken, slot.confirmed, slot.waiting) = (taken, confirmed, waiting);
        slot.outlook = outlook;
        slot.full_at = match has_no_seat(outlook) {
            true => slot.full_at.or(Some(now)),
            false => None,
        };
        slot.next_turn = match slot.removed_at {
            Some(_) => None,
            None => next_turn(slot, &self.lines, now),
        };
        self.slot != self.before
    }

    /// Whether what is said of its event may have changed.
    fn shows(&self) -> bool {
        let said = |slot: &Slot| {
            let closes = slot.postponed_at.unwrap_or(slot.seats.closes());
            let taken = !matches!(slot.outlook, Outlook::NotTaken { .. });
            (
                slot.full_at.is_some(),
                slot.removed_at.is_some(),
                closes,
                taken,
            )
        };
        said(&self.slot) != said(&self.before)
    }
}

/// Whether a newcomer finds no seat. Before bookings open and after they close there is nothing to find.
pub(super) fn has_no_seat(outlook: Outlook) -> bool {
    match outlook {
        Outlook::WaitingList { .. } | Outlook::Full => true,
        Outlook::NotTaken { taking } => matches!(taking, Taking::ClosedByOrganiser { .. }),
        Outlook::Unlimited | Outlook::Seats { .. } | Outlook::Few { .. } => false,
    }
}

/// When something happens in a slot by itself: by the rules, or because bookings close and it looks otherwise.
pub(super) fn next_turn(slot: &Slot, lines: &[Line], now: Timestamp) -> Option<Timestamp> {
    next_of(&slot.seats, lines, now)
}

/// The same for seats alone.
pub(super) fn next_of(seats: &booking::Seats, lines: &[Line], now: Timestamp) -> Option<Timestamp> {
    let closes = Some(seats.closes()).filter(|closes| *closes > now);
    let own = booking::next_turn(seats, lines, now);
    own.into_iter().chain(closes).min()
}

/// The register of some slots.
pub(super) struct Register {
    /// The moment it is.
    pub(super) now: Timestamp,
    /// The slots that are held.
    pub(super) pages: BTreeMap<SlotId, Page>,
    /// What was read of registrations, with what changed.
    pub(super) booked: BTreeMap<RegistrationId, Booked>,
    /// What people have elsewhere, of the addresses that were looked up.
    pub(super) engaged: Vec<Engaged>,
    fresh: BTreeSet<RegistrationId>,
    changed: BTreeSet<RegistrationId>,
    forgotten: Vec<RegistrationId>,
    letters: Vec<NewLetter>,
}

/// What saving a register did.
#[derive(Debug, Default)]
pub(super) struct Saved {
    /// Letters that were posted.
    pub(super) letters: usize,
    /// Events of which it may have changed whether they have seats left.
    pub(super) events: BTreeSet<EventId>,
}

impl Register {
    /// Takes these slots, waits for whoever has them, and reads them as they are then.
    pub(super) async fn open(
        tx: &mut Tx,
        ids: &[SlotId],
        now: Timestamp,
    ) -> Result<Register, StoreError> {
        let held = slots::hold(tx, ids).await?;
        let mut pages: BTreeMap<SlotId, Page> = BTreeMap::new();
        for slot in held {
            let before = slot.clone();
            let lines = Vec::new();
            pages.insert(
                slot.id,
                Page {
                    slot,
                    lines,
                    before,
                },
            );
        }
        for (slot, line) in registrations::lines(tx, ids).await? {
            if let Some(page) = pages.get_mut(&slot) {
                page.lines.push(line);
            }
        }
        Ok(Register {
            now,
            pages,
            booked: BTreeMap::new(),
            engaged: Vec::new(),
            fresh: BTreeSet::new(),
            changed: BTreeSet::new(),
            forgotten: Vec::new(),
            letters: Vec::new(),
        })
    }

    /// Reads these registrations, those that were read already left as they are.
    pub(super) async fn load(
        &mut self,
        tx: &mut Tx,
        ids: &[RegistrationId],
    ) -> Result<(), StoreError> {
        let unknown: Vec<RegistrationId> = ids
            .iter()
            .copied()
            .filter(|id| !self.booked.contains_key(id))
            .collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let read = registrations::by_ids(tx, &unknown).await?;
        self.booked
            .extend(read.into_iter().map(|booked| (booked.id, booked)));
        Ok(())
    }

    /// Writes down what ran out of time; whoever was promised something is told.
    pub(super) async fn lapse(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        let ids = self.lapses();
        self.load(tx, &ids).await?;
        for id in ids {
            self.act(id, |_| Act::Lapse);
        }
        Ok(())
    }

    /// Makes the offers that are due.
    pub(super) async fn promote(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        let offers = self.offers();
        let ids: Vec<RegistrationId> = offers.iter().map(booking::Offer::registration).collect();
        self.load(tx, &ids).await?;
        for offer in &offers {
            self.act(offer.registration(), |_| Act::Offer(offer));
        }
        Ok(())
    }

    fn lapses(&self) -> Vec<RegistrationId> {
        let pages = self.pages.values();
        let due = pages.flat_map(|page| booking::lapses(&page.slot.seats, &page.lines, self.now));
        due.collect()
    }

    fn offers(&self) -> Vec<booking::Offer> {
        let pages = self.pages.values();
        let live = pages.filter(|page| page.slot.removed_at.is_none());
        live.flat_map(|page| booking::promote(&page.slot.seats, &page.lines, self.now))
            .collect()
    }

    /// Does what the site does by itself with a registration. What the rules refuse is left: they were asked a moment ago, and a
    /// row that says otherwise than its line is told to the operator.
    fn act<'a>(&mut self, id: RegistrationId, act: impl FnOnce(&Registration) -> Act<'a>) {
        let (Some(booked), now) = (self.booked.get(&id), self.now) else {
            return;
        };
        let Some(page) = self.pages.get(&booked.slot) else {
            return;
        };
        let act = act(&booked.registration);
        match booking::apply(&booked.registration, &page.slot.seats, act, now) {
            Ok(next) => self.put(id, next),
            Err(refusal) => tracing::error!(registration = id.0, %refusal, "a turn was refused"),
        }
    }

    /// Cancels every registration of a slot by the site, those who are in left out; each is told once.
    pub(super) async fn cancel_all(&mut self, tx: &mut Tx, slot: SlotId) -> Result<(), StoreError> {
        let ids = self.ids_of(slot, |state| !matches!(state, State::Attended { .. }));
        self.load(tx, &ids).await?;
        for id in ids {
            self.act(id, |_| Act::Cancel(Hand::Site));
        }
        Ok(())
    }

    /// Tells everyone who counts on a slot that it changed, with its calendar; an address nobody proved gets no second letter.
    pub(super) async fn tell_change(
        &mut self,
        tx: &mut Tx,
        slot: SlotId,
        moved: bool,
    ) -> Result<(), StoreError> {
        let ids = self.ids_of(slot, is_owed_news);
        self.load(tx, &ids).await?;
        let Some(page) = self.pages.get(&slot) else {
            return Ok(());
        };
        let (sequence, from) = (page.slot.sequence, page.slot.seats.when.from);
        for id in ids {
            let now = self.now;
            let Some(booked) = self.booked.get_mut(&id) else {
                continue;
            };
            booked.sequence = (booked.sequence + 1).max(sequence);
            if moved {
                // The letter of today says enough of tomorrow.
                booked.reminded_at = is_near(from, now).then_some(now);
            }
            self.changed.insert(id);
            self.write(id, "booking-changed");
        }
        Ok(())
    }

    /// Reminds everyone who is sure to come and was not reminded.
    pub(super) async fn remind(&mut self, tx: &mut Tx, slot: SlotId) -> Result<usize, StoreError> {
        let ids = self.ids_of(slot, |state| matches!(state, State::Confirmed { .. }));
        self.load(tx, &ids).await?;
        let mut reminded = 0;
        for id in ids {
            let now = self.now;
            let Some(booked) = self.booked.get_mut(&id) else {
                continue;
            };
            if booked.reminded_at.is_some() {
                continue;
            }
            booked.reminded_at = Some(now);
            self.changed.insert(id);
            self.write(id, "booking-reminder");
            reminded += 1;
        }
        Ok(reminded)
    }

    fn ids_of(&self, slot: SlotId, which: impl Fn(&State) -> bool) -> Vec<RegistrationId> {
        let lines = self.pages.get(&slot).into_iter();
        lines
            .flat_map(|page| &page.lines)
            .filter(|line| which(&line.state))
            .map(|line| line.registration)
            .collect()
    }

    /// The other registrations of an address, as the rules of this slot see them.
    pub(super) fn engagements(&self, email: &str, slot: SlotId) -> Vec<Engagement> {
        let own = self.engaged.iter().filter(|other| other.email == email);
        own.map(|other| Engagement {
            registration: other.registration,
            slot: match other.slot == slot {
                true => SameSlot::Same,
                false => SameSlot::Another,
            },
            when: other.when,
            state: other.state.clone(),
        })
        .collect()
    }

    /// Adds a registration.
    pub(super) fn add(&mut self, booked: Booked) {
        let id = booked.id;
        let next = booked.registration.clone();
        self.fresh.insert(id);
        self.booked.insert(id, booked);
        self.settle(id, next, None);
    }

    /// Puts a registration as it is now in the place of what it was; whoever booked is told what became of it.
    pub(super) fn put(&mut self, id: RegistrationId, next: Registration) {
        let Some(booked) = self.booked.get(&id) else {
            return;
        };
        let before = booked.registration.state.clone();
        self.changed.insert(id);
        self.settle(id, next, Some(before));
    }

    fn settle(&mut self, id: RegistrationId, next: Registration, before: Option<State>) {
        let now = self.now;
        let Some(booked) = self.booked.get_mut(&id) else {
            return;
        };
        booked.registration = next;
        let Some(page) = self.pages.get_mut(&booked.slot) else {
            return;
        };
        let state = &booked.registration.state;
        let confirmed = matches!(state, State::Confirmed { .. });
        let was = matches!(
            before,
            Some(State::Confirmed { .. } | State::Attended { .. })
        );
        if matches!(state, State::Cancelled { .. }) {
            // Of two calendars with one name, the later has the higher sequence.
            booked.sequence += 1;
        }
        if confirmed && !was {
            booked.sequence = booked.sequence.max(page.slot.sequence);
            if is_near(page.slot.seats.when.from, now) {
                booked.reminded_at = Some(now);
            }
        }
        page.lines.retain(|line| line.registration != id);
        if !state.has_ended() {
            page.lines.extend(booked.registration.line());
        }
        let kind = (before.as_ref() != Some(state))
            .then(|| news(before.as_ref(), state))
            .flatten();
        self.note_engaged(id);
        if let Some(kind) = kind {
            self.write(id, kind);
        }
    }

    /// What the person has elsewhere follows within the same transaction.
    fn note_engaged(&mut self, id: RegistrationId) {
        let Some(booked) = self.booked.get(&id) else {
            return;
        };
        self.engaged.retain(|other| other.registration != id);
        let page = self.pages.get(&booked.slot);
        if let (Some(email), Some(page)) = (booked.email(), page)
            && !booked.registration.state.has_ended()
        {
            self.engaged.push(Engaged {
                email,
                registration: id,
                slot: booked.slot,
                when: page.slot.seats.when,
                state: booked.registration.state.clone(),
            });
        }
    }

    /// Moves a registration to another slot that is held, as it is there.
    pub(super) fn transfer(&mut self, id: RegistrationId, to: SlotId, next: Registration) {
        let (Some(booked), Some(target)) = (self.booked.get_mut(&id), self.pages.get(&to)) else {
            return;
        };
        let (sequence, from) = (target.slot.sequence, target.slot.seats.when.from);
        let old = std::mem::replace(&mut booked.slot, to);
        booked.sequence = (booked.sequence + 1).max(sequence);
        booked.reminded_at = is_near(from, self.now).then_some(self.now);
        let owed = is_owed_news(&next.state);
        if let Some(page) = self.pages.get_mut(&old) {
            page.lines.retain(|line| line.registration != id);
        }
        self.put(id, next);
        if owed {
            self.write(id, "booking-changed");
        }
    }

    /// Forgets who a registration was: its letters go with it.
    pub(super) fn forget(&mut self, id: RegistrationId, next: Registration) {
        let now = self.now;
        self.put(id, next);
        if let Some(booked) = self.booked.get_mut(&id) {
            booked.form = None;
            booked.forgotten_at = booked.forgotten_at.or(Some(now));
        }
        self.letters.retain(|letter| letter.registration != id);
        self.forgotten.push(id);
    }

    /// Whoever booked wants no messages of the organiser any more.
    pub(super) fn quiet(&mut self, id: RegistrationId) {
        let now = self.now;
        if let Some(booked) = self.booked.get_mut(&id) {
            booked.quiet_at = booked.quiet_at.or(Some(now));
            self.changed.insert(id);
        }
    }

    fn write(&mut self, id: RegistrationId, kind: &'static str) {
        let Some(booked) = self.booked.get(&id) else {
            return;
        };
        let Some(to_email) = booked.email() else {
            return;
        };
        self.letters.push(NewLetter {
            registration: id,
            slot: booked.slot,
            event: booked.event,
            to_email,
            language: booked.language.clone(),
            kind,
            message: None,
            // The version it will have once it is saved: nobody else can save that one.
            occasion: match self.fresh.contains(&id) {
                true => booked.version.to_string(),
                false => (booked.version + 1).to_string(),
            },
        });
    }

    /// Saves what changed, and posts the letters.
    pub(super) async fn save(&mut self, tx: &mut Tx) -> Result<Saved, StoreError> {
        let now = self.now;
        let fresh: Vec<&Booked> = self.fresh.iter().map(|id| &self.booked[id]).collect();
        if !fresh.is_empty() {
            registrations::add(tx, &fresh).await?;
        }
        for id in self.changed.difference(&self.fresh) {
            if let Some(booked) = self.booked.get_mut(id) {
                registrations::save(tx, booked, now).await?;
                booked.version += 1;
                booked.updated_at = now;
            }
        }
        let mut saved = Saved::default();
        for page in self.pages.values_mut() {
            if page.count(now) {
                slots::save(tx, &page.slot, now).await?;
                if page.shows() {
                    saved.events.insert(page.slot.event);
                }
            }
        }
        if !self.forgotten.is_empty() {
            letters::forget(tx, &self.forgotten).await?;
        }
        letters::post(tx, &self.letters, now).await?;
        saved.letters = self.letters.len();
        Ok(saved)
    }
}

/// Whether a slot begins so soon that nobody need be reminded.
fn is_near(from: Timestamp, now: Timestamp) -> bool {
    from <= after(now, REMIND_MILLIS)
}

/// Whether whoever has this state is told of changes: an address nobody proved gets no second letter.
pub(super) fn is_owed_news(state: &State) -> bool {
    match state {
        State::Confirmed { .. } | State::Offered { .. } => true,
        State::Waiting { prove_by, .. } => prove_by.is_none(),
        _ => false,
    }
}

/// The kind of letter that says what became of a registration, if one does.
fn news(before: Option<&State>, now: &State) -> Option<&'static str> {
    let proved = before.is_none_or(is_owed_news);
    match now {
        State::Held { .. }
        | State::Waiting {
            prove_by: Some(_), ..
        } => before.is_none().then_some("booking-confirm"),
        State::Confirmed { .. } => {
            let was_in = matches!(before, Some(State::Attended { .. }));
            (!was_in).then_some("booking-confirmed")
        }
        State::Waiting { prove_by: None, .. } => Some("booking-waiting"),
        State::Offered { .. } => Some("booking-offered"),
        State::Cancelled { .. } => proved.then_some("booking-cancelled"),
        State::Lapsed { .. } => proved.then_some("booking-lapsed"),
        State::Declined { .. } | State::Attended { .. } | State::NoShow { .. } => None,
    }
}

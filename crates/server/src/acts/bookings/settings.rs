//! What an organiser sets for the bookings of an event, at once and without review. Each goes through the event before its slots,
//! as a label does.

use domain::booking::{Closed, Plan, Planned, Question, check_questions};
use domain::edition::Choice;
use domain::ids::SlotId;
use domain::journal::{Actor, Entry, What};
use jiff::Timestamp;
use store::bookings::{self, slots};
use store::events::{self, Kept};
use store::{Tx, editions, reviews};

use super::follow::align;
use super::register::{Page, Register, Saved};
use super::{By, Failed, settle};
use crate::acts::World;
use crate::app::App;

/// Sets how the slots of an event are booked, and what is asked of whoever books; `version` is that of what was set before, none when
/// nothing was. The slots follow at once.
///
/// # Errors
/// [`Failed::Plan`], [`Failed::Questions`]; [`store::StoreError::Conflict`] when somebody was quicker.
pub async fn set_plan(
    app: &App,
    by: &By,
    plan: &Plan,
    questions: &[Question],
    version: Option<i64>,
) -> Result<(), Failed> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let kept = event(&mut tx, by).await?;
    let edition = editions::edition(&mut tx, kept.event.edition).await?;
    let faults = check_questions(questions);
    if !faults.is_empty() {
        return Err(Failed::Questions(faults));
    }
    let own = slots::of_event(&mut tx, kept.id).await?;
    let planned: Vec<Planned> = own
        .iter()
        .filter(|slot| slot.seats.when.to > now)
        .map(|slot| Planned {
            when: slot.seats.when,
            capacity: slot.seats.capacity,
            taken: slot.taken,
        })
        .collect();
    let faults = plan.check(&edition.rules.audiences, &planned);
    if !faults.is_empty() {
        return Err(Failed::Plan(faults));
    }
    bookings::save_plan(&mut tx, kept.id, plan, questions, version, now).await?;
    note(&mut tx, &kept, by, What::BookingsSet, now).await?;
    let world = World {
        gazetteer: &app.gazetteer,
        campaign_names: &[],
        edition: &edition,
        now,
    };
    let saved = align(&mut tx, world, kept.id).await?;
    tx.commit().await?;
    tell(app, saved, now).await;
    Ok(())
}

/// Sets the capacity of one slot, whatever the content says; none for that of the content again. Where seats are added, the waiting
/// list moves by itself.
///
/// # Errors
/// [`Failed::Seats`], as when more seats are taken than there would be; [`Failed::Gone`].
pub async fn set_capacity(
    app: &App,
    by: &By,
    slot: SlotId,
    capacity: Option<u32>,
) -> Result<(), Failed> {
    let mut tx = app.store.begin().await?;
    let kept = event(&mut tx, by).await?;
    let edition = editions::edition(&mut tx, kept.event.edition).await?;
    let plan = bookings::plan(&mut tx, kept.id).await?;
    let plan = plan.map(|kept| kept.plan).unwrap_or_default();
    let of_content = told_capacity(&mut tx, &kept, slot).await?;
    let audiences = edition.rules.audiences;
    let set = Change {
        app,
        by,
        kept,
        slot,
    };
    let what = |page: &Page| What::CapacitySet {
        slot: page.slot.start,
        capacity,
    };
    set.carry_out(tx, what, |page| {
        let seats = &page.slot.seats;
        let next = plan.seats(seats.when, capacity.or(of_content), seats.closed);
        let taken = page.ledger(app.clock.now()).taken();
        check(&next, &audiences, taken)?;
        page.slot.seats = next;
        page.slot.capacity_own = capacity;
        Ok(())
    })
    .await
}

/// Closes the bookings of a slot before their time. Those who have seats keep them, and those who wait are offered nothing.
///
/// # Errors
/// [`Failed::Gone`].
pub async fn close_slot(app: &App, by: &By, slot: SlotId) -> Result<(), Failed> {
    let closed = Closed {
        at: app.clock.now(),
        by: by.organiser.person(),
    };
    let what = |page: &Page| What::SlotClosed {
        slot: page.slot.start,
    };
    let (tx, set) = begin(app, by, slot).await?;
    set.carry_out(tx, what, |page| {
        page.slot.closed = Some(page.slot.closed.unwrap_or(closed));
        page.slot.seats.closed = page.slot.seats.closed.or(page.slot.closed);
        Ok(())
    })
    .await
}

/// Opens the bookings of a slot again that were closed before their time.
///
/// # Errors
/// [`Failed::Gone`].
pub async fn reopen_slot(app: &App, by: &By, slot: SlotId) -> Result<(), Failed> {
    let what = |page: &Page| What::SlotReopened {
        slot: page.slot.start,
    };
    let (tx, set) = begin(app, by, slot).await?;
    set.carry_out(tx, what, |page| {
        page.slot.closed = None;
        // What waits for another date stays closed until it has one.
        let postponed = page.slot.postponed_at;
        page.slot.seats.closed = postponed.map(|at| Closed { at, by: None });
        Ok(())
    })
    .await
}

fn check(seats: &domain::booking::Seats, audiences: &[Choice], taken: u32) -> Result<(), Failed> {
    let faults = seats.check(audiences, taken);
    match faults.is_empty() {
        true => Ok(()),
        false => Err(Failed::Seats(faults)),
    }
}

/// The event, held: its slots are taken after it.
async fn event(tx: &mut Tx, by: &By) -> Result<Kept, Failed> {
    tx.lock_row("event", by.event.0).await?;
    events::find(tx, by.event).await?.ok_or(Failed::Gone)
}

/// The capacity of a slot as the label tells it.
async fn told_capacity(tx: &mut Tx, kept: &Kept, slot: SlotId) -> Result<Option<u32>, Failed> {
    let (Some(label), Some(own)) = (&kept.event.label, slots::find(tx, slot).await?) else {
        return Err(Failed::Gone);
    };
    let content = events::content(tx, kept.id, label.revision).await?;
    let told = content.slots.iter().find(|told| told.start == own.start);
    Ok(told.and_then(|told| told.capacity))
}

async fn begin<'a>(app: &'a App, by: &'a By, slot: SlotId) -> Result<(Tx, Change<'a>), Failed> {
    let mut tx = app.store.begin().await?;
    let kept = event(&mut tx, by).await?;
    Ok((
        tx,
        Change {
            app,
            by,
            kept,
            slot,
        },
    ))
}

/// A change of one slot.
struct Change<'a> {
    app: &'a App,
    by: &'a By,
    kept: Kept,
    slot: SlotId,
}

impl Change<'_> {
    /// Changes the slot, with a turn of it; the journal says what.
    async fn carry_out(
        self,
        mut tx: Tx,
        what: impl FnOnce(&Page) -> What,
        change: impl FnOnce(&mut Page) -> Result<(), Failed>,
    ) -> Result<(), Failed> {
        let now = self.app.clock.now();
        let mut register = Register::open(&mut tx, &[self.slot], now).await?;
        register.lapse(&mut tx).await?;
        let page = register.pages.get_mut(&self.slot);
        let page =
            page.filter(|page| page.slot.event == self.kept.id && page.slot.removed_at.is_none());
        let page = page.ok_or(Failed::Gone)?;
        change(page)?;
        let what = what(page);
        register.promote(&mut tx).await?;
        let saved = register.save(&mut tx).await?;
        note(&mut tx, &self.kept, self.by, what, now).await?;
        tx.commit().await?;
        tell(self.app, saved, now).await;
        Ok(())
    }
}

/// One more line of the journal, by the organiser.
async fn note(tx: &mut Tx, kept: &Kept, by: &By, what: What, now: Timestamp) -> store::Result<()> {
    let entry = Entry {
        event: Some(kept.id),
        at: now,
        actor: Actor::Organiser {
            person: by.organiser.person(),
        },
        what,
    };
    reviews::append(tx, kept.id, &entry).await
}

async fn tell(app: &App, saved: Saved, now: Timestamp) {
    if saved.letters > 0 {
        app.outbox.notify_one();
    }
    settle(app, &saved.events, now).await;
}

//! The slots of an event follow what is public of it, in the transaction that changes it: what is moved is moved with everyone who
//! booked it, what is no more is cancelled, and each is told once.

use std::collections::BTreeSet;

use domain::booking::{Closed, Ledger, Matched, Plan, Seats, Times, When, reconcile};
use domain::event::{Content, Status};
use domain::ids::{EditionId, EventId, SlotId};
use domain::review::Review;
use domain::slot::Slot as Hours;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::bookings::{self, NewSlot, Slot, full, slots};
use store::{StoreError, Tx, events};

use super::register::{Register, Saved, next_of};
use crate::acts::{World, zone_of};
use crate::secret;

/// Brings the slots of an event up to what is public of it, and says whether it has seats left. The transaction holds the event and
/// has raised the public revision of its edition.
///
/// # Errors
/// As the database answers.
pub async fn follow(tx: &mut Tx, world: World<'_>, id: EventId) -> store::Result<()> {
    align(tx, world, id).await?;
    full::settle(tx, id, world.now).await?;
    Ok(())
}

/// What the public was told of an event that matters to whoever booked it.
struct Public {
    edition: EditionId,
    content: Content,
    status: Status,
    zone: TimeZone,
    plan: Plan,
}

impl Public {
    /// The moments of a slot.
    fn when(&self, id: EventId, hours: &Hours) -> store::Result<When> {
        When::of(hours, &self.zone)
            .map_err(|fault| StoreError::corrupt("event", id, fault.to_string()))
    }

    /// Since when it waits for another date.
    fn postponed_at(&self) -> Option<Timestamp> {
        match self.status {
            Status::Postponed { at, .. } => Some(at),
            _ => None,
        }
    }

    /// The seats of a slot. Nobody books what waits for another date.
    fn seats(&self, when: When, capacity: Option<u32>, closed: Option<Closed>) -> Seats {
        let postponed = self.postponed_at().map(|at| Closed { at, by: None });
        self.plan.seats(when, capacity, closed.or(postponed))
    }

    /// What those who booked know of when and where it is: what differs from it is told.
    fn told(&self, hours: &Hours) -> String {
        let (place, status) = (&self.content.place, &self.status);
        let online = match status {
            Status::MovedOnline { url, .. } => url,
            _ => &self.content.online_url,
        };
        let commune = place.commune.as_ref().map_or("", |code| code.as_str());
        let (start, end) = (hours.start.to_string(), hours.end.to_string());
        let facts = [
            start.as_str(),
            end.as_str(),
            self.content.mode.map_or("", |mode| mode.slug()),
            place.name.as_str(),
            place.address.as_str(),
            place.postcode.as_str(),
            commune,
            place.meeting_point.as_str(),
            online.as_str(),
            status.slug(),
        ];
        secret::digest(&facts.join("\u{1f}"))
    }
}

/// What is public of an event, for whoever booked it.
enum Told {
    /// It takes place, or will, and is booked here.
    Here(Box<Public>),
    /// Its label was undone, and nobody has decided again: nobody is sent away, and nobody comes in.
    Waits,
    /// It does not take place, is public no more, or is booked elsewhere.
    Nothing,
}

/// Brings the slots of an event up to what is public of it.
///
/// # Errors
/// As the database answers.
pub(super) async fn align(tx: &mut Tx, world: World<'_>, id: EventId) -> store::Result<Saved> {
    let known = slots::of_event(tx, id).await?;
    let told = told(tx, world, id).await?;
    if known.is_empty() && !matches!(told, Told::Here(_)) {
        return Ok(Saved::default());
    }
    let now = world.now;
    let ids: Vec<SlotId> = known.iter().map(|slot| slot.id).collect();
    let mut register = Register::open(tx, &ids, now).await?;
    register.lapse(tx).await?;
    let mut added = Vec::new();
    let public = match told {
        Told::Waits => {
            wait(&mut register);
            None
        }
        Told::Here(public) => Some(public),
        Told::Nothing => {
            for row in sides(&register, None, id)?.rows {
                remove(&mut register, tx, row).await?;
            }
            None
        }
    };
    if let Some(public) = &public {
        let Sides { rows, told } = sides(&register, Some(public), id)?;
        let matched = matched(&register, &rows, &told);
        for row in matched.removed {
            remove(&mut register, tx, rows[row]).await?;
        }
        for (row, hours) in matched.pairs {
            update(&mut register, tx, public, rows[row], &told[hours]).await?;
        }
        added.extend(matched.added.into_iter().map(|hours| told[hours]));
    }
    register.promote(tx).await?;
    let mut saved = register.save(tx).await?;
    if let Some(public) = &public {
        for hours in added {
            add(tx, public, id, &hours, now).await?;
        }
    }
    saved.events.insert(id);
    Ok(saved)
}

/// What is compared: the slots that are kept, and those that are told now.
struct Sides {
    rows: Vec<SlotId>,
    told: Vec<Hours>,
}

/// What has taken place is left as it was, on both sides, unless it is still told so.
fn sides(register: &Register, public: Option<&Public>, id: EventId) -> store::Result<Sides> {
    let now = register.now;
    let hours = public.map_or(&[][..], |public| &public.content.slots);
    let starts: BTreeSet<_> = hours.iter().map(|hours| hours.start).collect();
    let slots = register.pages.values().map(|page| &page.slot);
    let rows: Vec<&Slot> = slots
        .filter(|slot| {
            let comes = slot.seats.when.to > now || slot.postponed_at.is_some();
            slot.removed_at.is_none() && (comes || starts.contains(&slot.start))
        })
        .collect();
    let mut told = Vec::new();
    for hours in hours {
        let same = rows.iter().any(|slot| slot.start == hours.start);
        let when = public.map(|public| public.when(id, hours)).transpose()?;
        if same || when.is_some_and(|when| when.to > now) {
            told.push(*hours);
        }
    }
    let rows = rows.into_iter().map(|slot| slot.id).collect();
    Ok(Sides { rows, told })
}

fn matched(register: &Register, rows: &[SlotId], told: &[Hours]) -> Matched {
    let slots = rows.iter().filter_map(|row| register.pages.get(row));
    let kept: Vec<Times> = slots.map(|page| (page.slot.start, page.slot.end)).collect();
    let content: Vec<Times> = told.iter().map(|hours| (hours.start, hours.end)).collect();
    reconcile(&kept, &content)
}

async fn told(tx: &mut Tx, world: World<'_>, id: EventId) -> store::Result<Told> {
    let Some(kept) = events::find(tx, id).await? else {
        return Ok(Told::Nothing);
    };
    let (status, review) = (kept.event.status, kept.event.review);
    let Some(label) = kept.event.label else {
        return Ok(match review {
            Review::Proposed { .. } | Review::Returned { .. } => Told::Waits,
            _ => Told::Nothing,
        });
    };
    if matches!(status, Status::Cancelled { .. }) {
        return Ok(Told::Nothing);
    }
    let content = events::content(tx, id, label.revision).await?;
    if !content.booking.here() {
        return Ok(Told::Nothing);
    }
    let plan = bookings::plan(tx, id).await?;
    Ok(Told::Here(Box::new(Public {
        edition: kept.event.edition,
        zone: zone_of(world.gazetteer, &label.chain),
        plan: plan.map(|kept| kept.plan).unwrap_or_default(),
        content,
        status,
    })))
}

/// Nobody books a slot until it is known again whether it takes place.
fn wait(register: &mut Register) {
    let now = register.now;
    for page in register.pages.values_mut() {
        let own = &mut page.slot;
        own.postponed_at = own.postponed_at.or(Some(now));
        own.seats.closed = own.seats.closed.or(Some(Closed { at: now, by: None }));
    }
}

/// A slot is no more: everyone who booked it is told.
async fn remove(register: &mut Register, tx: &mut Tx, slot: SlotId) -> store::Result<()> {
    let now = register.now;
    register.cancel_all(tx, slot).await?;
    if let Some(page) = register.pages.get_mut(&slot) {
        page.slot.removed_at = Some(now);
    }
    Ok(())
}

/// A slot is as it is told now; when that is another time, another place or another status, those who booked it are told.
async fn update(
    register: &mut Register,
    tx: &mut Tx,
    public: &Public,
    slot: SlotId,
    hours: &Hours,
) -> store::Result<()> {
    let now = register.now;
    let Some(page) = register.pages.get_mut(&slot) else {
        return Ok(());
    };
    let own = &mut page.slot;
    let when = public.when(own.event, hours)?;
    let comes = when.to > now;
    if !comes && own.seats.when.to <= now && own.postponed_at.is_none() {
        return Ok(());
    }
    let capacity = own.capacity_own.or(hours.capacity);
    let moved = own.seats.when != when;
    own.seats = public.seats(when, capacity, own.closed);
    (own.start, own.end) = (hours.start, hours.end);
    own.postponed_at = public.postponed_at();
    let told = public.told(hours);
    if own.told == told {
        return Ok(());
    }
    own.told = told;
    own.sequence += 1;
    register.tell_change(tx, slot, moved).await
}

/// The slots of an event nobody has booked yet, as they are booked from now on; none of one that is not booked here or does not
/// take place. For what is written without a turn, such as the demonstration.
///
/// # Errors
/// [`StoreError::Corrupt`] when a slot is at no moment.
pub fn first_slots(
    (edition, event): (EditionId, EventId),
    content: &Content,
    status: &Status,
    zone: TimeZone,
    now: Timestamp,
) -> store::Result<Vec<NewSlot>> {
    if !content.booking.here() || matches!(status, Status::Cancelled { .. }) {
        return Ok(Vec::new());
    }
    let public = Public {
        edition,
        content: content.clone(),
        status: status.clone(),
        zone,
        plan: Plan::default(),
    };
    let mut first = Vec::new();
    for hours in &content.slots {
        let slot = new_slot(&public, event, hours, now)?;
        if slot.seats.when.to > now {
            first.push(slot);
        }
    }
    Ok(first)
}

async fn add(
    tx: &mut Tx,
    public: &Public,
    event: EventId,
    hours: &Hours,
    now: Timestamp,
) -> store::Result<()> {
    let slot = new_slot(public, event, hours, now)?;
    slots::add(tx, &slot, now).await?;
    Ok(())
}

fn new_slot(
    public: &Public,
    event: EventId,
    hours: &Hours,
    now: Timestamp,
) -> store::Result<NewSlot> {
    let when = public.when(event, hours)?;
    let seats = public.seats(when, hours.capacity, None);
    Ok(NewSlot {
        event,
        edition: public.edition,
        start: hours.start,
        end: hours.end,
        told: public.told(hours),
        postponed_at: public.postponed_at(),
        next_turn: next_of(&seats, &[], now),
        outlook: Ledger::of(&seats, &[], now).outlook(None),
        seats,
    })
}

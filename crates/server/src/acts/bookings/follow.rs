//! The slots of an event follow what is public of it, in the transaction that changes it: what is moved is moved with everyone who
//! booked it, what is no more is cancelled, and each is told once.

use std::collections::BTreeSet;

use domain::booking::{Closed, Ledger, Matched, Plan, Seats, Times, When, reconcile};
use domain::event::{Content, Status};
use domain::ids::{EditionId, EventId, SlotId};
use domain::slot::Slot as Hours;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::bookings::{self, KeptPlan, NewSlot, Slot, full, slots};
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

/// Brings the slots of an event up to what is public of it.
///
/// # Errors
/// As the database answers.
pub(super) async fn align(tx: &mut Tx, world: World<'_>, id: EventId) -> store::Result<Saved> {
    let plan = bookings::plan(tx, id).await?;
    let known = slots::of_event(tx, id).await?;
    let public = public(tx, world, id, plan).await?;
    if known.is_empty() && public.is_none() {
        return Ok(Saved::default());
    }
    let now = world.now;
    let ids: Vec<SlotId> = known.iter().map(|slot| slot.id).collect();
    let mut register = Register::open(tx, &ids, now).await?;
    register.lapse(tx).await?;
    let Sides { rows, told } = sides(&register, public.as_ref(), id)?;
    let matched = matched(&register, &rows, &told);
    for row in matched.removed {
        remove(&mut register, tx, rows[row]).await?;
    }
    if let Some(public) = &public {
        for (row, hours) in matched.pairs {
            update(&mut register, tx, public, rows[row], &told[hours]).await?;
        }
    }
    register.promote(tx).await?;
    let mut saved = register.save(tx).await?;
    if let Some(public) = &public {
        for hours in matched.added {
            add(tx, public, id, &told[hours], now).await?;
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

/// What is public of an event that is booked here and takes place; none of any other.
async fn public(
    tx: &mut Tx,
    world: World<'_>,
    id: EventId,
    plan: Option<KeptPlan>,
) -> store::Result<Option<Public>> {
    let Some(kept) = events::find(tx, id).await? else {
        return Ok(None);
    };
    let status = kept.event.status;
    let Some(label) = kept.event.label else {
        return Ok(None);
    };
    if matches!(status, Status::Cancelled { .. }) {
        return Ok(None);
    }
    let content = events::content(tx, id, label.revision).await?;
    if !content.booking.here() {
        return Ok(None);
    }
    Ok(Some(Public {
        zone: zone_of(world.gazetteer, &label.chain),
        plan: plan.map(|kept| kept.plan).unwrap_or_default(),
        content,
        status,
    }))
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
    of: (EditionId, EventId),
    content: &Content,
    status: &Status,
    zone: TimeZone,
    now: Timestamp,
) -> store::Result<Vec<NewSlot>> {
    if !content.booking.here() || matches!(status, Status::Cancelled { .. }) {
        return Ok(Vec::new());
    }
    let public = Public {
        content: content.clone(),
        status: status.clone(),
        zone,
        plan: Plan::default(),
    };
    let mut first = Vec::new();
    for hours in &content.slots {
        let slot = new_slot(&public, of, hours, now)?;
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
    let Some(kept) = events::find(tx, event).await? else {
        return Ok(());
    };
    let slot = new_slot(public, (kept.event.edition, event), hours, now)?;
    slots::add(tx, &slot, now).await?;
    Ok(())
}

fn new_slot(
    public: &Public,
    (edition, event): (EditionId, EventId),
    hours: &Hours,
    now: Timestamp,
) -> store::Result<NewSlot> {
    let when = public.when(event, hours)?;
    let seats = public.seats(when, hours.capacity, None);
    Ok(NewSlot {
        event,
        edition,
        start: hours.start,
        end: hours.end,
        told: public.told(hours),
        postponed_at: public.postponed_at(),
        next_turn: next_of(&seats, &[], now),
        outlook: Ledger::of(&seats, &[], now).outlook(None),
        seats,
    })
}

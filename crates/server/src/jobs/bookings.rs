//! What happens in bookings because a time came: holds and offers run out and the next in the list is asked, people are reminded the
//! day before, and some time after the edition it is forgotten who they were. Every few seconds, on every node.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::edition::Edition;
use domain::ids::{EditionId, RegistrationId, SlotId};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use store::bookings::{full, messages, registrations, slots};
use store::{StoreError, editions};

use crate::acts::bookings::{self, Ask, REMIND_MILLIS};
use crate::app::App;
use crate::clock::after;

/// How often it is looked what is due.
const EVERY: Duration = Duration::from_secs(3);
/// Slots taken at once.
const BATCH: u32 = 64;
/// How long ago a slot may have changed when it is looked whether its event is full: another process may have ended in between.
const OVERLAP_MILLIS: i64 = 60_000;
/// How often it is looked who is to be forgotten.
const FORGET_EVERY_MILLIS: i64 = 3_600_000;

/// What a pass did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pass {
    /// Slots in which something was due.
    pub turned: usize,
    /// Events that became full, or have seats again, and of which nobody had said so.
    pub settled: usize,
    /// People reminded.
    pub reminded: usize,
    /// Registrations of which it was forgotten who made them.
    pub forgotten: usize,
}

/// Until when the job has looked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen {
    settled: Option<Timestamp>,
    forgotten: Option<Timestamp>,
}

/// Looks again and again until the process ends.
pub async fn run(app: App) {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut seen = Seen::default();
    loop {
        tick.tick().await;
        match pass(&app, &mut seen).await {
            Ok(pass) if pass == Pass::default() => {}
            Ok(pass) => tracing::debug!(?pass, "bookings were looked at"),
            Err(error) => tracing::error!(%error, "bookings could not be looked at"),
        }
    }
}

/// One look.
///
/// # Errors
/// As the database answers; what was not done is done the next time.
pub async fn pass(app: &App, seen: &mut Seen) -> store::Result<Pass> {
    let mut pass = Pass::default();
    let mut first = None;
    // No step waits for another to succeed.
    pass.turned = or_later(turn(app).await, &mut first);
    pass.settled = or_later(settle(app, seen).await, &mut first);
    pass.reminded = or_later(remind(app).await, &mut first);
    pass.forgotten = or_later(forget(app, seen).await, &mut first);
    if pass.turned + pass.reminded > 0 {
        app.outbox.notify_one();
    }
    first.map_or(Ok(pass), Err)
}

fn or_later(done: store::Result<usize>, first: &mut Option<StoreError>) -> usize {
    done.unwrap_or_else(|fault| {
        first.get_or_insert(fault);
        0
    })
}

/// Takes the turns that are due. A slot that cannot be read holds no other up.
async fn turn(app: &App) -> store::Result<usize> {
    let (mut turned, mut failed) = (BTreeSet::new(), None);
    loop {
        let now = app.clock.now();
        let mut conn = app.store.reader().await?;
        let due = slots::due(&mut conn, now, BATCH).await?;
        drop(conn);
        let fresh = due.iter().any(|slot| turned.insert(*slot));
        if !fresh {
            return failed.map_or(Ok(turned.len()), Err);
        }
        if turn_all(app, &due, now).await.is_ok() {
            continue;
        }
        for slot in due {
            if let Err(fault) = turn_all(app, &[slot], now).await {
                tracing::error!(slot = slot.0, %fault, "a slot could not be turned");
                failed.get_or_insert(fault);
            }
        }
    }
}

async fn turn_all(app: &App, due: &[SlotId], now: Timestamp) -> store::Result<()> {
    let asks: Vec<Ask> = due.iter().copied().map(Ask::Turn).collect();
    let mut tx = app.store.begin().await?;
    let done = bookings::carry_out(&mut tx, &asks, now).await?;
    tx.commit().await?;
    bookings::settle(app, &done.events, now).await;
    Ok(())
}

/// Says of events whether they are full, where whoever changed a slot did not come to it.
async fn settle(app: &App, seen: &mut Seen) -> store::Result<usize> {
    let now = app.clock.now();
    let since = seen.settled.unwrap_or(Timestamp::UNIX_EPOCH);
    let mut conn = app.store.reader().await?;
    let unsettled = full::unsettled(&mut conn, since, now).await?;
    drop(conn);
    let events: BTreeSet<_> = unsettled.into_iter().collect();
    bookings::settle(app, &events, now).await;
    seen.settled = Some(after(now, -OVERLAP_MILLIS));
    Ok(events.len())
}

/// Reminds those who come tomorrow.
async fn remind(app: &App) -> store::Result<usize> {
    let mut reminded = 0;
    loop {
        let now = app.clock.now();
        let mut conn = app.store.reader().await?;
        let until = after(now, REMIND_MILLIS);
        let due = registrations::slots_to_remind(&mut conn, now, until, BATCH).await?;
        drop(conn);
        let before = reminded;
        for slot in due {
            let mut tx = app.store.begin().await?;
            reminded += bookings::remind(&mut tx, slot, now).await?;
            tx.commit().await?;
        }
        if reminded == before {
            return Ok(reminded);
        }
    }
}

/// Forgets who booked in editions whose week is long over.
async fn forget(app: &App, seen: &mut Seen) -> store::Result<usize> {
    let now = app.clock.now();
    if seen
        .forgotten
        .is_some_and(|last| after(last, FORGET_EVERY_MILLIS) > now)
    {
        return Ok(0);
    }
    let mut conn = app.store.reader().await?;
    let all = editions::editions(&mut conn).await?;
    drop(conn);
    let mut forgotten = 0;
    let days = app.config.bookings_kept_days;
    for edition in all.iter().filter(|edition| is_past(edition, days, now)) {
        forgotten += forget_edition(app, edition.id, now).await?;
    }
    seen.forgotten = Some(now);
    Ok(forgotten)
}

async fn forget_edition(app: &App, edition: EditionId, now: Timestamp) -> store::Result<usize> {
    let (mut place, mut forgotten) = (RegistrationId(0), 0);
    loop {
        let mut tx = app.store.begin().await?;
        let some = bookings::forget_edition(&mut tx, edition, place, now).await?;
        tx.commit().await?;
        forgotten += some.done;
        let Some(last) = some.last else {
            break;
        };
        place = last;
    }
    let mut tx = app.store.begin().await?;
    messages::forget(&mut tx, edition).await?;
    tx.commit().await?;
    Ok(forgotten)
}

/// Whether the week of an edition ended so many days ago, in its own zone.
fn is_past(edition: &Edition, days: u16, now: Timestamp) -> bool {
    let zone = TimeZone::get(&edition.rules.zone).unwrap_or(TimeZone::UTC);
    let end = edition.rules.week.to.tomorrow().and_then(|day| {
        let end = zone.to_timestamp(day.at(0, 0, 0, 0))?;
        end.checked_add(SignedDuration::from_hours(24 * i64::from(days)))
    });
    end.is_ok_and(|end| end <= now)
}

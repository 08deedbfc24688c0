//! Who booked is forgotten some time after the edition; how many came is not.

use domain::booking::{Act, apply};
use domain::ids::{EditionId, RegistrationId, SlotId};
use jiff::Timestamp;
use store::Tx;
use store::bookings::registrations;

use super::register::Register;

/// Registrations forgotten in one transaction.
const AT_ONCE: u32 = 200;

/// How far forgetting an edition has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forgotten {
    /// How many were forgotten now.
    pub done: usize,
    /// The last one that was looked at; none when there is nothing left.
    pub last: Option<RegistrationId>,
}

/// Forgets who made some registrations of an edition, after the number `after`. One whose slot is not over keeps its name until
/// then.
///
/// # Errors
/// As the database answers.
pub async fn forget_edition(
    tx: &mut Tx,
    edition: EditionId,
    after: RegistrationId,
    now: Timestamp,
) -> store::Result<Forgotten> {
    let ids = registrations::to_forget(tx, edition, after, AT_ONCE).await?;
    let last = ids.last().copied();
    let slots = registrations::by_ids(tx, &ids).await?;
    let mut slots: Vec<SlotId> = slots.iter().map(|booked| booked.slot).collect();
    slots.sort_unstable();
    slots.dedup();
    let mut register = Register::open(tx, &slots, now).await?;
    register.lapse(tx).await?;
    register.load(tx, &ids).await?;
    let mut done = 0;
    for id in ids {
        let found = register.booked.get(&id);
        let Some((booked, page)) =
            found.and_then(|booked| Some((booked, register.pages.get(&booked.slot)?)))
        else {
            continue;
        };
        if let Ok(next) = apply(&booked.registration, &page.slot.seats, Act::Forget, now) {
            register.forget(id, next);
            done += 1;
        }
    }
    register.save(tx).await?;
    Ok(Forgotten { done, last })
}

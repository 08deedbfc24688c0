//! What the calendar asks, so that no proposal is ever orphaned.

use jiff::Timestamp;

use super::decision::Decision;
use super::state::{Event, Review};
use crate::journal::{Actor, What};
use crate::letter::{About, Letter, To};

/// The edition is being finished while the event waits for its organiser to answer remarks: it ends without a label, or
/// stays as it was labelled. None when nothing waits for an answer.
///
/// A proposal that waits for a verdict keeps an edition from being finished ([`crate::edition::Edition::finish`]); one that
/// waits for its organiser does not, or a single silent organiser could keep it open for ever.
#[must_use]
pub fn lapse(event: &Event, now: Timestamp) -> Option<Decision> {
    let Review::Returned { revision, .. } = event.review else {
        return None;
    };
    let mut next = event.clone();
    match &event.label {
        Some(label) => next.fall_back_on(label),
        None => next.review = Review::Withdrawn { at: now, by: None },
    }
    let mut decision = next.decide(now, Actor::Site, What::Lapsed { revision });
    decision.note_the_move(event, now);
    decision.letters.push(Letter {
        to: To::Organiser,
        about: About::Lapsed { revision },
    });
    Some(decision)
}

/// What the calendar asks of a waiting proposal, so that nothing is ever orphaned.
///
/// Two days before the due date the parent of the deciding level is warned; at the due date it is told that it may
/// decide. Above the nation there is nobody: it is reminded itself, and told that it is late. `already` are the lines of
/// the journal on this event, so that each is said once per due date.
#[must_use]
pub fn watch(event: &Event, deciding: usize, already: &[What], now: Timestamp) -> Option<Decision> {
    let Review::Proposed { due, at, .. } = event.review else {
        return None;
    };
    let late = now >= due;
    if !late && now < warning(at, due) {
        return None;
    }
    let levels = event.chain.levels();
    let parent = levels.get(deciding + 1);
    let place = parent.or(levels.last())?;
    let territory = place.clone();
    let what = match (parent.is_some(), late) {
        (true, false) => What::ParentWarned { territory },
        (true, true) => What::Overdue { territory },
        (false, false) => What::Reminded { territory },
        (false, true) => What::Late { territory },
    };
    if already.contains(&what) {
        return None;
    }
    let territory = place.clone();
    let about = match (parent.is_some(), late) {
        (true, false) => About::DueSoon { territory, due },
        (true, true) => About::Overdue { territory, due },
        (false, false) => About::DueHere { territory, due },
        (false, true) => About::OverdueHere { territory, due },
    };
    let to = To::Deciders {
        territory: place.clone(),
    };
    let mut decision = event.clone().decide(now, Actor::Site, what);
    decision.letters.push(Letter { to, about });
    Some(decision)
}

/// When the parent is warned: two days before the due date, never before the proposal itself arrived.
fn warning(at: Timestamp, due: Timestamp) -> Timestamp {
    let two_days = jiff::SignedDuration::from_hours(48);
    due.checked_sub(two_days).unwrap_or(due).max(at)
}

//! What the calendar asks, so that no proposal is ever orphaned.

use jiff::Timestamp;

use super::decision::Decision;
use super::state::{Event, Review};
use crate::journal::{Actor, What};
use crate::letter::{About, Letter, To};

/// What the calendar asks of a waiting proposal, so that nothing is ever orphaned.
///
/// Two days before the due date the parent of the deciding level is warned; at the due date it is told that it may
/// decide. `already` are the lines of the journal on this event, so that each is said once per due date.
#[must_use]
pub fn watch(event: &Event, deciding: usize, already: &[What], now: Timestamp) -> Option<Decision> {
    let Review::Proposed { due, at, .. } = event.review else {
        return None;
    };
    let parent = event.chain.levels().get(deciding + 1)?.clone();
    let said = |wanted: &What| already.contains(wanted);
    let warned = What::ParentWarned {
        territory: parent.clone(),
    };
    let overdue = What::Overdue {
        territory: parent.clone(),
    };
    let (what, about) = if now >= due && !said(&overdue) {
        (
            overdue,
            About::Overdue {
                territory: parent.clone(),
                due,
            },
        )
    } else if now < due && now >= warning(at, due) && !said(&warned) {
        (
            warned,
            About::DueSoon {
                territory: parent.clone(),
                due,
            },
        )
    } else {
        return None;
    };
    let mut decision = event.clone().decide(now, Actor::Site, what);
    decision.letters.push(Letter {
        to: To::Deciders { territory: parent },
        about,
    });
    Some(decision)
}

/// When the parent is warned: two days before the due date, never before the proposal itself arrived.
fn warning(at: Timestamp, due: Timestamp) -> Timestamp {
    let two_days = jiff::SignedDuration::from_hours(48);
    due.checked_sub(two_days).unwrap_or(due).max(at)
}

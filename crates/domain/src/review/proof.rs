//! The label as a proof: what anyone may check of it, read from the verdicts themselves. It holds no person.

use jiff::Timestamp;

use super::state::{Event, Review};
use super::verdict::{Verdict, VerdictKind};
use crate::territory::TerritoryCode;

/// A label as it was granted, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// On which revision.
    pub revision: u32,
    /// When.
    pub at: Timestamp,
    /// For which territory.
    pub territory: TerritoryCode,
    /// When it was undone, if it was.
    pub undone: Option<Timestamp>,
}

/// Whether the label holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// It holds. This revision is public: the labelled one, or a later one that needed no review.
    Valid {
        /// Which revision the public reads.
        public: u32,
    },
    /// It was undone, and nothing has been labelled since.
    Undone {
        /// When.
        at: Timestamp,
        /// When the organiser withdrew the proposal after that, if they did.
        withdrawn: Option<Timestamp>,
    },
    /// The organiser took the labelled event off the programme.
    Withdrawn {
        /// When; none once it was proposed again.
        at: Option<Timestamp>,
    },
}

/// What anyone may check of an event’s label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The label that holds or, when none does, the last one that did.
    pub grant: Grant,
    /// Whether it holds.
    pub validity: Validity,
    /// Every label ever granted, oldest first.
    pub grants: Vec<Grant>,
}

/// The proof of an event’s label, from its verdicts, oldest first; `None` when it never had one.
#[must_use]
pub fn proof(event: &Event, verdicts: &[Verdict]) -> Option<Proof> {
    let grants = grants(verdicts);
    let Some(label) = &event.label else {
        let grant = grants.last()?.clone();
        let withdrawn = match event.review {
            Review::Withdrawn { at, .. } => Some(at),
            _ => None,
        };
        let validity = match grant.undone {
            Some(at) => Validity::Undone { at, withdrawn },
            None => Validity::Withdrawn { at: withdrawn },
        };
        return Some(Proof {
            grant,
            validity,
            grants,
        });
    };
    // A label keeps its date when its revision moves on by what needs no review.
    let own = |grant: &&Grant| grant.undone.is_none() && grant.at == label.at;
    let grant = grants.iter().rev().find(own)?.clone();
    let validity = Validity::Valid {
        public: label.revision,
    };
    Some(Proof {
        grant,
        validity,
        grants,
    })
}

/// Every label granted, each with the moment it was undone. An undo always undoes the verdict right before it.
fn grants(verdicts: &[Verdict]) -> Vec<Grant> {
    let mut grants: Vec<Grant> = Vec::new();
    let mut before_is_grant = false;
    for verdict in verdicts {
        match verdict.kind {
            VerdictKind::Labelled => grants.push(Grant {
                revision: verdict.revision,
                at: verdict.at,
                territory: verdict.territory.clone(),
                undone: None,
            }),
            VerdictKind::Undone if before_is_grant => {
                if let Some(last) = grants.last_mut() {
                    last.undone = Some(verdict.at);
                }
            }
            VerdictKind::Undone | VerdictKind::Returned | VerdictKind::Refused => {}
        }
        before_is_grant = verdict.kind == VerdictKind::Labelled;
    }
    grants
}

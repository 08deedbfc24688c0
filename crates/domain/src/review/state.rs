//! Where an event stands: its state says who and when.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::decision::Decision;
use crate::event::Status;
use crate::ids::{EditionId, EventId, OrganisationId, PersonId};
use crate::journal::{Actor, Entry, What};
use crate::territory::{Chain, TerritoryCode};

/// An event, as the rules need it.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its identity; `None` until the store has numbered it.
    pub id: Option<EventId>,
    /// The edition it belongs to.
    pub edition: EditionId,
    /// Who proposed it, once their address is known.
    pub proposer: Option<PersonId>,
    /// Who organises, as in the revision that stands ([`Event::standing`]). What the public reads is in the label.
    pub organisation: Option<OrganisationId>,
    /// The territories that revision answers to, lowest first.
    pub chain: Chain,
    /// Where its latest revision stands.
    pub review: Review,
    /// The revision that is public, if any.
    pub label: Option<Label>,
    /// What became of it since.
    pub status: Status,
    /// The number of its latest revision; 0 before the first.
    pub revisions: u32,
}

/// Where the latest revision stands. Each state says who and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Review {
    /// Nothing sent yet.
    Draft {
        /// Since when.
        since: Timestamp,
    },
    /// Sent; waits for the mail address to be confirmed.
    Unconfirmed {
        /// Which revision.
        revision: u32,
        /// Since when.
        since: Timestamp,
    },
    /// Waits for a verdict.
    Proposed {
        /// Which revision.
        revision: u32,
        /// Since when.
        at: Timestamp,
        /// Why it is in the queue.
        reason: Reason,
        /// Until when an answer is due.
        due: Timestamp,
    },
    /// Returned with remarks.
    Returned {
        /// Which revision.
        revision: u32,
        /// When.
        at: Timestamp,
        /// By whom.
        by: PersonId,
        /// Until when an answer is hoped for.
        answer_by: Timestamp,
    },
    /// Labelled.
    Labelled {
        /// Which revision.
        revision: u32,
        /// When.
        at: Timestamp,
        /// By whom.
        by: PersonId,
    },
    /// Refused.
    Refused {
        /// Which revision.
        revision: u32,
        /// When.
        at: Timestamp,
        /// By whom.
        by: PersonId,
    },
    /// Withdrawn by its organiser, or ended with the edition while remarks waited for an answer.
    Withdrawn {
        /// When.
        at: Timestamp,
        /// By whom; nobody when the edition was finished.
        by: Option<PersonId>,
    },
}

/// Why a revision is in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Proposed for the first time.
    New,
    /// Answers remarks.
    Answered,
    /// Changes a labelled event.
    Edited,
    /// A verdict was undone.
    Reopened,
}

impl Reason {
    /// Its name in data.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Reason::New => "new",
            Reason::Answered => "answered",
            Reason::Edited => "edited",
            Reason::Reopened => "reopened",
        }
    }
}

/// A revision that is public, by whose verdict and when; with who organises it and where it belongs, which the public reads
/// as they were labelled while a change of them waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Which revision is public.
    pub revision: u32,
    /// When the label was granted.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
    /// For which territory.
    pub territory: TerritoryCode,
    /// Who organises.
    pub organisation: Option<OrganisationId>,
    /// The territories it belongs to, lowest first.
    pub chain: Chain,
}

impl Event {
    /// A new draft.
    #[must_use]
    pub fn begin(
        edition: EditionId,
        chain: Chain,
        proposer: Option<PersonId>,
        now: Timestamp,
    ) -> Decision {
        let event = Event {
            id: None,
            edition,
            proposer,
            organisation: None,
            chain,
            review: Review::Draft { since: now },
            label: None,
            status: Status::Scheduled,
            revisions: 0,
        };
        event.decide(now, Actor::Organiser { person: proposer }, What::Begun)
    }

    /// The number of the revision that stands: the labelled one when nothing else is under review, else the latest; 0 before
    /// the first.
    ///
    /// What is edited or corrected is compared with it. A change that was refused or withdrawn after the label is the latest
    /// revision and yet does not stand: compared with that one, it would become public with the next edit of a free field.
    #[must_use]
    pub fn standing(&self) -> u32 {
        match self.review {
            Review::Labelled { revision, .. } => revision,
            _ => self.revisions,
        }
    }

    /// Who organises it, as it waits or stands and as the public reads it: one, or two while a change of it waits.
    #[must_use]
    pub fn organisers(&self) -> Vec<OrganisationId> {
        let public = self.label.as_ref().and_then(|label| label.organisation);
        let mut all: Vec<OrganisationId> = self.organisation.into_iter().chain(public).collect();
        all.dedup();
        all
    }

    /// The labelled revision stands again, with who organises it and where it belongs: the change after it was refused or
    /// withdrawn.
    pub(super) fn fall_back_on(&mut self, label: &Label) {
        self.review = Review::Labelled {
            revision: label.revision,
            at: label.at,
            by: label.by,
        };
        self.organisation = label.organisation;
        self.chain = label.chain.clone();
    }

    /// The number of the revision that waits for a verdict.
    #[must_use]
    pub fn waiting(&self) -> Option<u32> {
        match self.review {
            Review::Proposed { revision, .. } => Some(revision),
            _ => None,
        }
    }

    /// Starts a decision: the event as it is, and one line in the journal.
    pub(super) fn decide(self, at: Timestamp, actor: Actor, what: What) -> Decision {
        let journal = vec![Entry {
            event: self.id,
            at,
            actor,
            what,
        }];
        Decision {
            event: self,
            revision: None,
            verdict: None,
            journal,
            letters: Vec::new(),
            public: false,
            relinks: false,
        }
    }
}

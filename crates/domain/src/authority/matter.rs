//! What rights depend on: the action, the state of the event, who decides for it.

use serde::{Deserialize, Serialize};

use crate::ids::{OrganisationId, PersonId};
use crate::review::{Event, Review};
use crate::territory::{Chain, TerritoryCode};

/// Something one may do with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Read the proposal and its journal.
    Read,
    /// Give an opinion.
    Opine,
    /// Label, return, refuse, undo.
    Decide,
    /// Correct a typo.
    Correct,
    /// Edit, propose, answer.
    Edit,
    /// Withdraw the proposal.
    Withdraw,
    /// Cancel, postpone, move online, reinstate.
    Announce,
    /// Say that whoever proposed it acts for its organisation.
    Vouch,
    /// Bring it in from a file, and up to date when the file comes again.
    Import,
}

impl Action {
    /// Every action on an event.
    pub const ALL: [Action; 9] = [
        Action::Read,
        Action::Opine,
        Action::Decide,
        Action::Correct,
        Action::Edit,
        Action::Withdraw,
        Action::Announce,
        Action::Vouch,
        Action::Import,
    ];
}

/// The states of an event, as far as rights go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Draft, or waiting for its mail address to be confirmed.
    Draft,
    /// Waiting for a verdict, within its time.
    Proposed,
    /// Waiting for a verdict, past its time.
    Overdue,
    /// Waiting for the organiser.
    Returned,
    /// Labelled, nothing waiting.
    Labelled,
    /// Refused.
    Refused,
    /// Withdrawn.
    Withdrawn,
}

impl Phase {
    /// Every phase.
    pub const ALL: [Phase; 7] = [
        Phase::Draft,
        Phase::Proposed,
        Phase::Overdue,
        Phase::Returned,
        Phase::Labelled,
        Phase::Refused,
        Phase::Withdrawn,
    ];

    /// The phase of an event at a moment.
    #[must_use]
    pub fn of(event: &Event, now: jiff::Timestamp) -> Phase {
        match event.review {
            Review::Draft { .. } | Review::Unconfirmed { .. } => Phase::Draft,
            Review::Proposed { due, .. } if now >= due => Phase::Overdue,
            Review::Proposed { .. } => Phase::Proposed,
            Review::Returned { .. } => Phase::Returned,
            Review::Labelled { .. } => Phase::Labelled,
            Review::Refused { .. } => Phase::Refused,
            Review::Withdrawn { .. } => Phase::Withdrawn,
        }
    }
}

/// What rights depend on, besides who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// From the territory with jurisdiction up to the nation.
    pub chain: Chain,
    /// For each level of the chain, whether it has someone who decides; the nation always has.
    pub covered: Vec<bool>,
    /// Where the event stands.
    pub phase: Phase,
    /// Who proposed it.
    pub proposer: Option<PersonId>,
    /// Who organises it: as it waits or stands, and as the public reads it.
    pub organisations: Vec<OrganisationId>,
    /// Whether a labelled version is public.
    pub labelled: bool,
    /// The same as the label has it, while a change that moves the event elsewhere waits: where it is still public, it is still
    /// read, and announced, by those who decide there.
    pub public: Option<Box<Matter>>,
}

impl Matter {
    /// What the rights over this event depend on at a moment. `covered` tells whether a territory has someone who decides.
    #[must_use]
    pub fn of(
        event: &Event,
        now: jiff::Timestamp,
        covered: impl Fn(&TerritoryCode) -> bool,
    ) -> Matter {
        let over = |chain: &Chain, phase| Matter {
            covered: chain.levels().iter().map(&covered).collect(),
            chain: chain.clone(),
            phase,
            proposer: event.proposer,
            organisations: event.organisers(),
            labelled: event.label.is_some(),
            public: None,
        };
        let elsewhere = event.label.as_ref().map(|label| &label.chain);
        let public = elsewhere
            .filter(|chain| **chain != event.chain)
            .map(|chain| Box::new(over(chain, Phase::Labelled)));
        Matter {
            public,
            ..over(&event.chain, Phase::of(event, now))
        }
    }

    /// The height of the level that decides now: the lowest covered one.
    #[must_use]
    pub fn deciding(&self) -> usize {
        let last = self.chain.levels().len() - 1;
        self.covered
            .iter()
            .position(|covered| *covered)
            .unwrap_or(last)
    }
}

//! What a verb answers: a decision, saved whole or not at all, or a refusal.

use jiff::Timestamp;

use super::state::Event;
use super::verdict::Verdict;
use crate::authority::Importer;
use crate::check::Findings;
use crate::edition::Edition;
use crate::event::{Content, Field};
use crate::ids::PersonId;
use crate::journal::{Actor, Entry, What};
use crate::letter::{About, Letter, To};
use crate::territory::TerritoryCode;

/// What a verb decided: saved whole or not at all.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The event as it is now.
    pub event: Event,
    /// A revision to write.
    pub revision: Option<Revision>,
    /// A verdict to write.
    pub verdict: Option<Verdict>,
    /// What the journal says.
    pub journal: Vec<Entry>,
    /// Who is told.
    pub letters: Vec<Letter>,
    /// True when what the public reads changes.
    pub public: bool,
    /// True when every secret address given so far stops working.
    pub relinks: bool,
}

impl Decision {
    /// What was decided came from a file: the journal says who brought it, and an organiser who did not is told.
    pub fn note_import(&mut self, by: &Importer, source: &str, now: Timestamp) {
        let what = What::Imported {
            source: source.to_owned(),
        };
        self.journal.push(Entry {
            event: self.event.id,
            at: now,
            actor: by.actor(),
            what,
        });
        if self.event.proposer != Some(by.person()) {
            self.letters.push(Letter {
                to: To::Organiser,
                about: About::BroughtUpToDate {
                    revision: self.event.revisions,
                },
            });
        }
    }

    /// One more line of the journal when it is another territory's now; answers the one before and the one it is.
    pub(super) fn note_the_move(
        &mut self,
        before: &Event,
        now: Timestamp,
    ) -> Option<(TerritoryCode, TerritoryCode)> {
        let (from, to) = (before.chain.home().clone(), self.event.chain.home().clone());
        if from == to {
            return None;
        }
        let what = What::Moved {
            from: from.clone(),
            to: to.clone(),
        };
        self.journal.push(Entry {
            event: before.id,
            at: now,
            actor: Actor::Site,
            what,
        });
        Some((from, to))
    }
}

/// A revision to be written: numbered, never rewritten.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// Its number, from 1.
    pub number: u32,
    /// What it says.
    pub content: Content,
    /// What its organiser says to the referee beside it, when it answers remarks; never public. May be empty.
    pub answer: String,
    /// When it was made.
    pub at: Timestamp,
    /// By whom; the referee for a typo they corrected.
    pub by: Option<PersonId>,
}

/// Times that a proposal needs, computed by the caller with [`crate::time`] from the territory’s calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// Now.
    pub now: Timestamp,
    /// When a verdict on what is proposed now would be due.
    pub due: Timestamp,
}

/// Every verb but those that only take back what was never public: nothing changes in an edition that does not run, so that
/// nothing waits there for ever.
pub(super) fn running(edition: &Edition) -> Result<(), Refusal> {
    edition.is_running().then_some(()).ok_or(Refusal::Finished)
}

/// Why a verb refuses. Each has its sentence on the page, with a way on.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The edition does not take proposals.
    #[error("the edition does not take proposals")]
    Closed,
    /// The edition does not run: it is readable, and changed no more.
    #[error("the edition does not run")]
    Finished,
    /// Something is missing, blocked, or both.
    #[error("the proposal is not complete")]
    Incomplete(Box<Findings>),
    /// Nothing differs from what was proposed already.
    #[error("nothing changed")]
    NothingChanged,
    /// The event has moved on since the page was shown.
    #[error("the event has moved on")]
    MovedOn,
    /// A criterion has no answer, or does not fit the verdict: these slugs.
    #[error("criteria without the answer this verdict needs: {0:?}")]
    Criteria(Vec<String>),
    /// A return without a remark.
    #[error("a return needs a remark")]
    NoRemark,
    /// An answer is asked for by a moment that is not to come, or too far.
    #[error("not a date by which one may answer")]
    AnswerDate,
    /// A refusal or an announcement without its reason.
    #[error("a reason is needed")]
    NoReason,
    /// A text is longer than this many characters.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// Too many remarks.
    #[error("too many remarks")]
    TooMany,
    /// A correction touched something that is not wording: these fields.
    #[error("not a matter of wording: {0:?}")]
    NotWording(Vec<Field>),
    /// There is no verdict to undo, or it is not the last one.
    #[error("there is no such verdict to undo")]
    NothingToUndo,
    /// Nothing is public yet, so there is nothing to announce.
    #[error("nothing is public yet")]
    NotPublic,
    /// It was refused: it can only be cloned.
    #[error("refused")]
    AlreadyRefused,
}

impl Refusal {
    /// Its name among the words of the site.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        match self {
            Refusal::Closed => "closed",
            Refusal::Finished => "finished",
            Refusal::AnswerDate => "answer-date",
            Refusal::Incomplete(_) => "incomplete",
            Refusal::NothingChanged => "nothing-changed",
            Refusal::MovedOn => "moved-on",
            Refusal::Criteria(_) => "criteria",
            Refusal::NoRemark => "no-remark",
            Refusal::NoReason => "no-reason",
            Refusal::TooLong(_) => "too-long",
            Refusal::TooMany => "too-many",
            Refusal::NotWording(_) => "not-wording",
            Refusal::NothingToUndo => "nothing-to-undo",
            Refusal::NotPublic => "not-public",
            Refusal::AlreadyRefused => "already-refused",
        }
    }
}

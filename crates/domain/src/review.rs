//! The review: an event is proposed, returned, labelled or refused. One verb of the trade, one function.
//!
//! A proposal is a numbered revision; a verdict stands on a revision and is never rewritten. Every verb takes values and
//! returns a [`Decision`] (what is now, what the journal says, which letters go out) or a [`Refusal`]. Times are arguments.

mod decision;
mod opinion;
mod proof;
mod propose;
mod rule;
mod state;
mod verdict;
mod watch;

pub use decision::{Decision, Refusal, Revision, Times};
pub use opinion::{Opinion, opine};
pub use proof::{Grant, Proof, Validity, proof};
pub use propose::{ANSWER, Proposal, announce, confirm, is_news, propose, relink, withdraw};
pub use rule::{CORRECTABLE, before_refusal, correct, give_back, label, refuse, undo, undoes};
pub use state::{Event, Label, Reason, Review};
pub use verdict::{
    Answer, Before, MOST_ANSWER_DAYS, Met, REMARK, REMARKS, Remark, Verdict, VerdictKind, answer_by,
};
pub use watch::{lapse, watch};

#[cfg(test)]
mod tests;

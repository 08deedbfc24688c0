//! The opinion of a committee member: the referee alone decides.

use jiff::Timestamp;

use super::decision::{Decision, Refusal, running};
use super::state::Event;
use super::verdict::check_note;
use crate::authority::Adviser;
use crate::edition::Edition;
use crate::ids::PersonId;
use crate::journal::{Actor, What};

/// An opinion of a committee member on a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// On which revision.
    pub revision: u32,
    /// For or against.
    pub favourable: bool,
    /// In words, at most [`REMARK`] characters; may be empty when favourable.
    pub note: String,
    /// By whom.
    pub by: PersonId,
    /// For which institution.
    pub institution: String,
    /// When.
    pub at: Timestamp,
}

/// A committee member gives an opinion; the referee alone decides.
///
/// # Errors
/// [`Refusal::MovedOn`] when that revision is not the latest, [`Refusal::NoReason`] for an unfavourable one without a word,
/// [`Refusal::Finished`].
pub fn opine(
    event: &Event,
    edition: &Edition,
    revision: u32,
    favourable: bool,
    note: &str,
    by: &Adviser,
    now: Timestamp,
) -> Result<(Opinion, Decision), Refusal> {
    running(edition)?;
    if revision != event.revisions {
        return Err(Refusal::MovedOn);
    }
    if !favourable || !note.trim().is_empty() {
        check_note(note)?;
    }
    let institution = by.institution().to_owned();
    let actor = Actor::Committee {
        person: by.person(),
        institution: institution.clone(),
    };
    let decision = event
        .clone()
        .decide(now, actor, What::Opined { favourable });
    let note = note.trim().to_owned();
    Ok((
        Opinion {
            revision,
            favourable,
            note,
            by: by.person(),
            institution,
            at: now,
        },
        decision,
    ))
}

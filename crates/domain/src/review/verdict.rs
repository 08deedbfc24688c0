//! A verdict: it stands on a revision and is never rewritten.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::decision::Refusal;
use super::state::{Label, Review};
use crate::event::Field;
use crate::ids::PersonId;
use crate::territory::TerritoryCode;

/// A verdict on a revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// On which revision.
    pub revision: u32,
    /// Which verdict.
    pub kind: VerdictKind,
    /// The answer to each criterion of the edition.
    pub answers: Vec<Answer>,
    /// Remarks, field by field.
    pub remarks: Vec<Remark>,
    /// The reason in words, for a refusal; or a word with any verdict.
    pub note: String,
    /// By whom.
    pub by: PersonId,
    /// For which territory.
    pub territory: TerritoryCode,
    /// When.
    pub at: Timestamp,
    /// How things stood before, so that it may be undone.
    pub before: Before,
}

/// How things stood before a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// Where the revision stood.
    pub review: Review,
    /// Which revision was public.
    pub label: Option<Label>,
}

/// The kinds of verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictKind {
    /// The label is granted.
    Labelled,
    /// Something is asked.
    Returned,
    /// The label is refused.
    Refused,
    /// An earlier verdict is undone.
    Undone,
}

impl VerdictKind {
    /// Its name in data.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            VerdictKind::Labelled => "labelled",
            VerdictKind::Returned => "returned",
            VerdictKind::Refused => "refused",
            VerdictKind::Undone => "undone",
        }
    }
}

/// The answer to one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The criterion’s slug.
    pub criterion: String,
    /// Whether it is met.
    pub met: Met,
}

/// Whether a criterion is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Met {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// It cannot be told yet.
    Unknown,
}

/// A remark on a field, or on the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// On which field; `None` for the whole.
    pub field: Option<Field>,
    /// What is asked, at most [`REMARK`] characters.
    pub text: String,
}

/// Longest remark or note, in characters.
pub const REMARK: usize = 1_000;
/// Most remarks of one verdict.
pub const REMARKS: usize = 30;

pub(super) fn check_note(note: &str) -> Result<(), Refusal> {
    if note.trim().is_empty() {
        return Err(Refusal::NoReason);
    }
    if note.chars().count() > REMARK {
        Err(Refusal::TooLong(REMARK))
    } else {
        Ok(())
    }
}

pub(super) fn check_remarks(remarks: &[Remark]) -> Result<(), Refusal> {
    if remarks.is_empty() || remarks.iter().any(|remark| remark.text.trim().is_empty()) {
        return Err(Refusal::NoRemark);
    }
    if remarks.len() > REMARKS {
        return Err(Refusal::TooMany);
    }
    let too_long = remarks
        .iter()
        .any(|remark| remark.text.chars().count() > REMARK);
    if too_long {
        Err(Refusal::TooLong(REMARK))
    } else {
        Ok(())
    }
}

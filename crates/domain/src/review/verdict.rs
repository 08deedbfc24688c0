//! A verdict: it stands on a revision and is never rewritten.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::decision::Refusal;
use super::state::{Label, Review};
use crate::event::Field;
use crate::ids::{OrganisationId, PersonId};
use crate::territory::{Chain, TerritoryCode};
use crate::time;

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
    /// Who organised the revision the verdict stands on.
    pub organisation: Option<OrganisationId>,
    /// The territories that revision answered to.
    pub chain: Chain,
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

/// An organiser is given at most so many days to answer.
pub const MOST_ANSWER_DAYS: i32 = 90;

/// The last moment of the day by which an answer is hoped for; none when that day is not to come or too far.
#[must_use]
pub fn answer_by(day: Date, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let today = now.to_zoned_datetime(zone.clone()).date();
    let days = (day - today).get_days();
    (1..=MOST_ANSWER_DAYS)
        .contains(&days)
        .then(|| time::due_on(day, zone))
}

/// The same of a moment, wherever it is: a day is given or taken, since clocks differ.
pub(super) fn check_answer_by(answer_by: Timestamp, now: Timestamp) -> Result<(), Refusal> {
    let most = SignedDuration::from_hours(24 * i64::from(MOST_ANSWER_DAYS + 1));
    let wait = answer_by.duration_since(now);
    (wait.is_positive() && wait <= most)
        .then_some(())
        .ok_or(Refusal::AnswerDate)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_hoped_for_on_a_day_to_come() {
        let zone = TimeZone::get("Europe/Paris").expect("a zone");
        let now = "2026-11-10T10:00:00Z".parse().expect("a moment");
        let by = |day: &str| {
            let at = answer_by(day.parse().expect("a day"), now, &zone)?;
            assert_eq!(check_answer_by(at, now), Ok(()), "{day}");
            Some(at.to_string())
        };
        assert_eq!(by("2026-11-16").as_deref(), Some("2026-11-16T17:00:00Z"));
        for wrong in ["2026-11-10", "2026-11-09", "2027-11-10"] {
            assert_eq!(by(wrong), None, "{wrong}");
        }
        for wrong in ["2026-11-10T10:00:00Z", "2027-02-10T10:00:00Z"] {
            let at = wrong.parse().expect("a moment");
            assert_eq!(
                check_answer_by(at, now),
                Err(Refusal::AnswerDate),
                "{wrong}"
            );
        }
    }
}

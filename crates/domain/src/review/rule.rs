//! The verbs of the referee: label, return, refuse, undo, correct.

use jiff::Timestamp;

use super::decision::{Decision, Refusal, Revision, Times, running};
use super::state::{Event, Label, Reason, Review};
use super::verdict::{
    Answer, Before, Met, Remark, Verdict, VerdictKind, check_answer_by, check_note, check_remarks,
};
use crate::authority::Referee;
use crate::edition::{Criterion, Edition};
use crate::event::{Content, Field};
use crate::ids::VerdictId;
use crate::journal::{Actor, What};
use crate::letter::{About, Letter, To};

/// The referee found on the page must still be the one that waits.
fn waiting(event: &Event, revision: u32) -> Result<(), Refusal> {
    (event.waiting() == Some(revision))
        .then_some(())
        .ok_or(Refusal::MovedOn)
}

fn verdict(
    event: &Event,
    kind: VerdictKind,
    revision: u32,
    answers: Vec<Answer>,
    by: &Referee,
    now: Timestamp,
) -> Verdict {
    Verdict {
        revision,
        kind,
        answers,
        remarks: Vec::new(),
        note: String::new(),
        by: by.person(),
        territory: by.territory().clone(),
        at: now,
        before: Before {
            review: event.review.clone(),
            label: event.label.clone(),
            organisation: event.organisation,
            chain: event.chain.clone(),
        },
    }
}

/// The answers to the criteria of the edition, each once: whatever else was sent stands on no verdict.
fn asked(criteria: &[Criterion], answers: Vec<Answer>) -> Vec<Answer> {
    let answer = |criterion: &Criterion| {
        let mut given = answers.iter();
        given
            .find(|answer| answer.criterion == criterion.slug)
            .cloned()
    };
    criteria.iter().filter_map(answer).collect()
}

/// The criteria whose answer is missing, or is not one of those this verdict needs.
fn unanswered(
    criteria: &[Criterion],
    answers: &[Answer],
    fits: impl Fn(Met) -> bool,
) -> Vec<String> {
    let answer = |slug: &str| answers.iter().find(|a| a.criterion == slug).map(|a| a.met);
    criteria
        .iter()
        .filter(|criterion| !answer(&criterion.slug).is_some_and(&fits))
        .map(|criterion| criterion.slug.clone())
        .collect()
}

fn acting(by: &Referee) -> Actor {
    Actor::Referee {
        person: by.person(),
        territory: by.territory().clone(),
    }
}

/// Grants the label to the revision: it becomes the public one.
///
/// # Errors
/// [`Refusal::MovedOn`] when another revision waits or none does; [`Refusal::Criteria`] unless each criterion is met;
/// [`Refusal::Finished`].
pub fn label(
    event: &Event,
    edition: &Edition,
    revision: u32,
    answers: Vec<Answer>,
    by: &Referee,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    running(edition)?;
    waiting(event, revision)?;
    let answers = asked(&edition.rules.criteria, answers);
    let unmet = unanswered(&edition.rules.criteria, &answers, |met| met == Met::Yes);
    if !unmet.is_empty() {
        return Err(Refusal::Criteria(unmet));
    }
    let verdict = verdict(event, VerdictKind::Labelled, revision, answers, by, now);
    let mut next = event.clone();
    next.review = Review::Labelled {
        revision,
        at: now,
        by: by.person(),
    };
    next.label = Some(Label {
        revision,
        at: now,
        by: by.person(),
        territory: by.territory().clone(),
        organisation: event.organisation,
        chain: event.chain.clone(),
    });
    let mut decision = next.decide(now, acting(by), What::Labelled { revision });
    decision.verdict = Some(verdict);
    decision.public = true;
    decision.letters.push(Letter {
        to: To::Organiser,
        about: About::Labelled { revision },
    });
    Ok(decision)
}

/// Returns the revision to its organiser with remarks, field by field, and a date by which an answer is hoped for.
///
/// # Errors
/// [`Refusal::MovedOn`], [`Refusal::NoRemark`], [`Refusal::TooMany`], [`Refusal::TooLong`], [`Refusal::AnswerDate`],
/// [`Refusal::Finished`], and [`Refusal::Criteria`] when a criterion has no answer at all.
#[allow(clippy::too_many_arguments, reason = "each is a word of the verdict")]
pub fn give_back(
    event: &Event,
    edition: &Edition,
    revision: u32,
    answers: Vec<Answer>,
    remarks: Vec<Remark>,
    answer_by: Timestamp,
    by: &Referee,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    running(edition)?;
    waiting(event, revision)?;
    check_remarks(&remarks)?;
    check_answer_by(answer_by, now)?;
    let answers = asked(&edition.rules.criteria, answers);
    let silent = unanswered(&edition.rules.criteria, &answers, |_| true);
    if !silent.is_empty() {
        return Err(Refusal::Criteria(silent));
    }
    let mut fields: Vec<Field> = remarks.iter().filter_map(|remark| remark.field).collect();
    fields.sort_unstable();
    fields.dedup();
    let mut verdict = verdict(event, VerdictKind::Returned, revision, answers, by, now);
    verdict.remarks = remarks;
    let mut next = event.clone();
    next.review = Review::Returned {
        revision,
        at: now,
        by: by.person(),
        answer_by,
    };
    let mut decision = next.decide(
        now,
        acting(by),
        What::Returned {
            revision,
            fields,
            answer_by,
        },
    );
    decision.verdict = Some(verdict);
    decision.letters.push(Letter {
        to: To::Organiser,
        about: About::Returned {
            revision,
            answer_by,
        },
    });
    Ok(decision)
}

/// Refuses the revision: at least one criterion is not met, and the note says why. When an earlier revision is labelled it
/// stays public, and only the change is refused: who organises and where are those of the labelled one again.
///
/// # Errors
/// [`Refusal::MovedOn`], [`Refusal::NoReason`], [`Refusal::TooLong`], [`Refusal::Finished`], [`Refusal::Criteria`] when none
/// is answered "no" or one has no answer.
pub fn refuse(
    event: &Event,
    edition: &Edition,
    revision: u32,
    answers: Vec<Answer>,
    note: &str,
    by: &Referee,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    running(edition)?;
    waiting(event, revision)?;
    check_note(note)?;
    let criteria = &edition.rules.criteria;
    let answers = asked(criteria, answers);
    let silent = unanswered(criteria, &answers, |_| true);
    let failed = criteria.iter().find(|criterion| {
        answers
            .iter()
            .any(|a| a.criterion == criterion.slug && a.met == Met::No)
    });
    let (true, Some(failed)) = (silent.is_empty(), failed) else {
        return Err(Refusal::Criteria(silent));
    };
    let criterion = failed.slug.clone();
    let mut verdict = verdict(event, VerdictKind::Refused, revision, answers, by, now);
    verdict.note = note.trim().to_owned();
    let mut next = event.clone();
    let about = match &event.label {
        Some(label) => {
            next.fall_back_on(label);
            About::ChangeRefused {
                revision,
                criterion: criterion.clone(),
            }
        }
        None => {
            next.review = Review::Refused {
                revision,
                at: now,
                by: by.person(),
            };
            About::Refused {
                revision,
                criterion: criterion.clone(),
            }
        }
    };
    let mut decision = next.decide(
        now,
        acting(by),
        What::Refused {
            revision,
            criterion,
        },
    );
    decision.note_the_move(event, now);
    decision.verdict = Some(verdict);
    decision.letters.push(Letter {
        to: To::Organiser,
        about,
    });
    Ok(decision)
}

/// The revision that would wait again if this verdict, the last one, were undone; none when it is not the last word any
/// more.
///
/// A label stands for what is public by it. What its organiser changed since in fields that need no review, or a referee
/// corrected, waits again with the rest: as it is now, so that nothing of it is lost.
#[must_use]
pub fn undoes(event: &Event, last: &Verdict) -> Option<u32> {
    let reopened = match (&event.review, last.kind) {
        (Review::Labelled { .. }, VerdictKind::Labelled) => {
            let label = event.label.as_ref()?;
            ((label.at, label.by) == (last.at, last.by)).then_some(label.revision)
        }
        (Review::Returned { .. }, VerdictKind::Returned)
        | (Review::Refused { .. } | Review::Labelled { .. }, VerdictKind::Refused) => {
            Some(last.revision)
        }
        _ => None,
    };
    reopened.filter(|revision| *revision == event.revisions)
}

/// The event as the rights to undo its last verdict see it: a refused change waited in the territory it was sent to, which may
/// be another than that of the labelled one it fell back on.
#[must_use]
pub fn before_refusal(event: &Event, last: &Verdict) -> Event {
    let mut before = event.clone();
    if last.kind == VerdictKind::Refused {
        before.organisation = last.before.organisation;
        before.chain = last.before.chain.clone();
    }
    before
}

/// Undoes the last verdict by a verdict of its own: what it stood on waits again ([`undoes`]), with the due date it had
/// or, if that has passed since, the one given. What was public before that verdict is public again, or nothing is.
///
/// # Errors
/// [`Refusal::NothingToUndo`] when the verdict is not the last word on the latest revision, or is itself an undo;
/// [`Refusal::Finished`].
pub fn undo(
    event: &Event,
    edition: &Edition,
    last: (VerdictId, &Verdict),
    asked: VerdictId,
    by: &Referee,
    times: Times,
) -> Result<Decision, Refusal> {
    running(edition)?;
    let (id, last) = last;
    let (Some(revision), Review::Proposed { at, due, .. }) =
        (undoes(event, last), &last.before.review)
    else {
        return Err(Refusal::NothingToUndo);
    };
    if id != asked {
        return Err(Refusal::NothingToUndo);
    }
    let verdict = verdict(
        event,
        VerdictKind::Undone,
        revision,
        Vec::new(),
        by,
        times.now,
    );
    let mut next = before_refusal(event, last);
    next.review = Review::Proposed {
        revision,
        at: *at,
        reason: Reason::Reopened,
        due: if *due > times.now { *due } else { times.due },
    };
    let public = next.label != last.before.label;
    next.label = last.before.label.clone();
    let mut decision = next.decide(times.now, acting(by), What::Undone { revision });
    decision.note_the_move(event, times.now);
    decision.verdict = Some(verdict);
    decision.public = public;
    decision.letters.push(Letter {
        to: To::Organiser,
        about: About::Undone { revision },
    });
    Ok(decision)
}

/// Fields a referee may correct: wording, never facts.
pub const CORRECTABLE: [Field; 9] = [
    Field::Title,
    Field::Summary,
    Field::Description,
    Field::Place,
    Field::MeetingPoint,
    Field::Transport,
    Field::Conditions,
    Field::Access,
    Field::Safety,
];

/// The referee corrects the wording: a revision of its own, and the organiser is told what changed. What waits goes on
/// waiting with the same due date; what is labelled stays so, corrected. `revision` is the latest the page knew, `before`
/// the content of the one that stands ([`Event::standing`]).
///
/// # Errors
/// [`Refusal::NothingChanged`], [`Refusal::NotWording`], [`Refusal::MovedOn`] in any other state, [`Refusal::Finished`].
pub fn correct(
    event: &Event,
    edition: &Edition,
    revision: u32,
    before: &Content,
    after: &Content,
    by: &Referee,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    running(edition)?;
    if revision != event.revisions {
        return Err(Refusal::MovedOn);
    }
    let fields = before.differences(after);
    if fields.is_empty() {
        return Err(Refusal::NothingChanged);
    }
    let facts: Vec<Field> = fields
        .iter()
        .copied()
        .filter(|field| !CORRECTABLE.contains(field))
        .collect();
    if !facts.is_empty() {
        return Err(Refusal::NotWording(facts));
    }
    let number = event.revisions + 1;
    let mut next = event.clone();
    next.revisions = number;
    let public = match &mut next.review {
        Review::Proposed { revision, .. } => {
            *revision = number;
            false
        }
        Review::Labelled { revision, .. } => {
            *revision = number;
            if let Some(label) = &mut next.label {
                label.revision = number;
            }
            true
        }
        _ => return Err(Refusal::MovedOn),
    };
    let what = What::Corrected {
        revision: number,
        fields: fields.clone(),
    };
    let mut decision = next.decide(now, acting(by), what);
    decision.public = public;
    decision.revision = Some(Revision {
        number,
        content: after.clone(),
        answer: String::new(),
        at: now,
        by: Some(by.person()),
    });
    decision.letters.push(Letter {
        to: To::Organiser,
        about: About::Corrected {
            revision: number,
            fields,
        },
    });
    Ok(decision)
}

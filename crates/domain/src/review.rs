//! The review: an event is proposed, returned, labelled or refused. One verb of the trade, one function.
//!
//! A proposal is a numbered revision; a verdict stands on a revision and is never rewritten. Every verb takes values and
//! returns a [`Decision`] (what is now, what the journal says, which letters go out) or a [`Refusal`]. Times are arguments.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::authority::{Announcer, Organiser, Referee};
use crate::check::Findings;
use crate::edition::{Criterion, Edition};
use crate::event::{Content, Field, Status};
use crate::ids::{EditionId, EventId, OrganisationId, PersonId, VerdictId};
use crate::journal::{Actor, Entry, What};
use crate::letter::{About, Letter, To};
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
    /// Who organises, as in its latest revision.
    pub organisation: Option<OrganisationId>,
    /// The territories it answers to, lowest first.
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
    /// Withdrawn by its organiser.
    Withdrawn {
        /// When.
        at: Timestamp,
        /// By whom.
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

/// A revision that is public, by whose verdict and when.
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
}

/// A revision to be written: numbered, never rewritten.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// Its number, from 1.
    pub number: u32,
    /// What it says.
    pub content: Content,
    /// When it was made.
    pub at: Timestamp,
    /// By whom; the referee for a typo they corrected.
    pub by: Option<PersonId>,
}

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
}

/// Why a verb refuses. Each has its sentence on the page, with a way on.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The edition does not take proposals.
    #[error("the edition does not take proposals")]
    Closed,
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
    /// A labelled event is not withdrawn but cancelled.
    #[error("a labelled event is cancelled, not withdrawn")]
    CancelInstead,
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
            Refusal::CancelInstead => "cancel-instead",
            Refusal::AlreadyRefused => "already-refused",
        }
    }
}

/// Times that a proposal needs, computed by the caller with [`crate::time`] from the territory’s calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// Now.
    pub now: Timestamp,
    /// When a verdict on what is proposed now would be due.
    pub due: Timestamp,
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

    /// The number of the revision that waits for a verdict.
    #[must_use]
    pub fn waiting(&self) -> Option<u32> {
        match self.review {
            Review::Proposed { revision, .. } => Some(revision),
            _ => None,
        }
    }

    /// Starts a decision: the event as it is, and one line in the journal.
    fn decide(self, at: Timestamp, actor: Actor, what: What) -> Decision {
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
        }
    }
}

/// Sends the working copy: a new revision is proposed to its territory, or waits for the address to be confirmed.
///
/// `last` is the content of the latest revision, `free` the fields whose edit passes at once after the label. Edits of a
/// labelled event that touch only those become public at once; others wait in the queue while the labelled one stays.
///
/// # Errors
/// [`Refusal::Closed`], [`Refusal::Incomplete`], [`Refusal::NothingChanged`], [`Refusal::AlreadyRefused`].
pub fn propose(
    event: &Event,
    edition: &Edition,
    content: &Content,
    last: Option<&Content>,
    findings: &Findings,
    by: &Organiser,
    times: Times,
) -> Result<Decision, Refusal> {
    if matches!(event.review, Review::Refused { .. }) {
        return Err(Refusal::AlreadyRefused);
    }
    let first = matches!(
        event.review,
        Review::Draft { .. } | Review::Unconfirmed { .. } | Review::Withdrawn { .. }
    );
    if first && !edition.takes_proposals(times.now) {
        return Err(Refusal::Closed);
    }
    if !findings.may_be_proposed() {
        return Err(Refusal::Incomplete(Box::new(findings.clone())));
    }
    let changed = last.map(|last| last.differences(content));
    if !first && changed.as_ref().is_some_and(Vec::is_empty) {
        return Err(Refusal::NothingChanged);
    }
    let number = event.revisions + 1;
    let free = changed.filter(|changed| {
        matches!(event.review, Review::Labelled { .. })
            && changed
                .iter()
                .all(|field| edition.rules.free_fields.contains(field))
    });
    let mut decision = match free {
        Some(fields) => update(event, number, fields, by, times.now),
        None if event.proposer.is_none() => send_unconfirmed(event, number, by, times.now),
        None => enter_queue(event, number, by, times),
    };
    decision.event.revisions = number;
    decision.event.organisation = content.organisation;
    decision.revision = Some(Revision {
        number,
        content: content.clone(),
        at: times.now,
        by: by.person(),
    });
    Ok(decision)
}

/// Fields that need no review become public at once; the label keeps its date and its author.
fn update(
    event: &Event,
    number: u32,
    fields: Vec<Field>,
    by: &Organiser,
    now: Timestamp,
) -> Decision {
    let mut next = event.clone();
    if let (Review::Labelled { revision, .. }, Some(label)) = (&mut next.review, &mut next.label) {
        *revision = number;
        label.revision = number;
    }
    let actor = Actor::Organiser {
        person: by.person(),
    };
    let mut decision = next.decide(
        now,
        actor,
        What::Updated {
            revision: number,
            fields,
        },
    );
    decision.public = true;
    decision
}

fn send_unconfirmed(event: &Event, number: u32, by: &Organiser, now: Timestamp) -> Decision {
    let mut next = event.clone();
    next.review = Review::Unconfirmed {
        revision: number,
        since: now,
    };
    let actor = Actor::Organiser {
        person: by.person(),
    };
    let mut decision = next.decide(now, actor, What::Sent { revision: number });
    decision.letters.push(Letter {
        to: To::Organiser,
        about: About::ConfirmAddress { revision: number },
    });
    decision
}

fn enter_queue(event: &Event, number: u32, by: &Organiser, times: Times) -> Decision {
    let (reason, due) = match event.review {
        Review::Returned { .. } => (Reason::Answered, times.due),
        Review::Labelled { .. } => (Reason::Edited, times.due),
        // A newer revision of what already waits keeps its place and its due date.
        Review::Proposed { reason, due, .. } => (reason, due),
        _ => (Reason::New, times.due),
    };
    let mut next = event.clone();
    next.review = Review::Proposed {
        revision: number,
        at: times.now,
        reason,
        due,
    };
    let territory = next.chain.home().clone();
    let actor = Actor::Organiser {
        person: by.person(),
    };
    let what = What::Proposed {
        revision: number,
        reason,
        territory: territory.clone(),
        due,
    };
    let mut decision = next.decide(times.now, actor, what);
    decision.letters = vec![
        Letter {
            to: To::Organiser,
            about: About::Received {
                revision: number,
                territory: territory.clone(),
                due,
            },
        },
        Letter {
            to: To::Deciders {
                territory: territory.clone(),
            },
            about: About::Arrived {
                revision: number,
                territory,
                due,
            },
        },
    ];
    decision
}

/// The address is confirmed: what was sent enters the queue. The time for a decision runs from now.
///
/// # Errors
/// [`Refusal::MovedOn`] when nothing waits for a confirmation.
pub fn confirm(event: &Event, proposer: PersonId, times: Times) -> Result<Decision, Refusal> {
    let Review::Unconfirmed { revision, .. } = event.review else {
        return Err(Refusal::MovedOn);
    };
    let mut next = event.clone();
    next.proposer = Some(proposer);
    next.review = Review::Draft { since: times.now };
    let by = crate::authority::holder_of_the_link(
        &crate::authority::Matter::of(&next, times.now, |_| true),
        crate::authority::Action::Edit,
    )
    .map_err(|_| Refusal::MovedOn)?;
    Ok(enter_queue(&next, revision, &by, times))
}

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
        },
    }
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
/// [`Refusal::MovedOn`] when another revision waits or none does; [`Refusal::Criteria`] unless each criterion is met.
pub fn label(
    event: &Event,
    revision: u32,
    criteria: &[Criterion],
    answers: Vec<Answer>,
    by: &Referee,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    waiting(event, revision)?;
    let unmet = unanswered(criteria, &answers, |met| met == Met::Yes);
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

fn check_remarks(remarks: &[Remark]) -> Result<(), Refusal> {
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

/// Returns the revision to its organiser with remarks, field by field, and a date by which an answer is hoped for.
///
/// # Errors
/// [`Refusal::MovedOn`], [`Refusal::NoRemark`], [`Refusal::TooMany`], [`Refusal::TooLong`], and [`Refusal::Criteria`]
/// when a criterion has no answer at all.
#[allow(clippy::too_many_arguments, reason = "each is a word of the verdict")]
pub fn give_back(
    event: &Event,
    revision: u32,
    criteria: &[Criterion],
    answers: Vec<Answer>,
    remarks: Vec<Remark>,
    answer_by: Timestamp,
    by: &Referee,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    waiting(event, revision)?;
    check_remarks(&remarks)?;
    let silent = unanswered(criteria, &answers, |_| true);
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
/// stays public, and only the change is refused.
///
/// # Errors
/// [`Refusal::MovedOn`], [`Refusal::NoReason`], [`Refusal::TooLong`], [`Refusal::Criteria`] when none is answered "no" or
/// one has no answer.
pub fn refuse(
    event: &Event,
    revision: u32,
    criteria: &[Criterion],
    answers: Vec<Answer>,
    note: &str,
    by: &Referee,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    waiting(event, revision)?;
    check_note(note)?;
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
    let about = match &next.label {
        Some(label) => {
            next.review = Review::Labelled {
                revision: label.revision,
                at: label.at,
                by: label.by,
            };
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
    decision.verdict = Some(verdict);
    decision.letters.push(Letter {
        to: To::Organiser,
        about,
    });
    Ok(decision)
}

fn check_note(note: &str) -> Result<(), Refusal> {
    if note.trim().is_empty() {
        return Err(Refusal::NoReason);
    }
    if note.chars().count() > REMARK {
        Err(Refusal::TooLong(REMARK))
    } else {
        Ok(())
    }
}

/// Undoes the last verdict by a verdict of its own: the revision waits again, with the due date it had or, if that has
/// passed since, the one given.
///
/// # Errors
/// [`Refusal::NothingToUndo`] when the verdict is not the last one on the latest revision, or is itself an undo.
pub fn undo(
    event: &Event,
    last: (VerdictId, &Verdict),
    asked: VerdictId,
    by: &Referee,
    times: Times,
) -> Result<Decision, Refusal> {
    let (id, last) = last;
    let current = id == asked && last.revision == event.revisions && event.waiting().is_none();
    let withdrawn = matches!(event.review, Review::Withdrawn { .. });
    let Review::Proposed {
        revision, at, due, ..
    } = last.before.review
    else {
        return Err(Refusal::NothingToUndo);
    };
    if !current || withdrawn || last.kind == VerdictKind::Undone {
        return Err(Refusal::NothingToUndo);
    }
    let due = if due > times.now { due } else { times.due };
    let verdict = verdict(
        event,
        VerdictKind::Undone,
        revision,
        Vec::new(),
        by,
        times.now,
    );
    let mut next = event.clone();
    next.review = Review::Proposed {
        revision,
        at,
        reason: Reason::Reopened,
        due,
    };
    let public = next.label != last.before.label;
    next.label = last.before.label.clone();
    let mut decision = next.decide(times.now, acting(by), What::Undone { revision });
    decision.verdict = Some(verdict);
    decision.public = public;
    decision.letters.push(Letter {
        to: To::Organiser,
        about: About::Undone { revision },
    });
    Ok(decision)
}

/// The referee corrects the wording: a revision of its own, and the organiser is told what changed. What waits goes on
/// waiting with the same due date; what is labelled stays so, corrected.
///
/// # Errors
/// [`Refusal::NothingChanged`], [`Refusal::NotWording`], [`Refusal::MovedOn`] in any other state.
pub fn correct(
    event: &Event,
    revision: u32,
    before: &Content,
    after: &Content,
    by: &Referee,
    now: Timestamp,
) -> Result<Decision, Refusal> {
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

/// The organiser withdraws the proposal; or only the change that waits, when an earlier revision is labelled.
///
/// # Errors
/// [`Refusal::CancelInstead`] for a labelled event with nothing waiting, [`Refusal::MovedOn`] when it was refused or
/// withdrawn already.
pub fn withdraw(event: &Event, by: &Organiser, now: Timestamp) -> Result<Decision, Refusal> {
    let revision = match event.review {
        Review::Labelled { .. } => return Err(Refusal::CancelInstead),
        Review::Refused { .. } | Review::Withdrawn { .. } => return Err(Refusal::MovedOn),
        Review::Draft { .. } => event.revisions,
        Review::Unconfirmed { revision, .. }
        | Review::Proposed { revision, .. }
        | Review::Returned { revision, .. } => revision,
    };
    let told = matches!(
        event.review,
        Review::Proposed { .. } | Review::Returned { .. }
    );
    let mut next = event.clone();
    let what = match &next.label {
        Some(label) => {
            next.review = Review::Labelled {
                revision: label.revision,
                at: label.at,
                by: label.by,
            };
            What::ChangeWithdrawn { revision }
        }
        None => {
            next.review = Review::Withdrawn {
                at: now,
                by: by.person(),
            };
            What::Withdrawn
        }
    };
    let territory = next.chain.home().clone();
    let mut decision = next.decide(
        now,
        Actor::Organiser {
            person: by.person(),
        },
        what,
    );
    if told {
        decision.letters.push(Letter {
            to: To::Deciders { territory },
            about: About::Withdrawn,
        });
    }
    Ok(decision)
}

/// Announces what becomes of a labelled event: the public page says so at once and keeps its address. Announcing
/// [`Status::Scheduled`] reinstates it.
///
/// # Errors
/// [`Refusal::NotPublic`], [`Refusal::NoReason`], [`Refusal::TooLong`], [`Refusal::NothingChanged`].
pub fn announce(
    event: &Event,
    status: Status,
    by: &Announcer,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    if event.label.is_none() {
        return Err(Refusal::NotPublic);
    }
    let what = match &status {
        Status::Scheduled if event.status == Status::Scheduled => {
            return Err(Refusal::NothingChanged);
        }
        Status::Scheduled => What::Reinstated,
        Status::Cancelled { reason, .. } => What::Cancelled {
            reason: checked(reason)?,
        },
        Status::Postponed { reason, .. } => What::Postponed {
            reason: checked(reason)?,
        },
        Status::MovedOnline { reason, .. } => What::MovedOnline {
            reason: checked(reason)?,
        },
    };
    let slug = status.slug().to_owned();
    let mut next = event.clone();
    next.status = status;
    let territory = next.chain.home().clone();
    let mut decision = next.decide(
        now,
        Actor::Organiser {
            person: by.person(),
        },
        what,
    );
    decision.public = true;
    decision.letters = vec![
        Letter {
            to: To::Organiser,
            about: About::Announced {
                status: slug.clone(),
            },
        },
        Letter {
            to: To::Deciders { territory },
            about: About::Announced { status: slug },
        },
    ];
    Ok(decision)
}

fn checked(reason: &str) -> Result<String, Refusal> {
    check_note(reason)?;
    Ok(reason.trim().to_owned())
}

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
/// [`Refusal::MovedOn`] when that revision is not the latest, [`Refusal::NoReason`] for an unfavourable one without a word.
pub fn opine(
    event: &Event,
    revision: u32,
    favourable: bool,
    note: &str,
    by: &crate::authority::Adviser,
    now: Timestamp,
) -> Result<(Opinion, Decision), Refusal> {
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

/// The place of a draft or of a new revision moved it to another territory: the new one has jurisdiction.
#[must_use]
pub fn moved(event: &Event, chain: Chain, now: Timestamp) -> Option<Decision> {
    if event.chain == chain {
        return None;
    }
    let (from, to) = (event.chain.home().clone(), chain.home().clone());
    let mut next = event.clone();
    next.chain = chain;
    Some(next.decide(now, Actor::Site, What::Moved { from, to }))
}

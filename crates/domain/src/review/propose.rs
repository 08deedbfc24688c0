//! The verbs of the organiser: propose, confirm, withdraw, announce.

use jiff::Timestamp;

use super::decision::{Decision, Refusal, Revision, Times, running};
use super::state::{Event, Reason, Review};
use super::verdict::check_note;
use crate::authority::{Announcer, Organiser};
use crate::check::Findings;
use crate::edition::Edition;
use crate::event::{Content, Field, Status};
use crate::ids::PersonId;
use crate::journal::{Actor, What};
use crate::letter::{About, Letter, To};
use crate::territory::Chain;
use crate::text::check_length;

/// What is sent, with all that was found on it.
#[derive(Debug, Clone, Copy)]
pub struct Proposal<'a> {
    /// What it says.
    pub content: &'a Content,
    /// The territories its place answers to.
    pub chain: &'a Chain,
    /// What is missing, blocked, odd.
    pub findings: &'a Findings,
    /// What the organiser says to the referee who returned it: an answer may need no other change. May be empty.
    pub answer: &'a str,
}

/// The most characters of an answer to remarks.
pub const ANSWER: usize = 2_000;

/// Sends the working copy: a new revision is proposed to its territory, or waits for the address to be confirmed.
///
/// `last` is the content of the revision that stands ([`Event::standing`]); the edition says what passes at once after
/// the label ([`crate::edition::Rules::passes`]). Edits of a labelled event that touch only those become public at once;
/// others wait in the queue while the labelled one stays, where it was and in the name of whom it was. The territory a
/// proposal leaves is told.
///
/// # Errors
/// [`Refusal::Finished`], [`Refusal::Closed`], [`Refusal::Incomplete`], [`Refusal::NothingChanged`],
/// [`Refusal::AlreadyRefused`], [`Refusal::TooLong`].
pub fn propose(
    event: &Event,
    edition: &Edition,
    proposal: Proposal<'_>,
    last: Option<&Content>,
    by: &Organiser,
    times: Times,
) -> Result<Decision, Refusal> {
    running(edition)?;
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
    if !proposal.findings.may_be_proposed() {
        return Err(Refusal::Incomplete(Box::new(proposal.findings.clone())));
    }
    let content = proposal.content;
    let changed = last.map(|last| last.differences(content));
    let passes =
        |field: &Field| last.is_some_and(|last| edition.rules.passes(*field, last, content));
    let returned = matches!(event.review, Review::Returned { .. });
    let answer = proposal.answer.trim();
    check_length(answer, ANSWER).map_err(|_| Refusal::TooLong(ANSWER))?;
    let says_something = returned && !answer.is_empty();
    if !first && !says_something && changed.as_ref().is_some_and(Vec::is_empty) {
        return Err(Refusal::NothingChanged);
    }
    let number = event.revisions + 1;
    let free = changed.filter(|changed| {
        matches!(event.review, Review::Labelled { .. }) && changed.iter().all(passes)
    });
    let mut next = event.clone();
    next.revisions = number;
    next.organisation = content.organisation;
    next.chain = proposal.chain.clone();
    let mut decision = match free {
        Some(fields) => update(next, number, fields, by, times.now),
        None if event.proposer.is_none() => send_unconfirmed(next, number, by, times.now),
        None => enter_queue(
            next,
            number,
            by,
            times,
            keeps_its_place(event, proposal.chain),
        ),
    };
    tell_of_the_move(event, &mut decision, times.now);
    decision.revision = Some(Revision {
        number,
        content: content.clone(),
        answer: match returned {
            true => answer.to_owned(),
            false => String::new(),
        },
        at: times.now,
        by: by.person(),
    });
    Ok(decision)
}

/// A newer revision of what already waits keeps its reason, and its due date as long as the same territory decides.
fn keeps_its_place(event: &Event, chain: &Chain) -> Option<(Reason, Option<Timestamp>)> {
    let stays = event.chain.home() == chain.home();
    match event.review {
        Review::Proposed { reason, due, .. } => Some((reason, stays.then_some(due))),
        _ => None,
    }
}

/// The place of a new revision moved it to another territory: the journal says so, and the one that had it is told.
fn tell_of_the_move(event: &Event, decision: &mut Decision, now: Timestamp) {
    let sent_before = event.revisions > 0;
    let moved = sent_before.then(|| decision.note_the_move(event, now));
    let Some((from, territory)) = moved.flatten() else {
        return;
    };
    let known = matches!(
        event.review,
        Review::Proposed { .. } | Review::Returned { .. } | Review::Labelled { .. }
    );
    if known {
        decision.letters.push(Letter {
            to: To::Deciders {
                territory: from.clone(),
            },
            about: About::MovedAway {
                revision: decision.event.revisions,
                from,
                territory,
            },
        });
    }
}

/// Fields that need no review become public at once; the label keeps its date and its author.
fn update(
    mut next: Event,
    number: u32,
    fields: Vec<Field>,
    by: &Organiser,
    now: Timestamp,
) -> Decision {
    if let (Review::Labelled { revision, .. }, Some(label)) = (&mut next.review, &mut next.label) {
        *revision = number;
        label.revision = number;
        label.organisation = next.organisation;
        label.chain = next.chain.clone();
    }
    let what = What::Updated {
        revision: number,
        fields,
    };
    let mut decision = next.decide(now, organising(by), what);
    decision.public = true;
    decision
}

fn send_unconfirmed(mut next: Event, number: u32, by: &Organiser, now: Timestamp) -> Decision {
    next.review = Review::Unconfirmed {
        revision: number,
        since: now,
    };
    let mut decision = next.decide(now, organising(by), What::Sent { revision: number });
    decision.letters.push(Letter {
        to: To::Organiser,
        about: About::ConfirmAddress { revision: number },
    });
    decision
}

fn enter_queue(
    mut next: Event,
    number: u32,
    by: &Organiser,
    times: Times,
    waits_already: Option<(Reason, Option<Timestamp>)>,
) -> Decision {
    let (reason, due) = match (waits_already, &next.review) {
        (Some((reason, due)), _) => (reason, due.unwrap_or(times.due)),
        (None, Review::Returned { .. }) => (Reason::Answered, times.due),
        (None, Review::Labelled { .. }) => (Reason::Edited, times.due),
        (None, _) => (Reason::New, times.due),
    };
    next.review = Review::Proposed {
        revision: number,
        at: times.now,
        reason,
        due,
    };
    let territory = next.chain.home().clone();
    let what = What::Proposed {
        revision: number,
        reason,
        territory: territory.clone(),
        due,
    };
    let mut decision = next.decide(times.now, organising(by), what);
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

/// The address is confirmed: what was sent enters the queue. The time for a decision runs from now. What was sent in time is
/// taken after the last day for proposals too, as long as the edition runs.
///
/// # Errors
/// [`Refusal::MovedOn`] when nothing waits for a confirmation, [`Refusal::Finished`].
pub fn confirm(
    event: &Event,
    edition: &Edition,
    proposer: PersonId,
    times: Times,
) -> Result<Decision, Refusal> {
    running(edition)?;
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
    Ok(enter_queue(next, revision, &by, times, None))
}

/// The organiser withdraws the proposal; or only the change that waits, when an earlier revision is labelled: who organises
/// and where are those of the labelled one again. With nothing waiting, a labelled event leaves the programme: its address
/// says that it was withdrawn, and nothing more.
///
/// What was never public may be taken back whatever the edition's stage.
///
/// # Errors
/// [`Refusal::MovedOn`] when it was refused or withdrawn already, [`Refusal::Finished`].
pub fn withdraw(
    event: &Event,
    edition: &Edition,
    by: &Organiser,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    if event.label.is_some() {
        running(edition)?;
    }
    let revision = match event.review {
        Review::Labelled { .. } => return Ok(take_down(event, by, now)),
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
    let what = match &event.label {
        Some(label) => {
            next.fall_back_on(label);
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
    let mut decision = next.decide(now, organising(by), what);
    decision.note_the_move(event, now);
    if told {
        // Those who had it before them, wherever it is now.
        decision.letters.push(Letter {
            to: To::Deciders {
                territory: event.chain.home().clone(),
            },
            about: match event.label {
                Some(_) => About::ChangeWithdrawn,
                None => About::Withdrawn,
            },
        });
    }
    Ok(decision)
}

/// What was public is public no more. Proposed again one day, it is a new promise: what was said of the old one goes with
/// it.
fn take_down(event: &Event, by: &Organiser, now: Timestamp) -> Decision {
    let mut next = event.clone();
    next.review = Review::Withdrawn {
        at: now,
        by: by.person(),
    };
    next.label = None;
    next.status = Status::Scheduled;
    let territory = next.chain.home().clone();
    let mut decision = next.decide(now, organising(by), What::Withdrawn);
    decision.public = true;
    decision.letters = [To::Organiser, To::Deciders { territory }]
        .map(|to| Letter {
            to,
            about: About::TakenDown,
        })
        .into();
    decision
}

fn organising(by: &Organiser) -> Actor {
    Actor::Organiser {
        person: by.person(),
    }
}

/// Announces what becomes of a labelled event: the public page says so at once and keeps its address. Announcing
/// [`Status::Scheduled`] reinstates it.
///
/// # Errors
/// [`Refusal::NotPublic`], [`Refusal::NoReason`], [`Refusal::TooLong`], [`Refusal::NothingChanged`], [`Refusal::Finished`].
pub fn announce(
    event: &Event,
    edition: &Edition,
    status: Status,
    by: &Announcer,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    running(edition)?;
    if event.label.is_none() {
        return Err(Refusal::NotPublic);
    }
    if !is_news(event, &status) {
        return Err(Refusal::NothingChanged);
    }
    // Why, in words, may name someone: visitors read it with the status, and the journal does without.
    let what = match &status {
        Status::Scheduled => What::Reinstated,
        Status::Cancelled { reason, .. } => checked(reason, What::Cancelled)?,
        Status::Postponed { reason, .. } => checked(reason, What::Postponed)?,
        Status::MovedOnline { reason, .. } => checked(reason, What::MovedOnline)?,
    };
    let about = About::Announced {
        status: status.slug().to_owned(),
        by: match by.actor() {
            Actor::Referee { territory, .. } => Some(territory.clone()),
            _ => None,
        },
    };
    let mut next = event.clone();
    next.status = status;
    let territory = next.chain.home().clone();
    let mut decision = next.decide(now, by.actor().clone(), what);
    decision.public = true;
    decision.letters = [To::Organiser, To::Deciders { territory }]
        .map(|to| Letter {
            to,
            about: about.clone(),
        })
        .into();
    Ok(decision)
}

/// Whether an announcement of this kind says something that was not said yet: nothing is cancelled twice.
#[must_use]
pub fn is_news(event: &Event, status: &Status) -> bool {
    event.status.slug() != status.slug()
}

fn checked(reason: &str, what: What) -> Result<What, Refusal> {
    check_note(reason).map(|()| what)
}

/// Every secret address given so far stops working: it was shared by mistake, or someone who had it has left. A new one
/// goes to the organiser, and to nobody else.
#[must_use]
pub fn relink(event: &Event, by: &Organiser, now: Timestamp) -> Decision {
    let mut decision = event.clone().decide(now, organising(by), What::Relinked);
    decision.relinks = true;
    decision.letters.push(Letter {
        to: To::Organiser,
        about: About::NewLink,
    });
    decision
}

//! The verbs of the organiser: propose, confirm, withdraw, announce.

use jiff::Timestamp;

use super::decision::{Decision, Refusal, Revision, Times};
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

/// Sends the working copy: a new revision is proposed to its territory, or waits for the address to be confirmed.
///
/// `last` is the content of the revision that stands ([`Event::standing`]); the edition says what passes at once after
/// the label ([`crate::edition::Rules::passes`]). Edits of a
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
    let passes =
        |field: &Field| last.is_some_and(|last| edition.rules.passes(*field, last, content));
    if !first && changed.as_ref().is_some_and(Vec::is_empty) {
        return Err(Refusal::NothingChanged);
    }
    let number = event.revisions + 1;
    let free = changed.filter(|changed| {
        matches!(event.review, Review::Labelled { .. }) && changed.iter().all(passes)
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

/// The organiser withdraws the proposal; or only the change that waits, when an earlier revision is labelled. With nothing
/// waiting, a labelled event leaves the programme: its address says that it was withdrawn, and nothing more.
///
/// # Errors
/// [`Refusal::MovedOn`] when it was refused or withdrawn already.
pub fn withdraw(event: &Event, by: &Organiser, now: Timestamp) -> Result<Decision, Refusal> {
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
    let mut decision = next.decide(now, organising(by), what);
    if told {
        decision.letters.push(Letter {
            to: To::Deciders { territory },
            about: About::Withdrawn,
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

fn checked(reason: &str) -> Result<String, Refusal> {
    check_note(reason)?;
    Ok(reason.trim().to_owned())
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

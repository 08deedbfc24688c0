//! The life of an event that ended well, told by the real verbs at moments of the past: begun, proposed, labelled, and
//! what was announced since. Nothing here touches the database.

use domain::authority::{self, Denied, Matter, Standing};
use domain::check::Findings;
use domain::edition::Edition;
use domain::event::{Content, Status};
use domain::journal::Entry;
use domain::review::{
    self, Answer, Decision, Event, Met, Proposal, Refusal, Revision, Times, Verdict,
};
use domain::time::{self, HolidayZone};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::events::{Fate, Made};
use super::people::Cast;
use super::vocabulary::grammar::spaced;
use super::vocabulary::sentences::ANNOUNCED;

/// Where a history takes place in time.
#[derive(Debug, Clone)]
pub struct Season<'a> {
    /// The edition, as it was while proposals were open.
    pub edition: &'a Edition,
    /// The first moment at which something was proposed.
    pub from: Timestamp,
    /// The last one.
    pub to: Timestamp,
    /// Nothing happens after this moment.
    pub end: Timestamp,
    /// When it is told: what takes place later may still be booked.
    pub told: Timestamp,
}

/// Everything that was written down about an event.
#[derive(Debug)]
pub struct History {
    /// The event as it is at the end.
    pub event: Event,
    /// Its revisions.
    pub revisions: Vec<Revision>,
    /// Its verdicts.
    pub verdicts: Vec<Verdict>,
    /// Its journal.
    pub journal: Vec<Entry>,
    /// When it was begun.
    pub begun: Timestamp,
    /// When something last happened.
    pub last: Timestamp,
}

/// Why a history could not be told: a mistake in the demonstration itself.
#[derive(Debug, thiserror::Error)]
pub enum Untold {
    /// A rule said no.
    #[error("a made-up event does not follow the rules: {0}")]
    Refused(#[from] Refusal),
    /// A right was missing.
    #[error("a made-up person may not do what they did: {0}")]
    Denied(#[from] Denied),
}

impl History {
    fn take(&mut self, decision: Decision) {
        self.event = decision.event;
        self.revisions.extend(decision.revision);
        self.verdicts.extend(decision.verdict);
        self.last = decision.journal.last().map_or(self.last, |entry| entry.at);
        self.journal.extend(decision.journal);
    }
}

/// Tells the history of an event whose content names its organisation already.
///
/// # Errors
/// [`Untold`] when the event does not follow the rules.
pub fn tell(
    season: &Season<'_>,
    cast: &Cast,
    calendar: &(TimeZone, HolidayZone),
    proposer: &Standing,
    content: Content,
    made: &Made,
) -> Result<History, Untold> {
    let edition = season.edition;
    // Proposals grow more numerous as the closing nears.
    let share = made.lot.sqrt();
    let span = season.to.duration_since(season.from).as_secs_f64();
    let proposed = office_hour(after(season.from, span * share), calendar, made.lot);
    let begun = after(proposed, -3_600.0 * (1.0 + 70.0 * made.lot));
    let start = Event::begin(edition.id, made.chain.clone(), Some(proposer.person), begun);
    let mut history = History {
        event: start.event,
        revisions: Vec::new(),
        verdicts: Vec::new(),
        journal: start.journal,
        begun,
        last: begun,
    };
    let days = u32::from(edition.rules.decision_days);
    let due = |now| time::add_working_days(now, days, calendar.1, &calendar.0);
    let matter = |event: &Event, now| Matter::of(event, now, |level| cast.covers(level));
    let by = authority::organiser(proposer, &matter(&history.event, proposed))?;
    let found = Findings::default();
    let times = Times {
        now: proposed,
        due: due(proposed),
    };
    let proposal = Proposal {
        content: &content,
        chain: &made.chain,
        findings: &found,
        answer: "",
    };
    history.take(review::propose(
        &history.event,
        edition,
        proposal,
        None,
        &by,
        times,
    )?);

    let labelled = labelled_at(proposed, calendar, made.lot).min(season.end);
    if let Some(decider) = cast.decider(&made.chain) {
        let by = authority::referee(decider, &matter(&history.event, labelled))?;
        let answers = all_met(edition);
        let event = &history.event;
        history.take(review::label(event, edition, 1, answers, &by, labelled)?);
    }
    let left = season.end.duration_since(labelled).as_secs_f64().max(0.0);
    let later = after(labelled, left * (0.3 + 0.6 * made.lot));
    since(&mut history, season, cast, proposer, content, made, later)?;
    Ok(history)
}

/// What happened after the label.
fn since(
    history: &mut History,
    season: &Season<'_>,
    cast: &Cast,
    proposer: &Standing,
    content: Content,
    made: &Made,
    later: Timestamp,
) -> Result<(), Untold> {
    let matter = Matter::of(&history.event, later, |level| cast.covers(level));
    let reason = |kind: usize, which: usize| spaced(ANNOUNCED[kind][which % 4]);
    let status = match made.fate {
        Fate::Held => return Ok(()),
        Fate::Full => {
            let by = authority::organiser(proposer, &matter)?;
            let mut full = content.clone();
            full.booking.full = true;
            let times = Times {
                now: later,
                due: later,
            };
            let found = Findings::default();
            let proposal = Proposal {
                content: &full,
                chain: &made.chain,
                findings: &found,
                answer: "",
            };
            let decision = review::propose(
                &history.event,
                season.edition,
                proposal,
                Some(&content),
                &by,
                times,
            )?;
            history.take(decision);
            return Ok(());
        }
        Fate::Cancelled(which) => Status::Cancelled {
            at: later,
            reason: reason(0, which),
        },
        Fate::Postponed(which) => Status::Postponed {
            at: later,
            reason: reason(1, which),
        },
        Fate::MovedOnline(which) => Status::MovedOnline {
            at: later,
            reason: reason(2, which),
            url: content.public_contact.website.clone(),
        },
    };
    let by = authority::announcer(proposer, &matter)?;
    let edition = season.edition;
    history.take(review::announce(
        &history.event,
        edition,
        status,
        &by,
        later,
    )?);
    Ok(())
}

/// Every criterion answered yes.
#[must_use]
pub fn all_met(edition: &Edition) -> Vec<Answer> {
    let criteria = edition.rules.criteria.iter();
    criteria
        .map(|criterion| Answer {
            criterion: criterion.slug.clone(),
            met: Met::Yes,
        })
        .collect()
}

fn after(moment: Timestamp, seconds: f64) -> Timestamp {
    let millis = (seconds * 1_000.0) as i64;
    let moved = moment.as_millisecond().saturating_add(millis);
    Timestamp::from_millisecond(moved).unwrap_or(moment)
}

/// The same day at an hour at which people work: from 8 to 19 by the clock of the place.
fn office_hour(moment: Timestamp, calendar: &(TimeZone, HolidayZone), lot: f64) -> Timestamp {
    let day = calendar.0.to_datetime(moment).date();
    let minutes = 8 * 60 + ((lot * 9_973.0).fract() * 660.0) as i64;
    at(day, minutes, calendar).min(moment.max(at(day, 0, calendar)))
}

/// One to three working days later, at an office hour.
fn labelled_at(proposed: Timestamp, calendar: &(TimeZone, HolidayZone), lot: f64) -> Timestamp {
    let day = calendar.0.to_datetime(proposed).date();
    let wait = 1 + ((lot * 7_919.0).fract() * 3.0) as u32;
    let minutes = 9 * 60 + ((lot * 6_101.0).fract() * 470.0) as i64;
    at(
        time::working_day_after(day, wait, calendar.1),
        minutes,
        calendar,
    )
}

fn at(day: jiff::civil::Date, minutes: i64, calendar: &(TimeZone, HolidayZone)) -> Timestamp {
    let moment = day
        .to_datetime(jiff::civil::Time::midnight())
        .saturating_add(SignedDuration::from_mins(minutes));
    calendar
        .0
        .to_timestamp(moment)
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

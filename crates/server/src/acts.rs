//! The verbs of the trade as the site carries them out: load, decide, save. Pages, imports and the demonstration all come
//! through here; the rules themselves are in `domain`.

pub mod bookings;
mod editions;
mod examine;
mod organisations;

use std::collections::BTreeMap;

use catalogue::place::Gazetteer;
use domain::authority::{
    self, Adviser, Announcer, Denied, Importer, Matter, Organiser, Referee, Standing,
};
use domain::edition::Edition;
use domain::event::{Content, Status, Unread};
use domain::ids::{EventId, PersonId, VerdictId};
use domain::letter::{About, Letter};
use domain::review::{self, Answer, Decision, Event, Proposal, Refusal, Remark, Times, Verdict};
use domain::territory::{Chain, TerritoryCode};
use domain::time::{self, HolidayZone};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::events::{self, Kept};
use store::organisations as houses;
use store::{Conn, StoreError, Tx, letters, outbox, people, reviews};

pub use editions::{Stages, save_stage, stages};
pub use examine::{Examined, examine, examine_form};
pub use organisations::{Renamed, change_organisation, leave, of_siret, vouch};

/// Why an act was not done.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The person may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed, or somebody was quicker ([`StoreError::Conflict`]).
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the acts need to know of the world.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// The places.
    pub gazetteer: &'a Gazetteer,
    /// Names the campaign is known by, for the warning about titles.
    pub campaign_names: &'a [String],
    /// The edition it is about.
    pub edition: &'a Edition,
    /// The moment it is.
    pub now: Timestamp,
}

/// What a person may claim: their roles and their organisations, as they are now.
///
/// # Errors
/// As the database answers.
pub async fn standing(conn: &mut Conn, person: PersonId) -> store::Result<Standing> {
    let appointments = people::appointments_of(conn, person.0)
        .await?
        .into_iter()
        .filter_map(|held| {
            Some(authority::Appointment {
                role: authority::Role::parse(&held.role)?,
                territory: TerritoryCode::parse(&held.territory)?,
                institution: held.institution.unwrap_or_default(),
            })
        })
        .collect();
    Ok(Standing {
        person,
        appointments,
        memberships: houses::memberships_of(conn, person).await?,
    })
}

/// Which territories have someone who decides.
#[derive(Debug, Clone, Default)]
pub struct Coverage(BTreeMap<TerritoryCode, u64>);

impl Coverage {
    /// Reads it.
    ///
    /// # Errors
    /// As the database answers.
    pub async fn load(conn: &mut Conn) -> store::Result<Coverage> {
        Ok(Coverage(letters::coverage(conn).await?))
    }

    /// True when someone decides there.
    #[must_use]
    pub fn covers(&self, territory: &TerritoryCode) -> bool {
        self.0.contains_key(territory)
    }

    /// The territory that decides for a chain.
    #[must_use]
    pub fn deciding<'c>(&self, chain: &'c Chain) -> &'c TerritoryCode {
        &chain.levels()[chain.deciding(|level| self.covers(level))]
    }

    /// What the rights over an event depend on at a moment.
    #[must_use]
    pub fn matter(&self, event: &Event, now: Timestamp) -> Matter {
        Matter::of(event, now, |level| self.covers(level))
    }
}

/// The territories an event answers to: those of its commune; for an event without one, those of its organiser’s
/// commune; else the nation alone.
#[must_use]
pub fn chain_of(
    gazetteer: &Gazetteer,
    content: &Content,
    organiser: Option<&TerritoryCode>,
) -> Chain {
    let commune = content.place.commune.as_ref().or(organiser);
    commune
        .and_then(|code| gazetteer.commune(code.as_str()))
        .and_then(|commune| gazetteer.chain(gazetteer.home(commune).code.as_str()))
        .or_else(|| Chain::new(vec![gazetteer.nation().code.clone()]))
        .unwrap_or_else(|| unreachable!("a chain of one is a chain"))
}

/// The zone of a territory’s clock and its calendar of holidays.
#[must_use]
pub fn calendar(gazetteer: &Gazetteer, territory: &TerritoryCode) -> (TimeZone, HolidayZone) {
    let found = gazetteer
        .departement(territory.as_str())
        .or_else(|| gazetteer.region(territory.as_str()))
        .unwrap_or_else(|| gazetteer.nation());
    let zone = TimeZone::get(&found.time_zone).unwrap_or(TimeZone::UTC);
    (
        zone,
        HolidayZone::parse(&found.holidays).unwrap_or(HolidayZone::Metropole),
    )
}

/// The zone of the place’s own clock.
#[must_use]
pub fn zone_of(gazetteer: &Gazetteer, chain: &Chain) -> TimeZone {
    calendar(gazetteer, chain.home()).0
}

/// Now, and when a verdict on what is proposed now would be due in this territory.
#[must_use]
pub fn times(world: World<'_>, chain: &Chain) -> Times {
    let (zone, holidays) = calendar(world.gazetteer, chain.home());
    let days = u32::from(world.edition.rules.decision_days);
    Times {
        now: world.now,
        due: time::add_working_days(world.now, days, holidays, &zone),
    }
}

/// Saves a decision. When the public face of the event changes, its slots follow, and those who booked them are told; so they are
/// when it is decided again on one whose label was undone.
async fn save(
    tx: &mut Tx,
    world: World<'_>,
    kept: &Kept,
    decision: &Decision,
    sent: Option<events::Flags>,
) -> store::Result<()> {
    events::save(tx, kept, decision, sent, world.now).await?;
    let undone = kept.slug.is_some() && decision.event.label.is_none();
    match decision.public || undone {
        true => bookings::follow(tx, world, kept.id).await,
        false => Ok(()),
    }
}

/// Begins a draft.
///
/// # Errors
/// As the database answers.
pub async fn begin(
    tx: &mut Tx,
    world: World<'_>,
    proposer: Option<PersonId>,
    content: &Content,
) -> Result<EventId, Failed> {
    let chain = chain_of(world.gazetteer, content, None);
    let decision = Event::begin(world.edition.id, chain, proposer, world.now);
    Ok(events::create(tx, &decision, content, world.now).await?)
}

/// Saves what the form holds, sent or not.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody was quicker.
pub async fn save_working(
    tx: &mut Tx,
    world: World<'_>,
    kept: &Kept,
    content: &Content,
) -> Result<(), Failed> {
    save_typed(tx, world, kept, content, &kept.unread).await
}

/// The same with what was typed and cannot be read.
///
/// # Errors
/// As [`save_working`].
pub async fn save_typed(
    tx: &mut Tx,
    world: World<'_>,
    kept: &Kept,
    content: &Content,
    unread: &Unread,
) -> Result<(), Failed> {
    let chain = examine::chain(tx, world, content).await?;
    Ok(events::save_working(tx, kept, Some(content), unread, &chain, world.now).await?)
}

/// What the form shows: the working copy, else the revision that stands, else nothing yet. What was refused or withdrawn after
/// the label is not edited further: it would be sent again with the next change.
///
/// # Errors
/// As the database answers.
pub async fn editable(conn: &mut Conn, kept: &Kept) -> store::Result<Content> {
    match (&kept.working, kept.event.standing()) {
        (Some(working), _) => Ok(working.clone()),
        (None, 0) => Ok(Content::default()),
        (None, standing) => events::content(conn, kept.id, standing).await,
    }
}

/// Sends a content: it is proposed, waits for the address to be confirmed, or becomes public at once when only fields
/// that need no review changed. The event as it became is answered.
///
/// # Errors
/// The rules’ refusals; [`StoreError::Conflict`].
pub async fn send(
    tx: &mut Tx,
    world: World<'_>,
    kept: &Kept,
    content: &Content,
    by: &Organiser,
) -> Result<Event, Failed> {
    let examined = examine_form(tx, world, kept, content).await?;
    let decision = proposed(tx, world, kept, content, &examined, by).await?;
    save(tx, world, kept, &decision, Some(examined.flags)).await?;
    Ok(decision.event)
}

/// The decision of sending a content that was examined, not saved yet.
async fn proposed(
    conn: &mut Conn,
    world: World<'_>,
    kept: &Kept,
    content: &Content,
    examined: &Examined,
    by: &Organiser,
) -> Result<Decision, Failed> {
    let last = match kept.event.standing() {
        0 => None,
        standing => Some(events::content(conn, kept.id, standing).await?),
    };
    let proposal = Proposal {
        content,
        chain: &examined.chain,
        findings: &examined.findings,
        answer: &kept.answer,
    };
    let times = times(world, &examined.chain);
    let decision = review::propose(
        &kept.event,
        world.edition,
        proposal,
        last.as_ref(),
        by,
        times,
    )?;
    Ok(decision)
}

/// The same of a row of a file: the journal says who brought it and from where, and whoever is not the one who brings it is
/// told. `tells` keeps the other letters back: a file of two hundred rows is reported once, to whoever brought it.
///
/// # Errors
/// As [`send`].
#[allow(clippy::too_many_arguments, reason = "the row, and who brings it")]
pub async fn send_imported(
    tx: &mut Tx,
    world: World<'_>,
    kept: &Kept,
    content: &Content,
    examined: &Examined,
    by: &Importer,
    source: &str,
    tells: impl Fn(&Letter) -> bool,
) -> Result<Event, Failed> {
    let own = by.as_organiser();
    let mut decision = proposed(tx, world, kept, content, examined, &own).await?;
    decision.letters.retain(tells);
    decision.note_import(by, source, world.now);
    save(tx, world, kept, &decision, Some(examined.flags)).await?;
    Ok(decision.event)
}

/// The mail address is confirmed: what was sent enters the queue.
///
/// # Errors
/// [`Refusal::MovedOn`] when nothing waits for it.
pub async fn confirm(
    tx: &mut Tx,
    world: World<'_>,
    kept: &Kept,
    proposer: PersonId,
) -> Result<Event, Failed> {
    let times = times(world, &kept.event.chain);
    let decision = review::confirm(&kept.event, world.edition, proposer, times)?;
    save(tx, world, kept, &decision, None).await?;
    Ok(decision.event)
}

/// A verdict as a page gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    /// The label.
    Label,
    /// Remarks, and until when an answer is hoped for.
    Return {
        /// Remarks, field by field.
        remarks: Vec<Remark>,
        /// Until when.
        answer_by: Timestamp,
    },
    /// A refusal.
    Refuse {
        /// Why, in words.
        note: String,
    },
}

/// Gives a verdict on a revision.
///
/// # Errors
/// The rules’ refusals; [`StoreError::Conflict`].
pub async fn rule(
    tx: &mut Tx,
    world: World<'_>,
    kept: &Kept,
    revision: u32,
    answers: Vec<Answer>,
    ruling: Ruling,
    by: &Referee,
) -> Result<Event, Failed> {
    let (event, edition, now) = (&kept.event, world.edition, world.now);
    let decision = match ruling {
        Ruling::Label => review::label(event, edition, revision, answers, by, now),
        Ruling::Return { remarks, answer_by } => review::give_back(
            event, edition, revision, answers, remarks, answer_by, by, now,
        ),
        Ruling::Refuse { note } => {
            review::refuse(event, edition, revision, answers, &note, by, now)
        }
    }?;
    save(tx, world, kept, &decision, None).await?;
    Ok(decision.event)
}

/// Undoes the last verdict by a verdict of its own.
///
/// # Errors
/// [`Refusal::NothingToUndo`].
pub async fn undo(
    tx: &mut Tx,
    world: World<'_>,
    kept: &Kept,
    verdict: VerdictId,
    by: &Referee,
) -> Result<Event, Failed> {
    let verdicts = reviews::verdicts(tx, kept.id).await?;
    let (id, last) = verdicts.last().ok_or(Refusal::NothingToUndo)?;
    let before = review::before_refusal(&kept.event, last);
    let times = times(world, &before.chain);
    let last = (*id, last);
    let mut decision = review::undo(&kept.event, world.edition, last, verdict, by, times)?;
    if unheard(tx, kept.id, last.1).await? {
        let undone = |letter: &Letter| matches!(letter.about, About::Undone { .. });
        decision.letters.retain(|letter| !undone(letter));
    }
    save(tx, world, kept, &decision, None).await?;
    Ok(decision.event)
}

/// Takes back the letters of a verdict that nobody has begun to send: whoever has not heard of it need not hear that it is
/// undone.
async fn unheard(tx: &mut Tx, event: EventId, verdict: &Verdict) -> store::Result<bool> {
    let mut taken = false;
    for kind in [verdict.kind.slug(), "change-refused"] {
        let at = verdict.at;
        taken |= outbox::take_back(tx, outbox::Reason { event, kind, at }).await?;
    }
    Ok(taken)
}

/// Corrects the wording of the latest revision.
///
/// # Errors
/// The rules’ refusals.
pub async fn correct(
    tx: &mut Tx,
    world: World<'_>,
    kept: &Kept,
    revision: u32,
    after: &Content,
    by: &Referee,
) -> Result<Event, Failed> {
    let before = events::content(tx, kept.id, kept.event.standing()).await?;
    let (event, edition) = (&kept.event, world.edition);
    let decision = review::correct(event, edition, revision, &before, after, by, world.now)?;
    save(tx, world, kept, &decision, None).await?;
    Ok(decision.event)
}

/// Withdraws the proposal, or only the change that waits.
///
/// # Errors
/// The rules’ refusals.
pub async fn withdraw(
    tx: &mut Tx,
    world: World<'_>,
    kept: &Kept,
    by: &Organiser,
) -> Result<Event, Failed> {
    let decision = review::withdraw(&kept.event, world.edition, by, world.now)?;
    save(tx, world, kept, &decision, None).await?;
    Ok(decision.event)
}

/// Makes every secret address given so far useless; the organiser gets a new one by mail.
///
/// # Errors
/// [`StoreError::Conflict`].
pub async fn relink(
    tx: &mut Tx,
    world: World<'_>,
    kept: &Kept,
    by: &Organiser,
) -> Result<Event, Failed> {
    let decision = review::relink(&kept.event, by, world.now);
    save(tx, world, kept, &decision, None).await?;
    Ok(decision.event)
}

/// Announces what becomes of a labelled event.
///
/// # Errors
/// The rules’ refusals.
pub async fn announce(
    tx: &mut Tx,
    world: World<'_>,
    kept: &Kept,
    status: Status,
    by: &Announcer,
) -> Result<Event, Failed> {
    let decision = review::announce(&kept.event, world.edition, status, by, world.now)?;
    save(tx, world, kept, &decision, None).await?;
    Ok(decision.event)
}

/// Gives an opinion.
///
/// # Errors
/// The rules’ refusals.
pub async fn opine(
    tx: &mut Tx,
    world: World<'_>,
    kept: &Kept,
    revision: u32,
    favourable: bool,
    note: &str,
    by: &Adviser,
) -> Result<(), Failed> {
    let (event, edition) = (&kept.event, world.edition);
    let (opinion, decision) =
        review::opine(event, edition, revision, favourable, note, by, world.now)?;
    reviews::keep_opinion(tx, kept.id, &opinion).await?;
    for entry in &decision.journal {
        reviews::append(tx, kept.id, entry).await?;
    }
    Ok(())
}

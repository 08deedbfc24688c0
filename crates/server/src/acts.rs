//! The verbs of the trade as the site carries them out: load, decide, save. Pages, imports and the demonstration all come
//! through here; the rules themselves are in `domain`.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::place::Gazetteer;
use domain::authority::{self, Adviser, Announcer, Denied, Matter, Organiser, Referee, Standing};
use domain::check::{self, Alike, Findings, Pin, Surroundings};
use domain::edition::Edition;
use domain::event::{Content, Status, Unread};
use domain::ids::{EventId, OrganisationId, PersonId, VerdictId};
use domain::letter::Letter;
use domain::review::{self, Answer, Event, Refusal, Remark, Times};
use domain::territory::{Chain, TerritoryCode};
use domain::text;
use domain::time::{self, HolidayZone};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::events::{self, Flags, Kept};
use store::{Conn, StoreError, Tx, letters, organisations, people, reviews};

/// Two titles at the same place on the same day are "alike" from this score on, 0 to 1.
const ALIKE: f64 = 0.6;

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
    let organisations = organisations::of_person(conn, person)
        .await?
        .into_iter()
        .map(|own| own.id)
        .collect();
    Ok(Standing {
        person,
        appointments,
        organisations,
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

/// Everything that can be said of a content, and where it would go.
#[derive(Debug, Clone)]
pub struct Examined {
    /// What is missing, blocked, odd; how the criteria stand.
    pub findings: Findings,
    /// Where it would go.
    pub chain: Chain,
    /// What the queue’s filters will show.
    pub flags: Flags,
}

/// Examines a content as the form and the queue do.
///
/// # Errors
/// As the database answers.
pub async fn examine(
    conn: &mut Conn,
    world: World<'_>,
    id: Option<EventId>,
    content: &Content,
) -> store::Result<Examined> {
    examine_around(conn, world, id, content, &Unread::default()).await
}

/// The same of what the form of a kept event holds, with what was typed in it that cannot be read.
///
/// # Errors
/// As the database answers.
pub async fn examine_form(
    conn: &mut Conn,
    world: World<'_>,
    kept: &Kept,
    content: &Content,
) -> store::Result<Examined> {
    examine_around(conn, world, Some(kept.id), content, &kept.unread).await
}

async fn examine_around(
    conn: &mut Conn,
    world: World<'_>,
    id: Option<EventId>,
    content: &Content,
    unread: &Unread,
) -> store::Result<Examined> {
    let organiser = match content.organisation {
        Some(own) => {
            organisations::organisation(conn, own)
                .await?
                .organisation
                .commune
        }
        None => None,
    };
    let chain = chain_of(world.gazetteer, content, organiser.as_ref());
    let duplicates = duplicates(conn, world.edition, id, content).await?;
    let flags = Flags {
        likely_duplicate: !duplicates.is_empty(),
        place_uncertain: content.mode.is_some_and(|mode| mode.has_place())
            && content.place.point.is_none(),
    };
    let commune = content.place.commune.as_ref();
    let around = Surroundings {
        campaign_names: world.campaign_names.to_vec(),
        duplicates,
        pin: pin(world.gazetteer, content),
        commune_known: commune.is_some_and(|code| world.gazetteer.commune(code.as_str()).is_some()),
        unread: unread.fields(),
    };
    let findings = check::check(content, world.edition, &chain, &around);
    Ok(Examined {
        findings,
        chain,
        flags,
    })
}

/// Events in the same commune, on a day they share, with an alike title.
async fn duplicates(
    conn: &mut Conn,
    edition: &Edition,
    id: Option<EventId>,
    content: &Content,
) -> store::Result<Vec<Alike>> {
    let Some(commune) = content
        .place
        .commune
        .as_ref()
        .filter(|_| !content.title.is_empty())
    else {
        return Ok(Vec::new());
    };
    let others = events::in_commune(conn, edition.id, commune, id).await?;
    let same_day = |other: &Content| {
        content
            .slots
            .iter()
            .any(|a| other.slots.iter().any(|b| a.day() == b.day()))
    };
    Ok(others
        .into_iter()
        .filter(|near| text::alike(&content.title, &near.title) >= ALIKE && same_day(&near.content))
        .map(|near| Alike {
            event: near.id.0,
            title: near.title,
            page: near.page,
        })
        .collect())
}

fn pin(gazetteer: &Gazetteer, content: &Content) -> Pin {
    use catalogue::place::Agreement;
    let place = &content.place;
    let (Some(point), Some(code)) = (place.point, place.commune.as_ref()) else {
        return Pin::None;
    };
    let Some(commune) = gazetteer.commune(code.as_str()) else {
        return Pin::None;
    };
    match gazetteer.pin_agrees(commune, point.lon, point.lat) {
        Agreement::Inside | Agreement::NearBorder { .. } => Pin::Agrees,
        Agreement::Elsewhere { commune } => {
            Pin::Elsewhere(commune.map(|other| other.code.to_string()))
        }
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
    let organiser = match content.organisation {
        Some(own) => {
            organisations::organisation(tx, own)
                .await?
                .organisation
                .commune
        }
        None => None,
    };
    let chain = chain_of(world.gazetteer, content, organiser.as_ref());
    Ok(events::save_working(tx, kept, Some(content), unread, &chain, world.now).await?)
}

/// What the form shows: the working copy, else the latest revision, else nothing yet.
///
/// # Errors
/// As the database answers.
pub async fn editable(conn: &mut Conn, kept: &Kept) -> store::Result<Content> {
    match (&kept.working, kept.event.revisions) {
        (Some(working), _) => Ok(working.clone()),
        (None, 0) => Ok(Content::default()),
        (None, latest) => events::content(conn, kept.id, latest).await,
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
    send_quietly(tx, world, kept, content, by, |_| true).await
}

/// The same, only the letters that `tells` keeps being written: a file of two hundred rows is reported once, to whoever
/// brought it.
///
/// # Errors
/// As [`send`].
pub async fn send_quietly(
    tx: &mut Tx,
    world: World<'_>,
    kept: &Kept,
    content: &Content,
    by: &Organiser,
    tells: impl Fn(&Letter) -> bool,
) -> Result<Event, Failed> {
    let examined = examine_form(tx, world, kept, content).await?;
    let last = match kept.event.standing() {
        0 => None,
        standing => Some(events::content(tx, kept.id, standing).await?),
    };
    let mut event = kept.event.clone();
    let moved = review::moved(&event, examined.chain.clone(), world.now);
    event.chain = examined.chain.clone();
    let times = times(world, &event.chain);
    let mut decision = review::propose(
        &event,
        world.edition,
        content,
        last.as_ref(),
        &examined.findings,
        by,
        times,
    )?;
    if let Some(moved) = moved.filter(|_| kept.event.revisions > 0) {
        decision.journal.splice(0..0, moved.journal);
    }
    decision.letters.retain(tells);
    events::save(tx, kept, &decision, Some(examined.flags), world.now).await?;
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
    let decision = review::confirm(&kept.event, proposer, times(world, &kept.event.chain))?;
    events::save(tx, kept, &decision, None, world.now).await?;
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
    let (event, criteria, now) = (&kept.event, &world.edition.rules.criteria, world.now);
    let decision = match ruling {
        Ruling::Label => review::label(event, revision, criteria, answers, by, now),
        Ruling::Return { remarks, answer_by } => review::give_back(
            event, revision, criteria, answers, remarks, answer_by, by, now,
        ),
        Ruling::Refuse { note } => {
            review::refuse(event, revision, criteria, answers, &note, by, now)
        }
    }?;
    events::save(tx, kept, &decision, None, now).await?;
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
    let times = times(world, &kept.event.chain);
    let decision = review::undo(&kept.event, (*id, last), verdict, by, times)?;
    events::save(tx, kept, &decision, None, world.now).await?;
    Ok(decision.event)
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
    let decision = review::correct(&kept.event, revision, &before, after, by, world.now)?;
    events::save(tx, kept, &decision, None, world.now).await?;
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
    let decision = review::withdraw(&kept.event, by, world.now)?;
    events::save(tx, kept, &decision, None, world.now).await?;
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
    events::save(tx, kept, &decision, None, world.now).await?;
    Ok(decision.event)
}

/// Someone leaves an organisation: the addresses they knew of its events open nothing any more, but for those they
/// proposed themselves. Answers the people to be told, once each: those who stay, and those whose event it was.
///
/// # Errors
/// [`StoreError::Conflict`].
pub async fn leave(
    tx: &mut Tx,
    coverage: &Coverage,
    organisation: OrganisationId,
    person: PersonId,
    now: Timestamp,
) -> Result<BTreeSet<PersonId>, Failed> {
    let standing = standing(tx, person).await?;
    let mut told = BTreeSet::new();
    for kept in events::of_organisation_but(tx, organisation, person).await? {
        let by = authority::relinker(&standing, &coverage.matter(&kept.event, now))?;
        let mut decision = review::relink(&kept.event, &by, now);
        // One letter tells of all of them.
        decision.letters.clear();
        events::save(tx, &kept, &decision, None, now).await?;
        told.extend(kept.event.proposer);
    }
    organisations::leave(tx, organisation, person).await?;
    told.extend(organisations::members(tx, organisation).await?);
    Ok(told)
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
    let decision = review::announce(&kept.event, status, by, world.now)?;
    events::save(tx, kept, &decision, None, world.now).await?;
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
    let (opinion, decision) =
        review::opine(&kept.event, revision, favourable, note, by, world.now)?;
    reviews::keep_opinion(tx, kept.id, &opinion).await?;
    for entry in &decision.journal {
        reviews::append(tx, kept.id, entry).await?;
    }
    Ok(())
}

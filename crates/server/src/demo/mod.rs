//! The demonstration: a finished edition and a running one, with their people, events and proposals; all made up.

pub mod bookings;
mod bulk;
pub mod chance;
pub mod editions;
pub mod events;
pub mod history;
pub mod offices;
pub mod people;
pub mod proposals;
pub mod remarks;
#[cfg(test)]
mod tests;
pub mod vocabulary;

use catalogue::place::Gazetteer;
use domain::edition::{Campaign, Edition, Rules, Stage};
use domain::ids::CampaignId;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Store, Tx, settings};

use events::Plan;
use history::Season;

/// Labelled events of the running edition, unless told otherwise.
pub const EVENTS: usize = 2_400;
/// The most one may ask for.
pub const MOST_EVENTS: usize = 2_000_000;
/// What makes the draws of the finished edition.
const PAST_SEED: u64 = 0x0008_2018;
/// What makes the draws of the running edition.
const RUNNING_SEED: u64 = 0x0009_0001;
/// Where it is written down that the demonstration is loaded.
const SETTING: &str = "demonstration";

/// What was loaded, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loaded {
    /// Labelled events of the running edition.
    pub events: usize,
    /// When it was loaded: the days of the running edition follow from it.
    pub at: Timestamp,
    /// The address part of the running edition.
    pub running: String,
}

/// Why the demonstration could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// A made-up event does not follow the rules.
    #[error(transparent)]
    Untold(#[from] history::Untold),
    /// A made-up act was refused.
    #[error(transparent)]
    Act(#[from] crate::acts::Failed),
    /// The database is in use for something else.
    #[error("the database is that of another site")]
    InUse,
}

/// What this database was loaded with, if it was.
///
/// # Errors
/// As the database answers.
pub async fn loaded(conn: &mut store::Conn) -> store::Result<Option<Loaded>> {
    let kept = settings::setting(conn, SETTING).await?;
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
}

/// The demonstration that is in this database already; none when it may be loaded there: the database is empty, or nobody is
/// known there yet. Nothing is changed.
///
/// # Errors
/// [`Fault::InUse`] when it is somebody’s; as the database answers.
pub async fn found(store: &Store) -> Result<Option<Loaded>, Fault> {
    if store::migrate::is_blank(store).await? {
        return Ok(None);
    }
    let mut conn = store.reader().await?;
    if let Some(loaded) = loaded(&mut conn).await? {
        return Ok(Some(loaded));
    }
    let somebody = store::people::anybody(&mut conn).await?;
    match somebody || !store::editions::campaigns(&mut conn).await?.is_empty() {
        true => Err(Fault::InUse),
        false => Ok(None),
    }
}

/// Loads the demonstration, whole or not at all; leaves one that is there as it is. `progress` is told how many labelled
/// events of the running edition are written.
///
/// # Errors
/// [`Fault`], with a sentence.
pub async fn load(
    store: &Store,
    gazetteer: &Gazetteer,
    count: usize,
    now: Timestamp,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Loaded, Fault> {
    let mut tx = store.begin().await?;
    if let Some(loaded) = loaded(&mut tx).await? {
        return Ok(loaded);
    }
    if !store::editions::campaigns(&mut tx).await?.is_empty() {
        return Err(Fault::InUse);
    }
    // Moments are kept to the millisecond.
    let now = Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now);
    let zone = TimeZone::get(editions::ZONE).unwrap_or(TimeZone::UTC);
    let today = zone.to_datetime(now).date();
    let campaign = campaign(&mut tx).await?;
    archive(&mut tx, campaign).await?;
    let opened = now
        .saturating_sub(SignedDuration::from_hours(75 * 24))
        .unwrap_or(now);
    let appointed = moment(2017, 9, 1);
    let cast = people::appoint(&mut tx, gazetteer, appointed).await?;
    offices::write(&mut tx, gazetteer).await?;

    let past = edition(
        &mut tx,
        campaign,
        editions::PAST,
        editions::past(),
        appointed,
    )
    .await?;
    let rules = editions::running(today);
    let slug = editions::running_slug(&rules.week);
    let running = edition(&mut tx, campaign, &slug, rules, opened).await?;
    let mut taken = bulk::Taken::read(&mut tx).await?;

    let plan = Plan::new(
        gazetteer,
        PAST_SEED,
        &past.rules,
        Some(("industrie-connectee", 45)),
    );
    let season = Season {
        edition: &past,
        from: moment(2017, 11, 6),
        to: moment(2018, 3, 17),
        end: moment(2018, 3, 24),
        told: now,
    };
    bulk::write(
        &mut tx,
        &plan,
        &season,
        &cast,
        &mut taken,
        count / 2,
        &|_| (),
    )
    .await?;
    let mut finished = store::editions::edition(&mut tx, past.id).await?;
    finished.stage = Stage::Finished {
        since: moment(2018, 5, 2),
    };
    crate::acts::save_stage(&mut tx, &finished).await?;

    let plan = Plan::new(gazetteer, RUNNING_SEED, &running.rules, None);
    let week_ago = now
        .saturating_sub(SignedDuration::from_hours(8 * 24))
        .unwrap_or(now);
    let season = Season {
        edition: &running,
        from: opened,
        to: week_ago,
        end: now,
        told: now,
    };
    bulk::write(&mut tx, &plan, &season, &cast, &mut taken, count, progress).await?;
    proposals::write(&mut tx, &plan, &running, &cast, now).await?;
    bookings::write(&mut tx, now).await?;
    let loaded = Loaded {
        events: count,
        at: now,
        running: slug,
    };
    let text = serde_json::to_string(&loaded).unwrap_or_default();
    settings::keep(&mut tx, SETTING, &text).await?;
    tx.commit().await?;
    Ok(loaded)
}

async fn campaign(tx: &mut Tx) -> store::Result<CampaignId> {
    let (name, steered_by) = editions::campaign();
    let campaign = Campaign {
        id: CampaignId(0),
        slug: editions::CAMPAIGN.into(),
        name,
        steered_by,
    };
    store::editions::create_campaign(tx, &campaign).await
}

/// The editions of which only figures are left; that of 2018 has its events, and comes with them.
async fn archive(tx: &mut Tx, campaign: CampaignId) -> store::Result<()> {
    for year in editions::ARCHIVE.filter(|year| *year != 2018) {
        let stage = Stage::Finished {
            since: moment(year, 12, 31),
        };
        let rules = editions::archived(year);
        store::editions::create(tx, campaign, &year.to_string(), stage, &rules).await?;
    }
    Ok(())
}

async fn edition(
    tx: &mut Tx,
    campaign: CampaignId,
    slug: &str,
    rules: Rules,
    since: Timestamp,
) -> store::Result<Edition> {
    let stage = Stage::Running { since };
    let id = store::editions::create(tx, campaign, slug, stage, &rules).await?;
    store::editions::edition(tx, id).await
}

/// Nine o'clock in Paris or ten, on a day.
fn moment(year: i16, month: i8, day: i8) -> Timestamp {
    let day = jiff::civil::date(year, month, day).at(8, 0, 0, 0);
    TimeZone::UTC
        .to_timestamp(day)
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

//! Opening and finishing an edition, from the pages and from the command line alike.

use domain::edition::{Edition, Stage, StageRefusal};
use domain::review;
use jiff::Timestamp;
use store::{Conn, Tx, editions, events, national, offices, reviews};

/// An edition and what its next stage depends on.
#[derive(Debug, Clone)]
pub struct Stages {
    /// The edition.
    pub edition: Edition,
    /// Another of the same campaign that runs.
    pub running: Option<Edition>,
    /// How many of its proposals wait for a verdict.
    pub waiting: u64,
    /// How many wait for their organisers to answer remarks.
    pub unanswered: u64,
}

/// Reads what the next stage of an edition depends on; none when there is no such edition.
///
/// # Errors
/// As the database answers.
pub async fn stages(conn: &mut Conn, slug: &str) -> store::Result<Option<Stages>> {
    let all = editions::editions(conn).await?;
    let Some(edition) = all.iter().find(|edition| edition.slug == slug).cloned() else {
        return Ok(None);
    };
    let running = all.into_iter().find(|other| {
        other.id != edition.id && other.campaign == edition.campaign && other.is_running()
    });
    let states = national::states(conn, edition.id).await?;
    let in_state = |name: &str| {
        let own = states.iter().filter(|(state, _)| state == name);
        own.map(|(_, count)| count).sum()
    };
    Ok(Some(Stages {
        waiting: in_state("proposed"),
        unanswered: in_state("returned"),
        edition,
        running,
    }))
}

impl Stages {
    /// The same, nobody changing any of it before the transaction ends: neither another stage nor a proposal that begins to
    /// wait.
    ///
    /// # Errors
    /// As the database answers.
    pub async fn hold(tx: &mut Tx, slug: &str) -> store::Result<Option<Stages>> {
        tx.lock_name("edition-stages").await?;
        if let Some(edition) = editions::edition_by_slug(tx, slug).await? {
            tx.lock_row("edition", edition.id.0).await?;
        }
        stages(tx, slug).await
    }

    /// The edition opened, or opened again.
    ///
    /// # Errors
    /// As [`Edition::open`].
    pub fn opened(&self, now: Timestamp) -> Result<Edition, StageRefusal> {
        self.edition.open(self.running.is_some(), now)
    }

    /// The edition finished.
    ///
    /// # Errors
    /// As [`Edition::finish`].
    pub fn finished(&self, now: Timestamp) -> Result<Edition, StageRefusal> {
        self.edition.finish(self.waiting, now)
    }

    /// The one move there is from where it stands.
    ///
    /// # Errors
    /// As [`Edition::open`] and [`Edition::finish`].
    pub fn moved(&self, now: Timestamp) -> Result<Edition, StageRefusal> {
        match self.edition.stage {
            Stage::Running { .. } => self.finished(now),
            Stage::Prepared { .. } | Stage::Finished { .. } => self.opened(now),
        }
    }
}

/// Saves an edition at its new stage. With one that is finished, what territories show of themselves is kept as it is, and
/// what waits for its organiser ends; they are told.
///
/// # Errors
/// As [`editions::save`] and [`events::save`].
pub async fn save_stage(tx: &mut Tx, next: &Edition) -> store::Result<()> {
    if let Stage::Finished { since } = next.stage {
        for id in reviews::returned(tx, next.id).await? {
            let Some(kept) = events::find(tx, id).await? else {
                continue;
            };
            if let Some(decision) = review::lapse(&kept.event, since) {
                events::save(tx, &kept, &decision, None, since).await?;
            }
        }
        offices::archive(tx, next.id).await?;
    }
    editions::save(tx, next).await
}

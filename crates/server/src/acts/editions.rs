//! Opening and finishing an edition, from the pages and from the command line alike.

use domain::edition::{Edition, Stage, StageRefusal};
use jiff::Timestamp;
use store::{Conn, Tx, editions, national, offices};

/// An edition and what its next stage depends on.
#[derive(Debug, Clone)]
pub struct Stages {
    /// The edition.
    pub edition: Edition,
    /// Another of the same campaign that runs.
    pub running: Option<Edition>,
    /// How many of its proposals wait for an answer.
    pub waiting: u64,
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
    let waiting = national::states(conn, edition.id)
        .await?
        .into_iter()
        .filter(|(state, _)| matches!(state.as_str(), "proposed" | "returned"))
        .map(|(_, count)| count)
        .sum();
    Ok(Some(Stages {
        edition,
        running,
        waiting,
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

/// Saves an edition at its new stage. With one that is finished, what territories show of themselves is kept as it is.
///
/// # Errors
/// As [`editions::save`].
pub async fn save_stage(tx: &mut Tx, next: &Edition) -> store::Result<()> {
    if let Stage::Finished { .. } = next.stage {
        offices::archive(tx, next.id).await?;
    }
    editions::save(tx, next).await
}

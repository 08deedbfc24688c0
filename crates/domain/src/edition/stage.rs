//! Opening and finishing an edition.

use jiff::Timestamp;

use super::{Edition, RulesFault, Stage};

/// Why an edition does not move on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StageRefusal {
    /// Another edition runs: it is finished first.
    #[error("another edition runs")]
    AnotherRuns,
    /// Its rules cannot stand.
    #[error("the rules cannot stand: {0:?}")]
    Faults(Vec<RulesFault>),
    /// It is not at the stage this starts from.
    #[error("the edition is at another stage")]
    Elsewhere,
    /// Proposals still wait for a verdict: this many.
    #[error("{0} proposals still wait")]
    StillWaiting(u64),
}

impl StageRefusal {
    /// Its name among the words of the site.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        match self {
            StageRefusal::AnotherRuns => "another-runs",
            StageRefusal::Faults(_) => "faults",
            StageRefusal::Elsewhere => "elsewhere",
            StageRefusal::StillWaiting(_) => "still-waiting",
        }
    }
}

impl Edition {
    /// Opens a prepared edition, or opens a finished one again: it becomes the site's own.
    ///
    /// # Errors
    /// [`StageRefusal::AnotherRuns`], [`StageRefusal::Faults`], [`StageRefusal::Elsewhere`] when it runs already.
    pub fn open(&self, another_runs: bool, now: Timestamp) -> Result<Edition, StageRefusal> {
        if self.is_running() {
            return Err(StageRefusal::Elsewhere);
        }
        if another_runs {
            return Err(StageRefusal::AnotherRuns);
        }
        let faults = self.rules.faults();
        if !faults.is_empty() {
            return Err(StageRefusal::Faults(faults));
        }
        let mut next = self.clone();
        next.stage = Stage::Running { since: now };
        Ok(next)
    }

    /// Finishes a running edition: readable for ever, changed no more. Nothing may be left without an answer.
    ///
    /// # Errors
    /// [`StageRefusal::Elsewhere`] when it does not run, [`StageRefusal::StillWaiting`].
    pub fn finish(&self, waiting: u64, now: Timestamp) -> Result<Edition, StageRefusal> {
        if !self.is_running() {
            return Err(StageRefusal::Elsewhere);
        }
        if waiting > 0 {
            return Err(StageRefusal::StillWaiting(waiting));
        }
        let mut next = self.clone();
        next.stage = Stage::Finished { since: now };
        Ok(next)
    }
}

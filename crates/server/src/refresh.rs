//! Keeps the shelf fresh: whenever the public revision of an edition is raised, the next catalogue is made off the
//! request path and swapped in.

mod face;
mod file;
mod record;
mod take;

use std::collections::BTreeMap;
use std::time::Duration;

use domain::ids::EditionId;
use store::editions;

use crate::app::App;

pub use face::{dates, name, the, title};
pub use file::keep;
pub use record::record;

/// How often each node asks what changed.
const EVERY: Duration = Duration::from_millis(500);
/// The longest an edition that cannot be read is left alone, in rounds: a minute.
const MOST_ROUNDS: u32 = 120;

/// Asks for ever; a database that does not answer leaves on the shelf what is there.
pub async fn run(app: App) {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut patience = Patience::default();
    let mut files = file::Files::default();
    loop {
        tick.tick().await;
        if let Err(fault) = round(&app, &mut patience).await {
            tracing::warn!(%fault, "the shelf could not be refreshed; what is there is kept");
        }
        files.keep(&app);
    }
}

/// Which editions failed, how often in a row, and for how many rounds more each is left alone.
#[derive(Debug, Default)]
struct Patience(BTreeMap<EditionId, (u32, u32)>);

impl Patience {
    /// Whether it is this one's turn.
    fn is_over(&mut self, id: EditionId) -> bool {
        match self.0.get_mut(&id) {
            Some((_, rounds)) if *rounds > 0 => {
                *rounds -= 1;
                false
            }
            _ => true,
        }
    }

    fn settle(&mut self, id: EditionId) {
        self.0.remove(&id);
    }

    /// Longer each time: one round, two, four…
    fn grow(&mut self, id: EditionId) {
        let (times, rounds) = self.0.entry(id).or_default();
        *rounds = 1_u32
            .checked_shl(*times)
            .unwrap_or(MOST_ROUNDS)
            .min(MOST_ROUNDS);
        *times += 1;
    }
}

/// Brings every edition on the shelf up to its public revision; says how many were replaced.
///
/// # Errors
/// As the database answers; the shelf keeps what it has.
pub async fn refresh(app: &App) -> store::Result<usize> {
    round(app, &mut Patience::default()).await
}

/// One round. An edition that cannot be read holds no other up, and is asked for again later and later.
async fn round(app: &App, patience: &mut Patience) -> store::Result<usize> {
    let mut reader = app.store.reader().await?;
    let revisions = editions::public_revisions(&mut reader).await?;
    drop(reader);
    let shelf = app.shelf.all();
    let (mut replaced, mut failed) = (0, None);
    for (id, revision) in revisions {
        let known = shelf.values().find(|shelved| shelved.edition.id == id);
        let fresh = known.is_some_and(|shelved| shelved.revision == revision);
        if fresh || !patience.is_over(id) {
            continue;
        }
        match take::take(app, id, known).await {
            Ok(shelved) => {
                patience.settle(id);
                app.show_edition(shelved);
                replaced += 1;
            }
            Err(fault) => {
                tracing::error!(edition = id.0, %fault, "an edition cannot be shown as it is now");
                patience.grow(id);
                failed = Some(fault);
            }
        }
    }
    if replaced > 0 {
        let current = app.shelf.current();
        app.set_face(
            current
                .map(|shelved| face::face(&shelved.campaign, &shelved.edition))
                .unwrap_or_default(),
        );
    }
    match failed {
        Some(fault) if replaced == 0 => Err(fault),
        _ => Ok(replaced),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_that_fails_is_asked_for_later_and_later_and_then_at_once_again() {
        let (mut patience, id) = (Patience::default(), EditionId(1));
        let mut waits = Vec::new();
        for _ in 0..10 {
            patience.grow(id);
            let mut rounds = 0;
            while !patience.is_over(id) {
                rounds += 1;
            }
            waits.push(rounds);
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 120, 120, 120]);
        assert!(patience.is_over(EditionId(2)), "no other waits for it");
        patience.settle(id);
        assert!(patience.is_over(id));
    }
}

//! Sends the letters of the outbox: late when the mail server is down, never lost, never twice by two nodes.

use std::time::Duration;

use serde_json::Value as Json;
use store::outbox::{self, Letter};

use crate::app::App;
use crate::clock::after;
use crate::mail::{self, NotTaken};

/// Letters taken at once.
const BATCH: i64 = 10;
/// A node that took letters and said nothing for so long has died.
pub const CLAIM_MILLIS: i64 = 12 * 60_000;
// Even a mail server that is slow for every letter leaves none of them to another node meanwhile.
const _: () = assert!(BATCH * mail::PATIENCE.as_millis() as i64 + 60_000 < CLAIM_MILLIS);
/// Tries before a letter is given up: about three days with the pauses below.
const MOST_TRIES: i64 = 20;
/// The first pause, and the longest.
const FIRST_PAUSE_MILLIS: i64 = 15_000;
const LONGEST_PAUSE_MILLIS: i64 = 6 * 3_600_000;
/// How often to look without being woken: another node, or a pause, may have made letters due.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// What a pass did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pass {
    /// Letters taken by the mail server.
    pub sent: usize,
    /// Letters to be tried again.
    pub delayed: usize,
    /// Letters given up.
    pub given_up: usize,
}

/// Sends letters until the process ends. Without a mail server there is nothing to do.
pub async fn run(app: App) {
    if !app.mailer.is_there() {
        return;
    }
    loop {
        match pass(&app, rand::random::<f64>()).await {
            Ok(Pass { sent, .. }) if sent >= BATCH as usize => continue,
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "the outbox cannot be read"),
        }
        // Woken or not, the next pass looks at everything due.
        let _ = tokio::time::timeout(LOOK_EVERY, app.outbox.notified()).await;
    }
}

/// One pass: takes what is due and sends it. `chance`, from 0 to 1, spreads the next tries.
///
/// # Errors
/// As the database answers; letters taken and not settled are due again later.
pub async fn pass(app: &App, chance: f64) -> store::Result<Pass> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let letters = outbox::claim(&mut tx, now, after(now, CLAIM_MILLIS), BATCH).await?;
    tx.commit().await?;
    let mut pass = Pass::default();
    for letter in letters {
        let outcome = deliver(app, &letter).await;
        settle(app, &letter, outcome, chance, &mut pass).await?;
    }
    Ok(pass)
}

async fn deliver(app: &App, letter: &Letter) -> Result<(), NotTaken> {
    let written = mail::write(app, letter).await?;
    let message = mail::envelope(app, letter, &written).map_err(NotTaken::Ever)?;
    app.mailer.send(&message, app.clock.now()).await
}

async fn settle(
    app: &App,
    letter: &Letter,
    outcome: Result<(), NotTaken>,
    chance: f64,
    pass: &mut Pass,
) -> store::Result<()> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    match outcome {
        Ok(()) => {
            outbox::sent(&mut tx, letter.id, &without_secrets(&letter.params), now).await?;
            pass.sent += 1;
        }
        Err(NotTaken::ForNow(why)) if letter.attempts + 1 < MOST_TRIES => {
            let next = after(now, pause_millis(letter.attempts, chance));
            outbox::failed(&mut tx, letter.id, &why, next).await?;
            pass.delayed += 1;
            tracing::warn!(letter = letter.id, why, "a letter waits");
        }
        Err(NotTaken::ForNow(why) | NotTaken::Ever(why)) => {
            outbox::gave_up(&mut tx, letter.id, &why, now).await?;
            pass.given_up += 1;
            tracing::error!(letter = letter.id, why, "a letter is given up");
        }
    }
    tx.commit().await
}

/// How long to wait after so many failed tries: twice as long each time, spread by chance over its second half.
fn pause_millis(attempts: i64, chance: f64) -> i64 {
    let doubled = FIRST_PAUSE_MILLIS.saturating_mul(1 << attempts.clamp(0, 20));
    let full = doubled.min(LONGEST_PAUSE_MILLIS);
    full / 2 + ((full / 2) as f64 * chance.clamp(0.0, 1.0)) as i64
}

/// What is kept of a letter once it is sent: its links may open doors, and nobody needs them here any more.
fn without_secrets(params: &Json) -> Json {
    let mut kept = params.clone();
    if let Some(object) = kept.as_object_mut() {
        object.retain(|name, _| name != "unsubscribe" && !name.ends_with("link"));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_six_hours() {
        assert_eq!(pause_millis(0, 1.0), 15_000);
        assert_eq!(pause_millis(0, 0.0), 7_500);
        assert_eq!(pause_millis(3, 1.0), 120_000);
        assert_eq!(pause_millis(19, 1.0), 6 * 3_600_000);
        let all: i64 = (0..MOST_TRIES)
            .map(|attempts| pause_millis(attempts, 0.5))
            .sum();
        assert!(
            all > 24 * 3_600_000,
            "a mail server may be down for a day: {all}"
        );
    }

    #[test]
    fn links_are_forgotten_once_sent() {
        let params = serde_json::json!({ "link": "x", "answer_link": "y", "title": "z" });
        assert_eq!(
            without_secrets(&params),
            serde_json::json!({ "title": "z" })
        );
    }
}

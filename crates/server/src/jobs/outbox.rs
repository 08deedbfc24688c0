//! Sends the letters of the outbox: late when the mail server is down, never lost, never twice by two nodes.

use std::time::Duration;

use serde_json::Value as Json;
use store::outbox::{self, Letter};

use crate::app::App;
use crate::clock::after;
use crate::mail::{self, NotTaken};
use crate::web::session;

/// Letters taken at once.
const BATCH: i64 = 10;
/// A node that took letters and said nothing for so long has died.
pub const CLAIM_MILLIS: i64 = 12 * 60_000;
// Even a mail server that is slow for every letter leaves none of them to another node meanwhile.
const _: () = assert!(BATCH * mail::PATIENCE.as_millis() as i64 + 60_000 < CLAIM_MILLIS);
/// Tries before a letter is given up: about five days with the pauses below, and three at the very least, so that a mail server may
/// be down for a long week-end.
const MOST_TRIES: i64 = 36;
/// The first pause, and the longest.
const FIRST_PAUSE_MILLIS: i64 = 15_000;
const LONGEST_PAUSE_MILLIS: i64 = 6 * 3_600_000;
/// How often, and after which pause, what became of a letter is written down when the database does not answer: one that was taken
/// and is not known to be goes out again.
const MOST_NOTES: u32 = 5;
const NOTE_PAUSE: Duration = Duration::from_secs(2);
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
    while !app.leaves() {
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
    let mut letters = letters.into_iter();
    while !app.leaves()
        && let Some(letter) = letters.next()
    {
        let outcome = deliver(app, &letter).await;
        noted(app, &letter, outcome, chance, &mut pass).await?;
    }
    // The process ends: another one need not wait for what this one had taken.
    let left: Vec<i64> = letters.map(|letter| letter.id).collect();
    if !left.is_empty() {
        let mut tx = app.store.begin().await?;
        outbox::release(&mut tx, &left).await?;
        tx.commit().await?;
    }
    Ok(pass)
}

/// Writes down what became of a letter, again when the database does not answer at once.
async fn noted(
    app: &App,
    letter: &Letter,
    outcome: Result<(), NotTaken>,
    chance: f64,
    pass: &mut Pass,
) -> store::Result<()> {
    let mut tries = 1;
    loop {
        match settle(app, letter, &outcome, chance, pass).await {
            Err(error) if tries < MOST_NOTES => {
                tracing::warn!(letter = letter.id, %error, "what became of a letter is not written down yet");
                tries += 1;
                tokio::time::sleep(NOTE_PAUSE).await;
            }
            done => return done,
        }
    }
}

async fn deliver(app: &App, letter: &Letter) -> Result<(), NotTaken> {
    if letter.kind == session::LETTER {
        let begun = session::begin_minutes(app, &letter.params).await;
        if !begun.map_err(|fault| NotTaken::ForNow(fault.to_string()))? {
            return Err(NotTaken::Ever("its link is no more".to_owned()));
        }
    }
    let written = mail::write(app, letter).await?;
    let message = mail::envelope(app, letter, &written).map_err(NotTaken::Ever)?;
    app.mailer.send(&message, app.clock.now()).await
}

async fn settle(
    app: &App,
    letter: &Letter,
    outcome: &Result<(), NotTaken>,
    chance: f64,
    pass: &mut Pass,
) -> store::Result<()> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let mut did = *pass;
    match outcome {
        Ok(()) => {
            outbox::sent(&mut tx, letter.id, &without_secrets(&letter.params), now).await?;
            did.sent += 1;
        }
        Err(NotTaken::ForNow(why)) if letter.attempts + 1 < MOST_TRIES => {
            let next = after(now, pause_millis(letter.attempts, chance));
            outbox::failed(&mut tx, letter.id, why, next).await?;
            did.delayed += 1;
            tracing::warn!(letter = letter.id, why, "a letter waits");
        }
        Err(NotTaken::ForNow(why) | NotTaken::Ever(why)) => {
            outbox::gave_up(&mut tx, letter.id, why, now).await?;
            did.given_up += 1;
            tracing::error!(letter = letter.id, why, "a letter is given up");
        }
    }
    tx.commit().await?;
    *pass = did;
    Ok(())
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
        let days = |chance: f64| {
            let pauses = (0..MOST_TRIES - 1).map(|attempts| pause_millis(attempts, chance));
            pauses.sum::<i64>() as f64 / 86_400_000.0
        };
        assert!(days(0.0) > 3.0, "a mail server may be down for a week-end");
        assert!((4.5..5.5).contains(&days(0.5)), "{}", days(0.5));
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

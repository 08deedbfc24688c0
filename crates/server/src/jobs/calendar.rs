//! What happens because a date came: parents are warned and told, organisers are reminded, the morning letter goes out, what
//! ended is cleaned away. Every minute, on every node: each step may run twice, at once or again, and is done once.

mod digest;

use std::collections::BTreeSet;
use std::time::Duration;

use domain::edition::Stage;
use domain::ids::EditionId;
use domain::journal::{Entry, What};
use domain::letter::{About, Letter, To};
use domain::review::{self, Event, Review};
use jiff::Timestamp;
use store::calendar::{self, Before};
use store::events::{self, Kept};
use store::{Conn, StoreError, editions, letters, reviews, settings};

use crate::acts::Coverage;
use crate::app::App;
use crate::clock::after;
use crate::jobs::pictures;
use crate::web::referee::import;

/// How often the calendar is looked at.
const EVERY: Duration = Duration::from_secs(60);
/// How long before the due date the parent is warned (the rule itself is in `domain::review::watch`).
const WARNING_MILLIS: i64 = 48 * HOUR_MILLIS;
const HOUR_MILLIS: i64 = 3_600_000;
const DAY_MILLIS: i64 = 24 * HOUR_MILLIS;
/// Events taken at once.
const BATCH: u32 = 200;
/// A reminder that could not be written for so long (the site was down) is not written any more.
const REMIND_WITHIN_MILLIS: i64 = 14 * DAY_MILLIS;
/// Until when the organisers' reminders are written.
const REMINDED: &str = "calendar-reminded";
/// When the last cleaning was done.
const CLEANED: &str = "calendar-cleaned";

/// Links are kept a day past their end, so that their page can say that they ended.
pub const KEEP_LINKS_MILLIS: i64 = DAY_MILLIS;
/// Sessions are kept thirty days past their end, for whoever asks where they were signed in.
pub const KEEP_SESSIONS_MILLIS: i64 = 30 * DAY_MILLIS;
/// Invitations nobody accepted are kept thirty days past their end.
pub const KEEP_INVITATIONS_MILLIS: i64 = 30 * DAY_MILLIS;
/// A look at a proposal says nothing after an hour.
pub const KEEP_PRESENCE_MILLIS: i64 = HOUR_MILLIS;
/// Letters that were sent, for as long as an edition lasts and a season more: until then none is written twice for one reason.
const KEEP_LETTERS_MILLIS: i64 = 400 * 24 * 3_600_000;
/// Drafts whose mail address nobody confirmed are kept thirty days after their last change.
pub const KEEP_DRAFTS_MILLIS: i64 = 30 * DAY_MILLIS;

/// What a pass did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pass {
    /// Proposals whose parent was warned or told.
    pub watched: usize,
    /// Organisers' reminders.
    pub reminded: usize,
    /// Morning letters.
    pub digests: usize,
    /// Drafts forgotten.
    pub forgotten: usize,
    /// Other rows cleaned away.
    pub swept: u64,
    /// Pictures that nobody names any more, cleared.
    pub pictures: usize,
}

/// Looks at the calendar until the process ends.
pub async fn run(app: App) {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        match pass(&app).await {
            Ok(pass) if pass == Pass::default() => {}
            Ok(pass) => tracing::info!(?pass, "the calendar was looked at"),
            Err(error) => tracing::error!(%error, "the calendar could not be looked at"),
        }
    }
}

/// One look at the calendar.
///
/// # Errors
/// As the database answers; what was not done is done the next time.
pub async fn pass(app: &App) -> store::Result<Pass> {
    let running = running(app).await?;
    let mut pass = Pass::default();
    let mut first = None;
    // No step waits for another to succeed.
    pass.watched = or_later(watch(app, &running).await, &mut first);
    pass.reminded = or_later(remind(app, &running).await, &mut first);
    pass.digests = or_later(digest::send(app, &running).await, &mut first);
    or_later(clean(app, &mut pass).await, &mut first);
    import::forget(app).await;
    if pass.watched + pass.reminded + pass.digests > 0 {
        app.outbox.notify_one();
    }
    first.map_or(Ok(pass), Err)
}

/// What a step did; its fault is kept if it is the first.
fn or_later<T: Default>(done: store::Result<T>, first: &mut Option<StoreError>) -> T {
    done.unwrap_or_else(|fault| {
        first.get_or_insert(fault);
        T::default()
    })
}

/// A row that can be read; one that fits no state is told to the operator and holds no other up.
pub(crate) fn readable<T>(row: store::Result<T>) -> Option<T> {
    row.inspect_err(|fault| tracing::error!(%fault, "a row is left out of the calendar"))
        .ok()
}

async fn running(app: &App) -> store::Result<BTreeSet<EditionId>> {
    let mut conn = app.store.reader().await?;
    let editions = editions::editions(&mut conn).await?;
    Ok(editions
        .into_iter()
        .filter(|edition| matches!(edition.stage, Stage::Running { .. }))
        .map(|edition| edition.id)
        .collect())
}

/// Warns and tells the parents of what nears or passed its due date.
async fn watch(app: &App, running: &BTreeSet<EditionId>) -> store::Result<usize> {
    let now = app.clock.now();
    let soon = after(now, WARNING_MILLIS);
    let (mut place, mut done) = ((i64::MIN, 0), 0);
    loop {
        let mut conn = app.store.reader().await?;
        let coverage = Coverage::load(&mut conn).await?;
        let batch = calendar::to_watch(&mut conn, now, soon, place, BATCH).await?;
        drop(conn);
        let more = batch.len() == BATCH as usize;
        for (at, kept) in batch {
            place = at;
            let Some(kept) = readable(kept) else { continue };
            if running.contains(&kept.event.edition)
                && watch_one(app, &kept, &coverage, now).await?
            {
                done += 1;
            }
        }
        if !more {
            return Ok(done);
        }
    }
}

async fn watch_one(
    app: &App,
    seen: &Kept,
    coverage: &Coverage,
    now: Timestamp,
) -> store::Result<bool> {
    let mut tx = app.store.begin().await?;
    tx.lock_row("event", seen.id.0).await?;
    let Some(kept) = events::find(&mut tx, seen.id).await? else {
        return Ok(false);
    };
    let event = &kept.event;
    let deciding = event.chain.deciding(|level| coverage.covers(level));
    let already = said(&mut tx, &kept).await?;
    let Some(decision) = review::watch(event, deciding, &already, now) else {
        return Ok(false);
    };
    match events::save(&mut tx, &kept, &decision, None, now).await {
        Ok(()) => tx.commit().await.map(|()| true),
        // Somebody decided meanwhile: there is nothing left to warn of, or it is seen again in a minute.
        Err(StoreError::Conflict(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What the journal says since the proposal got its present due date.
async fn said(conn: &mut Conn, kept: &Kept) -> store::Result<Vec<What>> {
    let journal = reviews::journal(conn, kept.id).await?;
    let start = since_due(&journal, &kept.event);
    Ok(journal
        .into_iter()
        .skip(start)
        .map(|entry| entry.what)
        .collect())
}

fn since_due(journal: &[Entry], event: &Event) -> usize {
    let Review::Proposed { due: present, .. } = event.review else {
        return 0;
    };
    let same = |entry: &Entry| matches!(entry.what, What::Proposed { due, .. } if due == present);
    let undone = |entry: &Entry| matches!(entry.what, What::Undone { .. });
    let proposed = journal.iter().position(same);
    // A proposal that an undone verdict reopened has a due date that no line of the journal names.
    proposed
        .or_else(|| journal.iter().rposition(undone))
        .unwrap_or(0)
}

/// Reminds organisers whose answer was hoped for by now.
async fn remind(app: &App, running: &BTreeSet<EditionId>) -> store::Result<usize> {
    let now = app.clock.now();
    let since = reminded_until(app, now).await?;
    if since >= now {
        return Ok(0);
    }
    let (mut last, mut done) = (0, 0);
    loop {
        let mut conn = app.store.reader().await?;
        let batch = calendar::returned(&mut conn, last, BATCH).await?;
        drop(conn);
        let more = batch.len() == BATCH as usize;
        for (id, kept) in batch {
            last = id;
            let Some(kept) = readable(kept) else { continue };
            if running.contains(&kept.event.edition) && remind_one(app, &kept, since, now).await? {
                done += 1;
            }
        }
        if !more {
            break;
        }
    }
    let mut tx = app.store.begin().await?;
    settings::keep(&mut tx, REMINDED, &now.as_millisecond().to_string()).await?;
    tx.commit().await?;
    Ok(done)
}

async fn reminded_until(app: &App, now: Timestamp) -> store::Result<Timestamp> {
    let mut conn = app.store.reader().await?;
    let kept = settings::setting(&mut conn, REMINDED).await?;
    let oldest = after(now, -REMIND_WITHIN_MILLIS);
    let kept = kept
        .and_then(|text| text.parse().ok())
        .and_then(|millis| Timestamp::from_millisecond(millis).ok());
    Ok(kept.map_or(oldest, |kept| kept.max(oldest)))
}

/// Writes the reminder, when its moment came since the last look. Two nodes that both do write one letter: it is known by its
/// reason.
async fn remind_one(
    app: &App,
    seen: &Kept,
    since: Timestamp,
    now: Timestamp,
) -> store::Result<bool> {
    if !matches!(&seen.event.review, Review::Returned { answer_by, .. } if *answer_by > since && *answer_by <= now)
    {
        return Ok(false);
    }
    // Somebody may have answered since it was read.
    let mut tx = app.store.begin().await?;
    tx.lock_row("event", seen.id.0).await?;
    let Some(kept) = events::find(&mut tx, seen.id).await? else {
        return Ok(false);
    };
    let Review::Returned {
        revision,
        answer_by,
        ..
    } = kept.event.review
    else {
        return Ok(false);
    };
    if answer_by <= since || answer_by > now {
        return Ok(false);
    }
    let letter = Letter {
        to: To::Organiser,
        about: About::AnswerDue {
            revision,
            answer_by,
        },
    };
    letters::write(&mut tx, &kept, &kept.event, &letter, now).await?;
    tx.commit().await?;
    Ok(true)
}

/// Cleans away what ended, once an hour.
async fn clean(app: &App, pass: &mut Pass) -> store::Result<()> {
    let now = app.clock.now();
    let hour = (now.as_millisecond() / HOUR_MILLIS).to_string();
    let mut conn = app.store.reader().await?;
    if settings::setting(&mut conn, CLEANED).await? == Some(hour.clone()) {
        return Ok(());
    }
    let drafts = after(now, -KEEP_DRAFTS_MILLIS);
    let abandoned = calendar::abandoned(&mut conn, drafts, BATCH).await?;
    drop(conn);
    for id in abandoned {
        let mut tx = app.store.begin().await?;
        if calendar::forget(&mut tx, id, drafts).await? {
            tx.commit().await?;
            pass.forgotten += 1;
        }
    }
    let before = Before {
        links: after(now, -KEEP_LINKS_MILLIS),
        sessions: after(now, -KEEP_SESSIONS_MILLIS),
        invitations: after(now, -KEEP_INVITATIONS_MILLIS),
        presence: after(now, -KEEP_PRESENCE_MILLIS),
        letters: after(now, -KEEP_LETTERS_MILLIS),
    };
    let mut tx = app.store.begin().await?;
    pass.swept = calendar::sweep(&mut tx, before).await?;
    settings::keep(&mut tx, CLEANED, &hour).await?;
    tx.commit().await?;
    pass.pictures = pictures::pass(app).await?;
    Ok(())
}

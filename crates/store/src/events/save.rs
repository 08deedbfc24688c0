//! Saving what a verb decided on an event, whole or not at all.

use domain::event::Content;
use domain::ids::{EditionId, EventId};
use domain::review::{Decision, Event, Review, Revision};
use domain::text;
use jiff::Timestamp;

use super::{Kept, commune, content, days, state};
use crate::json::to_json;
use crate::{Conn, Result, StoreError, Tx, editions, letters, pictures, reviews};

/// What the site found by itself about a revision that is being sent, for the queue’s filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags {
    /// Another event is much like it.
    pub likely_duplicate: bool,
    /// Its pin is missing or uncertain.
    pub place_uncertain: bool,
}

/// Saves a decision on a kept event: the event, its revision, its verdict, its journal and its letters, all or nothing.
///
/// `sent` says that the working copy became the revision, so that it is done with; with it come the flags found on it.
///
/// # Errors
/// [`StoreError::Conflict`] when the event changed since it was loaded.
pub async fn save(
    tx: &mut Tx,
    kept: &Kept,
    decision: &Decision,
    sent: Option<Flags>,
    now: Timestamp,
) -> Result<()> {
    still_runs(tx, &decision.event).await?;
    let stands = Stands::after(tx, kept, decision).await?;
    // Whoever comes second is told here, before two revisions have the same number.
    update(tx, kept, decision, &stands, sent, now).await?;
    if let Some(revision) = &decision.revision {
        add_revision(tx, kept.id, revision).await?;
    }
    if decision.public {
        publish(tx, kept, decision, now).await?;
    }
    if decision.relinks {
        let sql = "UPDATE event SET link_epoch = link_epoch + 1 WHERE id = $1";
        tx.run(sql, vec![kept.id.0.into()]).await?;
    }
    if let Some(verdict) = &decision.verdict {
        reviews::add_verdict(tx, kept.id, verdict).await?;
    }
    if kept.slug.is_some() && decision.event.label.is_none() {
        // The proof of a label that was undone tells what became of the proposal since.
        tx.shows();
    }
    for entry in &decision.journal {
        reviews::append(tx, kept.id, entry).await?;
    }
    for letter in &decision.letters {
        letters::write(tx, kept, &decision.event, letter, now).await?;
    }
    Ok(())
}

/// Nothing begins to wait in an edition that somebody finishes at the same moment: finishing takes the row that is kept here
/// before it counts what waits.
async fn still_runs(tx: &mut Tx, event: &Event) -> Result<()> {
    if !matches!(
        event.review,
        Review::Proposed { .. } | Review::Returned { .. }
    ) {
        return Ok(());
    }
    tx.keep_row("edition", event.edition.0).await?;
    match editions::edition(tx, event.edition).await?.is_running() {
        true => Ok(()),
        false => Err(StoreError::Conflict("edition".into())),
    }
}

/// What the lists say of an event when another revision stands than before: its own title, commune and days.
struct Stands {
    content: Option<Content>,
    /// The form holds nothing but what was refused or withdrawn: it begins again from what stands.
    forgets_the_form: bool,
}

impl Stands {
    async fn after(tx: &mut Tx, kept: &Kept, decision: &Decision) -> Result<Stands> {
        let (before, now) = (kept.event.standing(), decision.event.standing());
        if let Some(revision) = &decision.revision {
            return Ok(Stands {
                content: Some(revision.content.clone()),
                forgets_the_form: false,
            });
        }
        if before == now || now == 0 {
            return Ok(Stands {
                content: None,
                forgets_the_form: false,
            });
        }
        let forgets_the_form = match &kept.working {
            Some(working) => *working == content(tx, kept.id, before).await?,
            None => false,
        };
        Ok(Stands {
            content: Some(content(tx, kept.id, now).await?),
            forgets_the_form,
        })
    }
}

async fn add_revision(tx: &mut Tx, id: EventId, revision: &Revision) -> Result<()> {
    tx.run(
        "INSERT INTO revision (event_id, number, content, at, by_id, answer) VALUES ($1, $2, $3, $4, $5, $6)",
        vec![
            id.0.into(),
            revision.number.into(),
            to_json(&revision.content)?.into(),
            revision.at.into(),
            revision.by.map(|person| person.0).into(),
            (&revision.answer).into(),
        ],
    )
    .await?;
    match &revision.content.picture {
        Some(picture) => pictures::keep(tx, picture, revision.at).await,
        None => Ok(()),
    }
}

async fn update(
    tx: &mut Tx,
    kept: &Kept,
    decision: &Decision,
    stands: &Stands,
    sent: Option<Flags>,
    now: Timestamp,
) -> Result<()> {
    let event = &decision.event;
    let (reason, due) = match event.review {
        Review::Proposed { reason, due, .. } => (Some(reason.slug().to_owned()), Some(due)),
        _ => (None, None),
    };
    let content = stands.content.as_ref();
    let done_with = sent.is_some() || stands.forgets_the_form;
    let flags = sent.unwrap_or_default();
    let touched = tx
        .run(
            "UPDATE event SET proposer_id = $1, organisation_id = $2, home = $3, chain = $4, \
             title = $5, state = $6, review = $7, reason = $8, due_at = $9, label = $10, labelled_revision = $11, \
             status = $12, revisions = $13, commune = CASE WHEN $14 = 1 THEN $15 ELSE commune END, \
             days = CASE WHEN $14 = 1 THEN $22 ELSE days END, labelled_organisation_id = $23, \
             working = CASE WHEN $24 = 1 THEN NULL ELSE working END, \
             unread = CASE WHEN $24 = 1 THEN NULL ELSE unread END, \
             answer = CASE WHEN $24 = 1 THEN '' ELSE answer END, \
             likely_duplicate = CASE WHEN $16 = 1 THEN $17 ELSE likely_duplicate END, \
             place_uncertain = CASE WHEN $16 = 1 THEN $18 ELSE place_uncertain END, \
             updated_at = $19, version = version + 1 WHERE id = $20 AND version = $21",
            vec![
                event.proposer.map(|person| person.0).into(),
                event.organisation.map(|own| own.0).into(),
                event.chain.home().as_str().into(),
                to_json(&event.chain)?.into(),
                content.map_or(&kept.title, |content| &content.title).into(),
                state(&event.review).into(),
                to_json(&event.review)?.into(),
                reason.into(),
                due.into(),
                event.label.as_ref().map(to_json).transpose()?.into(),
                event.label.as_ref().map(|label| i64::from(label.revision)).into(),
                to_json(&event.status)?.into(),
                event.revisions.into(),
                i64::from(content.is_some()).into(),
                content.and_then(commune).into(),
                i64::from(sent.is_some()).into(),
                i64::from(flags.likely_duplicate).into(),
                i64::from(flags.place_uncertain).into(),
                now.into(),
                kept.id.0.into(),
                kept.version.into(),
                content.map(days).unwrap_or_default().into(),
                event.label.as_ref().and_then(|label| label.organisation).map(|own| own.0).into(),
                i64::from(done_with).into(),
            ],
        )
        .await?;
    if touched == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict("event".into()))
    }
}

/// When a public face changed: now, or a second after the time before, so that it is later each time whatever the clock says.
pub(crate) const PUBLIC_AT: &str =
    "CASE WHEN public_at >= $1 - 999 THEN public_at + 1000 ELSE $1 END";

/// The public face changed: the edition’s public revision is raised and noted on the event with the moment, and the event
/// gets its address with its first label.
async fn publish(tx: &mut Tx, kept: &Kept, decision: &Decision, now: Timestamp) -> Result<()> {
    // The raised row is locked until the end of the transaction: two labels cannot choose the same address.
    let raised = editions::raise_public_revision(tx, kept.event.edition).await?;
    let slug = match (&kept.slug, &decision.event.label) {
        (Some(slug), _) => Some(slug.clone()),
        (None, Some(_)) => {
            let title = decision
                .revision
                .as_ref()
                .map_or(&kept.title, |revision| &revision.content.title);
            Some(free_slug(tx, kept.event.edition, title).await?)
        }
        (None, None) => None,
    };
    let sql = format!(
        "UPDATE event SET public_revision = $2, slug = $3, public_at = {PUBLIC_AT} WHERE id = $4"
    );
    let args = vec![now.into(), raised.into(), slug.into(), kept.id.0.into()];
    tx.run(&sql, args).await?;
    Ok(())
}

async fn free_slug(conn: &mut Conn, edition: EditionId, title: &str) -> Result<String> {
    let base = text::slugify(title, 70, "evenement");
    let sql = "SELECT id FROM event WHERE slug = $1 AND edition_id = $2";
    crate::slug::free(conn, &base, sql, &[edition.0.into()]).await
}

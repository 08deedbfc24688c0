//! Events: loading what the rules need, saving what they decided, whole or not at all.

use domain::event::{Content, Status};
use domain::ids::{EditionId, EventId, OrganisationId, PersonId};
use domain::review::{Decision, Event, Label, Review, Revision};
use domain::territory::{Chain, TerritoryCode};
use domain::text;
use jiff::Timestamp;

use crate::json::{from_json, to_json};
use crate::{Conn, Result, Row, StoreError, Tx, editions, letters, reviews};

/// An event as it is kept, around what the rules need of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Its identity.
    pub id: EventId,
    /// What the rules need.
    pub event: Event,
    /// Its public address part, from the first label on.
    pub slug: Option<String>,
    /// Raised to make every mailed link useless.
    pub link_epoch: i64,
    /// Its title, as in the latest revision or the working copy.
    pub title: String,
    /// What the form holds and has not been sent.
    pub working: Option<Content>,
    /// When the form was last saved.
    pub working_at: Option<Timestamp>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The edition’s public revision when its public face last changed.
    pub public_revision: i64,
    /// Raised with every save; guards against two people at once.
    pub version: i64,
}

/// The columns of an event, in the order [`read`] expects nothing of.
pub(crate) const COLUMNS: &str = "e.id, e.edition_id, e.slug, e.link_epoch, e.proposer_id, e.organisation_id, e.chain, \
     e.title, e.review, e.label, e.status, e.revisions, e.working, e.working_at, e.created_at, e.updated_at, \
     e.public_revision, e.version";

pub(crate) fn read(row: &Row) -> Result<Kept> {
    let id = row.int("id")?;
    let json = |column: &str| row.opt_text(column);
    let chain: Chain = from_json("event", id, row.str("chain")?)?;
    let label: Option<Label> = json("label")?
        .map(|text| from_json("event", id, &text))
        .transpose()?;
    let review: Review = from_json("event", id, row.str("review")?)?;
    let status: Status = from_json("event", id, row.str("status")?)?;
    let revisions = u32::try_from(row.int("revisions")?)
        .map_err(|_| StoreError::corrupt("event", id, "a negative number of revisions"))?;
    Ok(Kept {
        id: EventId(id),
        event: Event {
            id: Some(EventId(id)),
            edition: EditionId(row.int("edition_id")?),
            proposer: row.opt_int("proposer_id")?.map(PersonId),
            organisation: row.opt_int("organisation_id")?.map(OrganisationId),
            chain,
            review,
            label,
            status,
            revisions,
        },
        slug: row.opt_text("slug")?,
        link_epoch: row.int("link_epoch")?,
        title: row.text("title")?,
        working: json("working")?
            .map(|text| from_json("event", id, &text))
            .transpose()?,
        working_at: row.opt_moment("working_at")?,
        created_at: row.moment("created_at")?,
        updated_at: row.moment("updated_at")?,
        public_revision: row.int("public_revision")?,
        version: row.int("version")?,
    })
}

/// One event.
///
/// # Errors
/// As the database answers; [`StoreError::Corrupt`] for a row that fits no state.
pub async fn find(conn: &mut Conn, id: EventId) -> Result<Option<Kept>> {
    let sql = format!("SELECT {COLUMNS} FROM event e WHERE e.id = $1");
    conn.maybe(&sql, vec![id.0.into()])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// One event by its public address part.
///
/// # Errors
/// As [`find`].
pub async fn by_slug(conn: &mut Conn, edition: EditionId, slug: &str) -> Result<Option<Kept>> {
    let sql = format!("SELECT {COLUMNS} FROM event e WHERE e.edition_id = $1 AND e.slug = $2");
    conn.maybe(&sql, vec![edition.0.into(), slug.into()])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// The events a person proposed or may act on through an organisation, last changed first; at most 500.
///
/// # Errors
/// As [`find`].
pub async fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Kept>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM event e WHERE e.proposer_id = $1 OR e.organisation_id IN \
         (SELECT organisation_id FROM membership WHERE person_id = $1) \
         ORDER BY e.updated_at DESC, e.id DESC LIMIT 500"
    );
    conn.all(&sql, vec![person.0.into()])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Events of an edition in a commune, other than one, that are waiting or public: where a duplicate is looked for.
///
/// # Errors
/// As the database answers.
pub async fn in_commune(
    conn: &mut Conn,
    edition: EditionId,
    commune: &TerritoryCode,
    but: Option<EventId>,
) -> Result<Vec<(EventId, String, Content)>> {
    let sql = "SELECT e.id, e.title, r.content FROM event e \
               JOIN revision r ON r.event_id = e.id AND r.number = e.revisions \
               WHERE e.edition_id = $1 AND e.commune = $2 AND e.id <> $3 \
               AND e.state IN ('proposed', 'returned', 'labelled') ORDER BY e.id LIMIT 500";
    let but = but.map_or(0, |id| id.0);
    let rows = conn
        .all(
            sql,
            vec![edition.0.into(), commune.as_str().into(), but.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let id = row.int("id")?;
            let content = from_json("revision", id, row.str("content")?)?;
            Ok((EventId(id), row.text("title")?, content))
        })
        .collect()
}

/// The content of one revision.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such revision.
pub async fn content(conn: &mut Conn, id: EventId, number: u32) -> Result<Content> {
    let sql = "SELECT content FROM revision WHERE event_id = $1 AND number = $2";
    let row = conn.one(sql, vec![id.0.into(), number.into()]).await?;
    from_json("revision", id, row.str("content")?)
}

/// Every revision of an event, the first one first.
///
/// # Errors
/// As the database answers.
pub async fn revisions(conn: &mut Conn, id: EventId) -> Result<Vec<Revision>> {
    let sql = "SELECT number, content, at, by_id FROM revision WHERE event_id = $1 ORDER BY number";
    let rows = conn.all(sql, vec![id.0.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Revision {
                number: u32::try_from(row.int("number")?)
                    .map_err(|_| StoreError::corrupt("revision", id, "a negative number"))?,
                content: from_json("revision", id, row.str("content")?)?,
                at: row.moment("at")?,
                by: row.opt_int("by_id")?.map(PersonId),
            })
        })
        .collect()
}

/// Creates the event of a decision that began one, with its working copy.
///
/// # Errors
/// As the database answers.
pub async fn create(
    tx: &mut Tx,
    decision: &Decision,
    working: &Content,
    now: Timestamp,
) -> Result<EventId> {
    let event = &decision.event;
    let row = tx
        .one(
            "INSERT INTO event (edition_id, proposer_id, organisation_id, home, chain, commune, title, state, \
             review, status, revisions, working, working_at, created_at, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $13) RETURNING id",
            vec![
                event.edition.0.into(),
                event.proposer.map(|person| person.0).into(),
                working.organisation.map(|own| own.0).into(),
                event.chain.home().as_str().into(),
                to_json(&event.chain)?.into(),
                commune(working).into(),
                (&working.title).into(),
                state(&event.review).into(),
                to_json(&event.review)?.into(),
                to_json(&event.status)?.into(),
                event.revisions.into(),
                to_json(working)?.into(),
                now.into(),
            ],
        )
        .await?;
    let id = EventId(row.int("id")?);
    for entry in &decision.journal {
        reviews::append(tx, id, entry).await?;
    }
    Ok(id)
}

fn commune(content: &Content) -> Option<String> {
    content
        .place
        .commune
        .as_ref()
        .map(|code| code.as_str().to_owned())
}

/// The name of a state, for queries.
#[must_use]
pub fn state(review: &Review) -> &'static str {
    match review {
        Review::Draft { .. } => "draft",
        Review::Unconfirmed { .. } => "unconfirmed",
        Review::Proposed { .. } => "proposed",
        Review::Returned { .. } => "returned",
        Review::Labelled { .. } => "labelled",
        Review::Refused { .. } => "refused",
        Review::Withdrawn { .. } => "withdrawn",
    }
}

/// Saves the working copy: what the form holds, sent or not. The draft goes to the territory of its place.
///
/// # Errors
/// [`StoreError::Conflict`] when the event changed since `version`.
pub async fn save_working(
    tx: &mut Tx,
    kept: &Kept,
    working: Option<&Content>,
    chain: &Chain,
    now: Timestamp,
) -> Result<()> {
    // Until something was sent, the draft is all there is: its title and place are the event's.
    let draft = kept.event.revisions == 0;
    let title = working
        .filter(|_| draft)
        .map_or(&kept.title, |content| &content.title);
    let place = working.filter(|_| draft).map(commune);
    let chain = if draft { chain } else { &kept.event.chain };
    let touched = tx
        .run(
            "UPDATE event SET working = $1, working_at = $2, title = $3, home = $4, chain = $5, \
             commune = CASE WHEN $6 = 1 THEN $7 ELSE commune END, updated_at = $2, version = version + 1 \
             WHERE id = $8 AND version = $9",
            vec![
                working.map(to_json).transpose()?.into(),
                now.into(),
                title.into(),
                chain.home().as_str().into(),
                to_json(chain)?.into(),
                i64::from(place.is_some()).into(),
                place.flatten().into(),
                kept.id.0.into(),
                kept.version.into(),
            ],
        )
        .await?;
    if touched == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict("event".into()))
    }
}

/// Gives a draft its proposer: whoever answers at the mail address that was given. Nothing else changes.
///
/// # Errors
/// As the database answers.
pub async fn set_proposer(tx: &mut Tx, id: EventId, person: PersonId) -> Result<()> {
    let sql = "UPDATE event SET proposer_id = $1, version = version + 1 WHERE id = $2 AND proposer_id IS NULL";
    tx.run(sql, vec![person.0.into(), id.0.into()]).await?;
    Ok(())
}

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
    if let Some(revision) = &decision.revision {
        add_revision(tx, kept.id, revision).await?;
    }
    update(tx, kept, decision, sent, now).await?;
    if decision.public {
        publish(tx, kept, decision).await?;
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
        letters::write(tx, kept.id, &decision.event, letter, now).await?;
    }
    Ok(())
}

async fn add_revision(tx: &mut Tx, id: EventId, revision: &Revision) -> Result<()> {
    tx.run(
        "INSERT INTO revision (event_id, number, content, at, by_id) VALUES ($1, $2, $3, $4, $5)",
        vec![
            id.0.into(),
            revision.number.into(),
            to_json(&revision.content)?.into(),
            revision.at.into(),
            revision.by.map(|person| person.0).into(),
        ],
    )
    .await?;
    Ok(())
}

async fn update(
    tx: &mut Tx,
    kept: &Kept,
    decision: &Decision,
    sent: Option<Flags>,
    now: Timestamp,
) -> Result<()> {
    let event = &decision.event;
    let (reason, due) = match event.review {
        Review::Proposed { reason, due, .. } => (Some(reason.slug().to_owned()), Some(due)),
        _ => (None, None),
    };
    let content = decision.revision.as_ref().map(|revision| &revision.content);
    let flags = sent.unwrap_or_default();
    let touched = tx
        .run(
            "UPDATE event SET proposer_id = $1, organisation_id = $2, home = $3, chain = $4, \
             title = $5, state = $6, review = $7, reason = $8, due_at = $9, label = $10, labelled_revision = $11, \
             status = $12, revisions = $13, commune = CASE WHEN $14 = 1 THEN $15 ELSE commune END, \
             working = CASE WHEN $16 = 1 THEN NULL ELSE working END, \
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
            ],
        )
        .await?;
    if touched == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict("event".into()))
    }
}

/// The public face changed: the edition’s public revision is raised and noted on the event, which gets its address with
/// its first label.
async fn publish(tx: &mut Tx, kept: &Kept, decision: &Decision) -> Result<()> {
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
    let sql = "UPDATE event SET public_revision = $1, slug = $2 WHERE id = $3";
    tx.run(sql, vec![raised.into(), slug.into(), kept.id.0.into()])
        .await?;
    Ok(())
}

async fn free_slug(conn: &mut Conn, edition: EditionId, title: &str) -> Result<String> {
    let base = text::slugify(title, 70, "evenement");
    let sql = "SELECT slug FROM event WHERE edition_id = $1 AND (slug = $2 OR slug LIKE $3)";
    let args = vec![edition.0.into(), (&base).into(), format!("{base}-%").into()];
    let rows = conn.all(sql, args).await?;
    let taken = rows
        .iter()
        .map(|row| row.text("slug"))
        .collect::<Result<Vec<_>>>()?;
    Ok(crate::slug::first_free(&base, |slug| {
        taken.iter().any(|other| other == slug)
    }))
}

/// Deletes a draft that was never sent, with all that hangs on it.
///
/// # Errors
/// [`StoreError::Conflict`] when it was sent or changed meanwhile.
pub async fn delete_draft(tx: &mut Tx, kept: &Kept) -> Result<()> {
    for table in ["journal", "presence", "imported"] {
        let sql = format!("DELETE FROM {table} WHERE event_id = $1");
        tx.run(&sql, vec![kept.id.0.into()]).await?;
    }
    let sql = "DELETE FROM event WHERE id = $1 AND version = $2 AND revisions = 0";
    let touched = tx
        .run(sql, vec![kept.id.0.into(), kept.version.into()])
        .await?;
    if touched == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict("event".into()))
    }
}

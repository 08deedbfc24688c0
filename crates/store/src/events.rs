//! Events: loading what the rules need, saving what they decided, whole or not at all.

mod save;

use std::collections::BTreeSet;

use domain::event::{Content, Status, Unread};
use domain::ids::{EditionId, EventId, OrganisationId, PersonId};
use domain::review::{Decision, Event, Label, Review, Revision};
use domain::territory::Chain;
use jiff::Timestamp;

use crate::json::{from_json, to_json};
use crate::{Conn, Result, Row, StoreError, Tx, organisations, reviews};

pub(crate) use save::PUBLIC_AT;
pub use save::{Flags, save};

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
    /// What was typed in the form and could not be read.
    pub unread: Unread,
    /// What was typed to the referee beside the form, and not sent yet.
    pub answer: String,
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
     e.title, e.review, e.label, e.status, e.revisions, e.working, e.unread, e.answer, e.working_at, e.created_at, e.updated_at, \
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
        unread: json("unread")?
            .map(|text| from_json("event", id, &text))
            .transpose()?
            .unwrap_or_default(),
        answer: row.text("answer")?,
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
        "SELECT {COLUMNS} FROM event e WHERE e.proposer_id = $1 OR e.id IN \
         (SELECT x.id FROM membership m JOIN event x \
          ON x.organisation_id = m.organisation_id OR x.labelled_organisation_id = m.organisation_id \
          WHERE m.person_id = $1 AND {}) \
         ORDER BY e.updated_at DESC, e.id DESC LIMIT 500",
        organisations::reaches("m", "x.proposer_id")
    );
    conn.all(&sql, vec![person.0.into()])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The events of an organisation that this person did not propose, by number.
///
/// # Errors
/// As [`find`].
pub async fn of_organisation_but(
    conn: &mut Conn,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<Kept>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM event e WHERE (e.organisation_id = $1 OR e.labelled_organisation_id = $1) \
         AND (e.proposer_id IS NULL OR e.proposer_id <> $2) ORDER BY e.id"
    );
    conn.all(&sql, vec![organisation.0.into(), person.0.into()])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// An event near another, as far as one asks whether it is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// Its identity.
    pub id: EventId,
    /// Its title, as it waits or stands.
    pub title: String,
    /// The address part of its public page, when it has one.
    pub page: Option<String>,
}

/// Hands over the events of an edition in a commune, other than one, that wait or are public and share one of these days:
/// where a duplicate is looked for. Nothing but their columns is read.
///
/// # Errors
/// As the database answers.
pub async fn near(
    conn: &mut Conn,
    edition: EditionId,
    content: &Content,
    but: Option<EventId>,
    mut take: impl FnMut(Near) + Send,
) -> Result<()> {
    let own = days(content);
    let (Some(commune), false) = (commune(content), own.is_empty()) else {
        return Ok(());
    };
    let own: BTreeSet<&str> = own.split(' ').collect();
    let sql = "SELECT id, title, days, CASE WHEN label IS NULL THEN NULL ELSE slug END AS page FROM event \
               WHERE edition_id = $1 AND commune = $2 AND id <> $3 \
               AND state IN ('proposed', 'returned', 'labelled') ORDER BY id";
    let args = vec![
        edition.0.into(),
        commune.into(),
        but.map_or(0, |id| id.0).into(),
    ];
    conn.each(sql, args, |row| {
        if row.str("days")?.split(' ').any(|day| own.contains(day)) {
            take(Near {
                id: EventId(row.int("id")?),
                title: row.text("title")?,
                page: row.opt_text("page")?,
            });
        }
        Ok(())
    })
    .await
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

/// What the organiser said to the referee beside a revision; empty when they said nothing.
///
/// # Errors
/// As the database answers.
pub async fn answer(conn: &mut Conn, id: EventId, number: u32) -> Result<String> {
    let sql = "SELECT answer FROM revision WHERE event_id = $1 AND number = $2";
    let row = conn.maybe(sql, vec![id.0.into(), number.into()]).await?;
    row.map_or_else(|| Ok(String::new()), |row| row.text("answer"))
}

/// Keeps what was typed to the referee, until it is sent with the next revision; nothing is kept where nothing is asked any more.
///
/// # Errors
/// As the database answers.
pub async fn keep_answer(tx: &mut Tx, id: EventId, answer: &str) -> Result<()> {
    let sql = "UPDATE event SET answer = $1 WHERE id = $2 AND state = 'returned'";
    tx.run(sql, vec![answer.into(), id.0.into()]).await?;
    Ok(())
}

/// Every revision of an event, the first one first.
///
/// # Errors
/// As the database answers.
pub async fn revisions(conn: &mut Conn, id: EventId) -> Result<Vec<Revision>> {
    let sql = "SELECT number, content, answer, at, by_id FROM revision WHERE event_id = $1 ORDER BY number";
    let rows = conn.all(sql, vec![id.0.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Revision {
                number: u32::try_from(row.int("number")?)
                    .map_err(|_| StoreError::corrupt("revision", id, "a negative number"))?,
                content: from_json("revision", id, row.str("content")?)?,
                answer: row.text("answer")?,
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
            "INSERT INTO event (edition_id, proposer_id, organisation_id, home, chain, commune, title, days, state, \
             review, status, revisions, working, working_at, created_at, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $14, $8, $9, $10, $11, $12, $13, $13, $13) RETURNING id",
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
                days(working).into(),
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

/// The days of a content in the place’s own time, one after the other with a space between; each once.
#[must_use]
pub fn days(content: &Content) -> String {
    let days: BTreeSet<String> = content
        .slots
        .iter()
        .map(|slot| slot.day().to_string())
        .collect();
    days.into_iter().collect::<Vec<_>>().join(" ")
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

/// Saves the working copy, what the form holds, sent or not, and what was typed in it that cannot be read. The draft goes to
/// the territory of its place.
///
/// # Errors
/// [`StoreError::Conflict`] when the event changed since `version`.
pub async fn save_working(
    tx: &mut Tx,
    kept: &Kept,
    working: Option<&Content>,
    unread: &Unread,
    chain: &Chain,
    now: Timestamp,
) -> Result<()> {
    // Until something was sent, the draft is all there is: its title and place are the event's.
    let draft = kept.event.revisions == 0;
    let own = working.filter(|_| draft);
    let chain = if draft { chain } else { &kept.event.chain };
    let touched = tx
        .run(
            "UPDATE event SET working = $1, working_at = $2, home = $4, chain = $5, \
             title = CASE WHEN $6 = 1 THEN $3 ELSE title END, \
             commune = CASE WHEN $6 = 1 THEN $7 ELSE commune END, \
             days = CASE WHEN $6 = 1 THEN $11 ELSE days END, unread = $8, updated_at = $2, \
             version = version + 1 WHERE id = $9 AND version = $10",
            vec![
                working.map(to_json).transpose()?.into(),
                now.into(),
                own.map_or(&kept.title, |content| &content.title).into(),
                chain.home().as_str().into(),
                to_json(chain)?.into(),
                i64::from(own.is_some()).into(),
                own.and_then(commune).into(),
                unread_text(unread)?.into(),
                kept.id.0.into(),
                kept.version.into(),
                own.map(days).unwrap_or_default().into(),
            ],
        )
        .await?;
    if touched == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict("event".into()))
    }
}

fn unread_text(unread: &Unread) -> Result<Option<String>> {
    match unread.is_empty() {
        true => Ok(None),
        false => to_json(unread).map(Some),
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

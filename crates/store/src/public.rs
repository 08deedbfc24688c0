//! What the public may read, and what changed since.

use std::collections::BTreeMap;

use domain::event::{Content, Status};
use domain::ids::{EditionId, EventId, OrganisationId};
use domain::review::Label;
use domain::territory::Chain;
use jiff::Timestamp;

use crate::json::from_json;
use crate::{Conn, Result, Row, StoreError, Tx, editions, events};

/// The public face of an event: its labelled revision and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    /// Its identity.
    pub id: EventId,
    /// Its public address part.
    pub slug: String,
    /// The labelled revision. What is for the referee alone has been taken out.
    pub content: Content,
    /// The label.
    pub label: Label,
    /// What became of it.
    pub status: Status,
    /// Since when no seat is left in any slot that is booked here.
    pub full_at: Option<Timestamp>,
    /// Where it belongs, as it was labelled.
    pub chain: Chain,
    /// Who organises, as it was labelled: address part and name.
    pub organisation: Option<(String, String)>,
    /// The organiser’s SIRET, or empty.
    pub siret: String,
    /// When its public face last changed; later each time, whatever is edited meanwhile and not public.
    pub updated_at: Timestamp,
    /// The edition’s public revision of that change.
    pub public_revision: i64,
}

/// A change of the public picture.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The event is public as told.
    Shown(Box<Face>),
    /// The event is not public any more.
    Hidden(EventId),
    /// The row of the event fits no state.
    Unreadable {
        /// Which one.
        event: EventId,
        /// What is wrong with it.
        why: String,
    },
}

const SQL: &str = "SELECT e.id, e.slug, e.label, e.status, e.full_at, e.public_at, e.public_revision, r.content, \
     o.slug AS organisation_slug, o.name AS organisation_name, o.siret \
     FROM event e LEFT JOIN revision r ON r.event_id = e.id AND r.number = e.labelled_revision \
     LEFT JOIN organisation o ON o.id = e.labelled_organisation_id";

fn read(row: &Row) -> Result<Change> {
    let id = row.int("id")?;
    let (Some(label), Some(content)) = (row.opt_text("label")?, row.opt_text("content")?) else {
        return Ok(Change::Hidden(EventId(id)));
    };
    let mut content: Content = from_json("revision", id, &content)?;
    content.referee_contact = domain::event::Contact::default();
    let label: Label = from_json("event", id, &label)?;
    let organisation = row
        .opt_text("organisation_slug")?
        .zip(row.opt_text("organisation_name")?);
    Ok(Change::Shown(Box::new(Face {
        id: EventId(id),
        slug: row
            .opt_text("slug")?
            .ok_or_else(|| StoreError::corrupt("event", id, "labelled without an address"))?,
        content,
        chain: label.chain.clone(),
        label,
        status: from_json("event", id, row.str("status")?)?,
        full_at: row.opt_moment("full_at")?,
        organisation,
        siret: row.opt_text("siret")?.unwrap_or_default(),
        updated_at: row
            .opt_moment("public_at")?
            .ok_or_else(|| StoreError::corrupt("event", id, "public since no moment"))?,
        public_revision: row.int("public_revision")?,
    })))
}

/// Hands over everything that changed in an edition after public revision `since` (0 for everything that is public). A row
/// that fits no state is handed over as such, and keeps no other from being read.
///
/// # Errors
/// As the database answers, or as `take` says.
pub async fn changes<F>(conn: &mut Conn, edition: EditionId, since: i64, mut take: F) -> Result<()>
where
    F: FnMut(Change) -> Result<()> + Send,
{
    let condition = if since == 0 {
        "AND e.labelled_revision IS NOT NULL"
    } else {
        ""
    };
    let sql = format!(
        "{SQL} WHERE e.edition_id = $1 AND e.public_revision > $2 {condition} ORDER BY e.id"
    );
    conn.each(&sql, vec![edition.0.into(), since.into()], |row| {
        let change = match read(&row) {
            Err(fault @ StoreError::Corrupt { .. }) => Change::Unreadable {
                event: EventId(row.int("id")?),
                why: fault.to_string(),
            },
            read => read?,
        };
        take(change)
    })
    .await
}

/// The number below which the moments of [`Extent`] are counted: sums of millions of them stay far from overflowing.
pub const MOMENTS: i64 = 1_000_000_007;

/// What can be said of all public events of an edition without reading one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// How many there are.
    pub events: u64,
    /// The sum of when each one's public face last changed, in milliseconds since 1970, each modulo [`MOMENTS`].
    pub moments: i64,
}

/// How many events of an edition are public, and when they last changed, summed.
///
/// # Errors
/// As the database answers.
pub async fn extent(conn: &mut Conn, edition: EditionId) -> Result<Extent> {
    let sql = format!(
        "SELECT COUNT(*) AS events, CAST(COALESCE(SUM(public_at % {MOMENTS}), 0) AS BIGINT) AS moments \
         FROM event WHERE edition_id = $1 AND labelled_revision IS NOT NULL"
    );
    let row = conn.one(&sql, vec![edition.0.into()]).await?;
    Ok(Extent {
        events: row.int("events")?.unsigned_abs(),
        moments: row.int("moments")?,
    })
}

/// The public face of one event by its address part, if it is public.
///
/// # Errors
/// As the database answers.
pub async fn face(conn: &mut Conn, edition: EditionId, slug: &str) -> Result<Option<Face>> {
    let sql = format!("{SQL} WHERE e.edition_id = $1 AND e.slug = $2");
    match conn
        .maybe(&sql, vec![edition.0.into(), slug.into()])
        .await?
        .as_ref()
        .map(read)
        .transpose()?
    {
        Some(Change::Shown(face)) => Ok(Some(*face)),
        Some(Change::Hidden(_) | Change::Unreadable { .. }) | None => Ok(None),
    }
}

/// What the public reads of an organisation changed: the public revision is raised of each edition that has labelled events
/// of it, and noted on these; they are answered.
///
/// # Errors
/// As the database answers.
pub async fn organisation_changed(
    tx: &mut Tx,
    id: OrganisationId,
    now: Timestamp,
) -> Result<Vec<EventId>> {
    let sql = "SELECT id, edition_id FROM event WHERE labelled_organisation_id = $1 ORDER BY id";
    let rows = tx.all(sql, vec![id.0.into()]).await?;
    let mut named: BTreeMap<EditionId, Vec<EventId>> = BTreeMap::new();
    for row in &rows {
        let event = EventId(row.int("id")?);
        // In the order in which a label takes them: the event first, its edition after.
        tx.lock_row("event", event.0).await?;
        let edition = EditionId(row.int("edition_id")?);
        named.entry(edition).or_default().push(event);
    }
    for edition in named.keys() {
        let raised = editions::raise_public_revision(tx, *edition).await?;
        let sql = format!(
            "UPDATE event SET public_revision = $2, public_at = {} \
             WHERE edition_id = $3 AND labelled_organisation_id = $4",
            events::PUBLIC_AT
        );
        let args = vec![now.into(), raised.into(), edition.0.into(), id.0.into()];
        tx.run(&sql, args).await?;
    }
    Ok(named.into_values().flatten().collect())
}

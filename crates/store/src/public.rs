//! What the public may read, and what changed since.

use domain::event::{Content, Status};
use domain::ids::{EditionId, EventId};
use domain::review::Label;
use domain::territory::Chain;
use jiff::Timestamp;

use crate::json::from_json;
use crate::{Conn, Result, Row, StoreError};

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
    /// Where it belongs.
    pub chain: Chain,
    /// Who organises: address part and name.
    pub organisation: Option<(String, String)>,
    /// The organiser’s SIRET, or empty.
    pub siret: String,
    /// When its public face last changed.
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
}

const SQL: &str = "SELECT e.id, e.slug, e.label, e.status, e.chain, e.updated_at, e.public_revision, r.content, \
     o.slug AS organisation_slug, o.name AS organisation_name, o.siret \
     FROM event e LEFT JOIN revision r ON r.event_id = e.id AND r.number = e.labelled_revision \
     LEFT JOIN organisation o ON o.id = e.organisation_id";

fn read(row: &Row) -> Result<Change> {
    let id = row.int("id")?;
    let (Some(label), Some(content)) = (row.opt_text("label")?, row.opt_text("content")?) else {
        return Ok(Change::Hidden(EventId(id)));
    };
    let mut content: Content = from_json("revision", id, &content)?;
    content.referee_contact = domain::event::Contact::default();
    let organisation = row
        .opt_text("organisation_slug")?
        .zip(row.opt_text("organisation_name")?);
    Ok(Change::Shown(Box::new(Face {
        id: EventId(id),
        slug: row
            .opt_text("slug")?
            .ok_or_else(|| StoreError::corrupt("event", id, "labelled without an address"))?,
        content,
        label: from_json("event", id, &label)?,
        status: from_json("event", id, row.str("status")?)?,
        chain: from_json("event", id, row.str("chain")?)?,
        organisation,
        siret: row.opt_text("siret")?.unwrap_or_default(),
        updated_at: row.moment("updated_at")?,
        public_revision: row.int("public_revision")?,
    })))
}

/// Hands over everything that changed in an edition after public revision `since` (0 for everything that is public).
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
        take(read(&row)?)
    })
    .await
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
        Some(Change::Hidden(_)) | None => Ok(None),
    }
}

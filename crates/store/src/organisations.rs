//! Organisations and the people who act for them.

use domain::authority::{Membership, Vouched};
use domain::ids::{EventId, OrganisationId, PersonId};
use domain::organisation::{Kind, Organisation};
use domain::territory::TerritoryCode;
use domain::text;
use jiff::Timestamp;

use crate::{Conn, Result, Row, StoreError, Tx};

/// An organisation as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its identity.
    pub id: OrganisationId,
    /// Its address part.
    pub slug: String,
    /// What is known of it.
    pub organisation: Organisation,
}

/// The name under which whoever looks for an organisation to create it holds all others up until it is there.
pub const NAMES: &str = "organisation-names";

const COLUMNS: &str = "id, slug, name, siret, kind, website, commune";

fn read(row: &Row) -> Result<Known> {
    let id = row.int("id")?;
    let kind = row.str("kind")?;
    let kind = Kind::parse(kind)
        .ok_or_else(|| StoreError::corrupt("organisation", id, format!("kind {kind}")))?;
    Ok(Known {
        id: OrganisationId(id),
        slug: row.text("slug")?,
        organisation: Organisation {
            name: row.text("name")?,
            siret: row.opt_text("siret")?.unwrap_or_default(),
            kind,
            website: row.text("website")?,
            commune: row
                .opt_text("commune")?
                .as_deref()
                .and_then(TerritoryCode::parse),
        },
    })
}

/// A name as it is compared: its words, folded, with one space between.
fn folded(name: &str) -> String {
    text::words(name).join(" ")
}

/// One organisation.
///
/// # Errors
/// [`StoreError::Missing`] when there is none.
pub async fn organisation(conn: &mut Conn, id: OrganisationId) -> Result<Known> {
    let sql = format!("SELECT {COLUMNS} FROM organisation WHERE id = $1");
    read(&conn.one(&sql, vec![id.0.into()]).await?)
}

/// One organisation, if there is one.
///
/// # Errors
/// As the database answers.
pub async fn find(conn: &mut Conn, id: OrganisationId) -> Result<Option<Known>> {
    let sql = format!("SELECT {COLUMNS} FROM organisation WHERE id = $1");
    conn.maybe(&sql, vec![id.0.into()])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// What makes an organisation settled: somebody is known to act for it, or an event was proposed in its name by someone whose
/// address is proved. Until then it belongs to the draft that brought it, and is offered to nobody else.
const SETTLED: &str = "(EXISTS (SELECT 1 FROM membership m WHERE m.organisation_id = organisation.id \
     AND m.known_at IS NOT NULL) \
     OR EXISTS (SELECT 1 FROM event e WHERE e.organisation_id = organisation.id AND e.revisions > 0 \
     AND e.proposer_id IS NOT NULL))";

/// The rule of [`Membership::reaches`] as a condition: the alias of the membership, and who proposed the event.
pub(crate) fn reaches(membership: &str, proposer: &str) -> String {
    format!("({membership}.known_at IS NOT NULL OR {membership}.invited_by = {proposer})")
}

/// True when an organisation is known beyond the draft that brought it.
///
/// # Errors
/// As the database answers.
pub async fn is_settled(conn: &mut Conn, id: OrganisationId) -> Result<bool> {
    let sql = format!("SELECT id FROM organisation WHERE id = $1 AND {SETTLED}");
    Ok(conn.maybe(&sql, vec![id.0.into()]).await?.is_some())
}

/// True when nobody acts for an organisation and no other event names it: whoever proposes this one brought it.
///
/// # Errors
/// As the database answers.
pub async fn is_brought_by(conn: &mut Conn, id: OrganisationId, event: EventId) -> Result<bool> {
    let sql = "SELECT id FROM organisation WHERE id = $1 \
               AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.organisation_id = organisation.id) \
               AND NOT EXISTS (SELECT 1 FROM event e WHERE e.organisation_id = organisation.id AND e.id <> $2)";
    let found = conn.maybe(sql, vec![id.0.into(), event.0.into()]).await?;
    Ok(found.is_some())
}

/// One organisation by its address part.
///
/// # Errors
/// As the database answers.
pub async fn by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Known>> {
    let sql = format!("SELECT {COLUMNS} FROM organisation WHERE slug = $1");
    conn.maybe(&sql, vec![slug.into()])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// One organisation by its SIRET (14 digits).
///
/// # Errors
/// As the database answers.
pub async fn by_siret(conn: &mut Conn, siret: &str) -> Result<Option<Known>> {
    let sql = format!("SELECT {COLUMNS} FROM organisation WHERE siret = $1");
    conn.maybe(&sql, vec![siret.into()])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// Organisations whose name, folded, is exactly this one, folded.
///
/// # Errors
/// As the database answers.
pub async fn by_name(conn: &mut Conn, name: &str) -> Result<Vec<Known>> {
    let sql = format!("SELECT {COLUMNS} FROM organisation WHERE folded = $1 ORDER BY id LIMIT 20");
    conn.all(&sql, vec![folded(name).into()])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Settled organisations, those one may offer to anybody, found by the beginning of any word of their name, accents and case
/// forgiven; at most `limit`.
///
/// # Errors
/// As the database answers.
pub async fn offered(conn: &mut Conn, words: &str, limit: u32) -> Result<Vec<Known>> {
    let folded = folded(words);
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM organisation WHERE (folded LIKE $1 OR folded LIKE $2) AND {SETTLED} \
         ORDER BY CASE WHEN folded LIKE $1 THEN 0 ELSE 1 END, folded LIMIT $3"
    );
    let args = vec![
        format!("{folded}%").into(),
        format!("% {folded}%").into(),
        limit.into(),
    ];
    conn.all(&sql, args).await?.iter().map(read).collect()
}

/// Creates an organisation; its address part is made from its name and told apart by a number.
///
/// # Errors
/// [`StoreError::Duplicate`] when another has the same SIRET.
pub async fn create(tx: &mut Tx, new: &Organisation, now: Timestamp) -> Result<OrganisationId> {
    // Two of the same name at once would choose the same address.
    tx.lock_name(NAMES).await?;
    let slug = free_slug(tx, &new.name).await?;
    let siret = (!new.siret.is_empty()).then(|| new.siret.clone());
    let row = tx
        .one(
            "INSERT INTO organisation (slug, name, folded, siret, kind, website, commune, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
            vec![
                slug.into(),
                (&new.name).into(),
                folded(&new.name).into(),
                siret.into(),
                new.kind.slug().into(),
                (&new.website).into(),
                new.commune.as_ref().map(|code| code.as_str().to_owned()).into(),
                now.into(),
            ],
        )
        .await?;
    Ok(OrganisationId(row.int("id")?))
}

/// Saves what is known of an organisation; its address part stays.
///
/// # Errors
/// [`StoreError::Duplicate`] when another has the same SIRET.
pub async fn save(tx: &mut Tx, id: OrganisationId, known: &Organisation) -> Result<()> {
    tx.shows();
    let siret = (!known.siret.is_empty()).then(|| known.siret.clone());
    tx.run(
        "UPDATE organisation SET name = $1, folded = $2, siret = $3, kind = $4, website = $5, commune = $6 \
         WHERE id = $7",
        vec![
            (&known.name).into(),
            folded(&known.name).into(),
            siret.into(),
            known.kind.slug().into(),
            (&known.website).into(),
            known.commune.as_ref().map(|code| code.as_str().to_owned()).into(),
            id.0.into(),
        ],
    )
    .await?;
    Ok(())
}

async fn free_slug(conn: &mut Conn, name: &str) -> Result<String> {
    let base = text::slugify(name, 70, "organisation");
    let sql = "SELECT id FROM organisation WHERE slug = $1";
    crate::slug::free(conn, &base, sql, &[]).await
}

/// Gives up the SIRET of an organisation that is not settled to whoever names it next.
///
/// # Errors
/// As the database answers.
pub async fn release_siret(tx: &mut Tx, id: OrganisationId) -> Result<()> {
    let sql = format!("UPDATE organisation SET siret = NULL WHERE id = $1 AND NOT {SETTLED}");
    tx.run(&sql, vec![id.0.into()]).await?;
    Ok(())
}

/// Makes a person take part in an organisation, on somebody’s word; a better word takes the place of the one before.
///
/// # Errors
/// As the database answers.
pub async fn join(
    tx: &mut Tx,
    id: OrganisationId,
    person: PersonId,
    vouched: Vouched,
    now: Timestamp,
) -> Result<()> {
    let (invited_by, known_at) = match vouched {
        Vouched::Nobody => (None, None),
        Vouched::Colleague(by) => (Some(by.0), None),
        Vouched::Known => (None, Some(now)),
    };
    tx.run(
        "INSERT INTO membership (organisation_id, person_id, since, invited_by, known_at) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (organisation_id, person_id) DO UPDATE SET \
         invited_by = COALESCE(membership.invited_by, excluded.invited_by), \
         known_at = COALESCE(membership.known_at, excluded.known_at)",
        vec![
            id.0.into(),
            person.0.into(),
            now.into(),
            invited_by.into(),
            known_at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Somebody who may says that a person acts for an organisation; what that person said of colleagues holds with it.
///
/// # Errors
/// As the database answers.
pub async fn vouch(
    tx: &mut Tx,
    id: OrganisationId,
    person: PersonId,
    by: PersonId,
    now: Timestamp,
) -> Result<()> {
    join(tx, id, person, Vouched::Known, now).await?;
    let sql = "UPDATE membership SET known_by = $3 WHERE organisation_id = $1 AND person_id = $2";
    tx.run(sql, vec![id.0.into(), person.0.into(), by.0.into()])
        .await?;
    let more = "UPDATE membership SET known_at = $2, known_by = invited_by WHERE organisation_id = $1 \
                AND known_at IS NULL AND invited_by IN \
                (SELECT m.person_id FROM membership m WHERE m.organisation_id = $1 AND m.known_at IS NOT NULL)";
    while tx.run(more, vec![id.0.into(), now.into()]).await? > 0 {}
    Ok(())
}

fn membership(row: &Row) -> Result<Membership> {
    let known = row.opt_moment("known_at")?.is_some();
    Ok(Membership {
        organisation: OrganisationId(row.int("organisation_id")?),
        vouched: match (known, row.opt_int("invited_by")?) {
            (true, _) => Vouched::Known,
            (false, Some(by)) => Vouched::Colleague(PersonId(by)),
            (false, None) => Vouched::Nobody,
        },
    })
}

/// The parts of a person in organisations, by number.
///
/// # Errors
/// As the database answers.
pub async fn memberships_of(conn: &mut Conn, person: PersonId) -> Result<Vec<Membership>> {
    let sql = "SELECT organisation_id, invited_by, known_at FROM membership WHERE person_id = $1 \
               ORDER BY organisation_id";
    let rows = conn.all(sql, vec![person.0.into()]).await?;
    rows.iter().map(membership).collect()
}

/// How many people are known to act for an organisation, other than one.
///
/// # Errors
/// As the database answers.
pub async fn others_known(
    conn: &mut Conn,
    id: OrganisationId,
    but: Option<PersonId>,
) -> Result<u64> {
    let sql = "SELECT COUNT(*) AS n FROM membership WHERE organisation_id = $1 AND known_at IS NOT NULL \
               AND person_id <> $2";
    let but = but.map_or(0, |person| person.0);
    let row = conn.one(sql, vec![id.0.into(), but.into()]).await?;
    Ok(row.int("n")?.unsigned_abs())
}

/// Whether an event that was sent names this organisation and was proposed by somebody else.
///
/// # Errors
/// As the database answers.
pub async fn serves_others(conn: &mut Conn, id: OrganisationId, person: PersonId) -> Result<bool> {
    let sql = "SELECT id FROM event WHERE (organisation_id = $1 OR labelled_organisation_id = $1) \
               AND revisions > 0 AND (proposer_id IS NULL OR proposer_id <> $2) LIMIT 1";
    let found = conn.maybe(sql, vec![id.0.into(), person.0.into()]).await?;
    Ok(found.is_some())
}

/// Ends a person’s part in an organisation.
///
/// # Errors
/// As the database answers.
pub async fn leave(tx: &mut Tx, id: OrganisationId, person: PersonId) -> Result<()> {
    let sql = "DELETE FROM membership WHERE organisation_id = $1 AND person_id = $2";
    tx.run(sql, vec![id.0.into(), person.0.into()]).await?;
    Ok(())
}

/// The organisations a person acts for, by name.
///
/// # Errors
/// As the database answers.
pub async fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Known>> {
    let sql = "SELECT o.id, o.slug, o.name, o.siret, o.kind, o.website, o.commune \
               FROM organisation o JOIN membership m ON m.organisation_id = o.id \
               WHERE m.person_id = $1 ORDER BY o.folded, o.id";
    conn.all(sql, vec![person.0.into()])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The people who take part in an organisation, oldest first, and on whose word.
///
/// # Errors
/// As the database answers.
pub async fn members(conn: &mut Conn, id: OrganisationId) -> Result<Vec<(PersonId, Vouched)>> {
    let sql = "SELECT person_id, organisation_id, invited_by, known_at FROM membership \
               WHERE organisation_id = $1 ORDER BY since, person_id";
    let rows = conn.all(sql, vec![id.0.into()]).await?;
    rows.iter()
        .map(|row| Ok((PersonId(row.int("person_id")?), membership(row)?.vouched)))
        .collect()
}

//! Campaigns and their editions.

use domain::edition::{Campaign, Edition, Rules, Stage};
use domain::ids::{CampaignId, EditionId};

use crate::json::{from_json, to_json};
use crate::{Conn, Result, Row, StoreError, Tx};

const COLUMNS: &str = "id, campaign_id, slug, stage, rules, public_revision, version";

fn read(row: &Row) -> Result<Edition> {
    let id = row.int("id")?;
    Ok(Edition {
        id: EditionId(id),
        campaign: CampaignId(row.int("campaign_id")?),
        slug: row.text("slug")?,
        stage: from_json("edition", id, row.str("stage")?)?,
        rules: from_json("edition", id, row.str("rules")?)?,
        public_revision: row.int("public_revision")?,
        version: row.int("version")?,
    })
}

/// Creates a campaign.
///
/// # Errors
/// [`StoreError::Duplicate`] when the slug is taken.
pub async fn create_campaign(tx: &mut Tx, campaign: &Campaign) -> Result<CampaignId> {
    let row = tx
        .one(
            "INSERT INTO campaign (slug, name, steered_by) VALUES ($1, $2, $3) RETURNING id",
            vec![
                (&campaign.slug).into(),
                to_json(&campaign.name)?.into(),
                to_json(&campaign.steered_by)?.into(),
            ],
        )
        .await?;
    Ok(CampaignId(row.int("id")?))
}

fn read_campaign(row: &Row) -> Result<Campaign> {
    let id = row.int("id")?;
    Ok(Campaign {
        id: CampaignId(id),
        slug: row.text("slug")?,
        name: from_json("campaign", id, row.str("name")?)?,
        steered_by: from_json("campaign", id, row.str("steered_by")?)?,
    })
}

/// Every campaign, oldest first.
///
/// # Errors
/// As the database answers.
pub async fn campaigns(conn: &mut Conn) -> Result<Vec<Campaign>> {
    let sql = "SELECT id, slug, name, steered_by FROM campaign ORDER BY id";
    conn.all(sql, vec![])
        .await?
        .iter()
        .map(read_campaign)
        .collect()
}

/// One campaign.
///
/// # Errors
/// [`StoreError::Missing`] when there is none.
pub async fn campaign(conn: &mut Conn, id: CampaignId) -> Result<Campaign> {
    let sql = "SELECT id, slug, name, steered_by FROM campaign WHERE id = $1";
    read_campaign(&conn.one(sql, vec![id.0.into()]).await?)
}

/// Saves the name of a campaign and who answers for it; raises the public revision of its editions, as their pages show it.
///
/// # Errors
/// As the database answers.
pub async fn save_campaign(tx: &mut Tx, campaign: &Campaign) -> Result<()> {
    tx.shows();
    let named = "UPDATE campaign SET name = $1, steered_by = $2 WHERE id = $3";
    let values = vec![
        to_json(&campaign.name)?.into(),
        to_json(&campaign.steered_by)?.into(),
        campaign.id.0.into(),
    ];
    tx.run(named, values).await?;
    let shown = "UPDATE edition SET public_revision = public_revision + 1 WHERE campaign_id = $1";
    tx.run(shown, vec![campaign.id.0.into()]).await?;
    Ok(())
}

/// Every edition, the latest week first.
///
/// # Errors
/// As the database answers.
pub async fn editions(conn: &mut Conn) -> Result<Vec<Edition>> {
    let rows = conn
        .all(&format!("SELECT {COLUMNS} FROM edition"), vec![])
        .await?;
    let mut editions = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    editions.sort_by_key(|edition| std::cmp::Reverse((edition.rules.week.from, edition.id)));
    Ok(editions)
}

/// One edition.
///
/// # Errors
/// [`StoreError::Missing`] when there is none.
pub async fn edition(conn: &mut Conn, id: EditionId) -> Result<Edition> {
    let sql = format!("SELECT {COLUMNS} FROM edition WHERE id = $1");
    read(&conn.one(&sql, vec![id.0.into()]).await?)
}

/// One edition by its address part.
///
/// # Errors
/// As the database answers.
pub async fn edition_by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Edition>> {
    let sql = format!("SELECT {COLUMNS} FROM edition WHERE slug = $1");
    conn.maybe(&sql, vec![slug.into()])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// Creates an edition.
///
/// # Errors
/// [`StoreError::Duplicate`] when the slug is taken.
pub async fn create(
    tx: &mut Tx,
    campaign: CampaignId,
    slug: &str,
    stage: Stage,
    rules: &Rules,
) -> Result<EditionId> {
    let row = tx
        .one(
            "INSERT INTO edition (campaign_id, slug, stage, rules) VALUES ($1, $2, $3, $4) RETURNING id",
            vec![campaign.0.into(), slug.into(), to_json(&stage)?.into(), to_json(rules)?.into()],
        )
        .await?;
    Ok(EditionId(row.int("id")?))
}

/// Saves the rules and the stage, when nobody has since `version`; raises the public revision, as pages show them.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody has.
pub async fn save(tx: &mut Tx, edition: &Edition) -> Result<()> {
    tx.shows();
    let touched = tx
        .run(
            "UPDATE edition SET stage = $1, rules = $2, version = version + 1, \
             public_revision = public_revision + 1 WHERE id = $3 AND version = $4",
            vec![
                to_json(&edition.stage)?.into(),
                to_json(&edition.rules)?.into(),
                edition.id.0.into(),
                edition.version.into(),
            ],
        )
        .await?;
    if touched == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict("edition".into()))
    }
}

/// Raises the public revision of an edition and answers the new one. The row stays locked until the transaction ends, so
/// that numbers appear in the order in which they are committed.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such edition.
pub async fn raise_public_revision(tx: &mut Tx, id: EditionId) -> Result<i64> {
    tx.shows();
    let row = tx
        .one(
            "UPDATE edition SET public_revision = public_revision + 1 WHERE id = $1 \
             RETURNING public_revision",
            vec![id.0.into()],
        )
        .await?;
    row.int("public_revision")
}

/// The public revision of every edition: what each node asks once a second.
///
/// # Errors
/// As the database answers.
pub async fn public_revisions(conn: &mut Conn) -> Result<Vec<(EditionId, i64)>> {
    let rows = conn
        .all("SELECT id, public_revision FROM edition", vec![])
        .await?;
    rows.iter()
        .map(|row| Ok((EditionId(row.int("id")?), row.int("public_revision")?)))
        .collect()
}

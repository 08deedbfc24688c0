//! What territories show of themselves.

use domain::ids::EditionId;
use domain::territory::{Office, TerritoryCode};

use crate::json::{from_json, to_json};
use crate::{Conn, Result, StoreError, Tx};

/// The office of a territory, with its version; an empty one, version 0, when nothing was said yet.
///
/// # Errors
/// As the database answers.
pub async fn office(conn: &mut Conn, territory: &TerritoryCode) -> Result<(Office, i64)> {
    let sql = "SELECT body, version FROM office WHERE territory = $1";
    match conn.maybe(sql, vec![territory.as_str().into()]).await? {
        Some(row) => Ok((
            from_json("office", territory, row.str("body")?)?,
            row.int("version")?,
        )),
        None => Ok((Office::default(), 0)),
    }
}

/// Every office that said something.
///
/// # Errors
/// As the database answers.
pub async fn offices(conn: &mut Conn) -> Result<Vec<(TerritoryCode, Office)>> {
    let rows = conn
        .all(
            "SELECT territory, body FROM office ORDER BY territory",
            vec![],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let code = row.str("territory")?;
            let territory = TerritoryCode::parse(code)
                .ok_or_else(|| StoreError::corrupt("office", code, "not a territory code"))?;
            Ok((territory, from_json("office", code, row.str("body")?)?))
        })
        .collect()
}

/// Saves an office, when nobody has since `version`.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody has.
pub async fn save(
    tx: &mut Tx,
    territory: &TerritoryCode,
    office: &Office,
    version: i64,
) -> Result<()> {
    tx.shows();
    let body = to_json(office)?;
    let touched = if version == 0 {
        let sql = "INSERT INTO office (territory, body) VALUES ($1, $2) ON CONFLICT (territory) DO NOTHING";
        tx.run(sql, vec![territory.as_str().into(), body.into()])
            .await?
    } else {
        let sql = "UPDATE office SET body = $2, version = version + 1 WHERE territory = $1 AND version = $3";
        tx.run(
            sql,
            vec![territory.as_str().into(), body.into(), version.into()],
        )
        .await?
    };
    if touched == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict("office".into()))
    }
}

/// The office of a territory as it was when an edition was finished; an empty one when nothing had been said.
///
/// # Errors
/// As the database answers.
pub async fn archived(
    conn: &mut Conn,
    edition: EditionId,
    territory: &TerritoryCode,
) -> Result<Office> {
    let sql = "SELECT body FROM archived_office WHERE edition_id = $1 AND territory = $2";
    let key = vec![edition.0.into(), territory.as_str().into()];
    match conn.maybe(sql, key).await? {
        Some(row) => from_json("archived_office", territory, row.str("body")?),
        None => Ok(Office::default()),
    }
}

/// Keeps every office as it is now with an edition that is being finished, in the place of what an earlier end had kept.
///
/// # Errors
/// As the database answers.
pub async fn archive(tx: &mut Tx, edition: EditionId) -> Result<()> {
    let forget = "DELETE FROM archived_office WHERE edition_id = $1";
    tx.run(forget, vec![edition.0.into()]).await?;
    let copy = "INSERT INTO archived_office (edition_id, territory, body) SELECT e.id, o.territory, o.body \
                FROM office o, edition e WHERE e.id = $1";
    tx.run(copy, vec![edition.0.into()]).await?;
    Ok(())
}

//! Pictures that events name: what is named by a revision is kept for ever, what a draft names as long as it does.

use std::collections::BTreeSet;

use domain::event::{Content, Picture};
use jiff::Timestamp;

use crate::json::from_json;
use crate::{Conn, Result, Tx};

/// A revision names a picture: from now on it is kept.
///
/// # Errors
/// As the database answers.
pub(crate) async fn keep(tx: &mut Tx, picture: &Picture, now: Timestamp) -> Result<()> {
    tx.run(
        "INSERT INTO picture (key, width, height, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (key) DO NOTHING",
        vec![
            (&picture.key).into(),
            picture.width.into(),
            picture.height.into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// The keys of all pictures that some revision or some draft names. Read in one [`crate::Store::snapshot`], so that a draft that
/// is being sent is seen on one of its two sides.
///
/// # Errors
/// As the database answers; [`crate::StoreError::Corrupt`] for a draft that cannot be read.
pub async fn named(conn: &mut Conn) -> Result<BTreeSet<String>> {
    let mut keys = BTreeSet::new();
    conn.each("SELECT key FROM picture", vec![], |row| {
        keys.insert(row.text("key")?);
        Ok(())
    })
    .await?;
    let sql = "SELECT id, working FROM event WHERE working IS NOT NULL";
    conn.each(sql, vec![], |row| {
        let working: Content = from_json("event", row.int("id")?, row.str("working")?)?;
        keys.extend(working.picture.map(|picture| picture.key));
        Ok(())
    })
    .await?;
    Ok(keys)
}

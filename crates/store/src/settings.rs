//! What the server keeps for itself: secrets made on the first start, shared by every node.

use crate::{Conn, Result, Tx, values};

/// The value kept under `key`.
///
/// # Errors
/// As the database answers.
pub async fn setting(conn: &mut Conn, key: &str) -> Result<Option<String>> {
    let row = conn
        .maybe("SELECT value FROM setting WHERE key = $1", values![key])
        .await?;
    row.map(|row| row.text("value")).transpose()
}

/// Keeps `value` under `key` unless something is kept there already; answers what is kept.
///
/// # Errors
/// As the database answers.
pub async fn keep_first(tx: &mut Tx, key: &str, value: &str) -> Result<String> {
    tx.run(
        "INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING",
        values![key, value],
    )
    .await?;
    tx.one("SELECT value FROM setting WHERE key = $1", values![key])
        .await?
        .text("value")
}

/// Keeps `value` under `key`, in place of what was there.
///
/// # Errors
/// As the database answers.
pub async fn keep(tx: &mut Tx, key: &str, value: &str) -> Result<()> {
    tx.run(
        "INSERT INTO setting (key, value) VALUES ($1, $2) \
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        values![key, value],
    )
    .await?;
    Ok(())
}

//! Brings the schema up to date, once, whoever starts first.
//!
//! Each file of `migrations/` is applied in the order of its number and never edited afterwards. All that
//! is due is applied in one transaction, under a lock, so that two nodes may start at once.

use sha2::{Digest, Sha256};

use crate::{Result, Store, StoreError, Tx, values};

/// Every migration, in order: its name and its text, written once for both databases.
const MIGRATIONS: &[(&str, &str)] = &[
    (
        "0001-people",
        include_str!("../../../migrations/0001-people.sql"),
    ),
    (
        "0002-trade",
        include_str!("../../../migrations/0002-trade.sql"),
    ),
    (
        "0003-archive",
        include_str!("../../../migrations/0003-archive.sql"),
    ),
    (
        "0004-answer",
        include_str!("../../../migrations/0004-answer.sql"),
    ),
    (
        "0005-given-up",
        include_str!("../../../migrations/0005-given-up.sql"),
    ),
    (
        "0006-shown",
        include_str!("../../../migrations/0006-shown.sql"),
    ),
    (
        "0007-booking",
        include_str!("../../../migrations/0007-booking.sql"),
    ),
    (
        "0008-booking-messages",
        include_str!("../../../migrations/0008-booking-messages.sql"),
    ),
];

/// Every table of the trade, as the migrations make them.
pub(crate) fn tables() -> impl Iterator<Item = &'static str> {
    let lines = MIGRATIONS.iter().flat_map(|(_, text)| text.lines());
    lines
        .filter_map(|line| line.strip_prefix("CREATE TABLE "))
        .filter_map(|rest| rest.split_whitespace().next())
}

/// Where it is written down what was applied.
const TABLE: &str = "CREATE TABLE IF NOT EXISTS migration (\
     name TEXT PRIMARY KEY, digest TEXT NOT NULL, applied_at BIGINT NOT NULL)";

/// The name and the digest of a migration that has been applied.
struct Applied {
    name: String,
    digest: String,
}

/// Applies what is due; answers the names of what was applied now.
///
/// # Errors
/// [`StoreError::Schema`] when the database is newer than this program or an applied migration was
/// edited; else as the database answers.
pub async fn migrate(store: &Store) -> Result<Vec<&'static str>> {
    let mut tx = store.begin().await?;
    tx.lock_name("migrate").await?;
    tx.define(TABLE).await?;
    let applied = applied(&mut tx).await?;
    let due = left(&applied, MIGRATIONS)?;
    for (name, text) in due {
        tx.define(text).await?;
        // The moment is for people who look at the table; no rule reads it.
        let now = jiff::Timestamp::now();
        tx.run(
            "INSERT INTO migration (name, digest, applied_at) VALUES ($1, $2, $3)",
            values![*name, digest(text), now],
        )
        .await?;
    }
    tx.commit().await?;
    Ok(due.iter().map(|(name, _)| *name).collect())
}

/// The names of what is not applied yet; nothing is changed.
///
/// # Errors
/// As [`migrate`].
pub async fn due(store: &Store) -> Result<Vec<&'static str>> {
    let mut tx = store.begin().await?;
    // Not committed, so that a database without any schema stays one.
    tx.define(TABLE).await?;
    let applied = applied(&mut tx).await?;
    let left = left(&applied, MIGRATIONS)?;
    Ok(left.iter().map(|(name, _)| *name).collect())
}

/// Whether the database has no schema of ours at all; nothing is changed.
///
/// # Errors
/// As [`migrate`].
pub async fn is_blank(store: &Store) -> Result<bool> {
    Ok(due(store).await?.len() == MIGRATIONS.len())
}

async fn applied(tx: &mut Tx) -> Result<Vec<Applied>> {
    let rows = tx
        .all(
            "SELECT name, digest FROM migration ORDER BY name",
            values![],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Applied {
                name: row.text("name")?,
                digest: row.text("digest")?,
            })
        })
        .collect()
}

/// What is left to apply, once all that was applied is found unchanged among `known`.
fn left<'a>(
    applied: &[Applied],
    known: &'a [(&'a str, &'a str)],
) -> Result<&'a [(&'a str, &'a str)]> {
    for (place, done) in applied.iter().enumerate() {
        let Some((name, text)) = known.get(place).filter(|(name, _)| *name == done.name) else {
            return Err(StoreError::Schema(format!(
                "The database has the migration {}, which this version of Semaine does not know: \
                 it was made by a newer version. Start that version, or restore a backup.",
                done.name
            )));
        };
        if digest(text) != done.digest {
            return Err(StoreError::Schema(format!(
                "The migration {name} was edited after it had been applied to this database. \
                 Start the version of Semaine that applied it, or restore a backup."
            )));
        }
    }
    Ok(&known[applied.len()..])
}

/// The digest of a migration's text, without what Git may change in it.
fn digest(text: &str) -> String {
    let digest = Sha256::digest(text.replace("\r\n", "\n").as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(name: &str, text: &str) -> Applied {
        Applied {
            name: name.to_owned(),
            digest: digest(text),
        }
    }

    #[test]
    fn an_edited_migration_is_refused_with_a_sentence() {
        let refused = left(&[done("0001-a", "x")], &[("0001-a", "y")]);
        assert!(matches!(refused, Err(StoreError::Schema(why)) if why.contains("edited")));
    }

    #[test]
    fn a_newer_database_is_refused_with_a_sentence() {
        let refused = left(
            &[done("0001-a", "x"), done("0002-b", "y")],
            &[("0001-a", "x")],
        );
        assert!(matches!(refused, Err(StoreError::Schema(why)) if why.contains("newer version")));
    }

    #[test]
    fn only_what_is_left_is_due() {
        let known = [("0001-a", "x\r\n"), ("0002-b", "y")];
        let rest = left(&[done("0001-a", "x\n")], &known);
        assert_eq!(rest.ok(), Some(&known[1..]));
    }

    #[test]
    fn every_file_of_the_folder_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder of migrations")
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        files.sort();
        let listed: Vec<String> = MIGRATIONS
            .iter()
            .map(|(name, _)| format!("{name}.sql"))
            .collect();
        assert_eq!(files, listed);
    }
}

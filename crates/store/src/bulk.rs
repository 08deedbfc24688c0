//! All rows at once: what loading many has to know of those that are there, and looking for what must be nowhere.

use crate::{Conn, Result, Value, migrate};

/// The highest numbers given so far; 0 where there is no row yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Last {
    /// Of people.
    pub person: i64,
    /// Of organisations.
    pub organisation: i64,
    /// Of events.
    pub event: i64,
}

/// The highest numbers given so far.
///
/// # Errors
/// As the database answers.
pub async fn last(conn: &mut Conn) -> Result<Last> {
    let sql = "SELECT (SELECT COALESCE(MAX(id), 0) FROM person) AS person, \
               (SELECT COALESCE(MAX(id), 0) FROM organisation) AS organisation, \
               (SELECT COALESCE(MAX(id), 0) FROM event) AS event";
    let row = conn.one(sql, vec![]).await?;
    Ok(Last {
        person: row.int("person")?,
        organisation: row.int("organisation")?,
        event: row.int("event")?,
    })
}

/// The address parts organisations have.
///
/// # Errors
/// As the database answers.
pub async fn organisation_slugs(conn: &mut Conn) -> Result<Vec<String>> {
    let rows = conn
        .all("SELECT slug FROM organisation ORDER BY id", vec![])
        .await?;
    rows.iter().map(|row| row.text("slug")).collect()
}

/// How many events there are, in every edition and state.
///
/// # Errors
/// As the database answers.
pub async fn count_events(conn: &mut Conn) -> Result<i64> {
    conn.one("SELECT COUNT(*) AS n FROM event", vec![])
        .await?
        .int("n")
}

/// Hands over every text that the database holds, with its table and its column: where one looks for what must have gone.
///
/// # Errors
/// As the database answers.
pub async fn texts(conn: &mut Conn, mut take: impl FnMut(&str, &str, &str) + Send) -> Result<()> {
    for table in migrate::tables() {
        let sql = format!("SELECT * FROM {table}");
        conn.each(&sql, vec![], |row| {
            for (column, value) in row.columns() {
                if let Value::Text(text) = value {
                    take(table, column, text);
                }
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

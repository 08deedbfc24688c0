//! Holding several rows or names at once.

use super::{Link, Tx, lock_number};
use crate::{Result, Value};

impl Tx {
    /// Holds several rows of `table`, in the order of their `id` whatever the order given, so that nobody who does the same waits
    /// for someone who waits for them.
    ///
    /// # Errors
    /// As the database answers.
    pub async fn lock_rows(&mut self, table: &'static str, ids: &[i64]) -> Result<()> {
        if ids.is_empty() || !matches!(self.conn.link, Link::Postgres(_)) {
            return Ok(());
        }
        let (list, args) = Value::list(ids, 1);
        let sql = format!("SELECT id FROM {table} WHERE id IN ({list}) ORDER BY id FOR UPDATE");
        self.all(&sql, args).await?;
        Ok(())
    }

    /// Holds several names, always in the same order; see [`Tx::lock_name`].
    ///
    /// # Errors
    /// As the database answers.
    pub async fn lock_names(&mut self, names: &[String]) -> Result<()> {
        if names.is_empty() || !matches!(self.conn.link, Link::Postgres(_)) {
            return Ok(());
        }
        let numbers: Vec<i64> = names.iter().map(|name| lock_number(name)).collect();
        let (list, args) = Value::list(&numbers, 1);
        let list = list.replace('$', "CAST($").replace(", ", " AS BIGINT)), (");
        let sql = format!(
            "SELECT 1 AS there FROM (SELECT pg_advisory_xact_lock(n) FROM \
             (SELECT DISTINCT n FROM (VALUES ({list} AS BIGINT))) AS given (n) ORDER BY n OFFSET 0) AS ordered) AS taken"
        );
        self.all(&sql, args).await?;
        Ok(())
    }
}

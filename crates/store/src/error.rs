//! Why the store could not do what was asked.

/// Everything that can go wrong between us and the database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Someone else changed or holds the same rows: trying again may succeed.
    #[error("the database is busy with another change: {0}")]
    Conflict(String),
    /// A row with the same unique value exists.
    #[error("{table} already has a row with the same {}", columns.join(", "))]
    Duplicate {
        /// The table that refused the row.
        table: String,
        /// The columns whose values must be unique together.
        columns: Vec<String>,
    },
    /// A constraint of the schema (a reference, a check, a value that may not be missing) was broken.
    #[error("the database refused a value: {0}")]
    Refused(String),
    /// The database cannot be reached, or has no connection left to lend in time.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// A row fits no state that the trade knows.
    #[error("row {id} of {table} makes no sense: {why}")]
    Corrupt {
        /// The table the row is in.
        table: &'static str,
        /// Which row, as a person would look it up.
        id: String,
        /// What is wrong with it.
        why: String,
    },
    /// A column is missing from an answer or is of another type than the one asked for.
    #[error("column {column}: {why}")]
    Column {
        /// The column asked for.
        column: String,
        /// What was found instead.
        why: String,
    },
    /// One row was expected and there was none.
    #[error("no row where one was expected: {0}")]
    Missing(String),
    /// The schema cannot be brought up to date; the sentence is for the operator.
    #[error("{0}")]
    Schema(String),
    /// A database address that cannot be understood; the sentence is for the operator.
    #[error("{0}")]
    Address(String),
    /// Reading or writing failed below us: disk, network, or the database's own fault.
    #[error("the database failed: {0}")]
    Io(String),
}

impl StoreError {
    /// Whether the same work may succeed if it is simply tried again.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Conflict(_) | Self::Unavailable(_))
    }

    /// A row of `table` that fits no state, with what is wrong with it.
    pub fn corrupt(table: &'static str, id: impl ToString, why: impl Into<String>) -> Self {
        Self::Corrupt {
            table,
            id: id.to_string(),
            why: why.into(),
        }
    }
}

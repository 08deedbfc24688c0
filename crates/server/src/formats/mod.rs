//! Files that come in and go out: every format, its limits, and what is said about it.
//!
//! Coming in, a file of any format becomes a [`Table`] of rows that know their line ([`read()`]); a [`mapping::Mapping`]
//! says which column is which field; [`rows`] makes a content of each row. Going out, [`write`] streams what a query
//! matches. Nothing here knows the database.

pub mod clean;
pub mod columns;
pub mod coordinates;
pub mod encoding;
pub mod guess;
pub mod ics;
pub mod leaf;
pub mod mapping;
pub mod read;
pub mod rows;
pub mod table;
pub mod values;
pub mod write;

pub use read::{Unreadable, read};
pub use table::{Row, Table, Unread};

/// Limits of what comes in, each with its sentence in [`Unreadable`].
pub mod limits {
    /// Largest file, in bytes.
    pub const FILE: usize = 20 << 20;
    /// Largest content of a compressed file once unpacked, in bytes.
    pub const UNPACKED: u64 = 200 << 20;
    /// Most rows.
    pub const ROWS: usize = 20_000;
    /// Most columns.
    pub const COLUMNS: usize = 300;
    /// Largest cell, in bytes: the longest description in the widest letters, with its HTML.
    pub const CELL: usize = 100_000;
    /// Deepest nesting of an object in JSON.
    pub const DEPTH: usize = 16;
}

/// A word to say to people: the key of a sentence in `locales/*/import.ftl` and what fills it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Said {
    /// The sentence, `import-…`.
    pub key: String,
    /// What fills it, by name.
    pub with: std::collections::BTreeMap<String, String>,
}

impl Said {
    /// A sentence that nothing fills.
    #[must_use]
    pub fn new(key: &str) -> Said {
        Said {
            key: key.to_owned(),
            with: std::collections::BTreeMap::new(),
        }
    }

    /// The same sentence with one more value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Said {
        self.with.insert(name.to_owned(), value.to_string());
        self
    }
}

/// A cell that no spreadsheet takes for a formula: one that begins like one, and is no number, is kept as text by an
/// apostrophe. [`live`] takes it off again.
#[must_use]
pub fn inert(cell: String) -> String {
    match cell.parse::<f64>() {
        Ok(_) => cell,
        Err(_) => inert_text(cell),
    }
}

/// The same for what is text even when it looks like a number: a telephone, a code.
#[must_use]
pub fn inert_text(cell: String) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        true => format!("'{cell}"),
        false => cell,
    }
}

/// The cell that [`inert`] was made of.
#[must_use]
pub fn live(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

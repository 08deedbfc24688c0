//! Where the data is.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use sqlx::postgres::PgConnectOptions;

use crate::{Result, StoreError};

/// Where the data is: a file, or a PostgreSQL server. It is shown without its password.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// The address of a PostgreSQL database. `options[search_path]=NAME` names a schema of its own
    /// in it, created when missing.
    Postgres(String),
}

impl DatabaseUrl {
    /// The database that `text` names; without one, `semaine.sqlite` in the data folder. A relative
    /// `sqlite:` path is taken from the data folder.
    ///
    /// # Errors
    /// [`StoreError::Address`] with a sentence, when it is neither `sqlite:FILE` nor `postgres://…`.
    pub fn parse(text: Option<&str>, data: &Path) -> Result<Self> {
        let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
            return Ok(Self::Sqlite(data.join("semaine.sqlite")));
        };
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            PgConnectOptions::from_str(text).map_err(|error| {
                StoreError::Address(format!("this PostgreSQL address cannot be read: {error}"))
            })?;
            return Ok(Self::Postgres(text.to_owned()));
        }
        match text.strip_prefix("sqlite:") {
            Some(path) if !path.trim_start_matches("//").is_empty() => {
                Ok(Self::Sqlite(data.join(path.trim_start_matches("//"))))
            }
            _ => Err(StoreError::Address(
                "expected sqlite:FILE or postgres://user:password@host/database".to_owned(),
            )),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(out, "sqlite:{}", path.display()),
            Self::Postgres(url) => match PgConnectOptions::from_str(url) {
                Ok(options) => write!(
                    out,
                    "postgres://{}:{}/{}",
                    options.get_host(),
                    options.get_port(),
                    options.get_database().unwrap_or_default()
                ),
                Err(_) => write!(out, "postgres://…"),
            },
        }
    }
}

/// The schema named by `options[search_path]`, if any.
pub(super) fn own_schema(options: &PgConnectOptions) -> Result<Option<String>> {
    let Some((_, name)) = options
        .get_options()
        .and_then(|given| given.split_once("search_path="))
    else {
        return Ok(None);
    };
    let name = name.split_whitespace().next().unwrap_or_default();
    let plain =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    if name.is_empty() || name.len() > 60 || !name.chars().all(plain) {
        return Err(StoreError::Address(format!(
            "search_path names one schema in small letters, digits and _, not “{name}”"
        )));
    }
    Ok(Some(name.to_owned()))
}

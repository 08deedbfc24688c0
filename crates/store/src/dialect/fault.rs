//! What a database says went wrong, in the store's own words.

use crate::StoreError;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error as E;
        match error {
            E::Database(refused) => of_database(&*refused),
            E::PoolTimedOut => Self::Unavailable("no connection became free in time".to_owned()),
            E::PoolClosed => Self::Unavailable("it is being closed".to_owned()),
            E::Io(error) => Self::Unavailable(error.to_string()),
            E::Tls(error) => Self::Unavailable(error.to_string()),
            E::RowNotFound => Self::Missing(String::new()),
            E::Configuration(error) => Self::Address(error.to_string()),
            other => Self::Io(other.to_string()),
        }
    }
}

fn of_database(error: &dyn sqlx::error::DatabaseError) -> StoreError {
    if error.is_unique_violation() {
        return duplicate(error);
    }
    if error.is_foreign_key_violation() || error.is_check_violation() {
        return StoreError::Refused(error.message().to_owned());
    }
    let code = error.code().unwrap_or_default();
    let message = error.message().to_owned();
    // PostgreSQL's codes have five characters; SQLite's are numbers whose low byte is the kind.
    match (code.as_ref(), code.parse::<u32>().map(|code| code & 0xff)) {
        ("40001" | "40P01" | "55P03", _) => StoreError::Conflict(message),
        (text, _) if text.len() == 5 => match &text[..2] {
            "08" | "53" | "57" => StoreError::Unavailable(message),
            "22" | "23" => StoreError::Refused(message),
            _ => StoreError::Io(message),
        },
        (_, Ok(5 | 6)) => StoreError::Conflict(message),
        (_, Ok(14)) => StoreError::Unavailable(message),
        (_, Ok(19)) => StoreError::Refused(message),
        _ => StoreError::Io(message),
    }
}

fn duplicate(error: &dyn sqlx::error::DatabaseError) -> StoreError {
    use sqlx::postgres::PgDatabaseError;
    if let Some(error) = error.try_downcast_ref::<PgDatabaseError>() {
        // The detail reads: Key (email)=(…) already exists.
        let listed = error
            .detail()
            .and_then(|detail| detail.split_once('('))
            .and_then(|(_, rest)| rest.split_once(")="))
            .map(|(columns, _)| columns.split(", ").map(str::to_owned).collect());
        return StoreError::Duplicate {
            table: error.table().unwrap_or_default().to_owned(),
            columns: listed.unwrap_or_default(),
        };
    }
    // The message reads: UNIQUE constraint failed: person.email, person.name
    let message = error.message();
    let listed = message.rsplit_once(": ").map_or(message, |(_, list)| list);
    let pairs: Vec<(&str, &str)> = listed
        .split(", ")
        .filter_map(|pair| pair.split_once('.'))
        .collect();
    StoreError::Duplicate {
        table: pairs.first().map_or("", |pair| pair.0).to_owned(),
        columns: pairs.iter().map(|pair| pair.1.to_owned()).collect(),
    }
}

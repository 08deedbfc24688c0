//! Values kept as JSON text.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Result, StoreError};

/// A value as JSON text.
///
/// # Errors
/// [`StoreError::Io`] for a value that JSON cannot hold, which ours never are.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|fault| StoreError::Io(fault.to_string()))
}

/// A value from JSON text.
///
/// # Errors
/// [`StoreError::Corrupt`], naming the row.
pub(crate) fn from_json<T: DeserializeOwned>(
    table: &'static str,
    id: impl ToString,
    text: &str,
) -> Result<T> {
    serde_json::from_str(text).map_err(|fault| StoreError::corrupt(table, id, fault.to_string()))
}

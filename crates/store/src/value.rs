//! What goes into a statement and what comes out of it, whichever the database.

use std::sync::Arc;

use jiff::Timestamp;

use crate::{Result, StoreError};

/// A value given to a statement or read from a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// A whole number; moments are milliseconds since 1970 in UTC.
    Int(i64),
    /// A number with decimals.
    Real(f64),
    /// A text.
    Text(String),
    /// Raw bytes.
    Bytes(Vec<u8>),
}

impl Value {
    /// The places of a list of values in a statement, such as `$3, $4`, from the place `first` on, and the values. The last one is
    /// repeated up to a length that many lists share, so that the database knows the statement already. An empty list holds
    /// nothing that any row has.
    pub(crate) fn list<T: Clone + Into<Value>>(values: &[T], first: usize) -> (String, Vec<Value>) {
        let length = values.len().max(1).next_power_of_two();
        let places: Vec<String> = (first..first + length)
            .map(|place| format!("${place}"))
            .collect();
        let mut all: Vec<Value> = values.iter().cloned().map(Into::into).collect();
        let last = all.last().cloned().unwrap_or(Value::Null);
        all.resize(length, last);
        (places.join(", "), all)
    }

    /// What kind of value this is, for error messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Int(_) => "a whole number",
            Self::Real(_) => "a number with decimals",
            Self::Text(_) => "a text",
            Self::Bytes(_) => "bytes",
        }
    }
}

/// The arguments of a statement, each converted with [`Value::from`]: `values![id, "name", now]`.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::Value::from($value)),*] };
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Self::Int(value.into())
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Int(value.into())
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Real(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}

impl From<Timestamp> for Value {
    fn from(value: Timestamp) -> Self {
        Self::Int(value.as_millisecond())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One row of an answer. Columns are found by name; of two columns with the same name the first is
/// found, so joins name theirs apart.
#[derive(Debug, Clone)]
pub struct Row {
    names: Arc<[String]>,
    values: Vec<Value>,
}

impl Row {
    /// A row of these values under these names, in the same order.
    pub(crate) fn new(names: Arc<[String]>, values: Vec<Value>) -> Self {
        Self { names, values }
    }

    /// The value of a column, whatever its kind.
    pub fn value(&self, column: &str) -> Result<&Value> {
        let place = self.names.iter().position(|name| name == column);
        place
            .and_then(|place| self.values.get(place))
            .ok_or_else(|| StoreError::Column {
                column: column.to_owned(),
                why: format!("not in the answer, which has {}", self.names.join(", ")),
            })
    }

    /// Every column of the row with its name, in order.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.names.iter().map(String::as_str).zip(&self.values)
    }

    /// A whole number.
    pub fn int(&self, column: &str) -> Result<i64> {
        match self.value(column)? {
            Value::Int(value) => Ok(*value),
            other => Err(unlike(column, "a whole number", other)),
        }
    }

    /// A whole number, if there is one.
    pub fn opt_int(&self, column: &str) -> Result<Option<i64>> {
        self.optional(column, Self::int)
    }

    /// A number; a whole number is taken too, since a database may shorten `2.0` to `2`.
    pub fn real(&self, column: &str) -> Result<f64> {
        match self.value(column)? {
            Value::Real(value) => Ok(*value),
            Value::Int(value) => Ok(*value as f64),
            other => Err(unlike(column, "a number", other)),
        }
    }

    /// A number, if there is one.
    pub fn opt_real(&self, column: &str) -> Result<Option<f64>> {
        self.optional(column, Self::real)
    }

    /// A text.
    pub fn text(&self, column: &str) -> Result<String> {
        self.str(column).map(str::to_owned)
    }

    /// A text, borrowed from the row.
    pub fn str(&self, column: &str) -> Result<&str> {
        match self.value(column)? {
            Value::Text(value) => Ok(value),
            other => Err(unlike(column, "a text", other)),
        }
    }

    /// A text, if there is one.
    pub fn opt_text(&self, column: &str) -> Result<Option<String>> {
        self.optional(column, Self::text)
    }

    /// Raw bytes.
    pub fn bytes(&self, column: &str) -> Result<Vec<u8>> {
        match self.value(column)? {
            Value::Bytes(value) => Ok(value.clone()),
            other => Err(unlike(column, "bytes", other)),
        }
    }

    /// Raw bytes, if there are any.
    pub fn opt_bytes(&self, column: &str) -> Result<Option<Vec<u8>>> {
        self.optional(column, Self::bytes)
    }

    /// A moment, kept as milliseconds since 1970 in UTC.
    pub fn moment(&self, column: &str) -> Result<Timestamp> {
        let millis = self.int(column)?;
        Timestamp::from_millisecond(millis).map_err(|_| StoreError::Column {
            column: column.to_owned(),
            why: format!("{millis} is no moment"),
        })
    }

    /// A moment, if there is one.
    pub fn opt_moment(&self, column: &str) -> Result<Option<Timestamp>> {
        self.optional(column, Self::moment)
    }

    fn optional<T>(
        &self,
        column: &str,
        read: impl FnOnce(&Self, &str) -> Result<T>,
    ) -> Result<Option<T>> {
        match self.value(column)? {
            Value::Null => Ok(None),
            _ => read(self, column).map(Some),
        }
    }
}

fn unlike(column: &str, wanted: &str, found: &Value) -> StoreError {
    StoreError::Column {
        column: column.to_owned(),
        why: format!("expected {wanted}, found {}", found.kind()),
    }
}

//! The only place with SQL: one text for SQLite and PostgreSQL.
//!
//! [`Store`] opens either database and keeps its schema current. A [`Reader`] reads, a [`Tx`]
//! writes and must be committed; both are used as a [`Conn`] by the modules named after the trade.
//! Only [`dialect`] knows which database is behind.

pub mod bookings;
pub mod bulk;
pub mod calendar;
pub mod desk;
pub mod dialect;
pub mod editions;
pub mod error;
pub mod events;
pub mod imports;
mod json;
pub mod letters;
pub mod migrate;
pub mod national;
pub mod offices;
pub mod organisations;
pub mod outbox;
pub mod people;
pub mod pictures;
pub mod public;
pub mod reviews;
pub mod settings;
mod slug;
pub mod value;

pub use dialect::{Conn, DatabaseUrl, Reader, Store, Tx};
pub use error::StoreError;
pub use value::{Row, Value};

/// What the store answers: a value, or why not.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

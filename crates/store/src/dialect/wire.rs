//! Values on their way to a database, and rows on their way back.

use std::sync::Arc;

use sqlx::postgres::{PgArguments, PgRow, PgTypeInfo, PgValueRef};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, Column, Postgres, Row as _, TypeInfo, ValueRef};

use crate::value::{Row, Value};
use crate::{Result, StoreError};

pub(super) fn names_of<C: Column>(columns: &[C]) -> Arc<[String]> {
    columns
        .iter()
        .map(|column| column.name().to_owned())
        .collect()
}

pub(super) fn sqlite_arguments(values: Vec<Value>) -> Result<SqliteArguments> {
    let mut arguments = SqliteArguments::default();
    for value in values {
        match value {
            Value::Null => arguments.add(None::<i64>),
            Value::Int(value) => arguments.add(value),
            Value::Real(value) => arguments.add(value),
            Value::Text(value) => arguments.add(value),
            Value::Bytes(value) => arguments.add(value),
        }
        .map_err(|error| StoreError::Refused(error.to_string()))?;
    }
    Ok(arguments)
}

/// No value, of a type that PostgreSQL finds out from where it stands.
struct Untyped;

impl sqlx::Type<Postgres> for Untyped {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(sqlx::postgres::types::Oid(0))
    }
}

impl sqlx::Encode<'_, Postgres> for Untyped {
    fn encode_by_ref(
        &self,
        _: &mut sqlx::postgres::PgArgumentBuffer,
    ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
        Ok(sqlx::encode::IsNull::Yes)
    }
}

pub(super) fn postgres_arguments(values: Vec<Value>) -> Result<PgArguments> {
    let mut arguments = PgArguments::default();
    for value in values {
        match value {
            Value::Null => arguments.add(Untyped),
            Value::Int(value) => arguments.add(value),
            Value::Real(value) => arguments.add(value),
            // PostgreSQL has no text with a zero byte in it; SQLite would cut it short.
            Value::Text(value) if value.contains('\0') => arguments.add(value.replace('\0', "")),
            Value::Text(value) => arguments.add(value),
            Value::Bytes(value) => arguments.add(value),
        }
        .map_err(|error| StoreError::Refused(error.to_string()))?;
    }
    Ok(arguments)
}

pub(super) fn read_sqlite(row: &SqliteRow, names: Arc<[String]>) -> Result<Row> {
    let mut values = Vec::with_capacity(names.len());
    for place in 0..names.len() {
        let raw = row.try_get_raw(place)?;
        if raw.is_null() {
            values.push(Value::Null);
            continue;
        }
        let info = raw.type_info();
        let value = match info.name() {
            "INTEGER" | "BOOLEAN" => Value::Int(row.try_get_unchecked(place)?),
            "REAL" => Value::Real(row.try_get_unchecked(place)?),
            "TEXT" => Value::Text(row.try_get_unchecked(place)?),
            "BLOB" => Value::Bytes(row.try_get_unchecked(place)?),
            other => return Err(unknown_type(&names[place], other)),
        };
        values.push(value);
    }
    Ok(Row::new(names, values))
}

pub(super) fn read_postgres(row: &PgRow, names: Arc<[String]>) -> Result<Row> {
    let mut values = Vec::with_capacity(names.len());
    for place in 0..names.len() {
        let raw: PgValueRef<'_> = row.try_get_raw(place)?;
        if raw.is_null() {
            values.push(Value::Null);
            continue;
        }
        let info = raw.type_info();
        let value = match info.name() {
            "INT8" => Value::Int(row.try_get(place)?),
            "INT4" => Value::Int(row.try_get::<i32, _>(place)?.into()),
            "INT2" => Value::Int(row.try_get::<i16, _>(place)?.into()),
            "BOOL" => Value::Int(row.try_get::<bool, _>(place)?.into()),
            "FLOAT8" => Value::Real(row.try_get(place)?),
            "FLOAT4" => Value::Real(row.try_get::<f32, _>(place)?.into()),
            "TEXT" | "VARCHAR" | "NAME" | "unknown" => Value::Text(row.try_get_unchecked(place)?),
            "BYTEA" => Value::Bytes(row.try_get(place)?),
            other => return Err(unknown_type(&names[place], other)),
        };
        values.push(value);
    }
    Ok(Row::new(names, values))
}

fn unknown_type(column: &str, found: &str) -> StoreError {
    StoreError::Column {
        column: column.to_owned(),
        why: format!("its type {found} is not one we read; cast it in the statement"),
    }
}

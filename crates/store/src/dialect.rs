//! The only file that knows which database is behind the store.
//!
//! Statements are written once, for both, with `$1, $2, …` and these habits: cast instead of `::`
//! (`CAST(SUM(n) AS BIGINT)`, since PostgreSQL sums into a wider type), cast a parameter that stands
//! alone (`CAST($1 AS TEXT) IS NULL`), `ON CONFLICT` where a duplicate is expected (a failed statement
//! ends a transaction on PostgreSQL), `RETURNING` for new identities, no boolean columns, moments as
//! whole milliseconds.
//!
//! Writing is alone on SQLite (one connection, `BEGIN IMMEDIATE`). On PostgreSQL it is `READ COMMITTED`
//! with explicit locks: whoever decides on what a row says takes [`Tx::lock_row`] before reading it.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures::TryStreamExt;
use sqlx::ConnectOptions as _;
use sqlx::pool::{PoolConnection, PoolOptions};
use sqlx::postgres::{PgArguments, PgConnectOptions, PgRow, PgTypeInfo, PgValueRef};
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqliteRow, SqliteSynchronous,
};
use sqlx::{
    Arguments, AssertSqlSafe, Column, Pool, Postgres, Row as _, Sqlite, Transaction, TypeInfo,
    ValueRef,
};

use crate::value::{Row, Value};
use crate::{Result, StoreError};

/// How long a request waits for a connection before it is told that the database is busy.
const PATIENCE: Duration = Duration::from_secs(10);
/// Rows of SQLite that are read ahead of whoever takes them.
const ROWS_AHEAD: usize = 1_000;
/// Readers of a SQLite file; each holds its own snapshot.
const SQLITE_READERS: u32 = 8;
/// Connections to PostgreSQL that one node holds at most.
const POSTGRES_CONNECTIONS: u32 = 16;
/// Values in one statement: under SQLite's 32,766 and PostgreSQL's 65,535.
const MOST_VALUES: usize = 30_000;
/// Rows in one statement; more gains nothing and costs planning time.
const MOST_ROWS: usize = 1_000;

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

/// An open database. Cloning it shares it.
#[derive(Clone, Debug)]
pub struct Store {
    pools: Pools,
    /// How many transactions that change what visitors see were committed here.
    shown: Arc<AtomicU64>,
}

#[derive(Clone, Debug)]
enum Pools {
    Sqlite {
        write: Pool<Sqlite>,
        read: Pool<Sqlite>,
    },
    Postgres(Pool<Postgres>),
}

impl Store {
    /// Opens the database and brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when it cannot be reached, [`StoreError::Schema`] when its schema is
    /// not one this program can work with.
    pub async fn open(url: &DatabaseUrl) -> Result<Self> {
        let store = Self::connect(url).await?;
        crate::migrate::migrate(&store).await?;
        Ok(store)
    }

    /// Opens the database without touching its schema.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when it cannot be reached.
    pub async fn connect(url: &DatabaseUrl) -> Result<Self> {
        let pools = match url {
            DatabaseUrl::Sqlite(path) => open_sqlite(path).await?,
            DatabaseUrl::Postgres(url) => open_postgres(url).await?,
        };
        Ok(Self {
            pools,
            shown: Arc::default(),
        })
    }

    /// A connection to read with. Each statement sees what is committed when it starts.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when none can be had in time.
    pub async fn reader(&self) -> Result<Reader> {
        let link = match &self.pools {
            Pools::Sqlite { read, .. } => Link::SqliteReader(read.acquire().await?),
            Pools::Postgres(pool) => Link::PostgresReader(pool.acquire().await?),
        };
        Ok(Reader(Conn { link }))
    }

    /// A connection whose statements all see the same instant of the database.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when none can be had in time.
    pub async fn snapshot(&self) -> Result<Reader> {
        let link = match &self.pools {
            Pools::Sqlite { read, .. } => Link::Sqlite(read.begin().await?),
            Pools::Postgres(pool) => Link::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?,
            ),
        };
        Ok(Reader(Conn { link }))
    }

    /// A transaction to write in. What is not [`Tx::commit`]ted is undone.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when no connection can be had in time.
    pub async fn begin(&self) -> Result<Tx> {
        let link = match &self.pools {
            Pools::Sqlite { write, .. } => Link::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Postgres(pool) => Link::Postgres(pool.begin().await?),
        };
        Ok(Tx {
            conn: Conn { link },
            shown: self.shown.clone(),
            shows: false,
        })
    }

    /// How many transactions that change what visitors see were committed by this process; see [`Tx::shows`].
    pub fn shown(&self) -> u64 {
        self.shown.load(Ordering::Acquire)
    }

    /// Which database is behind, for logs and the operator.
    pub fn name(&self) -> &'static str {
        match self.pools {
            Pools::Sqlite { .. } => "SQLite",
            Pools::Postgres(_) => "PostgreSQL",
        }
    }

    /// Waits for every connection to be given back and closes them.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

async fn open_sqlite(path: &Path) -> Result<Pools> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .map_err(|error| StoreError::Io(format!("{}: {error}", folder.display())))?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        // What is acknowledged survives a loss of power, not only the end of the process.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE)
        // Rows come from a thread of their own: the more of them at once, the fewer times one waits for the other.
        .row_buffer_size(ROWS_AHEAD)
        .disable_statement_logging();
    let write = PoolOptions::<Sqlite>::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE)
        .connect_with(options.clone())
        .await?;
    let read = PoolOptions::<Sqlite>::new()
        .max_connections(SQLITE_READERS)
        .acquire_timeout(PATIENCE)
        .connect_with(options.pragma("query_only", "ON"))
        .await?;
    Ok(Pools::Sqlite { write, read })
}

async fn open_postgres(url: &str) -> Result<Pools> {
    // Statements are not logged: they hold what people typed, and a long one would fill the log.
    let options = PgConnectOptions::from_str(url)?
        .application_name("semaine")
        .disable_statement_logging();
    let schema = own_schema(&options)?;
    let pool = PoolOptions::<Postgres>::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .connect_with(options)
        .await?;
    if let Some(schema) = schema {
        let mut tx = pool.begin().await?;
        // Two nodes that start together must not both find it missing.
        let create = format!(
            "SELECT pg_advisory_xact_lock({}); CREATE SCHEMA IF NOT EXISTS {schema}",
            lock_number("schema")
        );
        sqlx::raw_sql(AssertSqlSafe(create))
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
    }
    Ok(Pools::Postgres(pool))
}

/// The schema named by `options[search_path]`, if any.
fn own_schema(options: &PgConnectOptions) -> Result<Option<String>> {
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

/// A connection used for reading; see [`Store::reader`] and [`Store::snapshot`].
#[derive(Debug)]
pub struct Reader(Conn);

/// A transaction used for writing; see [`Store::begin`].
#[derive(Debug)]
pub struct Tx {
    conn: Conn,
    shown: Arc<AtomicU64>,
    shows: bool,
}

/// What [`Reader`] and [`Tx`] share: statements and their answers.
#[derive(Debug)]
pub struct Conn {
    link: Link,
}

#[derive(Debug)]
enum Link {
    SqliteReader(PoolConnection<Sqlite>),
    PostgresReader(PoolConnection<Postgres>),
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Deref for Reader {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}

impl Deref for Tx {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

impl Conn {
    /// Every row of the answer.
    ///
    /// # Errors
    /// As the database answers; see [`StoreError`].
    pub async fn all(&mut self, sql: &str, args: Vec<Value>) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        self.each(sql, args, |row| {
            rows.push(row);
            Ok(())
        })
        .await?;
        Ok(rows)
    }

    /// The first row of the answer, which must exist.
    ///
    /// # Errors
    /// [`StoreError::Missing`] without a row; else as the database answers.
    pub async fn one(&mut self, sql: &str, args: Vec<Value>) -> Result<Row> {
        self.maybe(sql, args)
            .await?
            .ok_or_else(|| StoreError::Missing(first_words(sql)))
    }

    /// The first row of the answer, if there is one.
    ///
    /// # Errors
    /// As the database answers; see [`StoreError`].
    pub async fn maybe(&mut self, sql: &str, args: Vec<Value>) -> Result<Option<Row>> {
        // The whole answer is read, so that a statement that changes rows is carried out to its end.
        let mut first = None;
        self.each(sql, args, |row| {
            first.get_or_insert(row);
            Ok(())
        })
        .await?;
        Ok(first)
    }

    /// Carries out a statement; answers how many rows it touched.
    ///
    /// # Errors
    /// As the database answers; see [`StoreError`].
    pub async fn run(&mut self, sql: &str, args: Vec<Value>) -> Result<u64> {
        match self.link() {
            LinkMut::Sqlite(link) => {
                let done = sqlx::query_with(AssertSqlSafe(sql), sqlite_arguments(args)?)
                    .execute(link)
                    .await?;
                Ok(done.rows_affected())
            }
            LinkMut::Postgres(link) => {
                let done = sqlx::query_with(AssertSqlSafe(sql), postgres_arguments(args)?)
                    .execute(link)
                    .await?;
                Ok(done.rows_affected())
            }
        }
    }

    /// Hands each row to `take` as it arrives, without holding the whole answer. An error from `take`
    /// ends the reading.
    ///
    /// # Errors
    /// As the database answers, or as `take` says.
    pub async fn each<F>(&mut self, sql: &str, args: Vec<Value>, mut take: F) -> Result<()>
    where
        F: FnMut(Row) -> Result<()> + Send,
    {
        let mut names: Option<Arc<[String]>> = None;
        match self.link() {
            LinkMut::Sqlite(link) => {
                let query = sqlx::query_with(AssertSqlSafe(sql), sqlite_arguments(args)?);
                let mut rows = query.fetch(link);
                while let Some(row) = rows.try_next().await? {
                    let names = names.get_or_insert_with(|| names_of(row.columns()));
                    take(read_sqlite(&row, names.clone())?)?;
                }
            }
            LinkMut::Postgres(link) => {
                let query = sqlx::query_with(AssertSqlSafe(sql), postgres_arguments(args)?);
                let mut rows = query.fetch(link);
                while let Some(row) = rows.try_next().await? {
                    let names = names.get_or_insert_with(|| names_of(row.columns()));
                    take(read_postgres(&row, names.clone())?)?;
                }
            }
        }
        Ok(())
    }

    fn link(&mut self) -> LinkMut<'_> {
        match &mut self.link {
            Link::SqliteReader(link) => LinkMut::Sqlite(link),
            Link::PostgresReader(link) => LinkMut::Postgres(link),
            Link::Sqlite(link) => LinkMut::Sqlite(link),
            Link::Postgres(link) => LinkMut::Postgres(link),
        }
    }
}

enum LinkMut<'a> {
    Sqlite(&'a mut sqlx::SqliteConnection),
    Postgres(&'a mut sqlx::PgConnection),
}

impl Tx {
    /// Makes everything done in this transaction last. When it answers, a crash loses nothing of it.
    ///
    /// # Errors
    /// As the database answers; nothing is then kept.
    pub async fn commit(self) -> Result<()> {
        match self.conn.link {
            Link::Sqlite(tx) => tx.commit().await?,
            Link::Postgres(tx) => tx.commit().await?,
            Link::SqliteReader(_) | Link::PostgresReader(_) => {}
        }
        if self.shows {
            self.shown.fetch_add(1, Ordering::AcqRel);
        }
        Ok(())
    }

    /// This transaction changes what visitors see: once it is committed, answers made before are not given again.
    pub fn shows(&mut self) {
        self.shows = true;
    }

    /// Holds the row of `table` with this `id` until the transaction ends: nobody else changes it or
    /// decides on it meanwhile. Answers whether the row exists.
    ///
    /// # Errors
    /// As the database answers.
    pub async fn lock_row(&mut self, table: &'static str, id: i64) -> Result<bool> {
        self.take_row(table, id, " FOR UPDATE").await
    }

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

    /// Keeps the row of `table` with this `id` from being taken by [`Tx::lock_row`] until the transaction ends. Any number may
    /// keep it at once, and whoever holds it already is waited for. Answers whether the row exists.
    ///
    /// # Errors
    /// As the database answers.
    pub async fn keep_row(&mut self, table: &'static str, id: i64) -> Result<bool> {
        self.take_row(table, id, " FOR KEY SHARE").await
    }

    async fn take_row(&mut self, table: &'static str, id: i64, how: &str) -> Result<bool> {
        let wait = match self.conn.link {
            Link::Postgres(_) | Link::PostgresReader(_) => how,
            // The transaction is the only writer already.
            Link::Sqlite(_) | Link::SqliteReader(_) => "",
        };
        let sql = format!("SELECT 1 AS there FROM {table} WHERE id = $1{wait}");
        Ok(self.maybe(&sql, vec![id.into()]).await?.is_some())
    }

    /// Holds a name until the transaction ends, for what has no row of its own yet.
    ///
    /// # Errors
    /// As the database answers.
    pub async fn lock_name(&mut self, name: &str) -> Result<()> {
        if matches!(self.conn.link, Link::Postgres(_)) {
            let sql = "SELECT 1 AS there FROM (SELECT pg_advisory_xact_lock($1)) AS lock_taken";
            self.all(sql, vec![lock_number(name).into()]).await?;
        }
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

    /// Adds many rows with as few statements as the database allows; answers how many.
    ///
    /// # Errors
    /// As the database answers; [`StoreError::Refused`] when a row has not one value for each column.
    pub async fn insert_many<R>(&mut self, table: &str, columns: &[&str], rows: R) -> Result<u64>
    where
        R: IntoIterator<Item = Vec<Value>>,
    {
        let most = (MOST_VALUES / columns.len().max(1)).clamp(1, MOST_ROWS);
        let mut batch = Vec::with_capacity(most * columns.len());
        let mut added = 0;
        for row in rows {
            if row.len() != columns.len() {
                return Err(StoreError::Refused(format!(
                    "a row for {table} has {} values for {} columns",
                    row.len(),
                    columns.len()
                )));
            }
            batch.extend(row);
            if batch.len() == most * columns.len() {
                added += self.insert_batch(table, columns, &mut batch).await?;
            }
        }
        added += self.insert_batch(table, columns, &mut batch).await?;
        Ok(added)
    }

    async fn insert_batch(
        &mut self,
        table: &str,
        columns: &[&str],
        batch: &mut Vec<Value>,
    ) -> Result<u64> {
        if batch.is_empty() {
            return Ok(0);
        }
        let mut sql = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
        for place in 1..=batch.len() {
            let in_row = (place - 1) % columns.len();
            let before = match (place, in_row) {
                (1, _) => "(",
                (_, 0) => "), (",
                _ => ", ",
            };
            sql.push_str(before);
            sql.push('$');
            sql.push_str(&place.to_string());
        }
        sql.push(')');
        self.run(&sql, std::mem::take(batch)).await
    }

    /// Makes the next identity of `table` greater than all present, after rows were added with
    /// identities of their own.
    ///
    /// # Errors
    /// As the database answers.
    pub async fn settle_ids(&mut self, table: &str) -> Result<()> {
        if matches!(self.conn.link, Link::Postgres(_)) {
            let sql = format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'id'), \
                 COALESCE((SELECT MAX(id) FROM {table}), 0) + 1, false) AS next"
            );
            self.all(&sql, Vec::new()).await?;
        }
        Ok(())
    }

    /// Carries out a migration's text, in which `{id}` stands for the definition of an identity and
    /// `{blob}` for the type of raw bytes.
    pub(crate) async fn define(&mut self, text: &str) -> Result<()> {
        match self.conn.link() {
            LinkMut::Sqlite(link) => {
                let text = text
                    .replace("{id}", "INTEGER PRIMARY KEY AUTOINCREMENT")
                    .replace("{blob}", "BLOB");
                sqlx::raw_sql(AssertSqlSafe(text)).execute(link).await?;
            }
            LinkMut::Postgres(link) => {
                let text = text
                    .replace(
                        "{id}",
                        "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
                    )
                    .replace("{blob}", "BYTEA");
                sqlx::raw_sql(AssertSqlSafe(text)).execute(link).await?;
            }
        }
        Ok(())
    }
}

/// The number of an advisory lock, which PostgreSQL keeps per database: the first bytes of a digest.
fn lock_number(name: &str) -> i64 {
    use sha2::Digest;
    let digest = sha2::Sha256::digest(format!("semaine {name}").as_bytes());
    let mut first = [0u8; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(first)
}

fn names_of<C: Column>(columns: &[C]) -> Arc<[String]> {
    columns
        .iter()
        .map(|column| column.name().to_owned())
        .collect()
}

fn first_words(sql: &str) -> String {
    let words: Vec<&str> = sql.split_whitespace().take(12).collect();
    words.join(" ")
}

fn sqlite_arguments(values: Vec<Value>) -> Result<SqliteArguments> {
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

fn postgres_arguments(values: Vec<Value>) -> Result<PgArguments> {
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

fn read_sqlite(row: &SqliteRow, names: Arc<[String]>) -> Result<Row> {
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

fn read_postgres(row: &PgRow, names: Arc<[String]>) -> Result<Row> {
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

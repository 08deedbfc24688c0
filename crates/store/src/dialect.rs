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

mod address;
mod fault;
mod hold;
mod wire;

use std::fmt::Write as _;
use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures::TryStreamExt;
use sqlx::ConnectOptions as _;
use sqlx::pool::{PoolConnection, PoolOptions};
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Pool, Postgres, Row as _, Sqlite, Transaction};

pub use self::address::DatabaseUrl;
use self::address::own_schema;
use self::wire::{names_of, postgres_arguments, read_postgres, read_sqlite, sqlite_arguments};
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
        Self::connect_with(url, SqliteJournalMode::Wal).await
    }

    /// Opens the database to fill it in one long transaction while nobody reads, and brings its schema up to date. To be
    /// [`Store::close`]d before it is opened to be used.
    ///
    /// SQLite's write-ahead log keeps each page anew each time it leaves the cache, and looks through all of the log for
    /// each page it reads: a transaction of gigabytes becomes slower with each row. With a rollback journal the pages go to
    /// their place, and what is not committed is undone all the same.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_to_fill(url: &DatabaseUrl) -> Result<Self> {
        let store = Self::connect_with(url, SqliteJournalMode::Truncate).await?;
        crate::migrate::migrate(&store).await?;
        Ok(store)
    }

    async fn connect_with(url: &DatabaseUrl, journal: SqliteJournalMode) -> Result<Self> {
        let pools = match url {
            DatabaseUrl::Sqlite(path) => open_sqlite(path, journal).await?,
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

async fn open_sqlite(path: &Path, journal: SqliteJournalMode) -> Result<Pools> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .map_err(|error| StoreError::Io(format!("{}: {error}", folder.display())))?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(journal)
        // What is acknowledged survives a loss of power, not only the end of the process.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE)
        // What is deleted is overwritten: who was forgotten is not left in pages that are free.
        .pragma("secure_delete", "ON")
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
        // SQLite looks for the number of a named place among all those before it, again for each: thousands of them would
        // cost more than the rows.
        let numbered = matches!(self.conn.link, Link::Postgres(_) | Link::PostgresReader(_));
        let mut sql = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
        for place in 1..=batch.len() {
            let in_row = (place - 1) % columns.len();
            let before = match (place, in_row) {
                (1, _) => "(",
                (_, 0) => "), (",
                _ => ", ",
            };
            sql.push_str(before);
            match numbered {
                true => {
                    write!(sql, "${place}").map_err(|error| StoreError::Io(error.to_string()))?
                }
                false => sql.push('?'),
            }
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

fn first_words(sql: &str) -> String {
    let words: Vec<&str> = sql.split_whitespace().take(12).collect();
    words.join(" ")
}

//! One suite for both databases: every test runs on SQLite, and on PostgreSQL too when
//! `SEMAINE_TEST_DATABASE_URL` names a server; each test has a file or a schema of its own.

mod dialect;
mod letters;
mod people;
mod place;
mod slugs;
mod trade;

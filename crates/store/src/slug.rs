//! Address parts told apart by a number.

use crate::{Conn, Result, Value};

/// `base`, or `base-2`, `base-3`…: one that is not taken, and the first where none of those before it is free. `sql` finds the
/// row that has the address part `$1`; `more` are its other values.
///
/// Numbers are tried by doubling, so that the thousandth of one name costs twenty looks, each by its index.
///
/// # Errors
/// As the database answers.
pub(crate) async fn free(conn: &mut Conn, base: &str, sql: &str, more: &[Value]) -> Result<String> {
    let (mut taken, mut free) = (0_u64, 1_u64);
    while is_taken(conn, &numbered(base, free), sql, more).await? {
        taken = free;
        free *= 2;
    }
    while free - taken > 1 {
        let middle = taken.midpoint(free);
        match is_taken(conn, &numbered(base, middle), sql, more).await? {
            true => taken = middle,
            false => free = middle,
        }
    }
    Ok(numbered(base, free))
}

fn numbered(base: &str, number: u64) -> String {
    match number {
        1 => base.to_owned(),
        number => format!("{base}-{number}"),
    }
}

async fn is_taken(conn: &mut Conn, slug: &str, sql: &str, more: &[Value]) -> Result<bool> {
    let mut args = vec![Value::from(slug)];
    args.extend_from_slice(more);
    Ok(conn.maybe(sql, args).await?.is_some())
}

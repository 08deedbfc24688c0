//! Clears pictures that nobody names any more: those replaced before they were sent, and those of drafts that are gone.

use crate::app::App;
use crate::clock::after;
use crate::pictures;

/// A picture is kept for so long after it was brought, whether somebody names it or not: its form may be open still.
pub const KEEP_MILLIS: i64 = 7 * 24 * 3_600_000;

/// One pass; answers how many pictures were cleared. It may run twice, and at once on several nodes: what is gone is gone.
///
/// # Errors
/// As the database answers; what was not cleared is cleared the next time.
pub async fn pass(app: &App) -> store::Result<usize> {
    let data = &app.config.data;
    let before = after(app.clock.now(), -KEEP_MILLIS);
    let old = match pictures::brought_before(data, before).await {
        Ok(old) => old,
        Err(why) => {
            tracing::error!(why, "the pictures cannot be listed");
            return Ok(0);
        }
    };
    if old.is_empty() {
        return Ok(0);
    }
    // Read after the list: who named a picture since then keeps it.
    let mut snapshot = app.store.snapshot().await?;
    let named = store::pictures::named(&mut snapshot).await?;
    drop(snapshot);
    let mut cleared = 0;
    for key in old.difference(&named) {
        match pictures::clear(data, key, before).await {
            Ok(true) => cleared += 1,
            Ok(false) => {}
            Err(why) => tracing::error!(key, why, "a picture cannot be cleared"),
        }
    }
    if cleared > 0 {
        // What is cleared is not given from memory either.
        app.kept.forget();
    }
    Ok(cleared)
}

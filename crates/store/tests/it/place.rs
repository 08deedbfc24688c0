//! A database of its own for each test.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;
use store::{DatabaseUrl, Store};

/// An open database that nobody else uses; its file goes away with it.
pub struct Place {
    pub store: Store,
    pub url: DatabaseUrl,
    folder: PathBuf,
}

impl Drop for Place {
    fn drop(&mut self) {
        // Nothing depends on it: the folder is the system's temporary one.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

static COUNT: AtomicU32 = AtomicU32::new(0);

/// The databases this run has: SQLite, then PostgreSQL when there is one.
pub async fn places() -> Vec<Place> {
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("semaine_store_{}_{number}", std::process::id());
    let folder = std::env::temp_dir().join(&name);
    let mut urls = vec![DatabaseUrl::parse(None, &folder).expect("a file")];
    if let Ok(server) = std::env::var("SEMAINE_TEST_DATABASE_URL") {
        let join = if server.contains('?') { '&' } else { '?' };
        let own = format!("{server}{join}options[search_path]={name}");
        urls.push(DatabaseUrl::parse(Some(&own), &folder).expect("an address"));
    }
    let mut places = Vec::new();
    for url in urls {
        let store = Store::open(&url).await.expect("an open store");
        let folder = folder.clone();
        places.push(Place { store, url, folder });
    }
    places
}

/// A moment some seconds after a fixed one.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_521_446_400 + seconds).expect("a moment")
}

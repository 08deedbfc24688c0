//! The catalogues in files of the data folder, so that a start need not read every event.
//!
//! A file is no more than a saving: it may be deleted at any time, and whatever is wrong with it means that the events are read
//! from the database. It holds what is public and nothing else.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Error, Result, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use catalogue::Catalogue;
use domain::ids::EditionId;

use crate::app::{App, Shelved};
use crate::secret;

/// The longest that what is hidden stays in a file, and the least time between two writings of one.
const EVERY: Duration = Duration::from_secs(600);

/// The folder of the files.
fn folder(app: &App) -> PathBuf {
    app.config.data.join("catalogue")
}

fn path(app: &App, edition: EditionId) -> PathBuf {
    folder(app).join(format!("{}.picture", edition.0))
}

/// Whose picture a file is: of this database, this edition and this very build of the program, so that no other is read.
/// `None` when the program cannot be looked at.
fn key(app: &App, edition: EditionId) -> Option<String> {
    let program = std::env::current_exe().and_then(std::fs::metadata).ok()?;
    let changed = program.modified().ok()?;
    let changed = changed.duration_since(std::time::UNIX_EPOCH).ok()?;
    let build = format!("{} {} {}", edition.0, program.len(), changed.as_nanos());
    Some(app.key.prove("catalogue", &build))
}

/// The catalogue that an earlier process kept, if there is one and it is of this database and this build.
pub(super) async fn read(app: &App, edition: EditionId) -> Option<Catalogue> {
    let (key, path) = (key(app, edition)?, path(app, edition));
    let read = move || -> Result<Option<Catalogue>> {
        match File::open(path) {
            Ok(file) => Catalogue::read(&key, BufReader::with_capacity(1 << 16, file)),
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(fault),
        }
    };
    let read = tokio::task::spawn_blocking(read).await;
    match read.map_err(Error::other).flatten() {
        Ok(read) => read,
        Err(fault) => {
            tracing::warn!(edition = edition.0, %fault, "the file of the catalogue cannot be used; the events are read");
            None
        }
    }
}

/// Writes a picture where the next start looks for it: whole or not at all. Nodes may share the folder, and one may still be
/// writing when it stops: each writes into a part of its own.
fn write(key: &str, path: &Path, catalogue: &Catalogue) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let part = path.with_extension(format!("{}.part", secret::number()));
    let written = write_part(key, &part, catalogue).and_then(|()| std::fs::rename(&part, path));
    if written.is_err() {
        // What is left of it is of no use; that it cannot be removed either says nothing new.
        let _ = std::fs::remove_file(&part);
    }
    written
}

fn write_part(key: &str, part: &Path, catalogue: &Catalogue) -> Result<()> {
    let mut out = BufWriter::new(File::create(part)?);
    catalogue.write(key, &mut out)?;
    out.flush()?;
    out.get_ref().sync_all()
}

/// When each edition was last written.
#[derive(Debug, Default)]
pub(super) struct Files(BTreeMap<EditionId, Instant>);

impl Files {
    /// Begins to write, on threads of their own, the catalogues that are not in their files as they are now; each once in a while.
    pub(super) fn keep(&mut self, app: &App) {
        for shelved in outdated(app) {
            let last = self.0.get(&shelved.edition.id);
            if last.is_none_or(|at| at.elapsed() >= EVERY) {
                self.0.insert(shelved.edition.id, Instant::now());
                let app = app.clone();
                tokio::task::spawn_blocking(move || put(&app, &shelved));
            }
        }
    }
}

/// Writes the catalogues that are not in their files as they are now, and waits for it. What cannot be written is reported and
/// left: the next start reads the events instead.
pub async fn keep(app: &App) {
    let own = app.clone();
    let all = move || outdated(&own).iter().for_each(|shelved| put(&own, shelved));
    if let Err(fault) = tokio::task::spawn_blocking(all).await {
        tracing::warn!(%fault, "the catalogues were not kept");
    }
}

fn outdated(app: &App) -> Vec<Shelved> {
    let all = app.shelf.all();
    let differs = |shelved: &&Shelved| shelved.in_file != Some(shelved.revision);
    all.values().filter(differs).cloned().collect()
}

fn put(app: &App, shelved: &Shelved) {
    let id = shelved.edition.id;
    let Some(key) = key(app, id) else { return };
    match write(&key, &path(app, id), &shelved.catalogue) {
        Ok(()) => app.shelf.note_file(id, shelved.revision),
        Err(fault) => {
            tracing::warn!(edition = id.0, %fault, "the catalogue cannot be kept in a file; the next start will read every event");
        }
    }
}

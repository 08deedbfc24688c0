//! What every handler may use.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, RwLock};

use catalogue::Catalogue;
use catalogue::place::Gazetteer;
use domain::edition::{Campaign, Edition};
use domain::ids::EditionId;
use domain::words::{Language, Words as Text};
use jiff::Timestamp;
use store::{Store, settings};
use tokio::sync::Notify;

use crate::clock::Clock;
use crate::config::Config;
use crate::crowd::Crowd;
use crate::desk::Desk;
use crate::kept::Kept;
use crate::limits::{Limits, Rates};
use crate::mail::Mailer;
use crate::pack;
use crate::secret::{self, Key};
use crate::web::page::Pages;
use crate::words::Words;

/// The application: one per process, shared by every handler and job.
#[derive(Clone)]
pub struct App(Arc<Parts>);

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl From<Arc<Parts>> for App {
    fn from(parts: Arc<Parts>) -> Self {
        Self(parts)
    }
}

/// The parts of the application.
pub struct Parts {
    /// The settings.
    pub config: Config,
    /// What time it is.
    pub clock: Clock,
    /// The database.
    pub store: Store,
    /// The words of the site; shared with the templates.
    pub words: Arc<Words>,
    /// The templates.
    pub pages: Pages,
    /// The places of the country.
    pub gazetteer: Gazetteer,
    /// The base map, a PMTiles archive, if the pack has one.
    pub base_map: Option<std::borrow::Cow<'static, [u8]>>,
    /// What the public reads.
    pub shelf: Shelf,
    /// Public answers kept ready.
    pub kept: Kept,
    /// Who is inside, and whether there is room.
    pub crowd: Crowd,
    /// Where everybody books.
    pub desk: Desk,
    /// How often one may ask.
    pub limits: Limits,
    /// The key of forms and addresses that must be ours.
    pub key: Key,
    /// Who takes the letters.
    pub mailer: Mailer,
    /// Woken when letters were posted.
    pub outbox: Notify,
    /// Whether the process is about to end.
    leaving: AtomicBool,
    /// What every page says about the site.
    face: RwLock<Arc<Face>>,
}

/// What every page says about the site, from the running edition.
#[derive(Debug, Clone, Default)]
pub struct Face {
    /// The edition, if one is open to be seen.
    pub edition: Option<EditionFace>,
    /// The colour of the edition, such as `#2742d8`; the theme's own when there is none.
    pub colour: Option<String>,
    /// The name of its campaign; that of the settings before there is one.
    pub campaign: Option<Text>,
    /// Who answers for the campaign; may be empty.
    pub steered_by: Text,
}

/// The running edition, as the header says it.
#[derive(Debug, Clone, Default)]
pub struct EditionFace {
    /// Such as “16e édition”.
    pub name: Text,
    /// Its theme.
    pub theme: Text,
    /// The week in words.
    pub dates: Text,
    /// Its slug.
    pub slug: String,
}

impl App {
    /// The process is about to end: work that has not begun is left to others.
    pub fn leave(&self) {
        self.leaving.store(true, Ordering::Release);
        self.outbox.notify_one();
    }

    /// Whether the process is about to end.
    #[must_use]
    pub fn leaves(&self) -> bool {
        self.leaving.load(Ordering::Acquire)
    }

    /// Opens the database, brings it up to date, and loads words and templates.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub async fn open(config: Config, clock: Clock, rates: Rates) -> Result<Self, String> {
        std::fs::create_dir_all(&config.data).map_err(|error| {
            format!(
                "The data folder {} cannot be made: {error}.",
                config.data.display()
            )
        })?;
        let store = Store::open(&config.database).await.map_err(|error| {
            format!("The database {} cannot be used: {error}.", config.database)
        })?;
        let key = server_key(&store).await.map_err(|error| {
            format!(
                "The database {} cannot be written: {error}.",
                config.database
            )
        })?;
        let words = Arc::new(Words::load(config.theme.as_deref())?);
        let pages = Pages::new(words.clone(), config.theme.clone());
        let mailer = Mailer::new(config.smtp_url.as_deref(), config.dkim.as_ref())?;
        let (desk, queue) = Desk::new();
        let app = Self(Arc::new(Parts {
            desk,
            limits: Limits::new(rates),
            shelf: Shelf::default(),
            crowd: Crowd::default(),
            kept: Kept::new(u64::from(config.answers_mb) * 1024 * 1024),
            gazetteer: pack::gazetteer()?,
            base_map: pack::base_map(),
            outbox: Notify::new(),
            leaving: AtomicBool::new(false),
            face: RwLock::default(),
            config,
            clock,
            store,
            words,
            pages,
            key,
            mailer,
        }));
        app.desk.open(Arc::downgrade(&app.0), queue);
        Ok(app)
    }

    /// What every page says about the site.
    #[must_use]
    pub fn face(&self) -> Arc<Face> {
        self.face
            .read()
            .unwrap_or_else(|held| held.into_inner())
            .clone()
    }

    /// The name of the campaign in a language; that of the settings before an edition is open.
    #[must_use]
    pub fn campaign(&self, language: Language) -> String {
        let face = self.face();
        let own = face.campaign.as_ref().map(|name| name.get(language));
        own.unwrap_or(&self.config.campaign).to_owned()
    }

    /// Changes what every page says about the site.
    pub fn set_face(&self, face: Face) {
        *self.face.write().unwrap_or_else(|held| held.into_inner()) = Arc::new(face);
        self.kept.forget();
    }

    /// Puts a catalogue on the shelf; no answer made before is given again.
    pub fn show_edition(&self, shelved: Shelved) {
        self.shelf.put(shelved);
        self.kept.forget();
    }

    /// A number that rises whenever something public changes on this node.
    #[must_use]
    pub fn sight(&self) -> u64 {
        self.kept.sight(self.store.shown())
    }
}

/// The server's key: made by the first node that starts, kept for all.
async fn server_key(store: &Store) -> store::Result<Key> {
    let mut tx = store.begin().await?;
    let kept = settings::keep_first(&mut tx, "server-key", &secret::fresh()).await?;
    tx.commit().await?;
    Ok(Key::new(kept))
}

/// The catalogues the public reads, one per edition, each replaced whole. A reader keeps the one it took.
#[derive(Default)]
pub struct Shelf {
    editions: RwLock<Arc<BTreeMap<String, Shelved>>>,
}

/// A catalogue on the shelf.
#[derive(Clone)]
pub struct Shelved {
    /// The campaign of the edition.
    pub campaign: Arc<Campaign>,
    /// The edition it shows, as it was at that revision.
    pub edition: Arc<Edition>,
    /// The catalogue.
    pub catalogue: Arc<Catalogue>,
    /// The words of what one may choose in the edition, folded: they are no names of places.
    pub own_words: Arc<BTreeSet<String>>,
    /// The public revision it shows.
    pub revision: i64,
    /// The public revision of the picture in the file for the next start; `None` when there was none to read.
    pub in_file: Option<i64>,
    /// When it was put there.
    pub since: Timestamp,
}

impl Shelf {
    /// The catalogue of an edition, by its slug.
    #[must_use]
    pub fn edition(&self, slug: &str) -> Option<Shelved> {
        self.all().get(slug).cloned()
    }

    /// Every catalogue, by the slug of its edition.
    #[must_use]
    pub fn all(&self) -> Arc<BTreeMap<String, Shelved>> {
        self.editions
            .read()
            .unwrap_or_else(|held| held.into_inner())
            .clone()
    }

    /// Puts a catalogue in the place of the edition's last one, whatever slug it had then.
    pub fn put(&self, shelved: Shelved) {
        let mut held = self
            .editions
            .write()
            .unwrap_or_else(|held| held.into_inner());
        let mut editions = BTreeMap::clone(&held);
        editions.retain(|_, other| other.edition.id != shelved.edition.id);
        editions.insert(shelved.edition.slug.clone(), shelved);
        *held = Arc::new(editions);
    }

    /// Notes which picture of an edition the file for the next start holds.
    pub fn note_file(&self, id: EditionId, revision: i64) {
        let mut held = self
            .editions
            .write()
            .unwrap_or_else(|held| held.into_inner());
        let mut editions = BTreeMap::clone(&held);
        let own = editions.values_mut().filter(|own| own.edition.id == id);
        own.for_each(|own| own.in_file = Some(revision));
        *held = Arc::new(editions);
    }

    /// The edition the site is about: the running one, else the public one whose week is the latest.
    #[must_use]
    pub fn current(&self) -> Option<Shelved> {
        let rank = |shelved: &&Shelved| {
            let edition = &shelved.edition;
            let running = matches!(edition.stage, domain::edition::Stage::Running { .. });
            (running, edition.rules.week.from, edition.id)
        };
        self.all()
            .values()
            .filter(|shelved| shelved.edition.is_public())
            .max_by_key(rank)
            .cloned()
    }
}

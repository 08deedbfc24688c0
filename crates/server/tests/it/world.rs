//! A site of its own for each test: the application on a temporary folder, its clock, its mail server, its callers.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use server::app::App;
use server::clock::Clock;
use server::config::{Config, Given};
use server::jobs::outbox::{self, Pass};
use server::limits::{Rate, Rates};
use server::web::listen;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::caller::Caller;
use crate::post_office::PostOffice;

static COUNT: AtomicU32 = AtomicU32::new(0);

/// Monday 2 March 2026, 9 o'clock in Paris.
const BEGINNING: &str = "2026-03-02T08:00:00Z";

/// A running site.
pub struct World {
    pub app: App,
    pub clock: Clock,
    pub post: PostOffice,
    origin: String,
    folder: PathBuf,
    serving: JoinHandle<()>,
}

impl Drop for World {
    fn drop(&mut self) {
        self.serving.abort();
        // Nothing depends on it: the folder is the system's temporary one.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl World {
    /// A site with its own folder or schema, and a mail server.
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// The same with settings of its own.
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        Self::open(settings, Rates::default(), |_| {}).await
    }

    /// The same for somebody who asks much more often than people do.
    pub async fn tireless() -> Self {
        let wide = Rate {
            burst: 1_000_000,
            regained_in: Duration::from_secs(1),
        };
        let rates = Rates {
            letters_by_address: wide,
            letters_by_network: wide,
            letters_to_mailbox: wide,
            attempts_by_address: wide,
            changes_by_address: wide,
            changes_by_event: wide,
            bookings_by_address: wide,
            bookings_by_network: wide,
            letters_by_decider: wide,
            lookups_by_address: wide,
            pictures_by_address: wide,
            pictures_by_event: wide,
        };
        Self::made(rates, |_| {}).await
    }

    /// The same with other limits and settings.
    pub async fn made(rates: Rates, set: impl FnOnce(&mut Config)) -> Self {
        Self::open(&[], rates, set).await
    }

    async fn open(settings: &[(&str, &str)], rates: Rates, set: impl FnOnce(&mut Config)) -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("semaine_world_{}_{number}", std::process::id());
        let folder = std::env::temp_dir().join(&name);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let origin = format!("http://{}", listener.local_addr().expect("its address"));
        let post = PostOffice::open().await;
        let mut given = Given::default();
        given.set("data", "test", &folder.display().to_string());
        given.set("public_url", "test", &origin);
        given.set("smtp_url", "test", &post.url());
        if let Ok(server) = std::env::var("SEMAINE_TEST_DATABASE_URL") {
            let join = if server.contains('?') { '&' } else { '?' };
            let own = format!("{server}{join}options[search_path]={name}");
            given.set("database_url", "test", &own);
        }
        for (key, value) in settings {
            given.set(key, "test", value);
        }
        let mut config = Config::check(&given).expect("good settings");
        set(&mut config);
        let beginning: Timestamp = BEGINNING.parse().expect("a moment");
        let clock = Clock::standing(beginning);
        let app = App::open(config, clock.clone(), rates)
            .await
            .expect("a site");
        let serving = tokio::spawn(listen::serve(listener, app.clone(), std::future::pending()));
        Self {
            app,
            clock,
            post,
            origin,
            folder,
            serving,
        }
    }

    /// Someone with a browser of their own.
    pub fn caller(&self) -> Caller {
        Caller::new(&self.origin)
    }

    /// Sends what is due in the outbox.
    pub async fn deliver(&self) -> Pass {
        outbox::pass(&self.app, 1.0)
            .await
            .expect("a pass over the outbox")
    }

    /// The kinds of letters sent to an address, oldest first.
    pub async fn letters_to(&self, email: &str) -> Vec<String> {
        let mut conn = self.app.store.reader().await.expect("a reader");
        let mut letters = store::outbox::latest(&mut conn, None, 1_000)
            .await
            .expect("letters");
        letters.reverse();
        let own = letters
            .into_iter()
            .filter(|letter| letter.to_email == email && letter.sent_at.is_some());
        own.map(|letter| letter.kind).collect()
    }

    /// The same without the morning letters.
    pub async fn about_events_to(&self, email: &str) -> Vec<String> {
        let mut kinds = self.letters_to(email).await;
        kinds.retain(|kind| kind != "digest");
        kinds
    }

    /// Lets time pass.
    pub fn wait_minutes(&self, minutes: i64) {
        self.clock.advance(minutes * 60_000);
    }

    /// Signs someone in by the letter they are sent.
    pub async fn sign_in(&self, email: &str) -> Caller {
        let caller = self.caller();
        let link = self.link_for(&caller, email).await;
        let entered = caller.fill(&link, &link, &[]).await;
        assert_eq!(entered.status, 303, "{}", entered.body);
        caller
    }

    /// Asks for a link and takes it out of the letter that arrives.
    pub async fn link_for(&self, caller: &Caller, email: &str) -> String {
        let asked = caller
            .fill("/connexion", "/connexion", &[("email", email)])
            .await;
        assert_eq!(asked.status, 303, "{}", asked.body);
        while self.deliver().await.sent > 0 {}
        let letters = self.post.letters();
        // Other letters, such as the one of the morning, may have come at the same time.
        letters
            .iter()
            .rev()
            .filter(|letter| letter.to == [email])
            .filter_map(|letter| letter.link())
            .find(|link| link.contains("/connexion/"))
            .expect("a link in a letter")
    }
}

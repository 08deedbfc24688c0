//! The command line. Data goes to standard output, words to standard error; 0 done, 1 refused or failed, 2 wrong usage.

mod check;
pub mod demo;
pub mod edition;
pub mod export;
pub mod import;
pub mod person;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use store::Store;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::app::App;
use crate::clock::Clock;
use crate::config::{self, Config, Given};
use crate::jobs;
use crate::limits::Rates;
use crate::refresh;
use crate::web;

/// Runs a week of labelled events over a whole country.
#[derive(Debug, Parser)]
#[command(name = "semaine", version, about, after_long_help = config::help(), max_term_width = 100)]
struct Arguments {
    /// The settings file; without it, settings come from the environment and the defaults.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the site.
    #[command(after_long_help = config::help())]
    Serve,
    /// Serves the demonstration: a finished edition and a running one, loaded the first time; see its page `/demo`.
    Demo(demo::Arguments),
    /// Checks settings, words, templates, mail server and database, changes nothing, and says what is wrong.
    Check,
    /// Brings the database up to date, and says what was done.
    Migrate,
    /// Adds people, lists them, appoints the national team.
    Person(person::Arguments),
    /// Brings events in from a file: CSV, XLSX, JSON, GeoJSON or ICS.
    Import(import::Arguments),
    /// Writes the labelled events that a query matches.
    Export(export::Arguments),
    /// Lists, shows, creates, opens and closes editions.
    Edition(edition::Arguments),
    /// Puts the whole site in one file (not there yet).
    Backup {
        /// The file to write.
        file: PathBuf,
    },
    /// Puts a backup back (not there yet).
    Restore {
        /// The file to read.
        file: PathBuf,
    },
    /// Says which version this is.
    Version,
}

/// Runs the command given by the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), String> {
    let given = Given::gather(arguments.config.as_deref(), std::env::vars())
        .map_err(|error| error.to_string())?;
    if let Command::Demo(arguments) = arguments.command {
        let config = demo::settings(given, &arguments)?;
        return block_on(demo::run(config, arguments))?;
    }
    let config = || Config::check(&given).map_err(|error| error.to_string());
    match arguments.command {
        Command::Serve => block_on(serve(config()?))?,
        Command::Check => block_on(check::run(config()?))?,
        Command::Migrate => block_on(migrate(config()?))?,
        Command::Person(arguments) => block_on(person::run(config()?, arguments))?,
        Command::Import(arguments) => block_on(import::run(config()?, arguments))?,
        Command::Export(arguments) => block_on(export::run(config()?, arguments))?,
        Command::Edition(arguments) => block_on(edition::run(config()?, arguments))?,
        Command::Demo(_) => unreachable!("the demonstration was served above"),
        Command::Backup { .. } => {
            Err("This version of Semaine cannot make a backup yet.".to_owned())
        }
        Command::Restore { .. } => {
            Err("This version of Semaine cannot restore a backup yet.".to_owned())
        }
        Command::Version => {
            println!("semaine {}", env!("CARGO_PKG_VERSION"));
            Ok(())
        }
    }
}

/// Runs a command that waits for others; the outer error is that of a machine that gives no threads.
fn block_on<T>(work: impl Future<Output = T>) -> Result<T, String> {
    // One TLS for everything; a second installation is refused, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime =
        Runtime::new().map_err(|error| format!("The machine gives no threads: {error}."))?;
    Ok(runtime.block_on(work))
}

/// Begins to log, to standard error.
pub fn log(filter: &str) {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    // A second subscriber is refused: the first one stays.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}

async fn serve(config: Config) -> Result<(), String> {
    log(&config.log);
    let app = App::open(config, Clock::system(), Rates::default()).await?;
    serve_app(app, None).await
}

/// How long the letter in hand is waited for when the process stops.
const LETTER_PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// Listens, runs the jobs, and answers until the process is asked to stop. `ready` is called with the address once
/// people can come.
///
/// # Errors
/// A sentence for the operator.
pub async fn serve_app(app: App, ready: Option<&dyn Fn(SocketAddr)>) -> Result<(), String> {
    jobs::count();
    let listener = TcpListener::bind(app.config.listen)
        .await
        .map_err(|error| {
            format!(
                "SEMAINE_LISTEN is “{}”: nothing can listen there ({error}).",
                app.config.listen
            )
        })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    tracing::info!(%address, public = %app.config.public_url, database = app.store.name(), "serving");
    refresh::refresh(&app)
        .await
        .map_err(|error| format!("The events cannot be read: {error}."))?;
    if let Some(ready) = ready {
        ready(address);
    }
    let shelf = tokio::spawn(refresh::run(app.clone()));
    let letters = tokio::spawn(jobs::outbox::run(app.clone()));
    let calendar = tokio::spawn(jobs::calendar::run(app.clone()));
    let bookings = tokio::spawn(jobs::bookings::run(app.clone()));
    let crowd = app.clone();
    let crowd = tokio::spawn(async move { crowd.crowd.watch().await });
    let places = app.clone();
    // Whoever comes first need not wait for contours and names to be read.
    tokio::task::spawn_blocking(move || places.gazetteer.warm());
    web::listen::serve(listener, app.clone(), asked_to_stop()).await;
    crowd.abort();
    shelf.abort();
    calendar.abort();
    bookings.abort();
    // Nobody can come any more; whoever was let in is answered, and what they booked is kept.
    app.desk.close().await;
    // The letter in hand is sent and written down: one that was taken must not go out again.
    app.leave();
    if tokio::time::timeout(LETTER_PATIENCE, letters)
        .await
        .is_err()
    {
        tracing::warn!("a letter did not leave in time: it may go out twice");
    }
    refresh::keep(&app).await;
    app.store.close().await;
    Ok(())
}

/// Waits for the operator's or the machine's wish to stop.
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        // Without signals of the second kind, the first must do.
        Err(_) => drop(interrupt.await),
    }
    tracing::info!("stopping: requests under way are answered first");
}

async fn migrate(config: Config) -> Result<(), String> {
    let store = Store::connect(&config.database)
        .await
        .map_err(|error| error.to_string())?;
    let done = store::migrate::migrate(&store)
        .await
        .map_err(|error| error.to_string())?;
    match done.as_slice() {
        [] => eprintln!("The database is up to date."),
        some => eprintln!("Applied: {}.", some.join(", ")),
    }
    store.close().await;
    Ok(())
}

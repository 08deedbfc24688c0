//! The demonstration from the command line: loads it if it is not there, serves it, says where.

use std::io::Write as _;
use std::net::SocketAddr;
use std::time::Instant;

use clap::Args;
use store::{Store, StoreError};

use crate::app::App;
use crate::clock::Clock;
use crate::config::{Config, Given};
use crate::demo::{self, EVENTS, MOST_EVENTS};
use crate::limits::Rates;
use crate::pack;

/// How the demonstration is to be.
#[derive(Debug, Args)]
pub struct Arguments {
    /// How many labelled events the running edition has; the finished one has half as many.
    #[arg(long, value_name = "N", default_value_t = EVENTS, value_parser = events)]
    events: usize,
    /// Where to listen.
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// The folder of the demonstration, which it may be started on again; it is loaded once.
    #[arg(long, value_name = "DIR")]
    data: Option<String>,
}

fn events(text: &str) -> Result<usize, String> {
    let count: usize = text
        .parse()
        .map_err(|_| "expected a whole number".to_owned())?;
    if (1..=MOST_EVENTS).contains(&count) {
        Ok(count)
    } else {
        Err(format!("expected from 1 to {MOST_EVENTS}"))
    }
}

/// The settings of the demonstration: those given, unless an argument says otherwise. Its folder is its own, so that it
/// never touches that of a real site; a database that the settings name must be empty, or that of the demonstration.
///
/// # Errors
/// A sentence naming the value that cannot be used.
pub fn settings(mut given: Given, arguments: &Arguments) -> Result<Config, String> {
    if let Some(listen) = &arguments.listen {
        given.set("listen", "--listen", listen);
    }
    given.set(
        "data",
        "--data",
        arguments.data.as_deref().unwrap_or("semaine-demo"),
    );
    let mut config = Config::check(&given).map_err(|error| error.to_string())?;
    config.demo = true;
    Ok(config)
}

/// Carries it out.
///
/// # Errors
/// A sentence for whoever tries it.
pub async fn run(config: Config, arguments: Arguments) -> Result<(), String> {
    // A slow statement would print its thousands of rows in the middle of the progress.
    super::log(&format!("{},sqlx::query=error", config.log));
    let clock = Clock::system();
    load(&config, &arguments, &clock).await?;
    let app = App::open(config, clock, Rates::default()).await?;
    let public = app.config.public_url.clone();
    let ready = move |address: SocketAddr| {
        eprintln!("Semaine is ready at {public} (listening on {address}).");
        eprintln!("Begin at {public}demo: who you can be, and every letter sent.");
    };
    super::serve_app(app, Some(&ready)).await
}

/// Loads the demonstration, unless it is there, and says so.
async fn load(config: &Config, arguments: &Arguments, clock: &Clock) -> Result<(), String> {
    let refused = |error: demo::Fault| format!("The demonstration cannot be loaded: {error}.");
    let unusable = |error: StoreError| {
        let database = &config.database;
        format!("The database {database} cannot be used: {error}.")
    };
    let store = Store::connect(&config.database).await.map_err(unusable)?;
    // Before anything is changed there, the schema included.
    let found = demo::found(&store).await;
    store.close().await;
    if let Some(there) = found.map_err(refused)? {
        let (day, events) = (there.at.strftime("%Y-%m-%d"), there.events);
        eprintln!("The demonstration was loaded on {day} with {events} events.");
        return Ok(());
    }
    let begun = Instant::now();
    let told = |done: usize| {
        let share = done * 100 / arguments.events.max(1);
        eprint!("\rLoading the demonstration: {done} events, {share} %");
        let _ = std::io::stderr().flush();
    };
    let gazetteer = pack::gazetteer()?;
    let url = &config.database;
    let store = Store::open_to_fill(url).await.map_err(unusable)?;
    let loaded = demo::load(&store, &gazetteer, arguments.events, clock.now(), &told).await;
    store.close().await;
    let (events, seconds) = (
        loaded.map_err(refused)?.events,
        begun.elapsed().as_secs_f64(),
    );
    eprintln!("\rThe demonstration is loaded: {events} events in {seconds:.1} s.");
    Ok(())
}

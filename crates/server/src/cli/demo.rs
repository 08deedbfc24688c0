//! The demonstration from the command line: loads it if it is not there, serves it, says where.

use std::io::Write as _;
use std::net::SocketAddr;
use std::time::Instant;

use clap::Args;
use store::Store;

use crate::app::App;
use crate::clock::Clock;
use crate::config::{Config, Given};
use crate::demo::{self, EVENTS, MOST_EVENTS};
use crate::limits::Rates;

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
    let refused = |error: demo::Fault| format!("The demonstration cannot be loaded: {error}.");
    let store = Store::connect(&config.database)
        .await
        .map_err(|error| error.to_string())?;
    // Before anything is changed there, the schema included.
    let free = demo::may_load(&store).await;
    store.close().await;
    free.map_err(refused)?;
    let app = App::open(config, Clock::system(), Rates::default()).await?;
    let begun = Instant::now();
    let told = |done: usize| {
        let share = done * 100 / arguments.events.max(1);
        eprint!("\rLoading the demonstration: {done} events, {share} %");
        let _ = std::io::stderr().flush();
    };
    let now = app.clock.now();
    let loaded = demo::load(&app.store, &app.gazetteer, arguments.events, now, &told)
        .await
        .map_err(refused)?;
    if loaded.at == now {
        eprintln!(
            "\rThe demonstration is loaded: {} events in {:.1} s.",
            loaded.events,
            begun.elapsed().as_secs_f64()
        );
    } else {
        eprintln!(
            "The demonstration was loaded on {} with {} events.",
            loaded.at.strftime("%Y-%m-%d"),
            loaded.events
        );
    }
    let public = app.config.public_url.clone();
    let ready = move |address: SocketAddr| {
        eprintln!("Semaine is ready at {public} (listening on {address}).");
        eprintln!("Begin at {public}demo: who you can be, and every letter sent.");
    };
    super::serve_app(app, Some(&ready)).await
}

//! `semaine export`: what a query matches, in the usual formats.

use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use catalogue::Query;
use clap::Args;
use domain::words::Language;

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::formats::write::{self, Export, Format};
use crate::limits::Rates;
use crate::refresh;
use crate::web::public::ask::settle_territories;

/// What to export, and where to.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The edition, by its address part.
    #[arg(long, value_name = "SLUG")]
    edition: String,
    /// The format.
    #[arg(long, value_parser = ["geojson", "csv", "xlsx", "json", "ics", "rss"])]
    format: String,
    /// What is asked for, as addresses write it: 'secteur=bois&territoire=32'. Everything without it.
    #[arg(long, value_name = "QUERY", default_value = "")]
    query: String,
    /// The file to write; without it, standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Carries it out.
///
/// # Errors
/// A sentence saying why not.
pub async fn run(config: Config, arguments: Arguments) -> Result<(), String> {
    let app = App::open(config, Clock::system(), Rates::default()).await?;
    refresh::refresh(&app)
        .await
        .map_err(|error| format!("The database cannot be read: {error}."))?;
    let done = export(&app, &arguments);
    app.store.close().await;
    let count = done?;
    eprintln!("{count} events.");
    Ok(())
}

fn export(app: &App, arguments: &Arguments) -> Result<u64, String> {
    let shelved = app
        .shelf
        .edition(&arguments.edition)
        .ok_or_else(|| format!("There is no edition “{}”.", arguments.edition))?;
    let (mut query, mut bad) = Query::from_query_string(&arguments.query);
    bad.extend(shelved.catalogue.settle(&mut query));
    bad.extend(settle_territories(&app.gazetteer, &mut query));
    if let Some(bad) = bad.first() {
        return Err(format!(
            "--query: {} cannot be “{}”.",
            bad.parameter, bad.value
        ));
    }
    let format = Format::parse(&arguments.format).ok_or_else(|| "Unknown format.".to_owned())?;
    let export = Export {
        catalogue: &shelved.catalogue,
        query: &query,
        gazetteer: &app.gazetteer,
        title: shelved.campaign.name.get(Language::Fr),
        words: (&app.words, Language::Fr),
        address: &write::address(app, &shelved, Language::Fr),
        site: &app.config.origin(),
        now: app.clock.now(),
    };
    let failed = |error: std::io::Error| format!("The export stopped: {error}.");
    match &arguments.out {
        Some(path) => {
            let file = std::fs::File::create(path)
                .map_err(|error| format!("{} cannot be written: {error}.", path.display()))?;
            let mut out = BufWriter::new(file);
            let count = write::write(format, export, &mut out).map_err(failed)?;
            out.flush().map_err(failed)?;
            Ok(count)
        }
        None => {
            let mut out = BufWriter::new(std::io::stdout());
            let written = write::write(format, export, &mut out)
                .and_then(|count| out.flush().map(|()| count));
            match written {
                // The reader had enough: "export | head" is no failure.
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(0),
                other => other.map_err(failed),
            }
        }
    }
}

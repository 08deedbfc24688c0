//! `semaine import`: a file of events, brought in by someone who may.

use std::path::{Path, PathBuf};

use clap::Args;
use domain::authority;
use domain::edition::{Edition, Stage};
use domain::ids::PersonId;
use domain::words::Language;
use fluent_bundle::FluentValue;
use store::{editions, people};

use crate::acts::{self, World};
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::formats::mapping::Mapping;
use crate::formats::{self, Said, Table, guess, limits};
use crate::import::report::{self, Counts};
use crate::import::{Import, Outcome, Run, What, import};
use crate::limits::Rates;
use crate::words::{Words, args};

/// What to import, and how.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The file: CSV, XLSX, JSON, GeoJSON or ICS.
    file: PathBuf,
    /// The edition, by its address part.
    #[arg(long, value_name = "SLUG")]
    edition: String,
    /// In whose name, by mail address: a member of the national team, or a referee or coordinator for their territories.
    #[arg(long = "as", value_name = "EMAIL")]
    person: String,
    /// What each column is (TOML or JSON); without it, a guess is made, used and shown.
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Tells what would happen and keeps nothing.
    #[arg(long)]
    dry_run: bool,
    /// Where to write what came of each row: .csv or .json.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// Carries it out.
///
/// # Errors
/// A sentence saying why not; also when a row was refused or could not be read, after everything else came in.
pub async fn run(config: Config, arguments: Arguments) -> Result<(), String> {
    let app = App::open(config, Clock::system(), Rates::default()).await?;
    let done = carry_out(&app, &arguments).await;
    app.store.close().await;
    done
}

async fn carry_out(app: &App, arguments: &Arguments) -> Result<(), String> {
    let speak = |said: &Said| say(&app.words, Language::Fr, said);
    let table = table(&arguments.file).map_err(|fault| fault.unwrap_or_else(&speak))?;
    let mapping = mapping(&table, arguments.mapping.as_deref(), &speak)?;
    let (edition, standing, names, email) = who(app, arguments).await?;
    if let Stage::Finished { .. } = edition.stage {
        return Err(speak(&Said::new("import-finished")));
    }
    let whole = Import {
        world: World {
            gazetteer: &app.gazetteer,
            campaign_names: &names,
            edition: &edition,
            now: app.clock.now(),
        },
        standing: &standing,
        email: &email,
        table: &table,
        mapping: &mapping,
        run: if arguments.dry_run {
            Run::Dry
        } else {
            Run::Real
        },
    };
    let outcomes = import(&app.store, &whole, |outcome| tell(outcome, &speak))
        .await
        .map_err(|fault| format!("{fault}. Les lignes déjà annoncées sont gardées ; relancez la même commande pour continuer."))?;
    if let Some(path) = &arguments.report {
        write_report(path, &outcomes, &speak)?;
    }
    summary(&outcomes, arguments.dry_run, &speak)
}

/// A sentence, or what already is one.
struct Sentence(Result<Said, String>);

impl Sentence {
    fn unwrap_or_else(self, speak: &impl Fn(&Said) -> String) -> String {
        self.0.map_or_else(|whole| whole, |said| speak(&said))
    }
}

fn table(path: &Path) -> Result<Table, Sentence> {
    let unreadable =
        |error: std::io::Error| Sentence(Err(format!("{} : {error}.", path.display())));
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > limits::FILE as u64 {
        return Err(Sentence(Ok(formats::Unreadable::TooLarge.said())));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    formats::read(&bytes, &path.display().to_string()).map_err(|fault| Sentence(Ok(fault.said())))
}

/// The mapping given, or a guess that is shown so that one may keep and edit it.
fn mapping(
    table: &Table,
    path: Option<&Path>,
    speak: &impl Fn(&Said) -> String,
) -> Result<Mapping, String> {
    for note in &table.notes {
        eprintln!("{}", speak(note));
    }
    let mapping = match path {
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|error| format!("{} : {error}.", path.display()))?;
            Mapping::read(&text).map_err(|said| speak(&said))?
        }
        None => {
            let guessed = guess::guess(table);
            eprintln!(
                "{}\n\n{}",
                speak(&Said::new("import-mapping-guessed")),
                guessed.to_toml()
            );
            guessed
        }
    };
    let unknown = mapping.unknown_columns(table);
    if !unknown.is_empty() {
        return Err(speak(
            &Said::new("import-mapping-columns").with("columns", unknown.join(", ")),
        ));
    }
    let unused = mapping.unused_columns(table);
    if !unused.is_empty() {
        eprintln!(
            "{}",
            speak(&Said::new("import-mapping-unused").with("columns", unused.join(", ")))
        );
    }
    Ok(mapping)
}

async fn who(
    app: &App,
    arguments: &Arguments,
) -> Result<(Edition, authority::Standing, Vec<String>, String), String> {
    let failed = |error: store::StoreError| error.to_string();
    let mut reader = app.store.reader().await.map_err(failed)?;
    let edition = editions::edition_by_slug(&mut reader, &arguments.edition)
        .await
        .map_err(failed)?
        .ok_or_else(|| format!("Il n’y a pas d’édition « {} ».", arguments.edition))?;
    let campaign = editions::campaign(&mut reader, edition.campaign)
        .await
        .map_err(failed)?;
    let person = people::by_email(&mut reader, &arguments.person)
        .await
        .map_err(failed)?
        .ok_or_else(|| format!("Personne n’a l’adresse « {} ».", arguments.person))?;
    let standing = acts::standing(&mut reader, PersonId(person.id))
        .await
        .map_err(failed)?;
    if !standing.appointments.iter().any(|held| held.role.decides()) {
        return Err(format!(
            "« {} » n’est ni de l’équipe nationale, ni référent, ni coordinateur : l’import n’est pas possible en son nom.",
            arguments.person
        ));
    }
    let names = [campaign.name.fr, campaign.name.en]
        .into_iter()
        .filter(|name| !name.is_empty());
    Ok((edition, standing, names.collect(), person.email))
}

/// The values of a sentence that a file wrote, by their names.
const WRITTEN: [&str; 10] = [
    "cell", "column", "columns", "commune", "file", "siret", "site", "source", "title", "words",
];

/// Says a sentence of an import.
#[must_use]
pub fn say(words: &Words, language: Language, said: &Said) -> String {
    let named = |value: &str| {
        let key = format!("import-field-{}", value.replace('_', "-"));
        let known = words.has(language, &key);
        known.then(|| words.say(language, &key, None))
    };
    let pairs = said.with.iter().map(|(name, value)| {
        if let Some(field) = (name == "field").then(|| named(value)).flatten() {
            return (name.as_str(), FluentValue::from(field));
        }
        // What a file says is told as it is written, though it looks like a number.
        let count = value.parse::<u32>().ok();
        let count = count.filter(|_| !WRITTEN.contains(&name.as_str()));
        let value = match count {
            Some(count) => FluentValue::from(count),
            None => FluentValue::from(value.as_str()),
        };
        (name.as_str(), value)
    });
    words.say(language, &said.key, Some(&args(pairs)))
}

/// One row on standard error, as soon as it is kept.
fn tell(outcome: &Outcome, speak: &impl Fn(&Said) -> String) {
    let line = report::line(outcome, speak);
    let state = match line.state {
        "" => String::new(),
        state => format!(" → {}", speak(&Said::new(&format!("import-state-{state}")))),
    };
    let what = speak(&Said::new(&format!("import-what-{}", line.outcome)));
    eprintln!("{:>5}  {what}{state}  {}", line.line, line.title);
    let missing: Vec<String> = line
        .missing
        .iter()
        .map(|field| speak(&Said::new(&format!("import-field-{field}"))))
        .collect();
    if !missing.is_empty() {
        eprintln!(
            "       {}",
            speak(&Said::new("import-missing").with("fields", missing.join(", ")))
        );
    }
    for said in line.conflicts.iter().chain(&line.remarks) {
        eprintln!("       {said}");
    }
}

fn write_report(
    path: &Path,
    outcomes: &[Outcome],
    speak: &impl Fn(&Said) -> String,
) -> Result<(), String> {
    let as_json = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let bytes = if as_json {
        report::json(outcomes, speak)
    } else {
        report::csv(outcomes, speak).map_err(|error| error.to_string())?
    };
    std::fs::write(path, bytes).map_err(|error| format!("{} : {error}.", path.display()))
}

fn summary(
    outcomes: &[Outcome],
    dry: bool,
    speak: &impl Fn(&Said) -> String,
) -> Result<(), String> {
    let run = if dry { Run::Dry } else { Run::Real };
    let said = Counts::of(outcomes).said(run);
    let sentence = speak(&said);
    let failed = |what: What| outcomes.iter().any(|outcome| outcome.what == what);
    if failed(What::Refused) || failed(What::Unread) {
        return Err(sentence);
    }
    eprintln!("{sentence}");
    Ok(())
}

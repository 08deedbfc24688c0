//! Editions from the command line.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use domain::edition::{Campaign, Edition, Rules, Stage, StageRefusal, is_slug};
use domain::ids::CampaignId;
use domain::words::Words;
use jiff::Timestamp;
use store::{Store, Tx, editions};

use crate::acts::{Stages, save_stage};
use crate::config::Config;

/// The largest file of rules, in bytes.
const MOST_BYTES: u64 = 1 << 20;

/// What to do with editions.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Lists the editions, the latest first, one a line: slug, stage, first day, last day, theme.
    List,
    /// Prints the rules of an edition as JSON, such as `create` takes.
    Show {
        /// The edition's slug.
        slug: String,
    },
    /// Creates an edition from a JSON file of rules; only the national team sees it until it is opened.
    Create {
        /// The edition's slug: small letters, figures and hyphens.
        slug: String,
        /// The file of rules.
        file: PathBuf,
    },
    /// Opens an edition: it becomes the site's own. One edition is open at a time.
    Open {
        /// The edition's slug.
        slug: String,
    },
    /// Closes an edition: it stays readable for ever and changes no more.
    Close {
        /// The edition's slug.
        slug: String,
    },
}

/// Carries it out.
///
/// # Errors
/// A sentence saying why not.
pub async fn run(config: Config, arguments: Arguments) -> Result<(), String> {
    let store = Store::open(&config.database)
        .await
        .map_err(|error| error.to_string())?;
    let done = carry_out(&store, &config, arguments.verb).await;
    store.close().await;
    done
}

async fn carry_out(store: &Store, config: &Config, verb: Verb) -> Result<(), String> {
    let mut tx = store.begin().await.map_err(|error| error.to_string())?;
    match verb {
        Verb::List => list(&mut tx).await?,
        Verb::Show { slug } => {
            let edition = find(&mut tx, &slug).await?;
            let text =
                serde_json::to_string_pretty(&edition.rules).map_err(|error| error.to_string())?;
            println!("{text}");
        }
        Verb::Create { slug, file } => create(&mut tx, config, &slug, &file).await?,
        Verb::Open { slug } => open(&mut tx, &slug).await?,
        Verb::Close { slug } => close(&mut tx, &slug).await?,
    }
    tx.commit().await.map_err(|error| error.to_string())
}

async fn list(tx: &mut Tx) -> Result<(), String> {
    for edition in editions::editions(tx)
        .await
        .map_err(|error| error.to_string())?
    {
        let rules = &edition.rules;
        let stage = match edition.stage {
            Stage::Prepared { .. } => "prepared",
            Stage::Running { .. } => "running",
            Stage::Finished { .. } => "finished",
        };
        println!(
            "{}\t{stage}\t{}\t{}\t{}",
            edition.slug, rules.week.from, rules.week.to, rules.theme.fr
        );
    }
    Ok(())
}

async fn find(tx: &mut Tx, slug: &str) -> Result<Edition, String> {
    let found = editions::edition_by_slug(tx, slug)
        .await
        .map_err(|error| error.to_string())?;
    found.ok_or_else(|| unknown(slug))
}

fn unknown(slug: &str) -> String {
    format!("There is no edition “{slug}”; `semaine edition list` names those there are.")
}

async fn create(tx: &mut Tx, config: &Config, slug: &str, file: &Path) -> Result<(), String> {
    if !is_slug(slug) {
        return Err(format!(
            "“{slug}” cannot be a slug: expected small letters, figures and single hyphens."
        ));
    }
    let rules = read(file)?;
    let faults: Vec<String> = rules.faults().iter().map(ToString::to_string).collect();
    if !faults.is_empty() {
        return Err(format!("The rules cannot stand: {}.", faults.join("; ")));
    }
    let campaigns = editions::campaigns(tx)
        .await
        .map_err(|error| error.to_string())?;
    let campaign = match campaigns.first() {
        Some(campaign) => campaign.id,
        None => first_campaign(tx, &config.campaign).await?,
    };
    let stage = Stage::Prepared {
        since: Timestamp::now(),
    };
    editions::create(tx, campaign, slug, stage, &rules)
        .await
        .map_err(|error| match error {
            store::StoreError::Duplicate { .. } => format!("There is already an edition “{slug}”."),
            other => other.to_string(),
        })?;
    eprintln!("The edition “{slug}” is prepared; `semaine edition open {slug}` opens it.");
    Ok(())
}

async fn first_campaign(tx: &mut Tx, name: &str) -> Result<CampaignId, String> {
    let campaign = Campaign {
        id: CampaignId(0),
        slug: domain::text::slugify(name, 60, "campagne"),
        name: Words::new(name, ""),
        steered_by: Words::default(),
    };
    editions::create_campaign(tx, &campaign)
        .await
        .map_err(|error| error.to_string())
}

fn read(file: &Path) -> Result<Rules, String> {
    let name = file.display();
    let cannot = |error: std::io::Error| format!("The file {name} cannot be read: {error}.");
    let size = std::fs::metadata(file).map_err(cannot)?.len();
    if size > MOST_BYTES {
        return Err(format!(
            "The file {name} is larger than a megabyte: those are no rules."
        ));
    }
    let text = std::fs::read_to_string(file).map_err(cannot)?;
    serde_json::from_str(&text)
        .map_err(|error| format!("The file {name} does not hold rules: {error}."))
}

async fn held(tx: &mut Tx, slug: &str) -> Result<Stages, String> {
    let held = Stages::hold(tx, slug)
        .await
        .map_err(|error| error.to_string())?;
    held.ok_or_else(|| unknown(slug))
}

async fn open(tx: &mut Tx, slug: &str) -> Result<(), String> {
    let held = held(tx, slug).await?;
    let next = held
        .opened(Timestamp::now())
        .map_err(|refusal| match &held.running {
            Some(other) if refusal == StageRefusal::AnotherRuns => {
                let open = &other.slug;
                format!(
                    "The edition “{open}” is open; `semaine edition close {open}` closes it first."
                )
            }
            _ => told(&refusal),
        })?;
    save(tx, &next, "open").await
}

async fn close(tx: &mut Tx, slug: &str) -> Result<(), String> {
    let held = held(tx, slug).await?;
    let next = held
        .finished(Timestamp::now())
        .map_err(|refusal| told(&refusal))?;
    save(tx, &next, "closed").await
}

/// Why an edition does not move on, and what to do.
fn told(refusal: &StageRefusal) -> String {
    match refusal {
        StageRefusal::StillWaiting(waiting) => format!(
            "{waiting} proposals still wait for an answer: answer each of them first, or let their organisers withdraw them."
        ),
        StageRefusal::Faults(faults) => {
            let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
            format!("The rules cannot stand: {}.", faults.join("; "))
        }
        StageRefusal::Elsewhere => {
            "The edition is at another stage already; `semaine edition list` tells it.".to_owned()
        }
        StageRefusal::AnotherRuns => "Another edition is open.".to_owned(),
    }
}

async fn save(tx: &mut Tx, edition: &Edition, what: &str) -> Result<(), String> {
    save_stage(tx, edition)
        .await
        .map_err(|error| error.to_string())?;
    eprintln!("The edition “{}” is {what}.", edition.slug);
    Ok(())
}

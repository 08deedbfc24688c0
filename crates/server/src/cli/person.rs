//! People from the command line: the first member of the national team has to come from somewhere.

use clap::{Args, Subcommand};
use domain::identifier::Email;
use jiff::Timestamp;
use store::{Store, people};

use crate::config::Config;

/// What to do with people.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Adds a person by their mail address; one who is there already is left as they are.
    Add {
        /// Their mail address.
        email: String,
        /// Their name.
        #[arg(long, default_value = "")]
        name: String,
        /// The language they are written to in: fr or en.
        #[arg(long, default_value = "fr", value_parser = ["fr", "en"])]
        language: String,
        /// Appoints them to the national team.
        #[arg(long)]
        national: bool,
    },
    /// Lists the people and their roles, one a line: address, name, roles.
    List,
}

/// Carries it out.
///
/// # Errors
/// A sentence saying why not.
pub async fn run(config: Config, arguments: Arguments) -> Result<(), String> {
    let store = Store::open(&config.database)
        .await
        .map_err(|error| error.to_string())?;
    let done = match arguments.verb {
        Verb::Add {
            email,
            name,
            language,
            national,
        } => {
            let email = Email::parse(&email)
                .map_err(|_| format!("“{email}” is no mail address: expected name@domain."))?;
            add(&store, &email, &name, &language, national).await
        }
        Verb::List => list(&store).await,
    };
    store.close().await;
    done.map_err(|error| error.to_string())
}

async fn add(
    store: &Store,
    email: &Email,
    name: &str,
    language: &str,
    national: bool,
) -> store::Result<()> {
    let now = Timestamp::now();
    let mut tx = store.begin().await?;
    let person = people::welcome(&mut tx, &email.comparable(), name.trim(), language, now).await?;
    if national {
        people::appoint(&mut tx, person.id, "national", "FR", None, None, now).await?;
    }
    tx.commit().await?;
    let role = if national {
        ", of the national team"
    } else {
        ""
    };
    eprintln!(
        "{} is there{role}. They sign in at /connexion with their address.",
        person.email
    );
    Ok(())
}

async fn list(store: &Store) -> store::Result<()> {
    let mut conn = store.snapshot().await?;
    let mut last: Option<String> = None;
    loop {
        let some = people::list(&mut conn, last.as_deref(), 500).await?;
        for person in &some {
            let roles = people::appointments_of(&mut conn, person.id).await?;
            let roles: Vec<String> = roles
                .iter()
                .map(|held| format!("{} {}", held.role, held.territory))
                .collect();
            println!("{}\t{}\t{}", person.email, person.name, roles.join(", "));
        }
        match some.last() {
            Some(person) => last = Some(person.email.clone()),
            None => return Ok(()),
        }
    }
}

//! The settings: a file, overridden by the environment. A wrong value stops the start with one sentence.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use lettre::message::Mailbox;
use store::DatabaseUrl;
use url::Url;

use crate::network::{Network, NoNetwork};

/// How long the geocoder may take before the gazetteer answers.
const GEOCODER_PATIENCE: Duration = Duration::from_secs(2);

/// One setting, as the help and the refusals tell it.
pub struct Key {
    /// Its name in the file; in the environment, in capitals after `SEMAINE_`.
    pub name: &'static str,
    /// What it is when it is not set, in words.
    pub default: &'static str,
    /// What a good value looks like.
    pub expected: &'static str,
    /// What it is for.
    pub about: &'static str,
}

/// Every setting.
pub const KEYS: &[Key] = &[
    Key {
        name: "listen",
        default: "127.0.0.1:8018",
        expected: "an address and a port, such as 127.0.0.1:8018",
        about: "where the server listens",
    },
    Key {
        name: "public_url",
        default: "http:// and the listening address",
        expected: "an http or https address without a path",
        about: "the address people see",
    },
    Key {
        name: "data",
        default: "./semaine-data",
        expected: "a folder",
        about: "database, pictures and all that must be backed up",
    },
    Key {
        name: "database_url",
        default: "SQLite in the data folder",
        expected: "sqlite:FILE or postgres://user:password@host/database",
        about: "the database",
    },
    Key {
        name: "smtp_url",
        default: "unset: letters stay in the outbox",
        expected: "smtp://, smtps:// or smtp://…?tls=required with user, password, host and port",
        about: "the server that takes the letters",
    },
    Key {
        name: "mail_from",
        default: "ne-pas-repondre@ and the host of public_url",
        expected: "a mail address, with a name or without",
        about: "who the letters come from",
    },
    Key {
        name: "dkim_key",
        default: "unset: letters are signed by your mail provider, or not at all",
        expected: "a file with an RSA or Ed25519 private key, in PEM",
        about: "the key that letters are signed with (DKIM)",
    },
    Key {
        name: "dkim_selector",
        default: "semaine",
        expected: "letters, digits and hyphens, such as semaine",
        about: "the name under which the public half of the key is published",
    },
    Key {
        name: "dkim_domain",
        default: "the domain of mail_from",
        expected: "a domain, such as semaine.example",
        about: "the domain that signs",
    },
    Key {
        name: "geocoder_url",
        default: "unset: the embedded gazetteer",
        expected: "an http or https address",
        about: "a geocoder with the interface of the Base Adresse Nationale",
    },
    Key {
        name: "map_style_url",
        default: "unset: the embedded base map",
        expected: "an http or https address",
        about: "another base map",
    },
    Key {
        name: "theme",
        default: "unset: the neutral theme",
        expected: "a folder that exists",
        about: "templates, words and files that replace the neutral ones",
    },
    Key {
        name: "campaign",
        default: "Semaine de l’Industrie",
        expected: "a name of 1 to 80 letters",
        about: "the name of the campaign in headings and letters",
    },
    Key {
        name: "security_contact",
        default: "the public address of the national team, else that of mail_from",
        expected: "a mailto: or https: address",
        about: "told in /.well-known/security.txt",
    },
    Key {
        name: "publisher",
        default: "who steers the campaign",
        expected: "at most 600 letters",
        about: "who publishes the site, for its legal notice: name, postal address, telephone, director of publication",
    },
    Key {
        name: "hosting",
        default: "unset: the legal notice does not say",
        expected: "at most 600 letters",
        about: "who hosts the site, for its legal notice: name, postal address, telephone",
    },
    Key {
        name: "trusted_proxies",
        default: "none",
        expected: "addresses or networks separated by commas, such as 127.0.0.1,10.0.0.0/8",
        about: "reverse proxies whose X-Forwarded-For is believed",
    },
    Key {
        name: "bookings_kept_days",
        default: "90",
        expected: "a number of days from 1 to 3650",
        about: "how long after the week it is known who had booked",
    },
    Key {
        name: "answers_mb",
        default: "24",
        expected: "a number of megabytes from 1 to 4096",
        about: "memory for public answers kept ready",
    },
    Key {
        name: "metrics",
        default: "127.0.0.0/8,::1, which is this machine",
        expected: "addresses or networks separated by commas, such as 127.0.0.1,10.0.0.0/8, or none",
        about: "who may read /metrics",
    },
    Key {
        name: "metrics_token",
        default: "unset: nobody else",
        expected: "a secret of at least 16 letters and digits, without spaces",
        about: "what others show to read /metrics, as a bearer token",
    },
    Key {
        name: "log",
        default: "info",
        expected: "a level (error, warn, info, debug) or a filter such as semaine=debug",
        about: "what is logged, to standard error",
    },
];

/// The settings, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address people see, ending in `/`.
    pub public_url: Url,
    /// The data folder.
    pub data: PathBuf,
    /// The database.
    pub database: DatabaseUrl,
    /// The mail server, as `lettre` reads it.
    pub smtp_url: Option<String>,
    /// Who the letters come from.
    pub mail_from: Mailbox,
    /// What letters are signed with.
    pub dkim: Option<Dkim>,
    /// A geocoder.
    pub geocoder_url: Option<Url>,
    /// How long the geocoder may take; tests are less patient.
    pub geocoder_patience: Duration,
    /// Another base map.
    pub map_style_url: Option<Url>,
    /// The folder of the theme.
    pub theme: Option<PathBuf>,
    /// The name of the campaign.
    pub campaign: String,
    /// Whom to tell about a weakness.
    pub security_contact: Option<String>,
    /// Who publishes the site, as its legal notice says.
    pub publisher: Option<String>,
    /// Who hosts the site, as its legal notice says.
    pub hosting: Option<String>,
    /// Proxies whose word is taken for who is asking.
    pub trusted_proxies: Vec<Network>,
    /// Days after the week of an edition until it is forgotten who had booked.
    pub bookings_kept_days: u16,
    /// Memory for public answers kept ready, in megabytes.
    pub answers_mb: u16,
    /// Who may read what is counted.
    pub metrics: Vec<Network>,
    /// What others show to read it.
    pub metrics_token: Option<String>,
    /// What is logged.
    pub log: String,
    /// Whether this is the demonstration; set by its command only.
    pub demo: bool,
}

/// What letters are signed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dkim {
    /// The file of the private key.
    pub key: PathBuf,
    /// The name under which its public half is published.
    pub selector: String,
    /// The domain that signs.
    pub domain: String,
}

/// A value that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadSetting {
    /// The value of a known key is wrong.
    #[error("{key} is “{value}”: expected {expected}.")]
    Value {
        /// The key, as it was given.
        key: String,
        /// The value, as it was given; a secret in it is not repeated.
        value: String,
        /// What was expected.
        expected: String,
    },
    /// The file has a key nobody reads.
    #[error("{file} has the key “{key}”, which is not a setting: expected one of {known}.")]
    Unknown {
        /// The file.
        file: String,
        /// The key.
        key: String,
        /// The settings there are.
        known: String,
    },
    /// The file cannot be read.
    #[error("{file}: {why}; expected a readable TOML file.")]
    File {
        /// The file.
        file: String,
        /// Why not.
        why: String,
    },
}

/// Values as they were given, each with the name of where it comes from.
#[derive(Debug, Default, Clone)]
pub struct Given {
    values: BTreeMap<String, (String, String)>,
}

impl Given {
    /// The values of `file`, if any, then those of the environment.
    ///
    /// # Errors
    /// [`BadSetting`] when the file cannot be read or has a key that is none.
    pub fn gather(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, BadSetting> {
        let mut given = Self::default();
        if let Some(file) = file {
            given.read_file(file)?;
        }
        for (name, value) in environment {
            let key = name.strip_prefix("SEMAINE_").map(str::to_lowercase);
            if let Some(key) = key.filter(|key| KEYS.iter().any(|known| known.name == key)) {
                given.values.insert(key, (name, value));
            }
        }
        Ok(given)
    }

    /// Sets a value as if the environment had it, as an argument of the command line does.
    pub fn set(&mut self, key: &str, source: &str, value: &str) {
        self.values
            .insert(key.to_owned(), (source.to_owned(), value.to_owned()));
    }

    fn read_file(&mut self, file: &Path) -> Result<(), BadSetting> {
        let name = file.display().to_string();
        let unreadable = |why: String| BadSetting::File {
            file: name.clone(),
            why,
        };
        let text = std::fs::read_to_string(file).map_err(|error| unreadable(error.to_string()))?;
        let table: toml::Table = text
            .parse()
            .map_err(|error: toml::de::Error| unreadable(error.message().to_owned()))?;
        for (key, value) in table {
            if !KEYS.iter().any(|known| known.name == key) {
                let known: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
                return Err(BadSetting::Unknown {
                    file: name,
                    key,
                    known: known.join(", "),
                });
            }
            let value = match value {
                toml::Value::String(text) => text,
                toml::Value::Array(list) => {
                    let texts: Vec<String> = list.iter().map(plain).collect();
                    texts.join(",")
                }
                other => plain(&other),
            };
            let source = format!("{key} in {name}");
            self.values.insert(key, (source, value));
        }
        Ok(())
    }

    /// The trimmed value of a key, unless it is empty or not given.
    fn text(&self, key: &str) -> Option<&str> {
        let (_, value) = self.values.get(key)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    fn parse<T, E>(
        &self,
        key: &str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, BadSetting> {
        self.text(key)
            .map(|value| read(value).map_err(|_| self.wrong(key)))
            .transpose()
    }

    fn wrong(&self, key: &str) -> BadSetting {
        let (source, value) = self.values.get(key).cloned().unwrap_or_default();
        let expected = KEYS.iter().find(|known| known.name == key);
        BadSetting::Value {
            key: source,
            value: match key {
                "metrics_token" => "…".to_owned(),
                _ => without_secret(&value),
            },
            expected: expected
                .map_or("another value", |key| key.expected)
                .to_owned(),
        }
    }
}

fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The value without what stands between `//` and `@`, which may be a password.
fn without_secret(value: &str) -> String {
    // A password may stand among the parameters too.
    let value = match value.split_once('?') {
        Some((before, _)) => format!("{before}?…"),
        None => value.to_owned(),
    };
    match (value.find("//"), value.rfind('@')) {
        (Some(start), Some(end)) if start + 2 < end => {
            format!("{}…{}", &value[..start + 2], &value[end..])
        }
        _ => value,
    }
}

/// What is logged, as it was written.
fn filter(text: &str) -> Result<String, ()> {
    let read = tracing_subscriber::EnvFilter::try_new(text);
    read.map(|_| text.to_owned()).map_err(|_| ())
}

impl Config {
    /// Checks what was given and fills in the rest.
    ///
    /// # Errors
    /// [`BadSetting::Value`] for the first wrong value.
    pub fn check(given: &Given) -> Result<Self, BadSetting> {
        let listen = given
            .parse("listen", SocketAddr::from_str)?
            .unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8018)));
        let public_url = match given.parse("public_url", web_root)? {
            Some(url) => url,
            None => web_root(&format!("http://{listen}")).map_err(|()| given.wrong("listen"))?,
        };
        let data = PathBuf::from(given.text("data").unwrap_or("./semaine-data"));
        let database = given
            .parse("database_url", |text| DatabaseUrl::parse(Some(text), &data))?
            .unwrap_or_else(|| DatabaseUrl::Sqlite(data.join("semaine.sqlite")));
        let mail_from = match given.parse("mail_from", Mailbox::from_str)? {
            Some(from) => from,
            None => default_sender(&public_url).ok_or_else(|| given.wrong("mail_from"))?,
        };
        let security_contact = given.parse("security_contact", contact)?;
        let dkim = dkim(given, &mail_from)?;
        Ok(Self {
            dkim,
            smtp_url: given.parse("smtp_url", smtp)?,
            geocoder_url: given.parse("geocoder_url", web_address)?,
            geocoder_patience: GEOCODER_PATIENCE,
            map_style_url: given.parse("map_style_url", web_address)?,
            theme: given.parse("theme", folder)?,
            campaign: given
                .parse("campaign", short_name)?
                .unwrap_or_else(|| "Semaine de l’Industrie".to_owned()),
            trusted_proxies: given
                .parse("trusted_proxies", Network::list)?
                .unwrap_or_default(),
            bookings_kept_days: given.parse("bookings_kept_days", days)?.unwrap_or(90),
            answers_mb: given.parse("answers_mb", megabytes)?.unwrap_or(24),
            metrics: given
                .parse("metrics", readers)?
                .unwrap_or_else(Network::loopback),
            metrics_token: given.parse("metrics_token", token)?,
            log: given
                .parse("log", filter)?
                .unwrap_or_else(|| "info".to_owned()),
            demo: false,
            listen,
            public_url,
            data,
            database,
            mail_from,
            security_contact,
            publisher: given.parse("publisher", notice)?,
            hosting: given.parse("hosting", notice)?,
        })
    }

    /// Whether people come over https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// The absolute address of a path of the site, such as `/evenements`.
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{}", self.origin(), path)
    }

    /// The scheme, host and port people see, without a trailing slash.
    #[must_use]
    pub fn origin(&self) -> String {
        self.public_url.origin().ascii_serialization()
    }
}

/// The settings as the help shows them.
#[must_use]
pub fn help() -> String {
    let mut text = String::from(
        "Settings (in the file given by --config, or in the environment in capitals after SEMAINE_):\n",
    );
    for key in KEYS {
        text.push_str(&format!(
            "  {}: {}.\n      Expected {}. Default: {}.\n",
            key.name, key.about, key.expected, key.default
        ));
    }
    text
}

fn web_address(text: &str) -> Result<Url, ()> {
    let url = Url::parse(text).map_err(|_| ())?;
    let web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some();
    if web { Ok(url) } else { Err(()) }
}

fn web_root(text: &str) -> Result<Url, ()> {
    let url = web_address(text)?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if bare { Ok(url) } else { Err(()) }
}

fn smtp(text: &str) -> Result<String, ()> {
    lettre::AsyncSmtpTransport::<lettre::Tokio1Executor>::from_url(text).map_err(|_| ())?;
    Ok(text.to_owned())
}

fn dkim(given: &Given, mail_from: &Mailbox) -> Result<Option<Dkim>, BadSetting> {
    let (selector, domain) = (
        given.parse("dkim_selector", label)?,
        given.parse("dkim_domain", label)?,
    );
    let key = given.parse("dkim_key", file)?;
    Ok(key.map(|key| Dkim {
        key,
        selector: selector.unwrap_or_else(|| "semaine".to_owned()),
        domain: domain.unwrap_or_else(|| mail_from.email.domain().to_owned()),
    }))
}

/// A name as DNS has it, in one part or several.
fn label(text: &str) -> Result<String, ()> {
    let part = |part: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (1..=63).contains(&part.len()) && part.bytes().all(plain)
    };
    let good = text.len() <= 253 && text.split('.').all(part);
    if good {
        Ok(text.to_ascii_lowercase())
    } else {
        Err(())
    }
}

fn file(text: &str) -> Result<PathBuf, ()> {
    let file = PathBuf::from(text);
    if file.is_file() { Ok(file) } else { Err(()) }
}

fn folder(text: &str) -> Result<PathBuf, ()> {
    let folder = PathBuf::from(text);
    if folder.is_dir() { Ok(folder) } else { Err(()) }
}

fn short_name(text: &str) -> Result<String, ()> {
    match text.chars().count() {
        1..=80 => Ok(text.to_owned()),
        _ => Err(()),
    }
}

fn notice(text: &str) -> Result<String, ()> {
    match text.trim().chars().count() {
        1..=600 => Ok(text.trim().to_owned()),
        _ => Err(()),
    }
}

fn contact(text: &str) -> Result<String, ()> {
    let good = text.starts_with("mailto:") || text.starts_with("https://");
    if good && !text.contains(char::is_whitespace) {
        Ok(text.to_owned())
    } else {
        Err(())
    }
}

fn readers(text: &str) -> Result<Vec<Network>, NoNetwork> {
    match text {
        "none" => Ok(Vec::new()),
        some => Network::list(some),
    }
}

fn token(text: &str) -> Result<String, ()> {
    let good = text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_graphic());
    if good { Ok(text.to_owned()) } else { Err(()) }
}

fn megabytes(text: &str) -> Result<u16, ()> {
    let number = text.parse().map_err(|_| ())?;
    (1..=4096).contains(&number).then_some(number).ok_or(())
}

fn days(text: &str) -> Result<u16, ()> {
    let number = text.parse().map_err(|_| ())?;
    (1..=3650).contains(&number).then_some(number).ok_or(())
}

fn default_sender(public_url: &Url) -> Option<Mailbox> {
    // A site without a name has no domain to write from: its letters stay on this machine anyway.
    let host = public_url.domain().unwrap_or("localhost");
    format!("ne-pas-repondre@{host}").parse().ok()
}

#[cfg(test)]
mod tests;

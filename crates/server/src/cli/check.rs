//! `semaine check`: looks at everything a site needs before people come, changes nothing, and says in sentences what is wrong and
//! what is worth knowing.

mod look;
mod macros;

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use store::{DatabaseUrl, Store};
use url::Url;

use crate::config::Config;
use crate::mail::Mailer;
use crate::{pack, web};

/// How long another server may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// An address that every geocoder of the country knows.
const KNOWN_ADDRESS: &str = "Place de la Libération, 32000 Auch";

/// What was found.
#[derive(Debug, Default)]
struct Report {
    /// What keeps the site from working as it was set.
    wrong: Vec<String>,
    /// What works, and may not be meant.
    notes: Vec<String>,
}

impl Report {
    fn wrong(&mut self, sentence: impl Into<String>) {
        self.wrong.push(sentence.into());
    }

    fn note(&mut self, sentence: impl Into<String>) {
        self.notes.push(sentence.into());
    }
}

/// Carries it out.
///
/// # Errors
/// The sentences of all that is wrong.
pub async fn run(config: Config) -> Result<(), String> {
    let mut report = Report::default();
    folder(&config.data, &mut report);
    if let Err(sentence) = pack::check() {
        report.wrong(sentence);
    }
    let looked = look::check(config.theme.as_deref(), &mut report);
    public_address(&config, &mut report);
    letters(&config, &mut report).await;
    if let Some(url) = &config.geocoder_url {
        geocoder(url, &mut report).await;
    }
    database(&config.database, &mut report).await;
    for note in &report.notes {
        eprintln!("Note: {note}");
    }
    match report.wrong.is_empty() {
        true => {
            eprintln!(
                "{looked} The settings and the database ({}) are in order.",
                config.database
            );
            Ok(())
        }
        false => Err(report.wrong.join("\n")),
    }
}

/// The data folder takes files.
fn folder(data: &Path, report: &mut Report) {
    let probe = data.join(format!(".semaine-check-{}", std::process::id()));
    let tried = std::fs::create_dir_all(data)
        .and_then(|()| std::fs::write(&probe, "semaine"))
        .and_then(|()| std::fs::remove_file(&probe));
    if let Err(error) = tried {
        report.wrong(format!(
            "The data folder {} cannot be written ({error}): give it to the user the site runs as, or set data.",
            data.display()
        ));
    }
}

/// What people see, and what stands before the server.
fn public_address(config: &Config, report: &mut Report) {
    let local = is_local(&config.public_url);
    if !local && !config.is_https() {
        report.note(format!(
            "public_url is “{}”: without https, sessions and forms travel open to everybody on the way.",
            config.public_url
        ));
    }
    if config.is_https() && config.trusted_proxies.is_empty() {
        report.note(
            "public_url is https, so a proxy stands before this server, and trusted_proxies names none: all visitors \
             would share the limits of one, and only metrics_token would open /metrics.",
        );
    }
    if local && !config.listen.ip().is_loopback() {
        report.note(format!(
            "The server listens on {}, and public_url is “{}”: the links in letters lead to this machine only.",
            config.listen, config.public_url
        ));
    }
    let mixed = |url: &Url| config.is_https() && url.scheme() == "http";
    if let Some(url) = config.map_style_url.as_ref().filter(|url| mixed(url)) {
        report.wrong(format!(
            "map_style_url is “{url}”: browsers load nothing over http in pages that came over https."
        ));
    }
}

fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => true,
    }
}

/// The mail server answers, takes us as who we say we are, and letters come from somewhere.
async fn letters(config: &Config, report: &mut Report) {
    if config.smtp_url.is_none() {
        report.note(
            "smtp_url is not set: letters stay in the outbox, where the national team reads them.",
        );
    }
    let domain = config.mail_from.email.domain();
    if config.smtp_url.is_some() && !domain.contains('.') {
        report.wrong(format!(
            "mail_from is “{}”: no mail server takes letters from there; set it to an address of your domain.",
            config.mail_from
        ));
    }
    if let Some(url) = config
        .smtp_url
        .as_deref()
        .and_then(|url| Url::parse(url).ok())
    {
        let open =
            url.scheme() == "smtp" && !url.query().is_some_and(|query| query.contains("tls="));
        if open && !is_local(&url) {
            report.note(format!(
                "smtp_url leads to {} without encryption: write smtps://, or smtp://…?tls=required.",
                url.host_str().unwrap_or_default()
            ));
        }
    }
    let mailer = match Mailer::new(config.smtp_url.as_deref(), config.dkim.as_ref()) {
        Ok(mailer) => mailer,
        Err(sentence) => return report.wrong(sentence),
    };
    match tokio::time::timeout(PATIENCE, mailer.answers()).await {
        Ok(Ok(())) => {}
        Ok(Err(why)) => report.wrong(format!(
            "The mail server of smtp_url does not take us: {why}."
        )),
        Err(_) => report.wrong(format!(
            "The mail server of smtp_url does not answer within {} seconds.",
            PATIENCE.as_secs()
        )),
    }
    if let Some(signer) = mailer.signer() {
        if let Err(why) = signer.sign(b"From: a\r\n\r\nb\r\n", Timestamp::UNIX_EPOCH) {
            report.wrong(format!("{why}."));
        }
        let (name, text) = signer.record();
        report.note(format!(
            "letters are signed; publish in DNS: {name} TXT \"{text}\""
        ));
    }
}

async fn geocoder(url: &Url, report: &mut Report) {
    if let Err(why) = web::organiser::geocode::ask(url, KNOWN_ADDRESS, PATIENCE).await {
        report.wrong(format!(
            "geocoder_url is “{url}”: it does not answer /search as the Base Adresse Nationale does ({why})."
        ));
    }
}

/// The database is there, or can be made, and its schema is one we can work with.
async fn database(url: &DatabaseUrl, report: &mut Report) {
    if let DatabaseUrl::Sqlite(path) = url
        && !path.exists()
    {
        return report.note(format!("the database {url} is made when the site starts."));
    }
    let due = match Store::connect(url).await {
        Ok(store) => {
            let due = store::migrate::due(&store).await;
            store.close().await;
            due
        }
        Err(error) => Err(error),
    };
    match due {
        Ok(due) if due.is_empty() => {}
        Ok(due) => report.note(format!(
            "the database lacks {}, which come when the site starts, or with `semaine migrate`.",
            due.join(", ")
        )),
        Err(error) => report.wrong(format!("The database {url} cannot be used: {error}.")),
    }
}

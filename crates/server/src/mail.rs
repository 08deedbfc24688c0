//! Letters as people receive them, and the server that takes them.

mod corrections;
mod dkim;
mod told;

use std::time::Duration;

use domain::words::Language;
use jiff::Timestamp;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use minijinja::context;
use minijinja::value::{Serde, Value};
use serde_json::Value as Json;
use store::outbox::Letter;

use crate::app::App;
use crate::config::Dkim;
use crate::words::Words;

pub use dkim::Signer;

/// How long the mail server may take for one letter, from the greeting to its last word.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// How long it may be silent.
const SILENCE: Duration = Duration::from_secs(30);
/// What a server says of a mailbox that does not exist, in the codes of RFC 5321 and RFC 3463.
const NO_MAILBOX: [u16; 3] = [550, 551, 553];

/// Who takes the letters: an SMTP server, or nobody, and then they stay in the outbox.
pub struct Mailer {
    transport: Option<AsyncSmtpTransport<Tokio1Executor>>,
    signer: Option<Signer>,
}

/// Why a letter was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotTaken {
    /// It may be taken later.
    ForNow(String),
    /// It never will: the address does not exist, or the letter cannot be written.
    Ever(String),
}

impl std::fmt::Display for NotTaken {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (Self::ForNow(why) | Self::Ever(why)) = self;
        out.write_str(why)
    }
}

impl Mailer {
    /// Letters go to the server at `url`, signed when there is a key; without a server, they stay.
    ///
    /// # Errors
    /// A sentence when the address or the key cannot be used.
    pub fn new(url: Option<&str>, dkim: Option<&Dkim>) -> Result<Self, String> {
        let transport = url
            .map(|url| {
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .map(|builder| builder.timeout(Some(SILENCE)).build())
                    .map_err(|error| {
                        format!("The address of the mail server cannot be used: {error}.")
                    })
            })
            .transpose()?;
        let signer = dkim
            .map(|dkim| Signer::open(&dkim.domain, &dkim.selector, &dkim.key))
            .transpose()?;
        Ok(Self { transport, signer })
    }

    /// Whether somebody takes letters.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.transport.is_some()
    }

    /// Whether the mail server answers, and takes us as who we say we are; without one, there is nothing to ask.
    ///
    /// # Errors
    /// What it says, or why it says nothing.
    pub async fn answers(&self) -> Result<(), String> {
        let Some(transport) = &self.transport else {
            return Ok(());
        };
        match transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err("it breaks off".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Who signs the letters.
    #[must_use]
    pub fn signer(&self) -> Option<&Signer> {
        self.signer.as_ref()
    }

    /// Hands a letter over.
    ///
    /// # Errors
    /// [`NotTaken`], which says whether trying again is worth it.
    pub async fn send(&self, message: &Message, now: Timestamp) -> Result<(), NotTaken> {
        let Some(transport) = &self.transport else {
            return Err(NotTaken::ForNow("no mail server is set".to_owned()));
        };
        let letter = message.formatted();
        let letter = match &self.signer {
            Some(signer) => signer.sign(&letter, now).map_err(NotTaken::ForNow)?,
            None => letter,
        };
        let sending = transport.send_raw(message.envelope(), &letter);
        match tokio::time::timeout(PATIENCE, sending).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) if is_about_the_mailbox(&error) => {
                Err(NotTaken::Ever(error.to_string()))
            }
            Ok(Err(error)) => Err(NotTaken::ForNow(error.to_string())),
            Err(_) => Err(NotTaken::ForNow("no answer in time".to_owned())),
        }
    }
}

/// Whether a refusal is about the addressee alone, so that trying again is in vain. A server that refuses whatever we send (it
/// does not know us, or was set up wrongly) says no for ever as well, and yet is mended within the hour: those letters wait.
fn is_about_the_mailbox(error: &lettre::transport::smtp::Error) -> bool {
    let code = error.status().map_or(0, u16::from);
    let said = std::error::Error::source(error).map(ToString::to_string);
    let said = said.unwrap_or_default();
    let detail = said.split_whitespace().find(|word| word.starts_with("5."));
    NO_MAILBOX.contains(&code)
        && detail.is_none_or(|detail| detail.starts_with("5.1.") || detail.starts_with("5.2.1"))
}

/// A letter in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The subject, with what there is to do.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same for programs that show HTML.
    pub html: String,
    /// Where one click stops letters of this kind, when they can be stopped.
    pub unsubscribe: Option<String>,
    /// What the reader’s calendar is to take in, or to take out.
    pub calendar: Option<Invitation>,
}

/// A calendar file that goes with a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// What is to be done with it: `REQUEST` or `CANCEL` (RFC 5546).
    pub method: String,
    /// The file.
    pub text: String,
}

/// Writes a letter of the outbox in the language of its addressee.
///
/// The templates are `mail/KIND.txt` and `mail/KIND.html`; the subject is the text `mail-KIND-subject`. Both get the
/// letter's params as `letter`, with what is found about its event when it is sent; the words get the params that are texts or
/// numbers, and the names of the territory as `of` and `within`.
///
/// # Errors
/// [`NotTaken::ForNow`] when the database does not answer, or when the template is wrong, since an operator mends a theme;
/// [`NotTaken::Ever`] when what the letter is about has gone.
pub async fn write(app: &App, letter: &Letter) -> Result<Written, NotTaken> {
    let language = Language::parse(&letter.language).unwrap_or_default();
    let params = told::params(app, letter, language).await?;
    render(app, &letter.kind, language, &params).map_err(NotTaken::ForNow)
}

fn render(app: &App, kind: &str, language: Language, params: &Json) -> Result<Written, String> {
    let subject = subject(&app.words, language, kind, params);
    let campaign = app.campaign(language);
    let campaign = match &app.face().edition {
        Some(edition) => format!("{campaign} · {}", edition.name.get(language)),
        None => campaign,
    };
    let values = context! {
        page => context! { lang => language.tag() },
        subject => subject.as_str(),
        letter => Value::from(Serde(params)),
        site => context! { campaign, address => app.config.origin() },
    };
    let render = |end: &str| {
        let name = format!("mail/{kind}.{end}");
        app.pages
            .render(language, &name, values.clone())
            .map_err(|error| format!("{error:#}"))
    };
    Ok(Written {
        text: render("txt")?,
        html: render("html")?,
        unsubscribe: params
            .get("unsubscribe")
            .and_then(Json::as_str)
            .filter(|address| !address.is_empty())
            .map(str::to_owned),
        calendar: invitation(params),
        subject,
    })
}

fn invitation(params: &Json) -> Option<Invitation> {
    let text = |name: &str| params.get(name).and_then(Json::as_str).map(str::to_owned);
    Some(Invitation {
        method: text("calendar_method")?,
        text: text("calendar")?,
    })
}

fn subject(words: &Words, language: Language, kind: &str, params: &Json) -> String {
    let plain = |value: &Json| match value {
        Json::String(text) => Some(fluent_bundle::FluentValue::from(text.clone())),
        Json::Number(number) => Some(fluent_bundle::FluentValue::from(number.as_f64()?)),
        _ => None,
    };
    let own = params.as_object().into_iter().flatten();
    let place = params.get("place").and_then(Json::as_object);
    let args = own
        .chain(place.into_iter().flatten())
        .filter_map(|(name, value)| Some((name.as_str(), plain(value)?)));
    let key = format!("mail-{kind}-subject");
    let text = words.say(language, &key, Some(&crate::words::args(args)));
    // A line break would begin another header; spaces that do not break stay as they are.
    let plain = text.split(|letter: char| letter.is_control() || letter == ' ');
    plain
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The letter as the mail server takes it. Its `Message-ID` is made from its number: one that is sent again after a
/// crash is recognised as the same.
///
/// # Errors
/// What cannot be written in a letter, such as an address.
pub fn envelope(app: &App, letter: &Letter, written: &Written) -> Result<Message, String> {
    let to: Mailbox = letter
        .to_email
        .parse()
        .map_err(|error| format!("{error}"))?;
    let host = app.config.public_url.host_str().unwrap_or("localhost");
    let proof = app.key.prove("message", &letter.id.to_string());
    let posted =
        std::time::SystemTime::try_from(letter.created_at).map_err(|error| error.to_string())?;
    let mut builder = Message::builder()
        .from(app.config.mail_from.clone())
        .to(to)
        .subject(&written.subject)
        .message_id(Some(format!("<{}.{}@{host}>", letter.id, &proof[..12])))
        .date(posted);
    builder = builder.raw_header(raw("Auto-Submitted", "auto-generated")?);
    if let Some(address) = &written.unsubscribe {
        builder = builder
            .raw_header(raw("List-Unsubscribe", &format!("<{address}>"))?)
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")?);
    }
    let words = MultiPart::alternative_plain_html(written.text.clone(), written.html.clone());
    let whole = match &written.calendar {
        Some(invitation) => with_calendar(words, invitation)?,
        None => words,
    };
    builder.multipart(whole).map_err(|error| error.to_string())
}

/// The words with the calendar: as one more way to read the letter, for programs that take it in by themselves, and as a file, for
/// whoever opens it by hand.
fn with_calendar(words: MultiPart, invitation: &Invitation) -> Result<MultiPart, String> {
    let kind = format!("text/calendar; charset=utf-8; method={}", invitation.method);
    let kind = ContentType::parse(&kind).map_err(|error| error.to_string())?;
    let inside = SinglePart::builder()
        .header(kind)
        .body(invitation.text.clone());
    let file = ContentType::parse("application/ics").map_err(|error| error.to_string())?;
    let file = Attachment::new("rendez-vous.ics".to_owned()).body(invitation.text.clone(), file);
    Ok(MultiPart::mixed()
        .multipart(words.singlepart(inside))
        .singlepart(file))
}

fn raw(name: &str, value: &str) -> Result<HeaderValue, String> {
    let name = HeaderName::new_from_ascii(name.to_owned()).map_err(|error| error.to_string())?;
    Ok(HeaderValue::new(name, value.to_owned()))
}

//! The three kinds of "no", never mixed: a refusal (a rule says no), an absence (nothing here for you), a fault (ours).

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::words::Language;
use fluent_bundle::{FluentArgs, FluentValue};
use store::StoreError;

use crate::words::Words;

/// What a handler answers.
pub type Answer<T = Response> = Result<T, Failure>;

/// What stands between several values of a sentence until its language is known; no text that is typed holds it.
const BETWEEN: &str = "\u{1f}";

/// A sentence: a key of `locales/*/refusal.ftl` and what it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The key.
    pub key: String,
    /// Names and values.
    pub args: Vec<(String, String)>,
}

impl Sentence {
    /// The sentence of that key, which needs nothing.
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            args: Vec::new(),
        }
    }

    /// The same sentence with one more value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// The same sentence with several values, set apart as each language does.
    #[must_use]
    pub fn with_each(self, name: &str, values: &[String]) -> Self {
        self.with(name, values.join(BETWEEN))
    }

    /// The sentence in a language.
    #[must_use]
    pub fn said(&self, words: &Words, language: Language) -> String {
        let between = words.say(language, "refusal-between", None);
        let args: FluentArgs<'_> = self
            .args
            .iter()
            .map(|(name, value)| {
                let value = value.replace(BETWEEN, &between);
                (name.as_str(), FluentValue::from(value))
            })
            .collect();
        words.say(language, &self.key, Some(&args))
    }
}

/// Why there is no answer. The frame of the site turns it into a page, or into JSON below `/api`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// A rule says no: 422, a sentence. A form that can show it beside its field does so itself.
    Refusal(Sentence),
    /// There is nothing at this address: 404.
    NotFound,
    /// The secret address opens nothing, or nothing any more: 404.
    DeadLink,
    /// There was something, and it has gone: 410, with a sentence that shows a way on.
    Gone(Sentence),
    /// Not for this person: 403.
    Forbidden,
    /// For signed-in people: off to the sign-in page and back.
    SignIn,
    /// Someone else changed the same thing meanwhile: 409, with a sentence.
    Conflict(Sentence),
    /// The form is not ours, or its session has ended: 403.
    Forged,
    /// What was sent cannot be read: 400.
    Unreadable,
    /// What was sent is too large: 413.
    TooLarge,
    /// Asked too often: 429.
    TooMany {
        /// How long until it is worth asking again.
        wait: Duration,
    },
    /// The database or another part is busy: 503, try again.
    Busy(String),
    /// Our fault: logged once with a number that the visitor sees too.
    Fault(String),
}

impl Failure {
    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Refusal(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotFound | Self::DeadLink => StatusCode::NOT_FOUND,
            Self::Gone(_) => StatusCode::GONE,
            Self::Forbidden | Self::Forged => StatusCode::FORBIDDEN,
            Self::SignIn => StatusCode::SEE_OTHER,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// A fault, from whatever says what went wrong.
    pub fn fault(error: impl std::fmt::Display) -> Self {
        Self::Fault(error.to_string())
    }

    /// A refusal that needs only its key.
    #[must_use]
    pub fn refusal(key: &str) -> Self {
        Self::Refusal(Sentence::new(key))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        if error.is_passing() {
            Self::Busy(error.to_string())
        } else {
            Self::Fault(error.to_string())
        }
    }
}

impl From<minijinja::Error> for Failure {
    fn from(error: minijinja::Error) -> Self {
        Self::Fault(format!("{error:#}"))
    }
}

/// The failure travels with the bare answer to the frame of the site, which knows the visitor's language.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

//! Forms: read within limits, and only ours.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::error::{Answer, Failure};
use crate::web::door::Visit;

/// What a form's token proves.
const PURPOSE: &str = "form";
/// Fields of one form; a proposal with 800 slots fits.
const MOST_FIELDS: usize = 6_000;

impl App {
    /// The token of a form: bound to the session, or to the secret address it stands at.
    #[must_use]
    pub fn form_token(&self, visit: &Visit, capability: Option<&str>) -> String {
        self.key.prove(PURPOSE, &bound_to(visit, capability))
    }

    /// Whether a form was ours; for handlers that read it themselves, such as one with a picture.
    ///
    /// # Errors
    /// [`Failure::Forged`] when it was not.
    pub fn check_token(&self, visit: &Visit, capability: Option<&str>, token: &str) -> Answer<()> {
        match self
            .key
            .proves(PURPOSE, &bound_to(visit, capability), token)
        {
            true => Ok(()),
            false => Err(Failure::Forged),
        }
    }
}

fn bound_to(visit: &Visit, capability: Option<&str>) -> String {
    match (capability, &visit.me) {
        (Some(secret), _) => format!("capability {secret}"),
        (None, Some(me)) => format!("session {}", me.session),
        // A form for anybody: what protects it is that browsers say where a request comes from.
        (None, None) => "visitor".to_owned(),
    }
}

/// A form of one of our pages, its token checked against the session.
#[derive(Debug)]
pub struct Sent<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let fields = Fields::from_request(request, app).await?;
        app.check_token(&fields.visit, None, fields.get("csrf").unwrap_or_default())?;
        fields.read().map(Self)
    }
}

/// The fields of a form as they came, in order, their token not checked yet: for forms whose fields are not known
/// beforehand, or whose token is bound to a secret address.
#[derive(Debug)]
pub struct Fields {
    /// Who sent it.
    pub visit: Visit,
    pairs: Vec<(String, String)>,
}

impl Fields {
    /// The first value of a field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Every value of a field, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Every field, in order.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The fields as a value of a type that says which ones it takes; others are ignored.
    ///
    /// # Errors
    /// [`Failure::Unreadable`] when one is missing or of another kind.
    pub fn read<T: DeserializeOwned>(&self) -> Answer<T> {
        let known = self
            .pairs
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()));
        let deserializer =
            serde::de::value::MapDeserializer::<_, serde::de::value::Error>::new(known);
        T::deserialize(deserializer).map_err(|_| Failure::Unreadable)
    }
}

impl FromRequest<App> for Fields {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, app).await?;
        let kind = parts
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Failure::Unreadable);
        }
        let request = Request::from_parts(parts, body);
        let bytes = Bytes::from_request(request, app).await.map_err(|refused| {
            match refused.status().as_u16() {
                413 => Failure::TooLarge,
                _ => Failure::Unreadable,
            }
        })?;
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(&bytes)
            .take(MOST_FIELDS + 1)
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect();
        if pairs.len() > MOST_FIELDS {
            return Err(Failure::TooLarge);
        }
        Ok(Self { visit, pairs })
    }
}

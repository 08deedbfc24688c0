//! Which edition a page is about, and how its links and words are written.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::{Catalogue, Query};
use domain::edition::{Edition, Rules, Stage};
use domain::words::Language;
use fluent_bundle::{FluentArgs, FluentValue};
use jiff::Timestamp;

use crate::app::{App, Shelved};
use crate::error::{Answer, Failure};
use crate::refresh;
use crate::web::door::Visit;
use crate::web::page::{Band, Page, href};
use crate::words::number;

/// Where the addresses of an edition of its own begin.
const EDITIONS: &str = "/editions/";

/// An edition as a page shows it: the catalogue it holds for the length of the request, the visitor's language, and the
/// beginning of its addresses.
#[derive(Clone)]
pub struct Scope {
    /// The application.
    pub app: App,
    /// Who asks, and in which language.
    pub visit: Visit,
    /// The edition and its catalogue.
    pub shelved: Shelved,
    /// The moment of the request.
    pub now: Timestamp,
    /// `/editions/2018` on the pages of an edition of its own, empty at the root.
    prefix: String,
}

impl FromRequestParts<App> for Scope {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let visit = Visit::from_request_parts(parts, app).await?;
        let own = visit
            .path
            .strip_prefix(EDITIONS)
            .and_then(|rest| rest.split('/').next())
            .map(str::to_owned);
        let found = match &own {
            Some(slug) => app.shelf.edition(slug),
            None => app.shelf.current(),
        };
        let shelved = found
            .filter(|shelved| shelved.edition.is_public())
            .ok_or(Failure::NotFound)?;
        let prefix = own
            .map(|slug| format!("{EDITIONS}{slug}"))
            .unwrap_or_default();
        Ok(Self::new(app, visit, shelved, prefix))
    }
}

impl Scope {
    fn new(app: &App, visit: Visit, shelved: Shelved, prefix: String) -> Self {
        Self {
            now: app.clock.now(),
            app: app.clone(),
            visit,
            shelved,
            prefix,
        }
    }

    /// The edition the site is about, as seen by a visitor of any page; none before one is open.
    #[must_use]
    pub fn current(app: &App, visit: &Visit) -> Option<Self> {
        let shelved = app.shelf.current()?;
        Some(Self::new(app, visit.clone(), shelved, String::new()))
    }

    /// The same visitor's view of another edition, at its own addresses.
    #[must_use]
    pub fn of(&self, shelved: Shelved) -> Self {
        let current = self.app.shelf.current();
        let here = current.is_some_and(|current| current.edition.id == shelved.edition.id);
        let prefix = match here {
            true => String::new(),
            false => format!("{EDITIONS}{}", shelved.edition.slug),
        };
        Self::new(&self.app, self.visit.clone(), shelved, prefix)
    }

    /// The catalogue.
    #[must_use]
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.shelved.catalogue
    }

    /// The edition.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.shelved.edition
    }

    /// What the national team set for the edition.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.shelved.edition.rules
    }

    /// The visitor's language.
    #[must_use]
    pub fn lang(&self) -> Language {
        self.visit.lang
    }

    /// Whether the edition is over and kept.
    #[must_use]
    pub fn is_archived(&self) -> bool {
        matches!(self.edition().stage, Stage::Finished { .. })
    }

    /// Where a page of the programme leads when none is kept of an edition that is over: to the edition's own page.
    #[must_use]
    pub fn without_programme(&self) -> Option<Response> {
        let none = self.is_archived() && self.is_apart() && self.catalogue().is_empty();
        none.then(|| Redirect::temporary(&self.href("/")).into_response())
    }

    /// Whether the pages stand at the edition's own addresses rather than at the root.
    #[must_use]
    pub fn is_apart(&self) -> bool {
        !self.prefix.is_empty()
    }

    /// The path of a page of this edition, without the prefix of the language.
    #[must_use]
    pub fn path(&self, path: &str) -> String {
        match (self.prefix.as_str(), path) {
            ("", _) => path.to_owned(),
            (prefix, "/") => prefix.to_owned(),
            (prefix, _) => format!("{prefix}{path}"),
        }
    }

    /// The path under which a page of this edition wants to be known: at the root when the site is about it.
    #[must_use]
    pub fn canonical(&self, path: &str) -> String {
        self.of(self.shelved.clone()).path(path)
    }

    /// A link to a page of this edition.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        href(self.visit.lang, &self.path(path))
    }

    /// A link to a page of this edition that asks a query.
    #[must_use]
    pub fn ask(&self, path: &str, query: &Query) -> String {
        let asked = query.to_query_string();
        match asked.is_empty() {
            true => self.href(path),
            false => format!("{}?{asked}", self.href(path)),
        }
    }

    /// The link to an event.
    #[must_use]
    pub fn event(&self, slug: &str) -> String {
        self.href(&format!("/evenements/{slug}"))
    }

    /// Shows a page of this edition: one that is over says so first, and shows the way to the edition that runs.
    ///
    /// # Errors
    /// A fault when the template is wrong.
    pub fn show(&self, page: Page) -> Answer {
        let page = match self.is_archived() && self.is_apart() {
            true => page.band(Band {
                text: self.tell(
                    "public-edition-over",
                    &[("name", &refresh::title(self.edition(), self.lang()))],
                ),
                link: self.say("public-edition-current"),
                href: href(self.lang(), "/"),
            }),
            false => page,
        };
        self.app.show(&self.visit, page)
    }

    /// A text in the visitor's language.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.app.words.say(self.visit.lang, key, None)
    }

    /// A text in the visitor's language, with what fills it.
    #[must_use]
    pub fn tell(&self, key: &str, filled: &[(&str, &str)]) -> String {
        let args: FluentArgs<'_> = filled
            .iter()
            .map(|(name, value)| (*name, FluentValue::from(*value)))
            .collect();
        self.app.words.say(self.visit.lang, key, Some(&args))
    }

    /// A text about a number: `count` chooses the form, `text` is the number as it is written.
    #[must_use]
    pub fn count(&self, key: &str, count: usize) -> String {
        let args: FluentArgs<'_> = [
            ("count", FluentValue::from(count)),
            ("text", FluentValue::from(self.number(count))),
        ]
        .into_iter()
        .collect();
        self.app.words.say(self.visit.lang, key, Some(&args))
    }

    /// A number as it is written.
    #[must_use]
    pub fn number(&self, count: usize) -> String {
        number(count as f64, self.visit.lang)
    }
}

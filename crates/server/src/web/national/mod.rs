//! The space of the national team: editions and their rules, who decides where, who is late, what is posted.

mod campaign;
mod changes;
mod dashboard;
mod editions;
mod effect;
mod letters;
mod map;
mod people;
mod rows;
mod rules;
mod stages;
mod territories;
mod typed;

use std::sync::Arc;

use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::routing::{get, post};
use domain::authority::{self, National};
use domain::ids::PersonId;
use fluent_bundle::FluentValue;
use serde_json::{Value as Json, json};

use crate::acts;
use crate::app::App;
use crate::error::{Answer, Failure};
use crate::web::door::{Me, Visit};
use crate::web::form::Fields;
use crate::web::page::{Flash, Page, href};

/// The addresses of the national team.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/pilotage", get(dashboard::show))
        .route(
            "/pilotage/editions",
            get(editions::list).post(editions::create),
        )
        .route(
            "/pilotage/editions/{slug}",
            get(rules::show).post(rules::save),
        )
        .route(
            "/pilotage/editions/{slug}/etape",
            get(stages::ask).post(stages::change),
        )
        .route(
            "/pilotage/campagnes/{slug}",
            get(campaign::show).post(campaign::save),
        )
        .route("/pilotage/territoires", get(territories::list))
        .route(
            "/pilotage/personnes",
            get(people::team).post(people::invite),
        )
        .route(
            "/pilotage/personnes/{appointment}/fin",
            post(people::dismiss),
        )
        .route(
            "/pilotage/personnes/invitation/{invitation}/reprendre",
            post(people::take_back),
        )
        .route("/pilotage/connexions", get(people::sessions))
        .route("/pilotage/connexions/{id}/fin", post(people::end_session))
        .route(
            "/pilotage/connexions/personne/{id}/fin",
            post(people::end_all),
        )
        .route("/pilotage/lettres", get(letters::list))
        .route("/pilotage/lettres/reessayer", post(letters::all_again))
        .route("/pilotage/lettres/{id}", get(letters::show))
        .route("/pilotage/lettres/{id}/html", get(letters::html))
        .route("/pilotage/lettres/{id}/reessayer", post(letters::again))
}

/// Someone of the national team, on a page of theirs. Others are sent to sign in, or told that the page is not for them.
pub struct Team {
    visit: Visit,
    me: Arc<Me>,
    /// The proof that they belong to it.
    proof: National,
}

impl FromRequestParts<App> for Team {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let visit = Visit::from_request_parts(parts, app).await?;
        let me = visit.me.clone().ok_or(Failure::SignIn)?;
        let mut conn = app.store.reader().await?;
        let standing = acts::standing(&mut conn, PersonId(me.person.id)).await?;
        let proof = authority::national(&standing).map_err(|_| Failure::Forbidden)?;
        Ok(Self { visit, me, proof })
    }
}

/// The tabs of the space: the key of their words, and their path.
const TABS: [(&str, &str); 6] = [
    ("dashboard", "/pilotage"),
    ("editions", "/pilotage/editions"),
    ("territories", "/pilotage/territoires"),
    ("people", "/pilotage/personnes"),
    ("sessions", "/pilotage/connexions"),
    ("letters", "/pilotage/lettres"),
];

/// What was just done, as the query of the next page names it.
const DONE: [&str; 10] = [
    "campaign",
    "created",
    "saved",
    "opened",
    "finished",
    "invited",
    "dismissed",
    "taken-back",
    "ended",
    "again",
];

impl Team {
    fn say(&self, app: &App, key: &str) -> String {
        app.words.say(self.visit.lang, key, None)
    }

    fn say_with(&self, app: &App, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let args = args.iter().map(|(name, value)| (*name, value.clone()));
        let args = crate::words::args(args);
        app.words.say(self.visit.lang, key, Some(&args))
    }

    fn href(&self, path: &str) -> String {
        href(self.visit.lang, path)
    }

    /// A page of the space, under one of its tabs.
    fn page(&self, app: &App, template: &str, title: &str, tab: &str) -> Page {
        let tabs: Vec<Json> = TABS
            .iter()
            .map(|(key, path)| {
                json!({
                    "text": self.say(app, &format!("national-tab-{key}")),
                    "href": self.href(path), "here": *key == tab, "count": null,
                })
            })
            .collect();
        let page = Page::new(template, title).hidden().with("tabs", tabs);
        let done = self.visit.query.as_deref().unwrap_or_default();
        let done = done
            .strip_prefix("fait=")
            .filter(|done| DONE.contains(done));
        match done {
            Some(done) => page.flash(Flash {
                kind: "good",
                title: self.say(app, &format!("national-done-{done}")),
                text: String::new(),
            }),
            None => page,
        }
    }

    /// Whether a form is one of ours.
    fn check(&self, app: &App, sent: &Fields) -> Answer<()> {
        app.check_token(&self.visit, None, sent.get("csrf").unwrap_or_default())
    }

    /// The name of a territory in the page's language; its code where the pack does not know it.
    fn territory(&self, app: &App, code: &str) -> String {
        let place = app.gazetteer.territory(code);
        let name = place.map(|place| app.gazetteer.name(place, self.visit.lang.tag()).to_owned());
        name.unwrap_or_else(|| code.to_owned())
    }
}

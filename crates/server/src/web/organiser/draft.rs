//! An event as its organiser opens it by its secret address.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;
use domain::authority::{self, Action, Announcer, Organiser, Standing};
use domain::edition::{Edition, Stage};
use domain::event::{Content, Field};
use domain::ids::PersonId;
use domain::review::{Remark, Review, VerdictKind};
use sha2::{Digest, Sha256};
use store::events::{self, Kept};
use store::{Conn, editions, reviews};

use crate::acts::{self, Coverage, Examined, World};
use crate::app::App;
use crate::capability;
use crate::error::{Answer, Failure};
use crate::secret::hex;
use crate::web::door::Visit;
use crate::web::sentences::Speaker;

/// An event that was opened.
pub struct Opened {
    /// The secret part of its address.
    pub secret: String,
    /// The event.
    pub kept: Kept,
    /// Its edition.
    pub edition: Edition,
    /// What the form shows.
    pub content: Content,
    /// The remarks that wait for an answer.
    pub remarks: Vec<Remark>,
    /// Which territories have someone who decides.
    pub coverage: Coverage,
    /// Names the campaign is known by.
    pub campaign_names: Vec<String>,
    /// What the visitor may claim, when they are signed in.
    pub standing: Option<Standing>,
    /// Whether somebody is known to whom a letter about it can be sent.
    pub reachable: bool,
}

impl Opened {
    /// Opens an event by the secret part of its address.
    ///
    /// # Errors
    /// [`Failure::DeadLink`] when it opens nothing; attempts are counted.
    pub async fn load(app: &App, visit: &Visit, secret: &str) -> Answer<Opened> {
        let mut conn = app.store.reader().await?;
        Self::load_in(app, &mut conn, visit, secret).await
    }

    /// The same within a transaction.
    ///
    /// # Errors
    /// As [`Opened::load`].
    pub async fn load_in(
        app: &App,
        conn: &mut Conn,
        visit: &Visit,
        secret: &str,
    ) -> Answer<Opened> {
        let found = match capability::number(secret) {
            Some(id) => events::find(conn, id).await?,
            None => None,
        };
        let opened = found.filter(|kept| capability::opens(&app.key, kept, secret));
        let Some(kept) = opened else {
            // Only those who guess are counted: whoever has the address may come as often as they like.
            app.limits.attempt(visit.from)?;
            return Err(Failure::DeadLink);
        };
        let edition = editions::edition(conn, kept.event.edition).await?;
        let content = acts::editable(conn, &kept).await?;
        let standing = match &visit.me {
            Some(me) => Some(acts::standing(conn, PersonId(me.person.id)).await?),
            None => None,
        };
        let reachable = kept.event.proposer.is_some()
            || store::letters::began_at(conn, kept.id).await?.is_some();
        Ok(Opened {
            reachable,
            secret: secret.to_owned(),
            remarks: open_remarks(conn, &kept).await?,
            coverage: Coverage::load(conn).await?,
            campaign_names: campaign_names(app, conn).await?,
            kept,
            edition,
            content,
            standing,
        })
    }

    /// What the acts need to know.
    #[must_use]
    pub fn world<'a>(&'a self, app: &'a App) -> World<'a> {
        World {
            gazetteer: &app.gazetteer,
            campaign_names: &self.campaign_names,
            edition: &self.edition,
            now: app.clock.now(),
        }
    }

    /// The path of one of its pages; `""` for its own.
    #[must_use]
    pub fn path(&self, page: &str) -> String {
        match page {
            "" => format!("/proposer/{}", self.secret),
            page => format!("/proposer/{}/{page}", self.secret),
        }
    }

    /// The right to change it: that of the signed-in person when they have one, else that of whoever holds the address.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] when its state does not allow it to anybody.
    pub fn organiser(&self, app: &App, action: Action) -> Answer<Organiser> {
        if action == Action::Edit && self.is_over() {
            return Err(Failure::refusal("refusal-review-finished"));
        }
        let matter = self.coverage.matter(&self.kept.event, app.clock.now());
        let own = self.standing.as_ref().and_then(|who| match action {
            Action::Withdraw => authority::withdrawer(who, &matter).ok(),
            Action::Read => authority::relinker(who, &matter).ok(),
            _ => authority::organiser(who, &matter).ok(),
        });
        match own {
            Some(own) => Ok(own),
            None => authority::holder_of_the_link(&matter, action).map_err(|_| Failure::Forbidden),
        }
    }

    /// Whether the visitor is signed in and organises it, whatever address they came by.
    #[must_use]
    pub fn is_own(&self, app: &App) -> bool {
        let matter = self.coverage.matter(&self.kept.event, app.clock.now());
        let own = self.standing.as_ref();
        own.is_some_and(|who| authority::relinker(who, &matter).is_ok())
    }

    /// The right to say what becomes of it.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] before it is public.
    pub fn announcer(&self, app: &App) -> Answer<Announcer> {
        let matter = self.coverage.matter(&self.kept.event, app.clock.now());
        let own = self.standing.as_ref();
        match own.and_then(|who| authority::announcer(who, &matter).ok()) {
            Some(own) => Ok(own),
            None => authority::announcer_by_link(&matter).map_err(|_| Failure::Forbidden),
        }
    }

    /// Whether its edition is over: it is read, and changed no more.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.edition.stage, Stage::Finished { .. })
    }

    /// Whether its form is open.
    #[must_use]
    pub fn may_edit(&self, app: &App) -> bool {
        self.organiser(app, Action::Edit).is_ok()
    }

    /// Everything that can be said of a content of this event.
    ///
    /// # Errors
    /// As the database answers.
    pub async fn examine(&self, app: &App, content: &Content) -> Answer<Examined> {
        let mut conn = app.store.reader().await?;
        let world = self.world(app);
        Ok(acts::examine_form(&mut conn, world, &self.kept, content).await?)
    }
}

/// The remarks of the last verdict, while it waits for an answer.
async fn open_remarks(conn: &mut Conn, kept: &Kept) -> store::Result<Vec<Remark>> {
    if !matches!(kept.event.review, Review::Returned { .. }) {
        return Ok(Vec::new());
    }
    let verdicts = reviews::verdicts(conn, kept.id).await?;
    let last = verdicts
        .into_iter()
        .rev()
        .map(|(_, verdict)| verdict)
        .find(|verdict| verdict.kind == VerdictKind::Returned);
    Ok(last.map(|verdict| verdict.remarks).unwrap_or_default())
}

/// Names the campaign is known by: its own in every language, and that of the settings.
///
/// # Errors
/// As the database answers.
pub async fn campaign_names(app: &App, conn: &mut Conn) -> store::Result<Vec<String>> {
    let mut names = vec![app.config.campaign.clone()];
    for campaign in editions::campaigns(conn).await? {
        names.extend([campaign.name.fr, campaign.name.en]);
    }
    names.retain(|name| !name.is_empty());
    names.dedup();
    Ok(names)
}

/// A digest of some fields of a content: a form carries that of what it showed, so that what changed meanwhile is seen.
#[must_use]
pub fn base(content: &Content, fields: &[Field]) -> String {
    let mut only = Content::default();
    for field in fields {
        field.copy(content, &mut only);
    }
    // Writing a content as JSON cannot fail: it has no map with keys that are no text.
    let text = serde_json::to_vec(&only).unwrap_or_default();
    hex(&Sha256::digest(&text)[..8])
}

/// Who speaks to the visitor.
#[must_use]
pub fn speaker<'a>(app: &'a App, visit: &Visit) -> Speaker<'a> {
    Speaker {
        words: &app.words,
        gazetteer: &app.gazetteer,
        lang: visit.lang,
    }
}

/// An answer at a secret address: no other site learns it, no cache keeps it, no search engine lists it.
#[must_use]
pub fn discreet(mut response: Response) -> Response {
    let headers = response.headers_mut();
    // Our own pages learn it, and nobody else: a browser that said nothing at all would send its forms as a stranger does.
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    headers.insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, nofollow"),
    );
    response
}

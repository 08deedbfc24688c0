//! What an organiser does with an event besides its form: withdraw, cancel, postpone, move online, reinstate, copy, delete.
//! Each has a page that asks before it is done.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::authority::Action;
use domain::edition::{Edition, Stage};
use domain::event::{Content, Field, Status};
use domain::identifier::Web;
use domain::ids::PersonId;
use domain::journal::{Actor, Entry, What};
use domain::review::{REMARK, Review};
use domain::text::{check_length, multi_line, single_line};
use serde_json::json;
use store::{Tx, editions, events, reviews};

use crate::acts::{self, World};
use crate::app::App;
use crate::capability;
use crate::error::{Answer, Failure};
use crate::web::door::Visit;
use crate::web::form::Fields;
use crate::web::organiser::draft::{Opened, discreet, speaker};
use crate::web::organiser::hub;
use crate::web::page::{Page, go, href};

/// An act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It is copied into a new draft of the running edition.
    Copy,
    /// It takes place at another time.
    Postpone,
    /// It takes place online.
    MoveOnline,
    /// It takes place after all.
    Reinstate,
    /// It does not take place.
    Cancel,
    /// The proposal, or the change that waits, is taken back.
    Withdraw,
    /// The draft disappears.
    Delete,
}

impl Act {
    /// Every act, in the order they are offered.
    pub const ALL: [Act; 7] = [
        Act::Copy,
        Act::Postpone,
        Act::MoveOnline,
        Act::Reinstate,
        Act::Cancel,
        Act::Withdraw,
        Act::Delete,
    ];

    /// Its part of the address.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Act::Copy => "copier",
            Act::Postpone => "reporter",
            Act::MoveOnline => "en-ligne",
            Act::Reinstate => "maintenir",
            Act::Cancel => "annuler",
            Act::Withdraw => "retirer",
            Act::Delete => "supprimer",
        }
    }

    fn parse(slug: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|act| act.slug() == slug)
    }

    /// Whether it takes something away.
    #[must_use]
    pub fn is_grave(self) -> bool {
        matches!(self, Act::Cancel | Act::Withdraw | Act::Delete)
    }

    /// Whether visitors read why.
    fn needs_reason(self) -> bool {
        matches!(self, Act::Cancel | Act::Postpone | Act::MoveOnline)
    }

    /// Whether it may be done now.
    #[must_use]
    pub fn is_open(self, app: &App, visit: &Visit, opened: &Opened) -> bool {
        let event = &opened.kept.event;
        let announces = opened.announcer(app).is_ok();
        match self {
            Act::Copy => visit.me.is_some() && event.revisions > 0,
            Act::Cancel => announces && !matches!(event.status, Status::Cancelled { .. }),
            Act::Postpone => announces && !matches!(event.status, Status::Postponed { .. }),
            Act::MoveOnline => announces && !matches!(event.status, Status::MovedOnline { .. }),
            Act::Reinstate => announces && event.status != Status::Scheduled,
            Act::Withdraw => event.revisions > 0 && hub::may_withdraw(app, opened),
            Act::Delete => matches!(event.review, Review::Draft { .. }) && event.revisions == 0,
        }
    }
}

/// The page that asks.
pub async fn ask(
    State(app): State<App>,
    visit: Visit,
    Path((secret, slug)): Path<(String, String)>,
) -> Answer {
    let act = Act::parse(&slug).ok_or(Failure::NotFound)?;
    let opened = Opened::load(&app, &visit, &secret).await?;
    if !act.is_open(&app, &visit, &opened) {
        return Ok(discreet(&app, go(&visit, &opened.path(""))));
    }
    page(&app, &visit, &opened, act, ["", ""], [None, None])
}

fn page(
    app: &App,
    visit: &Visit,
    opened: &Opened,
    act: Act,
    [reason, url]: [&str; 2],
    errors: [Option<String>; 2],
) -> Answer {
    let speaker = speaker(app, visit);
    let key = format!("organiser-act-{}", act.slug());
    let status = match errors.iter().any(Option::is_some) {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let [reason_error, url_error] = errors.map(Option::unwrap_or_default);
    let page = Page::new("organiser/act.html", speaker.word(&key))
        .hidden()
        .nav("organise")
        .capability(&opened.secret)
        .status(status)
        .with("act", act.slug())
        .with("grave", act.is_grave())
        .with("text", speaker.word(&format!("{key}-text")))
        .with("go", speaker.word(&format!("{key}-go")))
        .with("title", &opened.kept.title)
        .with("needs_reason", act.needs_reason())
        .with("needs_url", act == Act::MoveOnline)
        .with("reason", reason)
        .with("url", url)
        .with(
            "errors",
            json!({ "reason": reason_error, "url": url_error }),
        )
        .with("most", REMARK)
        .with(
            "action",
            href(visit.lang, &opened.path(&format!("agir/{}", act.slug()))),
        )
        .with("back", href(visit.lang, &opened.path("")));
    Ok(discreet(app, app.show(visit, page)?))
}

/// Does it.
pub async fn act(
    State(app): State<App>,
    Path((secret, slug)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let act = Act::parse(&slug).ok_or(Failure::NotFound)?;
    let visit = fields.visit.clone();
    app.check_token(
        &visit,
        Some(&secret),
        fields.get("csrf").unwrap_or_default(),
    )?;
    app.limits.change_by(&secret)?;
    let mut tx = app.store.begin().await?;
    let opened = Opened::load_in(&app, &mut tx, &visit, &secret).await?;
    if !act.is_open(&app, &visit, &opened) {
        return Err(Failure::Conflict(crate::error::Sentence::new(
            "refusal-review-moved-on",
        )));
    }
    let reason = multi_line(fields.get("reason").unwrap_or_default());
    let url = single_line(fields.get("url").unwrap_or_default());
    let web = Web::parse(&url);
    let speaker = speaker(&app, &visit);
    let reason_error = match (
        act.needs_reason(),
        reason.is_empty(),
        check_length(&reason, REMARK),
    ) {
        (true, true, _) => Some(speaker.word("refusal-review-no-reason")),
        (true, _, Err(_)) => {
            let limit = crate::web::sentences::refusal(&domain::review::Refusal::TooLong(REMARK));
            Some(speaker.say(&limit))
        }
        _ => None,
    };
    let url_error = (act == Act::MoveOnline && web.is_err())
        .then(|| speaker.word("refusal-identifier-web-shape"));
    if reason_error.is_some() || url_error.is_some() {
        return page(
            &app,
            &visit,
            &opened,
            act,
            [&reason, &url],
            [reason_error, url_error],
        );
    }
    let web = web.map(|web| web.to_string()).unwrap_or_default();
    let path = carry_out(&app, &visit, &mut tx, &opened, act, reason, web).await?;
    tx.commit().await?;
    app.outbox.notify_one();
    Ok(discreet(&app, go(&visit, &path)))
}

/// Does it in the transaction, and answers where to go.
async fn carry_out(
    app: &App,
    visit: &Visit,
    tx: &mut Tx,
    opened: &Opened,
    act: Act,
    reason: String,
    url: String,
) -> Answer<String> {
    let at = app.clock.now();
    let world = opened.world(app);
    let status = match act {
        Act::Copy => return copy(app, visit, tx, opened).await,
        Act::Delete => {
            events::delete_draft(tx, &opened.kept).await?;
            return Ok("/proposer".to_owned());
        }
        Act::Withdraw => {
            let by = opened.organiser(app, Action::Withdraw)?;
            acts::withdraw(tx, world, &opened.kept, &by).await?;
            return Ok(format!("{}?fait", opened.path("")));
        }
        Act::Reinstate => Status::Scheduled,
        Act::Cancel => Status::Cancelled { at, reason },
        Act::Postpone => Status::Postponed { at, reason },
        Act::MoveOnline => Status::MovedOnline { at, reason, url },
    };
    let by = opened.announcer(app)?;
    acts::announce(tx, world, &opened.kept, status, &by).await?;
    Ok(format!("{}?fait", opened.path("")))
}

/// A new draft of the running edition with all that still holds: the dates are emptied, and choices the edition does not offer.
async fn copy(app: &App, visit: &Visit, tx: &mut Tx, opened: &Opened) -> Answer<String> {
    let me = visit.signed_in()?;
    let all = editions::editions(tx).await?;
    let running = all
        .into_iter()
        .find(|edition| matches!(edition.stage, Stage::Running { .. }));
    let edition = running.ok_or_else(|| Failure::refusal("refusal-review-closed"))?;
    let world = World {
        gazetteer: &app.gazetteer,
        campaign_names: &opened.campaign_names,
        edition: &edition,
        now: app.clock.now(),
    };
    let person = PersonId(me.person.id);
    let content = copied(&opened.content, &edition);
    let id = acts::begin(tx, world, Some(person), &content).await?;
    let entry = Entry {
        event: Some(id),
        at: world.now,
        actor: Actor::Organiser {
            person: Some(person),
        },
        what: What::Cloned {
            from: opened.kept.id,
        },
    };
    reviews::append(tx, id, &entry).await?;
    let kept = events::find(tx, id).await?;
    let epoch = kept.map(|kept| kept.link_epoch).unwrap_or_default();
    Ok(format!("{}/quand", capability::path(&app.key, id, epoch)))
}

/// What a copy keeps.
fn copied(content: &Content, edition: &Edition) -> Content {
    let rules = &edition.rules;
    let mut copy = content.clone();
    Field::Slots.copy(&Content::default(), &mut copy);
    // Seats are free again, and whoever is seen on the picture has not agreed to this time yet.
    copy.booking.full = false;
    if let Some(picture) = &mut copy.picture {
        picture.consent = None;
    }
    let offered =
        |list: &[domain::edition::Choice], slug: &str| list.iter().any(|one| one.slug == slug);
    if !offered(&rules.formats, &copy.format) {
        copy.format.clear();
    }
    copy.sectors.retain(|slug| offered(&rules.sectors, slug));
    copy.audiences
        .retain(|slug| offered(&rules.audiences, slug));
    copy.tags.retain(|slug| offered(&rules.tags, slug));
    copy
}

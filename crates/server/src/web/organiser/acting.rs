//! What an organiser does with an event besides its form: withdraw, cancel, postpone, move online, reinstate, copy, delete.
//! Each has a page that asks before it is done.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::authority::Action;
use domain::edition::{Edition, Stage};
use domain::event::{Content, Field};
use domain::identifier::Email;
use domain::ids::PersonId;
use domain::journal::{Actor, Entry, What};
use domain::review::{Event, REMARK, Review};
use serde_json::json;
use store::{Tx, editions, events, letters, outbox, reviews};

use crate::acts::{self, World};
use crate::app::App;
use crate::capability;
use crate::error::{Answer, Failure, Sentence};
use crate::web::announce::{Change, Typed};
use crate::web::door::Visit;
use crate::web::form::Fields;
use crate::web::organiser::draft::{Opened, discreet, speaker};
use crate::web::organiser::{hub, start};
use crate::web::page::{Page, go, href};

/// An act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It is copied into a new draft of the running edition.
    Copy,
    /// What becomes of it is announced.
    Announce(Change),
    /// The proposal, or the change that waits, is taken back; what is labelled leaves the programme.
    Withdraw,
    /// Its secret address is another one from now on.
    Relink,
    /// The draft disappears.
    Delete,
}

impl Act {
    /// Every act, in the order they are offered.
    pub const ALL: [Act; 8] = [
        Act::Copy,
        Act::Announce(Change::Postpone),
        Act::Announce(Change::MoveOnline),
        Act::Announce(Change::Reinstate),
        Act::Announce(Change::Cancel),
        Act::Withdraw,
        Act::Relink,
        Act::Delete,
    ];

    /// Its part of the address.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Act::Copy => "copier",
            Act::Announce(change) => change.slug(),
            Act::Withdraw => "retirer",
            Act::Relink => "lien",
            Act::Delete => "supprimer",
        }
    }

    fn parse(slug: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|act| act.slug() == slug)
    }

    /// Whether it takes something away.
    #[must_use]
    pub fn is_grave(self) -> bool {
        matches!(
            self,
            Act::Announce(Change::Cancel) | Act::Withdraw | Act::Delete
        )
    }

    /// Whether it may be done now.
    #[must_use]
    pub fn is_open(self, app: &App, opened: &Opened) -> bool {
        let event = &opened.kept.event;
        let runs = opened.edition.is_running();
        match self {
            Act::Copy => event.revisions > 0,
            Act::Announce(change) => runs && opened.announcer(app).is_ok() && change.is_news(event),
            // What is public stays in an edition that is over.
            Act::Withdraw => {
                let open = runs || event.label.is_none();
                open && event.revisions > 0 && hub::may_withdraw(app, opened)
            }
            Act::Relink => opened.reachable,
            // A draft that was never sent is taken back for good.
            Act::Delete => event.revisions == 0 && hub::may_withdraw(app, opened),
        }
    }
}

/// The words of an act on this event: withdrawing what the public reads is another thing than taking a proposal back.
#[must_use]
pub fn words_of(act: Act, event: &Event) -> String {
    match (act, &event.review) {
        (Act::Withdraw, Review::Labelled { .. }) => "organiser-act-depublier".to_owned(),
        (Act::Withdraw, _) if event.label.is_some() => "organiser-act-reprendre".to_owned(),
        _ => format!("organiser-act-{}", act.slug()),
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
    if !act.is_open(&app, &opened) {
        return Ok(discreet(go(&visit, &opened.path(""))));
    }
    page(&app, &visit, &opened, act, &Typed::default(), [None, None])
}

fn page(
    app: &App,
    visit: &Visit,
    opened: &Opened,
    act: Act,
    typed: &Typed,
    errors: [Option<Sentence>; 2],
) -> Answer {
    let speaker = speaker(app, visit);
    let key = words_of(act, &opened.kept.event);
    let status = match errors.iter().any(Option::is_some) {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let told = |error: Option<Sentence>| error.map(|one| speaker.say(&one)).unwrap_or_default();
    let [reason_error, url_error] = errors.map(told);
    let change = match act {
        Act::Announce(change) => Some(change),
        _ => None,
    };
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
        .with("needs_reason", change.is_some_and(Change::needs_reason))
        .with("needs_url", change.is_some_and(Change::needs_url))
        .with("reason", &typed.reason)
        .with("url", &typed.url)
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
    Ok(discreet(app.show(visit, page)?))
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
    let typed = Typed::read(&fields);
    if !act.is_open(&app, &opened) {
        drop(tx);
        return moved_on(&app, &visit, &opened, act, &typed);
    }
    if let Act::Announce(change) = act {
        let faults = typed.faults(change);
        if faults.iter().any(Option::is_some) {
            return page(&app, &visit, &opened, act, &typed, faults);
        }
    }
    match carry_out(&app, &visit, &mut tx, &opened, act, typed.clone()).await {
        Ok(path) => {
            tx.commit().await?;
            app.outbox.notify_one();
            Ok(discreet(go(&visit, &path)))
        }
        Err(Failure::Conflict(_)) => {
            drop(tx);
            moved_on(&app, &visit, &opened, act, &typed)
        }
        Err(failure) => Err(failure),
    }
}

/// Somebody was quicker, and it cannot be done as it stands: what was typed is shown again.
fn moved_on(app: &App, visit: &Visit, opened: &Opened, act: Act, typed: &Typed) -> Answer {
    let words = Sentence::new("refusal-review-moved-on");
    if typed.reason.is_empty() && typed.url.is_empty() {
        return Err(Failure::Conflict(words));
    }
    let mut response = page(app, visit, opened, act, typed, [Some(words), None])?;
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}

/// Does it in the transaction, and answers where to go.
async fn carry_out(
    app: &App,
    visit: &Visit,
    tx: &mut Tx,
    opened: &Opened,
    act: Act,
    typed: Typed,
) -> Answer<String> {
    let world = opened.world(app);
    match act {
        Act::Copy => return copy(app, visit, tx, opened).await,
        Act::Delete => {
            events::delete_draft(tx, &opened.kept).await?;
            return Ok("/proposer".to_owned());
        }
        Act::Withdraw => {
            let by = opened.organiser(app, Action::Withdraw)?;
            acts::withdraw(tx, world, &opened.kept, &by).await?;
        }
        Act::Relink => return relink(app, visit, tx, opened).await,
        Act::Announce(change) => {
            let by = opened.announcer(app)?;
            let status = typed.status(change, app.clock.now());
            acts::announce(tx, world, &opened.kept, status, &by).await?;
        }
    }
    Ok(format!("{}?fait", opened.path("")))
}

/// Every address given so far opens nothing any more. Whoever is known to organise it goes on at the new one; whoever only
/// had the old one finds the new one in the letter, if it is sent to them.
async fn relink(app: &App, visit: &Visit, tx: &mut Tx, opened: &Opened) -> Answer<String> {
    app.limits
        .letter(visit.from, &format!("event {}", opened.kept.id))?;
    let by = opened.organiser(app, Action::Read)?;
    acts::relink(tx, opened.world(app), &opened.kept, &by).await?;
    if !opened.is_own(app) {
        return Ok("/proposer/lien".to_owned());
    }
    let epoch = opened.kept.link_epoch + 1;
    let path = capability::path(&app.key, opened.kept.id, epoch);
    Ok(format!("{path}?lien"))
}

/// Where one who only had the old address is sent.
pub async fn relinked(State(app): State<App>, visit: Visit) -> Answer {
    let speaker = speaker(&app, &visit);
    let page = Page::new(
        "organiser/relinked.html",
        speaker.word("organiser-relinked"),
    )
    .hidden()
    .nav("organise");
    app.show(&visit, page)
}

/// A new draft of the running edition with all that still holds: the dates are emptied, and choices the edition does not offer.
/// Whoever comes by the link alone proves their address with the new proposal, as they did with the first.
async fn copy(app: &App, visit: &Visit, tx: &mut Tx, opened: &Opened) -> Answer<String> {
    app.limits.change(visit.from)?;
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
    let person = visit.me.as_ref().map(|me| PersonId(me.person.id));
    let content = copied(&opened.content, &edition);
    let id = acts::begin(tx, world, person, &content).await?;
    let entry = Entry {
        event: Some(id),
        at: world.now,
        actor: Actor::Organiser { person },
        what: What::Cloned {
            from: opened.kept.id,
        },
    };
    reviews::append(tx, id, &entry).await?;
    let kept = events::find(tx, id).await?;
    let epoch = kept.map(|kept| kept.link_epoch).unwrap_or_default();
    let path = capability::path(&app.key, id, epoch);
    if let (None, Ok(email)) = (person, Email::parse(&content.referee_contact.email)) {
        app.limits.letter(visit.from, &email.comparable())?;
        let letter = start::letter(
            app,
            visit,
            &email,
            &letters::first_letter(id),
            &path,
            world.now,
        );
        outbox::post(tx, &letter, world.now).await?;
    }
    Ok(format!("{path}/quand"))
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

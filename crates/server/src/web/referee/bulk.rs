//! Labelling several proposals at once: a preview that examines each again, the verdicts, and an undo of each.

use axum::extract::State;
use domain::authority::{self, Referee};
use domain::event::Content;
use domain::ids::{EventId, VerdictId};
use domain::review::{Answer as Answered, Met, Review, VerdictKind};
use serde_json::{Value, json};
use store::desk as rows;
use store::events::{self, Kept};
use store::{Conn, StoreError};
use store::{organisations, outbox, reviews};

use super::delay::delay;
use super::desk::{Desk, Trail, failure, pairs};
use super::lists::place_of;
use super::verdict::met;
use crate::acts::{self, Failed, Ruling};
use crate::app::App;
use crate::clock::after;
use crate::error::{Answer, Failure};
use crate::web::door::Visit;
use crate::web::filters;
use crate::web::form::Fields;
use crate::web::page::{Page, go};

/// The most proposals labelled at once: a page of the list.
const MOST: usize = 50;

/// How long the letters of labels given at once are kept back; undone meanwhile, nobody is written to.
const HELD_MILLIS: i64 = 5 * 60_000;

/// Whether a proposal may be labelled with the others, or why not, in words.
enum Fate {
    May(Box<Referee>, Box<Content>),
    MayNot(String),
}

/// Everything there is to say of one that was chosen.
async fn examine(desk: &mut Desk<'_>, conn: &mut Conn, id: i64) -> Answer<Option<(Kept, Fate)>> {
    let Some(kept) = events::find(conn, EventId(id)).await? else {
        return Ok(None);
    };
    let matter = desk.coverage.matter(&kept.event, desk.now);
    // What they may not read does not exist here either.
    if authority::reviewer(&desk.standing, &matter).is_err()
        || kept.event.edition != desk.edition.id
    {
        return Ok(None);
    }
    let Some(revision) = kept.event.waiting() else {
        let why = desk.say("referee-bulk-not-waiting");
        return Ok(Some((kept, Fate::MayNot(why))));
    };
    let Ok(by) = authority::referee(&desk.standing, &matter) else {
        let deciding = desk.territory_name(desk.coverage.deciding(&kept.event.chain));
        let why = desk.say_with("referee-decider", &[("territory", deciding.into())]);
        return Ok(Some((kept, Fate::MayNot(why))));
    };
    let content = events::content(conn, kept.id, revision).await?;
    let examined = acts::examine(conn, desk.world(), Some(kept.id), &content).await?;
    let unmet = examined
        .findings
        .criteria
        .iter()
        .find(|(_, met)| *met == Met::No)
        .and_then(|(slug, _)| {
            let criteria = &desk.edition.rules.criteria;
            criteria.iter().find(|criterion| criterion.slug == *slug)
        });
    if let Some(criterion) = unmet {
        let statement = criterion.statement.get(desk.visit.lang).to_owned();
        let why = desk.say_with("referee-bulk-unmet", &[("statement", statement.into())]);
        return Ok(Some((kept, Fate::MayNot(why))));
    }
    if !examined.findings.may_be_proposed() {
        let why = desk.say("referee-bulk-incomplete");
        return Ok(Some((kept, Fate::MayNot(why))));
    }
    Ok(Some((kept, Fate::May(Box::new(by), Box::new(content)))))
}

/// What tells one proposal from another before it is opened: where, who, when, and until when it is decided.
async fn about(desk: &Desk<'_>, conn: &mut Conn, kept: &Kept, content: &Content) -> Answer<String> {
    let lang = desk.visit.lang;
    let home = kept.event.chain.home();
    let commune = content.place.commune.as_ref();
    let mut parts = vec![place_of(desk, commune, home)];
    if let Some(id) = content.organisation {
        let known = organisations::organisation(conn, id).await?;
        parts.push(known.organisation.name);
    }
    let mut days: Vec<_> = content.slots.iter().map(|slot| slot.start.date()).collect();
    days.sort_unstable();
    days.dedup();
    match days.as_slice() {
        [] => {}
        [day] => parts.push(filters::day_short(*day, lang)),
        [first, .., last] => parts.push(filters::period(*first, *last, lang)),
    }
    if let Review::Proposed { due, .. } = &kept.event.review {
        let delay = delay(&desk.app.words, lang, *due, desk.now, &desk.zone(home));
        parts.push(desk.say_with("referee-bulk-due", &[("when", delay.text.into())]));
    }
    Ok(parts.join(" · "))
}

fn chosen(pairs: &[(String, String)]) -> Vec<i64> {
    let mut ids: Vec<i64> = pairs
        .iter()
        .filter(|(key, _)| key == "choix")
        .filter_map(|(_, value)| value.split(':').next()?.parse().ok())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(MOST);
    ids
}

/// The revision of each chosen proposal that the preview showed.
fn revision_shown(fields: &Fields, id: i64) -> Option<u32> {
    fields.all("choix").find_map(|value| {
        let (own, revision) = value.split_once(':')?;
        (own.parse() == Ok(id)).then(|| revision.parse().ok())?
    })
}

/// What would be labelled, and what cannot be, with why.
pub async fn preview(State(app): State<App>, visit: Visit) -> Answer {
    let mut conn = app.store.reader().await?;
    let mut desk = Desk::open(&app, &visit, &mut conn).await?;
    let query = pairs(&visit);
    let trail = desk.trail(&query);
    show(&mut desk, &mut conn, &trail, &chosen(&query), "").await
}

async fn show(
    desk: &mut Desk<'_>,
    conn: &mut Conn,
    trail: &Trail,
    ids: &[i64],
    error: &str,
) -> Answer {
    let (mut may, mut may_not) = (Vec::new(), Vec::new());
    for id in ids {
        match examine(desk, conn, *id).await? {
            Some((kept, Fate::May(_, content))) => may.push(json!({
                "value": format!("{id}:{}", kept.event.revisions),
                "title": kept.title,
                "about": about(desk, conn, &kept, &content).await?,
                "href": desk.href(&trail.path(&format!("/instruction/{id}"), &[])),
            })),
            Some((kept, Fate::MayNot(why))) => may_not.push(json!({
                "title": kept.title,
                "href": desk.href(&trail.path(&format!("/instruction/{id}"), &[])),
                "why": why,
            })),
            None => {}
        }
    }
    let criteria: Vec<Value> = desk
        .edition
        .rules
        .criteria
        .iter()
        .map(|criterion| {
            json!({
                "name": format!("critere-{}", criterion.slug),
                "statement": criterion.statement.get(desk.visit.lang),
            })
        })
        .collect();
    let status = match error {
        "" => axum::http::StatusCode::OK,
        _ => axum::http::StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = Page::new("referee/bulk.html", desk.say("referee-bulk-title"))
        .hidden()
        .status(status)
        .with("may", may)
        .with("may_not", may_not)
        .with("criteria", criteria)
        .with("error", error)
        .with("carried", trail.carried())
        .with("action", desk.href("/instruction/labelliser"))
        .with("back", desk.href(&trail.path("/instruction", &[])));
    desk.app.show(desk.visit, page)
}

/// Labels those that may be, each by a verdict of its own; the others are told on the next page.
pub async fn label(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    visit.signed_in()?;
    app.check_token(&visit, None, fields.get("csrf").unwrap_or_default())?;
    let mut conn = app.store.reader().await?;
    let mut desk = Desk::open(&app, &visit, &mut conn).await?;
    let trail = desk.trail(fields.pairs());
    let ids = chosen(fields.pairs());
    let answers: Vec<Answered> = desk
        .edition
        .rules
        .criteria
        .iter()
        .filter_map(|criterion| {
            let given = fields.get(&format!("critere-{}", criterion.slug))?;
            Some(Answered {
                criterion: criterion.slug.clone(),
                met: met(given)?,
            })
        })
        .collect();
    let all = desk.edition.rules.criteria.len();
    if answers
        .iter()
        .filter(|answer| answer.met == Met::Yes)
        .count()
        < all
    {
        let error = desk.say("referee-bulk-no-criteria");
        return show(&mut desk, &mut conn, &trail, &ids, &error).await;
    }
    drop(conn);
    let (mut given, mut left) = (Vec::new(), Vec::new());
    for id in ids {
        let shown = revision_shown(&fields, id);
        match one(&mut desk, id, shown, &answers).await? {
            Some(verdict) => given.push(verdict.0.to_string()),
            None => left.push(id.to_string()),
        }
    }
    app.outbox.notify_one();
    let path = trail.path(
        "/instruction/labelliser/fait",
        &[("v", &given.join(".")), ("reste", &left.join("."))],
    );
    Ok(go(&visit, &path))
}

/// Labels one, in the revision that was shown, in a transaction of its own; none when it may not be, or when somebody was
/// quicker.
async fn one(
    desk: &mut Desk<'_>,
    id: i64,
    shown: Option<u32>,
    answers: &[Answered],
) -> Answer<Option<VerdictId>> {
    let mut tx = desk.app.store.begin().await?;
    let Some((kept, Fate::May(by, _))) = examine(desk, &mut tx, id).await? else {
        return Ok(None);
    };
    let Some(revision) = shown else {
        return Ok(None);
    };
    let world = desk.world();
    let ruled = acts::rule(
        &mut tx,
        world,
        &kept,
        revision,
        answers.to_vec(),
        Ruling::Label,
        &by,
    )
    .await;
    match ruled {
        Ok(_) => {}
        Err(Failed::Refused(_) | Failed::Store(StoreError::Conflict(_))) => return Ok(None),
        Err(other) => return Err(failure(other)),
    }
    let verdicts = reviews::verdicts(&mut tx, kept.id).await?;
    if let Some((_, verdict)) = verdicts.last() {
        // Whoever labels forty at once has time to see a mistake before forty people read it.
        let (event, kind, at) = (kept.id, "labelled", verdict.at);
        let until = after(desk.now, HELD_MILLIS);
        outbox::hold(&mut tx, outbox::Reason { event, kind, at }, until).await?;
    }
    tx.commit().await?;
    Ok(verdicts.last().map(|(verdict, _)| *verdict))
}

fn numbers(query: &[(String, String)], name: &str) -> Vec<i64> {
    query
        .iter()
        .filter(|(key, _)| key == name)
        .flat_map(|(_, value)| value.split('.'))
        .filter_map(|number| number.parse().ok())
        .take(MOST)
        .collect()
}

/// What was labelled, what was left, and the way to undo it all.
pub async fn done(State(app): State<App>, visit: Visit) -> Answer {
    let mut conn = app.store.reader().await?;
    let desk = Desk::open(&app, &visit, &mut conn).await?;
    let query = pairs(&visit);
    let trail = desk.trail(&query);
    let (mut labelled, mut undone, mut left) = (Vec::new(), Vec::new(), Vec::new());
    for verdict in numbers(&query, "v").into_iter().map(VerdictId) {
        let Some((kept, last)) = own(&desk, &mut conn, verdict).await? else {
            continue;
        };
        let shown = json!({
            "verdict": verdict.0,
            "title": kept.title,
            "href": desk.href(&format!("/instruction/{}", kept.id)),
        });
        match last {
            true => labelled.push(shown),
            false => undone.push(shown),
        }
    }
    for id in numbers(&query, "reste") {
        let found = events::find(&mut conn, EventId(id)).await?;
        let readable = found.filter(|kept| {
            let matter = desk.coverage.matter(&kept.event, desk.now);
            authority::reviewer(&desk.standing, &matter).is_ok()
        });
        if let Some(kept) = readable {
            left.push(json!({
                "title": kept.title,
                "href": desk.href(&trail.path(&format!("/instruction/{id}"), &[])),
            }));
        }
    }
    let title = match (labelled.is_empty(), undone.is_empty()) {
        (false, _) => "referee-bulk-done-title",
        (true, false) => "referee-bulk-undone-title",
        (true, true) => "referee-bulk-nothing-title",
    };
    let page = Page::new("referee/bulk_done.html", desk.say(title))
        .hidden()
        .with("labelled", labelled)
        .with("undone", undone)
        .with("left", left)
        .with("carried", trail.carried())
        .with("action", desk.href("/instruction/labelliser/annuler"))
        .with("back", desk.href(&trail.path("/instruction", &[])));
    app.show(&visit, page)
}

/// The event of a label this person gave, and whether that is still the last word on it.
async fn own(desk: &Desk<'_>, conn: &mut Conn, verdict: VerdictId) -> Answer<Option<(Kept, bool)>> {
    let Some(id) = rows::event_of(conn, verdict).await? else {
        return Ok(None);
    };
    let verdicts = reviews::verdicts(conn, id).await?;
    let given = verdicts.iter().any(|(own, said)| {
        *own == verdict && said.by == desk.standing.person && said.kind == VerdictKind::Labelled
    });
    let last = verdicts.last().is_some_and(|(own, _)| *own == verdict);
    match events::find(conn, id).await? {
        Some(kept) if given => Ok(Some((kept, last))),
        _ => Ok(None),
    }
}

/// Undoes each of the labels by a verdict of its own; what has moved on since is left as it is.
pub async fn undo(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    visit.signed_in()?;
    app.check_token(&visit, None, fields.get("csrf").unwrap_or_default())?;
    let mut conn = app.store.reader().await?;
    let desk = Desk::open(&app, &visit, &mut conn).await?;
    drop(conn);
    let trail = desk.trail(fields.pairs());
    let asked: Vec<i64> = fields
        .all("verdict")
        .filter_map(|value| value.parse().ok())
        .take(MOST)
        .collect();
    if asked.is_empty() {
        return Err(Failure::Unreadable);
    }
    for verdict in asked.iter().copied().map(VerdictId) {
        undo_one(&desk, verdict).await?;
    }
    app.outbox.notify_one();
    let numbers: Vec<String> = asked.iter().map(ToString::to_string).collect();
    let path = trail.path("/instruction/labelliser/fait", &[("v", &numbers.join("."))]);
    Ok(go(&visit, &path))
}

/// Undoes one label in a transaction of its own; what somebody has judged since stays as it is.
async fn undo_one(desk: &Desk<'_>, verdict: VerdictId) -> Answer<()> {
    let mut tx = desk.app.store.begin().await?;
    let Some((kept, true)) = own(desk, &mut tx, verdict).await? else {
        return Ok(());
    };
    let matter = desk.coverage.matter(&kept.event, desk.now);
    let Ok(by) = authority::referee(&desk.standing, &matter) else {
        return Ok(());
    };
    match acts::undo(&mut tx, desk.world(), &kept, verdict, &by).await {
        Ok(_) => Ok(tx.commit().await?),
        Err(Failed::Refused(_) | Failed::Store(StoreError::Conflict(_))) => Ok(()),
        Err(other) => Err(failure(other)),
    }
}

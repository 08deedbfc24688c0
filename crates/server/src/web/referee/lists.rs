//! The lists of the desk: what waits, what was returned, what is labelled, what was refused.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use domain::ids::{EventId, PersonId, VerdictId};
use domain::review::{Reason, Review, VerdictKind};
use domain::territory::TerritoryCode;
use domain::text;
use serde::Serialize;
use serde_json::{Value, json};
use store::desk::{self as rows, Item};
use store::reviews::{self, QueueFilter};
use store::{Conn, people};

use super::booked;
use super::delay::delay;
use super::desk::{Desk, PAGE, Trail, pairs};
use crate::app::App;
use crate::clock::after;
use crate::error::Answer;
use crate::web::door::Visit;
use crate::web::filters;
use crate::web::page::{Flash, Page};

/// Someone who looked at a proposal less than so long ago still looks at it.
const LOOKING_MILLIS: i64 = 60_000;
/// Settled events among which a title is looked for, the latest first.
const SEARCHED: u32 = 5_000;

/// A row of a list.
#[derive(Debug, Serialize)]
pub struct Row {
    id: i64,
    href: String,
    title: String,
    place: String,
    why: String,
    odd: Vec<String>,
    delay: Value,
    looking: String,
    here: bool,
}

/// What waits, the most urgent first.
pub async fn queue(State(app): State<App>, visit: Visit) -> Answer {
    let mut conn = app.store.reader().await?;
    let desk = Desk::open(&app, &visit, &mut conn).await?;
    let query = pairs(&visit);
    let trail = desk.trail(&query);
    let homes = desk.homes(trail.territory.as_ref());
    let counts = reviews::queue_counts(&mut conn, desk.edition.id, &homes, desk.now).await?;
    let total = counts
        .iter()
        .find(|(filter, _)| *filter == trail.filter)
        .map_or(0, |(_, count)| *count);
    let page = page_asked(&query, total);
    let skip = (page - 1) * PAGE;
    let items = rows::waiting(
        &mut conn,
        desk.edition.id,
        &homes,
        trail.filter,
        desk.now,
        (skip, PAGE),
    )
    .await?;
    let list = listed(&desk, &mut conn, &items, &trail, None).await?;
    let waiting = counts.first().map_or(0, |(_, count)| *count);
    let done = done(&desk, &mut conn, &query, &trail).await?;
    let risks = booked::at_risk(&desk, &mut conn).await?;
    let shown = head(&desk, &mut conn, "/instruction", &trail, waiting)
        .await?
        .with("risks", risks)
        .with("chips", chips(&desk, &counts, &trail))
        .with("list", list)
        .with(
            "pages",
            pages(&desk, "/instruction", &trail, &[], page, total),
        )
        .with("carried", trail.carried())
        .with("may_label", desk.decides())
        .with("done", done)
        .with("filtered", trail.filter != QueueFilter::All)
        .with(
            "all",
            desk.href(
                &Trail {
                    filter: QueueFilter::All,
                    ..trail.clone()
                }
                .path("/instruction", &[]),
            ),
        );
    let shown = match query.iter().any(|(key, _)| key == "bienvenue") {
        true => shown.flash(Flash {
            kind: "good",
            title: desk.say("referee-welcome"),
            text: desk.say("referee-welcome-text"),
        }),
        false => shown,
    };
    app.show(&visit, shown)
}

/// What waits for its organiser.
pub async fn returned(State(app): State<App>, visit: Visit) -> Answer {
    settled(&app, &visit, "/instruction/retournes", "returned").await
}

/// What is labelled.
pub async fn labelled(State(app): State<App>, visit: Visit) -> Answer {
    settled(&app, &visit, "/instruction/labellises", "labelled").await
}

/// What was refused.
pub async fn refused(State(app): State<App>, visit: Visit) -> Answer {
    settled(&app, &visit, "/instruction/refuses", "refused").await
}

async fn settled(
    app: &App,
    visit: &Visit,
    path: &'static str,
    state: &'static str,
) -> Answer<Response> {
    let mut conn = app.store.reader().await?;
    let desk = Desk::open(app, visit, &mut conn).await?;
    let query = pairs(visit);
    let trail = desk.trail(&query);
    let homes = desk.homes(trail.territory.as_ref());
    let words = query
        .iter()
        .find(|(key, _)| key == "q")
        .map(|(_, value)| text::shortened(&text::single_line(value), 140))
        .unwrap_or_default();
    let mut items = rows::settled(&mut conn, desk.edition.id, &homes, state, SEARCHED).await?;
    let wanted = text::words(&words);
    items.retain(|item| {
        let title = text::fold(&item.kept.title);
        wanted.iter().all(|word| title.contains(word.as_str()))
    });
    let total = items.len() as u64;
    let page = page_asked(&query, total);
    let from = ((page - 1) * PAGE) as usize;
    let items: Vec<Item> = items.into_iter().skip(from).take(PAGE as usize).collect();
    let list = listed(&desk, &mut conn, &items, &trail, None).await?;
    let waiting = reviews::queue_counts(&mut conn, desk.edition.id, &homes, desk.now).await?;
    let more: Vec<(&str, &str)> = match words.as_str() {
        "" => Vec::new(),
        words => vec![("q", words)],
    };
    let shown = head(
        &desk,
        &mut conn,
        path,
        &trail,
        waiting.first().map_or(0, |(_, n)| *n),
    )
    .await?
    .with("state", state)
    .with("list", list)
    .with("q", &words)
    .with("action", desk.href(path))
    .with("carried", trail.carried())
    .with("pages", pages(&desk, path, &trail, &more, page, total));
    app.show(visit, shown)
}

/// The head that the lists share: the territory, the tabs, the choice of a territory.
async fn head(
    desk: &Desk<'_>,
    conn: &mut Conn,
    path: &'static str,
    trail: &Trail,
    waiting: u64,
) -> Answer<Page> {
    let homes = desk.homes(trail.territory.as_ref());
    let states = rows::states(conn, desk.edition.id, &homes).await?;
    let count = |state: &str| states.get(state).copied().unwrap_or_default();
    let tabs: Vec<Value> = [
        ("/instruction", "waiting", waiting),
        ("/instruction/retournes", "returned", count("returned")),
        ("/instruction/labellises", "labelled", count("labelled")),
        ("/instruction/refuses", "refused", count("refused")),
    ]
    .into_iter()
    .map(|(to, key, count)| {
        let kept = Trail {
            filter: QueueFilter::All,
            territory: trail.territory.clone(),
        };
        json!({
            "text": desk.say(&format!("referee-tab-{key}")),
            "href": desk.href(&kept.path(to, &[])),
            "here": to == path,
            "count": count,
        })
    })
    .collect();
    let template = match path {
        "/instruction" => "referee/queue.html",
        _ => "referee/settled.html",
    };
    let name = place_name(desk, trail);
    Ok(Page::new(
        template,
        desk.say_with("referee-title", &[("territory", name.clone().into())]),
    )
    .hidden()
    .with("where", &name)
    .with("waiting", waiting)
    .with("tabs", tabs)
    .with("places", places(desk))
    .with(
        "place",
        trail
            .territory
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
    )
    .with("here", desk.href(path))
    .with("keeps", kept_offices(desk)))
}

/// The chosen territory, or the only one, or all of them in words.
fn place_name(desk: &Desk<'_>, trail: &Trail) -> String {
    match (&trail.territory, desk.territories().as_slice()) {
        (Some(code), _) | (None, [code]) => desk.territory_name(code),
        (None, _) => desk.say("referee-all-territories"),
    }
}

/// The territories one may choose among, the whole first; empty when there is no choice.
fn places(desk: &Desk<'_>) -> Vec<Value> {
    let gazetteer = &desk.app.gazetteer;
    let own = desk.territories();
    let mut places: Vec<Value> = Vec::new();
    for code in &own {
        places.push(json!({ "value": code.as_str(), "text": desk.territory_name(code) }));
        for home in desk.homes(Some(code)).iter().filter(|home| *home != code) {
            if gazetteer.departement(home.as_str()).is_some() && !own.contains(home) {
                let text = format!("{} ({home})", desk.territory_name(home));
                places.push(json!({ "value": home.as_str(), "text": text }));
            }
        }
    }
    match places.len() {
        1 => Vec::new(),
        _ => places,
    }
}

/// Links to the pages of the territories this person keeps.
fn kept_offices(desk: &Desk<'_>) -> Vec<Value> {
    let deciding = desk
        .standing
        .appointments
        .iter()
        .filter(|held| held.role.decides());
    let mut links: Vec<Value> = deciding
        .map(|held| {
            let name = desk.territory_name(&held.territory);
            json!({
                "text": desk.say_with("referee-keep-link", &[("territory", name.into())]),
                "href": desk.href(&format!("/instruction/territoire/{}", held.territory)),
            })
        })
        .collect();
    if !links.is_empty() {
        links.push(json!({
            "text": desk.say("referee-import-link"),
            "href": desk.href("/instruction/import"),
        }));
    }
    links
}

fn chips(desk: &Desk<'_>, counts: &[(QueueFilter, u64)], trail: &Trail) -> Vec<Value> {
    counts
        .iter()
        .filter(|(filter, count)| {
            *count > 0 || *filter == QueueFilter::All || *filter == trail.filter
        })
        .map(|(filter, count)| {
            let to = Trail {
                filter: *filter,
                territory: trail.territory.clone(),
            };
            json!({
                "text": desk.say(&format!("referee-filter-{}", filter.slug())),
                "href": desk.href(&to.path("/instruction", &[])),
                "count": count,
                "on": *filter == trail.filter,
            })
        })
        .collect()
}

fn page_asked(query: &[(String, String)], total: u64) -> u32 {
    let last = u32::try_from(total.div_ceil(u64::from(PAGE)).max(1)).unwrap_or(u32::MAX);
    let asked = query
        .iter()
        .find(|(key, _)| key == "page")
        .and_then(|(_, value)| value.parse().ok());
    asked.unwrap_or(1).clamp(1, last)
}

/// The numbers of the pages, as the component draws them.
fn pages(
    desk: &Desk<'_>,
    path: &str,
    trail: &Trail,
    more: &[(&str, &str)],
    page: u32,
    total: u64,
) -> Value {
    let last = u32::try_from(total.div_ceil(u64::from(PAGE)).max(1)).unwrap_or(u32::MAX);
    let link = |number: u32| {
        let number = number.to_string();
        let mut all = more.to_vec();
        all.push(("page", number.as_str()));
        desk.href(&trail.path(path, &all))
    };
    let mut items = Vec::new();
    let mut before = 0;
    for number in (1..=last).filter(|n| *n == 1 || *n == last || n.abs_diff(page) <= 2) {
        if number > before + 1 {
            items.push(json!({ "gap": true }));
        }
        items.push(
            json!({ "text": number.to_string(), "href": link(number), "here": number == page }),
        );
        before = number;
    }
    json!({
        "previous": if page > 1 { link(page - 1) } else { String::new() },
        "next": if page < last { link(page + 1) } else { String::new() },
        "items": items,
        "note": "",
    })
}

/// Rows of a list, with who looks at each.
pub async fn listed(
    desk: &Desk<'_>,
    conn: &mut Conn,
    items: &[Item],
    trail: &Trail,
    here: Option<EventId>,
) -> Answer<Vec<Row>> {
    let ids: Vec<EventId> = items.iter().map(|item| item.kept.id).collect();
    let since = after(desk.now, -LOOKING_MILLIS);
    let seen = rows::looked_at(conn, &ids, desk.standing.person, since).await?;
    let mut names = BTreeMap::new();
    for person in seen.values().flatten() {
        names.insert(*person, name_of(desk, conn, *person).await?);
    }
    let row = |item: &Item| {
        let looking: Vec<&str> = seen
            .get(&item.kept.id)
            .into_iter()
            .flatten()
            .filter_map(|person| names.get(person).map(String::as_str))
            .collect();
        Row {
            id: item.kept.id.0,
            href: desk.href(&trail.path(&format!("/instruction/{}", item.kept.id), &[])),
            title: match item.kept.title.as_str() {
                "" => desk.say("referee-untitled"),
                title => title.to_owned(),
            },
            place: place_of(desk, item.commune.as_ref(), item.kept.event.chain.home()),
            why: why(desk, &item.kept.event.review),
            odd: odd(desk, item),
            delay: when(desk, item),
            looking: looking.join(", "),
            here: here == Some(item.kept.id),
        }
    };
    Ok(items.iter().map(row).collect())
}

/// Who else looks at an event now, by name.
pub async fn looking(desk: &Desk<'_>, conn: &mut Conn, id: EventId) -> Answer<Vec<String>> {
    let since = after(desk.now, -LOOKING_MILLIS);
    let mut names = Vec::new();
    for person in reviews::lookers(conn, id, desk.standing.person, since).await? {
        names.push(name_of(desk, conn, person).await?);
    }
    Ok(names)
}

async fn name_of(desk: &Desk<'_>, conn: &mut Conn, person: PersonId) -> Answer<String> {
    let found = people::by_id(conn, person.0).await?;
    let name = found.map(|person| person.name).unwrap_or_default();
    Ok(match name.as_str() {
        "" => desk.say("referee-someone"),
        _ => name,
    })
}

/// The commune of a proposal, else its territory, by name.
pub fn place_of(desk: &Desk<'_>, commune: Option<&TerritoryCode>, home: &TerritoryCode) -> String {
    let found = commune.and_then(|code| desk.app.gazetteer.commune(code.as_str()));
    found.map_or_else(
        || desk.territory_name(home),
        |commune| commune.name.to_string(),
    )
}

fn why(desk: &Desk<'_>, review: &Review) -> String {
    match review {
        Review::Proposed { reason, .. } => desk.say(match reason {
            Reason::New => "referee-why-new",
            Reason::Answered => "referee-why-answered",
            Reason::Edited => "referee-why-edited",
            Reason::Reopened => "referee-why-reopened",
        }),
        _ => String::new(),
    }
}

fn odd(desk: &Desk<'_>, item: &Item) -> Vec<String> {
    [
        (text::shouting(&item.kept.title), "referee-odd-capitals"),
        (item.likely_duplicate, "referee-odd-duplicate"),
        (item.place_uncertain, "referee-odd-place"),
    ]
    .into_iter()
    .filter(|(is, _)| *is)
    .map(|(_, key)| desk.say(key))
    .collect()
}

fn when(desk: &Desk<'_>, item: &Item) -> Value {
    let zone = desk.zone(item.kept.event.chain.home());
    let told = |key: &str, at: jiff::Timestamp| {
        let day = filters::day_short(at.to_zoned_datetime(zone.clone()).date(), desk.visit.lang);
        json!({
            "text": desk.say_with(key, &[("day", day.into())]),
            "tone": "quiet",
            "iso": at.to_string(),
        })
    };
    match &item.kept.event.review {
        Review::Proposed { due, .. } => {
            let delay = delay(&desk.app.words, desk.visit.lang, *due, desk.now, &zone);
            json!(delay)
        }
        Review::Returned { answer_by, .. } if *answer_by < desk.now => {
            let mut late = told("referee-answer-was-due", *answer_by);
            late["tone"] = json!("warn");
            late
        }
        Review::Returned { answer_by, .. } => told("referee-answer-due", *answer_by),
        Review::Labelled { at, .. } => told("referee-labelled-on", *at),
        Review::Refused { at, .. } => told("referee-refused-on", *at),
        _ => json!(null),
    }
}

/// What has just been done, from the address (`fait`), with the way to undo it; nothing when it was not this person, or
/// something else has happened since.
pub async fn done(
    desk: &Desk<'_>,
    conn: &mut Conn,
    query: &[(String, String)],
    trail: &Trail,
) -> Answer<Option<Value>> {
    let asked = query
        .iter()
        .find(|(key, _)| key == "fait")
        .and_then(|(_, value)| value.parse().ok());
    let Some(asked) = asked.map(VerdictId) else {
        return Ok(None);
    };
    let Some(id) = rows::event_of(conn, asked).await? else {
        return Ok(None);
    };
    let verdicts = reviews::verdicts(conn, id).await?;
    let last = verdicts
        .last()
        .filter(|(verdict, said)| *verdict == asked && said.by == desk.standing.person);
    let (Some((_, verdict)), Some(kept)) = (last, store::events::find(conn, id).await?) else {
        return Ok(None);
    };
    let key = match verdict.kind {
        VerdictKind::Labelled => "referee-done-labelled",
        VerdictKind::Returned => "referee-done-returned",
        VerdictKind::Refused => "referee-done-refused",
        VerdictKind::Undone => "referee-done-undone",
    };
    Ok(Some(json!({
        "text": desk.say_with(key, &[("title", kept.title.clone().into())]),
        "href": desk.href(&trail.path(&format!("/instruction/{id}"), &[])),
        "undo": if verdict.kind == VerdictKind::Undone { String::new() } else { desk.href(&format!("/instruction/{id}/annuler")) },
        "verdict": asked.0,
    })))
}

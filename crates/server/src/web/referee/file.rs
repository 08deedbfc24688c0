//! The page of a proposal: old and new side by side, what the site found, the criteria, the verdicts, the opinions, the
//! journal.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::authority::{self, Matter};
use domain::event::{Content, Field};
use domain::ids::EventId;
use domain::review::{self, MOST_ANSWER_DAYS, Reason, Review, Verdict, VerdictKind};
use fluent_bundle::FluentValue;
use jiff::ToSpan;
use serde::Deserialize;
use serde_json::{Value, json};
use store::desk as rows;
use store::events::{self, Kept};
use store::{Conn, offices, reviews};

use super::desk::{Desk, Neighbours, Trail, WALK, neighbours, pairs};
use super::fields::{self, Names};
use super::verdict::Typed;
use super::{announce, booked, found, journal, lists, place, voucher};
use crate::acts;
use crate::app::App;
use crate::error::{Answer, Sentence};
use crate::web::differ::{compare, whole};
use crate::web::door::Visit;
use crate::web::faults;
use crate::web::filters;
use crate::web::form::Sent;
use crate::web::page::Page;

/// Rows of the list beside a proposal.
const BESIDE: u32 = 12;

/// What a page shown again says: what was typed, and why nothing was done.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// What was typed.
    pub typed: Option<Typed>,
    /// The status of the answer.
    pub status: StatusCode,
    /// The event has moved on since.
    pub moved_on: bool,
    /// Fields (their id on the page) and sentences.
    pub errors: Vec<(String, Sentence)>,
    /// An opinion as it was typed.
    pub opinion: Option<(Option<bool>, String)>,
}

/// Shows a proposal. That this person looks at it is noted by the script, since reading a page changes nothing.
pub async fn show(State(app): State<App>, visit: Visit, Path(id): Path<i64>) -> Answer {
    let mut conn = app.store.reader().await?;
    let mut desk = Desk::open(&app, &visit, &mut conn).await?;
    let trail = desk.trail(&pairs(&visit));
    let (kept, matter) = desk.event(&mut conn, id).await?;
    render(&desk, &mut conn, &kept, &matter, &trail, Told::default()).await
}

async fn look(app: &App, desk: &Desk<'_>, id: EventId) -> Answer<()> {
    let mut tx = app.store.begin().await?;
    reviews::look(&mut tx, id, desk.standing.person, desk.now).await?;
    tx.commit().await?;
    Ok(())
}

/// What the script sends: its token only, which is checked.
#[derive(Deserialize)]
pub struct Nothing {}

/// This person looks at it; answers who else does, in words.
pub async fn presence(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Answer<Response> {
    let mut conn = app.store.reader().await?;
    let mut desk = Desk::open(&app, &visit, &mut conn).await?;
    let (kept, _) = desk.event(&mut conn, id).await?;
    let names = lists::looking(&desk, &mut conn, kept.id).await?;
    drop(conn);
    look(&app, &desk, kept.id).await?;
    let moved = kept.event.revisions;
    Ok(Json(json!({ "text": looking_text(&desk, &names), "revision": moved })).into_response())
}

fn looking_text(desk: &Desk<'_>, names: &[String]) -> String {
    match names {
        [] => String::new(),
        names => desk.say_with(
            "referee-looking",
            &[
                ("names", names.join(", ").into()),
                ("count", FluentValue::from(names.len() as f64)),
            ],
        ),
    }
}

/// Puts a canned remark, named `FIELD:NUMBER`, at the end of the remark on its field.
pub async fn insert(conn: &mut Conn, kept: &Kept, mut typed: Typed, asked: &str) -> Answer<Typed> {
    let Some((field, number)) = asked.split_once(':') else {
        return Ok(typed);
    };
    let known = field == "tout" || Field::parse(field).is_some();
    let canned = canned(conn, kept).await?;
    let text = number
        .parse::<usize>()
        .ok()
        .and_then(|number| canned.get(number));
    if let Some((_, text)) = text.filter(|_| known) {
        let remark = typed.remarks.entry(field.to_owned()).or_default();
        if !remark.is_empty() {
            remark.push('\n');
        }
        remark.push_str(text);
    }
    Ok(typed)
}

/// The canned remarks of the territories of an event, its own first: the field each is about, and its text, each once.
async fn canned(conn: &mut Conn, kept: &Kept) -> Answer<Vec<(String, String)>> {
    let mut all = Vec::new();
    for level in kept.event.chain.levels() {
        let (office, _) = offices::office(conn, level).await?;
        for remark in office.canned_remarks {
            let own = (remark.field, remark.text);
            if !all.contains(&own) {
                all.push(own);
            }
        }
    }
    Ok(all)
}

/// What the latest revision is compared with, and under which name.
struct Base {
    number: u32,
    content: Content,
    head: &'static str,
}

/// The public revision; else, for an answer, the revision that was returned.
async fn base(conn: &mut Conn, kept: &Kept, verdicts: &[&Verdict]) -> Answer<Option<Base>> {
    let latest = kept.event.revisions;
    let public = kept
        .event
        .label
        .as_ref()
        .map(|label| (label.revision, "referee-head-public"));
    let answered = match &kept.event.review {
        Review::Proposed {
            reason: Reason::Answered | Reason::Reopened,
            ..
        } => verdicts
            .iter()
            .rev()
            .find(|verdict| verdict.kind == VerdictKind::Returned)
            .map(|verdict| (verdict.revision, "referee-head-returned")),
        _ => None,
    };
    let found = public.or(answered).filter(|(number, _)| *number != latest);
    let Some((number, head)) = found else {
        return Ok(None);
    };
    let content = events::content(conn, kept.id, number).await?;
    Ok(Some(Base {
        number,
        content,
        head,
    }))
}

/// The page, whatever has just happened.
pub async fn render(
    desk: &Desk<'_>,
    conn: &mut Conn,
    kept: &Kept,
    matter: &Matter,
    trail: &Trail,
    told: Told,
) -> Answer {
    let id = kept.id;
    let latest = kept.event.revisions;
    let content = match latest {
        0 => Content::default(),
        number => events::content(conn, id, number).await?,
    };
    let words = events::answer(conn, id, latest).await?;
    let verdicts = reviews::verdicts(conn, id).await?;
    let said: Vec<&Verdict> = verdicts.iter().map(|(_, verdict)| verdict).collect();
    let base = base(conn, kept, &said).await?;
    let contents: Vec<&Content> = std::iter::once(&content)
        .chain(base.as_ref().map(|base| &base.content))
        .collect();
    let names = fields::names(conn, &contents).await?;
    let examined = acts::examine(conn, desk.world(), Some(id), &content).await?;
    let canned = canned(conn, kept).await?;
    let entries = reviews::journal(conn, id).await?;
    let opinions = reviews::opinions(conn, id).await?;
    let booked = booked::counts(desk, conn, id).await?;
    let looking = lists::looking(desk, conn, id).await?;
    let (beside, around) = beside(desk, conn, id, trail).await?;
    let vouch = voucher::asked(desk, conn, kept, matter).await?;
    let done = lists::done(desk, conn, &pairs(desk.visit), trail).await?;
    let zone = desk
        .zone(kept.event.chain.home())
        .iana_name()
        .unwrap_or("UTC")
        .to_owned();
    let typed = told.typed.clone().unwrap_or_default();
    let waiting = kept.event.waiting().is_some();
    // In an edition that is over nothing is judged, corrected or announced any more.
    let runs = desk.edition.is_running();
    let decides = runs && authority::referee(&desk.standing, matter).is_ok();
    let undoable = verdicts
        .last()
        .filter(|(_, last)| decides && review::undoes(&kept.event, last).is_some());
    let title = match kept.title.as_str() {
        "" => desk.say("referee-untitled"),
        title => title.to_owned(),
    };
    let errors: Vec<Value> = told
        .errors
        .iter()
        .map(|(field, sentence)| {
            json!({ "field": field, "text": faults::say(desk.app, desk.visit, sentence) })
        })
        .collect();
    let page = Page::new("referee/file.html", &title)
        .hidden()
        .status(told.status)
        .with("title", &title)
        .with("lang", content.language.tag())
        .with("lead", lead(desk, kept))
        .with("words", words)
        .with("revision", latest)
        .with(
            "compared",
            base.as_ref().map(|base| heads(desk, base, latest)),
        )
        .with(
            "rows",
            rows_of(
                desk,
                &names,
                &content,
                base.as_ref(),
                &said,
                &typed,
                &canned,
            ),
        )
        .with("whole", remark_box(desk, "tout", &typed, &canned))
        .with("missing", found::missing(desk, &examined))
        .with("notices", found::notices(desk, &examined, trail))
        .with("sketch", place::sketch(desk, &content))
        .with("criteria", found::criteria(desk, &examined, &typed, &told))
        .with("vouch", vouch)
        .with("vouched", asked(desk, "agit=1"))
        .with("waiting", waiting)
        .with("decides", waiting && decides)
        .with("decider", decider(desk, kept, waiting && !decides))
        .with(
            "corrects",
            runs && authority::corrector(&desk.standing, matter).is_ok(),
        )
        .with(
            "announces",
            runs && authority::announcer(&desk.standing, matter).is_ok(),
        )
        .with("said", announce::said(desk, kept))
        .with("announced", asked(desk, "annonce=1"))
        .with("opines", authority::adviser(&desk.standing, matter).is_ok())
        .with("opinions", opinions_of(desk, &opinions, &zone))
        .with(
            "opinion",
            told.opinion
                .as_ref()
                .map(|(favourable, note)| json!({ "favourable": favourable, "note": note })),
        )
        .with("opinion_given", asked(desk, "avis=1"))
        .with("note", &typed.note)
        .with("answer_by", answer_days(desk, kept, &typed))
        .with("booked", booked)
        .with("journal", journal::lines(desk, &entries, &zone))
        .with("looking", looking_text(desk, &looking))
        .with("beside", beside)
        .with("around", around_links(desk, trail, around))
        .with("carried", trail.carried())
        .with("actions", actions(desk, kept, trail))
        .with(
            "undoable",
            undoable.map(|(verdict, last)| {
                json!({
                    "verdict": verdict.0,
                    "text": desk.say(&format!("referee-undo-{}", last.kind.slug())),
                })
            }),
        )
        .with("done", done)
        .with("moved_on", told.moved_on)
        .with(
            "kept_words",
            kept_words(desk, &typed, told.moved_on && !waiting),
        )
        .with("errors", errors);
    desk.app.show(desk.visit, page)
}

/// Whether the address tells what was just done.
fn asked(desk: &Desk<'_>, what: &str) -> bool {
    let query = desk.visit.query.as_deref().unwrap_or_default();
    query.split('&').any(|part| part == what)
}

/// “Révision 3 · proposée hier · la révision 2, labellisée, reste publique”.
fn lead(desk: &Desk<'_>, kept: &Kept) -> Value {
    let zone = desk.zone(kept.event.chain.home());
    let day = |at: jiff::Timestamp| {
        FluentValue::from(filters::day(
            at.to_zoned_datetime(zone.clone()).date(),
            desk.visit.lang,
        ))
    };
    let number = (
        "revision",
        FluentValue::from(f64::from(kept.event.revisions)),
    );
    let (key, at) = match &kept.event.review {
        Review::Draft { since } | Review::Unconfirmed { since, .. } => ("draft", *since),
        Review::Proposed { at, .. } => ("proposed", *at),
        Review::Returned { at, .. } => ("returned", *at),
        Review::Labelled { at, .. } => ("labelled", *at),
        Review::Refused { at, .. } => ("refused", *at),
        Review::Withdrawn { at, by: None } => ("lapsed", *at),
        Review::Withdrawn { at, .. } => ("withdrawn", *at),
    };
    let text = desk.say_with(&format!("referee-lead-{key}"), &[number, ("day", day(at))]);
    let waiting = kept.event.waiting().is_some();
    let public = kept.event.label.as_ref().filter(|_| waiting).map(|label| {
        let number = FluentValue::from(f64::from(label.revision));
        desk.say_with("referee-lead-public", &[("revision", number)])
    });
    let due = match &kept.event.review {
        Review::Proposed { due, .. } => Some(super::delay::delay(
            &desk.app.words,
            desk.visit.lang,
            *due,
            desk.now,
            &zone,
        )),
        _ => None,
    };
    json!({
        "text": text,
        "public": public.unwrap_or_default(),
        "due": due,
        "href": kept.slug.as_ref().filter(|_| kept.event.label.is_some()).map(|slug| desk.href(&format!("/evenements/{slug}"))).unwrap_or_default(),
        "territory": desk.territory_name(kept.event.chain.home()),
    })
}

fn heads(desk: &Desk<'_>, base: &Base, latest: u32) -> Value {
    let number = |n: u32| [("revision", FluentValue::from(f64::from(n)))];
    json!({
        "before": desk.say_with(base.head, &number(base.number)),
        "after": desk.say_with("referee-head-proposed", &number(latest)),
    })
}

/// The rows of the comparison: every field that one of the two says something in, those that changed first.
fn rows_of(
    desk: &Desk<'_>,
    names: &Names,
    content: &Content,
    base: Option<&Base>,
    verdicts: &[&Verdict],
    typed: &Typed,
    canned: &[(String, String)],
) -> Vec<Value> {
    let asked = verdicts
        .iter()
        .rev()
        .find(|verdict| verdict.kind == VerdictKind::Returned);
    let row = |field: Field| {
        let new = fields::value(desk, names, content, field);
        let old = base.map(|base| fields::value(desk, names, &base.content, field));
        let same = base.is_none_or(|base| fields::same(desk, names, &base.content, content, field));
        let picture = fields::picture(content, field);
        let old_picture = base.filter(|_| !same);
        let old_picture = old_picture.and_then(|base| fields::picture(&base.content, field));
        let drawn = picture.is_some() || old_picture.is_some();
        let said = drawn || !new.is_empty() || old.as_ref().is_some_and(|old| !old.is_empty());
        let required = matches!(field, Field::Title | Field::Summary | Field::Slots);
        if !said && !required && !typed.remarks.contains_key(field.slug()) {
            return None;
        }
        let (before, after) = match &old {
            Some(old) if !same => compare(old, &new),
            _ => (Vec::new(), whole(&new)),
        };
        let earlier: Vec<&str> = asked
            .into_iter()
            .flat_map(|verdict| &verdict.remarks)
            .filter(|remark| remark.field == Some(field))
            .map(|remark| remark.text.as_str())
            .collect();
        Some(json!({
            "field": field.slug(),
            "label": fields::label(desk, field),
            "same": same,
            "told": !earlier.is_empty() || typed.remarks.contains_key(field.slug()),
            "old": before,
            "new": after,
            // Read as visitors would, where there is nothing to compare word by word.
            "html": match field {
                Field::Description if same => filters::markdown(&content.description, 2),
                _ => String::new(),
            },
            "old_picture": old_picture,
            "picture": picture,
            "earlier": earlier.join("\n"),
            "remark": remark_box(desk, field.slug(), typed, canned),
        }))
    };
    let mut rows: Vec<Value> = Field::ALL.into_iter().filter_map(row).collect();
    if base.is_some() {
        // What changed is what there is to read; the order of the page is kept within each part.
        rows.sort_by_key(|row| row["same"] == json!(true));
    }
    rows
}

/// The box of a remark on a field: what was typed, and the canned remarks that fit.
fn remark_box(desk: &Desk<'_>, slug: &str, typed: &Typed, canned: &[(String, String)]) -> Value {
    let label = match Field::parse(slug) {
        Some(field) => fields::label(desk, field),
        None => desk.say("referee-remark-whole"),
    };
    let fits = |field: &str| match slug {
        "tout" => field.is_empty(),
        slug => field == slug || field.is_empty(),
    };
    let canned: Vec<Value> = canned
        .iter()
        .enumerate()
        .filter(|(_, (field, _))| fits(field))
        .map(|(number, (_, text))| json!({ "value": format!("{slug}:{number}"), "text": text }))
        .collect();
    json!({
        "name": format!("remarque-{slug}"),
        "id": format!("f-remarque-{slug}"),
        "label": desk.say_with("referee-remark-on", &[("field", label.into())]),
        "value": typed.remarks.get(slug).cloned().unwrap_or_default(),
        "canned": canned,
    })
}

/// Which territory decides for now, when it is not this person.
fn decider(desk: &Desk<'_>, kept: &Kept, wanted: bool) -> String {
    if !wanted {
        return String::new();
    }
    let deciding = desk.coverage.deciding(&kept.event.chain);
    let name = desk.territory_name(deciding);
    desk.say_with("referee-decider", &[("territory", name.into())])
}

fn opinions_of(desk: &Desk<'_>, opinions: &[domain::review::Opinion], zone: &str) -> Vec<Value> {
    opinions
        .iter()
        .map(|opinion| {
            let key = match opinion.favourable {
                true => "referee-opinion-for",
                false => "referee-opinion-against",
            };
            json!({
                "institution": opinion.institution,
                "favourable": opinion.favourable,
                "text": desk.say_with(key, &[("revision", FluentValue::from(f64::from(opinion.revision)))]),
                "note": opinion.note,
                "when": filters::moment(opinion.at, Some(zone), desk.visit.lang),
            })
        })
        .collect()
}

/// The day by which an answer is hoped for: what was typed or the edition’s own, with the first and the last one may
/// choose.
fn answer_days(desk: &Desk<'_>, kept: &Kept, typed: &Typed) -> Value {
    let zone = desk.zone(kept.event.chain.home());
    let today = desk.now.to_zoned_datetime(zone).date();
    let after = |days: i32| today.saturating_add(days.days()).to_string();
    let value = match typed.answer_by.as_str() {
        "" => after(i32::from(desk.edition.rules.answer_days)),
        typed => typed.to_owned(),
    };
    json!({ "value": value, "min": after(1), "max": after(MOST_ANSWER_DAYS) })
}

/// The list beside the proposal, and its neighbours.
async fn beside(
    desk: &Desk<'_>,
    conn: &mut Conn,
    id: EventId,
    trail: &Trail,
) -> Answer<(Vec<lists::Row>, Neighbours)> {
    let homes = desk.homes(trail.territory.as_ref());
    let edition = desk.edition.id;
    let order = rows::order(conn, edition, &homes, trail.filter, desk.now, WALK).await?;
    let around = neighbours(&order, id);
    let skip = around.place.map_or(0, |place| place.saturating_sub(4));
    let skip = u32::try_from(skip).unwrap_or_default();
    let window = (skip, BESIDE);
    let items = rows::waiting(conn, edition, &homes, trail.filter, desk.now, window).await?;
    let list = lists::listed(desk, conn, &items, trail, Some(id)).await?;
    Ok((list, around))
}

fn around_links(desk: &Desk<'_>, trail: &Trail, around: Neighbours) -> Value {
    let link = |id: Option<EventId>| {
        id.map(|id| desk.href(&trail.path(&format!("/instruction/{id}"), &[])))
            .unwrap_or_default()
    };
    let place = around.place.map(|place| {
        desk.say_with(
            "referee-place",
            &[
                ("place", FluentValue::from(place as f64)),
                ("total", FluentValue::from(around.total as f64)),
            ],
        )
    });
    json!({
        "before": link(around.before),
        "after": link(around.after),
        "place": place.unwrap_or_default(),
        "total": around.total,
    })
}

fn actions(desk: &Desk<'_>, kept: &Kept, trail: &Trail) -> Value {
    let path = |end: &str| desk.href(&format!("/instruction/{}{end}", kept.id));
    json!({
        "give": path(""),
        "undo": path("/annuler"),
        "opine": path("/avis"),
        "presence": path("/presence"),
        "announce": desk.href(&trail.path(&format!("/instruction/{}/annoncer", kept.id), &[])),
        "correct": desk.href(&trail.path(&format!("/instruction/{}/corriger", kept.id), &[])),
        "queue": desk.href(&trail.path("/instruction", &[])),
    })
}

/// What was typed on a proposal that takes no verdict any more, so that nothing is lost.
fn kept_words(desk: &Desk<'_>, typed: &Typed, wanted: bool) -> Vec<Value> {
    if !wanted {
        return Vec::new();
    }
    let remarks = typed.remarks.iter().map(|(slug, text)| {
        let label = match Field::parse(slug) {
            Some(field) => fields::label(desk, field),
            None => desk.say("referee-remark-whole"),
        };
        json!({ "label": label, "text": text })
    });
    let note = (!typed.note.is_empty())
        .then(|| json!({ "label": desk.say("referee-refuse-why"), "text": typed.note }));
    remarks.chain(note).collect()
}

//! The verdicts as a page sends them: label, return, refuse, undo; and the opinions of the committee.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::authority::{self, Referee};
use domain::event::Field;
use domain::ids::{EventId, VerdictId};
use domain::review::{self, Answer as Answered, MOST_ANSWER_DAYS, Met, REMARKS, Refusal, Remark};
use domain::text;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::desk as rows;
use store::events::{self, Kept};
use store::{Conn, StoreError, editions, reviews};

use super::desk::{Desk, Trail, WALK, denied, failure, neighbours};
use super::file::{self, Told};
use super::found;
use crate::acts::{self, Failed, Ruling};
use crate::app::App;
use crate::error::{Answer, Failure, Sentence};
use crate::web::door::Visit;
use crate::web::form::Fields;
use crate::web::page::go;

/// The most that is read of one remark or note; the rules say how long it may be.
const MOST_READ: usize = 4_000;

/// What a page about a proposal holds before it is sent: nothing of it is lost when a rule says no.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// The revision it is about.
    pub revision: u32,
    /// The answers, by the slug of the criterion.
    pub answers: BTreeMap<String, Met>,
    /// The remarks, by the slug of the field; the empty slug for the whole.
    pub remarks: BTreeMap<String, String>,
    /// The reason of a refusal.
    pub note: String,
    /// Until when an answer is hoped for, as it was typed.
    pub answer_by: String,
}

impl Typed {
    /// What was sent.
    pub fn read(fields: &Fields) -> Typed {
        let mut typed = Typed {
            revision: number(fields, "revision"),
            note: cut(fields.get("note").unwrap_or_default()),
            answer_by: text::shortened(fields.get("reponse").unwrap_or_default(), 20),
            ..Typed::default()
        };
        for (key, value) in fields.pairs() {
            if let Some(slug) = key.strip_prefix("critere-")
                && let Some(met) = met(value)
            {
                typed.answers.insert(slug.to_owned(), met);
            }
            if let Some(slug) = key.strip_prefix("remarque-") {
                let known = slug == "tout" || Field::parse(slug).is_some();
                if known && !value.trim().is_empty() {
                    typed.remarks.insert(slug.to_owned(), cut(value));
                }
            }
        }
        typed
    }

    fn answered(&self) -> Vec<Answered> {
        self.answers
            .iter()
            .map(|(criterion, met)| Answered {
                criterion: criterion.clone(),
                met: *met,
            })
            .collect()
    }

    /// The remarks in the order of the page, those on the whole first.
    fn remarked(&self) -> Vec<Remark> {
        let whole = self.remarks.get("tout").map(|text| Remark {
            field: None,
            text: text.clone(),
        });
        let on_fields = Field::ALL.into_iter().filter_map(|field| {
            let text = self.remarks.get(field.slug())?.clone();
            Some(Remark {
                field: Some(field),
                text,
            })
        });
        whole
            .into_iter()
            .chain(on_fields)
            .take(REMARKS + 1)
            .collect()
    }
}

/// The last moment of the day that was typed, when one may be given until then.
fn answered_by(typed: &Typed, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    review::answer_by(typed.answer_by.parse().ok()?, now, zone)
}

fn number(fields: &Fields, name: &str) -> u32 {
    fields
        .get(name)
        .and_then(|value| value.parse().ok())
        .unwrap_or_default()
}

fn cut(value: &str) -> String {
    text::multi_line(value).chars().take(MOST_READ).collect()
}

/// Reads the answer to a criterion.
pub fn met(value: &str) -> Option<Met> {
    match value {
        "yes" => Some(Met::Yes),
        "no" => Some(Met::No),
        "unknown" => Some(Met::Unknown),
        _ => None,
    }
}

/// Gives a verdict, or shows the page again with what was typed and why not. Then the next proposal of the list opens.
pub async fn give(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
    fields: Fields,
) -> Answer {
    visit.signed_in()?;
    app.check_token(&visit, None, fields.get("csrf").unwrap_or_default())?;
    let typed = Typed::read(&fields);
    let mut tx = app.store.begin().await?;
    let mut desk = Desk::open(&app, &visit, &mut tx).await?;
    let trail = desk.trail(fields.pairs());
    let (kept, matter) = desk.event(&mut tx, id).await?;
    let by = authority::referee(&desk.standing, &matter);
    // A canned remark is put in its place by the server when no script does it.
    if let Some(asked) = fields.get("inserer") {
        let typed = file::insert(&mut tx, &kept, typed, asked).await?;
        return file::render(&desk, &mut tx, &kept, &matter, &trail, Told::again(typed)).await;
    }
    let moved_on = typed.revision != kept.event.revisions || kept.event.waiting().is_none();
    if moved_on {
        let told = Told::moved_on(typed);
        return file::render(&desk, &mut tx, &kept, &matter, &trail, told).await;
    }
    let by = by.map_err(|why| denied(&why))?;
    let zone = desk.zone(kept.event.chain.home());
    let ruling = match fields.get("verdict") {
        Some("label") => Ruling::Label,
        Some("refuse") => Ruling::Refuse {
            note: typed.note.clone(),
        },
        Some("return") => match answered_by(&typed, desk.now, &zone) {
            Some(answer_by) => Ruling::Return {
                remarks: typed.remarked(),
                answer_by,
            },
            None => {
                let why = Sentence::new("referee-no-answer-date").with("days", MOST_ANSWER_DAYS);
                let told = Told::refused(typed, why, "f-reponse");
                return file::render(&desk, &mut tx, &kept, &matter, &trail, told).await;
            }
        },
        _ => return Err(Failure::Unreadable),
    };
    // The list as it is before the verdict tells which one is next.
    let homes = desk.homes(trail.territory.as_ref());
    let order = rows::order(
        &mut tx,
        desk.edition.id,
        &homes,
        trail.filter,
        desk.now,
        WALK,
    )
    .await?;
    let next = neighbours(&order, kept.id);
    let (world, revision) = (desk.world(), typed.revision);
    let ruled = acts::rule(
        &mut tx,
        world,
        &kept,
        revision,
        typed.answered(),
        ruling,
        &by,
    )
    .await;
    match ruled {
        Ok(_) => {}
        Err(Failed::Refused(Refusal::MovedOn) | Failed::Store(StoreError::Conflict(_))) => {
            drop(tx);
            let mut conn = app.store.reader().await?;
            let (kept, matter) = desk.event(&mut conn, id).await?;
            let told = Told::moved_on(typed);
            return file::render(&desk, &mut conn, &kept, &matter, &trail, told).await;
        }
        Err(Failed::Refused(refusal)) => {
            let told = beside_its_field(&desk, typed, &refusal);
            return file::render(&desk, &mut tx, &kept, &matter, &trail, told).await;
        }
        Err(other) => return Err(failure(other)),
    }
    let verdicts = reviews::verdicts(&mut tx, kept.id).await?;
    let given = verdicts.last().map_or(0, |(verdict, _)| verdict.0);
    tx.commit().await?;
    app.outbox.notify_one();
    let next = next.after.or(next.before).filter(|next| *next != kept.id);
    Ok(go(&visit, &on(&trail, next.map(|next| next.0), given)))
}

/// The way on after a verdict: the next proposal of the list, or the list.
fn on(trail: &Trail, next: Option<i64>, given: i64) -> String {
    let path = match next {
        Some(next) => format!("/instruction/{next}"),
        None => "/instruction".to_owned(),
    };
    trail.path(&path, &[("fait", &given.to_string())])
}

/// Undoes the last verdict by a verdict of its own, and shows the proposal, which waits again.
pub async fn undo(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
    fields: Fields,
) -> Answer {
    visit.signed_in()?;
    app.check_token(&visit, None, fields.get("csrf").unwrap_or_default())?;
    let verdict = fields.get("verdict").and_then(|value| value.parse().ok());
    let verdict = VerdictId(verdict.ok_or(Failure::Unreadable)?);
    let mut tx = app.store.begin().await?;
    let mut desk = Desk::open(&app, &visit, &mut tx).await?;
    let trail = desk.trail(fields.pairs());
    let (kept, by) = undoer(&mut desk, &mut tx, id).await?;
    acts::undo(&mut tx, desk.world(), &kept, verdict, &by)
        .await
        .map_err(failure)?;
    let verdicts = reviews::verdicts(&mut tx, kept.id).await?;
    let given = verdicts.last().map_or(0, |(verdict, _)| verdict.0);
    tx.commit().await?;
    app.outbox.notify_one();
    Ok(go(&visit, &on(&trail, Some(id), given)))
}

/// The event, and the right to undo its last verdict: whoever refused a change may take that back, in whichever territory the
/// labelled one it fell back on is.
async fn undoer(desk: &mut Desk<'_>, conn: &mut Conn, id: i64) -> Answer<(Kept, Referee)> {
    let kept = events::find(conn, EventId(id))
        .await?
        .ok_or(Failure::NotFound)?;
    let verdicts = reviews::verdicts(conn, kept.id).await?;
    let before = match verdicts.last() {
        Some((_, last)) => review::before_refusal(&kept.event, last),
        None => kept.event.clone(),
    };
    let matter = desk.coverage.matter(&before, desk.now);
    authority::reviewer(&desk.standing, &matter).map_err(|_| Failure::NotFound)?;
    let by = authority::referee(&desk.standing, &matter).map_err(|why| denied(&why))?;
    if kept.event.edition != desk.edition.id {
        desk.edition = editions::edition(conn, kept.event.edition).await?;
    }
    Ok((kept, by))
}

/// A committee member gives an opinion.
pub async fn opine(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
    fields: Fields,
) -> Answer {
    visit.signed_in()?;
    app.check_token(&visit, None, fields.get("csrf").unwrap_or_default())?;
    let chosen = match fields.get("avis") {
        Some("favourable") => Some(true),
        Some("unfavourable") => Some(false),
        _ => None,
    };
    let mut tx = app.store.begin().await?;
    let mut desk = Desk::open(&app, &visit, &mut tx).await?;
    let trail = desk.trail(fields.pairs());
    let (kept, matter) = desk.event(&mut tx, id).await?;
    let by = authority::adviser(&desk.standing, &matter).map_err(|why| denied(&why))?;
    let note = cut(fields.get("mot").unwrap_or_default());
    let Some(favourable) = chosen else {
        let told = Told {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            errors: vec![("f-avis".to_owned(), Sentence::new("referee-no-opinion"))],
            opinion: Some((None, note)),
            ..Told::default()
        };
        return file::render(&desk, &mut tx, &kept, &matter, &trail, told).await;
    };
    let kept_opinion = acts::opine(
        &mut tx,
        desk.world(),
        &kept,
        number(&fields, "revision"),
        favourable,
        &note,
        &by,
    )
    .await;
    match kept_opinion {
        Ok(()) => {}
        Err(Failed::Refused(refusal)) => {
            let mut told = beside_its_field(&desk, Typed::default(), &refusal);
            told.opinion = Some((chosen, note));
            return file::render(&desk, &mut tx, &kept, &matter, &trail, told).await;
        }
        Err(other) => return Err(failure(other)),
    }
    tx.commit().await?;
    let path = trail.path(&format!("/instruction/{id}"), &[("avis", "1")]);
    Ok(go(&visit, &path))
}

/// A refusal of the rules as the page says it: beside the field it is about.
fn beside_its_field(desk: &Desk<'_>, typed: Typed, refusal: &Refusal) -> Told {
    let sentence = Sentence::new(format!("referee-no-{}", refusal.slug()));
    let errors = match refusal {
        Refusal::Criteria(slugs) if slugs.is_empty() => {
            vec![(String::new(), Sentence::new("referee-no-criterion-unmet"))]
        }
        Refusal::Criteria(slugs) => slugs
            .iter()
            .map(|slug| {
                let statement = found::statement(desk, slug);
                (
                    format!("f-critere-{slug}"),
                    Sentence::new("referee-no-criteria").with("statement", statement),
                )
            })
            .collect(),
        Refusal::NoRemark => vec![("f-remarque-tout".to_owned(), sentence)],
        Refusal::NoReason => vec![("f-note".to_owned(), sentence)],
        Refusal::TooLong(limit) => vec![(String::new(), sentence.with("limit", limit))],
        Refusal::AnswerDate => {
            let sentence = sentence.with("days", MOST_ANSWER_DAYS);
            vec![("f-reponse".to_owned(), sentence)]
        }
        _ => vec![(String::new(), sentence)],
    };
    Told {
        typed: Some(typed),
        status: StatusCode::UNPROCESSABLE_ENTITY,
        errors,
        ..Told::default()
    }
}

impl Told {
    /// The page again with what was typed, nothing refused.
    pub fn again(typed: Typed) -> Told {
        Told {
            typed: Some(typed),
            ..Told::default()
        }
    }

    /// The page again: the event has moved on since it was shown.
    pub fn moved_on(typed: Typed) -> Told {
        Told {
            typed: Some(typed),
            status: StatusCode::CONFLICT,
            moved_on: true,
            ..Told::default()
        }
    }

    /// The page again with why not, and the field it is about.
    pub fn refused(typed: Typed, why: Sentence, field: &str) -> Told {
        Told {
            typed: Some(typed),
            status: StatusCode::UNPROCESSABLE_ENTITY,
            errors: vec![(field.to_owned(), why)],
            ..Told::default()
        }
    }
}

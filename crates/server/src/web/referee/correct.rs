//! The referee corrects a typo: a form of the fields that are wording, and the organiser is told what changed.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::authority;
use domain::event::{Content, Field, limits};
use domain::review::Refusal;
use domain::text;
use serde_json::{Value, json};
use store::StoreError;
use store::events::{self, Kept};

use super::desk::{Desk, Trail, denied, failure, pairs};
use super::fields;
use crate::acts::{self, Failed};
use crate::app::App;
use crate::error::{Answer, Failure, Sentence};
use crate::web::door::Visit;
use crate::web::faults;
use crate::web::form::Fields;
use crate::web::page::{Page, go};

/// A line of the form: the part of a field that is one text.
struct Line {
    name: &'static str,
    field: Field,
    most: usize,
    long: bool,
    /// The words of its label, when the field has several lines.
    label: &'static str,
}

const fn line(name: &'static str, field: Field, most: usize, long: bool) -> Line {
    Line {
        name,
        field,
        most,
        long,
        label: "",
    }
}

/// Every text a referee may correct: the wording of [`domain::review::CORRECTABLE`], never a choice or a number.
const LINES: [Line; 10] = [
    line("title", Field::Title, limits::TITLE, false),
    line("summary", Field::Summary, limits::SUMMARY, true),
    line("description", Field::Description, limits::DESCRIPTION, true),
    Line {
        label: "referee-correct-place-name",
        ..line("place", Field::Place, limits::LINE, false)
    },
    Line {
        label: "referee-correct-address",
        ..line("address", Field::Place, limits::LINE, false)
    },
    line("meeting-point", Field::MeetingPoint, limits::LINE, false),
    line("transport", Field::Transport, limits::PARAGRAPH, true),
    line("conditions", Field::Conditions, limits::CONDITIONS, true),
    line("access-note", Field::Access, limits::PARAGRAPH, true),
    line("safety", Field::Safety, limits::PARAGRAPH, true),
];

impl Line {
    fn of<'c>(&self, content: &'c mut Content) -> &'c mut String {
        match self.name {
            "title" => &mut content.title,
            "summary" => &mut content.summary,
            "description" => &mut content.description,
            "place" => &mut content.place.name,
            "address" => &mut content.place.address,
            "meeting-point" => &mut content.place.meeting_point,
            "transport" => &mut content.place.transport,
            "conditions" => &mut content.booking.conditions,
            "access-note" => &mut content.access_note,
            _ => &mut content.safety,
        }
    }
}

/// The form.
pub async fn show(State(app): State<App>, visit: Visit, Path(id): Path<i64>) -> Answer {
    let mut conn = app.store.reader().await?;
    let mut desk = Desk::open(&app, &visit, &mut conn).await?;
    let trail = desk.trail(&pairs(&visit));
    let (kept, matter) = desk.event(&mut conn, id).await?;
    authority::corrector(&desk.standing, &matter).map_err(|why| denied(&why))?;
    let content = events::content(&mut conn, kept.id, kept.event.standing()).await?;
    form(&desk, &kept, &trail, content, None)
}

/// The form with what it holds, and why it was refused.
fn form(
    desk: &Desk<'_>,
    kept: &Kept,
    trail: &Trail,
    mut content: Content,
    refused: Option<(StatusCode, Sentence, &str)>,
) -> Answer {
    let error = refused
        .as_ref()
        .map(|(_, why, field)| (faults::say(desk.app, desk.visit, why), (*field).to_owned()));
    let lines: Vec<Value> = LINES
        .iter()
        .map(|line| {
            let label = match line.label {
                "" => fields::label(desk, line.field),
                own => desk.say(own),
            };
            let error = error.as_ref().filter(|(_, field)| field == line.name);
            json!({
                "name": line.name,
                "label": label,
                "value": line.of(&mut content).clone(),
                "most": line.most,
                "long": line.long,
                "error": error.map(|(text, _)| text.as_str()).unwrap_or_default(),
            })
        })
        .collect();
    let errors: Vec<Value> = error
        .iter()
        .map(|(text, field)| {
            let id = match field.as_str() {
                "" => String::new(),
                field => format!("f-{field}"),
            };
            json!({ "field": id, "text": text })
        })
        .collect();
    let path = format!("/instruction/{}", kept.id);
    let page = Page::new("referee/correct.html", desk.say("referee-correct-title"))
        .hidden()
        .status(refused.map_or(StatusCode::OK, |(status, ..)| status))
        .with("title", &kept.title)
        .with("lang", content.language.tag())
        .with("lines", lines)
        .with("errors", errors)
        .with("revision", kept.event.revisions)
        .with("carried", trail.carried())
        .with("action", desk.href(&format!("{path}/corriger")))
        .with("back", desk.href(&trail.path(&path, &[])))
        .with("public", kept.event.waiting().is_none());
    desk.app.show(desk.visit, page)
}

/// Saves the correction as a revision of its own.
pub async fn save(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
    sent: Fields,
) -> Answer {
    visit.signed_in()?;
    app.check_token(&visit, None, sent.get("csrf").unwrap_or_default())?;
    let revision = sent.get("revision").and_then(|value| value.parse().ok());
    let revision: u32 = revision.ok_or(Failure::Unreadable)?;
    let mut tx = app.store.begin().await?;
    let mut desk = Desk::open(&app, &visit, &mut tx).await?;
    let trail = desk.trail(sent.pairs());
    let (kept, matter) = desk.event(&mut tx, id).await?;
    let by = authority::corrector(&desk.standing, &matter).map_err(|why| denied(&why))?;
    let before = events::content(&mut tx, kept.id, kept.event.standing()).await?;
    let mut after = before.clone();
    for line in &LINES {
        if let Some(value) = sent.get(line.name) {
            *line.of(&mut after) = match line.long {
                true => text::multi_line(value),
                false => text::single_line(value),
            };
        }
    }
    if let Some((line, most)) = too_long(&mut after) {
        let why = Sentence::new("referee-no-too-long").with("limit", most);
        let refused = Some((StatusCode::UNPROCESSABLE_ENTITY, why, line));
        return form(&desk, &kept, &trail, after, refused);
    }
    if after.title.is_empty() && !before.title.is_empty() {
        let why = Sentence::new("referee-no-title");
        let refused = Some((StatusCode::UNPROCESSABLE_ENTITY, why, "title"));
        return form(&desk, &kept, &trail, after, refused);
    }
    let saved = acts::correct(&mut tx, desk.world(), &kept, revision, &after, &by).await;
    let why = match saved {
        Ok(_) => None,
        Err(Failed::Refused(Refusal::NothingChanged)) => Some((
            StatusCode::UNPROCESSABLE_ENTITY,
            Sentence::new("referee-no-nothing-changed"),
            "",
        )),
        Err(Failed::Refused(Refusal::MovedOn) | Failed::Store(StoreError::Conflict(_))) => Some((
            StatusCode::CONFLICT,
            Sentence::new("referee-no-moved-on"),
            "",
        )),
        Err(other) => return Err(failure(other)),
    };
    if why.is_some() {
        return form(&desk, &kept, &trail, after, why);
    }
    tx.commit().await?;
    app.outbox.notify_one();
    let path = trail.path(&format!("/instruction/{id}"), &[("corrige", "1")]);
    Ok(go(&visit, &path))
}

fn too_long(content: &mut Content) -> Option<(&'static str, usize)> {
    LINES
        .iter()
        .find(|line| text::length(line.of(content)) > line.most)
        .map(|line| (line.name, line.most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::review::CORRECTABLE;

    #[test]
    fn the_form_holds_the_fields_that_are_wording_and_no_other() {
        for field in CORRECTABLE {
            assert!(LINES.iter().any(|line| line.field == field), "{field:?}");
        }
        for line in &LINES {
            assert!(CORRECTABLE.contains(&line.field), "{}", line.name);
            let (before, mut after) = (Content::default(), Content::default());
            line.of(&mut after).push('x');
            assert_eq!(before.differences(&after), [line.field], "{}", line.name);
        }
    }
}

//! How an event is booked: what holds for each slot, and the questions asked of whoever books.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::booking::{
    Kept, Needed, Plan, PlanFault, Question, QuestionFault, QuestionKind, SeatsFault, WaitingList,
    limits,
};
use domain::text::single_line;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use store::bookings;

use super::{Desk, teller};
use crate::acts::bookings::{Failed, set_plan};
use crate::app::App;
use crate::error::{Answer, Failure, Sentence};
use crate::web::booking::failure;
use crate::web::booking::sheet::Teller;
use crate::web::door::Visit;
use crate::web::form::Fields;
use crate::web::organiser::draft::discreet;
use crate::web::page::{Page, go, href};

/// Rows for seats that are kept, shown even when they are empty.
const KEPT_ROWS: usize = 3;
const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;

/// The sentences beside the fields.
type Errors = BTreeMap<String, String>;

/// What a form holds: texts as they were typed.
#[derive(Debug, Default)]
struct Typed {
    largest: String,
    opens: String,
    closes: String,
    minimum: String,
    waits: bool,
    kept: Vec<[String; 3]>,
    questions: Vec<Asked>,
    version: String,
}

/// A question as it was typed.
#[derive(Debug, Default)]
struct Asked {
    number: String,
    text: String,
    kind: String,
    options: String,
    required: bool,
}

impl Typed {
    fn of(plan: &Plan, questions: &[Question], version: Option<i64>, zone: &TimeZone) -> Typed {
        let number = |number: Option<u32>| number.map(|one| one.to_string()).unwrap_or_default();
        let opens = plan.opens.map(|at| {
            let local = at.to_zoned_datetime(zone.clone()).datetime();
            local.strftime("%Y-%m-%dT%H:%M").to_string()
        });
        let kept = plan.kept.iter().map(|kept| {
            [
                kept.audiences.first().cloned().unwrap_or_default(),
                kept.seats.to_string(),
                (kept.until_before / DAY).to_string(),
            ]
        });
        let question = |question: &Question| {
            let (kind, options) = match &question.kind {
                QuestionKind::ShortText => ("texte", String::new()),
                QuestionKind::Choice { options } => ("choix", options.join("\n")),
                QuestionKind::Consent => ("accord", String::new()),
            };
            Asked {
                number: question.number.to_string(),
                text: question.text.clone(),
                kind: kind.to_owned(),
                options,
                required: question.need == Needed::Required,
            }
        };
        Typed {
            largest: number(plan.largest_party),
            opens: opens.unwrap_or_default(),
            closes: (plan.closes_before / HOUR).to_string(),
            minimum: number(plan.minimum),
            waits: plan.waiting_list == WaitingList::On,
            kept: kept.collect(),
            questions: questions.iter().map(question).collect(),
            version: version.map(|one| one.to_string()).unwrap_or_default(),
        }
    }

    fn read(fields: &Fields) -> Typed {
        let get = |name: &str| single_line(fields.get(name).unwrap_or_default());
        let kept = (0..limits::KEEPINGS).map(|row| {
            [
                get(&format!("kept_{row}_for")),
                get(&format!("kept_{row}_seats")),
                get(&format!("kept_{row}_days")),
            ]
        });
        let question = |row: usize| Asked {
            number: get(&format!("question_{row}_number")),
            text: get(&format!("question_{row}_text")),
            kind: get(&format!("question_{row}_kind")),
            options: fields
                .get(&format!("question_{row}_options"))
                .unwrap_or_default()
                .to_owned(),
            required: fields.get(&format!("question_{row}_required")) == Some("1"),
        };
        Typed {
            largest: get("largest"),
            opens: get("opens"),
            closes: get("closes"),
            minimum: get("minimum"),
            waits: fields.get("waits") == Some("1"),
            kept: kept
                .filter(|row| !row[0].is_empty() || !row[1].is_empty())
                .collect(),
            questions: (0..=limits::QUESTIONS)
                .map(question)
                .filter(|asked| !asked.text.is_empty())
                .collect(),
            version: get("version"),
        }
    }

    /// What is to be set, and what cannot be read.
    fn plan(&self, teller: &Teller<'_>, zone: &TimeZone) -> (Plan, Errors) {
        let mut errors = Errors::new();
        let mut number = |name: &str, text: &str| -> Option<u32> {
            if text.is_empty() {
                return None;
            }
            let read = text.parse().ok().filter(|_| text.len() <= 7);
            if read.is_none() {
                errors.insert(name.to_owned(), teller.say("booking-wrong-number"));
            }
            read
        };
        let largest_party = number("largest", &self.largest);
        let closes = number("closes", &self.closes).unwrap_or(0);
        let minimum = number("minimum", &self.minimum);
        let mut kept = Vec::new();
        for (row, [audience, seats, days]) in self.kept.iter().enumerate() {
            let seats = number(&format!("kept_{row}"), seats).unwrap_or(0);
            let days = number(&format!("kept_{row}"), days).unwrap_or(0);
            kept.push(Kept {
                audiences: (!audience.is_empty())
                    .then(|| audience.clone())
                    .into_iter()
                    .collect(),
                seats,
                until_before: days.saturating_mul(DAY),
            });
        }
        let opens = match self.opens.as_str() {
            "" => None,
            text => {
                let local = text.parse::<DateTime>().ok();
                let at = local.and_then(|local| zone.to_timestamp(local).ok());
                if at.is_none() {
                    errors.insert("opens".to_owned(), teller.say("booked-wrong-opens"));
                }
                at
            }
        };
        let waiting_list = match self.waits {
            true => WaitingList::On,
            false => WaitingList::Off,
        };
        let plan = Plan {
            largest_party,
            opens,
            closes_before: closes.saturating_mul(HOUR),
            minimum,
            kept,
            waiting_list,
        };
        (plan, errors)
    }

    /// The questions. One that is new gets a number no question had before it.
    fn questions(&self, before: &[Question]) -> Vec<Question> {
        let known = |asked: &Asked| asked.number.parse::<u32>().ok();
        let highest = before.iter().map(|question| question.number);
        let typed = self.questions.iter().filter_map(known);
        let mut last = highest.chain(typed).max().unwrap_or(0);
        let mut questions = Vec::new();
        for asked in &self.questions {
            let number = known(asked).unwrap_or_else(|| {
                last += 1;
                last
            });
            let kind = match asked.kind.as_str() {
                "choix" => QuestionKind::Choice {
                    options: asked
                        .options
                        .lines()
                        .map(single_line)
                        .filter(|line| !line.is_empty())
                        .collect(),
                },
                "accord" => QuestionKind::Consent,
                _ => QuestionKind::ShortText,
            };
            questions.push(Question {
                number,
                text: asked.text.clone(),
                kind,
                need: match asked.required {
                    true => Needed::Required,
                    false => Needed::Optional,
                },
            });
        }
        questions
    }
}

/// The form.
pub async fn show(State(app): State<App>, visit: Visit, Path(secret): Path<String>) -> Answer {
    let desk = Desk::load(&app, &visit, &secret).await?;
    let mut conn = app.store.reader().await?;
    let kept = bookings::plan(&mut conn, desk.opened.kept.id).await?;
    drop(conn);
    let version = kept.as_ref().map(|kept| kept.version);
    let (plan, questions) = kept.map_or_else(Default::default, |kept| (kept.plan, kept.questions));
    let typed = Typed::of(&plan, &questions, version, &desk.zone);
    page(&app, &visit, &desk, &typed, &Errors::new())
}

fn page(app: &App, visit: &Visit, desk: &Desk, typed: &Typed, errors: &Errors) -> Answer {
    let teller = teller(app, visit);
    let error = |name: &str| errors.get(name).cloned().unwrap_or_default();
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let rules = &desk.opened.edition.rules;
    let audiences: Vec<Value> = rules
        .audiences
        .iter()
        .map(|choice| json!({ "value": choice.slug, "text": choice.label.get(visit.lang) }))
        .collect();
    let rows = typed.kept.len().clamp(KEPT_ROWS, limits::KEEPINGS);
    let kept: Vec<Value> = (0..rows)
        .map(|row| {
            let [audience, seats, days] = typed.kept.get(row).cloned().unwrap_or_default();
            let name = format!("kept_{row}");
            json!({ "error": error(&name), "name": name, "for": audience, "seats": seats, "days": days })
        })
        .collect();
    let blank = Asked::default();
    let asked = typed
        .questions
        .iter()
        .chain(Some(&blank))
        .take(limits::QUESTIONS);
    let questions: Vec<Value> = asked
        .enumerate()
        .map(|(row, asked)| {
            let name = format!("question_{row}");
            json!({
                "error": error(&name), "name": name, "number": asked.number, "text": asked.text,
                "kind": if asked.kind.is_empty() { "texte" } else { &asked.kind },
                "options": asked.options, "required": asked.required,
            })
        })
        .collect();
    let kinds = ["texte", "choix", "accord"]
        .map(|kind| json!({ "value": kind, "text": teller.say(&format!("booked-kind-{kind}")) }));
    let wrong: Vec<Value> = errors
        .iter()
        .map(|(name, text)| json!({ "field": anchor(name), "text": text }))
        .collect();
    let page = Page::new(
        "organiser/booking_settings.html",
        teller.say("booked-settings-title"),
    )
    .hidden()
    .nav("organise")
    .capability(&desk.opened.secret)
    .status(status)
    .with("title", &desk.opened.kept.title)
    .with("action", href(visit.lang, &desk.path("reglages")))
    .with("back", href(visit.lang, &desk.path("")))
    .with("wrong", wrong)
    .with(
        "typed",
        json!({
            "largest": typed.largest, "opens": typed.opens, "closes": typed.closes,
            "minimum": typed.minimum, "waits": typed.waits, "version": typed.version,
        }),
    )
    .with(
        "errors",
        json!({
            "largest": error("largest"), "opens": error("opens"), "closes": error("closes"),
            "minimum": error("minimum"),
        }),
    )
    .with("audiences", audiences)
    .with("kept", kept)
    .with("kinds", kinds)
    .with("questions", questions);
    Ok(discreet(app.show(visit, page)?))
}

fn anchor(name: &str) -> String {
    match name {
        _ if name.starts_with("kept_") => format!("f-{name}_seats"),
        _ if name.starts_with("question_") => format!("f-{name}_text"),
        "plan" => String::new(),
        name => format!("f-{name}"),
    }
}

/// Saves it.
pub async fn save(State(app): State<App>, Path(secret): Path<String>, fields: Fields) -> Answer {
    let visit = fields.visit.clone();
    let token = fields.get("csrf").unwrap_or_default();
    app.check_token(&visit, Some(&secret), token)?;
    app.limits.change_by(&secret)?;
    let desk = Desk::load(&app, &visit, &secret).await?;
    let by = desk.by(&app)?;
    let typed = Typed::read(&fields);
    let teller = teller(&app, &visit);
    let (plan, mut errors) = typed.plan(&teller, &desk.zone);
    let mut conn = app.store.reader().await?;
    let before = bookings::plan(&mut conn, desk.opened.kept.id).await?;
    drop(conn);
    let before = before.map(|kept| kept.questions).unwrap_or_default();
    let questions = typed.questions(&before);
    if errors.is_empty() {
        let version = typed.version.parse().ok();
        match set_plan(&app, &by, &plan, &questions, version).await {
            Ok(()) => return Ok(discreet(go(&visit, &format!("{}?fait", desk.path(""))))),
            Err(Failed::Plan(faults)) => {
                for fault in faults {
                    let (name, sentence) = of_plan(&fault);
                    let text = sentence.said(&app.words, visit.lang);
                    errors.entry(name).or_insert(text);
                }
            }
            Err(Failed::Questions(faults)) => {
                for fault in faults {
                    let (name, sentence) = of_question(&fault);
                    let text = sentence.said(&app.words, visit.lang);
                    errors.entry(name).or_insert(text);
                }
            }
            Err(Failed::Store(store::StoreError::Conflict(_))) => {
                return Err(Failure::Conflict(Sentence::new("booked-conflict")));
            }
            Err(failed) => return Err(failure(failed)),
        }
    }
    page(&app, &visit, &desk, &typed, &errors)
}

/// The field a fault of the plan is said beside, and its sentence.
fn of_plan(fault: &PlanFault) -> (String, Sentence) {
    let Some(seats) = fault.seats() else {
        let name = match fault {
            PlanFault::KeptLongBefore { index, .. } => format!("kept_{index}"),
            _ => "closes".to_owned(),
        };
        return (name, Sentence::new("booked-wrong-long-before"));
    };
    let of_kept = |index: usize| format!("kept_{index}");
    let (name, key) = match seats.clone() {
        SeatsFault::LargestParty { .. } | SeatsFault::PartyAboveCapacity { .. } => {
            ("largest".to_owned(), "booked-wrong-largest")
        }
        SeatsFault::Minimum { .. } | SeatsFault::MinimumAboveCapacity { .. } => {
            ("minimum".to_owned(), "booked-wrong-minimum")
        }
        SeatsFault::NeverOpen { .. } => ("opens".to_owned(), "booked-wrong-never-open"),
        SeatsFault::ClosesAfterEnd { .. } => ("closes".to_owned(), "booked-wrong-closes"),
        SeatsFault::KeptNone { index } => (of_kept(index), "booked-wrong-kept-none"),
        SeatsFault::KeptForNobody { index } | SeatsFault::UnknownAudience { index, .. } => {
            (of_kept(index), "booked-wrong-kept-nobody")
        }
        SeatsFault::KeptTwice { index, .. } => (of_kept(index), "booked-wrong-kept-twice"),
        SeatsFault::KeptAfterClosing { index, .. } => (of_kept(index), "booked-wrong-kept-late"),
        SeatsFault::KeptAboveCapacity { .. }
        | SeatsFault::KeptOfNoCapacity
        | SeatsFault::TooManyKeepings { .. } => ("kept_0".to_owned(), "booked-wrong-kept-many"),
        SeatsFault::Capacity { .. } | SeatsFault::BelowTaken { .. } => {
            ("plan".to_owned(), "booking-wrong-settings")
        }
    };
    (name, Sentence::new(key))
}

fn of_question(fault: &QuestionFault) -> (String, Sentence) {
    let (index, key) = match fault {
        QuestionFault::TooMany { .. } => (&0, "booked-wrong-questions"),
        QuestionFault::TooLong { index } | QuestionFault::Empty { index } => {
            (index, "booked-wrong-question")
        }
        QuestionFault::SameNumber { index } => (index, "booked-wrong-question"),
        QuestionFault::Options { index, .. }
        | QuestionFault::EmptyOption { index, .. }
        | QuestionFault::LongOption { index, .. }
        | QuestionFault::SameOption { index, .. } => (index, "booked-wrong-options"),
    };
    (format!("question_{index}"), Sentence::new(key))
}

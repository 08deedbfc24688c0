//! What is typed into the form of a booking: read into the values of the rules, with the sentence of each field that is wrong.

use std::collections::BTreeMap;

use domain::booking::{
    Answer, AnswerFault, Asked, BookingFault, Given, Group, Need, Needed, Party, PartyFault,
    PartyField, Question, QuestionKind, Registrant, Request, Who,
};
use domain::event::Access;
use domain::text::single_line;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::sheet::Teller;
use crate::error::Sentence;
use crate::web::form::Fields;

/// The longest number one types: more figures are a mistake.
const MOST_FIGURES: usize = 6;

/// What was typed, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Typed(BTreeMap<String, String>);

/// The sentences beside the fields, by the name of the field.
pub type Errors = BTreeMap<String, String>;

impl Typed {
    /// A form nobody has filled in yet.
    #[must_use]
    pub fn fresh(slot: Option<i64>) -> Typed {
        let mut typed = Typed::default();
        typed.0.insert("people".to_owned(), "1".to_owned());
        if let Some(slot) = slot {
            typed.0.insert("slot".to_owned(), slot.to_string());
        }
        typed
    }

    /// What a form sent.
    #[must_use]
    pub fn read(fields: &Fields) -> Typed {
        let mut typed = BTreeMap::new();
        for (name, value) in fields.pairs() {
            // The first of a name counts, as everywhere.
            typed
                .entry(name.clone())
                .or_insert_with(|| single_line(value));
        }
        Typed(typed)
    }

    /// Fills a field in.
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), value.to_owned());
    }

    /// A field; empty when it was not sent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Whether a class or a group comes.
    #[must_use]
    pub fn is_group(&self) -> bool {
        self.get("who") == "group"
    }

    /// The number in a field; an empty one is nought.
    fn number(&self, name: &str, wrong: &mut Vec<String>) -> u32 {
        let text: String = self
            .get(name)
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .collect();
        if text.is_empty() {
            return 0;
        }
        let plain = text.len() <= MOST_FIGURES && text.bytes().all(|byte| byte.is_ascii_digit());
        match plain.then(|| text.parse().ok()).flatten() {
            Some(number) => number,
            None => {
                wrong.push(name.to_owned());
                0
            }
        }
    }

    /// Who comes, with the fields in which no number could be read.
    #[must_use]
    pub fn party(&self) -> (Party, Vec<String>) {
        let mut wrong = Vec::new();
        let audience = self.get("audience");
        let who = match self.is_group() {
            false => Who::People {
                people: self.number("people", &mut wrong),
            },
            true => Who::Group(Group {
                establishment: self.get("establishment").to_owned(),
                level: self.get("level").to_owned(),
                heads: self.number("heads", &mut wrong),
                adults: self.number("adults", &mut wrong),
                needs: Access::ALL
                    .into_iter()
                    .filter_map(|kind| {
                        let people = self.number(&need(kind), &mut wrong);
                        (people > 0).then_some(Need { kind, people })
                    })
                    .collect(),
            }),
        };
        let audience = (!audience.is_empty()).then(|| audience.to_owned());
        (Party { audience, who }, wrong)
    }

    /// The same party with the counts that were typed, and the fields in which no number could be read.
    #[must_use]
    pub fn party_like(&self, before: &Party) -> (Party, Vec<String>) {
        let (mut party, mut wrong) = (before.clone(), Vec::new());
        match &mut party.who {
            Who::People { people } => *people = self.number("people", &mut wrong),
            Who::Group(group) => {
                group.heads = self.number("heads", &mut wrong);
                group.adults = self.number("adults", &mut wrong);
                let all = group.heads.saturating_add(group.adults);
                for need in &mut group.needs {
                    need.people = need.people.min(all);
                }
                group.needs.retain(|need| need.people > 0);
            }
        }
        (party, wrong)
    }

    /// Whom one may write to.
    #[must_use]
    pub fn registrant(&self, email: &str) -> Registrant {
        Registrant {
            name: self.get("name").to_owned(),
            email: email.to_owned(),
            phone: self.get("phone").to_owned(),
        }
    }

    /// What was answered to the organiser’s questions.
    #[must_use]
    pub fn answers(&self, questions: &[Question], now: Timestamp) -> Vec<Answer> {
        let answer = |question: &Question| {
            let text = self.get(&field(question.number)).to_owned();
            let given = match &question.kind {
                _ if text.is_empty() => return None,
                QuestionKind::ShortText => Given::Text(text),
                QuestionKind::Choice { .. } => Given::Choice(text),
                QuestionKind::Consent => Given::Consent(now),
            };
            Some(Answer {
                question: question.number,
                given,
            })
        };
        questions.iter().filter_map(answer).collect()
    }

    /// The questions as the form shows them.
    #[must_use]
    pub fn shown(&self, questions: &[Question], errors: &Errors) -> Vec<Value> {
        let shown = |question: &Question| {
            let name = field(question.number);
            let (kind, options) = match &question.kind {
                QuestionKind::ShortText => ("short-text", &[][..]),
                QuestionKind::Choice { options } => ("choice", options.as_slice()),
                QuestionKind::Consent => ("consent", &[][..]),
            };
            let options: Vec<Value> = options
                .iter()
                .map(|option| json!({ "value": option, "text": option }))
                .collect();
            json!({
                "label": question.text,
                "kind": kind,
                "options": options,
                "value": self.get(&name),
                "optional": question.need == Needed::Optional,
                "error": errors.get(&name).map_or("", String::as_str),
                "name": name,
            })
        };
        questions.iter().map(shown).collect()
    }
}

/// The name of the field of a question.
fn field(number: u32) -> String {
    format!("question_{number}")
}

/// The name of the field of a special need.
#[must_use]
pub fn need(kind: Access) -> String {
    format!("need_{}", kind.slug())
}

/// The sentences of everything that is wrong with a request, by field; empty when the desk may be asked.
#[must_use]
pub fn errors(
    teller: &Teller<'_>,
    request: &Request,
    asked: &Asked<'_>,
    unread: &[String],
) -> Errors {
    let mut errors = Errors::new();
    for name in unread {
        let name = match name.starts_with("need_") {
            true => "needs",
            false => name,
        };
        errors.insert(name.to_owned(), teller.say("booking-wrong-number"));
    }
    let group = matches!(request.party.who, Who::Group(_));
    for fault in request.check(asked) {
        let (name, sentence) = sentence(&fault, group);
        let text = sentence.said(&teller.app.words, teller.lang);
        errors.entry(name).or_insert(text);
    }
    errors
}

fn sentence(fault: &BookingFault, group: bool) -> (String, Sentence) {
    match fault {
        BookingFault::Party(fault) => (name_of(fault.field(), group).to_owned(), of_party(fault)),
        BookingFault::Answer(fault) => {
            let (AnswerFault::Missing { question }
            | AnswerFault::NotAsked { question }
            | AnswerFault::Twice { question }
            | AnswerFault::OtherKind { question }
            | AnswerFault::NotAChoice { question }
            | AnswerFault::TooLong { question }) = fault;
            let key = match fault {
                AnswerFault::Missing { .. } => "booking-wrong-answer-missing",
                AnswerFault::TooLong { .. } => "booking-wrong-answer-long",
                _ => "booking-wrong-answer",
            };
            (field(*question), Sentence::new(key))
        }
    }
}

fn name_of(field: PartyField, group: bool) -> &'static str {
    match field {
        PartyField::Audience => "audience",
        PartyField::People if group => "heads",
        PartyField::People => "people",
        PartyField::Establishment => "establishment",
        PartyField::Level => "level",
        PartyField::Heads => "heads",
        PartyField::Needs => "needs",
        PartyField::Name => "name",
        PartyField::Email => "email",
        PartyField::Phone => "phone",
    }
}

fn of_party(fault: &PartyFault) -> Sentence {
    match fault {
        PartyFault::UnknownAudience { .. } => Sentence::new("booking-wrong-audience"),
        PartyFault::Nobody => Sentence::new("booking-wrong-nobody"),
        PartyFault::TooMany { .. } => {
            Sentence::new("booking-wrong-too-many").with("most", domain::booking::limits::PARTY)
        }
        PartyFault::NoEstablishment => Sentence::new("booking-wrong-establishment"),
        PartyFault::NoHeads => Sentence::new("booking-wrong-heads"),
        PartyFault::NeedTwice { .. }
        | PartyFault::NeedOfNobody { .. }
        | PartyFault::NeedOfMore { .. } => Sentence::new("booking-wrong-needs"),
        PartyFault::NoName => Sentence::new("booking-wrong-name"),
        PartyFault::Email => Sentence::new("refusal-identifier-email-shape"),
        PartyFault::TooLong { limit, .. } => {
            Sentence::new("booking-wrong-long").with("limit", limit)
        }
    }
}

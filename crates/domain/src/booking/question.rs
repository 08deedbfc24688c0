//! What an organiser asks beside: a few short questions, and what was answered.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::limits;
use crate::text::length;

/// A question of the organiser, in the language of the event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its number within the event. A number is never used again for another question, so that answers given before an edit
    /// stay answers to what was asked.
    pub number: u32,
    /// What is asked, at most [`limits::QUESTION`] characters.
    pub text: String,
    /// What can be answered.
    pub kind: QuestionKind,
    /// Whether one may leave it.
    #[serde(default)]
    pub need: Needed,
}

/// What can be answered to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum QuestionKind {
    /// A few words, at most [`limits::ANSWER`] characters.
    ShortText,
    /// One of these.
    Choice {
        /// The choices: 2 to [`limits::OPTIONS`], each of at most [`limits::OPTION`] characters.
        options: Vec<String>,
    },
    /// A consent, given or not.
    Consent,
}

/// Whether one may leave a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Needed {
    /// One may.
    #[default]
    Optional,
    /// Without an answer one cannot book.
    Required,
}

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The number of the question.
    pub question: u32,
    /// What was answered.
    pub given: Given,
}

/// What was answered. A question one left has no answer at all, and a consent that was not given neither.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "given", content = "value", rename_all = "kebab-case")]
pub enum Given {
    /// In words.
    Text(String),
    /// This choice.
    Choice(String),
    /// Consented, at this moment.
    Consent(Timestamp),
}

/// Everything that is wrong with the questions of an event; empty when they may be asked.
#[must_use]
pub fn check_questions(questions: &[Question]) -> Vec<QuestionFault> {
    let mut faults = Vec::new();
    if questions.len() > limits::QUESTIONS {
        let count = questions.len();
        faults.push(QuestionFault::TooMany { count });
        return faults;
    }
    for (index, question) in questions.iter().enumerate() {
        let number = question.number;
        if questions[..index].iter().any(|q| q.number == number) {
            faults.push(QuestionFault::SameNumber { index });
        }
        if question.text.trim().is_empty() {
            faults.push(QuestionFault::Empty { index });
        } else if length(&question.text) > limits::QUESTION {
            faults.push(QuestionFault::TooLong { index });
        }
        if let QuestionKind::Choice { options } = &question.kind {
            check_options(index, options, &mut faults);
        }
    }
    faults
}

fn check_options(index: usize, options: &[String], faults: &mut Vec<QuestionFault>) {
    let count = options.len();
    if !(2..=limits::OPTIONS).contains(&count) {
        faults.push(QuestionFault::Options { index, count });
        return;
    }
    for (option, text) in options.iter().enumerate() {
        if text.trim().is_empty() {
            faults.push(QuestionFault::EmptyOption { index, option });
        } else if length(text) > limits::OPTION {
            faults.push(QuestionFault::LongOption { index, option });
        } else if options[..option].contains(text) {
            faults.push(QuestionFault::SameOption { index, option });
        }
    }
}

/// Everything that is wrong with the answers to an event’s questions; empty when all is answered that must be.
#[must_use]
pub fn check_answers(questions: &[Question], answers: &[Answer]) -> Vec<AnswerFault> {
    let mut faults = Vec::new();
    for (index, answer) in answers.iter().enumerate() {
        let question = answer.question;
        if answers[..index].iter().any(|a| a.question == question) {
            faults.push(AnswerFault::Twice { question });
            continue;
        }
        match questions.iter().find(|q| q.number == question) {
            None => faults.push(AnswerFault::NotAsked { question }),
            Some(asked) => faults.extend(asked.fault_of(&answer.given)),
        }
    }
    let left = questions
        .iter()
        .filter(|question| question.need == Needed::Required)
        .map(|question| question.number)
        .filter(|number| !answers.iter().any(|answer| answer.question == *number));
    faults.extend(left.map(|question| AnswerFault::Missing { question }));
    faults
}

impl Question {
    fn fault_of(&self, given: &Given) -> Option<AnswerFault> {
        let question = self.number;
        match (&self.kind, given) {
            (QuestionKind::ShortText, Given::Text(text)) if text.trim().is_empty() => {
                (self.need == Needed::Required).then_some(AnswerFault::Missing { question })
            }
            (QuestionKind::ShortText, Given::Text(text)) => {
                (length(text) > limits::ANSWER).then_some(AnswerFault::TooLong { question })
            }
            (QuestionKind::Choice { options }, Given::Choice(choice)) => {
                (!options.contains(choice)).then_some(AnswerFault::NotAChoice { question })
            }
            (QuestionKind::Consent, Given::Consent(_)) => None,
            _ => Some(AnswerFault::OtherKind { question }),
        }
    }
}

/// What is wrong with a list of questions; a question and an option are named by their index, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "fault")]
#[allow(missing_docs, reason = "the fields are said in the sentence of each")]
pub enum QuestionFault {
    /// There are more than [`limits::QUESTIONS`]; none was looked at.
    #[error("{count} questions, at most {} are possible", limits::QUESTIONS)]
    TooMany { count: usize },
    /// It has the number of an earlier one.
    #[error("question {index} has the number of another")]
    SameNumber { index: usize },
    /// It asks nothing.
    #[error("question {index} asks nothing")]
    Empty { index: usize },
    /// It is longer than [`limits::QUESTION`].
    #[error("question {index} is too long")]
    TooLong { index: usize },
    /// A choice between less than two, or more than [`limits::OPTIONS`]; none was looked at.
    #[error("question {index} gives {count} choices")]
    Options { index: usize, count: usize },
    /// A choice without words.
    #[error("choice {option} of question {index} is empty")]
    EmptyOption { index: usize, option: usize },
    /// A choice longer than [`limits::OPTION`].
    #[error("choice {option} of question {index} is too long")]
    LongOption { index: usize, option: usize },
    /// A choice that is there already.
    #[error("choice {option} of question {index} is there twice")]
    SameOption { index: usize, option: usize },
}

/// What is wrong with an answer; the question is named by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "fault")]
#[allow(missing_docs, reason = "the fields are said in the sentence of each")]
pub enum AnswerFault {
    /// The question must be answered.
    #[error("question {question} has no answer")]
    Missing { question: u32 },
    /// Nobody asked.
    #[error("question {question} was not asked")]
    NotAsked { question: u32 },
    /// It is answered already.
    #[error("question {question} is answered twice")]
    Twice { question: u32 },
    /// A text where a choice is asked for, or the like.
    #[error("question {question} asks for another kind of answer")]
    OtherKind { question: u32 },
    /// It is none of the choices.
    #[error("the answer to question {question} is none of its choices")]
    NotAChoice { question: u32 },
    /// Longer than [`limits::ANSWER`].
    #[error("the answer to question {question} is too long")]
    TooLong { question: u32 },
}

//! The letters a decision asks for: to whom, about what. Who the people are, and their language, is found when it is saved.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::event::Field;
use crate::ids::PersonId;
use crate::territory::TerritoryCode;

/// To whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "kebab-case")]
pub enum To {
    /// The proposer and the people of the organisation.
    Organiser,
    /// Those who decide for a territory.
    Deciders {
        /// Which one.
        territory: TerritoryCode,
    },
    /// One person.
    Person {
        /// Who.
        person: PersonId,
    },
}

/// A letter about an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// To whom.
    pub to: To,
    /// About what.
    pub about: About,
}

/// What a letter is about. Its slug is the name of its template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the fields are those of the verbs in `review`")]
pub enum About {
    /// Confirm your address: the proposal waits for it.
    ConfirmAddress { revision: u32 },
    /// Your proposal has arrived; until when it will be answered.
    Received {
        revision: u32,
        territory: TerritoryCode,
        due: Timestamp,
    },
    /// A proposal has arrived in your territory.
    Arrived {
        revision: u32,
        territory: TerritoryCode,
        due: Timestamp,
    },
    /// A proposal left your territory for another.
    MovedAway {
        revision: u32,
        from: TerritoryCode,
        territory: TerritoryCode,
    },
    /// Something is asked of you.
    Returned { revision: u32, answer_by: Timestamp },
    /// Labelled.
    Labelled { revision: u32 },
    /// Refused.
    Refused { revision: u32, criterion: String },
    /// A verdict was undone.
    Undone { revision: u32 },
    /// The referee corrected a typo.
    Corrected { revision: u32, fields: Vec<Field> },
    /// Someone brought your event up to date with a file.
    BroughtUpToDate { revision: u32 },
    /// A change you proposed was refused; the labelled version stays.
    ChangeRefused { revision: u32, criterion: String },
    /// Withdrawn by its organiser.
    Withdrawn,
    /// A change was taken back by its organiser; the labelled version stays.
    ChangeWithdrawn,
    /// Withdrawn by its organiser after the label: it has left the programme.
    TakenDown,
    /// Cancelled, postponed, moved online or reinstated: by its organiser, or by those who decide for a territory.
    Announced {
        status: String,
        by: Option<TerritoryCode>,
    },
    /// Two days before the due date, to the parent.
    DueSoon {
        territory: TerritoryCode,
        due: Timestamp,
    },
    /// The due date passed: you may decide.
    Overdue {
        territory: TerritoryCode,
        due: Timestamp,
    },
    /// Two days before the due date, to the nation itself: nobody is above it to be warned.
    DueHere {
        territory: TerritoryCode,
        due: Timestamp,
    },
    /// The due date passed, and only you can decide.
    OverdueHere {
        territory: TerritoryCode,
        due: Timestamp,
    },
    /// The secret address of the event is another one now.
    NewLink,
    /// The edition was finished before you answered the remarks.
    Lapsed { revision: u32 },
    /// You have not answered the remarks yet.
    AnswerDue { revision: u32, answer_by: Timestamp },
}

impl About {
    /// The name of its template and of its words.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        match self {
            About::ConfirmAddress { .. } => "confirm-address",
            About::Received { .. } => "received",
            About::Arrived { .. } => "arrived",
            About::MovedAway { .. } => "moved-away",
            About::Returned { .. } => "returned",
            About::Labelled { .. } => "labelled",
            About::Refused { .. } => "refused",
            About::Undone { .. } => "undone",
            About::Corrected { .. } => "corrected",
            About::BroughtUpToDate { .. } => "brought-up-to-date",
            About::ChangeRefused { .. } => "change-refused",
            About::Withdrawn => "withdrawn",
            About::ChangeWithdrawn => "change-withdrawn",
            About::TakenDown => "taken-down",
            About::Announced { .. } => "announced",
            About::DueSoon { .. } => "due-soon",
            About::Overdue { .. } => "overdue",
            About::DueHere { .. } => "due-here",
            About::OverdueHere { .. } => "overdue-here",
            About::NewLink => "new-link",
            About::Lapsed { .. } => "lapsed",
            About::AnswerDue { .. } => "answer-due",
        }
    }
}

//! Who comes: someone with others, or a class or a group. A pupil’s name is never asked, and there is no place for one.

use serde::{Deserialize, Serialize};

use super::limits;
use crate::edition::Choice;
use crate::event::Access;
use crate::identifier::Email;
use crate::text::length;

/// A party: everyone one booking brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Slug of the edition’s audience it comes as, when it said so; seats may be kept for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// Who comes.
    #[serde(flatten)]
    pub who: Who,
}

/// Who comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "kebab-case")]
pub enum Who {
    /// Someone, alone or with others.
    People {
        /// How many people, whoever booked included.
        people: u32,
    },
    /// A class or a group, with who answers for it.
    Group(Group),
}

/// A class or a group: counted, never named. Who answers for it is the [`Registrant`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Group {
    /// The school or the institution, at most [`limits::LINE`] characters.
    pub establishment: String,
    /// The level or the kind of group, at most [`limits::LINE`] characters; may be empty.
    pub level: String,
    /// Head count: pupils, trainees, members, without those who accompany them.
    pub heads: u32,
    /// Accompanying adults; each takes a seat.
    pub adults: u32,
    /// Special needs, by kind and count.
    pub needs: Vec<Need>,
}

/// How many of a group have a special need of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// Which kind.
    pub kind: Access,
    /// How many people; one may be counted under several kinds.
    pub people: u32,
}

/// The one contact of a booking: who booked, or who answers for the group.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Registrant {
    /// Name, at most [`limits::LINE`] characters.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// Telephone, at most [`limits::PHONE`] characters; may be empty.
    pub phone: String,
}

impl Party {
    /// A party of so many people who said nothing of their audience.
    #[must_use]
    pub fn people(people: u32) -> Party {
        Party {
            audience: None,
            who: Who::People { people },
        }
    }

    /// How many seats it takes: everyone who comes, accompanying adults included.
    #[must_use]
    pub fn seats(&self) -> u32 {
        match &self.who {
            Who::People { people } => *people,
            Who::Group(group) => group.heads.saturating_add(group.adults),
        }
    }

    /// The slug of its audience.
    #[must_use]
    pub fn audience(&self) -> Option<&str> {
        self.audience.as_deref()
    }

    /// The same party once it is forgotten: only what is counted stays.
    #[must_use]
    pub fn forgotten(&self) -> Party {
        let who = match &self.who {
            Who::People { people } => Who::People { people: *people },
            Who::Group(group) => Who::Group(Group {
                heads: group.heads,
                adults: group.adults,
                ..Group::default()
            }),
        };
        Party {
            audience: self.audience.clone(),
            who,
        }
    }

    /// Everything that is wrong with a party by itself, for an edition’s audiences; empty when it may book.
    #[must_use]
    pub fn check(&self, audiences: &[Choice]) -> Vec<PartyFault> {
        let mut faults = Vec::new();
        let unknown = |slug: &&String| !audiences.iter().any(|choice| choice.slug == **slug);
        if let Some(audience) = self.audience.as_ref().filter(unknown) {
            let audience = audience.clone();
            faults.push(PartyFault::UnknownAudience { audience });
        }
        if let Who::Group(group) = &self.who {
            group.check(&mut faults);
        }
        let people = self.seats();
        if people == 0 {
            faults.push(PartyFault::Nobody);
        } else if people > limits::PARTY {
            faults.push(PartyFault::TooMany { people });
        }
        faults
    }
}

impl Group {
    fn check(&self, faults: &mut Vec<PartyFault>) {
        if self.establishment.trim().is_empty() {
            faults.push(PartyFault::NoEstablishment);
        }
        let lines = [
            (PartyField::Establishment, &self.establishment),
            (PartyField::Level, &self.level),
        ];
        for (field, text) in lines {
            too_long(field, text, limits::LINE, faults);
        }
        if self.heads == 0 && self.adults > 0 {
            faults.push(PartyFault::NoHeads);
        }
        for (index, Need { kind, people }) in self.needs.iter().copied().enumerate() {
            if self.needs[..index].iter().any(|need| need.kind == kind) {
                faults.push(PartyFault::NeedTwice { kind });
            }
            if people == 0 {
                faults.push(PartyFault::NeedOfNobody { kind });
            } else if people > self.heads.saturating_add(self.adults) {
                faults.push(PartyFault::NeedOfMore { kind, people });
            }
        }
    }
}

impl Registrant {
    /// Everything that is wrong with the contact; empty when one can be written to.
    #[must_use]
    pub fn check(&self) -> Vec<PartyFault> {
        let mut faults = Vec::new();
        if self.name.trim().is_empty() {
            faults.push(PartyFault::NoName);
        }
        if Email::parse(&self.email).is_err() {
            faults.push(PartyFault::Email);
        }
        too_long(PartyField::Name, &self.name, limits::LINE, &mut faults);
        too_long(PartyField::Phone, &self.phone, limits::PHONE, &mut faults);
        faults
    }
}

fn too_long(field: PartyField, text: &str, limit: usize, faults: &mut Vec<PartyFault>) {
    if length(text) > limit {
        faults.push(PartyFault::TooLong { field, limit });
    }
}

/// A field of the form one books with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum PartyField {
    Audience,
    People,
    Establishment,
    Level,
    Heads,
    Needs,
    Name,
    Email,
    Phone,
}

/// What is wrong with a party or its contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "fault")]
#[allow(missing_docs, reason = "the fields are said in the sentence of each")]
pub enum PartyFault {
    /// The audience is not one of the edition’s.
    #[error("the edition does not know the audience {audience}")]
    UnknownAudience { audience: String },
    /// Nobody would come.
    #[error("nobody comes")]
    Nobody,
    /// More than [`limits::PARTY`].
    #[error("{people} people, at most {} are possible", limits::PARTY)]
    TooMany { people: u32 },
    /// A group of nowhere.
    #[error("the group has no establishment")]
    NoEstablishment,
    /// Adults accompany nobody: they book as people.
    #[error("the adults accompany nobody")]
    NoHeads,
    /// A kind of need is counted in two lines.
    #[error("the need {} is told twice", .kind.slug())]
    NeedTwice { kind: Access },
    /// A need of nobody.
    #[error("the need {} is nobody’s", .kind.slug())]
    NeedOfNobody { kind: Access },
    /// A need of more people than come.
    #[error("the need {} is said of {people}, more than come", .kind.slug())]
    NeedOfMore { kind: Access, people: u32 },
    /// The contact has no name.
    #[error("the contact has no name")]
    NoName,
    /// The contact’s mail address is missing, or does not look like one.
    #[error("the contact’s mail address is not one")]
    Email,
    /// A text is too long.
    #[error("{field:?} is longer than {limit} characters")]
    TooLong { field: PartyField, limit: usize },
}

impl PartyFault {
    /// The field it is said beside.
    #[must_use]
    pub fn field(&self) -> PartyField {
        match self {
            PartyFault::UnknownAudience { .. } => PartyField::Audience,
            PartyFault::Nobody | PartyFault::TooMany { .. } => PartyField::People,
            PartyFault::NoEstablishment => PartyField::Establishment,
            PartyFault::NoHeads => PartyField::Heads,
            PartyFault::NeedTwice { .. }
            | PartyFault::NeedOfNobody { .. }
            | PartyFault::NeedOfMore { .. } => PartyField::Needs,
            PartyFault::NoName => PartyField::Name,
            PartyFault::Email => PartyField::Email,
            PartyFault::TooLong { field, .. } => *field,
        }
    }
}

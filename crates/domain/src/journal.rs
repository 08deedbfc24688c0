//! The journal of an event: append-only, read by anyone concerned. It never holds a name or a mail address.

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::event::Field;
use crate::ids::{EventId, PersonId};
use crate::review::Reason;
use crate::territory::TerritoryCode;

/// Who acted, as the journal tells it: a part, and the person only by number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "actor", rename_all = "kebab-case")]
pub enum Actor {
    /// Whoever organises.
    Organiser {
        /// The person, once known.
        person: Option<PersonId>,
    },
    /// Whoever decides for a territory.
    Referee {
        /// The person.
        person: PersonId,
        /// For which territory.
        territory: TerritoryCode,
    },
    /// A committee member.
    Committee {
        /// The person.
        person: PersonId,
        /// For which institution.
        institution: String,
    },
    /// The site, by itself, when a date came.
    Site,
}

/// One line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Which event; `None` until the store has numbered a new one.
    pub event: Option<EventId>,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the fields are those of the verbs in `review`")]
pub enum What {
    /// A draft was begun.
    Begun,
    /// A draft was made from another event.
    Cloned { from: EventId },
    /// It came in from a file, or was brought up to date by one.
    Imported { source: String },
    /// What the public reads of its organisation changed: its name, its number, its page.
    OrganisationChanged,
    /// It was sent, and waits for its mail address to be confirmed.
    Sent { revision: u32 },
    /// It was proposed to a territory.
    Proposed {
        revision: u32,
        reason: Reason,
        territory: TerritoryCode,
        due: Timestamp,
    },
    /// It was returned with remarks.
    Returned {
        revision: u32,
        fields: Vec<Field>,
        answer_by: Timestamp,
    },
    /// It was labelled.
    Labelled { revision: u32 },
    /// It was refused.
    Refused { revision: u32, criterion: String },
    /// A verdict was undone by another.
    Undone { revision: u32 },
    /// The referee corrected a typo.
    Corrected { revision: u32, fields: Vec<Field> },
    /// The organiser changed fields that need no review.
    Updated { revision: u32, fields: Vec<Field> },
    /// It was withdrawn.
    Withdrawn,
    /// A change awaiting review was withdrawn; the labelled version stays.
    ChangeWithdrawn { revision: u32 },
    /// Remarks had no answer when the edition was finished; a labelled version stays.
    Lapsed { revision: u32 },
    /// It was cancelled. Why is said with its status.
    Cancelled,
    /// It was postponed.
    Postponed,
    /// It was moved online.
    MovedOnline,
    /// It takes place after all.
    Reinstated,
    /// Its place moved it to another territory.
    Moved {
        from: TerritoryCode,
        to: TerritoryCode,
    },
    /// The parent territory was warned that the due date nears.
    ParentWarned { territory: TerritoryCode },
    /// The due date passed: the parent may decide.
    Overdue { territory: TerritoryCode },
    /// The nation, above which there is nobody, was reminded that the due date nears.
    Reminded { territory: TerritoryCode },
    /// The due date of the nation itself passed.
    Late { territory: TerritoryCode },
    /// Every secret address given so far stopped working.
    Relinked,
    /// A committee member gave an opinion.
    Opined { favourable: bool },
    /// How its slots are booked was set.
    BookingsSet,
    /// Bookings of a slot were closed before their time.
    SlotClosed { slot: DateTime },
    /// They were opened again.
    SlotReopened { slot: DateTime },
    /// The capacity of a slot was set for it alone; none when that of the content holds again.
    CapacitySet {
        slot: DateTime,
        capacity: Option<u32>,
    },
}

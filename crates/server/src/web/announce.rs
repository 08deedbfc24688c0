//! What becomes of a labelled event, as a form says it: its organiser's, or that of whoever decides there.

use domain::event::Status;
use domain::identifier::Web;
use domain::review::{self, Event, REMARK, Refusal};
use domain::text::{check_length, multi_line, single_line};
use jiff::Timestamp;

use crate::error::Sentence;
use crate::web::form::Fields;
use crate::web::sentences;

/// What one may say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It takes place at another time.
    Postpone,
    /// It takes place online.
    MoveOnline,
    /// It takes place after all.
    Reinstate,
    /// It does not take place.
    Cancel,
}

impl Change {
    /// Every change, in the order they are offered.
    pub const ALL: [Change; 4] = [
        Change::Postpone,
        Change::MoveOnline,
        Change::Reinstate,
        Change::Cancel,
    ];

    /// Its name in addresses and forms.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Change::Postpone => "reporter",
            Change::MoveOnline => "en-ligne",
            Change::Reinstate => "maintenir",
            Change::Cancel => "annuler",
        }
    }

    /// Reads [`Change::slug`].
    #[must_use]
    pub fn parse(slug: &str) -> Option<Change> {
        Change::ALL.into_iter().find(|change| change.slug() == slug)
    }

    /// Whether it says something that was not said yet.
    #[must_use]
    pub fn is_news(self, event: &Event) -> bool {
        let announced = Typed::default().status(self, Timestamp::UNIX_EPOCH);
        review::is_news(event, &announced)
    }

    /// Whether visitors read why.
    #[must_use]
    pub fn needs_reason(self) -> bool {
        self != Change::Reinstate
    }

    /// Whether visitors are told where to connect.
    #[must_use]
    pub fn needs_url(self) -> bool {
        self == Change::MoveOnline
    }
}

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// What visitors will read.
    pub reason: String,
    /// Where they connect.
    pub url: String,
}

impl Typed {
    /// What was sent.
    #[must_use]
    pub fn read(fields: &Fields) -> Typed {
        Typed {
            reason: multi_line(fields.get("reason").unwrap_or_default()),
            url: single_line(fields.get("url").unwrap_or_default()),
        }
    }

    /// What keeps it from being announced: beside the reason, beside the address.
    #[must_use]
    pub fn faults(&self, change: Change) -> [Option<Sentence>; 2] {
        let reason = match check_length(&self.reason, REMARK) {
            _ if !change.needs_reason() => None,
            _ if self.reason.is_empty() => Some(Refusal::NoReason),
            Err(_) => Some(Refusal::TooLong(REMARK)),
            Ok(_) => None,
        };
        let wrong = change.needs_url() && Web::parse(&self.url).is_err();
        [
            reason.map(|refusal| sentences::refusal(&refusal)),
            wrong.then(|| Sentence::new("refusal-identifier-web-shape")),
        ]
    }

    /// What becomes of the event.
    #[must_use]
    pub fn status(self, change: Change, at: Timestamp) -> Status {
        let Typed { reason, url } = self;
        match change {
            Change::Reinstate => Status::Scheduled,
            Change::Cancel => Status::Cancelled { at, reason },
            Change::Postpone => Status::Postponed { at, reason },
            Change::MoveOnline => Status::MovedOnline {
                at,
                reason,
                url: Web::parse(&url).map_or(url, |web| web.to_string()),
            },
        }
    }
}

/// The words of what became of an event, and what visitors read about it; nothing while it takes place as told.
#[must_use]
pub fn told(status: &Status) -> Option<(&'static str, &str)> {
    let reason = match status {
        Status::Scheduled => return None,
        Status::Cancelled { reason, .. }
        | Status::Postponed { reason, .. }
        | Status::MovedOnline { reason, .. } => reason,
    };
    Some((status.slug(), reason))
}

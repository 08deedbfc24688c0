//! The sentences of the rules: why something is blocked, missing or odd, and the way out. The form, the queue and the
//! reports of imports say them alike.

use catalogue::place::Gazetteer;
use domain::check::{Blocked, Warning};
use domain::event::Field;
use domain::identifier::BadIdentifier;
use domain::review::Refusal;
use domain::slot::{SeriesFault, SlotFault};
use domain::words::Language;
use store::StoreError;

use crate::acts::Failed;
use crate::error::{Failure, Sentence};
use crate::web::filters;
use crate::words::Words;

/// What sentences are made with.
#[derive(Clone, Copy)]
pub struct Speaker<'a> {
    /// The words of the site.
    pub words: &'a Words,
    /// The places, for their names.
    pub gazetteer: &'a Gazetteer,
    /// The language of the reader.
    pub lang: Language,
}

impl Speaker<'_> {
    /// A sentence in the reader's language.
    #[must_use]
    pub fn say(&self, sentence: &Sentence) -> String {
        sentence.said(self.words, self.lang)
    }

    /// The words of a key that needs nothing.
    #[must_use]
    pub fn word(&self, key: &str) -> String {
        self.words.say(self.lang, key, None)
    }

    /// The name of a field.
    #[must_use]
    pub fn field(&self, field: Field) -> String {
        self.word(&format!("refusal-field-{}", field.slug()))
    }

    /// What is missing, and what to do.
    #[must_use]
    pub fn missing(&self, field: Field) -> String {
        self.word(&format!("refusal-missing-{}", field.slug()))
    }

    /// Why something cannot stand, and the way out.
    #[must_use]
    pub fn blocked(&self, blocked: &Blocked) -> String {
        let sentence = match blocked {
            Blocked::TooLong { field, limit } => Sentence::new("refusal-blocked-too-long")
                .with("field", self.field(*field))
                .with("limit", limit),
            Blocked::UnknownChoice { field } => {
                Sentence::new("refusal-blocked-unknown-choice").with("field", self.field(*field))
            }
            Blocked::Malformed { field } => {
                Sentence::new(format!("refusal-blocked-malformed-{}", field.slug()))
            }
            Blocked::OutsideWindow { day, window, .. } => {
                Sentence::new("refusal-blocked-outside-window")
                    .with("day", filters::day_long(*day, self.lang))
                    .with("period", filters::period(window.from, window.to, self.lang))
            }
            Blocked::Slots { fault } => slot(fault),
            Blocked::PinElsewhere { commune } => {
                let named = commune
                    .as_deref()
                    .and_then(|code| self.gazetteer.commune(code));
                match named {
                    Some(commune) => Sentence::new("refusal-blocked-pin-elsewhere")
                        .with("commune", &commune.name)
                        .with("code", self.gazetteer.home(commune).code.as_str()),
                    None => Sentence::new("refusal-blocked-pin-nowhere"),
                }
            }
            // An organisation is created when one goes on, not while its name is being typed.
            Blocked::Unread {
                field: Field::Organisation,
            } => Sentence::new("refusal-organisation-unsaved"),
            Blocked::Unread { field } => {
                Sentence::new("refusal-blocked-unread").with("field", self.field(*field))
            }
            Blocked::UnknownCommune => Sentence::new("refusal-blocked-unknown-commune"),
            Blocked::Ages => Sentence::new("refusal-blocked-ages"),
            Blocked::NoConsent => Sentence::new("refusal-blocked-no-consent"),
            Blocked::NoAlternative => Sentence::new("refusal-blocked-no-alternative"),
        };
        self.say(&sentence)
    }

    /// What is odd and may stand.
    #[must_use]
    pub fn warning(&self, warning: &Warning) -> String {
        let sentence = match warning {
            Warning::Shouting { quiet } => {
                Sentence::new("refusal-warning-shouting").with("quiet", quiet)
            }
            Warning::NamesCampaign => Sentence::new("refusal-warning-names-campaign"),
            Warning::SeveralEvents => Sentence::new("refusal-warning-several-events"),
            Warning::Duplicate { .. } => Sentence::new("refusal-warning-duplicate"),
            Warning::PlaceUncertain => Sentence::new("refusal-warning-place-uncertain"),
        };
        self.say(&sentence)
    }
}

/// The field a warning is about; none for the whole.
#[must_use]
pub fn warned_field(warning: &Warning) -> Option<Field> {
    match warning {
        Warning::Shouting { .. } | Warning::NamesCampaign => Some(Field::Title),
        Warning::SeveralEvents => Some(Field::Description),
        Warning::PlaceUncertain => Some(Field::Point),
        Warning::Duplicate { .. } => None,
    }
}

/// The sentence of a fault of slots; slots are counted from 1.
#[must_use]
pub fn slot(fault: &SlotFault) -> Sentence {
    match fault {
        SlotFault::TooMany { count } => Sentence::new("refusal-slot-too-many").with("count", count),
        SlotFault::EndNotAfterStart { index } => {
            Sentence::new("refusal-slot-end-not-after-start").with("slot", index + 1)
        }
        SlotFault::TooLong { index, .. } => {
            Sentence::new("refusal-slot-too-long").with("slot", index + 1)
        }
        SlotFault::OutsideWindow { index, .. } => {
            Sentence::new("refusal-slot-outside-window").with("slot", index + 1)
        }
        SlotFault::Overlap { index, other } => Sentence::new("refusal-slot-overlap")
            .with("slot", index + 1)
            .with("other", other + 1),
        SlotFault::Capacity { index, .. } => {
            Sentence::new("refusal-slot-capacity").with("slot", index + 1)
        }
    }
}

/// Why a series of slots cannot be made.
#[must_use]
pub fn series(fault: &SeriesFault) -> Sentence {
    match fault {
        SeriesFault::NoDay => Sentence::new("refusal-series-no-day"),
        SeriesFault::NoDuration => Sentence::new("refusal-series-no-duration"),
        SeriesFault::Overlapping { every, duration } => Sentence::new("refusal-series-overlapping")
            .with("every", every)
            .with("duration", duration),
        SeriesFault::NothingFits { duration, .. } => {
            Sentence::new("refusal-series-nothing-fits").with("duration", duration)
        }
        SeriesFault::TooMany { count } => {
            Sentence::new("refusal-series-too-many").with("count", count)
        }
    }
}

/// Why an identifier is not one; `what` is `siret`, `email` or `web`.
#[must_use]
pub fn identifier(what: &str, fault: &BadIdentifier) -> Sentence {
    let why = match (what, fault) {
        ("siret", BadIdentifier::Key) => "key",
        ("siret", BadIdentifier::Length | BadIdentifier::Empty) => "length",
        ("web", BadIdentifier::Scheme) => "scheme",
        _ => "shape",
    };
    Sentence::new(format!("refusal-identifier-{what}-{why}"))
}

/// Why a verb of the review refuses.
#[must_use]
pub fn refusal(refusal: &Refusal) -> Sentence {
    let sentence = Sentence::new(format!("refusal-review-{}", refusal.slug()));
    match refusal {
        Refusal::TooLong(limit) => sentence.with("limit", limit),
        _ => sentence,
    }
}

impl From<Failed> for Failure {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Refused(Refusal::MovedOn) | Failed::Store(StoreError::Conflict(_)) => {
                Failure::Conflict(refusal(&Refusal::MovedOn))
            }
            Failed::Refused(refused) => Failure::Refusal(refusal(&refused)),
            Failed::Denied(_) => Failure::Forbidden,
            Failed::Store(error) => error.into(),
        }
    }
}

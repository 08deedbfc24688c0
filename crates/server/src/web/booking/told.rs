//! The sentences of booking: what is left, and why something is not done.

use domain::booking::{Outlook, Refusal, Taking, TurnedAway};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::sheet::Teller;
use crate::error::Sentence;
use crate::web::filters;

/// How a slot looks to a newcomer: the words, their tone, and whether one may book it or wait for it.
#[must_use]
pub fn outlook(
    teller: &Teller<'_>,
    outlook: Outlook,
    zone: &TimeZone,
) -> (String, &'static str, bool) {
    match outlook {
        Outlook::Unlimited => (teller.say("booking-slot-unlimited"), "good", true),
        Outlook::Seats { left } => (
            teller.count("booking-slot-seats", "count", left),
            "good",
            true,
        ),
        Outlook::Few { left } => (
            teller.count("booking-slot-few", "count", left),
            "warn",
            true,
        ),
        Outlook::WaitingList { parties } => {
            let parties = u32::try_from(parties).unwrap_or(u32::MAX);
            let text = teller.count("booking-slot-waiting", "count", parties);
            (text, "warn", true)
        }
        Outlook::Full => (teller.say("booking-slot-full"), "bad", false),
        Outlook::NotTaken { taking } => (not_taken(teller, taking, zone), "quiet", false),
    }
}

fn not_taken(teller: &Teller<'_>, taking: Taking, zone: &TimeZone) -> String {
    match taking {
        Taking::NotYet { opens } => {
            let date = teller.moment(opens, zone);
            teller.tell("booking-slot-not-yet", &[("date", &date)])
        }
        Taking::Over { .. } => teller.say("booking-slot-over"),
        Taking::Open | Taking::ClosedByOrganiser { .. } => teller.say("booking-slot-closed"),
    }
}

/// Why a party is turned away, when no field can say it.
#[must_use]
pub fn away(away: &TurnedAway) -> Sentence {
    let key = format!("booking-away-{}", away.slug());
    match away {
        TurnedAway::TooLarge { most } => Sentence::new(key).with("most", most),
        _ => Sentence::new(key),
    }
}

/// Why an act is refused.
#[must_use]
pub fn refused(refusal: &Refusal) -> Sentence {
    let key = format!("booking-refused-{}", refusal.slug());
    let sentence = Sentence::new(key);
    match refusal {
        Refusal::TooLarge { most } => sentence.with("most", most),
        Refusal::MoreThanBooked { people, booked } => {
            sentence.with("people", people).with("booked", booked)
        }
        Refusal::AlreadyIn { at, door } => sentence.with("at", moment(*at)).with("door", door),
        Refusal::NotYet { from } => sentence.with("at", moment(*from)),
        Refusal::GivenUp { at } => sentence.with("at", moment(*at)),
        Refusal::TooLong(most) => sentence.with("most", most),
        _ => sentence,
    }
}

/// A moment in the national time, in a form every reader of a list of refusals understands.
fn moment(at: Timestamp) -> String {
    filters::moment(at, None, domain::words::Language::Fr)
}

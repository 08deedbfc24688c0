//! How one comes in, so that nobody misses it.

use catalogue::{Booking, Event, Status};
use serde_json::{Value, json};

use super::scope::Scope;

/// The words and the tone of the way to book an event, on a card; of one that does not take place, or to which nobody comes any
/// more, nothing.
#[must_use]
pub fn on_card(scope: &Scope, event: &Event<'_>) -> Value {
    let off = match event.status {
        Status::Cancelled => true,
        Status::MovedOnline => event.booking == Booking::OnDay,
        Status::Scheduled | Status::Postponed => false,
    };
    if off {
        return Value::Null;
    }
    let (key, tone) = words(event.booking);
    json!({ "text": scope.say(key), "tone": tone })
}

/// The key of the words of a way to book, and its tone.
#[must_use]
pub fn words(booking: Booking) -> (&'static str, &'static str) {
    match booking {
        Booking::None => ("public-booking-none", "good"),
        Booking::OnDay => ("public-booking-day", "quiet"),
        Booking::Preferred => ("public-booking-preferred", "quiet"),
        Booking::Required => ("public-booking-required", "warn"),
        Booking::PreferredElsewhere => ("public-booking-preferred-elsewhere", "quiet"),
        Booking::RequiredElsewhere => ("public-booking-required-elsewhere", "warn"),
    }
}

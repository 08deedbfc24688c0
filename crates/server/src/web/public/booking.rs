//! How one comes in, so that nobody misses it.

use catalogue::Booking;
use serde_json::{Value, json};

use super::scope::Scope;

/// The words and the tone of a way to book, on a card.
#[must_use]
pub fn on_card(scope: &Scope, booking: Booking) -> Value {
    let (key, tone) = words(booking);
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
        Booking::Elsewhere => ("public-booking-elsewhere", "warn"),
    }
}

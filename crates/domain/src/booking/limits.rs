//! The bounds of booking. Numbers of people unless said otherwise.

use jiff::SignedDuration;

/// The largest party anyone may bring: several classes of a school. More is a mistake of the hand.
pub const PARTY: u32 = 500;
/// Keepings of one slot (seats kept for an audience).
pub const KEEPINGS: usize = 10;
/// Questions an organiser may add. More is a survey, and people leave.
pub const QUESTIONS: usize = 10;
/// Choices of one question.
pub const OPTIONS: usize = 20;
/// A question, in characters.
pub const QUESTION: usize = 255;
/// A choice of a question, in characters.
pub const OPTION: usize = 140;
/// An answer in words, in characters: short, so that nobody is asked for a story.
pub const ANSWER: usize = 255;
/// A name, an establishment, a level, in characters.
pub const LINE: usize = 255;
/// A telephone number, in characters.
pub const PHONE: usize = 40;
/// From so many free seats down, one says that few are left.
pub const FEW: u32 = 5;

/// How long seats are held for an address that was never proved: long enough to find the letter, short enough that
/// nobody empties a slot with addresses of others.
pub const HOLD: SignedDuration = SignedDuration::from_hours(2);
/// How long an offer from the waiting list stands: everybody reads their mail once a day.
pub const OFFER: SignedDuration = SignedDuration::from_hours(24);
/// How long it stands once the [`LAST_CALL`] has come, so that several may still be asked one after the other.
pub const LATE_OFFER: SignedDuration = SignedDuration::from_hours(4);
/// How long a party waits before freed seats are put aside for it.
pub const PATIENCE: SignedDuration = SignedDuration::from_hours(24);
/// So long before bookings close, nothing is put aside any more: an empty seat would serve nobody.
pub const LAST_CALL: SignedDuration = SignedDuration::from_hours(48);
/// So long before the slot begins, too few bookings are told: late enough to be true, early enough to act.
pub const AT_RISK: SignedDuration = SignedDuration::from_hours(7 * 24);
/// So long before the slot begins, the door may check people in. Wide, because the clock of a telephone without network
/// may be wrong and the person stands there.
pub const DOOR: SignedDuration = SignedDuration::from_hours(24);
/// The longest before a slot that bookings may close, in minutes: sixty days. More is a mistake of the hand.
pub const LONG_BEFORE: u32 = 60 * 24 * 60;
/// A message to those who booked, in characters.
pub const MESSAGE: usize = 5_000;

//! The secret address of an event: whoever holds it acts for its organiser. It is computed, never kept, and every address
//! mailed so far stops working when the event's epoch is raised.

use domain::identifier::Email;
use domain::ids::{EventId, RegistrationId};
use store::events::Kept;

use crate::secret::Key;

const LINK: &str = "organiser-link";
const ADDRESS: &str = "confirm-address";
const REGISTRATION: &str = "registration";
const TICKET: &str = "ticket";
const QUIET: &str = "no-messages";

/// The secret part of the address of an event: its number and a proof.
#[must_use]
pub fn secret(key: &Key, id: EventId, epoch: i64) -> String {
    format!("{id}-{}", key.prove(LINK, &subject(id, epoch)))
}

/// The path of an event for its organiser, without the prefix of a language.
#[must_use]
pub fn path(key: &Key, id: EventId, epoch: i64) -> String {
    format!("/proposer/{}", secret(key, id, epoch))
}

/// The number told by a secret part, nothing proved yet.
#[must_use]
pub fn number(secret: &str) -> Option<EventId> {
    let (id, _) = secret.split_once('-')?;
    let plain = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| id.parse().ok().map(EventId)).flatten()
}

/// Whether a secret part opens this event, told in constant time.
#[must_use]
pub fn opens(key: &Key, kept: &Kept, secret: &str) -> bool {
    secret.split_once('-').is_some_and(|(id, proof)| {
        id == kept.id.to_string() && key.proves(LINK, &subject(kept.id, kept.link_epoch), proof)
    })
}

/// The proof that a letter reached an address, for the revision that waits for it.
#[must_use]
pub fn confirmation(key: &Key, kept: &Kept, revision: u32, email: &Email) -> String {
    key.prove(ADDRESS, &reached(kept, revision, email))
}

/// Whether a proof is [`confirmation`]'s.
#[must_use]
pub fn confirms(key: &Key, kept: &Kept, revision: u32, email: &Email, proof: &str) -> bool {
    key.proves(ADDRESS, &reached(kept, revision, email), proof)
}

/// The secret part of the address of a registration: whoever holds it confirms, changes, cancels and forgets it.
#[must_use]
pub fn registration(key: &Key, id: RegistrationId) -> String {
    numbered(key, REGISTRATION, id)
}

/// The path of a registration for whoever booked, without the prefix of a language.
#[must_use]
pub fn registration_path(key: &Key, id: RegistrationId) -> String {
    format!("/inscriptions/{}", registration(key, id))
}

/// The registration that a secret part opens, told in constant time.
#[must_use]
pub fn opens_registration(key: &Key, secret: &str) -> Option<RegistrationId> {
    proved(key, REGISTRATION, secret)
}

/// What a ticket shows at the door. Whoever reads it lets in, and can do nothing else with it.
#[must_use]
pub fn ticket(key: &Key, id: RegistrationId) -> String {
    numbered(key, TICKET, id)
}

/// The registration whose ticket this is, told in constant time.
#[must_use]
pub fn admits(key: &Key, ticket: &str) -> Option<RegistrationId> {
    proved(key, TICKET, ticket)
}

/// The secret part of the address where one click stops the messages of an organiser, and does nothing else.
#[must_use]
pub fn quiet(key: &Key, id: RegistrationId) -> String {
    numbered(key, QUIET, id)
}

/// The registration whose messages a secret part stops, told in constant time.
#[must_use]
pub fn quiets(key: &Key, secret: &str) -> Option<RegistrationId> {
    proved(key, QUIET, secret)
}

fn numbered(key: &Key, purpose: &str, id: RegistrationId) -> String {
    format!("{id}-{}", key.prove(purpose, &id.to_string()))
}

fn proved(key: &Key, purpose: &str, secret: &str) -> Option<RegistrationId> {
    let (id, proof) = secret.split_once('-')?;
    let number: RegistrationId = id.parse().ok().map(RegistrationId)?;
    // The number is proved as it is written here: “+1” and “01” are not 1.
    let same = number.to_string() == id;
    (same && key.proves(purpose, id, proof)).then_some(number)
}

fn subject(id: EventId, epoch: i64) -> String {
    format!("{id} {epoch}")
}

fn reached(kept: &Kept, revision: u32, email: &Email) -> String {
    let subject = subject(kept.id, kept.link_epoch);
    format!("{subject} {revision} {}", email.comparable())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_does_not_open_the_registration() {
        let (key, id) = (Key::new("k".to_owned()), RegistrationId(12));
        let (secret, shown) = (registration(&key, id), ticket(&key, id));
        assert_eq!(opens_registration(&key, &secret), Some(id));
        assert_eq!(admits(&key, &shown), Some(id));
        assert_eq!(opens_registration(&key, &shown), None);
        assert_eq!(admits(&key, &secret), None);
        for wrong in ["12", "12-", "+12-a", "", "-", "013-é"] {
            assert_eq!(opens_registration(&key, wrong), None, "{wrong}");
        }
        let other = secret.replacen("12", "13", 1);
        assert_eq!(opens_registration(&key, &other), None);
    }

    #[test]
    fn the_number_is_plain_digits() {
        assert_eq!(number("12-abc"), Some(EventId(12)));
        for wrong in ["", "-1-abc", "abc", "1", "+1-a", "99999999999999999999-a"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }
}

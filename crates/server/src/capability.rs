//! The secret address of an event: whoever holds it acts for its organiser. It is computed, never kept, and every address
//! mailed so far stops working when the event's epoch is raised.

use domain::identifier::Email;
use domain::ids::EventId;
use store::events::Kept;

use crate::secret::Key;

const LINK: &str = "organiser-link";
const ADDRESS: &str = "confirm-address";

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
    fn the_number_is_plain_digits() {
        assert_eq!(number("12-abc"), Some(EventId(12)));
        for wrong in ["", "-1-abc", "abc", "1", "+1-a", "99999999999999999999-a"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }
}

//! Letters about registrations: rows of the outbox that go with the registration they are about.

use domain::ids::{EventId, RegistrationId, SlotId};
use jiff::Timestamp;
use serde_json::json;

use crate::{Result, Tx, Value, values};

/// A letter about a registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLetter {
    /// The registration.
    pub registration: RegistrationId,
    /// Its slot.
    pub slot: SlotId,
    /// Its event.
    pub event: EventId,
    /// Where it goes, in small letters.
    pub to_email: String,
    /// The language of the addressee.
    pub language: String,
    /// The name of its template.
    pub kind: &'static str,
    /// What an organiser wrote, for a letter that carries it; see [`super::messages`].
    pub message: Option<i64>,
    /// What tells it from others of the same kind about the same registration.
    pub occasion: String,
}

/// Posts letters. Each occasion comes once: whoever writes them holds the slot, and notes with the registration what was told.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when one was posted for the same occasion.
pub async fn post(tx: &mut Tx, letters: &[NewLetter], now: Timestamp) -> Result<u64> {
    let rows: Vec<Vec<Value>> = letters.iter().map(|letter| row(letter, now)).collect();
    let columns = [
        "dedupe",
        "to_email",
        "language",
        "kind",
        "params",
        "created_at",
        "not_before",
        "registration_id",
    ];
    tx.insert_many("letter", &columns, rows).await
}

fn row(letter: &NewLetter, now: Timestamp) -> Vec<Value> {
    let mut params = json!({
        "registration": letter.registration.0,
        "slot": letter.slot.0,
        "event": letter.event.0,
    });
    if let Some(message) = letter.message {
        params["message"] = json!(message);
    }
    let dedupe = format!(
        "booking/{}/{}/{}",
        letter.registration, letter.kind, letter.occasion
    );
    values![
        dedupe,
        &letter.to_email,
        &letter.language,
        letter.kind,
        params.to_string(),
        now,
        now,
        letter.registration.0
    ]
}

/// Takes away the letters about these registrations, sent or not; answers how many.
///
/// # Errors
/// As the database answers.
pub async fn forget(tx: &mut Tx, registrations: &[RegistrationId]) -> Result<u64> {
    let ids: Vec<i64> = registrations.iter().map(|id| id.0).collect();
    let (list, args) = Value::list(&ids, 1);
    // The condition is said for the index, which holds only these letters.
    let sql = format!(
        "DELETE FROM letter WHERE registration_id IS NOT NULL AND registration_id IN ({list})"
    );
    tx.run(&sql, args).await
}

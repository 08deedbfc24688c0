//! Secrets: made by chance, kept as digests, proved by keyed digests.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// A fresh secret for a link or a session: 256 bits, in hexadecimal.
#[must_use]
pub fn fresh() -> String {
    let mut bytes = [0u8; 32];
    rand::fill(&mut bytes);
    hex(&bytes)
}

/// A number for something to be found again by, such as a request in the log: ten hexadecimal figures, no secret.
#[must_use]
pub fn number() -> String {
    let mut bytes = [0u8; 5];
    rand::fill(&mut bytes);
    hex(&bytes)
}

/// What is kept of a secret: its SHA-256 in hexadecimal. Secrets have 256 bits of chance, so that no salt is needed.
#[must_use]
pub fn digest(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const FIGURES: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let figures = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    figures.map(|figure| FIGURES[usize::from(figure)]).collect()
}

/// The server's own key, shared by every node through the database.
#[derive(Clone)]
pub struct Key(String);

impl std::fmt::Debug for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Key(…)")
    }
}

impl Key {
    /// The key kept in the database.
    #[must_use]
    pub fn new(kept: String) -> Self {
        Self(kept)
    }

    /// Proof that this server wrote `text` for `purpose`.
    #[must_use]
    pub fn prove(&self, purpose: &str, text: &str) -> String {
        hex(&self.mac(purpose, text).finalize().into_bytes()[..20])
    }

    /// Whether `proof` is [`Key::prove`]'s for the same purpose and text, told in constant time.
    #[must_use]
    pub fn proves(&self, purpose: &str, text: &str, proof: &str) -> bool {
        let Some(bytes) = unhex(proof) else {
            return false;
        };
        bytes.len() == 20
            && self
                .mac(purpose, text)
                .verify_truncated_left(&bytes)
                .is_ok()
    }

    fn mac(&self, purpose: &str, text: &str) -> Hmac<Sha256> {
        // The lengths keep ("a", "bc") and ("ab", "c") apart. A key of any length is taken, so the
        // fallback is never used.
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.as_bytes())
            .unwrap_or_else(|_| Hmac::<Sha256>::new(&Default::default()));
        mac.update(&(purpose.len() as u64).to_be_bytes());
        mac.update(purpose.as_bytes());
        mac.update(text.as_bytes());
        mac
    }
}

/// Bytes read from hexadecimal; none when it is not, or of more than 512 bytes.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) || text.len() > 1024 {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|place| u8::from_str_radix(text.get(place..place + 2)?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_holds_for_its_purpose_and_text_only() {
        let key = Key::new("k".to_owned());
        let proof = key.prove("form", "session 1");
        assert!(key.proves("form", "session 1", &proof));
        assert!(!key.proves("form", "session 2", &proof));
        assert!(!key.proves("forms", "ession 1", &proof));
        assert!(!key.proves("form", "session 1", ""));
        assert!(!key.proves("form", "session 1", "é"));
        assert!(!Key::new("other".to_owned()).proves("form", "session 1", &proof));
    }
}

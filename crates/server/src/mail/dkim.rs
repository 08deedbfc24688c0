//! The signature of letters (DKIM, RFC 6376 and RFC 8463), for those whose mail provider does not sign for them.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject as _;
use sha2::{Digest, Sha256};

/// What is signed, when the letter has it. Those named twice cannot be added to by anybody on the way.
const SIGNED: [&str; 14] = [
    "from",
    "from",
    "to",
    "to",
    "subject",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "auto-submitted",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "reply-to",
];
/// The longest line of the signature.
const LINE: usize = 72;

/// Who signs: a key, and where receivers find its public half.
pub struct Signer {
    domain: String,
    selector: String,
    key: Key,
}

enum Key {
    Rsa(Box<RsaKeyPair>),
    Ed25519(Ed25519KeyPair),
}

impl Signer {
    /// The signer for `domain`, with the key in a PEM file (PKCS#8 or PKCS#1).
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn open(domain: &str, selector: &str, file: &Path) -> Result<Self, String> {
        let unusable = |why: String| {
            format!(
                "The DKIM key {} cannot be used ({why}): expected an RSA key of 2048 to 4096 bits or an Ed25519 key, in PEM.",
                file.display()
            )
        };
        let pem =
            PrivateKeyDer::from_pem_file(file).map_err(|error| unusable(error.to_string()))?;
        let key = match &pem {
            PrivateKeyDer::Pkcs1(der) => {
                RsaKeyPair::from_der(der.secret_pkcs1_der()).map(|pair| Key::Rsa(Box::new(pair)))
            }
            PrivateKeyDer::Pkcs8(der) => {
                let der = der.secret_pkcs8_der();
                Ed25519KeyPair::from_pkcs8_maybe_unchecked(der)
                    .map(Key::Ed25519)
                    .or_else(|_| RsaKeyPair::from_pkcs8(der).map(|pair| Key::Rsa(Box::new(pair))))
            }
            _ => return Err(unusable("it is of another kind".to_owned())),
        };
        Ok(Self {
            domain: domain.to_owned(),
            selector: selector.to_owned(),
            key: key.map_err(|error| unusable(error.to_string()))?,
        })
    }

    /// The name and the text of the DNS record that receivers look for.
    #[must_use]
    pub fn record(&self) -> (String, String) {
        let name = format!("{}._domainkey.{}", self.selector, self.domain);
        let (kind, public) = match &self.key {
            Key::Rsa(pair) => ("rsa", subject_public_key(pair.public_key().as_ref())),
            Key::Ed25519(pair) => ("ed25519", pair.public_key().as_ref().to_vec()),
        };
        let text = format!("v=DKIM1; k={kind}; p={}", STANDARD.encode(public));
        (name, text)
    }

    /// The letter with its signature before it.
    ///
    /// # Errors
    /// When the key gives no signature.
    pub fn sign(&self, letter: &[u8], now: Timestamp) -> Result<Vec<u8>, String> {
        let (head, body) = halves(letter);
        let fields = fields(head);
        let named: Vec<&str> = signed(&fields);
        let kind = match self.key {
            Key::Rsa(_) => "rsa",
            Key::Ed25519(_) => "ed25519",
        };
        let unsigned = format!(
            "DKIM-Signature: v=1; a={kind}-sha256; c=relaxed/relaxed; d={}; s={};\r\n t={}; h={};\r\n bh={};\r\n b=",
            self.domain,
            self.selector,
            now.as_second(),
            named.join(":\r\n  "),
            STANDARD.encode(Sha256::digest(relaxed_body(body)))
        );
        let mut hashed = String::new();
        let mut left = fields.clone();
        for name in named {
            // Of several of one name, the last is signed first; one that is not there is signed as nothing.
            if let Some(at) = left.iter().rposition(|field| is_named(field, name)) {
                hashed += &relaxed_field(left.remove(at));
                hashed += "\r\n";
            }
        }
        hashed += &relaxed_field(&unsigned);
        let signature = STANDARD.encode(self.signature(hashed.as_bytes())?);
        let lines: Vec<&str> = (0..signature.len())
            .step_by(LINE)
            .map(|at| &signature[at..signature.len().min(at + LINE)])
            .collect();
        let mut whole = format!("{unsigned}{}\r\n", lines.join("\r\n ")).into_bytes();
        whole.extend_from_slice(letter);
        Ok(whole)
    }

    fn signature(&self, text: &[u8]) -> Result<Vec<u8>, String> {
        match &self.key {
            Key::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(
                    &RSA_PKCS1_SHA256,
                    &SystemRandom::new(),
                    text,
                    &mut signature,
                )
                .map_err(|_| "the DKIM key gives no signature".to_owned())?;
                Ok(signature)
            }
            Key::Ed25519(pair) => Ok(pair.sign(&Sha256::digest(text)).as_ref().to_vec()),
        }
    }
}

/// The headers and the body of a letter.
fn halves(letter: &[u8]) -> (&str, &[u8]) {
    let end = letter.windows(4).position(|four| four == b"\r\n\r\n");
    let (head, body) = match end {
        Some(end) => (&letter[..end + 2], &letter[end + 4..]),
        None => (letter, &letter[..0]),
    };
    // The headers we write are ASCII.
    (std::str::from_utf8(head).unwrap_or_default(), body)
}

/// The headers, each with its folded lines.
fn fields(head: &str) -> Vec<&str> {
    let mut fields = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in head.split_inclusive("\r\n") {
        if at > start && !line.starts_with([' ', '\t']) {
            fields.push(&head[start..at]);
            start = at;
        }
        at += line.len();
    }
    if at > start {
        fields.push(&head[start..at]);
    }
    fields
}

fn is_named(field: &str, name: &str) -> bool {
    field
        .split_once(':')
        .is_some_and(|(own, _)| own.trim().eq_ignore_ascii_case(name))
}

/// The names to sign: those the letter has, and those that nobody may add.
fn signed(fields: &[&str]) -> Vec<&'static str> {
    let there = |name: &str| fields.iter().any(|field| is_named(field, name));
    SIGNED.into_iter().filter(|name| there(name)).collect()
}

/// A header as the receivers compare it: its name in small letters, on one line, each space one.
fn relaxed_field(field: &str) -> String {
    let (name, value) = field.split_once(':').unwrap_or((field, ""));
    let words: Vec<&str> = value
        .split([' ', '\t', '\r', '\n'])
        .filter(|word| !word.is_empty())
        .collect();
    format!("{}:{}", name.trim().to_ascii_lowercase(), words.join(" "))
}

/// A body as the receivers compare it: each space one, none at the end of a line, no empty line at its end.
fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let mut relaxed = Vec::with_capacity(body.len());
    let mut kept = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r\n").unwrap_or(line);
        let mut space = false;
        for byte in line {
            match byte {
                b' ' | b'\t' => space = true,
                other => {
                    if std::mem::take(&mut space) {
                        relaxed.push(b' ');
                    }
                    relaxed.push(*other);
                    kept = relaxed.len();
                }
            }
        }
        relaxed.extend_from_slice(b"\r\n");
    }
    relaxed.truncate(kept);
    if kept > 0 {
        relaxed.extend_from_slice(b"\r\n");
    }
    relaxed
}

/// An RSA key in the frame of a certificate's key (RFC 5280), as everybody publishes it.
fn subject_public_key(key: &[u8]) -> Vec<u8> {
    /// `rsaEncryption`, without parameters.
    const ALGORITHM: [u8; 15] = [
        0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
    ];
    let mut bits = vec![0];
    bits.extend_from_slice(key);
    let mut inner = ALGORITHM.to_vec();
    inner.extend(framed(0x03, &bits));
    framed(0x30, &inner)
}

/// A value in DER, which of these keys never has more than 65,535 bytes.
fn framed(kind: u8, value: &[u8]) -> Vec<u8> {
    let length = value.len();
    let [high, low] = u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes();
    let mut framed = match length {
        0..128 => vec![kind, low],
        128..256 => vec![kind, 0x81, low],
        _ => vec![kind, 0x82, high, low],
    };
    framed.extend_from_slice(value);
    framed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_empty_lines_change_nothing() {
        assert_eq!(relaxed_body(b" C \r\nD \t E\r\n\r\n\r\n"), b" C\r\nD E\r\n");
        assert_eq!(relaxed_body(b""), b"");
        assert_eq!(relaxed_body(b"\r\n\r\n"), b"");
        assert_eq!(relaxed_body(b"no end"), b"no end\r\n");
        assert_eq!(relaxed_body(b"a\r\n\r\nb\r\n"), b"a\r\n\r\nb\r\n");
        assert_eq!(relaxed_field("B : Y\t\r\n\tZ  \r\n"), "b:Y Z");
    }

    #[test]
    fn headers_are_found_with_their_folded_lines() {
        let letter = b"From: a\r\nSubject: b\r\n c\r\nTo: d\r\n\r\nbody\r\n";
        let (head, body) = halves(letter);
        assert_eq!(
            fields(head),
            ["From: a\r\n", "Subject: b\r\n c\r\n", "To: d\r\n"]
        );
        assert_eq!(body, b"body\r\n");
        assert_eq!(
            signed(&fields(head)),
            ["from", "from", "to", "to", "subject", "subject"]
        );
    }
}

//! Letters signed with the operator’s key, checked as a receiver checks them: from the letter as it arrived and the record as it
//! is published, with nothing of the code that signed.

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ED25519, Ed25519KeyPair, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use server::mail::Signer;
use sha2::{Digest, Sha256};

use crate::world::World;

const SOMEONE: &str = "camille.durand@semaine.example";

/// A key of its own for this test, as `openssl genpkey` would write it.
fn fresh_key(name: &str) -> PathBuf {
    let random = ring::rand::SystemRandom::new();
    let key = Ed25519KeyPair::generate_pkcs8(&random).expect("a key");
    let text = STANDARD.encode(key.as_ref());
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n");
    let file = std::env::temp_dir().join(format!("semaine-{name}-{}.pem", std::process::id()));
    std::fs::write(&file, pem).expect("written");
    file
}

/// A letter as it arrives when letters are signed with this key.
async fn signed(key: &str) -> String {
    let world = World::with(&[
        ("dkim_key", key),
        ("dkim_domain", "semaine.example"),
        ("dkim_selector", "printemps"),
    ])
    .await;
    let caller = world.caller();
    world.link_for(&caller, SOMEONE).await;
    world.post.letters()[0].raw.clone()
}

/// One tag of a header or of a record.
fn tag(text: &str, name: &str) -> String {
    let parts = text.split(';').filter_map(|part| part.split_once('='));
    let found = parts
        .map(|(own, value)| (own.trim(), value))
        .find(|(own, _)| *own == name);
    let (_, value) = found.unwrap_or_else(|| panic!("no {name} in {text}"));
    value.split_whitespace().collect()
}

/// The headers of a letter, unfolded, each as `name:value` in relaxed form.
fn headers(head: &str) -> Vec<String> {
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    unfolded
        .split("\r\n")
        .map(|line| {
            let (name, value) = line.split_once(':').expect("a header");
            let words: Vec<&str> = value.split_whitespace().collect();
            format!("{}:{}", name.trim().to_lowercase(), words.join(" "))
        })
        .collect()
}

/// The text a receiver hashes, and the signature: RFC 6376, section 3.7.
fn hashed(raw: &str) -> (String, Vec<u8>) {
    let (head, body) = raw.split_once("\r\n\r\n").expect("a head and a body");
    let mut left = headers(head);
    assert!(left[0].starts_with("dkim-signature:v=1; "), "{}", left[0]);
    let own = left.remove(0);
    let lines: Vec<String> = body
        .trim_end_matches("\r\n")
        .split("\r\n")
        .map(|line| {
            let mut words = String::new();
            for letter in line.trim_end_matches([' ', '\t']).chars() {
                match letter {
                    ' ' | '\t' if words.ends_with(' ') => {}
                    ' ' | '\t' => words.push(' '),
                    other => words.push(other),
                }
            }
            words
        })
        .collect();
    let body = format!("{}\r\n", lines.join("\r\n"));
    assert_eq!(tag(&own, "bh"), STANDARD.encode(Sha256::digest(body)));
    let mut text = String::new();
    for name in tag(&own, "h").split(':') {
        let start = format!("{name}:");
        if let Some(at) = left.iter().rposition(|line| line.starts_with(&start)) {
            text += &format!("{}\r\n", left.remove(at));
        }
    }
    let (unsigned, signature) = own.rsplit_once("b=").expect("its signature");
    text += &format!("{unsigned}b=");
    let signature: String = signature.split_whitespace().collect();
    (text, STANDARD.decode(signature).expect("base64"))
}

/// The public key of the record that the operator is told to publish.
fn published(file: &str) -> Vec<u8> {
    let signer = Signer::open("semaine.example", "printemps", file.as_ref());
    let (name, text) = signer.expect("a signer").record();
    assert_eq!(name, "printemps._domainkey.semaine.example");
    assert_eq!(tag(&text, "v"), "DKIM1");
    STANDARD.decode(tag(&text, "p")).expect("base64")
}

#[tokio::test]
async fn a_letter_is_signed_with_an_ed25519_key() {
    let file = fresh_key("ed25519");
    let path = file.display().to_string();
    let raw = signed(&path).await;
    let (text, signature) = hashed(&raw);
    let key = published(&path);
    std::fs::remove_file(&file).expect("removed");
    assert_eq!(key.len(), 32);
    let digest = Sha256::digest(&text);
    let verified = UnparsedPublicKey::new(&ED25519, &key).verify(&digest, &signature);
    assert!(verified.is_ok(), "{text}");
    let forged = Sha256::digest(text.replace("camille", "dominique"));
    let verified = UnparsedPublicKey::new(&ED25519, &key).verify(&forged, &signature);
    assert!(verified.is_err(), "another addressee is another letter");
    let header = headers(raw.split("\r\n\r\n").next().expect("a head")).remove(0);
    for (name, value) in [
        ("a", "ed25519-sha256"),
        ("c", "relaxed/relaxed"),
        ("d", "semaine.example"),
        ("s", "printemps"),
        ("t", "1772438400"),
    ] {
        assert_eq!(tag(&header, name), value);
    }
    let names = tag(&header, "h");
    assert!(
        names.starts_with("from:from:to:to:subject:subject:date:message-id:"),
        "{names}"
    );
}

#[tokio::test]
async fn a_letter_is_signed_with_an_rsa_key() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples/dkim-rsa.pem");
    let (text, signature) = hashed(&signed(path).await);
    // What stands before the key itself in the frame of a key of 2048 bits.
    let key = published(path)[24..].to_vec();
    let verified = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &key)
        .verify(text.as_bytes(), &signature);
    assert!(verified.is_ok(), "{text}");
}

#[tokio::test]
async fn letters_are_not_signed_unless_a_key_is_set() {
    let world = World::new().await;
    let caller = world.caller();
    world.link_for(&caller, SOMEONE).await;
    assert_eq!(world.post.letters()[0].header("dkim-signature"), None);
}

#[test]
fn a_key_that_cannot_be_used_is_told_in_one_sentence() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let told = Signer::open("semaine.example", "s", file.as_ref()).err();
    let told = told.expect("a sentence");
    assert!(
        told.starts_with("The DKIM key ") && told.contains("Cargo.toml"),
        "{told}"
    );
}

//! Identifiers and addresses people type: SIREN and SIRET, postcodes, telephones, mail and web.
//!
//! Each type can only be made by its `parse`, and keeps the value in its one canonical spelling.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest mail address, in characters (RFC 5321, 4.5.3.1.3, less the angle brackets).
pub const MAX_EMAIL: usize = 254;

/// The longest web address taken, in characters.
pub const MAX_WEB: usize = 500;

/// La Poste: its establishments are so many that their numbers follow a rule of their own.
const LA_POSTE: &str = "356000000";

/// Why an identifier or an address was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum BadIdentifier {
    /// Nothing was given.
    #[error("it is empty")]
    Empty,
    /// It is too long, or has not the number of digits it must have.
    #[error("it has not the right length")]
    Length,
    /// It holds a character that has no place there.
    #[error("it holds a character that has no place there")]
    Character,
    /// Its control key is wrong: a digit was mistyped or two were exchanged.
    #[error("its key is wrong")]
    Key,
    /// It has not the shape of such an address (no `@`, no domain, no host…).
    #[error("it has not the right shape")]
    Shape,
    /// A web address that is neither `http` nor `https`.
    #[error("only http and https addresses are taken")]
    Scheme,
}

/// Gives a checked text its usual companions.
macro_rules! checked_text {
    ($name:ident) => {
        impl $name {
            /// The value in its canonical spelling.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadIdentifier;

            fn try_from(text: String) -> Result<Self, BadIdentifier> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadIdentifier;

            fn from_str(text: &str) -> Result<Self, BadIdentifier> {
                Self::parse(text)
            }
        }
    };
}

/// The nine digits of a French company or institution.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Siren(String);
checked_text!(Siren);

impl Siren {
    /// Reads nine digits, spaces, dots and hyphens between them being of no account, and checks
    /// their Luhn key (INSEE, *Répertoire Sirene*).
    pub fn parse(text: &str) -> Result<Self, BadIdentifier> {
        let digits = digits_of(text, 9)?;
        if !luhn_sum(&digits).is_multiple_of(10) {
            return Err(BadIdentifier::Key);
        }
        Ok(Self(digits))
    }

    /// As people write it: `123 456 782`.
    pub fn spaced(&self) -> String {
        spaced(&self.0)
    }
}

/// The fourteen digits of a French establishment: a SIREN and the number of the establishment.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Siret(String);
checked_text!(Siret);

impl Siret {
    /// Reads fourteen digits, spaces, dots and hyphens between them being of no account, and
    /// checks their Luhn key. The establishments of La Poste (SIREN 356 000 000) pass as well
    /// when the plain sum of their digits is a multiple of five (INSEE, *Répertoire Sirene*).
    pub fn parse(text: &str) -> Result<Self, BadIdentifier> {
        let digits = digits_of(text, 14)?;
        let plain_sum: u32 = digits.bytes().map(|digit| u32::from(digit - b'0')).sum();
        let by_la_poste = digits.starts_with(LA_POSTE) && plain_sum.is_multiple_of(5);
        let siren_holds = luhn_sum(&digits[..9]).is_multiple_of(10);
        if siren_holds && (luhn_sum(&digits).is_multiple_of(10) || by_la_poste) {
            return Ok(Self(digits));
        }
        Err(BadIdentifier::Key)
    }

    /// The company the establishment belongs to.
    pub fn siren(&self) -> Siren {
        Siren(self.0[..9].to_owned())
    }

    /// As people write it: `123 456 782 00012`.
    pub fn spaced(&self) -> String {
        format!("{} {}", spaced(&self.0[..9]), &self.0[9..])
    }
}

/// Exactly `count` ASCII digits, the separators people put between them taken away.
fn digits_of(text: &str, count: usize) -> Result<String, BadIdentifier> {
    let mut digits = String::with_capacity(count);
    for c in text.trim().chars() {
        match c {
            '0'..='9' if digits.len() < count => digits.push(c),
            '0'..='9' => return Err(BadIdentifier::Length),
            c if c.is_whitespace() || matches!(c, '.' | '-' | '\u{2011}' | '\u{2013}') => {}
            _ => return Err(BadIdentifier::Character),
        }
    }
    match digits.len() {
        0 => Err(BadIdentifier::Empty),
        n if n == count => Ok(digits),
        _ => Err(BadIdentifier::Length),
    }
}

/// The sum of Luhn: from the right, every second digit is doubled and its own digits added.
fn luhn_sum(digits: &str) -> u32 {
    let from_the_right = digits.bytes().rev().map(|digit| u32::from(digit - b'0'));
    let weighted = from_the_right
        .enumerate()
        .map(|(place, digit)| match place % 2 {
            0 => digit,
            _ if digit > 4 => digit * 2 - 9,
            _ => digit * 2,
        });
    weighted.sum()
}

/// Digits by threes, with plain spaces.
fn spaced(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place.is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// The five digits of a French postcode.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Postcode(String);
checked_text!(Postcode);

impl Postcode {
    /// Reads five digits (`32 000` and `32000` are the same), the first two between 01 and 98.
    pub fn parse(text: &str) -> Result<Self, BadIdentifier> {
        let digits = digits_of(text, 5)?;
        match &digits[..2] {
            "00" | "99" => Err(BadIdentifier::Shape),
            _ => Ok(Self(digits)),
        }
    }
}

/// A telephone number that one may dial: French in its ten digits, or international.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);
checked_text!(Phone);

impl Phone {
    /// Reads a French number (`05 62 00 00 00`, `05.62…`, `+33 5 62…`, `0033…`, `+33 (0)5…`), kept
    /// as `0562000000`; a short number of four digits in 3xxx; or any other international number
    /// with its `+`, of 8 to 15 digits (ITU-T E.164).
    pub fn parse(text: &str) -> Result<Self, BadIdentifier> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadIdentifier::Empty);
        }
        if text.chars().count() > 40 {
            return Err(BadIdentifier::Length);
        }
        let kept = phone_digits(&text.replace("(0)", ""))?;
        let international = kept.strip_prefix('+').or_else(|| kept.strip_prefix("00"));
        match international {
            Some(digits) => Self::international(digits),
            None => Self::national(&kept),
        }
    }

    fn national(digits: &str) -> Result<Self, BadIdentifier> {
        match digits.as_bytes() {
            [b'0', b'1'..=b'9', ..] if digits.len() == 10 => Ok(Self(digits.to_owned())),
            [b'3', ..] if digits.len() == 4 => Ok(Self(digits.to_owned())),
            [b'0', ..] => Err(BadIdentifier::Length),
            _ => Err(BadIdentifier::Shape),
        }
    }

    fn international(digits: &str) -> Result<Self, BadIdentifier> {
        if let Some(rest) = digits.strip_prefix("33") {
            return Self::national(&format!("0{rest}"));
        }
        match digits.as_bytes() {
            [b'1'..=b'9', ..] if (8..=15).contains(&digits.len()) => Ok(Self(format!("+{digits}"))),
            [b'1'..=b'9', ..] => Err(BadIdentifier::Length),
            _ => Err(BadIdentifier::Shape),
        }
    }

    /// As people write it: `05 62 00 00 00`; an international number keeps its digits together.
    pub fn spaced(&self) -> String {
        if self.0.len() != 10 || self.0.starts_with('+') {
            return self.0.clone();
        }
        let pairs: Vec<&str> = (0..5).map(|pair| &self.0[pair * 2..pair * 2 + 2]).collect();
        pairs.join(" ")
    }

    /// What follows `tel:` in a link: `+33562000000`, or the short number as it is.
    pub fn to_dial(&self) -> String {
        match self.0.strip_prefix('0') {
            Some(rest) => format!("+33{rest}"),
            None => self.0.clone(),
        }
    }
}

/// The digits of a telephone and its leading `+`, separators taken away.
fn phone_digits(text: &str) -> Result<String, BadIdentifier> {
    let mut kept = String::with_capacity(16);
    for c in text.chars() {
        match c {
            '0'..='9' => kept.push(c),
            '+' if kept.is_empty() => kept.push(c),
            c if c.is_whitespace()
                || matches!(c, '.' | '-' | '/' | '(' | ')' | '\u{2011}' | '\u{2013}') => {}
            _ => return Err(BadIdentifier::Character),
        }
    }
    Ok(kept)
}

/// A mail address in a shape every server takes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);
checked_text!(Email);

impl Email {
    /// Reads `local@domain`: a dot-atom of RFC 5322 of at most 64 characters, then a domain of at
    /// least two labels, brought to lower case. Quoted local parts, comments and addresses by IP
    /// are refused: nobody has them, and attackers like them. The local part keeps its case.
    pub fn parse(text: &str) -> Result<Self, BadIdentifier> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadIdentifier::Empty);
        }
        if text.chars().count() > MAX_EMAIL {
            return Err(BadIdentifier::Length);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(BadIdentifier::Shape)?;
        check_local_part(local)?;
        let domain = domain.to_lowercase();
        check_host(&domain)?;
        Ok(Self(format!("{local}@{domain}")))
    }

    /// The address with the local part in lower case too: what tells whether two people are one,
    /// since no real server tells mailboxes apart by case.
    pub fn comparable(&self) -> String {
        self.0.to_lowercase()
    }

    /// The part after the `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

/// The part before the `@`: atoms separated by single dots.
fn check_local_part(local: &str) -> Result<(), BadIdentifier> {
    if local.is_empty() {
        return Err(BadIdentifier::Shape);
    }
    if local.len() > 64 {
        return Err(BadIdentifier::Length);
    }
    let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c);
    if local.chars().any(|c| c != '.' && !atom(c)) {
        return Err(BadIdentifier::Character);
    }
    match local.split('.').any(str::is_empty) {
        true => Err(BadIdentifier::Shape),
        false => Ok(()),
    }
}

/// A host of at least two labels, whose last one is no number; letters of any script are taken.
fn check_host(host: &str) -> Result<(), BadIdentifier> {
    if host.len() > 253 {
        return Err(BadIdentifier::Length);
    }
    let good =
        |c: char| c.is_ascii_alphanumeric() || c == '-' || (!c.is_ascii() && c.is_alphanumeric());
    let labels: Vec<&str> = host.split('.').collect();
    if labels.len() < 2 {
        return Err(BadIdentifier::Shape);
    }
    for label in &labels {
        if label.is_empty() || label.len() > 63 || label.starts_with('-') || label.ends_with('-') {
            return Err(BadIdentifier::Shape);
        }
        if !label.chars().all(good) {
            return Err(BadIdentifier::Character);
        }
    }
    let top = labels[labels.len() - 1];
    let real = top.chars().count() >= 2 && top.chars().any(char::is_alphabetic);
    if real {
        Ok(())
    } else {
        Err(BadIdentifier::Shape)
    }
}

/// An `http` or `https` address that a page may link to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Web(String);
checked_text!(Web);

impl Web {
    /// Reads an address of at most [`MAX_WEB`] characters; `https://` is put before one that
    /// begins with its host (`www.usine.example/visite`). Refused: any other scheme, a name and
    /// password before the host, a host of one label or a number, spaces and control characters.
    pub fn parse(text: &str) -> Result<Self, BadIdentifier> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadIdentifier::Empty);
        }
        if text.chars().count() > MAX_WEB {
            return Err(BadIdentifier::Length);
        }
        if text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c))
        {
            return Err(BadIdentifier::Character);
        }
        let (scheme, rest) = split_scheme(text)?;
        let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(host_end);
        let authority = authority.to_lowercase();
        check_authority(&authority)?;
        let whole = format!("{scheme}://{authority}{tail}");
        match whole.chars().count() > MAX_WEB {
            true => Err(BadIdentifier::Length),
            false => Ok(Self(whole)),
        }
    }

    /// The host alone, to show where a link leads.
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        authority.split(':').next().unwrap_or_default()
    }
}

/// The scheme in lower case and what follows it; `https` when there is none.
fn split_scheme(text: &str) -> Result<(&'static str, &str), BadIdentifier> {
    match text.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => Ok(("https", rest)),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => Ok(("http", rest)),
        Some((before, _))
            if before
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)) =>
        {
            Err(BadIdentifier::Scheme)
        }
        _ if has_other_scheme(text) => Err(BadIdentifier::Scheme),
        _ => Ok(("https", text)),
    }
}

/// Whether it begins as `javascript:` or `mailto:` do; `host.example:8080` does not.
fn has_other_scheme(text: &str) -> bool {
    let Some((before, after)) = text.split_once(':') else {
        return false;
    };
    let scheme = before
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let port = after.starts_with(|c: char| c.is_ascii_digit()) && before.contains('.');
    scheme && !port
}

/// A host and perhaps a port.
fn check_authority(authority: &str) -> Result<(), BadIdentifier> {
    if authority.contains('@') {
        return Err(BadIdentifier::Shape);
    }
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    if port.is_some_and(|port| port.parse::<u16>().is_err() || port.starts_with('+')) {
        return Err(BadIdentifier::Shape);
    }
    check_host(host)
}

#[cfg(test)]
mod tests;

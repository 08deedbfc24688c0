//! Prose cut into the few kinds of pieces that tell days and hours.

use crate::text::fold;

/// What a piece of the text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, folded; an elision is two words (`jusqu`, `a`).
    Word(String),
    /// A number that is no hour.
    Number(u32),
    /// An hour or a length: `10h`, `10 h 30`, `10:30`, `14 heures`. Neither part is checked yet.
    Hour { hour: u32, minute: u32 },
    /// A date in figures: `17/09` or `17/09/2021`.
    Figures {
        day: u32,
        month: u32,
        year: Option<u32>,
    },
    /// The end of a sentence or of a line.
    Break,
    /// Any other sign.
    Sign(char),
}

/// A piece and where it stands, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Token {
    /// The folded word, when it is one.
    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Whether it is that word.
    pub(super) fn is_word(&self, wanted: &str) -> bool {
        self.word() == Some(wanted)
    }

    /// Whether it is one of those words.
    pub(super) fn is_one_of(&self, wanted: &[&str]) -> bool {
        self.word().is_some_and(|word| wanted.contains(&word))
    }

    /// Whether it is a dash of any length.
    pub(super) fn is_dash(&self) -> bool {
        matches!(self.kind, Kind::Sign('-' | '–' | '—' | '‑' | '−'))
    }

    /// Whether it is that sign.
    pub(super) fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }
}

/// Cuts a text into its pieces.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let (kind, length) = if c.is_ascii_digit() {
            figures(&text[at..])
        } else if c.is_alphabetic() {
            let length = run(&text[at..], |c| c.is_alphabetic());
            (Some(Kind::Word(fold(&text[at..at + length]))), length)
        } else {
            (sign(c), c.len_utf8())
        };
        if let Some(kind) = kind {
            tokens.push(Token {
                kind,
                start: at,
                end: at + length,
            });
        }
        at += length;
    }
    tokens
}

/// A break, another sign, or nothing for a space or an apostrophe.
fn sign(c: char) -> Option<Kind> {
    match c {
        '\n' | '\r' | '.' | ';' | '!' | '?' | '•' | '…' => Some(Kind::Break),
        c if c.is_whitespace() || matches!(c, '\'' | '’' | '‘' | '«' | '»' | '"') => None,
        c => Some(Kind::Sign(c)),
    }
}

/// The length in bytes of the run of such characters at the beginning of a text.
fn run(text: &str, such: impl Fn(char) -> bool) -> usize {
    text.find(|c| !such(c)).unwrap_or(text.len())
}

/// The length of the run of spaces on the same line.
fn blanks(text: &str) -> usize {
    run(text, |c| c.is_whitespace() && c != '\n' && c != '\r')
}

/// A number of at most nine digits, or more taken as something else.
fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}

/// What begins with a digit: an hour, a date in figures, or a plain number.
fn figures(text: &str) -> (Option<Kind>, usize) {
    let length = run(text, |c| c.is_ascii_digit());
    let first = number(&text[..length]);
    if length > 2 {
        return (Some(Kind::Number(first)), length);
    }
    let found = hour(text, length, first)
        .or_else(|| colon_hour(text, length, first))
        .or_else(|| date(text, length, first));
    found.unwrap_or((Some(Kind::Number(first)), length))
}

/// `10h`, `10 h`, `10h30`, `10 h 30`, `14 heures 30`.
fn hour(text: &str, length: usize, hour: u32) -> Option<(Option<Kind>, usize)> {
    let gap = blanks(&text[length..]);
    let letters = run(&text[length + gap..], |c| c.is_alphabetic());
    let unit = text[length + gap..length + gap + letters].to_ascii_lowercase();
    if !matches!(unit.as_str(), "h" | "hr" | "hrs" | "heure" | "heures") {
        return None;
    }
    let end = length + gap + letters;
    let (minute, end) = minutes(text, end, gap > 0 || unit.len() > 1).unwrap_or((0, end));
    Some((Some(Kind::Hour { hour, minute }), end))
}

/// The two figures of the minutes after the `h`. Apart from it they are only taken when the hour
/// too was written apart, and when they do not count something ("à 14 h 20 personnes").
fn minutes(text: &str, end: usize, apart: bool) -> Option<(u32, usize)> {
    let gap = blanks(&text[end..]);
    if gap > 0 && !apart {
        return None;
    }
    let rest = &text[end + gap..];
    let length = run(rest, |c| c.is_ascii_digit());
    if length != 2 {
        return None;
    }
    let after = &rest[length..];
    let next = after.trim_start().chars().next();
    let counts = next.is_some_and(|c| c.is_alphanumeric() || c == '€' || c == '%');
    let followed_by_link = ["a ", "à ", "et ", "-", "le ", "de "]
        .iter()
        .any(|link| after.trim_start().starts_with(link));
    if gap > 0 && counts && !followed_by_link {
        return None;
    }
    Some((number(&rest[..length]), end + gap + length))
}

/// `10:30`, and nothing longer.
fn colon_hour(text: &str, length: usize, hour: u32) -> Option<(Option<Kind>, usize)> {
    let rest = text[length..].strip_prefix(':')?;
    let digits = run(rest, |c| c.is_ascii_digit());
    if digits != 2 || rest[digits..].starts_with(':') {
        return None;
    }
    Some((
        Some(Kind::Hour {
            hour,
            minute: number(&rest[..digits]),
        }),
        length + 1 + digits,
    ))
}

/// `17/09` and `17/09/2021`; `24/24` and `7/7` have the same shape and fail later, as they must.
fn date(text: &str, length: usize, day: u32) -> Option<(Option<Kind>, usize)> {
    let rest = text[length..].strip_prefix('/')?;
    let digits = run(rest, |c| c.is_ascii_digit());
    if !(1..=2).contains(&digits) {
        return None;
    }
    let month = number(&rest[..digits]);
    let end = length + 1 + digits;
    let year = rest[digits..]
        .strip_prefix('/')
        .map(|year| (run(year, |c| c.is_ascii_digit()), year));
    match year {
        Some((4, year)) => Some((
            Some(Kind::Figures {
                day,
                month,
                year: Some(number(&year[..4])),
            }),
            end + 5,
        )),
        Some(_) => None,
        None => Some((
            Some(Kind::Figures {
                day,
                month,
                year: None,
            }),
            end,
        )),
    }
}

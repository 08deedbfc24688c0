//! Texts people type: cleaned, measured, compared, and turned into addresses.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

mod likeness;
mod title;
mod translit;
mod typo;

pub use likeness::{ALIKE, alike};
pub use title::{ManyEvents, looks_like_many_events, mentions_campaign, quiet_capitals, shouting};
pub use typo::is_typo;

/// The most combining marks kept on one letter; more only serve to blot the lines around.
const MAX_MARKS: usize = 3;

/// The most spaces kept at the beginning of a line, where Markdown gives them a meaning.
const MAX_INDENT: usize = 8;

/// A text longer than allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{length} characters, at most {max} are possible")]
pub struct TooLong {
    /// How many characters there are.
    pub length: usize,
    /// How many are allowed.
    pub max: usize,
}

/// The length of a text as people count it: in characters, not in bytes.
pub fn length(text: &str) -> usize {
    text.chars().count()
}

/// Accepts a text of at most `max` characters.
pub fn check_length(text: &str, max: usize) -> Result<(), TooLong> {
    let length = length(text);
    if length > max {
        return Err(TooLong { length, max });
    }
    Ok(())
}

/// The text cut to at most `max` characters, at the end of a word when there is one in its second
/// half, with an ellipsis that counts in the length.
pub fn shortened(text: &str, max: usize) -> String {
    if length(text) <= max {
        return text.to_owned();
    }
    let cut: String = text.chars().take(max.saturating_sub(1)).collect();
    let at_word = cut
        .rfind(char::is_whitespace)
        .filter(|at| *at > cut.len() / 2);
    let kept = at_word.map_or(cut.as_str(), |at| &cut[..at]);
    let mut out = kept
        .trim_end_matches([' ', ',', ';', ':', '.', '\u{a0}', '\u{202f}'])
        .to_owned();
    if max > 0 {
        out.push('…');
    }
    out
}

/// A single line, clean: in normal form C, on one line, without control, invisible or
/// direction-changing characters, each run of spaces become one, and none at the ends. A lone
/// no-break space stays one, because French puts it before its punctuation.
pub fn single_line(input: &str) -> String {
    let mut out = String::with_capacity(input.len());
    for c in sound_characters(input) {
        if c.is_whitespace() {
            push_space(&mut out, c);
        } else {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Adds a space unless the text begins there; next to another space both become one plain space.
fn push_space(out: &mut String, space: char) {
    let kept = if matches!(space, '\u{a0}' | '\u{202f}') {
        space
    } else {
        ' '
    };
    match out.chars().next_back() {
        None => {}
        Some(last) if last.is_whitespace() => {
            out.pop();
            out.push(' ');
        }
        Some(_) => out.push(kept),
    }
}

/// Several lines, clean: as [`single_line`] within each line, but the indentation of a line is kept
/// (Markdown needs it, at most eight spaces, a tab being four), lines end with a line feed, and at
/// most one empty line stands between two others.
pub fn multi_line(input: &str) -> String {
    let unified = input.replace("\r\n", "\n").replace(
        ['\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'],
        "\n",
    );
    let mut out = String::with_capacity(unified.len());
    let mut empty_lines = 0;
    for line in unified.split('\n') {
        let content = single_line(line);
        if content.is_empty() {
            empty_lines += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty_lines > 0 { "\n\n" } else { "\n" });
        }
        empty_lines = 0;
        out.extend(std::iter::repeat_n(' ', indentation(line)));
        out.push_str(&content);
    }
    // The first line has nothing above it to be indented under.
    out.truncate(out.trim_end().len());
    out.trim_start().to_owned()
}

/// How many spaces a line begins with, tabs being four, limited.
fn indentation(line: &str) -> usize {
    let blanks = line.chars().take_while(|c| c.is_whitespace());
    let width: usize = blanks
        .map(|c| if c == '\t' { 4 } else { 1 })
        .take(MAX_INDENT)
        .sum();
    width.min(MAX_INDENT)
}

/// The characters of a text in normal form C, less those that show nothing or do harm. The forms
/// are taken again after the removal, so that cleaning twice changes nothing.
fn sound_characters(input: &str) -> impl Iterator<Item = char> + '_ {
    let mut marks = 0;
    let kept = input.nfd().filter(|c| !is_harmful(*c)).filter(move |c| {
        marks = if is_combining_mark(*c) { marks + 1 } else { 0 };
        marks <= MAX_MARKS
    });
    kept.nfc()
}

/// Characters that no field needs: controls (white space apart), marks that change the direction
/// of writing, invisible fillers, tags, private and unassigned specials.
fn is_harmful(c: char) -> bool {
    if c.is_control() {
        return !c.is_whitespace();
    }
    matches!(c,
        '\u{ad}'                      // soft hyphen
        | '\u{34f}'                   // grapheme joiner
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' // direction
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' // Hangul fillers
        | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}' // invisible
        | '\u{fff0}'..='\u{ffff}'     // specials, the replacement character among them
        | '\u{e000}'..='\u{f8ff}'     // private use
        | '\u{e0000}'..='\u{10ffff}'  // tags, supplementary variation selectors, private planes
    )
}

/// The text as one compares it: lower case, accents and ligatures undone, every apostrophe `'`,
/// every dash `-`, compatible forms (ﬁ, ², ℓ, full width) brought to their plain ones, runs of
/// spaces become one. Letters of other scripts than Latin stay in theirs.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && !is_harmful(*c))
    {
        if c.is_whitespace() {
            push_space(&mut out, ' ');
            continue;
        }
        for lower in c.to_lowercase().filter(|c| !is_combining_mark(*c)) {
            translit::push_folded(&mut out, lower);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The words of a text, folded: runs of letters and digits ("L’Œuvre d’été" gives l, oeuvre, d, ete).
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The text as part of an address: lower-case ASCII letters and digits, single hyphens between
/// words, at most `max` characters and cut between two words where possible. French and other
/// European letters, Greek and Cyrillic included, are written in Latin ones. When nothing is left
/// the `fallback` is given, itself expected to be such a text. Applied again it changes nothing.
pub fn slugify(text: &str, max: usize, fallback: &str) -> String {
    let mut slug = String::new();
    // A slug never needs more than a few times its length of text, and texts can be long.
    for c in fold(text).chars().take(max.saturating_mul(8).max(256)) {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            // "1,5" and "l'été" separate, as every other sign does.
            _ => match translit::to_latin(c) {
                Some(latin) => slug.push_str(latin),
                None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
                None => {}
            },
        }
    }
    if slug.len() > max {
        let whole_words = slug[..=max].rfind('-').filter(|at| *at > max / 2);
        slug.truncate(whole_words.unwrap_or(max));
    }
    let slug = slug.trim_matches('-');
    if slug.is_empty() {
        fallback.to_owned()
    } else {
        slug.to_owned()
    }
}

#[cfg(test)]
mod tests;

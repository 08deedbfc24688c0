//! Words as people write them and as the index keeps them: cut, folded, brought to their stems.

use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

/// The longest word kept, in bytes; what follows is dropped.
const MAX_WORD: usize = 40;

/// A word of a text: its folded letters and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Lower case, without accents, ligatures opened.
    pub folded: String,
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
}

/// Cuts a text into words. Hyphens and apostrophes part words, and an elided article (`l’`, `qu’`) is no word.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    each(text, &mut String::new(), |folded, at| {
        found.push(Word {
            folded: folded.to_owned(),
            at,
        })
    });
    found
}

/// Calls `f` for each word; `folded` is a buffer that spares an allocation by word.
pub(crate) fn each(text: &str, folded: &mut String, mut f: impl FnMut(&str, Range<usize>)) {
    cut(text, |at, apostrophe| {
        let is_elided = fold_word(&text[at.clone()], folded) && apostrophe;
        if !folded.is_empty() && !is_elided {
            f(folded, at);
        }
    });
}

/// Calls `f` for each run of letters and figures, with whether an apostrophe follows.
pub(crate) fn cut(text: &str, mut f: impl FnMut(Range<usize>, bool)) {
    let mut start = None;
    for (at, c) in text.char_indices() {
        // A combining mark belongs to the letter before it.
        let inside = c.is_alphanumeric() || (start.is_some() && is_mark(c));
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                start = None;
                f(from..at, is_apostrophe(c));
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        f(from..text.len(), false);
    }
}

/// Folds one word, its abbreviation spelled out; nothing is left of one that has no letter of its own. Tells whether it is an
/// elided article when an apostrophe follows.
pub(crate) fn fold_word(word: &str, folded: &mut String) -> bool {
    folded.clear();
    fold_into(word, folded);
    let elision = is_elision(folded);
    expand(folded);
    elision
}

/// A text in lower case, without accents, ligatures opened.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.chars().map(|c| c.to_ascii_lowercase()));
    } else {
        for c in word
            .nfkd()
            .filter(|&c| !is_mark(c))
            .flat_map(char::to_lowercase)
        {
            match c {
                'œ' => out.push_str("oe"),
                'æ' => out.push_str("ae"),
                'ß' => out.push_str("ss"),
                'ø' => out.push('o'),
                'ł' => out.push('l'),
                // Lower-casing may give a mark of its own (the Turkish dotted capital).
                c if is_mark(c) => {}
                c => out.push(c),
            }
        }
    }
    let mut end = out.len().min(MAX_WORD);
    while !out.is_char_boundary(end) {
        end -= 1;
    }
    out.truncate(end);
}

/// Abbreviations that stand in the names of places.
fn expand(word: &mut String) {
    let whole = match word.as_str() {
        "st" => "saint",
        "ste" => "sainte",
        _ => return,
    };
    word.clear();
    word.push_str(whole);
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´')
}

fn is_elision(folded: &str) -> bool {
    matches!(
        folded,
        "l" | "d"
            | "j"
            | "m"
            | "n"
            | "s"
            | "t"
            | "c"
            | "qu"
            | "jusqu"
            | "lorsqu"
            | "puisqu"
            | "quoiqu"
    )
}

/// The languages whose words are brought to stems; any other is read as French.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Tongue {
    French,
    English,
}

impl Tongue {
    pub(crate) const ALL: [Tongue; 2] = [Tongue::French, Tongue::English];

    pub(crate) fn of(language: &str) -> Tongue {
        if language.starts_with("en") {
            Tongue::English
        } else {
            Tongue::French
        }
    }

    /// Whether the word is too common to be looked for.
    pub(crate) fn is_common(self, folded: &str) -> bool {
        match self {
            Tongue::French => FRENCH_COMMON.binary_search(&folded).is_ok(),
            Tongue::English => ENGLISH_COMMON.binary_search(&folded).is_ok(),
        }
    }
}

/// Both stemmers.
pub(crate) struct Stemmers {
    french: Stemmer,
    english: Stemmer,
}

impl Stemmers {
    pub(crate) fn new() -> Stemmers {
        Stemmers {
            french: Stemmer::create(Algorithm::French),
            english: Stemmer::create(Algorithm::English),
        }
    }

    /// The stem of a folded word.
    ///
    /// Snowball's French knows accents that folding took away, so the endings `-ée(s)` are first made
    /// `-e(s)`: "visitée" and "visite" meet again. Text and query go through the same door.
    pub(crate) fn stem(&self, tongue: Tongue, folded: &str) -> String {
        if folded.len() < 3 || folded.bytes().any(|b| b.is_ascii_digit()) {
            return folded.to_owned();
        }
        match tongue {
            Tongue::English => self.english.stem(folded).into_owned(),
            Tongue::French => {
                let plain = match folded {
                    word if word.ends_with("ees") => format!("{}es", &word[..word.len() - 3]),
                    word if word.ends_with("ee") => word[..word.len() - 1].to_owned(),
                    word => word.to_owned(),
                };
                self.french.stem(&plain).into_owned()
            }
        }
    }
}

const FRENCH_COMMON: [&str; 60] = [
    "a", "ai", "au", "aux", "avec", "ce", "ces", "cet", "cette", "chez", "dans", "de", "des", "du",
    "elle", "en", "est", "et", "eux", "il", "ils", "la", "le", "les", "leur", "leurs", "lui",
    "mais", "me", "meme", "mes", "mon", "ne", "nos", "notre", "nous", "on", "ont", "ou", "par",
    "pas", "pour", "qu", "que", "qui", "sa", "se", "ses", "son", "sont", "sur", "ta", "tes", "tu",
    "un", "une", "vos", "votre", "vous", "y",
];

const ENGLISH_COMMON: [&str; 43] = [
    "a", "all", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "has", "have",
    "how", "in", "into", "is", "it", "its", "no", "not", "of", "on", "or", "our", "so", "that",
    "the", "their", "them", "there", "they", "this", "to", "was", "we", "what", "will", "with",
    "you", "your", "yours",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn accents_ligatures_hyphens_and_apostrophes_are_folded() {
        assert_eq!(
            folded("L’Œuvre d'Électricité à Saint-Étienne"),
            ["oeuvre", "electricite", "a", "saint", "etienne"]
        );
        assert_eq!(folded("aujourd’hui, qu’il"), ["aujourd", "hui", "il"]);
        assert_eq!(
            folded("St-Cyr e\u{301}te\u{301} ﬁn"),
            ["saint", "cyr", "ete", "fin"]
        );
        assert_eq!(folded("Plan B — 3D !"), ["plan", "b", "3d"]);
        assert!(folded(" …\u{301} ").is_empty());
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "L’été à Auch";
        let found: Vec<_> = words(text).into_iter().map(|word| &text[word.at]).collect();
        assert_eq!(found, ["été", "à", "Auch"]);
    }

    #[test]
    fn stems_meet_with_and_without_accents() {
        let stemmers = Stemmers::new();
        let stem = |word: &str| stemmers.stem(Tongue::French, &fold(word));
        assert_eq!(stem("visitée"), stem("visites"));
        assert_eq!(stem("métiers"), stem("metier"));
        assert_eq!(stem("industrielle"), stem("industriel"));
        assert_eq!(
            stemmers.stem(Tongue::English, "factories"),
            stemmers.stem(Tongue::English, "factory")
        );
        assert_eq!(stemmers.stem(Tongue::French, "c32013"), "c32013");
    }

    #[test]
    fn common_words_are_sorted() {
        assert!(FRENCH_COMMON.is_sorted() && ENGLISH_COMMON.is_sorted());
    }
}

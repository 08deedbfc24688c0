//! How alike two titles are, to warn of an event proposed twice.

use std::collections::BTreeSet;

use super::words;

/// From this likeness on, two events of the same place and day are a likely duplicate.
pub const ALIKE: f64 = 0.6;

/// Words that say nothing of what an event is.
#[rustfmt::skip]
const EMPTY_WORDS: [&str; 28] = [
    "a", "au", "aux", "avec", "ce", "d", "dans", "de", "des", "du", "en", "et", "for", "in", "l",
    "la", "le", "les", "of", "on", "par", "pour", "sur", "the", "to", "un", "une", "vers",
];

/// Only the beginning of an immoderate text is compared.
const MOST_WORDS: usize = 60;

/// How alike two titles are, from 0 (nothing in common) to 1 (the same but for case, accents,
/// order of words and empty words). The mean of two measures: the words they share (Jaccard) and
/// the groups of three letters they share (Dice), the latter forgiving plurals and typing errors.
/// It is symmetric; two texts without a word are not alike.
pub fn alike(a: &str, b: &str) -> f64 {
    let (a, b) = (telling_words(a), telling_words(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let shared_words = a.intersection(&b).count() as f64;
    let all_words = a.union(&b).count() as f64;
    let (a, b) = (trigrams(&a), trigrams(&b));
    let shared_trigrams = a.intersection(&b).count() as f64;
    let dice = 2.0 * shared_trigrams / (a.len() + b.len()) as f64;
    (shared_words / all_words + dice) / 2.0
}

/// The folded words that tell something; all of them when none does.
fn telling_words(text: &str) -> BTreeSet<String> {
    let all: Vec<String> = words(text).into_iter().take(MOST_WORDS).collect();
    let tells = |word: &String| !EMPTY_WORDS.contains(&word.as_str());
    if !all.iter().any(tells) {
        return all.into_iter().collect();
    }
    all.into_iter().filter(tells).map(singular).collect()
}

/// The word without the mark of a plural, so that "portes" and "porte" are one.
fn singular(mut word: String) -> String {
    if word.len() >= 4 && word.ends_with(['s', 'x']) {
        word.pop();
    }
    word
}

/// The groups of three characters of each word, its ends marked by a space.
fn trigrams(words: &BTreeSet<String>) -> BTreeSet<[char; 3]> {
    let mut groups = BTreeSet::new();
    for word in words {
        let padded: Vec<char> = std::iter::once(' ')
            .chain(word.chars())
            .chain([' '])
            .collect();
        groups.extend(
            padded
                .windows(3)
                .map(|three| [three[0], three[1], three[2]]),
        );
    }
    groups
}

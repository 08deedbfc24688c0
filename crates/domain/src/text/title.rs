//! Titles that shout, name the campaign, or stand for a whole programme.

use serde::{Deserialize, Serialize};

use super::words;

/// Acronyms of six letters or more that may stand in capitals; shorter ones are told by their length.
#[rustfmt::skip]
const LONG_ACRONYMS: [&str; 14] = [
    "AGEFIPH", "AGEFOS", "ADEME", "CNRACL", "DIRECCTE", "DRIEETS", "DREETS", "INSERM", "ONISEP",
    "POLYTECH", "UNESCO", "UNICEF", "URSSAF", "OPCO2I",
];

/// Little words that are never acronyms: in capitals they mean that the whole is.
#[rustfmt::skip]
const LITTLE_WORDS: [&str; 22] = [
    "A", "AU", "AUX", "AVEC", "CHEZ", "DANS", "DE", "DES", "DU", "EN", "ET", "LA", "LE", "LES",
    "NOS", "NOTRE", "POUR", "PAR", "SUR", "UN", "UNE", "VOTRE",
];

/// Whether a title is written in capitals. It is when at least 60 % of its cased letters are
/// capitals and the capitals cannot all be acronyms: a word of six letters or more that is no known
/// acronym, or a little word ("DE", "ET", "LES"), is among them. A title of fewer than six
/// letters is never blamed.
pub fn shouting(title: &str) -> bool {
    let upper = title.chars().filter(|c| c.is_uppercase()).count();
    let lower = title.chars().filter(|c| c.is_lowercase()).count();
    if upper + lower < 6 || upper * 10 < (upper + lower) * 6 {
        return false;
    }
    pieces(title).any(|piece| in_capitals(piece) && !may_be_acronym(piece) && tells_shouting(piece))
}

/// Words of six letters, and little words of two or more.
fn tells_shouting(word: &str) -> bool {
    let letters = word.chars().count();
    letters >= 6 || (letters >= 2 && LITTLE_WORDS.contains(&word))
}

/// The same title without its shouting: words in capitals go to lower case, the first one keeps
/// its capital, acronyms and numbers in Roman figures stay. Proper names cannot be known, so it is a suggestion
/// to show, not a correction to make. None when there is nothing to suggest.
pub fn quiet_capitals(title: &str) -> Option<String> {
    if !shouting(title) {
        return None;
    }
    let mut out = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(at) = rest.find(char::is_alphanumeric) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len());
        out.push_str(&quieted(&rest[..end]));
        rest = &rest[end..];
    }
    out.push_str(rest);
    Some(capital_first(&out))
}

/// A word in lower case, unless it must keep its capitals.
fn quieted(word: &str) -> String {
    let keeps = !in_capitals(word) || may_be_acronym(word) || is_roman(word);
    if keeps {
        word.to_owned()
    } else {
        word.to_lowercase()
    }
}

/// The first letter of the text in upper case.
fn capital_first(text: &str) -> String {
    let Some((at, first)) = text.char_indices().find(|(_, c)| c.is_alphabetic()) else {
        return text.to_owned();
    };
    let upper: String = first.to_uppercase().collect();
    format!("{}{upper}{}", &text[..at], &text[at + first.len_utf8()..])
}

/// The runs of letters and digits of a title, as they are written.
fn pieces(title: &str) -> impl Iterator<Item = &str> {
    title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|piece| !piece.is_empty())
}

/// Whether a word has capitals and no small letter.
fn in_capitals(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// Whether a word in capitals may be an acronym: a known long one, one that holds a figure, or one
/// of two to five letters that cannot be said for want of a vowel.
fn may_be_acronym(word: &str) -> bool {
    let letters = word.chars().count();
    let vowel = word.chars().any(|c| "AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ".contains(c));
    let figure = word.chars().any(|c| c.is_ascii_digit());
    LONG_ACRONYMS.contains(&word)
        || SHORT_ACRONYMS.contains(&word)
        || figure
        || ((2..=5).contains(&letters) && !vowel)
}

/// Acronyms of five letters or fewer that hold a vowel, as they are met in these programmes.
#[rustfmt::skip]
const SHORT_ACRONYMS: [&str; 33] = [
    "AFPA", "AFPI", "ANPE", "ASBL", "BEP", "BIM", "BTS", "CAP", "CCI", "CEA", "CFA", "CFAI", "CIO",
    "CMA", "CNAM", "DGE", "DUT", "EDF", "EPIDE", "GEIQ", "GRETA", "IA", "INSA", "IUT", "ONERA",
    "PME", "PMI", "RSE", "SNCF", "TPE", "UIMM", "UTC", "VAE",
];

/// Whether a word is a number from 2 to 39 in Roman figures, well written.
fn is_roman(word: &str) -> bool {
    let tens = word.trim_start_matches('X');
    let units = matches!(
        tens,
        "" | "I" | "II" | "III" | "IV" | "V" | "VI" | "VII" | "VIII" | "IX"
    );
    word.len() >= 2 && word.len() - tens.len() <= 3 && units
}

/// The first of the campaign's names that stands in a title, case, accents, hyphens and little words
/// apart ("La SEMAINE de l’industrie" names "Semaine de l'Industrie"). A name of a single short
/// word is not looked for: it would be met everywhere.
pub fn mentions_campaign<'a>(title: &str, names: &'a [String]) -> Option<&'a str> {
    let title = telling(title);
    let named = names.iter().find(|name| {
        let name = telling(name);
        let long_enough = name.len() > 1 || name.first().is_some_and(|word| word.len() >= 8);
        long_enough && title.windows(name.len()).any(|run| run == name)
    });
    named.map(String::as_str)
}

/// The folded words of a text, the articles and prepositions of French and English taken away.
fn telling(text: &str) -> Vec<String> {
    #[rustfmt::skip]
    const SILENT: [&str; 14] = [
        "a", "au", "d", "de", "des", "du", "en", "for", "l", "la", "le", "les", "of", "the",
    ];
    words(text)
        .into_iter()
        .filter(|word| !SILENT.contains(&word.as_str()))
        .collect()
}

/// Why a record looks like several events in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum ManyEvents {
    /// The title says that it is a programme.
    TitleIsAProgramme,
    /// The title lists several things, separated by `/`, `+`, `;` or `|`.
    TitleLists {
        /// How many.
        parts: usize,
    },
    /// Several lines of the description begin with an hour or a day.
    TimedLines {
        /// How many.
        lines: usize,
    },
    /// Several street addresses stand in the description.
    Addresses {
        /// How many.
        places: usize,
    },
}

/// Why a record looks like several events put in one; an empty list when it looks like one. It is a
/// ground for a warning, never for a refusal.
pub fn looks_like_many_events(title: &str, description: &str) -> Vec<ManyEvents> {
    let mut reasons = Vec::new();
    if title_is_a_programme(title) {
        reasons.push(ManyEvents::TitleIsAProgramme);
    }
    let parts = title
        .split(['/', '+', ';', '|'])
        .filter(|part| words(part).len() >= 2)
        .count();
    if parts >= 3 {
        reasons.push(ManyEvents::TitleLists { parts });
    }
    let lines = description
        .lines()
        .filter(|line| begins_with_a_time(line))
        .count();
    if lines >= 3 {
        reasons.push(ManyEvents::TimedLines { lines });
    }
    let places = addresses(description);
    if places >= 3 {
        reasons.push(ManyEvents::Addresses { places });
    }
    reasons
}

/// "Programme de…", "planning", "toutes les visites", "nos événements".
fn title_is_a_programme(title: &str) -> bool {
    const PROGRAMMES: [&[&str]; 9] = [
        &["programme", "complet"],
        &["programme", "semaine"],
        &["programme", "evenements"],
        &["programme", "animations"],
        &["planning"],
        &["agenda"],
        &["toutes", "visites"],
        &["tous", "evenements"],
        &["nos", "evenements"],
    ];
    let title = telling(title);
    let alone = title.first().is_some_and(|word| word == "programme") && title.len() <= 3;
    alone
        || PROGRAMMES
            .iter()
            .any(|programme| title.windows(programme.len()).any(|run| run == *programme))
}

/// Whether a line begins, its bullet apart, with an hour (`10h`, `9h30`, `14:00`, `de 14h`) or a
/// day of the week followed by a number.
fn begins_with_a_time(line: &str) -> bool {
    #[rustfmt::skip]
    const DAYS: [&str; 7] = [
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    ];
    const LEADS: [&str; 5] = ["de", "a", "le", "des", "vers"];
    let words = words(&line.chars().take(80).collect::<String>());
    let mut words = words
        .iter()
        .map(String::as_str)
        .skip_while(|word| LEADS.contains(word));
    let (Some(first), next) = (words.next(), words.next()) else {
        return false;
    };
    let number = |word: &str| word.parse::<u8>().is_ok();
    if DAYS.contains(&first) {
        return next.is_some_and(number);
    }
    let hour_alone =
        number(first) && next.is_some_and(|next| next == "h" || next.len() == 2 && number(next));
    hour_alone
        || first
            .split_once('h')
            .is_some_and(|(hour, minutes)| number(hour) && (minutes.is_empty() || number(minutes)))
}

/// How many different street addresses a text holds: a number followed by a kind of street and the
/// word after it.
fn addresses(text: &str) -> usize {
    #[rustfmt::skip]
    const STREETS: [&str; 11] = [
        "rue", "avenue", "av", "boulevard", "bd", "place", "chemin", "route", "impasse", "allee",
        "quai",
    ];
    #[rustfmt::skip]
    const LINKS: [&str; 6] = [
        "de", "du", "des", "la", "l", "d",
    ];
    let words = words(text);
    let mut found = std::collections::BTreeSet::new();
    for (at, word) in words.iter().enumerate().skip(1) {
        let numbered =
            words[at - 1].parse::<u16>().is_ok() || matches!(words[at - 1].as_str(), "bis" | "ter");
        if numbered && STREETS.contains(&word.as_str()) {
            let name = words[at + 1..]
                .iter()
                .find(|word| !LINKS.contains(&word.as_str()));
            found.insert((&words[at - 1], word, name));
        }
    }
    found.len()
}

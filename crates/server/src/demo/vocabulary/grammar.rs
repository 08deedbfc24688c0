//! The little French grammar that sentences with blanks need: articles, elision, capitals.

/// The gender and number of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// Masculine singular.
    M,
    /// Feminine singular.
    F,
    /// Plural.
    P,
}

/// A common noun with its plural, without an article.
#[derive(Debug, Clone, Copy)]
pub struct Noun {
    /// Singular.
    pub one: &'static str,
    /// Plural.
    pub many: &'static str,
    /// Gender of the singular.
    pub gender: Gender,
}

/// A masculine noun.
pub const fn m(one: &'static str, many: &'static str) -> Noun {
    let gender = Gender::M;
    Noun { one, many, gender }
}

/// A feminine noun.
pub const fn f(one: &'static str, many: &'static str) -> Noun {
    let gender = Gender::F;
    Noun { one, many, gender }
}

/// Words that begin with an h that forbids elision.
const ASPIRATED: [&str; 9] = [
    "halle", "hall", "hangar", "haut", "havre", "haie", "hameau", "houblon", "hêtre",
];

/// Whether "le" and "de" lose their vowel before this word.
#[must_use]
pub fn elides(word: &str) -> bool {
    let lower = word.to_lowercase();
    match lower.chars().next() {
        Some('h') => !ASPIRATED.iter().any(|start| lower.starts_with(start)),
        Some(first) => "aàâeéèêiîoôuûœæ".contains(first),
        None => false,
    }
}

/// "le", "la", "l’" or "les" before a name.
#[must_use]
pub fn the(name: &str, gender: Gender) -> String {
    match gender {
        Gender::P => format!("les {name}"),
        _ if elides(name) => format!("l’{name}"),
        Gender::M => format!("le {name}"),
        Gender::F => format!("la {name}"),
    }
}

/// "du", "de la", "de l’" or "des" before a name.
#[must_use]
pub fn of_the(name: &str, gender: Gender) -> String {
    match gender {
        Gender::P => format!("des {name}"),
        _ if elides(name) => format!("de l’{name}"),
        Gender::M => format!("du {name}"),
        Gender::F => format!("de la {name}"),
    }
}

/// "au", "à la", "à l’" or "aux" before a name.
#[must_use]
pub fn at_the(name: &str, gender: Gender) -> String {
    match gender {
        Gender::P => format!("aux {name}"),
        _ if elides(name) => format!("à l’{name}"),
        Gender::M => format!("au {name}"),
        Gender::F => format!("à la {name}"),
    }
}

/// "un" or "une" before a name, "des" before a plural.
#[must_use]
pub fn a(name: &str, gender: Gender) -> String {
    match gender {
        Gender::P => format!("des {name}"),
        Gender::M => format!("un {name}"),
        Gender::F => format!("une {name}"),
    }
}

/// "ce", "cet", "cette" or "ces" before a name.
#[must_use]
pub fn this(name: &str, gender: Gender) -> String {
    match gender {
        Gender::P => format!("ces {name}"),
        Gender::F => format!("cette {name}"),
        Gender::M if elides(name) => format!("cet {name}"),
        Gender::M => format!("ce {name}"),
    }
}

/// "de" or "d’" before a name without an article.
#[must_use]
pub fn of(name: &str) -> String {
    if elides(name) {
        format!("d’{name}")
    } else {
        format!("de {name}")
    }
}

/// A phrase that carries its article, after "de": "le bois" gives "du bois", "les fours" gives "des fours".
#[must_use]
pub fn of_phrase(phrase: &str) -> String {
    contracted(phrase, "du ", "des ", "de ")
}

/// A phrase that carries its article, after "à": "le bois" gives "au bois".
#[must_use]
pub fn at_phrase(phrase: &str) -> String {
    contracted(phrase, "au ", "aux ", "à ")
}

fn contracted(phrase: &str, one: &str, many: &str, plain: &str) -> String {
    if let Some(rest) = phrase.strip_prefix("le ") {
        format!("{one}{rest}")
    } else if let Some(rest) = phrase.strip_prefix("les ") {
        format!("{many}{rest}")
    } else {
        format!("{plain}{phrase}")
    }
}

/// The text with its first letter in capital, accents kept.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Puts the values of `look` in place of the `{keys}` of a pattern. A key whose first letter is a capital gives a value
/// that begins with one. A key that `look` does not know stays as it is, so that a test finds it.
pub fn fill(pattern: &str, mut look: impl FnMut(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(pattern.len() * 2);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else {
            break;
        };
        filled.push_str(&rest[..open]);
        let key = &rest[open + 1..open + close];
        let wants_capital = key.starts_with(|first: char| first.is_ascii_uppercase());
        match look(&key.to_ascii_lowercase()) {
            Some(value) if wants_capital => filled.push_str(&capital(&value)),
            Some(value) => filled.push_str(&value),
            None => filled.push_str(&rest[open..=open + close]),
        }
        rest = &rest[open + close + 1..];
    }
    filled.push_str(rest);
    filled
}

/// French spacing: a narrow no-break space before ; ! ? and a no-break space before : and inside « », so that the
/// vocabulary may be written with plain spaces.
#[must_use]
pub fn spaced(text: &str) -> String {
    if !text.contains([';', '!', '?', ':', '«', '»', '%', '€']) {
        return text.to_owned();
    }
    text.replace(" ;", "\u{202f};")
        .replace(" !", "\u{202f}!")
        .replace(" ?", "\u{202f}?")
        .replace(" :", "\u{a0}:")
        .replace("« ", "«\u{a0}")
        .replace(" »", "\u{a0}»")
        .replace(" %", "\u{a0}%")
        .replace(" €", "\u{a0}€")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_agree() {
        assert_eq!(the("usine", Gender::F), "l’usine");
        assert_eq!(of_the("haut fourneau", Gender::M), "du haut fourneau");
        assert_eq!(at_the("hélice", Gender::F), "à l’hélice");
        assert_eq!(this("atelier", Gender::M), "cet atelier");
        assert_eq!(of_phrase("le bois"), "du bois");
        assert_eq!(of_phrase("l’acier"), "de l’acier");
        assert_eq!(at_phrase("les fours"), "aux fours");
        assert_eq!(of("Auch"), "d’Auch");
    }

    #[test]
    fn blanks_are_filled_and_capitals_kept() {
        let look = |key: &str| (key == "org").then(|| "étuve".to_owned());
        assert_eq!(
            fill("{Org} et {org}, {rien}", look),
            "Étuve et étuve, {rien}"
        );
        assert_eq!(
            spaced("Quoi ? Ceci : « rien »"),
            "Quoi\u{202f}? Ceci\u{a0}: «\u{a0}rien\u{a0}»"
        );
    }
}

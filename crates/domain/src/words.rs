//! Texts that an edition carries in every language of the site.

use serde::{Deserialize, Serialize};

/// A language of the site.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French, the default.
    #[default]
    Fr,
    /// English.
    En,
}

impl Language {
    /// Every language of the site, the default first.
    pub const ALL: [Language; 2] = [Language::Fr, Language::En];

    /// The BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Language::Fr => "fr",
            Language::En => "en",
        }
    }

    /// Reads a BCP 47 tag; only its first part counts (`fr-CA` is French).
    #[must_use]
    pub fn parse(tag: &str) -> Option<Language> {
        match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "fr" => Some(Language::Fr),
            "en" => Some(Language::En),
            _ => None,
        }
    }
}

/// One text in every language of the site. An empty English text falls back to the French one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Words {
    /// The French text.
    #[serde(default)]
    pub fr: String,
    /// The English text; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Words {
    /// A text in both languages.
    #[must_use]
    pub fn new(fr: &str, en: &str) -> Words {
        Words {
            fr: fr.into(),
            en: en.into(),
        }
    }

    /// The text in a language, French when it is missing there.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::En if !self.en.is_empty() => &self.en,
            Language::Fr | Language::En => &self.fr,
        }
    }

    /// True when there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fr.is_empty() && self.en.is_empty()
    }
}

//! The words of the site, in every language, from `locales/` and the theme.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Mutex;

use domain::words::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

#[derive(RustEmbed)]
#[folder = "../../locales"]
struct Embedded;

/// Every text of the site by its key.
pub struct Words {
    bundles: HashMap<Language, Bundle>,
    missing: Mutex<BTreeSet<String>>,
}

impl Words {
    /// The embedded words, with those of `theme`/locales in their place.
    ///
    /// # Errors
    /// A sentence naming the file that cannot be read as Fluent.
    pub fn load(theme: Option<&Path>) -> Result<Self, String> {
        let mut bundles = HashMap::new();
        for language in Language::ALL {
            bundles.insert(language, bundle(language, theme)?);
        }
        Ok(Self {
            bundles,
            missing: Mutex::default(),
        })
    }

    /// The text of `key` in `language`. A text missing there is taken from French; one missing everywhere is
    /// shown as its key, logged once, and told by [`Words::missing`].
    pub fn say(&self, language: Language, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        match self.find(language, key, args) {
            Some(text) => text,
            None => {
                let fallback = self.find(Language::Fr, key, args);
                self.note_missing(language, key);
                fallback.unwrap_or_else(|| format!("⟦{key}⟧"))
            }
        }
    }

    /// Whether there is a text for `key` in `language`.
    pub fn has(&self, language: Language, key: &str) -> bool {
        self.bundles
            .get(&language)
            .is_some_and(|bundle| bundle.has_message(key))
    }

    /// The keys that were asked for and are missing, each with its language.
    pub fn missing(&self) -> Vec<String> {
        let missing = self.missing.lock().unwrap_or_else(|held| held.into_inner());
        missing.iter().cloned().collect()
    }

    fn find(&self, language: Language, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let bundle = self.bundles.get(&language)?;
        let (message, attribute) = match key.split_once('.') {
            Some((message, attribute)) => (message, Some(attribute)),
            None => (key, None),
        };
        let message = bundle.get_message(message)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let text = bundle
            .format_pattern(pattern, args, &mut errors)
            .into_owned();
        if !errors.is_empty() {
            self.note_missing(language, &format!("{key}: {errors:?}"));
        }
        Some(text)
    }

    fn note_missing(&self, language: Language, what: &str) {
        let mut missing = self.missing.lock().unwrap_or_else(|held| held.into_inner());
        if missing.insert(format!("{} {what}", language.tag())) {
            tracing::error!(language = language.tag(), what, "words are missing");
        }
    }
}

fn bundle(language: Language, theme: Option<&Path>) -> Result<Bundle, String> {
    let id: LanguageIdentifier = match language {
        Language::Fr => "fr".parse().unwrap_or_default(),
        Language::En => "en".parse().unwrap_or_default(),
    };
    let mut bundle = Bundle::new_concurrent(vec![id]);
    // The marks are for texts of mixed directions; copied with a text, they surprise.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::Fr => french_number,
        Language::En => english_number,
    }));
    bundle
        .add_function("NUMBER", |given, _| match given {
            [value, ..] => value.clone(),
            [] => FluentValue::Error,
        })
        .map_err(|error| error.to_string())?;
    let prefix = format!("{}/", language.tag());
    let mut files: Vec<_> = Embedded::iter()
        .filter(|file| file.starts_with(&prefix))
        .collect();
    files.sort();
    for file in files {
        let Some(found) = Embedded::get(&file) else {
            continue;
        };
        add(&mut bundle, &file, &String::from_utf8_lossy(&found.data))?;
    }
    if let Some(theme) = theme {
        add_folder(&mut bundle, &theme.join("locales").join(language.tag()))?;
    }
    Ok(bundle)
}

fn add_folder(bundle: &mut Bundle, folder: &Path) -> Result<(), String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(());
    };
    let mut files: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|end| end == "ftl"))
    {
        let name = file.display().to_string();
        let text = std::fs::read_to_string(file).map_err(|error| format!("{name}: {error}"))?;
        add(bundle, &name, &text)?;
    }
    Ok(())
}

fn add(bundle: &mut Bundle, name: &str, text: &str) -> Result<(), String> {
    let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
        format!(
            "{name}: {}",
            errors.first().map_or_else(String::new, ToString::to_string)
        )
    })?;
    bundle.add_resource_overriding(resource);
    Ok(())
}

/// `FluentArgs` from names and values, numbers kept as numbers for the plural rules.
#[must_use]
pub fn args<'a>(pairs: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>) -> FluentArgs<'a> {
    pairs.into_iter().collect()
}

fn french_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    shown(value, Language::Fr)
}

fn english_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    shown(value, Language::En)
}

fn shown(value: &FluentValue<'_>, language: Language) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(self::number(number.value, language)),
        _ => None,
    }
}

/// A number as it is written: `2 400,5` with narrow spaces in French, `2,400.5` in English; at most two decimals.
#[must_use]
pub fn number(value: f64, language: Language) -> String {
    let (space, comma) = match language {
        Language::Fr => ('\u{202f}', ','),
        Language::En => (',', '.'),
    };
    let text = format!("{:.2}", value.abs());
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if value < 0.0 && text.contains(|digit: char| ('1'..='9').contains(&digit)) {
        out.push('−');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(space);
        }
        out.push(digit);
    }
    let part = part.trim_end_matches('0');
    if !part.is_empty() {
        out.push(comma);
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        assert_eq!(number(2400.0, Language::Fr), "2\u{202f}400");
        assert_eq!(number(1_600_000.0, Language::En), "1,600,000");
        assert_eq!(number(-0.5, Language::Fr), "−0,5");
        assert_eq!(number(999.0, Language::Fr), "999");
    }

    #[test]
    fn every_file_of_words_can_be_read() {
        assert!(Words::load(None).is_ok_and(|words| words.has(Language::Fr, "common-skip")));
    }
}

//! The pages and their words: every sample in every language, no key missing, none dead.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use domain::words::Language;
use server::web::page::Pages;
use server::web::samples;
use server::words::Words;
use std::sync::Arc;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every file below a folder with one of these endings, with its text.
fn files(folder: &Path, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if endings
            .iter()
            .any(|ending| path.extension().is_some_and(|own| own == *ending))
        {
            let text = std::fs::read_to_string(&path).expect("a text");
            found.push((path, text));
        }
    }
    found
}

#[test]
fn every_sample_makes_a_page_in_every_language() {
    let words = Arc::new(Words::load(None).expect("the words"));
    let pages = Pages::new(words.clone(), None);
    let all = samples::all().expect("the samples");
    for sample in &all {
        for language in Language::ALL {
            let html = pages.render(language, &sample.template, sample.values(language));
            let name = &sample.name;
            let html = html.unwrap_or_else(|error| panic!("{name}: {error:#}"));
            assert!(html.contains("<h1"), "{name} has a title");
            assert!(!html.contains('⟦'), "{name} lacks words");
        }
    }
    assert!(all.len() > 15, "{} samples", all.len());
    assert_eq!(words.missing(), Vec::<String>::new());
}

fn keys(language: Language) -> BTreeSet<String> {
    let folder = root().join("locales").join(language.tag());
    let texts = files(&folder, &["ftl"]);
    let own = texts.iter().flat_map(|(_, text)| text.lines());
    own.filter_map(|line| line.split_once('='))
        .map(|(key, _)| key.trim_end().to_owned())
        .filter(|key| {
            key.starts_with(|first: char| first.is_ascii_lowercase()) && !key.contains(' ')
        })
        .collect()
}

/// Runs of lower-case letters, figures and hyphens.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let part_of_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.split(move |c| !part_of_key(c))
        .filter(|token| token.contains('-'))
}

#[test]
fn every_key_is_written_in_every_language_and_said_somewhere() {
    let french = keys(Language::Fr);
    assert_eq!(
        french,
        keys(Language::En),
        "the same keys in every language"
    );
    let root = root();
    let mut sources = files(&root.join("crates"), &["rs"]);
    sources.extend(files(&root.join("templates"), &["html", "txt"]));
    let said: BTreeSet<&str> = sources.iter().flat_map(|(_, text)| tokens(text)).collect();
    // `format!("public-sort-{}")`, `"common-state-" ~ state` and `named("organiser-mode", …)` say a family of keys;
    // `format!("{key}-text")` says an ending.
    let families: Vec<String> = said
        .iter()
        .filter(|token| token.len() > 3 && !french.contains(**token))
        .map(|token| format!("{}-", token.trim_end_matches('-')))
        .collect();
    let endings = ["-text", "-free"];
    let alive = |key: &str| {
        let stem = endings.iter().find_map(|ending| key.strip_suffix(ending));
        let own = |key: &str| {
            said.contains(key)
                || families
                    .iter()
                    .any(|family| key.starts_with(family.as_str()))
        };
        own(key) || stem.is_some_and(own)
    };
    let dead: Vec<&String> = french.iter().filter(|key| !alive(key)).collect();
    assert!(dead.is_empty(), "keys that nothing says: {dead:?}");
}

#[test]
fn every_word_a_template_says_is_written() {
    let known = keys(Language::Fr);
    for (path, text) in files(&root().join("templates"), &["html", "txt"]) {
        // Another function whose name ends in a t says no words.
        let said = text
            .match_indices("t(\"")
            .filter(|(at, _)| !text[..*at].ends_with(char::is_alphanumeric));
        for key in said.filter_map(|(at, mark)| text[at + mark.len()..].split('"').next()) {
            let whole = !key.ends_with('-')
                && key.contains('-')
                && key
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            assert!(!whole || known.contains(key), "{}: {key}", path.display());
        }
    }
}

#[test]
fn every_kind_of_letter_has_its_words() {
    let known = keys(Language::Fr);
    let letters = root().join("templates/mail");
    let own = std::fs::read_dir(&letters).expect("a folder").flatten();
    let kinds: Vec<String> = own
        .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".txt")?.to_owned()))
        .collect();
    assert!(kinds.len() > 15, "{kinds:?}");
    for kind in kinds {
        assert!(
            letters.join(format!("{kind}.html")).is_file(),
            "{kind} for who reads HTML"
        );
        for key in [
            format!("mail-{kind}-subject"),
            format!("national-letter-{kind}"),
        ] {
            assert!(known.contains(&key), "{key}");
        }
    }
}

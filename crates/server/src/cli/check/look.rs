//! Words and templates, those of the theme laid over ours: everything can be read, and every sample makes a page.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use domain::words::Language;

use super::{Report, macros};
use crate::web::page::Pages;
use crate::web::samples;
use crate::words::Words;

/// What a theme may hold.
const PARTS: [&str; 3] = ["templates", "locales", "static"];

/// Reads everything; answers, in a sentence, how much it was.
pub(super) fn check(theme: Option<&Path>, report: &mut Report) -> String {
    if let Some(theme) = theme {
        folder(theme, report);
        report.wrong.extend(macros::lacking(theme));
    }
    let words = match Words::load(theme) {
        Ok(words) => Arc::new(words),
        Err(sentence) => {
            report.wrong(format!("The words cannot be read: {sentence}."));
            return String::new();
        }
    };
    let pages = Pages::new(words.clone(), theme.map(Path::to_owned));
    let names = pages.names();
    let mut broken = BTreeSet::new();
    for name in &names {
        if let Err(error) = pages.read(name) {
            broken.insert(told(theme, &error));
        }
    }
    let tried = match samples::all() {
        Ok(samples) => samples,
        Err(sentence) => {
            report.wrong(sentence);
            Vec::new()
        }
    };
    for sample in &tried {
        for language in Language::ALL {
            let made = pages.render(language, &sample.template, sample.values(language));
            if let Err(error) = made {
                broken.insert(told(theme, &error));
            }
        }
    }
    report.wrong.extend(broken);
    for missing in words.missing() {
        report.wrong(format!(
            "A template says a word that is not written: {missing}."
        ));
    }
    format!(
        "{} templates can be read, and {} pages can be made in each language.",
        names.len(),
        tried.len()
    )
}

/// The theme holds something, and nothing under a name that nobody looks for.
fn folder(theme: &Path, report: &mut Report) {
    let there = PARTS.iter().filter(|part| theme.join(part).is_dir());
    if there.count() == 0 {
        report.wrong(format!(
            "The theme {} has none of the folders {}: nothing of it is used.",
            theme.display(),
            PARTS.join(", ")
        ));
    }
    let ours = Pages::embedded();
    let theirs = Pages::of_folder(&theme.join("templates"));
    let strange: Vec<&String> = theirs.difference(&ours).collect();
    for name in strange {
        report.note(format!(
            "templates/{name} of the theme takes the place of none of ours: it is used only where another template of the theme names it."
        ));
    }
}

/// What a template does wrong: which one, whose, and where.
fn told(theme: Option<&Path>, error: &minijinja::Error) -> String {
    let name = error.name().unwrap_or("a template");
    let file = theme
        .map(|theme| theme.join("templates").join(name))
        .filter(|file| file.is_file());
    let file = file.map_or_else(
        || format!("templates/{name}"),
        |file| file.display().to_string(),
    );
    let line = error
        .line()
        .map(|line| format!(", line {line}"))
        .unwrap_or_default();
    let why = error.detail().map_or_else(
        || error.kind().to_string(),
        |detail| format!("{}: {detail}", error.kind()),
    );
    format!("{file}{line}: {why}.")
}

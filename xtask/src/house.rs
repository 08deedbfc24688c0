//! The rules of the house that a compiler does not check: nothing unfinished, nothing skipped, nothing of one machine,
//! no file too long to be read.

use std::collections::BTreeMap;
use std::path::Path;

use crate::run::Run;

/// Longest source file, in lines, without a reason written in [`LONG_FILES`].
const LONGEST: usize = 600;
/// The files that may be longer: `path: reason`, one a line.
const LONG_FILES: &str = "xtask/long-files.txt";
/// Kinds of files that people write.
const WRITTEN: [&str; 16] = [
    "rs", "toml", "md", "ts", "mts", "js", "mjs", "css", "html", "txt", "ftl", "sql", "json",
    "yml", "xml", "run",
];
/// Folders whose files are data, not writing.
const DATA: [&str; 2] = ["territories/", "assets/package-lock.json"];

/// Checks every rule. The error lists the places.
pub fn check(root: &Path) -> Result<(), String> {
    let files = tracked(root, &WRITTEN)?;
    let reasons = reasons(root)?;
    let mut broken = Vec::new();
    for (path, text) in &files {
        if !DATA
            .iter()
            .any(|data| path.starts_with(data) && !path.ends_with(".md"))
        {
            broken.extend(text.lines().enumerate().filter_map(|(index, line)| {
                fault(path, line)
                    .map(|what| format!("{path}:{}: {what}: {}", index + 1, line.trim()))
            }));
        }
        let length = text.lines().count();
        if is_source(path) && length > LONGEST && !reasons.contains_key(path.as_str()) {
            broken.push(format!(
                "{path}: {length} lines. Split it at its seams, or write the reason in {LONG_FILES}"
            ));
        }
    }
    for path in reasons.keys() {
        let length = files
            .iter()
            .find(|(tracked, _)| tracked == path)
            .map_or(0, |(_, text)| text.lines().count());
        if length <= LONGEST {
            broken.push(format!(
                "{LONG_FILES}: {path} is no longer too long: take its line out"
            ));
        }
    }
    match broken.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "These places break a rule of the house:\n  {}",
            broken.join("\n  ")
        )),
    }
}

/// The text files that Git tracks with one of these endings, as path and content.
pub fn tracked(root: &Path, endings: &[&str]) -> Result<Vec<(String, String)>, String> {
    let list = Run::new(root, "git").args(["ls-files", "-z"]).output()?;
    let mut files = Vec::new();
    for path in list
        .split('\0')
        .filter(|path| endings.contains(&path.rsplit(['.', '/']).next().unwrap_or_default()))
    {
        match std::fs::read(root.join(path)) {
            Ok(bytes) => files.push((
                path.to_owned(),
                String::from_utf8_lossy(&bytes).into_owned(),
            )),
            // Deleted and not yet committed: there is nothing to read.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(format!("The file {path} cannot be read ({error}).")),
        }
    }
    Ok(files)
}

fn is_source(path: &str) -> bool {
    [".rs", ".ts", ".css", ".html"]
        .iter()
        .any(|ending| path.ends_with(ending))
}

fn reasons(root: &Path) -> Result<BTreeMap<String, String>, String> {
    let text = std::fs::read_to_string(root.join(LONG_FILES))
        .map_err(|error| format!("{LONG_FILES} cannot be read ({error})."))?;
    let lines = text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|line| match line.split_once(": ") {
            Some((path, reason)) if !reason.trim().is_empty() => {
                Ok((path.to_owned(), reason.to_owned()))
            }
            _ => Err(format!(
                "{LONG_FILES}: `{line}` is not of the form `path: reason`."
            )),
        })
        .collect()
}

/// What is wrong with a line, if anything. The needles are written in two parts so that this file is not one of the
/// places they are found in.
fn fault(path: &str, line: &str) -> Option<&'static str> {
    let unfinished = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
    ];
    if unfinished.iter().any(|word| has_word(line, word)) || has_word(line, concat!("to", "do!")) {
        return Some("unfinished");
    }
    let skipped = [
        concat!("#[", "ignore"),
        concat!("test.", "skip"),
        concat!("it.", "skip"),
        concat!("describe.", "skip"),
    ];
    let narrowed = [
        concat!("test.", "only"),
        concat!("it.", "only("),
        concat!("describe.", "only"),
        concat!("skip", ": true"),
    ];
    let is_code = [".rs", ".ts", ".mts", ".js", ".mjs"]
        .iter()
        .any(|ending| path.ends_with(ending));
    if is_code
        && skipped
            .iter()
            .chain(&narrowed)
            .any(|needle| line.contains(needle))
    {
        return Some("a skipped test");
    }
    let waits = [concat!("sle", "ep("), concat!("waitFor", "Timeout(")];
    if path.contains("tests/") && is_code && waits.iter().any(|needle| line.contains(needle)) {
        return Some("a test that sleeps: wait for what must happen");
    }
    let of_one_machine = [
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("/Us", "ers/"),
        concat!("/wo", "rk/"),
        concat!("/tm", "p/w/"),
    ];
    match of_one_machine.iter().any(|start| has_path(line, start)) {
        true => Some("a path of one machine"),
        false => None,
    }
}

/// Whether a word stands alone in a line.
fn has_word(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(part) && !line[at + word.len()..].starts_with(part))
}

/// Whether an absolute path begins so: what stands before it is not a part of a longer path or of an address.
fn has_path(line: &str, start: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || "._-}~/$)".contains(c);
    line.match_indices(start)
        .any(|(at, _)| !line[..at].ends_with(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unfinished_skipped_or_of_one_machine_is_found() {
        let found = |line: &str| fault("a.rs", line);
        assert_eq!(found(concat!("// TO", "DO: later")), Some("unfinished"));
        assert_eq!(found(concat!("    #[", "ignore]")), Some("a skipped test"));
        assert_eq!(
            found(concat!("\"/ho", "me/someone/x\"")),
            Some("a path of one machine")
        );
        assert_eq!(found(concat!("https://example.org/ho", "me/x")), None);
        assert_eq!(found("rows.iter().skip(1); METODOS"), None);
        let sleep = concat!("std::thread::sle", "ep(SECOND)");
        assert_eq!(
            fault("crates/x/tests/it/main.rs", sleep),
            Some("a test that sleeps: wait for what must happen")
        );
        assert_eq!(fault("crates/x/src/lib.rs", sleep), None);
        assert_eq!(fault("a.md", concat!("no test.", "skip here")), None);
    }
}

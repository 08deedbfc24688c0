//! Which licences the dependencies have, against the list of `deny.toml`: Cargo's packages from `cargo tree`, npm's
//! from the lock file of the assets.

use std::collections::BTreeSet;
use std::path::Path;

use crate::run::{Run, say};

/// Checks every dependency. The error lists those whose licence is not allowed.
pub fn check(root: &Path) -> Result<(), String> {
    let allowed = allowed(&read(root, "deny.toml")?);
    if allowed.is_empty() {
        return Err("The file deny.toml holds no list `allow` of licences.".to_owned());
    }
    let words = [
        "tree",
        "--workspace",
        "--edges",
        "normal,build,dev",
        "--prefix",
        "none",
        "--format",
        "{p} | {l}",
    ];
    let tree = Run::cargo(root, &words);
    say(&format!("  $ {}", tree.line()));
    let tree = tree.output()?;
    let crates: BTreeSet<(&str, &str)> = tree
        .lines()
        .filter_map(|line| line.split_once(" | "))
        .collect();
    let lock = read(root, "assets/package-lock.json")?;
    let packages = npm(&lock);
    say(&format!(
        "  {} crates and {} npm packages",
        crates.len(),
        packages.len()
    ));
    let all = crates.into_iter().chain(
        packages
            .iter()
            .map(|(name, licence)| (name.as_str(), licence.as_str())),
    );
    let refused: Vec<String> = all
        .filter(|(_, licence)| !permits(licence.trim_end_matches(" (*)"), &allowed))
        .map(|(name, licence)| {
            format!(
                "  {name}: {}",
                if licence.is_empty() {
                    "no licence named"
                } else {
                    licence
                }
            )
        })
        .collect();
    match refused.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "These dependencies have a licence that is not in the list of deny.toml:\n{}\nReplace them, or add the \
             licence if it suits a work under AGPL-3.0-or-later.",
            refused.join("\n")
        )),
    }
}

fn read(root: &Path, name: &str) -> Result<String, String> {
    std::fs::read_to_string(root.join(name))
        .map_err(|error| format!("The file {name} cannot be read ({error})."))
}

/// The licences of the list `allow` in a `deny.toml`.
fn allowed(text: &str) -> BTreeSet<String> {
    let inside = text
        .lines()
        .skip_while(|line| line.trim() != "allow = [")
        .skip(1)
        .take_while(|line| line.trim() != "]");
    inside
        .filter_map(|line| line.split('#').next())
        .map(|line| line.trim().trim_matches([',', '"']).to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

/// The packages of an npm lock file (version 3, as npm lays it out) with their licences.
fn npm(lock: &str) -> Vec<(String, String)> {
    let mut packages: Vec<(String, String)> = Vec::new();
    for line in lock.lines() {
        let line = line.trim().trim_end_matches(',');
        if let Some(name) = line
            .strip_prefix("\"node_modules/")
            .and_then(|rest| rest.strip_suffix("\": {"))
        {
            packages.push((name.to_owned(), String::new()));
        } else if let Some(licence) = line
            .strip_prefix("\"license\": \"")
            .and_then(|rest| rest.strip_suffix('"'))
            && let Some(last) = packages.last_mut()
        {
            last.1 = licence.to_owned();
        }
    }
    packages
}

/// Whether an SPDX expression can be satisfied by the allowed licences; one that cannot be read is not. Packages from
/// before the expressions write `/` for “or”.
fn permits(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let permitted = either(&mut words, allowed);
    permitted == Some(true) && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> Option<bool> {
    let mut permitted = both(words, allowed)?;
    while words.next_if_eq(&"OR").is_some() {
        permitted |= both(words, allowed)?;
    }
    Some(permitted)
}

fn both(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> Option<bool> {
    let mut permitted = one(words, allowed)?;
    while words.next_if_eq(&"AND").is_some() {
        permitted &= one(words, allowed)?;
    }
    Some(permitted)
}

fn one(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> Option<bool> {
    let name = words.next()?;
    if name == "(" {
        let permitted = either(words, allowed)?;
        return words.next_if_eq(&")").map(|_| permitted);
    }
    if words.next_if_eq(&"WITH").is_some() {
        // An exception only adds permissions, so a licence that is allowed bare is allowed with it.
        let exception = words.next()?;
        return Some(
            allowed.contains(name) || allowed.contains(&format!("{name} WITH {exception}")),
        );
    }
    (![")", "OR", "AND"].contains(&name)).then(|| allowed.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_weighed() {
        let allowed = allowed(
            "x\nallow = [\n    # of old\n    \"MIT\", # short\n    \"Zlib\",\n]\n\"GPL-2.0-only\"\n",
        );
        for good in [
            "MIT",
            "GPL-2.0-only OR MIT",
            "MIT/Apache-2.0",
            "(GPL-2.0-only OR MIT) AND Zlib",
            "MIT WITH x",
        ] {
            assert!(permits(good, &allowed), "{good}");
        }
        for bad in [
            "",
            "GPL-2.0-only",
            "MIT AND GPL-2.0-only",
            "MIT OR",
            "(MIT",
            "MIT)",
            "Custom",
        ] {
            assert!(!permits(bad, &allowed), "{bad}");
        }
    }

    #[test]
    fn npm_packages_without_a_licence_are_kept_to_be_refused() {
        let lock = "{\n  \"packages\": {\n    \"\": {\n      \"license\": \"X\"\n    },\n    \"node_modules/a\": {\n      \
                    \"version\": \"1\",\n      \"license\": \"ISC\",\n    },\n    \"node_modules/b\": {\n    }\n";
        let expected =
            [("a", "ISC"), ("b", "")].map(|(name, licence)| (name.to_owned(), licence.to_owned()));
        assert_eq!(npm(lock), expected);
    }
}

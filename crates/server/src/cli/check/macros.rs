//! The macros of a theme's parts beside ours: what pages call must be there, with the same arguments in the same order.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::web::page::Pages;

/// The macros of a part: their arguments, by name.
type Macros<'a> = BTreeMap<&'a str, Vec<&'a str>>;

/// Says what a theme's parts lack that pages call: one sentence each.
pub(super) fn lacking(theme: &Path) -> Vec<String> {
    let folder = theme.join("templates");
    let called = called();
    let mut lacking = Vec::new();
    for part in Pages::of_folder(&folder) {
        let (Some(names), Some(ours)) = (called.get(part.as_str()), Pages::text(&part)) else {
            continue;
        };
        let file = folder.join(&part);
        let theirs = std::fs::read_to_string(&file).unwrap_or_default();
        let (ours, theirs) = (macros(&ours), macros(&theirs));
        for (name, wanted) in ours.iter().filter(|(name, _)| names.contains(**name)) {
            let file = file.display();
            match theirs.get(name) {
                None => lacking.push(format!(
                    "{file} lacks the macro {name}({}), which pages call.",
                    wanted.join(", ")
                )),
                Some(given) if !given.starts_with(wanted) => lacking.push(format!(
                    "{file}: the macro {name} takes ({}), and pages call it with ({}).",
                    given.join(", "),
                    wanted.join(", ")
                )),
                Some(_) => {}
            }
        }
    }
    lacking
}

/// Which macros of each part our templates call.
fn called() -> BTreeMap<String, BTreeSet<String>> {
    let mut called: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in Pages::embedded() {
        let Some(text) = Pages::text(&name) else {
            continue;
        };
        for tag in text
            .split("{%")
            .skip(1)
            .filter_map(|rest| rest.split("%}").next())
        {
            let Some((way, part)) = imported(tag) else {
                continue;
            };
            let names = called.entry(part.to_owned()).or_default();
            match way {
                Way::Names(list) => names.extend(list),
                Way::Whole(alias) => names.extend(members(&text, &alias)),
            }
        }
    }
    called
}

/// How a template takes a part.
enum Way {
    /// `from … import`: these macros.
    Names(Vec<String>),
    /// `import … as`: all of it, under this name.
    Whole(String),
}

/// The part that a tag takes, and how.
fn imported(tag: &str) -> Option<(Way, &str)> {
    let tag = tag.trim_matches(|letter: char| letter == '-' || letter.is_whitespace());
    let part = tag.split('"').nth(1)?;
    if let Some(rest) = tag.strip_prefix("from ") {
        let list = rest.split_once(" import ")?.1;
        let names = list
            .split(',')
            .filter_map(|one| one.split_whitespace().next());
        return Some((Way::Names(names.map(str::to_owned).collect()), part));
    }
    let alias = tag.strip_prefix("import ")?.split_once(" as ")?.1.trim();
    Some((Way::Whole(alias.to_owned()), part))
}

/// What a text calls of a module it knows under a name: `button.link(`.
fn members(text: &str, alias: &str) -> Vec<String> {
    let before = format!("{alias}.");
    text.match_indices(&before)
        .filter(|(at, _)| {
            !text[..*at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_')
        })
        .filter_map(|(at, _)| {
            let rest = &text[at + before.len()..];
            let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_')?;
            rest[end..].starts_with('(').then(|| rest[..end].to_owned())
        })
        .collect()
}

/// The macros that a template defines, each with the names of its arguments.
fn macros(text: &str) -> Macros<'_> {
    let tags = text.split("{%").skip(1);
    let heads = tags.filter_map(|tag| {
        let tag = tag.trim_start_matches('-').trim_start();
        tag.strip_prefix("macro ")?.split("%}").next()
    });
    heads
        .filter_map(|head| {
            let (name, rest) = head.split_once('(')?;
            let list = &rest[..rest.rfind(')')?];
            Some((name.trim(), arguments(list)))
        })
        .collect()
}

/// The names in a list of arguments, whatever their defaults hold.
fn arguments(list: &str) -> Vec<&str> {
    let (mut depth, mut quoted) = (0_i32, false);
    let apart = |letter: char| {
        match letter {
            '"' => quoted = !quoted,
            '[' | '{' | '(' if !quoted => depth += 1,
            ']' | '}' | ')' if !quoted => depth -= 1,
            _ => {}
        }
        letter == ',' && !quoted && depth == 0
    };
    list.split(apart)
        .filter_map(|one| one.split('=').next())
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_macro_is_read_with_its_arguments() {
        let text = r#"{% macro link(text, href="a, b", list=[1, 2], attrs={"a": 1}) -%}x{%- endmacro %}{%- macro close() %}"#;
        let read = macros(text);
        assert_eq!(read["link"], ["text", "href", "list", "attrs"]);
        assert_eq!(read["close"], Vec::<&str>::new());
    }

    #[test]
    fn what_templates_call_is_known() {
        let called = called();
        assert!(called["parts/button.html"].contains("link"));
        assert!(called["parts/alert.html"].contains("flash"));
    }
}

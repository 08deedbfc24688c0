//! A page is made of the macros of `templates/parts/` and never writes the markup of a component itself, so that a theme can
//! replace the components without touching a page.

use std::path::Path;

use crate::house::tracked;

/// Elements that are components wherever they stand.
const ELEMENTS: [&str; 10] = [
    "button", "details", "dialog", "fieldset", "form", "input", "option", "select", "table",
    "textarea",
];
/// Classes of the components.
const CLASSES: [&str; 29] = [
    "alert",
    "badge",
    "breadcrumb",
    "button",
    "button-row",
    "card",
    "cards",
    "chip",
    "chips",
    "columns-list",
    "dialog",
    "disclosure",
    "empty",
    "facts",
    "field",
    "field-error",
    "field-hint",
    "field-label",
    "figures",
    "flash",
    "line-aside",
    "link-danger",
    "linked-list",
    "map-credits",
    "pagination",
    "panel",
    "site-alert",
    "tabs",
    "toast",
];

/// Checks every page. The error lists the places.
pub fn check(root: &Path) -> Result<(), String> {
    let mut raw = Vec::new();
    for (path, text) in tracked(root, &["html"])? {
        if !is_page(&path) {
            continue;
        }
        for (index, line) in text.lines().enumerate() {
            for found in components(line) {
                raw.push(format!("{path}:{}: {found}", index + 1));
            }
        }
    }
    match raw.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "These pages write the markup of a component themselves; use or make a macro of templates/parts:\n  {}",
            raw.join("\n  ")
        )),
    }
}

/// A letter is no page: mail programs know no components.
fn is_page(path: &str) -> bool {
    path.starts_with("templates/")
        && !["parts", "mail"]
            .iter()
            .any(|folder| path.starts_with(&format!("templates/{folder}/")))
}

/// The components that a line writes by hand: elements, and classes in an attribute.
fn components(line: &str) -> Vec<String> {
    let elements = ELEMENTS
        .iter()
        .filter(|name| {
            line.match_indices(&format!("<{name}")).any(|(at, own)| {
                let next = line[at + own.len()..].chars().next();
                next.is_none_or(|next| !next.is_ascii_alphanumeric() && next != '-')
            })
        })
        .map(|name| format!("<{name}>"));
    let classes = line
        .split("class=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .flat_map(str::split_whitespace)
        .filter(|class| CLASSES.contains(class))
        .map(|class| format!("class \"{class}\""));
    elements.chain(classes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_components_are_found_and_macros_are_not() {
        assert_eq!(
            components(r#"<p><button type="submit">Go</button></p>"#),
            ["<button>"]
        );
        assert_eq!(
            components(r#"<a class="chip js-only" href="/">x</a>"#),
            ["class \"chip\""]
        );
        let macros = r#"{{ button.link(t("common-back"), back, kind="quiet") }}<section class="card-side"><inputs>"#;
        assert!(components(macros).is_empty());
    }

    #[test]
    fn parts_and_letters_are_no_pages() {
        assert!(is_page("templates/public/home.html"));
        assert!(!is_page("templates/parts/button.html"));
        assert!(!is_page("templates/mail/frame.html"));
        assert!(!is_page("docs/a.html"));
    }
}

//! The Markdown people write, as HTML without anything that acts, and without anything that costs: what is rendered is as long
//! as a description may be, and nests no deeper than prose does.

use std::borrow::Cow;

use domain::event::limits;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// Quotations and lists within one another; a text that nests deeper costs the square of its depth and says nothing more.
const MOST_NESTED: usize = 8;
/// Elements of any kind within one another.
const MOST_DEEP: usize = 24;

/// The Markdown people write, as HTML. Headings begin at level `top` (2 below a page's title) and never skip one, whatever was
/// typed, so that the page keeps its order; links say that they were written by others.
#[must_use]
pub fn markdown(text: &str, top: u8) -> String {
    let text = moderate(shortened(text));
    let mut events: Vec<Event<'_>> =
        Parser::new_ext(&text, Options::ENABLE_STRIKETHROUGH).collect();
    flatten(&mut events);
    let mut typed: Vec<_> = events.iter().filter_map(heading).collect();
    typed.sort_unstable();
    typed.dedup();
    let mut last = top.saturating_sub(1);
    let events = events.into_iter().map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => {
            let rank = typed.partition_point(|other| *other < level);
            let wished = top.saturating_add(u8::try_from(rank).unwrap_or(u8::MAX));
            last = wished.min(last + 1).min(6);
            Event::Start(Tag::Heading {
                level: level_of(last),
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            })
        }
        Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(level_of(last))),
        // What looks like HTML is shown as it was typed.
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        other => other,
    });
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, events);
    ammonia::Builder::default()
        .rm_tags(["img", "table", "thead", "tbody", "tr", "th", "td", "h1"])
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .link_rel(Some("nofollow ugc noopener noreferrer"))
        .clean(&out)
        .to_string()
}

/// The beginning of a text, as long as a description may be.
fn shortened(text: &str) -> &str {
    let end = text.char_indices().nth(limits::DESCRIPTION);
    end.map_or(text, |(end, _)| &text[..end])
}

/// The text without the marks of quotations and lists that would nest too deep.
fn moderate(text: &str) -> Cow<'_, str> {
    if text.lines().all(|line| deep_marks(line).is_none()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match deep_marks(line) {
            Some((kept, rest)) => {
                out.push_str(&line[..kept]);
                out.push_str(&line[rest..]);
            }
            None => out.push_str(line),
        }
    }
    Cow::Owned(out)
}

/// Where the marks at the beginning of a line nest too deep, and where they end. Two blanks count as a mark, since a line stands
/// in a list by its indentation; the blank that belongs to a mark does not.
fn deep_marks(line: &str) -> Option<(usize, usize)> {
    let bytes = line.as_bytes();
    let (mut at, mut halves, mut too_deep) = (0, 0, None);
    loop {
        match bytes.get(at) {
            Some(b' ') => halves += 1,
            Some(b'\t') => halves += 4,
            _ => match mark(&bytes[at..]) {
                Some(length) => {
                    halves += 2;
                    if halves > 2 * MOST_NESTED {
                        too_deep.get_or_insert(at);
                    }
                    at += length;
                    at += usize::from(bytes.get(at) == Some(&b' '));
                    continue;
                }
                None => return too_deep.map(|kept| (kept, at)),
            },
        }
        at += 1;
    }
}

/// The length of the mark of a quotation or of a line of a list that stands here.
fn mark(bytes: &[u8]) -> Option<usize> {
    let digits = bytes
        .iter()
        .take(9)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let length = match (digits, bytes.get(digits)?) {
        (0, b'>') => return Some(1),
        (0, b'-' | b'+' | b'*') => 1,
        (1.., b'.' | b')') => digits + 1,
        _ => return None,
    };
    let blank = bytes.get(length).is_none_or(u8::is_ascii_whitespace);
    blank.then_some(length)
}

/// Takes away the elements that stand too deep within others; what they hold stays.
fn flatten(events: &mut Vec<Event<'_>>) {
    let (mut depth, mut kept) = (0_usize, Vec::new());
    events.retain(|event| match event {
        Event::Start(_) => {
            let keep = depth < MOST_DEEP;
            depth += usize::from(keep);
            kept.push(keep);
            keep
        }
        Event::End(_) => {
            let keep = kept.pop().unwrap_or(true);
            depth -= usize::from(keep && depth > 0);
            keep
        }
        _ => true,
    });
}

/// The level of a heading that begins here.
fn heading(event: &Event<'_>) -> Option<HeadingLevel> {
    match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level),
        _ => None,
    }
}

fn level_of(number: u8) -> HeadingLevel {
    HeadingLevel::try_from(usize::from(number)).unwrap_or(HeadingLevel::H6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_never_acts() {
        let hostile = "# Titre\n<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://a.example/p.png)";
        let html = markdown(hostile, 2);
        assert!(html.contains("<h2>Titre</h2>"), "{html}");
        assert!(
            !html.contains("<script") && !html.contains("javascript:\"") && !html.contains("<img"),
            "{html}"
        );
        assert!(!html.contains("href=\"javascript"), "{html}");
    }

    #[test]
    fn headings_never_skip_a_level() {
        assert_eq!(markdown("## A\n### B", 2), "<h2>A</h2>\n<h3>B</h3>\n");
        assert_eq!(markdown("#### A\n# B", 3), "<h3>A</h3>\n<h3>B</h3>\n");
    }

    /// How many times a text holds another one.
    fn count(text: &str, what: &str) -> usize {
        text.matches(what).count()
    }

    #[test]
    fn what_nests_too_deep_is_laid_flat() {
        let quoted = markdown(&format!("{}fin", ">".repeat(8_000)), 2);
        assert_eq!(count(&quoted, "<blockquote>"), MOST_NESTED);
        assert!(quoted.contains("fin"), "{quoted}");
        let spaced = markdown(&format!("{}fin", "> ".repeat(4_000)), 2);
        assert!(count(&spaced, "<blockquote>") <= MOST_NESTED);
        let listed = markdown(&format!("{}fin", "- ".repeat(4_000)), 2);
        assert!(count(&listed, "<li>") <= MOST_NESTED, "{listed}");
        let numbered = markdown(&format!("{}fin", "1. ".repeat(3_000)), 2);
        assert!(count(&numbered, "<li>") <= MOST_NESTED, "{numbered}");
        let stairs: String = (0..60)
            .map(|row| format!("{}- a\n", "  ".repeat(row)))
            .collect();
        assert!(count(&markdown(&stairs, 2), "<ul>") <= MOST_NESTED);
        let (open, close) = ("*a **a ".repeat(700), "a** a* ".repeat(700));
        let strong = markdown(&format!("{open}x{close}"), 2);
        assert!(count(&strong, "<em>") + count(&strong, "<strong>") <= MOST_DEEP);
    }

    #[test]
    fn ordinary_prose_is_left_as_it_is() {
        let text = "> Une citation\n> - un\n>   - deux\n\n1. a\n2. b\n\n* * *\n\n-1 degré, 18. mars, **gras**";
        assert!(matches!(moderate(text), Cow::Borrowed(same) if same == text));
    }

    #[test]
    fn no_more_is_shown_than_a_description_may_hold() {
        let html = markdown(&"é".repeat(limits::DESCRIPTION + 50), 2);
        assert_eq!(count(&html, "é"), limits::DESCRIPTION);
    }
}

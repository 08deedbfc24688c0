//! Texts as they come: left-overs of HTML, entities, spaces used as line ends, and what prose says of telephones and mails.

use domain::identifier::{Email, Phone};
use domain::text;

/// Named entities that people's texts carry; the others are rare enough to stay as they are.
const ENTITIES: [(&str, &str); 30] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("ecirc", "ê"),
    ("euml", "ë"),
    ("agrave", "à"),
    ("acirc", "â"),
    ("ccedil", "ç"),
    ("ocirc", "ô"),
    ("icirc", "î"),
    ("iuml", "ï"),
    ("ugrave", "ù"),
    ("ucirc", "û"),
    ("oelig", "œ"),
    ("Eacute", "É"),
    ("Agrave", "À"),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("hellip", "…"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("euro", "€"),
    ("deg", "°"),
];

/// Addresses of one kind looked for in one text.
const MOST_FOUND: usize = 50;
/// The longest word that may be an address, bytes.
const MOST_ADDRESS: usize = 320;

/// Elements whose whole content is dropped.
const SILENT: [&str; 4] = ["script", "style", "head", "title"];

/// Elements that are recognised; anything else between angle brackets is text ("<18 ans").
const ELEMENTS: [&str; 33] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "br",
    "p",
    "div",
    "span",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "tr",
    "td",
    "th",
    "tbody",
    "img",
    "hr",
    "font",
    "blockquote",
    "script",
    "style",
    "head",
    "title",
    "center",
];

/// A line: a title, a name, an address.
#[must_use]
pub fn line(cell: &str) -> String {
    text::single_line(&markdown(cell).replace("**", ""))
}

/// A text of several lines, as Markdown.
#[must_use]
pub fn paragraphs(cell: &str) -> String {
    text::multi_line(&spaced_lines(&markdown(cell)))
}

/// Ten spaces and more were a line end before a table was made of it.
fn spaced_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut spaces = String::new();
    for c in text.chars() {
        if c == ' ' || c == '\u{a0}' {
            spaces.push(c);
            continue;
        }
        if spaces.chars().count() < 10 {
            out.push_str(&spaces);
        } else {
            out.push('\n');
        }
        spaces.clear();
        out.push(c);
    }
    out
}

/// HTML left-overs made Markdown; a text without any is only freed of its entities.
fn markdown(cell: &str) -> String {
    if !cell.contains(['<', '&']) {
        return cell.to_owned();
    }
    // Some systems escape their HTML twice.
    let once = if cell.contains("&lt;") && tag_at(&entities(cell)).is_some() {
        entities(cell)
    } else {
        cell.to_owned()
    };
    if tag_at(&once).is_none() {
        return entities(&once);
    }
    let mut out = String::with_capacity(once.len());
    let mut rest = once.as_str();
    let tail = after_last_tag(rest);
    let mut href: Option<String> = None;
    while let Some((at, tag)) = tag_before(rest, tail) {
        out.push_str(&entities(&rest[..at]).replace(['\n', '\r'], " "));
        rest = &rest[at + tag.whole.len()..];
        if SILENT.contains(&tag.name.as_str()) && !tag.closing {
            rest = after_silence(rest, &tag.name);
            continue;
        }
        put(&mut out, &tag, &mut href);
    }
    out.push_str(&entities(rest).replace(['\n', '\r'], " "));
    out
}

/// What stands after the end of an element without a word.
fn after_silence<'t>(text: &'t str, name: &str) -> &'t str {
    let ends = |at: &usize| {
        let after = text.get(at + 2..at + 2 + name.len());
        after.is_some_and(|after| after.eq_ignore_ascii_case(name))
    };
    let end = text.match_indices("</").map(|(at, _)| at).find(ends);
    let close = end.and_then(|at| text[at..].find('>').map(|more| at + more + 1));
    close.map_or("", |at| &text[at..])
}

fn put(out: &mut String, tag: &Tag, href: &mut Option<String>) {
    match tag.name.as_str() {
        "br" | "tr" | "hr" => out.push('\n'),
        "p" | "div" | "ul" | "ol" | "table" | "blockquote" => out.push_str("\n\n"),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            out.push_str(if tag.closing { "\n\n" } else { "\n\n### " })
        }
        "li" if !tag.closing => out.push_str("\n- "),
        "b" | "strong" => out.push_str("**"),
        "td" | "th" => out.push(' '),
        "a" if tag.closing => {
            if let Some(address) = href.take() {
                out.push_str(&format!("]({address})"));
            }
        }
        "a" => {
            *href = attribute(&tag.whole, "href").filter(|address| address.starts_with("http"));
            if href.is_some() {
                out.push('[');
            }
        }
        _ => {}
    }
}

struct Tag {
    whole: String,
    name: String,
    closing: bool,
}

/// How much of a text stands after the last sign that may close an element.
fn after_last_tag(text: &str) -> usize {
    text.rfind('>').map_or(text.len(), |at| text.len() - at)
}

/// The first element of a text, and where it begins.
fn tag_at(text: &str) -> Option<(usize, Tag)> {
    tag_before(text, after_last_tag(text))
}

/// The same when it is known what stands after the last sign that may close one: nobody looks for one that is not there.
fn tag_before(text: &str, tail: usize) -> Option<(usize, Tag)> {
    let last = text.len().saturating_sub(tail);
    for (at, _) in text.match_indices('<') {
        let inner = &text[at + 1..];
        if inner.starts_with("!--") {
            let end = inner.find("-->").map_or(text.len(), |end| at + 1 + end + 3);
            let whole = text[at..end].to_owned();
            return Some((
                at,
                Tag {
                    whole,
                    name: String::new(),
                    closing: false,
                },
            ));
        }
        let closing = inner.starts_with('/');
        let name: String = inner
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        if at < last
            && ELEMENTS.contains(&name.as_str())
            && let Some(end) = inner.find('>')
        {
            let whole = text[at..=at + 1 + end].to_owned();
            return Some((
                at,
                Tag {
                    whole,
                    name,
                    closing,
                },
            ));
        }
    }
    None
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.to_ascii_lowercase().find(&format!("{name}="))?;
    let value = &tag[at + name.len() + 1..];
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let end = match quote {
        Some(quote) => value[1..].find(quote)? + 1,
        None => value.find([' ', '>'])?,
    };
    Some(entities(&value[quote.map_or(0, char::len_utf8)..end]))
}

fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest
            .char_indices()
            .take(10)
            .find(|(_, c)| *c == ';')
            .map(|(end, _)| end);
        match end.and_then(|end| Some((end, entity(&rest[1..end])?))) {
            Some((end, meant)) => {
                out.push_str(&meant);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).map(String::from);
    }
    let known = ENTITIES.iter().find(|(known, _)| *known == name);
    known.map(|(_, meant)| (*meant).to_owned())
}

/// Something found in prose, and whether the words before it speak of booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What was found, in its own form.
    pub value: String,
    /// True when it is said for booking.
    pub for_booking: bool,
}

/// The mail addresses of a prose, in order; of many, the first ones.
#[must_use]
pub fn mails(prose: &str) -> Vec<Found> {
    let cut = |c: char| c.is_whitespace() || ",;()<>[]\"«»/:|".contains(c);
    let mut begin = 0;
    let mut found = Vec::new();
    for word in prose.split_inclusive(cut) {
        let candidate = word
            .trim_end_matches(cut)
            .trim_matches(['.', '-', '\'', '’', '!', '?']);
        if let Some(email) = email(candidate) {
            found.push(Found {
                value: email.as_str().to_owned(),
                for_booking: speaks_of_booking(&prose[..begin]),
            });
        }
        if found.len() == MOST_FOUND {
            break;
        }
        begin += word.len();
    }
    found
}

/// The mail address a word is, if it is one.
fn email(word: &str) -> Option<Email> {
    let likely = word.len() <= MOST_ADDRESS && word.contains('@');
    likely.then(|| Email::parse(word).ok()).flatten()
}

/// The French telephone numbers of a prose, in order.
#[must_use]
pub fn phones(prose: &str) -> Vec<Found> {
    let bytes = prose.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let free = at == 0 || !bytes[at - 1].is_ascii_digit();
        let length = if free && matches!(bytes[at], b'0' | b'+') {
            number_at(&bytes[at..])
        } else {
            None
        };
        let Some(length) = length else {
            at += 1;
            continue;
        };
        let digits: String = prose[at..at + length].replace([',', '.', '-', '/'], " ");
        if let Ok(phone) = Phone::parse(&digits) {
            found.push(Found {
                value: phone.spaced(),
                for_booking: speaks_of_booking(&prose[..at]),
            });
        }
        at += length;
    }
    found
}

/// The length of a number written by pairs ("04 90 80 80 07", "04.90.80.80.07", "+33 4 90 80 80 07"), in bytes.
fn number_at(bytes: &[u8]) -> Option<usize> {
    let wanted = if bytes.starts_with(b"+33") {
        11
    } else if bytes[0] == b'0' {
        10
    } else {
        return None;
    };
    let (mut digits, mut gap) = (0, 0);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'+' if at == 0 => {}
            byte if byte.is_ascii_digit() => {
                digits += 1;
                gap = 0;
                if digits == wanted {
                    let more = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
                    return (!more).then_some(at + 1);
                }
            }
            b' ' | b'.' | b',' | b'-' | b'/' if gap == 0 => gap = 1,
            _ => return None,
        }
    }
    None
}

/// The web addresses of a prose, in order; a bare `www.` counts.
#[must_use]
pub fn webs(prose: &str) -> Vec<String> {
    prose
        .split(|c: char| c.is_whitespace() || ",;()<>[]\"«»|".contains(c))
        .map(|word| word.trim_end_matches(['.', '!', '?', ':', '’', '\'']))
        .filter(|word| {
            word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.")
        })
        .filter_map(|word| domain::identifier::Web::parse(word).ok())
        .map(|web| web.as_str().to_owned())
        .collect()
}

/// True when the words just before speak of booking.
fn speaks_of_booking(before: &str) -> bool {
    let tail: String = {
        let mut last: Vec<char> = before.chars().rev().take(90).collect();
        last.reverse();
        last.into_iter().collect()
    };
    let tail = text::fold(&tail);
    ["reserv", "inscri", "billet", "book"]
        .iter()
        .any(|word| tail.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_markdown() {
        assert_eq!(
            paragraphs(
                "<p>Venez&nbsp;voir <strong>l’atelier</strong></p><ul><li>un</li><li>deux</li></ul><script>x</script>"
            ),
            "Venez\u{a0}voir **l’atelier**\n\n- un\n- deux"
        );
        assert_eq!(paragraphs("a<br/>b &lt; c &amp; d"), "a\nb < c & d");
        assert_eq!(
            paragraphs("<a href=\"https://semaine.example\">ici</a>"),
            "[ici](https://semaine.example)"
        );
        assert_eq!(paragraphs("&lt;p&gt;caf&eacute;&lt;/p&gt;"), "café");
        assert_eq!(line("pour les <18 ans & plus"), "pour les <18 ans & plus");
        assert_eq!(line("<b>Visite</b>\n de l&#39;usine"), "Visite de l'usine");
    }

    #[test]
    fn spaces_that_were_line_ends_are() {
        assert_eq!(paragraphs("un               deux"), "un\ndeux");
    }

    #[test]
    fn telephones_and_mails_are_found_in_prose() {
        let prose = "Réservation au 05 62 00 00 01 ou par mail à accueil@usine.example. Standard : 05.62.00.00.02";
        let phones = phones(prose);
        assert_eq!(
            phones[0],
            Found {
                value: phones[0].value.clone(),
                for_booking: true
            }
        );
        assert_eq!(phones.len(), 2);
        assert_eq!(mails(prose)[0].value, "accueil@usine.example");
        assert!(mails("rien @ ici").is_empty());
        let two = super::mails("Écrire à a@usine.example,b@usine.example; ou (c@usine.example).");
        assert_eq!(two.len(), 3);
        assert!(super::phones("le 18/09/2021 à 10 h, 0123456789012").is_empty());
        assert_eq!(webs("voir www.usine.example.").len(), 1);
    }

    #[test]
    fn a_cell_of_signs_is_read_in_one_pass() {
        // Read sign by sign, each of these would be a minute and more.
        assert!(mails(&"@".repeat(400_000)).is_empty());
        assert!(mails(&"a@b".repeat(200_000)).is_empty());
        assert_eq!(mails(&"a@usine.example ".repeat(9_000)).len(), MOST_FOUND);
        let open = "<a ".repeat(400_000);
        assert_eq!(line(&open), open.trim_end());
        let silent = "<script></script>".repeat(40_000);
        assert_eq!(line(&silent), "");
        assert_eq!(paragraphs("<!-- rien"), "");
        assert_eq!(paragraphs("a <Style>x</STYLE>b<i"), "a b<i");
    }
}

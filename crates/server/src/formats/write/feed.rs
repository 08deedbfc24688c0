//! RSS 2.0: one item for each event, the latest labels first: whoever follows a feed wants what is new.

use std::io::{self, Write};

use catalogue::{Event, Status};
use fluent_bundle::FluentValue;
use jiff::Timestamp;

use super::Export;
use crate::words::args;

pub(super) fn write(export: Export<'_>, out: &mut impl Write) -> io::Result<u64> {
    let title = escaped(export.title);
    let asked = match export.query.to_query_string() {
        asked if asked.is_empty() => asked,
        asked => escaped(&format!("?{asked}")),
    };
    let address = escaped(export.address);
    write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\
         <channel>\n<title>{title}</title>\n<link>{address}{asked}</link>\n<description>{title}</description>\n<language>{}</language>\n\
         <atom:link href=\"{address}.rss{asked}\" rel=\"self\" type=\"application/rss+xml\"/>\n",
        export.words.1.tag()
    )?;
    let mut count = 0;
    for event in export.catalogue.latest(export.query) {
        let url = escaped(&export.url(&event));
        write!(
            out,
            "<item>\n<title>{}</title>\n<link>{url}</link>\n<guid isPermaLink=\"true\">{url}</guid>\n\
             <description>{}</description>\n<pubDate>{}</pubDate>\n",
            escaped(&title_of(&export, &event)),
            escaped(event.summary),
            date(event.labelled_at),
        )?;
        for sector in &event.sectors {
            writeln!(out, "<category>{}</category>", escaped(sector))?;
        }
        out.write_all(b"</item>\n")?;
        count += 1;
    }
    out.write_all(b"</channel>\n</rss>\n")?;
    Ok(count)
}

/// The title, after what became of the event: whoever follows a feed sees it before they open the page.
fn title_of(export: &Export<'_>, event: &Event<'_>) -> String {
    let state = match event.status {
        Status::Scheduled => return event.title.to_owned(),
        Status::Cancelled => "common-state-cancelled",
        Status::Postponed => "common-state-postponed",
        Status::MovedOnline => "common-state-moved",
    };
    let (words, lang) = export.words;
    let told = [
        ("state", words.say(lang, state, None)),
        ("title", event.title.to_owned()),
    ];
    let told = told.map(|(name, text)| (name, FluentValue::from(text)));
    words.say(lang, "common-state-title", Some(&args(told)))
}

/// A moment as RFC 822 has it.
fn date(moment: Timestamp) -> String {
    moment.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => out.push(c),
        }
    }
    out
}

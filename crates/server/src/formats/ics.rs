//! What every calendar that we write has in common.

use domain::text::single_line;
use icalendar::Property;
use jiff::Timestamp;

/// The last line.
pub const END: &str = "END:VCALENDAR\r\n";

/// What a calendar file wants of whoever gets it (RFC 5546).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// To be kept: a download.
    Publish,
    /// An engagement, new or changed.
    Request,
    /// An engagement that is over.
    Cancel,
}

impl Method {
    /// Its name in the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Method::Publish => "PUBLISH",
            Method::Request => "REQUEST",
            Method::Cancel => "CANCEL",
        }
    }

    /// What HTTP and mail call a file of this method: mail programmes look for the method there too.
    #[must_use]
    pub fn content_type(self) -> String {
        format!("text/calendar; method={}; charset=utf-8", self.word())
    }
}

/// The first lines, with the name of the calendar when it has one.
#[must_use]
pub fn head(method: Method, name: &str) -> String {
    let mut head = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Semaine//Semaine//FR\r\nCALSCALE:GREGORIAN\r\nMETHOD:{}\r\n",
        method.word()
    );
    if !name.is_empty() {
        let name = Property::new("X-WR-CALNAME", text(name));
        head.push_str(&format!("{}:{}\r\n", name.key(), name.value()));
    }
    head
}

/// A moment in UTC as calendars have it.
#[must_use]
pub fn stamp(moment: Timestamp) -> String {
    moment.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The host of an address, which makes an identifier ours in the whole world.
#[must_use]
pub fn host(address: &str) -> &str {
    let host = address.split("://").nth(1).unwrap_or_default();
    host.split(['/', ':']).next().unwrap_or_default()
}

/// An address of ours as the value of a property: on one line, whatever it was made of.
#[must_use]
pub fn address(address: &str) -> String {
    single_line(address).replace(char::is_whitespace, "")
}

/// A text with what calendars give a meaning to made plain.
fn text(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace(['\r', '\n'], " ")
        .replace(';', "\\;")
        .replace(',', "\\,")
}

//! The calendar of a booking: one entry, the same one whatever becomes of it, for a letter or a download.

use domain::text::{multi_line, single_line};
use icalendar::{Component as _, Event as Entry, EventLike as _, EventStatus, Property};
use jiff::Timestamp;

use super::Unprinted;
use crate::formats::ics::{END, address, head, host, stamp};

pub use crate::formats::ics::Method;

/// What the calendar of a booking says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engagement {
    /// What the file wants of whoever gets it.
    pub method: Method,
    /// The identifier, of [`identifier`]: the same for every file about this booking.
    pub identifier: String,
    /// How many times what it says has changed: a calendar takes no file older than the one it has.
    pub sequence: u32,
    /// Whether it is held; one that is not is in no case kept as sure.
    pub standing: Standing,
    /// When the file is made.
    pub at: Timestamp,
    /// When the slot begins.
    pub starts: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
    /// The title of the event.
    pub title: String,
    /// Where it is: the name of the place and its address, or the address to follow; may be empty.
    pub place: String,
    /// What else to know, in lines: the party, the conditions, how to cancel.
    pub description: String,
    /// The address of the booking, or of the event for a download that everybody may have.
    pub address: String,
    /// Who writes: the campaign and the address that letters come from. Mail programmes want it of a request.
    pub writer: Option<Person>,
    /// Who booked; never in a file to be published.
    pub guest: Option<Person>,
}

/// Whether what is booked is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    Held,
    /// It may be: postponed, or the place is waited for.
    Open,
    /// It is not.
    Cancelled,
}

/// Someone with a mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The mail address.
    pub email: String,
}

/// The identifier of a booking for calendars: the number of the booking at the host of the site, told by its address.
#[must_use]
pub fn identifier(booking: impl std::fmt::Display, site: &str) -> String {
    format!("reservation-{booking}@{}", host(site))
}

/// The calendar as a file.
///
/// # Errors
/// [`Unprinted::Fault`] when the entry cannot be written, which is our fault.
pub fn calendar(engagement: &Engagement) -> Result<String, Unprinted> {
    let entry = entry(engagement);
    let entry = entry.try_into_string();
    let entry = entry.map_err(|fault| Unprinted::Fault(fault.to_string()))?;
    Ok(format!("{}{entry}{END}", head(engagement.method, "")))
}

fn entry(engagement: &Engagement) -> Entry {
    let mut entry = Entry::new();
    entry.uid(&address(&engagement.identifier));
    let moments = [
        ("DTSTAMP", engagement.at),
        ("DTSTART", engagement.starts),
        ("DTEND", engagement.ends),
    ];
    for (name, moment) in moments {
        entry.append_property(Property::new(name, stamp(moment)));
    }
    entry.sequence(engagement.sequence);
    entry.summary(&single_line(&engagement.title));
    let place = single_line(&engagement.place);
    if !place.is_empty() {
        entry.location(&place);
    }
    let description = multi_line(&engagement.description);
    if !description.is_empty() {
        entry.description(&description);
    }
    entry.url(&address(&engagement.address));
    entry.status(match (engagement.method, engagement.standing) {
        (Method::Cancel, _) | (_, Standing::Cancelled) => EventStatus::Cancelled,
        (_, Standing::Open) => EventStatus::Tentative,
        (_, Standing::Held) => EventStatus::Confirmed,
    });
    if let Some(writer) = &engagement.writer {
        entry.append_property(person("ORGANIZER", writer));
    }
    // A file to be published says nothing of who has booked (RFC 5546, 3.2.1).
    if engagement.method != Method::Publish
        && let Some(guest) = &engagement.guest
    {
        let mut guest = person("ATTENDEE", guest);
        guest.add_parameter("ROLE", "REQ-PARTICIPANT");
        // The booking is the answer: the mail programme has none to ask for.
        guest.add_parameter("RSVP", "FALSE");
        guest.add_parameter("PARTSTAT", "ACCEPTED");
        entry.append_property(guest);
    }
    entry
}

fn person(role: &str, person: &Person) -> Property {
    let mut property = Property::new(role, format!("mailto:{}", address(&person.email)));
    // A parameter has no way to write a quotation mark; another mark says the same.
    let name = single_line(&person.name).replace('"', "’");
    if !name.is_empty() {
        property.add_parameter("CN", &name);
    }
    property
}

#[cfg(test)]
mod tests {
    use calcard::icalendar::{ICalendarProperty, ICalendarValue};
    use calcard::{Entry as Read, Parser};

    use super::*;

    fn engagement(method: Method) -> Engagement {
        Engagement {
            method,
            identifier: identifier(4812, "https://semaine.example:8443/"),
            sequence: 2,
            standing: Standing::Held,
            at: "2026-11-02T08:00:00Z".parse().expect("a moment"),
            starts: "2026-11-19T08:00:00Z".parse().expect("a moment"),
            ends: "2026-11-19T09:15:00Z".parse().expect("a moment"),
            title: "Au cœur d’une fonderie ; visite, atelier".into(),
            place: "Fonderie du Midi, Zone industrielle, 32000 Auch".into(),
            description: "3 personnes\nChaussures fermées".into(),
            address: "https://semaine.example/inscriptions/4812-ab".into(),
            writer: Some(Person {
                name: "Semaine de l’Industrie".into(),
                email: "bonjour@semaine.example".into(),
            }),
            guest: Some(Person {
                name: "Camille \"Cam\" Lefèvre; dite: C".into(),
                email: "camille@exemple.fr".into(),
            }),
        }
    }

    /// The properties of the only entry, as another program reads them, and the method.
    fn read(text: &str) -> (String, Vec<(String, String)>) {
        let Read::ICalendar(read) = Parser::new(text).entry() else {
            panic!("a calendar: {text}");
        };
        let told = |value: &ICalendarValue| match value {
            ICalendarValue::Text(text) => text.clone(),
            ICalendarValue::Integer(number) => number.to_string(),
            ICalendarValue::PartialDateTime(at) => format!("{:?} {:?}", at.hour, at.minute),
            other => format!("{other:?}"),
        };
        let all = |part: usize| {
            let entries = read.components[part].entries.iter();
            entries
                .map(|entry| {
                    let values: Vec<String> = entry.values.iter().map(told).collect();
                    (entry.name.as_str().to_owned(), values.join(", "))
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(
            read.components.len(),
            2,
            "the calendar and one entry: {text}"
        );
        let method = read.components[0].property(&ICalendarProperty::Method);
        let method = method.map(|entry| entry.values.iter().map(told).collect());
        (method.unwrap_or_default(), all(1))
    }

    fn of<'a>(told: &'a [(String, String)], name: &str) -> &'a str {
        let found = told.iter().find(|(own, _)| own == name);
        found.map_or("", |(_, value)| value)
    }

    #[test]
    fn another_program_reads_what_was_said() {
        let text = calendar(&engagement(Method::Request)).expect("a calendar");
        let (method, told) = read(&text);
        assert!(method.contains("Request"), "{method}");
        assert_eq!(of(&told, "UID"), "reservation-4812@semaine.example");
        assert_eq!(of(&told, "SEQUENCE"), "2");
        assert_eq!(
            of(&told, "SUMMARY"),
            "Au cœur d’une fonderie ; visite, atelier"
        );
        assert_eq!(of(&told, "DESCRIPTION"), "3 personnes\nChaussures fermées");
        assert_eq!(
            of(&told, "LOCATION"),
            "Fonderie du Midi, Zone industrielle, 32000 Auch"
        );
        assert!(of(&told, "STATUS").contains("Confirmed"));
        assert!(of(&told, "DTSTART").contains("Some(8)"));
        assert!(text.contains("DTSTART:20261119T080000Z\r\n"));
        assert!(text.contains("DTEND:20261119T091500Z\r\n"));
        assert!(
            text.replace("\r\n ", "")
                .contains("mailto:camille@exemple.fr\r\n")
        );
    }

    #[test]
    fn a_cancelled_booking_is_cancelled_under_the_same_name() {
        let text = calendar(&Engagement {
            sequence: 3,
            ..engagement(Method::Cancel)
        });
        let (method, told) = read(&text.expect("a calendar"));
        assert!(method.contains("Cancel"), "{method}");
        assert_eq!(of(&told, "UID"), "reservation-4812@semaine.example");
        assert_eq!(of(&told, "SEQUENCE"), "3");
        assert!(of(&told, "STATUS").contains("Cancelled"));
    }

    #[test]
    fn what_is_published_says_nothing_of_who_booked() {
        let text = calendar(&engagement(Method::Publish)).expect("a calendar");
        assert!(text.contains("METHOD:PUBLISH\r\n"));
        assert!(
            !text.contains("ATTENDEE") && !text.contains("camille"),
            "{text}"
        );
    }

    #[test]
    fn no_text_adds_a_line_of_its_own() {
        let hostile = "x\r\nATTENDEE:mailto:tous@exemple.fr\r\nEND:VEVENT\0\u{202e}";
        let text = calendar(&Engagement {
            identifier: hostile.into(),
            title: hostile.into(),
            place: hostile.into(),
            description: hostile.into(),
            address: hostile.into(),
            writer: Some(Person {
                name: hostile.into(),
                email: hostile.into(),
            }),
            guest: None,
            ..engagement(Method::Request)
        });
        let text = text.expect("a calendar");
        let (_, told) = read(&text);
        assert!(told.iter().all(|(name, _)| name != "ATTENDEE"), "{text}");
        assert_eq!(text.matches("\r\nEND:VEVENT").count(), 1, "{text}");
    }
}

//! Calendars: one entry for each slot, its moments in UTC, its identifier the same as long as it begins when it does.

use std::io::{self, Write};

use catalogue::{Event, Mode, Slot, Status};
use icalendar::{Component as _, Event as Entry, EventLike as _, EventStatus, Property};
use jiff::Timestamp;

use super::Export;
use crate::formats::ics::{self, END, Method, head, host};

/// The beginning of 2018, from which the seconds of changes are counted: calendars take numbers below two thousand million.
const BEGINNING: i64 = 1_514_764_800;

pub(super) fn write(export: Export<'_>, out: &mut impl Write) -> io::Result<u64> {
    calendar(export, export.events(), out)
}

/// The calendar of these events.
pub(super) fn calendar<'e>(
    export: Export<'_>,
    events: impl Iterator<Item = Event<'e>>,
    out: &mut impl Write,
) -> io::Result<u64> {
    out.write_all(head(Method::Publish, export.title).as_bytes())?;
    let host = host(export.address);
    let mut count = 0;
    for event in events {
        for slot in event.slots {
            let entry = entry(&export, &event, slot, host);
            let written = entry.try_into_string().map_err(io::Error::other)?;
            out.write_all(written.as_bytes())?;
        }
        count += 1;
    }
    out.write_all(END.as_bytes())?;
    Ok(count)
}

fn entry(export: &Export<'_>, event: &Event<'_>, slot: &Slot, host: &str) -> Entry {
    let mut entry = Entry::new();
    // Slots never overlap: the beginning tells one from the others, whichever are added or taken away.
    entry.uid(&format!("{}-{}@{host}", event.id, stamp(slot.start)));
    entry.append_property(Property::new(
        "DTSTAMP",
        stamp(event.updated_at.as_second()),
    ));
    entry.append_property(Property::new("DTSTART", stamp(slot.start)));
    entry.append_property(Property::new("DTEND", stamp(slot.end)));
    // Each public change comes at least a second later than the one before, whatever is labelled anew.
    let sequence = event.updated_at.as_second() - BEGINNING;
    entry.sequence(u32::try_from(sequence.max(0)).unwrap_or(u32::MAX));
    entry.summary(event.title);
    entry.description(&format!("{}\n\n{}", event.summary, export.url(event)));
    entry.url(&export.url(event));
    // Nobody is sent to a place where nothing happens any more: a word and the address stand there instead.
    let (words, lang) = export.words;
    let moved = words.say(lang, "common-state-moved", None);
    let online = words.say(lang, "public-place-online", None);
    let town = format!("{} {}", event.postcode, event.commune_name);
    let parts = match event.status {
        Status::MovedOnline => vec![moved.as_str(), event.online_url],
        _ if event.mode == Mode::Online => vec![online.as_str(), event.online_url],
        _ => vec![event.place_name, event.address, &town],
    };
    let place = parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    if !place.is_empty() {
        entry.location(&place);
    }
    if !event.commune.is_empty() {
        // Whose clock it is, for whoever reads the calendar back.
        let code = event.commune.trim_start_matches('c');
        entry.append_property(Property::new("X-SEMAINE-COMMUNE", code));
    }
    if let Some(point) = event.point {
        entry.append_property(Property::new(
            "GEO",
            format!("{:.6};{:.6}", point.lat, point.lon),
        ));
    }
    entry.status(match event.status {
        Status::Cancelled => EventStatus::Cancelled,
        Status::Postponed => EventStatus::Tentative,
        Status::Scheduled | Status::MovedOnline => EventStatus::Confirmed,
    });
    entry
}

/// A second as calendars have it.
fn stamp(second: i64) -> String {
    ics::stamp(Timestamp::from_second(second).unwrap_or_default())
}

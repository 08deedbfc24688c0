//! Calendars: one row for each event, its repeats spelled out only by who made it.

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarEntry, ICalendarProperty as Property, ICalendarValue,
};
use calcard::{Entry, Parser};

use super::super::rows::OWN_REVISION;
use super::super::table::{Gatherer, Table, Unread};
use super::super::{Said, limits};
use super::{Unreadable, check_cell};

/// Reads every event of every calendar of the file.
pub(super) fn read(text: &str) -> Result<Table, Unreadable> {
    let lines: Vec<usize> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.trim_end().eq_ignore_ascii_case("BEGIN:VEVENT"))
        .map(|(at, _)| at + 1)
        .collect();
    if lines.len() > limits::ROWS {
        return Err(Unreadable::TooManyRows);
    }
    let mut gathered = Gatherer::default();
    let mut unread = Vec::new();
    let ours = text.contains(OWN_PRODUCT);
    let mut rows: Vec<(usize, Vec<(String, String)>)> = Vec::new();
    let events = events(text);
    let read = events.len();
    for (at, event) in events.iter().enumerate() {
        let line = lines.get(at).copied().unwrap_or(1);
        let cells = cells(event);
        let own = ours.then(|| own_cells(&cells)).flatten();
        let Some(own) = own else {
            rows.push((line, cells));
            continue;
        };
        match rows.iter_mut().find(|(_, row)| row[0] == own[0]) {
            Some((_, row)) => one_more_slot(row, &own),
            None => rows.push((line, own)),
        }
    }
    for (line, cells) in rows {
        match cells.iter().try_for_each(|(_, cell)| check_cell(cell)) {
            Ok(()) if gathered.add(line, cells) => {}
            Ok(()) => return Err(Unreadable::TooManyColumns),
            Err(why) => unread.push(Unread { line, why }),
        }
    }
    unread.extend(lines.iter().skip(read).map(|line| Unread {
        line: *line,
        why: Said::new("import-row-ics"),
    }));
    if gathered.is_empty() && unread.is_empty() {
        return Err(Unreadable::NoRow);
    }
    let note = Said::new("import-note-format").with("format", "ICS");
    Ok(gathered.into_table(unread, vec![note]))
}

/// How our own calendars name who made them.
const OWN_PRODUCT: &str = "PRODID:-//Semaine//";

/// An entry of our own calendar is one slot of an event: the number of the event, its address part, its title, its summary and
/// that slot. The rest of the entry is written for people and tells nothing a row could bring back.
fn own_cells(cells: &[(String, String)]) -> Option<Vec<(String, String)>> {
    let cell = |name: &str| {
        let found = cells.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    };
    let (number, _) = cell("id")?.split_once('-')?;
    number.parse::<u64>().ok()?;
    let slug = cell("url")?.rsplit('/').next()?;
    let summary = cell("description")?.split("\n\n").next()?;
    let slot = format!("{}/{}", cell("start")?, cell("end")?);
    let own = [
        ("id", number),
        ("slug", slug),
        ("title", cell("title")?),
        ("summary", summary),
        ("slots", &slot),
        // What says that a row is ours.
        (OWN_REVISION, "ics"),
    ];
    let commune = cell("x-semaine-commune").map(|code| ("commune_code", code));
    let own = own.into_iter().chain(commune);
    Some(
        own.map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    )
}

/// Another slot of the event of a row.
fn one_more_slot(row: &mut [(String, String)], own: &[(String, String)]) {
    let slot = own.iter().find(|(name, _)| name == "slots");
    let slots = row.iter_mut().find(|(name, _)| name == "slots");
    if let (Some((_, slots)), Some((_, slot))) = (slots, slot) {
        slots.push_str("; ");
        slots.push_str(slot);
    }
}

fn events(text: &str) -> Vec<ICalendarComponent> {
    let mut parser = Parser::new(text);
    let mut found = Vec::new();
    // Every turn reads at least one line, so that this ends.
    loop {
        match parser.entry() {
            Entry::ICalendar(ICalendar { components }) => {
                found.extend(
                    components
                        .into_iter()
                        .filter(|part| part.component_type.is_event()),
                );
            }
            Entry::Eof | Entry::TooManyComponents => return found,
            _ => {}
        }
    }
}

fn cells(event: &ICalendarComponent) -> Vec<(String, String)> {
    let mut cells: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: String| {
        if !value.trim().is_empty() && !cells.iter().any(|(other, _)| other == name) {
            cells.push((name.to_owned(), value));
        }
    };
    for entry in &event.entries {
        match &entry.name {
            Property::Dtstart => put("start", moment(entry)),
            Property::Dtend => put("end", last_day(moment(entry))),
            Property::Rrule | Property::Rdate => put("repeats", raw(entry)),
            Property::Geo => {
                let numbers: Vec<f64> = entry
                    .values
                    .iter()
                    .filter_map(ICalendarValue::as_float)
                    .collect();
                if let [lat, lon] = numbers[..] {
                    put("latitude", lat.to_string());
                    put("longitude", lon.to_string());
                }
            }
            Property::Organizer => {
                let address = raw(entry);
                let mail = address
                    .strip_prefix("mailto:")
                    .unwrap_or(&address)
                    .to_owned();
                put("contact_email", mail);
            }
            Property::Uid => put("id", raw(entry)),
            Property::Summary => put("title", raw(entry)),
            name => put(&name.as_str().to_ascii_lowercase(), raw(entry)),
        }
    }
    cells
}

/// The end of an event of whole days is the day after its last one (RFC 5545, 3.6.1): here, that last day.
fn last_day(end: String) -> String {
    let last = end.parse::<jiff::civil::Date>().ok();
    let last = last.filter(|_| end.len() == 10);
    last.and_then(|day| day.yesterday().ok())
        .map_or(end, |day| day.to_string())
}

/// The values of a property, joined.
fn raw(entry: &ICalendarEntry) -> String {
    let text = |value: &ICalendarValue| match value {
        ICalendarValue::Integer(number) => number.to_string(),
        ICalendarValue::Float(number) => number.to_string(),
        ICalendarValue::PartialDateTime(_) => String::new(),
        // A rule has no text of its own here: that there is one is what matters.
        ICalendarValue::RecurrenceRule(rule) => format!("{rule:?}"),
        other => other.as_text().unwrap_or_default().to_owned(),
    };
    entry.values.iter().map(text).collect::<Vec<_>>().join("; ")
}

/// A moment as ISO 8601, with `Z` when it is told in UTC: the place's own zone is found later.
fn moment(entry: &ICalendarEntry) -> String {
    let Some(told) = entry
        .values
        .first()
        .and_then(ICalendarValue::as_partial_date_time)
    else {
        return String::new();
    };
    let (Some(year), Some(month), Some(day)) = (told.year, told.month, told.day) else {
        return String::new();
    };
    let date = format!("{year:04}-{month:02}-{day:02}");
    let (Some(hour), Some(minute)) = (told.hour, told.minute) else {
        return date;
    };
    let utc = if told.tz_hour == Some(0) { "Z" } else { "" };
    format!("{date}T{hour:02}:{minute:02}{utc}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_become_rows() {
        let table = read(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a@b\r\nSUMMARY:Visite\\, le matin\r\n\
             DTSTART;TZID=Europe/Paris:20180326T090000\r\nDTEND:20180326T100000Z\r\nGEO:43.64;0.58\r\n\
             LOCATION:1 rue des Prés\\, 32000 Auch\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        )
        .unwrap();
        let cell = |name: &str| table.rows[0].cells[table.column(name).unwrap()].clone();
        assert_eq!(cell("title"), "Visite, le matin");
        assert_eq!(cell("start"), "2018-03-26T09:00");
        assert_eq!(cell("end"), "2018-03-26T10:00Z");
        assert_eq!(cell("latitude"), "43.64");
        assert_eq!(cell("location"), "1 rue des Prés, 32000 Auch");
        assert_eq!(table.rows[0].line, 3);
    }

    #[test]
    fn whole_days_end_with_their_last_day() {
        let table = read(
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a@b\r\nSUMMARY:Exposition\r\nDTSTART;VALUE=DATE:20180326\r\n\
             DTEND;VALUE=DATE:20180328\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        )
        .unwrap();
        let cell = |name: &str| table.rows[0].cells[table.column(name).unwrap()].clone();
        assert_eq!(
            (cell("start"), cell("end")),
            ("2018-03-26".into(), "2018-03-27".into())
        );
    }
}

//! Calendars: one row for each event, or for each series of them.

use calcard::icalendar::{
    ICalendarComponent, ICalendarEntry, ICalendarProperty as Property, ICalendarValue,
};
use calcard::{Entry, Parser};

use super::super::rows::OWN_REVISION;
use super::super::table::{Gatherer, Table, Unread};
use super::super::{Said, limits};
use super::occurrences::{self, When};
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
    for (at, (event, when)) in events.iter().enumerate() {
        let line = lines.get(at).copied().unwrap_or(1);
        if when.as_ref().is_some_and(|when| when.told_elsewhere) {
            continue;
        }
        let cells = cells(event, when.as_ref());
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

/// The events of every calendar of the file, in their order, and when they take place.
fn events(text: &str) -> Vec<(ICalendarComponent, Option<When>)> {
    let mut parser = Parser::new(text);
    let mut found = Vec::new();
    // Every turn reads at least one line, so that this ends.
    loop {
        match parser.entry() {
            Entry::ICalendar(calendar) => {
                let mut times = occurrences::of(&calendar);
                let parts = calendar.components.into_iter().enumerate();
                let parts = parts.filter(|(_, part)| part.component_type.is_event());
                found.extend(parts.map(|(at, part)| (part, times.remove(&at))));
            }
            Entry::Eof | Entry::TooManyComponents => return found,
            _ => {}
        }
    }
}

fn cells(event: &ICalendarComponent, when: Option<&When>) -> Vec<(String, String)> {
    let mut cells: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: String| {
        if !value.trim().is_empty() && !cells.iter().any(|(other, _)| other == name) {
            cells.push((name.to_owned(), value));
        }
    };
    if let Some(when) = when {
        put("start", when.start.clone());
        put("end", when.end.clone());
        put("slots", when.slots.join("; "));
    }
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
        assert_eq!(cell("start"), "2018-03-26T07:00Z");
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

    /// The events of a calendar, each with its lines.
    fn calendar(events: &[&str]) -> Table {
        let events: Vec<String> = events
            .iter()
            .map(|lines| format!("BEGIN:VEVENT\r\nSUMMARY:Visite\r\n{lines}END:VEVENT\r\n"))
            .collect();
        let text = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n",
            events.concat()
        );
        read(&text).expect("a table")
    }

    fn slots(table: &Table) -> Vec<String> {
        let column = table.column("slots").expect("slots");
        let cells = table.rows.iter().map(|row| row.cells[column].clone());
        cells.collect()
    }

    #[test]
    fn a_series_is_one_row_with_its_exceptions() {
        let table = calendar(&[
            "UID:a@b\r\nDTSTART;TZID=Europe/Paris:20180320T090000\r\nDURATION:PT90M\r\n\
             RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4\r\nEXDATE;TZID=Europe/Paris:20180322T090000\r\n",
            "UID:a@b\r\nRECURRENCE-ID;TZID=Europe/Paris:20180327T090000\r\n\
             DTSTART;TZID=Europe/Paris:20180327T140000\r\nDTEND;TZID=Europe/Paris:20180327T150000\r\n",
        ]);
        assert_eq!(table.rows.len(), 1);
        // Summer time begins on the 25th.
        assert_eq!(
            slots(&table),
            [
                "2018-03-20T08:00Z/2018-03-20T09:30Z; 2018-03-27T12:00Z/2018-03-27T13:00Z; \
                 2018-03-29T07:00Z/2018-03-29T08:30Z"
            ]
        );
    }

    #[test]
    fn dates_told_one_by_one_are_a_series_and_hours_without_a_zone_are_those_of_the_place() {
        let table = calendar(&[
            "UID:a@b\r\nDTSTART:20180326T090000\r\nDTEND:20180326T100000\r\nRDATE:20180328T090000\r\n",
        ]);
        assert_eq!(
            slots(&table),
            ["2018-03-26T09:00/2018-03-26T10:00; 2018-03-28T09:00/2018-03-28T10:00"]
        );
    }

    #[test]
    fn a_series_without_end_stops_somewhere_and_one_that_never_comes_is_empty() {
        let rule = |rule: &str| {
            format!(
                "UID:a@b\r\nDTSTART:20180326T090000\r\nDTEND:20180326T100000\r\nRRULE:{rule}\r\n"
            )
        };
        let table = calendar(&[&rule("FREQ=DAILY")]);
        assert_eq!(slots(&table)[0].split(';').count(), 2_500);
        for odd in [
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=SECONDLY;UNTIL=20990101T000000",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=SOMETIMES",
        ] {
            let table = calendar(&[&rule(odd)]);
            assert_eq!(table.rows.len(), 1, "{odd}: the event is not lost");
        }
    }
}

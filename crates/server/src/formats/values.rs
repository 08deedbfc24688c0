//! Values as people write them in tables: numbers, answers, dates, hours, slots.

use domain::slot::Slot;
use domain::text;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// A number, with a decimal point or comma; spaces between thousands are forgiven.
#[must_use]
pub fn number(cell: &str) -> Option<f64> {
    let plain: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.replace(',', ".");
    plain.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Yes or no, in French, English and the ways of databases. None for anything else.
#[must_use]
pub fn answer(cell: &str) -> Option<bool> {
    match text::fold(cell.trim()).as_str() {
        "oui" | "o" | "vrai" | "true" | "t" | "yes" | "y" | "1" | "x" | "ok" => Some(true),
        "non" | "n" | "faux" | "false" | "f" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// A day, and an hour when one is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: Date,
    /// The hour.
    pub time: Option<Time>,
}

impl Moment {
    /// Both together, when the hour is told.
    #[must_use]
    pub fn date_time(self) -> Option<DateTime> {
        self.time.map(|time| self.day.to_datetime(time))
    }
}

/// A moment in the place's own time: ISO 8601 (a moment in UTC or with an offset is brought to `zone`), or the French way
/// (`26/03/2018 9h30`). `pattern` is jiff's `strptime`, tried before all others.
#[must_use]
pub fn moment(cell: &str, zone: &TimeZone, pattern: Option<&str>) -> Option<Moment> {
    let cell = cell.trim();
    if let Some(pattern) = pattern {
        let read = jiff::fmt::strtime::parse(pattern, cell).ok();
        if let Some(read) = read {
            let day = read.to_date().ok()?;
            return Some(Moment {
                day,
                time: read.to_time().ok(),
            });
        }
    }
    if let Ok(stamp) = cell.parse::<Timestamp>() {
        let local = zone.to_datetime(stamp);
        return Some(Moment {
            day: local.date(),
            time: Some(minutes(local.time())),
        });
    }
    // calendars and databases: 2018-03-26T10:00Z, without seconds.
    if let Some(utc) = cell.strip_suffix('Z')
        && let Ok(local) = utc.parse::<DateTime>()
        && let Ok(stamp) = TimeZone::UTC.to_timestamp(local)
    {
        let local = zone.to_datetime(stamp);
        return Some(Moment {
            day: local.date(),
            time: Some(minutes(local.time())),
        });
    }
    let (day, rest) = day(cell)?;
    let rest = rest.trim_start_matches(['T', ',']).trim();
    let rest = rest
        .strip_prefix("à ")
        .or_else(|| rest.strip_prefix("a "))
        .unwrap_or(rest);
    if rest.is_empty() {
        return Some(Moment { day, time: None });
    }
    time(rest).map(|time| Moment {
        day,
        time: Some(time),
    })
}

/// A day with the hours of one slot behind it: `2026-12-15 10h-12h`, `15/12/2026 de 10h à 12h`.
#[must_use]
pub fn day_and_hours(cell: &str) -> Option<Slot> {
    let (day, rest) = day(cell.trim())?;
    let rest = rest.trim_matches([',', ' ', ':', '\u{a0}']).to_lowercase();
    let rest = rest.strip_prefix("de ").unwrap_or(&rest);
    let apart = [" à ", "-", "–", " a ", "/"];
    let (from, to) = apart.iter().find_map(|mark| rest.split_once(mark))?;
    slot_on(day, time(from)?, time(to)?)
}

fn minutes(time: Time) -> Time {
    Time::constant(time.hour(), time.minute(), 0, 0)
}

/// The months as French writes them, folded.
const MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];
/// The days of the week as French writes them.
const WEEKDAYS: [&str; 7] = [
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
];

/// A date in French words at the beginning of a cell, and what follows: `mardi 15 décembre 2026`, `1er avril 2018`. A day of
/// the week that is not the date's makes it no date.
fn written_day(cell: &str) -> Option<(Date, &str)> {
    let mut rest = cell;
    let mut word = || {
        let begun = rest.trim_start();
        let end = begun.find(char::is_whitespace).unwrap_or(begun.len());
        let (word, after) = begun.split_at(end);
        rest = after;
        text::fold(word.trim_end_matches(','))
    };
    let mut first = word();
    let weekday = WEEKDAYS.iter().position(|name| *name == first);
    if weekday.is_some() {
        first = word();
    }
    let day: i8 = first.trim_end_matches("er").parse().ok()?;
    let month = word();
    let month = MONTHS.iter().position(|name| *name == month)?;
    let year: i16 = word()
        .parse()
        .ok()
        .filter(|year| (1900..2200).contains(year))?;
    let date = Date::new(year, i8::try_from(month).ok()? + 1, day).ok()?;
    let fits = weekday.is_none_or(|at| date.weekday().to_monday_zero_offset() as usize == at);
    fits.then_some((date, rest))
}

/// A date at the beginning of a cell, and what follows.
fn day(cell: &str) -> Option<(Date, &str)> {
    if let Some(written) = written_day(cell) {
        return Some(written);
    }
    let end = cell
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '-' | '.')))
        .unwrap_or(cell.len());
    let parts: Vec<&str> = cell[..end].split(['/', '-', '.']).collect();
    let number = |part: &str| part.parse::<i16>().ok();
    let [a, b, c] = parts[..] else {
        return None;
    };
    let (year, month, day) = match (a.len(), c.len()) {
        (4, 1..=2) => (number(a)?, number(b)?, number(c)?),
        (1..=2, 4) => (number(c)?, number(b)?, number(a)?),
        (1..=2, 2) => (number(c)? + 2000, number(b)?, number(a)?),
        _ => return None,
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((date, &cell[end..]))
}

/// An hour: `9:30`, `09:30:00`, `9h30`, `9 h`, `9h`. A spreadsheet's "24:00" is midnight at the end of the day.
#[must_use]
pub fn time(cell: &str) -> Option<Time> {
    let plain: String = cell
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let (hour, rest) = plain.split_once(['h', ':'])?;
    let minute = rest.split(':').next().unwrap_or_default();
    let minute = if minute.is_empty() { "0" } else { minute };
    let (hour, minute) = (hour.parse::<i8>().ok()?, minute.parse::<i8>().ok()?);
    Time::new(
        if hour == 24 && minute == 0 { 0 } else { hour },
        minute,
        0,
        0,
    )
    .ok()
}

/// Slots written as data: `2018-03-26T09:00/2018-03-26T12:00`, several parted by `;`; or the lists of objects with `begin`
/// and `end` (or `start`) that other agendas give. None when the cell is anything else.
#[must_use]
pub fn slots(cell: &str, zone: &TimeZone) -> Option<Vec<Slot>> {
    let cell = cell.trim();
    if cell.starts_with('[') {
        return listed(cell, zone);
    }
    cell.split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (start, end) = part.split_once('/')?;
            slot(start, end, zone)
        })
        .collect::<Option<Vec<Slot>>>()
        .filter(|slots| !slots.is_empty())
}

fn listed(cell: &str, zone: &TimeZone) -> Option<Vec<Slot>> {
    let list: Vec<serde_json::Value> = serde_json::from_str(cell).ok()?;
    list.iter()
        .map(|item| {
            let text = |names: [&str; 2]| names.iter().find_map(|name| item[name].as_str());
            let mut slot = slot(text(["begin", "start"])?, text(["end", "finish"])?, zone)?;
            slot.capacity = item["capacity"]
                .as_u64()
                .and_then(|n| u32::try_from(n).ok());
            Some(slot)
        })
        .collect::<Option<Vec<Slot>>>()
        .filter(|slots| !slots.is_empty())
}

/// A slot between two moments that both tell their hour.
#[must_use]
pub fn slot(start: &str, end: &str, zone: &TimeZone) -> Option<Slot> {
    let start = moment(start, zone, None)?.date_time()?;
    let end = moment(end, zone, None)?.date_time()?;
    Some(Slot::new(start, end))
}

/// A slot on a day between two hours; an end at or before the beginning is on the next day only when it is midnight.
#[must_use]
pub fn slot_on(day: Date, from: Time, to: Time) -> Option<Slot> {
    let start = day.to_datetime(from);
    let mut end = day.to_datetime(to);
    if to == Time::midnight() {
        end = end.checked_add(SignedDuration::from_hours(24)).ok()?;
    }
    (end > start).then(|| Slot::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paris() -> TimeZone {
        TimeZone::get("Europe/Paris").unwrap()
    }

    #[test]
    fn a_day_with_the_hours_of_a_slot_is_one() {
        let read =
            |cell: &str| day_and_hours(cell).map(|slot| format!("{}/{}", slot.start, slot.end));
        let slot = Some("2026-12-15T10:00:00/2026-12-15T12:30:00".to_owned());
        for cell in [
            "2026-12-15 10h-12h30",
            "15/12/2026 de 10h à 12h30",
            "15/12/2026, 10:00 – 12:30",
            "mardi 15 décembre 2026 de 10 h à 12 h 30",
        ] {
            assert_eq!(read(cell), slot, "{cell}");
        }
        for cell in [
            "2026-12-15",
            "2026-12-15 10h",
            "lundi 15 décembre 2026 10h-12h",
            "10h-12h",
            "15/12/2026 12h-10h",
        ] {
            assert_eq!(read(cell), None, "{cell}");
        }
        let written = moment("1er avril 2018", &paris(), None).map(|moment| moment.day.to_string());
        assert_eq!(written.as_deref(), Some("2018-04-01"));
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let read = |cell: &str| {
            moment(cell, &paris(), None)
                .map(|m| format!("{} {:?}", m.day, m.time.map(|t| t.to_string())))
        };
        let morning = Some("2018-03-26 Some(\"09:30:00\")".to_owned());
        for cell in [
            "2018-03-26T09:30",
            "2018-03-26 09:30:00",
            "26/03/2018 9h30",
            "26/03/2018 à 9 h 30",
            "26-03-18 09:30",
            "2018-03-26T07:30:00Z",
            "2018-03-26T07:30Z",
            "2018-03-26T09:30:00+02:00",
        ] {
            assert_eq!(read(cell), morning, "{cell}");
        }
        assert_eq!(read("26.03.2018"), Some("2018-03-26 None".into()));
        for cell in ["", "lundi", "31/02/2018", "26/03", "26/03/2018 matin"] {
            assert_eq!(read(cell), None, "{cell}");
        }
        let american = moment("03/26/2018", &paris(), Some("%m/%d/%Y")).unwrap();
        assert_eq!(american.day, Date::constant(2018, 3, 26));
    }

    #[test]
    fn slots_are_read_as_data() {
        let list = slots(
            "2018-03-26T09:00/2018-03-26T10:00; 2018-03-27T09:00/2018-03-27T10:00",
            &paris(),
        )
        .unwrap();
        assert_eq!(list.len(), 2);
        let other = slots(
            r#"[{"begin": "2018-03-26T07:00:00Z", "end": "2018-03-26T08:00:00Z"}]"#,
            &paris(),
        )
        .unwrap();
        assert_eq!(other[0], list[0]);
        assert_eq!(slots("lundi", &paris()), None);
        assert_eq!(slots("", &paris()), None);
    }

    #[test]
    fn numbers_and_answers() {
        assert_eq!(number(" 43,64 "), Some(43.64));
        assert_eq!(number("1 200"), Some(1200.0));
        assert_eq!(number("x"), None);
        assert_eq!(
            (answer("Oui"), answer("f"), answer("peut-être")),
            (Some(true), Some(false), None)
        );
    }
}

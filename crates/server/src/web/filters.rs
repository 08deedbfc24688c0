//! How days, hours, moments and texts are written in each language.

use domain::words::Language;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

pub use crate::web::prose::markdown;

/// The zone of moments that belong to no place: that of the nation's capital.
const NATIONAL_ZONE: &str = "Europe/Paris";

const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const SHORT_MONTHS_FR: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS_FR: [&str; 7] = [
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
];
const DAYS_EN: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// A day's name: `jeudi`, `Thursday`.
#[must_use]
pub fn weekday(day: Weekday, language: Language) -> &'static str {
    let place = usize::from(day.to_monday_zero_offset().unsigned_abs());
    match language {
        Language::Fr => DAYS_FR[place],
        Language::En => DAYS_EN[place],
    }
}

/// A month's name: `mars`, `March`.
#[must_use]
pub fn month(date: Date, language: Language) -> &'static str {
    let place = usize::from((date.month() - 1).unsigned_abs());
    match language {
        Language::Fr => MONTHS_FR[place],
        Language::En => MONTHS_EN[place],
    }
}

/// The number of a day in a month; the first is `1er` in French.
fn number_of(date: Date, language: Language) -> String {
    match (date.day(), language) {
        (1, Language::Fr) => "1er".to_owned(),
        (number, _) => number.to_string(),
    }
}

/// `jeudi 29 mars`, `Thursday 29 March`.
#[must_use]
pub fn day(date: Date, language: Language) -> String {
    format!(
        "{} {}\u{a0}{}",
        weekday(date.weekday(), language),
        number_of(date, language),
        month(date, language)
    )
}

/// The short name and the number of a day: (`jeu.`, `29`), (`Thu`, `29`).
#[must_use]
pub fn weekday_short(date: Date, language: Language) -> (String, String) {
    let name: String = weekday(date.weekday(), language).chars().take(3).collect();
    let name = match language {
        Language::Fr => format!("{name}."),
        Language::En => name,
    };
    (name, date.day().to_string())
}

/// `jeu. 29 mars`, `lun. 30 nov.`, `Thu 29 Mar`.
#[must_use]
pub fn day_short(date: Date, language: Language) -> String {
    let (name, _) = weekday_short(date, language);
    let number = number_of(date, language);
    let month = match language {
        Language::Fr => SHORT_MONTHS_FR[usize::from((date.month() - 1).unsigned_abs())].to_owned(),
        Language::En => month(date, language).chars().take(3).collect(),
    };
    format!("{name}\u{a0}{number}\u{a0}{month}")
}

/// `jeudi 29 mars 2018`, `Thursday 29 March 2018`.
#[must_use]
pub fn day_long(date: Date, language: Language) -> String {
    format!("{}\u{a0}{}", day(date, language), date.year())
}

/// The days of a period: “du 26 mars au 1er avril 2018”, “26 March to 1 April 2018”; one day as [`day_long`].
#[must_use]
pub fn period(from: Date, to: Date, language: Language) -> String {
    if from == to {
        return day_long(from, language);
    }
    let number = |date| number_of(date, language);
    let start = match (from.year() == to.year(), from.month() == to.month()) {
        (true, true) => number(from),
        (true, false) => format!("{} {}", number(from), month(from, language)),
        (false, _) => format!("{} {} {}", number(from), month(from, language), from.year()),
    };
    let end = format!("{} {} {}", number(to), month(to, language), to.year());
    match language {
        Language::Fr => format!("du {start} au {end}"),
        Language::En => format!("{start} to {end}"),
    }
}

/// `9 h 30`, `10 h`; `9:30 am`, `10 am`.
#[must_use]
pub fn time(time: Time, language: Language) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    match (language, minute) {
        (Language::Fr, 0) => format!("{hour}\u{a0}h"),
        (Language::Fr, _) => format!("{hour}\u{a0}h\u{a0}{minute:02}"),
        (Language::En, _) => {
            let half = if hour < 12 { "am" } else { "pm" };
            let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
            match minute {
                0 => format!("{hour}\u{a0}{half}"),
                _ => format!("{hour}:{minute:02}\u{a0}{half}"),
            }
        }
    }
}

/// `jeudi 29 mars 2018 à 9 h 30`, `Thursday 29 March 2018 at 9:30 am`, in the zone given or the national one.
#[must_use]
pub fn moment(at: Timestamp, zone: Option<&str>, language: Language) -> String {
    let zone = TimeZone::get(zone.unwrap_or(NATIONAL_ZONE)).unwrap_or(TimeZone::UTC);
    local(at.to_zoned_datetime(zone).datetime(), language)
}

/// A day and a time in the time of a place, as it is written there.
#[must_use]
pub fn civil(at: DateTime, language: Language) -> String {
    local(at, language)
}

fn local(at: DateTime, language: Language) -> String {
    let joint = match language {
        Language::Fr => "à",
        Language::En => "at",
    };
    format!(
        "{} {joint} {}",
        day_long(at.date(), language),
        time(at.time(), language)
    )
}

/// The day in a text: `2018-03-29`, or a date and hour of which the day is taken.
#[must_use]
pub fn read_date(text: &str) -> Option<Date> {
    text.parse::<Date>().ok().or_else(|| {
        read_moment(text).map(|at| {
            let zone = TimeZone::get(NATIONAL_ZONE).unwrap_or(TimeZone::UTC);
            at.to_zoned_datetime(zone).date()
        })
    })
}

/// The hour in a text: `09:30`, or a date and hour of which the hour is taken.
#[must_use]
pub fn read_time(text: &str) -> Option<Time> {
    text.parse::<Time>()
        .ok()
        .or_else(|| text.parse::<DateTime>().ok().map(DateTime::time))
}

/// The moment in a text: RFC 3339, with a zone or in UTC.
#[must_use]
pub fn read_moment(text: &str) -> Option<Timestamp> {
    text.parse::<Timestamp>().ok().or_else(|| {
        text.parse::<ZonedDateTime>()
            .ok()
            .map(|zoned| zoned.timestamp())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time as at};

    #[test]
    fn days_and_hours_are_written_as_people_write_them() {
        let thursday = date(2018, 3, 29);
        assert_eq!(day(thursday, Language::Fr), "jeudi 29\u{a0}mars");
        assert_eq!(day_short(thursday, Language::Fr), "jeu.\u{a0}29\u{a0}mars");
        assert_eq!(
            day_long(date(2018, 4, 1), Language::Fr),
            "dimanche 1er\u{a0}avril\u{a0}2018"
        );
        assert_eq!(
            day_long(thursday, Language::En),
            "Thursday 29\u{a0}March\u{a0}2018"
        );
        assert_eq!(time(at(9, 30, 0, 0), Language::Fr), "9\u{a0}h\u{a0}30");
        assert_eq!(time(at(14, 0, 0, 0), Language::Fr), "14\u{a0}h");
        assert_eq!(time(at(0, 5, 0, 0), Language::En), "12:05\u{a0}am");
    }

    #[test]
    fn a_moment_is_told_in_the_zone_of_its_place() {
        let noon = "2018-03-29T12:00:00Z".parse().expect("a moment");
        assert_eq!(
            moment(noon, Some("Indian/Reunion"), Language::Fr),
            "jeudi 29\u{a0}mars\u{a0}2018 à 16\u{a0}h"
        );
        assert_eq!(
            moment(noon, None, Language::En),
            "Thursday 29\u{a0}March\u{a0}2018 at 2\u{a0}pm"
        );
    }
}

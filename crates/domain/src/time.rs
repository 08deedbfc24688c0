//! Days that count: French public holidays by rule, working days, and windows of dates.
//!
//! Sources of the holidays: Code du travail, articles L3133-1 (the eleven national holidays),
//! L3134-13 (Alsace and Moselle) and L3422-2; loi n° 83-550 of 30 June 1983 and décret n° 83-1003
//! of 23 November 1983, as amended (days commemorating the abolition of slavery overseas).

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, Time, Weekday, date};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// The hour, in the territory's own zone, at which something due on a day is late. People work
/// against the end of an office day, not against midnight.
pub const DUE_HOUR: i8 = 18;

/// The most working days that can be added at once; a larger number is brought back to it.
pub const MAX_WORKING_DAYS: u32 = 1_000;

/// Which public holidays apply in a territory.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum HolidayZone {
    /// European France, Alsace and Moselle apart.
    #[default]
    Metropole,
    /// Bas-Rhin, Haut-Rhin and Moselle.
    AlsaceMoselle,
    /// Guadeloupe.
    Guadeloupe,
    /// Martinique.
    Martinique,
    /// Guyane.
    Guyane,
    /// La Réunion.
    Reunion,
    /// Mayotte.
    Mayotte,
    /// No French holiday: a territory of another country, where only week-ends are off.
    None,
}

impl HolidayZone {
    /// Every zone, in the order in which a form lists them.
    pub const ALL: [Self; 8] = [
        Self::Metropole,
        Self::AlsaceMoselle,
        Self::Guadeloupe,
        Self::Martinique,
        Self::Guyane,
        Self::Reunion,
        Self::Mayotte,
        Self::None,
    ];

    /// The name of the zone in files and in the database, such as `alsace-moselle`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Metropole => "metropole",
            Self::AlsaceMoselle => "alsace-moselle",
            Self::Guadeloupe => "guadeloupe",
            Self::Martinique => "martinique",
            Self::Guyane => "guyane",
            Self::Reunion => "reunion",
            Self::Mayotte => "mayotte",
            Self::None => "none",
        }
    }

    /// The zone of that name, written exactly as [`HolidayZone::name`] writes it.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|zone| zone.name() == name)
    }

    /// The day and month on which the abolition of slavery is commemorated there, a day off.
    fn abolition(self) -> Option<(i8, i8)> {
        match self {
            Self::Mayotte => Some((4, 27)),
            Self::Martinique => Some((5, 22)),
            Self::Guadeloupe => Some((5, 27)),
            Self::Guyane => Some((6, 10)),
            Self::Reunion => Some((12, 20)),
            Self::Metropole | Self::AlsaceMoselle | Self::None => None,
        }
    }
}

impl fmt::Display for HolidayZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is not the name of a [`HolidayZone`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a holiday zone")]
pub struct UnknownHolidayZone(pub String);

impl FromStr for HolidayZone {
    type Err = UnknownHolidayZone;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::parse(name).ok_or_else(|| UnknownHolidayZone(name.chars().take(40).collect()))
    }
}

/// A public holiday, so that a page can say why a day does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// The Friday before Easter, in Alsace and Moselle. The law limits it to communes with a
    /// Protestant or shared church; it is taken here for the whole zone, which can only lengthen
    /// a delay by a day where practice is the same.
    GoodFriday,
    /// The day after Easter.
    EasterMonday,
    /// 1 May.
    LabourDay,
    /// 8 May.
    VictoryDay,
    /// The thirty-ninth day after Easter, a Thursday.
    Ascension,
    /// The fiftieth day after Easter.
    WhitMonday,
    /// The day commemorating the abolition of slavery, of its own date in each overseas territory.
    Abolition,
    /// 14 July.
    NationalDay,
    /// 15 August.
    Assumption,
    /// 1 November.
    AllSaints,
    /// 11 November.
    Armistice,
    /// 25 December.
    Christmas,
    /// 26 December, in Alsace and Moselle.
    SecondChristmasDay,
}

impl Holiday {
    /// The name of the holiday in kebab-case, the key of its words in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::NewYear => "new-year",
            Self::GoodFriday => "good-friday",
            Self::EasterMonday => "easter-monday",
            Self::LabourDay => "labour-day",
            Self::VictoryDay => "victory-day",
            Self::Ascension => "ascension",
            Self::WhitMonday => "whit-monday",
            Self::Abolition => "abolition",
            Self::NationalDay => "national-day",
            Self::Assumption => "assumption",
            Self::AllSaints => "all-saints",
            Self::Armistice => "armistice",
            Self::Christmas => "christmas",
            Self::SecondChristmasDay => "second-christmas-day",
        }
    }
}

/// Easter Sunday of a year of the Gregorian calendar, by the computus without exceptions first
/// published anonymously in *Nature*, 20 April 1876 (also in J. Meeus, *Astronomical Algorithms*,
/// chapter 8). Years before 1583 are counted as if that calendar had already been in use.
pub fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let golden = y.rem_euclid(19);
    let (century, in_century) = (y.div_euclid(100), y.rem_euclid(100));
    let (leap_centuries, century_rest) = (century.div_euclid(4), century.rem_euclid(4));
    let lunar_shift = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + century - leap_centuries - lunar_shift + 15).rem_euclid(30);
    let (leap_years, year_rest) = (in_century / 4, in_century % 4);
    let to_sunday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest).rem_euclid(7);
    let correction = (golden + 11 * epact + 22 * to_sunday) / 451;
    let days = epact + to_sunday - 7 * correction + 114;
    // Month 3 or 4 and a day between 1 and 31 by construction, so that the date always exists.
    date(year, (days / 31) as i8, (days % 31 + 1) as i8)
}

/// Days between Easter Sunday and `day`, negative before it.
fn days_from_easter(day: Date) -> i32 {
    i32::from(day.day_of_year()) - i32::from(easter(day.year()).day_of_year())
}

/// The holiday that falls on `day` in `zone`, if any. Where two fall on the same day (1 May and
/// the Ascension, in 2008) the one with the fixed date is given.
pub fn holiday(day: Date, zone: HolidayZone) -> Option<Holiday> {
    if zone == HolidayZone::None {
        return None;
    }
    let alsace_moselle = zone == HolidayZone::AlsaceMoselle;
    match (day.month(), day.day()) {
        (1, 1) => return Some(Holiday::NewYear),
        (5, 1) => return Some(Holiday::LabourDay),
        (5, 8) => return Some(Holiday::VictoryDay),
        (7, 14) => return Some(Holiday::NationalDay),
        (8, 15) => return Some(Holiday::Assumption),
        (11, 1) => return Some(Holiday::AllSaints),
        (11, 11) => return Some(Holiday::Armistice),
        (12, 25) => return Some(Holiday::Christmas),
        (12, 26) if alsace_moselle => return Some(Holiday::SecondChristmasDay),
        month_and_day if zone.abolition() == Some(month_and_day) => {
            return Some(Holiday::Abolition);
        }
        _ => {}
    }
    match days_from_easter(day) {
        -2 if alsace_moselle => Some(Holiday::GoodFriday),
        1 => Some(Holiday::EasterMonday),
        39 => Some(Holiday::Ascension),
        50 => Some(Holiday::WhitMonday),
        _ => None,
    }
}

/// Every public holiday of a year in a zone, in order.
pub fn holidays(year: i16, zone: HolidayZone) -> Vec<(Date, Holiday)> {
    let Ok(first) = Date::new(year, 1, 1) else {
        return Vec::new();
    };
    let days = std::iter::successors(Some(first), |day| day.tomorrow().ok());
    days.take_while(|day| day.year() == year)
        .filter_map(|day| holiday(day, zone).map(|which| (day, which)))
        .collect()
}

/// Whether people who decide are at work that day: Monday to Friday and no public holiday.
pub fn is_working_day(day: Date, zone: HolidayZone) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && holiday(day, zone).is_none()
}

/// The `n`th working day strictly after `day`; `day` itself when `n` is 0. `n` is limited to
/// [`MAX_WORKING_DAYS`], and the last day of the calendar is given rather than none.
pub fn working_day_after(day: Date, n: u32, zone: HolidayZone) -> Date {
    let mut current = day;
    let mut left = n.min(MAX_WORKING_DAYS);
    while left > 0 {
        let Ok(next) = current.tomorrow() else {
            return current;
        };
        current = next;
        if is_working_day(current, zone) {
            left -= 1;
        }
    }
    current
}

/// When something that came at `moment` is due, `n` working days being allowed: at
/// [`DUE_HOUR`] o'clock in `tz` on the `n`th working day after the day of `moment` in `tz`. The
/// day of arrival never counts, whatever its hour, as in the counting of days by a public office.
pub fn add_working_days(moment: Timestamp, n: u32, zone: HolidayZone, tz: &TimeZone) -> Timestamp {
    let arrival = tz.to_datetime(moment).date();
    due_on(working_day_after(arrival, n, zone), tz)
}

/// The moment at which something due on `day` becomes late: [`DUE_HOUR`] o'clock in `tz`.
pub fn due_on(day: Date, tz: &TimeZone) -> Timestamp {
    let hour = Time::constant(DUE_HOUR, 0, 0, 0);
    tz.to_timestamp(day.to_datetime(hour))
        .unwrap_or(Timestamp::MAX)
}

/// The third Monday strictly after a day: the demonstration's week begins there, far enough for
/// proposals to be open and near enough for reviews to be due.
pub fn third_monday_after(day: Date) -> Date {
    day.nth_weekday(3, Weekday::Monday).unwrap_or(Date::MAX)
}

/// A run of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Window {
    /// First day.
    pub from: Date,
    /// Last day, included.
    pub to: Date,
}

/// A window whose last day is before its first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the last day, {to}, is before the first, {from}")]
pub struct BackwardWindow {
    /// The day given as first.
    pub from: Date,
    /// The day given as last.
    pub to: Date,
}

impl Window {
    /// The days from `from` to `to`, both included.
    pub fn new(from: Date, to: Date) -> Result<Self, BackwardWindow> {
        if to < from {
            return Err(BackwardWindow { from, to });
        }
        Ok(Self { from, to })
    }

    /// Whether the day is within.
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// Whether every day of `other` is within.
    pub fn covers(&self, other: &Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// Whether at least one day is in both.
    pub fn meets(&self, other: &Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// The window with days added at both ends ("the week ± 15 days"), or removed when negative;
    /// it never turns round nor leaves the calendar.
    pub fn expanded(&self, before: i32, after: i32) -> Self {
        let from = self
            .from
            .saturating_sub(jiff::Span::new().days(clamp_days(before)));
        let to = self
            .to
            .saturating_add(jiff::Span::new().days(clamp_days(after)));
        Self {
            from,
            to: to.max(from),
        }
    }

    /// How many days it holds.
    pub fn len(&self) -> usize {
        if self.to < self.from {
            return 0;
        }
        usize::try_from((self.to - self.from).get_days()).map_or(0, |days| days + 1)
    }

    /// Whether it holds no day, which only a window read from outside and turned round can do.
    pub fn is_empty(&self) -> bool {
        self.to < self.from
    }

    /// Its days, in order.
    pub fn days(&self) -> impl Iterator<Item = Date> + use<> {
        let last = self.to;
        std::iter::successors(Some(self.from), |day| day.tomorrow().ok())
            .take_while(move |day| *day <= last)
    }
}

/// A number of days that `jiff` accepts whatever was asked.
fn clamp_days(days: i32) -> i32 {
    days.clamp(-36_600, 36_600)
}

#[cfg(test)]
mod tests;

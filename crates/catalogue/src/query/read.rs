//! Reading a query from an address: every length and count is limited, every bad value is named.

use jiff::civil::Date;

use super::{Access, BadValue, Choice, Expected, Mode, Near, Query, Sort};
use crate::geo::{Bbox, Point};

/// The longest text searched for, in characters.
pub const MAX_TEXT: usize = 200;
/// The longest value of any other parameter, in characters.
pub const MAX_VALUE: usize = 120;
/// The most values chosen in one parameter.
pub const MAX_CHOICES: usize = 40;
/// The most single days chosen.
pub const MAX_DAYS: usize = 62;
/// The most pairs read from one address; those after are ignored.
pub const MAX_PAIRS: usize = 400;
/// The widest circle, in kilometres.
pub const MAX_KM: f64 = 1000.0;
/// The last page that can be asked for.
pub const MAX_PAGE: u32 = 100_000;

/// The circle's radius when `pres` gives none, in kilometres.
const USUAL_KM: f64 = 20.0;

impl Query {
    /// Reads decoded pairs. Unknown parameters and empty values are ignored, bad values are named and
    /// otherwise ignored, and of a parameter that holds one value the last pair counts.
    pub fn read<K, V>(pairs: impl IntoIterator<Item = (K, V)>) -> (Query, Vec<BadValue>)
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        let mut query = Query::default();
        let mut bad = Vec::new();
        for (parameter, value) in pairs.into_iter().take(MAX_PAIRS) {
            let value = value.as_ref().trim();
            if value.is_empty() {
                continue;
            }
            if let Err((parameter, expected)) = query.take(parameter.as_ref(), value) {
                bad.push(BadValue {
                    parameter,
                    value: cut(value, MAX_VALUE),
                    expected,
                });
            }
        }
        query.reconcile(&mut bad);
        (query, bad)
    }

    /// Reads the part of an address that follows `?`.
    pub fn from_query_string(text: &str) -> (Query, Vec<BadValue>) {
        Query::read(url::form_urlencoded::parse(text.as_bytes()))
    }

    fn take(&mut self, parameter: &str, value: &str) -> Result<(), (&'static str, Expected)> {
        if let Some(choice) = Choice::ALL
            .into_iter()
            .find(|choice| choice.word() == parameter)
        {
            return choose(self, choice, value).map_err(|expected| (choice.word(), expected));
        }
        match parameter {
            "q" if value.chars().count() > MAX_TEXT => return Err(("q", Expected::ShorterText)),
            "q" => self.text = tidy(value),
            "du" => self.from = Some(date(value).ok_or(("du", Expected::Date))?),
            "au" => self.to = Some(date(value).ok_or(("au", Expected::Date))?),
            "places" if value == "0" => self.seats = false,
            "places" if value == "1" => self.seats = true,
            "places" => return Err(("places", Expected::One)),
            "pres" => self.near = Some(near(value).ok_or(("pres", Expected::Near))?),
            "bbox" => self.bbox = Some(bbox(value).ok_or(("bbox", Expected::Bbox))?),
            "tri" => self.sort = Some(Sort::read(value).ok_or(("tri", Expected::Sort))?),
            "page" => self.page = page(value).ok_or(("page", Expected::Page))?,
            _ => {}
        }
        Ok(())
    }

    /// Drops what makes no sense together.
    fn reconcile(&mut self, bad: &mut Vec<BadValue>) {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && to < from
        {
            self.to = None;
            bad.push(BadValue {
                parameter: "au",
                value: to.to_string(),
                expected: Expected::EndAfterStart,
            });
        }
        if self.sort == Some(Sort::Distance) && self.near.is_none() {
            self.sort = None;
            bad.push(BadValue {
                parameter: "tri",
                value: "distance".to_owned(),
                expected: Expected::NearForDistance,
            });
        }
    }
}

/// Adds a value to those chosen.
pub(super) fn choose(query: &mut Query, choice: Choice, value: &str) -> Result<(), Expected> {
    match choice {
        Choice::Day => {
            let day = date(value).ok_or(Expected::Date)?;
            if query.days.len() >= MAX_DAYS && !query.days.contains(&day) {
                return Err(Expected::FewerValues);
            }
            query.days.insert(day);
        }
        Choice::Mode => {
            query.modes.insert(Mode::read(value).ok_or(Expected::Mode)?);
        }
        Choice::Access => {
            query
                .access
                .insert(Access::read(value).ok_or(Expected::Access)?);
        }
        Choice::Territory if !is_code(value) => return Err(Expected::Territory),
        _ if choice != Choice::Territory && !is_slug(value) => return Err(Expected::Slug),
        _ => {
            let Some(set) = query.words_mut(choice) else {
                return Ok(());
            };
            if set.len() >= MAX_CHOICES && !set.contains(value) {
                return Err(Expected::FewerValues);
            }
            set.insert(value.to_owned());
        }
    }
    Ok(())
}

/// A text with its ends trimmed, its spaces made one and its invisible characters gone, cut to [`MAX_TEXT`] characters.
pub(super) fn tidy(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let joined = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    cut(&joined, MAX_TEXT).trim_end().to_owned()
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

fn is_slug(value: &str) -> bool {
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    value.len() <= MAX_VALUE && value.chars().all(sound)
}

fn is_code(value: &str) -> bool {
    value.len() <= 16 && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn date(value: &str) -> Option<Date> {
    // Only the ten characters of a civil date: jiff would also take a whole moment and drop its hour.
    let date: Date = (value.len() == 10).then(|| value.parse().ok()).flatten()?;
    (1900..=2200).contains(&date.year()).then_some(date)
}

fn numbers<const N: usize>(value: &str) -> Option<[f64; N]> {
    if value.len() > MAX_VALUE {
        return None;
    }
    let mut out = [0.0; N];
    let mut parts = value.split(',');
    for slot in &mut out {
        let number: f64 = parts.next()?.trim().parse().ok()?;
        *slot = number.is_finite().then_some(number)?;
    }
    parts.next().is_none().then_some(out)
}

/// To five decimals of a degree, about a metre: queries a step apart share one cache entry. Adding zero makes −0 a 0.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e5).round() / 1e5 + 0.0
}

fn near(value: &str) -> Option<Near> {
    let [lat, lon, km] = numbers::<3>(value)
        .or_else(|| numbers::<2>(value).map(|[lat, lon]| [lat, lon, USUAL_KM]))?;
    let km = (km * 100.0).round() / 100.0;
    let point = Point::new(rounded(lon), rounded(lat))?;
    (km > 0.0 && km <= MAX_KM).then_some(Near { point, km })
}

fn bbox(value: &str) -> Option<Bbox> {
    let [west, south, east, north] = numbers::<4>(value)?;
    let b = Bbox::new(west, south, east, north)?;
    Some(Bbox {
        west: rounded(b.west),
        south: rounded(b.south),
        east: rounded(b.east),
        north: rounded(b.north),
    })
}

fn page(value: &str) -> Option<u32> {
    let number: u32 = value.parse().ok()?;
    (1..=MAX_PAGE).contains(&number).then(|| number - 1)
}

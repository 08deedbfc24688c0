//! One query, read from an address and written back to one.
//!
//! The same parameters drive the list, the map, the calendar, the feeds, the exports and the API. A
//! query written by [`Query::to_query_string`] is canonical: equal queries give equal strings, so that
//! the string is a key for caches. Reading is in [`mod@read`], writing and changing here.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use crate::geo::{Bbox, Point};

mod read;

pub use read::{MAX_CHOICES, MAX_DAYS, MAX_KM, MAX_PAGE, MAX_PAIRS, MAX_TEXT, MAX_VALUE};

/// How many events a page of the list holds.
pub const PAGE_SIZE: usize = 20;

/// The order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// What is coming soonest first, what is over last.
    Date,
    /// The nearest first; needs `pres`.
    Distance,
    /// The best answer to the words first.
    Relevance,
}

impl Sort {
    /// Every order, as offered to people.
    pub const ALL: [Sort; 3] = [Sort::Date, Sort::Distance, Sort::Relevance];

    /// The word of the address (`date`, `distance`, `pertinence`).
    pub fn word(self) -> &'static str {
        match self {
            Sort::Date => "date",
            Sort::Distance => "distance",
            Sort::Relevance => "pertinence",
        }
    }

    /// The order that the word names.
    pub fn read(word: &str) -> Option<Sort> {
        Sort::ALL.into_iter().find(|sort| sort.word() == word)
    }
}

/// Where an event is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// People come.
    #[serde(rename = "place")]
    OnSite,
    /// People connect.
    #[serde(rename = "ligne")]
    Online,
    /// Both at once.
    #[serde(rename = "mixte")]
    Mixed,
}

impl Mode {
    /// Every mode, as offered to people.
    pub const ALL: [Mode; 3] = [Mode::OnSite, Mode::Online, Mode::Mixed];

    /// The word of the address (`place`, `ligne`, `mixte`).
    pub fn word(self) -> &'static str {
        match self {
            Mode::OnSite => "place",
            Mode::Online => "ligne",
            Mode::Mixed => "mixte",
        }
    }

    /// The mode that the word names.
    pub fn read(word: &str) -> Option<Mode> {
        Mode::ALL.into_iter().find(|mode| mode.word() == word)
    }
}

/// A need that a place or an event answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Access {
    /// Moving.
    #[serde(rename = "moteur")]
    Motor,
    /// Seeing.
    #[serde(rename = "visuel")]
    Sight,
    /// Hearing.
    #[serde(rename = "auditif")]
    Hearing,
    /// Understanding.
    #[serde(rename = "mental")]
    Intellectual,
    /// Feeling safe and calm.
    #[serde(rename = "psychique")]
    Psychic,
}

impl Access {
    /// Every need, as offered to people.
    pub const ALL: [Access; 5] = [
        Access::Motor,
        Access::Sight,
        Access::Hearing,
        Access::Intellectual,
        Access::Psychic,
    ];

    /// The word of the address (`moteur`, `visuel`, `auditif`, `mental`, `psychique`).
    pub fn word(self) -> &'static str {
        match self {
            Access::Motor => "moteur",
            Access::Sight => "visuel",
            Access::Hearing => "auditif",
            Access::Intellectual => "mental",
            Access::Psychic => "psychique",
        }
    }

    /// The need that the word names.
    pub fn read(word: &str) -> Option<Access> {
        Access::ALL.into_iter().find(|need| need.word() == word)
    }
}

/// A parameter in which people choose among values, and may choose several.
///
/// Values of one parameter widen each other (this sector or that one), except access needs, which
/// all have to be answered. Parameters narrow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Choice {
    /// `secteur`
    #[serde(rename = "secteur")]
    Sector,
    /// `public`
    #[serde(rename = "public")]
    Audience,
    /// `format`
    #[serde(rename = "format")]
    Format,
    /// `territoire`
    #[serde(rename = "territoire")]
    Territory,
    /// `jour`
    #[serde(rename = "jour")]
    Day,
    /// `mode`
    #[serde(rename = "mode")]
    Mode,
    /// `acces`
    #[serde(rename = "acces")]
    Access,
    /// `tag`
    #[serde(rename = "tag")]
    Tag,
    /// `organisation`
    #[serde(rename = "organisation")]
    Organisation,
}

impl Choice {
    /// Every such parameter, in the order of the address.
    pub const ALL: [Choice; 9] = [
        Choice::Sector,
        Choice::Audience,
        Choice::Format,
        Choice::Territory,
        Choice::Day,
        Choice::Mode,
        Choice::Access,
        Choice::Tag,
        Choice::Organisation,
    ];

    /// The parameter's name in the address.
    pub fn word(self) -> &'static str {
        match self {
            Choice::Sector => "secteur",
            Choice::Audience => "public",
            Choice::Format => "format",
            Choice::Territory => "territoire",
            Choice::Day => "jour",
            Choice::Mode => "mode",
            Choice::Access => "acces",
            Choice::Tag => "tag",
            Choice::Organisation => "organisation",
        }
    }
}

/// A circle around a place: `pres=lat,lon,km`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Near {
    /// The centre.
    pub point: Point,
    /// The radius in kilometres.
    pub km: f64,
}

/// What a parameter should have held; the page says it in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// A date such as `2018-03-29`.
    Date,
    /// An end (`au`) that does not come before the beginning (`du`).
    EndAfterStart,
    /// `place`, `ligne` or `mixte`.
    Mode,
    /// `moteur`, `visuel`, `auditif`, `mental` or `psychique`.
    Access,
    /// `1`.
    One,
    /// `lat,lon,km`, in degrees and kilometres, at most [`MAX_KM`].
    Near,
    /// `west,south,east,north`, in degrees.
    Bbox,
    /// `date`, `distance` or `pertinence`.
    Sort,
    /// A circle (`pres`) to measure distances from.
    NearForDistance,
    /// A whole number from 1 to [`MAX_PAGE`].
    Page,
    /// A territory's code: `FR`, `r76`, `32`, `c32013`.
    Territory,
    /// One of the edition's values: lower-case letters, figures and hyphens.
    Slug,
    /// A value that the edition knows (see [`crate::Catalogue::settle`]).
    Known,
    /// A shorter text, of at most [`MAX_TEXT`] characters.
    ShorterText,
    /// Fewer values in this parameter.
    FewerValues,
}

impl Expected {
    /// A key for the sentence that tells it, such as `date` or `fewer-values`.
    pub fn key(self) -> &'static str {
        match self {
            Expected::Date => "date",
            Expected::EndAfterStart => "end-after-start",
            Expected::Mode => "mode",
            Expected::Access => "access",
            Expected::One => "one",
            Expected::Near => "near",
            Expected::Bbox => "bbox",
            Expected::Sort => "sort",
            Expected::NearForDistance => "near-for-distance",
            Expected::Page => "page",
            Expected::Territory => "territory",
            Expected::Slug => "slug",
            Expected::Known => "known",
            Expected::ShorterText => "shorter-text",
            Expected::FewerValues => "fewer-values",
        }
    }
}

/// A value that could not be followed and was left out of the query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BadValue {
    /// The parameter's name in the address.
    pub parameter: &'static str,
    /// What it held, cut to [`MAX_VALUE`] characters.
    pub value: String,
    /// What it should have held.
    pub expected: Expected,
}

/// What someone asks of the catalogue. Made by [`Query::read`], [`Query::from_query_string`] or
/// [`Query::default`] (everything), and changed by methods that give another query.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    /// `q`: words, phrases in quotes; trimmed, its spaces made one.
    pub text: String,
    /// `secteur`: slugs.
    pub sectors: BTreeSet<String>,
    /// `public`: slugs.
    pub audiences: BTreeSet<String>,
    /// `format`: slugs.
    pub formats: BTreeSet<String>,
    /// `territoire`: codes of any level.
    pub territories: BTreeSet<String>,
    /// `jour`: days, local to the event.
    pub days: BTreeSet<Date>,
    /// `du`: the first day.
    pub from: Option<Date>,
    /// `au`: the last day.
    pub to: Option<Date>,
    /// `mode`.
    pub modes: BTreeSet<Mode>,
    /// `acces`: needs that all have to be answered.
    pub access: BTreeSet<Access>,
    /// `tag`: slugs.
    pub tags: BTreeSet<String>,
    /// `organisation`: slugs.
    pub organisations: BTreeSet<String>,
    /// `places=1`: only what one can still come to.
    pub seats: bool,
    /// `pres`.
    pub near: Option<Near>,
    /// `bbox`.
    pub bbox: Option<Bbox>,
    /// `tri`; see [`Query::order`] for the order when none is given.
    pub sort: Option<Sort>,
    /// `page` less one: 0 is the first page.
    pub page: u32,
}

impl Query {
    /// The order of the list: the one asked for, else relevance with words, distance with a circle, dates otherwise.
    pub fn order(&self) -> Sort {
        match self.sort {
            Some(sort) => sort,
            None if !self.text.is_empty() => Sort::Relevance,
            None if self.near.is_some() => Sort::Distance,
            None => Sort::Date,
        }
    }

    /// Whether nothing narrows the catalogue (the order and the page may still be set).
    pub fn is_everything(&self) -> bool {
        *self
            == Query {
                sort: self.sort,
                page: self.page,
                ..Query::default()
            }
    }

    /// The page as people count: the first is 1.
    pub fn page_number(&self) -> u32 {
        self.page + 1
    }

    /// The same query at another page, the first being 1.
    pub fn with_page(&self, number: u32) -> Query {
        Query {
            page: number.clamp(1, MAX_PAGE) - 1,
            ..self.clone()
        }
    }

    /// The same query with other words, at its first page.
    pub fn with_text(&self, text: &str) -> Query {
        Query {
            text: read::tidy(text),
            page: 0,
            ..self.clone()
        }
    }

    /// The same query in another order, at its first page. `None` is the usual order.
    pub fn with_sort(&self, sort: Option<Sort>) -> Query {
        Query {
            sort,
            page: 0,
            ..self.clone()
        }
    }

    /// The same query in another box (or none), at its first page.
    pub fn with_bbox(&self, bbox: Option<Bbox>) -> Query {
        Query {
            bbox,
            page: 0,
            ..self.clone()
        }
    }

    /// The same query around another place (or none), at its first page. An order by distance goes with the circle.
    pub fn with_near(&self, near: Option<Near>) -> Query {
        let sort = self
            .sort
            .filter(|sort| near.is_some() || *sort != Sort::Distance);
        Query {
            near,
            sort,
            page: 0,
            ..self.clone()
        }
    }

    /// The same query between two days (either may be open), at its first page; single days are dropped.
    pub fn with_period(&self, from: Option<Date>, to: Option<Date>) -> Query {
        Query {
            days: BTreeSet::new(),
            from,
            to,
            page: 0,
            ..self.clone()
        }
    }

    /// The same query with or without the wish for seats, at its first page.
    pub fn with_seats(&self, seats: bool) -> Query {
        Query {
            seats,
            page: 0,
            ..self.clone()
        }
    }

    /// Whether this value of the parameter is chosen.
    pub fn has(&self, choice: Choice, value: &str) -> bool {
        match choice {
            Choice::Day => value.parse().is_ok_and(|day| self.days.contains(&day)),
            Choice::Mode => Mode::read(value).is_some_and(|mode| self.modes.contains(&mode)),
            Choice::Access => Access::read(value).is_some_and(|need| self.access.contains(&need)),
            _ => self.words(choice).is_some_and(|set| set.contains(value)),
        }
    }

    /// The chosen values of a parameter, sorted, as the address writes them.
    pub fn chosen(&self, choice: Choice) -> Vec<String> {
        match choice {
            Choice::Day => self.days.iter().map(Date::to_string).collect(),
            Choice::Mode => self.modes.iter().map(|m| m.word().to_owned()).collect(),
            Choice::Access => self.access.iter().map(|a| a.word().to_owned()).collect(),
            _ => self
                .words(choice)
                .map(|set| set.iter().cloned().collect())
                .unwrap_or_default(),
        }
    }

    /// The same query with the value chosen, at its first page. A value that cannot be read changes nothing.
    pub fn with(&self, choice: Choice, value: &str) -> Query {
        let mut query = Query {
            page: 0,
            ..self.clone()
        };
        read::choose(&mut query, choice, value).ok();
        query
    }

    /// The same query with the value no longer chosen, at its first page.
    pub fn without(&self, choice: Choice, value: &str) -> Query {
        let mut query = Query {
            page: 0,
            ..self.clone()
        };
        match choice {
            Choice::Day => query.days.retain(|day| day.to_string() != value),
            Choice::Mode => query.modes.retain(|mode| mode.word() != value),
            Choice::Access => query.access.retain(|need| need.word() != value),
            _ => query
                .words_mut(choice)
                .into_iter()
                .for_each(|set| set.retain(|kept| kept != value)),
        }
        query
    }

    /// The same query with the value chosen if it was not, and no longer if it was.
    pub fn toggle(&self, choice: Choice, value: &str) -> Query {
        if self.has(choice, value) {
            self.without(choice, value)
        } else {
            self.with(choice, value)
        }
    }

    /// The same query with nothing chosen in the parameter; for days, the period goes too.
    pub fn clear(&self, choice: Choice) -> Query {
        let mut query = Query {
            page: 0,
            ..self.clone()
        };
        match choice {
            Choice::Day => {
                query.days.clear();
                (query.from, query.to) = (None, None);
            }
            Choice::Mode => query.modes.clear(),
            Choice::Access => query.access.clear(),
            _ => {
                query
                    .words_mut(choice)
                    .into_iter()
                    .for_each(BTreeSet::clear);
            }
        }
        query
    }

    /// How many things narrow the catalogue: each chosen value, the period, the words, the circle, the box, the seats.
    pub fn filters(&self) -> usize {
        let chosen: usize = Choice::ALL
            .into_iter()
            .map(|choice| self.chosen(choice).len())
            .sum();
        let period = self.from.is_some() || self.to.is_some();
        let others = [
            !self.text.is_empty(),
            period,
            self.seats,
            self.near.is_some(),
            self.bbox.is_some(),
        ];
        chosen + others.into_iter().filter(|on| *on).count()
    }

    /// What narrows the catalogue and nothing else: equal selections hold the same events.
    pub fn selection(&self) -> Query {
        Query {
            sort: None,
            page: 0,
            ..self.clone()
        }
    }

    /// The query as pairs, in the one canonical order.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if !self.text.is_empty() {
            pairs.push(("q", self.text.clone()));
        }
        for choice in Choice::ALL {
            pairs.extend(
                self.chosen(choice)
                    .into_iter()
                    .map(|value| (choice.word(), value)),
            );
            if choice == Choice::Day {
                pairs.extend(self.from.map(|day| ("du", day.to_string())));
                pairs.extend(self.to.map(|day| ("au", day.to_string())));
            }
        }
        if self.seats {
            pairs.push(("places", "1".to_owned()));
        }
        if let Some(Near { point, km }) = self.near {
            pairs.push(("pres", format!("{},{},{}", point.lat, point.lon, km)));
        }
        if let Some(b) = self.bbox {
            pairs.push((
                "bbox",
                format!("{},{},{},{}", b.west, b.south, b.east, b.north),
            ));
        }
        pairs.extend(self.sort.map(|sort| ("tri", sort.word().to_owned())));
        if self.page > 0 {
            pairs.push(("page", self.page_number().to_string()));
        }
        pairs
    }

    /// The query as the part of an address that follows `?`; empty for everything.
    pub fn to_query_string(&self) -> String {
        let mut out = url::form_urlencoded::Serializer::new(String::new());
        out.extend_pairs(self.to_pairs());
        // A comma is allowed in a query, and boxes are easier to read with theirs.
        out.finish().replace("%2C", ",")
    }

    fn words(&self, choice: Choice) -> Option<&BTreeSet<String>> {
        match choice {
            Choice::Sector => Some(&self.sectors),
            Choice::Audience => Some(&self.audiences),
            Choice::Format => Some(&self.formats),
            Choice::Territory => Some(&self.territories),
            Choice::Tag => Some(&self.tags),
            Choice::Organisation => Some(&self.organisations),
            Choice::Day | Choice::Mode | Choice::Access => None,
        }
    }

    pub(crate) fn words_mut(&mut self, choice: Choice) -> Option<&mut BTreeSet<String>> {
        match choice {
            Choice::Sector => Some(&mut self.sectors),
            Choice::Audience => Some(&mut self.audiences),
            Choice::Format => Some(&mut self.formats),
            Choice::Territory => Some(&mut self.territories),
            Choice::Tag => Some(&mut self.tags),
            Choice::Organisation => Some(&mut self.organisations),
            Choice::Day | Choice::Mode | Choice::Access => None,
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_query_string())
    }
}

//! What is proposed: the content of an event, field by field.

mod field;
mod unread;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::OrganisationId;
use crate::slot::Slot;
use crate::territory::TerritoryCode;
use crate::words::Language;

pub use field::Field;
pub use unread::Unread;

/// Limits of the fields, in characters unless said otherwise.
pub mod limits {
    /// Title.
    pub const TITLE: usize = 140;
    /// Summary.
    pub const SUMMARY: usize = 200;
    /// Description (Markdown).
    pub const DESCRIPTION: usize = 10_000;
    /// Conditions of access and booking.
    pub const CONDITIONS: usize = 255;
    /// Any other line.
    pub const LINE: usize = 255;
    /// A short paragraph: safety, access, public transport.
    pub const PARAGRAPH: usize = 1_000;
    /// Sectors of one event.
    pub const SECTORS: usize = 5;
    /// Tags of one event.
    pub const TAGS: usize = 10;
    /// Oldest age one may name, in years.
    pub const AGE: u8 = 120;
}

/// The content of an event, as one revision holds it. Every field may be empty in a draft.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// The promise in one line, at most [`limits::TITLE`].
    pub title: String,
    /// What one will see, at most [`limits::SUMMARY`].
    pub summary: String,
    /// The whole of it, Markdown, at most [`limits::DESCRIPTION`].
    pub description: String,
    /// The language it is written in.
    pub language: Language,
    /// Slug of the edition's format.
    pub format: String,
    /// Slugs of the edition's sectors, the main one first.
    pub sectors: Vec<String>,
    /// Slugs of the edition's audiences.
    pub audiences: Vec<String>,
    /// Youngest and oldest age, in years.
    pub ages: Ages,
    /// Slugs of the edition's tags.
    pub tags: Vec<String>,
    /// Who organises.
    pub organisation: Option<OrganisationId>,
    /// Where: on site, online, or both.
    pub mode: Option<Mode>,
    /// The place, for what happens on site.
    pub place: Place,
    /// Where to follow it online.
    pub online_url: String,
    /// When, in the place's own time.
    pub slots: Vec<Slot>,
    /// How one books.
    pub booking: Booking,
    /// Access needs that are met.
    pub access: Vec<Access>,
    /// What to know about access, in words.
    pub access_note: String,
    /// Safety conditions, in words.
    pub safety: String,
    /// Declared free of charge by the organiser; unanswered in a new draft.
    pub free_of_charge: Option<bool>,
    /// Whom the public may turn to.
    pub public_contact: Contact,
    /// Whom the referee may turn to; never public.
    pub referee_contact: Contact,
    /// A picture.
    pub picture: Option<Picture>,
}

/// Youngest and oldest age, in years; both may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Ages {
    /// From this age.
    pub from: Option<u8>,
    /// To this age.
    pub to: Option<u8>,
}

/// On site, online, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// One comes.
    OnSite,
    /// One connects.
    Online,
    /// Either.
    Both,
}

impl Mode {
    /// Every mode, in the order they are offered.
    pub const ALL: [Mode; 3] = [Mode::OnSite, Mode::Online, Mode::Both];

    /// Its name in addresses (CONTRACT: `place`, `ligne`, `mixte`).
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Mode::OnSite => "place",
            Mode::Online => "ligne",
            Mode::Both => "mixte",
        }
    }

    /// Reads [`Mode::slug`].
    #[must_use]
    pub fn parse(slug: &str) -> Option<Mode> {
        Mode::ALL.into_iter().find(|mode| mode.slug() == slug)
    }

    /// True when one may come.
    #[must_use]
    pub fn has_place(self) -> bool {
        matches!(self, Mode::OnSite | Mode::Both)
    }

    /// True when one may connect.
    #[must_use]
    pub fn is_online(self) -> bool {
        matches!(self, Mode::Online | Mode::Both)
    }
}

/// A place.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The name on the door.
    pub name: String,
    /// Number and street.
    pub address: String,
    /// Postcode.
    pub postcode: String,
    /// Commune, by its code.
    pub commune: Option<TerritoryCode>,
    /// The pin.
    pub point: Option<Point>,
    /// Where exactly one meets.
    pub meeting_point: String,
    /// How to come by public transport.
    pub transport: String,
}

/// A point in WGS 84.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Longitude, degrees east, −180 to 180.
    pub lon: f64,
    /// Latitude, degrees north, −90 to 90.
    pub lat: f64,
}

impl Point {
    /// A point, when the two numbers make one.
    #[must_use]
    pub fn new(lon: f64, lat: f64) -> Option<Point> {
        let fits = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        fits.then_some(Point { lon, lat })
    }
}

/// How one books.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Booking {
    /// Whether one must.
    pub mode: Option<BookingMode>,
    /// Where, when one books before the day.
    #[serde(skip_serializing_if = "BookedBy::is_elsewhere")]
    pub by: BookedBy,
    /// A page where one books.
    pub url: String,
    /// A mail address where one books.
    pub email: String,
    /// A telephone where one books.
    pub phone: String,
    /// Conditions, at most [`limits::CONDITIONS`].
    pub conditions: String,
    /// The organiser says that no seat is left.
    pub full: bool,
}

impl Booking {
    /// Whether seats are booked here: the site counts them, keeps the waiting list and sends the tickets.
    #[must_use]
    pub fn here(&self) -> bool {
        self.by == BookedBy::Here && self.is_before_the_day()
    }

    /// Whether one books before the day, because one must or had better.
    #[must_use]
    pub fn is_before_the_day(&self) -> bool {
        matches!(
            self.mode,
            Some(BookingMode::Preferred | BookingMode::Required)
        )
    }
}

/// Where one books.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum BookedBy {
    /// With the organiser: on their page, by mail or by telephone. What every event said before one could book here.
    #[default]
    Elsewhere,
    /// On this site.
    Here,
}

impl BookedBy {
    /// Both, in the order they are offered.
    pub const ALL: [BookedBy; 2] = [BookedBy::Here, BookedBy::Elsewhere];

    /// Its name in data.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            BookedBy::Elsewhere => "elsewhere",
            BookedBy::Here => "here",
        }
    }

    /// Reads [`BookedBy::slug`].
    #[must_use]
    pub fn parse(slug: &str) -> Option<BookedBy> {
        BookedBy::ALL.into_iter().find(|by| by.slug() == slug)
    }

    fn is_elsewhere(&self) -> bool {
        *self == BookedBy::Elsewhere
    }
}

/// Whether one must book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BookingMode {
    /// Nothing to do: one comes.
    Nothing,
    /// On the day, at the door.
    OnTheDay,
    /// Better to book.
    Preferred,
    /// One must.
    Required,
}

impl BookingMode {
    /// Every mode, in the order they are offered.
    pub const ALL: [BookingMode; 4] = [
        BookingMode::Nothing,
        BookingMode::OnTheDay,
        BookingMode::Preferred,
        BookingMode::Required,
    ];

    /// Its name in data.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            BookingMode::Nothing => "nothing",
            BookingMode::OnTheDay => "on-the-day",
            BookingMode::Preferred => "preferred",
            BookingMode::Required => "required",
        }
    }

    /// Reads [`BookingMode::slug`].
    #[must_use]
    pub fn parse(slug: &str) -> Option<BookingMode> {
        BookingMode::ALL
            .into_iter()
            .find(|mode| mode.slug() == slug)
    }
}

/// An access need that is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// Motor.
    Motor,
    /// Sight.
    Sight,
    /// Hearing.
    Hearing,
    /// Intellectual.
    Intellectual,
    /// Psychic.
    Psychic,
}

impl Access {
    /// Every need, in the order they are offered.
    pub const ALL: [Access; 5] = [
        Access::Motor,
        Access::Sight,
        Access::Hearing,
        Access::Intellectual,
        Access::Psychic,
    ];

    /// Its name in addresses (CONTRACT).
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Access::Motor => "moteur",
            Access::Sight => "visuel",
            Access::Hearing => "auditif",
            Access::Intellectual => "mental",
            Access::Psychic => "psychique",
        }
    }

    /// Reads [`Access::slug`].
    #[must_use]
    pub fn parse(slug: &str) -> Option<Access> {
        Access::ALL.into_iter().find(|need| need.slug() == slug)
    }
}

/// Someone to turn to: a service or a person, as they wish to be named.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Web page.
    pub website: String,
}

/// A picture that was taken in: decoded, turned, stripped, resized and encoded again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Its key in the objects, from its content (hexadecimal).
    pub key: String,
    /// Width of the largest size, pixels.
    pub width: u32,
    /// Height of the largest size, pixels.
    pub height: u32,
    /// What one sees on it.
    pub alt: String,
    /// Who made it.
    pub credit: String,
    /// When the organiser declared that it may be shown and that those one recognises agree.
    pub consent: Option<Timestamp>,
}

/// What became of a labelled event: said at once on its page, which keeps its address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum Status {
    /// It takes place as told.
    #[default]
    Scheduled,
    /// It does not take place.
    Cancelled {
        /// When that was said.
        at: Timestamp,
        /// What visitors read about it.
        reason: String,
    },
    /// It takes place at another time, told later.
    Postponed {
        /// When that was said.
        at: Timestamp,
        /// What visitors read about it.
        reason: String,
    },
    /// It takes place online.
    MovedOnline {
        /// When that was said.
        at: Timestamp,
        /// What visitors read about it.
        reason: String,
        /// Where.
        url: String,
    },
}

impl Status {
    /// Its name in data.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        match self {
            Status::Scheduled => "scheduled",
            Status::Cancelled { .. } => "cancelled",
            Status::Postponed { .. } => "postponed",
            Status::MovedOnline { .. } => "moved-online",
        }
    }
}

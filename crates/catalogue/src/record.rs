//! What the catalogue is told: the edition's facts and one record per labelled event.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use crate::geo::Point;
pub use crate::query::{Access, Mode};

/// A value that an edition offers: its slug (or a territory's code) and its names in every language,
/// by which people find it when they search.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Term {
    /// The slug or the code, as addresses write it.
    pub slug: String,
    /// The names, in any order.
    pub names: Vec<String>,
}

impl Term {
    /// A value with its names.
    pub fn new(slug: &str, names: &[&str]) -> Term {
        Term {
            slug: slug.to_owned(),
            names: names.iter().map(|&name| name.to_owned()).collect(),
        }
    }
}

/// What the catalogue has to know of the edition. The order of values is the order of facets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionFacts {
    /// The edition's slug.
    pub slug: String,
    /// The first day of the week.
    pub first_day: Date,
    /// The last day of the week.
    pub last_day: Date,
    /// The code of the whole territory (`FR`): a filter by it keeps everything.
    pub nation: String,
    /// Sectors.
    pub sectors: Vec<Term>,
    /// Formats.
    pub formats: Vec<Term>,
    /// Audiences.
    pub audiences: Vec<Term>,
    /// Tags.
    pub tags: Vec<Term>,
    /// Régions, by code (`r76`).
    pub regions: Vec<Term>,
    /// Départements, by code (`32`).
    pub departments: Vec<Term>,
}

/// How one books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Booking {
    /// Nothing to do.
    #[default]
    None,
    /// On the day, at the door.
    OnDay,
    /// Preferred and not required, here.
    Preferred,
    /// Required, here.
    Required,
    /// Preferred and not required, with the organiser.
    PreferredElsewhere,
    /// Required, with the organiser.
    RequiredElsewhere,
}

impl Booking {
    /// Every way to book, in the order they are packed.
    pub(crate) const ALL: [Booking; 6] = [
        Booking::None,
        Booking::OnDay,
        Booking::Preferred,
        Booking::Required,
        Booking::PreferredElsewhere,
        Booking::RequiredElsewhere,
    ];
}

/// Whether the event is held as was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// As said.
    #[default]
    Scheduled,
    /// Not held. It stays findable, and says so.
    Cancelled,
    /// Later, no day being known or with new slots.
    Postponed,
    /// Held online instead; it leaves the map.
    MovedOnline,
}

impl Status {
    /// Every status, in the order they are packed.
    pub(crate) const ALL: [Status; 4] = [
        Status::Scheduled,
        Status::Cancelled,
        Status::Postponed,
        Status::MovedOnline,
    ];

    /// The word that tiles carry.
    pub fn word(self) -> &'static str {
        match self {
            Status::Scheduled => "scheduled",
            Status::Cancelled => "cancelled",
            Status::Postponed => "postponed",
            Status::MovedOnline => "moved_online",
        }
    }
}

/// When an event happens: two moments, and the days they are in the place's own time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slot {
    /// The beginning, in seconds since 1970 (UTC).
    pub start: i64,
    /// The end, in seconds since 1970 (UTC).
    pub end: i64,
    /// The local day of the beginning.
    pub first_day: Date,
    /// The local day of the end; the same for nearly every slot.
    pub last_day: Date,
}

/// Who organises.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Organisation {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its 14-figure number, when it has one.
    pub siret: Option<String>,
}

/// A commune.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Commune {
    /// Its code (`c32013`).
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A picture on the shelf.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picture {
    /// The path of its largest file on the site.
    pub path: String,
    /// What it shows, in words.
    pub alt: String,
}

/// The ages an event suits, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ages {
    /// The youngest, in years.
    pub from: u8,
    /// The oldest, in years; `None` when there is none.
    pub to: Option<u8>,
}

/// Everything that the public lists need to know of one labelled event. Texts that are missing are empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The event's number in the database.
    pub id: i64,
    /// Its slug, unique in the edition.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// Everything else that words should find: description, conditions, access. Not shown by the catalogue.
    pub body: String,
    /// The language of its texts (`fr`, `en`).
    pub language: String,
    /// Sectors; the first is the main one.
    pub sectors: Vec<String>,
    /// Its format.
    pub format: String,
    /// Audiences.
    pub audiences: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Ages it suits.
    pub ages: Option<Ages>,
    /// Who organises.
    pub organisation: Organisation,
    /// The name of the place.
    pub place_name: String,
    /// The street address.
    pub address: String,
    /// The postcode.
    pub postcode: String,
    /// Where to follow it from afar, as things stand.
    pub online_url: String,
    /// The commune.
    pub commune: Option<Commune>,
    /// The département's code (`32`).
    pub department: Option<String>,
    /// The région's code (`r76`).
    pub region: Option<String>,
    /// Where, when people come.
    pub point: Option<Point>,
    /// On site, online, both.
    pub mode: Mode,
    /// When, in any order.
    pub slots: Vec<Slot>,
    /// How one books.
    pub booking: Booking,
    /// Access needs that are answered.
    pub access: Vec<Access>,
    /// Whether it is held as was said.
    pub status: Status,
    /// Whether its organiser said that no seat is left.
    pub full: bool,
    /// Its picture.
    pub picture: Option<Picture>,
    /// When it was labelled.
    pub labelled_at: Timestamp,
    /// When its public face last changed.
    pub updated_at: Timestamp,
}

impl Default for Record {
    /// An event on site without a word: a start for tests and for readers of rows.
    fn default() -> Record {
        Record {
            id: 0,
            slug: String::new(),
            title: String::new(),
            summary: String::new(),
            body: String::new(),
            language: "fr".to_owned(),
            sectors: Vec::new(),
            format: String::new(),
            audiences: Vec::new(),
            tags: Vec::new(),
            ages: None,
            organisation: Organisation::default(),
            place_name: String::new(),
            address: String::new(),
            postcode: String::new(),
            online_url: String::new(),
            commune: None,
            department: None,
            region: None,
            point: None,
            mode: Mode::OnSite,
            slots: Vec::new(),
            booking: Booking::None,
            access: Vec::new(),
            status: Status::Scheduled,
            full: false,
            picture: None,
            labelled_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
        }
    }
}

impl Record {
    /// Where the map shows the event: nowhere when nobody comes.
    pub fn on_map(&self) -> Option<Point> {
        let online = self.mode == Mode::Online || self.status == Status::MovedOnline;
        let point = self.point.and_then(|p| Point::new(p.lon, p.lat));
        point.filter(|_| !online)
    }
}

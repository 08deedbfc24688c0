//! What is proposed: the content of an event, field by field.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::OrganisationId;
use crate::slot::Slot;
use crate::territory::TerritoryCode;
use crate::words::Language;

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
    /// Slots of one event.
    pub const SLOTS: usize = 800;
    /// Seats of one slot.
    pub const CAPACITY: u32 = 100_000;
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
    /// A page where one books.
    pub url: String,
    /// A mail address where one books.
    pub email: String,
    /// A telephone where one books.
    pub phone: String,
    /// Conditions, at most [`limits::CONDITIONS`].
    pub conditions: String,
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

/// A field of the content: what remarks are about, and what a comparison is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is documented where Content holds it")]
pub enum Field {
    Title,
    Summary,
    Description,
    Language,
    Format,
    Sectors,
    Audiences,
    Ages,
    Tags,
    Organisation,
    Mode,
    Place,
    Commune,
    Point,
    MeetingPoint,
    Transport,
    OnlineUrl,
    Slots,
    Booking,
    Conditions,
    Access,
    Safety,
    Free,
    PublicContact,
    RefereeContact,
    Picture,
}

impl Field {
    /// Every field, in the order of the page.
    pub const ALL: [Field; 26] = [
        Field::Title,
        Field::Summary,
        Field::Description,
        Field::Language,
        Field::Format,
        Field::Sectors,
        Field::Audiences,
        Field::Ages,
        Field::Tags,
        Field::Organisation,
        Field::Mode,
        Field::Place,
        Field::Commune,
        Field::Point,
        Field::MeetingPoint,
        Field::Transport,
        Field::OnlineUrl,
        Field::Slots,
        Field::Booking,
        Field::Conditions,
        Field::Access,
        Field::Safety,
        Field::Free,
        Field::PublicContact,
        Field::RefereeContact,
        Field::Picture,
    ];

    /// Its name in data and in addresses.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Summary => "summary",
            Field::Description => "description",
            Field::Language => "language",
            Field::Format => "format",
            Field::Sectors => "sectors",
            Field::Audiences => "audiences",
            Field::Ages => "ages",
            Field::Tags => "tags",
            Field::Organisation => "organisation",
            Field::Mode => "mode",
            Field::Place => "place",
            Field::Commune => "commune",
            Field::Point => "point",
            Field::MeetingPoint => "meeting-point",
            Field::Transport => "transport",
            Field::OnlineUrl => "online-url",
            Field::Slots => "slots",
            Field::Booking => "booking",
            Field::Conditions => "conditions",
            Field::Access => "access",
            Field::Safety => "safety",
            Field::Free => "free",
            Field::PublicContact => "public-contact",
            Field::RefereeContact => "referee-contact",
            Field::Picture => "picture",
        }
    }

    /// Reads [`Field::slug`].
    #[must_use]
    pub fn parse(slug: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.slug() == slug)
    }

    /// True when both contents say the same in this field.
    #[must_use]
    pub fn same(self, a: &Content, b: &Content) -> bool {
        match self {
            Field::Title => a.title == b.title,
            Field::Summary => a.summary == b.summary,
            Field::Description => a.description == b.description,
            Field::Language => a.language == b.language,
            Field::Format => a.format == b.format,
            Field::Sectors => a.sectors == b.sectors,
            Field::Audiences => a.audiences == b.audiences,
            Field::Ages => a.ages == b.ages,
            Field::Tags => a.tags == b.tags,
            Field::Organisation => a.organisation == b.organisation,
            Field::Mode => a.mode == b.mode,
            Field::Place => {
                (&a.place.name, &a.place.address, &a.place.postcode)
                    == (&b.place.name, &b.place.address, &b.place.postcode)
            }
            Field::Commune => a.place.commune == b.place.commune,
            Field::Point => a.place.point == b.place.point,
            Field::MeetingPoint => a.place.meeting_point == b.place.meeting_point,
            Field::Transport => a.place.transport == b.place.transport,
            Field::OnlineUrl => a.online_url == b.online_url,
            Field::Slots => a.slots == b.slots,
            Field::Booking => {
                let how = |c: &Content| {
                    let b = &c.booking;
                    (b.mode, b.url.clone(), b.email.clone(), b.phone.clone())
                };
                how(a) == how(b)
            }
            Field::Conditions => a.booking.conditions == b.booking.conditions,
            Field::Access => (&a.access, &a.access_note) == (&b.access, &b.access_note),
            Field::Safety => a.safety == b.safety,
            Field::Free => a.free_of_charge == b.free_of_charge,
            Field::PublicContact => a.public_contact == b.public_contact,
            Field::RefereeContact => a.referee_contact == b.referee_contact,
            Field::Picture => a.picture == b.picture,
        }
    }

    /// Copies this field from one content to another.
    pub fn copy(self, from: &Content, to: &mut Content) {
        let source = from.clone();
        match self {
            Field::Title => to.title = source.title,
            Field::Summary => to.summary = source.summary,
            Field::Description => to.description = source.description,
            Field::Language => to.language = source.language,
            Field::Format => to.format = source.format,
            Field::Sectors => to.sectors = source.sectors,
            Field::Audiences => to.audiences = source.audiences,
            Field::Ages => to.ages = source.ages,
            Field::Tags => to.tags = source.tags,
            Field::Organisation => to.organisation = source.organisation,
            Field::Mode => to.mode = source.mode,
            Field::Place => {
                to.place.name = source.place.name;
                to.place.address = source.place.address;
                to.place.postcode = source.place.postcode;
            }
            Field::Commune => to.place.commune = source.place.commune,
            Field::Point => to.place.point = source.place.point,
            Field::MeetingPoint => to.place.meeting_point = source.place.meeting_point,
            Field::Transport => to.place.transport = source.place.transport,
            Field::OnlineUrl => to.online_url = source.online_url,
            Field::Slots => to.slots = source.slots,
            Field::Booking => {
                let conditions = std::mem::take(&mut to.booking.conditions);
                to.booking = Booking {
                    conditions,
                    ..source.booking
                };
            }
            Field::Conditions => to.booking.conditions = source.booking.conditions,
            Field::Access => {
                to.access = source.access;
                to.access_note = source.access_note;
            }
            Field::Safety => to.safety = source.safety,
            Field::Free => to.free_of_charge = source.free_of_charge,
            Field::PublicContact => to.public_contact = source.public_contact,
            Field::RefereeContact => to.referee_contact = source.referee_contact,
            Field::Picture => to.picture = source.picture,
        }
    }
}

impl Content {
    /// The fields in which the two contents differ, in the order of the page.
    #[must_use]
    pub fn differences(&self, other: &Content) -> Vec<Field> {
        Field::ALL
            .into_iter()
            .filter(|field| !field.same(self, other))
            .collect()
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A content that differs from the empty one in every field.
    fn full() -> Content {
        Content {
            title: "t".into(),
            summary: "s".into(),
            description: "d".into(),
            language: Language::En,
            format: "f".into(),
            sectors: vec!["bois".into()],
            audiences: vec!["grand-public".into()],
            ages: Ages {
                from: Some(6),
                to: None,
            },
            tags: vec!["mixite".into()],
            organisation: Some(OrganisationId(1)),
            mode: Some(Mode::Both),
            place: Place {
                name: "n".into(),
                address: "a".into(),
                postcode: "32000".into(),
                commune: TerritoryCode::parse("c32013"),
                point: Point::new(0.58, 43.64),
                meeting_point: "m".into(),
                transport: "b".into(),
            },
            online_url: "https://a.example".into(),
            slots: vec![Slot {
                start: jiff::civil::date(2018, 3, 26).at(9, 0, 0, 0),
                end: jiff::civil::date(2018, 3, 26).at(10, 0, 0, 0),
                capacity: None,
            }],
            booking: Booking {
                mode: Some(BookingMode::Required),
                conditions: "c".into(),
                ..Booking::default()
            },
            access: vec![Access::Motor],
            access_note: "ramp".into(),
            safety: "shoes".into(),
            free_of_charge: Some(true),
            public_contact: Contact {
                name: "p".into(),
                ..Contact::default()
            },
            referee_contact: Contact {
                name: "r".into(),
                ..Contact::default()
            },
            picture: Some(Picture {
                key: "k".into(),
                width: 1,
                height: 1,
                alt: "a".into(),
                credit: "c".into(),
                consent: None,
            }),
        }
    }

    #[test]
    fn every_field_is_compared_and_copied() {
        let (empty, full) = (Content::default(), full());
        assert_eq!(empty.differences(&full), Field::ALL.to_vec());
        let mut copied = Content::default();
        for field in Field::ALL {
            field.copy(&full, &mut copied);
        }
        assert_eq!(copied, full);
    }

    #[test]
    fn names_read_back() {
        for field in Field::ALL {
            assert_eq!(Field::parse(field.slug()), Some(field));
        }
    }
}

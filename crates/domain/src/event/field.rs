//! A field of the content: what remarks are about, and what a comparison is made of.

use serde::{Deserialize, Serialize};

use super::{Booking, Content};
use crate::text::is_typo;

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
    Full,
    Access,
    Safety,
    Free,
    PublicContact,
    RefereeContact,
    Picture,
}

impl Field {
    /// Every field, in the order of the page.
    pub const ALL: [Field; 27] = [
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
        Field::Full,
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
            Field::Full => "full",
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
                    (
                        b.mode,
                        b.by,
                        b.url.clone(),
                        b.email.clone(),
                        b.phone.clone(),
                    )
                };
                how(a) == how(b)
            }
            Field::Conditions => a.booking.conditions == b.booking.conditions,
            Field::Full => a.booking.full == b.booking.full,
            Field::Access => (&a.access, &a.access_note) == (&b.access, &b.access_note),
            Field::Safety => a.safety == b.safety,
            Field::Free => a.free_of_charge == b.free_of_charge,
            Field::PublicContact => a.public_contact == b.public_contact,
            Field::RefereeContact => a.referee_contact == b.referee_contact,
            Field::Picture => a.picture == b.picture,
        }
    }

    /// True when all that differs in this field is a typing error that is mended in its wording.
    #[must_use]
    pub fn mends_a_typo(self, before: &Content, after: &Content) -> bool {
        let wording = |content: &Content| match self {
            Field::Title => Some(content.title.clone()),
            Field::Summary => Some(content.summary.clone()),
            Field::Description => Some(content.description.clone()),
            Field::MeetingPoint => Some(content.place.meeting_point.clone()),
            Field::Transport => Some(content.place.transport.clone()),
            Field::Conditions => Some(content.booking.conditions.clone()),
            Field::Access => (before.access == after.access).then(|| content.access_note.clone()),
            Field::Safety => Some(content.safety.clone()),
            _ => None,
        };
        let (Some(before), Some(after)) = (wording(before), wording(after)) else {
            return false;
        };
        is_typo(&before, &after)
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
                let full = to.booking.full;
                to.booking = Booking {
                    conditions,
                    full,
                    ..source.booking
                };
            }
            Field::Conditions => to.booking.conditions = source.booking.conditions,
            Field::Full => to.booking.full = source.booking.full,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Access, Ages, BookingMode, Contact, Mode, Picture, Place, Point};
    use crate::ids::OrganisationId;
    use crate::slot::Slot;
    use crate::territory::TerritoryCode;
    use crate::words::Language;

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
                full: true,
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

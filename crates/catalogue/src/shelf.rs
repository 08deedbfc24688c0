//! What is shown of each event, kept small: one arena of bytes for texts, one short row for the rest.

use serde::{Deserialize, Serialize};

use crate::build::Catalogue;
use crate::geo::Point;
use crate::lists::Lists;
use crate::plan::Plan;
use crate::query::{Access, Mode};
use crate::record::{Ages, Booking, Record, Slot, Status};
use crate::varint;

/// How many texts each event has in the arena.
const TEXTS: usize = 11;

/// Rows and texts of all events.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Shelf {
    rows: Vec<Row>,
    /// The texts of each event, their lengths before them.
    texts: Lists<u8, u64>,
}

/// What is no text.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Row {
    id: i64,
    labelled_at: i64,
    updated_at: i64,
    booking: u8,
    status: u8,
    full: bool,
    ages: Option<Ages>,
}

/// An event as lists show it. Texts that are missing are empty.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event<'c> {
    /// The number in the database.
    pub id: i64,
    /// The slug.
    pub slug: &'c str,
    /// The title.
    pub title: &'c str,
    /// The summary.
    pub summary: &'c str,
    /// The language of its texts.
    pub language: &'c str,
    /// The slugs of its sectors, the main one first.
    pub sectors: Vec<&'c str>,
    /// The slug of its format.
    pub format: &'c str,
    /// The slugs of its audiences.
    pub audiences: Vec<&'c str>,
    /// The slugs of its tags.
    pub tags: Vec<&'c str>,
    /// The ages it suits.
    pub ages: Option<Ages>,
    /// The organisation's slug.
    pub organisation: &'c str,
    /// The organisation's name.
    pub organisation_name: &'c str,
    /// The organisation's SIRET.
    pub siret: &'c str,
    /// The name of the place.
    pub place_name: &'c str,
    /// The street address.
    pub address: &'c str,
    /// The postcode.
    pub postcode: &'c str,
    /// The commune's code (`c32013`).
    pub commune: &'c str,
    /// The commune's name.
    pub commune_name: &'c str,
    /// The département's code.
    pub department: &'c str,
    /// The région's code.
    pub region: &'c str,
    /// Where it stands on the map.
    pub point: Option<Point>,
    /// On site, online, both.
    pub mode: Mode,
    /// When, by beginning.
    pub slots: &'c [Slot],
    /// How one books.
    pub booking: Booking,
    /// Access needs that are answered.
    pub access: Vec<Access>,
    /// Whether it is held as was said.
    pub status: Status,
    /// Whether its organiser said that no seat is left.
    pub full: bool,
    /// Where to follow it from afar.
    pub online_url: &'c str,
    /// The key of its picture; empty without one.
    pub picture: &'c str,
    /// What the picture shows.
    pub picture_alt: &'c str,
    /// When it was labelled.
    pub labelled_at: jiff::Timestamp,
    /// When its public face last changed.
    pub updated_at: jiff::Timestamp,
}

impl Shelf {
    /// What is shown of the events of the next picture.
    pub(crate) fn after(&self, plan: &Plan, told: &[Record]) -> Shelf {
        let mut texts = Lists::default();
        let mut rows = Vec::with_capacity(told.len());
        for record in told {
            let picture = record.picture.as_ref();
            write_texts(
                texts.open(),
                [
                    &record.slug,
                    &record.title,
                    &record.summary,
                    &record.language,
                    record.organisation.siret.as_deref().unwrap_or_default(),
                    &record.place_name,
                    &record.address,
                    &record.postcode,
                    &record.online_url,
                    picture.map_or("", |picture| picture.path.as_str()),
                    picture.map_or("", |picture| picture.alt.as_str()),
                ],
            );
            texts.close();
            rows.push(Row {
                id: record.id,
                labelled_at: record.labelled_at.as_millisecond(),
                updated_at: record.updated_at.as_millisecond(),
                booking: record.booking as u8,
                status: record.status as u8,
                full: record.full,
                ages: record.ages,
            });
        }
        Shelf {
            rows: plan.table(&self.rows, &rows),
            texts: self.texts.after(plan, texts),
        }
    }

    /// How many events there are.
    pub(crate) fn len(&self) -> u32 {
        self.rows.len() as u32
    }

    pub(crate) fn id(&self, event: u32) -> i64 {
        self.rows[event as usize].id
    }

    pub(crate) fn status(&self, event: u32) -> Status {
        Status::ALL[usize::from(self.rows[event as usize].status)]
    }

    /// Whether its organiser said that no seat is left.
    pub(crate) fn full(&self, event: u32) -> bool {
        self.rows[event as usize].full
    }

    /// When its public face last changed, in milliseconds since 1970.
    pub(crate) fn updated_at(&self, event: u32) -> i64 {
        self.rows[event as usize].updated_at
    }

    /// When it was labelled, in milliseconds since 1970.
    pub(crate) fn labelled_at(&self, event: u32) -> i64 {
        self.rows[event as usize].labelled_at
    }

    pub(crate) fn slug(&self, event: u32) -> &str {
        self.text(event, 0)
    }

    pub(crate) fn title(&self, event: u32) -> &str {
        self.text(event, 1)
    }

    /// One text alone, the others not being looked at.
    fn text(&self, event: u32, which: usize) -> &str {
        let mut bytes = self.texts.of(event);
        let (mut before, mut own) = (0, 0);
        for at in 0..TEXTS {
            let length = varint::read(&mut bytes).unwrap_or(0) as usize;
            match at.cmp(&which) {
                std::cmp::Ordering::Less => before += length,
                std::cmp::Ordering::Equal => own = length,
                std::cmp::Ordering::Greater => {}
            }
        }
        let text = bytes.get(before..before + own).unwrap_or_default();
        std::str::from_utf8(text).unwrap_or_default()
    }

    fn texts(&self, event: u32) -> [&str; TEXTS] {
        let mut bytes = self.texts.of(event);
        let lengths: [usize; TEXTS] =
            std::array::from_fn(|_| varint::read(&mut bytes).unwrap_or(0) as usize);
        lengths.map(|length| {
            let (text, rest) = bytes.split_at(length);
            bytes = rest;
            // Always whole texts; checking costs less than an `unsafe` would.
            std::str::from_utf8(text).unwrap_or_default()
        })
    }
}

fn write_texts(out: &mut Vec<u8>, texts: [&str; TEXTS]) {
    texts
        .iter()
        .for_each(|text| varint::write(out, text.len() as u32));
    texts
        .iter()
        .for_each(|text| out.extend_from_slice(text.as_bytes()));
}

impl Catalogue {
    /// An event by its number inside.
    pub(crate) fn at(&self, event: u32) -> Event<'_> {
        let row = &self.shelf.rows[event as usize];
        let facets = &self.facets;
        let [
            slug,
            title,
            summary,
            language,
            siret,
            place_name,
            address,
            postcode,
            online_url,
            picture,
            picture_alt,
        ] = self.shelf.texts(event);
        let moment = |ms| jiff::Timestamp::from_millisecond(ms).unwrap_or_default();
        Event {
            id: row.id,
            slug,
            title,
            summary,
            language,
            sectors: facets.sectors.slugs_of(event),
            format: facets.formats.first_of(event),
            audiences: facets.audiences.slugs_of(event),
            tags: facets.tags.slugs_of(event),
            ages: row.ages,
            organisation: facets.organisations.first_of(event),
            organisation_name: self.names.organisation_of(facets, event),
            siret,
            place_name,
            address,
            postcode,
            commune: facets.communes.first_of(event),
            commune_name: self.names.commune_of(facets, event),
            department: facets.departments.first_of(event),
            region: facets.regions.first_of(event),
            point: self.points.get(event as usize).map(|packed| packed.point()),
            mode: facets
                .modes
                .of(event)
                .first()
                .map_or(Mode::OnSite, |&mode| Mode::ALL[mode as usize]),
            slots: self.slots.of(event),
            booking: Booking::ALL[usize::from(row.booking)],
            access: facets
                .access
                .of(event)
                .iter()
                .map(|&need| Access::ALL[need as usize])
                .collect(),
            status: self.shelf.status(event),
            full: row.full,
            online_url,
            picture,
            picture_alt,
            labelled_at: moment(row.labelled_at),
            updated_at: moment(row.updated_at),
        }
    }

    /// The event with this slug.
    pub fn event(&self, slug: &str) -> Option<Event<'_>> {
        self.number(slug).map(|event| self.at(event))
    }

    /// The event with this number in the database.
    pub fn event_by_id(&self, id: i64) -> Option<Event<'_>> {
        self.number_of(id).map(|event| self.at(event))
    }

    pub(crate) fn number_of(&self, id: i64) -> Option<u32> {
        let at = self
            .by_id
            .binary_search_by(|&event| self.shelf.id(event).cmp(&id))
            .ok()?;
        Some(self.by_id[at])
    }

    pub(crate) fn number(&self, slug: &str) -> Option<u32> {
        let at = self
            .by_slug
            .binary_search_by(|&event| self.shelf.slug(event).cmp(slug))
            .ok()?;
        Some(self.by_slug[at])
    }
}

//! Building a catalogue: events are numbered along the Z-order curve, then told to every table in that order.

use std::collections::HashMap;

use crate::bits::Bits;
use crate::facets::Facet;
use crate::geo::{self, Bbox, Packed};
use crate::index::{Field, Index, Indexer};
use crate::names::Names;
use crate::record::{EditionFacts, Record, Slot, Status, Term};
use crate::shelf::Shelf;
use crate::words::Tongue;

/// How many words of events (64 each) share a box in [`Catalogue::extents`].
pub(crate) const EXTENT_WORDS: usize = 8;

/// An immutable picture of an edition's labelled events. It is made whole by [`Catalogue::build`] and
/// replaced whole; readers hold the one they began with.
///
/// Events are known inside by their numbers: those on the map first, along the Z-order curve, then the others.
pub struct Catalogue {
    pub(crate) facts: EditionFacts,
    pub(crate) revision: i64,
    pub(crate) fingerprint: u64,
    /// How many events there are.
    pub(crate) len: u32,
    /// Places along the curve of the events on the map, ascending.
    pub(crate) codes: Vec<u64>,
    /// The same places in degrees.
    pub(crate) points: Vec<Packed>,
    /// The smallest box around the places of each block of [`EXTENT_WORDS`] words of events.
    pub(crate) extents: Vec<Bbox>,
    pub(crate) shelf: Shelf,
    pub(crate) facets: Facets,
    /// Events to which one can still come: neither full nor cancelled.
    pub(crate) open: Bits,
    /// Events that are not held after all.
    pub(crate) cancelled: Bits,
    pub(crate) slots: Slots,
    pub(crate) index: Index,
    pub(crate) names: Names,
    /// Event numbers in the order of their slugs, and in the order of their database numbers.
    pub(crate) by_slug: Vec<u32>,
    pub(crate) by_id: Vec<u32>,
}

/// Every facet of the catalogue.
pub(crate) struct Facets {
    pub(crate) sectors: Facet,
    pub(crate) audiences: Facet,
    pub(crate) formats: Facet,
    pub(crate) tags: Facet,
    pub(crate) modes: Facet,
    pub(crate) access: Facet,
    pub(crate) days: Facet,
    pub(crate) regions: Facet,
    pub(crate) departments: Facet,
    pub(crate) communes: Facet,
    pub(crate) organisations: Facet,
}

/// Every event's slots, sorted by their beginning.
#[derive(Default)]
pub(crate) struct Slots {
    starts: Vec<u32>,
    slots: Vec<Slot>,
    /// Every end, ascending: how many lie behind a moment tells whether an answer could have changed since.
    ends: Vec<i64>,
    /// Every slot by its beginning, then by its event: the event and the place of the slot in `slots`.
    agenda: Vec<(u32, u32)>,
    /// The length of the longest slot, in seconds.
    longest: i64,
}

impl Slots {
    pub(crate) fn of(&self, event: u32) -> &[Slot] {
        &self.slots[self.starts[event as usize] as usize..self.starts[event as usize + 1] as usize]
    }

    /// How many slots are over.
    pub(crate) fn over(&self, now: i64) -> usize {
        self.ends.partition_point(|&end| end <= now)
    }

    /// The first end after a moment.
    pub(crate) fn next_end(&self, now: i64) -> Option<i64> {
        self.ends.get(self.over(now)).copied()
    }

    /// The slots that begin at `from` or later, by their beginnings, and then by their events.
    pub(crate) fn agenda(&self, from: i64) -> impl Iterator<Item = (u32, &Slot)> {
        let slot = |at: u32| &self.slots[at as usize];
        let first = self
            .agenda
            .partition_point(|&(_, at)| slot(at).start < from);
        self.agenda[first..]
            .iter()
            .map(move |&(event, at)| (event, slot(at)))
    }

    /// How many slots there are.
    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    /// No slot that is under way at a moment, or comes later, began before this one.
    pub(crate) fn under_way_since(&self, now: i64) -> i64 {
        now.saturating_sub(self.longest)
    }

    fn new(records: &[Record]) -> Slots {
        let mut all = Slots {
            starts: vec![0],
            ..Slots::default()
        };
        for (event, record) in (0u32..).zip(records) {
            let first = all.slots.len();
            all.slots.extend_from_slice(&record.slots);
            all.slots[first..].sort_unstable();
            all.starts.push(all.slots.len() as u32);
            let own = first as u32..all.slots.len() as u32;
            all.agenda.extend(own.map(|at| (event, at)));
        }
        let slots = &all.slots;
        all.agenda
            .sort_unstable_by_key(|&(event, at)| (slots[at as usize].start, event, at));
        let lengths = slots.iter().map(|slot| slot.end.saturating_sub(slot.start));
        all.longest = lengths.max().unwrap_or(0).max(0);
        all.ends = all.slots.iter().map(|slot| slot.end).collect();
        all.ends.sort_unstable();
        all
    }
}

impl Catalogue {
    /// Builds the picture of one edition at one public revision. Records may come in any order; of two
    /// with the same slug the later one (by its number in the database) is kept.
    pub fn build(facts: EditionFacts, records: Vec<Record>, revision: i64) -> Catalogue {
        let records = in_order(records);
        let located: Vec<Packed> = records
            .iter()
            .map_while(Record::on_map)
            .map(Packed::new)
            .collect();
        let codes = located.iter().map(|packed| code(*packed)).collect();
        // The words are half of the work: they are read beside the rest.
        let (index, (facets, names)) = std::thread::scope(|scope| {
            let words = scope.spawn(|| index_of(&facts, &records));
            let facets = Facets::new(&facts, &records);
            let names = Names::new(&records, &facets);
            let index = words.join();
            (
                index.unwrap_or_else(|fault| std::panic::resume_unwind(fault)),
                (facets, names),
            )
        });
        let len = records.len() as u32;
        let mut open = Bits::none(len);
        let mut cancelled = Bits::none(len);
        for (event, record) in (0..len).zip(&records) {
            match record.status {
                Status::Cancelled => cancelled.insert(event),
                _ if !record.full => open.insert(event),
                _ => {}
            }
        }
        Catalogue {
            fingerprint: fingerprint(&facts, &records, revision),
            revision,
            len,
            codes,
            extents: extents(&located),
            points: located,
            open,
            cancelled,
            slots: Slots::new(&records),
            index,
            names,
            by_slug: sorted_by(len, |n| records[n as usize].slug.as_str()),
            by_id: sorted_by(len, |n| records[n as usize].id),
            shelf: Shelf::new(&records),
            facets,
            facts,
        }
    }
}

fn extents(points: &[Packed]) -> Vec<Bbox> {
    let boxes = |block: &[Packed]| {
        let own = block.iter().map(|packed| Bbox::of(packed.point()));
        own.reduce(Bbox::with)
    };
    points.chunks(EXTENT_WORDS * 64).filter_map(boxes).collect()
}

/// The place of a point along the curve.
pub(crate) fn code(packed: Packed) -> u64 {
    let (x, y) = geo::steps(packed.point());
    geo::interleave(x, y)
}

fn in_order(mut records: Vec<Record>) -> Vec<Record> {
    records.sort_by(|a, b| a.slug.cmp(&b.slug).then(b.id.cmp(&a.id)));
    records.dedup_by(|later, kept| later.slug == kept.slug);
    // Those that are not on the map come last: `None` would come first by itself.
    records.sort_by_cached_key(|record| {
        let place = record.on_map().map(|point| code(Packed::new(point)));
        (place.is_none(), place, record.id)
    });
    records
}

fn sorted_by<'a, K: Ord + 'a>(len: u32, key: impl Fn(u32) -> K) -> Vec<u32> {
    let mut numbers: Vec<u32> = (0..len).collect();
    numbers.sort_unstable_by_key(|&number| key(number));
    numbers
}

impl Facets {
    fn new(facts: &EditionFacts, records: &[Record]) -> Facets {
        let mut facets = Facets {
            sectors: Facet::of_terms(&facts.sectors),
            audiences: Facet::of_terms(&facts.audiences),
            formats: Facet::of_terms(&facts.formats),
            tags: Facet::of_terms(&facts.tags),
            modes: Facet::new(crate::Mode::ALL.map(crate::Mode::word)),
            access: Facet::new(crate::Access::ALL.map(crate::Access::word)),
            days: Facet::new(days(facts, records).iter().map(String::as_str)),
            regions: Facet::of_terms(&facts.regions),
            departments: Facet::of_terms(&facts.departments),
            communes: Facet::new([]),
            organisations: Facet::new([]),
        };
        for record in records {
            facets
                .sectors
                .push(record.sectors.iter().map(String::as_str));
            facets
                .audiences
                .push(record.audiences.iter().map(String::as_str));
            facets.formats.push([record.format.as_str()]);
            facets.tags.push(record.tags.iter().map(String::as_str));
            facets.modes.push([record.mode.word()]);
            facets
                .access
                .push(record.access.iter().map(|need| need.word()));
            facets.days.push(days_of(record).iter().map(String::as_str));
            facets.regions.push(record.region.as_deref());
            facets.departments.push(record.department.as_deref());
            facets
                .communes
                .push(record.commune.as_ref().map(|commune| commune.code.as_str()));
            facets
                .organisations
                .push([record.organisation.slug.as_str()]);
        }
        facets.all_mut().into_iter().for_each(Facet::finish);
        facets
    }

    fn all_mut(&mut self) -> [&mut Facet; 11] {
        [
            &mut self.sectors,
            &mut self.audiences,
            &mut self.formats,
            &mut self.tags,
            &mut self.modes,
            &mut self.access,
            &mut self.days,
            &mut self.regions,
            &mut self.departments,
            &mut self.communes,
            &mut self.organisations,
        ]
    }
}

/// The longest slot is a day; a mistaken one must not fill the calendar.
const MOST_DAYS: usize = 400;

/// The days of an event's slots, as addresses write them.
fn days_of(record: &Record) -> Vec<String> {
    let mut days: Vec<_> = record
        .slots
        .iter()
        .flat_map(|slot| {
            slot.first_day
                .series(jiff::Span::new().days(1))
                .take_while(|day| *day <= slot.last_day)
        })
        .take(MOST_DAYS)
        .collect();
    days.sort_unstable();
    days.dedup();
    days.iter().map(|day| day.to_string()).collect()
}

/// Every day of the week and of any slot, ascending. Ten characters each, so that their order is that of the days.
fn days(facts: &EditionFacts, records: &[Record]) -> Vec<String> {
    let week = facts
        .first_day
        .series(jiff::Span::new().days(1))
        .take_while(|day| *day <= facts.last_day);
    let mut all: Vec<String> = week.take(MOST_DAYS).map(|day| day.to_string()).collect();
    all.extend(records.iter().flat_map(days_of));
    all.sort_unstable();
    all.dedup();
    all
}

/// The names of the edition's values, by slug.
struct Labels<'a> {
    sectors: HashMap<&'a str, String>,
    formats: HashMap<&'a str, String>,
    audiences: HashMap<&'a str, String>,
    tags: HashMap<&'a str, String>,
    territories: HashMap<&'a str, String>,
}

impl<'a> Labels<'a> {
    fn new(facts: &'a EditionFacts) -> Labels<'a> {
        let names = |terms: &'a [Term]| {
            terms
                .iter()
                .map(|term| (term.slug.as_str(), term.names.join(" / ")))
                .collect()
        };
        let mut territories: HashMap<_, _> = names(&facts.regions);
        territories.extend::<HashMap<_, _>>(names(&facts.departments));
        Labels {
            sectors: names(&facts.sectors),
            formats: names(&facts.formats),
            audiences: names(&facts.audiences),
            tags: names(&facts.tags),
            territories,
        }
    }
}

/// Indexes one record; weights say where a word tells most.
fn index_of(facts: &EditionFacts, records: &[Record]) -> Index {
    let labels = Labels::new(facts);
    let mut indexer = Indexer::new();
    for record in records {
        index(&mut indexer, &labels, record);
    }
    indexer.finish()
}

fn index(indexer: &mut Indexer, labels: &Labels<'_>, record: &Record) {
    let mut fields = vec![
        Field {
            text: &record.title,
            weight: 12,
        },
        Field {
            text: &record.summary,
            weight: 4,
        },
    ];
    fn add<'a>(
        fields: &mut Vec<Field<'a>>,
        names: &'a HashMap<&str, String>,
        slugs: impl Iterator<Item = &'a str>,
        weight: u8,
    ) {
        fields.extend(
            slugs
                .filter_map(|slug| names.get(slug))
                .map(|text| Field { text, weight }),
        );
    }
    add(
        &mut fields,
        &labels.sectors,
        record.sectors.iter().map(String::as_str),
        5,
    );
    add(
        &mut fields,
        &labels.formats,
        [record.format.as_str()].into_iter(),
        5,
    );
    add(
        &mut fields,
        &labels.audiences,
        record.audiences.iter().map(String::as_str),
        2,
    );
    add(
        &mut fields,
        &labels.tags,
        record.tags.iter().map(String::as_str),
        5,
    );
    let siret = record.organisation.siret.as_deref().unwrap_or_default();
    let siren = siret.get(..9).unwrap_or_default();
    let commune = record
        .commune
        .as_ref()
        .map_or("", |commune| commune.name.as_str());
    fields.extend([
        Field {
            text: &record.organisation.name,
            weight: 8,
        },
        Field {
            text: siret,
            weight: 8,
        },
        Field {
            text: siren,
            weight: 8,
        },
        Field {
            text: commune,
            weight: 8,
        },
        Field {
            text: &record.postcode,
            weight: 8,
        },
        Field {
            text: &record.place_name,
            weight: 5,
        },
        Field {
            text: &record.address,
            weight: 3,
        },
    ]);
    let codes = [record.department.as_deref(), record.region.as_deref()]
        .into_iter()
        .flatten();
    add(&mut fields, &labels.territories, codes, 4);
    fields.push(Field {
        text: &record.body,
        weight: 2,
    });
    indexer.add(Tongue::of(&record.language), fields);
}

/// A number that changes with the content.
fn fingerprint(facts: &EditionFacts, records: &[Record], revision: i64) -> u64 {
    let mut hash = Fnv::default();
    hash.add(facts.slug.as_bytes());
    hash.add(&revision.to_le_bytes());
    for record in records {
        hash.add(&record.id.to_le_bytes());
        hash.add(&record.updated_at.as_millisecond().to_le_bytes());
        hash.add(record.slug.as_bytes());
        hash.add(&[record.status as u8, u8::from(record.full)]);
    }
    hash.0
}

/// The FNV-1a hash: the same on every machine and in every release, unlike the standard library's.
pub(crate) struct Fnv(pub(crate) u64);

impl std::hash::Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.add(bytes);
    }
}

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

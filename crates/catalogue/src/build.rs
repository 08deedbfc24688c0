//! Building a catalogue: events are numbered along the Z-order curve, then told to every table in that order. Every picture comes
//! from the one before, the first from an empty one, so that there is one way to build.

use std::collections::HashMap;

use crate::bits::Bits;
use crate::facets::Facet;
use crate::geo::{self, Bbox, Packed};
use crate::index::{Field, Index, Indexer};
use crate::names::Names;
use crate::plan::{self, Plan};
use crate::record::{EditionFacts, Record, Status, Term};
use crate::shelf::Shelf;
use crate::slots::Slots;
use crate::words::Tongue;

/// How many words of events (64 each) share a box in [`Catalogue::extents`].
pub(crate) const EXTENT_WORDS: usize = 8;

/// An immutable picture of an edition's labelled events. It is made by [`Catalogue::build`] or
/// [`Catalogue::after`] and replaced whole; readers hold the one they began with.
///
/// Events are known inside by their numbers: those on the map first, along the Z-order curve, then the others.
pub struct Catalogue {
    pub(crate) facts: EditionFacts,
    pub(crate) revision: i64,
    pub(crate) fingerprint: u64,
    /// How many events were told or hidden since it was built whole.
    pub(crate) changed: u32,
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

impl Catalogue {
    /// The picture of an edition without any event.
    pub(crate) fn empty(facts: EditionFacts) -> Catalogue {
        Catalogue {
            fingerprint: 0,
            revision: 0,
            changed: 0,
            len: 0,
            codes: Vec::new(),
            points: Vec::new(),
            extents: Vec::new(),
            shelf: Shelf::default(),
            facets: Facets::empty(&facts),
            open: Bits::none(0),
            cancelled: Bits::none(0),
            slots: Slots::default(),
            index: Index::default(),
            names: Names::default(),
            by_slug: Vec::new(),
            by_id: Vec::new(),
            facts,
        }
    }

    /// Builds the picture of one edition at one public revision. Records may come in any order; of two
    /// with the same slug the later one (by its number in the database) is kept.
    pub fn build(facts: EditionFacts, records: Vec<Record>, revision: i64) -> Catalogue {
        let mut whole = Catalogue::empty(facts).after(records, &[], revision);
        whole.changed = 0;
        whole
    }

    /// The picture that follows this one at a later public revision: `told` are the events that are new or changed, `hidden` the
    /// numbers in the database of those that are not public any more. It answers as one built whole would, and costs what is new
    /// and copying the rest.
    #[must_use]
    pub fn after(&self, told: Vec<Record>, hidden: &[i64], revision: i64) -> Catalogue {
        let told = plan::in_order(told);
        let told = told.as_slice();
        let gone = self.gone(told, hidden);
        let plan = Plan::new(self, told, &gone);
        let facts = &self.facts;
        // The words are half of the work: they are read beside the rest.
        let (index, (facets, names)) = std::thread::scope(|scope| {
            let words = scope.spawn(|| index_of(&self.index, facts, told, &plan));
            let facets = self.facets.after(facts, &plan, told);
            let names = self.names.after(told, &facets);
            let index = words.join();
            (
                index.unwrap_or_else(|fault| std::panic::resume_unwind(fault)),
                (facets, names),
            )
        });
        let shelf = self.shelf.after(&plan, told);
        let located = told.iter().map_while(Record::on_map).map(Packed::new);
        let located: Vec<Packed> = located.collect();
        let codes: Vec<u64> = located.iter().map(|packed| code(*packed)).collect();
        let new = || plan.all_told().to_vec();
        Catalogue {
            revision,
            changed: self.changed + told.len() as u32 + gone.count(),
            codes: plan.table(&self.codes, &codes),
            points: plan.table(&self.points, &located),
            slots: self.slots.after(&plan, told),
            index,
            names,
            by_slug: plan.sorted(&self.by_slug, new(), |a, b| {
                shelf.slug(a).cmp(shelf.slug(b))
            }),
            by_id: plan.sorted(&self.by_id, new(), |a, b| shelf.id(a).cmp(&shelf.id(b))),
            facets,
            shelf,
            ..Catalogue::empty(facts.clone())
        }
        .settled()
    }

    /// How many events were told or hidden since the picture was built whole. What nobody holds any more (a stem, an
    /// organisation) stays in its tables until it is built whole again; words leave the dictionary at once.
    pub fn changed(&self) -> usize {
        self.changed as usize
    }

    /// The sum of the moments at which the public faces last changed, in milliseconds since 1970, each modulo `modulus`: with
    /// the number of events it tells whether this picture holds what the database does.
    pub fn moments(&self, modulus: i64) -> i64 {
        let moments = (0..self.len).map(|event| self.shelf.updated_at(event).rem_euclid(modulus));
        moments.sum()
    }

    /// Events that are told anew, whose address is another's now, or that are hidden.
    fn gone(&self, told: &[Record], hidden: &[i64]) -> Bits {
        let mut gone = Bits::none(self.len);
        let ids = told.iter().map(|record| record.id);
        let by_id = ids
            .chain(hidden.iter().copied())
            .filter_map(|id| self.number_of(id));
        let by_slug = told.iter().filter_map(|record| self.number(&record.slug));
        by_id.chain(by_slug).for_each(|event| gone.insert(event));
        gone
    }

    /// What follows from the rest.
    pub(crate) fn settled(mut self) -> Catalogue {
        self.len = self.shelf.len();
        self.extents = extents(&self.points);
        self.open = Bits::none(self.len);
        self.cancelled = Bits::none(self.len);
        for event in 0..self.len {
            match self.shelf.status(event) {
                Status::Cancelled => self.cancelled.insert(event),
                _ if !self.shelf.full(event) => self.open.insert(event),
                _ => {}
            }
        }
        self.fingerprint = self.fingerprint_of();
        self
    }

    /// A number that changes with the content.
    fn fingerprint_of(&self) -> u64 {
        let mut hash = Fnv::default();
        hash.add(self.facts.slug.as_bytes());
        hash.add(&self.revision.to_le_bytes());
        for event in 0..self.len {
            hash.add(&self.shelf.id(event).to_le_bytes());
            hash.add(&self.shelf.updated_at(event).to_le_bytes());
            hash.add(self.shelf.slug(event).as_bytes());
            let status = self.shelf.status(event) as u8;
            hash.add(&[status, u8::from(self.shelf.full(event))]);
        }
        hash.0
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

impl Facets {
    /// The facets of no event.
    fn empty(facts: &EditionFacts) -> Facets {
        Facets {
            sectors: Facet::of_terms(&facts.sectors),
            audiences: Facet::of_terms(&facts.audiences),
            formats: Facet::of_terms(&facts.formats),
            tags: Facet::of_terms(&facts.tags),
            modes: Facet::new(crate::Mode::ALL.map(crate::Mode::word)),
            access: Facet::new(crate::Access::ALL.map(crate::Access::word)),
            days: Facet::new([]),
            regions: Facet::of_terms(&facts.regions),
            departments: Facet::of_terms(&facts.departments),
            communes: Facet::new([]),
            organisations: Facet::new([]),
        }
    }

    fn after(&self, facts: &EditionFacts, plan: &Plan, told: &[Record]) -> Facets {
        let days = days(facts, self.days.staying(plan), told);
        let days = days.iter().map(String::as_str);
        Facets {
            sectors: self
                .sectors
                .after_terms(&facts.sectors, plan, told, |record| &record.sectors),
            audiences: self
                .audiences
                .after_terms(&facts.audiences, plan, told, |record| &record.audiences),
            formats: self.formats.after_terms(
                &facts.formats,
                plan,
                told,
                |record| [&record.format],
            ),
            tags: self
                .tags
                .after_terms(&facts.tags, plan, told, |record| &record.tags),
            modes: self.modes.after(plan, told, |record| [record.mode.word()]),
            access: self.access.after(plan, told, |record| {
                record.access.iter().map(|need| need.word())
            }),
            days: self.days.after_known(days, plan, told, days_of),
            regions: self
                .regions
                .after_terms(&facts.regions, plan, told, |record| &record.region),
            departments: self
                .departments
                .after_terms(&facts.departments, plan, told, |record| &record.department),
            communes: self.communes.after(plan, told, |record| {
                record.commune.as_ref().map(|commune| &commune.code)
            }),
            organisations: self
                .organisations
                .after(plan, told, |record| [&record.organisation.slug]),
        }
    }

    /// Facets in the order of [`Facets::all`]; `None` when they are not as many.
    pub(crate) fn read(facets: Vec<Facet>) -> Option<Facets> {
        let mut facets = facets.into_iter();
        let mut next = || facets.next();
        let all = Facets {
            sectors: next()?,
            audiences: next()?,
            formats: next()?,
            tags: next()?,
            modes: next()?,
            access: next()?,
            days: next()?,
            regions: next()?,
            departments: next()?,
            communes: next()?,
            organisations: next()?,
        };
        facets.next().is_none().then_some(all)
    }

    /// Every facet.
    pub(crate) fn all(&self) -> [&Facet; 11] {
        [
            &self.sectors,
            &self.audiences,
            &self.formats,
            &self.tags,
            &self.modes,
            &self.access,
            &self.days,
            &self.regions,
            &self.departments,
            &self.communes,
            &self.organisations,
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
fn days<'a>(
    facts: &EditionFacts,
    staying: impl Iterator<Item = &'a str>,
    told: &[Record],
) -> Vec<String> {
    let week = facts
        .first_day
        .series(jiff::Span::new().days(1))
        .take_while(|day| *day <= facts.last_day);
    let mut all: Vec<String> = week.take(MOST_DAYS).map(|day| day.to_string()).collect();
    all.extend(staying.map(str::to_owned));
    all.extend(told.iter().flat_map(days_of));
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

/// The index of the next picture.
fn index_of(before: &Index, facts: &EditionFacts, told: &[Record], plan: &Plan) -> Index {
    let labels = Labels::new(facts);
    let mut indexer = Indexer::new(before);
    for (number, record) in plan.all_told().iter().zip(told) {
        index(&mut indexer, &labels, *number, record);
    }
    indexer.finish(plan)
}

/// Indexes one record; weights say where a word tells most.
fn index(indexer: &mut Indexer<'_>, labels: &Labels<'_>, number: u32, record: &Record) {
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
    indexer.add(number, Tongue::of(&record.language), fields);
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

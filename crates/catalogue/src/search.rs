//! Answers: a page of events, the exact total, the facets, the days, the territories.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::bits::{Bits, Ones};
use crate::build::{Catalogue, EXTENT_WORDS, Fnv};
use crate::facets::{Facet, FacetCounts, ValueCount};
use crate::geo::Bbox;
use crate::index::Index;
use crate::query::{BadValue, Choice, Expected, Near, PAGE_SIZE, Query, Sort};
use crate::record::Slot;
use crate::select::{self, Filters, Selection};
use crate::shelf::Event;
use crate::words;

mod order;

use order::compare;

/// How many organisations an answer names.
const MOST_ORGANISATIONS: usize = 20;

/// A page of events and everything that stands around it.
#[derive(Debug, Serialize)]
pub struct Answer<'c> {
    /// How many events match.
    pub total: usize,
    /// How many of them are not on the map (online, or moved there).
    pub without_point: usize,
    /// How many of them are cancelled; they are counted in `total` too.
    pub cancelled: usize,
    /// The page, the first being 1; past the last page there are no hits.
    pub page: u32,
    /// How many pages; 0 without a match.
    pub pages: u32,
    /// The order that was followed.
    pub sort: Sort,
    /// The events of the page, at most [`PAGE_SIZE`].
    pub hits: Vec<Hit<'c>>,
    /// Sectors, audiences, formats, modes, access needs, tags, and the fullest organisations.
    pub facets: Vec<FacetCounts<'c>>,
    /// How many events on each day of the week, and on each other day that has one; an event of two days counts on both.
    pub days: Vec<DayCount>,
    /// How many events in each région, by code, following every filter but the territory.
    pub regions: Vec<ValueCount<'c>>,
    /// How many events in each département, by code, following every filter but the territory.
    pub departments: Vec<ValueCount<'c>>,
    /// The smallest box that holds what the map shows; `None` when it shows nothing.
    pub bbox: Option<Bbox>,
    /// The words found, to be marked in texts.
    #[serde(skip)]
    pub marks: Marks<'c>,
    /// Words taken for others, one letter apart, as typed (folded).
    pub forgiven: Vec<String>,
}

/// An event of a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit<'c> {
    /// The event.
    pub event: Event<'c>,
    /// How well it answers the words; only its order means something. `None` without words.
    pub relevance: Option<f32>,
    /// How far from the circle's centre, in kilometres.
    pub distance_km: Option<f64>,
    /// The slot to show: the next one that is not over, else the last, of the days asked for.
    pub slot: Option<Slot>,
    /// Whether every slot asked for is over.
    pub over: bool,
}

/// How many events on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DayCount {
    /// The day, local to the events.
    pub day: Date,
    /// How many events, all filters but the days being followed.
    pub count: u32,
    /// Whether it is a day of the edition's week.
    pub in_week: bool,
    /// Whether the query asks for it.
    pub chosen: bool,
}

/// Tells where the words found stand in a text.
#[derive(Clone)]
pub struct Marks<'c> {
    index: &'c Index,
    stems: BTreeSet<u32>,
}

impl std::fmt::Debug for Marks<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Marks")
            .field("stems", &self.stems)
            .finish_non_exhaustive()
    }
}

impl Marks<'_> {
    /// Where to mark a text, in bytes, from its beginning to its end.
    pub fn in_text(&self, text: &str) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        if self.stems.is_empty() {
            return ranges;
        }
        words::each(text, &mut String::new(), |folded, at| {
            if self.index.is_found(folded, &self.stems) {
                ranges.push(at);
            }
        });
        ranges
    }
}

impl Catalogue {
    /// The edition's facts, as the catalogue was told.
    pub fn facts(&self) -> &crate::EditionFacts {
        &self.facts
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there is no event.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The public revision that this is the picture of.
    pub fn revision(&self) -> i64 {
        self.revision
    }

    /// A number that changes with the content: the same on every node that built the same picture.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// A strong entity tag for answers to the query at that moment, quotes included. It changes with the
    /// content, with the query, and when a slot ends (which moves its event in the order of dates).
    pub fn etag(&self, query: &Query, now: Timestamp) -> String {
        let mut hash = Fnv::default();
        hash.add(query.to_query_string().as_bytes());
        let over = self.slots.over(now.as_second());
        format!("\"{:x}-{:x}-{:x}\"", self.fingerprint, over, hash.0)
    }

    /// When the next slot ends after a moment: until then, answers to the same query stay the same.
    pub fn next_end(&self, now: Timestamp) -> Option<Timestamp> {
        let end = self.slots.next_end(now.as_second())?;
        Timestamp::from_second(end).ok()
    }

    /// Drops from a query the sectors, formats, audiences and tags that the edition does not know, and names them.
    pub fn settle(&self, query: &mut Query) -> Vec<BadValue> {
        let mut bad = Vec::new();
        for choice in [
            Choice::Sector,
            Choice::Audience,
            Choice::Format,
            Choice::Tag,
        ] {
            let facet = self.facet(choice);
            let (known, unknown): (Vec<_>, Vec<_>) = query
                .chosen(choice)
                .into_iter()
                .partition(|slug| facet.find(slug).is_some());
            if let Some(set) = query.words_mut(choice) {
                *set = known.into_iter().collect();
            }
            bad.extend(unknown.into_iter().map(|value| BadValue {
                parameter: choice.word(),
                value,
                expected: Expected::Known,
            }));
        }
        bad
    }

    /// The answer to a query, as it stands at a moment.
    pub fn search(&self, query: &Query, now: Timestamp) -> Answer<'_> {
        let filters = self.filters(query);
        let selection = self.selection(filters.without(None));
        let order = self.order(query, &filters);
        let hits = self.page(query, order, &filters, &selection, now.as_second());
        let (facets, regions, departments, days) = self.counts(query, &filters, &selection);
        let (stems, forgiven) = filters
            .found
            .map(|found| (found.stems, found.forgiven))
            .unwrap_or_default();
        Answer {
            total: selection.total(),
            without_point: (selection.total - selection.on_map) as usize,
            cancelled: match selection.bits() {
                Some(bits) => self.cancelled.count_common(bits) as usize,
                None => self.cancelled.count() as usize,
            },
            page: query.page_number(),
            pages: selection.total().div_ceil(PAGE_SIZE) as u32,
            sort: order,
            hits,
            facets,
            days,
            regions,
            departments,
            bbox: self.extent(&selection),
            marks: Marks {
                index: &self.index,
                stems,
            },
            forgiven,
        }
    }

    /// The marks of a text alone, for the page of an event that was found by it.
    pub fn marks(&self, text: &str) -> Marks<'_> {
        let found = self.index.search(text);
        Marks {
            index: &self.index,
            stems: found.map(|found| found.stems).unwrap_or_default(),
        }
    }

    /// Every event that matches, in the order of the list; the query's page does not matter.
    pub fn iter(&self, query: &Query, now: Timestamp) -> impl Iterator<Item = Event<'_>> + use<'_> {
        let filters = self.filters(query);
        let selection = self.selection(filters.without(None));
        let mut all = self.rankings(
            query,
            self.order(query, &filters),
            &filters,
            &selection,
            now.as_second(),
        );
        all.sort_unstable_by(compare);
        all.into_iter().map(|ranking| self.at(ranking.2))
    }

    /// Every event that matches, the latest label first.
    pub fn latest(&self, query: &Query) -> impl Iterator<Item = Event<'_>> + use<'_> {
        let filters = self.filters(query);
        let selection = self.selection(filters.without(None));
        let mut all: Vec<(i64, u32)> = selection
            .iter()
            .map(|event| (self.shelf.labelled_at(event), event))
            .collect();
        all.sort_unstable_by_key(|&(at, event)| (std::cmp::Reverse(at), event));
        all.into_iter().map(|(_, event)| self.at(event))
    }

    /// Every event of an organisation, by date.
    pub fn by_organisation(&self, slug: &str, now: Timestamp) -> Vec<Hit<'_>> {
        let Some(value) = self.facets.organisations.find(slug) else {
            return Vec::new();
        };
        let query = Query::default();
        let members = self.facets.organisations.members(value).iter();
        let mut all: Vec<_> = members
            .map(|&event| self.by_date(&query, event, now.as_second()))
            .collect();
        all.sort_unstable_by(compare);
        all.into_iter()
            .map(|ranking| self.hit(&query, ranking.2, None, now.as_second()))
            .collect()
    }

    /// The events nearest to one, itself left out, at most `most` and at most 500 km away; none when it is not on the map.
    pub fn near(&self, slug: &str, most: usize, now: Timestamp) -> Vec<Hit<'_>> {
        let Some(event) = self.number(slug) else {
            return Vec::new();
        };
        let Some(point) = self.points.get(event as usize).map(|packed| packed.point()) else {
            return Vec::new();
        };
        let mut near = Near { point, km: 2.0 };
        let mut around = self.in_circle(near);
        while around.count() as usize <= most && near.km < 500.0 {
            near.km = (near.km * 4.0).min(500.0);
            around = self.in_circle(near);
        }
        let query = Query::default().with_near(Some(near));
        let others = around.iter().filter(|&other| other != event);
        let mut all: Vec<_> = others.map(|other| self.by_distance(near, other)).collect();
        all.sort_unstable_by(compare);
        all.into_iter()
            .take(most)
            .map(|ranking| self.hit(&query, ranking.2, None, now.as_second()))
            .collect()
    }

    fn facet(&self, choice: Choice) -> &Facet {
        match choice {
            Choice::Sector => &self.facets.sectors,
            Choice::Audience => &self.facets.audiences,
            Choice::Format => &self.facets.formats,
            Choice::Territory => &self.facets.departments,
            Choice::Day => &self.facets.days,
            Choice::Mode => &self.facets.modes,
            Choice::Access => &self.facets.access,
            Choice::Tag => &self.facets.tags,
            Choice::Organisation => &self.facets.organisations,
        }
    }

    #[allow(
        clippy::type_complexity,
        reason = "four lists that share one pass, taken apart at once by the caller"
    )]
    fn counts<'c>(
        &'c self,
        query: &Query,
        filters: &Filters<'_>,
        selection: &Selection,
    ) -> (
        Vec<FacetCounts<'c>>,
        Vec<ValueCount<'c>>,
        Vec<ValueCount<'c>>,
        Vec<DayCount>,
    ) {
        // A facet without a filter of its own follows exactly what was selected.
        let own = |choice: Choice| filters.has(choice).then(|| filters.without(Some(choice)));
        let count = |choice: Choice, facet: &'c Facet| {
            let set = own(choice);
            let set: Option<&Bits> = set.as_ref().map_or(selection.bits(), Option::as_ref);
            values(query, choice, facet, facet.counts(set))
        };
        let shown = [
            Choice::Sector,
            Choice::Audience,
            Choice::Format,
            Choice::Mode,
            Choice::Access,
            Choice::Tag,
        ];
        let mut facets: Vec<_> = shown
            .into_iter()
            .map(|choice| FacetCounts {
                choice,
                values: count(choice, self.facet(choice)),
            })
            .collect();
        let own_organisations = own(Choice::Organisation);
        let set = own_organisations
            .as_ref()
            .map_or(selection.bits(), Option::as_ref);
        let organisations = self.organisations(query, set);
        facets.push(FacetCounts {
            choice: Choice::Organisation,
            values: organisations,
        });
        let regions = count(Choice::Territory, &self.facets.regions);
        let departments = count(Choice::Territory, &self.facets.departments);
        let days = count(Choice::Day, &self.facets.days).into_iter();
        let days = days
            .filter_map(|value| self.day(query, value.value.parse().ok()?, value.count))
            .collect();
        (facets, regions, departments, days)
    }

    /// The chosen organisations, then the fullest ones.
    fn organisations<'c>(&'c self, query: &Query, set: Option<&Bits>) -> Vec<ValueCount<'c>> {
        let facet = &self.facets.organisations;
        let counts = facet.counts(set);
        let chosen: Vec<u32> = query
            .organisations
            .iter()
            .filter_map(|slug| facet.find(slug))
            .collect();
        let most = MOST_ORGANISATIONS.max(chosen.len());
        // Most of them have one event or two: which of these is shown is decided by where their first event stands, which is
        // known at once, and not by comparing thousands of names.
        let mut shown: Vec<(bool, u32, u32)> = Vec::with_capacity(2 * most);
        let first = |value: u32| facet.members(value).first();
        let fuller = |a: &(bool, u32, u32), b: &(bool, u32, u32)| {
            (b.0, b.1)
                .cmp(&(a.0, a.1))
                .then_with(|| first(a.2).cmp(&first(b.2)))
        };
        let mut least = 1;
        for (value, &count) in (0..).zip(&counts) {
            let chosen = !chosen.is_empty() && chosen.contains(&value);
            if count < least && !chosen {
                continue;
            }
            shown.push((chosen, count, value));
            if shown.len() == 2 * most {
                shown.select_nth_unstable_by(most - 1, fuller);
                shown.truncate(most);
                let counts = shown.iter().filter(|(chosen, ..)| !chosen);
                least = counts.map(|(_, count, _)| *count).min().unwrap_or(1).max(1);
            }
        }
        shown.sort_unstable_by(fuller);
        shown.truncate(most);
        shown.sort_unstable_by(|a, b| {
            (b.0, b.1)
                .cmp(&(a.0, a.1))
                .then_with(|| facet.slug(a.2).cmp(facet.slug(b.2)))
        });
        let told = shown.into_iter();
        told.map(|(chosen, count, value)| ValueCount {
            value: facet.slug(value),
            count,
            chosen,
        })
        .collect()
    }

    fn day(&self, query: &Query, day: Date, count: u32) -> Option<DayCount> {
        let in_week = self.facts.first_day <= day && day <= self.facts.last_day;
        let chosen = select::wants_days(query) && select::wants_day(query, day);
        (in_week || count > 0 || chosen).then_some(DayCount {
            day,
            count,
            in_week,
            chosen,
        })
    }

    /// The smallest box around what the map shows of a selection.
    pub fn extent(&self, selection: &Selection) -> Option<Bbox> {
        let Some(bits) = selection.bits() else {
            return self.extents.iter().copied().reduce(Bbox::with);
        };
        let located = self.points.len() as u32;
        let mut bbox: Option<Bbox> = None;
        let blocks = bits.words().chunks(EXTENT_WORDS);
        for ((words, whole), block) in blocks.zip(&self.extents).zip(0u32..) {
            // Neighbours in number are neighbours on the ground: most blocks lie within what is known already.
            if bbox.is_some_and(|bbox| bbox.holds(whole)) {
                continue;
            }
            for (&word, at) in words.iter().zip(0u32..) {
                let base = (block * EXTENT_WORDS as u32 + at) * 64;
                for event in (Ones { word, base }).take_while(|&event| event < located) {
                    let own = Bbox::of(self.points[event as usize].point());
                    bbox = Some(bbox.map_or(own, |bbox| bbox.with(own)));
                }
            }
        }
        bbox
    }
}

fn values<'c>(
    query: &Query,
    choice: Choice,
    facet: &'c Facet,
    counts: Vec<u32>,
) -> Vec<ValueCount<'c>> {
    let slugs = facet.slugs().zip(counts);
    slugs
        .map(|(value, count)| ValueCount {
            value,
            count,
            chosen: query.has(choice, value),
        })
        .collect()
}

//! What a set of events amounts to: how many, when, of which sector, where, by whom. Counted from the records, never told.

use jiff::Span;
use serde::Serialize;

use crate::build::Catalogue;
use crate::facets::Facet;
use crate::query::{Mode, Query};
use crate::select::Selection;

/// The longest week that is drawn day by day; the window of an edition may be a whole year.
const MOST_DAYS: i64 = 31;

/// What the events of a query amount to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figures<'c> {
    /// How many events.
    pub total: u32,
    /// How many of them are cancelled; they are counted everywhere else too.
    pub cancelled: u32,
    /// How many answer at least one access need.
    pub accessible: u32,
    /// How many may be followed online, on site too or not.
    pub online: u32,
    /// How many organisations hold them.
    pub organisers: u32,
    /// In how many communes.
    pub communes: u32,
    /// In how many départements.
    pub departments: u32,
    /// How many on each day of the edition's week; empty when that "week" is longer than a month.
    pub week: Vec<u32>,
    /// The same for each sector of the edition, in its order; an event of two sectors counts in both.
    pub by_sector: Vec<Part<'c>>,
    /// The same for each département that holds one of them, by code.
    pub by_department: Vec<Part<'c>>,
}

/// A part of the events: those that have one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part<'c> {
    /// The sector's slug, the département's code.
    pub value: &'c str,
    /// How many events.
    pub count: u32,
    /// How many on each day of the edition's week.
    pub week: Vec<u32>,
}

/// A count by value and by day, filled event by event.
struct Table<'c> {
    facet: &'c Facet,
    counts: Vec<u32>,
    weeks: Vec<u32>,
    days: usize,
}

impl<'c> Table<'c> {
    fn new(facet: &'c Facet, days: usize) -> Table<'c> {
        let values = facet.slugs().count();
        Table {
            facet,
            counts: vec![0; values],
            weeks: vec![0; values * days],
            days,
        }
    }

    fn add(&mut self, event: u32, days: &[usize]) {
        for &value in self.facet.of(event) {
            let value = value as usize;
            self.counts[value] += 1;
            days.iter()
                .for_each(|day| self.weeks[value * self.days + day] += 1);
        }
    }

    /// How many values have an event.
    fn held(&self) -> u32 {
        self.counts.iter().filter(|count| **count > 0).count() as u32
    }

    fn parts(&self, kept: impl Fn(u32) -> bool) -> Vec<Part<'c>> {
        let values = self.facet.slugs().zip(&self.counts).enumerate();
        values
            .filter(|(_, (_, count))| kept(**count))
            .map(|(at, (value, &count))| Part {
                value,
                count,
                week: self.weeks[at * self.days..(at + 1) * self.days].to_vec(),
            })
            .collect()
    }
}

impl Catalogue {
    /// What the events of a query amount to.
    pub fn figures(&self, query: &Query) -> Figures<'_> {
        self.figures_of(&self.select(query))
    }

    fn figures_of(&self, selection: &Selection) -> Figures<'_> {
        let facets = &self.facets;
        let places = self.places_in_week();
        let days = places.iter().flatten().max().map_or(0, |last| last + 1);
        let mut sectors = Table::new(&facets.sectors, days);
        let mut departments = Table::new(&facets.departments, days);
        let mut organisers = Table::new(&facets.organisations, 0);
        let mut communes = Table::new(&facets.communes, 0);
        let mut week = vec![0; days];
        let (mut cancelled, mut accessible, mut online) = (0, 0, 0);
        for event in selection.iter() {
            let of_week: Vec<usize> = facets
                .days
                .of(event)
                .iter()
                .filter_map(|&day| places[day as usize])
                .collect();
            of_week.iter().for_each(|day| week[*day] += 1);
            sectors.add(event, &of_week);
            departments.add(event, &of_week);
            organisers.add(event, &[]);
            communes.add(event, &[]);
            cancelled += u32::from(self.cancelled.contains(event));
            accessible += u32::from(!facets.access.of(event).is_empty());
            let mode = facets.modes.of(event).first();
            let on_site = mode.is_none_or(|&mode| Mode::ALL[mode as usize] == Mode::OnSite);
            online += u32::from(!on_site);
        }
        Figures {
            total: selection.total,
            cancelled,
            accessible,
            online,
            organisers: organisers.held(),
            communes: communes.held(),
            departments: departments.held(),
            week,
            by_sector: sectors.parts(|_| true),
            by_department: departments.parts(|count| count > 0),
        }
    }

    /// For each day of the facet, its place in the edition's week.
    fn places_in_week(&self) -> Vec<Option<usize>> {
        let (first, last) = (self.facts.first_day, self.facts.last_day);
        let short = first
            .checked_add(Span::new().days(MOST_DAYS))
            .is_ok_and(|end| last < end);
        let place = |slug: &str| {
            let day: jiff::civil::Date = slug.parse().ok()?;
            let within = short && first <= day && day <= last;
            within.then(|| usize::try_from((day - first).get_days()).ok())?
        };
        self.facets.days.slugs().map(place).collect()
    }
}

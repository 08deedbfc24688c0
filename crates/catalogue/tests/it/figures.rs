//! Figures: what a query's events amount to, counted again in the plainest way.

use std::collections::BTreeSet;

use catalogue::{EditionFacts, Mode, Part, Query, Record, Status};
use jiff::civil::date;
use proptest::prelude::*;

use crate::model::{self, Naive};

/// How many of the records are held on each day of the week.
fn week(records: &[&Record]) -> Vec<u32> {
    (0..7)
        .map(|offset| {
            let day = model::day(offset);
            let on = |record: &&&Record| model::days_of(record).contains(&day);
            records.iter().filter(on).count() as u32
        })
        .collect()
}

fn those<'r>(records: &[&'r Record], keep: impl Fn(&Record) -> bool) -> Vec<&'r Record> {
    let kept = records.iter().copied();
    kept.filter(|record| keep(record)).collect()
}

/// How many different texts there are.
fn kinds<'r>(texts: impl Iterator<Item = &'r str>) -> u32 {
    texts.collect::<BTreeSet<_>>().len() as u32
}

proptest! {
    #[test]
    fn figures_are_those_of_the_records(records in model::records(40), query in model::query()) {
        let naive = Naive::new(&records);
        let own = naive.matching(&query, None);
        let catalogue = model::build(&records);
        let figures = catalogue.figures(&query);
        let count = |keep: &dyn Fn(&Record) -> bool| those(&own, keep).len() as u32;
        prop_assert_eq!(figures.total, own.len() as u32);
        prop_assert_eq!(figures.cancelled, count(&|record| record.status == Status::Cancelled));
        prop_assert_eq!(figures.accessible, count(&|record| !record.access.is_empty()));
        prop_assert_eq!(figures.online, count(&|record| record.mode != Mode::OnSite));
        prop_assert_eq!(figures.organisers, kinds(own.iter().map(|record| record.organisation.slug.as_str())));
        prop_assert_eq!(figures.communes, kinds(own.iter().filter_map(|record| record.commune.as_ref()).map(|commune| commune.code.as_str())));
        prop_assert_eq!(figures.departments, kinds(own.iter().filter_map(|record| record.department.as_deref())));
        prop_assert_eq!(&figures.week, &week(&own));
        for sector in ["bois", "numerique", "sante"] {
            let held = those(&own, |record| record.sectors.iter().any(|slug| slug == sector));
            let told = figures.by_sector.iter().find(|part| part.value == sector);
            let expected = Part { value: sector, count: held.len() as u32, week: week(&held) };
            prop_assert_eq!(told, Some(&expected));
        }
        for part in &figures.by_department {
            let held = those(&own, |record| record.department.as_deref() == Some(part.value));
            prop_assert_eq!(part, &Part { value: part.value, count: held.len() as u32, week: week(&held) });
        }
        prop_assert_eq!(figures.by_department.iter().map(|part| part.count).sum::<u32>(), count(&|record| record.department.is_some()));
    }
}

#[test]
fn a_window_of_a_year_is_no_week() {
    let facts = EditionFacts {
        first_day: date(2018, 1, 1),
        last_day: date(2018, 12, 31),
        ..model::facts()
    };
    let record = Record {
        slug: "visite".to_owned(),
        sectors: vec!["bois".to_owned()],
        ..Record::default()
    };
    let catalogue = catalogue::Catalogue::build(facts, vec![record], 1);
    let figures = catalogue.figures(&Query::default());
    assert_eq!(figures.week, Vec::<u32>::new());
    assert_eq!((figures.total, figures.by_sector[0].count), (1, 1));
}

//! Lists: totals, facets, days, territories, order.

use std::collections::BTreeSet;

use catalogue::{Answer, Choice, Event, PAGE_SIZE, Query, Record, Sort, SuggestionKind};
use jiff::Timestamp;
use proptest::prelude::*;

use crate::model::{self, Naive};

fn now(hours: i64) -> Timestamp {
    Timestamp::from_second(model::first_moment() + hours * 3600).unwrap()
}

fn count(records: &[&Record], has: impl Fn(&Record) -> bool) -> u32 {
    records.iter().filter(|record| has(record)).count() as u32
}

fn has(record: &Record, choice: Choice, value: &str) -> bool {
    let within = |list: &[String]| list.iter().any(|slug| slug == value);
    match choice {
        Choice::Sector => within(&record.sectors),
        Choice::Audience => within(&record.audiences),
        Choice::Format => record.format == value,
        Choice::Tag => within(&record.tags),
        Choice::Mode => record.mode.word() == value,
        Choice::Access => record.access.iter().any(|need| need.word() == value),
        Choice::Organisation => record.organisation.slug == value,
        Choice::Territory => {
            record.region.as_deref() == Some(value) || record.department.as_deref() == Some(value)
        }
        Choice::Day => model::days_of(record)
            .iter()
            .any(|day| day.to_string() == value),
    }
}

fn same_counts(answer: &Answer<'_>, naive: &Naive, query: &Query) -> Result<(), TestCaseError> {
    for facet in &answer.facets {
        let others = naive.matching(query, Some(facet.choice));
        for value in &facet.values {
            let expected = count(&others, |record| has(record, facet.choice, value.value));
            prop_assert_eq!(value.count, expected, "{:?} {}", facet.choice, value.value);
            prop_assert_eq!(value.chosen, query.has(facet.choice, value.value));
        }
    }
    let others = naive.matching(query, Some(Choice::Territory));
    for value in answer.regions.iter().chain(&answer.departments) {
        prop_assert_eq!(
            value.count,
            count(&others, |record| has(
                record,
                Choice::Territory,
                value.value
            )),
            "{}",
            value.value
        );
    }
    let others = naive.matching(query, Some(Choice::Day));
    for day in &answer.days {
        prop_assert_eq!(
            day.count,
            count(&others, |record| model::days_of(record).contains(&day.day)),
            "{}",
            day.day
        );
    }
    let told: BTreeSet<_> = answer.days.iter().map(|day| day.day).collect();
    prop_assert!(
        others
            .iter()
            .flat_map(|record| model::days_of(record))
            .all(|day| told.contains(&day))
    );
    prop_assert_eq!(answer.days.iter().filter(|day| day.in_week).count(), 7);
    Ok(())
}

/// What a list by date is sorted by: coming before over, then the beginning of the slot shown.
fn date_key(query: &Query, record: &Record, now: Timestamp) -> (u8, i64) {
    let asked = !query.days.is_empty() || query.from.is_some() || query.to.is_some();
    let wanted = |slot: &&catalogue::Slot| {
        !asked
            || [slot.first_day, slot.last_day]
                .iter()
                .any(|day| model::wants(query, *day))
    };
    let mut slots: Vec<_> = record.slots.iter().filter(wanted).collect();
    slots.sort();
    match (
        slots.iter().find(|slot| slot.end > now.as_second()),
        slots.last(),
    ) {
        (Some(next), _) => (0, next.start),
        (None, Some(last)) => (1, last.start),
        (None, None) => (2, 0),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn answers_agree_with_a_naive_reading(records in model::records(60), query in model::query(), hours in 0i64..220) {
        let catalogue = model::build(&records);
        let naive = Naive::new(&records);
        let matching = naive.matching(&query, None);
        let answer = catalogue.search(&query, now(hours));
        prop_assert_eq!(answer.total, matching.len());
        prop_assert_eq!(answer.without_point, count(&matching, |r| r.on_map().is_none()) as usize);
        prop_assert_eq!(answer.cancelled, count(&matching, |r| r.status == catalogue::Status::Cancelled) as usize);
        prop_assert_eq!(answer.hits.len(), matching.len().min(PAGE_SIZE));
        prop_assert_eq!(answer.pages as usize, matching.len().div_ceil(PAGE_SIZE));
        let ids: BTreeSet<i64> = catalogue.iter(&query, now(hours)).map(|event| event.id).collect();
        prop_assert_eq!(ids, matching.iter().map(|record| record.id).collect::<BTreeSet<_>>());
        same_counts(&answer, &naive, &query)?;
        let on_map: Vec<_> = matching.iter().filter_map(|record| record.on_map()).collect();
        prop_assert_eq!(answer.bbox.is_some(), !on_map.is_empty());
        if let Some(bbox) = answer.bbox {
            prop_assert!(on_map.iter().all(|point| bbox.contains(*point)));
            prop_assert!(on_map.iter().any(|point| point.lon == bbox.west) && on_map.iter().any(|point| point.lat == bbox.north));
        }
    }

    #[test]
    fn pages_follow_the_order_asked_for(records in model::records(70), query in model::query(), hours in 0i64..220) {
        let catalogue = model::build(&records);
        let find = |event: &Event<'_>| records.iter().find(|record| record.id == event.id).unwrap();
        let dated = query.with_sort(Some(Sort::Date));
        let pages = catalogue.search(&dated, now(hours)).pages;
        let listed: Vec<Event<'_>> = (1..=pages.max(1))
            .flat_map(|page| catalogue.search(&dated.with_page(page), now(hours)).hits)
            .map(|hit| hit.event)
            .collect();
        let streamed: Vec<i64> = catalogue.iter(&dated, now(hours)).map(|event| event.id).collect();
        prop_assert_eq!(listed.iter().map(|event| event.id).collect::<Vec<_>>(), streamed);
        prop_assert!(listed.is_sorted_by_key(|event| date_key(&dated, find(event), now(hours))));
        let near = catalogue.search(&query.with_sort(Some(Sort::Distance)), now(hours));
        if query.near.is_some() {
            prop_assert!(near.hits.is_sorted_by(|a, b| a.distance_km <= b.distance_km));
        }
        let best = catalogue.search(&query.with_sort(Some(Sort::Relevance)), now(hours));
        prop_assert!(best.hits.is_sorted_by(|a, b| a.relevance >= b.relevance));
        prop_assert!(catalogue.search(&dated.with_page(pages + 1), now(hours)).hits.is_empty());
    }

    #[test]
    fn what_was_told_of_an_event_is_what_is_shown(records in model::records(30)) {
        let catalogue = model::build(&records);
        prop_assert_eq!(catalogue.len(), records.len());
        for record in &records {
            let event = catalogue.event(&record.slug).unwrap();
            prop_assert_eq!(event.id, record.id);
            prop_assert_eq!(event.title, &record.title);
            prop_assert_eq!(&event.sectors, &record.sectors);
            prop_assert_eq!(event.format, &record.format);
            prop_assert_eq!(&event.access, &record.access);
            prop_assert_eq!((event.mode, event.status, event.full), (record.mode, record.status, record.full));
            prop_assert_eq!(event.point, record.on_map());
            prop_assert_eq!(event.commune_name, record.commune.as_ref().map_or("", |commune| &commune.name));
            prop_assert_eq!(event.slots.iter().collect::<BTreeSet<_>>(), record.slots.iter().collect::<BTreeSet<_>>());
            prop_assert_eq!(catalogue.event_by_id(record.id).map(|event| event.slug), Some(record.slug.as_str()));
            let neighbours = catalogue.near(&record.slug, 5, now(0));
            prop_assert!(neighbours.is_sorted_by(|a, b| a.distance_km <= b.distance_km));
            prop_assert!(neighbours.iter().all(|hit| hit.event.id != record.id));
        }
        prop_assert!(catalogue.event("personne").is_none());
        let structures: usize = (0..4).map(|n| catalogue.by_organisation(&format!("structure-{n}"), now(0)).len()).sum();
        prop_assert_eq!(structures, records.len());
    }
}

#[test]
fn words_found_are_marked_and_typos_are_told() {
    let record = Record {
        title: "Les métiers de la fonderie".to_owned(),
        slug: "a".to_owned(),
        ..Record::default()
    };
    let catalogue = model::build(&[record]);
    let (query, _) = Query::read([("q", "fondreie metier")]);
    let answer = catalogue.search(&query, now(0));
    assert_eq!(answer.total, 1);
    assert_eq!(answer.forgiven, ["fondreie"]);
    let title = answer.hits[0].event.title;
    let marked: Vec<&str> = answer
        .marks
        .in_text(title)
        .into_iter()
        .map(|range| &title[range])
        .collect();
    assert_eq!(marked, ["métiers", "fonderie"]);
}

#[test]
fn typed_letters_are_completed_by_places_organisations_events_and_words() {
    let record = Record {
        slug: "visite-de-la-fonderie".to_owned(),
        title: "Visite de la fonderie".to_owned(),
        organisation: catalogue::Organisation {
            slug: "ateliers-auscitains".to_owned(),
            name: "Ateliers auscitains".to_owned(),
            siret: None,
        },
        commune: Some(catalogue::Commune {
            code: "c32013".to_owned(),
            name: "Auch".to_owned(),
        }),
        ..Record::default()
    };
    let catalogue = model::build(&[record]);
    let told = |typed: &str| -> Vec<String> {
        catalogue
            .suggest(typed, 5)
            .into_iter()
            .map(|s| format!("{:?} {}", s.kind, s.value))
            .collect()
    };
    assert_eq!(
        told("au"),
        [
            "Place c32013",
            "Organisation ateliers-auscitains",
            "Event visite-de-la-fonderie",
            "Word auch",
            "Word auscitains"
        ]
    );
    assert_eq!(
        told("FOND"),
        ["Event visite-de-la-fonderie", "Word fonderie"]
    );
    assert!(told("a").is_empty());
    // One typo is forgiven from five letters on.
    assert_eq!(
        told("atelirs"),
        [
            "Organisation ateliers-auscitains",
            "Event visite-de-la-fonderie"
        ]
    );
    assert!(told("atl").is_empty());
}

#[test]
fn typed_letters_are_completed_by_the_choices_of_the_edition_that_have_events() {
    let record = Record {
        slug: "robots".to_owned(),
        sectors: vec!["numerique".to_owned()],
        format: "atelier".to_owned(),
        ..Record::default()
    };
    let catalogue = model::build(&[record]);
    let told = |typed: &str| -> Vec<String> {
        let found = catalogue.suggest(typed, 5).into_iter();
        found
            .filter(|s| matches!(s.kind, SuggestionKind::Sector | SuggestionKind::Format))
            .map(|s| format!("{:?} {} ({})", s.kind, s.value, s.count))
            .collect()
    };
    assert_eq!(told("nume"), ["Sector numerique (1)"]);
    assert_eq!(told("NUMÉRIQUE"), ["Sector numerique (1)"]);
    assert_eq!(told("numreique"), ["Sector numerique (1)"]);
    assert_eq!(told("ate"), ["Format atelier (1)"]);
    assert!(told("bois").is_empty(), "no event, no suggestion");
}

#[test]
fn a_tag_changes_with_the_content_the_query_and_the_end_of_a_slot() {
    let day = model::day(0);
    let slot = catalogue::Slot {
        start: model::first_moment(),
        end: model::first_moment() + 3600,
        first_day: day,
        last_day: day,
    };
    let record = Record {
        slug: "a".to_owned(),
        slots: vec![slot],
        ..Record::default()
    };
    let (everything, page) = (Query::default(), Query::default().with_page(2));
    let catalogue = model::build(std::slice::from_ref(&record));
    let tag = catalogue.etag(&everything, now(0));
    assert_eq!(
        tag,
        model::build(std::slice::from_ref(&record)).etag(&everything, now(0))
    );
    assert_ne!(tag, catalogue.etag(&page, now(0)));
    assert_ne!(tag, catalogue.etag(&everything, now(1)));
    let cancelled = Record {
        status: catalogue::Status::Cancelled,
        ..record
    };
    assert_ne!(tag, model::build(&[cancelled]).etag(&everything, now(0)));
}

#[test]
fn an_unknown_sector_is_named_and_dropped() {
    let catalogue = model::build(&[]);
    let (mut query, bad) = Query::from_query_string("secteur=bois&secteur=licornes");
    assert!(bad.is_empty());
    let bad = catalogue.settle(&mut query);
    assert_eq!(
        bad.iter().map(|bad| bad.value.as_str()).collect::<Vec<_>>(),
        ["licornes"]
    );
    assert_eq!(query.to_query_string(), "secteur=bois");
}

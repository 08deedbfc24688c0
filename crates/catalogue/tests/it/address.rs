//! Queries as addresses.

use catalogue::{Choice, Expected, Query, Sort};
use proptest::prelude::*;

use crate::model;

fn bad(address: &str) -> Vec<(&'static str, Expected)> {
    Query::from_query_string(address)
        .1
        .into_iter()
        .map(|bad| (bad.parameter, bad.expected))
        .collect()
}

proptest! {
    #[test]
    fn a_query_comes_back_from_its_address(query in model::query()) {
        let (back, bad) = Query::from_query_string(&query.to_query_string());
        // An end before the beginning is the one thing that an address cannot keep.
        prop_assume!(query.from.is_none() || query.to.is_none() || query.from <= query.to);
        prop_assert_eq!(bad, vec![]);
        prop_assert_eq!(back.to_query_string(), query.to_query_string());
        prop_assert_eq!(back, query);
    }

    #[test]
    fn whatever_is_typed_is_read_and_written_once(pairs in prop::collection::vec((select_name(), ".{0,40}|[-0-9.,]{1,30}"), 0..12)) {
        let (query, bad) = Query::read(pairs.iter().map(|(name, value)| (*name, value)));
        prop_assert!(bad.len() <= pairs.len() + 2);
        let written = query.to_query_string();
        let (again, bad) = Query::from_query_string(&written);
        prop_assert_eq!(bad, vec![]);
        prop_assert_eq!(again.to_query_string(), written);
        prop_assert_eq!(model::build(&[]).search(&query, jiff::Timestamp::UNIX_EPOCH).total, 0);
    }
}

fn select_name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "q",
        "secteur",
        "public",
        "format",
        "territoire",
        "jour",
        "du",
        "au",
        "mode",
        "acces",
        "places",
        "pres",
        "bbox",
        "tri",
        "page",
        "tag",
        "organisation",
        "autre",
    ])
}

#[test]
fn the_order_of_an_address_does_not_matter() {
    let (a, _) = Query::from_query_string(
        "page=2&territoire=32&secteur=bois&q=%20robot%20%20auch&secteur=aeronautique&x=1",
    );
    let (b, _) = Query::from_query_string(
        "q=robot+auch&secteur=aeronautique&secteur=bois&secteur=bois&territoire=32&page=2&jour=",
    );
    assert_eq!(a, b);
    assert_eq!(
        a.to_query_string(),
        "q=robot+auch&secteur=aeronautique&secteur=bois&territoire=32&page=2"
    );
    let (c, _) = Query::from_query_string("bbox=0.123456,43,1,44.5&pres=43.6,0.58,25");
    assert_eq!(
        c.to_query_string(),
        "pres=43.6,0.58,25&bbox=0.12346,43,1,44.5"
    );
}

#[test]
fn bad_values_are_named_and_ignored() {
    assert_eq!(bad("jour=2018-13-01"), [("jour", Expected::Date)]);
    assert_eq!(
        bad("jour=demain&mode=avion"),
        [("jour", Expected::Date), ("mode", Expected::Mode)]
    );
    assert_eq!(
        bad("du=2018-04-01&au=2018-03-26"),
        [("au", Expected::EndAfterStart)]
    );
    assert_eq!(bad("tri=distance"), [("tri", Expected::NearForDistance)]);
    assert_eq!(
        bad("tri=prix&page=0&places=beaucoup"),
        [
            ("tri", Expected::Sort),
            ("page", Expected::Page),
            ("places", Expected::One)
        ]
    );
    assert_eq!(
        bad("pres=91,0,10&bbox=1,2,3"),
        [("pres", Expected::Near), ("bbox", Expected::Bbox)]
    );
    assert_eq!(
        bad("pres=43,0,NaN&bbox=0,inf,1,2"),
        [("pres", Expected::Near), ("bbox", Expected::Bbox)]
    );
    assert_eq!(
        bad("secteur=B%C3%89ton&territoire=32%27"),
        [
            ("secteur", Expected::Slug),
            ("territoire", Expected::Territory)
        ]
    );
    assert_eq!(
        bad(&format!("q={}", "a".repeat(201))),
        [("q", Expected::ShorterText)]
    );
    let many: String = (0..41).map(|n| format!("secteur=s{n}&")).collect();
    assert_eq!(bad(&many), [("secteur", Expected::FewerValues)]);
    assert!(bad("q=&jour=&bbox=&inconnu=oui").is_empty());
}

#[test]
fn a_value_goes_in_and_out_and_the_page_starts_again() {
    let (query, _) = Query::from_query_string("secteur=bois&page=4");
    let two = query.toggle(Choice::Sector, "sante");
    assert_eq!(two.to_query_string(), "secteur=bois&secteur=sante");
    assert_eq!(
        two.toggle(Choice::Sector, "bois").to_query_string(),
        "secteur=sante"
    );
    assert_eq!(two.clear(Choice::Sector), Query::default());
    assert_eq!(query.with_page(1).to_query_string(), "secteur=bois");
    let day = query.toggle(Choice::Day, "2018-03-29");
    assert!(day.has(Choice::Day, "2018-03-29"));
    assert_eq!(day.filters(), 2);
    assert_eq!(
        day.toggle(Choice::Day, "2018-03-29").to_query_string(),
        "secteur=bois"
    );
    assert_eq!(
        query.with(Choice::Mode, "avion").to_query_string(),
        "secteur=bois"
    );
    assert_eq!(
        Query::default().with_text(" robots  ").order(),
        Sort::Relevance
    );
    assert!(Query::default().with_sort(Some(Sort::Date)).is_everything());
}

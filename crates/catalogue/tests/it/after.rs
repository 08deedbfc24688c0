//! Pictures that follow one another answer as one built whole, and so does one that was kept in a file.

use std::collections::BTreeMap;

use catalogue::{Catalogue, Query, Record};
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::model;

/// What happens between two pictures: events told anew or for the first time, and events hidden.
type Step = (Vec<(Index, Record)>, Vec<Index>);

fn step() -> impl Strategy<Value = Step> {
    let told = model::records(8).prop_flat_map(|records| {
        let indexes = prop::collection::vec(any::<Index>(), records.len());
        indexes.prop_map(move |indexes| indexes.into_iter().zip(records.clone()).collect())
    });
    (told, prop::collection::vec(any::<Index>(), 0..4))
}

/// Everything the catalogue says about a query, as text.
fn everything(catalogue: &Catalogue, query: &Query, now: Timestamp) -> Vec<String> {
    let answer = catalogue.search(query, now);
    let marks: Vec<_> = answer
        .hits
        .iter()
        .map(|hit| answer.marks.in_text(hit.event.title))
        .collect();
    let selection = catalogue.select(query);
    let mut said = vec![
        serde_json::to_string(&answer).unwrap(),
        format!("{marks:?}"),
        format!("{:?}", catalogue.iter(query, now).collect::<Vec<_>>()),
        format!("{:?}", catalogue.latest(query).collect::<Vec<_>>()),
        catalogue.etag(query, now),
        format!("{:?}", catalogue.next_end(now)),
    ];
    for zoom in [0, 4, 9, 14] {
        let clusters = catalogue.clusters_of(&selection, zoom);
        said.push(format!("{clusters:?}"));
    }
    for typed in ["rob", "visite", "fonderei", "auch", "saint", "marti"] {
        said.push(format!("{:?}", catalogue.suggest(typed, 5)));
    }
    said
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// However events come, change, move and go, the picture made step by step says what one made at once says, and the number
    /// by which nodes compare their pictures is the same.
    #[test]
    fn a_picture_made_step_by_step_is_one_made_at_once(
        first in model::records(25),
        steps in prop::collection::vec(step(), 1..5),
        queries in prop::collection::vec(model::query(), 1..6),
        hour in 0i64..220,
    ) {
        let now = Timestamp::from_second(model::first_moment() + hour * 3600).unwrap();
        let mut stand: BTreeMap<i64, Record> = first.into_iter().map(|record| (record.id, record)).collect();
        let mut catalogue = Catalogue::build(model::facts(), stand.values().cloned().collect(), 1);
        for (revision, (told, hidden)) in (2i64..).zip(steps) {
            let mut hidden: Vec<i64> = match stand.is_empty() {
                true => Vec::new(),
                false => hidden.iter().map(|at| *at.get(&stand.keys().copied().collect::<Vec<_>>())).collect(),
            };
            for id in &hidden {
                stand.remove(id);
            }
            let mut news = BTreeMap::new();
            for (at, mut record) in told {
                // One in two takes the place of an event that is there, the other is new.
                let known: Vec<i64> = stand.keys().copied().collect();
                let id = match at.index(2) {
                    0 if !known.is_empty() => *at.get(&known),
                    _ => at.index(5000) as i64 + 1000,
                };
                record.id = id;
                record.slug = format!("evenement-{id}");
                record.updated_at = Timestamp::from_second(1_500_000_000 + revision).unwrap();
                stand.insert(id, record.clone());
                news.insert(id, record);
            }
            hidden.retain(|id| !news.contains_key(id));
            catalogue = catalogue.after(news.into_values().collect(), &hidden, revision);
            let whole = Catalogue::build(model::facts(), stand.values().cloned().collect(), revision);
            prop_assert_eq!(catalogue.len(), whole.len());
            prop_assert_eq!(catalogue.fingerprint(), whole.fingerprint());
            prop_assert_eq!(catalogue.moments(1009), whole.moments(1009));
            for query in &queries {
                prop_assert_eq!(everything(&catalogue, query, now), everything(&whole, query, now));
            }
        }
        let mut file = Vec::new();
        catalogue.write("the same key", &mut file).unwrap();
        prop_assert!(Catalogue::read("another key", file.as_slice()).unwrap().is_none());
        let read = Catalogue::read("the same key", file.as_slice()).unwrap().unwrap();
        prop_assert_eq!(read.fingerprint(), catalogue.fingerprint());
        prop_assert_eq!(read.changed(), catalogue.changed());
        for query in &queries {
            prop_assert_eq!(everything(&read, query, now), everything(&catalogue, query, now));
        }
        // What follows a picture that was read is what follows the one that was written.
        let hidden: Vec<i64> = stand.keys().copied().take(1).collect();
        let (one, other) = (read.after(Vec::new(), &hidden, 99), catalogue.after(Vec::new(), &hidden, 99));
        for query in &queries {
            prop_assert_eq!(everything(&one, query, now), everything(&other, query, now));
        }
    }

    /// A file that is cut short or changed anywhere is refused, or read as what was written; never otherwise.
    #[test]
    fn a_file_that_is_not_whole_is_refused(records in model::records(12), at in any::<Index>(), cut in any::<bool>()) {
        let catalogue = model::build(&records);
        let mut file = Vec::new();
        catalogue.write("key", &mut file).unwrap();
        let at = at.index(file.len());
        if cut {
            file.truncate(at);
        } else {
            file[at] ^= 0x55;
        }
        let read = Catalogue::read("key", file.as_slice());
        // A byte that only says how much memory unpacking takes may be another one.
        if let Ok(Some(read)) = read {
            prop_assert!(!cut, "{} of {}", at, file.len());
            prop_assert_eq!(read.fingerprint(), catalogue.fingerprint());
        }
    }
}

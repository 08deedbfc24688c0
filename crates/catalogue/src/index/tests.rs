//! The index, tried on small texts.

use super::*;
use crate::plan::Plan;

fn index(texts: &[&str]) -> Index {
    made(texts.iter().map(|text| vec![Field { text, weight: 4 }]))
}

/// An index of events with these fields.
fn made<'a>(events: impl IntoIterator<Item = Vec<Field<'a>>>) -> Index {
    let none = Index::default();
    let mut indexer = Indexer::new(&none);
    let mut len = 0;
    for fields in events {
        indexer.add(len, Tongue::French, fields);
        len += 1;
    }
    indexer.finish(&Plan::whole(len))
}

fn numbers(index: &Index, text: &str) -> Vec<u32> {
    index
        .search(text)
        .map(|found| found.set.iter().collect())
        .unwrap_or_default()
}

#[test]
fn words_are_found_by_stem_by_beginning_and_despite_a_typo() {
    let index = index(&[
        "Visite d’une fonderie",
        "Les fonderies de l’Aveyron",
        "Atelier de robotique",
        "Visiter un musée",
    ]);
    assert_eq!(numbers(&index, "fonderies"), [0, 1]);
    assert_eq!(numbers(&index, "visites"), [0, 3]);
    assert_eq!(numbers(&index, "robo"), [2]);
    assert_eq!(numbers(&index, "robotqiue "), [2]);
    assert_eq!(numbers(&index, "rebotique"), [2]);
    assert_eq!(numbers(&index, "robotiqu"), [2]);
    assert_eq!(numbers(&index, "fodneries"), [0, 1]);
    assert_eq!(numbers(&index, "rbtique"), Vec::<u32>::new());
    assert_eq!(numbers(&index, "de la visite"), [0, 3]);
    assert_eq!(numbers(&index, "visite fonderie"), [0]);
    assert!(index.search(" ,; ").is_none());
}

#[test]
fn phrases_are_exact_and_stay_in_one_field() {
    let index = index(&[
        "Visite de la fonderie",
        "La fonderie, visite",
        "visite fonderie",
    ]);
    assert_eq!(numbers(&index, "« visite de la fonderie »"), [0]);
    assert_eq!(numbers(&index, "\"visite fonderie\""), [2]);
    assert_eq!(numbers(&index, "\"de la\""), [0]);
    assert_eq!(numbers(&index, "\"visite fon"), [0, 1, 2]);
    let fields = ["visite", "fonderie"].map(|text| Field { text, weight: 1 });
    let parted = made([fields.into_iter().collect()]);
    assert_eq!(numbers(&parted, "\"visite fonderie\""), Vec::<u32>::new());
}

#[test]
fn a_siret_is_one_word_however_it_is_typed() {
    let index = index(&["44306184100047 443061841", "autre"]);
    for typed in [
        "44306184100047",
        "443 061 841 00047",
        "443 061 841",
        "4430618",
    ] {
        assert_eq!(numbers(&index, typed), [0], "{typed}");
    }
}

#[test]
fn a_better_field_and_a_whole_word_count_more() {
    let words = [("robots", 1), ("robot", 8), ("robotique", 8)];
    let index = made(words.map(|(text, weight)| vec![Field { text, weight }]));
    let found = index.search("robot").unwrap();
    let mut events: Vec<(u32, f32)> = found.scores(None).collect();
    events.sort_by(|a, b| b.1.total_cmp(&a.1));
    assert_eq!(events[0].0, 1);
    assert_eq!(events.len(), 3);
}

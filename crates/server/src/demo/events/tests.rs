use std::collections::{BTreeMap, HashMap};

use catalogue::place::Gazetteer;
use domain::check::{self, Pin, Surroundings};
use domain::edition::{Edition, Rules, Stage};
use domain::event::Mode;
use domain::ids::{CampaignId, EditionId, OrganisationId};
use jiff::Timestamp;
use jiff::civil::date;

use super::*;
use crate::demo::editions;

fn gazetteer() -> Gazetteer {
    crate::pack::gazetteer().unwrap()
}

fn rules() -> Rules {
    editions::running(date(2026, 11, 24))
}

#[test]
fn the_same_plan_gives_the_same_events() {
    let (gazetteer, rules) = (gazetteer(), rules());
    let made = |seed| {
        let plan = Plan::new(&gazetteer, seed, &rules, None);
        let houses: Vec<_> = plan.houses(200).map(|house| format!("{house:?}")).collect();
        houses
    };
    assert_eq!(made(7), made(7));
    assert_ne!(made(7), made(8));
}

#[test]
fn every_event_may_be_labelled_and_none_has_a_blank_left() {
    let (gazetteer, rules) = (gazetteer(), rules());
    let edition = Edition {
        id: EditionId(1),
        campaign: CampaignId(1),
        slug: "x".into(),
        stage: Stage::Running {
            since: Timestamp::UNIX_EPOCH,
        },
        rules: rules.clone(),
        public_revision: 0,
        version: 1,
    };
    let plan = Plan::new(&gazetteer, 9, &rules, Some(("industrie-connectee", 30)));
    for made in plan.houses(6_000).flat_map(|house| house.events) {
        let mut content = made.content;
        content.organisation = Some(OrganisationId(1));
        let around = Surroundings {
            campaign_names: vec!["Semaine de l’Industrie".into()],
            pin: if content.place.point.is_some() {
                Pin::Agrees
            } else {
                Pin::None
            },
            commune_known: true,
            ..Surroundings::default()
        };
        let found = check::check(&content, &edition, &made.chain, &around);
        assert!(found.may_be_proposed(), "{found:?} in {content:?}");
        assert_eq!(found.warnings, [], "{content:?}");
        let said = format!(
            "{} {} {}",
            content.title, content.summary, content.description
        );
        assert!(!said.contains(['{', '}', '|']), "{said}");
        assert!(
            !said.contains("de le ") && !said.contains("de les ") && !said.contains(" à le "),
            "{said}"
        );
        for pair in ["?.", "..", "!.", ". .", "  "] {
            assert!(!said.contains(pair), "{pair} in {said}");
        }
    }
}

#[test]
fn the_programme_is_varied() {
    let (gazetteer, rules) = (gazetteer(), rules());
    let plan = Plan::new(&gazetteer, 11, &rules, None);
    let events: Vec<_> = plan.houses(2_400).flat_map(|house| house.events).collect();
    let mut titles: HashMap<&str, usize> = HashMap::new();
    let mut by_format: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_sector: BTreeMap<&str, usize> = BTreeMap::new();
    for made in &events {
        *titles.entry(&made.content.title).or_default() += 1;
        *by_format.entry(&made.content.format).or_default() += 1;
        *by_sector.entry(&made.content.sectors[0]).or_default() += 1;
    }
    assert!(titles.len() > 2_350, "{} titles", titles.len());
    assert_eq!((by_format.len(), by_sector.len()), (13, 10));
    assert!(by_sector.values().all(|count| *count > 60), "{by_sector:?}");
    let of = |wanted: &dyn Fn(&Made) -> bool| events.iter().filter(|made| wanted(made)).count();
    assert!(of(&|made| made.chain.home().as_str().starts_with("97")) > 30);
    assert!(of(&|made| made.chain.home().as_str() == HOME) >= 40);
    assert!(of(&|made| made.content.mode == Some(Mode::Online)) > 60);
    assert!(of(&|made| made.content.language == Language::En) > 20);
    assert!(of(&|made| matches!(made.fate, Fate::Cancelled(_))) > 15);
    assert!(of(&|made| made.fate == Fate::Full) > 60);
}

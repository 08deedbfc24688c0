use catalogue::place::Gazetteer;
use domain::territory::TerritoryCode;
use store::reviews::{QueueFilter, Standing};
use store::{DatabaseUrl, Store, reviews};

use super::*;

fn gazetteer() -> Gazetteer {
    crate::pack::gazetteer().unwrap()
}

/// A store in a folder of its own, which goes with the value.
struct Place {
    folder: std::path::PathBuf,
    store: Store,
}

impl Place {
    async fn new(name: &str) -> Place {
        let folder =
            std::env::temp_dir().join(format!("semaine-demo-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let url = DatabaseUrl::parse(None, &folder).unwrap();
        let store = Store::open(&url).await.unwrap();
        Place { folder, store }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn now() -> Timestamp {
    "2026-11-24T10:30:00Z".parse().unwrap()
}

#[tokio::test]
async fn the_demonstration_is_loaded_once_and_something_waits_everywhere() {
    let (gazetteer, place) = (gazetteer(), Place::new("whole").await);
    let loaded = load(&place.store, &gazetteer, 400, now(), &|_| ())
        .await
        .unwrap();
    assert_eq!(loaded.running, "2026");
    let again = load(&place.store, &gazetteer, 9, now(), &|_| ())
        .await
        .unwrap();
    assert_eq!(again, loaded);

    let mut conn = place.store.reader().await.unwrap();
    let editions = store::editions::editions(&mut conn).await.unwrap();
    assert_eq!(editions.len(), 16);
    let running = editions
        .iter()
        .find(|edition| edition.slug == "2026")
        .unwrap();
    assert!(running.takes_proposals(now()));
    let standings: Vec<Standing> = reviews::standings(&mut conn, running.id, now())
        .await
        .unwrap();
    let waiting: Vec<&TerritoryCode> = standings
        .iter()
        .filter(|standing| standing.waiting > 0)
        .map(|standing| &standing.home)
        .collect();
    let departements: Vec<&TerritoryCode> = gazetteer
        .departements()
        .map(|departement| &departement.code)
        .collect();
    let missing: Vec<_> = departements
        .into_iter()
        .filter(|code| !waiting.contains(code))
        .collect();
    assert_eq!(missing, Vec::<&TerritoryCode>::new());
    let sum = |count: fn(&Standing) -> u64| standings.iter().map(count).sum::<u64>();
    assert!(sum(|standing| standing.overdue) >= 5);
    assert!(sum(|standing| standing.returned) >= 10);
    assert_eq!(sum(|standing| standing.refused), 1);

    let gers = [TerritoryCode::parse("32").unwrap()];
    let counts = reviews::queue_counts(&mut conn, running.id, &gers, now())
        .await
        .unwrap();
    for filter in [QueueFilter::New, QueueFilter::Answered, QueueFilter::Edited] {
        assert!(
            counts
                .iter()
                .any(|(known, count)| *known == filter && *count > 0),
            "{filter:?} in {counts:?}"
        );
    }
}

#[tokio::test]
async fn a_site_in_use_is_left_alone() {
    let (gazetteer, place) = (gazetteer(), Place::new("used").await);
    let mut tx = place.store.begin().await.unwrap();
    campaign(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let refused = load(&place.store, &gazetteer, 10, now(), &|_| ()).await;
    assert!(matches!(refused, Err(Fault::InUse)));
}

#[tokio::test]
async fn only_an_empty_database_or_its_own_is_taken_for_the_demonstration() {
    let place = Place::new("free").await;
    assert!(
        matches!(found(&place.store).await, Ok(None)),
        "nobody is known there"
    );
    let mut tx = place.store.begin().await.unwrap();
    store::people::welcome(&mut tx, "equipe@semaine.example", "", "fr", now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(found(&place.store).await, Err(Fault::InUse)));

    let blank = Place::new("blank").await;
    let url = DatabaseUrl::parse(Some("sqlite:other.sqlite"), &blank.folder).unwrap();
    let store = Store::connect(&url).await.unwrap();
    assert!(
        matches!(found(&store).await, Ok(None)),
        "no schema is there"
    );
    assert!(
        store::migrate::is_blank(&store).await.unwrap(),
        "nor is one made"
    );
}

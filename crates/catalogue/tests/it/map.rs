//! Clusters and tiles: every event in exactly one, none over another, the same from every side.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::{APART, Catalogue, Cluster, MAX_ZOOM, Point, Query, Record, TILE_PIXELS};
use jiff::Timestamp;
use proptest::prelude::*;

use crate::model::{self, Naive};
use crate::mvt;

/// Where a point stands on the world's square, in pixels of a zoom.
fn pixels(point: Point, zoom: u8) -> (f64, f64) {
    let side = f64::from(TILE_PIXELS) * f64::from(1u32 << zoom);
    let lat = point
        .lat
        .clamp(-catalogue::MERCATOR_EDGE, catalogue::MERCATOR_EDGE)
        .to_radians();
    let x = (point.lon + 180.0) / 360.0 * side;
    let y = (1.0 - (lat.tan() + 1.0 / lat.cos()).ln() / std::f64::consts::PI) / 2.0 * side;
    (x, y)
}

fn apart(a: Point, b: Point, zoom: u8) -> f64 {
    let side = f64::from(TILE_PIXELS) * f64::from(1u32 << zoom);
    let ((ax, ay), (bx, by)) = (pixels(a, zoom), pixels(b, zoom));
    let dx = (ax - bx).abs();
    dx.min(side - dx).hypot(ay - by)
}

fn tile_of(point: Point, zoom: u8) -> (u32, u32) {
    let (x, y) = pixels(point, zoom);
    let last = (1u32 << zoom) - 1;
    let cut = |v: f64| ((v / f64::from(TILE_PIXELS)) as u32).min(last);
    (cut(x), cut(y))
}

/// Which feature each event is in, at a zoom.
fn homes(catalogue: &Catalogue, query: &Query, clusters: &[Cluster<'_>]) -> BTreeMap<i64, u64> {
    let mut homes = BTreeMap::new();
    for cluster in clusters {
        let events = catalogue.cluster_events(query, cluster.id);
        assert_eq!(events.len(), cluster.count as usize);
        for event in events {
            assert!(
                homes.insert(event.id, cluster.id).is_none(),
                "an event in two features"
            );
        }
    }
    homes
}

fn check_cluster(
    catalogue: &Catalogue,
    query: &Query,
    cluster: &Cluster<'_>,
) -> Result<(), TestCaseError> {
    let events = catalogue.cluster_events(query, cluster.id);
    prop_assert!(
        events
            .iter()
            .any(|event| event.point == Some(cluster.point)),
        "it stands where one of its events is"
    );
    prop_assert_eq!(cluster.event.is_some(), cluster.count == 1);
    if cluster.count == 1 {
        prop_assert!(cluster.opens.is_none() && cluster.ids.is_empty());
        return Ok(());
    }
    match cluster.opens {
        Some(zoom) => {
            let selection = catalogue.select(query);
            let deeper = catalogue.clusters_of(&selection, zoom);
            let homes = homes(catalogue, query, &deeper.clusters);
            let parts: BTreeSet<u64> = events.iter().map(|event| homes[&event.id]).collect();
            prop_assert!(parts.len() > 1, "it parts at {}", zoom);
            prop_assert!(cluster.ids.is_empty());
        }
        None => prop_assert_eq!(cluster.ids.len(), events.len().min(catalogue::MOST_IDS)),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn clusters_hold_every_event_once_and_never_overlap(
        records in model::records(80), query in model::query(), bbox in model::bbox(), zoom in 0u8..=MAX_ZOOM,
    ) {
        let catalogue = model::build(&records);
        let naive = Naive::new(&records);
        let both = Query { bbox: Some(bbox), ..query.clone() };
        let plain = Query { bbox: None, ..query };
        let told = catalogue.clusters(&plain, bbox, zoom);
        prop_assert_eq!(told.zoom, zoom);
        let answer = catalogue.search(&both, Timestamp::UNIX_EPOCH);
        let sum: u32 = told.clusters.iter().map(|cluster| cluster.count).sum();
        prop_assert_eq!(sum as usize, answer.total);
        let homes = homes(&catalogue, &both, &told.clusters);
        let expected: BTreeSet<i64> = naive.matching(&both, None).iter().map(|record| record.id).collect();
        prop_assert_eq!(homes.keys().copied().collect::<BTreeSet<_>>(), expected);
        for (at, cluster) in told.clusters.iter().enumerate() {
            for other in &told.clusters[at + 1..] {
                prop_assert!(apart(cluster.point, other.point, zoom) > f64::from(APART) - 0.01);
            }
            check_cluster(&catalogue, &both, cluster)?;
        }
    }

    #[test]
    fn tiles_together_say_what_clusters_say(records in model::records(80), query in model::query(), zoom in 0u8..=MAX_ZOOM) {
        let catalogue = model::build(&records);
        let selection = catalogue.select(&query);
        let clusters = catalogue.clusters_of(&selection, zoom).clusters;
        let tiles: BTreeSet<(u32, u32)> = records.iter().filter_map(Record::on_map).map(|point| tile_of(point, zoom)).collect();
        let mut seen: BTreeMap<u64, (u32, u32)> = BTreeMap::new();
        let mut sum = 0;
        for &(x, y) in &tiles {
            let tile = catalogue.tile(&query, zoom, x, y).unwrap();
            prop_assert_eq!(&tile, &catalogue.tile_of(&selection, zoom, x, y).unwrap());
            for feature in mvt::read(&tile) {
                prop_assert!((0..4096).contains(&feature.at.0) && (0..4096).contains(&feature.at.1));
                prop_assert!(seen.insert(feature.id, (x, y)).is_none(), "one tile only");
                let cluster = clusters.iter().find(|cluster| cluster.id == feature.id);
                prop_assert!(cluster.is_some(), "the same cluster from every side");
                let cluster = cluster.unwrap();
                prop_assert_eq!(feature.number("count"), Some(u64::from(cluster.count)));
                prop_assert_eq!(feature.number("opens"), cluster.opens.map(u64::from));
                sum += cluster.count as usize;
                if let Some(event) = &cluster.event {
                    let text = |key: &str| feature.properties.get(key).cloned();
                    prop_assert_eq!(feature.number("id"), Some(event.id as u64));
                    prop_assert_eq!(text("slug"), Some(mvt::Value::Text(event.slug.to_owned())));
                    prop_assert_eq!(text("title"), Some(mvt::Value::Text(event.title.to_owned())));
                    prop_assert_eq!(text("status"), Some(mvt::Value::Text(event.status.word().to_owned())));
                }
            }
        }
        prop_assert_eq!(sum, selection.on_map());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_crowded_region_stays_readable(
        points in prop::collection::vec((0.0..6.0, 42.0..48.0), 100..400), zoom in 3u8..9,
    ) {
        let record = |(n, (lon, lat)): (usize, &(f64, f64))| {
            let round = |v: f64| (v * 1e5).round() / 1e5;
            Record {
                id: n as i64 + 1,
                slug: format!("e{n}"),
                point: Some(Point { lon: round(*lon), lat: round(*lat) }),
                ..Record::default()
            }
        };
        let catalogue = model::build(&points.iter().enumerate().map(record).collect::<Vec<_>>());
        let told = catalogue.clusters_of(&catalogue.select(&Query::default()), zoom).clusters;
        homes(&catalogue, &Query::default(), &told);
        prop_assert_eq!(told.iter().map(|cluster| cluster.count as usize).sum::<usize>(), points.len());
        for (at, cluster) in told.iter().enumerate() {
            for other in &told[at + 1..] {
                prop_assert!(apart(cluster.point, other.point, zoom) > f64::from(APART) - 0.01);
            }
        }
    }
}

#[test]
fn a_thousand_events_at_one_place_are_one_feature_that_names_some() {
    let point = Point {
        lon: 2.35,
        lat: 48.85,
    };
    let record = |id: i64| Record {
        id,
        slug: format!("e{id}"),
        point: Some(point),
        ..Record::default()
    };
    let catalogue = model::build(&(1..=1000).map(record).collect::<Vec<_>>());
    for zoom in [0, 5, 12, 20] {
        let told = catalogue
            .clusters(&Query::default(), catalogue::Bbox::WORLD, zoom)
            .clusters;
        assert_eq!(told.len(), 1);
        assert_eq!(
            (told[0].count, told[0].opens, told[0].ids.len()),
            (1000, None, catalogue::MOST_IDS)
        );
    }
    let (x, y) = tile_of(point, 16);
    let features = mvt::read(&catalogue.tile(&Query::default(), 16, x, y).unwrap());
    assert_eq!(features.len(), 1);
    assert!(
        matches!(&features[0].properties["ids"], mvt::Value::Text(ids) if ids.split(',').count() == 50)
    );
}

#[test]
fn an_address_that_is_no_tile_has_none() {
    let catalogue = model::build(&[]);
    assert_eq!(catalogue.tile(&Query::default(), 3, 7, 7), Some(Vec::new()));
    assert_eq!(catalogue.tile(&Query::default(), 3, 8, 0), None);
    assert_eq!(catalogue.tile(&Query::default(), 21, 0, 0), None);
    assert_eq!(
        catalogue.tile(&Query::default(), 255, u32::MAX, u32::MAX),
        None
    );
    assert!(
        catalogue
            .cluster_events(&Query::default(), u64::MAX)
            .is_empty()
    );
}

#[test]
fn too_many_clusters_are_told_at_a_lower_zoom() {
    let record = |n: i64| Record {
        id: n,
        slug: format!("e{n}"),
        point: Some(Point {
            lon: (n % 100) as f64 / 10.0,
            lat: 40.0 + (n / 100) as f64 / 10.0,
        }),
        ..Record::default()
    };
    let catalogue = model::build(&(0..5000).map(record).collect::<Vec<_>>());
    let told = catalogue.clusters(&Query::default(), catalogue::Bbox::WORLD, 18);
    assert!(told.zoom < 18 && told.clusters.len() <= catalogue::MOST_CLUSTERS);
    assert_eq!(
        told.clusters
            .iter()
            .map(|cluster| cluster.count)
            .sum::<u32>(),
        5000
    );
}

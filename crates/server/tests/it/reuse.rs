//! What others make of the public catalogue: feeds, structured data, the way there.

use domain::review::Met;
use reqwest::Method;
use server::acts::Ruling;
use server::refresh;

use crate::gers::Gers;
use crate::world::World;

/// Two labelled events in Auch, the second labelled five minutes after the first and without a pin.
async fn two() -> World {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let first = gers.proposed("Visite de la scierie", "c32013").await;
    gers.rule(first, Ruling::Label, Met::Yes).await;
    world.wait_minutes(5);
    let second = gers.draft("Atelier de tonnellerie", "c32013").await;
    let mut content = gers.content("Atelier de tonnellerie", "c32013");
    content.place.point = None;
    gers.send_content(second, content).await;
    gers.rule(second, Ruling::Label, Met::Yes).await;
    refresh::refresh(&world.app).await.expect("a shelf");
    world
}

#[tokio::test]
async fn a_feed_says_what_is_new_first_and_in_which_language() {
    let world = two().await;
    let visitor = world.caller();
    for (path, language) in [("/evenements.rss", "fr"), ("/en/evenements.rss", "en")] {
        let feed = visitor.get(path).await.body;
        let at = |slug: &str| {
            feed.find(slug)
                .unwrap_or_else(|| panic!("{slug} in {feed}"))
        };
        assert!(
            at("/atelier-de-tonnellerie<") < at("/visite-de-la-scierie<"),
            "{feed}"
        );
        assert!(
            feed.contains(&format!("<language>{language}</language>")),
            "{feed}"
        );
    }
}

#[tokio::test]
async fn the_head_of_an_export_has_the_tag_of_the_whole() {
    let world = two().await;
    let visitor = world.caller();
    for ending in ["csv", "xlsx", "json", "geojson", "ics", "rss"] {
        let path = format!("/evenements.{ending}");
        let whole = visitor.get(&path).await;
        let head = visitor.send(visitor.ask(Method::HEAD, &path)).await;
        assert_eq!(
            (head.status.as_u16(), head.body.as_str()),
            (200, ""),
            "{ending}"
        );
        assert!(whole.header("etag").is_some(), "{ending}");
        for name in ["etag", "content-type", "cache-control"] {
            assert_eq!(head.header(name), whole.header(name), "{ending}: {name}");
        }
    }
}

#[tokio::test]
async fn structured_data_says_nothing_of_what_is_not_known() {
    let world = two().await;
    let page = world
        .caller()
        .get("/evenements/atelier-de-tonnellerie")
        .await
        .body;
    let data = page.split("application/ld+json").nth(1).expect("data");
    let data = data
        .split('>')
        .nth(1)
        .and_then(|rest| rest.split("</").next());
    let data: serde_json::Value = serde_json::from_str(data.expect("its text")).expect("JSON");
    assert!(!data.to_string().contains("null"), "{data}");
    assert_eq!(data["location"][0]["address"]["addressLocality"], "Auch");
    assert!(data["location"][0].get("geo").is_none(), "{data}");
}

#[tokio::test]
async fn without_a_pin_the_way_leads_to_the_address() {
    let world = two().await;
    let visitor = world.caller();
    let page = visitor.get("/evenements/atelier-de-tonnellerie").await.body;
    assert!(page.contains("directions?to=1+rue+de+l"), "{page}");
    let page = visitor.get("/evenements/visite-de-la-scierie").await.body;
    assert!(page.contains("directions?to=43."), "{page}");
}

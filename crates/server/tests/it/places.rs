//! What the pages of territories and organisations lead to, the parts of the map of the site, and the tag of every public answer.

use domain::review::Met;
use domain::territory::{Office, TerritoryCode};
use domain::words::Words;
use server::acts::Ruling;
use server::refresh;
use store::offices;

use crate::gers::Gers;
use crate::world::World;

/// Labels an event in Auch.
async fn labelled(gers: &Gers, title: &str) {
    let id = gers.proposed(title, "c32013").await;
    gers.rule(id, Ruling::Label, Met::Yes).await;
}

#[tokio::test]
async fn a_territory_speaks_in_its_own_words_and_leads_to_its_site() {
    let world = World::new().await;
    Gers::open(&world.app).await;
    let office = Office {
        website: "https://gers.example/industrie/".into(),
        welcome: Words::new(
            "## Bienvenue\n\nDans le **Gers**. <script>x</script>",
            "Welcome",
        ),
        ..Office::default()
    };
    let mut tx = world.app.store.begin().await.expect("a transaction");
    let code = TerritoryCode::parse("32").expect("a code");
    offices::save(&mut tx, &code, &office, 0)
        .await
        .expect("saved");
    tx.commit().await.expect("kept");
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let page = world.caller().get("/territoires/32").await;
    assert!(page.body.contains("<h2>Bienvenue</h2>"), "{}", page.body);
    assert!(page.body.contains("<strong>Gers</strong>"), "{}", page.body);
    assert!(!page.body.contains("<script>x"), "{}", page.body);
    let site = "<a href=\"https://gers.example/industrie/\">gers.example/industrie</a>";
    assert!(page.body.contains(site), "{}", page.body);
}

#[tokio::test]
async fn an_organisation_with_many_events_leads_to_all_of_them() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let list = "href=\"/evenements?organisation=scierie-du-gers\"";
    for number in 0..60 {
        labelled(&gers, &format!("Visite numéro {number}")).await;
    }
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let visitor = world.caller();
    let page = visitor.get("/organisations/scierie-du-gers").await;
    assert!(!page.body.contains(list), "all of them are there");
    labelled(&gers, "La dernière visite").await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let page = visitor.get("/organisations/scierie-du-gers").await;
    assert!(page.body.contains(list), "{}", page.body);
    let all = visitor
        .get("/evenements?organisation=scierie-du-gers")
        .await;
    assert!(all.body.contains("61"), "{}", all.body);
}

#[tokio::test]
async fn only_the_parts_the_index_names_are_there() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    labelled(&gers, "Visite de la scierie").await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let visitor = world.caller();
    assert_eq!(visitor.get("/sitemap/2026-1.xml").await.status, 200);
    for part in [
        "0",
        "2",
        "01",
        "+1",
        "999",
        "-1",
        "18446744073709551615",
        "x",
        "",
    ] {
        let path = format!("/sitemap/2026-{part}.xml");
        assert_eq!(visitor.get(&path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn every_public_answer_has_a_tag_packed_and_empty_ones_too() {
    let world = World::new().await;
    Gers::open(&world.app).await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let visitor = world.caller();
    let shelved = world.app.shelf.edition("2026").expect("on the shelf");
    let style = visitor.get("/").await.body;
    let style = style
        .split("rel=\"stylesheet\" href=\"")
        .nth(1)
        .expect("a style");
    let style = style.split('"').next().expect("its address").to_owned();
    let empty = format!("/tuiles/2026/{}/8/0/0.mvt", shelved.revision);
    for path in [
        empty.as_str(),
        "/fond/5/16/11.mvt",
        style.as_str(),
        "/sitemap.xml",
    ] {
        for coding in ["br", "gzip", "identity"] {
            let ask = || {
                let asked = visitor.ask(reqwest::Method::GET, path);
                asked.header("accept-encoding", coding)
            };
            let first = visitor.send(ask()).await;
            assert_eq!(first.status, 200, "{path}");
            let tag = first.header("etag").unwrap_or_default();
            assert!(tag.len() > 10, "{path} in {coding}: {:?}", first.headers);
            let again = visitor.send(ask().header("if-none-match", tag)).await;
            assert_eq!(again.status, 304, "{path} in {coding}");
        }
    }
}

#[tokio::test]
async fn a_feed_names_the_address_it_was_asked_at_in_its_language() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    labelled(&gers, "Visite de la scierie").await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let visitor = world.caller();
    let feed = visitor
        .get("/en/evenements.rss?territoire=32&secteur=bois")
        .await
        .body;
    let site = world.app.config.absolute("/en/evenements");
    let asked = "?secteur=bois&amp;territoire=32";
    for words in [
        format!("<link>{site}{asked}</link>"),
        format!("href=\"{site}.rss{asked}\" rel=\"self\""),
        format!("<link>{site}/visite-de-la-scierie</link>"),
    ] {
        assert!(feed.contains(&words), "{words}: {feed}");
    }
    let feed = visitor.get("/evenements.rss").await.body;
    let site = world.app.config.absolute("/evenements");
    assert!(
        feed.contains(&format!("href=\"{site}.rss\" rel=\"self\"")),
        "{feed}"
    );
}

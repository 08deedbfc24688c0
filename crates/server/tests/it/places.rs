//! What the pages of territories and organisations lead to, the parts of the map of the site, and the tag of every public answer.

use domain::review::Met;
use domain::territory::{Committee, Office, Partner, TerritoryCode};
use domain::words::Words;
use server::acts::{Ruling, Stages, save_stage};
use server::refresh;
use store::offices;

use crate::gers::Gers;
use crate::world::World;

/// Labels an event in Auch.
pub async fn labelled(gers: &Gers, title: &str) {
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

#[tokio::test]
async fn an_edition_that_is_over_keeps_the_offices_it_had() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    let code = TerritoryCode::parse("32").expect("a code");
    let said = |service: &str, partner: &str| Office {
        service: service.into(),
        email: "gers@semaine.example".into(),
        welcome: Words::new("Bienvenue dans le Gers.", ""),
        committee: Committee {
            run_by: "Unité départementale".into(),
            since: String::new(),
            partners: vec![Partner {
                name: partner.into(),
                website: String::new(),
            }],
        },
        ..Office::default()
    };
    let keep = |office: Office, version: i64| {
        let (app, code) = (world.app.clone(), code.clone());
        async move {
            let mut tx = app.store.begin().await.expect("a transaction");
            let saved = offices::save(&mut tx, &code, &office, version).await;
            saved.expect("saved");
            tx.commit().await.expect("kept");
        }
    };
    keep(said("L’ancien service", "L’ancien partenaire"), 0).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    labelled(&gers, "Visite de la scierie").await;
    finish(&world).await;
    keep(said("Le nouveau service", "Le nouveau partenaire"), 1).await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");

    let archive = world.caller().get("/editions/2026/territoires/32").await;
    assert_eq!(archive.status, 200);
    for kept in [
        "L’ancien service",
        "L’ancien partenaire",
        "Unité départementale",
    ] {
        assert!(archive.body.contains(kept), "{kept}: {}", archive.body);
    }
    assert!(!archive.body.contains("nouveau"), "{}", archive.body);
    assert!(!archive.body.contains("Bienvenue"), "{}", archive.body);
}

/// Finishes the edition, as the national team does.
async fn finish(world: &World) {
    let app = &world.app;
    let mut tx = app.store.begin().await.expect("a transaction");
    let held = Stages::hold(&mut tx, "2026").await.expect("read");
    let next = held.expect("an edition").finished(app.clock.now());
    save_stage(&mut tx, &next.expect("nothing waits"))
        .await
        .expect("saved");
    tx.commit().await.expect("kept");
}

#[tokio::test]
async fn a_region_whose_committee_names_only_who_runs_it_shows_it() {
    let world = World::new().await;
    Gers::open(&world.app).await;
    let office = Office {
        service: "Coordination régionale d’Occitanie".into(),
        committee: Committee {
            run_by: "DIRECCTE Occitanie".into(),
            ..Committee::default()
        },
        ..Office::default()
    };
    let mut tx = world.app.store.begin().await.expect("a transaction");
    let code = TerritoryCode::parse("r76").expect("a code");
    let saved = offices::save(&mut tx, &code, &office, 0).await;
    saved.expect("saved");
    tx.commit().await.expect("kept");
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let page = world.caller().get("/territoires/r76").await;
    assert!(page.body.contains("DIRECCTE Occitanie"), "{}", page.body);
    assert!(
        page.body.contains("Coordination régionale</h2>"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("class=\"partners\""), "{}", page.body);
}

#[tokio::test]
async fn an_edition_without_a_programme_leads_to_its_own_page() {
    let world = World::new().await;
    Gers::open(&world.app).await;
    finish(&world).await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let visitor = world.caller();
    for path in [
        "evenements",
        "carte",
        "calendrier",
        "territoires",
        "territoires/32",
    ] {
        let asked = visitor.get(&format!("/editions/2026/{path}")).await;
        assert_eq!(asked.status, 307, "{path}");
        assert_eq!(asked.location.as_deref(), Some("/editions/2026"), "{path}");
        let english = visitor.get(&format!("/en/editions/2026/{path}")).await;
        assert_eq!(
            english.location.as_deref(),
            Some("/en/editions/2026"),
            "{path}"
        );
    }
    assert_eq!(visitor.get("/editions/2026").await.status, 200);
}

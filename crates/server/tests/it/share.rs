//! The picture of a shared link: what it is made of, how long it is kept, what no address makes it do.

use domain::event::Status;
use domain::review::Met;
use server::acts::Ruling;
use server::refresh;

use crate::caller::{Caller, Shown};
use crate::gers::Gers;
use crate::world::World;

/// A longer title than this the form does not take.
const LONGEST: usize = 140;

async fn world() -> (World, Gers) {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    (world, gers)
}

/// The address of the picture that a page names, as its own path.
async fn named(visitor: &Caller, page: &str) -> String {
    let shown = visitor.get(page).await;
    let mark = "<meta property=\"og:image\" content=\"";
    let start = shown.body.find(mark).expect("a picture is named") + mark.len();
    let rest = &shown.body[start..];
    let address = rest[..rest.find('"').expect("its end")].replace("&amp;", "&");
    let path = address.splitn(4, '/').nth(3).expect("a whole address");
    format!("/{path}")
}

/// The size that a PNG says it has.
async fn size(visitor: &Caller, path: &str) -> (u32, u32) {
    let answer = visitor.ask(reqwest::Method::GET, path);
    let answer = answer.send().await.expect("an answer");
    assert_eq!(answer.status(), 200, "{path}");
    assert_eq!(answer.headers()["content-type"], "image/png");
    let bytes = answer.bytes().await.expect("a picture");
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n", "{path}");
    let number =
        |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    (number(16), number(20))
}

fn tag(shown: &Shown) -> String {
    shown.header("etag").expect("a tag").to_owned()
}

#[tokio::test]
async fn every_public_page_names_a_picture_of_its_own() {
    let (world, gers) = world().await;
    let id = gers.proposed("Visite de la scierie", "c32013").await;
    gers.rule(id, Ruling::Label, Met::Yes).await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let visitor = world.caller();
    let mut pictures = std::collections::BTreeSet::new();
    for page in [
        "/",
        "/en",
        "/territoires",
        "/territoires/32",
        "/organisations/scierie-du-gers",
        "/evenements/visite-de-la-scierie",
        "/en/evenements/visite-de-la-scierie",
        "/editions/2026",
    ] {
        let path = named(&visitor, page).await;
        assert_eq!(size(&visitor, &path).await, (1200, 630), "{page}");
        pictures.insert(tag(&visitor.get(&path).await));
    }
    assert!(
        pictures.len() >= 6,
        "places, languages and the event differ: {}",
        pictures.len()
    );
}

#[tokio::test]
async fn the_picture_of_an_event_is_kept_until_the_event_changes() {
    let (world, gers) = world().await;
    let id = gers.proposed("Visite de la scierie", "c32013").await;
    gers.rule(id, Ruling::Label, Met::Yes).await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let visitor = world.caller();
    let page = "/evenements/visite-de-la-scierie";
    let path = named(&visitor, page).await;
    let first = visitor.get(&path).await;
    assert_eq!(
        first.header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
    // Whoever asks without the revision, or with another one, is not told to keep it for ever.
    for other in [format!("{page}.png"), format!("{page}.png?v=999999")] {
        let shown = visitor.get(&other).await;
        assert_eq!(
            shown.header("cache-control"),
            Some("public, max-age=3600"),
            "{other}"
        );
        assert_eq!(tag(&shown), tag(&first));
    }
    let status = Status::Cancelled {
        at: world.app.clock.now(),
        reason: "La scie est en panne.".into(),
    };
    gers.announce(id, status).await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let changed = named(&visitor, page).await;
    assert_ne!(changed, path, "another revision has another address");
    assert_ne!(
        tag(&visitor.get(&changed).await),
        tag(&first),
        "and says so"
    );
    // What is not public has no picture.
    gers.proposed("Ce qui attend", "c32013").await;
    let waiting = visitor.get("/evenements/ce-qui-attend.png").await;
    assert_eq!(waiting.status, 404);
}

#[tokio::test]
async fn the_longest_title_makes_a_picture_too() {
    let (world, gers) = world().await;
    let title: String = "De la grume au parquet\u{a0}: une journée avec les scieurs. ".repeat(4);
    let title: String = title.trim_end().chars().take(LONGEST).collect();
    let id = gers.proposed(title.trim_end(), "c32013").await;
    gers.rule(id, Ruling::Label, Met::Yes).await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let visitor = world.caller();
    let list = visitor.get("/api/v1/search").await;
    let list: serde_json::Value = serde_json::from_str(&list.body).expect("JSON");
    let slug = list["events"][0]["slug"].as_str().expect("an event");
    let path = named(&visitor, &format!("/evenements/{slug}")).await;
    assert_eq!(size(&visitor, &path).await, (1200, 630));
}

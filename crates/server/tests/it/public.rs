//! What visitors see: an event from its label on, everywhere at once; never what is not theirs to see.

use std::collections::{BTreeSet, VecDeque};

use domain::event::Status;
use domain::review::Met;
use reqwest::Method;
use server::acts::Ruling;
use server::refresh;

use crate::caller::{Caller, Shown};
use crate::gers::Gers;
use crate::world::World;

/// The most pages a crawl opens.
const MOST_PAGES: usize = 600;

/// Everywhere an event in Auch on 24 March, in the wood sector, is found.
const PLACES: [&str; 20] = [
    "/evenements",
    "/en/evenements",
    "/carte",
    "/evenements?q=scierie",
    "/evenements?lieu=Auch",
    "/evenements?lieu=32000",
    "/evenements?lieu=Gers",
    "/evenements?secteur=bois&jour=2026-03-24&territoire=r76",
    "/evenements?pres=43.65,0.59,10&tri=distance",
    "/calendrier?jour=2026-03-24",
    "/territoires/32",
    "/territoires/c32013",
    "/organisations/scierie-du-gers",
    "/api/v1/search?q=visite",
    "/evenements.json",
    "/evenements.geojson?secteur=bois",
    "/evenements.csv",
    "/evenements.ics",
    "/evenements.rss",
    "/sitemap/2026-1.xml",
];

/// The one label of these tests.
async fn labelled(gers: &Gers, title: &str) -> domain::ids::EventId {
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let id = gers.proposed(title, "c32013").await;
    gers.rule(id, Ruling::Label, Met::Yes).await;
    id
}

async fn refreshed(world: &World) {
    refresh::refresh(&world.app).await.expect("a fresh shelf");
}

/// The tile that holds Auch, as bytes read as text.
async fn tile(world: &World, caller: &Caller) -> Shown {
    let shelved = world.app.shelf.edition("2026").expect("on the shelf");
    let path = format!("/tuiles/2026/{}/8/128/93.mvt", shelved.revision);
    caller.get(&path).await
}

#[tokio::test]
async fn a_labelled_event_is_found_everywhere_and_not_before() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let id = gers.proposed("Visite de la scierie", "c32013").await;
    refreshed(&world).await;
    let visitor = world.caller();
    let slug = "visite-de-la-scierie";
    for place in PLACES {
        let shown = visitor.get(place).await;
        assert!(!shown.body.contains(slug), "{place} shows what waits");
    }
    gers.rule(id, Ruling::Label, Met::Yes).await;
    refreshed(&world).await;
    for place in PLACES {
        let shown = visitor.get(place).await;
        assert_eq!(shown.status, 200, "{place}: {}", shown.body);
        assert!(shown.body.contains(slug), "{place}: {}", shown.body);
    }
    let tile = tile(&world, &visitor).await;
    assert_eq!(tile.status, 200);
    assert!(tile.body.contains(slug), "the tile names it");
    assert_eq!(
        tile.header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
    let own = visitor.get(&format!("/evenements/{slug}")).await;
    assert!(own.body.contains("Labellisé le"), "{}", own.body);
    let calendar = visitor.get(&format!("/evenements/{slug}.ics")).await;
    assert!(
        calendar.body.contains("DTSTART:20260324T080000Z"),
        "{}",
        calendar.body
    );
    let nowhere = visitor.get("/evenements?lieu=Brest&jour=2026-03-24").await;
    assert!(!nowhere.body.contains(slug));
}

#[tokio::test]
async fn an_edit_that_waits_leaves_the_labelled_one_public() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    let id = labelled(&gers, "Visite de la scierie").await;
    gers.send(id, "Une tout autre visite", "c32013").await;
    refreshed(&world).await;
    assert_eq!(gers.state(id).await, "proposed");
    let visitor = world.caller();
    for place in PLACES {
        let shown = visitor.get(place).await;
        assert!(shown.body.contains("visite-de-la-scierie"), "{place}");
        assert!(
            !shown.body.contains("tout autre"),
            "{place} shows what waits"
        );
    }
    let own = visitor.get("/evenements/visite-de-la-scierie").await;
    assert!(own.body.contains("Visite de la scierie") && !own.body.contains("tout autre"));
}

#[tokio::test]
async fn a_cancelled_event_says_so_first_and_keeps_its_address() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    let id = labelled(&gers, "Visite de la scierie").await;
    let status = Status::Cancelled {
        at: world.app.clock.now(),
        reason: "La scie est en panne.".into(),
    };
    gers.announce(id, status).await;
    refreshed(&world).await;
    let visitor = world.caller();
    let own = visitor.get("/evenements/visite-de-la-scierie").await;
    assert_eq!(own.status, 200);
    let said = own.body.find("La scie est en panne.").expect("why");
    assert!(
        said < own.body.find("<h1").expect("a title"),
        "it is said first"
    );
    let list = visitor.get("/evenements").await;
    assert!(list.body.contains("Annulé"), "{}", list.body);
}

/// Words that only those concerned may read, in every place that holds words.
const SECRET: &str = "ZZSECRET";

#[tokio::test]
async fn no_public_address_tells_what_is_not_public() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let secret = |what: &str| format!("{SECRET}{what}");
    let mut content = gers.content("Visite de la scierie", "c32013");
    content.referee_contact.name = secret("name");
    content.referee_contact.email = format!("{}@semaine.example", SECRET.to_lowercase());
    content.referee_contact.phone = "01 99 00 99 00".into();
    let id = gers.draft("Visite de la scierie", "c32013").await;
    gers.send_content(id, content.clone()).await;
    gers.rule(id, Ruling::Label, Met::Yes).await;
    // A revision that waits, then was returned with words; and a working copy after it.
    content.description = secret("waiting");
    content.title = format!("Visite {SECRET}");
    gers.send_content(id, content.clone()).await;
    gers.give_back_saying(id, &secret("remark")).await;
    content.summary = secret("working");
    gers.save_working(id, &content).await;
    let other = gers.draft(&secret("draft"), "c32013").await;
    gers.send(other, &secret("proposed"), "c32013").await;
    refreshed(&world).await;
    let seen = crawl(&world).await;
    assert!(seen.len() > 60, "the crawl went somewhere: {}", seen.len());
    for (path, body) in &seen {
        let found = body.to_uppercase().contains(SECRET);
        assert!(!found, "{path} tells a secret");
        assert!(!body.contains("01 99 00 99 00"), "{path} tells a telephone");
        assert!(!body.contains('⟦'), "{path} lacks words");
    }
    // What one asks is repeated, and finds nothing.
    let asked = world.caller().get("/api/v1/search?q=zzsecret").await;
    assert!(asked.body.contains("\"total\":0"), "{}", asked.body);
    let opened = |path: &str| seen.iter().any(|(seen, _)| seen == path);
    assert!(
        opened("/evenements/visite-de-la-scierie"),
        "the crawl opened the event"
    );
    assert_eq!(world.app.words.missing(), Vec::<String>::new());
}

/// Every page a visitor reaches by links, and every form of the data.
async fn crawl(world: &World) -> Vec<(String, String)> {
    let visitor = world.caller();
    let shelved = world.app.shelf.edition("2026").expect("on the shelf");
    let mut waiting: VecDeque<String> = [
        "/",
        "/en",
        "/carte/style.json",
        "/sitemap.xml",
        "/sitemap/pages.xml",
        "/sitemap/2026-1.xml",
        "/editions/2026",
        "/api/v1/search",
        "/api/v1/search?bbox=-5,41,10,52&zoom=6",
        "/api/v1/suggest?q=zz",
        "/api/v1/suggest?q=visite",
        "/api/v1/places?q=au",
        "/evenements?q=zzse",
        "/robots.txt",
        "/readyz",
        "/demo",
    ]
    .iter()
    .map(|path| (*path).to_owned())
    .chain((0..9).map(|zoom: u32| {
        let (x, y) = (129 >> (8 - zoom), 93 >> (8 - zoom));
        format!("/tuiles/2026/{}/{zoom}/{x}/{y}.mvt", shelved.revision)
    }))
    .collect();
    let mut known: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut seen = Vec::new();
    while let Some(path) = waiting.pop_front() {
        if seen.len() >= MOST_PAGES {
            break;
        }
        let shown = visitor.get(&path).await;
        assert!(!shown.status.is_server_error(), "{path}: {}", shown.body);
        assert!(shown.header("set-cookie").is_none(), "{path} sets a cookie");
        for link in links(&shown.body) {
            // One département is enough to follow: the others are alike, and empty.
            let territory = link.contains("/territoires/")
                && !link.ends_with("/32")
                && !link.ends_with("/c32013");
            if !territory && known.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
        seen.push((path, shown.body));
    }
    seen
}

/// The local links of a page, without what follows `#`.
fn links(html: &str) -> Vec<String> {
    html.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|link| link.starts_with('/') && !link.starts_with("/static"))
        .map(|link| {
            link.split('#')
                .next()
                .unwrap_or_default()
                .replace("&amp;", "&")
        })
        .collect()
}

#[tokio::test]
async fn whoever_has_an_answer_is_not_sent_it_again() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    labelled(&gers, "Visite de la scierie").await;
    refreshed(&world).await;
    let visitor = world.caller();
    let more = [
        "/",
        "/en",
        "/territoires",
        "/editions",
        "/donnees",
        "/accessibilite",
        "/mentions-legales",
        "/sitemap.xml",
        "/partage.png?jour=2026-03-24",
        "/carte/style.json",
        "/fond/5/16/11.mvt",
        "/evenements.xlsx",
        "/evenements/visite-de-la-scierie",
        "/editions/2026/evenements",
    ];
    for place in PLACES.iter().chain(&more) {
        let first = visitor.get(place).await;
        assert_eq!(first.status, 200, "{place}");
        assert!(
            first.header("set-cookie").is_none(),
            "{place} sets a cookie"
        );
        assert!(
            first
                .header("cache-control")
                .is_some_and(|cache| cache.starts_with("public")),
            "{place} may be kept"
        );
        let tag = first
            .header("etag")
            .unwrap_or_else(|| panic!("{place} has no ETag"))
            .to_owned();
        let again = visitor
            .ask(Method::GET, place)
            .header("if-none-match", &tag);
        let again = visitor.send(again).await;
        assert_eq!(again.status, 304, "{place}");
        assert!(again.body.is_empty(), "{place}");
        let head = visitor.send(visitor.ask(Method::HEAD, place)).await;
        assert_eq!(head.status, 200, "HEAD {place}");
        assert!(head.body.is_empty());
    }
    // Another event, another answer.
    let tag = visitor
        .get("/evenements")
        .await
        .header("etag")
        .map(str::to_owned);
    let other = gers.proposed("Au cœur de la fonderie", "c32013").await;
    gers.rule(other, Ruling::Label, Met::Yes).await;
    refreshed(&world).await;
    let changed = visitor
        .get("/evenements")
        .await
        .header("etag")
        .map(str::to_owned);
    assert_ne!(tag, changed);
    // Someone signed in reads pages of their own.
    let referee = world.sign_in("gers@semaine.example").await;
    let own = referee.get("/evenements").await;
    assert_eq!(own.header("cache-control"), Some("private, no-store"));
}

#[tokio::test]
async fn an_older_page_of_the_map_keeps_working_and_nobody_keeps_its_tiles() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    labelled(&gers, "Visite de la scierie").await;
    refreshed(&world).await;
    let visitor = world.caller();
    for revision in ["0", "999999"] {
        let shown = visitor
            .get(&format!("/tuiles/2026/{revision}/8/128/93.mvt"))
            .await;
        assert_eq!(shown.status, 200);
        assert_eq!(shown.header("cache-control"), Some("no-store"));
    }
    for nothing in [
        "/tuiles/2026/1/30/0/0.mvt",
        "/tuiles/2026/1/2/9/9.mvt",
        "/tuiles/1999/1/0/0/0.mvt",
        "/tuiles/2026/x/0/0/0.mvt",
    ] {
        let status = visitor.get(nothing).await.status;
        assert!(status.is_client_error(), "{nothing}: {status}");
    }
}

/// What no visitor types and every scanner sends.
const HOSTILE: [&str; 34] = [
    "jour=demain",
    "jour=2026-02-30",
    "du=2026-04-01&au=2026-03-01",
    "page=0",
    "page=-1",
    "page=99999999999999999999",
    "page=99999",
    "tri=hasard",
    "tri=distance",
    "mode=lune",
    "acces=vue",
    "places=2",
    "pres=1,2,3,4",
    "pres=nan,inf,1",
    "pres=91,0,5",
    "bbox=1,2,3",
    "bbox=180,-90,-180,90",
    "bbox=nan,nan,nan,nan",
    "territoire=999",
    "territoire=c00000",
    "territoire=%27%3B--",
    "secteur=<script>",
    "secteur=%00",
    "q=%FF%FE",
    "q=%22%22%22",
    "q=((((",
    "q=*",
    "lieu=%F0%9F%8D%95",
    "lieu=<b>",
    "lieu_code=c32013",
    "lieu=&lieu_code=zz",
    "a=b&&&=&=x&%",
    "edition=../../etc",
    "zoom=99&bbox=0,0,1,1",
];

#[tokio::test]
async fn no_query_is_a_fault_and_what_is_wrong_is_named() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    labelled(&gers, "Visite de la scierie").await;
    refreshed(&world).await;
    let visitor = world.caller();
    let long = format!("q={}", "a".repeat(3000));
    let many = vec!["secteur=bois"; 500].join("&");
    let queries = HOSTILE
        .iter()
        .copied()
        .chain([long.as_str(), many.as_str()]);
    for query in queries {
        for path in [
            "/evenements",
            "/carte",
            "/calendrier",
            "/en/evenements",
            "/evenements.json",
            "/evenements.rss",
            "/api/v1/search",
            "/api/v1/places",
            "/api/v1/suggest",
            "/partage.png",
            "/tuiles/2026/1/5/16/11.mvt",
        ] {
            let shown = visitor.get(&format!("{path}?{query}")).await;
            assert!(
                !shown.status.is_server_error(),
                "{path}?{query}: {}",
                shown.status
            );
            let is_page = shown
                .header("content-type")
                .is_some_and(|kind| kind.starts_with("text/html"));
            let acts = shown.body.contains("<script>") || shown.body.contains("\"<b>");
            assert!(!(is_page && acts), "{path}?{query}");
        }
    }
    let named = visitor
        .get("/evenements?jour=demain&secteur=lune&lieu=Zzyzx")
        .await;
    for what in ["demain", "lune", "Zzyzx"] {
        assert!(
            named.body.contains(&format!("«\u{a0}{what}\u{a0}»")),
            "{what}: {}",
            named.body
        );
    }
    assert!(
        named.body.contains("visite-de-la-scierie"),
        "and is otherwise ignored"
    );
}

#[tokio::test]
async fn a_place_is_understood_by_its_name_and_its_homonyms_are_offered() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    labelled(&gers, "Visite de la scierie").await;
    refreshed(&world).await;
    let visitor = world.caller();
    let auch = visitor.get("/evenements?lieu=auch").await;
    assert!(
        auch.body.contains("Auch et 20\u{a0}km alentour"),
        "{}",
        auch.body
    );
    // The circle is kept when the form is sent again, and goes with the place.
    let kept = visitor
        .get("/evenements?lieu=Auch&lieu_code=c32013&pres=43.6464,0.5855,50")
        .await;
    assert!(kept.body.contains("km alentour"));
    let gone = visitor
        .get("/evenements?lieu=&lieu_code=c32013&pres=43.6464,0.5855,50")
        .await;
    assert_eq!(gone.status, 200);
    let homonyms = visitor.get("/evenements?lieu=Saint-Denis").await;
    assert!(
        homonyms.body.contains("Vous pensiez peut-être"),
        "{}",
        homonyms.body
    );
    let places = visitor.get("/api/v1/places?q=auch").await;
    assert!(places.body.contains("\"c32013\""), "{}", places.body);
}

#[tokio::test]
async fn a_territory_nobody_knows_and_a_zoom_that_is_none_are_ignored_everywhere() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    labelled(&gers, "Visite de la scierie").await;
    refreshed(&world).await;
    let visitor = world.caller();
    let revision = world.app.shelf.current().expect("an edition").revision;
    let tile = |asked: &str| format!("/tuiles/2026/{revision}/6/32/23.mvt{asked}");
    let all = visitor.get(&tile("")).await;
    assert!(!all.body.is_empty(), "the event is in it");
    assert_eq!(visitor.get(&tile("?territoire=999")).await.body, all.body);
    let found = visitor
        .get("/api/v1/search?bbox=-5,41,10,52&zoom=99&territoire=999")
        .await;
    assert_eq!(found.status, 200, "{}", found.body);
    let found: serde_json::Value = serde_json::from_str(&found.body).expect("JSON");
    assert_eq!(found["total"], 1);
    assert_eq!(
        found["problems"].as_array().map(Vec::len),
        Some(2),
        "{found}"
    );
    assert!(found.get("clusters").is_none());
}

#[tokio::test]
async fn a_place_among_the_words_is_understood_and_said_and_one_may_mean_the_word() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    labelled(&gers, "Visite de la scierie").await;
    refreshed(&world).await;
    let visitor = world.caller();
    for (asked, place) in [
        ("scierie+auch", "Auch (Gers) et 20\u{a0}km alentour"),
        ("scierie+dans+le+gers", "Gers (département 32)"),
        ("scierie+gers", "Gers (département 32)"),
        ("scierie+%C3%A0+preignan", "Preignan (Gers)"),
    ] {
        for path in ["/evenements", "/calendrier"] {
            let page = visitor.get(&format!("{path}?q={asked}")).await.body;
            assert!(page.contains("compris comme un lieu"), "{path} {asked}");
            assert!(page.contains(place), "{path} {asked}: {page}");
        }
        let found = visitor.get(&format!("/api/v1/search?q={asked}")).await.body;
        assert!(found.contains("\"total\":1"), "{asked}: {found}");
    }
    // The form goes on with what was typed.
    let page = visitor.get("/evenements?q=scierie+auch").await.body;
    assert!(page.contains("value=\"scierie auch\""), "{page}");
    assert!(!page.contains("name=\"pres\""), "{page}");
    // Everywhere, between quotes, and with a place of its own, a word is a word.
    for asked in [
        "q=scierie+auch&territoire=FR",
        "q=scierie+%22auch%22",
        "q=scierie+bois",
        "q=auch",
    ] {
        let page = visitor.get(&format!("/evenements?{asked}")).await.body;
        assert!(!page.contains("compris comme un lieu"), "{asked}");
    }
    let undo = page
        .split("compris comme un lieu")
        .nth(1)
        .expect("the sentence");
    let undo = undo
        .split("href=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let undo = undo.expect("a way back").replace("&amp;", "&");
    let again = visitor.get(&undo).await;
    assert_eq!(again.status, 200);
    assert!(!again.body.contains("compris comme un lieu"), "{undo}");
    assert!(again.body.contains("value=\"scierie auch\""), "{undo}");
}

//! A geocoder outside: found in time it places the pin; slow, failing or talking nonsense, the gazetteer answers with a word.

use std::time::Duration;

use server::limits::Rates;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::caller::Caller;
use crate::stage::Scene;
use crate::world::World;

const ASK: &str = "/proposer/adresse?q=1+rue+de+la+Scierie+32000+Auch";
const ALONE: &str = "La recherche d’adresses ne répond pas";
const UNKNOWN: &str = "Cette adresse n’est pas connue";

/// An answer as the Base Adresse Nationale gives it.
fn feature(citycode: &str, score: f64) -> String {
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"geometry\":{{\"type\":\"Point\",\
         \"coordinates\":[0.5901,43.6502]}},\"properties\":{{\"label\":\"1 Rue de la Scierie 32000 Auch\",\
         \"score\":{score},\"citycode\":\"{citycode}\",\"postcode\":\"32000\"}}}}]}}"
    )
}

/// The same for what stands at a point, so many metres from it.
fn nearest(metres: u32) -> String {
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"geometry\":{{\"type\":\"Point\",\
         \"coordinates\":[0.5901,43.6502]}},\"properties\":{{\"label\":\"8 Rue de l’Atelier 32000 Auch\",\
         \"name\":\"8 Rue de l’Atelier\",\"score\":0.99,\"distance\":{metres},\"citycode\":\"32013\",\
         \"postcode\":\"32000\"}}}}]}}"
    )
}

/// What the geocoder says to whoever asks; nothing, for ever, without words. It answers searches, or what is asked of a point.
#[derive(Clone)]
struct Says(Option<(u16, String)>);

/// A geocoder on this machine.
struct Geocoder {
    url: String,
    serving: JoinHandle<()>,
}

impl Drop for Geocoder {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Geocoder {
    async fn open(says: Says) -> Geocoder {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let serving = tokio::spawn(async move {
            let mut talks = tokio::task::JoinSet::new();
            while let Ok((mut stream, _)) = listener.accept().await {
                let says = says.clone();
                talks.spawn(async move {
                    let mut asked = [0; 4096];
                    // A connection that breaks is none of ours.
                    let read = stream.read(&mut asked).await.unwrap_or_default();
                    let Says(Some((status, body))) = says else {
                        return std::future::pending().await;
                    };
                    let asked = String::from_utf8_lossy(&asked[..read]).into_owned();
                    let (status, body) = match is_in_its_words(&asked, &body) {
                        true => (status, body),
                        false => (404, String::new()),
                    };
                    let head = format!(
                        "HTTP/1.1 {status} -\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                        body.len()
                    );
                    let _ = stream.write_all(head.as_bytes()).await;
                    let _ = stream.write_all(body.as_bytes()).await;
                });
            }
        });
        Geocoder { url, serving }
    }
}

/// Whether a geocoder may answer a question so: what is near to those who say where they are, what was searched to the others.
fn is_in_its_words(asked: &str, body: &str) -> bool {
    let line = asked.lines().next().unwrap_or_default();
    match body.contains("distance") {
        true => line.starts_with("GET /reverse?lon=0.59&lat=43.65&limit=1 "),
        false => line.starts_with("GET /search?q=") || line.starts_with("GET /reverse?lon="),
    }
}

/// A site that asks this geocoder, and is not patient.
async fn site(says: Says) -> (World, Scene, Geocoder) {
    let geocoder = Geocoder::open(says).await;
    let url = url::Url::parse(&geocoder.url).expect("an address");
    let world = World::made(Rates::default(), |config| {
        config.geocoder_url = Some(url);
        config.geocoder_patience = Duration::from_millis(200);
    })
    .await;
    let scene = world.scene().await;
    (world, scene, geocoder)
}

fn nonsense() -> Vec<(&'static str, Says)> {
    let says = |status, body: &str| Says(Some((status, body.to_owned())));
    vec![
        ("silence", Says(None)),
        ("a fault", says(500, "Internal error")),
        ("a way elsewhere", says(302, "")),
        (
            "a page",
            says(200, "<!doctype html><title>Maintenance</title>"),
        ),
        (
            "another shape",
            says(200, "{\"features\":[{\"geometry\":null}]}"),
        ),
        (
            "words for numbers",
            says(
                200,
                "{\"features\":[{\"geometry\":{\"coordinates\":[\"a\",\"b\"]},\"properties\":{}}]}",
            ),
        ),
        ("nothing", says(200, "")),
        ("far too much", says(200, &" ".repeat(400_000))),
    ]
}

/// Begins a draft in Auch, and saves its place without a pin; answers the draft and where the form went on.
async fn places(caller: &Caller) -> (String, String) {
    let fields = [
        ("title", "Une scierie"),
        ("email", "scierie@semaine.example"),
    ];
    let begun = caller.fill("/proposer", "/proposer", &fields).await;
    let place = begun.location.expect("a way on");
    let draft = place
        .strip_suffix("/quoi")
        .expect("the first step")
        .to_owned();
    let path = format!("{draft}/ou");
    let fields = [
        ("champ", "mode"),
        ("champ", "place"),
        ("champ", "commune"),
        ("champ", "point"),
        ("mode", "place"),
        ("place_address", "1 rue de la Scierie"),
        ("place_postcode", "32000"),
        ("commune", "Auch"),
        ("commune_code", "c32013"),
        ("lat", ""),
        ("lon", ""),
    ];
    let saved = caller.fill(&path, &path, &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    (draft, saved.location.expect("a way on"))
}

/// The pin of the form, as its page shows it.
async fn pin(caller: &Caller, draft: &str) -> String {
    let page = caller.get(&format!("{draft}/ou")).await.body;
    let input = page.split("id=\"f-lat\"").nth(1).expect("a latitude");
    let value = input.split("value=\"").nth(1).unwrap_or_default();
    value.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_geocoder_that_answers_places_the_pin() {
    let (world, _scene, _geocoder) = site(Says(Some((200, feature("32013", 0.9))))).await;
    let caller = world.caller();
    let found = caller.get(ASK).await;
    assert!(found.body.contains("\"found\":true"), "{}", found.body);
    assert!(found.body.contains("43.6502"), "{}", found.body);
    let (draft, next) = places(&caller).await;
    assert!(next.ends_with("/quand"), "{next}");
    assert_eq!(pin(&caller, &draft).await, "43.65020");
}

#[tokio::test]
async fn without_its_answer_the_gazetteer_places_the_commune_with_a_word_and_nothing_breaks() {
    for (name, says) in nonsense() {
        let (world, _scene, _geocoder) = site(says).await;
        let caller = world.caller();
        let found = caller.get(ASK).await;
        assert_eq!(found.status, 200, "{name}");
        let told: serde_json::Value = serde_json::from_str(&found.body).expect("JSON");
        assert_eq!(told["found"], false, "{name}");
        assert_eq!(told["label"], "Auch", "{name}: the gazetteer’s answer");
        let word = told["word"].as_str().unwrap_or_default();
        assert!(word.contains(ALONE), "{name}: {word}");

        let (draft, next) = places(&caller).await;
        assert_eq!(pin(&caller, &draft).await, "", "{name}: no pin is made up");
        let next = caller.get(&next).await;
        assert_eq!(next.status, 200, "{name}");
        assert!(next.body.contains(ALONE), "{name}: {}", next.body);
    }
}

#[tokio::test]
async fn an_address_it_does_not_know_or_puts_elsewhere_is_not_this_one() {
    let none = "{\"type\":\"FeatureCollection\",\"features\":[]}".to_owned();
    for body in [none, feature("32013", 0.2), feature("33009", 0.9)] {
        let (world, _scene, _geocoder) = site(Says(Some((200, body.clone())))).await;
        let caller = world.caller();
        let (draft, next) = places(&caller).await;
        assert_eq!(pin(&caller, &draft).await, "", "{body}");
        let next = caller.get(&next).await.body;
        assert!(next.contains(UNKNOWN), "{body}: {next}");
    }
}

const HERE: &str = "/proposer/lieu?lon=0.59&lat=43.65";

async fn told(caller: &Caller, path: &str) -> serde_json::Value {
    let shown = caller.get(path).await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    serde_json::from_str(&shown.body).expect("JSON")
}

#[tokio::test]
async fn a_pin_that_was_moved_is_told_the_address_where_it_stands() {
    let (world, _scene, _geocoder) = site(Says(Some((200, nearest(12))))).await;
    let here = told(&world.caller(), HERE).await;
    assert_eq!(here["address"], "8 Rue de l’Atelier");
    assert_eq!(here["postcode"], "32000");
    assert_eq!(here["commune"], "Auch");
    assert_eq!(here["code"], "c32013");
    let offer = "Le repère est ici\u{a0}: 8 Rue de l’Atelier, 32000 Auch.";
    assert_eq!(here["offer"], offer);
    assert_eq!(here["word"], "");
}

#[tokio::test]
async fn far_from_any_door_or_without_an_answer_only_the_commune_is_offered() {
    let (world, _scene, _geocoder) = site(Says(Some((200, nearest(900))))).await;
    let here = told(&world.caller(), HERE).await;
    assert_eq!((&here["address"], &here["word"]), (&"".into(), &"".into()));
    assert_eq!(here["code"], "c32013");
    for (name, says) in nonsense() {
        let (world, _scene, _geocoder) = site(says).await;
        let here = told(&world.caller(), HERE).await;
        assert_eq!(here["address"], "", "{name}");
        assert_eq!(here["code"], "c32013", "{name}: the gazetteer knows it");
        let word = here["word"].as_str().unwrap_or_default();
        assert!(word.contains("reste telle que"), "{name}: {word}");
    }
    // At sea, abroad, and nowhere.
    let (world, _scene, _geocoder) = site(Says(Some((200, nearest(900))))).await;
    for path in [
        "/proposer/lieu?lon=-20&lat=40",
        "/proposer/lieu?lon=999&lat=NaN",
        "/proposer/lieu",
    ] {
        assert_eq!(told(&world.caller(), path).await["offer"], "", "{path}");
    }
}

//! What completes while one types, in the field of words and in the field of the place.

use domain::review::Met;
use serde_json::Value;
use server::acts::Ruling;
use server::refresh;

use crate::caller::Caller;
use crate::gers::Gers;
use crate::world::World;

/// What is offered, as "kind: text → address".
async fn offered(visitor: &Caller, asked: &str) -> Vec<String> {
    let answer = visitor.get(asked).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let answer: Value = serde_json::from_str(&answer.body).expect("JSON");
    let list = answer["suggestions"].as_array().expect("a list");
    let word = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    list.iter()
        .map(|one| {
            format!(
                "{}: {} → {}",
                word(one, "kind"),
                word(one, "text"),
                word(one, "href")
            )
        })
        .collect()
}

/// The names of the places offered.
async fn places(visitor: &Caller, typed: &str) -> Vec<String> {
    let answer = visitor.get(&format!("/api/v1/places?q={typed}")).await;
    let answer: Value = serde_json::from_str(&answer.body).expect("JSON");
    let list = answer["places"].as_array().expect("a list").iter();
    list.map(|one| one["text"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn typed_words_lead_to_sectors_places_organisers_and_events() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let id = gers.proposed("Auscultez la scierie", "c32013").await;
    gers.rule(id, Ruling::Label, Met::Yes).await;
    gers.proposed("Autre chose qui attend", "c32013").await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let visitor = world.caller();
    assert_eq!(
        offered(&visitor, "/api/v1/suggest?q=boi").await[0],
        "sector: bois → /evenements?secteur=bois"
    );
    let found = offered(&visitor, "/api/v1/suggest?q=scierie").await;
    assert_eq!(
        found,
        [
            "organisation: Scierie du Gers → /organisations/scierie-du-gers",
            "event: Auscultez la scierie → /evenements/auscultez-la-scierie"
        ]
    );
    // A typo leads there too, and what waits is never offered.
    assert_eq!(offered(&visitor, "/api/v1/suggest?q=sceirie").await, found);
    assert_eq!(
        offered(&visitor, "/api/v1/suggest?q=autre+chose").await,
        [""; 0]
    );
    // The filters of the form ride along, and the language of the page is kept.
    let auch = offered(
        &visitor,
        "/en/api/v1/suggest?q=auch&secteur=bois&jour=2026-03-24",
    )
    .await;
    assert!(
        auch[0].starts_with("place: Auch → /en/evenements?secteur=bois&jour=2026-03-24&pres=43.6"),
        "{auch:?}"
    );
    // Nothing for one letter, nothing for nothing.
    assert_eq!(offered(&visitor, "/api/v1/suggest?q=b").await, [""; 0]);
    assert_eq!(offered(&visitor, "/api/v1/suggest").await, [""; 0]);
}

#[tokio::test]
async fn a_place_is_completed_whatever_its_accents_and_with_one_typo() {
    let world = World::new().await;
    Gers::open(&world.app).await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let visitor = world.caller();
    for (typed, first) in [
        ("saint%20etienne", "Saint-Étienne"),
        ("lisle-jourdain%2032", "L’Isle-Jourdain"),
        ("Toulose", "Toulouse"),
        ("32000", "Auch"),
    ] {
        assert_eq!(places(&visitor, typed).await[0], first, "{typed}");
    }
    // A département stands before the communes.
    assert_eq!(places(&visitor, "gers").await[0], "Gers");
    assert_eq!(places(&visitor, "qqqqq").await, [""; 0]);
}

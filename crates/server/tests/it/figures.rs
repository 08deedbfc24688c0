//! The figures of a territory: counted from what is labelled, and nothing else.

use domain::review::Met;
use domain::slot::Slot;
use jiff::civil::date;
use server::acts::Ruling;
use server::refresh;

use crate::caller::Shown;
use crate::gers::Gers;
use crate::world::World;

/// The headline figures of a page, as (figure, what it counts).
fn headline(page: &Shown) -> Vec<(String, String)> {
    let text = |from: &str, after: &str| -> String {
        let start = from.find(after).map_or(0, |at| at + after.len());
        let end = from[start..].find('<').map_or(from.len(), |at| start + at);
        from[start..end].to_owned()
    };
    let figures = page.body.split("<div class=\"figure\">").skip(1);
    figures
        .map(|figure| (text(figure, "figure-value\">"), text(figure, "<dt>")))
        .collect()
}

fn told(list: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(value, text): &(&str, &str)| ((*value).to_owned(), (*text).to_owned());
    list.iter().map(owned).collect()
}

#[tokio::test]
async fn a_territory_shows_its_figures_and_those_of_its_parts() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    gers.appoint("haute-garonne@semaine.example", "referee", "31")
        .await;
    for (title, commune) in [
        ("Visite de la scierie", "c32013"),
        ("Atelier du luthier", "c32013"),
        ("Le parquet, de l’arbre au salon", "c32107"),
        ("La tonnellerie ouvre", "c31555"),
    ] {
        let id = gers.proposed(title, commune).await;
        gers.rule(id, Ruling::Label, Met::Yes).await;
    }
    // Two days, and open to wheelchairs.
    let mut content = gers.content("Deux jours au tour", "c32013");
    content.access = std::iter::once(domain::event::Access::Motor).collect();
    content.slots.push(Slot::new(
        date(2026, 3, 26).at(9, 0, 0, 0),
        date(2026, 3, 26).at(10, 0, 0, 0),
    ));
    let id = gers.draft("Deux jours au tour", "c32013").await;
    gers.send_content(id, content).await;
    gers.rule(id, Ruling::Label, Met::Yes).await;
    // What waits is not counted.
    gers.proposed("Proposé seulement", "c32013").await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let visitor = world.caller();
    let own = visitor.get("/territoires/32").await;
    let expected = [
        ("4", "événements labellisés"),
        ("1", "organisateur"),
        ("2", "communes"),
        ("25\u{a0}%", "annoncent un accueil adapté à un handicap"),
        ("0\u{a0}%", "se suivent en ligne"),
    ];
    assert_eq!(headline(&own), told(&expected));
    // Days keep together on a line; here only their words matter.
    let plain = |page: &Shown| page.body.replace('\u{a0}', " ");
    let counted = "Comptés dans le programme publié, le lundi 2 mars 2026.";
    assert!(plain(&own).contains(counted), "{}", own.body);
    // The sector has its week: four on Tuesday, one of them again on Thursday.
    let week = "mardi 24 mars : 4, mercredi 25 mars : 0, jeudi 26 mars : 1";
    assert!(plain(&own).contains(week), "{}", own.body);
    let region = visitor.get("/territoires/r76").await;
    let expected = [
        ("5", "événements labellisés"),
        ("1", "organisateur"),
        ("2", "départements"),
        ("20\u{a0}%", "annoncent un accueil adapté à un handicap"),
        ("0\u{a0}%", "se suivent en ligne"),
    ];
    assert_eq!(headline(&region), told(&expected));
    assert!(region.body.contains("Haute-Garonne"));
    // A territory without an event tells no figure at all.
    let empty = visitor.get("/territoires/48").await;
    assert_eq!(headline(&empty), told(&[]));
}

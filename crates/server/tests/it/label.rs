//! The label as a proof: what anyone reads at its address, from before it is granted to after it is undone.

use domain::ids::EventId;
use domain::review::Met;
use server::acts::Ruling;
use server::refresh;

use crate::caller::Shown;
use crate::gers::Gers;
use crate::world::World;

async fn read(world: &World, id: EventId) -> Shown {
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    world.caller().get(&format!("/label/{}", id.0)).await
}

/// The words of a page, its spaces all alike.
fn plain(page: &Shown) -> String {
    page.body.replace(['\u{a0}', '\u{202f}'], " ")
}

#[tokio::test]
async fn a_label_is_checked_at_its_own_address_whatever_becomes_of_it() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let id = gers.proposed("Visite de la scierie", "c32013").await;
    // What was never labelled has no proof, and tells nobody that it exists.
    assert_eq!(read(&world, id).await.status, 404);
    gers.rule(id, Ruling::Label, Met::Yes).await;
    let valid = read(&world, id).await;
    assert_eq!(valid.status, 200);
    for told in [
        "Ce label est valable.",
        "Visite de la scierie",
        "16e édition",
        "/territoires/32",
        "lundi 2 mars 2026",
        "n° 1",
        "Scierie du Gers",
    ] {
        assert!(plain(&valid).contains(told), "{told}: {}", valid.body);
    }
    // The event's page leads to it.
    let own = world.caller().get("/evenements/visite-de-la-scierie").await;
    let link = format!("href=\"/label/{}\"", id.0);
    assert!(own.body.contains(&link), "{}", own.body);
    // A change that waits is not told; once labelled, it is the one that is proven.
    world.wait_minutes(24 * 60);
    gers.send(id, "Une tout autre visite", "c32013").await;
    assert!(!read(&world, id).await.body.contains("tout autre"));
    gers.rule(id, Ruling::Label, Met::Yes).await;
    let again = read(&world, id).await;
    assert!(again.body.contains("Une tout autre visite"));
    for told in [
        "n° 2",
        "mardi 3 mars 2026",
        "Révision 1 : labellisée le lundi 2 mars 2026 par le référent du Gers.",
    ] {
        assert!(plain(&again).contains(told), "{told}: {}", again.body);
    }
}

#[tokio::test]
async fn a_label_undone_says_since_when_and_no_longer_leads_to_the_event() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let id = gers.proposed("Visite de la scierie", "c32013").await;
    gers.rule(id, Ruling::Label, Met::Yes).await;
    world.wait_minutes(24 * 60);
    gers.undo(id).await;
    let undone = read(&world, id).await;
    assert_eq!(undone.status, 200, "the address stays");
    for told in [
        "Ce label n’est plus valable.",
        "Il a été annulé le mardi 3 mars 2026",
        "lundi 2 mars 2026",
    ] {
        assert!(plain(&undone).contains(told), "{told}: {}", undone.body);
    }
    assert!(!undone.body.contains("/evenements/visite-de-la-scierie"));
    gers.withdraw(id).await;
    assert!(plain(&read(&world, id).await).contains("puis l’organisateur a retiré sa proposition"));
}

#[tokio::test]
async fn a_proof_tells_no_person_and_answers_no_nonsense() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    let mut content = gers.content("Visite de la scierie", "c32013");
    content.public_contact.name = "ZZCONTACT".into();
    content.referee_contact.name = "ZZREFEREE".into();
    let id = gers.draft("Visite de la scierie", "c32013").await;
    gers.send_content(id, content).await;
    gers.rule(id, Ruling::Label, Met::Yes).await;
    let shown = read(&world, id).await;
    assert_eq!(shown.status, 200);
    assert!(!shown.body.contains("ZZ") && !shown.body.contains("@semaine.example"));
    for nonsense in ["0", "-1", "999999", "99999999999999999999", "abc", "1%27--"] {
        let shown = world.caller().get(&format!("/label/{nonsense}")).await;
        assert_eq!(shown.status, 404, "{nonsense}");
    }
    let english = world.caller().get(&format!("/en/label/{}", id.0)).await;
    assert!(
        english.body.contains("This label is valid."),
        "{}",
        english.body
    );
}

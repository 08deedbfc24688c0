//! The secret address of an event: shared by mistake it is made worthless, and someone who leaves takes none along.

use super::*;

/// The link in the last letter to an address.
fn link_to(world: &World, email: &str) -> String {
    let letters = world.post.letters();
    let letter = letters.iter().rfind(|letter| letter.to == [email]);
    letter.expect("a letter").link().expect("a link")
}

/// The path of a link of this site.
fn path_of(link: &str) -> String {
    let start = link.find("/proposer/").expect("a secret address");
    link[start..].to_owned()
}

#[tokio::test]
async fn a_link_shared_by_mistake_is_made_worthless_and_the_new_one_goes_to_its_organiser_only() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let old = begin(&world, &caller, "Une fonderie").await;
    // Whoever got the link by mistake gives another address, and asks for a new link.
    let thief = world.caller();
    let own = [
        ("champ", "referee-contact"),
        ("referee_email", "voleur@semaine.example"),
    ];
    assert_eq!(step(&thief, &old, "qui", &own).await.status, 303);
    let act = format!("{old}/agir/lien");
    assert_eq!(thief.get(&act).await.status, 200);
    assert_eq!(
        thief.get(&format!("{old}/quoi")).await.status,
        200,
        "a look changes nothing"
    );
    let done = thief.fill(&act, &act, &[]).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let place = done.location.expect("a way on");
    assert_eq!(place, "/proposer/lien", "the new address is not told here");
    let told = thief.get(&place).await;
    assert!(
        told.body.contains("Un nouveau lien est parti"),
        "{}",
        told.body
    );
    for page in ["", "/quoi", "/agir/lien", "/envoi"] {
        let dead = caller.get(&format!("{old}{page}")).await;
        assert_eq!(dead.status, 404, "{page}");
        assert!(dead.body.contains("Ce lien n’ouvre rien"), "{}", dead.body);
        assert!(dead.body.contains("href=\"/espace\""), "a way on");
    }
    world.deliver().await;
    assert!(world.letters_to("voleur@semaine.example").await.is_empty());
    assert_eq!(world.letters_to(MAIL).await, ["draft-link", "new-link"]);
    let new = path_of(&link_to(&world, MAIL));
    assert_ne!(new, old);
    let opened = caller.get(&format!("{new}/quoi")).await;
    assert_eq!(opened.status, 200);
    assert!(opened.body.contains("Une fonderie"));
}

#[tokio::test]
async fn letters_that_waited_carry_the_new_link_and_a_proof_of_address_ends_with_the_old_one() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let old = begin(&world, &caller, "Une fonderie").await;
    complete(&caller, &old).await;
    assert_eq!(step(&caller, &old, "envoi", &[]).await.status, 303);
    world.deliver().await;
    let proof = path_of(&link_to(&world, MAIL));
    assert!(proof.contains("/confirmer/"), "{proof}");
    let act = format!("{old}/agir/lien");
    assert_eq!(caller.fill(&act, &act, &[]).await.status, 303);
    assert_eq!(
        caller.get(&proof).await.status,
        404,
        "the proof was part of the link"
    );
    world.deliver().await;
    let new = path_of(&link_to(&world, MAIL));
    // Sent again by the new link, it asks for a proof that works.
    assert_eq!(step(&caller, &new, "envoi", &[]).await.status, 303);
    world.deliver().await;
    let proof = path_of(&link_to(&world, MAIL));
    assert_eq!(caller.fill(&proof, &proof, &[]).await.status, 303);
    assert!(matches!(
        kept(&world, &new).await.event.review,
        Review::Proposed { .. }
    ));
}

#[tokio::test]
async fn one_who_is_signed_in_goes_on_at_the_new_address() {
    let (world, ..) = open_site().await;
    let caller = world.sign_in("atelier@semaine.example").await;
    let old = begin(&world, &caller, "Une fonderie").await;
    let act = format!("{old}/agir/lien");
    let done = caller.fill(&act, &act, &[]).await;
    let new = done.location.expect("a way on");
    let new = new
        .strip_suffix("?lien")
        .expect("their own address")
        .to_owned();
    assert_ne!(new, old);
    assert_eq!(world.caller().get(&old).await.status, 404);
    assert_eq!(caller.get(&format!("{new}/quoi")).await.status, 200);
    assert!(caller.get("/espace").await.body.contains(&new));
    let mut conn = world.app.store.reader().await.expect("a reader");
    let journal = reviews::journal(&mut conn, number(&new))
        .await
        .expect("read");
    let last = journal.last().expect("a line");
    assert_eq!(last.what, domain::journal::What::Relinked);
}

/// An organisation with three people: its founder, a colleague who proposed an event for it, and one more.
async fn three(world: &World) -> (Caller, Caller, Caller, String, String, String) {
    let founder = world.sign_in("atelier@semaine.example").await;
    let event = begin(world, &founder, "Une fonderie").await;
    complete(&founder, &event).await;
    let organisation = working(world, &event).await.organisation.expect("one");
    assert_eq!(step(&founder, &event, "envoi", &[]).await.status, 303);
    let team = format!("/espace/organisations/{organisation}");
    let mut joined = Vec::new();
    for email in ["collegue@semaine.example", "reste@semaine.example"] {
        let invite = format!("{team}/inviter");
        let invited = founder.fill(&team, &invite, &[("email", email)]).await;
        assert_eq!(invited.status, 303, "{}", invited.body);
        world.deliver().await;
        let link = link_to(world, email);
        let caller = world.caller();
        assert_eq!(caller.fill(&link, &link, &[]).await.status, 303);
        joined.push(caller);
    }
    let (last, colleague) = (joined.pop(), joined.pop());
    let colleague = colleague.expect("a colleague");
    let own = begin(world, &colleague, "La journée du collègue").await;
    let code = organisation.to_string();
    let who = [
        ("champ", "organisation"),
        ("organisation", "Fonderie du Gers"),
        ("organisation_code", code.as_str()),
    ];
    assert_eq!(step(&colleague, &own, "qui", &who).await.status, 303);
    (
        founder,
        colleague,
        last.expect("one more"),
        team,
        event,
        own,
    )
}

#[tokio::test]
async fn whoever_leaves_an_organisation_takes_no_link_of_its_events_along() {
    let (world, ..) = open_site().await;
    let (_founder, colleague, rest, team, event, own) = three(&world).await;
    assert_eq!(colleague.get(&event).await.status, 200, "they had the link");
    let before = world.post.letters().len();
    let left = colleague.fill(&team, &format!("{team}/quitter"), &[]).await;
    assert_eq!(left.status, 303, "{}", left.body);
    assert_eq!(colleague.get(&event).await.status, 404);
    assert_eq!(colleague.get(&team).await.status, 404);
    let opened = colleague.get(&format!("{own}/quoi")).await;
    assert_eq!(
        opened.status, 200,
        "what they proposed themselves stays theirs"
    );
    world.deliver().await;
    let told = world.post.letters().split_off(before);
    let mut people: Vec<&str> = told.iter().map(|letter| letter.to[0].as_str()).collect();
    people.sort_unstable();
    assert_eq!(people, ["atelier@semaine.example", "reste@semaine.example"]);
    let link = told[0].link().expect("a link");
    assert!(link.ends_with("/espace"), "{link}");
    let space = rest.get("/espace").await.body;
    let id = number(&event);
    let new = space
        .split(&format!("/proposer/{id}-"))
        .nth(1)
        .expect("the new link");
    let new = format!(
        "/proposer/{id}-{}",
        new.split('"').next().unwrap_or_default()
    );
    assert_ne!(new, event);
    assert_eq!(rest.get(&new).await.status, 200);
}

#[tokio::test]
async fn a_colleague_who_has_left_is_taken_off_by_another_and_told() {
    let (world, ..) = open_site().await;
    let (founder, colleague, rest, team, event, _) = three(&world).await;
    let page = rest.get(&team).await.body;
    let mark = format!("{team}/retirer/");
    let way = page
        .split(&mark)
        .skip(1)
        .filter_map(|form| form.split("</form>").next())
        .find(|form| form.contains("collegue@semaine.example"));
    let way = way.expect("a way").split('"').next().unwrap_or_default();
    let path = format!("{mark}{way}");
    let stranger = world.sign_in("passant@semaine.example").await;
    let token = stranger
        .get("/espace/profil")
        .await
        .hidden("csrf")
        .expect("one");
    assert_eq!(stranger.post(&path, &[("csrf", &token)]).await.status, 404);
    let removed = rest.fill(&team, &path, &[]).await;
    assert_eq!(removed.status, 303, "{}", removed.body);
    assert_eq!(colleague.get(&team).await.status, 404);
    assert_eq!(colleague.get(&event).await.status, 404);
    assert_eq!(founder.get(&team).await.status, 200);
    world.deliver().await;
    let letters = world.letters_to("collegue@semaine.example").await;
    assert_eq!(
        letters.last().map(String::as_str),
        Some("left-organisation")
    );
    assert_eq!(
        rest.fill(&team, &path, &[]).await.status,
        404,
        "they are gone"
    );
}

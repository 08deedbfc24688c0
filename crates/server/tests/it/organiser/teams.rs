//! Who acts for an organisation: whoever brings one acts on their own events only, until somebody who may says more.

use super::*;

const SIRET: &str = "73282932000074";

/// Names an organisation in the form of a draft.
async fn names(caller: &Caller, draft: &str, name: &str, siret: &str) -> Shown {
    let fields = [
        ("champ", "organisation"),
        ("organisation", name),
        ("organisation_code", ""),
        ("organisation_kind", "company"),
        ("organisation_siret", siret),
    ];
    step(caller, draft, "qui", &fields).await
}

/// Someone who is signed in proposes an event of an organisation; answers its path.
async fn proposes(world: &World, caller: &Caller, title: &str, siret: &str) -> String {
    let draft = begin(world, caller, title).await;
    complete(caller, &draft).await;
    let named = names(caller, &draft, "Grande Fonderie", siret).await;
    assert_eq!(named.status, 303, "{}", named.body);
    let sent = step(caller, &draft, "envoi", &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    draft
}

#[tokio::test]
async fn whoever_claims_an_organisation_has_no_hand_on_what_others_propose_in_its_name() {
    let (world, ..) = open_site().await;
    let pirate = world.sign_in("pirate@semaine.example").await;
    let first = proposes(&world, &pirate, "Une visite", SIRET).await;
    let organiser = world.sign_in("grande.fonderie@semaine.example").await;
    let event = proposes(&world, &organiser, "La coulée", SIRET).await;
    let (own, claimed) = (kept(&world, &event).await, kept(&world, &first).await);
    assert_eq!(own.event.organisation, claimed.event.organisation);
    let id = number(&event);
    let mine = format!("/proposer/{id}-");
    assert!(organiser.get("/espace").await.body.contains(&mine));
    assert!(!pirate.get("/espace").await.body.contains(&mine));
    world.deliver().await;
    assert_eq!(
        world.about_events_to("pirate@semaine.example").await,
        ["sign-in", "draft-link", "received"],
        "of their own event only"
    );
    // Nor does a second account that they invite.
    let organisation = own.event.organisation.expect("an organisation");
    let team = format!("/espace/organisations/{organisation}");
    let invite = format!("{team}/inviter");
    let asked = [("email", "second@semaine.example")];
    assert_eq!(pirate.fill(&team, &invite, &asked).await.status, 303);
    world.deliver().await;
    let link = world.post.letters().pop().and_then(|letter| letter.link());
    let link = link.expect("a link");
    let second = world.caller();
    assert_eq!(second.fill(&link, &link, &[]).await.status, 303);
    let space = second.get("/espace").await.body;
    assert!(!space.contains(&mine), "{space}");
    assert!(space.contains(&format!("/proposer/{}-", number(&first))));
    // What the public reads of the organisation is not theirs to change beside the events of others.
    let fields = [("name", "Autre nom"), ("kind", "company")];
    let refused = pirate.fill(&team, &team, &fields).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("seule une personne confirmée"));

    // The referee says who acts for it; the others wait.
    let referee = world.sign_in("referent.gers@semaine.example").await;
    let file = format!("/instruction/{id}");
    let page = referee.get(&file).await.body;
    assert!(
        page.contains("grande.fonderie@semaine.example agit pour"),
        "{page}"
    );
    let agit = format!("{file}/agit");
    let said = referee.fill(&file, &agit, &[]).await;
    assert_eq!(said.status, 303, "{}", said.body);
    let after = referee.get(&said.location.expect("a way on")).await.body;
    assert!(after.contains("C’est confirmé"), "{after}");
    let space = organiser.get("/espace").await.body;
    assert!(space.contains(&format!("/proposer/{}-", number(&first))));
    assert!(!pirate.get("/espace").await.body.contains(&mine));
    // One who is known confirms another; a stranger’s number confirms nobody.
    let page = organiser.get(&team).await.body;
    let confirm = page
        .split('"')
        .find(|part| part.starts_with(&format!("{team}/confirmer/")))
        .expect("a way to confirm")
        .to_owned();
    let token = pirate.get(&team).await.hidden("csrf").expect("a token");
    let own_word = pirate.post(&confirm, &[("csrf", &token)]).await;
    assert_eq!(own_word.status, 422, "{}", own_word.body);
    assert_eq!(organiser.fill(&team, &confirm, &[]).await.status, 303);
    assert!(pirate.get("/espace").await.body.contains(&mine));
    assert!(second.get("/espace").await.body.contains(&mine));
}

#[tokio::test]
async fn a_number_nobody_stands_behind_goes_to_whoever_names_it_under_their_own_name() {
    let (world, ..) = open_site().await;
    let hidden = world.caller();
    let draft = begin(&world, &hidden, "Un brouillon").await;
    let named = names(&hidden, &draft, "Un autre nom", SIRET).await;
    assert_eq!(named.status, 303, "{}", named.body);
    let caller = world.caller();
    let other = begin(&world, &caller, "Une fonderie").await;
    let named = names(&caller, &other, "Grande Fonderie", SIRET).await;
    assert_eq!(named.status, 303, "{}", named.body);
    let page = caller.get(&format!("{other}/qui")).await.body;
    assert!(page.contains("Grande Fonderie"), "{page}");
    let (one, two) = (working(&world, &draft).await, working(&world, &other).await);
    assert_ne!(one.organisation, two.organisation);
}

#[tokio::test]
async fn one_who_sends_while_signed_in_takes_part_in_the_organisation_they_brought_before() {
    let (world, ..) = open_site().await;
    let caller = world.sign_in("fondeur@semaine.example").await;
    let anonymous = world.caller();
    let draft = begin(&world, &anonymous, "Une fonderie").await;
    complete(&anonymous, &draft).await;
    let organisation = working(&world, &draft).await.organisation.expect("one");
    let sent = step(&caller, &draft, "envoi", &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let team = caller
        .get(&format!("/espace/organisations/{organisation}"))
        .await;
    assert_eq!(team.status, 200, "{}", team.body);
    assert!(team.body.contains("Personne n’a encore confirmé"));
}

#[tokio::test]
async fn whoever_names_an_organisation_is_told_that_others_will_act_too() {
    let (world, ..) = open_site().await;
    let founder = world.sign_in("grande.fonderie@semaine.example").await;
    let event = proposes(&world, &founder, "Une visite", SIRET).await;
    let organisation = kept(&world, &event).await.event.organisation;
    let organisation = organisation.expect("an organisation");
    let caller = world.caller();
    let draft = begin(&world, &caller, "La coulée").await;
    let named = names(&caller, &draft, "Grande Fonderie", SIRET).await;
    assert_eq!(named.status, 303, "{}", named.body);
    let told = "Une autre personne agit pour cette structure";
    let who = format!("{draft}/qui");
    assert!(!caller.get(&who).await.body.contains(told));
    let mut tx = world.app.store.begin().await.expect("a transaction");
    let founder = kept(&world, &event).await.event.proposer.expect("known");
    store::organisations::vouch(&mut tx, organisation, founder, founder, world.clock.now())
        .await
        .expect("vouched for");
    tx.commit().await.expect("kept");
    let page = caller.get(&who).await.body;
    assert!(page.contains(told), "{page}");
    assert!(!page.contains("grande.fonderie@semaine.example"));
}

#[tokio::test]
async fn an_invitation_is_taken_back_and_ends_with_whoever_sent_it() {
    let (world, ..) = open_site().await;
    let founder = world.sign_in("atelier@semaine.example").await;
    let draft = begin(&world, &founder, "Une fonderie").await;
    complete(&founder, &draft).await;
    let organisation = working(&world, &draft).await.organisation.expect("one");
    let team = format!("/espace/organisations/{organisation}");
    let invite = |caller, email| {
        let (world, team) = (&world, &team);
        async move {
            let caller: &Caller = caller;
            let invite = format!("{team}/inviter");
            let sent = caller.fill(team, &invite, &[("email", email)]).await;
            assert_eq!(sent.status, 303, "{}", sent.body);
            world.deliver().await;
            let letter = world.post.letters().pop().expect("a letter");
            letter.link().expect("a link")
        }
    };
    let taken_back = invite(&founder, "perdu@semaine.example").await;
    let page = founder.get(&team).await.body;
    assert!(page.contains("perdu@semaine.example"), "{page}");
    let back = page
        .split('"')
        .find(|part| part.starts_with(&format!("{team}/reprendre/")))
        .expect("a way back")
        .to_owned();
    assert_eq!(founder.fill(&team, &back, &[]).await.status, 303);
    assert!(
        !founder
            .get(&team)
            .await
            .body
            .contains("perdu@semaine.example")
    );
    assert_eq!(world.caller().get(&taken_back).await.status, 410);
    assert_eq!(founder.fill(&team, &back, &[]).await.status, 404);

    let colleague = world.caller();
    let link = invite(&founder, "collegue@semaine.example").await;
    assert_eq!(colleague.fill(&link, &link, &[]).await.status, 303);
    let link = invite(&colleague, "troisieme@semaine.example").await;
    let left = colleague.fill(&team, &format!("{team}/quitter"), &[]).await;
    assert_eq!(left.status, 303, "{}", left.body);
    assert_eq!(
        world.caller().get(&link).await.status,
        410,
        "they have left"
    );
}

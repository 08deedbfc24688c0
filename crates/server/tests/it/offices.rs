//! The rights beside events, cell by cell, as HTTP answers them; and what invitations are worth.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::authority::{OfficeCell, OfficeRight, Role, office_table};
use store::outbox;

use crate::caller::{Caller, Shown};
use crate::gers::Gers;
use crate::world::World;

/// Tries what a cell is about. Inviting is done for good, each time somebody else.
async fn attempt(caller: &Caller, cell: &OfficeCell, number: usize) -> Shown {
    let territory = format!("/instruction/territoire/{}", cell.over);
    let token = caller.get("/connexion").await.hidden("csrf");
    let token = token.unwrap_or_default();
    let email = format!("invite{number}@semaine.example");
    let (page, role) = match cell.right {
        OfficeRight::Keep => return caller.get(&territory).await,
        OfficeRight::Lead => return caller.get("/pilotage").await,
        OfficeRight::Appoint(Role::National) => ("/pilotage/personnes".to_owned(), Role::National),
        OfficeRight::Appoint(role) => (format!("{territory}/personnes"), role),
    };
    let fields = [
        ("csrf", token.as_str()),
        ("email", email.as_str()),
        ("role", role.slug()),
        ("institution", "CCI"),
    ];
    caller.post(&page, &fields).await
}

fn opens(shown: &Shown, cell: &OfficeCell) -> bool {
    let place = shown.location.as_deref().unwrap_or("");
    match shown.status.as_u16() {
        200 => true,
        303 => !place.starts_with("/connexion"),
        // Whoever keeps a territory is told that a role is not theirs to give.
        403 | 404 | 422 => false,
        other => panic!("{cell:?}: {other}\n{}", shown.body),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn http_answers_as_the_table_of_offices_says() {
    let world = World::tireless().await;
    let gers = Gers::open(&world.app).await;
    let mut callers: BTreeMap<(Option<Role>, &str), Caller> = BTreeMap::new();
    for (number, cell) in office_table().iter().enumerate() {
        let who = (cell.role, cell.held);
        if let Entry::Vacant(place) = callers.entry(who) {
            let email = format!("personne{number}@semaine.example");
            if let Some(role) = cell.role {
                gers.appoint(&email, role.slug(), cell.held).await;
            }
            // One without a role is an organiser who signed in: more than a visitor, and no more here.
            let email = match cell.role {
                Some(_) => email.as_str(),
                None => "usine@semaine.example",
            };
            place.insert(world.sign_in(email).await);
        }
        let shown = attempt(&callers[&who], cell, number).await;
        assert_eq!(
            opens(&shown, cell),
            cell.allowed,
            "{cell:?}\n{}",
            shown.body
        );
        if cell.role.is_none() {
            let visitor = world.caller();
            let shown = attempt(&visitor, cell, number).await;
            assert!(!opens(&shown, cell), "a visitor: {cell:?}");
        }
    }
}

#[tokio::test]
async fn an_invitation_is_worth_what_whoever_made_it_may_still_give() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    let inviter = "occitanie@semaine.example";
    let held = gers.appoint(inviter, "coordinator", "r76").await;
    let page = "/instruction/territoire/32/personnes";
    let invited = ("email", "gers@semaine.example");
    let fields = [invited, ("role", "referee")];
    let sent = world.sign_in(inviter).await.fill(page, page, &fields).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let mut conn = world.app.store.reader().await.expect("a reader");
    let letters = outbox::latest(&mut conn, None, 20).await.expect("read");
    drop(conn);
    let letter = letters.iter().find(|letter| letter.kind == "invitation");
    let link = letter.expect("a letter").params["link"].as_str();
    let link = link.expect("a link").to_owned();
    let newcomer = world.caller();
    assert_eq!(newcomer.get(&link).await.status, 200);
    let token = newcomer.get(&link).await.hidden("csrf").expect("a token");
    gers.dismiss(held).await;
    let late = newcomer.post(&link, &[("csrf", token.as_str())]).await;
    assert_eq!(late.status, 410, "{}", late.body);
    assert_eq!(newcomer.get(&link).await.status, 410);
    assert_eq!(newcomer.get("/instruction").await.status, 303);
}

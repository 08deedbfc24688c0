//! People, links, sessions, roles and invitations.

use store::people::{self, Invitation, Link};

use crate::place::{at, places};

fn link(hash: &str) -> Link {
    Link {
        token_hash: hash.to_owned(),
        email: "someone@semaine.example".to_owned(),
        purpose: "sign-in".to_owned(),
        next_path: Some("/espace".to_owned()),
        created_at: at(0),
        expires_at: at(1_200),
        used_at: None,
    }
}

#[tokio::test]
async fn one_address_is_one_person() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        let first = people::welcome(&mut tx, "Someone@Semaine.example", "", "fr", at(0))
            .await
            .expect("a person");
        let again = people::welcome(&mut tx, "someone@semaine.example", "Camille", "en", at(9))
            .await
            .expect("a person");
        assert_eq!(
            (first.id, "Camille", "fr"),
            (again.id, again.name.as_str(), again.language.as_str())
        );
        let later = people::welcome(&mut tx, "someone@semaine.example", "Dominique", "en", at(9))
            .await
            .expect("a person");
        assert_eq!(later, again);
        people::confirm(&mut tx, first.id, at(5))
            .await
            .expect("confirmed");
        people::confirm(&mut tx, first.id, at(8))
            .await
            .expect("confirmed");
        let found = people::by_email(&mut tx, "SOMEONE@semaine.example")
            .await
            .expect("read")
            .expect("there");
        assert_eq!(found.confirmed_at, Some(at(5)));
    }
}

#[tokio::test]
async fn a_link_serves_once_and_not_after_its_end() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        people::add_link(&mut tx, &link("a")).await.expect("kept");
        people::add_link(&mut tx, &link("b")).await.expect("kept");
        let used = people::use_link(&mut tx, "a", at(1_199))
            .await
            .expect("used")
            .expect("there");
        assert_eq!(
            (used.used_at, used.next_path.as_deref()),
            (Some(at(1_199)), Some("/espace"))
        );
        assert_eq!(
            people::use_link(&mut tx, "a", at(1_199)).await.ok(),
            Some(None)
        );
        assert_eq!(
            people::use_link(&mut tx, "b", at(1_200)).await.ok(),
            Some(None)
        );
        assert_eq!(people::use_link(&mut tx, "c", at(1)).await.ok(), Some(None));
    }
}

#[tokio::test]
async fn of_two_who_use_a_link_at_once_one_gets_it() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        people::add_link(&mut tx, &link("a")).await.expect("kept");
        tx.commit().await.expect("committed");
        let attempt = || async {
            let mut tx = place.store.begin().await.expect("a transaction");
            let used = people::use_link(&mut tx, "a", at(1)).await.expect("tried");
            tx.commit().await.expect("committed");
            used.is_some()
        };
        let (one, two) = tokio::join!(attempt(), attempt());
        assert!(one != two, "exactly one of the two gets it");
    }
}

#[tokio::test]
async fn a_session_lives_until_it_ends() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        let me = people::welcome(&mut tx, "me@semaine.example", "", "fr", at(0))
            .await
            .expect("a person");
        let other = people::welcome(&mut tx, "other@semaine.example", "", "fr", at(0))
            .await
            .expect("a person");
        let id = people::open_session(&mut tx, "s", me.id, "Firefox, Linux", at(0), at(100))
            .await
            .expect("open");
        let found = people::session(&mut tx, "s", at(50))
            .await
            .expect("read")
            .expect("live");
        assert_eq!((found.0.id, found.1), (id, me.clone()));
        assert_eq!(
            people::session(&mut tx, "s", at(100)).await.ok(),
            Some(None)
        );
        people::seen(&mut tx, id, at(90), at(190))
            .await
            .expect("seen");
        assert!(
            people::session(&mut tx, "s", at(100))
                .await
                .expect("read")
                .is_some()
        );
        assert_eq!(
            people::end_session(&mut tx, id, Some(other.id), other.id, at(101))
                .await
                .ok(),
            Some(false)
        );
        assert_eq!(
            people::live_sessions(&mut tx, at(101), 10)
                .await
                .map(|all| all.len())
                .ok(),
            Some(1)
        );
        assert_eq!(
            people::end_session(&mut tx, id, Some(me.id), me.id, at(101))
                .await
                .ok(),
            Some(true)
        );
        assert_eq!(
            people::session(&mut tx, "s", at(102)).await.ok(),
            Some(None)
        );
        assert_eq!(
            people::sessions_of(&mut tx, me.id, at(102)).await.ok(),
            Some(vec![])
        );
    }
}

#[tokio::test]
async fn a_role_is_held_once_until_it_ends() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        let me = people::welcome(&mut tx, "referent.gers@semaine.example", "", "fr", at(0))
            .await
            .expect("a person");
        let id = people::appoint(&mut tx, me.id, "referee", "32", None, None, at(0))
            .await
            .expect("appointed");
        let again = people::appoint(&mut tx, me.id, "referee", "32", None, None, at(5))
            .await
            .expect("appointed");
        assert_eq!(id, again);
        let all = people::appointed(&mut tx, "referee", Some("32"))
            .await
            .expect("read");
        assert_eq!(
            all.iter()
                .map(|(role, person)| (role.id, person.id))
                .collect::<Vec<_>>(),
            [(id, me.id)]
        );
        assert_eq!(
            people::appointed(&mut tx, "referee", None)
                .await
                .map(|all| all.len())
                .ok(),
            Some(1)
        );
        assert_eq!(people::dismiss(&mut tx, id, at(9)).await.ok(), Some(true));
        assert_eq!(
            people::appointments_of(&mut tx, me.id).await.ok(),
            Some(vec![])
        );
        let back = people::appoint(&mut tx, me.id, "referee", "32", None, None, at(10))
            .await
            .expect("appointed");
        assert_ne!(id, back);
    }
}

#[tokio::test]
async fn an_invitation_is_accepted_once() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        let invitation = Invitation {
            token_hash: "i".to_owned(),
            email: "copil@semaine.example".to_owned(),
            role: "committee".to_owned(),
            territory: Some("32".to_owned()),
            institution: Some("Chambre de commerce".to_owned()),
            organisation_id: None,
            invited_by: None,
            created_at: at(0),
            expires_at: at(100),
            accepted_at: None,
        };
        people::invite(&mut tx, &invitation).await.expect("kept");
        assert_eq!(
            people::invitation(&mut tx, "i").await.ok(),
            Some(Some(invitation.clone()))
        );
        assert_eq!(
            people::accept_invitation(&mut tx, "i", at(100)).await.ok(),
            Some(None)
        );
        let accepted = people::accept_invitation(&mut tx, "i", at(9))
            .await
            .expect("accepted");
        assert_eq!(
            accepted.and_then(|accepted| accepted.accepted_at),
            Some(at(9))
        );
        assert_eq!(
            people::accept_invitation(&mut tx, "i", at(10)).await.ok(),
            Some(None)
        );
    }
}

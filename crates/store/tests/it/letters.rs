//! No letter is lost, and none goes twice.

use store::outbox::{self, NewLetter};
use store::{StoreError, values};

use crate::place::{at, places};

fn letter(dedupe: &str) -> NewLetter {
    NewLetter {
        dedupe: dedupe.to_owned(),
        to_email: "someone@semaine.example".to_owned(),
        to_person: None,
        language: "fr".to_owned(),
        kind: "sign-in".to_owned(),
        params: serde_json::json!({ "link": "https://semaine.example/x" }),
        not_before: at(0),
    }
}

#[tokio::test]
async fn a_letter_is_posted_once_for_the_same_reason() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        let first = outbox::post(&mut tx, &letter("a"), at(0))
            .await
            .expect("posted");
        let again = outbox::post(&mut tx, &letter("a"), at(1))
            .await
            .expect("refused softly");
        assert!(first.is_some() && again.is_none());
    }
}

#[tokio::test]
async fn two_nodes_never_claim_the_same_letter() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        for number in 0..40 {
            outbox::post(&mut tx, &letter(&number.to_string()), at(0))
                .await
                .expect("posted");
        }
        tx.commit().await.expect("committed");
        let node = || async {
            let mut tx = place.store.begin().await.expect("a transaction");
            let claimed = outbox::claim(&mut tx, at(1), at(60), 30)
                .await
                .expect("claimed");
            tx.commit().await.expect("committed");
            claimed
                .into_iter()
                .map(|letter| letter.id)
                .collect::<Vec<_>>()
        };
        let (one, two, three) = tokio::join!(node(), node(), node());
        let mut all: Vec<i64> = [one, two, three, node().await].concat();
        let taken = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!((taken, all.len()), (40, 40));
    }
}

#[tokio::test]
async fn a_claim_that_is_not_settled_is_taken_over() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        outbox::post(&mut tx, &letter("a"), at(0))
            .await
            .expect("posted");
        let claimed = |now, until| (at(now), at(until));
        let (now, until) = claimed(1, 60);
        assert_eq!(
            outbox::claim(&mut tx, now, until, 9)
                .await
                .map(|all| all.len())
                .ok(),
            Some(1)
        );
        assert_eq!(
            outbox::claim(&mut tx, at(59), at(99), 9)
                .await
                .map(|all| all.len())
                .ok(),
            Some(0)
        );
        assert_eq!(
            outbox::claim(&mut tx, at(60), at(99), 9)
                .await
                .map(|all| all.len())
                .ok(),
            Some(1)
        );
    }
}

#[tokio::test]
async fn a_letter_that_fails_is_tried_later_and_a_sent_one_never_again() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        let id = outbox::post(&mut tx, &letter("a"), at(0))
            .await
            .expect("posted")
            .expect("new");
        outbox::claim(&mut tx, at(1), at(60), 9)
            .await
            .expect("claimed");
        outbox::failed(&mut tx, id, "no answer", at(30))
            .await
            .expect("noted");
        assert_eq!(
            outbox::claim(&mut tx, at(29), at(60), 9)
                .await
                .map(|all| all.len())
                .ok(),
            Some(0)
        );
        let again = outbox::claim(&mut tx, at(30), at(60), 9)
            .await
            .expect("claimed");
        assert_eq!(
            again
                .iter()
                .map(|letter| (letter.attempts, letter.last_error.as_deref()))
                .collect::<Vec<_>>(),
            [(1, Some("no answer"))]
        );
        outbox::sent(&mut tx, id, &serde_json::json!({}), at(31))
            .await
            .expect("noted");
        outbox::try_again(&mut tx, id, at(32)).await.expect("noted");
        assert_eq!(
            outbox::claim(&mut tx, at(99), at(160), 9)
                .await
                .map(|all| all.len())
                .ok(),
            Some(0)
        );
        let letter = outbox::by_id(&mut tx, id)
            .await
            .expect("read")
            .expect("there");
        assert_eq!((letter.attempts, letter.sent_at), (2, Some(at(31))));
    }
}

#[tokio::test]
async fn the_standing_counts_what_waits_and_what_was_given_up() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        let first = outbox::post(&mut tx, &letter("a"), at(0))
            .await
            .expect("posted")
            .expect("new");
        outbox::post(&mut tx, &letter("b"), at(5))
            .await
            .expect("posted");
        outbox::gave_up(&mut tx, first, "no such address", at(9))
            .await
            .expect("noted");
        let standing = outbox::standing(&mut tx).await.expect("read");
        assert_eq!(
            (standing.waiting, standing.given_up, standing.oldest),
            (1, 1, Some(at(5)))
        );
        let latest = outbox::latest(&mut tx, None, 1).await.expect("read");
        let before = outbox::latest(&mut tx, latest.first().map(|letter| letter.id), 9)
            .await
            .expect("read");
        assert_eq!(
            before.iter().map(|letter| letter.id).collect::<Vec<_>>(),
            [first]
        );
    }
}

#[tokio::test]
async fn a_letter_that_cannot_be_read_is_named() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        let id = outbox::post(&mut tx, &letter("a"), at(0))
            .await
            .expect("posted")
            .expect("new");
        tx.run("UPDATE letter SET params = '{' WHERE id = $1", values![id])
            .await
            .expect("spoilt");
        let refused = outbox::by_id(&mut tx, id).await;
        assert!(
            matches!(
                refused,
                Err(StoreError::Corrupt {
                    table: "letter",
                    ..
                })
            ),
            "{refused:?}"
        );
    }
}

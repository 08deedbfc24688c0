//! Remarks answered from the letter: in the fields, or in words.

use super::*;

#[tokio::test]
async fn remarks_are_answered_by_the_link_without_signing_in() {
    let (world, edition, referee) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    complete(&caller, &draft).await;
    send_and_confirm(&world, &caller, &draft).await;
    give_back(&world, &edition, referee, &draft).await;
    let page = world.caller().get(&format!("{draft}/repondre")).await;
    assert!(
        page.body.contains("Dites combien de temps cela dure."),
        "{}",
        page.body
    );
    assert!(
        !page.body.contains("name=\"place_address\""),
        "only what was asked"
    );
    let token = page.hidden("csrf").expect("a token");
    let sneaky = [
        ("csrf", token.as_str()),
        ("champ", "summary"),
        ("champ", "title"),
        ("summary", "Une coulée en direct, 45 minutes."),
        ("title", "Autre chose"),
        ("act", "send"),
    ];
    let sent = caller.post(&format!("{draft}/repondre"), &sneaky).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let mut conn = world.app.store.reader().await.expect("a reader");
    let said = events::content(&mut conn, number(&draft), 2)
        .await
        .expect("a revision");
    assert_eq!(said.summary, "Une coulée en direct, 45 minutes.");
    assert_eq!(said.title, "Dans les coulisses d’une fonderie");
    let back = kept(&world, &draft).await;
    assert!(matches!(
        back.event.review,
        Review::Proposed {
            reason: domain::review::Reason::Answered,
            ..
        }
    ));
}

#[tokio::test]
async fn an_answer_in_words_is_enough_and_the_referee_reads_it() {
    let (world, edition, referee) = open_site().await;
    let caller = world.caller();
    let draft = begin(&world, &caller, "Une fonderie").await;
    complete(&caller, &draft).await;
    send_and_confirm(&world, &caller, &draft).await;
    give_back(&world, &edition, referee, &draft).await;
    let path = format!("{draft}/repondre");

    // Neither a change nor a word: the page says what is missing, and keeps the place.
    let token = caller.get(&path).await.hidden("csrf").expect("a token");
    let silent = [("csrf", token.as_str()), ("act", "send")];
    let refused = caller.post(&path, &silent).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("répondez au référent"),
        "{}",
        refused.body
    );
    assert!(!refused.body.contains("Tout y est"), "{}", refused.body);

    // Too long: nothing is lost.
    let long = "é".repeat(2_001);
    let much = [
        ("csrf", token.as_str()),
        ("answer", long.as_str()),
        ("act", "send"),
    ];
    let refused = caller.post(&path, &much).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains(&long), "what was typed is there");

    // Saved, and found again from another place.
    let words = "La durée figure déjà dans les créneaux : 45 minutes.";
    let stay = [("csrf", token.as_str()), ("answer", words), ("act", "stay")];
    assert_eq!(caller.post(&path, &stay).await.status, 303);
    let again = world.caller().get(&path).await;
    assert!(again.body.contains(words), "{}", again.body);

    let send = [("csrf", token.as_str()), ("answer", words), ("act", "send")];
    let sent = caller.post(&path, &send).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let mut conn = world.app.store.reader().await.expect("a reader");
    let id = number(&draft);
    assert_eq!(events::answer(&mut conn, id, 2).await.expect("read"), words);
    let back = kept(&world, &draft).await;
    assert_eq!(back.answer, "", "it is sent");
    assert!(back.event.waiting().is_some());
    let person = store::people::by_id(&mut conn, referee.0)
        .await
        .expect("read");
    drop(conn);
    let desk = world.sign_in(&person.expect("the referee").email).await;
    let file = desk.get(&format!("/instruction/{}", id.0)).await;
    assert!(file.body.contains(words), "{}", file.body);
    assert!(!caller.get(&draft).await.body.contains("Tout y est"));
}

//! What the lists and the public read of an event whose change was not taken, and rows that trouble no other.

use super::*;

fn elsewhere() -> Chain {
    Chain::new(vec![code("33"), code("r75"), code("FR")]).expect("a chain")
}

async fn face(tx: &mut Tx, trade: &Trade, slug: &str) -> public::Face {
    let found = public::face(tx, trade.edition.id, slug).await;
    found.expect("read").expect("a public face")
}

async fn house(tx: &mut Tx, name: &str) -> domain::ids::OrganisationId {
    let new = Organisation {
        name: name.into(),
        ..Organisation::default()
    };
    organisations::create(tx, &new, at(0))
        .await
        .expect("created")
}

#[tokio::test]
async fn who_organises_and_where_are_those_of_the_label_until_the_next_one() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        let mut first = content("Fonderie");
        first.organisation = Some(house(&mut tx, "Fonderie du Gers").await);
        let id = trade.begin(&mut tx, &first).await;
        trade.send(&mut tx, id, &first, 10).await;
        trade.label(&mut tx, id, 20).await;
        let before = face(&mut tx, &trade, "fonderie").await;

        let mut change = content("Chantier");
        change.organisation = Some(house(&mut tx, "Chantier naval").await);
        change.place.commune = Some(code("c33063"));
        trade.send_to(&mut tx, id, &change, &elsewhere(), 30).await;
        assert_eq!(face(&mut tx, &trade, "fonderie").await, before);
        assert_eq!(waiting(&mut tx, &trade, "33", 30).await, [id]);
        let kept = load(&mut tx, id).await;
        assert_eq!(kept.title, "Chantier");

        let by = trade.as_organiser(&kept.event);
        let decision = review::withdraw(&kept.event, &trade.edition, &by, at(40));
        let decision = decision.expect("withdrawn");
        events::save(&mut tx, &kept, &decision, None, at(40))
            .await
            .expect("saved");
        let kept = load(&mut tx, id).await;
        assert_eq!(kept.title, "Fonderie");
        assert_eq!(kept.event.organisation, first.organisation);
        assert_eq!(kept.event.chain, chain());
        assert_eq!(face(&mut tx, &trade, "fonderie").await, before);
        let mut near = Vec::new();
        events::near(&mut tx, trade.edition.id, &first, None, |found| {
            near.push((found.id, found.title, found.page));
        })
        .await
        .expect("read");
        let page = Some("fonderie".to_owned());
        assert_eq!(near, [(id, "Fonderie".to_owned(), page)]);
    }
}

#[tokio::test]
async fn the_moment_of_a_public_face_is_later_each_time_and_no_edit_moves_it() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        let id = trade.begin(&mut tx, &content("Fonderie")).await;
        trade.send(&mut tx, id, &content("Fonderie"), 10).await;
        trade.label(&mut tx, id, 20).await;
        let first = face(&mut tx, &trade, "fonderie").await.updated_at;
        assert_eq!(first, at(20));
        let kept = load(&mut tx, id).await;
        let (working, unread) = (content("Autre"), Unread::default());
        events::save_working(&mut tx, &kept, Some(&working), &unread, &chain(), at(30))
            .await
            .expect("saved");
        assert_eq!(face(&mut tx, &trade, "fonderie").await.updated_at, first);
        // A clock that stands still, or goes back, and a label given anew.
        trade.send(&mut tx, id, &content("Autre"), 20).await;
        trade.label(&mut tx, id, 20).await;
        assert_eq!(face(&mut tx, &trade, "fonderie").await.updated_at, at(21));
    }
}

#[tokio::test]
async fn a_row_that_makes_no_sense_keeps_no_other_from_being_read() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        let mut ids = Vec::new();
        for title in ["Un", "Deux"] {
            let id = trade.begin(&mut tx, &content(title)).await;
            trade.send(&mut tx, id, &content(title), 10).await;
            trade.label(&mut tx, id, 20).await;
            ids.push(id);
        }
        let sql = "UPDATE event SET status = '{}' WHERE id = $1";
        tx.run(sql, vec![ids[0].0.into()]).await.expect("spoilt");
        let mut told = Vec::new();
        public::changes(&mut tx, trade.edition.id, 0, |change| {
            told.push(match change {
                Change::Shown(face) => (face.id, true),
                Change::Unreadable { event, .. } => (event, false),
                Change::Hidden(event) => panic!("{event} is public"),
            });
            Ok(())
        })
        .await
        .expect("changes");
        assert_eq!(told, [(ids[0], false), (ids[1], true)]);
    }
}

#[tokio::test]
async fn two_of_one_name_at_once_have_an_address_each() {
    for place in places().await {
        let create = || async {
            let mut tx = place.store.begin().await.expect("a transaction");
            let id = house(&mut tx, "Mairie").await;
            tx.commit().await.expect("kept");
            id
        };
        let (one, two) = tokio::join!(create(), create());
        let mut conn = place.store.reader().await.expect("a reader");
        let mut slugs = Vec::new();
        for id in [one, two] {
            let known = organisations::organisation(&mut conn, id).await;
            slugs.push(known.expect("read").slug);
        }
        slugs.sort();
        assert_eq!(slugs, ["mairie", "mairie-2"]);
    }
}

#[tokio::test]
async fn nothing_begins_to_wait_in_an_edition_that_was_just_finished() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        let id = trade.begin(&mut tx, &content("Fonderie")).await;
        let kept = load(&mut tx, id).await;
        let own = content("Fonderie");
        let proposal = Proposal {
            content: &own,
            chain: &chain(),
            findings: &Findings::default(),
            answer: "",
        };
        let by = trade.as_organiser(&kept.event);
        let (event, edition) = (&kept.event, &trade.edition);
        let decision = review::propose(event, edition, proposal, None, &by, times(10));
        let decision = decision.expect("in time");
        let finished = trade.edition.finish(0, at(9)).expect("nothing waits");
        editions::save(&mut tx, &finished).await.expect("finished");
        let late = events::save(&mut tx, &kept, &decision, None, at(10)).await;
        assert!(matches!(late, Err(StoreError::Conflict(_))), "{late:?}");
    }
}

#[tokio::test]
async fn letters_go_to_the_proposer_first_and_to_everyone_who_is_known_to_act() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        let own = house(&mut tx, "Fonderie du Gers").await;
        for number in 0..30 {
            let email = format!("collegue{number}@semaine.example");
            let person = people::welcome(&mut tx, &email, "", "fr", at(0)).await;
            let person = person.expect("a person").id;
            people::confirm(&mut tx, person, at(0))
                .await
                .expect("confirmed");
            let vouched = match number {
                0 => Vouched::Nobody,
                1 => Vouched::Colleague(trade.organiser.person),
                2 => Vouched::Colleague(trade.referee.person),
                _ => Vouched::Known,
            };
            organisations::join(&mut tx, own, PersonId(person), vouched, at(0))
                .await
                .expect("joined");
        }
        let mut first = content("Fonderie");
        first.organisation = Some(own);
        let id = trade.begin(&mut tx, &first).await;
        trade.send(&mut tx, id, &first, 10).await;
        trade.label(&mut tx, id, 20).await;
        let all = store::outbox::latest(&mut tx, None, 200)
            .await
            .expect("read");
        let mut labelled: Vec<_> = all.iter().filter(|one| one.kind == "labelled").collect();
        labelled.sort_by_key(|letter| letter.id);
        let to: Vec<&str> = labelled.iter().map(|one| one.to_email.as_str()).collect();
        assert_eq!(to[0], "usine@semaine.example");
        assert_eq!(to.len(), 1 + 28, "{to:?}");
        for left_out in ["collegue0@semaine.example", "collegue2@semaine.example"] {
            assert!(!to.contains(&left_out), "{left_out}");
        }
    }
}

#[tokio::test]
async fn what_was_sent_and_taken_back_without_an_address_is_forgotten() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        let decision = Event::begin(trade.edition.id, chain(), None, at(0));
        let own = content("Fonderie");
        let id = events::create(&mut tx, &decision, &own, at(0))
            .await
            .expect("begun");
        let kept = load(&mut tx, id).await;
        let by = authority::holder_of_the_link(&matter(&kept.event, 0), authority::Action::Edit);
        let by = by.expect("the link");
        let proposal = Proposal {
            content: &own,
            chain: &chain(),
            findings: &Findings::default(),
            answer: "",
        };
        let (event, edition) = (&kept.event, &trade.edition);
        let sent = review::propose(event, edition, proposal, None, &by, times(10)).expect("sent");
        events::save(&mut tx, &kept, &sent, Some(Flags::default()), at(10))
            .await
            .expect("saved");
        let kept = load(&mut tx, id).await;
        let taken_back = review::withdraw(&kept.event, edition, &by, at(20)).expect("taken back");
        events::save(&mut tx, &kept, &taken_back, None, at(20))
            .await
            .expect("saved");
        let found = store::calendar::abandoned(&mut tx, at(30), 10).await;
        assert_eq!(found.expect("read"), [id]);
        let gone = store::calendar::forget(&mut tx, id, at(30)).await;
        assert!(gone.expect("forgotten"));
        assert_eq!(events::find(&mut tx, id).await.expect("read"), None);
    }
}

#[tokio::test]
async fn what_the_calendar_cannot_read_stands_beside_what_it_can() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        let mut ids = Vec::new();
        for title in ["Fonderie", "Scierie"] {
            let id = trade.begin(&mut tx, &content(title)).await;
            trade.send(&mut tx, id, &content(title), 10).await;
            ids.push(id);
        }
        let sql = "UPDATE event SET review = '{}' WHERE id = $1";
        tx.run(sql, vec![ids[0].0.into()]).await.expect("broken");
        let soon = at(400 * 24 * 3_600);
        let all = calendar::to_watch(&mut tx, at(20), soon, (i64::MIN, 0), 10).await;
        let all = all.expect("both");
        let read: Vec<(i64, bool)> = all
            .iter()
            .map(|((_, id), kept)| (*id, kept.is_ok()))
            .collect();
        assert_eq!(read, [(ids[0].0, false), (ids[1].0, true)]);
    }
}

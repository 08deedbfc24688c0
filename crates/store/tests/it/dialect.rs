//! Values, errors and transactions are the same on both databases.

use store::{DatabaseUrl, Store, StoreError, Value, people, settings, values};

use crate::place::{at, places};

#[tokio::test]
async fn every_kind_of_value_comes_back_as_it_went() {
    for place in places().await {
        let mut conn = place.store.reader().await.expect("a reader");
        let row = conn
            .one(
                "SELECT CAST($1 AS BIGINT) AS whole, CAST($2 AS DOUBLE PRECISION) AS part, \
                 CAST($3 AS TEXT) AS words, CAST($4 AS BIGINT) AS none, COUNT(*) AS many FROM setting",
                values![i64::MAX, 43.6465, "Élève · Auch", None::<i64>],
            )
            .await
            .expect("a row");
        assert_eq!(row.int("whole").ok(), Some(i64::MAX));
        assert_eq!(row.real("part").ok(), Some(43.6465));
        assert_eq!(row.text("words").ok().as_deref(), Some("Élève · Auch"));
        assert_eq!(row.opt_int("none").ok(), Some(None));
        assert_eq!(row.int("many").ok(), Some(0));
    }
}

#[tokio::test]
async fn a_wrong_column_or_type_is_named() {
    for place in places().await {
        let mut conn = place.store.reader().await.expect("a reader");
        let row = conn
            .one("SELECT CAST('x' AS TEXT) AS word", values![])
            .await
            .expect("a row");
        assert_eq!(
            row.int("word").expect_err("no number").to_string(),
            "column word: expected a whole number, found a text"
        );
        assert_eq!(
            row.text("name").expect_err("no column").to_string(),
            "column name: not in the answer, which has word"
        );
    }
}

#[tokio::test]
async fn a_duplicate_says_which_columns() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        let insert =
            "INSERT INTO person (email, name, language, created_at) VALUES ($1, '', 'fr', 0)";
        tx.run(insert, values!["a@semaine.example"])
            .await
            .expect("a row");
        let refused = tx.run(insert, values!["a@semaine.example"]).await;
        match refused {
            Err(StoreError::Duplicate { table, columns }) => {
                assert_eq!(
                    (table.as_str(), columns),
                    ("person", vec!["email".to_owned()])
                );
            }
            other => panic!("expected a duplicate, got {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_broken_reference_is_refused() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        let refused = people::open_session(&mut tx, "hash", 12, "a device", at(0), at(60)).await;
        assert!(
            matches!(refused, Err(StoreError::Refused(_))),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn what_is_not_committed_is_undone() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        settings::keep(&mut tx, "a", "1").await.expect("kept");
        drop(tx);
        let mut tx = place.store.begin().await.expect("a transaction");
        settings::keep(&mut tx, "b", "2").await.expect("kept");
        tx.commit().await.expect("committed");
        let mut conn = place.store.reader().await.expect("a reader");
        assert_eq!(settings::setting(&mut conn, "a").await.ok(), Some(None));
        assert_eq!(
            settings::setting(&mut conn, "b").await.ok(),
            Some(Some("2".to_owned()))
        );
    }
}

#[tokio::test]
async fn a_snapshot_keeps_seeing_its_instant() {
    for place in places().await {
        let mut conn = place.store.snapshot().await.expect("a snapshot");
        assert_eq!(settings::setting(&mut conn, "a").await.ok(), Some(None));
        let mut tx = place.store.begin().await.expect("a transaction");
        settings::keep(&mut tx, "a", "1").await.expect("kept");
        tx.commit().await.expect("committed");
        assert_eq!(settings::setting(&mut conn, "a").await.ok(), Some(None));
    }
}

#[tokio::test]
async fn the_first_value_kept_wins() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        let first = settings::keep_first(&mut tx, "secret", "one").await;
        let second = settings::keep_first(&mut tx, "secret", "two").await;
        assert_eq!(
            (first.ok(), second.ok()),
            (Some("one".into()), Some("one".into()))
        );
    }
}

#[tokio::test]
async fn many_rows_go_in_and_stream_out() {
    const MANY: i64 = 25_000;
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        let rows = (1..=MANY).map(|number| {
            let name = (number % 7 != 0).then_some("someone");
            values![
                number,
                format!("p{number}@semaine.example"),
                name.unwrap_or(""),
                "fr",
                at(number),
                None::<i64>
            ]
        });
        let columns = [
            "id",
            "email",
            "name",
            "language",
            "created_at",
            "confirmed_at",
        ];
        let added = tx.insert_many("person", &columns, rows).await;
        assert_eq!(added.ok(), Some(MANY as u64));
        tx.settle_ids("person").await.expect("settled");
        let next = people::welcome(&mut tx, "Next@semaine.example", "", "en", at(0))
            .await
            .expect("a person");
        assert_eq!(
            (next.id, next.email.as_str()),
            (MANY + 1, "next@semaine.example")
        );
        tx.commit().await.expect("committed");

        let mut conn = place.store.reader().await.expect("a reader");
        let mut sum = 0;
        conn.each("SELECT id FROM person ORDER BY id", values![], |row| {
            sum += row.int("id")?;
            Ok(())
        })
        .await
        .expect("every row");
        assert_eq!(sum, (MANY + 1) * (MANY + 2) / 2);
    }
}

#[tokio::test]
async fn a_row_of_the_wrong_length_is_refused() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        let refused = tx
            .insert_many("setting", &["key", "value"], [vec![Value::from("a")]])
            .await;
        assert!(matches!(refused, Err(StoreError::Refused(_))));
    }
}

#[tokio::test]
async fn two_nodes_may_start_at_once() {
    for place in places().await {
        let (one, two) = tokio::join!(Store::open(&place.url), Store::open(&place.url));
        assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
    }
}

#[tokio::test]
async fn a_locked_row_makes_the_next_writer_wait() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        let person = people::welcome(&mut tx, "a@semaine.example", "", "fr", at(0))
            .await
            .expect("a person");
        tx.commit().await.expect("committed");

        let mut first = place.store.begin().await.expect("a transaction");
        assert_eq!(first.lock_row("person", person.id).await.ok(), Some(true));
        assert_eq!(first.lock_row("person", 999).await.ok(), Some(false));
        let store = place.store.clone();
        let second = tokio::spawn(async move {
            let mut tx = store.begin().await.expect("a transaction");
            tx.lock_row("person", person.id).await.expect("locked");
            people::by_id(&mut tx, person.id)
                .await
                .expect("read")
                .expect("there")
                .name
        });
        people::rename(&mut first, person.id, "Camille", "fr")
            .await
            .expect("renamed");
        first.commit().await.expect("committed");
        assert_eq!(second.await.expect("the second writer"), "Camille");
    }
}

#[test]
fn an_address_is_understood_or_refused_with_a_sentence() {
    let data = std::path::Path::new("/data");
    let shown = |text: Option<&str>| DatabaseUrl::parse(text, data).map(|url| url.to_string());
    assert_eq!(
        shown(None).ok().as_deref(),
        Some("sqlite:/data/semaine.sqlite")
    );
    assert_eq!(
        shown(Some("sqlite:other.db")).ok().as_deref(),
        Some("sqlite:/data/other.db")
    );
    assert_eq!(
        shown(Some("postgres://me:secret@base.example:5433/semaine"))
            .ok()
            .as_deref(),
        Some("postgres://base.example:5433/semaine")
    );
    assert_eq!(
        shown(Some("mysql://x")).expect_err("refused").to_string(),
        "expected sqlite:FILE or postgres://user:password@host/database"
    );
}

//! Address parts are told apart by a number, however many have the same name.

use domain::organisation::{Kind, Organisation};
use store::organisations;

use crate::place::{at, places};

#[tokio::test]
async fn the_same_name_gets_the_next_number() {
    for place in places().await {
        let mut tx = place.store.begin().await.expect("a transaction");
        let mill = Organisation {
            name: "Scierie de l’Arros".into(),
            kind: Kind::Company,
            ..Organisation::default()
        };
        let mut slugs = Vec::new();
        for _ in 0..21 {
            let id = organisations::create(&mut tx, &mill, at(0))
                .await
                .expect("an organisation");
            let known = organisations::organisation(&mut tx, id).await;
            slugs.push(known.expect("the organisation").slug);
        }
        let expected: Vec<String> = (1..=21)
            .map(|number| match number {
                1 => "scierie-de-l-arros".to_owned(),
                number => format!("scierie-de-l-arros-{number}"),
            })
            .collect();
        assert_eq!(slugs, expected);
    }
}

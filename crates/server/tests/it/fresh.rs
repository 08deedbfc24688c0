//! The shelf follows what is labelled, step by step, and a start takes up what the last process left in a file.

use server::app::App;
use server::limits::Rates;
use server::refresh;

use crate::gers::Gers;
use crate::places::labelled;
use crate::world::World;

fn titles(app: &App) -> Vec<String> {
    let shelved = app.shelf.edition("2026").expect("on the shelf");
    let all = shelved
        .catalogue
        .iter(&catalogue::Query::default(), app.clock.now());
    let mut titles: Vec<String> = all.map(|event| event.title.to_owned()).collect();
    titles.sort_unstable();
    titles
}

/// Another process on the same data.
async fn again(world: &World) -> App {
    let app = App::open(
        world.app.config.clone(),
        world.app.clock.clone(),
        Rates::default(),
    );
    let app = app.await.expect("a second process");
    refresh::refresh(&app).await.expect("a shelf");
    app
}

fn steps(app: &App) -> usize {
    let shelved = app.shelf.edition("2026").expect("on the shelf");
    shelved.catalogue.changed()
}

#[tokio::test]
async fn a_label_is_laid_into_what_stands_there() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    labelled(&gers, "Visite de la scierie").await;
    refresh::refresh(&world.app).await.expect("a shelf");
    assert_eq!(steps(&world.app), 0, "the first is built whole");
    labelled(&gers, "Atelier de robotique").await;
    refresh::refresh(&world.app).await.expect("a shelf");
    assert_eq!(
        titles(&world.app),
        ["Atelier de robotique", "Visite de la scierie"]
    );
    assert_eq!(steps(&world.app), 1, "the second follows the first");
}

#[tokio::test]
async fn a_start_takes_up_the_file_of_the_last_process_and_what_came_since() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    labelled(&gers, "Visite de la scierie").await;
    refresh::refresh(&world.app).await.expect("a shelf");
    refresh::keep(&world.app).await;
    labelled(&gers, "Atelier de robotique").await;
    let both = ["Atelier de robotique", "Visite de la scierie"];

    let next = again(&world).await;
    assert_eq!(titles(&next), both);
    assert_eq!(steps(&next), 1, "the first event came out of the file");

    // A file that is damaged, cut short or not ours is as good as none.
    let folder = world.app.config.data.join("catalogue");
    let file = std::fs::read_dir(&folder).expect("a folder").next();
    let file = file.expect("a file").expect("its name").path();
    let sound = std::fs::read(&file).expect("its bytes");
    let mut damaged = sound.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xff;
    let cut = sound[..sound.len() / 2].to_vec();
    let mut other = sound.clone();
    other[0] = if other[0] == b'0' { b'1' } else { b'0' };
    for bytes in [damaged, cut, other, Vec::new()] {
        std::fs::write(&file, bytes).expect("written");
        let next = again(&world).await;
        assert_eq!(titles(&next), both);
        assert_eq!(steps(&next), 0, "it was built whole");
    }
}

#[tokio::test]
async fn a_file_older_than_a_database_that_was_put_back_is_not_believed() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    labelled(&gers, "Visite de la scierie").await;
    labelled(&gers, "Atelier de robotique").await;
    refresh::refresh(&world.app).await.expect("a shelf");
    refresh::keep(&world.app).await;
    // What a backup would bring back: one event fewer, and a revision that others have used up since.
    let mut tx = world.app.store.begin().await.expect("a transaction");
    let sql = "UPDATE event SET label = NULL, labelled_revision = NULL, public_revision = 1 WHERE title = $1";
    tx.run(sql, vec!["Visite de la scierie".into()])
        .await
        .expect("taken back");
    tx.commit().await.expect("kept");
    let next = again(&world).await;
    assert_eq!(titles(&next), ["Atelier de robotique"]);
}

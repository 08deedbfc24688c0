//! The shelf follows what is labelled, step by step, and a start takes up what the last process left in a file.

use std::sync::Arc;

use server::app::{App, Shelved};
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

async fn with_a_referee(world: &World) -> Gers {
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    gers
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
    let gers = with_a_referee(&world).await;
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
    let gers = with_a_referee(&world).await;
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
async fn a_file_that_does_not_hold_what_the_database_does_is_not_believed() {
    let world = World::new().await;
    let gers = with_a_referee(&world).await;
    labelled(&gers, "Visite de la scierie").await;
    labelled(&gers, "Atelier de robotique").await;
    refresh::refresh(&world.app).await.expect("a shelf");
    // As after a backup that was put back: the same revision, of other events.
    let shelved = world.app.shelf.edition("2026").expect("on the shelf");
    let all = shelved
        .catalogue
        .iter(&catalogue::Query::default(), world.app.clock.now());
    let first = all.map(|event| event.id).next().expect("an event");
    let other = shelved
        .catalogue
        .after(Vec::new(), &[first], shelved.revision);
    world.app.show_edition(Shelved {
        catalogue: Arc::new(other),
        ..shelved
    });
    assert_eq!(titles(&world.app).len(), 1);
    refresh::keep(&world.app).await;
    let next = again(&world).await;
    assert_eq!(
        titles(&next),
        ["Atelier de robotique", "Visite de la scierie"]
    );
}

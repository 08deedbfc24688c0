//! Pictures are kept as long as somebody names them.

use jiff::Timestamp;
use server::clock;
use server::jobs::{calendar, pictures};

use super::hostile::{png, send_picture};
use super::*;

const DAY: i64 = 24 * 3_600_000;

/// Brings a picture of its own for a draft; answers the path of its largest size.
async fn bring(world: &World, caller: &Caller, draft: &str, width: u32) -> String {
    let file = png(width, 300);
    let taken = send_picture(caller, draft, &[("act", "take")], Some(&file)).await;
    assert_eq!(taken.status, 303, "{}", taken.body);
    let picture = working(world, draft).await.picture.expect("a picture");
    format!("/medias/{}-{}.jpg", picture.key, picture.width)
}

/// Which of these are still shown.
async fn shown(caller: &Caller, paths: &[&String]) -> Vec<bool> {
    let mut all = Vec::new();
    for path in paths {
        let status = caller.get(path).await.status.as_u16();
        assert!(matches!(status, 200 | 404), "{path}: {status}");
        all.push(status == 200);
    }
    all
}

#[tokio::test]
async fn a_picture_that_nobody_names_any_more_is_cleared_after_a_week() {
    let (world, ..) = open_site().await;
    let caller = world.caller();
    let sent = begin(&world, &caller, "Une fonderie").await;
    let replaced = bring(&world, &caller, &sent, 400).await;
    let labelled = bring(&world, &caller, &sent, 410).await;
    let said = [
        ("alt", "Une coulée"),
        ("credit", "La fonderie"),
        ("consent", "1"),
    ];
    assert_eq!(send_picture(&caller, &sent, &said, None).await.status, 303);
    complete(&caller, &sent).await;
    send_and_confirm(&world, &caller, &sent).await;
    assert_eq!(kept(&world, &sent).await.working, None);
    let waiting = begin(&world, &caller, "Une scierie").await;
    let in_draft = bring(&world, &caller, &waiting, 420).await;
    let deleted = begin(&world, &caller, "Une filature").await;
    let gone = bring(&world, &caller, &deleted, 430).await;
    let path = format!("{deleted}/agir/supprimer");
    assert_eq!(caller.fill(&path, &path, &[]).await.status, 303);
    let all = [&replaced, &labelled, &in_draft, &gone];

    // The files are as old as the machine says.
    let now = Timestamp::now();
    world.clock.set(clock::after(now, DAY));
    assert_eq!(pictures::pass(&world.app).await.expect("a pass"), 0);
    assert_eq!(shown(&caller, &all).await, [true; 4]);

    world.clock.set(clock::after(now, 8 * DAY));
    let (one, two) = tokio::join!(pictures::pass(&world.app), pictures::pass(&world.app));
    assert!(one.expect("a pass") + two.expect("another at once") >= 2);
    assert_eq!(shown(&caller, &all).await, [false, true, true, false]);
    assert_eq!(pictures::pass(&world.app).await.expect("again"), 0);

    let pass = calendar::pass(&world.app).await.expect("a look");
    assert_eq!(
        (pass.forgotten, pass.pictures),
        (1, 1),
        "a forgotten draft names nothing"
    );
    assert_eq!(shown(&caller, &all).await, [false, true, false, false]);
}

//! What happens because a date came.

use domain::review::Met;
use server::jobs::calendar::{self, Pass};

use crate::stage::{COORDINATOR, NATIONAL, ORGANISER, REFEREE, asks_for_hours};
use crate::world::World;

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

impl World {
    /// Looks at the calendar, then sends what it wrote.
    pub async fn looks_at_the_calendar(&self) -> Pass {
        let pass = calendar::pass(&self.app)
            .await
            .expect("a look at the calendar");
        self.deliver().await;
        pass
    }
}

/// Proposed on Monday 2 March at 9 in Paris, due on Friday 6 March at 18.
#[tokio::test]
async fn the_parent_is_warned_two_days_before_and_told_at_the_due_date_each_once() {
    let world = World::new().await;
    let scene = world.scene().await;
    world.proposes(&scene, "Dans l’atelier").await;
    world.looks_at_the_calendar().await;
    assert_eq!(
        world.about_events_to(COORDINATOR).await,
        Vec::<String>::new()
    );
    world.wait_minutes(2 * DAY + 10 * HOUR);
    assert_eq!(world.looks_at_the_calendar().await.watched, 1);
    assert_eq!(world.looks_at_the_calendar().await.watched, 0, "said once");
    assert_eq!(world.about_events_to(COORDINATOR).await, ["due-soon"]);
    world.wait_minutes(2 * DAY);
    let (one, two) = tokio::join!(calendar::pass(&world.app), calendar::pass(&world.app));
    let both = one.expect("a look").watched + two.expect("a look").watched;
    assert_eq!(both, 1, "two nodes say it once");
    world.deliver().await;
    world.wait_minutes(7 * DAY);
    world.looks_at_the_calendar().await;
    assert_eq!(
        world.about_events_to(COORDINATOR).await,
        ["due-soon", "overdue"]
    );
    assert_eq!(world.about_events_to(NATIONAL).await, Vec::<String>::new());
}

/// Nobody decides in Gironde nor in Nouvelle-Aquitaine, and nobody is above the nation.
#[tokio::test]
async fn the_nation_is_reminded_and_told_that_it_is_late_since_nobody_is_above_it() {
    let world = World::new().await;
    let scene = world.scene().await;
    let id = world
        .proposes_in(&scene, "Au bord de la mer", "c33009")
        .await;
    world.proposes(&scene, "Dans l’atelier").await;
    world.deliver().await;
    assert_eq!(world.about_events_to(NATIONAL).await, ["arrived"]);
    let arrived = world.post.letters();
    let arrived = arrived.iter().find(|letter| letter.to == [NATIONAL]);
    let arrived = arrived.expect("a letter").plain();
    assert!(!arrived.contains("au-dessus"), "nobody is: {arrived}");
    let team = world.sign_in(NATIONAL).await;
    let page = team.get("/pilotage").await.body;
    assert!(page.contains("n’attend que l’équipe nationale"), "{page}");

    world.wait_minutes(2 * DAY + 10 * HOUR);
    assert_eq!(world.looks_at_the_calendar().await.watched, 2);
    assert_eq!(world.looks_at_the_calendar().await.watched, 0, "said once");
    world.wait_minutes(2 * DAY);
    assert_eq!(world.looks_at_the_calendar().await.watched, 2);
    world.wait_minutes(7 * DAY);
    assert_eq!(world.looks_at_the_calendar().await.watched, 0);
    let letters = world.about_events_to(NATIONAL).await;
    assert_eq!(letters, ["arrived", "sign-in", "due-here", "overdue-here"]);
    let page = team.get("/pilotage").await.body;
    assert!(
        page.contains("L’équipe nationale est en retard pour une proposition"),
        "and not for the one of the Gers: {page}"
    );
    assert!(
        page.contains("/instruction?territoire=33&amp;filtre=retard"),
        "{page}"
    );
    let file = format!("/instruction/{id}");
    let fields = [
        ("revision", "1"),
        ("verdict", "label"),
        ("critere-dates", "yes"),
        ("critere-free", "yes"),
    ];
    let ruled = team.fill(&file, &file, &fields).await;
    assert_eq!(ruled.status, 303, "{}", ruled.body);
    assert!(!team.get("/pilotage").await.body.contains("est en retard"));
}

#[tokio::test]
async fn an_organiser_who_has_not_answered_is_reminded_once() {
    let world = World::new().await;
    let scene = world.scene().await;
    let id = world.proposes(&scene, "Dans l’atelier").await;
    world
        .rules(&scene, id, Met::Yes, asks_for_hours(&world))
        .await;
    world.looks_at_the_calendar().await;
    world.wait_minutes(4 * DAY);
    assert_eq!(world.looks_at_the_calendar().await.reminded, 0);
    world.wait_minutes(DAY + 1);
    assert_eq!(world.looks_at_the_calendar().await.reminded, 1);
    world.wait_minutes(DAY);
    assert_eq!(world.looks_at_the_calendar().await.reminded, 0);
    assert_eq!(
        world.letters_to(ORGANISER).await,
        ["received", "returned", "answer-due"]
    );
}

#[tokio::test]
async fn the_morning_letter_comes_on_working_days_and_stops_by_one_click() {
    let world = World::new().await;
    let scene = world.scene().await;
    world.proposes(&scene, "Dans l’atelier").await;
    assert_eq!(
        world.looks_at_the_calendar().await.digests,
        1,
        "the referee's, at nine on Monday"
    );
    assert_eq!(world.looks_at_the_calendar().await.digests, 0, "once a day");
    let letter = world
        .post
        .letters()
        .into_iter()
        .rfind(|letter| letter.to == [REFEREE])
        .expect("a letter");
    let stop = letter.header("list-unsubscribe").expect("a stop address");
    let stop = stop.trim_matches(['<', '>']).to_owned();
    assert_eq!(
        letter.header("list-unsubscribe-post").as_deref(),
        Some("List-Unsubscribe=One-Click")
    );
    world.wait_minutes(DAY - 2 * HOUR);
    assert_eq!(
        world.looks_at_the_calendar().await.digests,
        0,
        "at seven it is too early"
    );
    world.wait_minutes(2 * HOUR);
    assert_eq!(world.looks_at_the_calendar().await.digests, 1, "Tuesday");

    let caller = world.caller();
    assert_eq!(
        caller.get(&stop).await.status,
        200,
        "looking changes nothing"
    );
    world.wait_minutes(DAY);
    assert_eq!(world.looks_at_the_calendar().await.digests, 1, "Wednesday");
    let stopped = caller
        .post(&stop, &[("List-Unsubscribe", "One-Click")])
        .await;
    assert_eq!(stopped.status, 200);
    world.wait_minutes(DAY);
    assert_eq!(
        world.looks_at_the_calendar().await.digests,
        0,
        "Thursday: stopped"
    );
    assert_eq!(
        caller
            .post(&stop.replace("arret/2", "arret/3"), &[])
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn there_is_no_morning_letter_on_a_sunday() {
    let world = World::new().await;
    let scene = world.scene().await;
    world.proposes(&scene, "Dans l’atelier").await;
    world.wait_minutes(6 * DAY);
    assert_eq!(world.looks_at_the_calendar().await.digests, 0);
}

#[tokio::test]
async fn a_draft_nobody_confirmed_is_forgotten_after_thirty_days() {
    let world = World::new().await;
    let scene = world.scene().await;
    world.proposes_without_account(&scene, "Oublié").await;
    world.proposes(&scene, "Gardé").await;
    world.wait_minutes(29 * DAY);
    assert_eq!(world.looks_at_the_calendar().await.forgotten, 0);
    world.wait_minutes(DAY + 1);
    assert_eq!(world.looks_at_the_calendar().await.forgotten, 1);
}

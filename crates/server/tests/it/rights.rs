//! The table of rights, cell by cell, as HTTP answers it.

use std::collections::BTreeMap;

use domain::authority::{Action, Cell, Phase, table};
use domain::ids::EventId;
use domain::review::Met;
use server::acts::Ruling;

use crate::caller::Caller;
use crate::gers::Gers;
use crate::world::World;

/// A person: who, how they stand, their address, and what they are appointed to.
type Person = (
    &'static str,
    &'static str,
    &'static str,
    Option<(&'static str, &'static str)>,
);

/// Those of the table, with their address and their role; an organiser has none.
const PEOPLE: [Person; 10] = [
    ("organiser", "own event", "usine@semaine.example", None),
    (
        "organiser",
        "another’s event",
        "autre@semaine.example",
        None,
    ),
    (
        "committee",
        "département",
        "cci@semaine.example",
        Some(("committee", "32")),
    ),
    (
        "committee",
        "région",
        "region@semaine.example",
        Some(("committee", "r76")),
    ),
    (
        "committee",
        "elsewhere",
        "lozere@semaine.example",
        Some(("committee", "48")),
    ),
    (
        "referee",
        "département",
        "gers@semaine.example",
        Some(("referee", "32")),
    ),
    (
        "referee",
        "elsewhere",
        "landes@semaine.example",
        Some(("referee", "40")),
    ),
    (
        "coordinator",
        "région",
        "occitanie@semaine.example",
        Some(("coordinator", "r76")),
    ),
    (
        "coordinator",
        "elsewhere",
        "bretagne@semaine.example",
        Some(("coordinator", "r53")),
    ),
    (
        "national",
        "nation",
        "france@semaine.example",
        Some(("national", "FR")),
    ),
];

/// An event in a phase; the ones past their time are sent first, and time passes before the others.
async fn event_in(gers: &Gers, phase: Phase) -> EventId {
    let title = format!("Visite {phase:?}");
    if phase == Phase::Draft {
        return gers.draft(&title, "c32013").await;
    }
    let id = gers.proposed(&title, "c32013").await;
    match phase {
        Phase::Draft | Phase::Proposed | Phase::Overdue => {}
        Phase::Returned => gers.give_back(id).await,
        Phase::Labelled => gers.rule(id, Ruling::Label, Met::Yes).await,
        Phase::Refused => {
            let note = "Hors sujet.".to_owned();
            gers.rule(id, Ruling::Refuse { note }, Met::No).await;
        }
        Phase::Withdrawn => gers.withdraw(id).await,
    }
    id
}

/// What HTTP answers to someone who would do this: whether the right was there. An attempt that the right allows is made
/// so that the rules refuse it (a label without answers, an empty opinion, a correction of nothing): the event stays as it
/// is for the next one. An undo has no such attempt; it is only made when it must be denied, or on an event of its own.
async fn allowed(caller: &Caller, gers: &Gers, id: EventId, phase: Phase, action: Action) -> bool {
    let token = caller.get("/connexion").await.hidden("csrf");
    let token = token.expect("a token");
    let revision = match phase {
        Phase::Draft => "0",
        _ => "1",
    };
    let base = [("csrf", token.as_str()), ("revision", revision)];
    let with = |more: &[(&'static str, &'static str)]| {
        let mut all: Vec<(&str, &str)> = base.to_vec();
        all.extend_from_slice(more);
        all
    };
    let path = format!("/instruction/{id}");
    let waiting = matches!(
        phase,
        Phase::Proposed | Phase::Overdue | Phase::Draft | Phase::Withdrawn
    );
    let shown = match action {
        Action::Read => caller.get(&path).await,
        Action::Opine => {
            let fields = with(&[("avis", "unfavourable"), ("mot", "")]);
            caller.post(&format!("{path}/avis"), &fields).await
        }
        Action::Decide if waiting => caller.post(&path, &with(&[("verdict", "label")])).await,
        Action::Decide => {
            let verdict = gers.last_verdict(id).await.to_string();
            let fields = [("csrf", token.as_str()), ("verdict", verdict.as_str())];
            caller.post(&format!("{path}/annuler"), &fields).await
        }
        Action::Correct => caller.post(&format!("{path}/corriger"), &base).await,
        Action::Edit | Action::Withdraw | Action::Announce => {
            unreachable!("not an act of this space")
        }
    };
    match shown.status.as_u16() {
        200 | 303
            if !shown
                .location
                .as_deref()
                .unwrap_or("")
                .starts_with("/connexion") =>
        {
            true
        }
        422 => true,
        303 | 403 | 404 | 409 => false,
        other => panic!("{action:?} in {phase:?}: {other}\n{}", shown.body),
    }
}

/// The cells of one person with one level in charge, for the acts of the referees’ space. An organiser reads their own
/// event in their own space, and here as little as anyone.
fn cells(who: &str, relation: &str, deciding: &str) -> Vec<Cell> {
    let here = [Action::Read, Action::Opine, Action::Decide, Action::Correct];
    table()
        .into_iter()
        .filter(|cell| cell.who == who && cell.relation == relation && cell.deciding == deciding)
        .filter(|cell| here.contains(&cell.action))
        .map(|cell| Cell {
            allowed: cell.allowed && cell.who != "organiser",
            ..cell
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn http_answers_as_the_table_says() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    let mut held = BTreeMap::new();
    let mut callers = vec![("visitor", "none", world.caller())];
    for (who, relation, email, role) in PEOPLE {
        if let Some((role, territory)) = role {
            let id = gers.appoint(email, role, territory).await;
            held.insert((who, relation), id);
        }
        callers.push((who, relation, world.sign_in(email).await));
    }
    let mut tried = 0;
    for deciding in ["département", "région", "nation"] {
        // Where nobody decides below, whoever would is not there to ask.
        let gone = match deciding {
            "région" => Some(("referee", "département")),
            "nation" => Some(("coordinator", "région")),
            _ => None,
        };
        if let Some(gone) = gone {
            gers.dismiss(held[&gone]).await;
            callers.retain(|(who, relation, _)| (*who, *relation) != gone);
        }
        let mut events = BTreeMap::new();
        events.insert(Phase::Overdue, event_in(&gers, Phase::Overdue).await);
        world.wait_minutes(6 * 24 * 60);
        for phase in Phase::ALL
            .into_iter()
            .filter(|phase| *phase != Phase::Overdue)
        {
            events.insert(phase, event_in(&gers, phase).await);
        }
        for (who, relation, caller) in &callers {
            for cell in cells(who, relation, deciding) {
                let settled = matches!(
                    cell.phase,
                    Phase::Returned | Phase::Labelled | Phase::Refused
                );
                let id = match cell.action {
                    Action::Decide if cell.allowed && settled => event_in(&gers, cell.phase).await,
                    _ => events[&cell.phase],
                };
                let answer = allowed(caller, &gers, id, cell.phase, cell.action).await;
                assert_eq!(answer, cell.allowed, "{cell:?}");
                tried += 1;
            }
        }
    }
    // 11, 10 and 9 people, 7 phases, 4 acts.
    assert_eq!(tried, 30 * 7 * 4);
}

//! The table of rights, cell by cell, as HTTP answers it.
//!
//! Everybody tries every door: the page of those who review, by the number of the event, and the page of its organiser, by
//! the address they were given, the one they find in their own space, or a guess.

use std::collections::{BTreeMap, BTreeSet};

use domain::authority::{Action, Cell, Phase, State, table};
use domain::ids::EventId;
use domain::review::Met;
use server::acts::Ruling;
use server::capability;

use crate::caller::{Caller, Shown};
use crate::gers::Gers;
use crate::import::{next, upload_with};
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

/// The name of the flow that the events of this test came with, and what each is called there.
const SOURCE: &str = "partenaire";

fn outside(id: EventId) -> String {
    format!("e{id}")
}

/// An event in a state; the ones past their time are sent first, and time passes before the others.
async fn event_in(gers: &Gers, state: State) -> EventId {
    let title = format!("Visite {state}");
    let id = gers.draft(&title, "c32013").await;
    gers.came_from(id, SOURCE, &outside(id)).await;
    if state.phase == Phase::Draft {
        return id;
    }
    gers.send(id, &title, "c32013").await;
    if state.labelled {
        gers.rule(id, Ruling::Label, Met::Yes).await;
        if state.phase != Phase::Labelled {
            gers.send(id, &format!("{title}, bis"), "c32013").await;
        }
    }
    match state.phase {
        Phase::Draft | Phase::Proposed | Phase::Overdue | Phase::Labelled => {}
        Phase::Returned => gers.give_back(id).await,
        Phase::Refused => {
            let note = "Hors sujet.".to_owned();
            gers.rule(id, Ruling::Refuse { note }, Met::No).await;
        }
        Phase::Withdrawn => gers.withdraw(id).await,
    }
    id
}

/// Someone who tries.
struct Someone {
    who: &'static str,
    relation: &'static str,
    caller: Caller,
    /// Whether they were given the address of the event.
    holds_the_link: bool,
}

impl Someone {
    /// The secret part of the address of an event, as far as they know it.
    async fn secret(&self, gers: &Gers, id: EventId) -> String {
        if self.holds_the_link {
            return capability::secret(&gers.app.key, id, 0);
        }
        let space = self.caller.get("/espace").await.body;
        let mark = format!("/proposer/{id}-");
        let guess = "0".repeat(40);
        let proof = space.split(&mark).nth(1);
        let proof = proof.and_then(|rest| rest.split('"').next());
        format!("{id}-{}", proof.unwrap_or(&guess))
    }

    /// What the pages of those who review answer.
    async fn as_reviewer(&self, gers: &Gers, cell: &Cell, id: EventId) -> Option<Shown> {
        let path = format!("/instruction/{id}");
        match cell.action {
            Action::Read => return Some(self.caller.get(&path).await),
            Action::Import => return Some(self.as_importer(id).await),
            _ => {}
        }
        let token = self.caller.get("/connexion").await.hidden("csrf");
        let (token, verdict) = (token.expect("a token"), gers.last_verdict(id).await);
        let verdict = verdict.to_string();
        let revision = match (cell.state.phase, cell.state.labelled) {
            (Phase::Draft, _) => "0",
            (Phase::Labelled, _) | (_, false) => "1",
            (_, true) => "2",
        };
        let settled = matches!(
            cell.state.phase,
            Phase::Returned | Phase::Labelled | Phase::Refused
        );
        let (end, more): (&str, &[(&str, &str)]) = match cell.action {
            Action::Opine => ("/avis", &[("avis", "unfavourable"), ("mot", "")]),
            Action::Decide if settled => ("/annuler", &[("verdict", &verdict)]),
            Action::Decide => ("", &[("verdict", "label")]),
            Action::Correct => ("/corriger", &[]),
            Action::Announce => ("/annoncer", &[("annonce", "annuler"), ("reason", "")]),
            Action::Vouch => ("/agit", &[]),
            Action::Read | Action::Edit | Action::Withdraw | Action::Import => return None,
        };
        let mut fields = vec![("csrf", token.as_str()), ("revision", revision)];
        fields.extend_from_slice(more);
        Some(self.caller.post(&format!("{path}{end}"), &fields).await)
    }

    /// What a file answers that names the event by the identifier it once came with: tried, and not kept. A row that is
    /// refused is told as a page that is not there.
    async fn as_importer(&self, id: EventId) -> Shown {
        let file = format!("id;titre;code insee\n{};Visite;32013\n", outside(id));
        let token = self.caller.get("/connexion").await.hidden("csrf");
        let token = token.expect("a token");
        let read = upload_with(&self.caller, &token, "programme.csv", file.as_bytes()).await;
        if read.status != 200 {
            return read;
        }
        let mapping = format!(
            "source = '{SOURCE}'\n[fields]\nid='id'\ntitle='titre'\ncommune_code='code insee'"
        );
        let fields = [
            ("csrf", token.as_str()),
            ("mapping", &mapping),
            ("do", "try"),
        ];
        let mut tried = self.caller.post(&next(&read), &fields).await;
        let plain = tried.body.replace(['\u{a0}', '\u{202f}'], " ");
        assert!(plain.contains("refusées"), "a report: {plain}");
        if plain.contains("refusées : 1") {
            tried.status = reqwest::StatusCode::FORBIDDEN;
        }
        tried
    }

    /// What the pages of organisers answer at the address they know. Their token is right: the lock behind it is what is
    /// tried.
    async fn as_organiser(&self, gers: &Gers, cell: &Cell, secret: &str) -> Vec<Shown> {
        let path = format!("/proposer/{secret}");
        let ends: &[&str] = match (cell.action, cell.state.phase) {
            (Action::Read, _) => return vec![self.caller.get(&path).await],
            (Action::Edit, _) if cell.allowed => &["/quoi"],
            (Action::Edit, _) => &["/quoi", "/envoi"],
            (Action::Withdraw, Phase::Draft) => &["/agir/supprimer"],
            (Action::Withdraw, _) => &["/agir/retirer"],
            (Action::Announce, _) => &["/agir/annuler"],
            (
                Action::Opine | Action::Decide | Action::Correct | Action::Vouch | Action::Import,
                _,
            ) => &[],
        };
        let token = gers.app.key.prove("form", &format!("capability {secret}"));
        let fields = [("csrf", token.as_str()), ("reason", "")];
        let mut shown = Vec::new();
        for end in ends {
            shown.push(self.caller.post(&format!("{path}{end}"), &fields).await);
        }
        shown
    }

    /// Whether any door opens. An attempt that the right allows is made so that the rules refuse it or nothing changes (a
    /// label without answers, an announcement without a reason, a form without fields): the event stays as it is for the
    /// next one. What has no such attempt is only made on an event of its own.
    async fn is_let(&self, gers: &Gers, cell: &Cell, id: EventId) -> bool {
        let secret = self.secret(gers, id).await;
        let mut shown = self.as_organiser(gers, cell, &secret).await;
        shown.extend(self.as_reviewer(gers, cell, id).await);
        let opened: Vec<bool> = shown.iter().map(|one| opens(one, cell)).collect();
        opened.contains(&true)
    }
}

fn opens(shown: &Shown, cell: &Cell) -> bool {
    let place = shown.location.as_deref().unwrap_or("");
    match shown.status.as_u16() {
        200 | 303 if !place.starts_with("/connexion") => true,
        422 => true,
        303 | 400 | 403 | 404 | 409 => false,
        other => panic!("{cell:?}: {other}\n{}", shown.body),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn http_answers_as_the_table_says() {
    let world = World::tireless().await;
    let gers = Gers::open(&world.app).await;
    server::refresh::refresh(&world.app).await.expect("a shelf");
    let (mut held, mut people) = (BTreeMap::new(), Vec::new());
    for (who, relation, holds_the_link) in [
        ("visitor", "none", false),
        ("link holder", "the event’s own", true),
    ] {
        people.push(Someone {
            who,
            relation,
            caller: world.caller(),
            holds_the_link,
        });
    }
    for (who, relation, email, role) in PEOPLE {
        if let Some((role, territory)) = role {
            let id = gers.appoint(email, role, territory).await;
            held.insert((who, relation), id);
        }
        people.push(Someone {
            who,
            relation,
            caller: world.sign_in(email).await,
            holds_the_link: false,
        });
    }
    let mut tried = BTreeSet::new();
    for deciding in ["département", "région", "nation"] {
        // Where nobody decides below, whoever would is not there to ask.
        let gone = match deciding {
            "région" => Some(("referee", "département")),
            "nation" => Some(("coordinator", "région")),
            _ => None,
        };
        if let Some(gone) = gone {
            gers.dismiss(held[&gone]).await;
            people.retain(|one| (one.who, one.relation) != gone);
        }
        let mut events = events(&world, &gers).await;
        for one in &people {
            let own = |cell: &Cell| {
                (cell.who.as_str(), cell.relation.as_str()) == (one.who, one.relation)
                    && cell.deciding == deciding
            };
            for cell in table().into_iter().filter(own) {
                let known = events.get_mut(&cell.state).expect("events in each state");
                let id = match (changes_the_event(&cell), cell.state.phase) {
                    (false, _) => known[0],
                    (true, Phase::Overdue) => known.pop().expect("one more that is late"),
                    // Whose organiser nobody knows yet.
                    (true, _) => event_in(&gers.of_another().await, cell.state).await,
                };
                assert_eq!(one.is_let(&gers, &cell, id).await, cell.allowed, "{cell:?}");
                tried.insert(cell);
            }
        }
    }
    assert_eq!(tried, table().into_iter().collect(), "every cell was tried");
}

/// Events in each state: of those past their time, sent six days before the others, some that may be changed.
async fn events(world: &World, gers: &Gers) -> BTreeMap<State, Vec<EventId>> {
    let mut events: BTreeMap<State, Vec<EventId>> = BTreeMap::new();
    let late = |state: &&State| state.phase == Phase::Overdue;
    for state in State::ALL.iter().filter(late) {
        for _ in 0..6 {
            let id = event_in(&gers.of_another().await, *state).await;
            events.entry(*state).or_default().push(id);
        }
    }
    world.wait_minutes(6 * 24 * 60);
    for state in State::ALL.iter().filter(|state| !late(state)) {
        events.insert(*state, vec![event_in(gers, *state).await]);
    }
    events
}

/// Whether what the right allows cannot be tried without doing it.
fn changes_the_event(cell: &Cell) -> bool {
    let settled = matches!(
        cell.state.phase,
        Phase::Returned | Phase::Labelled | Phase::Refused
    );
    match cell.action {
        Action::Decide => cell.allowed && settled,
        Action::Withdraw | Action::Vouch => cell.allowed,
        _ => false,
    }
}

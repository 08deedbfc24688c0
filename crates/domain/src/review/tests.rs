//! What each verb does in each state, as a table, and what no order of verbs can do.

mod stands;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::authority::{
    self, Action, Adviser, Announcer, Appointment, Matter, Organiser, Phase, Referee, Role,
    Standing,
};
use crate::check::Findings;
use crate::edition::{Criterion, Edition, Rules, Stage};
use crate::event::{Content, Field, Status};
use crate::ids::{CampaignId, EditionId, PersonId, VerdictId};
use crate::territory::{Chain, TerritoryCode};
use crate::time::Window;
use crate::words::Words;

const ORGANISER: PersonId = PersonId(1);
const REFEREE: PersonId = PersonId(2);
const ADVISER: PersonId = PersonId(3);

/// A moment of the review, in hours after the opening of the proposals.
fn at(hours: i64) -> Timestamp {
    Timestamp::from_second(1_514_800_000 + hours * 3_600).expect("a moment")
}

fn times(hours: i64) -> Times {
    Times {
        now: at(hours),
        due: at(hours + 96),
    }
}

fn code(text: &str) -> TerritoryCode {
    TerritoryCode::parse(text).expect("a code")
}

fn chain() -> Chain {
    Chain::new(vec![code("32"), code("r76"), code("FR")]).expect("a chain")
}

fn edition() -> Edition {
    let window = Window::new(date(2018, 3, 26), date(2018, 4, 1)).expect("a window");
    Edition {
        id: EditionId(1),
        campaign: CampaignId(1),
        slug: "2018".into(),
        stage: Stage::Running { since: at(0) },
        rules: Rules {
            number: Some(8),
            theme: Words::default(),
            promise: Words::default(),
            about: Words::default(),
            week: window,
            accepted: window,
            accepted_in: BTreeMap::new(),
            proposals_open: date(2018, 1, 1),
            proposals_close: date(2018, 3, 31),
            zone: "Europe/Paris".into(),
            decision_days: 4,
            answer_days: 5,
            criteria: vec![Criterion {
                slug: "free".into(),
                statement: Words::default(),
                check: crate::edition::Check::Free,
            }],
            sectors: Vec::new(),
            formats: Vec::new(),
            audiences: Vec::new(),
            tags: Vec::new(),
            free_fields: vec![Field::PublicContact],
            free_typos: true,
            colour: "#2743d8".into(),
            figures: Vec::new(),
        },
        public_revision: 0,
        version: 0,
    }
}

/// The proofs of everyone’s rights: the table below is about the state alone, rights have a table of their own.
struct Proofs {
    organiser: Organiser,
    announcer: Announcer,
    referee: Referee,
    adviser: Adviser,
}

fn proofs() -> Proofs {
    let matter = |phase, labelled| Matter {
        chain: chain(),
        covered: vec![true, true, true],
        phase,
        proposer: Some(ORGANISER),
        organisations: Vec::new(),
        labelled,
        public: None,
    };
    let standing = |person, role: Option<Role>| Standing {
        person,
        appointments: role
            .map(|role| Appointment {
                role,
                territory: code("32"),
                institution: "CCI".into(),
            })
            .into_iter()
            .collect(),
        memberships: Vec::new(),
    };
    let waiting = matter(Phase::Proposed, false);
    Proofs {
        organiser: authority::holder_of_the_link(&waiting, Action::Edit).expect("an organiser"),
        announcer: authority::announcer_by_link(&matter(Phase::Labelled, true)).expect("one"),
        referee: authority::referee(&standing(REFEREE, Some(Role::Referee)), &waiting)
            .expect("a referee"),
        adviser: authority::adviser(&standing(ADVISER, Some(Role::Committee)), &waiting)
            .expect("an adviser"),
    }
}

/// Everything that is kept of one event.
#[derive(Debug, Clone)]
struct Kept {
    event: Event,
    contents: Vec<Content>,
    verdicts: Vec<Verdict>,
}

impl Kept {
    fn begun() -> Kept {
        let decision = Event::begin(EditionId(1), chain(), Some(ORGANISER), at(0));
        Kept {
            event: decision.event,
            contents: Vec::new(),
            verdicts: Vec::new(),
        }
    }

    fn keep(&mut self, decision: Decision) {
        self.event = decision.event;
        if let Some(revision) = decision.revision {
            assert_eq!(
                revision.number as usize,
                self.contents.len() + 1,
                "revisions are numbered one after the other"
            );
            self.contents.push(revision.content);
        }
        self.verdicts.extend(decision.verdict);
    }

    fn after(mut self, verbs: &[Verb]) -> Kept {
        for verb in verbs {
            let decision = self.asked(*verb, 10).expect("allowed");
            self.keep(decision);
        }
        self
    }

    /// What a verb answers now.
    fn asked(&self, verb: Verb, hours: i64) -> Result<Decision, Refusal> {
        self.asked_in(&edition(), verb, hours)
    }

    /// The same in an edition at another stage.
    fn asked_in(&self, edition: &Edition, verb: Verb, hours: i64) -> Result<Decision, Refusal> {
        let (event, proofs) = (&self.event, proofs());
        let standing = (event.standing() as usize).checked_sub(1);
        let standing = standing.and_then(|at| self.contents.get(at));
        let last = standing.cloned().unwrap_or_default();
        let revision = event.revisions;
        let answer = |met| {
            vec![Answer {
                criterion: "free".into(),
                met,
            }]
        };
        let send = |content: &Content| {
            let proposal = Proposal {
                content,
                chain: &chain(),
                findings: &Findings::default(),
                answer: "",
            };
            propose(
                event,
                edition,
                proposal,
                standing,
                &proofs.organiser,
                times(hours),
            )
        };
        match verb {
            Verb::Propose => {
                // From what was sent last, as an organiser does whose change was refused.
                let mut content = self.contents.last().cloned().unwrap_or_default();
                if content.title.is_empty() {
                    content.title = "Viste de la scierie".into();
                }
                content.format.push('+');
                send(&content)
            }
            Verb::ProposeFree => {
                let mut content = last;
                content.public_contact.name.push('+');
                send(&content)
            }
            Verb::ProposeTypo => {
                let mut content = last;
                content.title = match content.title.contains("Viste") {
                    true => content.title.replace("Viste", "Visite"),
                    false => content.title.replace("Visite", "Viste"),
                };
                send(&content)
            }
            Verb::ProposeSame => send(self.contents.last().unwrap_or(&last)),
            Verb::Confirm => confirm(event, edition, ORGANISER, times(hours)),
            Verb::Label => label(
                event,
                edition,
                revision,
                answer(Met::Yes),
                &proofs.referee,
                at(hours),
            ),
            Verb::Return => {
                let remark = Remark {
                    field: Some(Field::Title),
                    text: "Précisez.".into(),
                };
                give_back(
                    event,
                    edition,
                    revision,
                    answer(Met::Unknown),
                    vec![remark],
                    at(hours + 120),
                    &proofs.referee,
                    at(hours),
                )
            }
            Verb::Refuse => refuse(
                event,
                edition,
                revision,
                answer(Met::No),
                "Payant.",
                &proofs.referee,
                at(hours),
            ),
            Verb::Undo => {
                let verdict = self.verdicts.last().ok_or(Refusal::NothingToUndo)?;
                let id = VerdictId(1);
                undo(
                    event,
                    edition,
                    (id, verdict),
                    id,
                    &proofs.referee,
                    times(hours),
                )
            }
            Verb::Correct => {
                let mut after = last.clone();
                after.title.push('.');
                correct(
                    event,
                    edition,
                    revision,
                    &last,
                    &after,
                    &proofs.referee,
                    at(hours),
                )
            }
            Verb::Withdraw => withdraw(event, edition, &proofs.organiser, at(hours)),
            Verb::Cancel => {
                let status = Status::Cancelled {
                    at: at(hours),
                    reason: "Grève.".into(),
                };
                announce(event, edition, status, &proofs.announcer, at(hours))
            }
            Verb::Opine => opine(
                event,
                edition,
                revision,
                true,
                "",
                &proofs.adviser,
                at(hours),
            )
            .map(|(_, decision)| decision),
        }
    }
}

/// A verb of the trade, with what is needed to carry it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Propose,
    ProposeFree,
    ProposeTypo,
    ProposeSame,
    Confirm,
    Label,
    Return,
    Refuse,
    Undo,
    Correct,
    Withdraw,
    Cancel,
    Opine,
}

const VERBS: [(Verb, &str); 13] = [
    (Verb::Propose, "propose a change"),
    (Verb::ProposeFree, "propose a free change"),
    (Verb::ProposeTypo, "mend a typing error"),
    (Verb::ProposeSame, "propose the same again"),
    (Verb::Confirm, "confirm the address"),
    (Verb::Label, "label"),
    (Verb::Return, "return"),
    (Verb::Refuse, "refuse"),
    (Verb::Undo, "undo the last verdict"),
    (Verb::Correct, "correct a typo"),
    (Verb::Withdraw, "withdraw"),
    (Verb::Cancel, "cancel"),
    (Verb::Opine, "give an opinion"),
];

/// Where an event stands, in words: its state, and what is public.
fn told(event: &Event) -> String {
    let state = match &event.review {
        Review::Draft { .. } => "draft".to_owned(),
        Review::Unconfirmed { revision, .. } => {
            format!("revision {revision} waits for its address")
        }
        Review::Proposed {
            revision, reason, ..
        } => format!("revision {revision} proposed ({})", reason.slug()),
        Review::Returned { revision, .. } => format!("revision {revision} returned"),
        Review::Labelled { revision, .. } => format!("revision {revision} labelled"),
        Review::Refused { revision, .. } => format!("revision {revision} refused"),
        Review::Withdrawn { .. } => "withdrawn".to_owned(),
    };
    let public = match &event.label {
        Some(label) => format!("; revision {} is public", label.revision),
        None => String::new(),
    };
    let status = match event.status {
        Status::Scheduled => "",
        _ => ", cancelled",
    };
    format!("{state}{public}{status}")
}

/// The states one tells apart, each reached by the verbs that lead there.
fn states() -> Vec<(&'static str, Kept)> {
    use Verb::{Correct, Label, Propose, ProposeFree, Refuse, Return, Undo, Withdraw};
    let mut unknown = Kept::begun();
    unknown.event.proposer = None;
    vec![
        ("a draft", Kept::begun()),
        ("sent, address not confirmed", unknown.after(&[Propose])),
        ("proposed", Kept::begun().after(&[Propose])),
        ("returned", Kept::begun().after(&[Propose, Return])),
        ("answered", Kept::begun().after(&[Propose, Return, Propose])),
        ("labelled", Kept::begun().after(&[Propose, Label])),
        (
            "labelled, then changed where no review is needed",
            Kept::begun().after(&[Propose, Label, ProposeFree]),
        ),
        (
            "labelled, then corrected",
            Kept::begun().after(&[Propose, Label, Correct]),
        ),
        (
            "edited after the label",
            Kept::begun().after(&[Propose, Label, Propose]),
        ),
        (
            "returned after the label",
            Kept::begun().after(&[Propose, Label, Propose, Return]),
        ),
        (
            "change refused after the label",
            Kept::begun().after(&[Propose, Label, Propose, Refuse]),
        ),
        (
            "a change labelled, then changed where no review is needed",
            Kept::begun().after(&[Propose, Label, Propose, Label, ProposeFree]),
        ),
        ("label undone", Kept::begun().after(&[Propose, Label, Undo])),
        ("refused", Kept::begun().after(&[Propose, Refuse])),
        ("withdrawn", Kept::begun().after(&[Propose, Withdraw])),
    ]
}

#[test]
fn what_each_verb_does_in_each_state() {
    let mut page = String::new();
    for (name, kept) in states() {
        writeln!(page, "{} [{}]", name.to_uppercase(), told(&kept.event)).expect("written");
        for (verb, words) in VERBS {
            let answer = match kept.asked(verb, 20) {
                Ok(decision) => {
                    let public = if decision.public { " *" } else { "" };
                    format!("{}{public}", told(&decision.event))
                }
                Err(refusal) => format!("no: {refusal}"),
            };
            writeln!(page, "  {words:<24}{answer}").expect("written");
        }
        page.push('\n');
    }
    page.push_str("* what the public reads changes at once\n");
    insta::assert_snapshot!("review", page);
}

/// The verbs by which the public revision may change.
fn may_publish(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Label
            | Verb::Undo
            | Verb::Correct
            | Verb::ProposeFree
            | Verb::ProposeTypo
            | Verb::Withdraw
    )
}

proptest! {
    /// Whatever people do in whatever order: a verdict is never rewritten, a revision neither, and the public revision
    /// changes by a label, its undo, a correction or a free edit only; and no fact is public that no label stood on.
    #[test]
    fn verdicts_stay_and_the_public_revision_moves_by_few_verbs(
        order in proptest::collection::vec(0..VERBS.len(), 1..40),
        known in any::<bool>(),
    ) {
        let mut kept = Kept::begun();
        if !known {
            kept.event.proposer = None;
        }
        for (step, index) in order.into_iter().enumerate() {
            let (verb, _) = VERBS[index];
            let before = kept.clone();
            let Ok(decision) = kept.asked(verb, 20 + step as i64) else {
                continue;
            };
            prop_assert!(!decision.journal.is_empty(), "{verb:?} leaves a line in the journal");
            let told_public = decision.public;
            kept.keep(decision);
            prop_assert_eq!(&kept.verdicts[..before.verdicts.len()], &before.verdicts[..]);
            prop_assert_eq!(&kept.contents[..before.contents.len()], &before.contents[..]);
            let public = |kept: &Kept| kept.event.label.as_ref().map(|label| label.revision);
            if public(&kept) != public(&before) {
                prop_assert!(may_publish(verb), "{verb:?} changed the public revision");
                prop_assert!(told_public, "{verb:?} changed it without saying so");
            }
            if let Some(public) = public(&kept) {
                let fact = &kept.contents[public as usize - 1].format;
                let granted = kept.verdicts.iter().any(|verdict| {
                    verdict.kind == VerdictKind::Labelled
                        && kept.contents[verdict.revision as usize - 1].format == *fact
                });
                prop_assert!(granted, "{verb:?} made a fact public that was never labelled");
                prop_assert!(public >= 1 && public <= kept.event.revisions);
            }
            if let Review::Labelled { revision, .. } = kept.event.review {
                prop_assert_eq!(Some(revision), public(&kept));
            }
            prop_assert!(kept.event.revisions as usize == kept.contents.len());
            let proof = proof(&kept.event, &kept.verdicts);
            let ever = kept.verdicts.iter().any(|verdict| verdict.kind == VerdictKind::Labelled);
            prop_assert_eq!(proof.is_some(), ever, "what was labelled once can be checked, and nothing else");
            let holds = proof.as_ref().and_then(|proof| match proof.validity {
                Validity::Valid { public } => Some((public, proof.grant.at, proof.grant.territory.clone(), proof.grant.undone)),
                Validity::Undone { .. } | Validity::Withdrawn { .. } => None,
            });
            let label = kept.event.label.as_ref().map(|label| (label.revision, label.at, label.territory.clone(), None));
            prop_assert_eq!(holds, label, "a label holds exactly while it is the event’s");
        }
    }
}

/// What anyone may check, in words.
fn checked(kept: &Kept) -> String {
    let Some(proof) = proof(&kept.event, &kept.verdicts) else {
        return "nothing to check".into();
    };
    let granted = format!(
        "{} of {}, revision {}",
        proof.grants.len(),
        proof.grant.territory,
        proof.grant.revision
    );
    match proof.validity {
        Validity::Valid { public } => format!("{granted}: valid, revision {public} is public"),
        Validity::Undone { withdrawn, .. } if withdrawn.is_some() => {
            format!("{granted}: undone, then withdrawn")
        }
        Validity::Undone { .. } => format!("{granted}: undone"),
        Validity::Withdrawn { .. } => format!("{granted}: taken off the programme"),
    }
}

#[test]
fn a_label_can_be_checked_whatever_became_of_it() {
    use Verb::{Correct, Label, Propose, ProposeFree, Refuse, Return, Undo, Withdraw};
    let cases: [(&[Verb], &str); 10] = [
        (&[Propose], "nothing to check"),
        (&[Propose, Refuse], "nothing to check"),
        (&[Propose, Return, Undo], "nothing to check"),
        (
            &[Propose, Label],
            "1 of 32, revision 1: valid, revision 1 is public",
        ),
        (
            &[Propose, Label, ProposeFree, Correct],
            "1 of 32, revision 1: valid, revision 3 is public",
        ),
        (
            &[Propose, Label, Propose, Return, Undo],
            "1 of 32, revision 1: valid, revision 1 is public",
        ),
        (
            &[Propose, Label, Propose, Label],
            "2 of 32, revision 2: valid, revision 2 is public",
        ),
        (&[Propose, Label, Undo], "1 of 32, revision 1: undone"),
        (
            &[Propose, Label, Undo, Label],
            "2 of 32, revision 1: valid, revision 1 is public",
        ),
        (
            &[Propose, Label, Undo, Withdraw],
            "1 of 32, revision 1: undone, then withdrawn",
        ),
    ];
    for (verbs, expected) in cases {
        assert_eq!(checked(&Kept::begun().after(verbs)), expected, "{verbs:?}");
    }
}

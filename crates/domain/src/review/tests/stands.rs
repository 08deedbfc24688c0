//! What stands: who organises and where while a change waits, and an edition that does not run.

use super::*;
use crate::ids::OrganisationId;
use crate::journal::What;
use crate::letter::{About, To};

/// But what was never public: that may be taken back, whatever the edition's stage.
#[test]
fn nothing_changes_in_an_edition_that_does_not_run() {
    let finished = Edition {
        stage: Stage::Finished { since: at(15) },
        ..edition()
    };
    for (name, kept) in states() {
        for (verb, words) in VERBS {
            let answer = kept.asked_in(&finished, verb, 20);
            let takes_back = verb == Verb::Withdraw && kept.event.label.is_none();
            match answer {
                Ok(decision) => {
                    assert!(takes_back, "{name}: {words}");
                    assert!(matches!(decision.event.review, Review::Withdrawn { .. }));
                }
                Err(refusal) if takes_back => assert_eq!(refusal, Refusal::MovedOn, "{name}"),
                Err(Refusal::NothingToUndo) => assert_eq!(verb, Verb::Undo, "{name}"),
                Err(refusal) => assert_eq!(refusal, Refusal::Finished, "{name}: {words}"),
            }
        }
    }
}

/// A labelled event whose change of place and of organiser waits elsewhere.
fn moving() -> Kept {
    let mut kept = Kept::begun();
    let mut content = Content {
        organisation: Some(OrganisationId(1)),
        ..Content::default()
    };
    kept.sends(&content, &chain(), 10);
    kept = kept.after(&[Verb::Label]);
    content.organisation = Some(OrganisationId(2));
    kept.sends(&content, &elsewhere(), 20);
    kept
}

fn elsewhere() -> Chain {
    Chain::new(vec![code("33"), code("r75"), code("FR")]).expect("a chain")
}

impl Kept {
    fn sends(&mut self, content: &Content, chain: &Chain, hours: i64) -> Decision {
        let standing = (self.event.standing() as usize).checked_sub(1);
        let last = standing.map(|at| self.contents[at].clone());
        let proposal = Proposal {
            content,
            chain,
            findings: &Findings::default(),
            answer: "",
        };
        let by = &proofs().organiser;
        let decision = propose(
            &self.event,
            &edition(),
            proposal,
            last.as_ref(),
            by,
            times(hours),
        )
        .expect("sent");
        self.keep(decision.clone());
        decision
    }

    /// Who organises and where: as it waits or stands, and as the public reads it.
    fn whose(&self) -> (i64, &str, i64, &str) {
        let own = |id: Option<OrganisationId>| id.map_or(0, |id| id.0);
        let label = self.event.label.as_ref().expect("a label");
        (
            own(self.event.organisation),
            self.event.chain.home().as_str(),
            own(label.organisation),
            label.chain.home().as_str(),
        )
    }
}

#[test]
fn who_organises_and_where_are_public_as_they_were_labelled() {
    let waits = moving();
    assert_eq!(waits.whose(), (2, "33", 1, "32"));
    for verb in [Verb::Refuse, Verb::Withdraw] {
        let back = waits.clone().after(&[verb]);
        assert_eq!(back.whose(), (1, "32", 1, "32"), "{verb:?}");
    }
    let undone = waits.clone().after(&[Verb::Refuse, Verb::Undo]);
    assert_eq!(undone.whose(), (2, "33", 1, "32"));
    let refused = waits.clone().after(&[Verb::Refuse]);
    let last = refused.verdicts.last().expect("a refusal");
    let before = before_refusal(&refused.event, last);
    assert_eq!(before.chain, elsewhere(), "whoever refused it may undo it");
    let labelled = waits.after(&[Verb::Label]);
    assert_eq!(labelled.whose(), (2, "33", 2, "33"));
    let undone = labelled.after(&[Verb::Undo]);
    assert_eq!(undone.whose(), (2, "33", 1, "32"));
}

#[test]
fn what_moves_to_another_territory_gets_its_own_time_and_the_first_one_is_told() {
    let mut kept = Kept::begun();
    let mut content = Content::default();
    kept.sends(&content, &chain(), 10);
    content.title.push('a');
    kept.sends(&content, &chain(), 20);
    let due = |kept: &Kept| match kept.event.review {
        Review::Proposed { due, .. } => due,
        _ => panic!("it waits"),
    };
    assert_eq!(due(&kept), at(10 + 96), "it keeps its place");
    content.title.push('b');
    let moved = kept.sends(&content, &elsewhere(), 30);
    assert_eq!(due(&kept), at(30 + 96));
    let told = moved
        .letters
        .iter()
        .find(|letter| matches!(letter.about, About::MovedAway { .. }));
    let to = To::Deciders {
        territory: code("32"),
    };
    assert_eq!(told.map(|letter| &letter.to), Some(&to));
    let line = What::Moved {
        from: code("32"),
        to: code("33"),
    };
    assert!(moved.journal.iter().any(|entry| entry.what == line));
}

#[test]
fn nothing_is_cancelled_twice() {
    let cancelled = Kept::begun().after(&[Verb::Propose, Verb::Label, Verb::Cancel]);
    let again = cancelled.asked(Verb::Cancel, 20);
    assert_eq!(again.err(), Some(Refusal::NothingChanged));
}

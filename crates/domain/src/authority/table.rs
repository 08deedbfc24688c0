//! The table of rights, printed whole.

use super::matter::{Action, Phase};
use super::{Hat, allows};

/// One line of the table of rights.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Who, in words.
    pub who: String,
    /// How they stand to the event’s territory, in words.
    pub relation: String,
    /// Which level decides, in words.
    pub deciding: &'static str,
    /// Where the event stands.
    pub state: State,
    /// What they would do.
    pub action: Action,
    /// The answer.
    pub allowed: bool,
}

/// Where an event stands, as far as rights go: its phase, and whether a labelled version is public meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct State {
    /// Its phase.
    pub phase: Phase,
    /// Whether a labelled version is public.
    pub labelled: bool,
}

impl State {
    /// Every state an event can be in.
    pub const ALL: [State; 10] = [
        State::of(Phase::Draft, false),
        State::of(Phase::Proposed, false),
        State::of(Phase::Overdue, false),
        State::of(Phase::Returned, false),
        State::of(Phase::Labelled, true),
        State::of(Phase::Proposed, true),
        State::of(Phase::Overdue, true),
        State::of(Phase::Returned, true),
        State::of(Phase::Refused, false),
        State::of(Phase::Withdrawn, false),
    ];

    const fn of(phase: Phase, labelled: bool) -> State {
        State { phase, labelled }
    }
}

impl std::fmt::Display for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let phase = format!("{:?}", self.phase).to_lowercase();
        match (self.phase, self.labelled) {
            (Phase::Labelled, _) | (_, false) => f.write_str(&phase),
            (_, true) => write!(f, "{phase}, public"),
        }
    }
}

/// Who is told apart: who, how they stand to the event, what they wear, and at which height.
const PEOPLE: [(&str, &str, Hat, usize); 12] = [
    ("visitor", "none", Hat::Stranger, 0),
    ("link holder", "the event’s own", Hat::Organiser, 0),
    ("organiser", "own event", Hat::Organiser, 0),
    ("organiser", "another’s event", Hat::Stranger, 0),
    ("committee", "département", Hat::Committee, 0),
    ("committee", "région", Hat::Committee, 1),
    ("committee", "elsewhere", Hat::Stranger, 0),
    ("referee", "département", Hat::Decider, 0),
    ("referee", "elsewhere", Hat::Stranger, 0),
    ("coordinator", "région", Hat::Decider, 1),
    ("coordinator", "elsewhere", Hat::Stranger, 1),
    ("national", "nation", Hat::Decider, 2),
];

const LEVELS: [&str; 3] = ["département", "région", "nation"];

/// The whole table of rights over events, in a fixed order: what [`allows`] answers for each role, relation, level in
/// charge, state and action. Someone who decides below the level in charge is left out: were they there, theirs would be
/// the level in charge.
#[must_use]
pub fn table() -> Vec<Cell> {
    let mut cells = Vec::new();
    for (who, relation, hat, height) in PEOPLE {
        for (deciding, level) in LEVELS.into_iter().enumerate() {
            if hat == Hat::Decider && height < deciding {
                continue;
            }
            for state in State::ALL {
                for action in Action::ALL {
                    let State { phase, labelled } = state;
                    cells.push(Cell {
                        who: who.into(),
                        relation: relation.into(),
                        deciding: level,
                        state,
                        action,
                        allowed: allows(hat, height, deciding, phase, labelled, action),
                    });
                }
            }
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// The table as a page: a line per person, relation, level in charge and state; the actions allowed.
    #[test]
    fn the_table_of_rights() {
        let mut page = String::new();
        let mut last = String::new();
        for cell in table() {
            let head = format!(
                "{:<12} {:<16} decides: {:<12} {:<16}",
                cell.who,
                cell.relation,
                cell.deciding,
                cell.state.to_string()
            );
            if head != last {
                write!(page, "\n{head}").unwrap();
                last = head;
            }
            if cell.allowed {
                write!(page, " {}", format!("{:?}", cell.action).to_lowercase()).unwrap();
            }
        }
        let page: String = page
            .lines()
            .map(|line| format!("{}\n", line.trim_end()))
            .collect();
        insta::assert_snapshot!("rights", page);
    }
}

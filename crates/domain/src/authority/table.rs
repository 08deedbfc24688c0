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
    pub phase: Phase,
    /// What they would do.
    pub action: Action,
    /// The answer.
    pub allowed: bool,
}

/// The whole table of rights over events, in a fixed order: what [`allows`] answers for each role, relation, level in
/// charge, phase and action.
#[must_use]
pub fn table() -> Vec<Cell> {
    let people = [
        ("visitor", "none", Hat::Stranger, 0),
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
    let levels = ["département", "région", "nation"];
    let mut cells = Vec::new();
    for (who, relation, hat, height) in people {
        for (deciding, level) in levels.into_iter().enumerate() {
            for phase in Phase::ALL {
                for action in Action::ALL {
                    let labelled = phase == Phase::Labelled;
                    cells.push(Cell {
                        who: who.into(),
                        relation: relation.into(),
                        deciding: level,
                        phase,
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

    /// The table as a page: a line per person, relation, level in charge and phase; the actions allowed.
    #[test]
    fn the_table_of_rights() {
        let mut page = String::new();
        let mut last = String::new();
        for cell in table() {
            let head = format!(
                "{:<12} {:<16} decides: {:<12} {:<10}",
                cell.who,
                cell.relation,
                cell.deciding,
                format!("{:?}", cell.phase).to_lowercase()
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

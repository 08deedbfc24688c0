//! The table of rights that are not over one event: those over a territory and over the whole.

use super::role::{Appointment, Role, Standing};
use super::{keeper, may_appoint, national};
use crate::ids::PersonId;
use crate::territory::{Chain, TerritoryCode};

/// What one may do beside events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfficeRight {
    /// Keep a territory’s page, people and canned remarks.
    Keep,
    /// Invite someone to this role over it, and end it.
    Appoint(Role),
    /// Lead: editions, figures, letters, sessions.
    Lead,
}

/// One line of the table of rights beside events.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OfficeCell {
    /// What they are appointed to; nothing for a visitor or an organiser.
    pub role: Option<Role>,
    /// Over which territory of the sample.
    pub held: &'static str,
    /// The territory they would act on.
    pub over: &'static str,
    /// What they would do.
    pub right: OfficeRight,
    /// The answer.
    pub allowed: bool,
}

/// Everybody told apart: what they hold, and where. The sample is a département (32) of a région (r76) of the nation, with a
/// département and a région elsewhere.
const HOLDERS: [(Option<Role>, &str); 11] = [
    (None, ""),
    (Some(Role::Committee), "32"),
    (Some(Role::Committee), "r76"),
    (Some(Role::Committee), "FR"),
    (Some(Role::Referee), "32"),
    (Some(Role::Referee), "40"),
    (Some(Role::Coordinator), "r76"),
    (Some(Role::Coordinator), "r75"),
    (Some(Role::National), "FR"),
    (Some(Role::Committee), "40"),
    (Some(Role::Committee), "r75"),
];

/// The territories of the sample, from the lowest, and the roles one holds over each.
const TERRITORIES: [(&[&str], &[Role]); 3] = [
    (&["32", "r76", "FR"], &[Role::Committee, Role::Referee]),
    (&["r76", "FR"], &[Role::Committee, Role::Coordinator]),
    (&["FR"], &[Role::National]),
];

/// The whole table of rights beside events, in a fixed order: what [`keeper`], [`may_appoint`] and [`national`] answer for each
/// role, each territory it is held over, and each territory acted on.
#[must_use]
pub fn office_table() -> Vec<OfficeCell> {
    let code = |text| TerritoryCode::parse(text);
    let mut cells = Vec::new();
    for (role, held) in HOLDERS {
        let appointment = role.zip(code(held)).map(|(role, territory)| Appointment {
            role,
            territory,
            institution: String::new(),
        });
        let who = Standing {
            person: PersonId(1),
            appointments: appointment.into_iter().collect(),
            memberships: Vec::new(),
        };
        for (levels, roles) in TERRITORIES {
            let Some(chain) = Chain::new(levels.iter().copied().filter_map(code).collect()) else {
                continue;
            };
            let mut rights = vec![OfficeRight::Keep];
            rights.extend(roles.iter().copied().map(OfficeRight::Appoint));
            if levels.len() == 1 {
                rights.push(OfficeRight::Lead);
            }
            cells.extend(rights.into_iter().map(|right| OfficeCell {
                role,
                held,
                over: levels[0],
                right,
                allowed: answer(&who, &chain, right),
            }));
        }
    }
    cells
}

fn answer(who: &Standing, chain: &Chain, right: OfficeRight) -> bool {
    match right {
        OfficeRight::Keep => keeper(who, chain).is_ok(),
        OfficeRight::Appoint(role) => may_appoint(who, role, chain),
        OfficeRight::Lead => national(who).is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// The table as a page: a line per person and territory acted on; the rights they have.
    #[test]
    fn the_table_of_offices() {
        let mut page = String::new();
        let mut last = String::new();
        for cell in office_table() {
            let who = cell.role.map_or("nobody", Role::slug);
            let head = format!("{who:<12} of: {:<4} over: {:<4}", cell.held, cell.over);
            if head != last {
                write!(page, "\n{head}").unwrap();
                last = head;
            }
            if cell.allowed {
                let right = match cell.right {
                    OfficeRight::Keep => "keep".to_owned(),
                    OfficeRight::Appoint(role) => format!("appoint-{}", role.slug()),
                    OfficeRight::Lead => "lead".to_owned(),
                };
                write!(page, " {right}").unwrap();
            }
        }
        let page: String = page
            .lines()
            .map(|line| format!("{}\n", line.trim_end()))
            .collect();
        insta::assert_snapshot!("offices", page);
    }
}

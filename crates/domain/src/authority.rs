//! Who may do what. Rights are decided here and nowhere else.
//!
//! A right is a *proof*: a value that only this module can make, and that the verbs of the trade ask for. The whole
//! table (role × territory relation × state × action) is printed by [`table`] and kept as a snapshot.

use serde::{Deserialize, Serialize};

use crate::ids::{OrganisationId, PersonId};
use crate::review::{Event, Review};
use crate::territory::{Chain, TerritoryCode};

/// What someone is appointed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Reads and gives an opinion for a partner institution.
    Committee,
    /// Decides for a territory.
    Referee,
    /// Coordinates a région: sees all of it, decides where nobody does or when time is up.
    Coordinator,
    /// The national team.
    National,
}

impl Role {
    /// Every role one is appointed to.
    pub const ALL: [Role; 4] = [
        Role::Committee,
        Role::Referee,
        Role::Coordinator,
        Role::National,
    ];

    /// Its name in data.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Role::Committee => "committee",
            Role::Referee => "referee",
            Role::Coordinator => "coordinator",
            Role::National => "national",
        }
    }

    /// Reads [`Role::slug`].
    #[must_use]
    pub fn parse(slug: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.slug() == slug)
    }

    /// True when holding this role gives its territory someone who decides.
    #[must_use]
    pub fn decides(self) -> bool {
        !matches!(self, Role::Committee)
    }
}

/// A role held over a territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// The role.
    pub role: Role,
    /// Over which territory.
    pub territory: TerritoryCode,
    /// For which institution, for a committee member.
    pub institution: String,
}

/// Who is asking: a person with the roles and the organisations they have now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The person.
    pub person: PersonId,
    /// Roles held now.
    pub appointments: Vec<Appointment>,
    /// Organisations they act for now.
    pub organisations: Vec<OrganisationId>,
}

/// Something one may do with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Read the proposal and its journal.
    Read,
    /// Give an opinion.
    Opine,
    /// Label, return, refuse, undo.
    Decide,
    /// Correct a typo.
    Correct,
    /// Edit, propose, answer.
    Edit,
    /// Withdraw the proposal.
    Withdraw,
    /// Cancel, postpone, move online, reinstate.
    Announce,
}

impl Action {
    /// Every action on an event.
    pub const ALL: [Action; 7] = [
        Action::Read,
        Action::Opine,
        Action::Decide,
        Action::Correct,
        Action::Edit,
        Action::Withdraw,
        Action::Announce,
    ];
}

/// The states of an event, as far as rights go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Draft, or waiting for its mail address to be confirmed.
    Draft,
    /// Waiting for a verdict, within its time.
    Proposed,
    /// Waiting for a verdict, past its time.
    Overdue,
    /// Waiting for the organiser.
    Returned,
    /// Labelled, nothing waiting.
    Labelled,
    /// Refused.
    Refused,
    /// Withdrawn.
    Withdrawn,
}

impl Phase {
    /// Every phase.
    pub const ALL: [Phase; 7] = [
        Phase::Draft,
        Phase::Proposed,
        Phase::Overdue,
        Phase::Returned,
        Phase::Labelled,
        Phase::Refused,
        Phase::Withdrawn,
    ];

    /// The phase of an event at a moment.
    #[must_use]
    pub fn of(event: &Event, now: jiff::Timestamp) -> Phase {
        match event.review {
            Review::Draft { .. } | Review::Unconfirmed { .. } => Phase::Draft,
            Review::Proposed { due, .. } if now >= due => Phase::Overdue,
            Review::Proposed { .. } => Phase::Proposed,
            Review::Returned { .. } => Phase::Returned,
            Review::Labelled { .. } => Phase::Labelled,
            Review::Refused { .. } => Phase::Refused,
            Review::Withdrawn { .. } => Phase::Withdrawn,
        }
    }
}

/// What rights depend on, besides who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// From the territory with jurisdiction up to the nation.
    pub chain: Chain,
    /// For each level of the chain, whether it has someone who decides; the nation always has.
    pub covered: Vec<bool>,
    /// Where the event stands.
    pub phase: Phase,
    /// Who proposed it.
    pub proposer: Option<PersonId>,
    /// Who organises it.
    pub organisation: Option<OrganisationId>,
    /// Whether a labelled version is public.
    pub labelled: bool,
}

impl Matter {
    /// What the rights over this event depend on at a moment. `covered` tells whether a territory has someone who decides.
    #[must_use]
    pub fn of(
        event: &Event,
        now: jiff::Timestamp,
        covered: impl Fn(&TerritoryCode) -> bool,
    ) -> Matter {
        Matter {
            covered: event.chain.levels().iter().map(covered).collect(),
            chain: event.chain.clone(),
            phase: Phase::of(event, now),
            proposer: event.proposer,
            organisation: event.organisation,
            labelled: event.label.is_some(),
        }
    }

    /// The height of the level that decides now: the lowest covered one.
    #[must_use]
    pub fn deciding(&self) -> usize {
        let last = self.chain.levels().len() - 1;
        self.covered
            .iter()
            .position(|covered| *covered)
            .unwrap_or(last)
    }
}

/// Why the answer is no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The person has no part in this event.
    #[error("no part in this event")]
    Stranger,
    /// Another level decides for now: this territory.
    #[error("{0} decides for now")]
    AnotherLevel(TerritoryCode),
    /// The role does not go that far.
    #[error("the role does not go that far")]
    Role,
    /// The state of the event does not allow it.
    #[error("the state of the event does not allow it")]
    State,
}

/// Proof that someone may read a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader(());

/// Proof that someone decides on an event, and for which territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referee {
    person: PersonId,
    territory: TerritoryCode,
}

impl Referee {
    /// Who decides.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// For which territory.
    #[must_use]
    pub fn territory(&self) -> &TerritoryCode {
        &self.territory
    }
}

/// Proof that someone may give an opinion, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adviser {
    person: PersonId,
    territory: TerritoryCode,
    institution: String,
}

impl Adviser {
    /// Who advises.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// In which territory’s committee.
    #[must_use]
    pub fn territory(&self) -> &TerritoryCode {
        &self.territory
    }

    /// For which institution.
    #[must_use]
    pub fn institution(&self) -> &str {
        &self.institution
    }
}

/// Proof that someone acts for the organiser of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organiser {
    person: Option<PersonId>,
}

impl Organiser {
    /// Who acts; `None` for the holder of the draft’s own link, before any address is known.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        self.person
    }
}

/// Proof that someone may announce what becomes of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcer {
    person: Option<PersonId>,
}

impl Announcer {
    /// Who announces.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        self.person
    }
}

/// Proof that someone belongs to the national team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct National {
    person: PersonId,
}

impl National {
    /// Who.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }
}

/// Proof that someone keeps a territory’s page, people and remarks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keeper {
    person: PersonId,
    territory: TerritoryCode,
}

impl Keeper {
    /// Who.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// Which territory.
    #[must_use]
    pub fn territory(&self) -> &TerritoryCode {
        &self.territory
    }
}

/// The one table: may this hat, at this height over the event, do this in this phase?
///
/// `height` counts from the territory with jurisdiction (0) up; `deciding` is the height of the lowest covered level.
fn allows(
    hat: Hat,
    height: usize,
    deciding: usize,
    phase: Phase,
    labelled: bool,
    action: Action,
) -> bool {
    use Action::{Announce, Correct, Decide, Edit, Opine, Read, Withdraw};
    let waiting = matches!(phase, Phase::Proposed | Phase::Overdue);
    let in_charge = height == deciding || (height > deciding && phase == Phase::Overdue);
    match (hat, action) {
        (Hat::Stranger, _) => false,
        (Hat::Organiser, Read) => true,
        (Hat::Organiser, Edit) => phase != Phase::Refused,
        (Hat::Organiser, Withdraw) => waiting || matches!(phase, Phase::Draft | Phase::Returned),
        (Hat::Organiser, Announce) => labelled,
        (Hat::Organiser, Decide | Correct | Opine) => false,
        // Nobody reads over an organiser's shoulder: drafts are theirs alone.
        (_, _) if phase == Phase::Draft => false,
        (Hat::Committee, Read) => true,
        (Hat::Committee, Opine) => waiting || phase == Phase::Returned,
        (Hat::Committee, _) => false,
        (Hat::Decider, Read) => true,
        (Hat::Decider, Decide) => match phase {
            Phase::Proposed | Phase::Overdue => in_charge,
            // An undo is a verdict: it belongs to whoever decides here.
            Phase::Labelled | Phase::Returned | Phase::Refused => height >= deciding,
            Phase::Draft | Phase::Withdrawn => false,
        },
        (Hat::Decider, Correct) => {
            (waiting && in_charge) || (phase == Phase::Labelled && height >= deciding)
        }
        (Hat::Decider, Announce) => labelled && height >= deciding,
        (Hat::Decider, Opine | Edit | Withdraw) => false,
    }
}

/// What someone wears before an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hat {
    Stranger,
    Organiser,
    Committee,
    Decider,
}

/// The appointments that reach the event, with their height.
fn reaching<'a>(
    who: &'a Standing,
    matter: &'a Matter,
) -> impl Iterator<Item = (&'a Appointment, usize)> {
    who.appointments.iter().filter_map(|held| {
        matter
            .chain
            .height(&held.territory)
            .map(|height| (held, height))
    })
}

fn is_organiser(who: &Standing, matter: &Matter) -> bool {
    matter.proposer == Some(who.person)
        || matter
            .organisation
            .is_some_and(|own| who.organisations.contains(&own))
}

fn appointed(
    who: &Standing,
    matter: &Matter,
    action: Action,
    decides: bool,
) -> Result<Appointment, Denied> {
    let hat = if decides {
        Hat::Decider
    } else {
        Hat::Committee
    };
    let mut reached = false;
    for (held, height) in reaching(who, matter).filter(|(held, _)| held.role.decides() == decides) {
        reached = true;
        if allows(
            hat,
            height,
            matter.deciding(),
            matter.phase,
            matter.labelled,
            action,
        ) {
            return Ok(held.clone());
        }
    }
    if !reached {
        let known = is_organiser(who, matter) || reaching(who, matter).next().is_some();
        return Err(if known {
            Denied::Role
        } else {
            Denied::Stranger
        });
    }
    if decides
        && action == Action::Decide
        && matches!(matter.phase, Phase::Proposed | Phase::Overdue)
    {
        return Err(Denied::AnotherLevel(
            matter.chain.levels()[matter.deciding()].clone(),
        ));
    }
    Err(Denied::State)
}

fn organising(who: &Standing, matter: &Matter, action: Action) -> Result<(), Denied> {
    if !is_organiser(who, matter) {
        let known = reaching(who, matter).next().is_some();
        return Err(if known {
            Denied::Role
        } else {
            Denied::Stranger
        });
    }
    let may = allows(
        Hat::Organiser,
        0,
        matter.deciding(),
        matter.phase,
        matter.labelled,
        action,
    );
    may.then_some(()).ok_or(Denied::State)
}

/// May read the proposal and its journal.
///
/// # Errors
/// Says why not.
pub fn reader(who: &Standing, matter: &Matter) -> Result<Reader, Denied> {
    organising(who, matter, Action::Read)
        .or_else(|_| appointed(who, matter, Action::Read, true).map(drop))
        .or_else(|_| appointed(who, matter, Action::Read, false).map(drop))
        .map(|()| Reader(()))
}

/// May decide: label, return, refuse, undo.
///
/// # Errors
/// Says why not.
pub fn referee(who: &Standing, matter: &Matter) -> Result<Referee, Denied> {
    let held = appointed(who, matter, Action::Decide, true)?;
    Ok(Referee {
        person: who.person,
        territory: held.territory,
    })
}

/// May correct a typo.
///
/// # Errors
/// Says why not.
pub fn corrector(who: &Standing, matter: &Matter) -> Result<Referee, Denied> {
    let held = appointed(who, matter, Action::Correct, true)?;
    Ok(Referee {
        person: who.person,
        territory: held.territory,
    })
}

/// May give an opinion.
///
/// # Errors
/// Says why not.
pub fn adviser(who: &Standing, matter: &Matter) -> Result<Adviser, Denied> {
    let held = appointed(who, matter, Action::Opine, false)?;
    Ok(Adviser {
        person: who.person,
        territory: held.territory,
        institution: held.institution,
    })
}

/// May edit, propose and answer.
///
/// # Errors
/// Says why not.
pub fn organiser(who: &Standing, matter: &Matter) -> Result<Organiser, Denied> {
    organising(who, matter, Action::Edit)?;
    Ok(Organiser {
        person: Some(who.person),
    })
}

/// May withdraw the proposal.
///
/// # Errors
/// Says why not.
pub fn withdrawer(who: &Standing, matter: &Matter) -> Result<Organiser, Denied> {
    organising(who, matter, Action::Withdraw)?;
    Ok(Organiser {
        person: Some(who.person),
    })
}

/// May cancel, postpone, move online, reinstate.
///
/// # Errors
/// Says why not.
pub fn announcer(who: &Standing, matter: &Matter) -> Result<Announcer, Denied> {
    organising(who, matter, Action::Announce)
        .or_else(|_| appointed(who, matter, Action::Announce, true).map(drop))?;
    Ok(Announcer {
        person: Some(who.person),
    })
}

/// Whoever holds the secret link of an event acts for its organiser: the link went to their mail address only.
///
/// `proposer` is the person the link belongs to, once their address is known. The state still has its say.
///
/// # Errors
/// [`Denied::State`] when the event is in no state to be edited.
pub fn holder_of_the_link(matter: &Matter, action: Action) -> Result<Organiser, Denied> {
    let may = allows(
        Hat::Organiser,
        0,
        matter.deciding(),
        matter.phase,
        matter.labelled,
        action,
    );
    may.then_some(Organiser {
        person: matter.proposer,
    })
    .ok_or(Denied::State)
}

/// The same for announcing.
///
/// # Errors
/// [`Denied::State`] when nothing is public yet.
pub fn announcer_by_link(matter: &Matter) -> Result<Announcer, Denied> {
    let organiser = holder_of_the_link(matter, Action::Announce)?;
    Ok(Announcer {
        person: organiser.person,
    })
}

/// Belongs to the national team.
///
/// # Errors
/// [`Denied::Role`] otherwise.
pub fn national(who: &Standing) -> Result<National, Denied> {
    let held = who
        .appointments
        .iter()
        .any(|held| held.role == Role::National);
    held.then_some(National { person: who.person })
        .ok_or(Denied::Role)
}

/// Keeps a territory’s page, its people and its canned remarks: whoever decides there or above.
///
/// # Errors
/// [`Denied::Role`] for a committee member, [`Denied::Stranger`] for others.
pub fn keeper(who: &Standing, territory: &Chain) -> Result<Keeper, Denied> {
    let mut near = who
        .appointments
        .iter()
        .filter(|held| territory.height(&held.territory).is_some())
        .peekable();
    if near.peek().is_none() {
        return Err(Denied::Stranger);
    }
    let decides = near.any(|held| held.role.decides());
    decides
        .then(|| Keeper {
            person: who.person,
            territory: territory.home().clone(),
        })
        .ok_or(Denied::Role)
}

/// May invite someone to a role over a territory: the national team anywhere; a coordinator the people of their
/// départements; a referee the committee of their own territory.
#[must_use]
pub fn may_appoint(who: &Standing, role: Role, territory: &Chain) -> bool {
    who.appointments.iter().any(
        |held| match (held.role, territory.height(&held.territory)) {
            (Role::National, _) => true,
            (Role::Coordinator, Some(height)) => {
                (height > 0 && role == Role::Referee) || role == Role::Committee
            }
            (Role::Referee, Some(_)) => role == Role::Committee,
            _ => false,
        },
    )
}

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

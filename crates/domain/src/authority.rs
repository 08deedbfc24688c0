//! Who may do what. Rights are decided here and nowhere else.
//!
//! A right is a *proof*: a value that only this module can make, and that the verbs of the trade ask for. The whole
//! table (role × territory relation × state × action) is printed by [`table`], with [`office_table`] for what is not about one
//! event; both are kept as snapshots.

mod matter;
mod offices;
mod proof;
mod role;
mod table;

pub use matter::{Action, Matter, Phase};
pub use offices::{OfficeCell, OfficeRight, office_table};
pub use proof::{Adviser, Announcer, Importer, Keeper, National, Organiser, Reader, Referee};
pub use role::{Appointment, Membership, Role, Standing, Vouched};
pub use table::{Cell, State, table};

use crate::journal::Actor;
use crate::territory::{Chain, TerritoryCode};

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
    use Action::{Announce, Correct, Decide, Edit, Import, Opine, Read, Vouch, Withdraw};
    let waiting = matches!(phase, Phase::Proposed | Phase::Overdue);
    let in_charge = at_its_turn(height, deciding, phase == Phase::Overdue);
    match (hat, action) {
        (Hat::Stranger, _) => false,
        (Hat::Organiser, Read) => true,
        (Hat::Organiser, Edit) => phase != Phase::Refused,
        (Hat::Organiser, Withdraw) => !matches!(phase, Phase::Refused | Phase::Withdrawn),
        (Hat::Organiser, Announce) => labelled,
        (Hat::Organiser, Decide | Correct | Opine | Vouch | Import) => false,
        // A file that comes again knows its own drafts.
        (Hat::Decider, Import) => !matches!(phase, Phase::Refused | Phase::Withdrawn),
        // Nobody reads over an organiser's shoulder: drafts are theirs alone.
        (_, _) if phase == Phase::Draft => false,
        (Hat::Committee, Read) => true,
        (Hat::Committee, Opine) => waiting || phase == Phase::Returned,
        (Hat::Committee, _) => false,
        (Hat::Decider, Read | Vouch) => true,
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

/// The lowest level that is covered decides; those above it once the time has passed.
fn at_its_turn(height: usize, deciding: usize, late: bool) -> bool {
    height == deciding || (height > deciding && late)
}

/// Whether what waits is for whoever decides over this territory: by its turn, or because those below are late.
#[must_use]
pub fn is_for(territory: &TerritoryCode, chain: &Chain, deciding: usize, late: bool) -> bool {
    chain
        .height(territory)
        .is_some_and(|height| at_its_turn(height, deciding, late))
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
            .organisations
            .iter()
            .filter_map(|own| who.part_in(*own))
            .any(|part| part.reaches(matter.proposer))
}

fn appointed(
    who: &Standing,
    matter: &Matter,
    action: Action,
    decides: bool,
) -> Result<Appointment, Denied> {
    let held = appointed_over(who, matter, action, decides);
    match (&matter.public, action) {
        // Where it is still public, whoever decides there reads it and says what becomes of it; they rule on nothing.
        (Some(public), Action::Read | Action::Announce | Action::Vouch) if decides => {
            held.or_else(|denied| appointed_over(who, public, action, true).map_err(|_| denied))
        }
        _ => held,
    }
}

/// The same by the territories of one chain.
fn appointed_over(
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

/// May read the proposal as those who review it do, with its opinions: by an appointment that reaches it, not for having
/// proposed it.
///
/// # Errors
/// Says why not.
pub fn reviewer(who: &Standing, matter: &Matter) -> Result<Reader, Denied> {
    appointed(who, matter, Action::Read, true)
        .or_else(|_| appointed(who, matter, Action::Read, false))
        .map(|_| Reader(()))
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

/// May bring an event in from a file, and bring it up to date when the file comes again: whoever decides over its
/// territory, at any level, unless it was refused or withdrawn.
///
/// # Errors
/// [`Denied::Stranger`] for someone whose territories do not hold the event, [`Denied::Role`] for a committee member,
/// [`Denied::State`] for an event that is edited no more.
pub fn importer(who: &Standing, matter: &Matter) -> Result<Importer, Denied> {
    let mut near = reaching(who, matter).peekable();
    if near.peek().is_none() {
        return Err(Denied::Stranger);
    }
    let decides = near.find(|(held, _)| held.role.decides());
    let (held, height) = decides.ok_or(Denied::Role)?;
    let may = allows(
        Hat::Decider,
        height,
        matter.deciding(),
        matter.phase,
        matter.labelled,
        Action::Import,
    );
    may.then(|| Importer {
        person: who.person,
        territory: held.territory.clone(),
    })
    .ok_or(Denied::State)
}

/// Whether a row that only names the address of an event may change it: the address is public, so the event must be the
/// importer’s own. What others proposed is corrected or returned, not rewritten.
#[must_use]
pub fn may_rewrite(who: &Standing, matter: &Matter) -> bool {
    is_organiser(who, matter)
}

/// May say that whoever proposed an event acts for its organisation: whoever decides over it, at any level, having it before
/// them.
///
/// # Errors
/// Says why not.
pub fn voucher(who: &Standing, matter: &Matter) -> Result<Referee, Denied> {
    let held = appointed(who, matter, Action::Vouch, true)?;
    Ok(Referee {
        person: who.person,
        territory: held.territory,
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

/// May make every secret address given so far useless: whoever reads the event as its organiser, in any state.
///
/// # Errors
/// Says why not.
pub fn relinker(who: &Standing, matter: &Matter) -> Result<Organiser, Denied> {
    organising(who, matter, Action::Read)?;
    Ok(Organiser {
        person: Some(who.person),
    })
}

/// May cancel, postpone, move online, reinstate.
///
/// # Errors
/// Says why not.
pub fn announcer(who: &Standing, matter: &Matter) -> Result<Announcer, Denied> {
    let actor = match organising(who, matter, Action::Announce) {
        Ok(()) => Actor::Organiser {
            person: Some(who.person),
        },
        Err(_) => Actor::Referee {
            person: who.person,
            territory: appointed(who, matter, Action::Announce, true)?.territory,
        },
    };
    Ok(Announcer { actor })
}

/// Whoever holds the secret link of an event acts for its organiser: the link went to their mail address only.
///
/// The proof names the proposer, once their address is known. The state still has its say.
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
    let by = holder_of_the_link(matter, Action::Announce)?;
    let person = by.person;
    Ok(Announcer {
        actor: Actor::Organiser { person },
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

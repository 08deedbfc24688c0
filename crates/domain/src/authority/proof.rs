//! Proofs of rights: values that only `authority` can make, and that the verbs of the trade ask for.

use crate::ids::PersonId;
use crate::journal::Actor;
use crate::territory::TerritoryCode;

/// Proof that someone may read a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader(pub(super) ());

/// Proof that someone decides on an event, and for which territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referee {
    pub(super) person: PersonId,
    pub(super) territory: TerritoryCode,
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
    pub(super) person: PersonId,
    pub(super) territory: TerritoryCode,
    pub(super) institution: String,
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
    pub(super) person: Option<PersonId>,
}

impl Organiser {
    /// Who acts; `None` for the holder of the draft’s own link, before any address is known.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        self.person
    }
}

/// Proof that someone who decides may bring an event in from a file: they act for its organiser, and the journal says who
/// they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Importer {
    pub(super) person: PersonId,
    pub(super) territory: TerritoryCode,
}

impl Importer {
    /// Acting for the organiser, with what the file says.
    #[must_use]
    pub fn as_organiser(&self) -> Organiser {
        Organiser {
            person: Some(self.person),
        }
    }

    /// Who brings the file.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// The same as the journal tells it.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::Referee {
            person: self.person,
            territory: self.territory.clone(),
        }
    }
}

/// Proof that someone may announce what becomes of an event: its organiser, or whoever decides there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcer {
    pub(super) actor: Actor,
}

impl Announcer {
    /// Who announces, as the journal tells it.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }
}

/// Proof that someone belongs to the national team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct National {
    pub(super) person: PersonId,
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
    pub(super) person: PersonId,
    pub(super) territory: TerritoryCode,
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

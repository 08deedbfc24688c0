//! What someone is appointed to, and who is asking.

use serde::{Deserialize, Serialize};

use crate::ids::{OrganisationId, PersonId};
use crate::territory::TerritoryCode;

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

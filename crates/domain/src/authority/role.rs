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

/// A part in an organisation, and on whose word.
///
/// Whoever brings an organisation takes part in it at once, on nobody's word but their own: that gives no right over what
/// others propose in its name, until someone who may says that they do act for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// In which organisation.
    pub organisation: OrganisationId,
    /// On whose word.
    pub vouched: Vouched,
}

/// On whose word someone acts for an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Vouched {
    /// Their own: they brought the organisation.
    Nobody,
    /// A colleague's, whom nobody vouched for either: it is good for what that colleague proposes.
    Colleague(PersonId),
    /// That of a colleague who is known to act for it, or of someone who decides.
    Known,
}

impl Membership {
    /// A part in an organisation that is known.
    #[must_use]
    pub fn known(organisation: OrganisationId) -> Membership {
        Membership {
            organisation,
            vouched: Vouched::Known,
        }
    }

    /// Whether it gives rights over what this person proposed in the name of the organisation.
    #[must_use]
    pub fn reaches(&self, proposer: Option<PersonId>) -> bool {
        match self.vouched {
            Vouched::Nobody => false,
            Vouched::Colleague(by) => proposer == Some(by),
            Vouched::Known => true,
        }
    }

    /// On whose word somebody acts whom this member lets in.
    #[must_use]
    pub fn lets_in(&self, person: PersonId) -> Vouched {
        match self.vouched {
            Vouched::Known => Vouched::Known,
            Vouched::Nobody | Vouched::Colleague(_) => Vouched::Colleague(person),
        }
    }

    /// Whether this member may say that another acts for the organisation, or change what the public reads of it beside the
    /// events of others.
    #[must_use]
    pub fn speaks_for_it(&self) -> bool {
        self.vouched == Vouched::Known
    }

    /// Whether this member may end the part of another: of one who is known, only if they are known too.
    #[must_use]
    pub fn may_end(&self, other: Vouched) -> bool {
        self.speaks_for_it() || other != Vouched::Known
    }
}

/// Who is asking: a person with the roles and the organisations they have now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The person.
    pub person: PersonId,
    /// Roles held now.
    pub appointments: Vec<Appointment>,
    /// Their parts in organisations now.
    pub memberships: Vec<Membership>,
}

impl Standing {
    /// Their part in an organisation, if they have one.
    #[must_use]
    pub fn part_in(&self, organisation: OrganisationId) -> Option<Membership> {
        let own = self.memberships.iter();
        own.copied().find(|own| own.organisation == organisation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_one_took_oneself_reaches_no_event_of_others() {
        let part = |vouched| Membership {
            organisation: OrganisationId(1),
            vouched,
        };
        let (founder, other) = (PersonId(1), PersonId(2));
        let own = part(Vouched::Nobody);
        assert!(!own.reaches(Some(other)) && !own.reaches(None));
        let invited = part(own.lets_in(founder));
        assert!(invited.reaches(Some(founder)));
        assert!(!invited.reaches(Some(other)) && !invited.reaches(None));
        let known = part(Vouched::Known);
        assert!(known.reaches(Some(other)) && known.reaches(None));
        assert_eq!(known.lets_in(founder), Vouched::Known);
        assert!(!own.may_end(Vouched::Known) && own.may_end(Vouched::Nobody));
        assert!(known.may_end(Vouched::Known));
    }
}

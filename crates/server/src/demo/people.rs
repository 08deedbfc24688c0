//! The people of the demonstration: parts, never persons. Every address ends in `semaine.example`, which leads nowhere.

use std::collections::BTreeMap;

use catalogue::place::{Gazetteer, Place};
use domain::authority::{Appointment, Role, Standing};
use domain::ids::PersonId;
use domain::territory::TerritoryCode;
use domain::text;
use jiff::Timestamp;
use store::{Result, Tx, people};

/// Départements without a referee: Lozère and the Territoire de Belfort are then decided by their région; Haute-Corse and
/// Guyane, whose régions have no coordinator either, by the national team.
pub const WITHOUT_REFEREE: [&str; 4] = ["48", "90", "2B", "973"];
/// Régions without a coordinator.
pub const WITHOUT_COORDINATOR: [&str; 2] = ["r94", "r03"];

/// The mail domain of everyone here.
pub const DOMAIN: &str = "semaine.example";
/// The Gers referee.
pub const GERS: &str = "referent.gers@semaine.example";
/// The national team.
pub const NATIONAL: &str = "equipe.nationale@semaine.example";
/// The coordinator of Occitanie.
pub const OCCITANIE: &str = "coordination.occitanie@semaine.example";
/// The members of the Gers committee: address, part, institution as it is named among the partners.
pub const COMMITTEE: [(&str, &str, &str); 2] = [
    (
        "cci.gers@semaine.example",
        "Membre du comité pour la CCI du Gers",
        "Chambre de commerce et d’industrie du Gers",
    ),
    (
        "iut.auch@semaine.example",
        "Membre du comité pour l’IUT d’Auch",
        "IUT «\u{a0}Paul Sabatier\u{a0}» d’Auch (Université Toulouse III)",
    ),
];

/// Who decides in each territory.
#[derive(Debug, Clone)]
pub struct Cast {
    deciders: BTreeMap<TerritoryCode, Standing>,
    committee: Vec<Standing>,
}

impl Cast {
    /// Who decides for an event of these territories: the lowest that has someone.
    #[must_use]
    pub fn decider(&self, chain: &domain::territory::Chain) -> Option<&Standing> {
        chain
            .levels()
            .iter()
            .find_map(|level| self.deciders.get(level))
    }

    /// True when someone decides there.
    #[must_use]
    pub fn covers(&self, territory: &TerritoryCode) -> bool {
        self.deciders.contains_key(territory)
    }

    /// The members of the Gers committee.
    #[must_use]
    pub fn committee(&self) -> &[Standing] {
        &self.committee
    }
}

/// Appoints everyone.
///
/// # Errors
/// As the database answers.
pub async fn appoint(tx: &mut Tx, gazetteer: &Gazetteer, now: Timestamp) -> Result<Cast> {
    let mut cast = Cast {
        deciders: BTreeMap::new(),
        committee: Vec::new(),
    };
    let nation = gazetteer.nation().code.clone();
    decider(
        tx,
        &mut cast,
        NATIONAL,
        "Équipe nationale",
        Role::National,
        &nation,
        now,
    )
    .await?;
    for region in gazetteer.regions() {
        let code = region.code.as_str();
        if WITHOUT_COORDINATOR.contains(&code) {
            continue;
        }
        let forms = gazetteer.forms(Place::Territory(region), "fr");
        let email = format!(
            "coordination.{}@{DOMAIN}",
            text::slugify(&forms.name, 40, code)
        );
        let name = format!("Coordination régionale {}", forms.of);
        decider(
            tx,
            &mut cast,
            &email,
            &name,
            Role::Coordinator,
            &region.code,
            now,
        )
        .await?;
    }
    for (at, departement) in gazetteer.departements().enumerate() {
        let code = departement.code.as_str();
        if WITHOUT_REFEREE.contains(&code) {
            continue;
        }
        let forms = gazetteer.forms(Place::Territory(departement), "fr");
        let part = if code == "32" || at % 2 == 0 {
            "Référente"
        } else {
            "Référent"
        };
        let email = format!("referent.{}@{DOMAIN}", text::slugify(&forms.name, 40, code));
        let name = format!("{part} {}", forms.of);
        decider(
            tx,
            &mut cast,
            &email,
            &name,
            Role::Referee,
            &departement.code,
            now,
        )
        .await?;
    }
    if let Some(gers) = TerritoryCode::parse("32") {
        for (email, name, institution) in COMMITTEE {
            let person = confirmed(tx, email, name, now).await?;
            let role = Role::Committee.slug();
            people::appoint(tx, person.0, role, "32", Some(institution), None, now).await?;
            cast.committee.push(Standing {
                person,
                appointments: vec![Appointment {
                    role: Role::Committee,
                    territory: gers.clone(),
                    institution: institution.into(),
                }],
                memberships: Vec::new(),
            });
        }
    }
    Ok(cast)
}

async fn decider(
    tx: &mut Tx,
    cast: &mut Cast,
    email: &str,
    name: &str,
    role: Role,
    territory: &TerritoryCode,
    now: Timestamp,
) -> Result<()> {
    let person = confirmed(tx, email, name, now).await?;
    people::appoint(
        tx,
        person.0,
        role.slug(),
        territory.as_str(),
        None,
        None,
        now,
    )
    .await?;
    let standing = Standing {
        person,
        appointments: vec![Appointment {
            role,
            territory: territory.clone(),
            institution: String::new(),
        }],
        memberships: Vec::new(),
    };
    cast.deciders.insert(territory.clone(), standing);
    Ok(())
}

/// Someone whose address was confirmed already, so that letters reach them.
///
/// # Errors
/// As the database answers.
pub async fn confirmed(tx: &mut Tx, email: &str, name: &str, now: Timestamp) -> Result<PersonId> {
    let person = people::welcome(tx, email, name, "fr", now).await?;
    people::confirm(tx, person.id, now).await?;
    Ok(PersonId(person.id))
}

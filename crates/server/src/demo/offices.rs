//! What territories show of themselves: the Gers as it was in 2018, the others by pattern. Services, addresses and
//! telephones are made up; the partners of the Gers are those of its committee.

use catalogue::place::{Forms, Gazetteer, Level, Place, Territory};
use domain::territory::{Committee, Office, Partner, TerritoryCode};
use domain::text;
use domain::words::Words;
use store::{Result, Tx, offices};

use super::people::{DOMAIN, WITHOUT_REFEREE};
use super::remarks;

/// The thirteen partners of the Gers committee, in their order.
pub const GERS_PARTNERS: [&str; 13] = [
    "Rectorat de l’Académie de Toulouse (DAFPIC)",
    "Préfecture du Gers",
    "Direction des services départementaux de l’Éducation nationale du Gers",
    "IUT «\u{a0}Paul Sabatier\u{a0}» d’Auch (Université Toulouse III)",
    "Membres du Service public de l’emploi (Pôle emploi, Cap emploi, Mission locale)",
    "Région Occitanie",
    "Plateforme Emploi Formation Compétence de la Communauté de communes Coteaux Arrats Gimone",
    "Communauté de communes de la Lomagne Gersoise",
    "Communauté d’agglomération du Grand-Auch-Cœur de Gascogne",
    "Communauté de communes Bastides de Lomagne",
    "Chambre de commerce et d’industrie du Gers",
    "Union des industries et métiers de la métallurgie Occitanie",
    "Communauté de communes Astarac-Arros en Gascogne",
];

/// Writes every office.
///
/// # Errors
/// As the database answers.
pub async fn write(tx: &mut Tx, gazetteer: &Gazetteer) -> Result<()> {
    for territory in gazetteer.territories() {
        let forms = gazetteer.forms(Place::Territory(territory), "fr");
        let office = match (territory.level, territory.code.as_str()) {
            (_, "32") => gers(&territory.code),
            (Level::Nation, _) => national(&territory.code),
            (Level::Region, _) => regional(territory, &forms),
            _ => departmental(gazetteer, territory, &forms),
        };
        offices::save(tx, &territory.code, &office, 0).await?;
    }
    Ok(())
}

fn partners<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Vec<Partner> {
    names
        .into_iter()
        .map(|name| Partner {
            name: name.into(),
            website: String::new(),
        })
        .collect()
}

/// The Gers: a committee set up in October 2017, run by the DIRECCTE's Gers unit.
#[must_use]
pub fn gers(code: &TerritoryCode) -> Office {
    Office {
        service: "Référent Semaine de l’Industrie du Gers".into(),
        email: format!("industrie.gers@{DOMAIN}"),
        phone: "05 36 49 32 00".into(),
        website: String::new(),
        welcome: Words::new(
            "Vous ouvrez un atelier, une école, une salle de classe dans le Gers\u{202f}? Écrivez-nous ou appelez-nous\u{a0}: nous vous \
             aidons à préparer votre proposition, et le comité vous met en relation avec les établissements scolaires et le \
             service public de l’emploi.",
            "Opening a workshop, a school or a classroom in the Gers? Write or call: we help you prepare your proposal, and the \
             committee puts you in touch with schools and employment services.",
        ),
        committee: Committee {
            run_by: "Unité départementale du Gers de la DIRECCTE Occitanie".into(),
            since: "octobre 2017".into(),
            partners: partners(GERS_PARTNERS),
        },
        canned_remarks: remarks::of(code),
    }
}

fn national(code: &TerritoryCode) -> Office {
    Office {
        service: "Équipe nationale de la Semaine de l’Industrie".into(),
        email: format!("contact@{DOMAIN}"),
        phone: "01 99 00 20 18".into(),
        welcome: Words::new(
            "Dans chaque département, un référent répond aux organisateurs. Là où il n’y en a pas, la région puis l’équipe \
             nationale prennent le relais\u{a0}: aucune proposition ne reste sans réponse.",
            "In every département a referee answers organisers. Where there is none, the région and then the national team take \
             over: no proposal is left without an answer.",
        ),
        committee: Committee {
            run_by: "Direction générale des entreprises (DGE)".into(),
            ..Committee::default()
        },
        canned_remarks: remarks::of(code),
        ..Office::default()
    }
}

fn regional(territory: &Territory, forms: &Forms) -> Office {
    let run_by = if territory.code.as_str() == "r76" {
        "DIRECCTE Occitanie".to_owned()
    } else {
        format!("Coordination régionale {}", forms.of)
    };
    Office {
        service: format!("Coordination régionale {}", forms.of),
        email: format!(
            "coordination.{}@{DOMAIN}",
            text::slugify(&forms.name, 40, "region")
        ),
        phone: phone(&territory.code),
        welcome: Words::new(
            "La coordination régionale anime les référents des départements et répond là où il n’y en a pas.",
            "The regional coordination supports the referees of the départements, and answers where there is none.",
        ),
        committee: Committee {
            run_by,
            ..Committee::default()
        },
        canned_remarks: remarks::of(&territory.code),
        ..Office::default()
    }
}

fn departmental(gazetteer: &Gazetteer, territory: &Territory, forms: &Forms) -> Office {
    let code = territory.code.as_str();
    if WITHOUT_REFEREE.contains(&code) {
        return Office::default();
    }
    let seat = gazetteer.commune(territory.seat.as_str());
    let town = seat.map_or(forms.of.clone(), |seat| {
        gazetteer.forms(Place::Commune(seat), "fr").of
    });
    Office {
        service: format!("Référent Semaine de l’Industrie {}", forms.of),
        email: format!(
            "industrie.{}@{DOMAIN}",
            text::slugify(&forms.name, 40, code)
        ),
        phone: phone(&territory.code),
        website: String::new(),
        welcome: Words::new(
            &format!(
                "Une question avant de proposer un événement {}\u{202f}? Le référent vous répond.",
                forms.within
            ),
            "A question before you propose an event? The referee answers.",
        ),
        committee: Committee {
            run_by: format!("Service de l’État chargé des entreprises {}", forms.of),
            since: String::new(),
            partners: partners([
                format!("Services de l’Éducation nationale {}", forms.of),
                format!("Établissements d’enseignement supérieur {town}"),
                format!("Service public de l’emploi {}", forms.of),
                format!("Organisations professionnelles de l’industrie {}", forms.of),
                format!("Intercommunalités {}", forms.of),
            ]),
        },
        canned_remarks: remarks::of(&territory.code),
    }
}

/// A number of a range kept for fiction, told apart by the code of the territory.
fn phone(code: &TerritoryCode) -> String {
    let number = code.as_str().bytes().fold(7_u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(byte.into())
    });
    format!("01 99 00 {:02} {:02}", number / 100 % 100, number % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::people::COMMITTEE;

    #[test]
    fn the_gers_is_as_it_was() {
        let office = gers(&TerritoryCode::parse("32").expect("a code"));
        assert_eq!(office.committee.partners.len(), 13);
        assert_eq!(office.committee.since, "octobre 2017");
        assert!(office.committee.run_by.contains("DIRECCTE"));
        for (_, _, institution) in COMMITTEE {
            assert!(GERS_PARTNERS.contains(&institution), "{institution}");
        }
    }
}

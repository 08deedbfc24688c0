//! The remarks that referees keep ready: each territory has its own few, as each referee has their own way of asking.

use domain::territory::{CannedRemark, TerritoryCode};

use super::chance::Chance;

/// How many a territory keeps, beside the one on the whole, which everybody needs.
const KEPT: usize = 5;
/// The draws of this module, whatever else is drawn.
const SEED: u64 = 0x7265_6d61_726b_7321;

/// The field of the form, and what is asked there.
const POOL: [(&str, &str); 16] = [
    (
        "title",
        "Votre titre est en capitales\u{a0}: pouvez-vous l’écrire en minuscules\u{202f}? Il sera plus facile à lire.",
    ),
    (
        "title",
        "Le nom de la Semaine figure déjà sur chaque page\u{a0}: le titre peut dire directement ce que l’on vient voir.",
    ),
    (
        "slots",
        "Les horaires indiqués ne tombent pas dans la période de l’édition\u{a0}: merci de les vérifier.",
    ),
    (
        "slots",
        "La visite dure-t-elle vraiment toute la journée\u{202f}? Si l’on entre par groupes, un créneau par groupe aide à choisir.",
    ),
    (
        "booking",
        "La réservation est obligatoire, mais je ne trouve ni adresse ni téléphone pour réserver.",
    ),
    (
        "booking",
        "Combien de personnes pouvez-vous recevoir à chaque créneau\u{202f}? Les établissements scolaires nous le demandent.",
    ),
    (
        "description",
        "Pouvez-vous dire en deux phrases ce que l’on verra, et pour qui\u{202f}?",
    ),
    (
        "description",
        "Le texte présente surtout l’entreprise\u{a0}: que feront les visiteurs pendant cette heure\u{202f}?",
    ),
    (
        "point",
        "Le repère sur la carte ne correspond pas à l’adresse\u{a0}: merci de le déplacer.",
    ),
    (
        "meeting-point",
        "Par quelle entrée du site arrive-t-on, et qui accueille\u{202f}? Une ligne suffit.",
    ),
    (
        "transport",
        "Vient-on sans voiture\u{202f}? Indiquez l’arrêt le plus proche ou, s’il n’y en a pas, où se garer.",
    ),
    (
        "safety",
        "Faut-il des chaussures fermées, un âge minimal, une pièce d’identité\u{202f}? Mieux vaut le dire avant la venue.",
    ),
    (
        "access",
        "L’atelier est-il accessible en fauteuil\u{202f}? Si une partie seulement l’est, dites laquelle.",
    ),
    (
        "audiences",
        "Vous ouvrez aux classes\u{a0}: à partir de quel niveau la visite est-elle adaptée\u{202f}?",
    ),
    (
        "picture",
        "La photographie montre des personnes reconnaissables\u{a0}: avez-vous leur accord\u{202f}?",
    ),
    (
        "",
        "Votre dossier réunit plusieurs événements\u{a0}: merci d’en faire un par rendez-vous.",
    ),
];

/// The remarks of a territory, in the order of the form: the same at each loading.
#[must_use]
pub fn of(code: &TerritoryCode) -> Vec<CannedRemark> {
    let place = code.as_str().bytes();
    let place = place.fold(0_u64, |sum, byte| (sum << 8) | u64::from(byte));
    let mut chance = Chance::new(SEED, place);
    let whole = POOL.len() - 1;
    let mut left: Vec<usize> = (0..whole).collect();
    let mut drawn: Vec<usize> = (0..KEPT)
        .map(|_| left.swap_remove(chance.below(left.len())))
        .collect();
    drawn.sort_unstable();
    drawn.push(whole);
    drawn
        .into_iter()
        .map(|at| CannedRemark {
            field: POOL[at].0.into(),
            text: POOL[at].1.into(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use domain::event::Field;

    use super::*;

    fn at(code: &str) -> Vec<CannedRemark> {
        of(&TerritoryCode::parse(code).expect("a code"))
    }

    #[test]
    fn each_territory_has_its_own_and_keeps_them() {
        assert_eq!(at("32"), at("32"));
        let others = ["33", "2A", "974", "r76", "FR"].map(at);
        assert!(others.iter().all(|other| *other != at("32")));
        for remark in others.iter().flatten() {
            let known = remark.field.is_empty() || Field::parse(&remark.field).is_some();
            assert!(known, "{remark:?}");
        }
    }
}

//! Health industry and technology.

use super::Trade;
use crate::demo::vocabulary::grammar::{
    Gender::{F, M, P},
    f, m,
};

pub(super) const TRADES: [Trade; 6] = [
    Trade {
        house: m("laboratoire pharmaceutique", "laboratoires pharmaceutiques"),
        heads: &[("Laboratoires", P), ("Pharmachimie", F), ("Laboratoire", M)],
        product: m("comprimé", "comprimés"),
        matter: "le médicament",
        machine: f("presse à comprimés", "presses à comprimés"),
        steps: [
            "la pesée sous hotte",
            "la granulation",
            "la compression",
            "la mise sous blister",
            "la libération du lot",
        ],
        jobs: [
            ("pharmaciennes", "pharmaciens"),
            ("conductrices de process", "conducteurs de process"),
            ("techniciennes de laboratoire", "techniciens de laboratoire"),
        ],
        leads: [
            "Ce qu’il y a dans un comprimé",
            "La salle blanche, mode d’emploi",
            "Un médicament, cent contrôles",
            "De la molécule à la pharmacie",
        ],
        facts: [
            "Un lot passe plus de temps au contrôle qu’à la fabrication.",
            "On s’habille en quatre étapes avant d’entrer.",
            "La presse frappe trois mille comprimés par minute.",
        ],
        english: ["a pharmaceutical plant", "tablets", "medicines"],
    },
    Trade {
        house: m("atelier de prothèses", "ateliers de prothèses"),
        heads: &[
            ("Orthopédie", F),
            ("Prothèses", P),
            ("Ateliers d’appareillage", P),
        ],
        product: f("prothèse de genou", "prothèses de genou"),
        matter: "l’appareillage",
        machine: f("fraiseuse numérique", "fraiseuses numériques"),
        steps: [
            "la mesure du patient",
            "la modélisation",
            "l’usinage",
            "le polissage",
            "l’essayage",
        ],
        jobs: [
            ("orthoprothésistes", "orthoprothésistes"),
            ("polisseuses", "polisseurs"),
            ("conceptrices", "concepteurs"),
        ],
        leads: [
            "Remarcher, courir, sauter",
            "Le genou qui ne s’use pas",
            "Sur mesure, au dixième",
            "Une main qu’on imprime",
        ],
        facts: [
            "Chaque appareil est unique et porte le nom de code de celui qui l’attend.",
            "Le polissage final se fait à la main, à l’oreille.",
            "Une course d’essai précède toute livraison de lame.",
        ],
        english: ["a prosthetics workshop", "knee implants", "orthopaedics"],
    },
    Trade {
        house: f(
            "fabrique d’instruments médicaux",
            "fabriques d’instruments médicaux",
        ),
        heads: &[
            ("Instruments", P),
            ("Micromécanique", F),
            ("Outillage médical", M),
        ],
        product: m("instrument chirurgical", "instruments chirurgicaux"),
        matter: "l’instrument chirurgical",
        machine: m("tour à commande numérique", "tours à commande numérique"),
        steps: [
            "l’atelier de prototypes",
            "le tournage",
            "la passivation",
            "le marquage",
            "la stérilisation",
        ],
        jobs: [
            ("décolleteuses", "décolleteurs"),
            ("monteuses de précision", "monteurs de précision"),
            ("affûteuses", "affûteurs"),
        ],
        leads: [
            "Le bon outil dans la bonne main",
            "Instruments : petits, exacts, propres",
            "La main du chirurgien commence ici",
            "Une pince, quarante gestes",
        ],
        facts: [
            "Une pince demande quarante opérations.",
            "Chirurgiens et mécaniciens dessinent à la même table.",
            "Rien ne sort sans son numéro gravé au laser.",
        ],
        english: [
            "a medical instrument factory",
            "surgical instruments",
            "surgical instruments",
        ],
    },
    Trade {
        house: f("usine de pansements", "usines de pansements"),
        heads: &[
            ("Pansements", P),
            ("Dispositifs médicaux", P),
            ("Textiles médicaux", P),
        ],
        product: m("pansement", "pansements"),
        matter: "le pansement",
        machine: f("ligne d’enduction", "lignes d’enduction"),
        steps: [
            "l’essai des colles",
            "l’enduction",
            "la découpe",
            "la mise en sachet",
            "la stérilisation",
        ],
        jobs: [
            ("chimistes", "chimistes"),
            ("conductrices de machine", "conducteurs de machine"),
            ("responsables d’essais", "responsables d’essais"),
        ],
        leads: [
            "Coller sans faire mal",
            "Le pansement qui sait",
            "Un kilomètre de pansement par minute",
            "Petit sachet, grande usine",
        ],
        facts: [
            "On essaie les colles sur les volontaires de l’atelier.",
            "Un kilomètre de bande passe chaque minute.",
            "Le sachet doit s’ouvrir d’une seule main.",
        ],
        english: ["a dressings factory", "dressings", "wound care"],
    },
    Trade {
        house: f("lunetterie", "lunetteries"),
        heads: &[("Lunetterie", F), ("Optique", F), ("Verres et montures", P)],
        product: f("monture de lunettes", "montures de lunettes"),
        matter: "la lunette",
        machine: f("polisseuse à tonneau", "polisseuses à tonneau"),
        steps: [
            "le dessin",
            "la découpe de l’acétate",
            "le cambrage",
            "le polissage",
            "le montage des charnières",
        ],
        jobs: [
            ("lunetières", "lunetiers"),
            ("polisseuses", "polisseurs"),
            ("opticiennes d’usine", "opticiens d’usine"),
        ],
        leads: [
            "Voir naître une paire de lunettes",
            "Le tonneau qui fait briller",
            "Soixante gestes pour bien voir",
            "La charnière et le millimètre",
        ],
        facts: [
            "Les montures tournent quatre jours dans des copeaux de bois.",
            "Soixante gestes, dont quarante à la main.",
            "Les chutes d’acétate deviennent des boutons.",
        ],
        english: ["an eyewear workshop", "spectacle frames", "eyewear"],
    },
    Trade {
        house: f(
            "société d’imagerie médicale",
            "sociétés d’imagerie médicale",
        ),
        heads: &[
            ("Imagerie", F),
            ("Biotechnologies", P),
            ("Santé numérique", F),
        ],
        product: m("capteur d’imagerie", "capteurs d’imagerie"),
        matter: "l’imagerie médicale",
        machine: f("salle blanche", "salles blanches"),
        steps: [
            "la croissance des cristaux",
            "la découpe",
            "l’assemblage en salle blanche",
            "l’étalonnage",
            "l’essai sur fantôme",
        ],
        jobs: [
            ("physiciennes", "physiciens"),
            ("électroniciennes", "électroniciens"),
            ("développeuses", "développeurs"),
        ],
        leads: [
            "Voir à travers sans toucher",
            "Le cristal qui voit l’invisible",
            "Derrière l’image du radiologue",
            "Moins de rayons, plus d’image",
        ],
        facts: [
            "Le cristal pousse d’un millimètre par jour.",
            "Le « fantôme » est un mannequin rempli d’eau.",
            "L’objectif : diviser les rayons par deux.",
        ],
        english: [
            "a medical imaging company",
            "imaging sensors",
            "medical imaging",
        ],
    },
];

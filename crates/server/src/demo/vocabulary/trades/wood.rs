//! Wood and furniture.

use super::Trade;
use crate::demo::vocabulary::grammar::{
    Gender::{F, P},
    f, m,
};

pub(super) const TRADES: [Trade; 5] = [
    Trade {
        house: f("scierie", "scieries"),
        heads: &[("Scierie", F), ("Scieries", P), ("Sciages", P)],
        product: f("poutre", "poutres"),
        matter: "le bois",
        machine: f("scie à ruban", "scies à ruban"),
        steps: [
            "l’arrivée des grumes",
            "l’écorçage",
            "le sciage guidé par laser",
            "le séchage",
            "le classement",
        ],
        jobs: [
            ("scieuses", "scieurs"),
            ("affûteuses", "affûteurs"),
            ("classeuses", "classeurs"),
        ],
        leads: [
            "De la grume à la charpente",
            "Le laser choisit la planche",
            "Rien ne se perd dans un tronc",
            "La scie, l’arbre et le temps",
        ],
        facts: [
            "D’un tronc, on garde tout : planches, copeaux, écorce et sciure.",
            "Le scanner lit les nœuds avant la lame.",
            "Les arbres viennent de moins de soixante kilomètres.",
        ],
        english: ["a sawmill", "beams", "timber"],
    },
    Trade {
        house: f("menuiserie industrielle", "menuiseries industrielles"),
        heads: &[
            ("Menuiserie", F),
            ("Menuiseries", P),
            ("Fenêtres et portes", P),
        ],
        product: f("fenêtre", "fenêtres"),
        matter: "la menuiserie",
        machine: m("centre d’usinage bois", "centres d’usinage bois"),
        steps: [
            "la prise de cotes",
            "le débit",
            "l’usinage des profils",
            "le vitrage",
            "la finition",
        ],
        jobs: [
            ("menuisières", "menuisiers"),
            ("dessinatrices", "dessinateurs"),
            ("poseuses", "poseurs"),
        ],
        leads: [
            "Une fenêtre sur mesure en deux jours",
            "Le copeau, du rabot au robot",
            "La menuiserie d’aujourd’hui, côté atelier",
            "Tenon, mortaise, logiciel",
        ],
        facts: [
            "Aucune fenêtre ne ressemble à la précédente.",
            "Les copeaux chauffent l’atelier et l’école voisine.",
            "Les plans arrivent au robot sans papier.",
        ],
        english: ["a joinery", "windows", "joinery"],
    },
    Trade {
        house: f("tonnellerie", "tonnelleries"),
        heads: &[("Tonnellerie", F), ("Merranderie", F), ("Foudrerie", F)],
        product: m("fût de chêne", "fûts de chêne"),
        matter: "le chêne",
        machine: f("cloche de cintrage", "cloches de cintrage"),
        steps: [
            "la fente des merrains",
            "le séchage au grand air",
            "la mise en rose",
            "la chauffe",
            "l’essai à l’eau",
        ],
        jobs: [
            ("tonnelières", "tonneliers"),
            ("fendeuses de merrain", "fendeurs de merrain"),
            ("foudrières", "foudriers"),
        ],
        leads: [
            "Cintrer le chêne par le feu",
            "La mise en rose",
            "Trois ans d’attente, deux jours de travail",
            "Le bruit du marteau sur le cercle",
        ],
        facts: [
            "Pas un clou, pas une goutte de colle.",
            "La chauffe se règle au nez autant qu’au thermomètre.",
            "Deux chênes de cent cinquante ans donnent une dizaine de fûts.",
        ],
        english: ["a cooperage", "oak barrels", "oak"],
    },
    Trade {
        house: f("fabrique de meubles", "fabriques de meubles"),
        heads: &[
            ("Ébénisterie", F),
            ("Meubles", P),
            ("Ateliers du meuble", P),
        ],
        product: f("chaise", "chaises"),
        matter: "le meuble",
        machine: f("plaqueuse de chants", "plaqueuses de chants"),
        steps: [
            "le prototype",
            "le débit des panneaux",
            "l’assemblage",
            "le vernis à l’eau",
            "l’essai de résistance",
        ],
        jobs: [
            ("ébénistes", "ébénistes"),
            ("vernisseuses", "vernisseurs"),
            ("tapissières", "tapissiers"),
        ],
        leads: [
            "La chaise qu’on a assise cent mille fois",
            "Meubler l’école d’à côté",
            "Du dessin au salon",
            "Le meuble démonté",
        ],
        facts: [
            "Un vérin s’assoit cent mille fois sur chaque modèle.",
            "Les chutes deviennent jeux de construction.",
            "Le vernis ne contient plus de solvant depuis quatre ans.",
        ],
        english: ["a furniture factory", "chairs", "furniture"],
    },
    Trade {
        house: f("usine de construction bois", "usines de construction bois"),
        heads: &[
            ("Charpentes", P),
            ("Construction bois", F),
            ("Ossatures", P),
        ],
        product: m("mur à ossature bois", "murs à ossature bois"),
        matter: "la construction en bois",
        machine: f("table de clouage", "tables de clouage"),
        steps: [
            "la maquette numérique",
            "la taille automatique",
            "le clouage des murs",
            "la pose de l’isolant",
            "le levage sur le chantier",
        ],
        jobs: [
            ("charpentières", "charpentiers"),
            ("dessinatrices-projeteuses", "dessinateurs-projeteurs"),
            ("grutières", "grutiers"),
        ],
        leads: [
            "Une maison sort de l’usine",
            "Bâtir en bois, à l’abri de la pluie",
            "La charpente avant le chantier",
            "Isoler avec de la paille, en série",
        ],
        facts: [
            "Une maison quitte l’usine en quatre camions.",
            "Les murs arrivent avec leurs fenêtres.",
            "L’isolant vient des champs d’à côté.",
        ],
        english: [
            "a timber construction plant",
            "timber-framed walls",
            "timber building",
        ],
    },
];

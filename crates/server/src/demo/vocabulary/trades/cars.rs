//! Cars and their parts.

use super::Trade;
use crate::demo::vocabulary::grammar::{
    Gender::{F, M, P},
    f, m,
};

pub(super) const TRADES: [Trade; 5] = [
    Trade {
        house: f("emboutisserie", "emboutisseries"),
        heads: &[
            ("Emboutissage", M),
            ("Tôlerie", F),
            ("Carrosserie industrielle", F),
        ],
        product: f("portière", "portières"),
        matter: "la tôle",
        machine: f(
            "presse de deux mille tonnes",
            "presses de deux mille tonnes",
        ),
        steps: [
            "le déroulage des bobines",
            "la découpe",
            "l’emboutissage",
            "le soudage par points",
            "le contrôle au marbre",
        ],
        jobs: [
            ("emboutisseuses", "emboutisseurs"),
            ("outilleuses", "outilleurs"),
            ("soudeuses", "soudeurs"),
        ],
        leads: [
            "Deux mille tonnes, un centième de millimètre",
            "La presse qui fait trembler le sol",
            "De la bobine d’acier à la portière",
            "Plier sans casser",
        ],
        facts: [
            "Une portière naît en quatre coups de presse.",
            "Changer d’outil prenait une journée ; il faut aujourd’hui onze minutes.",
            "Les chutes remplissent un wagon par jour et redeviennent tôle.",
        ],
        english: ["a pressing plant", "car doors", "sheet metal"],
    },
    Trade {
        house: f("usine de batteries", "usines de batteries"),
        heads: &[("Batteries", P), ("Énergie embarquée", F), ("Cellules", P)],
        product: f("batterie de traction", "batteries de traction"),
        matter: "la batterie",
        machine: f("salle sèche", "salles sèches"),
        steps: [
            "la préparation des encres",
            "l’enduction des électrodes",
            "l’assemblage en salle sèche",
            "la première charge",
            "l’essai de vieillissement",
        ],
        jobs: [
            ("chimistes", "chimistes"),
            ("opératrices de salle sèche", "opérateurs de salle sèche"),
            ("roboticiennes", "roboticiens"),
        ],
        leads: [
            "Dans l’air le plus sec du pays",
            "Ce que contient une batterie",
            "Charger, décharger, recommencer",
            "La voiture électrique commence ici",
        ],
        facts: [
            "L’air de la salle sèche est plus sec que celui du désert.",
            "Chaque cellule est chargée et déchargée trois jours avant de partir.",
            "Une batterie usée garde assez de force pour éclairer une maison.",
        ],
        english: ["a battery plant", "traction batteries", "batteries"],
    },
    Trade {
        house: f("plasturgie automobile", "plasturgies automobiles"),
        heads: &[
            ("Plasturgie", F),
            ("Injection plastique", F),
            ("Plastiques techniques", P),
        ],
        product: m("tableau de bord", "tableaux de bord"),
        matter: "le plastique",
        machine: f("presse à injecter", "presses à injecter"),
        steps: [
            "le séchage des granulés",
            "l’injection",
            "le refroidissement",
            "la peinture",
            "l’assemblage",
        ],
        jobs: [
            ("plasturgistes", "plasturgistes"),
            ("moulistes", "moulistes"),
            ("opératrices de peinture", "opérateurs de peinture"),
        ],
        leads: [
            "Le plastique recyclé prend le volant",
            "Un tableau de bord toutes les cinquante secondes",
            "Le moule pèse huit tonnes, la pièce deux kilos",
            "Injecter, peindre, assembler",
        ],
        facts: [
            "Un tiers des granulés vient de pare-chocs broyés.",
            "Le moule pèse huit tonnes et se règle au centième.",
            "Une pièce ratée retourne au broyeur dans la minute.",
        ],
        english: ["an injection moulding plant", "dashboards", "plastics"],
    },
    Trade {
        house: f(
            "ligne d’assemblage de véhicules",
            "lignes d’assemblage de véhicules",
        ),
        heads: &[
            ("Assemblage", M),
            ("Véhicules utilitaires", P),
            ("Carrossiers", P),
        ],
        product: m("véhicule utilitaire", "véhicules utilitaires"),
        matter: "l’assemblage",
        machine: m("robot de soudage", "robots de soudage"),
        steps: [
            "le ferrage",
            "la peinture",
            "le mariage du châssis et de la caisse",
            "le câblage",
            "la piste d’essai",
        ],
        jobs: [
            ("monteuses", "monteurs"),
            ("cheffes d’équipe", "chefs d’équipe"),
            ("logisticiennes", "logisticiens"),
        ],
        leads: [
            "Soixante robots et ceux qui les commandent",
            "Suivez un fourgon, de la tôle à la clé",
            "Le mariage du châssis et de la caisse",
            "Sur la ligne, chaque minute compte",
        ],
        facts: [
            "Un véhicule neuf sort toutes les quatre minutes.",
            "Trois mille pièces arrivent chaque jour, juste à l’heure.",
            "Les postes ont été dessinés avec celles et ceux qui y travaillent.",
        ],
        english: ["an assembly line", "vans", "assembly"],
    },
    Trade {
        house: m(
            "atelier de rénovation de moteurs",
            "ateliers de rénovation de moteurs",
        ),
        heads: &[
            ("Moteurs", P),
            ("Rénovation mécanique", F),
            ("Échange standard", M),
        ],
        product: m("moteur rénové", "moteurs rénovés"),
        matter: "la seconde vie des moteurs",
        machine: m("banc de puissance", "bancs de puissance"),
        steps: [
            "le démontage complet",
            "le bain de nettoyage",
            "la rectification",
            "le remontage",
            "le passage au banc",
        ],
        jobs: [
            ("mécaniciennes", "mécaniciens"),
            ("rectifieuses", "rectifieurs"),
            ("magasinières", "magasiniers"),
        ],
        leads: [
            "Une seconde vie pour les moteurs",
            "Démonter pour comprendre",
            "Réparer plutôt que jeter, version grande taille",
            "Le moteur à nu",
        ],
        facts: [
            "Un moteur rénové demande cinq fois moins d’énergie qu’un neuf.",
            "Quatre pièces sur cinq resservent.",
            "Chaque moteur tourne une heure au banc avant de repartir.",
        ],
        english: ["an engine rebuilding workshop", "rebuilt engines", "reuse"],
    },
];

//! Digital industry, electronics and robots.

use super::Trade;
use crate::demo::vocabulary::grammar::{
    Gender::{F, M, P},
    f, m,
};

pub(super) const TRADES: [Trade; 6] = [
    Trade {
        house: m("intégrateur de robots", "intégrateurs de robots"),
        heads: &[("Robotique", F), ("Automatismes", P), ("Cobotique", F)],
        product: f("cellule robotisée", "cellules robotisées"),
        matter: "la robotique",
        machine: m("robot collaboratif", "robots collaboratifs"),
        steps: [
            "l’étude du poste",
            "la simulation",
            "la programmation",
            "la mise en sécurité",
            "l’essai chez le client",
        ],
        jobs: [
            ("roboticiennes", "roboticiens"),
            ("automaticiennes", "automaticiens"),
            ("metteuses au point", "metteurs au point"),
        ],
        leads: [
            "Apprenez un geste à un robot",
            "Le robot qui porte les cartons à votre place",
            "Robots : amis ou collègues ?",
            "Programmer sans écrire une ligne",
        ],
        facts: [
            "On programme le robot en lui prenant le bras.",
            "Un poste pénible sur deux peut être soulagé.",
            "La barrière a disparu : un capteur veille à un mètre.",
        ],
        english: ["a robotics integrator", "robot cells", "robotics"],
    },
    Trade {
        house: f(
            "usine de cartes électroniques",
            "usines de cartes électroniques",
        ),
        heads: &[
            ("Électronique", F),
            ("Circuits", P),
            ("Cartes et composants", P),
        ],
        product: f("carte électronique", "cartes électroniques"),
        matter: "l’électronique",
        machine: f("machine de pose", "machines de pose"),
        steps: [
            "la sérigraphie de la pâte",
            "la pose des composants",
            "la refusion",
            "l’inspection optique",
            "la réparation sous loupe",
        ],
        jobs: [
            ("câbleuses", "câbleurs"),
            ("techniciennes d’essai", "techniciens d’essai"),
            ("acheteuses", "acheteurs"),
        ],
        leads: [
            "Soixante composants à la seconde",
            "Grains de silicium",
            "La carte, le four et la loupe",
            "Réparer un circuit plus fin qu’un cheveu",
        ],
        facts: [
            "La machine pose soixante composants à la seconde.",
            "Certains composants sont plus petits qu’un grain de sel.",
            "Sous la loupe, la main bat encore la machine.",
        ],
        english: ["an electronics plant", "circuit boards", "electronics"],
    },
    Trade {
        house: m(
            "éditeur de logiciels industriels",
            "éditeurs de logiciels industriels",
        ),
        heads: &[
            ("Logiciels", P),
            ("Données industrielles", P),
            ("Jumeaux numériques", P),
        ],
        product: m("jumeau numérique", "jumeaux numériques"),
        matter: "le jumeau numérique",
        machine: f("salle de réalité virtuelle", "salles de réalité virtuelle"),
        steps: [
            "la collecte des données",
            "le modèle",
            "la visualisation",
            "l’alerte",
            "la décision",
        ],
        jobs: [
            ("développeuses", "développeurs"),
            ("analystes de données", "analystes de données"),
            ("ergonomes", "ergonomes"),
        ],
        leads: [
            "L’usine et son double",
            "Entrez dans l’usine sans y être",
            "Prévoir la panne avant la panne",
            "Le code qui fait tourner les machines",
        ],
        facts: [
            "Un capteur à dix euros évite un arrêt à dix mille.",
            "Le casque permet de marcher dans un atelier pas encore construit.",
            "L’équipe compte autant de mécaniciens que d’informaticiens.",
        ],
        english: [
            "an industrial software house",
            "digital twins",
            "digital twins",
        ],
    },
    Trade {
        house: m("centre de données", "centres de données"),
        heads: &[
            ("Centre de données", M),
            ("Hébergement", M),
            ("Infrastructures numériques", P),
        ],
        product: m("serveur", "serveurs"),
        matter: "l’hébergement",
        machine: m("groupe de secours", "groupes de secours"),
        steps: [
            "le sas",
            "les salles de serveurs",
            "le froid",
            "l’alimentation de secours",
            "la salle de supervision",
        ],
        jobs: [
            ("administratrices", "administrateurs"),
            ("frigoristes", "frigoristes"),
            ("électriciennes", "électriciens"),
        ],
        leads: [
            "Où dorment vos photos ?",
            "Le nuage a une adresse",
            "Refroidir sans climatiser",
            "La nuit où rien ne s’est éteint",
        ],
        facts: [
            "La chaleur des serveurs chauffe la piscine voisine.",
            "Les groupes de secours démarrent en neuf secondes, tous les mois, pour de faux.",
            "On n’entre qu’un à la fois, pesé à l’entrée.",
        ],
        english: ["a data centre", "servers", "hosting"],
    },
    Trade {
        house: m(
            "atelier de fabrication additive",
            "ateliers de fabrication additive",
        ),
        heads: &[
            ("Fabrication additive", F),
            ("Impression 3D", F),
            ("Prototypage", M),
        ],
        product: f("pièce imprimée", "pièces imprimées"),
        matter: "l’impression 3D",
        machine: f(
            "imprimante à poudre métallique",
            "imprimantes à poudre métallique",
        ),
        steps: [
            "le modèle",
            "la préparation du plateau",
            "la fusion couche par couche",
            "le dépoudrage",
            "la finition",
        ],
        jobs: [
            ("conceptrices", "concepteurs"),
            (
                "opératrices de fabrication additive",
                "opérateurs de fabrication additive",
            ),
            ("métallurgistes", "métallurgistes"),
        ],
        leads: [
            "Couche après couche",
            "Imprimer du métal",
            "La pièce impossible à usiner",
            "Du fichier à la main",
        ],
        facts: [
            "Dix mille couches pour une pièce de la taille d’une pomme.",
            "La poudre non fondue ressert presque entièrement.",
            "On imprime ici les pièces de machines qui n’ont plus de fabricant.",
        ],
        english: [
            "an additive manufacturing workshop",
            "printed parts",
            "3D printing",
        ],
    },
    Trade {
        house: f(
            "entreprise de cybersécurité industrielle",
            "entreprises de cybersécurité industrielle",
        ),
        heads: &[
            ("Cybersécurité", F),
            ("Réseaux", P),
            ("Sûreté numérique", F),
        ],
        product: f("passerelle sécurisée", "passerelles sécurisées"),
        matter: "la cybersécurité",
        machine: f("usine miniature", "usines miniatures"),
        steps: [
            "la cartographie",
            "l’attaque simulée",
            "la détection",
            "la reprise",
            "le retour d’expérience",
        ],
        jobs: [
            ("auditrices", "auditeurs"),
            ("analystes", "analystes"),
            ("formatrices", "formateurs"),
        ],
        leads: [
            "Attaquez notre usine (miniature)",
            "Qui a éteint la ligne 3 ?",
            "Protéger une machine de trente ans",
            "Le mot de passe était sur l’écran",
        ],
        facts: [
            "L’usine miniature tombe en panne dix fois par jour, exprès.",
            "Neuf attaques sur dix commencent par un courriel.",
            "On joue les deux rôles : celui qui attaque et celui qui répare.",
        ],
        english: [
            "an industrial security company",
            "secure gateways",
            "cybersecurity",
        ],
    },
];

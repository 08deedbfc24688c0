//! Industry at the service of people: cleaning, linen, meals, mobility, repair.

use super::Trade;
use crate::demo::vocabulary::grammar::{
    Gender::{F, M, P},
    f, m,
};

pub(super) const TRADES: [Trade; 5] = [
    Trade {
        house: f("blanchisserie industrielle", "blanchisseries industrielles"),
        heads: &[
            ("Blanchisserie", F),
            ("Linge et service", M),
            ("Textile service", M),
        ],
        product: f("tenue de travail", "tenues de travail"),
        matter: "l’entretien du linge",
        machine: m("tunnel de lavage", "tunnels de lavage"),
        steps: [
            "le tri par puces",
            "le tunnel de lavage",
            "le pressage",
            "le contrôle",
            "la tournée",
        ],
        jobs: [
            ("agentes de blanchisserie", "agents de blanchisserie"),
            ("pilotes de tunnel", "pilotes de tunnel"),
            ("chauffeuses-livreuses", "chauffeurs-livreurs"),
        ],
        leads: [
            "Quinze tonnes de linge par jour",
            "Le drap de l’hôpital, de nuit",
            "Laver mieux avec moins d’eau",
            "Une puce dans l’ourlet",
        ],
        facts: [
            "Quinze tonnes passent chaque jour, avec un tiers de l’eau d’hier.",
            "Chaque blouse porte une puce et son histoire.",
            "La moitié de l’équipe a commencé par une immersion d’une semaine.",
        ],
        english: ["an industrial laundry", "workwear", "linen care"],
    },
    Trade {
        house: f("cuisine centrale", "cuisines centrales"),
        heads: &[
            ("Cuisine centrale", F),
            ("Restauration collective", F),
            ("Repas", P),
        ],
        product: m("repas livré", "repas livrés"),
        matter: "la restauration collective",
        machine: f("cellule de refroidissement", "cellules de refroidissement"),
        steps: [
            "les menus",
            "la légumerie",
            "la cuisson de nuit",
            "le refroidissement",
            "la livraison avant midi",
        ],
        jobs: [
            ("cuisinières", "cuisiniers"),
            ("diététiciennes", "diététiciens"),
            ("logisticiennes", "logisticiens"),
        ],
        leads: [
            "Six mille repas avant midi",
            "La cantine, côté usine",
            "Cuisiner local pour toute une ville",
            "Le gratin de huit cents litres",
        ],
        facts: [
            "Six mille repas quittent les quais avant dix heures.",
            "La moitié des légumes pousse dans le département.",
            "On pèse ce qui revient dans les assiettes, et on change la recette.",
        ],
        english: ["a central kitchen", "delivered meals", "catering"],
    },
    Trade {
        house: f(
            "fabrique d’aides techniques",
            "fabriques d’aides techniques",
        ),
        heads: &[("Aides techniques", P), ("Autonomie", F), ("Mobilité", F)],
        product: m("fauteuil roulant", "fauteuils roulants"),
        matter: "l’autonomie",
        machine: f("cintreuse", "cintreuses"),
        steps: [
            "l’écoute de l’usager",
            "le cintrage des tubes",
            "la soudure",
            "le réglage",
            "l’essai en ville",
        ],
        jobs: [
            ("ergothérapeutes", "ergothérapeutes"),
            ("soudeuses", "soudeurs"),
            ("techniciennes conseil", "techniciens conseil"),
        ],
        leads: [
            "Le fauteuil se règle comme un vélo",
            "Bien vieillir chez soi, côté atelier",
            "Souder pour l’autonomie",
            "L’essai se fait en ville",
        ],
        facts: [
            "Les usagers dessinent avec les ingénieurs, un jeudi sur deux.",
            "Un fauteuil d’ici pèse neuf kilos.",
            "Les appareils rendus sont remis à neuf et reprêtés.",
        ],
        english: ["a mobility aids factory", "wheelchairs", "independence"],
    },
    Trade {
        house: m(
            "atelier de réparation d’électroménager",
            "ateliers de réparation d’électroménager",
        ),
        heads: &[
            ("Réparation", F),
            ("Ateliers du réemploi", P),
            ("Seconde main", F),
        ],
        product: m("lave-linge remis à neuf", "lave-linge remis à neuf"),
        matter: "la réparation",
        machine: m("banc de test", "bancs de test"),
        steps: [
            "le diagnostic",
            "le démontage",
            "la pièce retrouvée",
            "le test",
            "la garantie",
        ],
        jobs: [
            ("réparatrices", "réparateurs"),
            ("techniciennes de diagnostic", "techniciens de diagnostic"),
            ("encadrantes techniques", "encadrants techniques"),
        ],
        leads: [
            "Apportez votre grille-pain",
            "La panne la plus bête du monde",
            "Réparer, un métier d’avenir",
            "Cinq cents machines sauvées",
        ],
        facts: [
            "Deux appareils sur trois repartent pour sept ans.",
            "La pièce manquante s’imprime parfois sur place.",
            "L’atelier forme vingt personnes par an.",
        ],
        english: ["a repair workshop", "refurbished appliances", "repair"],
    },
    Trade {
        house: f("entreprise d’ascenseurs", "entreprises d’ascenseurs"),
        heads: &[("Ascenseurs", P), ("Élévation", F), ("Monte-charges", P)],
        product: m("ascenseur", "ascenseurs"),
        matter: "l’ascenseur",
        machine: f("tour d’essai", "tours d’essai"),
        steps: [
            "le relevé de la gaine",
            "la fabrication de la cabine",
            "l’essai de chute",
            "la pose",
            "la veille à distance",
        ],
        jobs: [
            ("ascensoristes", "ascensoristes"),
            ("électromécaniciennes", "électromécaniciens"),
            ("dépanneuses", "dépanneurs"),
        ],
        leads: [
            "La chute qui n’arrive jamais",
            "Dans la tour d’essai",
            "Monter, descendre, rassurer",
            "Un métier qui recrute à tous les étages",
        ],
        facts: [
            "Le parachute de cabine est essayé mille fois avant la pose.",
            "Un appareil parle à l’atelier dix fois par jour.",
            "La tour d’essai fait huit étages, sans une seule fenêtre.",
        ],
        english: ["a lift company", "lifts", "lifts"],
    },
];

//! Environment: water, waste, energy.

use super::Trade;
use crate::demo::vocabulary::grammar::{
    Gender::{F, M, P},
    f, m,
};

pub(super) const TRADES: [Trade; 6] = [
    Trade {
        house: m("centre de tri", "centres de tri"),
        heads: &[("Centre de tri", M), ("Recyclage", M), ("Valorisation", F)],
        product: f("balle de plastique trié", "balles de plastique trié"),
        matter: "le tri",
        machine: m("trieur optique", "trieurs optiques"),
        steps: [
            "le déchargement",
            "le crible",
            "le tri optique",
            "le tri à la main",
            "la presse à balles",
        ],
        jobs: [
            ("pilotes de ligne", "pilotes de ligne"),
            ("valoristes", "valoristes"),
            ("caristes", "caristes"),
        ],
        leads: [
            "La vie d’une bouteille après vous",
            "Le tri, mais plus vite",
            "Ce que vous jetez nous intéresse",
            "Dix soufflettes pour un flacon",
        ],
        facts: [
            "La machine reconnaît douze plastiques à la lumière.",
            "Un objet sur sept n’aurait pas dû être là.",
            "Une bouteille revient en rayon en quarante jours.",
        ],
        english: ["a sorting centre", "sorted plastics", "recycling"],
    },
    Trade {
        house: f(
            "station de traitement de l’eau",
            "stations de traitement de l’eau",
        ),
        heads: &[("Eaux", P), ("Traitement de l’eau", M), ("Hydraulique", F)],
        product: f("membrane de filtration", "membranes de filtration"),
        matter: "l’eau",
        machine: f("pompe géante", "pompes géantes"),
        steps: [
            "la prise d’eau",
            "la décantation",
            "la filtration",
            "le laboratoire",
            "la salle de commande",
        ],
        jobs: [
            ("hydrauliciennes", "hydrauliciens"),
            ("laborantines", "laborantins"),
            ("agentes de réseau", "agents de réseau"),
        ],
        leads: [
            "D’où vient l’eau du robinet ?",
            "Goûter, mesurer, distribuer",
            "L’eau après vous",
            "Trois cents kilomètres de tuyaux sous vos pieds",
        ],
        facts: [
            "L’eau est analysée soixante fois par jour.",
            "Une fuite s’entend à l’oreille, au casque, la nuit.",
            "La station produit plus d’électricité qu’elle n’en consomme.",
        ],
        english: ["a water treatment plant", "filtration membranes", "water"],
    },
    Trade {
        house: f("unité de méthanisation", "unités de méthanisation"),
        heads: &[("Méthanisation", F), ("Biogaz", M), ("Énergies", P)],
        product: m("biogaz", "biogaz"),
        matter: "le biogaz",
        machine: m("digesteur", "digesteurs"),
        steps: [
            "la réception des matières",
            "le digesteur",
            "l’épuration du gaz",
            "l’injection au réseau",
            "le retour au sol",
        ],
        jobs: [
            (
                "techniciennes de méthanisation",
                "techniciens de méthanisation",
            ),
            ("agronomes", "agronomes"),
            ("soudeuses", "soudeurs"),
        ],
        leads: [
            "Le gaz qui vient des champs",
            "Ce qui se passe dans le digesteur",
            "Chauffer la ville avec des épluchures",
            "Bactéries au travail",
        ],
        facts: [
            "Le digesteur chauffe à trente-huit degrés, comme une vache.",
            "Deux mille foyers se chauffent ainsi.",
            "Ce qui reste retourne aux champs.",
        ],
        english: ["a biogas plant", "biogas", "biogas"],
    },
    Trade {
        house: f(
            "fabrique d’éoliennes et de petites turbines",
            "fabriques d’éoliennes et de petites turbines",
        ),
        heads: &[("Turbines", P), ("Énergies nouvelles", P), ("Éoliennes", P)],
        product: f("turbine", "turbines"),
        matter: "l’énergie du vent et de l’eau",
        machine: m("moule de pale", "moules de pale"),
        steps: [
            "le calcul du profil",
            "le moulage",
            "l’équilibrage",
            "l’essai en soufflerie",
            "la mise à l’eau",
        ],
        jobs: [
            ("chaudronnières", "chaudronniers"),
            ("électrotechniciennes", "électrotechniciens"),
            ("cordistes", "cordistes"),
        ],
        leads: [
            "Le vent, la pale et le calcul",
            "Une turbine dans la rivière",
            "L’électricité d’à côté",
            "Équilibrer quarante mètres au gramme près",
        ],
        facts: [
            "Une pale de quarante mètres s’équilibre au gramme près.",
            "La turbine laisse passer les poissons.",
            "Le moulin voisin éclaire à nouveau le village.",
        ],
        english: ["a turbine factory", "turbines", "wind and water power"],
    },
    Trade {
        house: f(
            "fabrique d’isolants biosourcés",
            "fabriques d’isolants biosourcés",
        ),
        heads: &[
            ("Isolants", P),
            ("Matériaux biosourcés", P),
            ("Chanvre et lin", M),
        ],
        product: m("panneau isolant", "panneaux isolants"),
        matter: "le chanvre",
        machine: f("ligne de nappage", "lignes de nappage"),
        steps: [
            "le défibrage",
            "le mélange",
            "le nappage",
            "le four",
            "l’essai au feu",
        ],
        jobs: [
            ("conductrices de ligne", "conducteurs de ligne"),
            ("agronomes", "agronomes"),
            ("techniciennes d’essai", "techniciens d’essai"),
        ],
        leads: [
            "Le chanvre tient chaud",
            "Pousser une maison dans un champ",
            "Isoler sans pétrole",
            "Brûlera, brûlera pas ?",
        ],
        facts: [
            "Un hectare de chanvre isole une maison.",
            "La plante pousse en cent jours, sans arrosage.",
            "On met le feu aux panneaux le mardi, pour mesurer.",
        ],
        english: [
            "a plant-based insulation factory",
            "insulation panels",
            "hemp",
        ],
    },
    Trade {
        house: f("usine de panneaux solaires", "usines de panneaux solaires"),
        heads: &[
            ("Solaire", M),
            ("Photovoltaïque", M),
            ("Panneaux solaires", P),
        ],
        product: m("panneau solaire", "panneaux solaires"),
        matter: "le solaire",
        machine: m("laminateur", "laminateurs"),
        steps: [
            "le tri des cellules",
            "la soudure des rubans",
            "la lamination",
            "le cadre",
            "le flash d’essai",
        ],
        jobs: [
            ("opératrices de lamination", "opérateurs de lamination"),
            ("installatrices", "installateurs"),
            ("ingénieures d’essai", "ingénieurs d’essai"),
        ],
        leads: [
            "Un éclair pour mesurer le soleil",
            "Le panneau et ce qu’il devient",
            "Le soleil d’ici, le panneau d’ici",
            "Trente ans sur un toit",
        ],
        facts: [
            "Un éclair d’un centième de seconde mesure chaque panneau.",
            "Quatre-vingt-quinze pour cent d’un vieux panneau se recycle.",
            "Le toit de l’usine alimente la ligne.",
        ],
        english: ["a solar panel factory", "solar panels", "solar power"],
    },
];

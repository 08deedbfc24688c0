//! Communication, printing and graphic industries.

use super::Trade;
use crate::demo::vocabulary::grammar::{
    Gender::{F, M, P},
    f, m,
};

pub(super) const TRADES: [Trade; 5] = [
    Trade {
        house: f("imprimerie", "imprimeries"),
        heads: &[("Imprimerie", F), ("Presses", P), ("Arts graphiques", P)],
        product: m("livre", "livres"),
        matter: "l’imprimé",
        machine: f("presse offset", "presses offset"),
        steps: [
            "le contrôle des fichiers",
            "la gravure des plaques",
            "l’impression",
            "le pliage",
            "la reliure",
        ],
        jobs: [
            ("conductrices offset", "conducteurs offset"),
            ("relieuses", "relieurs"),
            ("infographistes", "infographistes"),
        ],
        leads: [
            "Quinze mille feuilles à l’heure",
            "Cyan, magenta, jaune, noir",
            "Le livre avant le lecteur",
            "L’odeur de l’encre",
        ],
        facts: [
            "La presse avale quinze mille feuilles à l’heure.",
            "Quatre encres suffisent à toutes les couleurs, ou presque.",
            "Les chutes de papier repartent chaque soir au recyclage.",
        ],
        english: ["a printing works", "books", "print"],
    },
    Trade {
        house: f("cartonnerie", "cartonneries"),
        heads: &[("Cartonnerie", F), ("Emballages", P), ("Cartonnages", P)],
        product: m("emballage", "emballages"),
        matter: "le carton",
        machine: f("onduleuse", "onduleuses"),
        steps: [
            "la conception de la boîte",
            "l’ondulation",
            "l’impression",
            "la découpe",
            "les essais de chute",
        ],
        jobs: [
            ("conceptrices d’emballage", "concepteurs d’emballage"),
            ("conductrices d’onduleuse", "conducteurs d’onduleuse"),
            ("maquettistes", "maquettistes"),
        ],
        leads: [
            "Une boîte, c’est tout un métier",
            "Le carton au banc d’essai",
            "Plier, coller, protéger",
            "L’emballage qui se fait oublier",
        ],
        facts: [
            "Le carton d’ici a déjà vécu sept fois.",
            "On y brise des œufs exprès, pour mesurer.",
            "Une boîte bien dessinée économise un camion sur six.",
        ],
        english: ["a packaging plant", "packaging", "cardboard"],
    },
    Trade {
        house: f("papeterie", "papeteries"),
        heads: &[("Papeterie", F), ("Moulin à papier", M), ("Papiers", P)],
        product: m("papier", "papiers"),
        matter: "le papier",
        machine: f("machine à papier", "machines à papier"),
        steps: [
            "la mise en pâte",
            "la toile",
            "la presse",
            "le séchage",
            "le bobinage",
        ],
        jobs: [
            ("papetières", "papetiers"),
            ("bobineuses", "bobineurs"),
            ("laborantines", "laborantins"),
        ],
        leads: [
            "Cent mètres de machine pour une feuille",
            "L’eau, la fibre et le feutre",
            "Le papier recommence",
            "Une feuille à quarante kilomètres à l’heure",
        ],
        facts: [
            "La feuille court à quarante kilomètres à l’heure.",
            "L’eau sert douze fois avant de retourner, propre, à la rivière.",
            "La bobine mère pèse autant que quatre éléphants.",
        ],
        english: ["a paper mill", "papers", "paper"],
    },
    Trade {
        house: m("atelier de signalétique", "ateliers de signalétique"),
        heads: &[
            ("Enseignes", P),
            ("Signalétique", F),
            ("Atelier d’enseignes", M),
        ],
        product: f("enseigne", "enseignes"),
        matter: "la signalétique",
        machine: f("découpe laser", "découpes laser"),
        steps: [
            "le relevé sur place",
            "la maquette",
            "la découpe",
            "le câblage des diodes",
            "la pose",
        ],
        jobs: [
            ("enseignistes", "enseignistes"),
            ("graphistes", "graphistes"),
            ("poseuses", "poseurs"),
        ],
        leads: [
            "Les lettres qui brillent la nuit",
            "Guider sans un mot",
            "De la lettre peinte à la diode",
            "Se repérer, un métier",
        ],
        facts: [
            "Une enseigne d’aujourd’hui consomme dix fois moins qu’hier.",
            "La lettre se dessine encore à la main avant d’être découpée.",
            "On forme ici au métier rare de peintre en lettres.",
        ],
        english: ["a sign workshop", "signs", "signage"],
    },
    Trade {
        house: m(
            "studio de production audiovisuelle",
            "studios de production audiovisuelle",
        ),
        heads: &[("Studio", M), ("Images et sons", P), ("Plateau", M)],
        product: m("film technique", "films techniques"),
        matter: "l’image industrielle",
        machine: m("plateau de tournage", "plateaux de tournage"),
        steps: [
            "l’écriture",
            "le repérage en usine",
            "le tournage",
            "le montage",
            "le mixage",
        ],
        jobs: [
            ("monteuses", "monteurs"),
            ("cadreuses", "cadreurs"),
            ("ingénieures du son", "ingénieurs du son"),
        ],
        leads: [
            "Filmer l’usine",
            "Le son des machines",
            "Trois minutes de film, trois semaines de travail",
            "Raconter un métier en images",
        ],
        facts: [
            "Trois minutes de film demandent trois semaines de travail.",
            "Le studio enregistre les bruits d’usine avant qu’ils ne disparaissent.",
            "Les élèves repartent avec leur propre séquence.",
        ],
        english: [
            "an audiovisual studio",
            "technical films",
            "filming industry",
        ],
    },
];

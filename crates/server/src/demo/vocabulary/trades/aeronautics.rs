//! Aeronautics and space.

use super::Trade;
use crate::demo::vocabulary::grammar::{
    Gender::{F, M, P},
    f, m,
};

pub(super) const TRADES: [Trade; 6] = [
    Trade {
        house: f("fonderie d’aluminium", "fonderies d’aluminium"),
        heads: &[
            ("Fonderie", F),
            ("Fonderies", P),
            ("Ateliers de fonderie", P),
        ],
        product: m("carter de moteur d’avion", "carters de moteur d’avion"),
        matter: "l’aluminium",
        machine: m("four à induction", "fours à induction"),
        steps: [
            "le dessin des moules",
            "l’impression des noyaux de sable",
            "la coulée à 720 °C",
            "l’ébarbage à la main",
            "le contrôle par rayons X",
        ],
        jobs: [
            ("mouleuses", "mouleurs"),
            ("fondeuses", "fondeurs"),
            ("contrôleuses", "contrôleurs"),
        ],
        leads: [
            "Au cœur d’une fonderie d’aluminium",
            "Du lingot à la pièce d’avion",
            "Sept cents degrés : assistez à une coulée",
            "Ce que les rayons X voient dans le métal",
        ],
        facts: [
            "Une pièce passe entre onze paires de mains avant d’être déclarée bonne pour le vol.",
            "L’aluminium des chutes repart au four le jour même : presque rien ne se perd.",
            "Chaque moule de sable ne sert qu’une fois.",
        ],
        english: [
            "an aluminium foundry",
            "aircraft engine casings",
            "aluminium",
        ],
    },
    Trade {
        house: m(
            "atelier d’usinage de précision",
            "ateliers d’usinage de précision",
        ),
        heads: &[
            ("Mécanique de précision", F),
            ("Usinage", M),
            ("Ateliers mécaniques", P),
        ],
        product: m("train d’atterrissage", "trains d’atterrissage"),
        matter: "le titane",
        machine: m(
            "centre d’usinage à cinq axes",
            "centres d’usinage à cinq axes",
        ),
        steps: [
            "la lecture du plan",
            "la programmation des machines",
            "l’usinage dans la masse",
            "la mesure au micromètre",
            "la traçabilité de chaque pièce",
        ],
        jobs: [
            ("régleuses", "régleurs"),
            ("usineuses", "usineurs"),
            ("métrologues", "métrologues"),
        ],
        leads: [
            "Usiner le titane au centième de millimètre",
            "Cinq axes et beaucoup de patience",
            "Avant l’atterrissage, il y a nous",
            "Le micron, mode d’emploi",
        ],
        facts: [
            "Neuf dixièmes du bloc de titane finissent en copeaux, aussitôt triés et recyclés.",
            "Une erreur de l’épaisseur d’un cheveu suffit à refuser une pièce.",
            "Chaque pièce garde son dossier de naissance pendant trente ans.",
        ],
        english: ["a precision machine shop", "landing gear parts", "titanium"],
    },
    Trade {
        house: m(
            "atelier de matériaux composites",
            "ateliers de matériaux composites",
        ),
        heads: &[
            ("Composites", P),
            ("Ateliers composites", P),
            ("Structures", P),
        ],
        product: m("panneau de fuselage", "panneaux de fuselage"),
        matter: "la fibre de carbone",
        machine: m("autoclave", "autoclaves"),
        steps: [
            "la découpe des tissus",
            "le drapage en salle blanche",
            "la mise sous vide",
            "la cuisson sous pression",
            "le contrôle aux ultrasons",
        ],
        jobs: [
            ("drapeuses", "drapeurs"),
            ("stratifieuses", "stratifieurs"),
            ("techniciennes qualité", "techniciens qualité"),
        ],
        leads: [
            "La fibre de carbone, plus légère que l’air ?",
            "Draper, cuire, voler",
            "Dans le ventre de l’autoclave",
            "Le tissu dont on fait les avions",
        ],
        facts: [
            "Un panneau de trois mètres pèse moins qu’un vélo d’enfant.",
            "Dans la salle blanche, l’air est renouvelé quarante fois par heure.",
            "La cuisson dure neuf heures et personne n’ouvre la porte avant la fin.",
        ],
        english: ["a composites workshop", "fuselage panels", "carbon fibre"],
    },
    Trade {
        house: m(
            "centre de maintenance aéronautique",
            "centres de maintenance aéronautique",
        ),
        heads: &[
            ("Maintenance aéronautique", F),
            ("Hangar", M),
            ("Escale technique", F),
        ],
        product: m("avion régional", "avions régionaux"),
        matter: "la maintenance des avions",
        machine: m("banc d’essai moteur", "bancs d’essai moteur"),
        steps: [
            "l’arrivée au hangar",
            "la dépose des moteurs",
            "l’inspection des ailes",
            "l’essai des circuits",
            "la remise en vol",
        ],
        jobs: [
            ("mécaniciennes avion", "mécaniciens avion"),
            ("avioniciennes", "avioniciens"),
            ("peintres aéronautiques", "peintres aéronautiques"),
        ],
        leads: [
            "Un avion démonté jusqu’au dernier rivet",
            "Sous les ailes, dans le hangar",
            "La grande visite d’un avion régional",
            "Réparer pour voler encore trente ans",
        ],
        facts: [
            "Une grande visite mobilise trente personnes pendant six semaines.",
            "Tous les outils sont comptés le soir : on ne ferme pas s’il en manque un.",
            "Le carnet de l’appareil pèse plus lourd que ses pneus.",
        ],
        english: [
            "an aircraft maintenance hangar",
            "regional aircraft",
            "aircraft maintenance",
        ],
    },
    Trade {
        house: m("bureau d’études de drones", "bureaux d’études de drones"),
        heads: &[("Drones", P), ("Aérolab", M), ("Bureau d’études", M)],
        product: m("drone agricole", "drones agricoles"),
        matter: "le vol automatique",
        machine: f("soufflerie de table", "souffleries de table"),
        steps: [
            "l’idée sur le papier",
            "la modélisation",
            "l’impression 3D du châssis",
            "le câblage des capteurs",
            "le vol d’essai",
        ],
        jobs: [
            ("télépilotes", "télépilotes"),
            ("conceptrices", "concepteurs"),
            ("développeuses embarquées", "développeurs embarqués"),
        ],
        leads: [
            "Drones agricoles : du capteur à la récolte",
            "Construire un drone en une matinée",
            "Qui pilote quand il n’y a plus de pilote ?",
            "Du croquis au vol d’essai",
        ],
        facts: [
            "Le prototype casse en moyenne douze fois avant de voler droit.",
            "Une parcelle de dix hectares se photographie en huit minutes.",
            "Toutes les pièces se réimpriment sur place.",
        ],
        english: [
            "a drone design office",
            "farming drones",
            "automatic flight",
        ],
    },
    Trade {
        house: f("câblerie spatiale", "câbleries spatiales"),
        heads: &[
            ("Câblerie", F),
            ("Électronique spatiale", F),
            ("Connectique", F),
        ],
        product: m("harnais de satellite", "harnais de satellite"),
        matter: "le câblage de satellites",
        machine: f("chambre à vide", "chambres à vide"),
        steps: [
            "la préparation des fils",
            "le sertissage",
            "le frettage à la main",
            "les essais thermiques",
            "l’emballage sous azote",
        ],
        jobs: [
            ("câbleuses", "câbleurs"),
            ("intégratrices", "intégrateurs"),
            ("électroniciennes", "électroniciens"),
        ],
        leads: [
            "Des kilomètres de fils pour un satellite",
            "Le froid de l’espace, en atelier",
            "Câbler l’espace, geste par geste",
            "Ici naissent les nerfs des satellites",
        ],
        facts: [
            "Un seul satellite emporte douze kilomètres de fils.",
            "Les gestes de sertissage se transmettent en deux ans.",
            "La chambre d’essai passe de +120 à −150 °C en une heure.",
        ],
        english: [
            "a space wiring workshop",
            "satellite harnesses",
            "satellite wiring",
        ],
    },
];

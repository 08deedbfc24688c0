//! The words that decide what hours mean, folded: small letters, no accents.

/// Words that only introduce hours.
#[rustfmt::skip]
pub(super) const FILLERS: [&str; 34] = [
    "a", "accueil", "ainsi", "apres", "au", "aux", "d", "de", "des", "du", "en", "et", "horaire",
    "horaires", "la", "le", "les", "libre", "matin", "midi", "ouvert", "ouverte", "ouverts",
    "ouverture", "ouvertures", "porte", "portes", "public", "puis", "que", "soir", "visite",
    "visites", "entree",
];

/// Words after which hours are those of something else: booking, information, a shuttle.
#[rustfmt::skip]
pub(super) const OTHERS: [&str; 30] = [
    "billetterie", "guichet", "inscription", "inscriptions", "inscrire", "inscrivez", "messe",
    "messes", "navette", "navettes", "office", "offices", "culte", "parking", "permanence",
    "permanences", "rappel", "renseignement", "renseignements", "reservation", "reservations",
    "reserver", "reservez", "secretariat", "standard", "tel", "telephone", "telephoner",
    "telephonique", "appeler",
];

/// Words that take hours away.
#[rustfmt::skip]
pub(super) const EXCEPTIONS: [&str; 25] = [
    "annule", "annulee", "annulees", "annules", "aucun", "aucune", "complet", "complete",
    "excepte", "exception", "ferme", "fermee", "fermees", "fermes", "fermeture", "fermetures",
    "hormis", "hors", "interdit", "interdite", "pas", "pause", "reporte",
    "reportee", "sauf",
];

/// Words that make an event no more take place, wherever they stand.
#[rustfmt::skip]
pub(super) const CANCELLED: [&str; 8] = [
    "annule", "annulee", "annulees", "annules", "reporte", "reportee", "reportees", "reportes",
];

/// Words before hours that give them to days nobody can name.
#[rustfmt::skip]
pub(super) const OTHER_DAYS: [&str; 27] = [
    "annee", "autre", "autres", "dim", "dimanches", "feries", "ferie", "jeu", "jeudis", "jour",
    "jours", "lendemain", "lun", "lundis", "mar", "mardis", "mer", "mercredis", "sam", "samedis",
    "semaine", "surlendemain", "vacances", "veille", "ven", "vendredis", "quotidien",
];

/// What closes before the end of an opening, and does not end it.
#[rustfmt::skip]
pub(super) const GATES: [&str; 8] = [
    "billetterie", "caisse", "caisses", "grille", "grilles", "guichet", "guichets", "portes",
];

/// Words that choose one of many days of that name.
#[rustfmt::skip]
pub(super) const WHICH: [&str; 12] = [
    "premier", "deuxieme", "troisieme", "quatrieme", "dernier", "prochain", "suivant", "precedent",
    "chaque", "tous", "prochains", "lendemain",
];

/// Parts of the day, vague unless hours say them.
#[rustfmt::skip]
pub(super) const PERIODS: [&str; 6] = [
    "matin", "matinee", "midi", "apres", "soir", "soiree",
];

/// Runs of words that stand for hours nobody can know, each place with its possible words.
pub(super) const VAGUE: [&[&[&str]]; 5] = [
    &[
        &["toute"],
        &["la"],
        &["journee", "matinee", "soiree", "nuit", "semaine"],
    ],
    &[&["toute"], &["l"], &["annee"]],
    &[&["tous", "chaque"], &["jour", "jours"]],
    &[&["tous"], &["les"], &["jours"]],
    &[&["sur"], &["rendez", "rdv"]],
];

/// Words that name the event itself between its hour and its length.
pub(super) fn is_name_of_event(word: &str) -> bool {
    #[rustfmt::skip]
    const NAMES: [&str; 10] = [
        "guidee", "guidees", "commentee", "commentees", "atelier", "ateliers", "depart", "departs",
        "balade", "conference",
    ];
    NAMES.contains(&word)
}

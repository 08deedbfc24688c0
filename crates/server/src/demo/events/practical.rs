//! How an event is run: its format, for whom, how one books and comes.

use domain::event::{Access, Ages, BookedBy, BookingMode, Contact, Content, Mode, limits};
use domain::organisation::Kind;

use super::Seat;
use crate::demo::chance::Chance;
use crate::demo::vocabulary::grammar::spaced;
use crate::demo::vocabulary::sentences::{self, Manner};

/// Formats by weight, for a kind of organisation.
pub(super) fn formats(kind: Kind) -> &'static [(u32, &'static str)] {
    match kind {
        Kind::Company => &[
            (50, "visite-entreprise"),
            (17, "portes-ouvertes"),
            (10, "job-dating"),
            (5, "visite-virtuelle"),
            (6, "intervention-en-classe"),
            (4, "atelier"),
            (3, "conference"),
            (4, "webinaire"),
            (1, "jeu-serieux"),
        ],
        Kind::School => &[
            (42, "visite-formation"),
            (28, "portes-ouvertes"),
            (9, "atelier"),
            (7, "forum"),
            (7, "concours"),
            (4, "jeu-serieux"),
            (3, "job-dating"),
        ],
        Kind::University => &[
            (36, "conference"),
            (24, "visite-formation"),
            (12, "concours"),
            (11, "webinaire"),
            (11, "atelier"),
            (6, "jeu-serieux"),
        ],
        Kind::Federation | Kind::Chamber => &[
            (24, "forum"),
            (20, "conference"),
            (20, "job-dating"),
            (18, "webinaire"),
            (10, "concours"),
            (8, "intervention-en-classe"),
        ],
        Kind::PublicBody => &[
            (42, "exposition"),
            (22, "atelier"),
            (16, "conference"),
            (10, "jeu-serieux"),
            (10, "forum"),
        ],
        Kind::Association => &[
            (32, "atelier"),
            (24, "intervention-en-classe"),
            (15, "jeu-serieux"),
            (12, "exposition"),
            (9, "conference"),
            (8, "concours"),
        ],
        Kind::Employment => &[
            (48, "job-dating"),
            (36, "forum"),
            (8, "atelier"),
            (8, "webinaire"),
        ],
    }
}

/// How a format is run.
pub(super) fn manner(format: &str) -> Manner {
    match format {
        "visite-entreprise" | "visite-formation" | "portes-ouvertes" => Manner::Visit,
        "job-dating" | "forum" => Manner::Hiring,
        "conference" | "webinaire" => Manner::Talk,
        "intervention-en-classe" => Manner::Class,
        "exposition" | "visite-virtuelle" => Manner::Looking,
        "concours" => Manner::Contest,
        _ => Manner::Doing,
    }
}

/// On site, online or both.
pub(super) fn mode(format: &str, chance: &mut Chance) -> Mode {
    match format {
        "webinaire" | "visite-virtuelle" => Mode::Online,
        "conference" if chance.percent(30) => Mode::Both,
        "conference" | "job-dating" if chance.percent(6) => Mode::Online,
        "forum" if chance.percent(5) => Mode::Both,
        _ => Mode::OnSite,
    }
}

/// For whom: each audience with its chances out of a hundred.
pub(super) fn audiences(format: &str, chance: &mut Chance) -> Vec<String> {
    let likely: &[(usize, &str)] = match format {
        "visite-formation" => &[
            (25, "grand-public"),
            (75, "college"),
            (55, "lycee"),
            (15, "etudiants"),
            (60, "parents"),
            (20, "demandeurs-emploi"),
            (15, "communaute-educative"),
        ],
        "job-dating" => &[
            (25, "lycee"),
            (60, "etudiants"),
            (45, "apprentis"),
            (90, "demandeurs-emploi"),
            (20, "professionnels-rh"),
        ],
        "forum" => &[
            (40, "grand-public"),
            (75, "college"),
            (75, "lycee"),
            (45, "etudiants"),
            (55, "demandeurs-emploi"),
            (50, "parents"),
        ],
        "intervention-en-classe" => &[
            (30, "primaire"),
            (70, "college"),
            (50, "lycee"),
            (25, "communaute-educative"),
        ],
        "conference" | "webinaire" => &[
            (75, "grand-public"),
            (35, "lycee"),
            (55, "etudiants"),
            (20, "communaute-educative"),
            (20, "professionnels-rh"),
            (15, "demandeurs-emploi"),
            (20, "parents"),
        ],
        "concours" => &[
            (15, "grand-public"),
            (45, "college"),
            (70, "lycee"),
            (35, "etudiants"),
            (40, "apprentis"),
        ],
        "exposition" => &[
            (95, "grand-public"),
            (45, "primaire"),
            (45, "college"),
            (25, "lycee"),
            (25, "parents"),
        ],
        "atelier" | "jeu-serieux" => &[
            (60, "grand-public"),
            (30, "primaire"),
            (50, "college"),
            (30, "lycee"),
            (35, "parents"),
        ],
        _ => &[
            (65, "grand-public"),
            (10, "primaire"),
            (45, "college"),
            (50, "lycee"),
            (25, "etudiants"),
            (10, "apprentis"),
            (35, "demandeurs-emploi"),
            (10, "communaute-educative"),
        ],
    };
    let chosen: Vec<String> = likely
        .iter()
        .filter(|(percent, _)| chance.percent(*percent))
        .map(|(_, slug)| (*slug).to_owned())
        .collect();
    // The label asks for the general public, young people or jobseekers.
    let open = chosen.iter().any(|slug| {
        !matches!(
            slug.as_str(),
            "professionnels-rh" | "communaute-educative" | "parents"
        )
    });
    if open {
        return chosen;
    }
    let mut chosen = chosen;
    let first = if format == "intervention-en-classe" {
        "college"
    } else {
        "grand-public"
    };
    chosen.insert(0, first.into());
    chosen
}

/// Ages, for what has a youngest one.
pub(super) fn ages(format: &str, chance: &mut Chance) -> Ages {
    let from = match format {
        "visite-entreprise" => *chance.weighted(&[
            (3, None),
            (3, Some(12)),
            (2, Some(10)),
            (2, Some(14)),
            (1, Some(8)),
        ]),
        "job-dating" => *chance.weighted(&[(2, None), (3, Some(16)), (1, Some(18))]),
        "atelier" | "jeu-serieux" => {
            *chance.weighted(&[(2, None), (2, Some(8)), (2, Some(10)), (1, Some(14))])
        }
        _ => None,
    };
    Ages { from, to: None }
}

/// A telephone of the ranges kept for fiction by the French regulator.
pub(super) fn phone(overseas: bool, chance: &mut Chance) -> String {
    let prefixes: &[&str] = if overseas {
        &["06 39 98"]
    } else {
        &["01 99 00", "02 61 91", "03 53 01", "04 65 71", "05 36 49"]
    };
    let prefix = chance.text(prefixes);
    format!("{prefix} {:02} {:02}", chance.below(100), chance.below(100))
}

/// Everything practical that is left: booking, access, safety, contacts.
pub(super) fn fill(content: &mut Content, seat: &Seat<'_>, format: &str, chance: &mut Chance) {
    let online = content.mode.is_some_and(Mode::is_online);
    let on_site = content.mode.is_some_and(Mode::has_place);
    if online {
        content.online_url = format!("https://{}.example/en-direct", seat.domain);
    }
    book(content, seat, format, chance);
    if on_site {
        access(content, chance);
        if matches!(format, "visite-entreprise" | "portes-ouvertes" | "atelier")
            && chance.percent(60)
        {
            content.safety = spaced(chance.text(&sentences::SAFETY));
        }
    }
    let service = *chance.one(&[
        "Service communication",
        "Accueil",
        "Service des ressources humaines",
        "Secrétariat",
        "Visites",
    ]);
    content.public_contact = Contact {
        name: service.into(),
        email: if chance.percent(80) {
            format!("contact@{}.example", seat.domain)
        } else {
            String::new()
        },
        phone: if chance.percent(45) {
            seat.phone.clone()
        } else {
            String::new()
        },
        website: if chance.percent(60) {
            format!("https://{}.example", seat.domain)
        } else {
            String::new()
        },
    };
    content.referee_contact = Contact {
        name: service.into(),
        email: format!("organisation@{}.example", seat.domain),
        phone: seat.phone.clone(),
        website: String::new(),
    };
}

fn book(content: &mut Content, seat: &Seat<'_>, format: &str, chance: &mut Chance) {
    use BookingMode::{Nothing, OnTheDay, Preferred, Required};
    let mode = *chance.weighted(match format {
        "visite-entreprise" | "visite-formation" | "intervention-en-classe" => {
            &[(78, Required), (18, Preferred), (4, OnTheDay), (0, Nothing)]
        }
        "portes-ouvertes" | "forum" | "exposition" => &[
            (6, Required),
            (10, Preferred),
            (14, OnTheDay),
            (70, Nothing),
        ],
        "job-dating" => &[
            (15, Required),
            (30, Preferred),
            (10, OnTheDay),
            (45, Nothing),
        ],
        "visite-virtuelle" => &[
            (10, Required),
            (10, Preferred),
            (0, OnTheDay),
            (80, Nothing),
        ],
        _ => &[
            (45, Required),
            (35, Preferred),
            (8, OnTheDay),
            (12, Nothing),
        ],
    });
    let booking = &mut content.booking;
    booking.mode = Some(mode);
    if !matches!(mode, Required | Preferred) {
        return;
    }
    match chance.below(10) {
        0..=5 => booking.by = BookedBy::Here,
        6 => booking.url = format!("https://{}.example/reserver", seat.domain),
        7 => booking.email = format!("visites@{}.example", seat.domain),
        8 => booking.phone = seat.phone.clone(),
        _ => {
            booking.email = format!("visites@{}.example", seat.domain);
            booking.phone = seat.phone.clone();
        }
    }
    if chance.percent(60) {
        booking.conditions = spaced(chance.text(&sentences::CONDITIONS));
        debug_assert!(booking.conditions.chars().count() <= limits::CONDITIONS);
    }
}

fn access(content: &mut Content, chance: &mut Chance) {
    let needs = [
        (52, Access::Motor),
        (16, Access::Sight),
        (24, Access::Hearing),
        (12, Access::Intellectual),
        (11, Access::Psychic),
    ];
    content.access = needs
        .into_iter()
        .filter(|(percent, _)| chance.percent(*percent))
        .map(|(_, need)| need)
        .collect();
    if !content.access.is_empty() && chance.percent(45) {
        content.access_note = spaced(chance.text(&sentences::ACCESS));
    }
}

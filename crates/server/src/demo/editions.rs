//! The editions of the demonstration, as data: the 8th of 2018, the running one, and those of which only figures are left.

use std::collections::BTreeMap;

use domain::edition::{Basis, Check, Choice, Counted, Criterion, Figure, Rules, Shape};
use domain::event::Field;
use domain::territory::TerritoryCode;
use domain::time::{Window, third_monday_after};
use domain::words::Words;
use jiff::civil::{Date, date};

/// The zone in which openings and closings are told.
pub const ZONE: &str = "Europe/Paris";
/// The campaign's address part.
pub const CAMPAIGN: &str = "semaine-de-l-industrie";
/// The address part of the finished edition.
pub const PAST: &str = "2018";

/// Figures published for editions of which no event is kept here: year, events and participants, each with "more than".
/// Years that nobody published figures for have none, rather than invented ones.
type Published = (Option<(u64, bool)>, Option<(u64, bool)>);

/// The years of the archive.
pub const ARCHIVE: std::ops::RangeInclusive<i16> = 2011..=2025;

fn published(year: i16) -> Published {
    match year {
        2011 => (Some((1_481, false)), None),
        2017 => (Some((2_400, true)), Some((300_000, false))),
        2019 => (Some((4_763, false)), Some((800_000, false))),
        2022 => (Some((4_737, false)), Some((1_600_000, false))),
        2024 => (Some((8_000, true)), Some((5_700_000, false))),
        _ => (None, None),
    }
}

/// The name and the steering of the campaign.
#[must_use]
pub fn campaign() -> (Words, Words) {
    (
        Words::new("Semaine de l’Industrie", "Industry Week"),
        Words::new(
            "Ministère de l’Économie et des Finances, direction générale des entreprises (DGE)",
            "Ministry of Economy and Finance, Directorate General for Enterprise (DGE)",
        ),
    )
}

/// A window whose two days are known to be in order.
fn window(from: Date, to: Date) -> Window {
    Window { from, to }
}

/// The 8th edition: 26 March to 1 April 2018. Its window was the strict week, and La Réunion had its own week; the
/// dates of that one (9 to 15 April) are made up for the demonstration.
#[must_use]
pub fn past() -> Rules {
    let week = window(date(2018, 3, 26), date(2018, 4, 1));
    let own = window(date(2018, 4, 9), date(2018, 4, 15));
    let accepted_in: BTreeMap<_, _> = TerritoryCode::parse("974")
        .map(|code| (code, own))
        .into_iter()
        .collect();
    Rules {
        number: Some(8),
        theme: Words::new("L’industrie connectée", "Connected industry"),
        promise: Words::new(
            "Entrez dans les usines, les écoles et les ateliers qui se connectent.",
            "Step into the factories, schools and workshops that are going digital.",
        ),
        about: Words::new(
            "Depuis 2011, chaque année, la Semaine de l’Industrie ouvre au public, aux jeunes et aux demandeurs d’emploi des lieux \
             que l’on ne voit jamais. La 8e\u{a0}édition, du lundi 26\u{a0}mars au dimanche 1er\u{a0}avril 2018, met à l’honneur \
             **l’industrie connectée**.\n\nTous les événements labellisés figuraient sur la carte interactive de \
             www.semaine-industrie.gouv.fr.\n\n*Les événements présentés ici, leurs organisateurs et la semaine propre à \
             La\u{a0}Réunion sont imaginés pour la démonstration.*",
            "Every year since 2011, Industry Week opens places one never sees to the public, young people and jobseekers. The 8th \
             edition, from Monday 26 March to Sunday 1 April 2018, is about **connected industry**.\n\nEvery labelled event was on \
             the interactive map of www.semaine-industrie.gouv.fr.\n\n*The events shown here, their organisers and the separate \
             week of La Réunion are made up for the demonstration.*",
        ),
        week,
        accepted: week,
        accepted_in,
        proposals_open: date(2017, 11, 6),
        proposals_close: date(2018, 3, 21),
        ..shared(week)
    }
}

/// The running edition of a demonstration loaded on `today`: its week begins on the third Monday after, and events are
/// accepted fifteen days before and after it, so that proposals are open and reviews are due whenever one tries it.
#[must_use]
pub fn running(today: Date) -> Rules {
    let monday = third_monday_after(today);
    let week = window(monday, plus(monday, 6));
    Rules {
        number: Some(9),
        theme: Words::new(
            "Avec l’industrie, construis ton avenir",
            "With industry, build your future",
        ),
        promise: Words::new(
            "Entrez dans les usines, les écoles et les ateliers, près de chez vous ou en ligne.",
            "Step into factories, schools and workshops, near home or online.",
        ),
        about: Words::new(
            "Une semaine pour voir comment naissent les objets de tous les jours, rencontrer celles et ceux qui les fabriquent et \
             trouver sa voie. Chaque événement porte un label, accordé par le référent de son territoire\u{a0}: il est gratuit, \
             ouvert à toutes et à tous ou aux jeunes, et il parle d’industrie.\n\n*Édition de démonstration\u{a0}: les événements \
             et leurs organisateurs sont imaginés.*",
            "A week to see how everyday things are made, meet the people who make them and find one’s way. Every event bears a \
             label granted by the referee of its territory: it is free of charge, open to everyone or to young people, and about \
             industry.\n\n*A demonstration: events and organisers are made up.*",
        ),
        week,
        accepted: week.expanded(15, 15),
        proposals_open: plus(today, -75),
        proposals_close: plus(monday, -3),
        ..shared(week)
    }
}

/// An edition of which only figures are left. The days of its week are not told by the sources at hand: its window is the
/// whole year, which no page shows as a week.
#[must_use]
pub fn archived(year: i16) -> Rules {
    let whole = window(date(year, 1, 1), date(year, 12, 31));
    let (events, participants) = published(year);
    let figure = |what, told: Option<(u64, bool)>| {
        told.map(|(value, more_than)| Figure {
            what,
            value,
            more_than,
            // Only the figure of 2024 says so.
            online: year == 2024 && what == Counted::Participants,
            basis: Basis::Declared,
        })
    };
    Rules {
        // One edition a year from 2011 to the 8th of 2018; after it the demonstration goes on with its own numbers.
        number: (year <= 2018).then(|| u16::try_from(year - 2010).unwrap_or_default()),
        theme: Words::default(),
        promise: Words::default(),
        about: Words::default(),
        accepted: whole,
        proposals_open: whole.from,
        proposals_close: whole.from,
        figures: figure(Counted::Events, events)
            .into_iter()
            .chain(figure(Counted::Participants, participants))
            .collect(),
        ..shared(whole)
    }
}

/// The address part of the running edition: the year of its week, told apart when the archive has that year.
#[must_use]
pub fn running_slug(week: &Window) -> String {
    let year = week.from.year();
    if ARCHIVE.contains(&year) {
        format!("{year}-demonstration")
    } else {
        year.to_string()
    }
}

fn plus(day: Date, days: i64) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}

/// What all editions of the demonstration have in common.
fn shared(week: Window) -> Rules {
    Rules {
        number: None,
        theme: Words::default(),
        promise: Words::default(),
        about: Words::default(),
        week,
        accepted: week,
        accepted_in: BTreeMap::new(),
        proposals_open: week.from,
        proposals_close: week.to,
        zone: ZONE.into(),
        decision_days: 4,
        answer_days: 5,
        criteria: criteria(),
        sectors: sectors(),
        formats: formats(),
        audiences: audiences(),
        tags: tags(),
        free_fields: vec![
            Field::Summary,
            Field::MeetingPoint,
            Field::Transport,
            Field::Booking,
            Field::Full,
            Field::Conditions,
            Field::Access,
            Field::Safety,
            Field::PublicContact,
            Field::RefereeContact,
            Field::Picture,
        ],
        free_typos: true,
        colour: "#2742d8".into(),
        figures: Vec::new(),
    }
}

/// The label's four criteria, since 2016.
fn criteria() -> Vec<Criterion> {
    let one = |slug: &str, fr: &str, en: &str, check| Criterion {
        slug: slug.into(),
        statement: Words::new(fr, en),
        check,
    };
    vec![
        one(
            "fenetre",
            "L’événement a lieu dans la période acceptée.",
            "The event takes place within the accepted window.",
            Check::Window,
        ),
        one(
            "public",
            "Il est ouvert au grand public, aux jeunes ou aux demandeurs d’emploi.",
            "It is open to the general public, young people or jobseekers.",
            Check::Audience,
        ),
        one(
            "objet",
            "Il a pour but d’informer ou de communiquer sur l’industrie.",
            "Its aim is to inform or communicate about industry.",
            Check::Judgement,
        ),
        one(
            "gratuit",
            "Il est gratuit.",
            "It is free of charge.",
            Check::Free,
        ),
    ]
}

fn choice(slug: &str, fr: &str, en: &str) -> Choice {
    Choice {
        slug: slug.into(),
        label: Words::new(fr, en),
        ..Choice::default()
    }
}

/// The ten sectors named for 2018; each has a colour that is read on white and a shape of its own.
fn sectors() -> Vec<Choice> {
    use Shape::{Circle, Cross, Diamond, Drop, Hexagon, Leaf, Pentagon, Square, Star, Triangle};
    let one = |slug, fr, en, colour: &str, shape| Choice {
        colour: colour.into(),
        shape: Some(shape),
        ..choice(slug, fr, en)
    };
    vec![
        one(
            "aeronautique",
            "Aéronautique",
            "Aerospace",
            "#2742d8",
            Circle,
        ),
        one(
            "agroalimentaire",
            "Agro-alimentaire",
            "Food and drink",
            "#0b6b49",
            Leaf,
        ),
        one("automobile", "Automobile", "Automotive", "#b3201f", Square),
        one(
            "biens-de-consommation",
            "Biens de consommation",
            "Consumer goods",
            "#7a2a8c",
            Diamond,
        ),
        one("bois", "Bois", "Wood", "#7a4a12", Triangle),
        one(
            "communication",
            "Communication",
            "Communication",
            "#0b667a",
            Pentagon,
        ),
        one(
            "sante",
            "Industrie et technologie de santé",
            "Health industry and technology",
            "#b8175e",
            Cross,
        ),
        one("numerique", "Numérique", "Digital", "#4037a6", Hexagon),
        one(
            "services",
            "Services à la personne",
            "Personal services",
            "#865600",
            Drop,
        ),
        one(
            "eco-industrie",
            "Éco-industrie",
            "Green industry",
            "#2f6b17",
            Star,
        ),
    ]
}

fn formats() -> Vec<Choice> {
    vec![
        choice("visite-entreprise", "Visite d’entreprise", "Company visit"),
        choice(
            "visite-formation",
            "Visite d’établissement de formation",
            "Visit of a school or training centre",
        ),
        choice("portes-ouvertes", "Portes ouvertes", "Open days"),
        choice("job-dating", "Job dating", "Job dating"),
        choice("forum", "Forum des métiers", "Careers fair"),
        choice(
            "conference",
            "Conférence ou table ronde",
            "Talk or round table",
        ),
        choice("webinaire", "Webinaire", "Webinar"),
        choice(
            "intervention-en-classe",
            "Intervention en classe",
            "Classroom talk",
        ),
        choice("atelier", "Atelier", "Workshop"),
        choice("exposition", "Exposition", "Exhibition"),
        choice("visite-virtuelle", "Visite virtuelle", "Virtual visit"),
        choice(
            "jeu-serieux",
            "Escape game ou jeu sérieux",
            "Escape game or serious game",
        ),
        choice("concours", "Concours", "Contest"),
    ]
}

fn audiences() -> Vec<Choice> {
    let pupils = |slug, fr, en| Choice {
        group: Words::new("Scolaires", "Schools"),
        ..choice(slug, fr, en)
    };
    vec![
        choice("grand-public", "Grand public", "General public"),
        pupils("primaire", "Primaire", "Primary school"),
        pupils("college", "Collège", "Lower secondary school"),
        pupils("lycee", "Lycée", "Upper secondary school"),
        choice("etudiants", "Étudiants", "Students"),
        choice("apprentis", "Apprentis", "Apprentices"),
        choice("demandeurs-emploi", "Demandeurs d’emploi", "Jobseekers"),
        choice("communaute-educative", "Communauté éducative", "Educators"),
        choice("professionnels-rh", "Professionnels RH", "HR professionals"),
        choice("parents", "Parents", "Parents"),
    ]
}

fn tags() -> Vec<Choice> {
    vec![
        choice("mixite", "Mixité", "Women and men"),
        choice("alternance", "Alternance", "Apprenticeships"),
        choice("handicap", "Handicap et emploi", "Disability and work"),
        choice(
            "transition-ecologique",
            "Transition écologique",
            "Green transition",
        ),
        choice("recrutement", "On recrute", "We are hiring"),
        choice("patrimoine", "Patrimoine industriel", "Industrial heritage"),
        choice(
            "industrie-connectee",
            "Industrie connectée",
            "Connected industry",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_editions_stand() {
        assert_eq!(past().faults(), []);
        for day in [date(2026, 11, 24), date(2027, 12, 31), date(2028, 2, 29)] {
            let rules = running(day);
            assert_eq!(rules.faults(), [], "{day}");
            assert!(rules.accepted.from >= day && rules.proposals_close > day);
        }
    }

    #[test]
    fn the_running_edition_never_takes_the_place_of_an_archived_one() {
        assert_eq!(running_slug(&running(date(2026, 11, 24)).week), "2026");
        let early = running(date(2025, 3, 3));
        assert_eq!(running_slug(&early.week), "2025-demonstration");
    }

    #[test]
    fn only_published_figures_are_told() {
        let told: Vec<_> = ARCHIVE
            .filter(|year| !archived(*year).figures.is_empty())
            .collect();
        assert_eq!(told, [2011, 2017, 2019, 2022, 2024]);
        assert_eq!(archived(2011).number, Some(1));
        assert_eq!(archived(2019).number, None);
    }
}

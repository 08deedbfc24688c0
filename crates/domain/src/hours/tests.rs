use jiff::civil::date;
use proptest::prelude::*;

use super::*;

/// The week of the 8th edition, Monday 26 March to Sunday 1 April 2018.
fn week() -> Vec<Date> {
    (26..=31)
        .map(|day| date(2018, 3, day))
        .chain([date(2018, 4, 1)])
        .collect()
}

/// The slots as `29 10:00-12:00`, or the reason.
fn said(prose: &str) -> String {
    told(&read(prose, &week()))
}

fn told(reading: &Reading) -> String {
    match reading {
        Reading::Understood { slots, .. } => {
            let one = |slot: &Slot| {
                let end = slot.end.time().strftime("%H:%M");
                format!(
                    "{} {}-{end}",
                    slot.start.day(),
                    slot.start.time().strftime("%H:%M")
                )
            };
            slots.iter().map(one).collect::<Vec<_>>().join(", ")
        }
        Reading::Unsure { why, .. } => format!("{why:?}"),
    }
}

#[test]
fn days_and_their_hours() {
    for (prose, slots) in [
        (
            "Jeudi de 9h à 11h et de 13h à 15h par groupe de 12 personnes",
            "29 09:00-11:00, 29 13:00-15:00",
        ),
        (
            "Vendredi et Samedi de 9h30 à 12h et 14h à 17h.",
            "30 09:30-12:00, 30 14:00-17:00, 31 09:30-12:00, 31 14:00-17:00",
        ),
        (
            "Gratuit ;\n\njeudi 29 et vendredi 30 mars de 8 h 30 à 18 h. Goûter offert.",
            "29 08:30-18:00, 30 08:30-18:00",
        ),
        ("Le jeudi 29 mars 2018 : 10:00 - 12:30", "29 10:00-12:30"),
        (
            "Mercredi 28/03 de 14 heures à 16 heures 30",
            "28 14:00-16:30",
        ),
        (
            "mardi 27 de 9h à midi,mercredi 28 de 13h à 17h",
            "27 09:00-12:00, 28 13:00-17:00",
        ),
        (
            "Portes ouvertes de l’atelier samedi de 9h30 à 19h et dimanche de 14h à 18h",
            "31 09:30-19:00, 1 14:00-18:00",
        ),
        (
            "Samedi 31\n10h - 12h\n14h - 18h\nDimanche 1er avril\n10h - 12h",
            "31 10:00-12:00, 31 14:00-18:00, 1 10:00-12:00",
        ),
        ("27 et 28 mars de 9 à 12h", "27 09:00-12:00, 28 09:00-12:00"),
        (
            "le jeudi 29 et le 30 de 14h à 16h",
            "29 14:00-16:00, 30 14:00-16:00",
        ),
        (
            "Jeudi 29 et 30 mars de 14h à 16h",
            "29 14:00-16:00, 30 14:00-16:00",
        ),
        (
            "Tout le week-end de 10h à 11h",
            "31 10:00-11:00, 1 10:00-11:00",
        ),
        (
            "du lundi au mercredi de 9h à 10h",
            "26 09:00-10:00, 27 09:00-10:00, 28 09:00-10:00",
        ),
        (
            "Du 27 au 28 mars, de 9h à 10h",
            "27 09:00-10:00, 28 09:00-10:00",
        ),
        ("jeudi - vendredi 9h-10h", "29 09:00-10:00, 30 09:00-10:00"),
        (
            "Vendredi : scolaires de 9h à 11h ; samedi : tout public de 10h à 12h",
            "30 09:00-11:00, 31 10:00-12:00",
        ),
        ("samedi après-midi de 14h à 17h", "31 14:00-17:00"),
        (
            "Samedi de 9h à 12h le matin et de 14h à 16h l’après-midi",
            "31 09:00-12:00, 31 14:00-16:00",
        ),
        ("Jeudi départ 9h, retour prévu à 11h30", "29 09:00-11:30"),
        ("Jeudi de 20h à minuit", "29 20:00-00:00"),
        ("Sur réservation : jeudi de 10h à 11h", "29 10:00-11:00"),
        (
            "Jeudi de 10h à 12h. Réservation avant le 15 mars au 05 62 00 00 00",
            "29 10:00-12:00",
        ),
        ("Jeudi de 10 h à 12 h 05 62 00 00 00", "29 10:00-12:00"),
    ] {
        assert_eq!(said(prose), slots, "{prose}");
    }
}

#[test]
fn hours_with_their_length() {
    for (prose, slots) in [
        ("jeudi 29 mars à 10h30 (durée 1h)", "29 10:30-11:30"),
        (
            "Jeudi et vendredi : 10h, 14h. Durée : 45 minutes",
            "29 10:00-10:45, 29 14:00-14:45, 30 10:00-10:45, 30 14:00-14:45",
        ),
        ("jeudi à 10h : visite guidée, durée 1h30", "29 10:00-11:30"),
        ("samedi à 23h30, durée 1 heure", "31 23:30-00:30"),
    ] {
        assert_eq!(said(prose), slots, "{prose}");
    }
}

#[test]
fn hours_before_their_only_days() {
    assert_eq!(
        said("De 9h à 11h et de 14h à 15h le jeudi et le vendredi"),
        "29 09:00-11:00, 29 14:00-15:00, 30 09:00-11:00, 30 14:00-15:00"
    );
    assert_eq!(
        said(
            "Entrée libre\nOuvert de 14h à 18h\nDémonstrations à 15h et 16h\nJeudi 29et vendredi 30 mars"
        ),
        "29 14:00-18:00, 30 14:00-18:00"
    );
    assert_eq!(
        said("De 9h à 11h le jeudi, de 14h à 16h le vendredi"),
        "HoursWithoutDay"
    );
    assert_eq!(
        said("Magasin ouvert de 9h à 12h. Jeudi : visite des ateliers"),
        "HoursWithoutDay"
    );
}

#[test]
fn details_within_the_hours_change_nothing() {
    for (prose, slots) in [
        (
            "Jeudi de 10h à 17h (fermeture des grilles à 16h soit 1h avant)",
            "29 10:00-17:00",
        ),
        (
            "Jeudi de 14h à 18h. Visites guidées, départs à 14h, 15h30 et 17h, durée 1h",
            "29 14:00-18:00",
        ),
        (
            "Jeudi : ouverture de 9h à 18h\nVisites à 10h, 11h vendredi : ouverture de 10h à 19h, visites à 15h",
            "29 09:00-18:00, 30 10:00-19:00",
        ),
        (
            "Jeudi de 10h à 18h. Parcours libre de 10h à 18h. Atelier de 14h à 15h.",
            "29 10:00-18:00",
        ),
        (
            "Jeudi de 10h à 18h, dernière entrée à 17h",
            "29 10:00-18:00",
        ),
    ] {
        assert_eq!(said(prose), slots, "{prose}");
    }
}

#[test]
fn a_doubt_is_never_settled_by_a_guess() {
    use Why::*;
    for (prose, why) in [
        ("", NothingSaid),
        ("Entrée libre, 5 € pour les groupes de 20", NothingSaid),
        ("Jeudi 12 avril de 9h à 10h", DayOutside),
        ("Du 1er juin au 30 juin de 9h à 10h", DayOutside),
        ("samedi au lundi de 9h à 10h", DayAmbiguous),
        ("mardi - jeudi de 9h à 10h", DayAmbiguous),
        ("Jeudi 30 mars de 9h à 10h", WeekdayMismatch),
        ("Jeudi 29 mars 2019 de 9h à 10h", DayOutside),
        ("Jeudi et vendredi, entrée libre", DayWithoutHours),
        ("Jeudi de 9h à 10h, vendredi fermé", DayWithoutHours),
        (
            "Jeudi de 9h à 10h, mêmes horaires vendredi",
            DayWithoutHours,
        ),
        ("De 14h à 18h, départ de la cour", HoursWithoutDay),
        (
            "Jeudi de 9h à 10h. Atelier des enfants de 14h à 15h",
            HoursWithoutDay,
        ),
        ("Les jeudis de 9h à 10h", Vague),
        ("Jeudi de 9h à 10h, les samedis de 14h à 15h", Vague),
        ("Jeudi de 9h à 10h, en semaine de 14h à 15h", Vague),
        ("Jeudi à 10h", StartWithoutEnd),
        ("Jeudi 20h – gratuit", StartWithoutEnd),
        ("Jeudi de 13h30 et 17h30", StartWithoutEnd),
        ("Jeudi à 10h : film (durée 15 min)", StartWithoutEnd),
        ("Jeudi à 10h, durée 1h15 à 1h30", StartWithoutEnd),
        ("Jeudi à 10h, durée environ 1h", StartWithoutEnd),
        ("Jeudi à 14h (1h30)", StartWithoutEnd),
        (
            "Jeudi de 10h à 12h. Démonstrations à 11h et à 12h30",
            StartWithoutEnd,
        ),
        ("Jeudi à partir de 14h", StartWithoutEnd),
        ("Jeudi, fermeture à 18h", EndWithoutStart),
        (
            "Jeudi et vendredi de 10h à 18h, vendredi jusqu’à 17h",
            EndWithoutStart,
        ),
        ("Jeudi de 10h à 9h", BackwardHours),
        ("Jeudi de 22h à 26h", ImpossibleHour),
        ("Jeudi toute la journée", Vague),
        ("Jeudi matin", Vague),
        ("Jeudi de 9h à 12h et l’après-midi", Vague),
        ("Jeudi de 9h à 12h, l’après-midi sur inscription", Vague),
        ("Tous les jours de 9h à 10h", Vague),
        ("Jeudi de 9h à 10h ou sur rendez-vous", Vague),
        ("Jeudi entre 9h et 10h", Vague),
        ("Le premier jeudi de 9h à 10h", Vague),
        ("jusqu’au jeudi 29 mars de 9h à 10h", Vague),
        ("Du lundi au vendredi sauf mercredi de 9h à 10h", Exception),
        ("Jeudi de 9h à 17h, fermé de 12h à 14h", Exception),
        (
            "Jeudi de 9h à 17h. Fermeture exceptionnelle à 16h",
            Exception,
        ),
        ("Jeudi de 9h à 17h : ANNULÉ", Exception),
        ("Jeudi ou vendredi de 9h à 10h", Alternative),
        ("Jeudi de 9h à 10h ou de 14h à 15h", Alternative),
        ("Jeudi à 9h ou 10h, durée 1h", OtherHours),
        (
            "Jeudi de 15h à 20h, départ toutes les 30 minutes",
            Departures,
        ),
        ("Réservations du lundi au vendredi de 9h à 12h", OtherHours),
        ("Jeudi, standard ouvert de 9h à 12h", OtherHours),
        (
            "Jeudi à 9h, durée 1h. Vendredi à 9h, durée 2h",
            SeveralDurations,
        ),
        ("Jeudi de 9h à 12h, dégustation de 11h à 13h", Overlap),
        ("Jeudi à 10h et 10h30, durée 1h", Overlap),
    ] {
        assert_eq!(said(prose), format!("{why:?}"), "{prose}");
    }
    let fortnight: Vec<Date> = week().into_iter().chain([date(2018, 4, 5)]).collect();
    assert_eq!(told(&read("Jeudi de 9h à 10h", &fortnight)), "DayAmbiguous");
    assert_eq!(
        told(&read("Jeudi 5 de 9h à 10h", &fortnight)),
        "5 09:00-10:00"
    );
}

#[test]
fn what_else_is_said_is_kept() {
    let reading = read(
        "Gratuit ; jeudi de 9h à 11h et de 14h à 15h par groupe de 12. Réservation au 05 62 00 00 00",
        &week(),
    );
    let Reading::Understood { leftovers, .. } = reading else {
        panic!("{reading:?}")
    };
    assert_eq!(
        leftovers,
        [
            "Gratuit",
            "par groupe de 12",
            "Réservation au 05 62 00 00 00"
        ]
    );
}

#[test]
fn the_words_at_fault_are_shown() {
    let Reading::Unsure { words, .. } = read("Visites jeudi à 10h", &week()) else {
        panic!()
    };
    assert_eq!(words, "10h");
}

#[test]
fn fields_are_read_together() {
    let read = |fields: &[&str]| told(&read_fields(fields, &week()));
    assert_eq!(
        read(&["Jeudi de 9h à 12h", "Visite guidée"]),
        "29 09:00-12:00"
    );
    assert_eq!(read(&["Gratuit", "Jeudi de 9h à 12h"]), "29 09:00-12:00");
    assert_eq!(
        read(&["Jeudi de 9h à 12h", "Conférence jeudi 29 à 11h"]),
        "29 09:00-12:00"
    );
    assert_eq!(
        read(&["Jeudi de 9h à 12h", "Conférence vendredi à 11h"]),
        "FieldsDisagree"
    );
    assert_eq!(
        read(&["Jeudi de 9h à 12h", "Jeudi de 9h à 13h"]),
        "FieldsDisagree"
    );
    assert_eq!(read(&["Jeudi de 9h à 12h", "ANNULÉ"]), "FieldsDisagree");
    assert_eq!(read(&["Gratuit", "Jeudi à 10h"]), "StartWithoutEnd");
    assert_eq!(read(&["Gratuit", ""]), "NothingSaid");
    assert_eq!(read(&[]), "NothingSaid");
}

#[test]
fn an_immoderate_text_is_not_read() {
    assert_eq!(said(&"jeudi de 9h à 10h. ".repeat(3_000)), "TooLong");
}

proptest! {
    #[test]
    fn any_text_is_read_without_harm(prose in any::<String>()) {
        read(&prose, &week());
    }

    #[test]
    fn whatever_is_understood_is_sound(words in proptest::collection::vec(0usize..26, 0..18)) {
        const PARTS: [&str; 26] = [
            "jeudi", "vendredi 30", "samedi 31 mars", "dimanche", "du", "au", "le", "et", "ou", ",", ";", "\n", "-", "de",
            "à", "9h", "10h30", "12 h", "14h", "18h", "durée", "1h", "visite", "fermé", "réservation", "(",
        ];
        let prose = words.iter().map(|word| PARTS[*word]).collect::<Vec<_>>().join(" ");
        if let Reading::Understood { slots, leftovers: _ } = read(&prose, &week()) {
            let extent = slot::extent(&slots).unwrap();
            prop_assert!(!slots.is_empty());
            prop_assert_eq!(slot::faults(&slots, &extent), vec![]);
            prop_assert!(slots.iter().all(|slot| week().contains(&slot.day())), "{}", prose);
        }
    }
}

use proptest::prelude::*;

use super::*;

#[test]
fn a_single_line_is_cleaned() {
    assert_eq!(
        single_line("  Visite\tde\r\nl’usine  "),
        "Visite de l’usine"
    );
    assert_eq!(single_line("e\u{301}te\u{301}"), "été");
    assert_eq!(single_line("a\u{202e}b\u{200b}c\u{0}d\u{feff}"), "abcd");
    assert_eq!(single_line("Venez\u{202f}!"), "Venez\u{202f}!");
    assert_eq!(single_line("Venez \u{a0} vite"), "Venez vite");
    assert_eq!(
        single_line("z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}"),
        "z\u{300}\u{301}\u{302}"
    );
    assert_eq!(single_line("👩\u{200d}🏭"), "👩\u{200d}🏭");
    assert_eq!(single_line(" \u{a0}\n"), "");
}

#[test]
fn several_lines_are_cleaned() {
    let typed = "\r\n\r\n  Une visite  \r\n\r\n\r\n\r\n- un\r\n\t- deux \u{7}\r\n";
    assert_eq!(multi_line(typed), "Une visite\n\n- un\n    - deux");
    assert_eq!(multi_line("un\rdeux\u{2028}trois"), "un\ndeux\ntrois");
    assert_eq!(multi_line("\n \n"), "");
}

#[test]
fn lengths_are_in_characters() {
    assert_eq!(length("été"), 3);
    assert_eq!(check_length("été", 3), Ok(()));
    assert_eq!(check_length("étés", 3), Err(TooLong { length: 4, max: 3 }));
    assert_eq!(
        shortened("Découvrir les métiers du bois", 20),
        "Découvrir les…"
    );
    assert_eq!(shortened("Anticonstitutionnellement", 10), "Anticonst…");
    assert_eq!(shortened("court", 10), "court");
}

#[test]
fn folding_forgives_what_people_forget() {
    assert_eq!(fold("  L’ŒUVRE  d'Été"), "l'oeuvre d'ete");
    assert_eq!(fold("Straße – Łódź"), "strasse - lodz");
    assert_eq!(fold("ﬁbre ２０¹⁸"), "fibre 2018");
    assert_eq!(fold("İstanbul"), "istanbul");
    assert_eq!(
        words("L’Œuvre d’été, 2ᵉ"),
        ["l", "oeuvre", "d", "ete", "2e"]
    );
}

#[test]
fn slugs_are_addresses() {
    assert_eq!(
        slugify("L’usine de demain : visite & goûter !", 80, "x"),
        "l-usine-de-demain-visite-gouter"
    );
    assert_eq!(
        slugify("Œuvres d'Ærø à Łódź", 80, "x"),
        "oeuvres-d-aero-a-lodz"
    );
    assert_eq!(slugify("Афины – Αθήνα", 80, "x"), "afiny-athina");
    assert_eq!(slugify("日本", 80, "evenement"), "evenement");
    assert_eq!(
        slugify("découvrir les métiers du bois", 20, "x"),
        "decouvrir-les"
    );
    assert_eq!(slugify("découvrir les métiers", 13, "x"), "decouvrir-les");
    assert_eq!(slugify("anticonstitutionnellement", 10, "x"), "anticonsti");
}

#[test]
fn capitals_that_shout() {
    for title in [
        "PORTES OUVERTES",
        "VISITE DE L’USINE",
        "LE BOIS EN FETE",
        "Atelier : DÉCOUVREZ LES MÉTIERS DE LA FONDERIE",
    ] {
        assert!(shouting(title), "{title}");
    }
    for title in [
        "Portes ouvertes à l’IUT",
        "UIMM CCI IUT",
        "BTS CRSA",
        "Visite",
        "VISITE",
        "Job dating AFPA",
        "",
        "2018",
        "Forum UNESCO",
        "ONISEP",
    ] {
        let blamed = shouting(title);
        assert_eq!(blamed, title == "VISITE", "{title}");
    }
}

#[test]
fn quiet_capitals_keep_acronyms() {
    assert_eq!(
        quiet_capitals("VISITE DE L’USINE").as_deref(),
        Some("Visite de l’usine")
    );
    assert_eq!(
        quiet_capitals("PORTES OUVERTES À L'IUT, BTS CPRP").as_deref(),
        Some("Portes ouvertes à l'IUT, BTS CPRP")
    );
    assert_eq!(
        quiet_capitals("« ÉNERGIE DU XIX SIÈCLE »").as_deref(),
        Some("« Énergie du XIX siècle »")
    );
    assert_eq!(quiet_capitals("Portes ouvertes"), None);
}

#[test]
fn the_campaign_in_a_title() {
    let names = ["Semaine de l'Industrie".to_owned(), "SI".to_owned()];
    assert_eq!(
        mentions_campaign("La SEMAINE de l’industrie à l'usine", &names),
        Some("Semaine de l'Industrie")
    );
    assert_eq!(
        mentions_campaign("Semaine-industrie : portes ouvertes", &names),
        Some("Semaine de l'Industrie")
    );
    assert_eq!(
        mentions_campaign("Une semaine dans l'industrie", &names),
        None
    );
    assert_eq!(mentions_campaign("Et si on visitait ?", &names), None);
    assert_eq!(mentions_campaign("Visite", &[String::new()]), None);
}

#[test]
fn several_events_in_one_record() {
    assert_eq!(
        looks_like_many_events("Visite de la scierie", "De 10h à 12h, sur réservation."),
        []
    );
    assert_eq!(
        looks_like_many_events("Programme de la semaine", ""),
        [ManyEvents::TitleIsAProgramme]
    );
    assert_eq!(
        looks_like_many_events("Visite usine / Job dating CCI / Forum métiers", ""),
        [ManyEvents::TitleLists { parts: 3 }]
    );
    let timed =
        "Au programme :\n- 10h : visite\n- 14 h 30 : atelier\n* Mardi 27 : forum\nGoûter offert";
    assert_eq!(
        looks_like_many_events("Journée", timed),
        [ManyEvents::TimedLines { lines: 3 }]
    );
    let places = "Au 3 rue du Moulin, puis 12 avenue de la Forge, enfin 8 bis place des Tanneurs, et au 3, rue du Moulin.";
    assert_eq!(
        looks_like_many_events("Balade", places),
        [ManyEvents::Addresses { places: 3 }]
    );
}

#[test]
fn titles_alike() {
    assert!(alike("Visite de l’usine de Gimont", "VISITE USINE DE GIMONT") > 0.99);
    assert!(
        alike(
            "Portes ouvertes de la fonderie",
            "Porte ouverte à la fonderie"
        ) >= ALIKE
    );
    assert!(alike("Visite de la scierie", "Visite de la laiterie") < ALIKE);
    assert!(alike("Job dating", "Forum des métiers") < 0.2);
    assert_eq!(alike("", ""), 0.0);
    assert_eq!(alike("À la", "a LA"), 1.0);
}

proptest! {
    #[test]
    fn a_slug_is_always_an_address_and_stays(text in "\\PC{0,80}", max in 8usize..90) {
        let slug = slugify(&text, max, "evenement");
        prop_assert!(!slug.is_empty() && slug.len() <= max.max(9));
        prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        prop_assert_eq!(slugify(&slug, max.max(9), "x"), slug);
    }

    #[test]
    fn cleaning_twice_changes_nothing(text in any::<String>()) {
        let line = single_line(&text);
        prop_assert_eq!(single_line(&line), line.clone());
        prop_assert!(!line.contains('\n') && line.trim() == line);
        let lines = multi_line(&text);
        prop_assert_eq!(multi_line(&lines), lines.clone());
        prop_assert!(!lines.contains("\n\n\n"));
    }

    #[test]
    fn folding_twice_changes_nothing(text in any::<String>()) {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded);
    }

    #[test]
    fn likeness_is_symmetric_and_bounded(a in "[a-zéè' ]{0,30}", b in "[a-zéè' ]{0,30}") {
        let score = alike(&a, &b);
        prop_assert_eq!(score, alike(&b, &a));
        prop_assert!((0.0..=1.0).contains(&score));
    }

    #[test]
    fn titles_never_break_anything(title in any::<String>(), description in any::<String>()) {
        shouting(&title);
        if let Some(quiet) = quiet_capitals(&title) { prop_assert!(quiet != title || title.chars().all(|c| !c.is_lowercase())); }
        looks_like_many_events(&title, &description);
        mentions_campaign(&title, &[description]);
    }
}

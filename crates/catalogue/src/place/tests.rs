//! The French pack as it is committed, and packs that do not hold together.

use std::borrow::Cow;
use std::path::Path;
use std::sync::LazyLock;

use super::*;

static FRANCE: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::read(&french_bytes()).unwrap());

#[expect(
    clippy::disallowed_methods,
    reason = "the pack under test is the committed one"
)]
fn french_bytes() -> PackBytes<'static> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../territories/fr");
    PackBytes::gather(|name| std::fs::read(folder.join(name)).ok().map(Cow::Owned)).unwrap()
}

/// What is offered for what is typed, as "Auch (32)".
fn offered(typed: &str, limit: usize) -> Vec<String> {
    let shown = |found: Completion<'_>| format!("{} ({})", found.commune.name, found.home.code);
    FRANCE
        .complete(typed, limit)
        .into_iter()
        .map(shown)
        .collect()
}

fn first(typed: &str) -> String {
    offered(typed, 1).into_iter().next().unwrap_or_default()
}

/// What is found in an address, as "Auch (32), Certain".
fn found(address: &str) -> String {
    let shown = |it: Geocoded<'_>| {
        format!(
            "{} ({}), {:?}",
            it.commune.name,
            FRANCE.home(it.commune).code,
            it.sureness
        )
    };
    FRANCE
        .geocode_offline(address)
        .map_or_else(|| "nothing".to_owned(), shown)
}

fn commune(code: &str) -> &'static Commune {
    FRANCE.commune(code).unwrap()
}

#[test]
fn the_pack_holds_the_whole_country() {
    assert_eq!(FRANCE.communes().len(), 34_875);
    assert_eq!(FRANCE.departements().count(), 101);
    assert_eq!(FRANCE.regions().count(), 18);
    assert!((68_000_000..70_000_000).contains(&FRANCE.nation().population));
}

#[test]
fn the_tree_goes_from_commune_to_nation() {
    let chain = FRANCE.chain("c32013").unwrap();
    let levels: Vec<&str> = chain.levels().iter().map(TerritoryCode::as_str).collect();
    assert_eq!(levels, ["32", "r76", "FR"]);
    assert_eq!(FRANCE.parent("c32013").unwrap().code.as_str(), "32");
    assert_eq!(FRANCE.children("FR").len(), 18);
    assert_eq!(FRANCE.children("r76").len(), 13);
    assert_eq!(FRANCE.children("32")[0].code().as_str(), "c32013");
    assert!(FRANCE.is_within("c32013", "r76") && FRANCE.is_within("32", "32"));
    assert!(!FRANCE.is_within("c32013", "31") && !FRANCE.is_within("FR", "32"));
    assert!(FRANCE.territory("r99").is_none() && FRANCE.territory("32013").is_none());
}

#[test]
fn names_stand_well_in_a_sentence() {
    let within = |code: &str| FRANCE.forms(FRANCE.territory(code).unwrap(), "fr").within;
    let of = |code: &str| FRANCE.forms(FRANCE.territory(code).unwrap(), "fr").of;
    let places = [
        "32", "33", "75", "974", "r32", "r76", "2A", "26", "r04", "FR",
    ]
    .map(within);
    let expected = [
        "dans le Gers",
        "en Gironde",
        "à Paris",
        "à La Réunion",
        "dans les Hauts-de-France",
        "en Occitanie",
        "en Corse-du-Sud",
        "dans la Drôme",
        "à La Réunion",
        "en France",
    ];
    assert_eq!(places, expected);
    assert_eq!(
        ["32", "2A", "69", "91", "35"].map(of),
        [
            "du Gers",
            "de la Corse-du-Sud",
            "du Rhône",
            "de l’Essonne",
            "d’Ille-et-Vilaine"
        ]
    );
    assert_eq!(
        ["c32013", "c76351", "c17300", "c85194"].map(within),
        ["à Auch", "au Havre", "à La Rochelle", "aux Sables-d’Olonne"]
    );
    assert_eq!(
        ["c32013", "c76351", "c32160"].map(of),
        ["d’Auch", "du Havre", "de L’Isle-Jourdain"]
    );
    assert_eq!(
        FRANCE.forms(FRANCE.territory("973").unwrap(), "en").within,
        "in French Guiana"
    );
    assert_eq!(
        FRANCE
            .forms(FRANCE.territory("c76351").unwrap(), "en")
            .within,
        "in Le Havre"
    );
}

#[test]
fn time_and_holidays_are_those_of_the_place() {
    let zone = |code: &str| FRANCE.time_zone(FRANCE.territory(code).unwrap());
    assert_eq!(zone("c32013"), "Europe/Paris");
    assert_eq!(zone("c97411"), "Indian/Reunion");
    assert_eq!(zone("r01"), "America/Guadeloupe");
    let holidays = |code: &str| FRANCE.departement(code).unwrap().holidays.as_str();
    assert_eq!(
        ["32", "67", "971", "976"].map(holidays),
        ["metropole", "alsace-moselle", "guadeloupe", "mayotte"]
    );
}

#[test]
fn auch_is_found_however_one_types_it() {
    for typed in [
        "auch",
        "AUCH",
        "32000",
        "32013",
        "Auch 32000",
        "32000 auch",
        "Auch (32)",
        "auch gers",
        "auch (Gers)",
    ] {
        assert_eq!(first(typed), "Auch (32)", "{typed}");
    }
    assert_eq!(FRANCE.complete("32000", 3)[0].postcode, Some("32000"));
    assert!(offered("au", 10).contains(&"Aurillac (15)".to_owned()));
}

#[test]
fn accents_hyphens_apostrophes_and_abbreviations_are_forgiven() {
    for typed in [
        "l'isle jourdain 32",
        "L’Isle-Jourdain (32)",
        "isle-jourdain gers",
        "lisle jourdain 32",
        "Lisle-Jourdain 32600",
    ] {
        assert_eq!(first(typed), "L’Isle-Jourdain (32)", "{typed}");
    }
    assert_eq!(first("st etienne"), "Saint-Étienne (42)");
    assert_eq!(first("havre"), "Le Havre (76)");
    assert_eq!(first("beziers"), "Béziers (34)");
    assert_eq!(first("stras"), "Strasbourg (67)");
    assert!(
        offered("st", 20).contains(&"Strasbourg (67)".to_owned())
            || first("stra") == "Strasbourg (67)"
    );
    assert_eq!(first("villeneuve dascq"), "Villeneuve-d’Ascq (59)");
    assert_eq!(first("jourdain"), "L’Isle-Jourdain (32)");
}

#[test]
fn one_typo_is_forgiven_from_five_letters_on() {
    for (typed, meant) in [
        ("toulose", "Toulouse (31)"),
        ("Toulousse", "Toulouse (31)"),
        ("Flaurance", "Fleurance (32)"),
        ("strabsourg", "Strasbourg (67)"),
        ("bezeirs", "Béziers (34)"),
    ] {
        assert_eq!(first(typed), meant, "{typed}");
        assert_eq!(FRANCE.complete(typed, 1)[0].exactness, Exactness::Nearly);
    }
    // Two typos, or too few letters to be sure of anything.
    assert_eq!(first("tuolosue"), "");
    assert_eq!(first("auhc"), "");
    assert_eq!(first("Zzyzx"), "");
    // What answers as it stands is never taken for something else.
    assert_eq!(first("Lectoure"), "Lectoure (32)");
}

#[test]
fn homonyms_are_told_apart_by_departement() {
    // Which of the two has more people changes with the vintage.
    let mut both = offered("saint-denis", 2);
    both.sort();
    assert_eq!(both, ["Saint-Denis (93)", "Saint-Denis (974)"]);
    for typed in [
        "saint denis 974",
        "st-denis réunion",
        "Saint-Denis La Réunion",
        "saint-denis 97400",
    ] {
        assert_eq!(first(typed), "Saint-Denis (974)", "{typed}");
    }
    for typed in [
        "saint denis 93",
        "st denis seine saint denis",
        "93200 Saint-Denis",
    ] {
        assert_eq!(first(typed), "Saint-Denis (93)", "{typed}");
    }
}

#[test]
fn postcodes_complete_from_their_first_figures() {
    assert_eq!(first("75015"), "Paris (75)");
    assert_eq!(first("2A004"), "Ajaccio (2A)");
    assert_eq!(first("97400"), "Saint-Denis (974)");
    assert!(
        FRANCE
            .complete("320", 50)
            .iter()
            .all(|found| found.postcode.is_some_and(|code| code.starts_with("320")))
    );
    assert!(
        offered("99999", 5).is_empty()
            && offered("", 5).is_empty()
            && offered("’ - .", 5).is_empty()
    );
}

#[test]
fn former_communes_and_districts_lead_to_the_commune() {
    for (code, heir) in [
        ("75115", "75056"),
        ("69383", "69123"),
        ("13201", "13055"),
        ("c75101", "75056"),
        ("01033", "01033"),
    ] {
        assert_eq!(commune(code).national_code(), heir, "{code}");
    }
    // Gone in 2019, 2025 and by the division of Corsica.
    for (code, heir) in [("01025", "01025"), ("14011", "14581"), ("20004", "2A004")] {
        assert_eq!(commune(code).national_code(), heir, "{code}");
    }
    let offered = FRANCE.complete("bellegarde sur valserine", 1)[0];
    assert_eq!(&*offered.commune.name, "Valserhône");
    assert_eq!(&*offered.alias.unwrap().name, "Bellegarde-sur-Valserine");
    assert_eq!(first("paris 15"), "Paris (75)");
    assert_eq!(first("lyon 3e"), "Lyon (69)");
    for alias in ["13201", "69381", "75120"] {
        assert!(FRANCE.alias(alias).unwrap().point.is_some());
    }
}

#[test]
fn every_commune_holds_its_own_point_and_only_its_own() {
    for commune in FRANCE.communes() {
        let holder = FRANCE
            .locate(commune.lon, commune.lat)
            .map(|holder| holder.code.as_str());
        // Rounding to the grid of the contours may push a point of a thin commune over its border, by a few metres at most.
        if holder != Some(commune.code.as_str()) {
            let agreement = FRANCE.pin_agrees(commune, commune.lon, commune.lat);
            assert!(
                matches!(agreement, Agreement::NearBorder { metres } if metres < 15.0),
                "{}: {agreement:?}",
                commune.code
            );
        }
    }
}

#[test]
fn pins_are_found_in_near_and_out_of_their_commune() {
    let auch = commune("32013");
    assert_eq!(FRANCE.pin_agrees(auch, 0.5867, 43.6465), Agreement::Inside);
    let toulouse = FRANCE.pin_agrees(auch, 1.4442, 43.6045);
    assert!(
        matches!(toulouse, Agreement::Elsewhere { commune: Some(other) } if other.national_code() == "31555")
    );
    let [_, south, _, _] = FRANCE.bounds(Place::Commune(auch));
    let lowest = (0..4000)
        .map(|i| 0.55 + f64::from(i) * 2e-5)
        .find(|lon| FRANCE.locate(*lon, south + 2e-4) == Some(auch))
        .unwrap();
    let below = FRANCE.pin_agrees(auch, lowest, south - 5e-4);
    assert!(
        matches!(below, Agreement::NearBorder { metres } if metres < 150.0),
        "{below:?}"
    );
    assert_eq!(
        FRANCE.pin_agrees(auch, -4.0, 44.0),
        Agreement::Elsewhere { commune: None }
    );
}

#[test]
fn pins_overseas_at_sea_and_off_the_earth() {
    let at = |lon: f64, lat: f64| FRANCE.locate(lon, lat).map(Commune::national_code);
    assert_eq!(at(55.4504, -20.8789), Some("97411"));
    assert_eq!(at(-61.0742, 14.6037), Some("97209"));
    assert_eq!(at(-52.3261, 4.9372), Some("97302"));
    assert_eq!(at(-61.7256, 15.9985), Some("97105"));
    assert_eq!(at(45.2279, -12.7806), Some("97611"));
    assert_eq!(at(2.3522, 48.8566), Some("75056"));
    assert_eq!(at(-20.0, 40.0), None);
    assert_eq!(at(f64::NAN, 48.0), None);
    assert_eq!(at(2.0, f64::INFINITY), None);
    let (nearest, km) = FRANCE.nearest(-1.2, 44.65, 10.0).unwrap();
    assert_eq!((&*nearest.name, km < 5.0), ("Arcachon", true));
}

#[test]
fn addresses_lead_to_their_commune() {
    let expected = [
        ("Zone industrielle, 32000 Auch", "Auch (32), Certain"),
        ("12 rue de Paris, 32000 AUCH", "Auch (32), Certain"),
        ("Mairie - Auch (32000)", "Auch (32), Certain"),
        ("32007 Auch Cedex 9", "Auch (32), Likely"),
        ("3 place du Palais, 84000 Avignon", "Avignon (84), Certain"),
        (
            "ZA du Pont, L'Isle-Jourdain (Gers)",
            "L’Isle-Jourdain (32), Likely",
        ),
        ("15 rue de Vaugirard 75015 Paris", "Paris (75), Certain"),
        (
            "1 rue du Port, 97400 St Denis",
            "Saint-Denis (974), Certain",
        ),
        ("Usine de la Garonne, Toulouse", "Toulouse (31), Likely"),
        ("rue des Lilas Toulouse", "Toulouse (31), Guess"),
        ("quelque part", "nothing"),
        ("", "nothing"),
    ];
    for (address, answer) in expected {
        assert_eq!(found(address), answer, "{address}");
    }
    let district = FRANCE
        .geocode_offline("15 rue de Vaugirard 75015 Paris")
        .unwrap();
    assert_eq!(&*district.alias.unwrap().code, "75115");
}

#[test]
fn distances_are_those_of_the_map() {
    let km = commune("32013").distance_km(commune("31555").lon, commune("31555").lat);
    assert!((67.0..71.0).contains(&km), "{km}");
}

#[test]
fn the_drawing_shows_every_territory_and_places_points_in_it() {
    let outlines = FRANCE.outlines();
    assert_eq!(outlines.level(Level::Departement).count(), 101);
    assert_eq!(outlines.level(Level::Region).count(), 18);
    assert_eq!(outlines.insets().count(), 4);
    for commune in FRANCE.communes() {
        let spots: Vec<_> = outlines.spots(commune.lon, commune.lat).collect();
        let main = spots.iter().filter(|spot| !spot.frame.inset).count();
        assert_eq!(main, 1, "{}", commune.code);
    }
    let paris: Vec<&str> = outlines
        .spots(2.3522, 48.8566)
        .map(|spot| spot.frame.id.as_str())
        .collect();
    assert_eq!(paris, ["metropole", "petite-couronne"]);
    assert_eq!(outlines.spots(-30.0, 0.0).count(), 0);
}

#[test]
fn the_projection_agrees_with_the_drawing() {
    // The mark of a département is drawn inside it: so must the projected point of most of its communes be near it.
    for shape in FRANCE.outlines().level(Level::Departement) {
        let seat = commune(
            FRANCE
                .departement(shape.code.as_str())
                .unwrap()
                .seat
                .as_str(),
        );
        let spot = FRANCE
            .outlines()
            .spots(seat.lon, seat.lat)
            .find(|spot| spot.frame.id == shape.frame)
            .unwrap();
        let far = (spot.x - shape.label[0]).hypot(spot.y - shape.label[1]);
        assert!(far < 75.0, "{}: {far}", shape.code);
    }
}

#[test]
fn a_pack_that_does_not_hold_together_is_refused() {
    let refused = |change: fn(&mut PackBytes<'static>)| {
        let mut bytes = french_bytes();
        change(&mut bytes);
        Gazetteer::read(&bytes).unwrap_err().to_string()
    };
    let one_less = refused(|bytes| {
        let end = bytes.communes[..bytes.communes.len() - 1]
            .iter()
            .rposition(|byte| *byte == b'\n')
            .unwrap();
        bytes.communes.to_mut().truncate(end + 1);
    });
    assert!(one_less.contains("commune"), "{one_less}");
    assert!(
        refused(|bytes| bytes.pack = Cow::Borrowed(b"{}")).starts_with("pack.json: missing field")
    );
    assert!(
        refused(|bytes| bytes.territories = Cow::Borrowed(b"[]")).ends_with("there is no nation")
    );
    assert!(
        refused(|bytes| bytes.communes = Cow::Borrowed(b"code\n32013\tAuch\n"))
            .starts_with("communes.tsv, line 2: 2 fields")
    );
    assert!(
        refused(|bytes| bytes.contours = Cow::Borrowed(b"not zstd")).contains("cannot be opened")
    );
    let missing = PackBytes::gather(|_| None).unwrap_err().to_string();
    assert_eq!(missing, "the territory pack has no file pack.json");
}

#[test]
fn a_whole_name_is_the_lowest_territory_or_the_most_populous_commune() {
    let code = |typed: &str| FRANCE.named(typed).map(|place| place.code().to_string());
    for (typed, named) in [
        ("Toulouse", Some("c31555")),
        ("le havre", Some("c76351")),
        ("havre", Some("c76351")),
        ("st etienne", Some("c42218")),
        ("saint-étienne", Some("c42218")),
        ("gers", Some("32")),
        ("le Gers", Some("32")),
        ("haute garonne", Some("31")),
        ("la réunion", Some("974")),
        ("occitanie", Some("r76")),
        ("toul", Some("c54528")),
        ("toulou", None),
        ("toulouze", None),
        ("", None),
    ] {
        assert_eq!(code(typed).as_deref(), named, "{typed}");
    }
}

use super::*;

#[test]
fn a_price_is_free_only_when_it_says_so() {
    for (price, answer) in [
        ("Gratuit", Some(true)),
        ("0", Some(true)),
        ("2", Some(false)),
        ("6 euros", Some(false)),
        ("Gratuit le matin / 2 € l’après-midi", Some(false)),
        ("Participation libre", Some(true)),
        ("", None),
        ("selon visite", None),
    ] {
        assert_eq!(free(price), answer, "{price}");
    }
    assert!(names_an_amount("Tarif unique 6€."));
    assert!(!names_an_amount("0 € pour tous"));
}

#[test]
fn the_first_sentences_make_a_summary() {
    let short = first_words("Une visite de l’atelier. Rien de plus.");
    assert_eq!(short, "Une visite de l’atelier. Rien de plus.");
    let long = format!(
        "{} {}",
        "Venez découvrir le métier de tourneur dans notre atelier.",
        "x".repeat(300)
    );
    assert_eq!(
        first_words(&long),
        "Venez découvrir le métier de tourneur dans notre atelier."
    );
    assert!(text::length(&first_words(&"mot ".repeat(200))) <= limits::SUMMARY);
}

#[test]
fn partial_access_is_not_access() {
    assert_eq!(access_in("Accès handicapés moteurs total"), [Access::Motor]);
    assert!(access_in("Accès handicapé moteur partiel").is_empty());
}

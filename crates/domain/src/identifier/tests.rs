use proptest::prelude::*;

use super::*;

/// A SIREN with a right key, made from eight digits.
fn siren_from(eight: &str) -> String {
    (0..10)
        .map(|key| format!("{eight}{key}"))
        .find(|siren| luhn_sum(siren).is_multiple_of(10))
        .unwrap()
}

#[test]
fn a_siret_is_read_however_it_is_spaced() {
    let siret = Siret::parse(" 732 829 320 00074 ").unwrap();
    assert_eq!(siret.as_str(), "73282932000074");
    assert_eq!(siret.spaced(), "732 829 320 00074");
    assert_eq!(siret.siren().spaced(), "732 829 320");
    assert_eq!(Siret::parse("732.829.320-00074"), Ok(siret));
}

#[test]
fn a_wrong_siret_says_what_is_wrong() {
    assert_eq!(Siret::parse(""), Err(BadIdentifier::Empty));
    assert_eq!(Siret::parse("7328293200007"), Err(BadIdentifier::Length));
    assert_eq!(Siret::parse("732829320000744"), Err(BadIdentifier::Length));
    assert_eq!(Siret::parse("73282932000075"), Err(BadIdentifier::Key));
    assert_eq!(
        Siret::parse("7328293200007O"),
        Err(BadIdentifier::Character)
    );
    assert_eq!(Siren::parse("732829321"), Err(BadIdentifier::Key));
    assert_eq!(
        Siret::parse("٧٣٢٨٢٩٣٢٠٠٠٠٧٤"),
        Err(BadIdentifier::Character)
    );
}

#[test]
fn the_post_office_has_its_own_key() {
    // 3+5+6 = 14, and the establishment 00001 brings the plain sum to 15.
    assert!(Siret::parse("35600000000001").is_ok());
    assert!(!luhn_sum("35600000000001").is_multiple_of(10));
    assert!(Siret::parse("35600000000048").is_ok());
    assert_eq!(Siret::parse("35600000000002"), Err(BadIdentifier::Key));
}

#[test]
fn postcodes() {
    assert_eq!(Postcode::parse("32 000").unwrap().as_str(), "32000");
    assert_eq!(Postcode::parse("97400").unwrap().as_str(), "97400");
    assert_eq!(Postcode::parse("00100"), Err(BadIdentifier::Shape));
    assert_eq!(Postcode::parse("3200"), Err(BadIdentifier::Length));
    assert_eq!(Postcode::parse("2A004"), Err(BadIdentifier::Character));
}

#[test]
fn telephones() {
    for spelling in [
        "05 62 00 00 00",
        "05.62.00.00.00",
        "+33 5 62 00 00 00",
        "0033562000000",
        "+33 (0)5 62 00 00 00",
    ] {
        assert_eq!(
            Phone::parse(spelling).unwrap().as_str(),
            "0562000000",
            "{spelling}"
        );
    }
    let phone = Phone::parse("0562000000").unwrap();
    assert_eq!(phone.spaced(), "05 62 00 00 00");
    assert_eq!(phone.to_dial(), "+33562000000");
    assert_eq!(Phone::parse("3949").unwrap().to_dial(), "3949");
    assert_eq!(
        Phone::parse("+32 2 555 12 12").unwrap().as_str(),
        "+3225551212"
    );
    assert_eq!(Phone::parse("04 85 75 38"), Err(BadIdentifier::Length));
    assert_eq!(Phone::parse("12"), Err(BadIdentifier::Shape));
    assert_eq!(
        Phone::parse("demander à l’accueil"),
        Err(BadIdentifier::Character)
    );
    assert_eq!(Phone::parse("("), Err(BadIdentifier::Shape));
    assert_eq!(Phone::parse(&"0".repeat(1_000)), Err(BadIdentifier::Length));
}

#[test]
fn mail_addresses() {
    let email = Email::parse(" Referent.Gers@Semaine.EXAMPLE ").unwrap();
    assert_eq!(email.as_str(), "Referent.Gers@semaine.example");
    assert_eq!(email.comparable(), "referent.gers@semaine.example");
    assert_eq!(email.domain(), "semaine.example");
    assert!(Email::parse("o'usine+visite@atelier.example").is_ok());
    assert!(Email::parse("accueil@métallerie.example").is_ok());
    for bad in [
        "accueil",
        "@semaine.example",
        "accueil@",
        "accueil@localhost",
        "a@b@semaine.example",
        "a..b@semaine.example",
        ".a@semaine.example",
        "\"a b\"@semaine.example",
        "a@[127.0.0.1]",
        "a@127.0.0.1",
        "a@-semaine.example",
        "a@semaine..example",
        "a b@semaine.example",
        "a@semaine.example\r\nBcc: b@semaine.example",
        "a@semaine.e",
        "a,b@semaine.example",
        "<a@semaine.example>",
    ] {
        assert!(Email::parse(bad).is_err(), "{bad}");
    }
    assert_eq!(
        Email::parse(&format!("a@{}.example", "b.".repeat(200))),
        Err(BadIdentifier::Length)
    );
}

#[test]
fn web_addresses() {
    assert_eq!(
        Web::parse("www.Usine.example/Visite?a=1").unwrap().as_str(),
        "https://www.usine.example/Visite?a=1"
    );
    assert_eq!(
        Web::parse("HTTP://usine.example:8080/").unwrap().as_str(),
        "http://usine.example:8080/"
    );
    assert_eq!(
        Web::parse("http://usine.example:8080/").unwrap().host(),
        "usine.example"
    );
    assert_eq!(
        Web::parse("usine.example:8080/x").unwrap().host(),
        "usine.example"
    );
    assert_eq!(
        Web::parse("usine.example/vers?u=http://autre.example")
            .unwrap()
            .host(),
        "usine.example"
    );
    for (bad, why) in [
        ("javascript:alert(1)", BadIdentifier::Scheme),
        ("ftp://usine.example", BadIdentifier::Scheme),
        ("data:text/html,x", BadIdentifier::Scheme),
        ("mailto:a@usine.example", BadIdentifier::Scheme),
        ("https://me:secret@usine.example", BadIdentifier::Shape),
        ("https://localhost/", BadIdentifier::Shape),
        ("https://127.0.0.1/", BadIdentifier::Shape),
        ("https://", BadIdentifier::Shape),
        ("voir notre site", BadIdentifier::Character),
        ("https://usine.example/\u{0}", BadIdentifier::Character),
        ("https://usine.example:99999/", BadIdentifier::Shape),
        ("", BadIdentifier::Empty),
    ] {
        assert_eq!(Web::parse(bad), Err(why), "{bad}");
    }
    assert_eq!(
        Web::parse(&format!("https://usine.example/{}", "a".repeat(500))),
        Err(BadIdentifier::Length)
    );
}

#[test]
fn what_is_stored_is_checked_when_read() {
    assert!(serde_json::from_str::<Email>("\"accueil\"").is_err());
    let email: Email = serde_json::from_str("\"a@semaine.example\"").unwrap();
    assert_eq!(
        serde_json::to_string(&email).unwrap(),
        "\"a@semaine.example\""
    );
}

proptest! {
    #[test]
    fn one_wrong_digit_is_always_seen(eight in "[1-9][0-9]{7}", place in 0usize..9, shift in 1u8..10) {
        let siren = siren_from(&eight);
        prop_assert!(Siren::parse(&siren).is_ok());
        let mut bytes = siren.into_bytes();
        bytes[place] = (bytes[place] - b'0' + shift) % 10 + b'0';
        let wrong = String::from_utf8(bytes).unwrap();
        prop_assert_eq!(Siren::parse(&wrong), Err(BadIdentifier::Key));
    }

    #[test]
    fn writing_and_reading_again_changes_nothing(text in "\\PC{0,60}") {
        if let Ok(email) = Email::parse(&text) { prop_assert_eq!(Email::parse(email.as_str()), Ok(email)); }
        if let Ok(web) = Web::parse(&text) { prop_assert_eq!(Web::parse(web.as_str()), Ok(web)); }
        if let Ok(phone) = Phone::parse(&text) { prop_assert_eq!(Phone::parse(&phone.spaced()), Ok(phone)); }
    }

    #[test]
    fn a_web_address_read_again_is_the_same(text in "(https?://)?[a-z]{1,5}\\.[a-zéÉ]{2,4}(:[0-9]{1,5})?(/[a-zA-Z0-9:@?#/]{0,12})?") {
        if let Ok(web) = Web::parse(&text) { prop_assert_eq!(Web::parse(web.as_str()), Ok(web)); }
    }
}

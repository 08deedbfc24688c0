//! Settings that are refused, and those that are taken.

use super::*;

fn refused(key: &str, value: &str) -> String {
    let given = Given::gather(None, [(key.to_owned(), value.to_owned())]).expect("gathered");
    Config::check(&given).expect_err("a refusal").to_string()
}

#[test]
fn a_wrong_value_is_told_in_one_sentence() {
    assert_eq!(
        refused("SEMAINE_LOG", "info,semaine=loudly"),
        "SEMAINE_LOG is “info,semaine=loudly”: expected a level (error, warn, info, debug) or a filter such as semaine=debug."
    );
    assert_eq!(
        refused("SEMAINE_LISTEN", "here"),
        "SEMAINE_LISTEN is “here”: expected an address and a port, such as 127.0.0.1:8018."
    );
    assert_eq!(
        refused("SEMAINE_PUBLIC_URL", "https://semaine.example/path"),
        "SEMAINE_PUBLIC_URL is “https://semaine.example/path”: expected an http or https address without a path."
    );
}

#[test]
fn a_refusal_repeats_no_password() {
    for (key, value) in [
        ("SEMAINE_DATABASE_URL", "mysql://me:hushhush@base.example/x"),
        (
            "SEMAINE_DATABASE_URL",
            "mysql://base.example/x?password=hushhush",
        ),
        ("SEMAINE_METRICS_TOKEN", "hushhush"),
    ] {
        let sentence = refused(key, value);
        assert!(!sentence.contains("hushhush"), "{sentence}");
    }
}

#[test]
fn nothing_given_is_a_site_on_this_machine() {
    let config = Config::check(&Given::default()).expect("defaults");
    assert_eq!(config.origin(), "http://127.0.0.1:8018");
    assert_eq!(
        config.mail_from.email.to_string(),
        "ne-pas-repondre@localhost"
    );
    assert_eq!(
        config.database.to_string(),
        "sqlite:./semaine-data/semaine.sqlite"
    );
}

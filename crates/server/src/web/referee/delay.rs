//! When an answer is due, in words.

use domain::words::Language;
use fluent_bundle::{FluentArgs, FluentValue};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::web::filters;
use crate::words::Words;

/// A due date as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Delay {
    /// In words: “en retard d’un jour”, “aujourd’hui, 18 h”, “demain”, a date.
    pub text: String,
    /// `bad` when late, `warn` when due today, `quiet` otherwise.
    pub tone: &'static str,
    /// The moment, for machines.
    pub iso: String,
}

/// The due date in words, as the clock of the territory tells it.
pub fn delay(
    words: &Words,
    language: Language,
    due: Timestamp,
    now: Timestamp,
    zone: &TimeZone,
) -> Delay {
    let (due_there, now_there) = (
        due.to_zoned_datetime(zone.clone()),
        now.to_zoned_datetime(zone.clone()),
    );
    let (day, today) = (due_there.date(), now_there.date());
    let apart = i64::from((day - today).get_days());
    let say = |key: &str, named: &[(&str, FluentValue<'_>)]| {
        let args: FluentArgs<'_> = named
            .iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect();
        words.say(language, key, Some(&args))
    };
    let (text, tone) = match apart {
        _ if due <= now && apart >= 0 => (say("referee-late-today", &[]), "bad"),
        _ if due <= now => (say("referee-late", &[("days", (-apart).into())]), "bad"),
        0 => {
            let hour = filters::time(due_there.time(), language);
            (say("referee-due-today", &[("hour", hour.into())]), "warn")
        }
        1 => (say("referee-due-tomorrow", &[]), "quiet"),
        _ => (filters::day_short(day, language), "quiet"),
    };
    Delay {
        text,
        tone,
        iso: due.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(due: &str, now: &str) -> String {
        let words = Words::load(None).expect("words");
        let zone = TimeZone::get("Europe/Paris").expect("a zone");
        let at = |text: &str| text.parse().expect("a moment");
        let delay = delay(&words, Language::Fr, at(due), at(now), &zone);
        format!("{} ({})", delay.text, delay.tone)
    }

    #[test]
    fn a_delay_is_told_as_one_says_it() {
        let now = "2026-11-10T10:00:00Z";
        assert_eq!(
            told("2026-11-09T17:00:00Z", now),
            "en retard d’un jour (bad)"
        );
        assert_eq!(
            told("2026-11-07T17:00:00Z", now),
            "en retard de 3 jours (bad)"
        );
        assert_eq!(
            told("2026-11-10T08:00:00Z", now),
            "en retard depuis aujourd’hui (bad)"
        );
        assert_eq!(
            told("2026-11-10T17:00:00Z", now),
            "aujourd’hui, 18\u{a0}h (warn)"
        );
        assert_eq!(told("2026-11-11T17:00:00Z", now), "demain (quiet)");
        assert_eq!(
            told("2026-11-12T17:00:00Z", now),
            "jeu.\u{a0}12\u{a0}nov. (quiet)"
        );
    }
}

//! Titles, summaries and descriptions: sentences of the vocabulary with their blanks filled for one event.

use std::borrow::Cow;

use domain::event::{Mode, limits};
use domain::organisation::Kind;
use domain::words::Language;

use super::Seat;
use crate::demo::chance::Chance;
use crate::demo::vocabulary::grammar::{
    Gender, Noun, a, at_phrase, at_the, capital, fill, of, of_phrase, of_the, spaced, the,
};
use crate::demo::vocabulary::sentences::{self, Manner};
use crate::demo::vocabulary::trades::Trade;
use crate::demo::vocabulary::{english, titles};

/// What the texts of one event speak about.
pub(super) struct Scene<'a> {
    seat: &'a Seat<'a>,
    trade: &'static Trade,
    format: &'static str,
    manner: Manner,
    mode: Mode,
    language: Language,
    job: usize,
    lead: usize,
    count: i64,
    years: i64,
    group: i64,
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        seat: &'a Seat<'a>,
        format: &'static str,
        manner: Manner,
        mode: Mode,
        language: Language,
        seats: Option<u32>,
        chance: &mut Chance,
    ) -> Scene<'a> {
        Scene {
            seat,
            trade: seat.trade,
            format,
            manner,
            mode,
            language,
            job: chance.below(3),
            lead: chance.below(4),
            count: chance.between(6, 42),
            years: chance.between(4, 96),
            group: seats.map_or_else(|| *chance.one(&[8, 10, 12, 15]), i64::from),
        }
    }

    pub(super) fn title(&self, chance: &mut Chance) -> String {
        for _ in 0..6 {
            let filled = match self.language {
                Language::En => self.in_english(chance.text(&english::TITLES)),
                Language::Fr => {
                    let Some(pattern) = self.fits(chance.text(titles::titles(self.format))) else {
                        continue;
                    };
                    // The lead of one trade is drawn again each time, so that its events differ.
                    let lead = chance.below(4);
                    self.filled(pattern, lead)
                }
            };
            if filled.chars().count() <= limits::TITLE {
                return spaced(&filled);
            }
        }
        spaced(self.trade.leads[self.lead])
    }

    pub(super) fn summary(&self, chance: &mut Chance) -> String {
        for _ in 0..6 {
            let filled = match self.language {
                Language::En => self.in_english(chance.text(&english::SUMMARIES)),
                Language::Fr => {
                    self.filled(chance.text(sentences::summaries(self.manner)), self.lead)
                }
            };
            let filled = spaced(&filled);
            if filled.chars().count() <= limits::SUMMARY {
                return filled;
            }
        }
        spaced(self.trade.facts[0])
    }

    pub(super) fn description(&self, chance: &mut Chance) -> String {
        if self.language == Language::En {
            let count = chance.between(3, 5) as usize;
            let paragraphs = chance.some(&english::PARAGRAPHS, count);
            let filled: Vec<_> = paragraphs
                .into_iter()
                .map(|text| self.in_english(text))
                .collect();
            return filled.join("\n\n");
        }
        let mut paragraphs = vec![self.opening(chance)];
        if self.manner != Manner::Hiring {
            paragraphs[0].push(' ');
            paragraphs[0].push_str(chance.text(&self.trade.facts));
        }
        if matches!(self.manner, Manner::Visit | Manner::Looking) && chance.percent(70) {
            paragraphs.push(self.programme(chance));
        }
        if chance.percent(80) {
            paragraphs.push(self.filled(chance.text(&sentences::PEOPLE), self.lead));
        }
        let practical: &[&'static str] = match self.manner {
            _ if self.mode == Mode::Online => &sentences::PRACTICAL_ONLINE,
            Manner::Visit => &sentences::PRACTICAL,
            Manner::Class => &sentences::PRACTICAL_CLASS,
            _ => &sentences::PRACTICAL_ROOM,
        };
        let count = chance.between(1, 3) as usize;
        let practical = chance.some(practical, count);
        let practical: Vec<_> = practical
            .into_iter()
            .map(|text| self.filled(text, self.lead))
            .collect();
        paragraphs.push(practical.join(" "));
        spaced(&paragraphs.join("\n\n"))
    }

    fn opening(&self, chance: &mut Chance) -> String {
        loop {
            if let Some(pattern) = self.fits(chance.text(sentences::openings(self.manner))) {
                return self.filled(pattern, self.lead);
            }
        }
    }

    fn programme(&self, chance: &mut Chance) -> String {
        let count = chance.between(3, 5) as usize;
        let steps = chance.some(&self.trade.steps, count);
        let lines: Vec<_> = steps.into_iter().map(|step| format!("- {step}")).collect();
        format!(
            "## {}\n\n{}",
            chance.text(&sentences::PROGRAMME),
            lines.join("\n")
        )
    }

    /// The pattern without its condition, when it holds: `…|machine:F` is for feminine machines only.
    fn fits<'t>(&self, pattern: &'t str) -> Option<&'t str> {
        let Some((text, condition)) = pattern.split_once('|') else {
            return Some(pattern);
        };
        let (noun, wanted) = condition.split_once(':')?;
        let gender = match noun {
            "machine" => self.trade.machine.gender,
            _ => self.trade.house.gender,
        };
        let holds = matches!((gender, wanted), (Gender::F, "F") | (Gender::M, "M"));
        holds.then_some(text)
    }

    fn filled(&self, pattern: &str, lead: usize) -> String {
        let text = fill(pattern, |key| self.look(key, lead));
        let mut whole = capital(&text);
        // A value that ends a sentence brings no second stop.
        if whole.ends_with("?.") || whole.ends_with("!.") {
            whole.pop();
        }
        whole
    }

    fn look(&self, key: &str, lead: usize) -> Option<String> {
        let (head, form) = key.split_once('.').unwrap_or((key, ""));
        let trade = self.trade;
        let value = match head {
            "house" => noun(trade.house, form),
            "product" => noun(trade.product, form),
            "products" => trade.product.many.to_owned(),
            "machine" => noun(trade.machine, form),
            "matter" => phrase(trade.matter, form),
            "step1" | "step2" | "step3" | "step4" | "step5" => {
                let at = usize::from(head.as_bytes()[4] - b'1');
                phrase(trade.steps[at], form)
            }
            "jobs" | "job" => self.jobs(form),
            "org" => self.organiser(form),
            "in" => self.seat.forms.within.clone(),
            "of" => self.seat.forms.of.clone(),
            "dep" if form == "in" => self.seat.above.within.clone(),
            "dep" => self.seat.above.of.clone(),
            "lead" => trade.leads[lead].to_owned(),
            "count" => self.count.to_string(),
            "years" => self.years.to_string(),
            "group" => self.group.to_string(),
            _ => return None,
        };
        Some(value)
    }

    fn jobs(&self, form: &str) -> String {
        let (women, men) = self.trade.jobs[self.job];
        let both = |article: &str| {
            if women == men {
                return format!("{article}{men}");
            }
            // "conductrices et conducteurs de ligne": what both have in common is said once.
            match (women.split_once(' '), men.split_once(' ')) {
                (Some((she, one)), Some((he, other))) if one == other => {
                    format!("{article}{she} et {article}{he} {one}")
                }
                _ => format!("{article}{women} et {article}{men}"),
            }
        };
        match form {
            "f" => singular(women),
            "f.dun" => format!("d’une {}", singular(women)),
            "m" => singular(men),
            "m.de" => of(&singular(men)),
            "m.le" => the(&singular(men), Gender::M),
            "les" => both("les "),
            "des" => both("des "),
            "de" => of(&both("")),
            _ => both(""),
        }
    }

    /// The organiser, with or without its article; `v:reçoit/reçoivent` gives the verb that goes with it.
    fn organiser(&self, form: &str) -> String {
        let name = &self.seat.name;
        let gender = self.seat.gender;
        if let Some((one, many)) = form
            .strip_prefix("v:")
            .and_then(|verb| verb.split_once('/'))
        {
            let plural = gender == Some(Gender::P) || name.starts_with("Les ");
            return (if plural { many } else { one }).to_owned();
        }
        // What a school or a library is called begins like any word after its article: "le lycée des métiers du bois".
        let common = matches!(
            self.seat.kind,
            Kind::School | Kind::University | Kind::PublicBody | Kind::Employment
        );
        let after = if common { small(name) } else { name.clone() };
        match (form, gender) {
            ("le", Some(gender)) if takes_article(name) => the(&after, gender),
            ("du", Some(gender)) if takes_article(name) => of_the(&after, gender),
            ("au", Some(gender)) if takes_article(name) => at_the(&after, gender),
            ("du", _) => of(name),
            ("au", _) => format!("chez {name}"),
            _ => name.clone(),
        }
    }

    fn in_english(&self, pattern: &str) -> String {
        let [house, products, matter] = self.trade.english;
        fill(pattern, |key| {
            Some(match key {
                "house" => house.to_owned(),
                "products" => products.to_owned(),
                "matter" => matter.to_owned(),
                "place" => self.seat.forms.name.clone(),
                _ => self.seat.name.clone(),
            })
        })
    }
}

/// Whether one says "la Fonderie du Val": a name that begins with the word for a place does, one that begins with the
/// word for an activity ("Nutrition animale du Val") does not.
fn takes_article(name: &str) -> bool {
    const ACTIVITIES: &[&str] = &[
        "Les ",
        "Composites",
        "Structures",
        "Usinage",
        "Mécanique",
        "Maintenance",
        "Escale",
        "Drones",
        "Aérolab",
        "Électronique",
        "Connectique",
        "Conserves",
        "Nutrition",
        "Aliments",
        "Emboutissage",
        "Tôlerie",
        "Batteries",
        "Énergie",
        "Cellules",
        "Plasturgie",
        "Injection",
        "Plastiques",
        "Assemblage",
        "Véhicules",
        "Moteurs",
        "Rénovation",
        "Échange",
        "Tissage",
        "Glaces",
        "Cosmétiques",
        "Jouets",
        "Sciages",
        "Fenêtres",
        "Meubles",
        "Charpentes",
        "Construction",
        "Ossatures",
        "Arts ",
        "Emballages",
        "Papiers",
        "Enseignes",
        "Signalétique",
        "Images",
        "Pharmachimie",
        "Orthopédie",
        "Prothèses",
        "Instruments",
        "Micromécanique",
        "Outillage",
        "Pansements",
        "Dispositifs",
        "Textile",
        "Optique",
        "Verres",
        "Imagerie",
        "Biotechnologies",
        "Santé",
        "Robotique",
        "Automatismes",
        "Cobotique",
        "Circuits",
        "Cartes",
        "Logiciels",
        "Données",
        "Jumeaux",
        "Hébergement",
        "Infrastructures",
        "Fabrication",
        "Impression",
        "Prototypage",
        "Cybersécurité",
        "Réseaux",
        "Sûreté",
        "Linge",
        "Restauration",
        "Repas",
        "Aides",
        "Autonomie",
        "Mobilité",
        "Réparation",
        "Seconde",
        "Ascenseurs",
        "Élévation",
        "Monte-charges",
        "Recyclage",
        "Valorisation",
        "Eaux",
        "Traitement",
        "Hydraulique",
        "Méthanisation",
        "Biogaz",
        "Énergies",
        "Isolants",
        "Matériaux",
        "Chanvre",
        "Solaire",
        "Photovoltaïque",
        "Panneaux",
        "Turbines",
        "Éoliennes",
        "Gâteaux",
        "Textiles",
        "Porcelaines",
    ];
    !ACTIVITIES.iter().any(|word| name.starts_with(word))
}

/// The text with its first letter small.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn noun(noun: Noun, form: &str) -> String {
    match form {
        "un" => a(noun.one, noun.gender),
        "le" => the(noun.one, noun.gender),
        "du" => of_the(noun.one, noun.gender),
        "au" => at_the(noun.one, noun.gender),
        "dun" => format!("d’{}", a(noun.one, noun.gender)),
        "des" => a(noun.many, Gender::P),
        _ => noun.one.to_owned(),
    }
}

/// A phrase that carries its article.
fn phrase(phrase: &'static str, form: &str) -> String {
    match form {
        "du" | "de" => of_phrase(phrase),
        "au" | "a" => at_phrase(phrase),
        _ => phrase.to_owned(),
    }
}

/// The singular of a job's plural: an s less on each word up to the first preposition.
fn singular(plural: &str) -> String {
    let mut name = true;
    let words: Vec<Cow<'_, str>> = plural
        .split(' ')
        .map(|word| {
            name = name && !matches!(word, "de" | "du" | "à" | "en") && !word.starts_with("d’");
            if name {
                let parts: Vec<_> = word
                    .split('-')
                    .map(|part| part.strip_suffix('s').unwrap_or(part))
                    .collect();
                Cow::Owned(parts.join("-"))
            } else {
                Cow::Borrowed(word)
            }
        })
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn jobs_have_a_singular() {
        assert_eq!(singular("conducteurs de process"), "conducteur de process");
        assert_eq!(
            singular("dessinatrices-projeteuses"),
            "dessinatrice-projeteuse"
        );
        assert_eq!(
            singular("développeuses embarquées"),
            "développeuse embarquée"
        );
    }
}

//! The edition's lists: format, sectors, audiences, tags, by slug or by name in any language.

use domain::edition::Choice;
use domain::event::{BookingMode, limits};
use domain::text;
use domain::words::Language;

use super::super::columns::Target;
use super::super::{Said, values};
use super::Reading;

impl Reading<'_> {
    /// Fills everything one chooses from a list, and how one books.
    pub(super) fn choices(&mut self) {
        let rules = &self.with.edition.rules;
        let format = self.chosen(Target::Format, &rules.formats, 1);
        self.content.format = format.into_iter().next().unwrap_or_default();
        self.content.sectors = self.chosen(Target::Sectors, &rules.sectors, limits::SECTORS);
        self.content.audiences = self.chosen(Target::Audiences, &rules.audiences, usize::MAX);
        self.content.tags = self.chosen(Target::Tags, &rules.tags, limits::TAGS);
        self.content.ages.from = self.age(Target::AgeFrom);
        self.content.ages.to = self.age(Target::AgeTo);
        self.booking();
    }

    /// The choices a cell names. What the list does not have is told.
    fn chosen(&mut self, target: Target, list: &[Choice], most: usize) -> Vec<String> {
        let parts: Vec<String> = self
            .parts(target)
            .iter()
            .flat_map(|part| part.split([';', ',', '|', '\n']))
            .map(text::single_line)
            .filter(|part| !part.is_empty())
            .collect();
        let mut slugs: Vec<String> = Vec::new();
        let mut unknown: Vec<String> = Vec::new();
        for part in parts {
            match choice(list, &part) {
                Some(slug) if slugs.len() < most && !slugs.contains(&slug) => slugs.push(slug),
                Some(_) => {}
                None => unknown.push(part),
            }
        }
        if !unknown.is_empty() {
            let cell = text::shortened(&unknown.join(", "), 120);
            let said = Said::new("import-remark-choice").with("field", target.slug());
            self.remark(said.with("cell", &cell));
        }
        slugs
    }

    fn age(&mut self, target: Target) -> Option<u8> {
        let cell = self.line(target);
        let digits: String = cell
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse().ok().filter(|age| *age <= limits::AGE)
    }

    /// How one books: as told, else by the words of the conditions, never by silence.
    fn booking(&mut self) {
        let cell = self.line(Target::Booking);
        let told = booking_mode(&cell);
        if told.is_none() {
            self.not_understood(Target::Booking, &cell);
        }
        let prose = format!(
            "{}\n{}",
            self.raw(Target::Conditions),
            self.raw(Target::Description)
        );
        self.content.booking.mode = told.or_else(|| booking_in(&prose));
    }
}

/// The slug a word means in a list: its slug, its name in a language, or a name it holds or is held by, when only one fits.
fn choice(list: &[Choice], said: &str) -> Option<String> {
    let folded = words(said);
    let names = |choice: &Choice| {
        let label = |language| words(choice.label.get(language));
        [
            words(&choice.slug),
            label(Language::Fr),
            label(Language::En),
        ]
    };
    let exact = list.iter().find(|choice| names(choice).contains(&folded));
    if let Some(choice) = exact {
        return Some(choice.slug.clone());
    }
    if folded.len() < 4 {
        return None;
    }
    let mut close = list.iter().filter(|choice| {
        names(choice)
            .iter()
            .any(|name| name.len() >= 4 && (holds(&folded, name) || holds(name, &folded)))
    });
    let found = close.next()?;
    close.next().is_none().then(|| found.slug.clone())
}

/// Words folded, without their endings of number: "visites d'entreprises" is a "visite d'entreprise".
fn words(text: &str) -> String {
    domain::text::words(text)
        .iter()
        .map(|word| {
            if word.len() > 3 {
                word.trim_end_matches(['s', 'x'])
            } else {
                word
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// True when whole words of the first text are the second.
fn holds(text: &str, part: &str) -> bool {
    format!(" {text} ").contains(&format!(" {part} "))
}

fn booking_mode(cell: &str) -> Option<BookingMode> {
    if let Some(mode) = BookingMode::parse(cell) {
        return Some(mode);
    }
    let alone = match domain::text::fold(cell.trim()).as_str() {
        "obligatoire" | "requise" | "necessaire" | "required" => Some(BookingMode::Required),
        "conseillee" | "recommandee" | "souhaitee" | "preferred" => Some(BookingMode::Preferred),
        "aucune" | "non requise" | "sans" | "none" => Some(BookingMode::Nothing),
        _ => None,
    };
    match (alone, values::answer(cell)) {
        (Some(mode), _) => Some(mode),
        (None, Some(true)) => Some(BookingMode::Required),
        (None, Some(false)) => Some(BookingMode::Nothing),
        (None, None) => booking_in(cell),
    }
}

/// What a prose says of booking, when it says it plainly.
fn booking_in(prose: &str) -> Option<BookingMode> {
    let folded = domain::text::fold(prose);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    // "Pas de réservation préalable … mais inscriptions sur place" speaks of booking twice.
    if has(&[
        "inscription sur place",
        "inscriptions sur place",
        "sur place dans la limite",
    ]) {
        return Some(BookingMode::OnTheDay);
    }
    if has(&[
        "sans reservation",
        "sans inscription",
        "pas de reservation",
        "aucune reservation",
    ]) && !has(&["sur reservation", "sur inscription"])
    {
        return Some(BookingMode::Nothing);
    }
    if has(&["conseillee", "recommandee", "souhaitee", "preferable"])
        && has(&["reservation", "inscription"])
    {
        return Some(BookingMode::Preferred);
    }
    let required = has(&[
        "sur reservation",
        "sur inscription",
        "reservation obligatoire",
        "inscription obligatoire",
        "reservation au ",
        "inscription au ",
        "reservation par ",
        "reservation a ",
        "sur rendez-vous",
    ]);
    // One may come freely to a part and must book another: that is for the organiser to say.
    let free = has(&["entree libre", "acces libre", "visite libre"]);
    let spoken_of = has(&["reservation", "inscription", "inscrire", "reserver"]);
    match (required, free, spoken_of) {
        (true, false, _) => Some(BookingMode::Required),
        (false, true, false) => Some(BookingMode::Nothing),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use domain::words::Words;

    use super::*;

    #[test]
    fn choices_are_named_as_people_do() {
        let one = |slug: &str, fr: &str| Choice {
            slug: slug.into(),
            label: Words::new(fr, ""),
            ..Choice::default()
        };
        let list = [
            one("visite", "Visite d’entreprise"),
            one("atelier", "Atelier"),
            one("expo", "Exposition"),
        ];
        for (said, slug) in [
            ("visite", Some("visite")),
            ("Visites d'entreprises", Some("visite")),
            ("ATELIERS", Some("atelier")),
            ("Exposition temporaire", Some("expo")),
            ("concert", None),
        ] {
            assert_eq!(choice(&list, said).as_deref(), slug, "{said}");
        }
    }

    #[test]
    fn booking_is_never_told_by_silence() {
        for (prose, mode) in [
            (
                "Sur inscription auprès de l’accueil",
                Some(BookingMode::Required),
            ),
            ("Réservation conseillée", Some(BookingMode::Preferred)),
            ("Entrée libre", Some(BookingMode::Nothing)),
            ("Entrée libre sauf inscription pour l’atelier", None),
            ("Inscriptions sur place", Some(BookingMode::OnTheDay)),
            ("Samedi de 9 h à 12 h", None),
        ] {
            assert_eq!(booking_in(prose), mode, "{prose}");
        }
    }
}

//! From a row to what it tells of an event: a content, the leaves of it that were told, and what could not be understood.
//!
//! Nothing is lost without a word: what fits nowhere goes to the description, what was not understood is said.

mod choices;
mod contacts;
mod place;
mod when;

use catalogue::place::Gazetteer;
use domain::edition::Edition;
use domain::event::{Access, Content, limits};
use domain::organisation::{Kind, Organisation};
use domain::text;
use domain::words::Language;
use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};

use super::columns::Target;
use super::leaf::Leaf;
use super::mapping::Mapping;
use super::table::{Row, Table, plain};
use super::{Said, clean, values};

/// What a row tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The line of the file on which it begins.
    pub line: usize,
    /// Its identifier outside.
    pub outside: String,
    /// True when the file gives none and it was made of the title, the place and the organiser.
    pub made_up: bool,
    /// The address part of the event on this site, when the row comes from our own export.
    pub own: Option<String>,
    /// What it says; leaves that are not told are empty.
    pub content: Content,
    /// The leaves it speaks of, in the order of the page.
    pub leaves: Vec<Leaf>,
    /// Who organises, by name; found or created when the row is saved.
    pub organisation: Option<Organisation>,
    /// What could not be understood, or was understood in a way worth telling.
    pub remarks: Vec<Said>,
}

/// What rows are read with.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The table.
    pub table: &'a Table,
    /// What its columns are.
    pub mapping: &'a Mapping,
    /// The edition that the events are for.
    pub edition: &'a Edition,
    /// The places.
    pub gazetteer: &'a Gazetteer,
}

/// A row being read.
struct Reading<'a> {
    with: Reader<'a>,
    cells: &'a [String],
    content: Content,
    remarks: Vec<Said>,
    /// What fits nowhere, for the end of the description.
    besides: Vec<String>,
}

impl Reader<'_> {
    /// What the flow is called: the mapping's name for it, or one made of the headers, so that the same export of the same
    /// partner has the same name next time.
    #[must_use]
    pub fn source(&self) -> String {
        if !self.mapping.source.is_empty() {
            return text::shortened(&text::single_line(&self.mapping.source), 100);
        }
        let mut headers: Vec<String> = self.table.columns.iter().map(|name| plain(name)).collect();
        headers.sort();
        format!("auto-{}", digest(&headers.join("\n")))
    }

    /// What a row tells.
    ///
    /// # Errors
    /// A sentence when nothing can be made of it: it has no title.
    pub fn read(&self, row: &Row) -> Result<Told, Said> {
        let mut reading = Reading {
            with: *self,
            cells: &row.cells,
            content: Content::default(),
            remarks: Vec::new(),
            besides: Vec::new(),
        };
        reading.texts();
        if reading.content.title.is_empty() {
            return Err(Said::new("import-row-no-title"));
        }
        reading.place();
        reading.when();
        reading.choices();
        reading.practical();
        reading.contacts();
        reading.lengths();
        let organisation = reading.organisation();
        let leaves = reading.leaves(organisation.is_some());
        let (outside, made_up) = reading.outside();
        Ok(Told {
            line: row.line,
            outside,
            made_up,
            own: reading.own(),
            content: reading.content,
            leaves,
            organisation,
            remarks: reading.remarks,
        })
    }
}

impl Reading<'_> {
    fn has(&self, target: Target) -> bool {
        self.with.mapping.fields.contains_key(&target)
    }

    /// What the row says of a target, joined, raw.
    fn raw(&self, target: Target) -> String {
        let recipe = self.with.mapping.fields.get(&target);
        recipe.map_or_else(String::new, |recipe| {
            recipe.text(self.with.table, self.cells, "\n\n")
        })
    }

    /// The same, each column's own word.
    fn parts(&self, target: Target) -> Vec<&str> {
        let recipe = self.with.mapping.fields.get(&target);
        recipe.map_or_else(Vec::new, |recipe| recipe.parts(self.with.table, self.cells))
    }

    /// The same as one line.
    fn line(&self, target: Target) -> String {
        clean::line(&self.raw(target))
    }

    fn remark(&mut self, said: Said) {
        if !self.remarks.contains(&said) {
            self.remarks.push(said);
        }
    }

    /// Says of a value that it is not understood. It goes nowhere: only whoever brings the file can tell what it means.
    fn not_understood(&mut self, target: Target, cell: &str) {
        if !cell.is_empty() {
            let said = Said::new("import-remark-value").with("field", target.slug());
            self.remark(said.with("cell", text::shortened(cell, 120)));
        }
    }

    /// The zone of the place's own clock, the edition's as long as no place is known.
    fn zone(&self) -> TimeZone {
        let gazetteer = self.with.gazetteer;
        let commune = self.content.place.commune.as_ref();
        commune
            .and_then(|code| gazetteer.territory(code.as_str()))
            .and_then(|place| TimeZone::get(gazetteer.time_zone(place)).ok())
            .unwrap_or_else(|| self.with.edition.time_zone())
    }

    fn texts(&mut self) {
        self.content.title = self.line(Target::Title);
        self.content.summary = self.line(Target::Summary);
        let parts: Vec<String> = self
            .parts(Target::Description)
            .into_iter()
            .map(clean::paragraphs)
            .collect();
        let mut kept: Vec<String> = Vec::new();
        for part in parts {
            // Systems repeat the description in a longer one: the longer says it all.
            if !kept.iter().any(|other| other.contains(&part)) {
                kept.push(part);
            }
        }
        self.content.description = kept.join("\n\n");
        let language = self.line(Target::Language);
        self.content.language = Language::parse(&language).unwrap_or_default();
    }

    /// Conditions, access, safety, price.
    fn practical(&mut self) {
        let conditions = clean::paragraphs(&self.raw(Target::Conditions));
        self.content.booking.conditions = text::single_line(&conditions);
        if text::length(&self.content.booking.conditions) > limits::CONDITIONS {
            // Whole in the description, its beginning where conditions stand.
            self.besides.push(conditions);
            self.content.booking.conditions =
                text::shortened(&self.content.booking.conditions, limits::CONDITIONS);
        }
        self.content.safety = clean::paragraphs(&self.raw(Target::Safety));
        self.content.place.meeting_point = self.line(Target::MeetingPoint);
        self.content.place.transport = clean::paragraphs(&self.raw(Target::Transport));
        self.access();
        self.price();
    }

    fn access(&mut self) {
        let said = clean::paragraphs(&self.raw(Target::Access));
        let note = clean::paragraphs(&self.raw(Target::AccessNote));
        let slugs: Option<Vec<Access>> = said
            .split([';', ',', '|'])
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(Access::parse)
            .collect();
        if let Some(needs) = slugs {
            self.content.access = needs;
            self.content.access_note = note;
            return;
        }
        self.content.access = access_in(&said);
        self.content.access_note = [said, note]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\n");
    }

    /// Free of charge or not, from the answer, from the price, and only when nothing says otherwise.
    fn price(&mut self) {
        let price = self.line(Target::Price);
        let cell = self.line(Target::Free);
        let answered = values::answer(&cell).or_else(|| free(&cell));
        if answered.is_none() {
            self.not_understood(Target::Free, &cell);
        }
        let told = answered.or_else(|| free(&price));
        let elsewhere = format!(
            "{}\n{}",
            self.content.description,
            self.raw(Target::Conditions)
        );
        self.content.free_of_charge = match told {
            Some(true) if names_an_amount(&elsewhere) || free(&price) == Some(false) => {
                self.remark(Said::new("import-remark-price"));
                None
            }
            None if !self.has(Target::Free) && !self.has(Target::Price) => {
                let folded = text::fold(&elsewhere);
                let says_free = folded.contains("gratuit") || folded.contains("entree libre");
                (says_free && !names_an_amount(&elsewhere)).then_some(true)
            }
            told => told,
        };
        // A price in words is a condition; "gratuit" and a bare number are said by the answer itself.
        let bare = values::number(&price).is_some() || text::fold(&price) == "gratuit";
        let priced = values::number(&price).is_some_and(|amount| amount > 0.0);
        if !price.is_empty() && (!bare || priced) {
            let unit = if priced { " €" } else { "" };
            self.besides.push(format!("Tarif : {price}{unit}"));
        }
    }

    fn organisation(&mut self) -> Option<Organisation> {
        let name = self.line(Target::Organisation);
        let siret = self.line(Target::Siret);
        let siret = match domain::identifier::Siret::parse(&siret) {
            Ok(siret) => siret.as_str().to_owned(),
            Err(_) if siret.is_empty() => String::new(),
            Err(_) => {
                self.remark(Said::new("import-remark-siret").with("cell", &siret));
                String::new()
            }
        };
        if name.is_empty() && siret.is_empty() {
            return None;
        }
        let website = self.line(Target::OrganisationWebsite);
        Some(Organisation {
            name: text::shortened(&name, 200),
            siret,
            kind: Kind::parse(&self.line(Target::OrganisationKind))
                .unwrap_or_else(|| kind_of(&name)),
            website: domain::identifier::Web::parse(&website)
                .map(|web| web.as_str().to_owned())
                .unwrap_or_default(),
            commune: self.content.place.commune.clone(),
        })
    }

    /// Texts brought to their limits; what is cut is whole in the description.
    fn lengths(&mut self) {
        let content = &mut self.content;
        let mut before = Vec::new();
        if text::length(&content.title) > limits::TITLE {
            before.push(content.title.clone());
            content.title = text::shortened(&content.title, limits::TITLE);
        }
        if text::length(&content.summary) > limits::SUMMARY {
            before.push(content.summary.clone());
            content.summary = text::shortened(&content.summary, limits::SUMMARY);
        }
        if !before.is_empty() {
            self.remarks.push(Said::new("import-remark-shortened"));
        }
        let folded = text::fold(&content.description);
        let after = self
            .besides
            .iter()
            .filter(|part| !folded.contains(&text::fold(part)))
            .cloned();
        let mut whole: Vec<String> = before;
        whole.extend((!content.description.is_empty()).then(|| content.description.clone()));
        whole.extend(after);
        content.description = text::multi_line(&whole.join("\n\n"));
        for cell in [
            &mut content.place.name,
            &mut content.place.address,
            &mut content.place.meeting_point,
        ] {
            *cell = text::shortened(cell, limits::LINE);
        }
        if content.summary.is_empty() {
            content.summary = first_words(&content.description);
        }
    }

    /// What the row speaks of: what its columns are for, and what else was found in it.
    fn leaves(&self, organised: bool) -> Vec<Leaf> {
        let empty = Content::default();
        let mapped = |leaf: Leaf| match leaf {
            Leaf::Organisation => organised,
            Leaf::PlaceName => self.has(Target::Place),
            Leaf::Commune | Leaf::Point | Leaf::Mode | Leaf::Slots | Leaf::Summary => false,
            _ => Target::parse(leaf.slug()).is_some_and(|target| self.has(target)),
        };
        // Our own export tells where an event takes place now; where it was to take place is still the event's own.
        let moved = self.cell("status").as_deref() == Some("moved-online");
        let no_mode = self.own().is_some() && (moved || self.line(Target::Mode).is_empty());
        Leaf::ALL
            .iter()
            .copied()
            .filter(|leaf| mapped(*leaf) || !leaf.same(&self.content, &empty))
            .filter(|leaf| !(no_mode && *leaf == Leaf::Mode))
            .filter(|leaf| !(moved && self.own().is_some() && *leaf == Leaf::OnlineUrl))
            .collect()
    }

    /// The identifier outside: the column's, else one made of what seldom changes.
    fn outside(&self) -> (String, bool) {
        let id = self.line(Target::Id);
        if !id.is_empty() {
            return (text::shortened(&id, 200), false);
        }
        let place = &self.content.place;
        let stable = [
            &self.line(Target::Title),
            &self.line(Target::Organisation),
            &place.address,
            &place.name,
        ];
        let folded: Vec<String> = stable.iter().map(|part| text::fold(part)).collect();
        (digest(&folded.join("\n")), true)
    }

    /// Our own export tells the address part of each event, and says that it is ours.
    pub(super) fn own(&self) -> Option<String> {
        self.cell(OWN_REVISION)?;
        self.cell("slug")
    }

    /// What a column of this very name says, whatever the mapping makes of it.
    fn cell(&self, name: &str) -> Option<String> {
        let at = self.with.table.column(name)?;
        Some(self.cells[at].trim().to_owned()).filter(|cell| !cell.is_empty())
    }
}

/// The column that only our own exports have.
pub const OWN_REVISION: &str = "labelled_at";

/// Sixteen hexadecimal digits of a text.
fn digest(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The first sentences of a description that fit a summary.
fn first_words(description: &str) -> String {
    let plain: String = description.replace("**", "").replace("### ", "");
    let paragraph = plain
        .split("\n\n")
        .map(text::single_line)
        .find(|part| text::length(part) > 20);
    let paragraph = paragraph.unwrap_or_else(|| text::single_line(&plain));
    if text::length(&paragraph) <= limits::SUMMARY {
        return paragraph;
    }
    let mut end = 0;
    for (at, _) in paragraph.match_indices(['.', '!', '?', '…']) {
        let after = paragraph[at..]
            .char_indices()
            .nth(1)
            .map_or(paragraph.len(), |(next, _)| at + next);
        let stops = paragraph[after..]
            .chars()
            .next()
            .is_none_or(char::is_whitespace);
        if stops && text::length(&paragraph[..after]) <= limits::SUMMARY {
            end = after;
        }
    }
    if text::length(&paragraph[..end]) >= 40 {
        paragraph[..end].to_owned()
    } else {
        text::shortened(&paragraph, limits::SUMMARY)
    }
}

/// Whether a price is none. None when the words leave it open.
fn free(price: &str) -> Option<bool> {
    let folded = text::fold(price);
    if folded.trim().is_empty() {
        return None;
    }
    if let Some(amount) = values::number(price) {
        return Some(amount == 0.0);
    }
    if names_an_amount(price) {
        return Some(false);
    }
    let says_free = ["gratuit", "libre", "free", "offert", "aucun"]
        .iter()
        .any(|word| folded.contains(word));
    says_free.then_some(true)
}

/// True when a text names an amount of money above nought.
fn names_an_amount(prose: &str) -> bool {
    let folded = text::fold(prose);
    for (at, mark) in folded
        .match_indices('€')
        .chain(folded.match_indices("euro"))
    {
        let before: String = folded[..at]
            .trim_end()
            .chars()
            .rev()
            .take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
            .collect();
        let after = folded[at + mark.len()..]
            .trim_start_matches('s')
            .trim_start();
        let after: String = after.chars().take_while(char::is_ascii_digit).collect();
        let amount = |digits: &str| digits.chars().any(|c| ('1'..='9').contains(&c));
        if amount(&before) || (mark == "€" && before.is_empty() && amount(&after)) {
            return true;
        }
    }
    false
}

/// Access needs that a prose says are met. "Partiel" meets none for sure.
fn access_in(prose: &str) -> Vec<Access> {
    let folded = text::fold(prose);
    if ["partiel", "pas ", "non ", "aucun", "inaccessible", "sauf"]
        .iter()
        .any(|word| folded.contains(word))
    {
        return Vec::new();
    }
    let words: [(Access, &[&str]); 5] = [
        (
            Access::Motor,
            &[
                "moteur",
                "fauteuil",
                "pmr",
                "mobilite reduite",
                "wheelchair",
            ],
        ),
        (
            Access::Sight,
            &[
                "visuel",
                "malvoyant",
                "aveugle",
                "braille",
                "audiodescription",
            ],
        ),
        (
            Access::Hearing,
            &[
                "auditif",
                "sourd",
                "malentendant",
                "lsf",
                "boucle magnetique",
            ],
        ),
        (
            Access::Intellectual,
            &["mental", "intellectuel", "facile a lire", "falc"],
        ),
        (Access::Psychic, &["psychique"]),
    ];
    words
        .into_iter()
        .filter(|(_, words)| words.iter().any(|word| folded.contains(word)))
        .map(|(need, _)| need)
        .collect()
}

/// The kind of an organisation that its name tells.
fn kind_of(name: &str) -> Kind {
    let words = text::words(name);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if has(&[
        "mairie",
        "commune",
        "ville",
        "departement",
        "region",
        "prefecture",
        "musee",
        "communaute",
        "agglomeration",
        "metropole",
    ]) {
        Kind::PublicBody
    } else if has(&["universite", "iut", "faculte"]) {
        Kind::University
    } else if has(&[
        "lycee", "college", "ecole", "cfa", "campus", "greta", "afpa",
    ]) {
        Kind::School
    } else if has(&["cci", "cma", "chambre"]) {
        Kind::Chamber
    } else if has(&["uimm", "medef", "federation", "union", "syndicat"]) {
        Kind::Federation
    } else if has(&["association", "club", "comite", "amicale"]) {
        Kind::Association
    } else {
        Kind::Company
    }
}

#[cfg(test)]
mod tests;

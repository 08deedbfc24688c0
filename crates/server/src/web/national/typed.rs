//! The rules of an edition as a form types them: read with a sentence for each fault, and written back as they were typed.

use std::collections::BTreeMap;

use catalogue::place::Gazetteer;
use domain::edition::{Basis, Counted, Figure, Rules, RulesFault};
use domain::event::Field;
use domain::territory::TerritoryCode;
use domain::text;
use domain::time::Window;
use domain::words::Words;
use jiff::civil::Date;

use super::rows;
use crate::web::form::Fields;

/// Rows of one list that are read.
pub const MOST_ROWS: usize = 100;
/// Longest texts: a line, and a few paragraphs.
const LINE: usize = 300;
const TEXT: usize = 20_000;

/// The names of the fields that stand alone.
pub const SINGLE: [&str; 16] = [
    "number",
    "theme_fr",
    "theme_en",
    "promise_fr",
    "promise_en",
    "about_fr",
    "about_en",
    "week_from",
    "week_to",
    "accepted_from",
    "accepted_to",
    "proposals_open",
    "proposals_close",
    "zone",
    "decision_days",
    "answer_days",
];
/// The lists, by the first part of the names of their fields.
pub const LISTS: [&str; 7] = [
    "windows",
    "criteria",
    "sectors",
    "formats",
    "audiences",
    "tags",
    "figures",
];

/// The cells that an empty row sends too: menus without an empty choice.
const ALWAYS_SENT: [&str; 3] = ["check", "what", "basis"];

/// The list, the row and the cell that the name of a field says.
fn cell_of(name: &str) -> Option<(&str, usize, &str)> {
    let mut parts = name.splitn(3, '.');
    let (list, row, cell) = (parts.next()?, parts.next()?, parts.next()?);
    Some((list, row.parse().ok()?, cell))
}

/// What is wrong with a field: its name, and the key of the sentence with what it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The name of the field.
    pub field: String,
    /// The end of the key `national-fault-…`.
    pub key: &'static str,
    /// What the sentence names, or nothing.
    pub what: String,
}

impl Fault {
    /// A fault of a field.
    pub fn new(field: impl Into<String>, key: &'static str, what: impl ToString) -> Self {
        Self {
            field: field.into(),
            key,
            what: what.to_string(),
        }
    }
}

/// The fields as they were typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    pairs: Vec<(String, String)>,
}

impl Typed {
    /// What the form sends, and nothing else it may hold.
    pub fn sent(fields: &Fields) -> Self {
        let known = |name: &str| {
            SINGLE.contains(&name)
                || matches!(name, "colour" | "free" | "typos")
                || LISTS.iter().any(|list| {
                    name.strip_prefix(list)
                        .is_some_and(|rest| rest.starts_with('.'))
                })
        };
        let sent = fields.pairs().iter().filter(|(name, _)| known(name));
        let mut last: BTreeMap<&str, usize> = BTreeMap::new();
        for (name, value) in sent.clone() {
            if let Some((list, row, cell)) = cell_of(name)
                && !value.trim().is_empty()
                && !ALWAYS_SENT.contains(&cell)
            {
                let last = last.entry(list).or_default();
                *last = row.max(*last);
            }
        }
        // The rows that were offered empty and left so are offered anew, not kept as entries without a word.
        let kept = |name: &str| match cell_of(name) {
            Some((list, row, _)) => last.get(list).is_some_and(|last| row <= *last),
            None => true,
        };
        let pairs = sent.filter(|(name, _)| kept(name)).cloned().collect();
        Self { pairs }
    }

    /// The rules as the form shows them.
    pub fn of(rules: &Rules) -> Self {
        let mut typed = Self::default();
        let mut put = |name: &str, value: String| typed.pairs.push((name.to_owned(), value));
        let number = rules
            .number
            .map_or_else(String::new, |number| number.to_string());
        put("number", number);
        for (name, words) in [
            ("theme", &rules.theme),
            ("promise", &rules.promise),
            ("about", &rules.about),
        ] {
            put(&format!("{name}_fr"), words.fr.clone());
            put(&format!("{name}_en"), words.en.clone());
        }
        for (name, day) in [
            ("week_from", rules.week.from),
            ("week_to", rules.week.to),
            ("accepted_from", rules.accepted.from),
            ("accepted_to", rules.accepted.to),
            ("proposals_open", rules.proposals_open),
            ("proposals_close", rules.proposals_close),
        ] {
            put(name, day.to_string());
        }
        put("zone", rules.zone.clone());
        put("decision_days", rules.decision_days.to_string());
        put("answer_days", rules.answer_days.to_string());
        put("colour", rules.colour.clone());
        put("typos", if rules.free_typos { "1" } else { "" }.to_owned());
        for field in &rules.free_fields {
            put("free", field.slug().to_owned());
        }
        for (row, (code, window)) in rules.accepted_in.iter().enumerate() {
            put(&format!("windows.{row}.territory"), code.to_string());
            put(&format!("windows.{row}.from"), window.from.to_string());
            put(&format!("windows.{row}.to"), window.to.to_string());
        }
        for (row, figure) in rules.figures.iter().enumerate() {
            put(
                &format!("figures.{row}.what"),
                counted(figure.what).to_owned(),
            );
            put(&format!("figures.{row}.value"), figure.value.to_string());
            let more = if figure.more_than { "1" } else { "" };
            put(&format!("figures.{row}.more"), more.to_owned());
            let online = if figure.online { "1" } else { "" };
            put(&format!("figures.{row}.online"), online.to_owned());
            put(
                &format!("figures.{row}.basis"),
                basis(figure.basis).to_owned(),
            );
        }
        rows::write(rules, &mut typed.pairs);
        typed
    }

    /// Every field, in order, to be sent again.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The value of a field; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        let found = self.pairs.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// The value of a field of a row.
    pub fn cell(&self, list: &str, row: usize, name: &str) -> &str {
        self.get(&format!("{list}.{row}.{name}"))
    }

    /// How many rows of a list were typed, empty ones included.
    pub fn rows(&self, list: &str) -> usize {
        let cells = self.pairs.iter().filter_map(|(name, _)| cell_of(name));
        let rows = cells.filter(|(of, ..)| *of == list).map(|(_, row, _)| row);
        let last = rows.max();
        last.map_or(0, |last| last + 1).min(MOST_ROWS)
    }

    /// The fields whose edit passes at once.
    pub fn free(&self) -> Vec<Field> {
        let sent = self.pairs.iter().filter(|(name, _)| name == "free");
        let mut fields: Vec<Field> = sent.filter_map(|(_, slug)| Field::parse(slug)).collect();
        fields.dedup();
        fields
    }

    /// The rules that were typed, as far as they can be read, and every fault.
    pub fn read(&self, before: &Rules, gazetteer: &Gazetteer) -> (Rules, Vec<Fault>) {
        let mut faults = Vec::new();
        let mut rules = before.clone();
        rules.number = self.number("number", &mut faults);
        rules.theme = self.words("theme", LINE, &mut faults);
        rules.promise = self.words("promise", LINE, &mut faults);
        rules.about = self.words("about", TEXT, &mut faults);
        rules.week = self.window("week_from", "week_to", before.week, &mut faults);
        rules.accepted = self.window("accepted_from", "accepted_to", before.accepted, &mut faults);
        rules.proposals_open = self.day("proposals_open", before.proposals_open, &mut faults);
        rules.proposals_close = self.day("proposals_close", before.proposals_close, &mut faults);
        rules.zone = self.get("zone").trim().to_owned();
        rules.decision_days = self.count("decision_days", 1..=30, &mut faults);
        rules.answer_days = self.count("answer_days", 1..=60, &mut faults);
        rules.colour = self.get("colour").trim().to_lowercase();
        // The order of boxes says nothing: what is ticked alike stays as it was.
        let free = self.free();
        if !same_fields(&free, &before.free_fields) {
            rules.free_fields = free;
        }
        rules.free_typos = self.get("typos") == "1";
        rules.accepted_in = self.windows(gazetteer, &mut faults);
        rules.figures = self.figures(&mut faults);
        rows::read(self, &mut rules, &mut faults);
        if faults.is_empty() {
            faults.extend(rules.faults().iter().map(|fault| self.place(fault)));
        }
        (rules, faults)
    }

    fn number(&self, name: &str, faults: &mut Vec<Fault>) -> Option<u16> {
        let text = self.get(name).trim();
        if text.is_empty() {
            return None;
        }
        let found = text
            .parse()
            .ok()
            .filter(|number| (1..=999).contains(number));
        if found.is_none() {
            faults.push(Fault::new(name, "number", text));
        }
        found
    }

    fn count(
        &self,
        name: &str,
        range: std::ops::RangeInclusive<u8>,
        faults: &mut Vec<Fault>,
    ) -> u8 {
        let found = self.get(name).trim().parse().ok();
        match found.filter(|count| range.contains(count)) {
            Some(count) => count,
            None => {
                let expected = format!("{} – {}", range.start(), range.end());
                faults.push(Fault::new(name, "count", expected));
                *range.start()
            }
        }
    }

    fn words(&self, name: &str, most: usize, faults: &mut Vec<Fault>) -> Words {
        let mut read = |end: &str| {
            let field = format!("{name}_{end}");
            let value = self.get(&field).trim().replace("\r\n", "\n");
            if text::length(&value) > most {
                faults.push(Fault::new(field, "long", most));
            }
            value
        };
        Words {
            fr: read("fr"),
            en: read("en"),
        }
    }

    /// A day that was typed; the one before stands in for one that cannot be read.
    pub fn day(&self, name: &str, before: Date, faults: &mut Vec<Fault>) -> Date {
        match self.get(name).trim().parse::<Date>() {
            Ok(day) if (1990..=2199).contains(&day.year()) => day,
            _ => {
                faults.push(Fault::new(name, "day", self.get(name)));
                before
            }
        }
    }

    fn window(&self, from: &str, to: &str, before: Window, faults: &mut Vec<Fault>) -> Window {
        let first = self.day(from, before.from, faults);
        let last = self.day(to, before.to, faults);
        Window::new(first, last).unwrap_or_else(|_| {
            faults.push(Fault::new(to, "backwards", ""));
            before
        })
    }

    /// The windows of territories that have their own; empty rows are passed over.
    fn windows(
        &self,
        gazetteer: &Gazetteer,
        faults: &mut Vec<Fault>,
    ) -> BTreeMap<TerritoryCode, Window> {
        let mut windows = BTreeMap::new();
        for row in 0..self.rows("windows") {
            let name = |cell: &str| format!("windows.{row}.{cell}");
            let code = self.cell("windows", row, "territory").trim();
            let empty = ["from", "to"]
                .iter()
                .all(|cell| self.cell("windows", row, cell).is_empty());
            if code.is_empty() && empty {
                continue;
            }
            let known = gazetteer
                .departement(code)
                .or_else(|| gazetteer.region(code));
            let Some(territory) = known else {
                faults.push(Fault::new(name("territory"), "territory", code));
                continue;
            };
            let before = Window {
                from: Date::MIN,
                to: Date::MIN,
            };
            let own = self.window(&name("from"), &name("to"), before, faults);
            if windows.insert(territory.code.clone(), own).is_some() {
                faults.push(Fault::new(name("territory"), "twice", code));
            }
        }
        windows
    }

    fn figures(&self, faults: &mut Vec<Fault>) -> Vec<Figure> {
        let mut figures = Vec::new();
        for row in 0..self.rows("figures") {
            let value = self.cell("figures", row, "value");
            let digits: String = value.chars().filter(|c| !c.is_whitespace()).collect();
            if digits.is_empty() {
                continue;
            }
            match digits
                .parse::<u64>()
                .ok()
                .filter(|value| *value <= 1_000_000_000)
            {
                Some(value) => figures.push(Figure {
                    what: match self.cell("figures", row, "what") {
                        "participants" => Counted::Participants,
                        _ => Counted::Events,
                    },
                    value,
                    more_than: self.cell("figures", row, "more") == "1",
                    online: self.cell("figures", row, "online") == "1",
                    basis: match self.cell("figures", row, "basis") {
                        "verified" => Basis::Verified,
                        "estimated" => Basis::Estimated,
                        _ => Basis::Declared,
                    },
                }),
                None => faults.push(Fault::new(format!("figures.{row}.value"), "number", value)),
            }
        }
        figures
    }

    /// The field beside which a fault of the rules is told.
    fn place(&self, fault: &RulesFault) -> Fault {
        match fault {
            RulesFault::WindowOutsideWeek => Fault::new("accepted_from", "outside-week", ""),
            RulesFault::ClosesBeforeOpening => Fault::new("proposals_close", "closes-before", ""),
            RulesFault::ClosesTooLate => Fault::new("proposals_close", "closes-late", ""),
            RulesFault::UnknownZone(zone) => Fault::new("zone", "zone", zone),
            RulesFault::Empty(list) => Fault::new(format!("{list}.0.fr"), "empty", ""),
            RulesFault::BadSlug { list, slug } => {
                Fault::new(self.row_of(list, "slug", slug), "slug", slug)
            }
            RulesFault::NoFrench(name) => match name.split_once(": ") {
                Some((list, slug)) => {
                    let at = self.row_of(list, "slug", slug);
                    Fault::new(at.replace(".slug", ".fr"), "no-french", "")
                }
                None => Fault::new(format!("{name}_fr"), "no-french", ""),
            },
            RulesFault::BadColour(colour) => Fault::new(self.colour_of(colour), "colour", colour),
            RulesFault::PaleColour(colour) => Fault::new(self.colour_of(colour), "pale", colour),
            RulesFault::DecisionDays => Fault::new("decision_days", "count", "1 – 30"),
            RulesFault::WeekTooLong => Fault::new("week_to", "week-long", ""),
        }
    }

    /// The last row of a list with this value: of two alike, the one to change.
    fn row_of(&self, list: &str, cell: &str, value: &str) -> String {
        let found = (0..self.rows(list))
            .rev()
            .find(|row| self.cell(list, *row, cell).trim() == value);
        format!("{list}.{}.{cell}", found.unwrap_or(0))
    }

    fn colour_of(&self, colour: &str) -> String {
        if self.get("colour").trim().eq_ignore_ascii_case(colour) {
            return "colour".to_owned();
        }
        self.row_of("sectors", "colour", colour)
    }
}

fn same_fields(one: &[Field], other: &[Field]) -> bool {
    one.len() == other.len() && one.iter().all(|field| other.contains(field))
}

fn counted(what: Counted) -> &'static str {
    match what {
        Counted::Events => "events",
        Counted::Participants => "participants",
    }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Declared => "declared",
        Basis::Verified => "verified",
        Basis::Estimated => "estimated",
    }
}

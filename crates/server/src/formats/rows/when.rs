//! When: slots told as data, as columns of dates and hours, or in French prose; never guessed.

use domain::hours::{self, Reading as Prose};
use domain::slot::Slot;
use domain::words::Language;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::super::columns::Target;
use super::super::values::{self, Moment};
use super::super::{Said, clean};
use super::Reading;
use crate::acts;
use crate::web::filters;

/// The longest text of dates that people are left to read, characters.
const MOST_DATES: usize = 1_000;

/// What the columns of dates and hours say.
enum Columns {
    /// Slots for sure.
    Slots(Vec<Slot>),
    /// Days only: their hours are to be found in prose.
    Days(Vec<Date>),
    /// Nothing, or nothing that can be read.
    Nothing,
}

impl Reading<'_> {
    /// Fills the slots, or says why they are not understood.
    pub(super) fn when(&mut self) {
        let zone = self.zone();
        let repeats = self.line(Target::Repeats);
        if !repeats.is_empty() {
            self.repeated(&zone);
            return;
        }
        let columns = self.columns(&zone);
        let days = match columns {
            Columns::Slots(mut slots) => {
                self.capacity(&mut slots);
                self.content.slots = slots;
                return;
            }
            Columns::Days(days) => days,
            Columns::Nothing => Vec::new(),
        };
        self.prose(days);
    }

    /// A series: its slots on the days that are accepted, when the file spells it out.
    fn repeated(&mut self, zone: &TimeZone) {
        let accepted: std::collections::HashSet<Date> = self.accepted().into_iter().collect();
        let told = values::slots(&self.raw(Target::Slots), zone).unwrap_or_default();
        let mut slots: Vec<Slot> = told
            .into_iter()
            .filter(|slot| accepted.contains(&slot.start.date()))
            .collect();
        if slots.is_empty() {
            self.remark(Said::new("import-remark-repeats"));
            self.keep_dates();
            return;
        }
        self.remark(Said::new("import-remark-repeated").with("count", slots.len()));
        self.capacity(&mut slots);
        self.content.slots = slots;
    }

    fn columns(&mut self, zone: &TimeZone) -> Columns {
        let cell = self.raw(Target::Slots);
        if !cell.trim().is_empty() {
            if let Some(slots) = values::slots(&cell, zone) {
                return Columns::Slots(slots);
            }
            self.unread_moment(Target::Slots);
        }
        if let Some(slot) = [Target::Start, Target::Day]
            .iter()
            .find_map(|target| values::day_and_hours(&self.line(*target)))
        {
            return Columns::Slots(vec![slot]);
        }
        let start = self
            .moment(Target::Start, zone)
            .or_else(|| self.moment(Target::Day, zone));
        let end = self.moment(Target::End, zone);
        let from = start
            .and_then(|m| m.time)
            .or_else(|| self.time(Target::StartTime));
        let to = end
            .and_then(|m| m.time)
            .or_else(|| self.time(Target::EndTime));
        let Some(start) = start else {
            return Columns::Nothing;
        };
        let last = end.map_or(start.day, |end| end.day);
        match (from, to) {
            (Some(from), Some(to)) if last == start.day => {
                match values::slot_on(start.day, from, to) {
                    Some(slot) => Columns::Slots(vec![slot]),
                    None => {
                        self.remark(Said::new("import-remark-backward"));
                        self.keep_dates();
                        Columns::Days(vec![start.day])
                    }
                }
            }
            (Some(from), Some(to)) => {
                let slot = Slot::new(start.day.to_datetime(from), last.to_datetime(to));
                // A night is a slot; a whole period tells neither the days nor their hours.
                if (1..=14 * 60).contains(&slot.minutes()) {
                    return Columns::Slots(vec![slot]);
                }
                self.remark(Said::new("import-remark-period"));
                self.keep_dates();
                Columns::Days(days_between(start.day, last))
            }
            (Some(_), None) => {
                self.remark(Said::new("import-remark-no-end"));
                self.keep_dates();
                Columns::Days(days_between(start.day, last))
            }
            (None, _) => Columns::Days(days_between(start.day, last)),
        }
    }

    fn moment(&mut self, target: Target, zone: &TimeZone) -> Option<Moment> {
        let cell = self.raw(target);
        if cell.trim().is_empty() {
            return None;
        }
        let recipe = self.with.mapping.fields.get(&target);
        let read = values::moment(
            &cell,
            zone,
            recipe.and_then(|recipe| recipe.date.as_deref()),
        );
        if read.is_none() {
            self.unread_moment(target);
        }
        read
    }

    fn time(&mut self, target: Target) -> Option<jiff::civil::Time> {
        let cell = self.raw(target);
        let read = values::time(&cell);
        if read.is_none() && !cell.trim().is_empty() {
            self.unread_moment(target);
        }
        read
    }

    fn unread_moment(&mut self, target: Target) {
        let cell = domain::text::shortened(&self.line(target), 120);
        self.remark(Said::new("import-remark-moment").with("cell", cell));
        self.keep_dates();
    }

    /// What the cells of dates say goes to the description: people will read what the site could not.
    fn keep_dates(&mut self) {
        let targets = [
            Target::Slots,
            Target::Start,
            Target::End,
            Target::Day,
            Target::StartTime,
            Target::EndTime,
            Target::Repeats,
        ];
        let mut cells: Vec<String> = Vec::new();
        for cell in targets.map(|target| self.line(target)) {
            if !cell.is_empty() && !cells.contains(&cell) {
                cells.push(cell);
            }
        }
        let said = format!(
            "Dates : {}",
            domain::text::shortened(&cells.join(" – "), MOST_DATES)
        );
        if !self.besides.contains(&said) {
            self.besides.push(said);
        }
    }

    fn capacity(&mut self, slots: &mut [Slot]) {
        let cell = self.line(Target::Capacity);
        let capacity =
            values::number(&cell).filter(|n| *n >= 1.0 && n.fract() == 0.0 && *n <= 100_000.0);
        if let Some(capacity) = capacity {
            for slot in slots {
                slot.capacity.get_or_insert(capacity as u32);
            }
        } else {
            self.not_understood(Target::Capacity, &cell);
        }
    }

    /// Opening hours in prose: the column for them first, then the conditions, then the descriptions.
    fn prose(&mut self, days: Vec<Date>) {
        let mut fields: Vec<String> = Vec::new();
        for target in [
            Target::Hours,
            Target::Conditions,
            Target::Description,
            Target::Summary,
        ] {
            fields.extend(self.parts(target).into_iter().map(clean::paragraphs));
        }
        let told = match days[..] {
            [day] => Some(day),
            _ => None,
        };
        let dated = !days.is_empty();
        let candidates = if days.is_empty() {
            self.accepted()
        } else {
            days
        };
        let texts: Vec<&str> = fields
            .iter()
            .map(String::as_str)
            .filter(|text| !text.is_empty())
            .collect();
        match self.hours_of(&texts, &candidates, told) {
            Prose::Understood { mut slots, .. } => {
                self.capacity(&mut slots);
                self.content.slots = slots;
                self.remark(Said::new("import-remark-hours"));
            }
            Prose::Unsure { why, words } => {
                if dated {
                    self.keep_dates();
                }
                let why = serde_json::to_value(why).ok();
                let why = why.as_ref().and_then(|why| why.as_str()).unwrap_or("vague");
                self.remark(
                    Said::new("import-remark-unsure")
                        .with("why", why)
                        .with("words", words),
                );
            }
        }
        // The prose of hours has no field of its own here: it stays readable.
        let hours = clean::paragraphs(&self.raw(Target::Hours));
        if !hours.is_empty() {
            self.besides.push(format!("Horaires : {hours}"));
        }
    }

    /// What the prose says of the hours. Hours alone are those of the one day that another column tells.
    fn hours_of(&self, texts: &[&str], candidates: &[Date], told: Option<Date>) -> Prose {
        let reading = hours::read_fields(texts, candidates);
        let alone = matches!(
            &reading,
            Prose::Unsure {
                why: hours::Why::HoursWithoutDay,
                ..
            }
        );
        let (Some(day), Some((first, others)), true) = (told, texts.split_first(), alone) else {
            return reading;
        };
        let dated = format!("{} : {first}", filters::day_long(day, Language::Fr));
        let again = [&[dated.as_str()], others].concat();
        match hours::read_fields(&again, candidates) {
            understood @ Prose::Understood { .. } => understood,
            Prose::Unsure { .. } => reading,
        }
    }

    /// The days on which an event of this place may be labelled.
    fn accepted(&self) -> Vec<Date> {
        let chain = acts::chain_of(self.with.gazetteer, &self.content, None);
        self.with.edition.accepted(&chain).days().collect()
    }
}

/// The days of a period, at most a hundred.
fn days_between(from: Date, to: Date) -> Vec<Date> {
    domain::time::Window::new(from, to)
        .map_or_else(|_| vec![from], |window| window.days().take(100).collect())
}

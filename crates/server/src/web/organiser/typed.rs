//! What was typed into the form, field by field: only the fields a page holds are taken, and what cannot be read is told
//! beside its field.

use catalogue::place::{Exactness, Gazetteer};
use domain::edition::Edition;
use domain::event::{Access, BookedBy, BookingMode, Contact, Content, Field, Mode, Point, limits};
use domain::slot::{MAX_SLOTS, Slot};
use domain::territory::TerritoryCode;
use domain::text::{fold, multi_line, single_line};
use domain::words::Language;
use jiff::civil::{Date, Time};

use crate::error::Sentence;

/// The most characters of a long text that are read.
const MOST_PROSE: usize = 4 * limits::DESCRIPTION;

/// The fields of a form as they came, in order.
#[derive(Debug, Clone, Default)]
pub struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// The first value of an input; empty when it is not there.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// Every value of an input, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(key, _)| key == name);
        named.map(|(_, value)| value.as_str())
    }

    /// Whether the form held the inputs of a field: a page names each field it shows.
    #[must_use]
    pub fn holds(&self, field: Field) -> bool {
        self.all("champ").any(|slug| slug == field.slug())
    }

    fn line(&self, name: &str) -> String {
        single_line(self.get(name))
    }

    fn lines(&self, name: &str) -> String {
        multi_line(self.get(name))
    }

    /// A long text. One that is too long is kept and told, so that nothing typed is lost; one that is far too long for anybody
    /// to have typed is cut.
    #[must_use]
    pub fn prose(&self, name: &str) -> String {
        let text = self.get(name);
        let end = text.char_indices().nth(MOST_PROSE);
        multi_line(end.map_or(text, |(end, _)| &text[..end]))
    }
}

/// Something typed that the content cannot hold as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The field.
    pub field: Field,
    /// What is wrong, and the way out.
    pub sentence: Sentence,
}

/// A row of the list of slots that could not be read: shown again as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// Day, beginning, end and seats as they were typed.
    pub typed: [String; 4],
    /// Which of them is wrong, and the way out.
    pub sentence: Sentence,
}

/// What was read beside the content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// What the content cannot hold.
    pub troubles: Vec<Trouble>,
    /// Slots that could not be read.
    pub bad_rows: Vec<BadRow>,
    /// Fields that are not settled, whatever is said beside them.
    pub pending: Vec<Field>,
}

impl Reading {
    /// Notes a trouble.
    pub fn trouble(&mut self, field: Field, sentence: Sentence) {
        self.troubles.push(Trouble { field, sentence });
    }

    /// Whether the content does not hold what was typed in a field.
    #[must_use]
    pub fn lacks(&self, field: Field) -> bool {
        self.troubles.iter().any(|one| one.field == field) || self.pending.contains(&field)
    }
}

/// What reading needs to know.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The places.
    pub gazetteer: &'a Gazetteer,
    /// The edition, for its choices.
    pub edition: &'a Edition,
}

/// Reads the fields of a page into the content. The organisation and the picture are not read here: they are things of
/// their own.
pub fn read(typed: &Typed, fields: &[Field], around: Around<'_>, content: &mut Content) -> Reading {
    let mut reading = Reading::default();
    for field in fields.iter().filter(|field| typed.holds(**field)) {
        read_field(*field, typed, around, content, &mut reading);
    }
    reading
}

fn read_field(
    field: Field,
    typed: &Typed,
    around: Around<'_>,
    content: &mut Content,
    reading: &mut Reading,
) {
    let rules = &around.edition.rules;
    match field {
        Field::Title => content.title = typed.line("title"),
        Field::Summary => content.summary = typed.line("summary"),
        Field::Description => content.description = typed.prose("description"),
        Field::Language => {
            content.language = Language::parse(typed.get("language")).unwrap_or_default();
        }
        Field::Format => content.format = slug(typed.get("format")),
        Field::Sectors => content.sectors = sectors(typed),
        Field::Audiences => content.audiences = slugs(typed, "audiences", rules.audiences.len()),
        Field::Tags => content.tags = slugs(typed, "tags", limits::TAGS + 1),
        Field::Ages => {
            content.ages.from = age(typed.get("ages_from"), reading);
            content.ages.to = age(typed.get("ages_to"), reading);
        }
        Field::Organisation | Field::Picture => {}
        Field::Mode => content.mode = Mode::parse(typed.get("mode")),
        Field::Place => {
            content.place.name = typed.line("place_name");
            content.place.address = typed.line("place_address");
            content.place.postcode = typed.line("place_postcode");
        }
        Field::Commune => content.place.commune = commune(typed, around.gazetteer, reading),
        Field::Point => content.place.point = point(typed, reading),
        Field::MeetingPoint => content.place.meeting_point = typed.line("meeting_point"),
        Field::Transport => content.place.transport = typed.lines("transport"),
        Field::OnlineUrl => content.online_url = web(typed.get("online_url")),
        Field::Slots => content.slots = slots(typed, reading),
        Field::Booking => {
            content.booking.mode = BookingMode::parse(typed.get("booking_mode"));
            content.booking.by = BookedBy::parse(typed.get("booking_by")).unwrap_or_default();
            content.booking.url = web(typed.get("booking_url"));
            content.booking.email = typed.line("booking_email");
            content.booking.phone = typed.line("booking_phone");
        }
        Field::Full => content.booking.full = typed.get("full") == "1",
        Field::Conditions => content.booking.conditions = typed.lines("conditions"),
        Field::Access => {
            content.access = Access::ALL
                .into_iter()
                .filter(|need| typed.all("access").any(|slug| slug == need.slug()))
                .collect();
            content.access_note = typed.lines("access_note");
        }
        Field::Safety => content.safety = typed.lines("safety"),
        Field::Free => {
            content.free_of_charge = match typed.get("free") {
                "oui" => Some(true),
                "non" => Some(false),
                _ => None,
            };
        }
        Field::PublicContact => content.public_contact = contact(typed, "public"),
        Field::RefereeContact => content.referee_contact = contact(typed, "referee"),
    }
}

/// A choice as it was sent; what is no slug is cut to what a sentence can name.
fn slug(text: &str) -> String {
    single_line(text).chars().take(60).collect()
}

/// The choices of a list, each once; one more than may be is kept, so that its sentence is said.
fn slugs(typed: &Typed, name: &str, most: usize) -> Vec<String> {
    let mut chosen: Vec<String> = Vec::new();
    for text in typed.all(name).map(slug).filter(|text| !text.is_empty()) {
        if chosen.len() < most && !chosen.contains(&text) {
            chosen.push(text);
        }
    }
    chosen
}

/// The sectors, the main one first.
fn sectors(typed: &Typed) -> Vec<String> {
    let mut chosen = slugs(typed, "sectors", limits::SECTORS + 1);
    let main = slug(typed.get("sector_main"));
    if !main.is_empty() {
        chosen.retain(|sector| *sector != main);
        chosen.insert(0, main);
    }
    chosen
}

fn age(text: &str, reading: &mut Reading) -> Option<u8> {
    let text = single_line(text);
    if text.is_empty() {
        return None;
    }
    let age = text.trim_end_matches("ans").trim().parse().ok();
    if age.is_none() {
        let sentence = Sentence::new("refusal-typed-age").with("typed", short(&text));
        reading.trouble(Field::Ages, sentence);
    }
    age
}

/// What was typed, short enough to be repeated in a sentence.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A web address as it is kept: complete when it is one, else as it was typed, so that its sentence is said.
fn web(text: &str) -> String {
    let text = single_line(text);
    domain::identifier::Web::parse(&text).map_or(text, |web| web.to_string())
}

fn contact(typed: &Typed, who: &str) -> Contact {
    Contact {
        name: typed.line(&format!("{who}_name")),
        email: typed.line(&format!("{who}_email")),
        phone: typed.line(&format!("{who}_phone")),
        website: web(typed.get(&format!("{who}_website"))),
    }
}

/// The commune chosen as one typed, else the one the words name.
fn commune(typed: &Typed, gazetteer: &Gazetteer, reading: &mut Reading) -> Option<TerritoryCode> {
    let words = typed.line("commune");
    if words.is_empty() {
        return None;
    }
    let chosen = gazetteer.commune(typed.get("commune_code"));
    // Without the script the code of the last choice stays while the words change.
    if let Some(chosen) = chosen.filter(|chosen| fold(&words).starts_with(&fold(&chosen.name))) {
        return Some(chosen.code.clone());
    }
    let postcode = typed.line("place_postcode");
    let narrowed = gazetteer.complete(&format!("{words} {postcode}"), 5);
    let found = match narrowed.is_empty() {
        true => gazetteer.complete(&words, 5),
        false => narrowed,
    };
    let whole = found
        .iter()
        .filter(|one| one.exactness == Exactness::Whole)
        .count();
    match found.as_slice() {
        [one] => Some(one.commune.code.clone()),
        [first, ..] if whole == 1 => Some(first.commune.code.clone()),
        [] => {
            let sentence = Sentence::new("refusal-typed-commune").with("typed", short(&words));
            reading.trouble(Field::Commune, sentence);
            None
        }
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|one| format!("{} ({})", one.commune.name, one.home.code))
                .collect();
            let sentence = Sentence::new("refusal-typed-communes").with("names", names.join(", "));
            reading.trouble(Field::Commune, sentence);
            None
        }
    }
}

fn point(typed: &Typed, reading: &mut Reading) -> Option<Point> {
    let (lat, lon) = (typed.line("lat"), typed.line("lon"));
    if lat.is_empty() && lon.is_empty() {
        return None;
    }
    let degrees = |text: &str| text.replace(',', ".").parse::<f64>().ok();
    let point = degrees(&lon)
        .zip(degrees(&lat))
        .and_then(|(lon, lat)| Point::new(lon, lat));
    if point.is_none() {
        reading.trouble(Field::Point, Sentence::new("refusal-typed-point"));
    }
    point
}

/// The rows of the list of slots: those that are struck out are left out, empty ones too; those that cannot be read are
/// told and shown again.
fn slots(typed: &Typed, reading: &mut Reading) -> Vec<Slot> {
    let columns: [Vec<&str>; 4] =
        ["slot_day", "slot_from", "slot_to", "slot_seats"].map(|name| typed.all(name).collect());
    let gone: Vec<usize> = typed
        .all("slot_gone")
        .filter_map(|text| text.parse().ok())
        .collect();
    let mut slots = Vec::new();
    let rows = columns[0].len().min(MAX_SLOTS + 1);
    for row in (0..rows).filter(|row| !gone.contains(row)) {
        let cell = |column: usize| single_line(columns[column].get(row).copied().unwrap_or(""));
        let cells = [cell(0), cell(1), cell(2), cell(3)];
        if cells.iter().all(String::is_empty) {
            continue;
        }
        match slot(&cells) {
            Ok(slot) => slots.push(slot),
            Err(sentence) => reading.bad_rows.push(BadRow {
                typed: cells,
                sentence,
            }),
        }
    }
    slots.sort_unstable();
    let sentence = match reading.bad_rows.as_slice() {
        [] => return slots,
        [one] => one.sentence.clone(),
        several => Sentence::new("refusal-typed-slots").with("count", several.len()),
    };
    reading.trouble(Field::Slots, sentence);
    slots
}

/// The slot of a row; else which of its cells is wrong, the first of them.
fn slot([day, from, to, seats]: &[String; 4]) -> Result<Slot, Sentence> {
    let wrong = |cell: &str, typed: &str| match typed {
        "" => Sentence::new(format!("refusal-slot-no-{cell}")),
        _ => Sentence::new(format!("refusal-slot-bad-{cell}")).with("typed", short(typed)),
    };
    let day: Date = day.parse().map_err(|_| wrong("day", day))?;
    let from = hour(from).ok_or_else(|| wrong("from", from))?;
    let to = hour(to).ok_or_else(|| wrong("to", to))?;
    let capacity = match seats.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| wrong("seats", text))?),
    };
    let start = day.to_datetime(from);
    // Midnight is the end of the day, and a night visit ends on the next one.
    let overnight = to == Time::midnight() || (from.hour() >= 17 && to.hour() < 9 && to < from);
    let last = match overnight {
        true => day.tomorrow().map_err(|_| wrong("day", &day.to_string()))?,
        false => day,
    };
    Ok(Slot {
        start,
        end: last.to_datetime(to),
        capacity,
    })
}

/// An hour as browsers send it (`09:30`) and as people type it (`9h30`, `9 h`).
#[must_use]
pub fn hour(text: &str) -> Option<Time> {
    let plain: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| {
            if matches!(letter, 'h' | 'H') {
                ':'
            } else {
                letter
            }
        })
        .collect();
    let (hours, minutes) = plain.split_once(':').unwrap_or((&plain, ""));
    let minutes = minutes.split(':').next().unwrap_or_default();
    let number = |text: &str| match text {
        "" => Some(0),
        text if text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            text.parse::<i8>().ok()
        }
        _ => None,
    };
    if hours.is_empty() {
        return None;
    }
    Time::new(number(hours)?, number(minutes)?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(row: [&str; 4]) -> Option<String> {
        let slot = slot(&row.map(str::to_owned)).ok()?;
        Some(format!("{} {}", slot.start, slot.end))
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        for text in ["09:30", "9h30", "9 h 30", "09:30:00"] {
            assert_eq!(hour(text), Time::new(9, 30, 0, 0).ok(), "{text}");
        }
        for text in ["", "25:00", "9h99", "neuf", "-1:00", ":30"] {
            assert_eq!(hour(text), None, "{text}");
        }
    }

    #[test]
    fn a_night_ends_on_the_next_day_and_a_mistake_does_not() {
        let day = "2018-03-28";
        let ends = |from, to| cells([day, from, to, ""]).expect("a slot");
        assert!(ends("20:00", "02:00").ends_with("2018-03-29T02:00:00"));
        assert!(ends("20:00", "00:00").ends_with("2018-03-29T00:00:00"));
        assert!(ends("14:00", "10:00").ends_with("2018-03-28T10:00:00"));
        assert_eq!(cells(["2018-02-30", "9:00", "10:00", ""]), None);
        assert_eq!(cells([day, "9:00", "10:00", "beaucoup"]), None);
    }
}

//! Sheets of paper as plain values: what is drawn where, and what each thing is for someone who does not see it.
//!
//! A document is laid out here and written afterwards (`pdf`), so that everything that is decided can be looked at before. What is
//! drawn inside an [`Paper::inside`] belongs to the document; what is drawn outside is ornament, which a reader aloud passes over.

use domain::text::{shortened, single_line, slugify};

use super::faces::{Families, Set, Voice};
use crate::letters::{Letters, Placed};

/// The sheet, in points: A4.
pub const SHEET: (f32, f32) = (595.276, 841.89);
/// The room left around, in points.
pub const MARGIN: f32 = 54.0;
/// Nearly black: text.
pub const INK: [u8; 3] = [21, 22, 28];
/// What is said in a lower voice.
pub const QUIET_INK: [u8; 3] = [88, 90, 102];
/// Thin lines.
pub const LINE: [u8; 3] = [214, 212, 205];
/// White.
pub const WHITE: [u8; 3] = [255, 255, 255];
/// The longest text that is laid out; what comes after is cut, so that no text can keep the machine busy.
const LONGEST: usize = 600;

/// What a part of the document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// A heading of this level.
    Heading(u16, String),
    /// A paragraph.
    Paragraph,
    /// A drawing, with what it says.
    Figure(String),
    /// An address to follow, with what it is.
    Link(String, String),
    /// A table, with what it tells.
    Table(String),
    /// The row of names of a table.
    Head,
    /// The other rows.
    Body,
    /// A row.
    Row,
    /// The name of a column.
    ColumnName,
    /// The name of a row.
    RowName,
    /// Another cell.
    Cell,
}

/// What is drawn for no other reason than to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ornament {
    /// Lines, bars, grounds.
    Layout,
    /// What stands at the head of each sheet.
    PageHead,
    /// What stands at its foot.
    PageFoot,
}

/// Where something belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// To a part of the document.
    To(usize),
    /// To the sheet.
    Ornament(Ornament),
}

/// A rectangle, in points from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left.
    pub x: f32,
    /// Top.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawn {
    /// Words on a base line that begins here.
    Words {
        /// Left end of the base line.
        at: (f32, f32),
        /// How they are set.
        set: Set,
        /// Each letter at its place.
        letters: Vec<Placed>,
    },
    /// Rectangles of one colour.
    Filled(Vec<Area>, [u8; 3]),
    /// A rectangle of which the border is drawn, with the roundness of its corners and the width of the line.
    Framed(Area, [u8; 3], f32, f32),
    /// A box to tick by hand.
    TickBox(Area),
}

/// Something on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Which sheet.
    pub page: usize,
    /// What.
    pub drawn: Drawn,
    /// Where it belongs.
    pub belongs: Belongs,
}

/// A part of the document, with what is in it in the order it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What it is.
    pub role: Role,
    /// What is in it.
    pub holds: Vec<Held>,
    /// Where it begins: the sheet, and how far down.
    pub begins: (usize, f32),
}

/// Something in a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Another part.
    Part(usize),
    /// Something drawn.
    Mark(usize),
}

/// The sheets.
pub struct Paper<'f> {
    /// The typefaces.
    pub families: &'f Families,
    /// Everything drawn, in order.
    pub marks: Vec<Mark>,
    /// Every part.
    pub parts: Vec<Part>,
    /// The parts that are in no other.
    pub roots: Vec<usize>,
    /// The last sheet.
    pub page: usize,
    /// How far down the sheet something may be put.
    pub y: f32,
    open: Vec<usize>,
    /// What is drawn is no part of the document, but this.
    beside: Option<Ornament>,
}

impl<'f> Paper<'f> {
    /// One empty sheet.
    pub fn new(families: &'f Families) -> Paper<'f> {
        Paper {
            families,
            marks: Vec::new(),
            parts: Vec::new(),
            roots: Vec::new(),
            page: 0,
            y: MARGIN,
            open: Vec::new(),
            beside: None,
        }
    }

    /// Does something inside a part of this role; beside the document there are no parts.
    pub fn inside<T>(&mut self, role: Role, does: impl FnOnce(&mut Paper<'f>) -> T) -> T {
        if self.beside.is_some() {
            return does(self);
        }
        let part = self.parts.len();
        self.parts.push(Part {
            role,
            holds: Vec::new(),
            begins: (self.page, self.y),
        });
        match self.open.last() {
            Some(around) => self.parts[*around].holds.push(Held::Part(part)),
            None => self.roots.push(part),
        }
        self.open.push(part);
        let done = does(self);
        self.open.pop();
        done
    }

    /// Does something outside of every part.
    pub fn beside<T>(&mut self, kind: Ornament, does: impl FnOnce(&mut Paper<'f>) -> T) -> T {
        let before = self.beside.replace(kind);
        let done = does(self);
        self.beside = before;
        done
    }

    /// Draws something.
    pub fn draw(&mut self, drawn: Drawn) {
        let belongs = match (self.beside, self.open.last()) {
            (None, Some(part)) => {
                self.parts[*part].holds.push(Held::Mark(self.marks.len()));
                Belongs::To(*part)
            }
            (beside, _) => Belongs::Ornament(beside.unwrap_or(Ornament::Layout)),
        };
        self.marks.push(Mark {
            page: self.page,
            drawn,
            belongs,
        });
    }

    /// Fills a rectangle.
    pub fn fill(&mut self, area: Area, ink: [u8; 3]) {
        self.draw(Drawn::Filled(vec![area], ink));
    }

    /// A thin line across the room between the margins.
    pub fn rule(&mut self, y: f32) {
        let area = Area {
            x: MARGIN,
            y,
            w: SHEET.0 - 2.0 * MARGIN,
            h: 0.7,
        };
        self.fill(area, LINE);
    }

    /// How wide words are.
    pub fn width(&self, words: &str, set: Set) -> f32 {
        let letters = &self.families.of(set.voice).letters;
        letters.width(&readable(words, letters), set.style())
    }

    /// Words on one line, its base line given; what `room` does not hold is cut off. Answers how wide they are.
    pub fn line(&mut self, words: &str, set: Set, at: (f32, f32), room: f32) -> f32 {
        let letters = &self.families.of(set.voice).letters;
        let words = fitted(&readable(words, letters), letters, set, room);
        self.lay(&words, set, at)
    }

    /// Words that end where `right` is.
    pub fn line_to(&mut self, words: &str, set: Set, (right, y): (f32, f32), room: f32) {
        let letters = &self.families.of(set.voice).letters;
        let words = fitted(&readable(words, letters), letters, set, room);
        let own = letters.width(&words, set.style());
        self.lay(&words, set, (right - own, y));
    }

    /// The words in at most `most` lines within `room`; the last ends with “…” when that is not everything.
    pub fn broken(&self, words: &str, set: Set, room: f32, most: usize) -> Vec<String> {
        let letters = &self.families.of(set.voice).letters;
        let words = readable(words, letters);
        // What is short is broken evenly; running text fills its lines.
        let mut lines = match set.voice == Voice::Display || most <= 3 {
            true => letters.wrapped(&words, set.style(), room),
            false => letters.filled(&words, set.style(), room),
        };
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                *last = fitted(&format!("{last}\u{a0}…"), letters, set, room);
            }
        }
        lines
    }

    /// Lines below one another, the first at `at`; answers where the next base line would be.
    pub fn lines(&mut self, lines: &[String], set: Set, at: (f32, f32), leading: f32) -> f32 {
        let mut y = at.1;
        for line in lines {
            self.lay(line, set, (at.0, y));
            y += leading;
        }
        y
    }

    /// A text in lines; answers where the next base line would be.
    pub fn text(
        &mut self,
        words: &str,
        set: Set,
        at: (f32, f32),
        (room, most): (f32, usize),
        leading: f32,
    ) -> f32 {
        let lines = self.broken(words, set, room, most);
        self.lines(&lines, set, at, leading)
    }

    fn lay(&mut self, words: &str, set: Set, at: (f32, f32)) -> f32 {
        let family = self.families.of(set.voice);
        let (letters, wide) = family.letters.placed(words, set.style());
        if !letters.is_empty() {
            self.draw(Drawn::Words { at, set, letters });
        }
        wide
    }
}

/// A text on one line that every letter of can be drawn. A word of letters that the faces lack is written in Latin ones where
/// that can be done (Greek, Cyrillic); what is left becomes `?`, for a name half told is better than a document that fails.
fn readable(text: &str, letters: &Letters<'_>) -> String {
    let text = shortened(&single_line(text), LONGEST);
    if text.chars().all(|letter| letters.has(letter)) {
        return text;
    }
    let words: Vec<String> = text
        .split(' ')
        .map(
            |word| match word.chars().all(|letter| letters.has(letter)) {
                true => word.to_owned(),
                false => in_latin(word, letters),
            },
        )
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

fn in_latin(word: &str, letters: &Letters<'_>) -> String {
    let known = |letter: &char| letters.has(*letter);
    let stranger = word.chars().find(|letter| !known(letter));
    let has_no_latin = stranger.is_some_and(|letter| !letter.is_alphabetic());
    let latin = slugify(word, LONGEST, "");
    if has_no_latin || latin.is_empty() {
        // Signs that say nothing in a line of text (emoji) are left out; letters leave a trace.
        let kept = word.chars().filter_map(|letter| match letter {
            letter if known(&letter) => Some(letter),
            letter if letter.is_alphanumeric() => Some('?'),
            _ => None,
        });
        return kept.collect();
    }
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let mut rest = latin.chars();
    match rest.next() {
        Some(first) if capital => format!("{}{}", first.to_ascii_uppercase(), rest.as_str()),
        _ => latin,
    }
}

/// What of one line fits in `room`, with “…” where it is cut.
fn fitted(words: &str, letters: &Letters<'_>, set: Set, room: f32) -> String {
    if letters.width(words, set.style()) <= room {
        return words.to_owned();
    }
    let mut kept: Vec<char> = words.trim_end_matches('…').chars().collect();
    while kept.pop().is_some() {
        let text: String = kept.iter().collect();
        let text = format!("{}…", text.trim_end());
        if letters.width(&text, set.style()) <= room {
            return text;
        }
    }
    String::new()
}

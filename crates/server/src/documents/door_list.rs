//! The list of a slot, to print and to tick at the door where no telephone helps.

use domain::booking::{Need, Party, Who};
use domain::edition::parse_colour;
use domain::event::Access;
use domain::text::{fold, single_line};
use domain::words::Language;

use super::code;
use super::faces::{Set, Voice, families};
use super::paper::{Area, Drawn, INK, LINE, MARGIN, Ornament, Paper, QUIET_INK, Role, SHEET};
use super::pdf::{self, About};
use super::said::Said;
use super::ticket::{masthead, pale};
use super::{Masthead, Occasion, Unprinted};
use crate::words::{Words, number};

/// The columns: where each begins from the left margin, and how wide it is.
const COLUMNS: [(f32, f32); 5] = [
    (0.0, 22.0),
    (26.0, 148.0),
    (184.0, 142.0),
    (336.0, 96.0),
    (442.0, 45.3),
];
/// The last base line of a row.
const BOTTOM: f32 = SHEET.1 - 66.0;
/// Between two lines of a row, and above and below them.
const LEADING: f32 = 13.5;
const PADDING: f32 = 6.5;
/// The most lines of a cell.
const MOST: usize = 4;

/// What the list of a slot says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorList {
    /// The edition.
    pub masthead: Masthead,
    /// The slot.
    pub occasion: Occasion,
    /// Its seats, when they are counted.
    pub seats: Option<u32>,
    /// Who is expected, in any order.
    pub rows: Vec<Row>,
}

/// One booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The name of who booked.
    pub name: String,
    /// Who comes.
    pub party: Party,
    /// The part of the ticket’s code that tells it from the others of the slot.
    pub code: String,
}

/// The list as a PDF, sorted by name.
///
/// # Errors
/// [`Unprinted`], which is our fault.
pub fn door_list(words: &Words, language: Language, list: &DoorList) -> Result<Vec<u8>, Unprinted> {
    let families = families().ok_or(Unprinted::Face)?;
    let said = Said::new(words, language);
    let colour = parse_colour(&list.masthead.colour).unwrap_or(INK);
    let title = single_line(&list.occasion.title);
    let title = said.with("document-list-title", [("title", title.into())]);
    let mut door = Door {
        paper: Paper::new(families),
        said,
        list,
        colour,
    };
    masthead(&mut door.paper, &list.masthead, colour, MARGIN + 13.0);
    let y = door.title(&title, 126.0);
    let y = door.counts(y + 8.0);
    door.table(y + 6.0);
    door.feet();
    let about = About {
        title,
        language: language.tag(),
    };
    pdf::written(&door.paper, about)
}

struct Door<'a, 'f> {
    paper: Paper<'f>,
    said: Said<'a>,
    list: &'a DoorList,
    colour: [u8; 3],
}

impl Door<'_, '_> {
    fn set(&self, voice: Voice, size: f32) -> Set {
        Set {
            voice,
            size,
            ink: INK,
        }
    }

    fn quiet(&self, size: f32) -> Set {
        Set {
            ink: QUIET_INK,
            ..self.set(Voice::Text, size)
        }
    }

    /// The day and the hours of the slot.
    fn slot(&self) -> String {
        let occasion = &self.list.occasion;
        let (day, hours) = (self.said.day(occasion), self.said.hours(occasion));
        format!("{day}\u{a0}· {hours}")
    }

    fn title(&mut self, whole: &str, y: f32) -> f32 {
        let occasion = &self.list.occasion;
        let room = SHEET.0 - 2.0 * MARGIN;
        let kind = self.said.say("document-list");
        let small = Set {
            ink: self.colour,
            ..self.set(Voice::Strong, 12.0)
        };
        let large = self.set(Voice::Display, 26.0);
        let strong = self.set(Voice::Strong, 13.0);
        let quiet = self.quiet(11.0);
        let slot = self.slot();
        let places = [occasion.place.as_str()].into_iter();
        let places = places.chain(occasion.address.iter().map(String::as_str));
        let place = places
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ");
        let paper = &mut self.paper;
        paper.y = y;
        let y = paper.inside(Role::Heading(1, whole.to_owned()), |paper| {
            paper.line(&kind, small, (MARGIN, y), room);
            let at = (MARGIN - 1.0, y + 32.0);
            paper.text(&occasion.title, large, at, (room, 3), 28.0)
        });
        paper.inside(Role::Paragraph, |paper| {
            let y = paper.text(&slot, strong, (MARGIN, y - 2.0), (room, 2), 17.0);
            let y = paper.text(&occasion.zone, quiet, (MARGIN, y), (room, 2), 15.0);
            paper.text(&place, quiet, (MARGIN, y), (room, 2), 15.0)
        })
    }

    /// What there is to count, large, side by side; then the needs of everybody.
    fn counts(&mut self, y: f32) -> f32 {
        let (said, list) = (self.said, self.list);
        let people = list
            .rows
            .iter()
            .fold(0u32, |sum, row| sum.saturating_add(row.party.seats()));
        let bookings = u32::try_from(list.rows.len()).unwrap_or(u32::MAX);
        let mut counts = vec![
            (people, said.count("document-list-people", people)),
            (bookings, said.count("document-list-bookings", bookings)),
        ];
        if let Some(seats) = list.seats {
            let free = seats.saturating_sub(people);
            counts.push((free, said.count("document-list-free", free)));
        }
        let large = self.set(Voice::Display, 26.0);
        let small = self.quiet(10.5);
        let needs = self.needs();
        let paper = &mut self.paper;
        let mut left = MARGIN;
        for (count, tells) in counts {
            paper.inside(Role::Paragraph, |paper| {
                let figure = number(f64::from(count), said.language());
                let wide = paper.line(&figure, large, (left, y + 24.0), 150.0);
                let own = paper.line(&tells, small, (left, y + 40.0), 150.0);
                left += wide.max(own) + 36.0;
            });
        }
        let y = y + 62.0;
        if needs.is_empty() {
            return y;
        }
        let room = SHEET.0 - 2.0 * MARGIN;
        paper.inside(Role::Paragraph, |paper| {
            paper.text(&needs, small, (MARGIN, y), (room, 2), 15.0)
        })
    }

    /// The needs of everybody together, by kind.
    fn needs(&self) -> String {
        let told: Vec<&Need> = self
            .list
            .rows
            .iter()
            .filter_map(|row| match &row.party.who {
                Who::Group(group) => Some(&group.needs),
                Who::People { .. } => None,
            })
            .flatten()
            .collect();
        let sums = Access::ALL.into_iter().filter_map(|kind| {
            let own = told.iter().filter(|need| need.kind == kind);
            let people = own.fold(0u32, |sum, need| sum.saturating_add(need.people));
            (people > 0).then(|| self.said.need(kind, people))
        });
        sums.collect::<Vec<_>>().join("\u{a0}· ")
    }

    fn table(&mut self, y: f32) {
        let mut rows: Vec<&Row> = self.list.rows.iter().collect();
        rows.sort_by_cached_key(|row| (fold(&row.name), row.code.clone()));
        let summary = self.said.say("document-list-summary");
        // The table is told as one; its parts are drawn on as many sheets as it needs.
        let table = Role::Table(summary);
        let mut y = y;
        if rows.is_empty() {
            let text = self.set(Voice::Text, 12.0);
            let none = self.said.say("document-list-none");
            self.paper.inside(Role::Paragraph, |paper| {
                paper.line(&none, text, (MARGIN, y + 14.0), SHEET.0 - 2.0 * MARGIN);
            });
            return;
        }
        let Door {
            said,
            list,
            colour,
            ref mut paper,
        } = *self;
        let slot = format!(
            "{}\u{a0}· {}",
            said.day(&list.occasion),
            said.hours(&list.occasion)
        );
        paper.inside(table, |paper| {
            paper.inside(Role::Head, |paper| y = names(paper, said, colour, y));
            paper.inside(Role::Body, |paper| {
                for row in rows {
                    let cells = cells(paper, said, row);
                    let lines = cells.iter().map(Vec::len).max().unwrap_or(1);
                    let high = lines as f32 * LEADING + 2.0 * PADDING;
                    if y + high > BOTTOM {
                        paper.page += 1;
                        y = paper.beside(Ornament::PageHead, |paper| {
                            running(paper, &list.occasion.title, &slot);
                            names(paper, said, colour, MARGIN + 22.0)
                        });
                    }
                    paper.inside(Role::Row, |paper| put(paper, said, &cells, y));
                    y += high;
                    paper.beside(Ornament::Layout, |paper| paper.rule(y));
                }
            });
        });
    }

    /// The number of each sheet, at its foot.
    fn feet(&mut self) {
        let last = self.paper.page;
        let small = self.quiet(9.5);
        for page in 0..=last {
            self.paper.page = page;
            let of = [
                ("page", u32::try_from(page + 1).unwrap_or(0).into()),
                ("pages", u32::try_from(last + 1).unwrap_or(0).into()),
            ];
            let foot = self.said.with("document-page", of);
            self.paper.beside(Ornament::PageFoot, |paper| {
                let right = (SHEET.0 - MARGIN, SHEET.1 - 32.0);
                paper.line_to(&foot, small, right, 200.0);
            });
            let note = self.said.say("document-list-note");
            self.paper.beside(Ornament::PageFoot, |paper| {
                paper.line(&note, small, (MARGIN, SHEET.1 - 32.0), 380.0);
            });
        }
    }
}

/// What a following sheet says at its head.
fn running(paper: &mut Paper<'_>, title: &str, slot: &str) {
    let small = Set {
        voice: Voice::Strong,
        size: 10.5,
        ink: INK,
    };
    let quiet = Set {
        voice: Voice::Text,
        ink: QUIET_INK,
        ..small
    };
    let right = SHEET.0 - MARGIN;
    let wide = paper.width(slot, quiet).min(260.0);
    paper.line_to(slot, quiet, (right, MARGIN), 260.0);
    paper.line(title, small, (MARGIN, MARGIN), right - MARGIN - wide - 24.0);
}

/// The names of the columns on a pale ground; answers where the rows begin.
fn names(paper: &mut Paper<'_>, said: Said<'_>, colour: [u8; 3], y: f32) -> f32 {
    let set = Set {
        voice: Voice::Strong,
        size: 10.0,
        ink: INK,
    };
    let ground = Area {
        x: MARGIN,
        y,
        w: SHEET.0 - 2.0 * MARGIN,
        h: 22.0,
    };
    paper.beside(Ornament::Layout, |paper| paper.fill(ground, pale(colour)));
    let keys = [
        "document-column-here",
        "document-column-name",
        "document-column-party",
        "document-column-needs",
        "document-column-code",
    ];
    paper.inside(Role::Row, |paper| {
        for (key, (left, wide)) in keys.into_iter().zip(COLUMNS) {
            let name = said.say(key);
            paper.inside(Role::ColumnName, |paper| {
                paper.line(&name, set, (MARGIN + left + 4.0, y + 15.0), wide);
            });
        }
    });
    y + 22.0
}

/// What a row says, in lines, column by column after the box.
fn cells(paper: &Paper<'_>, said: Said<'_>, row: &Row) -> [Vec<String>; 4] {
    let [_, name, party, needs, code] = COLUMNS;
    let mut who = paper.broken(&said.heads(&row.party), TEXT, party.1, 2);
    who.extend(paper.broken(&said.group(&row.party), TEXT, party.1, MOST - who.len()));
    let told = said.needs(&row.party);
    let needs = told
        .iter()
        .flat_map(|need| paper.broken(need, TEXT, needs.1, 2));
    let groups = code::groups(&row.code).join(" ");
    [
        paper.broken(&row.name, STRONG, name.1, MOST),
        who,
        needs.collect(),
        paper.broken(&groups, TEXT, code.1, MOST),
    ]
}

const TEXT: Set = Set {
    voice: Voice::Text,
    size: 10.5,
    ink: INK,
};
const STRONG: Set = Set {
    voice: Voice::Strong,
    size: 11.5,
    ink: INK,
};

fn put(paper: &mut Paper<'_>, said: Said<'_>, cells: &[Vec<String>; 4], y: f32) {
    let first = y + PADDING + 10.0;
    let tick = Area {
        x: MARGIN + COLUMNS[0].0 + 5.0,
        y: y + PADDING - 1.0,
        w: 13.0,
        h: 13.0,
    };
    paper.inside(Role::Cell, |paper| paper.draw(Drawn::TickBox(tick)));
    let names = [(Role::RowName, STRONG), (Role::Cell, TEXT)];
    for (place, lines) in cells.iter().enumerate() {
        let (role, set) = names[place.min(1)].clone();
        let at = (MARGIN + COLUMNS[place + 1].0 + 4.0, first);
        let none = [said.say("document-none")];
        let (lines, set) = match lines.is_empty() {
            // A cell that says nothing is one less for who hears the table: it says that there is nothing.
            true => (&none[..], Set { ink: LINE, ..set }),
            false => (lines.as_slice(), set),
        };
        paper.inside(role, |paper| paper.lines(lines, set, at, LEADING));
    }
}

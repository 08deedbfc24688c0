//! The ticket of a booking: one sheet, read on a telephone as well as on paper.

use domain::booking::Party;
use domain::edition::parse_colour;
use domain::words::Language;
use fluent_bundle::FluentValue;
use jiff::civil::Date;

use super::code::{self, Squares};
use super::faces::{Set, Voice, families};
use super::paper::{
    Area, Drawn, INK, LINE, MARGIN, Ornament, Paper, QUIET_INK, Role, SHEET, WHITE,
};
use super::pdf::{self, About};
use super::said::Said;
use super::{Masthead, Occasion, Unprinted};
use crate::web::filters;
use crate::words::Words;

/// The sizes a title may have, the largest that fits in its lines being taken.
const TITLES: [f32; 6] = [42.0, 37.0, 32.0, 27.0, 22.0, 18.0];
/// The most lines of a title, for each size.
const TITLE_LINES: usize = 3;
/// The heights of the bars of the week, in parts of the highest: the mark of the site.
const BARS: [f32; 7] = [0.26, 0.52, 1.0, 0.78, 0.87, 0.48, 0.24];
/// Where the bars of the week stand, and how low and how high the highest may be: they take the room that words leave.
const WEEK: f32 = 784.0;
const BAR: (f32, f32) = (34.0, 118.0);
/// Between the words and the highest bar.
const ABOVE: f32 = 28.0;
/// The last base line of words with the lowest week below, and the last one when the week gives way to them.
const LAST: (f32, f32) = (WEEK - BAR.0 - ABOVE, WEEK + 16.0);
/// How much smaller the facts are told when what follows them would have no room.
const SMALLER: f32 = 0.82;
/// The width of the frame around the code, and of the room at its left.
const FRAME: f32 = 196.0;
const GAP: f32 = 30.0;
/// The most lines of one thing to know.
const MOST: usize = 4;
/// A line of text for its size.
const LEADING: f32 = 1.34;

/// What a ticket says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// The edition.
    pub masthead: Masthead,
    /// What it lets in to.
    pub occasion: Occasion,
    /// Who comes.
    pub party: Party,
    /// The name of who booked; the address and the telephone are of no use here.
    pub name: String,
    /// What one should know before coming, a sentence each.
    pub conditions: Vec<String>,
    /// How to give the seats back; none when it is too late.
    pub cancelling: Option<Cancelling>,
    /// What the code says to a camera: an address or a token, with nothing personal in it.
    pub scanned: String,
    /// The same for a hand to type where no camera helps: shown in groups of four.
    pub typed: String,
}

/// How to give seats back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancelling {
    /// The address of the booking.
    pub address: String,
    /// Until when, in words: “mercredi 18 novembre 2026 à 18 h”; empty when until it begins.
    pub until: String,
}

/// The ticket as a PDF.
///
/// # Errors
/// [`Unprinted`], which is our fault.
pub fn ticket(words: &Words, language: Language, ticket: &Ticket) -> Result<Vec<u8>, Unprinted> {
    let said = Said::new(words, language);
    let title = domain::text::single_line(&ticket.occasion.title);
    let title = said.with("document-ticket-title", [("title", title.into())]);
    let paper = laid_out(said, ticket, &title)?;
    let about = About {
        title,
        language: language.tag(),
    };
    pdf::written(&paper, about)
}

fn laid_out(said: Said<'_>, ticket: &Ticket, title: &str) -> Result<Paper<'static>, Unprinted> {
    let families = families().ok_or(Unprinted::Face)?;
    let squares = Squares::new(&ticket.scanned)?;
    let colour = parse_colour(&ticket.masthead.colour).unwrap_or(INK);
    let mut sheet = Sheet {
        paper: Paper::new(families),
        said,
        ticket,
        colour,
    };
    masthead(&mut sheet.paper, &ticket.masthead, colour, MARGIN + 13.0);
    let top = sheet.title(title, 126.0);
    sheet.code(&squares, top);
    let below = sheet.facts(top + 10.0).max(top + FRAME + 76.0);
    let below = sheet.more(below + 18.0);
    sheet.week(below);
    Ok(sheet.paper)
}

struct Sheet<'a, 'f> {
    paper: Paper<'f>,
    said: Said<'a>,
    ticket: &'a Ticket,
    colour: [u8; 3],
}

/// The mark, the campaign and the edition, on the base line `y`, and a thin line below.
pub fn masthead(paper: &mut Paper<'_>, head: &Masthead, colour: [u8; 3], y: f32) {
    mark(paper, (MARGIN, y), colour);
    let name = Set {
        voice: Voice::Display,
        size: 15.5,
        ink: INK,
    };
    let small = Set {
        voice: Voice::Text,
        size: 10.5,
        ink: QUIET_INK,
    };
    let right = SHEET.0 - MARGIN;
    paper.inside(Role::Paragraph, |paper| {
        let left = MARGIN + 42.0;
        let wide = paper.line(&head.campaign, name, (left, y), right - left);
        let room = right - left - wide - 24.0;
        if paper.width(&head.edition, small) <= room {
            paper.line_to(&head.edition, small, (right, y), room);
        } else {
            paper.line(&head.edition, small, (left, y + 15.0), right - left);
        }
    });
    paper.beside(Ornament::Layout, |paper| paper.rule(y + 22.0));
}

/// The seven bars, small: the mark of the site.
fn mark(paper: &mut Paper<'_>, (left, bottom): (f32, f32), colour: [u8; 3]) {
    let bars = (0u8..).zip(BARS).map(|(place, part)| Area {
        x: left + f32::from(place) * 4.9,
        y: bottom - part * 19.0,
        w: 3.5,
        h: part * 19.0,
    });
    let bars = bars.collect();
    paper.beside(Ornament::Layout, |paper| {
        paper.draw(Drawn::Filled(bars, colour));
    });
}

impl Sheet<'_, '_> {
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

    fn coloured(&self, voice: Voice, size: f32) -> Set {
        Set {
            ink: self.colour,
            ..self.set(voice, size)
        }
    }

    /// What it is, and the title; answers where the columns begin.
    fn title(&mut self, whole: &str, y: f32) -> f32 {
        let room = SHEET.0 - 2.0 * MARGIN;
        let kind = self.said.say("document-ticket");
        let small = self.coloured(Voice::Strong, 13.0);
        let title = self.ticket.occasion.title.clone();
        let sets = TITLES.map(|size| self.set(Voice::Display, size));
        let fits = |set: &&Set| self.paper.broken(&title, **set, room, 9).len() <= TITLE_LINES;
        let set = sets.iter().find(fits).copied().unwrap_or(sets[5]);
        self.paper.y = y;
        let paper = &mut self.paper;
        let role = Role::Heading(1, whole.to_owned());
        paper.inside(role, |paper| {
            paper.line(&kind, small, (MARGIN, y), room);
            let lines = paper.broken(&title, set, room, TITLE_LINES + 1);
            let leading = set.size * 1.03;
            // Large letters have room at their left: they are moved to stand below the small ones.
            let at = (MARGIN - set.size * 0.04, y + 8.0 + set.size);
            paper.lines(&lines, set, at, leading) - leading + 30.0
        })
    }

    /// The code in its frame, and in letters below.
    fn code(&mut self, squares: &Squares, top: f32) {
        let left = SHEET.0 - MARGIN - FRAME;
        let wide = FRAME - 12.0;
        let groups = code::groups(&self.ticket.typed);
        let small = self.quiet(10.5);
        let letters = self.set(Voice::Display, 13.5);
        let (colour, said) = (self.colour, self.said);
        let paper = &mut self.paper;
        paper.beside(Ornament::Layout, |paper| {
            let frame = Area {
                x: left,
                y: top,
                w: FRAME,
                h: FRAME,
            };
            paper.draw(Drawn::Framed(frame, colour, 10.0, 2.0));
        });
        paper.y = top;
        let says = said.say("document-code");
        paper.inside(Role::Figure(says), |paper| {
            let count = squares.side + 2 * code::QUIET;
            let step = wide / count as f32;
            let at = |square: usize| (square + code::QUIET) as f32 * step + 6.0;
            let runs = squares.runs().into_iter();
            let dark = runs.map(|(column, row, many)| Area {
                x: left + at(column),
                y: top + at(row),
                w: step * many as f32,
                h: step,
            });
            let dark = dark.collect();
            // Black on white whatever the edition: cameras and worn printers want it so.
            paper.draw(Drawn::Filled(dark, [0, 0, 0]));
        });
        let lines = in_rows(paper, &groups, letters, FRAME);
        let y = top + FRAME + 22.0;
        paper.y = y;
        let y = paper.inside(Role::Paragraph, |paper| {
            paper.lines(&lines, letters, (left, y), 18.0)
        });
        let show = said.say("document-code-show");
        paper.inside(Role::Paragraph, |paper| {
            paper.text(&show, small, (left, y), (FRAME, 2), 14.0)
        });
    }

    /// When, where, who and by whom, at the left of the code; answers where it ends. Told smaller when it is very much.
    fn facts(&mut self, y: f32) -> f32 {
        let families = self.paper.families;
        let paper = std::mem::replace(&mut self.paper, Paper::new(families));
        let tried = self.told(y, 1.0);
        self.paper = paper;
        let scale = match tried + 18.0 + self.below().0 > LAST.0 {
            true => SMALLER,
            false => 1.0,
        };
        self.told(y, scale)
    }

    fn told(&mut self, y: f32, scale: f32) -> f32 {
        let occasion = &self.ticket.occasion;
        let (party, said) = (&self.ticket.party, self.said);
        let room = SHEET.0 - 2.0 * MARGIN - FRAME - GAP;
        let large = self.set(Voice::Display, 21.0 * scale);
        let hours = self.coloured(Voice::Display, 21.0 * scale);
        let strong = self.set(Voice::Strong, 14.5 * scale);
        let text = self.set(Voice::Text, 13.0 * scale);
        let small = self.quiet(11.0 * scale);
        let next = |set: Set| set.size * LEADING;
        let put = |paper: &mut Paper<'_>, words: &str, set: Set, y: f32, most: usize| {
            let leading = if set.voice == Voice::Display {
                set.size * 1.19
            } else {
                next(set)
            };
            paper.text(words, set, (MARGIN, y), (room, most), leading)
        };
        let y = self.fact("document-when", y, scale, |paper, y| {
            let y = put(paper, &said.day(occasion), large, y + 7.0, 2);
            let y = put(paper, &said.hours(occasion), hours, y, 2);
            put(paper, &occasion.zone, small, y - 5.0, 2)
        });
        let y = self.fact("document-where", y, scale, |paper, y| {
            let mut y = put(paper, &occasion.place, strong, y, 2);
            let mut left = 4;
            for line in &occasion.address {
                let lines = paper.broken(line, text, room, left);
                left -= lines.len();
                y = paper.lines(&lines, text, (MARGIN, y), next(text));
            }
            y
        });
        let name = FluentValue::from(self.ticket.name.as_str());
        let by = said.with("document-booked-by", [("name", name)]);
        let y = self.fact("document-who", y, scale, |paper, y| {
            let y = put(paper, &said.heads(party), strong, y, 2);
            let y = put(paper, &said.group(party), text, y, 2);
            let y = put(paper, &said.needs(party).join("\u{a0}· "), text, y, 2);
            put(paper, &by, text, y, 2)
        });
        self.fact("document-by", y, scale, |paper, y| {
            put(paper, &occasion.organisation, text, y, 2)
        })
    }

    /// A small name and what is said under it.
    fn fact(
        &mut self,
        name: &str,
        y: f32,
        scale: f32,
        says: impl FnOnce(&mut Paper<'_>, f32) -> f32,
    ) -> f32 {
        let label = self.quiet(10.5 * scale);
        let name = self.said.say(name);
        self.paper.y = y;
        let y = self.paper.inside(Role::Paragraph, |paper| {
            paper.line(&name, label, (MARGIN, y), FRAME);
            says(paper, y + 18.0 * scale)
        });
        y + 8.0 * scale
    }

    /// How to give the seats back, broken into lines.
    fn cancelling(&self) -> Option<(Vec<String>, Vec<String>)> {
        let cancelling = self.ticket.cancelling.as_ref()?;
        let until = FluentValue::from(cancelling.until.as_str());
        let tell = match cancelling.until.is_empty() {
            true => self.said.say("document-cancel"),
            false => self.said.with("document-cancel-until", [("until", until)]),
        };
        let room = SHEET.0 - 2.0 * MARGIN;
        let (text, address) = self.small();
        let tell = self.paper.broken(&tell, text, room, 2);
        let lines = self.paper.broken(&cancelling.address, address, room, 3);
        Some((tell, lines))
    }

    /// How the words below the facts are set, and the address.
    fn small(&self) -> (Set, Set) {
        let text = self.set(Voice::Text, 11.5);
        (text, self.coloured(Voice::Text, 10.2))
    }

    /// What one should know, without what says nothing.
    fn conditions(&self) -> Vec<&str> {
        let conditions = self.ticket.conditions.iter().map(|one| one.trim());
        conditions.filter(|one| !one.is_empty()).collect()
    }

    /// How much room the words below the facts take: all of them, and those that are always said.
    fn below(&self) -> (f32, f32) {
        let (text, _) = self.small();
        let leading = text.size * LEADING;
        let room = SHEET.0 - 2.0 * MARGIN;
        let always = self.cancelling().map_or(0.0, |(tell, address)| {
            32.0 + leading * (tell.len() + address.len()) as f32
        });
        let lines = self.conditions().into_iter();
        let lines: usize = lines
            .map(|one| self.paper.broken(one, text, room, MOST).len())
            .sum();
        let know = if lines == 0 {
            0.0
        } else {
            18.0 + leading * lines as f32
        };
        (always + know, always)
    }

    /// What one should know, and how to give the seats back, in what is left of the sheet; answers where it ends.
    fn more(&mut self, y: f32) -> f32 {
        let said = self.said;
        let room = SHEET.0 - 2.0 * MARGIN;
        let heading = self.set(Voice::Display, 14.0);
        let (text, address) = self.small();
        let leading = text.size * LEADING;
        let cancelling = self.cancelling();
        // The way to cancel has its room kept: it is what frees a seat for somebody else.
        let (all, always) = self.below();
        let last = if y + all <= LAST.0 { LAST.0 } else { LAST.1 };
        let mut left = ((last - always - y - 18.0) / leading).max(0.0) as usize;
        let ticket = self.ticket;
        let sentences: Vec<String> = self.conditions().into_iter().map(str::to_owned).collect();
        let paper = &mut self.paper;
        let mut y = y;
        if !sentences.is_empty() && left > 0 {
            paper.beside(Ornament::Layout, |paper| paper.rule(y - 22.0));
            y = head(paper, &said.say("document-know"), heading, y);
            for (place, sentence) in sentences.iter().enumerate() {
                let mut lines = paper.broken(sentence, text, room, left.min(MOST));
                if lines.len() == left && place + 1 < sentences.len() {
                    // What follows has no room: the line says that there is more.
                    let rest = sentences[place..].join(" ");
                    lines = paper.broken(&rest, text, room, left);
                }
                left -= lines.len();
                y = paper.inside(Role::Paragraph, |paper| {
                    paper.lines(&lines, text, (MARGIN, y), leading)
                });
                if left == 0 {
                    break;
                }
            }
            y += 14.0;
        }
        let (Some((tell, lines)), Some(to)) = (cancelling, &ticket.cancelling) else {
            return y;
        };
        y = head(paper, &said.say("document-cancel-title"), heading, y);
        y = paper.inside(Role::Paragraph, |paper| {
            paper.lines(&tell, text, (MARGIN, y), leading)
        });
        let role = Role::Link(to.address.clone(), said.say("document-cancel-link"));
        paper.inside(Role::Paragraph, |paper| {
            paper.inside(role, |paper| {
                paper.lines(&lines, address, (MARGIN, y), leading)
            })
        })
    }

    /// The days of the edition as bars, the one of the ticket in its colour: the signature of the site.
    fn week(&mut self, below: f32) {
        let high = (WEEK - ABOVE - below + 12.0).min(BAR.1);
        if high < BAR.0 {
            return;
        }
        let day = self.ticket.occasion.starts.date();
        let language = self.said.language();
        week(
            &mut self.paper,
            &self.ticket.masthead.days,
            day,
            (language, high),
            self.colour,
        );
    }
}

/// A heading of the second level; answers where the text below begins.
fn head(paper: &mut Paper<'_>, words: &str, set: Set, y: f32) -> f32 {
    paper.y = y;
    paper.inside(Role::Heading(2, words.to_owned()), |paper| {
        paper.line(words, set, (MARGIN, y), SHEET.0 - 2.0 * MARGIN);
    });
    y + 18.0
}

/// Groups side by side in as many rows as they need, none of them cut in two.
fn in_rows(paper: &Paper<'_>, groups: &[String], set: Set, room: f32) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for group in groups {
        let longer = rows.last().map(|row| format!("{row}\u{a0} {group}"));
        match longer.filter(|row| paper.width(row, set) <= room) {
            Some(longer) => {
                rows.pop();
                rows.push(longer);
            }
            None => rows.push(group.clone()),
        }
    }
    rows
}

/// The bars of the week at the foot of the sheet, with their names when they have room.
fn week(
    paper: &mut Paper<'_>,
    days: &[Date],
    chosen: Date,
    (language, high): (Language, f32),
    colour: [u8; 3],
) {
    let bottom = WEEK;
    let count = days.len().max(1) as f32;
    let gap = (SHEET.0 / count * 0.09).min(8.0);
    let step = (SHEET.0 - 2.0 * MARGIN + gap) / count;
    paper.beside(Ornament::Layout, |paper| {
        for (place, day) in days.iter().enumerate() {
            let part = BARS[place * BARS.len() / days.len().max(1)];
            let left = MARGIN + step * place as f32;
            let own = *day == chosen;
            let ink = if own { colour } else { pale(colour) };
            let area = Area {
                x: left,
                y: bottom - part * high,
                w: step - gap,
                h: part * high,
            };
            paper.fill(area, ink);
            if days.len() > 9 {
                continue;
            }
            let (name, number) = filters::weekday_short(*day, language);
            let name = format!("{name}\u{a0}{number}");
            let set = Set {
                voice: if own { Voice::Strong } else { Voice::Text },
                size: 10.5,
                ink: if own { colour } else { QUIET_INK },
            };
            let at = left + (step - gap - paper.width(&name, set)) / 2.0;
            paper.line(&name, set, (at, bottom + 16.0), step);
        }
        let foot = Area {
            x: MARGIN,
            y: bottom,
            w: SHEET.0 - 2.0 * MARGIN,
            h: 0.7,
        };
        paper.fill(foot, LINE);
    });
}

/// A colour thinned with white: seen, and no rival of the full one.
pub fn pale(colour: [u8; 3]) -> [u8; 3] {
    let thin = |part: u8, white: u8| {
        let (part, white) = (f32::from(part), f32::from(white));
        (white + (part - white) * 0.17).round() as u8
    };
    [
        thin(colour[0], WHITE[0]),
        thin(colour[1], WHITE[1]),
        thin(colour[2], WHITE[2]),
    ]
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;

    use super::*;

    fn visit() -> Ticket {
        Ticket {
            masthead: Masthead {
                campaign: "Semaine".into(),
                edition: "15e édition".into(),
                colour: "#2742d8".into(),
                days: vec![jiff::civil::date(2026, 11, 19)],
            },
            occasion: Occasion {
                title: "Visite".into(),
                starts: datetime(2026, 11, 19, 9, 0, 0, 0),
                ends: datetime(2026, 11, 19, 10, 0, 0, 0),
                zone: String::new(),
                place: String::new(),
                address: Vec::new(),
                organisation: String::new(),
            },
            party: Party::people(1),
            name: String::new(),
            conditions: Vec::new(),
            cancelling: None,
            scanned: "https://semaine.example/billets/1-ab".into(),
            typed: "1-ab".into(),
        }
    }

    #[test]
    fn four_squares_of_white_lie_between_the_code_and_its_frame() {
        let words = Words::load(None).expect("the words");
        let said = Said::new(&words, Language::Fr);
        let paper = laid_out(said, &visit(), "Visite").expect("a sheet");
        let frame = paper.marks.iter().find_map(|mark| match &mark.drawn {
            Drawn::Framed(frame, ..) => Some(*frame),
            _ => None,
        });
        let squares = paper.marks.iter().find_map(|mark| match &mark.drawn {
            Drawn::Filled(squares, [0, 0, 0]) => Some(squares),
            _ => None,
        });
        let (frame, squares) = (frame.expect("a frame"), squares.expect("a code"));
        let white = 4.0 * squares[0].h;
        for square in squares {
            assert!(square.x >= frame.x + white && square.y >= frame.y + white);
            assert!(square.x + square.w <= frame.x + frame.w - white);
            assert!(square.y + square.h <= frame.y + frame.h - white);
        }
    }
}

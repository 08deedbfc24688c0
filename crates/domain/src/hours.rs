//! Opening hours in French prose, understood for sure or not at all.
//!
//! Partners send sentences ("Samedi de 10 h à 12 h et de 14 h à 16 h, par groupes de vingt"). What
//! they mean is taken only where one reading is possible: every day must be one of the candidate
//! days of the edition and agree with its weekday, every hour must have its end or its length. A
//! wrong slot sends people to a closed door, a missing one only asks the organiser a question; so
//! whenever in doubt the answer is [`Reading::Unsure`], with its reason.
//!
//! An hour that lies within hours already stated for its days ("Visites guidées à 11 h") is a
//! detail of the event: it stays in the leftovers and changes nothing.

mod days;
mod grammar;
mod tokens;
mod words;

use jiff::SignedDuration;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::slot::{self, MAX_SLOTS, Slot};
use crate::text;
use grammar::{Minute, Said, Statement};

/// The longest prose looked at, in bytes: a description's full length, in the widest letters.
pub const MAX_PROSE: usize = 40_000;

/// Why hours could not be understood for sure.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    thiserror::Error,
)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Neither a day nor an hour is told.
    #[error("neither a day nor an hour is told")]
    NothingSaid,
    /// The text is longer than [`MAX_PROSE`].
    #[error("the text is too long")]
    TooLong,
    /// A day is told that is not one of the candidate days.
    #[error("a day is not among the accepted ones")]
    DayOutside,
    /// A day is told that several candidate days can be.
    #[error("a day can be several")]
    DayAmbiguous,
    /// The weekday and the date disagree.
    #[error("a weekday and its date disagree")]
    WeekdayMismatch,
    /// A day has no hours.
    #[error("a day has no hours")]
    DayWithoutHours,
    /// Hours belong to no day for sure.
    #[error("hours have no day")]
    HoursWithoutDay,
    /// An hour has neither end nor length.
    #[error("an hour has neither end nor length")]
    StartWithoutEnd,
    /// An end is told, or a last moment, that agrees with no hours told before.
    #[error("an end has no beginning")]
    EndWithoutStart,
    /// Hours end before they begin.
    #[error("hours end before they begin")]
    BackwardHours,
    /// There is no such hour.
    #[error("there is no such hour")]
    ImpossibleHour,
    /// Words stand for hours or days nobody can know ("sur rendez-vous", "toute la journée").
    #[error("the words are too vague")]
    Vague,
    /// Something is excepted, closed or cancelled.
    #[error("something is excepted")]
    Exception,
    /// One day or hour or another.
    #[error("there is a choice")]
    Alternative,
    /// Departures at intervals: whether the last one leaves at the end or before is not told.
    #[error("departures are told by their interval")]
    Departures,
    /// The hours may be those of booking, of a desk, of a service.
    #[error("the hours may be those of something else")]
    OtherHours,
    /// Several lengths are told.
    #[error("several lengths are told")]
    SeveralDurations,
    /// The hours of a day overlap.
    #[error("hours overlap")]
    Overlap,
    /// There would be more slots than an event may have.
    #[error("there are too many slots")]
    TooMany,
    /// Two fields of the record do not say the same.
    #[error("two fields disagree")]
    FieldsDisagree,
}

/// Where something stands in the text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    start: usize,
    end: usize,
}

/// What was made of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// The hours are known for sure.
    Understood {
        /// The slots, in order, without capacity: a group's size is not a slot's.
        slots: Vec<Slot>,
        /// What the text says besides, sentence by sentence: conditions, details, prices.
        leftovers: Vec<String>,
    },
    /// They are not.
    Unsure {
        /// The reason.
        why: Why,
        /// The words at fault, at most 120 characters; empty when the whole text is.
        words: String,
    },
}

impl Reading {
    /// The slots when they are known for sure.
    pub fn slots(&self) -> Option<&[Slot]> {
        match self {
            Self::Understood { slots, .. } => Some(slots),
            Self::Unsure { .. } => None,
        }
    }

    fn unsure(why: Why, words: &str) -> Self {
        Self::Unsure {
            why,
            words: text::shortened(&text::single_line(words), 120),
        }
    }
}

/// Reads opening hours from a text, the days being among `candidates` (those of the accepted
/// window, in any order).
pub fn read(prose: &str, candidates: &[Date]) -> Reading {
    if prose.len() > MAX_PROSE {
        return Reading::unsure(Why::TooLong, "");
    }
    let statements = statements(prose, candidates);
    match Judge::default().judge(&statements) {
        Ok((slots, used)) => Reading::Understood {
            slots,
            leftovers: leftovers(prose, &used),
        },
        Err((why, piece)) => Reading::unsure(why, &prose[piece.start..piece.end]),
    }
}

/// Reads several fields of one record, the most trustworthy first. The first one that is understood
/// gives the slots, provided that no other field tells a candidate day or an hour outside them;
/// when none is, the reason is that of the first field that tells anything. Leftovers are those of
/// the field understood.
pub fn read_fields(fields: &[&str], candidates: &[Date]) -> Reading {
    let readings: Vec<Reading> = fields.iter().map(|field| read(field, candidates)).collect();
    let Some(best) = readings
        .iter()
        .position(|reading| reading.slots().is_some())
    else {
        let silent = |reading: &&Reading| {
            matches!(
                reading,
                Reading::Unsure {
                    why: Why::NothingSaid,
                    ..
                }
            )
        };
        let telling = readings.iter().find(|reading| !silent(reading));
        return telling
            .or(readings.first())
            .cloned()
            .unwrap_or_else(|| Reading::unsure(Why::NothingSaid, ""));
    };
    let slots = readings[best].slots().unwrap_or_default();
    for (index, field) in fields.iter().enumerate() {
        if index == best || field.len() > MAX_PROSE {
            continue;
        }
        if let Some(piece) = contradiction(&statements(field, candidates), slots) {
            return Reading::unsure(Why::FieldsDisagree, &field[piece.start..piece.end]);
        }
    }
    readings[best].clone()
}

fn statements(prose: &str, candidates: &[Date]) -> Vec<Statement> {
    grammar::statements(&tokens::tokens(prose), candidates)
}

/// The first statement of another field that the slots do not bear out: a day without a slot, or
/// an hour outside the slots of its days.
fn contradiction(statements: &[Statement], slots: &[Slot]) -> Option<Piece> {
    let mut days: Vec<Date> = slots.iter().map(Slot::day).collect();
    for statement in statements {
        let borne_out = match &statement.said {
            Said::Days(said) => {
                days.clone_from(said);
                said.iter()
                    .all(|day| slots.iter().any(|slot| slot.day() == *day))
            }
            Said::Range { from, to } | Said::Between { from, to } => {
                days.iter().any(|day| within(slots, *day, *from, *to))
            }
            Said::Hour(at) | Said::Aside(at) | Said::From(at) | Said::Until(at) => {
                days.iter().any(|day| within(slots, *day, *at, *at))
            }
            Said::Trouble(Why::Exception | Why::WeekdayMismatch | Why::BackwardHours) => false,
            Said::Duration(_) | Said::Trouble(_) => true,
        };
        if !borne_out {
            return Some(statement.piece);
        }
    }
    None
}

/// Whether the hours lie within one slot of that day.
fn within(slots: &[Slot], day: Date, from: Minute, to: Minute) -> bool {
    let hours = made(day, from, to);
    slots
        .iter()
        .any(|slot| slot.day() == day && slot.start <= hours.start && hours.end <= slot.end)
}

/// The slot of a day between two minutes of it.
fn made(day: Date, from: Minute, to: Minute) -> Slot {
    let at = |minute: Minute| {
        day.to_datetime(Time::midnight())
            .saturating_add(SignedDuration::from_mins(i64::from(minute)))
    };
    Slot::new(at(from), at(to))
}

/// What is wrong, and where.
type Doubt = (Why, Piece);

/// The statements of one text weighed one after the other.
#[derive(Default)]
struct Judge {
    slots: Vec<Slot>,
    /// The pieces of text that the slots come from.
    used: Vec<Piece>,
    /// The days meant, the piece that tells them, its sentence.
    days: Option<(Vec<Date>, Piece, usize)>,
    /// Every group of days told, for those left without hours.
    groups: Vec<(Vec<Date>, Piece)>,
    /// Hours alone, to be judged when all slots are known: the days they are told for.
    alone: Vec<(Vec<Date>, Said, Piece)>,
    /// The one length told.
    duration: Option<Minute>,
}

impl Judge {
    /// The slots and the pieces they come from.
    fn judge(mut self, statements: &[Statement]) -> Result<(Vec<Slot>, Vec<Piece>), Doubt> {
        let Some(first) = statements.first() else {
            return Err((Why::NothingSaid, Piece { start: 0, end: 0 }));
        };
        let trouble = statements
            .iter()
            .find_map(|statement| match statement.said {
                Said::Trouble(why) => Some((why, statement.piece)),
                _ => None,
            });
        if let Some(doubt) = trouble {
            return Err(doubt);
        }
        for statement in in_order(statements)? {
            self.weigh(statement)?;
        }
        self.weigh_hours_alone()?;
        for (days, piece) in &self.groups {
            if !days
                .iter()
                .all(|day| self.slots.iter().any(|slot| slot.day() == *day))
            {
                return Err((Why::DayWithoutHours, *piece));
            }
        }
        self.slots.sort_unstable();
        if self.slots.len() > MAX_SLOTS {
            return Err((Why::TooMany, first.piece));
        }
        let Some(extent) = slot::extent(&self.slots) else {
            return Err((Why::NothingSaid, first.piece));
        };
        if !slot::faults(&self.slots, &extent).is_empty() {
            return Err((Why::Overlap, first.piece));
        }
        Ok((self.slots, self.used))
    }

    /// Takes one statement in.
    fn weigh(&mut self, statement: &Statement) -> Result<(), Doubt> {
        let piece = statement.piece;
        match &statement.said {
            Said::Trouble(why) => return Err((*why, piece)),
            Said::Days(days) => {
                self.groups.push((days.clone(), piece));
                self.days = Some((days.clone(), piece, statement.sentence));
            }
            Said::Range { from, to } => self.weigh_range(statement, *from, *to)?,
            Said::Duration(minutes) => match self.duration.replace(*minutes) {
                Some(other) if other != *minutes => return Err((Why::SeveralDurations, piece)),
                _ => {}
            },
            said => {
                let days = self
                    .days
                    .as_ref()
                    .map(|(days, ..)| days.clone())
                    .unwrap_or_default();
                self.alone.push((days, said.clone(), piece));
            }
        }
        Ok(())
    }

    /// Hours from … to …: new slots of the days meant, or a detail within the slots of those days.
    fn weigh_range(
        &mut self,
        statement: &Statement,
        from: Minute,
        to: Minute,
    ) -> Result<(), Doubt> {
        let Some((days, told, sentence)) = self.days.clone() else {
            return Err((Why::HoursWithoutDay, statement.piece));
        };
        let known = |day: &Date| self.slots.contains(&made(*day, from, to));
        if days.iter().all(known) {
            return Ok(());
        }
        let same_breath = statement.sentence == sentence || !statement.after_words;
        if !same_breath {
            // It speaks of a part of the event; it must lie within what is known.
            let detail = days.iter().all(|day| within(&self.slots, *day, from, to));
            return if detail {
                Ok(())
            } else {
                Err((Why::HoursWithoutDay, statement.piece))
            };
        }
        if days.iter().any(known) {
            return Err((Why::Overlap, statement.piece));
        }
        self.slots
            .extend(days.iter().map(|day| made(*day, from, to)));
        self.used.extend([told, statement.piece]);
        Ok(())
    }

    /// Hours alone: details of known slots, or slots of their own when their length is told.
    fn weigh_hours_alone(&mut self) -> Result<(), Doubt> {
        let known = self.slots.clone();
        for (days, said, piece) in std::mem::take(&mut self.alone) {
            let all = |test: &dyn Fn(&Slot) -> bool| {
                !days.is_empty()
                    && days
                        .iter()
                        .all(|day| known.iter().any(|slot| slot.day() == *day && test(slot)))
            };
            match said {
                Said::Hour(at) | Said::Aside(at)
                    if all(&|slot| within(&[*slot], slot.day(), at, at)) => {}
                Said::Between { from, to }
                    if all(&|slot| within(&[*slot], slot.day(), from, to)) => {}
                Said::From(at) if all(&|slot| slot.start == made(slot.day(), at, at).start) => {}
                Said::Until(at) if all(&|slot| slot.end == made(slot.day(), at, at).end) => {}
                Said::Hour(at) if !days.is_empty() => self.begin(&days, at, piece)?,
                Said::Hour(_) => return Err((Why::HoursWithoutDay, piece)),
                Said::Until(_) => return Err((Why::EndWithoutStart, piece)),
                Said::From(_) => return Err((Why::StartWithoutEnd, piece)),
                Said::Aside(_) => return Err((Why::OtherHours, piece)),
                _ => return Err((Why::Vague, piece)),
            }
        }
        Ok(())
    }

    /// A slot on each of these days from an hour on, of the length told.
    fn begin(&mut self, days: &[Date], at: Minute, piece: Piece) -> Result<(), Doubt> {
        if at >= 24 * 60 {
            return Err((Why::ImpossibleHour, piece));
        }
        let Some(minutes) = self.duration else {
            return Err((Why::StartWithoutEnd, piece));
        };
        self.slots
            .extend(days.iter().map(|day| made(*day, at, at + minutes)));
        let told = self
            .groups
            .iter()
            .filter(|(group, _)| group == days)
            .map(|(_, piece)| *piece);
        self.used.extend(told.chain([piece]));
        Ok(())
    }
}

/// The statements with days before hours. Hours told before any day are those of the day only when
/// the text tells a single group of days and no hours after it; else whose they are is a guess.
fn in_order(statements: &[Statement]) -> Result<Vec<&Statement>, Doubt> {
    let is_days = |statement: &&Statement| matches!(statement.said, Said::Days(_));
    let Some(first_days) = statements.iter().position(|statement| is_days(&statement)) else {
        return Ok(statements.iter().collect());
    };
    let (before, after) = statements.split_at(first_days);
    let hours =
        |statement: &Statement| !matches!(statement.said, Said::Duration(_) | Said::Trouble(_));
    let Some(early) = before.iter().find(|statement| hours(statement)) else {
        return Ok(statements.iter().collect());
    };
    let days = &after[0];
    let apart = early.sentence != days.sentence && (days.after_words || days.before_words);
    if apart || after[1..].iter().any(hours) {
        return Err((Why::HoursWithoutDay, early.piece));
    }
    Ok(after[..1].iter().chain(before).chain(&after[1..]).collect())
}

/// What the text says besides, sentence by sentence, the pieces used taken out.
fn leftovers(prose: &str, used: &[Piece]) -> Vec<String> {
    let mut kept = String::with_capacity(prose.len());
    for (at, c) in prose.char_indices() {
        let taken = used.iter().any(|piece| piece.start <= at && at < piece.end);
        kept.push(if taken { '\u{0}' } else { c });
    }
    let sentences = kept
        .split_inclusive(['\n', ';'])
        .flat_map(|line| line.split_inclusive(". "));
    sentences.filter_map(leftover).collect()
}

/// What remains of one sentence: none when only words that introduce hours do.
fn leftover(sentence: &str) -> Option<String> {
    let parts: Vec<String> = sentence.split('\u{0}').filter_map(telling_part).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Little words that lead to a day or an hour and mean nothing once it is taken out.
#[rustfmt::skip]
const LINKS: [&str; 13] = [
    "a", "au", "d", "de", "des", "du", "en", "entre", "et", "l", "la", "le", "les",
];

/// Words that mean nothing more when they are all that remains beside the hours.
#[rustfmt::skip]
const OPENINGS: [&str; 11] = [
    "apres", "h", "horaire", "horaires", "matin", "midi", "ouvert", "ouverte", "ouverture",
    "ouvertures", "soir",
];

/// A part between two pieces taken out, without the signs and little words that led to them.
fn telling_part(part: &str) -> Option<String> {
    let sign = |c: char| c.is_whitespace() || ",;:.–—-/&".contains(c);
    let mut kept = part.trim_matches(sign);
    while let Some((before, last)) = kept.rsplit_once(char::is_whitespace) {
        if !text::words(last)
            .iter()
            .all(|word| LINKS.contains(&word.as_str()))
        {
            break;
        }
        kept = before.trim_end_matches(sign);
    }
    let empty = |word: &String| LINKS.contains(&word.as_str()) || OPENINGS.contains(&word.as_str());
    (!text::words(kept).iter().all(empty)).then(|| text::single_line(kept))
}

#[cfg(test)]
mod tests;

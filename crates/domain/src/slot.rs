//! Slots: when an event takes place, in the civil time of its place.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::time::Window;

/// The most slots an event may have.
pub const MAX_SLOTS: usize = 800;

/// The longest slot, in minutes of the clock on the wall: a day.
pub const MAX_SLOT_MINUTES: i64 = 24 * 60;

/// The most people a slot may announce; more is a mistake of the hand.
pub const MAX_CAPACITY: u32 = 1_000_000;

/// One time at which one may come, in the civil time of the place (its zone is the event's).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slot {
    /// When it begins.
    pub start: DateTime,
    /// When it ends, strictly after the beginning; it may be on the next day.
    pub end: DateTime,
    /// How many people it takes; none when it is not limited, or not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
}

impl Slot {
    /// A slot without a stated capacity.
    pub fn new(start: DateTime, end: DateTime) -> Self {
        Self {
            start,
            end,
            capacity: None,
        }
    }

    /// The day on which it begins.
    pub fn day(&self) -> Date {
        self.start.date()
    }

    /// The last day it touches: a slot that ends at midnight does not touch the next day.
    pub fn last_day(&self) -> Date {
        let at_midnight = self.end.time() == Time::midnight();
        if at_midnight && self.end > self.start {
            return self.end.date().yesterday().unwrap_or(Date::MIN);
        }
        self.end.date()
    }

    /// Its length in minutes on the wall clock, negative when turned round.
    pub fn minutes(&self) -> i64 {
        self.start.duration_until(self.end).as_mins()
    }

    /// Whether both share a moment; one that begins when the other ends does not.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The moments at which it begins and ends, in the zone of the place.
    ///
    /// An hour that does not exist (clocks put forward) is taken as much later as the clocks were
    /// moved; an hour that exists twice (clocks put back) is its first occurrence. When this
    /// would bring the end to or before the beginning, the length on the wall clock is kept.
    ///
    /// # Errors
    /// When the moment is outside what a [`Timestamp`] can say (before year −9999 or after 9999).
    pub fn moments(&self, tz: &TimeZone) -> Result<(Timestamp, Timestamp), jiff::Error> {
        let start = tz.to_timestamp(self.start)?;
        let end = tz.to_timestamp(self.end)?;
        if end > start || self.end <= self.start {
            return Ok((start, end));
        }
        Ok((
            start,
            start.checked_add(self.start.duration_until(self.end))?,
        ))
    }
}

/// What is wrong with a list of slots, each with the index of the slot concerned (from 0) in the
/// order in which they were given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "fault")]
pub enum SlotFault {
    /// There are more than [`MAX_SLOTS`]; none was looked at.
    #[error("{count} slots, at most {MAX_SLOTS} are possible")]
    TooMany {
        /// How many were given.
        count: usize,
    },
    /// The end is not after the beginning.
    #[error("slot {index} does not end after it begins")]
    EndNotAfterStart {
        /// The slot concerned.
        index: usize,
    },
    /// It lasts more than a day.
    #[error("slot {index} lasts {minutes} minutes, more than a day")]
    TooLong {
        /// The slot concerned.
        index: usize,
        /// Its length.
        minutes: i64,
    },
    /// Part of it is outside the window accepted for the territory.
    #[error("slot {index} is outside the window from {} to {}", .window.from, .window.to)]
    OutsideWindow {
        /// The slot concerned.
        index: usize,
        /// The accepted window.
        window: Window,
    },
    /// It shares a moment with another one.
    #[error("slot {index} overlaps slot {other}")]
    Overlap {
        /// The slot concerned, the later of both.
        index: usize,
        /// The one that begins first.
        other: usize,
    },
    /// Its capacity is nought, or absurd.
    #[error("slot {index} takes {capacity} people")]
    Capacity {
        /// The slot concerned.
        index: usize,
        /// The capacity given.
        capacity: u32,
    },
}

impl SlotFault {
    /// The index (from 0) of the slot the fault is about; none when it is about the whole list.
    pub fn index(&self) -> Option<usize> {
        match *self {
            Self::TooMany { .. } => None,
            Self::EndNotAfterStart { index }
            | Self::TooLong { index, .. }
            | Self::OutsideWindow { index, .. }
            | Self::Overlap { index, .. }
            | Self::Capacity { index, .. } => Some(index),
        }
    }
}

/// Everything that is wrong with the slots of an event for an accepted window; an empty list when
/// all is well. An event without a slot is not judged here: a draft may have none.
pub fn faults(slots: &[Slot], window: &Window) -> Vec<SlotFault> {
    if slots.len() > MAX_SLOTS {
        return vec![SlotFault::TooMany { count: slots.len() }];
    }
    let mut faults: Vec<SlotFault> = slots
        .iter()
        .enumerate()
        .filter_map(|(index, slot)| own_fault(index, slot, window))
        .collect();
    faults.extend(overlaps(slots));
    faults.sort_by_key(SlotFault::index);
    faults
}

/// The first fault of a slot by itself.
fn own_fault(index: usize, slot: &Slot, window: &Window) -> Option<SlotFault> {
    if slot.end <= slot.start {
        return Some(SlotFault::EndNotAfterStart { index });
    }
    let length = slot.start.duration_until(slot.end);
    if length > SignedDuration::from_mins(MAX_SLOT_MINUTES) {
        return Some(SlotFault::TooLong {
            index,
            minutes: slot.minutes(),
        });
    }
    if !window.contains(slot.day()) || !window.contains(slot.last_day()) {
        return Some(SlotFault::OutsideWindow {
            index,
            window: *window,
        });
    }
    match slot.capacity {
        Some(capacity) if capacity == 0 || capacity > MAX_CAPACITY => {
            Some(SlotFault::Capacity { index, capacity })
        }
        _ => None,
    }
}

/// The overlaps: each slot that begins before an earlier one has ended, told once.
fn overlaps(slots: &[Slot]) -> Vec<SlotFault> {
    let mut order: Vec<usize> = (0..slots.len())
        .filter(|i| slots[*i].end > slots[*i].start)
        .collect();
    order.sort_by_key(|i| (slots[*i].start, *i));
    let mut faults = Vec::new();
    let mut longest: Option<usize> = None;
    for index in order {
        if let Some(other) = longest
            && slots[index].overlaps(&slots[other])
        {
            faults.push(SlotFault::Overlap { index, other });
        }
        if longest.is_none_or(|other| slots[index].end > slots[other].end) {
            longest = Some(index);
        }
    }
    faults
}

/// "Every 30 minutes from 10:00 to 17:00 on these days."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// Minutes between two beginnings.
    pub every: u32,
    /// Length of each slot, in minutes; at most `every`.
    pub duration: u32,
    /// When the first one begins.
    pub from: Time,
    /// When the last one has ended at the latest; midnight means the end of the day.
    pub to: Time,
    /// The days, in any order; a day given twice counts once.
    pub days: Vec<Date>,
    /// How many people each slot takes.
    #[serde(default)]
    pub capacity: Option<u32>,
}

/// Why a series of slots cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "fault")]
pub enum SeriesFault {
    /// No day was chosen.
    #[error("no day is chosen")]
    NoDay,
    /// The length is nought.
    #[error("a slot lasts at least a minute")]
    NoDuration,
    /// The next slot would begin before the one before has ended.
    #[error("slots of {duration} minutes every {every} minutes would overlap")]
    Overlapping {
        /// Minutes between two beginnings.
        every: u32,
        /// Length of each, in minutes.
        duration: u32,
    },
    /// Not one slot fits between both hours.
    #[error("no slot of {duration} minutes fits between {from} and {to}")]
    NothingFits {
        /// First hour.
        from: Time,
        /// Last hour.
        to: Time,
        /// Length of each, in minutes.
        duration: u32,
    },
    /// More than [`MAX_SLOTS`] would be made.
    #[error("{count} slots would be made, at most {MAX_SLOTS} are possible")]
    TooMany {
        /// How many it would be.
        count: usize,
    },
}

/// The slots of a series, in order: those that begin every `every` minutes and end by `to`.
pub fn generate(series: &Series) -> Result<Vec<Slot>, SeriesFault> {
    let Series {
        every,
        duration,
        from,
        to,
        ..
    } = *series;
    let mut days = series.days.clone();
    days.sort_unstable();
    days.dedup();
    if days.is_empty() {
        return Err(SeriesFault::NoDay);
    }
    if duration == 0 {
        return Err(SeriesFault::NoDuration);
    }
    if every < duration {
        return Err(SeriesFault::Overlapping { every, duration });
    }
    let first = minute_of(from);
    let last = if to == Time::midnight() {
        MAX_SLOT_MINUTES
    } else {
        minute_of(to)
    };
    let room = last - first - i64::from(duration);
    let Ok(room) = usize::try_from(room) else {
        return Err(SeriesFault::NothingFits { from, to, duration });
    };
    let per_day = room / every as usize + 1;
    let count = per_day.saturating_mul(days.len());
    if count > MAX_SLOTS {
        return Err(SeriesFault::TooMany { count });
    }
    let starts = (0..per_day as i64).map(|n| first + n * i64::from(every));
    let slots = days.iter().flat_map(|day| {
        starts.clone().map(|start| Slot {
            start: at_minute(*day, start),
            end: at_minute(*day, start + i64::from(duration)),
            capacity: series.capacity,
        })
    });
    Ok(slots.collect())
}

/// Minutes since midnight.
fn minute_of(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

/// So many minutes after the beginning of a day.
fn at_minute(day: Date, minutes: i64) -> DateTime {
    day.to_datetime(Time::midnight())
        .saturating_add(SignedDuration::from_mins(minutes))
}

/// Days with the same hours, so that a page says "jeudi et vendredi, de 9 h à 12 h".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SameHours {
    /// The days, in order.
    pub days: Vec<Date>,
    /// Beginning and end of each slot of each of these days, in order.
    pub hours: Vec<(Time, Time)>,
}

/// The slots by day of beginning, days and slots in order.
pub fn by_day(slots: &[Slot]) -> Vec<(Date, Vec<Slot>)> {
    let mut sorted = slots.to_vec();
    sorted.sort_unstable();
    let chunks = sorted.chunk_by(|a, b| a.day() == b.day());
    chunks
        .map(|chunk| (chunk[0].day(), chunk.to_vec()))
        .collect()
}

/// The slots grouped by days that have the same hours, by order of their first day.
pub fn same_hours(slots: &[Slot]) -> Vec<SameHours> {
    let mut groups: Vec<SameHours> = Vec::new();
    for (day, slots) in by_day(slots) {
        let hours: Vec<(Time, Time)> = slots
            .iter()
            .map(|slot| (slot.start.time(), slot.end.time()))
            .collect();
        match groups.iter_mut().find(|group| group.hours == hours) {
            Some(group) => group.days.push(day),
            None => groups.push(SameHours {
                days: vec![day],
                hours,
            }),
        }
    }
    groups
}

/// The first day and the last day the slots touch; none when there is no slot.
pub fn extent(slots: &[Slot]) -> Option<Window> {
    let from = slots.iter().map(Slot::day).min()?;
    let to = slots.iter().map(Slot::last_day).max()?;
    Window::new(from, to).ok()
}

#[cfg(test)]
mod tests;

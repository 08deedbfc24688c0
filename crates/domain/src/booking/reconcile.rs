//! Which slot of a changed content is which of those that people have booked. A slot of a content has no identity but its
//! times, and people were promised one of them.

use jiff::civil::{Date, DateTime};

/// The times of a slot: when it begins and ends on the wall clock of its place.
pub type Times = (DateTime, DateTime);

/// What became of the slots that are kept. Both are told by their index, from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matched {
    /// A slot that is kept, and the one of the content that it is now; by the first.
    pub pairs: Vec<(usize, usize)>,
    /// Kept slots that are no more: whoever booked them is told.
    pub removed: Vec<usize>,
    /// Slots of the content that nobody could book before.
    pub added: Vec<usize>,
}

/// Matches the slots that are kept to those of a content: the same beginning; else the same end; else the only one left of that
/// day on both sides; else in order, when equally many are left. What has no partner then is removed, or added.
#[must_use]
pub fn reconcile(kept: &[Times], content: &[Times]) -> Matched {
    let mut left = Left {
        kept: (0..kept.len()).collect(),
        content: (0..content.len()).collect(),
        pairs: Vec::new(),
    };
    // Whatever stayed as it was is itself, though another now begins or ends with it.
    left.pair(|one, other| kept[one] == content[other]);
    left.pair(|one, other| kept[one].0 == content[other].0);
    left.pair(|one, other| kept[one].1 == content[other].1);
    let day = |times: &Times| times.0.date();
    for date in days(left.kept.iter().map(|one| day(&kept[*one]))) {
        let of_day = |all: &[Times], some: &[usize]| -> Vec<usize> {
            let own = some.iter().copied();
            own.filter(|index| day(&all[*index]) == date).collect()
        };
        let own = of_day(kept, &left.kept);
        let others = of_day(content, &left.content);
        if let ([one], [other]) = (&own[..], &others[..]) {
            left.take(*one, *other);
        }
    }
    if left.kept.len() == left.content.len() {
        let mut own = std::mem::take(&mut left.kept);
        let mut others = std::mem::take(&mut left.content);
        own.sort_by_key(|index| (kept[*index], *index));
        others.sort_by_key(|index| (content[*index], *index));
        left.pairs.extend(own.into_iter().zip(others));
    }
    left.pairs.sort_unstable();
    Matched {
        pairs: left.pairs,
        removed: left.kept,
        added: left.content,
    }
}

/// The days of some slots, each once, in order.
fn days(all: impl Iterator<Item = Date>) -> Vec<Date> {
    let mut days: Vec<Date> = all.collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// What has no partner yet.
struct Left {
    kept: Vec<usize>,
    content: Vec<usize>,
    pairs: Vec<(usize, usize)>,
}

impl Left {
    /// Pairs each that is left with the first that is the same in some way.
    fn pair(&mut self, same: impl Fn(usize, usize) -> bool) {
        for one in self.kept.clone() {
            let partner = self.content.iter().copied().find(|other| same(one, *other));
            if let Some(other) = partner {
                self.take(one, other);
            }
        }
    }

    fn take(&mut self, one: usize, other: usize) {
        self.kept.retain(|index| *index != one);
        self.content.retain(|index| *index != other);
        self.pairs.push((one, other));
    }
}

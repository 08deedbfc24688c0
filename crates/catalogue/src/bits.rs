//! Sets of event numbers: one bit each, with counts by block so that a range is counted at once.

/// How many words a block of running counts covers.
const BLOCK: usize = 8;

/// A set of numbers below a fixed length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
    len: u32,
}

impl Bits {
    pub(crate) fn none(len: u32) -> Bits {
        Bits {
            words: vec![0; (len as usize).div_ceil(64)],
            len,
        }
    }

    pub(crate) fn insert(&mut self, number: u32) {
        self.words[number as usize / 64] |= 1 << (number % 64);
    }

    pub(crate) fn insert_range(&mut self, start: u32, end: u32) {
        let end = end.min(self.len);
        if start >= end {
            return;
        }
        let (first, last) = (start as usize / 64, (end - 1) as usize / 64);
        let (head, tail) = (!0 << (start % 64), !0 >> (63 - (end - 1) % 64));
        if first == last {
            self.words[first] |= head & tail;
            return;
        }
        self.words[first] |= head;
        self.words[first + 1..last].fill(!0);
        self.words[last] |= tail;
    }

    pub(crate) fn contains(&self, number: u32) -> bool {
        self.words
            .get(number as usize / 64)
            .is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    pub(crate) fn and(&mut self, other: &Bits) {
        self.words
            .iter_mut()
            .zip(&other.words)
            .for_each(|(a, b)| *a &= b);
    }

    pub(crate) fn or(&mut self, other: &Bits) {
        self.words
            .iter_mut()
            .zip(&other.words)
            .for_each(|(a, b)| *a |= b);
    }

    pub(crate) fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// How many numbers both sets hold.
    pub(crate) fn count_common(&self, other: &Bits) -> u32 {
        self.words
            .iter()
            .zip(&other.words)
            .map(|(a, b)| (a & b).count_ones())
            .sum()
    }

    /// The words of 64 numbers each, in order.
    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(at, &word)| Ones {
            word,
            base: at as u32 * 64,
        })
    }
}

/// A set that never changes, kept by those of its words that hold anything when they are few: neighbours on the ground are
/// neighbours in number, so that a territory's events fill a few words and leave the others empty.
#[derive(Debug, Clone)]
pub(crate) enum Fixed {
    /// Every word.
    Dense(Bits),
    /// The words that hold anything, each with its place.
    Sparse(Vec<(u32, u64)>),
}

impl Fixed {
    pub(crate) fn new(bits: Bits) -> Fixed {
        let held = bits.words.iter().filter(|&&word| word != 0).count();
        if held * 4 > bits.words.len() {
            return Fixed::Dense(bits);
        }
        let words = (0u32..).zip(&bits.words).filter(|(_, word)| **word != 0);
        Fixed::Sparse(words.map(|(at, &word)| (at, word)).collect())
    }

    /// How many numbers both sets hold.
    pub(crate) fn count_common(&self, other: &Bits) -> u32 {
        match self {
            Fixed::Dense(bits) => bits.count_common(other),
            Fixed::Sparse(words) => words
                .iter()
                .map(|&(at, word)| (word & other.words[at as usize]).count_ones())
                .sum(),
        }
    }

    /// Adds its numbers to a set.
    pub(crate) fn add_to(&self, other: &mut Bits) {
        match self {
            Fixed::Dense(bits) => other.or(bits),
            Fixed::Sparse(words) => words
                .iter()
                .for_each(|&(at, word)| other.words[at as usize] |= word),
        }
    }

    /// How many words it keeps: what counting costs.
    pub(crate) fn weight(&self) -> usize {
        match self {
            Fixed::Dense(bits) => bits.words.len(),
            Fixed::Sparse(words) => words.len(),
        }
    }
}

/// The numbers of one word, from the lowest.
pub(crate) struct Ones {
    pub(crate) word: u64,
    pub(crate) base: u32,
}

impl Iterator for Ones {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.word == 0 {
            return None;
        }
        let at = self.word.trailing_zeros();
        self.word &= self.word - 1;
        Some(self.base + at)
    }
}

/// A set that never changes and counts any range in a constant time.
#[derive(Debug, Clone)]
pub(crate) struct Ranked {
    bits: Bits,
    /// How many numbers stand before each block of words, and after the last one the count of all.
    before: Vec<u32>,
}

impl Ranked {
    pub(crate) fn new(bits: Bits) -> Ranked {
        let mut before = Vec::with_capacity(bits.words.len().div_ceil(BLOCK) + 1);
        let mut sum = 0;
        before.push(0);
        for block in bits.words.chunks(BLOCK) {
            sum += block.iter().map(|word| word.count_ones()).sum::<u32>();
            before.push(sum);
        }
        Ranked { bits, before }
    }

    pub(crate) fn bits(&self) -> &Bits {
        &self.bits
    }

    pub(crate) fn count(&self) -> u32 {
        self.before.last().copied().unwrap_or(0)
    }

    /// How many numbers are below this one.
    pub(crate) fn rank(&self, number: u32) -> u32 {
        let number = number.min(self.bits.len);
        let (word, bit) = (number as usize / 64, number % 64);
        let block = word / BLOCK;
        let whole: u32 = self.bits.words[block * BLOCK..word]
            .iter()
            .map(|word| word.count_ones())
            .sum();
        let part = if bit == 0 {
            0
        } else {
            (self.bits.words[word] & ((1 << bit) - 1)).count_ones()
        };
        self.before[block] + whole + part
    }

    /// The number that has exactly `rank` others below it in the set.
    pub(crate) fn select(&self, rank: u32) -> Option<u32> {
        if rank >= self.count() {
            return None;
        }
        let block = self.before.partition_point(|&before| before <= rank) - 1;
        let mut left = rank - self.before[block];
        for at in block * BLOCK..self.bits.words.len() {
            let mut word = self.bits.words[at];
            let ones = word.count_ones();
            if left < ones {
                (0..left).for_each(|_| word &= word - 1);
                return Some(at as u32 * 64 + word.trailing_zeros());
            }
            left -= ones;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ranks_and_selections_agree_with_a_plain_list(
            len in 1u32..2000,
            seed in proptest::collection::btree_set(0u32..2000, 0..300),
        ) {
            let numbers: Vec<u32> = seed.into_iter().filter(|&n| n < len).collect();
            let mut bits = Bits::none(len);
            numbers.iter().for_each(|&n| bits.insert(n));
            prop_assert_eq!(bits.iter().collect::<Vec<_>>(), numbers.clone());
            let ranked = Ranked::new(bits);
            for at in (0..=len).step_by(7).chain([len]) {
                let below = numbers.iter().filter(|&&n| n < at).count() as u32;
                prop_assert_eq!(ranked.rank(at), below);
            }
            for (rank, &number) in numbers.iter().enumerate() {
                prop_assert_eq!(ranked.select(rank as u32), Some(number));
            }
            prop_assert_eq!(ranked.select(numbers.len() as u32), None);
        }

        #[test]
        fn a_fixed_set_counts_and_adds_as_the_set_it_was_made_of(
            len in 1u32..3000,
            own in proptest::collection::btree_set(0u32..3000, 0..400),
            others in proptest::collection::btree_set(0u32..3000, 0..400),
        ) {
            let set = |numbers: &std::collections::BTreeSet<u32>| {
                let mut bits = Bits::none(len);
                numbers.iter().filter(|&&n| n < len).for_each(|&n| bits.insert(n));
                bits
            };
            let (own, mut other) = (set(&own), set(&others));
            let fixed = Fixed::new(own.clone());
            prop_assert_eq!(fixed.count_common(&other), own.count_common(&other));
            let mut both = other.clone();
            both.or(&own);
            fixed.add_to(&mut other);
            prop_assert_eq!(other, both);
        }

        #[test]
        fn a_range_holds_what_lies_between(len in 0u32..400, a in 0u32..450, b in 0u32..450) {
            let mut bits = Bits::none(len);
            bits.insert_range(a, b);
            prop_assert_eq!(bits.iter().collect::<Vec<_>>(), (a..b.min(len)).collect::<Vec<_>>());
        }
    }
}

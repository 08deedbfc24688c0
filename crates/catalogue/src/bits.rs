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
        fn a_range_holds_what_lies_between(len in 0u32..400, a in 0u32..450, b in 0u32..450) {
            let mut bits = Bits::none(len);
            bits.insert_range(a, b);
            prop_assert_eq!(bits.iter().collect::<Vec<_>>(), (a..b.min(len)).collect::<Vec<_>>());
        }
    }
}

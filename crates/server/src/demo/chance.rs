//! Chance that can be repeated: the same seed gives the same draws on every machine, for ever.

/// A stream of draws (SplitMix64, Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The stream of a seed and of a place in a sequence: neighbours in the sequence have nothing in common.
    #[must_use]
    pub fn new(seed: u64, place: u64) -> Chance {
        let mut chance = Chance(seed ^ place.wrapping_mul(0xA076_1D64_78BD_642F));
        chance.bits();
        chance
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to `below`, excluded; 0 when `below` is 0.
    pub fn below(&mut self, below: usize) -> usize {
        ((u128::from(self.bits()) * below as u128) >> 64) as usize
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = usize::try_from(high - low + 1).unwrap_or(1);
        low + self.below(span) as i64
    }

    /// A number from 0 to 1, 1 excluded.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True so many times out of a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list, which must not be empty.
    pub fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// One text of a list, which must not be empty.
    pub fn text(&mut self, list: &[&'static str]) -> &'static str {
        list[self.below(list.len())]
    }

    /// One of a list whose entries weigh what they say; the first when nothing weighs anything.
    pub fn weighted<'a, T>(&mut self, list: &'a [(u32, T)]) -> &'a T {
        let total: u64 = list.iter().map(|(weight, _)| u64::from(*weight)).sum();
        let mut drawn = self.below(total as usize) as u64;
        for (weight, entry) in list {
            if drawn < u64::from(*weight) {
                return entry;
            }
            drawn -= u64::from(*weight);
        }
        &list[0].1
    }

    /// `count` different entries of a list, in the order of the list; fewer when it is shorter.
    pub fn some<'a, T>(&mut self, list: &'a [T], count: usize) -> Vec<&'a T> {
        let mut wanted = count.min(list.len());
        let mut kept = Vec::with_capacity(wanted);
        for (at, entry) in list.iter().enumerate() {
            let left = list.len() - at;
            if wanted > 0 && self.below(left) < wanted {
                kept.push(entry);
                wanted -= 1;
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_repeat_and_spread() {
        let draw = |place| {
            let mut chance = Chance::new(18, place);
            (0..5).map(|_| chance.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        let mut chance = Chance::new(18, 3);
        let mean = (0..20_000).map(|_| chance.unit()).sum::<f64>() / 20_000.0;
        assert!((mean - 0.5).abs() < 0.01, "{mean}");
        assert_eq!(chance.some(&[1, 2, 3], 9), [&1, &2, &3]);
    }
}

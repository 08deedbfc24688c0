//! Words one letter apart: an automaton that walks the dictionary and forgives one typo.

use fst::automaton::Automaton;

/// Accepts every word made from a pattern by at most one letter added, dropped, changed or swapped
/// with its neighbour. Letters are bytes: folded French and English words are ASCII.
pub(crate) struct Typo {
    /// For each byte, where it stands in the pattern.
    masks: Box<[u64; 256]>,
    len: u32,
}

/// Where a walk may stand in the pattern, one bit for each place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Places {
    /// Without a typo so far.
    clean: u64,
    /// With one.
    spent: u64,
    /// In the middle of two swapped letters: the second was seen, the first is awaited.
    swapping: u64,
}

impl Typo {
    /// A pattern of at most 60 bytes; what follows is not looked at.
    pub(crate) fn new(pattern: &str) -> Typo {
        let mut masks = Box::new([0; 256]);
        let bytes = &pattern.as_bytes()[..pattern.len().min(60)];
        for (at, byte) in bytes.iter().enumerate() {
            masks[usize::from(*byte)] |= 1 << at;
        }
        Typo {
            masks,
            len: bytes.len() as u32,
        }
    }
}

impl Automaton for Typo {
    type State = Places;

    fn start(&self) -> Places {
        Places {
            clean: 1,
            spent: 0b10,
            swapping: 0,
        }
    }

    fn is_match(&self, state: &Places) -> bool {
        (state.clean | state.spent) >> self.len & 1 == 1
    }

    fn can_match(&self, state: &Places) -> bool {
        state.clean | state.spent | state.swapping != 0
    }

    fn accept(&self, state: &Places, byte: u8) -> Places {
        let mask = self.masks[usize::from(byte)];
        let inside = (1u64 << (self.len + 1)) - 1;
        let clean = (state.clean & mask) << 1;
        let kept = (state.spent & mask) << 1;
        let added_or_changed = state.clean | state.clean << 1;
        let dropped = clean << 1;
        let swapped = (state.swapping & mask) << 2;
        Places {
            clean,
            spent: (kept | added_or_changed | dropped | swapped) & inside,
            swapping: state.clean & mask >> 1,
        }
    }
}

/// The shortest text in which a typo is forgiven, in letters.
pub(crate) const SHORTEST: usize = 5;

/// Whether a word begins with the pattern, one typo forgiven.
pub(crate) fn begins(typo: &Typo, word: &str) -> bool {
    let mut state = typo.start();
    for byte in word.bytes() {
        if typo.is_match(&state) {
            return true;
        }
        if !typo.can_match(&state) {
            return false;
        }
        state = typo.accept(&state, byte);
    }
    typo.is_match(&state)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn accepts(pattern: &str, word: &str) -> bool {
        let typo = Typo::new(pattern);
        let end = word
            .bytes()
            .fold(typo.start(), |state, byte| typo.accept(&state, byte));
        typo.is_match(&end)
    }

    /// The distance with swaps of neighbours, by the usual table.
    fn distance(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                if i == 0 || j == 0 {
                    table[i][j] = i + j;
                    continue;
                }
                let changed = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut best = changed.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(table[i - 2][j - 2] + 1);
                }
                table[i][j] = best;
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn one_typo_and_no_more(a in "[abc]{0,7}", b in "[abc]{0,7}") {
            prop_assert_eq!(accepts(&a, &b), distance(a.as_bytes(), b.as_bytes()) <= 1);
        }
    }
}

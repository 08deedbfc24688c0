//! Whole numbers in as few bytes as they need, seven bits each, the lowest first.

/// Appends a number.
pub(crate) fn write(out: &mut Vec<u8>, number: u32) {
    write_long(out, u64::from(number));
}

/// Appends a long number.
pub(crate) fn write_long(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes a number from the front; `None` at the end.
#[inline]
pub(crate) fn read(bytes: &mut &[u8]) -> Option<u32> {
    // Nearly every number is a small one.
    if let Some((&byte, rest)) = bytes.split_first()
        && byte < 0x80
    {
        *bytes = rest;
        return Some(u32::from(byte));
    }
    let mut number = 0;
    let mut shift = 0;
    loop {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        if byte < 0x80 {
            return Some(number);
        }
        shift += 7;
    }
}

/// A run of numbers, written, that is looked for among others.
pub(crate) struct Run<'r>(memchr::memmem::Finder<'r>);

impl Run<'_> {
    pub(crate) fn new(written: &[u8]) -> Run<'_> {
        Run(memchr::memmem::Finder::new(written))
    }

    /// Whether numbers, written, hold the run. Only the last byte of a number is below 128: a run that begins where one ended is
    /// a run of whole numbers.
    pub(crate) fn is_in(&self, written: &[u8]) -> bool {
        let whole = |at: usize| at == 0 || written[at - 1] < 0x80;
        let mut from = 0;
        // Runs may overlap: one that begins within a number hides none that begins after it.
        while let Some(at) = self.0.find(&written[from..]) {
            if whole(from + at) {
                return true;
            }
            from += at + 1;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let numbers = [0, 1, 127, 128, 300, 65_535, 1 << 21, u32::MAX];
        let mut out = Vec::new();
        numbers.iter().for_each(|&number| write(&mut out, number));
        let mut bytes = out.as_slice();
        let back: Vec<u32> = std::iter::from_fn(|| read(&mut bytes)).collect();
        assert_eq!(back, numbers);
    }

    fn holds(all: &[u8], run: &[u8]) -> bool {
        Run::new(run).is_in(all)
    }

    #[test]
    fn a_run_is_one_of_whole_numbers() {
        let written = |numbers: &[u32]| {
            let mut out = Vec::new();
            numbers.iter().for_each(|&number| write(&mut out, number));
            out
        };
        let all = written(&[5, 300, 2, 7, 300]);
        for run in [&[5][..], &[300, 2], &[2, 7, 300], &[5, 300, 2, 7, 300], &[]] {
            assert!(holds(&all, &written(run)), "{run:?}");
        }
        // 300 is written 0xac 0x02: its end is not the number 2.
        for run in [&[300, 7][..], &[5, 2], &[7, 2], &[5, 300, 2, 7, 300, 1]] {
            assert!(!holds(&all, &written(run)), "{run:?}");
        }
        assert!(!holds(&written(&[300]), &written(&[2])));
    }
}

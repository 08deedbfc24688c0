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
pub(crate) fn read(bytes: &mut &[u8]) -> Option<u32> {
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
}

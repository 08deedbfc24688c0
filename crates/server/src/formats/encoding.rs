//! From bytes to text: UTF-8 with or without its mark, UTF-16 with its mark, Windows-1252.

/// The encoding a file was found to be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a few broken bytes, shown as U+FFFD.
    BrokenUtf8,
    /// UTF-16, as spreadsheets save "Unicode text".
    Utf16,
    /// Windows-1252, as older Western software saves.
    Windows1252,
}

impl Encoding {
    /// Its usual name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 | Encoding::BrokenUtf8 => "UTF-8",
            Encoding::Utf16 => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
        }
    }
}

/// What Windows-1252 puts at 0x80–0x9F; the five unused places stay control characters, as the WHATWG table has them.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a file and the encoding it was in.
#[must_use]
pub fn decode(bytes: &[u8]) -> (String, Encoding) {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        [0xff, 0xfe, rest @ ..] => (utf16(rest, u16::from_le_bytes), Encoding::Utf16),
        [0xfe, 0xff, rest @ ..] => (utf16(rest, u16::from_be_bytes), Encoding::Utf16),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> (String, Encoding) {
    let (mut broken, mut wide) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        wide += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if broken == 0 {
        return (String::from_utf8_lossy(bytes).into_owned(), Encoding::Utf8);
    }
    // A few bad bytes among many good letters: the file is UTF-8 and one row was damaged.
    if wide > broken * 4 {
        return (
            String::from_utf8_lossy(bytes).into_owned(),
            Encoding::BrokenUtf8,
        );
    }
    (
        bytes.iter().map(|byte| windows_1252(*byte)).collect(),
        Encoding::Windows1252,
    )
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_is_told() {
        assert_eq!(decode("é".as_bytes()), ("é".into(), Encoding::Utf8));
        assert_eq!(decode(b"\xef\xbb\xbfa"), ("a".into(), Encoding::Utf8));
        assert_eq!(
            decode(b"caf\xe9 \x80"),
            ("café €".into(), Encoding::Windows1252)
        );
        assert_eq!(decode(b"\xff\xfe\xe9\x00"), ("é".into(), Encoding::Utf16));
        let mut damaged = "éèêëà".as_bytes().to_vec();
        damaged.push(0xe9);
        assert_eq!(decode(&damaged).1, Encoding::BrokenUtf8);
    }
}

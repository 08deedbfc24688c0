//! Reading files: which format, then which reader.

mod calendar;
mod csv;
mod json;
mod occurrences;
mod sheet;

use super::table::Table;
use super::{Said, limits};

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-, semicolon- or tab-separated text.
    Csv,
    /// A spreadsheet (XLSX).
    Xlsx,
    /// JSON: an array of objects, or one object a line.
    Json,
    /// GeoJSON: a collection of features.
    GeoJson,
    /// iCalendar.
    Ics,
}

impl Format {
    /// Its usual name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Csv => "CSV",
            Format::Xlsx => "XLSX",
            Format::Json => "JSON",
            Format::GeoJson => "GeoJSON",
            Format::Ics => "ICS",
        }
    }
}

/// Why a whole file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is larger than [`limits::FILE`].
    #[error("the file is larger than {} MB", limits::FILE >> 20)]
    TooLarge,
    /// It unpacks to more than [`limits::UNPACKED`].
    #[error("the file unpacks to more than {} MB", limits::UNPACKED >> 20)]
    Bomb,
    /// It has more than [`limits::ROWS`] rows.
    #[error("the file has more than {} rows", limits::ROWS)]
    TooManyRows,
    /// It has more than [`limits::COLUMNS`] columns.
    #[error("the file has more than {} columns", limits::COLUMNS)]
    TooManyColumns,
    /// It has a header at most, and no row.
    #[error("the file has no row")]
    NoRow,
    /// It is none of the formats that are read: an old spreadsheet, a document, a picture.
    #[error("the file is of no format that is read")]
    Unknown,
    /// It is damaged, or not what its beginning says.
    #[error("the {format} file cannot be read: {detail}")]
    Damaged {
        /// The format it seems to be.
        format: &'static str,
        /// What the reader says.
        detail: String,
    },
}

impl Unreadable {
    /// The sentence for people.
    #[must_use]
    pub fn said(&self) -> Said {
        match self {
            Unreadable::Empty => Said::new("import-file-empty"),
            Unreadable::TooLarge => {
                Said::new("import-file-too-large").with("most", limits::FILE >> 20)
            }
            Unreadable::Bomb => Said::new("import-file-bomb").with("most", limits::UNPACKED >> 20),
            Unreadable::TooManyRows => Said::new("import-file-rows").with("most", limits::ROWS),
            Unreadable::TooManyColumns => {
                Said::new("import-file-columns").with("most", limits::COLUMNS)
            }
            Unreadable::NoRow => Said::new("import-file-no-row"),
            Unreadable::Unknown => Said::new("import-file-unknown"),
            Unreadable::Damaged { format, detail } => Said::new("import-file-damaged")
                .with("format", format)
                .with("detail", detail),
        }
    }
}

/// Reads a file whole. Its beginning tells its format, its name only when its beginning does not.
///
/// # Errors
/// Says why it cannot be read.
pub fn read(bytes: &[u8], name: &str) -> Result<Table, Unreadable> {
    if bytes.len() > limits::FILE {
        return Err(Unreadable::TooLarge);
    }
    if bytes.starts_with(b"PK") {
        return sheet::read(bytes);
    }
    if is_binary(bytes) {
        return Err(Unreadable::Unknown);
    }
    let (text, encoding) = super::encoding::decode(bytes);
    let begin = text.trim_start();
    if begin.is_empty() {
        return Err(Unreadable::Empty);
    }
    let named = |ending: &str| name.to_ascii_lowercase().ends_with(ending);
    let head: String = begin
        .chars()
        .take(15)
        .collect::<String>()
        .to_ascii_uppercase();
    if head.starts_with("BEGIN:VCALENDAR") {
        return calendar::read(&text);
    }
    if begin.starts_with(['[', '{']) && !named(".csv") {
        return json::read(&text);
    }
    if begin.starts_with('<') {
        return Err(Unreadable::Unknown);
    }
    csv::read(&text, encoding)
}

/// True for what no text begins with: pictures, old spreadsheets, documents.
fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    !wide && (head.contains(&0) || head.starts_with(b"%PDF"))
}

/// A cell as it is kept, or why its row cannot be.
pub(super) fn check_cell(cell: &str) -> Result<(), Said> {
    if cell.len() > limits::CELL {
        return Err(Said::new("import-row-cell").with("most", limits::CELL));
    }
    if cell.contains(char::REPLACEMENT_CHARACTER) {
        return Err(Said::new("import-row-encoding"));
    }
    Ok(())
}

/// Among the first rows, the place of the one that names the columns: banners and empty rows before it are passed over.
pub(super) fn header<'a>(rows: impl Iterator<Item = &'a [String]>) -> usize {
    let filled: Vec<usize> = rows
        .take(20)
        .map(|cells| cells.iter().filter(|cell| !cell.trim().is_empty()).count())
        .collect();
    let most = filled.iter().copied().max().unwrap_or(0);
    filled
        .iter()
        .position(|count| count * 2 > most)
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_refused() {
        for (bytes, why) in [
            (&b""[..], Unreadable::Empty),
            (b"  \n ", Unreadable::Empty),
            (b"\x89PNG\r\n\x1a\n\0\0", Unreadable::Unknown),
            (b"%PDF-1.7", Unreadable::Unknown),
            (b"<html></html>", Unreadable::Unknown),
            (b"a;b\n", Unreadable::NoRow),
        ] {
            assert_eq!(read(bytes, "f").unwrap_err(), why, "{bytes:?}");
        }
        assert_eq!(
            read(&vec![b'a'; limits::FILE + 1], "f").unwrap_err(),
            Unreadable::TooLarge
        );
    }
}

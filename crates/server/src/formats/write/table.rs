//! Rows of plain cells as CSV and as a spreadsheet, none of them a formula for the programme that opens it.

use std::io::{self, Write};

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::super::inert_text;

/// The longest text that a cell of a spreadsheet holds, counted as it counts: in units of UTF-16.
const LONGEST: usize = 32_767;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text, whatever it looks like.
    Text(String),
    /// A number, as it is written in CSV and as it adds up.
    Number(String, f64),
}

impl Cell {
    /// A count.
    #[must_use]
    pub fn count(count: u32) -> Cell {
        Cell::Number(count.to_string(), f64::from(count))
    }

    /// A number that is written out already; a text when it is none.
    #[must_use]
    pub fn figure(written: String) -> Cell {
        match written.parse::<f64>() {
            Ok(number) if number.is_finite() => Cell::Number(written, number),
            _ => Cell::Text(written),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<u32> for Cell {
    fn from(count: u32) -> Cell {
        Cell::count(count)
    }
}

/// The rows as CSV, with the mark that spreadsheets look for; answers how many there are. A text that begins like a formula is
/// kept one by an apostrophe.
///
/// # Errors
/// As the writer answers.
pub fn csv(
    names: &[impl AsRef<str>],
    rows: impl Iterator<Item = Vec<Cell>>,
    out: &mut impl Write,
) -> io::Result<u64> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::Writer::from_writer(out);
    let names = names.iter().map(|name| name.as_ref().to_owned());
    writer.write_record(names.map(inert_text))?;
    let mut count = 0;
    for row in rows {
        writer.write_record(row.into_iter().map(|cell| match cell {
            Cell::Text(text) => inert_text(text),
            Cell::Number(written, _) => written,
        }))?;
        count += 1;
    }
    writer.flush()?;
    Ok(count)
}

/// The rows as a spreadsheet, the names of the columns bold and always in sight; answers how many rows there are. A cell written
/// as text is never a formula.
///
/// # Errors
/// As the writer answers, or when there are more rows or columns than a spreadsheet holds.
pub fn xlsx(
    names: &[impl AsRef<str>],
    rows: impl Iterator<Item = Vec<Cell>>,
    out: &mut (impl Write + Send),
) -> io::Result<u64> {
    let mut book = Workbook::new();
    let sheet = book
        .add_worksheet_with_constant_memory()
        .map_err(io::Error::other)?;
    let bold = Format::new().set_bold();
    let mut count = 0u32;
    let fill = || -> Result<(), XlsxError> {
        sheet.set_freeze_panes(1, 0)?;
        for (at, name) in (0u16..).zip(names) {
            sheet.write_string_with_format(0, at, fitting(name.as_ref()), &bold)?;
        }
        for row in rows {
            count += 1;
            for (at, cell) in (0u16..).zip(row) {
                match cell {
                    Cell::Number(_, number) => {
                        sheet.write_number(count, at, number)?;
                    }
                    Cell::Text(text) if text.is_empty() => {}
                    Cell::Text(text) => {
                        sheet.write_string(count, at, fitting(&text))?;
                    }
                }
            }
        }
        Ok(())
    };
    fill().map_err(io::Error::other)?;
    let bytes = book.save_to_buffer().map_err(io::Error::other)?;
    out.write_all(&bytes)?;
    Ok(u64::from(count))
}

/// What of a text a cell holds.
fn fitting(text: &str) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > LONGEST
    });
    end.map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader as _, Xlsx};

    use super::*;

    const HOSTILE: [&str; 7] = [
        "=HYPERLINK(\"https://ailleurs.example\")",
        "+33612345678",
        "-1+1",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
    ];

    fn rows() -> Vec<Vec<Cell>> {
        HOSTILE
            .iter()
            .map(|text| vec![Cell::from(*text), Cell::from(3)])
            .collect()
    }

    #[test]
    fn no_text_of_a_csv_is_a_formula() {
        let mut out = Vec::new();
        let written = csv(&["=nom", "personnes"], rows().into_iter(), &mut out);
        assert_eq!(written.expect("written"), 7);
        let text = String::from_utf8(out).expect("a text");
        let text = text.strip_prefix('\u{feff}').expect("the mark");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(&reader.headers().expect("names")[0], "'=nom");
        for (record, told) in reader.records().zip(HOSTILE) {
            let record = record.expect("a row");
            assert_eq!(record[0], format!("'{told}"));
            assert_eq!(&record[1], "3");
        }
    }

    #[test]
    fn no_text_of_a_spreadsheet_is_a_formula_and_none_is_changed() {
        let mut out = Vec::new();
        let long = "é".repeat(40_000);
        let rows = rows().into_iter().chain([vec![Cell::from(long)]]);
        assert_eq!(
            xlsx(&["nom", "personnes"], rows, &mut out).expect("written"),
            8
        );
        let mut book = Xlsx::new(Cursor::new(out)).expect("a spreadsheet");
        let name = book.sheet_names()[0].clone();
        assert!(book.worksheet_formula(&name).expect("formulas").is_empty());
        let cells = book.worksheet_range(&name).expect("cells");
        for (row, told) in (1u32..).zip(HOSTILE) {
            assert_eq!(cells.get_value((row, 0)), Some(&Data::String(told.into())));
            assert_eq!(cells.get_value((row, 1)), Some(&Data::Float(3.0)));
        }
        let Some(Data::String(cut)) = cells.get_value((8, 0)) else {
            panic!("the long text is there");
        };
        assert_eq!(cut.chars().count(), LONGEST);
    }
}

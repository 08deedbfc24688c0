//! Separated text: the separator is found, cells may span lines, each row keeps the line on which it begins.

use super::super::encoding::Encoding;
use super::super::table::{self, Row, Table, Unread};
use super::super::{Said, limits};
use super::{Unreadable, check_cell, header};

/// Separators that are tried, the commonest in France first.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// How much of the file is looked at to find the separator, in bytes.
const SAMPLE: usize = 64 << 10;

/// Reads separated text.
pub(super) fn read(text: &str, encoding: Encoding) -> Result<Table, Unreadable> {
    let separator = separator(text);
    let mut reader = reader(text, separator);
    let mut records: Vec<(usize, Vec<String>)> = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let more = reader
            .read_record(&mut record)
            .map_err(|fault| Unreadable::Damaged {
                format: "CSV",
                detail: fault.to_string(),
            })?;
        if !more {
            break;
        }
        // The header, banners and rows left out are few: a file far beyond the limit is not read to its end.
        if records.len() > limits::ROWS + 100 {
            return Err(Unreadable::TooManyRows);
        }
        if record.len() > limits::COLUMNS {
            return Err(Unreadable::TooManyColumns);
        }
        let line = record.position().map_or(0, |at| line_of(text, at));
        records.push((
            line,
            record
                .iter()
                .map(|cell| super::super::live(cell).to_owned())
                .collect(),
        ));
    }
    let swallowed = swallowed(text, &mut records);
    let mut table = table_of(records)?;
    table.unread.extend(swallowed);
    table.notes.push(
        Said::new("import-note-csv")
            .with("encoding", encoding.name())
            .with(
                "separator",
                if separator == b'\t' {
                    "⇥".to_owned()
                } else {
                    char::from(separator).to_string()
                },
            ),
    );
    Ok(table)
}

/// The line on which a record begins: the reader tells where it began to look, before any empty lines.
fn line_of(text: &str, at: &csv::Position) -> usize {
    let rest = text.get(at.byte() as usize..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    at.line() as usize + rest[..blank].matches('\n').count()
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// The separator that cuts the first rows into the most columns, evenly.
fn separator(text: &str) -> u8 {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let score = |separator: u8| -> f64 {
        let mut widths: Vec<usize> = reader(&text[..end], separator)
            .into_records()
            .take(50)
            .filter_map(Result::ok)
            .map(|record| record.len())
            .collect();
        // The last record of the sample may be cut.
        if end < text.len() && widths.len() > 1 {
            widths.pop();
        }
        let widest = widths.iter().copied().max().unwrap_or(0);
        let even = widths.iter().filter(|width| **width == widest).count();
        (widest as f64 - 1.0) * even as f64 / widths.len().max(1) as f64
    };
    let mut best = (SEPARATORS[0], 0.0);
    for separator in SEPARATORS {
        let score = score(separator);
        if score > best.1 {
            best = (separator, score);
        }
    }
    best.0
}

/// A quote that is never closed swallows the rest of the file into one cell: the record is taken out and told.
fn swallowed(text: &str, records: &mut Vec<(usize, Vec<String>)>) -> Option<Unread> {
    let odd = text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
    let (line, cells) = records.last()?;
    let spans = cells.iter().any(|cell| cell.contains('\n'));
    if !(odd && spans && records.len() > 1) {
        return None;
    }
    let unread = Unread {
        line: *line,
        why: Said::new("import-row-quote").with("to", text.lines().count()),
    };
    records.pop();
    Some(unread)
}

/// A table from records with their line: the header is found, empty rows are passed over.
pub(super) fn table_of(records: Vec<(usize, Vec<String>)>) -> Result<Table, Unreadable> {
    let header = header(records.iter().map(|(_, cells)| cells.as_slice()));
    let mut records = records.into_iter().skip(header);
    let (_, mut given) = records.next().ok_or(Unreadable::Empty)?;
    while given.last().is_some_and(|name| name.trim().is_empty()) {
        given.pop();
    }
    let mut table = Table {
        columns: table::names(given),
        ..Table::default()
    };
    for (line, cells) in records {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match row(cells, table.columns.len()) {
            Ok(cells) => table.rows.push(Row { line, cells }),
            Err(why) => table.unread.push(Unread { line, why }),
        }
        if table.rows.len() > limits::ROWS {
            return Err(Unreadable::TooManyRows);
        }
    }
    if table.rows.is_empty() && table.unread.is_empty() {
        return Err(Unreadable::NoRow);
    }
    Ok(table)
}

/// The cells of a row, as many as there are columns; spreadsheets leave out the empty ones at the end.
fn row(mut cells: Vec<String>, width: usize) -> Result<Vec<String>, Said> {
    let beyond = cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
    if beyond {
        return Err(Said::new("import-row-width")
            .with("cells", cells.len())
            .with("columns", width));
    }
    cells.resize(width, String::new());
    cells.iter().try_for_each(|cell| check_cell(cell))?;
    Ok(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Table {
        super::read(text, Encoding::Utf8).unwrap()
    }

    #[test]
    fn rows_keep_the_line_on_which_they_begin() {
        let table = read("titre;texte\nun;\"a\nb\nc\"\n\ndeux;d\n");
        assert_eq!(table.columns, ["titre", "texte"]);
        let lines: Vec<usize> = table.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 6]);
        assert_eq!(table.rows[0].cells, ["un", "a\nb\nc"]);
    }

    #[test]
    fn the_separator_is_found() {
        for (text, columns) in [
            ("a,b,c\n1,\"2;3\",4\n", 3),
            ("a\tb\n1,5\t2\n", 2),
            ("a;b\n1,5;2,5\n", 2),
            ("a|b|c\n1|2|3", 3),
            ("seul\nun\n", 1),
        ] {
            assert_eq!(read(text).columns.len(), columns, "{text}");
        }
    }

    #[test]
    fn a_banner_before_the_header_is_passed_over() {
        let table = read("Programme 2018;;\n;;\ntitre;ville;jour\nVisite;Auch;mardi\n");
        assert_eq!(table.columns, ["titre", "ville", "jour"]);
        assert_eq!(table.rows.len(), 1);
        assert_eq!(table.rows[0].line, 4);
    }

    #[test]
    fn a_row_that_cannot_be_read_is_told_with_its_line() {
        let table = read("a;b\n1;2\n1;2;3\n4\n");
        assert_eq!(table.rows.len(), 2);
        assert_eq!(table.unread[0].line, 3);
        assert_eq!(table.rows[1].cells, ["4", ""]);
    }

    #[test]
    fn a_quote_never_closed_is_told() {
        let table = read("a;b\n1;2\n3;\"4\n5;6\n7;8\n");
        assert_eq!(table.rows.len(), 1);
        assert_eq!(table.unread[0].line, 3);
        assert_eq!(table.unread[0].why.with["to"], "5");
    }
}

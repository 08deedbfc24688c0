//! Spreadsheets: the first sheet that holds a table, with its row numbers.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetVisible, Xlsx};

use super::super::table::Table;
use super::super::{Said, limits};
use super::Unreadable;

fn damaged(fault: impl std::fmt::Display) -> Unreadable {
    Unreadable::Damaged {
        format: "XLSX",
        detail: fault.to_string(),
    }
}

/// Reads an XLSX workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Table, Unreadable> {
    measure(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let visible: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut first_refusal = None;
    for name in &visible {
        let records = records(&mut book, name)?;
        match super::csv::table_of(records) {
            Ok(mut table) => {
                table.notes.push(
                    Said::new("import-note-xlsx")
                        .with("sheet", name)
                        .with("sheets", visible.len()),
                );
                return Ok(table);
            }
            Err(Unreadable::Empty | Unreadable::NoRow) => {
                first_refusal.get_or_insert(Unreadable::NoRow);
            }
            Err(refusal) => return Err(refusal),
        }
    }
    Err(first_refusal.unwrap_or(Unreadable::Empty))
}

/// Unpacks everything into nothing, so that a small file that holds gigabytes is refused before it is opened: what an
/// archive says of its sizes is not to be trusted.
fn measure(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut left = limits::UNPACKED;
    let mut workbook = false;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(damaged)?;
        workbook |= entry.name().is_ok_and(|name| name == "xl/workbook.xml");
        let size =
            std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).map_err(damaged)?;
        left = left.checked_sub(size).ok_or(Unreadable::Bomb)?;
    }
    if workbook {
        Ok(())
    } else {
        Err(Unreadable::Unknown)
    }
}

/// The rows of a sheet with their numbers, from 1; rows without a cell are left out.
fn records(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
) -> Result<Vec<(usize, Vec<String>)>, Unreadable> {
    let mut reader = book.worksheet_cells_reader(name).map_err(damaged)?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    while let Some(cell) = reader.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let text = text(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        let column = column as usize;
        if column >= limits::COLUMNS {
            return Err(Unreadable::TooManyColumns);
        }
        let cells = rows.entry(row).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
        if rows.len() > limits::ROWS + 100 {
            return Err(Unreadable::TooManyRows);
        }
    }
    Ok(rows
        .into_iter()
        .map(|(row, cells)| (row as usize + 1, cells))
        .collect())
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        // Rust writes the shortest decimal that reads back: 32013 and not 32013.0, 0.1 and not 0.1000000001.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(answer) => if *answer { "true" } else { "false" }.to_owned(),
        DataRef::DateTime(moment) => date_time(*moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// A spreadsheet's moment as people write data: a date, an hour, or both.
fn date_time(moment: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    // Spreadsheets keep hours as fractions of a day: 23:59:59.9995 was meant as the next minute.
    let seconds = (f64::from(second) + f64::from(milli) / 1000.0).round() as u32;
    let minutes = u32::from(hour) * 60 + u32::from(minute) + u32::from(seconds >= 30);
    let (hour, minute) = (minutes / 60 % 24, minutes % 60);
    let value = moment.as_f64();
    if moment.is_duration() || value.abs() < 1.0 {
        return format!("{hour:02}:{minute:02}");
    }
    if value.fract() == 0.0 {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime as Moment, Format, Workbook};

    use super::super::read;
    use super::*;

    #[test]
    fn the_first_table_is_read_with_its_row_numbers() {
        let mut book = Workbook::new();
        book.add_worksheet().set_name("Vide").unwrap();
        let sheet = book.add_worksheet();
        sheet.set_name("Programme").unwrap();
        sheet.write(2, 0, "titre").unwrap();
        sheet.write(2, 1, "début").unwrap();
        sheet.write(2, 2, "code postal").unwrap();
        sheet.write(4, 0, "Visite").unwrap();
        let format = Format::new().set_num_format("dd/mm/yyyy hh:mm");
        let moment = Moment::from_ymd(2018, 3, 26)
            .unwrap()
            .and_hms(9, 30, 0)
            .unwrap();
        sheet.write_with_format(4, 1, &moment, &format).unwrap();
        sheet.write(4, 2, 32000).unwrap();
        let table = read(&book.save_to_buffer().unwrap(), "p.xlsx").unwrap();
        assert_eq!(table.columns, ["titre", "début", "code postal"]);
        assert_eq!(table.rows[0].line, 5);
        assert_eq!(table.rows[0].cells, ["Visite", "2018-03-26T09:30", "32000"]);
    }

    #[test]
    fn an_archive_that_is_no_workbook_is_refused() {
        assert!(matches!(
            read(b"PK\x03\x04 nothing", "f.xlsx"),
            Err(Unreadable::Damaged { .. })
        ));
    }

    #[test]
    fn a_small_file_that_holds_far_too_much_is_refused_unopened() {
        use std::io::Write as _;
        let mut packed = Cursor::new(Vec::new());
        let mut archive = zip::ZipWriter::new(&mut packed);
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file("xl/workbook.xml", options).unwrap();
        let part = vec![b' '; 1 << 20];
        for _ in 0..=limits::UNPACKED >> 20 {
            archive.write_all(&part).unwrap();
        }
        archive.finish().unwrap();
        let packed = packed.into_inner();
        assert!(packed.len() < 1 << 20, "{} bytes", packed.len());
        assert_eq!(read(&packed, "b.xlsx").unwrap_err(), Unreadable::Bomb);
    }
}

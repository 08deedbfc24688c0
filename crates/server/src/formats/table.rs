//! A file as a table: columns by name, rows that know their line.

use super::Said;

/// A file once read, whatever its format.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The names of the columns, in the order of the file; none is empty, none stands twice.
    pub columns: Vec<String>,
    /// The rows that could be read, in the order of the file.
    pub rows: Vec<Row>,
    /// The rows that could not.
    pub unread: Vec<Unread>,
    /// How the file was understood, for the report: its format, its encoding, its separator.
    pub notes: Vec<Said>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// The line of the file on which it begins, from 1; for a spreadsheet, its row.
    pub line: usize,
    /// Its cells, one for each column; a missing cell is empty.
    pub cells: Vec<String>,
}

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The line of the file on which it begins, from 1.
    pub line: usize,
    /// Why.
    pub why: Said,
}

impl Table {
    /// The place of a column by its name, compared as people do: case, accents, spaces and marks forgiven.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        let exact = self.columns.iter().position(|column| column == name);
        exact.or_else(|| {
            let wanted = plain(name);
            self.columns
                .iter()
                .position(|column| plain(column) == wanted)
        })
    }

    /// Columns in which at least one row says something.
    #[must_use]
    pub fn filled(&self) -> Vec<bool> {
        let mut filled = vec![false; self.columns.len()];
        for row in &self.rows {
            for (at, cell) in row.cells.iter().enumerate() {
                filled[at] |= !cell.trim().is_empty();
            }
        }
        filled
    }
}

/// A column's name without what people vary: case, accents, spaces, hyphens and underscores.
#[must_use]
pub fn plain(name: &str) -> String {
    domain::text::words(name).join(" ")
}

/// Names made fit for columns: trimmed, numbered when empty, told apart when they stand twice.
#[must_use]
pub fn names(given: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (at, name) in given.into_iter().enumerate() {
        let name = domain::text::single_line(&name);
        let base = if name.is_empty() {
            format!("#{}", at + 1)
        } else {
            domain::text::shortened(&name, 100)
        };
        let mut unique = base.clone();
        let mut copy = 2;
        while names.contains(&unique) {
            unique = format!("{base} ({copy})");
            copy += 1;
        }
        names.push(unique);
    }
    names
}

/// Gathers rows whose cells come by name, in any order: objects of JSON, events of a calendar.
#[derive(Debug, Default)]
pub struct Gatherer {
    columns: Vec<String>,
    places: std::collections::HashMap<String, usize>,
    rows: Vec<Row>,
}

impl Gatherer {
    /// Adds a row. False when it would bring more columns than [`super::limits::COLUMNS`]; the row is left out.
    pub fn add(&mut self, line: usize, cells: Vec<(String, String)>) -> bool {
        let mut row = vec![String::new(); self.columns.len()];
        for (name, value) in cells {
            let at = match self.places.get(&name) {
                Some(at) => *at,
                None if self.columns.len() >= super::limits::COLUMNS => return false,
                None => {
                    self.places.insert(name.clone(), self.columns.len());
                    self.columns.push(name);
                    self.columns.len() - 1
                }
            };
            if row.len() <= at {
                row.resize(at + 1, String::new());
            }
            row[at] = value;
        }
        self.rows.push(Row { line, cells: row });
        true
    }

    /// How many rows there are so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True when there is no row yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table, with what could not be read.
    #[must_use]
    pub fn into_table(self, unread: Vec<Unread>, notes: Vec<Said>) -> Table {
        let width = self.columns.len();
        let mut rows = self.rows;
        for row in &mut rows {
            row.cells.resize(width, String::new());
        }
        Table {
            columns: names(self.columns),
            rows,
            unread,
            notes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart() {
        let given = ["Titre", "", "Titre", " a  b "].map(String::from);
        assert_eq!(names(given), ["Titre", "#2", "Titre (2)", "a b"]);
    }

    #[test]
    fn a_column_is_found_as_people_write_it() {
        let table = Table {
            columns: names(["Début".into(), "Code postal".into()]),
            ..Table::default()
        };
        assert_eq!(table.column("debut"), Some(0));
        assert_eq!(table.column("CODE_POSTAL"), Some(1));
        assert_eq!(table.column("fin"), None);
    }
}

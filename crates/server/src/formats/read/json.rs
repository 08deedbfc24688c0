//! JSON and GeoJSON: the array of objects is found, each object is read by itself so that a bad one spoils no other, and
//! nested objects become columns with dotted names (`place.name`).

use serde_json::Value;

use super::super::table::{Gatherer, Table, Unread};
use super::super::{Said, limits};
use super::{Format, Unreadable, check_cell};

/// Where the array of events is kept, when it is not the whole file.
const LISTS: [&str; 10] = [
    "features",
    "events",
    "evenements",
    "événements",
    "records",
    "results",
    "items",
    "data",
    "value",
    "@graph",
];

/// Reads JSON of any of these shapes.
pub(super) fn read(text: &str) -> Result<Table, Unreadable> {
    let elements = elements(text)?;
    if elements.is_empty() {
        return Err(Unreadable::NoRow);
    }
    if elements.len() > limits::ROWS {
        return Err(Unreadable::TooManyRows);
    }
    let mut gathered = Gatherer::default();
    let mut unread = Vec::new();
    let mut features = false;
    for (line, element) in elements {
        let cells = match serde_json::from_str::<Value>(element) {
            Ok(value) => {
                features |= value.get("type").is_some_and(|kind| kind == "Feature");
                cells(&value)
            }
            Err(fault) => Err(Said::new("import-row-json").with("detail", fault)),
        };
        match cells {
            Ok(cells) => {
                if !gathered.add(line, cells) {
                    return Err(Unreadable::TooManyColumns);
                }
            }
            Err(why) => unread.push(Unread { line, why }),
        }
    }
    let format = if features {
        Format::GeoJson
    } else {
        Format::Json
    };
    let note = Said::new("import-note-format").with("format", format.name());
    Ok(gathered.into_table(unread, vec![note]))
}

/// The cells of one element.
fn cells(value: &Value) -> Result<Vec<(String, String)>, Said> {
    let Value::Object(object) = value else {
        return Err(Said::new("import-row-not-object"));
    };
    let mut cells = Vec::new();
    if object.get("type").is_some_and(|kind| kind == "Feature") {
        if let Some(id) = object.get("id").filter(|id| !id.is_null()) {
            cells.push(("id".to_owned(), plain(id)));
        }
        flatten(
            object.get("properties").unwrap_or(&Value::Null),
            "",
            0,
            &mut cells,
        )?;
        point(object.get("geometry"), &mut cells);
        // Properties often repeat the identifier of the feature.
        let mut seen = std::collections::HashSet::new();
        cells.retain(|(name, _)| seen.insert(name.clone()));
    } else {
        flatten(value, "", 0, &mut cells)?;
    }
    cells.iter().try_for_each(|(_, cell)| check_cell(cell))?;
    Ok(cells)
}

/// The point of a feature becomes two columns; other shapes are left to its address.
fn point(geometry: Option<&Value>, cells: &mut Vec<(String, String)>) {
    let Some(geometry) = geometry.filter(|shape| shape["type"] == "Point") else {
        return;
    };
    for (at, name) in ["longitude", "latitude"].into_iter().enumerate() {
        if let Some(number) = geometry["coordinates"].get(at).and_then(Value::as_f64) {
            cells.retain(|(other, _)| other != name);
            cells.push((name.to_owned(), number.to_string()));
        }
    }
}

fn flatten(
    value: &Value,
    path: &str,
    depth: usize,
    cells: &mut Vec<(String, String)>,
) -> Result<(), Said> {
    if depth > limits::DEPTH {
        return Err(Said::new("import-row-deep").with("most", limits::DEPTH));
    }
    match value {
        Value::Object(object) => {
            for (name, inner) in object {
                let path = match path {
                    // Portals wrap each record: the wrapping says nothing.
                    "" | "fields" | "record.fields" | "record" => name.clone(),
                    _ => format!("{path}.{name}"),
                };
                flatten(inner, &path, depth + 1, cells)?;
            }
        }
        Value::Null => {}
        _ if path.is_empty() => {}
        _ => cells.push((path.to_owned(), plain(value))),
    }
    Ok(())
}

/// A value as a cell: a list of plain values is joined, anything deeper stays JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(list)
            if list
                .iter()
                .all(|inner| !inner.is_object() && !inner.is_array()) =>
        {
            list.iter().map(plain).collect::<Vec<_>>().join("; ")
        }
        _ => value.to_string(),
    }
}

/// Each element of the list with the line on which it begins.
fn elements(text: &str) -> Result<Vec<(usize, &str)>, Unreadable> {
    let begin = text.len() - text.trim_start().len();
    if text[begin..].starts_with('[') {
        return Ok(of_array(text, begin));
    }
    if let Some(list) = LISTS.iter().find_map(|name| list_of(text, begin, name)) {
        return Ok(of_array(text, list));
    }
    let lines: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty())
        .collect();
    if lines
        .iter()
        .all(|(_, line)| line.starts_with('{') && line.ends_with('}'))
    {
        return Ok(lines);
    }
    match serde_json::from_str::<Value>(text) {
        Ok(_) => Err(Unreadable::NoRow),
        Err(fault) => Err(Unreadable::Damaged {
            format: "JSON",
            detail: fault.to_string(),
        }),
    }
}

/// Walks over JSON without reading it: what is inside strings is skipped, brackets are counted.
struct Walker<'t> {
    bytes: &'t [u8],
    at: usize,
    line: usize,
    depth: usize,
}

/// What the walker comes across, at the depth it has after it.
enum Step {
    /// `{` or `[`.
    Open,
    /// `}` or `]`.
    Close,
    /// `,`.
    Comma,
    /// A whole string, from its opening quote at this byte.
    Text(usize),
    /// The first byte of anything else.
    Other,
}

impl Walker<'_> {
    fn step(&mut self) -> Option<Step> {
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\n' => self.line += 1,
                byte if byte.is_ascii_whitespace() => {}
                b'{' | b'[' => {
                    self.depth += 1;
                    return Some(Step::Open);
                }
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    return Some(Step::Close);
                }
                b',' => return Some(Step::Comma),
                b'"' => return Some(Step::Text(self.string())),
                _ => return Some(Step::Other),
            }
        }
        None
    }

    fn string(&mut self) -> usize {
        let begin = self.at - 1;
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'\n' => self.line += 1,
                b'"' => break,
                _ => {}
            }
        }
        begin
    }
}

/// The elements of the array that begins at this byte.
fn of_array(text: &str, begin: usize) -> Vec<(usize, &str)> {
    let line = text[..begin].matches('\n').count() + 1;
    let mut walker = Walker {
        bytes: text.as_bytes(),
        at: begin + 1,
        line,
        depth: 1,
    };
    let mut found = Vec::new();
    let mut element: Option<(usize, usize)> = None;
    loop {
        let step = walker.step();
        let ended = step.is_none() || walker.depth == 0;
        if ended || (matches!(step, Some(Step::Comma)) && walker.depth == 1) {
            let end = if step.is_some() {
                walker.at - 1
            } else {
                text.len()
            };
            if let Some((line, from)) = element.take() {
                found.push((line, text[from..end].trim_end()));
            }
            if ended || found.len() > limits::ROWS {
                return found;
            }
        } else if element.is_none() {
            let from = match step {
                Some(Step::Text(from)) => from,
                _ => walker.at - 1,
            };
            element = Some((walker.line, from));
        }
    }
}

/// The byte at which the array of this name begins in the object at `begin`.
fn list_of(text: &str, begin: usize, name: &str) -> Option<usize> {
    let mut walker = Walker {
        bytes: text.as_bytes(),
        at: begin,
        line: 1,
        depth: 0,
    };
    let quoted = format!("\"{name}\"");
    while let Some(step) = walker.step() {
        let Step::Text(from) = step else {
            if walker.depth == 0 {
                return None;
            }
            continue;
        };
        if walker.depth == 1 && text[from..].starts_with(&quoted) {
            let after = text[from + quoted.len()..].trim_start();
            if let Some(value) = after.strip_prefix(':')
                && value.trim_start().starts_with('[')
            {
                return Some(text.len() - value.trim_start().len());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_with_their_lines() {
        let table =
            read("[\n {\"a\": 1, \"b\": {\"c\": \"x,]\"}},\n {\"a\": [1, 2]},\n {\"a\": },\n 7\n]")
                .unwrap();
        assert_eq!(table.columns, ["a", "b.c"]);
        assert_eq!(table.rows[0].cells, ["1", "x,]"]);
        assert_eq!((table.rows[1].line, &*table.rows[1].cells[0]), (3, "1; 2"));
        let lines: Vec<usize> = table.unread.iter().map(|row| row.line).collect();
        assert_eq!(lines, [4, 5]);
    }

    #[test]
    fn a_geojson_feature_gives_its_point() {
        let table = read(
            r#"{"type": "FeatureCollection", "name": "features",
 "features": [{"type": "Feature", "id": "e1",
  "geometry": {"type": "Point", "coordinates": [0.58, 43.64]}, "properties": {"title": "Visite"}}]}"#,
        )
        .unwrap();
        assert_eq!(table.columns, ["id", "title", "longitude", "latitude"]);
        assert_eq!(table.rows[0].cells, ["e1", "Visite", "0.58", "43.64"]);
        assert_eq!(table.rows[0].line, 2);
    }

    #[test]
    fn one_object_a_line_and_wrapped_records_are_read() {
        let lines = read("{\"a\": 1}\n{\"a\": 2}\n").unwrap();
        assert_eq!(lines.rows.len(), 2);
        let wrapped = read(r#"{"n": 1, "records": [{"fields": {"titre": "x"}}]}"#).unwrap();
        assert_eq!(wrapped.columns, ["titre"]);
    }

    #[test]
    fn what_is_broken_or_too_deep_is_told() {
        assert!(matches!(read("{\"a\": "), Err(Unreadable::Damaged { .. })));
        assert_eq!(read("[]").unwrap_err(), Unreadable::NoRow);
        let deep = format!("[{}1{}]", "{\"a\":".repeat(30), "}".repeat(30));
        assert_eq!(read(&deep).unwrap().unread.len(), 1);
    }
}

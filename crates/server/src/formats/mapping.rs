//! Which column is which field: a file people may write, keep and edit.
//!
//! ```toml
//! source = "ville-d-exemple"      # the name of this flow, so that identifiers of two partners never meet
//!
//! [fields]
//! id = "numero"
//! title = "nom"
//! description = ["texte", "programme"]
//! format = { value = "visite" }                          # the same for every row
//! booking = { column = "resa", default = "nothing" }     # when the cell is empty
//! free = { column = "gratuit", values = { t = "true", f = "false" } }
//! start = { column = "debut", date = "%d/%m/%Y %H:%M" }  # jiff's strptime
//! ```
//!
//! The same in JSON is read as well.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Said;
use super::columns::Target;
use super::table::Table;

/// Largest mapping file, in bytes.
pub const MOST_BYTES: usize = 256 << 10;

/// A mapping: what is made of which columns.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The name of the flow; empty for one made of the headers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// What each target is made of.
    #[serde(default, deserialize_with = "recipes")]
    pub fields: BTreeMap<Target, Recipe>,
}

/// What a target is made of.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Recipe {
    /// The columns, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// What stands between two columns that both say something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join: Option<String>,
    /// The same for every row, whatever the columns say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What is taken when the columns say nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// What a cell means, by what it says.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// How dates are written, as jiff’s `strptime` has it; empty to recognise the usual ways.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// The ways to write a recipe.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    One(String),
    Several(Vec<String>),
    Whole(WrittenRecipe),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRecipe {
    column: Option<String>,
    #[serde(default)]
    columns: Vec<String>,
    join: Option<String>,
    value: Option<toml::Value>,
    default: Option<toml::Value>,
    #[serde(default)]
    values: BTreeMap<String, toml::Value>,
    date: Option<String>,
}

/// `true`, `3` and `"3"` all are what they say.
fn said(value: toml::Value) -> String {
    match value {
        toml::Value::String(text) => text,
        other => other.to_string(),
    }
}

fn recipes<'de, D>(from: D) -> Result<BTreeMap<Target, Recipe>, D::Error>
where
    D: serde::Deserializer<'de>,
{
    let written = BTreeMap::<String, Written>::deserialize(from)?;
    let mut recipes = BTreeMap::new();
    for (name, written) in written {
        let target = Target::parse(&name)
            .ok_or_else(|| serde::de::Error::custom(format!("unknown field {name}")))?;
        let recipe = match written {
            Written::One(column) => Recipe {
                columns: vec![column],
                ..Recipe::default()
            },
            Written::Several(columns) => Recipe {
                columns,
                ..Recipe::default()
            },
            Written::Whole(whole) => Recipe {
                columns: whole.column.into_iter().chain(whole.columns).collect(),
                join: whole.join,
                value: whole.value.map(said),
                default: whole.default.map(said),
                values: whole
                    .values
                    .into_iter()
                    .map(|(k, v)| (k, said(v)))
                    .collect(),
                date: whole.date,
            },
        };
        recipes.insert(target, recipe);
    }
    Ok(recipes)
}

impl Mapping {
    /// Reads a mapping file, TOML or JSON.
    ///
    /// # Errors
    /// Says what is wrong, with the line when it is known.
    pub fn read(text: &str) -> Result<Mapping, Said> {
        if text.len() > MOST_BYTES {
            return Err(Said::new("import-mapping-too-large").with("most", MOST_BYTES >> 10));
        }
        let read = if text.trim_start().starts_with('{') {
            serde_json::from_str(text).map_err(|fault| fault.to_string())
        } else {
            toml::from_str(text).map_err(|fault| fault.to_string())
        };
        read.map_err(|detail| Said::new("import-mapping-wrong").with("detail", detail.trim()))
    }

    /// The mapping as the file one may keep and edit, each recipe in its shortest form.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut fields = toml::Table::new();
        for (target, recipe) in &self.fields {
            let plain = *recipe
                == Recipe {
                    columns: recipe.columns.clone(),
                    ..Recipe::default()
                };
            let written = match (&recipe.columns[..], plain) {
                ([only], true) => Some(toml::Value::String(only.clone())),
                (columns, true) => toml::Value::try_from(columns).ok(),
                _ => toml::Value::try_from(recipe).ok(),
            };
            if let Some(written) = written {
                fields.insert(target.slug().to_owned(), written);
            }
        }
        let mut whole = toml::Table::new();
        if !self.source.is_empty() {
            whole.insert("source".into(), self.source.clone().into());
        }
        whole.insert("fields".into(), fields.into());
        toml::to_string_pretty(&whole).unwrap_or_default()
    }

    /// The columns it names that the table has not: a mapping made for another file.
    #[must_use]
    pub fn unknown_columns(&self, table: &Table) -> Vec<String> {
        let named = self.fields.values().flat_map(|recipe| &recipe.columns);
        named
            .filter(|column| table.column(column).is_none())
            .cloned()
            .collect()
    }

    /// What a column tells, the first of it where it tells several things.
    #[must_use]
    pub fn target_of(&self, column: &str) -> Option<Target> {
        let named = |recipe: &Recipe| recipe.columns.iter().any(|own| own == column);
        let found = self.fields.iter().find(|(_, recipe)| named(recipe));
        found.map(|(target, _)| *target)
    }

    /// Makes columns tell something else: each with what it told and what it tells now, nothing for neither. What takes one
    /// column only takes the last that was given to it.
    pub fn move_columns(&mut self, moves: &[(String, Option<Target>, Option<Target>)]) {
        for (column, from, _) in moves {
            let Some(recipe) = from.and_then(|from| self.fields.get_mut(&from)) else {
                continue;
            };
            recipe.columns.retain(|own| own != column);
            if recipe.columns.is_empty() && recipe.value.is_none() && recipe.default.is_none() {
                self.fields.retain(|target, _| Some(*target) != *from);
            }
        }
        for (column, _, to) in moves {
            let Some(to) = to else { continue };
            let recipe = self.fields.entry(*to).or_default();
            if !to.takes_several() {
                recipe.columns.clear();
            }
            recipe.columns.push(column.clone());
        }
    }

    /// The columns that say something and that nothing is made of.
    #[must_use]
    pub fn unused_columns<'t>(&self, table: &'t Table) -> Vec<&'t str> {
        let used: Vec<usize> = self
            .fields
            .values()
            .flat_map(|recipe| &recipe.columns)
            .filter_map(|column| table.column(column))
            .collect();
        let filled = table.filled();
        (0..table.columns.len())
            .filter(|at| filled[*at] && !used.contains(at))
            .map(|at| table.columns[at].as_str())
            .collect()
    }
}

impl Recipe {
    /// A recipe of one column.
    #[must_use]
    pub fn column(name: &str) -> Recipe {
        Recipe {
            columns: vec![name.to_owned()],
            ..Recipe::default()
        }
    }

    /// What a row says here: each column’s own word, empty ones left out.
    #[must_use]
    pub fn parts<'r>(&'r self, table: &Table, cells: &'r [String]) -> Vec<&'r str> {
        if let Some(value) = &self.value {
            return vec![value];
        }
        let mut parts: Vec<&str> = Vec::new();
        for column in &self.columns {
            let cell = table.column(column).map_or("", |at| cells[at].trim());
            let meant = self.meaning(cell);
            if !meant.is_empty() && !parts.contains(&meant) {
                parts.push(meant);
            }
        }
        if parts.is_empty()
            && let Some(default) = &self.default
        {
            parts.push(default);
        }
        parts
    }

    /// The same joined.
    #[must_use]
    pub fn text(&self, table: &Table, cells: &[String], join: &str) -> String {
        let join = self.join.as_deref().unwrap_or(join);
        self.parts(table, cells).join(join)
    }

    /// What a cell means by the table of values, compared as people write.
    fn meaning<'r>(&'r self, cell: &'r str) -> &'r str {
        if self.values.is_empty() {
            return cell;
        }
        let folded = domain::text::fold(cell);
        let meant = self
            .values
            .iter()
            .find(|(said, _)| domain::text::fold(said) == folded);
        meant.map_or(cell, |(_, meant)| meant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOML: &str = r#"
        source = "ville"
        [fields]
        title = "nom"
        description = ["texte", "programme"]
        format = { value = "visite" }
        free = { column = "gratuit", values = { t = true, f = false } }
        booking = { column = "resa", default = "nothing" }
    "#;

    fn table() -> Table {
        super::super::read(
            b"nom;texte;programme;gratuit;resa;logo\nA;b;c;T;;x\n",
            "f.csv",
        )
        .unwrap()
    }

    #[test]
    fn a_mapping_says_what_each_field_is_made_of() {
        let (mapping, table) = (Mapping::read(TOML).unwrap(), table());
        let cells = &table.rows[0].cells;
        let text = |target| mapping.fields[&target].text(&table, cells, "\n\n");
        assert_eq!(text(Target::Title), "A");
        assert_eq!(text(Target::Description), "b\n\nc");
        assert_eq!(text(Target::Format), "visite");
        assert_eq!(text(Target::Free), "true");
        assert_eq!(text(Target::Booking), "nothing");
        assert_eq!(mapping.unused_columns(&table), ["logo"]);
        assert!(mapping.unknown_columns(&table).is_empty());
    }

    #[test]
    fn a_mapping_reads_back_as_it_is_written() {
        let mapping = Mapping::read(TOML).unwrap();
        assert_eq!(Mapping::read(&mapping.to_toml()), Ok(mapping.clone()));
        let json = serde_json::to_string(&mapping).unwrap();
        assert_eq!(Mapping::read(&json), Ok(mapping));
    }

    #[test]
    fn columns_are_moved_all_at_once() {
        let mut mapping = Mapping::read(TOML).unwrap();
        let moved = |column: &str, from, to| (column.to_owned(), from, to);
        mapping.move_columns(&[
            moved("nom", Some(Target::Title), Some(Target::Summary)),
            moved("texte", Some(Target::Description), Some(Target::Title)),
            moved("resa", Some(Target::Booking), None),
            moved("logo", None, Some(Target::Description)),
        ]);
        let columns = |target| {
            mapping
                .fields
                .get(&target)
                .map(|recipe| recipe.columns.join("+"))
        };
        assert_eq!(columns(Target::Summary).as_deref(), Some("nom"));
        assert_eq!(columns(Target::Title).as_deref(), Some("texte"));
        assert_eq!(
            columns(Target::Description).as_deref(),
            Some("programme+logo")
        );
        assert_eq!(
            columns(Target::Booking).as_deref(),
            Some(""),
            "its default stays"
        );
        assert_eq!(mapping.target_of("programme"), Some(Target::Description));
        assert_eq!(mapping.target_of("resa"), None);
    }

    #[test]
    fn what_is_wrong_in_a_mapping_is_told() {
        for text in [
            "fields = 3",
            "[fields]\ntitel = 'x'",
            "{",
            "[fields]\ntitle = {colum = 'a'}",
        ] {
            assert_eq!(
                Mapping::read(text).unwrap_err().key,
                "import-mapping-wrong",
                "{text}"
            );
        }
    }
}

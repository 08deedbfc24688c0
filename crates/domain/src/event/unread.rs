//! What was typed and could not be read, kept until it can be.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Field;

/// What was typed in the fields of a form and could not be read: the inputs of each as they came, name and value. Nothing
/// typed is lost: it waits beside the working copy, and keeps it from being sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Unread(BTreeMap<Field, Vec<(String, String)>>);

impl Unread {
    /// True when everything that was typed could be read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields concerned, in the order of the page.
    #[must_use]
    pub fn fields(&self) -> Vec<Field> {
        self.0.keys().copied().collect()
    }

    /// The inputs of a field; none when it could be read.
    #[must_use]
    pub fn inputs(&self, field: Field) -> Option<&[(String, String)]> {
        self.0.get(&field).map(Vec::as_slice)
    }

    /// Keeps the inputs of a field in the place of those before; without any, the field is settled.
    pub fn keep(&mut self, field: Field, inputs: Vec<(String, String)>) {
        match inputs.is_empty() {
            true => self.settle(field),
            false => drop(self.0.insert(field, inputs)),
        }
    }

    /// The field could be read.
    pub fn settle(&mut self, field: Field) {
        self.0.remove(&field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_inputs_of_a_field_are_kept_until_it_is_settled() {
        let typed = |text: &str| vec![("ages_from".to_owned(), text.to_owned())];
        let mut unread = Unread::default();
        unread.keep(Field::Ages, typed("douze"));
        unread.keep(Field::Ages, typed("treize"));
        assert_eq!(unread.fields(), [Field::Ages]);
        assert_eq!(unread.inputs(Field::Ages), Some(&typed("treize")[..]));
        let kept = serde_json::to_string(&unread).expect("text");
        assert_eq!(kept, r#"{"ages":[["ages_from","treize"]]}"#);
        assert_eq!(serde_json::from_str::<Unread>(&kept).expect("read"), unread);
        unread.settle(Field::Ages);
        assert!(unread.is_empty());
    }
}

//! What was typed in the form and could not be read: kept beside the working copy, and shown again with its sentence on
//! whatever device one comes back.

use domain::event::{Field, Unread};
use domain::text::single_line;

use super::draft::Opened;
use super::typed::{self, Around, Reading, Typed};
use crate::app::App;

/// The longest input that is kept, in characters; more is nobody's age, hour or place.
const MOST: usize = 500;
/// The inputs of an organisation that is not created yet.
const ORGANISATION: [&str; 5] = [
    "organisation",
    "organisation_kind",
    "organisation_siret",
    "organisation_website",
    "organisation_new",
];

/// What is kept once a form was read: of each field it held, the inputs that could not be.
#[must_use]
pub fn after(before: &Unread, fields: &[Field], typed: &Typed, reading: &Reading) -> Unread {
    let mut unread = before.clone();
    for field in fields.iter().filter(|field| typed.holds(**field)) {
        match reading.lacks(*field) {
            true => unread.keep(*field, inputs(*field, typed, reading)),
            false => unread.settle(*field),
        }
    }
    unread
}

/// The inputs of a field, as they were typed; none for a field that takes whatever is typed.
fn inputs(field: Field, typed: &Typed, reading: &Reading) -> Vec<(String, String)> {
    let kept = |name: &str, value: &str| {
        let value = single_line(value).chars().take(MOST).collect();
        (name.to_owned(), value)
    };
    let named = |names: &[&str]| {
        let typed = names.iter().map(|name| (*name, typed.get(name)));
        let said = typed.filter(|(_, value)| !value.is_empty());
        said.map(|(name, value)| kept(name, value)).collect()
    };
    match field {
        Field::Ages => named(&["ages_from", "ages_to"]),
        Field::Commune => named(&["commune"]),
        Field::Point => named(&["lat", "lon"]),
        Field::Organisation => named(&ORGANISATION),
        Field::Slots => {
            let names = ["slot_day", "slot_from", "slot_to", "slot_seats"];
            let rows = reading.bad_rows.iter();
            rows.flat_map(|row| names.iter().zip(&row.typed))
                .map(|(name, value)| kept(name, value))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// What was typed before in these fields and could not be read, as if it had just been sent; nothing when all of it could.
#[must_use]
pub fn again(app: &App, opened: &Opened, fields: &[Field]) -> Option<(Typed, Reading)> {
    let mut typed = Typed::default();
    let mut pending = Vec::new();
    for field in fields {
        if let Some(inputs) = opened.kept.unread.inputs(*field) {
            typed.0.push(("champ".to_owned(), field.slug().to_owned()));
            typed.0.extend_from_slice(inputs);
            pending.push(*field);
        }
    }
    if pending.is_empty() {
        return None;
    }
    let around = Around {
        gazetteer: &app.gazetteer,
        edition: &opened.edition,
    };
    let mut scratch = opened.content.clone();
    let mut reading = typed::read(&typed, &pending, around, &mut scratch);
    reading.pending = pending;
    Some((typed, reading))
}

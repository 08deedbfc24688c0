//! What a referee corrected, in the words before and after, for the letter that tells it.

use domain::event::{Content, Field};
use domain::ids::EventId;
use domain::text::shortened;
use serde_json::{Map, Value as Json, json};
use store::{Conn, events};

/// The longest words shown of one side; the event's own page holds them all.
const MOST: usize = 600;

/// The corrected fields with their words before and after: `[{field, old, new}]`. `name` says what a field is called.
///
/// # Errors
/// As the database answers.
pub(super) async fn told(
    conn: &mut Conn,
    id: EventId,
    given: &Map<String, Json>,
    name: impl Fn(Field) -> String,
) -> store::Result<Json> {
    let slugs = given.get("fields").and_then(Json::as_array);
    let fields: Vec<Field> = slugs
        .into_iter()
        .flatten()
        .filter_map(|slug| Field::parse(slug.as_str()?))
        .collect();
    let number = given.get("revision").and_then(Json::as_u64);
    let number = number.and_then(|number| u32::try_from(number).ok());
    let (Some(number), false) = (number, fields.is_empty()) else {
        return Ok(json!([]));
    };
    let after = events::content(conn, id, number).await?;
    let before = corrected(conn, id, number, &after, &fields).await?;
    let lines = fields.into_iter().map(|field| {
        let (old, new) = (words(&before, field), words(&after, field));
        let (old, new) = apart(&old, &new);
        json!({ "field": name(field), "old": old, "new": new })
    });
    Ok(Json::Array(lines.collect()))
}

/// The revision that was corrected: the latest that differs in these fields and no other. A change that was refused may stand
/// between the two.
async fn corrected(
    conn: &mut Conn,
    id: EventId,
    number: u32,
    after: &Content,
    fields: &[Field],
) -> store::Result<Content> {
    for earlier in (1..number).rev() {
        let before = events::content(conn, id, earlier).await?;
        if before.differences(after) == fields {
            return Ok(before);
        }
    }
    Ok(Content::default())
}

/// The wording of a field that may be corrected.
fn words(content: &Content, field: Field) -> String {
    let place = &content.place;
    match field {
        Field::Title => content.title.clone(),
        Field::Summary => content.summary.clone(),
        Field::Description => content.description.clone(),
        Field::Place => {
            let both = [place.name.as_str(), place.address.as_str()];
            let said: Vec<&str> = both.into_iter().filter(|text| !text.is_empty()).collect();
            said.join(", ")
        }
        Field::MeetingPoint => place.meeting_point.clone(),
        Field::Transport => place.transport.clone(),
        Field::Conditions => content.booking.conditions.clone(),
        Field::Access => content.access_note.clone(),
        Field::Safety => content.safety.clone(),
        _ => String::new(),
    }
}

/// The lines in which two texts differ, as long as a letter may be.
fn apart(old: &str, new: &str) -> (String, String) {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = a[head..].iter().rev().zip(b[head..].iter().rev());
    let tail = rest.take_while(|(x, y)| x == y).count();
    let between = |lines: &[&str]| shortened(&lines[head..lines.len() - tail].join("\n"), MOST);
    (between(&a), between(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_lines_that_differ_are_told() {
        let told = apart("un\ndeu\ntrois", "un\ndeux\ntrois");
        assert_eq!(told, ("deu".to_owned(), "deux".to_owned()));
        assert_eq!(apart("a", "a\nb"), (String::new(), "b".to_owned()));
        assert_eq!(apart("x", "x"), (String::new(), String::new()));
    }
}

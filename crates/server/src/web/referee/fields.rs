//! The fields of a content in words, one after the other, for whoever compares two revisions.

use std::collections::BTreeMap;

use domain::edition::Choice;
use domain::event::{Content, Field};
use domain::ids::OrganisationId;
use domain::slot;
use jiff::civil::Time;
use store::{Conn, organisations};

use super::desk::Desk;
use crate::pictures;
use crate::web::filters;

/// Names of organisations, loaded before the words are made.
pub type Names = BTreeMap<OrganisationId, String>;

/// The names of the organisations of some contents.
///
/// # Errors
/// As the database answers.
pub async fn names(conn: &mut Conn, contents: &[&Content]) -> store::Result<Names> {
    let mut names = Names::new();
    for own in contents.iter().filter_map(|content| content.organisation) {
        let known = organisations::organisation(conn, own).await?;
        names.insert(own, known.organisation.name);
    }
    Ok(names)
}

/// Whether two contents say the same in a field: in words and, for the picture, to the eye.
pub fn same(desk: &Desk<'_>, names: &Names, a: &Content, b: &Content, field: Field) -> bool {
    let drawn = |content: &Content| content.picture.as_ref().map(|picture| picture.key.clone());
    value(desk, names, a, field) == value(desk, names, b, field)
        && (field != Field::Picture || drawn(a) == drawn(b))
}

/// The picture of a content as pages draw it, when the field is the one that holds it.
pub fn picture(content: &Content, field: Field) -> Option<serde_json::Value> {
    let picture = content.picture.as_ref().filter(|_| field == Field::Picture);
    picture.map(pictures::shown)
}

/// The name of a field on the page.
pub fn label(desk: &Desk<'_>, field: Field) -> String {
    desk.say(&format!("referee-field-{}", field.slug()))
}

/// What a content says in a field, in words; empty when it says nothing.
pub fn value(desk: &Desk<'_>, names: &Names, content: &Content, field: Field) -> String {
    let place = &content.place;
    match field {
        Field::Title => content.title.clone(),
        Field::Summary => content.summary.clone(),
        Field::Description => content.description.clone(),
        Field::Language => desk.say(&format!("referee-language-{}", content.language.tag())),
        Field::Format => chosen(desk, &desk.edition.rules.formats, &content.format),
        Field::Sectors => all_chosen(desk, &desk.edition.rules.sectors, &content.sectors),
        Field::Audiences => all_chosen(desk, &desk.edition.rules.audiences, &content.audiences),
        Field::Tags => all_chosen(desk, &desk.edition.rules.tags, &content.tags),
        Field::Ages => ages(desk, content),
        Field::Organisation => content
            .organisation
            .and_then(|own| names.get(&own).cloned())
            .unwrap_or_default(),
        Field::Mode => content
            .mode
            .map(|mode| desk.say(&format!("referee-mode-{}", mode.slug())))
            .unwrap_or_default(),
        Field::Place => joined(", ", &[&place.name, &place.address, &place.postcode]),
        Field::Commune => commune(desk, content),
        Field::Point => place
            .point
            .map(|point| format!("{:.5}, {:.5}", point.lat, point.lon))
            .unwrap_or_default(),
        Field::MeetingPoint => place.meeting_point.clone(),
        Field::Transport => place.transport.clone(),
        Field::OnlineUrl => content.online_url.clone(),
        Field::Slots => slots(desk, content),
        Field::Booking => booking(desk, content),
        Field::Full => match content.booking.full {
            true => desk.say("referee-full"),
            false => String::new(),
        },
        Field::Conditions => content.booking.conditions.clone(),
        Field::Access => access(desk, content),
        Field::Safety => content.safety.clone(),
        Field::Free => content
            .free_of_charge
            .map(|free| {
                desk.say(if free {
                    "referee-free"
                } else {
                    "referee-paying"
                })
            })
            .unwrap_or_default(),
        Field::PublicContact => contact(&content.public_contact),
        Field::RefereeContact => contact(&content.referee_contact),
        Field::Picture => content
            .picture
            .as_ref()
            .map(|picture| joined(" · ", &[&picture.alt, &picture.credit]))
            .unwrap_or_default(),
    }
}

fn joined(between: &str, texts: &[&str]) -> String {
    let said: Vec<&str> = texts
        .iter()
        .copied()
        .filter(|text| !text.is_empty())
        .collect();
    said.join(between)
}

fn chosen(desk: &Desk<'_>, choices: &[Choice], slug: &str) -> String {
    choices
        .iter()
        .find(|choice| choice.slug == slug)
        .map_or(slug, |choice| choice.label.get(desk.visit.lang))
        .to_owned()
}

fn all_chosen(desk: &Desk<'_>, choices: &[Choice], slugs: &[String]) -> String {
    let labels: Vec<String> = slugs
        .iter()
        .map(|slug| chosen(desk, choices, slug))
        .collect();
    labels.join(", ")
}

fn ages(desk: &Desk<'_>, content: &Content) -> String {
    let ages = &content.ages;
    let number = |age: u8| fluent_bundle::FluentValue::from(f64::from(age));
    match (ages.from, ages.to) {
        (Some(from), Some(to)) => desk.say_with(
            "referee-ages-both",
            &[("from", number(from)), ("to", number(to))],
        ),
        (Some(from), None) => desk.say_with("referee-ages-from", &[("from", number(from))]),
        (None, Some(to)) => desk.say_with("referee-ages-to", &[("to", number(to))]),
        (None, None) => String::new(),
    }
}

fn commune(desk: &Desk<'_>, content: &Content) -> String {
    let gazetteer = &desk.app.gazetteer;
    let Some(code) = &content.place.commune else {
        return String::new();
    };
    match gazetteer.commune(code.as_str()) {
        Some(commune) => {
            let home = desk.territory_name(&gazetteer.home(commune).code);
            format!("{} ({home})", commune.name)
        }
        None => code.to_string(),
    }
}

/// One line a day: the hours at which something begins.
fn slots(desk: &Desk<'_>, content: &Content) -> String {
    let language = desk.visit.lang;
    let hour = |time: Time| filters::time(time, language);
    let lines: Vec<String> = slot::by_day(&content.slots)
        .into_iter()
        .map(|(day, slots)| {
            let hours: Vec<String> = slots
                .iter()
                .map(|slot| {
                    let seats = slot.capacity.map_or(String::new(), |seats| {
                        let seats = fluent_bundle::FluentValue::from(f64::from(seats));
                        format!(" {}", desk.say_with("referee-seats", &[("seats", seats)]))
                    });
                    format!(
                        "{}–{}{seats}",
                        hour(slot.start.time()),
                        hour(slot.end.time())
                    )
                })
                .collect();
            format!(
                "{} · {}",
                filters::day_short(day, language),
                hours.join(", ")
            )
        })
        .collect();
    lines.join("\n")
}

fn booking(desk: &Desk<'_>, content: &Content) -> String {
    let booking = &content.booking;
    let mode = booking
        .mode
        .map(|mode| desk.say(&format!("referee-booking-{}", mode.slug())))
        .unwrap_or_default();
    joined(
        " · ",
        &[&mode, &booking.url, &booking.email, &booking.phone],
    )
}

fn access(desk: &Desk<'_>, content: &Content) -> String {
    let needs: Vec<String> = content
        .access
        .iter()
        .map(|need| desk.say(&format!("referee-access-{}", need.slug())))
        .collect();
    joined(" · ", &[&needs.join(", "), &content.access_note])
}

fn contact(contact: &domain::event::Contact) -> String {
    joined(
        " · ",
        &[
            &contact.name,
            &contact.email,
            &contact.phone,
            &contact.website,
        ],
    )
}

//! What the inputs of the form show: the content, over it what was typed and could not be kept, beside it the sentences.

use std::collections::BTreeMap;

use domain::check::{Blocked, Findings};
use domain::edition::Choice;
use domain::event::{Access, BookedBy, BookingMode, Contact, Content, Field, Mode};
use domain::organisation::Kind;
use domain::review::Remark;
use domain::slot;
use domain::words::Language;
use serde_json::{Map, Value, json};
use store::organisations::Known;

use crate::app::App;
use crate::error::Answer;
use crate::pictures;
use crate::web::door::Visit;
use crate::web::filters;
use crate::web::organiser::draft::{Opened, speaker};
use crate::web::organiser::typed::{Reading, Typed};
use crate::web::page::href;

/// The inputs whose typed text is shown again when it could not be kept.
const TYPED_AGAIN: [&str; 5] = ["ages_from", "ages_to", "commune", "lat", "lon"];

/// The series that is offered before one is typed.
const SERIES: [(&str, &str); 5] = [
    ("series_every", "30"),
    ("series_length", ""),
    ("series_from", "10:00"),
    ("series_to", "17:00"),
    ("series_seats", ""),
];

/// The value of every input.
#[must_use]
pub fn values(app: &App, content: &Content, organisation: Option<&Known>) -> Value {
    let place = &content.place;
    let commune = place
        .commune
        .as_ref()
        .and_then(|code| app.gazetteer.commune(code.as_str()));
    let picture = content.picture.as_ref();
    let mut all = json!({
        "title": content.title,
        "summary": content.summary,
        "description": content.description,
        "language": content.language.tag(),
        "format": content.format,
        "sectors": content.sectors,
        "sector_main": content.sectors.first(),
        "audiences": content.audiences,
        "ages_from": content.ages.from.map(|age| age.to_string()).unwrap_or_default(),
        "ages_to": content.ages.to.map(|age| age.to_string()).unwrap_or_default(),
        "tags": content.tags,
        "organisation": organisation.map(|own| own.organisation.name.as_str()).unwrap_or_default(),
        "organisation_code": organisation.map(|own| own.id.to_string()).unwrap_or_default(),
        "organisation_kind": "",
        "organisation_siret": "",
        "organisation_website": "",
        "mode": content.mode.map(Mode::slug).unwrap_or_default(),
        "place_name": place.name,
        "place_address": place.address,
        "place_postcode": place.postcode,
        "commune": commune.map(|one| one.name.as_ref()).unwrap_or_default(),
        "commune_code": commune.map(|one| one.code.as_str()).unwrap_or_default(),
        "lat": place.point.map(|point| format!("{:.5}", point.lat)).unwrap_or_default(),
        "lon": place.point.map(|point| format!("{:.5}", point.lon)).unwrap_or_default(),
        "meeting_point": place.meeting_point,
        "transport": place.transport,
        "online_url": content.online_url,
        "booking_mode": content.booking.mode.map(BookingMode::slug).unwrap_or_default(),
        "booking_by": booked_by(content).slug(),
        "booking_url": content.booking.url,
        "booking_email": content.booking.email,
        "booking_phone": content.booking.phone,
        "full": content.booking.full,
        "conditions": content.booking.conditions,
        "access": content.access.iter().map(|need| need.slug()).collect::<Vec<_>>(),
        "access_note": content.access_note,
        "safety": content.safety,
        "free": match content.free_of_charge { Some(true) => "oui", Some(false) => "non", None => "" },
        "alt": picture.map(|one| one.alt.as_str()).unwrap_or_default(),
        "credit": picture.map(|one| one.credit.as_str()).unwrap_or_default(),
        "consent": picture.is_some_and(|one| one.consent.is_some()),
    });
    if let Value::Object(all) = &mut all {
        contact(all, "public", &content.public_contact);
        contact(all, "referee", &content.referee_contact);
        all.insert(
            "picture".into(),
            picture.map_or(Value::Null, pictures::shown),
        );
        for (name, value) in SERIES {
            all.insert(name.into(), json!(value));
        }
        all.insert("series_days".into(), json!([]));
    }
    all
}

fn contact(all: &mut Map<String, Value>, who: &str, contact: &Contact) {
    let parts = [
        ("name", &contact.name),
        ("email", &contact.email),
        ("phone", &contact.phone),
        ("website", &contact.website),
    ];
    for (part, text) in parts {
        all.insert(format!("{who}_{part}"), json!(text));
    }
}

/// Lays what was typed and could not be kept over the values; `behind`: somebody was quicker, and nothing was kept.
pub fn lay_typed(values: &mut Value, typed: &Typed, reading: &Reading, behind: bool) {
    let Value::Object(values) = values else {
        return;
    };
    let troubled = |field: Field| reading.lacks(field);
    for name in TYPED_AGAIN {
        let field = match name {
            "ages_from" | "ages_to" => Field::Ages,
            "commune" => Field::Commune,
            _ => Field::Point,
        };
        if troubled(field) {
            values.insert(name.to_owned(), json!(typed.get(name)));
        }
    }
    // A series that could not be made is shown again whole; one that was made is done with.
    if typed.get("act") == "series" && troubled(Field::Slots) {
        for (name, _) in SERIES {
            values.insert(name.to_owned(), json!(typed.get(name)));
        }
        let days: Vec<&str> = typed.all("series_day").collect();
        values.insert("series_days".to_owned(), json!(days));
    }
    // What somebody else was quicker than was not kept, an organisation about to be created neither.
    if troubled(Field::Organisation) || (behind && typed.holds(Field::Organisation)) {
        for name in [
            "organisation",
            "organisation_kind",
            "organisation_siret",
            "organisation_website",
        ] {
            values.insert(name.to_owned(), json!(typed.get(name)));
        }
        values.insert("organisation_code".to_owned(), json!(""));
    }
}

/// Whether it is no fault: an organisation whose name was typed is created when one goes on.
#[must_use]
pub fn is_only_begun(blocked: &Blocked) -> bool {
    let field = Field::Organisation;
    *blocked == Blocked::Unread { field }
}

/// The sentences beside the fields: what is blocked, and what could not be read; by the field's slug.
#[must_use]
pub fn errors(
    app: &App,
    visit: &Visit,
    fields: &[Field],
    findings: &Findings,
    reading: &Reading,
) -> BTreeMap<&'static str, String> {
    let speaker = speaker(app, visit);
    let mut errors: BTreeMap<&'static str, String> = Field::ALL
        .into_iter()
        .map(|field| (field.slug(), String::new()))
        .collect();
    let blocked = findings
        .blocked
        .iter()
        .filter(|one| !is_only_begun(one))
        .map(|one| (one.field(), speaker.blocked(one)));
    let troubles = reading
        .troubles
        .iter()
        .map(|one| (one.field, speaker.say(&one.sentence)));
    for (field, text) in troubles.chain(blocked) {
        let slot = errors.entry(field.slug()).or_default();
        // One sentence at a time beside a field; the panel beside the form tells them all.
        if fields.contains(&field) && slot.is_empty() {
            *slot = text;
        }
    }
    errors
}

/// The remarks by the field's slug, several on one field in one text.
#[must_use]
pub fn remarks(list: &[Remark]) -> BTreeMap<&'static str, String> {
    let mut remarks: BTreeMap<&'static str, String> = Field::ALL
        .into_iter()
        .map(|field| (field.slug(), String::new()))
        .collect();
    for remark in list {
        if let Some(field) = remark.field {
            let text = remarks.entry(field.slug()).or_default();
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&remark.text);
        }
    }
    remarks
}

/// Where one books, as the form shows it: here, as long as nothing was said of it.
fn booked_by(content: &Content) -> BookedBy {
    match content.booking.mode {
        None => BookedBy::Here,
        Some(_) => content.booking.by,
    }
}

/// The choices of the form, in the reader's language.
#[must_use]
pub fn options(app: &App, visit: &Visit, opened: &Opened) -> Value {
    let rules = &opened.edition.rules;
    let speaker = speaker(app, visit);
    let named = |prefix: &str, slugs: &[&str]| -> Vec<Value> {
        slugs
            .iter()
            .map(|slug| json!({ "value": slug, "text": speaker.word(&format!("{prefix}-{slug}")) }))
            .collect()
    };
    json!({
        "formats": choices(&rules.formats, visit.lang),
        "sectors": choices(&rules.sectors, visit.lang),
        "audiences": choices(&rules.audiences, visit.lang),
        "tags": choices(&rules.tags, visit.lang),
        "languages": named("organiser-language", &Language::ALL.map(Language::tag)),
        "modes": named("organiser-mode", &Mode::ALL.map(Mode::slug)),
        "kinds": named("organiser-kind", &Kind::ALL.map(Kind::slug)),
        "bookings": named("organiser-booking", &BookingMode::ALL.map(BookingMode::slug)),
        "booked_by": BookedBy::ALL.map(|by| json!({
            "value": by.slug(),
            "text": speaker.word(&format!("organiser-booking-{}", by.slug())),
            "hint": speaker.word(&format!("organiser-hint-booking-{}", by.slug())),
        })),
        "access": named("organiser-access", &Access::ALL.map(Access::slug)),
        "free": named("organiser-free", &["oui", "non"]),
    })
}

fn choices(list: &[Choice], language: Language) -> Vec<Value> {
    list.iter()
        .map(|choice| json!({ "value": choice.slug, "text": choice.label.get(language) }))
        .collect()
}

/// The slots by day, and the days of the window for a series.
#[must_use]
pub fn slots(
    app: &App,
    visit: &Visit,
    opened: &Opened,
    content: &Content,
    chain: &domain::territory::Chain,
    reading: &Reading,
) -> Value {
    let window = opened.edition.accepted(chain);
    let mut row = 0;
    let days: Vec<Value> = slot::by_day(&content.slots)
        .into_iter()
        .map(|(day, slots)| {
            let rows: Vec<Value> = slots
                .iter()
                .map(|slot| {
                    row += 1;
                    json!({
                        "index": row - 1,
                        "number": row,
                        "day": day.to_string(),
                        "from": clock(slot.start.time()),
                        "to": clock(slot.end.time()),
                        "seats": slot.capacity.map(|seats| seats.to_string()).unwrap_or_default(),
                        "error": "",
                    })
                })
                .collect();
            json!({
                "day": day.to_string(),
                "text": filters::day_long(day, visit.lang),
                "outside": !window.contains(day),
                "rows": rows,
            })
        })
        .collect();
    let speaker = speaker(app, visit);
    let mut bad: Vec<Value> = Vec::new();
    for one in &reading.bad_rows {
        row += 1;
        let [day, from, to, seats] = &one.typed;
        bad.push(json!({ "index": row - 1, "number": row, "day": day, "from": from, "to": to, "seats": seats,
            "error": speaker.say(&one.sentence) }));
    }
    // A series is offered day by day while they can be told apart at a glance.
    let offered: Vec<Value> = window
        .days()
        .take(62)
        .map(|day| json!({ "value": day.to_string(), "text": filters::day_short(day, visit.lang) }))
        .collect();
    let zone = crate::acts::zone_of(&app.gazetteer, chain);
    json!({
        "days": days,
        "bad": bad,
        "next": row,
        "offered": offered,
        "week": [opened.edition.rules.week.from.to_string(), opened.edition.rules.week.to.to_string()],
        "period": filters::period(window.from, window.to, visit.lang),
        "from": window.from.to_string(),
        "to": window.to.to_string(),
        "zone": zone_note(app, visit, chain, &zone),
        "count": content.slots.len(),
    })
}

/// Whose clock it is, said when it is not the nation's.
fn zone_note(
    app: &App,
    visit: &Visit,
    chain: &domain::territory::Chain,
    zone: &jiff::tz::TimeZone,
) -> String {
    let national = app.gazetteer.nation().time_zone.as_str();
    if zone.iana_name() == Some(national) {
        return String::new();
    }
    app.gazetteer
        .territory(chain.home().as_str())
        .map(|place| app.gazetteer.forms(place, visit.lang.tag()).of)
        .unwrap_or_default()
}

fn clock(time: jiff::civil::Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// The organisation of a content.
///
/// # Errors
/// As the database answers.
pub async fn organisation(app: &App, content: &Content) -> Answer<Option<Known>> {
    let Some(id) = content.organisation else {
        return Ok(None);
    };
    let mut conn = app.store.reader().await?;
    Ok(Some(
        store::organisations::organisation(&mut conn, id).await?,
    ))
}

/// A path of the event in the reader's language.
#[must_use]
pub fn link(visit: &Visit, opened: &Opened, page: &str) -> String {
    href(visit.lang, &opened.path(page))
}

//! From the public face of an event to the record the catalogue reads.

use catalogue::place::{Gazetteer, Level};
use catalogue::{self as shelf, Commune, Organisation, Picture, Record};
use domain::event::{BookingMode, Content, Mode, Status};
use domain::territory::TerritoryCode;
use jiff::tz::TimeZone;
use store::public::Face;

use crate::{acts, pictures};

/// The record of an event, as it was labelled, whatever waits in the review.
#[must_use]
pub fn record(gazetteer: &Gazetteer, face: Face) -> Record {
    let content = face.content;
    let own = content.place.commune.as_ref();
    let commune = own.and_then(|code| gazetteer.commune(code.as_str()));
    let chain = face.chain;
    let level = |wanted: Level| code_at(gazetteer, chain.levels(), wanted);
    let zone = acts::zone_of(gazetteer, &chain);
    let online_now = matches!(face.status, Status::MovedOnline { .. });
    let on_site = content.mode.is_some_and(Mode::has_place) && !online_now;
    let point = content
        .place
        .point
        .map(|point| (point.lon, point.lat))
        .or_else(|| commune.map(|commune| (commune.lon, commune.lat)))
        .filter(|_| on_site)
        .and_then(|(lon, lat)| shelf::Point::new(lon, lat));
    Record {
        id: face.id.0,
        slug: face.slug,
        body: body(&content),
        language: content.language.tag().to_owned(),
        ages: content.ages.from.or(content.ages.to).map(|_| shelf::Ages {
            from: content.ages.from.unwrap_or(0),
            to: content.ages.to,
        }),
        organisation: face
            .organisation
            .map_or_else(Organisation::default, |(slug, name)| Organisation {
                slug,
                name,
                siret: (!face.siret.is_empty()).then_some(face.siret),
            }),
        commune: commune.map(|commune| Commune {
            code: commune.code.to_string(),
            name: commune.name.to_string(),
        }),
        department: level(Level::Departement),
        region: level(Level::Region),
        point,
        mode: if online_now {
            shelf::Mode::Online
        } else {
            mode(content.mode)
        },
        slots: slots(&content, &zone),
        booking: booking(&content),
        access: content.access.iter().map(|need| access(*need)).collect(),
        online_url: online(&face.status, content.online_url),
        status: status(&face.status),
        full: content.booking.full || face.full_at.is_some(),
        picture: content.picture.map(|picture| Picture {
            path: pictures::address(&picture.key, picture.width),
            alt: picture.alt,
        }),
        labelled_at: face.label.at,
        updated_at: face.updated_at,
        title: content.title,
        summary: content.summary,
        sectors: content.sectors,
        format: content.format,
        audiences: content.audiences,
        tags: content.tags,
        place_name: content.place.name,
        address: content.place.address,
        postcode: content.place.postcode,
    }
}

/// Where to follow it: where it was moved to or, when that was not said, where it was to be followed anyway.
fn online(status: &Status, told: String) -> String {
    match status {
        Status::MovedOnline { url, .. } if !url.is_empty() => url.clone(),
        _ => told,
    }
}

fn code_at(gazetteer: &Gazetteer, levels: &[TerritoryCode], wanted: Level) -> Option<String> {
    let at = |code: &&TerritoryCode| {
        gazetteer
            .territory(code.as_str())
            .is_some_and(|place| place.level() == wanted)
    };
    levels.iter().find(at).map(TerritoryCode::to_string)
}

/// What words should find besides what is shown.
fn body(content: &Content) -> String {
    [
        content.description.as_str(),
        &content.booking.conditions,
        &content.access_note,
        &content.safety,
        &content.place.meeting_point,
        &content.place.transport,
    ]
    .join("\n")
}

fn slots(content: &Content, zone: &TimeZone) -> Vec<shelf::Slot> {
    content
        .slots
        .iter()
        .filter_map(|slot| {
            let (start, end) = slot.moments(zone).ok()?;
            Some(shelf::Slot {
                start: start.as_second(),
                end: end.as_second(),
                first_day: slot.day(),
                last_day: slot.last_day(),
            })
        })
        .collect()
}

fn mode(mode: Option<Mode>) -> shelf::Mode {
    match mode {
        Some(Mode::Online) => shelf::Mode::Online,
        Some(Mode::Both) => shelf::Mode::Mixed,
        Some(Mode::OnSite) | None => shelf::Mode::OnSite,
    }
}

fn booking(content: &Content) -> shelf::Booking {
    let here = content.booking.here();
    match content.booking.mode {
        Some(BookingMode::Required) if here => shelf::Booking::Required,
        Some(BookingMode::Required) => shelf::Booking::RequiredElsewhere,
        Some(BookingMode::Preferred) if here => shelf::Booking::Preferred,
        Some(BookingMode::Preferred) => shelf::Booking::PreferredElsewhere,
        Some(BookingMode::OnTheDay) => shelf::Booking::OnDay,
        Some(BookingMode::Nothing) | None => shelf::Booking::None,
    }
}

fn access(need: domain::event::Access) -> shelf::Access {
    use domain::event::Access;
    match need {
        Access::Motor => shelf::Access::Motor,
        Access::Sight => shelf::Access::Sight,
        Access::Hearing => shelf::Access::Hearing,
        Access::Intellectual => shelf::Access::Intellectual,
        Access::Psychic => shelf::Access::Psychic,
    }
}

fn status(status: &Status) -> shelf::Status {
    match status {
        Status::Scheduled => shelf::Status::Scheduled,
        Status::Cancelled { .. } => shelf::Status::Cancelled,
        Status::Postponed { .. } => shelf::Status::Postponed,
        Status::MovedOnline { .. } => shelf::Status::MovedOnline,
    }
}

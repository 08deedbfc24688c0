//! The event as structured data (schema.org), for search engines and for programmes that read pages.

use domain::event::Status;
use domain::words::Language;
use serde_json::{Value, json};

use super::super::places;
use super::Sheet;
use crate::web::page::href;

/// The event as search engines read it (schema.org), ready to stand in a `script` of data: nothing in it can end it.
pub(super) fn structured(sheet: &Sheet<'_>, url: &str) -> String {
    let (scope, content) = (sheet.scope, sheet.content());
    let moments: Vec<_> = content
        .slots
        .iter()
        .filter_map(|slot| slot.moments(&sheet.zone).ok())
        .collect();
    let start = moments.iter().map(|(start, _)| *start).min();
    let end = moments.iter().map(|(_, end)| *end).max();
    let zoned = |moment: jiff::Timestamp| {
        moment
            .to_zoned_datetime(sheet.zone.clone())
            .strftime("%FT%T%:z")
            .to_string()
    };
    let status = match &sheet.face.status {
        Status::Scheduled => "EventScheduled",
        Status::Cancelled { .. } => "EventCancelled",
        Status::Postponed { .. } => "EventPostponed",
        Status::MovedOnline { .. } => "EventMovedOnline",
    };
    let online = sheet.online();
    let mode = match (sheet.has_place(), online.is_empty()) {
        (true, true) => "OfflineEventAttendanceMode",
        (true, false) => "MixedEventAttendanceMode",
        (false, _) => "OnlineEventAttendanceMode",
    };
    let own = &content.place;
    let commune = own
        .commune
        .as_ref()
        .map(|code| places::name(scope, code.as_str()));
    let place = sheet.has_place().then(|| {
        json!({
            "@type": "Place",
            "name": own.name,
            "address": {
                "@type": "PostalAddress",
                "streetAddress": own.address,
                "postalCode": own.postcode,
                "addressLocality": commune,
                "addressCountry": scope.app.gazetteer.nation().code,
            },
            "geo": own.point.map(|point| json!({ "@type": "GeoCoordinates", "latitude": point.lat, "longitude": point.lon })),
        })
    });
    let virtual_place =
        (!online.is_empty()).then(|| json!({ "@type": "VirtualLocation", "url": online }));
    let locations: Vec<Value> = place.into_iter().chain(virtual_place).collect();
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "name": content.title,
        "description": content.summary,
        "inLanguage": content.language.tag(),
        "url": url,
        "startDate": start.map(zoned),
        "endDate": end.map(zoned),
        "eventStatus": format!("https://schema.org/{status}"),
        "eventAttendanceMode": format!("https://schema.org/{mode}"),
        "isAccessibleForFree": content.free_of_charge == Some(true),
        "location": locations,
        "organizer": sheet.face.organisation.as_ref().map(|(slug, name)| json!({
            "@type": "Organization",
            "name": name,
            "url": scope.app.config.absolute(&href(Language::Fr, &scope.canonical(&format!("/organisations/{slug}")))),
        })),
    });
    without_nothing(&mut data);
    data.to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

/// Takes away what says nothing: readers of structured data take a null for a fault.
fn without_nothing(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(without_nothing);
            fields.retain(|_, value| !value.is_null() && value != "");
        }
        Value::Array(items) => items.iter_mut().for_each(without_nothing),
        _ => {}
    }
}

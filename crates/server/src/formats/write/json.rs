//! JSON and GeoJSON: the same object for each event, one a line, written as it is read.

use std::io::{self, Write};

use catalogue::Event;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::{Export, booking, local, status};

/// An event as data; `docs/api.md` tells each field. Empty ones are left out.
pub(super) fn object(export: &Export<'_>, event: &Event<'_>) -> Value {
    let zone_name = export.zone(event);
    let zone = TimeZone::get(zone_name).unwrap_or(TimeZone::UTC);
    let slots: Vec<Value> = event
        .slots
        .iter()
        .map(|slot| {
            let (start, end) = local(slot, &zone);
            json!({ "start": start, "end": end })
        })
        .collect();
    let mut object = json!({
        "id": event.id,
        "slug": event.slug,
        "url": export.url(event),
        "title": event.title,
        "summary": event.summary,
        "language": event.language,
        "format": event.format,
        "sectors": event.sectors,
        "audiences": event.audiences,
        "tags": event.tags,
        "age_from": event.ages.map(|ages| ages.from).filter(|from| *from > 0),
        "age_to": event.ages.and_then(|ages| ages.to),
        "organisation": event.organisation_name,
        "organisation_slug": event.organisation,
        "siret": event.siret,
        "mode": event.mode.word(),
        "place": event.place_name,
        "address": event.address,
        "postcode": event.postcode,
        "commune_code": event.commune.trim_start_matches('c'),
        "commune": event.commune_name,
        "department": event.department,
        "region": event.region,
        "longitude": event.point.map(|p| rounded(p.lon)),
        "latitude": event.point.map(|p| rounded(p.lat)),
        "slots": slots,
        "time_zone": zone_name,
        "online_url": event.online_url,
        "booking": booking(event),
        "access": event.access.iter().map(|need| need.word()).collect::<Vec<_>>(),
        "status": status(event),
        "full": event.full,
        "picture": export.picture(event),
        "picture_alt": event.picture_alt,
        "labelled_at": event.labelled_at.to_string(),
        "updated_at": event.updated_at.to_string(),
    });
    if let Value::Object(fields) = &mut object {
        fields
            .retain(|_, value| !matches!(value, Value::Null) && value != "" && value != &json!([]));
    }
    object
}

/// To a tenth of a metre.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

pub(super) fn json(export: Export<'_>, out: &mut impl Write) -> io::Result<u64> {
    let edition = &export.catalogue.facts().slug;
    let revision = export.catalogue.revision();
    write!(
        out,
        "{{\"edition\":{},\"revision\":{revision},\"events\":[",
        json!(edition)
    )?;
    let count = each(&export, out, |event| object(&export, event))?;
    out.write_all(b"\n]}\n")?;
    Ok(count)
}

pub(super) fn geojson(export: Export<'_>, out: &mut impl Write) -> io::Result<u64> {
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    let count = each(&export, out, |event| {
        let geometry = event.point.map_or(Value::Null, |point| {
            json!({ "type": "Point", "coordinates": [rounded(point.lon), rounded(point.lat)] })
        });
        let mut properties = object(&export, event);
        if let Value::Object(fields) = &mut properties {
            fields.remove("longitude");
            fields.remove("latitude");
        }
        json!({ "type": "Feature", "id": event.id, "geometry": geometry, "properties": properties })
    })?;
    out.write_all(b"\n]}\n")?;
    Ok(count)
}

fn each(
    export: &Export<'_>,
    out: &mut impl Write,
    object: impl Fn(&Event<'_>) -> Value,
) -> io::Result<u64> {
    let mut count = 0;
    for event in export.events() {
        out.write_all(if count == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &object(&event))?;
        count += 1;
    }
    Ok(count)
}

//! JSON and GeoJSON: the same object for each event, one a line, written as it is read.

use std::io::{self, Write};

use catalogue::{Event, Hit};
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::json;

use super::{Export, booking, local, status};

/// An event as data; `docs/api.md` tells each field. Empty ones are left out.
#[derive(Debug, Serialize)]
pub struct Told<'e> {
    id: i64,
    slug: &'e str,
    url: String,
    title: &'e str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'e str,
    #[serde(skip_serializing_if = "str::is_empty")]
    language: &'e str,
    #[serde(skip_serializing_if = "str::is_empty")]
    format: &'e str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    sectors: &'e [&'e str],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    audiences: &'e [&'e str],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'e [&'e str],
    #[serde(skip_serializing_if = "Option::is_none")]
    age_from: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    age_to: Option<u8>,
    #[serde(skip_serializing_if = "str::is_empty")]
    organisation: &'e str,
    #[serde(skip_serializing_if = "str::is_empty")]
    organisation_slug: &'e str,
    #[serde(skip_serializing_if = "str::is_empty")]
    siret: &'e str,
    mode: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    place: &'e str,
    #[serde(skip_serializing_if = "str::is_empty")]
    address: &'e str,
    #[serde(skip_serializing_if = "str::is_empty")]
    postcode: &'e str,
    #[serde(skip_serializing_if = "str::is_empty")]
    commune_code: &'e str,
    #[serde(skip_serializing_if = "str::is_empty")]
    commune: &'e str,
    #[serde(skip_serializing_if = "str::is_empty")]
    department: &'e str,
    #[serde(skip_serializing_if = "str::is_empty")]
    region: &'e str,
    #[serde(skip_serializing_if = "Option::is_none")]
    longitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latitude: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    slots: Vec<Span>,
    time_zone: &'e str,
    #[serde(skip_serializing_if = "str::is_empty")]
    online_url: &'e str,
    booking: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    access: Vec<&'static str>,
    status: &'static str,
    full: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    picture: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    picture_alt: &'e str,
    labelled_at: jiff::Timestamp,
    updated_at: jiff::Timestamp,
    /// Of an answer to a search: whether every slot asked for is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    over: Option<bool>,
    /// Of a search around a place: how far, in kilometres.
    #[serde(skip_serializing_if = "Option::is_none")]
    distance_km: Option<f64>,
}

/// A slot in the place’s own time.
#[derive(Debug, Serialize)]
struct Span {
    start: String,
    end: String,
}

/// An event as data has it.
pub(super) fn told<'e>(export: &'e Export<'_>, event: &'e Event<'_>) -> Told<'e> {
    let time_zone = export.zone(event);
    let zone = TimeZone::get(time_zone).unwrap_or(TimeZone::UTC);
    let slots = event.slots.iter().map(|slot| {
        let (start, end) = local(slot, &zone);
        Span { start, end }
    });
    Told {
        id: event.id,
        slug: event.slug,
        url: export.url(event),
        title: event.title,
        summary: event.summary,
        language: event.language,
        format: event.format,
        sectors: &event.sectors,
        audiences: &event.audiences,
        tags: &event.tags,
        age_from: event.ages.map(|ages| ages.from).filter(|from| *from > 0),
        age_to: event.ages.and_then(|ages| ages.to),
        organisation: event.organisation_name,
        organisation_slug: event.organisation,
        siret: event.siret,
        mode: event.mode.word(),
        place: event.place_name,
        address: event.address,
        postcode: event.postcode,
        commune_code: event.commune.trim_start_matches('c'),
        commune: event.commune_name,
        department: event.department,
        region: event.region,
        longitude: event.point.map(|p| rounded(p.lon)),
        latitude: event.point.map(|p| rounded(p.lat)),
        slots: slots.collect(),
        time_zone,
        online_url: event.online_url,
        booking: booking(event),
        access: event.access.iter().map(|need| need.word()).collect(),
        status: status(event),
        full: event.full,
        picture: export.picture(event),
        picture_alt: event.picture_alt,
        labelled_at: event.labelled_at,
        updated_at: event.updated_at,
        over: None,
        distance_km: None,
    }
}

/// An event of an answer to a search.
pub(super) fn found<'e>(export: &'e Export<'_>, hit: &'e Hit<'_>) -> Told<'e> {
    Told {
        over: Some(hit.over),
        distance_km: hit.distance_km.map(|km| (km * 100.0).round() / 100.0),
        ..told(export, &hit.event)
    }
}

/// A feature of GeoJSON.
#[derive(Serialize)]
struct Feature<'e> {
    r#type: &'static str,
    id: i64,
    geometry: Option<Geometry>,
    properties: Told<'e>,
}

#[derive(Serialize)]
struct Geometry {
    r#type: &'static str,
    coordinates: [f64; 2],
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
    let count = each(&export, out, |event, out| {
        serde_json::to_writer(out, &told(&export, event))
    })?;
    out.write_all(b"\n]}\n")?;
    Ok(count)
}

pub(super) fn geojson(export: Export<'_>, out: &mut impl Write) -> io::Result<u64> {
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    let count = each(&export, out, |event, out| {
        let mut properties = told(&export, event);
        let place = properties.longitude.take().zip(properties.latitude.take());
        let feature = Feature {
            r#type: "Feature",
            id: event.id,
            geometry: place.map(|(lon, lat)| Geometry {
                r#type: "Point",
                coordinates: [lon, lat],
            }),
            properties,
        };
        serde_json::to_writer(out, &feature)
    })?;
    out.write_all(b"\n]}\n")?;
    Ok(count)
}

fn each<W: Write>(
    export: &Export<'_>,
    out: &mut W,
    one: impl Fn(&Event<'_>, &mut W) -> serde_json::Result<()>,
) -> io::Result<u64> {
    let mut count = 0;
    for event in export.events() {
        out.write_all(if count == 0 { b"\n" } else { b",\n" })?;
        one(&event, out)?;
        count += 1;
    }
    Ok(count)
}

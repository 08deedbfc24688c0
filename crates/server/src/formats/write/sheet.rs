//! Tables: one line for each event, the same columns in CSV and in the spreadsheet.

use std::io::{self, Write};

use catalogue::Event;
use jiff::tz::TimeZone;

use super::table::{self, Cell};
use super::{Export, booking, local, status};

/// The columns, in order; `docs/api.md` tells each.
pub(super) const COLUMNS: [&str; 36] = [
    "id",
    "slug",
    "url",
    "title",
    "summary",
    "language",
    "format",
    "sectors",
    "audiences",
    "tags",
    "age_from",
    "age_to",
    "organisation",
    "organisation_slug",
    "siret",
    "mode",
    "place",
    "address",
    "postcode",
    "commune_code",
    "commune",
    "department",
    "region",
    "longitude",
    "latitude",
    "slots",
    "time_zone",
    "online_url",
    "booking",
    "access",
    "status",
    "full",
    "picture",
    "picture_alt",
    "labelled_at",
    "updated_at",
];

fn cells(export: &Export<'_>, event: &Event<'_>) -> [String; 36] {
    let zone_name = export.zone(event);
    let zone = TimeZone::get(zone_name).unwrap_or(TimeZone::UTC);
    let slots: Vec<String> = event
        .slots
        .iter()
        .map(|slot| {
            let (start, end) = local(slot, &zone);
            format!("{start}/{end}")
        })
        .collect();
    let access: Vec<&str> = event.access.iter().map(|need| need.word()).collect();
    let number = |number: Option<f64>| number.map(|n| format!("{n:.6}")).unwrap_or_default();
    let age = |age: Option<u8>| age.map(|age| age.to_string()).unwrap_or_default();
    let from = event.ages.map(|ages| ages.from).filter(|from| *from > 0);
    let text = |text: &str| text.to_owned();
    [
        event.id.to_string(),
        text(event.slug),
        export.url(event),
        text(event.title),
        text(event.summary),
        text(event.language),
        text(event.format),
        event.sectors.join("; "),
        event.audiences.join("; "),
        event.tags.join("; "),
        age(from),
        age(event.ages.and_then(|ages| ages.to)),
        text(event.organisation_name),
        text(event.organisation),
        text(event.siret),
        text(event.mode.word()),
        text(event.place_name),
        text(event.address),
        text(event.postcode),
        text(event.commune.trim_start_matches('c')),
        text(event.commune_name),
        text(event.department),
        text(event.region),
        number(event.point.map(|p| p.lon)),
        number(event.point.map(|p| p.lat)),
        slots.join("; "),
        text(zone_name),
        text(event.online_url),
        text(booking(event)),
        access.join("; "),
        text(status(event)),
        event.full.to_string(),
        export.picture(event),
        text(event.picture_alt),
        event.labelled_at.to_string(),
        event.updated_at.to_string(),
    ]
}

pub(super) fn csv(export: Export<'_>, out: &mut impl Write) -> io::Result<u64> {
    table::csv(&COLUMNS, rows(&export), out)
}

pub(super) fn xlsx(export: Export<'_>, out: &mut (impl Write + Send)) -> io::Result<u64> {
    table::xlsx(&COLUMNS, rows(&export), out)
}

fn rows(export: &Export<'_>) -> impl Iterator<Item = Vec<Cell>> {
    export.events().map(|event| {
        let cells = COLUMNS.into_iter().zip(cells(export, &event));
        let cells = cells.map(|(name, cell)| match name {
            // Figures that add up are written as figures.
            "longitude" | "latitude" | "age_from" | "age_to" | "id" => Cell::figure(cell),
            _ => Cell::Text(cell),
        });
        cells.collect()
    })
}

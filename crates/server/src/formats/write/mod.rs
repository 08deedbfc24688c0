//! Writing what a query matches: everything, in the order of the list, a little at a time.
//!
//! `docs/api.md` tells the fields. Every format but the spreadsheet is written as it is read, in constant memory; the
//! spreadsheet needs its end before its beginning and is kept in a temporary file meanwhile.

mod feed;
mod ics;
mod json;
mod sheet;
mod table;

use std::io::{self, Write};

use axum::body::{Body, Bytes};
use catalogue::place::Gazetteer;
use catalogue::{Booking, Catalogue, Event, Hit, Query, Slot, Status};
use domain::event::BookingMode;
use domain::words::Language;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::{App, Shelved};
use crate::web::page::href;
use crate::words::Words;

pub use json::Told;
pub use table::{Cell, csv, xlsx};

/// The formats that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// GeoJSON, one feature for each event.
    GeoJson,
    /// Separated by commas, with the mark that spreadsheets look for.
    Csv,
    /// A spreadsheet.
    Xlsx,
    /// JSON.
    Json,
    /// iCalendar, one entry for each slot.
    Ics,
    /// RSS 2.0, one item for each event.
    Rss,
}

impl Format {
    /// Every format, as addresses and the command line offer them.
    pub const ALL: [Format; 6] = [
        Format::GeoJson,
        Format::Csv,
        Format::Xlsx,
        Format::Json,
        Format::Ics,
        Format::Rss,
    ];

    /// The ending of the address and the name on the command line.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Format::GeoJson => "geojson",
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Json => "json",
            Format::Ics => "ics",
            Format::Rss => "rss",
        }
    }

    /// Reads [`Format::ending`].
    #[must_use]
    pub fn parse(ending: &str) -> Option<Format> {
        Format::ALL
            .into_iter()
            .find(|format| format.ending() == ending)
    }

    /// What HTTP calls it.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Format::GeoJson => "application/geo+json",
            Format::Csv => "text/csv; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Json => "application/json",
            Format::Ics => "text/calendar; charset=utf-8",
            Format::Rss => "application/rss+xml; charset=utf-8",
        }
    }
}

/// What is written, and with what.
#[derive(Clone, Copy)]
pub struct Export<'a> {
    /// The public picture of the edition.
    pub catalogue: &'a Catalogue,
    /// What is asked for.
    pub query: &'a Query,
    /// The places, for the zone of each.
    pub gazetteer: &'a Gazetteer,
    /// What the edition is called, as the title of feeds and calendars.
    pub title: &'a str,
    /// The words of the site, and the language of whoever reads: feeds say in words what became of an event.
    pub words: (&'a Words, Language),
    /// The address of the list of events, without a slash at its end (`https://…/evenements`).
    pub address: &'a str,
    /// The address of the site, without a slash at its end.
    pub site: &'a str,
    /// The moment it is: the list's order depends on it.
    pub now: Timestamp,
}

/// Writes everything that matches; answers how many events that was.
///
/// # Errors
/// As the writer answers.
pub fn write(format: Format, export: Export<'_>, out: &mut (impl Write + Send)) -> io::Result<u64> {
    match format {
        Format::GeoJson => json::geojson(export, out),
        Format::Csv => sheet::csv(export, out),
        Format::Xlsx => sheet::xlsx(export, out),
        Format::Json => json::json(export, out),
        Format::Ics => ics::write(export, out),
        Format::Rss => feed::write(export, out),
    }
}

/// The calendar of one event, its slots in full.
///
/// # Errors
/// As the entry cannot be written.
pub fn calendar_of(export: Export<'_>, event: Event<'_>) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    ics::calendar(export, std::iter::once(event), &mut out)?;
    Ok(out)
}

/// An event of an answer to a search as data has it: the fields of `docs/api.md`, those that say nothing left out.
#[must_use]
pub fn found<'e>(export: &'e Export<'_>, hit: &'e Hit<'_>) -> Told<'e> {
    json::found(export, hit)
}

impl Export<'_> {
    /// The events, in the order of the list.
    fn events(&self) -> impl Iterator<Item = Event<'_>> {
        self.catalogue.iter(self.query, self.now)
    }

    /// The address of an event's page.
    fn url(&self, event: &Event<'_>) -> String {
        format!("{}/{}", self.address, event.slug)
    }

    /// The address of its picture, or nothing.
    fn picture(&self, event: &Event<'_>) -> String {
        match event.picture {
            "" => String::new(),
            path => format!("{}{path}", self.site),
        }
    }

    /// The zone of the place's own clock, by its IANA name.
    fn zone(&self, event: &Event<'_>) -> &str {
        let departement = self.gazetteer.departement(event.department);
        departement.map_or(&self.gazetteer.nation().time_zone, |territory| {
            &territory.time_zone
        })
    }
}

/// The address of the list of events of an edition in a language: the current one at the root, the others at their own.
#[must_use]
pub fn address(app: &App, shelved: &Shelved, lang: Language) -> String {
    let current = app
        .shelf
        .current()
        .is_some_and(|current| current.edition.id == shelved.edition.id);
    let path = match current {
        true => "/evenements".to_owned(),
        false => format!("/editions/{}/evenements", shelved.edition.slug),
    };
    app.config.absolute(&href(lang, &path))
}

/// The same as [`write`] as the body of an answer, written on a thread of its own while it is read. The list is that of the
/// shelf as it was when it was asked for.
pub fn body(
    app: &App,
    shelved: &Shelved,
    format: Format,
    query: Query,
    title: String,
    lang: Language,
) -> Body {
    let (app, shelved) = (app.clone(), shelved.clone());
    let (sender, receiver) = tokio::sync::mpsc::channel(CHUNKS);
    tokio::task::spawn_blocking(move || {
        let export = Export {
            catalogue: &shelved.catalogue,
            query: &query,
            gazetteer: &app.gazetteer,
            title: &title,
            words: (&app.words, lang),
            address: &address(&app, &shelved, lang),
            site: &app.config.origin(),
            now: app.clock.now(),
        };
        let mut out = io::BufWriter::with_capacity(CHUNK, Sender(sender.clone()));
        let written = write(format, export, &mut out).and_then(|_| out.flush());
        // A reader who left is no fault; anything else breaks the answer off, so that it is not taken for whole.
        if let Err(fault) = written
            && fault.kind() != io::ErrorKind::BrokenPipe
        {
            tracing::error!(%fault, "an export stopped");
            let _ = sender.blocking_send(Err(fault));
        }
    });
    let chunks = futures::stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|chunk| (chunk, receiver))
    });
    Body::from_stream(chunks)
}

/// How much is written at once, in bytes.
const CHUNK: usize = 32 << 10;
/// How many chunks may wait for a slow reader.
const CHUNKS: usize = 4;

/// Hands what is written over to whoever reads the answer.
struct Sender(tokio::sync::mpsc::Sender<io::Result<Bytes>>);

impl Write for Sender {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes)));
        sent.map(|()| bytes.len())
            .map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Beginning and end of a slot in the place's own time, to the minute: `2018-03-26T09:00`.
fn local(slot: &Slot, zone: &TimeZone) -> (String, String) {
    let tell = |second: i64| {
        let moment = Timestamp::from_second(second).unwrap_or_default();
        let (day, time) = {
            let local = zone.to_datetime(moment);
            (local.date(), local.time())
        };
        format!("{day}T{:02}:{:02}", time.hour(), time.minute())
    };
    (tell(slot.start), tell(slot.end))
}

/// How one books, as data has it.
fn booking(event: &Event<'_>) -> &'static str {
    match event.booking {
        Booking::None => BookingMode::Nothing.slug(),
        Booking::OnDay => BookingMode::OnTheDay.slug(),
        Booking::Preferred | Booking::PreferredElsewhere => BookingMode::Preferred.slug(),
        Booking::Required | Booking::RequiredElsewhere => BookingMode::Required.slug(),
    }
}

/// Whether it is held as said, as data has it.
fn status(event: &Event<'_>) -> &'static str {
    match event.status {
        Status::Scheduled => "scheduled",
        Status::Cancelled => "cancelled",
        Status::Postponed => "postponed",
        Status::MovedOnline => "moved-online",
    }
}

//! The ticket: shown at the door from a telephone, or printed. Its code says nothing of who comes, and opens nothing but the door.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use domain::booking::State as Stands;
use fast_qr::{ECL, QRBuilder, QRCode};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use jiff::Timestamp;
use serde_json::json;

use super::mine::open;
use super::sheet::{Sheet, Teller};
use crate::app::App;
use crate::capability;
use crate::error::{Answer, Failure};
use crate::web::door::Visit;
use crate::web::organiser::draft::discreet;
use crate::web::page::{Page, href};

/// The quiet zone around a code, in modules: less is not read by every camera.
const QUIET: usize = 4;

/// The page.
pub async fn show(State(app): State<App>, visit: Visit, Path(secret): Path<String>) -> Answer {
    let sheet = open(&app, &visit, &secret).await?;
    let teller = Teller {
        app: &app,
        lang: visit.lang,
    };
    let registration = &sheet.booked.registration;
    let valid = matches!(
        registration.state,
        Stands::Confirmed { .. } | Stands::Attended { .. }
    );
    let token = capability::ticket(&app.key, sheet.booked.id);
    let lang = sheet.content.language;
    let own = |page: &str| href(visit.lang, &format!("/inscriptions/{secret}{page}"));
    let name = registration.registrant.as_ref();
    let page = Page::new("public/ticket.html", teller.say("booking-ticket-title"))
        .hidden()
        .nav("events")
        .capability(&secret)
        .with(
            "event",
            json!({
                "title": sheet.content.title,
                "lang": if lang == visit.lang { "" } else { lang.tag() },
                "organiser": sheet.organiser,
            }),
        )
        .with("when", teller.when(&sheet.slot))
        .with("where", teller.place(&sheet))
        .with("party", teller.party(&registration.party))
        .with(
            "name",
            name.map(|known| known.name.clone()).unwrap_or_default(),
        )
        .with("code", in_groups(&token))
        .with("sketch", if valid { svg(&token)? } else { String::new() })
        .with("ics", own("/rendez-vous.ics"))
        .with("back", own(""))
        .with(
            "note",
            match valid {
                true => String::new(),
                false => teller.say("booking-ticket-off"),
            },
        );
    Ok(discreet(app.show(&visit, page)?))
}

/// A code as one types it: in groups of four.
#[must_use]
pub fn in_groups(token: &str) -> String {
    let plain: Vec<char> = token.chars().collect();
    let groups = plain.chunks(4).map(|group| group.iter().collect());
    groups.collect::<Vec<String>>().join(" ")
}

fn code(token: &str) -> Answer<QRCode> {
    QRBuilder::new(token)
        .ecl(ECL::M)
        .build()
        .map_err(|fault| Failure::fault(format!("{fault:?}")))
}

/// A code as a picture: black on white whatever the scheme, since cameras expect it so.
fn svg(token: &str) -> Answer<String> {
    use std::fmt::Write as _;
    let code = code(token)?;
    let size = code.size + 2 * QUIET;
    let mut path = String::new();
    for row in 0..code.size {
        for column in 0..code.size {
            if code[row][column].value() {
                let (x, y) = (column + QUIET, row + QUIET);
                write!(path, "M{x} {y}h1v1h-1z").map_err(Failure::fault)?;
            }
        }
    }
    Ok(format!(
        "<svg viewBox=\"0 0 {size} {size}\" role=\"img\" aria-hidden=\"true\"><path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/>\
         <path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

/// The calendar file.
pub async fn calendar(State(app): State<App>, visit: Visit, Path(secret): Path<String>) -> Answer {
    let sheet = open(&app, &visit, &secret).await?;
    let teller = Teller {
        app: &app,
        lang: visit.lang,
    };
    let text = invitation(&teller, &sheet, Method::Publish)?;
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    let name = HeaderValue::from_static("attachment; filename=\"rendez-vous.ics\"");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok(discreet((headers, text).into_response()))
}

/// What a calendar is to do with the file (RFC 5546).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Show it.
    Publish,
    /// Take it in, or in place of the one before.
    Request,
    /// Take it out.
    Cancel,
}

impl Method {
    /// Its name in the file and in the type of the attachment.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Method::Publish => "PUBLISH",
            Method::Request => "REQUEST",
            Method::Cancel => "CANCEL",
        }
    }
}

/// The calendar file of a registration: the same name as long as it exists, and a higher sequence each time it is told anew.
pub fn invitation(teller: &Teller<'_>, sheet: &Sheet, method: Method) -> Answer<String> {
    let app = teller.app;
    let host = app.config.public_url.host_str().unwrap_or("localhost");
    let when = sheet.slot.seats.when;
    let cancelled = method == Method::Cancel || sheet.booked.registration.state.has_ended();
    let path = capability::registration_path(&app.key, sheet.booked.id);
    let link = app.config.absolute(&href(teller.lang, &path));
    let mut event = Event::new();
    event
        .uid(&format!("inscription-{}@{host}", sheet.booked.id))
        .sequence(u32::try_from(sheet.booked.sequence).unwrap_or(u32::MAX))
        .summary(&sheet.content.title)
        .location(&teller.place(sheet).join(", "))
        .description(&format!(
            "{}\n{link}",
            teller.party(&sheet.booked.registration.party)
        ))
        .url(&link)
        .status(match cancelled {
            true => EventStatus::Cancelled,
            false => EventStatus::Confirmed,
        })
        .append_property(Property::new("DTSTAMP", utc(sheet.booked.updated_at)))
        .append_property(Property::new("DTSTART", utc(when.from)))
        .append_property(Property::new("DTEND", utc(when.to)));
    if method != Method::Publish {
        let from = app.config.mail_from.email.to_string();
        event.append_property(Property::new("ORGANIZER", format!("mailto:{from}")));
        if let Some(email) = sheet.booked.email() {
            let mut attendee = Property::new("ATTENDEE", format!("mailto:{email}"));
            attendee.add_parameter("PARTSTAT", "ACCEPTED");
            attendee.add_parameter("RSVP", "FALSE");
            event.append_property(attendee);
        }
    }
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("METHOD", method.name()));
    calendar.push(event.done());
    Ok(calendar.done().to_string())
}

/// A moment as calendars write it, in UTC.
fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

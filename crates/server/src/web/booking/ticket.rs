//! The ticket: shown at the door from a telephone, or printed. Its code says nothing of who comes, and opens nothing but the door.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::booking::State as Stands;
use domain::edition::Edition;
use domain::words::Language;
use serde_json::json;

use super::mine::open;
use super::sheet::{Sheet, Teller};
use crate::app::App;
use crate::capability;
use crate::documents::calendar::{Engagement, Method, Person, Standing, identifier};
use crate::documents::{self, Cancelling, Masthead, Occasion, Ticket};
use crate::error::{Answer, Failure, Sentence};
use crate::refresh;
use crate::web::door::Visit;
use crate::web::filters;
use crate::web::organiser::draft::discreet;
use crate::web::page::{Page, href};

/// Characters of a token that one types.
const SHORT: usize = 8;
/// Bars of the week at the head of a document, at most: a month is more than one reads there.
const MOST_DAYS: usize = 31;

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
    let picture = match valid {
        true => documents::picture(&token).map_err(Failure::fault)?,
        false => String::new(),
    };
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
        .with("code", documents::groups(short(&token)).join(" "))
        .with("sketch", picture)
        .with("pdf", own("/billet.pdf"))
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

/// The part of a ticket’s token that a hand types at the door: enough to tell it from the others of its slot, and nothing without the
/// right to let people in.
#[must_use]
pub fn short(token: &str) -> &str {
    let proof = token.split_once('-').map_or("", |(_, proof)| proof);
    proof.get(..SHORT).unwrap_or(proof)
}

/// The ticket as a PDF, to be kept or printed.
pub async fn pdf(State(app): State<App>, visit: Visit, Path(secret): Path<String>) -> Answer {
    let sheet = open(&app, &visit, &secret).await?;
    let registration = &sheet.booked.registration;
    let valid = matches!(
        registration.state,
        Stands::Confirmed { .. } | Stands::Attended { .. }
    );
    if !valid {
        return Err(Failure::Gone(Sentence::new("booking-ticket-off")));
    }
    let teller = Teller {
        app: &app,
        lang: visit.lang,
    };
    let token = capability::ticket(&app.key, sheet.booked.id);
    let conditions = [
        sheet.content.booking.conditions.clone(),
        sheet.content.safety.clone(),
    ];
    let closes = sheet.slot.seats.when.from;
    let ticket = Ticket {
        masthead: masthead(&app, &sheet.edition, visit.lang),
        occasion: occasion(&teller, &sheet),
        party: registration.party.clone(),
        name: registration
            .registrant
            .as_ref()
            .map(|known| known.name.clone())
            .unwrap_or_default(),
        conditions: conditions
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect(),
        cancelling: (app.clock.now() < closes).then(|| Cancelling {
            address: app
                .config
                .absolute(&href(visit.lang, &format!("/inscriptions/{secret}"))),
            until: teller.moment(closes, &sheet.zone),
        }),
        typed: short(&token).to_owned(),
        scanned: token,
    };
    let (words, lang) = (app.words.clone(), visit.lang);
    // Laying out is work for the processor: it keeps no request from its turn.
    let made = tokio::task::spawn_blocking(move || documents::ticket(&words, lang, &ticket));
    let made = made
        .await
        .map_err(Failure::fault)?
        .map_err(Failure::fault)?;
    Ok(discreet(file(made, "application/pdf", "billet.pdf")))
}

/// A file to be kept.
pub fn file(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}

/// What stands at the head of a document of an edition.
#[must_use]
pub fn masthead(app: &App, edition: &Edition, lang: Language) -> Masthead {
    let rules = &edition.rules;
    let week = filters::period(rules.week.from, rules.week.to, lang);
    let name = refresh::name(edition);
    let mut days = Vec::new();
    let mut day = rules.week.from;
    while day <= rules.week.to && days.len() < MOST_DAYS {
        days.push(day);
        day = match day.tomorrow() {
            Ok(next) => next,
            Err(_) => break,
        };
    }
    Masthead {
        campaign: app.campaign(lang),
        edition: format!("{} · {week}", name.get(lang)),
        colour: app.face().colour.clone().unwrap_or_default(),
        days,
    }
}

/// A slot and its place, as documents say them.
#[must_use]
pub fn occasion(teller: &Teller<'_>, sheet: &Sheet) -> Occasion {
    let mut lines = teller.place(sheet).into_iter();
    Occasion {
        title: sheet.content.title.clone(),
        starts: sheet.slot.start,
        ends: sheet.slot.end,
        zone: String::new(),
        place: lines.next().unwrap_or_default(),
        address: lines.collect(),
        organisation: sheet.organiser.clone(),
    }
}

/// The calendar file.
pub async fn calendar(State(app): State<App>, visit: Visit, Path(secret): Path<String>) -> Answer {
    let sheet = open(&app, &visit, &secret).await?;
    let teller = Teller {
        app: &app,
        lang: visit.lang,
    };
    let text = invitation(&teller, &sheet, Method::Publish)?;
    let kind = "text/calendar; charset=utf-8";
    Ok(discreet(file(text.into_bytes(), kind, "rendez-vous.ics")))
}

/// The calendar file of a registration: the same name as long as it exists, and a higher sequence each time it is told anew.
///
/// # Errors
/// A fault of ours, when it cannot be written.
pub fn invitation(teller: &Teller<'_>, sheet: &Sheet, method: Method) -> Answer<String> {
    let app = teller.app;
    let site = app.config.origin();
    let when = sheet.slot.seats.when;
    let path = capability::registration_path(&app.key, sheet.booked.id);
    let link = app.config.absolute(&href(teller.lang, &path));
    let state = &sheet.booked.registration.state;
    let standing = match state {
        _ if state.has_ended() => Standing::Cancelled,
        Stands::Confirmed { .. } | Stands::Attended { .. } => Standing::Held,
        _ => Standing::Open,
    };
    let registrant = sheet.booked.registration.registrant.as_ref();
    let engagement = Engagement {
        method,
        identifier: identifier(sheet.booked.id, &site),
        sequence: u32::try_from(sheet.booked.sequence).unwrap_or(u32::MAX),
        standing,
        at: sheet.booked.updated_at,
        starts: when.from,
        ends: when.to,
        title: sheet.content.title.clone(),
        place: teller.place(sheet).join(", "),
        description: format!("{}\n{link}", teller.party(&sheet.booked.registration.party)),
        address: link,
        writer: Some(Person {
            name: app.campaign(teller.lang),
            email: app.config.mail_from.email.to_string(),
        }),
        guest: registrant.map(|known| Person {
            name: known.name.clone(),
            email: known.email.clone(),
        }),
    };
    documents::calendar::calendar(&engagement).map_err(Failure::fault)
}

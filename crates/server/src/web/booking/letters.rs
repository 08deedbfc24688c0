//! What a letter about a booking says, found when it is sent: the event, the slot as it is then, and the addresses where one acts.

use domain::booking::State as Stands;
use domain::ids::RegistrationId;
use domain::words::Language;
use serde_json::{Map, Value as Json, json};
use store::bookings::messages;
use store::outbox::Letter;

use super::sheet::{Sheet, Teller};
use super::ticket::invitation;
use super::{quiet, search};
use crate::app::App;
use crate::capability;
use crate::documents::calendar::Method;
use crate::web::page::href;

/// The params of a letter about a registration, with everything its template reads; none when the registration has gone.
///
/// # Errors
/// As the database answers, in words.
pub async fn params(
    app: &App,
    letter: &Letter,
    language: Language,
    id: i64,
) -> Result<Option<Map<String, Json>>, String> {
    let mut conn = app
        .store
        .reader()
        .await
        .map_err(|fault| fault.to_string())?;
    let sheet = Sheet::load(app, &mut conn, RegistrationId(id))
        .await
        .map_err(|fault| fault.to_string())?;
    let message = match letter.params.get("message").and_then(Json::as_i64) {
        Some(number) => messages::find(&mut conn, number)
            .await
            .map_err(|fault| fault.to_string())?,
        None => None,
    };
    drop(conn);
    let Some(sheet) = sheet else {
        return Ok(None);
    };
    if letter.kind == "booking-message" && message.is_none() {
        return Ok(None);
    }
    let teller = Teller {
        app,
        lang: language,
    };
    let registration = &sheet.booked.registration;
    let state = &registration.state;
    let path = capability::registration_path(&app.key, sheet.booked.id);
    let link = app.config.absolute(&href(language, &path));
    let until = state.until().map(|until| teller.moment(until, &sheet.zone));
    let public = sheet
        .kept
        .slug
        .as_ref()
        .filter(|_| sheet.kept.event.label.is_some())
        .map(|slug| {
            app.config
                .absolute(&href(language, &format!("/evenements/{slug}")))
        });
    let mut told = Map::new();
    if letter.kind == "booking-all" {
        let all = search::path(app, &letter.to_email, app.clock.now());
        let all = app.config.absolute(&href(language, &all));
        told.insert("link".into(), json!(all));
        return Ok(Some(told));
    }
    told.insert("title".into(), json!(sheet.content.title));
    told.insert(
        "short_title".into(),
        json!(domain::text::shortened(&sheet.content.title, 60)),
    );
    told.insert("when".into(), json!(teller.when(&sheet.slot)));
    told.insert("where".into(), json!(teller.place(&sheet).join(", ")));
    told.insert("party".into(), json!(teller.party(&registration.party)));
    told.insert("organiser".into(), json!(sheet.organiser));
    told.insert("until".into(), json!(until.unwrap_or_default()));
    told.insert(
        "waits".into(),
        json!(matches!(state, Stands::Waiting { .. })),
    );
    told.insert("status".into(), json!(sheet.kept.event.status.slug()));
    told.insert("reason".into(), json!(reason(&sheet)));
    told.insert("ticket_link".into(), json!(format!("{link}/billet")));
    told.insert("public_link".into(), json!(public.unwrap_or_default()));
    told.insert("link".into(), json!(link));
    if let Some(message) = message {
        let stop = app
            .config
            .absolute(&href(language, &quiet::path(app, sheet.booked.id)));
        told.insert("subject".into(), json!(message.subject));
        told.insert("body".into(), json!(message.body));
        told.insert("unsubscribe".into(), json!(stop));
    }
    let method = match letter.kind.as_str() {
        "booking-confirmed" | "booking-changed" if matches!(state, Stands::Confirmed { .. }) => {
            Some(Method::Request)
        }
        "booking-cancelled" => Some(Method::Cancel),
        _ => None,
    };
    if let Some(method) = method {
        let text = invitation(&teller, &sheet, method).map_err(|fault| format!("{fault:?}"))?;
        told.insert("calendar".into(), json!(text));
        told.insert("calendar_method".into(), json!(method.word()));
    }
    Ok(Some(told))
}

fn reason(sheet: &Sheet) -> &str {
    use domain::event::Status;
    match &sheet.kept.event.status {
        Status::Scheduled => "",
        Status::Cancelled { reason, .. }
        | Status::Postponed { reason, .. }
        | Status::MovedOnline { reason, .. } => reason,
    }
}

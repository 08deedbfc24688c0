//! The address that stops an organiser’s messages about one booking: one click in the mail program (RFC 8058), or a page with a
//! button. What concerns the booking itself is told all the same.

use axum::extract::{Path, State};
use domain::ids::RegistrationId;
use serde_json::json;
use store::bookings::registrations;

use super::failure;
use super::sheet::Teller;
use crate::acts::bookings::{Ask, Deed, Failed};
use crate::app::App;
use crate::capability;
use crate::error::{Answer, Failure};
use crate::web::door::Visit;
use crate::web::organiser::draft::discreet;
use crate::web::page::{Page, href};

/// The path, without the prefix of a language.
#[must_use]
pub fn path(app: &App, id: RegistrationId) -> String {
    format!("/inscriptions/silence/{}", capability::quiet(&app.key, id))
}

fn opened(app: &App, visit: &Visit, secret: &str) -> Answer<RegistrationId> {
    match capability::quiets(&app.key, secret) {
        Some(id) => Ok(id),
        None => {
            app.limits.attempt(visit.from)?;
            Err(Failure::DeadLink)
        }
    }
}

/// The page with the button.
pub async fn ask(State(app): State<App>, visit: Visit, Path(secret): Path<String>) -> Answer {
    let id = opened(&app, &visit, &secret)?;
    let mut conn = app.store.reader().await?;
    let booked = registrations::find(&mut conn, id).await?;
    let stopped = booked.ok_or(Failure::DeadLink)?.quiet_at.is_some();
    page(&app, &visit, &secret, stopped)
}

fn page(app: &App, visit: &Visit, secret: &str, stopped: bool) -> Answer {
    let teller = Teller {
        app,
        lang: visit.lang,
    };
    let action = href(visit.lang, &format!("/inscriptions/silence/{secret}"));
    let page = Page::new("public/quiet.html", teller.say("booking-quiet-title"))
        .hidden()
        .nav("events")
        .capability(secret)
        .with("stopped", stopped)
        .with("stop", json!({ "action": action }));
    Ok(discreet(app.show(visit, page)?))
}

/// Stops them. Mail programs send no token: the secret of the address decides.
pub async fn stop(State(app): State<App>, visit: Visit, Path(secret): Path<String>) -> Answer {
    let id = opened(&app, &visit, &secret)?;
    match app.desk.ask(Ask::Do(id, Deed::Quiet)).await {
        Ok(_) | Err(Failed::Refused(_)) => page(&app, &visit, &secret, true),
        Err(failed) => Err(failure(failed)),
    }
}

//! What an organiser does about a slot or a booking, by the buttons of the list.

use axum::extract::{Path, State};
use domain::booking::SeatsFault;
use domain::ids::{RegistrationId, SlotId};

use super::{Desk, list};
use crate::acts::bookings::{self, Ask, Deed, Failed};
use crate::app::App;
use crate::error::{Answer, Failure};
use crate::web::booking::{failure, refusal};
use crate::web::form::Fields;
use crate::web::organiser::draft::discreet;
use crate::web::page::go;

/// Does it.
pub async fn act(State(app): State<App>, Path(secret): Path<String>, fields: Fields) -> Answer {
    let visit = fields.visit.clone();
    let token = fields.get("csrf").unwrap_or_default();
    app.check_token(&visit, Some(&secret), token)?;
    app.limits.change_by(&secret)?;
    let desk = Desk::load(&app, &visit, &secret).await?;
    let filter = fields.get("etat").unwrap_or_default().to_owned();
    let chosen = fields.get("creneau").unwrap_or_default().to_owned();
    let slot = desk.slot(&chosen).map(|slot| slot.id);
    let slot = slot.ok_or(Failure::NotFound)?;
    match carry_out(&app, &desk, slot, &fields).await {
        Ok(()) => {
            let path = format!("{}?creneau={slot}&etat={filter}&fait", desk.path(""));
            Ok(discreet(go(&visit, &path)))
        }
        Err(failed) => {
            let Some(sentence) = refusal(&failed) else {
                return Err(failure(failed));
            };
            let said = sentence.said(&app.words, visit.lang);
            // What stands may have changed since.
            let desk = Desk::load(&app, &visit, &secret).await?;
            let page = list::page(&app, &visit, &desk, &chosen, &filter, Some(said)).await?;
            Ok(discreet(app.show(&visit, page)?))
        }
    }
}

async fn carry_out(app: &App, desk: &Desk, slot: SlotId, fields: &Fields) -> Result<(), Failed> {
    let by = desk.by(app).map_err(|_| Failed::Gone)?;
    let registration = fields.get("inscription").and_then(|text| text.parse().ok());
    let id = registration.map(RegistrationId);
    let deed = match fields.get("act").unwrap_or_default() {
        "fermer" => return bookings::close_slot(app, &by, slot).await,
        "rouvrir" => return bookings::reopen_slot(app, &by, slot).await,
        "places" => {
            let capacity = capacity(fields.get("places").unwrap_or_default())?;
            return bookings::set_capacity(app, &by, slot, capacity).await;
        }
        "annuler" => Deed::CancelFor(by),
        "absent" => Deed::Miss(by),
        "deplacer" => {
            let to = fields.get("vers").and_then(|text| text.parse().ok());
            let to = to.map(SlotId).ok_or(Failed::Gone)?;
            Deed::Move { to, by }
        }
        _ => return Err(Failed::Gone),
    };
    let id = id.ok_or(Failed::Gone)?;
    app.desk.ask(Ask::Do(id, deed)).await.map(|_| ())
}

/// A number of seats; none for that of the proposal again.
fn capacity(text: &str) -> Result<Option<u32>, Failed> {
    let plain: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let number = plain.parse().ok().filter(|_| plain.len() <= 7);
    number
        .map(Some)
        .ok_or_else(|| Failed::Seats(vec![SeatsFault::Capacity { capacity: 0 }]))
}

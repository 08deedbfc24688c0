//! The bookings of an event for its organiser: who comes to which slot, what one may do about it, how one books, and letters to
//! those who booked.

mod act;
mod door;
mod export;
mod list;
mod message;
mod settings;

use std::collections::BTreeMap;

use axum::Router;
use axum::routing::get;
use domain::authority::Action;
use domain::ids::SlotId;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::bookings::{Booked, Slot, registrations, slots};
use store::events;

use crate::acts;
use crate::acts::bookings::By;
use crate::app::App;
use crate::error::{Answer, Failure};
use crate::web::booking::sheet::Teller;
use crate::web::door::Visit;
use crate::web::organiser::draft::Opened;

/// The addresses.
pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/proposer/{secret}/inscriptions",
            get(list::show).post(act::act),
        )
        .route(
            "/proposer/{secret}/pointage",
            get(door::show).post(door::act),
        )
        .route(
            "/proposer/{secret}/inscriptions/reglages",
            get(settings::show).post(settings::save),
        )
        .route(
            "/proposer/{secret}/inscriptions/reservations.csv",
            get(export::as_csv),
        )
        .route(
            "/proposer/{secret}/inscriptions/reservations.xlsx",
            get(export::as_xlsx),
        )
        .route(
            "/proposer/{secret}/inscriptions/liste.pdf",
            get(export::door),
        )
        .route(
            "/proposer/{secret}/inscriptions/message",
            get(message::show).post(message::send),
        )
}

/// The bookings of an event, as its organiser opens them.
pub struct Desk {
    /// The event.
    pub opened: Opened,
    /// Its slots, in order.
    pub slots: Vec<Slot>,
    /// Who booked them, in the order of arrival.
    pub booked: BTreeMap<SlotId, Vec<Booked>>,
    /// The clock of the place.
    pub zone: TimeZone,
    /// The moment.
    pub now: Timestamp,
}

impl Desk {
    /// Opens the bookings of an event by its secret address; an event that is not booked here has none.
    ///
    /// # Errors
    /// As [`Opened::load`]; [`Failure::NotFound`] when it was never booked here.
    pub async fn load(app: &App, visit: &Visit, secret: &str) -> Answer<Desk> {
        let opened = Opened::load(app, visit, secret).await?;
        opened.organiser(app, Action::Read)?;
        let mut conn = app.store.reader().await?;
        let label = opened.kept.event.label.as_ref();
        let content = match label {
            Some(label) => events::content(&mut conn, opened.kept.id, label.revision).await?,
            None => opened.content.clone(),
        };
        let mut slots = slots::of_event(&mut conn, opened.kept.id).await?;
        if slots.is_empty() && !(label.is_some() && content.booking.here()) {
            return Err(Failure::NotFound);
        }
        slots.sort_by_key(|slot| (slot.removed_at.is_some(), slot.start));
        let mut booked: BTreeMap<SlotId, Vec<Booked>> = BTreeMap::new();
        for one in registrations::of_event(&mut conn, opened.kept.id).await? {
            booked.entry(one.slot).or_default().push(one);
        }
        slots.retain(|slot| slot.removed_at.is_none() || booked.contains_key(&slot.id));
        let chain = label.map_or(&opened.kept.event.chain, |label| &label.chain);
        Ok(Desk {
            zone: acts::zone_of(&app.gazetteer, chain),
            now: app.clock.now(),
            slots,
            booked,
            opened,
        })
    }

    /// The proof that what is asked comes from whoever organises it.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], or a refusal when its edition is over.
    pub fn by(&self, app: &App) -> Answer<By> {
        Ok(By {
            event: self.opened.kept.id,
            organiser: self.opened.organiser(app, Action::Edit)?,
        })
    }

    /// One of its slots, by the number in a form or an address.
    #[must_use]
    pub fn slot(&self, number: &str) -> Option<&Slot> {
        let id = number.parse().ok().map(SlotId)?;
        self.slots.iter().find(|slot| slot.id == id)
    }

    /// Everyone who booked a slot.
    #[must_use]
    pub fn of(&self, slot: SlotId) -> &[Booked] {
        self.booked.get(&slot).map_or(&[], Vec::as_slice)
    }

    /// The path of one of these pages; `""` for the list.
    #[must_use]
    pub fn path(&self, page: &str) -> String {
        match page {
            "" => self.opened.path("inscriptions"),
            page => self.opened.path(&format!("inscriptions/{page}")),
        }
    }
}

/// Who speaks to the organiser.
fn teller<'a>(app: &'a App, visit: &Visit) -> Teller<'a> {
    Teller {
        app,
        lang: visit.lang,
    }
}

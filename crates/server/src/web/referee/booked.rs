//! What those who review see of bookings: counts, and to what too few come; never people.

use domain::ids::EventId;
use serde_json::{Value, json};
use store::Conn;
use store::bookings::{risks, slots};

use super::desk::Desk;
use crate::acts;
use crate::error::Answer;
use crate::web::booking::sheet::Teller;

/// The counts of an event that is booked here; nothing for any other.
///
/// # Errors
/// As the database answers.
pub async fn counts(desk: &Desk<'_>, conn: &mut Conn, event: EventId) -> Answer<Value> {
    let mut own = slots::of_event(conn, event).await?;
    own.retain(|slot| slot.removed_at.is_none());
    if own.is_empty() {
        return Ok(Value::Null);
    }
    let sum = |count: fn(&store::bookings::Slot) -> u32| -> u32 {
        own.iter().map(count).fold(0, u32::saturating_add)
    };
    let seats: Option<u32> = own
        .iter()
        .map(|slot| slot.seats.capacity)
        .try_fold(0u32, |all, one| Some(all.saturating_add(one?)));
    let teller = teller(desk);
    let mut facts = vec![
        json!({ "title": teller.say("referee-booked-slots"), "text": own.len().to_string() }),
        json!({ "title": teller.say("referee-booked-taken"), "text": sum(|slot| slot.taken).to_string() }),
        json!({ "title": teller.say("referee-booked-confirmed"), "text": sum(|slot| slot.confirmed).to_string() }),
        json!({ "title": teller.say("referee-booked-waiting"), "text": sum(|slot| slot.waiting).to_string() }),
    ];
    if let Some(seats) = seats {
        let title = teller.say("referee-booked-seats");
        facts.insert(1, json!({ "title": title, "text": seats.to_string() }));
    }
    Ok(json!(facts))
}

fn teller<'a>(desk: &Desk<'a>) -> Teller<'a> {
    Teller {
        app: desk.app,
        lang: desk.visit.lang,
    }
}

/// The slots at risk in one’s territories, each with the way to its file.
///
/// # Errors
/// As the database answers.
pub async fn at_risk(desk: &Desk<'_>, conn: &mut Conn) -> Answer<Vec<Value>> {
    let teller = teller(desk);
    let held = &desk.standing.appointments;
    let own = risks::at_risk(conn, desk.edition.id, desk.now).await?;
    let near = own.into_iter().filter(|risk| {
        held.iter()
            .any(|held| risk.chain.height(&held.territory).is_some())
    });
    let told = near.map(|risk| {
        let minimum = risk.slot.seats.minimum.unwrap_or(0).to_string();
        let confirmed = risk.slot.confirmed.to_string();
        let zone = acts::zone_of(&desk.app.gazetteer, &risk.chain);
        let when = teller.moment(risk.slot.seats.when.from, &zone);
        json!({
            "title": risk.title,
            "href": desk.href(&format!("/instruction/{}", risk.event)),
            "why": teller.tell(
                "referee-risk-text",
                &[("when", &when), ("confirmed", &confirmed), ("minimum", &minimum)],
            ),
        })
    });
    Ok(told.collect())
}

//! Bookings of made-up people: some slots have seats left, some few, some none and a list of those who wait.

use domain::booking::{Address, Group, Party, Registrant, Who};
use domain::ids::SlotId;
use domain::words::Language;
use jiff::Timestamp;
use store::Tx;
use store::bookings::{Slot, full, letters, slots};

use super::chance::Chance;
use crate::acts::bookings::{Ask, Booking, carry_out, number};

const SEED: u64 = 0x0009_0007;
/// Slots that are booked, at most: the first ones written, of events all over the country.
const SLOTS: i64 = 150;
/// Given names, and an initial after them: nobody’s in particular.
const NAMES: [&str; 12] = [
    "Camille",
    "Dominique",
    "Alix",
    "Sacha",
    "Maxime",
    "Noa",
    "Charlie",
    "Lou",
    "Andrea",
    "Eden",
    "Morgan",
    "Yaël",
];
const SCHOOLS: [&str; 4] = [
    "Collège des Tilleuls",
    "Lycée du Pont-Neuf",
    "École des Peupliers",
    "Mission locale des Deux-Rives",
];

/// Writes them. Their letters are not kept: nobody is there to read them.
///
/// # Errors
/// As the database answers.
pub async fn write(tx: &mut Tx, now: Timestamp) -> store::Result<()> {
    let ids: Vec<SlotId> = (1..=SLOTS).map(SlotId).collect();
    for (index, slot) in slots::by_ids(tx, &ids).await?.iter().enumerate() {
        let mut chance = Chance::new(SEED, index as u64);
        let asks = parties(slot, index, &mut chance);
        let done = carry_out(tx, &asks, now).await?;
        let booked: Vec<_> = done
            .outcomes
            .into_iter()
            .filter_map(|outcome| Some(outcome.ok()??.id))
            .collect();
        if !booked.is_empty() {
            letters::forget(tx, &booked).await?;
        }
        for event in done.events {
            full::settle(tx, event, now).await?;
        }
    }
    Ok(())
}

/// Who books a slot: every fifth is asked for by more than it takes, every other fifth is nearly full.
fn parties(slot: &Slot, index: usize, chance: &mut Chance) -> Vec<Ask> {
    let capacity = slot.seats.capacity.unwrap_or(20).min(60);
    let wanted = match index % 5 {
        0 => capacity + 8,
        1 => capacity.saturating_sub(3),
        2 => 0,
        _ => capacity / 2,
    };
    let (mut asks, mut people) = (Vec::new(), 0);
    while people < wanted {
        let party = party(capacity, chance);
        people += party.seats();
        asks.push(ask(slot.id, party, asks.len(), chance));
    }
    asks
}

fn party(capacity: u32, chance: &mut Chance) -> Party {
    if capacity >= 24 && chance.percent(15) {
        let group = Group {
            establishment: (*chance.one(&SCHOOLS)).to_owned(),
            level: (*chance.one(&["4e", "3e", "2de", "Terminale", "CAP"])).to_owned(),
            heads: 12 + chance.below(8) as u32,
            adults: 2,
            needs: Vec::new(),
        };
        return Party {
            audience: None,
            who: Who::Group(group),
        };
    }
    Party::people(*chance.weighted(&[(40, 1), (35, 2), (12, 3), (13, 4)]))
}

fn ask(slot: SlotId, party: Party, index: usize, chance: &mut Chance) -> Ask {
    let name = *chance.one(&NAMES);
    let initial = char::from(b'A' + chance.below(26) as u8);
    Ask::Book(Box::new(Booking {
        id: number(),
        slot,
        address: Address::Proved,
        registrant: Registrant {
            name: format!("{name} {initial}."),
            email: format!("visiteur-{slot}-{index}@personne.example"),
            phone: String::new(),
        },
        party,
        answers: Vec::new(),
        language: Language::Fr,
        form: format!("demo-{slot}-{index}"),
    }))
}

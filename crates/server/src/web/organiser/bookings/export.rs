//! Who booked, to be taken away: as a table for a spreadsheet, or as a list to print for the door.

use axum::extract::{Path, Query, State};
use domain::booking::{Given, State as Stands, Who};
use domain::event::Access;
use serde::Deserialize;
use store::bookings::{self, Booked, Slot};

use super::{Desk, teller};
use crate::app::App;
use crate::capability;
use crate::documents::{self, DoorList, Row};
use crate::error::{Answer, Failure};
use crate::formats::write::{Cell, csv, xlsx};
use crate::web::booking::sheet::{Sheet, Teller};
use crate::web::booking::ticket::{file, masthead, occasion, short};
use crate::web::door::Visit;
use crate::web::organiser::draft::discreet;

/// Which slot; all of them when none is named.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    creneau: String,
}

/// As CSV.
pub async fn as_csv(
    State(app): State<App>,
    visit: Visit,
    Path(secret): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let (names, rows) = table(&app, &visit, &secret, &wanted.creneau).await?;
    let mut out = Vec::new();
    csv(&names, rows.into_iter(), &mut out).map_err(Failure::fault)?;
    Ok(discreet(file(
        out,
        "text/csv; charset=utf-8",
        "reservations.csv",
    )))
}

/// As a spreadsheet.
pub async fn as_xlsx(
    State(app): State<App>,
    visit: Visit,
    Path(secret): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let (names, rows) = table(&app, &visit, &secret, &wanted.creneau).await?;
    let mut out = Vec::new();
    xlsx(&names, rows.into_iter(), &mut out).map_err(Failure::fault)?;
    Ok(discreet(file(out, KIND, "reservations.xlsx")))
}

/// The names of the columns, and a row for each booking.
async fn table(
    app: &App,
    visit: &Visit,
    secret: &str,
    chosen: &str,
) -> Answer<(Vec<String>, Vec<Vec<Cell>>)> {
    let desk = Desk::load(app, visit, secret).await?;
    let teller = teller(app, visit);
    let mut conn = app.store.reader().await?;
    let plan = bookings::plan(&mut conn, desk.opened.kept.id).await?;
    drop(conn);
    let questions = plan.map(|kept| kept.questions).unwrap_or_default();
    let columns = [
        "slot",
        "state",
        "name",
        "mail",
        "phone",
        "people",
        "establishment",
        "level",
        "heads",
        "adults",
    ];
    let mut names: Vec<String> = columns
        .iter()
        .map(|column| teller.say(&format!("booked-column-{column}")))
        .collect();
    names.extend(Access::ALL.map(|kind| teller.say(&format!("booking-need-{}", kind.slug()))));
    names.extend(questions.iter().map(|question| question.text.clone()));
    names.push(teller.say("booked-column-since"));
    names.push(teller.say("booked-column-came"));
    let mut rows = Vec::new();
    let only = desk.slot(chosen).map(|slot| slot.id);
    for slot in desk
        .slots
        .iter()
        .filter(|slot| only.is_none_or(|only| only == slot.id))
    {
        for booked in desk.of(slot.id) {
            let answers = questions.iter().map(|question| {
                let own = booked.registration.answers.iter();
                let answer = own
                    .into_iter()
                    .find(|answer| answer.question == question.number);
                answer.map_or_else(String::new, |answer| match &answer.given {
                    Given::Text(text) | Given::Choice(text) => text.clone(),
                    Given::Consent(_) => teller.say("booked-consented"),
                })
            });
            rows.push(row(&teller, &desk, slot, booked, answers.collect()));
        }
    }
    Ok((names, rows))
}

fn row(
    teller: &Teller<'_>,
    desk: &Desk,
    slot: &Slot,
    booked: &Booked,
    answers: Vec<String>,
) -> Vec<Cell> {
    let registration = &booked.registration;
    let known = registration.registrant.clone().unwrap_or_default();
    let (establishment, level, heads, adults, needs) = match &registration.party.who {
        Who::People { .. } => (String::new(), String::new(), None, None, Vec::new()),
        Who::Group(group) => (
            group.establishment.clone(),
            group.level.clone(),
            Some(group.heads),
            Some(group.adults),
            group.needs.clone(),
        ),
    };
    let count = |number: Option<u32>| number.map_or_else(|| Cell::Text(String::new()), Cell::count);
    let came = match &registration.state {
        Stands::Attended { people, .. } => Some(*people),
        Stands::NoShow { .. } => Some(0),
        _ => None,
    };
    let mut cells = vec![
        Cell::Text(teller.when(slot)),
        Cell::Text(teller.say(&format!("booking-short-{}", registration.state.slug()))),
        Cell::Text(known.name),
        Cell::Text(known.email),
        Cell::Text(known.phone),
        Cell::count(registration.party.seats()),
        Cell::Text(establishment),
        Cell::Text(level),
        count(heads),
        count(adults),
    ];
    cells.extend(Access::ALL.map(|kind| {
        let need = needs.iter().find(|need| need.kind == kind);
        count(need.map(|need| need.people))
    }));
    cells.extend(answers.into_iter().map(Cell::Text));
    cells.push(Cell::Text(teller.moment(booked.created_at, &desk.zone)));
    cells.push(count(came));
    cells
}

/// The list of a slot to print for the door: who is sure to come.
pub async fn door(
    State(app): State<App>,
    visit: Visit,
    Path(secret): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let desk = Desk::load(&app, &visit, &secret).await?;
    let slot = desk.slot(&wanted.creneau).ok_or(Failure::NotFound)?;
    let teller = teller(&app, &visit);
    let comes = |booked: &&Booked| {
        let state = &booked.registration.state;
        matches!(state, Stands::Confirmed { .. } | Stands::Attended { .. })
    };
    let coming: Vec<&Booked> = desk.of(slot.id).iter().filter(comes).collect();
    let mut conn = app.store.reader().await?;
    let sheet = match coming.first() {
        Some(first) => Sheet::load(&app, &mut conn, first.id).await?,
        None => None,
    };
    drop(conn);
    // An empty list has nothing to print.
    let sheet = sheet.ok_or(Failure::NotFound)?;
    let rows = coming.iter().map(|booked| {
        let token = capability::ticket(&app.key, booked.id);
        Row {
            name: booked
                .registration
                .registrant
                .as_ref()
                .map_or_else(|| teller.say("booked-nobody"), |known| known.name.clone()),
            party: booked.registration.party.clone(),
            code: short(&token).to_owned(),
        }
    });
    let list = DoorList {
        masthead: masthead(&app, &sheet.edition, visit.lang),
        occasion: occasion(&teller, &sheet),
        seats: slot.seats.capacity,
        rows: rows.collect(),
    };
    let (words, lang) = (app.words.clone(), visit.lang);
    let made = tokio::task::spawn_blocking(move || documents::door_list(&words, lang, &list));
    let made = made
        .await
        .map_err(Failure::fault)?
        .map_err(Failure::fault)?;
    Ok(discreet(file(made, "application/pdf", "liste.pdf")))
}

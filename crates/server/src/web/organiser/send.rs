//! Check and send; and the letter that proves an address.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::authority::{Action, Vouched};
use domain::event::{Content, Field};
use domain::identifier::Email;
use domain::ids::{EventId, PersonId};
use domain::review::{Event, Refusal, Review};
use domain::slot::{MAX_SLOTS, Series, generate};
use jiff::civil::Date;
use store::events::{self, Kept};
use store::{Tx, organisations, people};

use crate::acts::{self, Failed};
use crate::app::App;
use crate::capability;
use crate::error::{Answer, Sentence};
use crate::web::door::Visit;
use crate::web::form::Fields;
use crate::web::organiser::draft::{Opened, discreet, speaker};
use crate::web::organiser::form::{Showing, page};
use crate::web::organiser::steps::Step;
use crate::web::organiser::typed::{Reading, Typed, hour};
use crate::web::page::{Flash, Page, go, href};
use crate::web::sentences;

/// The last step.
pub async fn show(State(app): State<App>, visit: Visit, Path(secret): Path<String>) -> Answer {
    let opened = Opened::load(&app, &visit, &secret).await?;
    if !opened.may_edit(&app) {
        return Ok(discreet(go(&visit, &opened.path(""))));
    }
    let content = opened.content.clone();
    page(&app, &visit, &opened, &content, Showing::step(Step::Send)).await
}

/// Sends.
pub async fn send(State(app): State<App>, Path(secret): Path<String>, fields: Fields) -> Answer {
    let visit = fields.visit.clone();
    app.check_token(
        &visit,
        Some(&secret),
        fields.get("csrf").unwrap_or_default(),
    )?;
    app.limits.change_by(&secret)?;
    send_now(&app, &visit, &secret).await
}

/// Sends what the form holds. What keeps it back is shown on the last step.
///
/// # Errors
/// [`Failure::Forbidden`] when the event's state does not allow it; [`Failure::Conflict`] when somebody was quicker.
pub async fn send_now(app: &App, visit: &Visit, secret: &str) -> Answer {
    match try_to_send(app, visit, secret).await? {
        Ok(sent) => Ok(sent),
        Err((opened, refused)) => kept_back(app, visit, &opened, &refused).await,
    }
}

/// Sends what the form holds, or says what keeps it back.
///
/// # Errors
/// As [`send_now`].
pub async fn try_to_send(
    app: &App,
    visit: &Visit,
    secret: &str,
) -> Answer<Result<Response, (Opened, Refusal)>> {
    let mut tx = app.store.begin().await?;
    let mut opened = Opened::load_in(app, &mut tx, visit, secret).await?;
    opened.organiser(app, Action::Edit)?;
    if let (Some(me), None) = (&visit.me, opened.kept.event.proposer) {
        // Whoever is signed in has proved their address already.
        events::set_proposer(&mut tx, opened.kept.id, PersonId(me.person.id)).await?;
        opened = Opened::load_in(app, &mut tx, visit, secret).await?;
    }
    let by = opened.organiser(app, Action::Edit)?;
    if opened.kept.event.proposer.is_none() {
        // The letter that proves the address is written with the revision; how many one may ask for is counted here.
        if let Ok(email) = Email::parse(&opened.content.referee_contact.email) {
            app.limits.letter(visit.from, &email.comparable())?;
        }
    }
    let sent = acts::send(
        &mut tx,
        opened.world(app),
        &opened.kept,
        &opened.content,
        &by,
    )
    .await;
    match sent {
        Ok(event) => {
            if let Some(proposer) = event.proposer {
                let now = app.clock.now();
                join(&mut tx, &event, opened.kept.id, proposer, now).await?;
            }
        }
        Err(Failed::Refused(refused)) if refused != Refusal::MovedOn => {
            drop(tx);
            return Ok(Err((opened, refused)));
        }
        Err(failed) => return Err(failed.into()),
    }
    tx.commit().await?;
    app.outbox.notify_one();
    let sent = go(visit, &format!("{}?envoye", opened.path("")));
    Ok(Ok(discreet(sent)))
}

/// The last step again, with the sentence of what keeps the proposal back.
///
/// # Errors
/// As the database answers.
pub async fn kept_back(app: &App, visit: &Visit, opened: &Opened, refused: &Refusal) -> Answer {
    let speaker = speaker(app, visit);
    let flash = Flash {
        kind: "bad",
        title: speaker.word("organiser-not-sent"),
        text: speaker.say(&sentences::refusal(refused)),
    };
    let showing = Showing {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        flash: Some(flash),
        ..Showing::step(Step::Send)
    };
    page(app, visit, opened, &opened.content, showing).await
}

/// The address a letter went to, when the proof is that letter's.
async fn proved(
    tx: &mut store::Conn,
    app: &App,
    kept: &Kept,
    proof: &str,
) -> Answer<Option<Email>> {
    let Review::Unconfirmed { revision, .. } = kept.event.review else {
        return Ok(None);
    };
    let content = events::content(tx, kept.id, revision).await?;
    let email = Email::parse(&content.referee_contact.email).ok();
    Ok(email.filter(|email| capability::confirms(&app.key, kept, revision, email, proof)))
}

/// Where the link of the letter leads: a button, since programs that look into mail follow links.
pub async fn arrive(
    State(app): State<App>,
    visit: Visit,
    Path((secret, proof)): Path<(String, String)>,
) -> Answer {
    let opened = Opened::load(&app, &visit, &secret).await?;
    let mut conn = app.store.reader().await?;
    let email = proved(&mut conn, &app, &opened.kept, &proof).await?;
    drop(conn);
    let Some(email) = email else {
        app.limits.attempt(visit.from)?;
        return Ok(discreet(go(&visit, &opened.path(""))));
    };
    let page = Page::new(
        "organiser/confirm.html",
        app.words.say(visit.lang, "organiser-confirm-title", None),
    )
    .hidden()
    .nav("organise")
    .capability(&secret)
    .with(
        "action",
        href(visit.lang, &opened.path(&format!("confirmer/{proof}"))),
    )
    .with("title", &opened.kept.title)
    .with("email", email.to_string());
    Ok(discreet(app.show(&visit, page)?))
}

/// The address is proved: its person is confirmed, and what was sent enters the queue.
pub async fn confirm(
    State(app): State<App>,
    Path((secret, proof)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let visit = fields.visit.clone();
    app.check_token(
        &visit,
        Some(&secret),
        fields.get("csrf").unwrap_or_default(),
    )?;
    app.limits.attempt(visit.from)?;
    let mut tx = app.store.begin().await?;
    let opened = Opened::load_in(&app, &mut tx, &visit, &secret).await?;
    let Some(email) = proved(&mut tx, &app, &opened.kept, &proof).await? else {
        return Ok(discreet(go(&visit, &opened.path(""))));
    };
    let now = app.clock.now();
    let person = people::welcome(&mut tx, &email.comparable(), "", visit.lang.tag(), now).await?;
    people::confirm(&mut tx, person.id, now).await?;
    let person = PersonId(person.id);
    join(&mut tx, &opened.kept.event, opened.kept.id, person, now).await?;
    acts::confirm(&mut tx, opened.world(&app), &opened.kept, person).await?;
    tx.commit().await?;
    app.outbox.notify_one();
    Ok(discreet(go(
        &visit,
        &format!("{}?confirme", opened.path("")),
    )))
}

/// Whoever brought an organisation nobody takes part in yet does from now on, on their own word.
async fn join(
    tx: &mut Tx,
    event: &Event,
    id: EventId,
    person: PersonId,
    now: jiff::Timestamp,
) -> Answer<()> {
    if let Some(organisation) = event.organisation
        && organisations::is_brought_by(tx, organisation, id).await?
    {
        organisations::join(tx, organisation, person, Vouched::Nobody, now).await?;
    }
    Ok(())
}

/// Adds a series of slots, or takes all slots away, when the form asks for it. How many were added.
pub fn series(
    typed: &Typed,
    opened: &Opened,
    content: &mut Content,
    reading: &mut Reading,
) -> usize {
    let before = content.slots.len();
    match typed.get("act") {
        "clear" => content.slots.clear(),
        "series" => add_series(typed, opened, content, reading),
        _ => {}
    }
    content.slots.len().saturating_sub(before)
}

fn add_series(typed: &Typed, opened: &Opened, content: &mut Content, reading: &mut Reading) {
    let number = |name: &str| typed.get(name).trim().parse::<u32>().ok();
    // Nothing typed leaves the choice to us; what cannot be read is never taken for nothing.
    let optional = |name: &str| match typed.get(name).trim() {
        "" => Some(None),
        _ => number(name).map(Some),
    };
    let wrong = |cell: &str| Sentence::new(format!("refusal-series-bad-{cell}"));
    let read = || {
        Ok((
            number("series_every").ok_or_else(|| wrong("every"))?,
            optional("series_length").ok_or_else(|| wrong("length"))?,
            hour(typed.get("series_from")).ok_or_else(|| wrong("from"))?,
            hour(typed.get("series_to")).ok_or_else(|| wrong("to"))?,
            optional("series_seats").ok_or_else(|| wrong("seats"))?,
        ))
    };
    let (every, length, from, to, seats) = match read() {
        Ok(read) => read,
        Err(sentence) => return reading.trouble(Field::Slots, sentence),
    };
    let days: Vec<Date> = typed
        .all("series_day")
        .filter_map(|day| day.parse().ok())
        .take(opened.edition.rules.accepted.len().max(400))
        .collect();
    let series = Series {
        every,
        duration: length.unwrap_or(every),
        from,
        to,
        days,
        capacity: seats,
    };
    match generate(&series) {
        Ok(made) => {
            let same = |a: &domain::slot::Slot, b: &domain::slot::Slot| {
                (a.start, a.end) == (b.start, b.end)
            };
            for slot in made {
                let there = content.slots.iter().any(|other| same(other, &slot));
                if !there && content.slots.len() <= MAX_SLOTS {
                    content.slots.push(slot);
                }
            }
            content.slots.sort_unstable();
        }
        Err(fault) => reading.trouble(Field::Slots, sentences::series(&fault)),
    }
}

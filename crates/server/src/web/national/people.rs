//! The national team itself, and who is signed in.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::identifier::Email;
use serde_json::{Value as Json, json};
use store::outbox::{self, NewLetter};
use store::people::{self, Invitation};

use super::Team;
use crate::app::App;
use crate::clock::after;
use crate::error::{Answer, Failure};
use crate::secret;
use crate::web::form::Fields;
use crate::web::page::go;

/// How long an invitation works, in days.
const INVITATION_DAYS: i64 = 14;
const DAY_MILLIS: i64 = 86_400_000;
/// Sessions shown.
const SESSIONS: i64 = 500;
const ROLE: &str = "national";

/// The members of the team, and the form that invites another.
pub async fn team(State(app): State<App>, team: Team) -> Answer {
    show(&app, &team, "", "").await
}

async fn show(app: &App, team: &Team, email: &str, error: &str) -> Answer {
    let mut conn = app.store.reader().await?;
    let held = people::appointed(&mut conn, ROLE, None).await?;
    let nation = app.gazetteer.nation().code.as_str();
    let waiting = people::pending_in(&mut conn, nation, app.clock.now()).await?;
    drop(conn);
    let pending: Vec<Json> = waiting
        .iter()
        .filter(|(_, one)| one.role == ROLE)
        .map(|(id, one)| {
            let back = format!("/pilotage/personnes/invitation/{id}/reprendre");
            json!({
                "email": one.email, "until": one.expires_at.as_millisecond(),
                "take_back": team.href(&back),
            })
        })
        .collect();
    let rows: Vec<Json> = held
        .iter()
        .map(|(appointment, person)| {
            let own = person.id == team.me.person.id;
            let end = team.href(&format!("/pilotage/personnes/{}/fin", appointment.id));
            json!({
                "name": person.name, "email": person.email, "own": own,
                "since": appointment.since.as_millisecond(),
                "end": if own { String::new() } else { end },
            })
        })
        .collect();
    let status = match error {
        "" => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let title = team.say(app, "national-people");
    let page = team
        .page(app, "national/people.html", &title, "people")
        .status(status)
        .with("rows", rows)
        .with("pending", pending)
        .with("email", email)
        .with("error", error)
        .with("days", INVITATION_DAYS)
        .with("territories", team.href("/pilotage/territoires"))
        .with("action", team.href("/pilotage/personnes"));
    app.show(&team.visit, page)
}

/// Invites someone to the team by mail. Nobody learns whether the address was known.
pub async fn invite(State(app): State<App>, team: Team, sent: Fields) -> Answer {
    team.check(&app, &sent)?;
    let typed = sent.get("email").unwrap_or_default().trim().to_owned();
    let Ok(email) = Email::parse(&typed) else {
        let error = team.say(&app, "session-ask-email-wrong");
        return show(&app, &team, &typed, &error).await;
    };
    app.limits
        .invitation(team.proof.person(), &email.comparable())?;
    let (now, fresh) = (app.clock.now(), secret::fresh());
    let invitation = Invitation {
        token_hash: secret::digest(&fresh),
        email: email.comparable(),
        role: ROLE.to_owned(),
        territory: Some(app.gazetteer.nation().code.to_string()),
        institution: None,
        organisation_id: None,
        invited_by: Some(team.proof.person().0),
        created_at: now,
        expires_at: after(now, INVITATION_DAYS * DAY_MILLIS),
        accepted_at: None,
    };
    let path = team.href(&format!("/invitation/{fresh}"));
    let letter = NewLetter {
        dedupe: format!("invitation {}", invitation.token_hash),
        to_email: email.comparable(),
        to_person: None,
        language: team.visit.lang.tag().to_owned(),
        kind: "invitation".to_owned(),
        params: json!({
            "link": app.config.absolute(&path), "days": INVITATION_DAYS, "role": ROLE,
            "territory": invitation.territory, "institution": "",
        }),
        not_before: now,
    };
    let mut tx = app.store.begin().await?;
    people::invite(&mut tx, &invitation).await?;
    outbox::post(&mut tx, &letter, now).await?;
    tx.commit().await?;
    app.outbox.notify_one();
    Ok(go(&team.visit, "/pilotage/personnes?fait=invited"))
}

/// Takes an invitation to the team back: its letter opens nothing any more.
pub async fn take_back(
    State(app): State<App>,
    team: Team,
    Path(invitation): Path<i64>,
    sent: Fields,
) -> Answer {
    team.check(&app, &sent)?;
    let mut tx = app.store.begin().await?;
    let nation = app.gazetteer.nation().code.as_str();
    let all = people::pending_in(&mut tx, nation, app.clock.now()).await?;
    let own = |(id, one): &(i64, Invitation)| *id == invitation && one.role == ROLE;
    if !all.iter().any(own) {
        return Err(Failure::NotFound);
    }
    people::take_back(&mut tx, invitation).await?;
    tx.commit().await?;
    Ok(go(&team.visit, "/pilotage/personnes?fait=taken-back"))
}

/// Ends an appointment to the team; one's own stays, so that the team never shuts itself out.
pub async fn dismiss(
    State(app): State<App>,
    team: Team,
    Path(appointment): Path<i64>,
    sent: Fields,
) -> Answer {
    team.check(&app, &sent)?;
    let mut tx = app.store.begin().await?;
    // Two who dismiss each other at once would leave nobody.
    tx.lock_name("national-team").await?;
    let held = people::appointed(&mut tx, ROLE, None).await?;
    let found = held.iter().find(|(one, _)| one.id == appointment);
    let (_, person) = found.ok_or(Failure::NotFound)?;
    let me = team.me.person.id;
    if person.id == me || !held.iter().any(|(_, other)| other.id == me) {
        return Err(Failure::Forbidden);
    }
    people::dismiss(&mut tx, appointment, app.clock.now()).await?;
    tx.commit().await?;
    Ok(go(&team.visit, "/pilotage/personnes?fait=dismissed"))
}

/// Everyone who is signed in, the latest first.
pub async fn sessions(State(app): State<App>, team: Team) -> Answer {
    let mut conn = app.store.reader().await?;
    let live = people::live_sessions(&mut conn, app.clock.now(), SESSIONS).await?;
    drop(conn);
    let rows: Vec<Json> = live
        .iter()
        .map(|(session, person)| {
            json!({
                "name": person.name, "email": person.email, "device": session.device,
                "opened": session.created_at.as_millisecond(),
                "seen": session.seen_at.as_millisecond(),
                "here": session.id == team.me.session,
                "end": team.href(&format!("/pilotage/connexions/{}/fin", session.id)),
                "end_all": team.href(&format!("/pilotage/connexions/personne/{}/fin", person.id)),
            })
        })
        .collect();
    let title = team.say(&app, "national-sessions");
    let page = team
        .page(&app, "national/sessions.html", &title, "sessions")
        .with("full", rows.len() as i64 == SESSIONS)
        .with("rows", rows);
    app.show(&team.visit, page)
}

/// Ends one session.
pub async fn end_session(
    State(app): State<App>,
    team: Team,
    Path(id): Path<i64>,
    sent: Fields,
) -> Answer {
    team.check(&app, &sent)?;
    let mut tx = app.store.begin().await?;
    let by = team.proof.person().0;
    if !people::end_session(&mut tx, id, None, by, app.clock.now()).await? {
        return Err(Failure::NotFound);
    }
    tx.commit().await?;
    Ok(go(&team.visit, "/pilotage/connexions?fait=ended"))
}

/// Ends every session of a person.
pub async fn end_all(
    State(app): State<App>,
    team: Team,
    Path(person): Path<i64>,
    sent: Fields,
) -> Answer {
    team.check(&app, &sent)?;
    let mut tx = app.store.begin().await?;
    people::end_sessions_of(&mut tx, person, team.proof.person().0, app.clock.now()).await?;
    tx.commit().await?;
    Ok(go(&team.visit, "/pilotage/connexions?fait=ended"))
}

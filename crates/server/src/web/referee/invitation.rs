//! An invitation opened from its letter: what it offers, and the button that accepts it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::authority::{self, Role};
use domain::ids::PersonId;
use domain::text::{check_length, single_line};
use fluent_bundle::{FluentArgs, FluentValue};
use jiff::Timestamp;
use store::Conn;
use store::people::{self, Invitation};

use super::team::INVITATION_DAYS;
use crate::acts;
use crate::app::App;
use crate::error::Answer;
use crate::secret;
use crate::web::door::Visit;
use crate::web::form::Fields;
use crate::web::organiser::NAME;
use crate::web::page::Page;
use crate::web::session;

/// What the invitation offers, with a button: programs that look into mail follow links, and must not accept it.
pub async fn show(State(app): State<App>, visit: Visit, Path(token): Path<String>) -> Answer {
    let mut conn = app.store.reader().await?;
    let now = app.clock.now();
    let found = people::invitation(&mut conn, &secret::digest(&token)).await?;
    let live = found.filter(|one| is_open(one, now));
    let Some(invitation) = live else {
        return ended(&app, &visit);
    };
    if !still_stands(&app, &mut conn, &invitation).await? {
        return ended(&app, &visit);
    }
    let known = people::by_email(&mut conn, &invitation.email).await?;
    let name = known.map(|person| person.name).unwrap_or_default();
    page(&app, &visit, &token, &invitation, &name, "")
}

fn page(
    app: &App,
    visit: &Visit,
    token: &str,
    invitation: &Invitation,
    name: &str,
    error: &str,
) -> Answer {
    let title = app.words.say(visit.lang, "referee-invitation-title", None);
    let page = Page::new("referee/invitation.html", title)
        .hidden()
        .capability(token)
        .status(match error {
            "" => StatusCode::OK,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        })
        .with("role", offer(app, visit, invitation))
        .with(
            "institution",
            invitation.institution.clone().unwrap_or_default(),
        )
        .with("email", &invitation.email)
        .with("name", name)
        .with("error", error)
        .with("action", app_path(visit, token));
    app.show(visit, page)
}

fn app_path(visit: &Visit, token: &str) -> String {
    crate::web::page::href(visit.lang, &format!("/invitation/{token}"))
}

/// Whether whoever invited may still give that role. One made from the command line stands by itself.
async fn still_stands(app: &App, conn: &mut Conn, invitation: &Invitation) -> Answer<bool> {
    let role = Role::parse(&invitation.role);
    let territory = invitation.territory.as_deref();
    let chain = territory.and_then(|code| app.gazetteer.chain(code));
    // One to act for an organisation has a page of its own.
    let (Some(role), Some(chain)) = (role, chain) else {
        return Ok(false);
    };
    match invitation.invited_by.map(PersonId) {
        None => Ok(true),
        Some(by) => {
            let standing = acts::standing(conn, by).await?;
            Ok(authority::may_appoint(&standing, role, &chain))
        }
    }
}

/// The role offered, in words.
fn offer(app: &App, visit: &Visit, invitation: &Invitation) -> String {
    let code = invitation.territory.as_deref().unwrap_or_default();
    let name = match app.gazetteer.territory(code) {
        Some(place) => app.gazetteer.name(place, visit.lang.tag()).to_owned(),
        None => code.to_owned(),
    };
    let mut args = FluentArgs::new();
    args.set("territory", FluentValue::from(name));
    let key = format!("referee-role-{}", invitation.role);
    app.words.say(visit.lang, &key, Some(&args))
}

/// Whether it offers a role and still may be accepted. One to act for an organisation has its own page, in the space of
/// organisers.
fn is_open(invitation: &Invitation, now: Timestamp) -> bool {
    invitation.organisation_id.is_none()
        && invitation.accepted_at.is_none()
        && invitation.expires_at > now
}

fn ended(app: &App, visit: &Visit) -> Answer {
    // Guesses are counted, not those who were invited.
    app.limits.attempt(visit.from)?;
    let title = app.words.say(visit.lang, "referee-invitation-ended", None);
    let page = Page::new("referee/invitation_ended.html", title)
        .hidden()
        .status(StatusCode::GONE)
        .with("days", INVITATION_DAYS);
    app.show(visit, page)
}

/// Accepts it: whoever holds the letter’s secret has proved that the address is theirs. They are appointed and signed in.
pub async fn accept(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
    sent: Fields,
) -> Answer {
    app.check_token(&visit, Some(&token), sent.get("csrf").unwrap_or_default())?;
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let token_hash = secret::digest(&token);
    let found = people::invitation(&mut tx, &token_hash).await?;
    let name = single_line(sent.get("name").unwrap_or_default());
    if let Some(invitation) = found.as_ref().filter(|one| is_open(one, now))
        && check_length(&name, NAME).is_err()
    {
        let error = app
            .words
            .say(visit.lang, "organiser-profile-name-long", None);
        return page(&app, &visit, &token, invitation, &name, &error);
    }
    let accepted = match found.is_some_and(|one| is_open(&one, now)) {
        true => people::accept_invitation(&mut tx, &token_hash, now).await?,
        false => None,
    };
    let Some(invitation) = accepted else {
        return ended(&app, &visit);
    };
    if !still_stands(&app, &mut tx, &invitation).await? {
        return ended(&app, &visit);
    }
    let person = people::welcome(&mut tx, &invitation.email, "", visit.lang.tag(), now).await?;
    people::confirm(&mut tx, person.id, now).await?;
    if !name.is_empty() {
        people::rename(&mut tx, person.id, &name, &person.language).await?;
    }
    let code = invitation.territory.as_deref().unwrap_or_default();
    people::appoint(
        &mut tx,
        person.id,
        &invitation.role,
        code,
        invitation.institution.as_deref(),
        invitation.invited_by,
        now,
    )
    .await?;
    let next = match invitation.role.as_str() {
        "national" => "/pilotage",
        _ => "/instruction?bienvenue",
    };
    let response = session::open_session(&app, &visit, &mut tx, person.id, Some(next)).await?;
    tx.commit().await?;
    Ok(response)
}

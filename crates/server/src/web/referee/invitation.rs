//! An invitation opened from its letter: what it offers, and the button that accepts it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::ids::{OrganisationId, PersonId};
use domain::territory::TerritoryCode;
use fluent_bundle::{FluentArgs, FluentValue};
use store::people::{self, Invitation};
use store::{Conn, organisations};

use super::team::INVITATION_DAYS;
use crate::app::App;
use crate::error::{Answer, Failure};
use crate::secret;
use crate::web::door::Visit;
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::session;

/// What the invitation offers, with a button: programs that look into mail follow links, and must not accept it.
pub async fn show(State(app): State<App>, visit: Visit, Path(token): Path<String>) -> Answer {
    app.limits.attempt(visit.from)?;
    let mut conn = app.store.reader().await?;
    let now = app.clock.now();
    let found = people::invitation(&mut conn, &secret::digest(&token)).await?;
    let live = found.filter(|one| one.accepted_at.is_none() && one.expires_at > now);
    let Some(invitation) = live else {
        return ended(&app, &visit);
    };
    let role = offer(&app, &visit, &mut conn, &invitation).await?;
    let say = |key: &str| app.words.say(visit.lang, key, None);
    let page = Page::new("referee/invitation.html", say("referee-invitation-title"))
        .hidden()
        .capability(&token)
        .with("role", role)
        .with("institution", invitation.institution.unwrap_or_default())
        .with("email", &invitation.email)
        .with("action", app_path(&visit, &token));
    app.show(&visit, page)
}

fn app_path(visit: &Visit, token: &str) -> String {
    crate::web::page::href(visit.lang, &format!("/invitation/{token}"))
}

/// The role offered, in words.
async fn offer(
    app: &App,
    visit: &Visit,
    conn: &mut Conn,
    invitation: &Invitation,
) -> Answer<String> {
    let name = match (&invitation.territory, invitation.organisation_id) {
        (_, Some(own)) => {
            let known = organisations::organisation(conn, OrganisationId(own)).await?;
            known.organisation.name
        }
        (Some(code), None) => {
            let place = app.gazetteer.territory(code);
            let name = place.map(|place| app.gazetteer.name(place, visit.lang.tag()).to_owned());
            name.unwrap_or_else(|| code.clone())
        }
        (None, None) => String::new(),
    };
    let mut args = FluentArgs::new();
    args.set("territory", FluentValue::from(name));
    let key = format!("referee-role-{}", invitation.role);
    Ok(app.words.say(visit.lang, &key, Some(&args)))
}

fn ended(app: &App, visit: &Visit) -> Answer {
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
    app.limits.attempt(visit.from)?;
    app.check_token(&visit, Some(&token), sent.get("csrf").unwrap_or_default())?;
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let accepted = people::accept_invitation(&mut tx, &secret::digest(&token), now).await?;
    let Some(invitation) = accepted else {
        return ended(&app, &visit);
    };
    let person = people::welcome(&mut tx, &invitation.email, "", visit.lang.tag(), now).await?;
    people::confirm(&mut tx, person.id, now).await?;
    let next = match (invitation.organisation_id, &invitation.territory) {
        (Some(own), _) => {
            organisations::join(&mut tx, OrganisationId(own), PersonId(person.id), now).await?;
            "/espace"
        }
        (None, Some(code)) => {
            TerritoryCode::parse(code)
                .ok_or_else(|| Failure::fault("a territory without a code"))?;
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
            match invitation.role.as_str() {
                "national" => "/pilotage",
                _ => "/instruction",
            }
        }
        (None, None) => return Err(Failure::fault("an invitation to nothing")),
    };
    let response = session::open_session(&app, &visit, &mut tx, person.id, Some(next)).await?;
    tx.commit().await?;
    Ok(response)
}

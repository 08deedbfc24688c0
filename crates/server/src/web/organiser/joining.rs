//! How a colleague joins an organisation: invited, taken back, accepted.

use axum::extract::{Path, State};
use domain::authority::Vouched;
use domain::identifier::Email;
use domain::ids::{OrganisationId, PersonId};
use domain::text::single_line;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Value, json};
use store::Conn;
use store::organisations::{self, Known};
use store::outbox::{self, NewLetter};
use store::people::{self, Invitation};

use crate::app::App;
use crate::clock::after;
use crate::error::{Answer, Failure, Sentence};
use crate::secret;
use crate::web::door::{SignedIn, Visit};
use crate::web::filters;
use crate::web::form::Sent;
use crate::web::organiser::draft::discreet;
use crate::web::organiser::team::{Edited, Nothing, own, page};
use crate::web::page::{Page, go, href};
use crate::web::sentences;
use crate::web::session::open_session;

/// How long an invitation works, days.
pub const INVITATION_DAYS: i64 = 14;
const ROLE: &str = "organiser";

/// The invitations that nobody accepted yet.
pub(super) async fn pending(
    app: &App,
    visit: &Visit,
    conn: &mut Conn,
    known: &Known,
) -> Answer<Vec<Value>> {
    let all = people::pending_for(conn, known.id.0, app.clock.now()).await?;
    let rows = all.into_iter().map(|(id, one)| {
        let until = one.expires_at.to_zoned_datetime(TimeZone::UTC).date();
        let back = format!("/espace/organisations/{}/reprendre/{id}", known.id);
        json!({
            "email": one.email,
            "until": filters::day_long(until, visit.lang),
            "take_back": href(visit.lang, &back),
        })
    });
    Ok(rows.collect())
}

/// Takes an invitation back: its letter opens nothing any more.
pub async fn take_back(
    State(app): State<App>,
    visit: Visit,
    SignedIn(me): SignedIn,
    Path((id, invitation)): Path<(i64, i64)>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Answer {
    let mut tx = app.store.begin().await?;
    let (known, _) = own(&mut tx, &me, id).await?;
    let all = people::pending_for(&mut tx, known.id.0, app.clock.now()).await?;
    if !all.iter().any(|(number, _)| *number == invitation) {
        return Err(Failure::NotFound);
    }
    people::take_back(&mut tx, invitation).await?;
    tx.commit().await?;
    Ok(go(&visit, &format!("/espace/organisations/{id}?repris")))
}

/// What an invitation sends.
#[derive(Debug, Deserialize)]
pub struct Invited {
    #[serde(default)]
    email: String,
}

/// Invites a colleague. The same answer comes whether the address is known or not.
pub async fn invite(
    State(app): State<App>,
    visit: Visit,
    SignedIn(me): SignedIn,
    Path(id): Path<i64>,
    Sent(invited): Sent<Invited>,
) -> Answer {
    let mut tx = app.store.begin().await?;
    let own = own(&mut tx, &me, id).await?;
    let known = &own.0;
    let email = match Email::parse(&single_line(&invited.email)) {
        Ok(email) => email,
        Err(why) => {
            let fault = ("email", sentences::identifier("email", &why));
            let (edited, fault) = (&Edited::of(known), Some(fault));
            return page(&app, &visit, &mut tx, &me, &own, edited, fault, None).await;
        }
    };
    app.limits.letter(visit.from, &email.comparable())?;
    let (now, fresh) = (app.clock.now(), secret::fresh());
    let token_hash = secret::digest(&fresh);
    let invitation = Invitation {
        token_hash: token_hash.clone(),
        email: email.comparable(),
        role: ROLE.to_owned(),
        territory: None,
        institution: None,
        organisation_id: Some(known.id.0),
        invited_by: Some(me.person.id),
        created_at: now,
        expires_at: after(now, INVITATION_DAYS * 86_400_000),
        accepted_at: None,
    };
    people::invite(&mut tx, &invitation).await?;
    let address = href(visit.lang, &format!("/espace/invitation/{fresh}"));
    let letter = NewLetter {
        dedupe: format!("join-organisation {token_hash}"),
        to_email: email.comparable(),
        to_person: None,
        language: visit.lang.tag().to_owned(),
        kind: "join-organisation".to_owned(),
        // Nothing that was typed stands in it, the address of who invites apart, which they have proved.
        params: json!({
            "link": app.config.absolute(&address),
            "who": me.person.email,
            "days": INVITATION_DAYS,
        }),
        not_before: now,
    };
    outbox::post(&mut tx, &letter, now).await?;
    tx.commit().await?;
    app.outbox.notify_one();
    Ok(go(&visit, &format!("/espace/organisations/{id}?invite")))
}

async fn open(conn: &mut Conn, app: &App, given: &str) -> Answer<Option<(Invitation, Known)>> {
    let found = people::invitation(conn, &secret::digest(given)).await?;
    let now = app.clock.now();
    let found =
        found.filter(|one| one.role == ROLE && one.accepted_at.is_none() && one.expires_at > now);
    let Some((invitation, id)) = found.and_then(|one| {
        let id = one.organisation_id?;
        Some((one, id))
    }) else {
        return Ok(None);
    };
    let known = organisations::find(conn, OrganisationId(id)).await?;
    Ok(known.map(|known| (invitation, known)))
}

/// On whose word whoever accepts takes part; none when the one who invited takes no part any more.
async fn lets_in(
    conn: &mut Conn,
    invitation: &Invitation,
    id: OrganisationId,
) -> Answer<Option<Vouched>> {
    let Some(by) = invitation.invited_by.map(PersonId) else {
        return Ok(None);
    };
    let parts = organisations::memberships_of(conn, by).await?;
    let own = parts.into_iter().find(|own| own.organisation == id);
    Ok(own.map(|own| own.lets_in(by)))
}

/// An invitation that opens nothing: guesses are counted, not those who were invited.
fn gone(app: &App, visit: &Visit) -> Failure {
    match app.limits.attempt(visit.from) {
        Ok(()) => Failure::Gone(Sentence::new("refusal-invitation-gone")),
        Err(too_many) => too_many,
    }
}

/// Where the letter of an invitation leads: a button.
pub async fn arrive(State(app): State<App>, visit: Visit, Path(given): Path<String>) -> Answer {
    let mut conn = app.store.reader().await?;
    let Some((offer, known)) = open(&mut conn, &app, &given).await? else {
        return Err(gone(&app, &visit));
    };
    if lets_in(&mut conn, &offer, known.id).await?.is_none() {
        return Err(gone(&app, &visit));
    }
    let title = app.words.say(visit.lang, "organiser-join-title", None);
    let page = Page::new("organiser/join.html", title)
        .hidden()
        .with("organisation", &known.organisation.name)
        .with("action", href(visit.lang, &visit.path));
    Ok(discreet(app.show(&visit, page)?))
}

/// Accepts: whoever opened the letter has proved the address it went to, acts for the organisation and is signed in.
pub async fn accept(
    State(app): State<App>,
    visit: Visit,
    Path(given): Path<String>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Answer {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let Some((offer, known)) = open(&mut tx, &app, &given).await? else {
        return Err(gone(&app, &visit));
    };
    // Whoever has left the organisation meanwhile lets nobody in any more.
    let Some(vouched) = lets_in(&mut tx, &offer, known.id).await? else {
        return Err(gone(&app, &visit));
    };
    let accepted = people::accept_invitation(&mut tx, &secret::digest(&given), now).await?;
    let Some(invitation) = accepted else {
        return Err(gone(&app, &visit));
    };
    let person = people::welcome(&mut tx, &invitation.email, "", visit.lang.tag(), now).await?;
    people::confirm(&mut tx, person.id, now).await?;
    organisations::join(&mut tx, known.id, PersonId(person.id), vouched, now).await?;
    let next = format!("/espace/organisations/{}", known.id);
    let response = match &visit.me {
        Some(me) if me.person.id == person.id => go(&visit, &next),
        _ => open_session(&app, &visit, &mut tx, person.id, Some(&next)).await?,
    };
    tx.commit().await?;
    Ok(discreet(response))
}

//! An organisation and the people who act for it: who they are, and how a colleague joins.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::identifier::{Email, Siret, Web};
use domain::ids::{OrganisationId, PersonId};
use domain::organisation::{Kind, Organisation};
use domain::text::{check_length, single_line};
use serde::Deserialize;
use serde_json::{Value, json};
use store::organisations::{self, Known};
use store::outbox::{self, NewLetter};
use store::people::{self, Invitation};
use store::{Conn, StoreError};

use crate::app::App;
use crate::clock::after;
use crate::error::{Answer, Failure, Sentence};
use crate::secret;
use crate::web::door::{Me, SignedIn, Visit};
use crate::web::form::Sent;
use crate::web::organiser::draft::{discreet, speaker};
use crate::web::organiser::organisation::NAME;
use crate::web::page::{Flash, Page, go, href};
use crate::web::sentences;
use crate::web::session::open_session;

/// How long an invitation works, days.
const INVITATION_DAYS: i64 = 14;
const ROLE: &str = "organiser";

/// An organisation one acts for; for others it is as if it were not there.
async fn own(conn: &mut Conn, me: &Me, id: i64) -> Answer<Known> {
    let person = PersonId(me.person.id);
    let own = organisations::of_person(conn, person).await?;
    own.into_iter()
        .find(|known| known.id == OrganisationId(id))
        .ok_or(Failure::NotFound)
}

/// What one knows and may change.
#[derive(Debug, Default, Deserialize)]
pub struct Edited {
    #[serde(default)]
    name: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    siret: String,
    #[serde(default)]
    website: String,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    SignedIn(me): SignedIn,
    Path(id): Path<i64>,
) -> Answer {
    let mut conn = app.store.reader().await?;
    let known = own(&mut conn, &me, id).await?;
    let flash = match visit.query.as_deref() {
        Some("fait") => Some("organiser-team-saved"),
        Some("invite") => Some("organiser-team-invited"),
        _ => None,
    };
    let edited = Edited {
        name: known.organisation.name.clone(),
        kind: known.organisation.kind.slug().to_owned(),
        siret: known.organisation.siret.clone(),
        website: known.organisation.website.clone(),
    };
    page(&app, &visit, &mut conn, &me, &known, &edited, None, flash).await
}

#[allow(clippy::too_many_arguments, reason = "each is a part of the page")]
async fn page(
    app: &App,
    visit: &Visit,
    conn: &mut Conn,
    me: &Me,
    known: &Known,
    edited: &Edited,
    error: Option<(&'static str, Sentence)>,
    flash: Option<&str>,
) -> Answer {
    let speaker = speaker(app, visit);
    let mut members: Vec<Value> = Vec::new();
    for member in organisations::members(conn, known.id).await? {
        if let Some(person) = people::by_id(conn, member.0).await? {
            let name = if person.name.is_empty() {
                &person.email
            } else {
                &person.name
            };
            members.push(
                json!({ "name": name, "email": person.email, "me": person.id == me.person.id }),
            );
        }
    }
    let kinds: Vec<Value> = Kind::ALL
        .into_iter()
        .map(|kind| {
            let text = speaker.word(&format!("organiser-kind-{}", kind.slug()));
            json!({ "value": kind.slug(), "text": text })
        })
        .collect();
    let told = |field: &str| match &error {
        Some((name, sentence)) if *name == field => speaker.say(sentence),
        _ => String::new(),
    };
    let path = |rest: &str| {
        href(
            visit.lang,
            &format!("/espace/organisations/{}{rest}", known.id),
        )
    };
    let mut page = Page::new("organiser/team.html", known.organisation.name.clone())
        .hidden()
        .status(match &error {
            Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
            None => StatusCode::OK,
        })
        .with("name", &edited.name)
        .with("kind", &edited.kind)
        .with("kinds", kinds)
        .with("siret", &edited.siret)
        .with("website", &edited.website)
        .with("errors", json!({
            "name": told("name"), "siret": told("siret"), "website": told("website"), "email": told("email"),
        }))
        .with("members", members)
        .with("actions", json!({ "save": path(""), "invite": path("/inviter"), "leave": path("/quitter") }))
        .with("days", INVITATION_DAYS)
        .with("public", href(visit.lang, &format!("/organisations/{}", known.slug)));
    if let Some(key) = flash {
        page = page.flash(Flash {
            kind: "good",
            title: speaker.word(key),
            text: String::new(),
        });
    }
    app.show(visit, page)
}

fn read(edited: &Edited, known: &Organisation) -> Result<Organisation, (&'static str, Sentence)> {
    let name = single_line(&edited.name);
    if name.is_empty() || check_length(&name, NAME).is_err() {
        return Err((
            "name",
            Sentence::new("refusal-organisation-name").with("limit", NAME),
        ));
    }
    let siret = match single_line(&edited.siret) {
        text if text.is_empty() => text,
        text => Siret::parse(&text)
            .map_err(|why| ("siret", sentences::identifier("siret", &why)))?
            .to_string(),
    };
    let website = match single_line(&edited.website) {
        text if text.is_empty() => text,
        text => Web::parse(&text)
            .map_err(|why| ("website", sentences::identifier("web", &why)))?
            .to_string(),
    };
    Ok(Organisation {
        name,
        siret,
        kind: Kind::parse(&edited.kind).unwrap_or(known.kind),
        website,
        commune: known.commune.clone(),
    })
}

/// Saves what is known of it.
pub async fn save(
    State(app): State<App>,
    visit: Visit,
    SignedIn(me): SignedIn,
    Path(id): Path<i64>,
    Sent(edited): Sent<Edited>,
) -> Answer {
    let mut tx = app.store.begin().await?;
    let known = own(&mut tx, &me, id).await?;
    let outcome = match read(&edited, &known.organisation) {
        Ok(organisation) => match organisations::save(&mut tx, known.id, &organisation).await {
            Ok(()) => Ok(()),
            Err(StoreError::Duplicate { .. }) => {
                Err(("siret", Sentence::new("refusal-organisation-siret-taken")))
            }
            Err(error) => return Err(error.into()),
        },
        Err(fault) => Err(fault),
    };
    match outcome {
        Ok(()) => {
            tx.commit().await?;
            Ok(go(&visit, &format!("/espace/organisations/{id}?fait")))
        }
        Err(fault) => {
            // What the database refused ends the transaction: the page is made with another.
            drop(tx);
            let mut conn = app.store.reader().await?;
            page(
                &app,
                &visit,
                &mut conn,
                &me,
                &known,
                &edited,
                Some(fault),
                None,
            )
            .await
        }
    }
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
    let known = own(&mut tx, &me, id).await?;
    let email = match Email::parse(&single_line(&invited.email)) {
        Ok(email) => email,
        Err(why) => {
            let fault = ("email", sentences::identifier("email", &why));
            let organisation = &known.organisation;
            let edited = Edited {
                name: organisation.name.clone(),
                kind: organisation.kind.slug().to_owned(),
                siret: organisation.siret.clone(),
                website: organisation.website.clone(),
            };
            return page(
                &app,
                &visit,
                &mut tx,
                &me,
                &known,
                &edited,
                Some(fault),
                None,
            )
            .await;
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

/// What a button alone sends.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// Leaves the organisation, unless nobody would be left.
pub async fn leave(
    State(app): State<App>,
    visit: Visit,
    SignedIn(me): SignedIn,
    Path(id): Path<i64>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Answer {
    let mut tx = app.store.begin().await?;
    let known = own(&mut tx, &me, id).await?;
    if organisations::members(&mut tx, known.id).await?.len() < 2 {
        return Err(Failure::refusal("refusal-organisation-last"));
    }
    organisations::leave(&mut tx, known.id, PersonId(me.person.id)).await?;
    tx.commit().await?;
    Ok(go(&visit, "/espace"))
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

/// Where the letter of an invitation leads: a button.
pub async fn arrive(State(app): State<App>, visit: Visit, Path(given): Path<String>) -> Answer {
    app.limits.attempt(visit.from)?;
    let mut conn = app.store.reader().await?;
    let Some((_, known)) = open(&mut conn, &app, &given).await? else {
        return Err(Failure::Gone(Sentence::new("refusal-invitation-gone")));
    };
    let title = app.words.say(visit.lang, "organiser-join-title", None);
    let page = Page::new("organiser/join.html", title)
        .hidden()
        .with("organisation", &known.organisation.name)
        .with("action", href(visit.lang, &visit.path));
    Ok(discreet(&app, app.show(&visit, page)?))
}

/// Accepts: whoever opened the letter has proved the address it went to, acts for the organisation and is signed in.
pub async fn accept(
    State(app): State<App>,
    visit: Visit,
    Path(given): Path<String>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Answer {
    app.limits.attempt(visit.from)?;
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let Some((_, known)) = open(&mut tx, &app, &given).await? else {
        return Err(Failure::Gone(Sentence::new("refusal-invitation-gone")));
    };
    let accepted = people::accept_invitation(&mut tx, &secret::digest(&given), now).await?;
    let Some(invitation) = accepted else {
        return Err(Failure::Gone(Sentence::new("refusal-invitation-gone")));
    };
    let person = people::welcome(&mut tx, &invitation.email, "", visit.lang.tag(), now).await?;
    people::confirm(&mut tx, person.id, now).await?;
    organisations::join(&mut tx, known.id, PersonId(person.id), now).await?;
    let next = format!("/espace/organisations/{}", known.id);
    let response = match &visit.me {
        Some(me) if me.person.id == person.id => go(&visit, &next),
        _ => open_session(&app, &visit, &mut tx, person.id, Some(&next)).await?,
    };
    tx.commit().await?;
    Ok(discreet(&app, response))
}

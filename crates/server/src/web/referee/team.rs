//! The people of a territory: who decides, who advises, who is invited, and the end of an appointment.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::authority::{self, Role};
use domain::identifier::Email;
use domain::ids::PersonId;
use domain::territory::Chain;
use domain::text;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use store::outbox::{self, NewLetter};
use store::people::{self, Invitation};
use store::{Conn, desk as rows};

use super::desk::Desk;
use super::office::{self, keeper};
use crate::app::App;
use crate::clock::after;
use crate::error::{Answer, Failure};
use crate::secret;
use crate::web::door::Visit;
use crate::web::filters;
use crate::web::form::Fields;
use crate::web::page::{Flash, Page, go, href};

/// How long an invitation works, in days.
pub const INVITATION_DAYS: i64 = 14;
const DAY_MILLIS: i64 = 86_400_000;
/// The longest name of an institution.
const LINE: usize = 255;

/// An invitation as it was typed.
#[derive(Default)]
struct Typed {
    email: String,
    role: String,
    institution: String,
}

/// The people of a territory.
pub async fn show(State(app): State<App>, visit: Visit, Path(code): Path<String>) -> Answer {
    let mut conn = app.store.reader().await?;
    let desk = Desk::open(&app, &visit, &mut conn).await?;
    let (chain, _) = keeper(&desk, &code).await?;
    let mut typed = Typed::default();
    if let [only] = offered(&desk, &chain).as_slice() {
        typed.role = only.slug().to_owned();
    }
    page(&desk, &mut conn, &chain, &typed, None).await
}

/// The roles this person may give over a territory.
fn offered(desk: &Desk<'_>, chain: &Chain) -> Vec<Role> {
    let is_region = desk.app.gazetteer.region(chain.home().as_str()).is_some();
    Role::ALL
        .into_iter()
        .filter(|role| match role {
            // The national team keeps its own people.
            Role::National => false,
            Role::Coordinator => is_region,
            Role::Referee => !is_region && chain.levels().len() > 1,
            Role::Committee => chain.levels().len() > 1,
        })
        .filter(|role| authority::may_appoint(&desk.standing, *role, chain))
        .collect()
}

async fn page(
    desk: &Desk<'_>,
    conn: &mut Conn,
    chain: &Chain,
    typed: &Typed,
    error: Option<(&str, String)>,
) -> Answer {
    let code = chain.home();
    let mut people_here = Vec::new();
    for role in [Role::Coordinator, Role::Referee, Role::Committee] {
        let held = people::appointed(conn, role.slug(), Some(code.as_str())).await?;
        let may_end = authority::may_appoint(&desk.standing, role, chain);
        for (appointment, person) in held {
            people_here.push(person_row(
                desk,
                code.as_str(),
                &appointment,
                &person,
                may_end,
            ));
        }
    }
    let pending = pending(desk, conn, chain).await?;
    let roles: Vec<Value> = offered(desk, chain)
        .into_iter()
        .map(|role| {
            json!({
                "value": role.slug(),
                "text": desk.say(&format!("referee-team-{}", role.slug())),
                "hint": desk.say(&format!("referee-team-{}-hint", role.slug())),
            })
        })
        .collect();
    let name = desk.territory_name(code);
    let title = desk.say_with("referee-team-title", &[("territory", name.into())]);
    let status = match error {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let error = error.map(|(field, text)| json!({ "field": field, "text": text }));
    let mut page = Page::new("referee/team.html", &title)
        .hidden()
        .status(status)
        .with("title", &title)
        .with("tabs", office::tabs(desk, code, "team"))
        .with("people", people_here)
        .with("pending", pending)
        .with("offered", roles)
        .with(
            "typed",
            json!({ "email": typed.email, "role": typed.role, "institution": typed.institution }),
        )
        .with("error", error)
        .with("days", INVITATION_DAYS)
        .with(
            "action",
            desk.href(&format!("/instruction/territoire/{code}/personnes")),
        )
        .with("back", desk.href("/instruction"));
    let flash = match desk.visit.query.as_deref() {
        Some("invite=1") => Some("invited"),
        Some("fin=1") => Some("ended"),
        Some("repris=1") => Some("taken-back"),
        _ => None,
    };
    if let Some(key) = flash {
        page = page.flash(Flash {
            kind: "good",
            title: desk.say(&format!("referee-team-{key}")),
            text: desk.say(&format!("referee-team-{key}-text")),
        });
    }
    desk.app.show(desk.visit, page)
}

/// The invitations over a territory that nobody accepted yet.
async fn pending(desk: &Desk<'_>, conn: &mut Conn, chain: &Chain) -> Answer<Vec<Value>> {
    let code = chain.home();
    let all = people::pending_in(conn, code.as_str(), desk.now).await?;
    let rows = all.into_iter().map(|(id, one)| {
        let until = one.expires_at.to_zoned_datetime(TimeZone::UTC).date();
        let role = Role::parse(&one.role);
        let may = role.is_some_and(|role| authority::may_appoint(&desk.standing, role, chain));
        let back = format!("/instruction/territoire/{code}/personnes/invitation/{id}/reprendre");
        json!({
            "email": one.email,
            "role": desk.say(&format!("referee-team-{}", one.role)),
            "institution": one.institution.unwrap_or_default(),
            "until": filters::day_long(until, desk.visit.lang),
            "take_back": if may { desk.href(&back) } else { String::new() },
        })
    });
    Ok(rows.collect())
}

/// Takes an invitation back: its letter opens nothing any more.
pub async fn take_back(
    State(app): State<App>,
    visit: Visit,
    Path((code, invitation)): Path<(String, i64)>,
    sent: Fields,
) -> Answer {
    visit.signed_in()?;
    app.check_token(&visit, None, sent.get("csrf").unwrap_or_default())?;
    let mut tx = app.store.begin().await?;
    let desk = Desk::open(&app, &visit, &mut tx).await?;
    let (chain, _) = keeper(&desk, &code).await?;
    let all = people::pending_in(&mut tx, chain.home().as_str(), desk.now).await?;
    let found = all.into_iter().find(|(id, _)| *id == invitation);
    let (_, found) = found.ok_or(Failure::NotFound)?;
    let role = Role::parse(&found.role).ok_or(Failure::NotFound)?;
    if !authority::may_appoint(&desk.standing, role, &chain) {
        return Err(Failure::Forbidden);
    }
    people::take_back(&mut tx, invitation).await?;
    tx.commit().await?;
    let path = format!("/instruction/territoire/{code}/personnes?repris=1");
    Ok(go(&visit, &path))
}

fn person_row(
    desk: &Desk<'_>,
    code: &str,
    appointment: &people::Appointment,
    person: &people::Person,
    may_end: bool,
) -> Value {
    let since = appointment.since.to_zoned_datetime(TimeZone::UTC).date();
    let own = PersonId(person.id) == desk.standing.person;
    let end = format!(
        "/instruction/territoire/{code}/personnes/{}/fin",
        appointment.id
    );
    json!({
        "name": if person.name.is_empty() { &person.email } else { &person.name },
        "email": person.email,
        "role": desk.say(&format!("referee-team-{}", appointment.role)),
        "institution": appointment.institution.clone().unwrap_or_default(),
        "since": filters::day_long(since, desk.visit.lang),
        "end": if may_end && !own { desk.href(&end) } else { String::new() },
    })
}

/// Invites someone by mail. Nobody learns whether the address was known.
pub async fn invite(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    sent: Fields,
) -> Answer {
    visit.signed_in()?;
    app.check_token(&visit, None, sent.get("csrf").unwrap_or_default())?;
    let mut tx = app.store.begin().await?;
    let desk = Desk::open(&app, &visit, &mut tx).await?;
    let (chain, proof) = keeper(&desk, &code).await?;
    let typed = Typed {
        email: text::single_line(sent.get("email").unwrap_or_default()),
        role: text::single_line(sent.get("role").unwrap_or_default()),
        institution: text::single_line(sent.get("institution").unwrap_or_default()),
    };
    let roles = offered(&desk, &chain);
    let role = Role::parse(&typed.role).filter(|role| roles.contains(role));
    let (email, role) = match (Email::parse(&typed.email), role) {
        (Err(_), _) => {
            let error = ("f-email", desk.say("referee-team-email-wrong"));
            return page(&desk, &mut tx, &chain, &typed, Some(error)).await;
        }
        (_, None) => {
            let error = ("f-role", desk.say("referee-team-role-wrong"));
            return page(&desk, &mut tx, &chain, &typed, Some(error)).await;
        }
        (Ok(email), Some(role)) => (email, role),
    };
    let named = !typed.institution.is_empty() && text::length(&typed.institution) <= LINE;
    if role == Role::Committee && !named {
        let error = ("f-institution", desk.say("referee-team-institution-wrong"));
        return page(&desk, &mut tx, &chain, &typed, Some(error)).await;
    }
    app.limits.invitation(proof.person(), &email.comparable())?;
    let fresh = secret::fresh();
    let now = desk.now;
    let invitation = Invitation {
        token_hash: secret::digest(&fresh),
        email: email.comparable(),
        role: role.slug().to_owned(),
        territory: Some(code.clone()),
        institution: (role == Role::Committee).then(|| typed.institution.clone()),
        organisation_id: None,
        invited_by: Some(proof.person().0),
        created_at: now,
        expires_at: after(now, INVITATION_DAYS * DAY_MILLIS),
        accepted_at: None,
    };
    people::invite(&mut tx, &invitation).await?;
    let link = app
        .config
        .absolute(&href(visit.lang, &format!("/invitation/{fresh}")));
    let letter = NewLetter {
        dedupe: format!("invitation {}", invitation.token_hash),
        to_email: email.comparable(),
        to_person: None,
        language: visit.lang.tag().to_owned(),
        kind: "invitation".to_owned(),
        params: json!({
            "link": link,
            "days": INVITATION_DAYS,
            "role": role.slug(),
            "territory": code,
            "institution": invitation.institution.clone().unwrap_or_default(),
        }),
        not_before: now,
    };
    outbox::post(&mut tx, &letter, now).await?;
    tx.commit().await?;
    app.outbox.notify_one();
    let path = format!("/instruction/territoire/{code}/personnes?invite=1");
    Ok(go(&visit, &path))
}

/// Ends an appointment over this territory; one’s own stays, so that nobody shuts themselves out.
pub async fn end(
    State(app): State<App>,
    visit: Visit,
    Path((code, appointment)): Path<(String, i64)>,
    sent: Fields,
) -> Answer {
    let me = visit.signed_in()?.clone();
    app.check_token(&visit, None, sent.get("csrf").unwrap_or_default())?;
    let mut tx = app.store.begin().await?;
    let desk = Desk::open(&app, &visit, &mut tx).await?;
    let (chain, _) = keeper(&desk, &code).await?;
    let (role, territory) = rows::held(&mut tx, appointment)
        .await?
        .ok_or(Failure::NotFound)?;
    if territory != *chain.home() {
        return Err(Failure::NotFound);
    }
    let own = me.appointments.iter().any(|held| held.id == appointment);
    let role = Role::parse(&role).ok_or(Failure::NotFound)?;
    if own || !authority::may_appoint(&desk.standing, role, &chain) {
        return Err(Failure::Forbidden);
    }
    people::dismiss(&mut tx, appointment, desk.now).await?;
    tx.commit().await?;
    let path = format!("/instruction/territoire/{code}/personnes?fin=1");
    Ok(go(&visit, &path))
}

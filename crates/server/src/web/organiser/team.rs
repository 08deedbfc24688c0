//! An organisation and the people who take part in it: who they are, and on whose word.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::authority::{Membership, Vouched};
use domain::identifier::{Siret, Web};
use domain::ids::{OrganisationId, PersonId};
use domain::organisation::{Kind, Organisation};
use domain::text::{check_length, single_line};
use domain::words::Language;
use serde::Deserialize;
use serde_json::{Value, json};
use store::organisations::{self, Known};
use store::outbox::{self, NewLetter};
use store::people;
use store::{Conn, Tx};

use crate::acts::{self, Coverage, Renamed};
use crate::app::App;
use crate::error::{Answer, Failure, Sentence};
use crate::web::door::{Me, SignedIn, Visit};
use crate::web::form::Sent;
use crate::web::organiser::draft::speaker;
use crate::web::organiser::joining::{self, INVITATION_DAYS};
use crate::web::organiser::organisation::NAME;
use crate::web::page::{Flash, Page, go, href};
use crate::web::sentences;

/// An organisation one takes part in, and that part; for others it is as if it were not there.
pub(super) async fn own(conn: &mut Conn, me: &Me, id: i64) -> Answer<(Known, Membership)> {
    let person = PersonId(me.person.id);
    let parts = organisations::memberships_of(conn, person).await?;
    let own = parts
        .into_iter()
        .find(|own| own.organisation == OrganisationId(id))
        .ok_or(Failure::NotFound)?;
    let known = organisations::organisation(conn, own.organisation).await?;
    Ok((known, own))
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

impl Edited {
    pub(super) fn of(known: &Known) -> Edited {
        let organisation = &known.organisation;
        Edited {
            name: organisation.name.clone(),
            kind: organisation.kind.slug().to_owned(),
            siret: organisation.siret.clone(),
            website: organisation.website.clone(),
        }
    }
}

/// The page.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    SignedIn(me): SignedIn,
    Path(id): Path<i64>,
) -> Answer {
    let mut conn = app.store.reader().await?;
    let own = own(&mut conn, &me, id).await?;
    let flash = match visit.query.as_deref() {
        Some("fait") => Some("organiser-team-saved"),
        Some("invite") => Some("organiser-team-invited"),
        Some("retire") => Some("organiser-team-removed"),
        Some("confirme") => Some("organiser-team-confirmed"),
        Some("repris") => Some("organiser-team-taken-back"),
        _ => None,
    };
    let edited = Edited::of(&own.0);
    page(&app, &visit, &mut conn, &me, &own, &edited, None, flash).await
}

#[allow(clippy::too_many_arguments, reason = "each is a part of the page")]
pub(super) async fn page(
    app: &App,
    visit: &Visit,
    conn: &mut Conn,
    me: &Me,
    (known, own): &(Known, Membership),
    edited: &Edited,
    error: Option<(&'static str, Sentence)>,
    flash: Option<&str>,
) -> Answer {
    let speaker = speaker(app, visit);
    let members = members(visit, conn, me, known, own).await?;
    let pending = joining::pending(app, visit, conn, known).await?;
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
        .with("pending", pending)
        .with("unknown", !own.speaks_for_it())
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

/// Those who take part in it: what one may do about each, and whether anybody says that they act for it.
async fn members(
    visit: &Visit,
    conn: &mut Conn,
    me: &Me,
    known: &Known,
    own: &Membership,
) -> Answer<Vec<Value>> {
    let path = |verb: &str, person: i64| {
        let path = format!("/espace/organisations/{}/{verb}/{person}", known.id);
        href(visit.lang, &path)
    };
    let if_so = |is: bool, path: String| if is { path } else { String::new() };
    let mut members = Vec::new();
    for (member, vouched) in organisations::members(conn, known.id).await? {
        let Some(person) = people::by_id(conn, member.0).await? else {
            continue;
        };
        let name = if person.name.is_empty() {
            &person.email
        } else {
            &person.name
        };
        let (is_me, unknown) = (person.id == me.person.id, vouched != Vouched::Known);
        members.push(json!({
            "name": name,
            "email": person.email,
            "me": is_me,
            "unknown": unknown,
            "remove": if_so(!is_me && own.may_end(vouched), path("retirer", person.id)),
            "confirm": if_so(!is_me && unknown && own.speaks_for_it(), path("confirmer", person.id)),
        }));
    }
    Ok(members)
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
    let own = own(&mut tx, &me, id).await?;
    let (known, part) = &own;
    let outcome = match read(&edited, &known.organisation) {
        Ok(new) => {
            let (person, now) = (PersonId(me.person.id), app.clock.now());
            match acts::change_organisation(&mut tx, known, &new, *part, person, now).await? {
                Renamed::Done => Ok(()),
                Renamed::SiretTaken => {
                    Err(("siret", Sentence::new("refusal-organisation-siret-taken")))
                }
                Renamed::NotYours => Err(("name", Sentence::new("refusal-organisation-unknown"))),
            }
        }
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
            let (edited, fault) = (&edited, Some(fault));
            page(&app, &visit, &mut conn, &me, &own, edited, fault, None).await
        }
    }
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
    // Two who leave at once must not both count on the other.
    tx.lock_row("organisation", id).await?;
    let (known, _) = own(&mut tx, &me, id).await?;
    if organisations::members(&mut tx, known.id).await?.len() < 2 {
        return Err(Failure::refusal("refusal-organisation-last"));
    }
    let who = PersonId(me.person.id);
    part(&app, &mut tx, &known, who).await?;
    tx.commit().await?;
    app.outbox.notify_one();
    Ok(go(&visit, "/espace"))
}

/// Takes a colleague who has left off the organisation, and tells them.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    SignedIn(me): SignedIn,
    Path((id, person)): Path<(i64, i64)>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Answer {
    let mut tx = app.store.begin().await?;
    let (known, mine) = own(&mut tx, &me, id).await?;
    let members = organisations::members(&mut tx, known.id).await?;
    let who = PersonId(person);
    let found = members
        .into_iter()
        .find(|(member, _)| *member == who && person != me.person.id);
    let (_, vouched) = found.ok_or(Failure::NotFound)?;
    if !mine.may_end(vouched) {
        return Err(Failure::refusal("refusal-organisation-unknown"));
    }
    part(&app, &mut tx, &known, who).await?;
    if let Some(gone) = people::by_id(&mut tx, person).await? {
        let told = letter(&app, &known, &gone, "left-organisation");
        outbox::post(&mut tx, &told, app.clock.now()).await?;
    }
    tx.commit().await?;
    app.outbox.notify_one();
    Ok(go(&visit, &format!("/espace/organisations/{id}?retire")))
}

/// Says that somebody who takes part in the organisation on their own word does act for it.
pub async fn confirm(
    State(app): State<App>,
    visit: Visit,
    SignedIn(me): SignedIn,
    Path((id, person)): Path<(i64, i64)>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Answer {
    let mut tx = app.store.begin().await?;
    let (known, part) = own(&mut tx, &me, id).await?;
    let members = organisations::members(&mut tx, known.id).await?;
    let who = PersonId(person);
    if !members.iter().any(|(member, _)| *member == who) {
        return Err(Failure::NotFound);
    }
    if !part.speaks_for_it() {
        return Err(Failure::refusal("refusal-organisation-unknown"));
    }
    let by = PersonId(me.person.id);
    organisations::vouch(&mut tx, known.id, who, by, app.clock.now()).await?;
    tx.commit().await?;
    Ok(go(&visit, &format!("/espace/organisations/{id}?confirme")))
}

/// Someone leaves: the addresses they knew open nothing any more, and those who go on are told where to find theirs.
async fn part(app: &App, tx: &mut Tx, known: &Known, who: PersonId) -> Answer<()> {
    let coverage = Coverage::load(tx).await?;
    let now = app.clock.now();
    for person in acts::leave(tx, &coverage, known.id, who, now).await? {
        if let Some(person) = people::by_id(tx, person.0).await? {
            let told = letter(app, known, &person, "links-renewed");
            outbox::post(tx, &told, now).await?;
        }
    }
    Ok(())
}

/// A letter about an organisation, to someone who acts for it or did; it leads to their own space.
fn letter(app: &App, known: &Known, to: &people::Person, kind: &str) -> NewLetter {
    let now = app.clock.now();
    let lang = Language::parse(&to.language).unwrap_or_default();
    NewLetter {
        dedupe: format!("{kind} {} {} {}", known.id, to.id, now.as_millisecond()),
        to_email: to.email.clone(),
        to_person: Some(to.id),
        language: to.language.clone(),
        kind: kind.to_owned(),
        params: json!({
            "link": app.config.absolute(&href(lang, "/espace")),
            "organisation": known.organisation.name,
        }),
        not_before: now,
    }
}

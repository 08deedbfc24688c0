//! From a letter that a decision asks for to rows of the outbox: who the people are is found here, in the same transaction.

use std::collections::BTreeMap;

use domain::identifier::Email;
use domain::ids::EventId;
use domain::letter::{About, Letter, To};
use domain::review::Event;
use domain::territory::{Chain, TerritoryCode};
use jiff::Timestamp;
use serde_json::json;

use crate::events::Kept;
use crate::outbox::{self, NewLetter};
use crate::{Conn, Result, Row, Tx, organisations};

/// Someone to write to.
struct Addressee {
    id: i64,
    email: String,
    language: String,
}

fn addressee(row: &Row) -> Result<Addressee> {
    Ok(Addressee {
        id: row.int("id")?,
        email: row.text("email")?,
        language: row.text("language")?,
    })
}

/// Posts a letter about an event, as it was kept and as it is now, to everyone it is for. The same letter, for the same reason, to the same person is posted
/// once.
///
/// # Errors
/// As the database answers.
pub async fn write(
    tx: &mut Tx,
    kept: &Kept,
    event: &Event,
    letter: &Letter,
    now: Timestamp,
) -> Result<()> {
    let id = kept.id;
    let mut params = serde_json::to_value(&letter.about).unwrap_or_default();
    params["event"] = json!(id.0);
    match (&letter.about, event.proposer) {
        (About::ConfirmAddress { revision }, None) => {
            return write_to_given_address(tx, id, *revision, params, now).await;
        }
        (About::NewLink, None) => return write_where_it_began(tx, id, params, now).await,
        _ => {}
    }
    for to in addressees(tx, &kept.event, event, letter).await? {
        let new = NewLetter {
            dedupe: format!("event/{id}/{}/{}", reason(&letter.about, now), to.id),
            to_email: to.email,
            to_person: Some(to.id),
            language: to.language,
            kind: letter.about.slug().to_owned(),
            params: params.clone(),
            not_before: now,
        };
        outbox::post(tx, &new, now).await?;
    }
    Ok(())
}

/// Nobody is known yet: the letter goes to the address that the proposal gives, and to no one else.
async fn write_to_given_address(
    tx: &mut Tx,
    id: EventId,
    revision: u32,
    params: serde_json::Value,
    now: Timestamp,
) -> Result<()> {
    let content = crate::events::content(tx, id, revision).await?;
    let Ok(email) = Email::parse(&content.referee_contact.email) else {
        return Ok(());
    };
    let email = email.comparable();
    let new = NewLetter {
        dedupe: format!("confirm-address {id} {revision} {email}"),
        to_email: email,
        to_person: None,
        language: content.language.tag().to_owned(),
        kind: "confirm-address".to_owned(),
        params,
        not_before: now,
    };
    outbox::post(tx, &new, now).await?;
    Ok(())
}

/// Nobody is known yet: the letter goes where the first one went, whatever address the draft gives since. Whoever has a link
/// they should not have can write another there.
async fn write_where_it_began(
    tx: &mut Tx,
    id: EventId,
    params: serde_json::Value,
    now: Timestamp,
) -> Result<()> {
    let Some((email, language)) = began_at(tx, id).await? else {
        return Ok(());
    };
    let new = NewLetter {
        dedupe: format!("new-link {id} {}", now.as_millisecond()),
        to_email: email,
        to_person: None,
        language,
        kind: About::NewLink.slug().to_owned(),
        params,
        not_before: now,
    };
    outbox::post(tx, &new, now).await?;
    Ok(())
}

/// What makes the first letter about a draft known: the one with which its organiser comes back to it.
#[must_use]
pub fn first_letter(id: EventId) -> String {
    format!("draft-link {id}")
}

/// The address that the first letter about a draft went to, and its language.
///
/// # Errors
/// As the database answers.
pub async fn began_at(conn: &mut Conn, id: EventId) -> Result<Option<(String, String)>> {
    let sql = "SELECT to_email, language FROM letter WHERE dedupe = $1";
    let row = conn.maybe(sql, vec![first_letter(id).into()]).await?;
    row.map(|row| Ok((row.text("to_email")?, row.text("language")?)))
        .transpose()
}

/// What makes two letters the same: their kind and the revision or date they are about. Announcements and undone verdicts
/// may come again, so they carry their moment.
fn reason(about: &About, now: Timestamp) -> String {
    let kind = about.slug();
    match about {
        About::ConfirmAddress { revision }
        | About::Received { revision, .. }
        | About::Arrived { revision, .. }
        | About::MovedAway { revision, .. }
        | About::BroughtUpToDate { revision }
        | About::Lapsed { revision }
        | About::Corrected { revision, .. } => format!("{kind}/{revision}"),
        About::DueSoon { due, .. }
        | About::Overdue { due, .. }
        | About::DueHere { due, .. }
        | About::OverdueHere { due, .. } => {
            format!("{kind}/{}", due.as_millisecond())
        }
        About::AnswerDue { answer_by, .. } => format!("{kind}/{}", answer_by.as_millisecond()),
        About::Returned { .. }
        | About::Labelled { .. }
        | About::Refused { .. }
        | About::ChangeRefused { .. }
        | About::Undone { .. }
        | About::Withdrawn
        | About::ChangeWithdrawn
        | About::TakenDown
        | About::NewLink
        | About::Announced { .. } => format!("{kind}/{}", now.as_millisecond()),
    }
}

async fn addressees(
    conn: &mut Conn,
    before: &Event,
    event: &Event,
    letter: &Letter,
) -> Result<Vec<Addressee>> {
    match &letter.to {
        To::Organiser => organisers(conn, event).await,
        To::Deciders { territory } => {
            // A territory it has left is found on the way it had.
            let chain = match event.chain.height(territory) {
                Some(_) => &event.chain,
                None => &before.chain,
            };
            let mut to = deciders(conn, chain, territory).await?;
            if matches!(letter.about, About::MovedAway { .. }) {
                // Whoever decides for both has lost nothing.
                let now = deciders(conn, &event.chain, event.chain.home()).await?;
                to.retain(|one| now.iter().all(|other| other.id != one.id));
            }
            Ok(to)
        }
        To::Person { person } => {
            let sql = "SELECT id, email, language FROM person WHERE id = $1";
            conn.all(sql, vec![person.0.into()])
                .await?
                .iter()
                .map(addressee)
                .collect()
        }
    }
}

async fn organisers(conn: &mut Conn, event: &Event) -> Result<Vec<Addressee>> {
    // Whoever proposed it comes first, and nobody who acts for it is left out.
    let sql = format!(
        "SELECT id, email, language FROM person WHERE id = $1 OR (confirmed_at IS NOT NULL AND id IN \
         (SELECT m.person_id FROM membership m WHERE m.organisation_id IN ($2, $3) AND {})) \
         ORDER BY CASE WHEN id = $1 THEN 0 ELSE 1 END, id",
        organisations::reaches("m", "$1")
    );
    let organisers = event.organisers();
    let own = |at: usize| organisers.get(at).map(|own| own.0);
    let proposer = event.proposer.map(|person| person.0);
    let args = vec![proposer.into(), own(0).into(), own(1).into()];
    conn.all(&sql, args).await?.iter().map(addressee).collect()
}

/// Those who decide at this level or, when nobody does, at the next one up.
async fn deciders(conn: &mut Conn, chain: &Chain, from: &TerritoryCode) -> Result<Vec<Addressee>> {
    let first = chain.height(from).unwrap_or(0);
    let sql = "SELECT DISTINCT p.id, p.email, p.language FROM person p JOIN appointment a ON a.person_id = p.id \
               WHERE a.territory = $1 AND a.role <> 'committee' AND a.until IS NULL ORDER BY p.id LIMIT 50";
    for level in &chain.levels()[first..] {
        let rows = conn.all(sql, vec![level.as_str().into()]).await?;
        if !rows.is_empty() {
            return rows.iter().map(addressee).collect();
        }
    }
    Ok(Vec::new())
}

/// How many people decide in each territory: what tells whether it is covered.
///
/// # Errors
/// As the database answers.
pub async fn coverage(conn: &mut Conn) -> Result<BTreeMap<TerritoryCode, u64>> {
    let sql = "SELECT territory, COUNT(*) AS n FROM appointment \
               WHERE role <> 'committee' AND until IS NULL GROUP BY territory";
    let rows = conn.all(sql, vec![]).await?;
    let mut covered = BTreeMap::new();
    for row in &rows {
        if let Some(code) = TerritoryCode::parse(row.str("territory")?) {
            covered.insert(code, row.int("n")?.unsigned_abs());
        }
    }
    Ok(covered)
}

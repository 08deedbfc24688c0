//! Whoever decides says that the one who proposed an event does act for the organisation it names: until then that person
//! has no right over what others propose in its name.

use axum::extract::{Path, State};
use domain::authority::{self, Matter, Vouched};
use serde_json::{Value, json};
use store::events::Kept;
use store::{Conn, organisations, people};

use super::desk::{Desk, denied};
use crate::acts;
use crate::app::App;
use crate::error::{Answer, Failure};
use crate::web::door::Visit;
use crate::web::form::Fields;
use crate::web::page::go;

/// What the page of a proposal asks about its proposer; nothing when they are known to act for the organisation.
pub async fn asked(
    desk: &Desk<'_>,
    conn: &mut Conn,
    kept: &Kept,
    matter: &Matter,
) -> Answer<Option<Value>> {
    let may = authority::voucher(&desk.standing, matter).is_ok();
    let (Some(proposer), Some(own)) = (kept.event.proposer, kept.event.organisation) else {
        return Ok(None);
    };
    let members = organisations::members(conn, own).await?;
    let known = |who| {
        members
            .iter()
            .any(|(member, vouched)| *member == who && *vouched == Vouched::Known)
    };
    // Someone who decides and proposes for others, with a file say, is nobody’s colleague.
    if !may || known(proposer) || proposer == desk.standing.person {
        return Ok(None);
    }
    let Some(person) = people::by_id(conn, proposer.0).await? else {
        return Ok(None);
    };
    let organisation = organisations::organisation(conn, own).await?.organisation;
    let text = desk.say_with(
        "referee-vouch-text",
        &[
            ("email", person.email.into()),
            ("organisation", organisation.name.into()),
        ],
    );
    Ok(Some(json!({
        "text": text,
        "action": desk.href(&format!("/instruction/{}/agit", kept.id)),
    })))
}

/// Says so.
pub async fn confirm(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
    fields: Fields,
) -> Answer {
    visit.signed_in()?;
    app.check_token(&visit, None, fields.get("csrf").unwrap_or_default())?;
    let mut tx = app.store.begin().await?;
    let mut desk = Desk::open(&app, &visit, &mut tx).await?;
    let trail = desk.trail(fields.pairs());
    let (kept, matter) = desk.event(&mut tx, id).await?;
    let by = authority::voucher(&desk.standing, &matter).map_err(|why| denied(&why))?;
    if asked(&desk, &mut tx, &kept, &matter).await?.is_none() {
        return Err(Failure::NotFound);
    }
    acts::vouch(&mut tx, &kept, &by, desk.now).await?;
    tx.commit().await?;
    let path = trail.path(&format!("/instruction/{id}"), &[("agit", "1")]);
    Ok(go(&visit, &path))
}

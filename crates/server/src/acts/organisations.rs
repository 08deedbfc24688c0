//! Organisations and those who act for them: what the public reads of them, who joins, who leaves.

use std::collections::BTreeSet;

use domain::authority::{self, Membership, Referee};
use domain::ids::{OrganisationId, PersonId};
use domain::journal::{Actor, Entry, What};
use domain::organisation::Organisation;
use domain::{review, text};
use jiff::Timestamp;
use store::events::{self, Kept};
use store::organisations::{self, Known};
use store::{StoreError, Tx, public, reviews};

use super::{Coverage, Failed};

/// What came of changing what is known of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renamed {
    /// It is as asked; pages, lists and feeds that name it follow.
    Done,
    /// Another organisation has that SIRET.
    SiretTaken,
    /// Events of others are public in its name: only those who are known to act for it change it.
    NotYours,
}

/// Changes what is known of an organisation. Each edition with public events of it follows, and their journals say so.
///
/// # Errors
/// As the database answers.
pub async fn change_organisation(
    tx: &mut Tx,
    known: &Known,
    organisation: &Organisation,
    own: Membership,
    person: PersonId,
    now: Timestamp,
) -> Result<Renamed, Failed> {
    if known.organisation == *organisation {
        return Ok(Renamed::Done);
    }
    let alone = !organisations::serves_others(tx, known.id, person).await?;
    if !alone && !own.speaks_for_it() {
        return Ok(Renamed::NotYours);
    }
    match organisations::save(tx, known.id, organisation).await {
        Err(StoreError::Duplicate { .. }) => return Ok(Renamed::SiretTaken),
        saved => saved?,
    }
    for event in public::organisation_changed(tx, known.id, now).await? {
        let entry = Entry {
            event: Some(event),
            at: now,
            actor: Actor::Organiser {
                person: Some(person),
            },
            what: What::OrganisationChanged,
        };
        reviews::append(tx, event, &entry).await?;
    }
    Ok(Renamed::Done)
}

/// The organisation of a SIRET, when it is settled or goes by this name. The number of another that nobody stands behind yet
/// is given up: whoever names it next has it, under the name they give.
///
/// # Errors
/// As the database answers.
pub async fn of_siret(tx: &mut Tx, siret: &str, name: &str) -> store::Result<Option<Known>> {
    if siret.is_empty() {
        return Ok(None);
    }
    // Two who name the same number at once are one after the other: the second finds the first.
    tx.lock_name(organisations::NAMES).await?;
    let Some(found) = organisations::by_siret(tx, siret).await? else {
        return Ok(None);
    };
    let same = name.is_empty() || text::fold(&found.organisation.name) == text::fold(name);
    if same || organisations::is_settled(tx, found.id).await? {
        return Ok(Some(found));
    }
    organisations::release_siret(tx, found.id).await?;
    Ok(None)
}

/// Somebody who decides says that whoever proposed an event acts for its organisation.
///
/// # Errors
/// [`StoreError::Missing`] when nobody is known to have proposed it, or in no organisation's name.
pub async fn vouch(tx: &mut Tx, kept: &Kept, by: &Referee, now: Timestamp) -> Result<(), Failed> {
    let (Some(proposer), Some(own)) = (kept.event.proposer, kept.event.organisation) else {
        return Err(StoreError::Missing("an organiser".into()).into());
    };
    organisations::vouch(tx, own, proposer, by.person(), now).await?;
    Ok(())
}

/// Someone leaves an organisation: the addresses they knew of its events open nothing any more, but for those they
/// proposed themselves. Answers the people to be told, once each: those who stay, and those whose event it was.
///
/// # Errors
/// [`StoreError::Conflict`].
pub async fn leave(
    tx: &mut Tx,
    coverage: &Coverage,
    organisation: OrganisationId,
    person: PersonId,
    now: Timestamp,
) -> Result<BTreeSet<PersonId>, Failed> {
    let standing = super::standing(tx, person).await?;
    let mut told = BTreeSet::new();
    for kept in events::of_organisation_but(tx, organisation, person).await? {
        // What they had no part in, they have no address of.
        let Ok(by) = authority::relinker(&standing, &coverage.matter(&kept.event, now)) else {
            continue;
        };
        let mut decision = review::relink(&kept.event, &by, now);
        // One letter tells of all of them.
        decision.letters.clear();
        events::save(tx, &kept, &decision, None, now).await?;
        told.extend(kept.event.proposer);
    }
    organisations::leave(tx, organisation, person).await?;
    let members = organisations::members(tx, organisation).await?;
    told.extend(members.into_iter().map(|(member, _)| member));
    Ok(told)
}

//! What the site finds by itself on a content: what is missing, blocked, odd; and where it would go.

use catalogue::place::Gazetteer;
use domain::check::{self, Alike, Findings, Pin, Surroundings};
use domain::edition::Edition;
use domain::event::{Content, Unread};
use domain::ids::EventId;
use domain::territory::Chain;
use domain::text;
use store::events::{self, Flags, Kept};
use store::{Conn, organisations};

use super::{World, chain_of};

/// Everything that can be said of a content, and where it would go.
#[derive(Debug, Clone)]
pub struct Examined {
    /// What is missing, blocked, odd; how the criteria stand.
    pub findings: Findings,
    /// Where it would go.
    pub chain: Chain,
    /// What the queue’s filters will show.
    pub flags: Flags,
}

/// Examines a content as the form and the queue do.
///
/// # Errors
/// As the database answers.
pub async fn examine(
    conn: &mut Conn,
    world: World<'_>,
    id: Option<EventId>,
    content: &Content,
) -> store::Result<Examined> {
    examine_around(conn, world, id, content, &Unread::default()).await
}

/// The same of what the form of a kept event holds, with what was typed in it that cannot be read.
///
/// # Errors
/// As the database answers.
pub async fn examine_form(
    conn: &mut Conn,
    world: World<'_>,
    kept: &Kept,
    content: &Content,
) -> store::Result<Examined> {
    examine_around(conn, world, Some(kept.id), content, &kept.unread).await
}

async fn examine_around(
    conn: &mut Conn,
    world: World<'_>,
    id: Option<EventId>,
    content: &Content,
    unread: &Unread,
) -> store::Result<Examined> {
    let chain = chain(conn, world, content).await?;
    let duplicates = duplicates(conn, world.edition, id, content).await?;
    let flags = Flags {
        likely_duplicate: !duplicates.is_empty(),
        place_uncertain: content.mode.is_some_and(|mode| mode.has_place())
            && content.place.point.is_none(),
    };
    let commune = content.place.commune.as_ref();
    let around = Surroundings {
        campaign_names: world.campaign_names.to_vec(),
        duplicates,
        pin: pin(world.gazetteer, content),
        commune_known: commune.is_some_and(|code| world.gazetteer.commune(code.as_str()).is_some()),
        unread: unread.fields(),
    };
    let findings = check::check(content, world.edition, &chain, &around);
    Ok(Examined {
        findings,
        chain,
        flags,
    })
}

/// Events in the same commune, on a day they share, with an alike title.
async fn duplicates(
    conn: &mut Conn,
    edition: &Edition,
    id: Option<EventId>,
    content: &Content,
) -> store::Result<Vec<Alike>> {
    let mut alike = Vec::new();
    if content.title.is_empty() {
        return Ok(alike);
    }
    events::near(conn, edition.id, content, id, |near| {
        if text::alike(&content.title, &near.title) >= text::ALIKE {
            alike.push(Alike {
                event: near.id.0,
                title: near.title,
                page: near.page,
            });
        }
    })
    .await?;
    Ok(alike)
}

/// The territories a content would go to: those of its commune or, without one, of its organiser’s.
pub(super) async fn chain(
    conn: &mut Conn,
    world: World<'_>,
    content: &Content,
) -> store::Result<Chain> {
    let organiser = match content.organisation {
        Some(own) => {
            organisations::organisation(conn, own)
                .await?
                .organisation
                .commune
        }
        None => None,
    };
    Ok(chain_of(world.gazetteer, content, organiser.as_ref()))
}

fn pin(gazetteer: &Gazetteer, content: &Content) -> Pin {
    use catalogue::place::Agreement;
    let place = &content.place;
    let (Some(point), Some(code)) = (place.point, place.commune.as_ref()) else {
        return Pin::None;
    };
    let Some(commune) = gazetteer.commune(code.as_str()) else {
        return Pin::None;
    };
    match gazetteer.pin_agrees(commune, point.lon, point.lat) {
        Agreement::Inside | Agreement::NearBorder { .. } => Pin::Agrees,
        Agreement::Elsewhere { commune } => {
            Pin::Elsewhere(commune.map(|other| other.code.to_string()))
        }
    }
}

//! The next catalogue of an edition: what follows the last one, or everything anew.

use std::sync::Arc;

use catalogue::{Catalogue, EditionFacts, Record, Term};
use domain::edition::{Campaign, Choice, Edition};
use domain::ids::{EditionId, EventId};
use store::public::{self, Change};
use store::{Conn, StoreError, editions};

use super::file;
use crate::app::{App, Shelved};
use crate::web::public::ask::words_of;

/// How much of a catalogue may have changed, as a share of its events, before it is built whole again: what nobody holds any more
/// stays in its tables until then.
const MOST_CHANGED: usize = 8;
/// Changes that are always taken one after the other.
const SOME_CHANGED: usize = 256;

/// An edition as it is now, ready for the shelf. What stands there, or in the file of the last process, is made to follow; where
/// that cannot be, everything is read. Rows that fit no state are left out and reported.
pub(super) async fn take(
    app: &App,
    id: EditionId,
    known: Option<&Shelved>,
) -> store::Result<Shelved> {
    // One snapshot for the edition and its events, so that the number and the picture belong together.
    let mut snapshot = app.store.snapshot().await?;
    let edition = editions::edition(&mut snapshot, id).await?;
    let campaign = editions::campaign(&mut snapshot, edition.campaign).await?;
    let facts = facts(app, &edition);
    let revision = edition.public_revision;
    let (before, in_file) = match known {
        Some(shelved) => (Some(shelved.catalogue.clone()), shelved.in_file),
        None => {
            let read = file::read(app, id).await;
            let in_file = read.as_ref().map(|read| read.revision());
            (read.map(Arc::new), in_file)
        }
    };
    let fit = before.filter(|before| may_follow(before, &facts, revision));
    let followed = match fit {
        Some(before) => follow(app, &mut snapshot, id, before, revision).await?,
        None => None,
    };
    let catalogue = match followed {
        Some(next) => next,
        None => whole(app, &mut snapshot, id, facts, revision).await?,
    };
    Ok(shelved(app, campaign, edition, catalogue, in_file))
}

/// Whether the next catalogue may be made from this one.
fn may_follow(before: &Catalogue, facts: &EditionFacts, revision: i64) -> bool {
    before.facts() == facts
        && before.revision() <= revision
        && before.changed() <= SOME_CHANGED + before.len() / MOST_CHANGED
}

/// What changed since the catalogue before, laid into it; `None` when that does not give what the database holds.
async fn follow(
    app: &App,
    snapshot: &mut Conn,
    id: EditionId,
    before: Arc<Catalogue>,
    revision: i64,
) -> store::Result<Option<Arc<Catalogue>>> {
    let (mut told, mut hidden, mut unreadable) = (Vec::new(), Vec::new(), false);
    // Since revision 0 would be everything that is public, without what is hidden.
    let since = before.revision();
    if since == 0 {
        return Ok(None);
    }
    public::changes(snapshot, id, since, |change| {
        match change {
            Change::Shown(face) => told.push(super::record(&app.gazetteer, *face)),
            Change::Hidden(EventId(event)) => hidden.push(event),
            Change::Unreadable { .. } => unreadable = true,
        }
        Ok(())
    })
    .await?;
    if unreadable {
        return Ok(None);
    }
    let held = public::extent(snapshot, id).await?;
    let same = told.is_empty() && hidden.is_empty() && before.revision() == revision;
    let next = match same {
        true => before,
        false => {
            let next = move || before.after(told, &hidden, revision);
            Arc::new(tokio::task::spawn_blocking(next).await.map_err(gone)?)
        }
    };
    let own = public::Extent {
        events: next.len() as u64,
        moments: next.moments(public::MOMENTS),
    };
    if own != held {
        tracing::info!(
            edition = id.0,
            "what changed does not tell everything: the events are read anew"
        );
        return Ok(None);
    }
    Ok(Some(next))
}

/// Everything that is public, read and built.
async fn whole(
    app: &App,
    snapshot: &mut Conn,
    id: EditionId,
    facts: EditionFacts,
    revision: i64,
) -> store::Result<Arc<Catalogue>> {
    // Rows are made records on another thread while the next ones are read, so that never all of both are in memory.
    let (sender, faces) = std::sync::mpsc::channel::<public::Face>();
    let own = app.clone();
    let catalogue = tokio::task::spawn_blocking(move || {
        let made = faces
            .into_iter()
            .map(|face| super::record(&own.gazetteer, face));
        let records: Vec<Record> = made.collect();
        Arc::new(Catalogue::build(facts, records, revision))
    });
    let read = public::changes(snapshot, id, 0, |change| {
        match change {
            // It is received until the sender is dropped.
            Change::Shown(face) => drop(sender.send(*face)),
            Change::Hidden(_) => {}
            Change::Unreadable { event, why } => {
                tracing::error!(
                    event = event.0,
                    why,
                    "an event is left out of the programme"
                );
            }
        }
        Ok(())
    })
    .await;
    drop(sender);
    let catalogue = catalogue.await.map_err(gone)?;
    read.map(|()| catalogue)
}

/// A thread that ended before its work.
fn gone(fault: tokio::task::JoinError) -> StoreError {
    StoreError::Io(fault.to_string())
}

fn shelved(
    app: &App,
    campaign: Campaign,
    edition: Edition,
    catalogue: Arc<Catalogue>,
    in_file: Option<i64>,
) -> Shelved {
    Shelved {
        revision: edition.public_revision,
        catalogue,
        in_file,
        own_words: Arc::new(words_of(&edition.rules)),
        since: app.clock.now(),
        campaign: Arc::new(campaign),
        edition: Arc::new(edition),
    }
}

fn facts(app: &App, edition: &Edition) -> EditionFacts {
    let terms = |choices: &[Choice]| {
        choices
            .iter()
            .map(|choice| Term::new(&choice.slug, &[&choice.label.fr, &choice.label.en]))
            .collect()
    };
    let rules = &edition.rules;
    let named = |territory: &catalogue::place::Territory| {
        let names: Vec<&str> = territory
            .words
            .values()
            .map(|forms| forms.name.as_str())
            .collect();
        Term::new(territory.code.as_str(), &names)
    };
    EditionFacts {
        slug: edition.slug.clone(),
        first_day: rules.week.from,
        last_day: rules.week.to,
        nation: app.gazetteer.nation().code.to_string(),
        sectors: terms(&rules.sectors),
        formats: terms(&rules.formats),
        audiences: terms(&rules.audiences),
        tags: terms(&rules.tags),
        regions: app.gazetteer.regions().map(named).collect(),
        departments: app.gazetteer.departements().map(named).collect(),
    }
}

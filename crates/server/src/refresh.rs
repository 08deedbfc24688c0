//! Keeps the shelf fresh: whenever the public revision of an edition is raised, the next catalogue is built off the
//! request path and swapped in.

mod face;
mod record;

use std::sync::Arc;
use std::time::Duration;

use catalogue::{Catalogue, EditionFacts, Term};
use domain::edition::{Campaign, Choice, Edition};
use store::public::Change;
use store::{StoreError, editions, public};

use crate::app::{App, Shelved};

pub use face::{dates, name, title};
pub use record::record;

/// How often each node asks what changed.
const EVERY: Duration = Duration::from_millis(500);

/// Asks for ever; a database that does not answer leaves on the shelf what is there.
pub async fn run(app: App) {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        if let Err(fault) = refresh(&app).await {
            tracing::warn!(%fault, "the shelf could not be refreshed; what is there is kept");
        }
    }
}

/// Brings every edition on the shelf up to its public revision; says how many were replaced.
///
/// # Errors
/// As the database answers; the shelf keeps what it has.
pub async fn refresh(app: &App) -> store::Result<usize> {
    let mut reader = app.store.reader().await?;
    let revisions = editions::public_revisions(&mut reader).await?;
    drop(reader);
    let shelf = app.shelf.all();
    let mut replaced = 0;
    for (id, revision) in revisions {
        let known = shelf.values().find(|shelved| shelved.edition.id == id);
        if known.is_some_and(|shelved| shelved.revision == revision) {
            continue;
        }
        // One snapshot for the edition and its events, so that the number and the picture belong together.
        let mut snapshot = app.store.snapshot().await?;
        let edition = editions::edition(&mut snapshot, id).await?;
        let campaign = editions::campaign(&mut snapshot, edition.campaign).await?;
        let mut faces = Vec::new();
        public::changes(&mut snapshot, id, 0, |change| {
            if let Change::Shown(face) = change {
                faces.push(*face);
            }
            Ok(())
        })
        .await?;
        drop(snapshot);
        let shelved = build(app, campaign, edition, faces).await?;
        app.show_edition(shelved);
        replaced += 1;
    }
    if replaced > 0 {
        let current = app.shelf.current();
        app.set_face(
            current
                .map(|shelved| face::face(&shelved.edition))
                .unwrap_or_default(),
        );
    }
    Ok(replaced)
}

/// Builds a catalogue on a thread where it holds nobody up.
async fn build(
    app: &App,
    campaign: Campaign,
    edition: Edition,
    faces: Vec<public::Face>,
) -> store::Result<Shelved> {
    let own = app.clone();
    let built = tokio::task::spawn_blocking(move || {
        let gazetteer = &own.gazetteer;
        let records = faces
            .into_iter()
            .map(|face| record(gazetteer, face))
            .collect();
        let revision = edition.public_revision;
        let catalogue = Catalogue::build(facts(&own, &edition), records, revision);
        Shelved {
            catalogue: Arc::new(catalogue),
            revision,
            since: own.clock.now(),
            campaign: Arc::new(campaign),
            edition: Arc::new(edition),
        }
    });
    built
        .await
        .map_err(|fault| StoreError::Io(fault.to_string()))
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

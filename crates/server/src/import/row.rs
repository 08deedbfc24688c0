//! One row: found again or new, compared, decided, saved.

use catalogue::place::Gazetteer;
use domain::authority::{self, Denied, Importer, Matter};
use domain::event::Content;
use domain::ids::OrganisationId;
use domain::journal::{self, Entry};
use domain::letter::{About, Letter};
use domain::organisation::Organisation;
use domain::review::{Event, Review};
use domain::text;
use store::events::{self, Kept};
use store::imports::{self, Imported};
use store::organisations::{self, Known};
use store::{StoreError, Tx, reviews};

use super::{Conflict, Import, Landing, Outcome, What};
use crate::acts::{self, Coverage, Examined, Failed};
use crate::formats::Said;
use crate::formats::leaf::{self, Leaf, Merged};
use crate::formats::rows::Told;

/// Below this likeness of titles, 0 to 1, and in another commune, the same identifier is another event.
const STRANGE: f64 = 0.3;

/// Brings one row in, within a transaction that the caller keeps or drops.
pub(super) async fn bring(
    tx: &mut Tx,
    import: &Import<'_>,
    coverage: &Coverage,
    source: &str,
    told: &Told,
) -> Result<Outcome, Failed> {
    let edition = import.world.edition.id;
    let before = imports::imported(tx, edition, source, &told.outside).await?;
    let own = match &told.own {
        Some(slug) => events::by_slug(tx, edition, slug).await?,
        None => None,
    };
    let by_address = before.is_none();
    let kept = match (&before, own) {
        (Some(imported), _) => events::find(tx, imported.event).await?,
        (None, own) => own,
    };
    if let Some(others) = kept.as_ref().filter(|_| by_address)
        && !authority::may_rewrite(
            import.standing,
            &coverage.matter(&others.event, import.world.now),
        )
    {
        return of_others(tx, import, coverage, told, others).await;
    }
    let file = match organised(tx, import, told, before.as_ref()).await? {
        Ok(file) => file,
        Err(why) => return Ok(Outcome::refused(told, why)),
    };
    match kept {
        Some(kept) => update(tx, import, coverage, source, told, file, before, kept).await,
        None => create(tx, import, coverage, source, told, file).await,
    }
}

/// What the row says, with its organiser found or created.
async fn organised(
    tx: &mut Tx,
    import: &Import<'_>,
    told: &Told,
    before: Option<&Imported>,
) -> Result<Result<Content, Said>, Failed> {
    let mut file = told.content.clone();
    if let Some(organisation) = &told.organisation {
        let known = before.and_then(|imported| imported.content.organisation);
        match organisation_of(tx, import, organisation, known).await? {
            Some(id) => file.organisation = Some(id),
            None => {
                return Ok(Err(
                    Said::new("import-row-siret-unknown").with("siret", &organisation.siret)
                ));
            }
        }
    }
    if told.own.is_none() {
        complete(&mut file, import);
    }
    Ok(Ok(file))
}

/// The organisation a row names: the one it was before, by SIRET, by name in the same commune, or a new one. None when only
/// a SIRET is told and nobody has it.
async fn organisation_of(
    tx: &mut Tx,
    import: &Import<'_>,
    named: &Organisation,
    known: Option<OrganisationId>,
) -> Result<Option<OrganisationId>, StoreError> {
    if let Some(found) = acts::of_siret(tx, &named.siret, &named.name).await? {
        return Ok(Some(found.id));
    }
    if named.name.is_empty() {
        return Ok(None);
    }
    let mut alike = organisations::by_name(tx, &named.name).await?;
    // Two numbers are two organisations, whatever their names.
    alike.retain(|other| named.siret.is_empty() || other.organisation.siret.is_empty());
    let same = |other: &Known| Some(other.id) == known;
    let near = |other: &Known| match (&other.organisation.commune, &named.commune) {
        (Some(a), Some(b)) => {
            import.world.gazetteer.parent(a.as_str()).map(|up| &up.code)
                == import.world.gazetteer.parent(b.as_str()).map(|up| &up.code)
        }
        _ => true,
    };
    let exact = |other: &Known| other.organisation.commune == named.commune;
    let found = alike
        .iter()
        .find(|other| same(other))
        .or_else(|| alike.iter().find(|other| exact(other)))
        .or_else(|| alike.iter().find(|other| near(other)));
    match found {
        Some(found) => Ok(Some(found.id)),
        None => organisations::create(tx, named, import.world.now)
            .await
            .map(Some),
    }
}

/// What a new event needs and a file seldom tells, where there is one answer only.
fn complete(content: &mut Content, import: &Import<'_>) {
    let rules = &import.world.edition.rules;
    if content.description.is_empty() {
        content.description.clone_from(&content.summary);
    }
    if let ([only], true) = (&rules.formats[..], content.format.is_empty()) {
        content.format.clone_from(&only.slug);
    }
    if let ([only], true) = (&rules.sectors[..], content.sectors.is_empty()) {
        content.sectors = vec![only.slug.clone()];
    }
    if let ([only], true) = (&rules.audiences[..], content.audiences.is_empty()) {
        content.audiences = vec![only.slug.clone()];
    }
    if content.referee_contact.email.is_empty() {
        let told = [&content.public_contact.email, &content.booking.email];
        let told = told.into_iter().find(|mail| !mail.is_empty()).cloned();
        content.referee_contact.email = told.unwrap_or_else(|| import.email.to_owned());
    }
}

async fn create(
    tx: &mut Tx,
    import: &Import<'_>,
    coverage: &Coverage,
    source: &str,
    told: &Told,
    file: Content,
) -> Result<Outcome, Failed> {
    let world = import.world;
    let person = import.standing.person;
    let examined = acts::examine(tx, world, None, &file).await?;
    let begun = Event::begin(
        world.edition.id,
        examined.chain.clone(),
        Some(person),
        world.now,
    )
    .event;
    let by = authority::importer(import.standing, &coverage.matter(&begun, world.now))?;
    let id = acts::begin(tx, world, Some(person), &file).await?;
    let kept = events::find(tx, id)
        .await?
        .ok_or_else(|| StoreError::Missing("event".into()))?;
    let mut outcome = Outcome::of(told, What::New);
    outcome.event = Some(id);
    if told.made_up {
        outcome.remarks.push(Said::new("import-remark-made-up"));
    }
    let row = Row {
        import,
        source,
        kept: &kept,
        content: &file,
        by: &by,
    };
    send_or_keep(tx, row, &examined, &mut outcome).await?;
    remember(tx, import, source, told, id, file).await?;
    Ok(outcome)
}

/// What a row says of the event it is about, and who brings it.
#[derive(Clone, Copy)]
struct Row<'a> {
    import: &'a Import<'a>,
    source: &'a str,
    kept: &'a Kept,
    content: &'a Content,
    by: &'a Importer,
}

impl Row<'_> {
    /// Keeps what it says in the form, and says in the journal where that came from.
    async fn keep(self, tx: &mut Tx) -> Result<(), Failed> {
        let world = self.import.world;
        acts::save_working(tx, world, self.kept, self.content).await?;
        let entry = Entry {
            event: Some(self.kept.id),
            at: world.now,
            actor: self.by.actor(),
            what: journal::What::Imported {
                source: self.source.to_owned(),
            },
        };
        Ok(reviews::append(tx, self.kept.id, &entry).await?)
    }
}

/// Proposes what is complete, keeps the rest as a draft that says what is missing.
async fn send_or_keep(
    tx: &mut Tx,
    row: Row<'_>,
    examined: &Examined,
    outcome: &mut Outcome,
) -> Result<(), Failed> {
    let (world, kept, findings) = (row.import.world, row.kept, &examined.findings);
    outcome.missing.clone_from(&findings.missing);
    outcome
        .remarks
        .extend(findings.blocked.iter().map(|blocked| {
            let name = serde_json::to_value(blocked).ok();
            let name = name
                .as_ref()
                .and_then(|value| value["blocked"].as_str())
                .unwrap_or_default()
                .to_owned();
            Said::new("import-remark-blocked")
                .with("blocked", name)
                .with("field", blocked.field().slug())
        }));
    let open = kept.event.revisions > 0 || world.edition.takes_proposals(world.now);
    if !open {
        outcome.remarks.insert(0, Said::new("import-remark-closed"));
    }
    if !(open && findings.may_be_proposed() && kept.unread.is_empty()) {
        row.keep(tx).await?;
        outcome.landing = Some(if kept.event.revisions == 0 {
            Landing::Draft
        } else {
            Landing::Form
        });
        return Ok(());
    }
    let own = kept.event.proposer == Some(row.by.person());
    let tells = |letter: &Letter| !own || tells(letter);
    let (content, source) = (row.content, row.source);
    let event =
        acts::send_imported(tx, world, kept, content, examined, row.by, source, tells).await?;
    outcome.landing = Some(match event.review {
        Review::Labelled { .. } => Landing::Labelled,
        _ => Landing::Proposed,
    });
    Ok(())
}

/// Whoever brings a file reads its report: they are not written to for each of its rows.
fn tells(letter: &Letter) -> bool {
    !matches!(letter.about, About::Received { .. })
}

#[allow(
    clippy::too_many_arguments,
    reason = "the three sides of a row, and who brings it"
)]
async fn update(
    tx: &mut Tx,
    import: &Import<'_>,
    coverage: &Coverage,
    source: &str,
    told: &Told,
    file: Content,
    before: Option<Imported>,
    kept: Kept,
) -> Result<Outcome, Failed> {
    if kept.event.edition != import.world.edition.id {
        return Ok(Outcome::refused(
            told,
            Said::new("import-row-other-edition"),
        ));
    }
    if let Some(before) = &before
        && another(&before.content, &file)
    {
        let said = Said::new("import-row-id-taken").with("title", &before.content.title);
        return Ok(Outcome::refused(told, said));
    }
    if let Some(why) = settled(&kept.event.review) {
        return Ok(Outcome::refused(told, Said::new(why)));
    }
    let by = may(import, coverage, &kept, &file)?;
    let site = acts::editable(tx, &kept).await?;
    // Our own export tells what is public: what waits beside it was edited since.
    let public = match (&kept.event.label, &told.own) {
        (Some(label), Some(_)) => Some(events::content(tx, kept.id, label.revision).await?),
        _ => None,
    };
    let before = before.map(|imported| imported.content).or(public);
    let last = before.as_ref().unwrap_or(&site);
    let merged = leaf::merge(&told.leaves, &file, last, &site);
    let mut outcome = compared(told, &kept, &merged, &file, &site);
    hide_unsent(tx, import, coverage, &kept, &site, &mut outcome).await?;
    let draft = kept.event.revisions == 0;
    let unsent = !draft && kept.working.is_some();
    let row = Row {
        import,
        source,
        kept: &kept,
        content: &merged.content,
        by: &by,
    };
    if unsent && !merged.changed.is_empty() {
        row.keep(tx).await?;
        outcome.landing = Some(Landing::Form);
        outcome.remarks.push(Said::new("import-remark-unsent"));
    } else if !merged.changed.is_empty() || (draft && untouched(&merged)) {
        let examined = acts::examine(tx, import.world, Some(kept.id), &merged.content).await?;
        let ready = examined.findings.may_be_proposed()
            && import.world.edition.takes_proposals(import.world.now);
        if draft && merged.changed.is_empty() && !ready {
            outcome.landing = Some(Landing::Draft);
            outcome.missing = examined.findings.missing;
        } else {
            send_or_keep(tx, row, &examined, &mut outcome).await?;
            outcome.what = if outcome.conflicts.is_empty() {
                What::Changed
            } else {
                What::Conflict
            };
        }
    }
    remember(tx, import, source, told, kept.id, merged.remembered).await?;
    Ok(outcome)
}

/// A row of our own export about an event that somebody else proposed: it is told whether it says the same, and changes
/// nothing.
async fn of_others(
    tx: &mut Tx,
    import: &Import<'_>,
    coverage: &Coverage,
    told: &Told,
    kept: &Kept,
) -> Result<Outcome, Failed> {
    let mut file = told.content.clone();
    authority::importer(
        import.standing,
        &coverage.matter(&kept.event, import.world.now),
    )?;
    let label = kept.event.label.as_ref();
    let public = label.map_or_else(|| kept.event.standing(), |label| label.revision);
    let site = events::content(tx, kept.id, public).await?;
    // Who organises is not looked for: an organisation must not come to be for a row that is not taken.
    file.organisation = site.organisation;
    let merged = leaf::merge(&told.leaves, &file, &site, &site);
    if merged.changed.is_empty() {
        return Ok(compared(told, kept, &merged, &file, &site));
    }
    let mut outcome = Outcome::refused(told, Said::new("import-row-others"));
    // What it would change helps whoever wonders; it is refused all the same.
    outcome.changed = merged.changed;
    Ok(outcome)
}

/// True when nobody edited the event on the site.
fn untouched(merged: &Merged) -> bool {
    merged.kept.is_empty() && merged.conflicts.is_empty()
}

/// May this event be brought up to date, where it is and where the file would bring it?
fn may(
    import: &Import<'_>,
    coverage: &Coverage,
    kept: &Kept,
    file: &Content,
) -> Result<Importer, Denied> {
    let here = coverage.matter(&kept.event, import.world.now);
    let gazetteer: &Gazetteer = import.world.gazetteer;
    if file.place.commune.is_some() {
        let there = Matter {
            chain: acts::chain_of(gazetteer, file, None),
            ..here.clone()
        };
        authority::importer(import.standing, &there)?;
    }
    authority::importer(import.standing, &here)
}

/// True when the same identifier is plainly another event: two flows that nobody told apart.
fn another(before: &Content, file: &Content) -> bool {
    let moved = before.place.commune.is_some()
        && file.place.commune.is_some()
        && before.place.commune != file.place.commune;
    moved && text::alike(&before.title, &file.title) < STRANGE
}

/// Why an event is left alone whatever the file says.
fn settled(review: &Review) -> Option<&'static str> {
    match review {
        Review::Refused { .. } => Some("import-row-refused-here"),
        Review::Withdrawn { .. } => Some("import-row-withdrawn-here"),
        _ => None,
    }
}

/// The outcome as far as comparing tells it.
fn compared(told: &Told, kept: &Kept, merged: &Merged, file: &Content, site: &Content) -> Outcome {
    let what = match (merged.changed.is_empty(), merged.conflicts.is_empty()) {
        (_, false) => What::Conflict,
        (false, true) => What::Changed,
        (true, true) => What::Unchanged,
    };
    let mut outcome = Outcome::of(told, what);
    outcome.event = Some(kept.id);
    outcome.landing = Some(Landing::AsItWas);
    outcome.changed.clone_from(&merged.changed);
    outcome.kept.clone_from(&merged.kept);
    outcome.conflicts = merged
        .conflicts
        .iter()
        .map(|leaf: &Leaf| Conflict {
            leaf: *leaf,
            site: Some(leaf.shown(site)),
            file: leaf.shown(file),
        })
        .collect();
    outcome
}

/// Nobody reads over an organiser’s shoulder: of what they typed and did not send, whoever brings a file is only told that it is
/// there.
async fn hide_unsent(
    tx: &mut Tx,
    import: &Import<'_>,
    coverage: &Coverage,
    kept: &Kept,
    site: &Content,
    outcome: &mut Outcome,
) -> Result<(), StoreError> {
    let matter = coverage.matter(&kept.event, import.world.now);
    if kept.working.is_none()
        || outcome.conflicts.is_empty()
        || authority::may_rewrite(import.standing, &matter)
    {
        return Ok(());
    }
    let sent = match kept.event.standing() {
        0 => Content::default(),
        standing => events::content(tx, kept.id, standing).await?,
    };
    for conflict in &mut outcome.conflicts {
        if !conflict.leaf.same(site, &sent) {
            conflict.site = None;
        }
    }
    Ok(())
}

async fn remember(
    tx: &mut Tx,
    import: &Import<'_>,
    source: &str,
    told: &Told,
    event: domain::ids::EventId,
    content: Content,
) -> Result<(), StoreError> {
    let imported = Imported {
        event,
        content,
        at: import.world.now,
    };
    imports::remember(
        tx,
        import.world.edition.id,
        source,
        &told.outside,
        &imported,
    )
    .await
}

/// Why this person may not, in words.
pub(super) fn denied(why: &Denied, told: &Told, gazetteer: &Gazetteer) -> Said {
    match why {
        Denied::State => Said::new("import-row-state"),
        _ => {
            let code = told.content.place.commune.as_ref();
            match code.and_then(|code| gazetteer.commune(code.as_str())) {
                Some(commune) => Said::new("import-row-not-yours").with("commune", &commune.name),
                None => Said::new("import-row-nowhere"),
            }
        }
    }
}

//! Many labelled events at once: their histories told in memory, and written table by table.

use std::collections::{HashMap, HashSet};

use catalogue::place::Gazetteer;
use domain::authority::{Membership, Standing};
use domain::edition::Edition;
use domain::ids::{EventId, OrganisationId, PersonId};
use domain::organisation::Organisation;
use domain::text;
use domain::time::HolidayZone;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use store::bookings::{NewSlot, slots};
use store::{StoreError, Tx, Value, events, values};

use super::Fault;
use super::events::{House, Plan};
use super::history::{self, History, Season};
use super::people::Cast;
use crate::acts::{self, bookings};

/// Rows of one table are written together, so many events at a time.
const BATCH: usize = 2_000;

/// Numbers and address parts that are taken already.
#[derive(Debug, Default)]
pub struct Taken {
    person: i64,
    organisation: i64,
    event: i64,
    organisations: Slugs,
}

impl Taken {
    /// What the database holds.
    ///
    /// # Errors
    /// As the database answers.
    pub async fn read(tx: &mut Tx) -> store::Result<Taken> {
        let last = store::bulk::last(tx).await?;
        let mut organisations = Slugs::default();
        for slug in store::bulk::organisation_slugs(tx).await? {
            organisations.take(&slug);
        }
        Ok(Taken {
            person: last.person,
            organisation: last.organisation,
            event: last.event,
            organisations,
        })
    }
}

/// Address parts given so far, told apart by a number.
#[derive(Debug, Default)]
struct Slugs {
    taken: HashSet<u64>,
    next: HashMap<u64, u32>,
}

impl Slugs {
    fn take(&mut self, base: &str) -> String {
        if self.taken.insert(mark(base)) {
            return base.to_owned();
        }
        let next = self.next.entry(mark(base)).or_insert(2);
        loop {
            let slug = format!("{base}-{next}");
            *next += 1;
            if self.taken.insert(mark(&slug)) {
                return slug;
            }
        }
    }
}

fn mark(text: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Rows waiting to be written, by table.
#[derive(Default)]
struct Rows {
    people: Vec<Vec<Value>>,
    organisations: Vec<Vec<Value>>,
    memberships: Vec<Vec<Value>>,
    events: Vec<Vec<Value>>,
    revisions: Vec<Vec<Value>>,
    verdicts: Vec<Vec<Value>>,
    journal: Vec<Vec<Value>>,
    slots: Vec<NewSlot>,
}

/// What the writing of one edition needs.
struct Writing<'a> {
    gazetteer: &'a Gazetteer,
    edition: &'a Edition,
    season: &'a Season<'a>,
    cast: &'a Cast,
    calendars: HashMap<String, (TimeZone, HolidayZone)>,
    slugs: Slugs,
    public_revision: i64,
    now: Timestamp,
}

/// Writes `count` labelled events of a plan. The edition's public revision is raised once for all.
///
/// # Errors
/// [`Fault`] when the database fails or an event does not follow the rules.
pub async fn write(
    tx: &mut Tx,
    plan: &Plan<'_>,
    season: &Season<'_>,
    cast: &Cast,
    taken: &mut Taken,
    count: usize,
    progress: &dyn Fn(usize),
) -> Result<(), Fault> {
    let edition = season.edition;
    let mut writing = Writing {
        gazetteer: plan.gazetteer,
        edition,
        season,
        cast,
        calendars: HashMap::new(),
        slugs: Slugs::default(),
        public_revision: store::editions::raise_public_revision(tx, edition.id).await?,
        now: season.told,
    };
    let now = season.told;
    let (mut rows, mut done) = (Rows::default(), 0);
    for house in plan.houses(count) {
        writing.house(house, taken, &mut rows)?;
        if rows.events.len() >= BATCH {
            done += rows.events.len();
            rows.flush(tx, now).await?;
            progress(done);
        }
    }
    rows.flush(tx, now).await?;
    for table in ["person", "organisation", "event"] {
        tx.settle_ids(table).await?;
    }
    Ok(())
}

impl Writing<'_> {
    fn house(&mut self, house: House, taken: &mut Taken, rows: &mut Rows) -> Result<(), Fault> {
        taken.organisation += 1;
        taken.person += 1;
        let (own, person) = (OrganisationId(taken.organisation), PersonId(taken.person));
        let slug =
            taken
                .organisations
                .take(&text::slugify(&house.organisation.name, 70, "organisation"));
        let since = self.season.from;
        rows.people.push(values![
            person.0,
            format!("organisation@{slug}.example"),
            &house.organisation.name,
            "fr",
            since,
            since
        ]);
        rows.organisations
            .push(organisation(own, &slug, &house.organisation, since));
        rows.memberships
            .push(values![own.0, person.0, since, since]);
        let standing = Standing {
            person,
            appointments: Vec::new(),
            memberships: vec![Membership::known(own)],
        };
        for made in &house.events {
            let mut content = made.content.clone();
            content.organisation = Some(own);
            let home = made.chain.home();
            let calendar = self
                .calendars
                .entry(home.as_str().to_owned())
                .or_insert_with(|| acts::calendar(self.gazetteer, home));
            let zone = calendar.0.clone();
            let history =
                history::tell(self.season, self.cast, calendar, &standing, content, made)?;
            taken.event += 1;
            let id = EventId(taken.event);
            self.event(id, &history, rows)?;
            if let (Some(_), Some(last)) = (&history.event.label, history.revisions.last()) {
                let of = (self.edition.id, id);
                let status = &history.event.status;
                let slots = bookings::first_slots(of, &last.content, status, zone, self.now)?;
                rows.slots.extend(slots);
            }
        }
        Ok(())
    }

    fn event(&mut self, id: EventId, history: &History, rows: &mut Rows) -> Result<(), Fault> {
        let event = &history.event;
        let Some(last) = history.revisions.last() else {
            return Ok(());
        };
        let content = &last.content;
        let slug = event.label.as_ref().map(|_| {
            self.slugs
                .take(&text::slugify(&content.title, 70, "evenement"))
        });
        rows.events.push(values![
            id.0,
            self.edition.id.0,
            slug,
            event.proposer.map(|person| person.0),
            event.organisation.map(|own| own.0),
            event.chain.home().as_str(),
            json(&event.chain)?,
            content
                .place
                .commune
                .as_ref()
                .map(|code| code.as_str().to_owned()),
            &content.title,
            events::days(content),
            events::state(&event.review),
            json(&event.review)?,
            event.label.as_ref().map(json).transpose()?,
            event.label.as_ref().map(|label| i64::from(label.revision)),
            event
                .label
                .as_ref()
                .and_then(|label| label.organisation)
                .map(|own| own.0),
            json(&event.status)?,
            event.revisions,
            self.public_revision,
            event.label.as_ref().map(|_| history.last),
            history.begun,
            history.last
        ]);
        for revision in &history.revisions {
            rows.revisions.push(values![
                id.0,
                revision.number,
                json(&revision.content)?,
                revision.at,
                revision.by.map(|person| person.0)
            ]);
        }
        for verdict in &history.verdicts {
            rows.verdicts.push(values![
                id.0,
                verdict.revision,
                verdict.kind.slug(),
                json(verdict)?,
                verdict.by.0,
                verdict.at
            ]);
        }
        for entry in &history.journal {
            rows.journal.push(values![
                id.0,
                entry.at,
                json(&entry.actor)?,
                json(&entry.what)?
            ]);
        }
        Ok(())
    }
}

fn organisation(
    id: OrganisationId,
    slug: &str,
    known: &Organisation,
    since: Timestamp,
) -> Vec<Value> {
    values![
        id.0,
        slug,
        &known.name,
        text::fold(&known.name),
        Value::Null,
        known.kind.slug(),
        &known.website,
        known.commune.as_ref().map(|code| code.as_str().to_owned()),
        since
    ]
}

fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|fault| StoreError::Io(fault.to_string()))
}

impl Rows {
    async fn flush(&mut self, tx: &mut Tx, now: Timestamp) -> store::Result<()> {
        let rows = std::mem::take(self);
        let people = [
            "id",
            "email",
            "name",
            "language",
            "created_at",
            "confirmed_at",
        ];
        tx.insert_many("person", &people, rows.people).await?;
        let own = [
            "id",
            "slug",
            "name",
            "folded",
            "siret",
            "kind",
            "website",
            "commune",
            "created_at",
        ];
        tx.insert_many("organisation", &own, rows.organisations)
            .await?;
        let members = ["organisation_id", "person_id", "since", "known_at"];
        tx.insert_many("membership", &members, rows.memberships)
            .await?;
        let event = [
            "id",
            "edition_id",
            "slug",
            "proposer_id",
            "organisation_id",
            "home",
            "chain",
            "commune",
            "title",
            "days",
            "state",
            "review",
            "label",
            "labelled_revision",
            "labelled_organisation_id",
            "status",
            "revisions",
            "public_revision",
            "public_at",
            "created_at",
            "updated_at",
        ];
        tx.insert_many("event", &event, rows.events).await?;
        let revision = ["event_id", "number", "content", "at", "by_id"];
        tx.insert_many("revision", &revision, rows.revisions)
            .await?;
        let verdict = ["event_id", "revision", "kind", "body", "by_id", "at"];
        tx.insert_many("verdict", &verdict, rows.verdicts).await?;
        let journal = ["event_id", "at", "actor", "what"];
        tx.insert_many("journal", &journal, rows.journal).await?;
        slots::add_many(tx, &rows.slots, now).await?;
        Ok(())
    }
}

//! Proposals in every state, in every département, as if people had made them in the last days: each goes through the
//! same verbs as on the site, at moments of its own.

mod gers;

pub use gers::{FOUNDRY, SCHOOL};

use catalogue::place::{Commune, Gazetteer, Place};
use domain::authority::{self, Membership, Standing, Vouched};
use domain::edition::Edition;
use domain::event::{Content, Field, Point};
use domain::ids::{EventId, PersonId};
use domain::organisation::Organisation;
use domain::review::{Answer, Met, Remark};
use domain::time;
use jiff::{SignedDuration, Timestamp};
use store::events::Kept;
use store::{StoreError, Tx, organisations};

use super::Fault;
use super::chance::Chance;
use super::events::{House, Plan};
use super::history::all_met;
use super::people::{self, Cast, DOMAIN};
use crate::acts::{self, Failed, Ruling, World};

/// What makes the draws of the proposals.
const SEED: u64 = 0x0009_7777;

/// The stage on which proposals are played.
pub(super) struct Stage<'a> {
    gazetteer: &'a Gazetteer,
    edition: &'a Edition,
    cast: &'a Cast,
    names: Vec<String>,
    now: Timestamp,
}

/// How far a proposal has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Story {
    Draft,
    Unconfirmed,
    New,
    Duplicate,
    PlaceUncertain,
    Overdue,
    Returned,
    Answered,
    EditedAfterLabel,
    Withdrawn,
    Refused,
}

/// Writes them all.
///
/// # Errors
/// [`Fault`] when the database fails or a rule says no.
pub async fn write(
    tx: &mut Tx,
    plan: &Plan<'_>,
    edition: &Edition,
    cast: &Cast,
    now: Timestamp,
) -> Result<(), Fault> {
    let gazetteer = plan.gazetteer;
    let (name, _) = super::editions::campaign();
    let stage = Stage {
        gazetteer,
        edition,
        cast,
        names: vec![name.fr, name.en],
        now,
    };
    for (at, departement) in gazetteer.departements().enumerate() {
        let code = departement.code.as_str();
        let mut chance = Chance::new(SEED, at as u64);
        let communes: Vec<&Commune> = gazetteer
            .children(code)
            .into_iter()
            .filter_map(|place| match place {
                Place::Commune(commune) => Some(commune),
                Place::Territory(_) => None,
            })
            .take(12)
            .collect();
        for (turn, story) in stories(at).into_iter().enumerate() {
            let commune = chance.one(&communes);
            let place = (at * 10 + turn) as u64;
            let house = plan.house_in(commune, place);
            stage.play(tx, &house, story, &mut chance).await?;
        }
    }
    gers::write(tx, &stage).await
}

/// What happens in the `at`th département: something new everywhere, the rest here and there.
fn stories(at: usize) -> Vec<Story> {
    let mut stories = vec![Story::New];
    let others = [
        (4, 0, Story::New),
        (4, 1, Story::Answered),
        (5, 2, Story::EditedAfterLabel),
        (6, 3, Story::Duplicate),
        (6, 0, Story::PlaceUncertain),
        (12, 5, Story::Overdue),
        (5, 0, Story::Returned),
        (5, 4, Story::Draft),
        (40, 7, Story::Unconfirmed),
        (50, 9, Story::Withdrawn),
        (101, 60, Story::Refused),
    ];
    stories.extend(
        others
            .into_iter()
            .filter(|(every, first, _)| at % every == *first)
            .map(|(_, _, story)| story),
    );
    stories
}

impl Stage<'_> {
    fn world(&self, now: Timestamp) -> World<'_> {
        World {
            gazetteer: self.gazetteer,
            campaign_names: &self.names,
            edition: self.edition,
            now,
        }
    }

    /// So many hours before now.
    fn ago(&self, hours: i64) -> Timestamp {
        self.now
            .saturating_sub(SignedDuration::from_hours(hours))
            .unwrap_or(self.now)
    }

    /// An organisation and the person who proposes for it.
    async fn organiser(
        &self,
        tx: &mut Tx,
        organisation: &Organisation,
        email: &str,
    ) -> Result<Standing, Fault> {
        let since = self.ago(40 * 24);
        let person = people::confirmed(tx, email, &organisation.name, since).await?;
        let own = organisations::create(tx, organisation, since).await?;
        organisations::join(tx, own, person, Vouched::Known, since).await?;
        Ok(Standing {
            person,
            appointments: Vec::new(),
            memberships: vec![Membership::known(own)],
        })
    }

    async fn play(
        &self,
        tx: &mut Tx,
        house: &House,
        story: Story,
        chance: &mut Chance,
    ) -> Result<(), Fault> {
        let Some(made) = house.events.first() else {
            return Ok(());
        };
        let email = format!("{}.{}@{DOMAIN}", house.domain, chance.between(100, 999));
        let who = self.organiser(tx, &house.organisation, &email).await?;
        let mut content = made.content.clone();
        content.organisation = who.memberships.first().map(|part| part.organisation);
        let hours = chance.between(2, 30);
        match story {
            Story::Draft => drop(
                self.draft(tx, &who, &half_done(&content), self.ago(hours))
                    .await?,
            ),
            Story::Unconfirmed => self.unconfirmed(tx, &content, self.ago(hours)).await?,
            Story::New => drop(self.propose(tx, &who, &content, self.ago(hours)).await?),
            Story::Duplicate => {
                self.propose(tx, &who, &content, self.ago(hours + 20))
                    .await?;
                let mut again = content.clone();
                again.title = format!("{} (visite)", content.title.trim_end_matches('.'));
                self.propose(tx, &who, &again, self.ago(hours)).await?;
            }
            Story::PlaceUncertain => {
                content.place.point = None;
                self.propose(tx, &who, &content, self.ago(hours)).await?;
            }
            Story::Overdue => drop(self.propose(tx, &who, &content, self.ago(14 * 24)).await?),
            Story::Returned => drop(self.returned(tx, &who, &content, 60 + hours).await?),
            Story::Answered => self.answered(tx, &who, &content, 70 + hours, hours).await?,
            Story::EditedAfterLabel => self.edited(tx, &who, &content, hours).await?,
            Story::Withdrawn => {
                let id = self
                    .propose(tx, &who, &content, self.ago(hours + 40))
                    .await?;
                let (kept, world) = (self.kept(tx, id).await?, self.world(self.ago(hours)));
                let by = authority::withdrawer(&who, &self.matter(&kept, world.now))
                    .map_err(Failed::from)?;
                acts::withdraw(tx, world, &kept, &by).await?;
            }
            Story::Refused => {
                content.free_of_charge = Some(true);
                let id = self
                    .propose(tx, &who, &content, self.ago(hours + 80))
                    .await?;
                let note = "L’événement présente une offre commerciale et non l’industrie ou ses métiers\u{a0}: il ne répond pas \
                            au troisième critère. Une visite de votre atelier serait la bienvenue.";
                let ruling = Ruling::Refuse { note: note.into() };
                let answers = with(self.edition, "objet", Met::No);
                self.rule(tx, id, answers, ruling, self.ago(hours)).await?;
            }
        }
        Ok(())
    }

    async fn kept(&self, tx: &mut Tx, id: EventId) -> Result<Kept, Fault> {
        let kept = store::events::find(tx, id).await?;
        Ok(kept.ok_or_else(|| StoreError::Conflict("event".into()))?)
    }

    fn matter(&self, kept: &Kept, now: Timestamp) -> authority::Matter {
        authority::Matter::of(&kept.event, now, |level| self.cast.covers(level))
    }

    async fn draft(
        &self,
        tx: &mut Tx,
        who: &Standing,
        content: &Content,
        at: Timestamp,
    ) -> Result<EventId, Fault> {
        Ok(acts::begin(tx, self.world(at), Some(who.person), content).await?)
    }

    async fn propose(
        &self,
        tx: &mut Tx,
        who: &Standing,
        content: &Content,
        at: Timestamp,
    ) -> Result<EventId, Fault> {
        let begun = at
            .saturating_sub(SignedDuration::from_mins(25))
            .unwrap_or(at);
        let id = self.draft(tx, who, content, begun).await?;
        self.send(tx, id, who, content, at).await?;
        Ok(id)
    }

    async fn send(
        &self,
        tx: &mut Tx,
        id: EventId,
        who: &Standing,
        content: &Content,
        at: Timestamp,
    ) -> Result<(), Fault> {
        let kept = self.kept(tx, id).await?;
        let by = authority::organiser(who, &self.matter(&kept, at)).map_err(Failed::from)?;
        acts::send(tx, self.world(at), &kept, content, &by).await?;
        Ok(())
    }

    /// A proposal whose mail address nobody has confirmed yet.
    async fn unconfirmed(
        &self,
        tx: &mut Tx,
        content: &Content,
        at: Timestamp,
    ) -> Result<(), Fault> {
        let id = acts::begin(tx, self.world(at), None, content).await?;
        let kept = self.kept(tx, id).await?;
        let matter = self.matter(&kept, at);
        let by = authority::holder_of_the_link(&matter, authority::Action::Edit)
            .map_err(Failed::from)?;
        acts::send(tx, self.world(at), &kept, content, &by).await?;
        Ok(())
    }

    /// Whoever decides rules on the latest revision.
    async fn rule(
        &self,
        tx: &mut Tx,
        id: EventId,
        answers: Vec<Answer>,
        ruling: Ruling,
        at: Timestamp,
    ) -> Result<(), Fault> {
        let kept = self.kept(tx, id).await?;
        let Some(decider) = self.cast.decider(&kept.event.chain) else {
            return Ok(());
        };
        let by = authority::referee(decider, &self.matter(&kept, at)).map_err(Failed::from)?;
        acts::rule(
            tx,
            self.world(at),
            &kept,
            kept.event.revisions,
            answers,
            ruling,
            &by,
        )
        .await?;
        Ok(())
    }

    async fn returned(
        &self,
        tx: &mut Tx,
        who: &Standing,
        content: &Content,
        hours: i64,
    ) -> Result<EventId, Fault> {
        let mut first = content.clone();
        first.title = content.title.to_uppercase();
        let id = self.propose(tx, who, &first, self.ago(hours)).await?;
        let remarks = vec![
            remark(
                Field::Title,
                "Votre titre est en capitales\u{a0}: pouvez-vous l’écrire en minuscules\u{202f}?",
            ),
            remark(
                Field::Description,
                "Pouvez-vous préciser ce que l’on verra, et combien de temps dure la visite\u{202f}?",
            ),
        ];
        self.give_back(tx, id, remarks, self.ago(hours / 2 + 10))
            .await?;
        Ok(id)
    }

    async fn give_back(
        &self,
        tx: &mut Tx,
        id: EventId,
        remarks: Vec<Remark>,
        at: Timestamp,
    ) -> Result<(), Fault> {
        let kept = self.kept(tx, id).await?;
        let (zone, holidays) = acts::calendar(self.gazetteer, kept.event.chain.home());
        let days = u32::from(self.edition.rules.answer_days);
        let answer_by = time::add_working_days(at, days, holidays, &zone);
        let ruling = Ruling::Return { remarks, answer_by };
        self.rule(
            tx,
            id,
            with(self.edition, "objet", Met::Unknown),
            ruling,
            at,
        )
        .await
    }

    async fn answered(
        &self,
        tx: &mut Tx,
        who: &Standing,
        content: &Content,
        hours: i64,
        since: i64,
    ) -> Result<(), Fault> {
        let id = self.returned(tx, who, content, hours).await?;
        let mut better = content.clone();
        better
            .description
            .push_str("\n\nComptez une heure et quart, échange compris.");
        self.send(tx, id, who, &better, self.ago(since.min(9)))
            .await
    }

    /// Labelled, then changed in a way that needs a new verdict: the labelled version stays public.
    async fn edited(
        &self,
        tx: &mut Tx,
        who: &Standing,
        content: &Content,
        hours: i64,
    ) -> Result<(), Fault> {
        let id = self.propose(tx, who, content, self.ago(16 * 24)).await?;
        self.rule(
            tx,
            id,
            all_met(self.edition),
            Ruling::Label,
            self.ago(15 * 24),
        )
        .await?;
        let mut later = content.clone();
        for slot in &mut later.slots {
            let hour = SignedDuration::from_mins(30);
            slot.start = slot.start.saturating_add(hour);
            slot.end = slot.end.saturating_add(hour);
        }
        later
            .description
            .push_str("\n\nAttention\u{a0}: les horaires ont changé d’une demi-heure.");
        self.send(tx, id, who, &later, self.ago(hours)).await
    }
}

/// A draft left half-way: no slot, no booking yet.
fn half_done(content: &Content) -> Content {
    let mut half = content.clone();
    half.slots.clear();
    half.booking = domain::event::Booking::default();
    half.description.clear();
    half
}

fn remark(field: Field, text: &str) -> Remark {
    Remark {
        field: Some(field),
        text: text.into(),
    }
}

/// Every criterion met but one.
fn with(edition: &Edition, criterion: &str, met: Met) -> Vec<Answer> {
    let mut answers = all_met(edition);
    for answer in answers
        .iter_mut()
        .filter(|answer| answer.criterion == criterion)
    {
        answer.met = met;
    }
    answers
}

/// A pin near a commune's own point, by so many metres east and north.
pub(super) fn near(commune: &Commune, east: f64, north: f64) -> Option<Point> {
    let lat = commune.lat + north / 111_200.0;
    let lon = commune.lon + east / (111_200.0 * commune.lat.to_radians().cos());
    Point::new((lon * 1e5).round() / 1e5, (lat * 1e5).round() / 1e5)
}

/// The person of a standing joins an organisation too.
pub(super) async fn join(
    tx: &mut Tx,
    who: &Standing,
    person: PersonId,
    now: Timestamp,
) -> store::Result<()> {
    for own in &who.memberships {
        organisations::join(tx, own.organisation, person, own.vouched, now).await?;
    }
    Ok(())
}

//! A running edition with an organiser and people who decide, on which the journeys without pages are played.

use std::collections::BTreeMap;

use domain::authority::{self, Action};
use domain::edition::{Campaign, Check, Choice, Criterion, Edition, Rules, Stage};
use domain::event::{BookingMode, Content, Field, Mode, Status};
use domain::ids::{CampaignId, EventId, OrganisationId, PersonId};
use domain::organisation::{Kind, Organisation};
use domain::review::{Answer, Event, Met, Remark};
use domain::slot::Slot;
use domain::territory::TerritoryCode;
use domain::time::Window;
use domain::words::Words;
use jiff::civil::date;
use server::acts::{self, Coverage, Ruling};
use store::events::{self, Kept};
use store::{Tx, editions, organisations, people};

use crate::world::World;

/// The organiser's address.
pub const ORGANISER: &str = "atelier@semaine.example";
/// The referee of the Gers, the coordinator of Occitanie, the national team.
pub const REFEREE: &str = "referent.gers@semaine.example";
pub const COORDINATOR: &str = "coordination.occitanie@semaine.example";
pub const NATIONAL: &str = "equipe.nationale@semaine.example";

/// An edition whose proposals are open on the day the world begins.
pub struct Scene {
    pub edition: Edition,
    pub organiser: PersonId,
    pub referee: PersonId,
    pub organisation: OrganisationId,
}

fn window(from: jiff::civil::Date, to: jiff::civil::Date) -> Window {
    Window::new(from, to).expect("a window")
}

/// The rules of the edition.
pub fn rules() -> Rules {
    let choice = |slug: &str, fr: &str, en: &str| Choice {
        slug: slug.into(),
        label: Words::new(fr, en),
        ..Choice::default()
    };
    Rules {
        number: Some(16),
        theme: Words::new("Construis ton avenir", "Build your future"),
        promise: Words::new("Entrez", "Come in"),
        about: Words::default(),
        week: window(date(2026, 3, 23), date(2026, 3, 29)),
        accepted: window(date(2026, 3, 23), date(2026, 3, 29)),
        accepted_in: BTreeMap::new(),
        proposals_open: date(2026, 1, 5),
        proposals_close: date(2026, 3, 27),
        zone: "Europe/Paris".into(),
        decision_days: 4,
        answer_days: 5,
        criteria: vec![
            Criterion {
                slug: "dates".into(),
                statement: Words::new("Dans la semaine", "Within the week"),
                check: Check::Window,
            },
            Criterion {
                slug: "free".into(),
                statement: Words::new("Gratuit", "Free of charge"),
                check: Check::Free,
            },
        ],
        sectors: vec![
            choice("bois", "Bois", "Wood"),
            choice("numerique", "Numérique", "Digital"),
        ],
        formats: vec![choice("visite", "Visite d’entreprise", "Company visit")],
        audiences: vec![choice("grand-public", "Grand public", "General public")],
        tags: Vec::new(),
        free_fields: vec![Field::PublicContact],
        free_typos: false,
        colour: "#2743d8".into(),
        figures: Vec::new(),
    }
}

impl World {
    /// Sets the scene: the edition runs; organiser, referee, coordinator and national team are known.
    pub async fn scene(&self) -> Scene {
        let now = self.clock.now();
        let mut tx = self.app.store.begin().await.expect("a transaction");
        let campaign = Campaign {
            id: CampaignId(0),
            slug: "semaine".into(),
            name: Words::new("Semaine de l’Industrie", "Industry Week"),
            steered_by: Words::default(),
        };
        let campaign = editions::create_campaign(&mut tx, &campaign)
            .await
            .expect("a campaign");
        let stage = Stage::Running { since: now };
        let id = editions::create(&mut tx, campaign, "2026", stage, &rules())
            .await
            .expect("an edition");
        let mut known = Vec::new();
        for (email, role) in [
            (ORGANISER, None),
            (REFEREE, Some(("referee", "32"))),
            (COORDINATOR, Some(("coordinator", "r76"))),
            (NATIONAL, Some(("national", "FR"))),
        ] {
            let person = people::welcome(&mut tx, email, "", "fr", now)
                .await
                .expect("a person");
            people::confirm(&mut tx, person.id, now)
                .await
                .expect("confirmed");
            if let Some((role, territory)) = role {
                people::appoint(&mut tx, person.id, role, territory, None, None, now)
                    .await
                    .expect("appointed");
            }
            known.push(PersonId(person.id));
        }
        let own = Organisation {
            name: "Atelier du Bois".into(),
            kind: Kind::Company,
            ..Organisation::default()
        };
        let organisation = organisations::create(&mut tx, &own, now)
            .await
            .expect("an organisation");
        let edition = editions::edition(&mut tx, id).await.expect("the edition");
        tx.commit().await.expect("kept");
        Scene {
            edition,
            organiser: known[0],
            referee: known[1],
            organisation,
        }
    }

    fn around<'a>(&'a self, edition: &'a Edition) -> acts::World<'a> {
        acts::World {
            gazetteer: &self.app.gazetteer,
            campaign_names: &[],
            edition,
            now: self.clock.now(),
        }
    }

    /// The organiser proposes an event in Auch.
    pub async fn proposes(&self, scene: &Scene, title: &str) -> EventId {
        self.proposes_in(scene, title, "c32013").await
    }

    /// The same in another commune.
    pub async fn proposes_in(&self, scene: &Scene, title: &str, commune: &str) -> EventId {
        let mut tx = self.app.store.begin().await.expect("a transaction");
        let mut content = scene.content(title);
        content.place.commune = TerritoryCode::parse(commune);
        let world = self.around(&scene.edition);
        let id = acts::begin(&mut tx, world, Some(scene.organiser), &content)
            .await
            .expect("begun");
        let kept = kept(&mut tx, id).await;
        let by = authority::holder_of_the_link(
            &matter(&mut tx, &kept.event, world.now).await,
            Action::Edit,
        );
        acts::send(&mut tx, world, &kept, &content, &by.expect("may edit"))
            .await
            .expect("proposed");
        tx.commit().await.expect("kept");
        id
    }

    /// Somebody without an account proposes an event: it waits for their address.
    pub async fn proposes_without_account(&self, scene: &Scene, title: &str) -> EventId {
        let mut tx = self.app.store.begin().await.expect("a transaction");
        let mut content = scene.content(title);
        content.referee_contact.email = "nouvelle@semaine.example".into();
        let world = self.around(&scene.edition);
        let id = acts::begin(&mut tx, world, None, &content)
            .await
            .expect("begun");
        let kept = kept(&mut tx, id).await;
        let by = authority::holder_of_the_link(
            &matter(&mut tx, &kept.event, world.now).await,
            Action::Edit,
        );
        acts::send(&mut tx, world, &kept, &content, &by.expect("may edit"))
            .await
            .expect("sent");
        tx.commit().await.expect("kept");
        id
    }

    /// The referee of the Gers gives a verdict on the latest revision.
    pub async fn rules(&self, scene: &Scene, id: EventId, met: Met, ruling: Ruling) {
        let mut tx = self.app.store.begin().await.expect("a transaction");
        let world = self.around(&scene.edition);
        let kept = kept(&mut tx, id).await;
        let standing = acts::standing(&mut tx, scene.referee)
            .await
            .expect("a standing");
        let by = authority::referee(&standing, &matter(&mut tx, &kept.event, world.now).await)
            .expect("decides");
        let answers = ["dates", "free"].map(|criterion| Answer {
            criterion: criterion.into(),
            met,
        });
        let revision = kept.event.revisions;
        acts::rule(
            &mut tx,
            world,
            &kept,
            revision,
            answers.to_vec(),
            ruling,
            &by,
        )
        .await
        .expect("a verdict");
        tx.commit().await.expect("kept");
    }

    /// The organiser cancels a labelled event.
    pub async fn cancels(&self, scene: &Scene, id: EventId, reason: &str) {
        let mut tx = self.app.store.begin().await.expect("a transaction");
        let world = self.around(&scene.edition);
        let kept = kept(&mut tx, id).await;
        let by = authority::announcer_by_link(&matter(&mut tx, &kept.event, world.now).await)
            .expect("may announce");
        let status = Status::Cancelled {
            at: world.now,
            reason: reason.into(),
        };
        acts::announce(&mut tx, world, &kept, status, &by)
            .await
            .expect("announced");
        tx.commit().await.expect("kept");
    }
}

/// Remarks on the slots, to be answered in five days.
pub fn asks_for_hours(world: &World) -> Ruling {
    Ruling::Return {
        remarks: vec![Remark {
            field: Some(Field::Slots),
            text: "À quelle heure finit la visite ?".into(),
        }],
        answer_by: server::clock::after(world.clock.now(), 5 * 86_400_000),
    }
}

async fn kept(tx: &mut Tx, id: EventId) -> Kept {
    events::find(tx, id).await.expect("read").expect("an event")
}

async fn matter(tx: &mut Tx, event: &Event, now: jiff::Timestamp) -> authority::Matter {
    Coverage::load(tx).await.expect("read").matter(event, now)
}

impl Scene {
    /// An event in Auch that lacks nothing.
    pub fn content(&self, title: &str) -> Content {
        let day = date(2026, 3, 26);
        let mut content = Content {
            title: title.into(),
            summary: "On y voit naître une charpente.".into(),
            description: "Une heure dans l’atelier.".into(),
            format: "visite".into(),
            sectors: vec!["bois".into()],
            audiences: vec!["grand-public".into()],
            organisation: Some(self.organisation),
            mode: Some(Mode::OnSite),
            slots: vec![Slot::new(day.at(9, 0, 0, 0), day.at(10, 0, 0, 0))],
            free_of_charge: Some(true),
            ..Content::default()
        };
        content.place.address = "1 rue de la Scierie".into();
        content.place.commune = TerritoryCode::parse("c32013");
        content.booking.mode = Some(BookingMode::Nothing);
        content.referee_contact.email = ORGANISER.into();
        content
    }
}

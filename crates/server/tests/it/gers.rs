//! A running edition and proposals in the Gers, brought where a test wants them by the real verbs.

use domain::authority::{self, Referee, Standing};
use domain::edition::{Campaign, Check, Choice, Criterion, Edition, Rules, Stage};
use domain::event::{BookingMode, Content, Field, Mode};
use domain::ids::{CampaignId, EventId, OrganisationId, PersonId};
use domain::organisation::{Kind, Organisation};
use domain::review::{Answer, Met, Remark};
use domain::slot::Slot;
use domain::time::Window;
use domain::words::Words;
use jiff::civil::date;
use server::acts::{self, Coverage, Ruling, World as Around};
use server::app::App;
use store::events::{self, Kept};
use store::{Tx, editions, organisations, people, reviews};

/// What the tests of a review stand on.
pub struct Gers {
    pub app: App,
    pub edition: Edition,
    pub organiser: PersonId,
    pub organisation: OrganisationId,
}

fn rules() -> Rules {
    let window = |from, to| Window::new(from, to).expect("a window");
    let choice = |slug: &str| Choice {
        slug: slug.into(),
        label: Words::new(slug, slug),
        ..Choice::default()
    };
    let criterion = |slug: &str, check| Criterion {
        slug: slug.into(),
        statement: Words::new(slug, slug),
        check,
    };
    Rules {
        number: Some(16),
        theme: Words::new("Construis ton avenir", "Build your future"),
        promise: Words::new("Entrez", "Come in"),
        about: Words::default(),
        week: window(date(2026, 3, 23), date(2026, 3, 29)),
        accepted: window(date(2026, 3, 16), date(2026, 4, 5)),
        accepted_in: std::collections::BTreeMap::new(),
        proposals_open: date(2026, 1, 1),
        proposals_close: date(2026, 3, 31),
        zone: "Europe/Paris".into(),
        decision_days: 4,
        answer_days: 5,
        criteria: vec![
            criterion("fenetre", Check::Window),
            criterion("industrie", Check::Judgement),
        ],
        sectors: vec![choice("bois")],
        formats: vec![choice("visite")],
        audiences: vec![choice("grand-public")],
        tags: Vec::new(),
        free_fields: vec![Field::PublicContact],
        free_typos: false,
        colour: "#2743d8".into(),
        figures: Vec::new(),
    }
}

/// A content that may be proposed, in a commune at its own point.
pub fn content(app: &App, organisation: OrganisationId, title: &str, commune: &str) -> Content {
    let town = app.gazetteer.commune(commune).expect("a commune");
    let mut content = Content {
        title: title.into(),
        summary: "Une visite.".into(),
        description: "On visite l’atelier.".into(),
        format: "visite".into(),
        sectors: vec!["bois".into()],
        audiences: vec!["grand-public".into()],
        organisation: Some(organisation),
        mode: Some(Mode::OnSite),
        slots: vec![Slot::new(
            date(2026, 3, 24).at(9, 0, 0, 0),
            date(2026, 3, 24).at(10, 0, 0, 0),
        )],
        free_of_charge: Some(true),
        ..Content::default()
    };
    content.place.address = "1 rue de l’Atelier".into();
    content.place.commune = Some(town.code.clone());
    content.place.point = domain::event::Point::new(town.lon, town.lat);
    content.booking.mode = Some(BookingMode::Nothing);
    content.referee_contact.email = "usine@semaine.example".into();
    content
}

impl Gers {
    /// A running edition, and an organiser known at `usine@semaine.example`.
    pub async fn open(app: &App) -> Gers {
        let now = app.clock.now();
        let mut tx = app.store.begin().await.expect("a transaction");
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
        let organiser = people::welcome(&mut tx, "usine@semaine.example", "Usine", "fr", now)
            .await
            .expect("a person");
        let own = Organisation {
            name: "Scierie du Gers".into(),
            siret: String::new(),
            kind: Kind::Company,
            website: String::new(),
            commune: None,
        };
        let organisation = organisations::create(&mut tx, &own, now)
            .await
            .expect("an organisation");
        let edition = editions::edition(&mut tx, id).await.expect("the edition");
        tx.commit().await.expect("kept");
        Gers {
            app: app.clone(),
            edition,
            organiser: PersonId(organiser.id),
            organisation,
        }
    }

    /// Gives someone a role; answers its number.
    pub async fn appoint(&self, email: &str, role: &str, territory: &str) -> i64 {
        let now = self.app.clock.now();
        let mut tx = self.app.store.begin().await.expect("a transaction");
        let person = people::welcome(&mut tx, email, "", "fr", now)
            .await
            .expect("a person");
        let institution = (role == "committee").then_some("CCI");
        let id = people::appoint(&mut tx, person.id, role, territory, institution, None, now)
            .await
            .expect("appointed");
        tx.commit().await.expect("kept");
        id
    }

    /// Ends a role.
    pub async fn dismiss(&self, appointment: i64) {
        let mut tx = self.app.store.begin().await.expect("a transaction");
        people::dismiss(&mut tx, appointment, self.app.clock.now())
            .await
            .expect("dismissed");
        tx.commit().await.expect("kept");
    }

    fn around(&self) -> Around<'_> {
        Around {
            gazetteer: &self.app.gazetteer,
            campaign_names: &[],
            edition: &self.edition,
            now: self.app.clock.now(),
        }
    }

    async fn kept(&self, tx: &mut Tx, id: EventId) -> Kept {
        events::find(tx, id).await.expect("read").expect("an event")
    }

    /// Whoever decides for an event now.
    async fn decider(&self, tx: &mut Tx, kept: &Kept) -> Referee {
        let coverage = Coverage::load(tx).await.expect("read");
        let deciding = coverage.deciding(&kept.event.chain).to_string();
        for role in ["referee", "coordinator", "national"] {
            let held = people::appointed(tx, role, Some(&deciding))
                .await
                .expect("read");
            if let Some((_, person)) = held.first() {
                let standing: Standing =
                    acts::standing(tx, PersonId(person.id)).await.expect("read");
                let matter = coverage.matter(&kept.event, self.app.clock.now());
                return authority::referee(&standing, &matter).expect("the right to decide");
            }
        }
        panic!("nobody decides for {deciding}");
    }

    /// A draft.
    pub async fn draft(&self, title: &str, commune: &str) -> EventId {
        let mut tx = self.app.store.begin().await.expect("a transaction");
        let content = content(&self.app, self.organisation, title, commune);
        let id = acts::begin(&mut tx, self.around(), Some(self.organiser), &content)
            .await
            .expect("begun");
        tx.commit().await.expect("kept");
        id
    }

    /// The same place and people with an organisation that nobody takes part in yet.
    pub async fn of_another(&self) -> Gers {
        let mut tx = self.app.store.begin().await.expect("a transaction");
        let own = Organisation {
            name: "Atelier du Gers".into(),
            siret: String::new(),
            kind: Kind::Company,
            website: String::new(),
            commune: None,
        };
        let now = self.app.clock.now();
        let organisation = organisations::create(&mut tx, &own, now).await;
        tx.commit().await.expect("kept");
        Gers {
            app: self.app.clone(),
            edition: self.edition.clone(),
            organiser: self.organiser,
            organisation: organisation.expect("an organisation"),
        }
    }

    /// Remembers that an event came from a file, under a name of its own there.
    pub async fn came_from(&self, id: EventId, source: &str, outside: &str) {
        let mut tx = self.app.store.begin().await.expect("a transaction");
        let kept = self.kept(&mut tx, id).await;
        let imported = store::imports::Imported {
            event: id,
            content: acts::editable(&mut tx, &kept).await.expect("its content"),
            at: self.app.clock.now(),
        };
        store::imports::remember(&mut tx, self.edition.id, source, outside, &imported)
            .await
            .expect("remembered");
        tx.commit().await.expect("kept");
    }

    /// A content of the organiser’s, to be changed before it is sent.
    pub fn content(&self, title: &str, commune: &str) -> Content {
        content(&self.app, self.organisation, title, commune)
    }

    /// Sends a draft, or a change of what was sent.
    pub async fn send(&self, id: EventId, title: &str, commune: &str) {
        self.send_content(id, self.content(title, commune)).await;
    }

    /// The same with every word chosen.
    pub async fn send_content(&self, id: EventId, content: Content) {
        let mut tx = self.app.store.begin().await.expect("a transaction");
        let kept = self.kept(&mut tx, id).await;
        let standing = acts::standing(&mut tx, self.organiser).await.expect("read");
        let coverage = Coverage::load(&mut tx).await.expect("read");
        let matter = coverage.matter(&kept.event, self.app.clock.now());
        let by = authority::organiser(&standing, &matter).expect("their own event");
        acts::send(&mut tx, self.around(), &kept, &content, &by)
            .await
            .expect("sent");
        tx.commit().await.expect("kept");
    }

    /// Saves what the form holds, without sending it.
    pub async fn save_working(&self, id: EventId, content: &Content) {
        let mut tx = self.app.store.begin().await.expect("a transaction");
        let kept = self.kept(&mut tx, id).await;
        acts::save_working(&mut tx, self.around(), &kept, content)
            .await
            .expect("saved");
        tx.commit().await.expect("kept");
    }

    /// Says what became of a labelled event.
    pub async fn announce(&self, id: EventId, status: domain::event::Status) {
        let mut tx = self.app.store.begin().await.expect("a transaction");
        let kept = self.kept(&mut tx, id).await;
        let standing = acts::standing(&mut tx, self.organiser).await.expect("read");
        let coverage = Coverage::load(&mut tx).await.expect("read");
        let matter = coverage.matter(&kept.event, self.app.clock.now());
        let by = authority::announcer(&standing, &matter).expect("their own event");
        acts::announce(&mut tx, self.around(), &kept, status, &by)
            .await
            .expect("announced");
        tx.commit().await.expect("kept");
    }

    /// A proposal that waits.
    pub async fn proposed(&self, title: &str, commune: &str) -> EventId {
        let id = self.draft(title, commune).await;
        self.send(id, title, commune).await;
        id
    }

    /// Rules on the revision that waits.
    pub async fn rule(&self, id: EventId, ruling: Ruling, met: Met) {
        let mut tx = self.app.store.begin().await.expect("a transaction");
        let kept = self.kept(&mut tx, id).await;
        let by = self.decider(&mut tx, &kept).await;
        let answers = self
            .edition
            .rules
            .criteria
            .iter()
            .map(|criterion| Answer {
                criterion: criterion.slug.clone(),
                met,
            })
            .collect();
        let revision = kept.event.revisions;
        acts::rule(
            &mut tx,
            self.around(),
            &kept,
            revision,
            answers,
            ruling,
            &by,
        )
        .await
        .expect("ruled");
        tx.commit().await.expect("kept");
    }

    /// Returns it with a remark on its title.
    pub async fn give_back(&self, id: EventId) {
        self.give_back_saying(id, "Précisez le titre.").await;
    }

    /// Returns it with these words about its title.
    pub async fn give_back_saying(&self, id: EventId, words: &str) {
        let remark = Remark {
            field: Some(Field::Title),
            text: words.into(),
        };
        let ruling = Ruling::Return {
            remarks: vec![remark],
            answer_by: "2026-03-20T17:00:00Z".parse().expect("a moment"),
        };
        self.rule(id, ruling, Met::Yes).await;
    }

    /// Undoes the last verdict.
    pub async fn undo(&self, id: EventId) {
        let last = domain::ids::VerdictId(self.last_verdict(id).await);
        let mut tx = self.app.store.begin().await.expect("a transaction");
        let kept = self.kept(&mut tx, id).await;
        let by = self.decider(&mut tx, &kept).await;
        acts::undo(&mut tx, self.around(), &kept, last, &by)
            .await
            .expect("undone");
        tx.commit().await.expect("kept");
    }

    /// Withdraws it.
    pub async fn withdraw(&self, id: EventId) {
        let mut tx = self.app.store.begin().await.expect("a transaction");
        let kept = self.kept(&mut tx, id).await;
        let standing = acts::standing(&mut tx, self.organiser).await.expect("read");
        let coverage = Coverage::load(&mut tx).await.expect("read");
        let matter = coverage.matter(&kept.event, self.app.clock.now());
        let by = authority::withdrawer(&standing, &matter).expect("their own event");
        acts::withdraw(&mut tx, self.around(), &kept, &by)
            .await
            .expect("withdrawn");
        tx.commit().await.expect("kept");
    }

    /// The state of an event, by its name in data.
    pub async fn state(&self, id: EventId) -> &'static str {
        let mut conn = self.app.store.reader().await.expect("a reader");
        let kept = events::find(&mut conn, id).await.expect("read");
        events::state(&kept.expect("an event").event.review)
    }

    /// The number of the last verdict on an event; 0 when there is none.
    pub async fn last_verdict(&self, id: EventId) -> i64 {
        let mut conn = self.app.store.reader().await.expect("a reader");
        let verdicts = reviews::verdicts(&mut conn, id).await.expect("read");
        verdicts.last().map_or(0, |(verdict, _)| verdict.0)
    }
}

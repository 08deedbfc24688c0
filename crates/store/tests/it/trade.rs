//! The review as it is kept: from a draft to the map, and back to the queue after an edit.

mod bookings;
mod stands;

use domain::authority::{self, Appointment, Matter, Organiser, Referee, Role, Standing, Vouched};
use domain::check::Findings;
use domain::edition::{Campaign, Check, Choice, Criterion, Edition, Rules, Stage};
use domain::event::{Content, Field, Unread};
use domain::ids::{CampaignId, EventId, PersonId};
use domain::organisation::Organisation;
use domain::review::{self, Answer, Event, Met, Proposal, Reason, Review, Times};
use domain::slot::Slot;
use domain::territory::{Chain, TerritoryCode};
use domain::time::Window;
use domain::words::{Language, Words};
use jiff::civil::{Date, date};
use store::events::{Flags, Kept};
use store::public::Change;
use store::reviews::QueueFilter;
use store::{
    Store, StoreError, Tx, calendar, desk, editions, events, letters, organisations, people,
    public, reviews,
};

use crate::place::{at, places};

fn code(text: &str) -> TerritoryCode {
    TerritoryCode::parse(text).expect("a code")
}

fn chain() -> Chain {
    Chain::new(vec![code("32"), code("r76"), code("FR")]).expect("a chain")
}

fn window(from: Date, to: Date) -> Window {
    Window::new(from, to).expect("a window")
}

fn rules() -> Rules {
    let choice = |slug: &str| Choice {
        slug: slug.into(),
        label: Words::new(slug, slug),
        ..Choice::default()
    };
    Rules {
        number: Some(8),
        theme: Words::new("L’industrie connectée", "Connected industry"),
        promise: Words::new("Entrez", "Come in"),
        about: Words::default(),
        week: window(date(2018, 3, 26), date(2018, 4, 1)),
        accepted: window(date(2018, 3, 26), date(2018, 4, 1)),
        accepted_in: std::collections::BTreeMap::new(),
        proposals_open: date(2018, 1, 1),
        proposals_close: date(2018, 3, 31),
        zone: "Europe/Paris".into(),
        decision_days: 4,
        answer_days: 5,
        criteria: vec![Criterion {
            slug: "free".into(),
            statement: Words::new("Gratuit", "Free"),
            check: Check::Free,
        }],
        sectors: vec![choice("bois")],
        formats: vec![choice("visite")],
        audiences: vec![choice("public")],
        tags: Vec::new(),
        free_fields: vec![Field::PublicContact],
        free_typos: false,
        colour: "#2743d8".into(),
        figures: Vec::new(),
    }
}

/// A store with an edition, an organiser and the referee of the Gers.
struct Trade {
    edition: Edition,
    organiser: Standing,
    referee: Standing,
}

async fn open(store: &Store) -> Trade {
    let mut tx = store.begin().await.expect("a transaction");
    let campaign = Campaign {
        id: CampaignId(0),
        slug: "semaine".into(),
        name: Words::new("Semaine de l’Industrie", "Industry Week"),
        steered_by: Words::default(),
    };
    let campaign = editions::create_campaign(&mut tx, &campaign)
        .await
        .expect("a campaign");
    let stage = Stage::Running { since: at(0) };
    let id = editions::create(&mut tx, campaign, "2018", stage, &rules())
        .await
        .expect("an edition");
    let organiser = people::welcome(&mut tx, "usine@semaine.example", "", "fr", at(0))
        .await
        .expect("a person");
    let referee = people::welcome(&mut tx, "gers@semaine.example", "", "fr", at(0))
        .await
        .expect("a person");
    people::appoint(&mut tx, referee.id, "referee", "32", None, None, at(0))
        .await
        .expect("appointed");
    let edition = editions::edition(&mut tx, id).await.expect("the edition");
    tx.commit().await.expect("kept");
    let standing = |person: i64, appointments: Vec<Appointment>| Standing {
        person: PersonId(person),
        appointments,
        memberships: Vec::new(),
    };
    let held = Appointment {
        role: Role::Referee,
        territory: code("32"),
        institution: String::new(),
    };
    Trade {
        edition,
        organiser: standing(organiser.id, Vec::new()),
        referee: standing(referee.id, vec![held]),
    }
}

fn content(title: &str) -> Content {
    let slot = |hour: i8| Slot {
        start: date(2018, 3, 29).at(hour, 0, 0, 0),
        end: date(2018, 3, 29).at(hour + 1, 0, 0, 0),
        capacity: None,
    };
    let mut content = Content {
        title: title.into(),
        slots: vec![slot(9)],
        ..Content::default()
    };
    content.language = Language::Fr;
    content.place.commune = Some(code("c32013"));
    content.free_of_charge = Some(true);
    content
}

fn times(seconds: i64) -> Times {
    Times {
        now: at(seconds),
        due: at(seconds + 4 * 86_400),
    }
}

fn matter(event: &Event, seconds: i64) -> Matter {
    Matter::of(event, at(seconds), |level| level.as_str() == "32")
}

impl Trade {
    fn as_organiser(&self, event: &Event) -> Organiser {
        authority::organiser(&self.organiser, &matter(event, 0)).expect("their own event")
    }

    fn as_referee(&self, event: &Event) -> Referee {
        authority::referee(&self.referee, &matter(event, 0)).expect("their territory")
    }

    async fn begin(&self, tx: &mut Tx, working: &Content) -> EventId {
        let decision = Event::begin(self.edition.id, chain(), Some(self.organiser.person), at(0));
        events::create(tx, &decision, working, at(0))
            .await
            .expect("begun")
    }

    async fn send(&self, tx: &mut Tx, id: EventId, content: &Content, seconds: i64) {
        self.send_to(tx, id, content, &chain(), seconds).await;
    }

    /// The same of a content whose place belongs elsewhere.
    async fn send_to(
        &self,
        tx: &mut Tx,
        id: EventId,
        content: &Content,
        chain: &Chain,
        seconds: i64,
    ) {
        let kept = load(tx, id).await;
        let last = match kept.event.standing() {
            0 => None,
            number => Some(events::content(tx, id, number).await.expect("a revision")),
        };
        let proposal = Proposal {
            content,
            chain,
            findings: &Findings::default(),
            answer: "",
        };
        let decision = review::propose(
            &kept.event,
            &self.edition,
            proposal,
            last.as_ref(),
            &self.as_organiser(&kept.event),
            times(seconds),
        )
        .expect("proposed");
        events::save(tx, &kept, &decision, Some(Flags::default()), at(seconds))
            .await
            .expect("saved");
    }

    async fn label(&self, tx: &mut Tx, id: EventId, seconds: i64) {
        let kept = load(tx, id).await;
        let answers = vec![Answer {
            criterion: "free".into(),
            met: Met::Yes,
        }];
        let revision = kept.event.waiting().expect("waiting");
        let by = self.as_referee(&kept.event);
        let (event, edition) = (&kept.event, &self.edition);
        let decision =
            review::label(event, edition, revision, answers, &by, at(seconds)).expect("labelled");
        events::save(tx, &kept, &decision, None, at(seconds))
            .await
            .expect("saved");
    }
}

async fn load(tx: &mut Tx, id: EventId) -> Kept {
    events::find(tx, id)
        .await
        .expect("an answer")
        .expect("the event")
}

async fn titles(tx: &mut Tx, trade: &Trade, since: i64) -> Vec<String> {
    let mut titles = Vec::new();
    public::changes(tx, trade.edition.id, since, |change| {
        titles.push(match change {
            Change::Shown(face) => face.content.title,
            Change::Hidden(_) => "hidden".into(),
            Change::Unreadable { why, .. } => why,
        });
        Ok(())
    })
    .await
    .expect("changes");
    titles
}

/// What waits in a territory, in the order of its queue.
async fn waiting(tx: &mut Tx, trade: &Trade, home: &str, seconds: i64) -> Vec<EventId> {
    let (edition, homes) = (trade.edition.id, [code(home)]);
    desk::order(tx, edition, &homes, QueueFilter::All, at(seconds), 10)
        .await
        .expect("a queue")
}

#[tokio::test]
async fn the_labelled_version_stays_public_while_an_edit_waits() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        let id = trade.begin(&mut tx, &content("Fonderie")).await;
        assert_eq!(titles(&mut tx, &trade, 0).await, Vec::<String>::new());
        trade.send(&mut tx, id, &content("Fonderie"), 10).await;
        trade.label(&mut tx, id, 20).await;
        assert_eq!(titles(&mut tx, &trade, 0).await, ["Fonderie"]);

        trade
            .send(&mut tx, id, &content("Fonderie ouverte"), 30)
            .await;
        let kept = load(&mut tx, id).await;
        assert!(matches!(
            kept.event.review,
            Review::Proposed {
                revision: 2,
                reason: Reason::Edited,
                ..
            }
        ));
        assert_eq!(kept.slug.as_deref(), Some("fonderie"));
        assert_eq!(titles(&mut tx, &trade, 0).await, ["Fonderie"]);

        trade.label(&mut tx, id, 40).await;
        assert_eq!(titles(&mut tx, &trade, 1).await, ["Fonderie ouverte"]);
        assert_eq!(titles(&mut tx, &trade, 2).await, Vec::<String>::new());
        let kept = load(&mut tx, id).await;
        assert_eq!(
            kept.slug.as_deref(),
            Some("fonderie"),
            "an address is for ever"
        );
        let told: Vec<_> = reviews::journal(&mut tx, id).await.expect("a journal");
        assert_eq!(told.len(), 5);
        assert_eq!(
            reviews::verdicts(&mut tx, id)
                .await
                .expect("verdicts")
                .len(),
            2
        );
        tx.commit().await.expect("kept");
    }
}

#[tokio::test]
async fn a_free_field_passes_at_once_and_an_undo_takes_the_event_off_the_map() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        let id = trade.begin(&mut tx, &content("Scierie")).await;
        trade.send(&mut tx, id, &content("Scierie"), 10).await;
        trade.label(&mut tx, id, 20).await;
        let mut edited = content("Scierie");
        edited.public_contact.phone = "05 36 49 00 00".into();
        trade.send(&mut tx, id, &edited, 30).await;
        let kept = load(&mut tx, id).await;
        assert!(matches!(
            kept.event.review,
            Review::Labelled { revision: 2, .. }
        ));
        assert_eq!(titles(&mut tx, &trade, 1).await, ["Scierie"]);

        let other = trade.begin(&mut tx, &content("Tonnellerie")).await;
        trade
            .send(&mut tx, other, &content("Tonnellerie"), 40)
            .await;
        trade.label(&mut tx, other, 50).await;
        let kept = load(&mut tx, other).await;
        let verdicts = reviews::verdicts(&mut tx, other).await.expect("verdicts");
        let (last, verdict) = verdicts.last().expect("one");
        let by = trade.as_referee(&kept.event);
        let (event, edition) = (&kept.event, &trade.edition);
        let decision =
            review::undo(event, edition, (*last, verdict), *last, &by, times(60)).expect("undone");
        events::save(&mut tx, &kept, &decision, None, at(60))
            .await
            .expect("saved");
        assert_eq!(titles(&mut tx, &trade, 3).await, ["hidden"]);
        let queue = waiting(&mut tx, &trade, "32", 60).await;
        assert_eq!(queue, [other]);
        tx.commit().await.expect("kept");
    }
}

#[tokio::test]
async fn the_queue_is_told_by_reason_and_by_territory() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        for title in ["Un", "Deux"] {
            let id = trade.begin(&mut tx, &content(title)).await;
            trade.send(&mut tx, id, &content(title), 10).await;
        }
        let late = at(5 * 86_400);
        let counts = reviews::queue_counts(&mut tx, trade.edition.id, &[code("32")], late)
            .await
            .expect("counts");
        let of = |filter| {
            counts
                .iter()
                .find(|(one, _)| *one == filter)
                .map(|(_, n)| *n)
        };
        assert_eq!(of(QueueFilter::New), Some(2));
        assert_eq!(of(QueueFilter::Overdue), Some(2));
        assert_eq!(of(QueueFilter::Edited), Some(0));
        let elsewhere = waiting(&mut tx, &trade, "31", 5 * 86_400).await;
        assert!(elsewhere.is_empty());
        let standings = reviews::standings(&mut tx, trade.edition.id, late)
            .await
            .expect("standings");
        assert_eq!(
            standings
                .iter()
                .map(|s| (s.home.as_str(), s.waiting, s.overdue))
                .collect::<Vec<_>>(),
            [("32", 2, 2)]
        );
        assert_eq!(letters::coverage(&mut tx).await.expect("coverage").len(), 1);
        tx.commit().await.expect("kept");
    }
}

#[tokio::test]
async fn two_people_at_once_never_overwrite_each_other() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        let id = trade.begin(&mut tx, &content("Un")).await;
        let seen = load(&mut tx, id).await;
        let unread = Unread::default();
        events::save_working(
            &mut tx,
            &seen,
            Some(&content("Deux")),
            &unread,
            &chain(),
            at(1),
        )
        .await
        .expect("saved");
        let late = events::save_working(
            &mut tx,
            &seen,
            Some(&content("Trois")),
            &unread,
            &chain(),
            at(2),
        )
        .await;
        assert!(matches!(late, Err(StoreError::Conflict(_))));
        assert_eq!(load(&mut tx, id).await.title, "Deux");
        let kept = load(&mut tx, id).await;
        events::delete_draft(&mut tx, &kept).await.expect("deleted");
        assert!(
            events::find(&mut tx, id)
                .await
                .expect("an answer")
                .is_none()
        );
        tx.commit().await.expect("kept");
    }
}

#[tokio::test]
async fn organisations_are_searched_before_they_are_created() {
    for place in places().await {
        let trade = open(&place.store).await;
        let mut tx = place.store.begin().await.expect("a transaction");
        let new = Organisation {
            name: "Fonderie de l’Arros".into(),
            siret: "73282932000074".into(),
            ..Organisation::default()
        };
        let id = organisations::create(&mut tx, &new, at(0))
            .await
            .expect("created");
        assert_eq!(
            organisations::by_siret(&mut tx, "73282932000074")
                .await
                .expect("found")
                .map(|k| k.id),
            Some(id)
        );
        let person = trade.organiser.person;
        let part = organisations::join(&mut tx, id, person, Vouched::Nobody, at(1));
        part.await.expect("joined");
        let found = organisations::offered(&mut tx, "ARROS", 10).await;
        assert_eq!(found.expect("read"), [], "nobody else speaks for it yet");
        organisations::vouch(&mut tx, id, person, trade.referee.person, at(2))
            .await
            .expect("vouched for");
        let again = organisations::join(&mut tx, id, person, Vouched::Nobody, at(3));
        again.await.expect("joined again");
        assert_eq!(
            organisations::members(&mut tx, id).await.expect("members"),
            [(person, Vouched::Known)]
        );
        let found = organisations::offered(&mut tx, "ARROS", 10).await;
        let found = found.expect("read");
        assert_eq!(found.iter().map(|known| known.id).collect::<Vec<_>>(), [id]);
        assert_eq!(found[0].slug, "fonderie-de-l-arros");
        let none = organisations::offered(&mut tx, "%", 10).await;
        assert_eq!(none.expect("read"), []);
        tx.commit().await.expect("kept");
    }
}

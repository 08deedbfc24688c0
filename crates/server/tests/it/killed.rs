//! Killed in the middle of its writes, again and again, the site starts again with all that it acknowledged, and with nothing
//! half done: each event fits a state, with the revisions, the verdict, the journal and the letters of that state.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::event::Content;
use domain::ids::EventId;
use domain::journal::What;
use domain::review::Review;
use domain::time::Window;
use domain::words::Words;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use server::jobs::outbox::{CLAIM_MILLIS, Pass};
use server::{capability, clock};
use store::events::{self, Kept};
use store::outbox::{self, Letter};
use store::{Conn, bulk, editions, organisations, people, reviews};
use tokio::sync::watch;

use crate::caller::{Caller, Shown};
use crate::outage::each_arrived_once;
use crate::process::Process;
use crate::stage::{self, REFEREE};
use crate::world::World;

/// Organisers who write at the same time.
const WRITERS: usize = 4;
/// When each round ends: at so many acknowledged writes, or as soon as so many were sent, the last of them unanswered.
const ROUNDS: [End; 6] = [
    End::Sent(1),
    End::Acknowledged(11),
    End::Sent(24),
    End::Acknowledged(38),
    End::Sent(5),
    End::Acknowledged(29),
];
/// Longest round.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Debug, Clone, Copy)]
enum End {
    Sent(u64),
    Acknowledged(u64),
}

/// How far a proposal has come; each step is one write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Begun,
    What,
    Who,
    Where,
    When,
    How,
    Sent,
    Confirmed,
    Labelled,
}

const STEPS: [Step; 9] = [
    Step::Begun,
    Step::What,
    Step::Who,
    Step::Where,
    Step::When,
    Step::How,
    Step::Sent,
    Step::Confirmed,
    Step::Labelled,
];

impl Step {
    fn next(self) -> Option<Step> {
        STEPS.get(self as usize + 1).copied()
    }

    /// How far an event has come, by its state and by what its working copy holds.
    fn of(kept: &Kept) -> Step {
        let working = kept.working.as_ref();
        let holds = |what: fn(&Content) -> bool| working.is_some_and(what);
        match kept.event.review {
            Review::Labelled { .. } => Step::Labelled,
            Review::Proposed { .. } => Step::Confirmed,
            Review::Unconfirmed { .. } => Step::Sent,
            Review::Draft { .. } if holds(|it| it.booking.mode.is_some()) => Step::How,
            Review::Draft { .. } if holds(|it| !it.slots.is_empty()) => Step::When,
            Review::Draft { .. } if holds(|it| it.place.commune.is_some()) => Step::Where,
            Review::Draft { .. } if holds(|it| it.organisation.is_some()) => Step::Who,
            Review::Draft { .. } if holds(|it| !it.summary.is_empty()) => Step::What,
            Review::Draft { .. } => Step::Begun,
            ref other => panic!("nobody did this: {other:?}"),
        }
    }
}

/// The process went away before it answered.
#[derive(Debug)]
struct Gone;

impl From<reqwest::Error> for Gone {
    fn from(_: reqwest::Error) -> Self {
        Gone
    }
}

/// Writes sent, and writes acknowledged, in one round.
struct Tally {
    sent: watch::Sender<u64>,
    acknowledged: watch::Sender<u64>,
}

impl Tally {
    fn new() -> Self {
        Self {
            sent: watch::Sender::new(0),
            acknowledged: watch::Sender::new(0),
        }
    }

    async fn reaches(&self, end: End) {
        let (counter, goal) = match end {
            End::Sent(goal) => (&self.sent, goal),
            End::Acknowledged(goal) => (&self.acknowledged, goal),
        };
        let mut counted = counter.subscribe();
        tokio::time::timeout(PATIENCE, counted.wait_for(|count| *count >= goal))
            .await
            .expect("the round comes to its end")
            .expect("the counter is there");
    }
}

/// A proposal, as its organiser knows it.
struct Proposal {
    /// Tells it from all others.
    name: String,
    /// The path of its form.
    draft: String,
    /// The last write that was acknowledged.
    done: Step,
    /// The write that was sent and not answered.
    asked: Option<Step>,
}

impl Proposal {
    fn id(&self) -> EventId {
        let secret = self.draft.rsplit('/').next().expect("a secret");
        let number = secret.split('-').next().expect("a number");
        EventId(number.parse().expect("digits"))
    }
}

/// An organiser who goes from proposal to proposal, and the referee’s browser with which they are labelled.
struct Writer {
    number: usize,
    begun: usize,
    proposals: Vec<Proposal>,
}

/// What a writer works with during one round.
struct Hands<'a> {
    world: &'a World,
    tally: &'a Tally,
    organiser: Caller,
    referee: Caller,
    day: &'a str,
}

impl Hands<'_> {
    /// Opens a page and sends its form; `asked` is called once the form is on its way.
    async fn fill(
        &self,
        caller: &Caller,
        page: &str,
        action: &str,
        fields: &[(&str, &str)],
        asked: impl FnOnce(),
    ) -> Result<Shown, Gone> {
        let shown = caller
            .try_send(caller.ask(reqwest::Method::GET, page))
            .await?;
        let (csrf, base) = (shown.hidden("csrf"), shown.hidden("base"));
        let csrf = csrf.unwrap_or_else(|| panic!("{page} has no form: {}", shown.body));
        let base = base.unwrap_or_default();
        let mut all = vec![("csrf", csrf.as_str()), ("base", base.as_str())];
        all.extend_from_slice(fields);
        let request = caller.form(action, &all);
        asked();
        self.tally.sent.send_modify(|count| *count += 1);
        let answer = caller.try_send(request).await?;
        assert_eq!(answer.status, 303, "{action}: {}", answer.body);
        self.tally.acknowledged.send_modify(|count| *count += 1);
        Ok(answer)
    }

    /// The next write of a proposal.
    async fn go_on(&self, proposal: &mut Proposal, step: Step) -> Result<(), Gone> {
        let draft = proposal.draft.clone();
        let (page, action) = match step {
            Step::Confirmed => {
                let path = self.confirmation(proposal).await;
                (path.clone(), path)
            }
            Step::Labelled => {
                let path = format!("/instruction/{}", proposal.id());
                (path.clone(), path)
            }
            _ => {
                let path = format!("{draft}/{}", slug(step));
                (path.clone(), path)
            }
        };
        let mail = mail(&proposal.name);
        let fields = fields(step, &proposal.name, &mail, self.day);
        let caller = match step {
            Step::Labelled => &self.referee,
            _ => &self.organiser,
        };
        let asked = &mut proposal.asked;
        self.fill(caller, &page, &action, &fields, || *asked = Some(step))
            .await?;
        proposal.done = step;
        proposal.asked = None;
        Ok(())
    }

    /// The link of the letter that asks for a confirmation.
    async fn confirmation(&self, proposal: &Proposal) -> String {
        let mut conn = self.world.app.store.reader().await.expect("a reader");
        let kept = event(&mut conn, proposal.id()).await;
        let email = domain::identifier::Email::parse(&mail(&proposal.name)).expect("an address");
        let proof = capability::confirmation(&self.world.app.key, &kept, 1, &email);
        format!("{}/confirmer/{proof}", proposal.draft)
    }
}

fn mail(name: &str) -> String {
    format!("{name}@semaine.example")
}

fn slug(step: Step) -> &'static str {
    match step {
        Step::What => "quoi",
        Step::Who => "qui",
        Step::Where => "ou",
        Step::When => "quand",
        Step::How => "comment",
        _ => "envoi",
    }
}

/// What the form of a step sends.
fn fields<'a>(
    step: Step,
    name: &'a str,
    mail: &'a str,
    day: &'a str,
) -> Vec<(&'static str, &'a str)> {
    match step {
        Step::What => vec![
            ("champ", "title"),
            ("champ", "summary"),
            ("champ", "description"),
            ("champ", "format"),
            ("champ", "sectors"),
            ("champ", "audiences"),
            ("title", name),
            ("summary", "Une coulée en direct."),
            ("description", "On verra **tout**."),
            ("format", "visite"),
            ("sectors", "bois"),
            ("audiences", "grand-public"),
        ],
        Step::Who => vec![
            ("champ", "organisation"),
            ("champ", "referee-contact"),
            ("organisation", name),
            ("organisation_code", ""),
            ("organisation_kind", "company"),
            ("referee_email", mail),
        ],
        Step::Where => vec![
            ("champ", "mode"),
            ("champ", "place"),
            ("champ", "commune"),
            ("champ", "point"),
            ("mode", "place"),
            ("place_address", "12 rue de la Fonderie"),
            ("place_postcode", "32000"),
            ("commune", "Auch"),
            ("commune_code", "c32013"),
            ("lat", "43.6465"),
            ("lon", "0.5855"),
        ],
        Step::When => vec![
            ("champ", "slots"),
            ("act", "series"),
            ("series_every", "60"),
            ("series_length", "45"),
            ("series_from", "10:00"),
            ("series_to", "12:00"),
            ("series_day", day),
        ],
        Step::How => vec![
            ("champ", "booking"),
            ("champ", "free"),
            ("booking_mode", "nothing"),
            ("free", "oui"),
        ],
        Step::Labelled => vec![
            ("revision", "1"),
            ("verdict", "label"),
            ("critere-dates", "yes"),
            ("critere-free", "yes"),
        ],
        Step::Begun => vec![("title", name), ("email", mail)],
        Step::Sent | Step::Confirmed => Vec::new(),
    }
}

impl Writer {
    /// Writes until the process is gone.
    async fn write(&mut self, hands: &Hands<'_>) {
        // The only end of it is that of the process.
        while self.step(hands).await.is_ok() {}
    }

    async fn step(&mut self, hands: &Hands<'_>) -> Result<(), Gone> {
        let last = self.proposals.last_mut();
        if let Some((step, proposal)) = last.and_then(|it| Some((it.done.next()?, it))) {
            return hands.go_on(proposal, step).await;
        }
        self.begun += 1;
        let name = format!("fonderie-{}-{}", self.number, self.begun);
        let mail = mail(&name);
        let fields = fields(Step::Begun, &name, &mail, hands.day);
        let begun = hands
            .fill(&hands.organiser, "/proposer", "/proposer", &fields, || ())
            .await?;
        let place = begun.location.expect("a way on");
        self.proposals.push(Proposal {
            name,
            draft: place.trim_end_matches("/quoi").to_owned(),
            done: Step::Begun,
            asked: None,
        });
        Ok(())
    }
}

/// A running edition around today, and the browser of the referee of the Gers.
async fn open(world: &World) -> (stage::Scene, Caller, String) {
    let now = Timestamp::now();
    world.clock.set(now);
    let today = TimeZone::UTC.to_datetime(now).date();
    let day = |days: i32| today.saturating_add(days.days());
    let mut scene = world.scene().await;
    let rules = &mut scene.edition.rules;
    let window = Window::new(day(20), day(26)).expect("a week");
    (rules.week, rules.accepted) = (window, window);
    (rules.proposals_open, rules.proposals_close) = (day(-20), day(20));
    rules.theme = Words::new("Construis ton avenir", "Build your future");
    let mut tx = world.app.store.begin().await.expect("a transaction");
    editions::save(&mut tx, &scene.edition)
        .await
        .expect("saved");
    scene.edition = editions::edition(&mut tx, scene.edition.id)
        .await
        .expect("the edition");
    tx.commit().await.expect("kept");
    let referee = world.sign_in(REFEREE).await;
    (scene, referee, day(22).to_string())
}

async fn event(conn: &mut Conn, id: EventId) -> Kept {
    let found = events::find(conn, id).await.expect("it fits a state");
    found.expect("the event is there")
}

/// Everything the database holds of the events and their letters, seen at one instant.
async fn look(world: &World, before: i64) -> BTreeMap<EventId, Kept> {
    let mut conn = world.app.store.snapshot().await.expect("a snapshot");
    let letters = outbox::latest(&mut conn, None, 10_000)
        .await
        .expect("letters");
    let last = bulk::last(&mut conn).await.expect("the last number").event;
    let mut all = BTreeMap::new();
    for id in (1..=last).map(EventId) {
        // A number is skipped when what took it was undone.
        let Some(kept) = events::find(&mut conn, id).await.expect("it fits a state") else {
            continue;
        };
        whole(&mut conn, &kept, &letters).await;
        all.insert(id, kept);
    }
    let edition = &editions::editions(&mut conn).await.expect("editions")[0];
    let mut raised: Vec<i64> = all
        .values()
        .filter(|kept| kept.event.label.is_some())
        .map(|kept| kept.public_revision)
        .collect();
    raised.sort_unstable();
    let expected: Vec<i64> = (before + 1..=edition.public_revision).collect();
    assert_eq!(
        raised, expected,
        "each label raised the public revision once"
    );
    all
}

/// Holds an event against all that its state asks for.
async fn whole(conn: &mut Conn, kept: &Kept, letters: &[Letter]) {
    let step = Step::of(kept);
    let id = kept.id;
    let revisions = events::revisions(conn, id).await.expect("revisions");
    let sent = usize::from(step >= Step::Sent);
    assert_eq!(
        (revisions.len(), kept.event.revisions as usize),
        (sent, sent),
        "{id}"
    );
    let content = match &kept.working {
        Some(working) => working.clone(),
        None => revisions.last().expect("a revision").content.clone(),
    };
    assert_eq!(kept.working.is_none(), step >= Step::Sent, "{id}");
    assert_eq!(kept.title, content.title, "{id}");

    let verdicts = reviews::verdicts(conn, id).await.expect("verdicts");
    assert_eq!(verdicts.len(), usize::from(step == Step::Labelled), "{id}");
    let label = kept.event.label.as_ref().map(|label| label.revision);
    assert_eq!(label, (step == Step::Labelled).then_some(1), "{id}");
    assert_eq!(kept.slug.is_some(), step == Step::Labelled, "{id}");

    let journal = reviews::journal(conn, id).await.expect("the journal");
    let lines: Vec<&str> = journal.iter().map(|entry| line(&entry.what)).collect();
    assert_eq!(
        lines,
        told(step, ["begun", "sent", "proposed", "labelled"]),
        "{id}"
    );

    let email = content.referee_contact.email.as_str();
    let mut own: Vec<&Letter> = letters.iter().filter(|it| it.to_email == email).collect();
    own.sort_by_key(|letter| letter.id);
    let kinds: Vec<&str> = own.iter().map(|letter| letter.kind.as_str()).collect();
    let expected = ["draft-link", "confirm-address", "received", "labelled"];
    assert_eq!(kinds, told(step, expected), "{id}");
    let about = |letter: &&Letter| letter.params["event"].as_i64() == Some(id.0);
    let arrived = letters
        .iter()
        .filter(about)
        .filter(|it| it.kind == "arrived");
    let confirmed = step >= Step::Confirmed;
    assert_eq!(arrived.count(), usize::from(confirmed), "{id}");

    assert_eq!(kept.event.proposer.is_some(), confirmed, "{id}");
    if let Some(person) = kept.event.proposer {
        let own = organisations::of_person(conn, person)
            .await
            .expect("organisations");
        let names: Vec<&str> = own.iter().map(|it| it.organisation.name.as_str()).collect();
        assert_eq!(names, [content.title.as_str()], "{id}");
        let person = people::by_id(conn, person.0).await.expect("read");
        assert!(
            person.is_some_and(|person| person.confirmed_at.is_some()),
            "{id}"
        );
    }
}

fn line(what: &What) -> &'static str {
    match what {
        What::Begun => "begun",
        What::Sent { .. } => "sent",
        What::Proposed { .. } => "proposed",
        What::Labelled { .. } => "labelled",
        other => panic!("nobody did this: {other:?}"),
    }
}

/// What is said at the beginning, when it is sent, confirmed and labelled, as far as it came.
fn told(step: Step, all: [&'static str; 4]) -> Vec<&'static str> {
    let from = [Step::Begun, Step::Sent, Step::Confirmed, Step::Labelled];
    let said = all.into_iter().zip(from);
    said.filter(|(_, from)| step >= *from)
        .map(|(one, _)| one)
        .collect()
}

/// What was acknowledged is there, and what was asked for last is done or not at all; each proposal goes on from where it is.
fn compare(writers: &mut [Writer], all: &BTreeMap<EventId, Kept>) {
    for proposal in writers.iter_mut().flat_map(|it| &mut it.proposals) {
        let kept = all.get(&proposal.id()).expect("an acknowledged draft");
        let there = Step::of(kept);
        let acknowledged = there == proposal.done;
        let one_more = Some(there) == proposal.asked;
        assert!(
            acknowledged || one_more,
            "{}: {:?} was acknowledged, {:?} was asked for, {there:?} is there",
            proposal.name,
            proposal.done,
            proposal.asked
        );
        assert_eq!(kept.title, proposal.name);
        proposal.done = there;
        proposal.asked = None;
    }
}

/// Everyone writes until the process is killed.
async fn round(
    world: &World,
    process: &mut Process,
    writers: &mut [Writer],
    referee: &Caller,
    day: &str,
    (number, end): (usize, End),
) {
    let tally = Tally::new();
    let all = writers.iter_mut().map(|writer| {
        let own = format!("10.{number}.{}.1", writer.number);
        let hands = Hands {
            world,
            tally: &tally,
            organiser: Caller::new(process.origin()).from(&own),
            referee: referee.at(process.origin()),
            day,
        };
        async move { writer.write(&hands).await }
    });
    let all = futures::future::join_all(all);
    tokio::pin!(all);
    tokio::select! {
        () = tally.reaches(end) => {}
        _ = &mut all => panic!("the process is gone before its end: {:?}", process.said()),
    }
    process.kill();
    all.await;
}

/// What is labelled is seen by visitors as soon as the site answers.
async fn seen(process: &Process, all: &BTreeMap<EventId, Kept>) {
    let visitor = Caller::new(process.origin());
    assert_eq!(visitor.get("/readyz").await.status, 200);
    for slug in all.values().filter_map(|kept| kept.slug.as_deref()) {
        let page = visitor.get(&format!("/evenements/{slug}")).await;
        assert_eq!(page.status, 200, "{slug}");
    }
}

/// Once the claims of those who were killed have run out, every letter arrives; one that was handed over and not noted arrives
/// once more, and is known by its number.
async fn arrives(world: &World) {
    world
        .clock
        .set(clock::after(Timestamp::now(), CLAIM_MILLIS + 60_000));
    while world.deliver().await != Pass::default() {}
    each_arrived_once(world).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_again_and_again_the_site_keeps_what_it_acknowledged() {
    let world = World::new().await;
    let (scene, referee, day) = open(&world).await;
    let before = scene.edition.public_revision;
    let mut writers: Vec<Writer> = (1..=WRITERS)
        .map(|number| Writer {
            number,
            begun: 0,
            proposals: Vec::new(),
        })
        .collect();
    for numbered in ROUNDS.into_iter().enumerate() {
        let mut process = Process::serve(&world).await;
        let all = look(&world, before).await;
        compare(&mut writers, &all);
        seen(&process, &all).await;
        round(&world, &mut process, &mut writers, &referee, &day, numbered).await;
    }
    let mut process = Process::serve(&world).await;
    let all = look(&world, before).await;
    compare(&mut writers, &all);
    seen(&process, &all).await;
    process.kill();
    let labelled = all.values().filter(|kept| kept.slug.is_some());
    assert!(labelled.count() >= WRITERS, "all of it was tried");
    arrives(&world).await;
}

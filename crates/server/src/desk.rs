//! The desk: everybody who books asks here, and is answered once the seats are granted for good.
//!
//! A database makes sure that what it committed survives a loss of power, which takes some milliseconds each time; one after the
//! other, few could book in a second. So whatever waits at the desk is carried out in one transaction, and answered after its
//! commit. Nodes need not know each other: whoever grants a seat holds its slot.

use std::sync::{Mutex, RwLock, Weak};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::acts::bookings::{self, Ask, Done, Failed, Outcome};
use crate::app::{App, Parts};

/// How many may wait; whoever comes then is asked to come again.
const MOST_WAITING: usize = 2_048;
/// How many are served at once: enough to share the cost of a commit, few enough that nobody waits long for the others.
const AT_ONCE: usize = 64;
/// How often one ask is carried out anew when somebody was quicker.
const TRIES: u32 = 3;
/// How long whoever is turned away as too many ask is told to wait.
pub const WAIT: Duration = Duration::from_secs(2);

/// Someone who waits at the desk.
struct Waiting {
    ask: Ask,
    answer: oneshot::Sender<Outcome>,
}

/// The desk of a process.
pub struct Desk {
    entrance: RwLock<Option<mpsc::Sender<Waiting>>>,
    clerk: Mutex<Option<JoinHandle<()>>>,
}

impl Desk {
    /// A desk, and those who will wait at it.
    pub(crate) fn new() -> (Desk, Queue) {
        let (entrance, queue) = mpsc::channel(MOST_WAITING);
        let desk = Desk {
            entrance: RwLock::new(Some(entrance)),
            clerk: Mutex::default(),
        };
        (desk, Queue(queue))
    }

    /// Begins to serve whoever comes, for as long as the application is there.
    pub(crate) fn open(&self, app: Weak<Parts>, queue: Queue) {
        let clerk = tokio::spawn(serve(app, queue.0));
        *self.clerk.lock().unwrap_or_else(|held| held.into_inner()) = Some(clerk);
    }

    /// Asks, and waits for the answer. What was done is kept by then; whoever stops waiting does not undo it.
    ///
    /// # Errors
    /// Each [`Failed`]; [`Failed::Busy`] when too many wait, or the desk is closed.
    pub async fn ask(&self, ask: Ask) -> Outcome {
        let (answer, answered) = oneshot::channel();
        self.line_up(Waiting { ask, answer })?;
        answered.await.unwrap_or(Err(Failed::Busy))
    }

    fn line_up(&self, waiting: Waiting) -> Result<(), Failed> {
        let entrance = self
            .entrance
            .read()
            .unwrap_or_else(|held| held.into_inner());
        let entrance = entrance.as_ref().ok_or(Failed::Busy)?;
        entrance.try_send(waiting).map_err(|_| Failed::Busy)
    }

    /// Lets nobody in any more, and comes back once everybody who waits is answered.
    pub async fn close(&self) {
        drop(
            self.entrance
                .write()
                .unwrap_or_else(|held| held.into_inner())
                .take(),
        );
        let clerk = self
            .clerk
            .lock()
            .unwrap_or_else(|held| held.into_inner())
            .take();
        if let Some(clerk) = clerk
            && clerk.await.is_err()
        {
            tracing::error!("the desk did not end by itself");
        }
    }
}

/// Those who wait at a desk that is not open yet.
pub(crate) struct Queue(mpsc::Receiver<Waiting>);

/// Serves all who wait, again and again, until nobody can come any more.
async fn serve(app: Weak<Parts>, mut queue: mpsc::Receiver<Waiting>) {
    let mut waiting = Vec::with_capacity(AT_ONCE);
    while queue.recv_many(&mut waiting, AT_ONCE).await > 0 {
        let Some(app) = app.upgrade().map(App::from) else {
            return;
        };
        let now = std::mem::replace(&mut waiting, Vec::with_capacity(AT_ONCE));
        // In a task of its own: were it to end badly, those who come later are served all the same.
        if tokio::spawn(turn(app, now)).await.is_err() {
            tracing::error!("a turn of the desk ended badly");
        }
    }
}

/// Serves some at once: all in one transaction or, when that fails, one after the other.
async fn turn(app: App, waiting: Vec<Waiting>) {
    let (asks, answers): (Vec<Ask>, Vec<_>) = waiting
        .into_iter()
        .map(|waiting| (waiting.ask, waiting.answer))
        .unzip();
    match together(&app, &asks).await {
        Ok(done) => {
            let outcomes = done.outcomes.into_iter();
            for ((ask, outcome), answer) in asks.into_iter().zip(outcomes).zip(answers) {
                match outcome {
                    Err(Failed::Store(fault)) if fault.is_passing() => {
                        // Somebody moved what it was about in between.
                        let _ = answer.send(alone(&app, ask).await);
                    }
                    // Whoever no longer waits has been served all the same.
                    outcome => drop(answer.send(outcome)),
                }
            }
            told(&app, done.letters, &done.events).await;
        }
        // A database that cannot be reached will not be reached by each of them either.
        Err(fault @ store::StoreError::Unavailable(_)) => {
            tracing::warn!(%fault, "the desk cannot reach the database");
            for answer in answers {
                let _ = answer.send(Err(Failed::Busy));
            }
        }
        Err(fault) => {
            tracing::debug!(%fault, "what is asked is done one after the other");
            for (ask, answer) in asks.into_iter().zip(answers) {
                let outcome = alone(&app, ask).await;
                let _ = answer.send(outcome);
            }
        }
    }
}

async fn together(app: &App, asks: &[Ask]) -> store::Result<Done> {
    let mut tx = app.store.begin().await?;
    let done = bookings::carry_out(&mut tx, asks, app.clock.now()).await?;
    tx.commit().await?;
    Ok(done)
}

/// Does one thing by itself, again when somebody was quicker.
async fn alone(app: &App, ask: Ask) -> Outcome {
    let asks = [ask];
    for attempt in 1.. {
        let (outcome, letters, events) = match together(app, &asks).await {
            Ok(mut done) => (done.outcomes.pop(), done.letters, done.events),
            Err(fault) => (Some(Err(fault.into())), 0, Default::default()),
        };
        told(app, letters, &events).await;
        match outcome {
            Some(Err(Failed::Store(store::StoreError::Conflict(_)))) if attempt < TRIES => {}
            Some(outcome) => return outcome,
            None => break,
        }
    }
    Err(Failed::Gone)
}

/// Wakes the outbox, and says which events have become full or have seats again.
async fn told(
    app: &App,
    letters: usize,
    events: &std::collections::BTreeSet<domain::ids::EventId>,
) {
    if letters > 0 {
        app.outbox.notify_one();
    }
    bookings::settle(app, events, app.clock.now()).await;
}

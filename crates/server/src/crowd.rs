//! When everybody comes at once: who is let in, who is asked to come back, before memory or waiting run away.
//!
//! How busy the process is, is how late it does what it meant to do: a probe sleeps a moment and looks how much later it
//! was woken. Kept answers are given whatever the crowd; of the rest, exports give way first.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, HttpBody};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Exports written at the same time.
const MOST_EXPORTS: usize = 4;
/// How long an export waits for its turn.
const EXPORT_PATIENCE: Duration = Duration::from_secs(5);
/// Requests being answered at the same time, kept answers left out.
const MOST_INSIDE: usize = 2_000;
/// How late the process may be for exports, and for everything else, in milliseconds.
const LATE_FOR_EXPORTS: u64 = 250;
const LATE: u64 = 1_000;
/// How often the probe looks.
const LOOKS_EVERY: Duration = Duration::from_millis(50);

/// What a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Everything that matches, as data.
    Export,
    /// How the process is: whoever looks after it must not take a crowd for a fault.
    Probe,
    /// Anything else.
    Other,
}

impl Kind {
    /// By the path, without the prefix of the language.
    #[must_use]
    pub fn of(path: &str) -> Kind {
        if matches!(path, "/healthz" | "/readyz" | "/metrics") {
            return Kind::Probe;
        }
        let last = path.rsplit('/').next().unwrap_or_default();
        match last.starts_with("evenements.") {
            true => Kind::Export,
            false => Kind::Other,
        }
    }
}

/// There is no room now.
#[derive(Debug, PartialEq, Eq)]
pub struct Full;

/// Who is inside.
pub struct Crowd {
    late: AtomicU64,
    inside: Arc<AtomicUsize>,
    exports: Arc<Semaphore>,
    /// How long an export waits for its turn.
    patience: Duration,
    /// The page for those who are asked to come back, in each language, written once: a crowd is no time to write.
    pub page: [std::sync::OnceLock<Bytes>; 2],
}

impl Default for Crowd {
    fn default() -> Self {
        Self {
            late: AtomicU64::new(0),
            inside: Arc::default(),
            exports: Arc::new(Semaphore::new(MOST_EXPORTS)),
            patience: EXPORT_PATIENCE,
            page: Default::default(),
        }
    }
}

impl Crowd {
    /// Lets a request in; what it is given back holds its place until it is dropped.
    ///
    /// # Errors
    /// [`Full`] when it had better come back.
    pub async fn enter(&self, kind: Kind) -> Result<Place, Full> {
        let late = self.late.load(Ordering::Relaxed);
        let most = match kind {
            Kind::Export => LATE_FOR_EXPORTS,
            Kind::Other => LATE,
            Kind::Probe => u64::MAX,
        };
        if late > most {
            return Err(Full);
        }
        let inside = match kind {
            Kind::Probe => None,
            Kind::Export | Kind::Other => Some(Inside::new(&self.inside).ok_or(Full)?),
        };
        let turn = match kind {
            Kind::Other | Kind::Probe => None,
            Kind::Export => {
                let turn = self.exports.clone().acquire_owned();
                let turn = tokio::time::timeout(self.patience, turn).await;
                Some(turn.ok().and_then(Result::ok).ok_or(Full)?)
            }
        };
        Ok(Place {
            _inside: inside,
            turn,
        })
    }

    /// Looks for ever how late the process is.
    pub async fn watch(&self) {
        loop {
            let begun = Instant::now();
            tokio::time::sleep(LOOKS_EVERY).await;
            let late = begun.elapsed().saturating_sub(LOOKS_EVERY).as_millis() as u64;
            // It is forgotten by halves, so that the crowd does not all come back at the first quiet moment.
            let before = self.late.load(Ordering::Relaxed);
            self.late.store(late.max(before / 2), Ordering::Relaxed);
            metrics::gauge!("semaine_late_seconds").set(late as f64 / 1e3);
        }
    }
}

struct Inside(Arc<AtomicUsize>);

impl Inside {
    fn new(count: &Arc<AtomicUsize>) -> Option<Self> {
        let own = Self(count.clone());
        (count.fetch_add(1, Ordering::AcqRel) < MOST_INSIDE).then_some(own)
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// The place of a request that was let in.
pub struct Place {
    _inside: Option<Inside>,
    turn: Option<OwnedSemaphorePermit>,
}

impl Place {
    /// Keeps an export's turn until its last byte was taken.
    pub fn until_sent(self, body: Body) -> Body {
        match self.turn {
            None => body,
            Some(_) => Body::new(Held { body, _place: self }),
        }
    }
}

struct Held {
    body: Body,
    _place: Place,
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn exports_give_way_first() {
        let crowd = Crowd::default();
        assert!(crowd.enter(Kind::Export).await.is_ok());
        crowd.late.store(LATE_FOR_EXPORTS + 1, Ordering::Relaxed);
        assert_eq!(crowd.enter(Kind::Export).await.err(), Some(Full));
        assert!(crowd.enter(Kind::Other).await.is_ok());
        crowd.late.store(LATE + 1, Ordering::Relaxed);
        assert_eq!(crowd.enter(Kind::Other).await.err(), Some(Full));
    }

    #[tokio::test]
    async fn a_place_is_free_again_once_it_is_left() {
        let crowd = Crowd::default();
        let mut places = Vec::new();
        for _ in 0..MOST_INSIDE {
            places.push(crowd.enter(Kind::Other).await.expect("room"));
        }
        assert_eq!(crowd.enter(Kind::Other).await.err(), Some(Full));
        places.pop();
        assert!(crowd.enter(Kind::Other).await.is_ok());
    }

    #[tokio::test]
    async fn an_export_waits_for_its_turn_and_not_for_ever() {
        let crowd = Crowd {
            patience: Duration::ZERO,
            ..Crowd::default()
        };
        let mut places = Vec::new();
        for _ in 0..MOST_EXPORTS {
            places.push(crowd.enter(Kind::Export).await.expect("room"));
        }
        assert_eq!(crowd.enter(Kind::Export).await.err(), Some(Full));
        let body = places.pop().map(|place| place.until_sent(Body::from("x")));
        assert_eq!(crowd.enter(Kind::Export).await.err(), Some(Full));
        drop(body);
        assert!(crowd.enter(Kind::Export).await.is_ok());
    }

    #[test]
    fn an_export_is_known_by_its_path() {
        assert_eq!(Kind::of("/evenements.csv"), Kind::Export);
        assert_eq!(Kind::of("/editions/2018/evenements.json"), Kind::Export);
        assert_eq!(Kind::of("/evenements/visite.ics"), Kind::Other);
        assert_eq!(Kind::of("/evenements"), Kind::Other);
    }
}

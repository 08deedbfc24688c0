//! The one place where the server asks what time it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// A clock: the machine's, or one that is set by hand. Clones tell the same time.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    set: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self { set: None }
    }

    /// A clock that stands still until it is moved.
    #[must_use]
    pub fn standing(at: Timestamp) -> Self {
        Self {
            set: Some(Arc::new(AtomicI64::new(at.as_millisecond()))),
        }
    }

    /// Now, to the millisecond, since that is what both databases keep.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let millis = match &self.set {
            Some(set) => set.load(Ordering::SeqCst),
            None => Timestamp::now().as_millisecond(),
        };
        Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Moves a standing clock forward by some milliseconds; the machine's clock is not moved.
    pub fn advance(&self, millis: i64) {
        if let Some(set) = &self.set {
            set.fetch_add(millis, Ordering::SeqCst);
        }
    }

    /// Sets a standing clock; the machine's clock is not set.
    pub fn set(&self, at: Timestamp) {
        if let Some(set) = &self.set {
            set.store(at.as_millisecond(), Ordering::SeqCst);
        }
    }
}

/// The moment `millis` milliseconds after `from`, or `from` at the end of time.
#[must_use]
pub fn after(from: Timestamp, millis: i64) -> Timestamp {
    Timestamp::from_millisecond(from.as_millisecond().saturating_add(millis)).unwrap_or(from)
}

//! Public answers kept ready: what was answered to an address, packed once, given again until what visitors see changes.
//!
//! An answer is good for one *sight* of the site (a number that rises whenever something public changes here) and until a
//! moment: the next end of a slot, which moves events in lists, or [`LONGEST`], within which what another node changed
//! beside the events (the contact of a territory) shows here too. Memory is bounded; what is asked for again stays.

use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{HeaderMap, HeaderValue};
use bytes::Bytes;
use jiff::Timestamp;
use metrics::Counter;
use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, Equivalent, OptionsBuilder, Weighter};

/// How long an answer is good at the longest, in milliseconds.
pub const LONGEST: i64 = 60_000;
/// Larger answers are not kept, in bytes.
pub const LARGEST: usize = 1024 * 1024;
/// Answers to longer addresses are not kept, in bytes.
const LONGEST_ADDRESS: usize = 1024;
/// What an entry weighs besides its body and its address, in bytes: its headers and its place in the table.
const OVERHEAD: usize = 1200;
/// The size an answer is expected to have, in bytes.
const EXPECTED: u64 = 6 * 1024;

/// How an answer is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Coding {
    /// Brotli.
    Brotli,
    /// Zstandard.
    Zstd,
    /// Gzip, for whoever knows nothing else.
    Gzip,
    /// As it is.
    Plain,
}

/// An answer ready to be given.
#[derive(Debug)]
pub struct Ready {
    /// Its headers; its status is 200.
    pub headers: HeaderMap,
    /// Its tag, if it has one.
    pub tag: Option<HeaderValue>,
    /// Its body, packed.
    pub body: Bytes,
    sight: u64,
    until: Timestamp,
}

/// The address of an answer, path and query, and how it is packed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    coding: Coding,
    address: Box<str>,
}

#[derive(Clone, Copy)]
struct Asked<'a> {
    coding: Coding,
    address: &'a str,
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let asked = Asked {
            coding: self.coding,
            address: &self.address,
        };
        asked.hash(state);
    }
}

impl Hash for Asked<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.address.hash(state);
        self.coding.hash(state);
    }
}

impl Equivalent<Key> for Asked<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        self.coding == key.coding && *self.address == *key.address
    }
}

#[derive(Clone)]
struct Weight;

impl Weighter<Key, Arc<Ready>> for Weight {
    fn weight(&self, key: &Key, ready: &Arc<Ready>) -> u64 {
        (key.address.len() + ready.body.len() + OVERHEAD) as u64
    }
}

/// The answers kept.
pub struct Kept {
    cache: Cache<Key, Arc<Ready>, Weight>,
    /// How often the shelf was changed.
    shelved: AtomicU64,
    given: OnceLock<Counter>,
}

impl Kept {
    /// Keeps at most so many bytes.
    #[must_use]
    pub fn new(bytes: u64) -> Self {
        let options = OptionsBuilder::new()
            .estimated_items_capacity((bytes / EXPECTED) as usize)
            .weight_capacity(bytes)
            .build()
            .expect("every option is given");
        let hasher = DefaultHashBuilder::default();
        Self {
            cache: Cache::with_options(options, Weight, hasher, DefaultLifecycle::default()),
            shelved: AtomicU64::new(0),
            given: OnceLock::new(),
        }
    }

    /// Something public changed on the shelf: nothing made before is given again.
    pub fn forget(&self) {
        self.shelved.fetch_add(1, Ordering::AcqRel);
    }

    /// The sight of the site now: what the shelf and the transactions of this process have made of it.
    #[must_use]
    pub fn sight(&self, shown: u64) -> u64 {
        self.shelved.load(Ordering::Acquire) + shown
    }

    /// The answer to an address, if it is still good.
    #[must_use]
    pub fn get(
        &self,
        coding: Coding,
        address: &str,
        sight: u64,
        now: Timestamp,
    ) -> Option<Arc<Ready>> {
        let ready = self.cache.get(&Asked { coding, address })?;
        if ready.sight != sight || now >= ready.until {
            return None;
        }
        self.given
            .get_or_init(|| metrics::counter!("semaine_kept_answers_total"))
            .increment(1);
        Some(ready)
    }

    /// Keeps an answer made at `sight`, good until `until`.
    pub fn put(
        &self,
        coding: Coding,
        address: &str,
        headers: HeaderMap,
        body: Bytes,
        (sight, until): (u64, Timestamp),
    ) {
        if body.len() > LARGEST || address.len() > LONGEST_ADDRESS {
            return;
        }
        let ready = Ready {
            tag: headers.get(axum::http::header::ETAG).cloned(),
            headers,
            body,
            sight,
            until,
        };
        let key = Key {
            coding,
            address: address.into(),
        };
        self.cache.insert(key, Arc::new(ready));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap_or_default()
    }

    fn body(kept: &Kept, coding: Coding, sight: u64, second: i64) -> Option<Bytes> {
        kept.get(coding, "/a?b=1", sight, at(second))
            .map(|ready| ready.body.clone())
    }

    #[test]
    fn an_answer_is_good_for_one_sight_and_until_its_moment() {
        let kept = Kept::new(1 << 20);
        let sight = kept.sight(7);
        let text = Bytes::from_static(b"hello");
        kept.put(
            Coding::Brotli,
            "/a?b=1",
            HeaderMap::new(),
            text.clone(),
            (sight, at(10)),
        );
        assert_eq!(body(&kept, Coding::Brotli, sight, 9), Some(text));
        assert_eq!(body(&kept, Coding::Brotli, sight, 10), None);
        assert_eq!(body(&kept, Coding::Zstd, sight, 9), None);
        assert_eq!(body(&kept, Coding::Brotli, kept.sight(8), 9), None);
        kept.forget();
        assert_eq!(body(&kept, Coding::Brotli, kept.sight(7), 9), None);
    }

    #[test]
    fn memory_is_bounded() {
        let kept = Kept::new(1 << 20);
        for number in 0..2_000 {
            let address = format!("/{number}");
            let text = Bytes::from(vec![0; 4_000]);
            kept.put(Coding::Plain, &address, HeaderMap::new(), text, (0, at(10)));
        }
        assert!(kept.cache.weight() <= 1 << 20);
        assert!(kept.cache.len() > 100);
    }
}

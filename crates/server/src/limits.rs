//! How often one may ask for things that cost others: letters, sign-ins, uploads.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use domain::booking::Address;
use domain::ids::PersonId;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::error::Failure;

/// Keys kept before those that no longer matter are forgotten.
const MOST_KEYS: usize = 50_000;

/// A limit: so many at once, regained one by one.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    /// How many at once.
    pub burst: u32,
    /// How long until all of them are regained.
    pub regained_in: Duration,
}

impl Rate {
    const fn new(burst: u32, minutes: u64) -> Self {
        Self {
            burst,
            regained_in: Duration::from_secs(minutes * 60),
        }
    }
}

/// The limits of a site, which tests may widen.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    /// Requests for a letter, from one address.
    pub letters_by_address: Rate,
    /// Letters asked for by one person whose office it is to invite others.
    pub letters_by_decider: Rate,
    /// Requests for a letter, from one network.
    pub letters_by_network: Rate,
    /// Letters to one mailbox that somebody else may have asked for.
    pub letters_to_mailbox: Rate,
    /// Attempts to use a link or an invitation, from one address.
    pub attempts_by_address: Rate,
    /// Changes that are not those of one event (new drafts, questions to the geocoder), from one address.
    pub changes_by_address: Rate,
    /// Organisations looked for as one types, from one address.
    pub lookups_by_address: Rate,
    /// Pictures from one address, and of one event: they are stored before anything else is decided.
    pub pictures_by_address: Rate,
    /// Pictures of one event.
    pub pictures_by_event: Rate,
    /// Bookings from one address: a school has one, and thirty who book.
    pub bookings_by_address: Rate,
    /// Bookings from one network.
    pub bookings_by_network: Rate,
    /// Changes of one event by whoever holds its secret address: what the script saves as one types, pictures, answers. Many may
    /// work behind one address, in an office or a school.
    pub changes_by_event: Rate,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            letters_by_address: Rate::new(10, 10),
            letters_by_decider: Rate::new(100, 10),
            letters_by_network: Rate::new(100, 10),
            letters_to_mailbox: Rate::new(4, 15),
            attempts_by_address: Rate::new(30, 10),
            changes_by_address: Rate::new(240, 10),
            lookups_by_address: Rate::new(1_200, 10),
            pictures_by_address: Rate::new(200, 24 * 60),
            pictures_by_event: Rate::new(40, 24 * 60),
            bookings_by_address: Rate::new(40, 10),
            bookings_by_network: Rate::new(400, 10),
            changes_by_event: Rate::new(600, 10),
        }
    }
}

/// Who has asked for what, lately.
pub struct Limits {
    letters_by_address: Limit,
    letters_by_decider: Limit,
    letters_by_network: Limit,
    letters_to_mailbox: Limit,
    attempts_by_address: Limit,
    changes_by_address: Limit,
    changes_by_event: Limit,
    lookups_by_address: Limit,
    pictures_by_address: Limit,
    pictures_by_event: Limit,
    bookings_by_address: Limit,
    bookings_by_network: Limit,
}

struct Limit {
    limiter: DefaultKeyedRateLimiter<String>,
    clock: DefaultClock,
}

impl Limit {
    fn new(rate: Rate) -> Self {
        let burst = NonZeroU32::new(rate.burst).unwrap_or(NonZeroU32::MIN);
        let each = rate.regained_in / burst.get();
        let quota = Quota::with_period(each.max(Duration::from_millis(1)))
            .unwrap_or(Quota::per_second(burst))
            .allow_burst(burst);
        Self {
            limiter: RateLimiter::keyed(quota),
            clock: DefaultClock::default(),
        }
    }

    fn check(&self, key: String) -> Result<(), Failure> {
        if self.limiter.len() > MOST_KEYS {
            self.limiter.retain_recent();
        }
        self.limiter
            .check_key(&key)
            .map_err(|wait| Failure::TooMany {
                wait: wait.wait_time_from(self.clock.now()),
            })
    }
}

impl Limits {
    /// Nobody has asked for anything yet.
    #[must_use]
    pub fn new(rates: Rates) -> Self {
        Self {
            letters_by_address: Limit::new(rates.letters_by_address),
            letters_by_decider: Limit::new(rates.letters_by_decider),
            letters_by_network: Limit::new(rates.letters_by_network),
            letters_to_mailbox: Limit::new(rates.letters_to_mailbox),
            attempts_by_address: Limit::new(rates.attempts_by_address),
            changes_by_address: Limit::new(rates.changes_by_address),
            changes_by_event: Limit::new(rates.changes_by_event),
            lookups_by_address: Limit::new(rates.lookups_by_address),
            pictures_by_address: Limit::new(rates.pictures_by_address),
            pictures_by_event: Limit::new(rates.pictures_by_event),
            bookings_by_address: Limit::new(rates.bookings_by_address),
            bookings_by_network: Limit::new(rates.bookings_by_network),
        }
    }

    /// A letter to `mailbox` is asked for from `from`.
    ///
    /// # Errors
    /// [`Failure::TooMany`] with how long to wait.
    pub fn letter(&self, from: IpAddr, mailbox: &str) -> Result<(), Failure> {
        self.letter_from(from)?;
        self.letter_to(mailbox)
    }

    /// A letter is asked for from `from`.
    ///
    /// # Errors
    /// [`Failure::TooMany`] with how long to wait.
    pub fn letter_from(&self, from: IpAddr) -> Result<(), Failure> {
        self.letters_by_address.check(network_of_one(from))?;
        self.letters_by_network.check(network(from))
    }

    /// A letter to `mailbox` is asked for.
    ///
    /// # Errors
    /// [`Failure::TooMany`] with how long to wait.
    pub fn letter_to(&self, mailbox: &str) -> Result<(), Failure> {
        self.letters_to_mailbox.check(mailbox.to_lowercase())
    }

    /// Someone whose office it is to invite others asks for a letter to `mailbox`: they are counted by themselves, since many of
    /// them work behind one address.
    ///
    /// # Errors
    /// [`Failure::TooMany`] with how long to wait.
    pub fn invitation(&self, by: PersonId, mailbox: &str) -> Result<(), Failure> {
        self.letters_by_decider.check(by.to_string())?;
        self.letters_to_mailbox.check(mailbox.to_lowercase())
    }

    /// Seats are booked from `from` for whoever reads `mailbox`. A letter goes there; one who has proved that it is theirs has asked
    /// for it themselves.
    ///
    /// # Errors
    /// [`Failure::TooMany`] with how long to wait.
    pub fn booking(&self, from: IpAddr, mailbox: &str, address: Address) -> Result<(), Failure> {
        self.bookings_by_address.check(network_of_one(from))?;
        self.bookings_by_network.check(network(from))?;
        match address {
            Address::Proved => Ok(()),
            Address::FirstTime => self.letter_to(mailbox),
        }
    }

    /// A secret link is tried from `from`.
    ///
    /// # Errors
    /// [`Failure::TooMany`] with how long to wait.
    pub fn attempt(&self, from: IpAddr) -> Result<(), Failure> {
        self.attempts_by_address.check(network_of_one(from))
    }

    /// A change is sent from `from`.
    ///
    /// # Errors
    /// [`Failure::TooMany`] with how long to wait.
    pub fn change(&self, from: IpAddr) -> Result<(), Failure> {
        self.changes_by_address.check(network_of_one(from))
    }

    /// Organisations are looked for from `from`.
    ///
    /// # Errors
    /// [`Failure::TooMany`] with how long to wait.
    pub fn lookup(&self, from: IpAddr) -> Result<(), Failure> {
        self.lookups_by_address.check(network_of_one(from))
    }

    /// A picture of the event with this secret address is sent from `from`.
    ///
    /// # Errors
    /// [`Failure::TooMany`] with how long to wait.
    pub fn picture(&self, from: IpAddr, secret: &str) -> Result<(), Failure> {
        self.pictures_by_address.check(network_of_one(from))?;
        self.pictures_by_event.check(secret.to_owned())
    }

    /// An event is changed by whoever holds its secret address, which a form's token has proved.
    ///
    /// # Errors
    /// [`Failure::TooMany`] with how long to wait.
    pub fn change_by(&self, secret: &str) -> Result<(), Failure> {
        self.changes_by_event.check(secret.to_owned())
    }
}

/// One customer of an access provider: an IPv4 address, an IPv6 /64.
fn network_of_one(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x?}", &address.segments()[..4]),
    }
}

/// The neighbourhood of an address: an IPv4 /24, an IPv6 /48.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => format!("{:?}", &address.octets()[..3]),
        IpAddr::V6(address) => format!("{:x?}", &address.segments()[..3]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(limits: &Limits, from: &str, mailbox: usize) -> bool {
        let from = from.parse().expect("an address");
        limits
            .letter(from, &format!("m{mailbox}@semaine.example"))
            .is_ok()
    }

    #[test]
    fn one_customer_is_one_whatever_address_of_theirs_they_use() {
        let limits = Limits::new(Rates::default());
        let most = Rates::default().letters_by_address.burst as usize;
        for number in 0..most {
            assert!(asked(&limits, &format!("2001:db8:0:1::{number:x}"), number));
        }
        assert!(!asked(&limits, "2001:db8:0:1:ffff::1", most));
        assert!(asked(&limits, "2001:db8:0:2::1", most + 1));
    }

    #[test]
    fn who_invites_by_office_and_who_edits_are_counted_by_themselves() {
        let limits = Limits::new(Rates::default());
        let most = Rates::default().letters_by_decider.burst as usize;
        let invites = |person: i64, mailbox: usize| {
            let mailbox = format!("m{mailbox}@semaine.example");
            limits.invitation(PersonId(person), &mailbox).is_ok()
        };
        assert!((0..most).all(|number| invites(1, number)));
        assert!(!invites(1, most) && invites(2, most));
        let most = Rates::default().changes_by_event.burst;
        assert!((0..most).all(|_| limits.change_by("1-a").is_ok()));
        assert!(limits.change_by("1-a").is_err() && limits.change_by("2-b").is_ok());
    }
}

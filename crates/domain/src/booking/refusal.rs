//! Why an act is refused.

use jiff::Timestamp;

use super::book::Clash;

/// Why an act is refused. Each has its sentence on the page, with a way on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is done already.
    #[error("it is done already")]
    Already,
    /// It has ended: cancelled, declined, lapsed, or a no-show.
    #[error("the registration has ended: {0}")]
    Ended(&'static str),
    /// The time to answer is over, and the seats are free for others.
    #[error("the time to answer was over at {until}")]
    TooLate {
        /// Since when.
        until: Timestamp,
    },
    /// It is too early for that.
    #[error("not before {from}")]
    NotYet {
        /// From when.
        from: Timestamp,
    },
    /// The slot has begun.
    #[error("the slot began at {at}")]
    Begun {
        /// When.
        at: Timestamp,
    },
    /// Bookings are closed: the list stays as it is.
    #[error("bookings are closed since {since}")]
    Closed {
        /// Since when.
        since: Timestamp,
    },
    /// It waits, and has no seats yet.
    #[error("it waits and has no seats yet")]
    StillWaits,
    /// Its address is not proved yet.
    #[error("its address is not proved yet")]
    NotConfirmed,
    /// Its offer is not accepted yet.
    #[error("its offer is not accepted yet")]
    NotAccepted,
    /// Nothing was offered to it.
    #[error("nothing was offered")]
    NotOffered,
    /// It does not wait, so that nothing can be offered.
    #[error("it does not wait")]
    NotWaiting,
    /// The seats are theirs: no time runs.
    #[error("no time runs for it")]
    NothingLapses,
    /// The offer is for another registration, or for a party it no longer is.
    #[error("the offer is for another party")]
    OtherOffer,
    /// The room is for another registration, or another party.
    #[error("the room is for another party")]
    OtherRoom,
    /// There is no proof of room for so many, or for this audience.
    #[error("there is no room for that")]
    NoRoom,
    /// A party that waits may become smaller, not larger: it would take the place of those who were as large at once.
    #[error("a party that waits does not grow")]
    GrowsInLine,
    /// More people than may ever come together.
    #[error("at most {most} people may come together")]
    TooLarge {
        /// How many may.
        most: u32,
    },
    /// Nobody would come, or came.
    #[error("nobody comes")]
    Nobody,
    /// More came than booked: the others are let in as who had not booked.
    #[error("{people} came, {booked} had booked")]
    MoreThanBooked {
        /// How many came.
        people: u32,
        /// How many had booked.
        booked: u32,
    },
    /// It was let in already, then and there.
    #[error("let in already at {at}, {door}")]
    AlreadyIn {
        /// When.
        at: Timestamp,
        /// Which door.
        door: String,
    },
    /// It was not let in.
    #[error("it was not let in")]
    NotIn,
    /// The seats were given up as nobody came: there must be room again.
    #[error("the seats were given up at {at}")]
    GivenUp {
        /// When.
        at: Timestamp,
    },
    /// The seats were not given up.
    #[error("the seats were not given up")]
    NotGivenUp,
    /// The name of the door is longer than this many characters.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// The same person is somewhere else at that time.
    #[error(transparent)]
    Clash(#[from] Clash),
}

impl Refusal {
    /// Its name among the words of the site.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        match self {
            Refusal::Already => "already",
            Refusal::Ended(_) => "ended",
            Refusal::TooLate { .. } => "too-late",
            Refusal::NotYet { .. } => "not-yet",
            Refusal::Begun { .. } => "begun",
            Refusal::Closed { .. } => "closed",
            Refusal::StillWaits => "still-waits",
            Refusal::NotConfirmed => "not-confirmed",
            Refusal::NotAccepted => "not-accepted",
            Refusal::NotOffered => "not-offered",
            Refusal::NotWaiting => "not-waiting",
            Refusal::NothingLapses => "nothing-lapses",
            Refusal::OtherOffer => "other-offer",
            Refusal::OtherRoom => "other-room",
            Refusal::NoRoom => "no-room",
            Refusal::GrowsInLine => "grows-in-line",
            Refusal::TooLarge { .. } => "too-large",
            Refusal::Nobody => "nobody",
            Refusal::MoreThanBooked { .. } => "more-than-booked",
            Refusal::AlreadyIn { .. } => "already-in",
            Refusal::NotIn => "not-in",
            Refusal::GivenUp { .. } => "given-up",
            Refusal::NotGivenUp => "not-given-up",
            Refusal::TooLong(_) => "too-long",
            Refusal::Clash(_) => "clash",
        }
    }
}

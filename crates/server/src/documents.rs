//! Documents made from plain values: the ticket, the list at the door, the calendar of a booking. No database, no HTTP.
//!
//! The two PDF are laid out here and written with krilla as PDF/UA-1: tagged, with a title and a language
//! (`docs/decisions/pdf-without-a-typesetter.md`). A text is data, never source: nothing a person writes can change a document but
//! the place its words take.

pub mod calendar;
mod code;
mod door_list;
mod faces;
mod paper;
mod pdf;
mod said;
mod ticket;

use jiff::civil::{Date, DateTime};

pub use code::{groups, picture};
pub use door_list::{DoorList, Row, door_list};
pub use ticket::{Cancelling, Ticket, ticket};

/// Why there is no document: it is our fault, whatever the texts are.
#[derive(Debug, thiserror::Error)]
pub enum Unprinted {
    /// The typefaces are not in the binary.
    #[error("the typefaces of documents cannot be read")]
    Face,
    /// What a code should say is too long for one.
    #[error("the code cannot hold what it should say")]
    Code,
    /// The writer of the PDF refused the document.
    #[error("the document cannot be written: {0}")]
    Fault(String),
}

/// What stands at the head of every document of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masthead {
    /// The campaign, beside the mark.
    pub campaign: String,
    /// The edition and its dates: “15e édition · du 16 au 22 novembre 2026”.
    pub edition: String,
    /// The colour of the edition, `#rrggbb`: one on which white can be read.
    pub colour: String,
    /// The days of the edition, in order.
    pub days: Vec<Date>,
}

/// A slot of an event, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// The title of the event.
    pub title: String,
    /// When the slot begins, on the clock of its place.
    pub starts: DateTime,
    /// When it ends, on the same clock.
    pub ends: DateTime,
    /// A sentence that says whose clock it is, where one could take it for another; else empty.
    pub zone: String,
    /// The name of the place, or that it is online; may be empty.
    pub place: String,
    /// The address, a line each; empty when there is none.
    pub address: Vec<String>,
    /// Who organises.
    pub organisation: String,
}

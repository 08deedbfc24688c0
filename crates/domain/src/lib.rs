//! The rules of a labelled week.
//!
//! No I/O, no clock, no chance, no `async`: they are arguments. Each verb of the trade is one function that takes values
//! and returns a decision or a typed refusal.

pub mod authority;
pub mod booking;
pub mod check;
pub mod edition;
pub mod event;
pub mod hours;
pub mod identifier;
pub mod ids;
pub mod journal;
pub mod letter;
pub mod organisation;
pub mod review;
pub mod slot;
pub mod territory;
pub mod text;
pub mod time;
pub mod words;

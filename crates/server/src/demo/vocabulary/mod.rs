//! The words of the demonstration: trades and what one sees there, names of organisations, sentences with blanks.
//!
//! Everything is made up. No company, no brand and no person of this world is named on purpose.

pub mod english;
pub mod grammar;
pub mod organisations;
pub mod sentences;
pub mod titles;
pub mod trades;

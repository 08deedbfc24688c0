//! The rules of a labelled week, as pure functions: no I/O, no clock, no chance.

pub mod identifier;
pub mod slot;
pub mod text;
pub mod time;

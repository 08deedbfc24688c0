//! The space of those who review.

pub mod import;

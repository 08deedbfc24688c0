//! The site.
pub mod acts;

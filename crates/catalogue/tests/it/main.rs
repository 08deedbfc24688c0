//! The catalogue against a naive reading of the same records.

mod address;
mod after;
mod figures;
mod map;
mod model;
mod mvt;
mod search;

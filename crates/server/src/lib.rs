//! Semaine over HTTP: parse, load, decide, save, answer, in that order, in every handler.

pub mod acts;
pub mod app;
pub mod capability;
pub mod card;
pub mod cli;
pub mod clock;
pub mod config;
pub mod crowd;
pub mod demo;
pub mod desk;
pub mod documents;
pub mod error;
pub mod formats;
pub mod import;
pub mod jobs;
pub mod kept;
pub mod letters;
pub mod limits;
pub mod mail;
pub mod network;
pub mod pack;
pub mod pictures;
pub mod refresh;
pub mod secret;
pub mod web;
pub mod words;

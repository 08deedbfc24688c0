//! The journeys, told in the words of the trade: one program, over real HTTP and real SMTP on this machine.

mod calendar;
mod caller;
mod crowd;
mod door;
mod figures;
mod gers;
mod import;
mod label;
mod letters;
mod national;
mod organiser;
mod places;
mod post_office;
mod public;
mod referee;
mod rights;
mod share;
mod sign_in;
mod stage;
mod suggest;
mod words;
mod world;

//! The journeys, told in the words of the trade: one program, over real HTTP and real SMTP on this machine.

mod caller;
mod door;
mod import;
mod post_office;
mod sign_in;
mod world;

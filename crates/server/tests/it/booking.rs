//! Booking, from the desk to the door: never one seat too many, the waiting list moves by itself, and nobody is kept longer than
//! needed.

mod crowd;
mod forgotten;
mod hours;
mod house;
mod journey;
mod list;
mod pages;

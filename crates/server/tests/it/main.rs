//! The journeys, told in the words of the trade: one program, over real HTTP and real SMTP on this machine.

mod announce;
mod calendar;
mod caller;
<<<<<<< HEAD
mod crowd;
=======
mod desk;
>>>>>>> 6da3408 (wip10)
mod door;
mod figures;
mod geocoder;
mod gers;
mod import;
mod letters;
mod national;
mod organiser;
mod post_office;
mod public;
mod referee;
mod rights;
mod sign_in;
mod stage;
mod stands;
mod suggest;
mod words;
mod world;

use catalogue::place::{Gazetteer, PackBytes};
use store::{DatabaseUrl, Store, migrate};

use super::*;

fn gazetteer() -> Gazetteer {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../territories/fr/");
    let bytes = PackBytes::gather(|name| Some(std::fs::read(format!("{folder}{name}")).unwrap().into()));
    Gazetteer::read(&bytes.unwrap()).unwrap()
}

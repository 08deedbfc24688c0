//! From an address to a point: the geocoder that was set, within two seconds, then the gazetteer, which knows communes only.

use std::sync::LazyLock;
use std::time::Duration;

use catalogue::place::Commune;
use domain::event::{Content, Field, Point};
use serde::Deserialize;
use url::Url;

use crate::app::App;
use crate::web::organiser::typed::{Reading, Typed};

/// The longest answer that is read, bytes.
const MOST_BYTES: usize = 256 * 1024;
/// Under this score, 0 to 1, an address found is another one.
const SURE: f64 = 0.5;
/// The longest question, characters.
const MOST_CHARACTERS: usize = 200;

static CLIENT: LazyLock<Option<reqwest::Client>> = LazyLock::new(|| {
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    builder.build().ok()
});

/// The words to say when no pin could be placed: the address is not known; nobody could be asked.
pub const WORDS: [&str; 2] = ["organiser-address-unknown", "organiser-address-alone"];

/// An address that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Where.
    pub point: Point,
    /// As the geocoder writes it.
    pub label: String,
    /// Its commune, by the code its country gives it.
    pub commune: String,
    /// Its postcode, or empty.
    pub postcode: String,
}

/// What asking for an address brought.
pub enum Outcome<'a> {
    /// The geocoder found it.
    Found(Found),
    /// The geocoder knows no such address.
    Unknown(Option<&'a Commune>),
    /// There is no geocoder, or it did not answer in time: the commune is all that is known.
    Alone(Option<&'a Commune>),
}

#[derive(Deserialize)]
struct Answer {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    geometry: Geometry,
    properties: Properties,
}

#[derive(Deserialize)]
struct Geometry {
    coordinates: [f64; 2],
}

#[derive(Deserialize)]
struct Properties {
    #[serde(default)]
    label: String,
    #[serde(default)]
    score: f64,
    #[serde(default)]
    citycode: String,
    #[serde(default)]
    postcode: String,
}

/// Looks for an address written on one line.
pub async fn find<'a>(app: &'a App, address: &str) -> Outcome<'a> {
    let address: String = address.chars().take(MOST_CHARACTERS).collect();
    let commune = app
        .gazetteer
        .geocode_offline(&address)
        .map(|found| found.commune);
    let Some(base) = &app.config.geocoder_url else {
        return Outcome::Alone(commune);
    };
    match ask(base, &address, app.config.geocoder_patience).await {
        Ok(Some(found)) => Outcome::Found(found),
        Ok(None) => Outcome::Unknown(commune),
        Err(why) => {
            tracing::warn!(why, "the geocoder did not answer");
            Outcome::Alone(commune)
        }
    }
}

/// Asks a geocoder for an address; none when it knows no such address for sure.
///
/// # Errors
/// Why it did not answer as it should.
pub async fn ask(base: &Url, address: &str, patience: Duration) -> Result<Option<Found>, String> {
    let client = CLIENT.as_ref().ok_or("no client")?;
    let mut url = base.clone();
    url.set_path(&format!("{}/search", base.path().trim_end_matches('/')));
    url.query_pairs_mut()
        .append_pair("q", address)
        .append_pair("limit", "1")
        .append_pair("autocomplete", "0");
    let told = |error: reqwest::Error| error.without_url().to_string();
    let request = client.get(url).timeout(patience);
    let mut response = request.send().await.map_err(told)?;
    if !response.status().is_success() {
        return Err(response.status().to_string());
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(told)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > MOST_BYTES {
            return Err("a very long answer".to_owned());
        }
    }
    let answer: Answer = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
    let first = answer.features.into_iter().next();
    Ok(first
        .filter(|one| one.properties.score >= SURE)
        .and_then(|one| {
            let [lon, lat] = one.geometry.coordinates;
            Some(Found {
                point: Point::new(lon, lat)?,
                label: one.properties.label,
                commune: one.properties.citycode,
                postcode: one.properties.postcode,
            })
        }))
}

/// Places the pin of an address that has none yet, or whose pin was asked to follow it. Answers the key of a word to say
/// when only the commune is known.
pub async fn place_pin(
    app: &App,
    typed: &Typed,
    content: &mut Content,
    reading: &Reading,
) -> Option<&'static str> {
    let troubled = reading
        .troubles
        .iter()
        .any(|one| matches!(one.field, Field::Point | Field::Commune));
    let again = typed.get("pin_again") == "1";
    let on_site = content.mode.is_some_and(|mode| mode.has_place());
    let place = &mut content.place;
    if troubled || !on_site || place.address.is_empty() || (place.point.is_some() && !again) {
        return None;
    }
    let commune = place
        .commune
        .as_ref()
        .and_then(|code| app.gazetteer.commune(code.as_str()));
    let name = commune.map(|one| one.name.to_string()).unwrap_or_default();
    let line = format!("{}, {} {name}", place.address, place.postcode);
    match find(app, &line).await {
        // A street of the same name elsewhere is not this address.
        Outcome::Found(found) if !is_in(app, &found, commune) => Some(WORDS[0]),
        Outcome::Found(found) => {
            place.point = Some(found.point);
            if place.commune.is_none() {
                let found = app.gazetteer.commune(&found.commune);
                place.commune = found.map(|commune| commune.code.clone());
            }
            None
        }
        Outcome::Unknown(_) => Some(WORDS[0]),
        Outcome::Alone(_) => Some(WORDS[1]),
    }
}

/// Whether an address found stands in the commune that was chosen, if one was.
fn is_in(app: &App, found: &Found, chosen: Option<&Commune>) -> bool {
    let own = app.gazetteer.commune(&found.commune);
    chosen.is_none_or(|chosen| own.is_none_or(|own| own.code == chosen.code))
}

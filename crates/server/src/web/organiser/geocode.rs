//! From an address to a point, and from a pin to an address: the geocoder that was set, within two seconds, then the gazetteer,
//! which knows communes only.

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
/// Farther from a pin than this, in metres, an address is another door’s.
const NEAR_M: f64 = 150.0;
/// The longest question, characters.
const MOST_CHARACTERS: usize = 200;

static CLIENT: LazyLock<Option<reqwest::Client>> = LazyLock::new(|| {
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    builder.build().ok()
});

/// The words to say when no pin could be placed: the address is not known; nobody answered; nobody is there to be asked.
pub const WORDS: [&str; 3] = [
    "organiser-address-unknown",
    "organiser-address-alone",
    "organiser-address-commune",
];

/// What to say when only the commune is known.
pub fn alone(app: &App) -> &'static str {
    match app.config.geocoder_url {
        Some(_) => WORDS[1],
        None => WORDS[2],
    }
}

/// What is said when a pin was moved and nobody could be asked what stands there.
pub const PIN_WORD: &str = "organiser-pin-alone";

/// An address that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Where.
    pub point: Point,
    /// As the geocoder writes it.
    pub label: String,
    /// Its number and street alone, or the name of the place.
    pub street: String,
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
    name: String,
    /// From the point asked about, metres.
    #[serde(default)]
    distance: f64,
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

/// What stands at a pin.
pub struct Here<'a> {
    /// The address at the door, when the geocoder knows one near enough.
    pub found: Option<Found>,
    /// Its commune; none at sea and abroad.
    pub commune: Option<&'a Commune>,
    /// Whether a geocoder was asked and did not answer as it should.
    pub silent: bool,
}

/// Looks for what stands at a point.
pub async fn around(app: &App, point: Point) -> Here<'_> {
    let answer = match &app.config.geocoder_url {
        Some(base) => reverse(base, point, app.config.geocoder_patience).await,
        None => Ok(None),
    };
    let (found, silent) = match answer {
        Ok(found) => (found, false),
        Err(why) => {
            tracing::warn!(why, "the geocoder did not answer");
            (None, true)
        }
    };
    let own = found.as_ref();
    let own = own.and_then(|found| app.gazetteer.commune(&found.commune));
    Here {
        commune: own.or_else(|| app.gazetteer.locate(point.lon, point.lat)),
        found,
        silent,
    }
}

/// Asks a geocoder for an address; none when it knows no such address for sure.
///
/// # Errors
/// Why it did not answer as it should.
pub async fn ask(base: &Url, address: &str, patience: Duration) -> Result<Option<Found>, String> {
    let question = [("q", address), ("limit", "1"), ("autocomplete", "0")];
    let first = first(base, "search", &question, patience).await?;
    Ok(first
        .filter(|one| one.properties.score >= SURE)
        .and_then(read))
}

/// Asks a geocoder for the address nearest to a point; none when there is none near.
///
/// # Errors
/// Why it did not answer as it should.
async fn reverse(base: &Url, point: Point, patience: Duration) -> Result<Option<Found>, String> {
    let (lon, lat) = (point.lon.to_string(), point.lat.to_string());
    let question = [("lon", lon.as_str()), ("lat", &lat), ("limit", "1")];
    let first = first(base, "reverse", &question, patience).await?;
    Ok(first
        .filter(|one| one.properties.distance <= NEAR_M)
        .and_then(read))
}

fn read(one: Feature) -> Option<Found> {
    let [lon, lat] = one.geometry.coordinates;
    Some(Found {
        point: Point::new(lon, lat)?,
        label: one.properties.label,
        street: one.properties.name,
        commune: one.properties.citycode,
        postcode: one.properties.postcode,
    })
}

/// The first answer of a geocoder to a question.
async fn first(
    base: &Url,
    what: &str,
    question: &[(&str, &str)],
    patience: Duration,
) -> Result<Option<Feature>, String> {
    let client = CLIENT.as_ref().ok_or("no client")?;
    let mut url = base.clone();
    url.set_path(&format!("{}/{what}", base.path().trim_end_matches('/')));
    url.query_pairs_mut().extend_pairs(question);
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
    Ok(answer.features.into_iter().next())
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
        Outcome::Alone(_) => Some(alone(app)),
    }
}

/// Whether an address found stands in the commune that was chosen, if one was.
fn is_in(app: &App, found: &Found, chosen: Option<&Commune>) -> bool {
    let own = app.gazetteer.commune(&found.commune);
    chosen.is_none_or(|chosen| own.is_none_or(|own| own.code == chosen.code))
}

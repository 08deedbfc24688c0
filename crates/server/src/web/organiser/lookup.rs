//! What completes as one types: communes, organisations, the point of an address, and the address at a pin.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::event::Point;
use domain::text::{self, single_line};
use fluent_bundle::FluentArgs;
use serde_json::{Value, json};
use store::organisations;

use crate::app::App;
use crate::error::Answer;
use crate::web::door::{Parameters, Visit};
use crate::web::organiser::geocode::{self, Outcome};
use crate::web::organiser::organisation;

/// Lines offered at once.
const MOST: usize = 8;
/// The longest question, characters.
const MOST_CHARACTERS: usize = 120;
/// The longest address that the form takes, characters.
const LINE: usize = 255;

fn asked(query: &Parameters, name: &str) -> String {
    let text = query.get(name).map(String::as_str).unwrap_or_default();
    single_line(text).chars().take(MOST_CHARACTERS).collect()
}

fn answer(body: Value, cache: &'static str) -> Response {
    let mut response = Json(body).into_response();
    let cache = HeaderValue::from_static(cache);
    response.headers_mut().insert(header::CACHE_CONTROL, cache);
    response
}

/// The communes that answer what is being typed.
pub async fn communes(
    State(app): State<App>,
    visit: Visit,
    Query(query): Query<Parameters>,
) -> Answer {
    let found = app.gazetteer.complete(&asked(&query, "q"), MOST);
    let places: Vec<Value> = found
        .into_iter()
        .map(|one| {
            let home = app.gazetteer.name(
                catalogue::place::Place::Territory(one.home),
                visit.lang.tag(),
            );
            let postcode = one.postcode.or_else(|| one.commune.postcodes().next());
            json!({
                "code": one.commune.code.as_str(),
                "text": one.commune.name,
                "note": format!("{} · {home} ({})", postcode.unwrap_or_default(), one.home.code),
                "postcode": postcode,
                "lon": one.commune.lon,
                "lat": one.commune.lat,
            })
        })
        .collect();
    Ok(answer(json!({ "places": places }), "public, max-age=3600"))
}

/// The organisations whose name begins as what is being typed.
pub async fn organisations(
    State(app): State<App>,
    visit: Visit,
    Query(query): Query<Parameters>,
) -> Answer {
    app.limits.lookup(visit.from)?;
    let mut conn = app.store.reader().await?;
    let found = organisations::offered(&mut conn, &asked(&query, "q"), 8).await?;
    let places: Vec<Value> = found
        .iter()
        .map(|known| {
            json!({
                "code": known.id.to_string(),
                "text": known.organisation.name,
                "note": organisation::note(&app, known),
            })
        })
        .collect();
    Ok(answer(json!({ "places": places }), "private, no-store"))
}

/// The point of an address, with a word when only its commune is known.
pub async fn address(
    State(app): State<App>,
    visit: Visit,
    Query(query): Query<Parameters>,
) -> Answer {
    app.limits.change(visit.from)?;
    let body = match geocode::find(&app, &asked(&query, "q")).await {
        Outcome::Found(found) => json!({
            "found": true,
            "lon": found.point.lon,
            "lat": found.point.lat,
            "label": found.label,
            "postcode": found.postcode,
            "word": "",
        }),
        Outcome::Unknown(commune) => near(&app, &visit, commune, geocode::WORDS[0]),
        Outcome::Alone(commune) => near(&app, &visit, commune, geocode::alone(&app)),
    };
    Ok(answer(body, "private, no-store"))
}

/// The address at a pin that somebody moved, and its commune: offered, never imposed. What the geocoder wrote is cut to what the
/// form takes.
pub async fn here(State(app): State<App>, visit: Visit, Query(query): Query<Parameters>) -> Answer {
    app.limits.change(visit.from)?;
    let number = |name| asked(&query, name).parse::<f64>().ok();
    let point = number("lon").zip(number("lat"));
    let Some(point) = point.and_then(|(lon, lat)| Point::new(lon, lat)) else {
        return Ok(answer(
            json!({ "offer": "", "word": "" }),
            "private, no-store",
        ));
    };
    let here = geocode::around(&app, point).await;
    let word = if here.silent {
        app.words.say(visit.lang, geocode::PIN_WORD, None)
    } else {
        String::new()
    };
    let street = here.found.as_ref().map_or("", |found| &found.street);
    let street: String = single_line(street).chars().take(LINE).collect();
    let written = here.found.as_ref().map_or("", |found| &found.postcode);
    let postcode = match (here.commune, text::length(written)) {
        (Some(commune), 0 | 11..) => commune.postcodes().next().unwrap_or_default(),
        _ => written,
    };
    let name = here.commune.map(|commune| commune.name.to_string());
    let name = name.unwrap_or_default();
    let town = format!("{postcode} {name}");
    let lines = [street.as_str(), town.trim()];
    let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let offer = match lines.is_empty() {
        true => String::new(),
        false => {
            let place = FluentArgs::from_iter([("place", lines.join(", "))]);
            app.words
                .say(visit.lang, "organiser-pin-here", Some(&place))
        }
    };
    let body = json!({
        "address": street,
        "postcode": postcode,
        "commune": name,
        "code": here.commune.map(|commune| commune.code.as_str()),
        "offer": offer,
        "word": word,
    });
    Ok(answer(body, "private, no-store"))
}

fn near(app: &App, visit: &Visit, commune: Option<&catalogue::place::Commune>, key: &str) -> Value {
    json!({
        "found": false,
        "lon": commune.map(|one| one.lon),
        "lat": commune.map(|one| one.lat),
        "label": commune.map(|one| one.name.to_string()),
        "postcode": Value::Null,
        "word": app.words.say(visit.lang, key, None),
    })
}

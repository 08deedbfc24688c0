//! The same query as JSON.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use catalogue::{Bbox, Cluster, MAX_ZOOM, Query};
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::data;
use super::scope::Scope;
use crate::app::App;
use crate::error::{Answer, Failure};
use crate::formats::write::{self, Told};
use crate::web::door::Visit;
use crate::web::packed;

/// The last value of a parameter.
pub(super) fn last(visit: &Visit, wanted: &str) -> Option<String> {
    let raw = visit.query.as_deref().unwrap_or_default();
    form_urlencoded::parse(raw.as_bytes())
        .filter(|(name, _)| name == wanted)
        .last()
        .map(|(_, value)| value.into_owned())
}

/// The edition a request is about: the one named, else the one the site is about.
pub(super) fn scope_of(app: &App, visit: &Visit) -> Result<Scope, Failure> {
    let scope = Scope::current(app, visit).ok_or(Failure::NotFound)?;
    match last(visit, "edition") {
        None => Ok(scope),
        Some(slug) => {
            let shelved = app
                .shelf
                .edition(&slug)
                .filter(|shelved| shelved.edition.is_public());
            shelved
                .map(|shelved| scope.of(shelved))
                .ok_or(Failure::NotFound)
        }
    }
}

/// Anyone's page may read public data; and nobody keeps it longer than it is true.
pub(super) fn public(body: impl Serialize, etag: Option<String>) -> Response {
    let mut response = Json(body).into_response();
    let headers = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &str| {
        if let Ok(value) = value.parse() {
            headers.insert(name, value);
        }
    };
    set(header::CACHE_CONTROL, packed::FRESH);
    set(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    if let Some(etag) = etag {
        set(header::ETAG, &etag);
    }
    response
}

/// The answer to a search.
#[derive(Serialize)]
struct Found<'a> {
    edition: &'a str,
    revision: i64,
    total: usize,
    page: u32,
    pages: u32,
    /// How many are not on the map.
    off_map: usize,
    events: Vec<Told<'a>>,
    facets: Facets<'a>,
    bbox: Option<Bbox>,
    problems: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    clusters: Option<Value>,
}

/// The facets of an answer by their parameters.
struct Facets<'a>(&'a catalogue::Answer<'a>);

impl Serialize for Facets<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let answer = self.0;
        let mut map = serializer.serialize_map(Some(answer.facets.len() + 3))?;
        for facet in &answer.facets {
            map.serialize_entry(facet.choice.word(), &facet.values)?;
        }
        map.serialize_entry("region", &answer.regions)?;
        map.serialize_entry("departement", &answer.departments)?;
        map.serialize_entry("jour", &answer.days)?;
        map.end()
    }
}

/// `total`, `events` (20 a page), `facets`, and `clusters` when a `bbox` and a `zoom` are given.
pub async fn search(State(app): State<App>, visit: Visit) -> Answer {
    let scope = scope_of(&app, &visit)?;
    let mut asked = super::ask::read(&scope);
    let zoom = zoom(&visit).unwrap_or_else(|()| {
        let most = MAX_ZOOM.to_string();
        asked
            .problems
            .push(scope.tell("refusal-zoom", &[("most", &most)]));
        None
    });
    let query = &asked.query;
    let clusters = match (zoom, query.bbox) {
        (Some(zoom), Some(bbox)) => Some(clusters(&scope, query, bbox, zoom)),
        _ => None,
    };
    let answer = scope.catalogue().search(query, scope.now);
    Ok(data::with_export(&scope, query, |export| {
        let found = Found {
            edition: &scope.edition().slug,
            revision: scope.shelved.revision,
            total: answer.total,
            page: answer.page,
            pages: answer.pages,
            off_map: answer.without_point,
            events: answer
                .hits
                .iter()
                .map(|hit| write::found(&export, hit))
                .collect(),
            facets: Facets(&answer),
            bbox: answer.bbox,
            problems: &asked.problems,
            clusters,
        };
        public(found, None)
    }))
}

/// The zoom asked for, if any; an error when it is none.
fn zoom(visit: &Visit) -> Result<Option<u8>, ()> {
    let Some(text) = last(visit, "zoom") else {
        return Ok(None);
    };
    let zoom = text.parse().ok().filter(|zoom| *zoom <= MAX_ZOOM);
    zoom.map(Some).ok_or(())
}

fn clusters(scope: &Scope, query: &Query, bbox: Bbox, zoom: u8) -> Value {
    let found = scope
        .catalogue()
        .clusters(&query.with_bbox(None), bbox, zoom);
    let told: Vec<Value> = found.clusters.iter().map(cluster).collect();
    json!({ "zoom": found.zoom, "list": told })
}

fn cluster(cluster: &Cluster<'_>) -> Value {
    json!({
        "id": cluster.id,
        "lon": cluster.point.lon,
        "lat": cluster.point.lat,
        "count": cluster.count,
        "opens": cluster.opens,
        "slug": cluster.event.as_ref().map(|event| event.slug),
    })
}

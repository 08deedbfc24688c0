//! The same query as data: everything that matches, streamed.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalogue::{Event, Query};

use super::ask;
use super::scope::Scope;
use crate::error::{Answer, Failure};
use crate::formats::write::{self, Export, Format};
use crate::refresh;
use crate::web::packed;

/// JSON.
pub async fn json(scope: Scope, headers: HeaderMap) -> Answer {
    answer(&scope, &headers, Format::Json)
}

/// GeoJSON.
pub async fn geojson(scope: Scope, headers: HeaderMap) -> Answer {
    answer(&scope, &headers, Format::GeoJson)
}

/// Separated by commas.
pub async fn csv(scope: Scope, headers: HeaderMap) -> Answer {
    answer(&scope, &headers, Format::Csv)
}

/// A spreadsheet.
pub async fn xlsx(scope: Scope, headers: HeaderMap) -> Answer {
    answer(&scope, &headers, Format::Xlsx)
}

/// A calendar.
pub async fn ics(scope: Scope, headers: HeaderMap) -> Answer {
    answer(&scope, &headers, Format::Ics)
}

/// A feed.
pub async fn rss(scope: Scope, headers: HeaderMap) -> Answer {
    answer(&scope, &headers, Format::Rss)
}

fn answer(scope: &Scope, headers: &HeaderMap, format: Format) -> Answer {
    let query = ask::read(scope).query;
    let tag = tag(scope, &query, format);
    let asked = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    let known =
        asked.is_some_and(|asked| asked == "*" || asked.split(',').any(|one| one.trim() == tag));
    let mut response = match known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => {
            let (title, lang) = (title(scope), scope.lang());
            write::body(&scope.app, &scope.shelved, format, query, title, lang).into_response()
        }
    };
    dress(&mut response, format, &tag, &scope.edition().slug);
    Ok(response)
}

/// What the answer depends on: the content and the query, the language, the moment a slot ends, and how this build writes.
fn tag(scope: &Scope, query: &Query, format: Format) -> String {
    let content = scope.catalogue().etag(query, scope.now);
    format!(
        "\"{}-{}-{}-{}\"",
        content.trim_matches('"'),
        format.ending(),
        scope.lang().tag(),
        env!("CARGO_PKG_VERSION"),
    )
}

fn dress(response: &mut Response, format: Format, tag: &str, name: &str) {
    let whole = response.status() == StatusCode::OK;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CACHE_CONTROL, packed::FRESH);
    set(header::ETAG, tag);
    set(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    if !whole {
        return;
    }
    set(header::CONTENT_TYPE, format.content_type());
    // Feeds and JSON are read where they are; the others are files.
    if matches!(format, Format::Csv | Format::Xlsx | Format::Ics) {
        let ending = format.ending();
        set(
            header::CONTENT_DISPOSITION,
            &format!("attachment; filename=\"{name}.{ending}\""),
        );
    }
}

/// “Semaine de l’Industrie, 16e édition”.
fn title(scope: &Scope) -> String {
    let campaign = scope.shelved.campaign.name.get(scope.lang());
    format!(
        "{campaign}, {}",
        refresh::name(scope.edition()).get(scope.lang())
    )
}

/// The calendar of one event, for “add to my calendar”.
pub fn calendar_of(scope: &Scope, event: Event<'_>) -> Answer {
    let name = event.slug.to_owned();
    let query = Query::default();
    let tag = tag(scope, &query.with_text(&name), Format::Ics);
    let written = with_export(scope, &query, |export| write::calendar_of(export, event));
    let mut response = Body::from(written.map_err(Failure::fault)?).into_response();
    dress(&mut response, Format::Ics, &tag, &name);
    Ok(response)
}

/// What writers need, for this edition.
pub fn with_export<T>(scope: &Scope, query: &Query, work: impl FnOnce(Export<'_>) -> T) -> T {
    work(Export {
        catalogue: scope.catalogue(),
        query,
        gazetteer: &scope.app.gazetteer,
        title: &title(scope),
        words: (&scope.app.words, scope.lang()),
        address: &write::address(&scope.app, &scope.shelved, scope.lang()),
        site: &scope.app.config.origin(),
        now: scope.now,
    })
}

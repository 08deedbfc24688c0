//! The shortest way to a public answer: one that is kept is given before anything else is done.

use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::Response;
use jiff::Timestamp;

use crate::app::App;
use crate::kept::{self, Coding, Ready};
use crate::web::{door, packed};

/// The answer kept for a request, if there is one.
#[must_use]
pub fn find(app: &App, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
    let reads = method == Method::GET || method == Method::HEAD;
    // A part is cut from the whole answer, farther in.
    if !reads || headers.contains_key(header::RANGE) || is_personal(app, headers) {
        return None;
    }
    let address = uri.path_and_query()?.as_str();
    let ready = app.kept.get(
        packed::coding(headers),
        address,
        app.sight(),
        app.clock.now(),
    )?;
    Some(give(&ready, method, headers))
}

/// Whether the request may be somebody's who is signed in.
fn is_personal(app: &App, headers: &HeaderMap) -> bool {
    headers.contains_key(header::COOKIE) && door::has_session(app, headers)
}

fn give(ready: &Ready, method: &Method, asked: &HeaderMap) -> Response {
    let mut response = Response::new(Body::empty());
    *response.headers_mut() = ready.headers.clone();
    if ready
        .tag
        .as_ref()
        .is_some_and(|tag| packed::has_it(asked, tag))
    {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        packed::bare(response.headers_mut());
    } else if method == Method::HEAD {
        let length = HeaderValue::from(ready.body.len());
        response
            .headers_mut()
            .insert(header::CONTENT_LENGTH, length);
    } else {
        *response.body_mut() = Body::from(ready.body.clone());
    }
    response
}

/// What a request must be for its answer to be kept, noted before it is answered.
pub struct Note {
    address: String,
    coding: Coding,
    sight: u64,
    now: Timestamp,
}

/// Notes a request whose answer may be kept: nobody's in particular, and only reading.
pub fn note(app: &App, request: &Request) -> Option<Note> {
    if request.method() != Method::GET || is_personal(app, request.headers()) {
        return None;
    }
    Some(Note {
        address: request.uri().path_and_query()?.as_str().to_owned(),
        coding: packed::coding(request.headers()),
        sight: app.sight(),
        now: app.clock.now(),
    })
}

/// Put with an answer that changes by itself from one second to the next: it is given again for a second, and no longer.
#[derive(Debug, Clone, Copy)]
pub struct Brief;

/// How long a brief answer is given again, in milliseconds.
const BRIEF_MILLIS: i64 = 1_000;

/// Keeps an answer that is whole, good and anybody's.
pub async fn keep(app: &App, note: Note, response: Response) -> Response {
    let size = response.body().size_hint().exact();
    let whole = size.is_some_and(|size| size <= kept::LARGEST as u64);
    let headers = response.headers();
    let public = packed::is_public(headers) && !headers.contains_key(header::SET_COOKIE);
    if response.status() != StatusCode::OK || !whole || !public {
        return response;
    }
    let (parts, body) = response.into_parts();
    let brief = parts.extensions.get::<Brief>().is_some();
    let Ok(bytes) = to_bytes(body, kept::LARGEST).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let mut headers = parts.headers.clone();
    // Each answer has its own number; one that is given again has none.
    headers.remove("x-request-id");
    let until = match brief {
        true => until(app, note.now).min(crate::clock::after(note.now, BRIEF_MILLIS)),
        false => until(app, note.now),
    };
    let good = (note.sight, until);
    app.kept
        .put(note.coding, &note.address, headers, bytes.clone(), good);
    Response::from_parts(parts, Body::from(bytes))
}

/// Until when an answer made now is good: the next end of a slot of any edition, within a minute.
fn until(app: &App, now: Timestamp) -> Timestamp {
    let shelf = app.shelf.all();
    let ends = shelf
        .values()
        .filter_map(|shelved| shelved.catalogue.next_end(now));
    let longest = crate::clock::after(now, kept::LONGEST);
    ends.fold(longest, Timestamp::min)
}

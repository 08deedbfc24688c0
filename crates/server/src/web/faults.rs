//! Answers that say no: in the look of the site for people, as JSON for programs.

use std::time::Duration;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::words::Language;
use fluent_bundle::FluentArgs;
use serde_json::json;

use crate::app::App;
use crate::error::{Failure, Sentence};
use crate::web::door::Visit;
use crate::web::page::{Page, href};

/// When those who found no room may come back, in seconds.
const COME_BACK_IN: &str = "5";

/// Gives a bare answer that says no its page. What already has words of its own is left as it is.
pub fn dress(app: &App, visit: &Visit, mut response: Response) -> Response {
    let failure = response.extensions_mut().remove::<Failure>();
    let status = response.status();
    let failure = match failure {
        Some(failure) => failure,
        None if is_bare(&response) => of_status(status),
        None => return response,
    };
    if failure == Failure::SignIn {
        return to_sign_in(visit);
    }
    if let Some(other) = without_slash(visit, &failure) {
        return other;
    }
    if let Failure::Fault(why) | Failure::Busy(why) = &failure {
        tracing::error!(number = visit.number, why, "a fault");
        metrics::counter!("semaine_faults_total").increment(1);
    }
    let mut answer = match is_of_programs(&visit.path) {
        true => as_json(app, visit, &failure, status),
        false => as_page(app, visit, &failure, status),
    };
    // What the router said stays: Allow, for one.
    for (name, value) in response.headers() {
        if name == header::ALLOW || name == header::RETRY_AFTER {
            answer.headers_mut().insert(name.clone(), value.clone());
        }
    }
    if let Some(wait) = wait_of(&failure) {
        let seconds = wait.as_secs().max(1);
        answer
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    answer
}

/// Whether programs ask there, who read JSON rather than pages.
fn is_of_programs(path: &str) -> bool {
    let begins = ["/api/", "/tuiles/", "/fond/"];
    let ends = [".json", ".geojson"];
    begins.iter().any(|begin| path.starts_with(begin)) || ends.iter().any(|end| path.ends_with(end))
}

/// An address with a slash too many leads to the same without it.
fn without_slash(visit: &Visit, failure: &Failure) -> Option<Response> {
    let path = visit
        .path
        .strip_suffix('/')
        .filter(|path| !path.is_empty() && path.is_ascii())?;
    let query = visit.query.as_deref();
    let place = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    (*failure == Failure::NotFound)
        .then(|| Redirect::permanent(&href(visit.lang, &place)).into_response())
}

/// Whether an answer is a "no" without a page: one of the router's or of an extractor's.
fn is_bare(response: &Response) -> bool {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return false;
    }
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"))
}

fn of_status(status: StatusCode) -> Failure {
    match status {
        StatusCode::NOT_FOUND => Failure::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        StatusCode::FORBIDDEN => Failure::Forbidden,
        status if status.is_server_error() => {
            Failure::Fault(format!("an answer {status} without words"))
        }
        _ => Failure::Unreadable,
    }
}

fn wait_of(failure: &Failure) -> Option<Duration> {
    match failure {
        Failure::TooMany { wait } => Some(*wait),
        Failure::Busy(_) => Some(Duration::from_secs(2)),
        _ => None,
    }
}

/// The answer to those who came when there was no room: written once, since a crowd is no time to write.
pub fn full(app: &App, visit: &Visit) -> Response {
    let at = match visit.lang {
        Language::Fr => 0,
        Language::En => 1,
    };
    let written = app.crowd.page[at].get_or_init(|| {
        let title = app.words.say(visit.lang, "refusal-busy", None);
        let text = app.words.say(visit.lang, "refusal-busy-text", None);
        let page = Page::new("public/404.html", &title)
            .hidden()
            .with("search", None::<()>)
            .with("ways", Vec::<()>::new())
            .with("status", StatusCode::SERVICE_UNAVAILABLE.as_u16())
            .with("title", &title)
            .with("text", &text);
        let stranger = Visit {
            me: None,
            path: "/".to_owned(),
            query: None,
            ..visit.clone()
        };
        let html = app.render_page(&stranger, &page);
        html.unwrap_or_else(|_| format!("{title}\n\n{text}\n"))
            .into()
    });
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::RETRY_AFTER, COME_BACK_IN),
    ];
    (StatusCode::SERVICE_UNAVAILABLE, headers, written.clone()).into_response()
}

fn to_sign_in(visit: &Visit) -> Response {
    let next: String = url::form_urlencoded::byte_serialize(visit.back.as_bytes()).collect();
    let place = format!("{}?suite={next}", href(visit.lang, "/connexion"));
    let Ok(place) = HeaderValue::from_str(&place) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}

/// The key of the words for a failure, `405` told apart from what else cannot be read.
fn key_of(failure: &Failure, status: StatusCode) -> &'static str {
    match failure {
        Failure::Refusal(_) => "refusal-refused",
        Failure::NotFound => "refusal-not-found",
        Failure::DeadLink => "refusal-dead-link",
        Failure::Gone(_) => "refusal-gone",
        Failure::Forbidden => "refusal-forbidden",
        Failure::SignIn => "refusal-sign-in",
        Failure::Conflict(_) => "refusal-conflict",
        Failure::Forged => "refusal-forged",
        Failure::Unreadable if status == StatusCode::METHOD_NOT_ALLOWED => "refusal-method",
        Failure::Unreadable => "refusal-unreadable",
        Failure::TooLarge => "refusal-too-large",
        Failure::TooMany { .. } => "refusal-too-many",
        Failure::Busy(_) => "refusal-busy",
        Failure::Fault(_) => "refusal-fault",
    }
}

/// The sentence of a failure: its own when a rule gave one, else the general one.
fn sentence(app: &App, visit: &Visit, failure: &Failure, status: StatusCode) -> String {
    match failure {
        Failure::Refusal(own) | Failure::Gone(own) | Failure::Conflict(own) => say(app, visit, own),
        Failure::TooMany { wait } => {
            let mut args = FluentArgs::new();
            args.set("minutes", wait.as_secs().div_ceil(60).max(1));
            app.words
                .say(visit.lang, "refusal-too-many-text", Some(&args))
        }
        _ => app.words.say(
            visit.lang,
            &format!("{}-text", key_of(failure, status)),
            None,
        ),
    }
}

/// A sentence in the visitor's language.
pub fn say(app: &App, visit: &Visit, sentence: &Sentence) -> String {
    sentence.said(&app.words, visit.lang)
}

fn as_page(app: &App, visit: &Visit, failure: &Failure, status: StatusCode) -> Response {
    let title = app.words.say(visit.lang, key_of(failure, status), None);
    let text = sentence(app, visit, failure, status);
    let faulty = matches!(failure, Failure::Fault(_) | Failure::Busy(_));
    let page = match faulty {
        true => Page::new("public/error.html", &title).with("number", &visit.number),
        false => Page::new("public/404.html", &title)
            .with("search", None::<()>)
            .with("ways", ways_on(app, visit, failure)),
    };
    let page = page
        .hidden()
        .status(status)
        .with("status", status.as_u16())
        .with("title", &title)
        .with("text", &text);
    app.show(visit, page).unwrap_or_else(|broken| {
        // The page of faults is at fault: the bare words must do.
        tracing::error!(
            number = visit.number,
            ?broken,
            "the page of a fault cannot be shown"
        );
        let kind = HeaderValue::from_static("text/plain; charset=utf-8");
        let words = format!("{title}\n\n{text}\n\n{}\n", visit.number);
        (status, [(header::CONTENT_TYPE, kind)], words).into_response()
    })
}

/// Where to go from a page that says no.
fn ways_on(app: &App, visit: &Visit, failure: &Failure) -> Vec<serde_json::Value> {
    let ways = match failure {
        Failure::DeadLink => [
            ("refusal-go-own", "/espace"),
            ("refusal-go-propose", "/proposer"),
        ],
        _ => [
            ("refusal-go-home", "/"),
            ("refusal-go-events", "/evenements"),
        ],
    };
    ways.iter()
        .map(|(key, path)| {
            json!({ "text": app.words.say(visit.lang, key, None), "href": href(visit.lang, path) })
        })
        .collect()
}

fn as_json(app: &App, visit: &Visit, failure: &Failure, status: StatusCode) -> Response {
    let body = json!({
        "status": status.as_u16(),
        "title": app.words.say(visit.lang, key_of(failure, status), None),
        "detail": sentence(app, visit, failure, status),
        "number": visit.number,
    });
    let mut response = (status, Json(body)).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

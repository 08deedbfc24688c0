//! The addresses that machines expect on every site.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use jiff::ToSpan;
use serde_json::json;

use crate::app::App;
use crate::error::{Answer, Failure};
use crate::secret;
use crate::web::door::Visit;

/// Health, metrics, robots and security contact.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/healthz", get(health))
        .route("/readyz", get(readiness))
        .route("/metrics", get(metrics))
        .route("/robots.txt", get(robots))
        .route("/.well-known/security.txt", get(security))
}

/// The process answers.
async fn health() -> Response {
    let body = json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") });
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

/// The database answers too; each edition's public revision on the shelf and its age in milliseconds.
async fn readiness(State(app): State<App>) -> Response {
    let database = match app.store.reader().await {
        Ok(mut conn) => store::outbox::standing(&mut conn).await.map(|_| ()),
        Err(error) => Err(error),
    };
    let now = app.clock.now().as_millisecond();
    let editions: serde_json::Map<String, serde_json::Value> = app
        .shelf
        .all()
        .iter()
        .map(|(slug, shelved)| {
            let age = now - shelved.since.as_millisecond();
            (
                slug.clone(),
                json!({ "revision": shelved.revision, "age_ms": age }),
            )
        })
        .collect();
    let (status, word) = match &database {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "database unavailable")
        }
    };
    let body = json!({ "status": word, "database": app.store.name(), "editions": editions });
    (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

/// What the operator watches, in the Prometheus text format, for those the settings name: it tells how the site is used.
async fn metrics(State(app): State<App>, visit: Visit, headers: HeaderMap) -> Answer {
    if !may_read_metrics(&app, &visit, &headers)? {
        return Err(Failure::Forbidden);
    }
    let mut conn = app.store.reader().await?;
    let standing = store::outbox::standing(&mut conn).await?;
    let now = app.clock.now();
    let oldest = standing
        .oldest
        .map_or(0, |oldest| now.duration_since(oldest).as_secs());
    metrics::gauge!("semaine_letters_waiting").set(standing.waiting as f64);
    metrics::gauge!("semaine_letters_given_up").set(standing.given_up as f64);
    metrics::gauge!("semaine_oldest_letter_seconds").set(oldest as f64);
    let text = crate::jobs::metrics_handle()
        .map(|handle| handle.render())
        .unwrap_or_default();
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    Ok((
        [
            (header::CONTENT_TYPE, kind),
            (header::CACHE_CONTROL, "no-store"),
        ],
        text,
    )
        .into_response())
}

/// Whether somebody comes from where one may read them, or shows the token. Behind a proxy nobody told us of, everybody
/// seems to come from this machine: then the address says nothing.
fn may_read_metrics(app: &App, visit: &Visit, headers: &HeaderMap) -> Answer<bool> {
    let near = app
        .config
        .metrics
        .iter()
        .any(|own| own.contains(visit.from));
    if near && !visit.relayed {
        return Ok(true);
    }
    let shown = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    let (Some(shown), Some(token)) = (shown, &app.config.metrics_token) else {
        return Ok(false);
    };
    // Digests are compared, so that the time it takes tells nothing of the token.
    if secret::digest(shown.trim()) == secret::digest(token) {
        return Ok(true);
    }
    app.limits.attempt(visit.from)?;
    Ok(false)
}

/// What crawlers leave alone: the spaces of people who work here, and links that are secrets.
async fn robots(State(app): State<App>) -> Response {
    let mut text = String::from("User-agent: *\n");
    for prefix in ["", "/en"] {
        for path in [
            "/connexion",
            "/espace",
            "/instruction",
            "/pilotage",
            "/invitation",
            "/lettres",
        ] {
            text.push_str(&format!("Disallow: {prefix}{path}\n"));
        }
    }
    text.push_str(&format!(
        "Sitemap: {}\n",
        app.config.absolute("/sitemap.xml")
    ));
    plain(text, "public, max-age=3600")
}

/// RFC 9116. It is good for a year from the day it is asked for.
async fn security(State(app): State<App>) -> Response {
    let contact = contact(&app).await;
    let expires = app
        .clock
        .now()
        .to_zoned_datetime(jiff::tz::TimeZone::UTC)
        .checked_add(1.year())
        .map(|moment| {
            moment
                .start_of_day()
                .map_or(moment.timestamp(), |day| day.timestamp())
        })
        .unwrap_or(jiff::Timestamp::MAX);
    let text = format!(
        "Contact: {}\nExpires: {}\nPreferred-Languages: fr, en\nCanonical: {}\n",
        contact,
        expires,
        app.config.absolute("/.well-known/security.txt"),
    );
    plain(text, "public, max-age=86400")
}

/// Where to write about the site itself: as the settings say, else to the national team, else to who sends its letters. Without
/// its database a site is written to all the same.
pub async fn contact(app: &App) -> String {
    if let Some(own) = &app.config.security_contact {
        return own.clone();
    }
    let sender = app.config.mail_from.email.to_string();
    let team = team_address(app).await.ok();
    let address = team.filter(|email| !email.is_empty()).unwrap_or(sender);
    format!("mailto:{address}")
}

/// The public address of the national team, or nothing.
async fn team_address(app: &App) -> store::Result<String> {
    let mut reader = app.store.reader().await?;
    let nation = &app.gazetteer.nation().code;
    let (office, _) = store::offices::office(&mut reader, nation).await?;
    Ok(office.email)
}

fn plain(text: String, cache: &'static str) -> Response {
    let kind = "text/plain; charset=utf-8";
    (
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)],
        text,
    )
        .into_response()
}

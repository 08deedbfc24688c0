//! The door of the site: who comes, in which language, with which right to change things; and what every
//! answer carries.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::words::Language;
use futures::FutureExt;
use store::people::{self, Appointment, Person};

use crate::app::App;
use crate::clock::after;
use crate::crowd::Kind;
use crate::error::{Answer, Failure};
use crate::network::Network;
use crate::secret;
use crate::web::{faults, keeper, packed, ranges};

/// The longest address that is read.
const MOST_ADDRESS: usize = 8 * 1024;
/// The headers of a request, names and values together.
const MOST_HEADERS: usize = 32 * 1024;
/// How long one may wait for an answer to begin.
const PATIENCE: Duration = Duration::from_secs(60);
/// The same for a file of events, which is brought in row by row: it is not cut off in the middle.
const IMPORT_PATIENCE: Duration = Duration::from_secs(15 * 60);
/// Reading that takes longer is told in the log like what changes something.
const SLOW: Duration = Duration::from_secs(1);
/// A session that is not used for so long ends.
pub const SESSION_MILLIS: i64 = 30 * 24 * 3_600_000;
/// The use of a session is noted at most so often.
const SEEN_EVERY_MILLIS: i64 = 5 * 60_000;

/// A request, as handlers see it.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The number of the request, in the log and on the page of a fault.
    pub number: String,
    /// The language asked for by the address.
    pub lang: Language,
    /// The path without the prefix of the language.
    pub path: String,
    /// The query, as it came.
    pub query: Option<String>,
    /// The page one may come back to, without the prefix of the language: this one when it was only read, else the page its form
    /// stood on.
    pub back: String,
    /// Who asks, behind the proxies we trust.
    pub from: IpAddr,
    /// Whether somebody we do not trust passes the request on for somebody else: then `from` is not who asks.
    pub relayed: bool,
    /// The browser and the system, in a few words.
    pub device: String,
    /// Who is signed in.
    pub me: Option<Arc<Me>>,
}

/// Someone signed in.
#[derive(Debug, Clone)]
pub struct Me {
    /// The number of the session.
    pub session: i64,
    /// Who it is.
    pub person: Person,
    /// The roles they hold now.
    pub appointments: Vec<Appointment>,
}

impl Me {
    /// Whether they hold one of these roles somewhere.
    #[must_use]
    pub fn holds(&self, roles: &[&str]) -> bool {
        self.appointments
            .iter()
            .any(|held| roles.contains(&held.role.as_str()))
    }

    /// The spaces open to them: the key of their name, and their path.
    #[must_use]
    pub fn spaces(&self) -> Vec<(&'static str, &'static str)> {
        let mut spaces = vec![("session-space-organiser", "/espace")];
        if self.holds(&["committee", "referee", "coordinator", "national"]) {
            spaces.push(("session-space-referee", "/instruction"));
        }
        if self.holds(&["national"]) {
            spaces.push(("session-space-national", "/pilotage"));
        }
        spaces
    }
}

impl Visit {
    /// The path and the query, without the prefix of the language.
    #[must_use]
    pub fn path_and_query(&self) -> String {
        with_query(&self.path, self.query.as_deref())
    }

    /// Whoever is signed in.
    ///
    /// # Errors
    /// [`Failure::SignIn`] when nobody is.
    pub fn signed_in(&self) -> Answer<&Me> {
        self.me.as_deref().ok_or(Failure::SignIn)
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Failure> {
        let found = parts.extensions.get::<Visit>().cloned();
        found.ok_or_else(|| Failure::fault("a request came past the door"))
    }
}

/// Someone signed in; others are sent to sign in and come back.
#[derive(Debug, Clone)]
pub struct SignedIn(pub Arc<Me>);

impl FromRequestParts<App> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let visit = Visit::from_request_parts(parts, app).await?;
        visit.me.map(Self).ok_or(Failure::SignIn)
    }
}

/// The frame around every address.
pub async fn frame(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let asked = request.headers().clone();
    let noted = keeper::note(&app, &request);
    let mut visit = arrive(&app, &request);
    let Ok(room) = app.crowd.enter(Kind::of(&visit.path)).await else {
        let response = seal(&app, &visit, faults::full(&app, &visit));
        note(&method, None, &visit, response.status(), begun.elapsed());
        return response;
    };
    let outcome = enter(&app, &mut visit, &mut request).await;
    let mut place = None;
    let response = match outcome {
        Err(failure) => failure.into_response(),
        Ok(()) => {
            request.extensions_mut().insert(visit.clone());
            let patience = match visit.path.starts_with("/instruction/import") {
                true => IMPORT_PATIENCE,
                false => PATIENCE,
            };
            let (response, matched) = answer(request, next, patience).await;
            place = matched;
            response.map(|body| room.until_sent(body))
        }
    };
    let response = faults::dress(&app, &visit, response);
    let response = packed::pack(&method, &asked, response).await;
    let response = ranges::offer(seal(&app, &visit, response));
    let response = match noted {
        Some(noted) => keeper::keep(&app, noted, response).await,
        None => response,
    };
    let response = packed::spare(&method, &asked, response);
    let response = ranges::cut(&method, &asked, response).await;
    note(
        &method,
        place.as_deref(),
        &visit,
        response.status(),
        begun.elapsed(),
    );
    response
}

/// The request without its language, before anything is known about who sends it.
fn arrive(app: &App, request: &Request) -> Visit {
    let uri = request.uri();
    let (lang, path) = language_of(uri.path());
    let query = uri.query().map(str::to_owned);
    let back = match reads(request.method()) {
        true => with_query(&path, query.as_deref()),
        false => sent_from(app, request.headers(), &path),
    };
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
    let proxies = &app.config.trusted_proxies;
    let passed_on = ["x-forwarded-for", "forwarded", "via"]
        .iter()
        .any(|name| request.headers().contains_key(*name));
    Visit {
        relayed: passed_on && !is_trusted(peer, proxies),
        number: secret::number(),
        lang,
        path,
        query,
        back,
        from: asker(peer, request.headers(), proxies),
        device: device(request.headers()),
        me: None,
    }
}

fn language_of(path: &str) -> (Language, String) {
    match path.strip_prefix("/en") {
        Some("") => (Language::En, "/".to_owned()),
        Some(rest) if rest.starts_with('/') => (Language::En, of_this_site(rest)),
        _ => (Language::Fr, of_this_site(path)),
    }
}

/// The path with one slash at its beginning: with two, a link to it would lead to another site, and browsers read `\\` as `/`.
fn of_this_site(path: &str) -> String {
    let rest = path.trim_start_matches(['/', '\\']);
    match path.len() - rest.len() {
        0 | 1 => path.to_owned(),
        _ => format!("/{rest}"),
    }
}

fn with_query(path: &str, query: Option<&str>) -> String {
    query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"))
}

fn reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// The page of ours a form stood on; when the browser does not say, the front of the space it belongs to.
fn sent_from(app: &App, headers: &HeaderMap, path: &str) -> String {
    let page = headers
        .get(header::REFERER)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| url::Url::parse(text).ok())
        .filter(|page| is_own_origin(app, headers, &page.origin().ascii_serialization()));
    if let Some(page) = page {
        return with_query(&language_of(page.path()).1, page.query());
    }
    let spaces = ["/proposer", "/espace", "/instruction", "/pilotage"];
    let space = spaces.iter().find(|space| path.starts_with(**space));
    space.map_or("/", |space| space).to_owned()
}

/// The last address of `X-Forwarded-For` that is not one of our proxies, if the request came through one.
fn asker(peer: IpAddr, headers: &HeaderMap, proxies: &[Network]) -> IpAddr {
    let peer = peer.to_canonical();
    if !is_trusted(peer, proxies) {
        return peer;
    }
    let listed: Vec<IpAddr> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|one| one.trim().parse::<IpAddr>().ok())
        .map(|address| address.to_canonical())
        .collect();
    let outside = listed
        .iter()
        .rev()
        .find(|address| !is_trusted(**address, proxies));
    outside.copied().unwrap_or(peer)
}

fn is_trusted(address: IpAddr, proxies: &[Network]) -> bool {
    proxies.iter().any(|known| known.contains(address))
}

/// Checks the size of the request, where it comes from and who sends it, and takes the language off its path.
async fn enter(app: &App, visit: &mut Visit, request: &mut Request) -> Answer<()> {
    if request
        .uri()
        .path_and_query()
        .map_or(0, |all| all.as_str().len())
        > MOST_ADDRESS
    {
        return Err(Failure::TooLarge);
    }
    let weight: usize = request
        .headers()
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum();
    if weight > MOST_HEADERS {
        return Err(Failure::TooLarge);
    }
    visit.me = recognise(app, request.headers()).await?.map(Arc::new);
    if !reads(request.method()) && !is_ours(app, request.headers()) {
        return Err(Failure::Forged);
    }
    if let Some(plain) = without_language(request.uri(), &visit.path) {
        *request.uri_mut() = plain;
    }
    Ok(())
}

fn without_language(uri: &Uri, path: &str) -> Option<Uri> {
    if uri.path() == path {
        return None;
    }
    with_query(path, uri.query()).parse().ok()
}

/// Whether a request that changes something comes from one of our own pages, by what the browser says of it.
/// Clients that say nothing (mail programs, scripts) pass here: the form's token and the secret of the address
/// decide about them.
fn is_ours(app: &App, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text("origin") else {
        return true;
    };
    is_own_origin(app, headers, origin)
}

/// Whether an origin is ours, by the settings or by the address the browser asked.
fn is_own_origin(app: &App, headers: &HeaderMap, origin: &str) -> bool {
    let host = headers.get(header::HOST);
    let host = host.and_then(|value| value.to_str().ok());
    let host = host.unwrap_or_default();
    origin == app.config.origin()
        || origin
            .split_once("://")
            .is_some_and(|(scheme, rest)| scheme == app.config.public_url.scheme() && rest == host)
}

/// The name of the cookie of a session. Over https the prefix makes the browser refuse it from elsewhere.
#[must_use]
pub fn cookie_name(app: &App) -> &'static str {
    match app.config.is_https() {
        true => "__Host-semaine",
        false => "semaine",
    }
}

/// The header that sets the cookie of a session, or takes it away.
#[must_use]
pub fn cookie(app: &App, value: Option<&str>) -> String {
    let name = cookie_name(app);
    let secure = if app.config.is_https() {
        "; Secure"
    } else {
        ""
    };
    let (value, age) = match value {
        Some(value) => (value, SESSION_MILLIS / 1_000),
        None => ("", 0),
    };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}")
}

/// The secret of the session in the request's cookies.
fn session_secret<'a>(app: &App, headers: &'a HeaderMap) -> Option<&'a str> {
    let name = cookie_name(app);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && value.len() == 64)
        .map(|(_, value)| value)
}

/// Whether a request says that it is of a session.
#[must_use]
pub fn has_session(app: &App, headers: &HeaderMap) -> bool {
    session_secret(app, headers).is_some()
}

async fn recognise(app: &App, headers: &HeaderMap) -> Answer<Option<Me>> {
    let Some(given) = session_secret(app, headers) else {
        return Ok(None);
    };
    let now = app.clock.now();
    let mut conn = app.store.reader().await?;
    let found = people::session(&mut conn, &secret::digest(given), now).await?;
    let Some((session, person)) = found else {
        return Ok(None);
    };
    let appointments = people::appointments_of(&mut conn, person.id).await?;
    drop(conn);
    if now.as_millisecond() - session.seen_at.as_millisecond() > SEEN_EVERY_MILLIS {
        let mut tx = app.store.begin().await?;
        people::seen(&mut tx, session.id, now, after(now, SESSION_MILLIS)).await?;
        tx.commit().await?;
    }
    Ok(Some(Me {
        session: session.id,
        person,
        appointments,
    }))
}

/// The handler's answer, or a fault when it panics or takes too long; and the route it was found at.
async fn answer(request: Request, next: Next, patience: Duration) -> (Response, Option<String>) {
    let running = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(patience, running).await {
        Ok(Ok(mut response)) => {
            let place = response.extensions_mut().remove::<MatchedPath>();
            (response, place.map(|place| place.as_str().to_owned()))
        }
        Ok(Err(panic)) => {
            let why = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("a panic");
            (
                Failure::fault(format!("panic: {why}")).into_response(),
                None,
            )
        }
        Err(_) => (
            Failure::Busy("no answer in time".to_owned()).into_response(),
            None,
        ),
    }
}

/// Remembers the route for the log: paths may hold secrets, routes do not.
pub async fn remember_route(request: Request, next: Next) -> Response {
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(matched) = matched {
        response.extensions_mut().insert(matched);
    }
    response
}

/// Headers that every answer carries.
fn seal(app: &App, visit: &Visit, mut response: Response) -> Response {
    let policy = policy(app);
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.entry(name).or_insert(value);
        }
    };
    set(header::CONTENT_SECURITY_POLICY, &policy);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(
        HeaderName::from_static("permissions-policy"),
        "geolocation=(self), camera=(), microphone=(), payment=()",
    );
    set(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    set(HeaderName::from_static("x-request-id"), &visit.number);
    set(header::CACHE_CONTROL, "no-store");
    if app.config.is_https() {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

/// What pages may load: our own files, and what another base map or geocoder was set to. Nothing inline. A handler
/// whose page may be framed by others, such as an embed, sets its own policy.
fn policy(app: &App) -> String {
    let map = app.config.map_style_url.as_ref();
    let map = map
        .map(|url| format!(" {}", url.origin().ascii_serialization()))
        .unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:{map}; \
         connect-src 'self'{map}; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    )
}

/// One line for the operator, without a word about the person.
fn note(method: &Method, place: Option<&str>, visit: &Visit, status: StatusCode, took: Duration) {
    let place = place.unwrap_or("-").to_owned();
    macro_rules! told {
        ($level:expr) => {
            tracing::event!(
                target: "semaine::requests",
                $level,
                number = visit.number,
                %method,
                place,
                status = status.as_u16(),
                millis = format!("{:.1}", took.as_secs_f64() * 1_000.0),
                "answered"
            )
        };
    }
    // In a storm, a line for each page that was read well and soon would cost more than many of the pages.
    if reads(method) && status.as_u16() < 400 && took < SLOW {
        told!(tracing::Level::DEBUG);
    } else {
        told!(tracing::Level::INFO);
    }
    let status = status.as_u16().to_string();
    metrics::counter!("semaine_requests_total", "route" => place.clone(), "status" => status)
        .increment(1);
    metrics::histogram!("semaine_request_seconds", "route" => place).record(took.as_secs_f64());
}

/// The browser and the system in a few words, for the list of one's sessions.
fn device(headers: &HeaderMap) -> String {
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let first = |known: &[(&'static str, &'static str)]| {
        known
            .iter()
            .find(|(mark, _)| agent.contains(mark))
            .map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Firefox", "Firefox"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    let words: Vec<&str> = [browser, system].into_iter().flatten().collect();
    words.join(", ")
}

/// Query parameters as plain texts, the last of each name; for pages with one or two.
pub type Parameters = HashMap<String, String>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_a_whole_segment() {
        let read = |path: &str| {
            let (language, path) = language_of(path);
            format!("{} {path}", language.tag())
        };
        assert_eq!(read("/en"), "en /");
        assert_eq!(read("/en/evenements"), "en /evenements");
        assert_eq!(read("/entreprises"), "fr /entreprises");
    }

    #[test]
    fn no_path_leads_to_another_site() {
        for path in [
            "//a.example/x",
            "/\\a.example/x",
            "/en//a.example/x",
            "/en/\\/a.example/x",
        ] {
            assert_eq!(language_of(path).1, "/a.example/x", "{path}");
        }
    }

    #[test]
    fn only_a_proxy_we_trust_is_believed() {
        let proxy: IpAddr = [10, 0, 0, 1].into();
        let headers: HeaderMap = [(
            HeaderName::from_static("x-forwarded-for"),
            HeaderValue::from_static("1.1.1.1, 203.0.113.9, 10.0.0.1"),
        )]
        .into_iter()
        .collect();
        let trusted = Network::list("10.0.0.0/8").expect("a network");
        assert_eq!(asker(proxy, &headers, &trusted).to_string(), "203.0.113.9");
        assert_eq!(asker(proxy, &headers, &[]), proxy);
    }
}

//! The address somebody proved in this session of the browser: a cookie that says so, and that we alone can make. It is set when
//! a link of ours is used, never on a public page, and goes when the browser is closed, or after half a day.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use domain::identifier::Email;
use jiff::Timestamp;

use crate::app::App;
use crate::clock::after;
use crate::error::{Answer, Failure};
use crate::secret::{self, hex};

const PURPOSE: &str = "proved-address";
/// How long it is believed, in milliseconds.
const BELIEVED_MILLIS: i64 = 12 * 3_600_000;

fn name(app: &App) -> &'static str {
    match app.config.is_https() {
        true => "__Host-semaine-courriel",
        false => "semaine-courriel",
    }
}

/// The address that was proved, if one was and is still believed.
#[must_use]
pub fn proved(app: &App, headers: &HeaderMap) -> Option<Email> {
    let name = name(app);
    let value = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))?;
    let (text, proof) = value.rsplit_once('.')?;
    if !app.key.proves(PURPOSE, text, proof) {
        return None;
    }
    let (email, until) = text.split_once('.')?;
    let until = Timestamp::from_millisecond(until.parse().ok()?).ok()?;
    if until <= app.clock.now() {
        return None;
    }
    Email::parse(&String::from_utf8(secret::unhex(email)?).ok()?).ok()
}

/// Remembers with the browser that an address is proved.
///
/// # Errors
/// [`Failure::Fault`] when the header cannot be written.
pub fn remember(app: &App, response: &mut Response, email: &str) -> Answer<()> {
    let until = after(app.clock.now(), BELIEVED_MILLIS).as_millisecond();
    let text = format!("{}.{until}", hex(email.as_bytes()));
    let proof = app.key.prove(PURPOSE, &text);
    let secure = if app.config.is_https() {
        "; Secure"
    } else {
        ""
    };
    let cookie = format!(
        "{}={text}.{proof}; Path=/; HttpOnly; SameSite=Lax{secure}",
        name(app)
    );
    let cookie = HeaderValue::from_str(&cookie).map_err(Failure::fault)?;
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(())
}

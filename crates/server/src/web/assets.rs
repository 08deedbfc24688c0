//! Styles, scripts, fonts and pictures of the look: named by their content, kept for ever by browsers.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::path::Path as FilePath;
use std::sync::{Mutex, OnceLock};
use std::time::SystemTime;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::card::Faces;
use crate::error::{Answer, Failure};
use crate::secret;
use crate::web::packed;

const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// The encodings in which files are made small when they are built, the smaller first, with the ending of their names.
const PACKED: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];
const MOST_THEME_BYTES: u64 = 8 * 1024 * 1024;

#[derive(RustEmbed)]
#[folder = "../../assets/dist"]
#[allow_missing = true]
struct Built;

/// The addresses of the files of the look.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/static/{name}", get(built))
        .route("/theme/{*path}", get(of_theme))
        .route("/edition.css", get(edition_style))
        .route("/favicon.ico", get(icon))
}

/// The icon, for what asks for it without reading a page.
async fn icon(State(app): State<App>) -> Redirect {
    Redirect::temporary(&address(app.config.theme.as_deref(), "icon.svg"))
}

/// The address of a file of the look: the theme's when it has one of that name, else the built one.
#[must_use]
pub fn address(theme: Option<&FilePath>, name: &str) -> String {
    if let Some(version) = theme.and_then(|theme| theme_version(theme, name)) {
        return format!("/theme/{name}?v={version}");
    }
    match built_name(name) {
        Some(file) => format!("/static/{file}"),
        None => format!("/static/{name}"),
    }
}

/// The faces that pictures of shared links are drawn with.
#[must_use]
pub fn faces() -> Faces {
    let file = |name: &str| Built::get(name).map_or(Cow::Borrowed(&[][..]), |file| file.data);
    Faces {
        display: file("card-display.ttf"),
        text: file("card-text.ttf"),
        figures: file("card-figures.ttf"),
        more: file("card-more.ttf"),
    }
}

/// The faces of the documents to print, as files of type.
pub struct PrintFaces {
    /// Headings.
    pub display: Cow<'static, [u8]>,
    /// Text, without its figures.
    pub text: Cow<'static, [u8]>,
    /// The figures of the text.
    pub figures: Cow<'static, [u8]>,
    /// Heavier text, without its figures.
    pub strong: Cow<'static, [u8]>,
    /// The figures of the heavier text.
    pub strong_figures: Cow<'static, [u8]>,
    /// Letters of other languages.
    pub more: Cow<'static, [u8]>,
    /// The same, heavier.
    pub strong_more: Cow<'static, [u8]>,
}

/// The faces that documents are printed with.
#[must_use]
pub fn print_faces() -> PrintFaces {
    let file = |name: &str| Built::get(name).map_or(Cow::Borrowed(&[][..]), |file| file.data);
    PrintFaces {
        display: file("card-display.ttf"),
        text: file("print-text.ttf"),
        figures: file("print-figures.ttf"),
        strong: file("print-strong.ttf"),
        strong_figures: file("print-strong-figures.ttf"),
        more: file("print-more.ttf"),
        strong_more: file("card-more.ttf"),
    }
}

/// The built name of a file. In a debug build the names are read again each time, since they are built while the server runs.
fn built_name(name: &str) -> Option<String> {
    static NAMES: OnceLock<HashMap<String, String>> = OnceLock::new();
    if cfg!(debug_assertions) {
        return read_names().remove(name);
    }
    NAMES.get_or_init(read_names).get(name).cloned()
}

fn read_names() -> HashMap<String, String> {
    Built::get("manifest.json")
        .and_then(|file| serde_json::from_slice(&file.data).ok())
        .unwrap_or_default()
}

/// The version of a file of the theme, from its content: read when the file was not seen, or is not as it was seen.
fn theme_version(theme: &FilePath, name: &str) -> Option<String> {
    type Seen = (SystemTime, u64, String);
    static SEEN: Mutex<BTreeMap<std::path::PathBuf, Seen>> = Mutex::new(BTreeMap::new());
    let file = theme_file(theme, name)?;
    let now = std::fs::metadata(&file).ok()?;
    let (changed, length) = (now.modified().ok()?, now.len());
    let mut seen = SEEN.lock().unwrap_or_else(|held| held.into_inner());
    if let Some((at, size, version)) = seen.get(&file)
        && (*at, *size) == (changed, length)
    {
        return Some(version.clone());
    }
    let bytes = std::fs::read(&file).ok()?;
    let version = secret::hex(&Sha256::digest(&bytes)[..6]);
    seen.insert(file, (changed, length, version.clone()));
    Some(version)
}

fn theme_file(theme: &FilePath, name: &str) -> Option<std::path::PathBuf> {
    let inside = name
        .split('/')
        .all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '\0']));
    let file = theme.join("static").join(name);
    let small =
        std::fs::metadata(&file).is_ok_and(|own| own.is_file() && own.len() <= MOST_THEME_BYTES);
    (inside && small).then_some(file)
}

async fn built(Path(name): Path<String>, headers: HeaderMap) -> Answer {
    let packed = PACKED.iter().find_map(|(encoding, ending)| {
        let wanted = packed::accepts(&headers, encoding);
        let file = wanted.then(|| Built::get(&format!("{name}.{ending}")));
        Some((*encoding, file.flatten()?))
    });
    let (encoding, file) = match packed {
        Some((encoding, file)) => (Some(encoding), file),
        None => (None, Built::get(&name).ok_or(Failure::NotFound)?),
    };
    let mut response = file.data.into_owned().into_response();
    let own = response.headers_mut();
    own.insert(header::CONTENT_TYPE, kind_of(&name));
    own.insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_EVER));
    own.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Some(encoding) = encoding {
        own.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}

async fn of_theme(State(app): State<App>, Path(path): Path<String>) -> Answer {
    let theme = app.config.theme.as_deref().ok_or(Failure::NotFound)?;
    let file = theme_file(theme, &path).ok_or(Failure::NotFound)?;
    let bytes = tokio::fs::read(file).await.map_err(Failure::fault)?;
    let mut response = bytes.into_response();
    let own = response.headers_mut();
    own.insert(header::CONTENT_TYPE, kind_of(&path));
    own.insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_EVER));
    Ok(response)
}

fn kind_of(name: &str) -> HeaderValue {
    let kind = match name.rsplit_once('.').map(|(_, end)| end) {
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    };
    HeaderValue::from_static(kind)
}

/// The colours of the edition, in the names the tokens of the look read: the rules of an edition take a colour only
/// when white can be read on it. Without a colour of its own, the
/// edition has the theme's.
async fn edition_style(State(app): State<App>) -> Response {
    let face = app.face();
    let css = match face.colour.as_deref().filter(|colour| is_colour(colour)) {
        Some(colour) => format!(":root{{--edition:{colour};--on-edition:#fff}}\n"),
        None => String::new(),
    };
    let kind = HeaderValue::from_static("text/css; charset=utf-8");
    let cache = HeaderValue::from_static("public, max-age=60, must-revalidate");
    (
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)],
        css,
    )
        .into_response()
}

/// `#` and six hexadecimal digits, so that nothing else can come into a style.
fn is_colour(text: &str) -> bool {
    text.len() == 7
        && text.starts_with('#')
        && text[1..].bytes().all(|digit| digit.is_ascii_hexdigit())
}

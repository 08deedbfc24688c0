//! Pages: templates that a theme may replace at run time, with the words and writing of each language.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, RwLock};
use std::time::{Duration, Instant, SystemTime};

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::words::Language;
use fluent_bundle::{FluentArgs, FluentValue};
use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, context};
use rust_embed::RustEmbed;
use serde::Serialize;

use crate::app::App;
use crate::error::Answer;
use crate::web::door::Visit;
use crate::web::{assets, filters, packed};
use crate::words::{Words, number};

/// How often, at most, files are looked at again for changes while one works on them.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// The colour of a site whose edition has none: the neutral theme's.
const NEUTRAL_COLOUR: &str = "#2742d8";

#[derive(RustEmbed)]
#[folder = "../../templates"]
struct Embedded;

/// The templates of each language.
pub struct Pages {
    words: Arc<Words>,
    theme: Option<PathBuf>,
    loaded: RwLock<Arc<Loaded>>,
    watched: Mutex<(Instant, Option<SystemTime>)>,
}

struct Loaded {
    fr: Environment<'static>,
    en: Environment<'static>,
}

impl Loaded {
    fn of(&self, language: Language) -> &Environment<'static> {
        match language {
            Language::Fr => &self.fr,
            Language::En => &self.en,
        }
    }
}

impl Pages {
    /// The embedded templates, with those of `theme`/templates in their place.
    #[must_use]
    pub fn new(words: Arc<Words>, theme: Option<PathBuf>) -> Self {
        let loaded = RwLock::new(Arc::new(load(&words, theme.as_deref())));
        Self {
            words,
            theme,
            loaded,
            watched: Mutex::new((Instant::now(), None)),
        }
    }

    /// The names of all templates, ours and the theme's.
    #[must_use]
    pub fn names(&self) -> BTreeSet<String> {
        let mut names = Self::embedded();
        if let Some(theme) = &self.theme {
            names.extend(Self::of_folder(&theme.join("templates")));
        }
        names
    }

    /// The names of our own templates.
    #[must_use]
    pub fn embedded() -> BTreeSet<String> {
        let names = Embedded::iter().map(|name| name.into_owned());
        names.filter(|name| is_template(name)).collect()
    }

    /// The text of one of our own templates.
    #[must_use]
    pub fn text(name: &str) -> Option<String> {
        Embedded::get(name).map(|file| String::from_utf8_lossy(&file.data).into_owned())
    }

    /// The names of the templates of a folder.
    #[must_use]
    pub fn of_folder(folder: &Path) -> BTreeSet<String> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut names = BTreeSet::new();
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.path().is_dir() {
                let below = Self::of_folder(&entry.path());
                names.extend(below.into_iter().map(|own| format!("{name}/{own}")));
            } else if is_template(&name) {
                names.insert(name);
            }
        }
        names
    }

    /// Reads a template without rendering it.
    ///
    /// # Errors
    /// What cannot be read in it, with its line.
    pub fn read(&self, template: &str) -> Result<(), Error> {
        let loaded = self.current();
        loaded.of(Language::Fr).get_template(template).map(|_| ())
    }

    /// Renders a template with exactly these values: `lang` chooses words and writing.
    ///
    /// # Errors
    /// What the template does wrong, with its line.
    pub fn render(
        &self,
        language: Language,
        template: &str,
        values: Value,
    ) -> Result<String, Error> {
        let loaded = self.current();
        loaded.of(language).get_template(template)?.render(values)
    }

    /// The templates; in a debug build, loaded again once a file of theirs has changed.
    fn current(&self) -> Arc<Loaded> {
        if cfg!(debug_assertions) && self.changed() {
            let fresh = Arc::new(load(&self.words, self.theme.as_deref()));
            *self.loaded.write().unwrap_or_else(|held| held.into_inner()) = fresh;
        }
        self.loaded
            .read()
            .unwrap_or_else(|held| held.into_inner())
            .clone()
    }

    fn changed(&self) -> bool {
        let mut watched = self.watched.lock().unwrap_or_else(|held| held.into_inner());
        if watched.1.is_some() && watched.0.elapsed() < LOOK_AGAIN {
            return false;
        }
        let source = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../templates"));
        let folders = [
            Some(source.to_owned()),
            self.theme.as_ref().map(|theme| theme.join("templates")),
        ];
        let latest = folders
            .iter()
            .flatten()
            .filter_map(|folder| latest_change(folder))
            .max();
        let changed = watched.1.is_some() && latest != watched.1;
        *watched = (Instant::now(), latest.or(Some(SystemTime::UNIX_EPOCH)));
        changed
    }
}

fn latest_change(folder: &Path) -> Option<SystemTime> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    entries
        .filter_map(|entry| {
            let own = entry.metadata().ok()?;
            let below = own.is_dir().then(|| latest_change(&entry.path())).flatten();
            own.modified().ok().max(below)
        })
        .max()
}

fn load(words: &Arc<Words>, theme: Option<&Path>) -> Loaded {
    Loaded {
        fr: environment(Language::Fr, words.clone(), theme),
        en: environment(Language::En, words.clone(), theme),
    }
}

fn environment(
    language: Language,
    words: Arc<Words>,
    theme: Option<&Path>,
) -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|name| match name.rsplit_once('.') {
        Some((_, "html" | "xml")) => AutoEscape::Html,
        _ => AutoEscape::None,
    });
    let folder = theme.map(|theme| theme.join("templates"));
    env.set_loader(move |name| Ok(source(folder.as_deref(), name)));
    let theme = theme.map(Path::to_owned);
    env.add_function("asset", move |name: &str| {
        assets::address(theme.as_deref(), name)
    });
    env.add_function("href", move |path: &str| href(language, path));
    env.add_function("t", move |key: &str, named: Kwargs| {
        say(&words, language, key, &named)
    });
    env.add_filter("day", move |value: &Value| {
        date_in(value).map(|day| filters::day(day, language))
    });
    env.add_filter("day_short", move |value: &Value| {
        date_in(value).map(|day| filters::day_short(day, language))
    });
    env.add_filter("day_long", move |value: &Value| {
        date_in(value).map(|day| filters::day_long(day, language))
    });
    env.add_filter("time", move |value: &Value| {
        let time = filters::read_time(value.as_str().unwrap_or_default());
        time.map(|time| filters::time(time, language))
            .ok_or_else(|| unwritable(value, "an hour such as 09:30"))
    });
    env.add_filter("moment", move |value: &Value, named: Kwargs| {
        let zone: Option<String> = named.get("zone")?;
        named.assert_all_used()?;
        moment_in(value)
            .map(|at| filters::moment(at, zone.as_deref(), language))
            .ok_or_else(|| unwritable(value, "a moment such as 2018-03-29T08:00:00Z"))
    });
    env.add_filter("number", move |value: &Value| {
        f64::try_from(value.clone()).map(|value| number(value, language))
    });
    env.add_filter("markdown", |value: &str, named: Kwargs| {
        let top: Option<u8> = named.get("top")?;
        named.assert_all_used()?;
        Ok::<_, Error>(Value::from_safe_string(filters::markdown(
            value,
            top.unwrap_or(2),
        )))
    });
    env
}

fn is_template(name: &str) -> bool {
    name.ends_with(".html") || name.ends_with(".txt")
}

/// The text of a template: the theme's own, else the embedded one.
fn source(theme: Option<&Path>, name: &str) -> Option<String> {
    // Template names come from templates and from us, never from visitors; still, no way out of the folder.
    if name.split('/').any(|part| part == ".." || part.is_empty()) {
        return None;
    }
    let own = theme.and_then(|theme| std::fs::read_to_string(theme.join(name)).ok());
    own.or_else(|| Pages::text(name))
}

/// A path of the site in a language: `/evenements`, `/en/evenements`.
#[must_use]
pub fn href(language: Language, path: &str) -> String {
    match (language, path) {
        (Language::Fr, _) => path.to_owned(),
        (Language::En, "/") => "/en".to_owned(),
        (Language::En, _) => format!("/en{path}"),
    }
}

fn say(words: &Words, language: Language, key: &str, named: &Kwargs) -> Result<String, Error> {
    let mut args = FluentArgs::new();
    for name in named.args() {
        let value: Value = named.get(name)?;
        args.set(name.to_owned(), fluent_value(&value));
    }
    Ok(words.say(language, key, Some(&args)))
}

fn fluent_value(value: &Value) -> FluentValue<'static> {
    if value.is_number() {
        return f64::try_from(value.clone()).map_or(FluentValue::Error, FluentValue::from);
    }
    FluentValue::from(value.to_string())
}

fn date_in(value: &Value) -> Result<jiff::civil::Date, Error> {
    let found = match i64::try_from(value.clone()) {
        Ok(_) => moment_in(value).and_then(|at| filters::read_date(&at.to_string())),
        Err(_) => filters::read_date(value.as_str().unwrap_or_default()),
    };
    found.ok_or_else(|| unwritable(value, "a day such as 2018-03-29"))
}

/// A moment, told as RFC 3339 or as milliseconds since 1970.
fn moment_in(value: &Value) -> Option<jiff::Timestamp> {
    match i64::try_from(value.clone()) {
        Ok(millis) => jiff::Timestamp::from_millisecond(millis).ok(),
        Err(_) => filters::read_moment(value.as_str()?),
    }
}

fn unwritable(value: &Value, expected: &str) -> Error {
    Error::new(
        ErrorKind::InvalidOperation,
        format!("expected {expected}, not {value}"),
    )
}

/// What has just been done, said once at the top of a page.
#[derive(Debug, Clone, Serialize)]
pub struct Flash {
    /// `good`, `info`, `warn` or `bad`.
    pub kind: &'static str,
    /// A few words.
    pub title: String,
    /// A sentence.
    pub text: String,
}

/// A band above a page.
#[derive(Debug, Clone, Serialize)]
pub struct Band {
    /// Where one is.
    pub text: String,
    /// The way elsewhere.
    pub link: String,
    /// Where it leads.
    pub href: String,
}

/// A page to show: its template and what it says.
#[derive(Debug, Clone)]
pub struct Page {
    template: String,
    title: String,
    description: String,
    nav: &'static str,
    image: String,
    canonical: Option<String>,
    hidden: bool,
    status: StatusCode,
    flash: Option<Flash>,
    band: Option<Band>,
    capability: Option<String>,
    fields: BTreeMap<String, Value>,
}

impl Page {
    /// A public page.
    #[must_use]
    pub fn new(template: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            template: template.into(),
            title: title.into(),
            description: String::new(),
            nav: "",
            image: String::new(),
            canonical: None,
            hidden: false,
            status: StatusCode::OK,
            flash: None,
            band: None,
            capability: None,
            fields: BTreeMap::new(),
        }
    }

    /// What search engines and social cards say under the title.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = text.into();
        self
    }

    /// Which entry of the navigation is current.
    #[must_use]
    pub fn nav(mut self, key: &'static str) -> Self {
        self.nav = key;
        self
    }

    /// The absolute address of the picture of the social card.
    #[must_use]
    pub fn image(mut self, address: impl Into<String>) -> Self {
        self.image = address.into();
        self
    }

    /// The path, without the prefix of the language, under which the page wants to be known.
    #[must_use]
    pub fn canonical(mut self, path: impl Into<String>) -> Self {
        self.canonical = Some(path.into());
        self
    }

    /// Not for search engines, and kept by no cache: a page for one person.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// Another status than 200.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// A band above the page: where one is, and the way elsewhere.
    #[must_use]
    pub fn band(mut self, band: Band) -> Self {
        self.band = Some(band);
        self
    }

    /// What has just been done.
    #[must_use]
    pub fn flash(mut self, flash: Flash) -> Self {
        self.flash = Some(flash);
        self
    }

    /// The forms of the page act by a secret address rather than by a session: their token is bound to it.
    #[must_use]
    pub fn capability(mut self, secret: &str) -> Self {
        self.capability = Some(secret.to_owned());
        self
    }

    /// A value of the template.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Serialize) -> Self {
        self.fields
            .insert(name.to_owned(), Value::from(Serde(value)));
        self
    }
}

impl App {
    /// Shows a page to a visitor.
    ///
    /// # Errors
    /// A fault when the template is wrong.
    pub fn show(&self, visit: &Visit, page: Page) -> Answer {
        let html = self.render_page(visit, &page)?;
        let personal = page.hidden || visit.me.is_some();
        let cache = match personal {
            true => "private, no-store",
            false => packed::FRESH,
        };
        let mut response = (page.status, html).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        headers.append(header::VARY, HeaderValue::from_static("Cookie"));
        headers.insert(
            header::CONTENT_LANGUAGE,
            HeaderValue::from_static(visit.lang.tag()),
        );
        Ok(response)
    }

    /// The text of a page, for whoever needs it without the answer around.
    ///
    /// # Errors
    /// What the template does wrong.
    pub fn render_page(&self, visit: &Visit, page: &Page) -> Result<String, Error> {
        let mut values = page.fields.clone();
        values.insert("page".into(), self.page_values(visit, page));
        values.insert("site".into(), self.site_values(visit.lang));
        values.insert("me".into(), me_values(self, visit));
        let token = self.form_token(visit, page.capability.as_deref());
        values.insert("csrf".into(), Value::from(token));
        self.pages
            .render(visit.lang, &page.template, Value::from(values))
    }

    fn page_values(&self, visit: &Visit, page: &Page) -> Value {
        let other = match visit.lang {
            Language::Fr => Language::En,
            Language::En => Language::Fr,
        };
        let known_as = page.canonical.as_deref().unwrap_or(&visit.path);
        context! {
            lang => visit.lang.tag(),
            path => visit.path.as_str(),
            other_lang_href => href(other, &visit.back),
            alternates => self.alternates(known_as, visit),
            title => page.title.as_str(),
            description => page.description.as_str(),
            robots => if page.hidden || page.status != StatusCode::OK { "noindex" } else { "" },
            nav => page.nav,
            year => self.clock.now().to_zoned_datetime(jiff::tz::TimeZone::UTC).year(),
            canonical => self.config.absolute(&href(visit.lang, known_as)),
            image => page.image.as_str(),
            flash => Serde(&page.flash),
            band => Serde(&page.band),
        }
    }

    /// The page in each language, for search engines: they want whole addresses.
    fn alternates(&self, known_as: &str, visit: &Visit) -> Vec<Value> {
        let own = match known_as == visit.path {
            true => visit.path_and_query(),
            false => known_as.to_owned(),
        };
        Language::ALL
            .iter()
            .map(|language| {
                let address = self.config.absolute(&href(*language, &own));
                context! { lang => language.tag(), href => address }
            })
            .collect()
    }

    /// What templates know as `site`.
    fn site_values(&self, language: Language) -> Value {
        let face = self.face();
        let edition = face.edition.as_ref().map(|edition| {
            context! {
                name => edition.name.get(language),
                theme => edition.theme.get(language),
                dates => edition.dates.get(language),
                slug => edition.slug.as_str(),
            }
        });
        context! {
            campaign => self.campaign(language),
            steered_by => face.steered_by.get(language),
            edition => edition.unwrap_or(Value::from(())),
            colour => face.colour.as_deref().unwrap_or(NEUTRAL_COLOUR),
            demo => self.config.demo,
        }
    }
}

/// What templates know as `me`: the person and the spaces open to them, or none.
fn me_values(app: &App, visit: &Visit) -> Value {
    let Some(me) = &visit.me else {
        return Value::from(());
    };
    let spaces: Vec<Value> = me
        .spaces()
        .into_iter()
        .map(|(key, path)| {
            context! {
                text => app.words.say(visit.lang, key, None),
                href => href(visit.lang, path),
                here => visit.path.starts_with(path),
            }
        })
        .collect();
    let name = match me.person.name.as_str() {
        "" => &me.person.email,
        name => name,
    };
    context! { name, spaces }
}

/// An answer that sends the visitor elsewhere on the site after a form: 303, in their language.
#[must_use]
pub fn go(visit: &Visit, path: &str) -> Response {
    let place = href(visit.lang, path);
    match HeaderValue::from_str(&place) {
        Ok(place) => (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

//! A context for each page, to try templates on without a site around them: those of the project in its tests, those of a theme
//! when its operator asks.

use domain::words::Language;
use minijinja::value::{Serde, Value};
use rust_embed::RustEmbed;
use serde_json::Value as Json;

/// What every page is given; a sample is laid over it.
const GLOBALS: &str = "globals.json";

#[derive(RustEmbed)]
#[folder = "../../templates/samples"]
struct Embedded;

/// A page in one of its states.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// Its name, such as `public/home--empty`.
    pub name: String,
    /// The template it is for, such as `public/home.html`.
    pub template: String,
    values: Json,
}

impl Sample {
    /// The values of the template in a language.
    #[must_use]
    pub fn values(&self, language: Language) -> Value {
        let mut values = self.values.clone();
        values["page"]["lang"] = Json::from(language.tag());
        Value::from(Serde(values))
    }
}

/// Every sample, by its name.
///
/// # Errors
/// A sentence naming the sample that cannot be read.
pub fn all() -> Result<Vec<Sample>, String> {
    let globals = read(GLOBALS)?;
    let mut names: Vec<_> = Embedded::iter().filter(|name| name.contains('/')).collect();
    names.sort();
    names.iter().map(|file| sample(&globals, file)).collect()
}

fn sample(globals: &Json, file: &str) -> Result<Sample, String> {
    let name = file.strip_suffix(".json").unwrap_or(file);
    let page = name.split("--").next().unwrap_or(name);
    Ok(Sample {
        name: name.to_owned(),
        template: format!("{page}.html"),
        values: laid_over(globals, &read(file)?),
    })
}

fn read(file: &str) -> Result<Json, String> {
    let found = Embedded::get(file).ok_or_else(|| format!("The sample {file} is not there."))?;
    serde_json::from_slice(&found.data)
        .map_err(|error| format!("The sample {file} cannot be read: {error}."))
}

/// Lays a sample over the globals, key by key.
fn laid_over(globals: &Json, sample: &Json) -> Json {
    let (Json::Object(under), Json::Object(over)) = (globals, sample) else {
        return sample.clone();
    };
    let mut all = under.clone();
    for (key, value) in over {
        let below = under.get(key).cloned().unwrap_or(Json::Null);
        all.insert(key.clone(), laid_over(&below, value));
    }
    Json::Object(all)
}

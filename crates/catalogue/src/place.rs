//! The gazetteer: the tree of territories, every commune with its names, postcodes, point and contour, and the drawn map.
//!
//! It is read once from the bytes of a territory pack (`territories/FORMAT.md` tells the format) and never changes. Nothing
//! here knows a country: levels, articles, abbreviations, time zones and projections are the pack's.

mod complete;
mod contours;
mod geocode;
mod outlines;
mod pack;
#[cfg(test)]
mod tests;

pub use complete::{Completion, Exactness};
pub use contours::Agreement;
pub use geocode::{Geocoded, Sureness};
pub use outlines::{Frame, Outlines, Projection, Shape, Spot};
pub use pack::{PackBytes, PackError};

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use domain::territory::{Chain, TerritoryCode};
use serde::{Deserialize, Serialize};

use crate::geo::Point;

/// What stands before a commune's own code in the code of its territory: `c32013`.
pub const COMMUNE_PREFIX: char = 'c';

/// How high a territory stands in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The whole country.
    Nation,
    /// A région.
    Region,
    /// A département.
    Departement,
    /// A commune.
    Commune,
}

/// How a territory is named in a sentence of one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forms {
    /// The bare name: "Gers".
    pub name: String,
    /// With its article: "le Gers".
    pub the: String,
    /// Where something happens: "dans le Gers", "à Paris".
    #[serde(rename = "in")]
    pub within: String,
    /// Of what: "du Gers", "d’Auch".
    pub of: String,
}

/// A territory above the communes: the nation, a région or a département.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Territory {
    /// Its code: `FR`, `r76`, `32`.
    pub code: TerritoryCode,
    /// Its level.
    pub level: Level,
    /// The territory it is part of; none for the nation.
    pub parent: Option<TerritoryCode>,
    /// Its names, by language (`fr`, `en`). The pack's first language is always there.
    pub words: BTreeMap<String, Forms>,
    /// The code of the commune where its administration sits.
    pub seat: TerritoryCode,
    /// West, south, east and north, in degrees (WGS 84).
    pub bounds: [f64; 4],
    /// The IANA name of its time zone, its own or its parent's.
    pub time_zone: String,
    /// The name of its calendar of public holidays, its own or its parent's: `metropole`, `alsace-moselle`, `reunion`.
    pub holidays: String,
    /// Territories of the same level that share a border with it, in the order of their codes.
    pub neighbours: Vec<TerritoryCode>,
    /// Inhabitants: the sum of its communes.
    pub population: u64,
}

/// A commune of today.
#[derive(Debug, Clone, PartialEq)]
pub struct Commune {
    /// Its territory's code: `c32013`.
    pub code: TerritoryCode,
    /// Its name, with its article if it has one: "L’Isle-Jourdain".
    pub name: Box<str>,
    /// Inhabitants.
    pub population: u32,
    /// Longitude of its town hall or of a point inside it, in degrees (WGS 84).
    pub lon: f64,
    /// Latitude of the same point.
    pub lat: f64,
    /// The territory right above it, as a place in the tree.
    parent: u32,
    /// Its postcodes, a space between two.
    postcodes: Box<str>,
    /// Which of the pack's patterns gives its forms.
    form: Box<str>,
}

impl Commune {
    /// The code its country gives it, without the prefix: `32013`.
    #[must_use]
    pub fn national_code(&self) -> &str {
        &self.code.as_str()[COMMUNE_PREFIX.len_utf8()..]
    }

    /// Its postcodes, the main one first.
    pub fn postcodes(&self) -> impl Iterator<Item = &str> {
        self.postcodes
            .split(' ')
            .filter(|postcode| !postcode.is_empty())
    }

    /// Its point.
    #[must_use]
    pub fn point(&self) -> Point {
        Point {
            lon: self.lon,
            lat: self.lat,
        }
    }

    /// The distance from its point to another, in kilometres.
    #[must_use]
    pub fn distance_km(&self, lon: f64, lat: f64) -> f64 {
        self.point().distance_km(Point { lon, lat })
    }
}

/// Another code or name by which one may ask for a commune: a former commune, a delegated one, a municipal district.
#[derive(Debug, Clone, PartialEq)]
pub struct Alias {
    /// Its code, without prefix: `75115`.
    pub code: Box<str>,
    /// Its name, or empty: "Paris 15e Arrondissement".
    pub name: Box<str>,
    /// Its own point, longitude and latitude in degrees, when it is known.
    pub point: Option<(f64, f64)>,
    /// The commune of today, as a place in the list.
    commune: u32,
    /// Its own postcodes, a space between two.
    postcodes: Box<str>,
}

impl Alias {
    /// Its own postcodes, when it has some.
    pub fn postcodes(&self) -> impl Iterator<Item = &str> {
        self.postcodes
            .split(' ')
            .filter(|postcode| !postcode.is_empty())
    }
}

/// A territory of any level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place<'a> {
    /// The nation, a région or a département.
    Territory(&'a Territory),
    /// A commune.
    Commune(&'a Commune),
}

impl<'a> Place<'a> {
    /// Its code.
    #[must_use]
    pub fn code(self) -> &'a TerritoryCode {
        match self {
            Place::Territory(territory) => &territory.code,
            Place::Commune(commune) => &commune.code,
        }
    }

    /// Its level.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Place::Territory(territory) => territory.level,
            Place::Commune(_) => Level::Commune,
        }
    }

    /// Its inhabitants.
    #[must_use]
    pub fn population(self) -> u64 {
        match self {
            Place::Territory(territory) => territory.population,
            Place::Commune(commune) => u64::from(commune.population),
        }
    }
}

/// A pattern of forms for communes: how their name changes after "à" and "de".
#[derive(Debug, Clone, Deserialize)]
struct CommuneForm {
    /// Leading words that merge with the preposition ("Le "), left out of `{rest}`.
    #[serde(default)]
    without: String,
    /// By language: patterns with `{name}` or `{rest}`.
    #[serde(flatten)]
    by_language: BTreeMap<String, CommunePattern>,
}

/// The patterns of one language.
#[derive(Debug, Clone, Deserialize)]
struct CommunePattern {
    /// Where something happens: "à {name}", "au {rest}".
    #[serde(rename = "in")]
    within: String,
    /// Of what: "de {name}", "du {rest}".
    of: String,
}

/// What the pack says of itself.
#[derive(Debug, Clone, Deserialize)]
struct Manifest {
    format: u32,
    languages: Vec<String>,
    vintage: String,
    credits: String,
    near_border_metres: f64,
    abbreviations: HashMap<String, String>,
    weak_words: Vec<String>,
    commune_forms: BTreeMap<String, CommuneForm>,
    expected: Expected,
}

/// How many territories of each level the pack promises.
#[derive(Debug, Clone, Deserialize)]
struct Expected {
    communes: usize,
    departements: usize,
    regions: usize,
}

/// Every territory of a country, and what one asks about them.
#[derive(Debug)]
pub struct Gazetteer {
    manifest: Manifest,
    /// Parents before children.
    tree: Vec<Territory>,
    tree_by_code: HashMap<TerritoryCode, u32>,
    /// In the order of their codes.
    communes: Vec<Commune>,
    /// In the order of their codes.
    aliases: Vec<Alias>,
    /// For each territory of the tree, its communes, the most populous first.
    members: Vec<Vec<u32>>,
    names: OnceLock<complete::Names>,
    contours: OnceLock<contours::Contours>,
    /// `contours.topojson.zst`, until it is read.
    packed: Cow<'static, [u8]>,
    outlines: Outlines,
}

impl Gazetteer {
    /// Reads a pack whole. Refuses one that does not hold what it promises.
    pub fn read(bytes: &PackBytes<'_>) -> Result<Gazetteer, PackError> {
        let mut gazetteer = pack::read(bytes)?;
        let contours = contours::Contours::read(&bytes.contours, &gazetteer.communes)?;
        gazetteer.contours = OnceLock::from(contours);
        Ok(gazetteer)
    }

    /// Reads a pack that is known to hold together; contours and names, which are most of the work, when they are first asked
    /// for or by [`Gazetteer::warm`].
    pub fn read_at_need(bytes: PackBytes<'static>) -> Result<Gazetteer, PackError> {
        let mut gazetteer = pack::read(&bytes)?;
        gazetteer.packed = bytes.contours;
        Ok(gazetteer)
    }

    /// Who is to be thanked for the data, as shown on every map.
    #[must_use]
    pub fn credits(&self) -> &str {
        &self.manifest.credits
    }

    /// The year the pack describes.
    #[must_use]
    pub fn vintage(&self) -> &str {
        &self.manifest.vintage
    }

    /// Every commune, in the order of their codes.
    #[must_use]
    pub fn communes(&self) -> &[Commune] {
        &self.communes
    }

    /// The nation, the régions, then the départements.
    #[must_use]
    pub fn territories(&self) -> &[Territory] {
        &self.tree
    }

    /// The whole country.
    #[must_use]
    pub fn nation(&self) -> &Territory {
        &self.tree[0]
    }

    /// The régions, in the order of their codes.
    pub fn regions(&self) -> impl Iterator<Item = &Territory> {
        self.tree
            .iter()
            .filter(|territory| territory.level == Level::Region)
    }

    /// The départements, in the order of their codes.
    pub fn departements(&self) -> impl Iterator<Item = &Territory> {
        self.tree
            .iter()
            .filter(|territory| territory.level == Level::Departement)
    }

    /// A commune by its code, with or without the prefix: `c32013`, `32013`. A former commune's code gives its heir, and
    /// that of a municipal district (`75115`) gives its commune.
    #[must_use]
    pub fn commune(&self, code: &str) -> Option<&Commune> {
        let code = code.strip_prefix(COMMUNE_PREFIX).unwrap_or(code);
        let current = self
            .communes
            .binary_search_by(|commune| commune.national_code().cmp(code))
            .ok();
        current
            .map(|at| &self.communes[at])
            .or_else(|| self.alias(code).map(|alias| self.commune_of(alias)))
    }

    /// A former commune or a municipal district by its code, with or without the prefix.
    #[must_use]
    pub fn alias(&self, code: &str) -> Option<&Alias> {
        let code = code.strip_prefix(COMMUNE_PREFIX).unwrap_or(code);
        let at = self
            .aliases
            .binary_search_by(|alias| (*alias.code).cmp(code))
            .ok()?;
        Some(&self.aliases[at])
    }

    /// The commune of today that a former commune or a district belongs to.
    #[must_use]
    pub fn commune_of(&self, alias: &Alias) -> &Commune {
        &self.communes[alias.commune as usize]
    }

    /// A département by its code: `32`, `2A`, `974`.
    #[must_use]
    pub fn departement(&self, code: &str) -> Option<&Territory> {
        self.above(code)
            .filter(|territory| territory.level == Level::Departement)
    }

    /// A région by its code: `r76`.
    #[must_use]
    pub fn region(&self, code: &str) -> Option<&Territory> {
        self.above(code)
            .filter(|territory| territory.level == Level::Region)
    }

    /// A territory of any level by its code: `FR`, `r76`, `32`, `c32013`.
    #[must_use]
    pub fn territory(&self, code: &str) -> Option<Place<'_>> {
        let above = self.above(code).map(Place::Territory);
        above.or_else(|| {
            code.starts_with(COMMUNE_PREFIX)
                .then(|| self.commune(code))
                .flatten()
                .map(Place::Commune)
        })
    }

    /// The territory right above: the département of a commune, the région of a département. None above the nation.
    #[must_use]
    pub fn parent(&self, code: &str) -> Option<&Territory> {
        match self.territory(code)? {
            Place::Territory(territory) => self.above(territory.parent.as_ref()?.as_str()),
            Place::Commune(commune) => Some(self.home(commune)),
        }
    }

    /// The territory a commune is part of: its département.
    #[must_use]
    pub fn home(&self, commune: &Commune) -> &Territory {
        &self.tree[commune.parent as usize]
    }

    /// The territories right below: the régions of the nation in the order of their codes, the départements of a région, the
    /// communes of a département, the most populous first.
    #[must_use]
    pub fn children(&self, code: &str) -> Vec<Place<'_>> {
        let Some(&at) = TerritoryCode::parse(code)
            .as_ref()
            .and_then(|code| self.tree_by_code.get(code))
        else {
            return Vec::new();
        };
        let code = &self.tree[at as usize].code;
        let below = self
            .tree
            .iter()
            .filter(|child| child.parent.as_ref() == Some(code))
            .map(Place::Territory);
        let communes = self.members[at as usize]
            .iter()
            .map(|&member| Place::Commune(&self.communes[member as usize]));
        below.chain(communes).collect()
    }

    /// Whether the first territory is the second, or part of it. False when either is unknown.
    #[must_use]
    pub fn is_within(&self, code: &str, whole: &str) -> bool {
        let whole = self.territory(whole).map(|place| place.code().clone());
        let mut step = self.territory(code);
        while let (Some(place), Some(whole)) = (step, whole.as_ref()) {
            if place.code() == whole {
                return true;
            }
            step = self.parent(place.code().as_str()).map(Place::Territory);
        }
        false
    }

    /// The way up for the rules: from a département (or from the département of a commune) to the nation.
    #[must_use]
    pub fn chain(&self, code: &str) -> Option<Chain> {
        let mut step = match self.territory(code)? {
            Place::Territory(territory) => Some(territory),
            Place::Commune(commune) => Some(self.home(commune)),
        };
        let mut codes = Vec::with_capacity(3);
        while let Some(territory) = step {
            codes.push(territory.code.clone());
            step = self.parent(territory.code.as_str());
        }
        Chain::new(codes)
    }

    /// The name of a territory in a language, or in the pack's first when it has none in that one.
    #[must_use]
    pub fn name<'a>(&'a self, place: Place<'a>, language: &str) -> &'a str {
        match place {
            Place::Territory(territory) => &self.words(territory, language).name,
            Place::Commune(commune) => &commune.name,
        }
    }

    /// How a territory is named in a sentence: "dans le Gers", "à Auch", "au Havre".
    #[must_use]
    pub fn forms(&self, place: Place<'_>, language: &str) -> Forms {
        let commune = match place {
            Place::Territory(territory) => return self.words(territory, language).clone(),
            Place::Commune(commune) => commune,
        };
        let form = &self.manifest.commune_forms[&*commune.form];
        let pattern = form
            .by_language
            .get(language)
            .or_else(|| form.by_language.get(&self.manifest.languages[0]));
        let rest = commune
            .name
            .strip_prefix(&*form.without)
            .unwrap_or(&commune.name);
        let fill = |text: &str| {
            text.replace("{name}", &commune.name)
                .replace("{rest}", rest)
        };
        let plain = || commune.name.to_string();
        Forms {
            name: plain(),
            the: plain(),
            within: pattern.map_or_else(plain, |pattern| fill(&pattern.within)),
            of: pattern.map_or_else(plain, |pattern| fill(&pattern.of)),
        }
    }

    /// The IANA time zone of a territory: its own or that of what it is part of.
    #[must_use]
    pub fn time_zone(&self, place: Place<'_>) -> &str {
        match place {
            Place::Territory(territory) => {
                &self
                    .above(territory.code.as_str())
                    .unwrap_or(self.nation())
                    .time_zone
            }
            Place::Commune(commune) => &self.home(commune).time_zone,
        }
    }

    /// The commune whose point is nearest, if within so many kilometres, and its distance: for a pin on the sea.
    #[must_use]
    pub fn nearest(&self, lon: f64, lat: f64, within_km: f64) -> Option<(&Commune, f64)> {
        let near = self
            .communes
            .iter()
            .map(|commune| (commune, commune.distance_km(lon, lat)));
        near.filter(|(_, km)| *km <= within_km)
            .min_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// The drawn map of the country.
    #[must_use]
    pub fn outlines(&self) -> &Outlines {
        &self.outlines
    }

    fn above(&self, code: &str) -> Option<&Territory> {
        let at = self.tree_by_code.get(&TerritoryCode::parse(code)?)?;
        Some(&self.tree[*at as usize])
    }

    fn words<'a>(&'a self, territory: &'a Territory, language: &str) -> &'a Forms {
        let first = &self.manifest.languages[0];
        territory
            .words
            .get(language)
            .unwrap_or_else(|| &territory.words[first])
    }
}

//! Reads a territory pack from its bytes and checks that it holds together.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use domain::territory::TerritoryCode;
use serde::Deserialize;

use super::{Alias, COMMUNE_PREFIX, Commune, Forms, Gazetteer, Level, Manifest, Territory};

/// The format this reader knows.
const FORMAT: u32 = 1;

/// Why a pack cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// A file is not there.
    #[error("the territory pack has no file {0}")]
    Missing(&'static str),
    /// A JSON file cannot be read.
    #[error("{file}: {source}")]
    Json {
        /// The file.
        file: &'static str,
        /// Where and why.
        source: serde_json::Error,
    },
    /// A line of a table cannot be read.
    #[error("{file}, line {line}: {problem}")]
    Line {
        /// The file.
        file: &'static str,
        /// Counted from one, the heading being the first.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// The parts do not fit together.
    #[error("the territory pack does not hold together: {0}")]
    Inconsistent(String),
}

/// The files of a pack, the base map and the README left out.
#[derive(Debug, Clone)]
pub struct PackBytes<'a> {
    /// `pack.json`: what the pack is.
    pub pack: Cow<'a, [u8]>,
    /// `territories.json`: the tree above the communes.
    pub territories: Cow<'a, [u8]>,
    /// `communes.tsv`: every commune.
    pub communes: Cow<'a, [u8]>,
    /// `aliases.tsv`: former communes and municipal districts.
    pub aliases: Cow<'a, [u8]>,
    /// `contours.topojson.zst`: the communes' contours.
    pub contours: Cow<'a, [u8]>,
    /// `outlines.json`: the drawn map.
    pub outlines: Cow<'a, [u8]>,
}

impl<'a> PackBytes<'a> {
    /// Gathers the files by their names, wherever they are kept.
    pub fn gather(
        mut file: impl FnMut(&str) -> Option<Cow<'a, [u8]>>,
    ) -> Result<PackBytes<'a>, PackError> {
        let mut take = |name: &'static str| file(name).ok_or(PackError::Missing(name));
        Ok(PackBytes {
            pack: take("pack.json")?,
            territories: take("territories.json")?,
            communes: take("communes.tsv")?,
            aliases: take("aliases.tsv")?,
            contours: take("contours.topojson.zst")?,
            outlines: take("outlines.json")?,
        })
    }
}

/// A territory as it is written: what it does not say, its parent says.
#[derive(Deserialize)]
struct Written {
    code: String,
    level: Level,
    parent: Option<String>,
    words: BTreeMap<String, Forms>,
    seat: String,
    bounds: [f64; 4],
    time_zone: Option<String>,
    holidays: Option<String>,
    neighbours: Vec<String>,
}

pub(super) fn inconsistent(problem: String) -> PackError {
    PackError::Inconsistent(problem)
}

/// Reads every file but the contours, then checks what binds them.
pub(super) fn read(bytes: &PackBytes<'_>) -> Result<Gazetteer, PackError> {
    let manifest: Manifest = json("pack.json", &bytes.pack)?;
    if manifest.format != FORMAT || manifest.languages.is_empty() {
        return Err(inconsistent(format!(
            "format {} is not {FORMAT}, or no language",
            manifest.format
        )));
    }
    let (mut tree, tree_by_code) =
        read_tree(&manifest, json("territories.json", &bytes.territories)?)?;
    let communes = read_communes(&manifest, &bytes.communes, &tree_by_code)?;
    let aliases = read_aliases(&bytes.aliases, &communes)?;
    let members = gather_members(&communes, tree.len());
    count_people(&mut tree, &tree_by_code, &communes);
    check_counts(&manifest, &tree, &communes)?;
    let gazetteer = Gazetteer {
        contours: OnceLock::new(),
        packed: Cow::Borrowed(&[]),
        outlines: json("outlines.json", &bytes.outlines)?,
        names: OnceLock::new(),
        manifest,
        tree,
        tree_by_code,
        communes,
        aliases,
        members,
    };
    check_links(&gazetteer)?;
    Ok(gazetteer)
}

fn json<'de, T: Deserialize<'de>>(file: &'static str, bytes: &'de [u8]) -> Result<T, PackError> {
    serde_json::from_slice(bytes).map_err(|source| PackError::Json { file, source })
}

fn code(text: &str) -> Result<TerritoryCode, PackError> {
    TerritoryCode::parse(text).ok_or_else(|| inconsistent(format!("“{text}” is not a code")))
}

/// The tree, the nation first and parents before their children.
fn read_tree(
    manifest: &Manifest,
    written: Vec<Written>,
) -> Result<(Vec<Territory>, HashMap<TerritoryCode, u32>), PackError> {
    let mut tree: Vec<Territory> = Vec::with_capacity(written.len());
    let mut by_code = HashMap::with_capacity(written.len());
    for one in written {
        let own = code(&one.code)?;
        let parent = match &one.parent {
            None if tree.is_empty() && one.level == Level::Nation => None,
            None => return Err(inconsistent(format!("{own} has no parent"))),
            Some(parent) => {
                let at = by_code.get(&code(parent)?).copied();
                let parent = at
                    .map(|at: u32| &tree[at as usize])
                    .filter(|parent| parent.level < one.level);
                Some(parent.ok_or_else(|| inconsistent(format!("{own} comes before its parent")))?)
            }
        };
        let inherited = |own: Option<String>, of: fn(&Territory) -> &String| {
            own.or(parent.map(|p| of(p).clone()))
        };
        let time_zone = inherited(one.time_zone, |parent| &parent.time_zone);
        let holidays = inherited(one.holidays, |parent| &parent.holidays);
        let (Some(time_zone), Some(holidays)) = (time_zone, holidays) else {
            return Err(inconsistent(
                "the nation has no time zone or no holidays".to_owned(),
            ));
        };
        if jiff::tz::TimeZoneDatabase::bundled()
            .get(&time_zone)
            .is_err()
        {
            return Err(inconsistent(format!(
                "{own}: there is no time zone {time_zone}"
            )));
        }
        if !one.words.contains_key(&manifest.languages[0]) {
            return Err(inconsistent(format!(
                "{own} has no name in the first language"
            )));
        }
        let territory = Territory {
            code: own.clone(),
            level: one.level,
            parent: parent.map(|parent| parent.code.clone()),
            words: one.words,
            seat: code(&one.seat)?,
            bounds: one.bounds,
            time_zone,
            holidays,
            neighbours: one
                .neighbours
                .iter()
                .map(|near| code(near))
                .collect::<Result<_, _>>()?,
            population: 0,
        };
        if by_code.insert(own.clone(), tree.len() as u32).is_some() {
            return Err(inconsistent(format!("{own} is there twice")));
        }
        tree.push(territory);
    }
    if tree.is_empty() {
        Err(inconsistent("there is no nation".to_owned()))
    } else {
        Ok((tree, by_code))
    }
}

/// The lines of a table with tabs, cut into `N` fields, with their numbers; the heading is left out.
fn lines<'a, const N: usize>(
    file: &'static str,
    bytes: &'a [u8],
) -> Result<impl Iterator<Item = Result<(usize, [&'a str; N]), PackError>>, PackError> {
    let text =
        std::str::from_utf8(bytes).map_err(|_| inconsistent(format!("{file} is not UTF-8")))?;
    Ok(text.lines().enumerate().skip(1).map(move |(at, line)| {
        let mut fields = [""; N];
        let mut found = 0;
        for field in line.split('\t') {
            if found < N {
                fields[found] = field;
            }
            found += 1;
        }
        if found == N {
            return Ok((at + 1, fields));
        }
        Err(PackError::Line {
            file,
            line: at + 1,
            problem: format!("{found} fields instead of {N}"),
        })
    }))
}

fn read_communes(
    manifest: &Manifest,
    bytes: &[u8],
    tree: &HashMap<TerritoryCode, u32>,
) -> Result<Vec<Commune>, PackError> {
    const FILE: &str = "communes.tsv";
    let mut communes: Vec<Commune> = Vec::with_capacity(manifest.expected.communes.min(1 << 20));
    for line in lines(FILE, bytes)? {
        let (line, [own, name, form, parent, postcodes, population, lon, lat]) = line?;
        let wrong = |problem: String| PackError::Line {
            file: FILE,
            line,
            problem,
        };
        let parent = TerritoryCode::parse(parent).and_then(|parent| tree.get(&parent).copied());
        if !manifest.commune_forms.contains_key(form) {
            return Err(wrong(format!("there is no form “{form}”")));
        }
        communes.push(Commune {
            code: TerritoryCode::parse(&format!("{COMMUNE_PREFIX}{own}"))
                .ok_or_else(|| wrong(format!("“{own}” is not a code")))?,
            name: name.into(),
            population: population
                .parse()
                .map_err(|_| wrong(format!("“{population}” is no population")))?,
            lon: degrees(lon, 180.0).ok_or_else(|| wrong(format!("“{lon}” is no longitude")))?,
            lat: degrees(lat, 90.0).ok_or_else(|| wrong(format!("“{lat}” is no latitude")))?,
            parent: parent.ok_or_else(|| wrong("its parent is unknown".to_owned()))?,
            postcodes: postcodes.into(),
            form: form.into(),
        });
    }
    if communes
        .windows(2)
        .any(|pair| pair[0].national_code() >= pair[1].national_code())
    {
        return Err(inconsistent(format!(
            "{FILE} is not in the order of the codes"
        )));
    }
    Ok(communes)
}

fn degrees(text: &str, most: f64) -> Option<f64> {
    text.parse()
        .ok()
        .filter(|degrees: &f64| degrees.abs() <= most)
}

fn read_aliases(bytes: &[u8], communes: &[Commune]) -> Result<Vec<Alias>, PackError> {
    const FILE: &str = "aliases.tsv";
    let mut aliases = Vec::new();
    for line in lines(FILE, bytes)? {
        let (line, [own, commune, _kind, name, postcodes, lon, lat]) = line?;
        let at = communes.binary_search_by(|other| other.national_code().cmp(commune));
        let unknown = || PackError::Line {
            file: FILE,
            line,
            problem: format!("there is no commune “{commune}”"),
        };
        aliases.push(Alias {
            code: own.into(),
            name: name.into(),
            point: degrees(lon, 180.0).zip(degrees(lat, 90.0)),
            commune: at.map_err(|_| unknown())? as u32,
            postcodes: postcodes.into(),
        });
    }
    aliases.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(aliases)
}

/// For each territory of the tree, its communes, the most populous first.
fn gather_members(communes: &[Commune], territories: usize) -> Vec<Vec<u32>> {
    let mut members = vec![Vec::new(); territories];
    for (at, commune) in communes.iter().enumerate() {
        members[commune.parent as usize].push(at as u32);
    }
    for list in &mut members {
        list.sort_by_key(|&at| std::cmp::Reverse(communes[at as usize].population));
    }
    members
}

/// Adds the people of each commune to every territory above it.
fn count_people(
    tree: &mut [Territory],
    by_code: &HashMap<TerritoryCode, u32>,
    communes: &[Commune],
) {
    for commune in communes {
        let mut step = Some(commune.parent);
        while let Some(at) = step {
            let territory = &mut tree[at as usize];
            territory.population += u64::from(commune.population);
            step = territory
                .parent
                .as_ref()
                .and_then(|parent| by_code.get(parent).copied());
        }
    }
}

fn check_counts(
    manifest: &Manifest,
    tree: &[Territory],
    communes: &[Commune],
) -> Result<(), PackError> {
    let count = |level: Level| {
        tree.iter()
            .filter(|territory| territory.level == level)
            .count()
    };
    let expected = &manifest.expected;
    for (found, promised, what) in [
        (communes.len(), expected.communes, "communes"),
        (
            count(Level::Departement),
            expected.departements,
            "départements",
        ),
        (count(Level::Region), expected.regions, "régions"),
    ] {
        if found != promised {
            return Err(inconsistent(format!(
                "{found} {what} instead of {promised}"
            )));
        }
    }
    Ok(())
}

/// Seats, neighbours and drawn shapes must name territories of the pack.
fn check_links(gazetteer: &Gazetteer) -> Result<(), PackError> {
    for territory in &gazetteer.tree {
        if gazetteer.commune(territory.seat.as_str()).is_none() {
            return Err(inconsistent(format!(
                "{}: its seat is unknown",
                territory.code
            )));
        }
        if territory
            .neighbours
            .iter()
            .any(|near| !gazetteer.tree_by_code.contains_key(near))
        {
            return Err(inconsistent(format!(
                "{}: a neighbour is unknown",
                territory.code
            )));
        }
    }
    for shape in &gazetteer.outlines.shapes {
        if !gazetteer.tree_by_code.contains_key(&shape.code) {
            return Err(inconsistent(format!(
                "the drawing has an unknown territory, {}",
                shape.code
            )));
        }
        if !gazetteer
            .outlines
            .frames
            .iter()
            .any(|frame| frame.id == shape.frame)
        {
            return Err(inconsistent(format!(
                "the drawing has no frame {}",
                shape.frame
            )));
        }
    }
    Ok(())
}

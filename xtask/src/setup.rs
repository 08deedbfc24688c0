//! Makes a fresh machine ready: says what is missing and how it will be installed, installs it, and builds the assets
//! when their sources have changed.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::Failure;
use crate::found::{self, Means, Need};
use crate::run::{Run, say};

/// `cargo xtask setup [--for demo|test]`.
pub fn command(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let needs: &[Need] = match words.as_slice() {
        [] | ["--for", "demo"] => &[Need::Node],
        ["--for", "test"] => &[
            Need::Node,
            Need::Lints,
            Need::Nextest,
            Need::Readers,
            Need::Postgres,
            Need::Chromium,
        ],
        _ => {
            return Err(Failure::Usage(
                "setup takes only `--for demo` or `--for test`".to_owned(),
            ));
        }
    };
    install(root, needs)?;
    assets(root)?;
    say("Everything needed is there.");
    Ok(())
}

/// `cargo xtask demo [ARGUMENTS…]`: becomes the server, so that Ctrl-C and its exit status are the server's own.
pub fn demo(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    install(root, &[Need::Node])?;
    assets(root)?;
    say("Building the server (the first time, that takes some minutes)");
    binary(root)?;
    let failed = Run::new(root, "target/debug/semaine")
        .arg("demo")
        .args(arguments)
        .become_it();
    Err(Failure::Stopped(format!(
        "{failed} Was `target` moved while it was being built? Run the command again."
    )))
}

/// Builds the server as the demonstration runs it.
pub fn binary(root: &Path) -> Result<(), String> {
    fetch(root)?;
    Run::cargo(root, &["build", "--package", "server"])
        .shown()
        .map_err(|sentence| format!("{sentence} The compiler's words above say where; mend it and run the command again."))
}

/// Fetches the crates that this machine's builds need, again when the network is slow.
pub fn fetch(root: &Path) -> Result<(), String> {
    Run::cargo(root, &["fetch", "--quiet", "--locked", "--target", &host(root)?]).retried().map_err(|sentence| {
        format!(
            "{sentence} If the words above are about the lock file, run `cargo check` and keep the new Cargo.lock; if \
             they are about the network, run the command again when the registry can be reached."
        )
    })
}

/// The name of the machine we build for, as Rust says it.
pub fn host(root: &Path) -> Result<String, String> {
    let told = Run::new(root, "rustc").arg("-vV").output()?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| "`rustc -vV` does not name its host.".to_owned())
}

/// Installs what is missing among `needs`, having said what and how.
pub fn install(root: &Path, needs: &[Need]) -> Result<(), String> {
    let missing: Vec<Need> = needs
        .iter()
        .copied()
        .filter(|need| !need.is_met(root))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    say("This machine lacks:");
    for need in &missing {
        say(&format!(
            "  {}: will be installed by {}",
            need.name(),
            told(&need.means())
        ));
    }
    let packages: Vec<&str> = missing
        .iter()
        .flat_map(|need| packages(&need.means()))
        .copied()
        .collect();
    if !packages.is_empty() {
        apt(root, &packages).map_err(|sentence| with_ways_out(&sentence, &missing))?;
    }
    for need in &missing {
        let installed = match need.means() {
            Means::Packages(_) => Ok(()),
            Means::Crate(name, version) => {
                Run::cargo(root, &["install", "--locked", "--version", version, name]).retried()
            }
            Means::Components(names) => Run::new(root, "rustup")
                .args(["component", "add"])
                .args(names)
                .retried(),
            Means::Playwright => assets(root).and_then(|()| {
                let words = [
                    "--no-install",
                    "playwright-core",
                    "install",
                    "--with-deps",
                    "chromium",
                ];
                Run::new(root, "npx").args(words).folder("assets").retried()
            }),
        };
        installed.map_err(|sentence| format!("{sentence} {}", need.way_out()))?;
    }
    let unmet: Vec<Need> = missing
        .into_iter()
        .filter(|need| !need.is_met(root))
        .collect();
    match unmet.first() {
        None => Ok(()),
        Some(first) => {
            let sentence = format!(
                "{} is still missing, or too old, after the installation.",
                first.name()
            );
            Err(with_ways_out(&sentence, &unmet))
        }
    }
}

/// How something will be installed, in words.
fn told(means: &Means) -> String {
    match means {
        Means::Packages(packages) => format!("`apt-get install {}`", packages.join(" ")),
        Means::Crate(name, version) => {
            format!("`cargo install {name}` {version}, some minutes of building")
        }
        Means::Components(names) => format!("`rustup component add {}`", names.join(" ")),
        Means::Playwright => "`playwright-core install chromium`, a download".to_owned(),
    }
}

fn packages(means: &Means) -> &'static [&'static str] {
    match means {
        Means::Packages(packages) => packages,
        _ => &[],
    }
}

fn with_ways_out(sentence: &str, needs: &[Need]) -> String {
    let ways: Vec<&str> = needs.iter().map(|need| need.way_out()).collect();
    format!("{sentence} {}", ways.join(" "))
}

/// Installs packages of Debian or Ubuntu, as root or by a `sudo` that asks nothing.
fn apt(root: &Path, packages: &[&str]) -> Result<(), String> {
    if found::in_path("apt-get").is_none() {
        return Err(
            "This system has no apt-get, and only Debian and Ubuntu are known here.".to_owned(),
        );
    }
    let root_already = found::is_root(root);
    if !root_already
        && Run::new(root, "sudo")
            .args(["--non-interactive", "true"])
            .output()
            .is_err()
    {
        let line = format!(
            "sudo apt-get update && sudo apt-get install --yes {}",
            packages.join(" ")
        );
        return Err(format!(
            "Installing needs root, and sudo would ask for a password. Type `{line}`, or:"
        ));
    }
    let apt = |words: &[&str]| match root_already {
        true => Run::new(root, "apt-get").args(words),
        false => Run::new(root, "sudo")
            .args([
                "--non-interactive",
                "DEBIAN_FRONTEND=noninteractive",
                "apt-get",
            ])
            .args(words),
    };
    apt(&["update", "--quiet"])
        .env("DEBIAN_FRONTEND", "noninteractive")
        .retried()?;
    apt(&["install", "--quiet", "--yes", "--no-install-recommends"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .retried()
}

/// Installs the assets' tools and builds the assets, each only when what it reads has changed since.
pub fn assets(root: &Path) -> Result<(), String> {
    let folder = root.join("assets");
    if !folder.join("package-lock.json").is_file() {
        let away = "The file assets/package-lock.json is not there, so the assets cannot be built.";
        return Err(format!("{away} `git checkout -- assets` brings it back."));
    }
    npm(root, "assets", "npm-ci")?;
    let mut sources = Vec::new();
    files(&folder, &mut sources)?;
    let sources = stamp(&sources)?;
    if is_stale(root, "npm-build", sources) || !folder.join("dist/manifest.json").is_file() {
        say("Building the assets");
        Run::new(root, "npm").args(["run", "build"]).folder("assets").shown().map_err(|sentence| {
            format!("{sentence} The words above say where in assets/; mend it and run the command again.")
        })?;
        remember(root, "npm-build", sources)?;
    }
    Ok(())
}

/// Installs what the lock file of a folder names, when it has changed since; `mark` is where that is written down.
pub fn npm(root: &Path, folder: &str, mark: &str) -> Result<(), String> {
    let own = root.join(folder);
    let locked = stamp(&[own.join("package.json"), own.join("package-lock.json")])?;
    if !is_stale(root, mark, locked) && own.join("node_modules").is_dir() {
        return Ok(());
    }
    say(&format!("Installing the packages of {folder}"));
    Run::new(root, "npm").args(["ci", "--no-audit", "--no-fund"]).folder(folder).retried().map_err(|sentence| {
        format!("{sentence} Is the npm registry reached from here (`npm ping`)? Then run the command again.")
    })?;
    remember(root, mark, locked)
}

/// Every file a build may read below a folder, sorted.
pub fn files(folder: &Path, into: &mut Vec<PathBuf>) -> Result<(), String> {
    let unread = |error| format!("The folder {} cannot be read ({error}).", folder.display());
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .and_then(Iterator::collect::<Result<_, _>>)
        .map_err(unread)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let made = ["node_modules", "dist", "tests"]
            .iter()
            .any(|name| entry.file_name() == *name);
        match path.is_dir() {
            true if made => {}
            true => files(&path, into)?,
            false => into.push(path),
        }
    }
    Ok(())
}

/// A number that changes when the names or the contents of these files do. It is compared on one machine only, so the
/// standard library's hash is enough: another compiler at worst builds once more.
pub fn stamp(files: &[PathBuf]) -> Result<u64, String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        let bytes = std::fs::read(file)
            .map_err(|error| format!("The file {} cannot be read ({error}).", file.display()))?;
        (file, bytes).hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// Whether something was made from other files than those of this stamp, or never.
pub fn is_stale(root: &Path, name: &str, stamp: u64) -> bool {
    std::fs::read_to_string(stamp_file(root, name)).map_or(true, |kept| kept != stamp.to_string())
}

/// Writes down that something was made from the files of this stamp.
pub fn remember(root: &Path, name: &str, stamp: u64) -> Result<(), String> {
    let file = stamp_file(root, name);
    let folder = file.parent().unwrap_or(root);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&file, stamp.to_string()))
        .map_err(|error| format!("The file {} cannot be written ({error}).", file.display()))
}

fn stamp_file(root: &Path, name: &str) -> PathBuf {
    root.join("target/xtask").join(name)
}

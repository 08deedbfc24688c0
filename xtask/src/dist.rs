//! The archive of a release: one binary with its assets inside, its licence and its words.

use std::path::Path;

use crate::found::Need;
use crate::run::{Run, say};
use crate::{Failure, setup};

/// What goes into the archive besides the binary.
const PAPERS: [&str; 4] = ["LICENSE", "README.md", "CHANGELOG.md", "docs"];

/// `cargo xtask dist`.
pub fn command(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    if !arguments.is_empty() {
        return Err(Failure::Usage("dist takes no arguments".to_owned()));
    }
    if let Some(missing) = PAPERS.iter().find(|paper| !root.join(paper).exists()) {
        return Err(Failure::Stopped(format!(
            "{missing} is not there, and a release carries it. Write it first."
        )));
    }
    setup::install(root, &[Need::Node])?;
    setup::assets(root)?;
    say("Building the release (on two cores, about twenty minutes)");
    Run::cargo(
        root,
        &["build", "--locked", "--release", "--package", "server"],
    )
    .shown()?;

    let name = format!("semaine-{}-{}", version(root)?, setup::host(root)?);
    let folder = root.join("target/dist").join(&name);
    let unmade = |error| format!("The folder target/dist/{name} cannot be written ({error}).");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(unmade)?;
    }
    std::fs::create_dir_all(&folder).map_err(unmade)?;
    std::fs::copy(root.join("target/release/semaine"), folder.join("semaine")).map_err(unmade)?;
    Run::new(root, "cp")
        .arg("--recursive")
        .args(PAPERS)
        .arg(format!("target/dist/{name}"))
        .shown()?;
    // The same sources give the same archive: order, owners and moment are fixed, the moment being the last commit's.
    let moment = Run::new(root, "git")
        .args(["log", "-1", "--format=@%ct"])
        .output()?;
    Run::new(root, "tar")
        .args([
            "--create",
            "--gzip",
            "--sort=name",
            "--owner=0",
            "--group=0",
            "--numeric-owner",
        ])
        .arg(format!("--mtime={}", moment.trim()))
        .arg(format!("--file=target/dist/{name}.tar.gz"))
        .args(["--directory", "target/dist", &name])
        .shown()?;
    say(&format!("target/dist/{name}.tar.gz is ready."));
    Ok(())
}

/// The version of the server: what follows `@` or `#` in `cargo pkgid`.
fn version(root: &Path) -> Result<String, String> {
    let told = Run::cargo(root, &["pkgid", "--package", "server"]).output()?;
    let version = told.trim().rsplit(['@', '#']).next().unwrap_or_default();
    match version.starts_with(|c: char| c.is_ascii_digit()) {
        true => Ok(version.to_owned()),
        false => Err(format!("`cargo pkgid` gives no version: {told}.")),
    }
}

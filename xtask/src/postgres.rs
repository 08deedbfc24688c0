//! A PostgreSQL of our own for the tests: in a temporary folder, on a free port of the loopback, gone afterwards.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use crate::found;
use crate::run::Run;

/// A running server. It stops, and its folder goes, when this value does, or when this process ends in whatever way:
/// a guard process waits for the end of a pipe that only we hold open.
pub struct Postgres {
    guard: Child,
    data: PathBuf,
    /// The address of its maintenance database, with the right to make others.
    pub url: String,
}

/// Stops the server and removes the folder once standard input ends.
const GUARD: &str =
    r#"trap '' INT TERM HUP; cat >/dev/null; "$@" --mode=immediate --wait stop; rm -rf -- "$0""#;

impl Postgres {
    /// Starts a server. The error is a sentence.
    pub fn start(root: &Path) -> Result<Self, String> {
        let programs =
            found::postgres(root).ok_or_else(|| found::Need::Postgres.way_out().to_owned())?;
        let user = other_user(root)?;
        let folder = temporary_folder(user.as_ref())?;
        let data = folder.join("data");
        let as_user = |program: &str| as_user(root, user.as_ref(), &programs.join(program));

        let control = as_user("pg_ctl").arg("--pgdata").arg(&data);
        let guard = guard(root, &folder, &control)?;
        let mut server = Self {
            guard,
            data: data.clone(),
            url: String::new(),
        };
        as_user("initdb")
            .arg("--pgdata")
            .arg(&data)
            .args([
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ])
            .output()?;
        let mut last = String::new();
        for _ in 0..3 {
            // Another program may take the port between our looking and PostgreSQL's listening: then try another.
            let port = free_port()?;
            let settings = format!(
                "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c max_connections=200 \
                 -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
            );
            let log = folder.join("log");
            match control
                .clone()
                .arg("--log")
                .arg(&log)
                .args(["--wait", "--silent", "--options", &settings, "start"])
                .output()
            {
                Ok(_) => {
                    server.url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
                    return Ok(server);
                }
                Err(sentence) => {
                    last = format!(
                        "{sentence} {}",
                        std::fs::read_to_string(&log).unwrap_or_default()
                    )
                }
            }
        }
        Err(last)
    }

    /// The id of its first process, whose children do the work.
    pub fn process(&self) -> Result<u32, String> {
        let file = self.data.join("postmaster.pid");
        let told = std::fs::read_to_string(&file);
        told.ok()
            .and_then(|told| told.lines().next()?.trim().parse().ok())
            .ok_or_else(|| format!("{} names no process.", file.display()))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // The guard sees the end of its input, stops the server, removes the folder, and ends.
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

/// The other user to run as: PostgreSQL refuses root. None when we are an ordinary user already.
fn other_user(root: &Path) -> Result<Option<User>, String> {
    if !found::is_root(root) {
        return Ok(None);
    }
    let id = |what: &str, name: &str| {
        Run::new(root, "id")
            .args([what, name])
            .output()
            .ok()?
            .trim()
            .parse::<u32>()
            .ok()
    };
    let known = ["postgres", "nobody"].iter().find_map(|name| {
        Some(User {
            uid: id("-u", name)?,
            gid: id("-g", name)?,
        })
    });
    known.map(Some).ok_or_else(|| {
        "PostgreSQL does not run as root, and there is neither a user `postgres` nor a user `nobody` here. Run the \
         command as an ordinary user."
            .to_owned()
    })
}

struct User {
    uid: u32,
    gid: u32,
}

/// A command under the other user, if there is one. Standard input and output are not a terminal's: the server must not
/// hold on to ours.
fn as_user(root: &Path, user: Option<&User>, program: &Path) -> Run {
    match user {
        None => Run::new(root, program),
        Some(User { uid, gid }) => Run::new(root, "setpriv")
            .args([
                format!("--reuid={uid}"),
                format!("--regid={gid}"),
                "--clear-groups".to_owned(),
            ])
            .arg(program),
    }
    .at_top()
}

/// A new folder that only its owner may enter.
fn temporary_folder(user: Option<&User>) -> Result<PathBuf, String> {
    let unmade = |error| {
        format!(
            "A temporary folder cannot be made in {} ({error}).",
            std::env::temp_dir().display()
        )
    };
    for number in 0..100 {
        let folder =
            std::env::temp_dir().join(format!("semaine-postgres-{}-{number}", std::process::id()));
        match std::fs::create_dir(&folder) {
            Ok(()) => {
                if let Some(User { uid, gid }) = user {
                    std::os::unix::fs::chown(&folder, Some(*uid), Some(*gid)).map_err(unmade)?;
                }
                return Ok(folder);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(unmade(error)),
        }
    }
    Err(unmade(std::io::Error::from(ErrorKind::AlreadyExists)))
}

/// Starts the guard in a process group of its own, where Ctrl-C does not reach it.
fn guard(root: &Path, folder: &Path, control: &Run) -> Result<Child, String> {
    let words = control.words();
    Run::new(root, "sh")
        .args(["-c", GUARD])
        .arg(folder)
        .args(words)
        .at_top()
        .command()
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("`sh` could not be started ({error})."))
}

/// A port of the loopback that nobody listens on now.
pub fn free_port() -> Result<u16, String> {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| format!("No port of 127.0.0.1 could be taken ({error})."))
}

//! Commands run for people: shown before they start so that they can be typed again by hand, with their output passed
//! on as it comes.

use std::ffi::{OsStr, OsString};
use std::io::{IsTerminal, Read, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::found::in_path;

/// A command line, kept as words until it is run.
#[derive(Clone)]
pub struct Run {
    words: Vec<OsString>,
    variables: Vec<(String, OsString)>,
    root: PathBuf,
    folder: PathBuf,
}

impl Run {
    /// A command to be run in the workspace's folder.
    pub fn new(root: &Path, program: impl AsRef<OsStr>) -> Self {
        Self {
            words: vec![program.as_ref().to_owned()],
            variables: Vec::new(),
            root: root.to_owned(),
            folder: root.to_owned(),
        }
    }

    /// The same Cargo that runs this program.
    pub fn cargo(root: &Path, words: &[&str]) -> Self {
        Self::new(root, "cargo").args(words)
    }

    /// Adds one word.
    pub fn arg(mut self, word: impl AsRef<OsStr>) -> Self {
        self.words.push(word.as_ref().to_owned());
        self
    }

    /// Adds several words.
    pub fn args<S: AsRef<OsStr>>(mut self, words: impl IntoIterator<Item = S>) -> Self {
        self.words
            .extend(words.into_iter().map(|word| word.as_ref().to_owned()));
        self
    }

    /// Sets an environment variable, shown with the command.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.variables
            .push((name.to_owned(), value.as_ref().to_owned()));
        self
    }

    /// Runs it in a folder of the workspace.
    pub fn folder(mut self, name: &str) -> Self {
        self.folder = self.root.join(name);
        self
    }

    /// Runs it in any folder.
    pub fn at(mut self, folder: &Path) -> Self {
        self.folder = self.root.join(folder);
        self
    }

    /// Runs it in the root of the file system: a user we become may not be allowed into ours.
    pub fn at_top(mut self) -> Self {
        self.folder = PathBuf::from("/");
        self
    }

    /// The program and its words.
    pub fn words(&self) -> &[OsString] {
        &self.words
    }

    /// The line to type, from the workspace's folder, to run the same by hand.
    pub fn line(&self) -> String {
        let mut line = String::new();
        if let Ok(inside) = self.folder.strip_prefix(&self.root)
            && !inside.as_os_str().is_empty()
        {
            line = format!("cd {} && ", quoted(inside.as_os_str()));
        }
        for (name, value) in &self.variables {
            line += &format!("{name}={} ", quoted(value));
        }
        let words: Vec<String> = self.words.iter().map(|word| quoted(word)).collect();
        line + &words.join(" ")
    }

    /// Runs it with its output shown as it comes. The error is a sentence.
    pub fn shown(&self) -> Result<(), String> {
        say(&format!("  $ {}", self.line()));
        let status = self
            .command()
            .status()
            .map_err(|error| self.unstarted(&error))?;
        match status.success() {
            true => Ok(()),
            false => Err(format!("`{}` failed ({status}).", self.line())),
        }
    }

    /// Runs it as [`Run::shown`] does, again after a pause when it fails: networks are slow now and then.
    pub fn retried(&self) -> Result<(), String> {
        let here = |program: &OsString| program.to_str().is_none_or(|name| in_path(name).is_some());
        let startable = self.words.first().is_some_and(here);
        for pause in [5, 20].into_iter().filter(|_| startable) {
            match self.shown() {
                Ok(()) => return Ok(()),
                Err(sentence) => say(&format!("  {sentence} Once more in {pause} s.")),
            }
            std::thread::sleep(Duration::from_secs(pause));
        }
        self.shown()
    }

    /// Runs it silently and gives what it wrote to standard output; a failure carries what it wrote to standard error.
    pub fn output(&self) -> Result<String, String> {
        let output = self
            .command()
            .stdin(Stdio::null())
            .output()
            .map_err(|error| self.unstarted(&error))?;
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            false => {
                let said = String::from_utf8_lossy(&output.stderr);
                Err(format!(
                    "`{}` failed ({}): {}",
                    self.line(),
                    output.status,
                    said.trim()
                ))
            }
        }
    }

    /// Runs it with its output both shown and kept (standard output and error together, colours removed), and tells
    /// whether it succeeded.
    pub fn kept(&self) -> Result<(bool, String), String> {
        say(&format!("  $ {}", self.line()));
        let mut command = self.command();
        if std::io::stdout().is_terminal() {
            command
                .env("CARGO_TERM_COLOR", "always")
                .env("FORCE_COLOR", "1");
        }
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| self.unstarted(&error))?;
        let kept = Arc::new(Mutex::new(Vec::new()));
        let copies = [
            child
                .stdout
                .take()
                .map(|stream| copy(stream, Arc::clone(&kept))),
            child
                .stderr
                .take()
                .map(|stream| copy(stream, Arc::clone(&kept))),
        ];
        let status = child.wait().map_err(|error| self.unstarted(&error))?;
        for copy in copies.into_iter().flatten() {
            // A copy that panicked has nothing more to show; the command's status still decides.
            let _ = copy.join();
        }
        let kept = kept
            .lock()
            .map(|bytes| plain(&String::from_utf8_lossy(&bytes)))
            .unwrap_or_default();
        Ok((status.success(), kept))
    }

    /// Becomes this command: signals reach it directly and its status is ours. Returns only when it cannot start.
    pub fn become_it(&self) -> String {
        say(&format!("  $ {}", self.line()));
        let error = self.command().exec();
        self.unstarted(&error)
    }

    /// The command for the standard library, free of what Cargo sets for the program it runs.
    pub fn command(&self) -> Command {
        let (program, words) = self
            .words
            .split_first()
            .expect("a command has at least its program");
        let mut command = match (program == "cargo", std::env::var_os("CARGO")) {
            (true, Some(cargo)) => Command::new(cargo),
            _ => Command::new(program),
        };
        for (name, _) in std::env::vars_os() {
            let told = name.to_string_lossy();
            if told.starts_with("CARGO_PKG_")
                || told.starts_with("CARGO_MANIFEST_")
                || told == "CARGO_BIN_NAME"
            {
                command.env_remove(&name);
            }
        }
        command.args(words).current_dir(&self.folder);
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    fn unstarted(&self, error: &std::io::Error) -> String {
        format!("`{}` could not be started ({error}).", self.line())
    }
}

/// Writes a line to standard output at once. When nobody reads any more (`| head`), the work ends there, as it would
/// for any command.
pub fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    if writeln!(out, "{line}").and_then(|()| out.flush()).is_err() {
        std::process::exit(1);
    }
}

/// Passes a stream on to standard output chunk by chunk, and keeps a copy.
fn copy(
    mut stream: impl Read + Send + 'static,
    kept: Arc<Mutex<Vec<u8>>>,
) -> std::thread::JoinHandle<()> {
    std::thread::spawn(move || {
        let mut chunk = [0; 8192];
        while let Ok(read @ 1..) = stream.read(&mut chunk) {
            let mut out = std::io::stdout().lock();
            if out
                .write_all(&chunk[..read])
                .and_then(|()| out.flush())
                .is_err()
            {
                // Nobody reads any more: closing the stream lets the command end by itself.
                return;
            }
            if let Ok(mut kept) = kept.lock() {
                kept.extend_from_slice(&chunk[..read]);
            }
        }
    })
}

/// Text without the escape sequences that colour it.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\u{1b}' => {
                while characters
                    .next()
                    .is_some_and(|inside| !inside.is_ascii_alphabetic())
                {}
            }
            '\r' => plain.push('\n'),
            other => plain.push(other),
        }
    }
    plain
}

/// A word as a shell needs it.
fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let bare = |c: char| c.is_ascii_alphanumeric() || "-_=./:@,+%".contains(c);
    match !word.is_empty() && word.chars().all(bare) {
        true => word.into_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_it_would_be_typed() {
        let run = Run::new(Path::new("/x"), "node")
            .arg("it's here")
            .env("LANG", "fr FR")
            .folder("assets");
        assert_eq!(run.line(), r"cd assets && LANG='fr FR' node 'it'\''s here'");
    }

    #[test]
    fn output_is_shown_and_kept_without_its_colours() {
        let run = Run::new(Path::new("/"), "printf").arg(r"\033[32m3 passed\033[0m\n");
        assert_eq!(run.kept(), Ok((true, "3 passed\n".to_owned())));
    }

    #[test]
    fn a_failure_names_the_command() {
        let run = Run::new(Path::new("/"), "false");
        assert_eq!(
            run.shown(),
            Err("`false` failed (exit status: 1).".to_owned())
        );
    }
}

//! The project's own commands. `cargo xtask demo` and `cargo xtask test` are all a newcomer needs; the others serve
//! those who keep the house.

mod bench;
mod dist;
mod found;
mod house;
mod licences;
mod markup;
mod postgres;
mod run;
mod setup;
mod tally;
mod territories;
mod test;
mod walls;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  setup [--for demo|test]   install what is missing and build the assets
  demo [ARGUMENTS…]         set up, build, load the demonstration and serve it (arguments go to `semaine demo`)
  test [--only PART]…       run every test; PART is rust, sqlite, postgres, browser, lint or licences
  bench [--quick] [--events N]… [--only PART]…
                            measure the server beside its peers and print one table; PART is server, peers or browser
  bench --soak [MINUTES]    readers, verdicts and rebuilds together: no error, and memory that stays as it is
  dist                      build the archive of a release
  territories               make the French territory pack again from its sources";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    let root = root();
    let outcome = match command {
        "setup" => setup::command(&root, rest),
        "demo" => setup::demo(&root, rest),
        "test" => test::command(&root, rest),
        "bench" => bench::command(&root, rest),
        "dist" => dist::command(&root, rest),
        "territories" => territories::command(&root, rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(Failure::Usage(format!("there is no command “{other}”"))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Usage(sentence)) => {
            eprintln!("\ncargo xtask: {sentence}.\n\n{USAGE}");
            ExitCode::from(2)
        }
        Err(Failure::Stopped(sentence)) => {
            eprintln!("\ncargo xtask {command}: {sentence}");
            ExitCode::FAILURE
        }
        Err(Failure::Told) => ExitCode::FAILURE,
    }
}

/// Why a command ends without having done its work.
#[derive(Debug)]
enum Failure {
    /// The words typed were wrong; the sentence has no full stop.
    Usage(String),
    /// It cannot go on; whole sentences, the last of which is the way out.
    Stopped(String),
    /// It failed and has already said so in full.
    Told,
}

impl From<String> for Failure {
    fn from(sentence: String) -> Self {
        Self::Stopped(sentence)
    }
}

/// The folder of the workspace: the one above this crate, wherever the command was typed.
fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let here = here.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    here.parent().map(Path::to_path_buf).unwrap_or(here)
}

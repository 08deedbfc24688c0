//! Peers of the benchmarks. `bench-peers memory FOLDER` is axum answering the files of a folder from memory;
//! `bench-peers search FOLDER MOST` is the tantivy crate used the ordinary way. `cargo xtask bench` runs both.

mod memory;
mod search;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["memory", folder] => memory::serve(Path::new(folder)),
        ["search", folder, most] => match most.parse() {
            Ok(most) => search::measure(Path::new(folder), most),
            Err(_) => Err(format!("{most} is not a number")),
        },
        _ => Err("usage: bench-peers memory FOLDER | search FOLDER MOST".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("bench-peers: {sentence}");
            ExitCode::FAILURE
        }
    }
}

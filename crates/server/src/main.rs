//! The `semaine` command.

use std::process::ExitCode;

/// Catalogues are made on one thread and dropped on others, each time something is labelled: the system’s allocator keeps
/// ever more of what they held (`docs/decisions/an-allocator-that-gives-back.md`).
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    server::cli::main()
}

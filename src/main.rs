//! The program: it only calls [`nenpo::cli`].

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A build allocates and frees many small values, which this allocator does faster than the system's.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    nenpo::cli::run()
}

//! The program: a thin door to [`nenpo::cli`].

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A build makes and drops many small values; this keeps them cheap.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    nenpo::cli::run()
}

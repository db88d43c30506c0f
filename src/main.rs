//! The program: a thin door to [`nenpo::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    nenpo::cli::run()
}

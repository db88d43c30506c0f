//! Publishes a small site over the one that is there: `cargo run --example exchange -- EDITION FOLDER`.
//!
//! `tests/kills.py` kills it: it does what `nenpo build` does when the pages are made, in a few milliseconds, so that most kills
//! hit the exchange of the two sites.

#![allow(missing_docs, clippy::print_stderr, reason = "an example speaks to its caller")]

use std::path::Path;
use std::process::ExitCode;

use nenpo::error::Result;
use nenpo::output::{self, Destination};
use nenpo::sink::Sink;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [edition, folder] = arguments.as_slice() else {
        eprintln!("exchange EDITION FOLDER");
        return ExitCode::from(2);
    };
    match publish(edition, Path::new(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// A site of 40 files in five folders; a quarter of them is the same in every edition.
fn publish(edition: &str, folder: &Path) -> Result<()> {
    let site = output::begin(&Destination { folder, sources: &[], clean: false })?;
    for number in 0..40 {
        let text = if number % 4 == 0 { "the same\n".to_owned() } else { format!("{edition} {number}\n") };
        site.put(&format!("{}/{number}.html", number % 5), text.into(), "examples/exchange.rs")?;
    }
    site.finish()?;
    Ok(())
}

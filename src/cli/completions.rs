//! `nenpo completions`: what shells need to complete commands and options.

use anyhow::Result;
use clap::CommandFactory as _;
use clap_complete::Shell;

use super::CLEAN;

/// What `completions` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// シェル
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Prints the script.
pub fn run(arguments: &Arguments) -> Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Arguments::command(), "nenpo", &mut script);
    anstream::print!("{}", String::from_utf8(script)?);
    Ok(CLEAN)
}

//! `nenpo man`: pages for the manual of the system, as packages install them.

use std::io;

use clap::CommandFactory as _;

use crate::error::{Error, Result};
use crate::source::words;

use super::CLEAN;
use super::language::Language;
use super::print::{self, SafeText};

/// The arguments of `nenpo man`.
#[derive(Debug, clap::Args)]
pub struct ManArguments {
    /// コマンド（省略時は全体）｜The command; else the whole program
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// Prints the page of a command in the format of `man`.
pub fn run(arguments: &ManArguments, language: Language) -> Result<u8> {
    let name = arguments.command.as_deref();
    let Some(page) = page(name, language)? else {
        let name = name.unwrap_or_default();
        return Err(Error::new(words!("「{name}」というコマンドはありません。", "There is no command `{name}`.")));
    };
    print::out(SafeText::lines(&page))?;
    Ok(CLEAN)
}

/// The page of a command, or of the program; none where there is no such command.
fn page(name: Option<&str>, language: Language) -> io::Result<Option<String>> {
    let program = super::help::described(super::CommandLine::command(), language);
    let command = match name {
        None => program.display_name("nenpo"),
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone().display_name(format!("nenpo-{name}")),
            None => return Ok(None),
        },
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .section("1")
        .source(concat!("nenpo ", env!("CARGO_PKG_VERSION")))
        .render(&mut page)?;
    Ok(Some(String::from_utf8_lossy(&page).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page() {
        for language in [Language::Ja, Language::En] {
            let whole = page(None, language).expect("written").expect("there");
            for command in super::super::CommandLine::command().get_subcommands() {
                let name = command.get_name();
                let page = page(Some(name), language).expect("written").expect("there");
                assert!(page.contains(".SH NAME") && page.contains(&format!("nenpo\\-{name}")), "{page}");
                assert!(whole.contains(name), "{name}");
            }
        }
        assert!(page(Some("publish"), Language::Ja).expect("written").is_none());
    }
}

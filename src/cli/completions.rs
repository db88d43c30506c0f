//! `nenpo completions`: what shells need to complete commands and options.

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::error::Result;

use super::CLEAN;
use super::help;
use super::language::Language;
use super::print::{self, SafeText};

/// The arguments of `nenpo completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArguments {
    /// シェル｜The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Prints the completion script of a shell.
pub fn run(arguments: &CompletionsArguments, language: Language) -> Result<u8> {
    print::out(SafeText::lines(&script(arguments.shell, language)))?;
    Ok(CLEAN)
}

fn script(shell: Shell, language: Language) -> String {
    let mut script = Vec::new();
    let mut command = help::described(super::CommandLine::command(), language);
    clap_complete::generate(shell, &mut command, "nenpo", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shell_learns_every_command() {
        for shell in [Shell::Bash, Shell::Elvish, Shell::Fish, Shell::PowerShell, Shell::Zsh] {
            let script = script(shell, Language::Ja);
            assert!(!script.contains('｜'), "{shell} shows both languages");
            for command in super::super::CommandLine::command().get_subcommands() {
                assert!(script.contains(command.get_name()), "{shell} lacks {command}");
            }
        }
    }
}

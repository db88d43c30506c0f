//! Help in the language of the messages.
//!
//! The comment on a command or an argument is its help and holds both texts, separated by `｜`: 日本語｜English.
//! Words that clap writes itself are replaced here.

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgAction, Command};

use super::language::Language;

/// The command with all its help in one language.
pub fn localized(command: Command, language: Language) -> Command {
    localize(command.disable_help_subcommand(true), "", language)
}

/// The same for what prints the command and parses nothing (completions, manual pages): with what each value of an option means.
pub fn described(command: Command, language: Language) -> Command {
    describe(localized(command, language), language)
}

fn describe(command: Command, language: Language) -> Command {
    let mut command = command.mut_args(|arg| describe_values(arg, language));
    let inner: Vec<String> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    for inner in inner {
        command = command.mut_subcommand(inner, |inner| describe(inner, language));
    }
    command
}

fn describe_values(arg: Arg, language: Language) -> Arg {
    let in_language = |value: PossibleValue| match value.get_help().map(|help| one_of(&help.to_string(), language)) {
        Some(help) => value.help(help),
        None => value,
    };
    let values: Vec<PossibleValue> = arg.get_possible_values().into_iter().map(in_language).collect();
    if values.is_empty() || !arg.get_action().takes_values() {
        return arg;
    }
    arg.value_parser(PossibleValuesParser::new(values))
}

fn localize(command: Command, parents: &str, language: Language) -> Command {
    let name = format!("{parents}{}", command.get_name());
    let about = command.get_about().map(|about| one_of(&about.to_string(), language)).unwrap_or_default();
    let root = parents.is_empty();
    let mut command = command
        .about(about)
        .bin_name(&name)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommand_help_heading(language.say("コマンド", "Commands"))
        .subcommand_value_name(language.say("コマンド", "COMMAND"))
        .mut_args(|arg| localize_arg(arg, language))
        .arg(flag("help", 'h', ArgAction::Help, language.say("使い方を表示する", "Print help"), language));
    if root {
        let version = language.say("版を表示する", "Print version");
        command = command.arg(flag("version", 'V', ArgAction::Version, version, language));
    }
    let inner: Vec<String> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    for inner in inner {
        command = command.mut_subcommand(inner, |inner| localize(inner, &format!("{name} "), language));
    }
    let usage = usage_of(&command.clone().render_usage().to_string(), language);
    let head = language.say("使い方：", "Usage: ");
    command.override_usage(usage).help_template(format!("{{about-with-newline}}\n{head}{{usage}}\n\n{{all-args}}"))
}

/// The usage as clap prints it, without its heading and in the language of messages.
pub fn usage_of(clap: &str, language: Language) -> String {
    let usage = clap.trim().trim_start_matches("Usage:").trim();
    match language {
        Language::Ja => usage.replace("[OPTIONS]", "[指定]"),
        Language::En => usage.to_owned(),
    }
}

fn flag(name: &'static str, short: char, action: ArgAction, help: &str, language: Language) -> Arg {
    let heading = language.say("指定", "Options");
    Arg::new(name).short(short).long(name).action(action).help(help.to_owned()).help_heading(heading)
}

fn localize_arg(arg: Arg, language: Language) -> Arg {
    let heading =
        if arg.is_positional() { language.say("書くもの", "Arguments") } else { language.say("指定", "Options") };
    let mut help = arg.get_help().map(|help| one_of(&help.to_string(), language)).unwrap_or_default();
    let choices: Vec<String> = if arg.get_action().takes_values() {
        arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect()
    } else {
        Vec::new()
    };
    let default: Vec<String> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let notes = [
        (!choices.is_empty()).then(|| choices.join(language.say("、", ", "))),
        (!default.is_empty()).then(|| language.say("省略時：", "default: ").to_owned() + &default.join(", ")),
    ];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    if !notes.is_empty() {
        let (open, mark, close) = (language.say("［", " ["), language.say("。", "; "), language.say("］", "]"));
        help = format!("{help}{open}{}{close}", notes.join(mark));
    }
    let takes_values = arg.get_action().takes_values();
    let arg = arg.help(help).help_heading(heading);
    if takes_values { arg.hide_default_value(true).hide_possible_values(true) } else { arg }
}

/// One of the two texts of a comment.
fn one_of(comment: &str, language: Language) -> String {
    let (ja, en) = comment.split_once('｜').unwrap_or((comment, comment));
    language.say(ja, en).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::super::CommandLine;
    use super::*;

    #[test]
    fn every_help_has_both_languages() {
        fn check(command: &Command, language: Language, trouble: &mut Vec<String>) {
            let japanese = |text: &str| text.chars().any(|c| ('\u{3040}'..='\u{9FFF}').contains(&c));
            let texts = command.get_arguments().filter_map(Arg::get_help).chain(command.get_about());
            let values = command.get_arguments().flat_map(Arg::get_possible_values);
            let values: Vec<String> = values.filter_map(|value| Some(value.get_help()?.to_string())).collect();
            // Names such as JSON are the same in both languages.
            trouble.extend(
                values.into_iter().filter(|text| text.contains('｜') || japanese(text) && language != Language::Ja),
            );
            for text in texts.map(ToString::to_string) {
                if japanese(&text) != (language == Language::Ja) || text.contains('｜') {
                    trouble.push(format!("{}: {text}", command.get_name()));
                }
            }
            command.get_subcommands().for_each(|inner| check(inner, language, trouble));
        }
        let mut trouble = Vec::new();
        for language in [Language::Ja, Language::En] {
            let command = described(CommandLine::command(), language);
            command.clone().debug_assert();
            check(&command, language, &mut trouble);
        }
        assert!(trouble.is_empty(), "{trouble:#?}");
    }
}

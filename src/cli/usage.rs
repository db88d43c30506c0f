//! Errors in the arguments, worded as all other messages.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::source::{Words, words};

use super::help::usage_of;
use super::language::Language;
use super::print::SafeText;

/// What is wrong, how the command is used, and where to read more.
pub fn explain(error: &clap::Error, language: Language) -> SafeText {
    let message = message_of(error);
    let mut text = SafeText::default();
    text.line(format!("nenpo: {}", language.of(&message)));
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let head = language.say("使い方：", "Usage: ");
        text.line("");
        text.push(SafeText::lines(&format!("{head}{}\n", usage_of(&usage.to_string(), language))));
    }
    let more = language.say("詳しくは --help を付けて実行してください。", "For more, add --help.");
    text.line("");
    text.line(more);
    text
}

fn message_of(error: &clap::Error) -> Words {
    let text = |kind| text_of(error, kind);
    let (argument, value) = (text(ContextKind::InvalidArg), text(ContextKind::InvalidValue));
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = text(ContextKind::InvalidSubcommand);
            words!("「{name}」というコマンドはありません。", "There is no command `{name}`.")
        }
        ErrorKind::UnknownArgument => {
            words!("「{argument}」という指定はありません。", "There is no option `{argument}`.")
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            words!("「{argument}」の後に値がありません。", "`{argument}` needs a value.")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            words!("「{argument}」に「{value}」は使えません。", "`{value}` is no value of `{argument}`.")
        }
        ErrorKind::MissingRequiredArgument => {
            words!("「{argument}」が書かれていません。", "`{argument}` is missing.")
        }
        ErrorKind::MissingSubcommand => words("コマンドが書かれていません。", "A command is missing."),
        ErrorKind::ArgumentConflict => {
            let other = text(ContextKind::PriorArg);
            words!("「{argument}」と「{other}」は一緒に使えません。", "`{argument}` cannot be used with `{other}`.")
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            words!("「{argument}」の値の数が違います。", "`{argument}` has a wrong number of values.")
        }
        ErrorKind::InvalidUtf8 => words("文字として読めない指定があります。", "An argument is not UTF-8."),
        _ => words("指定の書き方が正しくありません。", "The arguments are not as they should be."),
    };
    let suggestion = suggestion(error);
    words(
        message.ja + &suggestion.ja,
        if suggestion.en.is_empty() { message.en } else { format!("{} {}", message.en, suggestion.en) },
    )
}

/// What was probably meant, or what may be written there.
fn suggestion(error: &clap::Error) -> Words {
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    if let Some(near) = near.into_iter().find_map(|kind| error.get(kind)).map(listed) {
        let (ja, en) = (near.replace('、', "」「"), near.replace('、', "` or `"));
        return words!("「{ja}」のことですか。", "Did you mean `{en}`?");
    }
    // Of `-x.md` the error names `-x` alone.
    if error.kind() == ErrorKind::UnknownArgument && text_of(error, ContextKind::InvalidArg).chars().count() == 2 {
        return words(
            "「-」で始まるファイルやフォルダーなら、名前の前に「./」を付けてください。",
            "If the name of a file or a folder begins with `-`, put `./` before it.",
        );
    }
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(valid)) if !valid.is_empty() => words(
            format!("{} のどれかを書いてください。", valid.join("、")),
            format!("Write one of {}.", valid.join(", ")),
        ),
        _ => Words::default(),
    }
}

fn text_of(error: &clap::Error, kind: ContextKind) -> String {
    error.get(kind).map(listed).unwrap_or_default()
}

fn listed(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(list) => list.join("、"),
        ContextValue::StyledStrs(list) => list.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
        ContextValue::None => String::new(),
        other => other.to_string(),
    }
}

//! The language messages are printed in.

use std::ffi::OsString;

use crate::source::Words;
use crate::text::SiteLanguage;

/// A language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// Japanese
    Ja,
    /// English
    En,
}

impl Language {
    /// The language of `--lang`, read before anything else is parsed; else that of the environment.
    pub fn of_arguments(arguments: impl Iterator<Item = OsString>) -> Language {
        let arguments: Vec<String> = arguments.map(|argument| argument.to_string_lossy().into_owned()).collect();
        let next = arguments.iter().skip(1);
        let after = arguments.iter().zip(next).find(|(one, _)| *one == "--lang").map(|(_, next)| next.as_str());
        let joined = || arguments.iter().find_map(|argument| argument.strip_prefix("--lang="));
        match after.or_else(joined) {
            Some("ja") => Language::Ja,
            Some("en") => Language::En,
            _ => Language::of_environment(),
        }
    }

    /// Japanese where the environment asks for it, else English.
    pub fn of_environment() -> Language {
        let first = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|v| !v.is_empty());
        if first.is_some_and(|value| value.starts_with("ja")) { Language::Ja } else { Language::En }
    }

    /// The same as the language of a site.
    pub fn of_site(self) -> SiteLanguage {
        match self {
            Language::Ja => SiteLanguage::Japanese,
            Language::En => SiteLanguage::English,
        }
    }

    /// The text in this language.
    pub fn of(self, words: &Words) -> &str {
        match self {
            Language::Ja => &words.ja,
            Language::En => &words.en,
        }
    }

    /// The text in this language, to be kept.
    pub fn pick(self, words: Words) -> String {
        match self {
            Language::Ja => words.ja,
            Language::En => words.en,
        }
    }

    /// One of two texts.
    pub fn say<'a>(self, ja: &'a str, en: &'a str) -> &'a str {
        match self {
            Language::Ja => ja,
            Language::En => en,
        }
    }
}

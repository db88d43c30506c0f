//! The language messages are printed in.

use crate::source::Words;

/// A language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// Japanese
    Ja,
    /// English
    En,
}

impl Language {
    /// Japanese where the environment says so, else English.
    pub fn of_environment() -> Language {
        let first = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|v| !v.is_empty());
        if first.is_some_and(|value| value.starts_with("ja")) { Language::Ja } else { Language::En }
    }

    /// The text in this language.
    pub fn of(self, words: &Words) -> &str {
        match self {
            Language::Ja => &words.ja,
            Language::En => &words.en,
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

//! The language messages are printed in.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::load;
use crate::source::Words;
use crate::text::SiteLanguage;

/// The variable that says the language to this program alone.
const VARIABLE: &str = "NENPO_LANG";

/// A language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// 日本語｜Japanese
    Ja,
    /// 英語｜English
    En,
}

impl Language {
    /// The language of `--lang`, read before anything else is parsed; else of `NENPO_LANG`, of the usual variables, of the
    /// system, and of the site that the arguments lead to.
    pub fn of_arguments(arguments: &[OsString]) -> Language {
        let lang = option(arguments, "--lang").and_then(|lang| Language::named(&lang.to_string_lossy()));
        let root = || option(arguments, "--root").map_or_else(|| PathBuf::from("."), PathBuf::from);
        let variable = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let usual = || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(variable);
        lang.or_else(|| variable(&VARIABLE).and_then(|value| Language::named(&value)))
            .or_else(|| usual().and_then(|locale| Language::of_locale(&locale)))
            .or_else(|| system_locale().and_then(|locale| Language::of_locale(&locale)))
            .or_else(|| load::language(&root()).map(Language::of_language))
            .unwrap_or(Language::En)
    }

    /// What `NENPO_LANG` says instead of a language, if it does.
    pub fn misnamed() -> Option<String> {
        std::env::var_os(VARIABLE)
            .map(|value| value.to_string_lossy().into_owned())
            .filter(|value| !value.is_empty() && Language::named(value).is_none())
    }

    fn named(name: &str) -> Option<Language> {
        <Language as clap::ValueEnum>::from_str(name, false).ok()
    }

    /// The language of a locale such as `ja_JP.UTF-8` (POSIX) or `ja-JP` (BCP 47). English for all languages that there are no
    /// messages in, and for `C`, which asks for messages as they are in the program; none where only an encoding is said, as
    /// containers do by `C.UTF-8`.
    fn of_locale(locale: &str) -> Option<Language> {
        match locale.split(['_', '-', '.', '@']).next() {
            Some("ja") => Some(Language::Ja),
            Some("C" | "POSIX") if locale.contains('.') => None,
            _ => Some(Language::En),
        }
    }

    fn of_language(language: SiteLanguage) -> Language {
        match language {
            SiteLanguage::Japanese => Language::Ja,
            SiteLanguage::English => Language::En,
        }
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

/// The value of an option, from arguments that nobody has looked at yet.
fn option(arguments: &[OsString], name: &str) -> Option<OsString> {
    let next = arguments.iter().skip(1);
    let after = arguments.iter().zip(next).find(|(one, _)| *one == name).map(|(_, next)| next.clone());
    let joined = || {
        let value = |argument: &OsString| Some(argument.to_str()?.strip_prefix(name)?.strip_prefix('=')?.into());
        arguments.iter().find_map(value)
    };
    after.or_else(joined)
}

/// What the user of a desktop chose. Elsewhere the variables say it.
#[cfg(any(windows, target_os = "macos"))]
fn system_locale() -> Option<String> {
    sys_locale::get_locale()
}

#[cfg(not(any(windows, target_os = "macos")))]
fn system_locale() -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_of_all_systems() {
        for (locale, language) in [
            ("ja", Some(Language::Ja)),
            ("ja_JP", Some(Language::Ja)),
            ("ja_JP.UTF-8", Some(Language::Ja)),
            ("ja_JP.eucJP", Some(Language::Ja)),
            ("ja-JP", Some(Language::Ja)),
            ("ja-JP-u-ca-japanese", Some(Language::Ja)),
            ("ja@modifier", Some(Language::Ja)),
            ("en_US.UTF-8", Some(Language::En)),
            ("jam_JM", Some(Language::En)),
            ("fr-FR", Some(Language::En)),
            ("C", Some(Language::En)),
            ("POSIX", Some(Language::En)),
            ("C.UTF-8", None),
            ("C.utf8", None),
        ] {
            assert_eq!(Language::of_locale(locale), language, "{locale}");
        }
    }

    #[test]
    fn options_before_they_are_parsed() {
        let of = |line: &str, name| option(&line.split(' ').map(OsString::from).collect::<Vec<_>>(), name);
        for (line, value) in [
            ("nenpo check --root site", Some("site")),
            ("nenpo --root=a=b check", Some("a=b")),
            ("nenpo check --rooted x", None),
            ("nenpo check --root", None),
        ] {
            assert_eq!(of(line, "--root"), value.map(OsString::from), "{line}");
        }
    }
}

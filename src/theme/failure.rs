//! What can be wrong with a theme: trouble for whoever keeps the theme, not for authors of sheets.

use std::path::Path;

use tera::ErrorKind;

use crate::error::Error;
use crate::source::words;
use crate::text::file_name;

use super::counted::TemplatePlaces;
use super::names::{SITE_PREFIX, file};

/// The named theme is nowhere.
pub(super) fn missing(name: &str, folder: &Path) -> Error {
    let at = folder.display();
    Error::new(words!(
        "テーマ「{name}」がありません（{at}）。site.yaml の theme を直すか、そのフォルダーを作ってください。",
        "There is no theme `{name}` ({at}). Correct `theme` in site.yaml, or create that folder."
    ))
}

/// A name that could lead out of `themes/`.
pub(super) fn name(name: &str) -> Error {
    Error::new(words!(
        "「{name}」はテーマの名前になりません。site.yaml の theme に、themes/ の中の一つのフォルダーの名前を書いてください。",
        "`{name}` cannot be the name of a theme. Write the name of one folder in themes/ as `theme` in site.yaml."
    ))
}

/// A link that leads out of the site.
pub(super) fn outside(folder: &Path) -> Error {
    let at = folder.display();
    Error::new(words!(
        "テーマ {at} は、サイトの外へのリンクです。フォルダーをサイトの中に置いてください。",
        "The theme {at} is a link out of the site. Put the folder itself into the site."
    ))
}

/// A file in another encoding than UTF-8; the name of the encoding is empty where it is not known.
pub(super) fn encoding(path: &Path, encoding: &str) -> Error {
    let at = path.display();
    let (ja, en) = match encoding {
        "" => ("UTF-8 ではないか、壊れた文字があります".to_owned(), "is not encoded in UTF-8".to_owned()),
        encoding => (format!("{encoding} です"), format!("is encoded in {encoding}")),
    };
    Error::new(words!(
        "テーマのファイル {at} の文字コードは {ja}。UTF-8 で保存し直してください。",
        "The theme's file {at} {en}. Save it again in UTF-8."
    ))
}

/// A static file whose name cannot be an address.
pub(super) fn file_name(path: &Path) -> Error {
    let at = path.display();
    let name = path.file_name().map(|name| file_name::mended(&name.to_string_lossy())).unwrap_or_default();
    Error::new(words!(
        "テーマのファイル {at} の名前は、アドレスに使えません。「{name}」のような名前に変えてください。",
        "The name of the theme's file {at} cannot be an address. Rename it, for example to `{name}`."
    ))
}

/// A file that no page should load.
pub(super) fn large_file(path: &Path) -> Error {
    let at = path.display();
    Error::new(words!(
        "テーマのファイル {at} が大きすぎます（上限は64 MiBです）。",
        "The theme's file {at} is larger than 64 MiB."
    ))
}

/// A template that writes without end.
pub(super) fn large_page(theme: &str, template: &str) -> Error {
    let at = file(theme, &format!("{SITE_PREFIX}{template}"));
    Error::new(words!(
        "テンプレート {at} が書くページが大きすぎます（上限は64 MiBです）。繰り返しを確かめてください。",
        "The template {at} writes a page larger than 64 MiB. Look at its loops."
    ))
}

/// A file of the theme cannot be read.
pub(super) fn unreadable(path: &Path, error: &dyn std::fmt::Display) -> Error {
    let at = path.display();
    Error::new(words!("テーマのファイル {at} を読めません：{error}", "Cannot read the theme's file {at}: {error}"))
}

/// A YAML file of the theme is not as it should be.
pub(super) fn settings(path: &str, error: &serde_yaml::Error) -> Error {
    let message =
        Error::new(words!("テーマの {path} に誤りがあります：{error}", "The theme's {path} has a mistake: {error}"));
    Error { has_lines: true, ..message }
}

/// A word of the theme holds a character that nobody sees.
pub(super) fn unseen(path: &str, line: usize, c: char) -> Error {
    let code_point = u32::from(c);
    Error::new(words!(
        "テーマの {path} の {line} 行目に、目に見えない文字（U+{code_point:04X}）があります。消してください。",
        "The theme's {path} has an invisible character (U+{code_point:04X}) on line {line}. Delete it."
    ))
}

/// A theme that is to fill gaps, but is not there.
pub(super) fn extends(name: &str) -> Error {
    Error::new(words!(
        "theme.yaml の extends「{name}」は使えません。default と書くか、行を消してください。",
        "`extends: {name}` in theme.yaml cannot be used. Write `default`, or delete the line."
    ))
}

/// No interface words in this language.
pub(super) fn language(language: &str) -> Error {
    Error::new(words!(
        "テーマに言語「{language}」の文言（i18n/{language}.yaml）がありません。",
        "The theme has no words in `{language}` (i18n/{language}.yaml)."
    ))
}

/// A template has a mistake. The engine's own picture of the line is off after Japanese text, so only the
/// position and the message are used.
pub(super) fn from_tera(theme: &str, error: &tera::Error, places: &TemplatePlaces) -> Error {
    let (place, what) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let column = places.column(report.filename(), span.start_line, span.start_col) + 1;
            (format!("{}:{}:{column}", file(theme, report.filename()), span.start_line), report.message().to_owned())
        }
        _ => ("templates".to_owned(), error.to_string()),
    };
    Error {
        has_lines: true,
        ..Error::new(words!("テンプレート {place} に誤りがあります：{what}", "Template {place}: {what}"))
    }
}

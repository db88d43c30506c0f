//! What can be wrong with a theme: findings for whoever keeps it.

use std::path::Path;

use crate::error::Error;
use crate::record;
use crate::source::{Code, Finding, Position, Source, Span, Words, words};
use crate::text::file_name;

use super::codes;

/// A finding on a file as a whole, by its path in the site.
pub(super) fn on_file(code: &'static Code, path: &str, message: Words, hint: Words) -> Finding {
    Finding::new(code, Source::new(path, "").position(Span::at(0)), message).hint(hint)
}

/// The named theme is nowhere.
pub(super) fn missing(name: &str, others: &[String]) -> Finding {
    let hint = record::nearest(name, others.iter().map(String::as_str)).map_or_else(
        || {
            words!(
                "theme を直すか、themes/{name} のフォルダーを置いてください。標準のテーマなら、theme の行は要りません。",
                "Correct `theme`, or put the folder themes/{name} there. The default theme needs no `theme`."
            )
        },
        record::did_you_mean,
    );
    let message =
        words!("テーマ「{name}」（themes/{name}）がありません。", "There is no theme `{name}` (themes/{name}).");
    on_file(&codes::THEME_MISSING, "content/site.yaml", message, hint)
}

/// A name that could lead out of `themes/`.
pub(super) fn name(name: &str) -> Error {
    Error::new(words!(
        "「{name}」はテーマの名前になりません。site.yaml の theme に、themes/ の中の一つのフォルダーの名前を書いてください。",
        "`{name}` cannot be the name of a theme. Write the name of one folder in themes/ as `theme` in site.yaml."
    ))
}

/// A link that leads out of the site.
pub(super) fn outside(name: &str) -> Finding {
    let path = format!("themes/{name}");
    let message = words!("テーマ {path} は、サイトの外へのリンクです。", "The theme {path} is a link out of the site.");
    let hint = words("フォルダーそのものをサイトの中に置いてください。", "Put the folder itself into the site.");
    on_file(&codes::THEME_FILE, &path, message, hint)
}

/// A file in another encoding than UTF-8; the name of the encoding is empty where it is not known.
pub(super) fn encoding(path: &str, encoding: &str) -> Finding {
    let message = if encoding.is_empty() {
        words(
            "文字コードが UTF-8 ではないか、壊れた文字があります。",
            "The file is not UTF-8, or has broken characters.",
        )
    } else {
        words!("文字コードが {encoding} です。", "The file is encoded in {encoding}.")
    };
    on_file(&record::codes::ENCODING, path, message, words("UTF-8 で保存し直してください。", "Save it again in UTF-8."))
}

/// A static file whose name cannot be an address.
pub(super) fn file_name(path: &str) -> Finding {
    let name = path.rsplit('/').next().unwrap_or(path);
    let message = words!("名前「{name}」は、アドレスに使えません。", "The name `{name}` cannot be an address.");
    let right = file_name::mended(name);
    let hint = words!("「{right}」のような名前に変えてください。", "Rename it, for example to `{right}`.");
    on_file(&codes::THEME_FILE, path, message, hint)
}

/// A file that no page should load.
pub(super) fn large_file(path: &str) -> Finding {
    let message = words("ファイルが大きすぎます（上限は64 MiBです）。", "The file is larger than 64 MiB.");
    on_file(&codes::THEME_FILE, path, message, words("小さくしてから置いてください。", "Make it smaller."))
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

/// A theme that is to fill gaps, but is not there.
pub(super) fn extends(name: &str, position: Position) -> Finding {
    let message = words!("extends「{name}」は使えません。", "`extends: {name}` cannot be used.");
    let hint = words("default と書くか、この行を消してください。", "Write `default`, or delete the line.");
    Finding::new(&codes::THEME_SETTING, position, message).hint(hint)
}

/// A logo that is not there.
pub(super) fn logo(name: &str, near: Option<&str>, position: Position) -> Finding {
    let message = words!("logo「{name}」が static/ にありません。", "The logo `{name}` is not in static/.");
    let hint = near.map_or_else(
        || {
            words!(
                "画像をテーマの static/{name} に置くか、この行を消してください。",
                "Put the image into the theme as static/{name}, or delete the line."
            )
        },
        record::did_you_mean,
    );
    Finding::new(&codes::THEME_SETTING, position, message).hint(hint)
}

/// No interface words in this language.
pub(super) fn language(language: &str) -> Error {
    Error::new(words!(
        "言語「{language}」の言葉（i18n/{language}.yaml）がありません。",
        "There are no words in `{language}` (i18n/{language}.yaml)."
    ))
}

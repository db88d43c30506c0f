//! Findings and outcomes as a terminal shows them.

use std::path::Path;

use crate::error::{Error, Result};
use crate::output::Published;
use crate::record::did_you_mean;
use crate::source::{Findings, Severity, words};

use super::findings::human;
use super::language::Language;
use super::print::{self, SafeText};

/// Prints every finding with its line, and how many there are.
pub fn findings(findings: &Findings, language: Language) {
    print::message(human(findings, language));
}

/// Says that other files have findings, too.
pub fn elsewhere(count: usize, language: Language) {
    if count > 0 {
        print::message_line(
            language.pick(words!(
                "ほかのファイルに所見が {count} 件あります。",
                "There are {count} findings in other files."
            )),
        );
    }
}

/// Says that there is no such code, and which is nearest.
pub fn unknown_code(code: &str, near: Option<&str>, language: Language) {
    let what = language.pick(words!("「{code}」という所見はありません。", "There is no finding `{code}`."));
    let remedy = language.pick(near.map_or_else(
        || words("docs/findings.md に一覧があります。", "docs/findings.md lists them all."),
        did_you_mean,
    ));
    print::message_line(format!("nenpo: {what}{}{remedy}", language.say("", " ")));
}

/// Says that nothing was published.
pub fn not_published(language: Language) {
    print::message_line(language.say(
        "誤りがあるため、サイトは公開していません。前のサイトはそのままです。",
        "Not published, because there are errors. The old site is as it was.",
    ));
}

/// The line shown while a site is being built.
pub fn under_way(files: usize, language: Language) -> String {
    language.pick(words!("サイトを作っています：{files} 個のファイル", "building: {files} files"))
}

/// Says what was published, and where.
pub fn published(published: &Published, site: &Path, language: Language) -> Result<()> {
    for path in &published.foreign {
        print::message_line(language.pick(words!(
            "注意：{path} は nenpo が書いたファイルではありません。消すには --clean を付けてください。",
            "warning: {path} was not written by nenpo. Use --clean to delete it."
        )));
    }
    let (files, unchanged, at) = (published.files, published.unchanged, site.display());
    print::line(language.pick(words!(
        "{files} 個のファイルを公開しました（変わらないもの {unchanged} 個）：{at}",
        "Published {files} files ({unchanged} unchanged): {at}"
    )))
}

/// Says that there is nothing that stops, among so many documents and places.
pub fn clean([documents, places]: [usize; 2], findings: &Findings, language: Language) -> Result<()> {
    let warnings = findings.count(Severity::Warning);
    print::line(language.pick(words!(
        "文書 {documents} 件、自治体 {places} 件：誤りはありません（注意 {warnings} 件）。",
        "documents: {documents}, places: {places}: no errors (warnings: {warnings})."
    )))
}

/// Prints trouble with the world: what was tried, and why it failed.
pub fn trouble(error: &Error, language: Language) {
    let text = language.of(&error.message);
    if error.has_lines {
        print::message(SafeText::lines(&format!("nenpo: {}\n", text.trim_end())));
    } else {
        print::message_line(format!("nenpo: {text}"));
    }
}

//! What can be wrong with a template.

use tera::ErrorKind;

use crate::source::{Finding, Source, Span, Words, words};

use super::codes;
use super::counted::TemplatePlaces;
use super::failure::on_file;
use super::files::ThemeFolder;
use super::names::{SITE_PREFIX, file};

/// A template that writes without end.
pub(super) fn large_page(theme: &str, template: &str) -> Finding {
    let at = file(theme, &format!("{SITE_PREFIX}{template}"));
    let message = words("書くページが大きすぎます（上限は64 MiBです）。", "It writes a page larger than 64 MiB.");
    on_file(&codes::THEME_TEMPLATE, &at, message, words("繰り返しを確かめてください。", "Look at its loops."))
}

/// A template has a mistake. The engine's own picture of the line is off after Japanese text, so only the
/// position and the message are used.
pub(super) fn from_tera(files: &ThemeFolder, error: &tera::Error, places: &TemplatePlaces) -> Finding {
    let (path, line, column, what) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let column = places.column(report.filename(), span.start_line, span.start_col);
            (file(files.name(), report.filename()), span.start_line, column, report.message().to_owned())
        }
        _ => (format!("themes/{}/templates", files.name()), 1, 0, error.to_string()),
    };
    let source = Source::new(path.as_str(), files.original(&path).unwrap_or_default());
    let whole = source.line_span(line.saturating_sub(1));
    let at = source
        .slice(whole)
        .char_indices()
        .nth(column)
        .map_or(whole, |(at, c)| Span::new(whole.start() + at, whole.start() + at + c.len_utf8()));
    let mut lines = what.lines().map(str::trim).filter(|line| !line.is_empty());
    let said = lines.next().unwrap_or_default().trim_end_matches('.').to_owned();
    let more = lines.next().map(|more| format!(" {more}")).unwrap_or_default();
    let message = words!("テンプレートに誤りがあります：{said}。", "There is a mistake in the template: {said}.");
    let hint = words!(
        "この場所の書き方と、使っている名前を確かめてください（docs/themes.md）。{more}",
        "Look at what is written here and at the names it uses (docs/themes.md).{more}"
    );
    Finding::new(&codes::THEME_TEMPLATE, source.position(at), message)
        .hint(Words { ja: sentence(&hint.ja, '。'), en: sentence(&hint.en, '.') })
}

/// A text with its last mark.
fn sentence(text: &str, mark: char) -> String {
    let text = text.trim();
    if text.ends_with(mark) { text.to_owned() } else { format!("{text}{mark}") }
}

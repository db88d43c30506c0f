//! What can be wrong with a template.

use tera::ErrorKind;

use crate::source::{Finding, Source, Span, words};

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
        kind => told(files, kind, &error.to_string()),
    };
    let source = Source::new(path.as_str(), files.original(&path).unwrap_or_default());
    let whole = source.line_span(line.saturating_sub(1));
    let at = source
        .slice(whole)
        .char_indices()
        .nth(column)
        .map_or(whole, |(at, c)| Span::new(whole.start() + at, whole.start() + at + c.len_utf8()));
    let first = what.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let said = first.trim_start_matches("error: ").trim_end_matches('.');
    let message = words!("テンプレートに誤りがあります：{said}。", "There is a mistake in the template: {said}.");
    let hint = words(
        "この場所の書き方と、使っている名前を確かめてください（docs/themes.md）。",
        "Look at what is written here and at the names it uses (docs/themes.md).",
    );
    Finding::new(&codes::THEME_TEMPLATE, source.position(at), message).hint(hint)
}

/// Where a mistake is of which the engine tells the template in words alone: `--> site/404.html:2:33`, or the name by itself. The
/// path, the line, the column, and what is said.
fn told(files: &ThemeFolder, kind: &ErrorKind, said: &str) -> (String, usize, usize, String) {
    let named = match kind {
        ErrorKind::MissingParent { current, .. } => Some(current.as_str()),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => Some(tpl.as_str()),
        _ => said.split_once("--> ").and_then(|(_, place)| place.split([':', '\n']).next()),
    };
    let Some(name) = named else { return (format!("themes/{}/templates", files.name()), 1, 0, said.to_owned()) };
    let place = said.split_once(&format!("{name}:")).map_or("", |(_, place)| place);
    let numbers = place.lines().next().unwrap_or_default().split(':');
    let mut numbers = numbers.map_while(|number| number.trim().parse::<usize>().ok());
    let (line, column) = (numbers.next().unwrap_or(1), numbers.next().unwrap_or(1));
    (file(files.name(), name), line, column.saturating_sub(1), said.to_owned())
}

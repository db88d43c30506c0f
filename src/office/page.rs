//! A report as a page of HTML that needs no other file: to be sent, printed, or shown by the preview.

use crate::html::escaped;
use crate::text::SiteLanguage;

use super::report::{OfficeCell, OfficeColumn, OfficeReport, OfficeRow};

/// Looks, for the screen and for paper. Colours are those of the reader's system, light or dark.
const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1rem/1.7 system-ui,sans-serif;margin:1.5rem auto;max-width:75rem;padding:0 1rem;overflow-wrap:anywhere}\
h1{font-size:1.4rem;line-height:1.4}\
.table{overflow-x:auto}\
table{border-collapse:collapse;min-width:100%}\
th,td{border:1px solid GrayText;padding:.35rem .6rem;text-align:start;vertical-align:top;white-space:pre-line}\
thead th{white-space:nowrap}\
th.fill{min-width:12rem}\
td.number{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}\
tr.total{font-weight:bold}\
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:0;padding:0}\
@media (max-width:40rem){td,th{min-width:6rem}td.number{min-width:0}}\
@media print{body{margin:0;max-width:none;font-size:9.5pt}.table{overflow:visible}thead{display:table-header-group}tr{break-inside:avoid}}\
@page{size:A4 landscape;margin:12mm}";

impl OfficeReport {
    /// As a page of HTML that needs nothing else.
    #[must_use]
    pub fn html(&self, language: SiteLanguage) -> String {
        write(self, language)
    }
}

/// The page of a report.
fn write(report: &OfficeReport, language: SiteLanguage) -> String {
    let lang = if language == SiteLanguage::Japanese { "ja" } else { "en" };
    let title = escaped(&report.title);
    let paragraphs =
        |texts: &[String]| texts.iter().map(|text| format!("<p>{}</p>\n", escaped(text))).collect::<Vec<_>>().concat();
    let head = |column: &OfficeColumn| {
        let class = if column.to_fill { " class=\"fill\"" } else { "" };
        format!("<th scope=\"col\"{class}>{}</th>", escaped(&column.label))
    };
    let heads: String = report.columns.iter().map(head).collect();
    let rows: String = report.rows.iter().map(row).collect();
    let (lead, notes) = (paragraphs(&report.lead), paragraphs(&report.notes));
    let pages: String = report
        .pages
        .iter()
        .map(|(name, to)| format!("<li><a href=\"{}\">{}</a></li>\n", escaped(to), escaped(name)))
        .collect::<Vec<_>>()
        .concat();
    let pages = if pages.is_empty() { pages } else { format!("<nav>\n<ul>\n{pages}</ul>\n</nav>\n") };
    // Who looks through a wide table by keys has to get into it.
    let table = format!(
        "<div class=\"table\" role=\"region\" aria-label=\"{title}\" tabindex=\"0\">\n<table>\n<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    );
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{pages}{lead}{table}{notes}</main>\n</body>\n</html>\n"
    )
}

fn row(row: &OfficeRow) -> String {
    let cells = row.cells.iter().enumerate().map(|(at, cell)| {
        let shown = escaped(&cell.shown());
        let link = row.links.iter().find(|(cell, _)| *cell == at).map(|(_, link)| escaped(link));
        let shown = link.map_or(shown.clone(), |link| format!("<a href=\"{link}\">{shown}</a>"));
        match (at, cell) {
            (0, _) => format!("<th scope=\"row\">{shown}</th>"),
            (_, OfficeCell::Number(_)) => format!("<td class=\"number\">{shown}</td>"),
            (_, OfficeCell::Text(_)) => format!("<td>{shown}</td>"),
        }
    });
    let class = if row.is_total { " class=\"total\"" } else { "" };
    format!("<tr{class}>{}</tr>\n", cells.collect::<String>())
}

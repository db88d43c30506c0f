//! The tables of charts: each row and column names a sheet and a figure of it, and the caption or further columns tell the
//! rest. What the drawing and its description say stands in the table, which other tests see to.

use nenpo::form::split_path;
use nenpo::model::Document;
use nenpo::text::era;
use scraper::{ElementRef, Html};

use super::sheets::Leaf;
use super::{Found, Published, digits};
use crate::page::{css, fold, words};

/// The columns that tell when a row was true and for what area.
const COVERAGE: [&str; 4] = ["時点", "範囲", "As of", "Covers"];

pub fn walk(published: &Published, path: &str, page: &Html, found: &mut Found) {
    for figure in page.select(&css("figure.chart-figure:has(table)")) {
        let chart = Chart::of(published, path, figure);
        let wrong = match chart.kind.as_str() {
            "composition" | "rates" => chart.by_part(found),
            "composition-years" | "composition-places" => chart.by_sheet(found),
            _ => Vec::new(),
        };
        found.trouble.extend(wrong.into_iter().map(|wrong| format!("{path}#{}: {wrong}", chart.id)));
    }
}

struct Chart<'p> {
    published: &'p Published,
    page: String,
    /// Of the document, the place or the year that the page is about.
    documents: Vec<&'p Document>,
    id: String,
    kind: String,
    /// What stands under the finding, folded.
    caption: String,
    rows: Vec<Vec<String>>,
}

impl<'p> Chart<'p> {
    fn of(published: &'p Published, path: &str, figure: ElementRef<'_>) -> Chart<'p> {
        let bound = super::bound(figure);
        let path = bound.as_deref().unwrap_or(path);
        let class = figure.select(&css("svg")).next().and_then(|svg| svg.attr("class")).unwrap_or_default();
        let kind =
            class.split_whitespace().find_map(|class| class.strip_prefix("chart-")).unwrap_or_default().to_owned();
        let about = |document: &&Document| {
            let of_page = document.has_page(path);
            let of_place = document.place.page() == path && document.is_sheet();
            of_page || of_place || format!("{}.html", document.year) == path && document.is_sheet()
        };
        let cells = |row: ElementRef<'_>| row.select(&css("th, td")).map(words).collect();
        let caption = figure.select(&css(".subtitle")).map(words).collect::<String>();
        Chart {
            published,
            page: path.to_owned(),
            documents: published.site.documents.iter().filter(about).collect(),
            id: figure
                .attr("id")
                .and_then(|id| id.rsplit(':').next())
                .unwrap_or_default()
                .trim_start_matches("_chart_")
                .trim_end_matches("-figure")
                .to_owned(),
            kind,
            caption: fold(&caption),
            rows: figure.select(&css("tr")).map(cells).collect(),
        }
    }

    /// The path of the figure: a field of a place, a prefecture and a field of a year.
    fn path(&self) -> &str {
        let id = self.id.as_str();
        if self.kind == "composition-places" { id.split_once('-').map_or(id, |(_, field)| field) } else { id }
    }

    /// The sheet that the head of a row or column names.
    fn named(&self, head: &str) -> Option<&'p Document> {
        let is_named = |document: &&&Document| match self.kind.as_str() {
            "composition-places" => fold(head) == fold(&document.place.name),
            _ => fold(head).contains(&fold(&era::fiscal_year(document.year))),
        };
        self.documents.iter().find(is_named).copied()
    }

    /// A row for each part of one sheet, or for each point with a column for each year.
    fn by_part(&self, found: &mut Found) -> Vec<String> {
        let mut wrong = Vec::new();
        let (Some((heads, rows)), [first, ..]) = (self.rows.split_first(), self.documents.as_slice()) else {
            return vec!["an empty table".to_owned()];
        };
        let alone = first.has_page(&self.page);
        for (at, row) in rows.iter().enumerate() {
            let before = rows[..at].iter().filter(|other| other[0] == row[0]).count();
            for (column, cell) in row.iter().enumerate().skip(1) {
                if self.kind == "composition" && column > 1 {
                    continue;
                }
                let document = if alone { Some(*first) } else { self.named(&heads[column]) };
                let leaf = document.and_then(|document| self.part(document, &row[0], before));
                let over =
                    if column == 1 { self.caption.clone() } else { self.caption.clone() + &fold(&heads[column]) };
                wrong.extend(check_cell(leaf, cell, &heads[column], &over, found));
            }
        }
        wrong
    }

    /// A row for each sheet.
    fn by_sheet(&self, found: &mut Found) -> Vec<String> {
        let mut wrong = Vec::new();
        let Some((heads, rows)) = self.rows.split_first() else { return vec!["an empty table".to_owned()] };
        for row in rows {
            let heading: String = heads
                .iter()
                .zip(row)
                .filter(|(head, _)| COVERAGE.contains(&head.as_str()))
                .map(|(_, cell)| fold(cell))
                .collect();
            let document = self.named(&row[0]);
            let figures = heads.iter().zip(row).skip(1).filter(|(head, _)| {
                !COVERAGE.contains(&head.as_str()) && !head.ends_with("（％）") && !head.ends_with("(%)")
            });
            // A bar of which the whole is no number is not drawn, and neither are its parts.
            let is_drawn =
                self.kind != "composition-years" || row.get(1).is_none_or(|total| !digits(&fold(total)).is_empty());
            for (head, cell) in figures.filter(|(_, cell)| is_drawn || cell.as_str() != "―") {
                let label = head.split('（').next().unwrap_or(head);
                let leaf = document.and_then(|document| self.part(document, label, 0));
                wrong.extend(check_cell(leaf, cell, head, &(self.caption.clone() + &heading), found));
            }
        }
        wrong
    }

    /// A part, a point or the total by its label; parts of two wholes may share one.
    fn part(&self, document: &Document, label: &str, nth: usize) -> Option<&'p Leaf> {
        let (id, _) = split_path(self.path());
        let (_, answer) = document.answer(id)?;
        let mut labels: Vec<(String, String)> = Vec::new();
        if let Some(composition) = answer.value.composition() {
            labels.push(("合計".to_owned(), id.to_owned()));
            let parts = composition.all_parts();
            labels.extend(parts.iter().map(|part| (part.label.clone(), format!("{id}.{}", part.id))));
        }
        if let Some(rates) = answer.value.rates() {
            labels.extend(rates.points.iter().map(|point| (point.label.clone(), format!("{id}.{}", point.id))));
        }
        let (_, at) = labels.iter().filter(|(own, _)| fold(own) == fold(label)).nth(nth)?;
        self.published.leaves[&document.page].get(at)
    }
}

/// What is wrong with a cell; `heading` has its date and its scope.
fn check_cell(leaf: Option<&Leaf>, cell: &str, head: &str, heading: &str, found: &mut Found) -> Vec<String> {
    // A ratio is in no sheet, and a year without a sheet has no figure.
    let Some(leaf) = leaf else { return Vec::new() };
    found.cells += 1;
    let mut wrong = Vec::new();
    // A column is in one unit, which its head names.
    let head_unit = head.rsplit_once('（').and_then(|(_, unit)| unit.strip_suffix('）')).unwrap_or_default();
    let converted = leaf.quantity.in_unit(head_unit).filter(|_| leaf.number.is_some() && !head_unit.is_empty());
    let number = converted.as_ref().and_then(|quantity| quantity.number()).map(nenpo::text::Decimal::to_plain);
    let expected = number.or_else(|| leaf.number.clone()).unwrap_or_else(|| fold(&leaf.written));
    if digits(&fold(cell)) != digits(&expected) {
        wrong.push(format!("`{cell}` under `{head}`, in the sheet `{}`", leaf.written));
    }
    let unit = fold(leaf.unit.as_deref().unwrap_or_default());
    if converted.is_none() && !(fold(head) + &fold(cell)).contains(&unit) {
        wrong.push(format!("`{cell}` under `{head}` has no unit {unit}"));
    }
    let parts = [("date", &leaf.as_of), ("scope", &leaf.scope)];
    for (what, part) in parts {
        if part.as_ref().is_some_and(|part| !heading.contains(&fold(part))) {
            wrong.push(format!(
                "`{cell}` under `{head}`: its {what} `{}` is not printed",
                part.as_deref().unwrap_or_default()
            ));
        }
    }
    wrong
}

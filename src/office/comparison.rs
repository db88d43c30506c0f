//! A sheet held against the file that it was made of: every answer that is not the same in both.

use std::collections::BTreeMap;

use crate::data::{Observation, Status, entries};
use crate::markdown::plain;
use crate::model::Document;
use crate::source::words;
use crate::text::{SiteLanguage, fold};

use super::report::{columns, said};
use super::{OfficeReport, OfficeRow};

/// An answer of which a sheet and a file say not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferentAnswer {
    /// The heading of its section.
    pub section: String,
    /// What is asked, in the words of the form.
    pub item: String,
    /// What the sheet says; nothing where it does not answer.
    pub sheet: String,
    /// What the file says; nothing where it does not answer.
    pub file: String,
    /// Where the file says it.
    pub address: String,
    /// The line of the sheet, from 1; nothing where it does not mention it.
    pub line: Option<usize>,
}

/// What an answer says, and where.
struct SaidAnswer {
    label: String,
    section: String,
    written: String,
    line: usize,
}

/// The answers that are not the same in a sheet and in the draft that was made of the file just now, in the order of the form.
#[must_use]
pub fn compare(sheet: &Document, file: &Document) -> Vec<DifferentAnswer> {
    let (own, theirs) = (said_in(sheet), said_in(file));
    let (in_sheet, in_file) = (by_question(&own), by_question(&theirs));
    let only_in_file = theirs.iter().map(|(key, _)| key).filter(|key| !in_sheet.contains_key(key));
    let mut different = Vec::new();
    for key in own.iter().map(|(key, _)| key).chain(only_in_file) {
        let (one, other) = (in_sheet.get(key).copied(), in_file.get(key).copied());
        let text = |said: Option<&SaidAnswer>| said.map(|said| said.written.clone()).unwrap_or_default();
        let Some(any) = other.or(one) else { continue };
        if squeezed(&text(one)) == squeezed(&text(other)) {
            continue;
        }
        different.push(DifferentAnswer {
            section: any.section.clone(),
            item: any.label.clone(),
            sheet: text(one),
            file: text(other),
            address: other.map(|said| address(file.source.text(), said.line)).unwrap_or_default(),
            line: one.map(|said| said.line),
        });
    }
    different
}

fn by_question(all: &[(String, SaidAnswer)]) -> BTreeMap<&String, &SaidAnswer> {
    all.iter().map(|(key, said)| (key, said)).collect()
}

/// All that a document answers, each with a name that it has in the other, too.
fn said_in(document: &Document) -> Vec<(String, SaidAnswer)> {
    let heading = |id: &str| {
        let section = document.form.sections.iter().find(|section| section.id == id);
        section.map(|section| section.heading_for(&document.place.name)).unwrap_or_default()
    };
    let is_said = |entry: &Observation<'_>| !matches!(entry.status, Status::Unanswered | Status::Computed);
    let mut all: Vec<(String, SaidAnswer)> = Vec::new();
    let add = |all: &mut Vec<(String, SaidAnswer)>, key: String, said: SaidAnswer| {
        // Several figures of one cell are one text.
        match all.last_mut().filter(|(last, _)| *last == key) {
            Some((_, last)) => last.written.push_str(&format!("、{}", said.written)),
            None => all.push((key, said)),
        }
    };
    for entry in entries(document).iter().filter(|entry| is_said(entry)) {
        let key = format!("{}#{}.{}", entry.field, entry.row.unwrap_or(0), entry.part.join("."));
        let row =
            entry.row.map(|row| entry.row_name.clone().filter(|name| !name.is_empty()).unwrap_or(format!("{row}行目")));
        let steps = row.into_iter().chain(entry.part_label.iter().map(|label| label.clone().into_owned()));
        let label = std::iter::once(entry.label.to_owned()).chain(steps).collect::<Vec<_>>().join("／");
        let section = heading(entry.section);
        let own =
            |label: String, written: String| SaidAnswer { label, section: section.clone(), written, line: entry.line };
        add(&mut all, key.clone(), own(label.clone(), written(entry)));
        let around = [
            ("時点", entry.as_of.as_ref().map(|when| when.text.clone())),
            ("出典", entry.source.map(str::to_owned)),
            ("範囲", entry.scope.map(str::to_owned)),
            ("注記", entry.note.clone()),
        ];
        for (name, text) in around {
            if let Some(text) = text {
                add(&mut all, format!("{key}@{name}"), own(format!("{label}（{name}）"), text));
            }
        }
    }
    for (section, own) in document.form.sections.iter().zip(&document.sections) {
        let Some(narrative) = own.narrative.as_ref().filter(|narrative| !narrative.is_unwritten()) else { continue };
        let section_heading = section.heading_for(&document.place.name);
        let said = SaidAnswer {
            label: section_heading.clone(),
            section: section_heading,
            written: plain(&narrative.text.text).trim().to_owned(),
            line: document.source.line_of(narrative.heading_span.start()) + 1,
        };
        all.push((format!("##{}", section.id), said));
    }
    all
}

/// The answer in words; a share stands behind its amount.
fn written(entry: &Observation<'_>) -> String {
    let written = entry.written.trim();
    if written.is_empty() { entry.status.word().to_owned() } else { written.to_owned() }
}

/// A text without what is written in more than one way.
fn squeezed(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_whitespace() && *c != ',').collect()
}

/// The place in the file that the draft tells beside a line: on the line itself, or on the nearest above it, up to the key that
/// stands at its edge.
fn address(draft: &str, line: usize) -> String {
    let lines: Vec<&str> = draft.lines().take(line).collect();
    for line in lines.iter().rev() {
        if let Some((_, comment)) = line.split_once(" # ") {
            return comment.trim().to_owned();
        }
        if let Some(comment) = line.trim().strip_prefix("<!--") {
            return comment.trim_end_matches("-->").trim().to_owned();
        }
        let is_key = line.chars().next().is_some_and(|c| !c.is_whitespace() && c != '-' && c != '#');
        if is_key && line.contains(':') {
            break;
        }
    }
    String::new()
}

/// The answers that differ, as a table.
#[must_use]
pub fn compare_report(sheet: &Document, file: &str, all: &[DifferentAnswer], language: SiteLanguage) -> OfficeReport {
    let path = &sheet.path;
    let count = all.len();
    let heads = [
        ("section", "節", "section"),
        ("item", "項目", "item"),
        ("sheet", "シート", "sheet"),
        ("file", "ファイル", "file"),
        ("address", "ファイルの場所", "where in the file"),
        ("line", "シートの行", "line of the sheet"),
    ];
    let nothing = said(language, words("（なし）", "(nothing)"));
    let or_nothing = |text: &str| if text.is_empty() { nothing.clone() } else { text.to_owned() };
    let rows = all.iter().map(|own| OfficeRow {
        cells: vec![
            own.section.clone().into(),
            own.item.clone().into(),
            or_nothing(&own.sheet).into(),
            or_nothing(&own.file).into(),
            own.address.clone().into(),
            own.line.map(|line| line.to_string()).unwrap_or_default().into(),
        ],
        ..OfficeRow::default()
    });
    OfficeReport {
        title: said(language, words!("content/{path} と {file} の違い", "Differences of content/{path} and {file}")),
        lead: vec![said(language, words!("違う答え {count} 件", "answers that differ: {count}"))],
        columns: columns(language, &heads),
        rows: rows.collect(),
        ..OfficeReport::default()
    }
}

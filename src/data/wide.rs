//! The wide table of a year: a row for each sheet, a column for each figure, and after it those of its state, its
//! time and its area.
//!
//! Rows of tables, indicators and texts have no place in it; the long tables and the JSON hold them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::model::Document;
use crate::source::StaticWords;
use crate::text::{Decimal, SiteLanguage, csv};
use crate::value::circumstances::is_whole_of;

use super::columns::{BETWEEN, LeadingCells, wide_columns, written};
use super::file::DataFile;
use super::table::SheetRows;
use super::{Group, Observation, Scope, Status, Type};

/// The table of a year with the heads and types of its columns.
pub(super) struct WideTable {
    /// The table as a file.
    pub file: DataFile,
    /// The head and type of each column.
    pub columns: Vec<(String, Type)>,
    /// The same rows for a sheet of a workbook.
    pub rows: SheetRows,
}

/// A figure as a column: its field and part.
type WideKey<'a> = (&'a str, Vec<Cow<'a, str>>);

/// What the table needs of an entry: those of a year are held at once.
pub(super) struct WideFigure<'a> {
    key: WideKey<'a>,
    label: &'a str,
    part_label: Vec<Cow<'a, str>>,
    value: Option<Decimal>,
    status: Status,
    written: String,
    /// What was chosen, as ids.
    choice: Vec<Cow<'a, str>>,
    /// When it was true, in the words of the pages.
    as_of: Option<String>,
    /// For what area, in the sheet's words.
    scope: Option<&'a str>,
}

impl WideFigure<'_> {
    /// Its area, where that is not the place of the sheet itself.
    fn other_scope(&self, sheet: &Document) -> Option<&str> {
        self.scope.filter(|scope| !is_whole_of(scope, &sheet.place.name))
    }
}

/// What is in a column of the wide table.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum WideContent {
    #[default]
    Words,
    /// Choices, which have ids.
    Choices,
    /// Numbers, which have a state.
    Numbers,
}

/// The column of a figure, with those attached to it.
#[derive(Default)]
struct WideColumn {
    /// By which columns are sorted: the place of its field among those of the forms, then when it was first found.
    at: (usize, usize),
    head: String,
    holds: WideContent,
    /// Whether any number has a time, and an area of its own.
    dated: bool,
    scoped: bool,
}

/// The columns that follow that of a number, its state, its time and its area; and the one that follows that of
/// a choice, its id.
const ATTACHED: [StaticWords; 4] = [
    StaticWords::new("状態", "status"),
    StaticWords::new("選択肢", "choice"),
    StaticWords::new("時点", "as_of"),
    StaticWords::new("範囲", "scope"),
];

/// The table of the sheets of a year, of what [`figures`] found in its documents; nothing when there is none.
pub(super) fn table(scope: Scope<'_>, year: i32, documents: &[(&Document, &[WideFigure<'_>])]) -> Option<WideTable> {
    let of_sheets = documents.iter().filter(|(document, _)| document.is_sheet());
    let (sheets, found): (Vec<&Document>, Vec<&[WideFigure<'_>]>) = of_sheets.copied().unzip();
    if sheets.is_empty() {
        return None;
    }
    let keyed = columns(&sheets, &found);
    let mut columns: Vec<(String, Type)> =
        wide_columns().map(|column| (column.head(scope).to_owned(), column.kind)).collect();
    let mut cells_of: HashMap<&WideKey<'_>, (usize, &WideColumn)> = HashMap::new();
    let attached_heads = ATTACHED.map(|head| head.in_language(scope.language()));
    let mut used_names: HashSet<String> = columns.iter().map(|(name, _)| name.clone()).collect();
    let names: Vec<Vec<String>> = keyed
        .iter()
        .map(|(key, column)| {
            let (id, label) = (id(key), &column.head);
            if scope.language() != SiteLanguage::Japanese {
                return vec![id];
            }
            let [heading, group] = heads_of(&sheets, key.0).map(|head| head.map(|head| format!("{head}{BETWEEN}")));
            let (heading, group) = (heading.unwrap_or_default(), group.unwrap_or_default());
            let whole = format!("{heading}{group}{label}");
            let long = format!("{whole}（{id}）");
            vec![label.clone(), format!("{group}{label}"), format!("{heading}{label}"), whole, long]
        })
        .collect();
    for ((key, column), own) in keyed.iter().zip(&names) {
        // Fields of two sections may have one label; their heads then name their sections, or their ids.
        let all =
            |name: &String| [name.clone()].into_iter().chain(attached_heads.map(|word| format!("{name}：{word}")));
        let alone = |at: usize, name: &String| {
            let mut others = names.iter().filter(|names| *names != own).filter_map(|names| names.get(at));
            others.all(|other| other != name)
        };
        let free = own.iter().enumerate().filter(|(at, name)| alone(*at, name)).map(|(_, name)| name);
        let free = free.chain(own.last()).find(|name| all(name).all(|name| !used_names.contains(&name)));
        let mut name = free.or(own.last()).cloned().unwrap_or_default();
        // Whatever forms call their fields, no two columns have one name.
        while all(&name).any(|name| used_names.contains(&name)) {
            name.push('*');
        }
        used_names.extend(all(&name));
        cells_of.insert(key, (columns.len(), column));
        columns.push((name.clone(), if column.has_numbers() { Type::Number } else { Type::Text }));
        for (word, kind) in attached_heads.into_iter().zip(column.attached_types()) {
            columns.extend(kind.map(|kind| (format!("{name}：{word}"), kind)));
        }
    }
    let row = |(sheet, figures): (&&Document, &&[WideFigure<'_>])| {
        let mut cells = LeadingCells::new(scope, sheet).first_cells();
        cells.resize(columns.len(), String::new());
        for figure in *figures {
            let Some((at, column)) = cells_of.get(&figure.key) else { continue };
            let value = figure.value.map(Decimal::to_plain);
            let attached = [
                Some(figure.status.shown(scope).to_owned()),
                Some(figure.choice.join(BETWEEN)),
                figure.as_of.clone(),
                figure.other_scope(sheet).map(str::to_owned),
            ];
            let attached = column
                .attached_types()
                .into_iter()
                .zip(attached)
                .filter(|(kind, _)| kind.is_some())
                .map(|(_, cell)| cell);
            let value = if column.has_numbers() { value } else { Some(figure.written.clone()) };
            for (offset, value) in std::iter::once(value).chain(attached).enumerate() {
                if let (Some(value), Some(cell)) = (value, cells.get_mut(at + offset)) {
                    *cell = value;
                }
            }
        }
        let mut line = String::new();
        csv::line(&cells, &mut line);
        let mut row = SheetRows::default();
        row.add(columns.iter().map(|(_, kind)| *kind).zip(cells.iter().map(String::as_str)));
        (line, row)
    };
    let lines: Vec<(String, SheetRows)> = sheets.par_iter().zip(&found).map(row).collect();
    let mut text = csv::MARK.to_owned();
    csv::line(columns.iter().map(|(name, _)| name), &mut text);
    let mut rows = SheetRows::default();
    for (line, row) in &lines {
        text.push_str(line);
        rows.join(row);
    }
    let file = DataFile::new(address(year), text);
    Some(WideTable { file, columns, rows })
}

fn address(year: i32) -> String {
    format!("data/sheets-{year}.csv")
}

/// The address of the table with a row for each sheet of a year; nothing where the year has none.
#[must_use]
pub fn table_of_sheets(scope: Scope<'_>, year: i32) -> Option<String> {
    scope.site.documents_of(year).iter().any(Document::is_sheet).then(|| address(year))
}

/// The table of the sheets of a year that answer a yearly form, which is one of several.
pub(super) fn of_form(
    scope: Scope<'_>,
    (year, form): (i32, &str),
    documents: &[(&Document, &[WideFigure<'_>])],
) -> Option<WideTable> {
    let WideTable { file, columns, rows } = table(scope, year, documents)?;
    Some(WideTable { file: DataFile { path: format!("data/sheets-{year}-{form}.csv"), ..file }, columns, rows })
}

/// Of some entries those that have a place in the wide table.
pub(super) fn figures<'a>(entries: Vec<Observation<'a>>) -> Vec<WideFigure<'a>> {
    let mut figures: Vec<WideFigure<'a>> = entries
        .into_iter()
        .filter(|entry| entry.row.is_none() && entry.group == Group::Figures)
        .map(|entry| WideFigure {
            written: written(&entry).into_owned(),
            key: (entry.field, entry.part),
            label: entry.label,
            part_label: entry.part_label,
            choice: entry.choice,
            value: entry.value,
            status: entry.status,
            scope: entry.scope,
            as_of: entry.as_of.map(|when| when.text),
        })
        .collect();
    figures.shrink_to_fit();
    figures
}

impl WideColumn {
    fn has_numbers(&self) -> bool {
        self.holds == WideContent::Numbers
    }

    /// The types of the columns that follow its own: of its state, its choice, its time and its area; nothing
    /// where there is none.
    fn attached_types(&self) -> [Option<Type>; 4] {
        let numbers = self.has_numbers();
        let text = |there: bool| (numbers && there).then_some(Type::Text);
        let choice = (self.holds == WideContent::Choices).then_some(Type::Text);
        [numbers.then_some(Type::Status), choice, text(self.dated), text(self.scoped)]
    }
}

/// The columns that any sheet fills: in the order of the forms.
fn columns<'a>(sheets: &[&'a Document], found: &[&[WideFigure<'a>]]) -> Vec<(WideKey<'a>, WideColumn)> {
    // Forms come in the order they are first by_key; in each, the fields have their keyed.
    let mut forms: Vec<&str> = Vec::new();
    let mut order: HashMap<&str, usize> = HashMap::new();
    for sheet in sheets {
        if forms.contains(&sheet.form.id.as_str()) {
            continue;
        }
        forms.push(&sheet.form.id);
        for (_, field) in sheet.form.fields() {
            let next = order.len();
            order.entry(&field.id).or_insert(next);
        }
    }
    let mut by_key: HashMap<WideKey<'a>, WideColumn> = HashMap::new();
    for (sheet, figure) in
        sheets.iter().zip(found).flat_map(|(sheet, figures)| figures.iter().map(move |one| (sheet, one)))
    {
        let next = by_key.len();
        let column = by_key.entry(figure.key.clone()).or_insert_with(|| {
            let label = std::iter::once(figure.label).chain(figure.part_label.iter().map(AsRef::as_ref));
            let at = (order.get(figure.key.0).copied().unwrap_or(usize::MAX), next);
            WideColumn { at, head: label.collect::<Vec<_>>().join(BETWEEN), ..WideColumn::default() }
        });
        if figure.value.is_some() {
            column.holds = WideContent::Numbers;
        } else if !figure.choice.is_empty() && !column.has_numbers() {
            column.holds = WideContent::Choices;
        }
        column.dated |= figure.as_of.is_some();
        column.scoped |= figure.other_scope(sheet).is_some();
    }
    let mut columns: Vec<(WideKey<'a>, WideColumn)> = by_key.into_iter().collect();
    columns.sort_by_key(|(_, column)| column.at);
    columns
}

/// The telling part of the heading of a field's section and the head of its group, in the first form that has it.
fn heads_of(sheets: &[&Document], field: &str) -> [Option<String>; 2] {
    let first = sheets.iter().find_map(|sheet| sheet.form.fields().find(|(_, own)| own.id == field));
    first.map_or([None, None], |(section, field)| [Some(section.heading_parts("自治体").1), field.group.clone()])
}

/// The id of a figure: its field and the steps of its part.
fn id((field, part): &WideKey<'_>) -> String {
    std::iter::once(*field).chain(part.iter().map(AsRef::as_ref)).collect::<Vec<_>>().join("/")
}

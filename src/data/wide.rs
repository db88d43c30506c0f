//! The wide table of a year: a row for each sheet, a column for each figure, and beside it the column of its state.
//!
//! Rows of tables, indicators and texts have no place in it; the long tables and the JSON hold them.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use crate::model::Document;
use crate::text::{Decimal, csv, era};

use super::columns::{BETWEEN, written};
use super::files::paths;
use super::{Entry, File, Group, Scope, Status, Type, prefecture};

/// The table of a year with the heads and types of its columns.
pub(super) struct Wide {
    /// The table.
    pub file: File,
    /// Its columns.
    pub columns: Vec<(String, Type)>,
}

/// What the first columns say, in the words of [`super::COLUMNS`] where it has them.
const FIRST: [(&str, &str, Type); 10] = [
    ("code", "団体コード", Type::Code),
    ("prefecture", "都道府県", Type::Text),
    ("place", "自治体", Type::Text),
    ("category", "区分", Type::Text),
    ("year", "年度", Type::Integer),
    ("era_year", "和暦", Type::Text),
    ("form", "様式", Type::Text),
    ("title", "題名", Type::Text),
    ("page", "ページ", Type::Text),
    ("json", "JSON", Type::Text),
];

/// A figure as a column: its field and part.
type Key<'a> = (&'a str, Vec<Cow<'a, str>>);

/// What the table needs of an entry: those of a year are held at once.
pub(super) struct Figure<'a> {
    key: Key<'a>,
    label: &'a str,
    part_label: Vec<Cow<'a, str>>,
    value: Option<Decimal>,
    status: Status,
    written: String,
}

/// The table of the sheets of a year, of what [`figures`] found in its documents; nothing when there is none.
pub(super) fn table(scope: Scope<'_>, year: i32, documents: &[(&Document, &[Figure<'_>])]) -> Option<Wide> {
    let of_sheets = documents.iter().filter(|(document, _)| document.is_sheet());
    let (sheets, found): (Vec<&Document>, Vec<&[Figure<'_>]>) = of_sheets.copied().unzip();
    if sheets.is_empty() {
        return None;
    }
    let places = columns(&sheets, &found);
    let mut columns: Vec<(String, Type)> =
        FIRST.map(|(id, name, kind)| (if scope.japanese() { name } else { id }.to_owned(), kind)).into();
    let mut cells_of: HashMap<&Key<'_>, (usize, bool)> = HashMap::new();
    let status = if scope.japanese() { "状態" } else { "status" };
    let mut taken: HashSet<String> = columns.iter().map(|(name, _)| name.clone()).collect();
    let names: Vec<Vec<String>> = places
        .iter()
        .map(|(key, label, _)| {
            let id = id(key);
            if !scope.japanese() {
                return vec![id];
            }
            let [heading, group] = heads_of(&sheets, key.0).map(|head| head.map(|head| format!("{head}{BETWEEN}")));
            let (heading, group) = (heading.unwrap_or_default(), group.unwrap_or_default());
            let whole = format!("{heading}{group}{label}");
            vec![
                label.clone(),
                format!("{group}{label}"),
                format!("{heading}{label}"),
                whole.clone(),
                format!("{whole}（{id}）"),
            ]
        })
        .collect();
    for ((key, _, numbers), own) in places.iter().zip(&names) {
        // Fields of two sections may have one label; they then tell their sections, or their ids.
        let pair = |name: &String| [name.clone(), format!("{name}：{status}")];
        let alone = |at: usize, name: &String| {
            let mut others = names.iter().filter(|names| *names != own).filter_map(|names| names.get(at));
            others.all(|other| other != name)
        };
        let free = own.iter().enumerate().filter(|(at, name)| alone(*at, name)).map(|(_, name)| name);
        let free = free.chain(own.last()).find(|name| pair(name).iter().all(|name| !taken.contains(name)));
        let mut name = free.or(own.last()).cloned().unwrap_or_default();
        // Whatever forms call their fields, no two columns have one name.
        while pair(&name).iter().any(|name| taken.contains(name)) {
            name.push('*');
        }
        taken.extend(pair(&name));
        cells_of.insert(key, (columns.len(), *numbers));
        if *numbers {
            columns.push((name.clone(), Type::Number));
            columns.push((format!("{name}：{status}"), Type::Status));
        } else {
            columns.push((name, Type::Text));
        }
    }
    let row = |(sheet, figures): (&&Document, &&[Figure<'_>])| {
        let mut cells = first(scope, sheet);
        cells.resize(columns.len(), String::new());
        for figure in *figures {
            let Some((at, numbers)) = cells_of.get(&figure.key) else { continue };
            let pair = [figure.value.map(Decimal::to_plain), Some(figure.status.shown(scope).to_owned())];
            let values = if *numbers { pair } else { [Some(figure.written.clone()), None] };
            for (offset, value) in values.into_iter().enumerate() {
                if let (Some(value), Some(cell)) = (value, cells.get_mut(at + offset)) {
                    *cell = value;
                }
            }
        }
        let mut line = String::new();
        csv::line(&cells, &mut line);
        line
    };
    let rows: Vec<String> = sheets.par_iter().zip(&found).map(row).collect();
    let mut text = csv::MARK.to_owned();
    csv::line(columns.iter().map(|(name, _)| name), &mut text);
    rows.iter().for_each(|row| text.push_str(row));
    let file = File { path: format!("data/sheets-{year}.csv"), bytes: text.into(), more: false };
    Some(Wide { file, columns })
}

/// Of some entries those that have a place in the wide table.
pub(super) fn figures<'a>(entries: Vec<Entry<'a>>) -> Vec<Figure<'a>> {
    let mut figures: Vec<Figure<'a>> = entries
        .into_iter()
        .filter(|entry| entry.row.is_none() && entry.group == Group::Figures)
        .map(|entry| Figure {
            written: written(&entry).into_owned(),
            key: (entry.field, entry.part),
            label: entry.label,
            part_label: entry.part_label,
            value: entry.value,
            status: entry.status,
        })
        .collect();
    figures.shrink_to_fit();
    figures
}

/// The columns that any sheet fills, with their heads, and whether they hold numbers: in the order of the forms.
fn columns<'a>(sheets: &[&'a Document], found: &[&[Figure<'a>]]) -> Vec<(Key<'a>, String, bool)> {
    // Forms come in the order they are first met; in each, the fields have their places.
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
    let mut met: BTreeMap<(usize, usize), (Key<'a>, String, bool)> = BTreeMap::new();
    let mut known: HashMap<Key<'a>, (usize, usize)> = HashMap::new();
    for figure in found.iter().copied().flatten() {
        let at = if let Some(at) = known.get(&figure.key) {
            *at
        } else {
            let at = (order.get(figure.key.0).copied().unwrap_or(usize::MAX), met.len());
            let label = std::iter::once(figure.label).chain(figure.part_label.iter().map(AsRef::as_ref));
            met.insert(at, (figure.key.clone(), label.collect::<Vec<_>>().join(BETWEEN), false));
            known.insert(figure.key.clone(), at);
            at
        };
        if let Some(column) = met.get_mut(&at) {
            column.2 |= figure.value.is_some();
        }
    }
    met.into_values().collect()
}

/// The telling part of the heading of a field's section and the head of its group, in the first form that has it.
fn heads_of(sheets: &[&Document], field: &str) -> [Option<String>; 2] {
    let first = sheets.iter().find_map(|sheet| sheet.form.fields().find(|(_, own)| own.id == field));
    first.map_or([None, None], |(section, field)| [Some(section.heading_parts("自治体").1), field.group.clone()])
}

fn id((field, part): &Key<'_>) -> String {
    std::iter::once(*field).chain(part.iter().map(AsRef::as_ref)).collect::<Vec<_>>().join("/")
}

fn first(scope: Scope<'_>, sheet: &Document) -> Vec<String> {
    vec![
        sheet.place.code.clone(),
        prefecture(scope, sheet).to_owned(),
        sheet.place.name.clone(),
        sheet.place.category.label().to_owned(),
        sheet.year.to_string(),
        era::fiscal_year(sheet.year),
        sheet.form.id.clone(),
        sheet.title.clone().unwrap_or_default(),
        sheet.page.clone(),
        paths(sheet).json,
    ]
}

//! The settings of the kinds of fields, as forms have them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::record::{Entry, Fields, Node};
use crate::source::{Reporter, words};
use crate::text::fold;

use super::codes;
use super::field::{entries, entries_with, read_field};
use super::kind::{
    Better, Choice, ColumnHead, CompositionPart, Counting, FormColumn, IndicatorColumns, LabelList, PresenceLevel,
    ScheduleColumns, TableSettings,
};
use super::matrix::{MatrixChart, MatrixSettings, read_heads};

/// What a form sets for a field besides the settings of every field.
pub struct Settings<'s> {
    /// The values of the settings, by the name of the setting.
    pub nodes: BTreeMap<&'s str, Node>,
}

impl Settings<'_> {
    /// One of them, where the form has it.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.nodes.get(name)
    }

    fn line(&self, name: &str) -> Option<String> {
        line_of(self.get(name))
    }

    fn entries(&self, name: &str, reporter: &mut Reporter<'_>) -> &[Entry] {
        self.get(name).map_or(&[], |node| entries(node, reporter))
    }

    /// Reads a map from ids to labels, such as the points of rates.
    pub fn labels(&self, name: &str, reporter: &mut Reporter<'_>) -> LabelList {
        labels(self.entries(name, reporter), reporter)
    }

    /// The parts of a composition.
    pub fn parts(&self, reporter: &mut Reporter<'_>) -> Vec<CompositionPart> {
        let mut parts = read_parts(self.entries("parts", reporter), reporter);
        if let Some(node) = self.get("headline") {
            read_headline(node, &mut parts, reporter);
        }
        parts
    }

    /// The levels of presence.
    pub fn levels(&self, reporter: &mut Reporter<'_>) -> Vec<PresenceLevel> {
        let levels = self.entries("levels", reporter).iter();
        levels.filter_map(|entry| read_level(entry, reporter)).collect()
    }

    /// The columns of indicators.
    pub fn indicators(&self, reporter: &mut Reporter<'_>) -> IndicatorColumns {
        const IDS: [&str; 4] = ["baseline", "target", "actual", "effect"];
        let mut heads: BTreeMap<&str, ColumnHead> = BTreeMap::new();
        let columns = self.get("columns");
        let is_map = columns.is_some_and(|columns| !entries_with(columns, &IDS, reporter).is_empty());
        if let Some(columns) = columns.filter(|_| is_map) {
            let mut fields = Fields::new(columns, reporter);
            let nodes = IDS.map(|id| (id, fields.optional(&[id]).cloned()));
            fields.finish();
            for (id, node) in nodes {
                heads.extend(node.and_then(|node| read_head(&node, reporter)).map(|head| (id, head)));
            }
        }
        IndicatorColumns {
            indicator: self.line("indicator").unwrap_or_else(|| "指標".to_owned()),
            better: self.get("better").and_then(|node| node.choice(&Better::CHOICES, reporter)),
            baseline: heads.remove("baseline"),
            target: heads.remove("target"),
            actual: heads.remove("actual"),
            effect: heads.remove("effect"),
        }
    }

    /// The shape of a table.
    pub fn table(&self, reporter: &mut Reporter<'_>) -> TableSettings {
        let columns = self.entries("columns", reporter).iter();
        TableSettings {
            columns: columns.filter_map(|entry| read_column(entry, reporter)).collect(),
            rows: row_heads(self.entries("rows", reporter), reporter),
            row: self.line("row"),
        }
    }

    /// The heads of a matrix.
    pub fn matrix(&self, reporter: &mut Reporter<'_>) -> MatrixSettings {
        MatrixSettings {
            row: self.line("row"),
            rows: read_heads(self.entries("rows", reporter), reporter),
            columns: read_heads(self.entries("columns", reporter), reporter),
            chart: self.get("chart").and_then(|node| node.choice(&MatrixChart::NAMES, reporter)),
        }
    }

    /// The heads of a schedule.
    pub fn schedule(&self, reporter: &mut Reporter<'_>) -> ScheduleColumns {
        let columns =
            self.get("columns").map_or(&[][..], |node| entries_with(node, &["period", "item", "detail"], reporter));
        let heads = labels(columns, reporter);
        let head =
            |id: &str| heads.iter().find(|head| head.id == id).map_or_else(String::new, |head| head.label.clone());
        ScheduleColumns { period: head("period"), item: head("item"), detail: head("detail") }
    }
}

fn read_column(entry: &Entry, reporter: &mut Reporter<'_>) -> Option<FormColumn> {
    let by = entry.value.get("by").map_or_else(Vec::new, |by| labels(entries(by, reporter), reporter));
    let field = read_field(entry, Some("text"), reporter)?;
    if !field.kind.fits_a_cell() {
        let message = words(
            format!("列「{}」の種類は、表の一つの欄に入りません。", field.label),
            format!("The kind of column `{}` does not fit into a cell.", field.id),
        );
        let hint = words(
            "列に使える種類は text、number、prose、date、presence（levels なし）です。",
            "Columns may be text, number, prose, date, or presence without levels.",
        );
        reporter.report(&codes::COLUMN_KIND, entry.key_span, message, hint);
        return None;
    }
    Some(FormColumn { field: Arc::new(field), by })
}

/// A text is a label; a map has one.
fn label_of(node: &Node, more: &[&str], reporter: &mut Reporter<'_>) -> Option<(String, Vec<Option<Node>>)> {
    if let Some(scalar) = node.scalar() {
        return Some((scalar.text.clone(), vec![None; more.len()]));
    }
    let mut fields = Fields::new(node, reporter);
    let label = fields.required_text(&["label"]);
    let others = more.iter().map(|name| fields.optional(&[name]).cloned()).collect();
    fields.finish();
    Some((label?, others))
}

fn line_of(node: Option<&Node>) -> Option<String> {
    Some(node?.scalar()?.text.clone())
}

fn labels(entries: &[Entry], reporter: &mut Reporter<'_>) -> LabelList {
    entries
        .iter()
        .filter_map(|entry| {
            Some(Choice { id: entry.key.clone(), label: label_of(&entry.value, &[], reporter)?.0, group: None })
        })
        .collect()
}

/// Heads of rows, which may stand in groups.
fn row_heads(entries: &[Entry], reporter: &mut Reporter<'_>) -> LabelList {
    let head = |entry: &Entry| {
        let (label, more) = label_of(&entry.value, &["group"], reporter)?;
        let group = line_of(more.first().and_then(Option::as_ref));
        Some(Choice { id: entry.key.clone(), label, group })
    };
    entries.iter().filter_map(head).collect()
}

fn read_head(node: &Node, reporter: &mut Reporter<'_>) -> Option<ColumnHead> {
    let (label, more) = label_of(node, &["as_of", "count"], reporter)?;
    let [as_of, count] = [0, 1].map(|at| more.get(at).and_then(Option::as_ref));
    let count = count.and_then(|node| node.choice(&Counting::CHOICES, reporter));
    Some(ColumnHead { label, as_of: line_of(as_of), count })
}

fn read_level(entry: &Entry, reporter: &mut Reporter<'_>) -> Option<PresenceLevel> {
    let (label, more) = label_of(&entry.value, &["unit"], reporter)?;
    Some(PresenceLevel { id: entry.key.clone(), label, unit: line_of(more.first().and_then(Option::as_ref)) })
}

/// Marks the part that headlines tell of, by its id or its label. Parts of parts have no share of the whole to tell.
fn read_headline(node: &Node, parts: &mut [CompositionPart], reporter: &mut Reporter<'_>) {
    let Some(scalar) = node.text(reporter) else { return };
    let wanted = fold(&scalar.text);
    if let Some(part) = parts.iter_mut().find(|part| fold(&part.id) == wanted || fold(&part.label) == wanted) {
        part.headline = true;
        return;
    }
    let named = scalar.text.trim();
    let message = words!(
        "headline の「{named}」は、この内訳の一段目の区分ではありません。",
        "`{named}` in `headline` is no part of the first level."
    );
    let ids: Vec<&str> = parts.iter().map(|part| part.id.as_str()).collect();
    let hint = words(format!("書けるのは {} です。", ids.join("、")), format!("Write one of {}.", ids.join(", ")));
    reporter.report(&codes::HEADLINE_PART, node.span, message, hint);
}

fn read_parts(list: &[Entry], reporter: &mut Reporter<'_>) -> Vec<CompositionPart> {
    list.iter()
        .filter_map(|entry| {
            let (label, more) = label_of(&entry.value, &["parts"], reporter)?;
            let inner = more.into_iter().next().flatten();
            let parts = inner.map_or_else(Vec::new, |node| read_parts(entries(&node, reporter), reporter));
            Some(CompositionPart { id: entry.key.clone(), label, headline: false, parts })
        })
        .collect()
}

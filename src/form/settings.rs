//! The settings of the kinds of fields, as forms have them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::record::{Entry, Fields, Node};
use crate::source::{Finding, Findings, Source, words};
use crate::text::fold;

use super::kind::{
    Better, Choice, ColumnHead, CompositionPart, Counting, FormColumn, IndicatorColumns, LabelList, PresenceLevel,
    ScheduleColumns, TableSettings,
};
use super::read::{entries, read_field};
use super::{codes, names};

/// What a form sets for a field besides the settings of every field.
pub struct Settings<'s> {
    /// By name.
    pub nodes: BTreeMap<&'s str, Node>,
    /// The form's file.
    pub source: &'s Arc<Source>,
}

impl Settings<'_> {
    /// One of them, where the form has it.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.nodes.get(name)
    }

    fn line(&self, name: &str) -> Option<String> {
        line_of(self.get(name))
    }

    fn entries(&self, name: &str, findings: &mut Findings) -> &[Entry] {
        self.get(name).map_or(&[], |node| entries(node, self.source, findings))
    }

    /// Ids with labels.
    pub fn labels(&self, name: &str, findings: &mut Findings) -> LabelList {
        labels(self.entries(name, findings), self.source, findings)
    }

    /// The parts of a composition.
    pub fn parts(&self, findings: &mut Findings) -> Vec<CompositionPart> {
        let mut parts = read_parts(self.entries("parts", findings), self.source, findings);
        if let Some(node) = self.get("headline") {
            read_headline(node, &mut parts, self.source, findings);
        }
        parts
    }

    /// The levels of presence.
    pub fn levels(&self, findings: &mut Findings) -> Vec<PresenceLevel> {
        let levels = self.entries("levels", findings).iter();
        levels.filter_map(|entry| read_level(entry, self.source, findings)).collect()
    }

    /// The columns of indicators.
    pub fn indicators(&self, findings: &mut Findings) -> IndicatorColumns {
        let mut heads: BTreeMap<&str, ColumnHead> = BTreeMap::new();
        if let Some(columns) = self.get("columns") {
            let mut fields = Fields::new(columns, self.source, findings);
            let nodes = ["baseline", "target", "actual", "effect"].map(|id| (id, fields.optional(&[id]).cloned()));
            fields.finish();
            for (id, node) in nodes {
                heads.extend(node.and_then(|node| read_head(&node, self.source, findings)).map(|head| (id, head)));
            }
        }
        IndicatorColumns {
            indicator: self.line("indicator").unwrap_or_else(|| "指標".to_owned()),
            better: self.get("better").and_then(|node| node.choice(&Better::CHOICES, self.source, findings)),
            baseline: heads.remove("baseline"),
            target: heads.remove("target"),
            actual: heads.remove("actual"),
            effect: heads.remove("effect"),
        }
    }

    /// The shape of a table.
    pub fn table(&self, findings: &mut Findings) -> TableSettings {
        let columns = self.entries("columns", findings).iter();
        TableSettings {
            columns: columns.filter_map(|entry| read_column(entry, self.source, findings)).collect(),
            rows: row_heads(self.entries("rows", findings), self.source, findings),
            row: self.line("row"),
        }
    }

    /// The heads of a schedule.
    pub fn schedule(&self, findings: &mut Findings) -> ScheduleColumns {
        let heads = self.labels("columns", findings);
        let head =
            |id: &str| heads.iter().find(|head| head.id == id).map_or_else(String::new, |head| head.label.clone());
        ScheduleColumns { period: head("period"), item: head("item"), detail: head("detail") }
    }
}

fn read_column(entry: &Entry, source: &Arc<Source>, findings: &mut Findings) -> Option<FormColumn> {
    let by = names::keys(&entry.value).iter().find(|inner| inner.key == "by");
    let by = by.map_or_else(Vec::new, |by| labels(entries(&by.value, source, findings), source, findings));
    let field = read_field(entry, Some("text"), source, findings)?;
    if !field.kind.fits_a_cell() {
        let message = words(
            format!("列「{}」の種類は、表の一つの欄に入りません。", field.label),
            format!("The kind of column `{}` does not fit into a cell.", field.id),
        );
        let hint = words(
            "列に使える種類は text、number、prose、date、presence（levels なし）です。",
            "Columns may be text, number, prose, date, or presence without levels.",
        );
        findings.push(Finding::new(&codes::COLUMN_KIND, source.position(entry.key_span), message).hint(hint));
        return None;
    }
    Some(FormColumn { field: Arc::new(field), by })
}

/// A text is a label; a map has one.
fn label_of(
    node: &Node,
    more: &[&str],
    source: &Arc<Source>,
    findings: &mut Findings,
) -> Option<(String, Vec<Option<Node>>)> {
    if let Some(scalar) = node.scalar() {
        return Some((scalar.text.clone(), vec![None; more.len()]));
    }
    let mut fields = Fields::new(node, source, findings);
    let label = fields.required_text(&["label"]);
    let others = more.iter().map(|name| fields.optional(&[name]).cloned()).collect();
    fields.finish();
    Some((label?, others))
}

fn line_of(node: Option<&Node>) -> Option<String> {
    Some(node?.scalar()?.text.clone())
}

fn labels(entries: &[Entry], source: &Arc<Source>, findings: &mut Findings) -> LabelList {
    entries
        .iter()
        .filter_map(|entry| {
            Some(Choice { id: entry.key.clone(), label: label_of(&entry.value, &[], source, findings)?.0, group: None })
        })
        .collect()
}

/// Heads of rows, which may stand in groups.
fn row_heads(entries: &[Entry], source: &Arc<Source>, findings: &mut Findings) -> LabelList {
    let head = |entry: &Entry| {
        let (label, more) = label_of(&entry.value, &["group"], source, findings)?;
        let group = line_of(more.first().and_then(Option::as_ref));
        Some(Choice { id: entry.key.clone(), label, group })
    };
    entries.iter().filter_map(head).collect()
}

fn read_head(node: &Node, source: &Arc<Source>, findings: &mut Findings) -> Option<ColumnHead> {
    let (label, more) = label_of(node, &["as_of", "count"], source, findings)?;
    let [as_of, count] = [0, 1].map(|at| more.get(at).and_then(Option::as_ref));
    let count = count.and_then(|node| node.choice(&Counting::CHOICES, source, findings));
    Some(ColumnHead { label, as_of: line_of(as_of), count })
}

fn read_level(entry: &Entry, source: &Arc<Source>, findings: &mut Findings) -> Option<PresenceLevel> {
    let (label, more) = label_of(&entry.value, &["unit"], source, findings)?;
    Some(PresenceLevel { id: entry.key.clone(), label, unit: line_of(more.first().and_then(Option::as_ref)) })
}

/// Marks the part that headlines tell of, by its id or its label. Parts of parts have no share of the whole to tell.
fn read_headline(node: &Node, parts: &mut [CompositionPart], source: &Arc<Source>, findings: &mut Findings) {
    let Some(scalar) = node.text(source, findings) else { return };
    let wanted = fold(&scalar.text);
    if let Some(part) = parts.iter_mut().find(|part| fold(&part.id) == wanted || fold(&part.label) == wanted) {
        part.headline = true;
        return;
    }
    let named = scalar.text.trim();
    let message = words(
        format!("headline の「{named}」は、この内訳の一段目の区分ではありません。"),
        format!("`{named}` in `headline` is no part of the first level."),
    );
    let ids: Vec<&str> = parts.iter().map(|part| part.id.as_str()).collect();
    let hint = words(format!("書けるのは {} です。", ids.join("、")), format!("Write one of {}.", ids.join(", ")));
    findings.push(Finding::new(&codes::HEADLINE_PART, source.position(node.span), message).hint(hint));
}

fn read_parts(list: &[Entry], source: &Arc<Source>, findings: &mut Findings) -> Vec<CompositionPart> {
    list.iter()
        .filter_map(|entry| {
            let (label, more) = label_of(&entry.value, &["parts"], source, findings)?;
            let inner = more.into_iter().next().flatten();
            let parts =
                inner.map_or_else(Vec::new, |node| read_parts(entries(&node, source, findings), source, findings));
            Some(CompositionPart { id: entry.key.clone(), label, headline: false, parts })
        })
        .collect()
}

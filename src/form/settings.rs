//! The settings of the kinds of fields, as forms have them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::attachment::AttachmentKind;
use crate::record::{Content, Entry, Fields, Node, did_you_mean, nearest};
use crate::source::{Reporter, Span, Words, words};
use crate::text::fold;

use super::Field;
use super::choices::{self, ChoiceSettings, OTHER};
use super::codes;
use super::field::{FieldPlace, entries, entries_with, read_field};
use super::kind::{
    Better, Choice, ColumnHead, CompositionPart, Counting, FormColumn, IndicatorColumns, LabelList, PresenceLevel,
    PresenceSettings, RecordSettings, ScheduleColumns, TableSettings,
};
use super::matrix::{MatrixChart, MatrixSettings, read_heads, read_series};

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

    /// The levels of presence, and the form's words for it.
    pub fn presence(&self, reporter: &mut Reporter<'_>) -> PresenceSettings {
        let levels = self.entries("levels", reporter).iter();
        let levels = levels.filter_map(|entry| read_level(entry, reporter)).collect();
        let Some(node) = self.get("words") else { return PresenceSettings { levels, ..PresenceSettings::default() } };
        let mut fields = Fields::new(node, reporter);
        let [yes, no] = ["yes", "no"].map(|id| fields.optional(&[id]).map_or_else(Vec::new, texts));
        fields.finish();
        let all = || yes.iter().chain(&no).map(String::as_str);
        let both = |(one, other): &(usize, usize)| *one < yes.len() && *other >= yes.len();
        if let Some((_, again)) = choices::alike(all()).into_iter().find(both) {
            let word = all().nth(again).unwrap_or_default();
            let message = words!(
                "words の「{word}」が、yes と no の両方にあります。",
                "`{word}` is in both `yes` and `no` of `words`."
            );
            let hint = words("片方から消してください。", "Take it out of one of them.");
            reporter.report(&codes::FORM_CHOICES, node.span, message, hint);
        }
        PresenceSettings { levels, yes, no }
    }

    /// The list of a choice.
    pub fn choices(&self, reporter: &mut Reporter<'_>) -> ChoiceSettings {
        let entries = self.entries("choices", reporter);
        let mut choices = labels(entries, reporter);
        if let Some(node) = self.get("choices").filter(|_| entries.is_empty()) {
            let message = words("choices に選択肢がありません。", "`choices` has no choice.");
            let hint = words(
                "「choices: { expand: 拡充, keep: 維持 }」のように、id と言葉を並べてください。",
                "List ids and words, as in `choices: { expand: 拡充, keep: 維持 }`.",
            );
            reporter.report(&codes::FORM_CHOICES, node.span, message, hint);
        }
        for (first, second) in choices::alike(choices.iter().map(|choice| choice.label.as_str())) {
            let (Some(one), Some(entry)) = (choices.get(first), choices.get(second)) else { continue };
            let at =
                entries.iter().find(|known| known.key == entry.id).map_or_else(Span::default, |known| known.key_span);
            let message = words!(
                "選択肢「{}」と「{}」は、見分けられません。全角と半角、空白、似た印は同じものとして読みます。",
                "The choices `{}` and `{}` cannot be told apart: widths, blanks and marks that look alike are the same.",
                one.label,
                entry.label
            );
            let hint = words("どちらかの言葉を変えるか、消してください。", "Change the words of one, or take it out.");
            reporter.report(&codes::FORM_CHOICES, at, message, hint);
        }
        let mut yes = |name: &str| self.get(name).and_then(|node| node.boolean(reporter)).unwrap_or(false);
        let [several, other, ordered] = ["several", "other", "ordered"].map(&mut yes);
        if other && choices.iter().all(|choice| choice.id != OTHER) {
            choices.push(Choice { id: OTHER.to_owned(), label: "その他".to_owned(), group: None });
        }
        ChoiceSettings { choices, several, other, ordered }
    }

    /// The formats of files that are allowed; all where the form names none.
    pub fn formats(&self, reporter: &mut Reporter<'_>) -> Vec<AttachmentKind> {
        let Some(node) = self.get("formats") else { return Vec::new() };
        let nodes =
            if let Content::List(items) = &node.content { items.as_slice() } else { std::slice::from_ref(node) };
        nodes.iter().filter_map(|node| node.choice(&AttachmentKind::choices(), reporter)).collect()
    }

    /// The columns of indicators: those of figures and of effects, and others as those of tables.
    pub fn indicators(&self, reporter: &mut Reporter<'_>) -> IndicatorColumns {
        const IDS: [&str; 4] = ["baseline", "target", "actual", "effect"];
        let mut columns = IndicatorColumns {
            indicator: self.line("indicator").unwrap_or_else(|| "指標".to_owned()),
            better: self.get("better").and_then(|node| node.choice(&Better::CHOICES, reporter)),
            ..IndicatorColumns::default()
        };
        for entry in self.get("columns").map_or(&[][..], |node| entries_with(node, &IDS, reporter)) {
            let id = entry.key.as_str();
            columns.order.push(entry.key.clone());
            match id {
                "baseline" => columns.baseline = read_head(&entry.value, reporter),
                "target" => columns.target = read_head_of_years(&entry.value, reporter),
                "actual" => columns.actual = read_head_of_years(&entry.value, reporter),
                "effect" => columns.effect = read_head(&entry.value, reporter),
                _ if is_column_id(entry, &IDS, reporter) => columns.others.extend(read_column(entry, reporter)),
                _ => {}
            }
        }
        columns
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
            need: self.get("need").map_or_else(Vec::new, texts),
            supply: self.get("supply").map_or_else(Vec::new, texts),
        }
    }

    /// What each record holds.
    pub fn records(&self, reporter: &mut Reporter<'_>) -> RecordSettings {
        let fields = self.entries("fields", reporter).iter();
        let fields: Vec<_> = fields.filter_map(|entry| read_record_field(entry, reporter)).map(Arc::new).collect();
        let overview = self.field_ids("overview", &fields, |field| field.kind.fits_an_overview(), reporter);
        let is_sum = |field: &Field| field.kind.number().is_some() || field.kind.composition().is_some();
        let totals = self.field_ids("totals", &fields, is_sum, reporter);
        let is_group = |field: &Field| field.kind.text().is_some() || field.kind.is_one_choice();
        let group_by = self.field_ids("group_by", &fields, is_group, reporter).into_iter().next();
        let own_page = self.get("own_page").and_then(|node| node.boolean(reporter)).unwrap_or(false);
        RecordSettings { name: self.line("name").unwrap_or_default(), overview, totals, group_by, own_page, fields }
    }

    fn field_ids(
        &self,
        name: &str,
        fields: &[Arc<Field>],
        fits: impl Fn(&Field) -> bool,
        reporter: &mut Reporter<'_>,
    ) -> Vec<String> {
        let fitting = fields.iter().filter(|field| fits(field)).map(|field| field.id.as_str());
        let fitting: Vec<&str> = fitting.collect();
        self.get(name).map_or_else(Vec::new, |node| read_field_ids(name, node, &fitting, reporter))
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
    let field = read_field(entry, FieldPlace::Column, reporter)?;
    if !field.kind.fits_a_cell() {
        let message = words(
            format!("列「{}」の種類は、表の一つの欄に入りません。", field.label),
            format!("The kind of column `{}` does not fit into a cell.", field.id),
        );
        let hint = words(
            "列に使える種類は text、number、prose、date、choice、presence（levels なし）です。",
            "Columns may be text, number, prose, date, choice, or presence without levels.",
        );
        reporter.report(&codes::COLUMN_KIND, entry.key_span, message, hint);
        return None;
    }
    Some(FormColumn { field: Arc::new(field), by })
}

/// A field of each record, which may be of any kind but this.
fn read_record_field(entry: &Entry, reporter: &mut Reporter<'_>) -> Option<Field> {
    let field = read_field(entry, FieldPlace::Record, reporter)?;
    if field.kind.records().is_none() {
        return Some(field);
    }
    let message = words!(
        "「{}」は、まとまり（records）の中のまとまりです。",
        "`{}`: records cannot stand inside of records.",
        field.label
    );
    let hint = words(
        "中に繰り返すものは、kind を table（表）にするか、節の項目にしてください。",
        "Make what repeats inside a `table`, or a field of the section.",
    );
    reporter.report(&codes::RECORDS_IN_RECORDS, entry.key_span, message, hint);
    None
}

/// Ids of fields of a record that fit a setting.
fn read_field_ids(setting: &str, node: &Node, fitting: &[&str], reporter: &mut Reporter<'_>) -> Vec<String> {
    let nodes = if let Content::List(items) = &node.content { items.as_slice() } else { std::slice::from_ref(node) };
    let mut ids = Vec::new();
    for node in nodes {
        let Some(scalar) = node.text(reporter) else { continue };
        let id = scalar.text.trim();
        if fitting.contains(&id) {
            ids.push(id.to_owned());
            continue;
        }
        let message = words!(
            "{setting} の「{id}」は、ここに書ける項目ではありません。",
            "`{id}` in `{setting}` is no field that can stand there."
        );
        let hint = match nearest(id, fitting.iter().copied()) {
            Some(near) => did_you_mean(near),
            None => words(
                format!("書けるのは {} です。", fitting.join("、")),
                format!("Write one of {}.", fitting.join(", ")),
            ),
        };
        reporter.report(&codes::OVERVIEW_FIELD, node.span, message, hint);
    }
    ids
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

/// A text, or a list of texts.
fn texts(node: &Node) -> Vec<String> {
    let nodes = if let Content::List(items) = &node.content { items.as_slice() } else { std::slice::from_ref(node) };
    nodes
        .iter()
        .filter_map(|node| Some(node.scalar()?.text.trim().to_owned()))
        .filter(|text| !text.is_empty())
        .collect()
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
    Some(head_of(label, &more, reporter))
}

fn head_of(label: String, more: &[Option<Node>], reporter: &mut Reporter<'_>) -> ColumnHead {
    let [as_of, count] = [0, 1].map(|at| more.get(at).and_then(Option::as_ref));
    let count = count.and_then(|node| node.choice(&Counting::CHOICES, reporter));
    ColumnHead { label, as_of: line_of(as_of), count, years: None }
}

/// A head that may stand for a series of years: `last: 5`, `years: 2020-2024`.
fn read_head_of_years(node: &Node, reporter: &mut Reporter<'_>) -> Option<ColumnHead> {
    let (label, more) = label_of(node, &["as_of", "count", "last", "years", "calendar"], reporter)?;
    let head = head_of(label, &more, reporter);
    let [last, years, calendar] = [2, 3, 4].map(|at| more.get(at).cloned().flatten());
    let calendar = calendar.and_then(|node| node.boolean(reporter)).unwrap_or(false);
    Some(ColumnHead { years: read_series([last, years, None], calendar, reporter), ..head })
}

/// Whether a column besides those of figures and effects may have that id: it is no slip for one of these, and no key
/// that every indicator has.
fn is_column_id(entry: &Entry, known: &[&str], reporter: &mut Reporter<'_>) -> bool {
    let id = entry.key.as_str();
    let message = words!("列の id に「{id}」は使えません。", "`{id}` cannot be the id of a column here.");
    let hint = if let Some(near) = nearest(id, known.iter().copied()) {
        let Words { ja, en } = did_you_mean(near);
        words!(
            "{ja}別の列なら、似ていない id を付けてください。",
            "{en} If it is another column, give it an id that looks different."
        )
    } else if IndicatorColumns::OTHER_KEYS.contains(&id) {
        words(
            "シートの行で別の意味に使う名前です。ほかの id を付けてください。",
            "Rows of sheets have it with another meaning; give the column another id.",
        )
    } else {
        return true;
    };
    reporter.report(&codes::INDICATOR_COLUMN, entry.key_span, message, hint);
    false
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

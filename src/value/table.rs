//! Rows of typed columns. A column may be split into a cell for each sector; row heads may be set by the form.

use super::codes;
use std::borrow::Cow;

use crate::form::keys::{OF_ROWS, of_choices, of_columns};
use crate::form::{Audience, Choice, Field, FormColumn, TableSettings};
use crate::markdown::plain;
use crate::record::{Content, Fields, Names, Node};
use crate::source::{Span, words};
use crate::text::RowOfYear;
use crate::view;
use crate::view::View;

use super::kind::{FieldValue, FigureOf};
use super::leaf::{Step, leaves};
use super::{Absence, Answer, AnswerReader, RowHead, Value, Viewer, rows, text};

/// A table as answered.
#[derive(Clone, Debug, Hash)]
pub struct Table {
    /// Rows in the order of the sheet, or of the form where it sets the row heads.
    pub rows: Vec<TableRow>,
}

/// One row of a table.
#[derive(Clone, Debug, Hash)]
pub struct TableRow {
    /// The author's id, or the id of the form's row head.
    pub id: Option<String>,
    /// Row head set by the form.
    pub head: Option<String>,
    /// What heads several rows of the form, this one among them.
    pub group: Option<String>,
    /// The row of an earlier sheet that this one goes on with, and where the sheet says so.
    pub from: Option<(RowOfYear, Span)>,
    /// Its number as its author counts, from 1: also rows that are not for everybody.
    pub number: usize,
    /// A cell for each column of the form.
    pub cells: Vec<TableCell>,
    /// Where it stands in the sheet.
    pub span: Span,
}

/// The answer in one column.
#[derive(Clone, Debug, Hash)]
pub enum TableCell {
    /// An answer, if there is one.
    One(Option<Box<Answer>>),
    /// An answer for each sector, if there is one.
    BySector(Vec<Option<Answer>>),
}

impl TableCell {
    /// The answer of a column that is not split.
    pub fn one(&self) -> Option<&Answer> {
        match self {
            TableCell::One(answer) => answer.as_deref(),
            TableCell::BySector(_) => None,
        }
    }

    /// The answers of the sectors; none in a column that is not split.
    pub fn by_sector(&self) -> &[Option<Answer>] {
        match self {
            TableCell::One(_) => &[],
            TableCell::BySector(answers) => answers,
        }
    }

    /// The answers in it.
    pub fn answers(&self) -> impl Iterator<Item = &Answer> {
        self.one().into_iter().chain(self.by_sector().iter().flatten())
    }

    /// The answer, or a map from sectors to answers; nothing where there is none.
    pub(super) fn node(&self, column: &FormColumn) -> Option<Node> {
        match self {
            TableCell::One(answer) => answer.as_ref().map(|answer| answer.node()),
            TableCell::BySector(answers) => {
                let written = of_choices(&column.by).keys(&[]).into_iter().zip(answers);
                let written: Vec<(String, Node)> =
                    written.filter_map(|(key, answer)| Some((key, answer.as_ref()?.node()))).collect();
                (!written.is_empty()).then(|| written.into_iter().collect())
            }
        }
    }
}

fn read_row(
    row: &Node,
    head: Option<&Choice>,
    settings: &TableSettings,
    columns: &Names<'_>,
    reader: &mut AnswerReader<'_>,
) -> TableRow {
    let bare = TableRow {
        id: None,
        head: head.map(|head| head.label.clone()),
        group: head.and_then(|head| head.group.clone()),
        from: None,
        number: 0,
        cells: Vec::new(),
        span: row.span,
    };
    // A table of one column may be written without naming the column in every row; and 記載なし is said of all columns.
    let reason = Absence::node(row);
    if reason.is_some() || settings.columns.len() == 1 && matches!(row.content, Content::Text(_)) {
        let cells = settings.columns.iter().map(|column| read_cell(Some(row), column, reader)).collect();
        return TableRow { cells, ..bare };
    }
    let mut fields = Fields::new(row, &mut reader.reporter);
    let id = fields.optional(&["id"]);
    // Rows under a head of the form go on by themselves.
    let from = if head.is_none() { fields.optional(&["from", "前の年度"]) } else { None };
    let nodes = fields.answers(columns);
    fields.finish();
    let cells = settings.columns.iter().zip(nodes);
    let cells = cells.map(|(column, entry)| read_cell(entry.map(|entry| &entry.value), column, reader)).collect();
    let id = id.map(|node| text::read(node, reader));
    let from = from.and_then(|node| read_from(node, reader));
    TableRow { id, from, cells, ..bare }
}

/// Reads which row of an earlier sheet a row continues: `from: 2021#2`.
pub fn read_from(node: &Node, reader: &mut AnswerReader<'_>) -> Option<(RowOfYear, Span)> {
    let written = text::read(node, reader);
    let from = RowOfYear::parse(&written);
    if from.is_none() && !written.is_empty() {
        let message =
            words!("「{written}」は、前の年度の行を表していません。", "`{written}` names no row of an earlier year.");
        let hint = words(
            "年度と、行の id か番号を「#」でつなぎ、「2021#2」のように書いてください。",
            "Write the year, `#`, and the id or the number of the row, as in `2021#2`.",
        );
        reader.report(&codes::ROW_OF_YEAR, node, message, hint);
    }
    Some((from?, node.span))
}

/// Reads the answer in a column.
pub(super) fn read_cell(node: Option<&Node>, column: &FormColumn, reader: &mut AnswerReader<'_>) -> TableCell {
    if column.by.is_empty() {
        return TableCell::One(node.map(|node| Box::new(Answer::read(node, node.span, &column.field, reader))));
    }
    let Some(node) = node else { return TableCell::BySector(vec![None; column.by.len()]) };
    let nodes = reader.parts(node, &of_choices(&column.by)).into_iter();
    TableCell::BySector(
        nodes.map(|node| node.map(|node| Answer::read(node, node.span, &column.field, reader))).collect(),
    )
}

impl FieldValue for Table {
    type Settings = TableSettings;

    fn read(node: &Node, settings: &TableSettings, _: &Field, reader: &mut AnswerReader<'_>) -> Table {
        let columns = of_columns(settings);
        if settings.rows.is_empty() {
            let rows = rows::rows_of(node, &columns, OF_ROWS, reader);
            let rows = rows.iter().enumerate();
            let rows =
                rows.map(|(at, row)| TableRow { number: at + 1, ..read_row(row, None, settings, &columns, reader) });
            return Table { rows: rows.collect() };
        }
        let mut fields = Fields::new(node, &mut reader.reporter);
        let found = fields.answers(&of_choices(&settings.rows));
        fields.finish();
        let mut rows = Vec::new();
        for (head, entry) in settings.rows.iter().zip(found) {
            let Some(node) = entry.map(|entry| &entry.value) else { continue };
            let entries: Vec<&Node> = match &node.content {
                Content::List(items) => items.iter().collect(),
                _ => vec![node],
            };
            for entry in entries {
                let row = read_row(entry, Some(head), settings, &columns, reader);
                rows.push(TableRow { id: Some(head.id.clone()), number: rows.len() + 1, ..row });
            }
        }
        Table { rows }
    }

    fn node(&self, settings: &TableSettings) -> Node {
        let keys_of_columns = of_columns(settings).keys(OF_ROWS);
        let row = |row: &TableRow| row.node(settings, &keys_of_columns);
        if settings.rows.is_empty() {
            return self.rows.iter().map(row).collect();
        }
        let heads = of_choices(&settings.rows).keys(&[]).into_iter().zip(&settings.rows);
        // An empty map would be no answer; a head without rows is one.
        let empty = self.rows.is_empty();
        let written = heads.enumerate().filter_map(|(at, (key, head))| {
            let rows: Vec<&TableRow> = self.rows.iter().filter(|row| row.id.as_ref() == Some(&head.id)).collect();
            match rows.as_slice() {
                [] => (empty && at == 0).then(|| (key, std::iter::empty::<Node>().collect())),
                [one] => Some((key, row(one))),
                several => Some((key, several.iter().map(|one| row(one)).collect())),
            }
        });
        written.collect()
    }

    fn view(&self, settings: &TableSettings, viewer: &mut Viewer<'_>) -> View {
        let columns = View::list(settings.columns.iter().map(|column| {
            view! {
                "id" => &column.field.id,
                "label" => &column.field.label,
                // The head with what stands over it: the card of a row on a narrow screen has no other.
                "full_label" => full_label(&column.field),
                "group" => column.field.group.clone(),
                "unit" => column.field.unit.clone(),
                "note" => column.field.note.clone(),
                "as_of" => column.field.time_beside().map(str::to_owned),
                "by" => View::list(column.by.iter().map(|sector| view! { "id" => &sector.id, "label" => &sector.label })),
            }
        }));
        let anchors = std::mem::take(&mut viewer.rows);
        let outer = viewer.at.clone();
        let mut rows = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            let cells = settings.columns.iter().zip(&row.cells).map(|(column, cell)| {
                viewer.at = format!("{outer}.{}.{}", index + 1, column.field.id);
                view_cell(cell, column, viewer)
            });
            let cells = cells.collect::<Vec<_>>();
            let same_head = |other: &&TableRow| row.head.is_some() && other.id == row.id;
            let before = index.checked_sub(1).and_then(|before| self.rows.get(before));
            let first = !before.is_some_and(|before| same_head(&before));
            rows.push(view! {
                "anchor" => anchors.get(index).copied(),
                "head" => row.head.clone(),
                "group" => row.group.clone(),
                // A head that spans several rows is shown once.
                "head_rows" => if first { self.rows.iter().skip(index).take_while(same_head).count() } else { 0 },
                "cells" => cells,
            });
        }
        let sectors = settings.columns.iter().map(|column| column.by.len()).find(|sectors| *sectors > 0);
        view! {
            "kind" => "table",
            "row" => settings.row.clone(),
            // Whether the form sets the row heads.
            "headed" => !settings.rows.is_empty(),
            // How many sectors the split columns have; 0 without split columns.
            "sectors" => View::list(0..sectors.unwrap_or_default()),
            "columns" => columns,
            "groups" => groups(settings),
            "rows" => rows,
        }
    }

    fn rows(&self) -> Option<Vec<RowHead<'_>>> {
        Some(self.rows.iter().map(TableRow::head_of).collect())
    }

    fn row_name(&self, row: usize) -> Option<String> {
        self.rows.get(row)?.name()
    }

    /// The figure of a row that the form names, in a column and a sector.
    fn figure(&self, part: Option<&str>) -> Option<FigureOf<'_>> {
        let part = part?;
        let row = self.rows.iter().filter(|row| row.head.is_some());
        row.filter_map(|row| Some((row, part.strip_prefix(row.id.as_deref()?)?.strip_prefix('.')?))).find_map(
            |(row, rest)| {
                let is = |answer: &&Answer| rest == answer.field.id;
                let answer = row.cells.iter().filter_map(TableCell::one).find(is)?;
                let own = Some(&answer.circumstances).filter(|own| own.given().is_some());
                let FigureOf { quantity, .. } = answer.value.figure(None)?;
                let part = row.id.as_deref().zip(row.head.as_deref());
                let column = Some((answer.field.id.as_str(), answer.field.label.as_str()));
                Some(FigureOf { column, circumstances: own, ..FigureOf::new(part, quantity) })
            },
        )
    }
}

leaves!(Table, &'a TableSettings, |Table { rows }, asked, walk| {
    for (row, TableRow { cells, span, .. }) in (0..).zip(rows) {
        walk.in_row(row, *span, |walk| {
            for (at, (column, cell)) in (0..).zip(asked.columns.iter().zip(cells)) {
                let Field { id, label, group, .. } = column.field.as_ref();
                walk.inside(Step { at, id, label, group: group.as_deref() }, None, |walk| cell.walk(column, walk));
            }
        });
    }
});

leaves!(TableCell, &'a FormColumn, |cell, column, walk| match cell {
    TableCell::One(Some(answer)) => {
        let answer: Ref<'_, Answer> = answer;
        answer.walk((), walk);
    }
    TableCell::One(None) => walk.open_cell(&column.field, It::Unanswered),
    TableCell::BySector(answers) => {
        for (at, (sector, answer)) in (0..).zip(column.by.iter().zip(answers)) {
            let step = Step { at, id: &sector.id, label: &sector.label, group: None };
            walk.inside(step, None, |walk| match answer {
                Some(answer) => answer.walk((), walk),
                None => walk.open_cell(&column.field, It::Unanswered),
            });
        }
    }
});

impl TableRow {
    /// Whether it says anything to everybody, or nothing to anybody: the others are known to advisors only.
    pub fn is_public(&self) -> bool {
        let (mut public, mut private) = (false, false);
        for answer in self.cells.iter().flat_map(TableCell::answers).filter(|answer| !answer.is_open()) {
            match answer.field.audience {
                Audience::Public => public = true,
                Audience::Advisors => private = true,
            }
        }
        public || !private
    }

    /// Whether the row does not mention the column of an answer, because it is not asked there.
    #[must_use]
    pub fn is_missing(&self, answer: &Answer) -> bool {
        answer.span == Span::at(self.span.start())
    }

    /// The row, as every kind with rows has it.
    fn head_of(&self) -> RowHead<'_> {
        RowHead {
            id: self.id.as_deref(),
            own_id: self.id.is_some() && self.head.is_none(),
            from: self.from.as_ref().map(|(from, _)| from),
            is_public: self.is_public(),
            span: self.span,
        }
    }

    /// The row head with what stands over it: 印刷資料／その他.
    fn full_head(&self) -> Option<String> {
        let head = self.head.as_ref()?;
        Some(self.group.as_ref().map_or_else(|| head.clone(), |group| format!("{group}／{head}")))
    }

    /// What an author may call this row: its id and its number.
    pub fn names(&self) -> Vec<String> {
        self.id.iter().cloned().chain([self.number.to_string()]).collect()
    }

    /// Whether an author means this row by an id or a number.
    pub fn is_called(&self, row: &str) -> bool {
        self.id.as_deref() == Some(row) || self.number.to_string() == row
    }

    /// A map of what identifies the row and of its cells, which have these keys.
    fn node(&self, settings: &TableSettings, keys_of_columns: &[String]) -> Node {
        // The id of a row under a head of the form is that of the head.
        let id = self.id.as_ref().filter(|_| self.head.is_none()).map(|id| ("id", Node::from(id)));
        let from = self.from.as_ref().map(|(from, _)| ("from", Node::from(from.to_string())));
        let cells = keys_of_columns.iter().zip(settings.columns.iter().zip(&self.cells));
        let cells = cells.filter(|(_, (_, cell))| cell.one().is_none_or(|answer| !self.is_missing(answer)));
        let cells = cells.filter_map(|(key, (column, cell))| Some((key.as_str(), cell.node(column)?)));
        id.into_iter().chain(from).chain(cells).collect()
    }

    /// What the first column says, as plain text; nothing where it is no text.
    pub fn first_words(&self) -> String {
        self.first().and_then(Value::plain_words).map_or_else(String::new, Cow::into_owned)
    }

    /// What the row is about, in one line: its head, or the first line or time of its first column.
    pub fn name(&self) -> Option<String> {
        self.full_head().or_else(|| match self.first()? {
            Value::Text(line) => Some(line.clone()),
            Value::Prose(prose) => plain(&prose.text).lines().next().map(str::to_owned),
            Value::Date(when) => Some(when.written.clone()),
            _ => None,
        })
    }

    fn first(&self) -> Option<&Value> {
        Some(&self.cells.first()?.one()?.value)
    }
}

/// The label of a column with what stands over it.
fn full_label(field: &Field) -> String {
    field.group.as_ref().map_or_else(|| field.label.clone(), |group| format!("{group}／{}", field.label))
}

/// What stands over the columns, each with how many it stands over; nothing where no column has a group.
fn groups(settings: &TableSettings) -> View {
    let fields = || settings.columns.iter().map(|column| column.field.as_ref());
    if fields().all(|field| field.group.is_none()) {
        return View::None;
    }
    let mut groups: Vec<(Option<&String>, usize)> = Vec::new();
    for field in fields() {
        match groups.last_mut() {
            Some((group, count)) if *group == field.group.as_ref() => *count += 1,
            _ => groups.push((field.group.as_ref(), 1)),
        }
    }
    View::list(groups.into_iter().map(|(group, count)| view! { "label" => group.cloned(), "columns" => count }))
}

/// What templates see of the answer in a column.
pub(super) fn view_cell(cell: &TableCell, column: &FormColumn, viewer: &mut Viewer<'_>) -> View {
    match cell {
        TableCell::One(answer) => view! { "value" => answer.as_deref().map(|answer| answer.view(viewer)) },
        TableCell::BySector(answers) => {
            let outer = viewer.at.clone();
            let by = column.by.iter().zip(answers).map(|(sector, answer)| {
                viewer.at = format!("{outer}.{}", sector.id);
                let value = answer.as_ref().map(|answer| answer.view(viewer));
                view! { "id" => &sector.id, "label" => &sector.label, "value" => value }
            });
            view! { "by" => View::list(by) }
        }
    }
}

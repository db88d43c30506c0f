//! The values of a document by their paths in the form.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use crate::form::{Field, TOTAL, ValuePath};
use crate::model::Document;
use crate::source::Span;
use crate::text::fold::folded;
use crate::value::matrix::MatrixRow;
use crate::value::{Answer, Circumstances, Item, Leaf, Quantity};

/// A value of a document: a figure, a word, or what nobody answered.
#[derive(Clone, Debug)]
pub struct DocumentValue<'a> {
    /// The document that says it.
    pub document: &'a Document,
    /// The field that asks for it, or the column.
    pub asked: &'a Field,
    /// The field that it is in.
    pub field: &'a Field,
    /// The unit in which the form asks for it.
    pub unit: Option<&'a str>,
    /// Its quantity, or its words.
    content: ValueContent<'a>,
    /// Where it stands in the sheet, or what it would stand in.
    pub span: Span,
    /// Whether it is of a target: a wish, and no fact.
    pub target: bool,
    /// The row of the answer it stands in, from 0.
    row: Option<usize>,
    /// What the row is about, which tells the same row of another answer.
    key: Cow<'a, str>,
    /// The row in words.
    row_name: Cow<'a, str>,
    /// Ids of the steps to it inside the field, a row first.
    steps: Vec<Cow<'a, str>>,
    /// The labels of the steps that are no row.
    labels: Vec<&'a str>,
    /// Whether it is a part of a part, for which no star stands.
    deep: bool,
    /// Whether its row and its column are computed of others: no star in their place stands for them.
    pub computed: [bool; 2],
    /// The area that it is about, where that is not the place.
    scope: Option<&'a str>,
    /// Its time, where the sheet gives one.
    as_of: Option<crate::text::Period>,
}

#[derive(Clone, Copy, Debug)]
enum ValueContent<'a> {
    Quantity(&'a Quantity),
    Line(&'a str),
    Open,
}

impl<'a> DocumentValue<'a> {
    /// The id of the field of the form that it is in.
    #[must_use]
    pub fn field_id(&self) -> &str {
        &self.field.id
    }

    /// Its figure; that of a line of words is read from them.
    #[must_use]
    pub fn quantity(&self) -> Cow<'a, Quantity> {
        match self.content {
            ValueContent::Quantity(quantity) => Cow::Borrowed(quantity),
            ValueContent::Line(line) => Cow::Owned(Quantity::read(line, self.unit)),
            ValueContent::Open => Cow::Owned(Quantity::unanswered()),
        }
    }

    /// It as the sheet has it.
    #[must_use]
    pub fn written(&self) -> &'a str {
        match self.content {
            ValueContent::Quantity(quantity) => quantity.written.trim(),
            ValueContent::Line(line) => line.trim(),
            ValueContent::Open => "",
        }
    }

    /// Whether it is a quantity where the form asks for one.
    #[must_use]
    pub fn is_figure(&self) -> bool {
        matches!(self.content, ValueContent::Quantity(_))
    }

    /// Whether it is words that the form asks for: a choice, or a line that is no number.
    #[must_use]
    pub fn is_words(&self) -> bool {
        self.asked.kind.choice().is_some() || self.asked.kind.text().is_some() && self.quantity().bounds().is_none()
    }

    /// Ids of the steps to it inside its field, its row first: what is the same in other years.
    #[must_use]
    pub fn steps(&self) -> &[Cow<'a, str>] {
        &self.steps
    }

    /// The form's words for it, with its row and its part or column in brackets.
    #[must_use]
    pub fn label(&self) -> String {
        let (label, inside) = (&self.field.label, self.inside());
        if inside.is_empty() { label.clone() } else { format!("{label}（{inside}）") }
    }

    /// The same beside another value, with which it may share its field.
    #[must_use]
    pub fn label_beside(&self, other: &DocumentValue<'_>) -> String {
        let inside = self.inside();
        let shared = std::ptr::eq(self.document, other.document) && self.field.id == other.field.id;
        if shared && !inside.is_empty() { inside } else { self.label() }
    }

    fn inside(&self) -> String {
        let row = Some(self.row_name.as_ref()).filter(|name| !name.is_empty());
        row.into_iter().chain(self.labels.iter().copied()).collect::<Vec<_>>().join("／")
    }

    /// Whether two values are of the same area and, where both say one, of the same time.
    #[must_use]
    pub fn is_comparable(&self, other: &DocumentValue<'_>) -> bool {
        let times = self.as_of.zip(other.as_of);
        self.scope == other.scope && times.is_none_or(|(one, other)| one == other)
    }

    /// Whether they are of the same area, whatever their times.
    #[must_use]
    pub fn has_scope_of(&self, other: &DocumentValue<'_>) -> bool {
        self.scope == other.scope
    }

    /// Whether this is the same value of the same document.
    fn is(&self, other: &DocumentValue<'_>) -> bool {
        std::ptr::eq(self.document, other.document)
            && self.field.id == other.field.id
            && self.row == other.row
            && self.steps == other.steps
    }

    /// Whether both stand in the same row or column, each at its step.
    fn shares_step(&self, other: &DocumentValue<'a>, own: usize, others: usize) -> bool {
        let is_row = |value: &Self, at: usize| at == 0 && !value.key.is_empty();
        if is_row(self, own) && is_row(other, others) {
            let one_answer = std::ptr::eq(self.document, other.document) && self.field.id == other.field.id;
            return if one_answer && self.row.is_some() { self.row == other.row } else { self.key == other.key };
        }
        let step = self.steps.get(own);
        step.is_some() && step == other.steps.get(others)
    }
}

/// The values of a document, field by field as they are asked for.
pub struct DocumentValues<'a> {
    document: &'a Document,
    fields: HashMap<&'a str, OnceCell<Vec<DocumentValue<'a>>>>,
}

impl<'a> DocumentValues<'a> {
    /// Nothing is looked at yet.
    #[must_use]
    pub fn new(document: &'a Document) -> DocumentValues<'a> {
        let fields = document.form.fields().map(|(_, field)| (field.id.as_str(), OnceCell::new()));
        DocumentValues { document, fields: fields.collect() }
    }

    fn of_field(&self, id: &str) -> &[DocumentValue<'a>] {
        self.fields.get(id).map_or(&[], |cell| cell.get_or_init(|| values(self.document, id)))
    }

    /// The values at a path.
    pub fn at<'s>(&'s self, path: &'s ValuePath, except: &'s [String]) -> impl Iterator<Item = &'s DocumentValue<'a>> {
        self.of_field(path.field()).iter().filter(move |value| is_at(value, path, except))
    }

    /// The values at a path that belong to another: in the same row and column where both paths have a star.
    pub fn beside<'s>(
        &'s self,
        path: &'s ValuePath,
        except: &'s [String],
        (of, value): (&'s ValuePath, &'s DocumentValue<'a>),
    ) -> impl Iterator<Item = &'s DocumentValue<'a>> {
        let shared = path.shared_stars(of);
        let all = self.of_field(path.field());
        // In the same answer the row is known, and the values of a row stand together.
        let same_row = std::ptr::eq(self.document, value.document)
            && path.field() == of.field()
            && value.row.is_some()
            && shared.contains(&(0, 0));
        let all = if same_row {
            let of_row = |row: Option<usize>| row.is_none_or(|row| Some(row) > value.row);
            let start = all.partition_point(|other| other.row.is_some() && other.row < value.row);
            let end = all.partition_point(|other| !of_row(other.row));
            all.get(start..end).unwrap_or_default()
        } else {
            all
        };
        all.iter().filter(move |other| {
            is_at(other, path, except)
                && !other.is(value)
                && shared.iter().all(|(own, its)| other.shares_step(value, *own, *its))
        })
    }
}

fn is_at(value: &DocumentValue<'_>, path: &ValuePath, except: &[String]) -> bool {
    let inside = path.inside();
    inside.len() == value.steps.len()
        && inside.iter().zip(&value.steps).enumerate().all(|(at, (wanted, step))| {
            if !ValuePath::is_each(wanted) {
                return ValuePath::step_in(wanted, value.document.year) == *step;
            }
            let is_row = at == 0 && !value.key.is_empty();
            let figures = value.asked.kind.is_figures() || value.asked.kind.indicators().is_some();
            // Neither for the total of a composition, nor for parts of its parts.
            let whole = value.asked.kind.composition().is_some() && step == TOTAL;
            let computed = value.computed.get(at).is_some_and(|computed| *computed);
            !value.deep && !computed && !whole && !except.iter().any(|one| one == step) && (is_row || figures)
        })
}

/// All values of a field, those of a row together, and last those of rows that the form asks for and the sheet does not have.
#[must_use]
pub fn values<'a>(document: &'a Document, id: &str) -> Vec<DocumentValue<'a>> {
    let Some((field, answer)) = document.answer(id) else { return Vec::new() };
    let mut values = Vec::new();
    let heads = answer.rows().unwrap_or_default();
    let mut keys: Vec<(Cow<'a, str>, Cow<'a, str>)> = Vec::new();
    let rows_of_matrix = answer.value.matrix().map_or(&[][..], |matrix| &matrix.rows);
    let matrix_key =
        |row: &'a MatrixRow| (Cow::Borrowed(row.head.id.as_str()), Cow::<str>::Owned(row.head.full_label()));
    keys.extend(rows_of_matrix.iter().map(matrix_key));
    for (at, head) in heads.iter().enumerate() {
        let name: Cow<'a, str> = answer.value.row_name(at).unwrap_or_default().into();
        let number = || Cow::Owned(format!("#{}", at + 1));
        let words = || if name.is_empty() { number() } else { Cow::Owned(folded(&name).into_owned()) };
        keys.push((head.id.map_or_else(words, Cow::Borrowed), name));
    }
    answer.leaves(&mut |leaf| {
        let content = match leaf.item {
            // Several figures in one cell are no single one.
            Item::Quantity(_) if leaf.position_in_cell.is_some_and(|(_, all)| all > 1) => ValueContent::Open,
            Item::Quantity(quantity) | Item::Computed(quantity) => ValueContent::Quantity(quantity),
            Item::Chosen(chosen) => ValueContent::Quantity(chosen.shown()),
            Item::Line(line) => ValueContent::Line(line),
            Item::Unanswered => ValueContent::Open,
            _ => return,
        };
        // What has rows inside of a record has no path.
        if leaf.inner_row.is_some() {
            return;
        }
        let (key, row_name) = leaf.row.and_then(|row| keys.get(row)).cloned().unwrap_or_default();
        let is_composition = leaf.field.kind.composition().is_some();
        // In a record the first step is the field.
        let (of_field, path) = leaf.path.split_at(usize::from(field.kind.records().is_some()).min(leaf.path.len()));
        // A part is named alone, however deep it stands.
        let last = path.len().saturating_sub(1);
        let path = if is_composition { path.get(last..).unwrap_or_default() } else { path };
        let row = (!key.is_empty()).then(|| key.clone());
        let whole = |id: &str| id == TOTAL && is_composition;
        let path = || of_field.iter().chain(path);
        let labels = path().filter(|step| !whole(step.id)).map(|step| step.label);
        let matrix = answer.value.matrix();
        let cell = matrix.zip(leaf.row).zip(leaf.path.last());
        let (computed, unit) = match cell {
            Some(((matrix, row), step)) => (
                [
                    matrix.rows.get(row).is_some_and(|row| row.head.computed.is_some()),
                    matrix.columns.get(step.at).is_some_and(|head| head.computed.is_some()),
                ],
                matrix.unit_at(row, step.at),
            ),
            None => ([false, false], leaf.field.unit.as_deref()),
        };
        let value = DocumentValue {
            document,
            asked: leaf.field,
            field,
            unit,
            content,
            span: leaf.span,
            target: leaf.target,
            row: leaf.row,
            row_name,
            steps: row.into_iter().chain(path().map(|step| Cow::Borrowed(step.id))).collect(),
            labels: labels.collect(),
            deep: is_composition && leaf.path.len() > of_field.len() + 1,
            computed,
            scope: leaf
                .circumstances
                .iter()
                .rev()
                .find_map(|one: &&Circumstances| one.scope_other_than(&document.place.name)),
            as_of: leaf.circumstances.iter().rev().find_map(|one| one.as_of()).and_then(|when| when.period),
            key,
        };
        // The column of a series alone names the figure by which its indicator is judged.
        if is_judged(answer, &leaf) {
            let steps = value.steps.iter().take(2).cloned().collect();
            values.push(DocumentValue { steps, ..value.clone() });
        }
        values.push(value);
    });
    values.extend(left_out(document, field, answer));
    values
}

/// Whether a leaf is the figure of a series by which its indicator is judged.
fn is_judged(answer: &Answer, leaf: &Leaf<'_, '_, Item<'_>>) -> bool {
    let (Some(indicators), [column, year]) = (answer.value.indicators(), leaf.path) else { return false };
    let row = leaf.row.and_then(|row| indicators.rows.get(row));
    let cell = row.and_then(|row| if column.id == "target" { row.target.as_ref() } else { row.actual.as_ref() });
    cell.and_then(|cell| cell.time).is_some_and(|time| time.id() == year.id)
}

/// The values of the rows that a form asks for and its sheet does not have.
fn left_out<'a>(document: &'a Document, field: &'a Field, answer: &'a Answer) -> Vec<DocumentValue<'a>> {
    let Some(settings) = field.kind.table() else { return Vec::new() };
    let rows = answer.rows().unwrap_or_default();
    let missing = settings.rows.iter().filter(|head| rows.iter().all(|row| row.id != Some(head.id.as_str())));
    let mut values = Vec::new();
    for head in missing {
        for column in &settings.columns {
            let sectors = column.by.iter().map(|sector| Some((sector.id.as_str(), sector.label.as_str())));
            let sectors: Vec<Option<(&str, &str)>> = if column.by.is_empty() { vec![None] } else { sectors.collect() };
            for sector in sectors {
                let ids = [head.id.as_str(), column.field.id.as_str()].into_iter().chain(sector.map(|(id, _)| id));
                values.push(DocumentValue {
                    document,
                    asked: &column.field,
                    field,
                    unit: column.field.unit.as_deref(),
                    content: ValueContent::Open,
                    span: answer.span,
                    target: false,
                    row: None,
                    key: Cow::Borrowed(head.id.as_str()),
                    row_name: Cow::Borrowed(head.label.as_str()),
                    steps: ids.map(Cow::Borrowed).collect(),
                    labels: std::iter::once(column.field.label.as_str())
                        .chain(sector.map(|(_, label)| label))
                        .collect(),
                    deep: false,
                    computed: [false, false],
                    scope: None,
                    as_of: None,
                });
            }
        }
    }
    values
}

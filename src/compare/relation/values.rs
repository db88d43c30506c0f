//! The values of a document by their paths in the form.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use crate::form::{Choice, Field, TOTAL, ValuePath};
use crate::model::Document;
use crate::source::Span;
use crate::text::fold::folded;
use crate::value::leaf::Step;
use crate::value::{Answer, Circumstances, Item, Leaf, Quantity, RowHead, number};

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
    /// The row of the answer it stands in, or the record, and the row inside of that record.
    rows: [Option<RowStep>; 2],
    /// Ids of the steps to it inside the field, a row first. That of a row tells the same row of another answer.
    steps: Vec<Cow<'a, str>>,
    /// The steps in words.
    labels: Vec<Cow<'a, str>>,
    /// Whether it is a part of a part, for which no star stands.
    deep: bool,
    /// The steps of its row and its column where they are computed of others: no star in their place stands for them.
    computed: [Option<usize>; 2],
    /// The area that it is about, where that is not the place.
    scope: Option<&'a str>,
    /// Its time, where the sheet gives one.
    as_of: Option<crate::text::Period>,
}

/// A step to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct RowStep {
    /// Which of the steps it is, from 0.
    at: usize,
    /// Which row of its answer it is, from 0; nothing where the form asks for it and the sheet does not have it.
    number: Option<usize>,
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

    /// It as people read it: a figure with the unit that the sheet leaves out.
    #[must_use]
    pub fn shown(&self) -> Cow<'a, str> {
        match self.content {
            ValueContent::Quantity(quantity) => number::shown(quantity).trim().to_owned().into(),
            _ => self.written().into(),
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
        let labels = self.labels.iter().map(AsRef::as_ref).filter(|label: &&str| !label.is_empty());
        labels.collect::<Vec<&str>>().join("／")
    }

    /// Whether it is computed of others in its answer.
    #[must_use]
    pub fn is_computed(&self) -> bool {
        self.computed.iter().any(Option::is_some)
    }

    fn row_at(&self, at: usize) -> Option<RowStep> {
        self.rows.iter().flatten().find(|row| row.at == at).copied()
    }

    /// The row of the answer, or the record, from 0.
    fn row(&self) -> Option<usize> {
        self.row_at(0)?.number
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
            && self.rows == other.rows
            && self.steps == other.steps
    }

    /// Whether both stand in the same row or column, each at its step.
    fn shares_step(&self, other: &DocumentValue<'a>, own: usize, others: usize) -> bool {
        if let Some((row, other_row)) = self.row_at(own).zip(other.row_at(others)) {
            // Rows of one answer may be called the same.
            let one_answer = std::ptr::eq(self.document, other.document)
                && self.field.id == other.field.id
                && own == others
                && (own == 0 || self.row() == other.row() && self.steps.get(1) == other.steps.get(1));
            if one_answer && row.number.is_some() {
                return row.number == other_row.number;
            }
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
            && value.row().is_some()
            && shared.contains(&(0, 0));
        let all = if same_row {
            let of_row = |row: Option<usize>| row.is_none_or(|row| Some(row) > value.row());
            let start = all.partition_point(|other| other.row().is_some() && other.row() < value.row());
            let end = all.partition_point(|other| !of_row(other.row()));
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
            let is_row = value.row_at(at).is_some();
            let figures = value.asked.kind.is_figures() || value.asked.kind.indicators().is_some();
            // Neither for the total of a composition, nor for parts of its parts.
            let whole = value.asked.kind.composition().is_some() && step == TOTAL;
            let computed = value.computed.contains(&Some(at));
            !value.deep && !computed && !whole && !except.iter().any(|one| one == step) && (is_row || figures)
        })
}

/// The rows of an answer: what each is about, and what it is called.
type RowKeys<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

fn row_keys<'a>(answer: &'a Answer) -> RowKeys<'a> {
    if let Some(matrix) = answer.value.matrix() {
        let rows = matrix.rows.iter();
        return rows.map(|row| (row.head.id.as_str().into(), row.head.full_label().into())).collect();
    }
    let heads = answer.rows().unwrap_or_default();
    let key = |(at, head): (usize, &RowHead<'a>)| {
        let name: Cow<'a, str> = answer.value.row_name(at).unwrap_or_default().into();
        let number = || Cow::Owned(format!("#{}", at + 1));
        let words = || if name.is_empty() { number() } else { Cow::Owned(folded(&name).into_owned()) };
        (head.id.map_or_else(words, Cow::Borrowed), name)
    };
    heads.iter().enumerate().map(key).collect()
}

/// An answer inside of a record whose rows are looked at.
struct InnerAnswer<'a> {
    record: usize,
    answer: &'a Answer,
    keys: RowKeys<'a>,
}

impl<'a> InnerAnswer<'a> {
    /// The answer of this record to the field with this id.
    fn of(answer: &'a Answer, record: usize, field: &str) -> Option<InnerAnswer<'a>> {
        let answer = answer.records()?.0.rows.get(record)?.answer(field)?;
        Some(InnerAnswer { record, answer, keys: row_keys(answer) })
    }
}

/// All values of a field, those of a row together, and last those of rows that the form asks for and the sheet does not have.
#[must_use]
pub fn values<'a>(document: &'a Document, id: &str) -> Vec<DocumentValue<'a>> {
    let Some((field, answer)) = document.answer(id) else { return Vec::new() };
    let mut walk = ValueWalk { document, field, answer, keys: row_keys(answer), inner: None, values: Vec::new() };
    answer.leaves(&mut |leaf| walk.leaf(&leaf));
    let ValueWalk { keys, mut values, .. } = walk;
    let Some((records, _)) = answer.records() else {
        left_out(document, (field, answer), None, &mut values);
        return values;
    };
    let of_rows = values.len();
    for ((number, record), (key, name)) in (0..).zip(&records.rows).zip(&keys) {
        for inner in &record.answers {
            let of = RecordStep { field, number, key, name };
            left_out(document, (&inner.field, inner), Some(of), &mut values);
        }
    }
    if values.len() > of_rows {
        values.sort_by_key(DocumentValue::row);
    }
    values
}

/// The values of an answer, gathered leaf by leaf.
struct ValueWalk<'a> {
    document: &'a Document,
    field: &'a Field,
    answer: &'a Answer,
    keys: RowKeys<'a>,
    /// The answer inside of a record that was looked at last: its leaves follow each other.
    inner: Option<InnerAnswer<'a>>,
    values: Vec<DocumentValue<'a>>,
}

/// The steps from a field to a value in it.
#[derive(Default)]
struct ValueSteps<'a> {
    ids: Vec<Cow<'a, str>>,
    labels: Vec<Cow<'a, str>>,
    rows: [Option<RowStep>; 2],
}

impl<'a> ValueSteps<'a> {
    fn push(&mut self, (id, label): (Cow<'a, str>, Cow<'a, str>)) {
        self.ids.push(id);
        self.labels.push(label);
    }

    fn extend(&mut self, path: &[Step<'a>]) {
        path.iter().for_each(|step| self.push((Cow::Borrowed(step.id), Cow::Borrowed(step.label))));
    }
}

impl<'a> ValueWalk<'a> {
    fn leaf(&mut self, leaf: &Leaf<'_, 'a, Item<'a>>) {
        let content = match leaf.item {
            // Several figures in one cell are no single one.
            Item::Quantity(_) if leaf.position_in_cell.is_some_and(|(_, all)| all > 1) => ValueContent::Open,
            Item::Quantity(quantity) | Item::Computed(quantity) => ValueContent::Quantity(quantity),
            Item::Chosen(chosen) => ValueContent::Quantity(chosen.shown()),
            Item::Line(line) => ValueContent::Line(line),
            Item::Unanswered => ValueContent::Open,
            _ => return,
        };
        let in_records = self.field.kind.records().is_some();
        // In a record the first step is the field.
        let (of_field, path) = leaf.path.split_at(usize::from(in_records).min(leaf.path.len()));
        let Some(mut steps) = self.steps_to_row(leaf, of_field) else { return };
        let at = steps.rows.last().copied().flatten().map_or(steps.ids.len(), |row| row.at);
        let is_composition = leaf.field.kind.composition().is_some();
        // A part is named alone, however deep it stands.
        let deep = is_composition && path.len() > 1;
        let path = path.get(if is_composition { path.len().saturating_sub(1) } else { 0 }..).unwrap_or_default();
        steps.extend(path);
        if is_composition && path.last().is_some_and(|step| step.id == TOTAL) {
            steps.labels.pop();
        }
        let own = self.inner.as_ref().filter(|_| leaf.inner_row.is_some()).map_or(self.answer, |inner| inner.answer);
        let (row, first) = if in_records { (leaf.inner_row, at) } else { (leaf.row, 0) };
        let (computed, unit) =
            computed(own, row.zip(path.last()), first).unwrap_or(([None, None], leaf.field.unit.as_deref()));
        let mut circumstances = leaf.circumstances.iter().rev();
        let scope = |one: &&'a Circumstances| one.scope_other_than(&self.document.place.name);
        let value = DocumentValue {
            document: self.document,
            asked: leaf.field,
            field: self.field,
            unit,
            content,
            span: leaf.span,
            target: leaf.target,
            rows: steps.rows,
            steps: steps.ids,
            labels: steps.labels,
            deep,
            computed,
            scope: circumstances.clone().find_map(scope),
            as_of: circumstances.find_map(|one| one.as_of()).and_then(|when| when.period),
        };
        // The column of a series alone names the figure by which its indicator is judged.
        if is_judged(own, row, path) {
            let steps = value.steps.iter().take(value.steps.len().saturating_sub(1)).cloned().collect();
            self.values.push(DocumentValue { steps, ..value.clone() });
        }
        self.values.push(value);
    }

    /// The steps to the row of a leaf, and in a record to the row of the answer in it, which the first step leads to; nothing for
    /// rows inside of a record without a name of their own, which have no path.
    fn steps_to_row(&mut self, leaf: &Leaf<'_, 'a, Item<'a>>, of_field: &[Step<'a>]) -> Option<ValueSteps<'a>> {
        let mut steps = ValueSteps::default();
        let (key, name) = leaf.row.and_then(|row| self.keys.get(row)).cloned().unwrap_or_default();
        let outer = (!key.is_empty()).then_some(RowStep { at: 0, number: leaf.row });
        if outer.is_some() {
            steps.push((key, name));
        }
        steps.extend(of_field);
        steps.rows = [outer, None];
        let Some(inner_row) = leaf.inner_row else { return Some(steps) };
        if let Some((record, own)) = leaf.row.zip(of_field.first())
            && !self.inner.as_ref().is_some_and(|inner| inner.record == record && inner.answer.field.id == own.id)
        {
            self.inner = InnerAnswer::of(self.answer, record, own.id);
        }
        let row = self.inner.as_ref()?.keys.get(inner_row)?.clone();
        steps.rows = [outer, Some(RowStep { at: steps.ids.len(), number: leaf.inner_row })];
        steps.push(row);
        Some(steps)
    }
}

/// Of a cell of a matrix, the steps of its row and its column where they are computed, and its unit.
fn computed<'a>(
    answer: &'a Answer,
    cell: Option<(usize, &Step<'a>)>,
    first: usize,
) -> Option<([Option<usize>; 2], Option<&'a str>)> {
    let (matrix, (row, step)) = answer.value.matrix().zip(cell)?;
    let of_row = matrix.rows.get(row).is_some_and(|row| row.head.computed.is_some());
    let of_column = matrix.columns.get(step.at).is_some_and(|head| head.computed.is_some());
    Some(([of_row.then_some(first), of_column.then_some(first + 1)], matrix.unit_at(row, step.at)))
}

/// The record that an answer is in.
#[derive(Clone, Copy)]
struct RecordStep<'w, 'a> {
    field: &'a Field,
    number: usize,
    key: &'w Cow<'a, str>,
    name: &'w Cow<'a, str>,
}

/// Whether a figure is that of a series by which its indicator is judged.
fn is_judged(answer: &Answer, row: Option<usize>, path: &[Step<'_>]) -> bool {
    let (Some(indicators), [column, year]) = (answer.value.indicators(), path) else { return false };
    let row = row.and_then(|row| indicators.rows.get(row));
    let cell = row.and_then(|row| if column.id == "target" { row.target.as_ref() } else { row.actual.as_ref() });
    cell.and_then(|cell| cell.time).is_some_and(|time| time.id() == year.id)
}

/// The values of the rows that a form asks for and its sheet does not have.
fn left_out<'a>(
    document: &'a Document,
    (field, answer): (&'a Field, &'a Answer),
    of: Option<RecordStep<'_, 'a>>,
    values: &mut Vec<DocumentValue<'a>>,
) {
    let Some(settings) = field.kind.table() else { return };
    let rows = answer.rows().unwrap_or_default();
    let missing = settings.rows.iter().filter(|head| rows.iter().all(|row| row.id != Some(head.id.as_str())));
    for head in missing {
        for column in &settings.columns {
            let sectors = column.by.iter().map(Some);
            let sectors: Vec<Option<&'a Choice>> = if column.by.is_empty() { vec![None] } else { sectors.collect() };
            for sector in sectors {
                let (mut steps, mut labels): (Vec<Cow<'a, str>>, Vec<Cow<'a, str>>) = (Vec::new(), Vec::new());
                if let Some(of) = of {
                    steps.extend([of.key.clone(), field.id.as_str().into()]);
                    labels.extend([of.name.clone(), field.label.as_str().into()]);
                }
                let row = RowStep { at: steps.len(), number: None };
                let column = &column.field;
                let own = [(&head.id, &head.label), (&column.id, &column.label)].into_iter();
                for (id, label) in own.chain(sector.map(|sector| (&sector.id, &sector.label))) {
                    steps.push(id.as_str().into());
                    labels.push(label.as_str().into());
                }
                values.push(DocumentValue {
                    document,
                    asked: column,
                    field: of.map_or(field, |of| of.field),
                    unit: column.unit.as_deref(),
                    content: ValueContent::Open,
                    span: answer.span,
                    target: false,
                    rows: [of.map(|of| RowStep { at: 0, number: Some(of.number) }), Some(row)],
                    steps,
                    labels,
                    deep: false,
                    computed: [None, None],
                    scope: None,
                    as_of: None,
                });
            }
        }
    }
}

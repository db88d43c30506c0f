//! All values of a document, in the order of its form: an entry for each leaf of its answers.

use crate::compare::progress::{self, Progress};
use crate::form::{Field, FormSection, Kind};
use crate::markdown::plain;
use crate::model::Document;
use crate::source::Span;
use crate::text::Period;
use crate::value::indicators::IndicatorColumn;
use crate::value::presence::LevelValue;
use crate::value::{self, Answer, Circumstances, Item, Leaf, Quantity, Records};

use super::columns::BETWEEN;
use super::entry::{Group, Observation, ObservationTime, Status};

const COUNT: &str = "設置数";
const OF: &str = "全体の数";

/// The entries of a document.
pub fn entries(document: &Document) -> Vec<Observation<'_>> {
    let mut all = Vec::new();
    for (section, field, answer) in document.answers() {
        add_entries(document, (section, field, answer), &mut all);
    }
    all
}

fn add_entries<'a>(
    document: &'a Document,
    (section, field, answer): (&'a FormSection, &'a Field, &'a Answer),
    all: &mut Vec<Observation<'a>>,
) {
    let entry = Observation {
        section: &section.id,
        field: &field.id,
        label: &field.label,
        definition: field.definition.as_deref(),
        group: group_of_field(document, field),
        ..Observation::default()
    };
    let mut writer = ObservationWriter {
        document,
        answer,
        rows: answer.rows().unwrap_or_default(),
        row: None,
        inner: None,
        entry,
        lines: Vec::new(),
    };
    answer.leaves(&mut |leaf| writer.leaf(&leaf, all));
}

/// The groups of the entries of a document, each once. Of many answers to fields of one group, one is looked at.
pub(super) fn groups(document: &Document) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut entries = Vec::new();
    for (section, field, answer) in document.answers() {
        // What stands in records may be of any group.
        if field.kind.records().is_none() && groups.contains(&group_of_field(document, field)) {
            continue;
        }
        add_entries(document, (section, field, answer), &mut entries);
        for entry in entries.drain(..) {
            if !groups.contains(&entry.group) {
                groups.push(entry.group);
            }
        }
    }
    groups
}

fn group_of_field(document: &Document, field: &Field) -> Group {
    if document.form.is_issue_data(field) { Group::Issues } else { group_of(&field.kind) }
}

/// The long tables that hold the answers to fields of a kind.
fn group_of(kind: &Kind) -> Group {
    if kind.indicators().is_some() {
        Group::Indicators
    } else if kind.is_running_text() {
        Group::Texts
    } else {
        Group::Figures
    }
}

/// Writes the entries of one answer.
struct ObservationWriter<'a> {
    document: &'a Document,
    answer: &'a Answer,
    rows: Vec<value::RowHead<'a>>,
    /// The row that was entered last.
    row: Option<usize>,
    /// What all entries of the answer, or of the row, have in common.
    entry: Observation<'a>,
    /// The answer in a record that was entered last, with its row.
    inner: Option<(&'a Answer, Option<usize>)>,
    /// What came of the target of the row.
    lines: Vec<Progress<'a>>,
}

impl<'a> ObservationWriter<'a> {
    fn leaf(&mut self, leaf: &Leaf<'_, 'a, Item<'a>>, all: &mut Vec<Observation<'a>>) {
        if leaf.row != self.row {
            self.enter(leaf.row);
        }
        self.enter_inner(leaf);
        let entry = || self.entry_of(leaf);
        match leaf.item {
            // What travels with leaves is written with each of them.
            Item::Circumstances(..) | Item::Due(_) => {}
            // So is a name; but a record may have nothing else.
            Item::Name(_) => {
                let is_empty = |records: &Records| {
                    let record = leaf.row.and_then(|row| records.rows.get(row));
                    leaf.path.is_empty() && record.is_some_and(|record| record.answers.is_empty())
                };
                if self.answer.value.records().is_some_and(is_empty) {
                    all.push(entry().unanswered());
                }
            }
            Item::Quantity(quantity) => {
                let line = self.lines.iter().find(|line| stands_at(line, quantity));
                let line =
                    line.filter(|_| leaf.path.last().is_none_or(|step| step.id != IndicatorColumn::Baseline.id()));
                let attainment = line.map(|line| Box::new(line.into()));
                all.push(Observation { attainment, ..entry() }.quantity(quantity));
            }
            // No author wrote it.
            Item::Computed(quantity) => {
                let computed = entry().quantity(quantity);
                all.push(Observation { status: Status::Computed, written: String::new(), ..computed });
            }
            Item::Absent(reason) => all.push(entry().quantity(reason)),
            Item::Level(level) => write_level(&entry(), level, all),
            Item::Chosen(chosen) => {
                all.extend(leaf.field.kind.choice().map(|asked| entry().chosen(chosen, asked)));
            }
            Item::Line(line) => all.push(entry().words(line, Status::Words)),
            Item::Prose(prose) => all.push(entry().words(&plain(&prose.text), Status::Text)),
            Item::Date(when) | Item::Period(when) => {
                let status = if when.period.is_some() { Status::Date } else { Status::Words };
                let date = when.period.as_ref().map(Period::iso);
                all.push(Observation { date, ..entry() }.words(&when.written, status));
            }
            Item::Unanswered => {
                // A result that is not there: what came of the target stands where it should be.
                let result = leaf.path.last().is_some_and(|step| step.id == IndicatorColumn::Actual.id());
                let attainment = match self.lines.as_slice() {
                    [only] if result => Some(Box::new(only.into())),
                    _ => None,
                };
                all.push(Observation { attainment, ..entry() }.unanswered());
            }
        }
    }

    /// Takes up what all entries of a row have in common.
    fn enter(&mut self, row: Option<usize>) {
        self.row = row;
        let head = row.and_then(|row| self.rows.get(row));
        self.entry.row = row.map(|row| row + 1);
        self.entry.row_id = head.and_then(|head| head.id);
        self.entry.row_name = row.and_then(|row| self.answer.value.row_name(row));
        self.entry.from = head.and_then(|head| head.from).map(ToString::to_string);
        self.assess(self.answer, row);
    }

    /// Takes up what the entries of an answer in a record, or of a row of it, have in common.
    fn enter_inner(&mut self, leaf: &Leaf<'_, 'a, Item<'a>>) {
        let Some((records, _)) = self.answer.records() else { return };
        let record = leaf.row.and_then(|row| records.rows.get(row));
        let answer = record.zip(leaf.path.first()).and_then(|(record, step)| record.answer(step.id));
        let inner = answer.map(|answer| (answer, leaf.inner_row));
        let is_same = match (self.inner, inner) {
            (Some((one, row)), Some((other, other_row))) => std::ptr::eq(one, other) && row == other_row,
            (one, other) => one.is_none() && other.is_none(),
        };
        if is_same {
            return;
        }
        self.inner = inner;
        self.entry.definition = answer.and_then(|answer| answer.field.definition.as_deref());
        if let Some(answer) = answer {
            self.assess(answer, leaf.inner_row);
        }
    }

    /// Finds what came of the target of a row of indicators.
    fn assess(&mut self, answer: &'a Answer, row: Option<usize>) {
        self.lines.clear();
        if let (Some((indicators, columns)), Some(row)) = (answer.indicators(), row)
            && let Some(row) = indicators.rows.get(row)
        {
            let date = progress::default_result_date(answer, self.document.year);
            let around = (&answer.circumstances, self.document.place.name.as_str());
            self.lines = progress::assess_in(row, columns, date, around);
        }
    }

    /// What is said of a leaf whatever it holds. The nearest circumstances hold, and the form's word on time where
    /// the sheet gives none.
    fn entry_of(&self, leaf: &Leaf<'_, 'a, Item<'a>>) -> Observation<'a> {
        fn nearest<'a, T: ?Sized>(
            leaf: &Leaf<'_, 'a, Item<'a>>,
            of: impl Fn(&'a Circumstances) -> Option<&'a T>,
        ) -> Option<&'a T> {
            leaf.circumstances.iter().rev().find_map(|one| of(one))
        }
        let asked = || leaf.as_of.map(|asked| value::When::parse(asked, self.document.year));
        let as_of = nearest(leaf, |one| one.as_of()).cloned().or_else(asked);
        let mut entry = Observation {
            as_of: as_of.map(|when| ObservationTime { text: when.shown(), iso: when.period.as_ref().map(Period::iso) }),
            source: nearest(leaf, |one| one.source()),
            scope: nearest(leaf, |one| one.scope()),
            note: nearest(leaf, |one| one.note()).map(str::to_owned),
            line: self.line(leaf.span),
            ..self.entry.clone()
        };
        if entry.group == Group::Figures {
            entry.group = group_of(&leaf.field.kind);
        }
        for step in leaf.path.iter().filter(|step| !step.id.is_empty()) {
            entry.part.push(step.id.into());
            let label = step.group.map(|group| format!("{group}{BETWEEN}{}", step.label).into());
            entry.part_label.push(label.unwrap_or_else(|| step.label.into()));
            // Behind the field of a record the row of its answer; the first step is always that field.
            if let (Some((answer, Some(row))), 1) = (self.inner, entry.part.len()) {
                let number = (row + 1).to_string();
                let rows = answer.rows().unwrap_or_default();
                let id = rows.get(row).and_then(|head| head.id);
                entry.part.push(id.map_or_else(|| number.clone().into(), Into::into));
                entry.part_label.push(answer.value.row_name(row).unwrap_or(number).into());
            }
        }
        if let Some((at, 2..)) = leaf.position_in_cell {
            entry.part.push((at + 1).to_string().into());
        }
        entry
    }

    fn line(&self, span: Span) -> usize {
        self.document.source.line_of(span.start()) + 1
    }
}

/// 有 or 無, how many have one, and out of how many.
fn write_level<'a>(entry: &Observation<'a>, level: &'a LevelValue, all: &mut Vec<Observation<'a>>) {
    let said = Observation { status: level.state.into(), written: level.written.clone(), ..entry.clone() };
    all.push(if level.is_unanswered() { said.unanswered() } else { said });
    let Some((have, of)) = level.count else { return };
    let count = |id: &'a str, label: &'a str| {
        let mut entry = entry.clone();
        entry.part.push(id.into());
        entry.part_label.push(label.into());
        entry
    };
    let unit = level.unit.as_deref().map(|unit| unit.split(['/', '／']).next().unwrap_or(unit));
    all.push(count("count", COUNT).count(have, unit));
    all.extend(of.map(|of| count("of", OF).count(of, None)));
}

/// Whether the outcome of a target belongs to this figure: the result, or the target where the form asks for no result.
fn stands_at(line: &Progress<'_>, quantity: &Quantity) -> bool {
    let place = line.figures.actual.or(line.figures.target);
    place.is_some_and(|place| std::ptr::eq(place, quantity))
}

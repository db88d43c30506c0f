//! All values of a document, in the order of its form.

use crate::compare::progress::{self, Progress};
use crate::form::{Column, Field, Head, IndicatorColumns, Kind, TOTAL};
use crate::markdown::plain;
use crate::model::Document;
use crate::source::Span;
use crate::text::Date;
use crate::value::composition::Part;
use crate::value::presence::State;
use crate::value::table::{Cell, Row};
use crate::value::{
    Absence, Answer, Circumstances, Composition, Indicators, Presence, Prose, Quantity, Rates, Schedule,
};
use crate::value::{Table, Value, indicators};

use super::columns::BETWEEN;
use super::entry::{Entry, Group, Status, When};

/// The column of a table that makes it a table of issues, in whatever form.
const ISSUE: &str = "issue";

/// The entries of a document.
pub fn entries(document: &Document) -> Vec<Entry<'_>> {
    let mut all = Vec::new();
    for (section, field, answer) in document.answers() {
        let entry = Entry {
            section: &section.id,
            field: &field.id,
            label: &field.label,
            definition: field.definition.as_deref(),
            ..Entry::default()
        };
        let mut writer = Writer { document, all: &mut all };
        writer.answer(entry, field, answer, &[]);
    }
    all
}

/// Writes the entries of one document.
struct Writer<'a, 'w> {
    document: &'a Document,
    all: &'w mut Vec<Entry<'a>>,
}

impl<'a> Writer<'a, '_> {
    /// An answer; `outside` are the circumstances of what it stands in, which hold where it names none of its own.
    fn answer(&mut self, entry: Entry<'a>, field: &'a Field, answer: &'a Answer, outside: &[&'a Circumstances]) {
        let circumstances: Vec<&Circumstances> =
            std::iter::once(&answer.circumstances).chain(outside.iter().copied()).collect();
        let entry = self.with(entry, &circumstances, field.as_of.as_deref(), answer.span);
        match (&answer.value, &field.kind) {
            (Value::Number(quantity), _) => self.all.push(entry.quantity(quantity)),
            (Value::Composition(composition), _) => self.composition(&entry, composition),
            (Value::Rates(rates), _) => self.rates(&entry, rates),
            (Value::Presence(presence), _) => self.presence(&entry, presence, &circumstances),
            (Value::Text(line), _) => self.all.push(entry.words(line, Status::Words)),
            (Value::Prose(prose), _) => self.prose(entry, prose),
            (Value::Date(when), _) => {
                let status = if when.period.is_some() { Status::Date } else { Status::Words };
                let date = when.period.as_ref().map(crate::text::Period::iso);
                self.all.push(Entry { date, ..entry }.words(&when.written, status));
            }
            (Value::Indicators(indicators), Kind::Indicators(columns)) => {
                let said = progress::said(answer, self.document.year);
                self.indicators(&entry, (indicators, columns), said, &circumstances);
            }
            (Value::Table(table), Kind::Table(settings)) => {
                self.table(&entry, table, &settings.columns, &circumstances);
            }
            (Value::Schedule(schedule), Kind::Schedule(columns)) => {
                self.schedule(&entry, schedule, [&columns.period, &columns.item, &columns.detail]);
            }
            (Value::Absent(reason), kind) => self.all.push(whole(entry, kind).quantity(reason)),
            (Value::Open, kind) => self.open(entry, kind),
            _ => {}
        }
    }

    /// A field that nobody has answered.
    fn open(&mut self, entry: Entry<'a>, kind: &Kind) {
        self.all.push(whole(entry, kind).unanswered());
    }

    fn composition(&mut self, entry: &Entry<'a>, composition: &'a Composition) {
        if let Some((total, span)) = &composition.total {
            self.quantity(entry, TOTAL, TOTAL_LABEL, total, *span);
        }
        self.parts(entry, &composition.parts);
    }

    fn parts(&mut self, entry: &Entry<'a>, parts: &'a [Part]) {
        for part in parts {
            let inner = at(entry.clone(), &part.id, &part.label);
            self.all.push(Entry { line: self.line_or(part.span, entry), ..inner.clone() }.quantity(&part.quantity));
            self.parts(&inner, &part.parts);
        }
    }

    fn rates(&mut self, entry: &Entry<'a>, rates: &'a Rates) {
        for point in &rates.points {
            self.quantity(entry, &point.id, &point.label, &point.quantity, point.span);
        }
    }

    fn quantity(&mut self, entry: &Entry<'a>, id: &'a str, label: &'a str, quantity: &'a Quantity, span: Span) {
        let entry = Entry { line: self.line_or(span, entry), ..entry.clone() };
        self.all.push(at(entry, id, label).quantity(quantity));
    }

    fn presence(&mut self, entry: &Entry<'a>, presence: &'a Presence, outside: &[&'a Circumstances]) {
        for level in &presence.levels {
            let own: Vec<&Circumstances> =
                std::iter::once(&level.circumstances).chain(outside.iter().copied()).collect();
            let line = self.line_or(level.span, entry);
            let entry = Entry { line, ..self.with(entry.clone(), &own, None, level.span) };
            let entry = if level.id.is_empty() { entry } else { at(entry, &level.id, &level.label) };
            let unanswered = level.state == State::Absent(Absence::Unanswered) && level.written.is_empty();
            let said = Entry { status: level.state.into(), written: level.written.clone(), ..entry.clone() };
            self.all.push(if unanswered { said.unanswered() } else { said });
            if let Some((have, of)) = level.count {
                let unit = level.unit.as_deref().map(|unit| unit.split(['/', '／']).next().unwrap_or(unit));
                self.all.push(at(entry.clone(), "count", COUNT).count(have, unit));
                self.all.extend(of.map(|of| at(entry, "of", OF).count(of, None)));
            }
        }
    }

    fn prose(&mut self, entry: Entry<'a>, prose: &'a Prose) {
        let line = self.line(prose.origin.offset_span(0..0));
        let group = if entry.group == Group::Figures { Group::Texts } else { entry.group };
        self.all.push(Entry { line, group, ..entry }.words(&plain(&prose.text), Status::Text));
    }

    fn indicators(
        &mut self,
        entry: &Entry<'a>,
        (indicators, columns): (&'a Indicators, &'a IndicatorColumns),
        said: Date,
        outside: &[&'a Circumstances],
    ) {
        for (index, row) in indicators.rows.iter().enumerate() {
            let entry = Entry {
                row: Some(index + 1),
                row_id: row.id.as_deref(),
                row_name: Some(row.name.clone()),
                group: Group::Indicators,
                line: self.line(row.span),
                ..entry.clone()
            };
            let mut lines = progress::of(row, columns, said);
            let around = outside.first().copied().unwrap_or(Circumstances::none());
            if progress::areas_differ(row, around, &self.document.place.name) {
                lines = progress::apart(lines);
            }
            let cells = [
                ("baseline", &columns.baseline, &row.baseline),
                ("target", &columns.target, &row.target),
                ("actual", &columns.actual, &row.actual),
            ];
            for (id, head, cell) in cells {
                let Some(head) = head else { continue };
                let entry = at(entry.clone(), id, &head.label);
                if let Some(cell) = cell {
                    let lines = if id == "baseline" { &[] } else { lines.as_slice() };
                    self.cell(entry, head, cell, lines, outside);
                } else {
                    // A result that is not there: what came of the target stands where it should be.
                    let only = match lines.as_slice() {
                        [only] if id == "actual" => Some(Box::new(only.into())),
                        _ => None,
                    };
                    self.all.push(Entry { attainment: only, ..entry }.unanswered());
                }
            }
            if let Some(head) = &columns.effect {
                let entry = at(entry, "effect", &head.label);
                match &row.effect {
                    Some(effect) => self.prose(entry, effect),
                    None => self.all.push(entry.unanswered()),
                }
            }
        }
    }

    fn cell(
        &mut self,
        entry: Entry<'a>,
        head: &'a Head,
        cell: &'a indicators::Cell,
        lines: &[Progress<'_>],
        outside: &[&'a Circumstances],
    ) {
        let own: Vec<&Circumstances> = std::iter::once(&cell.circumstances).chain(outside.iter().copied()).collect();
        let entry = self.with(entry, &own, head.as_of.as_deref(), cell.span());
        for (index, (quantity, span)) in cell.quantities.iter().zip(&cell.spans).enumerate() {
            let mut entry = Entry { line: self.line(*span), ..entry.clone() };
            if cell.quantities.len() > 1 {
                entry.part.push((index + 1).to_string().into());
            }
            let line = lines.iter().find(|line| stands_at(line, quantity));
            entry.attainment = line.map(|line| Box::new(line.into()));
            self.all.push(entry.quantity(quantity));
        }
    }

    fn table(&mut self, entry: &Entry<'a>, table: &'a Table, columns: &'a [Column], outside: &[&'a Circumstances]) {
        let group = group_of(columns);
        for (index, row) in table.rows.iter().enumerate() {
            let row_name = row.full_head().or_else(|| name_of(row, 0));
            let line = self.line(row.span);
            let from = row.from.as_ref().map(|(from, _)| from.to_string());
            let entry =
                Entry { row: Some(index + 1), row_id: row.id.as_deref(), row_name, from, group, line, ..entry.clone() };
            for (column, cell) in columns.iter().zip(&row.cells) {
                let inner = in_column(entry.clone(), &column.field);
                match cell {
                    Cell::One(Some(answer)) => self.answer(inner, &column.field, answer, outside),
                    Cell::BySector(answers) => {
                        for (sector, answer) in column.by.iter().zip(answers) {
                            let inner = at(inner.clone(), &sector.id, &sector.label);
                            match answer {
                                Some(answer) => self.answer(inner, &column.field, answer, outside),
                                None => self.open(inner, &column.field.kind),
                            }
                        }
                    }
                    Cell::One(None) => self.open(inner, &column.field.kind),
                }
            }
        }
    }

    fn schedule(&mut self, entry: &Entry<'a>, schedule: &'a Schedule, heads: [&'a str; 3]) {
        let [period, item, detail] = heads;
        for (index, row) in schedule.entries.iter().enumerate() {
            let line = self.line(row.span);
            let entry = Entry { row: Some(index + 1), group: Group::Texts, line, ..entry.clone() };
            let status = if row.period.period.is_some() { Status::Date } else { Status::Words };
            let date = row.period.period.as_ref().map(crate::text::Period::iso);
            self.all.push(Entry { date, ..at(entry.clone(), "period", period) }.words(&row.period.written, status));
            for (id, head, text) in [("item", item, &row.item), ("detail", detail, &row.detail)] {
                let entry = at(entry.clone(), id, head);
                match text {
                    Some(text) => self.prose(entry, text),
                    None => self.all.push(entry.unanswered()),
                }
            }
        }
    }

    /// Adds circumstances, the nearest first, and the line. The form's word on time holds where the sheet gives none.
    fn with(
        &self,
        entry: Entry<'a>,
        circumstances: &[&'a Circumstances],
        asked: Option<&str>,
        span: Span,
    ) -> Entry<'a> {
        let text = |of: fn(&Circumstances) -> &Option<String>| circumstances.iter().find_map(|one| of(one).as_deref());
        let as_of = circumstances.iter().find_map(|one| one.as_of.clone());
        let as_of = as_of.or_else(|| Some(crate::value::When::parse(asked?, self.document.year)));
        Entry {
            as_of: as_of
                .map(|when| When { text: when.shown(), iso: when.period.as_ref().map(crate::text::Period::iso) })
                .or(entry.as_of),
            source: text(|one| &one.source).or(entry.source),
            scope: text(|one| &one.scope).or(entry.scope),
            note: text(|one| &one.note).map(str::to_owned).or(entry.note),
            line: self.line(span),
            ..entry
        }
    }

    /// The line of a part; that of the whole where the sheet does not mention the part.
    fn line_or(&self, span: Span, whole: &Entry<'_>) -> usize {
        if span == Span::default() { whole.line } else { self.line(span) }
    }

    fn line(&self, span: Span) -> usize {
        self.document.source.line_of(span.start()) + 1
    }
}

const TOTAL_LABEL: &str = "合計";
const COUNT: &str = "設置数";
const OF: &str = "全体の数";

/// A whole answer, in the files where its values would be.
fn whole<'a>(entry: Entry<'a>, kind: &Kind) -> Entry<'a> {
    let group = match kind {
        _ if entry.group != Group::Figures => entry.group,
        Kind::Prose | Kind::Schedule(_) => Group::Texts,
        Kind::Indicators(_) => Group::Indicators,
        Kind::Table(settings) => group_of(&settings.columns),
        _ => Group::Figures,
    };
    Entry { group, ..entry }
}

/// The files to which a table with these columns belongs.
fn group_of(columns: &[Column]) -> Group {
    if columns.iter().any(|column| column.field.id == ISSUE) { Group::Issues } else { Group::Figures }
}

/// Whether what came of a target is said beside this figure: the result, or the target where the form asks for no result.
fn stands_at(line: &Progress<'_>, quantity: &Quantity) -> bool {
    let place = line.figures.actual.or(line.figures.target);
    place.is_some_and(|place| std::ptr::eq(place, quantity))
}

/// One step further in.
fn at<'a>(mut entry: Entry<'a>, id: &'a str, label: &'a str) -> Entry<'a> {
    entry.part.push(id.into());
    entry.part_label.push(label.into());
    entry
}

/// One step further in, into a column, which may stand in a group.
fn in_column<'a>(entry: Entry<'a>, field: &'a Field) -> Entry<'a> {
    let mut entry = at(entry, &field.id, &field.label);
    let group = field.group.as_ref().zip(entry.part_label.last_mut());
    group.into_iter().for_each(|(group, label)| *label = format!("{group}{BETWEEN}{}", field.label).into());
    entry
}

/// What the first cell of a row says.
fn name_of(row: &Row, place: usize) -> Option<String> {
    let Some(Cell::One(Some(answer))) = row.cells.get(place) else { return None };
    match &answer.value {
        Value::Text(line) => Some(line.clone()),
        Value::Prose(prose) => plain(&prose.text).lines().next().map(str::to_owned),
        Value::Date(when) => Some(when.written.clone()),
        _ => None,
    }
}

//! What of its form a document is asked: the conditions of the form, decided by the answers.

use std::sync::Arc;

use crate::form::{AnswerTest, Condition, Field, FormSection, NO, RecordSettings, TableSettings, YES};
use crate::source::{Finding, Findings, Position, Span};
use crate::text::{Decimal, fold};
use crate::value::codes::TO_BE_ANSWERED;
use crate::value::presence::PresenceState;
use crate::value::table::{TableCell, TableRow};
use crate::value::{Absence, Answer, Circumstances, FigureOf, Quantity, RecordRow};

use super::Document;

/// Where the answers stand that conditions look at: in a row, in a record, in a document.
#[derive(Clone, Copy, Debug)]
pub struct AnswerScope<'a> {
    document: &'a Document,
    record: Option<(&'a RecordSettings, &'a RecordRow)>,
    row: Option<(&'a TableSettings, &'a TableRow)>,
}

/// A field that a condition looks at, with its answer.
struct Deciding<'a> {
    section: Option<&'a FormSection>,
    field: &'a Field,
    answer: Option<&'a Answer>,
    scope: AnswerScope<'a>,
}

impl<'a> AnswerScope<'a> {
    /// The answers of a document.
    #[must_use]
    pub fn new(document: &'a Document) -> AnswerScope<'a> {
        AnswerScope { document, record: None, row: None }
    }

    /// First those of a record of it.
    #[must_use]
    pub fn in_record(self, asked: &'a RecordSettings, record: &'a RecordRow) -> AnswerScope<'a> {
        AnswerScope { record: Some((asked, record)), ..self }
    }

    /// First those of a row of a table in it.
    #[must_use]
    pub fn in_row(self, asked: &'a TableSettings, row: &'a TableRow) -> AnswerScope<'a> {
        AnswerScope { row: Some((asked, row)), ..self }
    }

    /// Whether a section is asked; nothing where the answers do not tell.
    #[must_use]
    pub fn is_section_asked(&self, section: &FormSection) -> Option<bool> {
        section.asked_if.as_ref().map_or(Some(true), |condition| self.holds(condition))
    }

    /// Whether a field is asked, which may stand in a section; nothing where the answers do not tell.
    #[must_use]
    pub fn is_asked(&self, section: Option<&FormSection>, field: &Field) -> Option<bool> {
        let of_section = section.map_or(Some(true), |section| self.is_section_asked(section));
        let own = field.asked_if.as_ref().map_or(Some(true), |condition| self.holds(condition));
        all([of_section, own].into_iter())
    }

    /// The answers that a condition looks at, with what they answer: those that the document has.
    #[must_use]
    pub fn deciding(&self, condition: &Condition) -> Vec<(&'a Field, &'a Answer)> {
        let found = condition.tests().into_iter().filter_map(|test| self.find(&test.field));
        found.filter_map(|found| Some((found.field, found.answer?))).collect()
    }

    /// Whether a condition holds; nothing where the answers do not tell.
    #[must_use]
    pub fn holds(&self, condition: &Condition) -> Option<bool> {
        match condition {
            Condition::Answer(test) => self.test(test),
            Condition::All(inner) => all(inner.iter().map(|one| self.holds(one))),
            Condition::Any(inner) => all(inner.iter().map(|one| self.holds(one).map(|holds| !holds))).map(|none| !none),
        }
    }

    fn test(&self, test: &AnswerTest) -> Option<bool> {
        let Deciding { section, field, answer, scope } = self.find(&test.field)?;
        // What is not asked decides that nothing that depends on it is.
        if scope.is_asked(section, field) == Some(false) {
            return Some(false);
        }
        meets(answer?, test)
    }

    fn find(&self, id: &str) -> Option<Deciding<'a>> {
        if let Some((asked, row)) = self.row
            && let Some((column, cell)) = asked.columns.iter().zip(&row.cells).find(|(column, _)| column.field.id == id)
        {
            return Some(Deciding { section: None, field: &column.field, answer: cell.one(), scope: *self });
        }
        if let Some((asked, record)) = self.record
            && let Some(field) = asked.fields.iter().find(|field| field.id == id)
        {
            let scope = AnswerScope { row: None, ..*self };
            return Some(Deciding { section: None, field, answer: record.answer(id), scope });
        }
        let (section, field) = self.document.form.fields().find(|(_, field)| field.id == id)?;
        let answer = self.document.answer(id).map(|(_, answer)| answer);
        Some(Deciding { section: Some(section), field, answer, scope: AnswerScope::new(self.document) })
    }
}

/// Whether all hold: not where one does not, and nothing where one is not known.
fn all(holds: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = true;
    for one in holds {
        match one {
            Some(false) => return Some(false),
            Some(true) => {}
            None => known = false,
        }
    }
    known.then_some(true)
}

/// Whether an answer is as a condition states; nothing where it does not tell. What does not apply is never so.
fn meets(answer: &Answer, test: &AnswerTest) -> Option<bool> {
    let unless_absent = |absence: Option<Absence>| match absence {
        Some(Absence::NotApplicable) => Err(Some(false)),
        Some(_) => Err(None),
        None => Ok(()),
    };
    let words = |said: &[&str]| {
        let among = |words: &[String]| said.iter().any(|said| words.iter().any(|word| word == said));
        Some((test.is.is_empty() || among(&test.is)) && !among(&test.is_not))
    };
    let decide = || -> Result<Option<bool>, Option<bool>> {
        unless_absent(answer.absent().and_then(Quantity::absence))?;
        if let Some((chosen, asked)) = answer.value.choice().zip(answer.field.kind.choice()) {
            unless_absent(chosen.absence())?;
            let ids: Vec<&str> = chosen.choices(asked).map(|choice| choice.id.as_str()).collect();
            return Ok(words(&ids));
        }
        if let Some(presence) = answer.value.presence() {
            let part = test.part.as_deref().unwrap_or_default();
            let level = presence.levels.iter().find(|level| level.id == part);
            return match level.map(|level| level.value.state) {
                Some(PresenceState::Yes) => Ok(words(&[YES])),
                Some(PresenceState::No) => Ok(words(&[NO])),
                Some(PresenceState::Absent(absence)) => unless_absent(Some(absence)).map(|()| None),
                None => Ok(None),
            };
        }
        let Some(FigureOf { quantity, .. }) = answer.value.figure(test.part.as_deref()) else { return Ok(None) };
        unless_absent(quantity.absence())?;
        let unit = answer.field.unit.as_deref().unwrap_or_default();
        Ok(quantity.in_unit(unit).and_then(|quantity| number_meets(&quantity, test)))
    };
    decide().unwrap_or_else(|decided| decided)
}

fn number_meets(quantity: &Quantity, test: &AnswerTest) -> Option<bool> {
    let bounds = &test.bounds;
    let is = |words: &[String], number: Decimal| words.iter().any(|word| Decimal::parse(word) == Some(number));
    if let Some(number) = quantity.number() {
        return Some((test.is.is_empty() || is(&test.is, number)) && !is(&test.is_not, number) && bounds.hold(number));
    }
    // Of a range all or nothing must lie within the bounds.
    let (low, high) = quantity.bounds()?;
    let too_high = |low: Decimal| bounds.at_most.or(bounds.below).is_some_and(|bound| low > bound);
    let too_low = |high: Decimal| bounds.at_least.or(bounds.above).is_some_and(|bound| high < bound);
    if low.is_some_and(too_high) || high.is_some_and(too_low) {
        return Some(false);
    }
    let open_below = bounds.at_least.or(bounds.above).is_none();
    let open_above = bounds.at_most.or(bounds.below).is_none();
    let within = low.map_or(open_below, |low| bounds.hold(low) || open_below)
        && high.map_or(open_above, |high| bounds.hold(high) || open_above);
    (within && test.is.is_empty() && test.is_not.is_empty()).then_some(true)
}

/// Something that a condition of the form decides about: a field of a section, of a record, or a cell of a table.
pub struct Decided {
    /// The section, counted from 0.
    section: usize,
    field: Arc<Field>,
    /// The record, counted from 0, and the field in it.
    inner: Option<(usize, Arc<Field>)>,
    /// The row, counted from 0, and the column.
    cell: Option<(usize, usize)>,
    /// Whether it is asked; nothing where the answers do not tell.
    pub asked: Option<bool>,
}

impl Decided {
    /// The section that it is in.
    #[must_use]
    pub fn section<'d>(&self, document: &'d Document) -> Option<&'d FormSection> {
        document.form.sections.get(self.section)
    }

    /// The field of that section.
    #[must_use]
    pub fn field(&self) -> &Field {
        &self.field
    }

    /// What is asked or not: the field, the field of records, or the column.
    #[must_use]
    pub fn asked_field(&self) -> Option<&Arc<Field>> {
        let own = self.inner.as_ref().map_or(&self.field, |(_, own)| own);
        match self.cell {
            Some((_, column)) => Some(&own.kind.table()?.columns.get(column)?.field),
            None => Some(own),
        }
    }

    /// The record that it is in.
    #[must_use]
    pub fn record<'d>(&self, document: &'d Document) -> Option<&'d RecordRow> {
        let (_, answer) = document.answer(&self.field.id)?;
        answer.value.records()?.rows.get(self.inner.as_ref()?.0)
    }

    /// The answer of the field, of which a cell may be decided.
    fn whole<'d>(&self, document: &'d Document) -> Option<&'d Answer> {
        match &self.inner {
            Some((_, own)) => self.record(document)?.answer(&own.id),
            None => Some(document.answer(&self.field.id)?.1),
        }
    }

    fn row<'d>(&self, document: &'d Document) -> Option<&'d TableRow> {
        self.whole(document)?.value.table()?.rows.get(self.cell?.0)
    }

    /// What the document answers: nothing, also where something stands for an answer that the sheet does not give.
    #[must_use]
    pub fn answer<'d>(&self, document: &'d Document) -> Option<&'d Answer> {
        let Some((_, column)) = self.cell else {
            let missing = |answer: &Answer| match self.record(document) {
                Some(record) => record.is_missing(answer),
                None => answer.is_missing(),
            };
            return self.whole(document).filter(|answer| !missing(answer));
        };
        let row = self.row(document)?;
        row.cells.get(column)?.one().filter(|answer| !row.is_missing(answer))
    }

    /// Where the answers stand that decide.
    #[must_use]
    pub fn scope<'d>(&self, document: &'d Document) -> AnswerScope<'d> {
        let scope = AnswerScope::new(document);
        let records = document.answer(&self.field.id).and_then(|(field, _)| field.kind.records());
        let scope = match records.zip(self.record(document)) {
            Some((asked, record)) => scope.in_record(asked, record),
            None => scope,
        };
        let table = self.whole(document).and_then(|answer| answer.field.kind.table());
        match table.zip(self.row(document)) {
            Some((asked, row)) => scope.in_row(asked, row),
            None => scope,
        }
    }
}

/// Puts 該当なし where the form does not ask because of another answer and the document says nothing; takes away what
/// stands for an answer where nobody can tell yet whether one is asked. Doing it again changes only what other answers changed.
pub fn apply_conditions(document: &mut Document) {
    let form = Arc::clone(&document.form);
    for decided in decisions(document) {
        let Some(section) = document.sections.get_mut(decided.section) else { continue };
        let fields = form.sections.get(decided.section).map_or(&[][..], |section| &section.fields);
        if decided.inner.is_none() && decided.cell.is_none() {
            settle(&mut section.answers, fields, &decided.field, Span::at(0), decided.asked);
            continue;
        }
        let answer = section.answers.iter_mut().find(|answer| answer.field.id == decided.field.id);
        let Some(mut answer) = answer else { continue };
        if let Some((record, field)) = &decided.inner {
            let Some(settings) = decided.field.kind.records() else { continue };
            let record = answer.value.records_mut().and_then(|records| records.rows.get_mut(*record));
            let Some(record) = record else { continue };
            if decided.cell.is_none() {
                let at = Span::at(record.span.start());
                settle(&mut record.answers, &settings.fields, field, at, decided.asked);
                continue;
            }
            let inner = record.answers.iter_mut().find(|answer| answer.field.id == field.id);
            let Some(inner) = inner else { continue };
            answer = inner;
        }
        let Some((row, column)) = decided.cell else { continue };
        let field = answer.field.kind.table().and_then(|asked| asked.columns.get(column)).map(|column| &column.field);
        let Some(field) = field.cloned() else { continue };
        let row = answer.value.table_mut().and_then(|table| table.rows.get_mut(row));
        let at = row.as_ref().map_or(Span::default(), |row| row.span);
        let Some(TableCell::One(cell)) = row.and_then(|row| row.cells.get_mut(column)) else { continue };
        let says_nothing = cell.as_ref().is_none_or(|answer| answer.is_open() || answer.span == Span::at(at.start()));
        if says_nothing {
            *cell = (decided.asked == Some(false)).then(|| Box::new(Answer::not_asked(&field, at)));
        }
    }
}

/// Settles one answer among those of a section or record, whose fields stand in the order of the form.
fn settle(answers: &mut Vec<Answer>, fields: &[Arc<Field>], field: &Arc<Field>, at: Span, asked: Option<bool>) {
    let found = answers.iter().position(|answer| answer.field.id == field.id);
    let answer = found.and_then(|found| answers.get_mut(found));
    let says_something = answer.as_ref().is_some_and(|answer| !answer.is_open() && answer.span != at);
    if asked == Some(true) || says_something {
        return;
    }
    // The time of a figure may be known before the figure.
    if let Some(answer) = answer
        && answer.circumstances != *Circumstances::none()
    {
        if asked == Some(false) {
            answer.make_not_asked();
        }
        return;
    }
    if let Some(found) = found {
        answers.remove(found);
    }
    if asked == Some(false) {
        let order = |id: &str| fields.iter().position(|own| own.id == id);
        let behind = answers.iter().position(|answer| order(&answer.field.id) > order(&field.id));
        answers.insert(behind.unwrap_or(answers.len()), Answer::not_asked(field, at));
    }
}

/// Everything that has a condition, in the order of the form.
#[must_use]
pub fn decisions(document: &Document) -> Vec<Decided> {
    let mut all = Vec::new();
    let scope = AnswerScope::new(document);
    for (at, (section, answered)) in document.form.sections.iter().zip(&document.sections).enumerate() {
        for field in &section.fields {
            let decided = |asked| Decided { section: at, field: Arc::clone(field), inner: None, cell: None, asked };
            if section.asked_if.is_some() || field.asked_if.is_some() {
                all.push(decided(scope.is_asked(Some(section), field)));
            }
            let rows = field.kind.table().is_some() || field.kind.records().is_some();
            let Some(answer) = rows.then(|| answered.answers.iter().find(|own| own.field.id == field.id)).flatten()
            else {
                continue;
            };
            for (cell, asked) in of_cells(answer, scope) {
                all.push(Decided { cell: Some(cell), ..decided(asked) });
            }
            let Some((records, settings)) = answer.records() else { continue };
            for (number, record) in records.rows.iter().enumerate() {
                let scope = scope.in_record(settings, record);
                for own in &settings.fields {
                    let inner = || Some((number, Arc::clone(own)));
                    if own.asked_if.is_some() {
                        all.push(Decided { inner: inner(), ..decided(scope.is_asked(None, own)) });
                    }
                    let table = own.kind.table().and_then(|_| record.answer(&own.id));
                    for (cell, asked) in table.map(|answer| of_cells(answer, scope)).into_iter().flatten() {
                        all.push(Decided { inner: inner(), cell: Some(cell), ..decided(asked) });
                    }
                }
            }
        }
    }
    all
}

/// The cells of a table whose columns have conditions, by row and column from 0.
fn of_cells(answer: &Answer, scope: AnswerScope<'_>) -> Vec<((usize, usize), Option<bool>)> {
    let Some((table, asked)) = answer.table() else { return Vec::new() };
    let columns = || asked.columns.iter().enumerate().filter(|(_, column)| column.field.asked_if.is_some());
    if columns().next().is_none() {
        return Vec::new();
    }
    let rows = table.rows.iter().enumerate();
    rows.flat_map(|(at, row)| {
        columns().map(move |(column, of)| ((at, column), scope.in_row(asked, row).is_asked(None, &of.field)))
    })
    .collect()
}

/// A request for an answer that is not asked: of what field it is, within what, and by what names a cell is called.
struct NeedlessRequest {
    field: String,
    within: Option<Span>,
    names: Option<[String; 2]>,
}

impl NeedlessRequest {
    /// The request for what was decided, where the document says nothing there.
    fn of(decided: &Decided, document: &Document) -> Option<NeedlessRequest> {
        if decided.answer(document).is_some_and(|answer| !answer.is_open() && answer.absent().is_none()) {
            return None;
        }
        let asked = decided.asked_field()?;
        let row = decided.row(document).map(|row| row.span);
        let whole = decided.inner.as_ref().map_or(&decided.field, |(_, own)| own);
        let within = row.or_else(|| decided.record(document).map(|record| record.span));
        let names = decided.cell.map(|_| [fold(&asked.id), fold(&asked.label)]);
        Some(NeedlessRequest { field: whole.id.clone(), within, names })
    }

    fn is(&self, finding: &Finding) -> bool {
        let Position { source, span: in_file, offset } = &finding.position;
        // A record may stand in a file of its own.
        let span = in_file.behind(*offset);
        let is_within = |within: Span| within.start() <= span.start() && span.end() <= within.end();
        finding.field.as_ref() == Some(&self.field)
            && self.within.is_none_or(is_within)
            && self.names.as_ref().is_none_or(|names| names.contains(&fold(source.slice(*in_file))))
    }
}

/// Takes back that something is still to be answered which is not asked: a sheet that `nenpo new` wrote has all keys.
pub fn drop_requests(document: &Document, findings: &mut Findings) {
    let needless = decisions(document).into_iter().filter(|decided| decided.asked != Some(true));
    let needless: Vec<NeedlessRequest> =
        needless.filter_map(|decided| NeedlessRequest::of(&decided, document)).collect();
    if needless.is_empty() {
        return;
    }
    let files = document.source.files();
    findings.retain_mut(|finding| {
        finding.code.name != TO_BE_ANSWERED.name
            || !files.iter().any(|file| Arc::ptr_eq(&finding.position.source, file))
            || !needless.iter().any(|request| request.is(finding))
    });
}

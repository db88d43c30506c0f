//! Figures that are exactly last year's were copied, not asked anew: numbers, totals and parts, rates, rows of
//! tables, results of indicators.
//!
//! One figure alone tells when it is large, or has three digits that say something, and counts what moves from year to
//! year; a row of a table also when three of its numbers stay the same.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::compare::rows::{RowKey, by_key};
use crate::form::{Comparison, FormColumn, HeadTime, Operand, TOTAL, ValuePath};
use crate::model::{Document, Site};
use crate::source::Example::Years;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, Words, words};
use crate::text::fold::folded;
use crate::text::number::Decimal;
use crate::text::{Period, era};
use crate::value::indicators::IndicatorCell;
use crate::value::matrix::MatrixRow;
use crate::value::quantity::comparable_units;
use crate::value::table::{TableCell, TableRow};
use crate::value::{Amount, Answer, Circumstances, Item, Matrix, Meaning, Quantity};

use super::figures::pairs;
use super::{Check, Rule, Subject};

const CODE: Code = Code::warning(
    "figure-unchanged",
    ("前の年度と全く同じ数字です。", "The figure is exactly that of the year before."),
    (
        "人口や件数のような大きな数が一つも変わらないことは、ほとんどありません。前の年度のシートから写したまま、直し忘れています。\
         同じ調査の数字を引くなら、時点を同じにします。内訳、割合の並び、表の行、指標の実績値と現状値も調べます。\
         小さな数、丸めた数、床・か所・施設・面積のように何年も変わらないものの数と、名前に「見込」「計画」「目標」などのある欄や列の数、様式に時点が印刷されている欄の数は、同じでもかまいません。",
        "Large figures hardly ever stay the same; this one was copied from the year before and not corrected. \
         A figure quoted from the same survey has the same time. Parts, rates, rows of tables and results of indicators are \
         looked at too; small and round figures, those of places and areas, and those of fields and columns named after plans \
         (見込, 計画, 目標) may stay the same, as may those for which both forms print one time.",
    ),
    Years(
"人口: { 値: 604,894人, 時点: R2年4月 }",
"人口: { 値: 604,894人, 時点: R3年4月 }",
),
    Years(
"人口: { 値: 604,894人, 時点: R2年4月 }",
"人口: { 値: 605,370人, 時点: R3年4月 }",
),
)
.by_hand(WhyByHand::Meant)
.limit(100, ("これより小さい数は、同じでも報告しない", "Smaller figures may stay the same"));

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[CODE], subject: Subject::LastYear, check: Check::Document(check) };

/// Units of places, things and land, which stay what they are for years: buildings and what stands in them, corporations,
/// administrative areas, lengths and areas.
const STAYING: [&str; 29] = [
    "床", "所", "院", "棟", "室", "台", "校", "園", "館", "施設", "法人", "団体", "圏域", "村", "町", "市", "m2", "km",
    "km2", "m", "ha", "階", "歳", "年", "基", "戸", "席", "機関", "局",
];

/// Words in labels of what is planned, estimated or licensed for some years, which stays in the sheets of all of them.
const PLANNED: [&str; 6] = ["見込", "計画", "目標", "予定", "推計", "定員"];

fn is_planned(label: &str) -> bool {
    PLANNED.iter().any(|word| label.contains(word))
}

/// Whether the form states that the figures of a field are those of the year before: a premium that is set for three years.
fn is_same_by_form(document: &Document, field: &str) -> bool {
    document.form.relations.iter().any(|relation| {
        let all = |path: &ValuePath| path.inside().iter().all(|step| ValuePath::is_each(step));
        matches!(&relation.comparison, Comparison::SameAs(Operand::LastYear(before)) if before.field() == field)
            && relation.of.iter().any(|of| of.field() == field && all(of))
    })
}

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    let Some(previous) = site.previous(document) else { return };
    let smallest: Decimal = site.settings.limit(&CODE);
    let mut pair = Pair { document, previous, smallest, findings };
    let mut seen: HashSet<(usize, usize)> = HashSet::new();
    for (new, old) in pairs(document, previous) {
        if !new.unit.is_some_and(moves)
            || is_planned(&new.label)
            || new.row.is_some()
            || is_same_by_form(document, new.field)
        {
            continue;
        }
        seen.insert((new.span.start(), new.span.end()));
        pair.findings.applied(&CODE);
        if new.amount == old.amount
            && new.parts == old.parts
            && new.amount >= smallest
            && !same_time(new.circumstances, old.circumstances)
            && !is_of_printed_time(document, previous, new.field)
        {
            let what = words!("「{}」{} ", "`{}` {}", new.label, new.amount);
            pair.say(what, new.span, old.span);
        }
    }
    let earlier = previous.answers_by_question();
    let is_seen = |answer: &Answer| answer.total().is_some_and(|(_, span)| seen.contains(&(span.start(), span.end())));
    for place in document.all_answers().filter(|place| !is_seen(place.answer)) {
        let (field, answer) = (place.field, place.answer);
        let Some(same) = place.question().and_then(|question| earlier.get(&question)) else { continue };
        let (before_field, before) = (same.field, same.answer);
        // The result of a plan moves, whatever its table is called.
        let planned = is_planned(&field.label) && answer.value.indicators().is_none();
        if planned || is_same_by_form(document, &field.id) || same_time(&answer.circumstances, &before.circumstances) {
            continue;
        }
        let label = place.label();
        let what = || words!("「{label}」の数", "Every figure of `{label}`");
        if let (Some(new), Some(old)) = (answer.value.matrix(), before.value.matrix()) {
            for row in &new.rows {
                let Some(same) = old.rows.iter().find(|other| other.head.id == row.head.id) else { continue };
                let name = &row.head.label;
                let what = || words!("「{label}」の「{name}」の数", "Every figure of `{name}` in `{label}`");
                if !is_planned(name) {
                    pair.together(&of_this_year(new, row), &of_this_year(old, same), what, (row.span, same.span));
                }
            }
            continue;
        }
        if field.kind.is_figures() && before_field.kind.is_figures() {
            pair.together(&parts_of(answer), &parts_of(before), what, (answer.span, before.span));
        }
        if let (Some((new, settings)), Some((old, earlier))) = (answer.table(), before.table()) {
            let earlier_rows = by_key(old.rows.iter().map(|row| (RowKey::of(row), row)));
            for row in &new.rows {
                let Some(same) = RowKey::of(row).and_then(|key| earlier_rows.get(&key).copied()) else { continue };
                let what = || {
                    let name = row.head.clone().unwrap_or_else(|| row.first_words());
                    words!("「{label}」の「{name}」の数", "Every figure of `{name}` in `{label}`")
                };
                if is_of_one_time(row, same) {
                    continue;
                }
                let (now, then) = (figures_of(row, &settings.columns), figures_of(same, &earlier.columns));
                pair.together(&now, &then, what, (row.span, same.span));
            }
        }
        if let (Some((new, asked)), Some(old)) = (answer.indicators(), before.value.indicators()) {
            // Where the form asks for results, a target and its start come from the plan and stay.
            let results = asked.actual.is_some();
            let earlier_rows = by_key(old.rows.iter().map(|row| (RowKey::of_indicator(row), row)));
            for row in &new.rows {
                let same = RowKey::of_indicator(row).and_then(|key| earlier_rows.get(&key));
                let cells = same.map(|other| {
                    let starts = (row.baseline.as_ref(), other.baseline.as_ref());
                    if results { (row.actual.as_ref(), other.actual.as_ref()) } else { starts }
                });
                let Some((Some(now), Some(then))) = cells else { continue };
                if !same_time(&now.circumstances, &then.circumstances) {
                    let name = &row.name;
                    let what = || words!("指標「{name}」の値", "The figure of the indicator `{name}`");
                    pair.together(&named(now), &named(then), what, (now.span(), then.span()));
                }
            }
        }
    }
}

/// Whether the forms of both years ask for the figure of one time, as for the start of a plan.
fn is_of_printed_time(document: &Document, previous: &Document, field: &str) -> bool {
    let time = |document: &Document| Period::parse(document.answer(field)?.0.as_of.as_deref()?, None);
    time(document).is_some() && time(document) == time(previous)
}

/// The figures of an answer, each with its part or point; of a composition those of its parts.
fn parts_of(answer: &Answer) -> Vec<LabelledFigure<'_>> {
    let mut parts = Vec::new();
    answer.leaves(&mut |leaf| {
        if let Item::Quantity(quantity) = leaf.item {
            let id = leaf.path.last().map_or("", |step| step.id);
            parts.extend((id != TOTAL).then_some((Cow::Borrowed(id), Cow::Borrowed(quantity))));
        }
    });
    parts
}

/// The numbers of a row of a matrix that are of the year of the sheet: those of earlier years are the same in all sheets.
fn of_this_year<'a>(matrix: &'a Matrix, row: &'a MatrixRow) -> Vec<LabelledFigure<'a>> {
    let year = |time: Option<HeadTime>| match time {
        Some(HeadTime::FiscalYear(year) | HeadTime::Year(year)) => Some(year),
        _ => None,
    };
    if year(row.head.time).is_some_and(|year| year != matrix.year) || row.head.computed.is_some() {
        return Vec::new();
    }
    let own = matrix
        .columns
        .iter()
        .zip(&row.cells)
        .filter(|(column, cell)| column.computed.is_none() && cell.is_given() && !is_planned(&column.label));
    own.filter_map(|(column, cell)| match year(column.time) {
        Some(year) if year == matrix.year => Some((Cow::Borrowed(""), Cow::Borrowed(&cell.quantity))),
        Some(_) => None,
        None => Some((Cow::Borrowed(column.id.as_str()), Cow::Borrowed(&cell.quantity))),
    })
    .collect()
}

/// A figure and what it is of.
type LabelledFigure<'a> = (Cow<'a, str>, Cow<'a, Quantity>);

/// A document beside that of the year before.
struct Pair<'a, 'f> {
    document: &'a Document,
    previous: &'a Document,
    smallest: Decimal,
    findings: &'f mut Findings,
}

impl Pair<'_, '_> {
    /// Figures that belong together, each with what it is of: all of them are the same, and that tells something.
    fn together(
        &mut self,
        new: &[LabelledFigure],
        old: &[LabelledFigure],
        what: impl FnOnce() -> Words,
        at: (Span, Span),
    ) {
        self.findings.applied(&CODE);
        let moving = |(_, one): &&LabelledFigure| one.number().is_some() && !one.unit.as_deref().is_some_and(stays);
        let same = |(a, b): (&LabelledFigure, &LabelledFigure)| {
            a.0 == b.0 && a.1.number() == b.1.number() && a.1.unit == b.1.unit
        };
        let (mut now, mut then) = (new.iter().filter(moving), old.iter().filter(moving));
        let mut some = false;
        // Nearly all differ in their first figure.
        loop {
            match (now.next(), then.next()) {
                (None, None) if some => break,
                (Some(one), Some(other)) if same((one, other)) => some = true,
                _ => return,
            }
        }
        let exact = |one: &Quantity| matches!(one.meaning, Meaning::Amount(Amount::Exact(_)));
        let telling = new.iter().filter(|(_, one)| exact(one)).any(|(_, one)| self.tells(one));
        let several = new.iter().filter(moving).filter_map(|(_, one)| Some(one.number()?.to_f64()));
        let several = several.filter(|number| *number != 0.0);
        let (count, large) = several.fold((0, false), |(count, large), number| (count + 1, large || number >= 10.0));
        // Small numbers are often the same again; three that are not 0, one of them ten or more, hardly are.
        if telling || count >= 3 && large {
            self.say(what(), at.0, at.1);
        }
    }

    /// Whether one figure alone hardly stays the same: many persons or cases, or three digits that say something.
    fn tells(&self, quantity: &Quantity) -> bool {
        let (Some(number), unit) = (quantity.number(), quantity.unit.as_deref()) else { return false };
        if unit.is_some_and(moves) {
            return number >= self.smallest;
        }
        let plain = number.to_plain();
        let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
        let digits = digits.trim_start_matches('0');
        // Zeros at the ends say nothing: 1,200 is round, and may well stay.
        let digits = if plain.contains('.') { digits } else { digits.trim_end_matches('0') };
        !unit.is_some_and(stays) && digits.len() >= 3 && (plain.contains('.') || number >= self.smallest)
    }

    fn say(&mut self, what: Words, at: Span, before: Span) {
        let year = era::fiscal_year(self.previous.year);
        let message = words(
            format!("{}は、{year}のシートと全く同じです。", what.ja),
            format!("{} is exactly that of fiscal {}.", what.en, self.previous.year),
        );
        let hint = words(
            "新しい数字に直してください。同じ調査の数字なら、時点を前の年度と同じにしてください。",
            "Write the new figure; if it is from the same survey, give it the same time.",
        );
        self.findings.push(
            Finding::new(&CODE, self.document.source.position(at), message)
                .hint(hint)
                .related(self.previous.source.position(before), words("前の年度", "the year before")),
        );
    }
}

/// Persons and cases are never the same for two years.
fn moves(unit: &str) -> bool {
    ["人", "件"].iter().any(|moving| comparable_units(unit, moving))
}

fn stays(unit: &str) -> bool {
    let unit = folded(unit);
    STAYING.iter().any(|staying| if staying.is_ascii() { unit == *staying } else { unit.ends_with(staying) })
}

fn same_time(new: &Circumstances, old: &Circumstances) -> bool {
    new.as_of().is_some_and(|when| {
        let before = old.as_of();
        before.is_some_and(|before| before.period.is_some() && before.period == when.period)
    })
}

/// Whether a cell of the row names the same time in both years: its figures are quoted from one survey.
fn is_of_one_time(new: &TableRow, old: &TableRow) -> bool {
    fn dated(row: &TableRow) -> impl Iterator<Item = &Answer> {
        let one = row.cells.iter().filter_map(TableCell::one);
        let split = row.cells.iter().flat_map(TableCell::by_sector).flatten();
        one.chain(split).filter(|answer| answer.circumstances.as_of().is_some())
    }
    dated(new).zip(dated(old)).any(|(new, old)| same_time(&new.circumstances, &old.circumstances))
}

/// The figures of a row, each with its column; what is not said in figures has none.
fn figures_of<'a>(row: &'a TableRow, columns: &'a [FormColumn]) -> Vec<LabelledFigure<'a>> {
    let mut figures = Vec::new();
    let mut one = |id: Cow<'a, str>, answer: &'a Answer, unit: Option<&str>| match answer.value.only() {
        Some(Item::Quantity(quantity)) => figures.push((id, Cow::Borrowed(quantity))),
        Some(Item::Line(text)) => figures.push((id, Cow::Owned(Quantity::read(text, unit)))),
        _ => {}
    };
    for (at, (column, cell)) in columns.iter().zip(&row.cells).enumerate() {
        // What a row is about is no figure.
        let about = at == 0 && row.head.is_none() && !column.field.kind.is_figures();
        if about || is_planned(&column.field.label) {
            continue;
        }
        let unit = column.field.unit.as_deref();
        match cell {
            TableCell::One(Some(answer)) => one(Cow::Borrowed(&column.field.id), answer, unit),
            TableCell::One(None) => {}
            TableCell::BySector(answers) => {
                for (sector, answer) in column.by.iter().zip(answers) {
                    if let Some(answer) = answer {
                        one(format!("{}/{}", column.field.id, sector.id).into(), answer, unit);
                    }
                }
            }
        }
    }
    figures
}

fn named(cell: &IndicatorCell) -> Vec<LabelledFigure<'_>> {
    let figures = cell.quantities.iter();
    figures.map(|one| (Cow::Borrowed(one.label.as_deref().unwrap_or_default()), Cow::Borrowed(one))).collect()
}

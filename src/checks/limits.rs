//! What a figure never exceeds: another figure of its form, or the whole of which it is a share.

use crate::compare::{Figure, Measured};
use crate::form::{Field, Limit, TableSettings};
use crate::model::{Document, Measure, Site};
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, Span, Words, words};
use crate::text::Decimal;
use crate::value::quantity::{UnitOfMeasure, same_unit};
use crate::value::table::{Cell, Row};
use crate::value::{Answer, Circumstances, Quantity};

use super::figures::{Asked, each_asked};
use super::{Check, Rule};

const FORM: &str = "title: 高齢者の状況\nyears: 2021\nsheet: true\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n      population: { label: 人口, kind: number, unit: 人 }\n      aged: { label: 65歳以上人口, kind: number, unit: 人, at_most: population }\n";

const SHARE: &str = "title: 高齢者の状況\nyears: 2021\nsheet: true\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n      aged_share: { label: 高齢化率, kind: number, unit: ％ }\n";

const ABOVE_LIMIT: Code = Code::error(
    "above-limit",
    ("様式が示す上限を超えています。", "A figure exceeds what its form says it never does."),
    (
        "様式の at_most は、その数が超えることのない数や、ほかの項目を示します。どちらかの数が写し間違いです。",
        "`at_most` in a form gives a number, or another figure, that this one never exceeds. One of the two is a slip.",
    ),
    Files(&[
        ("forms/aged.yaml", FORM),
        ("2021/kitahama/sheet.md", "---\nform: aged\n人口: 604,894人\n65歳以上人口: 1,610,202人\n---\n"),
    ]),
    Files(&[
        ("forms/aged.yaml", FORM),
        ("2021/kitahama/sheet.md", "---\nform: aged\n人口: 604,894人\n65歳以上人口: 161,202人\n---\n"),
    ]),
);

const ABOVE_WHOLE: Code = Code::warning(
    "above-whole",
    ("割合が100％を超えています。", "A share is more than 100 %."),
    (
        "全体に対する割合は100％を超えません。達成率や前年比のように、目標や別の年度に対する率は、200％を超えると知らせます。ほかにも超えることのある率では、様式の at_most に、あり得る上限を書きます。",
        "A share of a whole is at most 100 %; a rate against a target or another year is reported above 200 %. For a rate \
                 that may be more, `at_most` in the form says how much it may be.",
    ),
    Files(&[("forms/aged.yaml", SHARE), ("2021/kitahama/sheet.md", "---\nform: aged\n高齢化率: 286％\n---\n")]),
    Files(&[("forms/aged.yaml", SHARE), ("2021/kitahama/sheet.md", "---\nform: aged\n高齢化率: 28.6％\n---\n")]),
);

/// The rule.
pub const RULE: Rule = Rule { codes: &[ABOVE_LIMIT, ABOVE_WHOLE], check: Check::Document(check) };

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    for (_, field, answer) in document.answers() {
        if let Some((table, settings)) = answer.table() {
            let columns = settings.columns.iter().enumerate().filter(|(_, column)| column.field.at_most.is_some());
            for (at, column) in columns {
                table.rows.iter().for_each(|row| in_row(document, row, at, &column.field, settings, findings));
            }
        }
        let Some((quantity, span)) = answer.total() else { continue };
        match &field.at_most {
            Some(Limit::Figure(path)) => {
                let Some(limit) = Figure::of(document, path) else { continue };
                if same_scope(&answer.circumstances, limit.circumstances) {
                    let other = (limit.quantity, limit.label());
                    compare(document, field, (quantity, span), &other, findings);
                }
            }
            Some(Limit::Number(number)) => compare_number(document, field, (quantity, span), *number, findings),
            None => {}
        }
    }
    each_asked(document, |asked| share(document, asked, findings));
    for measure in &site.measures {
        ratio(document, measure, findings);
    }
}

fn same_scope(one: &Circumstances, other: &Circumstances) -> bool {
    one.scope == other.scope
}

/// The cells of a column that has a limit: a number, or another column of the row.
fn in_row(document: &Document, row: &Row, at: usize, field: &Field, settings: &TableSettings, findings: &mut Findings) {
    let cells = |at: usize| row.cells.get(at).map(Cell::answers).into_iter().flatten();
    let number = |answer: &Answer| Some((answer.value.number()?.clone(), answer.span));
    let own = cells(at).filter_map(number);
    match &field.at_most {
        Some(Limit::Number(limit)) => {
            own.for_each(|(quantity, span)| compare_number(document, field, (&quantity, span), *limit, findings));
        }
        Some(Limit::Figure(id)) => {
            let Some(other) = settings.columns.iter().position(|column| column.field.id == *id) else { return };
            let label = settings.columns.get(other).map_or("", |column| column.field.label.as_str());
            // Cells by sector stand beside each other in both columns, or one limit holds for all.
            let limits: Vec<Quantity> = cells(other).filter_map(number).map(|(quantity, _)| quantity).collect();
            let own: Vec<(Quantity, Span)> = own.collect();
            for (index, (quantity, span)) in own.iter().enumerate() {
                let limit = if limits.len() == own.len() { limits.get(index) } else { limits.first() };
                if let Some(limit) = limit {
                    compare(document, field, (quantity, *span), &(limit, label.to_owned()), findings);
                }
            }
        }
        None => {}
    }
}

fn compare(
    document: &Document,
    field: &Field,
    (quantity, span): (&Quantity, Span),
    (limit, label): &(&Quantity, String),
    findings: &mut Findings,
) {
    let Some(own) = quantity.in_unit(limit.unit.as_deref().unwrap_or_default()) else { return };
    let (Some((Some(least), _)), Some((_, Some(most)))) = (own.bounds(), limit.bounds()) else { return };
    let room = own.rounding().checked_add(limit.rounding()).and_then(|room| most.checked_add(room));
    if room.is_some_and(|room| least > room) {
        let (said, other) = (&quantity.written, &limit.written);
        let message = words(
            format!("「{}」の {said} は、「{label}」の {other} を超えています。", field.label),
            format!("`{}` {said} is more than `{label}` {other}.", field.label),
        );
        findings.push(above(document, span, message));
    }
}

fn compare_number(
    document: &Document,
    field: &Field,
    (quantity, span): (&Quantity, Span),
    limit: Decimal,
    findings: &mut Findings,
) {
    let asked = field.unit.as_deref().and_then(|unit| unit.split(['／', '/']).next()).unwrap_or_default();
    let Some(own) = quantity.in_unit(asked.trim()) else { return };
    if own.bounds().and_then(|(least, _)| least).is_some_and(|least| least > limit) {
        let said = &quantity.written;
        let message = words(
            format!("「{}」の {said} は、上限の {limit}{asked} を超えています。", field.label),
            format!("`{}` {said} is more than {limit}{asked}, the most it can be.", field.label),
        );
        findings.push(above(document, span, message));
    }
}

fn above(document: &Document, span: Span, message: Words) -> Finding {
    let hint = words(
        "二つの数の桁と単位を、原資料と照らし合わせてください。",
        "Compare digits and units of both with the source.",
    );
    Finding::new(&ABOVE_LIMIT, document.source.position(span), message).hint(hint)
}

/// A number of per cent that is asked as a share, or against something else.
fn share(document: &Document, asked: &Asked<'_>, findings: &mut Findings) {
    let Asked { field, quantity, span, .. } = *asked;
    let per_cent = field.unit.as_deref().is_some_and(|unit| same_unit(unit, "％"));
    if !per_cent || field.at_most.is_some() || field.kind.rates().is_some() {
        return;
    }
    let own = quantity.in_unit("％");
    let most = Decimal::from(if is_share(field) { 100 } else { 200 });
    if let Some(share) = own.and_then(|own| own.bounds()?.0).filter(|share| *share > most) {
        findings.push(above_whole(document, span, &field.label, share));
    }
}

/// Whether a rate is one of a whole. What is measured against another year, a target or a need may be more than it, but
/// twice as much is worth a look.
fn is_share(field: &Field) -> bool {
    const AGAINST: [&str; 9] = ["比", "達成", "進捗", "増", "減", "伸び", "変化", "充足", "倍率"];
    !AGAINST.iter().any(|word| field.label.contains(word)) || field.label.contains("構成比")
}

/// A measure in per cent of two figures of one kind.
fn ratio(document: &Document, measure: &Measure, findings: &mut Findings) {
    let Some(to) = measure.to.as_ref().filter(|ratio| ratio.per == 100) else { return };
    if !measure.unit.as_deref().is_some_and(|unit| same_unit(unit, "％")) {
        return;
    }
    let (Some(of), Some(whole)) = (Figure::of(document, &measure.of), Figure::of(document, &to.to)) else { return };
    let unit = |figure: &Figure<'_>| figure.quantity.unit.as_deref().map(UnitOfMeasure::parse);
    let like = unit(&of).zip(unit(&whole)).is_some_and(|(one, other)| one.is_like(&other));
    // A part of its own total is looked at where the parts are added up.
    let own = of.field.id == whole.field.id;
    let share = Measured::of_document(document, measure).and_then(|one| one.quantity.number());
    let Some(share) = share.filter(|share| like && !own && *share > Decimal::from(100)) else { return };
    let span = document.answer(&of.field.id).map(|(_, answer)| answer.span);
    if let Some(span) = span {
        findings.push(above_whole(document, span, &measure.label, share));
    }
}

fn above_whole(document: &Document, span: Span, label: &str, share: Decimal) -> Finding {
    let message = words(format!("「{label}」が {share}％です。"), format!("`{label}` is {share} %."));
    let hint = words(
        "もとの数の桁と単位を確かめてください。100％を超えることのある率なら、様式の項目に at_most を書きます。",
        "Check digits and units; if the rate may be more than 100 %, say so by `at_most` in the form.",
    );
    Finding::new(&ABOVE_WHOLE, document.source.position(span), message).hint(hint)
}

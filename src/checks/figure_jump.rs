//! A figure that is many times last year's has a digit too many or too few.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::compare::progress::is_cumulative;
use crate::compare::relation::{DocumentValue, values};
use crate::form::{Field, HeadSeries, MatrixHead, TOTAL};
use crate::model::{Document, Site};
use crate::source::Example::Years;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, words};
use crate::text::{Decimal, era};

use super::figures::{is_change, pairs};
use super::{Check, Rule, Subject};

const CODE: Code = Code::warning(
    "figure-jump",
    ("前の年度から大きく変わっています。", "The figure is far from that of the year before."),
    (
        "桁の打ち間違いや、単位、範囲の取り違えで、数字が何倍にもなることがあります。100以上だった数が0や負になったときも報告します。\
             本当に変わったのなら、理由を添えて確認済みにします。",
        "A digit too many, another unit or another scope multiply a figure; one of 100 or more does not fall to zero or below. \
             If it is true, accept the finding with its reason.",
    ),
    Years(
"人口: 604,894人",
"人口: 6,053,700人",
),
    Years(
"人口: 604,894人",
"人口: 605,370人",
),
)
.by_hand(WhyByHand::Meant)
.limit(2, ("前の年度の何倍（または何分の一）から報告するか", "How many times, or what fraction, is far"));

/// Where so few are counted, doubling is nothing unusual. Chosen by trying on the content.
const FEW: f64 = 10.0;
/// Where so many were counted, none are left hardly ever, and what is counted is never fewer than none.
const MANY: f64 = 100.0;
/// How many times the factor a figure in a row is far. Chosen by trying: one digit more is ten times, and rows double often.
const OF_ROWS: f64 = 4.0;

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[CODE], subject: Subject::LastYear, check: Check::Document(check) };

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    let Some(previous) = site.previous(document) else { return };
    let factor = site.settings.limit(&CODE).to_f64();
    cells(document, previous, factor, findings);
    for (new, old) in pairs(document, previous) {
        findings.applied(&CODE);
        let (now, then) = (new.amount.to_f64(), old.amount.to_f64());
        let (less, more) = (now.min(then), now.max(then));
        let times = less > 0.0 && more / less >= factor && more - less >= FEW;
        // What starts anew is no slip of digits.
        let none = now <= 0.0 && then >= MANY && !is_change(&new.label);
        // ▲95 became 95: a balance seldom turns and stays as far from zero.
        let turned = is_change(&new.label)
            && now * then < 0.0
            && now.abs().min(then.abs()) >= FEW
            && (now + then).abs() * factor < now.abs().max(then.abs());
        let far = times || none || turned;
        // What is added up over the years grows, and falls by no means.
        let grown = is_cumulative(&new.label) && now > then;
        if !far || grown || new.circumstances.scope() != old.circumstances.scope() {
            continue;
        }
        let (now, then) = ((document, new.span), (previous, old.span));
        findings.push(finding(new.field, &new.label, (new.amount, old.amount), now, then));
    }
}

/// The finding on a figure that is far from last year's.
fn finding(
    field: &str,
    label: &str,
    (new, old): (Decimal, Decimal),
    (document, span): (&Document, Span),
    (previous, before): (&Document, Span),
) -> Finding {
    let year = era::fiscal_year(previous.year);
    let message = words(
        format!("「{label}」{new} は、{year}の {old} から大きく変わっています。"),
        format!("`{label}` {new} is far from the {old} of fiscal {}.", previous.year),
    );
    let hint = words!(
        "桁、単位、符号を確かめてください。正しければ「accept: [{{ code: figure-jump, field: {field}, reason: 理由 }}]」と書いてください。",
        "Check digits, unit and sign; if it is right, write `accept: [{{ code: figure-jump, field: {field}, reason: why }}]`."
    );
    Finding::new(&CODE, document.source.position(span), message)
        .hint(hint)
        .related(previous.source.position(before), words("前の年度", "the year before"))
}

/// Figures in rows, cells and parts that both years have. They count less than a place, and move more: only what a digit too many or
/// too few leads to is worth a look.
fn cells(document: &Document, previous: &Document, factor: f64, findings: &mut Findings) {
    // Rows of words have no figures.
    let has_figures = |field: &Field| {
        let columns = field.kind.table().map(|settings| settings.columns.iter());
        let figures = columns.is_some_and(|mut columns| columns.any(|column| column.field.kind.is_figures()));
        let is_year = |head: &MatrixHead| !matches!(head.series, None | Some(HeadSeries::Months(..)));
        // What both sheets say of one year is compared elsewhere.
        let matrix = field.kind.matrix().is_some_and(|own| !own.rows.iter().chain(&own.columns).any(is_year));
        figures || matrix || field.kind.indicators().is_some() || field.kind.composition().is_some()
    };
    for (_, field, answer) in document.answers().filter(|(_, field, _)| has_figures(field)) {
        if answer.is_open() || previous.answer(&field.id).is_none() {
            continue;
        }
        let (new, old) = (figures_in_rows(document, &field.id), figures_in_rows(previous, &field.id));
        let mut before: HashMap<&[Cow<'_, str>], &DocumentValue<'_>> = HashMap::new();
        for value in &old {
            before.entry(value.steps()).or_insert(value);
        }
        for value in &new {
            let Some(old) = before.get(value.steps()).filter(|old| old.has_scope_of(value)) else { continue };
            let (now, was) = (value.quantity(), old.quantity());
            let was = was.in_unit(now.unit.as_deref().unwrap_or_default());
            let Some((now, was)) = now.number().zip(was.and_then(|was| was.number())) else { continue };
            let label = value.label();
            if is_change(&label) || is_cumulative(&label) && now > was {
                continue;
            }
            findings.applied(&CODE);
            let (less, more) = (now.min(was).to_f64(), now.max(was).to_f64());
            if less > 0.0 && more / less >= factor * OF_ROWS && more - less >= MANY {
                findings.push(finding(&field.id, &label, (now, was), (document, value.span), (previous, old.span)));
            }
        }
    }
}

/// The figures in the rows or parts of a field; what is aimed at may be anything.
fn figures_in_rows<'a>(document: &'a Document, field: &str) -> Vec<DocumentValue<'a>> {
    let is_part = |value: &DocumentValue<'_>| !value.steps().iter().any(|step| step == TOTAL);
    let figures = values(document, field).into_iter().filter(|value| value.is_figure() && !value.target);
    // Totals are looked at as figures of the place.
    let is_total =
        |value: &DocumentValue<'_>| value.is_computed() || value.asked.kind.composition().is_some() && !is_part(value);
    // What both sheets say of one year of an indicator is compared elsewhere: here the year of each sheet is.
    let is_of_one_year = |value: &DocumentValue<'_>| value.asked.kind.indicators().is_some() && value.steps().len() > 2;
    figures.filter(|value| !is_total(value) && !is_of_one_year(value)).collect()
}

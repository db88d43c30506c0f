//! What is added up over the years never becomes less.

use std::collections::HashMap;

use crate::compare::indicators::{indicators_of, traced};
use crate::compare::progress::{is_counted_up, is_cumulative};
use crate::compare::relation::{DocumentValue, values};
use crate::compare::rows::{RowKey, by_key};
use crate::model::{Document, Site};
use crate::source::Example::Years;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, words};
use crate::text::era;
use crate::value::Quantity;
use crate::value::indicators::IndicatorCell;

use super::{Check, Rule, Subject};

const CUMULATIVE_FELL: Code = Code::warning(
    "cumulative-fell",
    ("累計が前の年度より減っています。", "A cumulative figure is less than that of the year before."),
    (
        "年度をまたいで足していく数（名前に「累計」のある数や、数え方が累計の指標）は、減ることがありません。どちらかの年度の写し間違いか、一年だけの数です。\
         計画の期間が変わって数え直したのなら、理由を添えて確認済みにします。",
        "Figures that are added up over the years (累計) never become less: one is a slip, or of one year only. If counting began \
         anew with a plan, accept the finding with its reason.",
    ),
    Years(
        "成果・効果:\n  - { 指標: 移住者数（累計）, id: movers, 目標値: 90人, 実績値: 53人 }",
        "成果・効果:\n  - { 指標: 移住者数（累計）, id: movers, 目標値: 90人, 実績値: 35人 }",
    ),
    Years(
        "成果・効果:\n  - { 指標: 移住者数（累計）, id: movers, 目標値: 90人, 実績値: 53人 }",
        "成果・効果:\n  - { 指標: 移住者数（累計）, id: movers, 目標値: 90人, 実績値: 61人 }",
    ),
)
.by_hand(WhyByHand::Original);

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[CUMULATIVE_FELL], subject: Subject::LastYear, check: Check::Document(check) };

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    within_rows(document, findings);
    if let Some(previous) = site.previous(document) {
        between_years(document, previous, findings);
    }
}

/// The years of a series in one sheet.
fn within_rows(document: &Document, findings: &mut Findings) {
    let pair = TwoYears { document, previous: document };
    for entry in indicators_of(document) {
        let counted = |quantity: &Quantity| is_counted_up(quantity, entry.row, entry.columns.actual.as_ref());
        let mut before: Option<(&Quantity, &IndicatorCell)> = None;
        for cell in entry.row.actuals().filter(|cell| cell.time.is_some()) {
            let [one] = cell.quantities.as_slice() else { continue };
            if one.number().is_none() || !counted(one) {
                continue;
            }
            if let Some((old, then)) = before
                && then.circumstances.scope() == cell.circumstances.scope()
            {
                let year = then.year().unwrap_or(document.year);
                let places = (cell.span(), then.span());
                pair.compare((&entry.field.id, &entry.row.name), (one, old), places, year, findings);
            }
            before = Some((one, cell));
        }
    }
}

fn between_years(document: &Document, previous: &Document, findings: &mut Findings) {
    let pair = TwoYears { document, previous };
    for (_, field, answer) in document.answers().filter(|(_, field, _)| field.kind.indicators().is_none()) {
        // Most add nothing up: neither the form nor the sheet has the word.
        let of_table = field.kind.table().is_some_and(|settings| {
            let columns = settings.columns.iter().map(|column| &column.field.label);
            columns.chain(settings.rows.iter().map(|row| &row.label)).any(|label| is_cumulative(label))
        });
        let of_sheet = || field.kind.table().is_some() && is_cumulative(document.source.slice(answer.span));
        if !(is_cumulative(&field.label) || of_table || of_sheet()) || previous.answer(&field.id).is_none() {
            continue;
        }
        let (new, old) = (values(document, &field.id), values(previous, &field.id));
        let mut before: HashMap<_, &DocumentValue<'_>> = HashMap::new();
        old.iter().for_each(|value| _ = before.entry(value.steps()).or_insert(value));
        for value in new.iter().filter(|value| value.is_figure()) {
            let old = before.get(value.steps()).filter(|old| old.is_figure() && old.has_scope_of(value));
            let Some(old) = old else { continue };
            let label = value.label();
            if is_cumulative(&label) {
                let figures = (&*value.quantity(), &*old.quantity());
                pair.compare((&field.id, &label), figures, (value.span, old.span), previous.year, findings);
            }
        }
    }
    let old = traced(previous);
    let before = by_key(old.iter().map(|one| (RowKey::of_indicator(one.row), one)));
    for now in traced(document) {
        let Some(old) = RowKey::of_indicator(now.row).and_then(|key| before.get(&key)) else { continue };
        let (Some(new), Some(then)) = (&now.row.actual, &old.row.actual) else { continue };
        // The year before is in the same row.
        if new.time.is_some() {
            continue;
        }
        let ([one], [other]) = (new.quantities.as_slice(), then.quantities.as_slice()) else { continue };
        let counted = |quantity: &Quantity, of: &crate::compare::indicators::DocumentIndicator<'_>| {
            is_counted_up(quantity, of.row, of.columns.actual.as_ref())
        };
        if counted(one, &now) && counted(other, old) && new.circumstances.scope() == then.circumstances.scope() {
            let places = (new.span(), then.span());
            pair.compare((&now.field.id, &now.row.name), (one, other), places, previous.year, findings);
        }
    }
}

/// A document with that of the year before, or with itself.
struct TwoYears<'a> {
    document: &'a Document,
    previous: &'a Document,
}

impl TwoYears<'_> {
    fn compare(
        &self,
        (field, label): (&str, &str),
        (new, old): (&Quantity, &Quantity),
        (at, before): (Span, Span),
        year: i32,
        findings: &mut Findings,
    ) {
        findings.applied(&CUMULATIVE_FELL);
        let unit = new.unit.as_deref().unwrap_or_default();
        let fell = new.number().zip(old.in_unit(unit).and_then(|old| old.number())).is_some_and(|(new, old)| new < old);
        if !fell {
            return;
        }
        let (fiscal_year, written, was) = (era::fiscal_year(year), new.written.trim(), old.written.trim());
        let message = words(
            format!("累計の「{label}」が、{fiscal_year}の {was} から {written} に減っています。"),
            format!("The cumulative `{label}` fell from {was} in fiscal {year} to {written}."),
        );
        let hint = words!(
            "二つの年度の数を確かめてください。数え直したのなら「accept: [{{ code: cumulative-fell, field: {field}, reason: 理由 }}]」と書いてください。",
            "Check the figures of both years; if counting began anew, write `accept: [{{ code: cumulative-fell, field: {field}, reason: why }}]`."
        );
        let finding = Finding::new(&CUMULATIVE_FELL, self.document.source.position(at), message).hint(hint);
        findings.push(finding.related(self.previous.source.position(before), words("前の年度", "the year before")));
    }
}

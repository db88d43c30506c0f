//! What a figure never or seldom exceeds: another figure of its form, or the whole of which it is a share.

use crate::compare::agreement::{asked_unit, exceeds};
use crate::compare::{Figure, Measured};
use crate::form::{Field, FormLimit, TOTAL, TableSettings, split_path};
use crate::model::{Document, Measure, Site};
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, Words, words};
use crate::text::Decimal;
use crate::value::quantity::{UnitOfMeasure, same_unit};
use crate::value::table::{TableCell, TableRow};
use crate::value::{Answer, FigureOf, Item, Quantity, RecordRow};

use super::figures::{AskedQuantity, each_asked};
use super::{Check, Rule, Subject};

const FORM: &str = "title: 高齢者の状況\nyears: 2021\nsheet: true\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n      population: { label: 人口, kind: number, unit: 人 }\n      aged: { label: 65歳以上人口, kind: number, unit: 人, at_most: population }\n";

const SEATS: &str = "title: 施設の状況\nyears: 2021\nsheet: true\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n      seats: { label: 定員, kind: number, unit: 席 }\n      users: { label: 利用者数, kind: number, unit: 人, usually_at_most: seats }\n";

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
)
.by_hand(WhyByHand::Original);

const ABOVE_USUAL: Code = Code::warning(
    "above-usual",
    ("様式が示す、ふつうの上限を超えています。", "A figure exceeds what its form says it seldom does."),
    (
        "様式の usually_at_most は、その数がふつう超えない数や、ほかの項目を示します。定員を超える利用者数のように、桁の打ち間違いか、範囲や時点の違いです。\
         対象の範囲や時点が違うなら、範囲と時点を書き添えます。",
        "`usually_at_most` in a form gives a number, or another figure, that this one seldom exceeds. More is a slip, or the \
         scope or time differ; then say so beside the figure.",
    ),
    Files(&[
        ("forms/seats.yaml", SEATS),
        ("2021/kitahama/sheet.md", "---\nform: seats\n定員: 438席\n利用者数: 3,440人\n---\n"),
    ]),
    Files(&[
        ("forms/seats.yaml", SEATS),
        ("2021/kitahama/sheet.md", "---\nform: seats\n定員: 438席\n利用者数: 344人\n---\n"),
    ]),
)
.by_hand(WhyByHand::Original)
// When only the figures of one form were compared, the code named them.
.formerly(&["beds-exceeded"]);

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
)
.by_hand(WhyByHand::Original);

/// The rule for [`super::RULES`]: it checks each document, and reports 3 codes.
pub const RULE: Rule =
    Rule { codes: &[ABOVE_LIMIT, ABOVE_USUAL, ABOVE_WHOLE], subject: Subject::Figures, check: Check::Document(check) };

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    for place in document.all_answers() {
        let (field, answer) = (place.field, place.answer);
        if let Some((table, settings)) = answer.table() {
            table.rows.iter().for_each(|row| in_row(document, row, settings, findings));
        }
        let Some(own) = answer.total() else { continue };
        let other = |path: &str| {
            if let Some(of) = place.record {
                return in_record(of.record, path, answer);
            }
            let limit = Figure::of(document, path)?;
            let span = document.answer(&limit.field.id)?.1.span;
            let other = Other { field: limit.field, label: limit.label(), quantity: limit.quantity, span };
            // Figures of the city and of the whole prefecture cannot be compared.
            (limit.circumstances.scope() == answer.circumstances.scope()).then_some(other)
        };
        bounds(document, field, own, &other, findings);
    }
    each_asked(document, |asked| share(document, asked, findings));
    for measure in &site.measures {
        ratio(document, measure, findings);
    }
}

/// Another figure of the same record, where both are of one area.
fn in_record<'a>(record: &'a RecordRow, path: &str, own: &Answer) -> Option<Other<'a>> {
    let (id, part) = split_path(path);
    let answer = record.answer(id)?;
    let FigureOf { part, quantity, .. } = answer.value.figure(part.filter(|part| *part != TOTAL))?;
    let label = &answer.field.label;
    let label = part.map_or_else(|| label.clone(), |(_, part)| format!("{label}（{part}）"));
    let other = Other { field: &answer.field, label, quantity, span: answer.span };
    (answer.circumstances.scope() == own.circumstances.scope()).then_some(other)
}

/// The figure that is a bound of another.
struct Other<'a> {
    field: &'a Field,
    label: String,
    quantity: &'a Quantity,
    span: Span,
}

/// Compares a figure with its bounds: a number, or another figure that is found by its path.
fn bounds<'a>(
    document: &Document,
    field: &Field,
    own: (&Quantity, Span),
    other: &dyn Fn(&str) -> Option<Other<'a>>,
    findings: &mut Findings,
) {
    for (strict, limit) in [(true, &field.at_most), (false, &field.usually_at_most)] {
        match limit {
            Some(FormLimit::Number(number)) => compare_number(document, field, own, (strict, *number), findings),
            Some(FormLimit::Figure(path)) => {
                if let Some(other) = other(path) {
                    compare(document, field, own, (strict, &other), findings);
                }
            }
            None => {}
        }
    }
}

/// The cells of a row whose columns have bounds: numbers, or other columns of the row.
fn in_row(document: &Document, row: &TableRow, settings: &TableSettings, findings: &mut Findings) {
    fn number(answer: &Answer) -> Option<(&Quantity, Span)> {
        Some((answer.value.number()?, answer.span))
    }
    let numbers = |at: usize| {
        row.cells.get(at).map(TableCell::answers).into_iter().flatten().filter_map(number).collect::<Vec<_>>()
    };
    for (at, column) in settings.columns.iter().enumerate() {
        let own = numbers(at);
        for (index, one) in own.iter().enumerate() {
            let other = |id: &str| {
                let (place, other) = settings.columns.iter().enumerate().find(|(_, column)| column.field.id == *id)?;
                // Cells by sector stand beside each other in both columns, or one limit holds for all.
                let limits = numbers(place);
                let (quantity, span) = *limits.get(if limits.len() == own.len() { index } else { 0 })?;
                Some(Other { field: &other.field, label: other.field.label.clone(), quantity, span })
            };
            bounds(document, &column.field, *one, &other, findings);
        }
    }
}

fn compare(
    document: &Document,
    field: &Field,
    (quantity, span): (&Quantity, Span),
    (strict, limit): (bool, &Other<'_>),
    findings: &mut Findings,
) {
    let exceeds = exceeds((quantity, field.unit.as_deref()), (limit.quantity, limit.field.unit.as_deref()), None);
    if exceeds.is_some() {
        findings.applied(code(strict));
    }
    if exceeds != Some(true) {
        return;
    }
    let (written, most, label) = (&quantity.written, &limit.quantity.written, &limit.label);
    let message = words!(
        "「{}」の {written} は、「{label}」の {most} を超えています。",
        "`{}` {written} is more than `{label}` {most}.",
        field.label
    );
    let finding = above(document, span, strict, message);
    let name = words(label, format!("`{label}`"));
    findings.push(if strict { finding } else { finding.related(document.source.position(limit.span), name) });
}

fn compare_number(
    document: &Document,
    field: &Field,
    (quantity, span): (&Quantity, Span),
    (strict, limit): (bool, Decimal),
    findings: &mut Findings,
) {
    let asked = asked_unit(field.unit.as_deref());
    let Some(own) = quantity.in_unit(asked) else { return };
    if own.bounds().is_some() {
        findings.applied(code(strict));
    }
    if own.bounds().and_then(|(least, _)| least).is_some_and(|least| least > limit) {
        let (label, written) = (&field.label, &quantity.written);
        let (ja, en) = if strict { ("上限", "can be") } else { ("ふつうの上限", "usually is") };
        let message = words!(
            "「{label}」の {written} は、{ja}の {limit}{asked} を超えています。",
            "`{label}` {written} is more than {limit}{asked}, the most it {en}."
        );
        findings.push(above(document, span, strict, message));
    }
}

fn code(strict: bool) -> &'static Code {
    if strict { &ABOVE_LIMIT } else { &ABOVE_USUAL }
}

fn above(document: &Document, span: Span, strict: bool, message: Words) -> Finding {
    let position = document.source.position(span);
    if strict {
        let hint = words(
            "二つの数の桁と単位を、原資料と照らし合わせてください。",
            "Compare digits and units of both with the source.",
        );
        return Finding::new(&ABOVE_LIMIT, position, message).hint(hint);
    }
    let hint = words(
        "数字を確かめ、範囲や時点が違うなら「範囲」「時点」を書き添えてください。",
        "Check the figures; if scope or time differ, add 範囲 or 時点.",
    );
    Finding::new(&ABOVE_USUAL, position, message).hint(hint)
}

/// A number of per cent that is asked as a share, or against something else.
fn share(document: &Document, asked: &AskedQuantity<'_>, findings: &mut Findings) {
    let AskedQuantity { field, quantity, span, unit, .. } = *asked;
    let per_cent = unit.is_some_and(|unit| same_unit(unit, "％"));
    if !per_cent || field.at_most.is_some() || field.kind.rates().is_some() {
        return;
    }
    let own = quantity.in_unit("％");
    if own.as_ref().is_some_and(|own| own.bounds().is_some()) {
        findings.applied(&ABOVE_WHOLE);
    }
    let most = Decimal::from(if is_share(asked) { 100 } else { 200 });
    if let Some(share) = own.and_then(|own| own.bounds()?.0).filter(|share| *share > most) {
        findings.push(above_whole(document, span, &field.label, share));
    }
}

/// Whether a rate is one of a whole. What is measured against another year, a target or a need may be more than it, but
/// twice as much is worth a look.
fn is_share(asked: &AskedQuantity<'_>) -> bool {
    !asked.is_called(is_against)
}

/// Whether a name is of a rate whose base is no whole, as Japanese statistics name them: 前年比, 達成率, 増減率, 伸び率, 充足率,
/// 見込量に対する実績, 計画比. 構成比 is the exception.
fn is_against(label: &str) -> bool {
    const AGAINST: [&str; 13] =
        ["比", "達成", "進捗", "増", "減", "伸び", "変化", "充足", "倍率", "目標", "見込", "計画", "予算"];
    AGAINST.iter().any(|word| label.contains(word)) && !label.contains("構成比")
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
    // A part of its own total is looked at where the parts are added up. Target and result of an indicator are no parts.
    let own = of.field.id == whole.field.id && of.field.kind.indicators().is_none();
    let share = Measured::of_document(document, measure).and_then(|one| one.quantity.number());
    let most = Decimal::from(if is_against(&measure.label) { 200 } else { 100 });
    if like && !own && share.is_some() {
        findings.applied(&ABOVE_WHOLE);
    }
    let Some(share) = share.filter(|share| like && !own && *share > most) else { return };
    let Some((_, answer)) = document.answer(&of.field.id) else { return };
    let mut span = answer.span;
    answer.leaves(&mut |leaf| match leaf.item {
        Item::Quantity(quantity) if std::ptr::eq(quantity, of.quantity) => span = leaf.span,
        _ => {}
    });
    findings.push(above_whole(document, span, &measure.label, share));
}

fn above_whole(document: &Document, span: Span, label: &str, share: Decimal) -> Finding {
    let message = words!("「{label}」が {share}％です。", "`{label}` is {share} %.");
    let hint = words(
        "もとの数の桁と単位を確かめてください。100％を超えることのある率なら、様式の項目に at_most を書きます。",
        "Check digits and units; if the rate may be more than 100 %, say so by `at_most` in the form.",
    );
    Finding::new(&ABOVE_WHOLE, document.source.position(span), message).hint(hint)
}

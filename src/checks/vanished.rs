//! What was an issue, a target or an indicator of a series last year does not vanish without a word.

use crate::compare::indicators::{DocumentIndicator, results_field, traced};
use crate::compare::issues::{self, End};
use crate::compare::rows::{RowKey, indicators_by_key};
use crate::form::{Field, IndicatorColumns};
use crate::model::{Document, Site};
use crate::source::Example::Years;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, Words, words};
use crate::text::{contained, era};

use super::{Check, Rule, Subject};

const ISSUE_VANISHED: Code = Code::warning(
    "issue-vanished",
    ("前の年度の課題が、何も書かれずに消えています。", "An issue of the year before vanished without a word."),
    (
        "課題が解決したのか、取り上げなくなったのかは、読む人が最も知りたいことです。「終えた課題」に書くか、本文で触れます。",
        "Whether an issue was solved or dropped is what readers want to know most. Say so under `ended_issues`, or in the text.",
    ),
    Years(
        "課題と取組方針:\n  - { id: housing, 課題: 住まいの確保, 取組方針: 協議する }",
        "課題と取組方針:\n  - { id: peers, 課題: ピアサポーターの養成, 取組方針: 研修する }",
    ),
    Years(
        "課題と取組方針:\n  - { id: housing, 課題: 住まいの確保, 取組方針: 協議する }",
        "課題と取組方針:\n  - { id: peers, 課題: ピアサポーターの養成, 取組方針: 研修する }\n終えた課題:\n  - { 課題: 2020#housing, 結果: 解決, 注記: 協定を結んだ }",
    ),
)
.by_hand(WhyByHand::Meant);

const INDICATOR_VANISHED: Code = Code::warning(
    "indicator-vanished",
    (
        "前の年度の指標が、何も書かれずに消えています。",
        "An indicator of the year before vanished without a word.",
    ),
    (
        "目標を立てた指標は、次の年度に実績を書きます。実績が年度ごとに並ぶ指標は、毎年のシートにあります。やめたなら、そのことを本文に書くか、理由を添えて確認済みにします。",
        "What had a target gets a result the year after, and what has a result for each year is in each sheet. If it was given up, say so in the text, or accept the finding with its reason.",
    ),
    Years(
        "今年度の指標:\n  - { 指標: 退院者数, id: discharges, 目標値: 10人 }",
        "成果・効果:\n  - { 指標: 研修の回数, id: training, 目標値: 2回, 実績値: 2回 }",
    ),
    Years(
        "今年度の指標:\n  - { 指標: 退院者数, id: discharges, 目標値: 10人 }",
        "成果・効果:\n  - { 指標: 退院者数, id: discharges, 目標値: 10人, 実績値: 12人 }",
    ),
)
.by_hand(WhyByHand::Meant);

/// The rule for [`super::RULES`]: it checks each document, and reports 2 codes.
pub const RULE: Rule =
    Rule { codes: &[ISSUE_VANISHED, INDICATOR_VANISHED], subject: Subject::LastYear, check: Check::Document(check) };

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    let Some(previous) = site.previous(document) else { return };
    let mut gone: Vec<(&'static Code, &Field, Span, Words, String)> = Vec::new();
    if let Some(field) = issues::field(&document.form) {
        issues::of(previous).iter().for_each(|_| findings.applied(&ISSUE_VANISHED));
        for (issue, end) in issues::between(previous, document).ended {
            // An issue without an id of its own was never meant to be traced.
            if issue.row.id.is_some() && matches!(end, End::Silent) {
                gone.push((&ISSUE_VANISHED, field, issue.row.span, words("課題", "issue"), issue.text));
            }
        }
    }
    let now = traced(document);
    let now = indicators_by_key(&now);
    for old in &traced(previous) {
        let asked = if old.is_open() { results_field(document) } else { series_of(document, old) };
        let (Some(field), Some(id)) = (asked, old.id()) else { continue };
        findings.applied(&INDICATOR_VANISHED);
        if !now.contains_key(&RowKey::Id(id)) {
            gone.push((&INDICATOR_VANISHED, field, old.row.span, words("指標", "indicator"), old.row.name.clone()));
        }
    }
    let names: Vec<&str> = gone.iter().map(|(.., name)| name.as_str()).collect();
    let named = contained(&names, &[document.source.text()]);
    for ((code, field, old, what, name), _) in
        gone.iter().zip(named).filter(|((.., name), named)| name.is_empty() || !named)
    {
        let answer = document.answer(&field.id).map(|(_, answer)| answer.span);
        // The whole field would be marked line by line; its start is enough.
        let at = Span::at(answer.map_or(0, Span::start));
        let hint = words!(
            "「{}」に続きを書くか、どうなったかを本文に書いてください。",
            "Go on with it in `{}`, or say in the text what became of it.",
            field.label
        );
        let year = era::fiscal_year(previous.year);
        let message = words(
            format!("{year}の{}「{name}」がありません。", what.ja),
            format!("The {} `{name}` of fiscal {} is gone.", what.en, previous.year),
        );
        findings.push(
            Finding::new(code, document.source.position(at), message)
                .hint(hint)
                .about(&field.id)
                .related(previous.source.position(*old), words("前の年度", "the year before")),
        );
    }
}

/// The field in which an indicator goes on that has a result for each year, where this document has rows there.
fn series_of<'d>(document: &'d Document, old: &DocumentIndicator<'_>) -> Option<&'d Field> {
    let has_years = |columns: &IndicatorColumns| columns.actual.as_ref().is_some_and(|head| head.years.is_some());
    let (_, answer) = document.answer(&old.field.id).filter(|_| old.record.is_none() && has_years(old.columns))?;
    let (now, columns) = answer.indicators()?;
    (has_years(columns) && !now.rows.is_empty()).then_some(&answer.field)
}

//! What a document goes on with is there: the document it follows, the issue a row comes from, the issue that ended.

use crate::compare::issues::{self, Issue};
use crate::model::{Document, Site};
use crate::source::Example::Years;
use crate::source::{Code, Finding, Findings, Position, WhyByHand, words};
use crate::text::RowOfYear;

use super::{Check, Rule, Subject};

const BEFORE: &str = "課題と取組方針:\n  - { id: housing, 課題: 住まいの確保, 取組方針: 協議する }";

const ORIGIN_DOCUMENT: Code = Code::error(
    "origin-document",
    ("前の資料がありません。", "The document it goes on with is not there."),
    (
        "follows には、続きのもとになる前の年度の資料を、このファイルから見た場所で書きます。",
        "`follows` names the document of an earlier year that this one goes on with, relative to this file.",
    ),
    Years(
        BEFORE,
        "follows: ../../2020/kitahama/plan.md\n課題と取組方針:\n  - { id: housing, 課題: 住まいの確保, 取組方針: 協議する }",
    ),
    Years(
        BEFORE,
        "follows: ../../2020/kitahama/sheet.md\n課題と取組方針:\n  - { id: housing, 課題: 住まいの確保, 取組方針: 協議する }",
    ),
)
.by_hand(WhyByHand::Original);

const ORIGIN_ISSUE: Code = Code::error(
    "origin-issue",
    ("前の年度に、その課題がありません。", "There is no such issue in that year."),
    (
        "課題がどの課題から続くかは、自治体のページで年度をまたいでたどられます。指す課題がないと、つながりが切れます。",
        "Issues are followed over the years on the page of the place; an origin that is not there breaks the chain.",
    ),
    Years(BEFORE, "課題と取組方針:\n  - { from: 2020#7, 課題: 住まいの確保, 取組方針: 協議する }"),
    Years(BEFORE, "課題と取組方針:\n  - { from: 2020#housing, 課題: 住まいの確保, 取組方針: 協議する }"),
)
.by_hand(WhyByHand::Original);

/// The rule for [`super::RULES`]: it checks each document, and reports 2 codes.
pub const RULE: Rule =
    Rule { codes: &[ORIGIN_DOCUMENT, ORIGIN_ISSUE], subject: Subject::Answers, check: Check::Document(check) };

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    if document.follows.is_some() {
        findings.applied(&ORIGIN_DOCUMENT);
    }
    if let Some((path, span)) = &document.follows
        && !site.document(path).is_some_and(|before| before.year <= document.year && before.path != document.path)
        && !site.is_draft(path)
    {
        let message = words!("前の資料「{path}」がありません。", "There is no document `{path}` to go on with.");
        let hint = words(
            "このファイルから見た場所を「../../2021/kitahama/plan.md」のように書いてください。",
            "Write its place as seen from this file, as in `../../2021/kitahama/plan.md`.",
        );
        findings.push(Finding::new(&ORIGIN_DOCUMENT, document.source.position(*span), message).hint(hint));
    }
    let named = issues::of(document);
    let named = named.iter().filter_map(|issue| issue.row.from.as_ref());
    let named = named.map(|(row, span)| (row, document.source.position(*span)));
    let ended = document.endings.iter().map(|ending| (&ending.issue, ending.position.clone()));
    for (row, position) in named.chain(ended) {
        check_issue(document, row, position, site, findings);
    }
}

fn check_issue(document: &Document, row: &RowOfYear, position: Position, site: &Site, findings: &mut Findings) {
    findings.applied(&ORIGIN_ISSUE);
    let of_year = site.documents_at(&document.place.id).filter(|other| other.year == row.year);
    let sheets: Vec<&Document> = of_year.filter(|other| other.name == document.name).collect();
    let known: Vec<Issue<'_>> = sheets.iter().flat_map(|sheet| issues::of(sheet)).collect();
    if row.year < document.year && known.iter().any(|issue| issue.is(row.year, &row.row)) {
        return;
    }
    let message = words(
        format!("{}のシートに、課題「{}」がありません。", crate::text::era::fiscal_year(row.year), row.row),
        format!("The sheet of fiscal {} has no issue `{}`.", row.year, row.row),
    );
    let ids = known.iter().map(|issue| issue.row.id.clone().unwrap_or_else(|| issue.row.number.to_string()));
    let ids: Vec<String> = ids.collect();
    let hint = if ids.is_empty() {
        words(
            "年度を確かめてください。前の年度のシートの課題を指せます。",
            "Check the year: it must be an earlier sheet.",
        )
    } else {
        words(format!("その年度にあるのは {} です。", ids.join("、")), format!("It has {}.", ids.join(", ")))
    };
    let field = issues::field(&document.form).map_or("", |field| &field.id);
    findings.push(Finding::new(&ORIGIN_ISSUE, position, message).hint(hint).about(field));
}

//! What a form states of its values (`checks`): sums, rates, bounds, last year's figures.

use crate::compare::relation::{Broken, Judgement, RelatedDocuments, broken_words};
use crate::form::Relation;
use crate::model::{Document, Site};
use crate::restrict::RELATION_CODE;
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, Severity, WhyByHand, words};

use super::{Check, Rule, Subject};

const FORM: &str = "title: 図書館年報\nyears: 2021\nsheet: true\nsections:\n  - id: use\n    heading: 利用統計\n    fields:\n      loans: { label: 貸出冊数, kind: number, unit: 冊 }\n      by_branch:\n        label: 館別の利用\n        kind: table\n        row: 館\n        rows: { main: 中央館, branch: 分館 }\n        columns: { loans: { label: 貸出冊数, kind: number, unit: 冊 } }\nchecks:\n  loans_of_branches: { of: loans, sum: by_branch.*.loans }\n";

/// Values do not stand to each other as a form states.
pub const RELATION: Code = Code::error(
    RELATION_CODE,
    ("様式の checks に示した関係と合いません。", "Values do not stand to each other as the form's `checks` say."),
    (
        "様式の checks は、合計、差、率、前の年度の数などの関係を示します。合わないときは、どちらかの数が写し間違いです。四捨五入した数は、書かれた最後の桁の半分ずつの違いを許します。\
         本当に合わないのなら、accept に検査の id と理由を書いて確認済みにします。",
        "`checks` in a form say how values stand to each other: sums, rates, figures of last year. Where they do not, one is a \
         slip. Rounded figures may be half a unit of their last digit off. If it is right, accept it by the id of the check.",
    ),
    Files(&[
        ("forms/library.yaml", FORM),
        (
            "2021/kitahama/sheet.md",
            "---\nform: library\n貸出冊数: 448,867冊\n館別の利用: { 中央館: { 貸出冊数: 402,614冊 }, 分館: { 貸出冊数: 82,253冊 } }\n---\n",
        ),
    ]),
    Files(&[
        ("forms/library.yaml", FORM),
        (
            "2021/kitahama/sheet.md",
            "---\nform: library\n貸出冊数: 484,867冊\n館別の利用: { 中央館: { 貸出冊数: 402,614冊 }, 分館: { 貸出冊数: 82,253冊 } }\n---\n",
        ),
    ]),
)
.by_hand(WhyByHand::Original)
.sometimes(Severity::Warning, ("様式の checks に severity: warning とある", "where the form says `severity: warning`"));

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[RELATION], subject: Subject::Figures, check: Check::Document(check) };

/// So many of the values that are compared are named beside a finding.
const RELATED: usize = 16;

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    if document.form.relations.is_empty() {
        return;
    }
    let related =
        RelatedDocuments::new(document, site.previous(document), |other| site.documents_elsewhere(document, other));
    for relation in &document.form.relations {
        for outcome in related.judge(relation) {
            if let Judgement::Broken(broken) = outcome {
                findings.push(finding(&broken, relation));
            }
        }
    }
}

fn finding(broken: &Broken<'_>, relation: &Relation) -> Finding {
    let Broken { value, others, .. } = broken;
    let id = &relation.id;
    let hint = words!(
        "原資料と照らし合わせて、どちらかを直してください。正しければ「accept: [{{ code: relation, check: {id}, reason: 理由 }}]」と書いてください。",
        "Compare both with the source and correct one; if it is right, write `accept: [{{ code: relation, check: {id}, reason: why }}]`."
    );
    let position = value.document.source.position(value.span);
    let finding = Finding::new(&RELATION, position, broken_words(broken, relation)).hint(hint).of_check(id);
    let finding = if relation.severity == Severity::Warning { finding.in_some_cases() } else { finding };
    let others = others.iter().filter(|other| !other.written().is_empty()).take(RELATED);
    others.fold(finding, |finding, other| {
        let label = other.label_beside(value);
        finding.related(other.document.source.position(other.span), words(&label, format!("`{label}`")))
    })
}

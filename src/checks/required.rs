//! Sections and fields which the form requires are answered.

use std::cell::LazyCell;
use std::sync::Arc;

use crate::form::Field;
use crate::form::keys::OF_DOCUMENTS;
use crate::model::{AnswerScope, Document, Site};
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, words};
use crate::text::fold;
use crate::value::Answer;

use super::{Check, Rule, Subject};

const WHY: (&str, &str) = (
    "様式が求める節や項目が空のままでは、読む人は書き忘れか該当なしかを区別できません。原資料が空欄なら「記載なし」と書きます。",
    "Where the form wants an answer and there is none, readers cannot tell a slip from `not applicable`. If the source is blank, write 記載なし.",
);

const SECTION_EMPTY: Code = Code::warning(
    "section-empty",
    ("様式が求める節に何も書かれていません。", "A section which the form wants is empty."),
    WHY,
    Files(&[("2021/kitahama/report.md", "---\nform: report\n部会名: 地域移行部会\n---\n\n## 取組成果\n")]),
    Files(&[(
        "2021/kitahama/report.md",
        "---\nform: report\n部会名: 地域移行部会\n---\n\n## 取組成果\n\n研修を二回開いた。\n",
    )]),
)
.by_hand(WhyByHand::Wording);

const FIELD_MISSING: Code = Code::warning(
    "field-missing",
    ("様式が求める項目に答えがありません。", "A field which the form wants has no answer."),
    WHY,
    Files(&[("2021/kitahama/report.md", "---\nform: report\n---\n\n## 取組成果\n\n研修を二回開いた。\n")]),
    Files(&[(
        "2021/kitahama/report.md",
        "---\nform: report\n部会名: 地域移行部会\n---\n\n## 取組成果\n\n研修を二回開いた。\n",
    )]),
)
.by_hand(WhyByHand::Wording);

/// The rule for [`super::RULES`]: it checks each document, and reports 2 codes.
pub const RULE: Rule =
    Rule { codes: &[SECTION_EMPTY, FIELD_MISSING], subject: Subject::Answers, check: Check::Document(check) };

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    let top = document.source.position(Span::at(0));
    // The keys under which a sheet of this form answers its fields: of two with one name each by its place.
    let keys = LazyCell::new(|| document.form.names(&document.place.name).keys(OF_DOCUMENTS));
    let key = |field: &Field| {
        let at = document.form.fields().position(|(_, own)| own.id == field.id);
        at.and_then(|at| keys.get(at).cloned()).unwrap_or_else(|| field.label.clone())
    };
    for (section, said) in document.form.sections.iter().zip(&document.sections) {
        let heading = section.heading_for(&document.place.name);
        // Where there is nothing but a comment, an answer is asked for already.
        let told =
            said.narrative.as_ref().is_some_and(|narrative| !narrative.text.is_empty() || narrative.text.commented);
        let scope = AnswerScope::new(document);
        let is_asked = scope.is_section_asked(section) == Some(true);
        if section.required && is_asked {
            findings.applied(&SECTION_EMPTY);
        }
        if section.required && is_asked && said.answers.iter().all(Answer::is_missing) && !told {
            findings.push(
                Finding::new(&SECTION_EMPTY,
                    top.clone(),
                    words!("節「{heading}」に何も書かれていません。", "The section `{heading}` is empty."),
                )
                .hint(words!("本文に「## {heading}」を置いて書くか、その節の項目に答えてください。原資料が空欄なら「記載なし」と書きます。", "Write under `## {heading}`, or answer its fields; if the source is blank, write 記載なし.")),
            );
        }
        let answered = |field: &Arc<Field>| {
            said.answers.iter().any(|answer| Arc::ptr_eq(&answer.field, field) && !answer.is_missing())
        };
        let misspelt =
            |field: &Field| document.misspelt.iter().any(|name| fold(name) == fold(&field.label) || *name == field.id);
        let asked = |field: &Field| scope.is_asked(Some(section), field) == Some(true);
        for field in section.fields.iter().filter(|field| field.required && asked(field)) {
            findings.applied(&FIELD_MISSING);
            if answered(field) || misspelt(field) {
                continue;
            }
            findings.push(
                Finding::new(
                    &FIELD_MISSING,
                    top.clone(),
                    words(
                        format!("項目「{}」に答えがありません。", key(field)),
                        format!("The field `{}` has no answer.", field.id),
                    ),
                )
                .hint(words(
                    format!("「{}: 」の行を加えてください。原資料が空欄なら「記載なし」と書きます。", key(field)),
                    format!("Add a line `{}: `; if the source is blank, write 記載なし.", field.id),
                )),
            );
        }
        said.answers.iter().for_each(|answer| in_records(document, answer, findings));
    }
}

/// The fields that a form requires of each record.
fn in_records(document: &Document, answer: &Answer, findings: &mut Findings) {
    let Some((records, _)) = answer.records() else { return };
    for record in &records.rows {
        let required = record.answers.iter().filter(|answer| answer.field.required);
        required.for_each(|_| findings.applied(&FIELD_MISSING));
        let missing = record.answers.iter().filter(|answer| answer.is_open() && record.is_missing(answer));
        for missing in missing {
            let (label, name) = (&missing.field.label, &record.name);
            let message = words!(
                "「{name}」の項目「{label}」に答えがありません。",
                "The field `{label}` of `{name}` has no answer."
            );
            let hint = words!(
                "このまとまりに「{label}: 」の行を加えてください。原資料が空欄なら「記載なし」と書きます。",
                "Add a line `{label}: ` to this record; if the source is blank, write 記載なし."
            );
            let at = document.source.position(Span::at(record.span.start()));
            findings.push(Finding::new(&FIELD_MISSING, at, message).hint(hint).about(&answer.field.id));
        }
    }
}

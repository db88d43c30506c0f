//! Nothing is answered that the form does not ask because of another answer.

use crate::form::Condition;
use crate::model::{AnswerScope, Document, Site, decisions};
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, words};
use crate::value::Answer;

use super::{Check, Rule, Subject};

const NOT_ASKED: Code = Code::warning(
    "not-asked",
    (
        "ほかの答えから、尋ねていない項目に答えがあります。",
        "Something is answered that does not apply because of another answer.",
    ),
    (
        "様式は、該当の場合だけ、この項目を尋ねます。該当しないという答えと、この答えのどちらかが違います。どちらもページに出ます。",
        "The form asks it only where another answer says so. One of the two is wrong, and the page shows both.",
    ),
    Files(&[
        ("forms/center.yaml", FORM),
        ("2021/kitahama/center.md", "---\nform: center\nセンターの有無: 無\n職員数: 5人\n---\n"),
    ]),
    Files(&[
        ("forms/center.yaml", FORM),
        ("2021/kitahama/center.md", "---\nform: center\nセンターの有無: 有\n職員数: 5人\n---\n"),
    ]),
)
.by_hand(WhyByHand::Meant);

const FORM: &str = "title: センターの状況\nyears: 2021\nsections:\n  - id: base\n    heading: センター\n    fields:\n      center: { label: センターの有無, kind: presence }\n      staff: { label: 職員数, kind: number, unit: 人, asked_if: { field: center, is: 有 } }\n";

/// The rule for [`super::RULES`]: it checks each document, and reports 1 code.
pub const RULE: Rule = Rule { codes: &[NOT_ASKED], subject: Subject::Answers, check: Check::Document(check) };

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    for decided in decisions(document).into_iter().filter(|decided| decided.asked.is_some()) {
        findings.applied(&NOT_ASKED);
        if decided.asked == Some(true) {
            continue;
        }
        let (Some(answer), Some(field)) = (decided.answer(document), decided.asked_field()) else { continue };
        if !says_something(answer) {
            continue;
        }
        let scope = decided.scope(document);
        let of_section = decided.section(document).and_then(|section| section.asked_if.as_ref());
        let fails = |condition: &&Condition| scope.holds(condition) == Some(false);
        let condition = field.asked_if.as_ref().filter(fails).or_else(|| of_section.filter(fails));
        let name = decided.record(document).map(|record| record.name.as_str()).filter(|name| !name.is_empty());
        let label = name.map_or_else(|| field.label.clone(), |name| format!("{name}／{}", field.label));
        let found = condition.map(|condition| finding(document, scope, (&label, answer.span), condition));
        found.into_iter().for_each(|found| findings.push(found.about(&decided.field().id)));
    }
    let scope = AnswerScope::new(document);
    for (section, said) in document.form.sections.iter().zip(&document.sections) {
        let text = said.narrative.as_ref().filter(|narrative| !narrative.is_unwritten());
        let unasked = section.asked_if.as_ref().filter(|condition| scope.holds(condition) == Some(false));
        let (Some(text), Some(condition)) = (text, unasked) else { continue };
        findings.applied(&NOT_ASKED);
        findings.push(finding(document, scope, (&text.heading, text.heading_span), condition));
    }
}

/// Whether an answer is more than a word on why there is none.
fn says_something(answer: &Answer) -> bool {
    let mut says = false;
    answer.leaves(&mut |leaf| says |= leaf.item.absence() == Some(None));
    says
}

fn finding(document: &Document, scope: AnswerScope<'_>, (label, span): (&str, Span), condition: &Condition) -> Finding {
    let asked_if = condition.in_words();
    let source = &document.source;
    // What is itself not asked stands nowhere.
    let deciding = scope.deciding(condition).into_iter().filter(|(_, answer)| !answer.is_missing());
    let lines: Vec<_> = deciding.map(|(field, answer)| (source.position(answer.span), field)).collect();
    let numbers: Vec<String> = lines.iter().map(|(at, _)| at.line_and_column().0.to_string()).collect();
    let (ja, en) = if numbers.is_empty() {
        ("ほかの答え".to_owned(), "another answer".to_owned())
    } else {
        (format!("{}行目の答え", numbers.join("、")), format!("line {}", numbers.join(", ")))
    };
    let message = words(
        format!("「{label}」は、{}のときに答える項目です。{ja}では、尋ねていません。", asked_if.ja),
        format!("`{label}` is asked only where {}; {en} says otherwise.", asked_if.en),
    );
    let hint = words(
        "どちらかの答えを直してください。この答えが要らなければ消します（ページには「該当なし」と出ます）。",
        "Mend one of the answers. If this one is not needed, delete it; the page then says 該当なし.",
    );
    let finding = Finding::new(&NOT_ASKED, source.position(span), message).hint(hint);
    lines.into_iter().fold(finding, |finding, (at, field)| {
        finding.related(at, words!("「{}」の答え", "the answer to `{}`", field.label))
    })
}

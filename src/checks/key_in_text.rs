//! Answers stand in the front matter; a line `人口: 604,894人` after it is only text.

use crate::model::{Document, Site};
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, WhyByHand, words};
use crate::text::fold::fold;

use super::{Check, Rule, Subject};

const KEY_IN_TEXT: Code = Code::warning(
    "key-in-text",
    ("項目の答えが本文に書かれています。", "An answer stands in the text."),
    (
        "二つ目の「---」より後は本文です。そこに書いた項目は、表にも図にも使われません。「---」を閉じるのが早すぎたときに起こります。",
        "What follows the second `---` is text; a key there answers nothing. It was closed too early.",
    ),
    Files(&[(
        "2021/kitahama/sheet.md",
        "---\nform: sheet\n---\n人口: 604,894人\n\n## 取組の経緯\n\n協議の場を設けた。\n",
    )]),
    Files(&[(
        "2021/kitahama/sheet.md",
        "---\nform: sheet\n人口: 604,894人\n---\n\n## 取組の経緯\n\n協議の場を設けた。\n",
    )]),
)
.by_hand(WhyByHand::Meant);

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[KEY_IN_TEXT], subject: Subject::Answers, check: Check::Document(check) };

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    let Some(lead) = &document.lead else { return };
    findings.applied(&KEY_IN_TEXT);
    let mut at = 0;
    for line in lead.text.split_inclusive('\n') {
        let (start, end) = (at, at + line.trim_end().len());
        at += line.len();
        let Some((key, _)) = line.split_once([':', '：']) else { continue };
        let key = fold(key);
        let known = |field: &crate::form::Field| fold(&field.id) == key || fold(&field.label) == key;
        if key.is_empty() || !document.form.fields().any(|(_, field)| known(field)) {
            continue;
        }
        let message = words!(
            "「{key}」の答えが前書きの外にあります。",
            "The answer to `{key}` stands outside of the front matter."
        );
        let hint = words("この行を、二つ目の「---」より前に移してください。", "Move the line before the second `---`.");
        let span = lead.origin.offset_span(start..end);
        findings.push(Finding::new(&KEY_IN_TEXT, document.source.position(span), message).hint(hint));
    }
}

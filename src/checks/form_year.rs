//! A document's form is meant for the fiscal year of its folder.

use crate::model::{Document, Site};
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, words};
use crate::text::era;

use super::{Check, Rule, Subject};

const FORM_YEAR: Code = Code::error(
    "form-year",
    ("様式の年度と、フォルダーの年度が合いません。", "The form is not meant for the fiscal year of the folder."),
    (
        "様式は年度ごとに変わります。別の年度の様式で書くと、見出しや項目がずれます。",
        "Forms change with the years; with another year's form headings and fields do not match.",
    ),
    Files(&[("2024/kitahama/sheet.md", "---\nform: sheet\n---\n")]),
    Files(&[("2023/kitahama/sheet.md", "---\nform: sheet\n---\n")]),
)
.by_hand(WhyByHand::Files);

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[FORM_YEAR], subject: Subject::Answers, check: Check::Document(check) };

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    findings.applied(&FORM_YEAR);
    if document.form.covers(document.year) {
        return;
    }
    let fitting: Vec<&str> = site
        .forms
        .iter()
        .filter(|form| form.covers(document.year) && form.sheet == document.form.sheet)
        .map(|form| form.id.as_str())
        .collect();
    let hint = if fitting.is_empty() {
        words(
            "様式の years を直すか、その年度の様式を forms に置いてください。",
            "Correct `years` of the form, or add a form for that year.",
        )
    } else {
        words(
            format!("この年度の様式は {} です。", fitting.join("、")),
            format!("Forms for this year: {}.", fitting.join(", ")),
        )
    };
    findings.push(
        Finding::new(
            &FORM_YEAR,
            document.source.position(Span::at(0)),
            words(
                format!("様式「{}」は{}の様式ではありません。", document.form.id, era::fiscal_year(document.year)),
                format!("The form `{}` is not meant for fiscal {}.", document.form.id, document.year),
            ),
        )
        .hint(hint),
    );
}

//! The title of a sheet names the fiscal year of its folder, if it names any.

use crate::model::{Document, Site};
use crate::source::Example::Front;
use crate::source::{Code, Finding, Findings, WhyByHand, words};
use crate::text::era;

use super::{Check, Rule, Subject};

const TITLE_YEAR: Code = Code::warning(
    "title-year",
    ("題名の年度が、フォルダーの年度と違います。", "The title names another fiscal year than the folder."),
    (
        "前の年度のシートを写すと、題名に古い年度が残ります。題名は、ページの見出しにも一覧にも引用にも出ます。\
         「令和2年度から令和4年度」のように間に年度が入るものや、ほかの年度も並べて書いたものは報告しません。シートの題名だけを調べます。",
        "A sheet that was copied keeps the year of its original in its title, which stands on the page, in lists and in citations. \
         Several years with that of the sheet among or between them are fine. Only titles of sheets are looked at.",
    ),
    Front("題名: 令和2年度 北浜市の取組"),
    Front("題名: 令和3年度 北浜市の取組"),
)
.by_hand(WhyByHand::Meant);

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[TITLE_YEAR], subject: Subject::Figures, check: Check::Document(check) };

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    let Some(title) = document.title.as_deref().filter(|_| document.is_sheet()) else { return };
    findings.applied(&TITLE_YEAR);
    let named = era::fiscal_years_in(title);
    let (Some(first), Some(last)) = (named.iter().min(), named.iter().max()) else { return };
    if (*first..=*last).contains(&document.year) {
        return;
    }
    // Of several, the one that is nearest.
    let (year, other) = (document.year, if document.year < *first { *first } else { *last });
    findings.push(
        Finding::new(
            &TITLE_YEAR,
            document.source.position(document.title_span()),
            words(
                format!("題名は{}と言いますが、シートは{}のものです。", era::fiscal_year(other), era::fiscal_year(year)),
                format!("The title says fiscal {other}, but this is the sheet of fiscal {year}."),
            ),
        )
        .hint(words(
            "題名の年度を直すか、シートをその年度のフォルダーに移してください。このままでよければ、理由を添えて確認済みにしてください。",
            "Correct the year in the title, or move the sheet to the folder of that year; if it may stay, accept the finding with its reason.",
        )),
    );
}

//! Years that an era never had: 令和2024年度, 平成0年.

use std::sync::Arc;

use crate::model::Site;
use crate::source::Example::Front;
use crate::source::{Code, Finding, Findings, Source, Span, WhyByHand, words};
use crate::text::era::{EraSlip, era_slips};

use super::{Check, Rule, Subject};

const ERA_YEAR: Code = Code::warning(
    "era-year",
    ("元号の後が、西暦の年か 0 です。", "An era is followed by a Gregorian year, or by 0."),
    (
        "「令和2024年度」のように、元号と西暦が一つになっています。西暦で書いた文の年を和暦に直す途中でよく残り、年としては読めません。",
        "An era and a Gregorian year stand together, as is left when one calendar is written over the other; this is no year.",
    ),
    Front("備考: 令和2021年度に協議の場を設けた。"),
    Front("備考: 令和3年度に協議の場を設けた。"),
)
.by_hand(WhyByHand::Original);

/// The rule for [`super::RULES`]: it checks the text of each file, and reports one code.
pub const RULE: Rule = Rule { codes: &[ERA_YEAR], subject: Subject::Figures, check: Check::Source(check) };

fn check(source: &Arc<Source>, _: &Site, findings: &mut Findings) {
    for EraSlip { range, right } in era_slips(source.text()) {
        let span = Span::new(range.start, range.end);
        let written = source.slice(span);
        let finding = Finding::new(
            &ERA_YEAR,
            source.position(span),
            words!("「{written}」という年はありません。", "There is no year `{written}`."),
        );
        findings.push(finding.hint(match right {
            Some(right) => words!("「{right}」と書いてください。", "Write `{right}`."),
            None => words("元号か西暦の、どちらか一方で書いてください。", "Write it by one calendar."),
        }));
    }
}

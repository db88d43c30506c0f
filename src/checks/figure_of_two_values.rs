//! A figure of one time has one value: where two years' sheets give it the same time and other numbers, one of them is wrong.

use crate::model::{Document, Site};
use crate::source::Example::Years;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, words};
use crate::text::{Decimal, era, fold};
use crate::value::{Amount, Answer, Circumstances, Item, Meaning, Quantity};

use super::{Check, Rule, Subject};

const CODE: Code = Code::warning(
    "as-of-conflict",
    ("同じ時点の数が、前の年度のシートと違います。", "An earlier sheet gives another number for the same time."),
    (
        "前の年度のシートを写して数だけを直し、時点を直し忘れると、同じ日の数が二つになります。時点を今年度のものに直します。\
         後から訂正された数なら、注記に「訂正」「確報」などと書けば報告しません。",
        "Where a sheet was copied and only its figures were renewed, one day has two of them. Write the new time. Of a figure that \
         was revised, the note says so (訂正, 確報), and nothing is reported.",
    ),
    Years("人口: { 値: 604,894人, 時点: R2年4月1日 }", "人口: { 値: 605,370人, 時点: R2年4月1日 }"),
    Years("人口: { 値: 604,894人, 時点: R2年4月1日 }", "人口: { 値: 605,370人, 時点: R3年4月1日 }"),
)
.by_hand(WhyByHand::Original);

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[CODE], subject: Subject::LastYear, check: Check::Document(check) };

/// Words that say that a number was not yet final, or has been corrected since.
const REVISED: [&str; 11] =
    ["訂正", "修正", "改訂", "確報", "速報", "確定", "暫定", "再集計", "見直し", "変更", "遡及"];

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    let Some(previous) = site.previous(document) else { return };
    let answered = previous.answers_by_question();
    for place in document.all_answers().filter(|place| place.field.kind.is_figures()) {
        let Some(before) = place.question().and_then(|question| answered.get(&question)) else { continue };
        let (label, answer) = (place.label(), place.answer);
        let earlier = dated(before.answer);
        if earlier.is_empty() {
            continue;
        }
        findings.applied(&CODE);
        let different = dated(answer).into_iter().find_map(|(path, new)| {
            let (_, old) = earlier.iter().find(|(other, _)| *other == path)?;
            new.differs(old).then_some((new, old))
        });
        // One finding says it of the whole answer: its parts have the same time.
        let Some((new, old)) = different else { continue };
        let (time, year) = (new.time, era::fiscal_year(previous.year));
        let message = words(
            format!(
                "「{}」の{time}の数が「{}」ですが、{year}のシートでは同じ時点で「{}」です。",
                label, new.quantity.written, old.quantity.written
            ),
            format!(
                "`{}` of {time} is `{}`, but `{}` for the same time in the sheet of fiscal {}.",
                label, new.quantity.written, old.quantity.written, previous.year
            ),
        );
        let hint = words(
            "新しい数なら、時点を新しいものに直してください。訂正した数なら、注記に「訂正」と書きます。",
            "Of a new number write the new time; of a corrected one say so in its note (訂正).",
        );
        findings.push(
            Finding::new(&CODE, document.source.position(new.span), message)
                .hint(hint)
                .related(previous.source.position(old.span), words("前の年度", "the year before")),
        );
    }
}

/// A number with the time and the survey that it is of.
struct DatedFigure<'a> {
    quantity: &'a Quantity,
    number: Decimal,
    time: &'a str,
    circumstances: Vec<&'a Circumstances>,
    span: Span,
}

impl DatedFigure<'_> {
    /// Whether the other is of the same time, area and survey, and another number.
    fn differs(&self, other: &DatedFigure<'_>) -> bool {
        let period = |one: &DatedFigure<'_>| one.given(|given| given.as_of().and_then(|when| when.period));
        let scope = |one: &DatedFigure<'_>| one.given(|given| given.scope().map(fold));
        let source = |one: &DatedFigure<'_>| one.given(|given| given.source().map(fold));
        let (this, that) = (period(self), period(other));
        this.is_some()
            && this == that
            && scope(self) == scope(other)
            && (source(self).is_none() || source(other).is_none() || source(self) == source(other))
            && self.quantity.unit == other.quantity.unit
            && self.number != other.number
            && !self.is_revised()
            && !other.is_revised()
    }

    /// The innermost of something that its circumstances say.
    fn given<T>(&self, of: impl Fn(&Circumstances) -> Option<T>) -> Option<T> {
        self.circumstances.iter().rev().find_map(|circumstances| of(circumstances))
    }

    fn is_revised(&self) -> bool {
        let notes = self.circumstances.iter().filter_map(|circumstances| circumstances.note());
        notes.chain(self.quantity.note.as_deref()).any(|note| REVISED.iter().any(|word| note.contains(word)))
    }
}

/// The exact numbers of an answer that have a time, by their path in it.
fn dated(answer: &Answer) -> Vec<(String, DatedFigure<'_>)> {
    let mut figures = Vec::new();
    answer.leaves(&mut |leaf| {
        let Item::Quantity(quantity) = leaf.item else { return };
        let Meaning::Amount(Amount::Exact(number)) = quantity.meaning else { return };
        let time = leaf.circumstances.iter().rev().find_map(|given| given.as_of());
        if let Some(time) = time.filter(|_| leaf.row.is_none() && !leaf.target) {
            let path = leaf.path.iter().map(|step| step.id).collect::<Vec<_>>().join(".");
            let circumstances = leaf.circumstances.to_vec();
            let figure = DatedFigure { quantity, number, time: &time.written, circumstances, span: leaf.span };
            figures.push((path, figure));
        }
    });
    figures
}

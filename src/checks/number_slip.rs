//! What was meant as a number and cannot be read as one, and numbers that count something else than is asked.

use crate::form::Field;
use crate::model::{Document, Site};
use crate::source::Example::Front;
use crate::source::{Explained, Finding, Findings, Span, words};
use crate::text::fold::fold;
use crate::value::quantity::comparable_units;
use crate::value::{Meaning, Quantity, Value};

use super::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    codes: &[
        Explained::warning(
            "number-slip",
            ("数の打ち間違いのようです。", "This looks like a slip in a number."),
            (
                "桁区切りの位置が違う数や、0 と O、1 と l を取り違えた数は、数として読めず、図にも比較にも使われません。",
                "A number with commas in odd places, or with O for 0 and l for 1, is no number; it is neither drawn nor compared.",
            ),
            Front("人口: 6,0489,4人"),
            Front("人口: 604,894人"),
        ),
        Explained::warning(
            "other-unit",
            ("様式と違う単位です。", "The unit is not that of the form."),
            (
                "様式が人を尋ねる欄に件や床が書かれていると、別の数を写しています。",
                "Where the form asks for people and the answer counts beds, another figure was copied.",
            ),
            Front("人口: 604,894床"),
            Front("人口: 604,894人"),
        ),
    ],
    check: Check::Document(check),
};

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    for (_, field, answer) in document.answers() {
        let mut look = |quantity: &Quantity, span: Span| look(document, field, quantity, span, findings);
        match &answer.value {
            Value::Number(quantity) => look(quantity, answer.span),
            Value::Composition(composition) => {
                composition.total.iter().for_each(|(total, span)| look(total, *span));
                composition.all_parts().iter().for_each(|part| look(&part.quantity, part.span));
            }
            Value::Rates(rates) => rates.points.iter().for_each(|point| look(&point.quantity, point.span)),
            _ => {}
        }
    }
}

fn look(document: &Document, field: &Field, quantity: &Quantity, span: Span, findings: &mut Findings) {
    let at = document.source.position(span);
    let written = &quantity.written;
    if is_slip(written) && (quantity.meaning == Meaning::Words || written.starts_with(is_lookalike)) {
        let message =
            words(format!("「{written}」は数として読めません。"), format!("`{written}` cannot be read as a number."));
        let hint = words(
            "算用数字を確かめ、桁区切りは三桁ごとに書いてください。",
            "Check the digits; commas stand before every three of them.",
        );
        findings.push(Finding::warning("number-slip", at, message).hint(hint));
        return;
    }
    let (Meaning::Amount(_), Some(unit), Some(asked)) = (&quantity.meaning, &quantity.unit, &field.unit) else {
        return;
    };
    let asked_unit = asked.split(['／', '/']).next().unwrap_or(asked);
    // Where the form counts 病院 or 市町村, か所 is the same thing in other words.
    let strict = ["人", "床", "％"];
    let known = |unit: &str| strict.iter().any(|strict| comparable_units(strict, unit));
    if known(asked_unit) && !comparable_units(unit, asked_unit) || !known(asked_unit) && known(unit) {
        let message = words(
            format!("「{}」は{asked}で尋ねていますが、「{written}」とあります。", field.label),
            format!("`{}` is asked in {asked}, but there is `{written}`.", field.label),
        );
        let hint = words(
            format!("数と単位を確かめ、{asked}で書いてください。"),
            format!("Check figure and unit, and write it in {asked}."),
        );
        findings.push(Finding::warning("other-unit", at, message).hint(hint));
    }
}

/// Whether a text is digits but for commas in odd places and letters that look like digits, or is written in ideographs.
fn is_slip(written: &str) -> bool {
    let folded = fold(written);
    let ideographs = folded.chars().take_while(|c| "〇一二三四五六七八九十百千万億".contains(*c)).count();
    if ideographs > 1 && folded.chars().count() <= ideographs + 2 {
        return true;
    }
    let body: String = folded.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ',' | '.')).collect();
    body.chars().filter(char::is_ascii_digit).count() > 0
        && body.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.') || is_lookalike(c))
        && body.chars().any(|c| c == ',' || c == '.' || is_lookalike(c))
}

/// Whether a letter is mistaken for a digit.
fn is_lookalike(c: char) -> bool {
    matches!(c, 'O' | 'o' | 'l' | 'I')
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn slips_are_told_from_words() {
        for (written, slip) in [
            ("6,0489,4人", true),
            ("1O0人", true),
            ("l2人", true),
            ("1.539.946人", true),
            ("百五十三万人", true),
            ("約百人", false),
            ("一部の市町村", false),
            ("十分に開いた", false),
            ("4回程度開催予定", false),
            ("2021年度は実施せず", false),
            ("Zoomで2回", false),
        ] {
            assert_eq!(is_slip(written), slip, "{written}");
        }
    }
}

//! What was meant as a number and cannot be read as one, and numbers that count something else than is asked.

use crate::form::Field;
use crate::model::{Document, Site};
use crate::source::Example::Front;
use crate::source::{Explained, Finding, Findings, Span, words};
use crate::text::Decimal;
use crate::text::fold::fold;
use crate::text::hidden::hidden;
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
        Explained::warning(
            "negative-count",
            ("人や床などの数が負になっています。", "A count is negative."),
            (
                "数えたものが 0 より少なくなることはありません。増減を書く欄なら、項目名に「増減」を入れます。",
                "Nothing that is counted can be fewer than none. A field for a change says so in its label: 増減.",
            ),
            Front("人口: -604,894人"),
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
        let hint = if is_of_a_spreadsheet(&fold(written)) {
            words("計算の結果の数を、算用数字で書いてください。", "Write the number that comes of it.")
        } else {
            words(
                "算用数字を確かめ、桁区切りは「,」で三桁ごとに書いてください。",
                "Check the digits; commas stand before every three of them.",
            )
        };
        findings.push(Finding::warning("number-slip", at, message).hint(hint));
        return;
    }
    if quantity.number().is_some_and(Decimal::is_negative) && is_count(field) {
        let message = words(
            format!("「{}」は数えたものですが、「{written}」とあります。", field.label),
            format!("`{}` counts something, but there is `{written}`.", field.label),
        );
        let hint = words(
            "符号を確かめてください。増減ではなく、数そのものを書きます。",
            "Check the sign; write the number itself, not its change.",
        );
        findings.push(Finding::warning("negative-count", at, message).hint(hint));
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

/// Whether a field asks how many there are of something, and not by how many they have changed.
fn is_count(field: &Field) -> bool {
    const COUNTED: [&str; 8] = ["人", "床", "件", "回", "か所", "病院", "世帯", "施設"];
    const CHANGES: [&str; 5] = ["増減", "差", "変化", "推移", "増加"];
    let unit = field.unit.as_deref().and_then(|unit| unit.split(['／', '/']).next());
    unit.is_some_and(|unit| COUNTED.iter().any(|counted| comparable_units(counted, unit)))
        && !CHANGES.iter().any(|change| field.label.contains(change))
}

/// Whether a text was meant as a number and is none: its digits are grouped in another way, or mixed with letters that look
/// like them or that nobody sees, or are too many; it is written in ideographs; or it is the formula and not its result.
fn is_slip(written: &str) -> bool {
    let seen: String = {
        let hidden: Vec<usize> = hidden(written).into_iter().map(|(at, ..)| at).collect();
        written.char_indices().filter(|(at, _)| hidden.binary_search(at).is_err()).map(|(_, c)| c).collect()
    };
    let folded = fold(&seen);
    let ideographs = folded.chars().take_while(|c| "〇一二三四五六七八九十百千万億".contains(*c)).count();
    if ideographs > 1 && folded.chars().count() <= ideographs + 2 || is_of_a_spreadsheet(&folded) {
        return true;
    }
    let body: String = folded.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ',' | '.')).collect();
    let digits = body.chars().filter(char::is_ascii_digit).count();
    let only = body.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.') || is_lookalike(c));
    let mixed = body.chars().any(|c| c == ',' || c == '.' || is_lookalike(c));
    let starts = folded.starts_with(|c: char| c.is_ascii_digit());
    digits > 0 && only && (mixed || digits > DIGITS || seen.len() < written.len())
        || starts && (is_grouped(&folded) || is_power_of_ten(&folded))
}

/// More digits than a number can have that is counted with.
const DIGITS: usize = 18;

/// Whether a text is a formula, or what a spreadsheet shows where it has no result: `=SUM(A1:A7)`, `#REF!`, `####`.
fn is_of_a_spreadsheet(folded: &str) -> bool {
    let error = |rest: &str| {
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "/!?#_".contains(c))
    };
    folded.strip_prefix('=').is_some_and(|rest| !rest.trim().is_empty()) || folded.strip_prefix('#').is_some_and(error)
}

/// Whether digits are set in groups of three by another sign than a comma (`1、539、947`), or in any groups by a sign that
/// parts nothing else (`1_5`).
fn is_grouped(folded: &str) -> bool {
    let mut groups = Vec::new();
    let mut sign = None;
    let mut rest = folded;
    loop {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        groups.push(length);
        let (_, after) = rest.split_at_checked(length).unwrap_or_default();
        let next =
            after.chars().next().filter(|c| sign.is_none_or(|sign| sign == *c) && "、・_'’｀`´· ;。".contains(*c));
        let Some(next) = next else { break };
        let (_, after) = after.split_at_checked(next.len_utf8()).unwrap_or_default();
        if !after.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        (sign, rest) = (Some(next), after);
    }
    let three =
        groups.first().is_some_and(|first| (1..=3).contains(first)) && groups.iter().skip(1).all(|length| *length == 3);
    groups.len() > 1 && (three || sign == Some('_'))
}

/// Whether a number is written as spreadsheets shorten it: `1.54E+06`.
fn is_power_of_ten(folded: &str) -> bool {
    let Some((number, power)) = folded.split_once(['E', 'e']) else { return false };
    let figures = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    number.chars().all(|c| c.is_ascii_digit() || c == '.') && figures(power.trim_start_matches(['+', '-']))
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
            ("1、539、947", true),
            ("１・５３９・９４７人", true),
            ("1_539_947", true),
            ("1'539'947", true),
            ("1 539 947人", true),
            ("1539\u{200B}947", true),
            ("15\u{3164}人", true),
            ("=SUM(A1:A7)", true),
            ("＝A1+A2", true),
            ("#REF!", true),
            ("#DIV/0!", true),
            ("#N/A", true),
            ("########", true),
            ("1.54E+06", true),
            ("2e5人", true),
            ("92233720368547758070人", true),
            ("3・4回", false),
            ("1、2、3を実施", false),
            ("10:30", false),
            ("# 見出し", false),
            ("=", false),
            ("葛\u{E0100}城", false),
        ] {
            assert_eq!(is_slip(written), slip, "{written}");
        }
    }
}
